/*
 * layout_item_priv.h - what stands on a page without being cut, and the places it is set in.
 */
#pragma once

#include "layout_inline_priv.h"

struct layout;

/* A ground or an edge behind a run of items. */
struct frame {
    const struct frame *parent;
    double x_pt, width_pt;
    bool has_ground;
    enum theme_colour ground;
    double edge_pt; /* left edge; 0: none */
    enum theme_colour edge;
    double rule_pt; /* above, of the ink's colour; 0: none */
    bool is_band;   /* its ground reaches from the page's head and from side to side */
};

/* A destination whose page is not known yet. */
struct anchor {
    int destination; /* index into display.destinations; -1: an entry of the contents */
    size_t entry;
    double y_pt; /* from the item's top */
};

/* What can stand on a page without being cut. */
struct item {
    double height_pt;
    double above_pt, below_pt; /* to its neighbours: the larger counts; none at a page's top */
    double lowered_pt;         /* of its first line, for what is signed above it */
    double penalty;            /* of a page break before it; see layout_break.c */
    bool is_torn;              /* begins with the rest of a word */
    bool starts_page;
    bool starts_body;  /* of the text proper: pages are counted from here */
    bool is_full_page; /* the cover: no header, no footer, ops are absolute */
    bool is_turned;    /* stands on a page laid across */
    bool is_reported;  /* it is too high, and an error says so */
    struct op *ops;
    size_t n_ops, capacity;
    const struct frame *frame;
    const struct item *carried; /* a table's head, repeated where a page starts with this item */
    struct anchor *anchors;     /* destinations inside */
    size_t n_anchors, anchors_capacity;
    struct span at;
};

enum { BREAK_NEVER = 1000000 };

struct flow {
    struct item *items;
    size_t n, capacity;
    bool wants_page; /* the next item starts a page */
    bool wants_body; /* the next item starts the text proper */
    bool has_facing_pages;
    double turned_pt; /* the height of a turned page's body */
};

/* The place that blocks are set in. */
struct place {
    double x_pt, width_pt;
    const struct frame *frame;
    int tag;               /* parent element */
    double text_width_pt;  /* running text is no wider; <= width_pt */
    enum text_role role;   /* of paragraphs */
    int side;              /* of a list: 1 the document's, -1 the other; 0: by each text's words */
    enum node_align align; /* of paragraphs, headings and images */
    bool is_muted;         /* paragraphs in the muted colour */
    bool is_on_brand;      /* on a ground of the brand's colour */
    bool is_in_page;       /* in the page's own flow: not in a frame, nor beside others */
    bool is_facts;         /* tables are names and facts: no rules, names muted */
    const char **clause;   /* number of the clause that blocks belong to, so far; NULL: of none */
};

struct item *flow_add(struct layout *layout, struct flow *flow, const struct place *place);
struct op *item_add_op(struct layout *layout, struct item *item, enum op_kind kind, int tag);
void item_add_rect(struct layout *layout, struct item *item, struct rect rect,
                   enum theme_colour colour, int tag);
void item_add_anchor(struct layout *layout, struct item *item, struct anchor anchor);
/* Add all that @other holds, moved down by @y_pt. */
void item_add_item(struct layout *layout, struct item *item, const struct item *other, double y_pt);
/* Copy a line's operations with its baseline's left end at (x, y). */
void item_add_line(struct layout *layout, struct item *item, const struct line *line, double x_pt,
                   double y_pt);

/* All lines of a paragraph as items with widow and orphan penalties. @above, @below around it. */
void flow_add_lines(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct lines *lines, const struct set_style *style, double above_pt,
                    double below_pt);

/* Items of a flow under each other. */
struct frame_run {
    const struct flow *flow;
    size_t first, end;
    const double *tops; /* by item of the flow */
};

/*
 * The next frame right inside @outer from item *@first on, which becomes its first item; its last
 * one is *@ret_last. NULL: there is none.
 */
const struct frame *frame_next(const struct frame_run *run, size_t *first, size_t *ret_last,
                               const struct frame *outer);

/* One item that holds all of a flow, one under the other: cells, columns, the cover. */
struct item flow_stack(struct layout *layout, const struct flow *flow);
