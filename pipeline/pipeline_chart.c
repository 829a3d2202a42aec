#include "pipeline_priv.h"

#include <string.h>

/*
 * The data of a chart as a table: of the list that the chart is drawn from, the columns that its
 * specification names, and no others.
 */

/* RFC 4180. */
static void put_cell(GString *out, struct str text, bool is_first) {
    bool is_plain = true;
    for (size_t i = 0; i < text.n; i++) {
        is_plain = is_plain && !strchr("\",\r\n", text.p[i]);
    }
    g_string_append(out, is_first ? "" : ",");
    if (is_plain) {
        g_string_append_len(out, text.p, (gssize)text.n);
        return;
    }
    g_string_append_c(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        g_string_append(out, text.p[i] == '"' ? "\"" : "");
        g_string_append_c(out, text.p[i]);
    }
    g_string_append_c(out, '"');
}

static bool is_scalar(const struct value *value) {
    return value && value->kind != VALUE_LIST && value->kind != VALUE_MAP;
}

/* The rows have a scalar of this name: a specification's text that is no title is such a name. */
static bool is_column(const struct value *rows, const char *name) {
    for (size_t i = 0; i < rows->list.n; i++) {
        if (is_scalar(value_path(rows->list.items[i], name))) {
            return true;
        }
    }
    return false;
}

/* Each name once, in the order of the specification. */
static void find_columns(struct run *run, const struct value *spec, const struct value *rows,
                         GPtrArray *ret) {
    if (spec->kind == VALUE_STRING) {
        char *name = str_cstr(run->arena, spec->string);
        if (is_column(rows, name) &&
            !g_ptr_array_find_with_equal_func(ret, name, g_str_equal, NULL)) {
            g_ptr_array_add(ret, name);
        }
        return;
    }
    bool is_map = spec->kind == VALUE_MAP;
    size_t n = is_map ? spec->map.n : spec->kind == VALUE_LIST ? spec->list.n : 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_map || !str_is(spec->map.entries[i].key, "data")) {
            find_columns(run, is_map ? spec->map.entries[i].value : spec->list.items[i], rows, ret);
        }
    }
}

static GString *make_table(struct run *run, const struct value *rows, const GPtrArray *columns) {
    GString *out = g_string_new(NULL);
    for (unsigned i = 0; i < columns->len; i++) {
        put_cell(out, str_from(columns->pdata[i]), i == 0);
    }
    g_string_append(out, "\r\n");
    for (size_t row = 0; row < rows->list.n; row++) {
        for (unsigned i = 0; i < columns->len; i++) {
            const struct value *value = value_path(rows->list.items[row], columns->pdata[i]);
            put_cell(out, is_scalar(value) ? value_to_str(run->arena, value) : STR(""), i == 0);
        }
        g_string_append(out, "\r\n");
    }
    return out;
}

static bool is_kept(const struct run *run, const struct node *block) {
    for (size_t i = 0; i < run->n_charts; i++) {
        if (run->charts[i].block == block) {
            return true;
        }
    }
    return false;
}

static const char *describe(struct run *run, const struct value *spec) {
    struct str title = str_trim(value_string(value_get(spec, "title")));
    return title.n > 0
               ? arena_printf(run->arena, "Data of the chart \"" STR_FMT "\"", STR_ARG(title))
               : arena_printf(run->arena, "Data of chart %zu", run->n_charts + 1);
}

void run_keep_chart(struct run *run, const struct node *block, const struct value *spec,
                    const struct value *rows) {
    if (is_kept(run, block) || !rows || rows->kind != VALUE_LIST) {
        return;
    }
    g_autoptr(GPtrArray) columns = g_ptr_array_new();
    find_columns(run, spec, rows, columns);
    if (columns->len == 0) {
        return;
    }
    run->charts = arena_grow(run->arena, run->charts, run->n_charts, &run->charts_capacity,
                             sizeof *run->charts);
    run->charts[run->n_charts] = (struct chart_data){
        .block = block,
        .attachment = {
            .name = arena_printf(run->arena, "chart-%zu.csv", run->n_charts + 1),
            .description = describe(run, spec),
            .mime = "text/csv",
            .relationship = ATTACHMENT_DATA,
            .data = run_own_bytes(run, make_table(run, rows, columns)),
        }};
    run->n_charts++;
}
