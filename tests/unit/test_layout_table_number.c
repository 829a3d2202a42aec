#include "layout_table_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { CELLS_MAX = 4 };

static struct column_numbers numbers_of(const char *const *cells) {
    struct column_numbers numbers = {0};
    for (size_t i = 0; i < CELLS_MAX && cells[i]; i++) {
        numbers_add(&numbers, str_from(cells[i]));
    }
    return numbers;
}

/* --- what a column is ----------------------------------------------------------------------- */

static const struct {
    const char *cells[CELLS_MAX];
    enum column_kind kind; /* of a second column without alignment */
} kind_cases[] = {
    {{"1", "2.5", "1,250"}, COLUMN_NUMBERS},
    {{"$1,200.50", "−$96", "($12.5)", "$ 7"}, COLUMN_NUMBERS},
    {{"42.5%", "7 %", "n/a", ""}, COLUMN_NUMBERS},
    {{"▲ +$94k", "▼ −$13.5k", "–"}, COLUMN_NUMBERS},
    {{"1 250,5", "12’000", "1 250"}, COLUMN_NUMBERS},
    {{"1.250,5 €", "96 €"}, COLUMN_NUMBERS},
    {{"USD 12", "EUR 7"}, COLUMN_NUMBERS},
    {{"12 kg", "7.5 kg"}, COLUMN_NUMBERS},
    {{"$1.28M", "$94k"}, COLUMN_TEXT},
    {{"42.5%", "17"}, COLUMN_TEXT},
    {{"1.2.3", "4.5.6"}, COLUMN_TEXT},
    {{"28 Sep", "6 Sep"}, COLUMN_TEXT},
    {{"2026-09-28"}, COLUMN_TEXT},
    {{"12:30"}, COLUMN_TEXT},
    {{"5'10\""}, COLUMN_TEXT},
    {{"555 12 34"}, COLUMN_TEXT},
    {{"1", "two"}, COLUMN_TEXT},
    {{"12 of 14"}, COLUMN_TEXT},
    {{"n/a", "–", ""}, COLUMN_TEXT},
    {{"D-1"}, COLUMN_TEXT},
    {{"Q3", "Q4"}, COLUMN_TEXT},
    {{"US$12", "A$7.5"}, COLUMN_NUMBERS},
};

static void test_kinds(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(kind_cases); i++) {
        struct column_numbers numbers = numbers_of(kind_cases[i].cells);
        enum column_kind kind = numbers_kind(&numbers, ALIGN_DEFAULT, 1);
        if (kind != kind_cases[i].kind) {
            print_error("\"%s\": %d\n", kind_cases[i].cells[0], (int)kind);
        }
        assert_int_equal(kind, kind_cases[i].kind);
    }
}

static void test_alignment_wins(void **state) {
    (void)state;
    struct column_numbers numbers = numbers_of((const char *const[CELLS_MAX]){"1", "2.5"});
    struct column_numbers words = numbers_of((const char *const[CELLS_MAX]){"1", "two"});
    assert_int_equal(numbers_kind(&numbers, ALIGN_DEFAULT, 0), COLUMN_TEXT);
    assert_int_equal(numbers_kind(&numbers, ALIGN_RIGHT, 0), COLUMN_NUMBERS);
    assert_int_equal(numbers_kind(&numbers, ALIGN_LEFT, 1), COLUMN_TEXT);
    assert_int_equal(numbers_kind(&numbers, ALIGN_CENTER, 1), COLUMN_TEXT);
    assert_int_equal(numbers_kind(&words, ALIGN_RIGHT, 1), COLUMN_RIGHT);
}

/* --- which separator is the decimal mark ---------------------------------------------------- */

static const struct {
    const char *cells[CELLS_MAX];
    const char *language;
    char mark;
} mark_cases[] = {
    {{"1,250.5", "96"}, "de-DE", '.'},
    {{"1.250,5", "96"}, "en-US", ','},
    {{"0.250"}, "de-DE", '.'},
    {{"1,5"}, "en-US", ','},
    {{"1,250,000", "1.250"}, "de-DE", '.'},
    {{"1234.567"}, "de-DE", '.'},
    /* Three digits behind one separator may be either: the language decides. */
    {{"1.250"}, "en-US", '.'},
    {{"1.250"}, "de-DE", ','},
    {{"1.250"}, "pt", ','},
    {{"1.250"}, NULL, '.'},
};

static void test_marks(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(mark_cases); i++) {
        struct column_numbers numbers = numbers_of(mark_cases[i].cells);
        char mark = numbers_mark(&numbers, mark_cases[i].language);
        if (mark != mark_cases[i].mark) {
            print_error("\"%s\": '%c'\n", mark_cases[i].cells[0], mark);
        }
        assert_int_equal(mark, mark_cases[i].mark);
    }
}

/* --- where it stands on the line ------------------------------------------------------------ */

static const struct {
    const char *words;
    double after_pt; /* each character is 5 pt wide */
} after_cases[] = {
    {"1,250.5", 10}, {"96", 0}, {"96%", 5}, {"$0.25", 15}, {"n/a", -1}, {"($12.5)", 15}, {"1.", 5},
};

static void test_after(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(after_cases); i++) {
        struct str words = str_from(after_cases[i].words);
        struct glyph glyphs[16] = {0};
        for (size_t k = 0; k < words.n; k++) {
            glyphs[k] = (struct glyph){.cluster = (uint32_t)k, .x_pt = (float)k * 5};
        }
        struct op op = {.kind = OP_GLYPHS,
                        .glyphs = {.glyphs = glyphs,
                                   .n_glyphs = (unsigned)words.n,
                                   .width_pt = (double)words.n * 5,
                                   .text = words}};
        struct line line = {.ops = &op, .n_ops = 1, .width_pt = op.glyphs.width_pt};
        assert_float_equal(numbers_after(&line, '.'), after_cases[i].after_pt, 0.001);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/layout/table/a column of numbers of one unit", test_kinds, NULL, NULL, NULL},
        {"/layout/table/alignment in the text wins", test_alignment_wins, NULL, NULL, NULL},
        {"/layout/table/the decimal mark", test_marks, NULL, NULL, NULL},
        {"/layout/table/what stands behind the mark", test_after, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
