#include "figure_chart_priv.h"

#include <math.h>

/*
 * Horizontal bars of several series, or of one measure and what it is compared with.
 *
 * Side by side: each row is a bundle of lanes (actual 13, the others 9, 1.5 between); a key says
 * which is which, and against a reference a column at the right says the difference. Stacked: one
 * bar a row, its segments named above the first row where they fit.
 */

static const double GAP_PT = 10, VALUE_GAP_PT = 5, LANE_GAP_PT = 1.5, BUNDLE_GAP_PT = 10;
static const double SEGMENT_GAP_PT = 0.75, STACK_ROW_PT = 24, HEAD_PT = 14;

/* One bar of a bundle. */
struct lane {
    struct str name;
    int colour;
    enum scenario scenario; /* N_SCENARIOS: a series */
    size_t series;
    double height_pt;
};

struct bars {
    struct lane lanes[SERIES_MAX];
    size_t n;
    struct rows rows;
    struct scale across;
    double right_pt; /* column of differences */
    double top_pt;
};

/* --- lanes ---------------------------------------------------------------------------------- */

static void find_lanes(const struct chart *chart, struct bars *bars) {
    static const enum scenario order[] = {SCENARIO_ACTUAL, SCENARIO_PREVIOUS, SCENARIO_PLAN};
    for (size_t s = 0; s < chart->n_series; s++) {
        bars->lanes[bars->n++] = (struct lane){
            .name = chart->series[s].name,
            .colour = chart->series[s].colour,
            .scenario = N_SCENARIOS,
            .series = s,
            .height_pt = 11,
        };
    }
    for (size_t k = 0; chart->n_series == 0 && k < G_N_ELEMENTS(order); k++) {
        bool is_actual = order[k] == SCENARIO_ACTUAL;
        if (is_actual || chart->has[order[k]]) {
            bars->lanes[bars->n++] = (struct lane){
                .name = chart_scenario_name(chart, order[k]),
                .colour = is_actual                       ? COLOUR_BRAND
                          : order[k] == SCENARIO_PREVIOUS ? COLOUR_PREVIOUS
                                                          : COLOUR_INK,
                .scenario = order[k],
                .height_pt = is_actual ? 13 : 9,
            };
        }
    }
}

static const struct chart_number *lane_number(const struct chart_group *group,
                                              const struct lane *lane) {
    if (lane->scenario == N_SCENARIOS) {
        return &group->cells[lane->series];
    }
    return lane->scenario == SCENARIO_ACTUAL ? chart_main_number(group)
                                             : &group->numbers[lane->scenario];
}

static struct rect bar_from_zero(const struct scale *across, double from, double to, double y_pt,
                                 double height_pt) {
    double a = scale_at(across, from), b = scale_at(across, to);
    return (struct rect){fmin(a, b), y_pt, fabs(b - a), height_pt};
}

static void draw_lane_bar(struct canvas *canvas, const struct chart_group *group,
                          const struct lane *lane, struct rect rect) {
    if (lane->scenario == N_SCENARIOS) {
        canvas_rect(canvas, rect, lane->colour);
        return;
    }
    bool is_forecast =
        lane->scenario == SCENARIO_ACTUAL && !group->numbers[SCENARIO_ACTUAL].is_there;
    draw_sample(canvas, is_forecast ? SCENARIO_FORECAST : lane->scenario, rect);
}

static void draw_lane(struct canvas *canvas, const struct chart *chart, const struct bars *bars,
                      const struct chart_group *group, size_t k, double y_pt) {
    const struct lane *lane = &bars->lanes[k];
    const struct chart_number *number = lane_number(group, lane);
    struct text_look look = {.role = ROLE_SMALL,
                             .weight = k == 0 ? 600 : 0,
                             .colour = k == 0 ? COLOUR_INK : COLOUR_MUTED};
    double text_y = y_pt + lane->height_pt / 2 + 3;
    if (!number->is_there) {
        canvas_text(canvas, &look,
                    (struct point){scale_at(&bars->across, 0) + VALUE_GAP_PT, text_y},
                    canvas_word(canvas, WORD_MISSING));
        return;
    }
    struct rect bar = bar_from_zero(&bars->across, 0, number->value, y_pt, lane->height_pt);
    draw_lane_bar(canvas, group, lane, bar);
    bool is_left = number->value < 0;
    look.anchor = is_left ? ANCHOR_END : ANCHOR_START;
    canvas_text(
        canvas, &look,
        (struct point){is_left ? bar.x - VALUE_GAP_PT : rect_right(bar) + VALUE_GAP_PT, text_y},
        chart_format(canvas, chart, number));
}

/* --- the column of differences -------------------------------------------------------------- */

static bool has_differences(const struct chart *chart) {
    return chart->n_series == 0 && chart->has[chart_reference(chart)];
}

static struct str difference_words(const struct canvas *canvas, const struct chart *chart,
                                   size_t i) {
    struct difference difference = chart_difference(chart, i, chart_reference(chart));
    return difference.is_there ? chart_format_share(canvas, difference.share, 0, true) : STR("");
}

static double differences_width(const struct canvas *canvas, const struct chart *chart) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double widest = 0;
    for (size_t i = 0; has_differences(chart) && i < chart->n; i++) {
        widest = fmax(widest, canvas_measure(canvas, &look, difference_words(canvas, chart, i)));
    }
    return widest > 0 ? widest + 8.5 + 2 * GAP_PT : 0;
}

static void draw_difference(struct canvas *canvas, const struct chart *chart, size_t i,
                            double y_pt) {
    struct difference difference = chart_difference(chart, i, chart_reference(chart));
    struct str words = difference_words(canvas, chart, i);
    if (words.n > 0) {
        draw_signed(canvas, (struct point){canvas->figure->width_pt, y_pt},
                    decimal_sign(difference.exact), chart_difference_colour(&difference), words);
    }
}

/* --- measures ------------------------------------------------------------------------------- */

/* The words that stand beyond a bar's end. */
static double widest_value(const struct canvas *canvas, const struct chart *chart,
                           const struct bars *bars, bool is_negative) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double widest = 0;
    for (size_t i = 0; i < chart->n; i++) {
        for (size_t k = 0; k < bars->n; k++) {
            const struct chart_number *number = lane_number(&chart->groups[i], &bars->lanes[k]);
            bool is_here = number->is_there && (number->value < 0) == is_negative;
            struct str words = is_here ? chart_format(canvas, chart, number)
                               : number->is_there || is_negative
                                   ? STR("")
                                   : canvas_word(canvas, WORD_MISSING);
            widest = fmax(widest, canvas_measure(canvas, &look, words));
        }
    }
    return widest;
}

static void set_scale(const struct canvas *canvas, const struct chart *chart, struct bars *bars) {
    double width_pt = canvas->figure->width_pt;
    double left_pt = bars->rows.name_pt + GAP_PT;
    double before_pt = chart->low < 0 ? widest_value(canvas, chart, bars, true) + VALUE_GAP_PT : 0;
    double behind_pt = widest_value(canvas, chart, bars, false) + VALUE_GAP_PT;
    bars->right_pt = differences_width(canvas, chart);
    double start_pt = left_pt + before_pt;
    bars->across = (struct scale){chart->low, fmax(chart->high, chart->low + 1e-9), start_pt,
                                  fmax(width_pt - bars->right_pt - behind_pt, start_pt + 20)};
}

static double draw_lane_key(struct canvas *canvas, const struct bars *bars, double y_pt) {
    struct key_entry entries[SERIES_MAX];
    for (size_t k = 0; k < bars->n; k++) {
        bool is_plan = bars->lanes[k].scenario == SCENARIO_PLAN;
        entries[k] = (struct key_entry){.name = bars->lanes[k].name,
                                        .colour = bars->lanes[k].colour,
                                        .sample = is_plan ? KEY_OUTLINED : KEY_SOLID};
    }
    return draw_key(canvas, entries, bars->n, y_pt) + 4;
}

static void draw_axis(struct canvas *canvas, const struct bars *bars, double foot_pt) {
    double x_pt = scale_at(&bars->across, 0);
    canvas_rect(canvas, (struct rect){x_pt - 0.375, bars->top_pt, 0.75, foot_pt - bars->top_pt},
                COLOUR_INK);
}

/* --- side by side --------------------------------------------------------------------------- */

/* Lanes share a row that was given less or more height than they like. */
static double fit_lanes(const struct chart *chart, struct bars *bars) {
    double bundle_pt = -LANE_GAP_PT;
    for (size_t k = 0; k < bars->n; k++) {
        bundle_pt += bars->lanes[k].height_pt + LANE_GAP_PT;
    }
    double given_pt = chart_row_height(chart, (double)chart->n, bundle_pt + BUNDLE_GAP_PT);
    /* Each lane says its value: it is no lower than its words. */
    double by =
        fmax((given_pt - BUNDLE_GAP_PT) / bundle_pt, 9 / bars->lanes[bars->n - 1].height_pt);
    for (size_t k = 0; k < bars->n; k++) {
        bars->lanes[k].height_pt *= by;
    }
    return bundle_pt * by;
}

static void draw_bundles(struct canvas *canvas, const struct chart *chart, struct bars *bars) {
    double bundle_pt = fit_lanes(chart, bars);
    /* The lanes have been made taller; their row is not, once more. */
    bars->rows = rows_measure(canvas, chart, bundle_pt / chart_rows_taller(chart), 0);
    bars->rows.row_pt = fmax(bundle_pt + BUNDLE_GAP_PT, bars->rows.row_pt);
    set_scale(canvas, chart, bars);
    bars->top_pt = chart->top_pt + draw_lane_key(canvas, bars, chart->top_pt);
    double y_pt = bars->top_pt;
    for (size_t i = 0; i < chart->n; i++, y_pt += bars->rows.row_pt) {
        double lane_y = y_pt + (bars->rows.row_pt - bundle_pt) / 2;
        rows_draw_name(canvas, &bars->rows, y_pt + bars->rows.row_pt / 2, chart->groups[i].name);
        draw_difference(canvas, chart, i, lane_y + bars->lanes[0].height_pt / 2 + 3);
        for (size_t k = 0; k < bars->n; k++) {
            draw_lane(canvas, chart, bars, &chart->groups[i], k, lane_y);
            lane_y += bars->lanes[k].height_pt + LANE_GAP_PT;
        }
    }
    draw_axis(canvas, bars, y_pt);
    canvas->figure->height_pt = y_pt + 4;
}

/* --- stacked -------------------------------------------------------------------------------- */

struct stack {
    double above, below;       /* sums so far */
    struct chart_number total; /* exact */
};

static struct rect add_segment(const struct bars *bars, struct stack *stack,
                               const struct chart_number *number, double y_pt, double height_pt) {
    double *base = number->value < 0 ? &stack->below : &stack->above;
    struct rect rect = bar_from_zero(&bars->across, *base, *base + number->value, y_pt, height_pt);
    *base += number->value;
    stack->total.is_there = decimal_add(stack->total.exact, number->exact, &stack->total.exact);
    return rect;
}

static void draw_stack(struct canvas *canvas, const struct chart *chart, const struct bars *bars,
                       size_t i, double y_pt) {
    struct stack stack = {.total = {.exact = decimal_from_int(0)}};
    double height_pt = bars->rows.row_pt * 0.66;
    double bar_y = y_pt + (bars->rows.row_pt - height_pt) / 2;
    double text_y = y_pt + bars->rows.row_pt / 2 + 3;
    for (size_t s = 0; s < chart->n_series; s++) {
        const struct chart_number *cell = &chart->groups[i].cells[s];
        int fill = chart->series[s].colour;
        if (!cell->is_there) {
            continue;
        }
        struct rect bar = add_segment(bars, &stack, cell, bar_y, height_pt);
        double gap_pt = fmin(SEGMENT_GAP_PT, bar.width / 2);
        canvas_rect(canvas, (struct rect){bar.x, bar.y, bar.width - gap_pt, bar.height}, fill);
        const struct text_look look = {
            .role = ROLE_SMALL, .anchor = ANCHOR_MIDDLE, .colour = canvas_text_on(canvas, fill)};
        struct str words = chart_format(canvas, chart, cell);
        if (canvas_measure(canvas, &look, words) <= bar.width - 6) {
            canvas_text(canvas, &look, (struct point){bar.x + bar.width / 2, text_y}, words);
        }
    }
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    double right = scale_at(&bars->across, stack.above) + VALUE_GAP_PT;
    canvas_text(canvas, &strong, (struct point){right, text_y},
                chart_number_words(canvas, chart, &stack.total));
}

/* The names above the segments of the first row; false: one does not fit, and nothing is drawn. */
static bool draw_segment_names(struct canvas *canvas, const struct chart *chart,
                               const struct bars *bars, double y_pt) {
    for (int pass = 0; pass < 2; pass++) {
        struct stack stack = {.total = {.exact = decimal_from_int(0)}};
        for (size_t s = 0; s < chart->n_series; s++) {
            const struct chart_number *cell = &chart->groups[0].cells[s];
            const struct text_look look = {.role = ROLE_SMALL,
                                           .weight = 600,
                                           .anchor = ANCHOR_MIDDLE,
                                           .colour = chart->series[s].text_colour};
            if (!cell->is_there || cell->value < 0) {
                return false;
            }
            struct rect bar = add_segment(bars, &stack, cell, 0, 1);
            double width_pt = canvas_measure(canvas, &look, chart->series[s].name);
            if (pass == 0 && width_pt > bar.width - 4) {
                return false;
            }
            if (pass == 1) {
                canvas_text(canvas, &look, (struct point){bar.x + bar.width / 2, y_pt + 9},
                            chart->series[s].name);
            }
        }
    }
    return true;
}

static double widest_total(const struct canvas *canvas, const struct chart *chart) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double widest = canvas_measure(canvas, &look, canvas_word(canvas, WORD_MISSING));
    for (size_t i = 0; i < chart->n; i++) {
        struct chart_number total = {.exact = decimal_from_int(0)};
        for (size_t s = 0; s < chart->n_series; s++) {
            const struct chart_number *cell = &chart->groups[i].cells[s];
            total.is_there = !cell->is_there || decimal_add(total.exact, cell->exact, &total.exact);
        }
        widest = fmax(widest, canvas_measure(canvas, &look, chart_format(canvas, chart, &total)));
    }
    return widest;
}

static void draw_stacks(struct canvas *canvas, const struct chart *chart, struct bars *bars) {
    bars->rows = rows_measure(canvas, chart, STACK_ROW_PT, 0);
    set_scale(canvas, chart, bars);
    bars->across.high_pt =
        fmax(canvas->figure->width_pt - widest_total(canvas, chart) - VALUE_GAP_PT,
             bars->across.low_pt + 20);
    bars->top_pt = chart->top_pt + (draw_segment_names(canvas, chart, bars, chart->top_pt)
                                        ? HEAD_PT
                                        : draw_lane_key(canvas, bars, chart->top_pt));
    double y_pt = bars->top_pt;
    for (size_t i = 0; i < chart->n; i++, y_pt += bars->rows.row_pt) {
        rows_draw_name(canvas, &bars->rows, y_pt + bars->rows.row_pt / 2, chart->groups[i].name);
        draw_stack(canvas, chart, bars, i, y_pt);
    }
    draw_axis(canvas, bars, y_pt);
    canvas->figure->height_pt = y_pt + 4;
}

void draw_series_bars(struct canvas *canvas, struct chart *chart) {
    struct bars bars = {0};
    find_lanes(chart, &bars);
    (chart->type->is_stacked ? draw_stacks : draw_bundles)(canvas, chart, &bars);
}
