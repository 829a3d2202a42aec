#include "figure_flow_layout_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

/* --- graphs --------------------------------------------------------------------------------- */

struct made {
    struct flow_graph graph;
    struct flow_box boxes[FLOW_NODES_MAX];
    struct flow_link links[FLOW_EDGES_MAX];
    struct flow_frame frames[32];
};

static struct made *made_new(Arena *arena, enum flow_direction direction) {
    struct made *made = ARENA_NEW(arena, struct made);
    made->graph = (struct flow_graph){
        .direction = direction,
        .boxes = made->boxes,
        .links = made->links,
        .frames = made->frames,
        .metrics = {.wrap_pt = 100, .layer_pt = 24, .beside_pt = 20},
    };
    return made;
}

static void add_box(struct made *made, double width_pt, double height_pt, int frame) {
    made->boxes[made->graph.n_boxes++] =
        (struct flow_box){.width_pt = width_pt, .height_pt = height_pt, .frame = frame};
}

static void add_link(struct made *made, size_t from, size_t to) {
    made->links[made->graph.n_links++] = (struct flow_link){.from = from, .to = to, .length = 1};
}

/* "01 12 20": boxes of 60 x 30 and links between them. */
static struct made *make(Arena *arena, enum flow_direction direction, size_t n, const char *links) {
    struct made *made = made_new(arena, direction);
    for (size_t i = 0; i < n; i++) {
        add_box(made, 60, 30, -1);
    }
    for (const char *p = links; *p; p += p[2] ? 3 : 2) {
        add_link(made, (size_t)(p[0] - '0'), (size_t)(p[1] - '0'));
    }
    flow_arrange(arena, &made->graph);
    return made;
}

/* --- what must be true of every drawing ----------------------------------------------------- */

/* Of a random graph. */
static unsigned seed_at;

#define FAIL(format, ...) fail_msg("seed %u: " format, seed_at, __VA_ARGS__)

static bool do_overlap(struct rect a, struct rect b) {
    const double slack = 0.01;
    return a.x + slack < rect_right(b) && b.x + slack < rect_right(a) &&
           a.y + slack < rect_bottom(b) && b.y + slack < rect_bottom(a);
}

static bool is_within(struct rect a, struct rect b) {
    const double slack = 0.01;
    return a.x >= b.x - slack && a.y >= b.y - slack && rect_right(a) <= rect_right(b) + slack &&
           rect_bottom(a) <= rect_bottom(b) + slack;
}

static double gap_to_border(struct rect box, struct point at) {
    double dx = fmax(fmax(box.x - at.x, at.x - rect_right(box)), 0);
    double dy = fmax(fmax(box.y - at.y, at.y - rect_bottom(box)), 0);
    double in = fmin(fmin(at.x - box.x, rect_right(box) - at.x),
                     fmin(at.y - box.y, rect_bottom(box) - at.y));
    return dx > 0 || dy > 0 ? hypot(dx, dy) : in;
}

static bool is_held(const struct flow_graph *graph, int frame, int holder) {
    while (frame >= 0 && frame != holder) {
        frame = graph->frames[frame].parent;
    }
    return frame == holder;
}

static void check_boxes(const struct flow_graph *graph) {
    struct rect all = {0, 0, graph->width_pt, graph->height_pt};
    for (size_t i = 0; i < graph->n_boxes; i++) {
        assert_true(is_within(graph->boxes[i].at, all));
        assert_true(fabs(graph->boxes[i].at.width - graph->boxes[i].width_pt) < 0.01);
        for (size_t k = 0; k < i; k++) {
            if (do_overlap(graph->boxes[i].at, graph->boxes[k].at)) {
                FAIL("boxes %zu and %zu overlap", k, i);
            }
        }
    }
}

static void check_frames(const struct flow_graph *graph) {
    for (size_t f = 0; f < graph->n_frames; f++) {
        for (size_t i = 0; i < graph->n_boxes; i++) {
            bool is_inside = is_held(graph, graph->boxes[i].frame, (int)f);
            if (is_inside ? !is_within(graph->boxes[i].at, graph->frames[f].at)
                          : do_overlap(graph->boxes[i].at, graph->frames[f].at)) {
                FAIL("box %zu is %s frame %zu", i, is_inside ? "not in" : "over", f);
            }
        }
        for (size_t k = 0; k < f; k++) {
            bool is_inside = is_held(graph, (int)f, (int)k);
            if (is_inside ? !is_within(graph->frames[f].at, graph->frames[k].at)
                          : do_overlap(graph->frames[f].at, graph->frames[k].at)) {
                FAIL("frame %zu is %s frame %zu", f, is_inside ? "not in" : "over", k);
            }
        }
    }
}

static struct rect piece(struct point a, struct point b) {
    return (struct rect){fmin(a.x, b.x), fmin(a.y, b.y), fabs(a.x - b.x), fabs(a.y - b.y)};
}

/* Level and upright pieces from border to border, over no box. */
static void check_link(const struct flow_graph *graph, size_t number) {
    const struct flow_link *link = &graph->links[number];
    struct rect all = {0, 0, graph->width_pt, graph->height_pt};
    assert_true(link->n_points >= 2);
    struct point first = link->points[0], last = link->points[link->n_points - 1];
    if (gap_to_border(graph->boxes[link->from].at, first) > 0.01 ||
        gap_to_border(graph->boxes[link->to].at, last) > 0.01) {
        FAIL("link %zu ends off its boxes", number);
    }
    for (size_t i = 0; i + 1 < link->n_points; i++) {
        struct rect at = piece(link->points[i], link->points[i + 1]);
        if (fmin(at.width, at.height) > 0.01) {
            FAIL("link %zu: piece %zu is oblique", number, i);
        }
        assert_true(is_within(at, all));
        struct rect wider = {at.x - 0.1, at.y - 0.1, at.width + 0.2, at.height + 0.2};
        for (size_t k = 0; k < graph->n_boxes; k++) {
            if (k != link->from && k != link->to && do_overlap(wider, graph->boxes[k].at)) {
                FAIL("link %zu runs over box %zu", number, k);
            }
        }
    }
}

static void check_labels(const struct flow_graph *graph) {
    struct rect all = {0, 0, graph->width_pt, graph->height_pt};
    for (size_t i = 0; i < graph->n_links; i++) {
        const struct flow_link *link = &graph->links[i];
        if (link->label_width_pt <= 0 || link->is_hidden) {
            continue;
        }
        assert_true(is_within(link->label_at, all));
        for (size_t f = 0; f < graph->n_frames; f++) {
            if (do_overlap(link->label_at, graph->frames[f].at) &&
                !is_within(link->label_at, graph->frames[f].at)) {
                FAIL("the label of link %zu is over the border of frame %zu", i, f);
            }
        }
        for (size_t k = 0; k < graph->n_boxes; k++) {
            if (do_overlap(link->label_at, graph->boxes[k].at)) {
                FAIL("the label of link %zu is over box %zu", i, k);
            }
        }
        for (size_t k = 0; k < graph->n_links; k++) {
            const struct flow_link *other = &graph->links[k];
            if (k < i && other->label_width_pt > 0 && !other->is_hidden &&
                do_overlap(link->label_at, other->label_at)) {
                FAIL("the labels of links %zu and %zu overlap", k, i);
            }
            for (size_t p = 0; p + 1 < other->n_points; p++) {
                struct rect at = piece(other->points[p], other->points[p + 1]);
                at = (struct rect){at.x - 0.1, at.y - 0.1, at.width + 0.2, at.height + 0.2};
                if (do_overlap(at, link->label_at)) {
                    FAIL("link %zu (%zu to %zu) runs over the label of link %zu (%zu to %zu)", k,
                         other->from, other->to, i, link->from, link->to);
                }
            }
        }
    }
}

static void check(const struct flow_graph *graph) {
    check_boxes(graph);
    check_frames(graph);
    for (size_t i = 0; i < graph->n_links; i++) {
        if (!graph->links[i].is_hidden) {
            check_link(graph, i);
        }
    }
    check_labels(graph);
}

/* --- the solver ----------------------------------------------------------------------------- */

static void test_simplex(void **state) {
    static const struct {
        struct flow_constraint edges[8];
        size_t n_edges, n;
        int wanted[6]; /* of value[i] - value[0] */
    } rows[] = {
        {{{0, 1, 1, 1}, {1, 2, 1, 1}, {0, 2, 1, 1}}, 3, 3, {0, 1, 2}},
        {{{0, 1, 5, 1}, {0, 2, 0, 1}, {2, 1, 2, 3}}, 3, 3, {0, 5, 3}},
        /* 3 hangs on the end that pulls more */
        {{{0, 1, 4, 1}, {0, 3, 1, 1}, {3, 1, 1, 9}}, 3, 4, {0, 4, 0, 3}},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        int value[6] = {0};
        struct flow_constraint edges[9];
        memcpy(edges, rows[i].edges, sizeof rows[i].edges);
        size_t n_edges = rows[i].n_edges;
        if (rows[i].n == 4) { /* the third joins nothing */
            edges[n_edges++] = (struct flow_constraint){0, 2, 0, 1};
        }
        flow_simplex(arena, rows[i].n, edges, n_edges, FLOW_FIRST, value);
        for (size_t k = 0; k < rows[i].n; k++) {
            if (value[k] - value[0] != rows[i].wanted[k]) {
                fail_msg("row %zu: value %zu is %d", i, k, value[k] - value[0]);
            }
        }
    }
}

static void test_simplex_balances(void **state) {
    /* 1 lies between 0 and 2, which are 10 apart, and nothing pulls it. */
    static const struct flow_constraint edges[] = {{0, 1, 0, 1}, {1, 2, 0, 1}, {0, 2, 10, 1}};
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    int value[3];
    flow_simplex(arena, 3, edges, G_N_ELEMENTS(edges), FLOW_BALANCED, value);
    assert_int_equal(value[1] - value[0], 5);
}

/* --- layers and order ----------------------------------------------------------------------- */

/* How many boxes higher up stand on lines of their own. */
static size_t layer_of(const struct made *made, size_t box) {
    size_t n = 0;
    for (size_t i = 0; i < made->graph.n_boxes; i++) {
        bool is_first = made->boxes[i].at.y < made->boxes[box].at.y - 1;
        for (size_t k = 0; k < i; k++) {
            is_first = is_first && fabs(made->boxes[k].at.y - made->boxes[i].at.y) > 1;
        }
        n += is_first ? 1 : 0;
    }
    return n;
}

static void test_layers(void **state) {
    static const struct {
        const char *name, *links;
        size_t n;
        const char *layers;
    } rows[] = {
        {"a chain", "01 12 23", 4, "0123"},
        {"a branch", "01 02 13 23", 4, "0112"},
        {"a long link", "01 12 02", 3, "012"},
        {"a cycle keeps its beginning", "01 12 20", 3, "012"},
        {"two that lead to each other", "01 10", 2, "01"},
        {"a link to itself", "00 01", 2, "01"},
        {"a late beginning stands before its end", "01 12 23 43", 5, "01232"},
        {"nothing joined", "", 3, "000"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct made *made = make(arena, FLOW_DOWN, rows[i].n, rows[i].links);
        check(&made->graph);
        for (size_t k = 0; k < rows[i].n; k++) {
            if (layer_of(made, k) != (size_t)(rows[i].layers[k] - '0')) {
                fail_msg("%s: box %zu is in layer %zu", rows[i].name, k, layer_of(made, k));
            }
        }
    }
}

static size_t count_crossings(const struct flow_graph *graph) {
    size_t n = 0;
    for (size_t a = 0; a < graph->n_links; a++) {
        for (size_t b = 0; b < a; b++) {
            const struct flow_link *x = &graph->links[a], *y = &graph->links[b];
            for (size_t i = 0; i + 1 < x->n_points && x->from != y->from; i++) {
                for (size_t k = 0; k + 1 < y->n_points; k++) {
                    struct rect p = piece(x->points[i], x->points[i + 1]);
                    struct rect q = piece(y->points[k], y->points[k + 1]);
                    bool is_cross = (p.width > 1) != (q.width > 1) && p.x < rect_right(q) + 0.01 &&
                                    q.x < rect_right(p) + 0.01 && p.y < rect_bottom(q) + 0.01 &&
                                    q.y < rect_bottom(p) + 0.01;
                    n += is_cross ? 1 : 0;
                }
            }
        }
    }
    return n;
}

static void test_order(void **state) {
    static const struct {
        const char *name, *links;
        size_t n, crossings;
    } rows[] = {
        {"a tree has none", "01 02 13 14 25 26", 7, 0},
        {"two that only seem to cross", "03 12", 4, 0},
        {"three that only seem to cross", "05 14 23", 6, 0},
        {"a ladder", "01 02 13 24 35 45", 6, 0},
        {"all to all of two and two: one", "02 03 12 13", 4, 1},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct made *made = make(arena, FLOW_DOWN, rows[i].n, rows[i].links);
        check(&made->graph);
        if (count_crossings(&made->graph) > rows[i].crossings) {
            fail_msg("%s: %zu crossings", rows[i].name, count_crossings(&made->graph));
        }
    }
}

/* --- places --------------------------------------------------------------------------------- */

static double middle_x(const struct made *made, size_t box) {
    return made->boxes[box].at.x + made->boxes[box].at.width / 2;
}

static void test_straight_chain(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct made *made = make(arena, FLOW_DOWN, 5, "01 12 23 34 40");
    for (size_t i = 1; i < 5; i++) {
        assert_true(fabs(middle_x(made, i) - middle_x(made, 0)) < 0.01);
    }
    /* The way back leaves and comes to sides. */
    const struct flow_link *back = &made->links[4];
    assert_true(back->n_points == 4);
    assert_true(fabs(back->points[0].y - (made->boxes[4].at.y + 15)) < 0.01);
    assert_true(fabs(back->points[3].y - (made->boxes[0].at.y + 15)) < 0.01);
}

static void test_parent_in_the_middle(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct made *made = make(arena, FLOW_DOWN, 7, "01 02 13 14 25 26");
    assert_true(fabs(middle_x(made, 0) * 2 - middle_x(made, 1) - middle_x(made, 2)) < 0.6);
    assert_true(fabs(middle_x(made, 1) * 2 - middle_x(made, 3) - middle_x(made, 4)) < 0.6);
}

static void test_directions(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct made *down = make(arena, FLOW_DOWN, 3, "01 12");
    struct made *up = make(arena, FLOW_UP, 3, "01 12");
    struct made *right = make(arena, FLOW_RIGHT, 3, "01 12");
    struct made *left = make(arena, FLOW_LEFT, 3, "01 12");
    assert_true(down->boxes[0].at.y < down->boxes[2].at.y);
    assert_true(up->boxes[0].at.y > up->boxes[2].at.y);
    assert_true(right->boxes[0].at.x < right->boxes[2].at.x);
    assert_true(left->boxes[0].at.x > left->boxes[2].at.x);
    assert_true(right->graph.width_pt > right->graph.height_pt);
}

/* --- any graph ------------------------------------------------------------------------------ */

static unsigned next_random(unsigned *seed) {
    *seed = *seed * 1664525U + 1013904223U; /* Numerical Recipes, "quick and dirty" */
    return *seed >> 8;
}

static struct made *make_random(Arena *arena, unsigned seed) {
    struct made *made = made_new(arena, (enum flow_direction)(seed % 4));
    size_t n = 2 + next_random(&seed) % 18, n_frames = next_random(&seed) % 4;
    size_t n_links = next_random(&seed) % (2 * n);
    /* Each frame holds a box, else it would not be there. */
    for (size_t f = 0; f < n_frames; f++) {
        int parent = f > 0 && next_random(&seed) % 3 == 0 ? (int)(next_random(&seed) % f) : -1;
        double title_pt = next_random(&seed) % 3 ? 10 + next_random(&seed) % 90 : 0;
        made->frames[made->graph.n_frames++] =
            (struct flow_frame){.parent = parent, .title_pt = title_pt};
        add_box(made, 30 + next_random(&seed) % 90, 24 + next_random(&seed) % 40, (int)f);
    }
    for (size_t i = 0; i < n; i++) {
        int frame = n_frames > 0 ? (int)(next_random(&seed) % (2 * n_frames)) : -1;
        add_box(made, 30 + next_random(&seed) % 90, 24 + next_random(&seed) % 40,
                frame < (int)n_frames ? frame : -1);
    }
    for (size_t i = 0; i < n_links; i++) {
        add_link(made, next_random(&seed) % made->graph.n_boxes,
                 next_random(&seed) % made->graph.n_boxes);
        struct flow_link *link = &made->links[made->graph.n_links - 1];
        link->length = 1 + next_random(&seed) % 5 / 4;
        link->is_hidden = next_random(&seed) % 20 == 0;
        if (next_random(&seed) % 4 == 0) {
            link->label_width_pt = 8 + next_random(&seed) % 60;
            link->label_height_pt = 11.5 * (1 + next_random(&seed) % 2);
        }
    }
    flow_arrange(arena, &made->graph);
    return made;
}

static void test_any_graph(void **state) {
    (void)state;
    for (unsigned seed = 0; seed < 400; seed++) {
        g_autoptr(Arena) arena = arena_new();
        struct made *made = make_random(arena, seed);
        seed_at = seed;
        check(&made->graph);
    }
}

/* A random graph that seldom branches, so that there are places to cut it. */
static struct made *make_long(Arena *arena, unsigned seed) {
    struct made *made = made_new(arena, (enum flow_direction)(seed % 4));
    size_t n = 8 + next_random(&seed) % 14;
    for (size_t i = 0; i < n; i++) {
        add_box(made, 40 + next_random(&seed) % 60, 24 + next_random(&seed) % 30, -1);
    }
    for (size_t i = 1; i < n; i++) {
        size_t back = next_random(&seed) % 5 == 0 ? 2 : 1;
        add_link(made, i - MIN(back, i), i);
        struct flow_link *link = &made->links[made->graph.n_links - 1];
        if (next_random(&seed) % 3 == 0) {
            link->label_width_pt = 8 + next_random(&seed) % 60;
            link->label_height_pt = 11.5 * (1 + next_random(&seed) % 2);
        }
    }
    flow_arrange(arena, &made->graph);
    return made;
}

static double length_of(const struct flow_graph *graph) {
    bool is_upright = graph->direction == FLOW_DOWN || graph->direction == FLOW_UP;
    return is_upright ? graph->height_pt : graph->width_pt;
}

static void test_fold(void **state) {
    (void)state;
    size_t n_folded = 0;
    for (unsigned seed = 0; seed < 400; seed++) {
        g_autoptr(Arena) arena = arena_new();
        struct made *made = seed % 2 ? make_long(arena, seed) : make_random(arena, seed);
        double before_pt = length_of(&made->graph), most_pt = fmax(before_pt * 0.6, 260);
        seed_at = seed;
        flow_fold(arena, &made->graph, most_pt);
        double after_pt = length_of(&made->graph);
        check(&made->graph);
        bool is_folded = fabs(after_pt - before_pt) > 0.01;
        n_folded += is_folded ? 1 : 0;
        if (is_folded && after_pt > most_pt) {
            FAIL("folded to %g, wanted %g", after_pt, most_pt);
        }
    }
    assert_true(n_folded > 60);
}

static void test_fold_of_a_chain(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct made *made = make(arena, FLOW_RIGHT, 6, "01 12 23 34 45");
    flow_fold(arena, &made->graph, 300);
    check(&made->graph);
    /* Two rows of three, read from the left. */
    for (size_t i = 0; i < 3; i++) {
        assert_true(fabs(made->boxes[i].at.x - made->boxes[i + 3].at.x) < 0.01);
        assert_true(made->boxes[i].at.y + 40 < made->boxes[i + 3].at.y);
    }
    struct made *loop = make(arena, FLOW_RIGHT, 6, "01 12 23 34 45 50");
    double width_pt = loop->graph.width_pt;
    flow_fold(arena, &loop->graph, 300);
    assert_true(fabs(loop->graph.width_pt - width_pt) < 0.01);
}

static void test_same_drawing(void **state) {
    (void)state;
    for (unsigned seed = 0; seed < 40; seed++) {
        g_autoptr(Arena) arena = arena_new();
        struct made *a = make_random(arena, seed), *b = make_random(arena, seed);
        assert_true(a->graph.width_pt == b->graph.width_pt);
        for (size_t i = 0; i < a->graph.n_boxes; i++) {
            assert_memory_equal(&a->boxes[i].at, &b->boxes[i].at, sizeof a->boxes[i].at);
        }
        for (size_t i = 0; i < a->graph.n_links; i++) {
            assert_int_equal(a->links[i].n_points, b->links[i].n_points);
            for (size_t k = 0; k < a->links[i].n_points; k++) {
                assert_true(a->links[i].points[k].x == b->links[i].points[k].x);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/figure/flow/arrange/the solver finds the least", test_simplex, NULL, NULL, NULL},
        {"/figure/flow/arrange/the solver centres what is free", test_simplex_balances, NULL, NULL,
         NULL},
        {"/figure/flow/arrange/layers", test_layers, NULL, NULL, NULL},
        {"/figure/flow/arrange/order", test_order, NULL, NULL, NULL},
        {"/figure/flow/arrange/a chain is straight", test_straight_chain, NULL, NULL, NULL},
        {"/figure/flow/arrange/a parent stands in the middle", test_parent_in_the_middle, NULL,
         NULL, NULL},
        {"/figure/flow/arrange/directions", test_directions, NULL, NULL, NULL},
        {"/figure/flow/arrange/any graph", test_any_graph, NULL, NULL, NULL},
        {"/figure/flow/arrange/folded into rows", test_fold_of_a_chain, NULL, NULL, NULL},
        {"/figure/flow/arrange/any graph folded", test_fold, NULL, NULL, NULL},
        {"/figure/flow/arrange/the same graph gives the same drawing", test_same_drawing, NULL,
         NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
