/*
 * fill_convert_priv.h - older templates: placeholders -> tags.
 *
 * fill_convert_scan.c   text -> candidates: what may be a placeholder, by its signs alone
 * fill_convert_place.c  what stands around one: links, boxes, cells of a table, front matter
 * fill_convert_words.c  the table of words
 * fill_convert_names.c  words -> a name that derive/ makes
 * fill_convert.c        decides, writes and reports: what fill.h offers
 *
 * Dialects: [Partner Name] and [PARTNER_NAME]; ${partner_name}; ___partner_name___; {partner_name};
 *           and numbers without a name: $X, X%, [X], whose name is the table's row and column.
 */
#pragma once

#include "fill_escape_priv.h"

enum dialect {
    DIALECT_SQUARE,
    DIALECT_DOLLAR,
    DIALECT_UNDERSCORE,
    DIALECT_BRACE,
    DIALECT_NUMBER, /* X in place of digits, without brackets */
};

/* How the text around a placeholder wants it written. */
struct shape {
    const char *currency; /* NULL: no sign of money; "": the document's own; else a code */
    bool is_compact;      /* $XM */
    bool is_percent;      /* a per cent sign behind it */
    bool is_signed;       /* a plus before it */
};

/* Front matter's scalars, as they are quoted; body: none of it. */
enum scalar_style { SCALAR_NONE, SCALAR_PLAIN, SCALAR_SINGLE, SCALAR_DOUBLE, SCALAR_BLOCK };

struct candidate {
    enum dialect dialect;
    struct shape shape;
    size_t begin, end;             /* in the source, the shape's signs included */
    size_t inner_begin, inner_end; /* without them */
    struct str words;              /* as written, without the dialect's signs */
    enum scalar_style style;
    size_t scalar_begin, scalar_end;
    const struct slot *slot; /* of the body */
};

struct candidates {
    struct candidate *items;
    size_t n, capacity;
};

/* --- scanning ------------------------------------------------------------------------------- */

/* A candidate that starts at @at and ends before @end. */
bool read_candidate(struct str text, size_t at, size_t end, struct candidate *ret);

/* Behind the last "}}" of a text. */
size_t tags_end(struct str text);
/* The end of the tag "{{...}}" at @at, or behind its braces where it is not closed before @end. */
size_t tag_end(struct str text, size_t at, size_t end);

/* X, XX, X.X, N or #: a number without a name. */
bool is_nameless(struct str words);

/* --- places --------------------------------------------------------------------------------- */

/* Labels of link definitions, folded. */
GHashTable *link_labels(struct str text, size_t begin);

/* Links, definitions, boxes, directives' titles: brackets that are Markdown or ours. */
bool is_markup(struct str text, const struct candidate *candidate, GHashTable *labels);

/* The table that was last looked at, so that a long one is walked up once. */
struct table {
    size_t row;    /* where one of its rows begins */
    size_t header; /* where its header begins */
    bool is_known, has_header;
};

/* Words of the row and of the column that a cell of a table stands in; false: not in a table. */
bool table_place(Arena *arena, struct table *table, struct str text, size_t begin, size_t at,
                 const char **ret_row, const char **ret_column);

/* The next scalar of the front matter that can hold text, from *at on; false: none before @end. */
struct scalar {
    enum scalar_style style;
    size_t begin, end;
};
struct scalars {
    struct str text;
    size_t at, end;
    bool is_block;
    size_t block_indent;
};
bool next_scalar(struct scalars *scalars, struct scalar *ret);

/* --- names ---------------------------------------------------------------------------------- */

enum word_kind {
    WORD_NAME,      /* a name with its filters */
    WORD_MONEY,     /* a figure: kpi.NAME, in money ... */
    WORD_COUNT,     /* ... a plain number ... */
    WORD_SHARE,     /* ... or a share */
    WORD_REFERENCE, /* a field of a figure */
    WORD_CHANGE,    /* a field that is a difference */
    WORD_LABEL,     /* a mark of the author's, no placeholder */
};

struct word_row {
    const char *words;
    enum word_kind kind;
    const char *path;
    const char *filters; /* of WORD_NAME */
    const char *note;    /* where the words are ambiguous */
};

extern const struct word_row word_rows[];
extern const size_t n_word_rows;

struct known_name {
    const char *expression; /* path and filters */
    const char *path;
    const char *note; /* NULL: no doubt */
    bool has_money, has_percent, has_sign;
    bool is_nearest; /* after a slip of one letter */
    bool is_label;   /* no placeholder at all: [DRAFT] */
};

/* "Partner_Name", "partnerName", "the Partner's Name" -> "partner name". */
const char *plain_words(Arena *arena, struct str text);

/* @words: plain. */
bool lookup_words(Arena *arena, const char *words, const struct shape *shape,
                  struct known_name *ret);
/* The same of a table's cell. */
bool lookup_cell(Arena *arena, const char *row, const char *column, const struct shape *shape,
                 struct known_name *ret);

/* The filters that write a number of the user's own as @shape wants it: "" or " | money". */
const char *shape_filters(Arena *arena, const struct shape *shape);
