#include "pipeline_where_priv.h"

#include <string.h>

/*
 * --where 'tier = "Gold" and (region in ["EMEA", "APAC"] or health.score < 60)'
 *
 *   either = both {"or" both}        both = one {"and" one}
 *   one    = "not" one | "(" either ")" | field | field relation value | field "in" list
 *   list   = "[" value {"," value} "]"
 *
 * A field alone holds where it is there and neither false nor empty. A partner that lacks a field
 * is not equal to anything and neither less nor more; a field that no partner has is a mistake.
 */

enum { WHERE_DEPTH_MAX = 50, WHERE_VALUES_MAX = 1000 };

/* --- words ---------------------------------------------------------------------------------- */

static bool is_name_byte(char c) {
    return g_ascii_isalnum(c) || c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

static size_t sign_length(struct str rest) {
    static const char *const signs[] = {"!=", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ","};
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (str_starts_with(rest, signs[i])) {
            return strlen(signs[i]);
        }
    }
    return 0;
}

bool where_complain(struct where *where, struct span at, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    if (!where->is_bad) {
        diag_error(where->diags, at, DIAG_BATCH_EXPRESSION, "%s", message);
    }
    where->is_bad = true;
    return false;
}

static struct word read_quoted(struct where *where, size_t begin) {
    struct str quote = str_slice(where->text, begin, begin + 1);
    size_t end = str_find(where->text, quote, begin + 1);
    struct span at = span_of(where->source, begin, MIN(end + 1, where->text.n));
    if (end == where->text.n) {
        where_complain(where, at, "the text has no closing quote");
    }
    where->at = MIN(end + 1, where->text.n);
    return (struct word){WORD_TEXT, str_slice(where->text, begin + 1, end), at};
}

static bool is_number(struct str text) {
    struct decimal number;
    return decimal_parse(text, &number);
}

static struct word read_bare(struct where *where, size_t begin) {
    size_t end = begin + (where->text.p[begin] == '-');
    while (end < where->text.n &&
           (is_name_byte(where->text.p[end]) || (where->text.p[end] == '-' && end > begin))) {
        end++;
    }
    struct str text = str_slice(where->text, begin, end);
    struct span at = span_of(where->source, begin, end);
    where->at = end;
    return (struct word){is_number(text) ? WORD_NUMBER : WORD_NAME, text, at};
}

/* Word processors turn quotes into these. */
static bool is_curly_quote(struct str rest) {
    static const char *const quotes[] = {"\u201c", "\u201d", "\u201e", "\u2018", "\u2019"};
    bool is_one = false;
    for (size_t i = 0; i < G_N_ELEMENTS(quotes); i++) {
        is_one = is_one || str_starts_with(rest, quotes[i]);
    }
    return is_one;
}

/* Behind a mistake there is nothing more to read. */
static struct span stop_at(struct where *where, size_t begin, size_t n) {
    struct span at = span_of(where->source, begin, begin + n);
    where->at = where->text.n;
    where->word = (struct word){WORD_END, str_slice(where->text, begin, begin), at};
    return at;
}

static void complain_of_quote(struct where *where, size_t begin) {
    where_complain(where, stop_at(where, begin, strlen("\u201c")),
                   "a text begins with a straight quote, and this one is curly");
    diag_hint(where->diags, "Write \"Gold\" or 'Gold'.");
}

static void complain_of_byte(struct where *where, size_t begin) {
    char c = where->text.p[begin];
    const char *hint = c == '&'   ? "Write \"and\"."
                       : c == '|' ? "Write \"or\"."
                       : c == '!' ? "Write \"not\"."
                                  : "docs/batch.md says what an expression is made of.";
    g_autofree char *shown = g_ascii_isprint(c) ? g_strdup_printf("\"%c\"", c)
                                                : g_strdup_printf("byte %d", (unsigned char)c);
    where_complain(where, stop_at(where, begin, 1), "%s is no part of an expression", shown);
    diag_hint(where->diags, "%s", hint);
}

static void next_word(struct where *where) {
    while (where->at < where->text.n && g_ascii_isspace(where->text.p[where->at])) {
        where->at++;
    }
    size_t begin = where->at;
    struct str rest = str_skip(where->text, begin);
    size_t n_sign = sign_length(rest);
    if (is_curly_quote(rest)) {
        complain_of_quote(where, begin);
    } else if (rest.n == 0) {
        where->word = (struct word){WORD_END, rest, span_of(where->source, begin, begin)};
    } else if (rest.p[0] == '"' || rest.p[0] == '\'') {
        where->word = read_quoted(where, begin);
    } else if (n_sign > 0) {
        where->at += n_sign;
        where->word = (struct word){WORD_SIGN, str_slice(rest, 0, n_sign),
                                    span_of(where->source, begin, where->at)};
    } else if (is_name_byte(rest.p[0]) || rest.p[0] == '-') {
        where->word = read_bare(where, begin);
    } else {
        complain_of_byte(where, begin);
    }
}

/* Whether the word at hand is @text, which is then passed. */
static bool take(struct where *where, const char *text) {
    bool is_it = where->word.kind != WORD_TEXT && where->word.kind != WORD_END &&
                 str_is(where->word.text, text);
    if (is_it) {
        next_word(where);
    }
    return is_it;
}

/* --- expressions ---------------------------------------------------------------------------- */

static const struct test *parse_either(struct where *where);

static struct test *new_test(struct where *where, enum test_kind kind) {
    struct test *test = ARENA_NEW(where->arena, struct test);
    test->kind = kind;
    return test;
}

static bool parse_value(struct where *where, struct test *test, size_t *capacity) {
    struct word word = where->word;
    if (word.kind == WORD_SIGN || word.kind == WORD_END) {
        where_complain(where, word.at, "a value is missing here");
        diag_hint(where->diags, "Write a number, or a text in quotes.");
        return false;
    }
    if (test->n_values == WHERE_VALUES_MAX) {
        return where_complain(where, word.at, "there are more than %d values", WHERE_VALUES_MAX);
    }
    test->values =
        arena_grow(where->arena, test->values, test->n_values, capacity, sizeof *test->values);
    test->values[test->n_values++] = word;
    next_word(where);
    return true;
}

static void parse_list(struct where *where, struct test *test) {
    size_t capacity = 0;
    if (!take(where, "[")) {
        where_complain(where, where->word.at, "a list is missing behind \"in\"");
        diag_hint(where->diags, "Write it as [\"Gold\", \"Silver\"].");
        return;
    }
    do {
        if (!parse_value(where, test, &capacity)) {
            return;
        }
    } while (take(where, ","));
    if (!take(where, "]")) {
        where_complain(where, where->word.at, "the list has no closing bracket");
    }
}

static const struct test *parse_comparison(struct where *where) {
    static const struct {
        const char *sign;
        enum test_kind kind;
    } relations[] = {
        {"=", TEST_EQUAL},       {"!=", TEST_UNEQUAL}, {"<", TEST_LESS},
        {"<=", TEST_LESS_EQUAL}, {">", TEST_MORE},     {">=", TEST_MORE_EQUAL},
    };
    struct test *test = new_test(where, TEST_HOLDS);
    size_t capacity = 0;
    test->field = where->word;
    if (where->word.kind != WORD_NAME) {
        where_complain(where, where->word.at, "the name of a field is missing here");
        diag_hint(where->diags, "Write a field of partners, such as tier = \"Gold\".");
        return test;
    }
    test->name = str_cstr(where->arena, test->field.text);
    next_word(where);
    for (size_t i = 0; i < G_N_ELEMENTS(relations); i++) {
        if (take(where, relations[i].sign)) {
            if (where->word.kind == WORD_SIGN && str_is(where->word.text, "=")) {
                where_complain(where, where->word.at, "one \"=\" is enough");
                diag_hint(where->diags, "Write tier = \"Gold\".");
                return test;
            }
            test->kind = relations[i].kind;
            parse_value(where, test, &capacity);
            return test;
        }
    }
    if (take(where, "in")) {
        test->kind = TEST_IN;
        parse_list(where, test);
    }
    return test;
}

static const struct test *parse_one(struct where *where) {
    if (take(where, "not")) {
        struct test *test = new_test(where, TEST_NOT);
        if (where->depth++ < WHERE_DEPTH_MAX) {
            test->left = parse_one(where);
        } else {
            where_complain(where, where->word.at, "the expression is nested too deep");
        }
        where->depth--;
        return test;
    }
    if (!take(where, "(")) {
        return parse_comparison(where);
    }
    const struct test *inner = NULL;
    if (where->depth++ < WHERE_DEPTH_MAX) {
        inner = parse_either(where);
    } else {
        where_complain(where, where->word.at, "the expression is nested too deep");
    }
    where->depth--;
    if (!take(where, ")")) {
        where_complain(where, where->word.at, "the parenthesis is never closed");
    }
    return inner;
}

static const struct test *parse_both(struct where *where) {
    const struct test *left = parse_one(where);
    while (!where->is_bad && take(where, "and")) {
        struct test *test = new_test(where, TEST_AND);
        test->left = left;
        test->right = parse_one(where);
        left = test;
    }
    return left;
}

static const struct test *parse_either(struct where *where) {
    const struct test *left = parse_both(where);
    while (!where->is_bad && take(where, "or")) {
        struct test *test = new_test(where, TEST_OR);
        test->left = left;
        test->right = parse_both(where);
        left = test;
    }
    return left;
}

const struct test *where_parse(struct where *where) {
    next_word(where);
    const struct test *test = parse_either(where);
    if (!where->is_bad && where->word.kind != WORD_END) {
        where_complain(where, where->word.at,
                       "\"" STR_FMT "\" stands where \"and\" or \"or\" was expected",
                       STR_ARG(where->word.text));
    }
    return where->is_bad ? NULL : test;
}
