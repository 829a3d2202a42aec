#include "paint_jpeg_priv.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

struct reading {
    struct jpeg_error_mgr manager;
    jmp_buf back;
    uint8_t *pixels, *row;
};

static void end_reading(j_common_ptr info) {
    longjmp(((struct reading *)info->err)->back, 1);
}

/* A warning is a damaged part; what can be shown is shown. */
static void say_nothing(j_common_ptr info, int level) {
    (void)info, (void)level;
}

/* Adobe's programs store inks inverted: what is left of the light. */
static void light_of_inks(const uint8_t *inks, unsigned n, bool is_inverted, uint8_t *rgb) {
    for (unsigned i = 0; i < n; i++, inks += 4, rgb += 3) {
        unsigned key = is_inverted ? inks[3] : 255U - inks[3];
        for (int k = 0; k < 3; k++) {
            unsigned light = is_inverted ? inks[k] : 255U - inks[k];
            rgb[k] = (uint8_t)((light * key + 127) / 255);
        }
    }
}

static void read_rows(struct jpeg_decompress_struct *jpeg, struct reading *reading) {
    size_t stride = (size_t)jpeg->output_width * 3;
    reading->pixels = g_malloc(stride * jpeg->output_height);
    reading->row = g_malloc((size_t)jpeg->output_width * 4);
    while (jpeg->output_scanline < jpeg->output_height) {
        uint8_t *to = reading->pixels + stride * jpeg->output_scanline;
        bool is_inks = jpeg->output_components == 4;
        uint8_t *row = is_inks ? reading->row : to;
        jpeg_read_scanlines(jpeg, &row, 1);
        if (is_inks) {
            light_of_inks(row, jpeg->output_width, jpeg->saw_Adobe_marker, to);
        }
    }
}

uint8_t *jpeg_read(struct str file, uint32_t *ret_width_px, uint32_t *ret_height_px) {
    struct reading *reading = g_new0(struct reading, 1);
    struct jpeg_decompress_struct jpeg = {.err = jpeg_std_error(&reading->manager)};
    volatile bool is_good = false;
    reading->manager.error_exit = end_reading;
    reading->manager.emit_message = say_nothing;
    if (setjmp(reading->back) == 0) {
        jpeg_create_decompress(&jpeg);
        jpeg_mem_src(&jpeg, (const unsigned char *)file.p, (unsigned long)file.n);
        jpeg_read_header(&jpeg, TRUE);
        jpeg.out_color_space = jpeg.num_components == 4 ? JCS_CMYK : JCS_RGB;
        jpeg_start_decompress(&jpeg);
        read_rows(&jpeg, reading);
        jpeg_finish_decompress(&jpeg);
        is_good = true;
    }
    *ret_width_px = jpeg.output_width;
    *ret_height_px = jpeg.output_height;
    jpeg_destroy_decompress(&jpeg);
    uint8_t *pixels = reading->pixels;
    if (!is_good) {
        g_clear_pointer(&pixels, g_free);
    }
    g_free(reading->row);
    g_free(reading);
    return pixels;
}
