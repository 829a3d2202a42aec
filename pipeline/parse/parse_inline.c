#include "parse_build.h"

#include <string.h>

/* --- words ------------------------------------------------------------------------------------ */

/* White space that is left at the beginning of a line when the tags before it are gone. */
static bool is_line_start(const struct node *into) {
    while (!into->last && !node_is_block(into)) {
        if (into->parent->first != into) {
            return false;
        }
        into = into->parent;
        if (node_is_block(into)) {
            return true;
        }
    }
    return into->last ? into->last->kind == NODE_LINE_BREAK : node_is_block(into);
}

void inline_flush(struct builder *b) {
    if (b->words->len == 0) {
        return;
    }
    struct node *into = build_top(b)->into;
    struct node *node = build_new(b, b->html_code.n > 0 ? NODE_CODE : NODE_TEXT);
    node->text = str_from_gstring(b->arena, b->words);
    node->is_value = b->is_value;
    g_string_truncate(b->words, 0);
    bool is_written = str_starts_with(str_skip(b->parse->text->bytes, b->words_begin), "&");
    while (is_line_start(into) && !is_written && node->text.n > 0 &&
           strchr(" \t", node->text.p[0])) {
        node->text = str_skip(node->text, 1);
    }
    if (node->text.n > 0) {
        build_leaf(b, node, b->words_begin, b->words_end);
    }
}

static void add_words(struct builder *b, struct str words, size_t begin, size_t end) {
    struct str text = b->parse->text->bytes;
    build_open_inlines(b);
    if (b->words->len == 0) {
        bool is_escaped = begin > 0 && begin < text.n && text.p[begin - 1] == '\\' &&
                          g_ascii_ispunct(text.p[begin]);
        b->words_begin = begin - is_escaped;
    }
    while (b->skips_space && words.n > 0 && words.p[0] == ' ') {
        words = str_skip(words, 1);
    }
    b->skips_space = false;
    b->words_end = MAX(begin, end);
    b->cursor = MAX(b->cursor, end);
    g_string_append_len(b->words, words.p, (gssize)words.n);
}

/*
 * A name of another direction takes a number behind it to its other side, as if that belonged to it
 * (UAX 9, rule W2). What values fill is therefore kept apart where words run both ways.
 */
void inline_add_words(struct builder *b, struct str words, size_t begin, size_t end) {
    while (b->parse->has_two_directions && words.n > 0) {
        const struct text_piece *piece = text_piece_at(b->parse->text, begin);
        bool is_value = piece && piece->value;
        /* Characters of an entity stand for other bytes than their own. */
        size_t n = piece && words.n == end - begin ? MIN(words.n, piece->end - begin) : words.n;
        if (b->words->len > 0 && is_value != b->is_value) {
            inline_flush(b);
        }
        b->is_value = is_value;
        if (n == 0 || n == words.n) {
            break;
        }
        add_words(b, str_slice(words, 0, n), begin, begin + n);
        words = str_skip(words, n);
        begin += n;
    }
    add_words(b, words, begin, end);
}

static void add_entity(struct builder *b, struct str entity, size_t begin) {
    g_autoptr(GString) character = g_string_new(NULL);
    entity_append(entity, character);
    struct str words = {character->str, character->len};
    inline_add_words(b, words, begin, begin + entity.n);
}

static void add_break(struct builder *b, enum node_kind kind) {
    build_open_inlines(b);
    inline_flush(b);
    if (kind == NODE_SOFT_BREAK && is_line_start(build_top(b)->into)) {
        return;
    }
    build_leaf(b, build_new(b, kind), b->cursor, b->cursor);
}

/* --- raw HTML --------------------------------------------------------------------------------- */

/* Everything that md4c calls HTML is whole tags and comments; what is not is kept as words. */
static void read_html(struct builder *b) {
    if (b->html->len == 0) {
        return;
    }
    struct str html = str_from_gstring(b->arena, b->html);
    g_string_truncate(b->html, 0);
    unsigned missing = 0;
    for (size_t at = 0; at < html.n;) {
        struct html_tag tag;
        size_t end = html_skip_markup(html, at, &missing);
        if (end == 0 && html_tag_read(html, at, &tag)) {
            tag_apply(b, &tag, b->html_begin + at);
            end = tag.end;
        } else if (end == 0) {
            inline_add_words(b, str_slice(html, at, at + 1), b->html_begin + at,
                             b->html_begin + at + 1);
            end = at + 1;
        }
        at = end;
    }
    /* A dropped tag takes one of the spaces around it with it. */
    b->skips_space = b->words->len > 0 && b->words->str[b->words->len - 1] == ' ';
    b->cursor = MAX(b->cursor, b->html_begin + html.n);
}

/* The words of HTML that has been collected are read; then the pending words become a node. */
static void settle(struct builder *b) {
    read_html(b);
    inline_flush(b);
}

void inline_end_block(struct builder *b) {
    read_html(b);
    while (b->words->len > 0 && strchr(" \t", b->words->str[b->words->len - 1])) {
        g_string_truncate(b->words, b->words->len - 1);
    }
    inline_flush(b);
    b->skips_space = b->has_pending_break = false;
    b->html_code = b->hidden = STR("");
}

/* --- md4c's spans ----------------------------------------------------------------------------- */

struct str inline_attribute(struct builder *b, const MD_ATTRIBUTE *attribute) {
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; attribute->size > 0 && attribute->substr_offsets[i] < attribute->size; i++) {
        size_t begin = attribute->substr_offsets[i], end = attribute->substr_offsets[i + 1];
        struct str part = {attribute->text + begin, end - begin};
        switch (attribute->substr_types[i]) {
        case MD_TEXT_ENTITY: entity_append(part, out); break;
        case MD_TEXT_NULLCHAR: g_string_append_unichar(out, 0xFFFD); break;
        default: g_string_append_len(out, part.p, (gssize)part.n); break; /* no other kinds */
        }
    }
    return blanks_restore(b->arena, str_from_gstring(b->arena, out));
}

static struct node *new_link(struct builder *b, enum node_kind kind, const MD_ATTRIBUTE *target,
                             const MD_ATTRIBUTE *title) {
    struct node *node = build_new(b, kind);
    node->link.target = inline_attribute(b, target).p;
    node->link.title = inline_attribute(b, title).p;
    return node;
}

static struct node *new_span(struct builder *b, MD_SPANTYPE type, const void *detail) {
    const MD_SPAN_A_DETAIL *link = detail;
    const MD_SPAN_IMG_DETAIL *image = detail;
    switch (type) {
    case MD_SPAN_EM: return build_new(b, NODE_EMPHASIS);
    case MD_SPAN_STRONG: return build_new(b, NODE_STRONG);
    case MD_SPAN_DEL: return build_new(b, NODE_STRIKE);
    case MD_SPAN_A: return new_link(b, NODE_LINK, &link->href, &link->title);
    case MD_SPAN_IMG: return new_link(b, NODE_IMAGE, &image->src, &image->title);
    default: return NULL; /* extensions that are switched off */
    }
}

int inline_enter(MD_SPANTYPE type, void *detail, void *userdata) {
    struct builder *b = userdata;
    read_html(b);
    build_open_inlines(b);
    inline_flush(b);
    if (type == MD_SPAN_CODE) {
        b->is_in_code_span = true;
        g_string_truncate(b->code, 0);
    } else {
        build_push(b, ENTRY_SPAN, new_span(b, type, detail))->span = type;
    }
    return 0;
}

/* "https://a.example", "www.a.example", "me@a.example". */
static bool is_auto_link(const struct node *link) {
    const struct node *word = link->first;
    if (!word || word->next || word->kind != NODE_TEXT) {
        return false;
    }
    static const char *const schemes[] = {"", "mailto:", "http://"};
    for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
        size_t n = strlen(schemes[i]);
        if (strncmp(link->link.target, schemes[i], n) == 0 &&
            str_is(word->text, link->link.target + n)) {
            return true;
        }
    }
    return false;
}

/* GFM 0.29 §4.10: in a table a bar is escaped in code too. */
static void unescape_bars(GString *code) {
    gsize n = 0;
    for (gsize i = 0; i < code->len; i++) {
        bool is_escape = code->str[i] == '\\' && code->str[i + 1] == '|';
        code->str[n] = code->str[i];
        n += !is_escape;
    }
    g_string_truncate(code, n);
}

static void leave_code_span(struct builder *b) {
    b->is_in_code_span = false;
    if (b->is_in_table) {
        unescape_bars(b->code);
    }
    if (b->hidden.n > 0) {
        return;
    }
    build_open_inlines(b);
    inline_flush(b);
    struct node *node = build_new(b, NODE_CODE);
    node->text = str_from_gstring(b->arena, b->code);
    size_t begin = b->code->len > 0 ? b->words_begin : b->cursor;
    size_t end = b->code->len > 0 ? b->words_end : b->cursor;
    while (begin > 0 && b->parse->text->bytes.p[begin - 1] == '`') {
        begin--;
    }
    build_leaf(b, node, begin, end);
}

/*
 * The inline that ends: 0 where there is none. md4c 0.4.8 ends some that it never began, where an
 * address without brackets holds the end of an emphasis ("*a me@b.c*d").
 */
static guint find_span(struct builder *b, MD_SPANTYPE type) {
    guint last = b->stack->len > 2 * PARSE_DEPTH_MAX ? b->stack->len - 2 * PARSE_DEPTH_MAX : 0;
    for (guint i = b->stack->len; i > last; i--) {
        const struct entry *entry = &g_array_index(b->stack, struct entry, i - 1);
        if (entry->kind == ENTRY_SPAN && entry->span == type) {
            return i - 1;
        }
        if (entry->kind != ENTRY_TAG && entry->kind != ENTRY_SPAN) {
            break;
        }
    }
    return 0;
}

int inline_leave(MD_SPANTYPE type, void *detail, void *userdata) {
    struct builder *b = userdata;
    (void)detail;
    if (type == MD_SPAN_CODE) {
        leave_code_span(b);
        return 0;
    }
    settle(b);
    guint index = find_span(b, type);
    if (index == 0) {
        return 0;
    }
    struct node *node = g_array_index(b->stack, struct entry, index).node;
    if (node && node->kind == NODE_LINK) {
        node->link.is_auto = is_auto_link(node);
    }
    while (g_array_index(b->stack, struct entry, index - 1).is_closing) {
        index--;
    }
    build_pop_to(b, index);
    return 0;
}

/* --- md4c's text ------------------------------------------------------------------------------ */

static void add_code(struct builder *b, struct str text, size_t begin) {
    if (b->code->len == 0) {
        b->words_begin = begin;
    }
    b->words_end = begin + text.n;
    b->cursor = MAX(b->cursor, b->words_end);
    if (b->is_in_code_block) {
        build_extend(b, begin, b->words_end);
    }
    g_string_append_len(b->code, text.p, (gssize)text.n);
}

static void add_html(struct builder *b, struct str text, size_t begin) {
    if (b->html->len == 0) {
        b->html_begin = begin;
    }
    g_string_append_len(b->html, text.p, (gssize)text.n);
}

/* The colon of a mark stands in a heading of its own. */
static bool is_mark(struct builder *b, const char *text) {
    struct str bytes = b->prepared->bytes;
    if (b->heading_level == 0 || text < bytes.p || text >= bytes.p + bytes.n) {
        return false;
    }
    const struct mark *mark = prepared_mark(b->prepared, (size_t)(text - bytes.p));
    if (!mark) {
        return false;
    }
    b->heading_level = 0;
    b->is_mark_heading = true;
    build_mark(b, mark);
    return true;
}

int inline_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *userdata) {
    struct builder *b = userdata;
    struct str words = {text, size};
    size_t begin = build_offset(b, text);
    bool is_plain = type == MD_TEXT_NORMAL && !b->is_in_code_block && !b->is_in_code_span;
    if (b->prepared->has_blanks && !is_plain) {
        words = blanks_restore(b->arena, words);
    }
    if (b->is_in_code_block || b->is_in_code_span) {
        add_code(b, type == MD_TEXT_NULLCHAR ? STR("\xEF\xBF\xBD") : words, begin);
        return 0;
    }
    if (type == MD_TEXT_HTML) {
        add_html(b, words, begin);
        return 0;
    }
    if (is_mark(b, text)) {
        return 0;
    }
    read_html(b);
    if (b->hidden.n > 0) {
        return 0;
    }
    switch (type) {
    case MD_TEXT_NULLCHAR: inline_add_words(b, STR("\xEF\xBF\xBD"), begin, begin + 1); break;
    case MD_TEXT_BR: add_break(b, NODE_LINE_BREAK); break;
    case MD_TEXT_SOFTBR: add_break(b, NODE_SOFT_BREAK); break;
    case MD_TEXT_ENTITY: add_entity(b, words, begin); break;
    case MD_TEXT_NORMAL: inline_add_text(b, words, begin); break;
    case MD_TEXT_CODE:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH: inline_add_words(b, words, begin, begin + size); break;
    }
    return 0;
}
