#include "derive_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

struct parse_case {
    const char *text;
    int fiscal_start;
    const char *wanted; /* "id kind first last"; NULL: not a period */
};

static const struct parse_case parse_cases[] = {
    {"2026-10", 1, "2026-10 month 2026-10-01 2026-10-31"},
    {"2026-10", 7, "2026-10 month 2026-10-01 2026-10-31"},
    {"2024-02", 1, "2024-02 month 2024-02-01 2024-02-29"},
    {"2025-02", 1, "2025-02 month 2025-02-01 2025-02-28"},
    {"2000-02", 1, "2000-02 month 2000-02-01 2000-02-29"},
    {"1900-02", 1, "1900-02 month 1900-02-01 1900-02-28"},
    {"2026-Q3", 1, "2026-Q3 quarter 2026-07-01 2026-09-30"},
    {"2026-q1", 1, "2026-Q1 quarter 2026-01-01 2026-03-31"},
    {"2026-Q3", 4, "2026-Q3 quarter 2026-07-01 2026-09-30"},
    {"2026-H1", 1, "2026-H1 half 2026-01-01 2026-06-30"},
    {"2026-H2", 1, "2026-H2 half 2026-07-01 2026-12-31"},
    {"2026", 1, "2026 year 2026-01-01 2026-12-31"},
    {"2026", 7, "2026 year 2026-01-01 2026-12-31"},
    {"FY26", 1, "FY26 year 2026-01-01 2026-12-31"},
    {"FY26", 7, "FY26 year 2025-07-01 2026-06-30"},
    {"fy2026", 7, "FY26 year 2025-07-01 2026-06-30"},
    {"FY26-Q2", 7, "FY26-Q2 quarter 2025-10-01 2025-12-31"},
    {"FY26-Q4", 2, "FY26-Q4 quarter 2025-11-01 2026-01-31"},
    {"FY24-Q3", 8, "FY24-Q3 quarter 2024-02-01 2024-04-30"},
    {"FY26-H2", 10, "FY26-H2 half 2026-04-01 2026-09-30"},
    {" 2026-Q3 ", 1, "2026-Q3 quarter 2026-07-01 2026-09-30"},
    {"", 1, NULL},
    {"2026-", 1, NULL},
    {"2026-13", 1, NULL},
    {"2026-00", 1, NULL},
    {"2026-1", 1, NULL},
    {"2026-Q0", 1, NULL},
    {"2026-Q5", 1, NULL},
    {"2026-H3", 1, NULL},
    {"2026-X1", 1, NULL},
    {"2026-Q33", 1, NULL},
    {"26", 1, NULL},
    {"226", 1, NULL},
    {"1899", 1, NULL},
    {"3000", 1, NULL},
    {"FY", 1, NULL},
    {"FY6", 1, NULL},
    {"FY26-10", 7, NULL},
    {"Q3 2026", 1, NULL},
    {"2026-Q3-1", 1, NULL},
    {"99999999999999999999", 1, NULL},
};

static char *describe(Arena *arena, const struct period *period) {
    return arena_printf(arena, "%s %s %s %s", period->id, derive_period_words(arena, period).kind,
                        date_format_iso(arena, period->first),
                        date_format_iso(arena, period->last));
}

static void forms_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(parse_cases); i++) {
        const struct parse_case *c = &parse_cases[i];
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct period period;
        bool is_period = derive_period_parse(arena, c->text, c->fiscal_start, &diags, &period);
        assert_string_equal(is_period ? describe(arena, &period) : "no",
                            c->wanted ? c->wanted : "no");
        assert_int_equal(diags.n, is_period ? 0 : 1);
        assert_true(is_period || diags.items[0].code == DIAG_USAGE_PERIOD);
        diags_clear(&diags);
    }
}

struct shift_case {
    const char *text;
    int fiscal_start, steps;
    const char *wanted;
};

static const struct shift_case shift_cases[] = {
    {"2026-01", 1, -1, "2025-12 month 2025-12-01 2025-12-31"},
    {"2024-02", 1, 12, "2025-02 month 2025-02-01 2025-02-28"},
    {"2026-Q1", 1, -1, "2025-Q4 quarter 2025-10-01 2025-12-31"},
    {"2026-Q3", 1, -4, "2025-Q3 quarter 2025-07-01 2025-09-30"},
    {"2026-Q4", 1, 1, "2027-Q1 quarter 2027-01-01 2027-03-31"},
    {"2026-H1", 1, -1, "2025-H2 half 2025-07-01 2025-12-31"},
    {"2026", 1, -2, "2024 year 2024-01-01 2024-12-31"},
    {"FY26-Q1", 7, -1, "FY25-Q4 quarter 2025-04-01 2025-06-30"},
    {"FY26-Q4", 2, 1, "FY27-Q1 quarter 2026-02-01 2026-04-30"},
    {"FY00-Q1", 7, -1, "FY1999-Q4 quarter 1999-04-01 1999-06-30"},
    {"2999-Q4", 1, 1, "3000-Q1 quarter 3000-01-01 3000-03-31"},
    {"2026-Q3", 1, 0, "2026-Q3 quarter 2026-07-01 2026-09-30"},
};

static void steps_keep_the_kind(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(shift_cases); i++) {
        const struct shift_case *c = &shift_cases[i];
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct period period;
        assert_true(derive_period_parse(arena, c->text, c->fiscal_start, &diags, &period));
        struct period shifted = derive_period_shift(arena, &period, c->steps);
        assert_string_equal(describe(arena, &shifted), c->wanted);
        struct period back = derive_period_shift(arena, &shifted, -c->steps);
        assert_string_equal(describe(arena, &back), describe(arena, &period));
    }
}

struct completed_case {
    enum period_kind kind;
    int fiscal_start;
    struct date today;
    const char *wanted;
};

static const struct completed_case completed_cases[] = {
    {PERIOD_QUARTER, 1, {2026, 10, 9}, "2026-Q3 quarter 2026-07-01 2026-09-30"},
    {PERIOD_QUARTER, 1, {2026, 9, 30}, "2026-Q2 quarter 2026-04-01 2026-06-30"},
    {PERIOD_QUARTER, 1, {2026, 10, 1}, "2026-Q3 quarter 2026-07-01 2026-09-30"},
    {PERIOD_QUARTER, 1, {2026, 1, 1}, "2025-Q4 quarter 2025-10-01 2025-12-31"},
    {PERIOD_QUARTER, 2, {2026, 10, 9}, "FY27-Q2 quarter 2026-05-01 2026-07-31"},
    {PERIOD_QUARTER, 7, {2026, 7, 1}, "FY26-Q4 quarter 2026-04-01 2026-06-30"},
    {PERIOD_MONTH, 7, {2026, 3, 1}, "2026-02 month 2026-02-01 2026-02-28"},
    {PERIOD_HALF, 1, {2026, 6, 30}, "2025-H2 half 2025-07-01 2025-12-31"},
    {PERIOD_YEAR, 1, {2026, 12, 31}, "2025 year 2025-01-01 2025-12-31"},
    {PERIOD_YEAR, 10, {2026, 10, 1}, "FY26 year 2025-10-01 2026-09-30"},
};

static void the_last_one_had_ended(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(completed_cases); i++) {
        const struct completed_case *c = &completed_cases[i];
        g_autoptr(Arena) arena = arena_new();
        struct period period = derive_period_completed(arena, c->kind, c->fiscal_start, c->today);
        assert_string_equal(describe(arena, &period), c->wanted);
    }
}

struct words_case {
    const char *text, *label, *name, *in_prose, *adjective, *brief;
};

static const struct words_case words_cases[] = {
    {"2026-Q3", "Q3 2026", "third quarter", "the third quarter", "third-quarter", "Q3"},
    {"2026-09", "September 2026", "September", "September", "September", "Sep"},
    {"2026-H1", "H1 2026", "first half", "the first half", "first-half", "H1"},
    {"2026", "2026", "2026", "2026", "2026", "2026"},
    {"FY26-Q2", "FY26 Q2", "second quarter", "the second quarter", "second-quarter", "Q2"},
    {"FY26", "FY26", "FY26", "FY26", "FY26", "FY26"},
};

static void periods_have_names(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(words_cases); i++) {
        const struct words_case *c = &words_cases[i];
        g_autoptr(Arena) arena = arena_new();
        struct period period;
        assert_true(derive_period_scan(arena, str_from(c->text), 7, &period));
        struct period_words words = derive_period_words(arena, &period);
        assert_string_equal(words.label, c->label);
        assert_string_equal(words.name, c->name);
        assert_string_equal(words.in_prose, c->in_prose);
        assert_string_equal(words.adjective, c->adjective);
        assert_string_equal(words.brief, c->brief);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/derive/period/all forms are read", forms_are_read, NULL, NULL, NULL},
        {"/derive/period/steps keep the kind and lead back", steps_keep_the_kind, NULL, NULL, NULL},
        {"/derive/period/the last completed one had ended", the_last_one_had_ended, NULL, NULL,
         NULL},
        {"/derive/period/periods have names", periods_have_names, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
