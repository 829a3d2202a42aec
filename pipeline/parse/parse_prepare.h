/*
 * parse_prepare.h - the scanner that turns filled Markdown into prepared text.
 *
 * It follows CommonMark's containers line by line (quotes, list items), as far as needed to know
 * whether a line is code and where its own text begins. Lines of ours become marks:
 *
 *     :::tip[Title]              # :        MARK_OPEN, a callout
 *     Words.                     Words.
 *     :::                        # :        MARK_CLOSE
 *     !!! note                   # :        MARK_OPEN
 *         Words.                 Words.     the body's four columns are taken away
 *     <div class="x">Words       # :        MARK_OPEN
 *                                Words
 *
 * A heading of one colon can stand wherever a block can, ends a paragraph before it, and cannot be
 * forged: it is known by its offset, not by its text.
 *
 * Frames: what takes columns from the lines inside it. Opens: containers and HTML elements, which
 *         take none; each belongs to the frame it was opened in and ends with it at the latest.
 */
#pragma once

#include "parse_priv.h"

enum frame_kind { FRAME_ROOT, FRAME_QUOTE, FRAME_ITEM, FRAME_BODY };

struct frame {
    enum frame_kind kind;
    size_t width;     /* items and bodies: columns */
    size_t opener;    /* bodies: the index of the mark */
    guint first_open; /* opens from here on are in this frame */
    bool is_note;     /* a body that a line of its paragraph may continue without indentation */
    bool is_empty;    /* nothing but its marker yet: a blank line ends it (CommonMark 0.31 §5.2) */
};

/* The signs of deeper frames are words: what md4c does for a line grows with their number. */
enum { FRAMES_MAX = 2 * PARSE_DEPTH_MAX, OPENS_MAX = 5 * PARSE_DEPTH_MAX };

struct open {
    size_t mark;     /* SIZE_MAX: none */
    size_t in;       /* where it was opened */
    size_t colons;   /* 0: an HTML element */
    struct str name; /* of the container or the tag */
    enum html_role role;
    struct node *table; /* of HTML: its rows are counted while they are opened */
    size_t n_rows;
};

struct place {
    size_t at, column;
    size_t spare; /* columns left of a tab that was used in part */
};

struct scanner {
    struct parse *parse;
    Arena *arena;
    struct str text;
    GString *out;
    GArray *pieces, *marks, *frames, *opens;

    /* the line */
    size_t begin, end, next; /* next: behind the line feed */
    struct place rest;       /* behind what the frames took */
    guint n_matched;         /* frames that the line's prefix continues */
    guint n_current;         /* those and the ones that it opens; fewer than all: maybe lazy */
    size_t text_at;          /* behind all markers and white space */
    bool has_lead;           /* the line's prefix was written */
    bool is_dedented;
    bool has_left_fence; /* code ended with the frame that held it */
    bool was_in_code;    /* the line before is code by its indentation */
    bool is_line_open;   /* words were written, the line feed not yet */

    bool is_in_paragraph;
    bool is_in_code; /* by indentation */
    bool is_in_html; /* until a blank line: tags count anywhere, indentation does not */
    guint html_frames;
    size_t head_cells;    /* of the paragraph's last line, which may be the head of a table */
    size_t table_columns; /* 0: in no table */
    bool has_leaf;        /* ":::pagebreak" may be followed by ":::" */
    size_t n_dropped;     /* containers beyond OPENS_MAX */
    unsigned no_end, missing_markup; /* bits: ends of HTML that do not come any more */
    size_t no_heading_until;         /* no HTML heading ends before */
    struct {
        char sign; /* 0: none */
        size_t n;
        guint frames;
    } fence;
};

/* --- parse_line.c: Markdown's own lines ------------------------------------------------------- */

struct list_marker {
    size_t n; /* bytes of the marker */
    bool is_ordered;
    bool can_interrupt; /* a paragraph */
};

bool line_is_rule(struct str line);
bool line_is_underline(struct str line); /* of a setext heading */
bool line_is_heading(struct str line);
bool line_is_fence(struct str line, char *ret_sign, size_t *ret_n);
bool line_closes_fence(struct str line, char sign, size_t n);
bool line_is_item(struct str line, struct list_marker *ret);
size_t line_count_cells(struct str line);
size_t line_table_columns(struct str line); /* 0: not the line between a table's head and body */

/* --- parse_block.c: lines of ours ------------------------------------------------------------- */

/* "[^name]: words": a footnote's text; the offset of the words, 0 where it is none. */
size_t block_line_note(struct str line, struct str *ret_name);

enum block_line_kind { BLOCK_OPEN, BLOCK_CLOSE, BLOCK_LEAF, BLOCK_ADMONITION };

struct block_line {
    enum block_line_kind kind;
    size_t colons;
    struct str name;
    struct str argument;  /* of a container; a callout's title */
    bool has_title;       /* in quotes or brackets */
    bool has_single_word; /* admonitions: no words behind the kind */
};

bool block_line_read(struct str line, struct block_line *ret);
/* The container or callout that the line opens. */
struct node *block_line_node(struct parse *parse, const struct block_line *line, struct span at);

/* --- parse_prepare.c -------------------------------------------------------------------------- */

struct frame *scan_frame_at(struct scanner *s, guint i);
struct open *scan_open_at(struct scanner *s, guint i);
void scan_set_line(struct scanner *s, size_t begin);
void scan_copy_line(struct scanner *s);
void scan_push_frame(struct scanner *s, enum frame_kind kind, size_t width, size_t opener);
void scan_pop_frames(struct scanner *s, guint n);
/* The line does not continue the admonition at frame @n: its end comes before the line. */
void scan_close_body(struct scanner *s, guint n);
/* The columns of white space at @place and the offset behind them. */
size_t scan_indent(const struct scanner *s, struct place place, size_t *ret_at);
size_t scan_next_column(size_t column, char c);
/* Unmatched frames end: the line is no continuation of their paragraph. */
void scan_begin_block(struct scanner *s);
/* A blank line behind a table: md4c 0.4.8 takes headings and fences for rows. */
void scan_end_table(struct scanner *s);
/*
 * An item that begins with a heading (or a mark) and a blank line is at its end for md4c 0.4.8, and
 * so is "- -". A comment goes first, which leaves nothing behind; false: none is needed.
 */
bool scan_fill_item(struct scanner *s);
/* A mark on a line of its own; its index. @at: where its cause stands in the text. */
size_t scan_mark(struct scanner *s, enum mark_kind kind, struct node *node, size_t opener,
                 size_t at);
void scan_push_open(struct scanner *s, struct open open);
/* Close the open thing at @index and all above it. */
void scan_close(struct scanner *s, guint index, size_t at);
/* Words of the text; they stay on one line of the prepared text until scan_end_line(). */
void scan_words(struct scanner *s, size_t begin, size_t end);
/* Bytes that are not in the text. */
void scan_made(struct scanner *s, const char *bytes, size_t at);
void scan_end_line(struct scanner *s);
/* The line becomes the one that holds @at. */
void scan_jump(struct scanner *s, size_t at);
/* Words of several lines: their ends become spaces. */
void scan_joined(struct scanner *s, size_t begin, size_t end);
bool scan_is_blank(const struct scanner *s, size_t begin, size_t end);
struct span scan_span(const struct scanner *s, size_t begin, size_t end);

/* --- parse_scan.c ----------------------------------------------------------------------------- */

/* Step @ahead, a copy, to the next line; false where it does not continue all frames. */
bool scan_next_line(struct scanner *ahead, struct place *ret);

/* --- parse_table.c: what md4c does otherwise than GFM ----------------------------------------- */

bool table_begins(const struct scanner *s, size_t at);
void table_head(struct scanner *s, size_t at);
void table_rule(struct scanner *s, struct str line, size_t n_columns, size_t at);
void table_long_row(struct scanner *s, struct str line, size_t at);

/* --- parse_html_line.c ------------------------------------------------------------------------ */

/* A line that begins with a tag at @at, or lies in HTML; false: it is plain text. */
bool html_line(struct scanner *s, size_t at);

/* --- parse_html_block.c ----------------------------------------------------------------------- */

/* A block's tag at @at; the offset behind what was dealt with. */
size_t html_block_tag(struct scanner *s, const struct html_tag *tag, size_t at);
