#include "figure_flow_priv.h"

#include <math.h>
#include <string.h>

/* Words into lines, and how large nodes are. */

static const double NODE_PAD_X = 12, NODE_PAD_Y = 8, NODE_HIGH_PT = 30, NODE_WIDE_PT = 56;
static const double SKEW_PT = 10, CAP_PT = 5;
/* Leading 11.5 for words of 8.5. */
static const double LEADING = 11.5 / 8.5;

struct text_look flow_node_look(const struct flow_node *node) {
    bool is_question = node->shape == FLOW_RHOMBUS || node->shape == FLOW_HEXAGON;
    return (struct text_look){.role = ROLE_SMALL, .weight = is_question ? 600 : 500};
}

struct text_look flow_edge_look(void) {
    return (struct text_look){.role = ROLE_SMALL, .weight = 500};
}

double flow_leading(const struct canvas *canvas) {
    return canvas->request->theme->styles[ROLE_SMALL].size_pt * LEADING;
}

/* --- lines ---------------------------------------------------------------------------------- */

struct words {
    struct str *items;
    double *widths_pt;
    size_t n, capacity, widths_capacity;
};

static void add_word(const struct canvas *canvas, const struct text_look *look, struct str word,
                     struct words *words) {
    words->items =
        arena_grow(canvas->arena, words->items, words->n, &words->capacity, sizeof *words->items);
    words->widths_pt = arena_grow(canvas->arena, words->widths_pt, words->n,
                                  &words->widths_capacity, sizeof *words->widths_pt);
    words->items[words->n] = word;
    words->widths_pt[words->n++] = canvas_measure(canvas, look, word);
}

static bool is_inside_character(struct str text, size_t at) {
    return at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80;
}

/* How many bytes of a word stand within @most_pt; at least a character. */
static size_t fitting_bytes(const struct canvas *canvas, const struct text_look *look,
                            struct str word, double most_pt) {
    size_t n = word.n;
    while (n > 1 && canvas_measure(canvas, look, str_slice(word, 0, n)) > most_pt) {
        n = n > 40 ? n / 2 : n - 1;
        while (n > 1 && is_inside_character(word, n)) {
            n--;
        }
    }
    while (is_inside_character(word, n)) {
        n++;
    }
    return n;
}

/* A word is never wider than @most_pt: what is, is cut where it is full. */
static void split_words(const struct canvas *canvas, const struct text_look *look, struct str text,
                        double most_pt, struct words *words) {
    struct str word;
    words->n = 0;
    while (text.n > 0) {
        str_cut(text, ' ', &word, &text);
        while (word.n > 0) {
            size_t n = fitting_bytes(canvas, look, word, most_pt);
            add_word(canvas, look, str_slice(word, 0, n), words);
            word = str_skip(word, n);
        }
    }
}

/* How many lines of at most @width_pt; the first words of each are noted. */
static size_t break_lines(const struct words *words, double space_pt, double width_pt,
                          size_t *ret_starts) {
    size_t n = 0;
    double at_pt = 0;
    for (size_t i = 0; i < words->n; i++) {
        if (i == 0 || at_pt + space_pt + words->widths_pt[i] > width_pt + 0.01) {
            if (ret_starts) {
                ret_starts[n] = i;
            }
            n++;
            at_pt = words->widths_pt[i];
        } else {
            at_pt += space_pt + words->widths_pt[i];
        }
    }
    return n;
}

/* The least width that gives no more lines than @width_pt does: lines of about one length. */
static double balanced_width(const struct words *words, double space_pt, double width_pt) {
    size_t n = break_lines(words, space_pt, width_pt, NULL);
    double low = 0, high = width_pt;
    for (size_t i = 0; i < words->n; i++) {
        low = fmax(low, words->widths_pt[i]);
    }
    for (int i = 0; i < 12 && high - low > 0.5; i++) {
        double middle = (low + high) / 2;
        if (break_lines(words, space_pt, middle, NULL) <= n) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return fmax(high, low);
}

struct lines {
    struct str *items;
    size_t n, capacity;
};

static void add_lines(const struct canvas *canvas, const struct words *words, double space_pt,
                      double width_pt, struct lines *lines) {
    size_t *starts = ARENA_NEW_N(canvas->arena, size_t, words->n + 1);
    size_t n = break_lines(words, space_pt, balanced_width(words, space_pt, width_pt), starts);
    starts[n] = words->n;
    for (size_t i = 0; i < n; i++) {
        /* A word that was cut has no space in the source between its parts. */
        struct str first = words->items[starts[i]], last = words->items[starts[i + 1] - 1];
        lines->items = arena_grow(canvas->arena, lines->items, lines->n, &lines->capacity,
                                  sizeof *lines->items);
        lines->items[lines->n++] =
            str_trim((struct str){first.p, (size_t)(last.p + last.n - first.p)});
    }
}

/* Sets lines and returns the widest one. */
static double set_lines(const struct canvas *canvas, const struct text_look *look, struct str text,
                        double wrap_pt, struct lines *ret) {
    struct words words = {0};
    struct str line;
    double space_pt =
        canvas_measure(canvas, look, STR("n n")) - canvas_measure(canvas, look, STR("nn"));
    double width_pt = 0;
    *ret = (struct lines){0};
    while (str_next_line(&text, &line)) {
        split_words(canvas, look, str_trim(line), 1.8 * wrap_pt, &words);
        double wide_pt = wrap_pt;
        /* Many words make a wide node before they make a high one. */
        for (int i = 0; i < 3 && break_lines(&words, space_pt, wide_pt, NULL) > 3; i++) {
            wide_pt *= 1.35;
        }
        add_lines(canvas, &words, space_pt, wide_pt, ret);
    }
    for (size_t i = 0; i < ret->n; i++) {
        width_pt = fmax(width_pt, canvas_measure(canvas, look, ret->items[i]));
    }
    return width_pt;
}

double flow_break(const struct canvas *canvas, const struct text_look *look, struct str text,
                  double wrap_pt, struct str **ret_lines, size_t *ret_n) {
    struct lines lines;
    double width_pt = set_lines(canvas, look, text, wrap_pt, &lines);
    *ret_lines = lines.items;
    *ret_n = lines.n;
    return width_pt;
}

/* --- nodes ---------------------------------------------------------------------------------- */

static bool is_round(enum flow_shape shape) {
    return shape == FLOW_CIRCLE || shape == FLOW_DOUBLE_CIRCLE;
}

/* The box around an outline that holds words of this size. */
static void size_node(struct flow_node *node, double wide_pt, double high_pt) {
    double width_pt = fmax(wide_pt + 2 * NODE_PAD_X, NODE_WIDE_PT),
           height_pt = high_pt + 2 * NODE_PAD_Y;
    switch (node->shape) {
    case FLOW_RECT:
    case FLOW_ROUND: break;
    case FLOW_STADIUM: width_pt += 6; break;
    case FLOW_SUBROUTINE:
    case FLOW_FLAG: width_pt += 8; break;
    case FLOW_HEXAGON: width_pt += 12; break;
    case FLOW_LEAN_RIGHT:
    case FLOW_LEAN_LEFT:
    case FLOW_TRAPEZOID:
    case FLOW_TRAPEZOID_WIDER: width_pt += SKEW_PT; break;
    case FLOW_CYLINDER: height_pt += 2 * CAP_PT - 2; break;
    case FLOW_PLAIN: width_pt = wide_pt + 8; break;
    case FLOW_RHOMBUS: /* w / W + h / H is at most 0.95: the words' corners are inside */
        width_pt = fmax(1.9 * wide_pt + 12, 64);
        height_pt = fmax(1.9 * high_pt + 10, 40);
        break;
    case FLOW_CIRCLE:
    case FLOW_DOUBLE_CIRCLE:
        width_pt = fmax(hypot(wide_pt, high_pt) + 12, 40);
        width_pt += node->shape == FLOW_DOUBLE_CIRCLE ? 7 : 0;
        height_pt = width_pt;
        break;
    case N_FLOW_SHAPES: g_assert_not_reached();
    }
    node->width_pt = width_pt;
    node->height_pt = is_round(node->shape) ? height_pt : fmax(height_pt, NODE_HIGH_PT);
}

static void even_heights(struct flow *flow) {
    double highest_pt = 0;
    for (size_t i = 0; i < flow->n_nodes; i++) {
        const struct flow_node *node = &flow->nodes[i];
        if (node->n_lines <= 2 && node->shape <= FLOW_SUBROUTINE) {
            highest_pt = fmax(highest_pt, node->height_pt);
        }
    }
    for (size_t i = 0; i < flow->n_nodes; i++) {
        struct flow_node *node = &flow->nodes[i];
        if (!is_round(node->shape) && node->shape != FLOW_RHOMBUS) {
            node->height_pt = fmax(node->height_pt, highest_pt);
        }
    }
}

void flow_size(const struct canvas *canvas, struct flow *flow, const struct flow_metrics *metrics) {
    double leading_pt = flow_leading(canvas);
    struct lines lines;
    for (size_t i = 0; i < flow->n_nodes; i++) {
        struct flow_node *node = &flow->nodes[i];
        struct text_look look = flow_node_look(node);
        /* A rhombus is nearly twice as wide as its words: two lines make a better one than one. */
        double share = node->shape == FLOW_RHOMBUS ? 0.55 : is_round(node->shape) ? 0.75 : 1;
        double wrap_pt = metrics->wrap_pt * share;
        double wide_pt = set_lines(canvas, &look, node->label, wrap_pt, &lines);
        node->lines = lines.items;
        node->n_lines = lines.n;
        size_node(node, wide_pt, leading_pt * (double)MAX(lines.n, 1));
    }
    even_heights(flow);
    for (size_t i = 0; i < flow->n_edges; i++) {
        struct flow_edge *edge = &flow->edges[i];
        struct text_look look = flow_edge_look();
        edge->label_width_pt = set_lines(canvas, &look, edge->label, metrics->wrap_pt, &lines);
        edge->lines = lines.items;
        edge->n_lines = lines.n;
    }
    for (size_t i = 0; i < flow->n_groups; i++) {
        struct text_look look = {.role = ROLE_SMALL, .weight = 600};
        flow->groups[i].title_pt = canvas_measure(canvas, &look, flow->groups[i].title);
    }
}

/* --- outlines ------------------------------------------------------------------------------- */

double flow_shape_skew(double width_pt) {
    return fmin(SKEW_PT, width_pt / 4);
}

double flow_shape_cap(void) {
    return CAP_PT;
}

/* How far a circle's edge is from its tangent, @at from where they touch. */
static double sagitta(double radius_pt, double at) {
    at = fmin(fabs(at), radius_pt);
    return radius_pt - sqrt(radius_pt * radius_pt - at * at);
}

/* Of sides that slant by @skew over the height: at the foot nothing, at the head all of it. */
static double slant(double skew, double height_pt, double offset_pt) {
    return skew * CLAMP(0.5 - offset_pt / height_pt, 0, 1);
}

static double level_inset(enum flow_shape shape, double w, double h, bool is_top, double x) {
    double out = fabs(x) - w / 2, skew = flow_shape_skew(w); /* out: less than 0, from the corner */
    switch (shape) {
    case FLOW_STADIUM: return sagitta(h / 2, fmax(out + h / 2, 0));
    case FLOW_CIRCLE:
    case FLOW_DOUBLE_CIRCLE: return sagitta(w / 2, x);
    case FLOW_CYLINDER: return CAP_PT * (1 - sqrt(fmax(1 - 4 * x * x / (w * w), 0)));
    case FLOW_RHOMBUS: return h * fmin(fabs(x) / w, 0.5);
    case FLOW_HEXAGON: return fmax(out + skew, 0) * h / 2 / skew;
    case FLOW_LEAN_RIGHT: return fmax((is_top ? -x : x) - w / 2 + skew, 0) * h / skew;
    case FLOW_LEAN_LEFT: return fmax((is_top ? x : -x) - w / 2 + skew, 0) * h / skew;
    case FLOW_TRAPEZOID: return is_top ? fmax(out + skew, 0) * h / skew : 0;
    case FLOW_TRAPEZOID_WIDER: return is_top ? 0 : fmax(out + skew, 0) * h / skew;
    default: return 0;
    }
}

static double upright_inset(enum flow_shape shape, double w, double h, bool is_left, double y) {
    double skew = flow_shape_skew(w);
    switch (shape) {
    case FLOW_STADIUM: return sagitta(h / 2, y);
    case FLOW_CIRCLE:
    case FLOW_DOUBLE_CIRCLE: return sagitta(w / 2, y);
    case FLOW_RHOMBUS: return w * fmin(fabs(y) / h, 0.5);
    case FLOW_HEXAGON: return skew * fmin(fabs(2 * y / h), 1);
    case FLOW_FLAG: return is_left ? skew * fmax(1 - fabs(2 * y / h), 0) : 0;
    case FLOW_LEAN_RIGHT: return slant(skew, h, is_left ? y : -y);
    case FLOW_LEAN_LEFT: return slant(skew, h, is_left ? -y : y);
    case FLOW_TRAPEZOID: return slant(skew, h, y);
    case FLOW_TRAPEZOID_WIDER: return slant(skew, h, -y);
    default: return 0;
    }
}

double flow_shape_inset(enum flow_shape shape, double width_pt, double height_pt,
                        enum flow_side side, double offset_pt) {
    if (side == FLOW_TOP || side == FLOW_BOTTOM) {
        return level_inset(shape, width_pt, height_pt, side == FLOW_TOP, offset_pt);
    }
    return upright_inset(shape, width_pt, height_pt, side == FLOW_AT_LEFT, offset_pt);
}
