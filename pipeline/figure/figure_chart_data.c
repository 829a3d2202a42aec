#include "figure_chart_priv.h"

#include <math.h>

/*
 * A chart's rows into categories and series.
 *
 * One measure: `y` names its field; `previous`, `plan` and `forecast` those of its scenarios.
 * Several: `series` lists fields of the rows, each a series; or it names one field whose words are
 * the series, and then each row is one number of one category, and rows of the same place add up.
 */

static const double ROW_LEAST_PT = 14;

/* --- numbers -------------------------------------------------------------------------------- */

/* Fifteen digits: no label has room for more. */
static const double NUMBER_TOO_LARGE = 1e15;

static struct decimal unit_of(const struct fields *fields) {
    const struct value *unit = value_get(fields->map, "unit");
    bool is_usable = unit && unit->kind == VALUE_NUMBER && decimal_sign(unit->number) > 0;
    return is_usable ? unit->number : decimal_from_int(1);
}

/* NaN and infinity are words, too: YAML's .nan is a text that says so. */
static void report_no_number(const struct chart *chart, const struct value *value) {
    struct diags *diags = chart->fields.diags;
    if (value->kind == VALUE_STRING) {
        diag_error(diags, figure_place(chart->fields.request, value), DIAG_FIGURE_DATA,
                   "a chart needs a number here, not \"" STR_FMT "\"", STR_ARG(value->string));
    } else {
        diag_error(diags, figure_place(chart->fields.request, value), DIAG_FIGURE_DATA,
                   "a chart needs a number here, not %s", value_kind_name(value->kind));
    }
    diag_hint(diags, "Write 12000.5, or null where the value is not known.");
}

struct chart_number chart_read_number(const struct chart *chart, const struct value *value) {
    struct chart_number number = {0};
    if (!value || value->kind == VALUE_NULL) {
        return number;
    }
    if (value->kind != VALUE_NUMBER) {
        report_no_number(chart, value);
        return number;
    }
    struct decimal unit = unit_of(&chart->fields);
    number.is_there = decimal_divide(value->number, unit, chart->decimals, &number.exact);
    number.value = decimal_to_double(value->number) / decimal_to_double(unit);
    if (!number.is_there || fabs(number.value) >= NUMBER_TOO_LARGE) {
        diag_error(chart->fields.diags, figure_place(chart->fields.request, value),
                   DIAG_FIGURE_DATA, "a number is too large to be shown in a chart");
        diag_hint(chart->fields.diags, "Divide the values by a `unit`, such as 1000000.");
        number.is_there = false;
    }
    return number;
}

void chart_number_add(struct chart_number *sum, const struct chart_number *number) {
    if (!number->is_there) {
        return;
    }
    if (!sum->is_there) {
        *sum = *number;
    } else if (decimal_add(sum->exact, number->exact, &sum->exact)) {
        sum->value += number->value;
    }
}

const struct value *chart_field(const struct chart *chart, const struct value *row,
                                const char *key) {
    struct str name = field_text(&chart->fields, key);
    return name.n ? value_path(row, str_cstr(chart->fields.arena, name)) : NULL;
}

struct str chart_field_text(const struct chart *chart, const struct value *row, const char *key) {
    const struct value *value = chart_field(chart, row, key);
    return value ? value_to_str(chart->fields.arena, value) : STR("");
}

bool chart_has_field(const struct chart *chart, const char *key) {
    return field_text(&chart->fields, key).n > 0;
}

const struct value *chart_own_field(const struct chart *chart, const struct value *row,
                                    const char *key) {
    return chart_has_field(chart, key) ? chart_field(chart, row, key) : value_get(row, key);
}

struct str chart_own_text(const struct chart *chart, const struct value *row, const char *key) {
    const struct value *value = chart_own_field(chart, row, key);
    return value ? value_to_str(chart->fields.arena, value) : STR("");
}

bool chart_read_date(const struct chart *chart, const struct value *row, const char *key,
                     struct date *ret) {
    const struct value *value = chart_own_field(chart, row, key);
    if (!value || value->kind == VALUE_NULL) {
        return false;
    }
    struct str words = value_to_str(chart->fields.arena, value);
    if (date_parse(words, ret)) {
        return true;
    }
    diag_error(chart->fields.diags, figure_place(chart->fields.request, value), DIAG_FIGURE_DATA,
               "\"" STR_FMT "\" is not a date", STR_ARG(words));
    diag_hint(chart->fields.diags, "Write year, month and day: 2026-09-30.");
    return false;
}

bool chart_has_foot(const struct chart *chart) {
    return chart_has_field(chart, "note") || chart_has_field(chart, "source") ||
           chart_has_field(chart, "as_of");
}

double chart_taller(const struct chart *chart) {
    double taller = chart->fields.request->taller;
    return taller > 0 ? taller : 1;
}

double chart_rows_taller(const struct chart *chart) {
    static const double OF_PLOTS = 0.3;
    return 1 + (chart_taller(chart) - 1) * OF_PLOTS;
}

double chart_height(const struct chart *chart, double wanted_pt) {
    double height_pt = wanted_pt;
    value_number(value_get(chart->fields.map, "height"), &height_pt);
    return fmin(fmax(height_pt * chart_taller(chart), CHART_HEIGHT_LEAST), CHART_HEIGHT_MOST);
}

double chart_row_height(const struct chart *chart, double n, double wanted_pt) {
    double height_pt = 0;
    bool is_given = value_number(value_get(chart->fields.map, "height"), &height_pt);
    double taller = chart_rows_taller(chart);
    double room_pt = chart->room_pt - ROWS_BESIDE_PT;
    if (!is_given && n * wanted_pt > room_pt) { /* nearer to each other, as far as is nice */
        return fmax(room_pt / n, fmin(wanted_pt, ROW_LEAST_PT));
    }
    /* Words of 8.5 need 12; rows three times as high as they like to be fall apart. */
    height_pt = is_given ? fmin(fmax(height_pt / n, 12), 3 * wanted_pt) : wanted_pt;
    static const double SPARE_PT = 4;
    return fmax(fmin(height_pt * taller, (room_pt - SPARE_PT) / n), height_pt);
}

/* Further numbers are shown in the chart's unit too. */
static struct str group_number(const struct canvas *canvas, const struct chart *chart,
                               const struct value *row, const char *key) {
    const struct value *value = chart_field(chart, row, key);
    if (!value || value->kind != VALUE_NUMBER) {
        return value ? value_to_str(chart->fields.arena, value) : STR("");
    }
    struct chart_number number = chart_read_number(chart, value);
    return number.is_there ? chart_format(canvas, chart, &number) : STR("");
}

/* --- series --------------------------------------------------------------------------------- */

static void add_series(struct chart *chart, struct str name, const char *field) {
    if (chart->n_series == SERIES_MAX) {
        return;
    }
    chart->series[chart->n_series++] = (struct chart_series){
        .name = name, .field = field, .is_highlighted = chart_is_highlighted(chart, name)};
}

static void add_listed_series(struct chart *chart, const struct value *item) {
    Arena *arena = chart->fields.arena;
    struct str field =
        item->kind == VALUE_MAP ? value_string(value_get(item, "field")) : value_string(item);
    struct str label = value_string(value_get(item, "label"));
    if (field.n == 0) {
        diag_error(chart->fields.diags, figure_place(chart->fields.request, item),
                   DIAG_FIGURE_FIELD, "a series is a field's name, or a map with field and label");
        return;
    }
    add_series(chart, label.n ? label : field, str_cstr(arena, field));
}

size_t chart_find_series(const struct chart *chart, struct str name) {
    size_t i = 0;
    while (i < chart->n_series && !str_eq(chart->series[i].name, name)) {
        i++;
    }
    return i;
}

/* Series in the order in which the rows name them first. */
static void collect_series(struct chart *chart, const struct value *rows) {
    size_t n_left_out = 0;
    for (size_t i = 0; i < rows->list.n; i++) {
        struct str name = chart_field_text(chart, rows->list.items[i], "series");
        if (chart_find_series(chart, name) < chart->n_series) {
            continue;
        }
        n_left_out += chart->n_series == SERIES_MAX;
        add_series(chart, name, NULL);
    }
    if (n_left_out > 0) {
        diag_warning(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                     "a chart shows the first %d series of its data", SERIES_MAX);
    }
}

void chart_read_series(struct chart *chart) {
    const struct value *series = value_get(chart->fields.map, "series");
    chart->series = ARENA_NEW_N(chart->fields.arena, struct chart_series, SERIES_MAX);
    if (!series || series->kind == VALUE_NULL) {
        return;
    }
    switch (series->kind) {
    case VALUE_LIST:
        for (size_t i = 0; i < series->list.n; i++) {
            add_listed_series(chart, series->list.items[i]);
        }
        return;
    case VALUE_MAP:
        for (size_t i = 0; i < series->map.n; i++) {
            const struct value_entry *entry = &series->map.entries[i];
            struct str label = value_to_str(chart->fields.arena, entry->value);
            add_series(chart, label, str_cstr(chart->fields.arena, entry->key));
        }
        return;
    case VALUE_STRING: collect_series(chart, chart->rows); return;
    case VALUE_NULL:
    case VALUE_BOOL:
    case VALUE_NUMBER: break;
    }
    diag_error(chart->fields.diags, figure_place(chart->fields.request, series), DIAG_FIGURE_FIELD,
               "\"series\" is a field's name, a list or a map, not %s",
               value_kind_name(series->kind));
}

void chart_colour_series(struct chart *chart, bool is_ordered) {
    bool is_any_highlighted = false;
    for (size_t i = 0; i < chart->n_series; i++) {
        is_any_highlighted = is_any_highlighted || chart->series[i].is_highlighted;
    }
    for (size_t i = 0, n_context = 0; i < chart->n_series; i++) {
        struct chart_series *series = &chart->series[i];
        if (is_any_highlighted) {
            bool is_dark = !series->is_highlighted && n_context++ % 2 == 0;
            series->colour = series->is_highlighted ? COLOUR_BRAND
                             : is_dark              ? COLOUR_MUTED
                                                    : COLOUR_PREVIOUS;
            series->text_colour = series->is_highlighted ? COLOUR_SERIES_TEXT : COLOUR_MUTED;
        } else if (is_ordered && chart->n_series <= RAMP_COLOURS) {
            int step = palette_step(i, chart->n_series);
            series->colour = COLOUR_RAMP + step;
            series->text_colour = COLOUR_RAMP_TEXT + step;
        } else {
            bool has_own = i < SERIES_COLOURS;
            series->colour = has_own ? COLOUR_SERIES + (int)i : COLOUR_PREVIOUS;
            series->text_colour = has_own ? COLOUR_SERIES_TEXT + (int)i : COLOUR_MUTED;
        }
    }
}

/* --- groups --------------------------------------------------------------------------------- */

static void extend(struct chart *chart, const struct chart_number *number) {
    if (number->is_there) {
        chart->low = fmin(chart->low, number->value);
        chart->high = fmax(chart->high, number->value);
        chart->least = fmin(chart->least, number->value);
    }
}

static void read_scenarios(struct chart *chart, struct chart_group *group,
                           const struct value *row) {
    static const char *const keys[N_SCENARIOS] = {
        [SCENARIO_PREVIOUS] = "previous",
        [SCENARIO_PLAN] = "plan",
        [SCENARIO_FORECAST] = "forecast",
        [SCENARIO_ACTUAL] = "y",
    };
    for (int i = 0; i < N_SCENARIOS; i++) {
        group->numbers[i] = chart_read_number(chart, chart_field(chart, row, keys[i]));
    }
    if (group->numbers[SCENARIO_ACTUAL].is_there) {
        group->numbers[SCENARIO_FORECAST].is_there = false;
    }
    for (int i = 0; i < N_SCENARIOS; i++) {
        chart->has[i] = chart->has[i] || group->numbers[i].is_there;
        extend(chart, &group->numbers[i]);
    }
}

static void read_cells(struct chart *chart, struct chart_group *group, const struct value *row) {
    for (size_t s = 0; s < chart->n_series; s++) {
        if (chart->series[s].field) {
            const struct value *value = value_path(row, chart->series[s].field);
            group->cells[s] = chart_read_number(chart, value);
        }
    }
    size_t own = chart_find_series(chart, chart_field_text(chart, row, "series"));
    if (own < chart->n_series && !chart->series[own].field) {
        struct chart_number number = chart_read_number(chart, chart_field(chart, row, "y"));
        chart_number_add(&group->cells[own], &number);
    }
}

static void read_group(const struct canvas *canvas, struct chart *chart, const struct value *row) {
    struct chart_group *group = &chart->groups[chart->n++];
    *group = (struct chart_group){.row = row};
    group->name = chart_field_text(chart, row, "x");
    group->count = chart_field_text(chart, row, "count");
    group->second = group_number(canvas, chart, row, "second");
    group->is_emphasised = value_is_true(chart_field(chart, row, "emphasis"));
    if (chart->n_series > 0) {
        group->cells = ARENA_NEW_N(chart->fields.arena, struct chart_number, chart->n_series);
        read_cells(chart, group, row);
    } else {
        read_scenarios(chart, group, row);
    }
}

static void report_left_out(const struct chart *chart, size_t shown, size_t n) {
    diag_warning(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                 "a chart shows the %s %zu of %zu values",
                 chart->type->is_of_rows ? "first" : "last", shown, n);
}

/* Whether several rows are one category: their series stand in rows of their own. */
static bool is_long(const struct chart *chart) {
    return chart->n_series > 0 && !chart->series[0].field;
}

/* The groups by name, in the order in which the rows name them first. */
static void read_long_groups(const struct canvas *canvas, struct chart *chart) {
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal); /* name: index + 1 */
    size_t most = chart->type->groups_most, capacity = 0;
    for (size_t i = 0; i < chart->rows->list.n; i++) {
        const struct value *row = chart->rows->list.items[i];
        char *name = str_cstr(chart->fields.arena, chart_field_text(chart, row, "x"));
        size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(known, name));
        if (place > 0) {
            read_cells(chart, &chart->groups[place - 1], row);
            continue;
        }
        chart->groups = arena_grow(chart->fields.arena, chart->groups, chart->n, &capacity,
                                   sizeof *chart->groups);
        read_group(canvas, chart, row);
        g_hash_table_insert(known, name, GSIZE_TO_POINTER(chart->n));
    }
    if (chart->n > most) {
        report_left_out(chart, most, chart->n);
        chart->groups += chart->type->is_of_rows ? 0 : chart->n - most;
        chart->n = most;
    }
}

/* Of too many points of a line one of each so many, the last among them; of categories over time
 * the last, of rows the first. */
static void read_wide_groups(const struct canvas *canvas, struct chart *chart) {
    size_t n = chart->rows->list.n, most = chart->type->groups_most;
    bool is_thinned = most > GROUPS_MAX && n > most;
    size_t every = is_thinned ? (n + most - 1) / most : 1;
    size_t left_out = n > most ? n - most : 0;
    size_t first = is_thinned ? (n - 1) % every : chart->type->is_of_rows ? 0 : left_out;
    chart->groups = ARENA_NEW_N(chart->fields.arena, struct chart_group, MIN(n, most));
    for (size_t i = first; i < n && chart->n < most; i += every) {
        read_group(canvas, chart, chart->rows->list.items[i]);
    }
    if (is_thinned) {
        diag_warning(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                     "a chart shows %zu of %zu values, one of each %zu", chart->n, n, every);
    } else if (left_out > 0) {
        report_left_out(chart, most, n);
    }
}

static void measure_cells(struct chart *chart) {
    for (size_t i = 0; i < chart->n; i++) {
        double above = 0, below = 0;
        for (size_t s = 0; s < chart->n_series; s++) {
            const struct chart_number *cell = &chart->groups[i].cells[s];
            chart->has[SCENARIO_ACTUAL] = chart->has[SCENARIO_ACTUAL] || cell->is_there;
            extend(chart, cell);
            *(cell->value < 0 ? &below : &above) += cell->is_there ? cell->value : 0;
        }
        if (chart->type->is_stacked) {
            chart->low = fmin(chart->low, below);
            chart->high = fmax(chart->high, above);
        }
    }
}

bool chart_read_groups(const struct canvas *canvas, struct chart *chart) {
    const struct fields *fields = &chart->fields;
    size_t errors = fields->diags->n_errors;
    chart->least = (double)INFINITY;
    chart_read_series(chart);
    if (is_long(chart)) {
        read_long_groups(canvas, chart);
    } else {
        read_wide_groups(canvas, chart);
    }
    if (!chart_read_dates(chart)) {
        return false;
    }
    measure_cells(chart);
    chart_colour_series(chart, chart->type->is_ordered);
    if (!chart->has[SCENARIO_ACTUAL] && !chart->has[SCENARIO_FORECAST] &&
        fields->diags->n_errors == errors) {
        return diag_error(fields->diags, fields->request->at, DIAG_FIGURE_DATA,
                          "none of the chart's %zu values is a number", chart->n);
    }
    return fields->diags->n_errors == errors;
}
