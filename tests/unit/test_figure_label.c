#include "figure_sample.h"

/* The places of labels that want to be at @wanted, apart by 10, between 0 and @bottom. */
struct row {
    size_t n;
    double wanted[6], placed[6]; /* both in their order from the top */
    double bottom;
};

static void test_spread(void **state) {
    static const struct row rows[] = {
        {1, {50}, {50}, 100},
        {1, {-20}, {0}, 100},
        {1, {120}, {100}, 100},
        /* What is far enough apart stays. */
        {3, {10, 20, 40}, {10, 20, 40}, 100},
        /* Two that overlap move by the same way. */
        {2, {50, 52}, {46, 56}, 100},
        {3, {50, 50, 50}, {40, 50, 60}, 100},
        /* A pool that grows takes its neighbour along. */
        {3, {30, 38, 40}, {26, 36, 46}, 100},
        {2, {2, 3}, {0, 10}, 100},
        {2, {97, 99}, {90, 100}, 100},
        {4, {99, 99, 99, 99}, {70, 80, 90, 100}, 100},
        {4, {0, 0, 100, 100}, {0, 10, 90, 100}, 100},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct edge_label labels[6] = {0};
        for (size_t k = 0; k < rows[i].n; k++) {
            labels[rows[i].n - 1 - k].wanted_pt = rows[i].wanted[k]; /* any order will do */
        }
        labels_spread(labels, rows[i].n, 10, 0, rows[i].bottom);
        for (size_t k = 0; k < rows[i].n; k++) {
            if (fabs(labels[k].at_pt - rows[i].placed[k]) > 1e-6) {
                fail_msg("row %zu, label %zu is at %g, not %g", i, k, labels[k].at_pt,
                         rows[i].placed[k]);
            }
        }
    }
}

/* Whatever they want: in order, apart, between the bounds. */
static void test_spread_any(void **state) {
    GRand *rand = g_rand_new_with_seed(7);
    (void)state;
    for (int round = 0; round < 500; round++) {
        struct edge_label labels[SERIES_MAX] = {0};
        size_t n = (size_t)g_rand_int_range(rand, 1, SERIES_MAX);
        double bottom = 10 * (double)n + g_rand_double_range(rand, 0, 100);
        for (size_t i = 0; i < n; i++) {
            labels[i].wanted_pt = g_rand_double_range(rand, -50, bottom + 50);
        }
        labels_spread(labels, n, 10, 0, bottom);
        for (size_t i = 0; i < n; i++) {
            assert_true(labels[i].at_pt >= -1e-6 && labels[i].at_pt <= bottom + 1e-6);
            assert_true(i == 0 || labels[i].at_pt >= labels[i - 1].at_pt + 10 - 1e-6);
            assert_true(i == 0 || labels[i].wanted_pt >= labels[i - 1].wanted_pt);
        }
    }
    g_rand_free(rand);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/figure/label/apart with the least movement", test_spread, NULL, NULL, NULL},
        {"/figure/label/in order and between the bounds", test_spread_any, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
