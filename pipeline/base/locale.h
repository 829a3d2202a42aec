/*
 * locale.h - numbers, money, dates and plurals as a locale writes them (ICU, only here).
 *
 * Owner:  a Locale lives for the run; formatters inside it are made at first use and kept.
 * Minus:  U+2212 in every number, whatever the locale's data say, as the theme's figures need it.
 * Compact: CLDR's short forms with at most three significant digits: 4.2M, $1.28M. English writes
 *         thousands with the small SI letter, 94k, where CLDR has 94K. Compact money below a
 *         thousand is written in full ($850, $94.50).
 * Cost:   opening a formatter takes 0.02 to 0.5 ms, the first one of a kind being the dearest.
 * Source: Unicode CLDR through ICU's number skeletons and date patterns.
 */
#pragma once

#include "date.h"
#include "decimal.h"

typedef struct locale Locale;

/* @tag: BCP 47, such as "en-US". NULL where ICU does not know the language. */
Locale *locale_new(const char *tag);
void locale_free(Locale *locale);
const char *locale_tag(const Locale *locale);

/* How a number is shown; zeroed: rounded to a whole number, grouped. */
struct number_style {
    int decimals;         /* -1: as many as the number has; 0 and up: exactly so many */
    bool is_signed;       /* "+" before positive numbers too; zero has no sign */
    bool is_compact;      /* 4.2M; three significant digits unless decimals is 1 and up */
    bool has_zeros;       /* of a compact number: three digits always, 4.20M: for columns */
    bool is_percent;      /* the number is a share: 0.425 -> 42.5% */
    const char *currency; /* ISO 4217: money; NULL: a plain number */
};

char *locale_format_number(Locale *locale, Arena *arena, struct decimal number,
                           const struct number_style *style);

/*
 * @pattern: CLDR, such as "d MMMM y"; or "short", "medium", "long", "full"; or "@yMMMM": these
 * fields in the locale's own order. NULL where ICU rejects the pattern.
 */
char *locale_format_date(Locale *locale, Arena *arena, struct date date, const char *pattern);

/* CLDR plural category: "one", "other" ... */
const char *locale_plural(Locale *locale, struct decimal number);

/* Digits after the point that a currency has: 2 for USD, 0 for JPY. */
int locale_currency_decimals(const char *currency);

/* Case and order by the locale's rules; title changes only the first letter of each word. */
char *locale_upper(Locale *locale, Arena *arena, struct str s);
char *locale_lower(Locale *locale, Arena *arena, struct str s);
char *locale_title(Locale *locale, Arena *arena, struct str s);
/* Only the first letter of the text. */
char *locale_capitalize(Locale *locale, Arena *arena, struct str s);
int locale_compare(Locale *locale, struct str a, struct str b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Locale, locale_free)
