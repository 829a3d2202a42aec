#include "figure_chart_priv.h"

#include <math.h>

/*
 * Parts of a whole over time: areas on top of each other, from zero, the first series at the foot.
 * Each is named at its right end, in the middle of its band, with its last value; the first and the
 * last total stand above their ends. Where one of the parts is not known the whole is not: a gap.
 */

static const double INSET_PT = 3, SEAM_PT = 0.75, TOTAL_GAP_PT = 6;

struct stack {
    struct plot plot;
    struct ticks ticks;
    double labels_pt;
    double **tops;  /* of each series: sums from the foot, one a group */
    bool *is_there; /* one a group */
};

static void add_up(const struct canvas *canvas, const struct chart *chart, struct stack *stack) {
    stack->tops = ARENA_NEW_N(canvas->arena, double *, chart->n_series);
    stack->is_there = ARENA_NEW_N(canvas->arena, bool, chart->n);
    for (size_t i = 0; i < chart->n; i++) {
        stack->is_there[i] = true;
        for (size_t s = 0; s < chart->n_series; s++) {
            stack->is_there[i] = stack->is_there[i] && chart->groups[i].cells[s].is_there;
        }
    }
    for (size_t s = 0; s < chart->n_series; s++) {
        stack->tops[s] = ARENA_NEW_N(canvas->arena, double, chart->n);
        for (size_t i = 0; i < chart->n; i++) {
            double below = s > 0 ? stack->tops[s - 1][i] : 0;
            stack->tops[s][i] = below + chart->groups[i].cells[s].value;
        }
    }
}

/* Below zero a band has no side to be on. */
static bool check_signs(const struct chart *chart) {
    for (size_t i = 0; i < chart->n; i++) {
        for (size_t s = 0; s < chart->n_series; s++) {
            const struct chart_number *cell = &chart->groups[i].cells[s];
            if (cell->is_there && cell->value < 0) {
                const struct value *row = chart->groups[i].row;
                diag_error(chart->fields.diags, figure_place(chart->fields.request, row),
                           DIAG_FIGURE_DATA, "a part of a whole cannot be negative");
                diag_hint(chart->fields.diags, "Lines or stacked columns show losses.");
                return false;
            }
        }
    }
    return true;
}

static struct point at_top(const struct stack *stack, size_t s, size_t i) {
    return (struct point){plot_centre(&stack->plot, i),
                          scale_at(&stack->plot.up, stack->tops[s][i])};
}

static struct point at_foot(const struct stack *stack, size_t s, size_t i) {
    return (struct point){plot_centre(&stack->plot, i),
                          scale_at(&stack->plot.up, s > 0 ? stack->tops[s - 1][i] : 0)};
}

static size_t last_whole(const struct chart *chart, const struct stack *stack) {
    size_t last = chart->n;
    for (size_t i = 0; i < chart->n; i++) {
        last = stack->is_there[i] ? i : last;
    }
    return last;
}

/* --- the bands ------------------------------------------------------------------------------ */

/* Groups @first to @last of one series. A group alone is a thin column. */
static void draw_band(struct canvas *canvas, const struct chart *chart, const struct stack *stack,
                      size_t s, size_t first, size_t last) {
    size_t n = 0, most = 2 * (last - first + 1) + 2;
    struct point *points = ARENA_NEW_N(canvas->arena, struct point, most);
    double half_pt = first == last ? 2 : 0;
    for (size_t i = first; i <= last; i++) {
        points[n] = at_top(stack, s, i);
        points[n++].x -= half_pt;
    }
    if (first == last) {
        points[n] = at_top(stack, s, last);
        points[n++].x += half_pt;
    }
    for (size_t i = last + 1; i-- > first;) {
        points[n] = at_foot(stack, s, i);
        points[n++].x += half_pt;
    }
    if (first == last) {
        points[n] = at_foot(stack, s, first);
        points[n++].x -= half_pt;
    }
    canvas_polygon(canvas, points, n, chart->series[s].colour);
    if (s > 0 && first < last) { /* white between two bands, taken from both */
        const struct line_look seam = {.colour = COLOUR_GROUND, .width_pt = SEAM_PT};
        struct point *foot = ARENA_NEW_N(canvas->arena, struct point, last - first + 1);
        for (size_t i = first; i <= last; i++) {
            foot[i - first] = at_foot(stack, s, i);
        }
        canvas_polyline(canvas, &seam, foot, last - first + 1);
    }
}

static void draw_bands(struct canvas *canvas, const struct chart *chart,
                       const struct stack *stack) {
    for (size_t s = 0; s < chart->n_series; s++) {
        for (size_t i = 0, first = 0; i <= chart->n; i++) {
            if (i < chart->n && stack->is_there[i]) {
                continue;
            }
            if (i > first) {
                draw_band(canvas, chart, stack, s, first, i - 1);
            }
            first = i + 1;
        }
    }
}

static void draw_gaps(struct canvas *canvas, const struct chart *chart, const struct stack *stack) {
    const struct plot *plot = &stack->plot;
    const struct text_look look = {
        .role = ROLE_SMALL, .weight = 600, .colour = COLOUR_MUTED, .anchor = ANCHOR_MIDDLE};
    struct str words = canvas_word(canvas, WORD_MISSING);
    for (size_t i = 0; i < chart->n; i++) {
        if (!stack->is_there[i]) {
            double foot_y = scale_at(&plot->up, 0) - 4;
            canvas_text_inside(canvas, &look, (struct point){plot_centre(plot, i), foot_y}, words);
        }
    }
}

/* --- words ---------------------------------------------------------------------------------- */

static size_t name_series(const struct canvas *canvas, const struct chart *chart,
                          const struct stack *stack, bool is_placed, struct edge_label *labels) {
    size_t last = last_whole(chart, stack), n = 0;
    for (size_t s = 0; s < chart->n_series && last < chart->n; s++) {
        const struct chart_series *series = &chart->series[s];
        labels[n++] = (struct edge_label){
            .words = series->name,
            .value = chart_format(canvas, chart, &chart->groups[last].cells[s]),
            .colour = series->text_colour,
            .weight = 600,
            .sample = -1,
            .wanted_pt = is_placed ? (at_top(stack, s, last).y + at_foot(stack, s, last).y) / 2 : 0,
        };
    }
    return n;
}

static void name_total(struct canvas *canvas, const struct chart *chart, const struct stack *stack,
                       size_t i) {
    const struct text_look look = {
        .role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK, .anchor = ANCHOR_MIDDLE};
    struct chart_number total;
    if (!chart_group_total(chart, &chart->groups[i], &total)) {
        return;
    }
    struct str words = chart_format(canvas, chart, &total);
    double half_pt = canvas_measure(canvas, &look, words) / 2;
    struct point at = at_top(stack, chart->n_series - 1, i);
    at.x = fmax(fmin(at.x, rect_right(stack->plot.box) - half_pt), stack->plot.box.x + half_pt);
    at.y -= TOTAL_GAP_PT;
    canvas_text_free(canvas, &look, at, words);
}

/* --- the whole ------------------------------------------------------------------------------ */

static void set_plot(const struct canvas *canvas, const struct chart *chart, struct stack *stack) {
    struct edge_label labels[SERIES_MAX];
    struct plot *plot = &stack->plot;
    size_t n = name_series(canvas, chart, stack, false, labels);
    double width_pt = canvas->figure->width_pt;
    stack->ticks = ticks_for(0, chart->high);
    stack->labels_pt = labels_width(canvas, labels, n, width_pt * 0.35);
    plot->box = (struct rect){.y = chart->top_pt + 12,
                              .width = width_pt - stack->labels_pt,
                              .height = fmax(chart_height(chart, 140), LABEL_STEP_PT * (double)n)};
    plot_set_points(canvas, chart, plot, &stack->ticks, INSET_PT);
}

void draw_stacked_area(struct canvas *canvas, struct chart *chart) {
    struct stack stack = {0};
    if (chart->n_series == 0) {
        diag_error(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_FIELD,
                   "a stacked area needs \"series\": its parts");
        return;
    }
    if (!check_signs(chart)) {
        return;
    }
    add_up(canvas, chart, &stack);
    set_plot(canvas, chart, &stack);
    plot_draw_ticks(canvas, &stack.plot, &stack.ticks);
    draw_bands(canvas, chart, &stack);
    plot_draw_zero(canvas, &stack.plot);
    plot_draw_names(canvas, chart, &stack.plot);
    struct edge_label labels[SERIES_MAX];
    size_t n = name_series(canvas, chart, &stack, true, labels), last = last_whole(chart, &stack);
    labels_spread(labels, n, LABEL_STEP_PT, stack.plot.box.y, rect_bottom(stack.plot.box));
    labels_draw(canvas, labels, n, rect_right(stack.plot.box), stack.labels_pt);
    draw_gaps(canvas, chart, &stack);
    if (last < chart->n) {
        name_total(canvas, chart, &stack, last);
        size_t first = 0;
        while (!stack.is_there[first]) {
            first++;
        }
        name_total(canvas, chart, &stack, first);
    }
    canvas->figure->height_pt = plot_foot(chart, &stack.plot);
}
