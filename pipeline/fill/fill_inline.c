#include "fill_escape_priv.h"

#include <string.h>

/*
 * Code spans, link destinations, HTML tags and comments, a line at a time. Links, tags and comments
 * may end on a later line of the paragraph; a code span counts only where its end stands on the
 * same line, and one of several lines leaves its slots as text.
 */

/* How far the end of a link or tag is looked for, so that those without one cost little. */
enum { CONSTRUCT_BYTES_MAX = 4000 };

struct line {
    struct skeleton *skeleton;
    struct inline_state *state;
    struct str text;
    size_t begin, at, end;
    size_t paragraph; /* where a link or a tag must have ended; 0: not looked for yet */
};

static char peek(const struct line *line, size_t at) {
    return at < line->end ? line->text.p[at] : '\0';
}

static bool is_slot(const struct line *line, size_t at) {
    const struct skeleton *skeleton = line->skeleton;
    size_t i = slot_from(skeleton, at);
    return i < skeleton->n_slots && skeleton->slots[i].at == at;
}

/* --- lines that follow ---------------------------------------------------------------------- */

/* Behind the white space and the marks of quotes that a line of the paragraph begins with. */
static size_t skip_prefix(const struct line *line, size_t at, size_t end) {
    size_t n_quotes = line->state->n_quotes;
    while (at < end &&
           (g_ascii_isspace(line->text.p[at]) || (line->text.p[at] == '>' && n_quotes > 0))) {
        n_quotes -= line->text.p[at] == '>';
        at++;
    }
    return at;
}

/* Whether a line that begins so cannot be another block than the paragraph before it. */
static bool continues_paragraph(struct str rest) {
    size_t n = 0;
    while (n < rest.n && g_ascii_isdigit(rest.p[n])) {
        n++;
    }
    bool is_number = n > 0 && n < rest.n && strchr(".)", rest.p[n]);
    return rest.n > 0 && !is_number && (is_word_byte(rest.p[0]) || strchr("\"'/()>", rest.p[0]));
}

static size_t paragraph_end(struct line *line) {
    size_t end = line->end;
    while (line->paragraph == 0 && end + 1 < line->text.n && end - line->at < CONSTRUCT_BYTES_MAX) {
        size_t next = str_find(line->text, STR("\n"), end + 1);
        size_t begin = skip_prefix(line, end + 1, next);
        if (!continues_paragraph(str_slice(line->text, begin, next))) {
            break;
        }
        end = next;
    }
    line->paragraph = line->paragraph ? line->paragraph : end;
    return line->paragraph;
}

/* White space, also at a line's end. */
static void skip_spaces(struct line *line) {
    while (line->at < line->end && g_ascii_isspace(line->text.p[line->at])) {
        bool is_end = line->text.p[line->at] == '\n';
        line->at++;
        line->at = is_end ? skip_prefix(line, line->at, line->end) : line->at;
    }
}

/* --- code, comments, tags ------------------------------------------------------------------- */

static size_t run_length(const struct line *line, size_t at) {
    size_t n = 0;
    while (at + n < line->end && line->text.p[at + n] == line->text.p[at]) {
        n++;
    }
    return n;
}

/* The end of the code span that a run of @n backticks opens; 0: none on this line. A bar may part
   cells of a table, and then the backticks on its two sides do not belong together. */
static size_t code_end(const struct line *line, size_t at, size_t n) {
    for (size_t i = at + n; i < line->end; i++) {
        if (line->text.p[i] == '|') {
            return 0;
        }
        if (line->text.p[i] == '`') {
            size_t length = run_length(line, i);
            if (length == n) {
                return i;
            }
            i += length - 1;
        }
    }
    return 0;
}

static void read_backticks(struct line *line) {
    size_t n = run_length(line, line->at), end = code_end(line, line->at, n);
    if (end > 0) {
        set_contexts(line->skeleton, line->at, end, SLOT_CODE);
        line->at = end;
    }
    line->at += n;
}

/* Inside <!-- ... -->, from line->at on. */
static void read_comment(struct line *line) {
    size_t close = str_find(str_slice(line->text, 0, line->end), STR("-->"), line->at);
    set_contexts(line->skeleton, line->at, close, SLOT_COMMENT);
    line->state->is_comment = close >= line->end;
    line->at = MIN(close + 3, line->end);
}

/* The ">" of a tag that starts at @at, quotes respected; 0: none before @end. Marks slots in
 * quotes. */
static size_t tag_end(const struct line *line, size_t at, size_t end) {
    char quote = '\0';
    for (size_t i = at + 1; i < end; i++) {
        char c = line->text.p[i];
        if (c == '\n') {
            i = skip_prefix(line, i + 1, end) - 1;
            continue;
        }
        if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return i;
        } else if (c == '<') {
            return 0;
        }
        size_t slot = slot_from(line->skeleton, i);
        if (slot < line->skeleton->n_slots && line->skeleton->slots[slot].at == i) {
            line->skeleton->slots[slot].is_quoted = quote != '\0';
        }
    }
    return 0;
}

/* "<https:", "<mailto:": a scheme of two letters and more. */
static bool is_address(const struct line *line, size_t at) {
    size_t i = at + 1;
    while (g_ascii_isalnum(peek(line, i)) ||
           (i > at + 1 && strchr("+.-", peek(line, i)) && peek(line, i))) {
        i++;
    }
    return i > at + 2 && peek(line, i) == ':' && g_ascii_isalpha(peek(line, at + 1));
}

static void read_angle(struct line *line) {
    size_t at = line->at;
    if (str_starts_with(str_slice(line->text, at, line->end), "<!--")) {
        line->at += 4;
        read_comment(line);
        return;
    }
    char next = peek(line, at + 1);
    bool is_value = is_slot(line, at + 1);
    bool is_tag = g_ascii_isalpha(next) || next == '/' || next == '!' || next == '?';
    size_t end = is_value || is_tag ? tag_end(line, at, line->end) : 0;
    if (end == 0 && is_tag && !is_value) {
        end = tag_end(line, at, paragraph_end(line));
    }
    if (end > 0) {
        bool is_angle = is_value || is_address(line, at);
        set_contexts(line->skeleton, at, end, is_angle ? SLOT_ANGLE : SLOT_TAG);
        line->at = end;
    }
    line->at++;
}

/* A destination from line->at: to white space or the parenthesis that closes it. */
static void read_destination(struct line *line) {
    size_t begin = line->at, depth = 0;
    while (line->at < line->end && !g_ascii_isspace(peek(line, line->at))) {
        char c = peek(line, line->at);
        if (c == '\\') {
            line->at++;
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && depth-- == 0) {
            break;
        }
        line->at++;
    }
    line->at = MIN(line->at, line->end);
    set_contexts(line->skeleton, begin, line->at, SLOT_DESTINATION);
}

/* Behind "](": destination and title. */
static void read_link(struct line *line) {
    skip_spaces(line);
    read_destination(line);
    size_t close = str_find(str_slice(line->text, 0, line->end), STR(")"), line->at);
    if (line->at < close && close < line->end) {
        set_contexts(line->skeleton, line->at, close, SLOT_TITLE);
        line->at = close;
    }
}

/* Behind "]:": the same; the title may stand on the next line. */
static void read_definition(struct line *line) {
    struct line wide = *line;
    wide.end = paragraph_end(line);
    skip_spaces(&wide);
    read_destination(&wide);
    line->at = wide.at;
    skip_spaces(&wide);
    if (wide.at < wide.end && strchr("\"'(", wide.text.p[wide.at])) {
        set_contexts(wide.skeleton, wide.at, wide.end, SLOT_TITLE);
        line->at = wide.end;
    }
}

static bool has_parenthesis(const struct line *line, size_t end) {
    return str_find(str_slice(line->text, 0, end), STR(")"), line->at) < end;
}

static void read_bracket(struct line *line) {
    struct inline_state *state = line->state;
    bool is_open = state->n_brackets > 0;
    bool is_definition = is_open && peek(line, line->begin) == '[' && state->n_brackets == 1 &&
                         peek(line, line->begin + 1) != '^'; /* a footnote's text is text */
    state->n_brackets -= is_open;
    char next = peek(line, line->at + 1);
    if (is_open && next == '(') {
        struct line wide = *line;
        wide.end = has_parenthesis(line, line->end) ? line->end : paragraph_end(line);
        if (has_parenthesis(line, wide.end)) {
            wide.at += 2;
            read_link(&wide);
            line->at = wide.at;
            return;
        }
    } else if (is_definition && next == ':') {
        line->at += 2;
        read_definition(line);
        return;
    }
    line->at++;
}

void find_inline_contexts(struct skeleton *skeleton, struct inline_state *state, size_t begin,
                          size_t end) {
    struct line line = {.skeleton = skeleton,
                        .state = state,
                        .text = skeleton->text,
                        .begin = begin,
                        .at = MAX(begin, state->done),
                        .end = end};
    while (g_ascii_isspace(peek(&line, line.begin))) {
        line.begin++;
    }
    if (state->is_comment) {
        read_comment(&line);
    }
    while (line.at < end) {
        switch (line.text.p[line.at]) {
        case '\\': line.at += 2; break;
        case '`': read_backticks(&line); break;
        case '<': read_angle(&line); break;
        case '[':
            state->n_brackets++;
            line.at++;
            break;
        case ']': read_bracket(&line); break;
        default: line.at++;
        }
    }
    state->done = line.at;
}
