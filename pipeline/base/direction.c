#include "direction.h"

#include <unicode/uchar.h>
#include <unicode/uloc.h>

#include <glib.h>

/* 1: from left to right, -1: the other way, 0: neither. */
static int direction_at(const char *p) {
    if ((guchar)*p < 0x80) {
        return g_ascii_isalpha(*p) ? 1 : 0;
    }
    switch (u_charDirection((UChar32)g_utf8_get_char(p))) {
    case U_LEFT_TO_RIGHT: return 1;
    case U_RIGHT_TO_LEFT:
    case U_RIGHT_TO_LEFT_ARABIC: return -1;
    default: return 0;
    }
}

struct direction_words direction_count_words(struct str text) {
    struct direction_words words = {0};
    bool is_inside = false; /* a word whose direction is known */
    for (const char *p = text.p, *end = p + text.n; p < end; p = g_utf8_next_char(p)) {
        int direction = is_inside && *p != ' ' ? 0 : direction_at(p);
        is_inside = *p != ' ' && (is_inside || direction != 0);
        words.ltr += direction > 0;
        words.rtl += direction < 0;
    }
    return words;
}

bool direction_of_language_is_rtl(const char *tag) {
    return uloc_isRightToLeft(tag);
}
