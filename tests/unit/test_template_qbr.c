#include "derive_sample.h"

#include "fill.h"
#include "locale.h"

/*
 * The review is filled in the strict mode: a name that is missing, or a null that no word stands
 * for, fails. What it says is read for holes that grammar would show.
 */

#define ROOT PDFGEN_SOURCE_DIR "/"

struct filled {
    Arena *arena;
    World *world;
    Locale *locale;
    struct diags diags;
    struct str text; /* empty: errors */
};

static void filled_init(struct filled *filled) {
    static const char *const environment[] = {NULL};
    *filled = (struct filled){.arena = arena_new(),
                              .world = world_new(environment, PDFGEN_SOURCE_DIR),
                              .locale = locale_new("en-US")};
    world_allow(filled->world, PDFGEN_SOURCE_DIR);
}

static void filled_clear(struct filled *filled) {
    diags_clear(&filled->diags);
    locale_free(filled->locale);
    arena_free(filled->arena);
    world_free(filled->world);
}

static const struct value *read_config(struct filled *filled) {
    struct value *config = NULL;
    assert_true(load_data_file(filled->arena, filled->world, ROOT "examples/demo/pdfgen.yaml",
                               (struct span){0}, &filled->diags, &config));
    return config;
}

static void fill_review(struct filled *filled, const struct value *partner, const char *period) {
    struct derive_input input = {
        .config = read_config(filled), .partner = partner, .today = {2026, 10, 9}};
    struct value *root = NULL, *meta = NULL;
    struct text *text = NULL;
    size_t body = 0;
    assert_true(derive_period_parse(filled->arena, period, 1, &filled->diags, &input.period));
    assert_true(derive_values(filled->arena, &input, &filled->diags, &root));
    const struct source *template =
        world_read_text(filled->world, ROOT "templates/qbr.md", (struct span){0}, &filled->diags);
    assert_non_null(template);
    load_front_matter(filled->arena, template, &filled->diags, &meta, &body);
    const struct fill_options options = {
        .escape = FILL_NONE, .locale = filled->locale, .currency = "USD"};
    if (fill_strings(filled->arena, meta, root, &options, &filled->diags, &meta) &&
        fill_template(filled->arena, template, body, root, &options, &filled->diags, &text)) {
        filled->text = text->bytes;
    }
}

static void expect_no_errors(const struct filled *filled) {
    for (size_t i = 0; i < filled->diags.n; i++) {
        const struct diag *diag = &filled->diags.items[i];
        if (diag->severity == DIAG_SEVERITY_ERROR) {
            fail_msg("%u:%u: %s", diag->at.line, diag->at.column, diag->message);
        }
    }
}

/* Marks of a sentence with a hole in it. */
static void expect_whole_sentences(const struct filled *filled) {
    static const char *const holes[] = {"{{",   "}}",    "null",  " ,",    " .",   ",,", "..", " ;",
                                        "n/a%", "  in ", "  of ", " by .", "# \n", "()", "$$"};
    struct str rest = filled->text, line;
    assert_true(rest.n > 0);
    while (str_next_line(&rest, &line)) {
        bool is_table = str_starts_with(line, "|");
        for (size_t i = 0; i < G_N_ELEMENTS(holes) && !is_table; i++) {
            if (str_find(line, str_from(holes[i]), 0) < line.n) {
                fail_msg("\"%s\" in: " STR_FMT, holes[i], STR_ARG(line));
            }
        }
    }
}

static bool says(const struct filled *filled, const char *words) {
    return str_find(filled->text, str_from(words), 0) < filled->text.n;
}

static void every_partner_of_the_demo_fills_it(void **state) {
    (void)state;
    static const char *const periods[] = {"2026-Q3", "2026-Q2", "2025-Q1", "2024-Q4", "2026-Q4"};
    g_autoptr(GDir) folder = g_dir_open(ROOT "examples/demo/partners", 0, NULL);
    const char *name;
    assert_non_null(folder);
    while ((name = g_dir_read_name(folder))) {
        for (size_t i = 0; g_str_has_suffix(name, ".yaml") && i < G_N_ELEMENTS(periods); i++) {
            struct filled filled;
            struct value *partner = NULL;
            filled_init(&filled);
            char *path = arena_printf(filled.arena, ROOT "examples/demo/partners/%s", name);
            assert_true(load_data_file(filled.arena, filled.world, path, (struct span){0},
                                       &filled.diags, &partner));
            fill_review(&filled, partner, periods[i]);
            print_message("%s %s\n", name, periods[i]);
            expect_no_errors(&filled);
            expect_whole_sentences(&filled);
            filled_clear(&filled);
        }
    }
}

struct story {
    const char *partner;
    const char *said[4], *not_said[3];
};

#define WON(amount)                                                                                \
    "{customer: C, stage: won, source: sourced, amount: " amount                                   \
    ", registered: 2026-07-01, closed: 2026-08-01}"
#define OPEN                                                                                       \
    "{customer: O, stage: proposal, amount: 900, registered: 2026-08-01, expected_close: "         \
    "2026-11-01}"

static const struct story stories[] = {
    {"{name: Nobody}",
     {"Nobody has no bookings on record.", "The open pipeline is not recorded",
      "The next tier is Silver"},
     {"Nothing is open"}},
    {"{name: A, deals: [" WON("100") "]}",
     {"A booked $100.<br>Nothing is open.", "A won the only deal decided in the quarter.",
      "There is no quarter before", "but nothing is open for the fourth quarter"},
     {"1 deals"}},
    {"{name: A, deals: [" OPEN "], targets: {2026-Q3: {booked: 100}, 2026-Q4: {booked: 200}}}",
     {"A booked nothing.<br>Next quarter is on course.", "but the forecast",
      "A won no deal in the third quarter", "1 deal worth $900 was open"},
     {"by 100%"}},
    {"{name: A, deals: [" WON("100") ", " WON(
         "50") ", " OPEN "], targets: {2026-Q3: {booked: 150}, 2026-Q4: {booked: 600}}}",
     {"A met its plan.<br>Next quarter needs pipeline.", "won both deals decided",
      "in line with its plan", "only 1.5 times"},
     {"win rate of 100.0% against"}},
    {"{name: A, stage: lost, deals: [" WON("100") "], targets: {2026-Q3: {booked: 200}}}",
     {"# A has left the program.", "A missed its third-quarter plan by 50%"},
     {"Nothing is open.", "must build pipeline", "They are agreed in this review"}},
    {"{name: A, deals: [" WON("-100") "], targets: {2026-Q3: {booked: 200}}}",
     {"A missed its plan by 150%.", "A booked −$100 in the third quarter, $300 below plan"},
     {"found"}},
    {"{name: A, deals: [], goals: {2026-Q3: [{goal: G, measure: booked, target: 1}]}, actions: "
     "[{period: 2026-Q2, what: W, status: done}]}",
     {"The only goal of the quarter is not met", "The only action of the second quarter is done"},
     {"One of one"}},
};

static void sentences_follow_the_data(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(stories); i++) {
        struct filled filled;
        struct value *partner = NULL;
        filled_init(&filled);
        assert_true(load_yaml(
            filled.arena, source_new(filled.arena, "partner.yaml", str_from(stories[i].partner)),
            &filled.diags, &partner));
        fill_review(&filled, partner, "2026-Q3");
        expect_no_errors(&filled);
        expect_whole_sentences(&filled);
        for (size_t k = 0; k < G_N_ELEMENTS(stories[i].said) && stories[i].said[k]; k++) {
            if (!says(&filled, stories[i].said[k])) {
                fail_msg("%zu does not say \"%s\":\n" STR_FMT, i, stories[i].said[k],
                         STR_ARG(filled.text));
            }
        }
        for (size_t k = 0; k < G_N_ELEMENTS(stories[i].not_said) && stories[i].not_said[k]; k++) {
            if (says(&filled, stories[i].not_said[k])) {
                fail_msg("%zu says \"%s\"", i, stories[i].not_said[k]);
            }
        }
        filled_clear(&filled);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/template/qbr/every partner of the demo fills it", every_partner_of_the_demo_fills_it,
         NULL, NULL, NULL},
        {"/template/qbr/sentences follow the data", sentences_follow_the_data, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
