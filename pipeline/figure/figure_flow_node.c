#include "figure_flow_draw_priv.h"

#include <math.h>

/* Outlines of nodes and how they are painted. */

/* A terminal where everything ends, and the only one: the chart's aim. */
static bool is_aim(const struct flow *flow, const struct flow_node *node) {
    bool is_terminal = node->shape == FLOW_STADIUM || node->shape == FLOW_CIRCLE ||
                       node->shape == FLOW_DOUBLE_CIRCLE;
    size_t n = 0;
    for (size_t i = 0; is_terminal && i < flow->n_nodes; i++) {
        n += flow->nodes[i].n_out == 0 && flow->nodes[i].n_in > 0 ? 1 : 0;
    }
    return n == 1 && node->n_out == 0 && node->n_in > 0;
}

static struct flow_paint node_paint(const struct flow *flow, const struct flow_node *node,
                                    const struct flow_colours *colours) {
    struct flow_paint with = {
        .has_fill = true, .fill = colours->ground, .stroke = colours->node, .stroke_pt = 1};
    if (node->shape == FLOW_RHOMBUS) {
        with.fill = colours->question_ground;
        with.stroke = colours->question;
        with.stroke_pt = 1.25;
    } else if (is_aim(flow, node)) {
        with.fill = colours->node;
    } else if (node->shape == FLOW_STADIUM || node->shape == FLOW_CIRCLE ||
               node->shape == FLOW_DOUBLE_CIRCLE) {
        with.stroke = colours->line;
    } else if (node->shape == FLOW_PLAIN) {
        with.has_fill = false;
        with.stroke_pt = 0;
    }
    const struct flow_style *style = &node->style;
    if (style->has_fill) {
        with.has_fill = true;
        with.fill = flow_fill(style->fill, colours->ground);
        /* An outline of the fill's own hue that can be seen (WCAG 2.2 SC 1.4.11). */
        with.stroke = rgb_with_contrast(with.fill, colours->ground, 3);
    }
    with.has_fill = with.has_fill && !style->has_no_fill;
    with.stroke =
        style->has_stroke ? rgb_with_contrast(style->stroke, colours->ground, 3) : with.stroke;
    with.stroke_pt = style->stroke_pt > 0 ? style->stroke_pt : with.stroke_pt;
    with.is_dashed = style->is_dashed;
    return with;
}

struct rgb flow_node_ink(const struct flow *flow, const struct flow_node *node,
                         const struct flow_colours *colours) {
    struct flow_paint with = node_paint(flow, node, colours);
    struct rgb under = with.has_fill ? with.fill : colours->ground;
    struct rgb own = node->style.colour;
    double most = fmax(own.r, fmax(own.g, own.b)), least = fmin(own.r, fmin(own.g, own.b));
    /* A colour keeps its hue; of a grey that cannot be read nothing would be left but a worse one.
     */
    bool has_hue = most - least > 0.15;
    if (node->style.has_colour && (has_hue || rgb_contrast(own, under) >= 4.5)) {
        return rgb_with_contrast(own, under, 4.5);
    }
    bool is_ink = rgb_contrast(colours->ink, under) >= rgb_contrast(colours->ground, under);
    return rgb_with_contrast(is_ink ? colours->ink : colours->ground, under, 4.5);
}

/* --- outlines ------------------------------------------------------------------------------- */

static void draw_cylinder(struct canvas *canvas, struct rect at, const struct flow_paint *with) {
    double cap = flow_shape_cap(), right = rect_right(at), foot = rect_bottom(at);
    double bend = cap * 4 / 3; /* of a curve whose middle is @cap from its ends */
    const struct path_step body[] = {
        {PATH_MOVE, {{at.x, at.y + cap}}},
        {PATH_CURVE, {{at.x, at.y + cap - bend}, {right, at.y + cap - bend}, {right, at.y + cap}}},
        {PATH_LINE, {{right, foot - cap}}},
        {PATH_CURVE, {{right, foot - cap + bend}, {at.x, foot - cap + bend}, {at.x, foot - cap}}},
        {PATH_CLOSE, {{0, 0}}},
    };
    const struct path_step lid[] = {
        {PATH_MOVE, {{at.x, at.y + cap}}},
        {PATH_CURVE, {{at.x, at.y + cap + bend}, {right, at.y + cap + bend}, {right, at.y + cap}}},
    };
    struct flow_paint line = *with;
    line.has_fill = false;
    flow_fill_steps(canvas, body, G_N_ELEMENTS(body), with);
    flow_fill_steps(canvas, lid, G_N_ELEMENTS(lid), &line);
}

static void draw_subroutine(struct canvas *canvas, struct rect at, const struct flow_paint *with) {
    const struct path_step bars[] = {
        {PATH_MOVE, {{at.x + 5, at.y}}},
        {PATH_LINE, {{at.x + 5, rect_bottom(at)}}},
        {PATH_MOVE, {{rect_right(at) - 5, at.y}}},
        {PATH_LINE, {{rect_right(at) - 5, rect_bottom(at)}}},
    };
    struct flow_paint line = *with;
    line.has_fill = false;
    flow_fill_round(canvas, at, 2, with);
    flow_fill_steps(canvas, bars, G_N_ELEMENTS(bars), &line);
}

/* The corners of a shape that has none but straight sides; returns how many. */
static size_t corners(enum flow_shape shape, struct rect at, struct point ret[6]) {
    double left = at.x, right = rect_right(at), top = at.y, foot = rect_bottom(at);
    double middle_x = left + at.width / 2, middle_y = top + at.height / 2;
    double skew = flow_shape_skew(at.width);
    double top_in = shape == FLOW_TRAPEZOID ? skew : 0,
           foot_in = shape == FLOW_TRAPEZOID_WIDER ? skew : 0;
    if (shape == FLOW_RHOMBUS) {
        ret[0] = (struct point){middle_x, top};
        ret[1] = (struct point){right, middle_y};
        ret[2] = (struct point){middle_x, foot};
        ret[3] = (struct point){left, middle_y};
        return 4;
    }
    if (shape == FLOW_HEXAGON) {
        ret[0] = (struct point){left + skew, top};
        ret[1] = (struct point){right - skew, top};
        ret[2] = (struct point){right, middle_y};
        ret[3] = (struct point){right - skew, foot};
        ret[4] = (struct point){left + skew, foot};
        ret[5] = (struct point){left, middle_y};
        return 6;
    }
    bool leans_right = shape == FLOW_LEAN_RIGHT, leans_left = shape == FLOW_LEAN_LEFT;
    ret[0] = (struct point){left + (leans_right ? skew : top_in), top};
    ret[1] = (struct point){right - (leans_left ? skew : top_in), top};
    ret[2] = (struct point){right - (leans_right ? skew : foot_in), foot};
    ret[3] = (struct point){left + (leans_left ? skew : foot_in), foot};
    if (shape != FLOW_FLAG) {
        return 4;
    }
    ret[4] = (struct point){left + skew, middle_y};
    return 5;
}

void flow_draw_node(struct canvas *canvas, const struct flow *flow, const struct flow_node *node,
                    struct point by, const struct flow_colours *colours) {
    struct flow_paint with = node_paint(flow, node, colours);
    struct rect at = {node->at.x + by.x, node->at.y + by.y, node->at.width, node->at.height};
    struct point points[6];
    switch (node->shape) {
    case FLOW_RECT: flow_fill_round(canvas, at, 4, &with); return;
    case FLOW_ROUND: flow_fill_round(canvas, at, 9, &with); return;
    case FLOW_STADIUM:
    case FLOW_CIRCLE: flow_fill_round(canvas, at, at.height / 2, &with); return;
    case FLOW_DOUBLE_CIRCLE: {
        struct rect inside = {at.x + 3.5, at.y + 3.5, at.width - 7, at.height - 7};
        struct flow_paint ring = {.has_fill = true,
                                  .fill = colours->ground,
                                  .stroke = with.stroke,
                                  .stroke_pt = with.stroke_pt};
        flow_fill_round(canvas, at, at.height / 2, &ring);
        flow_fill_round(canvas, inside, inside.height / 2, &with);
        return;
    }
    case FLOW_SUBROUTINE: draw_subroutine(canvas, at, &with); return;
    case FLOW_CYLINDER: draw_cylinder(canvas, at, &with); return;
    case FLOW_FLAG:
    case FLOW_RHOMBUS:
    case FLOW_HEXAGON:
    case FLOW_LEAN_RIGHT:
    case FLOW_LEAN_LEFT:
    case FLOW_TRAPEZOID:
    case FLOW_TRAPEZOID_WIDER:
        flow_fill_polygon(canvas, points, corners(node->shape, at, points), &with);
        return;
    case FLOW_PLAIN:
        if (with.has_fill || with.stroke_pt > 0) {
            flow_fill_round(canvas, at, 4, &with);
        }
        return;
    case N_FLOW_SHAPES: break;
    }
    g_assert_not_reached();
}
