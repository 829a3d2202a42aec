#include "paint_cairo_priv.h"

static void put_steps(cairo_t *cairo, const struct path *path) {
    for (size_t i = 0; i < path->n_steps; i++) {
        const struct point *p = path->steps[i].p;
        switch (path->steps[i].verb) {
        case PATH_MOVE: cairo_move_to(cairo, p[0].x, p[0].y); break;
        case PATH_LINE: cairo_line_to(cairo, p[0].x, p[0].y); break;
        case PATH_CURVE:
            cairo_curve_to(cairo, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
            break;
        case PATH_CLOSE: cairo_close_path(cairo); break;
        }
    }
}

static void set_colour(cairo_t *cairo, struct rgb16 packed) {
    struct rgb colour = rgb_from_rgb16(packed);
    cairo_set_source_rgb(cairo, colour.r, colour.g, colour.b);
}

static void stroke(cairo_t *cairo, const struct vector_shape *shape) {
    static const cairo_line_join_t joins[] = {
        [JOIN_MITRE] = CAIRO_LINE_JOIN_MITER,
        [JOIN_ROUND] = CAIRO_LINE_JOIN_ROUND,
        [JOIN_BEVEL] = CAIRO_LINE_JOIN_BEVEL,
    };
    const struct path *path = &shape->path;
    set_colour(cairo, path->stroke);
    cairo_set_line_width(cairo, path->stroke_pt);
    cairo_set_line_cap(cairo, shape->has_square_caps   ? CAIRO_LINE_CAP_SQUARE
                              : path->cap == CAP_ROUND ? CAIRO_LINE_CAP_ROUND
                                                       : CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(cairo, joins[shape->join]);
    cairo_set_miter_limit(cairo, shape->mitre_limit);
    cairo_set_dash(cairo, path->dash_pt, path->dash_pt[1] > 0 ? 2 : 0, 0);
    cairo_stroke_preserve(cairo);
}

void picture_draw_vector(cairo_t *cairo, const struct vector *vector) {
    cairo_rectangle(cairo, 0, 0, vector->width, vector->height);
    cairo_clip(cairo);
    for (size_t i = 0; i < vector->n_shapes; i++) {
        const struct vector_shape *shape = &vector->shapes[i];
        cairo_new_path(cairo);
        put_steps(cairo, &shape->path);
        if (shape->path.has_fill) {
            cairo_set_fill_rule(cairo, shape->is_even_odd ? CAIRO_FILL_RULE_EVEN_ODD
                                                          : CAIRO_FILL_RULE_WINDING);
            set_colour(cairo, shape->path.fill);
            cairo_fill_preserve(cairo);
        }
        if (shape->path.has_stroke) {
            stroke(cairo, shape);
        }
    }
    cairo_new_path(cairo);
}
