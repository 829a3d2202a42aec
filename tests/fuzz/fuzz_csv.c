/*
 * fuzz_csv.c - any text as a table of deals.
 */
#include "fuzz.h"
#include "load_state_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    const struct source *source = fuzz_source(arena, "fuzz.csv", data, size);
    struct value *header, *rows;
    if (source && load_csv(arena, source, &diags, &header, &rows)) {
        g_autoptr(GString) dump = g_string_new(NULL);
        value_dump(header, true, dump);
        for (size_t i = 0; i < rows->list.n; i++) {
            value_dump(load_foreign_map(arena, FOREIGN_DEAL, rows->list.items[i]), true, dump);
        }
    }
    diags_clear(&diags);
    return 0;
}
