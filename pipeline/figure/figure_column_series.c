#include "figure_chart_priv.h"

#include <math.h>

/*
 * Columns of several series: side by side, or on top of each other. Each segment that is large
 * enough says its value, so that no axis is needed; where the values do not fit, an axis with faint
 * lines stands in for them. The series are named once, at the right of the last column.
 */

static const double LABEL_GAP_PT = 4, SEGMENT_GAP_PT = 0.75, INSIDE_LEAST_PT = 14;
static const double BAR_MOST_PT = 80;      /* of a wide figure with few values */
static const double SERIES_STEP_PT = 11.5; /* a step of labels, and room for their samples */

struct columns {
    struct plot plot;
    struct ticks ticks;
    bool has_values; /* each bar says its own; else the axis does */
    double slot_pt;  /* of one series in a group */
    double labels_pt;
};

static bool is_stacked(const struct chart *chart) {
    return chart->type->is_stacked;
}

/* --- the names of the series ---------------------------------------------------------------- */

/* The middle of a series' segment in a stack, and its ends. */
static struct rect segment_of(const struct columns *columns, const struct chart *chart, size_t i,
                              size_t s) {
    const struct chart_group *group = &chart->groups[i];
    const struct plot *plot = &columns->plot;
    double middle = plot_centre(plot, i), value = group->cells[s].value, base = 0;
    if (!is_stacked(chart)) {
        double left = middle - columns->slot_pt * (double)chart->n_series / 2;
        struct rect bar = plot_bar(plot, left + columns->slot_pt * ((double)s + 0.5), value);
        return bar;
    }
    for (size_t k = 0; k < s; k++) {
        double below = group->cells[k].value;
        bool is_same_side = group->cells[k].is_there && (below < 0) == (value < 0);
        base += is_same_side ? below : 0;
    }
    double foot = scale_at(&plot->up, base), top = scale_at(&plot->up, base + value);
    return (struct rect){middle - plot->bar_pt / 2, fmin(foot, top), plot->bar_pt,
                         fabs(foot - top)};
}

static size_t series_labels(const struct columns *columns, const struct chart *chart,
                            struct edge_label *labels) {
    const struct chart_group *last = &chart->groups[chart->n - 1];
    for (size_t s = 0; s < chart->n_series; s++) {
        const struct chart_series *series = &chart->series[s];
        labels[s] = (struct edge_label){
            .words = series->name, .weight = 600, .colour = series->text_colour, .sample = -1};
        if (!is_stacked(chart)) {
            labels[s].sample = series->colour;
        }
        if (!columns) {
            continue;
        }
        struct rect bar = segment_of(columns, chart, chart->n - 1, s);
        bool is_there = last->cells[s].is_there;
        labels[s].wanted_pt = !is_there                  ? rect_bottom(columns->plot.box)
                              : is_stacked(chart)        ? bar.y + bar.height / 2
                              : last->cells[s].value < 0 ? rect_bottom(bar)
                                                         : bar.y;
    }
    return chart->n_series;
}

static void draw_series_names(struct canvas *canvas, const struct chart *chart,
                              const struct columns *columns) {
    struct edge_label labels[SERIES_MAX];
    size_t n = series_labels(columns, chart, labels);
    labels_spread(labels, n, SERIES_STEP_PT, columns->plot.box.y, rect_bottom(columns->plot.box));
    labels_draw(canvas, labels, n, rect_right(columns->plot.box) + LABEL_GAP_PT,
                columns->labels_pt - LABEL_GAP_PT);
}

/* --- the bars ------------------------------------------------------------------------------- */

static void draw_segment_value(struct canvas *canvas, const struct chart *chart, struct rect bar,
                               const struct chart_number *number, int fill) {
    struct text_look look = {.role = ROLE_SMALL, .anchor = ANCHOR_MIDDLE};
    struct str words = chart_format(canvas, chart, number);
    bool fits = canvas_measure(canvas, &look, words) <= bar.width - 2;
    struct point at = {bar.x + bar.width / 2, bar.y + bar.height / 2 + 3};
    if (is_stacked(chart)) {
        look.colour = canvas_text_on(canvas, fill);
        if (fits && bar.height >= INSIDE_LEAST_PT) {
            canvas_text(canvas, &look, at, words);
        }
        return;
    }
    look.colour = COLOUR_INK;
    at.y = number->value < 0 ? rect_bottom(bar) + 9.5 : bar.y - 3.5;
    canvas_text_free(canvas, &look, at, words);
}

static void draw_missing(struct canvas *canvas, const struct columns *columns, double middle_pt) {
    const struct text_look look = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_MIDDLE};
    double y = scale_at(&columns->plot.up, 0) - 4;
    canvas_text_free(canvas, &look, (struct point){middle_pt, y},
                     canvas_word(canvas, WORD_MISSING));
}

static void draw_group(struct canvas *canvas, const struct chart *chart,
                       const struct columns *columns, size_t i) {
    const struct chart_group *group = &chart->groups[i];
    double top = scale_at(&columns->plot.up, 0);
    for (size_t s = 0; s < chart->n_series; s++) {
        const struct chart_number *cell = &group->cells[s];
        struct rect bar = segment_of(columns, chart, i, s);
        if (!cell->is_there) {
            if (!is_stacked(chart) && columns->has_values) {
                draw_missing(canvas, columns, bar.x + bar.width / 2);
            }
            continue;
        }
        top = fmin(top, bar.y);
        /* The line between two segments is taken from the foot of the upper one. */
        double gap_pt = is_stacked(chart) && s > 0 ? fmin(SEGMENT_GAP_PT, bar.height / 2) : 0;
        struct rect shown = {bar.x, bar.y, bar.width, bar.height - gap_pt};
        canvas_rect(canvas, shown, chart->series[s].colour);
        if (columns->has_values) {
            draw_segment_value(canvas, chart, bar, cell, chart->series[s].colour);
        }
    }
    struct chart_number total;
    if (!is_stacked(chart)) {
        return;
    }
    if (!chart_group_total(chart, group, &total)) {
        draw_missing(canvas, columns, plot_centre(&columns->plot, i));
        return;
    }
    const struct text_look strong = {
        .role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK, .anchor = ANCHOR_MIDDLE};
    canvas_text_free(canvas, &strong, (struct point){plot_centre(&columns->plot, i), top - 4},
                     chart_format(canvas, chart, &total));
}

/* --- the whole ------------------------------------------------------------------------------ */

static void set_bars(const struct canvas *canvas, const struct chart *chart,
                     struct columns *columns, double left_pt) {
    struct plot *plot = &columns->plot;
    struct rect *box = &plot->box;
    box->width += box->x - left_pt;
    box->x = left_pt;
    plot_divide(plot, chart->n);
    /* A column takes 62 % of its pitch; a group of several a little more. */
    double group_pt = is_stacked(chart)
                          ? fmin(plot->step_pt * 0.62, BAR_MOST_PT)
                          : fmin(plot->step_pt * 0.8, BAR_MOST_PT * (double)chart->n_series * 0.6);
    columns->slot_pt = is_stacked(chart) ? group_pt : group_pt / (double)chart->n_series;
    plot->bar_pt = is_stacked(chart) ? group_pt : fmax(columns->slot_pt - 1, 0.5);
    columns->has_values = chart_widest_cell(canvas, chart) <= columns->slot_pt - 2;
}

static struct columns make_columns(const struct canvas *canvas, const struct chart *chart) {
    struct columns columns = {.ticks = ticks_for(chart->low, chart->high)};
    struct edge_label labels[SERIES_MAX];
    size_t n = series_labels(NULL, chart, labels);
    double width_pt = canvas->figure->width_pt;
    columns.labels_pt = labels_width(canvas, labels, n, width_pt * 0.35) + LABEL_GAP_PT;
    columns.plot.box = (struct rect){0, chart->top_pt + 13, width_pt - columns.labels_pt,
                                     fmax(chart_height(chart, 140), SERIES_STEP_PT * (double)n)};
    set_bars(canvas, chart, &columns, 0);
    if (!columns.has_values) {
        set_bars(canvas, chart, &columns, plot_ticks_width(canvas, &columns.ticks));
        columns.has_values = false;
    }
    double high = columns.ticks.first + columns.ticks.step * (double)(columns.ticks.n - 1);
    struct plot *plot = &columns.plot;
    plot->up = columns.has_values
                   ? (struct scale){fmin(chart->low, 0), fmax(chart->high, 1e-9), 0, 0}
                   : (struct scale){columns.ticks.first, high, 0, 0};
    plot->up.low_pt = rect_bottom(plot->box) - (chart->low < 0 ? 12 : 0);
    plot->up.high_pt = plot->box.y;
    plot_choose_names(canvas, chart, plot);
    return columns;
}

void draw_series_columns(struct canvas *canvas, struct chart *chart) {
    struct columns columns = make_columns(canvas, chart);
    if (!columns.has_values) {
        plot_draw_ticks(canvas, &columns.plot, &columns.ticks);
    }
    draw_series_names(canvas, chart, &columns);
    for (size_t i = 0; i < chart->n; i++) {
        draw_group(canvas, chart, &columns, i);
    }
    plot_draw_names(canvas, chart, &columns.plot);
    plot_draw_zero(canvas, &columns.plot);
    canvas->figure->height_pt = plot_foot(chart, &columns.plot);
}
