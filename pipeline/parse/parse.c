#include "parse_priv.h"

#include "direction.h"

void parse_warn_tag(struct parse *parse, const struct html_tag *tag, size_t in) {
    char *name = g_ascii_strdown(tag->name.p, (gssize)tag->name.n);
    if (!g_hash_table_add(parse->warned_tags, name)) {
        return;
    }
    struct span at = text_span(parse->text, in, in + 1);
    if (tag->role == HTML_HIDDEN) {
        diag_warning(parse->diags, at, DIAG_MARKDOWN_HTML,
                     "<" STR_FMT "> is dropped with what it holds", STR_ARG(tag->name));
        diag_hint(parse->diags, "HTML is never run; write the words in Markdown.");
    } else {
        diag_warning(parse->diags, at, DIAG_MARKDOWN_HTML,
                     "the tag <" STR_FMT "> is dropped; the words in it are kept",
                     STR_ARG(tag->name));
        diag_hint(parse->diags, "See docs/markdown.md for the HTML that is understood.");
    }
}

void parse_warn_depth(struct parse *parse, size_t in) {
    if (parse->has_warned_depth) {
        return;
    }
    parse->has_warned_depth = true;
    diag_warning(parse->diags, text_span(parse->text, in, in), DIAG_MARKDOWN_DEPTH,
                 "blocks are nested more than %d deep; the rest is shown at that depth",
                 PARSE_DEPTH_MAX);
    diag_hint(parse->diags, "Nest fewer lists, quotes or containers.");
}

static bool parse_all(struct parse *parse, struct node **ret) {
    struct prepared prepared;
    parse_prepare(parse, &prepared);
    if (!parse_build(parse, &prepared, ret)) {
        return diag_error(parse->diags, text_span(parse->text, 0, 0), DIAG_MARKDOWN_BLOCK,
                          "the Markdown cannot be read: its tables have too many cells");
    }
    parse_number_notes(parse, *ret);
    parse_name_headings(parse, *ret);
    return true;
}

/* Hebrew and Arabic are bytes from D6 to DF, or their forms of presentation EF; F0 what is rare. */
static bool has_two_directions(const struct text *text) {
    unsigned n = 0;
    for (size_t i = 0; i < text->bytes.n; i++) {
        unsigned char byte = (unsigned char)text->bytes.p[i];
        n += (byte >= 0xD6) & ((byte <= 0xE0) | (byte >= 0xEF));
    }
    struct direction_words words = {0};
    if (n > 0 && text->n_pieces > 1) {
        words = direction_count_words(text->bytes);
    }
    return words.ltr > 0 && words.rtl > 0;
}

bool parse_markdown(Arena *arena, const struct text *text, const struct value *meta,
                    struct diags *diags, struct doc **ret) {
    struct parse parse = {
        .arena = arena,
        .text = text,
        .diags = diags,
        .warned_tags = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .has_two_directions = has_two_directions(text),
    };
    struct node *root = NULL;
    bool is_ok = parse_all(&parse, &root);
    g_hash_table_destroy(parse.warned_tags);
    if (!is_ok) {
        return false;
    }
    struct doc *doc = ARENA_NEW(arena, struct doc);
    *doc = (struct doc){.root = root, .meta = meta, .text = text};
    *ret = doc;
    return true;
}
