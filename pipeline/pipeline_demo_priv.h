/*
 * pipeline_demo_priv.h - the demo company in the place of a workspace, in somebody's brand or its
 * own: what pipeline_demo.c gives to the session.
 */
#pragma once

#include "pipeline_priv.h"

enum { DEMO_RENAMINGS_MAX = 8 };
struct demo {
    struct demo_renaming {
        const char *from, *to;
    } renamings[DEMO_RENAMINGS_MAX]; /* the longest first */
    size_t n_renamings;
    const char *short_name; /* of the company, where a brand says one; NULL: its name */
    const char *partner;    /* of whom there is most to tell: a slug */
};
bool demo_load(Arena *arena, World *world, const struct demo_options *options, struct diags *diags,
               struct workspace *ret_workspace, struct demo *ret);
/* Of a value with all that is in it, a copy that calls the company as it is called now. */
struct value *demo_renamed(Arena *arena, const struct demo *demo, struct value *value);
