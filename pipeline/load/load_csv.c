/*
 * load_csv.c - a table of text as a list of maps, each cell with its place.
 *
 * Source: RFC 4180; also ";" and tab as separators, LF alone at the end of a line, blank lines, and
 *         rows that are shorter than the header.
 */
#include "load_state_priv.h"

#include <string.h>

struct table {
    Arena *arena;
    const struct source *source;
    struct diags *diags;
    struct str text;
    size_t at;
    char separator;
    struct value *header, *rows;
    size_t n_values;
};

/* One cell as it was read. */
struct cell {
    struct str text; /* quotes undone */
    struct span at;
    bool was_quoted;
    bool is_last; /* of its line */
};

static bool complain(struct table *t, size_t begin, size_t end, const char *hint,
                     const char *format, ...) G_GNUC_PRINTF(5, 6);

static bool complain(struct table *t, size_t begin, size_t end, const char *hint,
                     const char *format, ...) {
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    diag_error(t->diags, span_of(t->source, begin, end), DIAG_CSV_SYNTAX, "%s", message);
    diag_hint(t->diags, "%s", hint);
    return false;
}

/* --- cells ---------------------------------------------------------------------------------- */

static char peek(const struct table *t) {
    return t->at < t->text.n ? t->text.p[t->at] : '\n';
}

static bool is_end_of_line(char c) {
    return c == '\n' || c == '\r';
}

/* Over CR LF, LF or CR. */
static void skip_line_end(struct table *t) {
    if (t->at < t->text.n && t->text.p[t->at] == '\r') {
        t->at++;
    }
    if (t->at < t->text.n && t->text.p[t->at] == '\n') {
        t->at++;
    }
}

/* RFC 4180 section 2, rules 5 to 7: a doubled quote stands for one. */
static bool read_quoted(struct table *t, struct cell *cell) {
    size_t begin = t->at++, start = t->at;
    GString *out = NULL;
    for (;;) {
        const char *quote = memchr(t->text.p + t->at, '"', t->text.n - t->at);
        if (!quote) {
            if (out) {
                g_string_free(out, TRUE);
            }
            return complain(t, begin, begin + 1, "Close it with another quote; inside, double it.",
                            "a quote is never closed");
        }
        t->at = (size_t)(quote - t->text.p) + 1;
        if (t->at >= t->text.n || t->text.p[t->at] != '"') {
            break;
        }
        out = out ? out : g_string_new(NULL);
        g_string_append_len(out, t->text.p + start, (gssize)(t->at - start));
        start = ++t->at;
    }
    cell->text = str_slice(t->text, start, t->at - 1);
    if (out) {
        g_string_append_len(out, cell->text.p, (gssize)cell->text.n);
        cell->text = str_from_gstring(t->arena, out);
        g_string_free(out, TRUE);
    }
    cell->was_quoted = true;
    while (peek(t) == ' ') {
        t->at++;
    }
    if (peek(t) != t->separator && !is_end_of_line(peek(t))) {
        return complain(t, t->at, t->at + 1, "Put the whole cell in quotes; double those inside.",
                        "text stands behind a closing quote");
    }
    return true;
}

static bool read_cell(struct table *t, struct cell *ret) {
    *ret = (struct cell){.is_last = false};
    while (peek(t) == ' ') {
        t->at++;
    }
    size_t begin = t->at;
    if (peek(t) == '"') {
        if (!read_quoted(t, ret)) {
            return false;
        }
    } else {
        while (peek(t) != t->separator && !is_end_of_line(peek(t))) {
            t->at++;
        }
        ret->text = str_trim(str_slice(t->text, begin, t->at));
    }
    size_t end = ret->was_quoted ? t->at : begin + ret->text.n;
    ret->at = span_of(t->source, begin, end);
    ret->is_last = is_end_of_line(peek(t));
    if (ret->is_last) {
        skip_line_end(t);
    } else {
        t->at++;
    }
    return true;
}

/* --- the header ----------------------------------------------------------------------------- */

static void skip_blank_lines(struct table *t) {
    size_t at = t->at;
    for (; at < t->text.n && g_ascii_isspace(t->text.p[at]) && t->text.p[at] != '\t'; at++) {
        if (is_end_of_line(t->text.p[at])) {
            t->at = at + 1;
        }
    }
    if (at >= t->text.n) {
        t->at = t->text.n;
    }
}

/* What the header has most of, outside quotes. */
static char find_separator(const struct table *t) {
    static const char candidates[] = {',', ';', '\t'};
    size_t counts[G_N_ELEMENTS(candidates)] = {0}, best = 0;
    bool is_quoted = false;
    for (size_t i = t->at; i < t->text.n && (is_quoted || !is_end_of_line(t->text.p[i])); i++) {
        is_quoted = is_quoted != (t->text.p[i] == '"');
        for (size_t k = 0; k < G_N_ELEMENTS(candidates) && !is_quoted; k++) {
            counts[k] += t->text.p[i] == candidates[k];
        }
    }
    for (size_t k = 1; k < G_N_ELEMENTS(candidates); k++) {
        best = counts[k] > counts[best] ? k : best;
    }
    return candidates[best];
}

static bool read_header(struct table *t) {
    struct cell cell;
    size_t begin = t->at;
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    do {
        if (!read_cell(t, &cell)) {
            return false;
        }
        struct str name = load_plain_name(t->arena, cell.text);
        if (name.n > 0 && !g_hash_table_add(known, str_cstr(t->arena, name))) {
            return complain(t, cell.at.begin, cell.at.end, "Rename or remove one of the two.",
                            "column \"" STR_FMT "\" stands twice", STR_ARG(cell.text));
        }
        value_append(t->arena, t->header, value_new_string(t->arena, cell.at, name));
    } while (!cell.is_last);
    t->header->at = span_of(t->source, begin, cell.at.end);
    return true;
}

/* --- rows ----------------------------------------------------------------------------------- */

/* As in YAML: what JSON calls a number is one; a number in quotes was meant to be a text. */
static struct value *cell_value(struct table *t, const struct cell *cell) {
    struct value *value = value_new_string(t->arena, cell->at, cell->text);
    struct decimal number;
    if (!cell->was_quoted && load_number_length(cell->text) == cell->text.n) {
        if (decimal_parse(cell->text, &number)) {
            value->kind = VALUE_NUMBER;
            value->number = number;
        } else {
            load_warn_of_range(t->diags, cell->at, cell->text);
        }
    }
    return value;
}

static bool add_cell(struct table *t, struct value *row, const struct cell *cell, size_t column) {
    if (cell->text.n == 0) {
        return true;
    }
    if (++t->n_values > LOAD_VALUES_MAX) {
        return diag_error(t->diags, cell->at, DIAG_DATA_SIZE, "the table holds more than %d values",
                          LOAD_VALUES_MAX);
    }
    const struct value *name = column < t->header->list.n ? t->header->list.items[column] : NULL;
    if (!name || name->string.n == 0) {
        return complain(t, cell->at.begin, cell->at.end,
                        "Put cells that hold the separator in quotes, or name the column.",
                        "the cell stands in column %zu, which the header does not name",
                        column + 1);
    }
    load_append_entry(t->arena, row,
                      &(struct value_entry){
                          .key = name->string, .key_at = name->at, .value = cell_value(t, cell)});
    return true;
}

static bool read_row(struct table *t) {
    struct value *row = value_new(t->arena, VALUE_MAP, (struct span){0});
    struct cell cell;
    size_t begin = t->at, column = 0;
    do {
        if (!read_cell(t, &cell) || !add_cell(t, row, &cell, column++)) {
            return false;
        }
    } while (!cell.is_last);
    row->at = span_of(t->source, begin, cell.at.end);
    if (row->map.n > 0) {
        value_append(t->arena, t->rows, row);
    }
    return true;
}

bool load_csv(Arena *arena, const struct source *source, struct diags *diags,
              struct value **ret_header, struct value **ret_rows) {
    struct table t = {.arena = arena, .source = source, .diags = diags, .text = source->text};
    t.header = value_new(arena, VALUE_LIST, span_of_file(source));
    t.rows = value_new(arena, VALUE_LIST, span_of_file(source));
    skip_blank_lines(&t);
    if (t.at >= t.text.n) {
        diag_error(diags, span_of_file(source), DIAG_CSV_SYNTAX, "the table has no header");
        diag_hint(diags, "Write the columns' names in the first line.");
        return false;
    }
    t.separator = find_separator(&t);
    if (!read_header(&t)) {
        return false;
    }
    while (t.at < t.text.n) {
        if (!read_row(&t)) {
            return false;
        }
    }
    *ret_header = t.header;
    *ret_rows = t.rows;
    return true;
}
