#include "figure_priv.h"

struct span figure_place(const struct figure_request *request, const struct value *value) {
    return value && value->at.source ? value->at : request->at;
}

static size_t count_names(const char *const *names) {
    size_t n = 0;
    while (names && names[n]) {
        n++;
    }
    return n;
}

bool fields_check(const struct fields *fields, const char *const *known, const char *const *more) {
    size_t n_known = count_names(known), n = n_known + count_names(more);
    struct str *names = ARENA_NEW_N(fields->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        names[i] = str_from(i < n_known ? known[i] : more[i - n_known]);
    }
    bool is_good = true;
    for (size_t i = 0; i < fields->map->map.n; i++) {
        const struct value_entry *entry = &fields->map->map.entries[i];
        bool is_known = false;
        for (size_t k = 0; k < n; k++) {
            is_known = is_known || str_eq(names[k], entry->key);
        }
        if (is_known) {
            continue;
        }
        struct span at = entry->key_at.source ? entry->key_at : fields->request->at;
        is_good =
            diag_error(fields->diags, at, DIAG_FIGURE_FIELD,
                       "a figure of this kind has no field \"" STR_FMT "\"", STR_ARG(entry->key));
        diag_hint_nearest(fields->diags, entry->key, names, n);
    }
    return is_good;
}

struct str field_text(const struct fields *fields, const char *key) {
    const struct value *value = value_get(fields->map, key);
    /* A quoted text of several lines ends in the space that its last line's end became. */
    return value ? str_trim(value_to_str(fields->arena, value)) : STR("");
}

const struct value *field_value(const struct fields *fields, const char *key) {
    const struct value *value = value_get(fields->map, key);
    if (!value || value->kind == VALUE_NULL) {
        return NULL;
    }
    if (value->kind != VALUE_STRING) {
        return value;
    }
    const struct figure_request *request = fields->request;
    struct value *result = NULL;
    if (!request->evaluate(request->context, fields->arena, value->string,
                           figure_place(request, value), fields->diags, &result)) {
        return NULL;
    }
    return result && result->kind != VALUE_NULL ? result : NULL;
}

bool value_number(const struct value *value, double *ret) {
    if (!value || value->kind != VALUE_NUMBER) {
        return false;
    }
    *ret = decimal_to_double(value->number);
    return true;
}
