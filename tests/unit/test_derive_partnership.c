#include "derive_sample.h"

/*
 * What a partnership owes and brings beside its bookings: commission, tier, certifications, funds;
 * each with nothing there, with no target, in a first quarter, in another currency.
 */

struct partnership_case {
    const char *name, *config, *partner, *period, *wanted;
};

#define RULE                                                                                       \
    "currency: USD\nrates: {EUR: 1.25}\n"                                                          \
    "commission: {period: quarter, sourced: [{from: 250, rate: 12}, {from: 0, rate: 10}, "         \
    "{from: 1000, rate: 15}], influenced: [{from: 100, rate: 5}]}\n"

#define TIERS                                                                                      \
    "currency: USD\nrates: {EUR: 2}\n"                                                             \
    "tiers: [{name: Gold, threshold: 1000, requirements: {certifications: 2, references: 1}}, "    \
    "{name: Bronze, threshold: 0}, {name: Silver, threshold: 400}]\n"

#define WON(amount, source)                                                                        \
    "{name: A, tier: Silver, deals: [{stage: won, amount: " amount ", source: " source             \
    ", registered: 2026-07-01, closed: 2026-07-31}]}"

static const struct partnership_case cases[] = {
    /* decisions */
    {"a decision is open from the day it was asked for to the day it was made", NULL,
     "name: A\n"
     "decisions:\n"
     "  - {what: Last, date: 2026-09-30}\n"
     "  - {what: Second, date: 2026-09-30, due: 2026-10-20, otherwise: It lapses}\n"
     "  - {what: First, due: 2026-10-19}\n"
     "  - {what: Made, date: 2026-07-01, due: 2026-08-01, decided: 2026-09-30}\n"
     "  - {what: Made later, date: 2026-07-01, due: 2026-10-20, decided: 2026-10-01}\n"
     "  - {what: Asked later, date: 2026-10-01, due: 2026-10-02}\n",
     "2026-Q3",
     "decisions.count = 4\n"
     "decisions.word = four\n"
     "decisions.list.0.what = First\n"
     "decisions.list.0.otherwise = null\n"
     "decisions.list.1.what = Made later\n"
     "decisions.list.2.what = Second\n"
     "decisions.list.3.what = Last\n"},
    {"nobody waits for a decision", NULL, "{name: A}", "2026-Q3", "decisions.is_any = false\n"},
    /* commission */
    {"each rate holds for its part, in whatever order they stand", RULE, WON("1200.50", "sourced"),
     "2026-Q3",
     "commission.sourced = 145.08\n" /* 25 + 90 + 30.075, half to even */
     "commission.influenced = 0\n"
     "commission.total = 145.08\n"
     "commission.share = 0.12085\n"},
    {"a bracket's end belongs to the bracket", RULE, WON("250", "sourced"), "2026-Q3",
     "commission.sourced = 25\n"},
    {"below the first bracket nothing is owed", RULE, WON("99", "influenced"), "2026-Q3",
     "commission.influenced = 0\n"
     "commission.share = 0\n"},
    {"credits earn nothing", RULE, WON("-300", "sourced"), "2026-Q3", "commission.sourced = 0\n"},
    {"brackets of the workspace's currency", RULE,
     "{name: A, currency: EUR, deals: [{stage: won, amount: 300, source: sourced, closed: "
     "2026-07-31}]}",
     "2026-Q3", "commission.sourced = 32\n"}, /* 200 at 10%, 100 at 12% */
    {"no rate, no commission",
     "currency: USD\ncommission: {period: quarter, sourced: [{from: 5, rate: 1}]}\n",
     "{name: A, currency: EUR, deals: [{stage: won, amount: 300, source: sourced, closed: "
     "2026-07-31}]}",
     "2026-Q3", "commission.sourced = null\ncommission.is_known = false\n"},
    {"a rule is of one kind of period", RULE, WON("300", "sourced"), "2026-07",
     "commission.total = null\n"},
    {"no deals, no commission: zero", RULE, "{name: A, deals: []}", "2026-Q3",
     "commission.total = 0\ncommission.share = null\n"},
    {"nothing recorded: unknown", RULE, "{name: A}", "2026-Q3", "commission.total = null\n"},

    /* tier */
    {"what is missing for the next tier", TIERS, WON("700", "sourced"), "2026-Q3",
     "tier.name = Silver\n"
     "tier.next = Gold\n"
     "tier.missing = 300\n"
     "tier.progress = 0.7\n"
     "tier.is_missing = true\n"
     "tier.is_at_risk = false\n"
     "tier.requirements.0.have = null\n"
     "tier.requirements.0.is_met = false\n"
     "tier.are_requirements_met = false\n"
     "tiers.0.is_reached = false\n"
     "tiers.2.is_current = true\n"},
    {"past the threshold", TIERS, WON("1200", "sourced"), "2026-Q3",
     "tier.missing = 0\ntier.progress = 1.2\ntier.is_reached = true\ntier.is_missing = false\n"},
    {"twelve months count, not the period", TIERS,
     "{name: A, tier: Silver, deals: [{stage: won, amount: 500, closed: 2025-10-01}, {stage: won, "
     "amount: 9, closed: 2025-09-30}]}",
     "2026-Q3", "tier.booked_12_months = 500\ntier.missing = 500\n"},
    {"the highest tier has no next one", TIERS,
     "{name: A, tier: Gold, deals: [{stage: won, amount: 500, closed: 2026-07-01}]}", "2026-Q3",
     "tier.is_top = true\n"
     "tier.next = null\n"
     "tier.missing = null\n"
     "tier.progress = null\n"
     "tier.is_at_risk = true\n"
     "tier.below_own = 500\n"},
    {"without deals the next tier is known, the way to it is not", TIERS, "{name: A, tier: Bronze}",
     "2026-Q3", "tier.next = Silver\ntier.missing = null\ntier.is_missing = false\n"},
    {"thresholds in the partner's currency", TIERS,
     "{name: A, tier: Silver, currency: EUR, deals: [{stage: won, amount: 300, closed: "
     "2026-07-01}]}",
     "2026-Q3", "tier.next_threshold = 500\ntier.missing = 200\n"},
    {"requirements as of the last day", TIERS,
     "{name: A, tier: Silver, certifications: [{person: P, earned: 2026-01-01}, {person: P, "
     "earned: "
     "2026-02-01}, {person: Q, earned: 2026-10-01}], references: [{customer: C, date: "
     "2026-09-30}]}",
     "2026-Q3",
     "tier.requirements.0.have = 1\n"
     "tier.requirements.0.missing = 1\n"
     "tier.requirements.1.is_met = true\n"
     "tier.requirements_met = 1\n"},

    /* sales cycle and registrations */
    {"the middle of the cycles", NULL,
     "{name: A, deals: [{stage: won, amount: 1, registered: 2026-06-01, closed: 2026-07-01}, "
     "{stage: "
     "won, amount: 1, registered: 2026-07-01, closed: 2026-07-02}, {stage: won, amount: 1, closed: "
     "2026-07-03}, {stage: lost, amount: 1, registered: 2026-01-01, closed: 2026-07-03}]}",
     "2026-Q3",
     "kpi.cycle_days.value = 15.5\n"
     "kpi.cycle_days.previous = null\n"
     "kpi.registrations.value = 1\n"
     "kpi.registrations.previous = 1\n"
     "kpi.registrations.year_before = null\n"},
    {"a cycle of no days", NULL,
     "{name: A, targets: {2026-Q3: {cycle_days: 10, registrations: 2}}, deals: [{stage: won, "
     "amount: "
     "1, registered: 2026-07-01, closed: 2026-07-01}]}",
     "2026-Q3",
     "kpi.cycle_days.value = 0\n"
     "kpi.cycle_days.status = Better than target\n"
     "kpi.cycle_days.vs_plan_tone = good\n"
     "kpi.registrations.status = Below plan\n"},

    /* certifications */
    {"certified on the last day", NULL,
     "{name: A, targets: {2026-Q3: {certifications: 2}}, certifications: [{person: P, earned: "
     "2026-09-30, expires: 2026-10-01}, {person: Q, earned: 2026-01-01, expires: 2026-09-30}, "
     "{person: R, earned: 2026-10-01}, {name: Nobody}]}",
     "2026-Q3",
     "kpi.certifications.value = 2\n" /* P, and the one without a person */
     "kpi.certifications.previous = 2\n"
     "kpi.certifications.status = On target\n"
     "certifications.earned_count = 1\n"
     "certifications.ending_count = 1\n"},

    /* funds */
    {"what the funds brought", NULL,
     "{name: A, targets: {2026-Q3: {mdf_return: 10}}, mdf: {2026-Q2: {budget: 10, used: 5}, "
     "2026-Q3: "
     "{budget: 100, used: 40}}, campaigns: [{date: 2026-07-01, cost: 30, pipeline: 300, leads: 7, "
     "opportunities: 2}, {date: 2026-09-30, cost: 10, leads: 1, opportunities: 3}, {date: "
     "2026-06-30, pipeline: 20, leads: 9}]}",
     "2026-Q3",
     "kpi.mdf_used.value = 40\n"
     "kpi.mdf_used.plan = 100\n"
     "kpi.mdf_return.value = 7.5\n"
     "kpi.mdf_return.previous = 4\n"
     "kpi.mdf_return.year_before = null\n"
     "kpi.mdf_return.vs_plan = -2.5\n"
     "mdf.left = 60\n"
     "campaigns.return = 7.5\n"
     "campaigns.cost = 40\n"
     "campaigns.leads = 8\n"
     "campaigns.opportunities = 5\n"
     "campaigns.is_one = false\n"
     "campaigns.is_many = true\n"},
    {"funds without campaigns, campaigns without funds", NULL,
     "{name: A, mdf: {2026-Q3: {budget: 100, used: 0}}, campaigns: [{date: 2026-07-01, pipeline: "
     "300}]}",
     "2026-Q3",
     "kpi.mdf_return.value = null\n"
     "campaigns.return = null\n"
     "campaigns.is_one = true\n"
     "campaigns.is_many = false\n"
     "mdf.share = 0\n"},
    {"a year's funds are those of its parts", NULL,
     "{name: A, mdf: {2026-H1: {budget: 10, used: 5}, 2026-Q3: {budget: 10, used: 4}, 2026-Q4: "
     "{budget: 10}}}",
     "2026",
     "mdf.budget = null\n" /* halves and quarters are not mixed */
     "mdf.used = null\n"},
};

static void test_cases(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample sample;
        print_message("%s\n", cases[i].name);
        sample_init(&sample, cases[i].config, cases[i].partner, cases[i].period);
        sample_expect(&sample, cases[i].wanted);
        assert_int_equal(sample.diags.n_errors, 0);
        sample_clear(&sample);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/derive/partnership/cases", test_cases, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
