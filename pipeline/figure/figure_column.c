#include "figure_chart_priv.h"

#include <math.h>

/*
 * Columns over time. A group is the actual in front, the year before and the plan behind it,
 * shifted left and right by the same offset; above them, if asked for, a strip with the differences
 * on a zero line of its own.
 *
 *      |     +52  |            strip: bar left of the centre, words right of it
 *      |  ▇ +5.4% |
 *      |----------|------
 *      |   ┌──┐   |
 *      | ▒▇▇▇▇│   |            plot: zero at the foot, round ticks at the left
 *      +----------+------
 *         Q4 2025
 */

static const double SIDE_MOST = 0.4; /* of the width, for words at the right */
static const double LABEL_GAP_PT = 8, SERIES_STEP_PT = 13, SAMPLE_PT = 7;
static const double BAR_MOST_PT = 80; /* of a wide figure with few values */

/* --- one group ------------------------------------------------------------------------------ */

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

static bool has_company(const struct chart *chart) {
    return chart->has[SCENARIO_PREVIOUS] || chart->has[SCENARIO_PLAN];
}

/* Of a value, on its bar or above it. */
static int value_weight(const struct chart *chart) {
    return has_company(chart) ? 600 : 0;
}

/* Columns narrower than their values: an axis says those, and few are named. */
static bool is_crowded(const struct canvas *canvas, const struct chart *chart) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = value_weight(chart)};
    double step_pt = canvas->figure->width_pt / (double)chart->n;
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_number *number = chart_main_number(&chart->groups[i]);
        struct str words = number->is_there ? chart_format(canvas, chart, number) : STR("");
        if (canvas_measure(canvas, &look, words) > step_pt - 1) {
            return true;
        }
    }
    return false;
}

static bool has_ticks(const struct canvas *canvas, const struct chart *chart) {
    return has_company(chart) || is_crowded(canvas, chart);
}

/* The last, the highest and what is highlighted. */
static bool is_named(const struct chart *chart, size_t i) {
    double value = chart_main_number(&chart->groups[i])->value;
    bool is_highest = true;
    for (size_t k = 0; k < chart->n; k++) {
        const struct chart_number *other = chart_main_number(&chart->groups[k]);
        is_highest = is_highest && (!other->is_there || other->value <= value);
    }
    return is_highest || i + 1 == chart->n || chart_is_highlighted(chart, chart->groups[i].name);
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

/* Inside the bar where it has company, else above it, on ground of its own where something stands
 * behind: at the top of a higher neighbour it would be that one's value. */
static void draw_value(struct canvas *canvas, const struct chart *chart, const struct plot *plot,
                       const struct chart_group *group, bool is_forecast) {
    const struct chart_number *number =
        &group->numbers[is_forecast ? SCENARIO_FORECAST : SCENARIO_ACTUAL];
    struct rect rect = plot_bar(plot, group->centre_pt, number->value);
    struct str words = chart_format(canvas, chart, number);
    struct text_look look = {
        .role = ROLE_SMALL, .weight = 600, .anchor = ANCHOR_MIDDLE, .colour = COLOUR_ON_BRAND};
    double middle = rect.x + rect.width / 2;
    bool is_inside = has_company(chart) && !is_forecast && rect.height >= 16 && number->value > 0 &&
                     canvas_measure(canvas, &look, words) <= rect.width - 1;
    double y = is_inside ? rect.y + 11 : rect.y - 4;
    if (number->value < 0) {
        y = rect_bottom(rect) + 10;
    } else if (!is_inside && group_top(plot, group) < rect.y - 0.5) {
        double width_pt = canvas_measure(canvas, &look, words) + 3;
        if (width_pt > plot->step_pt) {
            return;
        }
        canvas_rect(canvas, (struct rect){middle - width_pt / 2, y - 8, width_pt, 10.5},
                    COLOUR_GROUND);
    }
    if (!is_inside) {
        look.colour = COLOUR_INK;
        look.weight = value_weight(chart);
    }
    canvas_text_free(canvas, &look, (struct point){middle, y}, words);
}

static void draw_group(struct canvas *canvas, const struct chart *chart, const struct plot *plot,
                       size_t i, bool is_few) {
    struct chart_group *group = &chart->groups[i];
    double middle = group->centre_pt = plot_centre(plot, i);
    bool is_highlighted = chart_is_highlighted(chart, group->name);
    static const int offsets[N_SCENARIOS] = {-1, 1, 0, 0};
    for (int s = 0; s < N_SCENARIOS; s++) {
        const struct chart_number *number = &group->numbers[s];
        if (!number->is_there) {
            continue;
        }
        struct rect rect = plot_bar(plot, middle + offsets[s] * plot->offset_pt, number->value);
        if (s == SCENARIO_ACTUAL) {
            draw_actual(canvas, chart, rect, is_highlighted);
        } else {
            draw_sample(canvas, (enum scenario)s, rect);
        }
        /* A forecast of the last group is named with its value at the right. */
        bool is_beside = s == SCENARIO_FORECAST && has_company(chart) && i + 1 == chart->n;
        bool is_said = !is_beside && (s == SCENARIO_ACTUAL || s == SCENARIO_FORECAST);
        if (is_said && (!is_few || is_named(chart, i))) {
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
    double y_pt = scale_at(&plot->up, 0); /* above what it is compared with */
    for (int s = 0; s < N_SCENARIOS; s++) {
        const struct chart_number *number = &group->numbers[s];
        y_pt = number->is_there ? fmin(y_pt, scale_at(&plot->up, number->value)) : y_pt;
    }
    canvas_text_free(canvas, &look, (struct point){plot_centre(plot, i), y_pt - 4},
                     canvas_word(canvas, WORD_MISSING));
}

/* --- direct labels -------------------------------------------------------------------------- */

/* The scenarios of the last group, named at its right with their values. */
struct side {
    struct edge_label labels[N_SCENARIOS];
    size_t n;
    double width_pt;
};

static struct side name_scenarios(const struct canvas *canvas, const struct chart *chart) {
    const struct chart_group *last = &chart->groups[chart->n - 1];
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600};
    struct side side = {0};
    double widest = 0;
    for (int s = 0; has_company(chart) && s < N_SCENARIOS; s++) {
        const struct chart_number *number = &last->numbers[s];
        if (!chart->has[s]) {
            continue;
        }
        struct str name = chart_scenario_name(chart, (enum scenario)s);
        bool is_forecast = s == SCENARIO_FORECAST;
        struct edge_label *label = &side.labels[side.n++];
        *label = (struct edge_label){
            .scenario = (enum scenario)s,
            .words = number->is_there
                         ? str_from(arena_printf(canvas->arena, STR_FMT " " STR_FMT, STR_ARG(name),
                                                 STR_ARG(chart_format(canvas, chart, number))))
                         : name,
            .weight = is_forecast ? 600 : 0,
            .colour = is_forecast ? COLOUR_BRAND : COLOUR_INK,
        };
        widest = fmax(widest, canvas_measure(canvas, &strong, label->words));
    }
    double wanted_pt = widest + LABEL_GAP_PT + SAMPLE_PT + 5;
    side.width_pt = side.n > 0 ? fmin(wanted_pt, canvas->figure->width_pt * SIDE_MOST) : 0;
    return side;
}

/* Beside the bars of the last group; a scenario that it lacks is named below the others. */
static void place_labels(const struct chart *chart, const struct plot *plot, struct side *side) {
    const struct chart_group *last = &chart->groups[chart->n - 1];
    double lowest = plot->box.y - SERIES_STEP_PT;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < side->n; i++) {
            const struct chart_number *number = &last->numbers[side->labels[i].scenario];
            if (number->is_there != (pass == 0)) {
                continue;
            }
            side->labels[i].wanted_pt =
                pass == 0 ? scale_at(&plot->up, number->value) : lowest + SERIES_STEP_PT;
            lowest = fmax(lowest, side->labels[i].wanted_pt);
        }
    }
    labels_spread(side->labels, side->n, SERIES_STEP_PT, plot->box.y, rect_bottom(plot->box));
}

static void draw_labels(struct canvas *canvas, const struct plot *plot, const struct side *side) {
    double x_pt = rect_right(plot->box) + LABEL_GAP_PT;
    double width_pt = canvas->figure->width_pt - x_pt - SAMPLE_PT - 4;
    for (size_t i = 0; i < side->n; i++) {
        const struct edge_label *label = &side->labels[i];
        const struct text_look look = {
            .role = ROLE_SMALL, .weight = label->weight, .colour = label->colour};
        draw_sample(canvas, label->scenario,
                    (struct rect){x_pt, label->at_pt - SAMPLE_PT / 2, SAMPLE_PT, SAMPLE_PT});
        canvas_text_within(canvas, &look, (struct point){x_pt + SAMPLE_PT + 4, label->at_pt + 3},
                           width_pt, label->words);
    }
}

/* --- the strip of differences --------------------------------------------------------------- */

static enum scenario strip_reference(const struct chart *chart) {
    return str_is(field_text(&chart->fields, "variance"), "previous") ? SCENARIO_PREVIOUS
                                                                      : SCENARIO_PLAN;
}

static void draw_difference(struct canvas *canvas, const struct chart *chart,
                            const struct difference *difference, struct point zero,
                            double pt_per_unit, double step_pt) {
    int colour = difference->value < 0 ? COLOUR_BAD : COLOUR_GOOD;
    double height_pt = fabs(difference->value) * pt_per_unit;
    double width_pt = fmin(15, step_pt * 0.5);
    struct rect bar = {zero.x - width_pt, difference->value < 0 ? zero.y : zero.y - height_pt,
                       width_pt, height_pt};
    if (difference->is_forecast) {
        canvas_hatch(canvas, bar, colour);
    } else {
        canvas_rect(canvas, bar, colour);
    }
    struct str words = chart_format_signed(canvas, chart, difference->exact);
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = colour};
    const struct text_look plain = {.role = ROLE_SMALL, .colour = colour};
    double y = difference->value < 0 ? zero.y + 10.5 : zero.y - 14;
    /* Columns that are too narrow for their differences show them as bars alone. */
    bool has_room = canvas_measure(canvas, &strong, words) + 4 <= step_pt - width_pt;
    if (has_room && canvas_text_free(canvas, &strong, (struct point){zero.x + 3, y}, words)) {
        canvas_text_free(canvas, &plain, (struct point){zero.x + 3, y + 10.5},
                         chart_format_share(canvas, difference->share, 1, true));
    }
}

/* The room a strip takes: half above its zero line, half below; its name alone needs less. */
static const double STRIP_HALF_PT = 26, STRIP_NAME_PT = 12, STRIP_GAP_PT = 12;

static bool has_strip(const struct chart *chart) {
    return field_text(&chart->fields, "variance").n > 0 && chart->has[strip_reference(chart)];
}

struct strip_words {
    struct str first, second; /* lines */
};

static struct strip_words name_strip(const struct canvas *canvas, const struct chart *chart) {
    struct str name = chart_scenario_inside(chart, strip_reference(chart));
    return (struct strip_words){canvas_word(canvas, WORD_DIFFERENCE_TO),
                                canvas_phrase(canvas, WORD_AND_SHARE, name, STR(""))};
}

struct strip {
    double above_pt, below_pt; /* its zero line */
    double most;               /* the largest difference */
};

/* On a slide what no difference needs is the plot's; on a page charts beside each other are alike.
 */
static struct strip measure_strip(const struct chart *chart) {
    bool has_gain = false, has_loss = false;
    struct strip strip = {0};
    for (size_t i = 0; i < chart->n; i++) {
        struct difference difference = chart_difference(chart, i, strip_reference(chart));
        if (difference.is_there) {
            strip.most = fmax(strip.most, fabs(difference.value));
            has_gain = has_gain || difference.value >= 0;
            has_loss = has_loss || difference.value < 0;
        }
    }
    bool is_on_slide = chart->fields.request->taller > 0;
    strip.above_pt = is_on_slide && !has_gain ? STRIP_NAME_PT : STRIP_HALF_PT;
    strip.below_pt = is_on_slide && !has_loss ? STRIP_NAME_PT : STRIP_HALF_PT;
    return strip;
}

static void draw_strip(struct canvas *canvas, const struct chart *chart, const struct plot *plot) {
    struct strip strip = measure_strip(chart);
    double zero_y = chart->top_pt + strip.above_pt;
    double pt_per_unit = strip.most > 0 ? (STRIP_HALF_PT - 2) / strip.most : 0;
    canvas_rect(canvas, (struct rect){plot->box.x, zero_y - 0.375, plot->box.width, 0.75},
                COLOUR_INK);
    const struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    double x_pt = rect_right(plot->box) + LABEL_GAP_PT, room_pt = canvas->figure->width_pt - x_pt;
    struct strip_words words = name_strip(canvas, chart);
    canvas_text_within(canvas, &look, (struct point){x_pt, zero_y - 3}, room_pt, words.first);
    canvas_text_within(canvas, &look, (struct point){x_pt, zero_y + 9}, room_pt, words.second);
    for (size_t i = 0; i < chart->n; i++) {
        struct difference difference = chart_difference(chart, i, strip_reference(chart));
        if (difference.is_there) {
            draw_difference(canvas, chart, &difference,
                            (struct point){plot_centre(plot, i), zero_y}, pt_per_unit,
                            plot->step_pt);
        }
    }
}

/* --- the whole ------------------------------------------------------------------------------ */

/* With company a group is 52 of 75.5 wide, of narrow groups up to 31.5 of 33.8, where that makes
 * room for the values; alone a bar has 62 % of its step, 86 % on a cover. */
static double bar_width(const struct canvas *canvas, const struct chart *chart, double step_pt,
                        bool is_alone) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double share = is_alone ? (canvas->is_on_brand ? 0.86 : 0.62) : 0.4, widest_pt = 0;
    for (size_t i = 0; i < chart->n && !is_alone; i++) {
        const struct chart_number *number = &chart->groups[i].numbers[SCENARIO_ACTUAL];
        struct str words = number->is_there ? chart_format(canvas, chart, number) : STR("");
        widest_pt = fmax(widest_pt, canvas_measure(canvas, &look, words) + 2);
    }
    bool has_room = widest_pt <= step_pt * 0.64;
    return fmin(fmax(step_pt * share, has_room ? widest_pt : 0), BAR_MOST_PT);
}

static struct plot make_plot(const struct canvas *canvas, const struct chart *chart,
                             const struct ticks *ticks, const struct side *side) {
    bool is_alone = !has_ticks(canvas, chart);
    double left_pt = is_alone ? 0 : plot_ticks_width(canvas, ticks);
    double right_pt = side->width_pt;
    double top_pt = chart->top_pt + (is_alone ? (chart->top_pt > 0 ? 10 : 11) : 4);
    if (has_strip(chart)) {
        const struct text_look look = {.role = ROLE_SMALL};
        struct strip_words words = name_strip(canvas, chart);
        double words_pt = fmax(canvas_measure(canvas, &look, words.first),
                               canvas_measure(canvas, &look, words.second));
        right_pt =
            fmax(right_pt, fmin(LABEL_GAP_PT + words_pt, canvas->figure->width_pt * SIDE_MOST));
        struct strip strip = measure_strip(chart);
        top_pt = chart->top_pt + strip.above_pt + strip.below_pt + STRIP_GAP_PT;
    }
    struct plot plot = {
        .box = {left_pt, top_pt, fmax(canvas->figure->width_pt - left_pt - right_pt, 40),
                fmax(chart_height(chart, 120), SERIES_STEP_PT * ((double)side->n - 1))},
    };
    plot_divide(&plot, chart->n);
    plot_choose_names(canvas, chart, &plot);
    plot.has_names_at_zero = is_alone && chart->low < 0 && plot.names == NAMES_WHOLE;
    plot.bar_pt = bar_width(canvas, chart, plot.step_pt, is_alone);
    plot.offset_pt = fmin(plot.step_pt * 0.146, BAR_MOST_PT * 0.365);
    double high = ticks->first + ticks->step * (double)(ticks->n - 1);
    plot.up = is_alone ? (struct scale){fmin(chart->low, 0), fmax(chart->high, 1e-9), 0, 0}
                       : (struct scale){ticks->first, high, 0, 0};
    /* Values below zero have their labels below their bars. */
    plot.up.low_pt = rect_bottom(plot.box) - (chart->low < 0 ? 12 : 0);
    plot.up.high_pt = plot.box.y;
    return plot;
}

void draw_columns(struct canvas *canvas, struct chart *chart) {
    struct ticks ticks = ticks_for(fmin(chart->low, 0), chart->high);
    struct side side = name_scenarios(canvas, chart);
    struct plot plot = make_plot(canvas, chart, &ticks, &side);
    if (has_ticks(canvas, chart)) {
        plot_draw_ticks(canvas, &plot, &ticks);
    }
    bool is_few = is_crowded(canvas, chart);
    for (size_t i = 0; i < chart->n; i++) {
        draw_group(canvas, chart, &plot, i, is_few);
        draw_gap(canvas, chart, &plot, i);
    }
    plot_draw_names(canvas, chart, &plot);
    plot_draw_zero(canvas, &plot);
    if (has_strip(chart)) {
        draw_strip(canvas, chart, &plot);
    }
    place_labels(chart, &plot, &side);
    draw_labels(canvas, &plot, &side);
    canvas->figure->height_pt = plot_foot(chart, &plot);
}
