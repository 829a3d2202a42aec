#include "parse_prepare.h"

#include <string.h>

/*
 * HTML is made Markdown where it stands. Blocks' tags become marks, words between them lines of
 * their own, inline tags stay for md4c. A tag that opens nothing known ends the paragraph and is
 * dropped.
 */

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

/* --- comments --------------------------------------------------------------------------------- */

/* "<!-- notes: words -->": a container of its own, for decks. */
static bool add_notes(struct scanner *s, size_t at, size_t end) {
    struct str inside = str_slice(s->text, at + strlen("<!--"), end - strlen("-->"));
    struct str words = str_trim(inside);
    if (!str_starts_with(words, "notes:")) {
        return false;
    }
    struct node *node = doc_node_new(s->arena, NODE_CONTAINER, scan_span(s, at, end));
    scan_begin_block(s);
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
            char sign;
            size_t length;
            if (line_is_fence(trimmed, &sign, &length)) { /* it could end outside the comment */
                scan_made(s, "\\", begin);
            }
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

/* --- the line --------------------------------------------------------------------------------- */

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
    bool is_alone =
        scan_is_blank(s, begin, at) || scan_is_blank(s, tag->end, MAX(s->end, tag->end));
    return html_role_is_block(tag->role) || tag->role == HTML_HIDDEN ||
           (is_component(tag) && is_alone);
}

/* What is known of the line while it is walked along. */
struct walk {
    size_t begin; /* of words that are not written yet */
    bool is_behind_tag;
};

/* The offset behind the tag. An inline one stays among the words, if it is on one line. */
static size_t pass_tag(struct scanner *s, struct walk *walk, const struct html_tag *tag,
                       size_t at) {
    bool is_block = s->is_in_html && is_block_here(s, tag, at, walk->begin);
    if (!is_block && (!s->is_in_html || tag->end <= s->end)) {
        return tag->end;
    }
    write_words(s, walk->begin, at, walk->is_behind_tag);
    walk->is_behind_tag = true;
    walk->begin = tag->end;
    if (is_block) {
        walk->begin = html_block_tag(s, tag, at);
    } else {
        scan_joined(s, at, tag->end);
        s->is_in_paragraph = true;
    }
    return walk->begin;
}

static size_t pass_sign(struct scanner *s, struct walk *walk, size_t at) {
    struct html_tag tag;
    if (read_tag(s, at, &tag)) {
        return pass_tag(s, walk, &tag, at);
    }
    size_t end = behind_markup(s, at);
    if (end == at) {
        return at + 1;
    }
    write_words(s, walk->begin, at, walk->is_behind_tag);
    walk->begin = drop_markup(s, at, end);
    return walk->begin;
}

static void write_line(struct scanner *s, size_t first) {
    struct walk walk = {.begin = first};
    for (size_t at = first; at < s->end;) {
        switch (s->text.p[at]) {
        case '\\': at = MIN(at + 2, s->end); break;
        case '`': at = skip_code_span(s, at); break;
        case '<': at = pass_sign(s, &walk, at); break;
        default: at++; break;
        }
        scan_jump(s, at);
    }
    write_words(s, walk.begin, s->end, walk.is_behind_tag);
    scan_end_line(s);
    s->head_cells = walk.is_behind_tag ? 0 : line_count_cells(str_slice(s->text, first, s->end));
}

/* Components' attributes are often written on lines of their own. */
static bool is_alone_component(const struct scanner *s, const struct html_tag *tag) {
    const char *feed = memchr(s->text.p + tag->end, '\n', s->text.n - tag->end);
    size_t end = feed ? (size_t)(feed - s->text.p) : s->text.n;
    return is_component(tag) && scan_is_blank(s, tag->end, end);
}

/* CommonMark 0.31 §4.6, start conditions 6 and 7; a component counts like a block. */
static bool begins_html(struct scanner *s, size_t at, bool *ret_is_raw) {
    struct html_tag tag;
    if (s->text.p[at] != '<' || !read_tag(s, at, &tag)) {
        return false;
    }
    bool is_alone = tag.end <= s->end && scan_is_blank(s, tag.end, s->end);
    *ret_is_raw = tag.role == HTML_PRE || tag.role == HTML_HIDDEN;
    return html_role_is_block(tag.role) || tag.role == HTML_HIDDEN || is_alone_component(s, &tag) ||
           (is_alone && !s->is_in_paragraph);
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
    bool is_row = s->table_columns > 0 && s->is_in_paragraph && line.p[0] == '|';
    bool has_tag = !is_row && memchr(line.p, '<', line.n);
    bool is_lazy = s->n_current < s->frames->len;
    if (behind_markup(s, at) > at) {
        scan_begin_block(s);
    } else if (!has_comment && !(s->is_in_html && has_tag && !is_lazy)) {
        return false;
    } else if (!is_lazy || !s->is_in_paragraph) {
        scan_begin_block(s);
    }
    write_line(s, at);
    return true;
}
