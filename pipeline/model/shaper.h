/*
 * shaper.h - text for figures: measured and made into glyph runs by layout/, asked for by figure/.
 *
 * Units: points; a figure's own coordinates, origin top left.
 */
#pragma once

#include "display.h"
#include "theme.h"

/* How a figure's words look. */
struct shaper_look {
    enum text_role role;
    int weight; /* 0: the role's own */
    struct rgb16 colour;
};

struct shaper {
    void *context;
    /* Width of one line; the colour does not matter. */
    double (*measure)(void *context, const struct shaper_look *look, struct str text);
    /* Add the runs of one line with its baseline's start at @origin. */
    void (*draw)(void *context, Arena *arena, struct figure *figure, const struct shaper_look *look,
                 struct point origin, struct str text);
};
