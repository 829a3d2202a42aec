/*
 * load_brand_priv.h - a brand file while it is laid over a theme.
 */
#pragma once

#include "load_priv.h"

struct brand {
    Arena *arena;
    World *world;
    struct diags *diags;
    const struct value *root; /* the brand's map */
    const char *folder;       /* that paths in it are relative to */
    struct theme *theme;      /* a copy: the caller's is set when all went well */
    bool has_failed;
};

/* A brand-field error; always false. */
bool brand_complain(struct brand *brand, struct span at, const char *hint, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* "light" of a map with light and dark variants, else the value itself. */
const struct value *brand_light(const struct value *value);

void brand_apply_colours(struct brand *brand);
void brand_apply_typography(struct brand *brand);
