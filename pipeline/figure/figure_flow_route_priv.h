/*
 * figure_flow_route_priv.h - lines of a flowchart: where they touch boxes, and the tracks between
 * layers.
 */
#pragma once

#include "figure_flow_layout_priv.h"

/* One of a net's ends below. */
struct flow_end {
    size_t link;
    int at; /* 0: the gap after the link's upper box, 1: the one before its lower box */
    double lower_pt;
};

struct flow_net {
    double upper_pt;
    struct flow_end *ends;
    size_t n, capacity;
    double low_pt, high_pt;
    int track; /* -1: straight */
};

struct flow_gap {
    struct flow_net *nets;
    size_t n, capacity;
};

/* Of a link: where it begins and ends, and the tracks that it takes. */
struct flow_course {
    int side[2];       /* at its upper and lower box: -1 left, 1 right of it; 0: head or foot */
    double port_pt[2]; /* across from the box's middle; at a side, along */
    int track[2];      /* after the upper box's layer; before the lower's; -1: straight */
};

struct flow_routing {
    struct flow_work *work;
    struct flow_course *courses;
    int **rows;            /* layer: its blocks from left to right, -1 at the end */
    int *row_at;           /* box: its index in its row */
    struct flow_gap *gaps; /* after each layer */
};

/* The boxes of a link by their layers, whichever way it leads. */
static inline size_t flow_upper_box(const struct flow_work *work, size_t link) {
    const struct flow_link *l = &work->graph->links[link];
    return work->is_back[link] ? l->to : l->from;
}

static inline size_t flow_lower_box(const struct flow_work *work, size_t link) {
    const struct flow_link *l = &work->graph->links[link];
    return work->is_back[link] ? l->from : l->to;
}

static inline bool flow_is_drawn(const struct flow_work *work, size_t link) {
    return !work->graph->links[link].is_hidden;
}

static inline bool flow_is_loop(const struct flow_work *work, size_t link) {
    return work->graph->links[link].from == work->graph->links[link].to;
}

/* Across: where a link touches a box; where it is next to that. */
double flow_port_at(const struct flow_routing *routing, size_t box, size_t link, int end);
double flow_next_at(const struct flow_routing *routing, size_t link, int end);

/* --- tracks (figure_flow_track.c) ----------------------------------------------------------- */

void flow_make_nets(struct flow_routing *routing);
void flow_set_tracks(struct flow_routing *routing, int layer);
void flow_place_layers(struct flow_work *work);
/* Between a layer and the next one, without what frames need. */
double flow_track_room(const struct flow_work *work, int layer);
