/*
 * derive_fact.c - figures that may be unknown, and the small makers of values.
 */
#include "derive_priv.h"

struct fact fact_known(struct decimal number, const char *why) {
    return (struct fact){.is_known = true, .number = number, .why = why};
}

struct fact fact_count(size_t n, const char *why) {
    return fact_known(decimal_from_int((int64_t)n), why);
}

struct fact fact_unknown(const char *why) {
    return (struct fact){.why = why};
}

/* The part that is unknown, the first of two; NULL: none. */
static const struct fact *unknown_part(const struct fact *a, const struct fact *b) {
    return !a->is_known ? a : !b->is_known ? b : NULL;
}

static bool are_explained(struct fact a, struct fact b) {
    return a.why && b.why;
}

static const char out_of_range[] = "the result has more digits than a number can hold";

struct fact fact_add(Arena *arena, struct fact a, struct fact b) {
    const struct fact *missing = unknown_part(&a, &b);
    if (missing) {
        return *missing;
    }
    struct decimal sum;
    if (!decimal_add(a.number, b.number, &sum)) {
        return fact_unknown(out_of_range);
    }
    return fact_known(sum, are_explained(a, b) ? arena_printf(arena, "%s; plus %s", a.why, b.why)
                                               : NULL);
}

struct fact fact_subtract(Arena *arena, struct fact a, struct fact b, const char *why) {
    const struct fact *missing = unknown_part(&a, &b);
    if (missing) {
        return *missing;
    }
    struct decimal difference;
    if (!decimal_subtract(a.number, b.number, &difference)) {
        return fact_unknown(out_of_range);
    }
    if (!why && are_explained(a, b)) {
        why = arena_printf(arena, "%s less %s", decimal_format(arena, a.number),
                           decimal_format(arena, b.number));
    }
    return fact_known(difference, why);
}

struct fact fact_divide(Arena *arena, struct fact a, struct fact b, int scale, const char *why) {
    const struct fact *missing = unknown_part(&a, &b);
    if (missing) {
        return *missing;
    }
    if (decimal_sign(b.number) == 0) {
        return fact_unknown("there is nothing to divide by");
    }
    struct decimal quotient;
    if (!decimal_divide(a.number, b.number, scale, &quotient)) {
        return fact_unknown(out_of_range);
    }
    if (!why && are_explained(a, b)) {
        why = arena_printf(arena, "%s divided by %s", decimal_format(arena, a.number),
                           decimal_format(arena, b.number));
    }
    return fact_known(quotient, why);
}

struct fact fact_growth(Arena *arena, struct fact a, struct fact b) {
    if (a.is_known && b.is_known && decimal_sign(b.number) <= 0) {
        return fact_unknown("a share of a reference that is not positive says nothing");
    }
    return fact_divide(arena, fact_subtract(arena, a, b, NULL), b, SHARE_SCALE, NULL);
}

struct fact fact_share(Arena *arena, struct fact a, struct fact b) {
    if (b.is_known && decimal_sign(b.number) <= 0) {
        return fact_unknown("the sum is not positive");
    }
    return fact_divide(arena, a, b, SHARE_SCALE, NULL);
}

void set_fact(struct value *value, struct fact fact) {
    value->kind = fact.is_known ? VALUE_NUMBER : VALUE_NULL;
    value->derivation = fact.why;
    if (fact.is_known) {
        value->number = fact.number;
    }
}

struct value *fact_value(Arena *arena, struct fact fact) {
    struct value *value = ARENA_NEW(arena, struct value);
    set_fact(value, fact);
    return value;
}

void put_fact(Arena *arena, struct value *map, const char *key, struct fact fact) {
    value_put(arena, map, key, fact_value(arena, fact));
}

/* --- small makers --------------------------------------------------------------------------- */

struct value *new_map(Arena *arena) {
    return value_new(arena, VALUE_MAP, (struct span){0});
}

struct value *new_list(Arena *arena) {
    return value_new(arena, VALUE_LIST, (struct span){0});
}

void put_text(Arena *arena, struct value *map, const char *key, const char *text) {
    value_put(arena, map, key,
              text ? value_new_string(arena, (struct span){0}, str_from(text))
                   : value_new(arena, VALUE_NULL, (struct span){0}));
}

void put_bool(Arena *arena, struct value *map, const char *key, bool boolean) {
    value_put(arena, map, key, value_new_bool(arena, (struct span){0}, boolean));
}

void put_count(Arena *arena, struct value *map, const char *key, size_t n) {
    value_put(arena, map, key,
              value_new_number(arena, (struct span){0}, decimal_from_int((int64_t)n)));
}

void put_date(Arena *arena, struct value *map, const char *key, struct date date) {
    put_text(arena, map, key, date_format_iso(arena, date));
}

void put_null(Arena *arena, struct value *map, const char *key, const char *why) {
    put_fact(arena, map, key, fact_unknown(why));
}

struct value *new_record(Arena *arena, const char *const *keys, size_t n,
                         struct value **ret_fields) {
    struct value *map = new_map(arena), *fields = ARENA_NEW_N(arena, struct value, n);
    map->map.entries = ARENA_NEW_N(arena, struct value_entry, n);
    map->map.n = map->map.capacity = n;
    for (size_t i = 0; i < n; i++) {
        map->map.entries[i].key = str_from(keys[i]);
        map->map.entries[i].value = &fields[i];
    }
    *ret_fields = fields;
    return map;
}

void set_text(struct value *value, const char *text) {
    value->kind = VALUE_STRING;
    value->string = str_from(text);
}

void set_bool(struct value *value, bool boolean) {
    value->kind = VALUE_BOOL;
    value->boolean = boolean;
}

struct value *unasked(Arena *arena) {
    return fact_value(arena, fact_unknown("the document does not ask for it"));
}

struct value *with_fields(Arena *arena, const struct value *map, const char *const *fields) {
    struct value *copy = map && map->kind == VALUE_MAP ? value_copy(arena, map) : new_map(arena);
    for (; *fields; fields++) {
        if (!value_get(copy, *fields)) {
            put_null(arena, copy, *fields, "not in the data");
        }
    }
    return copy;
}

const char *title_name(Arena *arena, const char *name) {
    enum { TITLE_NAME_MAX = 60 };
    return name ? str_truncate(arena, str_from(name), TITLE_NAME_MAX).p : NULL;
}

const char *count_word(Arena *arena, size_t n, bool is_start) {
    static const char *const words[][2] = {
        {"no", "No"},        {"one", "One"},   {"two", "Two"}, {"three", "Three"},
        {"four", "Four"},    {"five", "Five"}, {"six", "Six"}, {"seven", "Seven"},
        {"eight", "Eight"},  {"nine", "Nine"}, {"ten", "Ten"}, {"eleven", "Eleven"},
        {"twelve", "Twelve"}};
    return n < G_N_ELEMENTS(words) ? words[n][is_start] : arena_printf(arena, "%zu", n);
}

const char *every_word(Arena *arena, size_t n, bool is_start) {
    static const char *const words[][2] = {
        {"no", "No"}, {"the only", "The only"}, {"both", "Both"}};
    return n < G_N_ELEMENTS(words) ? words[n][is_start]
                                   : arena_printf(arena, "%s %s", is_start ? "All" : "all",
                                                  count_word(arena, n, false));
}
