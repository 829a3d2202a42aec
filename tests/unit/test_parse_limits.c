/*
 * Input that is deep, long or hostile: a tree and a warning, or an error; never a crash.
 */
#include "parse_sample.h"

struct parsed {
    struct doc *doc;
    struct diags diags;
    bool is_ok;
};

static struct parsed parse_text(Arena *arena, const char *markdown) {
    struct parsed parsed = {0};
    const struct source *source = source_new(arena, "a.md", str_from(markdown));
    parsed.is_ok =
        parse_markdown(arena, text_from_source(arena, source, 0), NULL, &parsed.diags, &parsed.doc);
    return parsed;
}

static int depth_of(const struct doc *doc) {
    int deepest = 0, depth = 0;
    for (const struct node *at = doc->root; at; at = doc_next(doc->root, at)) {
        depth = 0;
        for (const struct node *above = at; above->parent; above = above->parent) {
            depth += above->kind != NODE_ITEM;
        }
        deepest = MAX(deepest, depth);
    }
    return deepest;
}

static GString *repeated(const char *text, size_t n) {
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        g_string_append(out, text);
    }
    return out;
}

/* Too deep a text: one warning of depth, a tree that is no deeper than it may be, all words. */
static void check_depth(const char *markdown, const char *words) {
    g_autoptr(Arena) arena = arena_new();
    struct parsed parsed = parse_text(arena, markdown);
    assert_true(parsed.is_ok);
    /* A paragraph and its text stand below the deepest block. */
    assert_true(depth_of(parsed.doc) <= PARSE_DEPTH_MAX + 2);
    assert_int_equal(parsed.diags.n, 1);
    assert_int_equal(parsed.diags.items[0].code, DIAG_MARKDOWN_DEPTH);
    struct str text = doc_plain_text(arena, parsed.doc->root);
    assert_true(str_find(text, str_from(words), 0) < text.n);
    diags_clear(&parsed.diags);
}

static void test_depth_of_blocks(void **state) {
    (void)state;
    g_autoptr(GString) quotes = repeated("> ", 500);
    g_string_append(quotes, "word\n");
    check_depth(quotes->str, "word");

    g_autoptr(GString) items = g_string_new(NULL);
    for (int i = 0; i < 500; i++) {
        g_string_append_printf(items, "%*s- item%d\n", 2 * i, "", i);
    }
    check_depth(items->str, "item499");

    g_autoptr(GString) containers = repeated(":::a\n", 500);
    g_string_append(containers, "word\n");
    g_autoptr(GString) ends = repeated(":::\n", 500);
    g_string_append(containers, ends->str);
    check_depth(containers->str, "word");

    g_autoptr(GString) divisions = repeated("<div class=\"a\">\n", 400);
    g_string_append(divisions, "word\n");
    check_depth(divisions->str, "word");
}

static void test_depth_of_inlines(void **state) {
    (void)state;
    g_autoptr(GString) tags = repeated("<b>", 500);
    g_string_append(tags, "word");
    check_depth(tags->str, "word");

    g_autoptr(GString) nested = repeated("*a **b ", 200);
    g_string_append(nested, "word");
    g_autoptr(GString) ends = repeated("** c* ", 200);
    g_string_append(nested, ends->str);
    check_depth(nested->str, "word");
}

static void test_empty_cells(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    /* md4c 0.5 knows no table of more than 128 columns. */
    g_autoptr(GString) table = repeated("|a", 100);
    g_autoptr(GString) rule = repeated("|-", 100);
    g_autoptr(GString) rows = repeated("x\n", 40000);
    g_string_append_printf(table, "\n%s\n%s", rule->str, rows->str);
    struct parsed parsed = parse_text(arena, table->str);
    assert_false(parsed.is_ok);
    assert_int_equal(parsed.diags.n_errors, 1);
    assert_int_equal(parsed.diags.items[0].code, DIAG_MARKDOWN_BLOCK);
    diags_clear(&parsed.diags);
}

static void test_many_addresses(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) few = repeated("www.a.example ", 900);
    g_autoptr(GString) many = repeated("www.a.example ", 2000);
    g_autoptr(GString) apart = repeated("www.a.example\n\n", 2000);
    struct parsed links = parse_text(arena, few->str);
    struct parsed paragraphs = parse_text(arena, apart->str);
    struct parsed words = parse_text(arena, many->str);
    assert_int_equal(links.doc->root->first->first->kind, NODE_LINK);
    assert_int_equal(words.doc->root->first->first->kind, NODE_TEXT);
    assert_int_equal(paragraphs.doc->root->first->first->kind, NODE_LINK);
}

/* A filled value's words stand at the tag that it filled, the words around it at their own. */
static void test_places_of_a_template(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    const struct source *template =
        source_new(arena, "t.md", STR("# {{name}} plan\n\n!!! note\n    b\n"));
    struct value *value = value_new_string(arena, (struct span){0}, STR("A longer name"));
    struct str bytes = STR("# A longer name plan\n\n!!! note\n    b\n");
    struct text_piece pieces[] = {
        {0, 2, span_of(template, 0, 2), NULL},
        {2, 15, span_of(template, 2, 10), value},
        {15, bytes.n, span_of(template, 10, template->text.n), NULL},
    };
    struct text text = {bytes, pieces, G_N_ELEMENTS(pieces)};
    struct diags diags = {0};
    struct doc *doc = NULL;
    assert_true(parse_markdown(arena, &text, NULL, &diags, &doc));
    g_autoptr(GString) dump = g_string_new(NULL);
    doc_dump(doc, dump);
    assert_string_equal(dump->str, "document @1:1\n"
                                   "  heading 1 #a-longer-name-plan @1:1\n"
                                   "    text \"A longer name plan\" @1:3\n"
                                   "  callout note \"\" @3:1\n"
                                   "    paragraph @4:5\n"
                                   "      text \"b\" @4:5\n");
    assert_int_equal(diags.n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/parse/limits/deep blocks are flattened", test_depth_of_blocks, NULL, NULL, NULL},
        {"/parse/limits/deep inlines are flattened", test_depth_of_inlines, NULL, NULL, NULL},
        {"/parse/limits/a table of empty cells is refused", test_empty_cells, NULL, NULL, NULL},
        {"/parse/limits/a thousand addresses are words", test_many_addresses, NULL, NULL, NULL},
        {"/parse/limits/places lead to the template", test_places_of_a_template, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
