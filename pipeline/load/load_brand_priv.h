/*
 * load_brand_priv.h - a brand file while it is laid over a theme.
 */
#pragma once

#include "load_priv.h"

struct brand {
    Arena *arena;
    World *world;
    const struct workspace *workspace;
    struct diags *diags;
    const struct value *root; /* the brand's map; NULL: there is no brand */
    const char *folder;       /* that paths in it are relative to */
    struct theme *theme;      /* a copy: the caller's is set when all went well */
    bool has_failed;
};

/* @brand->root and folder from the `brand:` of the workspace; false: reported. */
bool brand_open(struct brand *brand);

/* A brand-field error; always false. */
bool brand_complain(struct brand *brand, struct span at, const char *hint, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* What brand.yml has a meaning for and documents do not: a brand-unused warning. */
void brand_pass_over(struct brand *brand, struct span at, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/*
 * Of a map with light and dark variants the one for the theme's ground, or the other one where it
 * is missing; else the value itself.
 */
const struct value *brand_variant(const struct brand *brand, const struct value *value);

/* load_brand_field.c: the names of fields, by the published schema. */
void brand_check_fields(struct brand *brand);

/* load_brand_colour.c */
void brand_apply_colours(struct brand *brand);
/* A colour as the file writes it: digits, a name of its own, a name of CSS; false: reported. */
bool brand_resolve(struct brand *brand, const struct value *value, struct rgb *ret);
/* @colour, or what is used in its place so that it can be read on ground and card; said. */
struct rgb brand_repair_text(struct brand *brand, const char *name, const struct value *value,
                             struct rgb colour);
bool brand_is_same_colour(struct rgb a, struct rgb b);

/* load_brand_type.c */
void brand_apply_typography(struct brand *brand);

/* load_brand_logo.c */
void brand_apply_logo(struct brand *brand);
