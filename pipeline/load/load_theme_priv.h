/*
 * load_theme_priv.h - what the readers of a theme's parts share.
 */
#pragma once

#include "load_priv.h"

struct theme_reader {
    Arena *arena;
    struct diags *diags;
    bool has_failed;
};

/* A length of a theme: its name, and where it stands in its struct. */
struct theme_measure {
    const char *name;
    size_t offset;
    double min_pt;
};

extern const struct theme_measure theme_page_measures[], theme_space_measures[];
extern const size_t theme_n_page_measures, theme_n_space_measures;

void theme_complain(struct theme_reader *r, struct span at, const char *message, const char *hint);
/* The key of @entry is none of @names. */
void theme_complain_of_name(struct theme_reader *r, const struct value_entry *entry,
                            const char *where, const struct str *names, size_t n_names);
bool theme_is_map(struct theme_reader *r, const struct value_entry *entry);
/* -1: none. */
int theme_find_name(struct str key, const struct str *names, size_t n);

/* --- load_theme_pages.c ---------------------------------------------------------------------- */

void theme_read_headings(struct theme_reader *r, const struct value_entry *entry,
                         struct theme_headings *headings);
void theme_read_contents(struct theme_reader *r, const struct value_entry *entry,
                         struct theme_contents *contents);
/* "forms": how cards, callouts, covers and openings stand out. */
void theme_read_forms(struct theme_reader *r, const struct value_entry *entry,
                      struct theme_forms *forms);
/* "furniture": what stands at the head and foot of the pages. */
void theme_read_furniture(struct theme_reader *r, const struct value_entry *entry,
                          struct theme *theme);
/* "numbers": how pages are counted. */
void theme_read_numbers(struct theme_reader *r, const struct value_entry *entry,
                        struct theme *theme);
