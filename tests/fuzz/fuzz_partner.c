/*
 * fuzz_partner.c - any JSON as a partner of another program, alone and laid over itself.
 */
#include "fuzz.h"
#include "load_state_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    const struct source *source = fuzz_source(arena, "fuzz.json", data, size);
    struct value *value = NULL;
    if (source && load_json(arena, source, &diags, &value) && value->kind == VALUE_MAP) {
        g_autoptr(GString) dump = g_string_new(NULL);
        const struct value *plain = load_unescape_value(arena, value);
        struct value *partner = load_adapt(arena, plain, value_get(plain, "tiers"));
        value_dump(load_merge(arena, partner, partner, &diags), true, dump);
        value_dump(load_merge(arena, partner, value, &diags), true, dump);
    }
    diags_clear(&diags);
    return 0;
}
