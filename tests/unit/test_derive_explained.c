#include "derive_sample.h"

/*
 * Each value of the root says where it was read or how it was computed: `vars` has nothing else to
 * show. The demo company's partners have all that a file can say, and much that it need not.
 */

#define DEMO PDFGEN_SOURCE_DIR "/examples/demo/"

struct walk {
    struct sample sample;
    World *world;
    char *unexplained; /* the first one's path; NULL: none */
    size_t n_scalars;
};

static void load_demo(struct walk *walk, const char *name, const char *period, bool is_explaining) {
    static const char *const environment[] = {NULL};
    struct sample *sample = &walk->sample;
    *walk = (struct walk){.world = world_new(environment, PDFGEN_SOURCE_DIR)};
    sample->arena = arena_new();
    world_allow(walk->world, PDFGEN_SOURCE_DIR);
    struct derive_input input = {.today = {2026, 10, 9}, .is_explaining = is_explaining};
    struct value *config = NULL, *partner = NULL;
    char *path = arena_printf(sample->arena, DEMO "partners/%s", name);
    assert_true(load_data_file(sample->arena, walk->world, DEMO "pdfgen.yaml", (struct span){0},
                               &sample->diags, &config));
    assert_true(load_data_file(sample->arena, walk->world, path, (struct span){0}, &sample->diags,
                               &partner));
    input.config = config;
    input.partner = partner;
    assert_true(derive_period_parse(sample->arena, period, 1, &sample->diags, &input.period));
    assert_true(derive_values(sample->arena, &input, &sample->diags, &sample->root));
}

static void unload(struct walk *walk) {
    sample_clear(&walk->sample);
    world_free(walk->world);
}

/* What derive_explain.c says of a word or boolean that its table does not know. */
static const char without_row[] = "the partner, the workspace and the period";

static void visit(struct walk *walk, const struct value *value, const char *path) {
    Arena *arena = walk->sample.arena;
    if (value->kind == VALUE_MAP) {
        for (size_t i = 0; i < value->map.n; i++) {
            const struct value_entry *entry = &value->map.entries[i];
            visit(walk, entry->value,
                  arena_printf(arena, "%s." STR_FMT, path, STR_ARG(entry->key)));
        }
        return;
    }
    if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->list.n; i++) {
            visit(walk, value->list.items[i], arena_printf(arena, "%s.%zu", path, i));
        }
        return;
    }
    walk->n_scalars++;
    bool is_explained = value->at.source || (value->derivation && *value->derivation &&
                                             !g_str_equal(value->derivation, without_row));
    if (!is_explained && !walk->unexplained) {
        walk->unexplained = arena_strdup(arena, path);
    }
}

static void every_scalar_is_explained(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"acme.yaml", "2026-Q3"},
        {"acme.yaml", "2026-09"},
        {"acme.yaml", "2027"},
        {"techstart.yaml", "2026-Q3"},
        {"elbtal-systemhaus.yaml", "2026-H1"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct walk walk;
        load_demo(&walk, cases[i][0], cases[i][1], true);
        visit(&walk, walk.sample.root, "");
        assert_true(walk.n_scalars > 500);
        if (walk.unexplained) {
            fail_msg("%s %s: %s says neither where it was read nor how it was computed",
                     cases[i][0], cases[i][1], walk.unexplained + 1);
        }
        unload(&walk);
    }
}

struct text_case {
    const char *path, *wanted;
};

static void texts_explain(void **state) {
    (void)state;
    static const struct text_case cases[] = {
        {"kpi.booked.value", "sum of 17 deals won from 2026-07-01 to 2026-09-30"},
        {"kpi.booked.vs_plan", "1284000 less 1190000"},
        {"kpi.booked.vs_plan_share", "94000 divided by 1190000"},
        {"kpi.booked.vs_plan_tone", "good or bad by the sign of vs_plan = 94000"},
        {"kpi.win_rate.value", "17 won of 40 decided from 2026-07-01 to 2026-09-30"},
        {"kpi.average_deal.plan", "no average_deal in targets of 2026-Q3"},
        {"deals.won_total.count_word", "in words: count = 17"},
        {"deals.won.0.origin", "in words: source = sourced"},
        {"words.gap", "kpi.booked.vs_plan without its sign"},
        {"words.beat", "by verdict = beat"},
        {"period.label", "says the period in another way: id = 2026-Q3"},
    };
    struct walk walk;
    load_demo(&walk, "acme.yaml", "2026-Q3", true);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct value *value = value_path(walk.sample.root, cases[i].path);
        assert_non_null(value);
        assert_string_equal(value->derivation, cases[i].wanted);
    }
    const struct value *plan = value_path(walk.sample.root, "kpi.booked.plan");
    assert_true(g_str_has_prefix(plan->derivation, "targets.2026-Q3.booked, examples/demo/"));
    unload(&walk);
}

/* The texts are dear: a run that shows none makes none. */
static void nothing_is_explained_unasked(void **state) {
    (void)state;
    struct walk asked, unasked;
    load_demo(&asked, "acme.yaml", "2026-Q3", true);
    load_demo(&unasked, "acme.yaml", "2026-Q3", false);
    GString *dumps[2] = {g_string_new(NULL), g_string_new(NULL)};
    value_dump(asked.sample.root, false, dumps[0]);
    value_dump(unasked.sample.root, false, dumps[1]);
    assert_string_equal(dumps[0]->str, dumps[1]->str);
    assert_null(value_path(unasked.sample.root, "kpi.booked.value")->derivation);
    assert_null(value_path(unasked.sample.root, "words.beat")->derivation);
    g_string_free(dumps[0], TRUE);
    g_string_free(dumps[1], TRUE);
    unload(&asked);
    unload(&unasked);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/derive/explained/every scalar of the root", every_scalar_is_explained, NULL, NULL, NULL},
        {"/derive/explained/a text says from what", texts_explain, NULL, NULL, NULL},
        {"/derive/explained/only to who asks", nothing_is_explained_unasked, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
