#include "image_priv.h"
#include "module.h"
#include "paint_rsvg_priv.h"
#include "svg_priv.h"

#include <math.h>

/* A photograph of a large camera; unpacked, 400 MB at most. */
static const uint64_t IMAGE_PIXELS_MAX = 100 * 1000 * 1000;

static bool report_format(const char *path, const char *problem, struct span at,
                          struct diags *diags) {
    diag_error(diags, at, DIAG_IMAGE_FORMAT, "the file \"%s\" %s", path, problem);
    diag_hint(diags, "Save the image again as PNG, JPEG or plain SVG.");
    return false;
}

/* --- SVG ------------------------------------------------------------------------------------ */

/* As wide as a page at 300 dots an inch, less its margins. */
static const double SVG_RASTER_SIDE_PX = 2000;

static void unref_bytes(void *bytes) {
    g_bytes_unref(bytes);
}

static GBytes *raster(struct str file, const struct svg_picture *picture,
                      const struct image_fonts *fonts, struct span at, const char *path,
                      struct diags *diags) {
    g_autofree char *reason = NULL;
    SvgRaster *draw =
        (SvgRaster *)(uintptr_t)module_symbol("paint_rsvg", PAINT_RSVG_RASTER, &reason);
    if (!draw) {
        diag_error(diags, at, DIAG_MODULE_MISSING,
                   "\"%s\" needs librsvg, which could not be "
                   "loaded: %s",
                   path, reason);
        diag_hint(diags, "Install the package librsvg2-2, or save the image as PNG.");
        return NULL;
    }
    double scale = SVG_RASTER_SIDE_PX / fmax(picture->width_px, picture->height_px);
    GBytes *png = draw(file, (int)fmax(1, round(picture->width_px * scale)),
                       (int)fmax(1, round(picture->height_px * scale)), fonts);
    if (!png) {
        report_format(path, "is SVG that librsvg does not draw", at, diags);
    }
    return png;
}

static void tell_beyond(const struct svg_picture *picture, struct span at, const char *path,
                        struct diags *diags) {
    if (picture->outside) {
        diag_warning(diags, at, DIAG_IMAGE_SVG, "\"%s\" refers to \"%s\", which is not read", path,
                     picture->outside);
        diag_hint(diags, "Save the image with everything that it shows inside it.");
    }
    if (picture->beyond) {
        diag_warning(diags, at, DIAG_IMAGE_SVG, "\"%s\" has %s and is shown as pixels", path,
                     picture->beyond);
        diag_hint(diags, "Shapes in full colours stay sharp: turn text into paths, gradients and "
                         "transparency into plain fills.");
    }
}

static bool open_svg(Arena *arena, GBytes *data, const char *path, const struct image_fonts *fonts,
                     struct span at, struct diags *diags, struct image *ret) {
    gsize n;
    const char *bytes = g_bytes_get_data(data, &n);
    struct str file = {bytes, n};
    struct svg_picture picture;
    const char *problem = svg_read(arena, file, &picture);
    if (problem) {
        return report_format(path, problem, at, diags);
    }
    struct image image = {
        .format = IMAGE_VECTOR,
        .data = data,
        .width_px = picture.width_px,
        .height_px = picture.height_px,
        .path = path,
        .vector = picture.vector,
    };
    if (!picture.vector) {
        image.format = IMAGE_PNG;
        image.data = raster(file, &picture, fonts, at, path, diags);
        if (!image.data) {
            return false;
        }
        arena_defer(arena, unref_bytes, image.data);
    }
    tell_beyond(&picture, at, path, diags);
    *ret = image;
    return true;
}

/* -------------------------------------------------------------------------------------------- */

bool paint_image_open(Arena *arena, GBytes *data, const char *path, const struct image_fonts *fonts,
                      struct span at, struct diags *diags, struct image *ret) {
    gsize n;
    const char *bytes = g_bytes_get_data(data, &n);
    struct str file = {bytes, n};
    if (svg_is_likely(file)) {
        return open_svg(arena, data, path, fonts, at, diags, ret);
    }
    struct image_header header;
    const char *problem = image_header_read(file, &header);
    if (problem) {
        return report_format(path, problem, at, diags);
    }
    if (header.width_px > PAINT_IMAGE_SIDE_MAX || header.height_px > PAINT_IMAGE_SIDE_MAX ||
        (uint64_t)header.width_px * header.height_px > IMAGE_PIXELS_MAX) {
        diag_error(diags, at, DIAG_IMAGE_LARGE, "the image \"%s\" has %u by %u pixels", path,
                   header.width_px, header.height_px);
        diag_hint(diags, "Make it smaller: a page at 300 dpi has about 2500 by 3500 pixels.");
        return false;
    }
    *ret = (struct image){
        .format = header.format,
        .data = data,
        .width_px = header.width_px,
        .height_px = header.height_px,
        .path = path,
    };
    return true;
}
