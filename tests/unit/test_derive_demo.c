#include "derive_sample.h"

/*
 * The demo company's Acme Corp is the partner of the mock-ups: its figures are theirs. Of all its
 * partners every sum agrees with every other.
 */

#define DEMO PDFGEN_SOURCE_DIR "/examples/demo/"

static bool load_demo(struct sample *sample, const char *name, const char *period) {
    static const char *const environment[] = {NULL};
    g_autoptr(World) world = world_new(environment, PDFGEN_SOURCE_DIR);
    world_allow(world, PDFGEN_SOURCE_DIR);
    *sample = (struct sample){.arena = arena_new()};
    struct derive_input input = {.today = {2026, 10, 9}};
    struct value *config = NULL, *partner = NULL;
    char *path = arena_printf(sample->arena, DEMO "partners/%s", name);
    if (!load_data_file(sample->arena, world, DEMO "pdfgen.yaml", (struct span){0}, &sample->diags,
                        &config) ||
        !load_data_file(sample->arena, world, path, (struct span){0}, &sample->diags, &partner)) {
        return false;
    }
    input.config = config;
    input.partner = partner;
    assert_true(derive_period_parse(sample->arena, period, 1, &sample->diags, &input.period));
    if (!derive_values(sample->arena, &input, &sample->diags, &sample->root)) {
        return false;
    }
    /* Sources go with the world; what is compared are numbers and words of the arena. */
    GString *dump = g_string_new(NULL);
    value_dump(sample->root, false, dump);
    struct value *copy = NULL;
    assert_true(
        load_json(sample->arena,
                  source_new(sample->arena, "demo.json", str_from_gstring(sample->arena, dump)),
                  &sample->diags, &copy));
    g_string_free(dump, TRUE);
    sample->root = copy;
    return true;
}

/* reports/02 to 05 of the mock-ups. */
static void acme_is_the_partner_of_the_pictures(void **state) {
    (void)state;
    struct sample sample;
    assert_true(load_demo(&sample, "acme.yaml", "2026-Q3"));
    sample_expect(&sample, "kpi.booked.value = 1284000\n"
                           "kpi.booked.plan = 1190000\n"
                           "kpi.booked.vs_plan = 94000\n"
                           "kpi.booked.vs_plan_share = 0.078992\n"
                           "kpi.booked.previous = 1068000\n"
                           "kpi.booked.vs_previous = 216000\n"
                           "kpi.booked.vs_previous_share = 0.202247\n"
                           "kpi.booked.vs_year_before_share = 0.340292\n"
                           "kpi.attainment.vs_previous = 0.108083\n"
                           "kpi.win_rate.value = 0.425\n"
                           "kpi.win_rate.previous = 0.375\n"
                           "kpi.win_rate.plan = 0.4\n"
                           "kpi.pipeline.value = 3360000\n"
                           "kpi.pipeline.plan = 4200000\n"
                           "kpi.pipeline.vs_plan = -840000\n"
                           "kpi.pipeline.vs_previous = -140000\n"
                           "kpi.cycle_days.value = 70\n"
                           "kpi.health.value = 70\n"
                           "kpi.health.previous = 66\n"
                           "kpi.sourced.value = 822000\n"
                           "pipeline.count = 38\n"
                           "pipeline.weighted = 1327000\n"
                           "pipeline.coverage = 2.4\n"
                           "pipeline.forecast_vs_plan = -73000\n"
                           "pipeline.stages.1.amount = 1000000\n"
                           "pipeline.stages.2.weighted = 405000\n"
                           "deals.won_total.count = 17\n"
                           "deals.decided = 40\n"
                           "deals.largest.customer = Meridian Freight\n"
                           "deals.largest.cycle_days = 214\n"
                           "deals.largest.without = 1036000\n"
                           "deals.largest.decides_plan = true\n"
                           "deals.two_largest.amount = 434500\n"
                           "deals.other_won.count = 7\n"
                           "deals.other_won.amount = 178200\n"
                           "deals.other_won.cycle_days = 60\n"
                           "tier.next = Platinum\n"
                           "tier.missing = 688000\n"
                           "tier.booked_12_months = 4312000\n"
                           "tier.requirements.0.have = 9\n"
                           "tier.requirements.1.is_met = true\n"
                           "months.0.booked = 298000\n"
                           "months.11.booked = 554000\n"
                           "months.11.axis = Sep 2026\n"
                           "quarters.7.booked = 1284000\n"
                           "outlook.4.forecast = 1327000\n"
                           "outlook.4.booked = null\n"
                           "health.weakest.name = Marketing\n"
                           "health.weakest.status = At risk\n"
                           "health.change_word = four\n"
                           "actions.previous_counts.done.word_start = Two\n"
                           "actions.previous_counts.missed.count = 1\n"
                           "mdf.share = 0.28\n"
                           "commission.sourced = 93640\n"
                           "commission.influenced = 23100\n"
                           "commission.total = 116740\n"
                           "unit.short = $k\n"
                           "words.verdict = beat\n"
                           "words.joint = but\n"
                           "words.needs_pipeline = true\n"
                           "words.first_in_word = three\n");
    sample_clear(&sample);
}

static void a_month_stands_by_itself(void **state) {
    (void)state;
    struct sample sample;
    assert_true(load_demo(&sample, "acme.yaml", "2026-09"));
    sample_expect(&sample, "kpi.booked.value = 554000\n"
                           "kpi.booked.plan = 440000\n"
                           "kpi.booked.vs_plan_share = 0.259091\n"
                           "kpi.booked.vs_previous = 166000\n"
                           "kpi.booked.vs_previous_share = 0.427835\n"
                           "kpi.pipeline.vs_previous = -110000\n"
                           "kpi.health.value = 70\n"
                           "kpi.health.previous = null\n"
                           "words.verdict = beat\n");
    sample_clear(&sample);
}

static struct decimal number_at(const struct value *root, const char *path) {
    const struct value *value = value_path(root, path);
    assert_non_null(value);
    assert_int_equal(value->kind, VALUE_NUMBER);
    return value->number;
}

static void expect_sum(const struct value *list, const char *field, struct decimal wanted,
                       const char *what) {
    struct decimal sum = decimal_from_int(0);
    for (size_t i = 0; i < list->list.n; i++) {
        assert_true(decimal_add(sum, number_at(list->list.items[i], field), &sum));
    }
    if (decimal_compare(sum, wanted) != 0) {
        fail_msg("%s do not add up", what);
    }
}

static void sums_agree(const struct value *root) {
    struct decimal booked = number_at(root, "kpi.booked.value"), parts;
    expect_sum(value_path(root, "deals.won"), "amount", booked, "deals won");
    assert_true(decimal_add(number_at(root, "kpi.sourced.value"),
                            number_at(root, "kpi.influenced.value"), &parts));
    assert_int_equal(decimal_compare(parts, booked), 0);
    const struct value *months = value_get(root, "months");
    assert_true(months->list.n >= 3);
    struct value last = {.kind = VALUE_LIST,
                         .list = {.items = months->list.items + months->list.n - 3, .n = 3}};
    expect_sum(&last, "booked", booked, "the quarter's months");
    expect_sum(value_path(root, "pipeline.stages"), "amount", number_at(root, "pipeline.amount"),
               "stages");
    expect_sum(value_path(root, "pipeline.stages"), "weighted",
               number_at(root, "pipeline.weighted"), "weighted stages");
    expect_sum(months, "booked", number_at(root, "tier.booked_12_months"), "twelve months");
}

static void every_partner_adds_up(void **state) {
    (void)state;
    g_autoptr(GDir) folder = g_dir_open(DEMO "partners", 0, NULL);
    const char *name;
    size_t n = 0;
    assert_non_null(folder);
    while ((name = g_dir_read_name(folder))) {
        struct sample sample;
        if (!g_str_has_suffix(name, ".yaml")) {
            continue;
        }
        print_message("%s\n", name);
        assert_true(load_demo(&sample, name, "2026-Q3"));
        assert_int_equal(sample.diags.n, 0);
        sums_agree(sample.root);
        sample_clear(&sample);
        n++;
    }
    assert_int_equal(n, 9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/derive/demo/Acme is the partner of the pictures", acme_is_the_partner_of_the_pictures,
         NULL, NULL, NULL},
        {"/derive/demo/a month stands by itself", a_month_stands_by_itself, NULL, NULL, NULL},
        {"/derive/demo/every partner adds up and warns of nothing", every_partner_adds_up, NULL,
         NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
