#include "derive_sample.h"

/*
 * Names that nothing asks for cost nothing: null stands for them, and what is asked for is the same
 * as if all were.
 */

#define PARTNER                                                                                    \
    "name: A\n"                                                                                    \
    "targets: {2026-07: {booked: 100}, 2026-Q3: {booked: 300}}\n"                                  \
    "deals:\n"                                                                                     \
    "  - {customer: C1, stage: won, amount: 200, registered: 2025-06-01, closed: 2025-07-15}\n"    \
    "  - {customer: C2, stage: won, amount: 150, registered: 2026-05-01, closed: 2026-07-01}\n"

static const char *const optional[] = {"deals",  "history", "quarters",
                                       "months", "outlook", "words"};

/* @context: names with a blank around each. */
static bool is_named(void *context, const char *name) {
    const char *found = strstr(context, name);
    return found && found[-1] == ' ' && found[strlen(name)] == ' ';
}

static const char *root_text(struct sample *sample, const char *name) {
    GString *text = g_string_new(NULL);
    value_dump(value_get(sample->root, name), false, text);
    char *copy = arena_strdup(sample->arena, text->str);
    g_string_free(text, TRUE);
    return copy;
}

static void derive_asked(struct sample *sample, const char *period, const char *names) {
    *sample = (struct sample){.arena = arena_new()};
    struct derive_input input = {.today = {2026, 10, 9},
                                 .config = sample_yaml(sample, "pdfgen.yaml", "currency: USD\n"),
                                 .partner = sample_yaml(sample, "partner.yaml", PARTNER),
                                 .is_asked_for = names ? is_named : NULL,
                                 .context = (void *)names};
    assert_true(derive_period_parse(sample->arena, period, 1, &sample->diags, &input.period));
    assert_true(derive_values(sample->arena, &input, &sample->diags, &sample->root));
}

static void test_only_what_is_asked_for(void **state) {
    (void)state;
    static const char *const periods[] = {"2026-07", "2026-Q3", "2026"};
    for (size_t i = 0; i < G_N_ELEMENTS(periods); i++) {
        struct sample all;
        derive_asked(&all, periods[i], NULL);
        for (size_t k = 0; k < G_N_ELEMENTS(optional); k++) {
            struct sample one, none;
            g_autofree char *names = g_strdup_printf(" %s ", optional[k]);
            derive_asked(&one, periods[i], names);
            assert_string_equal(root_text(&one, optional[k]), root_text(&all, optional[k]));
            assert_string_equal(root_text(&one, "kpi"), root_text(&all, "kpi"));
            derive_asked(&none, periods[i], " kpi ");
            assert_string_equal(root_text(&none, optional[k]), "null\n");
            assert_int_equal(none.root->map.n, all.root->map.n);
            sample_clear(&one);
            sample_clear(&none);
        }
        sample_clear(&all);
    }
}

static void test_own_history_ends_the_months(void **state) {
    (void)state;
    struct sample sample;
    derive_asked(&sample, "2026-07", NULL);
    sample_expect(&sample, "history.0.id = 2025-12\n"
                           "history.7.id = 2026-07\n"
                           "history.8 = -\n"
                           "months.0.id = 2025-08\n"
                           "months.11.id = 2026-07\n"
                           "history.7.booked = 150\n"
                           "history.7.year_before = 200\n");
    sample_clear(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/derive/asked/null stands for what nothing asks for", test_only_what_is_asked_for, NULL,
         NULL, NULL},
        {"/derive/asked/a month's own history is the end of the months",
         test_own_history_ends_the_months, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
