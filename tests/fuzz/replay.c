/*
 * replay.c - run one fuzz entry point over every file of a corpus folder, without a fuzzer.
 *
 * Call:   replay_NAME FOLDER
 * Fails:  where the folder holds no file, or where the entry point crashes (the file is named
 * first).
 */
#include <errno.h>
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool replay_file(const char *path) {
    g_autofree char *bytes = NULL;
    gsize n = 0;
    if (!g_file_get_contents(path, &bytes, &n, NULL)) {
        printf("cannot read %s\n", path);
        return false;
    }
    /* Named before the call: after a crash the last line is the culprit. */
    printf("%s\n", path);
    fflush(stdout);
    /* A block of exactly n bytes, so that the sanitizers see a read past the end. */
    g_autofree uint8_t *exact = g_malloc(n > 0 ? n : 1);
    memcpy(exact, bytes, n);
    LLVMFuzzerTestOneInput(exact, n);
    return true;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        printf("usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    g_autoptr(GDir) folder = g_dir_open(argv[1], 0, NULL);
    if (!folder) {
        printf("cannot open %s: %s\n", argv[1], g_strerror(errno));
        return 1;
    }
    size_t n = 0;
    for (const char *name = g_dir_read_name(folder); name; name = g_dir_read_name(folder)) {
        g_autofree char *path = g_build_filename(argv[1], name, NULL);
        if (!replay_file(path)) {
            return 1;
        }
        n++;
    }
    printf("%zu files\n", n);
    return n > 0 ? 0 : 1;
}
