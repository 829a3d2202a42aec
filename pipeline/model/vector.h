/*
 * vector.h - a picture made of shapes alone: what an SVG file is read into.
 *
 * Units: the picture's own, y grows downwards; its longer side is VECTOR_SIDE. A painter scales it
 *        into the rectangle of the operation that shows it and clips it there.
 */
#pragma once

#include "display.h"

enum { VECTOR_SIDE = 1000 };

enum line_join { JOIN_MITRE, JOIN_ROUND, JOIN_BEVEL };

struct vector_shape {
    struct path path; /* its cap is said here */
    bool is_even_odd; /* fill rule; else nonzero */
    enum line_join join;
    bool has_square_caps;
    double mitre_limit;
};

struct vector {
    double width, height;
    const struct vector_shape *shapes;
    size_t n_shapes;
};
