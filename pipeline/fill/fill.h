/*
 * fill.h - template + values -> Markdown with a map back (room 3).
 *
 * Source: the Mustache specification (interpolation, sections, inverted sections, comments,
 *         delimiters, partials), and filters: {{x | money}}, {{#deals | where "stage" "won" | limit
 * 5}}. Strict: a name that does not exist is an error with its place, the nearest name and where it
 * was looked for; a null is an error too, unless a filter (default) or a section deals with it.
 */
#pragma once

#include "locale.h"
#include "text.h"

enum fill_escape {
    FILL_MARKDOWN, /* a value cannot become markup; inside code fences and spans, not out of them */
    FILL_HTML,     /* Mustache's own */
    FILL_NONE,
};

enum { FILL_DEPTH_MAX = 100, FILL_BYTES_MAX = 64 * 1024 * 1024 };

struct fill_options {
    enum fill_escape escape;
    bool is_lenient;      /* a missing name is empty */
    Locale *locale;       /* borrowed; formats money, numbers, dates */
    const char *currency; /* of `money` without an argument */
    /* Finds a partial's text; NULL: not there (a diagnostic is fill's). May be NULL. */
    const struct source *(*partial)(void *context, struct str name);
    void *context;
};

/* The template is the source from byte @begin. */
bool fill_template(Arena *arena, const struct source *source, size_t begin,
                   const struct value *root, const struct fill_options *options,
                   struct diags *diags, struct text **ret);

/* A copy of @value whose strings are filled, without escaping: front matter. */
bool fill_strings(Arena *arena, const struct value *value, const struct value *root,
                  const struct fill_options *options, struct diags *diags, struct value **ret);

/* A path with filters, without braces: "kpi.booked.value | compact". @at: where it stands. */
bool fill_expression(Arena *arena, struct str expression, struct span at, const struct value *root,
                     const struct fill_options *options, struct diags *diags, struct value **ret);

/*
 * Whether the template (from byte @begin), what stands before it (front matter) or a partial that
 * it reaches may ask for the root's name @root_name: false only where it cannot. Reports nothing.
 */
bool fill_mentions(Arena *arena, const struct source *source, size_t begin,
                   const struct fill_options *options, struct str root_name);

/* --- templates of older tools ---------------------------------------------------------------- */

enum fill_conversion_kind {
    FILL_KNOWN,   /* a name of docs/template-values.md */
    FILL_NEAREST, /* the same, behind a slip of one letter */
    FILL_OWN,     /* a name under FILL_OWN_NAMES, for the user to supply */
    FILL_LEFT,    /* stays as it is; note says why */
};

#define FILL_OWN_NAMES "custom"

/* What became of one placeholder. */
struct fill_conversion {
    enum fill_conversion_kind kind;
    struct span at;
    struct str placeholder;
    const char *tag;  /* "{{partner.name}}"; NULL: left */
    const char *path; /* "partner.name"; NULL: left */
    const char *note; /* NULL: nothing to add */
};

struct fill_converted {
    struct str text; /* of the whole source */
    const struct fill_conversion *items;
    size_t n;
};

/*
 * Placeholders such as [Partner Name], ${partner_name}, ___partner_name___ and $X become tags. Tags
 * that are there stay, and so do links, boxes, footnotes, code and HTML: a text that was converted
 * comes out as it is. Front matter is what stands before byte @body.
 */
void fill_convert(Arena *arena, const struct source *source, size_t body,
                  struct fill_converted *ret);
