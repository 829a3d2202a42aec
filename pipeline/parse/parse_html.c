#include "parse_priv.h"

#include <string.h>

static const struct {
    const char *name;
    enum html_role role;
} roles[] = {
    {"br", HTML_LINE_BREAK},
    {"wbr", HTML_SPAN},
    {"span", HTML_SPAN},
    {"kbd", HTML_CODE},
    {"sup", HTML_SPAN},
    {"sub", HTML_SPAN},
    {"u", HTML_SPAN},
    {"ins", HTML_SPAN},
    {"mark", HTML_SPAN},
    {"small", HTML_SPAN},
    {"abbr", HTML_SPAN},
    {"q", HTML_SPAN},
    {"b", HTML_STRONG},
    {"strong", HTML_STRONG},
    {"i", HTML_EMPHASIS},
    {"em", HTML_EMPHASIS},
    {"cite", HTML_EMPHASIS},
    {"var", HTML_EMPHASIS},
    {"dfn", HTML_EMPHASIS},
    {"s", HTML_STRIKE},
    {"del", HTML_STRIKE},
    {"strike", HTML_STRIKE},
    {"code", HTML_CODE},
    {"samp", HTML_CODE},
    {"tt", HTML_CODE},
    {"a", HTML_LINK},
    {"img", HTML_IMAGE},
    {"script", HTML_HIDDEN},
    {"style", HTML_HIDDEN},
    {"hr", HTML_RULE},
    {"p", HTML_PARAGRAPH},
    {"h1", HTML_HEADING},
    {"h2", HTML_HEADING},
    {"h3", HTML_HEADING},
    {"h4", HTML_HEADING},
    {"h5", HTML_HEADING},
    {"h6", HTML_HEADING},
    {"div", HTML_CONTAINER},
    {"center", HTML_CONTAINER},
    {"details", HTML_CONTAINER},
    {"summary", HTML_SUMMARY},
    {"blockquote", HTML_QUOTE},
    {"pre", HTML_PRE},
    {"ul", HTML_LIST},
    {"ol", HTML_LIST},
    {"li", HTML_ITEM},
    {"table", HTML_TABLE},
    {"thead", HTML_GROUP},
    {"tbody", HTML_GROUP},
    {"tfoot", HTML_GROUP},
    {"tr", HTML_ROW},
    {"td", HTML_CELL},
    {"th", HTML_CELL},
    {"address", HTML_UNKNOWN_BLOCK},
    {"article", HTML_UNKNOWN_BLOCK},
    {"aside", HTML_UNKNOWN_BLOCK},
    {"body", HTML_UNKNOWN_BLOCK},
    {"caption", HTML_UNKNOWN_BLOCK},
    {"dd", HTML_UNKNOWN_BLOCK},
    {"dl", HTML_UNKNOWN_BLOCK},
    {"dt", HTML_UNKNOWN_BLOCK},
    {"fieldset", HTML_UNKNOWN_BLOCK},
    {"figcaption", HTML_UNKNOWN_BLOCK},
    {"figure", HTML_UNKNOWN_BLOCK},
    {"footer", HTML_UNKNOWN_BLOCK},
    {"form", HTML_UNKNOWN_BLOCK},
    {"head", HTML_UNKNOWN_BLOCK},
    {"header", HTML_UNKNOWN_BLOCK},
    {"html", HTML_UNKNOWN_BLOCK},
    {"iframe", HTML_UNKNOWN_BLOCK},
    {"legend", HTML_UNKNOWN_BLOCK},
    {"link", HTML_UNKNOWN_BLOCK},
    {"main", HTML_UNKNOWN_BLOCK},
    {"menu", HTML_UNKNOWN_BLOCK},
    {"nav", HTML_UNKNOWN_BLOCK},
    {"noframes", HTML_UNKNOWN_BLOCK},
    {"option", HTML_UNKNOWN_BLOCK},
    {"section", HTML_UNKNOWN_BLOCK},
    {"title", HTML_UNKNOWN_BLOCK},
    {"textarea", HTML_UNKNOWN_BLOCK},
};

static enum html_role role_of(struct str name) {
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
        if (strlen(roles[i].name) == name.n &&
            g_ascii_strncasecmp(roles[i].name, name.p, name.n) == 0) {
            return roles[i].role;
        }
    }
    return HTML_UNKNOWN;
}

bool html_role_is_block(enum html_role role) {
    return role >= HTML_RULE;
}

bool html_tag_is(const struct html_tag *tag, const char *name) {
    return strlen(name) == tag->name.n && g_ascii_strncasecmp(name, tag->name.p, tag->name.n) == 0;
}

static size_t skip_space(struct str text, size_t at) {
    while (at < text.n && g_ascii_isspace(text.p[at])) {
        at++;
    }
    return at;
}

static bool is_name_char(char c) {
    return g_ascii_isalnum(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

/* One attribute and its value. The offset behind it; 0 where the grammar is broken. */
static size_t read_attribute(struct str text, size_t at, struct str *ret_name,
                             struct str *ret_value) {
    size_t begin = at;
    while (at < text.n && is_name_char(text.p[at])) {
        at++;
    }
    if (at == begin || !(g_ascii_isalpha(text.p[begin]) || strchr("_:", text.p[begin]))) {
        return 0;
    }
    *ret_name = str_slice(text, begin, at);
    *ret_value = STR("");
    size_t equals = skip_space(text, at);
    if (equals >= text.n || text.p[equals] != '=') {
        return at;
    }
    at = skip_space(text, equals + 1);
    if (at < text.n && (text.p[at] == '"' || text.p[at] == '\'')) {
        const char *quote = memchr(text.p + at + 1, text.p[at], text.n - at - 1);
        if (!quote) {
            return 0;
        }
        *ret_value = str_slice(text, at + 1, (size_t)(quote - text.p));
        return (size_t)(quote - text.p) + 1;
    }
    begin = at;
    while (at < text.n && !g_ascii_isspace(text.p[at]) && !strchr("\"'=<>`", text.p[at])) {
        at++;
    }
    *ret_value = str_slice(text, begin, at);
    return at > begin ? at : 0;
}

/* The offset behind the attributes and the white space that follows; 0: broken. */
static size_t skip_attributes(struct str text, size_t at) {
    for (;;) {
        size_t next = skip_space(text, at);
        if (next >= text.n) {
            return 0;
        }
        if (text.p[next] == '>' || text.p[next] == '/') {
            return next;
        }
        struct str name, value;
        if (next == at) {
            return 0;
        }
        at = read_attribute(text, next, &name, &value);
        if (at == 0) {
            return 0;
        }
    }
}

bool html_tag_read(struct str text, size_t at, struct html_tag *ret) {
    struct html_tag tag = {0};
    size_t begin = at + 1;
    if (begin < text.n && text.p[begin] == '/') {
        tag.is_closing = true;
        begin++;
    }
    size_t end = begin;
    while (end < text.n && (g_ascii_isalnum(text.p[end]) || text.p[end] == '-')) {
        end++;
    }
    if (end == begin || !g_ascii_isalpha(text.p[begin])) {
        return false;
    }
    tag.name = str_slice(text, begin, end);
    size_t last = tag.is_closing ? skip_space(text, end) : skip_attributes(text, end);
    if (last == 0 || last >= text.n) {
        return false;
    }
    tag.attributes = str_slice(text, end, last);
    if (text.p[last] == '/' && !tag.is_closing) {
        tag.is_empty = true;
        last++;
    }
    if (last >= text.n || text.p[last] != '>') {
        return false;
    }
    tag.end = last + 1;
    tag.role = role_of(tag.name);
    *ret = tag;
    return true;
}

struct str html_attribute(Arena *arena, const struct html_tag *tag, const char *name) {
    size_t at = skip_space(tag->attributes, 0);
    while (at < tag->attributes.n) {
        struct str key, value;
        at = read_attribute(tag->attributes, at, &key, &value);
        if (at == 0) {
            break;
        }
        if (strlen(name) == key.n && g_ascii_strncasecmp(name, key.p, key.n) == 0) {
            return entity_decode(arena, value);
        }
        at = skip_space(tag->attributes, at);
    }
    return STR("");
}

struct str html_language(Arena *arena, const struct html_tag *tag) {
    enum { LONGEST = 35 }; /* RFC 5646 section 4.4.1 */
    struct str language = html_attribute(arena, tag, "lang");
    bool is_tag = language.n >= 2 && language.n <= LONGEST && g_ascii_isalpha(language.p[0]) &&
                  g_ascii_isalpha(language.p[1]);
    for (size_t i = 0; i < language.n && is_tag; i++) {
        is_tag = g_ascii_isalnum(language.p[i]) || language.p[i] == '-';
    }
    return is_tag ? language : STR("");
}

/* The ends of each kind of markup; a kind without an end in the rest of the text is remembered. */
static const struct {
    const char *begin, *end;
} markups[] = {{"<!-->", ""},        {"<!--->", ""}, {"<!--", "-->"},
               {"<![CDATA[", "]]>"}, {"<?", "?>"},   {"<!", ">"}};

size_t html_skip_markup(struct str text, size_t at, unsigned *missing) {
    struct str rest = str_skip(text, at);
    for (unsigned i = 0; i < G_N_ELEMENTS(markups); i++) {
        if (!str_starts_with(rest, markups[i].begin)) {
            continue;
        }
        size_t n = strlen(markups[i].begin);
        bool is_declaration = markups[i].begin[n - 1] == '!';
        bool has_name = rest.n > n && g_ascii_isalpha(rest.p[n]);
        if (*missing & (1U << i) || (is_declaration && !has_name)) {
            return 0;
        }
        size_t end = str_find(rest, str_from(markups[i].end), n);
        if (end < rest.n || markups[i].end[0] == '\0') {
            return at + end + strlen(markups[i].end);
        }
        *missing |= 1U << i;
        return 0;
    }
    return 0;
}
