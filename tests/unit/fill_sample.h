/*
 * fill_sample.h - the structure of a filled text, for tests that compare two of them.
 */
#pragma once

#include "fill.h"
#include "load.h"
#include "parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static inline const struct doc *sample_parse(Arena *arena, const struct text *text) {
    const struct value *meta = value_new(arena, VALUE_MAP, (struct span){0});
    struct diags diags = {0};
    struct doc *doc = NULL;
    assert_true(parse_markdown(arena, text, meta, &diags, &doc));
    diags_clear(&diags);
    return doc;
}

/* Node kinds as an expression; neighbouring texts are one, as escapes may part them. */
static inline void sample_append_structure(const struct node *node, GString *out) {
    const char *name = node_kind_name(node->kind);
    bool is_text = node->kind == NODE_TEXT;
    if (is_text && g_str_has_suffix(out->str, "text ")) {
        return;
    }
    g_string_append_printf(out, "%s ", is_text ? "text" : name);
    if (node->kind == NODE_ITEM) {
        g_string_append_printf(out, "%d ", (int)node->item.task);
    }
    if (node->first) {
        g_string_append(out, "( ");
        for (const struct node *child = node->first; child; child = child->next) {
            sample_append_structure(child, out);
        }
        g_string_append(out, ") ");
    }
}

static inline char *sample_structure(Arena *arena, const struct text *text) {
    g_autoptr(GString) out = g_string_new(NULL);
    sample_append_structure(sample_parse(arena, text)->root, out);
    return arena_strdup(arena, out->str);
}
