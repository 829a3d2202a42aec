/*
 * What locale.h writes is what ICU's own data say, asked through ICU's older interface, so the test
 * holds for each version of the data. The exceptions are those that locale.h names: U+2212 for
 * minus, k for English thousands, no sign before zero.
 */
#include "locale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include <cmocka.h>

enum { TEXT_UNITS = 200 };

static const char *const tags[] = {"en-US", "en-GB", "de-DE", "fr-FR", "es-ES",
                                   "pt-BR", "ja-JP", "hi-IN", "ar-EG"};
static const char *const currencies[] = {"USD", "EUR", "GBP", "JPY", "INR", "EGP", "BRL", "KWD"};
static const char *const numbers[] = {
    "1",
    "2",
    "7",
    "10",
    "42",
    "99",
    "100",
    "999",
    "1000",
    "1284",
    "9999",
    "10000",
    "12345",
    "94000",
    "99999",
    "100000",
    "434500",
    "999499",
    "999500",
    "1234567",
    "1284000",
    "9995000",
    "12345678",
    "123456789",
    "4.2E9",
    "12345E8",
    "1.5",
    "2.25",
    "3.125",
    "1234.5",
    "1284.555",
    "99.995",
    "0.425",
    "1.078992",
    "0.078992",
    "1234567.5",
    "98765432.125",
    "0.5",
    "0.015",
    "12.34",
};

static void assert_ok(UErrorCode status) {
    if (U_FAILURE(status)) {
        fail_msg("ICU: %s", u_errorName(status));
    }
}

static char *utf8_from_wide(Arena *arena, const UChar *wide, int32_t n) {
    char *text = arena_alloc(arena, (size_t)n * 3 + 1);
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8(text, n * 3 + 1, NULL, wide, n, &status);
    assert_ok(status);
    return text;
}

static struct decimal decimal_of(const char *text) {
    struct decimal d;
    assert_true(decimal_parse(str_from(text), &d));
    return d;
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* ICU's formatter for a style, set up as its own users do. */
static UNumberFormat *open_icu(const char *tag, const struct number_style *style) {
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormatStyle kind = style->is_compact   ? UNUM_DECIMAL_COMPACT_SHORT
                              : style->is_percent ? UNUM_PERCENT
                              : style->currency   ? UNUM_CURRENCY
                                                  : UNUM_DECIMAL;
    UNumberFormat *icu = unum_open(kind, NULL, 0, tag, NULL, &status);
    assert_ok(status);
    if (style->currency) {
        UChar wide[4];
        u_uastrcpy(wide, style->currency);
        unum_setTextAttribute(icu, UNUM_CURRENCY_CODE, wide, 3, &status);
    }
    if (style->is_compact) {
        unum_setAttribute(icu, UNUM_SIGNIFICANT_DIGITS_USED, 1);
        unum_setAttribute(icu, UNUM_MIN_SIGNIFICANT_DIGITS, 1);
        unum_setAttribute(icu, UNUM_MAX_SIGNIFICANT_DIGITS, 3);
    } else {
        unum_setAttribute(icu, UNUM_FRACTION_DIGITS, style->decimals);
    }
    /* Four digits are grouped where the locale's data say so; in a compact number nowhere. */
    unum_setAttribute(icu, UNUM_MINIMUM_GROUPING_DIGITS,
                      style->is_compact ? 2 : UNUM_MINIMUM_GROUPING_DIGITS_AUTO);
    unum_setAttribute(icu, UNUM_ROUNDING_MODE, UNUM_ROUND_HALFEVEN);
    unum_setAttribute(icu, UNUM_SIGN_ALWAYS_SHOWN, style->is_signed);
    assert_ok(status);
    return icu;
}

/* The exceptions of locale.h. */
static void make_exceptions(const char *tag, const struct number_style *style, UChar *wide,
                            int32_t n) {
    bool is_english = strncmp(tag, "en", 2) == 0;
    for (int32_t i = 0; i < n; i++) {
        bool is_thousand = is_english && style->is_compact && wide[i] == 'K';
        wide[i] = is_thousand ? 'k' : wide[i] == '-' ? 0x2212 : wide[i];
    }
}

static char *icu_number(Arena *arena, UNumberFormat *icu, const char *tag,
                        const struct number_style *style, const char *digits) {
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[TEXT_UNITS];
    int32_t n = unum_formatDecimal(icu, digits, -1, wide, TEXT_UNITS, NULL, &status);
    assert_ok(status);
    make_exceptions(tag, style, wide, n);
    return utf8_from_wide(arena, wide, n);
}

/* All numbers and their opposites, in one style. */
static void check_style(Locale *locale, const struct number_style *style) {
    g_autoptr(Arena) arena = arena_new();
    const char *tag = locale_tag(locale);
    UNumberFormat *icu = open_icu(tag, style);
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(numbers); i++) {
        struct decimal number = decimal_of(numbers[i / 2]);
        int scale = style->is_percent ? style->decimals + 2 : style->decimals;
        number = i % 2 ? decimal_negate(number) : number;
        if (!style->is_compact && decimal_sign(decimal_round(number, scale)) == 0) {
            continue; /* zero has no sign here */
        }
        const char *digits = decimal_format(arena, number);
        assert_string_equal(locale_format_number(locale, arena, number, style),
                            icu_number(arena, icu, tag, style, digits));
    }
    unum_close(icu);
}

static void check_numbers(Locale *locale) {
    for (int decimals = 0; decimals <= 3; decimals++) {
        check_style(locale, &(struct number_style){.decimals = decimals});
        check_style(locale, &(struct number_style){.decimals = decimals, .is_signed = true});
        check_style(locale, &(struct number_style){.decimals = decimals, .is_percent = true});
        for (size_t i = 0; i < G_N_ELEMENTS(currencies); i++) {
            check_style(locale,
                        &(struct number_style){.decimals = decimals, .currency = currencies[i]});
        }
    }
    check_style(locale, &(struct number_style){.is_compact = true});
}

static void test_numbers(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
        g_autoptr(Locale) locale = locale_new(tags[i]);
        check_numbers(locale);
    }
}

/* Money has no compact style of its own in the older interface: its number is the plain one's. */
static void test_compact_money(void **state) {
    static const char *const short_tags[] = {"en-US", "en-GB", "hi-IN"};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(short_tags); i++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(Locale) locale = locale_new(short_tags[i]);
        const struct number_style plain = {.is_compact = true},
                                  money = {.is_compact = true, .currency = "INR"};
        for (size_t k = 0; k < G_N_ELEMENTS(numbers); k++) {
            struct decimal number = decimal_of(numbers[k]);
            if (decimal_compare(number, decimal_from_int(1000)) >= 0) {
                const char *text = locale_format_number(locale, arena, number, &money);
                assert_true(g_str_has_prefix(text, "₹"));
                const char *rest = text + strlen("₹");
                const char *wanted = locale_format_number(locale, arena, number, &plain);
                size_t n = strspn(wanted, "0123456789.,");
                assert_int_equal(strspn(rest, "0123456789.,"), n);
                assert_memory_equal(rest, wanted, n);
            }
        }
    }
}

/* Grouping and digits that CLDR has not changed since these locales came. */
static void test_stable(void **state) {
    static const struct {
        const char *tag, *number;
        struct number_style style;
        const char *wanted;
    } rows[] = {
        {"hi-IN", "1234567", {0}, "12,34,567"},
        {"hi-IN", "1234567", {.currency = "INR"}, "₹12,34,567"},
        {"hi-IN", "123456789", {.decimals = 1}, "12,34,56,789.0"},
        {"ar-EG", "1234567.5", {.decimals = 1}, "١٬٢٣٤٬٥٦٧٫٥"},
        {"de-DE", "1234567.5", {.decimals = 1}, "1.234.567,5"},
        {"es-ES", "1284", {0}, "1284"},
        {"es-ES", "12840", {0}, "12.840"},
        {"pt-BR", "1234567.5", {.decimals = 1}, "1.234.567,5"},
        {"ja-JP", "12345678", {0}, "12,345,678"},
    };
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Locale) locale = locale_new(rows[i].tag);
        assert_string_equal(
            locale_format_number(locale, arena, decimal_of(rows[i].number), &rows[i].style),
            rows[i].wanted);
    }
}

/* --- dates ------------------------------------------------------------------------------------ */

static const UChar utc[] = {'U', 'T', 'C', 0};

static char *icu_date(Arena *arena, UDateFormat *icu, struct date date) {
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[TEXT_UNITS];
    double when_ms = (double)date_to_days(date) * 86400000.0;
    int32_t n = udat_format(icu, when_ms, wide, TEXT_UNITS, NULL, &status);
    assert_ok(status);
    return utf8_from_wide(arena, wide, n);
}

/* Each month, the ends of a year, a leap day. */
static void check_dates(Locale *locale, UDateFormat *icu, const char *pattern) {
    static const struct date ends[] = {
        {1999, 12, 31}, {2000, 2, 29}, {2024, 1, 1}, {2026, 12, 28}, {2031, 1, 5}};
    g_autoptr(Arena) arena = arena_new();
    for (int i = 0; i < 12 + (int)G_N_ELEMENTS(ends); i++) {
        struct date date = i < 12 ? (struct date){2026, i + 1, 1 + i * 2} : ends[i - 12];
        assert_string_equal(locale_format_date(locale, arena, date, pattern),
                            icu_date(arena, icu, date));
    }
    udat_close(icu);
}

static void check_styles(Locale *locale) {
    static const struct {
        const char *name;
        UDateFormatStyle style;
    } styles[] = {
        {"short", UDAT_SHORT}, {"medium", UDAT_MEDIUM}, {"long", UDAT_LONG}, {"full", UDAT_FULL}};
    for (size_t i = 0; i < G_N_ELEMENTS(styles); i++) {
        UErrorCode status = U_ZERO_ERROR;
        UDateFormat *icu =
            udat_open(UDAT_NONE, styles[i].style, locale_tag(locale), utc, -1, NULL, 0, &status);
        assert_ok(status);
        check_dates(locale, icu, styles[i].name);
    }
}

/* A pattern as it is, and fields in the locale's own order. */
static void check_patterns(Locale *locale) {
    static const char *const patterns[] = {"d MMMM y", "EEE d MMM", "y-MM-dd", "QQQ y", "@yMMMM",
                                           "@yMMM",    "@MMMd",     "@yQQQ",   "@yMd",  "@EEEEd"};
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        UErrorCode status = U_ZERO_ERROR;
        UChar wide[TEXT_UNITS], best[TEXT_UNITS];
        bool is_skeleton = patterns[i][0] == '@';
        int32_t n = u_strlen(u_uastrcpy(best, patterns[i]));
        if (is_skeleton) {
            UDateTimePatternGenerator *generator = udatpg_open(locale_tag(locale), &status);
            u_uastrcpy(wide, patterns[i] + 1);
            n = udatpg_getBestPattern(generator, wide, -1, best, TEXT_UNITS, &status);
            udatpg_close(generator);
        }
        UDateFormat *icu =
            udat_open(UDAT_PATTERN, UDAT_PATTERN, locale_tag(locale), utc, -1, best, n, &status);
        assert_ok(status);
        check_dates(locale, icu, patterns[i]);
    }
}

static void test_dates(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
        g_autoptr(Locale) locale = locale_new(tags[i]);
        check_styles(locale);
        check_patterns(locale);
    }
}

/* --- plurals ---------------------------------------------------------------------------------- */

static char *icu_category(Arena *arena, const UPluralRules *rules, double number) {
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[TEXT_UNITS];
    int32_t n = uplrules_select(rules, number, wide, TEXT_UNITS, &status);
    assert_ok(status);
    return utf8_from_wide(arena, wide, n);
}

static void check_plurals(const char *tag, const char *categories) {
    enum { SMALL_MAX = 250 };
    static const int64_t large[] = {1000, 1001, 1002, 10000, 100000, 1000000, 2000000, 1000001};
    UErrorCode status = U_ZERO_ERROR;
    UPluralRules *rules = uplrules_open(tag, &status);
    assert_ok(status);
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Locale) locale = locale_new(tag);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (int64_t i = 0; i < SMALL_MAX + (int64_t)G_N_ELEMENTS(large); i++) {
        int64_t number = i < SMALL_MAX ? i : large[i - SMALL_MAX];
        const char *category = locale_plural(locale, decimal_from_int(number));
        assert_string_equal(category, icu_category(arena, rules, (double)number));
        g_hash_table_add(seen, (void *)category);
    }
    /* With a digit behind the point that is not zero a double says the same as the decimal. */
    for (int i = 1; i < 100; i += i % 10 == 9 ? 2 : 1) {
        struct decimal number = {.units = i, .scale = 1};
        if (i % 10 != 0) {
            const char *category = locale_plural(locale, number);
            assert_string_equal(category, icu_category(arena, rules, i / 10.0));
            g_hash_table_add(seen, (void *)category);
        }
    }
    g_auto(GStrv) wanted = g_strsplit(categories, " ", -1);
    for (char **category = wanted; *category; category++) {
        if (!g_hash_table_contains(seen, *category)) {
            fail_msg("%s: no number is \"%s\"", tag, *category);
        }
    }
    uplrules_close(rules);
}

static void test_plurals(void **state) {
    (void)state;
    check_plurals("ar-EG", "zero one two few many other");
    check_plurals("pl-PL", "one few many other");
    check_plurals("ja-JP", "other");
    for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
        check_plurals(tags[i], "other");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/locale/data/numbers, money and shares are ICU's", test_numbers, NULL, NULL, NULL},
        {"/locale/data/compact money has the compact number", test_compact_money, NULL, NULL, NULL},
        {"/locale/data/grouping and digits", test_stable, NULL, NULL, NULL},
        {"/locale/data/dates are ICU's", test_dates, NULL, NULL, NULL},
        {"/locale/data/plural categories are ICU's", test_plurals, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
