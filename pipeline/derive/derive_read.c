/*
 * derive_read.c - fields of the partner as numbers, dates and periods; what is wrong is reported at
 * its place.
 */
#include "derive_priv.h"

static void report_kind(struct derive *d, const struct value *value, enum diag_code code,
                        const char *field, const char *wanted, const char *hint) {
    diag_error(d->diags, value->at, code, "\"%s\" is not %s: \"" STR_FMT "\"", field, wanted,
               STR_ARG(value_to_str(d->arena, value)));
    diag_hint(d->diags, "%s", hint);
}

bool read_number(struct derive *d, const struct value *map, const char *field,
                 struct decimal *ret) {
    const struct value *value = value_get(map, field);
    if (!value || value->kind == VALUE_NULL) {
        return false;
    }
    if (value->kind == VALUE_NUMBER) {
        *ret = value->number;
        return true;
    }
    if (value->kind == VALUE_STRING && decimal_parse(str_trim(value->string), ret)) {
        return true;
    }
    report_kind(d, value, DIAG_DATA_NUMBER, field, "a number",
                "Write 12000; separators and currency signs belong to the locale.");
    return false;
}

struct decimal share_from_percent(struct decimal per_cent) {
    struct decimal share = decimal_round(per_cent, DECIMAL_SCALE_MAX - 2);
    share.scale += 2;
    return share;
}

bool read_percent(struct derive *d, const struct value *map, const char *field,
                  struct decimal *ret) {
    if (!read_number(d, map, field, ret)) {
        return false;
    }
    *ret = share_from_percent(*ret);
    return true;
}

bool read_date(struct derive *d, const struct value *map, const char *field, struct date *ret) {
    const struct value *value = value_get(map, field);
    if (!value || value->kind == VALUE_NULL) {
        return false;
    }
    if (value->kind == VALUE_STRING && date_parse(value->string, ret)) {
        return true;
    }
    report_kind(d, value, DIAG_DATA_DATE, field, "a date",
                "Write the year, the month and the day: 2026-09-28.");
    return false;
}

int64_t read_day(struct derive *d, const struct value *map, const char *field) {
    struct date date;
    return read_date(d, map, field, &date) ? date_to_days(date) : DAY_UNKNOWN;
}

/* A copy without the items that are not maps, where there are such. */
static const struct value *only_maps(struct derive *d, const struct value *list,
                                     const char *field) {
    struct value *kept = NULL;
    for (size_t i = 0; i < list->list.n; i++) {
        struct value *item = list->list.items[i];
        if (item->kind == VALUE_MAP) {
            if (kept) {
                value_append(d->arena, kept, item);
            }
            continue;
        }
        diag_error(d->diags, item->at, DIAG_DATA_TYPE, "an item of \"%s\" is %s, not a map", field,
                   value_kind_name(item->kind));
        if (!kept) {
            kept = new_list(d->arena);
            for (size_t k = 0; k < i; k++) {
                value_append(d->arena, kept, list->list.items[k]);
            }
        }
    }
    return kept ? kept : list;
}

const struct value *read_maps(struct derive *d, const struct value *map, const char *field) {
    const struct value *list = value_get(map, field);
    if (!list || list->kind == VALUE_NULL) {
        return new_list(d->arena);
    }
    if (list->kind != VALUE_LIST) {
        diag_error(d->diags, list->at, DIAG_DATA_TYPE, "\"%s\" is %s, not a list", field,
                   value_kind_name(list->kind));
        return new_list(d->arena);
    }
    return only_maps(d, list, field);
}

/* --- fields by period ----------------------------------------------------------------------- */

static void report_period_key(struct derive *d, const struct value_entry *entry,
                              const char *field) {
    diag_warning(d->diags, entry->key_at, DIAG_DATA_TYPE,
                 "\"" STR_FMT "\" in \"%s\" is not a period; it is left out", STR_ARG(entry->key),
                 field);
    diag_hint(d->diags, "Write 2026-10, 2026-Q3, 2026-H1, 2026 or FY26-Q2.");
}

struct dated_list read_dated(struct derive *d, const char *field) {
    struct dated_list list = {.field = field};
    const struct value *map = value_get(d->partner, field);
    if (!map || map->kind == VALUE_NULL) {
        return list;
    }
    if (map->kind != VALUE_MAP) {
        diag_error(d->diags, map->at, DIAG_DATA_TYPE, "\"%s\" is %s, not a map of periods", field,
                   value_kind_name(map->kind));
        return list;
    }
    list.items = ARENA_NEW_N(d->arena, struct dated, map->map.n);
    for (size_t i = 0; i < map->map.n; i++) {
        const struct value_entry *entry = &map->map.entries[i];
        struct dated *item = &list.items[list.n];
        if (derive_period_scan(d->arena, entry->key, d->fiscal_start, &item->period)) {
            item->value = entry->value;
            list.n++;
        } else {
            report_period_key(d, entry, field);
        }
    }
    return list;
}

const struct value *dated_exact(const struct dated_list *list, const struct period *period) {
    for (size_t i = 0; i < list->n; i++) {
        const struct period *at = &list->items[i].period;
        if (date_compare(at->first, period->first) == 0 &&
            date_compare(at->last, period->last) == 0) {
            return list->items[i].value;
        }
    }
    return NULL;
}

const struct value *dated_latest(const struct dated_list *list, const struct period *period) {
    const struct value *exact = dated_exact(list, period);
    const struct dated *latest = NULL;
    for (size_t i = 0; !exact && i < list->n; i++) {
        const struct dated *item = &list->items[i];
        if (derive_period_has(period, item->period.last) &&
            (!latest || date_compare(item->period.last, latest->period.last) > 0)) {
            latest = item;
        }
    }
    return exact ? exact : latest ? latest->value : NULL;
}

struct fact dated_field(struct derive *d, const struct dated_list *list,
                        const struct period *period, const char *field) {
    struct decimal number;
    const struct value *entry = dated_exact(list, period);
    if (read_number(d, entry, field, &number)) {
        return fact_known(number, explain_read(d, value_get(entry, field), "%s.%s.%s", list->field,
                                               period->id, field));
    }
    return fact_unknown(explain(d, "no %s in %s of %s", field, list->field, period->id));
}

/* The sum over the parts of one kind; unknown where one of them is. */
static struct fact sum_of_parts(struct derive *d, const struct dated_list *list,
                                const struct period *period, enum period_kind kind,
                                const char *field) {
    struct date start = period->first;
    struct decimal sum = decimal_from_int(0), number;
    size_t n = 0;
    while (date_compare(start, period->last) < 0) {
        struct period part = {.kind = kind, .first = start};
        struct date next = date_add_months(start, derive_period_months(&part));
        part.last = date_from_days(date_to_days(next) - 1);
        if (!read_number(d, dated_exact(list, &part), field, &number) ||
            !decimal_add(sum, number, &sum)) {
            return fact_unknown("a part is missing");
        }
        n++;
        start = next;
    }
    static const char *const names[] = {
        [PERIOD_MONTH] = "months", [PERIOD_QUARTER] = "quarters", [PERIOD_HALF] = "halves"};
    return fact_known(sum, explain(d, "%s of the %zu %s of %s: %s added up", list->field, n,
                                   names[kind], period->id, field));
}

struct fact dated_sum(struct derive *d, const struct dated_list *list, const struct period *period,
                      const char *field) {
    struct fact fact = dated_field(d, list, period, field);
    static const enum period_kind parts[] = {PERIOD_HALF, PERIOD_QUARTER, PERIOD_MONTH};
    for (size_t i = 0; !fact.is_known && i < G_N_ELEMENTS(parts); i++) {
        if (parts[i] < period->kind) {
            struct fact sum = sum_of_parts(d, list, period, parts[i], field);
            fact = sum.is_known ? sum : fact;
        }
    }
    return fact;
}

/* --- months --------------------------------------------------------------------------------- */

int month_of(struct date date) {
    return date.year * 12 + date.month - 1;
}

int month_of_day(int64_t day) {
    return month_of(date_from_days(day));
}
