/*
 * What fields must be, as tables of rules; every mistake of a map is reported at its place.
 *
 * Null counts as absent. A text that reads as a number is a number: JSON exports and spreadsheets
 * quote them. Fields without a rule are kept and may be anything, but one that is a slip of the pen
 * away from a known field that is absent gets a warning.
 *
 * A file's records mostly have the same fields in the same order, so the search for a field's rule
 * begins behind the one that was found last: a comparison or two for each field.
 */
#include "load_field_priv.h"

enum { SHOWN_BYTES_MAX = 60 };

/* A map of more fields is data by key; looking for slips of the pen in it would take too long. */
enum { FIELDS_NEAR_MAX = 256 };

/* --- messages ------------------------------------------------------------------------------- */

enum diag_code field_code(const struct field_check *check, enum diag_code code) {
    return check->is_workspace ? DIAG_WORKSPACE_FIELD : code;
}

void field_complain(struct field_check *check, const struct field_rule *rule, struct span at,
                    enum diag_code code, const char *message) {
    if (rule->is_soft) {
        diag_warning(check->diags, at, field_code(check, code), "%s", message);
        return;
    }
    check->has_failed = true;
    diag_error(check->diags, at, field_code(check, code), "%s", message);
}

const char *field_shown(const struct field_check *check, const struct value *value) {
    if (value->kind == VALUE_LIST || value->kind == VALUE_MAP) {
        return value_kind_name(value->kind);
    }
    struct str text = value_to_str(check->arena, value);
    if (text.n <= SHOWN_BYTES_MAX) {
        return arena_printf(check->arena, "\"" STR_FMT "\"", STR_ARG(text));
    }
    return arena_printf(check->arena, "\"" STR_FMT "...\"",
                        STR_ARG(str_head(text, SHOWN_BYTES_MAX)));
}

void field_complain_of_kind(struct field_check *check, const struct field_rule *rule,
                            const struct value *value, enum diag_code code, const char *wanted) {
    field_complain(check, rule, value->at, code,
                   arena_printf(check->arena, "\"%s\" is not %s: %s", rule->name, wanted,
                                field_shown(check, value)));
}

/* --- rules ---------------------------------------------------------------------------------- */

/* From @from to the end of the table, then from its beginning. */
static const struct field_rule *find_rule(const struct field_rule *rules,
                                          const struct field_rule *from, struct str key) {
    for (const struct field_rule *rule = from; rule->name; rule++) {
        if (str_is(key, rule->name)) {
            return rule;
        }
    }
    for (const struct field_rule *rule = rules; rule < from; rule++) {
        if (str_is(key, rule->name)) {
            return rule;
        }
    }
    return NULL;
}

/* --- lists and maps ------------------------------------------------------------------------- */

static void check_value(struct field_check *check, const struct field_rule *rule,
                        const struct value *value);

static void check_map(struct field_check *check, const struct field_rule *rule,
                      const struct value *value) {
    if (value->kind != VALUE_MAP) {
        field_complain_of_kind(check, rule, value, DIAG_DATA_TYPE, "a map");
        diag_hint(check->diags, "Write its fields as \"field: value\", indented below \"%s\".",
                  rule->name);
    } else if (rule->fields) {
        load_check_fields(check, value, rule->fields);
    }
}

static bool is_list(struct field_check *check, const struct field_rule *rule,
                    const struct value *value) {
    if (value->kind == VALUE_LIST) {
        return true;
    }
    field_complain_of_kind(check, rule, value, DIAG_DATA_TYPE, "a list");
    diag_hint(check->diags, "Begin each item with \"- \", also a single one.");
    return false;
}

/* The items by their text: keys that stand twice are found as those of a file are. */
static void check_unique(struct field_check *check, const struct field_rule *list,
                         const struct field_rule *rule, const struct value *items) {
    struct value *seen = value_new(check->arena, VALUE_MAP, items->at);
    struct duplicate_key *pairs;
    for (size_t i = 0; i < items->list.n; i++) {
        struct value *value = value_get(items->list.items[i], rule->name);
        if (value && (value->kind == VALUE_STRING || value->kind == VALUE_NUMBER)) {
            struct value_entry entry = {
                .key = value_to_str(check->arena, value), .key_at = value->at, .value = value};
            load_append_entry(check->arena, seen, &entry);
        }
    }
    size_t n = load_find_duplicates(check->arena, seen, &pairs);
    for (size_t i = 0; i < n; i++) {
        const struct value_entry *first = &seen->map.entries[pairs[i].first];
        const struct value_entry *again = &seen->map.entries[pairs[i].again];
        diag_warning(check->diags, again->key_at, field_code(check, DIAG_DATA_DUPLICATE),
                     "\"%s\" %s stands twice in \"%s\"", rule->name,
                     field_shown(check, again->value), list->name);
        diag_hint(check->diags, "Remove one of the two, or change its \"%s\".", rule->name);
        diag_note(check->diags, first->key_at, "the first one");
    }
}

static void check_items(struct field_check *check, const struct field_rule *rule,
                        const struct value *value, bool are_maps) {
    if (!is_list(check, rule, value)) {
        return;
    }
    for (size_t i = 0; i < value->list.n; i++) {
        (are_maps ? check_map : field_check_text)(check, rule, value->list.items[i]);
    }
    for (const struct field_rule *field = rule->fields; are_maps && field && field->name; field++) {
        if (field->is_unique) {
            check_unique(check, rule, field, value);
        }
    }
}

static void check_periods(struct field_check *check, const struct field_rule *rule,
                          const struct value *value) {
    if (value->kind != VALUE_MAP) {
        field_complain_of_kind(check, rule, value, DIAG_DATA_TYPE, "a map by period");
        diag_hint(check->diags, "Write \"2026-Q3:\" below \"%s\" and its fields below that.",
                  rule->name);
        return;
    }
    struct field_rule inner = *rule;
    inner.form = rule->form == FIELD_PERIOD_MAPS ? FIELD_MAPS : FIELD_MAP;
    for (size_t i = 0; i < value->map.n; i++) {
        const struct value_entry *entry = &value->map.entries[i];
        if (!load_is_period(entry->key)) {
            field_complain(check, rule, entry->key_at, DIAG_DATA_DATE,
                           arena_printf(check->arena, "\"" STR_FMT "\" in \"%s\" is not a period",
                                        STR_ARG(str_slice(entry->key, 0, SHOWN_BYTES_MAX)),
                                        rule->name));
            diag_hint(check->diags, "Write 2026-09, 2026-Q3, 2026-H1, 2026 or FY26-Q2.");
        }
        inner.name = str_cstr(check->arena, entry->key);
        check_value(check, &inner, entry->value);
    }
}

/* Those that have a rule by it, all others by that of the map. */
static void check_numbers(struct field_check *check, const struct field_rule *rule,
                          const struct value *value) {
    static const struct field_rule none[] = {{0}};
    const struct field_rule *known = rule->fields ? rule->fields : none;
    struct field_rule inner = *rule;
    check_map(check, rule, value);
    for (size_t i = 0; value->kind == VALUE_MAP && i < value->map.n; i++) {
        const struct value_entry *entry = &value->map.entries[i];
        if (entry->value->kind != VALUE_NULL && !find_rule(known, known, entry->key)) {
            inner.name = str_cstr(check->arena, entry->key);
            field_check_number(check, &inner, entry->value);
        }
    }
}

static void check_value(struct field_check *check, const struct field_rule *rule,
                        const struct value *value) {
    if (value->kind == VALUE_NULL) {
        return;
    }
    switch (rule->form) {
    case FIELD_ANY:
    case FIELD_SOURCES: return;
    case FIELD_TEXT: field_check_text(check, rule, value); return;
    case FIELD_NUMBER: field_check_number(check, rule, value); return;
    case FIELD_BOOLEAN: field_check_boolean(check, rule, value); return;
    case FIELD_DATE: field_check_date(check, rule, value); return;
    case FIELD_PERIOD: field_check_period(check, rule, value); return;
    case FIELD_WORD: field_check_word(check, rule, value); return;
    case FIELD_CURRENCY: field_check_currency(check, rule, value); return;
    case FIELD_LOCALE: field_check_locale(check, rule, value); return;
    case FIELD_MONTH: field_check_month(check, rule, value); return;
    case FIELD_MAP: check_map(check, rule, value); return;
    case FIELD_MAPS: check_items(check, rule, value, true); return;
    case FIELD_TEXTS: check_items(check, rule, value, false); return;
    case FIELD_NUMBERS: check_numbers(check, rule, value); return;
    case FIELD_PERIOD_MAP:
    case FIELD_PERIOD_MAPS: check_periods(check, rule, value); return;
    case FIELD_TEXT_OR_MAP:
        (value->kind == VALUE_MAP ? check_map : field_check_text)(check, rule, value);
        return;
    case FIELD_NUMBER_OR_MAPS:
        if (value->kind == VALUE_LIST) {
            check_items(check, rule, value, true);
        } else {
            field_check_number(check, rule, value);
        }
        return;
    }
    g_assert_not_reached();
}

/* --- a map's fields ------------------------------------------------------------------------- */

/* Which rules of a table a map has met, a bit each. */
typedef uint64_t met_rules;
G_STATIC_ASSERT(FIELD_RULES_MAX <= 64);

/* Only absent fields are candidates: a field of the user's own may resemble one that is there. */
static void check_unknown(struct field_check *check, const struct value_entry *entry,
                          const struct field_rule *rules, met_rules met) {
    const struct field_rule *absent[FIELD_RULES_MAX];
    struct str names[FIELD_RULES_MAX];
    size_t n = 0;
    for (size_t i = 0; rules[i].name; i++) {
        if (!(met >> i & 1)) {
            absent[n] = &rules[i];
            names[n++] = str_from(rules[i].name);
        }
    }
    int nearest = str_nearest(entry->key, names, n);
    if (nearest >= 0) {
        diag_warning(check->diags, entry->key_at, field_code(check, DIAG_DATA_FIELD),
                     "field \"" STR_FMT "\" is not known", STR_ARG(entry->key));
        diag_hint(check->diags, "Did you mean \"%s\"?%s%s", absent[nearest]->name,
                  absent[nearest]->about ? " " : "",
                  absent[nearest]->about ? absent[nearest]->about : "");
    }
}

static void check_required(struct field_check *check, const struct value *map,
                           const struct field_rule *rule) {
    const struct value *value = value_get(map, rule->name);
    if (value && value->kind != VALUE_NULL) {
        return;
    }
    field_complain(check, rule, value ? value->at : map->at, DIAG_DATA_FIELD,
                   arena_printf(check->arena, "required field \"%s\" is %s", rule->name,
                                value ? "empty" : "missing"));
    diag_hint(check->diags, "Add \"%s: ...\" here.", rule->name);
}

void load_check_fields(struct field_check *check, const struct value *map,
                       const struct field_rule *rules) {
    const struct field_rule *next = rules;
    met_rules met = 0;
    size_t n_known = 0;
    for (const struct field_rule *rule = rules; rule->name; rule++) {
        if (rule->is_required) {
            check_required(check, map, rule);
        }
    }
    for (size_t i = 0; i < map->map.n; i++) {
        const struct field_rule *rule = find_rule(rules, next, map->map.entries[i].key);
        if (rule) {
            check_value(check, rule, map->map.entries[i].value);
            met |= (met_rules)1 << (rule - rules);
            next = rule + 1;
            n_known++;
        }
    }
    for (size_t i = 0; n_known < map->map.n && map->map.n <= FIELDS_NEAR_MAX && i < map->map.n;
         i++) {
        const struct value_entry *entry = &map->map.entries[i];
        if (!find_rule(rules, rules, entry->key)) {
            check_unknown(check, entry, rules, met);
        }
    }
}
