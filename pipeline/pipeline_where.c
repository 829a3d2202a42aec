#include "pipeline_where_priv.h"

#include <string.h>

enum { WHERE_FIELDS_MAX = 2000 };

/* --- partners ------------------------------------------------------------------------------- */

/* Sets *ret to -1, 0 or 1; false: they are of different kinds. */
static bool compare(const struct value *value, const struct word *word, int *ret) {
    struct decimal number;
    if (value->kind == VALUE_NUMBER) {
        bool is_read = word->kind != WORD_NAME && decimal_parse(word->text, &number);
        *ret = is_read ? decimal_compare(value->number, number) : 0;
        return is_read;
    }
    if (value->kind == VALUE_BOOL) {
        *ret = !str_is(word->text, value->boolean ? "true" : "false");
        return str_is(word->text, "true") || str_is(word->text, "false");
    }
    int order = value->kind == VALUE_STRING ? str_compare(value->string, word->text) : 0;
    *ret = (order > 0) - (order < 0);
    return value->kind == VALUE_STRING && word->kind != WORD_NUMBER;
}

static bool complain_of_kind(struct where *where, const struct test *test,
                             const struct value *value, const struct word *word) {
    where_complain(where, word->at, "\"" STR_FMT "\" is %s, and this is not",
                   STR_ARG(test->field.text), value_kind_name(value->kind));
    diag_note(where->diags, value->at, "as here");
    return false;
}

/* "gold" is not "Gold": worth a hint where the expression holds for nobody. */
static void notice_case(struct where *where, const struct test *test, const struct value *value,
                        const struct word *word) {
    bool is_equality = test->kind == TEST_EQUAL || test->kind == TEST_IN;
    if (is_equality && !where->near_miss && value->kind == VALUE_STRING &&
        value->string.n == word->text.n && !str_eq(value->string, word->text) &&
        g_ascii_strncasecmp(value->string.p, word->text.p, word->text.n) == 0) {
        where->near_miss =
            arena_printf(where->arena, "Capitals count: \"" STR_FMT "\" is \"" STR_FMT "\".",
                         STR_ARG(test->field.text), STR_ARG(value->string));
    }
}

static bool holds_of(struct where *where, const struct test *test, const struct value *value) {
    bool is_any = false;
    for (size_t i = 0; i < test->n_values; i++) {
        int order;
        if (!compare(value, &test->values[i], &order)) {
            return complain_of_kind(where, test, value, &test->values[i]);
        }
        notice_case(where, test, value, &test->values[i]);
        is_any = is_any || (test->kind == TEST_LESS         ? order < 0
                            : test->kind == TEST_LESS_EQUAL ? order <= 0
                            : test->kind == TEST_MORE       ? order > 0
                            : test->kind == TEST_MORE_EQUAL ? order >= 0
                                                            : order == 0);
    }
    return is_any != (test->kind == TEST_UNEQUAL);
}

static bool holds(struct where *where, const struct test *test, const struct value *partner) {
    switch (test->kind) {
    case TEST_OR: return holds(where, test->left, partner) || holds(where, test->right, partner);
    case TEST_AND: return holds(where, test->left, partner) && holds(where, test->right, partner);
    case TEST_NOT: return !holds(where, test->left, partner);
    case TEST_HOLDS:
    case TEST_EQUAL:
    case TEST_UNEQUAL:
    case TEST_LESS:
    case TEST_LESS_EQUAL:
    case TEST_MORE:
    case TEST_MORE_EQUAL:
    case TEST_IN: break;
    }
    const struct value *value = value_path(partner, test->name);
    if (!value && str_is(test->field.text, "slug")) {
        value = where->slug;
    }
    if (!value || value->kind == VALUE_NULL) {
        return test->kind == TEST_UNEQUAL;
    }
    return test->kind == TEST_HOLDS ? value_is_true(value) : holds_of(where, test, value);
}

/* --- fields that no partner has --------------------------------------------------------------- */

/* The names of all partners' fields: "manager", "manager.name"; new ones are kept in @arena. */
static void collect(Arena *arena, GHashTable *names, const char *before, const struct value *map) {
    for (size_t i = 0; i < map->map.n && g_hash_table_size(names) < WHERE_FIELDS_MAX; i++) {
        const struct value_entry *entry = &map->map.entries[i];
        g_autofree char *name = g_strdup_printf("%s" STR_FMT, before, STR_ARG(entry->key));
        if (!g_hash_table_contains(names, name)) {
            g_hash_table_add(names, arena_strdup(arena, name));
        }
        if (*before == '\0' && entry->value->kind == VALUE_MAP) {
            g_autofree char *inside = g_strconcat(name, ".", NULL);
            collect(arena, names, inside, entry->value);
        }
    }
}

static void check_field(struct where *where, const struct test *test, GHashTable *names) {
    const char *name = test->name, *second = strchr(name, '.');
    bool is_deep = second && strchr(second + 1, '.'); /* deeper ones are not collected */
    bool is_any_read = g_hash_table_size(names) > 0;
    if (!is_any_read || is_deep || g_hash_table_contains(names, name) || where->is_bad) {
        return;
    }
    guint n = 0;
    g_autofree gpointer *all = g_hash_table_get_keys_as_array(names, &n);
    struct str *candidates = ARENA_NEW_N(where->arena, struct str, n);
    for (guint i = 0; i < n; i++) {
        candidates[i] = str_from(all[i]);
    }
    where_complain(where, test->field.at, "no partner has a field \"%s\"", name);
    int nearest = str_nearest(test->field.text, candidates, n);
    if (nearest >= 0) {
        diag_hint(where->diags, "Did you mean \"%s\"?", candidates[nearest].p);
    } else {
        diag_hint(where->diags, "docs/partner-state.md lists the fields.");
    }
}

static void check_fields(struct where *where, const struct test *test, GHashTable *names) {
    if (test->kind == TEST_OR || test->kind == TEST_AND || test->kind == TEST_NOT) {
        check_fields(where, test->left, names);
        if (test->right) {
            check_fields(where, test->right, names);
        }
        return;
    }
    check_field(where, test, names);
}

/* --- choosing ------------------------------------------------------------------------------- */

static bool is_chosen(struct where *where, const struct test *test, GHashTable *names,
                      const struct partner_entry *entry) {
    g_autoptr(Arena) arena = arena_new();
    struct diags ignored = {0}; /* its document says what is wrong with it */
    struct value *partner = NULL;
    bool is_loaded = load_partner(arena, where->world, entry, &ignored, &partner);
    diags_clear(&ignored);
    if (!is_loaded) {
        return true;
    }
    where->slug = value_new_string(arena, (struct span){0}, str_from(entry->slug));
    g_hash_table_add(names, (char *)"slug");
    collect(where->arena, names, "", partner);
    return holds(where, test, partner);
}

bool partners_where(World *world, const char *expression, struct diags *diags,
                    struct partner_entry *entries, size_t *n) {
    g_autoptr(Arena) arena = arena_new();
    struct str text = str_from(expression);
    struct where where = {.world = world,
                          .diags = diags,
                          .arena = arena,
                          .source = source_new(arena, "--where", text),
                          .text = text};
    size_t n_kept = 0;
    const struct test *test = where_parse(&where);
    if (!test) {
        return false;
    }
    GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < *n && !where.is_bad; i++) {
        world_begin_job(world);
        if (is_chosen(&where, test, names, &entries[i])) {
            entries[n_kept++] = entries[i];
        }
        world_end_job(world);
    }
    check_fields(&where, test, names);
    g_hash_table_unref(names);
    if (!where.is_bad && n_kept == 0) {
        diag_error(diags, (struct span){0}, DIAG_BATCH_PARTNERS, "no partner is as --where says");
        diag_hint(diags, "%s",
                  where.near_miss ? where.near_miss : "`pdfgen list` shows the partners.");
    }
    *n = n_kept;
    return n_kept > 0 && !where.is_bad;
}
