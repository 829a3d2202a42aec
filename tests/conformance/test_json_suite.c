/*
 * JSONTestSuite's parsing files: y_ must be accepted, n_ refused, i_ may be either; none may crash.
 *
 * The files are read from $PDFGEN_SHARED/spec/json/test_parsing, or ../shared beside the sources;
 * without them the test is skipped (exit code 77). As in base/world, what is not UTF-8 or holds a
 * NUL byte is refused before the loader sees it.
 */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_accepted(const char *path, struct str text) {
    g_autoptr(Arena) arena = arena_new();
    if (str_utf8_error(text) < text.n) {
        return false;
    }
    struct diags diags = {0};
    struct value *value = NULL;
    bool is_read = load_json(arena, source_new(arena, path, text), &diags, &value);
    bool is_coherent = is_read == !diags_has_errors(&diags) && (!is_read || value);
    diags_clear(&diags);
    if (!is_coherent) {
        fprintf(stderr, "%s: the result and the diagnostics disagree\n", path);
        exit(1);
    }
    return is_read;
}

static bool run_file(const char *directory, const char *name) {
    g_autofree char *path = g_build_filename(directory, name, NULL);
    g_autofree char *bytes = NULL;
    gsize n = 0;
    if (!g_file_get_contents(path, &bytes, &n, NULL)) {
        fprintf(stderr, "%s cannot be read\n", path);
        return false;
    }
    /* Exactly n bytes, so that the sanitizers see a read past the end. */
    g_autofree char *exact = g_malloc(n > 0 ? n : 1);
    memcpy(exact, bytes, n);
    bool is_read = is_accepted(path, (struct str){exact, n});
    bool is_right = name[0] == 'i' || is_read == (name[0] == 'y');
    if (!is_right) {
        fprintf(stderr, "%s is %s\n", name, is_read ? "accepted" : "refused");
    }
    return is_right;
}

int main(void) {
    const char *shared = getenv("PDFGEN_SHARED");
    g_autofree char *directory = g_strdup_printf(
        "%s/spec/json/test_parsing", shared && *shared ? shared : PDFGEN_SOURCE_DIR "/../shared");
    g_autoptr(GDir) folder = g_dir_open(directory, 0, NULL);
    if (!folder) {
        fprintf(stderr, "skipped: no folder %s; set PDFGEN_SHARED\n", directory);
        return 77;
    }
    size_t n = 0, n_right = 0;
    for (const char *name = g_dir_read_name(folder); name; name = g_dir_read_name(folder)) {
        n_right += run_file(directory, name);
        n++;
    }
    printf("%zu of %zu files as they should be\n", n_right, n);
    return n > 0 && n_right == n ? 0 : 1;
}
