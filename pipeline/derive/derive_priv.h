/*
 * derive_priv.h - what the files of this room share: figures of a period, parts of the root map.
 */
#pragma once

#include "derive_records_priv.h"

/* --- figures of a period -------------------------------------------------------------------- */

struct figures {
    struct period period;
    struct fact booked, sourced, influenced, deals_won, deals_lost, registrations;
    struct fact win_rate, average_deal;
    struct fact pipeline, pipeline_count; /* as of its last day */
    struct fact certifications, mdf_used, health;
    struct fact booked_12_months;
    struct fact plan; /* of booked */
    struct fact attainment;
};

struct figures derive_figures(struct derive *d, const struct period *period);
/* Those that a row of a history shows: without certifications, funds and the twelve months. */
struct figures derive_row_figures(struct derive *d, const struct period *period);
/* Median days from registration to signature of the deals won in it. A walk over the deals. */
struct fact derive_cycle(struct derive *d, const struct period *period);
/* Renewals won, of those decided in the twelve months that end with it. A walk over the deals. */
struct fact derive_retention(struct derive *d, const struct period *period);
struct fact derive_booked(struct derive *d, const struct period *period);
/* What `targets` plan for the period, or for the parts that make it up. */
struct fact derive_plan(struct derive *d, const struct period *period, const char *field);
/* The target of exactly the period: what cannot be added up, or stands for its last day. */
struct fact derive_target(struct derive *d, const struct period *period, const char *field);
/* "used" or "budget" of `mdf`. */
struct fact derive_funds(struct derive *d, const struct period *period, const char *field);
/* "cost", "leads", "opportunities" or "pipeline" of the campaigns of the period. */
struct fact derive_campaigned(struct derive *d, const struct period *period, const char *field);
/* What the file says of @field: an amount in the partner's currency becomes the programme's. */
struct fact derive_in_currency(struct derive *d, struct fact told, const char *field);
/* The median of @n days, which are sorted here; unknown where there are none. */
struct fact median_days(const struct derive *d, int64_t *days, size_t n, const char *why);

struct fact derive_certified(struct derive *d, struct date day);
struct fact derive_health_score(struct derive *d, const struct period *period);

/* --- parts of the root map ------------------------------------------------------------------ */

/* What the parts know of each other. */
struct results {
    struct figures now, previous, year_before;
    struct fact weighted, previous_weighted;
    struct fact coverage, previous_coverage, coverage_target;
    struct fact next_plan;
};

/* A value against plan, the period before and the year before. */
enum unit { UNIT_MONEY, UNIT_COUNT, UNIT_SHARE, UNIT_DAYS, UNIT_TIMES, UNIT_SCORE };

struct measure {
    const char *label;
    enum unit unit;
    bool is_target; /* the reference is called target, not plan */
    bool is_lower_better;
    struct fact value, plan, previous, year_before;
};

struct value *derive_measure(Arena *arena, const struct measure *measure);

/* @difference is put as KEY, KEY_tone ("good", "bad", "muted") and KEY_arrow. */
void put_difference(Arena *arena, struct value *map, const char *key, struct fact difference,
                    bool is_lower_better);

/* period, today, as_of. */
void derive_put_periods(struct derive *d, struct value *root);
/* company, contact, workspace, currency: what no partner changes. */
void derive_put_shared(struct derive *d, struct value *root);
/* `unit`, by the largest amounts of @root's `kpi`. */
void derive_put_unit(struct derive *d, struct value *root);
/*
 * What no file gave and no figure explains (words, booleans, names) came from its part: @why. Maps
 * and lists that were read hold what was read; only their copies, made here, were added to.
 */
void derive_explain_rest(struct value *root, const char *why);
/* The same of a partner's root: each says which figure beside it it restates. */
void derive_explain_words(Arena *arena, struct value *root);
struct value *derive_kpi(struct derive *d, const struct results *results);
/* history, quarters, months, outlook. */
void derive_put_histories(struct derive *d, struct value *root, const struct value *pipeline);
struct value *derive_deals(struct derive *d);
struct value *derive_pipeline(struct derive *d, struct results *results);
/* The weighted pipeline of the figures' last day, or of today where that comes first. */
struct fact derive_weighted(struct derive *d, const struct figures *figures);
struct value *derive_health(struct derive *d);
/* status, tone: by the levels of the workspace. */
void derive_put_health_status(struct derive *d, struct value *map, struct fact score);
/* {name, tone}, the best first. */
struct value *derive_health_levels(struct derive *d);
struct value *derive_tier(struct derive *d, const struct results *results);
struct value *derive_tiers(struct derive *d, const struct results *results);
struct value *derive_commission(struct derive *d, const struct results *results);
struct value *derive_reference(struct derive *d);
struct value *derive_pricing(struct derive *d);
struct value *derive_actions(struct derive *d);
struct value *derive_decisions(struct derive *d);
struct value *derive_goals(struct derive *d, const struct value *kpi);
struct value *derive_mdf(struct derive *d);
struct value *derive_tickets(struct derive *d);
struct value *derive_campaigns(struct derive *d);
struct value *derive_escalations(struct derive *d);
struct value *derive_happened(struct derive *d, const char *field, const char *const *fields);
struct value *derive_certifications(struct derive *d);
struct value *derive_partner(struct derive *d, const char *slug);
struct value *derive_people(struct derive *d, bool is_by_us);
struct value *derive_words(struct derive *d, const struct value *root);
