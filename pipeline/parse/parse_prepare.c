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

/* What a line needs to continue the first @n frames; bodies take no columns any more. */
static void make_prefix(struct scanner *s, guint n, size_t at) {
    static const char spaces[] = "                ";
    for (guint i = 1; i < n; i++) {
        const struct frame *frame = scan_frame_at(s, i);
        if (frame->kind == FRAME_QUOTE) {
            make(s, "> ", 2, at);
        } else if (frame->kind == FRAME_ITEM) {
            for (size_t left = frame->width; left > 0; left -= MIN(left, sizeof spaces - 1)) {
                make(s, spaces, MIN(left, sizeof spaces - 1), at);
            }
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
        copy(s, s->begin, until);
        return;
    }
    make_prefix(s, s->n_matched, s->begin);
    make(s, "   ", s->is_dedented ? 0 : s->rest.spare, s->begin);
    copy(s, MIN(s->rest.at, until), until);
}

void scan_copy_line(struct scanner *s) {
    write_lead(s, s->begin);
    if (!s->is_dedented && !has_body(s, s->n_matched)) {
        copy(s, s->begin, s->next);
    } else {
        copy(s, s->rest.at, s->next);
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

size_t scan_mark(struct scanner *s, enum mark_kind kind, struct node *node, size_t opener,
                 size_t at) {
    scan_end_line(s);
    write_lead(s, at);
    make(s, "# :", 3, at);
    struct mark mark = {
        .out = s->out->len - 1, .in = at, .kind = kind, .node = node, .opener = opener};
    g_array_append_val(s->marks, mark);
    end_out_line(s);
    s->is_in_paragraph = false;
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
    }
    s->is_in_html = s->is_in_html && s->html_frames <= n;
}

void scan_push_frame(struct scanner *s, enum frame_kind kind, size_t width, size_t opener) {
    struct frame frame = {
        .kind = kind, .width = width, .opener = opener, .first_open = s->opens->len};
    g_array_append_val(s->frames, frame);
    s->n_current = s->frames->len;
    s->is_in_paragraph = false;
}

void scan_begin_block(struct scanner *s) {
    if (s->n_current < s->frames->len) {
        scan_pop_frames(s, s->n_current);
        s->is_in_paragraph = false;
    }
}

void scan_close_body(struct scanner *s, guint n) {
    size_t opener = scan_frame_at(s, n)->opener;
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
