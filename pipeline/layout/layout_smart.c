#include "layout_smart_priv.h"

#include <string.h>

/*
 * Quotes are told apart by what stands before them: a space, a bracket, a dash or nothing makes one
 * that opens; a letter before an apostrophe makes an apostrophe. Marks that say something else keep
 * their shape: inches and minutes behind a digit, "--option", "-->", dots in a path, everything in
 * an address. Text in code does not come here.
 */

/* CLDR's delimiters. Where it has none for the inner pair, those that printers use. */
static const struct quotes quotes_by_language[] = {
    {"en", "“", "”", "‘", "’", false},        {"fr", "«", "»", "“", "”", true},
    {"fr-CH", "«", "»", "‹", "›", true},      {"de", "„", "“", "‚", "‘", false},
    {"de-CH", "«", "»", "‹", "›", false},     {"es", "«", "»", "“", "”", false},
    {"it", "«", "»", "“", "”", false},        {"pt", "“", "”", "‘", "’", false},
    {"pt-PT", "«", "»", "“", "”", false},     {"nl", "“", "”", "‘", "’", false},
    {"da", "“", "”", "‘", "’", false},        {"sv", "”", "”", "’", "’", false},
    {"fi", "”", "”", "’", "’", false},        {"nb", "«", "»", "‘", "’", false},
    {"no", "«", "»", "‘", "’", false},        {"nn", "«", "»", "‘", "’", false},
    {"is", "„", "“", "‚", "‘", false},        {"cs", "„", "“", "‚", "‘", false},
    {"sk", "„", "“", "‚", "‘", false},        {"sl", "„", "“", "‚", "‘", false},
    {"hr", "„", "“", "‚", "‘", false},        {"sr", "„", "“", "‘", "‘", false},
    {"bg", "„", "“", "‚", "‘", false},        {"lt", "„", "“", "‚", "‘", false},
    {"et", "„", "“", "‚", "‘", false},        {"lv", "“", "”", "‘", "’", false},
    {"pl", "„", "”", "«", "»", false},        {"ro", "„", "”", "«", "»", false},
    {"hu", "„", "”", "»", "«", false},        {"ru", "«", "»", "„", "“", false},
    {"uk", "«", "»", "„", "“", false},        {"be", "«", "»", "„", "“", false},
    {"el", "«", "»", "“", "”", false},        {"ca", "«", "»", "“", "”", false},
    {"eu", "«", "»", "“", "”", false},        {"gl", "«", "»", "“", "”", false},
    {"tr", "“", "”", "‘", "’", false},        {"vi", "“", "”", "‘", "’", false},
    {"id", "“", "”", "‘", "’", false},        {"hi", "“", "”", "‘", "’", false},
    {"th", "“", "”", "‘", "’", false},        {"ko", "“", "”", "‘", "’", false},
    {"zh", "“", "”", "‘", "’", false},        {"zh-Hant", "「", "」", "『", "』", false},
    {"zh-TW", "「", "」", "『", "』", false}, {"ja", "「", "」", "『", "』", false},
    {"ar", "”", "“", "’", "‘", false},        {"he", "”", "”", "’", "’", false},
    {"fa", "«", "»", "‹", "›", false},
};

/* "de-CH" is at most as good as it is long: the longest that the language begins with. */
const struct quotes *smart_quotes(const char *language) {
    const struct quotes *best = NULL;
    size_t length = 0;
    for (size_t i = 0; language && i < G_N_ELEMENTS(quotes_by_language); i++) {
        const struct quotes *quotes = &quotes_by_language[i];
        size_t n = strlen(quotes->language);
        bool is_prefix = g_ascii_strncasecmp(language, quotes->language, n) == 0 &&
                         (language[n] == '\0' || language[n] == '-' || language[n] == '_');
        if (is_prefix && n > length) {
            best = quotes;
            length = n;
        }
    }
    return best;
}

/* --- surroundings --------------------------------------------------------------------------- */

static gunichar last_character(const GString *text) {
    return text->len > 0 ? g_utf8_get_char(g_utf8_prev_char(text->str + text->len)) : 0;
}

static gunichar character_at(const char *p, const char *end) {
    return p < end ? g_utf8_get_char(p) : 0;
}

static bool is_space(gunichar character) {
    return character == 0 || character == 0xFFFC || g_unichar_isspace(character);
}

/* What an opening quote may follow. */
static bool is_opening_place(gunichar before) {
    return is_space(before) || (before < 0x80 && strchr("([{<-/=|+", (int)before)) ||
           (before >= 0x2010 && before <= 0x201F && before != 0x2019 && before != 0x201D) ||
           before == 0xAB || before == 0x2039 || before == 0x300C || before == 0xBF ||
           before == 0xA1;
}

/* Of Chinese and Japanese, which have no spaces: there a quote opens where none is open. */
static bool is_ideographic(gunichar character) {
    return (character >= 0x2E80 && character < 0xA000) ||
           (character >= 0xFF00 && character < 0xFFF0) ||
           (character >= 0x20000 && character < 0x40000);
}

/* An address is longer only where it is no address. */
enum { ADDRESS_BYTES_MAX = 200 };

/* Whether the word around the end of @out and @p is an address. */
static bool is_in_address(const GString *out, const char *p, const char *end) {
    char word[2 * ADDRESS_BYTES_MAX + 1];
    gsize begin = out->len;
    while (begin > 0 && out->len - begin < ADDRESS_BYTES_MAX && (guchar)out->str[begin - 1] > ' ') {
        begin--;
    }
    size_t n = out->len - begin;
    memcpy(word, out->str + begin, n);
    while (p < end && n < sizeof word - 1 && (guchar)*p > ' ') {
        word[n++] = *p++;
    }
    word[n] = '\0';
    const char *at = strchr(word, '@');
    return strstr(word, "://") || g_str_has_prefix(word, "www.") ||
           (at && at > word && g_ascii_isalnum(at[-1]));
}

static size_t run_length(const char *p, const char *end) {
    size_t n = 1;
    while (p + n < end && p[n] == p[0]) {
        n++;
    }
    return n;
}

/* --- marks ---------------------------------------------------------------------------------- */

static const char NARROW_SPACE[] = "\xE2\x80\xAF"; /* U+202F: a line does not end at it */

static void open_quote(const struct quotes *quotes, GString *out, const char *mark, bool *is_open) {
    *is_open = true;
    g_string_append(out, mark);
    if (quotes->is_spaced && mark == quotes->open) {
        g_string_append(out, NARROW_SPACE);
    }
}

static void close_quote(const struct quotes *quotes, GString *out, const char *mark,
                        bool *is_open) {
    *is_open = false;
    if (quotes->is_spaced && mark == quotes->close && !is_space(last_character(out))) {
        g_string_append(out, NARROW_SPACE);
    }
    g_string_append(out, mark);
}

static void append_double(const struct quotes *quotes, struct smart_state *state, GString *out,
                          gunichar before, gunichar after) {
    bool may_open = is_ideographic(before)
                        ? !state->is_open
                        : is_opening_place(before) && !(state->is_open && is_space(after));
    if (may_open) {
        open_quote(quotes, out, quotes->open, &state->is_open);
    } else if (!state->is_open && g_unichar_isdigit(before)) {
        g_string_append_c(out, '"'); /* inches */
    } else {
        close_quote(quotes, out, quotes->close, &state->is_open);
    }
}

/* English words that begin with an apostrophe. */
static bool is_clipped_word(const char *p, const char *end) {
    static const char *const words[] = {"tis", "twas", "twill", "til", "cause", "n"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(end - p) >= n && g_ascii_strncasecmp(p, words[i], n) == 0 &&
            !g_unichar_isalpha(character_at(p + n, end))) {
            return true;
        }
    }
    return g_ascii_isdigit(p < end ? *p : 0); /* the '90s */
}

static void append_single(const struct quotes *quotes, struct smart_state *state, GString *out,
                          gunichar before, const char *p, const char *end) {
    gunichar after = character_at(p, end);
    if (is_ideographic(before) && !state->is_inner_open) {
        open_quote(quotes, out, quotes->inner_open, &state->is_inner_open);
    } else if (is_ideographic(before)) {
        close_quote(quotes, out, quotes->inner_close, &state->is_inner_open);
    } else if (is_opening_place(before)) {
        if (is_space(after) && state->is_inner_open) {
            close_quote(quotes, out, quotes->inner_close, &state->is_inner_open);
        } else if (after != 0 && is_space(after)) {
            g_string_append_c(out, '\'');
        } else if (is_clipped_word(p, end)) {
            g_string_append(out, "’");
        } else {
            open_quote(quotes, out, quotes->inner_open, &state->is_inner_open);
        }
    } else if (state->is_inner_open && !g_unichar_isalnum(after)) {
        close_quote(quotes, out, quotes->inner_close, &state->is_inner_open);
    } else if (g_unichar_isdigit(before) && !g_unichar_isalpha(after)) {
        g_string_append_c(out, '\''); /* feet, minutes */
    } else {
        g_string_append(out, "’");
    }
}

/* NULL: the run of hyphens or dots keeps its shape. */
static const char *dash_or_ellipsis(gunichar before, const char *p, size_t n, const char *end) {
    gunichar after = character_at(p + n, end);
    if (*p == '.') {
        return n == 3 && after != '/' && before != '/' ? "…" : NULL;
    }
    bool is_option = is_space(before) && after != 0 && !is_space(after);
    if (is_option || n < 2 || n > 3 || after == '>' || before == '<' || before == '|' ||
        after == '|') {
        return NULL;
    }
    return n == 2 ? "–" : "—";
}

/* ";" and its like: the space that French sets before them is narrow and keeps them on the line. */
static void narrow_space_before(GString *out) {
    if (out->len > 1 && out->str[out->len - 1] == ' ') {
        g_string_truncate(out, out->len - 1);
        g_string_append(out, NARROW_SPACE);
    }
}

/* Appends what the mark at @p becomes; returns how many bytes it was. */
static size_t append_mark(const struct quotes *quotes, struct smart_state *state, GString *out,
                          const char *p, const char *end) {
    bool is_run = *p == '-' || *p == '.';
    size_t n = is_run ? run_length(p, end) : 1;
    bool is_ordinary = is_run ? n == 1 : *p != '"' && *p != '\'' && !quotes->is_spaced;
    if (is_ordinary || is_in_address(out, p, end)) {
        g_string_append_len(out, p, (gssize)n);
        return n;
    }
    gunichar before = last_character(out);
    switch (*p) {
    case '"': append_double(quotes, state, out, before, character_at(p + 1, end)); return 1;
    case '\'': append_single(quotes, state, out, before, p + 1, end); return 1;
    case '-':
    case '.': {
        const char *mark = dash_or_ellipsis(before, p, n, end);
        g_string_append_len(out, mark ? mark : p, mark ? (gssize)strlen(mark) : (gssize)n);
        return n;
    }
    default:
        narrow_space_before(out);
        g_string_append_c(out, *p);
        return 1;
    }
}

/* --- text ----------------------------------------------------------------------------------- */

static bool is_mark(char byte) {
    switch (byte) {
    case '"':
    case '\'':
    case '-':
    case '.':
    case ';':
    case ':':
    case '!':
    case '?': return true;
    default: return false;
    }
}

/* Neither a mark nor a byte that a control character begins with. */
static bool is_plain(char c) {
    guchar byte = (guchar)c;
    return byte == ' ' || (byte >= '@' && byte < 0x7F) ||
           (byte > ' ' && byte != 0x7F && byte != 0xC2 && byte != 0xEF && !is_mark(c));
}

/* A control character would be a box; a tab or a line's end is a space. */
static size_t append_other(GString *out, const char *p) {
    gunichar character = g_utf8_get_char(p);
    size_t n = (size_t)(g_utf8_next_char(p) - p);
    if (character == '\t' || character == '\n' || character == '\r') {
        g_string_append_c(out, ' ');
    } else if (character >= 0x20 && (character < 0x7F || character > 0x9F) && character != 0xFEFF) {
        g_string_append_len(out, p, (gssize)n);
    }
    return n;
}

void smart_append(const struct quotes *quotes, struct smart_state *state, GString *out,
                  struct str words) {
    for (const char *p = words.p, *end = p + words.n; p < end;) {
        const char *from = p;
        while (p < end && is_plain(*p)) {
            p++;
        }
        g_string_append_len(out, from, p - from);
        if (p < end) {
            p += quotes && is_mark(*p) ? append_mark(quotes, state, out, p, end)
                                       : append_other(out, p);
        }
    }
}
