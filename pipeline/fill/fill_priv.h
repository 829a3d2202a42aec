/*
 * fill_priv.h - inside fill/: template source -> tree -> pieces -> text.
 *
 * fill_lex.c         source -> tokens: text by lines, tags with their delimiters
 * fill_parse.c       tokens -> tree; standalone lines; sections that do not match
 * fill_expression.c  a tag's content: path, filters, arguments
 * fill_scope.c       names -> values; what is said about a name that does not exist
 * fill_evaluate.c    a path's value through its filters
 * fill_filter.c      the table of filters; fill_format.c, fill_list.c: what they do
 * fill_render.c      tree + values -> pieces: literal text and values, not yet escaped
 * fill_escape.c      pieces -> bytes, by contexts that fill_markdown.c, fill_inline.c and
 *                    fill_yaml.c find; fill_write.c: a value in each of them
 * fill_mentions.c    whether a template may ask for a name of the root, without values
 * fill_uses.c        what a template uses; fill_record.c: the hooks of filling that see it, and
 *                    fill_uses_figure.c: names in figures' fences
 * fill_cache.c       trees and answers of earlier documents
 * fill.c             what fill.h offers
 *
 * Trees are read-only once parsed and refer to their source only, so that they can outlive a job.
 */
#pragma once

#include "fill.h"

/* Visits of parts of the tree, and tags that failed, so that nested sections over long lists end
   within about a second. */
enum { FILL_STEPS_MAX = 10000000, FILL_FAILURES_MAX = 20000 };

/* --- the tree ------------------------------------------------------------------------------- */

/* A template's text; @elsewhere: it is not a file's, every place in it is said to be there. */
struct origin {
    const struct source *source;
    size_t begin;
    bool is_elsewhere;
    struct span elsewhere;
};

struct span origin_span(const struct origin *origin, struct str slice);

enum path_kind {
    PATH_NAME,
    PATH_ITEM,  /* "." */
    PATH_INDEX, /* "@index", from 1 */
    PATH_FIRST, /* "@first" */
    PATH_LAST,  /* "@last" */
};

struct path {
    enum path_kind kind;
    struct str text;
    struct str *steps;
    size_t n_steps;
    struct span at;
};

struct argument {
    const struct value *value; /* a literal; NULL: look @path up */
    struct path path;
    struct span at;
};

struct filter;

struct filter_call {
    const struct filter *filter;
    const struct argument *arguments;
    size_t n_arguments;
    struct span at;
};

struct expression {
    struct path path;
    const struct filter_call *calls;
    size_t n_calls;
    struct span at;
};

enum part_kind {
    PART_TEXT,
    PART_VALUE,
    PART_SECTION,
    PART_INVERTED,
    PART_PARTIAL,
    PART_PARENT, /* inheritance: its children of kind PART_BLOCK are the arguments */
    PART_BLOCK,  /* inheritance: a place that can be overridden, with its default */
};

struct part {
    enum part_kind kind;
    struct part *first, *last, *next;
    struct str source;                   /* the text, or the opening tag */
    struct span at;                      /* of the opening tag */
    const struct expression *expression; /* value, sections; partial, parent: a dynamic name */
    struct str name;                     /* partial, parent, block; sections: for their end tag */
    bool is_raw;                         /* value: never escaped */
    bool is_standalone;                  /* the opening tag's line held nothing else */
    struct str indentation;              /* white space before a tag that starts its line */
    struct str inner_indentation;        /* block: of its content's first line */
};

struct template {
    const struct origin *origin;
    const struct part *first;
};

/* --- lexing and parsing --------------------------------------------------------------------- */

enum token_kind {
    TOKEN_TEXT, /* at most one line, its end included */
    TOKEN_VALUE,
    TOKEN_RAW,
    TOKEN_SECTION,
    TOKEN_INVERTED,
    TOKEN_END,
    TOKEN_PARTIAL,
    TOKEN_PARENT,
    TOKEN_BLOCK,
    TOKEN_COMMENT,
    TOKEN_DELIMITERS,
};

struct token {
    enum token_kind kind;
    struct str source;  /* with the delimiters */
    struct str content; /* of a tag, trimmed, without its sign */
    bool is_dropped;    /* text of a standalone tag's line */
    bool is_standalone;
    struct str indentation;
};

struct tokens {
    struct token *items;
    size_t n, capacity;
};

/* Errors: template-unclosed, template-syntax; what is not a tag stays text. */
void lex_template(Arena *arena, const struct origin *origin, struct diags *diags,
                  struct tokens *ret);

/* Never NULL; where there are errors the tree holds what was understood. */
const struct template *parse_template(Arena *arena, const struct origin *origin,
                                      struct diags *diags);

/* NULL after template-syntax or template-filter. */
const struct expression *parse_expression(Arena *arena, const struct origin *origin,
                                          struct str content, struct diags *diags);

/* --- filling -------------------------------------------------------------------------------- */

/* A value that names are looked up in. */
struct scope {
    const struct value *value;
    bool is_loop; /* an item of a list: @index, @first, @last */
    size_t index, n;
};

/* A stretch of unescaped output. */
struct piece {
    size_t begin, end;         /* in filling.out */
    struct span at;            /* text: its bytes one to one; else the tag */
    const struct value *value; /* NULL: the template's text */
    const struct value *shown; /* what a value became by its filters */
    bool is_raw;
    bool is_counter; /* @index: digits that may be a list's marker */
    bool is_json;    /* made by the filter json */
};

/* White space that goes before, and is taken from, the lines of a partial or an argument. */
struct indent {
    const struct indent *outer;
    struct str prefix;
    struct span prefix_at;
    size_t n_skip;
};

/* The arguments of a parent that is being rendered. */
struct arguments {
    const struct arguments *outer;
    const struct template *template;
    const struct part *parent;
};

/* The partials that are being rendered, for notes. */
struct include {
    const struct include *outer;
    struct span at;
};

struct filling {
    Arena *arena;
    const struct fill_options *options;
    struct diags *diags;
    GString *out;
    struct piece *pieces; /* the heap's, as out is: gone when the text is made */
    size_t n_pieces, pieces_capacity;
    struct scope *scopes;
    size_t n_scopes, scopes_capacity;
    const struct template **templates; /* partials parsed so far */
    size_t n_templates, templates_capacity;
    const struct indent *indent;
    const struct arguments *arguments;
    const struct include *include;
    struct recording *recording; /* NULL: nobody asks what is used */
    GHashTable *defaulted;       /* paths that were missing and had a default; NULL: none yet */
    bool is_line_start;          /* the template's text is at the start of a line */
    int depth;
    size_t steps, failures;
    bool is_stopped; /* a limit was reached */
};

struct filling filling_new(Arena *arena, const struct value *root,
                           const struct fill_options *options, struct diags *diags);
void filling_clear(struct filling *filling);

/* A string that is not a stretch of its file's bytes (quoted, folded) has one place as a whole. */
const struct origin *origin_of_string(Arena *arena, struct str s, struct span at);

/* The tree of a template or partial, parsed or of options.cache. */
const struct template *filling_parse(struct filling *filling, const struct origin *origin);

void filling_push(struct filling *filling, struct scope scope);
void filling_pop(struct filling *filling);

void render_template(struct filling *filling, const struct template *template);

/* NULL where the name does not exist. */
const struct value *scope_lookup(struct filling *filling, const struct path *path);

/*
 * template-unknown-name, with the nearest name and where it was looked for. @has_default: only a
 * warning, and only where there is a nearest name, as it may be a misspelling.
 */
void scope_report_missing(struct filling *filling, const struct path *path, bool has_default);

/* The field "a.b" of a value; NULL: none. */
const struct value *value_field(const struct value *value, struct str path);

/*
 * The value of an expression; null for a missing name in a lenient run. NULL: an error was
 * reported.
 * @ret_origin: the value before its filters (may be NULL).
 */
const struct value *evaluate(struct filling *filling, const struct expression *expression,
                             const struct value **ret_origin);

/* --- escaping ------------------------------------------------------------------------------- */

/* Pieces, escaped, as a text. */
struct text *escape_pieces(struct filling *filling);
