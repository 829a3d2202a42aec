#include "golden_fonts.h"

#include <string.h>

/* @sums: as sha256sum writes them. A file that they do not name is any. */
static bool is_stated_file(const char *sums, const char *path) {
    g_autofree char *bytes = NULL;
    gsize n = 0;
    g_autofree char *end = g_strdup_printf("  %s\n", path);
    const char *line = strstr(sums, end);
    if (!line) {
        return true;
    }
    if (!g_file_get_contents(path, &bytes, &n, NULL)) {
        return false;
    }
    g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, n);
    size_t length = strlen(sum);
    return (size_t)(line - sums) >= length && memcmp(line - length, sum, length) == 0;
}

bool golden_has_stated_fonts(const struct font_catalogue *catalogue, const char *needed) {
    const char *package = NULL;
    g_autofree char *sums = NULL;
    if (!g_file_get_contents(PDFGEN_SOURCE_DIR "/fonts/SHA256SUMS", &sums, NULL, NULL)) {
        return false;
    }
    for (size_t i = 0; i < catalogue->n_files; i++) {
        const struct font_file *file = &catalogue->files[i];
        bool counts = !file->is_optional || g_strcmp0(needed, file->package) == 0;
        if (g_strcmp0(package, file->package) != 0 && counts && !is_stated_file(sums, file->path)) {
            return false;
        }
        package = file->package;
    }
    return true;
}

bool golden_has_package(const struct font_catalogue *catalogue, const char *package) {
    for (size_t i = 0; i < catalogue->n_files; i++) {
        if (g_strcmp0(catalogue->files[i].package, package) == 0) {
            return true;
        }
    }
    return false;
}
