/*
 * fuzz_yaml.c - any text as a configuration or partner file in YAML.
 */
#include "../same_value.h"
#include "fuzz.h"
#include "load_yaml_priv.h"

/* What the plain reader understands is what libyaml says, places and all. */
static void compare_readers(Arena *arena, const struct source *source) {
    const struct yaml_slice slice = {.source = source, .begin = 0, .end = source->text.n};
    struct diags diags = {0};
    struct value *plain, *whole;
    if (load_yaml_plain(arena, &slice, &plain)) {
        bool is_read = load_yaml_events(arena, &slice, &diags, &whole);
        g_assert(is_read && diags.n == 0 && is_same_value(plain, whole));
    }
    diags_clear(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    const struct source *source = fuzz_source(arena, "fuzz.yaml", data, size);
    struct value *value = NULL;
    if (source) {
        compare_readers(arena, source);
    }
    if (source && load_yaml(arena, source, &diags, &value)) {
        g_autoptr(GString) dump = g_string_new(NULL);
        value_dump(value, true, dump);
    }
    diags_clear(&diags);
    return 0;
}
