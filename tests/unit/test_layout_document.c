#include "layout_sample.h"
#include "paint.h"

#include <string.h>

/* --- what the pages say --------------------------------------------------------------------- */

/* The words of one page's runs with a tag (not of furniture), in painting order. */
static void append_page_words(const struct page *page, bool is_furniture, GString *out) {
    for (size_t i = 0; i < page->n_ops; i++) {
        const struct op *op = &page->ops[i];
        if (op->kind == OP_GLYPHS && (op->tag < 0) == is_furniture) {
            g_string_append_len(out, op->glyphs.text.p, (gssize)op->glyphs.text.n);
        }
    }
}

static char *page_words(Arena *arena, const struct page *page, bool is_furniture) {
    GString *out = g_string_new(NULL);
    append_page_words(page, is_furniture, out);
    char *words = arena_strdup(arena, out->str);
    g_string_free(out, TRUE);
    return words;
}

/* Without white space: what remains of words however they are broken. */
static char *squeezed(Arena *arena, const char *text) {
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar character = g_utf8_get_char(p);
        if (!g_unichar_isspace(character)) {
            g_string_append_unichar(out, character);
        }
    }
    char *squeezed = arena_strdup(arena, out->str);
    g_string_free(out, TRUE);
    return squeezed;
}

static char *all_words(Arena *arena, const struct display *display) {
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < display->n_pages; i++) {
        append_page_words(&display->pages[i], false, out);
    }
    char *words = squeezed(arena, out->str);
    g_string_free(out, TRUE);
    return words;
}

static char *trace(Arena *arena, const struct display *display) {
    struct diags diags = {0};
    GBytes *bytes = NULL;
    assert_true(paint_display(&paint_trace, display, NULL, &diags, &bytes));
    gsize n;
    const char *text = g_bytes_get_data(bytes, &n);
    char *copy = arena_strndup(arena, text, n);
    g_bytes_unref(bytes);
    diags_clear(&diags);
    return copy;
}

/* --- what must hold for any document -------------------------------------------------------- */

static void check_inside(const struct display *display) {
    for (size_t i = 0; i < display->n_pages; i++) {
        const struct page *page = &display->pages[i];
        for (size_t k = 0; k < page->n_ops; k++) {
            const struct op *op = &page->ops[k];
            if (op->kind == OP_GLYPHS) {
                const struct glyph_run *run = &op->glyphs;
                assert_true(run->origin.x >= 0 && run->origin.y >= 0);
                assert_true(run->origin.x + run->width_pt <= page->width_pt + 0.01);
                assert_true(run->origin.y <= page->height_pt);
            } else if (op->kind == OP_RECT) {
                assert_true(rect_right(op->rect.rect) <= page->width_pt + 0.01);
                assert_true(rect_bottom(op->rect.rect) <= page->height_pt + 0.01);
            }
        }
    }
}

static bool is_heading(const struct display *display, int tag) {
    return tag >= 0 && display->tags[tag].kind >= TAG_H1 && display->tags[tag].kind <= TAG_H6;
}

/* The last text of a page that is not the last is no heading. */
static void check_headings(const struct display *display) {
    for (size_t i = 0; i + 1 < display->n_pages; i++) {
        const struct page *page = &display->pages[i];
        int last = 0;
        for (size_t k = 0; k < page->n_ops; k++) {
            last =
                page->ops[k].kind == OP_GLYPHS && page->ops[k].tag >= 0 ? page->ops[k].tag : last;
        }
        assert_false(is_heading(display, last));
    }
}

/* No level of heading is skipped, and parents come before their children. */
static void check_structure(const struct display *display) {
    int level = 0;
    for (size_t i = 1; i < display->n_tags; i++) {
        assert_in_range(display->tags[i].parent, 0, i - 1);
        if (is_heading(display, (int)i)) {
            int next = (int)(display->tags[i].kind - TAG_H1) + 1;
            assert_true(next <= level + 1);
            level = next;
        }
    }
}

/* --- random documents ----------------------------------------------------------------------- */

static unsigned next_random(unsigned *seed) {
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) & 0x7FFF;
}

static void append_random_words(GString *out, unsigned *seed, unsigned n) {
    static const char *const words[] = {"partner",  "quarter",    "of",      "Größe",
                                        "pipeline", "a",          "**won**", "*much*",
                                        "`x`",      "attainment", "—",       "1,284"};
    for (unsigned i = 0; i < n; i++) {
        g_string_append_printf(out, "%s%s", i ? " " : "",
                               words[next_random(seed) % G_N_ELEMENTS(words)]);
    }
}

static void append_random_table(GString *out, unsigned *seed) {
    unsigned rows = 1 + next_random(seed) % 60;
    g_string_append(out, "| Name | Count | Note |\n|---|---:|:-:|\n");
    for (unsigned i = 0; i < rows; i++) {
        g_string_append_printf(out, "| row %u | %u | ", i, next_random(seed));
        append_random_words(out, seed, 1 + next_random(seed) % 30);
        g_string_append(out, " |\n");
    }
    g_string_append_c(out, '\n');
}

static void append_random_block(GString *out, unsigned *seed) {
    unsigned kind = next_random(seed) % 8;
    switch (kind) {
    case 0: g_string_append_printf(out, "%.*s ", (int)(1 + next_random(seed) % 4), "####"); break;
    case 1: append_random_table(out, seed); return;
    case 2: g_string_append(out, "> "); break;
    case 3: g_string_append(out, "> [!TIP]\n> "); break;
    case 4: g_string_append(out, "- one\n  1. two\n  2. three\n- [x] four\n\n"); return;
    case 5: g_string_append(out, "```\nint main(void) { return 0; }\n```\n\n"); return;
    default: break;
    }
    append_random_words(out, seed, 1 + next_random(seed) % (kind == 0 ? 12 : 160));
    g_string_append(out, "\n\n");
}

static char *random_document(Arena *arena, unsigned seed) {
    GString *out = g_string_new("# Start\n\n");
    for (unsigned i = next_random(&seed) % 30; i > 0; i--) {
        append_random_block(out, &seed);
    }
    char *markdown = arena_strdup(arena, out->str);
    g_string_free(out, TRUE);
    return markdown;
}

/*
 * The words in the order of the structure; list markers and callouts' names, which are layout's
 * own, are left out.
 */
static char *own_words(Arena *arena, const struct made *made) {
    const struct display *display = made->display;
    GString **words = ARENA_NEW_N(arena, GString *, display->n_tags);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < display->n_pages; i++) {
        for (size_t k = 0; k < display->pages[i].n_ops; k++) {
            const struct op *op = &display->pages[i].ops[k];
            bool is_own = op->kind == OP_GLYPHS && op->tag >= 0 &&
                          display->tags[op->tag].kind != TAG_LBL && !str_is(op->glyphs.text, "Tip");
            if (is_own) {
                words[op->tag] = words[op->tag] ? words[op->tag] : g_string_new(NULL);
                g_string_append_len(words[op->tag], op->glyphs.text.p, (gssize)op->glyphs.text.n);
            }
        }
    }
    for (size_t i = 0; i < display->n_tags; i++) {
        if (words[i]) {
            g_string_append(out, words[i]->str);
            g_string_free(words[i], TRUE);
        }
    }
    char *text = squeezed(arena, out->str);
    g_string_free(out, TRUE);
    return text;
}

static char *doc_words(Arena *arena, const struct doc *doc) {
    return squeezed(arena, str_cstr(arena, doc_plain_text(arena, doc->root)));
}

static void test_random_documents(void **state) {
    for (unsigned seed = 1; seed <= 40; seed++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        char *markdown = random_document(arena, seed);
        struct made made = make(*state, arena, markdown, &diags);
        check_inside(made.display);
        check_headings(made.display);
        check_structure(made.display);
        assert_string_equal(own_words(arena, &made), doc_words(arena, made.doc));
        struct made again = make(*state, arena, markdown, &diags);
        assert_string_equal(trace(arena, made.display), trace(arena, again.display));
        diags_clear(&diags);
    }
}

/* --- single behaviours ---------------------------------------------------------------------- */

static void test_table_head_repeats(void **state) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    GString *markdown = g_string_new("| Customer | Amount |\n|---|--:|\n");
    for (int i = 0; i < 150; i++) {
        g_string_append_printf(markdown, "| Customer %d | %d |\n", i, i);
    }
    struct made made = make(*state, arena, markdown->str, &diags);
    assert_true(made.display->n_pages > 3);
    for (size_t i = 1; i < made.display->n_pages; i++) {
        char *artifacts = page_words(arena, &made.display->pages[i], true);
        assert_non_null(strstr(artifacts, "Customer"));
    }
    /* Once in the structure, and no row is lost. */
    char *words = all_words(arena, made.display);
    assert_non_null(strstr(words, "CustomerAmountCustomer00"));
    assert_non_null(strstr(words, "Customer149149"));
    g_string_free(markdown, TRUE);
    diags_clear(&diags);
}

static void test_furniture(void **state) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct made made = make(*state, arena, "# One\n\n:::pagebreak\n\n# Two\n", &diags);
    assert_int_equal(made.display->n_pages, 2);
    assert_non_null(strstr(page_words(arena, &made.display->pages[0], true), "Page 1 of 2"));
    assert_non_null(strstr(page_words(arena, &made.display->pages[1], true), "Page 2 of 2"));
    diags_clear(&diags);
}

static size_t count_ops(const struct display *display, enum op_kind kind) {
    size_t n = 0;
    for (size_t i = 0; i < display->n_pages; i++) {
        for (size_t k = 0; k < display->pages[i].n_ops; k++) {
            n += display->pages[i].ops[k].kind == kind;
        }
    }
    return n;
}

static bool has_code(const struct diags *diags, enum diag_code code) {
    for (size_t i = 0; i < diags->n; i++) {
        if (diags->items[i].code == code) {
            return true;
        }
    }
    return false;
}

static void test_links(void **state) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct made made =
        make(*state, arena, "# Target\n\n[in](#target) [out](https://example.com) [lost](#none)\n",
             &diags);
    assert_int_equal(count_ops(made.display, OP_LINK), 2);
    assert_true(has_code(&diags, DIAG_LINK_TARGET));
    assert_int_equal(made.display->n_outline, 1);
    diags_clear(&diags);
}

/* A space that ends a wrapped line is painted, or copied words join. */
static void test_space_at_line_end(void **state) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    GString *markdown = g_string_new(NULL);
    for (int i = 0; i < 60; i++) {
        g_string_append(markdown, "word ");
    }
    struct made made = make(*state, arena, markdown->str, &diags);
    const struct page *page = &made.display->pages[0];
    size_t lines = 0, bare = 0;
    for (size_t i = 0; i < page->n_ops; i++) {
        const struct glyph_run *run = &page->ops[i].glyphs;
        if (page->ops[i].kind == OP_GLYPHS && page->ops[i].tag >= 0) {
            lines++;
            bare += !str_ends_with(run->text, " ");
            assert_int_equal(run->n_glyphs, g_utf8_strlen(run->text.p, (gssize)run->text.n));
        }
    }
    assert_int_equal(bare, 1); /* the last line */
    assert_true(lines > 2);
    g_string_free(markdown, TRUE);
    diags_clear(&diags);
}

static void test_missing_glyph_is_said_once(void **state) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    make(*state, arena, "one \xF3\xB0\x80\x80 two \xF3\xB0\x80\x80\n", &diags);
    size_t n = 0;
    for (size_t i = 0; i < diags.n; i++) {
        n += diags.items[i].code == DIAG_FONT_GLYPH;
    }
    assert_int_equal(n, 1);
    diags_clear(&diags);
}

/* The fonts' ids of a document do not tell what was set before it. */
static void test_order_of_documents_does_not_show(void **state) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct made before = make(*state, arena, "# A\n\nplain \xD7\xA2\n", &diags);
    make(*state, arena, "*italic* `code` **bold** \xE0\xB8\x81 \xD8\xB9\n", &diags);
    struct made after = make(*state, arena, "# A\n\nplain \xD7\xA2\n", &diags);
    assert_string_equal(trace(arena, before.display), trace(arena, after.display));
    diags_clear(&diags);
}

/* The second time its lines are found, not made. */
static void test_a_document_again_is_the_same(void **state) {
    static const char markdown[] =
        "# third-quarter\n\n"
        "| third-quarter | *won* | [Acme](https://acme.example) | `x-y` | \xE2\x86\x92 3 |\n"
        "|---|---|---|---:|---:|\n"
        "| third-quarter | ~~won~~ | H<sub>2</sub>O | 1,234.5 | -12.25 |\n"
        "| a name of many words, more than the column has room for, which is set in lines | won "
        "| co\xC2\xADop | n/a | 7 |\n\n"
        "third-quarter\n";
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct made first = make(*state, arena, markdown, &diags);
    struct made second = make(*state, arena, markdown, &diags);
    assert_string_equal(trace(arena, first.display), trace(arena, second.display));
    diags_clear(&diags);
}

static bool is_input(World *world, const char *name) {
    const struct world_input *inputs;
    size_t n = world_job_inputs(world, &inputs);
    for (size_t i = 0; i < n; i++) {
        if (g_str_has_suffix(inputs[i].path, name)) {
            return true;
        }
    }
    return false;
}

/* Also where the words are kept since an earlier document. */
static void test_fonts_are_inputs_of_each_document(void **state) {
    const struct fixture *fixture = *state;
    struct diags diags = {0};
    world_record(fixture->world);
    for (int i = 0; i < 2; i++) {
        g_autoptr(Arena) arena = arena_new();
        world_begin_job(fixture->world);
        make(*state, arena, i == 0 ? "*slanted words*\n" : "*slanted* words\n", &diags);
        assert_true(is_input(fixture->world, "/Inter-Italic.otf"));
        world_end_job(fixture->world);
    }
    diags_clear(&diags);
}

static void test_row_higher_than_a_page(void **state) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    GString *markdown = g_string_new("| A | B |\n|---|---|\n| ");
    for (int i = 0; i < 3000; i++) {
        g_string_append_printf(markdown, "w%d ", i);
    }
    g_string_append(markdown, "| x |\n");
    struct made made = make(*state, arena, markdown->str, &diags);
    assert_true(made.display->n_pages > 1);
    check_inside(made.display);
    assert_string_equal(own_words(arena, &made), doc_words(arena, made.doc));
    g_string_free(markdown, TRUE);
    diags_clear(&diags);
}

int main(void) {
#define TEST(name, function)                                                                       \
    { name, function, set_up, tear_down, NULL }
    const struct CMUnitTest tests[] = {
        TEST("/layout/document/random documents keep every promise", test_random_documents),
        TEST("/layout/document/a table's head is on each page", test_table_head_repeats),
        TEST("/layout/document/header and footer count pages", test_furniture),
        TEST("/layout/document/links and their targets", test_links),
        TEST("/layout/document/a space ends a wrapped line", test_space_at_line_end),
        TEST("/layout/document/a missing glyph is said once", test_missing_glyph_is_said_once),
        TEST("/layout/document/earlier documents do not show",
             test_order_of_documents_does_not_show),
        TEST("/layout/document/a document again is the same", test_a_document_again_is_the_same),
        TEST("/layout/document/fonts are inputs of each document",
             test_fonts_are_inputs_of_each_document),
        TEST("/layout/document/a row higher than a page", test_row_higher_than_a_page),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
