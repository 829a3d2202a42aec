/*
 * Texts, numbers, dates, periods and words: what one value without parts must be.
 */
#include "load_field_priv.h"

#include <string.h>

/* --- numbers -------------------------------------------------------------------------------- */

/* Outside of its range a number is most likely a slip, and it can be seen on the page. */
static void check_range(struct field_check *check, const struct field_rule *rule,
                        const struct value *value, struct decimal number) {
    bool is_percent = rule->range == RANGE_PERCENT;
    bool is_inside = rule->range == RANGE_ANY ||
                     (decimal_sign(number) >= 0 &&
                      (!is_percent || decimal_compare(number, decimal_from_int(100)) <= 0));
    if (!is_inside) {
        diag_warning(check->diags, value->at, field_code(check, DIAG_DATA_NUMBER),
                     "\"%s\" is %s: %s", rule->name,
                     is_percent ? "not between 0 and 100" : "less than 0",
                     field_shown(check, value));
        diag_hint(check->diags, is_percent ? "Write a number from 0 to 100."
                                           : "Write it without a minus sign, or 0.");
    }
}

/* The digits of a number that has more than can be counted with; 0: it is another mistake. */
static size_t too_many_digits(struct str text) {
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool is_digit = g_ascii_isdigit(text.p[i]);
        if (!is_digit && text.p[i] != '.' && !(i == 0 && strchr("+-", text.p[i]))) {
            return 0;
        }
        n += is_digit;
    }
    return n > DECIMAL_DIGITS_MAX ? n : 0;
}

void field_check_number(struct field_check *check, const struct field_rule *rule,
                        const struct value *value) {
    struct decimal number;
    if (value->kind == VALUE_NUMBER) {
        check_range(check, rule, value, value->number);
        return;
    }
    if (value->kind == VALUE_STRING && decimal_parse(str_trim(value->string), &number)) {
        check_range(check, rule, value, number);
        return;
    }
    field_complain_of_kind(check, rule, value, DIAG_DATA_NUMBER, "a number");
    size_t n_digits = too_many_digits(str_trim(value_string(value)));
    if (n_digits > 0) {
        diag_hint(check->diags, "It has %zu digits; numbers have at most %d.", n_digits,
                  DECIMAL_DIGITS_MAX);
    } else if (load_guess_number(value_string(value), &number)) {
        diag_hint(check->diags, "Write %s; separators belong to the locale.",
                  decimal_format(check->arena, number));
    } else {
        diag_hint(check->diags, "Write digits without separators or a currency, such as 12000.");
    }
}

/* --- scalars -------------------------------------------------------------------------------- */

void field_check_text(struct field_check *check, const struct field_rule *rule,
                      const struct value *value) {
    if (value->kind == VALUE_STRING || value->kind == VALUE_NUMBER) {
        return;
    }
    struct field_rule soft = *rule;
    soft.is_soft = value->kind == VALUE_BOOL && !rule->is_required;
    field_complain_of_kind(check, &soft, value, DIAG_DATA_TYPE, "a text");
    diag_hint(check->diags, "Write a text; put it in quotes if it is \"true\" or \"null\".");
}

void field_check_date(struct field_check *check, const struct field_rule *rule,
                      const struct value *value) {
    struct date date;
    if (value->kind == VALUE_STRING && date_parse(value->string, &date)) {
        return;
    }
    field_complain_of_kind(check, rule, value, DIAG_DATA_DATE, "a date");
    diag_hint(check->diags, "Write year, month and day, such as 2026-09-28.");
}

static bool is_word(const struct field_rule *rule, struct str text) {
    for (size_t i = 0; rule->words[i]; i++) {
        if (str_is(text, rule->words[i])) {
            return true;
        }
    }
    return false;
}

void field_check_word(struct field_check *check, const struct field_rule *rule,
                      const struct value *value) {
    if (is_word(rule, value_string(value))) {
        return;
    }
    struct str words[FIELD_RULES_MAX];
    size_t n = 0;
    for (; rule->words[n]; n++) {
        words[n] = str_from(rule->words[n]);
    }
    const char *all = str_list(check->arena, words, n);
    int nearest = str_nearest(value_string(value), words, n);
    field_complain(
        check, rule, value->at, DIAG_DATA_TYPE,
        arena_printf(check->arena, "\"%s\" cannot be %s", rule->name, field_shown(check, value)));
    if (nearest >= 0) {
        diag_hint(check->diags, "Did you mean \"%s\"? There are: %s.", rule->words[nearest], all);
    } else {
        diag_hint(check->diags, "Write one of: %s.", all);
    }
}

void field_check_currency(struct field_check *check, const struct field_rule *rule,
                          const struct value *value) {
    struct str code = value_string(value);
    bool is_code = code.n == 3;
    for (size_t i = 0; i < code.n; i++) {
        is_code = is_code && g_ascii_isupper(code.p[i]);
    }
    if (!is_code) {
        field_complain_of_kind(check, rule, value, DIAG_DATA_TYPE, "a currency");
        diag_hint(check->diags, "Write three capital letters of ISO 4217, such as USD.");
    }
}

/* BCP 47 as far as its form goes; whether ICU knows it is seen when it is opened. */
void field_check_locale(struct field_check *check, const struct field_rule *rule,
                        const struct value *value) {
    struct str tag = value_string(value);
    bool is_language = tag.n >= 2 && g_ascii_isalpha(tag.p[0]) && g_ascii_isalpha(tag.p[1]);
    for (size_t i = 0; i < tag.n; i++) {
        is_language = is_language && (g_ascii_isalnum(tag.p[i]) || tag.p[i] == '-');
    }
    if (!is_language) {
        field_complain_of_kind(check, rule, value, DIAG_DATA_TYPE, "a language");
        diag_hint(check->diags, "Write a language and a country with a hyphen, such as en-GB.");
    }
}

void field_check_month(struct field_check *check, const struct field_rule *rule,
                       const struct value *value) {
    bool is_month = value->kind == VALUE_NUMBER && decimal_is_integer(value->number) &&
                    decimal_to_int(value->number) >= 1 && decimal_to_int(value->number) <= 12;
    if (!is_month) {
        field_complain_of_kind(check, rule, value, DIAG_DATA_NUMBER, "a month");
        diag_hint(check->diags, "Write a number from 1 to 12.");
    }
}

void field_check_boolean(struct field_check *check, const struct field_rule *rule,
                         const struct value *value) {
    if (value->kind != VALUE_BOOL) {
        field_complain_of_kind(check, rule, value, DIAG_DATA_TYPE, "a boolean");
        diag_hint(check->diags, "Write true or false, without quotes.");
    }
}

/* --- periods -------------------------------------------------------------------------------- */

static bool has_shape(struct str s, const char *shape) {
    size_t i = 0;
    for (; shape[i] && i < s.n; i++) {
        bool fits = shape[i] == '#' ? g_ascii_isdigit(s.p[i]) : s.p[i] == shape[i];
        if (!fits) {
            return false;
        }
    }
    return shape[i] == '\0' && i == s.n;
}

bool load_is_period(struct str s) {
    char last = '\0';
    if (s.n > 0) {
        last = s.p[s.n - 1];
    }
    if (has_shape(s, "####") || has_shape(s, "FY##")) {
        return true;
    }
    if (has_shape(s, "####-##")) {
        int month = (s.p[5] - '0') * 10 + (s.p[6] - '0');
        return month >= 1 && month <= 12;
    }
    if (has_shape(s, "####-Q#") || has_shape(s, "FY##-Q#")) {
        return last >= '1' && last <= '4';
    }
    return (has_shape(s, "####-H#") || has_shape(s, "FY##-H#")) && (last == '1' || last == '2');
}

void field_check_period(struct field_check *check, const struct field_rule *rule,
                        const struct value *value) {
    if (!load_is_period(value_string(value))) {
        field_complain_of_kind(check, rule, value, DIAG_DATA_DATE, "a period");
        diag_hint(check->diags, "Write 2026-09, 2026-Q3, 2026-H1, \"2026\" or FY26-Q2; a year "
                                "alone needs its quotes.");
    }
}
