#include "derive_sample.h"

struct figures_case {
    const char *name, *config, *partner, *period, *wanted;
};

/* Two quarters and a bit, small enough to add up by eye. */
#define TWO_QUARTERS                                                                               \
    "name: A\n"                                                                                    \
    "targets:\n"                                                                                   \
    "  2026-Q3: {booked: 1000, pipeline: 500, win_rate: 40}\n"                                     \
    "  2026-Q4: {booked: 400}\n"                                                                   \
    "deals:\n"                                                                                     \
    "  - {customer: C1, stage: won, amount: 600, source: sourced, registered: 2026-05-01, "        \
    "closed: 2026-07-01}\n"                                                                        \
    "  - {customer: C2, stage: won, amount: 500.50, source: influenced, registered: 2026-06-30, "  \
    "closed: 2026-09-30}\n"                                                                        \
    "  - {customer: C3, stage: won, amount: 100, registered: 2026-06-01, closed: 2026-06-30}\n"    \
    "  - {customer: C4, stage: lost, amount: 70, registered: 2026-06-01, closed: 2026-08-01}\n"    \
    "  - {customer: C5, stage: lost, amount: 70, registered: 2026-06-01, closed: 2026-06-02}\n"    \
    "  - {customer: C6, stage: qualified, amount: 300, registered: 2026-09-30, "                   \
    "expected_close: 2026-12-31}\n"                                                                \
    "  - {customer: C7, stage: contract, amount: 100, registered: 2026-03-01, "                    \
    "expected_close: 2027-01-01}\n"                                                                \
    "  - {customer: C8, stage: registered, amount: 1, registered: 2026-10-01}\n"

static const struct figures_case cases[] = {
    {"both ends of a period belong to it", NULL, TWO_QUARTERS, "2026-Q3",
     "kpi.booked.value = 1100.5\n"
     "kpi.sourced.value = 600\n"
     "kpi.influenced.value = 500.5\n"
     "kpi.deals_won.value = 2\n"
     "kpi.deals_lost.value = 1\n"
     "kpi.win_rate.value = 0.666667\n"
     "kpi.win_rate.previous = 0.5\n"
     "kpi.average_deal.value = 550\n"
     "kpi.cycle_days.value = 76.5\n"
     "kpi.cycle_days.previous = 29\n"
     "kpi.registrations.value = 1\n"
     "kpi.booked.previous = 100\n"
     "kpi.booked.vs_previous = 1000.5\n"
     "kpi.booked.vs_previous_share = 10.005\n"
     "kpi.booked.year_before = null\n"
     "kpi.booked.vs_plan = 100.5\n"
     "kpi.booked.vs_plan_share = 0.1005\n"
     "kpi.attainment.value = 1.1005\n"
     "kpi.win_rate.plan = 0.4\n"
     "kpi.booked.status = Above plan\n"
     "words.verdict = beat\n"
     "words.gap_share = 0.1005\n"
     "deals.won_total.count = 2\n"
     "deals.won.0.customer = C1\n"
     "deals.won.0.share = 0.545207\n"
     "deals.won.1.cycle_days = 92\n"
     "deals.lost_total.amount = 70\n"},
    {"what is open depends on the day", NULL, TWO_QUARTERS, "2026-Q3",
     "pipeline.count = 2\n"
     "pipeline.amount = 400\n"
     "pipeline.weighted = 150\n"
     "pipeline.stages.1.amount = 300\n"
     "pipeline.stages.4.count = 1\n"
     "pipeline.coverage = 1\n"
     "pipeline.coverage_target = null\n"
     "pipeline.forecast = 60\n"
     "pipeline.top_open.0.customer = C6\n"
     "pipeline.top_open.0.age_days = 0\n"
     "kpi.pipeline.previous = 1270.5\n" /* C1, C2, C4 and C7; C3 closed on the day */
     "kpi.pipeline_count.previous = 4\n"
     "kpi.weighted.previous = null\n"
     "kpi.pipeline.plan = 500\n"
     "kpi.pipeline.status = Below target\n"},
    {"a deal that closed later is open without a stage", NULL, TWO_QUARTERS, "2026-Q2",
     "pipeline.count = 4\n"
     "pipeline.weighted = null\n"
     "pipeline.stages.4.amount = 100\n"
     "pipeline.stages.5.label = Stage not recorded\n"
     "pipeline.stages.5.amount = 1170.5\n"
     "pipeline.coverage = 1.27\n"},
    {"a history tells the stage of a day", NULL,
     "name: A\n"
     "deals:\n"
     "  - {stage: won, amount: 10, registered: 2026-01-01, closed: 2026-09-01, history: ["
     "{date: 2026-01-01, stage: registered}, {date: 2026-06-30, stage: proposal}, "
     "{date: 2026-07-01, stage: contract}]}\n",
     "2026-Q2",
     "pipeline.stages.2.count = 1\n"
     "pipeline.weighted = 4.5\n"},
    {"nothing is known of a partner without deals and revenue", NULL, "name: A\n", "2026-Q3",
     "kpi.booked.value = null\n"
     "kpi.booked.status = Not known\n"
     "kpi.booked.tone = none\n"
     "kpi.deals_won.value = null\n"
     "kpi.win_rate.value = null\n"
     "kpi.pipeline.value = null\n"
     "kpi.certifications.value = null\n"
     "kpi.health.value = null\n"
     "kpi.mdf_used.value = null\n"
     "words.verdict = not_known\n"
     "words.has_no_outlook = true\n"
     "words.needs_first_deals = false\n"
     "deals.largest = null\n"
     "tier.next = null\n"
     "health.weakest = null\n"
     "history.0.booked = null\n"
     "prepared_by = null\n"
     "prepared_for = null\n"},
    {"retention is of the renewals decided in twelve months", NULL,
     "name: A\n"
     "targets: {2026-Q3: {retention: 90}}\n"
     "deals:\n"
     "  - {stage: lost, kind: renewal, amount: 1, closed: 2025-06-30}\n"
     "  - {stage: won, kind: renewal, amount: 1, closed: 2025-07-01}\n"
     "  - {stage: won, kind: renewal, amount: 1, closed: 2025-10-01}\n"
     "  - {stage: won, kind: renewal, amount: 1, closed: 2026-09-30}\n"
     "  - {stage: lost, kind: renewal, amount: 1, closed: 2026-03-01}\n"
     "  - {stage: lost, kind: new, amount: 1, closed: 2026-03-01}\n"
     "  - {stage: qualified, kind: renewal, amount: 1, registered: 2026-03-01}\n"
     "  - {stage: won, kind: renewal, amount: 1, closed: 2026-10-01}\n",
     "2026-Q3",
     "kpi.retention.value = 0.666667\n"
     "kpi.retention.previous = 0.666667\n"
     "kpi.retention.year_before = 0.5\n"
     "kpi.retention.plan = 0.9\n"
     "kpi.retention.status = Below target\n"},
    {"months of nothing before the first closing hide no deals", NULL,
     "name: A\n"
     "revenue: {2026-07: {sourced: 0}, 2026-08: {sourced: 0, influenced: 0}, 2026-09: {sourced: "
     "5}}\n"
     "deals:\n"
     "  - {stage: won, amount: 5, source: sourced, registered: 2026-07-02, closed: 2026-09-30}\n",
     "2026-Q3",
     "kpi.booked.value = 5\n"
     "kpi.deals_won.value = 1\n"
     "kpi.win_rate.value = 1\n"},
    {"months of nothing before the first registration are all that is known", NULL,
     "name: A\n"
     "revenue: {2026-07: {sourced: 0}, 2026-08: {sourced: 0, influenced: 0}, 2026-09: {sourced: "
     "5}}\n"
     "deals:\n"
     "  - {stage: won, amount: 5, source: sourced, registered: 2026-09-02, closed: 2026-09-30}\n",
     "2026-Q3",
     "kpi.booked.value = 5\n"
     "kpi.deals_won.value = null\n"},
    {"without a renewal there is no retention", NULL,
     "{name: A, deals: [{stage: won, amount: 1, closed: 2026-09-30}]}", "2026-Q3",
     "kpi.retention.value = null\n"
     "kpi.retention.status = Not known\n"},
    {"an empty list of deals is a known nothing", NULL,
     "{name: A, deals: [], certifications: [], targets: {2026-Q3: {booked: 100}}}", "2026-Q3",
     "kpi.booked.value = 0\n"
     "kpi.booked.previous = null\n"
     "kpi.booked.vs_plan_share = -1\n"
     "kpi.deals_won.value = 0\n"
     "kpi.win_rate.value = null\n"
     "kpi.average_deal.value = null\n"
     "kpi.cycle_days.value = null\n"
     "kpi.pipeline.value = 0\n"
     "kpi.certifications.value = 0\n"
     "words.verdict = missed\n"
     "words.none_won = true\n"
     "words.is_first = true\n"
     "words.needs_first_deals = true\n"
     "deals.won_total.share = null\n"},
    {"no target, no comparison", NULL,
     "{name: A, deals: [{stage: won, amount: 5, registered: 2026-07-01, closed: 2026-07-02}]}",
     "2026-Q3",
     "kpi.booked.value = 5\n"
     "kpi.booked.plan = null\n"
     "kpi.booked.vs_plan = null\n"
     "kpi.booked.vs_plan_tone = muted\n"
     "kpi.booked.has_plan = false\n"
     "kpi.booked.status = No plan\n"
     "kpi.attainment.value = null\n"
     "words.verdict = no_plan\n"
     "words.is_judged = false\n"
     "deals.largest = null\n"
     "kpi.booked.previous = null\n"
     "words.is_first = true\n"},
    {"a plan of zero is none", NULL,
     "{name: A, targets: {2026-Q3: {booked: 0}}, deals: [{stage: won, amount: 5, registered: "
     "2026-07-01, closed: 2026-07-02}]}",
     "2026-Q3",
     "kpi.booked.vs_plan = 5\n"
     "kpi.booked.vs_plan_share = null\n"
     "kpi.attainment.value = null\n"
     "words.verdict = no_plan\n"},
    {"credits subtract, and nothing is a share of a loss", NULL,
     "{name: A, targets: {2026-Q3: {booked: 100}}, deals: ["
     "{stage: won, amount: -300, registered: 2026-04-01, closed: 2026-06-02}, "
     "{stage: won, amount: -50, registered: 2026-07-01, closed: 2026-07-02}]}",
     "2026-Q3",
     "kpi.booked.value = -50\n"
     "kpi.booked.vs_previous = 250\n"
     "kpi.booked.vs_previous_share = null\n"
     "kpi.booked.vs_plan_share = -1.5\n"
     "kpi.average_deal.value = -50\n"
     "words.verdict = missed\n"
     "words.booked_up = true\n"
     "words.booked_has_share = false\n"},
    {"half a per cent is met", NULL,
     "{name: A, targets: {2026-Q3: {booked: 1000}}, deals: [{stage: won, amount: 1004.99, "
     "registered: 2026-07-01, closed: 2026-07-02}]}",
     "2026-Q3",
     "words.verdict = met\n"
     "kpi.booked.status = Above plan\n"},
    {"deals count and revenue tells of the months before them", NULL,
     "name: A\n"
     "revenue:\n"
     "  2026-05: {sourced: 10, influenced: 5}\n"
     "  2026-06: {sourced: 20}\n"
     "  2026-07: {sourced: 7}\n"
     "deals:\n"
     "  - {stage: won, amount: 7, source: sourced, registered: 2026-06-20, closed: 2026-07-02}\n",
     "2026-Q3",
     "kpi.booked.value = 7\n"
     "kpi.booked.previous = 35\n"
     "kpi.sourced.previous = 30\n"
     "kpi.deals_won.previous = null\n"
     "kpi.win_rate.previous = null\n"
     "kpi.deals_won.value = 1\n"
     "kpi.booked_12_months.value = 42\n"
     "history.0.id = 2026-Q2\n"
     "history.1.id = 2026-Q3\n"
     "months.0.label = May 2026\n"},
    {"a period that has not ended tells what there is so far", NULL,
     "{name: A, targets: {2026-Q4: {booked: 10}}, deals: [{stage: won, amount: 7, registered: "
     "2026-06-20, closed: 2026-10-02}]}",
     "2026-Q4",
     "kpi.booked.value = 7\n"
     "period.is_over = false\n"
     "as_of = 2026-10-09\n"
     "pipeline.as_of = 2026-10-09\n"
     "words.verdict = so_far\n"},
    {"fiscal quarters take fiscal and calendar targets", "{currency: EUR, fiscal_year_start: 7}\n",
     "{name: A, targets: {FY26-Q2: {booked: 10}, 2026-Q1: {booked: 20}}, deals: ["
     "{stage: won, amount: 7, registered: 2025-06-20, closed: 2025-10-01}, "
     "{stage: won, amount: 9, registered: 2025-06-20, closed: 2026-01-01}]}",
     "FY26-Q3",
     "period.previous.id = FY26-Q2\n"
     "period.year_before.id = FY25-Q3\n"
     "period.first = 2026-01-01\n"
     "kpi.booked.value = 9\n"
     "kpi.booked.plan = 20\n"
     "kpi.booked.previous = 7\n"
     "unit.symbol = €\n"},
    {"a year's plan is the sum of its parts, and only of all of them", NULL,
     "{name: A, deals: [], targets: {2025-Q1: {booked: 1}, 2025-Q2: {booked: 2}, 2025-Q3: {booked: "
     "3}, 2025-Q4: {booked: 4}, 2026-Q1: {booked: 1}}}",
     "2025",
     "kpi.booked.plan = 10\n"
     "pipeline.next_plan = null\n"},
    {"a year with a leap day", NULL,
     "{name: A, deals: [{stage: won, amount: 7, registered: 2024-02-28, closed: 2024-03-01}, "
     "{stage: won, amount: 3, registered: 2024-02-01, closed: 2024-02-29}]}",
     "2024-02",
     "kpi.booked.value = 3\n"
     "kpi.cycle_days.value = 28\n"
     "period.next.id = 2024-03\n"},
    {"cents add up exactly", NULL,
     "{name: A, deals: [{stage: won, amount: 0.1, closed: 2026-07-02}, {stage: won, amount: 0.2, "
     "closed: 2026-07-02}, {stage: won, amount: 1e15, closed: 2026-07-03}]}",
     "2026-Q3",
     "kpi.booked.value = 1000000000000000.3\n"
     "kpi.cycle_days.value = null\n"
     "deals.won.0.cycle_days = null\n"},
    {"currencies are added up by the workspace's rates",
     "{currency: USD, rates: {EUR: 1.25, GBP: 1.5}}\n",
     "{name: A, currency: GBP, deals: [{stage: won, amount: 300, currency: EUR, closed: "
     "2026-07-02}, {stage: won, amount: 30, currency: USD, closed: 2026-07-02}, {stage: won, "
     "amount: 1, closed: 2026-07-02}]}",
     "2026-Q3",
     "kpi.booked.value = 271\n"
     "deals.won.0.amount = 250\n"
     "currency = GBP\n"},
    {"a deal that closed before it began was never open", NULL,
     "{name: A, deals: [{stage: won, amount: 3, registered: 2026-08-02, closed: 2026-07-30}]}",
     "2026-07",
     "kpi.booked.value = 3\n"
     "kpi.pipeline_count.value = 0\n"
     "kpi.cycle_days.value = null\n"},
    {"a deal without an amount is won all the same", NULL,
     "{name: A, deals: [{stage: won, closed: 2026-07-02}, {stage: won, amount: 4, closed: "
     "2026-07-02}]}",
     "2026-Q3",
     "kpi.booked.value = 4\n"
     "kpi.deals_won.value = 2\n"
     "kpi.average_deal.value = 2\n"
     "deals.won.1.amount = null\n"},
};

static void figures_are_as_computed_by_hand(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sample sample;
        print_message("%s\n", cases[i].name);
        sample_init(&sample, cases[i].config, cases[i].partner, cases[i].period);
        sample_expect(&sample, cases[i].wanted);
        sample_clear(&sample);
    }
}

/* --- what is wrong in the data -------------------------------------------------------------- */

struct problem_case {
    const char *config, *partner, *codes; /* "line:code" */
    bool is_error;
};

static const struct problem_case problems[] = {
    {NULL, "name: A\ndeals:\n- {stage: won, amount: \"12,OOO\", closed: 2026-07-02}\n",
     "3:data-number", true},
    {NULL, "name: A\ndeals:\n- {stage: won, amount: 12, closed: yesterday}\n", "3:data-date", true},
    {NULL, "name: A\ndeals:\n- {stage: won, amount: 12, closed: 2026-02-30}\n", "3:data-date",
     true},
    {NULL, "name: A\ndeals:\n- {stage: won, amount: 12, currency: EUR, closed: 2026-07-02}\n",
     "3:data-currency", true},
    {NULL, "name: A\ndeals: many\n", "2:data-type", true},
    {NULL, "name: A\ndeals:\n- 12\n", "3:data-type", true},
    {NULL, "name: A\ntargets: 12\n", "2:data-type", true},
    {NULL, "name: A\ntargets: {Q3: {booked: 1}}\n", "2:data-type", false},
    {NULL, "name: A\ndeals:\n- {stage: wonn, amount: 12}\n", "3:data-type", false},
    {NULL, "name: A\ndeals:\n- {stage: won, amount: 12}\n", "3:data-field", false},
    {NULL, "name: A\ndeals:\n- {stage: won, closed: 2026-07-02}\n", "3:data-field", false},
    {NULL,
     "name: A\ndeals:\n- {stage: lost, amount: 1, registered: 2026-08-02, closed: 2026-07-02}\n",
     "3:data-date", false},
    {NULL,
     "name: A\nrevenue:\n  2026-07: {sourced: 11}\ndeals:\n- {stage: won, amount: 12, closed: "
     "2026-07-02}\n",
     "3:data-conflict", false},
    {NULL, "name: A\nactions:\n- {period: 2026-Q3, what: W, status: doen}\n", "3:data-type", false},
    {NULL, "name: A\ngoals:\n  2026-Q3: [{goal: G, measure: bookd}]\n", "3:data-type", false},
    {"{currency: USD, tiers: [{name: Gold, threshold: 1}]}\n", "name: A\ntier: Gld\n",
     "2:data-field", false},
    {"{currency: USD, fiscal_year_start: 13}\n", "name: A\n", "1:workspace-field", true},
};

static void mistakes_are_reported_at_their_place(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(problems); i++) {
        struct sample sample;
        sample_init(&sample, problems[i].config, problems[i].partner, "2026-Q3");
        assert_string_equal(sample_codes(&sample), problems[i].codes);
        assert_int_equal(diags_has_errors(&sample.diags), problems[i].is_error);
        assert_int_equal(sample.root == NULL, problems[i].is_error);
        sample_clear(&sample);
    }
}

/* --- every figure says how ------------------------------------------------------------------ */

static void expect_origins(const struct value *value, const char *path) {
    g_autoptr(Arena) arena = arena_new();
    size_t n = value->kind == VALUE_MAP    ? value->map.n
               : value->kind == VALUE_LIST ? value->list.n
                                           : 0;
    for (size_t i = 0; i < n; i++) {
        bool is_map = value->kind == VALUE_MAP;
        const struct value *item = is_map ? value->map.entries[i].value : value->list.items[i];
        const char *name = is_map ? str_cstr(arena, value->map.entries[i].key) : "item";
        expect_origins(item, arena_printf(arena, "%s.%s", path, name));
    }
    if (value->kind != VALUE_MAP && value->kind != VALUE_LIST && !*value_origin(arena, value)) {
        fail_msg("%s has no origin", path);
    }
}

static void every_value_has_an_origin(void **state) {
    (void)state;
    struct sample sample;
    sample_init(&sample, NULL, TWO_QUARTERS, "2026-Q3");
    expect_origins(sample.root, "root");
    const struct value *booked = value_path(sample.root, "kpi.booked.value");
    assert_string_equal(booked->derivation, "sum of 2 deals won from 2026-07-01 to 2026-09-30");
    sample_clear(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/derive/figures/they are as computed by hand", figures_are_as_computed_by_hand, NULL,
         NULL, NULL},
        {"/derive/figures/mistakes are reported at their place",
         mistakes_are_reported_at_their_place, NULL, NULL, NULL},
        {"/derive/figures/every value has an origin", every_value_has_an_origin, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
