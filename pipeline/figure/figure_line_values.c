#include "figure_line_priv.h"

#include <math.h>

/*
 * Values at points of a line: its first and last, those that are highlighted, the one before a
 * forecast; of many points the highest and the lowest instead of the first.
 */

enum { NAMED_FROM = 25 };

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
    struct point at = line_point(lines, line, i), place = at;
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
    draw_point(canvas, line_point(lines, line, i), 2.6, line->colour, i >= line->forecast_from);
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
    struct point at = line_point(lines, line, i), place = at;
    double half = canvas_measure(canvas, &look, words) / 2;
    canvas_ring(canvas, at, 2.8, 1.2, COLOUR_INK);
    place.x = fmax(fmin(at.x, rect_right(lines->plot.box) - half), lines->plot.box.x + half);
    bool is_at_foot = at.y + 13 > rect_bottom(lines->plot.box) - 2;
    place.y = is_highest || is_at_foot ? at.y - 6.5 : at.y + 13;
    canvas_text_free(canvas, &look, place, words);
}

void line_name_extremes(struct canvas *canvas, const struct chart *chart, const struct lines *lines,
                        const struct line *line) {
    mark_extreme(canvas, chart, lines, line, true);
    mark_extreme(canvas, chart, lines, line, false);
}

void line_name_values(struct canvas *canvas, const struct chart *chart, const struct lines *lines,
                      const struct line *line) {
    size_t last = line_last(chart, line), first = 0;
    while (first < last && !line->numbers[first].is_there) {
        first++;
    }
    bool has_gap = false;
    for (size_t i = first; i < last; i++) {
        has_gap = has_gap || !line->numbers[i].is_there;
    }
    for (size_t i = first; has_gap && chart->n <= LINE_DOTS_MOST && i <= last; i++) {
        if (line->numbers[i].is_there) {
            draw_point(canvas, line_point(lines, line, i), 2.2, line->colour,
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
        line_name_extremes(canvas, chart, lines, line);
    } else if (first != last) {
        mark(canvas, chart, lines, line, first);
    }
}
