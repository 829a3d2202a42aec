#include "date.h"

static bool scan_digits(const char *at, size_t n, int *ret) {
    *ret = 0;
    for (size_t i = 0; i < n; i++) {
        if (at[i] < '0' || at[i] > '9') {
            return false;
        }
        *ret = *ret * 10 + (at[i] - '0');
    }
    return true;
}

int date_days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
    return days[month - 1] + is_leap;
}

bool date_parse(struct str s, struct date *ret) {
    struct date date;
    if (s.n < 10 || s.p[4] != '-' || s.p[7] != '-' || !scan_digits(s.p, 4, &date.year) ||
        !scan_digits(s.p + 5, 2, &date.month) || !scan_digits(s.p + 8, 2, &date.day)) {
        return false;
    }
    if (s.n > 10 && s.p[10] != 'T' && s.p[10] != 't' && s.p[10] != ' ') {
        return false;
    }
    if (date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1 ||
        date.day > date_days_in_month(date.year, date.month)) {
        return false;
    }
    *ret = date;
    return true;
}

char *date_format_iso(Arena *arena, struct date date) {
    if (date.year < 0 || date.year > 9999) {
        return arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
    }
    char *text = arena_strdup(arena, "0000-00-00");
    const int numbers[] = {date.year / 100, date.year % 100, date.month, date.day};
    const int places[] = {0, 2, 5, 8};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        text[places[i]] = (char)('0' + numbers[i] / 10 % 10);
        text[places[i] + 1] = (char)('0' + numbers[i] % 10);
    }
    return text;
}

int date_compare(struct date a, struct date b) {
    int x = a.year != b.year ? a.year : a.month != b.month ? a.month : a.day;
    int y = a.year != b.year ? b.year : a.month != b.month ? b.month : b.day;
    return x < y ? -1 : x > y;
}

/* Years counted from March, so that the leap day is the last of its year. */
int64_t date_to_days(struct date date) {
    int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t month = (date.month + 9) % 12;
    int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct date date_from_days(int64_t days) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    struct date date;
    date.day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    date.month = (int)(month < 10 ? month + 3 : month - 9);
    date.year = (int)(year_of_era + era * 400 + (date.month <= 2));
    return date;
}

struct date date_add_months(struct date date, int months) {
    int total = date.year * 12 + date.month - 1 + months;
    date.year = total / 12;
    date.month = total % 12 + 1;
    date.day = MIN(date.day, date_days_in_month(date.year, date.month));
    return date;
}
