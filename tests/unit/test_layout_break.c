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
 * "B" a line of 90 pt; "!" a line that starts a page; "F" a full page;
 * "t" a line that begins with the rest of a word; "n" a line that calls for a note of one line, "N"
 * for one of five, "M" for one of four and for another one behind it, "T" for one of two lines that
 * are higher than a page each, "r" for one whose height was rounded up.
 */
static void add_item(Arena *arena, struct flow *flow, char letter) {
    bool follows_heading = flow->n > 0 && flow->items[flow->n - 1].above_pt < 0;
    flow->items = arena_grow(arena, flow->items, flow->n, &flow->capacity, sizeof *flow->items);
    struct item *item = &flow->items[flow->n++];
    *item = (struct item){.height_pt = letter == 'B' ? 90 : 10};
    item->penalty = letter == 'k' || follows_heading ? BREAK_NEVER : 0;
    item->starts_page = letter == '!';
    item->is_torn = letter == 't';
    item->is_full_page = letter == 'F';
    item->above_pt = letter == 'h' ? -1 : 0; /* marks a heading; a negative space adds nothing */
}

/* The notes that the letters call for, with a line's room above them. */
static struct foot make_foot(Arena *arena, const char *letters) {
    size_t n = strlen(letters);
    struct foot foot = {.rule_pt = 10};
    size_t *until = ARENA_NEW_N(arena, size_t, n + 1), *begun = ARENA_NEW_N(arena, size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t first = foot.flow.n, lines = strchr("nr", letters[i])   ? 1
                                            : strchr("NM", letters[i]) ? 5
                                            : letters[i] == 'T'        ? 2
                                                                       : 0;
        for (size_t k = 0; k < lines; k++) {
            add_item(arena, &foot.flow, letters[i] == 'T' ? 'B' : '.');
            foot.flow.items[foot.flow.n - 1].height_pt += letters[i] == 'r' ? 0.005 : 0;
        }
        until[i] = foot.flow.n;
        begun[i] = letters[i] == 'M' ? foot.flow.n
                   : lines > 0       ? first + 1
                   : i > 0           ? begun[i - 1]
                                     : 0;
    }
    double *top_pt = ARENA_NEW_N(arena, double, foot.flow.n + 1);
    for (size_t i = 0; i < foot.flow.n; i++) {
        top_pt[i + 1] = top_pt[i] + foot.flow.items[i].height_pt;
    }
    foot.until = until;
    foot.begun = begun;
    foot.top_pt = top_pt;
    return foot;
}

/* The pages as "....|..": the letters with a bar at each break, and a digit: a page's notes. */
static char *broken(Arena *arena, const char *letters, bool has_facing_pages) {
    struct flow flow = {.has_facing_pages = has_facing_pages};
    for (const char *letter = letters; *letter; letter++) {
        add_item(arena, &flow, *letter);
    }
    struct foot foot = make_foot(arena, letters);
    struct page_plan plan = break_flow(arena, &flow, &foot, PAGE_PT);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < plan.n; i++) {
        const struct page_range *page = &plan.pages[i];
        g_string_append(out, i > 0 ? "|" : "");
        g_string_append_len(out, letters + page->first, (gssize)(page->end - page->first));
        if (page->end_note > page->first_note) {
            g_string_append_printf(out, "%zu", page->end_note - page->first_note);
        }
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
        {"n...", "n.1|..", "a note takes room at the foot of its mark's page"},
        {"..n.", "..|n.1", "a mark goes where its note fits"},
        {"nn..", "n1|n.1|.", "two notes do not fit with their marks"},
        {"N...", "N2|..1|.2", "a long note goes on"},
        {"N", "N2|3", "also behind the last line"},
        {"..M.", "..|M.1|3|1", "a long note begins also where a second one must wait for it"},
        {"Fn.", "F|n.1", "a full page has no notes"},
        {"n..", "n.1|.", "a note that fits to the last point stands with its mark"},
        {"r..", "r.1|.", "what is too high by less than is seen fits"},
        {"T", "T|1|1", "lines of a note that are higher than a page have pages of their own"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        char *got = broken(arena, rows[i].letters, false);
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
    struct page_plan plan = break_flow(arena, &flow, &(struct foot){0}, PAGE_PT);
    assert_int_equal(plan.n, 3);
    assert_int_equal(plan.pages[1].first, 4);
    assert_int_equal(plan.pages[2].first, 7);
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
    struct page_plan plan = break_flow(arena, &flow, &(struct foot){0}, PAGE_PT);
    assert_int_equal(plan.n, 2);
    assert_int_equal(plan.pages[1].first, 3);
}

/* A page ends in a hyphen only where it costs too much not to, least of all one that is turned
 * over. */
static void test_hyphens(void **state) {
    (void)state;
    static const struct {
        const char *letters;
        bool has_facing_pages;
        const char *pages;
    } rows[] = {
        {"....t..", false, "...|.t.."},       {"....t...", false, "....|t..."},
        {"...kt.", false, "...k|t."},         {"...kt.", true, "..|.kt."},
        {"!...!..kt.", true, "!...|!..k|t."},
    };
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        assert_string_equal(broken(arena, rows[i].letters, rows[i].has_facing_pages),
                            rows[i].pages);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/layout/break/where pages end", test_breaks, NULL, NULL, NULL},
        {"/layout/break/a repeated head takes room", test_carried_head_takes_room, NULL, NULL,
         NULL},
        {"/layout/break/pages do not end in hyphens", test_hyphens, NULL, NULL, NULL},
        {"/layout/break/spaces collapse", test_spaces_collapse, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
