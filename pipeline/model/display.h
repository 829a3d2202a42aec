/*
 * display.h - pages of drawing operations, and the structure they belong to.
 *
 * Units:  points, absolute on the page, origin top left, y grows downwards.
 * Owner:  the job arena; font and image bytes belong to the world and outlive the job.
 * Order:  operations are painted in order. Reading order is the order of the structure tree; each
 *         operation names its element, or the kind of artifact it is.
 * Source: ISO 32000-1 section 14.7 (structure), 14.8.2.2 (artifacts), 9.2 to 9.4 (text).
 */
#pragma once

#include "attachment.h"
#include "date.h"
#include "field.h"
#include "geom.h"
#include "slideshow.h"
#include "span.h"

/* --- structure ------------------------------------------------------------------------------ */

enum tag_kind {
    TAG_DOCUMENT,
    TAG_SECT,
    TAG_H1,
    TAG_H2,
    TAG_H3,
    TAG_H4,
    TAG_H5,
    TAG_H6,
    TAG_P,
    TAG_L,
    TAG_LI,
    TAG_LBL,
    TAG_LBODY,
    TAG_TABLE,
    TAG_THEAD,
    TAG_TBODY,
    TAG_TR,
    TAG_TH,
    TAG_TD,
    TAG_BLOCK_QUOTE,
    TAG_CODE,
    TAG_FIGURE,
    TAG_CAPTION,
    TAG_NOTE,
    TAG_REFERENCE, /* a footnote's mark, an entry of a table of contents */
    TAG_TOC,
    TAG_TOCI,
    TAG_LINK,
    TAG_SPAN,
    TAG_FORM, /* holds one field and nothing else: section 14.8.4.5 */
    N_TAG_KINDS
};

enum tag_scope { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW };

/* A structure element; display.tags[0] is the Document and a parent precedes its children. */
struct tag {
    enum tag_kind kind;
    int parent;            /* -1 for the Document */
    const char *alt;       /* figures: alternative text; NULL: none */
    const char *language;  /* BCP 47; NULL: the document's */
    enum tag_scope scope;  /* TH */
    int column_span;       /* TH and TD: 0 or 1: one */
    int column_head;       /* TD: the tag of its column's TH; 0: none, or its scope says it */
    int row_head;          /* the same of its row */
    const char *numbering; /* L: "Decimal", "Disc"; NULL: none */
    struct rect *box;      /* figures: on the page of the first operation; NULL: none */
};

/* What an operation belongs to: a tag's index, or an artifact. */
enum {
    ARTIFACT_LAYOUT = -1,     /* rules, bars' grounds */
    ARTIFACT_BACKGROUND = -2, /* bands, cards */
    ARTIFACT_HEADER = -3,
    ARTIFACT_FOOTER = -4,
    ARTIFACT_WATERMARK = -5,
};

/* --- operations ----------------------------------------------------------------------------- */

/* A page has some thousands: floats place a glyph on a line to within 0.0001 pt. */
struct glyph {
    uint32_t id;
    uint32_t cluster; /* byte of run.text where the glyph's cluster starts */
    float x_pt, y_pt; /* from the run's origin; y grows downwards */
};

/* One font, one size, one direction, one line. Glyphs are in visual order, left to right. */
struct glyph_run {
    int font; /* index into display.fonts */
    unsigned n_glyphs;
    const struct glyph *glyphs;
    double size_pt, tracking_pt; /* the positions have the second after each glyph */
    struct point origin;         /* on the baseline */
    double width_pt;
    struct rgb16 colour;
    bool is_rtl;
    struct str text; /* what the run says, in logical order */
};

enum path_verb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };

/* PATH_MOVE and PATH_LINE use p[0]; PATH_CURVE: two control points and the end. */
struct path_step {
    enum path_verb verb;
    struct point p[3];
};

enum line_cap { CAP_BUTT, CAP_ROUND };

struct path {
    const struct path_step *steps;
    size_t n_steps;
    double stroke_pt;
    double dash_pt[2]; /* on, off; on == 0: solid */
    enum line_cap cap; /* joins are round with round caps, else mitred */
    bool has_fill, has_stroke;
    struct rgb16 fill, stroke;
};

enum op_kind {
    OP_GLYPHS,
    OP_RECT, /* filled, square corners */
    OP_PATH,
    OP_IMAGE,
    OP_LINK, /* paints nothing: an active rectangle */
    OP_FIELD,
};

struct op {
    enum op_kind kind;
    int tag; /* index into display.tags, or ARTIFACT_ */
    union {
        struct glyph_run glyphs;
        struct {
            struct rect rect;
            struct rgb16 fill;
        } rect;
        struct path path;
        struct {
            int image; /* index into display.images */
            struct rect rect;
        } image;
        struct {
            struct rect rect;
            const char *uri;      /* outside; or NULL */
            const char *id;       /* a destination of this document; or NULL */
            const char *contents; /* said by assistive technology */
        } link;
        struct field_place field;
    };
};

/* --- the document --------------------------------------------------------------------------- */

struct page {
    double width_pt, height_pt;
    struct op *ops;
    size_t n_ops, capacity;
    const char *label; /* as printed: "iv", "2"; NULL: its number */
};

/* A face of a font file. */
struct font_face {
    const char *family; /* for dumps */
    int weight;
    bool is_italic;
    bool is_variable, is_damaged; /* its axis "wght" is set to the weight; a checksum is wrong */
    GBytes *data;                 /* the whole file */
    unsigned index;               /* face in a collection */
    const char *path;             /* for diagnostics only: never in the output */
};

enum image_format { IMAGE_PNG, IMAGE_JPEG, IMAGE_VECTOR };

struct image {
    enum image_format format;
    GBytes *data;                /* the whole file, its header checked */
    double width_px, height_px;  /* the size it asks for; a pixel is 1/96 in */
    const char *path;            /* for diagnostics only */
    const struct vector *vector; /* IMAGE_VECTOR: see vector.h */
};

struct destination {
    const char *id;
    int page; /* from 0 */
    double x_pt, y_pt;
};

struct outline_entry {
    int level; /* 1 and up; a level is at most one more than the entry before */
    const char *title;
    int destination; /* index into display.destinations */
};

struct display_meta {
    const char *title;  /* never NULL or empty */
    const char *author; /* NULL: none; so below */
    const char *subject;
    const char *keywords;
    const char *language; /* BCP 47 */
    struct date date;
    struct made_from from;
    struct slideshow show;
};

struct display {
    struct display_meta meta;
    struct page *pages;
    size_t n_pages, pages_capacity;
    struct tag *tags;
    size_t n_tags, tags_capacity;
    const struct font_face *fonts;
    size_t n_fonts;
    const struct image *images;
    size_t n_images;
    struct destination *destinations;
    size_t n_destinations, destinations_capacity;
    struct outline_entry *outline;
    size_t n_outline, outline_capacity;
    const struct attachment *attachments;
    size_t n_attachments;
};

/* A drawing of known size, made by figure/ at (0, 0) and moved to its place by layout/. */
struct figure {
    double width_pt, height_pt;
    struct op *ops; /* op.tag is 0: the figure; glyph runs refer to the shaper's fonts */
    size_t n_ops, capacity;
    const char *alt;
    const struct figure_table *table; /* figure_table.h: to stand below it; NULL: none */
};

const char *tag_kind_name(enum tag_kind kind); /* "H1", "TD" ... as in PDF */

/* Make room for @n more operations at once. */
void page_reserve(Arena *arena, struct page *page, size_t n);
struct op *page_add_op(Arena *arena, struct page *page, enum op_kind kind, int tag);
struct op *figure_add_op(Arena *arena, struct figure *figure, enum op_kind kind);

/* Move what an operation draws. Path steps and glyphs are copied into @arena where needed. */
void op_translate(Arena *arena, struct op *op, double dx_pt, double dy_pt);
/* Enlarge what an operation draws, away from the origin. */
void op_scale(Arena *arena, struct op *op, double by);
/* What an operation covers; of glyphs, from an ascent of 0.8 to a descent of 0.2 of the size. */
struct rect op_bounds(const struct op *op);

/* A path that is a rectangle with corners of @radius_pt. */
struct path_step *path_round_rect(Arena *arena, struct rect rect, double radius_pt, size_t *ret_n);
