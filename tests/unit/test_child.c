#include "child.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LARGE = 300000 }; /* more than a pipe holds */

static bool give(void *data, int pipe) {
    char *large = g_malloc(LARGE);
    memset(large, 'x', LARGE);
    return child_write(pipe, large, LARGE) && child_write(pipe, data, 3);
}

static bool give_up(void *data, int pipe) {
    return child_write(pipe, data, 3) && false;
}

static bool crash(void *data, int pipe) {
    (void)pipe;
    return raise(data ? SIGSEGV : SIGABRT) == 0;
}

static bool go_on(void *data, int pipe) {
    (void)pipe;
    for (volatile int *forever = data;; (*forever)++) {
    }
    return true;
}

static void test_result(void **state) {
    (void)state;
    g_autoptr(GBytes) bytes = child_run(give, (char[]){"abc"}, 10);
    assert_non_null(bytes);
    gsize n;
    const char *p = g_bytes_get_data(bytes, &n);
    assert_int_equal(n, LARGE + 3);
    assert_memory_equal(p + LARGE, "abc", 3);
}

static void test_no_result(void **state) {
    (void)state;
    int counter = 0;
    assert_null(child_run(give_up, (char[]){"abc"}, 10));
    assert_null(child_run(crash, NULL, 10));
    assert_null(child_run(crash, &counter, 10));
    assert_null(child_run(go_on, &counter, 1));
    assert_int_equal(counter, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/base/child/what it writes comes back", test_result, NULL, NULL, NULL},
        {"/base/child/a crash and work without end are no result", test_no_result, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
