#include "paint_cairo_priv.h"

#include <cairo-ft.h>
#include <cairo-svg.h>
#include <ft2build.h>
#include <math.h>
#include FT_FREETYPE_H
#include FT_MULTIPLE_MASTERS_H

/*
 * A page as a picture: PNG, for previews, mail and thumbnails, or SVG. The same operations and the
 * same glyphs as in the PDF; structure, links and metadata have no place in a picture.
 *
 * One call paints one page (`is_picture`): the caller chooses pages and names files.
 */

struct pictures {
    Arena *arena;
    const struct display *display;
    struct diags *diags;
    double dpi;
    bool is_svg, is_transparent;
    GByteArray *out;
    cairo_font_face_t **fonts; /* by the display's id; made when first used */
    cairo_surface_t **images;  /* the same */
    bool *is_bad_image;
    cairo_t *cairo;
};

static cairo_status_t append_bytes(void *closure, const unsigned char *bytes, unsigned n) {
    g_byte_array_append(closure, bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

/* --- begin and end -------------------------------------------------------------------------- */

static void pictures_free(void *data) {
    struct pictures *p = data;
    if (p->cairo) {
        cairo_destroy(p->cairo);
    }
    for (size_t i = 0; i < p->display->n_images; i++) {
        cairo_surface_destroy(p->images[i]);
    }
    for (size_t i = 0; i < p->display->n_fonts; i++) {
        cairo_font_face_destroy(p->fonts[i]);
    }
}

/*
 * One for the process, never freed: cairo keeps scaled fonts, and with them their faces, for
 * documents to come, and lets go of them whenever it likes. NULL: FreeType could not be started.
 */
static FT_Library font_library(void) {
    static FT_Library library;
    if (!library && FT_Init_FreeType(&library) != 0) {
        library = NULL;
    }
    return library;
}

static struct pictures *pictures_new(Arena *arena, const struct display *display,
                                     const struct paint_options *options, struct diags *diags) {
    struct pictures *p = ARENA_NEW(arena, struct pictures);
    *p = (struct pictures){
        .arena = arena,
        .display = display,
        .diags = diags,
        .dpi = options->dpi > 0 ? options->dpi : PAINT_DPI,
        .is_transparent = options->is_transparent,
        .out = g_byte_array_new(),
        .fonts = ARENA_NEW_N(arena, cairo_font_face_t *, display->n_fonts + 1),
        .images = ARENA_NEW_N(arena, cairo_surface_t *, display->n_images + 1),
        .is_bad_image = ARENA_NEW_N(arena, bool, display->n_images + 1),
    };
    if (!font_library()) {
        g_byte_array_unref(p->out);
        diag_error(diags, (struct span){0}, DIAG_FINISH_FAILED, "FreeType could not be started");
        return NULL;
    }
    arena_defer(arena, pictures_free, p);
    return p;
}

static void *begin_png(Arena *arena, const struct display *display,
                       const struct paint_options *options, struct diags *diags) {
    return pictures_new(arena, display, options, diags);
}

static void *begin_svg(Arena *arena, const struct display *display,
                       const struct paint_options *options, struct diags *diags) {
    struct pictures *p = pictures_new(arena, display, options, diags);
    if (p) {
        p->is_svg = true;
    }
    return p;
}

/* Half grey edges of glyphs, no hinting: a picture looks like the page at any size. */
static void set_font_options(cairo_t *cairo) {
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cairo, options);
    cairo_font_options_destroy(options);
}

static void page_begin(void *self, const struct page *page) {
    struct pictures *p = self;
    double by = p->dpi / 72;
    cairo_surface_t *surface;
    if (p->is_svg) {
        surface = cairo_svg_surface_create_for_stream(append_bytes, p->out, page->width_pt,
                                                      page->height_pt);
        cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT);
    } else {
        surface = cairo_image_surface_create(
            p->is_transparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24,
            (int)ceil(page->width_pt * by), (int)ceil(page->height_pt * by));
    }
    p->cairo = cairo_create(surface);
    cairo_surface_destroy(surface); /* the context keeps it */
    if (!p->is_transparent) {
        cairo_set_source_rgb(p->cairo, 1, 1, 1);
        cairo_paint(p->cairo);
    }
    if (!p->is_svg) {
        cairo_scale(p->cairo, by, by);
    }
    set_font_options(p->cairo);
}

static bool is_painted(struct pictures *p) {
    cairo_status_t status = cairo_status(p->cairo);
    if (status != CAIRO_STATUS_SUCCESS) {
        diag_error(p->diags, (struct span){0}, DIAG_FINISH_FAILED,
                   "the picture of a page could not be made: %s", cairo_status_to_string(status));
        diag_hint(p->diags, "Ask for fewer dots with --dpi.");
    }
    return status == CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *picture_take_page(void *self) {
    struct pictures *p = self;
    cairo_surface_t *surface =
        is_painted(p) ? cairo_surface_reference(cairo_get_target(p->cairo)) : NULL;
    cairo_destroy(p->cairo);
    p->cairo = NULL;
    if (surface) {
        cairo_surface_flush(surface);
    }
    return surface;
}

static void page_end(void *self) {
    struct pictures *p = self;
    cairo_surface_t *surface = cairo_get_target(p->cairo);
    if (p->is_svg) {
        cairo_surface_finish(surface);
    } else {
        cairo_surface_write_to_png_stream(surface, append_bytes, p->out);
    }
    if (!is_painted(p)) {
        g_byte_array_set_size(p->out, 0);
    }
    cairo_destroy(p->cairo);
    p->cairo = NULL;
}

static GBytes *end(void *self, struct diags *diags) {
    (void)diags; /* reported when its page ended */
    struct pictures *p = self;
    GBytes *bytes = g_byte_array_free_to_bytes(p->out);
    if (g_bytes_get_size(bytes) == 0) {
        g_bytes_unref(bytes);
        return NULL;
    }
    return bytes;
}

/* --- glyphs --------------------------------------------------------------------------------- */

static const cairo_user_data_key_t FACE_KEY = {0};

/* What a face reads for as long as cairo keeps it. */
struct held_face {
    FT_Face face;
    GBytes *data;
};

static void free_face(void *data) {
    struct held_face *held = data;
    FT_Done_Face(held->face);
    g_bytes_unref(held->data);
    g_free(held);
}

/* A variable font at the weight of its text; other axes as the font has them. */
static void set_weight(FT_Face ft, int weight) {
    FT_MM_Var *axes = NULL;
    if (FT_Get_MM_Var(ft, &axes) != 0) {
        return;
    }
    FT_Fixed *places = g_new(FT_Fixed, axes->num_axis);
    for (FT_UInt i = 0; i < axes->num_axis; i++) {
        bool is_weight = axes->axis[i].tag == FT_MAKE_TAG('w', 'g', 'h', 't');
        places[i] = is_weight ? (FT_Fixed)weight * 0x10000 : axes->axis[i].def;
    }
    FT_Set_Var_Design_Coordinates(ft, axes->num_axis, places);
    g_free(places);
    FT_Done_MM_Var(font_library(), axes);
}

static cairo_font_face_t *font_of(struct pictures *p, int id) {
    if (p->fonts[id]) {
        return p->fonts[id];
    }
    const struct font_face *face = &p->display->fonts[id];
    gsize n;
    const FT_Byte *bytes = g_bytes_get_data(face->data, &n);
    FT_Face ft;
    if (FT_New_Memory_Face(font_library(), bytes, (FT_Long)n, (FT_Long)face->index, &ft) != 0) {
        return NULL;
    }
    if (face->is_variable) {
        set_weight(ft, face->weight);
    }
    cairo_font_face_t *font = cairo_ft_font_face_create_for_ft_face(ft, FT_LOAD_NO_HINTING);
    struct held_face *held = g_new(struct held_face, 1);
    *held = (struct held_face){ft, g_bytes_ref(face->data)};
    cairo_font_face_set_user_data(font, &FACE_KEY, held, free_face);
    p->fonts[id] = font;
    return font;
}

static void set_colour(cairo_t *cairo, struct rgb16 packed) {
    struct rgb colour = rgb_from_rgb16(packed);
    cairo_set_source_rgb(cairo, colour.r, colour.g, colour.b);
}

static void draw_glyphs(void *self, const struct op *op) {
    struct pictures *p = self;
    const struct glyph_run *run = &op->glyphs;
    cairo_font_face_t *font = font_of(p, run->font);
    if (!font || run->n_glyphs == 0) {
        return;
    }
    cairo_glyph_t *glyphs = g_new(cairo_glyph_t, run->n_glyphs);
    for (unsigned i = 0; i < run->n_glyphs; i++) {
        glyphs[i] = (cairo_glyph_t){
            .index = run->glyphs[i].id,
            .x = run->origin.x + (double)run->glyphs[i].x_pt,
            .y = run->origin.y + (double)run->glyphs[i].y_pt,
        };
    }
    cairo_set_font_face(p->cairo, font);
    cairo_set_font_size(p->cairo, run->size_pt);
    set_colour(p->cairo, run->colour);
    if (p->is_svg) {
        cairo_show_glyphs(p->cairo, glyphs, (int)run->n_glyphs);
    } else {
        /* cairo 1.16 shows glyphs of a raster at whole pixels only; outlines stand where they are.
         */
        cairo_glyph_path(p->cairo, glyphs, (int)run->n_glyphs);
        cairo_fill(p->cairo);
    }
    g_free(glyphs);
}

/* --- shapes and pictures -------------------------------------------------------------------- */

static void draw_rect(void *self, const struct op *op) {
    struct pictures *p = self;
    const struct rect *rect = &op->rect.rect;
    cairo_rectangle(p->cairo, rect->x, rect->y, rect->width, rect->height);
    set_colour(p->cairo, op->rect.fill);
    cairo_fill(p->cairo);
}

static void add_step(cairo_t *cairo, const struct path_step *step) {
    const struct point *at = step->p;
    switch (step->verb) {
    case PATH_MOVE: cairo_move_to(cairo, at[0].x, at[0].y); return;
    case PATH_LINE: cairo_line_to(cairo, at[0].x, at[0].y); return;
    case PATH_CURVE:
        cairo_curve_to(cairo, at[0].x, at[0].y, at[1].x, at[1].y, at[2].x, at[2].y);
        return;
    case PATH_CLOSE: cairo_close_path(cairo); return;
    }
    g_assert_not_reached();
}

static void draw_path(void *self, const struct op *op) {
    struct pictures *p = self;
    const struct path *path = &op->path;
    for (size_t i = 0; i < path->n_steps; i++) {
        add_step(p->cairo, &path->steps[i]);
    }
    if (path->has_fill) {
        set_colour(p->cairo, path->fill);
        cairo_fill_preserve(p->cairo);
    }
    if (path->has_stroke) {
        bool is_round = path->cap == CAP_ROUND;
        set_colour(p->cairo, path->stroke);
        cairo_set_line_width(p->cairo, path->stroke_pt);
        cairo_set_line_cap(p->cairo, is_round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
        cairo_set_line_join(p->cairo, is_round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
        cairo_set_dash(p->cairo, path->dash_pt, path->dash_pt[0] > 0 ? 2 : 0, 0);
        cairo_stroke_preserve(p->cairo);
    }
    cairo_new_path(p->cairo);
}

static cairo_surface_t *image_of(struct pictures *p, int id) {
    if (!p->images[id] && !p->is_bad_image[id]) {
        const struct image *image = &p->display->images[id];
        p->images[id] = picture_surface(image);
        p->is_bad_image[id] = !p->images[id];
        if (p->is_bad_image[id]) {
            diag_error(p->diags, span_of_file(source_new(p->arena, image->path, STR(""))),
                       DIAG_IMAGE_FORMAT, "the image \"%s\" is damaged", image->path);
            diag_hint(p->diags, "Save it again, as PNG or JPEG.");
        }
    }
    return p->images[id];
}

static void draw_vector(struct pictures *p, const struct vector *vector, const struct rect *rect) {
    cairo_save(p->cairo);
    cairo_translate(p->cairo, rect->x, rect->y);
    cairo_scale(p->cairo, rect->width / vector->width, rect->height / vector->height);
    picture_draw_vector(p->cairo, vector);
    cairo_restore(p->cairo);
}

static void draw_image(void *self, const struct op *op) {
    struct pictures *p = self;
    const struct image *image = &p->display->images[op->image.image];
    if (image->format == IMAGE_VECTOR) {
        draw_vector(p, image->vector, &op->image.rect);
        return;
    }
    cairo_surface_t *surface = image_of(p, op->image.image);
    if (!surface) {
        return;
    }
    const struct rect *rect = &op->image.rect;
    cairo_save(p->cairo);
    cairo_translate(p->cairo, rect->x, rect->y);
    cairo_scale(p->cairo, rect->width / cairo_image_surface_get_width(surface),
                rect->height / cairo_image_surface_get_height(surface));
    cairo_set_source_surface(p->cairo, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(p->cairo), CAIRO_FILTER_GOOD);
    cairo_paint(p->cairo);
    cairo_restore(p->cairo);
}

static void draw_link(void *self, const struct op *op) {
    (void)self, (void)op;
}

const struct painter paint_cairo_png = {
    .name = "png",
    .extension = "png",
    .is_picture = true,
    .begin = begin_png,
    .page_begin = page_begin,
    .glyphs = draw_glyphs,
    .rect = draw_rect,
    .path = draw_path,
    .image = draw_image,
    .link = draw_link,
    .page_end = page_end,
    .end = end,
};

const struct painter paint_cairo_svg = {
    .name = "svg",
    .extension = "svg",
    .is_picture = true,
    .begin = begin_svg,
    .page_begin = page_begin,
    .glyphs = draw_glyphs,
    .rect = draw_rect,
    .path = draw_path,
    .image = draw_image,
    .link = draw_link,
    .page_end = page_end,
    .end = end,
};
