#include "figure_chart_priv.h"

#include <math.h>
#include <stdlib.h>

/*
 * A scatter: two measures of each row. Few dots are all named; of many the ones that `emphasis` or
 * `highlight` say, else the five highest. A name tries the right, the left, above and below its dot
 * and is left out where none is free.
 */

enum { POINTS_MAX = 2000, NAMED_ALL = 8, NAMED_HIGHEST = 5 };

static const double RADIUS_PT = 3.2, RING_PT = 0.8, HEIGHT_PT = 150;

struct dot {
    double x, y; /* values; y in the chart's unit */
    struct chart_number number, across;
    struct str name;
    int colour;
    bool is_named;
};

struct scatter {
    struct dot *dots;
    size_t n;
    double low_x, high_x, low_y, high_y;
    struct plot plot;
    struct scale across;
    struct ticks ticks_x, ticks_y;
    int decimals_x; /* as many as the data have */
};

/* --- reading -------------------------------------------------------------------------------- */

static bool read_dot(const struct chart *chart, const struct value *row, struct dot *dot) {
    const struct value *x = chart_field(chart, row, "x");
    dot->number = chart_read_number(chart, chart_field(chart, row, "y"));
    dot->across = chart_read_number(chart, x);
    if (!dot->number.is_there || !dot->across.is_there) {
        return false;
    }
    dot->across.exact = x->number; /* the unit is that of the values */
    dot->x = decimal_to_double(x->number);
    dot->y = dot->number.value;
    dot->name = chart_field_text(chart, row, "name");
    dot->is_named = value_is_true(chart_field(chart, row, "emphasis")) ||
                    chart_is_highlighted(chart, dot->name);
    size_t series = chart_find_series(chart, chart_field_text(chart, row, "series"));
    dot->colour = series < chart->n_series ? chart->series[series].colour : COLOUR_BRAND;
    return true;
}

static void read_dots(struct chart *chart, struct scatter *scatter) {
    size_t n = chart->rows->list.n, every = (n + POINTS_MAX - 1) / POINTS_MAX;
    scatter->dots = ARENA_NEW_N(chart->fields.arena, struct dot, n / every + 1);
    scatter->low_x = scatter->low_y = (double)INFINITY;
    scatter->high_x = scatter->high_y = -(double)INFINITY;
    for (size_t i = 0; i < n; i += every) {
        struct dot *dot = &scatter->dots[scatter->n];
        if (!read_dot(chart, chart->rows->list.items[i], dot)) {
            continue;
        }
        scatter->n++;
        scatter->decimals_x = MAX(scatter->decimals_x, MIN(dot->across.exact.scale, 2));
        scatter->low_x = fmin(scatter->low_x, dot->x);
        scatter->high_x = fmax(scatter->high_x, dot->x);
        scatter->low_y = fmin(scatter->low_y, dot->y);
        scatter->high_y = fmax(scatter->high_y, dot->y);
    }
    if (every > 1) {
        diag_warning(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                     "a chart shows %zu of %zu points, one of each %zu", scatter->n, n, every);
    }
}

static int compare_heights(const void *a, const void *b) {
    const struct dot *x = a, *y = b;
    return x->y > y->y ? -1 : x->y < y->y;
}

/* The dots by height, so that the highest are named first. */
static void choose_names(struct scatter *scatter) {
    bool is_any_named = false;
    for (size_t i = 0; i < scatter->n; i++) {
        is_any_named = is_any_named || scatter->dots[i].is_named;
    }
    qsort(scatter->dots, scatter->n, sizeof *scatter->dots, compare_heights);
    size_t n = scatter->n <= NAMED_ALL ? scatter->n : MIN(scatter->n, NAMED_HIGHEST);
    for (size_t i = 0; !is_any_named && i < n; i++) {
        scatter->dots[i].is_named = true;
    }
}

/* --- drawing -------------------------------------------------------------------------------- */

static struct point place_of(const struct scatter *scatter, const struct dot *dot) {
    return (struct point){scale_at(&scatter->across, dot->x), scale_at(&scatter->plot.up, dot->y)};
}

static bool hits_dot(const struct scatter *scatter, struct rect box, const struct dot *own) {
    for (size_t i = 0; i < scatter->n; i++) {
        struct point at = place_of(scatter, &scatter->dots[i]);
        double dx = fmax(fmax(box.x - at.x, at.x - rect_right(box)), 0);
        double dy = fmax(fmax(box.y - at.y, at.y - rect_bottom(box)), 0);
        if (&scatter->dots[i] != own && dx * dx + dy * dy < RADIUS_PT * RADIUS_PT) {
            return true;
        }
    }
    return false;
}

static void name_dot(struct canvas *canvas, const struct scatter *scatter, const struct dot *dot) {
    struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_INK};
    struct point at = place_of(scatter, dot);
    struct str words = canvas_cut(canvas, &look, scatter->plot.box.width * 0.4, dot->name);
    double width_pt = canvas_measure(canvas, &look, words);
    const struct point starts[] = {{at.x + 6, at.y + 3},
                                   {at.x - 6 - width_pt, at.y + 3},
                                   {at.x - width_pt / 2, at.y - 6.5},
                                   {at.x - width_pt / 2, at.y + 13}};
    for (size_t i = 0; i < G_N_ELEMENTS(starts) && words.n > 0; i++) {
        struct rect box = {starts[i].x, starts[i].y - 7, width_pt, 9};
        bool is_inside = box.x >= scatter->plot.box.x &&
                         rect_right(box) <= canvas->figure->width_pt &&
                         rect_bottom(box) <= rect_bottom(scatter->plot.box);
        if (is_inside && !hits_dot(scatter, box, dot) &&
            canvas_text_free(canvas, &look, starts[i], words)) {
            return;
        }
    }
}

static void draw_across(struct canvas *canvas, const struct chart *chart,
                        const struct scatter *scatter) {
    const struct text_look look = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_MIDDLE};
    const struct text_look strong = {
        .role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK, .anchor = ANCHOR_END};
    double foot = rect_bottom(scatter->plot.box);
    canvas_rect(canvas,
                (struct rect){scatter->plot.box.x, foot - 0.375, scatter->plot.box.width, 0.75},
                COLOUR_INK);
    for (size_t i = 0; i < scatter->ticks_x.n; i++) {
        double value = scatter->ticks_x.first + scatter->ticks_x.step * (double)i;
        struct str words = tick_words(canvas, value, scatter->ticks_x.step);
        double half = canvas_measure(canvas, &look, words) / 2,
               x = scale_at(&scatter->across, value);
        canvas_rect(canvas, (struct rect){x - 0.375, foot, 0.75, 3.5}, COLOUR_INK);
        double middle = fmin(x, canvas->figure->width_pt - half);
        canvas_text_free(canvas, &look, (struct point){middle, foot + 13}, words);
    }
    canvas_text_within(canvas, &strong, (struct point){canvas->figure->width_pt, foot + 25},
                       canvas->figure->width_pt, field_text(&chart->fields, "x_label"));
}

/* Zero is on the axis unless all values are far from it. */
static struct ticks ticks_near_zero(double low, double high) {
    bool is_far = low < high && low > high * 0.5;
    return ticks_for(is_far ? low : fmin(low, 0), fmax(high, is_far ? high : 0));
}

static double last_tick(const struct ticks *ticks) {
    return ticks->first + ticks->step * (double)(ticks->n - 1);
}

static void set_plot(const struct canvas *canvas, const struct chart *chart,
                     struct scatter *scatter, double top_pt) {
    struct plot *plot = &scatter->plot;
    scatter->ticks_x = ticks_near_zero(scatter->low_x, scatter->high_x);
    scatter->ticks_y = ticks_near_zero(scatter->low_y, scatter->high_y);
    double left_pt = plot_ticks_width(canvas, &scatter->ticks_y);
    plot->box = (struct rect){left_pt, top_pt, canvas->figure->width_pt - left_pt,
                              chart_height(chart, HEIGHT_PT)};
    plot->up = (struct scale){scatter->ticks_y.first, last_tick(&scatter->ticks_y),
                              rect_bottom(plot->box), plot->box.y};
    /* Dots at the ends stay inside. */
    scatter->across = (struct scale){scatter->ticks_x.first, last_tick(&scatter->ticks_x),
                                     left_pt + RADIUS_PT + RING_PT,
                                     canvas->figure->width_pt - RADIUS_PT - RING_PT};
}

static double draw_series_key(struct canvas *canvas, const struct chart *chart) {
    struct key_entry entries[SERIES_MAX];
    for (size_t s = 0; s < chart->n_series; s++) {
        entries[s] = (struct key_entry){
            .name = chart->series[s].name, .colour = chart->series[s].colour, .sample = KEY_DOT};
    }
    return draw_key(canvas, entries, chart->n_series, chart->top_pt);
}

/* "47 points; highest 740 (Marlowe; 24); lowest 12 (Nordlys; 2)." */
static void describe(const struct canvas *canvas, const struct chart *chart,
                     const struct scatter *scatter) {
    const struct dot *highest = &scatter->dots[0], *lowest = &scatter->dots[scatter->n - 1];
    const struct number_style style = {.decimals = -1};
    chart_tell_count(canvas, WORD_TELL_POINTS, scatter->n, chart->says);
    const struct dot *rows[] = {highest, lowest};
    static const enum figure_word words[] = {WORD_TELL_HIGHEST, WORD_TELL_LOWEST};
    size_t n_told = scatter->n > 1 ? G_N_ELEMENTS(rows) : 1;
    for (size_t i = 0; i < n_told; i++) {
        char *across = locale_format_number(canvas->request->locale, canvas->arena,
                                            rows[i]->across.exact, &style);
        struct str place = str_from(across);
        if (rows[i]->name.n > 0) {
            place = str_from(
                arena_printf(canvas->arena, STR_FMT "; %s", STR_ARG(rows[i]->name), across));
        }
        struct str phrase =
            canvas_phrase(canvas, words[i], chart_format(canvas, chart, &rows[i]->number), place);
        g_string_append_printf(chart->says, "%s " STR_FMT, scatter->n > 1 ? ";" : "",
                               STR_ARG(phrase));
    }
    g_string_append_c(chart->says, '.');
}

void draw_scatter(struct canvas *canvas, struct chart *chart) {
    struct scatter scatter = {0};
    size_t errors = chart->fields.diags->n_errors;
    chart_read_series(chart);
    chart_colour_series(chart, true);
    read_dots(chart, &scatter);
    if (scatter.n == 0 && chart->fields.diags->n_errors == errors) {
        diag_error(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                   "none of the chart's %zu rows has two numbers", chart->rows->list.n);
    }
    if (scatter.n == 0) {
        return;
    }
    choose_names(&scatter);
    const struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    double top_pt = chart->top_pt + draw_series_key(canvas, chart);
    struct str label = field_text(&chart->fields, "y_label");
    canvas_text_within(canvas, &look, (struct point){0, top_pt + 9}, canvas->figure->width_pt,
                       label);
    set_plot(canvas, chart, &scatter, top_pt + (label.n > 0 ? 20 : 8));
    plot_draw_ticks(canvas, &scatter.plot, &scatter.ticks_y);
    draw_across(canvas, chart, &scatter);
    for (size_t i = scatter.n; i-- > 0;) {
        struct point at = place_of(&scatter, &scatter.dots[i]);
        canvas_dot(canvas, at, RADIUS_PT + RING_PT, COLOUR_GROUND);
        canvas_dot(canvas, at, RADIUS_PT, scatter.dots[i].colour);
    }
    for (size_t i = 0; i < scatter.n; i++) {
        if (scatter.dots[i].is_named) {
            name_dot(canvas, &scatter, &scatter.dots[i]);
        }
    }
    describe(canvas, chart, &scatter);
    canvas->figure->height_pt =
        rect_bottom(scatter.plot.box) + (chart_has_field(chart, "x_label") ? 32 : 20);
}
