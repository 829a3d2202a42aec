#include "template_sample.h"

/*
 * Every template of the installation is filled in the strict mode: a name that is missing, or a
 * null that no word stands for, fails. What it says is read for holes that grammar would show.
 */

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of the files in @folder that end in @suffix, without it, in order; NULL-terminated. */
static char **names_in(const char *folder, const char *suffix) {
    GStrvBuilder *names = g_strv_builder_new();
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    assert_non_null(dir);
    for (const char *name; (name = g_dir_read_name(dir));) {
        if (g_str_has_suffix(name, suffix)) {
            g_autofree char *stem = g_strndup(name, strlen(name) - strlen(suffix));
            g_strv_builder_add(names, stem);
        }
    }
    char **list = g_strv_builder_end(names);
    g_strv_builder_unref(names);
    qsort(list, g_strv_length(list), sizeof *list, compare_names);
    return list;
}

static bool is_about_programme(const char *name) {
    return strcmp(name, "board-deck") == 0;
}

/* The first quarter on record, the first months, months without a deal, one that has not ended. */
static const char *const periods[] = {"2026-Q3", "2026-Q1", "2025-Q1", "2024-Q4", "2026-Q4",
                                      "2026-09", "2026-05", "2026-01", "2025-02", "2024-10",
                                      "2026-10", "2026-H1", "2025"};

static void fill_for_all_periods(const char *template, const char *partner) {
    for (size_t i = 0; i < G_N_ELEMENTS(periods); i++) {
        struct filled filled;
        filled_init(&filled);
        const char *path = arena_printf(filled.arena, DEMO "partners/%s.yaml", partner);
        filled_partner(&filled, template, filled_read(&filled, path), periods[i]);
        print_message("%s %s %s\n", template, partner, periods[i]);
        expect_no_diagnostics(&filled);
        expect_whole_sentences(&filled);
        filled_clear(&filled);
    }
}

static void every_partner_of_the_demo_fills_every_template(void **state) {
    (void)state;
    g_auto(GStrv) templates = names_in(ROOT "templates", ".md");
    g_auto(GStrv) partners = names_in(DEMO "partners", ".yaml");
    assert_int_equal(g_strv_length(partners), 9);
    assert_true(g_strv_length(templates) >= 10);
    for (size_t i = 0; templates[i]; i++) {
        for (size_t k = 0; partners[k] && !is_about_programme(templates[i]); k++) {
            fill_for_all_periods(templates[i], partners[k]);
        }
    }
}

/* --- the programme -------------------------------------------------------------------------- */

enum { PARTNERS_MAX = 9 };

static void fill_programme(struct filled *filled, const char *period, const char *data) {
    struct programme_partner partners[PARTNERS_MAX];
    g_auto(GStrv) names = names_in(DEMO "partners", ".yaml");
    struct programme_input input = {
        .config = filled->config, .partners = partners, .today = {2026, 10, 9}};
    for (; names[input.n]; input.n++) {
        assert_true(input.n < PARTNERS_MAX);
        const char *path = arena_printf(filled->arena, DEMO "partners/%s.yaml", names[input.n]);
        const struct value *partner = filled_read(filled, path);
        partners[input.n] = (struct programme_partner){
            .slug = arena_printf(filled->arena, "%s", names[input.n]),
            .name = value_text(filled->arena, value_get(partner, "name"), ""),
            .partner = partner};
    }
    struct value *root = NULL;
    assert_true(derive_period_parse(filled->arena, period, 1, &filled->diags, &input.period));
    assert_true(derive_programme_values(filled->arena, &input, &filled->diags, &root));
    if (data) {
        value_put(filled->arena, root, "data", filled_read(filled, data));
    }
    filled_template(filled, "board-deck", root);
}

static void the_board_deck_is_filled_with_and_without_data_of_its_own(void **state) {
    (void)state;
    static const char *const data[] = {NULL, DEMO "programme.yaml"};
    for (size_t i = 0; i < G_N_ELEMENTS(periods) * G_N_ELEMENTS(data); i++) {
        const char *own = data[i % G_N_ELEMENTS(data)];
        struct filled filled;
        filled_init(&filled);
        print_message("board-deck %s\n", periods[i / G_N_ELEMENTS(data)]);
        fill_programme(&filled, periods[i / G_N_ELEMENTS(data)], own);
        expect_no_diagnostics(&filled);
        expect_whole_sentences(&filled);
        assert_int_equal(filled_says(&filled, "Approve $120k for two solution engineers."), !!own);
        assert_int_equal(filled_says(&filled, "No money is asked for today."), !own);
        filled_clear(&filled);
    }
}

/* --- what the words make of the data -------------------------------------------------------- */

struct story {
    const char *template, *period, *partner;
    const char *said[4], *not_said[3];
};

#define WON(customer, amount)                                                                      \
    "{customer: " customer ", stage: won, source: sourced, amount: " amount                        \
    ", registered: 2026-07-01, closed: 2026-08-01}"
#define LOST "{customer: L, stage: lost, amount: 70, reason: Price, closed: 2026-08-02}"
#define OPEN                                                                                       \
    "{customer: O, stage: proposal, amount: 900, registered: 2026-08-01, expected_close: "         \
    "2026-09-11}"

static const struct story stories[] = {
    {"monthly",
     "2026-08",
     "{name: Nobody}",
     {"No bookings of Nobody are recorded for August.", "The deals of August are not recorded.",
      "No action is due in September."},
     {"```chart", "$0"}},
    {"monthly",
     "2026-08",
     "{name: A, deals: [" WON("C", "100") ", " WON("D",
                                                   "20") "], targets: {2026-08: {booked: 110}}}",
     {"C lifted August 9% over plan.", "Nothing is open for September.",
      "A won both deals decided in August.", "**C** signed on August 1, 31 days after"},
     {"The other signed deals", "lost"}},
    {"monthly",
     "2026-08",
     "{name: A, deals: [" WON("C", "100") ", " LOST ", " OPEN
                                          "], targets: {2026-08: {booked: 200}, "
                                          "2026-09: {booked: 500}}}",
     {"A missed its August plan by 50%.", "The forecast for September is $95 under plan.",
      "A won 1&nbsp;of the 2&nbsp;deals decided in August.", "**One deal was lost**: price."},
     {"1 deals", "the largest"}},
    {"monthly",
     "2026-08",
     "{name: A, deals: [" LOST "], targets: {2026-08: {booked: 200}}}",
     {"A booked nothing in August, against a plan of $200.",
      "A lost the only deal decided in August."},
     {"by 100%"}},
    {"monthly",
     "2026-08",
     "{name: A, stage: lost, deals: [" WON("C", "100") "], targets: {2026-08: {booked: 200}}}",
     {"A has left the program.", "A missed its August plan by 50%."},
     {"Nothing is open for"}},
    {"partner-profile",
     "2026-Q3",
     "{name: A, stage: lost, ended: 2026-08-14, tier: Bronze, deals: [" WON("C", "100") "]}",
     {"### The partnership has ended", "It ended on August 14, 2026.", "The last tier was Bronze."},
     {"The way to"}},
    {"qbr-deck",
     "2026-Q3",
     "{name: A, stage: lost, deals: [{customer: C, stage: won, source: sourced, amount: 70, "
     "registered: 2025-07-01, closed: 2025-08-01}], revenue: {2026-04: {sourced: 0}, 2026-07: "
     "{sourced: 0}}}",
     {"Nothing was booked, as in the second quarter.", "A year before it was $70."},
     {"100%", "starts without pipeline"}},
    {"monthly",
     "2026-08",
     "{name: The Most Honourable and Ancient Guild of International Partner Relations, deals: "
     "[" WON("C", "100") "]}",
     {"The Most Honourable and Ancient Guild of International… won the only deal"},
     {"Relations won"}},
    {"one-pager",
     "2026-Q3",
     "{name: Nobody}",
     {"Nobody has no tier yet, and no bookings on record.", "Talk to us about the fourth quarter"},
     {"```chart", "$0"}},
    {"one-pager",
     "2026-Q3",
     "{name: A, tier: Silver, stage: lost, deals: [" WON("C", "100") "]}",
     {"A has left the program.", "It booked $100 in the last twelve months."},
     {"What Silver gives", "The way to Gold"}},
    {"one-pager",
     "2026-Q3",
     "{name: A, tier: Bronze, deals: [" WON("C", "2000000") "]}",
     {"A has booked what Silver asks for, but has not yet met all it requires."},
     {"away from"}},
    {"qbr-deck",
     "2026-Q3",
     "{name: A, deals: [], actions: [{period: 2026-Q2, what: W, status: missed}]}",
     {"The only action of the second quarter is not done.", "No deal was decided",
      "The work of the fourth quarter is to find the first deals."},
     {"None of one"}},
    {"case-study",
     "2026-Q3",
     "{name: A, references: [{customer: K, date: 2026-08-01}]}",
     {"# K plans its days with", "since August 2026", "1 customer speaks for it."},
     {"> "}},
    {"case-study",
     "2026-Q3",
     "{name: A}",
     {"# A looks for its first reference"},
     {"speaks for it."}},
    {"health-scorecard",
     "2026-Q3",
     "{name: A}",
     {"The health of A was not scored in the third quarter.", "A first score comes before"},
     {"```chart"}},
    {"partner-profile",
     "2026-Q3",
     "{name: A, deals: [" WON("C", "100") "]}",
     {"A won 1&nbsp;deal worth $100 in 1&nbsp;quarter."},
     {"milestone"}},
    {"agreement",
     "2026",
     "{name: Nobody}",
     {"| Halyard Systems | Nobody |", "access to its portal", "| Signature of Nobody | Date |"},
     {"As a "}},
    {"playbook",
     "2026-Q3",
     "{name: Nobody}",
     {"Nobody has not named a sponsor yet", "No plays are agreed yet", "No deal was decided"},
     {"All open", "first ninety days"}},
    {"playbook",
     "2026-Q3",
     "{name: A, playbooks: [co-sell, unheard of]}",
     {"### Co-sell", "### Unheard of", "not written down yet"},
     {"No plays"}},
    {"playbook",
     "2026-Q3",
     "{name: A, stage: lost, ended: 2026-08-31}",
     {"A has left: what is still to be done", "ended on August 31, 2026", "No deal is open"},
     {"How a deal goes"}},
    {"proposal",
     "2026-Q3",
     "{name: A, deals: [" WON("C", "100") "], targets: {2026-Q3: {booked: 300}}}",
     {"a plan to win $200 back", "Together we set a plan"},
     {"a good quarter"}},
};

static void expect_story(const struct filled *filled, const struct story *story) {
    for (size_t k = 0; k < G_N_ELEMENTS(story->said) && story->said[k]; k++) {
        if (!filled_says(filled, story->said[k])) {
            fail_msg("%s does not say \"%s\":\n" STR_FMT, story->template, story->said[k],
                     STR_ARG(filled->text));
        }
    }
    for (size_t k = 0; k < G_N_ELEMENTS(story->not_said) && story->not_said[k]; k++) {
        if (filled_says(filled, story->not_said[k])) {
            fail_msg("%s says \"%s\" of %s:\n" STR_FMT, story->template, story->not_said[k],
                     story->partner, STR_ARG(filled->text));
        }
    }
}

static void sentences_follow_the_data(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(stories); i++) {
        struct filled filled;
        filled_story(&filled, stories[i].template, stories[i].partner, stories[i].period);
        expect_no_diagnostics(&filled);
        expect_whole_sentences(&filled);
        expect_story(&filled, &stories[i]);
        filled_clear(&filled);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/template/documents/every partner of the demo fills every template",
         every_partner_of_the_demo_fills_every_template, NULL, NULL, NULL},
        {"/template/documents/the board deck is filled with and without data of its own",
         the_board_deck_is_filled_with_and_without_data_of_its_own, NULL, NULL, NULL},
        {"/template/documents/sentences follow the data", sentences_follow_the_data, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
