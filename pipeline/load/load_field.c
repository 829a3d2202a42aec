/*
 * What fields must be, as tables of rules; every mistake of a map is reported at its place.
 *
 * Null counts as absent. A text that reads as a number is a number: JSON exports and spreadsheets
 * quote them. Fields without a rule are kept and may be anything, but one that is a slip of the pen
 * away from a known field that is absent gets a warning.
 */
#include "load_priv.h"

#include <string.h>

enum { FIELD_NAMES_MAX = 48, SHOWN_BYTES_MAX = 60 };

/* A map of more fields is data by key; looking for slips of the pen in it would take too long. */
enum { FIELDS_NEAR_MAX = 256 };

/* --- messages ------------------------------------------------------------------------------- */

static enum diag_code code_of(const struct field_check *check, enum diag_code code) {
    return check->is_workspace ? DIAG_WORKSPACE_FIELD : code;
}

static void complain(struct field_check *check, const struct field_rule *rule, struct span at,
                     enum diag_code code, const char *message) {
    if (rule->is_soft) {
        diag_warning(check->diags, at, code_of(check, code), "%s", message);
        return;
    }
    check->has_failed = true;
    diag_error(check->diags, at, code_of(check, code), "%s", message);
}

/* A value as it is quoted in a message: on one line and not too long. */
static const char *shown(const struct field_check *check, const struct value *value) {
    if (value->kind == VALUE_LIST || value->kind == VALUE_MAP) {
        return value_kind_name(value->kind);
    }
    struct str text = value_to_str(check->arena, value);
    if (text.n <= SHOWN_BYTES_MAX) {
        return arena_printf(check->arena, "\"" STR_FMT "\"", STR_ARG(text));
    }
    size_t n = SHOWN_BYTES_MAX;
    while (n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80) {
        n--;
    }
    return arena_printf(check->arena, "\"" STR_FMT "...\"", STR_ARG(str_slice(text, 0, n)));
}

static void complain_of_kind(struct field_check *check, const struct field_rule *rule,
                             const struct value *value, enum diag_code code, const char *wanted) {
    complain(check, rule, value->at, code,
             arena_printf(check->arena, "\"%s\" is not %s: %s", rule->name, wanted,
                          shown(check, value)));
}

/* --- numbers -------------------------------------------------------------------------------- */

static void check_number(struct field_check *check, const struct field_rule *rule,
                         const struct value *value) {
    struct decimal number;
    if (value->kind == VALUE_NUMBER ||
        (value->kind == VALUE_STRING && decimal_parse(str_trim(value->string), &number))) {
        return;
    }
    complain_of_kind(check, rule, value, DIAG_DATA_NUMBER, "a number");
    if (load_guess_number(value_string(value), &number)) {
        diag_hint(check->diags, "Write %s; separators belong to the locale.",
                  decimal_format(check->arena, number));
    } else {
        diag_hint(check->diags, "Write digits without separators or a currency, such as 12000.");
    }
}

/* --- scalars -------------------------------------------------------------------------------- */

static void check_text(struct field_check *check, const struct field_rule *rule,
                       const struct value *value) {
    if (value->kind == VALUE_STRING || value->kind == VALUE_NUMBER) {
        return;
    }
    struct field_rule soft = *rule;
    soft.is_soft = value->kind == VALUE_BOOL && !rule->is_required;
    complain_of_kind(check, &soft, value, DIAG_DATA_TYPE, "a text");
    diag_hint(check->diags, "Write a text; put it in quotes if it is \"true\" or \"null\".");
}

static void check_date(struct field_check *check, const struct field_rule *rule,
                       const struct value *value) {
    struct date date;
    if (value->kind == VALUE_STRING && date_parse(value->string, &date)) {
        return;
    }
    complain_of_kind(check, rule, value, DIAG_DATA_DATE, "a date");
    diag_hint(check->diags, "Write year, month and day, such as 2026-09-28.");
}

static void check_word(struct field_check *check, const struct field_rule *rule,
                       const struct value *value) {
    struct str words[FIELD_NAMES_MAX];
    size_t n = 0;
    GString *all = g_string_new(NULL);
    bool is_known = false;
    for (; rule->words[n]; n++) {
        words[n] = str_from(rule->words[n]);
        is_known = is_known || str_eq(words[n], value_string(value));
        g_string_append_printf(all, "%s%s", n ? ", " : "", rule->words[n]);
    }
    if (!is_known) {
        int nearest = str_nearest(value_string(value), words, n);
        complain(
            check, rule, value->at, DIAG_DATA_TYPE,
            arena_printf(check->arena, "\"%s\" cannot be %s", rule->name, shown(check, value)));
        if (nearest >= 0) {
            diag_hint(check->diags, "Did you mean \"%s\"? There are: %s.", rule->words[nearest],
                      all->str);
        } else {
            diag_hint(check->diags, "Write one of: %s.", all->str);
        }
    }
    g_string_free(all, TRUE);
}

static void check_currency(struct field_check *check, const struct field_rule *rule,
                           const struct value *value) {
    struct str code = value_string(value);
    bool is_code = code.n == 3;
    for (size_t i = 0; i < code.n; i++) {
        is_code = is_code && g_ascii_isupper(code.p[i]);
    }
    if (!is_code) {
        complain_of_kind(check, rule, value, DIAG_DATA_TYPE, "a currency");
        diag_hint(check->diags, "Write three capital letters of ISO 4217, such as USD.");
    }
}

static void check_month(struct field_check *check, const struct field_rule *rule,
                        const struct value *value) {
    bool is_month = value->kind == VALUE_NUMBER && decimal_is_integer(value->number) &&
                    decimal_to_int(value->number) >= 1 && decimal_to_int(value->number) <= 12;
    if (!is_month) {
        complain_of_kind(check, rule, value, DIAG_DATA_NUMBER, "a month");
        diag_hint(check->diags, "Write a number from 1 to 12.");
    }
}

static void check_boolean(struct field_check *check, const struct field_rule *rule,
                          const struct value *value) {
    if (value->kind != VALUE_BOOL) {
        complain_of_kind(check, rule, value, DIAG_DATA_TYPE, "a boolean");
        diag_hint(check->diags, "Write true or false, without quotes.");
    }
}

/* --- periods -------------------------------------------------------------------------------- */

static bool has_shape(struct str s, const char *shape) {
    size_t i = 0;
    for (; shape[i] && i < s.n; i++) {
        bool fits = shape[i] == '#' ? g_ascii_isdigit(s.p[i]) : s.p[i] == shape[i];
        if (!fits) {
            return false;
        }
    }
    return shape[i] == '\0' && i == s.n;
}

bool load_is_period(struct str s) {
    char last = '\0';
    if (s.n > 0) {
        last = s.p[s.n - 1];
    }
    if (has_shape(s, "####") || has_shape(s, "FY##")) {
        return true;
    }
    if (has_shape(s, "####-##")) {
        int month = (s.p[5] - '0') * 10 + (s.p[6] - '0');
        return month >= 1 && month <= 12;
    }
    if (has_shape(s, "####-Q#") || has_shape(s, "FY##-Q#")) {
        return last >= '1' && last <= '4';
    }
    return (has_shape(s, "####-H#") || has_shape(s, "FY##-H#")) && (last == '1' || last == '2');
}

/* --- lists and maps ------------------------------------------------------------------------- */

static void check_value(struct field_check *check, const struct field_rule *rule,
                        const struct value *value);

static void check_map(struct field_check *check, const struct field_rule *rule,
                      const struct value *value) {
    if (value->kind != VALUE_MAP) {
        complain_of_kind(check, rule, value, DIAG_DATA_TYPE, "a map");
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
    complain_of_kind(check, rule, value, DIAG_DATA_TYPE, "a list");
    diag_hint(check->diags, "Begin each item with \"- \", also a single one.");
    return false;
}

static void check_items(struct field_check *check, const struct field_rule *rule,
                        const struct value *value, bool are_maps) {
    if (!is_list(check, rule, value)) {
        return;
    }
    for (size_t i = 0; i < value->list.n; i++) {
        (are_maps ? check_map : check_text)(check, rule, value->list.items[i]);
    }
}

static void check_periods(struct field_check *check, const struct field_rule *rule,
                          const struct value *value) {
    if (value->kind != VALUE_MAP) {
        complain_of_kind(check, rule, value, DIAG_DATA_TYPE, "a map by period");
        diag_hint(check->diags, "Write \"2026-Q3:\" below \"%s\" and its fields below that.",
                  rule->name);
        return;
    }
    struct field_rule inner = *rule;
    inner.form = rule->form == FIELD_PERIOD_MAPS ? FIELD_MAPS : FIELD_MAP;
    for (size_t i = 0; i < value->map.n; i++) {
        const struct value_entry *entry = &value->map.entries[i];
        if (!load_is_period(entry->key)) {
            complain(check, rule, entry->key_at, DIAG_DATA_DATE,
                     arena_printf(check->arena, "\"" STR_FMT "\" in \"%s\" is not a period",
                                  STR_ARG(str_slice(entry->key, 0, SHOWN_BYTES_MAX)), rule->name));
            diag_hint(check->diags, "Write 2026-09, 2026-Q3, 2026-H1, 2026 or FY26-Q2.");
        }
        inner.name = str_cstr(check->arena, entry->key);
        check_value(check, &inner, entry->value);
    }
}

static void check_value(struct field_check *check, const struct field_rule *rule,
                        const struct value *value) {
    if (value->kind == VALUE_NULL) {
        return;
    }
    switch (rule->form) {
    case FIELD_ANY: return;
    case FIELD_TEXT: check_text(check, rule, value); return;
    case FIELD_NUMBER: check_number(check, rule, value); return;
    case FIELD_BOOLEAN: check_boolean(check, rule, value); return;
    case FIELD_DATE: check_date(check, rule, value); return;
    case FIELD_WORD: check_word(check, rule, value); return;
    case FIELD_CURRENCY: check_currency(check, rule, value); return;
    case FIELD_MONTH: check_month(check, rule, value); return;
    case FIELD_MAP: check_map(check, rule, value); return;
    case FIELD_MAPS: check_items(check, rule, value, true); return;
    case FIELD_TEXTS: check_items(check, rule, value, false); return;
    case FIELD_PERIOD_MAP:
    case FIELD_PERIOD_MAPS: check_periods(check, rule, value); return;
    case FIELD_TEXT_OR_MAP:
        (value->kind == VALUE_MAP ? check_map : check_text)(check, rule, value);
        return;
    }
    g_assert_not_reached();
}

/* --- a map's fields ------------------------------------------------------------------------- */

static const struct field_rule *find_rule(const struct field_rule *rules, struct str key) {
    for (const struct field_rule *rule = rules; rule->name; rule++) {
        if (str_is(key, rule->name)) {
            return rule;
        }
    }
    return NULL;
}

/* Fields without a rule, next to the names of those that are absent. */
struct unknown {
    struct str absent[FIELD_NAMES_MAX];
    size_t n_absent;
};

static void list_absent(const struct value *map, const struct field_rule *rules,
                        struct unknown *ret) {
    ret->n_absent = 0;
    for (const struct field_rule *rule = rules; rule->name; rule++) {
        if (!value_get(map, rule->name) && ret->n_absent < FIELD_NAMES_MAX) {
            ret->absent[ret->n_absent++] = str_from(rule->name);
        }
    }
}

/* Only absent fields are candidates: a field of the user's own may resemble one that is there. */
static void check_unknown(struct field_check *check, const struct value_entry *entry,
                          const struct unknown *unknown) {
    int nearest = str_nearest(entry->key, unknown->absent, unknown->n_absent);
    if (nearest >= 0) {
        diag_warning(check->diags, entry->key_at, code_of(check, DIAG_DATA_FIELD),
                     "field \"" STR_FMT "\" is not known", STR_ARG(entry->key));
        diag_hint(check->diags, "Did you mean \"" STR_FMT "\"?", STR_ARG(unknown->absent[nearest]));
    }
}

static void check_required(struct field_check *check, const struct value *map,
                           const struct field_rule *rules) {
    for (const struct field_rule *rule = rules; rule->name; rule++) {
        const struct value *value = rule->is_required ? value_get(map, rule->name) : NULL;
        if (rule->is_required && (!value || value->kind == VALUE_NULL)) {
            complain(check, rule, value ? value->at : map->at, DIAG_DATA_FIELD,
                     arena_printf(check->arena, "required field \"%s\" is %s", rule->name,
                                  value ? "empty" : "missing"));
            diag_hint(check->diags, "Add \"%s: ...\" here.", rule->name);
        }
    }
}

void load_check_fields(struct field_check *check, const struct value *map,
                       const struct field_rule *rules) {
    struct unknown unknown = {.n_absent = 0};
    bool has_list = false;
    check_required(check, map, rules);
    for (size_t i = 0; i < map->map.n; i++) {
        const struct value_entry *entry = &map->map.entries[i];
        const struct field_rule *rule = find_rule(rules, entry->key);
        if (rule) {
            check_value(check, rule, entry->value);
        } else if (map->map.n <= FIELDS_NEAR_MAX) {
            if (!has_list) {
                list_absent(map, rules, &unknown);
                has_list = true;
            }
            check_unknown(check, entry, &unknown);
        }
    }
}
