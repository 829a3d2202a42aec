/*
 * derive_records_priv.h - the period in hand and what is read of a partner: fields, deals, months.
 *
 * Deals are read once into plain records; what a period booked is a sum over months, so that
 * eight quarters cost no more walks over the deals than one.
 */
#pragma once

#include "derive_fact.h"

/* --- periods -------------------------------------------------------------------------------- */

struct period_words {
    const char *label;     /* "Q3 2026", "September 2026" */
    const char *name;      /* "third quarter", "September", "2026" */
    const char *in_prose;  /* "the third quarter", "September", "2026" */
    const char *adjective; /* "third-quarter", "September", "2026" */
    const char *brief;     /* "Q3", "Sep", "2026" */
    const char *kind;      /* "month", "quarter", "half", "year" */
    int year, number;
};

/* As derive_period_parse(), in silence. */
bool derive_period_scan(Arena *arena, struct str text, int fiscal_start, struct period *ret);
struct period derive_period_containing(Arena *arena, enum period_kind kind, int fiscal_start,
                                       struct date day);
int derive_period_months(const struct period *period);
/* The first day of the twelve months that end with the period. */
struct date derive_year_start(const struct period *period);
bool derive_period_has(const struct period *period, struct date day);
struct period_words derive_period_words(Arena *arena, const struct period *period);

/* --- data read ------------------------------------------------------------------------------ */

#define DAY_UNKNOWN INT64_MIN

enum deal_state { DEAL_OPEN, DEAL_WON, DEAL_LOST };

struct deal {
    const struct value *value;
    enum deal_state state;
    int stage; /* of the open ones: index into derive.stages; -1: not one of them */
    bool has_amount, is_sourced, is_influenced, has_history;
    bool is_converted;                    /* the amount was written in another currency */
    struct decimal amount;                /* in the currency of the document */
    const char *partner;                  /* of a programme's deal whose it is; NULL: no question */
    int64_t registered, closed, expected; /* days of date.h, or DAY_UNKNOWN */
};

struct stage {
    const char *name, *label;
    struct fact weight; /* a share */
};

/* An entry of a map whose keys are periods. */
struct dated {
    struct period period;
    const struct value *value;
};

struct dated_list {
    const char *field; /* "targets" */
    struct dated *items;
    size_t n;
};

/* What happened in a calendar month. */
struct month {
    struct decimal sourced, influenced, other; /* won, by source */
    size_t won, lost, registered;
    size_t opened, closed; /* deals that entered and left the pipeline */
    struct decimal opened_amount, closed_amount;
    size_t open; /* at its end; so below */
    struct decimal open_amount;
    bool is_open_known; /* the sum did not leave the limits */
    bool has_revenue;   /* of `revenue`, and whether it stands for the month */
    struct decimal revenue_sourced, revenue_influenced;
};

/* What only a programme has: derive_programme_priv.h. */
struct programme;

/* Ten years and twelve months: eight years of history, each with the year before. */
enum { WINDOW_MONTHS = 132 };

struct derive {
    Arena *arena;
    struct diags *diags;
    const struct value *config, *partner;
    const struct programme *programme; /* NULL: the figures are those of one partner */
    const struct decimal *rate; /* every amount of the partner's file is multiplied; NULL: none */
    const char *rate_words;     /* the end of a reason: "" or ", times 1.08 ..." */
    struct date today;
    bool is_explaining;
    bool (*is_asked_for)(void *context, const char *name); /* as in struct derive_input */
    void *context;
    int fiscal_start;
    struct str currency;
    struct period period, previous, year_before, next;

    struct stage *stages;
    size_t n_stages;
    struct deal *deals;
    size_t n_deals;
    bool has_deals;    /* a list of deals is there, perhaps empty */
    bool has_bookings; /* deals or revenue are there */

    struct dated_list targets, health, mdf, tickets, goals;

    int first_month;      /* year * 12 + month - 1 of months[0] */
    int records_month;    /* before it nothing is known of bookings; INT_MAX: no records */
    int deals_month;      /* the month of the first registration; INT_MAX: none */
    int closings_month;   /* from here on the deals count, not `revenue`; INT_MAX: none */
    struct month *months; /* WINDOW_MONTHS */
};

/* The period's last day, or today while it goes on. */
struct date derive_as_of(const struct derive *d, const struct period *period);

/* Whether the value of this name of the root may be seen. */
bool derive_is_asked_for(const struct derive *d, const char *name);

/* A fact's reason; NULL, and no work, where nobody asks. */
const char *explain(const struct derive *d, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* The same of a figure as it was read, with its place. */
const char *explain_read(const struct derive *d, const struct value *read, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

int month_of(struct date date); /* year * 12 + month - 1 */
int month_of_day(int64_t day);

/* false and no diagnostic where the field is absent or null; a wrong kind is reported. */
bool read_number(struct derive *d, const struct value *map, const char *field, struct decimal *ret);
bool read_date(struct derive *d, const struct value *map, const char *field, struct date *ret);
int64_t read_day(struct derive *d, const struct value *map, const char *field);
/* The items of a list of maps; an absent one is empty, others are reported and skipped. */
const struct value *read_maps(struct derive *d, const struct value *map, const char *field);
/* Exact: two more digits after the point. */
struct decimal share_from_percent(struct decimal per_cent);
bool read_percent(struct derive *d, const struct value *map, const char *field,
                  struct decimal *ret);

struct dated_list read_dated(struct derive *d, const char *field);
/* The entry for exactly this period; NULL: none. */
const struct value *dated_exact(const struct dated_list *list, const struct period *period);
/* The last entry that ends in the period: of September, that of the third quarter. */
const struct value *dated_latest(const struct dated_list *list, const struct period *period);
/* The field of exactly this period, else the sum over the parts that make it up, if all are there.
 */
struct fact dated_sum(struct derive *d, const struct dated_list *list, const struct period *period,
                      const char *field);
/* The field of exactly this period. */
struct fact dated_field(struct derive *d, const struct dated_list *list,
                        const struct period *period, const char *field);

/* Into the partner's currency, by rates that are the price of one unit in the workspace's currency.
 * In silence: false where a rate is missing. */
bool derive_convert(struct derive *d, struct str currency, struct decimal *amount);

/* Into the currency of the programme, by the partner's rate; false: too many digits. */
bool derive_apply_rate(const struct derive *d, struct decimal *amount);

/* Index into derive.stages; -1: none has this name. */
int derive_find_stage(const struct derive *d, struct str name);

/* For qsort of pointers to deals: the largest first, then in the order of the file. */
int derive_compare_deals(const void *a, const void *b);

/* All the periods, and nothing read of the partner yet. */
struct derive *derive_begin(Arena *arena, const struct derive_input *input, struct diags *diags);
void derive_read_partner(struct derive *d);
void derive_read_stages(struct derive *d);
void derive_read_deals(struct derive *d);
void derive_read_months(struct derive *d);
/* What is open at each month's end, from what was opened and closed in it. */
void derive_sum_open(struct derive *d);
