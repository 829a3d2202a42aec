#include "locale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct decimal decimal_of(const char *text) {
    struct decimal d;
    assert_true(decimal_parse(str_from(text), &d));
    return d;
}

struct number_case {
    const char *tag, *number;
    struct number_style style;
    const char *wanted;
};

#define NBSP  "\u00a0"
#define NNBSP "\u202f"
#define MINUS "\u2212"

static const struct number_case number_cases[] = {
    {"en-US", "1284000", {0}, "1,284,000"},
    {"en-US", "1234.50", {.decimals = -1}, "1,234.50"},
    {"en-US", "-1234.56", {.decimals = 1}, MINUS "1,234.6"},
    {"en-US", "0.125", {.decimals = 2}, "0.12"},
    {"en-US", "-0.004", {.decimals = 2}, "0.00"},
    {"en-US",
     "12345678901234567890123456789012.34567",
     {.decimals = 2},
     "12,345,678,901,234,567,890,123,456,789,012.35"},
    {"en-US", "5", {.is_signed = true}, "+5"},
    {"en-US", "-5", {.is_signed = true}, MINUS "5"},
    {"en-US", "0", {.is_signed = true}, "0"},
    {"en-US", "0.001", {.is_signed = true, .decimals = 1}, "0.0"},
    {"en-US", "1.0789", {.is_percent = true, .decimals = 1}, "107.9%"},
    {"en-US", "0.425", {.is_percent = true, .decimals = -1}, "42.5%"},
    {"en-US", "1284000", {.currency = "USD"}, "$1,284,000"},
    {"en-US", "-1284000.5", {.currency = "USD", .decimals = 2}, MINUS "$1,284,000.50"},
    {"en-US", "94000", {.currency = "USD", .is_compact = true}, "$94k"},
    {"en-US", "1284000", {.currency = "USD", .is_compact = true}, "$1.28M"},
    {"en-US", "434500", {.currency = "USD", .is_compact = true, .decimals = 1}, "$434.5k"},
    {"en-US", "4200000", {.currency = "USD", .is_compact = true, .has_zeros = true}, "$4.20M"},
    {"en-US", "94000", {.currency = "USD", .is_compact = true, .has_zeros = true}, "$94.0k"},
    {"en-US", "462400", {.currency = "USD", .is_compact = true, .has_zeros = true}, "$462k"},
    {"en-US", "850", {.currency = "USD", .is_compact = true, .has_zeros = true}, "$850"},
    {"en-US", "850", {.currency = "USD", .is_compact = true}, "$850"},
    {"en-US", "94.5", {.currency = "USD", .is_compact = true}, "$94.50"},
    {"en-US", "-94000", {.currency = "USD", .is_compact = true, .is_signed = true}, MINUS "$94k"},
    {"en-US", "94000", {.currency = "USD", .is_compact = true, .is_signed = true}, "+$94k"},
    {"en-US", "4200000", {.is_compact = true}, "4.2M"},
    {"en-US", "12", {.is_compact = true}, "12"},
    {"en-GB", "94000", {.currency = "GBP", .is_compact = true}, "£94k"},
    {"en-US", "1000", {.currency = "KWD", .is_compact = true}, "KWD" NBSP "1k"},
    {"de-DE", "1284000.5", {.currency = "EUR", .decimals = 2}, "1.284.000,50" NBSP "€"},
    {"de-DE", "0.425", {.is_percent = true, .decimals = 1}, "42,5" NBSP "%"},
    {"fr-FR", "1284000", {0}, "1" NNBSP "284" NNBSP "000"},
    {"en-US",
     "1234567890123456789012345678901234567",
     {.currency = "USD"},
     "$1,234,567,890,123,456,789,012,345,678,901,234,567"},
    {"en-US", "-0.004", {.is_percent = true, .is_signed = true}, "0%"},
    {"en-US", "0.5", {.is_percent = true, .decimals = 2}, "50.00%"},
    {"es-ES", "1284", {0}, "1284"},
    {"es-ES", "12845", {.decimals = 1}, "12.845,0"},
    {"ee-GH", "12845", {0}, "12845"},
    {"ee-GH", "128450", {0}, "128,450"},
    {"de-AT", "1284000", {.currency = "EUR"}, "€" NBSP "1.284.000"},
    {"de-CH", "-1284000", {.currency = "CHF"}, "CHF" MINUS "1’284’000"},
    {"sv-SE", "-0.125", {.is_percent = true, .decimals = 1}, MINUS "12,5" NBSP "%"},
    {"pt-BR", "-12.5", {.decimals = 1}, MINUS "12,5"},
    {"ja-JP", "1284000", {.currency = "JPY"}, "￥1,284,000"},
    {"ja-JP", "12840000", {.is_compact = true}, "1280万"},
    {"hi-IN", "12345678", {0}, "1,23,45,678"},
    {"hi-IN", "-1234567", {.currency = "INR", .decimals = 2}, MINUS "₹12,34,567.00"},
    {"ar-EG", "1284", {0}, "١٬٢٨٤"},
};

static void test_numbers(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(number_cases); i++) {
        const struct number_case *row = &number_cases[i];
        g_autoptr(Locale) locale = locale_new(row->tag);
        assert_non_null(locale);
        assert_string_equal(
            locale_format_number(locale, arena, decimal_of(row->number), &row->style), row->wanted);
    }
}

static void test_more_formatters_than_kept(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Locale) locale = locale_new("en-US");
    for (int i = 0; i < 300; i++) {
        char currency[] = {(char)('A' + i % 26), (char)('A' + i / 26), 'X', '\0'};
        struct number_style style = {.currency = currency, .decimals = 1};
        const char *text = locale_format_number(locale, arena, decimal_of("2"), &style);
        assert_true(g_str_has_suffix(text, "2.0"));
    }
}

static void test_dates(void **state) {
    static const struct {
        const char *tag, *pattern;
        struct date date;
        const char *wanted;
    } rows[] = {
        {"en-US", "d MMMM y", {2026, 9, 28}, "28 September 2026"},
        {"en-US", "medium", {2026, 9, 28}, "Sep 28, 2026"},
        {"en-US", "long", {2026, 9, 28}, "September 28, 2026"},
        {"en-GB", "long", {2026, 9, 28}, "28 September 2026"},
        {"en-US", "y-MM-dd", {1500, 2, 28}, "1500-02-28"},
        {"en-US", "y-MM-dd", {9999, 12, 31}, "9999-12-31"},
        {"en-US", "y-MM-dd", {1969, 12, 31}, "1969-12-31"},
        {"en-US", "@yMMMM", {2026, 9, 1}, "September 2026"},
        {"en-US", "@yQQQ", {2026, 9, 1}, "Q3 2026"},
        {"de-DE", "@yMMMM", {2026, 9, 1}, "September 2026"},
        {"es-ES", "@yMMMM", {2026, 9, 1}, "septiembre de 2026"},
        {"ja-JP", "@yMMMM", {2026, 9, 1}, "2026年9月"},
        {"de-DE", "d. MMMM y", {2026, 3, 5}, "5. März 2026"},
        {"en-US", "'on' EEEE", {2026, 9, 28}, "on Monday"},
    };
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Locale) locale = locale_new(rows[i].tag);
        char *text = locale_format_date(locale, arena, rows[i].date, rows[i].pattern);
        assert_non_null(text);
        assert_string_equal(text, rows[i].wanted);
    }
}

/* Days that take the same place among those that are kept, in turns, also before 1970. */
static void test_dates_again(void **state) {
    (void)state;
    static const struct {
        struct date date;
        const char *pattern, *wanted;
    } rows[] = {
        {{2026, 9, 28}, "medium", "Sep 28, 2026"},
        {{2029, 7, 18}, "medium", "Jul 18, 2029"}, /* 1,024 days later */
        {{2026, 9, 28}, "@MMMMd", "September 28"},
        {{1967, 3, 14}, "medium", "Mar 14, 1967"}, /* 1,024 days before 1970 */
        {{1970, 1, 1}, "medium", "Jan 1, 1970"},
        {{1500, 2, 28}, "medium", "Feb 28, 1500"},
    };
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Locale) locale = locale_new("en-US");
    for (size_t turn = 0; turn < 3; turn++) {
        for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
            assert_string_equal(locale_format_date(locale, arena, rows[i].date, rows[i].pattern),
                                rows[i].wanted);
        }
    }
}

static void test_malformed_pattern(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Locale) locale = locale_new("en-US");
    assert_null(locale_format_date(locale, arena, (struct date){2026, 9, 28}, "dd fff"));
    g_autofree char *wide = g_strnfill(1000, 'd');
    assert_null(locale_format_date(locale, arena, (struct date){2026, 9, 28}, wide));
}

static void test_plural(void **state) {
    static const struct {
        const char *tag, *number, *wanted;
    } rows[] = {
        {"en-US", "1", "one"},  {"en-US", "0", "other"}, {"en-US", "1.0", "other"},
        {"fr-FR", "0", "one"},  {"ja-JP", "1", "other"}, {"pl-PL", "3", "few"},
        {"pl-PL", "5", "many"}, {"ar-EG", "0", "zero"},  {"ar-EG", "2", "two"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Locale) locale = locale_new(rows[i].tag);
        assert_string_equal(locale_plural(locale, decimal_of(rows[i].number)), rows[i].wanted);
    }
}

static void test_tags(void **state) {
    static const char *const known[] = {"en",    "en-US", "de-DE", "fr",        "pt-BR",
                                        "ja-JP", "hi-IN", "ar-EG", "zh-Hant-TW"};
    static const char *const unknown[] = {"", "xx-YY", "english", "en_US!", "tlh", "und", "-"};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        g_autoptr(Locale) locale = locale_new(known[i]);
        assert_non_null(locale);
        assert_string_equal(locale_tag(locale), known[i]);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++) {
        assert_null(locale_new(unknown[i]));
    }
}

static void test_words(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Locale) dutch = locale_new("nl-NL");
    g_autoptr(Locale) english = locale_new("en-US");
    g_autoptr(Locale) turkish = locale_new("tr-TR");
    g_autoptr(Locale) swedish = locale_new("sv-SE");
    assert_string_equal(locale_upper(english, arena, STR("straße")), "STRASSE");
    assert_string_equal(locale_upper(turkish, arena, STR("istanbul")), "İSTANBUL");
    assert_string_equal(locale_lower(english, arena, STR("ÉCLAIR")), "éclair");
    assert_string_equal(locale_title(english, arena, STR("IBM alliance partner")),
                        "IBM Alliance Partner");
    assert_string_equal(locale_capitalize(english, arena, STR("co-sell with IBM")),
                        "Co-sell with IBM");
    assert_string_equal(locale_title(english, arena, STR("co-sell")), "Co-Sell");
    assert_string_equal(locale_upper(english, arena, STR("")), "");
    assert_string_equal(locale_capitalize(dutch, arena, STR("ijsland")), "IJsland");
    assert_true(locale_compare(english, STR("Ångström"), STR("Zeta")) < 0);
    assert_true(locale_compare(swedish, STR("Ångström"), STR("Zeta")) > 0);
    assert_int_equal(locale_compare(english, STR("a"), STR("a")), 0);
}

static void test_currency_decimals(void **state) {
    (void)state;
    assert_int_equal(locale_currency_decimals("USD"), 2);
    assert_int_equal(locale_currency_decimals("JPY"), 0);
    assert_int_equal(locale_currency_decimals("KWD"), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/locale/numbers are written as the locale writes them", test_numbers, NULL, NULL, NULL},
        {"/locale/more formatters than are kept", test_more_formatters_than_kept, NULL, NULL, NULL},
        {"/locale/dates are written as the locale writes them", test_dates, NULL, NULL, NULL},
        {"/locale/a date that was written before is written again", test_dates_again, NULL, NULL,
         NULL},
        {"/locale/a malformed date pattern is refused", test_malformed_pattern, NULL, NULL, NULL},
        {"/locale/plural categories", test_plural, NULL, NULL, NULL},
        {"/locale/unknown tags are refused", test_tags, NULL, NULL, NULL},
        {"/locale/case and order", test_words, NULL, NULL, NULL},
        {"/locale/digits of currencies", test_currency_decimals, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
