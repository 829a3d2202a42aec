/*
 * derive.h - the domain's arithmetic: periods, KPIs, differences, tiers, health (room 2).
 *
 * In:     workspace configuration, one partner's value, a period.
 * Out:    a map, the root of the names a template can use; docs/template-values.md lists them.
 * Money:  exact decimals in the partner's currency; shares have 6 digits.
 * Reads of the workspace: company, contact, currency, fiscal_year_start, rates {EUR: 1.08},
 *         targets {PERIOD: {booked, partners ...}} (of the programme),
 *         tiers [{name, threshold, requirements {certifications, references}}],
 *         pipeline {weights {STAGE: per cent}, coverage}, health {statuses [{name, from}],
 *         dimensions [{name, weight}]}, commission {period, sourced [{from, rate}], influenced},
 *         data {pricing} (derive_pricing.c).
 * Never:  formats, loads, asks the date.
 */
#pragma once

#include "date.h"
#include "value.h"

enum period_kind { PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF, PERIOD_YEAR };

struct period {
    enum period_kind kind;
    struct date first, last; /* both included */
    const char *id;          /* "2026-10", "2026-Q3", "FY26-Q2" ...: also in file names */
};

/*
 * "2026-10", "2026-Q3", "2026-H1", "2026", "FY26-Q2", "FY26-H1", "FY26"; years 1900 to 2999.
 * A fiscal year bears the number of the calendar year it ends in. @fiscal_start: month 1 to 12.
 * Error: usage-period.
 */
bool derive_period_parse(Arena *arena, const char *text, int fiscal_start, struct diags *diags,
                         struct period *ret);

/* The last one of its kind that had ended before @today: of the fiscal year, unless that is the
 * calendar's; months are always the calendar's. */
struct period derive_period_completed(Arena *arena, enum period_kind kind, int fiscal_start,
                                      struct date today);

/* The period @steps after (before, if negative) of the same kind and of the same way of counting.
 */
struct period derive_period_shift(Arena *arena, const struct period *period, int steps);

struct derive_input {
    const struct value *config;  /* the workspace's map */
    const struct value *partner; /* as loaded */
    const char *slug;            /* the partner's; NULL: its `slug`, else made from its name */
    struct period period;
    struct date today;
    bool is_explaining; /* derived values say how they were computed: for those who show it */
    /*
     * Whether anything may ask for this name of the root; NULL: for all of them. What restates
     * other figures (deals, history, quarters, months, outlook, words) is null where nothing asks
     * for it.
     */
    bool (*is_asked_for)(void *context, const char *name);
    void *context;
};

/* Errors: data-number, data-date, data-type, data-currency, each at its place; all are found. */
bool derive_values(Arena *arena, const struct derive_input *input, struct diags *diags,
                   struct value **ret_root);

/* A partner of a programme. */
struct programme_partner {
    const char *slug, *name;
    const struct value *partner; /* as loaded; NULL: its file cannot be read, which was said */
};

struct programme_input {
    const struct value *config;
    const struct programme_partner *partners;
    size_t n;
    struct period period;
    struct date today;
    bool is_explaining;
};

/*
 * The value of the root's name `programme`: totals over all partners, groups of them, and a row for
 * each. Money is in the workspace's currency. A partner whose data are wrong, or whose currency has
 * no rate, is left out and named: data-currency, partner-excluded (warnings; its errors too become
 * warnings). Error: partner-excluded, where none is left.
 */
bool derive_programme(Arena *arena, const struct programme_input *input, struct diags *diags,
                      struct value **ret);

/* The root of a document that is about the programme: what no partner changes, and the above. */
bool derive_programme_values(Arena *arena, const struct programme_input *input, struct diags *diags,
                             struct value **ret_root);
