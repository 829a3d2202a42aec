/*
 * doc.h - the document tree: blocks and inlines with spans. Read-only once parsed.
 *
 * Shape: a block holds blocks or inlines, never both (tight list items hold a NODE_PARAGRAPH with
 *        is_tight set). Inlines nest (emphasis, links).
 * Owner: the job arena; strings point into the text or into the arena.
 */
#pragma once

#include "text.h"

enum node_kind {
    /* blocks */
    NODE_DOCUMENT,
    NODE_HEADING,
    NODE_PARAGRAPH,
    NODE_LIST,
    NODE_ITEM,
    NODE_QUOTE,
    NODE_CODE_BLOCK, /* also chart, kpis, mermaid ...: see code.info */
    NODE_RULE,
    NODE_TABLE, /* rows; the first n_head_rows are its head */
    NODE_ROW,
    NODE_CELL,
    NODE_CALLOUT,
    NODE_CONTAINER, /* :::name */
    NODE_NOTE,      /* a footnote's text; all of them stand last in the document */
    /* inlines */
    NODE_TEXT,
    NODE_SOFT_BREAK, /* a line's end in the source: a space */
    NODE_LINE_BREAK,
    NODE_EMPHASIS,
    NODE_STRONG,
    NODE_STRIKE,
    NODE_CODE,
    NODE_LINK,
    NODE_IMAGE,       /* its children are the alternative text */
    NODE_SPAN,        /* <span class="..." lang="...">: a named style, a language */
    NODE_NOTE_MARK,   /* [^name]: a footnote's number */
    NODE_BLANK,       /* [____]: room to write in */
    NODE_PAGE_NUMBER, /* [[page:id]]: where a heading stands */
    N_NODE_KINDS
};

enum node_align { ALIGN_DEFAULT, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };
enum { BLANK_LETTERS_MAX = 200 };
enum node_task { TASK_NONE, TASK_OPEN, TASK_DONE };
enum callout_kind {
    CALLOUT_NOTE,
    CALLOUT_TIP,
    CALLOUT_IMPORTANT,
    CALLOUT_WARNING,
    CALLOUT_CAUTION
};

/* What the text asks an image to be; zero: not said. */
struct image_size {
    double width_pt, height_pt;
    double width_share; /* of the room there is, 0 to 1 */
};

struct node {
    enum node_kind kind;
    bool is_as_typed; /* NODE_TEXT: a mark behind a backslash, which keeps its shape */
    bool is_value;    /* NODE_TEXT: filled by a value, whose direction may be another */
    struct node *parent, *first, *last, *next;
    struct span at; /* in the template or the Markdown file */
    union {
        struct {
            int level;          /* 1 to 6 */
            bool is_unnumbered; /* {.unnumbered}: also where the theme numbers headings */
            const char *id;     /* unique in the document: from {#id} or the words */
        } heading;
        struct {
            bool is_tight;
        } paragraph;
        struct {
            bool is_ordered, is_tight;
            int64_t start;
        } list;
        struct {
            enum node_task task;
            int64_t number; /* of an ordered list */
        } item;
        struct {
            struct str info; /* "chart", "python" ...; empty for indented code */
            struct str text; /* ends with a line feed unless empty */
        } code;              /* NODE_CODE_BLOCK */
        struct {
            size_t n_columns, n_head_rows;
            const enum node_align *columns;
        } table;
        struct {
            enum node_align align;
        } cell;
        struct {
            enum callout_kind kind;
            struct str title; /* plain words; empty: the kind's own name */
        } callout;
        struct {
            struct str name;     /* "columns", "steps", "cover", "pagebreak" ... */
            struct str argument; /* the rest of the opening line, trimmed */
            struct str language; /* BCP 47; empty: that around it */
        } container;
        struct str text; /* NODE_TEXT, NODE_CODE: entities and escapes undone */
        struct {
            const char *target;            /* URL, "#id" or a path */
            const char *title;             /* NULL or empty: none; of an image, its caption */
            const struct image_size *size; /* NULL: the image's own */
            bool is_auto;                  /* its words are its address */
        } link;                            /* NODE_LINK, NODE_IMAGE */
        struct {
            const char *name;
            int number; /* in the order of the first marks, from 1; 0: no mark leads to it */
        } note;
        struct {
            const char *name;
            const struct node *note;
            bool is_first; /* the others of the same note do not call for its text */
        } mark;
        struct {
            const char *id; /* of a heading; one that is not there is layout's to report */
        } page_number;
        struct {
            int n_letters; /* as many as there are underscores */
            bool is_signature, is_required;
        } blank;
        struct {
            struct str class; /* empty: a language alone */
            struct str language;
        } span;
    };
};

struct doc {
    struct node *root;        /* NODE_DOCUMENT */
    const struct value *meta; /* front matter: a map, perhaps empty */
    const struct text *text;
};

struct node *doc_node_new(Arena *arena, enum node_kind kind, struct span at);
void doc_append_child(struct node *parent, struct node *child);

/* The next node in document order inside @root; NULL at the end. */
const struct node *doc_next(const struct node *root, const struct node *at);
/* The same without the children of @at. */
bool doc_is_container(const struct node *node, const char *name);
const struct node *doc_next_skipping(const struct node *root, const struct node *at);

bool node_is_block(const struct node *node);
const char *node_kind_name(enum node_kind kind);

/* The words of all text below, soft breaks as spaces. */
struct str doc_plain_text(Arena *arena, const struct node *node);

/* The text of the first heading of level 1 (or the first heading); empty where there is none. */
struct str doc_first_heading(Arena *arena, const struct doc *doc);

/* An indented tree, one node a line with its place: for golden tests. */
void doc_dump(const struct doc *doc, GString *out);
