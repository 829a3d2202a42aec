#include "figure_chart_priv.h"

#include <math.h>

/*
 * Horizontal bars: row 19, bar 60 % of it, an axis at the left of the bars, the value behind the
 * bar, a second measure in a headed column at the right; a total under a rule, of the count too,
 * and of the second measure where it adds up. Rows that the title speaks of are in the brand's
 * colour, the others are light. Losses lie at the left of zero, and so do their values.
 */

static const double ROW_PT = 19, BAR_SHARE = 0.6, GAP_PT = 10, HEAD_PT = 16, VALUE_GAP_PT = 5;

struct columns {
    struct rows rows;
    double bar_x;                     /* the left side of the bars, and of the words of losses */
    double second_x;                  /* right edge */
    struct scale across;              /* values */
    struct str count_sum, second_sum; /* of the row with the total; empty: none */
};

/* --- sums ----------------------------------------------------------------------------------- */

/* Counts are numbers of things: whole, and never in the chart's unit. Empty: a row has words. */
static struct str count_in_all(const struct canvas *canvas, const struct chart *chart) {
    const struct number_style whole = {0};
    struct decimal sum = decimal_from_int(0);
    for (size_t i = 0; i < chart->n; i++) {
        const struct value *value = chart_field(chart, chart->groups[i].row, "count");
        if (!value || value->kind != VALUE_NUMBER || !decimal_is_integer(value->number) ||
            !decimal_add(sum, value->number, &sum)) {
            return STR("");
        }
    }
    return str_from(locale_format_number(canvas->request->locale, canvas->arena, sum, &whole));
}

/* The sum of the second measure as the rows show it. Whether it adds up is for the specification to
 * say: shares do not. */
static struct str second_in_all(const struct canvas *canvas, const struct chart *chart) {
    struct chart_number sum = {.is_there = true, .exact = decimal_from_int(0)};
    if (!value_is_true(value_get(chart->fields.map, "second_total"))) {
        return STR("");
    }
    for (size_t i = 0; i < chart->n; i++) {
        const struct value *value = chart_field(chart, chart->groups[i].row, "second");
        if (!value || value->kind != VALUE_NUMBER) {
            return STR("");
        }
        struct chart_number number = chart_read_number(chart, value);
        if (!number.is_there || !decimal_add(sum.exact, number.exact, &sum.exact)) {
            return STR("");
        }
    }
    return chart_format(canvas, chart, &sum);
}

static bool value_in_all(const struct chart *chart, struct chart_number *ret) {
    struct chart_number sum = {.is_there = true, .exact = decimal_from_int(0)};
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_number *number = &chart->groups[i].numbers[SCENARIO_ACTUAL];
        if (number->is_there && !decimal_add(sum.exact, number->exact, &sum.exact)) {
            return false;
        }
    }
    *ret = sum;
    return true;
}

/* --- columns -------------------------------------------------------------------------------- */

static double widest(const struct canvas *canvas, const struct chart *chart,
                     struct str (*text)(const struct canvas *, const struct chart *, size_t),
                     struct str head, struct str sum) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double width_pt = fmax(canvas_measure(canvas, &look, head), canvas_measure(canvas, &look, sum));
    for (size_t i = 0; i < chart->n; i++) {
        width_pt = fmax(width_pt, canvas_measure(canvas, &look, text(canvas, chart, i)));
    }
    return width_pt;
}

static struct str count_of(const struct canvas *canvas, const struct chart *chart, size_t i) {
    (void)canvas;
    return chart->groups[i].count;
}

static struct str second_of(const struct canvas *canvas, const struct chart *chart, size_t i) {
    (void)canvas;
    return chart->groups[i].second;
}

static struct str value_of(const struct canvas *canvas, const struct chart *chart, size_t i) {
    const struct chart_number *number = &chart->groups[i].numbers[SCENARIO_ACTUAL];
    return chart_number_words(canvas, chart, number);
}

/* The widest value at one end of the bars. */
static double widest_value(const struct canvas *canvas, const struct chart *chart, bool is_loss) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double widest_pt = 0;
    for (size_t i = 0; i < chart->n; i++) {
        if ((chart->groups[i].numbers[SCENARIO_ACTUAL].value < 0) == is_loss) {
            widest_pt = fmax(widest_pt, canvas_measure(canvas, &look, value_of(canvas, chart, i)));
        }
    }
    return widest_pt;
}

static struct rows measure_rows(const struct canvas *canvas, const struct chart *chart) {
    struct rows rows = rows_measure(canvas, chart, ROW_PT, 0);
    rows_make_room(canvas, &rows, field_text(&chart->fields, "x_label"));
    rows_make_room(canvas, &rows, field_text(&chart->fields, "total"));
    return rows;
}

static struct columns measure_columns(const struct canvas *canvas, const struct chart *chart) {
    const struct fields *fields = &chart->fields;
    double width_pt = canvas->figure->width_pt;
    struct columns columns = {.rows = measure_rows(canvas, chart), .second_x = width_pt};
    if (chart_has_field(chart, "total")) {
        columns.count_sum = count_in_all(canvas, chart);
        columns.second_sum = second_in_all(canvas, chart);
    }
    columns.bar_x = columns.rows.name_pt + GAP_PT;
    if (chart_has_field(chart, "count")) {
        columns.bar_x +=
            widest(canvas, chart, count_of, field_text(fields, "count_label"), columns.count_sum) +
            GAP_PT;
    }
    double right_pt = widest_value(canvas, chart, false) + 8;
    if (chart_has_field(chart, "second")) {
        right_pt += widest(canvas, chart, second_of, field_text(fields, "second_label"),
                           columns.second_sum) +
                    GAP_PT;
    }
    double left_pt = chart->low < 0 ? widest_value(canvas, chart, true) + VALUE_GAP_PT : 0;
    double start_pt = columns.bar_x + left_pt;
    columns.across = (struct scale){chart->low, fmax(chart->high, chart->low + 1e-9), start_pt,
                                    fmax(width_pt - right_pt, start_pt + 20)};
    return columns;
}

static void draw_heads(struct canvas *canvas, const struct chart *chart,
                       const struct columns *columns, double y_pt) {
    const struct fields *fields = &chart->fields;
    struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    canvas_text_within(canvas, &look, (struct point){0, y_pt}, columns->rows.name_pt,
                       field_text(fields, "x_label"));
    canvas_text_free(canvas, &look, (struct point){columns->bar_x, y_pt},
                     field_text(fields, "y_label"));
    look.anchor = ANCHOR_END;
    canvas_text(canvas, &look, (struct point){columns->bar_x - GAP_PT, y_pt},
                field_text(fields, "count_label"));
    canvas_text(canvas, &look, (struct point){columns->second_x, y_pt},
                field_text(fields, "second_label"));
}

static bool is_in_brand(const struct chart *chart, const struct chart_group *group) {
    bool is_any_said = chart_has_field(chart, "emphasis") || chart_has_field(chart, "highlight");
    return !is_any_said || group->is_emphasised || chart_is_highlighted(chart, group->name);
}

static void draw_bar(struct canvas *canvas, const struct chart *chart,
                     const struct columns *columns, size_t i, double y_pt) {
    const struct chart_group *group = &chart->groups[i];
    const struct chart_number *number = &group->numbers[SCENARIO_ACTUAL];
    double row_pt = columns->rows.row_pt, zero = scale_at(&columns->across, 0);
    double end = number->is_there ? scale_at(&columns->across, number->value) : zero;
    bool is_loss = number->is_there && number->value < 0;
    const struct text_look value = {.role = ROLE_SMALL,
                                    .weight = 600,
                                    .colour = COLOUR_INK,
                                    .anchor = is_loss ? ANCHOR_END : ANCHOR_START};
    canvas_rect(canvas,
                (struct rect){fmin(zero, end), y_pt + row_pt * (1 - BAR_SHARE) / 2,
                              fabs(end - zero), row_pt * BAR_SHARE},
                is_in_brand(chart, group) ? COLOUR_BRAND : COLOUR_PREVIOUS);
    canvas_text(
        canvas, &value,
        (struct point){end + (is_loss ? -VALUE_GAP_PT : VALUE_GAP_PT), y_pt + row_pt / 2 + 3},
        value_of(canvas, chart, i));
}

static void draw_row(struct canvas *canvas, const struct chart *chart,
                     const struct columns *columns, size_t i, double y_pt) {
    const struct chart_group *group = &chart->groups[i];
    const struct text_look side = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_END};
    double middle_pt = y_pt + columns->rows.row_pt / 2;
    rows_draw_name(canvas, &columns->rows, middle_pt, group->name);
    canvas_text(canvas, &side, (struct point){columns->bar_x - GAP_PT, middle_pt + 3},
                group->count);
    canvas_text(canvas, &side, (struct point){columns->second_x, middle_pt + 3}, group->second);
    draw_bar(canvas, chart, columns, i, y_pt);
}

static void draw_total(struct canvas *canvas, const struct chart *chart,
                       const struct columns *columns, double y_pt) {
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    struct chart_number sum;
    if (!value_in_all(chart, &sum)) {
        return;
    }
    canvas_rect(canvas, (struct rect){0, y_pt + 0.5, canvas->figure->width_pt, 0.5}, COLOUR_RULE);
    double text_y = y_pt + ROW_PT / 2 + 3.5;
    canvas_text_within(canvas, &strong, (struct point){0, text_y}, columns->rows.name_pt,
                       field_text(&chart->fields, "total"));
    struct text_look end = strong;
    end.anchor = ANCHOR_END;
    canvas_text(canvas, &end, (struct point){columns->bar_x - GAP_PT, text_y}, columns->count_sum);
    canvas_text(canvas, &end, (struct point){columns->second_x, text_y}, columns->second_sum);
    /* On the side of the line where there is most room: that of the larger bars. */
    struct text_look value = strong;
    value.anchor = decimal_sign(sum.exact) < 0 ? ANCHOR_END : ANCHOR_START;
    canvas_text(canvas, &value, (struct point){scale_at(&columns->across, 0), text_y},
                chart_format(canvas, chart, &sum));
}

void draw_bars(struct canvas *canvas, struct chart *chart) {
    struct columns columns = measure_columns(canvas, chart);
    bool has_heads = chart_has_field(chart, "x_label") || chart_has_field(chart, "second_label") ||
                     chart_has_field(chart, "count_label") || chart_has_field(chart, "y_label");
    double y_pt = chart->top_pt;
    if (has_heads) {
        draw_heads(canvas, chart, &columns, y_pt + 9);
        y_pt += HEAD_PT;
    }
    double top_pt = y_pt;
    for (size_t i = 0; i < chart->n; i++, y_pt += columns.rows.row_pt) {
        draw_row(canvas, chart, &columns, i, y_pt);
    }
    double zero = scale_at(&columns.across, 0);
    canvas_rect(canvas, (struct rect){zero - 0.375, top_pt, 0.75, y_pt - top_pt}, COLOUR_INK);
    if (chart_has_field(chart, "total")) {
        draw_total(canvas, chart, &columns, y_pt);
        y_pt += ROW_PT;
    }
    canvas->figure->height_pt = y_pt + 2;
}
