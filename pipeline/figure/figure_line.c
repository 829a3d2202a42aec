#include "figure_chart_priv.h"

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

enum { DOTS_MOST = 12, NAMED_FROM = 25, MEAN_FROM = 41, MEAN_OF = 8 };

static const double INSET_PT = 6;

struct line {
    struct str name;
    int colour, text_colour;
    double width_pt;
    bool is_plan;
    struct chart_number *numbers; /* one a group */
    size_t forecast_from;         /* the first group that is one */
};

struct lines {
    struct line lines[SERIES_MAX];
    size_t n;
    struct plot plot;
    struct ticks ticks;
    double labels_pt;
    bool is_area;
};

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

static size_t last_there(const struct chart *chart, const struct line *line) {
    size_t last = chart->n;
    for (size_t i = 0; i < chart->n; i++) {
        last = line->numbers[i].is_there ? i : last;
    }
    return last;
}

/* --- drawing -------------------------------------------------------------------------------- */

static struct point point_at(const struct lines *lines, const struct line *line, size_t i) {
    return (struct point){plot_centre(&lines->plot, i),
                          scale_at(&lines->plot.up, line->numbers[i].value)};
}

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

static void draw_line(struct canvas *canvas, const struct chart *chart, const struct lines *lines,
                      const struct line *line) {
    struct point *points = ARENA_NEW_N(canvas->arena, struct point, chart->n);
    size_t n = 0;
    for (size_t i = 0; i <= chart->n; i++) {
        if (i < chart->n && line->numbers[i].is_there) {
            points[n++] = point_at(lines, line, i);
            continue;
        }
        if (n > 0) {
            draw_run(canvas, line, points, i - n, n);
        }
        n = 0;
    }
    for (size_t i = 0; line->is_plan && i < chart->n && chart->n <= DOTS_MOST; i++) {
        if (line->numbers[i].is_there) {
            canvas_ring(canvas, point_at(lines, line, i), 2.4, 1, line->colour);
        }
    }
}

static void draw_area_of(struct canvas *canvas, const struct chart *chart,
                         const struct lines *lines, const struct line *line) {
    struct point *points = ARENA_NEW_N(canvas->arena, struct point, chart->n + 2);
    double zero = scale_at(&lines->plot.up, 0);
    size_t n = 0;
    for (size_t i = 0; i <= chart->n; i++) {
        if (i < chart->n && line->numbers[i].is_there) {
            points[n++] = point_at(lines, line, i);
            continue;
        }
        if (n > 1) {
            points[n] = (struct point){points[n - 1].x, zero};
            points[n + 1] = (struct point){points[0].x, zero};
            canvas_polygon(canvas, points, n + 2, COLOUR_AREA);
        }
        n = 0;
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

static bool is_gap(const struct chart *chart, const struct lines *lines, size_t i) {
    for (size_t k = 0; k < lines->n; k++) {
        if (lines->lines[k].numbers[i].is_there) {
            return false;
        }
    }
    (void)chart;
    return true;
}

static void draw_gaps(struct canvas *canvas, const struct chart *chart, const struct lines *lines) {
    const struct plot *plot = &lines->plot;
    const struct text_look look = {
        .role = ROLE_SMALL, .weight = 600, .colour = COLOUR_MUTED, .anchor = ANCHOR_MIDDLE};
    for (size_t i = 0; i < chart->n; i++) {
        if (!is_gap(chart, lines, i)) {
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
    double right = rect_right(plot->box) - 4, lowest = (double)INFINITY;
    for (size_t k = 0; k < lines->n; k++) {
        for (size_t i = from > 0 ? from - 1 : 0; i < chart->n; i++) {
            const struct chart_number *number = &lines->lines[k].numbers[i];
            lowest =
                number->is_there ? fmin(lowest, scale_at(&plot->up, number->value) * -1) : lowest;
        }
    }
    double foot = rect_bottom(plot->box) - 6;
    if (canvas_measure(canvas, &look, name) <= right - x_pt - 4 && -lowest < foot - 12) {
        canvas_text_free(canvas, &look, (struct point){right, foot}, name);
    }
}

/* --- values at points ----------------------------------------------------------------------- */

/* Whether the line is higher on both sides of a point; of its ends, on the one that they have. */
static bool is_valley(const struct chart *chart, const struct line *line, size_t i) {
    double here = line->numbers[i].value;
    bool has_left = i > 0 && line->numbers[i - 1].is_there;
    bool has_right = i + 1 < chart->n && line->numbers[i + 1].is_there;
    return (has_left || has_right) && (!has_left || line->numbers[i - 1].value > here) &&
           (!has_right || line->numbers[i + 1].value > here);
}

/* Above the point, below it in a valley; moved inside the figure. */
static void name_point(struct canvas *canvas, const struct chart *chart, const struct lines *lines,
                       const struct line *line, size_t i, struct str words) {
    struct text_look look = {
        .role = ROLE_SMALL, .weight = 600, .colour = line->text_colour, .anchor = ANCHOR_MIDDLE};
    struct point at = point_at(lines, line, i), place = at;
    double half = canvas_measure(canvas, &look, words) / 2;
    bool is_below =
        is_valley(chart, line, i) && at.y + 14 < scale_at(&lines->plot.up, lines->ticks.first);
    place.x = fmax(fmin(at.x, canvas->figure->width_pt - half), lines->plot.box.x + half);
    place.y = is_below ? at.y + 12.5 : at.y - 6;
    if (!canvas_text_free(canvas, &look, place, words)) {
        place.y = is_below ? at.y - 6 : at.y + 12.5;
        canvas_text_free(canvas, &look, place, words);
    }
}

static void mark(struct canvas *canvas, const struct chart *chart, const struct lines *lines,
                 const struct line *line, size_t i) {
    draw_point(canvas, point_at(lines, line, i), 2.6, line->colour, i >= line->forecast_from);
    name_point(canvas, chart, lines, line, i, chart_format(canvas, chart, &line->numbers[i]));
}

static size_t find_extreme(const struct chart *chart, const struct line *line, bool is_highest) {
    size_t found = chart->n;
    for (size_t i = 0; i < chart->n; i++) {
        if (!line->numbers[i].is_there) {
            continue;
        }
        double ahead = found < chart->n ? line->numbers[i].value - line->numbers[found].value : 1;
        found = found == chart->n || (is_highest ? ahead > 0 : ahead < 0) ? i : found;
    }
    return found;
}

static void mark_extreme(struct canvas *canvas, const struct chart *chart,
                         const struct lines *lines, const struct line *line, bool is_highest) {
    size_t i = find_extreme(chart, line, is_highest);
    struct str value = chart_format(canvas, chart, &line->numbers[i]);
    struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_INK, .anchor = ANCHOR_MIDDLE};
    struct str words =
        canvas_phrase(canvas, is_highest ? WORD_HIGHEST : WORD_LOWEST, value, STR(""));
    struct point at = point_at(lines, line, i), place = at;
    double half = canvas_measure(canvas, &look, words) / 2;
    canvas_ring(canvas, at, 2.8, 1.2, COLOUR_INK);
    place.x = fmax(fmin(at.x, rect_right(lines->plot.box) - half), lines->plot.box.x + half);
    bool is_at_foot = at.y + 13 > rect_bottom(lines->plot.box) - 2;
    place.y = is_highest || is_at_foot ? at.y - 6.5 : at.y + 13;
    canvas_text_free(canvas, &look, place, words);
}

/* Values where they stand: of the only line. */
static void name_values(struct canvas *canvas, const struct chart *chart, const struct lines *lines,
                        const struct line *line) {
    size_t last = last_there(chart, line), first = 0;
    while (first < last && !line->numbers[first].is_there) {
        first++;
    }
    bool has_gap = false;
    for (size_t i = first; i < last; i++) {
        has_gap = has_gap || !line->numbers[i].is_there;
    }
    for (size_t i = first; has_gap && chart->n <= DOTS_MOST && i <= last; i++) {
        if (line->numbers[i].is_there) {
            draw_point(canvas, point_at(lines, line, i), 2.2, line->colour,
                       i >= line->forecast_from);
        }
    }
    bool is_extreme =
        last == find_extreme(chart, line, true) || last == find_extreme(chart, line, false);
    if (chart->n < NAMED_FROM || !is_extreme) {
        mark(canvas, chart, lines, line, last);
    }
    for (size_t i = 0; i < chart->n; i++) {
        bool is_named =
            line->numbers[i].is_there && (chart_is_highlighted(chart, chart->groups[i].name) ||
                                          (i + 1 == line->forecast_from && i + 1 < chart->n));
        if (is_named && i != last) {
            mark(canvas, chart, lines, line, i);
        }
    }
    if (chart->n >= NAMED_FROM) {
        mark_extreme(canvas, chart, lines, line, true);
        mark_extreme(canvas, chart, lines, line, false);
    } else if (first != last) {
        mark(canvas, chart, lines, line, first);
    }
}

/* --- many points ---------------------------------------------------------------------------- */

/* The mean of the last eight that are there, in front of the raw line, which turns grey. */
static void add_mean(const struct canvas *canvas, struct chart *chart, struct lines *lines) {
    struct line *raw = &lines->lines[0];
    struct str name = canvas_phrase(canvas, WORD_MEAN, STR("8"), STR(""));
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
        size_t last = last_there(chart, line);
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
            .wanted_pt = is_placed ? point_at(lines, line, last).y : 0,
        };
    }
    return n;
}

static void draw_ends(struct canvas *canvas, const struct chart *chart, const struct lines *lines) {
    struct edge_label labels[SERIES_MAX];
    size_t n = end_labels(canvas, chart, lines, true, labels);
    for (size_t k = 0; k < lines->n && n > 0; k++) {
        const struct line *line = &lines->lines[k];
        size_t last = last_there(chart, line);
        if (last < chart->n && line->width_pt > 1) {
            draw_point(canvas, point_at(lines, line, last), 2.6, line->colour,
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
    double left_pt = plot_ticks_width(canvas, &lines->ticks);
    plot->box =
        (struct rect){left_pt, chart->top_pt + 12, fmax(width_pt - left_pt - lines->labels_pt, 40),
                      fmax(chart_height(chart, 128), LABEL_STEP_PT * ((double)n - 1))};
    double high = lines->ticks.first + lines->ticks.step * (double)(lines->ticks.n - 1);
    plot->up = (struct scale){lines->ticks.first, high, rect_bottom(plot->box), plot->box.y};
    plot_spread(plot, chart->n, lines->is_area ? 3 : INSET_PT);
    plot_choose_names(canvas, chart, plot);
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
        draw_area_of(canvas, chart, &lines, &lines.lines[0]);
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
        name_values(canvas, chart, &lines, &lines.lines[0]);
    } else if (is_alone) {
        mark_extreme(canvas, chart, &lines, &lines.lines[0], true);
        mark_extreme(canvas, chart, &lines, &lines.lines[0], false);
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
