#include "pipeline_partners.h"

#include <string.h>

/*
 * --where 'tier = "Gold" and (region in ["EMEA", "APAC"] or health.score < 60)'
 *
 *   either = both {"or" both}        both = one {"and" one}
 *   one    = "not" one | "(" either ")" | field relation value | field "in" "[" value {"," value}
 * "]" | field
 *
 * A field alone holds where it is there and neither false nor empty. A partner that lacks a field
 * is not equal to anything and neither less nor more; a field that no partner has is a mistake.
 */

enum { WHERE_DEPTH_MAX = 50, WHERE_FIELDS_MAX = 2000, WHERE_VALUES_MAX = 1000 };

/* --- words ---------------------------------------------------------------------------------- */

enum word_kind { WORD_END, WORD_NAME, WORD_TEXT, WORD_NUMBER, WORD_SIGN };

struct word {
    enum word_kind kind;
    struct str text; /* of a text without its quotes */
    struct span at;
};

struct where {
    World *world;
    struct diags *diags;
    Arena *arena;
    const struct source *source;
    struct str text;
    size_t at;
    struct word word; /* the one at hand */
    bool is_bad;
    int depth;
    const struct value *slug; /* of the partner at hand, whose file need not say it */
    const char *near_miss;    /* a hint for the case that nobody is chosen; NULL: none */
};

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

static bool complain(struct where *where, struct span at, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* Of one expression the first mistake is told. */
static bool complain(struct where *where, struct span at, const char *format, ...) {
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
        complain(where, at, "the text has no closing quote");
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
    complain(where, stop_at(where, begin, strlen("\u201c")),
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
    complain(where, stop_at(where, begin, 1), "%s is no part of an expression", shown);
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

enum test_kind {
    TEST_OR,
    TEST_AND,
    TEST_NOT,
    TEST_HOLDS,
    TEST_EQUAL,
    TEST_UNEQUAL,
    TEST_LESS,
    TEST_LESS_EQUAL,
    TEST_MORE,
    TEST_MORE_EQUAL,
    TEST_IN
};

struct test {
    enum test_kind kind;
    const struct test *left, *right; /* of or, and, not */
    struct word field;
    struct word *values;
    size_t n_values;
};

static const struct test *parse_either(struct where *where);

static struct test *new_test(struct where *where, enum test_kind kind) {
    struct test *test = ARENA_NEW(where->arena, struct test);
    test->kind = kind;
    return test;
}

static bool parse_value(struct where *where, struct test *test, size_t *capacity) {
    struct word word = where->word;
    if (word.kind == WORD_SIGN || word.kind == WORD_END) {
        complain(where, word.at, "a value is missing here");
        diag_hint(where->diags, "Write a number, or a text in quotes.");
        return false;
    }
    if (test->n_values == WHERE_VALUES_MAX) {
        return complain(where, word.at, "there are more than %d values", WHERE_VALUES_MAX);
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
        complain(where, where->word.at, "a list is missing behind \"in\"");
        diag_hint(where->diags, "Write it as [\"Gold\", \"Silver\"].");
        return;
    }
    do {
        if (!parse_value(where, test, &capacity)) {
            return;
        }
    } while (take(where, ","));
    if (!take(where, "]")) {
        complain(where, where->word.at, "the list has no closing bracket");
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
        complain(where, where->word.at, "the name of a field is missing here");
        diag_hint(where->diags, "Write a field of partners, such as tier = \"Gold\".");
        return test;
    }
    next_word(where);
    for (size_t i = 0; i < G_N_ELEMENTS(relations); i++) {
        if (take(where, relations[i].sign)) {
            if (where->word.kind == WORD_SIGN && str_is(where->word.text, "=")) {
                complain(where, where->word.at, "one \"=\" is enough");
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
            complain(where, where->word.at, "the expression is nested too deep");
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
        complain(where, where->word.at, "the expression is nested too deep");
    }
    where->depth--;
    if (!take(where, ")")) {
        complain(where, where->word.at, "the parenthesis is never closed");
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

static const struct test *parse(struct where *where) {
    next_word(where);
    const struct test *test = parse_either(where);
    if (!where->is_bad && where->word.kind != WORD_END) {
        complain(where, where->word.at,
                 "\"" STR_FMT "\" stands where \"and\" or \"or\" was expected",
                 STR_ARG(where->word.text));
    }
    return where->is_bad ? NULL : test;
}

/* --- partners ------------------------------------------------------------------------------- */

/* Sets *ret to -1, 0 or 1; false: they are of different kinds. */
static bool compare(const struct value *value, const struct word *word, int *ret) {
    struct decimal number;
    if (value->kind == VALUE_NUMBER) {
        bool is_read = word->kind != WORD_NAME && decimal_parse(word->text, &number);
        *ret = is_read ? decimal_compare(value->number, number) : 0;
        return is_read;
    }
    if (value->kind == VALUE_BOOL) {
        *ret = !str_is(word->text, value->boolean ? "true" : "false");
        return str_is(word->text, "true") || str_is(word->text, "false");
    }
    int order = value->kind == VALUE_STRING ? str_compare(value->string, word->text) : 0;
    *ret = (order > 0) - (order < 0);
    return value->kind == VALUE_STRING && word->kind != WORD_NUMBER;
}

static bool complain_of_kind(struct where *where, const struct test *test,
                             const struct value *value, const struct word *word) {
    complain(where, word->at, "\"" STR_FMT "\" is %s, and this is not", STR_ARG(test->field.text),
             value_kind_name(value->kind));
    diag_note(where->diags, value->at, "as here");
    return false;
}

/* "gold" is not "Gold": worth a hint where the expression holds for nobody. */
static void notice_case(struct where *where, const struct test *test, const struct value *value,
                        const struct word *word) {
    bool is_equality = test->kind == TEST_EQUAL || test->kind == TEST_IN;
    if (is_equality && !where->near_miss && value->kind == VALUE_STRING &&
        value->string.n == word->text.n && !str_eq(value->string, word->text) &&
        g_ascii_strncasecmp(value->string.p, word->text.p, word->text.n) == 0) {
        where->near_miss =
            arena_printf(where->arena, "Capitals count: \"" STR_FMT "\" is \"" STR_FMT "\".",
                         STR_ARG(test->field.text), STR_ARG(value->string));
    }
}

static bool holds_of(struct where *where, const struct test *test, const struct value *value) {
    bool is_any = false;
    for (size_t i = 0; i < test->n_values; i++) {
        int order;
        if (!compare(value, &test->values[i], &order)) {
            return complain_of_kind(where, test, value, &test->values[i]);
        }
        notice_case(where, test, value, &test->values[i]);
        is_any = is_any || (test->kind == TEST_LESS         ? order < 0
                            : test->kind == TEST_LESS_EQUAL ? order <= 0
                            : test->kind == TEST_MORE       ? order > 0
                            : test->kind == TEST_MORE_EQUAL ? order >= 0
                                                            : order == 0);
    }
    return is_any != (test->kind == TEST_UNEQUAL);
}

static bool holds(struct where *where, const struct test *test, const struct value *partner) {
    switch (test->kind) {
    case TEST_OR: return holds(where, test->left, partner) || holds(where, test->right, partner);
    case TEST_AND: return holds(where, test->left, partner) && holds(where, test->right, partner);
    case TEST_NOT: return !holds(where, test->left, partner);
    case TEST_HOLDS:
    case TEST_EQUAL:
    case TEST_UNEQUAL:
    case TEST_LESS:
    case TEST_LESS_EQUAL:
    case TEST_MORE:
    case TEST_MORE_EQUAL:
    case TEST_IN: break;
    }
    const struct value *value = value_path(partner, str_cstr(where->arena, test->field.text));
    if (!value && str_is(test->field.text, "slug")) {
        value = where->slug;
    }
    if (!value || value->kind == VALUE_NULL) {
        return test->kind == TEST_UNEQUAL;
    }
    return test->kind == TEST_HOLDS ? value_is_true(value) : holds_of(where, test, value);
}

/* --- fields that no partner has --------------------------------------------------------------- */

/* The names of all partners' fields: "manager", "manager.name". */
static void collect(Arena *arena, GHashTable *names, const char *before, const struct value *map) {
    for (size_t i = 0; i < map->map.n && g_hash_table_size(names) < WHERE_FIELDS_MAX; i++) {
        const struct value_entry *entry = &map->map.entries[i];
        char *name = arena_printf(arena, "%s" STR_FMT, before, STR_ARG(entry->key));
        g_hash_table_add(names, name);
        if (*before == '\0' && entry->value->kind == VALUE_MAP) {
            collect(arena, names, arena_printf(arena, "%s.", name), entry->value);
        }
    }
}

static void check_field(struct where *where, const struct test *test, GHashTable *names) {
    const char *name = str_cstr(where->arena, test->field.text);
    const char *second = strchr(name, '.');
    bool is_deep = second && strchr(second + 1, '.'); /* deeper ones are not collected */
    bool is_any_read = g_hash_table_size(names) > 0;
    if (!is_any_read || is_deep || g_hash_table_contains(names, name) || where->is_bad) {
        return;
    }
    guint n = 0;
    g_autofree gpointer *all = g_hash_table_get_keys_as_array(names, &n);
    struct str *candidates = ARENA_NEW_N(where->arena, struct str, n);
    for (guint i = 0; i < n; i++) {
        candidates[i] = str_from(all[i]);
    }
    complain(where, test->field.at, "no partner has a field \"%s\"", name);
    int nearest = str_nearest(test->field.text, candidates, n);
    if (nearest >= 0) {
        diag_hint(where->diags, "Did you mean \"%s\"?", candidates[nearest].p);
    } else {
        diag_hint(where->diags, "docs/partner-state.md lists the fields.");
    }
}

static void check_fields(struct where *where, const struct test *test, GHashTable *names) {
    if (test->kind == TEST_OR || test->kind == TEST_AND || test->kind == TEST_NOT) {
        check_fields(where, test->left, names);
        if (test->right) {
            check_fields(where, test->right, names);
        }
        return;
    }
    check_field(where, test, names);
}

/* --- choosing ------------------------------------------------------------------------------- */

static bool is_chosen(struct where *where, const struct test *test, GHashTable *names,
                      const struct partner_entry *entry) {
    g_autoptr(Arena) arena = arena_new();
    struct diags ignored = {0}; /* its document says what is wrong with it */
    struct value *partner = NULL;
    bool is_loaded = load_partner(arena, where->world, entry, &ignored, &partner);
    diags_clear(&ignored);
    if (!is_loaded) {
        return true;
    }
    where->slug = value_new_string(arena, (struct span){0}, str_from(entry->slug));
    g_hash_table_add(names, (char *)"slug");
    collect(where->arena, names, "", partner);
    return holds(where, test, partner);
}

bool partners_where(World *world, const char *expression, struct diags *diags,
                    struct partner_entry *entries, size_t *n) {
    g_autoptr(Arena) arena = arena_new();
    struct str text = str_from(expression);
    struct where where = {.world = world,
                          .diags = diags,
                          .arena = arena,
                          .source = source_new(arena, "--where", text),
                          .text = text};
    size_t n_kept = 0;
    const struct test *test = parse(&where);
    if (!test) {
        return false;
    }
    GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < *n && !where.is_bad; i++) {
        world_begin_job(world);
        if (is_chosen(&where, test, names, &entries[i])) {
            entries[n_kept++] = entries[i];
        }
        world_end_job(world);
    }
    check_fields(&where, test, names);
    g_hash_table_unref(names);
    if (!where.is_bad && n_kept == 0) {
        diag_error(diags, (struct span){0}, DIAG_BATCH_PARTNERS, "no partner is as --where says");
        diag_hint(diags, "%s",
                  where.near_miss ? where.near_miss : "`pdfgen list` shows the partners.");
    }
    *n = n_kept;
    return n_kept > 0 && !where.is_bad;
}
