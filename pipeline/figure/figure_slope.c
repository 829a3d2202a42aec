#include "figure_chart_priv.h"

#include <math.h>

/*
 * A slope chart: each row at two times, joined by a line. Names stand at the left only; labels that
 * would overlap are pushed apart and joined to their dots. Without a highlight rising rows are in
 * the brand's colour, falling ones in the accent's.
 */

static const double HEAD_PT = 16, COLUMN_GAP_PT = 9, AXIS_WIDTH_PT = 0.6;
static const double SLOPE_LEAST_PT = 40;

struct slope {
    struct edge_label *left, *right;
    size_t n_left, n_right;
    bool has_changes;
    double left_x, right_x;
    struct scale up;
};

static const struct chart_number *number_at(const struct chart *chart, size_t i, bool is_last) {
    return &chart->groups[i].numbers[is_last ? SCENARIO_ACTUAL : SCENARIO_PREVIOUS];
}

struct row_look {
    int colour, text_colour;
    double width_pt;
};

static struct row_look look_of(const struct chart *chart, size_t i) {
    const struct row_look context = {COLOUR_PREVIOUS, COLOUR_MUTED, 1.5};
    const struct row_look brand = {COLOUR_BRAND, COLOUR_SERIES_TEXT, 2};
    const struct row_look accent = {COLOUR_ACCENT, COLOUR_ACCENT_TEXT, 2};
    if (chart_has_field(chart, "highlight")) {
        bool is_highlighted = chart_is_highlighted(chart, chart->groups[i].name);
        return is_highlighted ? brand : context;
    }
    struct difference difference = chart_difference(chart, i, SCENARIO_PREVIOUS);
    int sign = difference.is_there ? decimal_sign(difference.exact) : 0;
    return sign > 0 ? brand : sign < 0 ? accent : context;
}

static struct edge_label left_label(const struct canvas *canvas, const struct chart *chart,
                                    const struct slope *slope, size_t i) {
    const struct chart_number *number = number_at(chart, i, false);
    struct str value = chart_number_words(canvas, chart, number);
    const struct chart_number *at = number->is_there ? number : number_at(chart, i, true);
    return (struct edge_label){
        .words = chart->groups[i].name,
        .value = value,
        .colour = look_of(chart, i).text_colour,
        .wanted_pt = scale_at(&slope->up, at->value),
    };
}

static struct edge_label right_label(const struct canvas *canvas, const struct chart *chart,
                                     const struct slope *slope, size_t i) {
    const struct chart_number *number = number_at(chart, i, true);
    struct difference difference = chart_difference(chart, i, SCENARIO_PREVIOUS);
    bool is_same = difference.is_there && decimal_sign(difference.exact) == 0;
    struct str change = is_same               ? STR("±0")
                        : difference.is_there ? chart_format_signed(canvas, chart, difference.exact)
                                              : STR("");
    return (struct edge_label){
        .words = chart_number_words(canvas, chart, number),
        .value = change,
        .colour = look_of(chart, i).text_colour,
        .wanted_pt = scale_at(&slope->up, number->value),
    };
}

static void make_labels(const struct canvas *canvas, const struct chart *chart,
                        struct slope *slope) {
    slope->n_left = slope->n_right = 0;
    for (size_t i = 0; i < chart->n; i++) {
        bool has_first = number_at(chart, i, false)->is_there;
        bool has_last = number_at(chart, i, true)->is_there;
        if (has_first || has_last) {
            slope->left[slope->n_left++] = left_label(canvas, chart, slope, i);
        }
        if (has_last) {
            slope->right[slope->n_right++] = right_label(canvas, chart, slope, i);
        }
    }
}

/* The width of two columns of words beside each other. */
static void measure_labels(const struct canvas *canvas, const struct edge_label *labels, size_t n,
                           double *ret_words_pt, double *ret_values_pt) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    *ret_words_pt = *ret_values_pt = 0;
    for (size_t i = 0; i < n; i++) {
        *ret_words_pt = fmax(*ret_words_pt, canvas_measure(canvas, &look, labels[i].words));
        *ret_values_pt = fmax(*ret_values_pt, canvas_measure(canvas, &look, labels[i].value));
    }
}

static void draw_leader(struct canvas *canvas, const struct edge_label *label, double from_x,
                        double to_x) {
    const struct line_look look = {.colour = COLOUR_RULE, .width_pt = 0.6};
    if (fabs(label->at_pt - label->wanted_pt) > 2) {
        canvas_line(canvas, &look, (struct point){from_x, label->wanted_pt},
                    (struct point){to_x, label->at_pt});
    }
}

static void draw_sides(struct canvas *canvas, const struct slope *slope, double names_pt,
                       double values_pt, double last_pt) {
    for (size_t i = 0; i < slope->n_left; i++) {
        const struct edge_label *label = &slope->left[i];
        double value_x = slope->left_x - 14;
        struct text_look look = {
            .role = ROLE_SMALL, .weight = 600, .colour = label->colour, .anchor = ANCHOR_END};
        canvas_text(canvas, &look, (struct point){value_x, label->at_pt + 3}, label->value);
        look.weight = 0;
        double name_x = value_x - values_pt - 4;
        canvas_text_within(canvas, &look, (struct point){name_x, label->at_pt + 3}, names_pt,
                           label->words);
        draw_leader(canvas, label, slope->left_x - 4, value_x + 3);
    }
    for (size_t i = 0; i < slope->n_right; i++) {
        const struct edge_label *label = &slope->right[i];
        double value_x = slope->right_x + 14;
        struct text_look look = {.role = ROLE_SMALL, .weight = 600, .colour = label->colour};
        canvas_text(canvas, &look, (struct point){value_x, label->at_pt + 3}, label->words);
        look.weight = 0;
        if (slope->has_changes) {
            canvas_text(canvas, &look, (struct point){value_x + last_pt + 4, label->at_pt + 3},
                        label->value);
        }
        draw_leader(canvas, label, slope->right_x + 4, value_x - 3);
    }
}

static void draw_rows(struct canvas *canvas, const struct chart *chart, const struct slope *slope) {
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_number *first = number_at(chart, i, false);
        const struct chart_number *last = number_at(chart, i, true);
        struct row_look row = look_of(chart, i);
        struct point from = {slope->left_x, scale_at(&slope->up, first->value)};
        struct point to = {slope->right_x, scale_at(&slope->up, last->value)};
        const struct line_look look = {
            .colour = row.colour, .width_pt = row.width_pt, .is_round = true};
        if (first->is_there && last->is_there) {
            canvas_line(canvas, &look, from, to);
        }
        if (first->is_there) {
            draw_point(canvas, from, 2.6, row.colour, false);
        }
        if (last->is_there) {
            draw_point(canvas, to, 2.6, row.colour, false);
        }
    }
}

static void draw_heads(struct canvas *canvas, const struct chart *chart,
                       const struct slope *slope) {
    const struct text_look look = {
        .role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK, .anchor = ANCHOR_MIDDLE};
    double y_pt = chart->top_pt + 9, room_pt = slope->right_x - slope->left_x - 8;
    canvas_text(canvas, &look, (struct point){slope->left_x, y_pt},
                canvas_cut(canvas, &look, fmin(room_pt, 2 * slope->left_x),
                           chart_scenario_name(chart, SCENARIO_PREVIOUS)));
    double beside_pt = 2 * (canvas->figure->width_pt - slope->right_x);
    canvas_text(canvas, &look, (struct point){slope->right_x, y_pt},
                canvas_cut(canvas, &look, fmin(room_pt, beside_pt),
                           chart_scenario_name(chart, SCENARIO_ACTUAL)));
}

void draw_slope(struct canvas *canvas, struct chart *chart) {
    struct slope slope = {.left = ARENA_NEW_N(canvas->arena, struct edge_label, chart->n),
                          .right = ARENA_NEW_N(canvas->arena, struct edge_label, chart->n)};
    double most_labels_pt = LABEL_STEP_PT * (double)(chart->n - 1);
    double top_pt = chart->top_pt + HEAD_PT + 8;
    double foot_pt = top_pt + fmax(chart_height(chart, 144), most_labels_pt);
    double least = isfinite(chart->least) ? chart->least : 0;
    double greatest = least;
    for (size_t i = 0; i < chart->n; i++) {
        for (int k = 0; k < 2; k++) {
            const struct chart_number *number = number_at(chart, i, k == 1);
            greatest = number->is_there ? fmax(greatest, number->value) : greatest;
        }
    }
    slope.up = (struct scale){least, greatest, foot_pt - 4, top_pt};
    if (!(greatest > least)) {
        slope.up.low_pt = slope.up.high_pt = (top_pt + foot_pt) / 2;
    }
    make_labels(canvas, chart, &slope);
    double names_pt, first_pt, last_pt, change_pt, width_pt = canvas->figure->width_pt;
    measure_labels(canvas, slope.left, slope.n_left, &names_pt, &first_pt);
    measure_labels(canvas, slope.right, slope.n_right, &last_pt, &change_pt);
    /* In a narrow figure the changes go first, then the names give way. */
    double fixed_pt = 4 + first_pt + 14 + SLOPE_LEAST_PT + 14 + last_pt + 4;
    slope.has_changes = fixed_pt + change_pt + fmin(names_pt, 60) <= width_pt;
    change_pt = slope.has_changes ? change_pt : 0;
    names_pt = fmax(fmin(names_pt, fmin(width_pt * 0.35, width_pt - fixed_pt - change_pt)), 0);
    slope.left_x = names_pt + 4 + first_pt + 14;
    double right_pt = 14 + last_pt + 4 + change_pt;
    /* No wider than it needs to be read: a flat line says little. */
    slope.right_x =
        fmax(fmin(width_pt - right_pt, slope.left_x + 220), slope.left_x + SLOPE_LEAST_PT);
    labels_spread(slope.left, slope.n_left, LABEL_STEP_PT, top_pt, foot_pt);
    labels_spread(slope.right, slope.n_right, LABEL_STEP_PT, top_pt, foot_pt);
    const double axes[] = {slope.left_x, slope.right_x};
    for (size_t k = 0; k < G_N_ELEMENTS(axes); k++) {
        canvas_rect(canvas,
                    (struct rect){axes[k] - AXIS_WIDTH_PT / 2, top_pt - COLUMN_GAP_PT / 2,
                                  AXIS_WIDTH_PT, foot_pt - top_pt + COLUMN_GAP_PT},
                    COLOUR_RULE);
    }
    draw_heads(canvas, chart, &slope);
    draw_rows(canvas, chart, &slope);
    draw_sides(canvas, &slope, names_pt, first_pt, last_pt);
    canvas->figure->height_pt = foot_pt + 12;
}
