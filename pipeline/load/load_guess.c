/*
 * The number that a person may have meant: for hints only, a guess never becomes a value.
 */
#include "load_priv.h"

#include <string.h>

/* The factor that a suffix stands for, as a power of ten; -1: it is none. */
static int power_of_suffix(struct str suffix) {
    static const struct {
        const char *suffix;
        int power;
    } suffixes[] = {{"", 0},   {"k", 3},   {"m", 6},   {"mn", 6},  {"mio", 6}, {"b", 9},
                    {"bn", 9}, {"mrd", 9}, {"usd", 0}, {"eur", 0}, {"gbp", 0}, {"%", 0}};
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        if (suffix.n == strlen(suffixes[i].suffix) &&
            g_ascii_strncasecmp(suffix.p, suffixes[i].suffix, suffix.n) == 0) {
            return suffixes[i].power;
        }
    }
    return -1;
}

/* Digits as typed, letters that look like digits among them included. */
static char digit_of(char c) {
    switch (c) {
    case 'O':
    case 'o': return '0';
    case 'l':
    case 'I': return '1';
    default: return c;
    }
}

static bool is_separator(char c) {
    return c == ',' || c == '.' || c == '\'' || c == '_' || c == ' ';
}

/* The last separator is the decimal point unless three digits follow it or it stands twice. */
static size_t decimal_point(struct str digits) {
    size_t at = digits.n;
    size_t n_same = 0;
    for (size_t i = digits.n; i-- > 0 && at == digits.n;) {
        if (digits.p[i] == ',' || digits.p[i] == '.') {
            at = i;
        }
    }
    for (size_t i = 0; at < digits.n && i < digits.n; i++) {
        n_same += digits.p[i] == digits.p[at];
    }
    return at < digits.n && n_same == 1 && digits.n - at - 1 != 3 ? at : digits.n;
}

/* The part of @s from the first digit to the last; what stands before it and after it. */
static struct str digits_of(struct str s, struct str *ret_before, struct str *ret_after) {
    size_t begin = 0;
    while (begin < s.n && !g_ascii_isdigit(s.p[begin])) {
        begin++;
    }
    size_t end = begin;
    while (end < s.n && (g_ascii_isdigit(digit_of(s.p[end])) || is_separator(s.p[end]))) {
        end++;
    }
    *ret_before = str_trim(str_slice(s, 0, begin));
    *ret_after = str_trim(str_skip(s, end));
    return str_trim(str_slice(s, begin, end));
}

static bool is_currency_sign(struct str s) {
    static const char *const signs[] = {"",         "-",        "+",   "$",   "-$", "\xE2\x82\xAC",
                                        "\xC2\xA3", "\xC2\xA5", "USD", "EUR", "GBP"};
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (str_is(s, signs[i])) {
            return true;
        }
    }
    return false;
}

bool load_guess_number(struct str s, struct decimal *ret) {
    struct str before, after;
    struct str digits = digits_of(str_trim(s), &before, &after);
    int power = power_of_suffix(after);
    if (digits.n == 0 || power < 0 || !is_currency_sign(before)) {
        return false;
    }
    g_autoptr(GString) plain = g_string_new(before.n > 0 && before.p[0] == '-' ? "-" : "");
    size_t point = decimal_point(digits);
    for (size_t i = 0; i < digits.n; i++) {
        if (i == point) {
            g_string_append_c(plain, '.');
        } else if (!is_separator(digits.p[i])) {
            g_string_append_c(plain, digit_of(digits.p[i]));
        }
    }
    g_string_append_printf(plain, "e%d", power);
    return decimal_parse((struct str){plain->str, plain->len}, ret);
}
