/*
 * fill.h - template + values -> Markdown with a map back (room 3).
 *
 * Source: the Mustache specification (interpolation, sections, inverted sections, comments,
 *         delimiters, partials, inheritance, dynamic names), and filters:
 *         {{x | money}}, {{#deals | where "stage" "won" | limit 5}}.
 * Strict: a name that does not exist is an error with its place, the nearest name and where it was
 *         looked for; a null is an error too, unless a filter (default) or a section deals with it.
 */
#pragma once

#include "locale.h"
#include "text.h"

enum fill_escape {
    FILL_MARKDOWN, /* a value cannot become markup; inside code fences and spans, not out of them */
    FILL_HTML,     /* Mustache's own */
    FILL_NONE,
};

/*
 * What was parsed before, so that it is parsed once for many documents. Every source that is filled
 * with it, and the text of every string, must live as long as it does.
 */
typedef struct fill_cache FillCache;

FillCache *fill_cache_new(void);
void fill_cache_free(FillCache *cache);

enum { FILL_DEPTH_MAX = 100, FILL_BYTES_MAX = 64 * 1024 * 1024 };

struct fill_options {
    enum fill_escape escape;
    bool is_lenient;      /* a missing name is empty */
    Locale *locale;       /* borrowed; formats money, numbers, dates */
    const char *currency; /* of `money` without an argument */
    /* Finds a partial's text, for a name always the same source; NULL: not there (a diagnostic is
       fill's). May be NULL. */
    const struct source *(*partial)(void *context, struct str name);
    void *context;
    FillCache *cache; /* NULL: none */
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

/* --- what a template uses --------------------------------------------------------------------- */

enum fill_use_kind {
    FILL_USE_VALUE,
    FILL_USE_SECTION,
    FILL_USE_INVERTED,
    FILL_USE_ARGUMENT, /* of a filter */
    FILL_USE_FIGURE,   /* a field of a figure's fence that is a name */
    FILL_USE_PARTIAL,
    FILL_USE_PARENT,
    FILL_USE_BLOCK,
};

/* A name in a template or in a partial that it reaches. */
struct fill_use {
    enum fill_use_kind kind;
    struct str name;                /* "kpi.booked.value", "."; of partials and blocks their own */
    struct str filters;             /* as written, without the first bar */
    struct span at;                 /* of the name */
    const struct fill_use *section; /* the innermost one around it; NULL: none */
    const struct source *partial;   /* of partials and parents; NULL: not there, or not known */

    /* Only where there is a root. */
    const struct value *value;   /* before the filters; of several items the first's; NULL: none */
    const struct fill_use *list; /* the section whose items it is of; NULL: none */
    size_t n_items;              /* of that list */
    bool is_found;               /* filling has looked it up and found it */
    bool is_hidden;              /* these values do not show the text that it stands in */
    bool is_missing;             /* it is needed and does not exist, if only for one item */
    bool is_null;                /* it is null and no filter says what to write instead */
    const char *nearest;         /* missing: the nearest name; NULL: none is near */
    const char *looked_in;       /* missing: where it was looked for */
};

struct fill_uses {
    struct fill_use *const *items; /* in the order of the template, each place once */
    size_t n;
};

struct fill_subject {
    const struct source *source;
    size_t begin;             /* the template is the source from here */
    const struct value *meta; /* whose strings are templates too; NULL: none */
    const struct value *root; /* NULL: names only, without their values */
};

/*
 * What a template uses, and with which values: with a root the template is filled, and what is
 * wrong with it is reported, except that names are missing or null.
 *
 * False: the template cannot be read; nothing is in @ret.
 */
bool fill_find_uses(Arena *arena, const struct fill_subject *subject,
                    const struct fill_options *options, struct diags *diags, struct fill_uses *ret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(FillCache, fill_cache_free)
