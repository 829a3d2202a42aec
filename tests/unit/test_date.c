#include "date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

struct parse_case {
    const char *text, *iso; /* NULL: no date */
};

static const struct parse_case cases[] = {
    {"2026-09-28", "2026-09-28"},
    {"2026-09-28T10:15:00Z", "2026-09-28"},
    {"2026-09-28t10:15", "2026-09-28"},
    {"2026-09-28 10:15", "2026-09-28"},
    {"0001-01-01", "0001-01-01"},
    {"9999-12-31", "9999-12-31"},
    {"2024-02-29", "2024-02-29"},
    {"2000-02-29", "2000-02-29"},
    {"1900-02-29", NULL},
    {"2023-02-29", NULL},
    {"2026-04-31", NULL},
    {"2026-00-10", NULL},
    {"2026-13-10", NULL},
    {"2026-10-00", NULL},
    {"0000-01-01", NULL},
    {"2026-9-28", NULL},
    {"2026/09/28", NULL},
    {"28.09.2026", NULL},
    {"2026-09-28x", NULL},
    {"2026-09", NULL},
    {"", NULL},
};

static void dates_are_read(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct date date;
        print_message("%s\n", cases[i].text);
        bool is_date = date_parse(str_from(cases[i].text), &date);
        assert_int_equal(is_date, cases[i].iso != NULL);
        if (is_date) {
            assert_string_equal(date_format_iso(arena, date), cases[i].iso);
        }
    }
}

static void days_are_counted_without_gaps(void **state) {
    (void)state;
    struct date date = {1, 1, 1};
    int64_t day = date_to_days(date);
    assert_int_equal(date_to_days((struct date){1970, 1, 1}), 0);
    assert_int_equal(date_to_days((struct date){2026, 9, 28}), 20724);
    assert_int_equal(date_to_days((struct date){1969, 12, 31}), -1);
    /* Each day of four hundred years, the calendar's own period, and then some. */
    for (int i = 0; i < 150000; i++) {
        struct date same = date_from_days(day + i);
        assert_int_equal(date_compare(date, same), 0);
        assert_int_equal(date_to_days(date), day + i);
        if (++date.day > date_days_in_month(date.year, date.month)) {
            date.day = 1;
            date.year += date.month == 12;
            date.month = date.month % 12 + 1;
        }
    }
}

static void months_are_added(void **state) {
    (void)state;
    static const struct {
        struct date from;
        int months;
        struct date to;
    } rows[] = {
        {{2026, 1, 31}, 1, {2026, 2, 28}},   {{2024, 1, 31}, 1, {2024, 2, 29}},
        {{2026, 12, 15}, 1, {2027, 1, 15}},  {{2026, 1, 15}, -1, {2025, 12, 15}},
        {{2026, 3, 31}, -13, {2025, 2, 28}}, {{2026, 5, 5}, 0, {2026, 5, 5}},
        {{2026, 5, 5}, 24, {2028, 5, 5}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct date got = date_add_months(rows[i].from, rows[i].months);
        assert_int_equal(date_compare(got, rows[i].to), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/date/dates are read", dates_are_read, NULL, NULL, NULL},
        {"/date/days are counted without gaps", days_are_counted_without_gaps, NULL, NULL, NULL},
        {"/date/months are added", months_are_added, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
