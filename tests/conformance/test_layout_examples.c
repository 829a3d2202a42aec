/*
 * Every example of the CommonMark and GFM specifications on pages, one by one and all in one
 * document: it is laid out, the same twice, and nothing stands outside its page.
 *
 * The files are read from $PDFGEN_SHARED/spec/commonmark; without them the test is skipped.
 */
#include "../unit/layout_sample.h"
#include "paint.h"

#include <stdlib.h>
#include <string.h>

static const char *const files[] = {"commonmark.json", "gfm.json"};

static const struct value *load_examples(Arena *arena, const char *file) {
    const char *shared = g_getenv("PDFGEN_SHARED");
    g_autofree char *path = g_build_filename(shared ? shared : "", "spec/commonmark", file, NULL);
    g_autofree char *text = NULL;
    gsize n = 0;
    if (!shared || !*shared || !g_file_get_contents(path, &text, &n, NULL)) {
        skip();
    }
    struct diags diags = {0};
    struct value *examples = NULL;
    const struct source *source =
        source_new(arena, file, (struct str){arena_strndup(arena, text, n), n});
    assert_true(load_json(arena, source, &diags, &examples));
    diags_clear(&diags);
    assert_int_equal(examples->kind, VALUE_LIST);
    return examples;
}

static void check_inside(const struct display *display) {
    for (size_t i = 0; i < display->n_pages; i++) {
        const struct page *page = &display->pages[i];
        for (size_t k = 0; k < page->n_ops; k++) {
            struct rect box = op_bounds(&page->ops[k]);
            bool is_inside = box.x >= -0.01 && box.y >= -0.01 &&
                             rect_right(box) <= page->width_pt + 0.01 &&
                             rect_bottom(box) <= page->height_pt + 0.01;
            if (!is_inside) {
                fail_msg("page %zu: an operation at %d,%d is outside", i + 1, (int)box.x,
                         (int)box.y);
            }
        }
    }
}

static GBytes *trace(const struct display *display) {
    struct diags diags = {0};
    GBytes *bytes = NULL;
    assert_true(paint_display(&paint_trace, display, NULL, &diags, &bytes));
    diags_clear(&diags);
    return bytes;
}

static void check_document(struct fixture *fixture, const char *markdown) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct display *display = make(fixture, arena, markdown, &diags).display;
    assert_true(display->n_pages > 0);
    check_inside(display);
    g_autoptr(GBytes) once = trace(display);
    g_autoptr(GBytes) again = trace(make(fixture, arena, markdown, &diags).display);
    assert_true(g_bytes_equal(once, again));
    diags_clear(&diags);
}

static void each_example_is_laid_out(void **state) {
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        const struct value *examples = load_examples(arena, files[i]);
        assert_true(examples->list.n > 0);
        for (size_t k = 0; k < examples->list.n; k++) {
            const char *markdown =
                value_text(arena, value_get(examples->list.items[k], "markdown"), NULL);
            assert_non_null(markdown);
            check_document(*state, markdown);
        }
    }
}

static void all_examples_are_one_document(void **state) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) all = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        const struct value *examples = load_examples(arena, files[i]);
        for (size_t k = 0; k < examples->list.n; k++) {
            const struct value *example = examples->list.items[k];
            g_string_append_printf(all, "\n\n## Example %zu\n\n%s\n", k + 1,
                                   value_text(arena, value_get(example, "markdown"), ""));
        }
    }
    check_document(*state, all->str);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/layout/examples/each is laid out", each_example_is_laid_out, set_up, tear_down, NULL},
        {"/layout/examples/all are one document", all_examples_are_one_document, set_up, tear_down,
         NULL},
    };
    return cmocka_run_group_tests_name("layout examples", tests, NULL, NULL);
}
