/*
 * layout_running_priv.h - running lines: what stands at the head or foot of a page or a slide.
 */
#pragma once

#include "layout_priv.h"

/* What a page brings to its running lines. */
struct running_facts {
    const char *page, *pages, *section; /* as they are shown */
    enum page_master masters[3];        /* in the order they are asked; PAGES_ALL: none */
};

struct running_part {
    struct str words; /* as they were set */
    struct line line;
    double room_pt, x_pt; /* x from the line's start */
    bool is_set;
};

struct running_line {
    struct running_part parts[3]; /* left, center, right */
};

/* Whether anything says "{section}" or the like; whether the theme says anything of such pages. */
bool running_mentions(const struct layout *layout, const char *name);
bool running_has_master(const struct theme *theme, enum page_master master);
/* Reports names in braces that nobody knows. */
void running_check(const struct layout *layout);

/* What the three parts from @first on say. */
/* One line of words; what does not fit in @room_pt ends in an ellipsis. */
struct line running_cut(struct layout *layout, const struct set_style *style, struct str words,
                        int artifact, double room_pt);

void running_words(const struct layout *layout, const struct running_facts *facts,
                   enum furniture first, struct str words[3]);
/* Sets them side by side in @room_pt, each cut to what is left to it. @line: zeroed, or the line of
 * the page before. */
void running_set(struct layout *layout, const struct str words[3], int artifact, double room_pt,
                 struct running_line *line);
