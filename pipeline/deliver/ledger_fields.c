#include "ledger_fields.h"

#include <string.h>

void fields_append_text(GString *out, const char *text) {
    g_autofree char *escaped = g_strescape(text ? text : "", NULL);
    g_string_append_c(out, '\t');
    g_string_append(out, escaped);
}

void fields_append_number(GString *out, int64_t number) {
    g_string_append_printf(out, "\t%" G_GINT64_FORMAT, number);
}

struct str fields_next(struct fields *fields) {
    struct str field = {0};
    if (fields->is_over) {
        fields->is_bad = true;
        return field;
    }
    fields->is_over = !str_cut(fields->rest, '\t', &field, &fields->rest);
    return field;
}

/* What was escaped ends in no backslash that escapes nothing, and holds no NUL. */
static bool is_escaped(struct str field) {
    size_t n = 0;
    while (n < field.n && field.p[field.n - 1 - n] == '\\') {
        n++;
    }
    return n % 2 == 0 && !memchr(field.p, '\0', field.n);
}

const char *fields_next_text(struct fields *fields) {
    struct str field = fields_next(fields);
    if (field.n == 0) {
        return "";
    }
    if (!is_escaped(field)) {
        fields->is_bad = true;
        return "";
    }
    if (!memchr(field.p, '\\', field.n)) {
        return str_cstr(fields->arena, field);
    }
    g_autofree char *escaped = g_strndup(field.p, field.n);
    g_autofree char *plain = g_strcompress(escaped);
    return arena_strdup(fields->arena, plain);
}

int64_t fields_next_number(struct fields *fields) {
    struct str field = fields_next(fields);
    uint64_t number = 0;
    for (size_t i = 0; i < field.n; i++) {
        if (!g_ascii_isdigit(field.p[i]) || i == 19) {
            fields->is_bad = true;
            return 0;
        }
        number = number * 10 + (uint64_t)(field.p[i] - '0');
    }
    fields->is_bad = fields->is_bad || field.n == 0;
    return (int64_t)MIN(number, (uint64_t)INT64_MAX);
}
