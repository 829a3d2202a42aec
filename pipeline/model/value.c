#include "value.h"

#include <stdlib.h>
#include <string.h>

struct value *value_new(Arena *arena, enum value_kind kind, struct span at) {
    struct value *value = ARENA_NEW(arena, struct value);
    value->kind = kind;
    value->at = at;
    return value;
}

struct value *value_new_bool(Arena *arena, struct span at, bool boolean) {
    struct value *value = value_new(arena, VALUE_BOOL, at);
    value->boolean = boolean;
    return value;
}

struct value *value_new_number(Arena *arena, struct span at, struct decimal number) {
    struct value *value = value_new(arena, VALUE_NUMBER, at);
    value->number = number;
    return value;
}

struct value *value_new_string(Arena *arena, struct span at, struct str string) {
    struct value *value = value_new(arena, VALUE_STRING, at);
    value->string = string;
    return value;
}

struct value *value_derived(Arena *arena, struct value *value, const char *format, ...) {
    va_list args;
    va_start(args, format);
    value->derivation = arena_vprintf(arena, format, args);
    va_end(args);
    return value;
}

void value_append(Arena *arena, struct value *list, struct value *item) {
    g_assert(list->kind == VALUE_LIST);
    list->list.items = arena_grow(arena, list->list.items, list->list.n, &list->list.capacity,
                                  sizeof *list->list.items);
    list->list.items[list->list.n++] = item;
}

static struct value_entry *find_entry(const struct value *map, struct str key) {
    for (size_t i = 0; i < map->map.n; i++) {
        if (str_eq(map->map.entries[i].key, key)) {
            return &map->map.entries[i];
        }
    }
    return NULL;
}

void value_set(Arena *arena, struct value *map, struct str key, struct span key_at,
               struct value *value) {
    g_assert(map->kind == VALUE_MAP);
    struct value_entry *known = find_entry(map, key);
    if (known) {
        known->value = value;
        known->key_at = key_at;
        return;
    }
    map->map.entries = arena_grow(arena, map->map.entries, map->map.n, &map->map.capacity,
                                  sizeof *map->map.entries);
    map->map.entries[map->map.n++] =
        (struct value_entry){.key = key, .key_at = key_at, .value = value};
}

struct value *value_get_str(const struct value *map, struct str key) {
    if (!map || map->kind != VALUE_MAP) {
        return NULL;
    }
    const struct value_entry *entry = find_entry(map, key);
    return entry ? entry->value : NULL;
}

static struct value *list_item(const struct value *list, struct str index) {
    size_t n = 0;
    for (size_t i = 0; i < index.n; i++) {
        if (!g_ascii_isdigit(index.p[i]) || n > list->list.n) {
            return NULL;
        }
        n = n * 10 + (size_t)(index.p[i] - '0');
    }
    return index.n > 0 && n < list->list.n ? list->list.items[n] : NULL;
}

struct value *value_path(const struct value *root, const char *path) {
    struct str rest = str_from(path), step;
    const struct value *at = root;
    while (at && rest.n > 0) {
        str_cut(rest, '.', &step, &rest);
        at = at->kind == VALUE_LIST ? list_item(at, step) : value_get_str(at, step);
    }
    return (struct value *)at;
}

const char *value_text(Arena *arena, const struct value *value, const char *otherwise) {
    return value && value->kind == VALUE_STRING ? str_cstr(arena, value->string) : otherwise;
}

struct str value_string(const struct value *value) {
    return value && value->kind == VALUE_STRING ? value->string : (struct str){"", 0};
}

struct value *value_copy(Arena *arena, const struct value *value) {
    struct value *copy = arena_memdup(arena, value, sizeof *value);
    if (value->kind == VALUE_LIST) {
        copy->list.items =
            arena_memdup(arena, value->list.items, value->list.n * sizeof *value->list.items);
        copy->list.capacity = value->list.n;
    } else if (value->kind == VALUE_MAP) {
        copy->map.entries =
            arena_memdup(arena, value->map.entries, value->map.n * sizeof *value->map.entries);
        copy->map.capacity = value->map.n;
    }
    return copy;
}

const char *value_kind_name(enum value_kind kind) {
    static const char *const names[] = {
        [VALUE_NULL] = "null",       [VALUE_BOOL] = "a boolean", [VALUE_NUMBER] = "a number",
        [VALUE_STRING] = "a string", [VALUE_LIST] = "a list",    [VALUE_MAP] = "a map",
    };
    return names[kind];
}

bool value_is_true(const struct value *value) {
    if (!value) {
        return false;
    }
    switch (value->kind) {
    case VALUE_NULL: return false;
    case VALUE_BOOL: return value->boolean;
    case VALUE_NUMBER: return true;
    case VALUE_STRING: return value->string.n > 0;
    case VALUE_LIST: return value->list.n > 0;
    case VALUE_MAP: return true;
    }
    g_assert_not_reached();
}

static void append_json_string(GString *out, struct str s) {
    g_string_append_c(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') {
            g_string_append_printf(out, "\\%c", c);
        } else if (c == '\n') {
            g_string_append(out, "\\n");
        } else if (c < 0x20) {
            g_string_append_printf(out, "\\u%04x", c);
        } else {
            g_string_append_c(out, (char)c);
        }
    }
    g_string_append_c(out, '"');
}

/* @depth < 0: all on one line. */
static void append_break(GString *out, int depth) {
    if (depth >= 0) {
        g_string_append_printf(out, "\n%*s", depth * 2, "");
    }
}

static void append_value(const struct value *value, int depth, bool with_origins, GString *out);

static void append_items(const struct value *value, int depth, bool with_origins, GString *out) {
    int inner = depth < 0 ? depth : depth + 1;
    bool is_map = value->kind == VALUE_MAP;
    size_t n = is_map ? value->map.n : value->list.n;
    g_string_append_c(out, is_map ? '{' : '[');
    for (size_t i = 0; i < n; i++) {
        g_string_append(out, i == 0 ? "" : depth < 0 ? ", " : ",");
        append_break(out, inner);
        if (is_map) {
            append_json_string(out, value->map.entries[i].key);
            g_string_append(out, ": ");
        }
        append_value(is_map ? value->map.entries[i].value : value->list.items[i], inner,
                     with_origins, out);
    }
    if (n > 0) {
        append_break(out, depth);
    }
    g_string_append_c(out, is_map ? '}' : ']');
}

static void append_number(struct decimal number, GString *out) {
    g_autoptr(Arena) scratch = arena_new();
    g_string_append(out, decimal_format(scratch, number));
}

static void append_value(const struct value *value, int depth, bool with_origins, GString *out) {
    switch (value->kind) {
    case VALUE_NULL: g_string_append(out, "null"); break;
    case VALUE_BOOL: g_string_append(out, value->boolean ? "true" : "false"); break;
    case VALUE_NUMBER: append_number(value->number, out); break;
    case VALUE_STRING: append_json_string(out, value->string); break;
    case VALUE_LIST:
    case VALUE_MAP: append_items(value, depth, with_origins, out); return;
    }
    if (with_origins) {
        g_autoptr(Arena) scratch = arena_new();
        g_string_append_printf(out, " /* %s */", value_origin(scratch, value));
    }
}

struct str value_to_str(Arena *arena, const struct value *value) {
    if (value->kind == VALUE_STRING) {
        return value->string;
    }
    if (value->kind == VALUE_NULL) {
        return STR("");
    }
    if (value->kind == VALUE_NUMBER) {
        return str_from(decimal_format(arena, value->number));
    }
    GString *text = g_string_new(NULL);
    append_value(value, -1, false, text);
    struct str s = str_from_gstring(arena, text);
    g_string_free(text, TRUE);
    return s;
}

char *value_origin(Arena *arena, const struct value *value) {
    return value->derivation ? arena_printf(arena, "derived from %s", value->derivation)
                             : span_format(arena, value->at);
}

void value_dump(const struct value *value, bool with_origins, GString *out) {
    append_value(value, 0, with_origins, out);
    g_string_append_c(out, '\n');
}
