#include "fill_filter_priv.h"

#include <string.h>

/* Filters that turn one value into text. Arithmetic belongs to derive/; formatting is the locale's.
 */

/* A number, or a string that is exactly one (JSON of other tools quotes its numbers). */
static bool input_number(struct filtering *filtering, struct decimal *ret) {
    const struct value *input = filtering->input;
    if (input->kind == VALUE_NUMBER) {
        *ret = input->number;
        return true;
    }
    if (input->kind == VALUE_STRING && decimal_parse(input->string, ret)) {
        return true;
    }
    filter_wrong_input(filtering, "a number");
    return false;
}

/* The argument @i as a count from 0 to @max; @otherwise where it is not given. */
static bool argument_count(struct filtering *filtering, size_t i, int max, int otherwise,
                           int *ret) {
    *ret = otherwise;
    if (i >= filtering->n_arguments) {
        return true;
    }
    const struct value *argument = filtering->arguments[i];
    if (argument->kind == VALUE_NUMBER && decimal_is_integer(argument->number) &&
        decimal_sign(argument->number) >= 0 &&
        decimal_compare(argument->number, decimal_from_int(max)) <= 0) {
        *ret = (int)decimal_to_int(argument->number);
        return true;
    }
    g_autofree char *wanted = g_strdup_printf("a whole number from 0 to %d", max);
    filter_wrong_argument(filtering, i, wanted);
    return false;
}

static const struct value *format_number(struct filtering *filtering, struct decimal number,
                                         const struct number_style *style) {
    struct filling *filling = filtering->filling;
    return filter_text(filtering, str_from(locale_format_number(filling->options->locale,
                                                                filling->arena, number, style)));
}

static bool is_currency(struct str s) {
    return s.n == 3 && g_ascii_isupper(s.p[0]) && g_ascii_isupper(s.p[1]) &&
           g_ascii_isupper(s.p[2]);
}

/* money's arguments in any order: decimals, "compact" or "column", a currency. */
static bool read_money_style(struct filtering *filtering, size_t first,
                             struct number_style *style) {
    for (size_t i = first; i < filtering->n_arguments; i++) {
        struct str text = value_string(filtering->arguments[i]);
        if (str_is(text, "compact") || str_is(text, "column")) {
            style->is_compact = true;
            style->has_zeros = str_is(text, "column");
        } else if (is_currency(text)) {
            style->currency = str_cstr(filtering->filling->arena, text);
        } else if (filtering->arguments[i]->kind != VALUE_NUMBER) {
            filter_wrong_argument(filtering, i,
                                  "\"compact\", \"column\", a number of decimals or a currency");
            return false;
        } else if (!argument_count(filtering, i, DECIMAL_SCALE_MAX, -1, &style->decimals)) {
            return false;
        }
    }
    return true;
}

/* Whole amounts have no cents, others have all of the currency's. */
static const struct value *format_money(struct filtering *filtering, size_t first_argument,
                                        struct number_style style) {
    struct decimal number;
    style.currency = filtering->filling->options->currency;
    style.decimals = -1;
    if (!input_number(filtering, &number) || !read_money_style(filtering, first_argument, &style)) {
        return NULL;
    }
    if (!style.currency) {
        diag_error(filtering->filling->diags, filtering->call->at, DIAG_TEMPLATE_FILTER,
                   "no currency is known for \"%s\"", filtering->call->filter->name);
        diag_hint(filtering->filling->diags,
                  "Name it, money \"EUR\", or set currency in pdfgen.yaml.");
        return NULL;
    }
    if (style.decimals < 0 && !style.is_compact) {
        style.decimals = decimal_is_integer(number) ? 0 : locale_currency_decimals(style.currency);
    }
    return format_number(filtering, number, &style);
}

const struct value *filter_money(struct filtering *filtering) {
    return format_money(filtering, 0, (struct number_style){0});
}

const struct value *filter_number(struct filtering *filtering) {
    struct number_style style = {0};
    struct decimal number;
    if (filtering->n_arguments > 0 && str_is(value_string(filtering->arguments[0]), "compact")) {
        return filter_compact(filtering);
    }
    if (!input_number(filtering, &number) ||
        !argument_count(filtering, 0, DECIMAL_SCALE_MAX, -1, &style.decimals)) {
        return NULL;
    }
    return format_number(filtering, number, &style);
}

const struct value *filter_compact(struct filtering *filtering) {
    struct decimal number;
    return input_number(filtering, &number)
               ? format_number(filtering, number, &(struct number_style){.is_compact = true})
               : NULL;
}

static const struct value *format_percent(struct filtering *filtering, size_t first_argument,
                                          bool is_signed) {
    struct number_style style = {.is_percent = true, .is_signed = is_signed};
    struct decimal number;
    if (!input_number(filtering, &number) ||
        !argument_count(filtering, first_argument, DECIMAL_SCALE_MAX, 1, &style.decimals)) {
        return NULL;
    }
    return format_number(filtering, number, &style);
}

const struct value *filter_percent(struct filtering *filtering) {
    return format_percent(filtering, 0, false);
}

/* CLDR has no unit for percentage points; these are the languages' own short forms. */
static const char *points_unit(const Locale *locale) {
    static const char *const units[][2] = {{"en", "pts"}, {"de", "PP"},   {"fr", "pts"},
                                           {"es", "pp"},  {"pt", "p.p."}, {"ja", "ポイント"}};
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (strncmp(locale_tag(locale), units[i][0], 2) == 0) {
            return units[i][1];
        }
    }
    return "pp";
}

static const struct value *format_points(struct filtering *filtering, size_t first_argument) {
    struct filling *filling = filtering->filling;
    struct number_style style = {.is_signed = true};
    struct decimal number;
    if (!input_number(filtering, &number) ||
        !argument_count(filtering, first_argument, DECIMAL_SCALE_MAX, 1, &style.decimals)) {
        return NULL;
    }
    if (!decimal_multiply(number, decimal_from_int(100), &number)) {
        return filter_wrong_input(filtering, "a difference of two shares");
    }
    Locale *locale = filling->options->locale;
    const char *text = locale_format_number(locale, filling->arena, number, &style);
    return filter_text(filtering,
                       str_from(arena_printf(filling->arena, "%s %s", text, points_unit(locale))));
}

const struct value *filter_points(struct filtering *filtering) {
    return format_points(filtering, 0);
}

const struct value *filter_delta(struct filtering *filtering) {
    struct number_style style = {.is_signed = true};
    struct decimal number;
    if (filtering->n_arguments == 0 || filtering->arguments[0]->kind == VALUE_NUMBER) {
        return input_number(filtering, &number) &&
                       argument_count(filtering, 0, DECIMAL_SCALE_MAX, -1, &style.decimals)
                   ? format_number(filtering, number, &style)
                   : NULL;
    }
    struct str kind = value_string(filtering->arguments[0]);
    if (str_is(kind, "money")) {
        return format_money(filtering, 1, style);
    }
    if (str_is(kind, "compact") || str_is(kind, "column")) {
        style.is_compact = true;
        style.has_zeros = str_is(kind, "column");
        return format_money(filtering, 1, style);
    }
    if (str_is(kind, "percent")) {
        return format_percent(filtering, 1, true);
    }
    if (str_is(kind, "points")) {
        return format_points(filtering, 1);
    }
    return filter_wrong_argument(filtering, 0,
                                 "\"money\", \"compact\", \"column\", \"percent\" or \"points\"");
}

const struct value *filter_abs(struct filtering *filtering) {
    struct decimal number;
    if (!input_number(filtering, &number)) {
        return NULL;
    }
    number = decimal_sign(number) < 0 ? decimal_negate(number) : number;
    return value_new_number(filtering->filling->arena, filtering->input->at, number);
}

/* The unit of a column: thousands, millions. Rounding is the next filter's. */
const struct value *filter_per(struct filtering *filtering) {
    const struct value *unit = filtering->arguments[0];
    struct decimal number;
    if (!input_number(filtering, &number)) {
        return NULL;
    }
    if (unit->kind != VALUE_NUMBER ||
        !decimal_divide(number, unit->number, DECIMAL_SCALE_MAX, &number)) {
        return filter_wrong_argument(filtering, 0, "a unit such as 1000");
    }
    return value_new_number(filtering->filling->arena, filtering->input->at, number);
}

const struct value *filter_date(struct filtering *filtering) {
    struct filling *filling = filtering->filling;
    struct date date;
    const char *pattern = "medium";
    if (!date_parse(value_string(filtering->input), &date)) {
        return filter_wrong_input(filtering, "a date such as 2026-09-28");
    }
    if (filtering->n_arguments > 0) {
        pattern = value_text(filling->arena, filtering->arguments[0], "");
    }
    char *text = *pattern
                     ? locale_format_date(filling->options->locale, filling->arena, date, pattern)
                     : NULL;
    return text ? filter_text(filtering, str_from(text))
                : filter_wrong_argument(filtering, 0, "a date pattern");
}

static bool scan_number(struct str s, int *ret) {
    *ret = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!g_ascii_isdigit(s.p[i])) {
            return false;
        }
        *ret = *ret * 10 + (s.p[i] - '0');
    }
    return s.n > 0 && s.n <= 4;
}

/* "2026-10", "2026-Q3", "2026-H1", "2026", "FY26-Q2", "FY26" in words; NULL: none of these. */
static char *period_words(struct filling *filling, struct str id) {
    struct str year_text, rest;
    int year = 0, number = 0;
    bool has_part = str_cut(id, '-', &year_text, &rest);
    bool is_fiscal = str_starts_with(year_text, "FY");
    if (!scan_number(str_skip(year_text, is_fiscal ? 2 : 0), &year) ||
        (year_text.n != 4 && !(is_fiscal && year_text.n == 6))) {
        return NULL;
    }
    if (!has_part) {
        return str_cstr(filling->arena, id);
    }
    bool is_month = rest.n == 2 && g_ascii_isdigit(rest.p[0]);
    if (!scan_number(str_skip(rest, is_month ? 0 : 1), &number) || number < 1) {
        return NULL;
    }
    Locale *locale = filling->options->locale;
    if (is_month && number <= 12 && !is_fiscal && year > 0) {
        return locale_format_date(locale, filling->arena, (struct date){year, number, 1}, "@yMMMM");
    }
    if (rest.p[0] == 'Q' && number <= 4 && !is_fiscal && year > 0) {
        return locale_format_date(locale, filling->arena, (struct date){year, number * 3, 1},
                                  "@yQQQ");
    }
    bool is_half = rest.p[0] == 'H' && number <= 2;
    return is_half || (rest.p[0] == 'Q' && number <= 4)
               ? arena_printf(filling->arena, STR_FMT " " STR_FMT, STR_ARG(rest),
                              STR_ARG(year_text))
               : NULL;
}

const struct value *filter_period(struct filtering *filtering) {
    struct str id = value_string(filtering->input);
    char *words = period_words(filtering->filling, id);
    return words ? filter_text(filtering, str_from(words))
                 : filter_wrong_input(filtering, "a period such as 2026-Q3");
}

/* A form may name its CLDR category: "few: umowy". */
static struct str named_form(struct str form, const char *category, bool *ret_is_named) {
    static const char *const categories[] = {"zero", "one", "two", "few", "many", "other"};
    struct str head, rest;
    *ret_is_named = false;
    if (!str_cut(form, ':', &head, &rest)) {
        return (struct str){0};
    }
    for (size_t i = 0; i < G_N_ELEMENTS(categories); i++) {
        *ret_is_named = *ret_is_named || str_is(str_trim(head), categories[i]);
    }
    return *ret_is_named && str_is(str_trim(head), category) ? str_trim(rest) : (struct str){0};
}

const struct value *filter_plural(struct filtering *filtering) {
    struct decimal number;
    if (filtering->input->kind == VALUE_LIST) {
        number = decimal_from_int((int64_t)filtering->input->list.n);
    } else if (!input_number(filtering, &number)) {
        return NULL;
    }
    const char *category = locale_plural(filtering->filling->options->locale, number);
    size_t n = filtering->n_arguments, n_named = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_named = false;
        if (filtering->arguments[i]->kind != VALUE_STRING) {
            return filter_wrong_argument(filtering, i, "a word");
        }
        struct str form = named_form(filtering->arguments[i]->string, category, &is_named);
        if (form.p) {
            return filter_text(filtering, form);
        }
        n_named += is_named;
    }
    if (n_named > 0 || n != 2) {
        diag_error(filtering->filling->diags, filtering->call->at, DIAG_TEMPLATE_FILTER,
                   "filter \"plural\" lacks the form \"%s\"", category);
        diag_hint(filtering->filling->diags,
                  "Give two words, or name every form: plural \"one: deal\" \"other: deals\".");
        return NULL;
    }
    bool is_one = strcmp(category, "one") == 0;
    return filter_text(filtering, filtering->arguments[is_one ? 0 : 1]->string);
}

const struct value *filter_default(struct filtering *filtering) {
    const struct value *input = filtering->input;
    bool is_empty = input->kind == VALUE_NULL ||
                    (input->kind == VALUE_STRING && str_trim(input->string).n == 0);
    return is_empty ? filtering->arguments[0] : input;
}

static bool is_text(struct filtering *filtering) {
    enum value_kind kind = filtering->input->kind;
    if (kind == VALUE_LIST || kind == VALUE_MAP) {
        filter_wrong_input(filtering, "a text");
        return false;
    }
    return true;
}

static const struct value *change_case(struct filtering *filtering,
                                       char *(*function)(Locale *, Arena *, struct str)) {
    struct filling *filling = filtering->filling;
    if (!is_text(filtering)) {
        return NULL;
    }
    struct str text = value_to_str(filling->arena, filtering->input);
    return filter_text(filtering,
                       str_from(function(filling->options->locale, filling->arena, text)));
}

const struct value *filter_upper(struct filtering *filtering) {
    return change_case(filtering, locale_upper);
}

const struct value *filter_lower(struct filtering *filtering) {
    return change_case(filtering, locale_lower);
}

const struct value *filter_capitalize(struct filtering *filtering) {
    return change_case(filtering, locale_capitalize);
}

const struct value *filter_title(struct filtering *filtering) {
    return change_case(filtering, locale_title);
}

const struct value *filter_truncate(struct filtering *filtering) {
    enum { TRUNCATE_MAX = 1000000 };
    Arena *arena = filtering->filling->arena;
    int n_max = 0;
    if (!is_text(filtering) || !argument_count(filtering, 0, TRUNCATE_MAX, 0, &n_max)) {
        return NULL;
    }
    struct str text = value_to_str(arena, filtering->input);
    return filter_text(filtering, str_truncate(arena, text, (size_t)n_max));
}

/* A list of one is written and its brackets are taken off, as a bare string has no quotes. */
const struct value *filter_json(struct filtering *filtering) {
    Arena *arena = filtering->filling->arena;
    struct value *input = (struct value *)filtering->input;
    struct value list = {.kind = VALUE_LIST, .list = {.items = &input, .n = 1, .capacity = 1}};
    struct str text = value_to_str(arena, &list);
    return filter_text(filtering, str_slice(text, 1, text.n - 1));
}

const struct value *filter_is(struct filtering *filtering) {
    struct filling *filling = filtering->filling;
    bool has_operator = filtering->n_arguments == 2;
    struct str operator= has_operator ? value_string(filtering->arguments[0]) : STR("=");
    if (!is_operator(operator)) {
        return filter_wrong_argument(filtering, 0, "=, !=, <, <=, >, >= or contains");
    }
    bool is_so = compare_by(filtering, filtering->input, operator,
                            filtering->arguments[has_operator ? 1 : 0]);
    return value_new_bool(filling->arena, filtering->input->at, is_so);
}
