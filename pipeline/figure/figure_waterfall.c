#include "figure_chart_priv.h"

#include <math.h>

/*
 * A waterfall: how one level becomes another. The first row is a level, and so is each that the
 * field `total` is true for; the others are steps, drawn from where the one before ended. A dashed
 * line carries the first level to the right, where the difference of the last to the first stands.
 */

static const double BAR_MOST_PT = 110, BAR_SHARE = 0.64, DIFFERENCE_GAP_PT = 10;

struct step {
    bool is_level, is_there;
    double from, to;         /* running sums */
    struct chart_number sum; /* exact, after it */
};

struct waterfall {
    struct step *steps;
    struct plot plot;
    double low, high;
    struct difference difference; /* of the last level to the first */
    double right_pt;              /* room for it */
};

/* --- the sums ------------------------------------------------------------------------------- */

/* A level that is not what the steps before it lead to is said, and drawn as it is given. */
static void check_level(const struct canvas *canvas, const struct chart *chart, size_t i,
                        const struct chart_number *sum) {
    const struct chart_number *given = &chart->groups[i].numbers[SCENARIO_ACTUAL];
    if (decimal_compare(sum->exact, given->exact) != 0) {
        diag_warning(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                     "the steps before \"" STR_FMT "\" lead to " STR_FMT ", not to " STR_FMT,
                     STR_ARG(chart->groups[i].name), STR_ARG(chart_format(canvas, chart, sum)),
                     STR_ARG(chart_format(canvas, chart, given)));
    }
}

static void add_steps(const struct canvas *canvas, const struct chart *chart,
                      struct waterfall *waterfall) {
    struct chart_number sum = {.is_there = true, .exact = decimal_from_int(0)};
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_group *group = &chart->groups[i];
        const struct chart_number *number = &group->numbers[SCENARIO_ACTUAL];
        struct step *step = &waterfall->steps[i];
        step->is_level = i == 0 || value_is_true(chart_field(chart, group->row, "total"));
        chart->groups[i].is_emphasised = step->is_level; /* its name is in ink */
        /* A level without a number is the sum of what was before it. */
        step->is_there = number->is_there || (step->is_level && i > 0);
        step->from = step->is_level ? 0 : sum.value;
        if (number->is_there && step->is_level) {
            if (i > 0) {
                check_level(canvas, chart, i, &sum);
            }
            sum = *number;
        } else if (number->is_there && decimal_add(sum.exact, number->exact, &sum.exact)) {
            sum.value += number->value;
        }
        step->to = sum.value;
        step->sum = sum;
        waterfall->low = fmin(waterfall->low, sum.value);
        waterfall->high = fmax(waterfall->high, sum.value);
    }
}

static void find_difference(const struct chart *chart, struct waterfall *waterfall) {
    const struct step *first = &waterfall->steps[0], *last = &waterfall->steps[chart->n - 1];
    struct difference *difference = &waterfall->difference;
    difference->is_there = chart->n > 1 && first->is_there && last->is_level && last->is_there &&
                           decimal_subtract(last->sum.exact, first->sum.exact, &difference->exact);
    difference->value = last->to - first->to;
    difference->share = first->to != 0 ? difference->value / fabs(first->to) : (double)NAN;
}

/* --- drawing -------------------------------------------------------------------------------- */

static int step_colour(const struct chart *chart, const struct waterfall *waterfall, size_t i) {
    const struct step *step = &waterfall->steps[i];
    if (step->is_level) {
        return i == 0 && chart->n > 1 ? COLOUR_PREVIOUS : COLOUR_BRAND;
    }
    return step->to < step->from ? COLOUR_BAD : step->to > step->from ? COLOUR_GOOD : COLOUR_MUTED;
}

static struct rect step_rect(const struct waterfall *waterfall, size_t i) {
    const struct plot *plot = &waterfall->plot;
    const struct step *step = &waterfall->steps[i];
    double a = scale_at(&plot->up, step->from), b = scale_at(&plot->up, step->to);
    return (struct rect){plot_centre(plot, i) - plot->bar_pt / 2, fmin(a, b), plot->bar_pt,
                         fabs(a - b)};
}

static void draw_step_value(struct canvas *canvas, const struct chart *chart,
                            const struct waterfall *waterfall, size_t i) {
    const struct step *step = &waterfall->steps[i];
    struct rect rect = step_rect(waterfall, i);
    bool is_down = step->is_level ? step->to < 0 : step->to < step->from;
    int sign = step->is_level || step->to == step->from ? 0 : is_down ? -1 : 1;
    struct str words =
        step->is_level
            ? chart_format(canvas, chart, &step->sum)
            : chart_format_signed(canvas, chart, chart->groups[i].numbers[SCENARIO_ACTUAL].exact);
    const struct text_look look = {.role = ROLE_SMALL,
                                   .weight = 600,
                                   .colour = step->is_level ? COLOUR_INK
                                                            : step_colour(chart, waterfall, i),
                                   .anchor = ANCHOR_MIDDLE};
    double middle = plot_centre(&waterfall->plot, i);
    bool is_below = is_down && rect_bottom(rect) + 12 <= rect_bottom(waterfall->plot.box);
    double y_pt = is_below ? rect_bottom(rect) + 11 : rect.y - 4;
    double width_pt = canvas_measure(canvas, &look, words);
    bool has_room = width_pt + 9 <= waterfall->plot.step_pt - 2;
    middle += sign != 0 && has_room ? 4 : 0;
    if (canvas_text_free(canvas, &look, (struct point){middle, y_pt}, words) && sign != 0 &&
        has_room) {
        canvas_triangle(canvas, (struct point){middle - width_pt / 2 - 8, y_pt - 0.6}, 5, sign > 0,
                        look.colour);
    }
}

static void draw_missing(struct canvas *canvas, const struct waterfall *waterfall, size_t i) {
    const struct text_look look = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_MIDDLE};
    double y_pt = scale_at(&waterfall->plot.up, waterfall->steps[i].to) - 4;
    canvas_text_free(canvas, &look, (struct point){plot_centre(&waterfall->plot, i), y_pt},
                     canvas_word(canvas, WORD_MISSING));
}

/* From the end of a step to the next one. */
static void draw_connector(struct canvas *canvas, const struct waterfall *waterfall, size_t i) {
    const struct line_look look = {.colour = COLOUR_INK, .width_pt = 0.5};
    const struct plot *plot = &waterfall->plot;
    double y = scale_at(&plot->up, waterfall->steps[i].to);
    canvas_line(canvas, &look, (struct point){plot_centre(plot, i) + plot->bar_pt / 2, y},
                (struct point){plot_centre(plot, i + 1) - plot->bar_pt / 2, y});
}

/* The first level, carried to the right behind the bars. */
static void draw_level_line(struct canvas *canvas, const struct waterfall *waterfall) {
    const struct line_look dashed = {.colour = COLOUR_MUTED, .width_pt = 0.6, .dash_pt = {2, 2}};
    const struct plot *plot = &waterfall->plot;
    double first = scale_at(&plot->up, waterfall->steps[0].to);
    if (waterfall->difference.is_there) {
        canvas_line(canvas, &dashed, (struct point){plot_centre(plot, 0) + plot->bar_pt / 2, first},
                    (struct point){rect_right(plot->box) + DIFFERENCE_GAP_PT + 4, first});
    }
}

/* An arrow from the first level to the last, and its words. */
static void draw_total_difference(struct canvas *canvas, const struct chart *chart,
                                  const struct waterfall *waterfall) {
    const struct difference *difference = &waterfall->difference;
    const struct plot *plot = &waterfall->plot;
    if (!difference->is_there) {
        return;
    }
    const struct line_look thin = {.colour = COLOUR_INK, .width_pt = 0.6};
    int colour = chart_difference_colour(difference);
    double first = scale_at(&plot->up, waterfall->steps[0].to);
    double last = scale_at(&plot->up, waterfall->steps[chart->n - 1].to);
    double x_pt = rect_right(plot->box) + DIFFERENCE_GAP_PT;
    canvas_line(canvas, &thin,
                (struct point){plot_centre(plot, chart->n - 1) + plot->bar_pt / 2, last},
                (struct point){x_pt + 4, last});
    bool is_up = last < first;
    double head = fmin(5, fabs(first - last));
    canvas_rect(canvas,
                (struct rect){x_pt - 0.6, fmin(first, last) + (is_up ? head * 0.8 : 0), 1.2,
                              fmax(fabs(first - last) - head * 0.8, 0)},
                colour);
    if (head > 1) {
        canvas_triangle(canvas, (struct point){x_pt - head / 2, is_up ? last + head * 0.87 : last},
                        head, is_up, colour);
    }
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600, .colour = colour};
    double middle = (first + last) / 2;
    canvas_text(canvas, &look, (struct point){x_pt + 8, middle - 2.5},
                chart_format_signed(canvas, chart, difference->exact));
    canvas_text(canvas, &look, (struct point){x_pt + 8, middle + 9},
                chart_format_share(canvas, difference->share, 1, true));
}

static double difference_width(const struct canvas *canvas, const struct chart *chart,
                               const struct difference *difference) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    if (!difference->is_there) {
        return 0;
    }
    double words_pt =
        canvas_measure(canvas, &look, chart_format_signed(canvas, chart, difference->exact));
    double share_pt =
        canvas_measure(canvas, &look, chart_format_share(canvas, difference->share, 1, true));
    return DIFFERENCE_GAP_PT + 8 + fmax(words_pt, share_pt) + 2;
}

static void set_plot(const struct canvas *canvas, const struct chart *chart,
                     struct waterfall *waterfall) {
    struct plot *plot = &waterfall->plot;
    double right_pt = difference_width(canvas, chart, &waterfall->difference);
    plot->box = (struct rect){0, chart->top_pt + 14, canvas->figure->width_pt - right_pt,
                              chart_height(chart, 128)};
    plot_divide(plot, chart->n);
    plot->bar_pt = fmin(plot->step_pt * BAR_SHARE, BAR_MOST_PT);
    double room_pt = waterfall->low < 0 ? 12 : 0;
    plot->up = (struct scale){waterfall->low, fmax(waterfall->high, waterfall->low + 1e-9),
                              rect_bottom(plot->box) - room_pt, plot->box.y};
    plot_choose_names(canvas, chart, plot);
}

/* Levels as they are, steps with their signs. */
static void describe(const struct canvas *canvas, const struct chart *chart,
                     const struct waterfall *waterfall) {
    for (size_t i = 0; i < chart->n; i++) {
        const struct step *step = &waterfall->steps[i];
        struct str words =
            !step->is_there  ? canvas_word(canvas, WORD_MISSING)
            : step->is_level ? chart_format(canvas, chart, &step->sum)
                             : chart_format_signed(canvas, chart,
                                                   chart->groups[i].numbers[SCENARIO_ACTUAL].exact);
        g_string_append_printf(chart->says, " " STR_FMT ": " STR_FMT "%s",
                               STR_ARG(chart->groups[i].name), STR_ARG(words),
                               i + 1 < chart->n ? ";" : ".");
    }
    if (waterfall->difference.is_there) {
        struct str share = chart_format_share(canvas, waterfall->difference.share, 1, true);
        g_string_append_printf(
            chart->says, " " STR_FMT ": " STR_FMT "%s" STR_FMT "%s.",
            STR_ARG(canvas_word(canvas, WORD_DIFFERENCE)),
            STR_ARG(chart_format_signed(canvas, chart, waterfall->difference.exact)),
            share.n ? " (" : "", STR_ARG(share), share.n ? ")" : "");
    }
}

void draw_waterfall(struct canvas *canvas, struct chart *chart) {
    struct waterfall waterfall = {.steps = ARENA_NEW_N(canvas->arena, struct step, chart->n)};
    add_steps(canvas, chart, &waterfall);
    find_difference(chart, &waterfall);
    set_plot(canvas, chart, &waterfall);
    draw_level_line(canvas, &waterfall);
    for (size_t i = 0; i < chart->n; i++) {
        if (i + 1 < chart->n) {
            draw_connector(canvas, &waterfall, i);
        }
        if (waterfall.steps[i].is_there) {
            canvas_rect(canvas, step_rect(&waterfall, i), step_colour(chart, &waterfall, i));
        }
    }
    plot_draw_zero(canvas, &waterfall.plot);
    draw_total_difference(canvas, chart, &waterfall);
    for (size_t i = 0; i < chart->n; i++) {
        if (waterfall.steps[i].is_there) {
            draw_step_value(canvas, chart, &waterfall, i);
        } else {
            draw_missing(canvas, &waterfall, i);
        }
    }
    plot_draw_names(canvas, chart, &waterfall.plot);
    describe(canvas, chart, &waterfall);
    canvas->figure->height_pt = plot_foot(chart, &waterfall.plot);
}
