#include "figure_chart_priv.h"

#include <math.h>

/*
 * Shares of a whole, instead of a pie: a bar for each series, all of one width, its segments the
 * categories; between two bars a tint joins what belongs together. The share stands inside its
 * segment, the number below it.
 */

static const double BAR_PT = 26, JOIN_PT = 28, NAMES_PT = 14, GAP_PT = 16, SEGMENT_GAP_PT = 1;
static const double VALUES_PT = 13;

struct shares {
    double left_pt, width_pt; /* of the bars */
    double bar_pt, join_pt;
    size_t n; /* bars */
};

static const struct chart_number *number_at(const struct chart *chart, size_t bar, size_t i) {
    return chart->n_series > 0 ? &chart->groups[i].cells[bar]
                               : &chart->groups[i].numbers[SCENARIO_ACTUAL];
}

static double value_at(const struct chart *chart, size_t bar, size_t i) {
    const struct chart_number *number = number_at(chart, bar, i);
    return number->is_there ? fmax(number->value, 0) : 0;
}

static bool total_of(const struct chart *chart, size_t bar, struct chart_number *ret) {
    *ret = (struct chart_number){.is_there = true, .exact = decimal_from_int(0)};
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_number *number = number_at(chart, bar, i);
        if (number->is_there && !decimal_add(ret->exact, number->exact, &ret->exact)) {
            return false;
        }
        ret->value += value_at(chart, bar, i);
    }
    return ret->value > 0;
}

/* What is less than nothing is no part of a whole. */
static bool check_shares(const struct chart *chart) {
    if (chart->low < 0) {
        return diag_error(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                          "a share of a whole cannot be negative");
    }
    return true;
}

/* More segments than there are colours cannot be told apart: the last ones become one. */
static void join_others(const struct canvas *canvas, struct chart *chart) {
    enum { OTHERS = SERIES_COLOURS };
    if (chart->n <= OTHERS + 1) {
        return;
    }
    struct chart_group *others = &chart->groups[OTHERS];
    const struct number_style style = {.decimals = 0};
    char *count = locale_format_number(canvas->request->locale, canvas->arena,
                                       decimal_from_int((int64_t)(chart->n - OTHERS)), &style);
    others->name = canvas_phrase(canvas, WORD_OTHERS, str_from(count), STR(""));
    for (size_t i = OTHERS + 1; i < chart->n; i++) {
        const struct chart_group *group = &chart->groups[i];
        chart_number_add(&others->numbers[SCENARIO_ACTUAL], &group->numbers[SCENARIO_ACTUAL]);
        for (size_t s = 0; s < chart->n_series; s++) {
            chart_number_add(&others->cells[s], &group->cells[s]);
        }
    }
    chart->n = OTHERS + 1;
}

static int colour_at(const struct chart *chart, size_t i) {
    if (chart->n <= RAMP_COLOURS) {
        return COLOUR_RAMP + palette_step(i, chart->n);
    }
    return i < SERIES_COLOURS ? COLOUR_SERIES + (int)i : COLOUR_PREVIOUS;
}

static int text_colour_at(const struct chart *chart, size_t i) {
    if (chart->n <= RAMP_COLOURS) {
        return COLOUR_RAMP_TEXT + palette_step(i, chart->n);
    }
    return i < SERIES_COLOURS ? COLOUR_SERIES_TEXT + (int)i : COLOUR_MUTED;
}

static struct rect segment_of(const struct chart *chart, const struct shares *shares, size_t bar,
                              size_t i, double y_pt) {
    struct chart_number total;
    struct rect rect = {shares->left_pt, y_pt, 0, shares->bar_pt};
    if (total_of(chart, bar, &total)) {
        for (size_t k = 0; k < i; k++) {
            rect.x += value_at(chart, bar, k) / total.value * shares->width_pt;
        }
        rect.width = value_at(chart, bar, i) / total.value * shares->width_pt;
    }
    return rect;
}

/* Whole per cents that add up to a hundred: what rounding down leaves goes to the largest
 * remainders (Hare's method). */
static int percent_of(const struct chart *chart, size_t bar, size_t i) {
    struct chart_number total;
    double left = 100;
    size_t larger = 0;
    if (!total_of(chart, bar, &total)) {
        return 0;
    }
    double own = value_at(chart, bar, i) / total.value * 100;
    for (size_t k = 0; k < chart->n; k++) {
        double share = value_at(chart, bar, k) / total.value * 100;
        double ahead = (share - floor(share)) - (own - floor(own));
        left -= floor(share);
        larger += ahead > 1e-9 || (fabs(ahead) <= 1e-9 && k < i);
    }
    return (int)floor(own) + (larger < (size_t)lround(left));
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_segment(struct canvas *canvas, const struct chart *chart,
                         const struct shares *shares, size_t bar, size_t i, double y_pt) {
    const struct chart_number *number = number_at(chart, bar, i);
    struct rect rect = segment_of(chart, shares, bar, i, y_pt);
    struct chart_number total;
    int fill = colour_at(chart, i);
    if (!number->is_there || !(rect.width > 0) || !total_of(chart, bar, &total)) {
        return;
    }
    double gap_pt = i + 1 < chart->n ? fmin(SEGMENT_GAP_PT, rect.width / 2) : 0;
    canvas_rect(canvas, (struct rect){rect.x, rect.y, rect.width - gap_pt, rect.height}, fill);
    struct text_look look = {.role = ROLE_SMALL,
                             .weight = 600,
                             .anchor = ANCHOR_MIDDLE,
                             .colour = canvas_text_on(canvas, fill)};
    struct str share = chart_format_share(canvas, percent_of(chart, bar, i) / 100.0, 0, false);
    double middle = rect.x + rect.width / 2;
    if (canvas_measure(canvas, &look, share) <= rect.width - 4) {
        canvas_text(canvas, &look, (struct point){middle, y_pt + rect.height / 2 + 3}, share);
    }
    look = (struct text_look){.role = ROLE_SMALL, .anchor = ANCHOR_MIDDLE, .colour = COLOUR_MUTED};
    canvas_text_free(canvas, &look, (struct point){middle, rect_bottom(rect) + 10},
                     chart_format(canvas, chart, number));
}

static void draw_join(struct canvas *canvas, const struct chart *chart, const struct shares *shares,
                      size_t bar, double above_pt, double below_pt) {
    struct chart_number total;
    bool has_both = total_of(chart, bar, &total) && total_of(chart, bar + 1, &total);
    for (size_t i = 0; has_both && i < chart->n; i++) {
        struct rect above = segment_of(chart, shares, bar, i, above_pt);
        struct rect below = segment_of(chart, shares, bar + 1, i, below_pt);
        const struct point points[] = {{above.x, above_pt},
                                       {rect_right(above), above_pt},
                                       {rect_right(below), below_pt},
                                       {below.x, below_pt}};
        if (i % 2 == 0) { /* neighbours are told apart without a line between them */
            canvas_polygon(canvas, points, G_N_ELEMENTS(points), COLOUR_TINT);
        }
    }
}

/* Names above the segments of the first bar; a key where one does not fit. */
static double draw_names(struct canvas *canvas, const struct chart *chart,
                         const struct shares *shares, double y_pt) {
    struct key_entry *entries = ARENA_NEW_N(canvas->arena, struct key_entry, chart->n);
    bool fits = true;
    for (size_t i = 0; i < chart->n; i++) {
        const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
        struct rect rect = segment_of(chart, shares, 0, i, y_pt);
        fits = fits && canvas_measure(canvas, &look, chart->groups[i].name) <= rect.width - 3;
        entries[i] =
            (struct key_entry){.name = chart->groups[i].name, .colour = colour_at(chart, i)};
    }
    if (!fits) {
        return draw_key(canvas, entries, chart->n, y_pt) + 3;
    }
    for (size_t i = 0; i < chart->n; i++) {
        const struct text_look look = {.role = ROLE_SMALL,
                                       .weight = 600,
                                       .anchor = ANCHOR_MIDDLE,
                                       .colour = text_colour_at(chart, i)};
        struct rect rect = segment_of(chart, shares, 0, i, y_pt);
        canvas_text(canvas, &look, (struct point){rect.x + rect.width / 2, y_pt + 9},
                    chart->groups[i].name);
    }
    return NAMES_PT;
}

static void draw_bar_name(struct canvas *canvas, const struct chart *chart,
                          const struct shares *shares, size_t bar, double y_pt) {
    const struct text_look name = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    const struct text_look plain = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    struct chart_number total;
    double room_pt = shares->left_pt - GAP_PT, middle = y_pt + shares->bar_pt / 2;
    bool has_total = total_of(chart, bar, &total);
    if (room_pt <= 0) {
        return;
    }
    canvas_text_within(canvas, &name, (struct point){0, middle - 2}, room_pt,
                       chart->series[bar].name);
    canvas_text_within(canvas, &plain, (struct point){0, middle + 9}, room_pt,
                       has_total ? chart_format(canvas, chart, &total)
                                 : canvas_word(canvas, WORD_MISSING));
}

static struct shares measure(const struct canvas *canvas, const struct chart *chart) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double width_pt = canvas->figure->width_pt, names_pt = 0;
    struct shares shares = {.n = MAX(chart->n_series, 1)};
    for (size_t bar = 0; bar < chart->n_series; bar++) {
        names_pt = fmax(names_pt, canvas_measure(canvas, &look, chart->series[bar].name));
    }
    shares.left_pt = names_pt > 0 ? fmin(names_pt, width_pt * 0.3) + GAP_PT : 0;
    shares.width_pt = width_pt - shares.left_pt;
    double wanted_pt = (double)shares.n * (BAR_PT + VALUES_PT) + (double)(shares.n - 1) * JOIN_PT;
    double by = fmax(chart_height(chart, wanted_pt) / wanted_pt, 0.85);
    shares.bar_pt = BAR_PT * by;
    shares.join_pt = JOIN_PT * by;
    return shares;
}

void draw_shares(struct canvas *canvas, struct chart *chart) {
    if (!check_shares(chart)) {
        return;
    }
    join_others(canvas, chart);
    struct shares shares = measure(canvas, chart);
    double y_pt = chart->top_pt + draw_names(canvas, chart, &shares, chart->top_pt);
    for (size_t bar = 0; bar < shares.n; bar++) {
        if (chart->n_series > 0) {
            draw_bar_name(canvas, chart, &shares, bar, y_pt);
        }
        for (size_t i = 0; i < chart->n; i++) {
            draw_segment(canvas, chart, &shares, bar, i, y_pt);
        }
        y_pt += shares.bar_pt + VALUES_PT;
        if (bar + 1 < shares.n) {
            draw_join(canvas, chart, &shares, bar, y_pt + 1, y_pt + shares.join_pt - 1);
            y_pt += shares.join_pt;
        }
    }
    canvas->figure->height_pt = y_pt + 4;
}
