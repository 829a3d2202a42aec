#include "load_sample.h"

#include <time.h>

struct yaml_case {
    const char *yaml, *json, *said; /* json is NULL: refused */
};

static const struct yaml_case cases[] = {
    /* the core schema, narrowed */
    {"", "null", ""},
    {"~", "null", ""},
    {"null", "null", ""},
    {"Null", "'Null'", ""},
    {"[true, false, True, yes, no, on]", "[true, false, \"True\", \"yes\", \"no\", \"on\"]", ""},
    {"[0, -1, 1.50, 1e3, -2.5E-2]", "[0, -1, 1.50, 1000, -0.025]", ""},
    {"[+5, 0123, .5, 1., 0x1F, 12:30, 1_000]",
     "[\"+5\", \"0123\", \".5\", \"1.\", \"0x1F\", \"12:30\", \"1_000\"]", ""},
    {"2026-09-28", "'2026-09-28'", ""},
    {"[y, n, off, TRUE, NULL, =, .inf, -.INF, .nan, 0o17, 190:20:30, 1,5]",
     "[\"y\", \"n\", \"off\", \"TRUE\", \"NULL\", \"=\", \".inf\", \"-.INF\", \".nan\", \"0o17\", "
     "\"190:20:30\", 1, 5]",
     ""},
    {"{a: ~, b: , c: null, d: '', e: \"~\"}",
     "{\"a\": null, \"b\": null, \"c\": null, \"d\": \"\", \"e\": \"~\"}", ""},
    {"a: 2026-09-28 10:00:00\nb: 2026-09-28T10:00:00Z\n",
     "{\"a\": \"2026-09-28 10:00:00\", \"b\": \"2026-09-28T10:00:00Z\"}", ""},
    {"[\"12\", '12', !!str 12, ! 12]", "[\"12\", \"12\", \"12\", \"12\"]", ""},
    {"[!!int 12, !!float 1.5, !!bool true, !!null ~, !!seq [], !!map {}]",
     "[12, 1.5, true, null, [], {}]", ""},
    {"id: 12345678901234567890123456789012345678",
     "{\"id\": \"12345678901234567890123456789012345678\"}", "data-number t:1:5"},
    /* texts */
    {"'it''s'", "'it's'", ""},
    {"\"a\\tb \\u00e9\"", "'a\tb \303\251'", ""},
    {"a: |\n  x\n  y\nb: >\n  x\n  y\n", "{\"a\": \"x\\ny\\n\", \"b\": \"x y\\n\"}", ""},
    {"a: one\n  two", "{\"a\": \"one two\"}", ""},
    /* keys */
    {"{a: 1, 2026: 2, 2026-Q3: 3, true: 4, \"\": 5}",
     "{\"a\": 1, \"2026\": 2, \"2026-Q3\": 3, \"true\": 4, \"\": 5}", ""},
    {"a: 1\nb: 2\na: 3\nb: 4\n", NULL, "yaml-duplicate t:3:1; yaml-duplicate t:4:1"},
    {"x:\n  - {a: 1, a: 2}\n", NULL, "yaml-duplicate t:2:12"},
    {"? [a]\n: b\n", NULL, "yaml-syntax t:1:3"},
    /* merge keys: own fields win, then earlier maps; places are those of the anchor */
    {"a: &x {b: 1}\n<<: *x\n", "{\"a\": {\"b\": 1}, \"b\": 1}", ""},
    {"- &x {a: 1, b: 2}\n- &y {b: 3, c: 4}\n- {<<: [*x, *y], a: 0}\n",
     "[{\"a\": 1, \"b\": 2}, {\"b\": 3, \"c\": 4}, {\"a\": 0, \"b\": 2, \"c\": 4}]", ""},
    {"- &x {a: 1}\n- &y {<<: *x, b: 2}\n- {c: 3, <<: *y}\n",
     "[{\"a\": 1}, {\"b\": 2, \"a\": 1}, {\"c\": 3, \"b\": 2, \"a\": 1}]", ""},
    {"{<<: {a: 1}, b: 2}", "{\"b\": 2, \"a\": 1}", ""},
    {"{<<: [], b: 2}", "{\"b\": 2}", ""},
    {"{'<<': 1, \"<\": 2}", "{\"<<\": 1, \"<\": 2}", ""},
    {"[{<<: {<<: {a: 1}}}, <<, {a: <<}]", "[{\"a\": 1}, \"<<\", {\"a\": \"<<\"}]", ""},
    {"{<<: 5}", NULL, "data-type t:1:2"},
    {"{<<: }", NULL, "data-type t:1:2"},
    {"{<<: [{a: 1}, 5]}", NULL, "data-type t:1:2"},
    {"{<<: {a: 1}, <<: {b: 1}}", NULL, "yaml-duplicate t:1:14"},
    {"{<<: {a: 1, a: 2}, b: 1, b: 2}", NULL, "yaml-duplicate t:1:13; yaml-duplicate t:1:26"},
    {"a: &x {<<: *x}", NULL, "yaml-alias t:1:12"},
    /* tags and aliases */
    {"a: !!python/object x", NULL, "yaml-tag t:1:4"},
    {"a: !mine {b: 1}", NULL, "yaml-tag t:1:4"},
    {"!!set {a}", NULL, "yaml-tag t:1:1"},
    {"!!int x", NULL, "yaml-tag t:1:1"},
    {"a: &x [1, 2]\nb: *x\n", "{\"a\": [1, 2], \"b\": [1, 2]}", ""},
    {"a: &x k\n*x : v\n", "{\"a\": \"k\", \"k\": \"v\"}", ""},
    {"a: *x", NULL, "yaml-alias t:1:4"},
    {"a: &x [*x]", NULL, "yaml-alias t:1:8"},
    /* what libyaml finds */
    {"a: b: c", NULL, "yaml-syntax t:1:5"},
    {"[a, b", NULL, "yaml-syntax t:1:6"},
    {"a: \"x\n", NULL, "yaml-syntax t:2:1"},
    {"\ta: 1", NULL, "yaml-syntax t:1:1"},
    {"a: 1\n\tb: 2", NULL, "yaml-syntax t:2:1"},
    {"a: @x", NULL, "yaml-syntax t:1:4"},
    {"a: \001", NULL, "yaml-syntax t:1:4"},
    /* tabs: between tokens they are blanks, as indentation they are an error */
    {"a:\t1\t# note\nb: x\ty\n", "{\"a\": 1, \"b\": \"x\\u0009y\"}", ""},
    {"a:\n  b: 1\n\tc: 2\n", NULL, "yaml-syntax t:3:1"},
    /* line ends of other systems */
    {"a: 1\r\nb:\r\n  - x\r\n  - |\r\n    y\r\n    z\r\n",
     "{\"a\": 1, \"b\": [\"x\", \"y\\nz\\n\"]}", ""},
    {"a: 1\rb: 2\r", "{\"a\": 1, \"b\": 2}", ""},
    /* characters are not bytes, lines not only line feeds */
    {"\303\251: \"\342\202\254\"\r\nb: c: d", NULL, "yaml-syntax t:2:5"},
    {"# \303\251\303\251\303\251\na: [\303\251, {b: \303\251, b: 1}]", NULL,
     "yaml-duplicate t:2:15"},
    /* one document */
    {"--- {a: 1}\n...\n", "{\"a\": 1}", ""},
    {"a: 1\n---\nb: 2\n", NULL, "yaml-syntax t:2:1"},
};

static void texts_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct value *value = NULL;
        bool is_read =
            load_yaml(arena, source_new(arena, "t", str_from(cases[i].yaml)), &diags, &value);
        print_message("%s\n", cases[i].yaml);
        assert_string_equal(said(arena, &diags), cases[i].said);
        assert_int_equal(is_read, cases[i].json != NULL);
        if (is_read) {
            assert_string_equal(as_json(arena, value), cases[i].json);
        }
        diags_clear(&diags);
    }
}

static void errors_say_what_to_do(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct value *value = NULL;
        load_yaml(arena, source_new(arena, "t", str_from(cases[i].yaml)), &diags, &value);
        for (size_t k = 0; k < diags.n; k++) {
            assert_string_not_equal(diags.items[k].message, "the text is not YAML");
            assert_true(diags.items[k].hint || diags.items[k].code == DIAG_YAML_TAG);
        }
        diags_clear(&diags);
    }
}

static void values_know_their_bytes(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct value *root;
    const struct source *source = source_new(
        arena, "t", STR("\303\251: [\303\251, \"x\\ty\"]\nb: plain text # note\nc: 'q'\n"));
    assert_true(load_yaml(arena, source, &diags, &root));
    const struct value *b = value_get(root, "b"), *c = value_get(root, "c");
    const struct value *escaped = value_path(root, "\303\251.1");
    assert_string_equal(span_format(arena, b->at), "t:2:4");
    assert_int_equal(b->at.end - b->at.begin, strlen("plain text"));
    /* Lent where the bytes are the text's own, copied where an escape stands between. */
    assert_ptr_equal(b->string.p, source->text.p + b->at.begin);
    assert_ptr_equal(c->string.p, source->text.p + c->at.begin + 1);
    assert_string_equal(span_format(arena, escaped->at), "t:1:8");
    assert_true(str_is(escaped->string, "x\ty"));
    assert_string_equal(span_format(arena, root->map.entries[2].key_at), "t:3:1");
}

static void a_slice_has_the_places_of_the_whole(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct value *value;
    const struct source *source =
        source_new(arena, "t", STR("\303\251\n```\na: 1\nb: {c: 2, c: 3}\n```\nx: :"));
    struct str body = STR("a: 1\nb: {c: 2, c: 3}\n");
    size_t begin = str_find(source->text, body, 0);
    assert_false(load_yaml_slice(arena, source, begin, begin + body.n, &diags, &value));
    assert_string_equal(said(arena, &diags), "yaml-duplicate t:4:11");
    diags_clear(&diags);
}

/* --- limits --------------------------------------------------------------------------------- */

static bool is_read(const char *text, const char *wanted) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct value *value;
    bool is_fine = load_yaml(arena, source_new(arena, "t", str_from(text)), &diags, &value);
    assert_int_equal(diags.n, is_fine ? 0 : 1);
    if (!is_fine) {
        assert_string_equal(diag_code_word(diags.items[0].code), wanted);
    }
    diags_clear(&diags);
    return is_fine;
}

static char *repeat(const char *part, int n) {
    GString *out = g_string_new(NULL);
    for (int i = 0; i < n; i++) {
        g_string_append(out, part);
    }
    return g_string_free(out, FALSE);
}

static void depth_is_limited(void **state) {
    (void)state;
    g_autofree char *fits = repeat("[", LOAD_DEPTH_MAX);
    g_autofree char *ends = repeat("]", LOAD_DEPTH_MAX);
    g_autofree char *whole = g_strconcat(fits, ends, NULL);
    g_autofree char *more = g_strconcat("[", whole, "]", NULL);
    g_autofree char *many = repeat("- ", 100000);
    assert_true(is_read(whole, NULL));
    assert_false(is_read(more, "data-depth"));
    assert_false(is_read(many, "data-depth"));
}

static void aliases_count_as_depth(void **state) {
    (void)state;
    g_autofree char *open = repeat("[", LOAD_DEPTH_MAX - 2);
    g_autofree char *close = repeat("]", LOAD_DEPTH_MAX - 2);
    g_autofree char *fits = g_strconcat("- &a ", open, close, "\n- [*a]\n", NULL);
    g_autofree char *deep = g_strconcat("- &a ", open, close, "\n- [[*a]]\n", NULL);
    assert_true(is_read(fits, NULL));
    assert_false(is_read(deep, "yaml-alias"));
}

static void a_billion_laughs_are_refused_at_once(void **state) {
    (void)state;
    GString *text = g_string_new("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
        g_string_append_printf(text, "a%d: &a%d [", i, i);
        for (int k = 0; k < 10; k++) {
            g_string_append_printf(text, "%s*a%d", k ? ", " : "", i - 1);
        }
        g_string_append(text, "]\n");
    }
    /* Of the process: others on the machine do not count. */
    clock_t begin = clock();
    assert_false(is_read(text->str, "data-size"));
    assert_true(clock() - begin < CLOCKS_PER_SEC / 50);
    g_string_free(text, TRUE);
}

/* The same through "<<": each map holds ten times what the one before does. */
static void merged_maps_count_too(void **state) {
    (void)state;
    g_autoptr(GString) text = g_string_new("a0: &a0 {x: [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n");
    for (int i = 1; i < 12; i++) {
        g_string_append_printf(text, "a%d: &a%d {", i, i);
        for (int k = 0; k < 10; k++) {
            g_string_append_printf(text, "%sk%d: {<<: *a%d}", k ? ", " : "", k, i - 1);
        }
        g_string_append(text, "}\n");
    }
    clock_t begin = clock();
    assert_false(is_read(text->str, "data-size"));
    assert_true(clock() - begin < CLOCKS_PER_SEC / 50);
}

static void aliases_and_anchors_are_limited(void **state) {
    (void)state;
    g_autofree char *aliases = repeat("- *a\n", LOAD_ALIASES_MAX + 1);
    g_autofree char *too_many = g_strconcat("- &a x\n", aliases, NULL);
    g_autofree char *anchors = repeat("- &a x\n", LOAD_ALIASES_MAX + 1);
    assert_false(is_read(too_many, "yaml-alias"));
    assert_false(is_read(anchors, "yaml-alias"));
    too_many[strlen(too_many) - strlen("- *a\n")] = '\0';
    assert_true(is_read(too_many, NULL));
}

/* Both ways of finding duplicates: pairs up to 32 keys, sorting above. */
static void duplicates_are_found_in_maps_of_any_size(void **state) {
    (void)state;
    for (int n = 30; n < 2000; n = n * 2 + 1) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct value *value;
        GString *text = g_string_new(NULL);
        for (int i = 0; i < n; i++) {
            g_string_append_printf(text, "k%d: %d\n", i, i);
        }
        assert_true(is_read(text->str, NULL));
        g_string_append(text, "k7: 0\nnew: 1\nk3: 0\n");
        struct str yaml = {text->str, text->len};
        assert_false(load_yaml(arena, source_new(arena, "t", yaml), &diags, &value));
        assert_int_equal(diags.n, 2);
        assert_int_equal(diags.items[0].at.line, n + 1);
        assert_int_equal(diags.items[0].notes[0].at.line, 8);
        assert_int_equal(diags.items[1].notes[0].at.line, 4);
        diags_clear(&diags);
        g_string_free(text, TRUE);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/yaml/texts are read", texts_are_read, NULL, NULL, NULL},
        {"/load/yaml/errors say what to do", errors_say_what_to_do, NULL, NULL, NULL},
        {"/load/yaml/values know their bytes", values_know_their_bytes, NULL, NULL, NULL},
        {"/load/yaml/a slice has the places of the whole", a_slice_has_the_places_of_the_whole,
         NULL, NULL, NULL},
        {"/load/yaml/depth is limited", depth_is_limited, NULL, NULL, NULL},
        {"/load/yaml/aliases count as depth", aliases_count_as_depth, NULL, NULL, NULL},
        {"/load/yaml/a billion laughs are refused at once", a_billion_laughs_are_refused_at_once,
         NULL, NULL, NULL},
        {"/load/yaml/merged maps count too", merged_maps_count_too, NULL, NULL, NULL},
        {"/load/yaml/aliases and anchors are limited", aliases_and_anchors_are_limited, NULL, NULL,
         NULL},
        {"/load/yaml/duplicates are found in maps of any size",
         duplicates_are_found_in_maps_of_any_size, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
