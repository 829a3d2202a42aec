/*
 * Characters, keys and scalars of plain YAML.
 */
#include "load_yaml_plain_priv.h"

#include <string.h>

/* libyaml takes keys of up to 1024 characters. */
enum { KEY_BYTES_MAX = 1000 };

/* --- characters ----------------------------------------------------------------------------- */

/* C1 controls, line and paragraph separators, byte order marks, and what is no character. */
static bool is_odd_character(const unsigned char *at) {
    return (at[0] == 0xC2 && at[1] < 0xA0) ||
           (at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9)) ||
           (at[0] == 0xEF &&
            ((at[1] == 0xBB && at[2] == 0xBF) || (at[1] == 0xBF && at[2] >= 0xBE)));
}

/* Whether the eight bytes at @at are letters, signs and spaces of ASCII: nearly all of a file is.
 */
static bool is_plain_word(const unsigned char *at) {
    static const uint64_t HIGH = 0x8080808080808080, LOW = 0x0101010101010101;
    uint64_t word;
    memcpy(&word, at, sizeof word);
    uint64_t is_control = word - LOW * ' ', is_delete_or_more = word + LOW;
    return ((word | is_control | is_delete_or_more) & HIGH) == 0;
}

static bool are_plain_bytes(const unsigned char *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        bool is_control = bytes[i] < ' ' && bytes[i] != '\n';
        if (is_control || bytes[i] == 0x7F || (bytes[i] >= 0xC2 && is_odd_character(bytes + i))) {
            return false;
        }
    }
    return true;
}

/* Sources are UTF-8 and end with a NUL, so that a character's bytes are all there. */
bool has_plain_characters(struct str text) {
    const unsigned char *bytes = (const unsigned char *)text.p;
    size_t n_whole = text.n - text.n % sizeof(uint64_t);
    for (size_t i = 0; i < n_whole; i += sizeof(uint64_t)) {
        if (!is_plain_word(bytes + i) && !are_plain_bytes(bytes + i, sizeof(uint64_t))) {
            return false;
        }
    }
    return are_plain_bytes(bytes + n_whole, text.n - n_whole);
}

/*
 * What a character is to a plain text. It may end before a break, between braces before what is of
 * their syntax, and before a colon and "#" only beside a blank. What it may not begin with is YAML
 * 1.1's, section 9.1.2, and an indicator that may begin a text all the same.
 */
enum {
    ENDS_LINE = 1,
    IS_COLON = 2,
    IS_HASH = 4,
    ENDS_FLOW = 8,
    OPENS_FLOW = 16,
    BEGINS_NONE = 32,
    BEGINS_FLOW = 64,
};

static const unsigned char kinds[256] = {
    ['\0'] = ENDS_LINE,
    ['\n'] = ENDS_LINE | BEGINS_NONE,
    [' '] = BEGINS_NONE,
    [':'] = IS_COLON | BEGINS_NONE,
    ['#'] = IS_HASH | BEGINS_NONE,
    [','] = ENDS_FLOW | BEGINS_NONE,
    [']'] = ENDS_FLOW | BEGINS_NONE,
    ['}'] = ENDS_FLOW | BEGINS_NONE,
    ['['] = OPENS_FLOW | BEGINS_NONE | BEGINS_FLOW,
    ['{'] = OPENS_FLOW | BEGINS_NONE | BEGINS_FLOW,
    ['?'] = OPENS_FLOW | BEGINS_NONE,
    ['&'] = BEGINS_NONE,
    ['*'] = BEGINS_NONE,
    ['!'] = BEGINS_NONE,
    ['|'] = BEGINS_NONE,
    ['>'] = BEGINS_NONE,
    ['\''] = BEGINS_NONE,
    ['"'] = BEGINS_NONE,
    ['%'] = BEGINS_NONE,
    ['@'] = BEGINS_NONE,
    ['`'] = BEGINS_NONE,
};

static unsigned kind_at(const struct plain *p, size_t at) {
    return kinds[(unsigned char)char_at(p, at)];
}

bool plain_is_flow(const struct plain *p, size_t at) {
    return (kind_at(p, at) & BEGINS_FLOW) != 0;
}

/* --- scalars -------------------------------------------------------------------------------- */

static bool scan_double(const struct plain *p, size_t at, struct scalar *ret) {
    size_t end = at + 1;
    for (char c; (c = char_at(p, end)) != '"'; end++) {
        if (c == '\\' || c == '\n') {
            return false;
        }
    }
    *ret = (struct scalar){at, end + 1, str_slice(p->text, at + 1, end), true};
    return true;
}

/* Between single quotes two of them are one. */
static bool scan_single(const struct plain *p, size_t at, struct scalar *ret) {
    size_t end = at + 1;
    bool has_pair = false;
    for (char c; (c = char_at(p, end)) != '\'' || char_at(p, end + 1) == '\''; end++) {
        if (c == '\n') {
            return false;
        }
        has_pair = has_pair || c == '\'';
        end += c == '\'';
    }
    struct str text = str_slice(p->text, at + 1, end);
    if (has_pair) {
        char *copy = arena_strndup(p->arena, text.p, text.n);
        size_t n = 0;
        for (size_t i = 0; i < text.n; i++) {
            copy[n++] = text.p[i];
            i += text.p[i] == '\'';
        }
        text = (struct str){copy, n};
    }
    *ret = (struct scalar){at, end + 1, text, true};
    return true;
}

static bool may_begin_plain(const struct plain *p, size_t at) {
    return char_at(p, at) == '-' ? g_ascii_isalnum(char_at(p, at + 1))
                                 : !(kind_at(p, at) & BEGINS_NONE);
}

static bool is_colon(const struct plain *p, size_t at) {
    return char_at(p, at) == ':' && is_blank_at(p, at + 1);
}

/*
 * The end of the plain text that begins at @at, with the spaces behind it; 0: only libyaml knows.
 * Each line has its end (has_last_break()), so none is looked for at each byte.
 */
static size_t find_plain_end(const struct plain *p, size_t at, bool is_flow) {
    unsigned wanted = ENDS_LINE | IS_COLON | IS_HASH | (is_flow ? ENDS_FLOW | OPENS_FLOW : 0);
    const char *text = p->text.p;
    for (size_t end = at;; end++) {
        unsigned kind;
        while ((kind = kinds[(unsigned char)text[end]] & wanted) == 0) {
            end++;
        }
        if ((kind & (ENDS_LINE | ENDS_FLOW)) || (kind == IS_COLON && is_blank_at(p, end + 1)) ||
            (kind == IS_HASH && text[end - 1] == ' ')) {
            return end;
        }
        if (kind == OPENS_FLOW ||
            (is_flow && kind == IS_COLON && (kind_at(p, end + 1) & (ENDS_FLOW | OPENS_FLOW)))) {
            return 0;
        }
    }
}

static bool scan_plain(const struct plain *p, size_t at, bool is_flow, struct scalar *ret) {
    size_t end = may_begin_plain(p, at) ? find_plain_end(p, at, is_flow) : 0;
    if (end == 0) {
        return false;
    }
    while (p->text.p[end - 1] == ' ') {
        end--;
    }
    *ret = (struct scalar){at, end, {p->text.p + at, end - at}, false};
    return true;
}

bool plain_scan_scalar(const struct plain *p, size_t at, bool is_flow, struct scalar *ret) {
    char c = char_at(p, at);
    return c == '"'    ? scan_double(p, at, ret)
           : c == '\'' ? scan_single(p, at, ret)
                       : scan_plain(p, at, is_flow, ret);
}

struct value *plain_scalar_value(struct plain *p, const struct scalar *scalar) {
    struct value *value =
        value_new_string(p->arena, span_from(p, scalar->begin, scalar->end), scalar->text);
    if (!scalar->is_quoted) {
        yaml_resolve_plain(&p->diags, value, scalar->text);
    }
    return p->diags.n == 0 ? value : NULL;
}

bool plain_scan_key(const struct plain *p, size_t at, bool is_flow, struct value_entry *ret,
                    size_t *ret_end) {
    struct scalar key;
    if (!plain_scan_scalar(p, at, is_flow, &key) || key.end - key.begin > KEY_BYTES_MAX ||
        (!key.is_quoted && str_is(key.text, "<<"))) {
        return false;
    }
    size_t colon = skip_spaces(p, key.end);
    *ret = (struct value_entry){.key = key.text, .key_at = span_from(p, key.begin, key.end)};
    *ret_end = colon + 1;
    return is_colon(p, colon);
}
