/*
 * image_priv.h - image files: what their headers say, and the pixels of PNG.
 */
#pragma once

#include "paint.h"

/* --- image_header.c, image_png.c: image files ------------------------------------------------- */

enum png_colour {
    PNG_COLOUR_GREY = 0,
    PNG_COLOUR_RGB = 2,
    PNG_COLOUR_PALETTE = 3,
    PNG_COLOUR_GREY_ALPHA = 4,
    PNG_COLOUR_RGB_ALPHA = 6,
};

/* What the front of a file tells, and that its parts fit into it. */
struct image_header {
    enum image_format format;
    uint32_t width_px, height_px;
    int bits;               /* of a channel */
    int n_channels;         /* JPEG: 1, 3 or 4 */
    bool has_adobe_marker;  /* JPEG: CMYK is stored inverted then */
    enum png_colour colour; /* PNG; so below */
    bool is_interlaced, has_transparency;
};

/* NULL, or why the file cannot be read: half a sentence that follows its name. */
const char *image_header_read(struct str file, struct image_header *ret);

/* image_profile.c: the colour profile of a JPEG whose header is good; empty: none, or sRGB. */
struct str image_jpeg_profile(Arena *arena, struct str file, int n_channels);

/* An unpacked PNG: 8 bits a channel, rows without padding. */
struct png_pixels {
    uint32_t width_px, height_px;
    int n_channels;   /* 1 grey or palette, 2 grey and alpha, 3 RGB, 4 RGB and alpha */
    size_t n_palette; /* 0: the channel is grey */
    uint8_t palette[256 * 3];
    uint8_t palette_alpha[256];
    bool has_palette_alpha;
    uint8_t *bytes; /* g_free() */
};
bool image_png_read(struct str file, struct png_pixels *ret);

/*
 * The compressed pixels of a PNG as they stand in the file, checked; false: they cannot be used
 * so and the file must be unpacked. Palette: 3 bytes a colour; how clear its colours are only
 * image_png_read() says.
 */
struct png_borrowed {
    struct str pixels, palette;
};
bool image_png_borrow(Arena *arena, struct str file, const struct image_header *header,
                      struct png_borrowed *ret);
