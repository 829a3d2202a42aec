#include "figure_chart_priv.h"

/*
 * What a chart shows as a table, for `table: true`: of charts by category the names, the numbers of
 * each series or scenario and the differences; of the others the fields that they are drawn from.
 * Cells are the words that the picture has or would have; a column that is empty is left out.
 */

enum { COLUMNS_MAX = SERIES_MAX + 12, ROWS_MAX = 2000 };

struct table {
    struct str heads[COLUMNS_MAX];
    struct str *columns[COLUMNS_MAX]; /* n_rows each */
    bool is_number[COLUMNS_MAX];
    size_t n_columns, n_rows;
};

static struct str *add_column(const struct canvas *canvas, struct table *table, struct str head,
                              bool is_number) {
    size_t i = table->n_columns++;
    g_assert(i < COLUMNS_MAX);
    table->heads[i] = head;
    table->is_number[i] = is_number;
    table->columns[i] = ARENA_NEW_N(canvas->arena, struct str, MAX(table->n_rows, 1));
    return table->columns[i];
}

static void drop_if_empty(struct table *table) {
    size_t n = 0;
    for (size_t i = 0; i < table->n_rows; i++) {
        n += table->columns[table->n_columns - 1][i].n;
    }
    table->n_columns -= n == 0 ? 1 : 0;
}

/* A label, else the field's name as people write it: "year_before" is "Year before". */
static struct str field_head(const struct canvas *canvas, const struct chart *chart,
                             const char *label, const char *key) {
    struct str own = label ? field_text(&chart->fields, label) : STR("");
    struct str name = field_text(&chart->fields, key);
    if (own.n > 0 || name.n == 0) {
        return own.n > 0 ? own : canvas_word(canvas, WORD_NAME);
    }
    char *words = str_cstr(canvas->arena, name);
    for (char *p = words; *p; p++) {
        *p = *p == '_' || *p == '.' ? ' ' : *p;
    }
    words[0] = g_ascii_toupper(words[0]);
    return str_from(words);
}

/* --- numbers by category -------------------------------------------------------------------- */

static void add_series_columns(const struct canvas *canvas, const struct chart *chart,
                               struct table *table) {
    for (size_t s = 0; s < chart->n_series; s++) {
        struct str *cells = add_column(canvas, table, chart->series[s].name, true);
        for (size_t i = 0; i < chart->n; i++) {
            cells[i] = chart_number_words(canvas, chart, &chart->groups[i].cells[s]);
        }
    }
}

static void add_scenario_column(const struct canvas *canvas, const struct chart *chart,
                                struct table *table, enum scenario scenario) {
    bool is_alone = true;
    for (int k = 0; k < N_SCENARIOS; k++) {
        is_alone = is_alone && (!chart->has[k] || k == SCENARIO_ACTUAL);
    }
    struct str head = scenario == SCENARIO_ACTUAL && is_alone
                          ? field_head(canvas, chart, "y_label", "y")
                          : chart_scenario_name(chart, scenario);
    struct str *cells = add_column(canvas, table, head, true);
    for (size_t i = 0; i < chart->n; i++) {
        cells[i] = chart_scenario_words(canvas, chart, i, scenario);
    }
}

static void add_differences(const struct canvas *canvas, const struct chart *chart,
                            struct table *table) {
    enum scenario reference = chart_reference(chart);
    if (!chart->has[reference] || chart_has_field(chart, "y_words")) {
        return;
    }
    struct str missing = canvas_word(canvas, WORD_MISSING);
    struct str head = str_from(arena_printf(canvas->arena, "Δ " STR_FMT,
                                            STR_ARG(chart_scenario_inside(chart, reference))));
    struct str *values = add_column(canvas, table, head, true);
    struct str *shares = add_column(canvas, table, STR("Δ %"), true);
    for (size_t i = 0; i < chart->n; i++) {
        struct difference difference = chart_difference(chart, i, reference);
        struct str share =
            difference.is_there ? chart_format_share(canvas, difference.share, 1, true) : STR("");
        values[i] =
            difference.is_there ? chart_format_signed(canvas, chart, difference.exact) : missing;
        shares[i] = share.n > 0 ? share : missing;
    }
}

static void add_words(const struct canvas *canvas, const struct chart *chart, struct table *table,
                      const char *label, const char *key) {
    if (!chart_has_field(chart, key)) {
        return;
    }
    struct str *cells = add_column(canvas, table, field_head(canvas, chart, label, key), false);
    for (size_t i = 0; i < chart->n; i++) {
        cells[i] = chart_field_text(chart, chart->groups[i].row, key);
    }
    drop_if_empty(table);
}

static void add_group_columns(const struct canvas *canvas, const struct chart *chart,
                              struct table *table) {
    static const enum scenario order[] = {SCENARIO_ACTUAL, SCENARIO_FORECAST, SCENARIO_PLAN,
                                          SCENARIO_PREVIOUS};
    struct str *names = add_column(canvas, table, field_head(canvas, chart, "x_label", "x"), false);
    for (size_t i = 0; i < chart->n; i++) {
        names[i] = chart->groups[i].name;
    }
    if (chart->n_series > 0) {
        add_series_columns(canvas, chart, table);
        return;
    }
    add_words(canvas, chart, table, "count_label", "count");
    for (size_t k = 0; k < G_N_ELEMENTS(order); k++) {
        if (chart->has[order[k]]) {
            add_scenario_column(canvas, chart, table, order[k]);
        }
    }
    add_differences(canvas, chart, table);
    if (chart_has_field(chart, "second")) {
        struct str head = field_head(canvas, chart, "second_label", "second");
        struct str *cells = add_column(canvas, table, head, true);
        for (size_t i = 0; i < chart->n; i++) {
            cells[i] = chart->groups[i].second;
        }
    }
    add_words(canvas, chart, table, NULL, "loss");
    add_words(canvas, chart, table, NULL, "status");
}

/* --- rows as they are ----------------------------------------------------------------------- */

struct own_column {
    const char *key, *label;
    enum figure_word head; /* where the specification has no field of this name */
};

static const struct own_column timeline_columns[] = {
    {"date", NULL, WORD_DATE},
    {"name", NULL, WORD_EVENT},
    {"text", NULL, WORD_DETAILS},
    {"state", NULL, WORD_STATE},
};

static const struct own_column gantt_columns[] = {
    {"group", NULL, WORD_GROUP}, {"name", NULL, WORD_NAME},   {"start", NULL, WORD_START},
    {"end", NULL, WORD_END},     {"owner", NULL, WORD_OWNER}, {"state", NULL, WORD_STATE},
};

static const struct own_column scatter_columns[] = {
    {"name", NULL, WORD_NAME},
    {"series", NULL, WORD_GROUP},
    {"x", "x_label", WORD_NAME},
    {"y", "y_label", WORD_NAME},
};

static struct str state_words(const struct canvas *canvas, const struct chart *chart,
                              struct str state) {
    static const struct {
        const char *name;
        enum figure_word word;
    } rows[] = {{"done", WORD_DONE}, {"planned", WORD_PLANNED}, {"conditional", WORD_CONDITIONAL}};
    struct str own = value_string(
        value_get(value_get(chart->fields.map, "labels"), str_cstr(canvas->arena, state)));
    for (size_t i = 0; i < G_N_ELEMENTS(rows) && own.n == 0; i++) {
        own = str_is(state, rows[i].name) ? canvas_word(canvas, rows[i].word) : own;
    }
    return own.n > 0 ? own : state;
}

static struct str own_words(const struct canvas *canvas, const struct chart *chart,
                            const struct value *value, const char *key) {
    if (!value || value->kind == VALUE_NULL) {
        return STR("");
    }
    if (value->kind == VALUE_NUMBER) {
        /* The unit and its digits are those of the values. */
        bool is_measure = g_str_equal(key, "y");
        struct chart_number number = chart_read_number(chart, value);
        const struct number_style style = {.decimals = -1};
        return is_measure && number.is_there
                   ? chart_format(canvas, chart, &number)
                   : str_from(locale_format_number(canvas->request->locale, canvas->arena,
                                                   value->number, &style));
    }
    struct date date;
    struct str words = value_to_str(canvas->arena, value);
    if (date_parse(words, &date)) {
        return str_from(locale_format_date(canvas->request->locale, canvas->arena, date, "medium"));
    }
    return g_str_equal(key, "state") ? state_words(canvas, chart, words) : words;
}

static void add_own_column(const struct canvas *canvas, const struct chart *chart,
                           struct table *table, const struct own_column *column) {
    bool is_named = chart_has_field(chart, column->key);
    struct str head = is_named ? field_head(canvas, chart, column->label, column->key)
                               : canvas_word(canvas, column->head);
    bool is_measure = g_str_equal(column->key, "x") || g_str_equal(column->key, "y");
    struct str *cells = add_column(canvas, table, head, is_measure);
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct value *row = chart->rows->list.items[i];
        cells[i] = own_words(canvas, chart, chart_own_field(chart, row, column->key), column->key);
    }
    drop_if_empty(table);
}

static void add_own_columns(const struct canvas *canvas, const struct chart *chart,
                            struct table *table) {
    const struct own_column *columns = scatter_columns;
    size_t n = G_N_ELEMENTS(scatter_columns);
    if (chart->type->draw == draw_timeline) {
        columns = timeline_columns;
        n = G_N_ELEMENTS(timeline_columns);
    } else if (chart->type->draw == draw_gantt) {
        columns = gantt_columns;
        n = G_N_ELEMENTS(gantt_columns);
    }
    for (size_t i = 0; i < n; i++) {
        add_own_column(canvas, chart, table, &columns[i]);
    }
}

/* --- the whole ------------------------------------------------------------------------------ */

const struct figure_table *chart_table(const struct canvas *canvas, const struct chart *chart) {
    bool has_groups = chart->type->groups_most > 0;
    struct table table = {.n_rows = has_groups ? chart->n : MIN(chart->rows->list.n, ROWS_MAX)};
    if (has_groups) {
        add_group_columns(canvas, chart, &table);
    } else {
        add_own_columns(canvas, chart, &table);
    }
    size_t n = table.n_columns;
    struct str *cells = ARENA_NEW_N(canvas->arena, struct str, n * (table.n_rows + 1));
    for (size_t column = 0; column < n; column++) {
        cells[column] = table.heads[column];
        for (size_t row = 0; row < table.n_rows; row++) {
            cells[(row + 1) * n + column] = table.columns[column][row];
        }
    }
    struct figure_table *result = ARENA_NEW(canvas->arena, struct figure_table);
    *result = (struct figure_table){
        .n_columns = n,
        .n_rows = table.n_rows,
        .cells = cells,
        .is_number = arena_memdup(canvas->arena, table.is_number, n * sizeof *table.is_number),
    };
    return result;
}
