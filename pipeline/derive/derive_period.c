/*
 * derive_period.c - periods: read, shifted, named.
 *
 * A period is counted in a calendar or in a fiscal year; its id says which ("2026-Q3", "FY26-Q2"),
 * so that shifting needs nothing but the period. All begin with a month and end with one.
 */
#include "derive_priv.h"

#include <string.h>

enum { YEAR_MIN = 1900, YEAR_MAX = 2999 };

static const int months_of[] = {
    [PERIOD_MONTH] = 1, [PERIOD_QUARTER] = 3, [PERIOD_HALF] = 6, [PERIOD_YEAR] = 12};

/* A period's place in its year, from 0. */
struct count {
    enum period_kind kind;
    bool is_fiscal;
    int year, number;
};

static const char *fiscal_year_id(Arena *arena, int year) {
    return year >= 2000 && year <= 2099 ? arena_printf(arena, "FY%02d", year % 100)
                                        : arena_printf(arena, "FY%04d", year);
}

/* @end: of the digits that were there. A document has some three hundred ids: no printf(). */
static char *put_digits(char *end, int value, int n) {
    for (int i = n; i-- > 0; value /= 10) {
        end[i] = (char)('0' + value % 10);
    }
    return end + n;
}

static const char *count_id(Arena *arena, const struct count *count) {
    char id[16], *end = id;
    bool is_short = count->is_fiscal && count->year >= 2000 && count->year <= 2099;
    if (count->is_fiscal) {
        *end++ = 'F';
        *end++ = 'Y';
    }
    /* Shifting leaves the years that can be written by a few at most: four digits. */
    end = put_digits(end, is_short ? count->year % 100 : CLAMP(count->year, 0, 9999),
                     is_short ? 2 : 4);
    if (count->kind != PERIOD_YEAR) {
        *end++ = '-';
    }
    switch (count->kind) {
    case PERIOD_MONTH: end = put_digits(end, count->number + 1, 2); break;
    case PERIOD_QUARTER: *end++ = 'Q'; break;
    case PERIOD_HALF: *end++ = 'H'; break;
    case PERIOD_YEAR: break;
    }
    if (count->kind == PERIOD_QUARTER || count->kind == PERIOD_HALF) {
        end = put_digits(end, count->number + 1, 1);
    }
    return arena_strndup(arena, id, (size_t)(end - id));
}

static struct period make_period(Arena *arena, const struct count *count, struct date first) {
    struct date last = date_add_months(first, months_of[count->kind] - 1);
    last.day = date_days_in_month(last.year, last.month);
    return (struct period){
        .kind = count->kind, .first = first, .last = last, .id = count_id(arena, count)};
}

/* A fiscal year bears the number of the calendar year it ends in. */
static struct date first_day(const struct count *count, int fiscal_start) {
    struct date day = {.year = count->year, .month = 1, .day = 1};
    if (count->is_fiscal && fiscal_start > 1) {
        day.year--;
        day.month = fiscal_start;
    }
    return date_add_months(day, count->number * months_of[count->kind]);
}

static bool scan_number(struct str s, int *ret) {
    *ret = 0;
    for (size_t i = 0; i < s.n && s.n <= 4; i++) {
        if (!g_ascii_isdigit(s.p[i])) {
            return false;
        }
        *ret = *ret * 10 + (s.p[i] - '0');
    }
    return s.n > 0 && s.n <= 4;
}

static bool scan_year(struct str s, struct count *count) {
    count->is_fiscal = s.n > 2 && g_ascii_strncasecmp(s.p, "FY", 2) == 0;
    struct str digits = count->is_fiscal ? str_skip(s, 2) : s;
    if (!scan_number(digits, &count->year) ||
        (digits.n != 4 && !(count->is_fiscal && digits.n == 2))) {
        return false;
    }
    count->year += digits.n == 2 ? 2000 : 0;
    return true;
}

/* What follows the year: "10", "Q3", "H1". */
static bool scan_part(struct str s, struct count *count) {
    int number = 0, most = 12;
    if (s.n == 2 && !g_ascii_isdigit(s.p[0])) {
        char letter = g_ascii_toupper(s.p[0]);
        count->kind = letter == 'Q' ? PERIOD_QUARTER : PERIOD_HALF;
        most = letter == 'Q' ? 4 : letter == 'H' ? 2 : 0;
        s = str_skip(s, 1);
    } else if (s.n == 2 && !count->is_fiscal) {
        count->kind = PERIOD_MONTH;
    } else {
        return false;
    }
    if (!scan_number(s, &number) || number < 1 || number > most) {
        return false;
    }
    count->number = number - 1;
    return true;
}

static bool scan_count(struct str text, struct count *ret) {
    struct str year, part;
    *ret = (struct count){.kind = PERIOD_YEAR};
    bool has_part = str_cut(text, '-', &year, &part);
    return scan_year(year, ret) && (!has_part || scan_part(part, ret));
}

bool derive_period_scan(Arena *arena, struct str text, int fiscal_start, struct period *ret) {
    struct count count;
    if (!scan_count(text, &count) || count.year < YEAR_MIN || count.year > YEAR_MAX) {
        return false;
    }
    *ret = make_period(arena, &count, first_day(&count, fiscal_start));
    return true;
}

bool derive_period_parse(Arena *arena, const char *text, int fiscal_start, struct diags *diags,
                         struct period *ret) {
    if (derive_period_scan(arena, str_trim(str_from(text)), fiscal_start, ret)) {
        return true;
    }
    diag_error(diags, (struct span){0}, DIAG_USAGE_PERIOD, "\"%s\" is not a period", text);
    diag_hint(diags,
              "Write 2026-10 for a month, 2026-Q3 for a quarter, 2026-H1 for a half, 2026 for "
              "a year, FY26-Q2 or FY26 for parts of the fiscal year.");
    return false;
}

struct period derive_period_containing(Arena *arena, enum period_kind kind, int fiscal_start,
                                       struct date day) {
    struct count count = {.kind = kind, .is_fiscal = fiscal_start > 1 && kind != PERIOD_MONTH};
    int start = count.is_fiscal ? fiscal_start : 1;
    int month = (day.month - start + 12) % 12;
    count.number = month / months_of[kind];
    count.year = day.year + (count.is_fiscal && day.month >= start ? 1 : 0);
    return make_period(arena, &count, first_day(&count, start));
}

struct period derive_period_completed(Arena *arena, enum period_kind kind, int fiscal_start,
                                      struct date today) {
    struct period now = derive_period_containing(arena, kind, fiscal_start, today);
    return derive_period_shift(arena, &now, -1);
}

struct period derive_period_shift(Arena *arena, const struct period *period, int steps) {
    struct count count;
    bool is_known = scan_count(str_from(period->id), &count);
    g_assert(is_known);
    int per_year = 12 / months_of[period->kind];
    int total = count.year * per_year + count.number + steps;
    count.year = total / per_year;
    count.number = total % per_year;
    return make_period(arena, &count,
                       date_add_months(period->first, steps * months_of[period->kind]));
}

int derive_period_months(const struct period *period) {
    return months_of[period->kind];
}

struct date derive_year_start(const struct period *period) {
    return date_add_months((struct date){period->last.year, period->last.month, 1}, -11);
}

bool derive_period_has(const struct period *period, struct date day) {
    return date_compare(day, period->first) >= 0 && date_compare(day, period->last) <= 0;
}

/* --- names ---------------------------------------------------------------------------------- */

static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
static const char *const ordinals[] = {"first", "second", "third", "fourth"};

static const char *year_words(Arena *arena, const struct count *count) {
    return count->is_fiscal ? fiscal_year_id(arena, count->year)
                            : arena_printf(arena, "%d", count->year);
}

struct period_words derive_period_words(Arena *arena, const struct period *period) {
    struct count count;
    bool is_known = scan_count(str_from(period->id), &count);
    g_assert(is_known);
    const char *year = year_words(arena, &count);
    struct period_words words = {.year = count.year, .number = count.number + 1};
    switch (count.kind) {
    case PERIOD_MONTH:
        words.name = words.in_prose = words.adjective = month_names[count.number];
        words.brief = arena_strndup(arena, words.name, 3);
        words.label = arena_concat(arena, arena_concat(arena, words.name, " "), year);
        words.kind = "month";
        return words;
    case PERIOD_QUARTER:
    case PERIOD_HALF:
        words.kind = count.kind == PERIOD_QUARTER ? "quarter" : "half";
        words.brief = arena_printf(arena, "%c%d", g_ascii_toupper(words.kind[0]), words.number);
        words.name = arena_printf(arena, "%s %s", ordinals[count.number], words.kind);
        words.adjective = arena_printf(arena, "%s-%s", ordinals[count.number], words.kind);
        words.in_prose = arena_printf(arena, "the %s", words.name);
        words.label = count.is_fiscal ? arena_printf(arena, "%s %s", year, words.brief)
                                      : arena_printf(arena, "%s %s", words.brief, year);
        return words;
    case PERIOD_YEAR:
        words.name = words.in_prose = words.adjective = words.brief = words.label = year;
        words.kind = "year";
        return words;
    }
    g_assert_not_reached();
}
