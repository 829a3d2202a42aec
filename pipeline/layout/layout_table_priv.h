/*
 * layout_table_priv.h - what the files of tables share.
 *
 * The way of a table: its cells are set on one line each (layout_table.c); numbers are recognised
 * (layout_table_number.c); the columns get their widths (layout_table_widths.c), in a narrow place
 * the ones that save lines (layout_table_squeeze.c, layout_table_lines.c), on this page, on a
 * turned one, or in parts (layout_table_wide.c); the rows become items (layout_table_rows.c).
 *
 * Memory: a large table is nearly all of its document, so that a cell is small: its text is
 * collected again where it must be broken, and only what cannot be collected twice is kept.
 */
#pragma once

#include "layout_priv.h"

struct cell {
    const struct node *node; /* NULL: the row is shorter than the head */
    struct line *lines;      /* as they are set now */
    InlineText *kept;        /* NULL: collecting the text again adds nothing to the document */
    unsigned n_lines;
    int tag;
    float natural_pt;    /* its width on one line */
    unsigned char align; /* enum node_align: its own, or its column's */
    bool is_missing;     /* its words say that there is nothing: they are not to be seen first */
};

/* What the body's cells of a column have in common. */
struct column_numbers {
    size_t n;            /* cells that are numbers */
    bool has_words;      /* a cell is neither number nor empty nor "n/a" */
    bool has_many_units; /* not all numbers have the same */
    size_t unit_length;
    char unit[16];                       /* of the first number */
    bool is_point_group, is_comma_group; /* seen where only a separator of groups can stand */
    bool is_point_mark, is_comma_mark;   /* seen where only a decimal mark can stand */
};

enum column_kind {
    COLUMN_TEXT,    /* left or centred */
    COLUMN_RIGHT,   /* right-aligned words, dates, numbers of several units */
    COLUMN_NUMBERS, /* numbers of one unit: on the decimal mark */
};

struct column {
    enum column_kind kind;
    enum node_align align;
    struct column_numbers numbers;
    double natural_pt; /* the widest cell of the body on one line */
    double head_pt;    /* the same of the head */
    double word_pt;    /* the longest word, or what may not be broken */
    double width_pt, x_pt;
    double after_pt; /* room right of the decimal mark; 0: the numbers end alike */
    char mark;       /* the decimal mark, where after_pt > 0 */
};

struct table {
    const struct node *node;
    size_t n_columns, n_rows;
    struct cell *cells; /* by row */
    struct column *columns;
    enum text_role role; /* of its cells */
    size_t n_head;       /* 0 where the head's cells are all empty: it is left out */
    bool has_row_heads;  /* the first column: each of its names is strong */
    bool is_facts, has_total, has_stripes;
    bool has_broken_words; /* a column is narrower than what may not be broken in it */
    bool has_torn_words;   /* ... and than its longest word */
    double gap_pt;         /* between columns */
};

/* Some columns of a table under each other on the page: all of them, or the first and a few. */
struct table_part {
    size_t first, end; /* besides column 0 */
    bool is_lifted;    /* out of the lists that it stands in, to the page's margins */
    bool is_turned;
    bool is_later; /* column 0 has been shown before */
};

static inline struct cell *table_cell(const struct table *table, size_t row, size_t column) {
    return &table->cells[row * table->n_columns + column];
}

/* Go over a part's columns: column 0, then first to end. */
static inline size_t part_next(const struct table_part *part, size_t column) {
    return column == 0 ? MAX(part->first, 1) : column + 1;
}

/* --- layout_table.c ------------------------------------------------------------------------- */

const struct node *table_first_row(const struct table *table);
/* Left of the first and right of the last column: stripes reach beyond the words. */
double table_pad(const struct table *table);
struct set_style table_cell_style(const struct table *table, size_t row, size_t column);
/* The text of a cell, to be given back by table_text_end(). */
InlineText *table_text(struct layout *layout, const struct table *table, size_t row, size_t column,
                       InlineText *scratch);
void table_text_end(InlineText *text, InlineText *scratch);

/* --- layout_table_number.c ------------------------------------------------------------------ */

/* What stands where a number is not known: nothing, "n/a" or a dash. */
bool numbers_is_missing(struct str words);
/* Take notice of a body cell's words. */
void numbers_add(struct column_numbers *numbers, struct str words);
/* What the column is, where Markdown aligns it by @align. */
enum column_kind numbers_kind(const struct column_numbers *numbers, enum node_align align,
                              size_t column);
/* '.' or ','. @language decides where the numbers do not. */
char numbers_mark(const struct column_numbers *numbers, const char *language);
/* The width of a line from its decimal mark on; negative: not a number. */
double numbers_after(const struct line *line, char mark);

/* --- layout_table_lines.c ------------------------------------------------------------------- */

enum { STEPS_LINES_MAX = 8 };

/* The least widths on which a cell has 1, 2 ... lines. */
struct cell_steps {
    float least_pt[STEPS_LINES_MAX];
};

void steps_find(struct layout *layout, const struct table *table, size_t row, size_t column,
                struct cell_steps *ret);
/* A whole number, or more than STEPS_LINES_MAX: about so many. */
double steps_lines(const struct cell_steps *steps, double width_pt);
/* The width of a cell's longest word. */
double steps_longest(struct layout *layout, const struct table *table, size_t row, size_t column);

/* --- layout_table_squeeze.c ----------------------------------------------------------------- */

/* Give @n columns widths whose sum is at most @width_pt. */
void squeeze_columns(struct layout *layout, struct table *table, const size_t *columns, size_t n,
                     double width_pt);

/* --- layout_table_widths.c ------------------------------------------------------------------ */

/* Some 16 letters: a column of such words is not broken if it need not be. */
#define TABLE_SHORT_PT 72.0

/* A word of more may be broken. */
double widths_word_limit(double width_pt, double gap_pt, size_t n_columns);

/* Measure the longest words, once. */
void widths_measure(struct layout *layout, struct table *table);
/* The least width that a column needs: its words are whole up to @limit_pt. */
double widths_least(const struct table *table, size_t column, double limit_pt);
/* Whether a part's columns have room on @width_pt without breaking words. */
bool widths_fit(const struct table *table, const struct table_part *part, double width_pt);
/* Give each column of the part its place, and set the cells that must be broken. */
void widths_choose(struct layout *layout, struct table *table, const struct table_part *part,
                   const struct place *place);

/* --- layout_table_wide.c -------------------------------------------------------------------- */

struct table_parts {
    struct table_part *parts;
    size_t n;
};

/* How a table is shown: in one part if it fits or the page can be turned, else in several. */
struct table_parts table_divide(struct layout *layout, struct table *table,
                                const struct place *place);
void table_report_wide(struct layout *layout, const struct table *table, const struct place *place,
                       const char *remedy);
/* The place of a part: @place, or a turned page's. */
struct place table_part_place(const struct layout *layout, const struct place *place,
                              const struct table_part *part);

/* --- layout_table_rows.c -------------------------------------------------------------------- */

void table_add_rows(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct table *table, const struct table_part *part);
