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

static struct rgb theme_rgb(const struct canvas *canvas, enum theme_colour colour) {
    colour = canvas->is_on_brand ? on_brand(colour) : colour;
    return canvas->request->theme->colours[colour];
}

struct rgb canvas_rgb(const struct canvas *canvas, int colour) {
    if (colour < N_COLOURS) {
        return theme_rgb(canvas, (enum theme_colour)colour);
    }
    if (!canvas->palette->is_made) {
        bool is_on_brand = canvas->is_on_brand;
        palette_init(canvas->palette, theme_rgb(canvas, COLOUR_GROUND),
                     theme_rgb(canvas, COLOUR_INK),
                     theme_rgb(canvas, is_on_brand ? COLOUR_BRAND_SOFT : COLOUR_BRAND),
                     theme_rgb(canvas, COLOUR_ACCENT));
    }
    return canvas->palette->colours[colour - N_COLOURS];
}

static struct rgb16 canvas_colour(const struct canvas *canvas, int colour) {
    return rgb16_from_rgb(canvas_rgb(canvas, colour));
}

int canvas_text_on(const struct canvas *canvas, int fill) {
    struct rgb under = canvas_rgb(canvas, fill);
    double ground = rgb_contrast(canvas_rgb(canvas, COLOUR_GROUND), under);
    double ink = rgb_contrast(canvas_rgb(canvas, COLOUR_INK), under);
    return ground >= 4.5 || ground > ink ? COLOUR_GROUND : COLOUR_INK;
}

struct str canvas_word(const struct canvas *canvas, enum figure_word word) {
    return str_from(figure_word(canvas->request->locale, word));
}

struct str canvas_phrase(const struct canvas *canvas, enum figure_word word, struct str a,
                         struct str b) {
    return figure_phrase(canvas->arena, canvas->request->locale, word, a, b, STR(""));
}

double canvas_measure(const struct canvas *canvas, const struct text_look *look, struct str text) {
    const struct shaper *shaper = canvas->request->shaper;
    const struct shaper_look shaped = {.role = look->role, .weight = look->weight};
    return text.n == 0 ? 0 : shaper->measure(shaper->context, &shaped, text);
}

static double anchor_share(enum text_anchor anchor) {
    return anchor == ANCHOR_END ? 1 : anchor == ANCHOR_MIDDLE ? 0.5 : 0;
}

static void draw_words(struct canvas *canvas, const struct text_look *look, struct point start,
                       struct str text) {
    const struct shaper *shaper = canvas->request->shaper;
    const struct shaper_look shaped = {look->role, look->weight,
                                       canvas_colour(canvas, look->colour)};
    shaper->draw(shaper->context, canvas->arena, canvas->figure, &shaped, start, text);
}

void canvas_text(struct canvas *canvas, const struct text_look *look, struct point at,
                 struct str text) {
    if (text.n == 0) {
        return;
    }
    if (look->anchor != ANCHOR_START) {
        at.x -= canvas_measure(canvas, look, text) * anchor_share(look->anchor);
    }
    draw_words(canvas, look, at, text);
}

struct str canvas_cut(const struct canvas *canvas, const struct text_look *look, double width_pt,
                      struct str text) {
    if (text.n == 0 || canvas_measure(canvas, look, text) <= width_pt) {
        return text;
    }
    /* The longest beginning that fits with its ellipsis, by halves. */
    struct str shown = STR("…");
    size_t low = 0, high = text.n - 1;
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        struct str head = str_trim(str_head(text, middle));
        struct str tried = str_from(arena_printf(canvas->arena, STR_FMT "…", STR_ARG(head)));
        if (canvas_measure(canvas, look, tried) <= width_pt) {
            shown = tried;
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return canvas_measure(canvas, look, shown) <= width_pt ? shown : STR("");
}

void canvas_text_within(struct canvas *canvas, const struct text_look *look, struct point at,
                        double width_pt, struct str text) {
    canvas_text(canvas, look, at, canvas_cut(canvas, look, width_pt, text));
}

static bool overlaps(struct rect a, struct rect b) {
    return a.x < rect_right(b) && b.x < rect_right(a) && a.y < rect_bottom(b) &&
           b.y < rect_bottom(a);
}

static bool draw_free(struct canvas *canvas, const struct text_look *look, struct point start,
                      double width_pt, struct str text) {
    double size_pt = canvas->request->theme->styles[look->role].size_pt;
    /* As op_bounds() has it, with a little air at the sides. */
    struct rect box = {start.x - 1, start.y - size_pt * 0.8, width_pt + 2, size_pt};
    if (box.x < -1.01 || rect_right(box) > canvas->figure->width_pt + 1.01 || box.y < 0) {
        return false;
    }
    for (size_t i = 0; i < canvas->figure->n_ops; i++) {
        const struct op *op = &canvas->figure->ops[i];
        if (op->kind == OP_GLYPHS && overlaps(box, op_bounds(op))) {
            return false;
        }
    }
    draw_words(canvas, look, start, text);
    return true;
}

static bool draw_if_free(struct canvas *canvas, const struct text_look *look, struct point at,
                         struct str text, bool is_moved) {
    if (text.n == 0) {
        return true;
    }
    double width_pt = canvas_measure(canvas, look, text);
    at.x -= width_pt * anchor_share(look->anchor);
    if (is_moved) {
        at.x = fmax(fmin(at.x, canvas->figure->width_pt - width_pt), 0);
    }
    return draw_free(canvas, look, at, width_pt, text);
}

bool canvas_text_free(struct canvas *canvas, const struct text_look *look, struct point at,
                      struct str text) {
    return draw_if_free(canvas, look, at, text, false);
}

bool canvas_text_inside(struct canvas *canvas, const struct text_look *look, struct point at,
                        struct str text) {
    return draw_if_free(canvas, look, at, text, true);
}

static bool is_cjk(gunichar letter) {
    GUnicodeScript script = g_unichar_get_script(letter);
    return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA ||
           script == G_UNICODE_SCRIPT_KATAKANA;
}

/* Chinese and Japanese go on at any letter; their marks and small letters stay with the one before.
 */
static bool is_end_of_word(struct str text, size_t i) {
    if (i == text.n || text.p[i] == ' ') {
        return true;
    }
    if ((unsigned char)text.p[i] < 0x80 || ((unsigned char)text.p[i] & 0xC0) == 0x80) {
        return false;
    }
    gunichar before = g_utf8_get_char(g_utf8_prev_char(text.p + i));
    gunichar next = g_utf8_get_char(text.p + i);
    return is_cjk(before) && is_cjk(next) &&
           !g_utf8_strchr("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ", -1, next);
}

/* The longest beginning of @text that fits, cut between words; at least one of them. Most texts fit
 * as they are: then nothing is shaped but what is drawn. */
static size_t fitting(const struct canvas *canvas, const struct text_look *look, double width_pt,
                      struct str text) {
    if (canvas_measure(canvas, look, text) <= width_pt) {
        return text.n;
    }
    size_t best = 0;
    for (size_t i = 1; i <= text.n; i++) {
        if (!is_end_of_word(text, i)) {
            continue;
        }
        if (best > 0 && canvas_measure(canvas, look, str_slice(text, 0, i)) > width_pt) {
            return best;
        }
        best = i;
    }
    return text.n;
}

struct str canvas_take_line(const struct canvas *canvas, const struct text_look *look,
                            double width_pt, bool is_last, struct str *text) {
    struct str rest = str_trim(*text);
    size_t taken = is_last ? rest.n : fitting(canvas, look, width_pt, rest);
    *text = str_trim(str_skip(rest, taken));
    return canvas_cut(canvas, look, width_pt, str_slice(rest, 0, taken));
}

size_t canvas_paragraph(struct canvas *canvas, const struct text_look *look, struct rect room,
                        double leading_pt, struct str text) {
    size_t n = 0, most = (size_t)fmax(floor(room.height / leading_pt), 1);
    for (text = str_trim(text); text.n > 0; n++) {
        struct point at = {room.x + room.width * anchor_share(look->anchor),
                           room.y + leading_pt * ((double)n + 0.75)};
        canvas_text(canvas, look, at,
                    canvas_take_line(canvas, look, room.width, n + 1 == most, &text));
    }
    return n;
}

void canvas_rect(struct canvas *canvas, struct rect rect, int colour) {
    if (rect.width <= 0 || rect.height <= 0) {
        return;
    }
    struct op *op = figure_add_op(canvas->arena, canvas->figure, OP_RECT);
    op->rect.rect = rect;
    op->rect.fill = canvas_colour(canvas, colour);
}

struct path *canvas_add_path(struct canvas *canvas, const struct path_step *steps, size_t n) {
    struct op *op = figure_add_op(canvas->arena, canvas->figure, OP_PATH);
    op->path.steps = steps;
    op->path.n_steps = n;
    return &op->path;
}

static struct path *add_rect_path(struct canvas *canvas, struct rect rect) {
    const struct path_step steps[] = {
        {PATH_MOVE, {{rect.x, rect.y}}},
        {PATH_LINE, {{rect_right(rect), rect.y}}},
        {PATH_LINE, {{rect_right(rect), rect_bottom(rect)}}},
        {PATH_LINE, {{rect.x, rect_bottom(rect)}}},
        {PATH_CLOSE, {{0, 0}}},
    };
    return canvas_add_path(canvas, arena_memdup(canvas->arena, steps, sizeof steps),
                           G_N_ELEMENTS(steps));
}

void canvas_round_rect(struct canvas *canvas, struct rect rect, double radius_pt, int colour) {
    size_t n;
    struct path_step *steps = path_round_rect(canvas->arena, rect, radius_pt, &n);
    struct path *path = canvas_add_path(canvas, steps, n);
    path->has_fill = true;
    path->fill = canvas_colour(canvas, colour);
}

void canvas_outline(struct canvas *canvas, struct rect rect, int stroke, double stroke_pt) {
    double half = stroke_pt / 2;
    struct rect inside = {rect.x + half, rect.y + half, fmax(rect.width - stroke_pt, 0),
                          fmax(rect.height - stroke_pt, 0)};
    struct path *path = add_rect_path(canvas, inside);
    path->has_fill = path->has_stroke = true;
    path->fill = canvas_colour(canvas, COLOUR_GROUND);
    path->stroke = canvas_colour(canvas, stroke);
    path->stroke_pt = stroke_pt;
}

struct hatch_look {
    int colour;
    double step_pt, width_pt; /* between the lines, across them */
};

/* Lines at 45 degrees, rising to the right, cut at the box: x - y' = offset, y' upwards. One path,
 * however many they are. */
static void add_hatch(struct canvas *canvas, struct rect rect, const struct hatch_look *look) {
    double step = look->step_pt * sqrt(2), foot = rect_bottom(rect);
    size_t n = 0, most = 2 * (size_t)ceil((rect.width + rect.height) / step + 1);
    struct path_step *steps = ARENA_NEW_N(canvas->arena, struct path_step, most);
    for (double offset = -rect.height + step / 2; offset < rect.width; offset += step) {
        double x0 = fmax(0, offset), x1 = fmin(rect.width, rect.height + offset);
        if (x1 > x0 && n + 2 <= most) {
            steps[n++] = (struct path_step){PATH_MOVE, {{rect.x + x0, foot - (x0 - offset)}}};
            steps[n++] = (struct path_step){PATH_LINE, {{rect.x + x1, foot - (x1 - offset)}}};
        }
    }
    if (n > 0) {
        struct path *path = canvas_add_path(canvas, steps, n);
        path->has_stroke = true;
        path->stroke = canvas_colour(canvas, look->colour);
        path->stroke_pt = look->width_pt;
    }
}

void canvas_hatch(struct canvas *canvas, struct rect rect, int colour) {
    const struct hatch_look look = {colour, 4, 1.1};
    canvas_outline(canvas, rect, colour, 0.75);
    add_hatch(canvas, rect, &look);
}

void canvas_hatch_missing(struct canvas *canvas, struct rect rect) {
    const struct hatch_look look = {COLOUR_GRID, 4, 0.8};
    add_hatch(canvas, rect, &look);
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
    struct path *path = canvas_add_path(canvas, steps, n);
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

void canvas_dot(struct canvas *canvas, struct point centre, double radius_pt, int colour) {
    struct rect box = {centre.x - radius_pt, centre.y - radius_pt, 2 * radius_pt, 2 * radius_pt};
    canvas_round_rect(canvas, box, radius_pt, colour);
}

void canvas_ring(struct canvas *canvas, struct point centre, double radius_pt, double stroke_pt,
                 int colour) {
    canvas_dot(canvas, centre, radius_pt, colour);
    canvas_dot(canvas, centre, radius_pt - stroke_pt, COLOUR_GROUND);
}

void canvas_polygon(struct canvas *canvas, const struct point *points, size_t n, int colour) {
    struct path_step *steps = ARENA_NEW_N(canvas->arena, struct path_step, n + 1);
    for (size_t i = 0; i < n; i++) {
        steps[i] = (struct path_step){i == 0 ? PATH_MOVE : PATH_LINE, {points[i]}};
    }
    steps[n] = (struct path_step){.verb = PATH_CLOSE};
    struct path *path = canvas_add_path(canvas, steps, n + 1);
    path->has_fill = true;
    path->fill = canvas_colour(canvas, colour);
}

void canvas_diamond(struct canvas *canvas, struct point centre, double radius_pt, int colour) {
    const struct point points[] = {
        {centre.x, centre.y - radius_pt},
        {centre.x + radius_pt, centre.y},
        {centre.x, centre.y + radius_pt},
        {centre.x - radius_pt, centre.y},
    };
    canvas_polygon(canvas, points, G_N_ELEMENTS(points), colour);
}

void canvas_triangle(struct canvas *canvas, struct point at, double size_pt, bool is_up,
                     int colour) {
    double base_y = is_up ? at.y : at.y - size_pt * 0.87;
    double tip_y = is_up ? at.y - size_pt * 0.87 : at.y;
    const struct point points[] = {
        {at.x, base_y}, {at.x + size_pt, base_y}, {at.x + size_pt / 2, tip_y}};
    canvas_polygon(canvas, points, G_N_ELEMENTS(points), colour);
}
