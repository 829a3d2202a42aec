#include "../same_value.h"
#include "load_sample.h"
#include "load_yaml_priv.h"

static const struct source *source_of(Arena *arena, const char *text, size_t n) {
    return source_new(arena, "t", (struct str){arena_strndup(arena, text, n), n});
}

/* Whether the plain reader takes the text; then it must say what libyaml says. */
static bool is_plain(const char *text, size_t n) {
    g_autoptr(Arena) arena = arena_new();
    const struct source *source = source_of(arena, text, n);
    const struct yaml_slice slice = {.source = source, .begin = 0, .end = n};
    struct diags diags = {0};
    struct value *plain, *whole = NULL;
    bool is_taken = load_yaml_plain(arena, &slice, &plain);
    if (is_taken) {
        bool is_read = load_yaml_events(arena, &slice, &diags, &whole) && diags.n == 0;
        if (!is_read || !is_same_value(plain, whole)) {
            fail_msg("read in another way than libyaml does:\n%.*s", (int)n, text);
        }
    }
    diags_clear(&diags);
    return is_taken;
}

static const char *const plain[] = {
    "name: Acme\n",
    "name: Acme",
    "# remark\n\nname: Acme # remark\n\n  # remark\ntier: Gold\n",
    "a:\n  b:\n    c: 1\n  d: 2\ne: 3\n",
    "  a: 1\n  b: 2\n",
    "a:\nb: ~\nc: null\nd:    # nothing\ne: ''\n",
    "a:\n  - 1\n  - two\nb:\n- 3\n- -4\nc: 5\n",
    "- name: Acme\n  tier: Gold\n  tags:\n  - a\n  - b\n-   name: Bolt\n    tier: Silver\n",
    "- 1\n- {a: 1, b: [x, y, {c: d}], e: {}}\n- []\n",
    "deals:\n  - {id: AC-1, customer: Kvarnström Papper, amount: 24000, closed: 2024-11-26}\n",
    "a: 'it''s'\nb: \"x: y # z\"\n\"c d\": 'e'\n'f' : g\nh : i\n",
    "url: https://example.com/a:b#c\ntime: 12:30\nmail: a@b.c\nnote: a, b [c] {d} & e * f ! g\n",
    "a: {url: https://example.com, time: 12:30, 'b': \"c\", d: -1.50, e: true}\n",
    "a: {b: 1,c: 2 ,d: 3}   # remark\n",
    "a: [x\n, y\n]\nb: {\n}\n",
    "a: [x,\n  y, {b: 1,\n\n c: 2\n } ]\nb: {c: d e,\n    f: 'g'\n  }\n",
    "ключ: значение\nb: 日本語 🎉\nc: 1\n",
    "a: 1e3\nb: 0123\nc: .5\nd: 1_000\ne: 2026-09-28\nf: True\n",
    "a: |\n  x\n  # y\nb: 1\nc: >-\n  x: 1\n  y - z\n\n\nd: >\n  x\n# e\n",
    "- a: |-\n    x\n    y\n  b: >\n    x  \n    y\n- 1\n",
    "2024-Q4: {booked: 720000}\n2024-10: {booked: 205000}\n",
};

static const char *const not_plain[] = {
    "",
    "# remark\n",
    "text\n",
    "--- \na: 1\n",
    "a: 1\n...\n",
    "%YAML 1.1\n---\na: 1\n",
    "a: one\n  two\n",
    "a: >-\n  x\n\n  y\n",
    "a: >-\n  x\n   y\n",
    "a: >-\n\n  x\n",
    "a: >-\n  x",
    "a: >-\nb: x\n",
    "a: >+\n  x\n",
    "a: |2\n  x\n",
    "- >-\n  x\n",
    "a: &x 1\nb: *x\n",
    "a: !!str 1\n",
    "<<: {a: 1}\n",
    "a: \"b\\n\"\n",
    "a: 'b\n  c'\n",
    "a:\t1\n",
    "a: 1\r\n",
    "a: 1\na: 2\n",
    "a: {b: 1, b: 2}\n",
    "a: {b, c}\n",
    "a: {b: }\n",
    "a: {b: 1,}\n",
    "a: [b: c]\n",
    "a: [x\n  y]\n",
    "a: [x,\ny]\n",
    "a: [x,\n  # z\n  y]\n",
    "a: {b:\n  c}\n",
    "a: {b\n  : c}\n",
    "a: {b: c?}\n",
    "a: [b:, c]\n",
    "a: b: c\n",
    "a: - b\n",
    "a: {b: 1} c\n",
    "a: 'b' c\n",
    "a: 1\n  b: 2\n",
    "a:\n    b: 1\n  c: 2\n",
    "- a\nb: 1\n",
    "- - a\n",
    "-\n  a: 1\n",
    "? a\n: b\n",
    "a: @b\n",
    "a: `b`\n",
    "a: %b\n",
    "a: {b: 1\n",
    "a: 'b\n",
    "a\xC2\x85: 1\n",
    "a: b\xE2\x80\xA8"
    "c\n",
    "a: \xEF\xBB\xBF"
    "b\n",
    "a: \x7F\n",
    "n: 12345678901234567890123456789012345678\n",
};

static void what_is_plain(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++) {
        if (!is_plain(plain[i], strlen(plain[i]))) {
            fail_msg("left to libyaml:\n%s", plain[i]);
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(not_plain); i++) {
        if (is_plain(not_plain[i], strlen(not_plain[i]))) {
            fail_msg("not left to libyaml:\n%s", not_plain[i]);
        }
    }
}

/* Small changes of plain texts, always the same ones: each is either read as libyaml reads it, or
   left to libyaml. */
static void changed_at_random(void **state) {
    (void)state;
    static const char odd[] = "abz019 \n:-#,?[]{}'\"&*!|>%@`~<=.\\\t";
    g_autoptr(GRand) random = g_rand_new_with_seed(8);
    size_t n_taken = 0;
    for (int round = 0; round < 60000; round++) {
        const char *from = plain[g_rand_int_range(random, 0, G_N_ELEMENTS(plain))];
        g_autoptr(GString) text = g_string_new(from);
        for (int n = g_rand_int_range(random, 1, 4); n > 0; n--) {
            gssize at = g_rand_int_range(random, 0, (gint32)text->len + 1);
            char c = odd[g_rand_int_range(random, 0, sizeof odd - 1)];
            if (g_rand_boolean(random) && at < (gssize)text->len) {
                g_string_erase(text, at, 1);
            } else {
                g_string_insert_c(text, at, c);
            }
        }
        if (g_utf8_validate(text->str, (gssize)text->len, NULL)) {
            n_taken += is_plain(text->str, text->len);
        }
    }
    assert_true(n_taken > 5000); /* else it says little */
}

/* They are looked for several bytes at a time: each of them, at each place of a few steps. */
static void controls_are_left_to_libyaml(void **state) {
    (void)state;
    for (size_t at = 6; at < 30; at++) {
        for (int i = 1; i <= ' '; i++) {
            char c = (char)(i == ' ' ? 0x7F : i);
            char text[] = "name: Acme Corporation of Leeds\n";
            text[at] = c;
            if (c != '\n' && is_plain(text, strlen(text))) {
                fail_msg("byte %d at %zu is not left to libyaml", c, at);
            }
        }
    }
}

/* Of a slice no byte behind its end is looked at for its words. */
static void a_slice_ends_with_its_line(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t n;
        bool is_taken;
    } rows[] = {
        {"a: bc\n---\n", 6, true}, {"a: bc\n---\n", 5, true}, {"a: bc", 5, true},
        {"a: bc\n", 4, false},     {"a: bc\n", 3, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        const struct source *source = source_of(arena, rows[i].text, strlen(rows[i].text));
        const struct yaml_slice slice = {.source = source, .begin = 0, .end = rows[i].n};
        struct value *value = NULL;
        bool is_taken = load_yaml_plain(arena, &slice, &value);
        assert_int_equal(is_taken, rows[i].is_taken);
        assert_true(!is_taken || str_is(value_string(value_get(value, "a")), "bc"));
    }
}

/* How many files are left to libyaml. */
static size_t read_folder(const char *path) {
    size_t n_left = 0, n_files = 0;
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *child = g_build_filename(path, name, NULL), *text = NULL;
        gsize n = 0;
        bool is_yaml = g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml");
        if (is_yaml && g_file_get_contents(child, &text, &n, NULL)) {
            n_left += !is_plain(text, n);
            n_files++;
        }
    }
    g_clear_pointer(&folder, g_dir_close);
    assert_true(n_files > 0);
    return n_left;
}

static void the_demos_partners_are_plain(void **state) {
    (void)state;
    assert_int_equal(read_folder(PDFGEN_SOURCE_DIR "/examples/demo/partners"), 0);
    read_folder(PDFGEN_SOURCE_DIR "/examples/demo");
    read_folder(PDFGEN_SOURCE_DIR "/themes");
    read_folder(PDFGEN_SOURCE_DIR "/fonts");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/yaml plain/what is plain", what_is_plain, NULL, NULL, NULL},
        {"/load/yaml plain/controls are left to libyaml", controls_are_left_to_libyaml, NULL, NULL,
         NULL},
        {"/load/yaml plain/a slice ends with its line", a_slice_ends_with_its_line, NULL, NULL,
         NULL},
        {"/load/yaml plain/changed at random", changed_at_random, NULL, NULL, NULL},
        {"/load/yaml plain/the demo's partners are plain", the_demos_partners_are_plain, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
