#include "load_sample.h"

struct front_case {
    const char *text, *meta, *body, *said;
};

static const struct front_case cases[] = {
    {"---\ntitle: A\n---\n# B\n", "{\"title\": \"A\"}", "# B\n", ""},
    {"---\r\ntitle: A\r\n---\r\n# B\r\n", "{\"title\": \"A\"}", "# B\r\n", ""},
    {"---\ntitle: A\n...\nB", "{\"title\": \"A\"}", "B", ""},
    {"--- \ntitle: A\n---  \nB", "{\"title\": \"A\"}", "B", ""},
    {"---\ntitle: A\n---", "{\"title\": \"A\"}", "", ""},
    {"---\n---\nB", "{}", "B", ""},
    {"# A\n---\nb: 1\n---\n", "{}", "# A\n---\nb: 1\n---\n", ""},
    {"", "{}", "", ""},
    {"----\na: 1\n----\n", "{}", "----\na: 1\n----\n", ""},
    /* a rule is no front matter: no closing line, a blank line after it, text instead of fields */
    {"---\nTo whom it may concern: read this.\n", "{}", "---\nTo whom it may concern: read this.\n",
     ""},
    {"---\n- title: A\n", "{}", "---\n- title: A\n", ""},
    {"---\n\n# Slide\n\n---\n", "{}", "---\n\n# Slide\n\n---\n", ""},
    {"---\n# Slide\n---\nB", "{}", "---\n# Slide\n---\nB", ""},
    {"---\nSome text\n---\nB", "{}", "---\nSome text\n---\nB", ""},
    /* never closed, and yet meant to be front matter: a warning, for it is shown as text */
    {"---\ntitle: A\n", "{}", "---\ntitle: A\n", "front-matter t:1:1"},
    {"---\ntitle:\n----\nB", "{}", "---\ntitle:\n----\nB", "front-matter t:1:1"},
    {"---\nlast_updated: x\n\n# B\n", "{}", "---\nlast_updated: x\n\n# B\n", "front-matter t:1:1"},
    /* broken: a warning with its place, and the body all the same */
    {"---\ntitle: \"A\" \"B\"\n---\nB", "{}", "B", "front-matter t:2:12"},
    {"---\ntitle: A: B\nx: 1\n---\nB", "{}", "B", "front-matter t:2:9"},
    {"---\na: 1\na: 2\n---\nB", "{}", "B", "front-matter t:3:1"},
    {"---\na: !x 1\n---\nB", "{}", "B", "front-matter t:2:4"},
};

static void bodies_are_found(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct value *meta;
        size_t body;
        const struct source *source = source_new(arena, "t", str_from(cases[i].text));
        print_message("%s\n", cases[i].text);
        load_front_matter(arena, source, &diags, &meta, &body);
        assert_string_equal(as_json(arena, meta), cases[i].meta);
        assert_string_equal(str_cstr(arena, str_skip(source->text, body)), cases[i].body);
        assert_string_equal(said(arena, &diags), cases[i].said);
        assert_int_equal(diags.n_errors, 0);
        diags_clear(&diags);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/front-matter/bodies are found", bodies_are_found, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
