#include "parse_prepare.h"

#include <string.h>

/* --- columns ---------------------------------------------------------------------------------- */

/* @n columns of white space, which must be there. A tab can be used in part. */
static struct place skip_columns(const struct scanner *s, struct place place, size_t n) {
    size_t spare = MIN(n, place.spare);
    place.spare -= spare;
    n -= spare;
    while (n > 0 && place.at < s->end) {
        size_t column = scan_next_column(place.column, s->text.p[place.at]);
        size_t width = column - place.column;
        place.at++;
        place.column = column;
        place.spare = width > n ? width - n : 0;
        n -= MIN(n, width);
    }
    return place;
}

/* Behind "> ". */
static struct place skip_quote_sign(const struct scanner *s, size_t at, size_t column) {
    struct place place = {.at = at + 1, .column = column + 1};
    bool has_space =
        place.at < s->end && (s->text.p[place.at] == ' ' || s->text.p[place.at] == '\t');
    return has_space ? skip_columns(s, place, 1) : place;
}

static bool match_frame(const struct scanner *s, const struct frame *frame, struct place *place) {
    size_t at;
    size_t indent = scan_indent(s, *place, &at);
    bool is_blank = at >= s->end;
    switch (frame->kind) {
    case FRAME_ROOT: return true;
    case FRAME_QUOTE:
        if (is_blank || indent > 3 || s->text.p[at] != '>') {
            return false;
        }
        *place = skip_quote_sign(s, at, place->column + indent - place->spare);
        return true;
    case FRAME_ITEM:
    case FRAME_BODY:
        if (is_blank || indent < frame->width) {
            return is_blank;
        }
        *place = skip_columns(s, *place, frame->width);
        return true;
    }
    g_assert_not_reached();
}

/* --- lines of ours ---------------------------------------------------------------------------- */

bool scan_next_line(struct scanner *ahead, struct place *ret) {
    if (ahead->next >= ahead->text.n) {
        return false;
    }
    scan_set_line(ahead, ahead->next);
    struct place place = {.at = ahead->begin};
    guint n = 1;
    while (n < ahead->frames->len && match_frame(ahead, scan_frame_at(ahead, n), &place)) {
        n++;
    }
    *ret = place;
    return n == ahead->frames->len;
}

/* The indentation of the next line that is not blank, behind what the frames take. */
static size_t next_indent(const struct scanner *s) {
    struct scanner ahead = *s;
    struct place place;
    while (scan_next_line(&ahead, &place)) {
        size_t at;
        size_t indent = scan_indent(&ahead, place, &at);
        if (at < ahead.end) {
            return indent;
        }
    }
    return 0;
}

static bool open_admonition(struct scanner *s, const struct block_line *line, size_t indent,
                            size_t at) {
    scan_begin_block(s);
    enum callout_kind kind;
    bool is_own;
    size_t body = next_indent(s);
    if (s->frames->len >= FRAMES_MAX) {
        parse_warn_depth(s->parse, at);
        return false;
    }
    bool is_named = line->has_title ||
                    (line->has_single_word && parse_callout_kind(line->name, &kind, &is_own));
    if (body < 4 && !is_named) {
        return false;
    }
    struct span place = scan_span(s, at, s->end);
    size_t opener = scan_mark(s, MARK_OPEN, block_line_node(s->parse, line, place), 0, at);
    scan_push_frame(s, FRAME_BODY, body >= indent + 4 ? indent + 4 : 4, opener);
    return true;
}

static void open_container(struct scanner *s, const struct block_line *line, size_t at) {
    scan_begin_block(s);
    if (s->opens->len >= OPENS_MAX) {
        parse_warn_depth(s->parse, at);
        s->n_dropped++;
        scan_mark(s, MARK_BREAK, NULL, 0, at);
        return;
    }
    struct node *node = block_line_node(s->parse, line, scan_span(s, at, s->end));
    size_t mark = scan_mark(s, MARK_OPEN, node, 0, at);
    scan_push_open(
        s, (struct open){.mark = mark, .in = at, .colons = line->colons, .name = line->name});
}

/* The innermost container with as many colons; else the innermost with fewer; else any. */
static bool find_container(struct scanner *s, guint first, size_t colons, guint *ret) {
    bool is_found = false, is_fewer = false;
    for (guint i = s->opens->len; i > first; i--) {
        size_t n = scan_open_at(s, i - 1)->colons;
        if (n == colons) {
            *ret = i - 1;
            return true;
        }
        if (n > 0 && (!is_found || (n < colons && !is_fewer))) {
            *ret = i - 1;
            is_found = true;
            is_fewer = n < colons;
        }
    }
    return is_found;
}

static bool close_container(struct scanner *s, const struct block_line *line, size_t at) {
    guint first = scan_frame_at(s, s->n_current - 1)->first_open;
    guint last =
        s->n_current < s->frames->len ? scan_frame_at(s, s->n_current)->first_open : s->opens->len;
    guint index = 0;
    if (s->n_dropped > 0) {
        s->n_dropped--;
        scan_begin_block(s);
        scan_mark(s, MARK_BREAK, NULL, 0, at);
        return true;
    }
    if (last > first) {
        scan_begin_block(s);
        if (find_container(s, first, line->colons, &index)) {
            scan_close(s, index, at);
            return true;
        }
    }
    if (s->has_leaf) {
        scan_begin_block(s);
        scan_mark(s, MARK_BREAK, NULL, 0, at);
        return true;
    }
    diag_warning(s->parse->diags, scan_span(s, at, at + line->colons), DIAG_MARKDOWN_BLOCK,
                 "this line of colons closes no container");
    diag_hint(s->parse->diags, "Open one with a line such as \":::note\", or delete this line.");
    return false;
}

/*
 * "[^name]: words": a body of four columns, like an admonition's, that begins on the same line.
 * True: look at what is behind it.
 */
static bool open_note(struct scanner *s, struct place *place, size_t at) {
    struct str name, line = str_slice(s->text, at, s->end);
    size_t n = block_line_note(line, &name);
    if (n == 0) {
        return false;
    }
    if (s->frames->len >= FRAMES_MAX) {
        parse_warn_depth(s->parse, at);
        return false;
    }
    scan_begin_block(s);
    struct node *node = doc_node_new(s->arena, NODE_NOTE, scan_span(s, at, s->end));
    node->note.name = str_cstr(s->arena, name);
    size_t opener = scan_mark(s, MARK_OPEN, node, 0, at);
    scan_push_frame(s, FRAME_BODY, 4, opener);
    scan_frame_at(s, s->frames->len - 1)->is_note = true;
    s->parse->has_notes = true;
    *place = (struct place){.at = at + n};
    while (place->at < s->end && strchr(" \t", s->text.p[place->at])) {
        place->at++;
    }
    s->rest = *place;
    return true;
}

/* Words that no block could begin with. */
static bool is_plain_line(struct str line) {
    struct list_marker marker;
    return line.n > 0 && !strchr("#>-+*_~`:!?[\\<|=", line.p[0]) && !line_is_item(line, &marker);
}

/* A line of a footnote's paragraph that is not indented (CommonMark 0.31 §5.2, laziness). */
static bool continues_note(struct scanner *s, guint n, size_t at) {
    return n + 1 == s->frames->len && scan_frame_at(s, n)->is_note && s->is_in_paragraph &&
           s->table_columns == 0 && is_plain_line(str_slice(s->text, at, s->end));
}

static bool scan_own_line(struct scanner *s, size_t indent, size_t at) {
    struct block_line line;
    if (!strchr(":!?[\\", s->text.p[at]) ||
        !block_line_read(str_slice(s->text, at, s->end), &line)) {
        return false;
    }
    bool has_leaf = false;
    bool is_ours = true;
    switch (line.kind) {
    case BLOCK_OPEN: open_container(s, &line, at); break;
    case BLOCK_CLOSE: is_ours = close_container(s, &line, at); break;
    case BLOCK_ADMONITION: is_ours = open_admonition(s, &line, indent, at); break;
    case BLOCK_LEAF:
        scan_begin_block(s);
        scan_mark(s, MARK_LEAF, block_line_node(s->parse, &line, scan_span(s, at, s->end)), 0, at);
        has_leaf = line.colons > 0;
        break;
    }
    s->has_leaf = has_leaf;
    return is_ours;
}

/* --- the line --------------------------------------------------------------------------------- */

/* "- ", "12. ": the item's text begins behind at most four spaces. */
static struct place push_item(struct scanner *s, struct place place, size_t indent, size_t at,
                              size_t n) {
    struct place behind = {.at = at + n, .column = place.column + indent - place.spare + n};
    size_t text;
    size_t spaces = scan_indent(s, behind, &text);
    if (text >= s->end || spaces > 4) {
        spaces = MIN(spaces, 1);
    }
    scan_push_frame(s, FRAME_ITEM, indent + n + MAX(spaces, 1), 0);
    return skip_columns(s, behind, spaces);
}

static bool begins_item(const struct scanner *s, size_t at, struct list_marker *ret) {
    return line_is_item(str_slice(s->text, at, s->end), ret) &&
           (ret->can_interrupt || !s->is_in_paragraph || s->n_current < s->frames->len);
}

/* A container that begins here; true: look at what is behind it. */
static bool scan_container(struct scanner *s, struct place *place, size_t indent, size_t at) {
    struct list_marker marker;
    if (s->text.p[at] == '>') {
        scan_begin_block(s);
        scan_push_frame(s, FRAME_QUOTE, 0, 0);
        *place = skip_quote_sign(s, at, place->column + indent - place->spare);
        return true;
    }
    if (begins_item(s, at, &marker)) {
        scan_begin_block(s);
        *place = push_item(s, *place, indent, at, marker.n);
        return true;
    }
    return false;
}

/* One container more than there may be: its sign is escaped and becomes a word. */
static bool scan_too_deep(struct scanner *s, size_t at) {
    struct list_marker marker = {.n = 1};
    bool is_deep = s->n_current >= FRAMES_MAX;
    if (!is_deep || (s->text.p[at] != '>' && !begins_item(s, at, &marker))) {
        return false;
    }
    parse_warn_depth(s->parse, at);
    scan_words(s, at, at + marker.n - 1);
    scan_made(s, "\\", at);
    scan_words(s, at + marker.n - 1, s->end);
    scan_end_line(s);
    s->is_in_paragraph = true;
    return true;
}

/* The line's text is none of a container's: true where it was dealt with. */
static bool scan_block(struct scanner *s, size_t indent, size_t at) {
    struct str line = str_slice(s->text, at, s->end);
    bool is_lazy = s->n_current < s->frames->len;
    char sign;
    size_t n;
    if (s->is_in_paragraph && s->table_columns == 0 && !is_lazy && line_is_underline(line)) {
        s->is_in_paragraph = false;
        scan_copy_line(s);
        return true;
    }
    if (line_is_rule(line) || line_is_heading(line)) {
        scan_begin_block(s);
        scan_end_table(s);
        s->is_in_paragraph = false;
        if (line_is_heading(line) && scan_fill_item(s)) {
            scan_words(s, at, s->end);
            scan_end_line(s);
        } else {
            scan_copy_line(s);
        }
        return true;
    }
    if (line_is_fence(line, &sign, &n)) {
        scan_begin_block(s);
        scan_end_table(s);
        s->is_in_paragraph = false;
        s->fence.sign = sign;
        s->fence.n = n;
        s->fence.frames = s->frames->len;
        scan_copy_line(s);
        return true;
    }
    return scan_own_line(s, indent, at) || html_line(s, at);
}

static void scan_text(struct scanner *s, size_t at) {
    struct str line = str_trim(str_slice(s->text, at, s->end));
    bool is_lazy = s->n_current < s->frames->len && s->is_in_paragraph;
    if (!is_lazy) {
        scan_begin_block(s);
    }
    s->table_columns = s->is_in_paragraph ? s->table_columns : 0;
    bool is_row = s->table_columns > 0;
    size_t n = s->is_in_paragraph && !is_row && !is_lazy ? line_table_columns(line) : 0;
    if (n > 0) {
        table_rule(s, line, n, at);
    } else if (is_row && line_count_cells(line) > s->table_columns) {
        table_long_row(s, line, at);
    } else if (!is_row && !is_lazy && table_begins(s, at)) {
        table_head(s, at);
    } else {
        s->is_in_paragraph = true;
        scan_copy_line(s);
    }
    s->head_cells = is_lazy ? 0 : line_count_cells(line);
}

/*
 * Code by its indentation, or the continuation of a paragraph. md4c 0.4.8 takes a fence there for
 * one, which CommonMark 0.31 §4.5 does not: with words before it the sign is escaped, without any
 * a break goes before it, as before the first line behind a fence that ended with its container.
 * md4c 0.5 takes a table's delimiter row there, too.
 */
static void scan_indented(struct scanner *s, size_t at) {
    char sign;
    size_t n;
    struct str line = str_slice(s->text, at, s->end);
    bool is_fence = line_is_fence(line, &sign, &n);
    bool is_sign = is_fence || line_table_columns(line) > 0;
    if (s->is_in_paragraph && s->table_columns > 0) {
        scan_text(s, at); /* a row */
        return;
    }
    s->head_cells = 0;
    if (s->is_in_paragraph && !is_sign) {
        scan_copy_line(s);
        return;
    }
    if (s->is_in_paragraph) {
        scan_made(s, "\\", at);
        scan_words(s, at, s->end);
        scan_end_line(s);
        return;
    }
    scan_begin_block(s);
    s->is_in_code = true;
    bool needs_break = s->has_left_fence || (is_fence && !s->was_in_code);
    if (needs_break && s->n_matched == s->frames->len) {
        s->text_at = s->rest.at;
        scan_mark(s, MARK_BREAK, NULL, 0, s->rest.at);
    }
    scan_copy_line(s);
}

/* An indented tag behind a blank line is no code where an element is still open. */
static bool continues_html(struct scanner *s, size_t at) {
    guint n = s->opens->len;
    return s->text.p[at] == '<' && !s->is_in_paragraph && s->n_current == s->frames->len &&
           n > scan_frame_at(s, s->frames->len - 1)->first_open &&
           scan_open_at(s, n - 1)->colons == 0;
}

/* Markers with nothing behind them. */
static void scan_empty(struct scanner *s) {
    bool is_nested = s->frames->len > s->n_matched + 1;
    if (!is_nested || !scan_fill_item(s)) {
        scan_frame_at(s, s->frames->len - 1)->is_empty = true;
        scan_copy_line(s);
    }
}

static void scan_rest(struct scanner *s) {
    struct place place = s->rest;
    scan_frame_at(s, s->frames->len - 1)->is_empty = false;
    for (;;) {
        size_t at;
        size_t indent = scan_indent(s, place, &at);
        s->text_at = at;
        if (at >= s->end) {
            scan_empty(s);
            return;
        }
        bool is_first = place.at == s->rest.at;
        bool is_html =
            s->is_in_html && s->frames->len == s->html_frames && s->n_current == s->frames->len;
        if (indent >= 4 && is_first && (is_html || continues_html(s, at))) {
            place = s->rest = (struct place){.at = at, .column = place.column + indent};
            s->is_dedented = true;
            indent = 0;
        }
        if (indent >= 4) {
            scan_indented(s, at);
            return;
        }
        bool is_rule = line_is_rule(str_slice(s->text, at, s->end));
        bool is_underline = s->is_in_paragraph && s->table_columns == 0 &&
                            s->n_current == s->frames->len &&
                            line_is_underline(str_slice(s->text, at, s->end));
        bool is_container = !is_rule && !is_underline;
        if (is_container && scan_too_deep(s, at)) {
            return;
        }
        if (is_container && scan_container(s, &place, indent, at)) {
            continue;
        }
        if (s->text.p[at] == '[' && open_note(s, &place, at)) {
            if (place.at >= s->end) {
                return;
            }
            continue;
        }
        if (!scan_block(s, indent, at)) {
            scan_text(s, at);
        }
        return;
    }
}

static void scan_blank(struct scanner *s) {
    if (!s->fence.sign) {
        s->is_in_html = false;
    }
    s->is_in_paragraph = false;
    s->table_columns = 0;
    guint last = s->frames->len - 1;
    bool is_empty = scan_frame_at(s, last)->is_empty;
    scan_pop_frames(s, is_empty ? MIN(s->n_matched, last) : s->n_matched);
    s->n_matched = MIN(s->n_matched, s->frames->len);
    scan_copy_line(s);
}

/*
 * Inside a fenced block of code; false: the line ends it by leaving its container. md4c 0.4.8 lets
 * a closing fence do so outside the container too ("- ```", "```"), which CommonMark does not.
 */
static bool scan_fenced(struct scanner *s) {
    size_t at;
    size_t indent = scan_indent(s, s->rest, &at);
    bool is_inside = s->n_matched == s->frames->len;
    bool is_end =
        indent <= 3 && line_closes_fence(str_slice(s->text, at, s->end), s->fence.sign, s->fence.n);
    if (!is_inside && (!is_end || scan_frame_at(s, s->n_matched)->kind == FRAME_BODY)) {
        return false;
    }
    scan_pop_frames(s, s->n_matched);
    if (is_end) {
        s->fence.sign = 0;
    }
    s->text_at = s->rest.at; /* tabs behind it are code */
    scan_copy_line(s);
    return true;
}

static void scan_line(struct scanner *s) {
    s->rest = (struct place){.at = s->begin};
    s->has_lead = s->is_dedented = s->is_line_open = false;
    s->text_at = s->end;
    s->has_left_fence = false;
    guint n = 1;
    while (n < s->frames->len && match_frame(s, scan_frame_at(s, n), &s->rest)) {
        n++;
    }
    s->n_matched = s->n_current = n;
    size_t at;
    scan_indent(s, s->rest, &at);
    bool is_blank = at >= s->end;
    if (is_blank) {
        scan_blank(s);
        return;
    }
    s->was_in_code = s->is_in_code;
    s->is_in_code = false;
    if (s->fence.sign && scan_fenced(s)) {
        return;
    }
    if (n < s->frames->len && continues_note(s, n, at)) {
        s->n_matched = s->n_current = ++n;
    } else if (n < s->frames->len && scan_frame_at(s, n)->kind == FRAME_BODY) {
        scan_close_body(s, n);
    }
    if (n < s->frames->len && s->table_columns > 0) {
        s->is_in_paragraph = false; /* a table's rows are not continued outside their container */
    }
    bool has_leaf = s->has_leaf;
    scan_rest(s);
    s->has_leaf = s->has_leaf && !has_leaf;
}

/* --- all of it -------------------------------------------------------------------------------- */

static void take_result(struct scanner *s, struct prepared *ret) {
    Arena *arena = s->arena;
    ret->bytes = str_from_gstring(arena, s->out);
    ret->n_pieces = s->pieces->len;
    ret->pieces =
        arena_memdup(arena, s->pieces->data, s->pieces->len * sizeof(struct prepared_piece));
    ret->n_marks = s->marks->len;
    ret->marks = arena_memdup(arena, s->marks->data, s->marks->len * sizeof(struct mark));
}

static void hide_blanks(struct prepared *prepared, Arena *arena) {
    if (!memchr(prepared->bytes.p, '_', prepared->bytes.n)) {
        return;
    }
    char *bytes = arena_memdup(arena, prepared->bytes.p, prepared->bytes.n);
    prepared->has_blanks = blanks_hide(bytes, prepared->bytes.n);
    prepared->bytes.p = bytes;
}

void parse_prepare(struct parse *parse, struct prepared *ret) {
    struct str text = parse->text->bytes;
    *ret = (struct prepared){.bytes = text};
    struct scanner s = {
        .parse = parse,
        .arena = parse->arena,
        .text = text,
        .out = g_string_sized_new(text.n + 64),
        .pieces = g_array_new(FALSE, FALSE, sizeof(struct prepared_piece)),
        .marks = g_array_new(FALSE, FALSE, sizeof(struct mark)),
        .frames = g_array_new(FALSE, FALSE, sizeof(struct frame)),
        .opens = g_array_new(FALSE, FALSE, sizeof(struct open)),
    };
    scan_push_frame(&s, FRAME_ROOT, 0, 0);
    for (scan_set_line(&s, 0); s.begin < text.n; scan_set_line(&s, s.next)) {
        scan_line(&s);
    }
    scan_pop_frames(&s, 0);
    take_result(&s, ret);
    hide_blanks(ret, parse->arena);
    g_string_free(s.out, TRUE);
    g_array_free(s.pieces, TRUE);
    g_array_free(s.marks, TRUE);
    g_array_free(s.frames, TRUE);
    g_array_free(s.opens, TRUE);
}
