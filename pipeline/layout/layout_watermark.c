#include "layout_fonts_priv.h"

#include <math.h>
#include <string.h>

/*
 * A word across each page, beneath its text: DRAFT, DEMO, CONFIDENTIAL. It is drawn as outlines,
 * because runs of glyphs lie level, and is an artifact: what it says is no part of the text.
 *
 * It is as dark as the palest text that stands on the page allows, so that this text keeps the
 * contrast that it is held to (WCAG 2.2, 1.4.3).
 */

static const double TEXT_CONTRAST = 4.5;
/* Of the muted colour in the ground: darker, and the word would be read before the text. */
static const double SHARE_MAX = 0.11, SHARE_MIN = 0.04;
/* Of the page's diagonal, and of its shorter side. */
static const double LENGTH_SHARE = 0.62, HEIGHT_SHARE = 0.17;
static const double DRAWN_PT = 100; /* the size that outlines are taken at */

/* --- colour --------------------------------------------------------------------------------- */

static bool is_readable(const struct theme *theme, struct rgb ground) {
    static const enum theme_colour texts[] = {COLOUR_INK,  COLOUR_MUTED, COLOUR_BRAND, COLOUR_LINK,
                                              COLOUR_GOOD, COLOUR_BAD,   COLOUR_WATCH};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct rgb text = theme->colours[texts[i]];
        double wanted = fmin(TEXT_CONTRAST, rgb_contrast(text, theme->colours[COLOUR_GROUND]));
        if (rgb_contrast(text, ground) < wanted - 0.001) {
            return false;
        }
    }
    return true;
}

static struct rgb16 watermark_colour(const struct theme *theme) {
    struct rgb ground = theme->colours[COLOUR_GROUND], colour = ground;
    for (double share = SHARE_MAX; share >= SHARE_MIN - 0.001; share -= 0.01) {
        colour = rgb_mix(ground, theme->colours[COLOUR_MUTED], share);
        if (is_readable(theme, colour)) {
            break;
        }
    }
    return rgb16_from_rgb(colour);
}

/* --- outlines ------------------------------------------------------------------------------- */

/* Steps in points at DRAWN_PT, y upwards; the pen is where the next glyph starts. */
struct outline {
    Arena *arena;
    struct path_step *steps;
    size_t n, capacity;
    double pen_pt, top_pt, bottom_pt;
};

static struct point drawn_point(struct outline *outline, float x, float y) {
    struct point point = {(double)x / 1024 + outline->pen_pt, (double)y / 1024};
    outline->top_pt = fmax(outline->top_pt, point.y);
    outline->bottom_pt = fmin(outline->bottom_pt, point.y);
    return point;
}

static struct path_step *add_step(struct outline *outline, enum path_verb verb) {
    outline->steps = arena_grow(outline->arena, outline->steps, outline->n, &outline->capacity,
                                sizeof *outline->steps);
    struct path_step *step = &outline->steps[outline->n++];
    *step = (struct path_step){.verb = verb};
    return step;
}

static void move_to(hb_draw_funcs_t *functions, void *data, hb_draw_state_t *state, float x,
                    float y, void *user) {
    (void)functions, (void)state, (void)user;
    add_step(data, PATH_MOVE)->p[0] = drawn_point(data, x, y);
}

static void line_to(hb_draw_funcs_t *functions, void *data, hb_draw_state_t *state, float x,
                    float y, void *user) {
    (void)functions, (void)state, (void)user;
    add_step(data, PATH_LINE)->p[0] = drawn_point(data, x, y);
}

static void cubic_to(hb_draw_funcs_t *functions, void *data, hb_draw_state_t *state, float x1,
                     float y1, float x2, float y2, float x3, float y3, void *user) {
    (void)functions, (void)state, (void)user;
    struct path_step *step = add_step(data, PATH_CURVE);
    step->p[0] = drawn_point(data, x1, y1);
    step->p[1] = drawn_point(data, x2, y2);
    step->p[2] = drawn_point(data, x3, y3);
}

static void close_path(hb_draw_funcs_t *functions, void *data, hb_draw_state_t *state, void *user) {
    (void)functions, (void)state, (void)user;
    add_step(data, PATH_CLOSE);
}

/* Without a function for quadratic curves HarfBuzz makes cubic ones of them. */
static hb_draw_funcs_t *draw_functions(void) {
    hb_draw_funcs_t *functions = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(functions, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(functions, line_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(functions, cubic_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(functions, close_path, NULL, NULL);
    return functions;
}

static void draw_glyph(hb_font_t *font, hb_codepoint_t glyph, hb_draw_funcs_t *functions,
                       struct outline *outline) {
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(font, glyph, functions, outline);
#else
    hb_font_get_glyph_shape(font, glyph, functions, outline);
#endif
}

static void draw_words(hb_font_t *font, const char *words, struct outline *outline) {
    hb_draw_funcs_t *functions = draw_functions();
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, words, -1, 0, -1);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(font, buffer, NULL, 0);
    unsigned n;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &n);
    for (unsigned i = 0; i < n; i++) {
        draw_glyph(font, infos[i].codepoint, functions, outline);
        outline->pen_pt += pt_from_pu(positions[i].x_advance);
    }
    hb_buffer_destroy(buffer);
    hb_draw_funcs_destroy(functions);
}

/* --- on the page ---------------------------------------------------------------------------- */

struct watermark {
    struct outline outline;
    struct rgb16 colour;
    double width_pt, height_pt; /* of the page that the steps were made for */
    struct path_step *steps;    /* shared by all pages of that size */
};

/* Along the diagonal from the lower left, centred. */
static struct path_step *turned_steps(Arena *arena, const struct outline *outline, double width_pt,
                                      double height_pt) {
    double angle = atan2(height_pt, width_pt);
    double high_pt = outline->top_pt - outline->bottom_pt;
    double scale = fmin(hypot(width_pt, height_pt) * LENGTH_SHARE / outline->pen_pt,
                        fmin(width_pt, height_pt) * HEIGHT_SHARE / high_pt);
    double middle_pt = (outline->top_pt + outline->bottom_pt) / 2;
    struct path_step *steps = ARENA_NEW_N(arena, struct path_step, outline->n);
    for (size_t i = 0; i < outline->n; i++) {
        steps[i].verb = outline->steps[i].verb;
        for (size_t k = 0; k < G_N_ELEMENTS(steps[i].p); k++) {
            double x_pt = (outline->steps[i].p[k].x - outline->pen_pt / 2) * scale;
            double y_pt = (outline->steps[i].p[k].y - middle_pt) * scale;
            steps[i].p[k] = (struct point){
                width_pt / 2 + x_pt * cos(angle) - y_pt * sin(angle),
                height_pt / 2 - x_pt * sin(angle) - y_pt * cos(angle),
            };
        }
    }
    return steps;
}

/* A slide's own ground covers all of it; the word lies on that. */
static bool is_page_ground(const struct page *page, const struct op *op) {
    return op->kind == OP_RECT && op->rect.rect.x <= 0 && op->rect.rect.y <= 0 &&
           op->rect.rect.width >= page->width_pt && op->rect.rect.height >= page->height_pt;
}

/* On a ground of the page's own the word is as pale as it is on the theme's. */
static struct rgb16 colour_on(const struct layout *layout, const struct op *ground) {
    struct theme theme = *layout->theme;
    theme_set_ground(&theme, rgb_from_rgb16(ground->rect.fill));
    return watermark_colour(&theme);
}

static void add_to_page(struct layout *layout, struct page *page, struct watermark *watermark) {
    if (watermark->width_pt != page->width_pt || watermark->height_pt != page->height_pt) {
        watermark->width_pt = page->width_pt;
        watermark->height_pt = page->height_pt;
        watermark->steps =
            turned_steps(layout->arena, &watermark->outline, page->width_pt, page->height_pt);
    }
    page_add_op(layout->arena, page, OP_PATH, ARTIFACT_WATERMARK);
    size_t first = page->n_ops > 1 && is_page_ground(page, &page->ops[0]);
    memmove(page->ops + first + 1, page->ops + first,
            (page->n_ops - 1 - first) * sizeof *page->ops);
    struct op *op = &page->ops[first];
    *op = (struct op){.kind = OP_PATH, .tag = ARTIFACT_WATERMARK};
    op->path = (struct path){
        .steps = watermark->steps,
        .n_steps = watermark->outline.n,
        .has_fill = true,
        .fill = first ? colour_on(layout, &page->ops[0]) : watermark->colour,
    };
}

void watermark_add(struct layout *layout) {
    const char *words = layout->input->watermark;
    if (!words || !*words) {
        return;
    }
    const struct text_style *style = &layout->theme->styles[ROLE_DISPLAY];
    struct face face = {style->family, 700, false};
    int file = fonts_need(layout->fonts, face, layout->diags);
    if (file < 0) {
        return;
    }
    struct watermark watermark = {.outline = {.arena = layout->arena},
                                  .colour = watermark_colour(layout->theme)};
    hb_font_t *font = fonts_sized(layout->fonts, file, DRAWN_PT);
    draw_words(font, words, &watermark.outline);
    hb_font_destroy(font);
    if (watermark.outline.n == 0) {
        return;
    }
    for (size_t i = 0; i < layout->display->n_pages; i++) {
        add_to_page(layout, &layout->display->pages[i], &watermark);
    }
}
