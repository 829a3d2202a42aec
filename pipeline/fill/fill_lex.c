#include "fill_priv.h"

#include <string.h>

/*
 * Text tokens end at line ends, so that the parser can see which tags stand alone on their line.
 * A tag that is not closed is reported and its opening delimiter becomes text, so that the tags
 * behind it are still checked.
 */

/* Where a tag may end behind braces in quotes; so that quotes without an end cost little. */
enum { ARGUMENT_BYTES_MAX = 4096 };

/* Of tags that are never closed: then the rest is text, as looking for each one's end takes time.
 */
enum { UNCLOSED_MAX = 2 * DIAG_ERRORS_MAX };

struct lexer {
    Arena *arena;
    const struct origin *origin;
    struct str text;
    size_t at;
    struct str open, close;
    bool has_close, has_triple_close; /* ahead; so that tags without an end cost one search */
    size_t n_unclosed;
    struct diags *diags;
    struct tokens *tokens;
};

struct span origin_span(const struct origin *origin, struct str slice) {
    return origin->is_elsewhere ? origin->elsewhere : span_of_str(origin->source, slice);
}

static struct token *add_token(struct lexer *lexer, enum token_kind kind, size_t begin,
                               size_t end) {
    struct tokens *tokens = lexer->tokens;
    tokens->items = arena_grow(lexer->arena, tokens->items, tokens->n, &tokens->capacity,
                               sizeof *tokens->items);
    struct token *token = &tokens->items[tokens->n++];
    *token = (struct token){.kind = kind, .source = str_slice(lexer->text, begin, end)};
    return token;
}

static void add_text(struct lexer *lexer, size_t end) {
    while (lexer->at < end) {
        size_t line_end = str_find(str_slice(lexer->text, 0, end), STR("\n"), lexer->at) + 1;
        size_t next = MIN(line_end, end);
        add_token(lexer, TOKEN_TEXT, lexer->at, next);
        lexer->at = next;
    }
}

/* The closing delimiter behind filters: one inside a quoted argument, which is one line, does not
   count. */
static size_t find_unquoted(struct str text, struct str close, size_t from) {
    bool is_quoted = false, is_filter = false;
    for (size_t i = from; i < text.n; i++) {
        char c = text.p[i];
        if (!is_quoted && str_eq(str_slice(text, i, i + close.n), close)) {
            return i;
        }
        if (is_quoted && c == '\n') {
            return text.n;
        }
        if (is_quoted && c == '\\') {
            i++;
        } else if (c == '"' && is_filter) {
            is_quoted = !is_quoted;
        }
        is_filter = is_filter || c == '|';
    }
    return text.n;
}

struct sign {
    char sign;
    enum token_kind kind;
};

static enum token_kind kind_from_sign(char sign) {
    static const struct sign signs[] = {
        {'#', TOKEN_SECTION}, {'^', TOKEN_INVERTED}, {'/', TOKEN_END},
        {'>', TOKEN_PARTIAL}, {'<', TOKEN_PARENT},   {'$', TOKEN_BLOCK},
        {'&', TOKEN_RAW},     {'!', TOKEN_COMMENT},  {'=', TOKEN_DELIMITERS},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (signs[i].sign == sign) {
            return signs[i].kind;
        }
    }
    return TOKEN_VALUE;
}

static bool has_quotes(enum token_kind kind) {
    return kind == TOKEN_VALUE || kind == TOKEN_RAW || kind == TOKEN_SECTION ||
           kind == TOKEN_INVERTED;
}

static bool starts_with(struct str s, struct str prefix) {
    return str_eq(str_slice(s, 0, prefix.n), prefix);
}

/*
 * A tag with a name ends before the next one begins ("{{name} ... {{other}}" is not closed), unless
 * the braces stand in an argument. An argument without its closing quote is the parser's to report.
 */
static size_t find_name_close(const struct lexer *lexer, struct str close, size_t from) {
    bool is_same = starts_with(close, lexer->open);
    size_t next = is_same ? lexer->text.n : str_find(lexer->text, lexer->open, from);
    struct str near = str_slice(lexer->text, 0, next);
    size_t end = find_unquoted(near, close, from);
    if (end < near.n) {
        return end;
    }
    struct str wide = str_slice(lexer->text, 0, from + ARGUMENT_BYTES_MAX);
    if (str_find(str_slice(near, 0, wide.n), STR("\""), from) < MIN(near.n, wide.n)) {
        end = find_unquoted(wide, close, from);
        if (end < wide.n) {
            return end;
        }
    }
    end = str_find(near, close, from);
    return end < near.n ? end : lexer->text.n;
}

static void set_delimiters(struct lexer *lexer, struct token *token) {
    struct str content = token->content, open, close;
    bool is_closed = content.n > 0 && content.p[content.n - 1] == '=';
    content = str_trim(str_slice(content, 0, content.n - is_closed));
    size_t space = 0;
    while (space < content.n && !g_ascii_isspace(content.p[space])) {
        space++;
    }
    open = str_slice(content, 0, space);
    close = str_trim(str_skip(content, space));
    bool is_pair = is_closed && open.n > 0 && close.n > 0 && !memchr(close.p, '=', close.n) &&
                   !memchr(open.p, '=', open.n);
    for (size_t i = 0; is_pair && i < close.n; i++) {
        is_pair = !g_ascii_isspace(close.p[i]);
    }
    if (!is_pair) {
        diag_error(lexer->diags, origin_span(lexer->origin, token->source), DIAG_TEMPLATE_SYNTAX,
                   "delimiters cannot be read: \"" STR_FMT "\"", STR_ARG(token->source));
        diag_hint(lexer->diags, "Write two words, such as {{=<%% %%>=}}.");
        return;
    }
    lexer->open = open;
    lexer->close = close;
    lexer->has_close = lexer->has_triple_close = true;
}

/* The tag at lexer->at; false: it is not closed. */
static bool lex_tag(struct lexer *lexer) {
    size_t inner = lexer->at + lexer->open.n;
    bool is_triple = inner < lexer->text.n && lexer->text.p[inner] == '{';
    struct str close =
        is_triple ? str_from(arena_printf(lexer->arena, "}" STR_FMT, STR_ARG(lexer->close)))
                  : lexer->close;
    size_t sign = inner + is_triple;
    while (sign < lexer->text.n && g_ascii_isspace(lexer->text.p[sign])) {
        sign++;
    }
    enum token_kind kind = is_triple              ? TOKEN_RAW
                           : sign < lexer->text.n ? kind_from_sign(lexer->text.p[sign])
                                                  : TOKEN_VALUE;
    bool has_sign = !is_triple && kind != TOKEN_VALUE;
    bool *has_close = is_triple ? &lexer->has_triple_close : &lexer->has_close;
    size_t end = lexer->text.n, from = sign + has_sign;
    if (*has_close) {
        end = has_quotes(kind) ? find_name_close(lexer, close, from)
                               : str_find(lexer->text, close, from);
    }
    if (end >= lexer->text.n) {
        *has_close = *has_close && str_find(lexer->text, close, sign) < lexer->text.n;
        return false;
    }
    struct token *token = add_token(lexer, kind, lexer->at, end + close.n);
    token->content = str_trim(str_slice(lexer->text, sign + has_sign, end));
    lexer->at = end + close.n;
    if (kind == TOKEN_DELIMITERS) {
        set_delimiters(lexer, token);
    }
    return true;
}

static void report_unclosed(struct lexer *lexer) {
    struct str line, rest, open = str_slice(lexer->text, lexer->at, lexer->at + lexer->open.n);
    str_cut(str_head(str_skip(lexer->text, lexer->at), 40), '\n', &line, &rest);
    diag_error(lexer->diags, origin_span(lexer->origin, open), DIAG_TEMPLATE_UNCLOSED,
               "tag is never closed: \"" STR_FMT "\"", STR_ARG(str_trim(line)));
    diag_hint(lexer->diags, "End it with \"" STR_FMT "\".", STR_ARG(lexer->close));
}

void lex_template(Arena *arena, const struct origin *origin, struct diags *diags,
                  struct tokens *ret) {
    struct lexer lexer = {.arena = arena,
                          .origin = origin,
                          .text = origin->source->text,
                          .at = origin->begin,
                          .open = STR("{{"),
                          .close = STR("}}"),
                          .has_close = true,
                          .has_triple_close = true,
                          .diags = diags,
                          .tokens = ret};
    while (lexer.at < lexer.text.n) {
        size_t open = str_find(lexer.text, lexer.open, lexer.at);
        add_text(&lexer, open);
        if (lexer.at < lexer.text.n && !lex_tag(&lexer)) {
            report_unclosed(&lexer);
            /* Without another end ahead, the tags behind this one are no news. */
            bool goes_on = lexer.has_close && ++lexer.n_unclosed < UNCLOSED_MAX;
            add_text(&lexer, goes_on ? lexer.at + lexer.open.n : lexer.text.n);
        }
    }
}
