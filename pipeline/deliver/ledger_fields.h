/*
 * ledger_fields.h - a fact a line: fields apart by tabs, texts escaped as in C (room 8).
 */
#pragma once

#include "arena.h"
#include "str.h"

#include <stdint.h>

/* A tab, then the field. @text NULL: as "". */
void fields_append_text(GString *out, const char *text);
void fields_append_number(GString *out, int64_t number);

/* A walk over the fields of a line without its end. */
struct fields {
    Arena *arena; /* takes texts */
    struct str rest;
    bool is_over; /* the last one was taken */
    bool is_bad;  /* there was none any more, or it was no number, or no text */
};

/* As it is written. */
struct str fields_next(struct fields *fields);
const char *fields_next_text(struct fields *fields);
int64_t fields_next_number(struct fields *fields);
