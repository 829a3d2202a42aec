#include "cli_priv.h"

#include "value.h"

#include <string.h>

/* --- JSON ----------------------------------------------------------------------------------- */

static const char *type_word(const struct value *value) {
    static const char *const words[] = {
        [VALUE_NULL] = "null",     [VALUE_BOOL] = "boolean", [VALUE_NUMBER] = "number",
        [VALUE_STRING] = "string", [VALUE_LIST] = "list",    [VALUE_MAP] = "map",
    };
    return value ? words[value->kind] : NULL;
}

static struct value *json_bool(Arena *arena, bool boolean) {
    return value_new_bool(arena, (struct span){0}, boolean);
}

/* Of lists and maps the size: their parts are names of their own where the template uses them. */
static struct value *shown_value(Arena *arena, const struct value *value) {
    if (!value) {
        return value_new(arena, VALUE_NULL, (struct span){0});
    }
    if (value->kind == VALUE_LIST || value->kind == VALUE_MAP) {
        size_t n = value->kind == VALUE_LIST ? value->list.n : value->map.n;
        return value_new_number(arena, (struct span){0}, decimal_from_int((int64_t)n));
    }
    return value_copy(arena, value);
}

static struct value *name_map(Arena *arena, const struct used_name *name) {
    struct value *map = cli_json_map(arena);
    cli_json_put_text(arena, map, "name", name->name);
    cli_json_put_text(arena, map, "kind", name->kind);
    cli_json_put_text(arena, map, "template", name->template);
    cli_json_put_count(arena, map, "line", name->line);
    cli_json_put_count(arena, map, "column", name->column);
    cli_json_put_text(arena, map, "filters", *name->filters ? name->filters : NULL);
    cli_json_put_text(arena, map, "section", name->section);
    cli_json_put_text(arena, map, "list", name->list);
    cli_json_put_count(arena, map, "items", name->n_items);
    cli_json_put_text(arena, map, "type", type_word(name->value));
    value_put(arena, map, "value", shown_value(arena, name->value));
    cli_json_put_text(arena, map, "origin", name->origin);
    cli_json_put_text(arena, map, "derivation", name->derivation);
    value_put(arena, map, "hidden", json_bool(arena, name->is_hidden));
    value_put(arena, map, "missing", json_bool(arena, name->is_missing));
    cli_json_put_text(arena, map, "nearest", name->nearest);
    cli_json_put_text(arena, map, "looked_in", name->looked_in);
    return map;
}

static void tell_json(const struct used_name *const *names, size_t n, GString *out) {
    g_autoptr(Arena) arena = arena_new();
    struct value *list = cli_json_list(arena);
    for (size_t i = 0; i < n; i++) {
        value_append(arena, list, name_map(arena, names[i]));
    }
    value_dump(list, false, out);
}

/* --- columns -------------------------------------------------------------------------------- */

/* Less than FROM_WIDTH_MIN beside the other columns: where a value is from gets a line of its own.
 */
enum { VALUE_WIDTH_MAX = 32, FROM_WIDTH_MIN = 40, GAP = 2 };

/* A name of the table: the same name with the same value is one row. */
struct row {
    const struct used_name *name;
    size_t n; /* places */
    const char *place, *value, *from;
};

struct table {
    Arena *arena;
    const char *main_template;
    struct row *rows;
    size_t n, place_width, name_width, value_width;
    size_t from_width; /* 0: as long as it is */
    bool is_folded;
};

static size_t width_of(const char *text) {
    return (size_t)g_utf8_strlen(text, -1);
}

/* On one line, at most @width characters; 0: as long as it is. */
static char *cut(Arena *arena, const char *text, size_t width) {
    char *line = arena_strdup(arena, text);
    for (char *c = line; *c; c++) {
        *c = g_ascii_iscntrl(*c) ? ' ' : *c;
    }
    if (width == 0 || width_of(line) <= width) {
        return line;
    }
    *g_utf8_offset_to_pointer(line, (glong)width - 1) = '\0';
    return arena_printf(arena, "%s…", line);
}

static const char *value_text_of(Arena *arena, const struct used_name *name) {
    const struct value *value = name->value;
    if (name->is_missing && !value) {
        return "missing";
    }
    if (!value) {
        return g_str_equal(name->kind, "partial") || g_str_equal(name->kind, "parent") ? "partial"
                                                                                       : "";
    }
    switch (value->kind) {
    case VALUE_NULL: return name->is_missing ? "missing: null" : "null";
    case VALUE_LIST:
        return arena_printf(arena, "%zu item%s", value->list.n, value->list.n == 1 ? "" : "s");
    case VALUE_MAP: return "map";
    case VALUE_NUMBER: return str_cstr(arena, value_to_str(arena, value)); /* exact, never cut */
    case VALUE_BOOL:
    case VALUE_STRING:
        return cut(arena, str_cstr(arena, value_to_str(arena, value)), VALUE_WIDTH_MAX);
    }
    g_assert_not_reached();
}

static void append_missing(const struct used_name *name, GString *text) {
    bool has_value = name->value && name->value->kind != VALUE_NULL;
    g_string_append(text, has_value ? "missing for an item: " : "");
    if (name->nearest) {
        g_string_append_printf(text, "did you mean %s? ", name->nearest);
    }
}

static const char *from_text(Arena *arena, const struct used_name *name) {
    g_autoptr(GString) text = g_string_new(NULL);
    if (name->is_missing) {
        append_missing(name, text);
    }
    const char *told = name->looked_in ? name->looked_in
                       : name->origin  ? name->origin
                                       : name->derivation;
    bool is_known = told || name->value || name->is_missing;
    g_string_append(text, told ? told : is_known ? "" : "not asked for with these values");
    if (name->n_items > 0) {
        g_string_append_printf(text, "%sone of %zu in %s", text->len ? ", " : "", name->n_items,
                               name->list);
    }
    return cut(arena, text->str, 0);
}

static char *place_text(const struct table *table, const struct row *row) {
    const struct used_name *name = row->name;
    g_autofree char *file = g_path_get_basename(name->template);
    bool is_main = g_str_equal(name->template, table->main_template);
    g_autofree char *more = row->n > 1 ? g_strdup_printf(" x%zu", row->n) : g_strdup("");
    return arena_printf(table->arena, "%s%s%u%s", is_main ? "" : file, is_main ? "" : ":",
                        name->line, more);
}

/* "." and "@index" are no names of data, and a block is a place. */
static bool is_in_table(const struct used_name *name) {
    bool is_special = g_str_equal(name->name, ".") || name->name[0] == '@';
    return name->is_missing || !(is_special || g_str_equal(name->kind, "block"));
}

static bool is_same(const struct used_name *a, const struct used_name *b) {
    return a->value == b->value && a->is_missing == b->is_missing &&
           g_str_equal(a->name, b->name) && g_strcmp0(a->origin, b->origin) == 0 &&
           g_str_equal(a->template, b->template) && !a->is_missing;
}

static void add_row(struct table *table, const struct used_name *name) {
    for (size_t i = 0; i < table->n; i++) {
        if (is_same(table->rows[i].name, name)) {
            table->rows[i].n++;
            return;
        }
    }
    table->rows[table->n++] = (struct row){.name = name, .n = 1};
}

static void measure(struct table *table) {
    for (size_t i = 0; i < table->n; i++) {
        struct row *row = &table->rows[i];
        row->place = place_text(table, row);
        row->value = value_text_of(table->arena, row->name);
        row->from = from_text(table->arena, row->name);
        table->place_width = MAX(table->place_width, width_of(row->place));
        table->name_width = MAX(table->name_width, width_of(row->name->name));
        table->value_width = MAX(table->value_width, width_of(row->value));
    }
}

static void append_cell(GString *out, const char *text, size_t width) {
    g_string_append(out, text);
    for (size_t n = width_of(text); n < width + GAP; n++) {
        g_string_append_c(out, ' ');
    }
}

static void end_line(GString *out) {
    while (out->str[out->len - 1] == ' ') {
        g_string_truncate(out, out->len - 1);
    }
    g_string_append_c(out, '\n');
}

static void append_row(GString *out, const struct table *table, const struct row *row) {
    append_cell(out, row->place, table->place_width);
    append_cell(out, row->name->name, table->name_width);
    append_cell(out, row->value, table->value_width);
    if (table->is_folded && *row->from) {
        end_line(out);
        append_cell(out, "", table->place_width);
    }
    /* What is missing is what one came for: it gets its whole line, however long. */
    g_string_append(out,
                    cut(table->arena, row->from, row->name->is_missing ? 0 : table->from_width));
    end_line(out);
}

static void fit(struct table *table, size_t width) {
    size_t before = table->place_width + table->name_width + table->value_width + 3 * (size_t)GAP;
    size_t folded = table->place_width + (size_t)GAP;
    table->is_folded = width > 0 && width < before + FROM_WIDTH_MIN;
    table->from_width = width == 0          ? 0
                        : !table->is_folded ? width - before
                                            : MAX(width, folded + FROM_WIDTH_MIN) - folded;
}

static void tell_table(struct cli *cli, const struct used_name *const *names, size_t n) {
    g_autoptr(Arena) arena = arena_new();
    struct used_name heading = {.name = "NAME"};
    struct row head = {.name = &heading, .place = "LINE", .value = "VALUE", .from = "FROM"};
    struct table table = {.arena = arena,
                          .main_template = n > 0 ? names[0]->template : "",
                          .rows = ARENA_NEW_N(arena, struct row, n),
                          .place_width = width_of(head.place),
                          .name_width = width_of(heading.name),
                          .value_width = width_of(head.value)};
    for (size_t i = 0; i < n; i++) {
        if (is_in_table(names[i])) {
            add_row(&table, names[i]);
        }
    }
    measure(&table);
    fit(&table, (size_t)MAX(cli->width, 0));
    append_row(cli->out, &table, &head);
    for (size_t i = 0; i < table.n; i++) {
        append_row(cli->out, &table, &table.rows[i]);
    }
}

/* --- command -------------------------------------------------------------------------------- */

/* Those that are missing first; each part in the order of the template. */
static const struct used_name **in_order(Arena *arena, const struct used_name *names, size_t n) {
    const struct used_name **ordered = ARENA_NEW_N(arena, const struct used_name *, n);
    size_t at = 0;
    for (int part = 0; part < 2; part++) {
        for (size_t i = 0; i < n; i++) {
            if (names[i].is_missing == (part == 0)) {
                ordered[at++] = &names[i];
            }
        }
    }
    return ordered;
}

bool cli_vars(struct cli *cli, const struct cli_options *options) {
    g_autoptr(Session) session = cli_session(cli, options);
    if (!session) {
        return false;
    }
    g_autoptr(Arena) arena = arena_new();
    struct job job = cli_values_job(options);
    struct used_name *names = NULL;
    size_t n = 0;
    bool is_whole =
        pipeline_vars(session, arena, options->arguments[0], job, &cli->diags, &names, &n);
    if (!names) {
        return false;
    }
    const struct used_name **ordered = in_order(arena, names, n);
    if (options->is_json) {
        tell_json(ordered, n, cli->out);
    } else {
        tell_table(cli, ordered, n);
    }
    return is_whole;
}
