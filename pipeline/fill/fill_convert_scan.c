#include "fill_convert_priv.h"

#include <string.h>

/*
 * What may be a placeholder by its own signs. What stands around it (a link's destination, a task's
 * dash) is looked at in fill_convert_place.c, whether it stands in code by the escaper's tracker.
 */

enum { WORDS_BYTES_MAX = 60, WORDS_MAX = 8 };

static char char_at(struct str text, size_t at, size_t end) {
    return at < end ? text.p[at] : '\0';
}

static char char_before(struct str text, size_t at) {
    return at > 0 ? text.p[at - 1] : '\n';
}

size_t tags_end(struct str text) {
    size_t end = text.n;
    while (end > 1 && (text.p[end - 1] != '}' || text.p[end - 2] != '}')) {
        end--;
    }
    return end > 1 ? end : 0;
}

size_t tag_end(struct str text, size_t at, size_t end) {
    struct str inside = str_slice(text, 0, end);
    struct str triple = STR("}}}"), close = STR("}}");
    if (at + 2 >= end) {
        return at + 2;
    }
    size_t found = text.p[at + 2] == '{' ? str_find(inside, triple, at) : inside.n;
    if (found < inside.n) {
        return found + triple.n;
    }
    found = str_find(inside, close, at);
    return found < inside.n ? found + close.n : at + 2;
}

bool is_nameless(struct str words) {
    if (str_is(words, "N") || str_is(words, "#")) {
        return true;
    }
    for (size_t i = 0; i < words.n; i++) {
        bool is_inside = i > 0 && i + 1 < words.n;
        if (words.p[i] != 'X' && !(is_inside && strchr(".,", words.p[i]))) {
            return false;
        }
    }
    return words.n > 0;
}

/* --- signs of shape ------------------------------------------------------------------------- */

static size_t currency_length(struct str rest, const char **ret) {
    static const char *const signs[][2] = {{"$", ""}, {"€", "EUR"}, {"£", "GBP"}};
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (str_starts_with(rest, signs[i][0])) {
            *ret = signs[i][1];
            return strlen(signs[i][0]);
        }
    }
    return 0;
}

/* "[$ Amount]", "[X%]": signs inside the brackets are shape too. */
static void take_inner_signs(struct candidate *candidate) {
    struct str words = str_trim(candidate->words);
    size_t n = currency_length(words, &candidate->shape.currency);
    words = str_trim(str_skip(words, n));
    if (str_ends_with(words, "%") || str_starts_with(words, "%")) {
        candidate->shape.is_percent = true;
        words = str_starts_with(words, "%") ? str_skip(words, 1) : str_slice(words, 0, words.n - 1);
    }
    candidate->words = str_trim(words);
}

/* --- words ---------------------------------------------------------------------------------- */

/* Letters, digits and what joins them; no sign that Markdown, YAML or a program would read. */
static bool is_phrase(struct str words) {
    size_t n_words = 1, n_lines = 0;
    bool has_letter = false;
    for (size_t i = 0; i < words.n; i++) {
        char c = words.p[i];
        if (strchr("`|<>\"*\\{}=@^~!", c)) {
            return false;
        }
        has_letter = has_letter || g_ascii_isalpha(c) || (unsigned char)c >= 0x80;
        n_words += c == ' ';
        n_lines += c == '\n';
    }
    return has_letter && words.n <= WORDS_BYTES_MAX && n_words <= WORDS_MAX && n_lines <= 1;
}

/* "Smith 2020" and "RFC 2119" are sources. */
static bool has_year(struct str words) {
    size_t n_digits = 0;
    for (size_t i = 0; i <= words.n; i++) {
        if (i < words.n && g_ascii_isdigit(words.p[i])) {
            n_digits++;
        } else if (n_digits == 4) {
            return true;
        } else {
            n_digits = 0;
        }
    }
    return false;
}

static bool is_words_start(struct str words) {
    return words.n > 0 && (g_ascii_isalpha(words.p[0]) || (unsigned char)words.p[0] >= 0x80);
}

/* What explains a placeholder behind its name: "Date, e.g. 1 May", "Name: first and last". */
static struct str before_explanation(struct str words) {
    for (size_t i = 0; i < words.n; i++) {
        if (strchr(",:;(", words.p[i])) {
            return str_trim(str_slice(words, 0, i));
        }
    }
    return words;
}

static bool is_identifier(struct str s, const char *joins) {
    for (size_t i = 0; i < s.n; i++) {
        if (!g_ascii_isalnum(s.p[i]) && !strchr(joins, s.p[i])) {
            return false;
        }
    }
    return s.n > 0 && s.n <= WORDS_BYTES_MAX && g_ascii_isalpha(s.p[0]);
}

/* --- dialects ------------------------------------------------------------------------------- */

static void set_inner(struct candidate *candidate, size_t begin, size_t end) {
    candidate->inner_begin = begin;
    candidate->inner_end = candidate->end = end;
}

static bool read_square(struct str text, size_t at, size_t end, struct candidate *candidate) {
    struct str inside = str_slice(text, 0, MIN(end, at + WORDS_BYTES_MAX + 20));
    size_t close = at + 1;
    while (close < inside.n && inside.p[close] != ']' && inside.p[close] != '[') {
        close++;
    }
    if (char_at(text, at, end) != '[' || char_at(inside, close, inside.n) != ']') {
        return false;
    }
    candidate->dialect = DIALECT_SQUARE;
    candidate->words = str_slice(text, at + 1, close);
    set_inner(candidate, at, close + 1);
    take_inner_signs(candidate);
    if (is_nameless(candidate->words)) {
        return true;
    }
    bool is_good = is_phrase(candidate->words) && is_words_start(candidate->words) &&
                   !has_year(candidate->words);
    candidate->words = before_explanation(candidate->words);
    return is_good && candidate->words.n > 1;
}

static bool read_between(struct str text, size_t at, size_t end, const char *open,
                         const char *close, const char *joins, struct candidate *candidate) {
    struct str inside = str_slice(text, 0, end);
    size_t begin = at + strlen(open);
    if (!str_starts_with(str_skip(inside, at), open)) {
        return false;
    }
    size_t stop = begin;
    while (stop < end && (g_ascii_isalnum(text.p[stop]) || strchr(joins, text.p[stop])) &&
           !str_starts_with(str_skip(inside, stop), close)) {
        stop++;
    }
    candidate->words = str_slice(text, begin, stop);
    if (!str_starts_with(str_skip(inside, stop), close) ||
        !is_identifier(candidate->words, joins)) {
        return false;
    }
    set_inner(candidate, at, stop + strlen(close));
    return true;
}

static bool read_dollar(struct str text, size_t at, size_t end, struct candidate *candidate) {
    candidate->dialect = DIALECT_DOLLAR;
    return char_before(text, at) != '$' &&
           read_between(text, at, end, "${", "}", "_ .-", candidate);
}

/* Three underscores and words are strong emphasis as well: words of several must be known. */
static bool read_underscore(struct str text, size_t at, size_t end, struct candidate *candidate) {
    candidate->dialect = DIALECT_UNDERSCORE;
    if (is_word_byte(char_before(text, at)) || char_before(text, at) == '_' ||
        !read_between(text, at, end, "___", "___", "_ -", candidate)) {
        return false;
    }
    char last = candidate->words.p[candidate->words.n - 1];
    char after = char_at(text, candidate->end, end);
    return g_ascii_isalnum(last) && after != '_' && !is_word_byte(after);
}

static bool read_brace(struct str text, size_t at, size_t end, struct candidate *candidate) {
    char before = char_before(text, at);
    candidate->dialect = DIALECT_BRACE;
    return !is_word_byte(before) && !strchr("{$\\]}", before) &&
           read_between(text, at, end, "{", "}", "_.", candidate) &&
           char_at(text, candidate->end, end) != '}';
}

/* "X", "XX", "XX,X.XX", behind a sign of money also "XM". */
static bool read_number(struct str text, size_t at, size_t end, struct candidate *candidate) {
    size_t stop = at;
    while (char_at(text, stop, end) == 'X' ||
           (stop > at && strchr(".,", char_at(text, stop, end)) && char_at(text, stop, end) &&
            char_at(text, stop + 1, end) == 'X')) {
        stop++;
    }
    char unit = char_at(text, stop, end);
    if (stop > at && candidate->shape.currency && unit && strchr("KkMB", unit)) {
        candidate->shape.is_compact = true;
        stop++;
    }
    if (stop == at || is_word_byte(char_at(text, stop, end)) ||
        is_word_byte(char_before(text, at))) {
        return false;
    }
    candidate->dialect = DIALECT_NUMBER;
    candidate->words = str_slice(text, at, at + 1);
    set_inner(candidate, at, stop);
    return true;
}

/* A lone X is a cross as often as a number: only where it begins a table's cell. */
static bool is_cell(struct str text, size_t begin, size_t stop) {
    while (begin > 0 && text.p[begin - 1] == ' ') {
        begin--;
    }
    return begin > 0 && text.p[begin - 1] == '|' && stop < text.n && strchr(" |\r\n", text.p[stop]);
}

/* "+$[X]%": signs, then brackets or an X. */
static bool read_signed(struct str text, size_t at, size_t end, struct candidate *candidate) {
    size_t next = at;
    candidate->shape.is_signed = char_at(text, next, end) == '+';
    next += candidate->shape.is_signed;
    next += currency_length(str_slice(text, next, end), &candidate->shape.currency);
    const char *currency = candidate->shape.currency;
    bool is_square = read_square(text, next, end, candidate);
    if (!is_square && !read_number(text, next, end, candidate)) {
        return false;
    }
    candidate->shape.currency = currency ? currency : candidate->shape.currency;
    if (char_at(text, candidate->end, end) == '%') {
        candidate->shape.is_percent = true;
        candidate->end++;
    }
    bool has_shape = candidate->shape.currency || candidate->shape.is_percent;
    bool is_sign_alone = candidate->shape.is_signed && !has_shape && !is_nameless(candidate->words);
    return !is_sign_alone && (is_square || has_shape || is_cell(text, at, candidate->end));
}

bool read_candidate(struct str text, size_t at, size_t end, struct candidate *ret) {
    static bool (*const readers[])(struct str, size_t, size_t, struct candidate *) = {
        read_dollar, read_signed, read_underscore, read_brace};
    if (!strchr("[${_+X\xE2\xC2", text.p[at])) {
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
        struct candidate candidate = {.begin = at};
        if (readers[i](text, at, end, &candidate)) {
            *ret = candidate;
            return true;
        }
    }
    return false;
}
