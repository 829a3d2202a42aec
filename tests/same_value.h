/*
 * same_value.h - whether two values are the same with all their places.
 */
#pragma once

#include "value.h"

static inline bool is_same_span(struct span a, struct span b) {
    return a.source == b.source && a.begin == b.begin && a.end == b.end;
}

static inline bool is_same_value(const struct value *a, const struct value *b);

static inline bool is_same_list(const struct value *a, const struct value *b) {
    bool is_same = a->list.n == b->list.n;
    for (size_t i = 0; is_same && i < a->list.n; i++) {
        is_same = is_same_value(a->list.items[i], b->list.items[i]);
    }
    return is_same;
}

static inline bool is_same_map(const struct value *a, const struct value *b) {
    bool is_same = a->map.n == b->map.n;
    for (size_t i = 0; is_same && i < a->map.n; i++) {
        const struct value_entry *x = &a->map.entries[i], *y = &b->map.entries[i];
        is_same = str_eq(x->key, y->key) && is_same_span(x->key_at, y->key_at) &&
                  is_same_value(x->value, y->value);
    }
    return is_same;
}

static inline bool is_same_value(const struct value *a, const struct value *b) {
    if (a->kind != b->kind || !is_same_span(a->at, b->at)) {
        return false;
    }
    switch (a->kind) {
    case VALUE_NULL: return true;
    case VALUE_BOOL: return a->boolean == b->boolean;
    case VALUE_NUMBER:
        return decimal_compare(a->number, b->number) == 0 && a->number.scale == b->number.scale;
    case VALUE_STRING: return str_eq(a->string, b->string);
    case VALUE_LIST: return is_same_list(a, b);
    case VALUE_MAP: return is_same_map(a, b);
    }
    g_assert_not_reached();
}
