/*
 * The Mustache specification's own cases, through the lenient mode and HTML escaping.
 *
 * The files are read from $PDFGEN_SHARED/spec/mustache/specs, or ../shared beside the sources;
 * without them the test is skipped (exit code 77). Lambdas are not run: a template holds no code.
 */
#include "fill.h"
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const files[] = {
    "comments", "delimiters", "interpolation", "inverted",
    "partials", "sections",   "~inheritance",  "~dynamic-names",
};

struct run {
    Arena *arena;
    const struct value *partials;
    GHashTable *sources; /* a partial's source must be the same each time it is asked for */
};

static const struct source *find_partial(void *context, struct str name) {
    struct run *run = context;
    const struct value *text = value_get_str(run->partials, name);
    if (!text) {
        return NULL;
    }
    const struct source *source = g_hash_table_lookup(run->sources, text);
    if (!source) {
        source = source_new(run->arena, str_cstr(run->arena, name), text->string);
        g_hash_table_insert(run->sources, (void *)text, (void *)source);
    }
    return source;
}

static bool run_case(const char *file, const struct value *test, Locale *locale) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GHashTable) sources = g_hash_table_new(NULL, NULL);
    struct run run = {.arena = arena, .partials = value_get(test, "partials"), .sources = sources};
    struct fill_options options = {.escape = FILL_HTML,
                                   .is_lenient = true,
                                   .locale = locale,
                                   .partial = find_partial,
                                   .context = &run};
    const struct source *source =
        source_new(arena, "template", value_string(value_get(test, "template")));
    struct str wanted = value_string(value_get(test, "expected"));
    struct diags diags = {0};
    struct text *text = NULL;
    bool is_filled =
        fill_template(arena, source, 0, value_get(test, "data"), &options, &diags, &text);
    bool is_right = is_filled && str_eq(text->bytes, wanted);
    if (!is_right) {
        fprintf(stderr, "%s: %s\n", file, value_text(arena, value_get(test, "name"), "?"));
        fprintf(stderr, "  wanted <" STR_FMT ">\n", STR_ARG(wanted));
        fprintf(stderr, "  got    <" STR_FMT ">\n",
                STR_ARG(is_filled ? text->bytes : STR("an error")));
    }
    for (size_t i = 0; i < diags.n; i++) {
        g_autoptr(GString) message = g_string_new(NULL);
        diag_format(&diags.items[i], message);
        fprintf(stderr, "%s", message->str);
    }
    diags_clear(&diags);
    return is_right;
}

static bool run_file(const char *directory, const char *name, Locale *locale, size_t *n_passed) {
    g_autoptr(Arena) arena = arena_new();
    g_autofree char *path = g_strdup_printf("%s/%s.json", directory, name);
    char *bytes = NULL;
    size_t n = 0;
    if (!g_file_get_contents(path, &bytes, &n, NULL)) {
        fprintf(stderr, "%s cannot be read\n", path);
        return false;
    }
    struct diags diags = {0};
    struct value *root = NULL;
    bool is_read = load_json(arena, source_new(arena, path, (struct str){bytes, n}), &diags, &root);
    const struct value *tests = is_read ? value_get(root, "tests") : NULL;
    bool is_passed = tests && tests->list.n > 0;
    for (size_t i = 0; tests && i < tests->list.n; i++) {
        bool is_right = run_case(name, tests->list.items[i], locale);
        is_passed = is_passed && is_right;
        *n_passed += is_right;
    }
    diags_clear(&diags);
    g_free(bytes);
    return is_passed;
}

int main(void) {
    const char *shared = getenv("PDFGEN_SHARED");
    g_autofree char *directory =
        g_strdup_printf("%s/spec/mustache/specs", shared ? shared : PDFGEN_SOURCE_DIR "/../shared");
    if (!g_file_test(directory, G_FILE_TEST_IS_DIR)) {
        fprintf(stderr, "skipped: no folder %s; set PDFGEN_SHARED\n", directory);
        return 77;
    }
    g_autoptr(Locale) locale = locale_new("en-US");
    size_t n_passed = 0;
    bool is_passed = true;
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        is_passed = run_file(directory, files[i], locale, &n_passed) && is_passed;
    }
    printf("%zu cases passed; ~lambdas.json is not offered: templates hold no code\n", n_passed);
    return is_passed ? 0 : 1;
}
