#include "parse_prepare.h"

#include <string.h>

/* --- looking things up ------------------------------------------------------------------------ */

size_t prepared_in(const struct prepared *prepared, size_t out) {
    size_t low = 0, high = prepared->n_pieces;
    if (high == 0) {
        return out;
    }
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (prepared->pieces[middle].out <= out) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const struct prepared_piece *piece = &prepared->pieces[low];
    return piece->is_made ? piece->in : piece->in + (out - piece->out);
}

const struct mark *prepared_mark(const struct prepared *prepared, size_t out) {
    size_t low = 0, high = prepared->n_marks;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (prepared->marks[middle].out < out) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool is_found = low < prepared->n_marks && prepared->marks[low].out == out;
    return is_found ? &prepared->marks[low] : NULL;
}

struct span scan_span(const struct scanner *s, size_t begin, size_t end) {
    return text_span(s->parse->text, begin, end);
}

/* --- writing ---------------------------------------------------------------------------------- */

static void add_piece(struct scanner *s, size_t in, bool is_made) {
    if (s->pieces->len > 0) {
        const struct prepared_piece *last =
            &g_array_index(s->pieces, struct prepared_piece, s->pieces->len - 1);
        if (!is_made && !last->is_made && in - last->in == s->out->len - last->out) {
            return;
        }
    }
    struct prepared_piece piece = {.out = s->out->len, .in = in, .is_made = is_made};
    g_array_append_val(s->pieces, piece);
}

static void copy(struct scanner *s, size_t begin, size_t end) {
    if (end > begin) {
        add_piece(s, begin, false);
        g_string_append_len(s->out, s->text.p + begin, (gssize)(end - begin));
    }
}

static void make(struct scanner *s, const char *bytes, size_t n, size_t at) {
    if (n > 0) {
        add_piece(s, at, true);
        g_string_append_len(s->out, bytes, (gssize)n);
    }
}

struct frame *scan_frame_at(struct scanner *s, guint i) {
    return &g_array_index(s->frames, struct frame, i);
}

struct open *scan_open_at(struct scanner *s, guint i) {
    return &g_array_index(s->opens, struct open, i);
}

static void make_spaces(struct scanner *s, size_t n, size_t at) {
    static const char spaces[] = "                ";
    for (; n > 0; n -= MIN(n, sizeof spaces - 1)) {
        make(s, spaces, MIN(n, sizeof spaces - 1), at);
    }
}

/* What a line needs to continue the first @n frames; bodies take no columns any more. */
static void make_prefix(struct scanner *s, guint n, size_t at) {
    for (guint i = 1; i < n; i++) {
        const struct frame *frame = scan_frame_at(s, i);
        if (frame->kind == FRAME_QUOTE) {
            make(s, "> ", 2, at);
        } else if (frame->kind == FRAME_ITEM) {
            make_spaces(s, frame->width, at);
        }
    }
}

static bool has_body(struct scanner *s, guint n) {
    for (guint i = 1; i < n; i++) {
        if (scan_frame_at(s, i)->kind == FRAME_BODY) {
            return true;
        }
    }
    return false;
}

static void end_out_line(struct scanner *s) {
    if (s->out->len > 0 && s->out->str[s->out->len - 1] != '\n') {
        make(s, "\n", 1, s->begin);
    }
    s->is_line_open = false;
}

size_t scan_next_column(size_t column, char c) {
    return c == '\t' ? column + 4 - column % 4 : column + 1;
}

size_t scan_indent(const struct scanner *s, struct place place, size_t *ret_at) {
    size_t column = place.column, at = place.at;
    while (at < s->end && (s->text.p[at] == ' ' || s->text.p[at] == '\t')) {
        column = scan_next_column(column, s->text.p[at]);
        at++;
    }
    *ret_at = at;
    return column - place.column + place.spare;
}

/* A tab behind what a body has lost has another width: it becomes spaces. The offset behind. */
static size_t make_indent(struct scanner *s) {
    size_t at = s->rest.at;
    size_t n = s->is_dedented ? 0 : scan_indent(s, s->rest, &at);
    make_spaces(s, n, s->begin);
    return at;
}

/* The line up to @end. In quotes and items its tabs become spaces, which md4c counts as it should.
 */
static void copy_lead(struct scanner *s, size_t end) {
    size_t column = 0, begin = s->begin;
    for (size_t at = begin; at < end && s->frames->len > 1; at++) {
        size_t next = scan_next_column(column, s->text.p[at]);
        if (s->text.p[at] == '\t') {
            copy(s, begin, at);
            make_spaces(s, next - column, at);
            begin = at + 1;
        }
        column = next;
    }
    copy(s, begin, end);
}

/* The first thing of a line gets the line's own prefix up to @until, the following ones a new one.
 */
static void write_lead(struct scanner *s, size_t until) {
    if (s->is_line_open) {
        return;
    }
    end_out_line(s);
    s->is_line_open = true;
    if (s->has_lead) {
        make_prefix(s, s->frames->len, until);
        return;
    }
    s->has_lead = true;
    until = MIN(until, s->text_at);
    if (!s->is_dedented && !has_body(s, s->n_matched)) {
        copy_lead(s, until);
        return;
    }
    make_prefix(s, s->n_matched, s->begin);
    size_t begin = until > s->rest.at ? make_indent(s) : s->rest.at;
    copy(s, MIN(begin, until), until);
}

void scan_copy_line(struct scanner *s) {
    bool is_raw = !s->has_lead && !s->is_dedented && !has_body(s, s->n_matched);
    if (is_raw) {
        write_lead(s, s->text_at);
        copy(s, s->text_at, s->next);
    } else {
        s->text_at = s->rest.at;
        write_lead(s, s->rest.at);
        copy(s, make_indent(s), s->next);
    }
    end_out_line(s);
}

void scan_words(struct scanner *s, size_t begin, size_t end) {
    write_lead(s, begin);
    copy(s, begin, end);
}

void scan_made(struct scanner *s, const char *bytes, size_t at) {
    write_lead(s, at);
    make(s, bytes, strlen(bytes), at);
}

void scan_end_line(struct scanner *s) {
    if (s->is_line_open) {
        end_out_line(s);
    }
}

void scan_joined(struct scanner *s, size_t begin, size_t end) {
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

bool scan_is_blank(const struct scanner *s, size_t begin, size_t end) {
    return str_trim(str_slice(s->text, begin, end)).n == 0;
}

void scan_end_table(struct scanner *s) {
    if (s->table_columns > 0 && s->is_in_paragraph) {
        scan_end_line(s);
        make_prefix(s, s->has_lead ? s->frames->len : s->n_matched, s->begin);
        make(s, "\n", 1, s->begin);
        s->is_in_paragraph = false;
    }
    s->table_columns = 0;
}

bool scan_fill_item(struct scanner *s) {
    struct str rest = str_skip(s->text, s->next), next;
    bool is_before_blank = str_next_line(&rest, &next) && str_trim(next).n == 0;
    bool is_new_item = !s->has_lead && s->frames->len > s->n_matched &&
                       scan_frame_at(s, s->frames->len - 1)->kind == FRAME_ITEM;
    if (!is_before_blank || !is_new_item) {
        return false;
    }
    while (g_ascii_isspace(s->text.p[s->text_at - 1])) {
        s->text_at--;
    }
    scan_made(s, " <!-- -->", s->text_at);
    scan_end_line(s);
    return true;
}

size_t scan_mark(struct scanner *s, enum mark_kind kind, struct node *node, size_t opener,
                 size_t at) {
    scan_end_line(s);
    scan_end_table(s);
    scan_fill_item(s);
    if (!s->has_lead && s->n_matched == s->frames->len) {
        /* Not as far in as on the line: md4c 0.4.8 may take the rest of it for an indentation. */
        end_out_line(s);
        s->has_lead = true;
    }
    write_lead(s, at);
    make(s, "# :", 3, at);
    struct mark mark = {
        .out = s->out->len - 1, .in = at, .kind = kind, .node = node, .opener = opener};
    g_array_append_val(s->marks, mark);
    end_out_line(s);
    s->is_in_paragraph = false;
    s->table_columns = 0;
    return s->marks->len - 1;
}

/* --- frames and opens ------------------------------------------------------------------------- */

void scan_push_open(struct scanner *s, struct open open) {
    g_array_append_val(s->opens, open);
}

static void warn_unclosed(struct scanner *s, guint first) {
    for (guint i = first; i < s->opens->len; i++) {
        const struct open *open = scan_open_at(s, i);
        if (open->colons > 0) {
            diag_warning(s->parse->diags, scan_span(s, open->in, open->in + open->colons),
                         DIAG_MARKDOWN_BLOCK, "the container \"" STR_FMT "\" is never closed",
                         STR_ARG(open->name));
            diag_hint(s->parse->diags, "Add a line of %zu colons where it ends.", open->colons);
        }
    }
}

void scan_close(struct scanner *s, guint index, size_t at) {
    warn_unclosed(s, index + 1);
    size_t opener = scan_open_at(s, index)->mark;
    g_array_set_size(s->opens, index);
    if (opener != SIZE_MAX) {
        scan_mark(s, MARK_CLOSE, NULL, opener, at);
    }
}

void scan_pop_frames(struct scanner *s, guint n) {
    if (n < s->frames->len) {
        guint first = scan_frame_at(s, n)->first_open;
        warn_unclosed(s, first);
        g_array_set_size(s->opens, first);
        g_array_set_size(s->frames, n);
    }
    if (s->fence.sign && s->fence.frames > n) {
        s->fence.sign = 0;
        s->has_left_fence = true;
    }
    s->is_in_html = s->is_in_html && s->html_frames <= n;
}

void scan_push_frame(struct scanner *s, enum frame_kind kind, size_t width, size_t opener) {
    struct frame frame = {
        .kind = kind, .width = width, .opener = opener, .first_open = s->opens->len};
    g_array_append_val(s->frames, frame);
    s->n_current = s->frames->len;
    s->is_in_paragraph = false;
    s->table_columns = 0;
}

void scan_begin_block(struct scanner *s) {
    if (s->n_current < s->frames->len) {
        scan_pop_frames(s, s->n_current);
        s->is_in_paragraph = false;
        s->table_columns = 0;
    }
}

void scan_close_body(struct scanner *s, guint n) {
    size_t opener = scan_frame_at(s, n)->opener;
    if (s->fence.sign && s->fence.frames == n + 1) {
        /* To md4c the body is no container, so that its code would go on. */
        make_prefix(s, n, s->begin);
        for (size_t i = 0; i < s->fence.n; i++) {
            make(s, &s->fence.sign, 1, s->begin);
        }
        make(s, "\n", 1, s->begin);
    }
    scan_end_table(s);
    scan_pop_frames(s, n);
    make_prefix(s, n, s->begin);
    make(s, "# :", 3, s->begin);
    struct mark mark = {
        .out = s->out->len - 1, .in = s->begin, .kind = MARK_CLOSE, .opener = opener};
    g_array_append_val(s->marks, mark);
    make(s, "\n", 1, s->begin);
    s->is_in_paragraph = false;
}

/* --- lines ------------------------------------------------------------------------------------ */

void scan_set_line(struct scanner *s, size_t begin) {
    const char *feed = memchr(s->text.p + begin, '\n', s->text.n - begin);
    s->begin = begin;
    s->end = feed ? (size_t)(feed - s->text.p) : s->text.n;
    s->next = feed ? s->end + 1 : s->end;
    if (s->end > begin && s->text.p[s->end - 1] == '\r') {
        s->end--;
    }
}

void scan_jump(struct scanner *s, size_t at) {
    if (at > s->end) {
        const char *feed = memrchr(s->text.p, '\n', at);
        size_t begin = feed ? (size_t)(feed - s->text.p) + 1 : 0;
        scan_set_line(s, MIN(begin, at));
        s->has_lead = true;
    }
}
