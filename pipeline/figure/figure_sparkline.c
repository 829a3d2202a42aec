#include "figure_chart_priv.h"

#include <math.h>

/*
 * Sparklines: a row for each series, or one for the only measure. Each has a scale of its own, so
 * that shapes compare and heights do not; the first and the last value and the change between them
 * say what the scale does not.
 */

static const double ROW_PT = 20, HEAD_PT = 16, LINE_SHARE = 0.6, GAP_PT = 16, LINE_MOST_PT = 200;
static const double LINE_LEAST_PT = 40;

struct sparkline {
    struct str name;
    const struct chart_number **numbers; /* one a group */
    size_t first, last;                  /* that are there; the number of groups: none is */
};

struct sparklines {
    struct sparkline *items;
    size_t n;
    struct rows rows;
    struct rect line;                 /* x and width of the lines */
    double first_x, last_x, change_x; /* right edges; 0: the column is left out */
};

static struct sparkline read_sparkline(const struct chart *chart, size_t s) {
    bool is_series = s < chart->n_series;
    struct sparkline item = {
        .name = is_series ? chart->series[s].name : field_text(&chart->fields, "y_label"),
        .numbers = ARENA_NEW_N(chart->fields.arena, const struct chart_number *, chart->n),
        .first = chart->n,
        .last = chart->n,
    };
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_group *group = &chart->groups[i];
        item.numbers[i] = is_series ? &group->cells[s] : chart_main_number(group);
        if (item.numbers[i]->is_there) {
            item.first = item.first == chart->n ? i : item.first;
            item.last = i;
        }
    }
    return item;
}

static struct str value_words(const struct canvas *canvas, const struct chart *chart,
                              const struct sparkline *item, size_t i) {
    return i < chart->n ? chart_format(canvas, chart, item->numbers[i])
                        : canvas_word(canvas, WORD_MISSING);
}

static struct difference change_of(const struct chart *chart, const struct sparkline *item) {
    struct difference change = {0};
    if (item->first < item->last && item->last < chart->n) {
        const struct chart_number *first = item->numbers[item->first];
        const struct chart_number *last = item->numbers[item->last];
        change.is_there = decimal_subtract(last->exact, first->exact, &change.exact);
        change.value = last->value - first->value;
        change.share = first->value != 0 ? change.value / fabs(first->value) : (double)NAN;
    }
    return change;
}

/* In per cent; absolute where there is no share of a first value of zero. */
static struct str change_words(const struct canvas *canvas, const struct chart *chart,
                               const struct difference *change) {
    if (!change->is_there) {
        return STR("");
    }
    struct str share = chart_format_share(canvas, change->share, 0, true);
    return share.n > 0 ? share : chart_format_signed(canvas, chart, change->exact);
}

/* --- one line ------------------------------------------------------------------------------- */

static void draw_runs(struct canvas *canvas, const struct chart *chart,
                      const struct sparkline *item, const struct scale *across,
                      const struct scale *up) {
    const struct line_look look = {.colour = COLOUR_MUTED, .width_pt = 1.25, .is_round = true};
    struct point *points = ARENA_NEW_N(canvas->arena, struct point, chart->n);
    size_t n = 0;
    for (size_t i = 0; i <= chart->n; i++) {
        if (i < chart->n && item->numbers[i]->is_there) {
            points[n++] =
                (struct point){scale_at(across, (double)i), scale_at(up, item->numbers[i]->value)};
            continue;
        }
        if (n == 1) {
            canvas_dot(canvas, points[0], 0.9, COLOUR_MUTED);
        }
        canvas_polyline(canvas, &look, points, n);
        n = 0;
    }
}

static void draw_line(struct canvas *canvas, const struct chart *chart,
                      const struct sparklines *lines, const struct sparkline *item,
                      double middle_pt) {
    double low = (double)INFINITY, high = -(double)INFINITY;
    for (size_t i = item->first; i <= item->last && i < chart->n; i++) {
        if (item->numbers[i]->is_there) {
            low = fmin(low, item->numbers[i]->value);
            high = fmax(high, item->numbers[i]->value);
        }
    }
    if (item->last == chart->n) {
        return;
    }
    double half_pt = lines->rows.row_pt * LINE_SHARE / 2;
    struct scale across = {0, fmax((double)chart->n - 1, 1), lines->line.x + 2,
                           rect_right(lines->line) - 3};
    struct scale up = {low, high, middle_pt + half_pt, middle_pt - half_pt};
    if (!(high > low)) { /* nothing changes: a line in the middle of its row */
        up.low_pt = up.high_pt = middle_pt;
    }
    draw_runs(canvas, chart, item, &across, &up);
    struct point end = {scale_at(&across, (double)item->last),
                        scale_at(&up, item->numbers[item->last]->value)};
    canvas_dot(canvas, end, 2.2, COLOUR_BRAND);
}

/* --- the rows ------------------------------------------------------------------------------- */

static double widest(const struct canvas *canvas, const struct chart *chart,
                     const struct sparklines *lines, bool is_last) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    struct str head = chart->groups[is_last ? chart->n - 1 : 0].name;
    double widest_pt = fmin(canvas_measure(canvas, &look, head), 70);
    for (size_t k = 0; k < lines->n; k++) {
        const struct sparkline *item = &lines->items[k];
        struct str words = value_words(canvas, chart, item, is_last ? item->last : item->first);
        widest_pt = fmax(widest_pt, canvas_measure(canvas, &look, words));
    }
    return widest_pt;
}

static double widest_change(const struct canvas *canvas, const struct chart *chart,
                            const struct sparklines *lines) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double widest_pt = 0;
    for (size_t k = 0; k < lines->n; k++) {
        struct difference change = change_of(chart, &lines->items[k]);
        struct str words = change_words(canvas, chart, &change);
        widest_pt = fmax(widest_pt, canvas_measure(canvas, &look, words));
    }
    return widest_pt > 0 ? widest_pt + 9 + GAP_PT : 0;
}

/* In a narrow figure the first value goes first, then the change; the names give way last. */
static void set_columns(const struct canvas *canvas, const struct chart *chart,
                        struct sparklines *lines) {
    double width_pt = canvas->figure->width_pt;
    double names_pt = lines->rows.name_pt > 0 ? lines->rows.name_pt + GAP_PT : 0;
    double first_pt = widest(canvas, chart, lines, false) + GAP_PT / 2;
    double last_pt = widest(canvas, chart, lines, true) + GAP_PT / 2;
    double change_pt = widest_change(canvas, chart, lines);
    double room_pt = width_pt - names_pt - first_pt - last_pt - change_pt;
    if (room_pt < LINE_LEAST_PT) {
        room_pt += first_pt;
        first_pt = 0;
    }
    if (room_pt < LINE_LEAST_PT) {
        room_pt += change_pt;
        change_pt = 0;
    }
    if (room_pt < LINE_LEAST_PT) {
        names_pt -= LINE_LEAST_PT - room_pt;
        lines->rows.name_pt = fmax(names_pt - GAP_PT, 0);
        room_pt = LINE_LEAST_PT;
    }
    lines->line.width = lines->n > 1 ? fmin(room_pt, LINE_MOST_PT) : room_pt;
    lines->line.x = names_pt + first_pt;
    lines->first_x = first_pt > 0 ? lines->line.x - GAP_PT / 2 : 0;
    lines->last_x = rect_right(lines->line) + last_pt;
    lines->change_x = change_pt > 0 ? lines->last_x + change_pt : 0;
}

static void draw_row(struct canvas *canvas, const struct chart *chart,
                     const struct sparklines *lines, size_t k, double middle_pt) {
    const struct sparkline *item = &lines->items[k];
    const struct text_look plain = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_END};
    const struct text_look strong = {
        .role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK, .anchor = ANCHOR_END};
    struct difference change = change_of(chart, item);
    double text_y = middle_pt + 3;
    rows_draw_name(canvas, &lines->rows, middle_pt, item->name);
    draw_line(canvas, chart, lines, item, middle_pt);
    if (lines->first_x > 0) {
        canvas_text(canvas, &plain, (struct point){lines->first_x, text_y},
                    value_words(canvas, chart, item, item->first));
    }
    canvas_text(canvas, &strong, (struct point){lines->last_x, text_y},
                value_words(canvas, chart, item, item->last));
    struct str words = change_words(canvas, chart, &change);
    if (words.n > 0 && lines->change_x > 0) {
        draw_signed(canvas, (struct point){lines->change_x, text_y}, decimal_sign(change.exact),
                    chart_difference_colour(&change), words);
    }
}

static void draw_heads(struct canvas *canvas, const struct chart *chart,
                       const struct sparklines *lines, double y_pt) {
    const struct text_look look = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_END};
    struct str first = canvas_cut(canvas, &look, 70, chart->groups[0].name);
    struct str last = canvas_cut(canvas, &look, 70, chart->groups[chart->n - 1].name);
    if (chart->n > 1 && lines->first_x > 0) {
        canvas_text_free(canvas, &look, (struct point){lines->first_x, y_pt}, first);
    }
    canvas_text_free(canvas, &look, (struct point){lines->last_x, y_pt}, last);
    if (lines->change_x > 0) {
        canvas_text_free(canvas, &look, (struct point){lines->change_x, y_pt},
                         canvas_word(canvas, WORD_CHANGE));
    }
}

void draw_sparklines(struct canvas *canvas, struct chart *chart) {
    struct sparklines lines = {.n = MAX(chart->n_series, 1)};
    lines.items = ARENA_NEW_N(canvas->arena, struct sparkline, lines.n);
    struct str *names = ARENA_NEW_N(canvas->arena, struct str, lines.n);
    for (size_t s = 0; s < lines.n; s++) {
        lines.items[s] = read_sparkline(chart, s);
        names[s] = lines.items[s].name;
    }
    lines.rows = rows_measure_names(canvas, chart, names, lines.n, ROW_PT, 0);
    set_columns(canvas, chart, &lines);
    draw_heads(canvas, chart, &lines, chart->top_pt + 9);
    double y_pt = chart->top_pt + HEAD_PT;
    for (size_t k = 0; k < lines.n; k++, y_pt += lines.rows.row_pt) {
        canvas_rect(canvas, (struct rect){0, y_pt - 0.3, fmax(lines.last_x, lines.change_x), 0.6},
                    COLOUR_GRID);
        draw_row(canvas, chart, &lines, k, y_pt + lines.rows.row_pt / 2);
    }
    canvas->figure->height_pt = y_pt + 4;
}
