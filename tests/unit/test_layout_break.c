#include "layout_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Items from a word: a letter an item of 10 pt; see add_item(). Pages are 40 pt high. */
static const double PAGE_PT = 40;

/*
 * "." a line; "h" a heading's line: no break after it; "k" kept with the item before it;
 * "B" a line of 90 pt; "!" a line that starts a page; "F" a full page.
 */
static void add_item(Arena *arena, struct flow *flow, char letter) {
    bool follows_heading = flow->n > 0 && flow->items[flow->n - 1].above_pt < 0;
    flow->items = arena_grow(arena, flow->items, flow->n, &flow->capacity, sizeof *flow->items);
    struct item *item = &flow->items[flow->n++];
    *item = (struct item){.height_pt = letter == 'B' ? 90 : 10};
    item->penalty = letter == 'k' || follows_heading ? BREAK_NEVER : 0;
    item->starts_page = letter == '!';
    item->is_full_page = letter == 'F';
    item->above_pt = letter == 'h' ? -1 : 0; /* marks a heading; a negative space adds nothing */
}

/* The pages as "....|..": the letters with a bar at each break. */
static char *broken(Arena *arena, const char *letters) {
    struct flow flow = {0};
    for (const char *letter = letters; *letter; letter++) {
        add_item(arena, &flow, *letter);
    }
    struct page_starts starts = break_flow(arena, &flow, PAGE_PT);
    GString *out = g_string_new(NULL);
    size_t page = 1;
    for (size_t i = 0; i < flow.n; i++) {
        if (page < starts.n && starts.first[page] == i) {
            g_string_append_c(out, '|');
            page++;
        }
        g_string_append_c(out, letters[i]);
    }
    char *text = arena_strdup(arena, out->str);
    g_string_free(out, TRUE);
    return text;
}

static void test_breaks(void **state) {
    static const struct {
        const char *letters, *expected, *why;
    } rows[] = {
        {"", "", "an empty document has one page"},
        {"....", "....", "what fits stays together"},
        {".....", "....|.", "a full page, then the rest"},
        {"...h.", "...|h.", "a heading goes with what follows"},
        {"...k.", "...k|.", "a kept item stays with the one before"},
        {"....k", "...|.k", "a kept item takes the one before along"},
        {"..hhhh.", "..hh|hh.", "a chain higher than a page breaks where it must, once"},
        {".!.", ".|!.", "a forced break"},
        {"F..", "F|..", "after a full page a new one starts"},
        {"..F", "..|F", "a full page stands alone"},
        {".B.", ".|B|.", "an item higher than a page has a page of its own"},
        {"........", "....|....", "two full pages"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        char *got = broken(arena, rows[i].letters);
        if (strcmp(got, rows[i].expected) != 0) {
            fail_msg("%s: wanted %s, got %s", rows[i].why, rows[i].expected, got);
        }
    }
}

/* The head of a table is repeated, so a page that starts inside it holds a row less. */
static void test_carried_head_takes_room(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct item head = {.height_pt = 10};
    struct flow flow = {0};
    for (size_t i = 0; i < 10; i++) {
        add_item(arena, &flow, '.');
        flow.items[i].carried = i > 0 ? &head : NULL;
    }
    struct page_starts starts = break_flow(arena, &flow, PAGE_PT);
    assert_int_equal(starts.n, 3);
    assert_int_equal(starts.first[1], 4);
    assert_int_equal(starts.first[2], 7);
}

static void test_spaces_collapse(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct flow flow = {0};
    for (size_t i = 0; i < 4; i++) {
        add_item(arena, &flow, '.');
        flow.items[i].above_pt = 5;
        flow.items[i].below_pt = 3;
    }
    /* 10 + 5 + 10 + 5 + 10 = 40: the larger of 5 and 3 between, nothing above the first. */
    struct page_starts starts = break_flow(arena, &flow, PAGE_PT);
    assert_int_equal(starts.n, 2);
    assert_int_equal(starts.first[1], 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/layout/break/where pages end", test_breaks, NULL, NULL, NULL},
        {"/layout/break/a repeated head takes room", test_carried_head_takes_room, NULL, NULL,
         NULL},
        {"/layout/break/spaces collapse", test_spaces_collapse, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
