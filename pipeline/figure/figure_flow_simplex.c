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
 * value is the sum of b over the part below the edge: all of them take one walk over the tree.
 *
 * A step costs the number of edges; steps end with the budget. Each intermediate solution is valid.
 */

struct tree {
    size_t n, n_edges;
    const struct flow_constraint *edges;
    int *value;
    int *adjacent, *first; /* edges by node: adjacent[first[v]] ... adjacent[first[v + 1] - 1] */
    bool *is_in;           /* edge */
    int *parent;           /* edge to the node above; -1: the root */
    int *walk, *enter, *leave;
    int *sum;
    size_t *next; /* of the walk's stack */
    int *stack;
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
            if (e->tail == v) {
                tree->value[e->head] = MAX(tree->value[e->head], tree->value[v] + e->length);
                if (--waiting[e->head] == 0) {
                    queue[end++] = e->head;
                }
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
                is_reached[w] = tree->is_in[edge] = true;
                tree->stack[n++] = w;
                found++;
            }
        }
    }
    return found;
}

/* Pull what is reached towards the nearest node that is not, until all is one tree. */
static void make_tree(struct tree *tree, Arena *scratch) {
    bool *is_reached = ARENA_NEW_N(scratch, bool, tree->n);
    size_t n = grow(tree, 0, is_reached);
    while (n < tree->n) {
        int best = -1;
        for (size_t i = 0; i < tree->n_edges; i++) {
            const struct flow_constraint *e = &tree->edges[i];
            if (is_reached[e->tail] != is_reached[e->head] &&
                (best < 0 || slack(tree, (int)i) < slack(tree, best))) {
                best = (int)i;
            }
        }
        g_assert(best >= 0); /* the caller's edges join everything */
        bool is_tail = is_reached[tree->edges[best].tail];
        int by = is_tail ? slack(tree, best) : -slack(tree, best);
        for (size_t v = 0; v < tree->n; v++) {
            tree->value[v] += is_reached[v] ? by : 0;
        }
        tree->is_in[best] = true;
        n += grow(tree, is_tail ? tree->edges[best].head : tree->edges[best].tail, is_reached);
    }
}

/* Parents, the walk's order and the sums of b below each node. */
static void walk_tree(struct tree *tree) {
    int n = 0, time = 0;
    memset(tree->enter, -1, tree->n * sizeof *tree->enter);
    tree->stack[n++] = 0;
    tree->parent[0] = -1;
    tree->enter[0] = 0;
    tree->walk[time++] = 0;
    for (size_t v = 0; v < tree->n; v++) {
        tree->next[v] = (size_t)tree->first[v];
        tree->sum[v] = 0;
    }
    while (n > 0) {
        int v = tree->stack[n - 1];
        if (tree->next[v] == (size_t)tree->first[v + 1]) {
            tree->leave[v] = time;
            n--;
            continue;
        }
        int edge = tree->adjacent[tree->next[v]++];
        int w = other_end(tree, edge, v);
        if (tree->is_in[edge] && tree->enter[w] < 0) {
            tree->enter[w] = time;
            tree->walk[time++] = w;
            tree->parent[w] = edge;
            tree->stack[n++] = w;
        }
    }
    for (size_t i = 0; i < tree->n_edges; i++) {
        tree->sum[tree->edges[i].tail] += tree->edges[i].weight;
        tree->sum[tree->edges[i].head] -= tree->edges[i].weight;
    }
    for (int i = time - 1; i > 0; i--) {
        int v = tree->walk[i];
        tree->sum[other_end(tree, tree->parent[v], v)] += tree->sum[v];
    }
}

static bool is_tail_of_parent(const struct tree *tree, int node) {
    return tree->edges[tree->parent[node]].tail == node;
}

static int cut_value(const struct tree *tree, int node) {
    return is_tail_of_parent(tree, node) ? tree->sum[node] : -tree->sum[node];
}

/* The node whose edge to its parent has the most negative cut value; -1: none has. */
static int find_leaving(const struct tree *tree) {
    int best = -1, least = 0;
    for (size_t v = 1; v < tree->n; v++) {
        int value = cut_value(tree, (int)v);
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
static int find_entering(const struct tree *tree, int node) {
    bool is_tail = is_tail_of_parent(tree, node);
    int best = -1;
    for (size_t i = 0; i < tree->n_edges; i++) {
        const struct flow_constraint *e = &tree->edges[i];
        bool is_tail_below = is_below(tree, e->tail, node);
        if (is_tail_below != is_below(tree, e->head, node) && is_tail_below != is_tail &&
            (best < 0 || slack(tree, (int)i) < slack(tree, best))) {
            best = (int)i;
        }
    }
    return best;
}

static void move_below(struct tree *tree, int node, int by) {
    for (int i = tree->enter[node]; i < tree->leave[node]; i++) {
        tree->value[tree->walk[i]] += by;
    }
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
        .is_in = ARENA_NEW_N(arena, bool, n_edges + 1),
        .parent = ARENA_NEW_N(arena, int, n),
        .walk = ARENA_NEW_N(arena, int, n),
        .enter = ARENA_NEW_N(arena, int, n),
        .leave = ARENA_NEW_N(arena, int, n),
        .sum = ARENA_NEW_N(arena, int, n),
        .next = ARENA_NEW_N(arena, size_t, n),
        .stack = ARENA_NEW_N(arena, int, n),
    };
    index_edges(&tree, arena);
    set_longest_paths(&tree, arena);
    make_tree(&tree, arena);
    walk_tree(&tree);
    /* A chart of 500 nodes and 1,000 edges has some 10,000 constraints: 3,000 steps. */
    size_t steps = 30000000 / (n_edges + n + 1) + 1;
    for (; steps > 0; steps--) {
        int node = find_leaving(&tree);
        int edge = node < 0 ? -1 : find_entering(&tree, node);
        if (edge < 0) {
            break;
        }
        int by = slack(&tree, edge);
        move_below(&tree, node, is_tail_of_parent(&tree, node) ? -by : by);
        tree.is_in[tree.parent[node]] = false;
        tree.is_in[edge] = true;
        walk_tree(&tree);
    }
    if (wanted == FLOW_BALANCED) {
        balance(&tree);
    }
    arena_reset(arena, mark);
}
