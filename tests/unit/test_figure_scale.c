#include "figure_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>

static void test_ticks(void **state) {
    static const struct {
        double low, high;
        double first, step;
        size_t n;
    } rows[] = {
        {0, 1400, 0, 500, 4}, {0, 1284, 0, 500, 4},      {0, 554, 0, 200, 4},   {0, 1, 0, 0.25, 5},
        {0, 7, 0, 2, 5},      {-73, 94, -100, 50, 5},    {0, 0, 0, 0.25, 5},    {0, 100, 0, 25, 5},
        {0, 4.31, 0, 2, 4},   {-500, -20, -600, 200, 4}, {0, 1e9, 0, 2.5e8, 5},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct ticks ticks = ticks_for(rows[i].low, rows[i].high);
        bool is_right = fabs(ticks.first - rows[i].first) < 1e-9 &&
                        fabs(ticks.step - rows[i].step) < 1e-9 && ticks.n == rows[i].n;
        if (!is_right) {
            fail_msg("%g to %g: got %g, step %g, %zu lines", rows[i].low, rows[i].high, ticks.first,
                     ticks.step, ticks.n);
        }
    }
}

/* Whatever the data, the ticks are few and reach around them. */
static void test_ticks_reach_around(void **state) {
    (void)state;
    for (double low = -3; low <= 0; low += 0.7) {
        for (double high = 0.013; high < 5e6; high *= 3.7) {
            struct ticks ticks = ticks_for(low * high, high);
            double last = ticks.first + ticks.step * (double)(ticks.n - 1);
            assert_true(ticks.n >= 2 && ticks.n <= 7);
            assert_true(ticks.first <= low * high + 1e-6 * high);
            assert_true(last >= high - 1e-6 * high);
        }
    }
}

static void test_scale(void **state) {
    (void)state;
    struct scale up = {0, 100, 200, 100};
    assert_true(fabs(scale_at(&up, 0) - 200) < 1e-9);
    assert_true(fabs(scale_at(&up, 50) - 150) < 1e-9);
    struct scale flat = {7, 7, 200, 100};
    assert_true(fabs(scale_at(&flat, 7) - 200) < 1e-9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/figure/scale/round ticks", test_ticks, NULL, NULL, NULL},
        {"/figure/scale/ticks reach around the data", test_ticks_reach_around, NULL, NULL, NULL},
        {"/figure/scale/a value's place", test_scale, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
