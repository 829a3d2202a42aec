#include "figure_flow_priv.h"

#include <string.h>

/*
 * Words of nodes, edges and groups as people read them. Entities are written as in HTML or with "#"
 * in place of "&" ("#quot;", "#9829;"); "<br>", "\n" and a line's end break a line, other tags and
 * icons ("fa:fa-car") are left out. "`...`" in quotes is Markdown, of which the emphasis is
 * dropped.
 */

static gunichar entity_character(struct str name) {
    static const struct {
        const char *name;
        gunichar character;
    } rows[] = {{"quot", '"'},     {"amp", '&'},      {"lt", '<'},        {"gt", '>'},
                {"apos", '\''},    {"nbsp", 0xA0},    {"hearts", 0x2665}, {"infin", 0x221E},
                {"lpar", '('},     {"rpar", ')'},     {"lbrack", '['},    {"rbrack", ']'},
                {"lbrace", '{'},   {"rbrace", '}'},   {"num", '#'},       {"semi", ';'},
                {"colon", ':'},    {"comma", ','},    {"excl", '!'},      {"percnt", '%'},
                {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026}, {"euro", 0x20AC},
                {"copy", 0xA9},    {"reg", 0xAE},     {"trade", 0x2122},  {"rarr", 0x2192},
                {"larr", 0x2190},  {"check", 0x2713}, {"bull", 0x2022},   {"pound", 0xA3}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (str_is(name, rows[i].name)) {
            return rows[i].character;
        }
    }
    name = name.n > 0 && name.p[0] == '#' ? str_skip(name, 1) : name;
    bool is_hex = name.n > 1 && (name.p[0] == 'x' || name.p[0] == 'X');
    guint64 number = 0;
    for (size_t i = is_hex ? 1 : 0; i < name.n; i++) {
        int digit = is_hex ? g_ascii_xdigit_value(name.p[i]) : g_ascii_digit_value(name.p[i]);
        if (digit < 0 || number > 0x10FFFF) {
            return 0;
        }
        number = number * (is_hex ? 16 : 10) + (guint64)digit;
    }
    return number >= ' ' && g_unichar_validate((gunichar)number) ? (gunichar)number : 0;
}

/* The entity at @at: how long it is, 0 where there is none. */
static size_t take_entity(struct str text, size_t at, GString *out) {
    size_t end = at + 1;
    while (end < text.n && end < at + 12 && (g_ascii_isalnum(text.p[end]) || text.p[end] == '#')) {
        end++;
    }
    if (end >= text.n || text.p[end] != ';' || end == at + 1) {
        return 0;
    }
    gunichar character = entity_character(str_slice(text, at + 1, end));
    if (character == 0) {
        return 0;
    }
    g_string_append_unichar(out, character);
    return end + 1 - at;
}

/* The tag at @at: how long it is, 0 where there is none. */
static size_t take_tag(struct str text, size_t at, GString *out) {
    struct str rest = str_skip(text, at + 1);
    bool is_closing = rest.n > 0 && rest.p[0] == '/';
    size_t name = at + 1 + (is_closing ? 1 : 0), end = name;
    while (end < text.n && g_ascii_isalnum(text.p[end])) {
        end++;
    }
    const char *close = end > name ? memchr(text.p + end, '>', text.n - end) : NULL;
    if (!close || !g_ascii_isalpha(text.p[name])) {
        return 0;
    }
    if (end - name == 2 && g_ascii_strncasecmp(text.p + name, "br", 2) == 0) {
        g_string_append_c(out, '\n');
    }
    return (size_t)(close - text.p) + 1 - at;
}

/* "fa:fa-car", "fab:fa-github": how long it is, 0 where there is none. */
static size_t take_icon(struct str text, size_t at) {
    size_t end = at + 2;
    while (end < text.n && end < at + 4 && g_ascii_isalpha(text.p[end])) {
        end++;
    }
    if (!str_starts_with(str_skip(text, at), "fa") ||
        !str_starts_with(str_skip(text, end), ":fa-")) {
        return 0;
    }
    for (end += 4; end < text.n && (g_ascii_isalnum(text.p[end]) || text.p[end] == '-'); end++) {
    }
    return end - at;
}

static struct str unquote(struct str text, bool *ret_is_markdown) {
    text = str_trim(text);
    *ret_is_markdown = false;
    if (text.n >= 2 && text.p[0] == '"' && text.p[text.n - 1] == '"') {
        text = str_trim(str_slice(text, 1, text.n - 1));
    }
    if (text.n >= 2 && text.p[0] == '`' && text.p[text.n - 1] == '`') {
        text = str_trim(str_slice(text, 1, text.n - 1));
        *ret_is_markdown = true;
    }
    return text;
}

/* What stands at @at and is no plain character: how long it is, 0 where it is one. */
static size_t take_special(struct str text, size_t at, bool is_markdown, GString *out) {
    char c = text.p[at];
    bool is_word_start = at == 0 || text.p[at - 1] == ' ';
    if (c == '&' || c == '#') {
        return take_entity(text, at, out);
    }
    if (c == '<') {
        return take_tag(text, at, out);
    }
    if (c == 'f' && is_word_start) {
        return take_icon(text, at);
    }
    if (c == '\\' && at + 1 < text.n && text.p[at + 1] == 'n') {
        g_string_append_c(out, '\n');
        return 2;
    }
    return is_markdown && (c == '*' || c == '_') ? 1 : 0;
}

struct str flow_label(Arena *arena, struct str text) {
    bool is_markdown;
    text = unquote(text, &is_markdown);
    g_autoptr(GString) out = g_string_sized_new(text.n);
    for (size_t at = 0; at < text.n;) {
        size_t n = take_special(text, at, is_markdown, out);
        if (n == 0) {
            bool is_space = text.p[at] == '\t' || text.p[at] == '\r' || text.p[at] == ' ';
            if (!is_space || out->len == 0 || out->str[out->len - 1] != ' ') {
                g_string_append_c(out, is_space ? ' ' : text.p[at]);
            }
            n = 1;
        }
        at += n;
    }
    /* Spaces at the ends of lines and empty lines say nothing. */
    struct str rest = str_from_gstring(arena, out), line;
    g_string_truncate(out, 0);
    while (str_next_line(&rest, &line)) {
        line = str_trim(line);
        g_string_append_printf(out, "%s" STR_FMT, out->len > 0 && line.n > 0 ? "\n" : "",
                               STR_ARG(line));
    }
    return str_from_gstring(arena, out);
}
