#include "fill_escape_priv.h"

#include <string.h>

/*
 * A value in running text. Backslashes where md4c undoes them; some places need more:
 *
 * - A backtick closes a code span even behind a backslash, and ">" a tag that the template opened
 * and did not close: they are written as entities.
 * - Digits, "www" and "https" cannot be escaped, yet with the literal character behind them they
 *   make a list or a link: one of their characters is written as a numeric entity.
 * - Whether "**" opens or closes depends on its neighbours (CommonMark 6.2, flanking). Where the
 *   value's edge would change that, or is empty, U+2060 (word joiner, invisible) keeps the
 *   delimiter what it is beside the skeleton's letter.
 * - "{#id}", "[!NOTE]" and "[[toc]]" are looked for in words whose escapes are undone: there the
 *   joiner stands between the two signs.
 */

#define WORD_JOINER "\u2060"

struct writer {
    const struct slot *slot;
    struct str value;
    GString *out;
    char before, after; /* the skeleton's neighbours */
    bool is_first_word; /* of the line, still */
};

bool is_markup_space(char c) {
    return (unsigned char)c <= ' ' || c == 0x7f;
}

bool is_delimiter(char c) {
    return c != '\0' && strchr("*_~`-=+#", c);
}

bool is_word_byte(char c) {
    return g_ascii_isalnum(c) || (unsigned char)c >= 0x80;
}

static char skeleton_char(const struct skeleton *skeleton, size_t at) {
    return at < skeleton->text.n ? skeleton->text.p[at] : '\n';
}

static char char_before(const struct skeleton *skeleton, size_t at) {
    return at > 0 ? skeleton_char(skeleton, at - 1) : '\n';
}

static bool is_emphasis(char c) {
    return c == '*' || c == '_' || c == '~';
}

static bool is_word_char(gunichar c) {
    return !g_unichar_isspace(c) && !g_unichar_ispunct(c);
}

size_t space_length(struct str value, size_t i) {
    static const char *const separators[] = {"\xC2\x85", "\u2028", "\u2029"};
    if (is_markup_space(value.p[i])) {
        return 1;
    }
    for (size_t k = 0; (unsigned char)value.p[i] >= 0x80 && k < G_N_ELEMENTS(separators); k++) {
        if (str_starts_with(str_skip(value, i), separators[k])) {
            return strlen(separators[k]);
        }
    }
    return 0;
}

/* Nothing to do for flatten(), as of most values: one space between words. */
static bool is_flat(struct str value) {
    bool is_space = true;
    for (size_t i = 0; i < value.n; i++) {
        bool is_space_before = is_space;
        is_space = value.p[i] == ' ';
        if (is_space ? is_space_before : space_length(value, i) > 0) {
            return false;
        }
    }
    return !is_space || value.n == 0;
}

/* Runs of white space, line ends included, become one space; those at both ends go. */
static struct str flatten(struct str value, GString *flat) {
    for (size_t i = 0; i < value.n; i++) {
        size_t space = space_length(value, i);
        if (space == 0) {
            g_string_append_c(flat, value.p[i]);
            continue;
        }
        if (flat->len > 0 && flat->str[flat->len - 1] != ' ') {
            g_string_append_c(flat, ' ');
        }
        i += space - 1;
    }
    while (flat->len > 0 && flat->str[flat->len - 1] == ' ') {
        g_string_truncate(flat, flat->len - 1);
    }
    return (struct str){flat->str, flat->len};
}

static char value_char(const struct writer *writer, size_t i) {
    return i < writer->value.n ? writer->value.p[i] : '\0';
}

/* "." makes "1. " at a line's start and "www." anywhere. */
static bool is_active_point(const struct writer *writer, size_t i) {
    char next = value_char(writer, i + 1), last = i > 0 ? value_char(writer, i - 1) : '\0';
    bool is_inside_word = is_word_byte(writer->before) || strchr("/.@:-_", writer->before);
    return i == 0 || last == 'w' || last == 'W' || is_inside_word ||
           (writer->is_first_word && (next == ' ' || next == '\0'));
}

static bool is_active(const struct writer *writer, size_t i) {
    char c = value_char(writer, i), next = value_char(writer, i + 1);
    if (strchr("\\*_{[]<#!|~&@", c)) {
        return true;
    }
    switch (c) {
    case '(': return i == 0 || writer->slot->context == SLOT_TITLE;
    case '?': return i == 0 && writer->is_first_word; /* of a folded admonition */
    case '-':
    case '+':
    case '=': return i == 0 || writer->is_first_word;
    case ')': return i == 0 || writer->is_first_word || writer->slot->context == SLOT_TITLE;
    case ':': return i == 0 || writer->is_first_word || (next != ' ' && !g_ascii_isdigit(next));
    case '.': return is_active_point(writer, i);
    case '"':
    case '\'': return writer->slot->context == SLOT_TITLE;
    default: return false;
    }
}

static bool ends_with_word(struct str value, const char *word) {
    size_t n = strlen(word);
    return value.n >= n && g_ascii_strncasecmp(value.p + value.n - n, word, n) == 0;
}

static bool is_mark(char c, char next) {
    bool is_end = next == '\0'; /* the other sign may stand in the value behind */
    return (c == '{' && (next == '#' || is_end)) ||
           (c == '[' && (next == '!' || next == '[' || is_end));
}

/* Whether the value's last character must not be seen by the literal character behind it. */
static bool is_active_end(const struct writer *writer) {
    struct str value = writer->value;
    if (writer->after == ':') {
        return ends_with_word(value, "http") || ends_with_word(value, "https") ||
               ends_with_word(value, "ftp") || ends_with_word(value, "mailto");
    }
    bool is_marker = writer->is_first_word && (writer->after == '.' || writer->after == ')') &&
                     g_ascii_isdigit(value.p[value.n - 1]);
    return is_marker || (writer->after == '.' && ends_with_word(value, "w"));
}

/* The character beyond the run of delimiters at @at, in the direction of @step. */
static char beyond_run(const struct skeleton *skeleton, size_t at, bool is_forward) {
    char delimiter = skeleton_char(skeleton, at);
    while (at < skeleton->text.n && skeleton->text.p[at] == delimiter) {
        if (!is_forward && at == 0) {
            return '\n';
        }
        at = is_forward ? at + 1 : at - 1;
    }
    return skeleton_char(skeleton, at);
}

/* Whether the delimiters beside @edge, with @beyond on their other side, need a letter there. */
static bool loses_delimiters(gunichar edge, char beyond) {
    return g_unichar_isspace(edge) || (!is_word_char(edge) && is_word_byte(beyond));
}

static bool needs_joiner_before(const struct skeleton *skeleton, const struct writer *writer) {
    if (is_emphasis(writer->before)) {
        return loses_delimiters(g_utf8_get_char(writer->value.p),
                                beyond_run(skeleton, writer->slot->at - 1, false));
    }
    /* A literal backslash would take away the escape; "<" and a name are a tag. */
    return writer->before == '<' || (writer->before == '\\' && g_ascii_ispunct(writer->value.p[0]));
}

static bool needs_joiner_after(const struct skeleton *skeleton, const struct writer *writer) {
    const char *end = writer->value.p + writer->value.n;
    const char *last = g_utf8_find_prev_char(writer->value.p, end);
    return is_emphasis(writer->after) &&
           loses_delimiters(g_utf8_get_char(last),
                            beyond_run(skeleton, writer->slot->at + 1, true));
}

static void write_chars(struct writer *writer) {
    bool is_active_last = is_active_end(writer);
    for (size_t i = 0; i < writer->value.n; i++) {
        /* Letters and digits mean nothing by themselves, but for the last one. */
        size_t plain = i;
        while (plain + 1 < writer->value.n && is_word_byte(writer->value.p[plain])) {
            plain++;
        }
        g_string_append_len(writer->out, writer->value.p + i, (gssize)(plain - i));
        i = plain;
        char c = writer->value.p[i];
        bool is_last = i + 1 == writer->value.n;
        if (c == '`' || c == '>' || (is_last && is_active_last && g_ascii_isalnum(c))) {
            g_string_append_printf(writer->out, "&#%d;", c);
        } else {
            g_string_append(writer->out, is_active(writer, i) ? "\\" : "");
            g_string_append_c(writer->out, c);
            g_string_append(writer->out, is_mark(c, value_char(writer, i + 1)) ? WORD_JOINER : "");
        }
        writer->is_first_word = writer->is_first_word && c != ' ';
    }
}

static bool has_space_before(const struct writer *writer) {
    return !writer->slot->is_line_start && !is_markup_space(writer->before) &&
           !is_emphasis(writer->before);
}

void write_text(const struct skeleton *skeleton, const struct slot *slot, struct str value,
                GString *out) {
    g_autoptr(GString) flat = is_flat(value) ? NULL : g_string_new(NULL);
    struct writer writer = {.slot = slot,
                            .value = flat ? flatten(value, flat) : value,
                            .out = out,
                            .before = char_before(skeleton, slot->at),
                            .after = skeleton_char(skeleton, slot->at + 1),
                            .is_first_word = slot->is_first_word};
    if (writer.value.n == 0) {
        g_string_append(out, WORD_JOINER);
        return;
    }
    if (is_markup_space(value.p[0]) && has_space_before(&writer)) {
        /* "-" and a space would be a list's marker. */
        g_string_append(out, writer.is_first_word && writer.before != '\\' ? "&#32;" : " ");
        writer.is_first_word = false;
    }
    if (needs_joiner_before(skeleton, &writer)) {
        g_string_append(out, WORD_JOINER);
    }
    write_chars(&writer);
    if (needs_joiner_after(skeleton, &writer)) {
        g_string_append(out, WORD_JOINER);
    }
    if (is_markup_space(value.p[value.n - 1]) && !is_markup_space(writer.after) &&
        !is_emphasis(writer.after)) {
        g_string_append_c(out, ' ');
    }
}

/* --- other places --------------------------------------------------------------------------- */

static void write_code(const struct skeleton *skeleton, const struct slot *slot, struct str value,
                       GString *out) {
    size_t end = str_find(skeleton->text, STR("\n"), slot->at), begin = slot->at;
    while (begin > 0 && skeleton->text.p[begin - 1] != '\n') {
        begin--;
    }
    bool has_bars = memchr(skeleton->text.p + begin, '|', end - begin) != NULL;
    for (size_t i = 0; i < value.n; i++) {
        char c = value.p[i];
        if (c == '`') {
            g_string_append(out, "ˋ"); /* U+02CB: nothing escapes a backtick here */
        } else if (c == '|' && has_bars) {
            g_string_append(out, "│"); /* U+2502: nor a bar inside a table */
        } else {
            g_string_append_c(out, is_markup_space(c) ? ' ' : c);
        }
        if (c == '<' && i + 1 < value.n && value.p[i + 1] == '!') {
            g_string_append(out, WORD_JOINER); /* comments are looked for in code as well */
        }
    }
    if (value.n == 0) {
        g_string_append_c(out, ' ');
    }
}

/* RFC 3986: what may stand in a URI as it is, less what Markdown reads. */
static void write_destination(const struct slot *slot, struct str value, GString *out) {
    value = str_trim(value);
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        bool is_escape = c == '%' && i + 2 < value.n && g_ascii_isxdigit(value.p[i + 1]) &&
                         g_ascii_isxdigit(value.p[i + 2]);
        bool is_first = i == 0 && slot->is_line_start && c != '/'; /* "- " and "=" are blocks */
        if (c == '&' && slot->context == SLOT_DESTINATION) {
            g_string_append(out, "&amp;");
        } else if (g_ascii_isalnum(c) || is_escape ||
                   (!is_first && strchr("-._~/?#:@!$&'+,;=", c))) {
            g_string_append_c(out, (char)c);
        } else {
            g_string_append_printf(out, "%%%02X", c);
        }
    }
}

/* RFC 5322: what stands before "@" without quotes. */
static void write_mailbox(struct str value, GString *out) {
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        if (g_ascii_isalnum(c) || strchr("._-+", c)) {
            g_string_append_c(out, (char)c);
        } else {
            g_string_append_printf(out, "%%%02X", c);
        }
    }
}

static bool is_web_address(struct str value) {
    return str_starts_with(value, "https://") || str_starts_with(value, "http://") ||
           str_starts_with(value, "mailto:");
}

/* Whether the value is a part of an attribute's value that has no quotes. */
static bool is_behind_equals(const struct skeleton *skeleton, size_t at) {
    while (at > 0 && !g_ascii_isspace(skeleton->text.p[at - 1]) &&
           skeleton->text.p[at - 1] != '<') {
        at--;
        if (skeleton->text.p[at] == '=') {
            return true;
        }
    }
    return false;
}

/* Where the guess was wrong, three of them would be a line to write on. */
static void write_stand_in(GString *out) {
    if (out->len < 2 || out->str[out->len - 1] != '_' || out->str[out->len - 2] != '_') {
        g_string_append_c(out, '_');
    }
}

/* Entities mean the same in a tag's attribute and in text, so a wrong guess does no harm. A name
   has letters only. */
static void write_tag(const struct skeleton *skeleton, const struct slot *slot, struct str value,
                      GString *out) {
    bool is_name = !slot->is_quoted && !is_behind_equals(skeleton, slot->at);
    for (size_t i = 0; i < value.n; i++) {
        char c = is_markup_space(value.p[i]) ? ' ' : value.p[i];
        bool is_inside = slot->is_quoted && (i > 0 || !slot->is_line_start);
        bool is_plain = g_ascii_isalnum(c) || (!is_name && (unsigned char)c >= 0x80) ||
                        (is_inside && (c == ' ' || c == '-'));
        if (is_plain && (i > 0 || !is_name || g_ascii_isalpha(c))) {
            g_string_append_c(out, c);
        } else if (is_name) {
            write_stand_in(out);
        } else {
            g_string_append_printf(out, "&#%d;", c);
        }
    }
}

/* Notes in comments are Markdown too. A comment ends at "-->" and cannot hold "--" (CommonMark 0.30
   section 6.6). */
static void write_comment(const struct skeleton *skeleton, const struct slot *slot,
                          struct str value, GString *out) {
    g_autoptr(GString) text = g_string_new(NULL);
    struct slot inside = *slot;
    inside.is_line_start = inside.is_first_word = true;
    write_text(skeleton, &inside, value, text);
    for (size_t i = 0; i < text->len; i++) {
        if (text->str[i] == '\\' && text->str[i + 1] != '-') {
            g_string_append_len(out, text->str + i, 2);
            i++;
        } else if (text->str[i] == '-') {
            g_string_append(out, "&#45;");
        } else if (text->str[i] != '\\') {
            g_string_append_c(out, text->str[i]);
        }
    }
}

static void write_info(struct str value, GString *out) {
    for (size_t i = 0; i < value.n; i++) {
        char c = value.p[i];
        bool is_plain = g_ascii_isalnum(c) || (unsigned char)c >= 0x80 || strchr(" -_.,", c);
        g_string_append_c(out, is_markup_space(c) || !is_plain ? ' ' : c);
    }
}

/* As it is, on one line; at the line's start no run of the fence's character. */
static void write_fence(const struct skeleton *skeleton, const struct slot *slot, struct str value,
                        GString *out) {
    size_t begin = slot->at;
    while (begin > 0 && char_before(skeleton, begin) == slot->fence) {
        begin--;
    }
    char before = char_before(skeleton, begin);
    bool is_leading =
        slot->is_line_start || (slot->is_first_word && (is_markup_space(before) || before == '>'));
    for (size_t i = 0; i < value.n; i++) {
        char c = is_markup_space(value.p[i]) && value.p[i] != '\t' ? ' ' : value.p[i];
        if (is_leading && c == slot->fence) {
            g_string_append(out, c == '`' ? "ˋ" : "˜"); /* U+02CB, U+02DC */
            continue;
        }
        is_leading = is_leading && is_markup_space(c);
        g_string_append_c(out, c);
    }
}

bool write_slot(struct filling *filling, const struct skeleton *skeleton, const struct slot *slot,
                struct str value, GString *out) {
    if (slot->is_space) {
        g_string_append_c(out, ' ');
        return true;
    }
    switch (slot->context) {
    case SLOT_TEXT:
    case SLOT_TITLE: write_text(skeleton, slot, value, out); return true;
    case SLOT_CODE: write_code(skeleton, slot, value, out); return true;
    case SLOT_DESTINATION: write_destination(slot, value, out); return true;
    case SLOT_ANGLE:
        if (skeleton_char(skeleton, slot->at + 1) == '@') {
            write_mailbox(str_trim(value), out);
        } else if (char_before(skeleton, slot->at) == '<' && !is_web_address(value)) {
            write_text(skeleton, slot, value, out);
        } else {
            write_destination(slot, value, out);
        }
        return true;
    case SLOT_TAG: write_tag(skeleton, slot, value, out); return true;
    case SLOT_COMMENT: write_comment(skeleton, slot, value, out); return true;
    case SLOT_INFO: write_info(value, out); return true;
    case SLOT_FENCE: write_fence(skeleton, slot, value, out); return true;
    case SLOT_YAML_WHOLE:
    case SLOT_YAML_PART:
    case SLOT_YAML_SINGLE:
    case SLOT_YAML_DOUBLE: return write_yaml(filling, slot, value, out);
    }
    g_assert_not_reached();
}
