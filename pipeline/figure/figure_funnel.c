#include "figure_chart_priv.h"

#include <math.h>

/*
 * A funnel: how many reach each stage. Bars of 20 from one side, joined by a tint that says the
 * share that goes on; what is lost between two stages, and why, at the right.
 */

static const double BAR_PT = 20, JOIN_PT = 18, GAP_PT = 14, INSIDE_PT = 6, LOSS_SHARE = 0.36;

struct funnel {
    struct rows rows;
    double by; /* of a given height */
    double left_pt, longest_pt;
    double loss_x; /* right edge of the numbers lost */
};

static const struct chart_number *number_at(const struct chart *chart, size_t i) {
    return &chart->groups[i].numbers[SCENARIO_ACTUAL];
}

static double length_at(const struct chart *chart, const struct funnel *funnel, size_t i) {
    double value = number_at(chart, i)->value;
    return chart->high > 0 ? fmax(value, 0) / chart->high * funnel->longest_pt : 0;
}

static void draw_stage(struct canvas *canvas, const struct chart *chart,
                       const struct funnel *funnel, size_t i, double y_pt) {
    const struct chart_number *number = number_at(chart, i);
    struct text_look look = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    double height_pt = BAR_PT * funnel->by, text_y = y_pt + height_pt / 2 + 3;
    rows_draw_name(canvas, &funnel->rows, y_pt + height_pt / 2, chart->groups[i].name);
    if (!number->is_there) {
        look.colour = COLOUR_MUTED;
        canvas_text(canvas, &look, (struct point){funnel->left_pt + INSIDE_PT, text_y},
                    canvas_word(canvas, WORD_MISSING));
        return;
    }
    double length_pt = length_at(chart, funnel, i);
    struct str words = chart_format(canvas, chart, number);
    canvas_rect(canvas, (struct rect){funnel->left_pt, y_pt, length_pt, height_pt}, COLOUR_BRAND);
    double words_pt = canvas_measure(canvas, &look, words);
    bool is_inside = words_pt + 2 * INSIDE_PT <= length_pt;
    double x_pt = funnel->left_pt + length_pt + (is_inside ? -INSIDE_PT - words_pt : INSIDE_PT);
    look.colour = is_inside ? canvas_text_on(canvas, COLOUR_BRAND) : COLOUR_INK;
    canvas_text(canvas, &look, (struct point){x_pt, text_y}, words);
    const struct chart_number *first = number_at(chart, 0);
    if (i > 0 && i + 1 == chart->n && first->is_there && first->value > 0) {
        const struct text_look plain = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
        struct str share = chart_format_share(canvas, number->value / first->value, 0, false);
        double behind = fmax(funnel->left_pt + length_pt, x_pt + words_pt) + 2 * INSIDE_PT;
        canvas_text_within(canvas, &plain, (struct point){behind, text_y},
                           canvas->figure->width_pt - behind,
                           canvas_phrase(canvas, WORD_PART_OF, share, chart->groups[0].name));
    }
}

/* What is lost on the way from @i to the next, and the words of the row for it. */
static void draw_loss(struct canvas *canvas, const struct chart *chart, const struct funnel *funnel,
                      size_t i, double text_y) {
    struct decimal lost;
    if (!decimal_subtract(number_at(chart, i + 1)->exact, number_at(chart, i)->exact, &lost)) {
        return;
    }
    int colour = decimal_sign(lost) < 0 ? COLOUR_ACCENT_TEXT : COLOUR_MUTED;
    const struct text_look number = {
        .role = ROLE_SMALL, .weight = 600, .colour = colour, .anchor = ANCHOR_END};
    const struct text_look words = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    canvas_text(canvas, &number, (struct point){funnel->loss_x, text_y},
                chart_format_signed(canvas, chart, lost));
    canvas_text_within(canvas, &words, (struct point){funnel->loss_x + 8, text_y},
                       canvas->figure->width_pt - funnel->loss_x - 8,
                       chart_field_text(chart, chart->groups[i].row, "loss"));
}

static void draw_join(struct canvas *canvas, const struct chart *chart, const struct funnel *funnel,
                      size_t i, double y_pt) {
    const struct chart_number *here = number_at(chart, i), *next = number_at(chart, i + 1);
    if (!here->is_there || !next->is_there || !(here->value > 0)) {
        return;
    }
    double left = funnel->left_pt, height_pt = JOIN_PT * funnel->by;
    const struct point points[] = {
        {left, y_pt},
        {left + length_at(chart, funnel, i), y_pt},
        {left + length_at(chart, funnel, i + 1), y_pt + height_pt},
        {left, y_pt + height_pt},
    };
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_SERIES_TEXT};
    struct str share = chart_format_share(canvas, next->value / here->value, 0, false);
    double text_y = y_pt + height_pt / 2 + 3;
    canvas_polygon(canvas, points, G_N_ELEMENTS(points), COLOUR_TINT);
    draw_loss(canvas, chart, funnel, i, text_y);
    canvas_text_free(canvas, &look, (struct point){left + INSIDE_PT, text_y},
                     canvas_phrase(canvas, WORD_GO_ON, share, STR("")));
}

static double widest_loss(const struct canvas *canvas, const struct chart *chart) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double widest = 0;
    for (size_t i = 0; i + 1 < chart->n; i++) {
        struct decimal lost;
        if (decimal_subtract(number_at(chart, i + 1)->exact, number_at(chart, i)->exact, &lost)) {
            struct str words = chart_format_signed(canvas, chart, lost);
            widest = fmax(widest, canvas_measure(canvas, &look, words));
        }
    }
    return widest;
}

void draw_funnel(struct canvas *canvas, struct chart *chart) {
    double width_pt = canvas->figure->width_pt;
    struct funnel funnel = {.rows = rows_measure(canvas, chart, BAR_PT + JOIN_PT, 500)};
    funnel.by = fmax(funnel.rows.row_pt / (BAR_PT + JOIN_PT), 0.6);
    funnel.left_pt = funnel.rows.name_pt + GAP_PT;
    bool has_words = chart_has_field(chart, "loss");
    double losses_pt = widest_loss(canvas, chart) + (has_words ? width_pt * LOSS_SHARE * 0.7 : 0);
    funnel.longest_pt = fmax(width_pt - funnel.left_pt - losses_pt - GAP_PT, 60);
    funnel.loss_x = has_words
                        ? funnel.left_pt + funnel.longest_pt + GAP_PT + widest_loss(canvas, chart)
                        : width_pt;
    double y_pt = chart->top_pt;
    for (size_t i = 0; i < chart->n; i++) {
        draw_stage(canvas, chart, &funnel, i, y_pt);
        y_pt += BAR_PT * funnel.by;
        if (i + 1 < chart->n) {
            draw_join(canvas, chart, &funnel, i, y_pt);
            y_pt += JOIN_PT * funnel.by;
        }
    }
    double top_pt = chart->top_pt - 2;
    canvas_rect(canvas, (struct rect){funnel.left_pt - 0.375, top_pt, 0.75, y_pt + 2 - top_pt},
                COLOUR_INK);
    canvas->figure->height_pt = y_pt + 8;
}
