/*
 * derive_commission.c - what a period's bookings earn by the workspace's tiered rule.
 *
 * Each rate holds for the part of the amount between its `from` and the next one's, like a tax:
 * 822,000 at 10% from 0 and 12% from 250,000 earns 25,000 + 68,640.
 */
#include "derive_priv.h"

#include <stdlib.h>

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

/* A bracket of the rule and what of an amount falls into it. */
struct part {
    struct decimal from, end, per_cent, amount, commission;
    bool is_last; /* no bracket lies above */
};

/* The part of @amount between the two floors, and that times the rate; false: it cannot be read. */
static bool read_part(struct derive *d, const struct value *brackets, size_t i,
                      struct decimal amount, struct part *ret) {
    struct str currency = value_string(value_get(d->config, "currency"));
    struct part part = {.amount = decimal_from_int(0)};
    if (!read_number(d, brackets->list.items[i], "from", &part.from) ||
        !read_number(d, brackets->list.items[i], "rate", &part.per_cent) ||
        !derive_convert(d, currency, &part.from)) {
        return false;
    }
    part.is_last = !next_floor(d, brackets, part.from, &part.end);
    struct decimal end = part.end;
    if (part.is_last || decimal_compare(end, amount) > 0) {
        end = amount;
    }
    if (decimal_compare(end, part.from) > 0 && !decimal_subtract(end, part.from, &part.amount)) {
        return false;
    }
    *ret = part;
    return decimal_multiply(part.amount, share_from_percent(part.per_cent), &ret->commission);
}

static struct fact earned(struct derive *d, const char *source, struct fact booked) {
    const struct value *brackets = read_maps(d, value_get(d->config, "commission"), source);
    struct decimal sum = {.scale = 2};
    if (!booked.is_known || brackets->list.n == 0) {
        return booked.is_known ? fact_unknown("the workspace has no commission rule for it")
                               : booked;
    }
    for (size_t i = 0; i < brackets->list.n; i++) {
        struct part part;
        if (!read_part(d, brackets, i, booked.number, &part) ||
            !decimal_add(sum, part.commission, &sum)) {
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

/* --- what the next period would earn --------------------------------------------------------- */

/* An estimate has no more digits than it knows: whole thousands where the plan has any. */
static struct decimal rounded_share(struct decimal plan, struct decimal part,
                                    struct decimal whole) {
    bool is_large = decimal_compare(plan, decimal_from_int(10000)) >= 0;
    struct decimal step = decimal_from_int(is_large ? 1000 : 1), share, steps;
    if (!decimal_divide(part, whole, SHARE_SCALE, &share) ||
        !decimal_multiply(plan, share, &share) || !decimal_divide(share, step, 0, &steps) ||
        !decimal_multiply(steps, step, &steps) || decimal_compare(steps, plan) > 0) {
        return plan;
    }
    return steps;
}

static void add_row(struct derive *d, const char *origin, const struct part *part, bool is_only,
                    struct value *rows) {
    struct value *row = new_map(d->arena);
    put_text(d->arena, row, "origin", origin);
    put_bool(d->arena, row, "is_only", is_only);
    put_bool(d->arena, row, "is_first", decimal_sign(part->from) == 0);
    put_fact(d->arena, row, "from", fact_known(part->from, "the bracket's from"));
    put_fact(d->arena, row, "to",
             part->is_last ? fact_unknown("no bracket lies above")
                           : fact_known(part->end, "the from of the bracket above"));
    put_fact(d->arena, row, "rate", fact_known(part->per_cent, "the bracket's rate"));
    put_fact(d->arena, row, "amount", fact_known(part->amount, "what falls into the bracket"));
    put_fact(d->arena, row, "commission",
             fact_known(part->commission, "the amount times the rate"));
    value_append(d->arena, rows, row);
}

static int compare_parts(const void *a, const void *b) {
    return decimal_compare(((const struct part *)a)->from, ((const struct part *)b)->from);
}

/* The brackets that @amount reaches, as rows, the lowest first; their sum is added to @total. */
static bool add_rows(struct derive *d, const char *source, const char *origin,
                     struct decimal amount, struct value *rows, struct decimal *total) {
    const struct value *brackets = read_maps(d, value_get(d->config, "commission"), source);
    size_t n = brackets->list.n;
    struct part *parts = ARENA_NEW_N(d->arena, struct part, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!read_part(d, brackets, i, amount, &parts[i])) {
            return false;
        }
        /* What a reader adds up is what is shown. */
        parts[i].commission = decimal_round(parts[i].commission, 0);
        if (!decimal_add(*total, parts[i].commission, total)) {
            return false;
        }
    }
    qsort(parts, n, sizeof *parts, compare_parts);
    for (size_t i = 0; i < n; i++) {
        if (decimal_sign(parts[i].amount) > 0) {
            add_row(d, origin, &parts[i], n == 1, rows);
        }
    }
    return n > 0 || decimal_sign(amount) == 0;
}

/* The next period's plan in the parts that this one's bookings had; null where it has no plan. */
static struct value *next_commission(struct derive *d, const struct results *results) {
    const struct figures *now = &results->now;
    struct fact plan = results->next_plan;
    bool has_mix = now->booked.is_known && now->sourced.is_known &&
                   decimal_sign(now->booked.number) > 0 && decimal_sign(now->sourced.number) >= 0;
    if (!is_ruled(d) || !plan.is_known || decimal_sign(plan.number) <= 0) {
        return fact_value(d->arena, fact_unknown("the next period has no plan, or no rule"));
    }
    struct decimal sourced =
        has_mix ? rounded_share(plan.number, now->sourced.number, now->booked.number) : plan.number;
    struct decimal influenced, total = decimal_from_int(0);
    struct value *map = new_map(d->arena), *rows = new_list(d->arena);
    if (!decimal_subtract(plan.number, sourced, &influenced) ||
        !add_rows(d, "sourced", "Sourced", sourced, rows, &total) ||
        !add_rows(d, "influenced", "Influenced", influenced, rows, &total)) {
        return fact_value(d->arena, fact_unknown("the rule does not cover the plan"));
    }
    put_bool(d->arena, map, "has_mix", has_mix);
    put_fact(d->arena, map, "plan", plan);
    put_fact(d->arena, map, "sourced", fact_known(sourced, "the plan in the period's parts"));
    put_fact(d->arena, map, "influenced", fact_known(influenced, "the plan less what is sourced"));
    value_put(d->arena, map, "rows", rows);
    put_fact(d->arena, map, "total", fact_known(total, "the rows added up"));
    return map;
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
    value_put(d->arena, map, "next", next_commission(d, results));
    return map;
}
