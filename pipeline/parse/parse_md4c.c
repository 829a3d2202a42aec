#include "parse_build.h"

#include <string.h>

/* --- thematic breaks -------------------------------------------------------------------------- */

static size_t line_end(struct str s, size_t at) {
    const char *feed = at < s.n ? memchr(s.p + at, '\n', s.n - at) : NULL;
    return feed ? (size_t)(feed - s.p) : s.n;
}

static bool is_rule_of(struct str line, char sign) {
    size_t n = 0;
    while (line.n > 0 && (line.p[line.n - 1] == sign || g_ascii_isspace(line.p[line.n - 1]))) {
        n += line.p[line.n - 1] == sign;
        line.n--;
    }
    for (size_t i = 0; i < line.n; i++) {
        if (!strchr(" \t>+-*.)0123456789", line.p[i])) {
            return false;
        }
    }
    return n >= 3;
}

/* md4c does not say where a thematic break stands: it is the next line that looks like one. */
static void add_rule(struct builder *b) {
    struct str s = b->parse->text->bytes;
    size_t at = b->cursor, end = line_end(s, at);
    for (; at < s.n; at = end + 1, end = line_end(s, at)) {
        struct str line = str_slice(s, at, end);
        if (is_rule_of(line, '-') || is_rule_of(line, '*') || is_rule_of(line, '_')) {
            break;
        }
    }
    if (at >= s.n) {
        at = end = b->cursor;
    }
    build_leaf_block(b, build_new(b, NODE_RULE), at, end);
}

/* The underline of a heading is not the next thematic break. */
static void skip_underline(struct builder *b) {
    struct str s = b->parse->text->bytes;
    size_t end = line_end(s, b->cursor);
    struct str line = str_slice(s, end + 1, line_end(s, end + 1));
    if (is_rule_of(line, '-') || (line.n > 0 && line.p[line.n - 1] == '-')) {
        b->cursor = end + 1 + line.n;
    }
}

/* --- code blocks ------------------------------------------------------------------------------ */

static void enter_code(struct builder *b, const MD_BLOCK_CODE_DETAIL *detail) {
    struct node *node = build_new(b, NODE_CODE_BLOCK);
    if (detail->fence_char) {
        node->code.info = str_trim(inline_attribute(b, &detail->info));
    }
    build_push_block(b, ENTRY_BLOCK, node);
    if (detail->fence_char && detail->info.size > 0) {
        size_t at = build_offset(b, detail->info.text);
        build_extend(b, at, at);
    }
    b->is_in_code_block = true;
    b->is_fenced = detail->fence_char != '\0';
    g_string_truncate(b->code, 0);
}

/* From the words behind the fence, or from the line below it, back to its first sign. */
static size_t fence_begin(struct builder *b, const struct node *node, size_t at) {
    struct str s = b->parse->text->bytes;
    size_t begin = MIN(at, s.n);
    if (node->code.info.n == 0 && b->code->len > 0) {
        while (begin > 0 && s.p[begin - 1] != '\n') {
            begin--;
        }
        begin -= begin > 0;
    }
    while (begin > 0 && strchr(" \t\r`~", s.p[begin - 1])) {
        begin--;
    }
    while (begin < at && g_ascii_isspace(s.p[begin])) {
        begin++;
    }
    bool is_fence = begin < s.n && strchr("`~", s.p[begin]);
    return is_fence ? begin : at;
}

static void leave_code(struct builder *b) {
    struct entry *top = build_top(b);
    struct node *node = top->node;
    if (node && b->is_fenced) {
        size_t begin = top->begin <= top->end ? top->begin : b->cursor;
        begin = fence_begin(b, node, begin);
        build_extend(b, begin, begin);
    }
    struct str text = str_from_gstring(b->arena, b->code);
    b->is_in_code_block = false;
    if (node) {
        node->code.text = text;
    } else { /* in a cell */
        struct node *code = build_new(b, NODE_CODE);
        code->text = str_trim(text);
        build_leaf(b, code, b->cursor, b->cursor);
    }
}

/* --- the other blocks ------------------------------------------------------------------------- */

static void enter_list(struct builder *b, MD_BLOCKTYPE type, const void *detail) {
    struct node *node = build_new(b, NODE_LIST);
    if (type == MD_BLOCK_OL) {
        const MD_BLOCK_OL_DETAIL *ordered = detail;
        node->list.is_ordered = true;
        node->list.start = ordered->start;
        node->list.is_tight = ordered->is_tight;
    } else {
        node->list.is_tight = ((const MD_BLOCK_UL_DETAIL *)detail)->is_tight;
    }
    build_push_block(b, ENTRY_BLOCK, node);
}

/* Parts of a list or table that was left out are left out too. */
static void push_part(struct builder *b, enum node_kind whole, struct node *node) {
    bool has_place = build_top(b)->into->kind == whole;
    build_push(b, ENTRY_BLOCK, has_place ? node : NULL);
    if (!has_place) {
        build_is_in_cell(b);
    }
}

static void enter_item(struct builder *b, const MD_BLOCK_LI_DETAIL *detail) {
    const struct node *list = build_top(b)->into;
    struct node *node = build_new(b, NODE_ITEM);
    if (detail->is_task) {
        node->item.task = detail->task_mark == ' ' ? TASK_OPEN : TASK_DONE;
    }
    if (list->kind == NODE_LIST && list->list.is_ordered) {
        node->item.number = list->last ? list->last->item.number + 1 : list->list.start;
    }
    push_part(b, NODE_LIST, node);
}

static void enter_table(struct builder *b, const MD_BLOCK_TABLE_DETAIL *detail) {
    struct node *node = build_new(b, NODE_TABLE);
    node->table.n_head_rows = detail->head_row_count;
    build_push_block(b, ENTRY_BLOCK, node);
    b->is_in_table = true;
}

static enum node_align align_of(MD_ALIGN align) {
    switch (align) {
    case MD_ALIGN_DEFAULT: return ALIGN_DEFAULT;
    case MD_ALIGN_LEFT: return ALIGN_LEFT;
    case MD_ALIGN_CENTER: return ALIGN_CENTER;
    case MD_ALIGN_RIGHT: return ALIGN_RIGHT;
    }
    return ALIGN_DEFAULT;
}

static void enter_cell(struct builder *b, const MD_BLOCK_TD_DETAIL *detail) {
    struct node *node = build_new(b, NODE_CELL);
    node->cell.align = align_of(detail->align);
    push_part(b, NODE_ROW, node);
}

/* The topmost block of md4c is the one that ends; marks and inlines above it end with it. */
static void leave_top_block(struct builder *b) {
    guint n = b->stack->len;
    while (n > 1 && g_array_index(b->stack, struct entry, n - 1).kind != ENTRY_BLOCK) {
        n--;
    }
    if (n > 1) {
        build_pop_to(b, n - 1);
    }
}

static int leave_cell(struct builder *b) {
    const struct node *node = build_top(b)->node;
    bool is_empty = node && !node->first;
    leave_top_block(b);
    b->is_full = is_empty && !build_count_empty(b);
    return b->is_full;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *userdata) {
    struct builder *b = userdata;
    if (b->is_full) { /* md4c goes on to the end of a table */
        return 1;
    }
    build_end_inlines(b);
    switch (type) {
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY: break;
    case MD_BLOCK_QUOTE: build_push_block(b, ENTRY_BLOCK, build_new(b, NODE_QUOTE)); break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL: enter_list(b, type, detail); break;
    case MD_BLOCK_LI: enter_item(b, detail); break;
    case MD_BLOCK_HR: add_rule(b); break;
    case MD_BLOCK_H: b->heading_level = (int)((MD_BLOCK_H_DETAIL *)detail)->level; break;
    case MD_BLOCK_CODE: enter_code(b, detail); break;
    case MD_BLOCK_HTML: /* switched off by a flag */
    case MD_BLOCK_P: build_push_block(b, ENTRY_BLOCK, build_new(b, NODE_PARAGRAPH)); break;
    case MD_BLOCK_TABLE: enter_table(b, detail); break;
    case MD_BLOCK_TR: push_part(b, NODE_TABLE, build_new(b, NODE_ROW)); break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: enter_cell(b, detail); break;
    }
    return 0;
}

static void leave_heading(struct builder *b) {
    if (b->is_mark_heading) {
        b->is_mark_heading = false;
        return;
    }
    build_open_inlines(b); /* of an empty heading */
    build_end_inlines(b);
    leave_top_block(b);
    skip_underline(b);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *userdata) {
    struct builder *b = userdata;
    (void)detail;
    if (b->is_full) {
        return 1;
    }
    if (type != MD_BLOCK_H) {
        build_end_inlines(b);
    }
    switch (type) {
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_HR: break;
    case MD_BLOCK_H: leave_heading(b); break;
    case MD_BLOCK_CODE:
        leave_code(b);
        leave_top_block(b);
        break;
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_LI:
    case MD_BLOCK_HTML:
    case MD_BLOCK_P:
    case MD_BLOCK_TR: leave_top_block(b); break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: return leave_cell(b);
    case MD_BLOCK_TABLE:
        b->is_in_table = false;
        leave_top_block(b);
        break;
    }
    return 0;
}

/* --- all of it -------------------------------------------------------------------------------- */

enum {
    MD4C_FLAGS = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_NOHTMLBLOCKS
};

/*
 * The time that md4c takes to make links of bare addresses grows with the square of their number
 * in a paragraph. Beyond this number they stay words.
 */
enum { ADDRESSES_MAX = 1000 };

static size_t count_address_signs(struct str text) {
    size_t n = 0;
    for (size_t i = 0; i + 1 < text.n; i++) {
        char c = text.p[i], next = text.p[i + 1];
        n += (c == '@') | ((c == ':') & (next == '/')) | ((c == 'w') & (next == '.'));
    }
    return n;
}

/* In one paragraph. */
static bool has_many_addresses(struct str text) {
    if (count_address_signs(text) <= ADDRESSES_MAX) {
        return false;
    }
    while (text.n > 0) {
        const char *blank = memmem(text.p, text.n, "\n\n", 2);
        size_t n = blank ? (size_t)(blank - text.p) + 1 : text.n;
        if (count_address_signs(str_slice(text, 0, n)) > ADDRESSES_MAX) {
            return true;
        }
        text = str_skip(text, n);
    }
    return false;
}

bool parse_build(struct parse *parse, const struct prepared *prepared, struct node **ret) {
    struct builder b = {
        .parse = parse,
        .arena = parse->arena,
        .prepared = prepared,
        .stack = g_array_new(FALSE, FALSE, sizeof(struct entry)),
        .words = g_string_new(NULL),
        .code = g_string_new(NULL),
        .html = g_string_new(NULL),
    };
    bool has_links = !has_many_addresses(prepared->bytes);
    const MD_PARSER parser = {
        .flags = MD4C_FLAGS | (has_links ? MD_FLAG_PERMISSIVEAUTOLINKS : 0),
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = inline_enter,
        .leave_span = inline_leave,
        .text = inline_text,
    };
    struct node *root = build_new(&b, NODE_DOCUMENT);
    build_push(&b, ENTRY_BLOCK, root);
    int status = md_parse(prepared->bytes.p, (MD_SIZE)prepared->bytes.n, &parser, &b);
    build_end_inlines(&b);
    build_pop_to(&b, 0);
    g_array_free(b.stack, TRUE);
    g_string_free(b.words, TRUE);
    g_string_free(b.code, TRUE);
    g_string_free(b.html, TRUE);
    if (status != 0 || b.is_full) {
        return false;
    }
    root->at = text_span(parse->text, 0, parse->text->bytes.n);
    *ret = root;
    return true;
}

static int plain_block(MD_BLOCKTYPE type, void *detail, void *words) {
    (void)type, (void)detail, (void)words;
    return 0;
}

static int plain_span(MD_SPANTYPE type, void *detail, void *words) {
    (void)type, (void)detail, (void)words;
    return 0;
}

static int plain_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *words) {
    if (type == MD_TEXT_ENTITY) {
        entity_append((struct str){text, size}, words);
    } else if (type != MD_TEXT_HTML) {
        g_string_append_len(words, text, (gssize)size);
    }
    return 0;
}

struct str parse_plain_words(Arena *arena, struct str markdown) {
    static const MD_PARSER parser = {
        .flags = MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = plain_block,
        .leave_block = plain_block,
        .enter_span = plain_span,
        .leave_span = plain_span,
        .text = plain_text,
    };
    g_autoptr(GString) words = g_string_new(NULL);
    /* As a heading, so that "1. Plan" is no list. */
    g_autoptr(GString) heading = g_string_new("# ");
    g_string_append_len(heading, markdown.p, (gssize)markdown.n);
    md_parse(heading->str, (MD_SIZE)heading->len, &parser, words);
    return str_from_gstring(arena, words);
}
