/*
 * Footnotes in random documents: each is there once, in order, begins on the page of its mark, and
 * nothing lies over anything else.
 */
#include "layout_sample.h"

#include <math.h>
#include <string.h>

enum { DOCUMENTS = 300, BLOCKS_MAX = 60 };

/* --- random documents ------------------------------------------------------------------------- */

static void add_words(GRand *random, GString *out, int most) {
    int n = g_rand_int_range(random, 1, most + 1);
    for (int i = 0; i < n; i++) {
        g_string_append(out, i > 0 ? " words" : "Some");
    }
}

/* A block of which about every second one has marks; "n7n" stands at the start of note 7 only. */
static void add_block(GRand *random, GString *out, GString *notes, int *n_notes) {
    static const char *const shapes[] = {
        "", "", "> ", "- ", "## ", "> [!NOTE]\n> ", "| a |\n|---|\n| "};
    const char *shape = shapes[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(shapes))];
    g_string_append(out, shape);
    add_words(random, out, shape[0] == '#' ? 6 : 120);
    int n = g_rand_int_range(random, 0, 4) - 1;
    for (int i = 0; i < n; i++) {
        int number = ++*n_notes;
        g_string_append_printf(out, " and[^%d]", number);
        g_string_append_printf(notes, "[^%d]: n%dn ", number, number);
        bool is_long = g_rand_int_range(random, 0, 12) == 0;
        add_words(random, notes, is_long ? 400 : 40);
        g_string_append(notes, "\n\n");
    }
    g_string_append(out, shape[0] == '|' ? " |\n\n" : "\n\n");
}

static char *random_document(GRand *random, Arena *arena, int *ret_n) {
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) notes = g_string_new(NULL);
    *ret_n = 0;
    int n = g_rand_int_range(random, 1, BLOCKS_MAX);
    for (int i = 0; i < n; i++) {
        add_block(random, out, notes, ret_n);
    }
    g_string_append(out, notes->str);
    return arena_strdup(arena, out->str);
}

/* --- what must hold --------------------------------------------------------------------------- */

static bool is_over(const struct glyph_run *a, const struct glyph_run *b) {
    double a_top_pt = a->origin.y - a->size_pt * 0.6, b_top_pt = b->origin.y - b->size_pt * 0.6;
    bool is_beside = a->origin.x + a->width_pt <= b->origin.x + 0.05 ||
                     b->origin.x + b->width_pt <= a->origin.x + 0.05;
    return !is_beside && a_top_pt < b->origin.y - 0.5 && b_top_pt < a->origin.y - 0.5;
}

static void check_page(const struct page *page, double bottom_pt) {
    for (size_t i = 0; i < page->n_ops; i++) {
        const struct op *op = &page->ops[i];
        if (op->kind != OP_GLYPHS || op->tag < 0) {
            continue;
        }
        assert_true(op->glyphs.origin.y <= page->height_pt - bottom_pt);
        for (size_t k = 0; k < i; k++) {
            const struct op *other = &page->ops[k];
            if (other->kind == OP_GLYPHS && other->tag >= 0 &&
                is_over(&op->glyphs, &other->glyphs)) {
                fail_msg("\"" STR_FMT "\" lies over \"" STR_FMT "\"", STR_ARG(op->glyphs.text),
                         STR_ARG(other->glyphs.text));
            }
        }
    }
}

/* The page on which a note begins, and that of its mark; 0: nowhere. */
struct found {
    size_t note, mark;
    int n_notes, n_marks;
};

static bool starts_note(struct str text, int *ret_number) {
    size_t n = 1;
    while (n < text.n && g_ascii_isdigit(text.p[n])) {
        n++;
    }
    *ret_number = (int)g_ascii_strtoll(text.p + 1, NULL, 10);
    return text.p[0] == 'n' && n > 1 && n < text.n && text.p[n] == 'n';
}

static void find(const struct display *display, struct found *found) {
    for (size_t i = 0; i < display->n_pages; i++) {
        for (size_t k = 0; k < display->pages[i].n_ops; k++) {
            const struct op *op = &display->pages[i].ops[k];
            int number = 0;
            if (op->kind == OP_LINK && op->link.id && g_str_has_prefix(op->link.id, "note^")) {
                number = (int)g_ascii_strtoll(op->link.id + strlen("note^"), NULL, 10);
                found[number].mark = i + 1;
                found[number].n_marks++;
            } else if (op->kind == OP_GLYPHS && op->tag >= 0 &&
                       starts_note(op->glyphs.text, &number)) {
                found[number].note = i + 1;
                found[number].n_notes++;
            }
        }
    }
}

static void check_document(struct fixture *fixture, GRand *random) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    int n = 0;
    struct display *display =
        make(fixture, arena, random_document(random, arena, &n), &diags).display;
    for (size_t i = 0; i < diags.n; i++) {
        fail_msg("%s", diags.items[i].message);
    }
    for (size_t i = 0; i < display->n_pages; i++) {
        check_page(&display->pages[i], fixture->theme.page.bottom_pt);
    }
    struct found *found = ARENA_NEW_N(arena, struct found, (size_t)n + 1);
    find(display, found);
    for (int i = 1; i <= n; i++) {
        assert_int_equal(found[i].n_notes, 1);
        assert_int_equal(found[i].n_marks, 1);
        assert_int_equal(found[i].note, found[i].mark);
        assert_true(found[i].note >= found[i - 1].note);
    }
    diags_clear(&diags);
}

static void test_random_documents(void **state) {
    g_autoptr(GRand) random = g_rand_new_with_seed(20261104);
    for (int i = 0; i < DOCUMENTS; i++) {
        check_document(*state, random);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/layout/note/each is there once, on the page of its mark", test_random_documents, NULL,
         NULL, NULL},
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
