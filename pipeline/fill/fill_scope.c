#include "fill_record_priv.h"

/*
 * A dotted name's first step is looked for in the innermost scope that has it, the rest only inside
 * what was found (Mustache, "interpolation": dotted names are resolved as a whole).
 */

enum { KEYS_SHOWN_MAX = 12 };

void filling_push(struct filling *filling, struct scope scope) {
    filling->scopes = arena_grow(filling->arena, filling->scopes, filling->n_scopes,
                                 &filling->scopes_capacity, sizeof *filling->scopes);
    filling->scopes[filling->n_scopes++] = scope;
}

void filling_pop(struct filling *filling) {
    filling->n_scopes--;
}

static const struct value *step_into(const struct value *value, struct str step) {
    if (value->kind != VALUE_LIST) {
        return value_get_str(value, step);
    }
    struct decimal index;
    if (!decimal_parse(step, &index) || !decimal_is_integer(index) || decimal_sign(index) < 0) {
        return NULL;
    }
    uint64_t i = (uint64_t)decimal_to_int(index);
    return i < value->list.n ? value->list.items[i] : NULL;
}

const struct value *value_field(const struct value *value, struct str path) {
    struct str step, rest = path;
    bool has_more = true;
    while (value && has_more) {
        has_more = str_cut(rest, '.', &step, &rest);
        value = step_into(value, step);
    }
    return value;
}

static const struct value *first_step(const struct filling *filling, struct str step) {
    for (size_t i = filling->n_scopes; i > 0; i--) {
        const struct value *found = value_get_str(filling->scopes[i - 1].value, step);
        if (found) {
            return found;
        }
    }
    return NULL;
}

static const struct scope *innermost_loop(const struct filling *filling) {
    for (size_t i = filling->n_scopes; i > 0; i--) {
        if (filling->scopes[i - 1].is_loop) {
            return &filling->scopes[i - 1];
        }
    }
    return NULL;
}

bool scope_is_of_item(const struct filling *filling, const struct path *path) {
    const struct scope *loop = innermost_loop(filling);
    if (path->kind != PATH_NAME || !loop) {
        return loop != NULL;
    }
    const struct scope *end = filling->scopes + filling->n_scopes;
    for (const struct scope *scope = loop; scope < end; scope++) {
        if (value_get_str(scope->value, path->steps[0])) {
            return true;
        }
    }
    return false;
}

static const struct value *loop_value(struct filling *filling, const struct path *path) {
    const struct scope *loop = innermost_loop(filling);
    if (!loop) {
        return NULL;
    }
    if (path->kind == PATH_INDEX) {
        return value_new_number(filling->arena, path->at,
                                decimal_from_int((int64_t)loop->index + 1));
    }
    size_t wanted = path->kind == PATH_FIRST ? 0 : loop->n - 1;
    return value_new_bool(filling->arena, path->at, loop->index == wanted);
}

const struct value *scope_lookup(struct filling *filling, const struct path *path) {
    if (path->kind == PATH_ITEM) {
        return filling->scopes[filling->n_scopes - 1].value;
    }
    if (path->kind != PATH_NAME) {
        return loop_value(filling, path);
    }
    const struct value *value = first_step(filling, path->steps[0]);
    for (size_t i = 1; value && i < path->n_steps; i++) {
        value = step_into(value, path->steps[i]);
    }
    return value;
}

/* --- what is said about a missing name ------------------------------------------------------- */

struct keys {
    struct str *items;
    size_t n, capacity;
};

static void collect_keys(Arena *arena, struct keys *keys, const struct value *map) {
    if (map->kind != VALUE_MAP) {
        return;
    }
    for (size_t i = 0; i < map->map.n; i++) {
        keys->items = arena_grow(arena, keys->items, keys->n, &keys->capacity, sizeof *keys->items);
        keys->items[keys->n++] = map->map.entries[i].key;
    }
}

/* A derived map has no place of its own; its first entry may. */
static struct span map_place(const struct value *map) {
    if (map->at.source || map->kind != VALUE_MAP || map->map.n == 0) {
        return map->at;
    }
    return map->map.entries[0].key_at;
}

/* "WHAT: name, name and 3 more". */
static void append_keys(Arena *arena, const struct value *map, const char *what, GString *out) {
    struct keys keys = {0};
    collect_keys(arena, &keys, map);
    g_string_append_printf(out, "%s%s", what, keys.n ? ": " : " no names");
    g_string_append(out, str_list(arena, keys.items, MIN(keys.n, KEYS_SHOWN_MAX)));
    if (keys.n > KEYS_SHOWN_MAX) {
        g_string_append_printf(out, " and %zu more", keys.n - KEYS_SHOWN_MAX);
    }
}

static void note_keys(struct filling *filling, const struct value *map, const char *what) {
    g_autoptr(GString) names = g_string_new(NULL);
    append_keys(filling->arena, map, what, names);
    diag_note(filling->diags, map_place(map), "%s", names->str);
}

/* What a name's first missing step was looked for in. */
struct missing {
    size_t i;                  /* of the step */
    const struct value *value; /* NULL: the scopes */
    int nearest;               /* index into keys, or -1 */
    struct keys keys;
};

static struct missing find_missing(struct filling *filling, const struct path *path) {
    struct missing missing = {.value = first_step(filling, path->steps[0])};
    const struct value *next = missing.value;
    while (next) {
        missing.value = next;
        next = step_into(next, path->steps[++missing.i]);
    }
    if (missing.value) {
        collect_keys(filling->arena, &missing.keys, missing.value);
    }
    for (size_t i = missing.value ? 0 : filling->n_scopes; i > 0; i--) {
        collect_keys(filling->arena, &missing.keys, filling->scopes[i - 1].value);
    }
    missing.nearest = str_nearest(path->steps[missing.i], missing.keys.items, missing.keys.n);
    return missing;
}

/* The steps that lead to where the missing one was looked for, with the point behind them. */
static struct str known_steps(const struct path *path, const struct missing *missing) {
    return str_slice(path->text, 0, (size_t)(path->steps[missing->i].p - path->text.p));
}

static void hint_nearest(struct filling *filling, const struct path *path,
                         const struct missing *missing) {
    if (missing->nearest >= 0) {
        diag_hint(filling->diags, "Did you mean \"" STR_FMT STR_FMT "\"?",
                  STR_ARG(known_steps(path, missing)),
                  STR_ARG(missing->keys.items[missing->nearest]));
    }
}

static const char *scope_words(size_t i) {
    return i == 0 ? "the names known everywhere are" : "this part has";
}

static void note_scopes(struct filling *filling) {
    for (size_t i = filling->n_scopes; i-- > 0;) {
        const struct value *value = filling->scopes[i].value;
        if (value->kind == VALUE_MAP) {
            note_keys(filling, value, scope_words(i));
        }
    }
}

static void explain_missing(struct filling *filling, const struct path *path,
                            const struct missing *missing) {
    struct str known = known_steps(path, missing);
    known.n -= known.n > 0;
    hint_nearest(filling, path, missing);
    if (!missing->value) {
        note_scopes(filling);
    } else if (missing->value->kind == VALUE_MAP) {
        g_autofree char *what = g_strdup_printf("\"" STR_FMT "\" has", STR_ARG(known));
        note_keys(filling, missing->value, what);
    } else {
        diag_hint(filling->diags, "\"" STR_FMT "\" is %s; only maps have names inside.",
                  STR_ARG(known), value_kind_name(missing->value->kind));
        diag_note(filling->diags, missing->value->at, "it stands here");
    }
}

/* Once a path: a long list would look for the nearest name again for each item. */
static void warn_about_default(struct filling *filling, const struct path *path) {
    if (!filling->defaulted) {
        filling->defaulted = g_hash_table_new(NULL, NULL);
    }
    if (!g_hash_table_add(filling->defaulted, (void *)path)) {
        return;
    }
    struct missing missing = find_missing(filling, path);
    if (missing.nearest >= 0) {
        diag_warning(filling->diags, path->at, DIAG_TEMPLATE_UNKNOWN_NAME,
                     "name \"" STR_FMT "\" does not exist, its default is used",
                     STR_ARG(path->text));
        hint_nearest(filling, path, &missing);
    }
}

void scope_report_missing(struct filling *filling, const struct path *path, bool has_default) {
    if (has_default) {
        warn_about_default(filling, path);
        return;
    }
    if (path->kind != PATH_NAME) {
        diag_error(filling->diags, path->at, DIAG_TEMPLATE_UNKNOWN_NAME,
                   "\"" STR_FMT "\" stands outside a section over a list", STR_ARG(path->text));
        return;
    }
    diag_error(filling->diags, path->at, DIAG_TEMPLATE_UNKNOWN_NAME,
               "name \"" STR_FMT "\" does not exist", STR_ARG(path->text));
    if (filling->diags->newest >
        0) { /* not said before: the nearest name costs more than a lookup */
        struct missing missing = find_missing(filling, path);
        explain_missing(filling, path, &missing);
    }
}

static const char *looked_in(struct filling *filling, const struct path *path,
                             const struct missing *missing) {
    struct str known = known_steps(path, missing);
    known.n -= known.n > 0;
    if (missing->value && missing->value->kind != VALUE_MAP) {
        return arena_printf(filling->arena, "\"" STR_FMT "\" is %s", STR_ARG(known),
                            value_kind_name(missing->value->kind));
    }
    g_autoptr(GString) text = g_string_new(NULL);
    if (missing->value) {
        g_autofree char *what = g_strdup_printf("\"" STR_FMT "\" has", STR_ARG(known));
        append_keys(filling->arena, missing->value, what, text);
    }
    for (size_t i = missing->value ? 0 : filling->n_scopes; i-- > 0;) {
        if (filling->scopes[i].value->kind == VALUE_MAP) {
            g_string_append(text, text->len ? "; " : "");
            append_keys(filling->arena, filling->scopes[i].value, scope_words(i), text);
        }
    }
    return arena_strdup(filling->arena, text->str);
}

void scope_explain_missing(struct filling *filling, const struct path *path,
                           const char **ret_nearest, const char **ret_looked_in) {
    if (path->kind != PATH_NAME) {
        *ret_looked_in = "no section over a list is around it";
        return;
    }
    struct missing missing = find_missing(filling, path);
    *ret_looked_in = looked_in(filling, path, &missing);
    if (missing.nearest >= 0) {
        *ret_nearest =
            arena_printf(filling->arena, STR_FMT STR_FMT, STR_ARG(known_steps(path, &missing)),
                         STR_ARG(missing.keys.items[missing.nearest]));
    }
}
