#include "paint_cairo_priv.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

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

struct jpeg_problem {
    struct jpeg_error_mgr manager;
    jmp_buf back;
};

static void end_reading(j_common_ptr info) {
    longjmp(((struct jpeg_problem *)info->err)->back, 1);
}

/* A warning is a damaged part; what can be shown is shown. */
static void say_nothing(j_common_ptr info, int level) {
    (void)info, (void)level;
}

/* Adobe's four inks are stored inverted. */
static uint32_t pixel_of(const unsigned char *p, int components) {
    if (components == 4) {
        uint32_t k = p[3];
        return (p[0] * k / 255) << 16 | (p[1] * k / 255) << 8 | p[2] * k / 255;
    }
    return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

static void read_rows(struct jpeg_decompress_struct *jpeg, cairo_surface_t *surface,
                      unsigned char *row) {
    unsigned char *pixels = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    cairo_surface_flush(surface);
    while (jpeg->output_scanline < jpeg->output_height) {
        uint32_t *to = (uint32_t *)(void *)(pixels + jpeg->output_scanline * stride);
        jpeg_read_scanlines(jpeg, &row, 1);
        for (unsigned x = 0; x < jpeg->output_width; x++) {
            to[x] = pixel_of(row + x * (unsigned)jpeg->output_components, jpeg->output_components);
        }
    }
    cairo_surface_mark_dirty(surface);
}

static cairo_surface_t *read_jpeg(const struct reader *reader) {
    struct jpeg_problem problem;
    struct jpeg_decompress_struct jpeg = {.err = jpeg_std_error(&problem.manager)};
    cairo_surface_t *volatile surface = NULL;
    unsigned char *volatile row = NULL;
    problem.manager.error_exit = end_reading;
    problem.manager.emit_message = say_nothing;
    if (setjmp(problem.back)) {
        jpeg_destroy_decompress(&jpeg);
        cairo_surface_destroy(surface);
        g_free(row);
        return NULL;
    }
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, reader->bytes, (unsigned long)reader->n);
    jpeg_read_header(&jpeg, TRUE);
    jpeg.out_color_space = jpeg.num_components == 4 ? JCS_CMYK : JCS_RGB;
    jpeg_start_decompress(&jpeg);
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)jpeg.output_width,
                                         (int)jpeg.output_height);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        end_reading((j_common_ptr)&jpeg);
    }
    row = g_malloc((size_t)jpeg.output_width * (size_t)jpeg.output_components);
    read_rows(&jpeg, surface, row);
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    g_free(row);
    return surface;
}

cairo_surface_t *picture_surface(const struct image *image) {
    struct reader reader = {0};
    reader.bytes = g_bytes_get_data(image->data, &reader.n);
    return image->format == IMAGE_PNG ? read_png(&reader) : read_jpeg(&reader);
}
