/*
 * span.h - where something stands: a file's text, bytes of it, or a JSON pointer into it.
 *
 * Units: offsets are bytes from the start of the source; lines and columns count from 1, columns in
 *        characters (code points), a tab is one.
 * Owner: sources live in the run arena; spans borrow them.
 */
#pragma once

#include "str.h"

/* A file's text. The path is as the user would type it. */
struct source {
    const char *path;
    struct str text;
};

/* Zeroed: nowhere. A source with begin == end == 0 and no pointer: the file as a whole. */
struct span {
    const struct source *source;
    size_t begin;
    size_t end;
    const char *pointer; /* RFC 6901, for values of JSON files, whose parser tells no offsets */
};

struct span span_of(const struct source *source, size_t begin, size_t end);
struct span span_of_file(const struct source *source);

/* The span of @slice, which must point into the source's text. */
struct span span_of_str(const struct source *source, struct str slice);

/* 0 and 0 for a whole file or a pointer. */
void span_locate(struct span at, unsigned *ret_line, unsigned *ret_column);

/* "file:line:column", "file#/pointer", "file" or "". */
char *span_format(Arena *arena, struct span at);

/* A source for a path whose file could not be read, so that a diagnostic can name it. */
const struct source *source_new(Arena *arena, const char *path, struct str text);
