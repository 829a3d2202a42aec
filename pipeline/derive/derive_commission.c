/*
 * derive_commission.c - what a period's bookings earn by the workspace's tiered rule.
 *
 * Each rate holds for the part of the amount between its `from` and the next one's, like a tax:
 * 822,000 at 10% from 0 and 12% from 250,000 earns 25,000 + 68,640.
 */
#include "derive_priv.h"

/* The lowest `from` above @floor; false: there is none. */
static bool next_floor(struct derive *d, const struct value *brackets, struct decimal floor,
                       struct decimal *ret) {
    struct str currency = value_string(value_get(d->config, "currency"));
    bool is_found = false;
    for (size_t i = 0; i < brackets->list.n; i++) {
        struct decimal from;
        if (read_number(d, brackets->list.items[i], "from", &from) &&
            derive_convert(d, currency, &from) && decimal_compare(from, floor) > 0 &&
            (!is_found || decimal_compare(from, *ret) < 0)) {
            *ret = from;
            is_found = true;
        }
    }
    return is_found;
}

/* The part of @amount between the two floors, times the rate. */
static bool add_part(struct derive *d, const struct value *brackets, size_t i,
                     struct decimal amount, struct decimal *sum) {
    struct str currency = value_string(value_get(d->config, "currency"));
    struct decimal from, rate, end, part;
    if (!read_number(d, brackets->list.items[i], "from", &from) ||
        !read_percent(d, brackets->list.items[i], "rate", &rate) ||
        !derive_convert(d, currency, &from)) {
        return false;
    }
    if (!next_floor(d, brackets, from, &end) || decimal_compare(end, amount) > 0) {
        end = amount;
    }
    if (decimal_compare(end, from) <= 0) {
        return true;
    }
    return decimal_subtract(end, from, &part) && decimal_multiply(part, rate, &part) &&
           decimal_add(*sum, part, sum);
}

static struct fact earned(struct derive *d, const char *source, struct fact booked) {
    const struct value *brackets = read_maps(d, value_get(d->config, "commission"), source);
    struct decimal sum = {.scale = 2};
    if (!booked.is_known || brackets->list.n == 0) {
        return booked.is_known ? fact_unknown("the workspace has no commission rule for it")
                               : booked;
    }
    for (size_t i = 0; i < brackets->list.n; i++) {
        if (!add_part(d, brackets, i, booked.number, &sum)) {
            return fact_unknown(
                "a bracket of the commission rule has no from, rate or currency rate");
        }
    }
    return fact_known(decimal_round(sum, 2),
                      explain(d, "%s revenue of %s by the workspace's commission brackets", source,
                              decimal_format(d->arena, booked.number)));
}

/* The rule is made for one kind of period: half a quarter's brackets are nobody's. */
static bool is_ruled(struct derive *d) {
    const struct value *kind = value_path(d->config, "commission.period");
    return kind && str_is(value_string(kind), derive_period_words(d->arena, &d->period).kind);
}

struct value *derive_commission(struct derive *d, const struct results *results) {
    struct value *map = new_map(d->arena);
    struct fact sourced = fact_unknown("the workspace has no commission rule for such a period");
    struct fact influenced = sourced;
    if (is_ruled(d)) {
        sourced = earned(d, "sourced", results->now.sourced);
        influenced = earned(d, "influenced", results->now.influenced);
    }
    struct fact total = fact_add(d->arena, sourced, influenced);
    put_fact(d->arena, map, "sourced", sourced);
    put_fact(d->arena, map, "influenced", influenced);
    put_fact(d->arena, map, "total", total);
    put_bool(d->arena, map, "is_known", total.is_known);
    put_fact(d->arena, map, "share",
             fact_divide(d->arena, total, results->now.booked, SHARE_SCALE,
                         "commission by booked revenue"));
    return map;
}
