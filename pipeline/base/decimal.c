#include "decimal.h"

static decimal_units power_of_ten(int exponent) {
    decimal_units power = 1;
    while (exponent-- > 0) {
        power *= 10;
    }
    return power;
}

/* Asked for each digit of each number that is read: the limit is a constant, not a loop. */
static bool is_in_range(decimal_units units) {
    const int64_t power_18 = 1000000000000000000;
    const decimal_units limit = (decimal_units)power_18 * power_18 * 10;
    return units > -limit && units < limit;
}

struct decimal decimal_from_int(int64_t n) {
    return (struct decimal){.units = n, .scale = 0};
}

/* Divide by 10^@digits, half to even. */
static decimal_units drop_digits(decimal_units units, int digits) {
    if (digits > DECIMAL_DIGITS_MAX) {
        return 0;
    }
    decimal_units divisor = power_of_ten(digits);
    decimal_units quotient = units / divisor, rest = units % divisor;
    decimal_units twice = (rest < 0 ? -rest : rest) * 2;
    if (digits > 0 && (twice > divisor || (twice == divisor && quotient % 2 != 0))) {
        quotient += units < 0 ? -1 : 1;
    }
    return quotient;
}

static bool set_scale(struct decimal d, int scale, struct decimal *ret) {
    if (scale < d.scale) {
        *ret = (struct decimal){.units = drop_digits(d.units, d.scale - scale), .scale = scale};
        return true;
    }
    for (; d.scale < scale; d.scale++) {
        d.units *= 10;
        if (!is_in_range(d.units)) {
            return false;
        }
    }
    *ret = d;
    return true;
}

struct number_text {
    decimal_units units;
    int scale;    /* digits after the point that were taken */
    int exponent; /* as written; clamped to what can matter */
    bool is_range_error;
};

static void add_digit(struct number_text *number, int digit, bool is_fraction) {
    decimal_units units = number->units * 10 + digit;
    if (is_in_range(units)) {
        number->units = units;
        number->scale += is_fraction;
    } else if (!is_fraction) {
        number->is_range_error = true;
    }
}

static bool is_digit_at(struct str s, size_t at) {
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

/* So many digits are counted in 64 bits; nearly all numbers have fewer. */
enum { DIGITS_IN_64_BITS = 18 };

static struct str scan_digits(struct str s, struct number_text *number, bool is_fraction,
                              int *ret_count) {
    size_t n = 0;
    int64_t units = 0;
    if (number->units == 0) {
        for (; n < DIGITS_IN_64_BITS && is_digit_at(s, n); n++) {
            units = units * 10 + (s.p[n] - '0');
        }
        number->units = units;
        number->scale += is_fraction ? (int)n : 0;
    }
    for (; is_digit_at(s, n); n++) {
        add_digit(number, s.p[n] - '0', is_fraction);
    }
    *ret_count = (int)n;
    return str_skip(s, n);
}

static bool scan_exponent(struct str s, struct number_text *number) {
    int sign = 1, digits = 0;
    if (s.n > 0 && (s.p[0] == '+' || s.p[0] == '-')) {
        sign = s.p[0] == '-' ? -1 : 1;
        s = str_skip(s, 1);
    }
    for (; s.n > 0 && g_ascii_isdigit(s.p[0]); s = str_skip(s, 1), digits++) {
        number->exponent = MIN(number->exponent * 10 + (s.p[0] - '0'), 100000);
    }
    number->exponent *= sign;
    return digits > 0 && s.n == 0;
}

/* RFC 8259 section 6. */
static bool scan_number(struct str s, struct number_text *number, bool *ret_negative) {
    int digits = 0;
    *ret_negative = s.n > 0 && s.p[0] == '-';
    if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+')) {
        s = str_skip(s, 1);
    }
    bool has_leading_zero = s.n > 1 && s.p[0] == '0' && is_digit_at(s, 1);
    s = scan_digits(s, number, false, &digits);
    if (digits == 0 || has_leading_zero) {
        return false;
    }
    if (s.n > 0 && s.p[0] == '.') {
        s = scan_digits(str_skip(s, 1), number, true, &digits);
        if (digits == 0) {
            return false;
        }
    }
    if (s.n > 0 && (s.p[0] == 'e' || s.p[0] == 'E')) {
        return scan_exponent(str_skip(s, 1), number);
    }
    return s.n == 0;
}

bool decimal_parse(struct str s, struct decimal *ret) {
    struct number_text number = {0};
    bool is_negative = false;
    if (!scan_number(s, &number, &is_negative) || number.is_range_error) {
        return false;
    }
    struct decimal d = {.units = is_negative ? -number.units : number.units, .scale = number.scale};
    int scale = d.scale - number.exponent;
    if (d.units == 0) {
        scale = CLAMP(scale, 0, DECIMAL_SCALE_MAX);
    }
    for (; scale < 0; scale++) {
        d.units *= 10;
        if (!is_in_range(d.units)) {
            return false;
        }
    }
    d.scale = scale;
    *ret = d.scale > DECIMAL_SCALE_MAX ? decimal_round(d, DECIMAL_SCALE_MAX) : d;
    return true;
}

char *decimal_format(Arena *arena, struct decimal d) {
    char text[64];
    size_t at = sizeof text;
    bool is_negative = d.units < 0;
    decimal_units units = is_negative ? -d.units : d.units;
    text[--at] = '\0';
    for (int i = 0; units > 0 || i <= d.scale; i++) {
        if (i == d.scale && d.scale > 0) {
            text[--at] = '.';
        }
        text[--at] = (char)('0' + (int)(units % 10));
        units /= 10;
    }
    if (is_negative) {
        text[--at] = '-';
    }
    return arena_strdup(arena, text + at);
}

static bool align_scales(struct decimal *a, struct decimal *b) {
    int scale = MAX(a->scale, b->scale);
    return set_scale(*a, scale, a) && set_scale(*b, scale, b);
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *ret) {
    if (!align_scales(&a, &b) || !is_in_range(a.units + b.units)) {
        return false;
    }
    *ret = (struct decimal){.units = a.units + b.units, .scale = a.scale};
    return true;
}

bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *ret) {
    return decimal_add(a, decimal_negate(b), ret);
}

bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *ret) {
    decimal_units product;
    if (__builtin_mul_overflow(a.units, b.units, &product) || !is_in_range(product)) {
        return false;
    }
    struct decimal d = {.units = product, .scale = a.scale + b.scale};
    *ret = d.scale > DECIMAL_SCALE_MAX ? decimal_round(d, DECIMAL_SCALE_MAX) : d;
    return true;
}

bool decimal_divide(struct decimal a, struct decimal b, int scale, struct decimal *ret) {
    if (b.units == 0) {
        return false;
    }
    /* a.units / 10^as / (b.units / 10^bs) = q / 10^scale; one more digit carries the rounding. */
    int shift = scale + 1 + b.scale - a.scale;
    decimal_units numerator = a.units, denominator = b.units;
    for (; shift > 0; shift--) {
        numerator *= 10;
        if (!is_in_range(numerator)) {
            return false;
        }
    }
    for (; shift < 0; shift++) {
        denominator *= 10;
        if (!is_in_range(denominator)) {
            return false;
        }
    }
    decimal_units quotient = numerator / denominator;
    /* A rest past the extra digit must break a tie away from even. */
    if (quotient % 5 == 0 && numerator % denominator != 0) {
        quotient += (numerator < 0) == (denominator < 0) ? 1 : -1;
    }
    *ret = (struct decimal){.units = drop_digits(quotient, 1), .scale = scale};
    return true;
}

struct decimal decimal_negate(struct decimal d) {
    d.units = -d.units;
    return d;
}

struct decimal decimal_round(struct decimal d, int scale) {
    struct decimal rounded = d;
    if (scale < d.scale) {
        set_scale(d, scale, &rounded);
    }
    return rounded;
}

int decimal_compare(struct decimal a, struct decimal b) {
    if (!align_scales(&a, &b)) {
        double x = decimal_to_double(a), y = decimal_to_double(b);
        return x < y ? -1 : x > y;
    }
    return a.units < b.units ? -1 : a.units > b.units;
}

int decimal_sign(struct decimal d) {
    return d.units < 0 ? -1 : d.units > 0;
}

bool decimal_is_integer(struct decimal d) {
    return d.scale == 0 || d.units % power_of_ten(d.scale) == 0;
}

double decimal_to_double(struct decimal d) {
    return (double)d.units / (double)power_of_ten(d.scale);
}

int64_t decimal_to_int(struct decimal d) {
    decimal_units whole = d.scale == 0 ? d.units : d.units / power_of_ten(d.scale);
    return (int64_t)CLAMP(whole, (decimal_units)INT64_MIN, (decimal_units)INT64_MAX);
}
