#include "direction.h"

#include <unicode/uchar.h>
#include <unicode/uloc.h>

#include <glib.h>

bool direction_is_rtl(struct str text) {
    for (const char *p = text.p, *end = p + text.n; p < end; p = g_utf8_next_char(p)) {
        if (g_ascii_isalpha(*p)) {
            return false;
        }
        if ((guchar)*p < 0x80) {
            continue;
        }
        switch (u_charDirection((UChar32)g_utf8_get_char(p))) {
        case U_LEFT_TO_RIGHT: return false;
        case U_RIGHT_TO_LEFT:
        case U_RIGHT_TO_LEFT_ARABIC: return true;
        default: break;
        }
    }
    return false;
}

bool direction_of_language_is_rtl(const char *tag) {
    return uloc_isRightToLeft(tag);
}
