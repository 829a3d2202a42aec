/*
 * derive_records.c - deals as plain records, and what happened month by month.
 *
 * A month's booked revenue is that of its deals from the month of the first closing on, and that of
 * `revenue` before: histories are often kept as monthly totals from before the deals were listed.
 * Where both speak of one month and disagree, the deals count and a warning says so.
 */
#include "derive_priv.h"

#include <limits.h>

/* --- stages --------------------------------------------------------------------------------- */

/* Chances of a closing that the demo data and the manuals use; a workspace sets its own. */
static const struct {
    const char *name, *label;
    int per_cent;
} usual_stages[] = {
    {"registered", "Registered", 10}, {"qualified", "Qualified", 20},
    {"proposal", "Proposal", 45},     {"negotiation", "Negotiation", 70},
    {"contract", "Contract", 90},
};

static void use_usual_stages(struct derive *d) {
    d->n_stages = G_N_ELEMENTS(usual_stages);
    d->stages = ARENA_NEW_N(d->arena, struct stage, d->n_stages);
    for (size_t i = 0; i < d->n_stages; i++) {
        d->stages[i] = (struct stage){
            .name = usual_stages[i].name,
            .label = usual_stages[i].label,
            .weight = fact_known((struct decimal){.units = usual_stages[i].per_cent, .scale = 2},
                                 "the built-in weight of this stage"),
        };
    }
}

/* "in_review" -> "In review". */
static const char *stage_label(Arena *arena, const char *name) {
    char *label = arena_strdup(arena, name);
    *label = g_ascii_toupper(*label);
    for (char *p = label; *p; p++) {
        *p = *p == '_' || *p == '-' ? ' ' : *p;
    }
    return label;
}

/* `pipeline: {weights: {proposal: 45, ...}}`: the open stages in their order, in per cent. */
static void use_workspace_stages(struct derive *d, const struct value *weights) {
    d->stages = ARENA_NEW_N(d->arena, struct stage, weights->map.n);
    d->n_stages = weights->map.n;
    for (size_t i = 0; i < d->n_stages; i++) {
        struct decimal weight;
        const char *name = str_cstr(d->arena, weights->map.entries[i].key);
        d->stages[i] = (struct stage){
            .name = name,
            .label = stage_label(d->arena, name),
            .weight = read_percent(d, weights, name, &weight)
                          ? fact_known(weight, "the workspace's weight of this stage")
                          : fact_unknown("the workspace gives this stage no weight"),
        };
    }
}

void derive_read_stages(struct derive *d) {
    const struct value *weights = value_path(d->config, "pipeline.weights");
    if (weights && weights->kind == VALUE_MAP && weights->map.n > 0) {
        use_workspace_stages(d, weights);
    } else {
        use_usual_stages(d);
    }
}

/* --- deals ---------------------------------------------------------------------------------- */

int derive_find_stage(const struct derive *d, struct str name) {
    for (size_t i = 0; i < d->n_stages; i++) {
        if (str_is(name, d->stages[i].name)) {
            return (int)i;
        }
    }
    return -1;
}

static void report_stage(struct derive *d, const struct value *stage) {
    struct str *names = ARENA_NEW_N(d->arena, struct str, d->n_stages + 2);
    for (size_t i = 0; i < d->n_stages; i++) {
        names[i] = str_from(d->stages[i].name);
    }
    names[d->n_stages] = STR("won");
    names[d->n_stages + 1] = STR("lost");
    diag_warning(d->diags, stage->at, DIAG_DATA_TYPE,
                 "\"" STR_FMT "\" is not a stage; the deal counts as open, without a weight",
                 STR_ARG(value_to_str(d->arena, stage)));
    diag_hint_nearest(d->diags, value_string(stage), names, d->n_stages + 2);
    diag_hint(d->diags, "List the open stages under \"pipeline.weights\" in pdfgen.yaml.");
}

static void read_stage(struct derive *d, struct deal *deal) {
    const struct value *stage = value_get(deal->value, "stage");
    struct str name = value_string(stage);
    deal->stage = -1;
    if (str_is(name, "won") || str_is(name, "lost")) {
        deal->state = str_is(name, "won") ? DEAL_WON : DEAL_LOST;
        return;
    }
    deal->state = DEAL_OPEN;
    deal->stage = derive_find_stage(d, name);
    if (stage && stage->kind != VALUE_NULL && deal->stage < 0) {
        report_stage(d, stage);
    }
}

static bool find_rate(struct derive *d, struct str currency, struct decimal *ret) {
    struct str home = value_string(value_get(d->config, "currency"));
    char *name = str_cstr(d->arena, currency);
    if (read_number(d, value_get(d->config, "rates"), name, ret)) {
        return decimal_sign(*ret) > 0;
    }
    *ret = decimal_from_int(1);
    return str_eq(currency, home);
}

bool derive_convert(struct derive *d, struct str currency, struct decimal *amount) {
    struct decimal from, to, home;
    return currency.n == 0 || str_eq(currency, d->currency) ||
           (find_rate(d, currency, &from) && find_rate(d, d->currency, &to) &&
            decimal_multiply(*amount, from, &home) && decimal_divide(home, to, 2, amount));
}

bool derive_apply_rate(const struct derive *d, struct decimal *amount) {
    return !d->rate || decimal_multiply(*amount, *d->rate, amount);
}

static bool convert(struct derive *d, const struct value *at, struct str currency,
                    struct decimal *amount) {
    if (derive_convert(d, currency, amount)) {
        return true;
    }
    diag_error(d->diags, at->at, DIAG_DATA_CURRENCY,
               "an amount in " STR_FMT " cannot be added to amounts in " STR_FMT, STR_ARG(currency),
               STR_ARG(d->currency));
    diag_hint(d->diags, "Give the rate in pdfgen.yaml, such as rates: {" STR_FMT ": 1.08}.",
              STR_ARG(currency));
    return false;
}

static void read_amount(struct derive *d, struct deal *deal) {
    deal->has_amount = read_number(d, deal->value, "amount", &deal->amount);
    const struct value *currency = value_get(deal->value, "currency");
    struct str name = value_string(currency);
    if (deal->has_amount) {
        deal->is_converted = d->rate || (name.n > 0 && !str_eq(name, d->currency));
        deal->has_amount =
            convert(d, currency, name, &deal->amount) && derive_apply_rate(d, &deal->amount);
    }
    if (!deal->has_amount && deal->state == DEAL_WON && !value_get(deal->value, "amount")) {
        diag_warning(d->diags, deal->value->at, DIAG_DATA_FIELD,
                     "a deal that was won has no \"amount\"; it counts, its value is unknown");
    }
}

static void read_closing(struct derive *d, struct deal *deal) {
    deal->registered = read_day(d, deal->value, "registered");
    deal->closed = read_day(d, deal->value, "closed");
    deal->expected = read_day(d, deal->value, "expected_close");
    if (deal->state == DEAL_OPEN) {
        deal->closed = DAY_UNKNOWN;
    } else if (deal->closed == DAY_UNKNOWN && !value_is_true(value_get(deal->value, "closed"))) {
        diag_warning(d->diags, deal->value->at, DIAG_DATA_FIELD,
                     "a %s deal has no \"closed\" date; it belongs to no period",
                     deal->state == DEAL_WON ? "won" : "lost");
    }
    if (deal->closed != DAY_UNKNOWN && deal->registered > deal->closed) {
        diag_warning(d->diags, deal->value->at, DIAG_DATA_DATE,
                     "a deal was closed before it was registered; its cycle is left out");
    }
}

static void read_source(struct deal *deal) {
    const struct value *history = value_get(deal->value, "history");
    deal->has_history = history && history->kind == VALUE_LIST;
    struct str source = value_string(value_get(deal->value, "source"));
    deal->is_sourced = str_is(source, "sourced");
    deal->is_influenced = str_is(source, "influenced");
}

int derive_compare_deals(const void *a, const void *b) {
    const struct deal *x = *(const struct deal *const *)a, *y = *(const struct deal *const *)b;
    if (x->has_amount != y->has_amount) {
        return x->has_amount ? -1 : 1;
    }
    int order = x->has_amount ? decimal_compare(y->amount, x->amount) : 0;
    /* Deals stand in one array, in the order of the file. */
    return order ? order : x < y ? -1 : x > y;
}

void derive_read_deals(struct derive *d) {
    const struct value *list = read_maps(d, d->partner, "deals");
    const struct value *field = value_get(d->partner, "deals");
    d->has_deals = field && field->kind == VALUE_LIST;
    d->deals = ARENA_NEW_N(d->arena, struct deal, list->list.n);
    d->n_deals = list->list.n;
    for (size_t i = 0; i < d->n_deals; i++) {
        struct deal *deal = &d->deals[i];
        deal->value = list->list.items[i];
        read_stage(d, deal);
        read_amount(d, deal);
        read_closing(d, deal);
        read_source(deal);
    }
}

/* --- months --------------------------------------------------------------------------------- */

/* NULL: outside the window. */
static struct month *window_month(struct derive *d, int month) {
    int index = month - d->first_month;
    return index >= 0 && index < WINDOW_MONTHS ? &d->months[index] : NULL;
}

/* The same, where all that was before counts in the first month; NULL: after the window. */
static struct month *window_month_or_first(struct derive *d, int64_t day) {
    int month = day == DAY_UNKNOWN ? d->first_month : MAX(month_of_day(day), d->first_month);
    return window_month(d, month);
}

static void add_to(struct derive *d, struct decimal *sum, const struct deal *deal) {
    if (deal->has_amount && !decimal_add(*sum, deal->amount, sum)) {
        diag_error(d->diags, deal->value->at, DIAG_DATA_NUMBER,
                   "the sum of the amounts has more digits than a number can hold");
    }
}

static void count_flow(struct derive *d, const struct deal *deal) {
    bool is_ended = deal->state != DEAL_OPEN;
    /* Without a closing, or closed before it began: it was open on no day. */
    if (is_ended && (deal->closed == DAY_UNKNOWN || deal->registered > deal->closed)) {
        return;
    }
    struct month *in = window_month_or_first(d, deal->registered);
    struct month *out = is_ended ? window_month_or_first(d, deal->closed) : NULL;
    if (in) {
        in->opened++;
        add_to(d, &in->opened_amount, deal);
    }
    if (out && in) {
        out->closed++;
        add_to(d, &out->closed_amount, deal);
    }
}

static void count_closing(struct derive *d, const struct deal *deal) {
    int closed = month_of_day(deal->closed);
    struct month *month = window_month(d, closed);
    d->closings_month = MIN(d->closings_month, closed);
    if (!month) {
        return;
    }
    if (deal->state == DEAL_LOST) {
        month->lost++;
        return;
    }
    month->won++;
    add_to(d,
           deal->is_sourced      ? &month->sourced
           : deal->is_influenced ? &month->influenced
                                 : &month->other,
           deal);
}

static void count_deals(struct derive *d) {
    for (size_t i = 0; i < d->n_deals; i++) {
        const struct deal *deal = &d->deals[i];
        if (deal->registered != DAY_UNKNOWN) {
            int registered = month_of_day(deal->registered);
            struct month *month = window_month(d, registered);
            d->deals_month = MIN(d->deals_month, registered);
            if (month) {
                month->registered++;
            }
        }
        if (deal->state != DEAL_OPEN && deal->closed != DAY_UNKNOWN) {
            count_closing(d, deal);
        }
        count_flow(d, deal);
    }
}

static struct decimal month_won(const struct month *month) {
    struct decimal sum = month->sourced;
    return decimal_add(sum, month->influenced, &sum) && decimal_add(sum, month->other, &sum)
               ? sum
               : decimal_from_int(0);
}

static void compare_sources(struct derive *d, const struct value *at, const struct month *month,
                            const struct dated *item) {
    struct decimal told, won = month_won(month);
    if (!decimal_add(month->revenue_sourced, month->revenue_influenced, &told) ||
        decimal_compare(told, won) == 0) {
        return;
    }
    diag_warning(d->diags, at->at, DIAG_DATA_CONFLICT,
                 "revenue of %s is %s, but the deals won in it add up to %s; the deals count",
                 item->period.id, decimal_format(d->arena, told), decimal_format(d->arena, won));
}

static void count_revenue(struct derive *d, const struct dated *item) {
    int number = month_of(item->period.first);
    struct month *month = window_month(d, number);
    d->records_month = MIN(d->records_month, number);
    if (!month) {
        return;
    }
    bool has_sourced = read_number(d, item->value, "sourced", &month->revenue_sourced);
    bool has_influenced = read_number(d, item->value, "influenced", &month->revenue_influenced);
    if ((!has_sourced && !has_influenced) || !derive_apply_rate(d, &month->revenue_sourced) ||
        !derive_apply_rate(d, &month->revenue_influenced)) {
        return;
    }
    if (number < d->closings_month) {
        /* Before the first deal closed, a month of nothing agrees with the deals that were open in
         * it: they tell all of it. */
        bool is_nothing = decimal_sign(month->revenue_sourced) == 0 &&
                          decimal_sign(month->revenue_influenced) == 0;
        month->has_revenue = number < d->deals_month || !is_nothing;
    } else {
        compare_sources(d, item->value, month, item);
    }
}

void derive_sum_open(struct derive *d) {
    struct month before = {.is_open_known = true};
    for (size_t i = 0; i < WINDOW_MONTHS; i++) {
        struct month *month = &d->months[i];
        month->open = before.open + month->opened - month->closed;
        month->open_amount = before.open_amount;
        month->is_open_known =
            before.is_open_known &&
            decimal_add(month->open_amount, month->opened_amount, &month->open_amount) &&
            decimal_subtract(month->open_amount, month->closed_amount, &month->open_amount);
        before = *month;
    }
}

void derive_read_months(struct derive *d) {
    d->first_month = month_of(d->period.last) - WINDOW_MONTHS + 1;
    d->records_month = d->closings_month = d->deals_month = INT_MAX;
    count_deals(d);
    derive_sum_open(d);
    struct dated_list revenue = read_dated(d, "revenue");
    for (size_t i = 0; i < revenue.n; i++) {
        if (revenue.items[i].period.kind == PERIOD_MONTH) {
            count_revenue(d, &revenue.items[i]);
        }
    }
    d->has_bookings = d->has_deals || revenue.n > 0;
    d->records_month = MIN(d->records_month, d->closings_month);
    if (d->records_month == INT_MAX) {
        d->records_month = d->deals_month;
    }
}
