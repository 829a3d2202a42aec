#include "pdf_font_priv.h"

/*
 * Glyphs come in visual order, text in logical order; glyphs with the same cluster value stand
 * together. A cluster's text reaches from its first byte to the first byte of the cluster that
 * follows in reading order: the next one on the right, or in a right-to-left run on the left.
 */

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

static struct str text_between(const struct glyph_run *run, size_t from, size_t to) {
    struct str text = str_slice(run->text, from, to);
    return text.n < 2 ? text : trim_controls(text);
}

static bool next_left_to_right(const struct glyph_run *run, struct pdf_cluster *cluster) {
    size_t begin = cluster->end, end = begin + 1;
    if (begin >= run->n_glyphs) {
        return false;
    }
    while (end < run->n_glyphs && run->glyphs[end].cluster == run->glyphs[begin].cluster) {
        end++;
    }
    size_t from = begin == 0 ? 0 : run->glyphs[begin].cluster;
    size_t to = end == run->n_glyphs ? run->text.n : run->glyphs[end].cluster;
    *cluster = (struct pdf_cluster){begin, end, text_between(run, from, to)};
    return true;
}

/* Reading starts at the right end of the glyphs. */
static bool next_right_to_left(const struct glyph_run *run, struct pdf_cluster *cluster) {
    bool is_first = cluster->end == 0;
    size_t end = is_first ? run->n_glyphs : cluster->begin;
    if (end == 0) {
        return false;
    }
    size_t begin = end - 1;
    while (begin > 0 && run->glyphs[begin - 1].cluster == run->glyphs[end - 1].cluster) {
        begin--;
    }
    size_t from = is_first ? 0 : run->glyphs[begin].cluster;
    size_t to = begin == 0 ? run->text.n : run->glyphs[begin - 1].cluster;
    *cluster = (struct pdf_cluster){begin, end, text_between(run, from, to)};
    return true;
}

bool pdf_cluster_next(const struct glyph_run *run, struct pdf_cluster *cluster) {
    return run->is_rtl ? next_right_to_left(run, cluster) : next_left_to_right(run, cluster);
}

const struct glyph *pdf_cluster_glyph(const struct glyph_run *run,
                                      const struct pdf_cluster *cluster, size_t k) {
    return &run->glyphs[run->is_rtl ? cluster->end - 1 - k : cluster->begin + k];
}

/* A character each, and what is left over to the last: put together they are the text. */
struct str pdf_cluster_share(const struct pdf_cluster *cluster, size_t k) {
    if (pdf_cluster_size(cluster) == 1) {
        return cluster->text;
    }
    const char *p = cluster->text.p, *end = p + cluster->text.n;
    for (size_t i = 0; i < k && p < end; i++) {
        p = g_utf8_next_char(p);
    }
    if (p >= end) {
        return (struct str){end, 0};
    }
    const char *next = k + 1 == pdf_cluster_size(cluster) ? end : g_utf8_next_char(p);
    return (struct str){p, (size_t)(next - p)};
}

bool pdf_run_is_plain(const struct glyph_run *run) {
    if (run->is_rtl || run->n_glyphs != run->text.n) {
        return false;
    }
    for (unsigned i = 0; i < run->n_glyphs; i++) {
        if (run->glyphs[i].cluster != i || (unsigned char)run->text.p[i] >= 0x80) {
            return false;
        }
    }
    return true;
}
