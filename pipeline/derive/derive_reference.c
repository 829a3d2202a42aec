/*
 * derive_reference.c - the customer who speaks for the partner in a case study: of the references
 * up to the document's day the newest that tells a result, else the newest.
 */
#include "derive_priv.h"

static const char *const reference_fields[] = {
    "customer", "date",  "country", "industry", "headline", "summary", "challenge", "solution",
    "result",   "quote", "speaker", "role",     "results",  "facts",   NULL};

static bool has_words(const struct value *map, const char *field) {
    return str_trim(value_string(value_get(map, field))).n > 0;
}

static bool is_told(const struct value *reference) {
    return has_words(reference, "challenge") && has_words(reference, "solution") &&
           has_words(reference, "result");
}

static const struct value *choose(struct derive *d, size_t *ret_count) {
    const struct value *given = value_get(d->partner, "references"), *best = NULL;
    struct date newest = {0};
    *ret_count = 0;
    if (!given || given->kind != VALUE_LIST) {
        return NULL; /* a number of them tells nothing */
    }
    const struct value *all = read_maps(d, d->partner, "references");
    for (size_t i = 0; i < all->list.n; i++) {
        const struct value *item = all->list.items[i];
        struct date date;
        if (!read_date(d, item, "date", &date) ||
            date_compare(date, derive_as_of(d, &d->period)) > 0) {
            continue;
        }
        ++*ret_count;
        bool is_better = !best || is_told(item) > is_told(best) ||
                         (is_told(item) == is_told(best) && date_compare(date, newest) > 0);
        if (is_better) {
            best = item;
            newest = date;
        }
    }
    return best;
}

/* The first deal that this customer signed; NULL: none is on record. */
static const struct deal *first_deal(const struct derive *d, struct str customer) {
    const struct deal *first = NULL;
    for (size_t i = 0; i < d->n_deals; i++) {
        const struct deal *deal = &d->deals[i];
        if (deal->state == DEAL_WON && deal->closed != DAY_UNKNOWN &&
            str_eq(value_string(value_get(deal->value, "customer")), customer) &&
            (!first || deal->closed < first->closed)) {
            first = deal;
        }
    }
    return first;
}

/* What the reference does not say itself is that of the deal. */
static void put_deal(struct derive *d, struct value *map, const struct deal *deal) {
    struct date date;
    if (deal) {
        put_date(d->arena, map, "since", date_from_days(deal->closed));
    } else if (read_date(d, map, "date", &date)) {
        put_date(d->arena, map, "since", date);
    }
    const struct value *country = deal ? value_get(deal->value, "country") : NULL;
    if (country && !has_words(map, "country")) {
        value_put(d->arena, map, "country", value_copy(d->arena, country));
    }
}

/* Sections go over a list, which may be empty. */
static void put_list(struct derive *d, struct value *map, const char *field) {
    const struct value *given = value_get(map, field);
    if (!given || given->kind != VALUE_LIST) {
        value_put(d->arena, map, field, new_list(d->arena));
    }
}

struct value *derive_reference(struct derive *d) {
    size_t count;
    const struct value *chosen = choose(d, &count);
    if (!chosen) {
        return fact_value(d->arena, fact_unknown("no customer speaks for the partner"));
    }
    struct value *map = with_fields(d->arena, chosen, reference_fields);
    put_deal(d, map, first_deal(d, value_string(value_get(map, "customer"))));
    put_list(d, map, "results");
    put_list(d, map, "facts");
    put_bool(d->arena, map, "is_told", is_told(chosen));
    put_count(d->arena, map, "count", count);
    return map;
}
