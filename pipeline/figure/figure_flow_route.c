#include "figure_flow_layout_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Lines: upright through layers, level between them, in tracks. Lines that leave a box downwards
 * share their start and branch; each comes to a box on its own, so that one can always see where it
 * began. A line against the direction leaves and comes to the sides of its boxes where nothing
 * stands between.
 *
 * Between two layers, each start with its ends is a net: one level piece from the leftmost to the
 * rightmost of them. Nets are put into an order from above to below, each where it adds the fewest
 * crossings and never lies on another's upright piece; then each takes the highest track that is
 * free under those before it (channel routing after Hashimoto and Stevens, 1971).
 */

enum { NETS_SORTED_MAX = 300, OVERLAP_COST = 20 };
static const double PORT_PT = 11;

/* Where a link meets a box. */
struct port {
    size_t box, link;
    bool is_lower;     /* at the foot of the box */
    bool is_shared;    /* all that leave downwards */
    double towards_pt; /* where it comes from, across */
};

/* One of a net's ends below. */
struct end {
    size_t link;
    int at; /* 0: the gap after the link's upper box, 1: the one before its lower box */
    double lower_pt;
};

struct net {
    double upper_pt;
    struct end *ends;
    size_t n, capacity;
    double low_pt, high_pt;
    int track; /* -1: straight */
};

struct gap {
    struct net *nets;
    size_t n, capacity;
};

/* Of a link: where it begins and ends, and the tracks that it takes. */
struct course {
    int side[2];       /* at its upper and lower box: -1 left, 1 right of it; 0: head or foot */
    double port_pt[2]; /* across from the box's middle; at a side, along */
    int track[2];      /* after the upper box's layer; before the lower's; -1: straight */
};

struct routing {
    struct flow_work *work;
    struct course *courses;
    int **rows;       /* layer: its blocks from left to right, -1 at the end */
    int *row_at;      /* box: its index in its row */
    struct gap *gaps; /* after each layer */
};

static size_t upper_box(const struct flow_work *work, size_t link) {
    const struct flow_link *l = &work->graph->links[link];
    return work->is_back[link] ? l->to : l->from;
}

static size_t lower_box(const struct flow_work *work, size_t link) {
    const struct flow_link *l = &work->graph->links[link];
    return work->is_back[link] ? l->from : l->to;
}

static bool is_drawn(const struct flow_work *work, size_t link) {
    return !work->graph->links[link].is_hidden;
}

static bool is_loop(const struct flow_work *work, size_t link) {
    return work->graph->links[link].from == work->graph->links[link].to;
}

/* --- sides ---------------------------------------------------------------------------------- */

static void make_rows(struct routing *routing) {
    const struct flow_work *work = routing->work;
    int *n = ARENA_NEW_N(work->arena, int, work->n_layers);
    for (size_t i = 0; i < work->n_blocks; i++) {
        const struct flow_block *block = &work->blocks[i];
        for (int layer = block->first; layer <= block->last && !block->is_wall; layer++) {
            n[layer]++;
        }
    }
    routing->rows = ARENA_NEW_N(work->arena, int *, work->n_layers);
    routing->row_at = ARENA_NEW_N(work->arena, int, work->n_blocks);
    for (int layer = 0; layer < work->n_layers; layer++) {
        routing->rows[layer] = ARENA_NEW_N(work->arena, int, n[layer] + 1);
        routing->rows[layer][n[layer]] = -1;
        n[layer] = 0;
    }
    for (size_t i = 0; i < work->n_blocks; i++) {
        const struct flow_block *block = &work->blocks[work->order[i]];
        for (int layer = block->first; layer <= block->last && !block->is_wall; layer++) {
            routing->row_at[work->order[i]] = n[layer]; /* asked of boxes only */
            routing->rows[layer][n[layer]++] = work->order[i];
        }
    }
}

struct side_line {
    size_t link;
    int end; /* 0: the box is the upper one */
};

/* The lines that can end at a side of @box, the nearest first; returns how many. */
static size_t find_side_lines(const struct routing *routing, size_t box, int side,
                              struct side_line *ret) {
    const struct flow_work *work = routing->work;
    const int *row = routing->rows[work->blocks[box].first];
    size_t n = 0;
    for (int at = routing->row_at[box] + side; at >= 0 && row[at] >= 0; at += side) {
        const struct flow_block *block = &work->blocks[row[at]];
        size_t link = (size_t)MAX(block->link, 0);
        bool is_upper = block->is_back && upper_box(work, link) == box;
        if (!block->is_back || (!is_upper && lower_box(work, link) != box)) {
            break;
        }
        ret[n++] = (struct side_line){link, is_upper ? 0 : 1};
    }
    return n;
}

/*
 * From above to below: lines that go up, the nearest first, then those that go down, the nearest
 * last. So none of them crosses another.
 */
static void set_side_ports(struct routing *routing, size_t box, int side,
                           const struct side_line *lines, size_t n) {
    double room_pt = flow_box_thick(routing->work, box) * 0.6;
    double step_pt = n > 1 ? fmin(9, room_pt / (double)(n - 1)) : 0;
    size_t n_up = 0, n_down = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_down = lines[i].end == 0;
        size_t slot = is_down ? n - 1 - n_down++ : n_up++;
        struct course *course = &routing->courses[lines[i].link];
        course->side[lines[i].end] = side;
        course->port_pt[lines[i].end] = ((double)slot - (double)(n - 1) / 2) * step_pt;
    }
}

static void find_sides(struct routing *routing) {
    const struct flow_work *work = routing->work;
    struct side_line *lines = ARENA_NEW_N(work->arena, struct side_line, work->graph->n_links + 1);
    for (size_t box = 0; box < work->graph->n_boxes; box++) {
        for (int side = -1; side <= 1; side += 2) {
            size_t n = find_side_lines(routing, box, side, lines);
            set_side_ports(routing, box, side, lines, n);
        }
    }
}

/* --- ports at heads and feet ---------------------------------------------------------------- */

static int compare_ports(const void *a, const void *b) {
    const struct port *x = a, *y = b;
    if (x->box != y->box) {
        return x->box < y->box ? -1 : 1;
    }
    if (x->is_lower != y->is_lower) {
        return x->is_lower ? 1 : -1;
    }
    if (x->towards_pt != y->towards_pt) {
        return x->towards_pt < y->towards_pt ? -1 : 1;
    }
    return x->link < y->link ? -1 : x->link > y->link;
}

static double towards(const struct flow_work *work, size_t link, size_t other) {
    int block = work->block_of[link];
    return work->blocks[block >= 0 ? block : (int)other].across_pt;
}

static void add_ports(struct routing *routing, size_t link, GArray *ports) {
    const struct flow_work *work = routing->work;
    size_t upper = upper_box(work, link), lower = lower_box(work, link);
    const struct course *course = &routing->courses[link];
    if (course->side[0] == 0) {
        bool is_shared = !work->is_back[link];
        struct port port = {upper, link, true, is_shared,
                            is_shared ? work->blocks[upper].across_pt : towards(work, link, lower)};
        g_array_append_val(ports, port);
    }
    if (course->side[1] == 0) {
        struct port port = {lower, link, false, false, towards(work, link, upper)};
        g_array_append_val(ports, port);
    }
}

/* The ports of one head or foot: the one that can be straight in the middle, the others beside it.
 */
static void spread_ports(struct routing *routing, const struct port *ports, size_t n) {
    const struct flow_work *work = routing->work;
    size_t box = ports[0].box, n_places = 0, middle = 0;
    bool has_middle = false;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && ports[i].is_shared && ports[i - 1].is_shared) {
            continue;
        }
        if (fabs(ports[i].towards_pt - work->blocks[box].across_pt) < 1) {
            has_middle = true;
            middle = n_places;
        }
        n_places++;
    }
    double centre = has_middle ? (double)middle : (double)(n_places - 1) / 2;
    double most = fmax(centre, (double)(n_places - 1) - centre);
    enum flow_shape shape = work->graph->boxes[box].shape;
    bool is_square = shape == FLOW_RECT || shape == FLOW_ROUND || shape == FLOW_SUBROUTINE;
    double room_pt = flow_box_broad(work, box) * (is_square ? 0.4 : 0.25);
    double step_pt = most > 0 ? fmin(PORT_PT, room_pt / most) : 0;
    size_t place = 0;
    for (size_t i = 0; i < n; i++) {
        place += i > 0 && !(ports[i].is_shared && ports[i - 1].is_shared) ? 1 : 0;
        routing->courses[ports[i].link].port_pt[ports[i].is_lower ? 0 : 1] =
            ((double)place - centre) * step_pt;
    }
}

static double port_at(const struct routing *routing, size_t box, size_t link, int end) {
    return routing->work->blocks[box].across_pt + routing->courses[link].port_pt[end];
}

/* Where a link is between its boxes, beside a port: in its own layers, or at the other port. */
static double next_at(const struct routing *routing, size_t link, int end) {
    const struct flow_work *work = routing->work;
    int block = work->block_of[link];
    if (block >= 0) {
        return work->blocks[block].across_pt;
    }
    size_t other = end == 0 ? lower_box(work, link) : upper_box(work, link);
    return port_at(routing, other, link, 1 - end);
}

/* A port that is alone moves a little where that makes its line straight. */
static void straighten(struct routing *routing, const GArray *ports) {
    const struct flow_work *work = routing->work;
    const struct port *all = (const void *)ports->data;
    for (unsigned i = 0; i < ports->len; i++) {
        const struct port *port = &all[i];
        bool is_alone =
            (i == 0 || all[i - 1].box != port->box || all[i - 1].is_lower != port->is_lower) &&
            (i + 1 == ports->len || all[i + 1].box != port->box ||
             all[i + 1].is_lower != port->is_lower);
        int end = port->is_lower ? 0 : 1;
        double by_pt =
            next_at(routing, port->link, end) - port_at(routing, port->box, port->link, end);
        double most_pt = fmin(PORT_PT + 3, flow_box_broad(work, port->box) * 0.25);
        if (is_alone && fabs(by_pt) <= most_pt) {
            routing->courses[port->link].port_pt[end] += by_pt;
        }
    }
}

static void set_ports(struct routing *routing) {
    const struct flow_work *work = routing->work;
    g_autoptr(GArray) ports = g_array_new(FALSE, FALSE, sizeof(struct port));
    for (size_t link = 0; link < work->graph->n_links; link++) {
        if (is_drawn(work, link) && !is_loop(work, link)) {
            add_ports(routing, link, ports);
        }
    }
    const struct port *all = (const void *)ports->data;
    if (ports->len > 1) {
        qsort(ports->data, ports->len, sizeof(struct port), compare_ports);
    }
    for (size_t i = 0, end = 0; i < ports->len; i = end) {
        for (end = i; end < ports->len && all[end].box == all[i].box &&
                      all[end].is_lower == all[i].is_lower;) {
            end++;
        }
        spread_ports(routing, all + i, end - i);
    }
    straighten(routing, ports);
}

/* --- nets ----------------------------------------------------------------------------------- */

static struct net *add_net(struct routing *routing, int layer, double upper_pt) {
    struct gap *gap = &routing->gaps[layer];
    gap->nets =
        arena_grow(routing->work->arena, gap->nets, gap->n, &gap->capacity, sizeof *gap->nets);
    struct net *net = &gap->nets[gap->n++];
    *net = (struct net){.upper_pt = upper_pt, .low_pt = upper_pt, .high_pt = upper_pt};
    return net;
}

static void add_end(struct routing *routing, struct net *net, size_t link, int at,
                    double lower_pt) {
    net->ends =
        arena_grow(routing->work->arena, net->ends, net->n, &net->capacity, sizeof *net->ends);
    net->ends[net->n++] = (struct end){link, at, lower_pt};
    net->low_pt = fmin(net->low_pt, lower_pt);
    net->high_pt = fmax(net->high_pt, lower_pt);
}

/* All that leave a box downwards: one net. */
static void add_leaving(struct routing *routing, size_t box) {
    const struct flow_work *work = routing->work;
    struct net *net = NULL;
    for (size_t i = work->leaving_first[box]; i < work->leaving_first[box + 1]; i++) {
        size_t link = work->leaving[i];
        if (work->is_back[link] || !is_drawn(work, link) || is_loop(work, link)) {
            continue;
        }
        if (!net) {
            net = add_net(routing, work->blocks[box].first, port_at(routing, box, link, 0));
        }
        add_end(routing, net, link, 0, next_at(routing, link, 0));
    }
}

/* Where the part of a link in layers leads to a box below, or, against the direction, to its boxes.
 */
static void add_part(struct routing *routing, size_t link) {
    const struct flow_work *work = routing->work;
    const struct flow_block *block = &work->blocks[work->block_of[link]];
    const struct course *course = &routing->courses[link];
    double at_pt = block->across_pt;
    if (block->is_back && course->side[0] == 0) {
        struct net *net =
            add_net(routing, block->first, port_at(routing, upper_box(work, link), link, 0));
        add_end(routing, net, link, 0, at_pt);
    }
    if (course->side[1] == 0) {
        struct net *net = add_net(routing, block->last - (block->is_back ? 1 : 0), at_pt);
        add_end(routing, net, link, 1, port_at(routing, lower_box(work, link), link, 1));
    }
}

static void make_nets(struct routing *routing) {
    const struct flow_work *work = routing->work;
    routing->gaps = ARENA_NEW_N(work->arena, struct gap, work->n_layers);
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

static bool is_inside(double at_pt, const struct net *net) {
    return at_pt > net->low_pt && at_pt < net->high_pt;
}

/* What it costs that @a is above @b. */
static int cost_above(const struct net *a, const struct net *b) {
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

static bool do_meet(const struct net *a, const struct net *b) {
    return a->low_pt < b->high_pt + 6 && b->low_pt < a->high_pt + 6;
}

/* The nets in an order from above to below. */
static void sort_nets(struct net **nets, size_t n) {
    for (size_t i = 1; i < n && n <= NETS_SORTED_MAX; i++) {
        struct net *net = nets[i];
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

static void set_tracks(struct routing *routing, int layer) {
    struct gap *gap = &routing->gaps[layer];
    struct net **nets = ARENA_NEW_N(routing->work->arena, struct net *, gap->n + 1);
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
        const struct net *net = &gap->nets[i];
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
        } else if (is_loop(work, i)) {
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
static double track_room(const struct flow_work *work, int layer) {
    const struct flow_layer *here = &work->layers[layer], *next = &work->layers[layer + 1];
    bool is_at_label = here->is_for_labels || next->is_for_labels;
    /* figures/spec.md: 40 across the borders of frames, of which each border keeps 12. */
    double least_pt = here->below_pt + next->above_pt > 0 ? 16
                      : is_at_label                       ? work->graph->metrics.layer_pt * 0.55
                                                          : work->graph->metrics.layer_pt;
    return fmax(least_pt, FLOW_TRACK_PT * (double)(here->n_tracks + 1));
}

static void place_layers(struct flow_work *work) {
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
        at_pt += i + 1 < work->n_layers ? track_room(work, i) : 0;
    }
    for (size_t f = 0; f < work->graph->n_frames; f++) {
        struct flow_span *span = &work->spans[f];
        const struct flow_layer *first = &work->layers[span->first];
        const struct flow_layer *last = &work->layers[span->last];
        span->top_pt = first->at_pt - first->thick_pt / 2 - span->top_pt;
        span->bottom_pt = last->at_pt + last->thick_pt / 2 + span->bottom_pt;
    }
}

/* --- lines ---------------------------------------------------------------------------------- */

static double track_at(const struct flow_work *work, int layer, int track) {
    const struct flow_layer *l = &work->layers[layer];
    return l->tracks_pt + track_room(work, layer) * (track + 1) / (double)(l->n_tracks + 1);
}

/* The page's side of a box: before it in the order of layers, after it, or beside it. */
static enum flow_side page_side(const struct flow_work *work, int along, int across) {
    static const enum flow_side sides[][4] = {
        /* before, after, left, right */
        [FLOW_DOWN] = {FLOW_TOP, FLOW_BOTTOM, FLOW_AT_LEFT, FLOW_AT_RIGHT},
        [FLOW_UP] = {FLOW_BOTTOM, FLOW_TOP, FLOW_AT_LEFT, FLOW_AT_RIGHT},
        [FLOW_RIGHT] = {FLOW_AT_LEFT, FLOW_AT_RIGHT, FLOW_TOP, FLOW_BOTTOM},
        [FLOW_LEFT] = {FLOW_AT_RIGHT, FLOW_AT_LEFT, FLOW_TOP, FLOW_BOTTOM},
    };
    return sides[work->graph->direction][along != 0 ? (along > 0) : 2 + (across > 0)];
}

static double inset(const struct flow_work *work, size_t box, int along, int across,
                    double offset_pt) {
    const struct flow_box *b = &work->graph->boxes[box];
    bool is_turned = work->graph->direction == FLOW_UP || work->graph->direction == FLOW_LEFT;
    return flow_shape_inset(b->shape, b->width_pt, b->height_pt, page_side(work, along, across),
                            across != 0 && is_turned ? -offset_pt : offset_pt);
}

/* A line as it is being made: x across, y along. */
struct trail {
    struct point *points;
    size_t n;
};

static void go(struct trail *trail, double across_pt, double along_pt) {
    trail->points[trail->n++] = (struct point){across_pt, along_pt};
}

/* Where a link touches one of its boxes. */
static struct point touch(const struct routing *routing, size_t link, int end) {
    const struct flow_work *work = routing->work;
    const struct course *course = &routing->courses[link];
    size_t box = end == 0 ? upper_box(work, link) : lower_box(work, link);
    double across_pt = work->blocks[box].across_pt, port_pt = course->port_pt[end];
    double along_pt = work->layers[work->blocks[box].first].at_pt;
    int side = course->side[end];
    if (side != 0) {
        double half_pt = flow_box_broad(work, box) / 2 - inset(work, box, 0, side, port_pt);
        return (struct point){across_pt + side * half_pt, along_pt + port_pt};
    }
    int along = end == 0 ? 1 : -1;
    double half_pt = flow_box_thick(work, box) / 2 - inset(work, box, along, 0, port_pt);
    return (struct point){across_pt + port_pt, along_pt + along * half_pt};
}

/* The layer after which a link changes its place at one of its ends. */
static int gap_of(const struct flow_work *work, size_t link, int end) {
    size_t box = end == 0 ? upper_box(work, link) : lower_box(work, link);
    int layer = work->blocks[box].first;
    return end == 0 ? layer : layer - 1;
}

/* From the upper box to the lower one. */
static void draw_trail(const struct routing *routing, size_t link, struct trail *trail) {
    const struct flow_work *work = routing->work;
    const struct course *course = &routing->courses[link];
    struct point start = touch(routing, link, 0), end = touch(routing, link, 1);
    int block = work->block_of[link];
    double middle_pt = block >= 0 ? work->blocks[block].across_pt : end.x;
    go(trail, start.x, start.y);
    if (course->side[0] != 0) {
        go(trail, middle_pt, start.y);
    } else if (course->track[0] >= 0) {
        double at_pt = track_at(work, gap_of(work, link, 0), course->track[0]);
        go(trail, start.x, at_pt);
        go(trail, middle_pt, at_pt);
    }
    if (course->side[1] != 0) {
        go(trail, middle_pt, end.y);
    } else if (block >= 0 && course->track[1] >= 0) {
        double at_pt = track_at(work, gap_of(work, link, 1), course->track[1]);
        go(trail, middle_pt, at_pt);
        go(trail, end.x, at_pt);
    }
    go(trail, end.x, end.y);
}

/* Out of the box's right side and back into it. */
static void draw_loop(const struct routing *routing, size_t link, struct trail *trail) {
    const struct flow_work *work = routing->work;
    size_t box = work->graph->links[link].from;
    double along_pt = work->layers[work->blocks[box].first].at_pt;
    double across_pt = work->blocks[box].across_pt, half_pt = flow_box_broad(work, box) / 2;
    double step_pt = fmin(8, flow_box_thick(work, box) / 4);
    double out_pt = across_pt + half_pt + FLOW_LOOP_PT - 2;
    go(trail, across_pt + half_pt - inset(work, box, 0, 1, -step_pt), along_pt - step_pt);
    go(trail, out_pt, along_pt - step_pt);
    go(trail, out_pt, along_pt + step_pt);
    go(trail, across_pt + half_pt - inset(work, box, 0, 1, step_pt), along_pt + step_pt);
}

static void reverse(struct trail *trail) {
    for (size_t i = 0; i < trail->n / 2; i++) {
        struct point other = trail->points[trail->n - 1 - i];
        trail->points[trail->n - 1 - i] = trail->points[i];
        trail->points[i] = other;
    }
}

/* x across, y along, as for points. */
static struct rect label_rect(const struct routing *routing, size_t link) {
    const struct flow_work *work = routing->work;
    const struct flow_link *l = &work->graph->links[link];
    int block = work->block_of[link];
    double across_pt, along_pt;
    if (block >= 0) {
        across_pt = work->blocks[block].across_pt;
        along_pt = work->layers[MAX(work->blocks[block].label_layer, 0)].at_pt;
    } else {
        const struct flow_block *box = &work->blocks[l->from];
        across_pt = box->across_pt + flow_box_broad(work, l->from) / 2 + FLOW_LOOP_PT;
        along_pt = work->layers[box->first].at_pt;
    }
    if (!work->is_sideways) {
        return (struct rect){across_pt + (block >= 0 ? 5 : 2), along_pt - l->label_height_pt / 2,
                             l->label_width_pt, l->label_height_pt};
    }
    double top_pt = block >= 0 ? across_pt - 2 - l->label_height_pt : across_pt + 2;
    return (struct rect){top_pt, along_pt - l->label_width_pt / 2, l->label_height_pt,
                         l->label_width_pt};
}

static void draw_links(struct routing *routing) {
    struct flow_work *work = routing->work;
    for (size_t i = 0; i < work->graph->n_links; i++) {
        struct flow_link *link = &work->graph->links[i];
        if (!is_drawn(work, i)) {
            continue;
        }
        struct trail trail = {.points = ARENA_NEW_N(work->arena, struct point, 8)};
        if (is_loop(work, i)) {
            draw_loop(routing, i, &trail);
        } else {
            draw_trail(routing, i, &trail);
        }
        if (work->is_back[i] && !is_loop(work, i)) {
            reverse(&trail);
        }
        link->points = trail.points;
        link->n_points = trail.n;
        if (link->label_width_pt > 0) {
            link->label_at = label_rect(routing, i);
        }
    }
}

void flow_route(struct flow_work *work) {
    struct routing routing = {
        .work = work,
        .courses = ARENA_NEW_N(work->arena, struct course, work->graph->n_links + 1),
    };
    make_rows(&routing);
    find_sides(&routing);
    set_ports(&routing);
    make_nets(&routing);
    for (int layer = 0; layer < work->n_layers; layer++) {
        set_tracks(&routing, layer);
    }
    place_layers(work);
    draw_links(&routing);
}
