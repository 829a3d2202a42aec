/*
 * derive_fact.h - a fact is a figure that may be unknown, and why.
 *
 * Unknown is never zero: it becomes null.
 */
#pragma once

#include "derive.h"

/* --- facts ---------------------------------------------------------------------------------- */

struct fact {
    bool is_known;
    struct decimal number;
    const char *why; /* how it was computed, or why it is unknown; one line; NULL: nobody asks */
};

enum { SHARE_SCALE = 6 };

struct fact fact_known(struct decimal number, const char *why);
struct fact fact_count(size_t n, const char *why);
struct fact fact_unknown(const char *why);

/* Unknown where a part is, with that part's reason, or where the result is out of range. A text is
   made of its parts' only where they have one. */
struct fact fact_add(Arena *arena, struct fact a, struct fact b);
struct fact fact_subtract(Arena *arena, struct fact a, struct fact b, const char *why);
/* Unknown too where @b is zero: "nothing to divide by". */
struct fact fact_divide(Arena *arena, struct fact a, struct fact b, int scale, const char *why);
/* (a - b) / b; unknown where @b is not positive, as a share of it says nothing then. */
struct fact fact_growth(Arena *arena, struct fact a, struct fact b);

/* a / b; unknown where @b is not positive: of what credits have made zero or less nothing is a
 * share. */
struct fact fact_share(Arena *arena, struct fact a, struct fact b);

/* A number or null, with its derivation. */
struct value *fact_value(Arena *arena, struct fact fact);
void set_fact(struct value *value, struct fact fact);
void put_fact(Arena *arena, struct value *map, const char *key, struct fact fact);

/* --- small makers --------------------------------------------------------------------------- */

void put_text(Arena *arena, struct value *map, const char *key, const char *text); /* NULL: null */
void put_bool(Arena *arena, struct value *map, const char *key, bool boolean);
void put_count(Arena *arena, struct value *map, const char *key, size_t n);
void put_date(Arena *arena, struct value *map, const char *key, struct date date);
void put_null(Arena *arena, struct value *map, const char *key, const char *why);
struct value *unasked(Arena *arena); /* a null: the document cannot ask for it */
struct value *new_map(Arena *arena);
struct value *new_list(Arena *arena);

/* The fields of a map that is made often, all null at first: set in their places. */
struct value *new_record(Arena *arena, const char *const *keys, size_t n,
                         struct value **ret_fields);
void set_text(struct value *value, const char *text);
void set_bool(struct value *value, bool boolean);

/* A shallow copy of @map (an empty map where it is none) in which each of @fields is there. */
struct value *with_fields(Arena *arena, const struct value *map, const char *const *fields);

/* All of @n: "the only", "both", "all three"; for none "no". */
const char *every_word(Arena *arena, size_t n, bool is_start);

/* "no" to "twelve", then digits; @is_start: with a capital. */
/*
 * Of a name as long as a paragraph, what a title can hold: 60 characters at most, whole words where
 * it has any. NULL stays NULL.
 */
const char *title_name(Arena *arena, const char *name);

const char *count_word(Arena *arena, size_t n, bool is_start);
