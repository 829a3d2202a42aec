/*
 * figure_flow_layout_priv.h - what the steps of the layered layout share.
 *
 * A layout runs along one axis (from layer to layer) and across it (inside a layer), whatever the
 * direction on the page: it is drawn as if it ran downwards, and turned at the end.
 *
 *   layer_pt / "along"   grows with the layers
 *   "across"             grows to the right
 *
 * A block is what stands in layers and has one place across them: a box in one layer, or the part
 * of a link that runs through layers, straight. All blocks are in one order, of which the order
 * inside each layer is a part, and in which the blocks of a frame stand together. So no two places
 * ever contradict each other, nothing overlaps, and a frame has the same sides in all of its
 * layers.
 */
#pragma once

#include "figure_flow_priv.h"

/* --- the solver ----------------------------------------------------------------------------- */

/* value[head] - value[tail] >= length; the difference costs @weight. */
struct flow_constraint {
    int tail, head;
    int length, weight;
};

enum flow_balance { FLOW_FIRST, FLOW_BALANCED };

/* The constraints must have no cycle and join all of the @n values. */
void flow_simplex(Arena *arena, size_t n, const struct flow_constraint *edges, size_t n_edges,
                  enum flow_balance wanted, int *ret_value);

/* --- the work ------------------------------------------------------------------------------- */

struct flow_block {
    int frame;       /* -1: none */
    int first, last; /* layers */
    int link;        /* -1: a box */
    int label_layer; /* -1: no label */
    bool is_back;    /* of a link against the direction: its ends stand beside the boxes */
    bool is_wall;    /* of a frame: only counts crossings */
    double before_pt, after_pt; /* across, to both sides of its place */
    double label_after_pt, label_before_pt;
    int *up, *down; /* blocks in the layers before and after */
    size_t n_up, n_down;
    int *beside; /* blocks in the same layers: of a box, the links that end beside it; of such a
                    link, its two boxes */
    size_t n_beside;
    int position; /* in the order */
    double across_pt;
};

/* A box's or a frame's place in the order's tree: >= 0 a block, else ~frame. */
struct flow_siblings {
    int *items;
    size_t n;
};

struct flow_layer {
    double thick_pt;    /* of the largest block */
    double at_pt;       /* its middle */
    double above_pt;    /* frames that begin here: between the tracks and the layer */
    double below_pt;    /* frames that end here */
    double tracks_pt;   /* where the tracks after this layer begin */
    size_t n_tracks;    /* after this layer */
    bool is_for_labels; /* no box stands in it */
};

struct flow_span {
    int first, last; /* layers of a frame */
    double left_pt, right_pt, top_pt, bottom_pt;
};

struct flow_work {
    Arena *arena;
    struct flow_graph *graph;
    bool is_sideways;                /* layers follow each other from left to right or back */
    size_t *leaving_first, *leaving; /* links out of box i: leaving[leaving_first[i]] and on */
    bool *is_back;                   /* link */
    int *rank;                       /* box */
    int *block_of;                   /* link; -1: it has none */
    int *layer_of; /* by twice the rank: the layer; odd ones are layers for labels */
    int n_halves;
    struct flow_block *blocks; /* boxes, then links, then walls of frames */
    size_t n_blocks;
    int *order;                     /* blocks by position */
    struct flow_siblings *siblings; /* [frame + 1] */
    struct flow_layer *layers;
    int n_layers;
    struct flow_span *spans; /* frame */
};

static inline double flow_box_thick(const struct flow_work *work, size_t box) {
    const struct flow_box *b = &work->graph->boxes[box];
    return work->is_sideways ? b->width_pt : b->height_pt;
}

static inline double flow_box_broad(const struct flow_work *work, size_t box) {
    const struct flow_box *b = &work->graph->boxes[box];
    return work->is_sideways ? b->height_pt : b->width_pt;
}

int flow_wall(const struct flow_work *work, int frame);

/* Frames' borders keep this from what they hold; titles and lines. */
enum { FLOW_PAD_PT = 12, FLOW_TITLE_PT = 16, FLOW_TRACK_PT = 9, FLOW_LOOP_PT = 14 };

void flow_make_layers(struct flow_work *work);
void flow_order_blocks(struct flow_work *work);
void flow_place_across(struct flow_work *work);
/* @value: quarters of a point, of the blocks and then of the two sides of each frame. */
void flow_tidy(struct flow_work *work, const struct flow_constraint *distances, size_t n_distances,
               int *value);
void flow_route(struct flow_work *work);
