/*
 * yaml-test-suite: each case accepted or refused as it says, and read as the JSON it gives.
 *
 * The cases are read from $PDFGEN_SHARED/spec/yaml/yaml-test-suite.json, or ../shared beside the
 * sources; without them the test is skipped (exit code 77). Differences that are known stand in
 * yaml-known.txt with their reason; one that is not there, or that is there and no longer true,
 * fails.
 */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>

/* What came of a case; the words of yaml-known.txt. */
static const char *const outcome_words[] = {"right", "accepts", "refuses", "differs"};
enum outcome { OUTCOME_RIGHT, OUTCOME_ACCEPTS, OUTCOME_REFUSES, OUTCOME_DIFFERS };

static bool is_equal(const struct value *a, const struct value *b);

static bool are_equal_maps(const struct value *a, const struct value *b) {
    for (size_t i = 0; i < a->map.n; i++) {
        const struct value *other = value_get_str(b, a->map.entries[i].key);
        if (!other || !is_equal(a->map.entries[i].value, other)) {
            return false;
        }
    }
    return a->map.n == b->map.n;
}

static bool is_equal(const struct value *a, const struct value *b) {
    if (a->kind != b->kind) {
        return false;
    }
    switch (a->kind) {
    case VALUE_NULL: return true;
    case VALUE_BOOL: return a->boolean == b->boolean;
    case VALUE_NUMBER: return decimal_compare(a->number, b->number) == 0;
    case VALUE_STRING: return str_eq(a->string, b->string);
    case VALUE_MAP: return are_equal_maps(a, b);
    case VALUE_LIST: break;
    }
    for (size_t i = 0; i < a->list.n && a->list.n == b->list.n; i++) {
        if (!is_equal(a->list.items[i], b->list.items[i])) {
            return false;
        }
    }
    return a->list.n == b->list.n;
}

static bool is_as_wanted(Arena *arena, const struct value *value, const struct value *json) {
    struct diags unsaid = {0};
    struct value *wanted = NULL;
    bool is_one = json->kind == VALUE_STRING &&
                  load_json(arena, source_new(arena, "json", json->string), &unsaid, &wanted);
    diags_clear(&unsaid);
    /* Some cases have no JSON, some one text a document; what is compared is one. */
    return !is_one || is_equal(value, wanted);
}

static enum outcome run_case(const struct value *test, GString *message) {
    g_autoptr(Arena) arena = arena_new();
    struct str yaml = value_string(value_get(test, "yaml"));
    bool must_fail = value_is_true(value_get(test, "error"));
    struct diags diags = {0};
    struct value *value = NULL;
    bool is_read =
        load_yaml(arena, source_new(arena, "yaml", str_dup(arena, yaml)), &diags, &value);
    if (diags.n > 0) {
        diag_format(&diags.items[0], message);
    }
    diags_clear(&diags);
    if (is_read != must_fail) {
        return !is_read || is_as_wanted(arena, value, value_get(test, "json")) ? OUTCOME_RIGHT
                                                                               : OUTCOME_DIFFERS;
    }
    return is_read ? OUTCOME_ACCEPTS : OUTCOME_REFUSES;
}

/* "ID outcome reason" a line; "#" begins a comment. */
static GHashTable *read_known(void) {
    GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(PDFGEN_SOURCE_DIR "/tests/conformance/yaml-known.txt", &text, NULL,
                             NULL)) {
        return known;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        g_auto(GStrv) words = g_strsplit(*line, " ", 3);
        if (**line != '#' && g_strv_length(words) == 3) {
            g_hash_table_insert(known, g_strdup(words[0]), g_strdup(words[1]));
        }
    }
    return known;
}

static bool judge(const struct value *test, GHashTable *known) {
    g_autoptr(GString) message = g_string_new(NULL);
    g_autofree char *id =
        g_strndup(value_string(value_get(test, "id")).p, value_string(value_get(test, "id")).n);
    const char *outcome = outcome_words[run_case(test, message)];
    const char *wanted = g_hash_table_lookup(known, id);
    if (g_strcmp0(outcome, wanted ? wanted : outcome_words[OUTCOME_RIGHT]) == 0) {
        return true;
    }
    struct str name = value_string(value_get(test, "name"));
    fprintf(stderr, "%s %s (known: %s): " STR_FMT "\n%s", id, outcome, wanted ? wanted : "right",
            STR_ARG(name), message->str);
    return false;
}

int main(void) {
    const char *shared = getenv("PDFGEN_SHARED");
    g_autofree char *path =
        g_strdup_printf("%s/spec/yaml/yaml-test-suite.json",
                        shared && *shared ? shared : PDFGEN_SOURCE_DIR "/../shared");
    g_autofree char *bytes = NULL;
    gsize n = 0;
    if (!g_file_get_contents(path, &bytes, &n, NULL)) {
        fprintf(stderr, "skipped: no file %s; set PDFGEN_SHARED\n", path);
        return 77;
    }
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GHashTable) known = read_known();
    struct diags diags = {0};
    struct value *tests = NULL;
    bool is_read =
        load_json(arena, source_new(arena, path, (struct str){bytes, n}), &diags, &tests);
    size_t n_right = 0, n_tests = is_read ? tests->list.n : 0;
    for (size_t i = 0; i < n_tests; i++) {
        n_right += judge(tests->list.items[i], known);
    }
    printf("%zu of %zu cases as they should be or as known; %u known\n", n_right, n_tests,
           g_hash_table_size(known));
    diags_clear(&diags);
    return n_tests > 0 && n_right == n_tests ? 0 : 1;
}
