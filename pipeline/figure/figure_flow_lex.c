#include "figure_flow_parse_priv.h"

#include <string.h>

/* Ids, brackets and arrows of a flowchart's source. */

char flow_peek(const struct flow_reading *reading, size_t ahead) {
    size_t at = reading->at + ahead;
    return at < reading->text.n ? reading->text.p[at] : '\0';
}

bool flow_is_at(const struct flow_reading *reading, const char *word) {
    return str_starts_with(str_skip(reading->text, reading->at), word);
}

void flow_skip_spaces(struct flow_reading *reading) {
    while (flow_peek(reading, 0) == ' ' || flow_peek(reading, 0) == '\t' ||
           flow_peek(reading, 0) == '\r') {
        reading->at++;
    }
}

struct str flow_take_line(struct flow_reading *reading) {
    struct str rest = str_skip(reading->text, reading->at), line;
    str_cut(rest, '\n', &line, &rest);
    reading->at += line.n;
    line = str_trim(line);
    return str_ends_with(line, ";") ? str_trim(str_slice(line, 0, line.n - 1)) : line;
}

struct span flow_place(const struct flow_reading *reading, size_t begin, size_t end) {
    size_t start = (size_t)(reading->text.p - reading->source->text.p);
    return span_of(reading->source, start + begin, start + MAX(end, begin + 1));
}

static bool is_word(char c) {
    return g_ascii_isalnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

struct str flow_take_id(struct flow_reading *reading) {
    size_t begin = reading->at;
    for (;;) {
        char c = flow_peek(reading, 0);
        /* "a-b" and "a.b" are ids; "a-->b", "a-.->b" are not. */
        bool is_joint = (c == '-' || c == '.' || c == '/') && reading->at > begin &&
                        is_word(flow_peek(reading, 1));
        if (!is_word(c) && !is_joint) {
            return str_slice(reading->text, begin, reading->at);
        }
        reading->at++;
    }
}

bool flow_take_words(struct flow_reading *reading, struct str words, struct str *ret) {
    if (words.n > FLOW_WORDS_MAX) {
        size_t begin = (size_t)(words.p - reading->text.p);
        diag_error(reading->diags, flow_place(reading, begin, begin + 1), DIAG_FIGURE_DATA,
                   "the words of one part of a flowchart are longer than 2,000 bytes");
        diag_hint(reading->diags, "Say it in a few words, and the rest in the text around it.");
        return false;
    }
    *ret = flow_label(reading->arena, words);
    return true;
}

/* --- brackets ------------------------------------------------------------------------------- */

/* The longest come first. */
static const struct bracket {
    const char *open, *close;
    enum flow_shape shape;
} brackets[] = {
    {"(((", ")))", FLOW_DOUBLE_CIRCLE},
    {"((", "))", FLOW_CIRCLE},
    {"([", "])", FLOW_STADIUM},
    {"[[", "]]", FLOW_SUBROUTINE},
    {"[(", ")]", FLOW_CYLINDER},
    {"[/", "/]", FLOW_LEAN_RIGHT},
    {"[/", "\\]", FLOW_TRAPEZOID},
    {"[\\", "\\]", FLOW_LEAN_LEFT},
    {"[\\", "/]", FLOW_TRAPEZOID_WIDER},
    {"{{", "}}", FLOW_HEXAGON},
    {"[", "]", FLOW_RECT},
    {"(", ")", FLOW_ROUND},
    {"{", "}", FLOW_RHOMBUS},
    {">", "]", FLOW_FLAG},
};

/* Where words that begin at @from end: at a quote's end, or before @close; text.n: nowhere. */
static size_t words_end(struct str text, size_t from, const char *close) {
    size_t at = from, depth = 0, n = strlen(close);
    while (at < text.n && text.p[at] == ' ') {
        at++;
    }
    if (at < text.n && text.p[at] == '"') {
        const char *quote = memchr(text.p + at + 1, '"', text.n - at - 1);
        at = quote ? (size_t)(quote - text.p) + 1 : text.n;
        while (at < text.n && g_ascii_isspace(text.p[at])) {
            at++;
        }
        return str_starts_with(str_skip(text, at), close) ? at : text.n;
    }
    char open = close[n - 1] == ']' ? '[' : close[n - 1] == ')' ? '(' : '{';
    for (; at < text.n && text.p[at] != '\n'; at++) {
        if (depth == 0 && str_starts_with(str_skip(text, at), close)) {
            return at;
        }
        depth += text.p[at] == open ? 1 : 0;
        depth -= text.p[at] == close[n - 1] && depth > 0 ? 1 : 0;
    }
    return text.n;
}

bool flow_take_shape(struct flow_reading *reading, enum flow_shape *ret_shape,
                     struct str *ret_words, bool *ret_is_there) {
    const struct bracket *best = NULL;
    size_t best_end = reading->text.n, open_n = 0;
    *ret_is_there = false;
    for (size_t i = 0; i < G_N_ELEMENTS(brackets); i++) {
        size_t n = strlen(brackets[i].open);
        if (!flow_is_at(reading, brackets[i].open) || (open_n > n && best)) {
            continue;
        }
        size_t end = words_end(reading->text, reading->at + n, brackets[i].close);
        open_n = open_n == 0 ? n : open_n;
        if (end < best_end) { /* "[/" ends with "/]" or with "\]": the nearer one */
            best = &brackets[i];
            best_end = end;
            open_n = n;
        }
    }
    if (open_n == 0) {
        return true;
    }
    if (!best) {
        diag_error(reading->diags, flow_place(reading, reading->at, reading->at + open_n),
                   DIAG_FIGURE_DATA, "a node's bracket is never closed");
        diag_hint(reading->diags, "Write words that hold brackets in quotes: A[\"f(x)\"].");
        return false;
    }
    *ret_shape = best->shape;
    *ret_words = str_slice(reading->text, reading->at + open_n, best_end);
    *ret_is_there = true;
    reading->at = best_end + strlen(best->close);
    return true;
}

static enum flow_shape shape_of_name(struct str name) {
    static const struct {
        const char *name;
        enum flow_shape shape;
    } rows[] = {
        {"diam", FLOW_RHOMBUS},      {"diamond", FLOW_RHOMBUS},    {"decision", FLOW_RHOMBUS},
        {"question", FLOW_RHOMBUS},  {"rounded", FLOW_ROUND},      {"event", FLOW_ROUND},
        {"stadium", FLOW_STADIUM},   {"pill", FLOW_STADIUM},       {"terminal", FLOW_STADIUM},
        {"circle", FLOW_CIRCLE},     {"circ", FLOW_CIRCLE},        {"dbl-circ", FLOW_DOUBLE_CIRCLE},
        {"cyl", FLOW_CYLINDER},      {"cylinder", FLOW_CYLINDER},  {"database", FLOW_CYLINDER},
        {"db", FLOW_CYLINDER},       {"hex", FLOW_HEXAGON},        {"hexagon", FLOW_HEXAGON},
        {"prepare", FLOW_HEXAGON},   {"lean-r", FLOW_LEAN_RIGHT},  {"lean-l", FLOW_LEAN_LEFT},
        {"in-out", FLOW_LEAN_RIGHT}, {"trap-b", FLOW_TRAPEZOID},   {"trap-t", FLOW_TRAPEZOID_WIDER},
        {"odd", FLOW_FLAG},          {"fr-rect", FLOW_SUBROUTINE}, {"subproc", FLOW_SUBROUTINE},
        {"text", FLOW_PLAIN},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (str_is(name, rows[i].name)) {
            return rows[i].shape;
        }
    }
    return FLOW_RECT;
}

/* A value of "@{key: value, ...}" from @at on; quotes may hold commas. */
static size_t value_end(struct str text, size_t at) {
    bool is_quoted = false;
    for (; at < text.n && (is_quoted || (text.p[at] != ',' && text.p[at] != '}')); at++) {
        is_quoted = is_quoted != (text.p[at] == '"');
    }
    return at;
}

bool flow_take_attributes(struct flow_reading *reading, enum flow_shape *shape,
                          struct str *ret_words) {
    size_t begin = reading->at;
    reading->at++; /* the brace */
    while (flow_peek(reading, 0) != '}') {
        size_t end = value_end(reading->text, reading->at);
        struct str name, value;
        if (end >= reading->text.n) {
            return diag_error(reading->diags, flow_place(reading, begin, begin + 1),
                              DIAG_FIGURE_DATA, "a node's brace is never closed");
        }
        if (str_cut(str_slice(reading->text, reading->at, end), ':', &name, &value)) {
            value = str_trim(value);
            if (str_is(str_trim(name), "shape")) {
                *shape = shape_of_name(value);
            } else if (str_is(str_trim(name), "label")) {
                *ret_words = value;
            }
        }
        reading->at = end + (reading->text.p[end] == ',' ? 1 : 0);
    }
    reading->at++;
    return true;
}

/* --- arrows --------------------------------------------------------------------------------- */

static size_t run_of(const struct flow_reading *reading, size_t ahead, char c) {
    size_t n = 0;
    while (flow_peek(reading, ahead + n) == c) {
        n++;
    }
    return n;
}

static enum flow_head head_of(const struct flow_reading *reading, size_t ahead) {
    char c = flow_peek(reading, ahead);
    bool is_alone = !is_word(flow_peek(reading, ahead + 1));
    return c == '>'               ? FLOW_ARROW
           : c == 'o' && is_alone ? FLOW_DOT
           : c == 'x' && is_alone ? FLOW_CROSS
                                  : FLOW_NO_HEAD;
}

/* "--", "==", "-." or "~~~" at @ahead. */
static bool is_line(const struct flow_reading *reading, size_t ahead) {
    char c = flow_peek(reading, ahead), next = flow_peek(reading, ahead + 1);
    return (c == '-' && (next == '-' || next == '.')) || (c == '=' && next == '=') ||
           (c == '~' && next == '~' && flow_peek(reading, ahead + 2) == '~');
}

/*
 * A line with its head: "-->", "---", "==>", "-.->", "~~~". False, and nothing is taken, where it
 * has no end and words may follow ("-- words -->").
 */
static bool take_whole_line(struct flow_reading *reading, struct flow_edge *edge) {
    char c = flow_peek(reading, 0);
    bool is_dotted = c == '-' && flow_peek(reading, 1) == '.';
    size_t n = is_dotted ? run_of(reading, 1, '.') : run_of(reading, 0, c);
    size_t length = is_dotted ? n + 1 : n;
    if (is_dotted && flow_peek(reading, length) != '-') {
        return false;
    }
    length += is_dotted ? 1 : 0;
    edge->head = head_of(reading, length);
    edge->line = is_dotted  ? FLOW_DOTTED
                 : c == '=' ? FLOW_THICK
                 : c == '~' ? FLOW_HIDDEN
                            : FLOW_SOLID;
    bool has_head = edge->head != FLOW_NO_HEAD;
    if (!is_dotted && !has_head && n < 3) {
        return false;
    }
    size_t layers = is_dotted ? n : has_head ? n - 1 : n - 2;
    edge->length = (int)CLAMP(layers, 1, 10);
    reading->at += length + (has_head ? 1 : 0);
    return true;
}

/* ".->" at the end of "-. words .->". */
static bool take_dotted_end(struct flow_reading *reading, struct flow_edge *edge) {
    size_t n = run_of(reading, 0, '.');
    if (n == 0 || flow_peek(reading, n) != '-') {
        return false;
    }
    edge->line = FLOW_DOTTED;
    edge->length = (int)CLAMP(n, 1, 10);
    edge->head = head_of(reading, n + 1);
    reading->at += n + 1 + (edge->head != FLOW_NO_HEAD ? 1 : 0);
    return true;
}

/* "-- words -->": the words end where the same kind of line goes on. */
static bool take_worded_line(struct flow_reading *reading, struct flow_edge *edge) {
    size_t begin = reading->at, words = begin + 2;
    char c = flow_peek(reading, 0);
    bool is_dotted = flow_peek(reading, 1) == '.';
    for (reading->at = words; reading->at < reading->text.n && flow_peek(reading, 0) != '\n';
         reading->at++) {
        size_t end = reading->at;
        bool goes_on = !is_dotted && flow_peek(reading, 0) == c && flow_peek(reading, 1) == c;
        if (goes_on ? take_whole_line(reading, edge)
                    : is_dotted && take_dotted_end(reading, edge)) {
            edge->label = str_slice(reading->text, words, end);
            edge->order = words;
            return true;
        }
    }
    diag_error(reading->diags, flow_place(reading, begin, begin + 2), DIAG_FIGURE_DATA,
               "an arrow has no end");
    diag_hint(reading->diags, "Write \"-->\", \"---\", or \"-- words -->\".");
    return false;
}

static bool take_bar_words(struct flow_reading *reading, struct flow_edge *edge) {
    size_t begin = reading->at + 1;
    const char *end = memchr(reading->text.p + begin, '|', reading->text.n - begin);
    const char *line_end = memchr(reading->text.p + begin, '\n', reading->text.n - begin);
    if (!end || (line_end && line_end < end && reading->text.p[begin] != '"')) {
        diag_error(reading->diags, flow_place(reading, begin - 1, begin), DIAG_FIGURE_DATA,
                   "the words of an arrow are never closed");
        diag_hint(reading->diags, "Write them between two bars: -->|words|.");
        return false;
    }
    edge->label = str_slice(reading->text, begin, (size_t)(end - reading->text.p));
    edge->order = begin;
    reading->at = (size_t)(end - reading->text.p) + 1;
    return true;
}

bool flow_take_edge(struct flow_reading *reading, struct flow_edge *ret, bool *ret_is_there) {
    struct flow_edge edge = {.length = 1, .order = reading->at};
    char c = flow_peek(reading, 0);
    size_t tail = (c == '<' || c == 'x' || c == 'o') && is_line(reading, 1) ? 1 : 0;
    *ret_is_there = is_line(reading, tail);
    if (!*ret_is_there) {
        return true;
    }
    edge.tail = tail == 0 ? FLOW_NO_HEAD : c == '<' ? FLOW_ARROW : c == 'o' ? FLOW_DOT : FLOW_CROSS;
    reading->at += tail;
    if (!take_whole_line(reading, &edge) && !take_worded_line(reading, &edge)) {
        return false;
    }
    flow_skip_spaces(reading);
    if (flow_peek(reading, 0) == '|' && !take_bar_words(reading, &edge)) {
        return false;
    }
    *ret = edge;
    return flow_take_words(reading, edge.label, &ret->label);
}
