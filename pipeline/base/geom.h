/*
 * geom.h - points, rectangles, colours.
 *
 * Units: points (1/72 in), origin top left of the page, y grows downwards.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct point {
    double x, y;
};

struct rect {
    double x, y, width, height;
};

/* sRGB, 0 to 1. */
struct rgb {
    double r, g, b;
};

/* The same in 16 bits each, for what there are many of. */
struct rgb16 {
    uint16_t r, g, b;
};

struct rgb16 rgb16_from_rgb(struct rgb colour);
struct rgb rgb_from_rgb16(struct rgb16 colour);

/* Pango units are 1/1024 pt at 72 dpi. */
static inline double pt_from_pu(int pu) {
    return (double)pu / 1024.0;
}

static inline int pu_from_pt(double pt) {
    return (int)(pt * 1024.0 + (pt < 0 ? -0.5 : 0.5));
}

static inline double rect_right(struct rect r) {
    return r.x + r.width;
}

static inline double rect_bottom(struct rect r) {
    return r.y + r.height;
}

/* The smallest rectangle that holds both. */
struct rect rect_union(struct rect a, struct rect b);

/* "#0B5FA5", "#fff" or the same without the sign. */
bool rgb_parse(const char *text, struct rgb *ret);

/* WCAG 2.2: relative luminance and contrast ratio (1 to 21). */
double rgb_luminance(struct rgb colour);
double rgb_contrast(struct rgb a, struct rgb b);

/* @share of @b in @a, 0 to 1. */
struct rgb rgb_mix(struct rgb a, struct rgb b, double share);

/* @colour darkened (or lightened on a dark ground) until its contrast on @ground is at least
 * @ratio. */
struct rgb rgb_with_contrast(struct rgb colour, struct rgb ground, double ratio);
