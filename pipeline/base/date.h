/*
 * date.h - civil dates of the Gregorian calendar; no clock, no time zone.
 */
#pragma once

#include "str.h"

#include <stdint.h>

struct date {
    int year;  /* 1 to 9999 */
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

/* "2026-09-28", or a time stamp that starts so ("2026-09-28T10:15:00Z": its date). */
bool date_parse(struct str s, struct date *ret);
char *date_format_iso(Arena *arena, struct date date);
int date_compare(struct date a, struct date b);
int date_days_in_month(int year, int month);

/* Days since 1970-01-01, negative before. */
int64_t date_to_days(struct date date);
struct date date_from_days(int64_t days);
struct date date_add_months(struct date date, int months); /* the day is clamped to the month */
