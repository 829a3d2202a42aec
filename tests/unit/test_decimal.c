#include "decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct parse_case {
    const char *text, *plain; /* NULL: no number */
};

static const struct parse_case parse_cases[] = {
    {"0", "0"},
    {"-0", "0"},
    {"1.10", "1.10"},
    {"-1234.50", "-1234.50"},
    {"+7", "7"},
    {"1e3", "1000"},
    {"1.5E2", "150"},
    {"1.5e1", "15"},
    {"1.25e1", "12.5"},
    {"25e-3", "0.025"},
    {"0e99999", "0"},
    {"0.000", "0.000"},
    {"1e-400", "0.000000000000000000"},
    {"0.0000000000000000005", "0.000000000000000000"}, /* half to even */
    {"0.0000000000000000015", "0.000000000000000002"},
    {"0.00000000000000000051", "0.000000000000000001"},
    {"9999999999999999999999999999999999999", "9999999999999999999999999999999999999"},
    {"10000000000000000000000000000000000000", NULL},
    {"1e37", NULL},
    {"1e36", "1000000000000000000000000000000000000"},
    {"-1e999999999999", NULL},
    {"", NULL},
    {"-", NULL},
    {"01", NULL},
    {"1.", NULL},
    {".5", NULL},
    {"1e", NULL},
    {"1e+", NULL},
    {"1 ", NULL},
    {"1,000", NULL},
    {"0x1", NULL},
    {"NaN", NULL},
    {"--1", NULL},
};

static void numbers_are_read_exactly(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(parse_cases); i++) {
        struct decimal d;
        print_message("%s\n", parse_cases[i].text);
        bool is_number = decimal_parse(str_from(parse_cases[i].text), &d);
        assert_int_equal(is_number, parse_cases[i].plain != NULL);
        if (is_number) {
            assert_string_equal(decimal_format(arena, d), parse_cases[i].plain);
        }
    }
}

static struct decimal number(const char *text) {
    struct decimal d;
    assert_true(decimal_parse(str_from(text), &d));
    return d;
}

struct sum_case {
    const char *a, *b, *sum, *difference, *product; /* NULL: out of range */
};

#define LARGEST "9999999999999999999999999999999999999"

static const struct sum_case sums[] = {
    {"0.1", "0.2", "0.3", "-0.1", "0.02"},
    {"1.10", "2", "3.10", "-0.90", "2.20"},
    {"-5", "5", "0", "-10", "-25"},
    {"1234567.89", "0.11", "1234568.00", "1234567.78", "135802.4679"},
    {LARGEST, "1", NULL, "9999999999999999999999999999999999998", LARGEST},
    {LARGEST, LARGEST, NULL, "0", NULL},
    {LARGEST, "0.1", NULL, NULL, "999999999999999999999999999999999999.9"},
    {"0.000000001", "0.0000000001", "0.0000000011", "0.0000000009", "0.000000000000000000"},
};

static void check_result(Arena *arena, bool is_fine, struct decimal d, const char *wanted) {
    assert_int_equal(is_fine, wanted != NULL);
    if (wanted) {
        assert_string_equal(decimal_format(arena, d), wanted);
    } else {
        assert_string_equal(decimal_format(arena, d), "42"); /* left alone */
    }
}

static void sums_keep_every_digit(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(sums); i++) {
        struct decimal a = number(sums[i].a), b = number(sums[i].b), d;
        print_message("%s, %s\n", sums[i].a, sums[i].b);
        d = number("42");
        bool is_fine = decimal_add(a, b, &d);
        check_result(arena, is_fine, d, sums[i].sum);
        d = number("42");
        is_fine = decimal_subtract(a, b, &d);
        check_result(arena, is_fine, d, sums[i].difference);
        d = number("42");
        is_fine = decimal_multiply(a, b, &d);
        check_result(arena, is_fine, d, sums[i].product);
    }
}

struct quotient_case {
    const char *a, *b;
    int scale;
    const char *quotient;
};

static const struct quotient_case quotients[] = {
    {"1", "3", 6, "0.333333"},
    {"2", "3", 6, "0.666667"},
    {"-2", "3", 2, "-0.67"},
    {"1", "8", 2, "0.12"}, /* 0.125: to even */
    {"3", "8", 2, "0.38"},
    {"1", "-8", 2, "-0.12"},
    {"1.251", "10", 2, "0.13"},
    {"10", "0.25", 0, "40"},
    {"0", "7", 3, "0.000"},
    {"5", "0", 2, NULL},
    {LARGEST, "1", 18, NULL},
    {"5", "2", 0, "2"},
    {"7", "2", 0, "4"},
    {"100.01", "100", 3, "1.000"},
    {"1284", "1190", 4, "1.0790"},
};

static void quotients_are_rounded_to_even(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(quotients); i++) {
        struct decimal d = number("42");
        print_message("%s / %s\n", quotients[i].a, quotients[i].b);
        bool is_fine =
            decimal_divide(number(quotients[i].a), number(quotients[i].b), quotients[i].scale, &d);
        check_result(arena, is_fine, d, quotients[i].quotient);
    }
}

static void numbers_are_rounded_to_even(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int scale;
        const char *rounded;
    } cases[] = {
        {"2.5", 0, "2"},   {"3.5", 0, "4"},      {"-2.5", 0, "-2"},
        {"2.51", 0, "3"},  {"1.005", 2, "1.00"}, {"1.015", 2, "1.02"},
        {"1.5", 3, "1.5"}, {"0.49", 0, "0"},     {"-0.4", 0, "0"},
    };
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct decimal d = decimal_round(number(cases[i].text), cases[i].scale);
        print_message("%s\n", cases[i].text);
        assert_string_equal(decimal_format(arena, d), cases[i].rounded);
    }
}

static void numbers_are_compared_by_value(void **state) {
    (void)state;
    static const char *const rising[] = {("-" LARGEST), "-1.5", "-1.49", "-0.000000000000000001",
                                         "0",           "0.1",  "0.11",  "1",
                                         "10",          "1e30", LARGEST};
    for (size_t i = 0; i < G_N_ELEMENTS(rising); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(rising); k++) {
            int order = decimal_compare(number(rising[i]), number(rising[k]));
            assert_int_equal(order < 0 ? -1 : order > 0, i < k ? -1 : i > k);
        }
    }
    assert_int_equal(decimal_compare(number("1.10"), number("1.1")), 0);
}

static void numbers_become_others(void **state) {
    (void)state;
    assert_int_equal(decimal_to_int(number("-3.99")), -3);
    assert_true(decimal_to_int(number("1e30")) == INT64_MAX);
    assert_true(decimal_to_int(number("-1e30")) == INT64_MIN);
    assert_true(decimal_to_double(number("0.5")) == 0.5);
    assert_true(decimal_is_integer(number("3.00")));
    assert_false(decimal_is_integer(number("3.01")));
    assert_int_equal(decimal_sign(number("-0.1")), -1);
    assert_int_equal(decimal_sign(number("0.00")), 0);
    assert_int_equal(decimal_compare(decimal_negate(number("1.5")), number("-1.5")), 0);
    assert_int_equal(decimal_compare(decimal_from_int(INT64_MIN), number("-9223372036854775808")),
                     0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/decimal/numbers are read exactly", numbers_are_read_exactly, NULL, NULL, NULL},
        {"/decimal/sums keep every digit", sums_keep_every_digit, NULL, NULL, NULL},
        {"/decimal/quotients are rounded to even", quotients_are_rounded_to_even, NULL, NULL, NULL},
        {"/decimal/numbers are rounded to even", numbers_are_rounded_to_even, NULL, NULL, NULL},
        {"/decimal/numbers are compared by value", numbers_are_compared_by_value, NULL, NULL, NULL},
        {"/decimal/numbers become others", numbers_become_others, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
