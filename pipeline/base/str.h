/*
 * str.h - borrowed text: UTF-8, checked once when a file is read, not NUL-terminated.
 *
 * Owner: never; a struct str points into a source, an arena or a literal that lives longer.
 * Build: GString, then str_dup() into an arena.
 */
#pragma once

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
    const char *p;
    size_t n;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
/* For "%.*s"; texts over 2 GiB do not occur, world.h limits files. */
#define STR_FMT    "%.*s"
#define STR_ARG(s) (int)(s).n, (s).p

/* NULL is empty. Here, as what compares below, so that a literal's length is known. */
static inline struct str str_from(const char *text) {
    return text ? (struct str){text, strlen(text)} : (struct str){"", 0};
}

static inline bool str_eq(struct str a, struct str b) {
    return a.n == b.n && (a.n == 0 || (a.p[0] == b.p[0] && memcmp(a.p, b.p, a.n) == 0));
}

/* Most texts that are looked for differ in their first letter. */
static inline bool str_is(struct str s, const char *text) {
    if (s.n == 0 || !text) {
        return s.n == 0 && (!text || *text == '\0');
    }
    return *s.p == *text && str_eq(s, str_from(text));
}

struct str str_dup(Arena *arena, struct str s); /* the copy ends with a NUL byte */
struct str str_from_gstring(Arena *arena, const GString *text);
char *str_cstr(Arena *arena, struct str s);
char *str_list(Arena *arena, const struct str *names, size_t n); /* "a, b, c" */
int str_compare(struct str a, struct str b);                     /* by bytes */
bool str_starts_with(struct str s, const char *prefix);
bool str_ends_with(struct str s, const char *suffix);
struct str str_slice(struct str s, size_t begin, size_t end); /* clamped to s */
struct str str_skip(struct str s, size_t n);
struct str str_head(struct str s, size_t n); /* at most @n bytes, cut between characters */
/* At most @n characters: @s, or its head up to a word's end where the second half has one, without
 * the marks behind the word, and "…", with a NUL byte. */
struct str str_truncate(Arena *arena, struct str s, size_t n);
struct str str_trim(struct str s);                             /* ASCII white space, both ends */
size_t str_find(struct str s, struct str needle, size_t from); /* s.n where there is none */

/* Split at the first @separator: true, and the parts; false: *head is all of @s, *tail empty. */
bool str_cut(struct str s, char separator, struct str *head, struct str *tail);

/* The next line without its end (LF or CRLF); false at the end. *rest starts as the whole text. */
bool str_next_line(struct str *rest, struct str *line);

/* Offset of the first byte that is not UTF-8, or s.n. NUL bytes count as invalid. */
size_t str_utf8_error(struct str s);

/* Lower case ASCII letters, digits and single hyphens: "Acme Corp" -> "acme-corp". */
char *str_slug(Arena *arena, struct str s);
/* With spaces in the place of controls: a name must not start a line or turn a terminal's colours.
 * @text need not be UTF-8. */
void str_append_visible(GString *out, const char *text);
/* With spaces in the place of characters that XML cannot hold or nobody can see. NULL stays NULL.
 */
const char *str_printable(Arena *arena, const char *text);

/*
 * The @n candidates' index nearest to @word by edit distance (letters swapped count once, case of
 * ASCII folds), or -1 if none is within a third of the word's length. A candidate that
 * starts with the word wins over an edit.
 */
int str_nearest(struct str word, const struct str *candidates, size_t n);
