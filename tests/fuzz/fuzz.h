/*
 * fuzz.h - what every entry point needs: the input as a source, as base/world would hand it over.
 */
#pragma once

#include "diag.h"
#include "span.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* NULL where the world would have refused the file: not UTF-8, or a NUL byte in it. */
static inline const struct source *fuzz_source(Arena *arena, const char *path, const uint8_t *data,
                                               size_t size) {
    /* GLib refuses NUL bytes too where the length is given. */
    if (!g_utf8_validate_len((const char *)data, size, NULL)) {
        return NULL;
    }
    return source_new(arena, path, (struct str){(const char *)data, size});
}
