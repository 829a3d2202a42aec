/*
 * derive_pricing.c - what an edition of the price list costs at several volumes, discounts taken.
 *
 * The list is `pricing` of the workspace's `data`: editions {name, price}, volume {from, discount
 * in per cent}, example {edition, counts, times, over}. A discount holds for the whole of an order,
 * unlike a bracket of the commission.
 */
#include "derive_priv.h"

enum { CENTS = 2, EXAMPLES_MAX = 12 };

struct quote {
    struct derive *d;
    const struct value *pricing;
    struct decimal price, times; /* of one unit in one of its periods; how many periods */
};

/* The highest discount whose `from` is reached, in per cent. */
static struct decimal discount_for(const struct quote *quote, struct decimal count) {
    const struct value *rungs = read_maps(quote->d, quote->pricing, "volume");
    struct decimal per_cent = decimal_from_int(0), highest = decimal_from_int(0), from, rate;
    for (size_t i = 0; i < rungs->list.n; i++) {
        const struct value *rung = rungs->list.items[i];
        if (read_number(quote->d, rung, "from", &from) &&
            read_number(quote->d, rung, "discount", &rate) && decimal_compare(from, count) <= 0 &&
            decimal_compare(from, highest) >= 0) {
            highest = from;
            per_cent = rate;
        }
    }
    return per_cent;
}

/* A row: count, list, discount_percent, discount, price and what one unit then costs a period. */
static void add_row(const struct quote *quote, struct decimal count, struct value *rows) {
    Arena *arena = quote->d->arena;
    struct decimal per_cent = discount_for(quote, count), list, discount, price, units, each;
    if (decimal_sign(count) <= 0 || !decimal_multiply(quote->price, quote->times, &list) ||
        !decimal_multiply(list, count, &list) ||
        !decimal_multiply(list, share_from_percent(per_cent), &discount)) {
        return;
    }
    list = decimal_round(list, CENTS);
    discount = decimal_round(discount, CENTS);
    if (!decimal_subtract(list, discount, &price) ||
        !decimal_multiply(count, quote->times, &units) ||
        !decimal_divide(price, units, CENTS, &each)) {
        return;
    }
    struct value *row = new_map(arena);
    put_fact(arena, row, "count", fact_known(count, "the number of units of the example"));
    put_fact(arena, row, "list", fact_known(list, "price times units times periods"));
    put_fact(arena, row, "discount_percent",
             fact_known(per_cent, "the discount of the highest volume that is reached"));
    put_fact(arena, row, "discount", fact_known(discount, "the list price times the discount"));
    put_fact(arena, row, "price", fact_known(price, "the list price less the discount"));
    put_fact(arena, row, "each", fact_known(each, "price by units and periods"));
    value_append(arena, rows, row);
}

/* One precision for a column: cents where one of its amounts has any. */
static size_t decimals_of(const struct value *rows) {
    static const char *const fields[] = {"list", "discount", "price"};
    for (size_t i = 0; i < rows->list.n; i++) {
        for (size_t j = 0; j < G_N_ELEMENTS(fields); j++) {
            if (!decimal_is_integer(value_get(rows->list.items[i], fields[j])->number)) {
                return CENTS;
            }
        }
    }
    return 0;
}

/* The counts that the file asks for; else those from which a discount holds. */
static struct value *quoted_rows(const struct quote *quote, const struct value *example) {
    struct derive *d = quote->d;
    struct value *rows = new_list(d->arena);
    const struct value *counts = value_get(example, "counts");
    if (counts && counts->kind == VALUE_LIST) {
        for (size_t i = 0; i < counts->list.n && i < EXAMPLES_MAX; i++) {
            const struct value *count = counts->list.items[i];
            if (count->kind == VALUE_NUMBER) {
                add_row(quote, count->number, rows);
            }
        }
        return rows;
    }
    const struct value *rungs = read_maps(d, quote->pricing, "volume");
    for (size_t i = 0; i < rungs->list.n && i < EXAMPLES_MAX; i++) {
        struct decimal from;
        if (read_number(d, rungs->list.items[i], "from", &from)) {
            add_row(quote, from, rows);
        }
    }
    return rows;
}

/* The edition of the example, else the first that has a price; NULL: none. */
static const struct value *quoted_edition(struct derive *d, const struct value *pricing,
                                          const struct value *example) {
    const struct value *editions = read_maps(d, pricing, "editions");
    struct str wanted = value_string(value_get(example, "edition"));
    for (size_t i = 0; i < editions->list.n; i++) {
        const struct value *edition = editions->list.items[i];
        const struct value *price = value_get(edition, "price");
        if (price && price->kind == VALUE_NUMBER &&
            (wanted.n == 0 || str_eq(value_string(value_get(edition, "name")), wanted))) {
            return edition;
        }
    }
    return NULL;
}

static struct value *derive_example(struct derive *d, const struct value *pricing) {
    static const char *const fields[] = {"over", NULL};
    static const char *const edition_fields[] = {"name", "per", NULL};
    const struct value *example = value_get(pricing, "example");
    const struct value *edition = quoted_edition(d, pricing, example);
    struct quote quote = {.d = d, .pricing = pricing, .times = decimal_from_int(1)};
    if (!edition || !read_number(d, edition, "price", &quote.price)) {
        return fact_value(d->arena, fact_unknown("no edition of the price list has a price"));
    }
    read_number(d, example, "times", &quote.times);
    struct value *rows = quoted_rows(&quote, example);
    if (rows->list.n == 0) {
        return fact_value(d->arena, fact_unknown("the price list has neither volume nor counts"));
    }
    struct value *map = with_fields(d->arena, example, fields);
    const struct value *named = with_fields(d->arena, edition, edition_fields);
    value_put(d->arena, map, "edition", value_get(named, "name"));
    value_put(d->arena, map, "per", value_get(named, "per"));
    put_fact(d->arena, map, "times", fact_known(quote.times, "`times` of the example, else 1"));
    put_fact(d->arena, map, "unit_price", fact_known(quote.price, "the price of the edition"));
    put_count(d->arena, map, "decimals", decimals_of(rows));
    value_put(d->arena, map, "rows", rows);
    return map;
}

/* Every field that a template names is there, and a list is a list. */
static void put_lists(struct derive *d, const struct value *pricing, struct value *map) {
    static const char *const fields[] = {"name", "for", "price", "per", NULL};
    static const char *const lists[] = {"features", "steps", "terms"};
    const struct value *editions = read_maps(d, pricing, "editions");
    struct value *rows = new_list(d->arena);
    for (size_t i = 0; i < editions->list.n; i++) {
        value_append(d->arena, rows, with_fields(d->arena, editions->list.items[i], fields));
    }
    value_put(d->arena, map, "editions", rows);
    put_count(d->arena, map, "count", rows->list.n);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        struct value *given = value_get(pricing, lists[i]);
        value_put(d->arena, map, lists[i],
                  given && given->kind == VALUE_LIST ? given : new_list(d->arena));
    }
}

/* Prices are the workspace's: a partner of another currency sells at them, too. */
struct value *derive_pricing(struct derive *d) {
    static const char *const fields[] = {"headline", "valid_from", "valid_until", "volume_of",
                                         NULL};
    const struct value *given = value_path(d->config, "data.pricing");
    bool is_known = given && given->kind == VALUE_MAP;
    const struct value *pricing = is_known ? given : new_map(d->arena);
    struct value *map = with_fields(d->arena, pricing, fields);
    struct str own = value_string(value_get(pricing, "currency"));
    struct str home = value_string(value_get(d->config, "currency"));
    struct date until;
    put_bool(d->arena, map, "is_known", is_known);
    put_text(d->arena, map, "currency",
             str_cstr(d->arena, own.n    ? own
                                : home.n ? home
                                         : d->currency));
    bool has_end = read_date(d, pricing, "valid_until", &until);
    put_bool(d->arena, map, "is_over", has_end && date_compare(until, d->today) < 0);
    put_lists(d, pricing, map);
    value_put(d->arena, map, "example", derive_example(d, pricing));
    return map;
}
