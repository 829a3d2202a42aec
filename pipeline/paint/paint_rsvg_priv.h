/*
 * paint_rsvg_priv.h - what the module of SVG pictures shares with paint_image.c. It is loaded at
 * the first SVG file that shapes alone cannot show.
 */
#pragma once

#include "paint.h"

/* The name that the module exports; a function of this type. */
#define PAINT_RSVG_RASTER "svg_raster"

/*
 * The picture as a PNG of that size; the caller unrefs it. NULL: it cannot be drawn, or not within
 * SVG_SECONDS_MAX of the processor's time. Files outside are not read.
 */
typedef GBytes *SvgRaster(struct str file, int width_px, int height_px,
                          const struct image_fonts *fonts);

enum { SVG_SECONDS_MAX = 10 };

SvgRaster svg_raster;
