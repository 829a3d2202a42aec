#include "image_priv.h"
#include "module.h"
#include "paint_jpeg_priv.h"
#include "pdf_document_priv.h"

#include <stdlib.h>
#include <string.h>

static GString *image_entries(uint32_t width_px, uint32_t height_px, int bits) {
    GString *entries = g_string_new("/Type/XObject/Subtype/Image/Width ");
    pdf_put_int(entries, width_px);
    g_string_append(entries, "/Height ");
    pdf_put_int(entries, height_px);
    g_string_append(entries, "/BitsPerComponent ");
    pdf_put_int(entries, bits);
    return entries;
}

static void put_predictor(GString *entries, int n_channels, int bits, uint32_t width_px) {
    g_string_append(entries, "/DecodeParms<</Predictor 15/Colors ");
    pdf_put_int(entries, n_channels);
    g_string_append(entries, "/BitsPerComponent ");
    pdf_put_int(entries, bits);
    g_string_append(entries, "/Columns ");
    pdf_put_int(entries, width_px);
    g_string_append(entries, ">>");
}

/* Section 8.6.6.3, as an object of its own: there it is compressed. */
static unsigned write_palette(struct pdf_file *file, struct str palette) {
    unsigned number = pdf_file_reserve(file);
    GString *out = pdf_object_begin(file, number);
    g_string_append(out, "[/Indexed/DeviceRGB ");
    pdf_put_int(out, (int64_t)(palette.n / 3) - 1);
    pdf_put_bytes(out, palette.p, palette.n);
    g_string_append_c(out, ']');
    pdf_object_end(file);
    return number;
}

/* --- PNG, unpacked -------------------------------------------------------------------------- */

/* One plane of an image: @n_channels of the @stride bytes of each pixel. */
struct plane {
    uint32_t width_px, height_px;
    const uint8_t *bytes;
    int stride, n_channels;
};

/* PNG's filters whose loops the compiler turns into vector instructions: Paeth costs ten times
 * more. */
enum filter { FILTER_NONE, FILTER_SUB, FILTER_UP, N_FILTERS };

/* One row by one filter; @above is the row before, @back the bytes of a pixel. */
static void filter_row(enum filter filter, const uint8_t *row, const uint8_t *above, size_t n,
                       size_t back, uint8_t *restrict out) {
    switch (filter) {
    case FILTER_NONE: memcpy(out, row, n); return;
    case FILTER_SUB:
        memcpy(out, row, back);
        for (size_t i = back; i < n; i++) {
            out[i] = (uint8_t)(row[i] - row[i - back]);
        }
        return;
    case FILTER_UP:
        for (size_t i = 0; i < n; i++) {
            out[i] = (uint8_t)(row[i] - above[i]);
        }
        return;
    case N_FILTERS: break;
    }
    g_assert_not_reached();
}

/* How large the bytes are, taken as signed: the usual guess at what deflates best. */
static uint64_t row_weight(const uint8_t *bytes, size_t n) {
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (uint64_t)abs((int8_t)bytes[i]);
    }
    return sum;
}

static void copy_row(const struct plane *plane, uint32_t y, uint8_t *row) {
    const uint8_t *from = plane->bytes + (size_t)y * plane->width_px * (size_t)plane->stride;
    for (uint32_t x = 0; x < plane->width_px; x++, from += plane->stride) {
        for (int i = 0; i < plane->n_channels; i++) {
            *row++ = from[i];
        }
    }
}

/*
 * One filter for the whole plane, chosen on every sixteenth row: trying all of them on all rows
 * (section 12.8 of PNG's specification) was half of a report's instructions, and no smaller for a
 * logo.
 */
static enum filter choose_filter(const struct plane *plane, size_t n, uint8_t *lines) {
    uint8_t *row = lines, *above = lines + n, *trial = lines + 2 * n;
    uint64_t weights[N_FILTERS] = {0};
    enum filter best = FILTER_NONE;
    for (uint32_t y = 1; y < plane->height_px; y += 16) {
        copy_row(plane, y - 1, above);
        copy_row(plane, y, row);
        for (int filter = FILTER_NONE; filter < N_FILTERS; filter++) {
            filter_row((enum filter)filter, row, above, n, (size_t)plane->n_channels, trial);
            weights[filter] += row_weight(trial, n);
        }
    }
    for (int filter = FILTER_SUB; filter < N_FILTERS; filter++) {
        best = weights[filter] < weights[best] ? (enum filter)filter : best;
    }
    return best;
}

static void write_plane(struct pdf_file *file, unsigned number, GString *entries,
                        const struct plane *plane) {
    static const uint8_t types[N_FILTERS] = {0, 1, 2}; /* PNG's numbers */
    size_t n = (size_t)plane->width_px * (size_t)plane->n_channels;
    g_autofree uint8_t *rows = g_malloc((n + 1) * plane->height_px);
    g_autofree uint8_t *lines = g_malloc0(n * 3);
    enum filter filter = choose_filter(plane, n, lines);
    uint8_t *row = lines, *above = lines + n;
    memset(above, 0, n);
    for (uint32_t y = 0; y < plane->height_px; y++) {
        uint8_t *out = rows + (size_t)y * (n + 1);
        copy_row(plane, y, row);
        out[0] = types[filter];
        filter_row(filter, row, above, n, (size_t)plane->n_channels, out + 1);
        uint8_t *swap = above;
        above = row;
        row = swap;
    }
    put_predictor(entries, plane->n_channels, 8, plane->width_px);
    pdf_stream_write(file, number, entries->str,
                     (struct str){(const char *)rows, (n + 1) * plane->height_px}, PDF_KEPT);
}

static unsigned write_mask(struct pdf_file *file, const struct plane *plane) {
    unsigned number = pdf_file_reserve(file);
    g_autoptr(GString) entries = image_entries(plane->width_px, plane->height_px, 8);
    g_string_append(entries, "/ColorSpace/DeviceGray");
    write_plane(file, number, entries, plane);
    return number;
}

/* The soft mask's number, or 0. */
static unsigned write_alpha(struct pdf_file *file, const struct png_pixels *pixels) {
    struct plane plane = {pixels->width_px, pixels->height_px, pixels->bytes, 1, 1};
    if (pixels->n_channels == 2 || pixels->n_channels == 4) {
        plane.bytes += pixels->n_channels - 1;
        plane.stride = pixels->n_channels;
        return write_mask(file, &plane);
    }
    if (!pixels->has_palette_alpha) {
        return 0;
    }
    size_t n = (size_t)pixels->width_px * pixels->height_px;
    g_autofree uint8_t *alphas = g_malloc(n);
    for (size_t i = 0; i < n; i++) {
        alphas[i] = pixels->palette_alpha[pixels->bytes[i]];
    }
    plane.bytes = alphas;
    return write_mask(file, &plane);
}

static void put_alpha(struct pdf_file *file, GString *entries, const struct png_pixels *pixels) {
    unsigned mask = write_alpha(file, pixels);
    if (mask > 0) {
        g_string_append(entries, "/SMask");
        pdf_put_ref(entries, mask);
    }
}

static void write_unpacked(struct pdf_file *file, unsigned number,
                           const struct png_pixels *pixels) {
    struct plane plane = {pixels->width_px, pixels->height_px, pixels->bytes, pixels->n_channels,
                          pixels->n_channels >= 3 ? 3 : 1};
    g_autoptr(GString) entries = image_entries(pixels->width_px, pixels->height_px, 8);
    put_alpha(file, entries, pixels);
    g_string_append(entries, "/ColorSpace");
    if (pixels->n_palette > 0) {
        struct str palette = {(const char *)pixels->palette, pixels->n_palette * 3};
        pdf_put_ref(entries, write_palette(file, palette));
    } else {
        g_string_append(entries, plane.n_channels == 3 ? "/DeviceRGB" : "/DeviceGray");
    }
    write_plane(file, number, entries, &plane);
}

/* --- PNG, borrowed -------------------------------------------------------------------------- */

/* @alpha: the pixels of a palette whose colours are not all opaque, or NULL. */
static void write_borrowed(struct pdf_file *file, unsigned number,
                           const struct image_header *header, const struct png_borrowed *borrowed,
                           const struct png_pixels *alpha) {
    int n_channels = header->colour == PNG_COLOUR_RGB ? 3 : 1;
    g_autoptr(GString) entries = image_entries(header->width_px, header->height_px, header->bits);
    if (alpha) {
        put_alpha(file, entries, alpha);
    }
    g_string_append(entries, "/ColorSpace");
    if (borrowed->palette.n > 0) {
        pdf_put_ref(entries, write_palette(file, borrowed->palette));
    } else {
        g_string_append(entries, n_channels == 3 ? "/DeviceRGB" : "/DeviceGray");
    }
    put_predictor(entries, n_channels, header->bits, header->width_px);
    g_string_append(entries, "/Filter/FlateDecode");
    pdf_stream_write(file, number, entries->str, borrowed->pixels, PDF_STORED);
}

/* --- one image ------------------------------------------------------------------------------ */

static bool write_png(Arena *arena, struct pdf_file *file, unsigned number, struct str bytes,
                      const struct image_header *header) {
    struct png_borrowed borrowed;
    bool is_borrowed = image_png_borrow(arena, bytes, header, &borrowed);
    if (is_borrowed && !header->has_transparency) {
        write_borrowed(file, number, header, &borrowed, NULL);
        return true;
    }
    struct png_pixels unpacked;
    if (!image_png_read(bytes, &unpacked)) {
        return false;
    }
    if (is_borrowed) {
        write_borrowed(file, number, header, &borrowed, &unpacked);
    } else {
        write_unpacked(file, number, &unpacked);
    }
    g_free(unpacked.bytes);
    return true;
}

/* Section 8.6.5.5. */
static unsigned write_profile(struct pdf_file *file, struct str profile, int n_channels) {
    unsigned number = pdf_file_reserve(file);
    g_autoptr(GString) entries = g_string_new("/N ");
    pdf_put_int(entries, n_channels);
    pdf_stream_write(file, number, entries->str, profile, PDF_KEPT);
    return number;
}

/* As it stands. Adobe's programs store CMYK inverted, and mark the file. */
static void write_jpeg(struct pdf_file *file, unsigned number, struct str bytes,
                       const struct image_header *header, struct str profile) {
    g_autoptr(GString) entries = image_entries(header->width_px, header->height_px, 8);
    g_string_append(entries, "/ColorSpace");
    if (profile.n > 0) {
        g_string_append(entries, "[/ICCBased");
        pdf_put_ref(entries, write_profile(file, profile, header->n_channels));
        g_string_append_c(entries, ']');
    } else {
        g_string_append(entries, header->n_channels == 3 ? "/DeviceRGB" : "/DeviceGray");
    }
    if (header->n_channels == 4 && header->has_adobe_marker) {
        g_string_append(entries, "/Decode[1 0 1 0 1 0 1 0]");
    }
    g_string_append(entries, "/Filter/DCTDecode");
    pdf_stream_write(file, number, entries->str, bytes, PDF_STORED);
}

/*
 * Inks without a profile mean nothing certain, and PDF/A wants certainty (ISO 19005-2 section
 * 6.2.4.3): they become light.
 */
static bool write_inks(struct pdf_file *file, unsigned number, struct str bytes) {
    g_autofree char *reason = NULL;
    JpegRead *read = (JpegRead *)(uintptr_t)module_symbol("paint_jpeg", PAINT_JPEG_READ, &reason);
    struct png_pixels pixels = {.n_channels = 3};
    pixels.bytes = read ? read(bytes, &pixels.width_px, &pixels.height_px) : NULL;
    if (!pixels.bytes) {
        return false;
    }
    write_unpacked(file, number, &pixels);
    g_free(pixels.bytes);
    return true;
}

static bool write_image(Arena *arena, struct pdf_file *file, unsigned number,
                        const struct image *image) {
    gsize n;
    const char *p = g_bytes_get_data(image->data, &n);
    struct str bytes = {p, n};
    struct image_header header;
    if (image->format == IMAGE_VECTOR) {
        pdf_vector_write(file, number, image->vector);
        return true;
    }
    if (image_header_read(bytes, &header)) {
        return false;
    }
    if (header.format == IMAGE_PNG) {
        return write_png(arena, file, number, bytes, &header);
    }
    struct str profile = image_jpeg_profile(arena, bytes, header.n_channels);
    if (header.n_channels == 4 && profile.n == 0) {
        return write_inks(file, number, bytes);
    }
    write_jpeg(file, number, bytes, &header, profile);
    return true;
}

/* The number of an equal image that is there already, or 0. */
static unsigned find_equal(const struct display *display, const struct pdf_images *images,
                           size_t index) {
    GBytes *data = display->images[index].data;
    for (size_t i = 0; i < images->n; i++) {
        if (images->numbers[i] > 0 && g_bytes_equal(display->images[i].data, data)) {
            return images->numbers[i];
        }
    }
    return 0;
}

static bool need_image(Arena *arena, const struct display *display, struct pdf_file *file,
                       size_t index, struct diags *diags, struct pdf_images *images) {
    const struct image *image = &display->images[index];
    if (images->numbers[index] > 0) {
        return true;
    }
    images->numbers[index] = find_equal(display, images, index);
    if (images->numbers[index] > 0) {
        return true;
    }
    unsigned number = pdf_file_reserve(file);
    if (!write_image(arena, file, number, image)) {
        const char *path = image->path ? image->path : "";
        diag_error(diags, span_of_file(source_new(arena, path, STR(""))), DIAG_IMAGE_FORMAT,
                   "the image \"%s\" is damaged", path);
        diag_hint(diags, "Save the image again as PNG or JPEG.");
        return false;
    }
    images->numbers[index] = number;
    return true;
}

bool pdf_images_write(Arena *arena, const struct display *display, struct pdf_file *file,
                      struct diags *diags, struct pdf_images *ret) {
    *ret = (struct pdf_images){ARENA_NEW_N(arena, unsigned, display->n_images), display->n_images};
    bool is_good = true;
    for (size_t page = 0; page < display->n_pages; page++) {
        for (size_t i = 0; i < display->pages[page].n_ops; i++) {
            const struct op *op = &display->pages[page].ops[i];
            if (op->kind == OP_IMAGE) {
                is_good &= need_image(arena, display, file, (size_t)op->image.image, diags, ret);
            }
        }
    }
    return is_good;
}
