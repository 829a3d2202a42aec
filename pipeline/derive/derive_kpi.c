/*
 * derive_kpi.c - a figure against its plan, the period before and the year before.
 */
#include "derive_priv.h"

/* -1, 0, 1: a worse, equal, better; 2: not comparable. */
static int compare_facts(struct fact a, struct fact b, bool is_lower_better) {
    if (!a.is_known || !b.is_known) {
        return 2;
    }
    int order = decimal_compare(a.number, b.number);
    return is_lower_better ? -order : order;
}

/* The difference, its tone and its arrow, in three fields. */
static void set_difference(struct value *fields, struct fact difference, bool is_lower_better) {
    int sign = difference.is_known ? decimal_sign(difference.number) : 0;
    int good = is_lower_better ? -sign : sign;
    set_fact(&fields[0], difference);
    set_text(&fields[1], good > 0 ? "good" : good < 0 ? "bad" : "muted");
    /* With its no-break space, so that "n/a" is not indented by an arrow that is not there. */
    set_text(&fields[2], sign > 0 ? "▲\u00A0" : sign < 0 ? "▼\u00A0" : "");
}

void put_difference(Arena *arena, struct value *map, const char *key, struct fact difference,
                    bool is_lower_better) {
    struct value *fields = ARENA_NEW_N(arena, struct value, 3);
    set_difference(fields, difference, is_lower_better);
    value_put(arena, map, key, &fields[0]);
    value_put(arena, map, arena_concat(arena, key, "_tone"), &fields[1]);
    value_put(arena, map, arena_concat(arena, key, "_arrow"), &fields[2]);
}

static const char *unit_name(enum unit unit) {
    switch (unit) {
    case UNIT_MONEY: return "money";
    case UNIT_COUNT: return "count";
    case UNIT_SHARE: return "share";
    case UNIT_DAYS: return "days";
    case UNIT_TIMES: return "times";
    case UNIT_SCORE: return "score";
    }
    g_assert_not_reached();
}

static const char *status_words(Arena *arena, const struct measure *m, int order) {
    const char *reference = m->is_target ? "target" : "plan";
    if (!m->value.is_known) {
        return "Not known";
    }
    if (order == 2) {
        return arena_concat(arena, "No ", reference);
    }
    if (order == 0) {
        return arena_concat(arena, "On ", reference);
    }
    if (m->is_lower_better) {
        return arena_printf(arena, "%s than %s", order > 0 ? "Better" : "Worse", reference);
    }
    return arena_printf(arena, "%s %s", order > 0 ? "Above" : "Below", reference);
}

/* A share of a share misleads: 42.5% against 40% is 2.5 points, never "6% more". */
static struct fact growth_of(Arena *arena, const struct measure *m, struct fact reference) {
    if (m->unit == UNIT_SHARE || m->unit == UNIT_SCORE) {
        return fact_unknown("a difference of shares or scores is told in points");
    }
    return fact_growth(arena, m->value, reference);
}

/* Of one reference; then the fields of a measure, with three of them. */
enum { REFERENCE, HAS_REFERENCE, VERSUS, VERSUS_TONE, VERSUS_ARROW, VERSUS_SHARE, N_VERSUS };
enum {
    LABEL,
    UNIT,
    VALUE,
    HAS_VALUE,
    PLAN,
    PREVIOUS = PLAN + N_VERSUS,
    YEAR_BEFORE = PREVIOUS + N_VERSUS,
    STATUS = YEAR_BEFORE + N_VERSUS,
    TONE,
    IS_ABOVE_PLAN,
    IS_ON_PLAN,
    IS_BELOW_PLAN,
    IS_UP,
    IS_DOWN,
    N_FIELDS
};

#define VERSUS_KEYS(name)                                                                          \
    name, "has_" name, "vs_" name, "vs_" name "_tone", "vs_" name "_arrow", "vs_" name "_share"

static const char *const measure_keys[N_FIELDS] = {"label",
                                                   "unit",
                                                   "value",
                                                   "has_value",
                                                   VERSUS_KEYS("plan"),
                                                   VERSUS_KEYS("previous"),
                                                   VERSUS_KEYS("year_before"),
                                                   "status",
                                                   "tone",
                                                   "is_above_plan",
                                                   "is_on_plan",
                                                   "is_below_plan",
                                                   "is_up",
                                                   "is_down"};

static void set_reference(Arena *arena, struct value *fields, const struct measure *m,
                          struct fact reference) {
    set_fact(&fields[REFERENCE], reference);
    set_bool(&fields[HAS_REFERENCE], m->value.is_known && reference.is_known);
    set_difference(&fields[VERSUS], fact_subtract(arena, m->value, reference, NULL),
                   m->is_lower_better);
    set_fact(&fields[VERSUS_SHARE], growth_of(arena, m, reference));
}

struct value *derive_measure(Arena *arena, const struct measure *m) {
    struct value *fields, *map = new_record(arena, measure_keys, N_FIELDS, &fields);
    set_text(&fields[LABEL], m->label);
    set_text(&fields[UNIT], unit_name(m->unit));
    set_fact(&fields[VALUE], m->value);
    set_bool(&fields[HAS_VALUE], m->value.is_known);
    set_reference(arena, &fields[PLAN], m, m->plan);
    set_reference(arena, &fields[PREVIOUS], m, m->previous);
    set_reference(arena, &fields[YEAR_BEFORE], m, m->year_before);
    int order = compare_facts(m->value, m->plan, m->is_lower_better);
    set_text(&fields[STATUS], status_words(arena, m, order));
    set_text(&fields[TONE], order == 2 || order == 0 ? "none" : order > 0 ? "good" : "bad");
    set_bool(&fields[IS_ABOVE_PLAN], order == 1);
    set_bool(&fields[IS_ON_PLAN], order == 0);
    set_bool(&fields[IS_BELOW_PLAN], order == -1);
    order = compare_facts(m->value, m->previous, false);
    set_bool(&fields[IS_UP], order == 1);
    set_bool(&fields[IS_DOWN], order == -1);
    return map;
}

/* --- the figures of a quarter --------------------------------------------------------------- */

/* Per cent in the data, a share here. */
static struct fact percent_target(struct derive *d, const char *field) {
    struct fact target = derive_target(d, &d->period, field);
    target.number = share_from_percent(target.number);
    return target;
}

static struct fact target_of(struct derive *d, const char *field) {
    return derive_target(d, &d->period, field);
}

static struct fact summed_target(struct derive *d, const char *field) {
    return derive_plan(d, &d->period, field);
}

/* Those of the figures that are simply there for each of the three periods. */
#define REFERENCES(field)                                                                          \
    .value = r->now.field, .previous = r->previous.field, .year_before = r->year_before.field

static void put_measure(struct derive *d, struct value *kpi, const char *name,
                        struct measure measure) {
    value_put(d->arena, kpi, name, derive_measure(d->arena, &measure));
}

static void put_bookings(struct derive *d, struct value *kpi, const struct results *r) {
    put_measure(
        d, kpi, "booked",
        (struct measure){.label = "Booked revenue", .plan = r->now.plan, REFERENCES(booked)});
    put_measure(d, kpi, "sourced",
                (struct measure){.label = "Sourced by the partner",
                                 .plan = summed_target(d, "sourced"),
                                 REFERENCES(sourced)});
    put_measure(d, kpi, "influenced",
                (struct measure){.label = "Influenced by the partner",
                                 .plan = summed_target(d, "influenced"),
                                 REFERENCES(influenced)});
    put_measure(d, kpi, "booked_12_months",
                (struct measure){.label = "Booked in twelve months",
                                 .plan = fact_unknown("twelve months have no plan of their own"),
                                 REFERENCES(booked_12_months)});
    struct fact whole =
        r->now.plan.is_known ? fact_count(1, "a plan is 100% of itself") : r->now.plan;
    struct value *attainment = derive_measure(
        d->arena,
        &(struct measure){
            .label = "Plan attainment", .unit = UNIT_SHARE, .plan = whole, REFERENCES(attainment)});
    if (r->now.booked.is_known && !r->now.plan.is_known) {
        put_text(d->arena, attainment, "status", "No plan");
    }
    value_put(d->arena, kpi, "attainment", attainment);
}

static void put_selling(struct derive *d, struct value *kpi, const struct results *r) {
    put_measure(d, kpi, "win_rate",
                (struct measure){.label = "Win rate",
                                 .unit = UNIT_SHARE,
                                 .is_target = true,
                                 .plan = percent_target(d, "win_rate"),
                                 REFERENCES(win_rate)});
    put_measure(d, kpi, "average_deal",
                (struct measure){.label = "Average deal",
                                 .is_target = true,
                                 .plan = target_of(d, "average_deal"),
                                 REFERENCES(average_deal)});
    put_measure(d, kpi, "cycle_days",
                (struct measure){.label = "Sales cycle, median days",
                                 .unit = UNIT_DAYS,
                                 .is_target = true,
                                 .is_lower_better = true,
                                 .plan = target_of(d, "cycle_days"),
                                 .value = derive_cycle(d, &d->period),
                                 .previous = derive_cycle(d, &d->previous),
                                 .year_before = derive_cycle(d, &d->year_before)});
    put_measure(d, kpi, "retention",
                (struct measure){.label = "Renewals won, 12 months",
                                 .unit = UNIT_SHARE,
                                 .is_target = true,
                                 .plan = percent_target(d, "retention"),
                                 .value = derive_retention(d, &d->period),
                                 .previous = derive_retention(d, &d->previous),
                                 .year_before = derive_retention(d, &d->year_before)});
    put_measure(d, kpi, "deals_won",
                (struct measure){.label = "Deals won",
                                 .unit = UNIT_COUNT,
                                 .plan = summed_target(d, "deals_won"),
                                 REFERENCES(deals_won)});
    put_measure(d, kpi, "deals_lost",
                (struct measure){.label = "Deals lost",
                                 .unit = UNIT_COUNT,
                                 .is_lower_better = true,
                                 .plan = fact_unknown("losses are not planned"),
                                 REFERENCES(deals_lost)});
    put_measure(d, kpi, "registrations",
                (struct measure){.label = "Deals registered",
                                 .unit = UNIT_COUNT,
                                 .plan = summed_target(d, "registrations"),
                                 REFERENCES(registrations)});
}

static void put_pipeline(struct derive *d, struct value *kpi, const struct results *r) {
    struct fact not_then = fact_unknown("the stages of a year ago are not recorded");
    put_measure(d, kpi, "pipeline",
                (struct measure){.label = "Open pipeline",
                                 .is_target = true,
                                 .plan = target_of(d, "pipeline"),
                                 REFERENCES(pipeline)});
    put_measure(d, kpi, "pipeline_count",
                (struct measure){.label = "Open deals",
                                 .unit = UNIT_COUNT,
                                 .is_target = true,
                                 .plan = target_of(d, "pipeline_count"),
                                 REFERENCES(pipeline_count)});
    put_measure(d, kpi, "weighted",
                (struct measure){.label = "Weighted pipeline",
                                 .plan = fact_unknown("the weighted pipeline has no plan"),
                                 .value = r->weighted,
                                 .previous = r->previous_weighted,
                                 .year_before = not_then});
    put_measure(d, kpi, "coverage",
                (struct measure){.label = "Pipeline coverage",
                                 .unit = UNIT_TIMES,
                                 .is_target = true,
                                 .plan = r->coverage_target,
                                 .value = r->coverage,
                                 .previous = r->previous_coverage,
                                 .year_before = fact_unknown("not compared with a year ago")});
}

/* What a unit of development funds brought: of the campaigns' pipeline. */
static struct fact funds_return(struct derive *d, const struct figures *figures) {
    return fact_divide(d->arena, derive_campaigned(d, &figures->period, "pipeline"),
                       figures->mdf_used, 1,
                       explain(d, "pipeline of the campaigns divided by the funds used in %s",
                               figures->period.id));
}

static void put_partnership(struct derive *d, struct value *kpi, const struct results *r) {
    put_measure(d, kpi, "certifications",
                (struct measure){.label = "Certified people",
                                 .unit = UNIT_COUNT,
                                 .is_target = true,
                                 .plan = target_of(d, "certifications"),
                                 REFERENCES(certifications)});
    put_measure(d, kpi, "mdf_used",
                (struct measure){.label = "Development funds used",
                                 .is_target = true,
                                 .plan = derive_funds(d, &d->period, "budget"),
                                 REFERENCES(mdf_used)});
    put_measure(d, kpi, "mdf_return",
                (struct measure){.label = "Return on development funds",
                                 .unit = UNIT_TIMES,
                                 .is_target = true,
                                 .plan = target_of(d, "mdf_return"),
                                 .value = funds_return(d, &r->now),
                                 .previous = funds_return(d, &r->previous),
                                 .year_before = funds_return(d, &r->year_before)});
    put_measure(d, kpi, "health",
                (struct measure){.label = "Partner health",
                                 .unit = UNIT_SCORE,
                                 .is_target = true,
                                 .plan = target_of(d, "health"),
                                 REFERENCES(health)});
}

struct value *derive_kpi(struct derive *d, const struct results *results) {
    struct value *kpi = new_map(d->arena);
    put_bookings(d, kpi, results);
    put_selling(d, kpi, results);
    put_pipeline(d, kpi, results);
    put_partnership(d, kpi, results);
    return kpi;
}
