/* The demo company's files: every figure agrees with every other, and Acme's with the review. */
#include "load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { PARTNERS = 9 };

/* The day that the demo's data are as of. */
static const char as_of[] = "2026-09-30";

static const char *const open_stages[] = {"registered", "qualified", "proposal", "negotiation",
                                          "contract"};

struct demo {
    Arena *arena;
    World *world;
    struct diags diags;
    struct workspace workspace;
    struct partner_entry *entries;
    size_t n;
    struct value **partners; /* in the order of the entries */
};

static int fail_setup(struct demo *demo) {
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < demo->diags.n; i++) {
        diag_format(&demo->diags.items[i], text);
    }
    print_error("%s", text->str);
    g_string_free(text, TRUE);
    return -1;
}

/* The partners that are made up from a number, in the place of those of the files. */
static void use_seed(struct demo *demo, uint64_t seed) {
    struct value *files = value_new(demo->arena, VALUE_LIST, (struct span){0});
    struct invented *partners = NULL;
    size_t n = 0;
    load_invent(demo->arena, seed, &partners, &n);
    for (size_t i = 0; i < n; i++) {
        const char *name = arena_printf(demo->arena, "seed/%s.yaml", partners[i].slug);
        world_put_text(demo->world,
                       arena_printf(demo->arena, PDFGEN_SOURCE_DIR "/examples/demo/%s", name),
                       partners[i].yaml);
        value_append(demo->arena, files,
                     value_new_string(demo->arena, (struct span){0}, str_from(name)));
    }
    value_put(demo->arena, demo->workspace.config, "partners", files);
}

/* @seed 0: the files. */
static int demo_init(struct demo *demo, uint64_t seed) {
    static const char *const environment[] = {NULL};
    *demo = (struct demo){.arena = arena_new(), .world = world_new(environment, PDFGEN_SOURCE_DIR)};
    if (!load_workspace(demo->arena, demo->world, PDFGEN_SOURCE_DIR "/examples/demo", &demo->diags,
                        &demo->workspace)) {
        return fail_setup(demo);
    }
    if (seed) {
        use_seed(demo, seed);
    }
    if (!load_partner_list(demo->arena, demo->world, &demo->workspace, &demo->diags, &demo->entries,
                           &demo->n)) {
        return fail_setup(demo);
    }
    demo->partners = ARENA_NEW_N(demo->arena, struct value *, demo->n);
    for (size_t i = 0; i < demo->n; i++) {
        if (!load_partner(demo->arena, demo->world, &demo->entries[i], &demo->diags,
                          &demo->partners[i])) {
            return fail_setup(demo);
        }
    }
    return demo->diags.n > 0 ? fail_setup(demo) : 0;
}

static void demo_clear(struct demo *demo) {
    diags_clear(&demo->diags);
    world_free(demo->world);
    arena_free(demo->arena);
}

static int setup(void **state) {
    static struct demo demo;
    *state = &demo;
    return demo_init(&demo, 0);
}

static int teardown(void **state) {
    demo_clear(*state);
    return 0;
}

/* --- fields --------------------------------------------------------------------------------- */

static const char *text_of(const struct demo *demo, const struct value *map, const char *field) {
    return value_text(demo->arena, value_get(map, field), "");
}

static int64_t number_of(const struct value *map, const char *field) {
    const struct value *value = value_get(map, field);
    assert_non_null(value);
    assert_int_equal(value->kind, VALUE_NUMBER);
    return decimal_to_int(value->number);
}

/* Days; 0 where the field is absent, which no date of the demo is. */
static int64_t day_of(const struct value *map, const char *field) {
    const struct value *value = value_get(map, field);
    struct date date;
    if (!value) {
        return 0;
    }
    assert_true(date_parse(value_string(value), &date));
    return date_to_days(date);
}

static int64_t day(const char *text) {
    struct date date;
    assert_true(date_parse(str_from(text), &date));
    return date_to_days(date);
}

static const struct value *list_of(const struct value *partner, const char *field) {
    const struct value *list = value_get(partner, field);
    assert_non_null(list);
    assert_int_equal(list->kind, VALUE_LIST);
    return list;
}

static const struct value *map_of(const struct value *partner, const char *field) {
    const struct value *map = value_get(partner, field);
    assert_non_null(map);
    assert_int_equal(map->kind, VALUE_MAP);
    return map;
}

static const struct value *partner_by_slug(const struct demo *demo, const char *slug) {
    for (size_t i = 0; i < demo->n; i++) {
        if (strcmp(demo->entries[i].slug, slug) == 0) {
            return demo->partners[i];
        }
    }
    fail_msg("no partner \"%s\"", slug);
    return NULL;
}

/* --- sums over deals ------------------------------------------------------------------------ */

/* What deals to count; an empty field does not matter. Days are included. */
struct pick {
    const char *stage, *source;
    int64_t closed_from, closed_to;
    int64_t open_on; /* registered by then, and not closed */
};

struct total {
    int64_t amount;
    size_t n;
};

static bool is_picked(const struct value *deal, const struct pick *pick) {
    int64_t closed = day_of(deal, "closed");
    if (pick->stage && !str_is(value_string(value_get(deal, "stage")), pick->stage)) {
        return false;
    }
    if (pick->source && !str_is(value_string(value_get(deal, "source")), pick->source)) {
        return false;
    }
    if (pick->closed_to && (closed < pick->closed_from || closed > pick->closed_to)) {
        return false;
    }
    return !pick->open_on ||
           (day_of(deal, "registered") <= pick->open_on && (closed == 0 || closed > pick->open_on));
}

static struct total total_of(const struct value *partner, struct pick pick) {
    const struct value *deals = list_of(partner, "deals");
    struct total total = {0, 0};
    for (size_t i = 0; i < deals->list.n; i++) {
        if (is_picked(deals->list.items[i], &pick)) {
            total.amount += number_of(deals->list.items[i], "amount");
            total.n++;
        }
    }
    return total;
}

/* First and last day of "2026-09". */
static void month_days(const char *month, int64_t *ret_first, int64_t *ret_last) {
    g_autofree char *first = g_strdup_printf("%s-01", month);
    struct date date;
    assert_true(date_parse(str_from(first), &date));
    *ret_first = date_to_days(date);
    *ret_last = *ret_first + date_days_in_month(date.year, date.month) - 1;
}

/* "2026-Q3" of "2026-09". */
static char *quarter_of(Arena *arena, const char *month) {
    int number = (int)g_ascii_strtoll(month + strlen("2026-"), NULL, 10);
    return arena_printf(arena, "%.4s-Q%d", month, (number + 2) / 3);
}

/* --- every partner -------------------------------------------------------------------------- */

static void test_cast(void **state) {
    const struct demo *demo = *state;
    static const char *const tiers[] = {"Bronze", "Silver", "Gold", "Platinum"};
    static const char *const regions[] = {"EMEA", "AMER", "APAC"};
    assert_int_equal(demo->n, PARTNERS);
    for (size_t t = 0; t < G_N_ELEMENTS(tiers) + G_N_ELEMENTS(regions); t++) {
        bool is_tier = t < G_N_ELEMENTS(tiers);
        const char *wanted = is_tier ? tiers[t] : regions[t - G_N_ELEMENTS(tiers)];
        size_t n = 0;
        for (size_t i = 0; i < demo->n; i++) {
            n += strcmp(text_of(demo, demo->partners[i], is_tier ? "tier" : "region"), wanted) == 0;
        }
        if (n == 0) {
            fail_msg("no partner is %s", wanted);
        }
    }
}

static void test_slugs_are_unique(void **state) {
    const struct demo *demo = *state;
    for (size_t i = 1; i < demo->n; i++) { /* the list is sorted */
        assert_string_not_equal(demo->entries[i - 1].slug, demo->entries[i].slug);
    }
}

static void test_found_by_what_people_type(void **state) {
    const struct demo *demo = *state;
    static const struct {
        const char *typed, *slug;
    } rows[] = {{"Acme", "acme"}, {"TechStart", "techstart"}, {"pell & marrow", "pell-and-marrow"}};
    struct diags diags = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct partner_entry entry;
        assert_true(load_partner_find(demo->arena, demo->world, &demo->workspace, rows[i].typed,
                                      &diags, &entry));
        assert_string_equal(entry.slug, rows[i].slug);
    }
    diags_clear(&diags);
}

/* Each won deal falls into one of these months, so that nothing is left out. */
static void check_revenue(const struct demo *demo, const struct value *partner, const char *slug) {
    static const char *const sources[] = {"sourced", "influenced"};
    const struct value *revenue = map_of(partner, "revenue");
    size_t n_won = 0;
    for (size_t i = 0; i < revenue->map.n; i++) {
        const char *month = str_cstr(demo->arena, revenue->map.entries[i].key);
        struct pick pick = {.stage = "won"};
        month_days(month, &pick.closed_from, &pick.closed_to);
        for (size_t s = 0; s < G_N_ELEMENTS(sources); s++) {
            pick.source = sources[s];
            struct total total = total_of(partner, pick);
            int64_t stated = number_of(revenue->map.entries[i].value, sources[s]);
            n_won += total.n;
            if (total.amount != stated) {
                fail_msg("%s %s: %s %" G_GINT64_FORMAT ", its deals %" G_GINT64_FORMAT, slug, month,
                         sources[s], stated, total.amount);
            }
        }
    }
    assert_int_equal(n_won, total_of(partner, (struct pick){.stage = "won"}).n);
}

static void test_revenue_is_the_deals_won(void **state) {
    const struct demo *demo = *state;
    for (size_t i = 0; i < demo->n; i++) {
        check_revenue(demo, demo->partners[i], demo->entries[i].slug);
    }
}

static bool is_open_stage(const char *stage) {
    for (size_t i = 0; i < G_N_ELEMENTS(open_stages); i++) {
        if (strcmp(stage, open_stages[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_deal_sound(const struct demo *demo, const struct value *deal) {
    int64_t registered = day_of(deal, "registered"), closed = day_of(deal, "closed");
    int64_t expected = day_of(deal, "expected_close");
    if (number_of(deal, "amount") <= 0 || registered == 0 || registered > day(as_of)) {
        return false;
    }
    if (is_open_stage(text_of(demo, deal, "stage"))) {
        return closed == 0 && expected > day(as_of);
    }
    return closed >= registered && closed <= day(as_of);
}

static void test_deals_are_sound(void **state) {
    const struct demo *demo = *state;
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < demo->n; i++) {
        const struct value *deals = list_of(demo->partners[i], "deals");
        int64_t before = 0;
        for (size_t k = 0; k < deals->list.n; k++) {
            const struct value *deal = deals->list.items[k];
            const char *id = text_of(demo, deal, "id");
            int64_t registered = day_of(deal, "registered");
            if (!is_deal_sound(demo, deal) || registered < before ||
                registered < day_of(demo->partners[i], "since") ||
                !g_hash_table_add(ids, (void *)id)) {
                fail_msg("%s: deal \"%s\"", demo->entries[i].slug, id);
            }
            before = registered;
        }
    }
}

/* The last month for which something is planned: the next quarter's, or before a partner's notice.
 */
static int64_t last_planned_day(const struct value *partner) {
    static const int64_t notice_days = 92;
    int64_t ended = day_of(partner, "ended");
    return ended ? ended - notice_days : day("2026-12-31");
}

/* Of every quarter with history, and of the one that the next review is for. */
static void test_targets_are_there(void **state) {
    const struct demo *demo = *state;
    for (size_t i = 0; i < demo->n; i++) {
        const struct value *revenue = map_of(demo->partners[i], "revenue");
        const struct value *targets = map_of(demo->partners[i], "targets");
        for (size_t k = 0; k <= revenue->map.n; k++) {
            const char *month =
                k < revenue->map.n ? str_cstr(demo->arena, revenue->map.entries[k].key) : "2026-10";
            const struct value *target = value_get(targets, quarter_of(demo->arena, month));
            int64_t first, last;
            month_days(month, &first, &last);
            if (first > last_planned_day(demo->partners[i])) {
                continue;
            }
            if (!target || number_of(target, "booked") <= 0 || number_of(target, "pipeline") <= 0) {
                fail_msg("%s: no target for the quarter of %s", demo->entries[i].slug, month);
            }
        }
    }
}

/* Where months are planned, the three of a quarter are, and they add up to it. */
static void test_months_planned_make_their_quarter(void **state) {
    const struct demo *demo = *state;
    for (size_t i = 0; i < demo->n; i++) {
        const struct value *targets = map_of(demo->partners[i], "targets");
        for (size_t k = 0; k < targets->map.n; k++) {
            const char *quarter = str_cstr(demo->arena, targets->map.entries[k].key);
            int64_t sum = 0;
            size_t n = 0;
            for (size_t m = 0; m < targets->map.n; m++) {
                const char *month = str_cstr(demo->arena, targets->map.entries[m].key);
                if (!strchr(month, 'Q') && g_str_equal(quarter_of(demo->arena, month), quarter)) {
                    sum += number_of(targets->map.entries[m].value, "booked");
                    n++;
                }
            }
            if (n > 0 && (n != 3 || sum != number_of(targets->map.entries[k].value, "booked"))) {
                fail_msg("%s: the months of %s", demo->entries[i].slug, quarter);
            }
        }
    }
}

static void test_health_is_the_mean(void **state) {
    const struct demo *demo = *state;
    for (size_t i = 0; i < demo->n; i++) {
        const struct value *health = map_of(demo->partners[i], "health");
        for (size_t k = 0; k < health->map.n; k++) {
            const struct value *period = health->map.entries[k].value;
            const struct value *dimensions = list_of(period, "dimensions");
            int64_t sum = 0, n = (int64_t)dimensions->list.n;
            for (size_t m = 0; m < dimensions->list.n; m++) {
                sum += number_of(dimensions->list.items[m], "score");
            }
            assert_int_equal(n, 6);
            assert_int_equal(number_of(period, "score"), (2 * sum + n) / (2 * n));
        }
    }
}

/* --- partners that are made up ---------------------------------------------------------------- */

/* Amounts that are won and open make what the partner's own sentences say. */
static void check_sentences(const struct demo *demo) {
    for (size_t i = 0; i < demo->n; i++) {
        const struct value *largest = NULL, *deals = list_of(demo->partners[i], "deals");
        for (size_t k = 0; k < deals->list.n; k++) {
            const struct value *deal = deals->list.items[k];
            bool is_won = str_is(value_string(value_get(deal, "stage")), "won");
            if (is_won && (!largest || number_of(deal, "amount") > number_of(largest, "amount"))) {
                largest = deal;
            }
        }
        const struct value *stones = list_of(demo->partners[i], "milestones");
        const struct value *last = stones->list.items[stones->list.n - 1];
        assert_non_null(largest);
        assert_non_null(strstr(text_of(demo, last, "title"), text_of(demo, largest, "customer")));
        assert_string_equal(text_of(demo, last, "date"), text_of(demo, largest, "closed"));
    }
}

static void test_every_seed_agrees_with_itself(void **state) {
    (void)state;
    static const uint64_t seeds[] = {1, 2, 3, 5, 7, 11, 42, 99, 2026, 123456789, UINT64_MAX};
    for (size_t i = 0; i < 4 * G_N_ELEMENTS(seeds); i++) {
        struct demo demo;
        uint64_t seed = i < G_N_ELEMENTS(seeds) ? seeds[i] : 1000 + i;
        print_message("seed %" G_GUINT64_FORMAT "\n", (guint64)seed);
        assert_int_equal(demo_init(&demo, seed), 0);
        assert_int_equal(demo.n, 8);
        void *one = &demo;
        test_slugs_are_unique(&one);
        test_revenue_is_the_deals_won(&one);
        test_deals_are_sound(&one);
        test_targets_are_there(&one);
        test_months_planned_make_their_quarter(&one);
        test_health_is_the_mean(&one);
        check_sentences(&demo);
        demo_clear(&demo);
    }
}

static void test_a_seed_is_always_the_same(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct invented *first, *second, *other;
    size_t n;
    load_invent(arena, 7, &first, &n);
    load_invent(arena, 7, &second, &n);
    load_invent(arena, 8, &other, &n);
    for (size_t i = 0; i < n; i++) {
        assert_true(str_eq(first[i].yaml, second[i].yaml));
        assert_false(str_eq(first[i].yaml, other[i].yaml));
    }
    /* The sum that every machine gets: random numbers of a library would be others elsewhere. */
    assert_non_null(strstr(str_cstr(arena, first[0].yaml), "name: Estrela Partners\n"));
}

/* --- Acme: the figures of the review's pictures ---------------------------------------------- */

static void test_acme_quarters(void **state) {
    const struct value *acme = partner_by_slug(*state, "acme");
    static const struct {
        const char *first, *last, *quarter;
        int64_t booked, plan;
        size_t won, lost;
    } rows[] = {
        {"2025-07-01", "2025-09-30", "2025-Q3", 958000, 930000, 10, 16},
        {"2025-10-01", "2025-12-31", "2025-Q4", 1012000, 960000, 12, 18},
        {"2026-01-01", "2026-03-31", "2026-Q1", 948000, 1000000, 11, 19},
        {"2026-04-01", "2026-06-30", "2026-Q2", 1068000, 1100000, 12, 20},
        {"2026-07-01", "2026-09-30", "2026-Q3", 1284000, 1190000, 17, 23},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct pick pick = {
            .stage = "won", .closed_from = day(rows[i].first), .closed_to = day(rows[i].last)};
        struct total won = total_of(acme, pick);
        pick.stage = "lost";
        assert_int_equal(won.amount, rows[i].booked);
        assert_int_equal(won.n, rows[i].won);
        assert_int_equal(total_of(acme, pick).n, rows[i].lost);
        const struct value *target = value_get(value_get(acme, "targets"), rows[i].quarter);
        assert_int_equal(number_of(target, "booked"), rows[i].plan);
    }
}

static void test_acme_months(void **state) {
    const struct value *revenue = map_of(partner_by_slug(*state, "acme"), "revenue");
    static const int thousands[] = {298, 322, 392, 262, 301, 385, 304, 341, 423, 342, 388, 554};
    size_t first = revenue->map.n - G_N_ELEMENTS(thousands);
    for (size_t i = 0; i < G_N_ELEMENTS(thousands); i++) {
        const struct value *month = revenue->map.entries[first + i].value;
        assert_int_equal(number_of(month, "sourced") + number_of(month, "influenced"),
                         1000 * thousands[i]);
    }
}

static void test_acme_pipeline(void **state) {
    const struct value *acme = partner_by_slug(*state, "acme");
    static const size_t counts[] = {10, 12, 8, 5, 3};
    static const int64_t amounts[] = {600000, 1000000, 900000, 560000, 300000};
    const struct demo *demo = *state;
    int64_t weighted = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(open_stages); i++) {
        struct total total = total_of(acme, (struct pick){.stage = open_stages[i]});
        assert_int_equal(total.n, counts[i]);
        assert_int_equal(total.amount, amounts[i]);
        const struct value *weights = value_path(demo->workspace.config, "pipeline.weights");
        weighted += total.amount / 100 * number_of(weights, open_stages[i]);
    }
    assert_int_equal(weighted, 1327000);
    assert_int_equal(total_of(acme, (struct pick){.open_on = day("2026-06-30")}).amount, 3500000);
    assert_int_equal(total_of(acme, (struct pick){.open_on = day("2026-08-31")}).amount, 3470000);
    assert_int_equal(total_of(acme, (struct pick){.open_on = day(as_of)}).amount, 3360000);
}

static void test_acme_deals(void **state) {
    const struct demo *demo = *state;
    const struct value *acme = partner_by_slug(demo, "acme");
    static const struct {
        const char *customer, *country, *source, *closed;
        int64_t days, amount;
    } rows[] = {
        {"Meridian Freight", "Netherlands", "sourced", "2026-09-28", 214, 248000},
        {"Castellan Insurance", "Spain", "influenced", "2026-08-19", 96, 186500},
        {"Norrland Energi", "Sweden", "sourced", "2026-07-15", 121, 142000},
        {"Porto Vela Shipping", "Portugal", "sourced", "2026-09-11", 88, 118600},
        {"Brandt & Söhne", "Germany", "influenced", "2026-08-06", 74, 96000},
        {"Kestrel Water", "United Kingdom", "sourced", "2026-07-24", 103, 84500},
        {"Aldgate Retail Group", "United Kingdom", "sourced", "2026-09-22", 67, 72400},
        {"Lumen Diagnostics", "France", "influenced", "2026-09-04", 81, 64000},
        {"Tavira Hotels", "Portugal", "sourced", "2026-08-27", 58, 52500},
        {"Ostrava Tool Works", "Czechia", "influenced", "2026-07-09", 49, 41300},
    };
    const struct value *deals = list_of(acme, "deals");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        size_t n = 0;
        for (size_t k = 0; k < deals->list.n; k++) {
            const struct value *deal = deals->list.items[k];
            n += strcmp(text_of(demo, deal, "customer"), rows[i].customer) == 0 &&
                 strcmp(text_of(demo, deal, "country"), rows[i].country) == 0 &&
                 strcmp(text_of(demo, deal, "source"), rows[i].source) == 0 &&
                 strcmp(text_of(demo, deal, "closed"), rows[i].closed) == 0 &&
                 day_of(deal, "closed") - day_of(deal, "registered") == rows[i].days &&
                 number_of(deal, "amount") == rows[i].amount;
        }
        if (n != 1) {
            fail_msg("%s: %zu deals are like it", rows[i].customer, n);
        }
    }
    struct pick sourced = {.stage = "won",
                           .source = "sourced",
                           .closed_from = day("2026-07-01"),
                           .closed_to = day(as_of)};
    assert_int_equal(total_of(acme, sourced).amount, 822000);
}

static void test_acme_health(void **state) {
    const struct value *health = map_of(partner_by_slug(*state, "acme"), "health");
    static const struct {
        const char *quarter;
        int score, dimensions[6];
    } rows[] = {
        {"2026-Q2", 66, {79, 80, 67, 70, 64, 36}},
        {"2026-Q3", 70, {88, 82, 75, 71, 58, 46}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct value *period = value_get(health, rows[i].quarter);
        assert_int_equal(number_of(period, "score"), rows[i].score);
        const struct value *dimensions = list_of(period, "dimensions");
        for (size_t k = 0; k < G_N_ELEMENTS(rows[i].dimensions); k++) {
            assert_int_equal(number_of(dimensions->list.items[k], "score"), rows[i].dimensions[k]);
        }
    }
}

static void test_acme_programme(void **state) {
    const struct demo *demo = *state;
    const struct value *acme = partner_by_slug(demo, "acme");
    const struct value *mdf = value_get(value_get(acme, "mdf"), "2026-Q3");
    assert_int_equal(number_of(mdf, "used"), 14000);
    assert_int_equal(number_of(mdf, "budget"), 50000);
    const struct value *certifications = list_of(acme, "certifications");
    g_autoptr(GHashTable) people = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < certifications->list.n; i++) {
        const struct value *item = certifications->list.items[i];
        if (day_of(item, "earned") <= day(as_of) && day_of(item, "expires") > day(as_of)) {
            g_hash_table_add(people, (void *)text_of(demo, item, "person"));
        }
    }
    assert_int_equal(g_hash_table_size(people), 9);
    const struct value *actions = list_of(acme, "actions");
    size_t previous = 0, next = 0;
    for (size_t i = 0; i < actions->list.n; i++) {
        previous += strcmp(text_of(demo, actions->list.items[i], "period"), "2026-Q2") == 0;
        next += strcmp(text_of(demo, actions->list.items[i], "period"), "2026-Q3") == 0;
    }
    assert_int_equal(previous, 5);
    assert_int_equal(next, 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/demo/data/every seed agrees with itself", test_every_seed_agrees_with_itself, NULL, NULL,
         NULL},
        {"/demo/data/a seed is always the same", test_a_seed_is_always_the_same, NULL, NULL, NULL},
        {"/demo/data/four tiers and three regions", test_cast, NULL, NULL, NULL},
        {"/demo/data/slugs are unique", test_slugs_are_unique, NULL, NULL, NULL},
        {"/demo/data/found by what people type", test_found_by_what_people_type, NULL, NULL, NULL},
        {"/demo/data/revenue is the deals won", test_revenue_is_the_deals_won, NULL, NULL, NULL},
        {"/demo/data/deals are sound", test_deals_are_sound, NULL, NULL, NULL},
        {"/demo/data/targets are there", test_targets_are_there, NULL, NULL, NULL},
        {"/demo/data/months planned make their quarter", test_months_planned_make_their_quarter,
         NULL, NULL, NULL},
        {"/demo/data/health is the mean", test_health_is_the_mean, NULL, NULL, NULL},
        {"/demo/data/acme: quarters", test_acme_quarters, NULL, NULL, NULL},
        {"/demo/data/acme: months", test_acme_months, NULL, NULL, NULL},
        {"/demo/data/acme: pipeline", test_acme_pipeline, NULL, NULL, NULL},
        {"/demo/data/acme: deals", test_acme_deals, NULL, NULL, NULL},
        {"/demo/data/acme: health", test_acme_health, NULL, NULL, NULL},
        {"/demo/data/acme: programme", test_acme_programme, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
