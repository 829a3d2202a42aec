#include "figure_flow_route_priv.h"

#include <math.h>
#include <string.h>

/*
 * Between two layers, each start with its ends is a net: one level piece from the leftmost to the
 * rightmost of them. Nets are put into an order from above to below, each where it adds the fewest
 * crossings and never lies on another's upright piece; then each takes the highest track that is
 * free under those before it (channel routing after Hashimoto and Stevens, 1971).
 */

enum { NETS_SORTED_MAX = 300, OVERLAP_COST = 20 };

/* --- nets ----------------------------------------------------------------------------------- */

static struct flow_net *add_net(struct flow_routing *routing, int layer, double upper_pt) {
    struct flow_gap *gap = &routing->gaps[layer];
    gap->nets =
        arena_grow(routing->work->arena, gap->nets, gap->n, &gap->capacity, sizeof *gap->nets);
    struct flow_net *net = &gap->nets[gap->n++];
    *net = (struct flow_net){.upper_pt = upper_pt, .low_pt = upper_pt, .high_pt = upper_pt};
    return net;
}

static void add_end(struct flow_routing *routing, struct flow_net *net, size_t link, int at,
                    double lower_pt) {
    net->ends =
        arena_grow(routing->work->arena, net->ends, net->n, &net->capacity, sizeof *net->ends);
    net->ends[net->n++] = (struct flow_end){link, at, lower_pt};
    net->low_pt = fmin(net->low_pt, lower_pt);
    net->high_pt = fmax(net->high_pt, lower_pt);
}

/* All that leave a box downwards: one net. */
static void add_leaving(struct flow_routing *routing, size_t box) {
    const struct flow_work *work = routing->work;
    struct flow_net *net = NULL;
    for (size_t i = work->leaving_first[box]; i < work->leaving_first[box + 1]; i++) {
        size_t link = work->leaving[i];
        if (work->is_back[link] || !flow_is_drawn(work, link) || flow_is_loop(work, link)) {
            continue;
        }
        if (!net) {
            net = add_net(routing, work->blocks[box].first, flow_port_at(routing, box, link, 0));
        }
        add_end(routing, net, link, 0, flow_next_at(routing, link, 0));
    }
}

/* Where the part of a link in layers leads to a box below, or, against the direction, to its boxes.
 */
static void add_part(struct flow_routing *routing, size_t link) {
    const struct flow_work *work = routing->work;
    const struct flow_block *block = &work->blocks[work->block_of[link]];
    const struct flow_course *course = &routing->courses[link];
    double at_pt = block->across_pt;
    if (block->is_back && course->side[0] == 0) {
        struct flow_net *net = add_net(routing, block->first,
                                       flow_port_at(routing, flow_upper_box(work, link), link, 0));
        add_end(routing, net, link, 0, at_pt);
    }
    if (course->side[1] == 0) {
        struct flow_net *net = add_net(routing, block->last - (block->is_back ? 1 : 0), at_pt);
        add_end(routing, net, link, 1, flow_port_at(routing, flow_lower_box(work, link), link, 1));
    }
}

void flow_make_nets(struct flow_routing *routing) {
    const struct flow_work *work = routing->work;
    routing->gaps = ARENA_NEW_N(work->arena, struct flow_gap, work->n_layers);
    for (size_t i = 0; i < work->n_blocks; i++) { /* from left to right */
        int block = work->order[i];
        if (work->blocks[block].link >= 0) {
            add_part(routing, (size_t)work->blocks[block].link);
        } else if (!work->blocks[block].is_wall) {
            add_leaving(routing, (size_t)block);
        }
    }
}

/* --- tracks --------------------------------------------------------------------------------- */

static bool is_inside(double at_pt, const struct flow_net *net) {
    return at_pt > net->low_pt && at_pt < net->high_pt;
}

/* What it costs that @a is above @b. */
static int cost_above(const struct flow_net *a, const struct flow_net *b) {
    int cost = is_inside(b->upper_pt, a) ? 1 : 0;
    for (size_t i = 0; i < a->n; i++) {
        cost += is_inside(a->ends[i].lower_pt, b) ? 1 : 0;
        bool is_same = a->n == 1 && b->n == 1 && a->ends[0].link == b->ends[0].link;
        if (!is_same && fabs(a->ends[i].lower_pt - b->upper_pt) < 3) {
            cost += OVERLAP_COST;
        }
    }
    return cost;
}

static bool do_meet(const struct flow_net *a, const struct flow_net *b) {
    return a->low_pt < b->high_pt + 6 && b->low_pt < a->high_pt + 6;
}

/* The nets in an order from above to below. */
static void sort_nets(struct flow_net **nets, size_t n) {
    for (size_t i = 1; i < n && n <= NETS_SORTED_MAX; i++) {
        struct flow_net *net = nets[i];
        int cost = 0, best = 0;
        size_t best_at = i;
        for (size_t at = i; at > 0; at--) {
            if (do_meet(net, nets[at - 1])) {
                cost += cost_above(net, nets[at - 1]) - cost_above(nets[at - 1], net);
            }
            if (cost < best) {
                best = cost;
                best_at = at - 1;
            }
        }
        memmove(nets + best_at + 1, nets + best_at, (i - best_at) * sizeof *nets);
        nets[best_at] = net;
    }
}

void flow_set_tracks(struct flow_routing *routing, int layer) {
    struct flow_gap *gap = &routing->gaps[layer];
    struct flow_net **nets = ARENA_NEW_N(routing->work->arena, struct flow_net *, gap->n + 1);
    size_t n = 0;
    int n_tracks = 0;
    for (size_t i = 0; i < gap->n; i++) {
        gap->nets[i].track = -1;
        if (gap->nets[i].high_pt - gap->nets[i].low_pt > 0.01) {
            nets[n++] = &gap->nets[i];
        }
    }
    sort_nets(nets, n);
    for (size_t i = 0; i < n; i++) {
        nets[i]->track = 0;
        for (size_t k = 0; k < i; k++) {
            if (do_meet(nets[i], nets[k])) {
                nets[i]->track = MAX(nets[i]->track, nets[k]->track + 1);
            }
        }
        n_tracks = MAX(n_tracks, nets[i]->track + 1);
    }
    routing->work->layers[layer].n_tracks = (size_t)n_tracks;
    for (size_t i = 0; i < gap->n; i++) {
        const struct flow_net *net = &gap->nets[i];
        for (size_t k = 0; k < net->n; k++) {
            bool is_straight = fabs(net->ends[k].lower_pt - net->upper_pt) < 0.01;
            routing->courses[net->ends[k].link].track[net->ends[k].at] =
                is_straight ? -1 : net->track;
        }
    }
}

/* --- along the layers ----------------------------------------------------------------------- */

static void measure_layers(struct flow_work *work) {
    for (size_t i = 0; i < work->graph->n_boxes; i++) {
        struct flow_layer *layer = &work->layers[work->blocks[i].first];
        layer->thick_pt = fmax(layer->thick_pt, flow_box_thick(work, i));
    }
    for (size_t i = 0; i < work->graph->n_links; i++) {
        const struct flow_link *link = &work->graph->links[i];
        int block = work->block_of[i];
        if (block >= 0 && work->blocks[block].label_layer >= 0) {
            struct flow_layer *layer = &work->layers[work->blocks[block].label_layer];
            double label_pt = work->is_sideways ? link->label_width_pt + 8 : link->label_height_pt;
            layer->thick_pt = fmax(layer->thick_pt, label_pt);
        } else if (flow_is_loop(work, i)) {
            struct flow_layer *layer = &work->layers[work->blocks[link->from].first];
            double label_pt = work->is_sideways ? link->label_width_pt : link->label_height_pt;
            layer->thick_pt = fmax(layer->thick_pt, label_pt);
        }
    }
}

/* What frames need before their first layer and after their last, theirs inside them included. */
static void measure_frames(struct flow_work *work) {
    const struct flow_graph *graph = work->graph;
    for (size_t i = graph->n_frames; i > 0; i--) {
        size_t f = i - 1;
        struct flow_span *span = &work->spans[f];
        double title_pt = graph->frames[f].title_pt > 0 && !work->is_sideways ? FLOW_TITLE_PT : 0;
        /* Frames inside have added theirs already. */
        span->top_pt += FLOW_PAD_PT + (graph->direction == FLOW_DOWN ? title_pt : 0);
        span->bottom_pt += FLOW_PAD_PT + (graph->direction == FLOW_UP ? title_pt : 0);
        struct flow_layer *first = &work->layers[span->first], *last = &work->layers[span->last];
        first->above_pt = fmax(first->above_pt, span->top_pt);
        last->below_pt = fmax(last->below_pt, span->bottom_pt);
        if (graph->frames[f].parent >= 0) {
            struct flow_span *parent = &work->spans[graph->frames[f].parent];
            if (parent->first == span->first) {
                parent->top_pt = fmax(parent->top_pt, span->top_pt);
            }
            if (parent->last == span->last) {
                parent->bottom_pt = fmax(parent->bottom_pt, span->bottom_pt);
            }
        }
    }
}

/* A title that runs along the layers must not be longer than its frame. */
static void stretch_for_titles(struct flow_work *work) {
    for (size_t f = 0; f < work->graph->n_frames && work->is_sideways; f++) {
        const struct flow_span *span = &work->spans[f];
        double thick_pt = work->graph->metrics.layer_pt * (span->last - span->first);
        for (int layer = span->first; layer <= span->last; layer++) {
            thick_pt += work->layers[layer].thick_pt;
        }
        double missing_pt = work->graph->frames[f].title_pt - thick_pt;
        for (int layer = span->first; layer <= span->last && missing_pt > 0; layer++) {
            work->layers[layer].thick_pt += missing_pt / (span->last - span->first + 1);
        }
    }
}

/* Between a layer and the next one, without what frames need. */
double flow_track_room(const struct flow_work *work, int layer) {
    const struct flow_layer *here = &work->layers[layer], *next = &work->layers[layer + 1];
    bool is_at_label = here->is_for_labels || next->is_for_labels;
    /* 40 across the borders of two frames, of which each border keeps 12. */
    double least_pt = here->below_pt + next->above_pt > 0 ? 16
                      : is_at_label                       ? work->graph->metrics.layer_pt * 0.55
                                                          : work->graph->metrics.layer_pt;
    return fmax(least_pt, FLOW_TRACK_PT * (double)(here->n_tracks + 1));
}

void flow_place_layers(struct flow_work *work) {
    double at_pt = 0;
    measure_layers(work);
    measure_frames(work);
    stretch_for_titles(work);
    for (int i = 0; i < work->n_layers; i++) {
        struct flow_layer *layer = &work->layers[i];
        at_pt += layer->above_pt;
        layer->at_pt = at_pt + layer->thick_pt / 2;
        at_pt += layer->thick_pt + layer->below_pt;
        layer->tracks_pt = at_pt;
        at_pt += i + 1 < work->n_layers ? flow_track_room(work, i) : 0;
    }
    for (size_t f = 0; f < work->graph->n_frames; f++) {
        struct flow_span *span = &work->spans[f];
        const struct flow_layer *first = &work->layers[span->first];
        const struct flow_layer *last = &work->layers[span->last];
        span->top_pt = first->at_pt - first->thick_pt / 2 - span->top_pt;
        span->bottom_pt = last->at_pt + last->thick_pt / 2 + span->bottom_pt;
    }
}
