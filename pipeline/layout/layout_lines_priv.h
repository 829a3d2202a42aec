/*
 * layout_lines_priv.h - what simple texts are made of, for the files that choose their line ends.
 */
#pragma once

#include "layout_text_priv.h"

/* A word, a picture, or the spaces after it, in one style. */
struct chunk {
    const struct inline_range *range;
    const struct word *word;
    int style;
    size_t begin, end; /* bytes of the text */
    bool is_space, breaks_after, forces_break;
};

struct chunks {
    struct layout *layout;
    const struct inline_text *text;
    const struct set_style *set;
    GArray *items; /* struct chunk */
    const struct inline_range *range;
    struct range_style range_style;
    const char *style_family; /* of the range's text so far; NULL: none */
    int style;                /* in that family */
    bool has_soft_hyphens;
};

/* A place between two glyphs. */
struct spot {
    size_t chunk, glyph;
};

struct cut_line {
    struct spot from, to;
    double width_pt; /* without the spaces at its end */
    double ratio;    /* of what spaces stretch, or, where negative, shrink */
    bool has_hyphen; /* one appears at the end */
};

const struct chunk *chunk_at(const struct chunks *chunks, size_t i);
/* A glyph's place in its word; of the first glyph behind it, the word's width. */
double word_glyph_x(const struct word *word, size_t glyph);

/* What a space grows by in a line of the ratio. */
double space_growth(const struct chunk *space, double ratio);

/*
 * Lines (struct cut_line) whose ends are chosen over the whole text: see layout_paragraph.c. NULL
 * where it wants neither equal lines nor hyphens, or where they cannot be had.
 */
GArray *cut_paragraph(const struct chunks *chunks, double width_pt);
/* The word that a hyphen at a line's end is. */
const struct word *chunk_hyphen(const struct chunks *chunks, const struct chunk *chunk);

/* --- layout_kept_line.c ----------------------------------------------------------------------- */

/* False: the line was not set before, or is wider than @width_pt (where that is not negative). */
bool kept_line_set(struct layout *layout, const struct inline_text *text,
                   const struct set_style *set, double width_pt, struct line *ret);
/* All of the text is the one @line. */
void kept_line_add(const struct chunks *chunks, const struct line *line);
