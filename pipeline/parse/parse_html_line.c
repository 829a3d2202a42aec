#include "parse_prepare.h"

#include <string.h>

/*
 * HTML is made Markdown where it stands. Blocks' tags become marks, words between them lines of
 * their own, inline tags stay for md4c. A tag that opens nothing known ends the paragraph and is
 * dropped.
 */

/* Ends that were looked for and do not come any more: nothing is searched twice to the end. */
enum { NO_PRE = 1, NO_SCRIPT = 2, NO_STYLE = 4 };

static bool is_component(const struct html_tag *tag) {
    return tag->role == HTML_UNKNOWN && g_ascii_isupper(tag->name.p[0]);
}

/*
 * A tag that ends in the same paragraph. In a quote it must end on its line: the next one begins
 * with a sign that belongs to the quote.
 */
static bool read_tag(struct scanner *s, size_t at, struct html_tag *ret) {
    if (!html_tag_read(s->text, at, ret)) {
        return false;
    }
    bool is_line_blank = false;
    for (size_t i = s->end; i < ret->end; i++) {
        char c = s->text.p[i];
        if (c == '\n' && is_line_blank) {
            return false;
        }
        is_line_blank = c == '\n' || (is_line_blank && g_ascii_isspace(c));
    }
    for (guint i = 1; i < s->frames->len && ret->end > s->end; i++) {
        if (scan_frame_at(s, i)->kind == FRAME_QUOTE) {
            return false;
        }
    }
    return true;
}

static bool is_blank(const struct scanner *s, size_t begin, size_t end) {
    return str_trim(str_slice(s->text, begin, end)).n == 0;
}

/* --- words ------------------------------------------------------------------------------------ */

/* Behind a tag on the same line: what would begin a block of Markdown there is meant as text. */
static size_t escape_start(struct scanner *s, size_t begin, size_t end) {
    struct str words = str_slice(s->text, begin, end);
    struct list_marker marker;
    char sign;
    size_t n;
    if (line_is_item(words, &marker)) {
        scan_words(s, begin, begin + marker.n - 1);
        scan_made(s, "\\", begin);
        return begin + marker.n - 1;
    }
    if (line_is_rule(words) || line_is_heading(words) || line_is_underline(words) ||
        line_is_fence(words, &sign, &n) || words.p[0] == '>') {
        scan_made(s, "\\", begin);
    }
    return begin;
}

/* Words and the inline tags in them. */
static void write_words(struct scanner *s, size_t begin, size_t end, bool is_behind_tag) {
    while (begin < end && g_ascii_isspace(s->text.p[begin])) {
        begin++;
    }
    if (begin == end) {
        return;
    }
    if (is_behind_tag && !s->is_line_open) {
        begin = escape_start(s, begin, end);
    }
    scan_words(s, begin, end);
    s->is_in_paragraph = true;
}

/* A tag or other text of several lines: their ends become spaces. */
static void write_joined(struct scanner *s, size_t begin, size_t end) {
    for (size_t at = begin; at < end;) {
        const char *feed = memchr(s->text.p + at, '\n', end - at);
        size_t stop = feed ? (size_t)(feed - s->text.p) : end;
        size_t trimmed = stop > at && s->text.p[stop - 1] == '\r' ? stop - 1 : stop;
        if (trimmed > at) {
            scan_words(s, at, trimmed);
        }
        if (feed) {
            scan_made(s, " ", stop);
        }
        at = stop + (feed ? 1 : 0);
    }
}

/* --- elements with an end that is looked for ----------------------------------------------------
 */

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
    if (end == s->text.n || is_blank(s, tag->end, end)) {
        return tag->end;
    }
    struct str words = str_trim(str_slice(s->text, tag->end, end));
    size_t begin = (size_t)(words.p - s->text.p);
    scan_made(s, signs[tag->name.p[1] - '1'], at);
    write_joined(s, begin, begin + words.n);
    struct str id = html_attribute(s->arena, tag, "id");
    if (is_plain_id(id)) {
        scan_made(s, arena_printf(s->arena, " {#" STR_FMT "}", STR_ARG(id)), begin + words.n);
    }
    scan_made(s, " #", begin + words.n);
    scan_end_line(s);
    s->is_in_paragraph = false;
    return behind_tag(s, end);
}

/* --- elements that become blocks ----------------------------------------------------------------
 */

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

/* The first class is the name, the others are the argument; NULL: nothing to be told by. */
static struct node *new_container(struct scanner *s, const struct html_tag *tag, struct span at) {
    struct str name, others;
    str_cut(str_trim(html_attribute(s->arena, tag, "class")), ' ', &name, &others);
    if (html_tag_is(tag, "center") || str_is(html_attribute(s->arena, tag, "align"), "center")) {
        name = STR("center");
        others = STR("");
    } else if (html_tag_is(tag, "details")) {
        name = STR("details");
        others = STR("");
    } else if (name.n == 0) {
        return NULL;
    }
    struct node *node = doc_node_new(s->arena, NODE_CONTAINER, at);
    node->container.name = name;
    node->container.argument = str_trim(others);
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
    close_parts(s, HTML_ITEM, HTML_ITEM, HTML_LIST, at.begin);
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
    case HTML_ITEM: return new_item(s, place);
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

/* --- the others ---------------------------------------------------------------------------------
 */

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

/* The offset behind what was dealt with. */
static size_t apply_block_tag(struct scanner *s, const struct html_tag *tag, size_t at) {
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

/* --- comments -----------------------------------------------------------------------------------
 */

/* "<!-- notes: words -->": a container of its own, for decks. */
static bool add_notes(struct scanner *s, size_t at, size_t end) {
    struct str inside = str_slice(s->text, at + strlen("<!--"), end - strlen("-->"));
    struct str words = str_trim(inside);
    if (!str_starts_with(words, "notes:")) {
        return false;
    }
    struct node *node = doc_node_new(s->arena, NODE_CONTAINER, scan_span(s, at, end));
    node->container.name = STR("notes");
    node->container.argument = STR("");
    size_t mark = scan_mark(s, MARK_OPEN, node, 0, at);
    struct str rest = str_trim(str_skip(words, strlen("notes:")));
    struct str line;
    while (str_next_line(&rest, &line)) {
        struct str trimmed = str_trim(line);
        size_t begin = (size_t)(trimmed.p - s->text.p);
        if (trimmed.n == 0) {
            scan_mark(s, MARK_BREAK, NULL, 0, begin);
        } else {
            scan_words(s, begin, begin + trimmed.n);
            scan_end_line(s);
        }
    }
    scan_mark(s, MARK_CLOSE, NULL, mark, end);
    return true;
}

/* Behind a comment or the like at @at; @at where there is none. */
static size_t behind_markup(struct scanner *s, size_t at) {
    size_t end = html_skip_markup(s->text, at, &s->missing_markup);
    return end > 0 ? end : at;
}

/* Dropped; where words stand before it on the line, those behind it continue their paragraph. */
static size_t drop_markup(struct scanner *s, size_t at, size_t end) {
    bool is_notes = add_notes(s, at, end);
    if (!is_notes && !s->is_line_open) {
        scan_mark(s, MARK_BREAK, NULL, 0, at);
    }
    bool is_spaced = s->is_line_open && s->out->str[s->out->len - 1] == ' ';
    while (is_spaced && end < s->text.n && s->text.p[end] == ' ') {
        end++;
    }
    return end;
}

/* --- the line -----------------------------------------------------------------------------------
 */

/* Behind a code span that begins at @at and ends on the line; behind its signs where it does not.
 */
static size_t skip_code_span(const struct scanner *s, size_t at) {
    size_t n = 0;
    while (at + n < s->end && s->text.p[at + n] == '`') {
        n++;
    }
    size_t run = 0;
    for (size_t i = at + n; i <= s->end; i++) {
        if (i < s->end && s->text.p[i] == '`') {
            run++;
        } else if (run == n) {
            return i;
        } else {
            run = 0;
        }
    }
    return at + n;
}

/* Inline tags are left to md4c, but one of several lines must be on one. */
static bool is_block_here(const struct scanner *s, const struct html_tag *tag, size_t at,
                          size_t begin) {
    bool is_alone = is_blank(s, begin, at) || is_blank(s, tag->end, MAX(s->end, tag->end));
    return html_role_is_block(tag->role) || tag->role == HTML_HIDDEN ||
           (is_component(tag) && is_alone);
}

static void write_line(struct scanner *s, size_t at) {
    size_t begin = at; /* of words that are not written yet */
    bool is_behind_tag = false;
    while (at < s->end) {
        struct html_tag tag;
        char c = s->text.p[at];
        size_t next = at + 1;
        if (c == '\\') {
            next = MIN(at + 2, s->end);
        } else if (c == '`') {
            next = skip_code_span(s, at);
        } else if (c == '<' && read_tag(s, at, &tag)) {
            bool is_block = s->is_in_html && is_block_here(s, &tag, at, begin);
            if (is_block || (s->is_in_html && tag.end > s->end)) {
                write_words(s, begin, at, is_behind_tag);
                next = is_block ? apply_block_tag(s, &tag, at) : tag.end;
                if (!is_block) {
                    write_joined(s, at, tag.end);
                    s->is_in_paragraph = true;
                }
                is_behind_tag = true;
                begin = next;
            } else {
                next = tag.end;
            }
        } else if (c == '<' && (next = behind_markup(s, at)) > at) {
            write_words(s, begin, at, is_behind_tag);
            begin = next = drop_markup(s, at, next);
        } else {
            next = at + 1;
        }
        scan_jump(s, next);
        at = next;
    }
    write_words(s, begin, s->end, is_behind_tag);
    scan_end_line(s);
}

/* Components' attributes are often written on lines of their own. */
static bool is_alone_component(const struct scanner *s, const struct html_tag *tag) {
    const char *feed = memchr(s->text.p + tag->end, '\n', s->text.n - tag->end);
    size_t end = feed ? (size_t)(feed - s->text.p) : s->text.n;
    return is_component(tag) && is_blank(s, tag->end, end);
}

/* CommonMark 0.31 §4.6, start conditions 6 and 7; a component counts like a block. */
static bool begins_html(struct scanner *s, size_t at, bool *ret_is_raw) {
    struct html_tag tag;
    if (s->text.p[at] != '<' || !read_tag(s, at, &tag)) {
        return false;
    }
    bool is_alone = tag.end <= s->end && is_blank(s, tag.end, s->end);
    bool is_lazy = s->n_current < s->frames->len;
    *ret_is_raw = tag.role == HTML_PRE || tag.role == HTML_HIDDEN;
    return html_role_is_block(tag.role) || tag.role == HTML_HIDDEN || is_alone_component(s, &tag) ||
           (is_alone && (!s->is_in_paragraph || is_lazy));
}

bool html_line(struct scanner *s, size_t at) {
    bool is_raw = false;
    if (begins_html(s, at, &is_raw)) {
        scan_begin_block(s);
        s->is_in_html = true;
        s->html_frames = s->frames->len;
        write_line(s, at);
        s->is_in_html = s->is_in_html && !is_raw;
        return true;
    }
    struct str line = str_slice(s->text, at, s->end);
    bool has_comment = str_find(line, STR("<!--"), 0) < line.n;
    bool has_tag = has_comment || memchr(line.p, '<', line.n);
    bool is_lazy = s->n_current < s->frames->len;
    if (behind_markup(s, at) > at) {
        scan_begin_block(s);
    } else if (!has_comment && !(s->is_in_html && has_tag && !is_lazy)) {
        return false;
    }
    write_line(s, at);
    return true;
}
