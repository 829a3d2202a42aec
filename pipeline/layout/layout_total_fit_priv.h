/*
 * layout_total_fit_priv.h - line ends chosen over a whole paragraph; see layout_total_fit.c.
 *
 * Units: points.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum fit_kind {
    FIT_BOX,   /* what is painted */
    FIT_GLUE,  /* a space: stretches, shrinks, and vanishes at a line's end */
    FIT_BREAK, /* a line may end here, at a price; width_pt is the hyphen's that appears then */
};

enum {
    FIT_FORCED = -10000, /* the price of a break that must be taken */
    FIT_HYPHEN = 50,     /* of one that shows a hyphen or follows one */
};

struct fit_item {
    enum fit_kind kind;
    bool is_hyphen;
    int price;
    double width_pt, stretch_pt, shrink_pt;
};

struct fit_measure {
    double width_pt;
    double ragged_pt; /* how short a line may well be; 0: all are of one length */
};

struct fit_line {
    size_t end;   /* the item the line ends at: glue, or a break */
    double ratio; /* of each glue's stretch_pt, or, where negative, of its shrink_pt */
};

/*
 * Append the lines (struct fit_line) of @items, which end with a forced break. False where a box is
 * wider than a line: nothing is appended.
 */
bool fit_lines(const struct fit_item *items, size_t n, struct fit_measure measure, GArray *lines);
