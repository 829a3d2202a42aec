#include "figure_chart_priv.h"

#include <math.h>

/*
 * What charts over time share: an axis of values at the left with faint lines, zero, and the names
 * of the categories below. Names that are too long for their place are, in this order, split into
 * month and year, thinned out where they are many, or wrapped.
 */

static const double TICK_GAP_PT = 6, NAME_LEADING_PT = 11;

enum { NAME_LINES_MAX = 3, SPARSE_FROM = 13 };

double plot_centre(const struct plot *plot, size_t i) {
    return plot->first_pt + plot->step_pt * (double)i;
}

struct rect plot_bar(const struct plot *plot, double centre_pt, double value) {
    double zero = scale_at(&plot->up, 0), top = scale_at(&plot->up, value);
    return (struct rect){centre_pt - plot->bar_pt / 2, fmin(zero, top), plot->bar_pt,
                         fabs(zero - top)};
}

void plot_divide(struct plot *plot, size_t n) {
    plot->step_pt = plot->box.width / (double)n;
    plot->first_pt = plot->box.x + plot->step_pt / 2;
}

/* --- the axis of values --------------------------------------------------------------------- */

struct str tick_words(const struct canvas *canvas, double value, double step) {
    int decimals = step < 1 ? (step < 0.1 ? 2 : 1) : 0;
    /* A step of 2.5 and one of 0.25 have a digit more. */
    bool has_half = fabs(step * pow(10, decimals) - round(step * pow(10, decimals))) > 1e-6;
    decimals += has_half ? 1 : 0;
    /* Whole steps have at most one digit more; the largest numbers have no room for four. */
    int scale = step < 1 ? 4 : 1;
    struct decimal exact = {.units = (decimal_units)llround(value * pow(10, scale)),
                            .scale = scale};
    const struct number_style style = {.decimals = decimals};
    return str_from(locale_format_number(canvas->request->locale, canvas->arena, exact, &style));
}

static double tick_value(const struct ticks *ticks, size_t i) {
    return ticks->first + ticks->step * (double)i;
}

double plot_ticks_width(const struct canvas *canvas, const struct ticks *ticks) {
    const struct text_look look = {.role = ROLE_SMALL};
    double widest = 0;
    for (size_t i = 0; i < ticks->n; i++) {
        struct str words = tick_words(canvas, tick_value(ticks, i), ticks->step);
        widest = fmax(widest, canvas_measure(canvas, &look, words));
    }
    return widest + TICK_GAP_PT;
}

void plot_draw_ticks(struct canvas *canvas, const struct plot *plot, const struct ticks *ticks) {
    const struct text_look look = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_END};
    double last_y = (double)INFINITY;
    for (size_t i = 0; i < ticks->n; i++) {
        double y = scale_at(&plot->up, tick_value(ticks, i));
        canvas_rect(canvas, (struct rect){plot->box.x, y - 0.25, plot->box.width, 0.5},
                    COLOUR_GRID);
        /* A low plot has room for few words. */
        if (last_y - y >= LABEL_STEP_PT) {
            canvas_text(canvas, &look, (struct point){plot->box.x - TICK_GAP_PT, y + 3},
                        tick_words(canvas, tick_value(ticks, i), ticks->step));
            last_y = y;
        }
    }
}

void plot_draw_zero(struct canvas *canvas, const struct plot *plot) {
    double zero = scale_at(&plot->up, 0);
    canvas_rect(canvas, (struct rect){plot->box.x, zero - 0.375, plot->box.width, 0.75},
                COLOUR_INK);
}

/* --- names ---------------------------------------------------------------------------------- */

static bool is_year(struct str words) {
    bool is_digits = words.n >= 2;
    for (size_t i = 0; i < words.n; i++) {
        is_digits = is_digits && g_ascii_isdigit(words.p[i]);
    }
    return is_digits;
}

static bool is_strong(const struct chart *chart, size_t i) {
    return chart->groups[i].is_emphasised || chart_is_highlighted(chart, chart->groups[i].name);
}

/* "Oct 2025": two words, the second a year. */
static bool are_times(const struct chart *chart) {
    struct str head, tail;
    for (size_t i = 0; i < chart->n; i++) {
        if (!str_cut(chart->groups[i].name, ' ', &head, &tail) || !is_year(tail)) {
            return false;
        }
    }
    return true;
}

/* The widest name, or the widest first word of one. Ends at the first that is wider than @most_pt:
 * shaping is most of a figure's cost. Of a thousand names some thirty are measured. */
static double widest_name(const struct canvas *canvas, const struct chart *chart, bool is_head,
                          double most_pt) {
    size_t every = chart->n > (size_t)2 * GROUPS_MAX ? chart->n / 30 : 1;
    double widest = 0;
    for (size_t i = 0; i < chart->n && widest <= most_pt; i += every) {
        const struct text_look look = {.role = ROLE_SMALL, .weight = is_strong(chart, i) ? 600 : 0};
        struct str head, tail;
        str_cut(chart->groups[i].name, ' ', &head, &tail);
        struct str words = is_head ? head : chart->groups[i].name;
        widest = fmax(widest, canvas_measure(canvas, &look, words));
    }
    return widest;
}

/* Steps that a calendar knows, then any. */
static size_t sparse_step(double width_pt, double step_pt) {
    static const size_t steps[] = {2, 3, 4, 6, 12, 24};
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        if ((double)steps[i] * step_pt >= width_pt) {
            return steps[i];
        }
    }
    return (size_t)ceil(width_pt / step_pt);
}

/* The way from the first or the last centre to the side of the figure, whichever is less. */
static double edge_room(const struct canvas *canvas, const struct chart *chart,
                        const struct plot *plot) {
    return fmin(plot->first_pt, canvas->figure->width_pt - plot_centre(plot, chart->n - 1));
}

/* The widest that names can be and stand side by side, those at the ends inside the figure: they
 * are moved towards their neighbours. */
static double name_room(const struct canvas *canvas, const struct chart *chart,
                        const struct plot *plot) {
    double edge_pt = edge_room(canvas, chart, plot);
    if (chart->n == 1) {
        return 2 * edge_pt;
    }
    return plot->step_pt <= 2 * edge_pt ? plot->step_pt : (plot->step_pt + edge_pt) / 1.5;
}

void plot_choose_names(const struct canvas *canvas, const struct chart *chart, struct plot *plot) {
    double room_pt = name_room(canvas, chart, plot);
    bool is_time = are_times(chart);
    plot->every = 1;
    /* Twelve years side by side say one thing twelve times, and are read as one line. */
    double between_pt = is_time && chart->n > 6 ? 8 : 3;
    if (widest_name(canvas, chart, false, room_pt - between_pt) <= room_pt - between_pt) {
        plot->names = NAMES_WHOLE;
    } else if (is_time && widest_name(canvas, chart, true, room_pt - 1) <= room_pt - 1) {
        plot->names = NAMES_SPLIT;
    } else if (chart->n >= SPARSE_FROM || (is_time && chart->n > 1)) {
        plot->names = NAMES_SPARSE;
        /* A name of sixty letters is cut, not a reason to show a single one. */
        double most_pt = plot->box.width / 4;
        double wanted_pt = fmin(widest_name(canvas, chart, false, most_pt), most_pt) + 8;
        plot->every = sparse_step(wanted_pt, plot->step_pt);
    } else {
        plot->names = NAMES_WRAPPED;
    }
}

static void spread(struct plot *plot, size_t n, double inset_pt) {
    double room_pt = plot->box.width - 2 * inset_pt;
    plot->step_pt = n > 1 ? room_pt / (double)(n - 1) : room_pt;
    plot->first_pt = n > 1 ? plot->box.x + inset_pt : plot->box.x + plot->box.width / 2;
}

void plot_set_points(const struct canvas *canvas, const struct chart *chart, struct plot *plot,
                     const struct ticks *ticks, double inset_pt) {
    double left_pt = plot_ticks_width(canvas, ticks);
    plot->box.x = left_pt;
    plot->box.width = fmax(plot->box.width - left_pt, 40);
    plot->up = (struct scale){ticks->first, tick_value(ticks, ticks->n - 1), rect_bottom(plot->box),
                              plot->box.y};
    spread(plot, chart->n, inset_pt);
    plot_choose_names(canvas, chart, plot);
}

/* The middle of words of @width_pt, moved inside the figure. */
static double inside(const struct canvas *canvas, double middle_pt, double width_pt) {
    return fmax(fmin(middle_pt, canvas->figure->width_pt - width_pt / 2), width_pt / 2);
}

static void draw_split(struct canvas *canvas, const struct chart *chart, size_t i,
                       const struct text_look *look, struct point at) {
    struct str head, tail, head_before, tail_before = STR("");
    str_cut(chart->groups[i].name, ' ', &head, &tail);
    if (i > 0) {
        str_cut(chart->groups[i - 1].name, ' ', &head_before, &tail_before);
    }
    canvas_text_inside(canvas, look, at, head);
    if (!str_eq(tail, tail_before)) {
        at.y += NAME_LEADING_PT;
        canvas_text_inside(canvas, look, at, tail);
    }
}

/* A short line leads from the axis to each. */
static void draw_sparse(struct canvas *canvas, const struct chart *chart, const struct plot *plot,
                        size_t i, const struct text_look *look, struct point at) {
    double width_pt = plot->step_pt * (double)plot->every - 6;
    struct str words = canvas_cut(canvas, look, width_pt, chart->groups[i].name);
    if (canvas_text_inside(canvas, look, at, words)) {
        canvas_rect(canvas,
                    (struct rect){plot_centre(plot, i) - 0.375, rect_bottom(plot->box), 0.75, 3.5},
                    COLOUR_INK);
    }
}

/* Centred below its point; at the ends in what room there is inside the figure. */
static void draw_wrapped(struct canvas *canvas, const struct chart *chart, const struct plot *plot,
                         const struct text_look *look, double middle_pt, struct str name) {
    double room_pt = fmin(plot->step_pt - 4, canvas->figure->width_pt);
    double edge_pt = 2 * edge_room(canvas, chart, plot);
    bool is_end = middle_pt - room_pt / 2 < 0 || middle_pt + room_pt / 2 > canvas->figure->width_pt;
    room_pt = is_end ? fmin(room_pt, fmax(edge_pt, plot->step_pt / 2)) : room_pt;
    struct rect room = {inside(canvas, middle_pt, room_pt) - room_pt / 2,
                        rect_bottom(plot->box) + 3.75, room_pt, NAME_LEADING_PT * NAME_LINES_MAX};
    canvas_paragraph(canvas, look, room, NAME_LEADING_PT, name);
}

static void draw_name(struct canvas *canvas, const struct chart *chart, const struct plot *plot,
                      size_t i) {
    struct str name = chart->groups[i].name;
    bool is_ink = is_strong(chart, i);
    const struct text_look look = {.role = ROLE_SMALL,
                                   .anchor = ANCHOR_MIDDLE,
                                   .colour = is_ink ? COLOUR_INK : COLOUR_MUTED,
                                   .weight = is_ink ? 600 : 0};
    double foot = rect_bottom(plot->box);
    struct point at = {plot_centre(plot, i), foot + 12};
    if (plot->has_names_at_zero) {
        const struct chart_number *number = chart_main_number(&chart->groups[i]);
        bool is_loss = number->is_there && number->value < 0;
        at.y = scale_at(&plot->up, 0) + (is_loss ? -5 : 12);
    }
    switch (plot->names) {
    case NAMES_WHOLE: canvas_text_inside(canvas, &look, at, name); return;
    case NAMES_SPLIT: draw_split(canvas, chart, i, &look, at); return;
    case NAMES_WRAPPED: draw_wrapped(canvas, chart, plot, &look, at.x, name); return;
    case NAMES_SPARSE:
        if (i % plot->every == 0) {
            draw_sparse(canvas, chart, plot, i, &look, at);
        }
        return;
    }
    g_assert_not_reached();
}

void plot_draw_names(struct canvas *canvas, const struct chart *chart, const struct plot *plot) {
    for (size_t i = 0; i < chart->n; i++) {
        draw_name(canvas, chart, plot, i);
    }
}

double plot_foot(const struct chart *chart, const struct plot *plot) {
    if (plot->has_names_at_zero) {
        return rect_bottom(plot->box) + 10;
    }
    /* Two lines and the space below them; three need a line more; one with a source below
     * less, and one on a slide, whose blocks keep their own distance. */
    double below_pt = plot->names == NAMES_WRAPPED ? 28 + NAME_LEADING_PT : 28;
    bool is_one_line = plot->names == NAMES_WHOLE || plot->names == NAMES_SPARSE;
    bool is_followed = chart_has_foot(chart) || chart->fields.request->taller > 0;
    return rect_bottom(plot->box) + (is_one_line && is_followed ? 20 : below_pt);
}
