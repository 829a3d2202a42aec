#include "figure_priv.h"

#include <math.h>
#include <stdlib.h>

/*
 * Columns over time (reports/spec.md, "Column chart with variance" and "12 months"). A group is the
 * actual in front, the year before and the plan behind it, shifted left and right by the same
 * offset; above them, if asked for, a strip with the differences on a zero line of its own.
 *
 *      |     +52  |            strip: bar left of the centre, words right of it
 *      |  ▇ +5.4% |
 *      |----------|------
 *      |   ┌──┐   |
 *      | ▒▇▇▇▇│   |            plot: zero at the foot, round ticks at the left
 *      +----------+------
 *         Q4 2025
 */

struct plot {
    struct rect box;
    double step_pt, bar_pt, offset_pt;
    struct scale up;
    bool has_split_names; /* one of the names needs two lines, so all take them */
};

static const double TICK_GAP_PT = 6, LABEL_GAP_PT = 8, LABEL_STEP_PT = 13, SAMPLE_PT = 7;

static double centre(const struct plot *plot, size_t i) {
    return plot->box.x + plot->step_pt * ((double)i + 0.5);
}

static struct rect bar_rect(const struct plot *plot, double centre_pt, double value) {
    double zero = scale_at(&plot->up, 0), top = scale_at(&plot->up, value);
    return (struct rect){centre_pt - plot->bar_pt / 2, fmin(zero, top), plot->bar_pt,
                         fabs(zero - top)};
}

/* --- one group ------------------------------------------------------------------------------ */

static void draw_sample(struct canvas *canvas, enum scenario scenario, struct rect rect) {
    switch (scenario) {
    case SCENARIO_PREVIOUS: canvas_rect(canvas, rect, COLOUR_PREVIOUS); return;
    case SCENARIO_PLAN: canvas_outline(canvas, rect, COLOUR_INK, 0.75); return;
    case SCENARIO_FORECAST: canvas_hatch(canvas, rect, COLOUR_BRAND); return;
    case SCENARIO_ACTUAL: canvas_rect(canvas, rect, COLOUR_BRAND); return;
    case N_SCENARIOS: break;
    }
    g_assert_not_reached();
}

/* A line of the ground's colour parts the actual from what stands behind it. */
static void draw_actual(struct canvas *canvas, const struct chart *chart, struct rect rect,
                        bool is_highlighted) {
    if (chart->has[SCENARIO_PREVIOUS] || chart->has[SCENARIO_PLAN]) {
        struct rect halo = {rect.x - 0.75, rect.y - 0.75, rect.width + 1.5, rect.height + 0.75};
        canvas_rect(canvas, halo, COLOUR_GROUND);
    }
    bool is_soft = canvas->is_on_brand && !is_highlighted;
    canvas_rect(canvas, rect, is_soft ? COLOUR_BRAND_SOFT : COLOUR_BRAND);
}

/* The foot of what stands above a bar: its neighbours behind it may be higher. */
static double group_top(const struct plot *plot, const struct chart_group *group) {
    double top = (double)INFINITY;
    for (int s = 0; s < N_SCENARIOS; s++) {
        if (group->numbers[s].is_there) {
            top = fmin(top, scale_at(&plot->up, group->numbers[s].value));
        }
    }
    return top;
}

static void draw_value(struct canvas *canvas, const struct chart *chart, const struct plot *plot,
                       const struct chart_group *group, bool is_forecast) {
    const struct chart_number *number =
        &group->numbers[is_forecast ? SCENARIO_FORECAST : SCENARIO_ACTUAL];
    struct rect rect = bar_rect(plot, group->centre_pt, number->value);
    struct str words = chart_format(canvas, chart, number);
    struct text_look look = {
        .role = ROLE_SMALL, .weight = 600, .anchor = ANCHOR_MIDDLE, .colour = COLOUR_ON_BRAND};
    double middle = rect.x + rect.width / 2;
    bool has_company = chart->has[SCENARIO_PREVIOUS] || chart->has[SCENARIO_PLAN];
    bool is_inside = has_company && !is_forecast && rect.height >= 16 && number->value > 0 &&
                     canvas_measure(canvas, &look, words) <= rect.width - 1;
    double y = is_inside ? rect.y + 11 : group_top(plot, group) - 4;
    if (number->value < 0) {
        y = rect_bottom(rect) + 10;
    }
    if (!is_inside) {
        look.colour = COLOUR_INK;
        look.weight = has_company ? 600 : 0;
    }
    canvas_text(canvas, &look, (struct point){middle, y}, words);
}

static void draw_group(struct canvas *canvas, const struct chart *chart, const struct plot *plot,
                       size_t i) {
    struct chart_group *group = &chart->groups[i];
    double middle = group->centre_pt = centre(plot, i);
    bool is_highlighted = str_eq(group->name, field_text(&chart->fields, "highlight"));
    static const int offsets[N_SCENARIOS] = {-1, 1, 0, 0};
    for (int s = 0; s < N_SCENARIOS; s++) {
        const struct chart_number *number = &group->numbers[s];
        if (!number->is_there) {
            continue;
        }
        struct rect rect = bar_rect(plot, middle + offsets[s] * plot->offset_pt, number->value);
        if (s == SCENARIO_ACTUAL) {
            draw_actual(canvas, chart, rect, is_highlighted);
        } else {
            draw_sample(canvas, (enum scenario)s, rect);
        }
        /* A forecast of the last group is named with its value at the right. */
        bool is_named = s == SCENARIO_FORECAST && i + 1 == chart->n;
        if ((s == SCENARIO_ACTUAL || s == SCENARIO_FORECAST) && !is_named) {
            draw_value(canvas, chart, plot, group, s == SCENARIO_FORECAST);
        }
    }
}

/* A gap is said, not drawn as a zero. */
static void draw_gap(struct canvas *canvas, const struct chart *chart, const struct plot *plot,
                     size_t i) {
    const struct chart_group *group = &chart->groups[i];
    if (group->numbers[SCENARIO_ACTUAL].is_there || group->numbers[SCENARIO_FORECAST].is_there) {
        return;
    }
    const struct text_look look = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_MIDDLE};
    canvas_text(canvas, &look, (struct point){centre(plot, i), scale_at(&plot->up, 0) - 4},
                STR("n/a"));
}

/* --- axes ----------------------------------------------------------------------------------- */

static bool has_ticks(const struct chart *chart) {
    return chart->has[SCENARIO_PREVIOUS] || chart->has[SCENARIO_PLAN];
}

static struct str tick_words(const struct canvas *canvas, const struct ticks *ticks, size_t i) {
    double value = ticks->first + ticks->step * (double)i;
    int decimals = ticks->step < 1 ? (ticks->step < 0.1 ? 2 : 1) : 0;
    struct decimal exact = decimal_from_int(llround(value * 100));
    exact.scale = 2;
    const struct number_style style = {.decimals = decimals};
    return str_from(locale_format_number(canvas->request->locale, canvas->arena, exact, &style));
}

static double ticks_width(const struct canvas *canvas, const struct ticks *ticks) {
    const struct text_look look = {.role = ROLE_SMALL};
    double widest = 0;
    for (size_t i = 0; i < ticks->n; i++) {
        widest = fmax(widest, canvas_measure(canvas, &look, tick_words(canvas, ticks, i)));
    }
    return widest;
}

static void draw_ticks(struct canvas *canvas, const struct plot *plot, const struct ticks *ticks) {
    const struct text_look look = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_END};
    for (size_t i = 0; i < ticks->n; i++) {
        double y = scale_at(&plot->up, ticks->first + ticks->step * (double)i);
        canvas_rect(canvas, (struct rect){plot->box.x, y - 0.25, plot->box.width, 0.5},
                    COLOUR_GRID);
        canvas_text(canvas, &look, (struct point){plot->box.x - TICK_GAP_PT, y + 3},
                    tick_words(canvas, ticks, i));
    }
}

static bool is_any_name_wide(const struct canvas *canvas, const struct chart *chart,
                             double step_pt) {
    const struct text_look look = {.role = ROLE_SMALL};
    for (size_t i = 0; i < chart->n; i++) {
        if (canvas_measure(canvas, &look, chart->groups[i].name) > step_pt - 3) {
            return true;
        }
    }
    return false;
}

/* "Oct 2025", "Nov 2025": the year stands once, below the first of its months. */
static void draw_category(struct canvas *canvas, const struct chart *chart, const struct plot *plot,
                          size_t i) {
    struct str name = chart->groups[i].name;
    bool is_highlighted = str_eq(name, field_text(&chart->fields, "highlight"));
    struct text_look look = {.role = ROLE_SMALL,
                             .anchor = ANCHOR_MIDDLE,
                             .colour = is_highlighted ? COLOUR_INK : COLOUR_MUTED,
                             .weight = is_highlighted ? 600 : 0};
    struct point at = {centre(plot, i), rect_bottom(plot->box) + 12};
    if (!plot->has_split_names) {
        canvas_text(canvas, &look, at, name);
        return;
    }
    struct str head, tail, head_before, tail_before = STR("");
    str_cut(name, ' ', &head, &tail);
    if (i > 0) {
        str_cut(chart->groups[i - 1].name, ' ', &head_before, &tail_before);
    }
    canvas_text_within(canvas, &look, at, plot->step_pt - 1, head);
    if (!str_eq(tail, tail_before)) {
        at.y += 11;
        canvas_text(canvas, &look, at, tail);
    }
}

/* --- direct labels -------------------------------------------------------------------------- */

struct direct_label {
    enum scenario scenario;
    double y_pt;
    struct str words;
};

static size_t direct_labels(const struct canvas *canvas, const struct chart *chart,
                            const struct plot *plot, struct direct_label *labels) {
    const struct chart_group *last = &chart->groups[chart->n - 1];
    size_t n = 0;
    if (!has_ticks(chart)) {
        return 0;
    }
    for (int s = 0; s < N_SCENARIOS; s++) {
        const struct chart_number *number = &last->numbers[s];
        if (!chart->has[s]) {
            continue;
        }
        struct str name = chart_scenario_name(chart, (enum scenario)s);
        bool has_value = number->is_there;
        labels[n++] = (struct direct_label){
            .scenario = (enum scenario)s,
            .y_pt = plot && has_value ? scale_at(&plot->up, number->value) : (double)INFINITY,
            .words = has_value
                         ? str_from(arena_printf(canvas->arena, STR_FMT " " STR_FMT, STR_ARG(name),
                                                 STR_ARG(chart_format(canvas, chart, number))))
                         : name,
        };
    }
    return n;
}

static int compare_labels(const void *a, const void *b) {
    const struct direct_label *x = a, *y = b;
    return x->y_pt < y->y_pt ? -1 : x->y_pt > y->y_pt;
}

/* Sorted and pushed apart downwards, then the whole up again if the last left the plot. */
static void spread_labels(const struct plot *plot, struct direct_label *labels, size_t n) {
    qsort(labels, n, sizeof *labels, compare_labels);
    for (size_t i = 1; i < n; i++) {
        double next = labels[i - 1].y_pt + LABEL_STEP_PT;
        /* A series that the last group lacks is named below the others. */
        labels[i].y_pt = isinf(labels[i].y_pt) ? next : fmax(labels[i].y_pt, next);
    }
    double limit = rect_bottom(plot->box);
    for (size_t i = n; i-- > 0;) {
        labels[i].y_pt = fmin(labels[i].y_pt, limit);
        limit = labels[i].y_pt - LABEL_STEP_PT;
    }
}

static void draw_labels(struct canvas *canvas, const struct chart *chart, const struct plot *plot) {
    struct direct_label labels[N_SCENARIOS];
    size_t n = direct_labels(canvas, chart, plot, labels);
    if (n == 0) {
        return;
    }
    spread_labels(plot, labels, n);
    double x_pt = rect_right(plot->box) + LABEL_GAP_PT;
    for (size_t i = 0; i < n; i++) {
        bool is_forecast = labels[i].scenario == SCENARIO_FORECAST;
        const struct text_look look = {.role = ROLE_SMALL,
                                       .weight = is_forecast ? 600 : 0,
                                       .colour = is_forecast ? COLOUR_BRAND : COLOUR_INK};
        struct rect sample = {x_pt, labels[i].y_pt - SAMPLE_PT / 2, SAMPLE_PT, SAMPLE_PT};
        draw_sample(canvas, labels[i].scenario, sample);
        canvas_text(canvas, &look, (struct point){x_pt + SAMPLE_PT + 4, labels[i].y_pt + 3},
                    labels[i].words);
    }
}

static double labels_width(const struct canvas *canvas, const struct chart *chart) {
    struct direct_label labels[N_SCENARIOS];
    size_t n = direct_labels(canvas, chart, NULL, labels);
    double widest = 0;
    for (size_t i = 0; i < n; i++) {
        const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
        widest = fmax(widest, canvas_measure(canvas, &look, labels[i].words));
    }
    return n > 0 ? widest + LABEL_GAP_PT + SAMPLE_PT + 5 : 0;
}

/* --- the strip of differences --------------------------------------------------------------- */

struct difference {
    bool is_there, is_forecast;
    double value, share;
    struct decimal exact;
};

static enum scenario strip_reference(const struct chart *chart) {
    return str_is(field_text(&chart->fields, "variance"), "previous") ? SCENARIO_PREVIOUS
                                                                      : SCENARIO_PLAN;
}

static struct difference difference_of(const struct chart *chart, size_t i) {
    const struct chart_group *group = &chart->groups[i];
    const struct chart_number *reference = &group->numbers[strip_reference(chart)];
    bool is_forecast = !group->numbers[SCENARIO_ACTUAL].is_there;
    const struct chart_number *number =
        &group->numbers[is_forecast ? SCENARIO_FORECAST : SCENARIO_ACTUAL];
    struct difference difference = {.is_forecast = is_forecast};
    difference.is_there = number->is_there && reference->is_there &&
                          decimal_subtract(number->exact, reference->exact, &difference.exact);
    difference.value = number->value - reference->value;
    difference.share =
        reference->value != 0 ? difference.value / fabs(reference->value) : (double)NAN;
    return difference;
}

static struct str share_words(const struct canvas *canvas, double share) {
    if (!isfinite(share) || fabs(share) > 1e6) {
        return STR("");
    }
    struct decimal exact = {.units = llround(share * 1e6), .scale = 6};
    const struct number_style style = {.decimals = 1, .is_signed = true, .is_percent = true};
    return str_from(locale_format_number(canvas->request->locale, canvas->arena, exact, &style));
}

static void draw_difference(struct canvas *canvas, const struct chart *chart,
                            const struct difference *difference, struct point zero,
                            double pt_per_unit) {
    enum theme_colour colour = difference->value < 0 ? COLOUR_BAD : COLOUR_GOOD;
    double height_pt = fabs(difference->value) * pt_per_unit;
    struct rect bar = {zero.x - 15, difference->value < 0 ? zero.y : zero.y - height_pt, 15,
                       height_pt};
    if (difference->is_forecast) {
        canvas_hatch(canvas, bar, colour);
    } else {
        canvas_rect(canvas, bar, colour);
    }
    const struct number_style style = {.decimals = chart->decimals, .is_signed = true};
    struct str words = str_from(
        locale_format_number(canvas->request->locale, canvas->arena, difference->exact, &style));
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = colour};
    const struct text_look plain = {.role = ROLE_SMALL, .colour = colour};
    double y = difference->value < 0 ? zero.y + 10.5 : zero.y - 14;
    canvas_text(canvas, &strong, (struct point){zero.x + 3, y}, words);
    canvas_text(canvas, &plain, (struct point){zero.x + 3, y + 10.5},
                share_words(canvas, difference->share));
}

/* The room a strip takes: half above its zero line, half below. */
static const double STRIP_HALF_PT = 26, STRIP_GAP_PT = 12;

static bool has_strip(const struct chart *chart) {
    return field_text(&chart->fields, "variance").n > 0 && chart->has[strip_reference(chart)];
}

static void draw_strip(struct canvas *canvas, const struct chart *chart, const struct plot *plot) {
    double most = 0, zero_y = chart->top_pt + STRIP_HALF_PT;
    for (size_t i = 0; i < chart->n; i++) {
        struct difference difference = difference_of(chart, i);
        most = difference.is_there ? fmax(most, fabs(difference.value)) : most;
    }
    double pt_per_unit = most > 0 ? (STRIP_HALF_PT - 2) / most : 0;
    for (size_t i = 0; i < chart->n; i++) {
        struct difference difference = difference_of(chart, i);
        if (difference.is_there) {
            draw_difference(canvas, chart, &difference, (struct point){centre(plot, i), zero_y},
                            pt_per_unit);
        }
    }
    canvas_rect(canvas, (struct rect){plot->box.x, zero_y - 0.375, plot->box.width, 0.75},
                COLOUR_INK);
    const struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    struct str name = chart_scenario_name(chart, strip_reference(chart));
    g_autofree char *lower = g_utf8_strdown(name.p, (gssize)name.n);
    double x_pt = rect_right(plot->box) + LABEL_GAP_PT;
    canvas_text(canvas, &look, (struct point){x_pt, zero_y - 3}, STR("Difference to"));
    canvas_text(canvas, &look, (struct point){x_pt, zero_y + 9},
                str_from(arena_printf(canvas->arena, "%s, and in %%", lower)));
}

/* --- the whole ------------------------------------------------------------------------------ */

static double field_height(const struct chart *chart) {
    const struct value *height = value_get(chart->fields.map, "height");
    double height_pt = 120;
    value_number(height, &height_pt);
    return fmin(fmax(height_pt, 24), 600);
}

static struct plot make_plot(const struct canvas *canvas, const struct chart *chart,
                             const struct ticks *ticks) {
    bool is_alone = !has_ticks(chart);
    double left_pt = is_alone ? 0 : ticks_width(canvas, ticks) + TICK_GAP_PT;
    double right_pt = labels_width(canvas, chart);
    double top_pt = chart->top_pt + (is_alone ? 10 : 4);
    if (has_strip(chart)) {
        const struct text_look look = {.role = ROLE_SMALL};
        right_pt =
            fmax(right_pt, LABEL_GAP_PT + canvas_measure(canvas, &look, STR("Difference to")));
        top_pt = chart->top_pt + 2 * STRIP_HALF_PT + STRIP_GAP_PT;
    }
    struct plot plot = {
        .box = {left_pt, top_pt, fmax(canvas->figure->width_pt - left_pt - right_pt, 40),
                field_height(chart)},
    };
    plot.step_pt = plot.box.width / (double)chart->n;
    plot.has_split_names = is_any_name_wide(canvas, chart, plot.step_pt);
    /* With company a group is 52 of 75.5 wide; alone a bar has 62 % of its step, 86 % on a cover.
     */
    plot.bar_pt = plot.step_pt * (is_alone ? (canvas->is_on_brand ? 0.86 : 0.62) : 0.4);
    plot.offset_pt = plot.step_pt * 0.146;
    double high = ticks->first + ticks->step * (double)(ticks->n - 1);
    plot.up = is_alone ? (struct scale){fmin(chart->low, 0), fmax(chart->high, 1e-9), 0, 0}
                       : (struct scale){ticks->first, high, 0, 0};
    /* Values below zero have their labels below their bars. */
    plot.up.low_pt = rect_bottom(plot.box) - (chart->low < 0 ? 12 : 0);
    plot.up.high_pt = plot.box.y;
    return plot;
}

void draw_columns(struct canvas *canvas, const struct chart *chart) {
    struct ticks ticks = ticks_for(fmin(chart->low, 0), chart->high);
    struct plot plot = make_plot(canvas, chart, &ticks);
    if (has_ticks(chart)) {
        draw_ticks(canvas, &plot, &ticks);
    }
    for (size_t i = 0; i < chart->n; i++) {
        draw_group(canvas, chart, &plot, i);
        draw_gap(canvas, chart, &plot, i);
        draw_category(canvas, chart, &plot, i);
    }
    double zero = scale_at(&plot.up, 0);
    canvas_rect(canvas, (struct rect){plot.box.x, zero - 0.375, plot.box.width, 0.75}, COLOUR_INK);
    if (has_strip(chart)) {
        draw_strip(canvas, chart, &plot);
    }
    draw_labels(canvas, chart, &plot);
    canvas->figure->height_pt = rect_bottom(plot.box) + 28;
}
