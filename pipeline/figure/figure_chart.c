#include "figure_priv.h"

#include <math.h>

/*
 * A chart's specification into groups of numbers; the pictures are in figure_column.c and
 * figure_bar.c. Frame of all charts (reports/spec.md, section 1): title, subtitle, picture; no
 * frame, no ground.
 */

enum { GROUPS_MAX = 60 };

static const char *const known_fields[] = {
    "type",      "title",   "subtitle", "data",     "x",           "y",
    "previous",  "plan",    "labels",   "variance", "second",      "second_label",
    "x_label",   "y_label", "count",    "emphasis", "count_label", "total",
    "highlight", "unit",    "decimals", "height",   "forecast",    NULL};

/* --- numbers -------------------------------------------------------------------------------- */

static struct decimal unit_of(const struct fields *fields) {
    const struct value *unit = value_get(fields->map, "unit");
    bool is_usable = unit && unit->kind == VALUE_NUMBER && decimal_sign(unit->number) > 0;
    return is_usable ? unit->number : decimal_from_int(1);
}

static struct chart_number read_number(const struct chart *chart, const struct value *value) {
    struct chart_number number = {0};
    if (!value || value->kind != VALUE_NUMBER) {
        return number;
    }
    struct decimal unit = unit_of(&chart->fields);
    number.is_there = decimal_divide(value->number, unit, chart->decimals, &number.exact);
    number.value = decimal_to_double(value->number) / decimal_to_double(unit);
    return number;
}

static const struct value *group_field(const struct chart *chart, const struct value *item,
                                       const char *key) {
    struct str name = field_text(&chart->fields, key);
    return name.n ? value_path(item, str_cstr(chart->fields.arena, name)) : NULL;
}

/* Further numbers are shown in the chart's unit too. */
static struct str group_number(const struct canvas *canvas, const struct chart *chart,
                               const struct value *item, const char *key) {
    const struct value *value = group_field(chart, item, key);
    struct chart_number number = read_number(chart, value);
    if (number.is_there) {
        return chart_format(canvas, chart, &number);
    }
    return value ? value_to_str(chart->fields.arena, value) : STR("");
}

static struct str group_text(const struct chart *chart, const struct value *item, const char *key) {
    const struct value *value = group_field(chart, item, key);
    return value ? value_to_str(chart->fields.arena, value) : STR("");
}

/* A word where a number belongs is an error at the word's place; null is a gap. */
static void check_number(const struct chart *chart, const struct value *value) {
    if (value && value->kind != VALUE_NUMBER && value->kind != VALUE_NULL) {
        diag_error(chart->fields.diags, value->at.source ? value->at : chart->fields.request->at,
                   DIAG_FIGURE_DATA, "a chart needs a number here, not %s",
                   value_kind_name(value->kind));
    }
}

static void read_group(const struct canvas *canvas, struct chart *chart, const struct value *item) {
    static const char *const keys[N_SCENARIOS] = {
        [SCENARIO_PREVIOUS] = "previous",
        [SCENARIO_PLAN] = "plan",
        [SCENARIO_FORECAST] = "forecast",
        [SCENARIO_ACTUAL] = "y",
    };
    struct chart_group *group = &chart->groups[chart->n++];
    group->name = group_text(chart, item, "x");
    group->count = group_text(chart, item, "count");
    group->second = group_number(canvas, chart, item, "second");
    group->is_emphasised = value_is_true(group_field(chart, item, "emphasis"));
    for (int i = 0; i < N_SCENARIOS; i++) {
        const struct value *value = group_field(chart, item, keys[i]);
        check_number(chart, value);
        group->numbers[i] = read_number(chart, value);
    }
    if (group->numbers[SCENARIO_ACTUAL].is_there) {
        group->numbers[SCENARIO_FORECAST].is_there = false;
    }
    for (int i = 0; i < N_SCENARIOS; i++) {
        if (group->numbers[i].is_there) {
            chart->has[i] = true;
            chart->low = fmin(chart->low, group->numbers[i].value);
            chart->high = fmax(chart->high, group->numbers[i].value);
        }
    }
}

struct str chart_format(const struct canvas *canvas, const struct chart *chart,
                        const struct chart_number *number) {
    const struct number_style style = {.decimals = chart->decimals};
    return str_from(
        locale_format_number(canvas->request->locale, canvas->arena, number->exact, &style));
}

struct str chart_scenario_name(const struct chart *chart, enum scenario scenario) {
    static const char *const keys[N_SCENARIOS] = {"previous", "plan", "forecast", "actual"};
    static const char *const names[N_SCENARIOS] = {"Year before", "Plan", "Forecast", "Actual"};
    const struct value *labels = value_get(chart->fields.map, "labels");
    struct str own = value_string(value_get(labels, keys[scenario]));
    return own.n ? own : str_from(names[scenario]);
}

/* --- alternative text ----------------------------------------------------------------------- */

static const struct chart_number *main_number(const struct chart_group *group) {
    const struct chart_number *actual = &group->numbers[SCENARIO_ACTUAL];
    return actual->is_there ? actual : &group->numbers[SCENARIO_FORECAST];
}

static void describe_group(const struct canvas *canvas, const struct chart *chart,
                           const struct chart_group *group, GString *alt) {
    const struct chart_number *number = main_number(group);
    if (!number->is_there) {
        g_string_append_printf(alt, " " STR_FMT ": n/a", STR_ARG(group->name));
        return;
    }
    g_string_append_printf(alt, " " STR_FMT ": " STR_FMT, STR_ARG(group->name),
                           STR_ARG(chart_format(canvas, chart, number)));
    if (number == &group->numbers[SCENARIO_FORECAST]) {
        g_string_append_printf(alt, " (" STR_FMT ")",
                               STR_ARG(chart_scenario_name(chart, SCENARIO_FORECAST)));
    }
    const struct chart_number *plan = &group->numbers[SCENARIO_PLAN];
    if (plan->is_there) {
        g_string_append_printf(alt, " (" STR_FMT " " STR_FMT ")",
                               STR_ARG(chart_scenario_name(chart, SCENARIO_PLAN)),
                               STR_ARG(chart_format(canvas, chart, plan)));
    }
}

/* What the picture shows, from its data: kind, title, measure, every value. */
static const char *describe(const struct canvas *canvas, const struct chart *chart,
                            const char *kind) {
    struct str title = field_text(&chart->fields, "title");
    struct str subtitle = field_text(&chart->fields, "subtitle");
    GString *alt = g_string_new(kind);
    if (title.n) {
        g_string_append_printf(alt, ": " STR_FMT, STR_ARG(title));
    }
    if (subtitle.n) {
        g_string_append_printf(alt, ". " STR_FMT, STR_ARG(subtitle));
    }
    g_string_append_c(alt, '.');
    for (size_t i = 0; i < chart->n; i++) {
        describe_group(canvas, chart, &chart->groups[i], alt);
        g_string_append_c(alt, i + 1 < chart->n ? ';' : '.');
    }
    char *text = arena_strdup(canvas->arena, alt->str);
    g_string_free(alt, TRUE);
    return text;
}

/* --- the chart ------------------------------------------------------------------------------ */

static void draw_titles(struct canvas *canvas, struct chart *chart) {
    const struct text_look title = {.role = ROLE_SUBHEADING, .colour = COLOUR_INK};
    const struct text_look subtitle = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    struct str words = field_text(&chart->fields, "title");
    double width_pt = canvas->figure->width_pt;
    if (words.n) {
        struct rect room = {0, 0, width_pt, 28};
        chart->top_pt += 14 * (double)canvas_paragraph(canvas, &title, room, 14, words);
    }
    words = field_text(&chart->fields, "subtitle");
    if (words.n) {
        struct rect room = {0, chart->top_pt + 1, width_pt, 24};
        chart->top_pt += 12 * (double)canvas_paragraph(canvas, &subtitle, room, 12, words) + 1;
    }
    chart->top_pt += chart->top_pt > 0 ? 8 : 0;
}

static bool read_groups(const struct canvas *canvas, struct chart *chart) {
    const struct fields *fields = &chart->fields;
    const struct value *data = field_value(fields, "data");
    if (!data || data->kind != VALUE_LIST || data->list.n == 0) {
        diag_error(fields->diags, fields->request->at, DIAG_FIGURE_DATA,
                   "\"data\" of a chart must name a list that is not empty");
        diag_hint(fields->diags, "`data: quarters` takes the list of that name.");
        return false;
    }
    size_t n = MIN(data->list.n, GROUPS_MAX);
    if (n < data->list.n) {
        diag_warning(fields->diags, fields->request->at, DIAG_FIGURE_DATA,
                     "a chart shows the last %d of %zu values", GROUPS_MAX, data->list.n);
    }
    chart->groups = ARENA_NEW_N(fields->arena, struct chart_group, n);
    for (size_t i = data->list.n - n; i < data->list.n; i++) {
        read_group(canvas, chart, data->list.items[i]);
    }
    return true;
}

static bool has_any_number(const struct chart *chart) {
    return chart->has[SCENARIO_ACTUAL] || chart->has[SCENARIO_FORECAST];
}

bool draw_chart(struct canvas *canvas, struct diags *diags) {
    size_t errors = diags->n_errors;
    struct chart chart = {
        .fields = {canvas->request, canvas->arena, diags, canvas->request->spec},
    };
    if (chart.fields.map->kind != VALUE_MAP) {
        return diag_error(diags, canvas->request->at, DIAG_FIGURE_FIELD,
                          "\"chart\" takes a map with type, data, x and y");
    }
    fields_check(&chart.fields, known_fields);
    struct str type = field_text(&chart.fields, "type");
    bool is_bar = str_is(type, "bar");
    if (!is_bar && !str_is(type, "column")) {
        return diag_error(diags, canvas->request->at, DIAG_FIGURE_FIELD,
                          "a chart's type is \"column\" or \"bar\", not \"" STR_FMT "\"",
                          STR_ARG(type));
    }
    const struct value *decimals = value_get(chart.fields.map, "decimals");
    chart.decimals = decimals && decimals->kind == VALUE_NUMBER
                         ? (int)CLAMP(decimal_to_int(decimals->number), 0, 6)
                         : 0;
    if (!read_groups(canvas, &chart)) {
        return false;
    }
    if (!has_any_number(&chart)) {
        return diag_error(diags, canvas->request->at, DIAG_FIGURE_DATA,
                          "none of the chart's %zu values is a number", chart.n);
    }
    draw_titles(canvas, &chart);
    (is_bar ? draw_bars : draw_columns)(canvas, &chart);
    canvas->figure->alt = describe(canvas, &chart, is_bar ? "Bar chart" : "Column chart");
    return diags->n_errors == errors;
}
