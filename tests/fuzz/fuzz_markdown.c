/*
 * fuzz_markdown.c - any text through front matter and Markdown into a document tree.
 */
#include "fuzz.h"
#include "load.h"
#include "parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    const struct source *source = fuzz_source(arena, "fuzz.md", data, size);
    if (source) {
        struct value *meta = NULL;
        size_t body = 0;
        load_front_matter(arena, source, &diags, &meta, &body);
        struct doc *doc = NULL;
        if (parse_markdown(arena, text_from_source(arena, source, body), meta, &diags, &doc)) {
            g_autoptr(GString) dump = g_string_new(NULL);
            doc_dump(doc, dump);
        }
    }
    diags_clear(&diags);
    return 0;
}
