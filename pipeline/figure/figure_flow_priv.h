/*
 * figure_flow_priv.h - flowcharts: from the words of a mermaid fence to a drawing.
 *
 *   _parse, _lex, _label, _finish, _style   statements -> struct flow: nodes, edges, groups
 *   _size     words -> lines and sizes of nodes
 *   _plan     struct flow -> struct flow_graph, one for each group that stands alone
 *   _arrange  the layered layout of a graph (figure_flow_layout_priv.h), by _layer, _order, _place,
 *             _tidy, _route, _track, _simplex
 *   _fold     what is too long, in rows
 *   _draw, _node, _words   places -> operations, alternative text
 *
 * Units: points. What users call a subgraph is a group here, and a frame to the layout.
 */
#pragma once

#include "figure_priv.h"
#include "figure_words_priv.h"

/* What a page can show, and somewhat more. Words are counted in bytes. */
enum { FLOW_NODES_MAX = 500, FLOW_EDGES_MAX = 1000, FLOW_DEPTH_MAX = 16, FLOW_WORDS_MAX = 2000 };

enum flow_direction { FLOW_DOWN, FLOW_UP, FLOW_RIGHT, FLOW_LEFT };

enum flow_shape {
    FLOW_RECT,
    FLOW_ROUND,
    FLOW_STADIUM,
    FLOW_SUBROUTINE,
    FLOW_CYLINDER,
    FLOW_CIRCLE,
    FLOW_DOUBLE_CIRCLE,
    FLOW_FLAG, /* a notch at the left */
    FLOW_RHOMBUS,
    FLOW_HEXAGON,
    FLOW_LEAN_RIGHT, /* parallelograms */
    FLOW_LEAN_LEFT,
    FLOW_TRAPEZOID,       /* wider at the foot */
    FLOW_TRAPEZOID_WIDER, /* wider at the head */
    FLOW_PLAIN,           /* words alone */
    N_FLOW_SHAPES
};

enum flow_side { FLOW_TOP, FLOW_BOTTOM, FLOW_AT_LEFT, FLOW_AT_RIGHT };

/* --- what a fence says ---------------------------------------------------------------------- */

struct flow_style {
    bool has_fill, has_stroke, has_colour, is_dashed;
    bool has_no_fill;
    struct rgb fill, stroke, colour;
    double stroke_pt; /* 0: not said */
};

struct flow_node {
    struct str id;
    struct str label; /* as people read it; a line feed where it was broken by hand */
    bool has_label;   /* else the id stands for it */
    enum flow_shape shape;
    int group; /* -1: none */
    struct flow_style style;
    size_t order; /* where its label stands in the source */
    struct str *lines;
    size_t n_lines;
    double width_pt, height_pt;
    struct rect at;
    size_t n_in, n_out; /* edges that are seen */
};

enum flow_head { FLOW_NO_HEAD, FLOW_ARROW, FLOW_DOT, FLOW_CROSS };
enum flow_line { FLOW_SOLID, FLOW_DOTTED, FLOW_THICK, FLOW_HIDDEN };

/* An end is a node, or, from FLOW_NODES_MAX on, a group. */
struct flow_edge {
    int from, to;
    struct str label; /* empty: none */
    enum flow_line line;
    enum flow_head head, tail; /* at its end; at its start */
    int length;                /* layers, at least */
    struct flow_style style;
    size_t order;
    struct str *lines;
    size_t n_lines;
    double label_width_pt;
    struct point *points;
    size_t n_points;
    struct rect label_at;
};

struct flow_group {
    struct str id, title;
    int parent;
    bool has_direction;
    enum flow_direction direction;
    struct flow_style style;
    size_t order;
    struct rect at;
    size_t n_nodes; /* in it, and in what it holds */
    double title_pt;
};

struct flow {
    enum flow_direction direction;
    struct str title, description; /* empty: none */
    struct flow_node *nodes;
    size_t n_nodes, nodes_capacity;
    struct flow_edge *edges;
    size_t n_edges, edges_capacity;
    struct flow_group *groups; /* a parent precedes what it holds */
    size_t n_groups, groups_capacity;
    double width_pt, height_pt; /* once it is laid out */
    struct rgb ground;          /* what it stands on */
};

/* The word after which a diagram's kind is called: "flowchart", "gantt" ...; empty: none. */
struct str flow_kind(struct str text);
/* Of the front matter; empty: none. */
struct str flow_title(Arena *arena, struct str text);

/* @text is a slice of @source. What is beyond a limit is a mistake, too. */
bool flow_parse(Arena *arena, const struct source *source, struct str text, struct diags *diags,
                struct flow *ret);

/* Entities, tags and quotes undone; "<br>" is a line feed (figure_flow_label.c). */
struct str flow_label(Arena *arena, struct str text);

/* --- styles (figure_flow_style.c) ----------------------------------------------------------- */

/* "fill:#e3f2fd,stroke:#000": what it says replaces what was said before. */
void flow_style_read(Arena *arena, struct flow_style *style, struct str text);
void flow_style_add(struct flow_style *style, const struct flow_style *more);
/* A fill as it is shown on @ground: a tint of a white page is as quiet a tint on a dark one. */
struct rgb flow_fill(struct rgb fill, struct rgb ground);

/* Words are drawn with a space behind them: more than any font's in this size. */
enum { FLOW_SPACE_PT = 5 };

/* --- sizes and shapes ----------------------------------------------------------------------- */

struct flow_metrics {
    double wrap_pt;   /* words of a node are broken here */
    double layer_pt;  /* between two layers */
    double beside_pt; /* between two nodes of a layer */
    double fold_pt;   /* a chart that is longer is folded where it can be; 0: none is */
};

void flow_size(const struct canvas *canvas, struct flow *flow, const struct flow_metrics *metrics);
struct text_look flow_node_look(const struct flow_node *node);
struct text_look flow_edge_look(void);
double flow_leading(const struct canvas *canvas);
/* Lines of at most about @wrap_pt, and of about one length; returns the widest one. */
double flow_break(const struct canvas *canvas, const struct text_look *look, struct str text,
                  double wrap_pt, struct str **ret_lines, size_t *ret_n);

/* How much slanting sides go in; how high a cylinder's lid is. */
double flow_shape_skew(double width_pt);
double flow_shape_cap(void);

/* How far the outline is from the side of its box, @offset from the side's middle. */
double flow_shape_inset(enum flow_shape shape, double width_pt, double height_pt,
                        enum flow_side side, double offset_pt);

/* --- layout --------------------------------------------------------------------------------- */

struct flow_box {
    double width_pt, height_pt;
    int frame; /* -1: none */
    enum flow_shape shape;
    struct rect at; /* set by flow_arrange(), as are the others' */
};

struct flow_link {
    size_t from, to;
    int length;
    bool is_hidden;
    double label_width_pt, label_height_pt; /* 0: none */
    struct point *points;                   /* from border to border; none where it is hidden */
    size_t n_points;
    struct rect label_at;
};

/* Holds at least one box. A parent precedes what it holds. */
struct flow_frame {
    int parent;
    double title_pt; /* 0: none */
    struct rect at;
};

struct flow_graph {
    enum flow_direction direction;
    struct flow_box *boxes;
    size_t n_boxes;
    struct flow_link *links;
    size_t n_links;
    struct flow_frame *frames;
    size_t n_frames;
    struct flow_metrics metrics;
    double width_pt, height_pt;
};

/* Boxes do not overlap, links end on the outlines of boxes, everything lies inside the size. */
void flow_arrange(Arena *arena, struct flow_graph *graph);

/* What is drawn, moved so that it begins at (0, 0). */
void flow_settle(struct flow_graph *graph);
/* Rows of at most @most_pt along the direction; nothing changes where it cannot be cut so. */
void flow_fold(Arena *arena, struct flow_graph *graph, double most_pt);

/* All of a flow, groups that stand alone as boxes of their own. */
void flow_plan(Arena *arena, struct flow *flow, const struct flow_metrics *metrics,
               double leading_pt);

/* --- diagrams of all kinds (figure_flow.c) -------------------------------------------------- */

/* Returns how high it is; 0: there is none. */
double mermaid_draw_title(struct canvas *canvas, struct str title);
/* What was drawn from (0, 0) on moves down to @drawn.y and becomes smaller where it must. */
void mermaid_fit(struct canvas *canvas, size_t first_op, struct rect drawn, const char *what,
                 struct diags *diags);
bool draw_sequence(struct canvas *canvas, struct diags *diags);

/* --- drawing -------------------------------------------------------------------------------- */

void flow_draw(struct canvas *canvas, const struct flow *flow, struct point at);

/* --- alternative text (figure_flow_words.c) -------------------------------------------------- */

const char *flow_describe(const struct canvas *canvas, const struct flow *flow);
/* Words on one line. */
void flow_append_words(GString *out, struct str words);
/* "Flowchart: title." */
void flow_begin_description(const struct canvas *canvas, enum figure_word kind, struct str title,
                            GString *out);
