#include "fill_filter_priv.h"

#include <string.h>

/* Filters over lists. Items without the field count as null, unless no item has it: a misspelling.
 */

static struct value *new_list(struct filtering *filtering) {
    return value_new(filtering->filling->arena, VALUE_LIST, filtering->input->at);
}

/* What `default ""` puts in the place of a list that is not there has no items. */
static void take_nothing_as_list(struct filtering *filtering) {
    static const struct value no_items = {.kind = VALUE_LIST};
    if (filtering->input->kind == VALUE_STRING && filtering->input->string.n == 0) {
        filtering->input = &no_items;
    }
}

static bool is_list(struct filtering *filtering) {
    take_nothing_as_list(filtering);
    if (filtering->input->kind != VALUE_LIST) {
        filter_wrong_input(filtering, "a list");
        return false;
    }
    return true;
}

static const struct value *field_or_null(const struct value *item, struct str field) {
    static const struct value null_value = {.kind = VALUE_NULL};
    const struct value *value = field.n > 0 ? value_field(item, field) : item;
    return value ? value : &null_value;
}

static void report_missing_field(struct filtering *filtering, size_t i, struct str field) {
    struct filling *filling = filtering->filling;
    const struct value *item = filtering->input->list.items[0];
    diag_error(filling->diags, filtering->call->arguments[i].at, DIAG_TEMPLATE_UNKNOWN_NAME,
               "no item of \"" STR_FMT "\" has a field \"" STR_FMT "\"",
               STR_ARG(filtering->path->text), STR_ARG(str_head(field, 60)));
    if (item->kind != VALUE_MAP) {
        diag_hint(filling->diags, "Its items are not maps: the first one is %s.",
                  value_kind_name(item->kind));
        return;
    }
    struct str *keys = ARENA_NEW_N(filling->arena, struct str, item->map.n);
    for (size_t k = 0; k < item->map.n; k++) {
        keys[k] = item->map.entries[k].key;
    }
    diag_hint_nearest(filling->diags, field, keys, item->map.n);
    if (item->at.source) {
        diag_note(filling->diags, item->at, "the first item stands here");
    }
}

/* Argument @i names a field that at least one item has; empty where it is not given. */
static bool field_argument(struct filtering *filtering, size_t i, struct str *ret) {
    *ret = STR("");
    if (i >= filtering->n_arguments) {
        return true;
    }
    if (filtering->arguments[i]->kind != VALUE_STRING || filtering->arguments[i]->string.n == 0) {
        filter_wrong_argument(filtering, i, "a field's name in quotes");
        return false;
    }
    struct str field = filtering->arguments[i]->string;
    struct str name = str_skip(field, field.p[0] == '-');
    size_t n = filtering->input->list.n;
    for (size_t k = 0; k < n; k++) {
        if (value_field(filtering->input->list.items[k], name)) {
            *ret = field;
            return true;
        }
    }
    *ret = field;
    if (n > 0 && !filtering->filling->options->is_lenient) {
        report_missing_field(filtering, i, name);
        return false;
    }
    return true;
}

/* --- comparing ------------------------------------------------------------------------------ */

static bool as_number(const struct value *value, struct decimal *ret) {
    if (value->kind == VALUE_NUMBER) {
        *ret = value->number;
        return true;
    }
    return value->kind == VALUE_STRING && decimal_parse(value->string, ret);
}

/* A value as it is compared. */
struct rank {
    const struct value *value;
    bool is_number;
    struct decimal number;
    bool is_day; /* "2026-09-28": all locales order days by their bytes */
};

static struct rank rank_of(const struct value *value) {
    struct rank rank = {.value = value};
    struct date date;
    struct str s = value_string(value);
    rank.is_number = as_number(value, &rank.number);
    rank.is_day = s.n == strlen("2026-09-28") && date_parse(s, &date);
    return rank;
}

/* Null first, then booleans, numbers, strings by the locale's order. */
static int compare_ranks(struct filtering *filtering, const struct rank *a, const struct rank *b) {
    if (a->is_number && b->is_number) {
        return decimal_compare(a->number, b->number);
    }
    if (a->value->kind != b->value->kind) {
        return a->value->kind < b->value->kind ? -1 : 1;
    }
    if (a->value->kind == VALUE_BOOL) {
        return (int)a->value->boolean - (int)b->value->boolean;
    }
    if (a->value->kind != VALUE_STRING) {
        return 0;
    }
    struct str x = a->value->string, y = b->value->string;
    return a->is_day && b->is_day ? str_compare(x, y)
                                  : locale_compare(filtering->filling->options->locale, x, y);
}

static int compare_values(struct filtering *filtering, const struct value *a,
                          const struct value *b) {
    struct rank x = rank_of(a), y = rank_of(b);
    return compare_ranks(filtering, &x, &y);
}

/* By bytes, where the locale's order may call different strings equal. */
static bool is_equal(struct filtering *filtering, const struct value *a, const struct value *b) {
    return a->kind == VALUE_STRING && b->kind == VALUE_STRING
               ? str_eq(a->string, b->string)
               : compare_values(filtering, a, b) == 0;
}

bool is_operator(struct str operator) {
    static const char *const operators[] = {"=", "!=", "<", "<=", ">", ">=", "contains"};
    for (size_t i = 0; i < G_N_ELEMENTS(operators); i++) {
        if (str_is(operator, operators[i])) {
            return true;
        }
    }
    return false;
}

static bool contains(struct filtering *filtering, const struct value *a, const struct value *b) {
    if (a->kind == VALUE_LIST) {
        for (size_t i = 0; i < a->list.n; i++) {
            if (is_equal(filtering, a->list.items[i], b)) {
                return true;
            }
        }
        return false;
    }
    struct str text = value_string(a), part = value_to_str(filtering->filling->arena, b);
    return a->kind == VALUE_STRING && str_find(text, part, 0) + part.n <= text.n;
}

bool compare_by(struct filtering *filtering, const struct value *a, struct str operator,
                const struct value * b) {
    if (str_is(operator, "contains")) {
        return contains(filtering, a, b);
    }
    bool is_order = operator.p[0] == '<' || operator.p[0] == '>';
    if (is_order && (a->kind == VALUE_NULL || b->kind == VALUE_NULL)) {
        return false;
    }
    if (!is_order) {
        return is_equal(filtering, a, b) == (operator.p[0] == '=');
    }
    int order = compare_values(filtering, a, b);
    return (order != 0 && (order < 0) == (operator.p[0] == '<')) || (order == 0 && operator.n == 2);
}

/* --- lists from lists ----------------------------------------------------------------------- */

const struct value *filter_where(struct filtering *filtering) {
    size_t n = filtering->n_arguments;
    struct str field;
    if (!is_list(filtering) || !field_argument(filtering, 0, &field)) {
        return NULL;
    }
    struct str operator= n == 3 ? value_string(filtering->arguments[1]) : STR("=");
    if (!is_operator(operator)) {
        return filter_wrong_argument(filtering, 1, "=, !=, <, <=, >, >= or contains");
    }
    struct value *list = new_list(filtering);
    for (size_t i = 0; i < filtering->input->list.n; i++) {
        struct value *item = filtering->input->list.items[i];
        const struct value *value = field_or_null(item, field);
        bool is_kept = n == 1 ? value_is_true(value)
                              : compare_by(filtering, value, operator, filtering->arguments[n - 1]);
        if (is_kept) {
            value_append(filtering->filling->arena, list, item);
        }
    }
    return list;
}

struct sorting {
    struct filtering *filtering;
    bool is_descending;
};

/* An item with what it is sorted by. */
struct sorted_item {
    struct value *item;
    struct rank rank;
};

static int compare_items(const void *a, const void *b, void *data) {
    const struct sorting *sorting = data;
    const struct rank *x = &((const struct sorted_item *)a)->rank;
    const struct rank *y = &((const struct sorted_item *)b)->rank;
    if (x->value->kind == VALUE_NULL || y->value->kind == VALUE_NULL) {
        /* null is last both ways */
        return (x->value->kind == VALUE_NULL) - (y->value->kind == VALUE_NULL);
    }
    int order = compare_ranks(sorting->filtering, x, y);
    return sorting->is_descending ? -order : order;
}

const struct value *filter_sort(struct filtering *filtering) {
    struct str field;
    if (!is_list(filtering) || !field_argument(filtering, 0, &field)) {
        return NULL;
    }
    Arena *arena = filtering->filling->arena;
    struct sorting sorting = {.filtering = filtering,
                              .is_descending = field.n > 0 && field.p[0] == '-'};
    field = str_skip(field, sorting.is_descending);
    struct value *list = value_copy(arena, filtering->input);
    size_t n = list->list.n;
    struct sorted_item *items = ARENA_NEW_N(arena, struct sorted_item, n);
    for (size_t i = 0; i < n; i++) {
        struct value *item = list->list.items[i];
        items[i] = (struct sorted_item){item, rank_of(field_or_null(item, field))};
    }
    if (n > 1) {
        g_qsort_with_data(items, (int)n, sizeof *items, compare_items, &sorting);
    }
    for (size_t i = 0; i < n; i++) {
        list->list.items[i] = items[i].item;
    }
    return list;
}

/* Items from @begin, at most @n. */
static const struct value *sublist(struct filtering *filtering, size_t begin, size_t n) {
    struct value *list = new_list(filtering);
    const struct value *input = filtering->input;
    begin = MIN(begin, input->list.n);
    list->list.items = input->list.items ? input->list.items + begin : NULL;
    list->list.n = list->list.capacity = MIN(n, input->list.n - begin);
    return list;
}

static bool count_argument(struct filtering *filtering, size_t *ret) {
    const struct value *argument = filtering->arguments[0];
    if (argument->kind != VALUE_NUMBER || decimal_sign(argument->number) < 0 ||
        !decimal_is_integer(argument->number)) {
        filter_wrong_argument(filtering, 0, "a whole number");
        return false;
    }
    *ret = (size_t)decimal_to_int(argument->number);
    return true;
}

const struct value *filter_limit(struct filtering *filtering) {
    size_t n;
    return is_list(filtering) && count_argument(filtering, &n) ? sublist(filtering, 0, n) : NULL;
}

const struct value *filter_skip(struct filtering *filtering) {
    size_t n;
    return is_list(filtering) && count_argument(filtering, &n) ? sublist(filtering, n, SIZE_MAX)
                                                               : NULL;
}

static struct value *group_for(struct filtering *filtering, struct value *groups,
                               const struct value *key) {
    Arena *arena = filtering->filling->arena;
    for (size_t i = groups->list.n; i > 0; i--) {
        struct value *group = groups->list.items[i - 1];
        if (is_equal(filtering, value_get(group, "key"), key)) {
            return value_get(group, "items");
        }
    }
    struct value *group = value_new(arena, VALUE_MAP, filtering->input->at);
    struct value *items = new_list(filtering);
    value_put(arena, group, "key", (struct value *)key);
    value_put(arena, group, "items", items);
    value_append(arena, groups, group);
    return items;
}

/* A list of {key, items}, in the order in which the keys come. */
const struct value *filter_group_by(struct filtering *filtering) {
    struct str field;
    if (!is_list(filtering) || !field_argument(filtering, 0, &field)) {
        return NULL;
    }
    struct value *groups = new_list(filtering);
    for (size_t i = 0; i < filtering->input->list.n; i++) {
        struct value *item = filtering->input->list.items[i];
        value_append(filtering->filling->arena,
                     group_for(filtering, groups, field_or_null(item, field)), item);
    }
    return groups;
}

/* --- one value from a list ------------------------------------------------------------------ */

static const struct value *item_or_null(struct filtering *filtering, bool is_last) {
    const struct value *input = filtering->input;
    if (!is_list(filtering)) {
        return NULL;
    }
    return input->list.n > 0 ? input->list.items[is_last ? input->list.n - 1 : 0]
                             : value_new(filtering->filling->arena, VALUE_NULL, input->at);
}

const struct value *filter_first(struct filtering *filtering) {
    return item_or_null(filtering, false);
}

const struct value *filter_last(struct filtering *filtering) {
    return item_or_null(filtering, true);
}

const struct value *filter_count(struct filtering *filtering) {
    take_nothing_as_list(filtering);
    const struct value *input = filtering->input;
    if (input->kind != VALUE_LIST && input->kind != VALUE_MAP) {
        return filter_wrong_input(filtering, "a list");
    }
    size_t n = input->kind == VALUE_LIST ? input->list.n : input->map.n;
    return value_new_number(filtering->filling->arena, input->at, decimal_from_int((int64_t)n));
}

const struct value *filter_sum(struct filtering *filtering) {
    struct decimal sum = decimal_from_int(0), number;
    struct str field;
    if (!is_list(filtering) || !field_argument(filtering, 0, &field)) {
        return NULL;
    }
    for (size_t i = 0; i < filtering->input->list.n; i++) {
        const struct value *value = field_or_null(filtering->input->list.items[i], field);
        if (value->kind == VALUE_NULL) {
            continue;
        }
        if (!as_number(value, &number) || !decimal_add(sum, number, &sum)) {
            struct filtering inner = *filtering;
            inner.input = value;
            return filter_wrong_input(&inner, "numbers that can be added");
        }
    }
    struct value *total = value_new_number(filtering->filling->arena, filtering->input->at, sum);
    return value_derived(filtering->filling->arena, total, "sum of " STR_FMT "%s" STR_FMT,
                         STR_ARG(filtering->path->text), field.n ? "." : "", STR_ARG(field));
}

const struct value *filter_join(struct filtering *filtering) {
    Arena *arena = filtering->filling->arena;
    struct str field, separator = STR(", ");
    if (!is_list(filtering) || !field_argument(filtering, 1, &field)) {
        return NULL;
    }
    if (filtering->n_arguments > 0) {
        if (filtering->arguments[0]->kind != VALUE_STRING) {
            return filter_wrong_argument(filtering, 0, "a separator in quotes");
        }
        separator = filtering->arguments[0]->string;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    bool is_first = true;
    for (size_t i = 0; i < filtering->input->list.n; i++) {
        const struct value *value = field_or_null(filtering->input->list.items[i], field);
        if (value->kind == VALUE_NULL) {
            continue;
        }
        struct str word = value_to_str(arena, value);
        g_string_append_len(text, separator.p, is_first ? 0 : (gssize)separator.n);
        g_string_append_len(text, word.p, (gssize)word.n);
        is_first = false;
    }
    return filter_text(filtering, str_from_gstring(arena, text));
}
