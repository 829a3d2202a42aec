#include "figure_chart_priv.h"

#include <math.h>

/*
 * Horizontal bars (reports/spec.md, "Horizontal bars"): row 19, bar 60 % of it, an axis at the left
 * of the bars, the value behind the bar, a second measure in a headed column at the right; a total
 * under a rule. Rows that the title speaks of are in the brand's colour, the others are light.
 */

static const double ROW_PT = 19, BAR_SHARE = 0.6, GAP_PT = 10, HEAD_PT = 16;

struct columns {
    double name_pt, count_pt; /* widths */
    double bar_x, bar_pt;     /* where bars start; the longest bar */
    double second_x;          /* right edge */
};

static double widest(const struct canvas *canvas, const struct chart *chart,
                     struct str (*text)(const struct canvas *, const struct chart *, size_t),
                     struct str head) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double width_pt = canvas_measure(canvas, &look, head);
    for (size_t i = 0; i < chart->n; i++) {
        width_pt = fmax(width_pt, canvas_measure(canvas, &look, text(canvas, chart, i)));
    }
    return width_pt;
}

static struct str name_of(const struct canvas *canvas, const struct chart *chart, size_t i) {
    (void)canvas;
    return chart->groups[i].name;
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
    return number->is_there ? chart_format(canvas, chart, number) : STR("n/a");
}

static struct columns measure_columns(const struct canvas *canvas, const struct chart *chart) {
    const struct fields *fields = &chart->fields;
    double width_pt = canvas->figure->width_pt;
    struct columns columns = {
        .name_pt =
            fmin(widest(canvas, chart, name_of, field_text(fields, "x_label")), width_pt * 0.4),
        .second_x = width_pt,
    };
    columns.bar_x = columns.name_pt + GAP_PT;
    if (chart_has_field(chart, "count")) {
        columns.count_pt = widest(canvas, chart, count_of, field_text(fields, "count_label"));
        columns.bar_x += columns.count_pt + GAP_PT;
    }
    double right_pt = widest(canvas, chart, value_of, STR("")) + 8;
    if (chart_has_field(chart, "second")) {
        right_pt += widest(canvas, chart, second_of, field_text(fields, "second_label")) + GAP_PT;
    }
    columns.bar_pt = fmax(width_pt - columns.bar_x - right_pt, 20);
    return columns;
}

static void draw_heads(struct canvas *canvas, const struct chart *chart,
                       const struct columns *columns, double y_pt) {
    const struct fields *fields = &chart->fields;
    struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    canvas_text(canvas, &look, (struct point){0, y_pt}, field_text(fields, "x_label"));
    canvas_text(canvas, &look, (struct point){columns->bar_x, y_pt}, field_text(fields, "y_label"));
    look.anchor = ANCHOR_END;
    canvas_text(canvas, &look, (struct point){columns->bar_x - GAP_PT, y_pt},
                field_text(fields, "count_label"));
    canvas_text(canvas, &look, (struct point){columns->second_x, y_pt},
                field_text(fields, "second_label"));
}

static void draw_row(struct canvas *canvas, const struct chart *chart,
                     const struct columns *columns, size_t i, double y_pt) {
    const struct chart_group *group = &chart->groups[i];
    const struct chart_number *number = &group->numbers[SCENARIO_ACTUAL];
    const struct text_look name = {.role = ROLE_SMALL, .colour = COLOUR_INK};
    const struct text_look side = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_END};
    const struct text_look value = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    double text_y = y_pt + ROW_PT / 2 + 3, length_pt = 0;
    canvas_text_within(canvas, &name, (struct point){0, text_y}, columns->name_pt, group->name);
    canvas_text(canvas, &side, (struct point){columns->bar_x - GAP_PT, text_y}, group->count);
    canvas_text(canvas, &side, (struct point){columns->second_x, text_y}, group->second);
    if (number->is_there && chart->high > 0) {
        length_pt = fmax(number->value, 0) / chart->high * columns->bar_pt;
        bool is_brand = group->is_emphasised || !chart_has_field(chart, "emphasis");
        canvas_rect(canvas,
                    (struct rect){columns->bar_x, y_pt + ROW_PT * (1 - BAR_SHARE) / 2, length_pt,
                                  ROW_PT * BAR_SHARE},
                    is_brand ? COLOUR_BRAND : COLOUR_PREVIOUS);
    }
    canvas_text(canvas, &value, (struct point){columns->bar_x + length_pt + 5, text_y},
                value_of(canvas, chart, i));
}

/* Exact sums of what the rows show; the second measure is words, so its sum is not ours to make. */
static void draw_total(struct canvas *canvas, const struct chart *chart,
                       const struct columns *columns, double y_pt) {
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    struct chart_number sum = {.is_there = true, .exact = decimal_from_int(0)};
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_number *number = &chart->groups[i].numbers[SCENARIO_ACTUAL];
        if (number->is_there && !decimal_add(sum.exact, number->exact, &sum.exact)) {
            return;
        }
    }
    canvas_rect(canvas, (struct rect){0, y_pt + 0.5, canvas->figure->width_pt, 0.5}, COLOUR_RULE);
    double text_y = y_pt + ROW_PT / 2 + 3.5;
    canvas_text_within(canvas, &strong, (struct point){0, text_y}, columns->name_pt,
                       field_text(&chart->fields, "total"));
    canvas_text(canvas, &strong, (struct point){columns->bar_x, text_y},
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
    for (size_t i = 0; i < chart->n; i++, y_pt += ROW_PT) {
        draw_row(canvas, chart, &columns, i, y_pt);
    }
    canvas_rect(canvas, (struct rect){columns.bar_x - 0.375, top_pt, 0.75, y_pt - top_pt},
                COLOUR_INK);
    if (chart_has_field(chart, "total")) {
        draw_total(canvas, chart, &columns, y_pt);
        y_pt += ROW_PT;
    }
    canvas->figure->height_pt = y_pt + 2;
}
