#include "fill_convert_priv.h"

#include <string.h>

/* How far is looked from a candidate, so that a line without an end costs little. */
enum { LINE_BYTES_MAX = 2000, LABEL_BYTES_MAX = 999 /* CommonMark 0.31 section 4.7 */ };

/* --- lines ---------------------------------------------------------------------------------- */

static size_t line_begin(struct str text, size_t at) {
    size_t first = at > LINE_BYTES_MAX ? at - LINE_BYTES_MAX : 0;
    while (at > first && text.p[at - 1] != '\n') {
        at--;
    }
    return at;
}

/* A stretch of @text, at most @n bytes from @at on. */
static struct str near(struct str text, size_t at, size_t n) {
    return str_slice(text, 0, at + n);
}

static struct str line_at(struct str text, size_t at) {
    struct str ahead = near(text, at, LINE_BYTES_MAX);
    return str_slice(ahead, line_begin(text, at), str_find(ahead, STR("\n"), at));
}

/* --- links ---------------------------------------------------------------------------------- */

/* Labels match without regard to case and white space (CommonMark 0.31 section 4.7). */
static char *folded(struct str label) {
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; i < label.n; i++) {
        if (!g_ascii_isspace(label.p[i])) {
            g_string_append_c(out, label.p[i]);
        } else if (out->len > 0 && out->str[out->len - 1] != ' ') {
            g_string_append_c(out, ' ');
        }
    }
    return g_utf8_casefold(g_strchomp(out->str), -1);
}

/* "[label]: destination", perhaps with a title; words behind it make it a sentence. */
static bool read_definition(struct str line, struct str next, struct str *ret_label) {
    struct str text = str_trim(line);
    size_t close = str_find(text, STR("]:"), 0);
    if (text.n == 0 || text.p[0] != '[' || close == text.n || str_starts_with(text, "[^")) {
        return false;
    }
    *ret_label = str_slice(text, 1, close);
    struct str rest = str_trim(str_skip(text, close + 2)), destination, title;
    rest = rest.n > 0 ? rest : str_trim(next);
    bool has_title =
        str_cut(rest, rest.n > 0 && rest.p[0] == '<' ? '>' : ' ', &destination, &title);
    title = str_trim(title);
    return destination.n > 0 && (!has_title || title.n == 0 || strchr("\"'(", title.p[0]));
}

GHashTable *link_labels(struct str text, size_t begin) {
    GHashTable *labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct str rest = str_skip(text, begin), line, label, next;
    bool is_paragraph = false;
    while (str_next_line(&rest, &line)) {
        struct str ahead = rest;
        if (!str_next_line(&ahead, &next)) {
            next = STR("");
        }
        bool is_definition = !is_paragraph && read_definition(line, next, &label);
        if (is_definition) {
            g_hash_table_add(labels, folded(label));
        }
        is_paragraph = !is_definition && str_trim(line).n > 0 && line.p[0] != '#';
    }
    return labels;
}

static bool is_label(GHashTable *labels, struct str words) {
    g_autofree char *key = folded(words);
    return g_hash_table_contains(labels, key);
}

static bool is_inline_link(struct str text, size_t at) {
    if (at >= text.n || text.p[at] != '(') {
        return false;
    }
    struct str ahead = near(text, at, LINE_BYTES_MAX);
    struct str paragraph = str_slice(ahead, 0, str_find(ahead, STR("\n\n"), at));
    return str_find(paragraph, STR(")"), at) < paragraph.n;
}

/* "[words][label]", "[words][]". */
static bool is_full_reference(struct str text, size_t at, GHashTable *labels) {
    if (at >= text.n || text.p[at] != '[') {
        return false;
    }
    struct str ahead = near(text, at, LABEL_BYTES_MAX);
    size_t close = str_find(ahead, STR("]"), at);
    return close < ahead.n && is_label(labels, str_slice(text, at + 1, close));
}

/* --- boxes, directives ---------------------------------------------------------------------- */

static bool is_list_marker(struct str before) {
    before = str_trim(before);
    while (str_starts_with(before, ">")) {
        before = str_trim(str_skip(before, 1));
    }
    size_t n = 0;
    while (n < before.n && g_ascii_isdigit(before.p[n])) {
        n++;
    }
    return n + 1 == before.n && strchr(n > 0 ? ".)" : "-+*", before.p[n]);
}

/* Whether a line holds an empty box that is not a task's own. */
static bool has_empty_box(struct str line) {
    size_t at = str_find(line, STR("[ ]"), 0);
    if (at < line.n && is_list_marker(str_slice(line, 0, at))) {
        at = str_find(line, STR("[ ]"), at + 1);
    }
    return at < line.n;
}

/* "- [X] done", and "[X] yes [ ] no" on one line. */
static bool is_box(struct str text, const struct candidate *candidate) {
    size_t begin = line_begin(text, candidate->begin), end = candidate->end;
    bool is_alone = (candidate->begin == 0 || !is_word_byte(text.p[candidate->begin - 1])) &&
                    (end >= text.n || !is_word_byte(text.p[end]));
    return str_is(candidate->words, "X") && is_alone && !candidate->shape.currency &&
           !candidate->shape.is_percent &&
           (is_list_marker(str_slice(text, begin, candidate->begin)) ||
            has_empty_box(line_at(text, candidate->begin)));
}

/* "[x____]" is a line to sign on (docs/markdown.md), "[x____*]" one that must be filled in. */
static bool is_blank_to_sign(struct str label) {
    size_t n = str_starts_with(label, "x"), begin = n;
    while (n < label.n && label.p[n] == '_') {
        n++;
    }
    return begin == 1 && n - begin >= 3 &&
           (n == label.n || (n + 1 == label.n && label.p[n] == '*'));
}

/* ":::tip[Title]", ":badge[New]": the brackets belong to the word. */
static bool is_directive(struct str text, size_t at) {
    size_t word = at;
    while (word > 0 && (is_word_byte(text.p[word - 1]) || strchr("-_", text.p[word - 1]))) {
        word--;
    }
    return word < at && word > 0 && text.p[word - 1] == ':';
}

bool is_markup(struct str text, const struct candidate *candidate, GHashTable *labels) {
    char before = candidate->begin > 0 ? text.p[candidate->begin - 1] : '\n';
    if (candidate->dialect != DIALECT_SQUARE) {
        return candidate->dialect == DIALECT_BRACE &&
               str_starts_with(str_trim(line_at(text, candidate->begin)), ":::");
    }
    struct str label = str_slice(text, candidate->inner_begin + 1, candidate->inner_end - 1);
    size_t after = candidate->inner_end;
    bool is_double = before == '[' && after < text.n && text.p[after] == ']';
    return is_double || is_label(labels, label) || is_inline_link(text, after) ||
           is_full_reference(text, after, labels) || is_box(text, candidate) ||
           is_blank_to_sign(label) || is_directive(text, candidate->begin);
}

/* --- tables --------------------------------------------------------------------------------- */

static bool is_bar(struct str line, size_t i) {
    return line.p[i] == '|' && (i == 0 || line.p[i - 1] != '\\');
}

/* The cell of @line that holds @at, counted without the bar that starts the line. */
static size_t cell_number(struct str line, size_t at) {
    size_t n = 0;
    for (size_t i = 0; i < at && i < line.n; i++) {
        n += is_bar(line, i);
    }
    return n - (n > 0 && str_starts_with(str_trim(line), "|"));
}

static struct str cell_text(struct str line, size_t number) {
    size_t begin = 0, n = 0;
    line = str_trim(line);
    line = str_starts_with(line, "|") ? str_skip(line, 1) : line;
    for (size_t i = 0; i < line.n; i++) {
        if (!is_bar(line, i)) {
            continue;
        }
        if (n++ == number) {
            return str_slice(line, begin, i);
        }
        begin = i + 1;
    }
    return n == number ? str_skip(line, begin) : STR("");
}

/* "|---|:-:|" */
static bool is_delimiter_row(struct str line) {
    bool has_dash = false;
    for (size_t i = 0; i < line.n; i++) {
        if (!strchr("|:- \t\r", line.p[i])) {
            return false;
        }
        has_dash = has_dash || line.p[i] == '-';
    }
    return has_dash && memchr(line.p, '|', line.n);
}

/* Up from the row that begins at @row to the delimiter row; above it is the header. */
static void find_table(struct table *table, struct str text, size_t begin, size_t row) {
    struct table found = {.row = row, .is_known = true};
    size_t start = row;
    struct str line = line_at(text, start);
    while (start > begin && memchr(line.p, '|', line.n)) {
        if (table->is_known && start == table->row) {
            found.header = table->header;
            found.has_header = table->has_header;
            break;
        }
        if (start < row && is_delimiter_row(line)) {
            found.header = line_begin(text, start - 1);
            found.has_header = true;
            break;
        }
        start = line_begin(text, start - 1);
        line = line_at(text, start);
    }
    *table = found;
}

bool table_place(Arena *arena, struct table *table, struct str text, size_t begin, size_t at,
                 const char **ret_row, const char **ret_column) {
    struct str row = line_at(text, at);
    size_t start = line_begin(text, at), number = cell_number(row, at - start);
    if (start > 0 && text.p[start - 1] != '\n') {
        return false; /* LINE_BYTES_MAX */
    }
    if (!table->is_known || table->row != start) {
        find_table(table, text, begin, start);
    }
    if (!table->has_header || number == 0) {
        return false;
    }
    *ret_row = plain_words(arena, cell_text(row, 0));
    *ret_column = plain_words(arena, cell_text(line_at(text, table->header), number));
    return true;
}

/* --- front matter --------------------------------------------------------------------------- */

static size_t indentation(struct str line) {
    size_t n = 0;
    while (n < line.n && line.p[n] == ' ') {
        n++;
    }
    return n;
}

/* Where the value of "key: value" or "- value" begins in the line. */
static size_t value_begin(struct str line) {
    size_t at = indentation(line);
    while (str_starts_with(str_skip(line, at), "- ")) {
        at += 2;
    }
    size_t key = at;
    while (key < line.n && (is_word_byte(line.p[key]) || strchr("-_", line.p[key]))) {
        key++;
    }
    if (key > at && str_starts_with(str_skip(line, key), ": ")) {
        at = key + 2;
    } else if (at == indentation(line)) {
        return line.n;
    }
    while (at < line.n && line.p[at] == ' ') {
        at++;
    }
    return at;
}

static enum scalar_style style_of(char first) {
    return first == '"'                   ? SCALAR_DOUBLE
           : first == '\''                ? SCALAR_SINGLE
           : strchr("[{&*!|>%@`#", first) ? SCALAR_NONE
                                          : SCALAR_PLAIN;
}

/* "[Partner Name] review" is not YAML: text behind the bracket that closes a list. */
static bool is_broken_list(struct str value) {
    size_t close = str_find(value, STR("]"), 0);
    return value.p[0] == '[' && close + 1 < value.n && !strchr("[\"'{", value.p[1]);
}

/* The scalar of a line that starts at @begin; a list, a map or nothing is none. */
static bool line_scalar(struct str line, size_t begin, struct scalar *ret) {
    size_t at = value_begin(line);
    line = str_slice(line, 0, str_find(line, STR(" #"), at));
    struct str value = str_trim(str_skip(line, at));
    if (value.n == 0) {
        return false;
    }
    *ret = (struct scalar){.style = is_broken_list(value) ? SCALAR_PLAIN : style_of(value.p[0]),
                           .begin = begin + at,
                           .end = begin + at + value.n};
    if (ret->style == SCALAR_DOUBLE || ret->style == SCALAR_SINGLE) {
        bool is_closed = value.n >= 2 && value.p[value.n - 1] == value.p[0];
        ret->begin++;
        ret->end--;
        return is_closed;
    }
    return ret->style != SCALAR_NONE;
}

static bool opens_block(struct str line) {
    size_t at = value_begin(line);
    struct str value = str_trim(str_skip(line, at));
    return value.n > 0 && value.n <= 3 && strchr("|>", value.p[0]);
}

bool next_scalar(struct scalars *scalars, struct scalar *ret) {
    while (scalars->at < scalars->end) {
        size_t begin = scalars->at, stop = str_find(scalars->text, STR("\n"), begin);
        struct str line = str_slice(scalars->text, begin, MIN(stop, scalars->end));
        scalars->at = stop + 1;
        bool is_blank = str_trim(line).n == 0;
        scalars->is_block =
            scalars->is_block && (is_blank || indentation(line) > scalars->block_indent);
        if (scalars->is_block) {
            *ret = (struct scalar){SCALAR_BLOCK, begin, begin + line.n};
            return true;
        }
        if (opens_block(line)) {
            scalars->is_block = true;
            scalars->block_indent = indentation(line);
        } else if (line_scalar(line, begin, ret)) {
            return true;
        }
    }
    return false;
}
