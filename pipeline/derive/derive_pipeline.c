/*
 * derive_pipeline.c - what is open as of a day: by stage, weighted, and against the next plan.
 *
 * A deal is open as of a day if it was registered by then and not closed by then. Its stage on that
 * day is the last of its `history` by then; without a history, today's stage stands for it, and
 * that of a deal that has closed since is not known.
 */
#include "derive_priv.h"

#include <string.h>

enum { OPEN_TOP = 10, RATIO_SCALE = 2 };

/* What is open in one stage. */
struct slice {
    struct decimal amount, weighted;
    size_t n, valued; /* deals, and those with an amount */
    bool is_weighted; /* every deal with an amount has a weight */
    bool is_whole;    /* no sum left the limits */
};

struct open {
    struct slice *stages; /* n_stages, then those whose stage is not known */
    struct slice all;
    struct slice expected; /* those that should close by the end of the next period */
    bool has_expectations;
    size_t late; /* should have closed by the day */
};

static int stage_as_of(struct derive *d, const struct deal *deal, int64_t day) {
    int stage = deal->state == DEAL_OPEN ? deal->stage : -1;
    if (!deal->has_history) {
        return stage;
    }
    const struct value *history = value_get(deal->value, "history");
    int64_t latest = DAY_UNKNOWN;
    for (size_t i = 0; i < history->list.n; i++) {
        int64_t at = read_day(d, history->list.items[i], "date");
        if (at != DAY_UNKNOWN && at <= day && at >= latest) {
            latest = at;
            stage = derive_find_stage(d, value_string(value_get(history->list.items[i], "stage")));
        }
    }
    return stage;
}

static bool is_open(const struct deal *deal, int64_t day) {
    if (deal->registered != DAY_UNKNOWN && deal->registered > day) {
        return false;
    }
    return deal->state == DEAL_OPEN || (deal->closed != DAY_UNKNOWN && deal->closed > day);
}

static void add_slice(struct slice *slice, const struct deal *deal, const struct fact *weight) {
    slice->n++;
    if (!deal->has_amount) {
        return;
    }
    slice->valued++;
    slice->is_whole = slice->is_whole && decimal_add(slice->amount, deal->amount, &slice->amount);
    struct decimal weighted;
    if (!weight->is_known || !decimal_multiply(deal->amount, weight->number, &weighted) ||
        !decimal_add(slice->weighted, weighted, &slice->weighted)) {
        slice->is_weighted = false;
    }
}

static const struct fact *weight_of(const struct derive *d, int stage) {
    static const struct fact none = {.why = "the stage on that day is not known"};
    return stage < 0 ? &none : &d->stages[stage].weight;
}

static void add_expected(struct derive *d, struct open *open, const struct deal *deal,
                         const struct fact *weight, int64_t day) {
    if (deal->expected == DAY_UNKNOWN) {
        return;
    }
    open->has_expectations = true;
    open->late += deal->expected <= day;
    if (deal->expected <= date_to_days(d->next.last)) {
        add_slice(&open->expected, deal, weight);
    }
}

static struct open open_as_of(struct derive *d, int64_t day) {
    const struct slice empty = {.is_weighted = true, .is_whole = true};
    struct open open = {.all = empty, .expected = empty};
    open.stages = ARENA_NEW_N(d->arena, struct slice, d->n_stages + 1);
    for (size_t i = 0; i <= d->n_stages; i++) {
        open.stages[i] = empty;
    }
    for (size_t i = 0; i < d->n_deals; i++) {
        const struct deal *deal = &d->deals[i];
        if (!is_open(deal, day)) {
            continue;
        }
        int stage = stage_as_of(d, deal, day);
        const struct fact *weight = weight_of(d, stage);
        add_slice(&open.stages[stage < 0 ? d->n_stages : (size_t)stage], deal, weight);
        add_slice(&open.all, deal, weight);
        add_expected(d, &open, deal, weight, day);
    }
    return open;
}

/* --- the map -------------------------------------------------------------------------------- */

static struct fact slice_amount(struct derive *d, const struct slice *slice, const char *day) {
    return slice->is_whole
               ? fact_known(slice->amount, explain(d, "sum of %zu deal%s open as of %s", slice->n,
                                                   slice->n == 1 ? "" : "s", day))
               : fact_unknown("the sum has more digits than a number can hold");
}

static struct fact slice_weighted(struct derive *d, const struct slice *slice, const char *day) {
    return slice->is_weighted
               ? fact_known(slice->weighted,
                            explain(d,
                                    "each of %zu deals open as of %s, times its stage's weight%s",
                                    slice->n, day, d->rate_words))
               : fact_unknown(
                     explain(d, "the stage or weight of a deal open as of %s is not known", day));
}

static void put_slice(struct derive *d, struct value *map, const struct slice *slice,
                      const struct slice *all, const char *day) {
    struct fact amount = slice_amount(d, slice, day);
    put_count(d->arena, map, "count", slice->n);
    put_fact(d->arena, map, "amount", amount);
    put_fact(d->arena, map, "weighted", slice_weighted(d, slice, day));
    put_fact(d->arena, map, "share",
             fact_divide(d->arena, amount, slice_amount(d, all, day), SHARE_SCALE, NULL));
}

static struct value *stage_row(struct derive *d, const struct open *open, size_t i,
                               const char *day) {
    bool is_known = i < d->n_stages;
    struct value *row = new_map(d->arena);
    put_text(d->arena, row, "name", is_known ? d->stages[i].name : "unknown");
    put_text(d->arena, row, "label", is_known ? d->stages[i].label : "Stage not recorded");
    put_fact(d->arena, row, "weight", *weight_of(d, is_known ? (int)i : -1));
    put_bool(d->arena, row, "is_late", is_known && i + 2 >= d->n_stages);
    put_slice(d, row, &open->stages[i], &open->all, day);
    return row;
}

static struct value *stage_rows(struct derive *d, const struct open *open, const char *day) {
    struct value *list = new_list(d->arena);
    for (size_t i = 0; i <= d->n_stages; i++) {
        if (i < d->n_stages || open->stages[i].n > 0) {
            value_append(d->arena, list, stage_row(d, open, i, day));
        }
    }
    return list;
}

/* The last two stages: what is nearly decided. */
static void put_late_stages(struct derive *d, struct value *map, const struct open *open,
                            const char *day) {
    struct slice late = {.is_weighted = true, .is_whole = true};
    for (size_t i = d->n_stages >= 2 ? d->n_stages - 2 : 0; i < d->n_stages; i++) {
        const struct slice *stage = &open->stages[i];
        late.n += stage->n;
        late.is_weighted &= stage->is_weighted;
        late.is_whole = late.is_whole && stage->is_whole &&
                        decimal_add(late.amount, stage->amount, &late.amount) &&
                        decimal_add(late.weighted, stage->weighted, &late.weighted);
    }
    struct value *row = new_map(d->arena);
    put_slice(d, row, &late, &open->all, day);
    value_put(d->arena, map, "late_stages", row);
}

static struct value *open_row(struct derive *d, const struct deal *deal, int64_t day) {
    static const char *const fields[] = {"id",     "customer",   "country",        "amount",
                                         "source", "registered", "expected_close", NULL};
    int stage = stage_as_of(d, deal, day);
    struct value *row = with_fields(d->arena, deal->value, fields);
    struct fact amount = deal->has_amount ? fact_known(deal->amount, "the deal's amount")
                                          : fact_unknown("the deal has no amount");
    struct fact weight = *weight_of(d, stage), weighted = weight;
    struct decimal product;
    if (weight.is_known && amount.is_known &&
        decimal_multiply(amount.number, weight.number, &product)) {
        weighted = fact_known(product, "the deal's amount times its stage's weight");
    } else if (weight.is_known) {
        weighted = amount;
    }
    put_text(d->arena, row, "stage_label", stage < 0 ? NULL : d->stages[stage].label);
    put_text(d->arena, row, "origin",
             deal->is_sourced      ? "Sourced"
             : deal->is_influenced ? "Influenced"
                                   : NULL);
    if (deal->is_converted) {
        put_fact(d->arena, row, "amount", amount);
    }
    if (deal->partner) {
        put_text(d->arena, row, "partner", deal->partner);
    }
    put_fact(d->arena, row, "weight", weight);
    put_fact(d->arena, row, "weighted", weighted);
    put_fact(d->arena, row, "age_days",
             deal->registered == DAY_UNKNOWN ? fact_unknown("the deal's registration is not known")
                                             : fact_known(decimal_from_int(day - deal->registered),
                                                          "days since the deal was registered"));
    put_bool(d->arena, row, "is_late", deal->expected != DAY_UNKNOWN && deal->expected <= day);
    return row;
}

/* The largest of @deals stay, in order; most deals are compared with the last of them only. */
static void insert_open(const struct deal **deals, size_t *n, const struct deal *deal) {
    size_t at = *n;
    while (at > 0 && derive_compare_deals(&deal, &deals[at - 1]) < 0) {
        at--;
    }
    if (at == OPEN_TOP) {
        return;
    }
    *n = MIN(*n + 1, (size_t)OPEN_TOP);
    memmove(&deals[at + 1], &deals[at], (*n - 1 - at) * sizeof *deals);
    deals[at] = deal;
}

static void put_top_open(struct derive *d, struct value *map, struct fact pipeline, int64_t day) {
    const struct deal *deals[OPEN_TOP];
    struct decimal sum = decimal_from_int(0);
    size_t n = 0, n_open = 0;
    for (size_t i = 0; i < d->n_deals; i++) {
        if (is_open(&d->deals[i], day)) {
            insert_open(deals, &n, &d->deals[i]);
            n_open++;
        }
    }
    struct value *list = new_list(d->arena);
    put_bool(d->arena, map, "is_more", n_open > n);
    for (size_t i = 0; i < n; i++) {
        value_append(d->arena, list, open_row(d, deals[i], day));
        /* A part of a sum that was within the limits. */
        decimal_add(sum, deals[i]->has_amount ? deals[i]->amount : decimal_from_int(0), &sum);
    }
    struct fact amount = fact_known(sum, "the largest open deals");
    value_put(d->arena, map, "top_open", list);
    put_count(d->arena, map, "top_count", n);
    put_text(d->arena, map, "top_word", count_word(d->arena, n, false));
    put_fact(d->arena, map, "top_amount", amount);
    put_fact(d->arena, map, "top_share",
             fact_divide(d->arena, amount, pipeline, SHARE_SCALE, NULL));
}

static struct fact coverage_target(struct derive *d) {
    struct decimal number;
    return read_number(d, value_get(d->config, "pipeline"), "coverage", &number)
               ? fact_known(number, explain_read(d, value_path(d->config, "pipeline.coverage"),
                                                 "the workspace's pipeline.coverage"))
               : fact_unknown("the workspace gives no pipeline.coverage");
}

static struct fact coverage_of(struct derive *d, struct fact pipeline, struct fact plan,
                               const char *id) {
    return fact_divide(d->arena, pipeline, plan, RATIO_SCALE,
                       explain(d, "open pipeline divided by the plan of %s", id));
}

/* What is open less what the coverage target asks for; only its lack is of interest. */
static struct fact coverage_gap(struct derive *d, const struct results *results,
                                struct fact pipeline) {
    struct decimal wanted;
    if (!results->coverage_target.is_known || !results->next_plan.is_known ||
        !decimal_multiply(results->coverage_target.number, results->next_plan.number, &wanted)) {
        return fact_unknown("no coverage target or no plan of the next period");
    }
    return fact_subtract(d->arena, fact_known(wanted, "the coverage target times the plan"),
                         pipeline,
                         "the coverage target times the next plan, less the open pipeline");
}

static void put_coverage(struct derive *d, struct value *map, struct results *results) {
    struct fact gap = coverage_gap(d, results, results->now.pipeline);
    bool is_judged = gap.is_known && results->coverage.is_known;
    bool is_short = is_judged && decimal_compare(decimal_round(results->coverage.number, 1),
                                                 results->coverage_target.number) < 0;
    put_fact(d->arena, map, "coverage", results->coverage);
    put_bool(d->arena, map, "has_coverage", results->coverage.is_known);
    put_fact(d->arena, map, "coverage_target", results->coverage_target);
    put_fact(d->arena, map, "next_plan", results->next_plan);
    put_fact(d->arena, map, "coverage_gap", gap);
    /* "Covers it only 3.0 times" of 3.0 is no sentence: what prints alike is alike. */
    put_bool(d->arena, map, "is_short", is_short);
    put_bool(d->arena, map, "is_covered", is_judged && !is_short);
}

static void put_forecast(struct derive *d, struct value *map, const struct open *open,
                         const struct results *results, const char *day) {
    struct fact forecast = slice_weighted(d, &open->expected, day);
    if (open->all.n > 0 && (!open->has_expectations || open->expected.valued < open->expected.n)) {
        forecast = fact_unknown("an open deal's amount is not known, or none says when it closes");
    } else if (forecast.is_known) {
        forecast.why = explain(
            d, "%zu deals open as of %s that should close by %s, times their stages' weights",
            open->expected.n, day, date_format_iso(d->arena, d->next.last));
    }
    put_fact(d->arena, map, "forecast", forecast);
    put_bool(d->arena, map, "has_forecast", forecast.is_known);
    put_difference(d->arena, map, "forecast_vs_plan",
                   fact_subtract(d->arena, forecast, results->next_plan, NULL), false);
    put_fact(d->arena, map, "forecast_vs_plan_share",
             fact_growth(d->arena, forecast, results->next_plan));
}

static void read_results(struct derive *d, const struct open *now, const struct open *then,
                         const char *day, struct results *results) {
    const char *before = date_format_iso(d->arena, d->previous.last);
    struct fact open = results->now.pipeline, open_before = results->previous.pipeline;
    results->weighted = open.is_known ? slice_weighted(d, &now->all, day) : open;
    results->previous_weighted =
        open_before.is_known ? slice_weighted(d, &then->all, before) : open_before;
    results->next_plan = derive_plan(d, &d->next, "booked");
    results->coverage_target = coverage_target(d);
    results->coverage = coverage_of(d, open, results->next_plan, d->next.id);
    results->previous_coverage = coverage_of(d, open_before, results->now.plan, d->period.id);
}

static void put_counts(struct derive *d, struct value *map, const struct open *open) {
    size_t unknown = open->stages[d->n_stages].n;
    put_bool(d->arena, map, "is_any", open->all.n > 0);
    put_bool(d->arena, map, "is_one", open->all.n == 1);
    put_bool(d->arena, map, "is_many", open->all.n > 1);
    put_count(d->arena, map, "unknown_count", unknown);
    put_bool(d->arena, map, "are_stages_known", unknown == 0);
    put_count(d->arena, map, "late_count", open->late);
    put_text(d->arena, map, "late_word_start", count_word(d->arena, open->late, true));
    put_bool(d->arena, map, "is_any_late", open->late > 0);
    put_bool(d->arena, map, "is_one_late", open->late == 1);
}

struct fact derive_weighted(struct derive *d, const struct figures *figures) {
    struct date as_of = derive_as_of(d, &figures->period);
    struct open open = open_as_of(d, date_to_days(as_of));
    const char *day = d->is_explaining ? date_format_iso(d->arena, as_of) : NULL;
    return figures->pipeline.is_known ? slice_weighted(d, &open.all, day) : figures->pipeline;
}

struct value *derive_pipeline(struct derive *d, struct results *results) {
    struct date as_of = derive_as_of(d, &d->period);
    const char *day = date_format_iso(d->arena, as_of);
    struct open now = open_as_of(d, date_to_days(as_of));
    struct open then = open_as_of(d, date_to_days(d->previous.last));
    read_results(d, &now, &then, day, results);

    struct value *map = new_map(d->arena);
    put_slice(d, map, &now.all, &now.all, day);
    put_fact(d->arena, map, "amount", results->now.pipeline);
    put_fact(d->arena, map, "weighted", results->weighted);
    put_counts(d, map, &now);
    value_put(d->arena, map, "stages", stage_rows(d, &now, day));
    put_late_stages(d, map, &now, day);
    put_coverage(d, map, results);
    put_forecast(d, map, &now, results, day);
    put_top_open(d, map, results->now.pipeline, date_to_days(as_of));
    put_date(d->arena, map, "as_of", as_of);
    return map;
}
