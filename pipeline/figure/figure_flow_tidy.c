#include "figure_flow_layout_priv.h"

#include <stdlib.h>

/*
 * What least bends do not say: a box stands over the middle of what branches from it, and frames
 * that follow each other have the same sides. Nothing moves over a distance that is kept.
 */

/* Quarters of a point: sides that differ by more are meant to. */
enum { SIDES_NEAR = 4 * 70 };

struct tidying {
    struct flow_work *work;
    const struct flow_constraint *distances;
    int *value;
    int n;                 /* places: blocks and sides of frames */
    int *first, *adjacent; /* distances by place */
};

static bool is_distance(const struct tidying *tidying, const struct flow_constraint *c) {
    return c->tail < tidying->n && c->head < tidying->n;
}

static void index_distances(struct tidying *tidying, size_t n_distances) {
    Arena *arena = tidying->work->arena;
    tidying->first = ARENA_NEW_N(arena, int, tidying->n + 2);
    tidying->adjacent = ARENA_NEW_N(arena, int, 2 * n_distances + 1);
    for (size_t i = 0; i < n_distances; i++) {
        const struct flow_constraint *c = &tidying->distances[i];
        if (is_distance(tidying, c)) {
            tidying->first[c->tail + 2]++;
            tidying->first[c->head + 2]++;
        }
    }
    for (int v = 2; v < tidying->n + 2; v++) {
        tidying->first[v] += tidying->first[v - 1];
    }
    for (size_t i = 0; i < n_distances; i++) {
        const struct flow_constraint *c = &tidying->distances[i];
        if (is_distance(tidying, c)) {
            tidying->adjacent[tidying->first[c->tail + 1]++] = (int)i;
            tidying->adjacent[tidying->first[c->head + 1]++] = (int)i;
        }
    }
}

/* How far a place can move, to the left (less than 0) and to the right. */
static void find_room(const struct tidying *tidying, int place, int *ret_left, int *ret_right) {
    for (int i = tidying->first[place]; i < tidying->first[place + 1]; i++) {
        const struct flow_constraint *c = &tidying->distances[tidying->adjacent[i]];
        int room = tidying->value[c->head] - tidying->value[c->tail] - c->length;
        if (c->tail == place) {
            *ret_right = MIN(*ret_right, room);
        } else {
            *ret_left = MAX(*ret_left, -room);
        }
    }
}

/* --- branches ------------------------------------------------------------------------------- */

/* All that leaves it leads to what nothing else leads to. */
static bool is_branching(const struct flow_work *work, const struct flow_block *box) {
    bool is_tree = box->n_down >= 2;
    for (size_t i = 0; i < box->n_down && is_tree; i++) {
        const struct flow_block *next = &work->blocks[box->down[i]];
        next = next->link >= 0 ? &work->blocks[next->down[0]] : next;
        is_tree = next->n_up == 1;
    }
    return is_tree;
}

/* A box moves with what stands straight above it and leads only to it. */
static void centre_box(struct tidying *tidying, int box) {
    const struct flow_work *work = tidying->work;
    const struct flow_block *block = &work->blocks[box];
    int low = G_MAXINT, high = G_MININT, left = G_MININT / 4, right = G_MAXINT / 4;
    for (size_t i = 0; i < block->n_down; i++) {
        low = MIN(low, tidying->value[block->down[i]]);
        high = MAX(high, tidying->value[block->down[i]]);
    }
    int *moving = ARENA_NEW_N(work->arena, int, work->n_layers);
    int n = 0;
    for (int at = box; at >= 0;) {
        const struct flow_block *moved = &work->blocks[at];
        find_room(tidying, at, &left, &right);
        moving[n++] = at;
        int up = moved->n_up == 1 ? moved->up[0] : -1;
        at = up >= 0 && work->blocks[up].n_down == 1 && tidying->value[up] == tidying->value[at]
                 ? up
                 : -1;
    }
    int by = CLAMP((low + high) / 2 - tidying->value[box], left, right);
    for (int i = 0; i < n; i++) {
        tidying->value[moving[i]] += by;
    }
}

static void centre_branches(struct tidying *tidying) {
    const struct flow_work *work = tidying->work;
    int n = (int)work->graph->n_boxes;
    for (int layer = work->n_layers - 1; layer >= 0; layer--) {
        for (int i = 0; i < n; i++) {
            const struct flow_block *block = &work->blocks[i];
            if (block->first == layer && is_branching(work, block)) {
                centre_box(tidying, i);
            }
        }
    }
}

/* --- frames --------------------------------------------------------------------------------- */

static int side_of(const struct flow_work *work, int frame, bool is_right) {
    return (int)work->n_blocks + 2 * frame + (is_right ? 1 : 0);
}

/* The next frame of the same parent that begins after @frame ends; -1: none. */
static int next_frame(const struct flow_work *work, int frame) {
    const struct flow_graph *graph = work->graph;
    int best = -1;
    for (int f = 0; f < (int)graph->n_frames; f++) {
        if (graph->frames[f].parent == graph->frames[frame].parent &&
            work->spans[f].first > work->spans[frame].last &&
            (best < 0 || work->spans[f].first < work->spans[best].first)) {
            best = f;
        }
    }
    return best;
}

/* The side that lies less far out moves out to the other's, where there is room. */
static void even_side(struct tidying *tidying, int a, int b, bool is_right) {
    int side_a = side_of(tidying->work, a, is_right), side_b = side_of(tidying->work, b, is_right);
    int by = tidying->value[side_b] - tidying->value[side_a];
    int moving = (by > 0) == is_right ? side_a : side_b;
    int left = G_MININT / 4, right = G_MAXINT / 4;
    find_room(tidying, moving, &left, &right);
    int out = is_right ? abs(by) : -abs(by);
    if (abs(by) <= SIDES_NEAR && out >= left && out <= right) {
        tidying->value[moving] += out;
    }
}

static void even_frames(struct tidying *tidying) {
    int n = (int)tidying->work->graph->n_frames;
    /* There and back again, so that the widest of a row is the measure for all. */
    for (int i = 0; i < 2 * n; i++) {
        int frame = i < n ? i : 2 * n - 1 - i;
        int next = next_frame(tidying->work, frame);
        if (next >= 0) {
            even_side(tidying, frame, next, false);
            even_side(tidying, frame, next, true);
        }
    }
}

void flow_tidy(struct flow_work *work, const struct flow_constraint *distances, size_t n_distances,
               int *value) {
    struct tidying tidying = {
        .work = work,
        .distances = distances,
        .value = value,
        .n = (int)(work->n_blocks + 2 * work->graph->n_frames),
    };
    index_distances(&tidying, n_distances);
    centre_branches(&tidying);
    even_frames(&tidying);
}
