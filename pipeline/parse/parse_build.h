/*
 * parse_build.h - the builder: a stack of open nodes that md4c's callbacks and the marks move.
 *
 * Stack:  an entry for everything open. Entries without a node are transparent: what comes goes
 *         into the nearest node below. Blocks of md4c are entries too, so that a mark cannot
 *         close what md4c has opened around it.
 * Spans:  an entry collects the least and the greatest offset of what lies in it; the node's
 *         place is made of them when the entry is closed.
 */
#pragma once

#include "parse_priv.h"

#include <md4c.h>

/*
 * Cells that md4c adds to short rows cost the writer nothing: a table of n columns and n rows of
 * one letter has n * n cells. A document with more empty cells than this is refused.
 */
enum { BUILD_EMPTY_CELLS_MAX = 1000000 };

enum entry_kind {
    ENTRY_BLOCK,   /* a block of md4c */
    ENTRY_MARK,    /* opened by a mark */
    ENTRY_IMPLIED, /* a paragraph, item, row or cell that nothing names */
    ENTRY_SPAN,    /* an inline of md4c */
    ENTRY_TAG,     /* an inline HTML element */
};

struct entry {
    enum entry_kind kind;
    struct node *node;   /* NULL: transparent */
    struct node *into;   /* where children go */
    struct node *before; /* the sibling before */
    size_t begin, end;   /* "in" offsets; begin > end: nothing yet */
    size_t opener;       /* marks: the index of the MARK_OPEN */
    MD_SPANTYPE span;    /* inlines of md4c */
    struct str tag;      /* inline HTML: the name */
    bool is_closing;     /* inline HTML: its end was met inside an inline of md4c */
    bool is_nesting;     /* counted by builder.depth or builder.inline_depth */
};

struct builder {
    struct parse *parse;
    Arena *arena;
    const struct prepared *prepared;
    GArray *stack; /* struct entry */
    size_t cursor; /* the greatest "in" offset met */
    int depth, inline_depth;

    /* Neighbouring pieces of text become one node. */
    GString *words;
    size_t words_begin, words_end;
    bool is_value; /* the pending words, where the text has two directions */
    bool skips_space;
    bool has_pending_break; /* a line break, once more inlines come */

    GString *code; /* a code block's or code span's text */
    bool is_in_code_block, is_fenced, is_in_code_span;
    struct str html_code; /* the name of the HTML element whose words are code; empty: none */

    GString *html; /* an unfinished piece of raw HTML */
    size_t html_begin;
    struct str hidden; /* the name of the element whose contents are dropped; empty: none */

    size_t endless_until; /* no hidden element ends before this "in" offset */

    int heading_level; /* a heading that may be a mark: 0, none */
    bool is_mark_heading;
    bool is_in_table; /* of Markdown */
    size_t n_empty_cells;
    bool is_full; /* of empty cells: md4c is to stop */
};

/* --- parse_build.c ---------------------------------------------------------------------------- */

struct entry *build_top(struct builder *b);
struct entry *build_push(struct builder *b, enum entry_kind kind, struct node *node);
/* Close the entry at @index and all above it. */
void build_pop_to(struct builder *b, guint index);
struct node *build_new(struct builder *b, enum node_kind kind);
/* Append a node without contents of its own at @begin to @end. */
void build_leaf(struct builder *b, struct node *node, size_t begin, size_t end);
/* Count @begin to @end as part of what is open. */
void build_extend(struct builder *b, size_t begin, size_t end);
/* The "in" offset of a pointer that md4c gave; the cursor where it is not of the text. */
size_t build_offset(const struct builder *b, const char *p);
/* A block that may stand anywhere. In a cell, which holds inlines, it is transparent. */
void build_push_block(struct builder *b, enum entry_kind kind, struct node *node);
void build_leaf_block(struct builder *b, struct node *node, size_t begin, size_t end);
/* True inside a cell: blocks there are set apart by line breaks. */
bool build_is_in_cell(struct builder *b);
/* Close the implied paragraph and inline elements: a block begins or ends. */
void build_end_inlines(struct builder *b);
/* Count an empty cell; false where the document has too many. */
bool build_count_empty(struct builder *b);
/* A pending heading that is no mark becomes one; a paragraph is opened where inlines cannot go. */
void build_open_inlines(struct builder *b);
void build_mark(struct builder *b, const struct mark *mark);

/* --- parse_inline.c --------------------------------------------------------------------------- */

int inline_enter(MD_SPANTYPE type, void *detail, void *builder);
int inline_leave(MD_SPANTYPE type, void *detail, void *builder);
int inline_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *builder);
/* The pending words become a node. */
void inline_flush(struct builder *b);
/* At a block's end: what HTML has opened does not reach beyond it. */
void inline_end_block(struct builder *b);
/* Begin or continue a piece of text. */
void inline_add_words(struct builder *b, struct str words, size_t begin, size_t end);
struct str inline_attribute(struct builder *b, const MD_ATTRIBUTE *attribute);

/* --- parse_mark.c ----------------------------------------------------------------------------- */

/* Words of md4c's: the marks of ours among them become nodes. */
void inline_add_text(struct builder *b, struct str words, size_t begin);
/* An attribute by its name, "width" or "height"; false: it is none, or its value no measure. */
bool image_attribute_read(struct str name, struct str value, struct image_size *size);

/* --- parse_tag.c ------------------------------------------------------------------------------ */

/* A raw HTML tag or comment between words. */
void tag_apply(struct builder *b, const struct html_tag *tag, size_t begin);
