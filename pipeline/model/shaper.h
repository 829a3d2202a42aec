/*
 * shaper.h - text for figures: measured and made into glyph runs by layout/, asked for by figure/.
 *
 * Units: points; a figure's own coordinates, origin top left.
 */
#pragma once

#include "display.h"
#include "theme.h"

struct shaper {
    void *context;
    /* Width of one line. @weight: 0 is the role's own. */
    double (*measure)(void *context, enum text_role role, int weight, struct str text);
    /* Add the runs of one line with its baseline's start at @origin. */
    void (*draw)(void *context, Arena *arena, struct figure *figure, enum text_role role,
                 int weight, struct rgb colour, struct point origin, struct str text);
};
