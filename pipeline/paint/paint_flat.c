#include "paint_cairo_priv.h"

#include <hpdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

/*
 * A PDF whose pages are pictures: cairo draws them, libjpeg packs them, libharu puts them into a
 * file. Nothing can be copied out of it or changed in it, nothing can be searched, and no screen
 * reader can read it; it claims nothing.
 *
 * libharu sees no font and no picture of anybody's: it crashes or ends the process on damaged ones.
 */

struct flat {
    struct diags *diags;
    const struct page *page;
    double dpi;
    void *pictures; /* of the PNG painter, which draws */
    HPDF_Doc document;
    size_t n_bytes;
    bool is_bad; /* and reported */
};

/* 88 keeps edges of letters clean at half the bytes of 95. */
enum { JPEG_QUALITY = 88, FLAT_BYTES_MAX = 1024 * 1024 * 1024, TITLE_BYTES_MAX = 8000 };

static bool report(struct flat *flat, const char *reason, const char *hint) {
    if (!flat->is_bad) {
        diag_error(flat->diags, (struct span){0}, DIAG_FINISH_FAILED,
                   "the pages could not be made pictures: %s", reason);
        diag_hint(flat->diags, "%s", hint);
    }
    flat->is_bad = true;
    return false;
}

/* libharu calls it for each error and goes on; the document stays bad. */
static void on_error(HPDF_STATUS code, HPDF_STATUS detail, void *data) {
    (void)detail;
    g_autofree char *reason = g_strdup_printf("libharu's error %04X", (unsigned)code);
    report(data, reason, "Ask for fewer dots with --dpi.");
}

/* --- what the file says of itself ----------------------------------------------------------- */

/* libharu writes characters of the basic plane only. */
static char *basic_plane(const char *text) {
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p && out->len < TITLE_BYTES_MAX; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(out, c < ' ' ? ' ' : c < 0x10000 ? c : 0xFFFD);
    }
    return g_string_free(out, FALSE);
}

static void say(struct flat *flat, HPDF_InfoType key, const char *text) {
    if (text && *text) {
        g_autofree char *basic = basic_plane(text);
        HPDF_SetInfoAttr(flat->document, key, basic);
    }
}

static void say_all(struct flat *flat, const struct display_meta *meta) {
    HPDF_Date date = {meta->date.year, meta->date.month, meta->date.day, 0, 0, 0, 'Z', 0, 0};
    HPDF_UseUTFEncodings(flat->document);
    HPDF_SetCurrentEncoder(flat->document, "UTF-8");
    say(flat, HPDF_INFO_TITLE, meta->title);
    say(flat, HPDF_INFO_AUTHOR, meta->author);
    say(flat, HPDF_INFO_SUBJECT, meta->subject);
    say(flat, HPDF_INFO_KEYWORDS, meta->keywords);
    say(flat, HPDF_INFO_CREATOR, "pdfgen " PDFGEN_VERSION);
    say(flat, HPDF_INFO_PRODUCER, "pdfgen " PDFGEN_VERSION);
    HPDF_SetInfoDateAttr(flat->document, HPDF_INFO_CREATION_DATE, date);
    HPDF_SetInfoDateAttr(flat->document, HPDF_INFO_MOD_DATE, date);
}

static void flat_free(void *data) {
    HPDF_Free(((struct flat *)data)->document);
}

static void *begin(Arena *arena, const struct display *display, const struct paint_options *options,
                   struct diags *diags) {
    struct flat *flat = ARENA_NEW(arena, struct flat);
    flat->diags = diags;
    flat->dpi = options->dpi > 0 ? options->dpi : PAINT_DPI;
    flat->pictures = paint_cairo_png.begin(arena, display, options, diags);
    flat->document = flat->pictures ? HPDF_New(on_error, flat) : NULL;
    if (!flat->document) {
        return NULL;
    }
    arena_defer(arena, flat_free, flat);
    say_all(flat, &display->meta);
    return flat;
}

/* --- a page --------------------------------------------------------------------------------- */

static void page_begin(void *self, const struct page *page) {
    struct flat *flat = self;
    flat->page = page;
    paint_cairo_png.page_begin(flat->pictures, page);
}

static void draw_glyphs(void *self, const struct op *op) {
    paint_cairo_png.glyphs(((struct flat *)self)->pictures, op);
}

static void draw_rect(void *self, const struct op *op) {
    paint_cairo_png.rect(((struct flat *)self)->pictures, op);
}

static void draw_path(void *self, const struct op *op) {
    paint_cairo_png.path(((struct flat *)self)->pictures, op);
}

static void draw_image(void *self, const struct op *op) {
    paint_cairo_png.image(((struct flat *)self)->pictures, op);
}

static void draw_link(void *self, const struct op *op) {
    (void)self, (void)op;
}

/* cairo's pixels are native words of 0x00RRGGBB. */
static void read_row(const uint32_t *pixels, JDIMENSION n, JSAMPLE *ret) {
    for (JDIMENSION i = 0; i < n; i++) {
        *ret++ = (JSAMPLE)(pixels[i] >> 16 & 0xFF);
        *ret++ = (JSAMPLE)(pixels[i] >> 8 & 0xFF);
        *ret++ = (JSAMPLE)(pixels[i] & 0xFF);
    }
}

static void set_quality(struct jpeg_compress_struct *jpeg, double dpi) {
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, JPEG_QUALITY, TRUE);
    jpeg->density_unit = 1;
    jpeg->X_density = jpeg->Y_density = (UINT16)dpi;
    jpeg->optimize_coding = TRUE;
    /* Colour at every pixel: at every second one, coloured letters have fringes. */
    jpeg->comp_info[0].h_samp_factor = jpeg->comp_info[0].v_samp_factor = 1;
}

/* A page's last pixels may be covered in part only: they would be a pale edge, and stay out. */
static JDIMENSION whole_pixels(double size_pt, double dpi) {
    return (JDIMENSION)fmax(floor(size_pt * dpi / 72 + 0.001), 1);
}

/* The bytes are libjpeg's: free() them. Its error handler ends the process, as GLib's does when
   memory is out, and nothing else can go wrong: the size was checked by cairo. */
static unsigned char *pack(const struct flat *flat, cairo_surface_t *surface,
                           unsigned long *ret_n) {
    struct jpeg_compress_struct jpeg = {0};
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    int stride = cairo_image_surface_get_stride(surface);
    const unsigned char *pixels = cairo_image_surface_get_data(surface);
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, ret_n);
    jpeg.image_width = whole_pixels(flat->page->width_pt, flat->dpi);
    jpeg.image_height = whole_pixels(flat->page->height_pt, flat->dpi);
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    set_quality(&jpeg, flat->dpi);
    jpeg_start_compress(&jpeg, TRUE);
    JSAMPLE *row = g_new(JSAMPLE, (size_t)jpeg.image_width * 3);
    while (jpeg.next_scanline < jpeg.image_height) {
        const void *line = pixels + (size_t)jpeg.next_scanline * (size_t)stride;
        read_row(line, jpeg.image_width, row);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    g_free(row);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    return bytes;
}

static void place(const struct flat *flat, HPDF_Image image) {
    HPDF_REAL width = (HPDF_REAL)flat->page->width_pt, height = (HPDF_REAL)flat->page->height_pt;
    HPDF_Page page = HPDF_AddPage(flat->document);
    HPDF_Page_SetWidth(page, width);
    HPDF_Page_SetHeight(page, height);
    HPDF_Page_DrawImage(page, image, 0, 0, width, height);
}

static void page_end(void *self) {
    struct flat *flat = self;
    cairo_surface_t *surface = picture_take_page(flat->pictures);
    flat->is_bad = flat->is_bad || !surface;
    if (flat->is_bad) {
        cairo_surface_destroy(surface);
        return;
    }
    unsigned long n = 0;
    unsigned char *jpeg = pack(flat, surface, &n);
    flat->n_bytes += n;
    if (flat->n_bytes > FLAT_BYTES_MAX) {
        report(flat, "they have more than 1 GiB", "Ask for fewer dots with --dpi.");
    } else {
        HPDF_Image image = HPDF_LoadJpegImageFromMem(flat->document, jpeg, (HPDF_UINT)n);
        if (image) {
            place(flat, image);
        }
    }
    free(jpeg);
    cairo_surface_destroy(surface);
}

/* --- end ------------------------------------------------------------------------------------ */

static GBytes *save(struct flat *flat) {
    if (HPDF_SaveToStream(flat->document) != HPDF_OK) {
        return NULL;
    }
    HPDF_UINT32 n = HPDF_GetStreamSize(flat->document);
    HPDF_BYTE *bytes = g_malloc(n);
    HPDF_ResetStream(flat->document);
    HPDF_ReadFromStream(flat->document, bytes, &n);
    return g_bytes_new_take(bytes, n);
}

static GBytes *end(void *self, struct diags *diags) {
    struct flat *flat = self;
    GBytes *nothing = paint_cairo_png.end(flat->pictures, diags);
    g_clear_pointer(&nothing, g_bytes_unref);
    GBytes *bytes = flat->is_bad ? NULL : save(flat);
    if (flat->is_bad) {
        g_clear_pointer(&bytes, g_bytes_unref);
    }
    return bytes;
}

const struct painter paint_flat = {
    .name = "flat",
    .extension = "pdf",
    .begin = begin,
    .page_begin = page_begin,
    .glyphs = draw_glyphs,
    .rect = draw_rect,
    .path = draw_path,
    .image = draw_image,
    .link = draw_link,
    .page_end = page_end,
    .end = end,
};
