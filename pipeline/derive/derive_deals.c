/*
 * derive_deals.c - the deals that a period won and lost, largest first, with their shares.
 */
#include "derive_priv.h"

#include <stdlib.h>

/* As many as a table of one page holds beside its headline; the rest is summed up. */
enum { DEALS_TOP = 10, LOST_TOP = 5 };

static const char *const deal_fields[] = {
    "id",         "customer", "country",        "stage",  "amount", "source",
    "registered", "closed",   "expected_close", "reason", NULL};

/* Those of a state that closed in the period, the largest first. */
static const struct deal **closed_deals(struct derive *d, enum deal_state state, size_t *ret_n) {
    const struct deal **deals = ARENA_NEW_N(d->arena, const struct deal *, d->n_deals);
    int64_t first = date_to_days(d->period.first), last = date_to_days(d->period.last);
    *ret_n = 0;
    for (size_t i = 0; i < d->n_deals; i++) {
        const struct deal *deal = &d->deals[i];
        if (deal->state == state && deal->closed >= first && deal->closed <= last) {
            deals[(*ret_n)++] = deal;
        }
    }
    qsort(deals, *ret_n, sizeof *deals, derive_compare_deals);
    return deals;
}

static bool has_cycle(const struct deal *deal) {
    return deal->registered != DAY_UNKNOWN && deal->registered <= deal->closed;
}

static struct fact sum_amounts(struct derive *d, const struct deal **deals, size_t n,
                               const char *why) {
    struct decimal sum = decimal_from_int(0);
    for (size_t i = 0; i < n; i++) {
        if (deals[i]->has_amount && !decimal_add(sum, deals[i]->amount, &sum)) {
            return fact_unknown("the sum has more digits than a number can hold");
        }
    }
    return fact_known(sum, explain(d, "sum of %zu %s", n, why));
}

static struct fact median_cycle(struct derive *d, const struct deal **deals, size_t n,
                                const char *why) {
    int64_t *days = ARENA_NEW_N(d->arena, int64_t, n);
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        if (has_cycle(deals[i])) {
            days[known++] = deals[i]->closed - deals[i]->registered;
        }
    }
    return median_days(
        d, days, known,
        explain(d, "median days from registration to signature of the %zu %s", known, why));
}

static struct fact amount_of(const struct deal *deal) {
    return deal->has_amount ? fact_known(deal->amount, "the deal's amount")
                            : fact_unknown("the deal has no amount");
}

static struct value *deal_row(struct derive *d, const struct deal *deal, struct fact total) {
    struct value *row = with_fields(d->arena, deal->value, deal_fields);
    if (deal->is_converted) {
        put_fact(d->arena, row, "amount", amount_of(deal));
    }
    if (deal->partner) {
        put_text(d->arena, row, "partner", deal->partner);
    }
    put_fact(d->arena, row, "share", fact_share(d->arena, amount_of(deal), total));
    put_text(d->arena, row, "origin",
             deal->is_sourced      ? "Sourced"
             : deal->is_influenced ? "Influenced"
                                   : NULL);
    put_fact(d->arena, row, "cycle_days",
             has_cycle(deal) ? fact_known(decimal_from_int(deal->closed - deal->registered),
                                          "days from registration to closing")
                             : fact_unknown("the deal's registration or closing is not known"));
    return row;
}

/* {count, amount, share, cycle_days, words}: of some of the deals. */
static struct value *deals_sum(struct derive *d, const struct deal **deals, size_t n,
                               struct fact total, const char *why) {
    struct value *sum = new_map(d->arena);
    struct fact amount = sum_amounts(d, deals, n, why);
    put_count(d->arena, sum, "count", n);
    put_text(d->arena, sum, "count_word", count_word(d->arena, n, false));
    put_text(d->arena, sum, "count_word_start", count_word(d->arena, n, true));
    put_text(d->arena, sum, "every", every_word(d->arena, n, false));
    put_text(d->arena, sum, "every_start", every_word(d->arena, n, true));
    put_bool(d->arena, sum, "is_any", n > 0);
    put_bool(d->arena, sum, "is_one", n == 1);
    put_bool(d->arena, sum, "is_many", n > 1);
    put_fact(d->arena, sum, "amount", amount);
    put_fact(d->arena, sum, "share", fact_share(d->arena, amount, total));
    put_fact(d->arena, sum, "cycle_days", median_cycle(d, deals, n, why));
    return sum;
}

static struct value *deal_rows(struct derive *d, const struct deal **deals, size_t n,
                               struct fact total) {
    struct value *list = new_list(d->arena);
    for (size_t i = 0; i < n; i++) {
        value_append(d->arena, list, deal_row(d, deals[i], total));
    }
    return list;
}

/* What the period would have come to without its largest deal. */
static void put_largest(struct derive *d, struct value *map, const struct deal **won, size_t n,
                        struct fact total) {
    if (n < 2 || !won[0]->has_amount || !total.is_known || decimal_sign(total.number) <= 0) {
        put_null(d->arena, map, "largest", "fewer than two deals won, or they add up to nothing");
        return;
    }
    struct fact plan = derive_plan(d, &d->period, "booked");
    struct fact without = fact_subtract(d->arena, total, amount_of(won[0]), NULL);
    struct fact lead = fact_subtract(d->arena, total, plan, NULL);
    struct value *largest = deal_row(d, won[0], total);
    put_fact(d->arena, largest, "without", without);
    put_fact(d->arena, largest, "without_share",
             fact_divide(d->arena, without, plan, SHARE_SCALE, NULL));
    put_bool(d->arena, largest, "decides_plan",
             lead.is_known && decimal_sign(lead.number) >= 0 && without.is_known &&
                 decimal_compare(without.number, plan.number) < 0);
    value_put(d->arena, map, "largest", largest);
}

static void put_top_two(struct derive *d, struct value *map, const struct deal **won, size_t n,
                        struct fact total) {
    if (n < 3) {
        put_null(d->arena, map, "two_largest", "fewer than three deals won");
        return;
    }
    value_put(d->arena, map, "two_largest",
              deals_sum(d, won, 2, total, "largest deals won in the period"));
}

struct value *derive_deals(struct derive *d) {
    size_t n_won, n_lost;
    const struct deal **won = closed_deals(d, DEAL_WON, &n_won);
    const struct deal **lost = closed_deals(d, DEAL_LOST, &n_lost);
    size_t n_top = MIN(n_won, (size_t)DEALS_TOP);
    const char *in_it = "deals won in the period";
    struct fact total = sum_amounts(d, won, n_won, in_it);
    struct fact lost_total = sum_amounts(d, lost, n_lost, "deals lost in the period");

    struct value *map = new_map(d->arena);
    value_put(d->arena, map, "won", deal_rows(d, won, n_won, total));
    value_put(d->arena, map, "won_top", deal_rows(d, won, n_top, total));
    value_put(d->arena, map, "other_won",
              deals_sum(d, won + n_top, n_won - n_top, total, "smaller deals won in the period"));
    value_put(d->arena, map, "won_total", deals_sum(d, won, n_won, total, in_it));
    value_put(d->arena, map, "lost", deal_rows(d, lost, n_lost, lost_total));
    value_put(d->arena, map, "lost_total",
              deals_sum(d, lost, n_lost, lost_total, "deals lost in the period"));
    size_t n_shown = MIN(n_lost, (size_t)LOST_TOP);
    value_put(d->arena, map, "lost_top", deal_rows(d, lost, n_shown, lost_total));
    value_put(d->arena, map, "lost_other",
              deals_sum(d, lost + n_shown, n_lost - n_shown, lost_total,
                        "smaller deals lost in the period"));
    put_count(d->arena, map, "decided", n_won + n_lost);
    put_bool(d->arena, map, "is_one_decided", n_won + n_lost == 1);
    put_largest(d, map, won, n_won, total);
    put_top_two(d, map, won, n_won, total);
    return map;
}
