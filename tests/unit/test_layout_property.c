#include "layout_sample.h"
#include "paint.h"

#include <math.h>
#include <string.h>

/*
 * What holds for every document, over random ones on pages of random sizes. Each of their words is
 * another one ("w17x"), so that it can be found again wherever it went.
 */

enum { DOCUMENTS = 40, WORDS_MAX = 20000 };

static const double TOLERANCE_PT = 1;

/* --- random documents ----------------------------------------------------------------------- */

struct maker {
    GString *out, *notes;
    unsigned seed, n_words, n_notes;
};

/* From 0 to @n - 1. */
static unsigned draw(struct maker *maker, unsigned n) {
    maker->seed = maker->seed * 1103515245u + 12345u;
    return ((maker->seed >> 16) & 0x7FFF) % n;
}

static void put_word(struct maker *maker, GString *out) {
    static const char *const around[][2] = {{"", ""},
                                            {"", ""},
                                            {"", ""},
                                            {"", ","},
                                            {"*", "*"},
                                            {"**", "**"},
                                            {"`", "`"},
                                            {"~~", "~~"},
                                            {"🎉 ", ""},
                                            {"שלום ", ""},
                                            {"[", "](https://example.com)"}};
    const char *const *marks = around[draw(maker, G_N_ELEMENTS(around))];
    g_string_append_printf(out, "%sw%ux%s", marks[0], maker->n_words++, marks[1]);
}

static void put_words(struct maker *maker, GString *out, unsigned n) {
    for (unsigned i = 0; i < n; i++) {
        g_string_append(out, i ? " " : "");
        put_word(maker, out);
    }
}

static void put_heading(struct maker *maker) {
    g_string_append_printf(maker->out, "%.*s ", (int)(1 + draw(maker, 4)), "####");
    put_words(maker, maker->out, 1 + draw(maker, 8));
}

static void put_paragraph(struct maker *maker) {
    put_words(maker, maker->out, 1 + draw(maker, 120));
}

static void put_row(struct maker *maker, unsigned n_columns, unsigned n_words_max) {
    for (unsigned i = 0; i < n_columns; i++) {
        g_string_append(maker->out, "| ");
        put_words(maker, maker->out, 1 + draw(maker, n_words_max));
    }
    g_string_append(maker->out, "|\n");
}

static void put_table(struct maker *maker) {
    unsigned n_columns = 2 + draw(maker, 3), n_rows = 1 + draw(maker, 40);
    unsigned n_words_max = 1 + draw(maker, 6);
    put_row(maker, n_columns, 1);
    for (unsigned i = 0; i < n_columns; i++) {
        g_string_append(maker->out, "|---");
    }
    g_string_append(maker->out, "|\n");
    for (unsigned i = 0; i < n_rows; i++) {
        put_row(maker, n_columns, n_words_max);
    }
}

static void put_quote(struct maker *maker) {
    g_string_append(maker->out, draw(maker, 2) ? "> " : "> [!TIP]\n> ");
    put_paragraph(maker);
}

static void put_list(struct maker *maker) {
    static const char *const markers[] = {"- ", "1. ", "- [x] ", "  - ", "    - "};
    unsigned n = 1 + draw(maker, 12);
    for (unsigned i = 0; i < n; i++) {
        g_string_append(maker->out, markers[draw(maker, i == 0 ? 3 : G_N_ELEMENTS(markers))]);
        put_words(maker, maker->out, 1 + draw(maker, 30));
        g_string_append_c(maker->out, '\n');
    }
}

static void put_code(struct maker *maker) {
    g_string_append(maker->out, "```\n");
    for (unsigned i = 1 + draw(maker, 20); i > 0; i--) {
        g_string_append_printf(maker->out, "w%ux\n", maker->n_words++);
    }
    g_string_append(maker->out, "```");
}

/* Columns are not cut: they are low enough to stand on a page with the heading above them. */
static void put_columns(struct maker *maker) {
    g_string_append(maker->out, "::::columns\n");
    for (unsigned i = 2 + draw(maker, 2); i > 0; i--) {
        g_string_append(maker->out, ":::column\n");
        put_words(maker, maker->out, 1 + draw(maker, 12));
        g_string_append(maker->out, "\n:::\n");
    }
    g_string_append(maker->out, "::::");
}

static void put_steps(struct maker *maker) {
    g_string_append(maker->out, ":::steps\n");
    for (unsigned i = 1 + draw(maker, 5); i > 0; i--) {
        g_string_append(maker->out, "1. ");
        put_words(maker, maker->out, 1 + draw(maker, 30));
        g_string_append_c(maker->out, '\n');
    }
    g_string_append(maker->out, ":::");
}

static void put_noted(struct maker *maker) {
    put_words(maker, maker->out, 1 + draw(maker, 60));
    g_string_append_printf(maker->out, " m%ux[^n%u] ", maker->n_notes, maker->n_notes);
    put_words(maker, maker->out, 1 + draw(maker, 60));
    g_string_append_printf(maker->notes, "[^n%u]: f%ux ", maker->n_notes, maker->n_notes);
    put_words(maker, maker->notes, 1 + draw(maker, 12));
    g_string_append(maker->notes, "\n\n");
    maker->n_notes++;
}

static char *random_document(Arena *arena, unsigned seed, struct maker *ret) {
    static void (*const blocks[])(struct maker *) = {
        put_heading, put_paragraph, put_paragraph, put_table, put_quote,
        put_list,    put_code,      put_columns,   put_steps, put_noted,
    };
    struct maker maker = {.out = g_string_new(NULL), .notes = g_string_new(NULL), .seed = seed};
    for (unsigned i = 1 + draw(&maker, 30); i > 0; i--) {
        blocks[draw(&maker, G_N_ELEMENTS(blocks))](&maker);
        /* A comment keeps lists and quotes apart. */
        g_string_append(maker.out, "\n\n<!-- -->\n\n");
    }
    g_string_append(maker.out, maker.notes->str);
    char *markdown = arena_strdup(arena, maker.out->str);
    g_string_free(maker.out, TRUE);
    g_string_free(maker.notes, TRUE);
    *ret = maker;
    return markdown;
}

/* --- where things went ---------------------------------------------------------------------- */

struct place_of_word {
    unsigned n; /* how often */
    size_t page;
    int tag;
};

struct found {
    const struct display *display;
    const struct theme *theme;
    struct place_of_word words[WORDS_MAX], marks[WORDS_MAX], notes[WORDS_MAX];
};

static int ancestor(const struct display *display, int tag, enum tag_kind kind) {
    while (tag >= 0 && display->tags[tag].kind != kind) {
        tag = display->tags[tag].parent;
    }
    return tag;
}

/* The next "w17x" in @at and its number; NULL: no more. */
static const char *next_word(const char *at, const char *end, char *ret_kind,
                             unsigned *ret_number) {
    for (; at + 2 < end; at++) {
        if (strchr("wmf", *at) && g_ascii_isdigit(at[1])) {
            char *behind = NULL;
            *ret_kind = *at;
            *ret_number = (unsigned)g_ascii_strtoull(at + 1, &behind, 10);
            if (behind < end && *behind == 'x') {
                return behind + 1;
            }
        }
    }
    return NULL;
}

static void find_in_run(struct found *found, const struct op *op, size_t page) {
    const char *at = op->glyphs.text.p, *end = at + op->glyphs.text.n;
    char kind;
    unsigned number;
    while ((at = next_word(at, end, &kind, &number))) {
        assert_true(number < WORDS_MAX);
        struct place_of_word *place = kind == 'w'   ? &found->words[number]
                                      : kind == 'm' ? &found->marks[number]
                                                    : &found->notes[number];
        *place = (struct place_of_word){place->n + 1, page, op->tag};
    }
}

static bool is_text(const struct op *op) {
    return op->kind == OP_GLYPHS && op->tag >= 0;
}

static struct found *find_words(const struct display *display, const struct theme *theme) {
    struct found *found = g_new0(struct found, 1);
    found->display = display;
    found->theme = theme;
    for (size_t i = 0; i < display->n_pages; i++) {
        for (size_t k = 0; k < display->pages[i].n_ops; k++) {
            if (is_text(&display->pages[i].ops[k])) {
                find_in_run(found, &display->pages[i].ops[k], i);
            }
        }
    }
    return found;
}

/* --- what must hold ------------------------------------------------------------------------- */

static void check_words(const struct found *found, const struct maker *maker) {
    for (unsigned i = 0; i < maker->n_words; i++) {
        assert_int_equal(found->words[i].n, 1);
    }
    for (unsigned i = 0; i < maker->n_notes; i++) {
        assert_int_equal(found->marks[i].n, 1);
        assert_int_equal(found->notes[i].n, 1);
    }
}

/* Nothing leaves its page; text stays between the margins. */
static void check_inside(const struct found *found) {
    const struct theme_page *theme = &found->theme->page;
    for (size_t i = 0; i < found->display->n_pages; i++) {
        const struct page *page = &found->display->pages[i];
        for (size_t k = 0; k < page->n_ops; k++) {
            const struct op *op = &page->ops[k];
            struct rect bounds = op_bounds(op);
            bool is_body = is_text(op);
            double left_pt = is_body ? theme->left_pt : 0, top_pt = is_body ? theme->top_pt : 0;
            double right_pt = page->width_pt - (is_body ? theme->right_pt : 0);
            double bottom_pt = page->height_pt - (is_body ? theme->bottom_pt : 0);
            assert_true(bounds.x >= left_pt - TOLERANCE_PT);
            assert_true(bounds.y >= top_pt - TOLERANCE_PT);
            assert_true(rect_right(bounds) <= right_pt + TOLERANCE_PT);
            assert_true(rect_bottom(bounds) <= bottom_pt + TOLERANCE_PT);
        }
    }
}

static bool overlap(const struct op *a, const struct op *b) {
    struct rect first = op_bounds(a), second = op_bounds(b);
    double wide_pt = fmin(rect_right(first), rect_right(second)) - fmax(first.x, second.x);
    double high_pt = fmin(rect_bottom(first), rect_bottom(second)) - fmax(first.y, second.y);
    return wide_pt > TOLERANCE_PT && high_pt > TOLERANCE_PT;
}

/* No words lie on others. */
static void check_overlap(const struct found *found) {
    for (size_t i = 0; i < found->display->n_pages; i++) {
        const struct page *page = &found->display->pages[i];
        for (size_t k = 0; k < page->n_ops; k++) {
            for (size_t j = 0; j < k; j++) {
                bool are_words = page->ops[k].kind == OP_GLYPHS && page->ops[j].kind == OP_GLYPHS;
                assert_false(are_words && overlap(&page->ops[j], &page->ops[k]));
            }
        }
    }
}

static bool page_says(const struct page *page, const char *word) {
    for (size_t k = 0; k < page->n_ops; k++) {
        const struct op *op = &page->ops[k];
        bool says = op->kind == OP_GLYPHS &&
                    g_strstr_len(op->glyphs.text.p, (gssize)op->glyphs.text.n, word);
        if (says) {
            return true;
        }
    }
    return false;
}

/* Where a table has rows, its head stands above them; a row is on one page. */
static void check_tables(const struct found *found, const struct maker *maker) {
    const struct display *display = found->display;
    g_autofree unsigned *heads = g_new0(unsigned, display->n_tags + 1);
    g_autofree size_t *rows = g_new0(size_t, display->n_tags + 1);
    for (unsigned i = 0; i < maker->n_words; i++) {
        const struct place_of_word *word = &found->words[i];
        int table = ancestor(display, word->tag, TAG_TABLE);
        int row = ancestor(display, word->tag, TAG_TR);
        if (table < 0) {
            continue;
        }
        if (ancestor(display, word->tag, TAG_THEAD) >= 0) {
            heads[table] = heads[table] ? heads[table] : i + 1;
        }
        char text[16];
        g_snprintf(text, sizeof text, "w%ux", heads[table] - 1);
        assert_true(page_says(&display->pages[word->page], text));
        assert_true(rows[row] == 0 || rows[row] == word->page + 1);
        rows[row] = word->page + 1;
    }
}

static const struct op *lowest_text(const struct display *display, const struct page *page) {
    const struct op *lowest = NULL;
    for (size_t k = 0; k < page->n_ops; k++) {
        const struct op *op = &page->ops[k];
        if (is_text(op) && ancestor(display, op->tag, TAG_NOTE) < 0 &&
            (!lowest || op->glyphs.origin.y > lowest->glyphs.origin.y)) {
            lowest = op;
        }
    }
    return lowest;
}

/* A heading does not end a page unless nothing follows it there. */
static void check_headings(const struct found *found) {
    const struct display *display = found->display;
    for (size_t i = 0; i + 1 < display->n_pages; i++) {
        const struct op *lowest = lowest_text(display, &display->pages[i]);
        for (enum tag_kind kind = TAG_H1; lowest && kind <= TAG_H6; kind++) {
            assert_true(ancestor(display, lowest->tag, kind) < 0);
        }
    }
}

/* How many lines of an element are on a page; raised words are on their line. */
static unsigned count_lines(const struct display *display, size_t page, int tag) {
    unsigned n = 0;
    double last_pt = -(double)INFINITY;
    for (size_t k = 0; k < display->pages[page].n_ops; k++) {
        const struct op *op = &display->pages[page].ops[k];
        bool is_own = is_text(op) && ancestor(display, op->tag, TAG_P) == tag;
        if (is_own && op->glyphs.origin.y > last_pt + op->glyphs.size_pt / 2) {
            n++;
            last_pt = op->glyphs.origin.y;
        }
    }
    return n;
}

/* A paragraph that goes on on the next page has two lines on both. */
static void check_paragraphs(const struct found *found, const struct maker *maker) {
    const struct display *display = found->display;
    for (unsigned i = 1; i < maker->n_words; i++) {
        const struct place_of_word *before = &found->words[i - 1], *word = &found->words[i];
        int tag = ancestor(display, word->tag, TAG_P);
        bool goes_on = tag >= 0 && tag == ancestor(display, before->tag, TAG_P) &&
                       before->page != word->page && ancestor(display, tag, TAG_NOTE) < 0 &&
                       ancestor(display, word->tag, TAG_CODE) < 0;
        if (goes_on) {
            assert_true(count_lines(display, before->page, tag) >= 2);
            assert_true(count_lines(display, word->page, tag) >= 2);
        }
    }
}

/* A marker stands on the page where its item begins. */
static void check_markers(const struct found *found) {
    const struct display *display = found->display;
    g_autofree size_t *pages = g_new0(size_t, display->n_tags + 1);
    for (size_t i = display->n_pages; i-- > 0;) {
        for (size_t k = 0; k < display->pages[i].n_ops; k++) {
            int item = ancestor(display, display->pages[i].ops[k].tag, TAG_LI);
            if (item >= 0) {
                pages[item] = i; /* in the end, the first page */
            }
        }
    }
    for (size_t i = 0; i < display->n_pages; i++) {
        for (size_t k = 0; k < display->pages[i].n_ops; k++) {
            int tag = display->pages[i].ops[k].tag;
            if (tag >= 0 && display->tags[tag].kind == TAG_LBL &&
                display->tags[display->tags[tag].parent].kind == TAG_LI) {
                assert_int_equal(pages[display->tags[tag].parent], i);
            }
        }
    }
}

/* A short note begins on the page of its mark. */
static void check_notes(const struct found *found, const struct maker *maker) {
    for (unsigned i = 0; i < maker->n_notes; i++) {
        assert_int_equal(found->notes[i].page, found->marks[i].page);
    }
}

static GBytes *dump(const struct display *display) {
    struct diags diags = {0};
    GBytes *bytes = NULL;
    assert_true(paint_display(&paint_trace, display, NULL, &diags, &bytes));
    diags_clear(&diags);
    return bytes;
}

static void check_again(struct fixture *fixture, Arena *arena, const char *markdown,
                        const struct display *display) {
    struct diags diags = {0};
    struct made again = make(fixture, arena, markdown, &diags);
    g_autoptr(GBytes) first = dump(display);
    g_autoptr(GBytes) second = dump(again.display);
    assert_true(g_bytes_equal(first, second));
    diags_clear(&diags);
}

static void check_document(struct fixture *fixture, unsigned seed) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct maker maker;
    char *markdown = random_document(arena, seed, &maker);
    fixture->theme.page.width_pt = 300 + draw(&maker, 300);
    fixture->theme.page.height_pt = 400 + draw(&maker, 440);
    struct made made = make(fixture, arena, markdown, &diags);
    struct found *found = find_words(made.display, &fixture->theme);
    check_words(found, &maker);
    check_inside(found);
    check_overlap(found);
    check_tables(found, &maker);
    check_headings(found);
    check_paragraphs(found, &maker);
    check_markers(found);
    check_notes(found, &maker);
    check_again(fixture, arena, markdown, made.display);
    g_free(found);
    diags_clear(&diags);
}

static void test_random_documents(void **state) {
    for (unsigned seed = 1; seed <= DOCUMENTS; seed++) {
        check_document(*state, seed);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_random_documents, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("/layout/property/every promise holds on random pages",
                                       tests, NULL, NULL);
}
