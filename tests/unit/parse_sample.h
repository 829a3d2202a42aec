/*
 * parse_sample.h - Markdown in, the tree's dump out; diagnostics follow it, one a line.
 */
#pragma once

#include "parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

struct sample {
    const char *name, *markdown, *dump;
};

/* The tree of what parses; what is told of it is dropped. */
static inline struct doc *sample_parse(Arena *arena, const char *markdown) {
    struct diags diags = {0};
    struct doc *doc = NULL;
    const struct source *source = source_new(arena, "a.md", str_from(markdown));
    assert_true(parse_markdown(arena, text_from_source(arena, source, 0), NULL, &diags, &doc));
    diags_clear(&diags);
    return doc;
}

/* The dump, then "severity code line:column" for each diagnostic. */
static inline char *sample_dump(const char *markdown) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    const struct source *source = source_new(arena, "a.md", str_from(markdown));
    struct doc *doc = NULL;
    GString *out = g_string_new(NULL);
    if (parse_markdown(arena, text_from_source(arena, source, 0), NULL, &diags, &doc)) {
        doc_dump(doc, out);
    }
    diags_sort(&diags);
    for (size_t i = 0; i < diags.n; i++) {
        const struct diag *diag = &diags.items[i];
        g_string_append_printf(out, "%s %s %u:%u\n",
                               diag->severity == DIAG_SEVERITY_ERROR ? "error" : "warning",
                               diag_code_word(diag->code), diag->at.line, diag->at.column);
    }
    diags_clear(&diags);
    return g_string_free(out, FALSE);
}

static inline void sample_check(const struct sample *samples, size_t n) {
    for (size_t i = 0; i < n; i++) {
        g_autofree char *got = sample_dump(samples[i].markdown);
        if (strcmp(got, samples[i].dump) != 0) {
            fail_msg("%s\n--- Markdown\n%s--- wanted\n%s--- got\n%s", samples[i].name,
                     samples[i].markdown, samples[i].dump, got);
        }
    }
}
