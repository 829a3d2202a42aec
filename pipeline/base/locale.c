#include "locale.h"

#include "locale_shape_priv.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ucasemap.h>
#include <unicode/ucol.h>
#include <unicode/ucurr.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

/*
 * ICU objects are opened at first use and kept, keyed by what was asked. A template asks for a
 * dozen kinds; where more than FORMATTERS_MAX come (decimals or currencies taken from data), all
 * are closed and the cache starts again, so that a long batch stays small.
 */

enum { FORMATTERS_MAX = 64, TAG_BYTES_MAX = 64, TEXT_UNITS = 128 };

struct number_key {
    int decimals; /* -1: up to three significant digits; -2: three of them */
    bool is_signed, is_compact, is_percent;
    char currency[4]; /* "": none */
};

struct number_formatter {
    struct number_key key;
    UNumberFormatter *icu;
    struct number_shape shape;
    bool has_shape; /* it need not be asked */
};

/* Documents of a batch show the same days again: the last text for each place in the table. */
struct kept_day {
    int64_t day;
    char *text; /* NULL: none yet */
};

enum { KEPT_DAYS = 1024 };

struct date_formatter {
    char *pattern;
    bool is_early; /* before ICU's calendar is Gregorian */
    UDateFormat *icu;
    struct kept_day *kept; /* KEPT_DAYS, by the last bits of the day */
};

struct locale {
    char tag[TAG_BYTES_MAX];
    char id[TAG_BYTES_MAX]; /* ICU's form of the tag */
    bool is_english;
    UFormattedNumber *number;
    struct number_formatter numbers[FORMATTERS_MAX];
    size_t n_numbers;
    struct date_formatter dates[FORMATTERS_MAX];
    size_t n_dates;
    UPluralRules *plurals;
    UCaseMap *cases, *capitals; /* a map keeps the iterator of its first use */
    UCollator *collator;
};

/* Whether ICU has data of its own for the locale's language, not only the root's. */
static bool is_known(const char *id) {
    UErrorCode status = U_ZERO_ERROR;
    UResourceBundle *bundle = ures_open(NULL, id, &status);
    ures_close(bundle);
    return U_SUCCESS(status) && status != U_USING_DEFAULT_WARNING;
}

Locale *locale_new(const char *tag) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t n_parsed = 0;
    Locale *locale = g_new0(Locale, 1);
    uloc_forLanguageTag(tag, locale->id, sizeof locale->id, &n_parsed, &status);
    bool is_tag = U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING && n_parsed > 0 &&
                  (size_t)n_parsed == strlen(tag) && locale->id[0] != '\0';
    if (!is_tag || strlen(tag) >= sizeof locale->tag || !is_known(locale->id)) {
        g_free(locale);
        return NULL;
    }
    memcpy(locale->tag, tag, strlen(tag) + 1);
    char language[ULOC_LANG_CAPACITY];
    uloc_getLanguage(locale->id, language, sizeof language, &status);
    locale->is_english = strcmp(language, "en") == 0;
    return locale;
}

static void close_numbers(Locale *locale) {
    for (size_t i = 0; i < locale->n_numbers; i++) {
        unumf_close(locale->numbers[i].icu);
    }
    locale->n_numbers = 0;
}

static void close_dates(Locale *locale) {
    for (size_t i = 0; i < locale->n_dates; i++) {
        struct date_formatter *formatter = &locale->dates[i];
        udat_close(formatter->icu);
        g_free(formatter->pattern);
        for (size_t k = 0; k < KEPT_DAYS; k++) {
            g_free(formatter->kept[k].text);
        }
        g_free(formatter->kept);
    }
    locale->n_dates = 0;
}

void locale_free(Locale *locale) {
    if (!locale) {
        return;
    }
    close_numbers(locale);
    close_dates(locale);
    unumf_closeResult(locale->number);
    uplrules_close(locale->plurals);
    ucasemap_close(locale->cases);
    ucasemap_close(locale->capitals);
    ucol_close(locale->collator);
    g_free(locale);
}

const char *locale_tag(const Locale *locale) {
    return locale->tag;
}

/* --- numbers -------------------------------------------------------------------------------- */

static bool key_eq(const struct number_key *a, const struct number_key *b) {
    return a->decimals == b->decimals && a->is_signed == b->is_signed &&
           a->is_compact == b->is_compact && a->is_percent == b->is_percent &&
           strcmp(a->currency, b->currency) == 0;
}

/* ICU's "number skeleton" for a key. */
static void append_skeleton(const struct number_key *key, GString *out) {
    /* "negative" rather than the default: what rounds to zero has no sign. */
    g_string_append(out, key->is_signed ? "sign-except-zero" : "sign-negative");
    if (key->is_percent) {
        g_string_append(out, " percent scale/100");
    }
    if (key->is_compact) {
        g_string_append(out, " compact-short");
    }
    if (key->currency[0] != '\0') {
        g_string_append_printf(out, " currency/%s", key->currency);
    }
    if (key->decimals < 0) {
        g_string_append(out, key->decimals == -2 ? " @@@" : " @##");
    } else if (key->decimals == 0) {
        g_string_append(out, " precision-integer");
    } else {
        g_string_append(out, " .");
        for (int i = 0; i < key->decimals; i++) {
            g_string_append_c(out, '0');
        }
    }
}

/* CLDR's English thousands, "K", are the SI letter "k" here. Asking ICU for the field's place would
   cost half a millisecond at first use; a "K" right behind a digit is nothing else. */
static void lower_thousands(UChar *text, int32_t n) {
    for (int32_t i = 1; i < n; i++) {
        if (text[i] == 'K' && text[i - 1] >= '0' && text[i - 1] <= '9') {
            text[i] = 'k';
        }
    }
}

static char *utf8_from_wide(Arena *arena, const UChar *wide, int32_t n) {
    UErrorCode status = U_ZERO_ERROR;
    char *text = arena_alloc(arena, (size_t)n * 3 + 1);
    u_strToUTF8(text, n * 3 + 1, NULL, wide, n, &status);
    return text;
}

/* The formatted number, in locale->number; NULL where ICU fails. */
static const UFormattedNumber *
format_decimal(Locale *locale, const struct number_formatter *formatter, const char *digits) {
    UErrorCode status = U_ZERO_ERROR;
    if (!locale->number) {
        locale->number = unumf_openResult(&status);
    }
    unumf_formatDecimal(formatter->icu, digits, -1, locale->number, &status);
    return U_SUCCESS(status) ? locale->number : NULL;
}

/* NULL where ICU fails. */
static char *ask_icu(Locale *locale, Arena *arena, const struct number_formatter *formatter,
                     const char *digits) {
    const UFormattedNumber *formatted = format_decimal(locale, formatter, digits);
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[TEXT_UNITS];
    int32_t n = formatted ? unumf_resultToString(formatted, wide, TEXT_UNITS, &status) : 0;
    if (!formatted || U_FAILURE(status)) {
        return NULL;
    }
    if (formatter->key.is_compact && locale->is_english) {
        lower_thousands(wide, n);
    }
    for (int32_t i = 0; i < n; i++) {
        wide[i] = wide[i] == '-' ? 0x2212 : wide[i];
    }
    return utf8_from_wide(arena, wide, n);
}

static void learn_shape(Locale *locale, struct number_formatter *formatter) {
    g_autoptr(Arena) scratch = arena_new();
    const char *texts[N_SAMPLES];
    for (int i = 0; i < N_SAMPLES; i++) {
        struct decimal sample = {shape_samples[i], formatter->key.is_percent ? 2 : 0};
        texts[i] = ask_icu(locale, scratch, formatter, decimal_format(scratch, sample));
        if (!texts[i]) {
            return;
        }
    }
    formatter->has_shape = shape_learn(scratch, &formatter->shape, texts, formatter->key.decimals);
}

/* NULL where ICU has none. */
static const struct number_formatter *number_formatter(Locale *locale,
                                                       const struct number_key *key) {
    for (size_t i = 0; i < locale->n_numbers; i++) {
        if (key_eq(&locale->numbers[i].key, key)) {
            return &locale->numbers[i];
        }
    }
    g_autoptr(GString) skeleton = g_string_new(NULL);
    append_skeleton(key, skeleton);
    UChar wide[TEXT_UNITS];
    u_uastrcpy(wide, skeleton->str);
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormatter *icu = unumf_openForSkeletonAndLocale(wide, -1, locale->id, &status);
    if (U_FAILURE(status)) {
        unumf_close(icu);
        return NULL;
    }
    if (locale->n_numbers == FORMATTERS_MAX) {
        close_numbers(locale);
    }
    struct number_formatter *formatter = &locale->numbers[locale->n_numbers++];
    *formatter = (struct number_formatter){.key = *key, .icu = icu};
    if (!key->is_compact) {
        learn_shape(locale, formatter);
    }
    return formatter;
}

static bool is_below_thousand(struct decimal number) {
    struct decimal size = decimal_sign(number) < 0 ? decimal_negate(number) : number;
    return decimal_compare(size, decimal_from_int(1000)) < 0;
}

static struct number_key key_from_style(struct decimal number, const struct number_style *style) {
    struct number_key key = {.decimals = MIN(style->decimals, DECIMAL_SCALE_MAX),
                             .is_signed = style->is_signed,
                             .is_compact = style->is_compact,
                             .is_percent = style->is_percent};
    if (style->currency && strlen(style->currency) == 3) {
        memcpy(key.currency, style->currency, 4);
    }
    if (key.is_compact && key.currency[0] != '\0' && is_below_thousand(number)) {
        key.is_compact = false;
        key.decimals = decimal_is_integer(number) ? 0 : locale_currency_decimals(key.currency);
    } else if (key.is_compact) {
        key.decimals = key.decimals > 0 ? key.decimals : style->has_zeros ? -2 : -1;
    } else if (key.decimals < 0) {
        key.decimals = MAX(number.scale - (key.is_percent ? 2 : 0), 0);
    }
    return key;
}

/* ICU takes 34 digits and refuses more; those past the point can go. */
static struct decimal within_digits(struct decimal number) {
    static const int64_t ten_to_17 = 100000000000000000;
    decimal_units limit = (decimal_units)ten_to_17 * ten_to_17;
    while (number.scale > 0 && (number.units >= limit || number.units <= -limit)) {
        number = decimal_round(number, number.scale - 1);
    }
    return number;
}

/* Per cent of a share. */
static bool times_hundred(struct decimal number, struct decimal *ret) {
    if (number.scale < 2) {
        return decimal_multiply(number, decimal_from_int(100), ret);
    }
    *ret = (struct decimal){number.units, number.scale - 2};
    return true;
}

char *locale_format_number(Locale *locale, Arena *arena, struct decimal number,
                           const struct number_style *style) {
    number = within_digits(number);
    struct number_key key = key_from_style(number, style);
    const struct number_formatter *formatter = number_formatter(locale, &key);
    struct decimal shown = number;
    if (formatter && formatter->has_shape && (!key.is_percent || times_hundred(number, &shown))) {
        return shape_write(arena, &formatter->shape, shown);
    }
    char *digits = decimal_format(arena, number);
    char *text = formatter ? ask_icu(locale, arena, formatter, digits) : NULL;
    return text ? text : digits;
}

const char *locale_plural(Locale *locale, struct decimal number) {
    static const char *const categories[] = {"zero", "one", "two", "few", "many"};
    UErrorCode status = U_ZERO_ERROR;
    if (!locale->plurals) {
        locale->plurals = uplrules_open(locale->id, &status);
    }
    g_autoptr(Arena) scratch = arena_new();
    struct number_key key = {.decimals = number.scale};
    const struct number_formatter *formatter = number_formatter(locale, &key);
    const UFormattedNumber *formatted =
        formatter ? format_decimal(locale, formatter, decimal_format(scratch, number)) : NULL;
    if (U_FAILURE(status) || !formatted) {
        return "other";
    }
    UChar wide[TEXT_UNITS];
    uplrules_selectFormatted(locale->plurals, formatted, wide, TEXT_UNITS, &status);
    for (size_t i = 0; U_SUCCESS(status) && i < G_N_ELEMENTS(categories); i++) {
        UChar name[8];
        u_uastrcpy(name, categories[i]);
        if (u_strcmp(wide, name) == 0) {
            return categories[i];
        }
    }
    return "other";
}

int locale_currency_decimals(const char *currency) {
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[4] = {0};
    for (size_t i = 0; i < 3 && currency[i]; i++) {
        wide[i] = (UChar)(unsigned char)currency[i];
    }
    int32_t decimals = ucurr_getDefaultFractionDigits(wide, &status);
    return U_SUCCESS(status) ? decimals : 2;
}

/* --- dates ---------------------------------------------------------------------------------- */

static UDateFormat *open_style(const Locale *locale, const char *name, UErrorCode *status) {
    static const struct {
        const char *name;
        UDateFormatStyle style;
    } styles[] = {
        {"short", UDAT_SHORT}, {"medium", UDAT_MEDIUM}, {"long", UDAT_LONG}, {"full", UDAT_FULL}};
    for (size_t i = 0; i < G_N_ELEMENTS(styles); i++) {
        if (strcmp(name, styles[i].name) == 0) {
            static const UChar utc[] = {'U', 'T', 'C', 0};
            return udat_open(UDAT_NONE, styles[i].style, locale->id, utc, -1, NULL, 0, status);
        }
    }
    return NULL;
}

static int32_t best_pattern(const Locale *locale, const UChar *skeleton, UChar *ret,
                            UErrorCode *status) {
    UDateTimePatternGenerator *generator = udatpg_open(locale->id, status);
    int32_t n = U_SUCCESS(*status)
                    ? udatpg_getBestPattern(generator, skeleton, -1, ret, TEXT_UNITS, status)
                    : 0;
    udatpg_close(generator);
    return n;
}

/* ICU drops letters that are no field, "fff", without a word. */
static bool has_known_fields(const char *pattern) {
    bool is_quoted = false;
    for (const char *c = pattern; *c; c++) {
        if (*c == '\'') {
            is_quoted = !is_quoted;
        } else if (!is_quoted && g_ascii_isalpha(*c) &&
                   !strchr("GyYuUrQqMLlwWdDFgEecabBhHKkmsSAzZOvVXx", *c)) {
            return false;
        }
    }
    return true;
}

static UDateFormat *open_pattern(const Locale *locale, const char *pattern, UErrorCode *status) {
    static const UChar utc[] = {'U', 'T', 'C', 0};
    UChar wide[TEXT_UNITS], best[TEXT_UNITS];
    int32_t n = 0;
    u_strFromUTF8(wide, TEXT_UNITS, &n, pattern, -1, status);
    if (U_FAILURE(*status) || n == TEXT_UNITS || !has_known_fields(pattern)) {
        return NULL;
    }
    if (wide[0] == '@') {
        n = best_pattern(locale, wide + 1, best, status);
        if (U_FAILURE(*status)) {
            return NULL;
        }
        u_memcpy(wide, best, n);
    }
    return udat_open(UDAT_PATTERN, UDAT_PATTERN, locale->id, utc, -1, wide, n, status);
}

/* The civil calendar is Gregorian for all years; ICU's turns Julian before 1582. */
static void make_proleptic(UDateFormat *format) {
    UErrorCode ignored = U_ZERO_ERROR; /* calendars of other kinds refuse */
    UCalendar *calendar = ucal_clone(udat_getCalendar(format), &ignored);
    ucal_setGregorianChange(calendar, -8.64e15, &ignored);
    udat_setCalendar(format, calendar);
    ucal_close(calendar);
}

static struct date_formatter *date_formatter(Locale *locale, const char *pattern, bool is_early) {
    for (size_t i = 0; i < locale->n_dates; i++) {
        struct date_formatter *known = &locale->dates[i];
        if (known->is_early == is_early && strcmp(known->pattern, pattern) == 0) {
            return known;
        }
    }
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat *icu = open_style(locale, pattern, &status);
    if (!icu) {
        icu = open_pattern(locale, pattern, &status);
    }
    if (!icu || U_FAILURE(status)) {
        return NULL;
    }
    if (is_early) {
        make_proleptic(icu);
    }
    if (locale->n_dates == FORMATTERS_MAX) {
        close_dates(locale);
    }
    struct date_formatter *formatter = &locale->dates[locale->n_dates++];
    *formatter = (struct date_formatter){.pattern = g_strdup(pattern),
                                         .is_early = is_early,
                                         .icu = icu,
                                         .kept = g_new0(struct kept_day, KEPT_DAYS)};
    return formatter;
}

char *locale_format_date(Locale *locale, Arena *arena, struct date date, const char *pattern) {
    static const double day_ms = 86400000.0;
    struct date_formatter *formatter = date_formatter(locale, pattern, date.year < 1583);
    if (!formatter) {
        return NULL;
    }
    int64_t day = date_to_days(date);
    struct kept_day *kept = &formatter->kept[(uint64_t)day % KEPT_DAYS];
    if (kept->text && kept->day == day) {
        return arena_strdup(arena, kept->text);
    }
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[TEXT_UNITS];
    int32_t n = udat_format(formatter->icu, (double)day * day_ms, wide, TEXT_UNITS, NULL, &status);
    if (U_FAILURE(status)) {
        return NULL;
    }
    char *text = utf8_from_wide(arena, wide, n);
    g_free(kept->text);
    *kept = (struct kept_day){.day = day, .text = g_strdup(text)};
    return text;
}

/* --- words ---------------------------------------------------------------------------------- */

typedef int32_t (*case_function)(const UCaseMap *map, char *to, int32_t capacity, const char *from,
                                 int32_t n, UErrorCode *status);

static const UCaseMap *case_map(const Locale *locale, uint32_t options, UCaseMap **kept) {
    if (!*kept) {
        UErrorCode status = U_ZERO_ERROR;
        *kept = ucasemap_open(locale->id, U_TITLECASE_NO_LOWERCASE | options, &status);
    }
    return *kept;
}

static char *map_case(const UCaseMap *map, Arena *arena, struct str s, case_function function) {
    /* A letter becomes at most three (U+0390 in upper case: six bytes from two). */
    size_t capacity = s.n * 3 + 1;
    g_assert(capacity < INT32_MAX);
    char *text = arena_alloc(arena, capacity);
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = function(map, text, (int32_t)capacity, s.p, (int32_t)s.n, &status);
    if (U_FAILURE(status)) {
        return str_cstr(arena, s);
    }
    text[n] = '\0';
    return text;
}

static char *change_case(Locale *locale, Arena *arena, struct str s, case_function function) {
    return map_case(case_map(locale, 0, &locale->cases), arena, s, function);
}

char *locale_upper(Locale *locale, Arena *arena, struct str s) {
    return change_case(locale, arena, s, ucasemap_utf8ToUpper);
}

char *locale_lower(Locale *locale, Arena *arena, struct str s) {
    return change_case(locale, arena, s, ucasemap_utf8ToLower);
}

/* ICU's own signature lacks the const: the map keeps a word iterator. */
static int32_t to_title(const UCaseMap *map, char *to, int32_t capacity, const char *from,
                        int32_t n, UErrorCode *status) {
    return ucasemap_utf8ToTitle((UCaseMap *)map, to, capacity, from, n, status);
}

char *locale_title(Locale *locale, Arena *arena, struct str s) {
    return change_case(locale, arena, s, to_title);
}

char *locale_capitalize(Locale *locale, Arena *arena, struct str s) {
    return map_case(case_map(locale, U_TITLECASE_WHOLE_STRING, &locale->capitals), arena, s,
                    to_title);
}

int locale_compare(Locale *locale, struct str a, struct str b) {
    UErrorCode status = U_ZERO_ERROR;
    if (!locale->collator) {
        locale->collator = ucol_open(locale->id, &status);
    }
    if (U_FAILURE(status)) {
        return str_compare(a, b);
    }
    UCollationResult order =
        ucol_strcollUTF8(locale->collator, a.p, (int32_t)a.n, b.p, (int32_t)b.n, &status);
    return U_SUCCESS(status) ? (int)order : str_compare(a, b);
}
