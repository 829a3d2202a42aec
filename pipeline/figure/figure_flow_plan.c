#include "figure_flow_layout_priv.h"

#include <math.h>

/*
 * Groups. One that no edge enters or leaves (edges to the group itself do not count) is laid out
 * alone, in its own direction if it has one, and is then a box for what holds it. The others are
 * frames in one layout, whose direction they follow, because the edges over their borders decide
 * where things stand. Empty groups are boxes.
 */

struct plan {
    Arena *arena;
    struct flow *flow;
    const struct flow_metrics *metrics;
    bool *is_alone;            /* group */
    struct flow_graph *graphs; /* [group + 1]: of groups that stand alone; 0: all the rest */
    int *box_of_node, *box_of_group, *frame_of_group;
};

/* The group that holds an end. */
static int holder_of(const struct flow *flow, int end) {
    return end < FLOW_NODES_MAX ? flow->nodes[end].group
                                : flow->groups[end - FLOW_NODES_MAX].parent;
}

static void find_alone(struct plan *plan) {
    const struct flow *flow = plan->flow;
    for (size_t g = 0; g < flow->n_groups; g++) {
        plan->is_alone[g] = true;
    }
    for (size_t i = 0; i < flow->n_edges; i++) {
        int a = holder_of(flow, flow->edges[i].from), b = holder_of(flow, flow->edges[i].to);
        while (a != b) { /* a parent has a smaller number */
            int *inner = a > b ? &a : &b;
            plan->is_alone[*inner] = false;
            *inner = flow->groups[*inner].parent;
        }
    }
}

/* The group that stands alone around @group, or is it; -1: none. */
static int alone_around(const struct plan *plan, int group) {
    while (group >= 0 && !plan->is_alone[group]) {
        group = plan->flow->groups[group].parent;
    }
    return group;
}

/* Of groups around a node, the frame; -1 where what holds it is the layout itself. */
static int frame_around(const struct plan *plan, int group) {
    return group >= 0 && !plan->is_alone[group] ? plan->frame_of_group[group] : -1;
}

static bool is_in_group(const struct flow *flow, int group, int holder) {
    while (group >= 0 && group != holder) {
        group = flow->groups[group].parent;
    }
    return group == holder;
}

/* An edge to a group that is a frame leads to the first of its nodes, or comes from its last. */
static int box_of_end(const struct plan *plan, int end, int holder, bool is_from) {
    const struct flow *flow = plan->flow;
    int found = -1;
    if (end < FLOW_NODES_MAX) {
        return plan->box_of_node[end];
    }
    if (plan->is_alone[end - FLOW_NODES_MAX]) {
        return plan->box_of_group[end - FLOW_NODES_MAX];
    }
    for (size_t i = 0; i < flow->n_nodes && (is_from || found < 0); i++) {
        if (is_in_group(flow, flow->nodes[i].group, end - FLOW_NODES_MAX) &&
            alone_around(plan, flow->nodes[i].group) == holder) {
            found = plan->box_of_node[i];
        }
    }
    for (size_t g = 0; g < flow->n_groups && found < 0; g++) {
        if (plan->is_alone[g] && is_in_group(flow, (int)g, end - FLOW_NODES_MAX)) {
            found = plan->box_of_group[g];
        }
    }
    return found;
}

static void add_boxes(struct plan *plan, int holder, struct flow_graph *graph) {
    const struct flow *flow = plan->flow;
    graph->frames = ARENA_NEW_N(plan->arena, struct flow_frame, flow->n_groups + 1);
    graph->boxes = ARENA_NEW_N(plan->arena, struct flow_box, flow->n_nodes + flow->n_groups + 1);
    for (size_t g = 0; g < flow->n_groups; g++) {
        int parent = flow->groups[g].parent;
        if (alone_around(plan, parent) != holder) {
            continue;
        }
        if (plan->is_alone[g]) {
            const struct flow_graph *inside = &plan->graphs[g + 1];
            plan->box_of_group[g] = (int)graph->n_boxes;
            graph->boxes[graph->n_boxes++] = (struct flow_box){
                .width_pt = fmax(inside->width_pt, flow->groups[g].title_pt) + 2 * FLOW_PAD_PT,
                .height_pt = inside->height_pt + 2 * FLOW_PAD_PT +
                             (flow->groups[g].title.n > 0 ? FLOW_TITLE_PT : 0),
                .frame = frame_around(plan, parent)};
        } else {
            plan->frame_of_group[g] = (int)graph->n_frames;
            graph->frames[graph->n_frames++] = (struct flow_frame){
                .parent = frame_around(plan, parent), .title_pt = flow->groups[g].title_pt};
        }
    }
    for (size_t i = 0; i < flow->n_nodes; i++) {
        const struct flow_node *node = &flow->nodes[i];
        if (alone_around(plan, node->group) == holder) {
            plan->box_of_node[i] = (int)graph->n_boxes;
            graph->boxes[graph->n_boxes++] =
                (struct flow_box){.width_pt = node->width_pt,
                                  .height_pt = node->height_pt,
                                  .frame = frame_around(plan, node->group),
                                  .shape = node->shape};
        }
    }
}

/* The layout that an edge belongs to: the one that holds both of its ends. */
static int holder_of_edge(const struct plan *plan, const struct flow_edge *edge) {
    return alone_around(plan, holder_of(plan->flow, edge->from));
}

static void add_links(struct plan *plan, int holder, struct flow_graph *graph, double leading_pt) {
    const struct flow *flow = plan->flow;
    graph->links = ARENA_NEW_N(plan->arena, struct flow_link, flow->n_edges + 1);
    for (size_t i = 0; i < flow->n_edges; i++) {
        const struct flow_edge *edge = &flow->edges[i];
        if (holder_of_edge(plan, edge) != holder) {
            continue;
        }
        int from = box_of_end(plan, edge->from, holder, true);
        int to = box_of_end(plan, edge->to, holder, false);
        graph->links[graph->n_links++] =
            (struct flow_link){.from = (size_t)MAX(from, 0),
                               .to = (size_t)MAX(to, 0),
                               .length = edge->length,
                               .is_hidden = edge->line == FLOW_HIDDEN || from < 0 || to < 0,
                               .label_width_pt = edge->label_width_pt,
                               .label_height_pt = leading_pt * (double)edge->n_lines};
    }
}

static enum flow_direction direction_of(const struct plan *plan, int group) {
    for (; group >= 0; group = plan->flow->groups[group].parent) {
        if (plan->flow->groups[group].has_direction) {
            return plan->flow->groups[group].direction;
        }
    }
    return plan->flow->direction;
}

static void arrange(struct plan *plan, int holder, double leading_pt) {
    struct flow_graph *graph = &plan->graphs[holder + 1];
    graph->direction = direction_of(plan, holder);
    graph->metrics = *plan->metrics;
    add_boxes(plan, holder, graph);
    add_links(plan, holder, graph, leading_pt);
    flow_arrange(plan->arena, graph);
}

static struct rect moved(struct rect rect, struct point by) {
    rect.x += by.x;
    rect.y += by.y;
    return rect;
}

/* What a layout has placed, at the place of the layout. */
static void take_places(struct plan *plan, int holder, struct point origin) {
    struct flow *flow = plan->flow;
    const struct flow_graph *graph = &plan->graphs[holder + 1];
    size_t link = 0;
    for (size_t i = 0; i < flow->n_nodes; i++) {
        if (alone_around(plan, flow->nodes[i].group) == holder) {
            flow->nodes[i].at = moved(graph->boxes[plan->box_of_node[i]].at, origin);
        }
    }
    for (size_t g = 0; g < flow->n_groups; g++) {
        if (alone_around(plan, flow->groups[g].parent) == holder) {
            flow->groups[g].at = plan->is_alone[g]
                                     ? moved(graph->boxes[plan->box_of_group[g]].at, origin)
                                     : moved(graph->frames[plan->frame_of_group[g]].at, origin);
        }
    }
    for (size_t i = 0; i < flow->n_edges; i++) {
        struct flow_edge *edge = &flow->edges[i];
        if (holder_of_edge(plan, edge) != holder) {
            continue;
        }
        const struct flow_link *from = &graph->links[link++];
        edge->points = from->points;
        edge->n_points = from->n_points;
        edge->label_at = moved(from->label_at, origin);
        for (size_t k = 0; k < edge->n_points; k++) {
            edge->points[k].x += origin.x;
            edge->points[k].y += origin.y;
        }
    }
}

void flow_plan(Arena *arena, struct flow *flow, const struct flow_metrics *metrics,
               double leading_pt) {
    struct plan plan = {
        .arena = arena,
        .flow = flow,
        .metrics = metrics,
        .is_alone = ARENA_NEW_N(arena, bool, flow->n_groups + 1),
        .graphs = ARENA_NEW_N(arena, struct flow_graph, flow->n_groups + 1),
        .box_of_node = ARENA_NEW_N(arena, int, flow->n_nodes + 1),
        .box_of_group = ARENA_NEW_N(arena, int, flow->n_groups + 1),
        .frame_of_group = ARENA_NEW_N(arena, int, flow->n_groups + 1),
    };
    find_alone(&plan);
    for (int g = (int)flow->n_groups - 1; g >= 0; g--) {
        if (plan.is_alone[g]) {
            arrange(&plan, g, leading_pt);
        }
    }
    arrange(&plan, -1, leading_pt);
    if (metrics->fold_pt > 0) {
        flow_fold(arena, &plan.graphs[0], metrics->fold_pt);
    }
    take_places(&plan, -1, (struct point){0, 0});
    for (size_t g = 0; g < flow->n_groups; g++) {
        if (plan.is_alone[g]) {
            const struct flow_group *group = &flow->groups[g];
            double title_pt = group->title.n > 0 ? FLOW_TITLE_PT : 0;
            double spare_pt = group->at.width - plan.graphs[g + 1].width_pt;
            take_places(
                &plan, (int)g,
                (struct point){group->at.x + spare_pt / 2, group->at.y + FLOW_PAD_PT + title_pt});
        }
    }
    flow->width_pt = plan.graphs[0].width_pt;
    flow->height_pt = plan.graphs[0].height_pt;
}
