/*
 * fill_uses_priv.h - what a template uses: the walk, the hooks of filling, figures' fences.
 */
#pragma once

#include "fill_record_priv.h"

/* A name in a figure's fence. */
struct figure_use {
    struct fill_use *use;
    const struct part *part; /* the text that holds it */
    const struct expression *expression;
    bool is_shown;
};

/* What is known of the uses while they are found. */
struct recording {
    Arena *arena;
    bool has_root;
    struct fill_use **uses;
    size_t n_uses, capacity;
    GHashTable *by_path; /* struct path, or struct part of partials -> its struct fill_use */
    struct figure_use *figures;
    size_t n_figures, figures_capacity;
    const struct template **walked;
    size_t n_walked, walked_capacity;

    /* Where the walk is. */
    const struct str *figure_names; /* of the template, in its order */
    size_t n_figure_names;
    const struct fill_use *section;
    const struct fill_use *list; /* the innermost section over one */
    size_t n_items;
};

struct templates {
    const struct template **items;
    size_t n, capacity;
};

void templates_add(Arena *arena, struct templates *templates, const struct template *template);

/* Whether a figure's field is a name; @figure empty: of any figure. */
bool is_figure_name(struct str figure, struct str field);

/* The names in the figures' fences of a template, with their filters, as parts of @text. */
size_t find_figure_names(Arena *arena, struct str text, const struct str **ret);

void recording_bind(struct recording *recording, struct fill_use *use, const struct part *part,
                    const struct expression *expression);

/* Fill the templates, and look figures' names up as they will be when they are drawn. */
void recording_fill(struct filling *filling, const struct templates *templates);
