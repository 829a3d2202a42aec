#include "layout_total_fit_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/*
 * A paragraph as a string: letters are 1 pt wide, a space is 1 pt, stretches by 1 and shrinks by
 * 0.5 pt; "~" is a place for a hyphen of 1 pt; "|" a break that must be taken.
 */
static GArray *items_of(const char *text) {
    GArray *items = g_array_new(FALSE, TRUE, sizeof(struct fit_item));
    for (const char *p = text; *p; p++) {
        struct fit_item item = {.kind = FIT_BOX, .width_pt = 1};
        if (*p == ' ') {
            item = (struct fit_item){
                .kind = FIT_GLUE, .width_pt = 1, .stretch_pt = 1, .shrink_pt = 0.5};
        } else if (*p == '~') {
            item = (struct fit_item){
                .kind = FIT_BREAK, .is_hyphen = true, .price = FIT_HYPHEN, .width_pt = 1};
        } else if (*p == '|') {
            item = (struct fit_item){.kind = FIT_BREAK, .price = FIT_FORCED};
        }
        g_array_append_val(items, item);
    }
    const struct fit_item end = {.kind = FIT_BREAK, .price = FIT_FORCED};
    g_array_append_val(items, end);
    return items;
}

/* The text with "/" at each line end, "-/" where a hyphen appears; NULL: there is no way. */
static char *fit(const char *text, struct fit_measure measure, GArray *lines) {
    g_autoptr(GArray) items = items_of(text);
    if (!fit_lines((const struct fit_item *)(void *)items->data, items->len, measure, lines)) {
        return NULL;
    }
    GString *out = g_string_new(NULL);
    size_t at = 0;
    for (guint i = 0; i < lines->len; i++) {
        size_t end = g_array_index(lines, struct fit_line, i).end;
        for (; at < end; at++) {
            if (text[at] != '~') {
                g_string_append_c(out, text[at]);
            }
        }
        bool is_hyphen = end < strlen(text) && text[end] == '~';
        g_string_append(out, i + 1 == lines->len ? "" : is_hyphen ? "-/" : "/");
        at = end + 1;
    }
    return g_string_free(out, FALSE);
}

struct row {
    const char *text;
    struct fit_measure measure;
    const char *wanted;
};

static const struct row rows[] = {
    {"a bb ccc", {20, 0}, "a bb ccc"},
    {"", {20, 0}, ""},
    /* Filled line by line, the first would hold "aaa bb cc" and leave "ddddd" alone. */
    {"aaa bb cc ddddd", {9, 4}, "aaa bb cc/ddddd"},
    {"aaa bb cc ddddd eeeeeee", {9, 4}, "aaa bb/cc ddddd/eeeeeee"},
    /* A hyphen costs more than a line that is a little loose, less than a very loose one. */
    {"aaa bbb ccc d~dddddd ee", {12, 0}, "aaa bbb ccc/ddddddd ee"},
    {"aa bb ccccccc~ccc dd ee", {14, 0}, "aa bb ccccccc-/ccc dd ee"},
    /* Spaces at a line's end vanish, however many there are. */
    {"aaaa  bbbb", {5, 4}, "aaaa/ bbbb"},
    {"aa|bb cc", {20, 0}, "aa/bb cc"},
    {"aa||bb", {20, 0}, "aa//bb"},
    {"aaaaaaaaaa bb", {5, 4}, NULL},
};

static void test_ends(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct fit_line));
        g_autofree char *got = fit(rows[i].text, rows[i].measure, lines);
        if (!rows[i].wanted) {
            assert_null(got);
            continue;
        }
        assert_non_null(got);
        assert_string_equal(got, rows[i].wanted);
    }
}

static void test_ratios(void **state) {
    (void)state;
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct fit_line));
    /* 7 pt of words and 2 pt of spaces in 10: each space grows by 0.5. In 8.5: each shrinks. */
    g_autofree char *loose = fit("aa bbb cc dddddddd", (struct fit_measure){10, 0}, lines);
    assert_string_equal(loose, "aa bbb cc/dddddddd");
    assert_float_equal(g_array_index(lines, struct fit_line, 0).ratio, 0.5, 1e-9);
    assert_float_equal(g_array_index(lines, struct fit_line, 1).ratio, 0, 1e-9);
    g_array_set_size(lines, 0);
    g_autofree char *tight = fit("aa bbb cc dddddddd", (struct fit_measure){8.5, 0}, lines);
    assert_string_equal(tight, "aa bbb cc/dddddddd");
    assert_float_equal(g_array_index(lines, struct fit_line, 0).ratio, -0.5, 1e-9);
}

/* Two hyphens in a row are avoided where one line can be looser instead. */
static void test_hyphens_in_a_row(void **state) {
    (void)state;
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct fit_line));
    g_autofree char *got =
        fit("aa aa aa a~aa aa aa a~a aa aa aa", (struct fit_measure){11, 0}, lines);
    assert_non_null(got);
    const char *first = strstr(got, "-/");
    assert_true(!first || !strstr(first + 2, "-/"));
}

/* What is kept does not grow with the text: 200,000 words in a moment. */
static void test_long_text(void **state) {
    (void)state;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct fit_line));
    for (int i = 0; i < 200000; i++) {
        g_string_append(text, i % 3 ? "aaaa " : "bbbbb~bb ");
    }
    g_autofree char *got = fit(text->str, (struct fit_measure){60, 0}, lines);
    assert_non_null(got);
    assert_in_range(lines->len, 20000, 22000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/layout/total_fit/where lines end", test_ends, NULL, NULL, NULL},
        {"/layout/total_fit/how far spaces stretch", test_ratios, NULL, NULL, NULL},
        {"/layout/total_fit/no two hyphens in a row", test_hyphens_in_a_row, NULL, NULL, NULL},
        {"/layout/total_fit/time grows with the text", test_long_text, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
