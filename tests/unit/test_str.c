#include "str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void slices_are_clamped(void **state) {
    (void)state;
    struct str s = STR("abcdef");
    assert_true(str_is(str_slice(s, 1, 3), "bc"));
    assert_true(str_is(str_slice(s, 4, 99), "ef"));
    assert_true(str_is(str_slice(s, 5, 2), ""));
    assert_true(str_is(str_slice(s, 99, 100), ""));
    assert_true(str_is(str_skip(s, 6), ""));
    assert_true(str_is(str_trim(STR(" \t a b\r\n")), "a b"));
    assert_true(str_is(str_trim(STR(" \n ")), ""));
}

static void texts_are_compared_by_bytes(void **state) {
    (void)state;
    static const char *const rising[] = {"", "A", "Z", "a", "aa", "ab", "b", "\303\251"};
    for (size_t i = 0; i < G_N_ELEMENTS(rising); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(rising); k++) {
            struct str a = str_from(rising[i]), b = str_from(rising[k]);
            int order = str_compare(a, b);
            assert_int_equal(order < 0 ? -1 : order > 0, i < k ? -1 : i > k);
            assert_int_equal(str_eq(a, b), i == k);
        }
    }
    assert_true(str_starts_with(STR("abc"), "ab") && !str_starts_with(STR("a"), "ab"));
    assert_true(str_ends_with(STR("abc"), "bc") && !str_ends_with(STR("c"), "bc"));
    assert_true(str_is(str_from(NULL), ""));
}

static void needles_are_found(void **state) {
    (void)state;
    struct str s = STR("abcabc");
    assert_int_equal(str_find(s, STR("bc"), 0), 1);
    assert_int_equal(str_find(s, STR("bc"), 2), 4);
    assert_int_equal(str_find(s, STR("x"), 0), 6);
    assert_int_equal(str_find(s, STR("a"), 99), 6);
    assert_int_equal(str_find((struct str){"", 0}, STR("a"), 0), 0);
}

static void texts_are_cut(void **state) {
    (void)state;
    struct str head, tail;
    assert_true(str_cut(STR("a=b=c"), '=', &head, &tail));
    assert_true(str_is(head, "a") && str_is(tail, "b=c"));
    assert_true(str_cut(STR("a="), '=', &head, &tail));
    assert_true(str_is(head, "a") && str_is(tail, ""));
    assert_false(str_cut(STR("abc"), '=', &head, &tail));
    assert_true(str_is(head, "abc") && str_is(tail, ""));
    assert_false(str_cut((struct str){"", 0}, '=', &head, &tail));
}

struct lines_case {
    const char *text, *lines; /* each in brackets */
};

static const struct lines_case lines_cases[] = {
    {"", ""},         {"a", "[a]"},         {"a\n", "[a]"},           {"a\r\nb", "[a][b]"},
    {"\n\n", "[][]"}, {"a\rb\n", "[a\rb]"}, {"a\n\nb\n", "[a][][b]"},
};

static void lines_come_without_their_ends(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(lines_cases); i++) {
        g_autoptr(GString) got = g_string_new(NULL);
        struct str rest = str_from(lines_cases[i].text), line;
        while (str_next_line(&rest, &line)) {
            g_string_append_printf(got, "[" STR_FMT "]", STR_ARG(line));
        }
        assert_string_equal(got->str, lines_cases[i].lines);
    }
}

static void bytes_that_are_not_utf8_are_found(void **state) {
    (void)state;
    assert_int_equal(str_utf8_error(STR("")), 0);
    assert_int_equal(str_utf8_error(STR("a\303\251\360\237\230\200")), 7);
    assert_int_equal(str_utf8_error(STR("ab\xE9 c")), 2);
    assert_int_equal(str_utf8_error(STR("ab\0c")), 2);
    assert_int_equal(str_utf8_error(STR("a\303")), 1);            /* cut */
    assert_int_equal(str_utf8_error(STR("\355\240\200")), 0);     /* a surrogate */
    assert_int_equal(str_utf8_error(STR("x\300\257")), 1);        /* longer than needed */
    assert_int_equal(str_utf8_error(STR("\364\220\200\200")), 0); /* past U+10FFFF */
}

static void names_become_slugs(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"Acme Corp", "acme-corp"},
        {"  A & B, Ltd. ", "a-b-ltd"},
        {"Caf\303\251 Ol\303\251", "cafe-ole"},
        {"---", ""},
        {"\346\227\245\346\234\254", ""},
        {"A__B", "a-b"},
        {"2026-Q3", "2026-q3"},
        {"../etc", "etc"},
        {"\357\254\201n", "fin"},
    };
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        assert_string_equal(str_slug(arena, str_from(rows[i][0])), rows[i][1]);
    }
}

struct nearest_case {
    const char *word, *nearest; /* NULL: none is near */
};

static const struct nearest_case nearest_cases[] = {
    {"amount", "amount"}, {"ammount", "amount"}, {"amuont", "amount"},
    {"AMOUNT", "amount"}, {"stge", "stage"},     {"expected", "expected_close"},
    {"closd", "closed"},  {"xyz", NULL},         {"", NULL},
    {"a", NULL},          {"abcdefgh", NULL},
};

static void the_nearest_word_is_suggested(void **state) {
    (void)state;
    static const struct str words[] = {
        {"amount", 6}, {"stage", 5}, {"closed", 6}, {"expected_close", 14}, {"customer", 8}};
    for (size_t i = 0; i < G_N_ELEMENTS(nearest_cases); i++) {
        int nearest = str_nearest(str_from(nearest_cases[i].word), words, G_N_ELEMENTS(words));
        print_message("%s\n", nearest_cases[i].word);
        assert_int_equal(nearest >= 0, nearest_cases[i].nearest != NULL);
        assert_true(nearest < 0 || str_is(words[nearest], nearest_cases[i].nearest));
    }
    assert_int_equal(str_nearest(STR("a"), NULL, 0), -1);
}

static void copies_end_with_a_nul_byte(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    char bytes[] = {'a', 'b', 'c'};
    struct str copy = str_dup(arena, (struct str){bytes, 2});
    bytes[0] = 'x';
    assert_string_equal(copy.p, "ab");
    assert_string_equal(str_cstr(arena, (struct str){bytes + 1, 1}), "b");
}

static void heads_are_cut_between_characters(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t n;
        const char *wanted;
    } rows[] = {
        {"abc", 2, "ab"},     {"abc", 3, "abc"},          {"abc", 9, "abc"}, {"a\u00E9", 2, "a"},
        {"a\u20ACb", 3, "a"}, {"a\u20ACb", 4, "a\u20AC"}, {"\u20AC", 1, ""}, {"", 5, ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct str head = str_head(str_from(rows[i].text), rows[i].n);
        assert_true(str_is(head, rows[i].wanted));
    }
}

static void texts_are_cut_at_words(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t n;
        const char *wanted;
    } rows[] = {
        {"Acme Corp", 9, "Acme Corp"},
        {"Acme Corp", 8, "Acme…"},
        {"Acme Corp", 3, "Ac…"},
        {"Acme Corp", 0, "…"},
        {"", 0, ""},
        {"Meridian, Norrland", 12, "Meridian…"},
        {"Meridian, Norrland", 10, "Meridian…"},
        {"One; two. Three", 11, "One; two…"},
        {"Übergrößenträger", 6, "Überg…"},
        {", ; .", 3, "…"},
    };
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct str text = str_truncate(arena, str_from(rows[i].text), rows[i].n);
        assert_string_equal(text.p, rows[i].wanted);
        assert_int_equal(text.n, strlen(text.p));
    }
}

static void names_are_listed(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    const struct str names[] = {STR("a"), {"bcd", 2}, STR("e")};
    assert_string_equal(str_list(arena, names, 3), "a, bc, e");
    assert_string_equal(str_list(arena, names, 1), "a");
    assert_string_equal(str_list(arena, NULL, 0), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/str/slices are clamped", slices_are_clamped, NULL, NULL, NULL},
        {"/str/texts are compared by bytes", texts_are_compared_by_bytes, NULL, NULL, NULL},
        {"/str/needles are found", needles_are_found, NULL, NULL, NULL},
        {"/str/texts are cut", texts_are_cut, NULL, NULL, NULL},
        {"/str/lines come without their ends", lines_come_without_their_ends, NULL, NULL, NULL},
        {"/str/bytes that are not UTF-8 are found", bytes_that_are_not_utf8_are_found, NULL, NULL,
         NULL},
        {"/str/names become slugs", names_become_slugs, NULL, NULL, NULL},
        {"/str/the nearest word is suggested", the_nearest_word_is_suggested, NULL, NULL, NULL},
        {"/str/heads are cut between characters", heads_are_cut_between_characters, NULL, NULL,
         NULL},
        {"/str/texts are cut at words", texts_are_cut_at_words, NULL, NULL, NULL},
        {"/str/names are listed", names_are_listed, NULL, NULL, NULL},
        {"/str/copies end with a NUL byte", copies_end_with_a_nul_byte, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
