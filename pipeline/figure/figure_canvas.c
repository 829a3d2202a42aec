#include "figure_priv.h"

#include <math.h>

/* On the brand's colour everything is white, and bars are its soft tint. */
static enum theme_colour on_brand(enum theme_colour colour) {
    switch (colour) {
    case COLOUR_PREVIOUS:
    case COLOUR_BRAND_SOFT: return COLOUR_BRAND_SOFT;
    case COLOUR_GROUND: return COLOUR_BRAND;
    default: return COLOUR_ON_BRAND;
    }
}

struct rgb16 canvas_colour(const struct canvas *canvas, enum theme_colour colour) {
    colour = canvas->is_on_brand ? on_brand(colour) : colour;
    return rgb16_from_rgb(canvas->request->theme->colours[colour]);
}

double canvas_measure(const struct canvas *canvas, const struct text_look *look, struct str text) {
    const struct shaper *shaper = canvas->request->shaper;
    const struct shaper_look shaped = {.role = look->role, .weight = look->weight};
    return text.n == 0 ? 0 : shaper->measure(shaper->context, &shaped, text);
}

void canvas_text(struct canvas *canvas, const struct text_look *look, struct point at,
                 struct str text) {
    const struct shaper *shaper = canvas->request->shaper;
    if (text.n == 0) {
        return;
    }
    if (look->anchor != ANCHOR_START) {
        double width_pt = canvas_measure(canvas, look, text);
        at.x -= look->anchor == ANCHOR_END ? width_pt : width_pt / 2;
    }
    const struct shaper_look shaped = {look->role, look->weight,
                                       canvas_colour(canvas, look->colour)};
    shaper->draw(shaper->context, canvas->arena, canvas->figure, &shaped, at, text);
}

void canvas_text_within(struct canvas *canvas, const struct text_look *look, struct point at,
                        double width_pt, struct str text) {
    struct str shown = text;
    while (text.n > 0 && canvas_measure(canvas, look, shown) > width_pt) {
        do {
            text.n--;
        } while (text.n > 0 && ((unsigned char)text.p[text.n] & 0xC0) == 0x80);
        shown = str_from(arena_printf(canvas->arena, STR_FMT "…", STR_ARG(str_trim(text))));
    }
    canvas_text(canvas, look, at, shown);
}

/* The longest beginning of @text, cut at a space, that fits; at least one word. */
static size_t fitting(const struct canvas *canvas, const struct text_look *look, double width_pt,
                      struct str text) {
    size_t best = 0;
    for (size_t i = 1; i <= text.n; i++) {
        bool is_end = i == text.n || text.p[i] == ' ';
        if (!is_end) {
            continue;
        }
        if (best > 0 && canvas_measure(canvas, look, str_slice(text, 0, i)) > width_pt) {
            return best;
        }
        best = i;
    }
    return text.n;
}

size_t canvas_paragraph(struct canvas *canvas, const struct text_look *look, struct rect room,
                        double leading_pt, struct str text) {
    size_t n = 0, most = (size_t)fmax(floor(room.height / leading_pt), 1);
    for (text = str_trim(text); text.n > 0; n++) {
        bool is_last = n + 1 == most;
        size_t taken = is_last ? text.n : fitting(canvas, look, room.width, text);
        struct point at = {room.x, room.y + leading_pt * ((double)n + 0.75)};
        canvas_text_within(canvas, look, at, room.width, str_slice(text, 0, taken));
        text = str_trim(str_skip(text, taken));
        if (is_last) {
            return most;
        }
    }
    return n;
}

void canvas_rect(struct canvas *canvas, struct rect rect, enum theme_colour colour) {
    if (rect.width <= 0 || rect.height <= 0) {
        return;
    }
    struct op *op = figure_add_op(canvas->arena, canvas->figure, OP_RECT);
    op->rect.rect = rect;
    op->rect.fill = canvas_colour(canvas, colour);
}

static struct path *add_path(struct canvas *canvas, const struct path_step *steps, size_t n) {
    struct op *op = figure_add_op(canvas->arena, canvas->figure, OP_PATH);
    op->path.steps = steps;
    op->path.n_steps = n;
    return &op->path;
}

void canvas_round_rect(struct canvas *canvas, struct rect rect, double radius_pt,
                       enum theme_colour colour) {
    size_t n;
    struct path_step *steps = path_round_rect(canvas->arena, rect, radius_pt, &n);
    struct path *path = add_path(canvas, steps, n);
    path->has_fill = true;
    path->fill = canvas_colour(canvas, colour);
}

void canvas_outline(struct canvas *canvas, struct rect rect, enum theme_colour stroke,
                    double stroke_pt) {
    double half = stroke_pt / 2;
    struct rect inside = {rect.x + half, rect.y + half, fmax(rect.width - stroke_pt, 0),
                          fmax(rect.height - stroke_pt, 0)};
    size_t n;
    struct path_step *steps = path_round_rect(canvas->arena, inside, 0, &n);
    struct path *path = add_path(canvas, steps, n);
    path->has_fill = path->has_stroke = true;
    path->fill = canvas_colour(canvas, COLOUR_GROUND);
    path->stroke = canvas_colour(canvas, stroke);
    path->stroke_pt = stroke_pt;
}

/* Lines at 45 degrees, rising to the right, cut at the box: x - y' = offset, y' upwards. */
static void hatch_line(struct canvas *canvas, struct rect rect, double offset,
                       const struct line_look *look) {
    double x0 = fmax(0, offset), x1 = fmin(rect.width, rect.height + offset);
    if (x1 <= x0) {
        return;
    }
    double foot = rect_bottom(rect);
    canvas_line(canvas, look, (struct point){rect.x + x0, foot - (x0 - offset)},
                (struct point){rect.x + x1, foot - (x1 - offset)});
}

void canvas_hatch(struct canvas *canvas, struct rect rect, enum theme_colour colour) {
    /* figures/spec.md: pitch 4, line 1.1, outline 0.75. */
    const struct line_look look = {.colour = colour, .width_pt = 1.1};
    double step = 4 * sqrt(2);
    canvas_outline(canvas, rect, colour, 0.75);
    for (double offset = -rect.height + step / 2; offset < rect.width; offset += step) {
        hatch_line(canvas, rect, offset, &look);
    }
}

void canvas_polyline(struct canvas *canvas, const struct line_look *look,
                     const struct point *points, size_t n) {
    if (n < 2) {
        return;
    }
    struct path_step *steps = ARENA_NEW_N(canvas->arena, struct path_step, n);
    for (size_t i = 0; i < n; i++) {
        steps[i] = (struct path_step){i == 0 ? PATH_MOVE : PATH_LINE, {points[i]}};
    }
    struct path *path = add_path(canvas, steps, n);
    path->has_stroke = true;
    path->stroke = canvas_colour(canvas, look->colour);
    path->stroke_pt = look->width_pt;
    path->dash_pt[0] = look->dash_pt[0];
    path->dash_pt[1] = look->dash_pt[1];
    path->cap = look->is_round ? CAP_ROUND : CAP_BUTT;
}

void canvas_line(struct canvas *canvas, const struct line_look *look, struct point from,
                 struct point to) {
    const struct point points[] = {from, to};
    canvas_polyline(canvas, look, points, 2);
}

void canvas_dot(struct canvas *canvas, struct point centre, double radius_pt,
                enum theme_colour colour) {
    struct rect box = {centre.x - radius_pt, centre.y - radius_pt, 2 * radius_pt, 2 * radius_pt};
    canvas_round_rect(canvas, box, radius_pt, colour);
}

void canvas_triangle(struct canvas *canvas, struct point at, double size_pt, bool is_up,
                     enum theme_colour colour) {
    double base_y = is_up ? at.y : at.y - size_pt * 0.87;
    double tip_y = is_up ? at.y - size_pt * 0.87 : at.y;
    const struct path_step steps[] = {
        {PATH_MOVE, {{at.x, base_y}}},
        {PATH_LINE, {{at.x + size_pt, base_y}}},
        {PATH_LINE, {{at.x + size_pt / 2, tip_y}}},
        {PATH_CLOSE, {{0, 0}}},
    };
    struct path *path =
        add_path(canvas, arena_memdup(canvas->arena, steps, sizeof steps), G_N_ELEMENTS(steps));
    path->has_fill = true;
    path->fill = canvas_colour(canvas, colour);
}
