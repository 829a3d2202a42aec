/*
 * figure_flow_draw_priv.h - what edges, frames and nodes are drawn with.
 */
#pragma once

#include "figure_flow_priv.h"

struct flow_colours {
    struct rgb ground, ink, line, muted;
    struct rgb node; /* outlines */
    struct rgb question, question_ground;
    struct rgb card, rule;
};

struct flow_paint {
    bool has_fill, is_dashed;
    struct rgb fill, stroke;
    double stroke_pt; /* 0: none */
};

void flow_fill_polygon(struct canvas *canvas, const struct point *points, size_t n,
                       const struct flow_paint *with);
void flow_fill_round(struct canvas *canvas, struct rect rect, double radius_pt,
                     const struct flow_paint *with);
void flow_fill_steps(struct canvas *canvas, const struct path_step *steps, size_t n,
                     const struct flow_paint *with);

struct flow_colours flow_colours(const struct canvas *canvas);
/* Lines around the middle of a box; capitals stand in the middle of their line. */
void flow_draw_lines(struct canvas *canvas, const struct text_look *look, struct rgb colour,
                     struct point middle, const struct str *lines, size_t n);
/* At @tip, of a line that comes from @from. */
void flow_draw_head(struct canvas *canvas, enum flow_head head, struct point tip, struct point from,
                    const struct flow_paint *with);

/* The outline of a node; the colour of its words. (figure_flow_node.c) */
void flow_draw_node(struct canvas *canvas, const struct flow *flow, const struct flow_node *node,
                    struct point by, const struct flow_colours *colours);
struct rgb flow_node_ink(const struct flow *flow, const struct flow_node *node,
                         const struct flow_colours *colours);
