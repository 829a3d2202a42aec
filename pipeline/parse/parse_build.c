#include "parse_build.h"

#include <string.h>

struct entry *build_top(struct builder *b) {
    return &g_array_index(b->stack, struct entry, b->stack->len - 1);
}

struct node *build_new(struct builder *b, enum node_kind kind) {
    return doc_node_new(b->arena, kind, (struct span){0});
}

size_t build_offset(const struct builder *b, const char *p) {
    struct str bytes = b->prepared->bytes;
    if (p < bytes.p || p >= bytes.p + bytes.n) {
        return b->cursor;
    }
    return prepared_in(b->prepared, (size_t)(p - bytes.p));
}

void build_extend(struct builder *b, size_t begin, size_t end) {
    struct entry *top = build_top(b);
    top->begin = MIN(top->begin, begin);
    top->end = MAX(top->end, end);
    b->cursor = MAX(b->cursor, end);
}

void build_leaf(struct builder *b, struct node *node, size_t begin, size_t end) {
    node->at = text_span(b->parse->text, begin, end);
    doc_append_child(build_top(b)->into, node);
    build_extend(b, begin, end);
}

static bool is_nesting_block(enum node_kind kind) {
    return kind == NODE_LIST || kind == NODE_QUOTE || kind == NODE_CALLOUT ||
           kind == NODE_CONTAINER || kind == NODE_TABLE || kind == NODE_NOTE;
}

/* Too deep: the node is left out and its children go to the nearest one below. */
static bool has_room(struct builder *b, const struct node *node) {
    int depth = node_is_block(node) ? b->depth : b->inline_depth;
    if (depth < PARSE_DEPTH_MAX) {
        return true;
    }
    parse_warn_depth(b->parse, b->cursor);
    return false;
}

struct entry *build_push(struct builder *b, enum entry_kind kind, struct node *node) {
    struct entry entry = {.kind = kind, .begin = SIZE_MAX};
    entry.into = b->stack->len > 0 ? build_top(b)->into : NULL;
    bool is_nesting = node && (!node_is_block(node) || is_nesting_block(node->kind));
    if (node && (!is_nesting || has_room(b, node))) {
        entry.node = node;
        if (entry.into) {
            entry.before = entry.into->last;
            doc_append_child(entry.into, node);
        }
        entry.into = node;
        entry.is_nesting = is_nesting;
    }
    if (entry.is_nesting) {
        *(node_is_block(node) ? &b->depth : &b->inline_depth) += 1;
    }
    g_array_append_val(b->stack, entry);
    return build_top(b);
}

/* --- places ----------------------------------------------------------------------------------- */

static size_t back_over(struct str s, size_t at, const char *characters) {
    while (at > 0 && s.p[at - 1] != '\0' && strchr(characters, s.p[at - 1])) {
        at--;
    }
    return at;
}

/* From an item's first words back over its marker. */
static size_t back_over_marker(struct str s, size_t at, bool is_task) {
    size_t begin = back_over(s, at, " \t");
    if (is_task && begin >= 3 && s.p[begin - 1] == ']') {
        begin = back_over(s, begin - 3, " \t");
    }
    if (begin > 0 && strchr("-+*", s.p[begin - 1])) {
        return begin - 1;
    }
    if (begin > 0 && strchr(".)", s.p[begin - 1])) {
        return back_over(s, begin - 1, "0123456789");
    }
    return at;
}

static size_t over_sign(struct str s, size_t at, const char *characters, bool is_back) {
    if (is_back) {
        return at > 0 && strchr(characters, s.p[at - 1]) ? at - 1 : at;
    }
    return at < s.n && strchr(characters, s.p[at]) ? at + 1 : at;
}

/* md4c tells where words stand; the signs around them belong to the node. */
static size_t node_edge(struct builder *b, const struct node *node, size_t at, bool is_back) {
    struct str s = b->parse->text->bytes;
    switch (node->kind) {
    case NODE_EMPHASIS: return over_sign(s, at, "*_", is_back);
    case NODE_STRONG: return over_sign(s, over_sign(s, at, "*_", is_back), "*_", is_back);
    case NODE_STRIKE: return over_sign(s, over_sign(s, at, "~", is_back), "~", is_back);
    case NODE_LINK: return over_sign(s, at, is_back ? "[<" : "]>", is_back);
    case NODE_IMAGE: return over_sign(s, over_sign(s, at, "[]", is_back), "!", is_back);
    default: return at; /* blocks: see below; the others are their words */
    }
}

static size_t block_begin(struct builder *b, const struct node *node, size_t begin) {
    struct str s = b->parse->text->bytes;
    switch (node->kind) {
    case NODE_HEADING: {
        size_t sign = back_over(s, back_over(s, begin, " \t"), "#");
        return sign < s.n && s.p[sign] == '#' ? sign : begin;
    }
    case NODE_ITEM: return back_over_marker(s, begin, node->item.task != TASK_NONE);
    case NODE_QUOTE: {
        size_t sign = back_over(s, begin, " \t");
        return sign > 0 && s.p[sign - 1] == '>' ? sign - 1 : begin;
    }
    case NODE_TABLE:
    case NODE_ROW: {
        size_t bar = back_over(s, begin, " \t|");
        while (bar < begin && g_ascii_isspace(s.p[bar])) {
            bar++;
        }
        return bar;
    }
    default: return begin; /* the others begin with their words */
    }
}

static void set_place(struct builder *b, struct entry *entry) {
    if (entry->begin > entry->end) {
        entry->begin = entry->end = b->cursor;
    }
    if (entry->begin == entry->end) { /* an empty place at 0 would be the file as a whole */
        entry->end++;
    }
    if (entry->node && !entry->node->at.source) { /* the nodes of marks know their own */
        size_t n = b->parse->text->bytes.n;
        entry->begin = node_edge(b, entry->node, MIN(entry->begin, n), true);
        entry->end = node_edge(b, entry->node, MIN(entry->end, n), false);
        entry->begin = block_begin(b, entry->node, entry->begin);
        entry->node->at = text_span(b->parse->text, entry->begin, entry->end);
    }
}

/* --- closing ---------------------------------------------------------------------------------- */

bool build_count_empty(struct builder *b) {
    return ++b->n_empty_cells <= BUILD_EMPTY_CELLS_MAX;
}

/* Columns by the longest row and their first alignment; the short rows of HTML are filled up. */
static void finish_table(struct builder *b, struct node *table) {
    size_t n_columns = 0, n_rows = 0;
    for (const struct node *row = table->first; row; row = row->next, n_rows++) {
        size_t n = 0;
        for (const struct node *cell = row->first; cell; cell = cell->next) {
            n++;
        }
        n_columns = MAX(n_columns, n);
    }
    enum node_align *columns = ARENA_NEW_N(b->arena, enum node_align, MAX(n_columns, 1));
    for (struct node *row = table->first; row; row = row->next) {
        size_t i = 0;
        for (const struct node *cell = row->first; cell; cell = cell->next, i++) {
            columns[i] = columns[i] ? columns[i] : cell->cell.align;
        }
        for (; i < n_columns && build_count_empty(b); i++) {
            struct node *cell = build_new(b, NODE_CELL);
            cell->at = row->at;
            doc_append_child(row, cell);
        }
    }
    table->table.n_columns = n_columns;
    table->table.columns = columns;
    /* Words between rows of HTML make one row of several. */
    table->table.n_head_rows = MIN(table->table.n_head_rows, n_rows);
}

/* A paragraph of nothing but dropped tags. */
static void remove_empty(struct entry *entry) {
    struct node *node = entry->node, *parent = node->parent;
    if (node->first || !parent || parent->last != node) {
        return;
    }
    parent->last = entry->before;
    *(entry->before ? &entry->before->next : &parent->first) = NULL;
}

static void finish(struct builder *b, struct entry *entry) {
    struct node *node = entry->node;
    if (!node) {
        return;
    }
    if (node->kind == NODE_QUOTE) {
        parse_quote_callout(b->arena, node);
    } else if (node->kind == NODE_TABLE) {
        finish_table(b, node);
    } else if (node->kind == NODE_PARAGRAPH) {
        remove_empty(entry);
    }
}

static void pop(struct builder *b) {
    struct entry entry = *build_top(b);
    set_place(b, &entry);
    if (entry.is_nesting) {
        *(node_is_block(entry.node) ? &b->depth : &b->inline_depth) -= 1;
    }
    g_array_set_size(b->stack, b->stack->len - 1);
    finish(b, &entry);
    if (b->stack->len > 0 && entry.begin <= entry.end) {
        build_extend(b, entry.begin, entry.end);
    }
}

void build_pop_to(struct builder *b, guint index) {
    inline_flush(b);
    while (b->stack->len > index) {
        pop(b);
    }
}

void build_end_inlines(struct builder *b) {
    inline_end_block(b);
    guint n = b->stack->len;
    while (n > 0) {
        const struct entry *entry = &g_array_index(b->stack, struct entry, n - 1);
        bool is_paragraph =
            entry->kind == ENTRY_IMPLIED && entry->node && entry->node->kind == NODE_PARAGRAPH;
        if (entry->kind != ENTRY_TAG && entry->kind != ENTRY_SPAN && !is_paragraph) {
            break;
        }
        n--;
    }
    build_pop_to(b, n);
}

/* --- opening ---------------------------------------------------------------------------------- */

/* Lists, tables and rows of HTML hold only their own kind: what comes between goes into one. */
static void imply_parents(struct builder *b) {
    for (;;) {
        enum node_kind kind = build_top(b)->into->kind;
        if (kind == NODE_LIST) {
            build_push(b, ENTRY_IMPLIED, build_new(b, NODE_ITEM));
        } else if (kind == NODE_TABLE) {
            build_push(b, ENTRY_IMPLIED, build_new(b, NODE_ROW));
        } else if (kind == NODE_ROW) {
            build_push(b, ENTRY_IMPLIED, build_new(b, NODE_CELL));
        } else {
            return;
        }
    }
}

bool build_is_in_cell(struct builder *b) {
    struct node *into = build_top(b)->into;
    if (into->kind != NODE_CELL) {
        return false;
    }
    if (into->last && into->last->kind != NODE_LINE_BREAK) {
        build_leaf(b, build_new(b, NODE_LINE_BREAK), b->cursor, b->cursor);
    }
    return true;
}

void build_push_block(struct builder *b, enum entry_kind kind, struct node *node) {
    imply_parents(b);
    build_push(b, kind, build_is_in_cell(b) ? NULL : node);
}

void build_leaf_block(struct builder *b, struct node *node, size_t begin, size_t end) {
    imply_parents(b);
    if (!build_is_in_cell(b)) {
        build_leaf(b, node, begin, end);
    }
}

static void open_heading(struct builder *b) {
    struct node *node = build_new(b, NODE_HEADING);
    node->heading.level = b->heading_level;
    b->heading_level = 0;
    build_push_block(b, ENTRY_BLOCK, node);
}

static void open_paragraph(struct builder *b) {
    imply_parents(b);
    const struct node *into = build_top(b)->into;
    bool holds_inlines = !node_is_block(into) || into->kind == NODE_PARAGRAPH ||
                         into->kind == NODE_HEADING || into->kind == NODE_CELL;
    if (!holds_inlines) {
        struct node *paragraph = build_new(b, NODE_PARAGRAPH);
        paragraph->paragraph.is_tight = into->kind == NODE_ITEM;
        build_push(b, ENTRY_IMPLIED, paragraph);
    }
}

void build_open_inlines(struct builder *b) {
    if (b->heading_level > 0) {
        open_heading(b);
    } else {
        open_paragraph(b);
    }
    const struct node *last = build_top(b)->into->last;
    if (b->has_pending_break && last && last->kind != NODE_LINE_BREAK) {
        build_leaf(b, build_new(b, NODE_LINE_BREAK), b->cursor, b->cursor);
    }
    b->has_pending_break = false;
}

/* --- marks ------------------------------------------------------------------------------------ */

static void open_mark(struct builder *b, const struct mark *mark) {
    enum node_kind kind = mark->node->kind;
    enum node_kind into = build_top(b)->into->kind;
    bool is_part = (kind == NODE_ITEM && into == NODE_LIST) ||
                   (kind == NODE_ROW && into == NODE_TABLE) ||
                   (kind == NODE_CELL && into == NODE_ROW);
    bool is_stray = kind == NODE_ITEM || kind == NODE_ROW || kind == NODE_CELL;
    if (is_part) {
        build_push(b, ENTRY_MARK, mark->node);
    } else if (is_stray) {
        build_push(b, ENTRY_MARK, NULL);
    } else {
        build_push_block(b, ENTRY_MARK, mark->node);
    }
    build_top(b)->opener = (size_t)(mark - b->prepared->marks);
    build_extend(b, mark->in, mark->in);
}

/* Only what was opened inside the same block of md4c can be closed. */
static void close_mark(struct builder *b, const struct mark *mark) {
    for (guint i = b->stack->len; i > 0; i--) {
        const struct entry *entry = &g_array_index(b->stack, struct entry, i - 1);
        if (entry->kind == ENTRY_BLOCK) {
            return;
        }
        if (entry->kind == ENTRY_MARK && entry->opener == mark->opener) {
            build_extend(b, mark->in, mark->in);
            build_pop_to(b, i - 1);
            return;
        }
    }
}

static void add_leaf(struct builder *b, const struct mark *mark) {
    imply_parents(b);
    if (!build_is_in_cell(b)) {
        doc_append_child(build_top(b)->into, mark->node);
    } else if (mark->node->kind == NODE_CODE_BLOCK) {
        struct node *code = build_new(b, NODE_CODE);
        code->text = mark->node->code.text;
        code->at = mark->node->at;
        doc_append_child(build_top(b)->into, code);
    }
    build_extend(b, mark->in, mark->in);
}

void build_mark(struct builder *b, const struct mark *mark) {
    switch (mark->kind) {
    case MARK_BREAK: return;
    case MARK_OPEN: open_mark(b, mark); return;
    case MARK_CLOSE: close_mark(b, mark); return;
    case MARK_LEAF: add_leaf(b, mark); return;
    }
}
