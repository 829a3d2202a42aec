#include "parse_build.h"

#include <string.h>

/* An element that begins here; its end may be missing, so it is closed with its block. */
static void open_element(struct builder *b, const struct html_tag *tag, struct node *node,
                         size_t begin) {
    build_open_inlines(b);
    inline_flush(b);
    if (b->inline_depth >= PARSE_DEPTH_MAX) {
        parse_warn_depth(b->parse, begin);
        return;
    }
    struct entry *entry = build_push(b, ENTRY_TAG, node);
    entry->tag = tag->name;
    build_extend(b, begin, begin + 1);
}

/*
 * Close the nearest element of the tag's name. Where md4c has opened an inline inside it that is
 * still open ("<b>a *c</b> d*"), the element ends together with that.
 */
static void close_element(struct builder *b, const struct html_tag *tag) {
    inline_flush(b);
    bool is_inside_span = false;
    guint last = b->stack->len > 2 * PARSE_DEPTH_MAX ? b->stack->len - 2 * PARSE_DEPTH_MAX : 0;
    for (guint i = b->stack->len; i > last; i--) {
        struct entry *entry = &g_array_index(b->stack, struct entry, i - 1);
        if (entry->kind == ENTRY_TAG && entry->tag.n == tag->name.n &&
            g_ascii_strncasecmp(entry->tag.p, tag->name.p, tag->name.n) == 0) {
            if (is_inside_span) {
                entry->is_closing = true;
            } else {
                build_pop_to(b, i - 1);
            }
            return;
        }
        if (entry->kind != ENTRY_TAG && entry->kind != ENTRY_SPAN) {
            return;
        }
        is_inside_span = is_inside_span || entry->kind == ENTRY_SPAN;
    }
}

static struct node *new_element(struct builder *b, const struct html_tag *tag) {
    struct node *node = NULL;
    struct str class = html_attribute(b->arena, tag, "class");
    struct str target = html_attribute(b->arena, tag, "href");
    struct str language = html_language(b->arena, tag);
    switch (tag->role) {
    case HTML_STRONG: return build_new(b, NODE_STRONG);
    case HTML_EMPHASIS: return build_new(b, NODE_EMPHASIS);
    case HTML_STRIKE: return build_new(b, NODE_STRIKE);
    case HTML_LINK:
        if (target.n > 0) {
            node = build_new(b, NODE_LINK);
            node->link.target = str_cstr(b->arena, target);
            node->link.title = str_cstr(b->arena, html_attribute(b->arena, tag, "title"));
        }
        return node;
    case HTML_SPAN:
        if (!html_tag_is(tag, "span")) {
            class = tag->name;
        }
        if (class.n > 0 || language.n > 0) {
            node = build_new(b, NODE_SPAN);
            node->span.class = class;
            node->span.language = language;
        }
        return node;
    default: return NULL; /* the others hold nothing */
    }
}

/* width="60%", height="40": what is no measure, such as "auto", leaves the image its own. */
static const struct image_size *image_size_of(struct builder *b, const struct html_tag *tag) {
    struct image_size *size = ARENA_NEW(b->arena, struct image_size);
    struct str width = html_attribute(b->arena, tag, "width");
    struct str height = html_attribute(b->arena, tag, "height");
    bool has_width = width.n > 0 && image_attribute_read(STR("width"), width, size);
    bool has_height = height.n > 0 && image_attribute_read(STR("height"), height, size);
    return has_width || has_height ? size : NULL;
}

static void add_image(struct builder *b, const struct html_tag *tag, size_t begin) {
    struct node *image = build_new(b, NODE_IMAGE);
    image->link.target = str_cstr(b->arena, html_attribute(b->arena, tag, "src"));
    image->link.title = str_cstr(b->arena, html_attribute(b->arena, tag, "title"));
    image->link.size = image_size_of(b, tag);
    struct str words = html_attribute(b->arena, tag, "alt");
    build_open_inlines(b);
    inline_flush(b);
    build_leaf(b, image, begin, begin + 1);
    if (words.n > 0) {
        struct node *text = build_new(b, NODE_TEXT);
        text->text = words;
        text->at = image->at;
        doc_append_child(image, text);
    }
}

static void break_line(struct builder *b, size_t begin) {
    build_open_inlines(b);
    inline_flush(b);
    build_leaf(b, build_new(b, NODE_LINE_BREAK), begin, begin + 1);
}

/* A block's tag amid words, in a table's cell for instance: what follows begins a new line. */
static void break_before_block(struct builder *b) {
    inline_flush(b);
    b->has_pending_break = true;
}

/* A component's title is text that its reader sees. */
static void add_component_words(struct builder *b, const struct html_tag *tag, size_t begin) {
    static const char *const names[] = {"title", "label", "text"};
    if (!g_ascii_isupper(tag->name.p[0])) {
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct str words = html_attribute(b->arena, tag, names[i]);
        if (words.n > 0) {
            inline_add_words(b, words, begin, begin + 1);
            inline_add_words(b, STR(" "), begin, begin + 1);
            return;
        }
    }
}

/* Whether the element's end comes in the same paragraph; what has none hides nothing. */
static bool has_end(struct builder *b, const struct html_tag *tag, size_t begin) {
    struct str text = b->parse->text->bytes;
    if (begin < b->endless_until) {
        return false;
    }
    for (size_t at = begin; at < text.n; at++) {
        if (text.p[at] == '\n' && at + 1 < text.n && text.p[at + 1] == '\n') {
            b->endless_until = at;
            return false;
        }
        bool is_end = text.p[at] == '<' && text.n - at > tag->name.n + 2 && text.p[at + 1] == '/' &&
                      g_ascii_strncasecmp(text.p + at + 2, tag->name.p, tag->name.n) == 0;
        if (is_end) {
            return true;
        }
    }
    b->endless_until = text.n;
    return false;
}

static void apply_hidden(struct builder *b, const struct html_tag *tag, size_t begin) {
    if (tag->is_closing) {
        b->hidden = STR("");
    } else if (!tag->is_empty) {
        parse_warn_tag(b->parse, tag, begin);
        b->hidden = has_end(b, tag, begin) ? tag->name : STR("");
    }
}

static void apply_code(struct builder *b, const struct html_tag *tag) {
    build_open_inlines(b);
    inline_flush(b);
    b->html_code = tag->is_closing || tag->is_empty ? STR("") : tag->name;
}

void tag_apply(struct builder *b, const struct html_tag *tag, size_t begin) {
    if (b->hidden.n > 0 && tag->role != HTML_HIDDEN) {
        return;
    }
    if (html_role_is_block(tag->role)) {
        break_before_block(b);
        if (tag->role == HTML_UNKNOWN_BLOCK) {
            parse_warn_tag(b->parse, tag, begin);
        }
        return;
    }
    switch (tag->role) {
    case HTML_LINE_BREAK: break_line(b, begin); return;
    case HTML_IMAGE: add_image(b, tag, begin); return;
    case HTML_HIDDEN: apply_hidden(b, tag, begin); return;
    case HTML_CODE: apply_code(b, tag); return;
    case HTML_UNKNOWN:
        parse_warn_tag(b->parse, tag, begin);
        add_component_words(b, tag, begin);
        return;
    default: break; /* elements that hold inlines */
    }
    if (tag->is_closing) {
        close_element(b, tag);
    } else if (!tag->is_empty) {
        struct node *node = new_element(b, tag);
        if (node) {
            open_element(b, tag, node, begin);
        }
    }
}
