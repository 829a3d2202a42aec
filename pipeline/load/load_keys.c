#include "load_priv.h"

#include <stdlib.h>

/* Up to here comparing each pair is faster than sorting; lengths tell most pairs apart. */
enum { PAIRWISE_MAX = 32 };

void load_append_entry(Arena *arena, struct value *map, const struct value_entry *entry) {
    map->map.entries = arena_grow(arena, map->map.entries, map->map.n, &map->map.capacity,
                                  sizeof *map->map.entries);
    map->map.entries[map->map.n++] = *entry;
}

struct duplicate_list {
    struct duplicate_key *items;
    size_t n, capacity;
};

static void add_duplicate(Arena *arena, struct duplicate_list *list, size_t first, size_t again) {
    list->items = arena_grow(arena, list->items, list->n, &list->capacity, sizeof *list->items);
    list->items[list->n++] = (struct duplicate_key){.first = first, .again = again};
}

static void compare_pairs(Arena *arena, const struct value *map, struct duplicate_list *list) {
    const struct value_entry *entries = map->map.entries;
    for (size_t again = 1; again < map->map.n; again++) {
        for (size_t first = 0; first < again; first++) {
            if (entries[first].key.n == entries[again].key.n &&
                str_eq(entries[first].key, entries[again].key)) {
                add_duplicate(arena, list, first, again);
                break;
            }
        }
    }
}

struct sorted_key {
    struct str key;
    size_t index;
};

static int compare_keys(const void *a, const void *b) {
    const struct sorted_key *x = a, *y = b;
    int order = str_compare(x->key, y->key);
    return order != 0 ? order : x->index < y->index ? -1 : 1;
}

static int compare_duplicates(const void *a, const void *b) {
    const struct duplicate_key *x = a, *y = b;
    return x->again < y->again ? -1 : 1;
}

static void compare_sorted(Arena *arena, const struct value *map, struct duplicate_list *list) {
    size_t n = map->map.n;
    g_autofree struct sorted_key *keys = g_new(struct sorted_key, n);
    for (size_t i = 0; i < n; i++) {
        keys[i] = (struct sorted_key){.key = map->map.entries[i].key, .index = i};
    }
    qsort(keys, n, sizeof *keys, compare_keys);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (str_eq(keys[first].key, keys[i].key)) {
            add_duplicate(arena, list, keys[first].index, keys[i].index);
        } else {
            first = i;
        }
    }
    if (list->n > 1) {
        qsort(list->items, list->n, sizeof *list->items, compare_duplicates);
    }
}

size_t load_find_duplicates(Arena *arena, const struct value *map, struct duplicate_key **ret) {
    struct duplicate_list list = {0};
    if (map->map.n <= PAIRWISE_MAX) {
        compare_pairs(arena, map, &list);
    } else {
        compare_sorted(arena, map, &list);
    }
    *ret = list.items;
    return list.n;
}

void load_merge_entries(Arena *arena, struct value *map, struct value *const *others, size_t n) {
    size_t n_own = map->map.n, kept = n_own;
    struct duplicate_key *pairs;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < others[i]->map.n; k++) {
            load_append_entry(arena, map, &others[i]->map.entries[k]);
        }
    }
    size_t n_pairs = load_find_duplicates(arena, map, &pairs);
    for (size_t i = 0; i < n_pairs; i++) {
        if (pairs[i].again >= n_own) {
            map->map.entries[pairs[i].again].value = NULL;
        }
    }
    for (size_t i = n_own; i < map->map.n; i++) {
        if (map->map.entries[i].value) {
            map->map.entries[kept++] = map->map.entries[i];
        }
    }
    map->map.n = kept;
}

static size_t count_digits(struct str s, size_t from) {
    size_t at = from;
    while (at < s.n && g_ascii_isdigit(s.p[at])) {
        at++;
    }
    return at - from;
}

size_t load_number_length(struct str s) {
    size_t at = s.n > 0 && s.p[0] == '-';
    size_t digits = count_digits(s, at);
    if (digits == 0 || (digits > 1 && s.p[at] == '0')) {
        return 0;
    }
    at += digits;
    if (at < s.n && s.p[at] == '.') {
        digits = count_digits(s, at + 1);
        if (digits == 0) {
            return 0;
        }
        at += 1 + digits;
    }
    if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
        size_t sign = at + 1 < s.n && (s.p[at + 1] == '+' || s.p[at + 1] == '-');
        digits = count_digits(s, at + 1 + sign);
        if (digits == 0) {
            return 0;
        }
        at += 1 + sign + digits;
    }
    return at;
}

void load_warn_of_range(struct diags *diags, struct span at, struct str text) {
    diag_warning(diags, at, DIAG_DATA_NUMBER,
                 "the number \"" STR_FMT "\" is out of range, it is kept as a text",
                 STR_ARG(str_slice(text, 0, 80)));
    diag_hint(diags, "Put it in quotes if it is one, such as an account's number.");
}

char *load_join(Arena *arena, const char *directory, const char *name) {
    g_autofree char *path = g_build_filename(directory, name, NULL);
    return arena_strdup(arena, path);
}
