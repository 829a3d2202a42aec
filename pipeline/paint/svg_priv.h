/*
 * svg_priv.h - SVG files as shapes.
 *
 * Never:  runs a script, follows a reference out of the file, expands an entity.
 * Limits: elements, their depth, numbers and the steps of all paths; see svg_tree.c, svg_draw.c.
 * Source: SVG 1.1 (second edition); bare section numbers in svg_*.c refer to it.
 */
#pragma once

#include "paint.h"
#include "vector.h"

/* --- svg_tree.c: the file as a tree ----------------------------------------------------------- */

struct svg_attribute {
    const char *name, *value; /* xlink:href is "href" */
};

struct svg_node {
    const char *name; /* without "svg:"; another vocabulary's elements are left out */
    struct svg_attribute *attributes;
    size_t n_attributes;
    const char *text; /* of a style element; else NULL */
    struct svg_node *parent, *first, *last, *next;
    unsigned n_drawn; /* elements, itself and what its uses bring; 0: not counted */
    bool is_being_counted;
};

struct svg_tree {
    struct svg_node *root;
    GHashTable *ids;     /* of nodes; the first of a name */
    GString *css;        /* of all style elements */
    const char *outside; /* the first reference that leads out of the file; NULL: none */
};

/* NULL, or why the file cannot be read: half a sentence. */
const char *svg_tree_read(Arena *arena, struct str file, struct svg_tree *ret);
/* NULL: the element does not have it. */
const char *svg_attribute(const struct svg_node *node, const char *name);

/* --- svg_number.c: numbers, lengths, transforms ----------------------------------------------- */

/* Larger ones draw nothing that a page can show. */
static const double SVG_NUMBER_MAX = 1e7;

/* White space and at most one comma. */
void svg_skip_separator(const char **p);
/* The number at *p, which then stands behind it; false: there is none, or it is out of range. */
bool svg_read_number(const char **p, double *ret);
/* In px; a percentage is of @whole. False: it is no length, or of a unit that depends on fonts. */
bool svg_read_length(const char *text, double whole, double *ret);

/* x' = a x + c y + e, y' = b x + d y + f. */
struct svg_matrix {
    double a, b, c, d, e, f;
};

/* First @inner, then @outer. */
struct svg_matrix svg_matrix_multiply(struct svg_matrix outer, struct svg_matrix inner);
/* False: the text is not a list of transforms. */
bool svg_read_transform(const char *text, struct svg_matrix *ret);

/* --- svg_path.c, svg_shape.c: outlines -------------------------------------------------------- */

/* Steps in the units of the element, before its transform. */
struct svg_outline {
    Arena *arena;
    struct path_step *steps;
    size_t n, capacity;
};

void svg_outline_move(struct svg_outline *outline, double x, double y);
void svg_outline_line(struct svg_outline *outline, double x, double y);
void svg_outline_close(struct svg_outline *outline);

/* A path's data, up to the first mistake (section F.2). */
void svg_outline_path(struct svg_outline *outline, const char *data);
/* An arc from the last point (section 8.3.8). */
struct svg_arc {
    double rx, ry, rotation_degrees;
    bool is_large, is_sweep;
    struct point from, to;
};
void svg_outline_arc(struct svg_outline *outline, const struct svg_arc *arc);

/* The basic shapes of chapter 9. False: the element is none. @width, @height: of the viewport. */
bool svg_outline_element(struct svg_outline *outline, const struct svg_node *node, double width,
                         double height);

/* --- svg_colour.c, svg_style.c: how an outline is painted ------------------------------------- */

enum svg_paint_kind { SVG_PAINT_NONE, SVG_PAINT_COLOUR, SVG_PAINT_OTHER };

struct svg_paint {
    enum svg_paint_kind kind;
    struct rgb colour;
    double opacity; /* the colour's own */
};

/* @current: what "currentColor" is. False: it is no colour. */
bool svg_read_paint(const char *text, const struct svg_paint *current, struct svg_paint *ret);

struct svg_style {
    /* inherited */
    struct svg_paint fill, stroke, current;
    double fill_opacity, stroke_opacity, stroke_width, mitre_limit;
    double dash[2];
    bool is_even_odd, is_hidden, has_square_caps;
    enum line_cap cap;
    enum line_join join;
    const char *inherited_beyond; /* markers, uneven dashes ...: needs more than shapes */
    /* of the element alone */
    double opacity;
    bool is_absent;   /* display: none */
    const char *clip; /* the identifier that clip-path names; NULL: none */
    const char *beyond;
};

typedef struct svg_sheet SvgSheet;

struct svg_style svg_style_initial(void);
/* The rules of a style sheet; *ret_beyond: it has rules that are not understood. */
SvgSheet *svg_sheet_read(Arena *arena, const char *css, const char **ret_beyond);
/* An element's style, from its parent's. */
struct svg_style svg_style_of(Arena *arena, const SvgSheet *sheet, const struct svg_node *node,
                              const struct svg_style *parent);

/* --- svg_draw.c: the whole picture ------------------------------------------------------------ */

struct svg_picture {
    double width_px, height_px;
    const struct vector *vector; /* NULL: shapes alone cannot show it, because it has @beyond */
    const char *beyond;          /* "gradients", "text" ... */
    const char *outside;         /* a reference out of the file, which is not followed; or NULL */
};

/* Whether a file could be SVG, by its first bytes. */
bool svg_is_likely(struct str file);
/* NULL, or why the file cannot be read: half a sentence. */
const char *svg_read(Arena *arena, struct str file, struct svg_picture *ret);
