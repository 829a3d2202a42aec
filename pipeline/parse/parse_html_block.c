#include "parse_prepare.h"

#include <string.h>

/* Ends that were looked for and do not come any more: nothing is searched twice to the end. */
enum { NO_PRE = 1, NO_SCRIPT = 2, NO_STYLE = 4 };

/* --- elements with an end that is looked for -------------------------------------------------- */

/* The offset of "</name", letters of any case; text.n where there is none. */
static size_t find_end(const struct scanner *s, const char *name, size_t from) {
    size_t n = strlen(name);
    for (size_t at = from; at + n + 2 <= s->text.n; at++) {
        const char *sign = memchr(s->text.p + at, '<', s->text.n - at);
        if (!sign) {
            break;
        }
        at = (size_t)(sign - s->text.p);
        if (s->text.n - at > n + 2 && sign[1] == '/' &&
            g_ascii_strncasecmp(sign + 2, name, n) == 0) {
            return at;
        }
    }
    return s->text.n;
}

/* The end of a heading in the same paragraph: the next "</h", which must be of its level. */
static size_t find_heading_end(struct scanner *s, const struct html_tag *tag) {
    if (tag->end < s->no_heading_until) {
        return s->text.n;
    }
    bool is_line_blank = false;
    size_t at = tag->end;
    for (; at + 4 < s->text.n; at++) {
        const char *p = s->text.p + at;
        if (*p == '\n' && is_line_blank) {
            break;
        }
        is_line_blank = *p == '\n' || (is_line_blank && g_ascii_isspace(*p));
        if (*p == '<' && p[1] == '/' && g_ascii_tolower(p[2]) == 'h' && g_ascii_isdigit(p[3])) {
            return p[3] == tag->name.p[1] ? at : s->text.n;
        }
    }
    s->no_heading_until = at;
    return s->text.n;
}

/* Behind the ">" of a closing tag at @at. */
static size_t behind_tag(const struct scanner *s, size_t at) {
    const char *end = memchr(s->text.p + at, '>', s->text.n - at);
    return end ? (size_t)(end - s->text.p) + 1 : s->text.n;
}

/* The element's contents; false where its end does not come. */
static bool find_contents(struct scanner *s, const struct html_tag *tag, const char *name,
                          unsigned bit, size_t *ret_end) {
    if (s->no_end & bit) {
        return false;
    }
    *ret_end = find_end(s, name, tag->end);
    if (*ret_end == s->text.n) {
        s->no_end |= bit;
        return false;
    }
    return true;
}

static struct str text_without_tags(struct scanner *s, size_t begin, size_t end,
                                    struct str *ret_language) {
    g_autoptr(GString) out = g_string_new(NULL);
    struct str text = str_slice(s->text, 0, end);
    for (size_t at = begin; at < end;) {
        struct html_tag tag;
        if (text.p[at] == '<' && html_tag_read(text, at, &tag)) {
            struct str class = html_attribute(s->arena, &tag, "class");
            if (html_tag_is(&tag, "code") && str_starts_with(class, "language-")) {
                *ret_language = str_skip(class, strlen("language-"));
            } else if (tag.role == HTML_LINE_BREAK) {
                g_string_append_c(out, '\n');
            }
            at = tag.end;
        } else {
            g_string_append_c(out, text.p[at++]);
        }
    }
    return entity_decode(s->arena, str_from_gstring(s->arena, out));
}

static size_t add_preformatted(struct scanner *s, const struct html_tag *tag, size_t at) {
    size_t end;
    scan_mark(s, MARK_BREAK, NULL, 0, at);
    if (tag->is_closing || !find_contents(s, tag, "pre", NO_PRE, &end)) {
        return tag->end;
    }
    struct node *node = doc_node_new(s->arena, NODE_CODE_BLOCK, scan_span(s, at, end));
    node->code.info = STR("");
    struct str text = text_without_tags(s, tag->end, end, &node->code.info);
    if (str_starts_with(text, "\n")) {
        text = str_skip(text, 1);
    }
    bool is_whole = text.n == 0 || str_ends_with(text, "\n");
    node->code.text =
        is_whole ? text : str_from(arena_printf(s->arena, STR_FMT "\n", STR_ARG(text)));
    scan_mark(s, MARK_LEAF, node, 0, at);
    return behind_tag(s, end);
}

static size_t drop_hidden(struct scanner *s, const struct html_tag *tag, size_t at) {
    bool is_script = html_tag_is(tag, "script");
    size_t end;
    scan_mark(s, MARK_BREAK, NULL, 0, at);
    if (tag->is_closing) {
        return tag->end;
    }
    parse_warn_tag(s->parse, tag, at);
    bool is_found = find_contents(s, tag, is_script ? "script" : "style",
                                  is_script ? NO_SCRIPT : NO_STYLE, &end);
    return is_found ? behind_tag(s, end) : tag->end;
}

static bool is_plain_id(struct str id) {
    for (size_t i = 0; i < id.n; i++) {
        if (!g_ascii_isalnum(id.p[i]) && id.p[i] != '-' && id.p[i] != '_') {
            return false;
        }
    }
    return id.n > 0;
}

/* "<h3>Words</h3>" -> "### Words #"; the sign at the end keeps one of the words from being it. */
static size_t add_heading(struct scanner *s, const struct html_tag *tag, size_t at) {
    static const char *const signs[] = {"# ", "## ", "### ", "#### ", "##### ", "###### "};
    scan_mark(s, MARK_BREAK, NULL, 0, at);
    if (tag->is_closing) {
        return tag->end;
    }
    size_t end = find_heading_end(s, tag);
    if (end == s->text.n || scan_is_blank(s, tag->end, end)) {
        return tag->end;
    }
    struct str words = str_trim(str_slice(s->text, tag->end, end));
    size_t begin = (size_t)(words.p - s->text.p);
    scan_made(s, signs[tag->name.p[1] - '1'], at);
    scan_joined(s, begin, begin + words.n);
    struct str id = html_attribute(s->arena, tag, "id");
    if (is_plain_id(id)) {
        scan_made(s, arena_printf(s->arena, " {#" STR_FMT "}", STR_ARG(id)), begin + words.n);
    }
    scan_made(s, " #", begin + words.n);
    scan_end_line(s);
    s->is_in_paragraph = false;
    return behind_tag(s, end);
}

/* --- elements that become blocks -------------------------------------------------------------- */

static guint first_open(struct scanner *s) {
    return scan_frame_at(s, s->frames->len - 1)->first_open;
}

/* The innermost open element of the frame with this role, inside the innermost container. */
static struct open *find_role(struct scanner *s, enum html_role role) {
    for (guint i = s->opens->len; i > first_open(s); i--) {
        struct open *open = scan_open_at(s, i - 1);
        if (open->colons > 0) {
            return NULL;
        }
        if (open->role == role) {
            return open;
        }
    }
    return NULL;
}

/* A row ends the row before it, an item the item before it: up to the next @whole. */
static void close_parts(struct scanner *s, enum html_role first, enum html_role last,
                        enum html_role whole, size_t at) {
    guint outermost = s->opens->len;
    for (guint i = s->opens->len; i > first_open(s); i--) {
        const struct open *open = scan_open_at(s, i - 1);
        if (open->colons > 0 || open->role == whole) {
            break;
        }
        if (open->role >= first && open->role <= last) {
            outermost = i - 1;
        }
    }
    if (outermost < s->opens->len) {
        scan_close(s, outermost, at);
    }
}

static void close_tag(struct scanner *s, const struct html_tag *tag, size_t at) {
    scan_mark(s, MARK_BREAK, NULL, 0, at);
    for (guint i = s->opens->len; i > first_open(s); i--) {
        const struct open *open = scan_open_at(s, i - 1);
        if (open->colons > 0) {
            return;
        }
        if (open->name.n == tag->name.n &&
            g_ascii_strncasecmp(open->name.p, tag->name.p, tag->name.n) == 0) {
            scan_close(s, i - 1, at);
            return;
        }
    }
}

/* " dir=rtl", as the argument of a container says it. */
static void append_direction(struct scanner *s, const struct html_tag *tag, GString *argument) {
    struct str value = html_attribute(s->arena, tag, "dir");
    if (value.n > 0 && !memchr(value.p, ' ', value.n)) {
        g_string_append_printf(argument, " dir=" STR_FMT, STR_ARG(value));
    }
}

/* The first class is the name, the others are the argument; NULL: nothing to be told by. */
static struct node *new_container(struct scanner *s, const struct html_tag *tag, struct span at) {
    struct str name, others, language = html_language(s->arena, tag);
    str_cut(str_trim(html_attribute(s->arena, tag, "class")), ' ', &name, &others);
    if (html_tag_is(tag, "center") || str_is(html_attribute(s->arena, tag, "align"), "center")) {
        name = STR("center");
        others = STR("");
    } else if (html_tag_is(tag, "details")) {
        name = STR("details");
        others = STR("");
    }
    g_autoptr(GString) argument = g_string_new_len(others.p, (gssize)others.n);
    append_direction(s, tag, argument);
    if (name.n == 0 && language.n == 0 && argument->len == 0) {
        return NULL;
    }
    struct node *node = doc_node_new(s->arena, NODE_CONTAINER, at);
    node->container.language = language;
    node->container.name = name.n > 0 ? name : STR("div");
    node->container.argument = str_trim(str_from_gstring(s->arena, argument));
    return node;
}

static enum node_align align_attribute(struct scanner *s, const struct html_tag *tag) {
    struct str align = html_attribute(s->arena, tag, "align");
    return str_is(align, "left")     ? ALIGN_LEFT
           : str_is(align, "center") ? ALIGN_CENTER
           : str_is(align, "right")  ? ALIGN_RIGHT
                                     : ALIGN_DEFAULT;
}

static struct node *new_list(struct scanner *s, const struct html_tag *tag, struct span at) {
    struct node *node = doc_node_new(s->arena, NODE_LIST, at);
    node->list.is_ordered = html_tag_is(tag, "ol");
    node->list.is_tight = true;
    node->list.start = 1;
    struct str start = html_attribute(s->arena, tag, "start");
    struct decimal number;
    if (start.n > 0 && decimal_parse(start, &number) && decimal_is_integer(number)) {
        node->list.start = decimal_to_int(number);
    }
    return node;
}

static struct node *new_item(struct scanner *s, struct span at) {
    struct node *node = doc_node_new(s->arena, NODE_ITEM, at);
    struct open *list = find_role(s, HTML_LIST);
    if (list) {
        node->item.number = list->table->list.start + (int64_t)list->n_rows++;
    }
    return node;
}

/* Rows in a head are head rows; without a head, a first row that begins with <th> is. */
static struct node *new_row(struct scanner *s, struct span at) {
    struct open *table = find_role(s, HTML_TABLE);
    struct open *group = find_role(s, HTML_GROUP);
    if (table) {
        table->n_rows++;
        table->table->table.n_head_rows +=
            group && group->name.n == strlen("thead") && g_ascii_tolower(group->name.p[1]) == 'h';
    }
    return doc_node_new(s->arena, NODE_ROW, at);
}

static struct node *new_cell(struct scanner *s, const struct html_tag *tag, struct span at) {
    struct open *table = find_role(s, HTML_TABLE);
    if (table && table->n_rows == 1 && html_tag_is(tag, "th")) {
        table->table->table.n_head_rows = 1;
    }
    struct node *node = doc_node_new(s->arena, NODE_CELL, at);
    node->cell.align = align_attribute(s, tag);
    return node;
}

static struct node *new_block(struct scanner *s, const struct html_tag *tag, size_t at) {
    struct span place = scan_span(s, at, tag->end);
    switch (tag->role) {
    case HTML_CONTAINER: return new_container(s, tag, place);
    case HTML_QUOTE: return doc_node_new(s->arena, NODE_QUOTE, place);
    case HTML_LIST: return new_list(s, tag, place);
    case HTML_ITEM: close_parts(s, HTML_ITEM, HTML_ITEM, HTML_LIST, at); return new_item(s, place);
    case HTML_TABLE: return doc_node_new(s->arena, NODE_TABLE, place);
    case HTML_GROUP: close_parts(s, HTML_GROUP, HTML_CELL, HTML_TABLE, at); return NULL;
    case HTML_ROW: close_parts(s, HTML_ROW, HTML_CELL, HTML_TABLE, at); return new_row(s, place);
    case HTML_CELL:
        close_parts(s, HTML_CELL, HTML_CELL, HTML_ROW, at);
        return new_cell(s, tag, place);
    default: return NULL; /* no other role is asked for */
    }
}

static void open_tag(struct scanner *s, const struct html_tag *tag, size_t at) {
    struct node *node = new_block(s, tag, at);
    if (tag->is_empty || s->opens->len >= OPENS_MAX) {
        scan_mark(s, MARK_BREAK, NULL, 0, at);
        return;
    }
    struct open open = {.in = at, .name = tag->name, .role = tag->role, .table = node};
    size_t mark = scan_mark(s, node ? MARK_OPEN : MARK_BREAK, node, 0, at);
    open.mark = node ? mark : SIZE_MAX;
    scan_push_open(s, open);
}

/* --- the others ------------------------------------------------------------------------------- */

/* A component's title is text that its reader sees: a paragraph in bold. */
static void add_component_title(struct scanner *s, const struct html_tag *tag, size_t at) {
    struct str title = html_attribute(s->arena, tag, "title");
    if (title.n == 0) {
        title = html_attribute(s->arena, tag, "label");
    }
    if (title.n == 0 || tag->is_closing) {
        return;
    }
    struct span place = scan_span(s, at, tag->end);
    struct node *paragraph = doc_node_new(s->arena, NODE_PARAGRAPH, place);
    struct node *strong = doc_node_new(s->arena, NODE_STRONG, place);
    struct node *text = doc_node_new(s->arena, NODE_TEXT, place);
    text->text = title;
    doc_append_child(strong, text);
    doc_append_child(paragraph, strong);
    scan_mark(s, MARK_LEAF, paragraph, 0, at);
}

static void add_summary(struct scanner *s, const struct html_tag *tag, size_t at) {
    if (tag->is_closing) {
        if (s->is_in_paragraph) {
            scan_made(s, "</strong>", at);
        }
        scan_end_line(s);
        scan_mark(s, MARK_BREAK, NULL, 0, at);
    } else {
        scan_mark(s, MARK_BREAK, NULL, 0, at);
        scan_made(s, "<strong>", at);
        s->is_in_paragraph = true;
    }
}

size_t html_block_tag(struct scanner *s, const struct html_tag *tag, size_t at) {
    switch (tag->role) {
    case HTML_PRE: return add_preformatted(s, tag, at);
    case HTML_HIDDEN: return drop_hidden(s, tag, at);
    case HTML_HEADING: return add_heading(s, tag, at);
    case HTML_SUMMARY: add_summary(s, tag, at); return tag->end;
    case HTML_RULE:
        scan_mark(s, MARK_LEAF, doc_node_new(s->arena, NODE_RULE, scan_span(s, at, tag->end)), 0,
                  at);
        return tag->end;
    case HTML_PARAGRAPH: scan_mark(s, MARK_BREAK, NULL, 0, at); return tag->end;
    case HTML_CONTAINER:
    case HTML_QUOTE:
    case HTML_LIST:
    case HTML_ITEM:
    case HTML_TABLE:
    case HTML_GROUP:
    case HTML_ROW:
    case HTML_CELL:
        if (tag->is_closing) {
            close_tag(s, tag, at);
        } else {
            open_tag(s, tag, at);
        }
        return tag->end;
    default: /* components, and blocks that mean nothing on paper */
        scan_mark(s, MARK_BREAK, NULL, 0, at);
        parse_warn_tag(s->parse, tag, at);
        add_component_title(s, tag, at);
        return tag->end;
    }
}
