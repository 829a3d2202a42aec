#include "doc.h"

struct node *doc_node_new(Arena *arena, enum node_kind kind, struct span at) {
    struct node *node = ARENA_NEW(arena, struct node);
    node->kind = kind;
    node->at = at;
    return node;
}

void doc_append_child(struct node *parent, struct node *child) {
    child->parent = parent;
    child->next = NULL;
    if (parent->last) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
}

bool doc_is_container(const struct node *node, const char *name) {
    return node->kind == NODE_CONTAINER && str_is(node->container.name, name);
}

const struct node *doc_next_skipping(const struct node *root, const struct node *at) {
    while (at != root && !at->next) {
        at = at->parent;
    }
    return at == root ? NULL : at->next;
}

const struct node *doc_next(const struct node *root, const struct node *at) {
    return at->first ? at->first : doc_next_skipping(root, at);
}

bool node_is_block(const struct node *node) {
    return node->kind < NODE_TEXT;
}

const char *node_kind_name(enum node_kind kind) {
    static const char *const names[N_NODE_KINDS] = {
        [NODE_DOCUMENT] = "document",
        [NODE_HEADING] = "heading",
        [NODE_PARAGRAPH] = "paragraph",
        [NODE_LIST] = "list",
        [NODE_ITEM] = "item",
        [NODE_QUOTE] = "quote",
        [NODE_CODE_BLOCK] = "code-block",
        [NODE_RULE] = "rule",
        [NODE_TABLE] = "table",
        [NODE_ROW] = "row",
        [NODE_CELL] = "cell",
        [NODE_CALLOUT] = "callout",
        [NODE_CONTAINER] = "container",
        [NODE_NOTE] = "note",
        [NODE_TEXT] = "text",
        [NODE_SOFT_BREAK] = "soft-break",
        [NODE_LINE_BREAK] = "line-break",
        [NODE_EMPHASIS] = "emphasis",
        [NODE_STRONG] = "strong",
        [NODE_STRIKE] = "strike",
        [NODE_CODE] = "code",
        [NODE_LINK] = "link",
        [NODE_IMAGE] = "image",
        [NODE_SPAN] = "span",
        [NODE_NOTE_MARK] = "note-mark",
        [NODE_BLANK] = "blank",
        [NODE_PAGE_NUMBER] = "page-number",
    };
    return names[kind];
}

static void append_plain(const struct node *node, GString *out) {
    switch (node->kind) {
    case NODE_TEXT:
    case NODE_CODE: g_string_append_len(out, node->text.p, (gssize)node->text.n); break;
    case NODE_CODE_BLOCK:
        g_string_append_len(out, node->code.text.p, (gssize)node->code.text.n);
        break;
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK: g_string_append_c(out, ' '); break;
    case NODE_BLANK: g_string_append(out, "____"); break;
    default: break; /* the others have no words of their own */
    }
}

struct str doc_plain_text(Arena *arena, const struct node *node) {
    GString *text = g_string_new(NULL);
    for (const struct node *at = node; at; at = doc_next(node, at)) {
        append_plain(at, text);
    }
    struct str s = str_from_gstring(arena, text);
    g_string_free(text, TRUE);
    return s;
}

struct str doc_first_heading(Arena *arena, const struct doc *doc) {
    const struct node *found = NULL;
    for (const struct node *at = doc->root; at; at = doc_next(doc->root, at)) {
        if (at->kind == NODE_HEADING && (!found || at->heading.level < found->heading.level)) {
            found = at;
        }
    }
    return found ? str_trim(doc_plain_text(arena, found)) : STR("");
}

static void dump_language(struct str language, GString *out) {
    if (language.n > 0) {
        g_string_append_printf(out, " language " STR_FMT, STR_ARG(language));
    }
}

static void dump_quoted(struct str s, GString *out) {
    g_string_append(out, " \"");
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n') {
            g_string_append(out, "\\n");
        } else if (s.p[i] == '"' || s.p[i] == '\\') {
            g_string_append_printf(out, "\\%c", s.p[i]);
        } else {
            g_string_append_c(out, s.p[i]);
        }
    }
    g_string_append_c(out, '"');
}

static const char *align_name(enum node_align align) {
    static const char *const names[] = {"", " left", " center", " right"};
    return names[align];
}

static void dump_list(const struct node *node, GString *out) {
    g_string_append(out, node->list.is_ordered ? " ordered" : " bullet");
    g_string_append(out, node->list.is_tight ? " tight" : " loose");
    if (node->list.is_ordered) {
        g_string_append_printf(out, " start=%" G_GINT64_FORMAT, node->list.start);
    }
}

static void dump_measure(const char *name, double measure, const char *unit, GString *out) {
    if (measure > 0) {
        char buffer[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append_printf(out, " %s=%s%s", name,
                               g_ascii_formatd(buffer, sizeof buffer, "%.2f", measure), unit);
    }
}

static void dump_image(const struct node *node, GString *out) {
    const struct image_size *size = node->link.size;
    g_string_append_printf(out, " <%s>", node->link.target);
    if (node->link.title && *node->link.title) {
        dump_quoted(str_from(node->link.title), out);
    }
    if (size) {
        dump_measure("width", size->width_pt, "pt", out);
        dump_measure("width", size->width_share * 100, "%", out);
        dump_measure("height", size->height_pt, "pt", out);
    }
}

static void dump_details(const struct node *node, GString *out) {
    static const char *const tasks[] = {"", " [ ]", " [x]"};
    static const char *const callouts[] = {"note", "tip", "important", "warning", "caution"};
    switch (node->kind) {
    case NODE_HEADING:
        g_string_append_printf(out, " %d #%s%s", node->heading.level, node->heading.id,
                               node->heading.is_unnumbered ? " unnumbered" : "");
        break;
    case NODE_LIST: dump_list(node, out); break;
    case NODE_ITEM: g_string_append(out, tasks[node->item.task]); break;
    case NODE_CODE_BLOCK:
        g_string_append_printf(out, " info=" STR_FMT, STR_ARG(node->code.info));
        dump_quoted(node->code.text, out);
        break;
    case NODE_TABLE:
        g_string_append_printf(out, " columns=%zu head=%zu", node->table.n_columns,
                               node->table.n_head_rows);
        break;
    case NODE_CELL: g_string_append(out, align_name(node->cell.align)); break;
    case NODE_CALLOUT:
        g_string_append_printf(out, " %s", callouts[node->callout.kind]);
        dump_quoted(node->callout.title, out);
        break;
    case NODE_CONTAINER:
        g_string_append_printf(out, " " STR_FMT, STR_ARG(node->container.name));
        dump_quoted(node->container.argument, out);
        dump_language(node->container.language, out);
        break;
    case NODE_TEXT:
    case NODE_CODE:
        dump_quoted(node->text, out);
        g_string_append(out, node->is_as_typed ? " as typed" : node->is_value ? " value" : "");
        break;
    case NODE_LINK: g_string_append_printf(out, " <%s>", node->link.target); break;
    case NODE_IMAGE: dump_image(node, out); break;
    case NODE_NOTE:
        g_string_append_printf(out, " %d [^%s]", node->note.number, node->note.name);
        break;
    case NODE_NOTE_MARK: g_string_append_printf(out, " %d", node->mark.note->note.number); break;
    case NODE_PAGE_NUMBER: g_string_append_printf(out, " #%s", node->page_number.id); break;
    case NODE_BLANK:
        g_string_append_printf(out, " %d%s%s", node->blank.n_letters,
                               node->blank.is_signature ? " signature" : "",
                               node->blank.is_required ? " required" : "");
        break;
    case NODE_SPAN:
        g_string_append_printf(out, " ." STR_FMT, STR_ARG(node->span.class));
        dump_language(node->span.language, out);
        break;
    case NODE_DOCUMENT:
    case NODE_PARAGRAPH:
    case NODE_QUOTE:
    case NODE_RULE:
    case NODE_ROW:
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK:
    case NODE_EMPHASIS:
    case NODE_STRONG:
    case NODE_STRIKE:
    case N_NODE_KINDS: break;
    }
}

static int depth_of(const struct node *root, const struct node *node) {
    int depth = 0;
    for (; node != root; node = node->parent) {
        depth++;
    }
    return depth;
}

void doc_dump(const struct doc *doc, GString *out) {
    for (const struct node *at = doc->root; at; at = doc_next(doc->root, at)) {
        unsigned line, column;
        span_locate(at->at, &line, &column);
        g_string_append_printf(out, "%*s%s", depth_of(doc->root, at) * 2, "",
                               node_kind_name(at->kind));
        dump_details(at, out);
        if (line > 0) {
            g_string_append_printf(out, " @%u:%u", line, column);
        }
        g_string_append_c(out, '\n');
    }
}
