/*
 * value.h - what data are: null, bool, number, string, list, map; each knows where it came from.
 *
 * Owner:    the arena they are made in; strings of files point into the source's text or a copy.
 * Order:    maps keep the order of the file; keys are unique.
 * Numbers:  exact decimals, never only a double.
 */
#pragma once

#include "decimal.h"
#include "diag.h"

enum value_kind { VALUE_NULL, VALUE_BOOL, VALUE_NUMBER, VALUE_STRING, VALUE_LIST, VALUE_MAP };

struct value_entry {
    struct str key;
    struct span key_at;
    struct value *value;
};

struct value {
    enum value_kind kind;
    struct span at;         /* where it was read; zeroed for derived values */
    const char *derivation; /* how it was computed, one line; NULL: it was read */
    union {
        bool boolean;
        struct decimal number;
        struct str string;
        struct {
            struct value **items;
            size_t n, capacity;
        } list;
        struct {
            struct value_entry *entries;
            size_t n, capacity;
        } map;
    };
};

struct value *value_new(Arena *arena, enum value_kind kind, struct span at);
struct value *value_new_bool(Arena *arena, struct span at, bool boolean);
struct value *value_new_number(Arena *arena, struct span at, struct decimal number);
struct value *value_new_string(Arena *arena, struct span at, struct str string); /* borrowed */

/* Set how a derived value was computed; returns @value. */
struct value *value_derived(Arena *arena, struct value *value, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

void value_append(Arena *arena, struct value *list, struct value *item);
/* Adds the entry, or replaces the value of a key that is there. */
void value_set(Arena *arena, struct value *map, struct str key, struct span key_at,
               struct value *value);
/* The same for a literal key of a derived map. */
static inline void value_put(Arena *arena, struct value *map, const char *key,
                             struct value *value) {
    value_set(arena, map, str_from(key), (struct span){0}, value);
}
/* @text is borrowed; NULL is empty. */
static inline void value_put_text(Arena *arena, struct value *map, const char *key,
                                  const char *text) {
    value_put(arena, map, key, value_new_string(arena, (struct span){0}, str_from(text)));
}

/* NULL where @map is NULL, is no map or has no such key. */
struct value *value_get_str(const struct value *map, struct str key);
static inline struct value *value_get(const struct value *map, const char *key) {
    return value_get_str(map, str_from(key));
}
/* "a.b.c" from @root; list items by number. NULL where a step is missing. */
struct value *value_path(const struct value *root, const char *path);

/* The text of a string, or @otherwise where there is none. */
const char *value_text(Arena *arena, const struct value *value, const char *otherwise);
struct str value_string(const struct value *value); /* empty where it is not a string */

/* A shallow copy: entries and items can be added without changing the original. */
struct value *value_copy(Arena *arena, const struct value *value);

/* "a string", "a list" ... for messages. */
const char *value_kind_name(enum value_kind kind);

/* Null, false, empty string, empty list: Mustache's falsey values. A map is always true. */
bool value_is_true(const struct value *value);

/* Strings and booleans as they are, numbers in plain form, null "", lists and maps as JSON. */
struct str value_to_str(Arena *arena, const struct value *value);

/* "file:line:column", "file#/pointer", "derived from ..." or "". */
char *value_origin(Arena *arena, const struct value *value);

/* Indented JSON; with @with_origins a comment behind each scalar (for tests and `vars`). */
void value_dump(const struct value *value, bool with_origins, GString *out);
