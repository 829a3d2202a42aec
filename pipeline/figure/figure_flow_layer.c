#include "figure_flow_layout_priv.h"

/*
 * Layers. Links that close a cycle (those that lead back to a box whose walk is not over, in a walk
 * depth first) are taken the other way round; then the layers are those of the shortest links:
 * network simplex. A frame is kept short, too: the difference of its ends costs as a link does.
 *
 * The label of a link has a place of its own in a layer. Between two layers of boxes lies, where it
 * is needed, a layer for labels: the halves 2 * rank + 1.
 */

static const int FORWARD_WEIGHT = 2, BACK_WEIGHT = 1, FRAME_WEIGHT = 1;

/* The innermost frame that holds both; -1: none. */
static int common_frame(const struct flow_graph *graph, int a, int b) {
    /* A parent has a smaller number than what it holds. */
    while (a != b) {
        if (a > b) {
            a = graph->frames[a].parent;
        } else {
            b = graph->frames[b].parent;
        }
    }
    return a;
}

int flow_wall(const struct flow_work *work, int frame) {
    return (int)(work->n_blocks - work->graph->n_frames) + frame;
}

/* --- cycles --------------------------------------------------------------------------------- */

/* The links that leave each box, in the order of the source. */
static void find_leaving(struct flow_work *work) {
    const struct flow_graph *graph = work->graph;
    size_t *first = ARENA_NEW_N(work->arena, size_t, graph->n_boxes + 2);
    work->leaving = ARENA_NEW_N(work->arena, size_t, graph->n_links + 1);
    work->leaving_first = first;
    for (size_t i = 0; i < graph->n_links; i++) {
        first[graph->links[i].from + 2]++;
    }
    for (size_t i = 2; i < graph->n_boxes + 2; i++) {
        first[i] += first[i - 1];
    }
    for (size_t i = 0; i < graph->n_links; i++) {
        work->leaving[first[graph->links[i].from + 1]++] = i;
    }
}

enum visit { VISIT_NONE, VISIT_OPEN, VISIT_DONE };

struct walk {
    enum visit *visits; /* box */
    size_t *next, *stack;
};

static void find_back_from(struct flow_work *work, struct walk *walk, size_t start) {
    enum visit *visits = walk->visits;
    size_t *next = walk->next, *stack = walk->stack;
    size_t n = 0;
    stack[n++] = start;
    visits[start] = VISIT_OPEN;
    while (n > 0) {
        size_t box = stack[n - 1];
        if (next[box] == work->leaving_first[box + 1]) {
            visits[box] = VISIT_DONE;
            n--;
            continue;
        }
        size_t link = work->leaving[next[box]++];
        size_t to = work->graph->links[link].to;
        work->is_back[link] = visits[to] == VISIT_OPEN;
        if (visits[to] == VISIT_NONE) {
            visits[to] = VISIT_OPEN;
            stack[n++] = to;
        }
    }
}

static void find_back(struct flow_work *work) {
    const struct flow_graph *graph = work->graph;
    struct walk walk = {
        .visits = ARENA_NEW_N(work->arena, enum visit, graph->n_boxes),
        .next =
            arena_memdup(work->arena, work->leaving_first, (graph->n_boxes + 1) * sizeof(size_t)),
        .stack = ARENA_NEW_N(work->arena, size_t, graph->n_boxes),
    };
    bool *is_target = ARENA_NEW_N(work->arena, bool, graph->n_boxes);
    for (size_t i = 0; i < graph->n_links; i++) {
        is_target[graph->links[i].to] = true;
    }
    /* Where nothing leads, a walk begins; then wherever none has been. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < graph->n_boxes; i++) {
            if (walk.visits[i] == VISIT_NONE && (pass == 1 || !is_target[i])) {
                find_back_from(work, &walk, i);
            }
        }
    }
}

/* --- ranks ---------------------------------------------------------------------------------- */

static void add(GArray *constraints, int tail, int head, int length, int weight) {
    struct flow_constraint constraint = {tail, head, length, weight};
    g_array_append_val(constraints, constraint);
}

static void set_ranks(struct flow_work *work) {
    const struct flow_graph *graph = work->graph;
    g_autoptr(GArray) constraints = g_array_new(FALSE, FALSE, sizeof(struct flow_constraint));
    int n_boxes = (int)graph->n_boxes, n_frames = (int)graph->n_frames;
    int n = n_boxes + 2 * n_frames + 1;
    for (size_t i = 0; i < graph->n_links; i++) {
        const struct flow_link *link = &graph->links[i];
        int from = (int)link->from, to = (int)link->to;
        if (from != to && work->is_back[i]) {
            add(constraints, to, from, 1, BACK_WEIGHT);
        } else if (from != to) {
            add(constraints, from, to, link->length, FORWARD_WEIGHT);
        }
    }
    for (int f = 0; f < n_frames; f++) {
        add(constraints, n_boxes + 2 * f, n_boxes + 2 * f + 1, 0, FRAME_WEIGHT);
    }
    for (int i = 0; i < n_boxes; i++) {
        for (int f = graph->boxes[i].frame; f >= 0; f = graph->frames[f].parent) {
            add(constraints, n_boxes + 2 * f, i, 0, 0);
            add(constraints, i, n_boxes + 2 * f + 1, 0, 0);
        }
    }
    for (int i = 0; i + 1 < n; i++) {
        add(constraints, n - 1, i, 0, 0); /* all is joined */
    }
    int *values = ARENA_NEW_N(work->arena, int, n);
    flow_simplex(work->arena, (size_t)n, (const void *)constraints->data, constraints->len,
                 FLOW_FIRST, values);
    int least = values[0];
    for (int i = 0; i < n_boxes; i++) {
        least = MIN(least, values[i]);
    }
    for (int i = 0; i < n_boxes; i++) {
        work->rank[i] = values[i] - least;
        work->n_halves = MAX(work->n_halves, 2 * work->rank[i] + 1);
    }
}

/* --- layers --------------------------------------------------------------------------------- */

/* Near its start, where people look for it; of a link that goes back, in the middle. -1: none. */
static int label_half(const struct flow_work *work, size_t i) {
    const struct flow_link *link = &work->graph->links[i];
    int from = work->rank[link->from], to = work->rank[link->to];
    if (link->label_width_pt <= 0 || link->from == link->to) {
        return -1;
    }
    int first = MIN(from, to), last = MAX(from, to);
    if (last - first == 1) {
        return 2 * first + 1;
    }
    return work->is_back[i] ? 2 * ((first + last) / 2) : 2 * (first + 1);
}

static void number_layers(struct flow_work *work) {
    bool *is_used = ARENA_NEW_N(work->arena, bool, work->n_halves);
    for (int half = 0; half < work->n_halves; half += 2) {
        is_used[half] = true;
    }
    for (size_t i = 0; i < work->graph->n_links; i++) {
        int half = label_half(work, i);
        if (half >= 0) {
            is_used[half] = true;
        }
    }
    work->layer_of = ARENA_NEW_N(work->arena, int, work->n_halves);
    work->layers = ARENA_NEW_N(work->arena, struct flow_layer, work->n_halves);
    for (int half = 0; half < work->n_halves; half++) {
        work->layer_of[half] = work->n_layers;
        if (is_used[half]) {
            work->layers[work->n_layers++].is_for_labels = half % 2 == 1;
        }
    }
}

/* --- blocks --------------------------------------------------------------------------------- */

static struct flow_block box_block(const struct flow_work *work, size_t i) {
    int layer = work->layer_of[2 * work->rank[i]];
    double half_pt = flow_box_broad(work, i) / 2;
    return (struct flow_block){
        .frame = work->graph->boxes[i].frame,
        .first = layer,
        .last = layer,
        .link = -1,
        .label_layer = -1,
        .before_pt = half_pt,
        .after_pt = half_pt,
    };
}

/* False where the link goes from one layer to the next, and needs no place between. */
static bool link_block(const struct flow_work *work, size_t i, struct flow_block *ret) {
    const struct flow_graph *graph = work->graph;
    const struct flow_link *link = &graph->links[i];
    int from = work->layer_of[2 * work->rank[link->from]];
    int to = work->layer_of[2 * work->rank[link->to]];
    int inset = work->is_back[i] ? 0 : 1, half = label_half(work, i);
    struct flow_block block = {
        .frame = common_frame(graph, graph->boxes[link->from].frame, graph->boxes[link->to].frame),
        .first = MIN(from, to) + inset,
        .last = MAX(from, to) - inset,
        .link = (int)i,
        .label_layer = half < 0 ? -1 : work->layer_of[half],
        .is_back = work->is_back[i],
        .before_pt = 1,
        .after_pt = 1,
        /* Words stand above a level line and to the right of an upright one. */
        .label_before_pt = work->is_sideways ? link->label_height_pt + 3 : 1,
        .label_after_pt = work->is_sideways ? 1 : link->label_width_pt + 6,
    };
    *ret = block;
    return !link->is_hidden && link->from != link->to && block.first <= block.last;
}

/* What links a box to itself stands beside it. */
static void make_room_for_loop(struct flow_work *work, const struct flow_link *link) {
    struct flow_block *block = &work->blocks[link->from];
    double label_pt = work->is_sideways ? link->label_height_pt : link->label_width_pt;
    double half_pt = flow_box_broad(work, link->from) / 2;
    block->after_pt = MAX(block->after_pt, half_pt + FLOW_LOOP_PT + label_pt + 4);
}

static void make_blocks(struct flow_work *work) {
    const struct flow_graph *graph = work->graph;
    size_t most = graph->n_boxes + graph->n_links + graph->n_frames, n = 0;
    work->blocks = ARENA_NEW_N(work->arena, struct flow_block, most);
    work->block_of = ARENA_NEW_N(work->arena, int, graph->n_links + 1);
    for (size_t i = 0; i < graph->n_boxes; i++) {
        work->blocks[n++] = box_block(work, i);
    }
    for (size_t i = 0; i < graph->n_links; i++) {
        const struct flow_link *link = &graph->links[i];
        work->block_of[i] = link_block(work, i, &work->blocks[n]) ? (int)n : -1;
        n += work->block_of[i] >= 0 ? 1 : 0;
        if (link->from == link->to && !link->is_hidden) {
            make_room_for_loop(work, link);
        }
    }
    for (size_t f = 0; f < graph->n_frames; f++) {
        work->blocks[n] = (struct flow_block){.frame = (int)f, .link = -1, .label_layer = -1};
        work->blocks[n].is_wall = true;
        work->blocks[n++].first = G_MAXINT;
    }
    work->n_blocks = n;
    for (size_t i = 0; i < graph->n_boxes; i++) {
        const struct flow_block *box = &work->blocks[i];
        for (int f = box->frame; f >= 0; f = graph->frames[f].parent) {
            struct flow_block *wall = &work->blocks[flow_wall(work, f)];
            wall->first = MIN(wall->first, box->first);
            wall->last = MAX(wall->last, box->last);
        }
    }
    work->spans = ARENA_NEW_N(work->arena, struct flow_span, graph->n_frames + 1);
    for (size_t f = 0; f < graph->n_frames; f++) {
        const struct flow_block *wall = &work->blocks[flow_wall(work, (int)f)];
        work->spans[f].first = wall->first;
        work->spans[f].last = wall->last;
    }
}

/* --- neighbours ----------------------------------------------------------------------------- */

enum neighbour { NEIGHBOUR_UP, NEIGHBOUR_DOWN, NEIGHBOUR_BESIDE, N_NEIGHBOURS };

/* Each pair (block, kind, other) is handed to @put: once to count, once to store. */
static void each_neighbour(struct flow_work *work,
                           void (*put)(struct flow_block *block, enum neighbour kind, int other)) {
    for (size_t i = 0; i < work->graph->n_links; i++) {
        const struct flow_link *link = &work->graph->links[i];
        int from = (int)link->from, to = (int)link->to, block = work->block_of[i];
        if (link->is_hidden || from == to) {
            continue;
        }
        if (block < 0) {
            put(&work->blocks[from], NEIGHBOUR_DOWN, to);
            put(&work->blocks[to], NEIGHBOUR_UP, from);
        } else if (work->is_back[i]) {
            put(&work->blocks[from], NEIGHBOUR_BESIDE, block);
            put(&work->blocks[to], NEIGHBOUR_BESIDE, block);
            put(&work->blocks[block], NEIGHBOUR_BESIDE, from);
            put(&work->blocks[block], NEIGHBOUR_BESIDE, to);
        } else {
            put(&work->blocks[from], NEIGHBOUR_DOWN, block);
            put(&work->blocks[block], NEIGHBOUR_UP, from);
            put(&work->blocks[block], NEIGHBOUR_DOWN, to);
            put(&work->blocks[to], NEIGHBOUR_UP, block);
        }
    }
}

static void count_neighbour(struct flow_block *block, enum neighbour kind, int other) {
    (void)other;
    block->n_up += kind == NEIGHBOUR_UP;
    block->n_down += kind == NEIGHBOUR_DOWN;
    block->n_beside += kind == NEIGHBOUR_BESIDE;
}

static void store_neighbour(struct flow_block *block, enum neighbour kind, int other) {
    switch (kind) {
    case NEIGHBOUR_UP: block->up[block->n_up++] = other; return;
    case NEIGHBOUR_DOWN: block->down[block->n_down++] = other; return;
    case NEIGHBOUR_BESIDE: block->beside[block->n_beside++] = other; return;
    case N_NEIGHBOURS: break;
    }
    g_assert_not_reached();
}

static void join_neighbours(struct flow_work *work) {
    each_neighbour(work, count_neighbour);
    for (size_t i = 0; i < work->n_blocks; i++) {
        struct flow_block *block = &work->blocks[i];
        block->up = ARENA_NEW_N(work->arena, int, block->n_up + 1);
        block->down = ARENA_NEW_N(work->arena, int, block->n_down + 1);
        block->beside = ARENA_NEW_N(work->arena, int, block->n_beside + 1);
        block->n_up = block->n_down = block->n_beside = 0;
    }
    each_neighbour(work, store_neighbour);
}

void flow_make_layers(struct flow_work *work) {
    const struct flow_graph *graph = work->graph;
    work->is_back = ARENA_NEW_N(work->arena, bool, graph->n_links + 1);
    work->rank = ARENA_NEW_N(work->arena, int, graph->n_boxes);
    find_leaving(work);
    find_back(work);
    set_ranks(work);
    number_layers(work);
    make_blocks(work);
    join_neighbours(work);
}
