#include "paint_priv.h"

#include <string.h>

/*
 * Glyphs come in visual order, text in logical order; glyphs with the same cluster value stand
 * together. A cluster's text reaches from its first byte to the first byte of the cluster that
 * follows in logical order: the next one on the right, or in a right-to-left run on the left.
 */

static size_t group_end(const struct glyph_run *run, size_t begin) {
    size_t end = begin + 1;
    while (end < run->n_glyphs && run->glyphs[end].cluster == run->glyphs[begin].cluster) {
        end++;
    }
    return end;
}

/* Characters that steer line breaking and are not shown; they belong to no glyph. */
static bool is_break_control(gunichar c) {
    return c == 0x00AD || c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

static struct str trim_controls(struct str text) {
    struct str rest = text;
    while (rest.n > 0) {
        const char *last = g_utf8_prev_char(rest.p + rest.n);
        if (!is_break_control(g_utf8_get_char(last))) {
            break;
        }
        rest.n = (size_t)(last - rest.p);
    }
    while (rest.n > 0 && is_break_control(g_utf8_get_char(rest.p))) {
        rest = str_skip(rest, (size_t)(g_utf8_next_char(rest.p) - rest.p));
    }
    /* A hyphen shown for a soft hyphen has nothing else to say. */
    return rest.n > 0 ? rest : text;
}

bool pdf_cluster_next(const struct glyph_run *run, struct pdf_cluster *cluster) {
    size_t left = cluster->begin, begin = cluster->end;
    if (begin >= run->n_glyphs) {
        return false;
    }
    size_t end = group_end(run, begin);
    size_t from = run->glyphs[begin].cluster, to = run->text.n;
    if (run->is_rtl && begin > 0) {
        to = run->glyphs[left].cluster;
    } else if (!run->is_rtl && end < run->n_glyphs) {
        to = run->glyphs[end].cluster;
    }
    bool is_first = run->is_rtl ? end == run->n_glyphs : begin == 0;
    *cluster = (struct pdf_cluster){begin, end, trim_controls(str_slice(run->text,
                                                                        is_first ? 0 : from, to))};
    return true;
}

size_t pdf_text_length(struct str text) {
    return (size_t)g_utf8_strlen(text.p, (gssize)text.n);
}

struct str pdf_text_character(struct str text, size_t index) {
    const char *p = text.p, *end = text.p + text.n;
    for (; index > 0 && p < end; index--) {
        p = g_utf8_next_char(p);
    }
    return p < end ? (struct str){p, (size_t)(g_utf8_next_char(p) - p)} : (struct str){end, 0};
}

bool pdf_text_is_space(struct str text) {
    return text.n > 0 && pdf_text_length(text) == 1 && g_unichar_isspace(g_utf8_get_char(text.p));
}
