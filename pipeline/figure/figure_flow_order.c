#include "figure_flow_layout_priv.h"

#include <stdlib.h>
#include <string.h>

/*
 * The order of all blocks, so that few lines cross: sifting (Matuszewski, Schoenfeld and Molitor,
 * "Using sifting for k-layer straightline crossing minimization", 1999) over blocks that may run
 * through many layers (Bachmaier, Brandenburg, Brunner and Huebner, "A global k-level crossing
 * reduction algorithm", 2010).
 *
 * It begins with the order of a walk depth first, which is the author's and has no crossing in a
 * tree. Then each block in turn tries all places among its siblings and takes the best; a frame
 * does so with all that it holds, so its blocks stay together. Two neighbours that change places
 * change the crossings only where both are in a layer and one of them ends there: that is all that
 * is counted.
 *
 * A step costs the neighbours of the two; the steps end with a budget.
 */

enum { ROUNDS_MAX = 10, BUDGET = 4000000, BESIDE_COST = 2 };

struct sifting {
    struct flow_work *work;
    int *length; /* frame: the blocks it holds, its wall included */
    int *buffer;
    int *left, *right; /* neighbours' positions */
    int64_t budget;
};

/* --- the first order ------------------------------------------------------------------------ */

static void add_item(struct flow_work *work, bool *is_listed, int block) {
    int frame = work->blocks[block].frame;
    struct flow_siblings *siblings = &work->siblings[frame + 1];
    siblings->items[siblings->n++] = block;
    while (frame >= 0 && !is_listed[frame]) {
        is_listed[frame] = true;
        siblings = &work->siblings[work->graph->frames[frame].parent + 1];
        siblings->items[siblings->n++] = ~frame;
        frame = work->graph->frames[frame].parent;
    }
}

/* Room for as many items as there are of blocks and frames directly in each. */
static void make_siblings(struct flow_work *work) {
    const struct flow_graph *graph = work->graph;
    size_t *n = ARENA_NEW_N(work->arena, size_t, graph->n_frames + 1);
    work->siblings = ARENA_NEW_N(work->arena, struct flow_siblings, graph->n_frames + 1);
    for (size_t i = 0; i < work->n_blocks; i++) {
        n[work->blocks[i].frame + 1] += work->blocks[i].is_wall ? 0 : 1;
    }
    for (size_t f = 0; f < graph->n_frames; f++) {
        n[graph->frames[f].parent + 1]++;
    }
    for (size_t f = 0; f <= graph->n_frames; f++) {
        work->siblings[f].items = ARENA_NEW_N(work->arena, int, n[f] + 1);
    }
}

struct walk {
    struct flow_work *work;
    size_t *next, *stack;
    bool *is_seen, *is_listed;
};

static void walk_from(struct walk *walk, size_t start) {
    struct flow_work *work = walk->work;
    size_t n = 0;
    walk->stack[n++] = start;
    walk->is_seen[start] = true;
    add_item(work, walk->is_listed, (int)start);
    while (n > 0) {
        size_t box = walk->stack[n - 1];
        if (walk->next[box] == work->leaving_first[box + 1]) {
            n--;
            continue;
        }
        size_t link = work->leaving[walk->next[box]++];
        size_t to = work->graph->links[link].to;
        if (work->block_of[link] >= 0) {
            add_item(work, walk->is_listed, work->block_of[link]);
        }
        if (!walk->is_seen[to]) {
            walk->is_seen[to] = true;
            add_item(work, walk->is_listed, (int)to);
            walk->stack[n++] = to;
        }
    }
}

static void first_order(struct flow_work *work) {
    const struct flow_graph *graph = work->graph;
    struct walk walk = {
        .work = work,
        .next =
            arena_memdup(work->arena, work->leaving_first, (graph->n_boxes + 1) * sizeof(size_t)),
        .stack = ARENA_NEW_N(work->arena, size_t, graph->n_boxes),
        .is_seen = ARENA_NEW_N(work->arena, bool, graph->n_boxes),
        .is_listed = ARENA_NEW_N(work->arena, bool, graph->n_frames + 1),
    };
    /* First what nothing leads to; then what only cycles lead to. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < graph->n_boxes; i++) {
            if (!walk.is_seen[i] && (pass == 1 || work->blocks[i].first == 0)) {
                walk_from(&walk, i);
            }
        }
    }
}

/* Positions from the tree of siblings; returns the next free one. Odd ones are left free. */
static int number_items(struct sifting *sifting, int frame, int position) {
    struct flow_work *work = sifting->work;
    const struct flow_siblings *siblings = &work->siblings[frame + 1];
    int start = position;
    if (frame >= 0) {
        int wall = flow_wall(work, frame);
        work->blocks[wall].position = 2 * position;
        work->order[position++] = wall;
    }
    for (size_t i = 0; i < siblings->n; i++) {
        int item = siblings->items[i];
        if (item < 0) { /* frames are nested FLOW_DEPTH_MAX deep at most */
            position = number_items(sifting, ~item, position);
        } else {
            work->blocks[item].position = 2 * position;
            work->order[position++] = item;
        }
    }
    if (frame >= 0) {
        sifting->length[frame] = position - start;
    }
    return position;
}

/* --- crossings ------------------------------------------------------------------------------ */

static int compare_ints(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static size_t positions_of(const struct flow_work *work, const int *blocks, size_t n, int *ret) {
    for (size_t i = 0; i < n; i++) {
        ret[i] = work->blocks[blocks[i]].position;
    }
    if (n > 1) {
        qsort(ret, n, sizeof *ret, compare_ints);
    }
    return n;
}

/* Crossings of lines to @left and @right once their starts have changed places, less those before.
 */
static int64_t count_change(const int *left, size_t n_left, const int *right, size_t n_right) {
    int64_t change = 0;
    size_t less = 0, less_or_equal = 0;
    for (size_t i = 0; i < n_left; i++) {
        while (less < n_right && right[less] < left[i]) {
            less++;
        }
        while (less_or_equal < n_right && right[less_or_equal] <= left[i]) {
            less_or_equal++;
        }
        change += (int64_t)(n_right - less_or_equal) - (int64_t)less;
    }
    return change;
}

/* Between a shared layer and the one before (or after) it: a block that goes on is its own
 * neighbour. */
static int64_t gap_change(struct sifting *sifting, int a, int b, bool is_up) {
    const struct flow_work *work = sifting->work;
    const struct flow_block *x = &work->blocks[a], *y = &work->blocks[b];
    bool goes_on_a = is_up ? x->first < y->first : x->last > y->last;
    bool goes_on_b = is_up ? y->first < x->first : y->last > x->last;
    size_t n_left = goes_on_a ? positions_of(work, &a, 1, sifting->left)
                              : positions_of(work, is_up ? x->up : x->down,
                                             is_up ? x->n_up : x->n_down, sifting->left);
    size_t n_right = goes_on_b ? positions_of(work, &b, 1, sifting->right)
                               : positions_of(work, is_up ? y->up : y->down,
                                              is_up ? y->n_up : y->n_down, sifting->right);
    sifting->budget -= (int64_t)(n_left + n_right);
    return count_change(sifting->left, n_left, sifting->right, n_right);
}

/* A line that ends beside a box should stand next to it: what stands between costs. */
static int64_t beside_change(const struct flow_work *work, int mover, int other, int towards) {
    const struct flow_block *block = &work->blocks[mover], *passed = &work->blocks[other];
    int64_t change = 0;
    for (size_t i = 0; i < block->n_beside; i++) {
        int partner = block->beside[i];
        int layer = block->link < 0 ? block->first : work->blocks[partner].first;
        if (partner == other || layer < passed->first || layer > passed->last) {
            continue;
        }
        bool is_after = work->blocks[partner].position > block->position;
        change += is_after == (towards > 0) ? -BESIDE_COST : BESIDE_COST;
    }
    return change;
}

/* The change where @a, before @b, comes to stand after it. */
static int64_t pair_change(struct sifting *sifting, int a, int b) {
    const struct flow_work *work = sifting->work;
    const struct flow_block *x = &work->blocks[a], *y = &work->blocks[b];
    sifting->budget--;
    if (MAX(x->first, y->first) > MIN(x->last, y->last)) {
        return 0;
    }
    return gap_change(sifting, a, b, true) + gap_change(sifting, a, b, false) +
           beside_change(work, a, b, 1) + beside_change(work, b, a, -1);
}

/* --- sifting -------------------------------------------------------------------------------- */

/* Its index in the order. */
static int item_start(const struct sifting *sifting, int item) {
    return sifting->work->blocks[item < 0 ? flow_wall(sifting->work, ~item) : item].position / 2;
}

static int item_length(const struct sifting *sifting, int item) {
    return item < 0 ? sifting->length[~item] : 1;
}

static int64_t items_change(struct sifting *sifting, int a, int b) {
    /* A block alone may be at an odd position, where the order does not have it. */
    const int *order = sifting->work->order;
    const int *blocks_a = a < 0 ? order + item_start(sifting, a) : &a;
    const int *blocks_b = b < 0 ? order + item_start(sifting, b) : &b;
    int64_t change = 0;
    for (int i = 0; i < item_length(sifting, a); i++) {
        for (int j = 0; j < item_length(sifting, b); j++) {
            change += pair_change(sifting, blocks_a[i], blocks_b[j]);
        }
    }
    return change;
}

/* The items @i and @i + 1 change places. */
static void swap(struct sifting *sifting, struct flow_siblings *siblings, size_t i) {
    struct flow_work *work = sifting->work;
    int a = siblings->items[i], b = siblings->items[i + 1];
    int start = item_start(sifting, a);
    size_t n_a = (size_t)item_length(sifting, a), n_b = (size_t)item_length(sifting, b);
    memcpy(sifting->buffer, work->order + start, n_a * sizeof *work->order);
    memmove(work->order + start, work->order + start + n_a, n_b * sizeof *work->order);
    memcpy(work->order + start + n_b, sifting->buffer, n_a * sizeof *work->order);
    for (size_t k = 0; k < n_a + n_b; k++) {
        work->blocks[work->order[start + (int)k]].position = 2 * (start + (int)k);
    }
    siblings->items[i] = b;
    siblings->items[i + 1] = a;
}

/* The item at @from comes to @to. */
static void move_item(struct sifting *sifting, struct flow_siblings *siblings, size_t from,
                      size_t to) {
    for (; from > to; from--) {
        swap(sifting, siblings, from - 1);
    }
    for (; from < to; from++) {
        swap(sifting, siblings, from);
    }
}

/* A block tries places at odd positions: nothing else has to move. Returns the best. */
static size_t try_block(struct sifting *sifting, const struct flow_siblings *siblings,
                        size_t from) {
    int mover = siblings->items[from];
    struct flow_block *block = &sifting->work->blocks[mover];
    int position = block->position;
    int64_t change = 0, best = 0;
    size_t best_at = from;
    for (size_t at = from; at > 0 && sifting->budget > 0; at--) {
        int item = siblings->items[at - 1];
        change += items_change(sifting, item, mover);
        block->position = 2 * item_start(sifting, item) - 1;
        if (change < best) {
            best = change;
            best_at = at - 1;
        }
    }
    block->position = position;
    change = 0;
    for (size_t at = from; at + 1 < siblings->n && sifting->budget > 0; at++) {
        int item = siblings->items[at + 1];
        change += items_change(sifting, mover, item);
        block->position = 2 * (item_start(sifting, item) + item_length(sifting, item)) - 1;
        if (change < best) {
            best = change;
            best_at = at + 1;
        }
    }
    block->position = position;
    return best_at;
}

/* A frame tries places with all that it holds; returns the best, and stands elsewhere. */
static size_t try_frame(struct sifting *sifting, struct flow_siblings *siblings, size_t from,
                        size_t *ret_at) {
    int64_t change = 0, best = 0;
    size_t best_at = from, at = from;
    for (; at > 0 && sifting->budget > 0; at--) {
        change += items_change(sifting, siblings->items[at - 1], siblings->items[at]);
        swap(sifting, siblings, at - 1);
        if (change < best) {
            best = change;
            best_at = at - 1;
        }
    }
    for (; at + 1 < siblings->n && sifting->budget > 0; at++) {
        change += items_change(sifting, siblings->items[at], siblings->items[at + 1]);
        swap(sifting, siblings, at);
        if (change < best) {
            best = change;
            best_at = at + 1;
        }
    }
    *ret_at = at;
    return best_at;
}

/* True where the item has found a better place. */
static bool sift(struct sifting *sifting, struct flow_siblings *siblings, size_t from) {
    size_t at = from;
    size_t best_at = siblings->items[from] < 0 ? try_frame(sifting, siblings, from, &at)
                                               : try_block(sifting, siblings, from);
    move_item(sifting, siblings, at, best_at);
    return best_at != from;
}

static size_t index_of(const struct flow_siblings *siblings, int item) {
    size_t i = 0;
    while (siblings->items[i] != item) {
        i++;
    }
    return i;
}

static bool sift_all(struct sifting *sifting, struct flow_siblings *siblings) {
    bool is_better = false;
    int *items = g_memdup2(siblings->items, siblings->n * sizeof *items);
    for (size_t i = 0; i < siblings->n && sifting->budget > 0; i++) {
        is_better = sift(sifting, siblings, index_of(siblings, items[i])) || is_better;
    }
    g_free(items);
    return is_better;
}

void flow_order_blocks(struct flow_work *work) {
    size_t most = 2 * work->graph->n_links + 2;
    struct sifting sifting = {
        .work = work,
        .length = ARENA_NEW_N(work->arena, int, work->graph->n_frames + 1),
        .buffer = ARENA_NEW_N(work->arena, int, work->n_blocks),
        .left = ARENA_NEW_N(work->arena, int, most),
        .right = ARENA_NEW_N(work->arena, int, most),
        .budget = BUDGET,
    };
    work->order = ARENA_NEW_N(work->arena, int, work->n_blocks);
    make_siblings(work);
    first_order(work);
    number_items(&sifting, -1, 0);
    bool is_better = true;
    for (int round = 0; round < ROUNDS_MAX && is_better && sifting.budget > 0; round++) {
        is_better = false;
        for (size_t f = 0; f <= work->graph->n_frames; f++) {
            is_better = sift_all(&sifting, &work->siblings[f]) || is_better;
        }
    }
}
