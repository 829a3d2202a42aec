/*
 * paint_cairo_priv.h - what the module of pictures shares with paint.c. The module is loaded when
 * a picture is asked for.
 */
#pragma once

#include "paint.h"
#include "vector.h"

#include <cairo.h>

/* Names that the module exports; each a struct painter. */
#define PAINT_CAIRO_PNG "paint_cairo_png"
#define PAINT_CAIRO_SVG "paint_cairo_svg"

extern const struct painter paint_cairo_png;
extern const struct painter paint_cairo_svg;

extern const struct painter paint_flat; /* in a module of its own, with a copy of these files */

/*
 * Instead of the PNG painter's page_end: the page's pixels, which the caller destroys. NULL:
 * reported.
 */
cairo_surface_t *picture_take_page(void *self);

/* paint_cairo_image.c: the pixels; NULL: they cannot be read. The caller destroys the surface. */
cairo_surface_t *picture_surface(const struct image *image);

/* paint_cairo_vector.c: into (0, 0) to (vector.width, vector.height), clipped. */
void picture_draw_vector(cairo_t *cairo, const struct vector *vector);
