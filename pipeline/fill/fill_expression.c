#include "fill_filter_priv.h"

#include <string.h>

/*
 * expression = path { "|" filter { argument } }
 * path       = "." | "@index" | "@first" | "@last" | name { "." name }
 * argument   = "text" | number | true | false | null | path
 */

struct scanner {
    Arena *arena;
    const struct origin *origin;
    struct str text;
    size_t at;
    struct diags *diags;
};

static struct span span_at(const struct scanner *scanner, size_t begin, size_t end) {
    return origin_span(scanner->origin, str_slice(scanner->text, begin, end));
}

static void skip_space(struct scanner *scanner) {
    while (scanner->at < scanner->text.n && g_ascii_isspace(scanner->text.p[scanner->at])) {
        scanner->at++;
    }
}

static char peek(const struct scanner *scanner) {
    return scanner->at < scanner->text.n ? scanner->text.p[scanner->at] : '\0';
}

/* Up to white space, a bar or a quote. */
static struct str scan_word(struct scanner *scanner) {
    size_t begin = scanner->at;
    while (scanner->at < scanner->text.n) {
        char c = scanner->text.p[scanner->at];
        if (g_ascii_isspace(c) || c == '|' || c == '"') {
            break;
        }
        scanner->at++;
    }
    return str_slice(scanner->text, begin, scanner->at);
}

static bool has_only(struct str word, const char *refused) {
    for (size_t i = 0; i < word.n; i++) {
        if (strchr(refused, word.p[i])) {
            return false;
        }
    }
    return true;
}

static bool split_steps(struct scanner *scanner, struct path *path) {
    size_t n = 1;
    for (size_t i = 0; i < path->text.n; i++) {
        n += path->text.p[i] == '.';
    }
    path->steps = ARENA_NEW_N(scanner->arena, struct str, n);
    struct str rest = path->text;
    while (path->n_steps < n) {
        struct str step;
        str_cut(rest, '.', &step, &rest);
        if (step.n == 0) {
            return false;
        }
        path->steps[path->n_steps++] = step;
    }
    return true;
}

static bool read_path(struct scanner *scanner, struct str word, struct path *ret) {
    static const struct {
        const char *text;
        enum path_kind kind;
    } specials[] = {
        {".", PATH_ITEM}, {"@index", PATH_INDEX}, {"@first", PATH_FIRST}, {"@last", PATH_LAST}};
    *ret = (struct path){.text = word, .at = origin_span(scanner->origin, word)};
    for (size_t i = 0; i < G_N_ELEMENTS(specials); i++) {
        if (str_is(word, specials[i].text)) {
            ret->kind = specials[i].kind;
            return true;
        }
    }
    if (word.n == 0) {
        diag_error(scanner->diags, span_at(scanner, 0, scanner->text.n), DIAG_TEMPLATE_SYNTAX,
                   "tag holds no name");
        diag_hint(scanner->diags,
                  "Write a name, such as {{partner.name}}; {{! ... }} is a comment.");
        return false;
    }
    if (!has_only(word, "{}()[]'`,;:\\") || !split_steps(scanner, ret)) {
        diag_error(scanner->diags, ret->at, DIAG_TEMPLATE_SYNTAX, "\"" STR_FMT "\" is not a name",
                   STR_ARG(str_head(word, 60)));
        diag_hint(scanner->diags, "Names are words joined by points, such as partner.name.");
        return false;
    }
    return true;
}

/* The opening quote is behind scanner->at. */
static bool scan_quoted(struct scanner *scanner, struct str *ret) {
    size_t begin = scanner->at - 1;
    g_autoptr(GString) text = g_string_new(NULL);
    while (scanner->at < scanner->text.n && peek(scanner) != '"') {
        scanner->at += peek(scanner) == '\\' && scanner->at + 1 < scanner->text.n;
        g_string_append_c(text, peek(scanner));
        scanner->at++;
    }
    if (scanner->at == scanner->text.n) {
        diag_error(scanner->diags, span_at(scanner, begin, scanner->text.n), DIAG_TEMPLATE_SYNTAX,
                   "text of an argument is not closed");
        diag_hint(scanner->diags, "End it with a double quote.");
        return false;
    }
    scanner->at++;
    *ret = str_from_gstring(scanner->arena, text);
    return true;
}

static const struct value *literal_from_word(struct scanner *scanner, struct str word) {
    struct span at = origin_span(scanner->origin, word);
    struct decimal number;
    if (str_is(word, "true") || str_is(word, "false")) {
        return value_new_bool(scanner->arena, at, word.p[0] == 't');
    }
    if (str_is(word, "null")) {
        return value_new(scanner->arena, VALUE_NULL, at);
    }
    if (decimal_parse(word, &number)) {
        return value_new_number(scanner->arena, at, number);
    }
    return NULL;
}

static bool read_argument(struct scanner *scanner, struct argument *ret) {
    size_t begin = scanner->at;
    *ret = (struct argument){0};
    if (peek(scanner) == '"') {
        struct str text;
        scanner->at++;
        if (!scan_quoted(scanner, &text)) {
            return false;
        }
        ret->at = span_at(scanner, begin, scanner->at);
        ret->value = value_new_string(scanner->arena, ret->at, text);
        return true;
    }
    struct str word = scan_word(scanner);
    ret->at = span_at(scanner, begin, scanner->at);
    ret->value = literal_from_word(scanner, word);
    return ret->value || read_path(scanner, word, &ret->path);
}

static void report_argument_count(struct scanner *scanner, const struct filter_call *call) {
    const struct filter *filter = call->filter;
    diag_error(scanner->diags, call->at, DIAG_TEMPLATE_FILTER,
               "filter \"%s\" has %zu arguments, it takes %s%zu", filter->name, call->n_arguments,
               filter->n_min == filter->n_max      ? ""
               : call->n_arguments < filter->n_min ? "at least "
                                                   : "at most ",
               call->n_arguments < filter->n_min ? filter->n_min : filter->n_max);
    diag_hint(scanner->diags, "Write it so: %s", filter->usage);
}

static bool read_call(struct scanner *scanner, struct filter_call *ret) {
    size_t begin = scanner->at, capacity = 0;
    struct argument *arguments = NULL;
    struct str name = scan_word(scanner);
    *ret = (struct filter_call){.filter = filter_lookup(name)};
    if (!ret->filter) {
        struct span at = span_at(scanner, begin, MAX(scanner->at, begin + 1));
        filter_report_unknown(scanner->arena, name, at, scanner->diags);
    }
    skip_space(scanner);
    while (scanner->at < scanner->text.n && peek(scanner) != '|') {
        struct argument argument;
        if (!read_argument(scanner, &argument)) {
            return false;
        }
        arguments =
            arena_grow(scanner->arena, arguments, ret->n_arguments, &capacity, sizeof *arguments);
        arguments[ret->n_arguments++] = argument;
        skip_space(scanner);
    }
    ret->arguments = arguments;
    ret->at = origin_span(scanner->origin, str_trim(str_slice(scanner->text, begin, scanner->at)));
    if (ret->filter &&
        (ret->n_arguments < ret->filter->n_min || ret->n_arguments > ret->filter->n_max)) {
        report_argument_count(scanner, ret);
        return false;
    }
    return ret->filter != NULL;
}

static bool read_calls(struct scanner *scanner, struct expression *expression) {
    struct filter_call *calls = NULL;
    size_t capacity = 0;
    skip_space(scanner);
    while (scanner->at < scanner->text.n) {
        struct filter_call call;
        if (peek(scanner) != '|') {
            struct span at = span_at(scanner, scanner->at, scanner->text.n);
            diag_error(scanner->diags, at, DIAG_TEMPLATE_SYNTAX,
                       "\"" STR_FMT "\" stands where a filter or the tag's end was expected",
                       STR_ARG(str_head(str_skip(scanner->text, scanner->at), 60)));
            diag_hint(scanner->diags, "Put \"|\" before a filter; names have no spaces.");
            return false;
        }
        scanner->at++;
        skip_space(scanner);
        if (!read_call(scanner, &call)) {
            return false;
        }
        calls = arena_grow(scanner->arena, calls, expression->n_calls, &capacity, sizeof *calls);
        calls[expression->n_calls++] = call;
    }
    expression->calls = calls;
    return true;
}

const struct expression *parse_expression(Arena *arena, const struct origin *origin,
                                          struct str content, struct diags *diags) {
    struct scanner scanner = {.arena = arena, .origin = origin, .text = content, .diags = diags};
    struct expression *expression = ARENA_NEW(arena, struct expression);
    expression->at = origin_span(origin, content);
    skip_space(&scanner);
    struct str word = scan_word(&scanner);
    if (!read_path(&scanner, word, &expression->path) || !read_calls(&scanner, expression)) {
        return NULL;
    }
    return expression;
}
