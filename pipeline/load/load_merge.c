/*
 * load_merge.c - one source's state of a partner laid over another's.
 */
#include "load_state_priv.h"

#include <string.h>

enum { LOOKED_THROUGH_MAX = 32 };

struct merge {
    Arena *arena;
    struct diags *diags;
    struct span told; /* of the newest warning: a value that has two names is told of once */
};

static struct value *merge_values(struct merge *m, struct str key, struct value *base,
                                  struct value *over);

/* --- scalars -------------------------------------------------------------------------------- */

static bool read_number(const struct value *value, struct decimal *ret) {
    *ret = value->number;
    return value->kind == VALUE_NUMBER ||
           (value->kind == VALUE_STRING && decimal_parse(str_trim(value->string), ret));
}

/* The same number, the same day, or the same text: however it is written. */
static bool agree(const struct value *a, const struct value *b) {
    struct decimal x, y;
    struct date day, other;
    if (read_number(a, &x) && read_number(b, &y)) {
        return decimal_compare(x, y) == 0;
    }
    if (a->kind != b->kind) {
        return false;
    }
    if (a->kind == VALUE_BOOL) {
        return a->boolean == b->boolean;
    }
    return a->kind == VALUE_STRING &&
           (str_eq(str_trim(a->string), str_trim(b->string)) ||
            (date_parse(a->string, &day) && date_parse(b->string, &other) &&
             date_compare(day, other) == 0));
}

static const char *shown(struct merge *m, const struct value *value) {
    return value->kind == VALUE_LIST || value->kind == VALUE_MAP
               ? value_kind_name(value->kind)
               : load_quoted(m->arena, value_to_str(m->arena, value));
}

static struct value *disagree(struct merge *m, struct str key, struct value *base,
                              struct value *over) {
    if (m->told.source == over->at.source && m->told.begin == over->at.begin &&
        m->told.end == over->at.end) {
        return over;
    }
    m->told = over->at;
    diag_warning(m->diags, over->at, DIAG_DATA_CONFLICT,
                 "\"" STR_FMT "\" is %s here, but %s in an earlier source", STR_ARG(key),
                 shown(m, over), shown(m, base));
    diag_hint(m->diags, "This one counts: later sources win. Correct one of the two.");
    diag_note(m->diags, base->at, "the earlier one");
    return over;
}

/* --- lists ---------------------------------------------------------------------------------- */

/* What tells an item from others: the `id` of a map, else all it says. */
static char *identity(struct merge *m, const struct value *item) {
    const struct value *id = value_get(item, "id");
    bool has_id = id && id->kind != VALUE_NULL;
    struct str text = value_to_str(m->arena, has_id ? id : item);
    return arena_printf(m->arena, "%c" STR_FMT, has_id ? '#' : '=', STR_ARG(text));
}

static struct value *merge_lists(struct merge *m, struct str key, const struct value *base,
                                 const struct value *over) {
    struct value *list = value_copy(m->arena, base);
    g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < base->list.n; i++) {
        char *name = identity(m, base->list.items[i]);
        if (!g_hash_table_contains(places, name)) {
            g_hash_table_insert(places, name, GSIZE_TO_POINTER(i));
        }
    }
    for (size_t i = 0; i < over->list.n; i++) {
        struct value *item = over->list.items[i];
        char *name = identity(m, item);
        gpointer place;
        if (!g_hash_table_lookup_extended(places, name, NULL, &place)) {
            value_append(m->arena, list, item);
        } else if (name[0] == '#') {
            struct value **known = &list->list.items[GPOINTER_TO_SIZE(place)];
            *known = merge_values(m, key, *known, item);
        }
    }
    return list;
}

/* --- maps ----------------------------------------------------------------------------------- */

/* Where the keys of a large map stand; NULL: it is small, look through it. */
static GHashTable *index_keys(struct merge *m, const struct value *map) {
    if (map->map.n <= LOOKED_THROUGH_MAX) {
        return NULL;
    }
    GHashTable *places = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < map->map.n; i++) {
        char *key = str_cstr(m->arena, map->map.entries[i].key);
        g_hash_table_insert(places, key, GSIZE_TO_POINTER(i + 1));
    }
    return places;
}

/* The entry's number and one more; 0: there is none. */
static size_t find_key(struct merge *m, const struct value *map, GHashTable *places,
                       struct str key) {
    if (places) {
        return GPOINTER_TO_SIZE(g_hash_table_lookup(places, str_cstr(m->arena, key)));
    }
    size_t i = map->map.n;
    while (i > 0 && !str_eq(map->map.entries[i - 1].key, key)) {
        i--;
    }
    return i;
}

static struct value *merge_maps(struct merge *m, const struct value *base,
                                const struct value *over) {
    struct value *map = value_copy(m->arena, base);
    GHashTable *places = index_keys(m, base);
    for (size_t i = 0; i < over->map.n; i++) {
        const struct value_entry *entry = &over->map.entries[i];
        size_t place = find_key(m, base, places, entry->key);
        if (place == 0) {
            load_append_entry(m->arena, map, entry);
        } else {
            struct value_entry *known = &map->map.entries[place - 1];
            known->value = merge_values(m, entry->key, known->value, entry->value);
            known->key_at = entry->key_at;
        }
    }
    g_clear_pointer(&places, g_hash_table_destroy);
    return map;
}

/* "manager: Dana" and "manager: {name: Dana, ...}" agree: the map says more. */
static struct value *merge_named(struct value *map, struct value *text) {
    const struct value *name = value_get(map, "name");
    return name && agree(name, text) ? map : NULL;
}

/* Recursion is as deep as the values, which the readers limit. */
static struct value *merge_values(struct merge *m, struct str key, struct value *base,
                                  struct value *over) {
    struct value *named = NULL;
    if (over->kind == VALUE_NULL || base->kind == VALUE_NULL) {
        return over->kind == VALUE_NULL ? base : over;
    }
    if (base->kind == VALUE_MAP && over->kind == VALUE_MAP) {
        return merge_maps(m, base, over);
    }
    if (base->kind == VALUE_LIST && over->kind == VALUE_LIST) {
        return merge_lists(m, key, base, over);
    }
    if (base->kind == VALUE_MAP || over->kind == VALUE_MAP) {
        named = base->kind == VALUE_MAP ? merge_named(base, over) : merge_named(over, base);
    }
    if (named) {
        return named;
    }
    return agree(base, over) ? over : disagree(m, key, base, over);
}

struct value *load_merge(Arena *arena, const struct value *base, const struct value *over,
                         struct diags *diags) {
    struct merge m = {.arena = arena, .diags = diags};
    return merge_maps(&m, base, over);
}
