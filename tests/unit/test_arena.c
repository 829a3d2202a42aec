#include "arena.h"

#include "arena_region.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool is_zero(const unsigned char *bytes, size_t n) {
    return n == 0 || (bytes[0] == 0 && memcmp(bytes, bytes + 1, n - 1) == 0);
}

/* Fills @arena with dirty memory; what it hands out must have been clean. */
static void spoil(Arena *arena, size_t size, size_t n) {
    for (size_t i = 0; i < n; i++) {
        unsigned char *bytes = arena_alloc(arena, size);
        assert_true(is_zero(bytes, size));
        assert_int_equal((uintptr_t)bytes % 16, 0);
        memset(bytes, 0xa5, size);
    }
}

static void memory_is_zeroed_when_used_again(void **state) {
    (void)state;
    static const size_t sizes[] = {1, 24, 4096, 40000, 200000, 1500000};
    for (size_t round = 0; round < 3; round++) {
        for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
            g_autoptr(Arena) arena = arena_new();
            spoil(arena, sizes[i], sizes[i] > 100000 ? 12 : 300);
        }
    }
}

/* One that stays, as a run's, and jobs that come and go beside it. */
static void a_long_lived_arena_keeps_its_bytes(void **state) {
    (void)state;
    g_autoptr(Arena) run = arena_new();
    unsigned char *kept = arena_alloc(run, 300000);
    memset(kept, 0x3c, 300000);
    for (size_t job = 0; job < 20; job++) {
        g_autoptr(Arena) arena = arena_new();
        spoil(arena, 1000, 6000);
    }
    assert_int_equal(kept[0], 0x3c);
    assert_memory_equal(kept, kept + 1, 299999);
}

static void a_mark_gives_back_what_came_after_it(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    char *before = arena_strdup(arena, "before");
    for (size_t i = 0; i < 50; i++) {
        struct arena_mark mark = arena_mark(arena);
        spoil(arena, 70000, 4);
        arena_reset(arena, mark);
    }
    assert_string_equal(before, "before");
    assert_string_equal(arena_strdup(arena, "after"), "after");
}

static void pieces_of_a_region_do_not_overlap(void **state) {
    (void)state;
    enum { N = 40 };
    static const size_t sizes[] = {1, 4096, 100000, 1000000, 1048576, 1048577, 5000000};
    unsigned char *pieces[N];
    struct region *regions[N];
    for (size_t i = 0; i < N; i++) {
        bool is_zeroed = false;
        size_t size = sizes[i % G_N_ELEMENTS(sizes)];
        pieces[i] = region_take(size, &regions[i], &is_zeroed);
        assert_non_null(pieces[i]);
        assert_true(!is_zeroed || is_zero(pieces[i], size));
        memset(pieces[i], (int)i + 1, size);
    }
    for (size_t i = 0; i < N; i++) {
        size_t size = sizes[i % G_N_ELEMENTS(sizes)];
        assert_int_equal(pieces[i][0], i + 1);
        assert_memory_equal(pieces[i], pieces[i] + 1, size - 1);
    }
    for (size_t i = 0; i < N; i++) {
        region_give_back(regions[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/arena/memory is zeroed when used again", memory_is_zeroed_when_used_again, NULL, NULL,
         NULL},
        {"/arena/a long-lived arena keeps its bytes", a_long_lived_arena_keeps_its_bytes, NULL,
         NULL, NULL},
        {"/arena/a mark gives back what came after it", a_mark_gives_back_what_came_after_it, NULL,
         NULL, NULL},
        {"/arena/pieces of a region do not overlap", pieces_of_a_region_do_not_overlap, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
