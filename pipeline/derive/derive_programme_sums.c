/*
 * derive_programme_sums.c - the partners of a programme added up: deals, months, and what each
 * partner must be asked for.
 */
#include "derive_programme_priv.h"

#include <limits.h>

bool derive_is_partner(const struct member *member, struct date day) {
    int64_t at = date_to_days(day);
    bool has_begun = member->since == DAY_UNKNOWN || member->since <= at;
    bool has_ended = member->ended == DAY_UNKNOWN ? member->is_lost : member->ended <= at;
    return has_begun && !has_ended && !member->is_recruiting;
}

/* --- deals and months ----------------------------------------------------------------------- */

static void add(struct derive *d, struct decimal *sum, struct decimal part) {
    if (!decimal_add(*sum, part, sum)) {
        diag_error(d->diags, (struct span){0}, DIAG_DATA_NUMBER,
                   "the sum of the partners' amounts has more digits than a number can hold");
    }
}

/* A month that stands on `revenue` for one partner and on deals for another is both added up. */
static void merge_month(struct derive *d, struct month *sum, const struct month *part) {
    bool is_told = part->has_revenue;
    sum->has_revenue |= is_told;
    add(d, &sum->sourced, part->sourced);
    add(d, &sum->influenced, part->influenced);
    add(d, &sum->other, part->other);
    add(d, &sum->revenue_sourced, is_told ? part->revenue_sourced : part->sourced);
    add(d, &sum->revenue_influenced, is_told ? part->revenue_influenced : part->influenced);
    sum->won += part->won;
    sum->lost += part->lost;
    sum->registered += part->registered;
    sum->opened += part->opened;
    sum->closed += part->closed;
    add(d, &sum->opened_amount, part->opened_amount);
    add(d, &sum->closed_amount, part->closed_amount);
}

static void merge_member(struct derive *d, const struct member *member) {
    const struct derive *from = member->d;
    for (size_t i = 0; i < from->n_deals; i++) {
        struct deal *deal = &d->deals[d->n_deals++];
        *deal = from->deals[i];
        deal->partner = member->name;
    }
    for (size_t i = 0; i < WINDOW_MONTHS; i++) {
        merge_month(d, &d->months[i], &from->months[i]);
    }
    d->has_deals |= from->has_deals;
    d->has_bookings |= from->has_bookings;
    d->records_month = MIN(d->records_month, from->records_month);
    d->deals_month = MIN(d->deals_month, from->deals_month);
    d->closings_month = MIN(d->closings_month, from->closings_month);
}

void derive_programme_merge(struct derive *d) {
    const struct programme *programme = d->programme;
    size_t n_deals = 0;
    for (size_t i = 0; i < programme->n; i++) {
        const struct member *member = &programme->members[i];
        n_deals += member->excluded ? 0 : member->d->n_deals;
    }
    d->deals = ARENA_NEW_N(d->arena, struct deal, n_deals);
    d->first_month = month_of(d->period.last) - WINDOW_MONTHS + 1;
    d->records_month = d->closings_month = d->deals_month = INT_MAX;
    for (size_t i = 0; i < programme->n; i++) {
        if (!programme->members[i].excluded) {
            merge_member(d, &programme->members[i]);
        }
    }
    derive_sum_open(d);
}

/* --- what each partner is asked for --------------------------------------------------------- */

struct tally {
    struct decimal sum;
    size_t n, of;
    bool is_too_large;
};

static void count(struct tally *tally, struct fact part) {
    tally->of++;
    if (part.is_known) {
        tally->n++;
        tally->is_too_large |= !decimal_add(tally->sum, part.number, &tally->sum);
    }
}

static struct fact tally_fact(struct derive *d, const struct tally *tally, const char *what) {
    if (tally->is_too_large) {
        return fact_unknown("the sum has more digits than a number can hold");
    }
    if (tally->n == 0) {
        return fact_unknown(explain(d, "no partner has %s", what));
    }
    return fact_known(tally->sum,
                      explain(d, "%s of %zu of %zu partners added up", what, tally->n, tally->of));
}

struct fact derive_programme_sum(struct derive *d, member_figure figure,
                                 const struct period *period, const char *field) {
    struct tally tally = {0};
    for (size_t i = 0; i < d->programme->n; i++) {
        const struct member *member = &d->programme->members[i];
        if (!member->excluded) {
            count(&tally, figure(member->d, period, field));
        }
    }
    return tally_fact(d, &tally, explain(d, "the %s in %s", field, period->id));
}

struct fact derive_programme_certified(struct derive *d, struct date day) {
    struct tally tally = {0};
    for (size_t i = 0; i < d->programme->n; i++) {
        const struct member *member = &d->programme->members[i];
        if (!member->excluded) {
            count(&tally, derive_certified(member->d, day));
        }
    }
    return tally_fact(d, &tally, "the certified people");
}

struct fact derive_programme_health(struct derive *d, const struct period *period) {
    struct tally tally = {0};
    for (size_t i = 0; i < d->programme->n; i++) {
        const struct member *member = &d->programme->members[i];
        if (member->d && derive_is_partner(member, period->last)) {
            count(&tally, derive_health_score(member->d, period));
        }
    }
    struct fact sum = tally_fact(d, &tally, "the health");
    return fact_divide(
        d->arena, sum, fact_count(tally.n, ""), 0,
        explain(d, "the mean health of %zu of %zu partners, rounded", tally.n, tally.of));
}
