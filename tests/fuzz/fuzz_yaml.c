/*
 * fuzz_yaml.c - any text as a configuration or partner file in YAML.
 */
#include "fuzz.h"
#include "load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    const struct source *source = fuzz_source(arena, "fuzz.yaml", data, size);
    struct value *value = NULL;
    if (source && load_yaml(arena, source, &diags, &value)) {
        g_autoptr(GString) dump = g_string_new(NULL);
        value_dump(value, true, dump);
    }
    diags_clear(&diags);
    return 0;
}
