#include "derive_sample.h"

/*
 * What all partners together come to: each total is the sum over the partners, in one currency, and
 * what cannot be added up is named.
 */

#define PARTNERS_MAX 8

/* Partners as YAML, NULL-terminated; "" stands for one whose file cannot be read. */
static struct programme_input programme_begin(struct sample *sample, const char *config,
                                              const char *const *partners, const char *period) {
    *sample = (struct sample){.arena = arena_new()};
    struct programme_partner *given =
        ARENA_NEW_N(sample->arena, struct programme_partner, PARTNERS_MAX);
    struct programme_input input = {
        .partners = given, .today = {2026, 10, 9}, .is_explaining = true};
    input.config = sample_yaml(sample, "pdfgen.yaml", config ? config : "currency: USD\n");
    for (size_t i = 0; partners[i]; i++) {
        assert_true(i < PARTNERS_MAX);
        const char *path = arena_printf(sample->arena, "%c.yaml", (char)('a' + i));
        struct programme_partner *partner = &given[input.n++];
        partner->partner = *partners[i] ? sample_yaml(sample, path, partners[i]) : NULL;
        partner->slug = arena_printf(sample->arena, "%c", (char)('a' + i));
        partner->name =
            value_text(sample->arena, value_get(partner->partner, "name"), partner->slug);
    }
    assert_true(derive_period_parse(sample->arena, period, 1, &sample->diags, &input.period));
    return input;
}

static void programme_init(struct sample *sample, const char *config, const char *const *partners,
                           const char *period) {
    struct programme_input input = programme_begin(sample, config, partners, period);
    struct value *root = NULL;
    if (derive_programme_values(sample->arena, &input, &sample->diags, &root)) {
        sample->root = root;
    }
}

static const char *derivation_of(struct sample *sample, const char *path) {
    const struct value *value = value_path(sample->root, path);
    return value && value->derivation ? value->derivation : "";
}

/* --- by eye --------------------------------------------------------------------------------- */

#define ALPHA                                                                                      \
    "name: Alpha\ntier: Gold\nregion: EMEA\nstage: active\nsince: 2024-01-01\n"                    \
    "targets: {2026-Q3: {booked: 900, pipeline: 500}}\n"                                           \
    "mdf: {2026-Q3: {budget: 100, used: 40}}\n"                                                    \
    "health: {2026-Q2: {score: 70}, 2026-Q3: {score: 82}}\n"                                       \
    "certifications: [{person: Ann, earned: 2026-01-01}, {person: Bo, earned: 2026-02-01}]\n"      \
    "deals:\n"                                                                                     \
    "  - {customer: C1, stage: won, amount: 600, source: sourced, registered: 2026-05-01, "        \
    "closed: 2026-07-01}\n"                                                                        \
    "  - {customer: C2, stage: won, amount: 400.50, source: influenced, registered: 2026-06-30, "  \
    "closed: 2026-09-30}\n"                                                                        \
    "  - {customer: C3, stage: won, amount: 100, registered: 2026-06-01, closed: 2026-06-30}\n"    \
    "  - {customer: C4, stage: lost, amount: 70, registered: 2026-06-01, closed: 2026-08-01}\n"    \
    "  - {customer: C5, stage: qualified, amount: 300, registered: 2026-09-30}\n"

#define BETA                                                                                       \
    "name: Beta\ntier: Silver\nregion: APAC\nstage: active\nsince: 2026-08-15\n"                   \
    "health: {2026-Q3: {score: 40}}\n"                                                             \
    "certifications: [{person: Ann, earned: 2026-01-01}]\n"                                        \
    "deals:\n"                                                                                     \
    "  - {customer: D1, stage: won, amount: 50, source: sourced, registered: 2026-07-01, "         \
    "closed: 2026-07-31}\n"                                                                        \
    "  - {customer: D2, stage: won, amount: 350, source: sourced, registered: 2026-04-01, "        \
    "closed: 2026-05-01}\n"                                                                        \
    "  - {customer: D3, stage: contract, amount: 200, registered: 2026-08-01}\n"

#define GAMMA                                                                                      \
    "name: Gamma\ntier: Silver\nstage: lost\nsince: 2023-01-01\nended: 2026-08-31\ndeals: []\n"

struct programme_case {
    const char *name, *config, *partners[PARTNERS_MAX], *wanted, *codes;
};

static const struct programme_case cases[] = {
    {"totals are sums over the partners",
     NULL,
     {ALPHA, BETA},
     "programme.kpi.booked.value = 1050.5\n"
     "programme.kpi.sourced.value = 650\n"
     "programme.kpi.influenced.value = 400.5\n"
     "programme.kpi.booked.previous = 450\n"
     "programme.kpi.booked.vs_previous = 600.5\n"
     "programme.kpi.booked.year_before = null\n"
     "programme.kpi.booked.plan = 900\n"
     "programme.kpi.attainment.value = 1.167222\n"
     "programme.kpi.deals_won.value = 3\n"
     "programme.kpi.win_rate.value = 0.75\n"
     "programme.kpi.average_deal.value = 350\n"
     "programme.kpi.cycle_days.value = 61\n"
     "programme.kpi.registrations.value = 3\n"
     "programme.kpi.pipeline.value = 500\n"
     "programme.kpi.pipeline_count.value = 2\n"
     "programme.kpi.pipeline.plan = 500\n"
     "programme.kpi.weighted.value = 240\n"
     "programme.kpi.certifications.value = 3\n"
     "programme.kpi.mdf_used.value = 40\n"
     "programme.kpi.mdf_used.plan = 100\n"
     "programme.kpi.health.value = 61\n"
     "programme.kpi.partners.value = 2\n"
     "programme.kpi.partners.previous = 1\n"
     "programme.pipeline.stages.1.amount = 300\n"
     "programme.pipeline.stages.4.count = 1\n"
     "programme.mdf.left = 60\n"
     "programme.words.verdict = beat\n"
     "programme.deals.won.0.customer = C1\n"
     "programme.deals.won.0.partner = Alpha\n"
     "programme.history.1.booked = 1050.5\n"
     "programme.history.0.booked = 450\n"
     "programme.without_plan_count = 1\n"
     "programme.without_plan.0.name = Beta\n"
     "programme.excluded_count = 0\n"
     "unit.divisor = 1\n"
     "period.id = 2026-Q3\n"
     "currency = USD\n",
     ""},
    {"a row for each partner, the most booked first",
     NULL,
     {BETA, ALPHA},
     "programme.partners.0.name = Alpha\n"
     "programme.partners.0.rank = 1\n"
     "programme.partners.0.booked = 1000.5\n"
     "programme.partners.0.share = 0.952404\n"
     "programme.partners.0.vs_plan = 100.5\n"
     "programme.partners.0.vs_previous = 900.5\n"
     "programme.partners.0.health_status = Strong\n"
     "programme.partners.0.health_change = 12\n"
     "programme.partners.0.change_words = won more and larger deals\n"
     "programme.partners.0.mdf_budget = 100\n"
     "programme.partners.1.name = Beta\n"
     "programme.partners.1.is_new = true\n"
     "programme.partners.1.plan = null\n"
     "programme.partners.1.vs_previous = -300\n"
     "programme.partners.1.change_words = won smaller deals\n"
     "programme.top_count = 2\n"
     "programme.top_share = 1\n"
     "programme.growing_count = 1\n"
     "programme.growing.0.name = Alpha\n"
     "programme.falling_count = 1\n"
     "programme.falling.0.name = Beta\n"
     "programme.falling.0.vs_previous_share = -0.857143\n",
     ""},
    {"groups, and who came and left",
     "currency: USD\ntiers: [{name: Gold}, {name: Silver}, {name: Bronze, target: 5}]\n",
     {ALPHA, BETA, GAMMA},
     "programme.count = 2\n"
     "programme.tiers.0.name = Gold\n"
     "programme.tiers.0.count = 1\n"
     "programme.tiers.0.count_share = 0.5\n"
     "programme.tiers.1.count = 1\n"
     "programme.tiers.1.previous_count = 1\n" /* Gamma, whom Beta followed */
     "programme.tiers.1.booked = 50\n"
     "programme.tiers.2.count = 0\n"
     "programme.tiers.2.booked = null\n"
     "programme.tiers.2.target = 5\n"
     "programme.regions.0.name = EMEA\n"
     "programme.regions.1.name = APAC\n"
     "programme.regions.1.vs_previous = -300\n"
     "programme.regions.2.name = Not set\n"
     "programme.regions.2.count = 0\n"
     "programme.stages.2.count = 2\n"
     "programme.stages.4.name = lost\n"
     "programme.stages.4.count = 1\n"
     "programme.health.levels.0.count = 1\n"
     "programme.health.levels.0.names.0 = Alpha\n"
     "programme.health.levels.3.name = At risk\n"
     "programme.health.levels.3.share = 0.5\n"
     "programme.health.unknown_count = 0\n"
     "programme.new_count = 1\n"
     "programme.new.0.name = Beta\n"
     "programme.new.0.date = 2026-08-15\n"
     "programme.lost_count = 1\n"
     "programme.lost.0.name = Gamma\n"
     "programme.kept_count = 1\n"
     "programme.retention = 0.5\n",
     ""},
    {"another currency is converted by its rate, exactly",
     "currency: USD\nrates: {EUR: 1.085}\n",
     {ALPHA, "name: Delta\ncurrency: EUR\nstage: active\n"
             "targets: {2026-Q3: {booked: 200}}\nmdf: {2026-Q3: {budget: 10, used: 4}}\n"
             "campaigns: [{date: 2026-08-01, cost: 2, pipeline: 100}]\n"
             "deals: [{stage: won, amount: 100.01, source: sourced, registered: 2026-07-01, "
             "closed: 2026-07-02}]\n"},
     "programme.kpi.booked.value = 1109.01085\n"
     "programme.kpi.booked.plan = 1117\n"
     "programme.kpi.mdf_used.value = 44.34\n"
     "programme.partners.1.booked = 108.51085\n"
     "programme.partners.1.plan = 217\n"
     "programme.partners.1.attainment = 0.50005\n"
     "programme.partners.1.mdf_budget = 10.85\n"
     "programme.partners.1.currency = EUR\n"
     "programme.deals.won.2.amount = 108.51085\n"
     "programme.campaigns.count = 1\n"
     "programme.campaigns.cost = 2.17\n"
     "programme.campaigns.return = 50\n"
     "programme.kpi.mdf_return.value = 2.4\n"
     "programme.rates.0.currency = EUR\n"
     "programme.rates.0.count = 1\n",
     ""},
    {"without a rate a partner counts, but is in no sum",
     NULL,
     {ALPHA,
      "name: Delta\ntier: Gold\ncurrency: EUR\nstage: active\nhealth: {2026-Q3: {score: 90}}\n"
      "deals: [{stage: won, amount: 100, closed: 2026-07-02}]\n"},
     "programme.count = 2\n"
     "programme.kpi.booked.value = 1000.5\n"
     "programme.kpi.deals_won.value = 2\n"
     "programme.tiers.0.count = 2\n"
     "programme.tiers.0.booked = 1000.5\n"
     "programme.kpi.health.value = 86\n"
     "programme.excluded_count = 1\n"
     "programme.excluded.0.name = Delta\n"
     "programme.excluded.0.reason = no rate leads from EUR to USD\n"
     "programme.excluded.0.is_counted = true\n"
     "programme.partners.1 = -\n",
     "3:data-currency"},
    {"a partner whose data are wrong is left out and named",
     NULL,
     {ALPHA,
      "name: Epsilon\nstage: active\ndeals: [{stage: won, amount: 1OO, closed: 2026-07-02}]\n", ""},
     "programme.count = 1\n"
     "programme.kpi.booked.value = 1000.5\n"
     "programme.excluded_count = 2\n"
     "programme.excluded.0.name = Epsilon\n"
     "programme.excluded.0.reason = its data have errors\n"
     "programme.excluded.1.reason = its file cannot be read\n"
     "programme.excluded.1.is_counted = false\n",
     "0:partner-excluded 0:partner-excluded 3:data-number"},
    {"nobody sold: zero and null keep apart",
     NULL,
     {"{name: A, deals: []}", "{name: B}"},
     "programme.kpi.booked.value = 0\n"
     "programme.kpi.booked.previous = null\n"
     "programme.kpi.booked.plan = null\n"
     "programme.kpi.attainment.value = null\n"
     "programme.kpi.win_rate.value = null\n"
     "programme.kpi.certifications.value = null\n"
     "programme.kpi.health.value = null\n"
     "programme.retention = 1\n"
     "programme.recorded_count = 1\n"
     "programme.partners.0.share = null\n"
     "programme.partners.1.booked = null\n"
     "programme.partners.1.change_words = null\n"
     "programme.falling_count = 0\n"
     "programme.words.none_won = true\n",
     ""},
    {"months of revenue and months of deals are added up",
     NULL,
     {"{name: A, revenue: {2026-07: {sourced: 10, influenced: 5}, 2026-08: {sourced: 1}}}",
      "{name: B, deals: [{stage: won, amount: 20, source: sourced, closed: 2026-08-02}, "
      "{stage: lost, amount: 3, closed: 2026-08-03}]}"},
     "programme.kpi.booked.value = 36\n"
     "programme.kpi.sourced.value = 31\n"
     "programme.kpi.deals_won.value = 1\n"
     "programme.kpi.win_rate.value = 0.5\n"
     "programme.kpi.average_deal.value = 20\n"
     "programme.months.0.booked = 15\n"
     "programme.months.1.booked = 21\n",
     ""},
    {"the workspace plans for the programme",
     "currency: USD\ntargets: {2026-Q3: {booked: 2000, partners: 4, win_rate: 50}}\n",
     {ALPHA, BETA},
     "programme.kpi.booked.plan = 2000\n"
     "programme.kpi.partners.plan = 4\n"
     "programme.kpi.partners.status = Below target\n"
     "programme.kpi.win_rate.plan = 0.5\n"
     "programme.kpi.pipeline.plan = 500\n"
     "programme.words.verdict = missed\n",
     ""},
};

static void test_cases(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample sample;
        print_message("%s\n", cases[i].name);
        programme_init(&sample, cases[i].config, cases[i].partners, "2026-Q3");
        sample_expect(&sample, cases[i].wanted);
        assert_string_equal(sample_codes(&sample), cases[i].codes);
        sample_clear(&sample);
    }
}

static void a_rate_is_in_the_reason_with_its_place(void **state) {
    (void)state;
    static const char *const partners[] = {
        "{name: Delta, currency: EUR, deals: [{stage: won, amount: 100, closed: 2026-07-02}]}",
        NULL};
    struct sample sample;
    programme_init(&sample, "currency: USD\nrates: {EUR: 1.085}\n", partners, "2026-Q3");
    static const char *const paths[] = {"programme.kpi.booked.value",
                                        "programme.partners.0.booked"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_non_null(strstr(derivation_of(&sample, paths[i]),
                               "times 1.085, the rate of EUR (pdfgen.yaml:2:14)"));
    }
    sample_clear(&sample);
}

static void without_any_partner_there_is_no_programme(void **state) {
    (void)state;
    static const char *const none[] = {NULL}, *const broken[] = {"", NULL};
    struct sample sample;
    programme_init(&sample, NULL, none, "2026-Q3");
    assert_null(sample.root);
    assert_string_equal(sample_codes(&sample), "0:partner-excluded");
    sample_clear(&sample);
    programme_init(&sample, NULL, broken, "2026-Q3");
    assert_null(sample.root);
    assert_int_equal(sample.diags.n_errors, 1);
    sample_clear(&sample);
}

static void a_partner_left_out_has_a_reason_and_a_way_back(void **state) {
    (void)state;
    static const char *const partners[] = {ALPHA, "", NULL};
    struct sample sample;
    programme_init(&sample, NULL, partners, "2026-Q3");
    assert_int_equal(sample.diags.n, 1);
    assert_string_equal(sample.diags.items[0].message,
                        "\"b\" is left out of the programme: its file cannot be read");
    assert_non_null(strstr(sample.diags.items[0].hint, "pdfgen check"));
    sample_clear(&sample);
}

/* Beside a partner's names, for documents about one that mention the others. */
static void the_programme_alone_is_all_or_nothing(void **state) {
    (void)state;
    static const struct {
        const char *config, *partners[3];
        bool is_made;
    } rows[] = {
        {NULL, {ALPHA, BETA}, true},
        {NULL, {""}, false},
        {"{currency: USD, targets: {2026-Q3: {booked: many}}}", {ALPHA, BETA}, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sample sample;
        struct programme_input input =
            programme_begin(&sample, rows[i].config, rows[i].partners, "2026-Q3");
        bool is_made = derive_programme(sample.arena, &input, &sample.diags, &sample.root);
        assert_int_equal(is_made, rows[i].is_made);
        assert_int_equal(sample.diags.n_errors > 0, !is_made);
        assert_int_equal(value_path(sample.root, "kpi.booked.value") != NULL, is_made);
        sample_clear(&sample);
    }
}

/* --- by chance ------------------------------------------------------------------------------ */

static const char *any(GRand *random, const char *const *words, int n) {
    return words[g_rand_int_range(random, 0, n)];
}

static void add_deal(GRand *random, GString *out) {
    static const char *const stages[] = {"won",       "lost",     "registered",
                                         "qualified", "proposal", "contract"};
    static const char *const sources[] = {"sourced", "influenced", "other"};
    static const char *const cents[] = {"", ".5", ".25", ".01"};
    const char *stage = any(random, stages, 6);
    int month = g_rand_int_range(random, 1, 10), day = g_rand_int_range(random, 1, 29);
    g_string_append_printf(out,
                           "  - {stage: %s, source: %s, amount: %d%s, registered: 2026-%02d-%02d",
                           stage, any(random, sources, 3), g_rand_int_range(random, -500, 90000),
                           any(random, cents, 4), month, day);
    if (g_str_equal(stage, "won") || g_str_equal(stage, "lost")) {
        g_string_append_printf(out, ", closed: 2026-%02d-%02d", g_rand_int_range(random, month, 10),
                               28);
    }
    g_string_append(out, "}\n");
}

static const char *random_partner(Arena *arena, GRand *random, int number) {
    static const char *const tiers[] = {"Gold", "Silver", "Bronze"};
    static const char *const currencies[] = {"USD", "EUR", "JPY"};
    GString *out = g_string_new(NULL);
    g_string_append_printf(out,
                           "name: P%d\ntier: %s\nregion: R%d\nstage: active\ncurrency: %s\n"
                           "targets: {2026-Q3: {booked: %d, pipeline: %d}}\ndeals:\n",
                           number, any(random, tiers, 3), g_rand_int_range(random, 0, 3),
                           any(random, currencies, 3), g_rand_int_range(random, 1, 100000),
                           g_rand_int_range(random, 1, 100000));
    for (int i = g_rand_int_range(random, 1, 25); i > 0; i--) {
        add_deal(random, out);
    }
    const char *text = arena_strdup(arena, out->str);
    g_string_free(out, TRUE);
    return text;
}

static struct decimal sum_of(const struct value *list, const char *field) {
    struct decimal sum = decimal_from_int(0);
    for (size_t i = 0; i < list->list.n; i++) {
        const struct value *part = value_get(list->list.items[i], field);
        if (part && part->kind == VALUE_NUMBER) {
            assert_true(decimal_add(sum, part->number, &sum));
        }
    }
    return sum;
}

static void expect_total(struct sample *sample, const char *list, const char *field,
                         const char *total) {
    const struct value *rows = value_path(sample->root, list);
    const struct value *value = value_path(sample->root, total);
    assert_non_null(rows);
    assert_non_null(value);
    struct decimal sum = sum_of(rows, field);
    struct decimal wanted = value->kind == VALUE_NUMBER ? value->number : decimal_from_int(0);
    if (decimal_compare(sum, wanted) != 0) {
        fail_msg("%s of %s: %s, but %s is %s", field, list, decimal_format(sample->arena, sum),
                 total, decimal_format(sample->arena, wanted));
    }
}

static void sums_of_parts_are_the_totals(void **state) {
    (void)state;
    static const char *const sums[][3] = {
        {"partners", "booked", "kpi.booked.value"},
        {"partners", "sourced", "kpi.sourced.value"},
        {"partners", "influenced", "kpi.influenced.value"},
        {"partners", "previous", "kpi.booked.previous"},
        {"partners", "plan", "kpi.booked.plan"},
        {"partners", "deals_won", "kpi.deals_won.value"},
        {"partners", "deals_lost", "kpi.deals_lost.value"},
        {"partners", "registrations", "kpi.registrations.value"},
        {"partners", "pipeline", "kpi.pipeline.value"},
        {"partners", "pipeline_count", "kpi.pipeline_count.value"},
        {"partners", "weighted", "kpi.weighted.value"},
        {"partners", "booked_12_months", "kpi.booked_12_months.value"},
        {"tiers", "booked", "kpi.booked.value"},
        {"tiers", "pipeline", "kpi.pipeline.value"},
        {"regions", "booked", "kpi.booked.value"},
        {"verticals", "booked", "kpi.booked.value"},
        {"stages", "booked", "kpi.booked.value"},
        {"regions", "count", "count"},
        {"tiers", "count", "count"},
        {"pipeline.stages", "amount", "pipeline.amount"},
        {"pipeline.stages", "weighted", "pipeline.weighted"},
        {"pipeline.stages", "count", "pipeline.count"},
        {"months", "booked", "kpi.booked_12_months.value"},
        {"months", "deals_won", "kpi.deals_won.value"},
        {"deals.won", "amount", "kpi.booked.value"}};
    GRand *random = g_rand_new_with_seed(20261009);
    for (int round = 0; round < 60; round++) {
        Arena *arena = arena_new();
        const char *partners[PARTNERS_MAX + 1] = {NULL};
        int n = g_rand_int_range(random, 1, PARTNERS_MAX);
        for (int i = 0; i < n; i++) {
            partners[i] = random_partner(arena, random, i);
        }
        struct sample sample;
        programme_init(&sample, "currency: USD\nrates: {EUR: 1.0853, JPY: 0.00667}\n", partners,
                       "2026");
        assert_non_null(sample.root);
        for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
            expect_total(&sample, arena_printf(arena, "programme.%s", sums[i][0]), sums[i][1],
                         arena_printf(arena, "programme.%s", sums[i][2]));
        }
        sample_clear(&sample);
        arena_free(arena);
    }
    g_rand_free(random);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/derive/programme/cases", test_cases, NULL, NULL, NULL},
        {"/derive/programme/a rate is in the reason with its place",
         a_rate_is_in_the_reason_with_its_place, NULL, NULL, NULL},
        {"/derive/programme/without any partner there is none",
         without_any_partner_there_is_no_programme, NULL, NULL, NULL},
        {"/derive/programme/a partner left out has a reason and a way back",
         a_partner_left_out_has_a_reason_and_a_way_back, NULL, NULL, NULL},
        {"/derive/programme/the programme alone is all or nothing",
         the_programme_alone_is_all_or_nothing, NULL, NULL, NULL},
        {"/derive/programme/sums of parts are the totals, exactly", sums_of_parts_are_the_totals,
         NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
