#include "figure_flow_layout_priv.h"

#include <string.h>

/*
 * Whole numbers for variables such that each difference is at least what was asked for, and the
 * weighted sum of the differences is the least there is: network simplex, after Gansner,
 * Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs" (IEEE Transactions on
 * Software Engineering 19, 1993), sections 2.3 and 4.2. It gives layers, and places inside them.
 *
 * A spanning tree of edges without slack stands for a solution. Cutting a tree edge leaves two
 * parts; where the edges from the tail's part to the head's weigh less than those that go back (a
 * negative cut value), the parts are pulled together until an edge that goes back has no slack left
 * and takes the cut one's place. With b(v) = weights of the edges out of v less those into v, a cut
 * value is the sum of b over the part below the edge: all of them take one walk over the tree. A
 * step changes the tree only below the lowest node that is above both edges, which is walked anew.
 *
 * The steps end with a budget of work. Each intermediate solution is valid.
 */

/* Charts of 300 nodes end with the least there is; those of 500, in some 50 ms, near it. */
enum { WORK_MAX = 8000000, LEAVING_SEEN = 8 };

struct tree {
    size_t n, n_edges;
    const struct flow_constraint *edges;
    int *value;
    int *adjacent, *first; /* edges by node: adjacent[first[v]] ... adjacent[first[v + 1] - 1] */
    /* Edges of the tree by node: a list of slots, 2 * edge at its tail and 2 * edge + 1 at its
     * head. */
    int *slots, *slot_after, *slot_before;
    int *parent; /* edge to the node above; -1: the root */
    int *walk, *enter, *leave;
    int *own, *sum; /* b, of a node and of all below it */
    int *next;      /* slot to look at, of each node on the walk's stack */
    int *stack;
    size_t search; /* where find_leaving() goes on */
    int64_t work;
};

static int slack(const struct tree *tree, int edge) {
    const struct flow_constraint *e = &tree->edges[edge];
    return tree->value[e->head] - tree->value[e->tail] - e->length;
}

static int other_end(const struct tree *tree, int edge, int node) {
    const struct flow_constraint *e = &tree->edges[edge];
    return e->tail == node ? e->head : e->tail;
}

static void index_edges(struct tree *tree, Arena *scratch) {
    tree->first = ARENA_NEW_N(scratch, int, tree->n + 1);
    tree->adjacent = ARENA_NEW_N(scratch, int, 2 * tree->n_edges + 1);
    for (size_t i = 0; i < tree->n_edges; i++) {
        tree->first[tree->edges[i].tail]++;
        tree->first[tree->edges[i].head]++;
    }
    int sum = 0;
    for (size_t v = 0; v <= tree->n; v++) {
        int n = tree->first[v];
        tree->first[v] = sum;
        sum += n;
    }
    int *at = arena_memdup(scratch, tree->first, (tree->n + 1) * sizeof *at);
    for (size_t i = 0; i < tree->n_edges; i++) {
        tree->adjacent[at[tree->edges[i].tail]++] = (int)i;
        tree->adjacent[at[tree->edges[i].head]++] = (int)i;
    }
}

static void link_slot(struct tree *tree, int node, int slot) {
    tree->slot_before[slot] = -1;
    tree->slot_after[slot] = tree->slots[node];
    if (tree->slots[node] >= 0) {
        tree->slot_before[tree->slots[node]] = slot;
    }
    tree->slots[node] = slot;
}

static void unlink_slot(struct tree *tree, int node, int slot) {
    int before = tree->slot_before[slot], after = tree->slot_after[slot];
    if (before >= 0) {
        tree->slot_after[before] = after;
    } else {
        tree->slots[node] = after;
    }
    if (after >= 0) {
        tree->slot_before[after] = before;
    }
}

static void put_in(struct tree *tree, int edge) {
    link_slot(tree, tree->edges[edge].tail, 2 * edge);
    link_slot(tree, tree->edges[edge].head, 2 * edge + 1);
}

static void take_out(struct tree *tree, int edge) {
    unlink_slot(tree, tree->edges[edge].tail, 2 * edge);
    unlink_slot(tree, tree->edges[edge].head, 2 * edge + 1);
}

/* The least values that are allowed: longest paths (Kahn's order). */
static void set_longest_paths(struct tree *tree, Arena *scratch) {
    int *waiting = ARENA_NEW_N(scratch, int, tree->n);
    int *queue = ARENA_NEW_N(scratch, int, tree->n);
    size_t head = 0, end = 0;
    for (size_t i = 0; i < tree->n_edges; i++) {
        waiting[tree->edges[i].head]++;
    }
    for (size_t v = 0; v < tree->n; v++) {
        tree->value[v] = 0;
        if (waiting[v] == 0) {
            queue[end++] = (int)v;
        }
    }
    while (head < end) {
        int v = queue[head++];
        for (int i = tree->first[v]; i < tree->first[v + 1]; i++) {
            const struct flow_constraint *e = &tree->edges[tree->adjacent[i]];
            if (e->tail != v) {
                continue;
            }
            tree->value[e->head] = MAX(tree->value[e->head], tree->value[v] + e->length);
            if (--waiting[e->head] == 0) {
                queue[end++] = e->head;
            }
        }
    }
    g_assert(end == tree->n); /* the caller's edges have no cycle */
}

/* Tight edges from @node on: what they reach belongs to the tree. */
static size_t grow(struct tree *tree, int node, bool *is_reached) {
    size_t n = 0, found = 1;
    tree->stack[n++] = node;
    is_reached[node] = true;
    while (n > 0) {
        int v = tree->stack[--n];
        for (int i = tree->first[v]; i < tree->first[v + 1]; i++) {
            int edge = tree->adjacent[i], w = other_end(tree, edge, v);
            if (!is_reached[w] && slack(tree, edge) == 0) {
                is_reached[w] = true;
                put_in(tree, edge);
                tree->stack[n++] = w;
                found++;
            }
        }
    }
    return found;
}

/* The edge with the least slack from what is reached to what is not. */
static int nearest_edge(const struct tree *tree, const bool *is_reached) {
    int best = -1;
    for (size_t i = 0; i < tree->n_edges; i++) {
        const struct flow_constraint *e = &tree->edges[i];
        if (is_reached[e->tail] != is_reached[e->head] &&
            (best < 0 || slack(tree, (int)i) < slack(tree, best))) {
            best = (int)i;
        }
    }
    g_assert(best >= 0); /* the caller's edges join everything */
    return best;
}

/* Pull what is reached towards the nearest node that is not, until all is one tree. */
static void make_tree(struct tree *tree, Arena *scratch) {
    bool *is_reached = ARENA_NEW_N(scratch, bool, tree->n);
    size_t n = grow(tree, 0, is_reached);
    while (n < tree->n) {
        int best = nearest_edge(tree, is_reached);
        bool is_tail = is_reached[tree->edges[best].tail];
        int by = is_tail ? slack(tree, best) : -slack(tree, best);
        for (size_t v = 0; v < tree->n; v++) {
            tree->value[v] += is_reached[v] ? by : 0;
        }
        put_in(tree, best);
        n += grow(tree, is_tail ? tree->edges[best].head : tree->edges[best].tail, is_reached);
    }
}

/* Parents, the walk's order and the sums of b, of @root and what is below it. */
static void walk_tree(struct tree *tree, int root) {
    int n = 0, begin = tree->enter[root], end = tree->leave[root], time = begin;
    for (int i = begin; i < end; i++) {
        int v = tree->walk[i];
        tree->enter[v] = -1;
        tree->next[v] = tree->slots[v];
        tree->sum[v] = tree->own[v];
    }
    tree->work += end - begin;
    tree->enter[root] = time;
    tree->walk[time++] = root;
    tree->stack[n++] = root;
    while (n > 0) {
        int v = tree->stack[n - 1];
        int edge = tree->next[v] / 2;
        if (tree->next[v] < 0) {
            tree->leave[v] = time;
            n--;
            continue;
        }
        tree->next[v] = tree->slot_after[tree->next[v]];
        int w = other_end(tree, edge, v);
        if (edge != tree->parent[root] && tree->enter[w] < 0) {
            tree->enter[w] = time;
            tree->walk[time++] = w;
            tree->parent[w] = edge;
            tree->stack[n++] = w;
        }
    }
    for (int i = end - 1; i > begin; i--) {
        int v = tree->walk[i];
        tree->sum[other_end(tree, tree->parent[v], v)] += tree->sum[v];
    }
}

static void walk_all(struct tree *tree) {
    for (size_t v = 0; v < tree->n; v++) {
        tree->walk[v] = (int)v;
    }
    for (size_t i = 0; i < tree->n_edges; i++) {
        tree->own[tree->edges[i].tail] += tree->edges[i].weight;
        tree->own[tree->edges[i].head] -= tree->edges[i].weight;
    }
    tree->parent[0] = -1;
    tree->enter[0] = 0;
    tree->leave[0] = (int)tree->n;
    walk_tree(tree, 0);
}

static bool is_tail_of_parent(const struct tree *tree, int node) {
    return tree->edges[tree->parent[node]].tail == node;
}

static int cut_value(const struct tree *tree, int node) {
    return is_tail_of_parent(tree, node) ? tree->sum[node] : -tree->sum[node];
}

/*
 * Of some edges of the tree with a negative cut value the one with the most negative, as its lower
 * node; -1: there is none. The search goes on where the last one ended: to look at all of them each
 * time costs more than the better choices save.
 */
static int find_leaving(struct tree *tree) {
    int best = -1, least = 0, n_found = 0;
    for (size_t i = 0; i < tree->n && n_found < LEAVING_SEEN; i++) {
        size_t v = tree->search;
        tree->search = v + 1 < tree->n ? v + 1 : 0;
        tree->work++;
        int value = v == 0 ? 0 : cut_value(tree, (int)v);
        n_found += value < 0 ? 1 : 0;
        if (value < least) {
            least = value;
            best = (int)v;
        }
    }
    return best;
}

static bool is_below(const struct tree *tree, int node, int root) {
    return tree->enter[node] >= tree->enter[root] && tree->enter[node] < tree->leave[root];
}

/* Of the edges that go back over the cut above @node, the one with least slack; -1: none. */
static int find_entering(struct tree *tree, int node) {
    bool is_tail = is_tail_of_parent(tree, node);
    int best = -1, least = 0;
    for (int i = tree->enter[node]; i < tree->leave[node]; i++) {
        int v = tree->walk[i];
        for (int k = tree->first[v]; k < tree->first[v + 1]; k++) {
            int edge = tree->adjacent[k];
            bool goes_back = (tree->edges[edge].tail == v) != is_tail;
            if (goes_back && !is_below(tree, other_end(tree, edge, v), node) &&
                (best < 0 || slack(tree, edge) < least)) {
                best = edge;
                least = slack(tree, edge);
            }
        }
        tree->work += tree->first[v + 1] - tree->first[v];
    }
    return best;
}

static void move_below(struct tree *tree, int node, int by) {
    for (int i = tree->enter[node]; i < tree->leave[node]; i++) {
        tree->value[tree->walk[i]] += by;
    }
}

/* The lowest node that is above @node and above both ends of @edge. */
static int common_above(const struct tree *tree, int node, int edge) {
    int tail = tree->edges[edge].tail, head = tree->edges[edge].head;
    do {
        node = other_end(tree, tree->parent[node], node);
    } while (!is_below(tree, tail, node) || !is_below(tree, head, node));
    return node;
}

/* The cut edge above @node gives its place to @edge. */
static void exchange(struct tree *tree, int node, int edge) {
    int by = slack(tree, edge), top = common_above(tree, node, edge);
    move_below(tree, node, is_tail_of_parent(tree, node) ? -by : by);
    take_out(tree, tree->parent[node]);
    put_in(tree, edge);
    walk_tree(tree, top);
}

/* Where a part of the tree can move at no cost, it stands in the middle of its way. */
static void balance(struct tree *tree) {
    for (size_t v = 1; v < tree->n; v++) {
        if (cut_value(tree, (int)v) == 0) {
            int edge = find_entering(tree, (int)v);
            int half = edge < 0 ? 0 : slack(tree, edge) / 2;
            move_below(tree, (int)v, is_tail_of_parent(tree, (int)v) ? -half : half);
        }
    }
}

void flow_simplex(Arena *arena, size_t n, const struct flow_constraint *edges, size_t n_edges,
                  enum flow_balance wanted, int *ret_value) {
    struct arena_mark mark = arena_mark(arena);
    struct tree tree = {
        .n = n,
        .n_edges = n_edges,
        .edges = edges,
        .value = ret_value,
        .slots = ARENA_NEW_N(arena, int, n),
        .slot_after = ARENA_NEW_N(arena, int, 2 * n_edges + 1),
        .slot_before = ARENA_NEW_N(arena, int, 2 * n_edges + 1),
        .parent = ARENA_NEW_N(arena, int, n),
        .walk = ARENA_NEW_N(arena, int, n),
        .enter = ARENA_NEW_N(arena, int, n),
        .leave = ARENA_NEW_N(arena, int, n),
        .own = ARENA_NEW_N(arena, int, n),
        .sum = ARENA_NEW_N(arena, int, n),
        .next = ARENA_NEW_N(arena, int, n),
        .stack = ARENA_NEW_N(arena, int, n),
    };
    memset(tree.slots, -1, n * sizeof *tree.slots);
    index_edges(&tree, arena);
    set_longest_paths(&tree, arena);
    make_tree(&tree, arena);
    walk_all(&tree);
    while (tree.work < WORK_MAX) {
        int node = find_leaving(&tree);
        int edge = node < 0 ? -1 : find_entering(&tree, node);
        if (edge < 0) {
            break;
        }
        exchange(&tree, node, edge);
    }
    if (wanted == FLOW_BALANCED) {
        balance(&tree);
    }
    arena_reset(arena, mark);
}
