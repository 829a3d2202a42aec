#include "figure_kpis_priv.h"

#include <math.h>

/*
 * The sparkline of a card: a scale of its own, so that shapes compare and heights do not; a dot on
 * the last value, and the target dashed. What is not there is a gap.
 */

enum { TREND_POINTS_MAX = 60 };

struct trend {
    double values[TREND_POINTS_MAX];
    bool is_there[TREND_POINTS_MAX];
    size_t n;
    double target;
    bool has_target;
    double low, high;
};

static void extend(struct trend *trend, double value) {
    trend->low = fmin(trend->low, value);
    trend->high = fmax(trend->high, value);
}

/* A word among the numbers would be a gap, without a word. */
static void check_trend(const struct fields *fields, const struct value *number) {
    if (!number || number->kind == VALUE_NUMBER || number->kind == VALUE_NULL) {
        return;
    }
    struct span at = figure_place(fields->request, number);
    if (number->kind == VALUE_STRING) {
        diag_error(fields->diags, at, DIAG_FIGURE_DATA,
                   "a trend needs a number here, not \"" STR_FMT "\"", STR_ARG(number->string));
    } else {
        diag_error(fields->diags, at, DIAG_FIGURE_DATA, "a trend needs a number here, not %s",
                   value_kind_name(number->kind));
        diag_hint(fields->diags, "Name the field of the list's maps with `trend_field`.");
    }
}

static bool read_trend(const struct fields *fields, struct trend *trend) {
    const struct value *list = field_value(fields, "trend");
    struct str field = field_text(fields, "trend_field");
    trend->low = (double)INFINITY;
    trend->high = -(double)INFINITY;
    if (!list || list->kind != VALUE_LIST) {
        return false;
    }
    size_t skip = list->list.n > TREND_POINTS_MAX ? list->list.n - TREND_POINTS_MAX : 0;
    for (size_t i = skip; i < list->list.n; i++) {
        const struct value *item = list->list.items[i];
        const struct value *number =
            field.n ? value_path(item, str_cstr(fields->arena, field)) : item;
        check_trend(fields, number);
        trend->is_there[trend->n] = value_number(number, &trend->values[trend->n]);
        if (trend->is_there[trend->n]) {
            extend(trend, trend->values[trend->n]);
        }
        trend->n++;
    }
    trend->has_target = value_number(field_value(fields, "target"), &trend->target);
    if (trend->has_target && isfinite(trend->low)) {
        extend(trend, trend->target);
    }
    return isfinite(trend->low);
}

/* Runs of points that are there; a gap breaks the line. */
static void draw_runs(struct canvas *canvas, const struct trend *trend, const struct scale *across,
                      const struct scale *up, int colour) {
    const struct line_look look = {.colour = colour, .width_pt = 1.25, .is_round = true};
    struct point points[TREND_POINTS_MAX];
    size_t n = 0, last = trend->n;
    for (size_t i = 0; i < trend->n; i++) {
        if (!trend->is_there[i]) {
            canvas_polyline(canvas, &look, points, n);
            n = 0;
            continue;
        }
        points[n++] = (struct point){scale_at(across, (double)i), scale_at(up, trend->values[i])};
        last = i;
    }
    canvas_polyline(canvas, &look, points, n);
    if (last < trend->n) {
        canvas_dot(
            canvas,
            (struct point){scale_at(across, (double)last), scale_at(up, trend->values[last])}, 2.2,
            colour);
    }
}

void card_draw_trend(struct canvas *canvas, const struct fields *fields,
                     const struct card_look *look, double y_pt) {
    struct trend trend = {0};
    if (!read_trend(fields, &trend)) {
        return;
    }
    double x_pt = card_left(look), width_pt = card_width(look);
    /* Without padding a dot at the left edge must not reach beyond it. */
    double left_pt = x_pt + (card_measures[look->form].side_pt > 0 ? 1 : 2.5);
    struct scale across = {0, fmax((double)trend.n - 1, 1), left_pt, x_pt + width_pt - 2.5};
    struct scale up = {trend.low, trend.high, y_pt + CARD_TREND_PT - 2.5, y_pt + 2.5};
    if (trend.has_target) {
        const struct line_look dashed = {
            .colour = COLOUR_MUTED, .width_pt = 0.75, .dash_pt = {1.5, 2}};
        double target_y = scale_at(&up, trend.target);
        canvas_line(canvas, &dashed, (struct point){x_pt, target_y},
                    (struct point){x_pt + width_pt, target_y});
    }
    draw_runs(canvas, &trend, &across, &up, look->form == CARDS_ROW ? COLOUR_INK : COLOUR_BRAND);
}
