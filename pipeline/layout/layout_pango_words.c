#include "layout_pango_priv.h"

/*
 * Unicode lets a line end between any two syllables of Hangul (UAX 14, H2 and H3). Korean of today
 * is set as other languages with spaces are, with whole words (CSS Text 3, section 5.2, keep-all);
 * a word that is longer than a line is broken as before.
 */

static bool is_hangul(gunichar character) {
    GUnicodeScript script = g_unichar_get_script(character);
    return script == G_UNICODE_SCRIPT_HANGUL;
}

static void keep_word(PangoAttrList *list, size_t begin, size_t end) {
    PangoAttribute *kept = pango_attr_allow_breaks_new(FALSE);
    kept->start_index = (guint)begin;
    kept->end_index = (guint)end;
    pango_attr_list_insert(list, kept);
}

static bool is_long(const GArray *long_words, size_t begin) {
    for (guint i = 0; long_words && i < long_words->len; i++) {
        if (g_array_index(long_words, size_t, i) == begin) {
            return true;
        }
    }
    return false;
}

bool pango_keep_words(PangoAttrList *list, const char *text, size_t n, const GArray *long_words) {
    bool is_korean = false, is_kept = false;
    size_t begin = 0;
    for (size_t at = 0; at <= n;) {
        gunichar character = at < n ? g_utf8_get_char(text + at) : ' ';
        size_t next = at < n ? (size_t)(g_utf8_next_char(text + at) - text) : n + 1;
        if (g_unichar_isspace(character)) {
            if (is_korean && !is_long(long_words, begin)) {
                keep_word(list, begin, at);
                is_kept = true;
            }
            is_korean = false;
            begin = next;
        }
        is_korean = is_korean || is_hangul(character);
        at = next;
    }
    return is_kept;
}

GArray *pango_long_words(PangoLayout *pango, const char *text, int width_pu) {
    GArray *words = NULL;
    for (GSList *at = pango_layout_get_lines_readonly(pango); at; at = at->next) {
        const PangoLayoutLine *line = at->data;
        PangoRectangle box;
        pango_layout_line_get_extents(at->data, NULL, &box);
        if (box.width <= width_pu) {
            continue;
        }
        words = words ? words : g_array_new(FALSE, FALSE, sizeof(size_t));
        size_t begin = (size_t)line->start_index;
        while (g_unichar_isspace(g_utf8_get_char(text + begin))) {
            begin = (size_t)(g_utf8_next_char(text + begin) - text);
        }
        g_array_append_val(words, begin);
    }
    return words;
}
