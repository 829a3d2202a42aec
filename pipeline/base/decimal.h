/*
 * decimal.h - exact decimal numbers: money, counts and every number read from data.
 *
 * Shape:  units / 10^scale, 38 digits; the scale as written is kept ("1.10" prints as 1.10).
 * Limits: |units| < 10^37, scale 0 to 18; digits past the scale are rounded half to even.
 * Errors: operations that can leave the limits return false and leave the result alone.
 * Doubles appear only in geometry.
 */
#pragma once

#include "str.h"

#include <stdint.h>

__extension__ typedef __int128 decimal_units;

struct decimal {
    decimal_units units;
    int scale;
};

enum { DECIMAL_SCALE_MAX = 18, DECIMAL_DIGITS_MAX = 37 };

struct decimal decimal_from_int(int64_t n);

/* JSON's grammar for numbers, a leading "+" also; the whole of @s. */
bool decimal_parse(struct str s, struct decimal *ret);

/* The plain form: "-1234.50", never an exponent. */
char *decimal_format(Arena *arena, struct decimal d);

bool decimal_add(struct decimal a, struct decimal b, struct decimal *ret);
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *ret);
bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *ret);
/* Rounded half to even at @scale; false also where @b is zero. */
bool decimal_divide(struct decimal a, struct decimal b, int scale, struct decimal *ret);

struct decimal decimal_negate(struct decimal d);
struct decimal decimal_round(struct decimal d, int scale); /* half to even; never gains digits */
int decimal_compare(struct decimal a, struct decimal b);
int decimal_sign(struct decimal d); /* -1, 0, 1 */
bool decimal_is_integer(struct decimal d);
double decimal_to_double(struct decimal d);
/* Rounded towards zero and clamped. */
int64_t decimal_to_int(struct decimal d);
