#include "pdf_font_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Tables that are put together, taken apart and put together again. */

static const struct str strings[] = {{"1.0", 3}, {"A face", 6}};
/* version 391, FullName 392, FontBBox 0 0 1 1, PaintType 0 */
static const char dict[] = "\x1c\x01\x87\x00\x1c\x01\x88\x02\x8b\x8b\x8c\x8c\x05\x8b\x0c\x05";

static const struct pdf_cff_frame frame = {
    .name = {"Face", 4},
    .dict = {dict, sizeof dict - 1},
    .private = {"\xf7\x00\x15", 3},
    .strings = strings,
    .n_strings = 2,
};

static void test_again(void **state) {
    static const struct str glyphs[] = {{"\x0e", 1}, {"\x8b\x8b\x15\x0e", 4}, {"\x8c\x0e", 2}};
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct str table = pdf_cff_assemble(arena, &frame, glyphs, 3);
    struct pdf_cff_parts parts;
    assert_true(pdf_cff_take_apart(arena, table, 3, &parts));
    assert_true(str_eq(parts.frame.name, frame.name));
    assert_true(str_eq(parts.frame.dict, frame.dict));
    assert_true(str_eq(parts.frame.private, frame.private));
    assert_int_equal(parts.frame.n_strings, 2);
    assert_true(str_eq(parts.frame.strings[1], strings[1]));
    for (size_t i = 0; i < 3; i++) {
        assert_true(str_eq(parts.glyphs[i], glyphs[i]));
    }
    assert_true(str_eq(table, pdf_cff_assemble(arena, &parts.frame, parts.glyphs, 3)));
    assert_false(pdf_cff_take_apart(arena, table, 2, &parts)); /* it has three */
    /* Of a table that ends early all must have been said that it says. */
    for (size_t n = 0; n < table.n; n++) {
        assert_false(pdf_cff_take_apart(arena, str_slice(table, 0, n), 3, &parts));
    }
}

static void test_glyphs(void **state) {
    static const struct {
        struct str program;
        bool stands_alone;
    } rows[] = {
        {{"\x8b\x8c\x8d\x8e\x0e", 5}, false},        /* four numbers, endchar: two glyphs */
        {{"\x8b\x8c\x8d\x8e\x05\x0e", 6}, true},     /* four numbers, rlineto, endchar */
        {{"\x8b\x0a\x0e", 3}, false},                /* callsubr */
        {{"\x8b\x1d\x0e", 3}, false},                /* callgsubr */
        {{"\x8b\x8b\x01\x0e", 4}, false},            /* hstem */
        {{"\x1c\x0a\x1d\x16\x0e", 5}, true},         /* 28 and two bytes, hmoveto */
        {{"\xff\x01\x0a\x1d\x01\x16\x0e", 7}, true}, /* 255 and four */
        {{"\xfb\x0a\x16\x0e", 4}, true},             /* 251 and one */
        {{"\x8b\x0c\x0a\x16\x0e", 5}, true},         /* escape, add */
        {{"", 0}, false},
    };
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct str glyphs[] = {{"\x0e", 1}, rows[i].program};
        struct pdf_cff_parts parts;
        struct str table = pdf_cff_assemble(arena, &frame, glyphs, 2);
        assert_int_equal(pdf_cff_take_apart(arena, table, 2, &parts), rows[i].stands_alone);
    }
}

static void test_refused(void **state) {
    static const struct str others[] = {
        {"\x1c\x01\x87\x8b\x8b\x0c\x1e", 7}, /* ROS: keyed by CID */
        {"\x8b\x0c\x14", 3},                 /* SyntheticBase */
    };
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct str *glyphs = ARENA_NEW_N(arena, struct str, PDF_CFF_GLYPHS_MAX + 1);
    struct pdf_cff_parts parts;
    for (size_t i = 0; i <= PDF_CFF_GLYPHS_MAX; i++) {
        glyphs[i] = STR("\x0e");
    }
    for (uint32_t n = PDF_CFF_GLYPHS_MAX; n <= PDF_CFF_GLYPHS_MAX + 1; n++) {
        struct str table = pdf_cff_assemble(arena, &frame, glyphs, n);
        assert_int_equal(pdf_cff_take_apart(arena, table, n, &parts), n == PDF_CFF_GLYPHS_MAX);
    }
    struct pdf_cff_frame changed = frame;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        changed.dict = others[i];
        struct str table = pdf_cff_assemble(arena, &changed, glyphs, 2);
        assert_false(pdf_cff_take_apart(arena, table, 2, &parts));
    }
    changed = frame;
    changed.private = STR("\x8c\x13"); /* subroutines of its own */
    struct str table = pdf_cff_assemble(arena, &changed, glyphs, 2);
    assert_false(pdf_cff_take_apart(arena, table, 2, &parts));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/paint/cff/parts make the same table again", test_again, NULL, NULL, NULL},
        {"/paint/cff/glyphs that need others are refused", test_glyphs, NULL, NULL, NULL},
        {"/paint/cff/other kinds of tables are refused", test_refused, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
