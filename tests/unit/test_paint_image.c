#include "image_priv.h"
#include "paint_sample.h"

#include <png.h>

/*
 * Pictures of every kind: written here, painted, drawn by another program, and looked at in the
 * middle of each quarter. All show the same: red, green / blue, white, as far as they have colours.
 */

enum { SIDE = 16 };

struct kind {
    const char *name;
    int colour, bits;
    bool is_interlaced;
    bool has_transparency; /* tRNS: palette with alpha, or one colour that is not painted */
};

static const struct kind kinds[] = {
    {"grey 1", PNG_COLOR_TYPE_GRAY, 1, false, false},
    {"grey 2", PNG_COLOR_TYPE_GRAY, 2, false, false},
    {"grey 4 interlaced", PNG_COLOR_TYPE_GRAY, 4, true, false},
    {"grey 8", PNG_COLOR_TYPE_GRAY, 8, false, false},
    {"grey 8 keyed", PNG_COLOR_TYPE_GRAY, 8, false, true},
    {"grey 16", PNG_COLOR_TYPE_GRAY, 16, false, false},
    {"rgb 8", PNG_COLOR_TYPE_RGB, 8, false, false},
    {"rgb 8 keyed", PNG_COLOR_TYPE_RGB, 8, false, true},
    {"rgb 8 interlaced", PNG_COLOR_TYPE_RGB, 8, true, false},
    {"rgb 16", PNG_COLOR_TYPE_RGB, 16, false, false},
    {"palette 2", PNG_COLOR_TYPE_PALETTE, 2, false, false},
    {"palette 4 interlaced", PNG_COLOR_TYPE_PALETTE, 4, true, false},
    {"palette 8", PNG_COLOR_TYPE_PALETTE, 8, false, false},
    {"palette 8 with alpha", PNG_COLOR_TYPE_PALETTE, 8, false, true},
    {"grey and alpha 8", PNG_COLOR_TYPE_GRAY_ALPHA, 8, false, false},
    {"rgb and alpha 8", PNG_COLOR_TYPE_RGB_ALPHA, 8, false, false},
    {"rgb and alpha 16 interlaced", PNG_COLOR_TYPE_RGB_ALPHA, 16, true, false},
};

/* --- writing PNG ---------------------------------------------------------------------------- */

static const png_color QUARTERS[] = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {255, 255, 255}};
/* As grey: luminance is not the point, three levels that every depth has are. */
static const int GREYS[] = {0, 255, 0, 255};

static void on_write(png_structp png, png_bytep bytes, size_t n) {
    g_byte_array_append(png_get_io_ptr(png), bytes, (guint)n);
}

static void on_flush(png_structp png) {
    (void)png;
}

static int quarter_at(int x, int y) {
    return (y >= SIDE / 2) * 2 + (x >= SIDE / 2);
}

static bool has_alpha(const struct kind *kind) {
    return kind->has_transparency || (kind->colour & PNG_COLOR_MASK_ALPHA);
}

/* The third quarter shows what is behind the picture, where the kind can do so. */
static int alpha_of(const struct kind *kind, int quarter) {
    return quarter == 2 && has_alpha(kind) ? 0 : 255;
}

/* Bytes of one pixel; depths below 8 are packed by libpng. */
static size_t put_pixel(const struct kind *kind, int quarter, uint8_t *out) {
    int channels[4], n = 0;
    if (kind->colour == PNG_COLOR_TYPE_PALETTE) {
        out[0] = (uint8_t)quarter;
        return 1;
    }
    if (kind->colour & PNG_COLOR_MASK_COLOR) {
        channels[n++] = QUARTERS[quarter].red;
        channels[n++] = QUARTERS[quarter].green;
        channels[n++] = QUARTERS[quarter].blue;
    } else {
        /* A key must be a level of its own. */
        channels[n++] = quarter == 2 && kind->has_transparency ? 77 : GREYS[quarter];
    }
    if (kind->colour & PNG_COLOR_MASK_ALPHA) {
        channels[n++] = alpha_of(kind, quarter);
    }
    size_t size = 0;
    for (int i = 0; i < n; i++) {
        out[size++] = (uint8_t)(kind->bits < 8 ? channels[i] >> (8 - kind->bits) : channels[i]);
        if (kind->bits == 16) {
            out[size++] = (uint8_t)channels[i];
        }
    }
    return size;
}

static void put_transparency(png_structp png, png_infop info, const struct kind *kind) {
    png_byte alphas[] = {255, 255, 0, 255};
    png_color_16 key = {.red = 0, .green = 0, .blue = 255, .gray = 77};
    if (kind->colour == PNG_COLOR_TYPE_PALETTE) {
        png_set_tRNS(png, info, alphas, 4, NULL);
    } else {
        png_set_tRNS(png, info, NULL, 0, &key);
    }
}

static GBytes *make_png(const struct kind *kind) {
    GByteArray *bytes = g_byte_array_new();
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    uint8_t pixels[SIDE][SIDE * 8];
    png_bytep rows[SIDE];
    for (int y = 0; y < SIDE; y++) {
        uint8_t *p = rows[y] = pixels[y];
        for (int x = 0; x < SIDE; x++) {
            p += put_pixel(kind, quarter_at(x, y), p);
        }
    }
    png_set_write_fn(png, bytes, on_write, on_flush);
    png_set_IHDR(png, info, SIDE, SIDE, kind->bits, kind->colour,
                 kind->is_interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (kind->colour == PNG_COLOR_TYPE_PALETTE) {
        png_set_PLTE(png, info, QUARTERS, 4);
    }
    if (kind->has_transparency) {
        put_transparency(png, info, kind);
    }
    png_set_rows(png, info, rows);
    png_write_png(png, info, kind->bits < 8 ? PNG_TRANSFORM_PACKING : PNG_TRANSFORM_IDENTITY, NULL);
    png_destroy_write_struct(&png, &info);
    return g_byte_array_free_to_bytes(bytes);
}

/* --- painting and looking ------------------------------------------------------------------- */

enum { CELL_PT = 32, COLUMNS = 6 };

static int add_image(struct sample *s, GBytes *bytes, const char *name) {
    struct diags diags = {0};
    int index = (int)s->display.n_images++;
    g_assert(index < SAMPLE_IMAGES_MAX);
    assert_true(
        paint_image_open(s->arena, bytes, name, NULL, (struct span){0}, &diags, &s->images[index]));
    diags_clear(&diags);
    return index;
}

static void place(struct sample *s, struct page *page, int image, size_t cell) {
    struct op *op = page_add_op(s->arena, page, OP_IMAGE, 1);
    op->image.image = image;
    op->image.rect = (struct rect){(double)(cell % COLUMNS) * CELL_PT,
                                   (double)(cell / COLUMNS) * CELL_PT, CELL_PT, CELL_PT};
}

static struct page *begin_sample(struct sample *s) {
    sample_init(s);
    int figure = sample_tag(s, TAG_FIGURE, sample_tag(s, TAG_DOCUMENT, -1));
    s->display.tags[figure].alt = "Pictures";
    struct page *page = sample_page(s);
    page->width_pt = page->height_pt = CELL_PT * COLUMNS;
    return page;
}

/* A page as drawn at 72 dpi: 3 bytes a pixel. */
static uint8_t *draw(const char *pdf, const char *const *argv, const char *ppm) {
    char *bytes;
    gsize n;
    int width, height;
    sample_must_accept(SAMPLE_ARGV("qpdf", "--check", pdf));
    sample_must_accept(argv);
    assert_true(g_file_get_contents(ppm, &bytes, &n, NULL));
    assert_int_equal(sscanf(bytes, "P6 %d %d 255", &width, &height), 2);
    assert_int_equal(width, CELL_PT * COLUMNS);
    size_t pixels = (size_t)width * (size_t)height * 3;
    uint8_t *result = g_memdup2(bytes + n - pixels, pixels);
    g_free(bytes);
    return result;
}

static void must_look(const struct kind *kind, const uint8_t *pixels, size_t cell) {
    for (int quarter = 0; quarter < 4; quarter++) {
        size_t x = cell % COLUMNS * CELL_PT + (quarter % 2 ? 24 : 8);
        size_t y = cell / COLUMNS * CELL_PT + (quarter / 2 ? 24 : 8);
        const uint8_t *got = pixels + (y * CELL_PT * COLUMNS + x) * 3;
        png_color wanted = QUARTERS[quarter];
        if (!(kind->colour & PNG_COLOR_MASK_COLOR)) {
            wanted.red = wanted.green = wanted.blue = (png_byte)GREYS[quarter];
        }
        if (alpha_of(kind, quarter) == 0) {
            wanted = (png_color){255, 255, 255};
        }
        if (got[0] != wanted.red || got[1] != wanted.green || got[2] != wanted.blue) {
            fail_msg("%s, quarter %d: got %d %d %d, wanted %d %d %d", kind->name, quarter, got[0],
                     got[1], got[2], wanted.red, wanted.green, wanted.blue);
        }
    }
}

static void test_kinds(void **state) {
    (void)state;
    struct sample s;
    struct page *page = begin_sample(&s);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        place(&s, page, add_image(&s, make_png(&kinds[i]), kinds[i].name), i);
    }
    sample_paint_file(&s, "kinds.pdf");
    sample_clear(&s);
    g_autofree uint8_t *poppler =
        draw("kinds.pdf", SAMPLE_ARGV("pdftoppm", "-r", "72", "-singlefile", "kinds.pdf", "kinds"),
             "kinds.ppm");
    g_autofree uint8_t *mupdf = draw(
        "kinds.pdf",
        SAMPLE_ARGV("mutool", "draw", "-N", "-q", "-r", "72", "-o", "kinds-m.ppm", "kinds.pdf"),
        "kinds-m.ppm");
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        must_look(&kinds[i], poppler, i);
        must_look(&kinds[i], mupdf, i);
    }
}

static void test_once(void **state) {
    (void)state;
    struct sample s;
    struct page *page = begin_sample(&s);
    int first = add_image(&s, make_png(&kinds[6]), "a.png");
    int second = add_image(&s, make_png(&kinds[6]), "b.png");
    add_image(&s, make_png(&kinds[7]), "unused.png");
    place(&s, page, first, 0);
    place(&s, page, first, 1);
    place(&s, page, second, 2);
    sample_paint_file(&s, "once.pdf");
    sample_clear(&s);
    g_autofree char *objects = sample_objects("once.pdf");
    const char *image = strstr(objects, "/Subtype/Image");
    assert_non_null(image);
    assert_null(strstr(image + 1, "/Subtype/Image"));
}

/* --- JPEG ----------------------------------------------------------------------------------- */

/* 8 by 8 pixels of grey 152. */
static const uint8_t GREY_JPEG[] = {
    0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00, 0x00, 0x01,
    0x00, 0x01, 0x00, 0x00, 0xff, 0xdb, 0x00, 0x43, 0x00, 0x03, 0x02, 0x02, 0x03, 0x02, 0x02, 0x03,
    0x03, 0x03, 0x03, 0x04, 0x03, 0x03, 0x04, 0x05, 0x08, 0x05, 0x05, 0x04, 0x04, 0x05, 0x0a, 0x07,
    0x07, 0x06, 0x08, 0x0c, 0x0a, 0x0c, 0x0c, 0x0b, 0x0a, 0x0b, 0x0b, 0x0d, 0x0e, 0x12, 0x10, 0x0d,
    0x0e, 0x11, 0x0e, 0x0b, 0x0b, 0x10, 0x16, 0x10, 0x11, 0x13, 0x14, 0x15, 0x15, 0x15, 0x0c, 0x0f,
    0x17, 0x18, 0x16, 0x14, 0x18, 0x12, 0x14, 0x15, 0x14, 0xff, 0xc0, 0x00, 0x0b, 0x08, 0x00, 0x08,
    0x00, 0x08, 0x01, 0x01, 0x11, 0x00, 0xff, 0xc4, 0x00, 0x14, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x07, 0xff, 0xc4, 0x00, 0x14,
    0x10, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3f, 0x00, 0x40, 0x7f, 0xff, 0xd9};

static void test_jpeg_looks(const char *space, GBytes *file, png_color wanted) {
    const int tolerance = 4;
    struct sample s;
    struct page *page = begin_sample(&s);
    place(&s, page, add_image(&s, file, "ground.jpg"), 0);
    sample_paint_file(&s, "jpeg.pdf");
    sample_clear(&s);
    g_autofree char *objects = sample_objects("jpeg.pdf");
    sample_must_contain(objects, space);
    g_autofree char *xmp = sample_output(SAMPLE_ARGV("pdfinfo", "-meta", "jpeg.pdf"));
    sample_must_contain(xmp, "<pdfaid:part>");
    g_autofree uint8_t *pixels =
        draw("jpeg.pdf", SAMPLE_ARGV("pdftoppm", "-r", "72", "-singlefile", "jpeg.pdf", "jpeg"),
             "jpeg.ppm");
    const uint8_t *got = pixels + (10 * CELL_PT * COLUMNS + 10) * 3;
    if (abs(got[0] - wanted.red) > tolerance || abs(got[1] - wanted.green) > tolerance ||
        abs(got[2] - wanted.blue) > tolerance) {
        fail_msg("%s: got %d %d %d", space, got[0], got[1], got[2]);
    }
}

/* An orange page as poppler makes a JPEG of it. */
static GBytes *orange_jpeg(const char *option) {
    struct sample s;
    struct page *page = begin_sample(&s);
    sample_rect(&s, page, 1, (struct rect){0, 0, 200, 200}, (struct rgb){1, 128 / 255.0, 0});
    sample_paint_file(&s, "ground.pdf");
    sample_clear(&s);
    sample_must_accept(
        SAMPLE_ARGV("pdftoppm", option, "-singlefile", "-r", "72", "ground.pdf", "ground"));
    char *bytes;
    gsize n;
    assert_true(g_file_get_contents("ground.jpg", &bytes, &n, NULL));
    return g_bytes_new_take(bytes, n);
}

static void test_jpeg(void **state) {
    static const png_color orange = {255, 128, 0}, grey = {152, 152, 152};
    (void)state;
    test_jpeg_looks("/DeviceGray", g_bytes_new_static(GREY_JPEG, sizeof GREY_JPEG), grey);
    test_jpeg_looks("/DeviceRGB", orange_jpeg("-jpeg"), orange);
    test_jpeg_looks("/DeviceRGB", orange_jpeg("-jpegcmyk"), orange);
}

/* Inserted behind the start of a file, in two parts. */
static GBytes *with_profile(const uint8_t *jpeg, size_t n, const char *space,
                            const char *description) {
    uint8_t profile[200] = {[3] = sizeof profile, [8] = 2};
    memcpy(profile + 12, "mntr", 4);
    memcpy(profile + 16, space, 4);
    memcpy(profile + 20, "XYZ ", 4);
    memcpy(profile + 36, "acsp", 4);
    memcpy(profile + 150, description, strlen(description));
    GByteArray *file = g_byte_array_new();
    g_byte_array_append(file, jpeg, 2);
    for (uint8_t part = 1; part <= 2; part++) {
        const uint8_t head[] = {0xFF, 0xE2, 0, 2 + 14 + sizeof profile / 2};
        const uint8_t place[] = {part, 2};
        g_byte_array_append(file, head, sizeof head);
        g_byte_array_append(file, (const uint8_t *)"ICC_PROFILE", 12);
        g_byte_array_append(file, place, sizeof place);
        g_byte_array_append(file, profile + (part - 1) * sizeof profile / 2, sizeof profile / 2);
    }
    g_byte_array_append(file, jpeg + 2, (guint)n - 2);
    return g_byte_array_free_to_bytes(file);
}

static void test_profiles(void **state) {
    static const struct {
        const char *space, *description;
        bool is_kept;
    } rows[] = {{"GRAY", "Dot gain 20", true}, {"CMYK", "of another image", false}};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(GBytes) file =
            with_profile(GREY_JPEG, sizeof GREY_JPEG, rows[i].space, rows[i].description);
        gsize n;
        const char *bytes = g_bytes_get_data(file, &n);
        struct str got = image_jpeg_profile(arena, (struct str){bytes, n}, 1);
        assert_int_equal(got.n, rows[i].is_kept ? 200 : 0);
        for (size_t cut = 0; cut < n; cut++) { /* never behind the end */
            image_jpeg_profile(arena, (struct str){bytes, cut}, 1);
        }
    }
    g_autoptr(Arena) arena = arena_new();
    gsize n;
    g_autoptr(GBytes) srgb = with_profile(GREY_JPEG, sizeof GREY_JPEG, "RGB ", "sRGB IEC61966");
    const char *bytes = g_bytes_get_data(srgb, &n);
    assert_int_equal(image_jpeg_profile(arena, (struct str){bytes, n}, 3).n, 0);
    struct sample s;
    struct page *page = begin_sample(&s);
    place(&s, page, add_image(&s, with_profile(GREY_JPEG, sizeof GREY_JPEG, "GRAY", "x"), "x.jpg"),
          0);
    sample_paint_file(&s, "profile.pdf");
    sample_clear(&s);
    g_autofree char *objects = sample_objects("profile.pdf");
    sample_must_contain(objects, "/ICCBased");
}

/* --- animated --------------------------------------------------------------------------------- */

static void put_chunk(GByteArray *file, const char *type, const void *data, size_t n) {
    uint8_t word[4];
    const uint32_t values[] = {(uint32_t)n, 0};
    for (int i = 0; i < 4; i++) {
        word[i] = (uint8_t)(values[0] >> (24 - 8 * i));
    }
    g_byte_array_append(file, word, 4);
    guint begin = file->len;
    g_byte_array_append(file, (const uint8_t *)type, 4);
    g_byte_array_append(file, data, (guint)n);
    uint32_t crc = 0xFFFFFFFF;
    for (guint i = begin; i < file->len; i++) {
        crc ^= file->data[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
    }
    for (int i = 0; i < 4; i++) {
        word[i] = (uint8_t)(~crc >> (24 - 8 * i));
    }
    g_byte_array_append(file, word, 4);
}

/* The chunks of an animation stand before and behind the first picture, which is what is shown. */
static void test_animated(void **state) {
    static const uint8_t control[] = {0, 0, 0, 2, 0, 0, 0, 0};
    static const uint8_t frame[26] = {[7] = SIDE, [11] = SIDE, [23] = 10};
    (void)state;
    g_autoptr(GBytes) png = make_png(&kinds[6]);
    gsize n;
    const uint8_t *bytes = g_bytes_get_data(png, &n);
    GByteArray *file = g_byte_array_new();
    g_byte_array_append(file, bytes, 33); /* signature and header */
    put_chunk(file, "acTL", control, sizeof control);
    put_chunk(file, "fcTL", frame, sizeof frame);
    g_byte_array_append(file, bytes + 33, (guint)n - 33 - 12);
    put_chunk(file, "fcTL", frame, sizeof frame);
    put_chunk(file, "fdAT", "\0\0\0\2 another picture", 20);
    put_chunk(file, "IEND", "", 0);
    struct sample s;
    struct page *page = begin_sample(&s);
    place(&s, page, add_image(&s, g_byte_array_free_to_bytes(file), "animated.png"), 0);
    sample_paint_file(&s, "animated.pdf");
    sample_clear(&s);
    g_autofree uint8_t *pixels =
        draw("animated.pdf",
             SAMPLE_ARGV("pdftoppm", "-r", "72", "-singlefile", "animated.pdf", "animated"),
             "animated.ppm");
    must_look(&kinds[6], pixels, 0);
}

/* The name is nothing, the bytes are all: a JPEG called PNG, an SVG called JPEG. */
static void test_mislabelled(void **state) {
    static const char svg[] = "\n<?xml version='1.0'?>\n<svg width='5' height='5'/>";
    (void)state;
    struct sample s;
    struct diags diags = {0};
    begin_sample(&s);
    int jpeg = add_image(&s, g_bytes_new_static(GREY_JPEG, sizeof GREY_JPEG), "photo.png");
    assert_int_equal(s.images[jpeg].format, IMAGE_JPEG);
    int png = add_image(&s, make_png(&kinds[6]), "logo.svg");
    assert_int_equal(s.images[png].format, IMAGE_PNG);
    int vector = add_image(&s, g_bytes_new_static(svg, sizeof svg - 1), "photo.jpg");
    assert_int_equal(s.images[vector].format, IMAGE_VECTOR);
    diags_clear(&diags);
    sample_clear(&s);
}

/* --- what is no image ----------------------------------------------------------------------- */

static void must_refuse(const void *bytes, size_t n, enum diag_code code) {
    struct diags diags = {0};
    struct image image;
    g_autoptr(GBytes) data = g_bytes_new(bytes, n);
    g_autoptr(Arena) arena = arena_new();
    bool is_opened = paint_image_open(arena, data, "x.png", NULL, (struct span){0}, &diags, &image);
    if (is_opened || diags.n != 1 || diags.items[0].code != code) {
        fail_msg("%zu bytes: %s", n, is_opened ? "opened" : "refused for another reason");
    }
    diags_clear(&diags);
}

static void test_refused(void **state) {
    static const char html[] = "<!DOCTYPE html><title>Not found</title>";
    static const char jpeg[] = "\xFF\xD8\xFF\xC0\x00\x0B\x08\x00\x10\x00\x10\x01\x01\x11\x00";
    (void)state;
    must_refuse("", 0, DIAG_IMAGE_FORMAT);
    must_refuse(html, sizeof html - 1, DIAG_IMAGE_FORMAT);
    must_refuse(jpeg, sizeof jpeg - 1, DIAG_IMAGE_FORMAT);
    g_autoptr(GBytes) png = make_png(&kinds[6]);
    gsize n;
    const uint8_t *bytes = g_bytes_get_data(png, &n);
    for (size_t cut = 0; cut < n; cut++) {
        must_refuse(bytes, cut, DIAG_IMAGE_FORMAT);
    }
    g_autofree uint8_t *changed = g_memdup2(bytes, n);
    static const uint8_t large[] = {0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30};
    memcpy(changed + 16, large, sizeof large);
    must_refuse(changed, n, DIAG_IMAGE_LARGE);
    changed[25] = 5; /* a colour type that does not exist */
    must_refuse(changed, n, DIAG_IMAGE_FORMAT);
}

/* Each byte damaged in turn: opened or not, painted or not, but told and survived. */
static void test_damaged(void **state) {
    (void)state;
    size_t n_refused = 0;
    for (size_t kind = 3; kind < G_N_ELEMENTS(kinds); kind += 5) {
        g_autoptr(GBytes) png = make_png(&kinds[kind]);
        gsize n;
        const uint8_t *bytes = g_bytes_get_data(png, &n);
        for (size_t at = 33; at < n; at++) {
            g_autofree uint8_t *changed = g_memdup2(bytes, n);
            changed[at] ^= 0x55;
            struct sample s;
            struct page *page = begin_sample(&s);
            struct diags diags = {0};
            GBytes *pdf = NULL;
            s.images[0].data = g_bytes_new(changed, n);
            s.display.n_images = 1;
            if (paint_image_open(s.arena, s.images[0].data, "x.png", NULL, (struct span){0}, &diags,
                                 &s.images[0])) {
                place(&s, page, 0, 0);
                bool is_painted = paint_display(&paint_pdf, &s.display, NULL, &diags, &pdf);
                assert_int_equal(is_painted, pdf != NULL);
                assert_int_equal(is_painted, !diags_has_errors(&diags));
            }
            n_refused += diags_has_errors(&diags);
            for (size_t i = 0; i < diags.n; i++) {
                assert_int_equal(diags.items[i].code, DIAG_IMAGE_FORMAT);
            }
            g_clear_pointer(&pdf, g_bytes_unref);
            diags_clear(&diags);
            sample_clear(&s);
        }
    }
    assert_true(n_refused > 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/paint/image/every kind of PNG", test_kinds, NULL, NULL, NULL},
        {"/paint/image/one file, one object", test_once, NULL, NULL, NULL},
        {"/paint/image/JPEG is passed through", test_jpeg, NULL, NULL, NULL},
        {"/paint/image/profiles of JPEG go along", test_profiles, NULL, NULL, NULL},
        {"/paint/image/an animation shows its first picture", test_animated, NULL, NULL, NULL},
        {"/paint/image/a file is what its bytes are", test_mislabelled, NULL, NULL, NULL},
        {"/paint/image/what is no image is refused", test_refused, NULL, NULL, NULL},
        {"/paint/image/damage is survived and told", test_damaged, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
