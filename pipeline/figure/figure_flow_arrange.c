#include "figure_flow_layout_priv.h"

#include <math.h>

/*
 * A layered layout (Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical
 * system structures", 1981): layers, order inside them, places, lines; each step names its source.
 * All steps see a drawing that runs downwards; here it is turned to its direction.
 */

static struct point turn(const struct flow_graph *graph, struct point at, double along_pt) {
    switch (graph->direction) {
    case FLOW_DOWN: return at;
    case FLOW_UP: return (struct point){at.x, along_pt - at.y};
    case FLOW_RIGHT: return (struct point){at.y, at.x};
    case FLOW_LEFT: return (struct point){along_pt - at.y, at.x};
    }
    g_assert_not_reached();
}

static struct rect turn_rect(const struct flow_graph *graph, struct rect at, double along_pt) {
    struct point a = turn(graph, (struct point){at.x, at.y}, along_pt);
    struct point b = turn(graph, (struct point){rect_right(at), rect_bottom(at)}, along_pt);
    return (struct rect){fmin(a.x, b.x), fmin(a.y, b.y), fabs(a.x - b.x), fabs(a.y - b.y)};
}

void flow_settle(struct flow_graph *graph) {
    struct rect all = graph->boxes[0].at;
    for (size_t i = 0; i < graph->n_boxes; i++) {
        all = rect_union(all, graph->boxes[i].at);
    }
    for (size_t i = 0; i < graph->n_frames; i++) {
        all = rect_union(all, graph->frames[i].at);
    }
    for (size_t i = 0; i < graph->n_links; i++) {
        const struct flow_link *link = &graph->links[i];
        for (size_t k = 0; k < link->n_points; k++) {
            all =
                rect_union(all, (struct rect){link->points[k].x - 1, link->points[k].y - 1, 2, 2});
        }
        if (link->n_points > 0 && link->label_width_pt > 0) {
            struct rect words = link->label_at;
            words.width += FLOW_SPACE_PT;
            all = rect_union(all, words);
        }
    }
    for (size_t i = 0; i < graph->n_boxes; i++) {
        graph->boxes[i].at.x -= all.x;
        graph->boxes[i].at.y -= all.y;
    }
    for (size_t i = 0; i < graph->n_frames; i++) {
        graph->frames[i].at.x -= all.x;
        graph->frames[i].at.y -= all.y;
    }
    for (size_t i = 0; i < graph->n_links; i++) {
        struct flow_link *link = &graph->links[i];
        link->label_at.x -= all.x;
        link->label_at.y -= all.y;
        for (size_t k = 0; k < link->n_points; k++) {
            link->points[k].x -= all.x;
            link->points[k].y -= all.y;
        }
    }
    graph->width_pt = all.width;
    graph->height_pt = all.height;
}

static void turn_all(struct flow_work *work) {
    struct flow_graph *graph = work->graph;
    double along_pt = work->layers[work->n_layers - 1].tracks_pt;
    for (size_t i = 0; i < graph->n_boxes; i++) {
        double thick_pt = flow_box_thick(work, i), broad_pt = flow_box_broad(work, i);
        struct rect at = {work->blocks[i].across_pt - broad_pt / 2,
                          work->layers[work->blocks[i].first].at_pt - thick_pt / 2, broad_pt,
                          thick_pt};
        graph->boxes[i].at = turn_rect(graph, at, along_pt);
    }
    for (size_t f = 0; f < graph->n_frames; f++) {
        const struct flow_span *span = &work->spans[f];
        struct rect at = {span->left_pt, span->top_pt, span->right_pt - span->left_pt,
                          span->bottom_pt - span->top_pt};
        graph->frames[f].at = turn_rect(graph, at, along_pt);
    }
    for (size_t i = 0; i < graph->n_links; i++) {
        struct flow_link *link = &graph->links[i];
        for (size_t k = 0; k < link->n_points; k++) {
            link->points[k] = turn(graph, link->points[k], along_pt);
        }
        link->label_at = turn_rect(graph, link->label_at, along_pt);
    }
}

void flow_arrange(Arena *arena, struct flow_graph *graph) {
    struct flow_work work = {
        .arena = arena,
        .graph = graph,
        .is_sideways = graph->direction == FLOW_RIGHT || graph->direction == FLOW_LEFT,
    };
    if (graph->n_boxes == 0) {
        graph->width_pt = graph->height_pt = 0;
        return;
    }
    flow_make_layers(&work);
    flow_order_blocks(&work);
    flow_place_across(&work);
    flow_route(&work);
    turn_all(&work);
    flow_settle(graph);
}
