#include "emoji.h"

#include <unicode/uchar.h>

#include <glib.h>

enum {
    ZERO_WIDTH_JOINER = 0x200D,
    ENCLOSING_KEYCAP = 0x20E3,
    EMOJI_SELECTOR = 0xFE0F,
    TEXT_SELECTOR = 0xFE0E,
    TAG_FIRST = 0xE0020,
    TAG_LAST = 0xE007F,
};

static bool is(gunichar character, UProperty property) {
    return u_hasBinaryProperty((UChar32)character, property);
}

/* 0 at the end. */
static gunichar peek(struct str text, size_t at) {
    return at < text.n ? g_utf8_get_char(text.p + at) : 0;
}

static size_t after(struct str text, size_t at) {
    return (size_t)(g_utf8_next_char(text.p + at) - text.p);
}

static size_t keycap_end(struct str text, size_t at) {
    size_t end = after(text, at);
    if (peek(text, end) == EMOJI_SELECTOR) {
        end = after(text, end);
    }
    return peek(text, end) == ENCLOSING_KEYCAP ? after(text, end) : at;
}

/* One picture of a sequence; @at where there is none. Behind a joiner no selector is needed. */
static size_t element_end(struct str text, size_t at, bool is_joined) {
    gunichar character = peek(text, at);
    if (character < 0x80 ? g_ascii_isdigit((char)character) || character == '#' || character == '*'
                         : false) {
        return keycap_end(text, at);
    }
    if (character < 0xA9 || !is(character, UCHAR_EMOJI)) {
        return at;
    }
    size_t end = after(text, at);
    gunichar next = peek(text, end);
    bool is_flag = is(character, UCHAR_REGIONAL_INDICATOR);
    if (is_flag) {
        return is(next, UCHAR_REGIONAL_INDICATOR) ? after(text, end) : at;
    }
    if (next == EMOJI_SELECTOR || (next != 0 && is(next, UCHAR_EMOJI_MODIFIER))) {
        end = after(text, end);
    } else if (next == TEXT_SELECTOR || (!is_joined && !is(character, UCHAR_EMOJI_PRESENTATION))) {
        return at;
    }
    while (peek(text, end) >= TAG_FIRST && peek(text, end) <= TAG_LAST) {
        end = after(text, end);
    }
    return end;
}

/*
 * Bytes of the emoji that starts at @at: a character that is a picture by default or by a
 * selector, with its modifier, tags, partner of a flag and what joiners add. 0: there is none.
 */
static size_t length_at(struct str text, size_t at) {
    size_t end = element_end(text, at, false);
    while (end > at && peek(text, end) == ZERO_WIDTH_JOINER) {
        size_t next = after(text, end), joined = element_end(text, next, true);
        if (joined == next) {
            break;
        }
        end = joined;
    }
    return end - at;
}

/* Bytes that an emoji may begin with: of U+00A9 and U+00AE, U+2000 to U+3FFF and above U+FFFF. */
static bool may_begin(struct str text, size_t at) {
    guchar byte = (guchar)text.p[at];
    guchar next = at + 1 < text.n ? (guchar)text.p[at + 1] : 0;
    if (byte < 0x80) { /* a keycap's selector or its frame */
        return (next == 0xEF || next == 0xE2) && (byte <= '9' && byte >= '#');
    }
    return byte == 0xE2 || byte == 0xE3 || byte == 0xF0 || byte == 0xC2;
}

/* All of ASCII from @from on, but for a last character, which may be a keycap's. */
static size_t skip_ascii(struct str text, size_t from) {
    size_t at = from;
    while (at < text.n && (guchar)text.p[at] < 0x80) {
        at++;
    }
    return at < text.n && at > from ? at - 1 : at;
}

size_t emoji_find(struct str text, size_t from, size_t *ret_length) {
    for (size_t at = skip_ascii(text, from); at < text.n; at++) {
        *ret_length = may_begin(text, at) ? length_at(text, at) : 0;
        if (*ret_length > 0) {
            return at;
        }
    }
    *ret_length = 0;
    return text.n;
}
