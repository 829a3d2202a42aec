/*
 * text.h - filled Markdown with a map back to the template and to the value that filled it.
 *
 * Invariant: pieces are sorted, touch each other and cover bytes from 0 to bytes.n.
 */
#pragma once

#include "value.h"

struct text_piece {
    size_t begin, end;         /* in text.bytes */
    struct span at;            /* literal: the template's bytes, one to one; else the tag */
    const struct value *value; /* what filled it; NULL: literal text of the template */
};

struct text {
    struct str bytes;
    const struct text_piece *pieces;
    size_t n_pieces;
};

/* A source that is not a template: one literal piece from @begin to the end. */
struct text *text_from_source(Arena *arena, const struct source *source, size_t begin);

/* The piece that holds the byte @offset (the last one for offset == bytes.n); NULL: it is empty. */
const struct text_piece *text_piece_at(const struct text *text, size_t offset);

/* Where bytes from @begin to @end stand in the template (or the value's tag). */
struct span text_span(const struct text *text, size_t begin, size_t end);

/* One piece a line: "begin-end template-place value-origin". */
void text_dump(const struct text *text, GString *out);
