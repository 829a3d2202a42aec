#include "load_priv.h"
#include "load_sample.h"

struct guess_case {
    const char *typed, *meant; /* NULL: no guess */
};

static const struct guess_case guesses[] = {
    {"12,OOO", "12000"},
    {"12.000,50", "12000.50"},
    {"12,000.50", "12000.50"},
    {"1,5", "1.5"},
    {"1,500", "1500"},
    {"1'500'000", "1500000"},
    {"1 500", "1500"},
    {"$4.2M", "4200000"},
    {"-$3", "-3"},
    {"40%", "40"},
    {"40 %", "40"},
    {"USD 12k", "12000"},
    {"12 EUR", "12"},
    {"1l0", "110"},
    {"2bn", "2000000000"},
    {"\342\202\2541.200", "1200"},
    {"about 5", NULL},
    {"n/a", NULL},
    {"", NULL},
    {"12 apples", NULL},
    {"2026-09-28", NULL},
};

static void numbers_are_guessed(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(guesses); i++) {
        struct decimal number;
        bool is_guessed = load_guess_number(str_from(guesses[i].typed), &number);
        print_message("%s\n", guesses[i].typed);
        assert_int_equal(is_guessed, guesses[i].meant != NULL);
        if (is_guessed) {
            assert_string_equal(decimal_format(arena, number), guesses[i].meant);
        }
    }
}

static void periods_are_known(void **state) {
    (void)state;
    static const char *const good[] = {"2026",    "2026-01", "2026-12", "2026-Q1", "2026-Q4",
                                       "2026-H2", "FY26",    "FY26-Q3", "FY26-H1"};
    static const char *const bad[] = {"",         "26",      "2026-13", "2026-00", "2026-Q5",
                                      "2026-Q0",  "2026-H3", "2026Q1",  "2026-1",  "FY2026",
                                      "2026-Q1 ", "Q1",      "2026-q1", "FY26-01"};
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        assert_true(load_is_period(str_from(good[i])));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        assert_false(load_is_period(str_from(bad[i])));
    }
}

static const char *const colours[] = {"red", "green", NULL};
static const struct field_rule part_rules[] = {
    {.name = "size", .form = FIELD_NUMBER, .about = "How large it is."}, {0}};
static const struct field_rule item_rules[] = {
    {.name = "id", .form = FIELD_TEXT, .is_unique = true}, {0}};
static const struct field_rule rules[] = {
    {.name = "name", .form = FIELD_TEXT, .is_required = true},
    {.name = "amount", .form = FIELD_NUMBER},
    {.name = "due", .form = FIELD_DATE},
    {.name = "colour", .form = FIELD_WORD, .words = colours},
    {.name = "mood", .form = FIELD_WORD, .words = colours, .is_soft = true},
    {.name = "currency", .form = FIELD_CURRENCY},
    {.name = "month", .form = FIELD_MONTH},
    {.name = "flag", .form = FIELD_BOOLEAN},
    {.name = "part", .form = FIELD_MAP, .fields = part_rules},
    {.name = "parts", .form = FIELD_MAPS, .fields = part_rules},
    {.name = "tags", .form = FIELD_TEXTS},
    {.name = "targets", .form = FIELD_PERIOD_MAP, .fields = part_rules},
    {.name = "goals", .form = FIELD_PERIOD_MAPS, .fields = part_rules},
    {.name = "share", .form = FIELD_NUMBER, .range = RANGE_PERCENT},
    {.name = "cost", .form = FIELD_NUMBER, .range = RANGE_NOT_NEGATIVE},
    {.name = "review", .form = FIELD_PERIOD},
    {.name = "language", .form = FIELD_LOCALE},
    {.name = "rates", .form = FIELD_NUMBERS, .range = RANGE_NOT_NEGATIVE},
    {.name = "weights", .form = FIELD_NUMBERS, .fields = part_rules},
    {.name = "people", .form = FIELD_NUMBER_OR_MAPS, .fields = part_rules},
    {.name = "items", .form = FIELD_MAPS, .fields = item_rules},
    {0},
};

struct field_case {
    const char *yaml, *said, *hint;
    bool is_fine;
};

static const struct field_case cases[] = {
    {"name: A", "", NULL, true},
    {"{name: A, amount: 12000, due: 2026-09-28, colour: red, currency: USD, month: 4, flag: true}",
     "", NULL, true},
    {"{name: A, amount: ~, due: null, parts: ~, other: x}", "", NULL, true},
    {"{name: 3, amount: \"12.5\"}", "", NULL, true},
    {"amount: 1", "data-field t", "Add \"name: ...\"", false},
    {"name: ~", "data-field t:1:7", NULL, false},
    {"{name: A, amount: \"12,OOO\"}", "data-number t:1:19", "Write 12000;", false},
    {"{name: A, amount: \"1234567890123456789012345678901234567890\"}", "data-number t:1:19",
     "It has 40 digits; numbers have at most 37.", false},
    {"{name: A, amount: lots}", "data-number t:1:19", "such as 12000", false},
    {"{name: A, amount: [1]}", "data-number t:1:19", NULL, false},
    {"{name: A, due: 2026-02-30}", "data-date t:1:16", "2026-09-28", false},
    {"{name: A, due: 28.9.2026}", "data-date t:1:16", NULL, false},
    {"{name: A, due: 2026}", "data-date t:1:16", NULL, false},
    {"{name: A, colour: gren}", "data-type t:1:19", "Did you mean \"green\"?", false},
    {"{name: A, mood: gren}", "data-type t:1:17", "Did you mean \"green\"?", true},
    {"{name: A, currency: usd}", "data-type t:1:21", "USD", false},
    {"{name: A, month: 13}", "data-number t:1:18", "1 to 12", false},
    {"{name: A, month: 1.5}", "data-number t:1:18", NULL, false},
    {"{name: A, flag: \"yes\"}", "data-type t:1:17", NULL, false},
    {"{name: [A]}", "data-type t:1:8", NULL, false},
    {"{name: A, part: x}", "data-type t:1:17", NULL, false},
    {"{name: A, part: {size: x}}", "data-number t:1:24", NULL, false},
    {"{name: A, parts: {size: 1}}", "data-type t:1:18", NULL, false},
    {"{name: A, parts: [{size: 1}, x, {size: y}]}", "data-type t:1:30; data-number t:1:40", NULL,
     false},
    {"{name: A, tags: [a, [b]]}", "data-type t:1:21", NULL, false},
    {"{name: A, targets: {2026-Q5: {size: 1}, 2026-Q3: {size: x}}}",
     "data-date t:1:21; data-number t:1:57", "2026-Q3", false},
    {"{name: A, goals: {2026: [{size: x}]}}", "data-number t:1:33", NULL, false},
    {"{name: A, goals: {2026: {size: 1}}}", "data-type t:1:25", NULL, false},
    {"{name: A, share: 0, cost: 0}", "", NULL, true},
    {"{name: A, share: 100, cost: 1e9}", "", NULL, true},
    {"{name: A, share: 100.5}", "data-number t:1:18", "from 0 to 100", true},
    {"{name: A, share: \"-1\"}", "data-number t:1:18", NULL, true},
    {"{name: A, cost: -0.01}", "data-number t:1:17", "without a minus sign", true},
    {"{name: A, review: 2026-Q3}", "", NULL, true},
    {"{name: A, review: 2026-Q5}", "data-date t:1:19", "2026-Q3", false},
    {"{name: A, review: 2026}", "data-date t:1:19", "quotes", false},
    {"{name: A, language: de-CH}", "", NULL, true},
    {"{name: A, language: de_CH}", "data-type t:1:21", "en-GB", false},
    {"{name: A, rates: {EUR: 1.08, GBP: ~}}", "", NULL, true},
    {"{name: A, rates: {EUR: -1, GBP: x}}", "data-number t:1:24; data-number t:1:33", NULL, false},
    {"{name: A, rates: [1]}", "data-type t:1:18", NULL, false},
    {"{name: A, weights: {size: x, other: y}}", "data-number t:1:27; data-number t:1:37", NULL,
     false},
    {"{name: A, weights: {sizes: 1}}", "data-field t:1:21", "\"size\"? How large it is.", true},
    {"{name: A, people: 4}", "", NULL, true},
    {"{name: A, people: [{size: 1}]}", "", NULL, true},
    {"{name: A, people: [{size: x}]}", "data-number t:1:27", NULL, false},
    {"{name: A, people: x}", "data-number t:1:19", NULL, false},
    {"{name: A, items: [{id: a}, {id: 7}, {}, {id: ~}, {}, {id: ~}]}", "", NULL, true},
    {"{name: A, items: [{id: a}, {id: 7}, {id: a}, {id: \"7\"}]}",
     "data-duplicate t:1:42; data-duplicate t:1:51", "change its \"id\"", true},
    /* the order of the table does not matter, nor where a field of the user's own stands */
    {"{month: 4, name: A, own: 1, amount: x, due: 2026-09-28, colour: pink}",
     "data-number t:1:37; data-type t:1:65", NULL, false},
    /* a slip of the pen, but not where the field is there too */
    {"{name: A, ammount: 1}", "data-field t:1:11", "Did you mean \"amount\"?", true},
    {"{name: A, amount: 1, amounts: 2}", "", NULL, true},
};

static void fields_are_checked(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct value *map;
        print_message("%s\n", cases[i].yaml);
        assert_true(
            load_yaml(arena, source_new(arena, "t", str_from(cases[i].yaml)), &diags, &map));
        struct field_check check = {.arena = arena, .diags = &diags};
        load_check_fields(&check, map, rules);
        assert_string_equal(said(arena, &diags), cases[i].said);
        assert_int_equal(!check.has_failed, cases[i].is_fine);
        assert_true(!cases[i].hint || has_hint(&diags, cases[i].hint));
        diags_clear(&diags);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/field/numbers are guessed", numbers_are_guessed, NULL, NULL, NULL},
        {"/load/field/periods are known", periods_are_known, NULL, NULL, NULL},
        {"/load/field/fields are checked", fields_are_checked, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
