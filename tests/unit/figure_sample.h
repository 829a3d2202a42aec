/*
 * figure_sample.h - figures drawn from YAML with a shaper whose letters are all of one width, and
 * what must be true of each of them.
 */
#pragma once

#include "figure_chart_priv.h"
#include "fill.h"
#include "load_sample.h"

#include <math.h>

struct figures {
    struct sample sample;
    struct theme theme;
    Locale *locale;
    double height_pt;   /* of the room; 0: any */
    struct value *root; /* what names in specifications stand for; NULL: nothing */
};

static inline double figures_measure(void *context, const struct shaper_look *look,
                                     struct str text) {
    struct figures *figures = context;
    double letter = figures->theme.styles[look->role].size_pt * (look->weight >= 600 ? 0.58 : 0.55);
    return letter * (double)g_utf8_strlen(text.p, (gssize)text.n);
}

static inline void figures_run(void *context, Arena *arena, struct figure *figure,
                               const struct shaper_look *look, struct point origin,
                               struct str text) {
    struct figures *figures = context;
    struct op *op = figure_add_op(arena, figure, OP_GLYPHS);
    op->glyphs = (struct glyph_run){
        .size_pt = figures->theme.styles[look->role].size_pt,
        .origin = origin,
        .width_pt = figures_measure(context, look, text),
        .colour = look->colour,
        .text = str_dup(arena, text),
    };
}

static inline bool figures_evaluate(void *context, Arena *arena, struct str expression,
                                    struct span at, struct diags *diags, struct value **ret) {
    struct figures *figures = context;
    struct fill_options options = {
        .escape = FILL_NONE, .locale = figures->locale, .currency = "USD"};
    struct value empty = {.kind = VALUE_MAP};
    return fill_expression(arena, expression, at, figures->root ? figures->root : &empty, &options,
                           diags, ret);
}

static inline void figures_open(struct figures *figures) {
    const struct theme_choice quiet = {.name = "quiet"};
    *figures = (struct figures){.locale = locale_new("en-US")};
    sample_open(&figures->sample);
    assert_true(load_theme(figures->sample.arena, figures->sample.world, NULL, &quiet,
                           &figures->sample.diags, &figures->theme));
}

static inline void figures_close(struct figures *figures) {
    locale_free(figures->locale);
    sample_close(&figures->sample);
}

static inline struct value *figures_read(struct figures *figures, Arena *arena, struct str yaml) {
    struct value *value = NULL;
    const struct source *source = source_new(arena, "figure.yaml", yaml);
    assert_true(load_yaml(arena, source, &figures->sample.diags, &value));
    return value;
}

static inline bool figures_draw(struct figures *figures, Arena *arena, const char *kind,
                                struct str yaml, double width_pt, struct figure *ret) {
    const struct shaper shaper = {figures, figures_measure, figures_run};
    bool is_yaml = figure_is_yaml(str_from(kind));
    const struct source *source = source_new(arena, "figure.md", yaml);
    const struct figure_request request = {
        .kind = str_from(kind),
        .spec = is_yaml ? figures_read(figures, arena, yaml) : NULL,
        .source = source,
        .text = source->text,
        .width_pt = width_pt,
        .height_pt = figures->height_pt,
        .theme = &figures->theme,
        .shaper = &shaper,
        .locale = figures->locale,
        .currency = "USD",
        .evaluate = figures_evaluate,
        .context = figures,
    };
    return figure_draw(arena, &request, &figures->sample.diags, ret);
}

static inline char *figures_complaints(const struct figures *figures) {
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < figures->sample.diags.n; i++) {
        diag_format(&figures->sample.diags.items[i], out);
    }
    return g_string_free(out, FALSE);
}

/* --- what is true of every figure ----------------------------------------------------------- */

static inline bool overlap(struct rect a, struct rect b) {
    const double touch = 0.25; /* of a point is not seen */
    return a.x + touch < rect_right(b) && b.x + touch < rect_right(a) &&
           a.y + touch < rect_bottom(b) && b.y + touch < rect_bottom(a);
}

/* The words that leave the figure, or NULL. */
static inline const struct op *words_outside(const struct figure *figure) {
    for (size_t i = 0; i < figure->n_ops; i++) {
        const struct op *op = &figure->ops[i];
        struct rect box = op_bounds(op);
        bool is_inside = box.x >= -0.5 && rect_right(box) <= figure->width_pt + 0.5 &&
                         box.y >= -0.5 && rect_bottom(box) <= figure->height_pt + 0.5;
        if (op->kind == OP_GLYPHS && !is_inside) {
            return op;
        }
    }
    return NULL;
}

static inline bool words_overlap(const struct figure *figure, const struct op **ret_a,
                                 const struct op **ret_b) {
    for (size_t i = 0; i < figure->n_ops; i++) {
        for (size_t k = i + 1; k < figure->n_ops && figure->ops[i].kind == OP_GLYPHS; k++) {
            if (figure->ops[k].kind == OP_GLYPHS &&
                overlap(op_bounds(&figure->ops[i]), op_bounds(&figure->ops[k]))) {
                *ret_a = &figure->ops[i];
                *ret_b = &figure->ops[k];
                return true;
            }
        }
    }
    return false;
}

/* Bars, lines and dots may reach beyond the sides by their own width, never farther. */
static inline const struct op *drawing_outside(const struct figure *figure) {
    for (size_t i = 0; i < figure->n_ops; i++) {
        struct rect box = op_bounds(&figure->ops[i]);
        bool is_finite = isfinite(box.x + box.y + box.width + box.height);
        if (!is_finite || box.x < -4 || rect_right(box) > figure->width_pt + 4 || box.y < -4 ||
            rect_bottom(box) > figure->height_pt + 4) {
            return &figure->ops[i];
        }
    }
    return NULL;
}
