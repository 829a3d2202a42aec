#include "figure_chart_priv.h"

/*
 * What the fields of a chart may say: numbers, names of fields that the rows have, words of a list.
 * A name that no row has would be drawn as nothing, without a word.
 */

/* --- words and numbers ---------------------------------------------------------------------- */

/* A number that no chart can obey: the chart is drawn with the nearest that it can. */
static void check_range(const struct fields *fields, const struct value *value, const char *key,
                        int least, int most) {
    double number = decimal_to_double(value->number);
    if (number >= least && number <= most) {
        return;
    }
    diag_warning(fields->diags, figure_place(fields->request, value), DIAG_FIGURE_FIELD,
                 "\"%s\" of a chart is %d to %d, not " STR_FMT "; %d is used", key, least, most,
                 STR_ARG(value_to_str(fields->arena, value)), number < least ? least : most);
}

static void check_unit(const struct fields *fields, const struct value *value) {
    if (decimal_sign(value->number) <= 0) {
        diag_error(fields->diags, figure_place(fields->request, value), DIAG_FIGURE_FIELD,
                   "values cannot be divided by a \"unit\" of " STR_FMT,
                   STR_ARG(value_to_str(fields->arena, value)));
        diag_hint(fields->diags, "Write 1, 1000 or 1000000.");
    }
}

static void check_numbers(const struct fields *fields) {
    static const struct {
        const char *key;
        int least, most;
    } rows[] = {{"unit", 0, 0},
                {"decimals", 0, CHART_DECIMALS_MOST},
                {"height", CHART_HEIGHT_LEAST, CHART_HEIGHT_MOST}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct value *value = value_get(fields->map, rows[i].key);
        if (!value || value->kind == VALUE_NULL) {
            continue;
        }
        if (value->kind != VALUE_NUMBER) {
            diag_error(fields->diags, figure_place(fields->request, value), DIAG_FIGURE_FIELD,
                       "\"%s\" of a chart is a number, not %s", rows[i].key,
                       value_kind_name(value->kind));
        } else if (rows[i].most > 0) {
            check_range(fields, value, rows[i].key, rows[i].least, rows[i].most);
        } else {
            check_unit(fields, value);
        }
    }
}

static void check_references(const struct fields *fields) {
    static const char *const keys[] = {"reference", "variance"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const struct value *value = value_get(fields->map, keys[i]);
        struct str words = field_text(fields, keys[i]);
        if (words.n > 0 && !str_is(words, "plan") && !str_is(words, "previous")) {
            diag_error(fields->diags, figure_place(fields->request, value), DIAG_FIGURE_FIELD,
                       "\"%s\" is plan or previous, not \"" STR_FMT "\"", keys[i], STR_ARG(words));
        }
    }
}

/* A label that names nothing would be lost without a word. */
static void check_labels(const struct chart *chart) {
    static const char *const scenarios[] = {"actual", "previous", "plan", "forecast", NULL};
    static const char *const states[] = {"done", "planned", "conditional", NULL};
    struct fields labels = chart->fields;
    labels.map = value_get(chart->fields.map, "labels");
    if (labels.map && labels.map->kind == VALUE_MAP) {
        fields_check(&labels, chart->type->draw == draw_gantt ? states : scenarios, NULL);
    }
}

static void check_table(const struct fields *fields) {
    const struct value *value = value_get(fields->map, "table");
    if (value && value->kind != VALUE_BOOL && value->kind != VALUE_NULL) {
        diag_error(fields->diags, figure_place(fields->request, value), DIAG_FIGURE_FIELD,
                   "\"table\" of a chart is true or false, not %s", value_kind_name(value->kind));
    }
}

void chart_check_fields(const struct chart *chart) {
    check_numbers(&chart->fields);
    check_references(&chart->fields);
    check_labels(chart);
    check_table(&chart->fields);
}

/* --- names of the rows' fields --------------------------------------------------------------- */

static bool is_in_rows(const struct chart *chart, struct str name) {
    const char *path = str_cstr(chart->fields.arena, name);
    for (size_t i = 0; i < chart->rows->list.n; i++) {
        if (value_path(chart->rows->list.items[i], path)) {
            return true;
        }
    }
    return false;
}

/* Of the first row's names; rows of one list are alike. */
static void hint_at_name(const struct chart *chart, struct str name) {
    const struct value *row = chart->rows->list.items[0];
    size_t n = row->kind == VALUE_MAP ? row->map.n : 0;
    struct str *names = ARENA_NEW_N(chart->fields.arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        names[i] = row->map.entries[i].key;
    }
    diag_hint_nearest(chart->fields.diags, name, names, n);
    if (n > 0) {
        diag_hint(chart->fields.diags, "The rows have %s.",
                  str_list(chart->fields.arena, names, n));
    } else {
        diag_hint(chart->fields.diags, "Write each row as a map: `- {quarter: Q1, booked: 120}`.");
    }
}

static bool check_name(const struct chart *chart, const char *key, bool is_needed) {
    const struct fields *fields = &chart->fields;
    const struct value *value = value_get(fields->map, key);
    struct str name = field_text(fields, key);
    if (value && (value->kind == VALUE_LIST || value->kind == VALUE_MAP)) {
        return diag_error(fields->diags, figure_place(fields->request, value), DIAG_FIGURE_FIELD,
                          "\"%s\" of a chart is the name of a field, not %s", key,
                          value_kind_name(value->kind));
    }
    if (name.n == 0 && is_needed) {
        diag_error(fields->diags, fields->request->at, DIAG_FIGURE_FIELD,
                   "a %s chart needs \"%s\": the name of a field of its rows", chart->type->name,
                   key);
        hint_at_name(chart, STR(""));
        return false;
    }
    if (name.n == 0 || is_in_rows(chart, name)) {
        return true;
    }
    (is_needed ? diag_error : diag_warning)(
        fields->diags, figure_place(fields->request, value), DIAG_FIGURE_DATA,
        "no row of the chart has a field \"" STR_FMT "\"", STR_ARG(name));
    hint_at_name(chart, name);
    return !is_needed;
}

/* A list or a map of fields, or one field whose words are the series. */
static void check_series(const struct chart *chart) {
    const struct value *series = value_get(chart->fields.map, "series");
    bool is_map = series && series->kind == VALUE_MAP;
    if (series && series->kind == VALUE_STRING) {
        check_name(chart, "series", true);
        return;
    }
    for (size_t i = 0; is_map && i < series->map.n; i++) {
        struct str name = series->map.entries[i].key;
        if (!is_in_rows(chart, name)) {
            diag_warning(chart->fields.diags, series->map.entries[i].key_at, DIAG_FIGURE_DATA,
                         "no row of the chart has a field \"" STR_FMT "\"", STR_ARG(name));
            hint_at_name(chart, name);
        }
    }
}

static struct str own_name(const struct chart *chart, const char *key) {
    return chart_has_field(chart, key) ? field_text(&chart->fields, key) : str_from(key);
}

/* What happened has a name, or on a timeline a text: dates alone say nothing. */
static bool check_own_names(const struct chart *chart, bool is_timeline) {
    struct str name = own_name(chart, "name");
    if (is_in_rows(chart, name) || (is_timeline && is_in_rows(chart, own_name(chart, "text")))) {
        return true;
    }
    const struct value *value = value_get(chart->fields.map, "name");
    value = value ? value : chart->rows->list.items[0];
    diag_error(chart->fields.diags, figure_place(chart->fields.request, value), DIAG_FIGURE_DATA,
               "no row of the chart has a field \"" STR_FMT "\"", STR_ARG(name));
    hint_at_name(chart, name);
    return false;
}

static void check_tones(const struct chart *chart) {
    const struct fields *fields = &chart->fields;
    for (size_t i = 0; i < chart->rows->list.n && chart_has_field(chart, "tone"); i++) {
        const struct value *row = chart->rows->list.items[i];
        tone_check(fields, DIAG_FIGURE_DATA, chart_field(chart, row, "tone"),
                   chart_field_text(chart, row, "tone"));
    }
}

bool chart_check_names(const struct chart *chart) {
    static const char *const others[] = {"previous", "plan",     "forecast",  "count",
                                         "second",   "emphasis", "loss",      "status",
                                         "tone",     "y_words",  "plan_words"};
    const struct value *series = value_get(chart->fields.map, "series");
    bool is_long = series && series->kind == VALUE_STRING;
    bool has_series = series && series->kind != VALUE_NULL && !is_long;
    bool is_timeline = chart->type->draw == draw_timeline;
    if (is_timeline || chart->type->draw == draw_gantt) {
        return check_own_names(chart, is_timeline);
    }
    bool is_good = check_name(chart, "x", true);
    if (!has_series || chart->type->draw == draw_scatter) {
        is_good = check_name(chart, "y", !chart_has_field(chart, "forecast")) && is_good;
    }
    if (chart->type->draw == draw_scatter) {
        return is_good;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        check_name(chart, others[i], false);
    }
    check_series(chart);
    check_tones(chart);
    return is_good;
}
