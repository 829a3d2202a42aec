#include "layout_table_priv.h"

#include <math.h>
#include <string.h>

/*
 * Numbers in cells. A column whose cells are all numbers of one unit (or empty, or "n/a") is set on
 * its decimal mark, so that digits of one worth stand under each other:
 *
 *      1,250.5       What differs in its unit cannot be compared digit by digit, "$1.28M" and
 *         96         "$840k" or "42.5%" and "17": such a column ends at the right edge.
 *          0.25      So do words between numbers: "n/a" or a dash.
 *        n/a
 *
 * A number, as people and ICU write it:  [arrow] [sign] [currency] [sign] digits [unit] [")"]
 */

struct number {
    struct str unit;
    size_t n_points, n_commas;
    char last;        /* the last separator: '.', ',', ' ' for all others; 0: none */
    size_t n_after;   /* digits behind it */
    size_t n_before;  /* digits before the first one */
    bool is_grouped;  /* all groups behind separators have three digits */
    bool is_split;    /* a group behind a space or an apostrophe has not: no number */
    bool starts_zero; /* "0.250" */
};

/* --- reading -------------------------------------------------------------------------------- */

static gunichar first_char(struct str s) {
    return s.n > 0 ? g_utf8_get_char(s.p) : 0;
}

static struct str skip_char(struct str s) {
    return str_skip(s, (size_t)(g_utf8_next_char(s.p) - s.p));
}

static bool is_space(gunichar c) {
    return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

static bool is_sign(gunichar c) {
    return c == '+' || c == '-' || c == 0x2212 || c == 0x2013 || c == '(' || c == 0xB1 ||
           c == '~' || c == '<' || c == '>' || c == 0x2248;
}

/* Arrows, triangles and dots that say the direction. */
static bool is_pointer(gunichar c) {
    return (c >= 0x2190 && c <= 0x21FF) || (c >= 0x25A0 && c <= 0x25FF);
}

static bool is_currency(gunichar c) {
    return g_unichar_type(c) == G_UNICODE_CURRENCY_SYMBOL;
}

/* Capitals at the beginning. */
static size_t capitals(struct str s) {
    size_t n = 0;
    while (n < s.n && g_ascii_isupper(s.p[n])) {
        n++;
    }
    return n;
}

static struct str skip_prefix(struct str s) {
    while (s.n > 0 && (is_pointer(first_char(s)) || is_space(first_char(s)))) {
        s = skip_char(s);
    }
    while (s.n > 0 && is_sign(first_char(s))) {
        s = skip_char(s);
    }
    /* "EUR 12" and "US$12", but not "Q3" or "D-12". */
    size_t n = capitals(s);
    gunichar next = first_char(str_skip(s, n));
    s = (n == 3 && is_space(next)) || is_currency(next) ? str_skip(s, n) : s;
    while (s.n > 0 &&
           (is_currency(first_char(s)) || is_space(first_char(s)) || is_sign(first_char(s)))) {
        s = skip_char(s);
    }
    return s;
}

/* A space, a point, a comma or an apostrophe between two digits. */
static size_t separator_length(struct str s) {
    gunichar c = first_char(s);
    bool is_one = is_space(c) || c == '.' || c == ',' || c == '\'' || c == 0x2019;
    size_t n = is_one ? (size_t)(g_utf8_next_char(s.p) - s.p) : 0;
    return n > 0 && n < s.n && g_ascii_isdigit(s.p[n]) ? n : 0;
}

static void end_group(struct number *number, size_t digits) {
    number->n_before = number->last ? number->n_before : digits;
    number->is_grouped = number->is_grouped && (!number->last || digits == 3);
    number->is_split |= number->last == ' ' && digits != 3;
    number->n_after = digits;
}

/* The digits and what separates them; @s is left behind them. */
static bool read_digits(struct str *s, struct number *number) {
    size_t digits = 0, n;
    number->starts_zero = s->n > 0 && s->p[0] == '0';
    number->is_grouped = true;
    for (;; *s = str_skip(*s, n)) {
        if (s->n > 0 && g_ascii_isdigit(s->p[0])) {
            digits++;
            n = 1;
            continue;
        }
        n = digits > 0 ? separator_length(*s) : 0;
        end_group(number, digits);
        if (n == 0) {
            return digits > 0;
        }
        char c = s->p[0] == '.' || s->p[0] == ',' ? s->p[0] : ' ';
        number->n_points += c == '.';
        number->n_commas += c == ',';
        number->last = c;
        digits = 0;
    }
}

/* "%", "k", "kg", "EUR": a word behind a space is none, or each date were a number. */
static bool is_unit(struct str unit, bool has_space) {
    size_t letters = 0;
    for (struct str s = unit; s.n > 0; s = skip_char(s)) {
        gunichar c = first_char(s);
        if (g_unichar_isdigit(c) || is_space(c) || c == '-' || c == '/' || c == ':') {
            return false;
        }
        letters += g_unichar_isalpha(c);
    }
    bool is_code = capitals(unit) == unit.n && unit.n == 3;
    return is_code || letters <= (has_space ? 2u : 4u);
}

static bool number_read(struct str words, struct number *ret) {
    *ret = (struct number){0};
    struct str s = skip_prefix(str_trim(words));
    if (!read_digits(&s, ret)) {
        return false;
    }
    /* "1.2.3" is a version and 5'10 a height: groups have three digits, only a fraction has not. */
    size_t n_kinds = (ret->n_points > 0) + (ret->n_commas > 0);
    if (ret->is_split) {
        return false;
    }
    if (n_kinds < 2 && ret->n_points + ret->n_commas > 1 && !ret->is_grouped) {
        return false;
    }
    bool has_space = is_space(first_char(s));
    while (s.n > 0 && is_space(first_char(s))) {
        s = skip_char(s);
    }
    ret->unit = s.n > 0 && s.p[s.n - 1] == ')' ? str_slice(s, 0, s.n - 1) : s;
    return is_unit(ret->unit, has_space);
}

bool numbers_is_missing(struct str words) {
    static const char *const signs[] = {"", "n/a", "N/A", "-", "–", "—", "−", "?", "…", "."};
    words = str_trim(words);
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (str_is(words, signs[i])) {
            return true;
        }
    }
    return false;
}

/* --- a column ------------------------------------------------------------------------------- */

/* What a number tells about the two separators. */
static void learn_marks(struct column_numbers *numbers, const struct number *number) {
    bool is_point = number->last == '.';
    size_t n = is_point ? number->n_points : number->n_commas;
    bool has_other = is_point ? number->n_commas > 0 : number->n_points > 0;
    if (number->last != '.' && number->last != ',') {
        return;
    }
    bool is_group = n > 1;
    bool is_mark = !is_group && (has_other || number->n_after != 3 || number->starts_zero ||
                                 number->n_before > 3);
    numbers->is_point_mark |= is_point && is_mark;
    numbers->is_comma_mark |= !is_point && is_mark;
    numbers->is_point_group |= (is_point && is_group) || (!is_point && has_other && is_mark);
    numbers->is_comma_group |= (!is_point && is_group) || (is_point && has_other && is_mark);
}

void numbers_add(struct column_numbers *numbers, struct str words) {
    struct number number;
    if (numbers->has_words || numbers_is_missing(words)) {
        return;
    }
    if (!number_read(words, &number)) {
        numbers->has_words = true;
        return;
    }
    if (numbers->n == 0) {
        numbers->unit_length = MIN(number.unit.n, sizeof numbers->unit);
        memcpy(numbers->unit, number.unit.p, numbers->unit_length);
    }
    struct str unit = {numbers->unit, numbers->unit_length};
    numbers->has_many_units |= !str_eq(unit, number.unit);
    learn_marks(numbers, &number);
    numbers->n++;
}

enum column_kind numbers_kind(const struct column_numbers *numbers, enum node_align align,
                              size_t column) {
    bool is_one_unit = numbers->n > 0 && !numbers->has_words && !numbers->has_many_units;
    switch (align) {
    case ALIGN_LEFT:
    case ALIGN_CENTER: return COLUMN_TEXT;
    case ALIGN_RIGHT: return is_one_unit ? COLUMN_NUMBERS : COLUMN_RIGHT;
    /* Numbers in the first column count or name the rows. */
    case ALIGN_DEFAULT: return is_one_unit && column > 0 ? COLUMN_NUMBERS : COLUMN_TEXT;
    }
    g_assert_not_reached();
}

/* Languages that write 1.250,5; the others write 1,250.5. */
static bool has_decimal_comma(const char *language) {
    static const char *const languages[] = {"bg", "cs", "da", "de", "el", "es", "et", "fi",
                                            "fr", "hr", "hu", "id", "is", "it", "lt", "lv",
                                            "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru",
                                            "sk", "sl", "sr", "sv", "tr", "uk", "vi"};
    for (size_t i = 0; language && i < G_N_ELEMENTS(languages); i++) {
        if (g_ascii_strncasecmp(language, languages[i], 2) == 0 && !g_ascii_isalpha(language[2])) {
            return true;
        }
    }
    return false;
}

char numbers_mark(const struct column_numbers *numbers, const char *language) {
    if (numbers->is_point_mark || numbers->is_comma_group) {
        return '.';
    }
    if (numbers->is_comma_mark || numbers->is_point_group) {
        return ',';
    }
    return has_decimal_comma(language) ? ',' : '.';
}

/* --- on the line ---------------------------------------------------------------------------- */

/* Where a run's glyphs stand at one of its bytes. */
static double run_x(const struct glyph_run *run, size_t byte) {
    for (size_t i = 0; i < run->n_glyphs; i++) {
        if (run->glyphs[i].cluster >= byte) {
            return run->origin.x + (double)run->glyphs[i].x_pt;
        }
    }
    return run->origin.x + run->width_pt;
}

double numbers_after(const struct line *line, char mark) {
    double mark_pt = -1, end_pt = -1;
    for (size_t i = 0; i < line->n_ops; i++) {
        const struct glyph_run *run = &line->ops[i].glyphs;
        if (line->ops[i].kind != OP_GLYPHS || run->is_rtl) {
            continue;
        }
        for (size_t k = 0; k < run->text.n; k++) {
            char c = run->text.p[k];
            bool is_mark = c == mark && k + 1 < run->text.n && g_ascii_isdigit(run->text.p[k + 1]);
            mark_pt = is_mark ? run_x(run, k) : mark_pt;
            end_pt = g_ascii_isdigit(c) ? run_x(run, k + 1) : end_pt;
        }
    }
    double from_pt = mark_pt >= 0 ? mark_pt : end_pt;
    return from_pt >= 0 ? line->width_pt - from_pt : -1;
}
