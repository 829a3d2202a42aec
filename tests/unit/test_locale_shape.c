#include "locale_shape_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const english[N_SAMPLES] = {"-1,234,567,890", "0", "1,234,567,890", "1,234",
                                               "12,345"};

static const struct learned_case {
    const char *texts[N_SAMPLES];
    int decimals;
    const char *number, *wanted;
} learned_cases[] = {
    {{"-1,234,567,890", "0", "1,234,567,890", "1,234", "12,345"}, 0, "999", "999"},
    {{"-1,234,567,890", "0", "1,234,567,890", "1,234", "12,345"}, 0, "999.5", "1,000"},
    {{"-1,234,567,890", "0", "1,234,567,890", "1,234", "12,345"}, 0, "-100000", "-100,000"},
    {{"-1.234.567.890,0", "0,0", "1.234.567.890,0", "1234,0", "12.345,0"}, 1, "9999", "9999,0"},
    {{"-1.234.567.890,0", "0,0", "1.234.567.890,0", "1234,0", "12.345,0"}, 1, "-0.05", "0,0"},
    {{"-1.234.567.890,0", "0,0", "1.234.567.890,0", "1234,0", "12.345,0"}, 1, "0.15", "0,2"},
    {{"-1,234,567,890", "0", "1,234,567,890", "1234", "12345"}, 0, "12345", "12345"},
    {{"-1,234,567,890", "0", "1,234,567,890", "1234", "12345"}, 0, "123456", "123,456"},
    {{"-1,23,45,67,890", "0", "1,23,45,67,890", "1,234", "12,345"}, 0, "1234567", "12,34,567"},
    {{"-1234567890", "0", "1234567890", "1234", "12345"}, 0, "7654321", "7654321"},
    {{"($1,234,567,890.00)", "$0.00", "$1,234,567,890.00", "$1,234.00", "$12,345.00"},
     2,
     "-5.5",
     "($5.50)"},
    {{"-1 234 567 890 %", "0 %", "+1 234 567 890 %", "+1 234 %", "+12 345 %"}, 0, "12", "+12 %"},
};

static struct decimal decimal_of(const char *text) {
    struct decimal d;
    assert_true(decimal_parse(str_from(text), &d));
    return d;
}

static void test_learned(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(learned_cases); i++) {
        const struct learned_case *row = &learned_cases[i];
        struct number_shape shape;
        assert_true(shape_learn(arena, &shape, row->texts, row->decimals));
        assert_string_equal(shape_write(arena, &shape, decimal_of(row->number)), row->wanted);
    }
}

/* Of a shape that is learned, one sample at a time is written otherwise. */
static void test_refused(void **state) {
    static const struct {
        enum shape_sample sample;
        const char *text;
    } rows[] = {
        {SAMPLE_ABOVE, "١٬٢٣٤٬٥٦٧٬٨٩٠"},
        {SAMPLE_ABOVE, "1,234'567,890"},
        {SAMPLE_ABOVE, "1,2345,67,890"},
        {SAMPLE_ABOVE, "1.23B"},
        {SAMPLE_ABOVE, ""},
        {SAMPLE_ABOVE, "a unit of many bytes 1,234,567,890"},
        {SAMPLE_ABOVE, "1,234,567,890 a unit of many bytes"},
        {SAMPLE_BELOW, "-1,234,567,891"},
        {SAMPLE_ZERO, "none"},
        {SAMPLE_ZERO, "00"},
        {SAMPLE_FOUR, "1.234"},
        {SAMPLE_FIVE, "12345"},
    };
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct number_shape shape;
    assert_true(shape_learn(arena, &shape, english, 0));
    assert_false(shape_learn(arena, &shape, english, 1));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const char *texts[N_SAMPLES];
        memcpy(texts, english, sizeof texts);
        texts[rows[i].sample] = rows[i].text;
        assert_false(shape_learn(arena, &shape, texts, 0));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/locale/shape/numbers are written as the samples are", test_learned, NULL, NULL, NULL},
        {"/locale/shape/what samples do not show is refused", test_refused, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
