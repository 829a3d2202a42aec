/*
 * paint_sample.h - displays made by hand for tests of paint/, and other programs that judge the
 * PDF.
 *
 * Fonts: installed ones, shaped by HarfBuzz alone; a test without them is skipped.
 */
#pragma once

#include "paint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <hb-ot.h>
#include <stdio.h>
#include <string.h>

#define SAMPLE_INTER      "/usr/share/fonts/opentype/inter/Inter-Regular.otf"
#define SAMPLE_INTER_BOLD "/usr/share/fonts/opentype/inter/Inter-Bold.otf"
#define SAMPLE_ITALIC     "/usr/share/fonts/opentype/inter/Inter-Italic.otf"
#define SAMPLE_MONO       "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf"

enum { SAMPLE_FONTS_MAX = 12, SAMPLE_IMAGES_MAX = 24, SAMPLE_SKIP = 77 };

static const struct rgb SAMPLE_BLACK = {0, 0, 0}, SAMPLE_BLUE = {0.043, 0.373, 0.647};

struct sample {
    Arena *arena;
    struct display display;
    struct font_face fonts[SAMPLE_FONTS_MAX];
    hb_font_t *shapers[SAMPLE_FONTS_MAX];
    struct image images[SAMPLE_IMAGES_MAX];
};

/* --- making --------------------------------------------------------------------------------- */

static inline void sample_init(struct sample *sample) {
    *sample = (struct sample){.arena = arena_new()};
    sample->display = (struct display){
        .meta = {.title = "A sample", .language = "en-US", .date = {2026, 9, 30}},
        .fonts = sample->fonts,
        .images = sample->images,
    };
}

static inline void sample_clear(struct sample *sample) {
    for (size_t i = 0; i < sample->display.n_fonts; i++) {
        hb_font_destroy(sample->shapers[i]);
        g_bytes_unref(sample->fonts[i].data);
    }
    for (size_t i = 0; i < sample->display.n_images; i++) {
        g_bytes_unref(sample->images[i].data);
    }
    arena_free(sample->arena);
}

static inline int sample_add_face(struct sample *sample, const char *path, unsigned index,
                                  const char *family, int weight) {
    char *bytes = NULL;
    gsize n = 0;
    if (!g_file_get_contents(path, &bytes, &n, NULL)) {
        printf("skipped: %s is not installed\n", path);
        exit(SAMPLE_SKIP);
    }
    int font = (int)sample->display.n_fonts++;
    g_assert(font < SAMPLE_FONTS_MAX);
    sample->fonts[font] = (struct font_face){
        .family = family,
        .weight = weight,
        .is_italic = strstr(path, "Italic") != NULL,
        .data = g_bytes_new_take(bytes, n),
        .index = index,
        .path = path,
    };
    hb_blob_t *blob = hb_blob_create(bytes, (unsigned)n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, index);
    sample->shapers[font] = hb_font_create(face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return font;
}

static inline int sample_add_font(struct sample *sample, const char *path, const char *family,
                                  int weight) {
    return sample_add_face(sample, path, 0, family, weight);
}

static inline int sample_tag(struct sample *sample, enum tag_kind kind, int parent) {
    struct display *display = &sample->display;
    display->tags = arena_grow(sample->arena, display->tags, display->n_tags,
                               &display->tags_capacity, sizeof *display->tags);
    display->tags[display->n_tags] = (struct tag){.kind = kind, .parent = parent};
    return (int)display->n_tags++;
}

static inline struct page *sample_page(struct sample *sample) {
    struct display *display = &sample->display;
    display->pages = arena_grow(sample->arena, display->pages, display->n_pages,
                                &display->pages_capacity, sizeof *display->pages);
    struct page *page = &display->pages[display->n_pages++];
    *page = (struct page){.width_pt = 595.28, .height_pt = 841.89};
    return page;
}

/* How a text is set. */
struct sample_style {
    int font;
    double size_pt;
    struct rgb colour;
    const char *features; /* "smcp", or NULL */
};

static inline hb_buffer_t *sample_shape(const struct sample *sample,
                                        const struct sample_style *style, const char *text) {
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_buffer_guess_segment_properties(buffer);
    hb_feature_t feature;
    bool has_feature = style->features && hb_feature_from_string(style->features, -1, &feature);
    hb_shape(sample->shapers[style->font], buffer, &feature, has_feature ? 1 : 0);
    return buffer;
}

/* One line as one run; the result is where it ends. */
static inline double sample_text(struct sample *sample, struct page *page, int tag,
                                 const struct sample_style *style, double x_pt, double y_pt,
                                 const char *text) {
    hb_font_t *font = sample->shapers[style->font];
    hb_buffer_t *buffer = sample_shape(sample, style, text);
    unsigned n;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &n);
    double scale = style->size_pt / (double)hb_face_get_upem(hb_font_get_face(font));
    struct glyph *glyphs = ARENA_NEW_N(sample->arena, struct glyph, n);
    double pen_pt = 0;
    for (unsigned i = 0; i < n; i++) {
        glyphs[i] = (struct glyph){infos[i].codepoint, infos[i].cluster,
                                   (float)(pen_pt + positions[i].x_offset * scale),
                                   (float)(-positions[i].y_offset * scale)};
        pen_pt += positions[i].x_advance * scale;
    }
    page_add_op(sample->arena, page, OP_GLYPHS, tag)->glyphs = (struct glyph_run){
        .font = style->font,
        .size_pt = style->size_pt,
        .origin = {x_pt, y_pt},
        .width_pt = pen_pt,
        .colour = rgb16_from_rgb(style->colour),
        .is_rtl = hb_buffer_get_direction(buffer) == HB_DIRECTION_RTL,
        .glyphs = glyphs,
        .n_glyphs = n,
        .text = str_dup(sample->arena, str_from(text)),
    };
    hb_buffer_destroy(buffer);
    return x_pt + pen_pt;
}

static inline void sample_rect(struct sample *sample, struct page *page, int tag, struct rect rect,
                               struct rgb fill) {
    struct op *op = page_add_op(sample->arena, page, OP_RECT, tag);
    op->rect.rect = rect;
    op->rect.fill = rgb16_from_rgb(fill);
}

static inline void sample_link(struct sample *sample, struct page *page, int tag, struct rect rect,
                               const char *uri, const char *id, const char *contents) {
    struct op *op = page_add_op(sample->arena, page, OP_LINK, tag);
    op->link.rect = rect;
    op->link.uri = uri;
    op->link.id = id;
    op->link.contents = contents;
}

static inline void sample_destination(struct sample *sample, const char *id, int page,
                                      double y_pt) {
    struct display *display = &sample->display;
    display->destinations =
        arena_grow(sample->arena, display->destinations, display->n_destinations,
                   &display->destinations_capacity, sizeof *display->destinations);
    display->destinations[display->n_destinations++] = (struct destination){id, page, 40, y_pt};
}

static inline void sample_outline(struct sample *sample, int level, const char *title,
                                  int destination) {
    struct display *display = &sample->display;
    display->outline = arena_grow(sample->arena, display->outline, display->n_outline,
                                  &display->outline_capacity, sizeof *display->outline);
    display->outline[display->n_outline++] = (struct outline_entry){level, title, destination};
}

/* --- judging -------------------------------------------------------------------------------- */

static inline GBytes *sample_paint(const struct sample *sample, const struct painter *painter) {
    struct diags diags = {0};
    GBytes *bytes = NULL;
    bool is_painted = paint_display(painter, &sample->display, NULL, &diags, &bytes);
    for (size_t i = 0; i < diags.n; i++) {
        GString *text = g_string_new(NULL);
        diag_format(&diags.items[i], text);
        print_message("%s", text->str);
        g_string_free(text, TRUE);
    }
    assert_true(is_painted);
    assert_int_equal(diags.n, 0);
    diags_clear(&diags);
    return bytes;
}

/* A file in the test's own folder. */
static inline void sample_save(GBytes *bytes, const char *name) {
    gsize n;
    const char *p = g_bytes_get_data(bytes, &n);
    assert_true(g_file_set_contents(name, p, (gssize)n, NULL));
}

static inline void sample_paint_file(const struct sample *sample, const char *name) {
    GBytes *bytes = sample_paint(sample, &paint_pdf);
    sample_save(bytes, name);
    g_bytes_unref(bytes);
}

/*
 * What a program prints on standard output (g_free it); *ret_errors: and on standard error. The
 * test is skipped where the program is not installed.
 */
static G_GNUC_NO_INLINE G_GNUC_UNUSED char *sample_run(const char *const *argv, int *ret_status,
                                                       char **ret_errors) {
    char *output = NULL;
    char *path = g_find_program_in_path(argv[0]);
    if (!path) {
        printf("%s is not installed\n", argv[0]);
        skip();
    }
    g_free(path);
    GError *error = NULL;
    if (!g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                      &output, ret_errors, ret_status, &error)) {
        fail_msg("%s: %s", argv[0], error->message);
    }
    return output;
}

#define SAMPLE_ARGV(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Fails where @program complains about the file in any way. */
static inline void sample_must_accept(const char *const *argv) {
    int status = 0;
    char *errors = NULL, *output = sample_run(argv, &status, &errors);
    if (status != 0 || errors[0] != '\0') {
        fail_msg("%s: status %d\n%s%s", argv[0], status, output, errors);
    }
    g_free(output);
    g_free(errors);
}

static inline char *sample_output(const char *const *argv) {
    int status = 0;
    char *errors = NULL, *output = sample_run(argv, &status, &errors);
    if (status != 0) {
        fail_msg("%s: status %d\n%s", argv[0], status, errors);
    }
    g_free(errors);
    return output;
}

/* Text in the order of the content, pages apart by form feeds; spaces at line ends are gone. */
static inline char *sample_extract(const char *name) {
    return sample_output(SAMPLE_ARGV("pdftotext", "-enc", "UTF-8", name, "-"));
}

static inline void sample_must_contain(const char *haystack, const char *needle) {
    if (!strstr(haystack, needle)) {
        fail_msg("\"%s\" is not in:\n%s", needle, haystack);
    }
}

/* Every object without its stream, one a line. */
static inline char *sample_objects(const char *name) {
    return sample_output(SAMPLE_ARGV("mutool", "show", name, "grep"));
}

/* What the first page draws. */
static inline char *sample_content(const char *name) {
    return sample_output(SAMPLE_ARGV("mutool", "show", "-b", name, "pages/1/Contents"));
}

static inline int sample_count(const char *haystack, const char *needle) {
    int n = 0;
    for (const char *at = strstr(haystack, needle); at; at = strstr(at + 1, needle)) {
        n++;
    }
    return n;
}
