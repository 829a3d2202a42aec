#include "template_sample.h"

/* What the quarterly review says of partners with a story; test_template_documents.c fills it for
 * all of the demo. */

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
     {"# A has left the program.", "program; it missed its third-quarter plan by 50%"},
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
        filled_story(&filled, "qbr", stories[i].partner, "2026-Q3");
        expect_no_diagnostics(&filled);
        expect_whole_sentences(&filled);
        for (size_t k = 0; k < G_N_ELEMENTS(stories[i].said) && stories[i].said[k]; k++) {
            if (!filled_says(&filled, stories[i].said[k])) {
                fail_msg("%zu does not say \"%s\":\n" STR_FMT, i, stories[i].said[k],
                         STR_ARG(filled.text));
            }
        }
        for (size_t k = 0; k < G_N_ELEMENTS(stories[i].not_said) && stories[i].not_said[k]; k++) {
            if (filled_says(&filled, stories[i].not_said[k])) {
                fail_msg("%zu says \"%s\"", i, stories[i].not_said[k]);
            }
        }
        filled_clear(&filled);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/template/qbr/sentences follow the data", sentences_follow_the_data, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
