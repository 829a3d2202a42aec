/*
 * derive_history.c - periods in a row, oldest first, ready for a chart or a table.
 */
#include "derive_priv.h"

enum { OWN_ROWS = 8, MONTH_ROWS = 12, OUTLOOK_ROWS = 4 };

/* A reference that is not recorded leaves a gap in the chart, never a zero. */
static struct value *history_row(struct derive *d, const struct period *period) {
    struct figures now = derive_row_figures(d, period);
    struct period before =
        derive_period_shift(d->arena, period, -12 / derive_period_months(period));
    struct fact year_before = derive_booked(d, &before);
    struct period_words words = derive_period_words(d->arena, period);
    struct value *row = new_map(d->arena);
    put_text(d->arena, row, "id", period->id);
    put_text(d->arena, row, "label", words.label);
    put_text(d->arena, row, "name", words.name);
    put_text(d->arena, row, "short", words.brief);
    put_text(d->arena, row, "axis",
             period->kind == PERIOD_MONTH ? arena_printf(d->arena, "%s %d", words.brief, words.year)
                                          : words.label);
    put_count(d->arena, row, "year", (size_t)words.year);
    put_date(d->arena, row, "first", period->first);
    put_date(d->arena, row, "last", period->last);
    put_bool(d->arena, row, "is_current", date_compare(period->last, d->period.last) == 0);
    put_fact(d->arena, row, "booked", now.booked);
    put_fact(d->arena, row, "sourced", now.sourced);
    put_fact(d->arena, row, "influenced", now.influenced);
    put_fact(d->arena, row, "plan", now.plan);
    put_fact(d->arena, row, "year_before", year_before);
    put_difference(d->arena, row, "vs_plan", fact_subtract(d->arena, now.booked, now.plan, NULL),
                   false);
    put_fact(d->arena, row, "vs_plan_share", fact_growth(d->arena, now.booked, now.plan));
    put_fact(d->arena, row, "vs_year_before_share", fact_growth(d->arena, now.booked, year_before));
    put_fact(d->arena, row, "attainment", now.attainment);
    put_fact(d->arena, row, "deals_won", now.deals_won);
    put_fact(d->arena, row, "deals_lost", now.deals_lost);
    put_fact(d->arena, row, "win_rate", now.win_rate);
    put_fact(d->arena, row, "average_deal", now.average_deal);
    put_fact(d->arena, row, "registrations", now.registrations);
    put_fact(d->arena, row, "pipeline", now.pipeline);
    put_fact(d->arena, row, "pipeline_target", derive_target(d, period, "pipeline"));
    put_fact(d->arena, row, "health", now.health);
    put_fact(d->arena, row, "forecast", fact_unknown("what is booked needs no forecast"));
    return row;
}

/* The last @most periods of a kind up to the one in which the period in hand ends. */
static struct value *history(struct derive *d, enum period_kind kind, size_t most) {
    struct value *list = new_list(d->arena);
    struct period last =
        kind == d->period.kind
            ? d->period
            : derive_period_containing(d->arena, kind, d->fiscal_start, d->period.last);
    for (size_t back = most; back-- > 0;) {
        struct period period = derive_period_shift(d->arena, &last, -(int)back);
        if (back == 0 || derive_booked(d, &period).is_known) {
            value_append(d->arena, list, history_row(d, &period));
        }
    }
    return list;
}

/* The last four periods and the next, whose bookings are a forecast. */
static struct value *outlook(struct derive *d, const struct value *rows,
                             const struct value *pipeline) {
    struct value *list = new_list(d->arena);
    for (size_t i = rows->list.n - MIN(rows->list.n, (size_t)OUTLOOK_ROWS); i < rows->list.n; i++) {
        value_append(d->arena, list, rows->list.items[i]);
    }
    struct value *row = history_row(d, &d->next);
    put_null(d->arena, row, "booked", "the period has not ended");
    static const char *const fields[][2] = {{"forecast", "forecast"},
                                            {"vs_plan", "forecast_vs_plan"},
                                            {"vs_plan_tone", "forecast_vs_plan_tone"},
                                            {"vs_plan_arrow", "forecast_vs_plan_arrow"},
                                            {"vs_plan_share", "forecast_vs_plan_share"}};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        value_put(d->arena, row, fields[i][0], value_get(pipeline, fields[i][1]));
    }
    value_append(d->arena, list, row);
    return list;
}

/* A month's own history is the end of the list of months, with the same rows. */
static struct value *own_history(struct derive *d, const struct value *months) {
    if (d->period.kind != PERIOD_MONTH || months->kind != VALUE_LIST) {
        return history(d, d->period.kind, OWN_ROWS);
    }
    struct value *list = new_list(d->arena);
    list->list.n = list->list.capacity = MIN(months->list.n, (size_t)OWN_ROWS);
    list->list.items = months->list.items + months->list.n - list->list.n;
    return list;
}

static struct value *quarters(struct derive *d, struct value *rows) {
    bool is_own = d->period.kind == PERIOD_QUARTER && rows->kind == VALUE_LIST;
    return is_own ? rows : history(d, PERIOD_QUARTER, OWN_ROWS);
}

void derive_put_histories(struct derive *d, struct value *root, const struct value *pipeline) {
    bool has_outlook = derive_is_asked_for(d, "outlook");
    bool has_rows =
        has_outlook || derive_is_asked_for(d, "history") || derive_is_asked_for(d, "words");
    struct value *none = unasked(d->arena);
    struct value *months =
        derive_is_asked_for(d, "months") ? history(d, PERIOD_MONTH, MONTH_ROWS) : none;
    struct value *rows = has_rows ? own_history(d, months) : none;
    value_put(d->arena, root, "history", rows);
    value_put(d->arena, root, "quarters",
              derive_is_asked_for(d, "quarters") ? quarters(d, rows) : none);
    value_put(d->arena, root, "months", months);
    value_put(d->arena, root, "outlook", has_outlook ? outlook(d, rows, pipeline) : none);
}
