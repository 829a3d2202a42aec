#include "fill_priv.h"

/*
 * Standalone lines (Mustache, "sections"): a line with tags that show nothing and otherwise white
 * space only is not in the output. Several such tags may share a line; a partial must be alone. A
 * block that opens and closes on one line is a place in that line, so the line stays.
 */

struct parser {
    Arena *arena;
    const struct origin *origin;
    struct diags *diags;
    struct part *stack[FILL_DEPTH_MAX + 1]; /* what is open; [0]: the template */
    size_t depth;
};

static bool is_blank(struct str s) {
    return str_trim(s).n == 0;
}

static bool closes_in(const struct token *open, const struct token *end) {
    for (const struct token *token = open + 1; token < end; token++) {
        if (token->kind == TOKEN_END && str_eq(token->content, open->content)) {
            return true;
        }
    }
    return false;
}

static bool is_standalone(const struct token *line, const struct token *end) {
    size_t n_tags = 0, n_partials = 0;
    for (const struct token *token = line; token < end; token++) {
        if ((token->kind == TOKEN_TEXT && !is_blank(token->source)) || token->kind == TOKEN_VALUE ||
            token->kind == TOKEN_RAW || (token->kind == TOKEN_BLOCK && closes_in(token, end))) {
            return false;
        }
        n_tags += token->kind != TOKEN_TEXT;
        n_partials += token->kind == TOKEN_PARTIAL;
    }
    return n_tags > 0 && (n_partials == 0 || n_tags == 1);
}

static void mark_line(struct token *line, struct token *end) {
    bool standalone = is_standalone(line, end);
    struct str indentation = str_slice(line->source, 0, 0);
    struct token *first = line;
    for (struct token *token = line; token < end; token++) {
        token->indentation = str_slice(token->source, 0, 0);
    }
    if (line->kind == TOKEN_TEXT && is_blank(line->source) && line + 1 < end) {
        indentation = line->source;
        first = line + 1;
    }
    first->indentation = indentation;
    for (struct token *token = line; standalone && token < end; token++) {
        token->is_dropped = token->kind == TOKEN_TEXT;
        token->is_standalone = token->kind != TOKEN_TEXT;
        token->indentation = indentation;
    }
}

static void mark_lines(struct tokens *tokens) {
    size_t line = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        const struct token *token = &tokens->items[i];
        bool is_end = token->kind == TOKEN_TEXT && str_ends_with(token->source, "\n");
        if (is_end || i + 1 == tokens->n) {
            mark_line(&tokens->items[line], &tokens->items[i] + 1);
            line = i + 1;
        }
    }
}

static struct part *top(const struct parser *parser) {
    return parser->stack[parser->depth];
}

static struct part *add_part(struct parser *parser, enum part_kind kind,
                             const struct token *token) {
    struct part *part = ARENA_NEW(parser->arena, struct part), *parent = top(parser);
    *part = (struct part){.kind = kind,
                          .source = token->source,
                          .name = token->content,
                          .at = origin_span(parser->origin, token->source),
                          .is_standalone = token->is_standalone,
                          .indentation = token->indentation,
                          .inner_indentation = str_slice(token->source, 0, 0)};
    if (parent->last) {
        parent->last->next = part;
    } else {
        parent->first = part;
    }
    parent->last = part;
    return part;
}

/* Neighbouring lines are one part. */
static void add_text(struct parser *parser, const struct token *token) {
    struct part *last = top(parser)->last;
    if (last && last->kind == PART_TEXT && last->source.p + last->source.n == token->source.p) {
        last->source.n += token->source.n;
        return;
    }
    add_part(parser, PART_TEXT, token);
}

static bool is_too_deep(struct parser *parser, const struct token *token) {
    if (parser->depth < FILL_DEPTH_MAX) {
        return false;
    }
    diag_error(parser->diags, origin_span(parser->origin, token->source), DIAG_TEMPLATE_DEPTH,
               "sections are nested more than %d deep", FILL_DEPTH_MAX);
    diag_hint(parser->diags, "Move inner sections into a partial, or close them earlier.");
    return true;
}

static void open_part(struct parser *parser, struct part *part) {
    parser->stack[++parser->depth] = part;
}

/* A section's name without its filters, also where they could not be read. */
static struct str name_of(const struct part *part) {
    struct str name, rest;
    str_cut(part->name, '|', &name, &rest);
    return str_trim(name);
}

/* An end tag repeats the name; filters may be repeated or left out. */
static bool is_end_of(const struct part *part, struct str content) {
    return str_eq(part->name, content) || str_eq(name_of(part), content);
}

static void report_unclosed(struct parser *parser, const struct part *part,
                            const struct token *met) {
    struct str name = name_of(part);
    diag_error(parser->diags, part->at, DIAG_TEMPLATE_UNCLOSED,
               "section \"" STR_FMT "\" is never closed", STR_ARG(name));
    if (met) {
        diag_hint(parser->diags, "Add {{/" STR_FMT "}} before " STR_FMT ".", STR_ARG(name),
                  STR_ARG(met->source));
        diag_note(parser->diags, origin_span(parser->origin, met->source),
                  "an outer section ends here");
    } else {
        diag_hint(parser->diags, "Add {{/" STR_FMT "}} before the end of the file.", STR_ARG(name));
    }
}

/* Where a block's text is indented as a whole, its first line tells by how much. */
static void measure_block(struct part *block) {
    const struct part *first = block->first;
    if (!block->is_standalone || !first) {
        return;
    }
    struct str text = first->kind == PART_TEXT ? first->source : first->indentation;
    size_t n = 0;
    while (n < text.n && (text.p[n] == ' ' || text.p[n] == '\t')) {
        n++;
    }
    block->inner_indentation = str_slice(text, 0, n);
}

static void close_part(struct parser *parser, const struct token *token) {
    size_t depth = parser->depth;
    while (depth > 0 && !is_end_of(parser->stack[depth], token->content)) {
        depth--;
    }
    if (depth == 0) {
        diag_error(parser->diags, origin_span(parser->origin, token->source),
                   DIAG_TEMPLATE_UNCLOSED, "section \"" STR_FMT "\" ends here but was not opened",
                   STR_ARG(str_head(token->content, 60)));
        if (parser->depth > 0) {
            struct str open = name_of(top(parser));
            diag_hint(parser->diags, "The section that is open here is \"" STR_FMT "\".",
                      STR_ARG(open));
            diag_note(parser->diags, top(parser)->at, "it was opened here");
        } else {
            diag_hint(parser->diags, "Take it out, or open the section with {{#" STR_FMT "}}.",
                      STR_ARG(str_head(token->content, 60)));
        }
        return;
    }
    for (; parser->depth > depth; parser->depth--) {
        report_unclosed(parser, top(parser), token);
    }
    if (top(parser)->kind == PART_BLOCK) {
        measure_block(top(parser));
    }
    parser->depth--;
}

/* A value or section whose tag could not be read stays in the tree, without an expression. */
static bool add_expression(struct parser *parser, enum part_kind kind, const struct token *token) {
    if (kind != PART_VALUE && is_too_deep(parser, token)) {
        return false;
    }
    struct part *part = add_part(parser, kind, token);
    part->is_raw = token->kind == TOKEN_RAW;
    part->expression =
        parse_expression(parser->arena, parser->origin, token->content, parser->diags);
    if (kind != PART_VALUE) {
        open_part(parser, part);
    }
    return true;
}

/* Partials, parents and blocks; "*name" (dynamic names) for the first two. */
static bool add_named(struct parser *parser, enum part_kind kind, const struct token *token) {
    if (kind != PART_PARTIAL && is_too_deep(parser, token)) {
        return false;
    }
    struct part *part = add_part(parser, kind, token);
    if (part->name.n == 0) {
        diag_error(parser->diags, part->at, DIAG_TEMPLATE_SYNTAX, "tag holds no name");
        diag_hint(parser->diags, "Write the name of a partial or a place, such as {{> head}}.");
    } else if (kind != PART_BLOCK && part->name.p[0] == '*') {
        struct str content = str_trim(str_skip(part->name, 1));
        part->expression = parse_expression(parser->arena, parser->origin, content, parser->diags);
    }
    if (kind != PART_PARTIAL) {
        open_part(parser, part);
    }
    return true;
}

static bool add_token(struct parser *parser, const struct token *token) {
    switch (token->kind) {
    case TOKEN_TEXT:
        if (!token->is_dropped) {
            add_text(parser, token);
        }
        return true;
    case TOKEN_VALUE:
    case TOKEN_RAW: return add_expression(parser, PART_VALUE, token);
    case TOKEN_SECTION: return add_expression(parser, PART_SECTION, token);
    case TOKEN_INVERTED: return add_expression(parser, PART_INVERTED, token);
    case TOKEN_PARTIAL: return add_named(parser, PART_PARTIAL, token);
    case TOKEN_PARENT: return add_named(parser, PART_PARENT, token);
    case TOKEN_BLOCK: return add_named(parser, PART_BLOCK, token);
    case TOKEN_END: close_part(parser, token); return true;
    case TOKEN_COMMENT:
    case TOKEN_DELIMITERS: return true;
    }
    g_assert_not_reached();
}

const struct template *parse_template(Arena *arena, const struct origin *origin,
                                      struct diags *diags) {
    g_autoptr(Arena) scratch = arena_new();
    struct tokens tokens = {0};
    struct part *root = ARENA_NEW(arena, struct part);
    struct parser parser = {.arena = arena, .origin = origin, .diags = diags, .stack = {root}};
    lex_template(scratch, origin, diags, &tokens);
    mark_lines(&tokens);
    bool is_whole = true;
    for (size_t i = 0; i < tokens.n && is_whole; i++) {
        is_whole = add_token(&parser, &tokens.items[i]);
    }
    for (; is_whole && parser.depth > 0; parser.depth--) {
        report_unclosed(&parser, top(&parser), NULL);
    }
    struct template *template = ARENA_NEW(arena, struct template);
    *template = (struct template){.origin = origin, .first = root->first};
    return template;
}
