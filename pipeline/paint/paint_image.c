#include "image_priv.h"

/* A photograph of a large camera; unpacked, 400 MB at most. */
static const uint64_t IMAGE_PIXELS_MAX = 100 * 1000 * 1000;

bool paint_image_open(GBytes *data, const char *path, struct span at, struct diags *diags,
                      struct image *ret) {
    gsize n;
    const char *bytes = g_bytes_get_data(data, &n);
    struct image_header header;
    const char *problem = image_header_read((struct str){bytes, n}, &header);
    if (problem) {
        diag_error(diags, at, DIAG_IMAGE_FORMAT, "the file \"%s\" %s", path, problem);
        diag_hint(diags, "Save the image again as PNG or JPEG.");
        return false;
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
        .width_px = (int)header.width_px,
        .height_px = (int)header.height_px,
        .path = path,
    };
    return true;
}
