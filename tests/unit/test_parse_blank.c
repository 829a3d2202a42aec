/*
 * Blanks: what is one, and what stays as it is typed.
 */
#include "parse_sample.h"

#include <string.h>

static const struct {
    const char *markdown;
    const char *blanks; /* letters of each; "x" for a signature, "*" for one that is required */
    const char *words;  /* of the text, where it has no blanks */
} cases[] = {
    {"Name: [____]", "4", NULL},
    {"[___] and [_____] and [__]", "3 5", NULL},
    {"[x____] [X___] [____*]", "4x 3x 4*", NULL},
    {"Name: ____, or ($____).", "4 4", NULL},
    {"____/____/________ ____-____", "4 4 8 4 4", NULL},
    {"*a [____] b* **[____]**", "4 4", NULL},
    {"[____](words) [____][words]", "4 4", NULL},
    {"[____] [____] [____] [____]", "4 4 4 4", NULL},
    {"| a |\n|---|\n| ____ |", "4", NULL},
    {"[____]", "4", NULL},
    {"> [____]\n> a ____", "4 4", NULL},
    {"\\[____]", "", "[____]"},
    {"\\____ \\[\\_\\_\\_]", "", "____ [___]"},
    {"`[____] ____` a", "", "[____] ____ a"},
    {"a__b____c ___init___ x", "", "a__b____c init x"},
    {"___strong___ ___\"quoted\"___ ___(a)___", "", "strong \"quoted\" (a)"},
    {"[__] a", "", "[__] a"},
    {"[____ a", "", "[____ a"},
    {"[words](<[____]>)", "", "words"},
    {"    [____]", "", "[____]\n"},
    {"```\n____ a\n```", "", "____ a\n"},
    {"____", "", ""},
    {"- ____", "", ""},
    {"___ ___ ___", "", ""},
};

static const struct doc *parse(Arena *arena, const char *markdown) {
    struct diags diags = {0};
    struct doc *doc = NULL;
    const struct source *source = source_new(arena, "a.md", str_from(markdown));
    assert_true(parse_markdown(arena, text_from_source(arena, source, 0), NULL, &diags, &doc));
    assert_int_equal(diags.n, 0);
    return doc;
}

static char *blanks_of(Arena *arena, const struct doc *doc) {
    g_autoptr(GString) out = g_string_new(NULL);
    for (const struct node *at = doc->root; at; at = doc_next(doc->root, at)) {
        if (at->kind == NODE_BLANK) {
            g_string_append_printf(out, "%s%d%s%s", out->len > 0 ? " " : "", at->blank.n_letters,
                                   at->blank.is_signature ? "x" : "",
                                   at->blank.is_required ? "*" : "");
        }
    }
    return arena_strdup(arena, out->str);
}

static void test_blanks(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Arena) arena = arena_new();
        const struct doc *doc = parse(arena, cases[i].markdown);
        const char *blanks = blanks_of(arena, doc);
        if (strcmp(blanks, cases[i].blanks) != 0) {
            print_error("%s\n", cases[i].markdown);
        }
        assert_string_equal(blanks, cases[i].blanks);
        if (cases[i].words) {
            assert_string_equal(doc_plain_text(arena, doc->root).p, cases[i].words);
        }
    }
}

/* Many on one line, and lines that are none after all, take time that grows with their number. */
static void test_many(void **state) {
    (void)state;
    static const char *const units[] = {"___ ", "[____]", "[x____", "____/", "[___ ", "*[____] "};
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(GString) text = g_string_new(NULL);
        while (text->len < 200000) {
            g_string_append(text, units[i]);
        }
        parse(arena, text->str);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/parse/blank/a blank is told from emphasis, links and rules", test_blanks, NULL, NULL,
         NULL},
        {"/parse/blank/many blanks take little time", test_many, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
