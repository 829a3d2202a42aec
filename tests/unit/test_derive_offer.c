#include "derive_sample.h"

/*
 * What is offered: to a customer at which price, to a partner for which plan, and whose word stands
 * for it.
 */

struct offer_case {
    const char *name, *config, *partner, *wanted; /* @wanted as of 2026-Q3, on 2026-10-09 */
};

#define RULE                                                                                       \
    "currency: USD\n"                                                                              \
    "commission: {period: quarter, sourced: [{from: 5000, rate: 12.5}, {from: 0, rate: 10}], "     \
    "influenced: [{from: 0, rate: 5}]}\n"

#define PRICES(more)                                                                               \
    "currency: EUR\n"                                                                              \
    "data: {pricing: {editions: [{name: Free, per: ever}, {name: Run, price: 38, per: crew}, "     \
    "{name: Big, price: 0.1}], volume: [{from: 100, discount: 12.5}, {from: 10, discount: "        \
    "5}]" more "}}\n"

static const struct offer_case cases[] = {
    {"an offer holds for thirty days", NULL, "{name: A}", "in_thirty_days = 2026-11-08\n"},

    /* what a plan would earn */
    {"a plan in the parts of the period, the lowest bracket first", RULE,
     "{name: A, targets: {2026-Q4: {booked: 20000}}, deals: ["
     "{stage: won, amount: 600, source: sourced, closed: 2026-07-31}, "
     "{stage: won, amount: 200, source: influenced, closed: 2026-07-31}]}",
     "commission.next.plan = 20000\n"
     "commission.next.has_mix = true\n"
     "commission.next.sourced = 15000\n"
     "commission.next.influenced = 5000\n"
     "commission.next.rows.0.from = 0\n"
     "commission.next.rows.0.to = 5000\n"
     "commission.next.rows.0.commission = 500\n"
     "commission.next.rows.1.to = null\n"
     "commission.next.rows.1.rate = 12.5\n"
     "commission.next.rows.1.amount = 10000\n"
     "commission.next.rows.1.commission = 1250\n"
     "commission.next.rows.2.origin = Influenced\n"
     "commission.next.rows.2.commission = 250\n"
     "commission.next.rows.3 = -\n"
     "commission.next.total = 2000\n"},
    {"without bookings all of a plan is the partner's own", RULE,
     "{name: A, deals: [], targets: {2026-Q4: {booked: 999}}}",
     "commission.next.has_mix = false\n"
     "commission.next.influenced = 0\n"
     "commission.next.rows.1 = -\n"
     "commission.next.total = 100\n"},
    {"credits make no parts", RULE,
     "{name: A, targets: {2026-Q4: {booked: 1000}}, deals: ["
     "{stage: won, amount: -600, source: sourced, closed: 2026-07-31}]}",
     "commission.next.has_mix = false\n"
     "commission.next.total = 100\n"},
    {"no plan, no estimate", RULE, "{name: A}", "commission.next = null\n"},
    {"no rule, no estimate", NULL, "{name: A, targets: {2026-Q4: {booked: 1000}}}",
     "commission.next = null\n"},

    /* prices */
    {"the first edition with a price, from where discounts hold", PRICES(""), "{name: A}",
     "pricing.currency = EUR\n"
     "pricing.is_over = false\n"
     "pricing.example.edition = Run\n"
     "pricing.example.decimals = 0\n"
     "pricing.example.rows.0.count = 100\n"
     "pricing.example.rows.0.list = 3800\n"
     "pricing.example.rows.0.discount_percent = 12.5\n"
     "pricing.example.rows.0.discount = 475\n"
     "pricing.example.rows.0.price = 3325\n"
     "pricing.example.rows.0.each = 33.25\n"
     "pricing.example.rows.1.discount = 19\n"},
    {"the edition, counts and periods that are asked for",
     PRICES(", example: {edition: Big, counts: [9, 1000, many, -1], times: 12}"), "{name: A}",
     "pricing.example.decimals = 2\n"
     "pricing.example.rows.0.list = 10.8\n"
     "pricing.example.rows.0.discount_percent = 0\n"
     "pricing.example.rows.0.price = 10.8\n"
     "pricing.example.rows.1.price = 1050\n"
     "pricing.example.rows.1.each = 0.09\n"
     "pricing.example.rows.2 = -\n"},
    {"a price list has an end and a currency", PRICES(", valid_until: 2026-10-08, currency: CHF"),
     "{name: A}",
     "pricing.currency = CHF\n"
     "pricing.is_over = true\n"},
    {"on its last day it holds", PRICES(", valid_until: 2026-10-09"), "{name: A}",
     "pricing.is_over = false\n"},
    {"no price list", NULL, "{name: A}",
     "pricing.currency = USD\n"
     "pricing.is_known = false\n"
     "pricing.count = 0\n"
     "pricing.valid_until = null\n"
     "pricing.terms.0 = -\n"
     "pricing.example = null\n"},
    {"no edition has a price", "data: {pricing: {editions: [{name: Run}]}}\n", "{name: A}",
     "pricing.example = null\n"},

    /* references */
    {"the newest that tells a result, and since when it is a customer", NULL,
     "{name: A, references: ["
     "{customer: Told, date: 2026-08-01, challenge: c, solution: s, result: r, facts: [{name: "
     "n}]}, "
     "{customer: Older, date: 2026-07-01, challenge: c, solution: s, result: r}, "
     "{customer: Not told, date: 2026-09-01, challenge: c}, "
     "{customer: Not yet, date: 2026-10-01, challenge: c, solution: s, result: r}], deals: ["
     "{customer: Told, country: Peru, stage: won, amount: 1, closed: 2026-05-02}, "
     "{customer: Told, country: Chile, stage: won, amount: 1, closed: 2026-03-02}, "
     "{customer: Told, stage: lost, amount: 1, closed: 2026-01-02}]}",
     "reference.customer = Told\n"
     "reference.is_told = true\n"
     "reference.count = 3\n"
     "reference.since = 2026-03-02\n"
     "reference.country = Chile\n"
     "reference.quote = null\n"
     "reference.facts.0.name = n\n"
     "reference.results.0 = -\n"},
    {"where none tells one, the newest", NULL,
     "{name: A, references: [{customer: Old, date: 2026-08-01}, "
     "{customer: New, date: 2026-09-01, country: Peru}]}",
     "reference.customer = New\n"
     "reference.is_told = false\n"
     "reference.since = 2026-09-01\n"
     "reference.country = Peru\n"},
    {"a number of them tells nothing", NULL, "{name: A, references: 4}", "reference = null\n"},
};

static void test_cases(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sample sample;
        print_message("%s\n", cases[i].name);
        sample_init(&sample, cases[i].config, cases[i].partner, "2026-Q3");
        sample_expect(&sample, cases[i].wanted);
        sample_clear(&sample);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/derive/offer/cases", test_cases, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
