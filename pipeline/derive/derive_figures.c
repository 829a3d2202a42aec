/*
 * derive_figures.c - what a period comes to: sums over its months, shares of them, medians.
 */
#include "derive_programme_priv.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

struct sums {
    struct decimal sourced, influenced, other;
    size_t won, lost, registered;
    struct decimal won_amount; /* of the deals, where a month stands on `revenue` */
    bool has_revenue;          /* a month stands on `revenue`: the deals do not tell all */
    bool is_too_large;
};

static void add_month(struct sums *sums, const struct month *month) {
    sums->has_revenue |= month->has_revenue;
    sums->won += month->won;
    sums->lost += month->lost;
    sums->registered += month->registered;
    struct decimal sourced = month->has_revenue ? month->revenue_sourced : month->sourced;
    struct decimal influenced = month->has_revenue ? month->revenue_influenced : month->influenced;
    sums->is_too_large |= !decimal_add(sums->sourced, sourced, &sums->sourced) ||
                          !decimal_add(sums->influenced, influenced, &sums->influenced) ||
                          !decimal_add(sums->other, month->other, &sums->other) ||
                          !decimal_add(sums->won_amount, month->sourced, &sums->won_amount) ||
                          !decimal_add(sums->won_amount, month->influenced, &sums->won_amount) ||
                          !decimal_add(sums->won_amount, month->other, &sums->won_amount);
}

static struct sums sum_months(const struct derive *d, const struct period *period) {
    struct sums sums = {0};
    int from = month_of(period->first) - d->first_month,
        to = month_of(period->last) - d->first_month;
    for (int i = MAX(from, 0); i <= MIN(to, WINDOW_MONTHS - 1); i++) {
        add_month(&sums, &d->months[i]);
    }
    return sums;
}

static bool is_current(const struct derive *d, const struct period *period) {
    return month_of(period->last) == month_of(d->period.last);
}

static bool is_ahead(const struct derive *d, const struct period *period) {
    return date_compare(period->first, d->period.last) > 0;
}

/*
 * The period in hand is known as soon as there are deals or revenue at all; one that ended before
 * the records begin is not: nothing booked and nothing written down are different things.
 */
static bool has_bookings(const struct derive *d, const struct period *period) {
    int last = month_of(period->last);
    return d->has_bookings && last >= d->first_month && !is_ahead(d, period) &&
           (is_current(d, period) || last >= d->records_month);
}

/* The same for what is registered or open: known from the first registration on. */
static bool has_deals(const struct derive *d, const struct period *period) {
    return d->has_deals && !is_ahead(d, period) &&
           (is_current(d, period) || month_of(period->last) >= d->deals_month);
}

/* Of reasons only; NULL where nobody asks. */
static const char *span_words(const struct derive *d, const struct period *period) {
    return d->is_explaining ? explain(d, "from %s to %s", date_format_iso(d->arena, period->first),
                                      date_format_iso(d->arena, period->last))
                            : NULL;
}

static const char *plural(size_t n) {
    return n == 1 ? "" : "s";
}

static struct fact no_records(struct derive *d, const struct period *period) {
    if (!d->has_bookings) {
        return fact_unknown("the partner has neither deals nor revenue");
    }
    return fact_unknown(
        is_ahead(d, period)
            ? explain(d, "%s has not ended", period->id)
            : explain(d, "no deals or revenue are recorded as early as %s", period->id));
}

static const char *booked_why(struct derive *d, const struct sums *sums,
                              const struct period *period) {
    const char *when = span_words(d, period);
    if (sums->has_revenue) {
        return explain(d, "sum of the revenue by month %s%s", when, d->rate_words);
    }
    return explain(d, "sum of %zu deal%s won %s%s", sums->won, plural(sums->won), when,
                   d->rate_words);
}

static struct fact total_of(struct derive *d, const struct sums *sums,
                            const struct period *period) {
    struct decimal total = sums->sourced;
    if (sums->is_too_large || !decimal_add(total, sums->influenced, &total) ||
        !decimal_add(total, sums->other, &total)) {
        return fact_unknown("the sum has more digits than a number can hold");
    }
    return fact_known(total, booked_why(d, sums, period));
}

static struct fact booked_of(struct derive *d, const struct sums *sums,
                             const struct period *period) {
    return has_bookings(d, period) ? total_of(d, sums, period) : no_records(d, period);
}

struct fact derive_booked(struct derive *d, const struct period *period) {
    struct sums sums = sum_months(d, period);
    return booked_of(d, &sums, period);
}

/* Cents of an average say nothing from a hundred on. */
static int average_scale(struct fact booked, size_t won) {
    double whole = booked.is_known ? fabs(decimal_to_double(booked.number)) : 0;
    return whole >= 100.0 * (double)won ? 0 : 2;
}

/* Months of `revenue` say what was booked, not in how many deals. */
static void count_closings(struct derive *d, const struct sums *sums, struct figures *f) {
    const char *when = span_words(d, &f->period);
    size_t decided = sums->won + sums->lost;
    /* In a programme, those of the partners whose deals are recorded. */
    bool is_told = !sums->has_revenue || (d->programme && decided > 0);
    if (!d->has_deals || !is_told || !f->booked.is_known) {
        f->deals_won = f->deals_lost = f->win_rate = f->average_deal =
            fact_unknown(explain(d, "the deals %s are not recorded", when));
        return;
    }
    struct fact amount =
        sums->has_revenue ? fact_known(sums->won_amount, f->booked.why) : f->booked;
    f->deals_won = fact_count(sums->won, explain(d, "number of deals won %s", when));
    f->deals_lost = fact_count(sums->lost, explain(d, "number of deals lost %s", when));
    f->win_rate = fact_divide(d->arena, f->deals_won, fact_count(decided, ""), SHARE_SCALE,
                              explain(d, "%zu won of %zu decided %s", sums->won, decided, when));
    f->average_deal =
        fact_divide(d->arena, amount, f->deals_won, average_scale(amount, sums->won),
                    explain(d, "%s divided by %zu deal%s won %s",
                            amount.is_known ? decimal_format(d->arena, amount.number) : "",
                            sums->won, plural(sums->won), when));
}

static void read_bookings(struct derive *d, struct figures *f) {
    struct sums sums = sum_months(d, &f->period);
    f->booked = booked_of(d, &sums, &f->period);
    f->sourced = f->influenced = f->booked;
    if (f->booked.is_known) {
        const char *why = booked_why(d, &sums, &f->period);
        f->sourced = fact_known(sums.sourced, explain(d, "sourced part of the %s", why));
        f->influenced = fact_known(sums.influenced, explain(d, "influenced part of the %s", why));
    }
    count_closings(d, &sums, f);
    const char *when = span_words(d, &f->period);
    f->registrations =
        has_deals(d, &f->period)
            ? fact_count(sums.registered, explain(d, "number of deals registered %s", when))
            : fact_unknown(explain(d, "no registrations recorded %s", when));
}

/* Registered by then and not closed by then. */
static void read_pipeline(struct derive *d, struct figures *f) {
    const char *day = d->is_explaining ? date_format_iso(d->arena, f->period.last) : NULL;
    int last = month_of(f->period.last);
    if (!has_deals(d, &f->period)) {
        f->pipeline = f->pipeline_count =
            fact_unknown(explain(d, "no open deals recorded as of %s", day));
        return;
    }
    const struct month none = {.is_open_known = true};
    int index = MIN(last - d->first_month, WINDOW_MONTHS - 1);
    const struct month *month = index >= 0 ? &d->months[index] : &none;
    size_t n = month->open;
    f->pipeline_count = fact_count(n, explain(d, "number of deals open as of %s", day));
    const char *why =
        explain(d, "sum of %zu deal%s open as of %s%s", n, plural(n), day, d->rate_words);
    f->pipeline = month->is_open_known
                      ? fact_known(month->open_amount, why)
                      : fact_unknown("the sum has more digits than a number can hold");
}

static bool is_in(const char *word, const char *const *words) {
    while (*words && !g_str_equal(*words, word)) {
        words++;
    }
    return *words;
}

struct fact derive_in_currency(struct derive *d, struct fact told, const char *field) {
    static const char *const amounts[] = {"booked",   "sourced", "influenced",
                                          "pipeline", "budget",  "average_deal",
                                          "used",     "cost",    NULL};
    if (!told.is_known || !d->rate || !is_in(field, amounts)) {
        return told;
    }
    if (!derive_apply_rate(d, &told.number)) {
        return fact_unknown("the amount has more digits than a number can hold");
    }
    told.why = explain(d, "%s%s", told.why, d->rate_words);
    return told;
}

/* A programme's own target, else the sum of its partners', where such can be added up. */
static struct fact of_partners(struct derive *d, struct fact own, member_figure figure,
                               const struct period *period, const char *field) {
    static const char *const additive[] = {
        "booked",    "sourced",       "influenced",     "pipeline", "pipeline_count",
        "deals_won", "registrations", "certifications", "budget",   "used",
        NULL};
    return d->programme && !own.is_known && is_in(field, additive)
               ? derive_programme_sum(d, figure, period, field)
               : own;
}

struct fact derive_plan(struct derive *d, const struct period *period, const char *field) {
    struct fact own = derive_in_currency(d, dated_sum(d, &d->targets, period, field), field);
    return of_partners(d, own, derive_plan, period, field);
}

struct fact derive_target(struct derive *d, const struct period *period, const char *field) {
    struct fact own = derive_in_currency(d, dated_field(d, &d->targets, period, field), field);
    return of_partners(d, own, derive_target, period, field);
}

struct fact derive_funds(struct derive *d, const struct period *period, const char *field) {
    struct fact own = derive_in_currency(d, dated_sum(d, &d->mdf, period, field), field);
    return of_partners(d, own, derive_funds, period, field);
}

struct figures derive_row_figures(struct derive *d, const struct period *period) {
    struct figures f = {.period = *period};
    read_bookings(d, &f);
    read_pipeline(d, &f);
    f.plan = derive_plan(d, period, "booked");
    f.attainment = fact_divide(d->arena, f.booked, f.plan, SHARE_SCALE, NULL);
    f.health = derive_health_score(d, period);
    f.certifications = f.mdf_used = f.booked_12_months = fact_unknown("not of a row");
    return f;
}

struct figures derive_figures(struct derive *d, const struct period *period) {
    struct figures f = derive_row_figures(d, period);
    f.certifications = derive_certified(d, period->last);
    f.mdf_used = derive_funds(d, period, "used");
    struct period year = *period;
    year.first = derive_year_start(period);
    year.id = explain(d, "the twelve months to %s", date_format_iso(d->arena, period->last));
    f.booked_12_months = derive_booked(d, &year);
    return f;
}

/* --- medians -------------------------------------------------------------------------------- */

static int compare_days(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

struct fact median_days(const struct derive *d, int64_t *days, size_t n, const char *why) {
    if (n == 0) {
        return fact_unknown(explain(d, "no deal to take a median of: %s", why));
    }
    qsort(days, n, sizeof *days, compare_days);
    if (n % 2 == 1) {
        return fact_known(decimal_from_int(days[n / 2]), why);
    }
    struct decimal median = {.units = (days[n / 2 - 1] + days[n / 2]) * 5, .scale = 1};
    return fact_known(decimal_is_integer(median) ? decimal_round(median, 0) : median, why);
}

struct fact derive_cycle(struct derive *d, const struct period *period) {
    int64_t *days = ARENA_NEW_N(d->arena, int64_t, d->n_deals);
    int64_t first = date_to_days(period->first), last = date_to_days(period->last);
    size_t n = 0;
    for (size_t i = 0; i < d->n_deals; i++) {
        const struct deal *deal = &d->deals[i];
        if (deal->state == DEAL_WON && deal->closed >= first && deal->closed <= last &&
            deal->registered != DAY_UNKNOWN && deal->registered <= deal->closed) {
            days[n++] = deal->closed - deal->registered;
        }
    }
    return median_days(d, days, n,
                       explain(d,
                               "median days from registration to signature of %zu "
                               "deal%s won %s",
                               n, plural(n), span_words(d, period)));
}

static bool is_renewal(const struct deal *deal) {
    return (deal->state == DEAL_WON || deal->state == DEAL_LOST) &&
           str_is(value_string(value_get(deal->value, "kind")), "renewal");
}

struct fact derive_retention(struct derive *d, const struct period *period) {
    int64_t first = date_to_days(derive_year_start(period)), last = date_to_days(period->last);
    size_t n_won = 0, n = 0;
    for (size_t i = 0; i < d->n_deals; i++) {
        const struct deal *deal = &d->deals[i];
        if (is_renewal(deal) && deal->closed >= first && deal->closed <= last) {
            n_won += deal->state == DEAL_WON;
            n++;
        }
    }
    const char *day = d->is_explaining ? date_format_iso(d->arena, period->last) : NULL;
    if (n == 0) {
        return fact_unknown(explain(d, "no renewal was decided in the twelve months to %s", day));
    }
    return fact_divide(
        d->arena, fact_count(n_won, ""), fact_count(n, ""), SHARE_SCALE,
        explain(d, "%zu of %zu renewals decided in the twelve months to %s won", n_won, n, day));
}
