#include "figure_line_priv.h"

#include <math.h>

/*
 * Lines and areas over time.
 *
 * One measure alone says its first and last value where they stand. It is a run of dots where the
 * data are few; from twenty-five points on it names its highest and lowest, and over forty the raw
 * line turns grey behind a mean of eight. Several lines (series, or one measure in its scenarios)
 * are named at their right ends. A forecast is dashed and ends in an open dot; a gap breaks the
 * line and is hatched.
 */

enum { MEAN_FROM = 41, MEAN_OF = 8 };

static const double INSET_PT = 6;

/* --- which lines there are ------------------------------------------------------------------ */

static size_t forecast_start(const struct chart *chart) {
    struct str from = field_text(&chart->fields, "forecast_from");
    struct str shown = chart_category(chart, from);
    size_t i = 0;
    while (i < chart->n && (from.n == 0 || !str_eq(chart->groups[i].name, shown))) {
        i++;
    }
    if (from.n > 0 && i == chart->n) {
        diag_error(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                   "\"forecast_from\" names \"" STR_FMT "\", which is none of the chart's values",
                   STR_ARG(from));
    }
    return i;
}

static struct line *add_line(const struct chart *chart, struct lines *lines, struct str name) {
    struct line *line = &lines->lines[lines->n++];
    *line = (struct line){
        .name = name,
        .numbers = ARENA_NEW_N(chart->fields.arena, struct chart_number, chart->n),
        .forecast_from = chart->n,
    };
    return line;
}

static void add_series_lines(const struct chart *chart, struct lines *lines) {
    size_t from = forecast_start(chart);
    bool is_any_highlighted = false;
    for (size_t s = 0; s < chart->n_series; s++) {
        is_any_highlighted = is_any_highlighted || chart->series[s].is_highlighted;
    }
    for (size_t s = 0; s < chart->n_series; s++) {
        const struct chart_series *series = &chart->series[s];
        struct line *line = add_line(chart, lines, series->name);
        line->colour = series->colour;
        line->text_colour = series->text_colour;
        line->width_pt = is_any_highlighted && !series->is_highlighted ? 1.5 : 2;
        line->forecast_from = from;
        for (size_t i = 0; i < chart->n; i++) {
            line->numbers[i] = chart->groups[i].cells[s];
        }
    }
}

/* The actual and what is expected of it are one line. */
static void add_scenario_lines(const struct chart *chart, struct lines *lines) {
    static const struct {
        enum scenario scenario;
        int colour, text_colour;
        double width_pt;
    } rows[] = {
        {SCENARIO_PREVIOUS, COLOUR_PREVIOUS, COLOUR_MUTED, 2},
        {SCENARIO_PLAN, COLOUR_INK, COLOUR_INK, 1},
        {SCENARIO_ACTUAL, COLOUR_BRAND, COLOUR_SERIES_TEXT, 2.25},
    };
    size_t from = forecast_start(chart);
    for (size_t k = 0; k < G_N_ELEMENTS(rows); k++) {
        bool is_actual = rows[k].scenario == SCENARIO_ACTUAL;
        if (!is_actual && !chart->has[rows[k].scenario]) {
            continue;
        }
        struct line *line = add_line(chart, lines, chart_scenario_name(chart, rows[k].scenario));
        line->colour = rows[k].colour;
        line->text_colour = rows[k].text_colour;
        line->width_pt = rows[k].width_pt;
        line->is_plan = rows[k].scenario == SCENARIO_PLAN;
        line->forecast_from = is_actual ? from : chart->n;
        for (size_t i = 0; i < chart->n; i++) {
            const struct chart_group *group = &chart->groups[i];
            line->numbers[i] =
                is_actual ? *chart_main_number(group) : group->numbers[rows[k].scenario];
            if (is_actual && line->forecast_from == chart->n &&
                group->numbers[SCENARIO_FORECAST].is_there) {
                line->forecast_from = i;
            }
        }
    }
}

size_t line_last(const struct chart *chart, const struct line *line) {
    size_t last = chart->n;
    for (size_t i = 0; i < chart->n; i++) {
        last = line->numbers[i].is_there ? i : last;
    }
    return last;
}

struct point line_point(const struct lines *lines, const struct line *line, size_t i) {
    return (struct point){plot_centre(&lines->plot, i),
                          scale_at(&lines->plot.up, line->numbers[i].value)};
}

/* --- drawing -------------------------------------------------------------------------------- */

/* Solid up to the last actual, dashed from there on. */
static void draw_run(struct canvas *canvas, const struct line *line, const struct point *points,
                     size_t first, size_t n) {
    size_t solid = line->forecast_from > first ? line->forecast_from - first : 0;
    struct line_look look = {.colour = line->colour, .width_pt = line->width_pt, .is_round = true};
    canvas_polyline(canvas, &look, points, MIN(solid, n));
    if (solid < n) {
        size_t from = solid > 0 ? solid - 1 : 0;
        /* Round ends make of it dashes of 2.2 widths and gaps of 1.2. */
        look.dash_pt[0] = 1.2 * line->width_pt;
        look.dash_pt[1] = 2.2 * line->width_pt;
        canvas_polyline(canvas, &look, points + from, n - from);
    }
    if (n == 1) {
        draw_point(canvas, points[0], 2.6, line->colour, solid == 0);
    }
}

static void fill_run(struct canvas *canvas, const struct lines *lines, struct point *points,
                     size_t n) {
    double zero = scale_at(&lines->plot.up, 0);
    if (n > 1) {
        points[n] = (struct point){points[n - 1].x, zero};
        points[n + 1] = (struct point){points[0].x, zero};
        canvas_polygon(canvas, points, n + 2, COLOUR_AREA);
    }
}

/* Runs of points that are there: a gap breaks the line. */
static void draw_runs(struct canvas *canvas, const struct chart *chart, const struct lines *lines,
                      const struct line *line, bool is_ground) {
    struct point *points = ARENA_NEW_N(canvas->arena, struct point, chart->n + 2);
    size_t n = 0;
    for (size_t i = 0; i <= chart->n; i++) {
        if (i < chart->n && line->numbers[i].is_there) {
            points[n++] = line_point(lines, line, i);
            continue;
        }
        if (n > 0 && is_ground) {
            fill_run(canvas, lines, points, n);
        } else if (n > 0) {
            draw_run(canvas, line, points, i - n, n);
        }
        n = 0;
    }
}

static void draw_line(struct canvas *canvas, const struct chart *chart, const struct lines *lines,
                      const struct line *line) {
    draw_runs(canvas, chart, lines, line, false);
    for (size_t i = 0; line->is_plan && i < chart->n && chart->n <= LINE_DOTS_MOST; i++) {
        if (line->numbers[i].is_there) {
            canvas_ring(canvas, line_point(lines, line, i), 2.4, 1, line->colour);
        }
    }
}

/* Grid lines shine through an area. */
static void draw_grid_over(struct canvas *canvas, const struct lines *lines) {
    const struct plot *plot = &lines->plot;
    for (size_t i = 0; i < lines->ticks.n; i++) {
        double y = scale_at(&plot->up, lines->ticks.first + lines->ticks.step * (double)i);
        canvas_rect(canvas, (struct rect){plot->box.x, y - 0.25, plot->box.width, 0.5},
                    COLOUR_GRID);
    }
}

/* --- gaps, forecast ------------------------------------------------------------------------- */

static bool is_gap(const struct lines *lines, size_t i) {
    for (size_t k = 0; k < lines->n; k++) {
        if (lines->lines[k].numbers[i].is_there) {
            return false;
        }
    }
    return true;
}

static void draw_gaps(struct canvas *canvas, const struct chart *chart, const struct lines *lines) {
    const struct plot *plot = &lines->plot;
    const struct text_look look = {
        .role = ROLE_SMALL, .weight = 600, .colour = COLOUR_MUTED, .anchor = ANCHOR_MIDDLE};
    for (size_t i = 0; i < chart->n; i++) {
        if (!is_gap(lines, i)) {
            continue;
        }
        double half_pt = fmin(plot->step_pt * 0.4, 10), middle_pt = plot_centre(plot, i);
        double left_pt = fmax(middle_pt - half_pt, plot->box.x);
        double right_pt = fmin(middle_pt + half_pt, rect_right(plot->box));
        canvas_hatch_missing(
            canvas, (struct rect){left_pt, plot->box.y, right_pt - left_pt, plot->box.height});
        struct point at = {plot_centre(plot, i), plot->box.y + plot->box.height / 2 + 3};
        double words_pt = canvas_measure(canvas, &look, canvas_word(canvas, WORD_MISSING));
        bool is_inside = at.x + words_pt / 2 + 1 <= canvas->figure->width_pt;
        if (words_pt <= plot->step_pt && is_inside) {
            canvas_rect(canvas, (struct rect){at.x - words_pt / 2 - 1, at.y - 8, words_pt + 2, 10},
                        COLOUR_GROUND);
            canvas_text_free(canvas, &look, at, canvas_word(canvas, WORD_MISSING));
        }
    }
}

/* A tinted ground from the last actual to the right. */
static void draw_forecast_ground(struct canvas *canvas, const struct chart *chart,
                                 const struct lines *lines) {
    const struct plot *plot = &lines->plot;
    size_t from = lines->lines[lines->n - 1].forecast_from;
    if (from >= chart->n || chart->n < 2) {
        return;
    }
    double x_pt = from > 0 ? plot_centre(plot, from - 1) : plot->box.x;
    double width_pt = rect_right(plot->box) - x_pt;
    canvas_rect(canvas, (struct rect){x_pt, plot->box.y - 4, width_pt, plot->box.height + 4},
                COLOUR_CARD);
}

static void name_forecast(struct canvas *canvas, const struct chart *chart,
                          const struct lines *lines) {
    const struct plot *plot = &lines->plot;
    const struct text_look look = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_END};
    size_t from = lines->lines[lines->n - 1].forecast_from;
    struct str name = chart_scenario_name(chart, SCENARIO_FORECAST);
    if (from >= chart->n || chart->n < 2) {
        return;
    }
    double x_pt = from > 0 ? plot_centre(plot, from - 1) : plot->box.x;
    double right = rect_right(plot->box) - 4, lowest_y = plot->box.y;
    for (size_t k = 0; k < lines->n; k++) {
        for (size_t i = from > 0 ? from - 1 : 0; i < chart->n; i++) {
            const struct chart_number *number = &lines->lines[k].numbers[i];
            lowest_y =
                number->is_there ? fmax(lowest_y, scale_at(&plot->up, number->value)) : lowest_y;
        }
    }
    double foot = rect_bottom(plot->box) - 6;
    if (canvas_measure(canvas, &look, name) <= right - x_pt - 4 && lowest_y < foot - 12) {
        canvas_text_free(canvas, &look, (struct point){right, foot}, name);
    }
}

/* --- many points ---------------------------------------------------------------------------- */

/* The mean of the last eight that are there, in front of the raw line, which turns grey. */
static void add_mean(const struct canvas *canvas, struct chart *chart, struct lines *lines) {
    struct line *raw = &lines->lines[0];
    struct str many = str_from(arena_printf(canvas->arena, "%d", MEAN_OF));
    struct str name = canvas_phrase(canvas, WORD_MEAN, many, STR(""));
    struct line *mean = add_line(chart, lines, name);
    mean->colour = raw->colour;
    mean->text_colour = raw->text_colour;
    mean->width_pt = 2.25;
    mean->forecast_from = raw->forecast_from;
    raw->name = canvas_word(canvas, WORD_LAST);
    raw->colour = COLOUR_PREVIOUS;
    raw->text_colour = COLOUR_MUTED;
    raw->width_pt = 1;
    for (size_t i = MEAN_OF - 1; i < chart->n; i++) {
        struct decimal sum = decimal_from_int(0);
        double total = 0;
        bool is_there = true;
        for (size_t k = i + 1 - MEAN_OF; k <= i; k++) {
            is_there = is_there && raw->numbers[k].is_there &&
                       decimal_add(sum, raw->numbers[k].exact, &sum);
            total += raw->numbers[k].value;
        }
        mean->numbers[i].is_there =
            is_there && decimal_divide(sum, decimal_from_int(MEAN_OF), chart->decimals,
                                       &mean->numbers[i].exact);
        mean->numbers[i].value = total / MEAN_OF;
    }
}

/* --- the names at the right ----------------------------------------------------------------- */

static size_t end_labels(const struct canvas *canvas, const struct chart *chart,
                         const struct lines *lines, bool is_placed, struct edge_label *labels) {
    size_t n = 0;
    for (size_t k = 0; k < lines->n && lines->n > 1; k++) {
        const struct line *line = &lines->lines[k];
        size_t last = line_last(chart, line);
        if (last == chart->n) {
            continue;
        }
        bool is_strong = line->width_pt >= 2;
        labels[n++] = (struct edge_label){
            .words = line->name,
            .value = chart_format(canvas, chart, &line->numbers[last]),
            .colour = line->text_colour,
            .weight = is_strong ? 600 : 0,
            .sample = -1,
            .wanted_pt = is_placed ? line_point(lines, line, last).y : 0,
        };
    }
    return n;
}

static void draw_ends(struct canvas *canvas, const struct chart *chart, const struct lines *lines) {
    struct edge_label labels[SERIES_MAX];
    size_t n = end_labels(canvas, chart, lines, true, labels);
    for (size_t k = 0; k < lines->n && n > 0; k++) {
        const struct line *line = &lines->lines[k];
        size_t last = line_last(chart, line);
        if (last < chart->n && line->width_pt > 1) {
            draw_point(canvas, line_point(lines, line, last), 2.6, line->colour,
                       last >= line->forecast_from);
        }
    }
    labels_spread(labels, n, LABEL_STEP_PT, lines->plot.box.y, rect_bottom(lines->plot.box));
    labels_draw(canvas, labels, n, rect_right(lines->plot.box), lines->labels_pt);
}

/* --- the whole ------------------------------------------------------------------------------ */

/* Zero is in the picture unless all values are far from it: then the change is the message, and no
 * line says zero. Areas always start at zero. */
static struct ticks choose_ticks(const struct chart *chart, bool is_area) {
    double span = chart->high - chart->least;
    bool is_far = !is_area && chart->least > 0 && span > 0 && span < chart->high * 0.1;
    return ticks_for(is_far ? chart->least : fmin(chart->low, 0), chart->high);
}

static void set_plot(const struct canvas *canvas, const struct chart *chart, struct lines *lines) {
    struct edge_label labels[SERIES_MAX];
    struct plot *plot = &lines->plot;
    double width_pt = canvas->figure->width_pt;
    size_t n = end_labels(canvas, chart, lines, false, labels);
    lines->ticks = choose_ticks(chart, lines->is_area);
    lines->labels_pt = labels_width(canvas, labels, n, width_pt * 0.35);
    plot->box =
        (struct rect){.y = chart->top_pt + 12,
                      .width = width_pt - lines->labels_pt,
                      .height = fmax(chart_height(chart, 128), LABEL_STEP_PT * ((double)n - 1))};
    plot_set_points(canvas, chart, plot, &lines->ticks, lines->is_area ? 3 : INSET_PT);
}

static void draw_all(struct canvas *canvas, struct chart *chart, bool is_area) {
    struct lines lines = {.is_area = is_area};
    if (chart->n_series > 0) {
        add_series_lines(chart, &lines);
    } else {
        add_scenario_lines(chart, &lines);
    }
    bool is_alone = lines.n == 1;
    if (is_alone && chart->n >= MEAN_FROM && !is_area) {
        add_mean(canvas, chart, &lines);
    }
    set_plot(canvas, chart, &lines);
    draw_forecast_ground(canvas, chart, &lines);
    plot_draw_ticks(canvas, &lines.plot, &lines.ticks);
    draw_gaps(canvas, chart, &lines);
    if (is_area) {
        draw_runs(canvas, chart, &lines, &lines.lines[0], true);
        draw_grid_over(canvas, &lines);
    }
    for (size_t k = 0; k < lines.n; k++) {
        draw_line(canvas, chart, &lines, &lines.lines[k]);
    }
    if (lines.ticks.first <= 0) {
        plot_draw_zero(canvas, &lines.plot);
    }
    plot_draw_names(canvas, chart, &lines.plot);
    draw_ends(canvas, chart, &lines);
    if (lines.n == 1) {
        line_name_values(canvas, chart, &lines, &lines.lines[0]);
    } else if (is_alone) {
        line_name_extremes(canvas, chart, &lines, &lines.lines[0]);
    }
    name_forecast(canvas, chart, &lines);
    canvas->figure->height_pt = plot_foot(chart, &lines.plot);
}

void draw_lines(struct canvas *canvas, struct chart *chart) {
    draw_all(canvas, chart, false);
}

void draw_area(struct canvas *canvas, struct chart *chart) {
    draw_all(canvas, chart, true);
}
