#include "load_sample.h"

struct json_case {
    const char *json, *dump, *said; /* dump is NULL: refused */
};

static const struct json_case cases[] = {
    {"{\"a\": [1, -0.50, 1e2, true, false, null, \"x\"]}",
     "{\"a\": [1, -0.50, 100, true, false, null, \"x\"]}", ""},
    {" 12345678901234567890.123456789 ", "12345678901234567890.123456789", ""},
    {"\"\\u00e9\\ud83d\\ude00\\n\\/\"", "'\303\251\360\237\230\200\n/'", ""},
    {"{}", "{}", ""},
    {"[]", "[]", ""},
    {"123e65", "'123e65'", "data-number t#"},
    {"{\"a\": 1, \"b\": 2, \"a\": 3, \"a\": 4}", "{\"a\": 4, \"b\": 2}", "json-duplicate t#/a"},
    /* places of mistakes are lines and columns */
    {"", NULL, "json-syntax t"},
    {"{\n  \"a\": 012\n}", NULL, "json-syntax t:2:8"},
    {"[1,]", NULL, "json-syntax t:1:4"},
    {"[1 2]", NULL, "json-syntax t:1:4"},
    {"{\"a\" 1}", NULL, "json-syntax t:1:6"},
    {"{a: 1}", NULL, "json-syntax t:1:2"},
    {"{\"a\": 1,}", NULL, "json-syntax t:1:9"},
    {"[1.]", NULL, "json-syntax t:1:2"},
    {"[+1]", NULL, "json-syntax t:1:2"},
    {"[NaN]", NULL, "json-syntax t:1:2"},
    {"[\"\303\251\tx\"]", NULL, "json-syntax t:1:4"},
    {"\"\\x\"", NULL, "json-syntax t:1:2"},
    {"\"\\u12\"", NULL, "json-syntax t:1:6"},
    {"\"\\ud800\"", NULL, "json-syntax t:1:2"},
    {"\"\\ud800\\u0041\"", NULL, "json-syntax t:1:2"},
    {"\"x", NULL, "json-syntax t:1:1"},
    {"\"x\\", NULL, "json-syntax t:1:3"},
    {"1 2", NULL, "json-syntax t:1:3"},
    {"// x\n1", NULL, "json-syntax t:1:1"},
};

static void texts_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct value *value = NULL;
        print_message("%s\n", cases[i].json);
        bool is_read =
            load_json(arena, source_new(arena, "t", str_from(cases[i].json)), &diags, &value);
        assert_string_equal(said(arena, &diags), cases[i].said);
        assert_int_equal(is_read, cases[i].dump != NULL);
        if (is_read) {
            assert_string_equal(as_json(arena, value), cases[i].dump);
        }
        diags_clear(&diags);
    }
}

static void values_know_their_pointer(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct value *root;
    const struct source *source =
        source_new(arena, "t.json", STR("{\"deals\": [{\"a/b~c\": 1}], \"x\\ny\": 2}"));
    assert_true(load_json(arena, source, &diags, &root));
    const struct value *deal = value_path(root, "deals.0");
    assert_string_equal(span_format(arena, root->at), "t.json#");
    assert_string_equal(span_format(arena, deal->at), "t.json#/deals/0");
    assert_string_equal(span_format(arena, value_get(deal, "a/b~c")->at),
                        "t.json#/deals/0/a~1b~0c");
    assert_string_equal(span_format(arena, deal->map.entries[0].key_at), "t.json#/deals/0/a~1b~0c");
    /* A line's end must not reach a message. */
    assert_string_equal(span_format(arena, value_get(root, "x\ny")->at), "t.json#/x?y");
}

static void a_nul_character_stays_in_its_string(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct value *value;
    assert_true(load_json(arena, source_new(arena, "t", STR("\"a\\u0000b\"")), &diags, &value));
    assert_int_equal(value->string.n, 3);
    assert_memory_equal(value->string.p, "a\0b", 3);
}

/* Nested maps with keys of a megabyte would make pointers of the square of that. */
static void long_keys_do_not_multiply(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct value *value;
    GString *text = g_string_new("{\"");
    for (int i = 0; i < 100000; i++) {
        g_string_append_c(text, 'k');
    }
    g_string_append(text, "\": [");
    for (int i = 0; i < 50000; i++) {
        g_string_append(text, i ? ",1" : "1");
    }
    g_string_append(text, "]}");
    struct str json = {text->str, text->len};
    assert_true(load_json(arena, source_new(arena, "t", json), &diags, &value));
    assert_true(arena_bytes(arena) < 32 * 1024 * 1024);
    g_string_free(text, TRUE);
}

static void depth_is_limited(void **state) {
    (void)state;
    for (int n = LOAD_DEPTH_MAX; n <= LOAD_DEPTH_MAX + 1; n++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct value *value;
        GString *text = g_string_new(NULL);
        for (int i = 0; i < 2 * n; i++) {
            g_string_append_c(text, i < n ? '[' : ']');
        }
        struct str json = {text->str, text->len};
        bool is_read = load_json(arena, source_new(arena, "t", json), &diags, &value);
        assert_int_equal(is_read, n == LOAD_DEPTH_MAX);
        assert_string_equal(said(arena, &diags), is_read ? "" : "data-depth t:1:65");
        diags_clear(&diags);
        g_string_free(text, TRUE);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/json/texts are read", texts_are_read, NULL, NULL, NULL},
        {"/load/json/values know their pointer", values_know_their_pointer, NULL, NULL, NULL},
        {"/load/json/a NUL character stays in its string", a_nul_character_stays_in_its_string,
         NULL, NULL, NULL},
        {"/load/json/long keys do not multiply", long_keys_do_not_multiply, NULL, NULL, NULL},
        {"/load/json/depth is limited", depth_is_limited, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
