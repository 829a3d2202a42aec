#include "paint_cairo_priv.h"
#include "paint_jpeg_priv.h"

#include <string.h>

/*
 * Pictures of a document as pixels: cairo reads PNG itself, JPEG goes through libjpeg. Their
 * headers were checked when the document was laid out; what is damaged behind them shows here.
 */

/* --- PNG ------------------------------------------------------------------------------------ */

struct reader {
    const unsigned char *bytes;
    size_t n, at;
};

static cairo_status_t read_bytes(void *closure, unsigned char *to, unsigned n) {
    struct reader *reader = closure;
    if (n > reader->n - reader->at) {
        return CAIRO_STATUS_READ_ERROR;
    }
    memcpy(to, reader->bytes + reader->at, n);
    reader->at += n;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *read_png(struct reader *reader) {
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, reader);
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        return surface;
    }
    cairo_surface_destroy(surface);
    return NULL;
}

/* --- JPEG ----------------------------------------------------------------------------------- */

static cairo_surface_t *read_jpeg(const struct reader *reader) {
    uint32_t width, height;
    g_autofree uint8_t *rgb =
        jpeg_read((struct str){(const char *)reader->bytes, reader->n}, &width, &height);
    cairo_surface_t *surface =
        rgb ? cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height) : NULL;
    if (!surface || cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(surface);
        return NULL;
    }
    unsigned char *pixels = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    const uint8_t *from = rgb;
    for (uint32_t y = 0; y < height; y++) {
        uint32_t *to = (uint32_t *)(void *)(pixels + y * stride);
        for (uint32_t x = 0; x < width; x++, from += 3) {
            to[x] = (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
        }
    }
    cairo_surface_mark_dirty(surface);
    return surface;
}

cairo_surface_t *picture_surface(const struct image *image) {
    struct reader reader = {0};
    reader.bytes = g_bytes_get_data(image->data, &reader.n);
    return image->format == IMAGE_PNG ? read_png(&reader) : read_jpeg(&reader);
}
