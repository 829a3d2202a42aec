#include "image_priv.h"

#include <libdeflate.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

/*
 * PNG files in two ways. Most need no unpacking, because PDF's Flate filter with PNG predictors is
 * the very format of their pixels: those are borrowed as they stand, after a trial run that shows
 * they are whole. Those with transparency, interlacing or 16 bits are unpacked.
 */

/* --- borrowing ------------------------------------------------------------------------------ */

enum { CHUNKS_AT = 8, CHUNK_OVERHEAD = 12, FILTER_PAETH = 4 };

/* The data of all chunks of a type, one after the other; the header reading saw that they fit. */
static struct str chunks_data(Arena *arena, struct str file, const char *type) {
    struct str all = {NULL, 0};
    size_t n_chunks = 0;
    GString *joined = NULL;
    for (size_t at = CHUNKS_AT; file.n - at >= CHUNK_OVERHEAD;) {
        const unsigned char *p = (const unsigned char *)file.p + at;
        size_t n = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
        if (n > file.n - at - CHUNK_OVERHEAD || memcmp(p + 4, "IEND", 4) == 0) {
            break;
        }
        if (memcmp(p + 4, type, 4) == 0) {
            if (n_chunks++ == 0) {
                all = str_slice(file, at + 8, at + 8 + n);
            } else {
                joined = joined ? joined : g_string_new_len(all.p, (gssize)all.n);
                g_string_append_len(joined, file.p + at + 8, (gssize)n);
            }
        }
        at += n + CHUNK_OVERHEAD;
    }
    if (joined) {
        all = str_dup(arena, (struct str){joined->str, joined->len});
        g_string_free(joined, TRUE);
    }
    return all;
}

static size_t row_bytes(const struct image_header *header) {
    size_t channels = header->colour == PNG_COLOUR_RGB ? 3 : 1;
    return (header->width_px * channels * (size_t)header->bits + 7) / 8;
}

/* A zlib stream of exactly the rows, each after the number of a filter that exists. */
static bool is_whole(struct str pixels, const struct image_header *header) {
    size_t stride = row_bytes(header) + 1, n = stride * header->height_px;
    g_autofree uint8_t *rows = g_malloc(n);
    struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    enum libdeflate_result result =
        libdeflate_zlib_decompress(inflater, pixels.p, pixels.n, rows, n, NULL);
    libdeflate_free_decompressor(inflater);
    if (result != LIBDEFLATE_SUCCESS) {
        return false;
    }
    for (size_t at = 0; at < n; at += stride) {
        if (rows[at] > FILTER_PAETH) {
            return false;
        }
    }
    return true;
}

bool image_png_borrow(Arena *arena, struct str file, const struct image_header *header,
                      struct png_borrowed *ret) {
    bool is_indexed = header->colour == PNG_COLOUR_PALETTE;
    bool has_alpha = header->colour == PNG_COLOUR_GREY_ALPHA ||
                     header->colour == PNG_COLOUR_RGB_ALPHA ||
                     (header->has_transparency && !is_indexed);
    if (has_alpha || header->is_interlaced || header->bits > 8) {
        return false;
    }
    struct str palette = {NULL, 0};
    if (is_indexed) {
        palette = chunks_data(arena, file, "PLTE");
        if (palette.n == 0 || palette.n % 3 != 0 || palette.n > 256 * 3) {
            return false;
        }
    }
    struct str pixels = chunks_data(arena, file, "IDAT");
    if (!is_whole(pixels, header)) {
        return false;
    }
    *ret = (struct png_borrowed){pixels, palette};
    return true;
}

/* --- unpacking ------------------------------------------------------------------------------ */

/* The library ends a failed call with longjmp(), so all that must survive one is in here. */
struct unpacking {
    struct str file;
    size_t at;
    struct png_pixels pixels;
    png_bytep *rows;
};

static void on_read(png_structp png, png_bytep bytes, size_t n) {
    struct unpacking *unpacking = png_get_io_ptr(png);
    if (n > unpacking->file.n - unpacking->at) {
        png_error(png, "the file ends");
    }
    memcpy(bytes, unpacking->file.p + unpacking->at, n);
    unpacking->at += n;
}

static void on_error(png_structp png, png_const_charp message) {
    (void)message;
    longjmp(png_jmpbuf(png), 1);
}

static void on_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void keep_palette(png_structp png, png_infop info, struct png_pixels *pixels) {
    png_colorp colours;
    int n = 0;
    png_get_PLTE(png, info, &colours, &n);
    for (int i = 0; i < n; i++) {
        pixels->palette[i * 3] = colours[i].red;
        pixels->palette[i * 3 + 1] = colours[i].green;
        pixels->palette[i * 3 + 2] = colours[i].blue;
    }
    pixels->n_palette = (size_t)n;
    memset(pixels->palette_alpha, 255, sizeof pixels->palette_alpha);
    png_bytep alphas = NULL;
    int n_alphas = 0;
    if (png_get_tRNS(png, info, &alphas, &n_alphas, NULL) & PNG_INFO_tRNS && alphas) {
        memcpy(pixels->palette_alpha, alphas, (size_t)MIN(n_alphas, 256));
        pixels->has_palette_alpha = true;
    }
}

/* 8 bits a channel; a palette stays one, its indices a byte each. */
static void ask_for_bytes(png_structp png, png_infop info, struct png_pixels *pixels) {
    if (png_get_color_type(png, info) == PNG_COLOR_TYPE_PALETTE) {
        png_set_packing(png);
        keep_palette(png, info, pixels);
    } else {
        png_set_expand_gray_1_2_4_to_8(png);
        png_set_scale_16(png);
        if (png_get_valid(png, info, PNG_INFO_tRNS)) {
            png_set_tRNS_to_alpha(png);
        }
    }
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
}

static void read_pixels(png_structp png, png_infop info, struct unpacking *unpacking) {
    struct png_pixels *pixels = &unpacking->pixels;
    png_set_read_fn(png, unpacking, on_read);
    png_set_user_limits(png, PAINT_IMAGE_SIDE_MAX, PAINT_IMAGE_SIDE_MAX);
    png_read_info(png, info);
    ask_for_bytes(png, info, pixels);
    pixels->width_px = png_get_image_width(png, info);
    pixels->height_px = png_get_image_height(png, info);
    pixels->n_channels = png_get_channels(png, info);
    size_t stride = png_get_rowbytes(png, info);
    pixels->bytes = g_malloc(stride * pixels->height_px);
    unpacking->rows = g_new(png_bytep, pixels->height_px);
    for (uint32_t y = 0; y < pixels->height_px; y++) {
        unpacking->rows[y] = pixels->bytes + y * stride;
    }
    png_read_image(png, unpacking->rows);
}

bool image_png_read(struct str file, struct png_pixels *ret) {
    struct unpacking *unpacking = g_new0(struct unpacking, 1);
    unpacking->file = file;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
    png_infop info = png_create_info_struct(png);
    volatile bool is_good = false;
    if (setjmp(png_jmpbuf(png)) == 0) {
        read_pixels(png, info, unpacking);
        is_good = true;
    }
    png_destroy_read_struct(&png, &info, NULL);
    if (is_good) {
        *ret = unpacking->pixels;
    } else {
        g_free(unpacking->pixels.bytes);
    }
    g_free(unpacking->rows);
    g_free(unpacking);
    return is_good;
}
