#include "layout_lines_priv.h"

#include "layout_form_priv.h"

#include <math.h>

/*
 * The setter of simple texts: one direction, Latin letters and common signs, no marks. The text
 * becomes chunks (a word, a picture, or the spaces after it, in one style); words come shaped from
 * the cache; lines are filled one after the other.
 *
 *     chunks    |Acme| |won| |42.5%| |third-|quarter|     a break may follow a space or a hyphen
 *
 * A break takes the spaces before it along: they are painted, or copied words would join, but have
 * no width. A word longer than a line is cut between glyphs.
 */

/* --- characters ----------------------------------------------------------------------------- */

enum { SOFT_HYPHEN = 0xAD, LINE_SEPARATOR = 0x2028, OBJECT = 0xFFFC };

/* One direction, nothing to compose, nothing invisible that acts on its neighbours. */
static bool is_simple(gunichar character) {
    bool is_latin = character < 0x300;
    bool is_sign = character >= 0x2010 && character <= 0x2BFF && character != 0x2029 &&
                   !(character >= 0x202A && character <= 0x202E) &&
                   !(character >= 0x2060 && character <= 0x206F) && character != 0x20E3;
    return is_latin || is_sign || character == OBJECT;
}

static bool is_simple_text(const struct inline_text *text, bool *ret_has_soft_hyphens) {
    *ret_has_soft_hyphens = false;
    for (const char *p = text->text->str; *p; p = g_utf8_next_char(p)) {
        gunichar character = (guchar)*p < 0x80 ? 0 : g_utf8_get_char(p);
        if (!is_simple(character)) {
            return false;
        }
        *ret_has_soft_hyphens |= character == SOFT_HYPHEN;
    }
    return true;
}

/* Unicode line breaking (UAX 14), of which these texts need: BA and B2 (hyphens, dashes), SY. */
static bool breaks_after(gunichar before, gunichar character, const char *rest) {
    gunichar next = g_utf8_get_char(rest);
    switch (character) {
    case '-': return g_unichar_isalnum(before) && g_unichar_isalpha(next);
    case '/':
        /* "n/a" and "w/o" are one word. */
        return g_unichar_isalnum(before) && g_unichar_isalpha(next) &&
               g_unichar_isalnum(g_utf8_get_char(g_utf8_next_char(rest)));
    case 0x2010:
    case 0x2013: return g_unichar_isalpha(next);
    case 0x2014: return g_unichar_isalnum(next);
    default: return false;
    }
}

/* --- chunks --------------------------------------------------------------------------------- */

static bool add_chunk(struct chunks *chunks, const char *family, struct chunk chunk) {
    if (family != chunks->style_family) {
        struct range_style style = chunks->range_style;
        style.face.family = family;
        chunks->style = fonts_word_style(chunks->layout->fonts, &style, chunks->layout->diags);
        chunks->style_family = family;
    }
    if (chunks->style < 0) {
        return false;
    }
    chunk.range = chunks->range;
    chunk.style = chunks->style;
    struct str text = {chunks->text->text->str + chunk.begin, chunk.end - chunk.begin};
    chunk.word =
        fonts_word(chunks->layout->fonts, chunk.style, chunk.forces_break ? STR("") : text);
    g_array_append_val(chunks->items, chunk);
    return chunk.word->is_whole;
}

/* A picture is a word of one glyph that is never painted; a line may end between two of them. */
static struct chunk picture_chunk(struct chunks *chunks) {
    static const struct glyph glyph = {0};
    const struct inline_range *range = chunks->range;
    struct word *word = ARENA_NEW(chunks->layout->arena, struct word);
    *word = (struct word){
        .glyphs = &glyph,
        .n = 1,
        .width_pt = range_picture_size(chunks->layout, chunks->set, range).width_pt,
        .is_whole = true,
    };
    bool is_followed = g_utf8_get_char(chunks->text->text->str + range->end) == OBJECT;
    return (struct chunk){
        .range = range,
        .word = word,
        .begin = range->begin,
        .end = range->end,
        .breaks_after = is_followed,
    };
}

/* Behind the signs of ASCII from @at on that a line does not end at: each face has them. */
static size_t skip_plain(const char *text, size_t at, size_t end) {
    while (at < end && (guchar)text[at] > ' ' && (guchar)text[at] < 0x7F && text[at] != '-' &&
           text[at] != '/') {
        at++;
    }
    return at;
}

/* The end of the chunk that starts at @begin: of its spaces, or of its word. */
static struct chunk next_chunk(struct chunks *chunks, size_t begin, const char **ret_family) {
    const char *text = chunks->text->text->str;
    size_t end = chunks->range->end;
    struct chunk chunk = {.begin = begin, .end = begin};
    gunichar before = 0;
    *ret_family = NULL;
    size_t plain = skip_plain(text, begin, end);
    if (plain > begin) {
        *ret_family = chunks->range_style.face.family;
        chunk.end = plain;
        before = (guchar)text[plain - 1];
    }
    for (size_t i = plain; i < end; i = chunk.end) {
        gunichar character = g_utf8_get_char(text + i);
        size_t after = (size_t)(g_utf8_next_char(text + i) - text);
        bool is_space = character == ' ', is_forced = character == LINE_SEPARATOR;
        if (i > begin && (is_space != chunk.is_space || is_forced)) {
            break;
        }
        const char *family =
            is_space || is_forced || character == SOFT_HYPHEN
                ? chunks->range_style.face.family
                : fonts_family_for(chunks->layout->fonts, chunks->range_style.face, character);
        if (*ret_family && family != *ret_family) {
            break;
        }
        *ret_family = family;
        chunk.is_space = is_space;
        chunk.forces_break = is_forced;
        /* A title is not broken at a hyphen. */
        chunk.breaks_after = is_space || (!chunks->set->is_balanced &&
                                          breaks_after(before, character, text + after));
        chunk.end = after;
        before = character;
        if (is_forced || (chunk.breaks_after && !is_space)) {
            break;
        }
    }
    return chunk;
}

/* False: a character has no glyph, or a face is not there. */
static bool make_chunks(struct chunks *chunks) {
    for (guint i = 0; i < chunks->text->ranges->len; i++) {
        chunks->range = &g_array_index(chunks->text->ranges, struct inline_range, i);
        chunks->range_style = range_style(chunks->layout, chunks->set, chunks->range);
        chunks->style_family = NULL;
        if (range_is_object(chunks->range)) {
            struct chunk picture = picture_chunk(chunks);
            g_array_append_val(chunks->items, picture);
            continue;
        }
        for (size_t at = chunks->range->begin; at < chunks->range->end;) {
            const char *family;
            struct chunk chunk = next_chunk(chunks, at, &family);
            if (!add_chunk(chunks, family, chunk)) {
                return false;
            }
            at = chunk.end;
        }
    }
    return chunks->items->len > 0;
}

/* A word of a figure or a cell; a longer text has more. */
enum { CHUNKS_USUAL = 12 };

static bool chunks_init(struct chunks *chunks, struct layout *layout,
                        const struct inline_text *text, const struct set_style *set) {
    *chunks = (struct chunks){.layout = layout, .text = text, .set = set};
    if (!is_simple_text(text, &chunks->has_soft_hyphens)) {
        return false;
    }
    chunks->items = g_array_sized_new(FALSE, FALSE, sizeof(struct chunk), CHUNKS_USUAL);
    if (!make_chunks(chunks)) {
        g_array_unref(chunks->items);
        return false;
    }
    return true;
}

const struct chunk *chunk_at(const struct chunks *chunks, size_t i) {
    return &g_array_index(chunks->items, struct chunk, i);
}

/* --- breaking ------------------------------------------------------------------------------- */

double word_glyph_x(const struct word *word, size_t glyph) {
    return glyph < word->n ? (double)word->glyphs[glyph].x_pt : word->width_pt;
}

/* How many glyphs of a word too long for any line fit, at least one on an empty line. */
static size_t fitting_glyphs(const struct word *word, size_t first, double room_pt, bool is_empty) {
    size_t n = first;
    double start_pt = word_glyph_x(word, first);
    for (size_t i = first + 1; i < word->n; i++) {
        bool is_cluster = word->glyphs[i].cluster != word->glyphs[i - 1].cluster;
        if (word_glyph_x(word, i) - start_pt > room_pt && (n > first || !is_empty)) {
            return n;
        }
        n = is_cluster ? i : n;
        if (word_glyph_x(word, i) - start_pt > room_pt && n > first) {
            return n;
        }
    }
    return n;
}

static const double ROUNDING_PT = 0.001; /* sums of widths differ in their last digits */

static struct cut_line cut_next(const struct chunks *chunks, struct spot from, double width_pt) {
    size_t n = chunks->items->len;
    struct cut_line good = {.from = from, .to = from}; /* the last place that may be broken at */
    double x_pt = 0, inked_pt = 0;                     /* pen; the end of what is not space */
    for (size_t i = from.chunk; i < n; i++) {
        const struct chunk *chunk = chunk_at(chunks, i);
        size_t first = i == from.chunk ? from.glyph : 0;
        double chunk_pt = chunk->word->width_pt - word_glyph_x(chunk->word, first);
        bool is_over = width_pt >= 0 && x_pt + chunk_pt > width_pt + ROUNDING_PT;
        if (is_over && !chunk->is_space && !chunk->forces_break) {
            if (good.to.chunk > from.chunk) {
                return good;
            }
            size_t glyph = fitting_glyphs(chunk->word, first, width_pt - x_pt, i == from.chunk);
            double taken_pt = word_glyph_x(chunk->word, glyph) - word_glyph_x(chunk->word, first);
            if (i > from.chunk || glyph > first) {
                return (struct cut_line){
                    .from = from, .to = {i, glyph}, .width_pt = x_pt + taken_pt};
            }
        }
        x_pt += chunk_pt;
        inked_pt = chunk->is_space || chunk->forces_break ? inked_pt : x_pt;
        if (chunk->breaks_after || chunk->forces_break) {
            good = (struct cut_line){.from = from, .to = {i + 1, 0}, .width_pt = inked_pt};
        }
        if (chunk->forces_break) {
            return good;
        }
    }
    return (struct cut_line){.from = from, .to = {n, 0}, .width_pt = inked_pt};
}

static GArray *cut_lines(const struct chunks *chunks, double width_pt) {
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct cut_line));
    for (struct spot at = {0, 0}; at.chunk < chunks->items->len;) {
        struct cut_line line = cut_next(chunks, at, width_pt);
        g_array_append_val(lines, line);
        at = line.to;
    }
    return lines;
}

/* What ends a sentence or a half of one, with the space behind it. */
static bool ends_clause(const struct chunks *chunks, size_t i) {
    const struct chunk *space = chunk_at(chunks, i);
    char before = space->begin > 0 ? chunks->text->text->str[space->begin - 1] : '\0';
    return space->is_space && before != '\0' && strchr(".;:!?", before);
}

/*
 * Two lines that each say a thing of their own are read at once: they end where the first sentence
 * does, if both have room and neither is a mere rest. NULL: there is no such place.
 */
static GArray *cut_at_clause(const struct chunks *chunks, double width_pt) {
    static const double LEAST_SHARE = 0.5; /* the shorter line's of the longer one */
    double x_pt = 0, best_share = LEAST_SHARE;
    struct cut_line best[2];
    for (size_t i = 0; i < chunks->items->len; i++) {
        const struct chunk *chunk = chunk_at(chunks, i);
        if (chunk->forces_break) {
            return NULL;
        }
        if (ends_clause(chunks, i) && x_pt <= width_pt) {
            struct cut_line rest = cut_next(chunks, (struct spot){i + 1, 0}, width_pt);
            double share = fmin(x_pt, rest.width_pt) / fmax(fmax(x_pt, rest.width_pt), 1);
            if (rest.to.chunk == chunks->items->len && share > best_share) {
                best_share = share;
                best[0] = (struct cut_line){.to = {i + 1, 0}, .width_pt = x_pt};
                best[1] = rest;
            }
        }
        x_pt += chunk->word->width_pt;
    }
    if (best_share <= LEAST_SHARE) {
        return NULL;
    }
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct cut_line));
    g_array_append_vals(lines, best, 2);
    return lines;
}

/*
 * Lines of about one length: the narrowest width that keeps their number. Seven halvings find it to
 * within a point of a column.
 */
static GArray *cut_balanced(const struct chunks *chunks, double width_pt) {
    GArray *lines = cut_lines(chunks, width_pt);
    guint n = lines->len;
    if (n < 2 || n > 4) {
        return lines;
    }
    GArray *clauses = n == 2 ? cut_at_clause(chunks, width_pt) : NULL;
    if (clauses) {
        g_array_unref(lines);
        return clauses;
    }
    double low = width_pt / 2, high = width_pt;
    for (int i = 0; i < 7; i++) {
        double middle = (low + high) / 2;
        GArray *trial = cut_lines(chunks, middle);
        bool is_kept = trial->len == n;
        *(is_kept ? &high : &low) = middle;
        if (is_kept) {
            g_array_unref(lines);
            lines = trial;
        } else {
            g_array_unref(trial);
        }
    }
    return lines;
}

/* --- runs ----------------------------------------------------------------------------------- */

/* Glyphs of one style and range, gathered from chunk to chunk. */
struct gathering {
    struct run_maker maker;
    const struct chunks *chunks;
    struct made_run run;
    struct glyph *glyphs; /* of the run; the line's glyphs lie behind each other */
    int style;
    double ratio; /* of the line's spaces */
};

static void flush_run(struct gathering *gathering) {
    if (gathering->run.range) {
        gathering->run.glyphs = gathering->glyphs;
        run_maker_add(&gathering->maker, &gathering->run);
    }
    gathering->glyphs += gathering->run.n;
    gathering->run = (struct made_run){0};
}

static void start_run(struct gathering *gathering, const struct chunk *chunk, size_t begin) {
    struct layout *layout = gathering->maker.layout;
    struct range_style style = range_style(layout, gathering->maker.set, chunk->range);
    flush_run(gathering);
    gathering->style = chunk->style;
    gathering->run = (struct made_run){
        .range = chunk->range,
        .begin = begin,
        .end = begin,
        .size_pt = style.size_pt,
        .tracking_pt = style.tracking_pt,
        .font = layout_font(layout, fonts_word_face(layout->fonts, chunk->style)),
    };
}

/* @first and @last: glyphs of the chunk's word. */
static void gather(struct gathering *gathering, const struct chunk *chunk, size_t first,
                   size_t last, bool is_flat) {
    const struct word *word = chunk->word;
    if (first == last) {
        return;
    }
    if (range_is_object(chunk->range)) {
        flush_run(gathering);
        run_maker_add_picture(&gathering->maker, chunk->range);
        return;
    }
    size_t begin = chunk->begin + word->glyphs[first].cluster;
    if (gathering->run.range != chunk->range || gathering->style != chunk->style) {
        start_run(gathering, chunk, begin);
    }
    struct made_run *run = &gathering->run;
    double start_pt = word_glyph_x(word, first);
    for (size_t i = first; i < last; i++) {
        struct glyph glyph = word->glyphs[i];
        glyph.x_pt = (float)(run->width_pt + (is_flat ? 0 : (double)glyph.x_pt - start_pt));
        glyph.cluster = (uint32_t)(chunk->begin + glyph.cluster - run->begin);
        gathering->glyphs[run->n++] = glyph;
    }
    run->width_pt += is_flat ? 0 : word_glyph_x(word, last) - start_pt;
    if (chunk->is_space && !is_flat && gathering->ratio != 0) {
        run->width_pt += space_growth(chunk, gathering->ratio);
    }
    run->end = last < word->n ? chunk->begin + word->glyphs[last].cluster : chunk->end;
}

/* The glyphs of the line's part of a chunk. */
static void chunk_part(const struct chunks *chunks, const struct cut_line *cut, size_t i,
                       size_t *ret_first, size_t *ret_last) {
    *ret_first = i == cut->from.chunk ? cut->from.glyph : 0;
    *ret_last = i == cut->to.chunk ? cut->to.glyph : chunk_at(chunks, i)->word->n;
}

static size_t count_glyphs(const struct chunks *chunks, const struct cut_line *cut, size_t end) {
    size_t n = 0, first, last;
    for (size_t i = cut->from.chunk; i < end; i++) {
        chunk_part(chunks, cut, i, &first, &last);
        n += last - first;
    }
    return n;
}

/* What copies as a soft hyphen: readers join the halves. */
static void add_hyphen(struct run_maker *maker, const struct chunks *chunks,
                       const struct chunk *chunk) {
    struct layout *layout = maker->layout;
    const struct word *hyphen = chunk_hyphen(chunks, chunk);
    struct made_run run = {
        .range = chunk->range,
        .glyphs = arena_memdup(layout->arena, hyphen->glyphs, hyphen->n * sizeof *hyphen->glyphs),
        .n = hyphen->n,
        .width_pt = hyphen->width_pt,
        .size_pt = range_style(layout, maker->set, chunk->range).size_pt,
        .font = layout_font(layout, fonts_word_face(layout->fonts, chunk->style)),
        .says = STR("\u00AD"),
    };
    run_maker_add(maker, &run);
}

static struct line make_line(const struct chunks *chunks, const struct cut_line *cut,
                             bool is_last) {
    struct line line = {0};
    struct gathering gathering = {
        .maker = {chunks->layout, chunks->text, chunks->set, &line, 0},
        .chunks = chunks,
        .ratio = cut->ratio,
    };
    size_t end = cut->to.glyph > 0 ? cut->to.chunk + 1 : cut->to.chunk;
    gathering.glyphs =
        ARENA_NEW_N(chunks->layout->arena, struct glyph, count_glyphs(chunks, cut, end));
    for (size_t i = cut->from.chunk; i < end; i++) {
        const struct chunk *chunk = chunk_at(chunks, i);
        size_t first, last;
        chunk_part(chunks, cut, i, &first, &last);
        bool is_forced = i + 1 < end && chunk_at(chunks, i + 1)->forces_break;
        bool is_at_end = (i + 1 == end || is_forced) && cut->to.glyph == 0;
        gather(&gathering, chunk, first, last, chunk->is_space && is_at_end && !is_last);
    }
    flush_run(&gathering);
    line.is_torn = cut->has_hyphen;
    if (cut->has_hyphen) {
        add_hyphen(&gathering.maker, chunks, chunk_at(chunks, cut->to.chunk));
    }
    line.width_pt = is_last || cut->width_pt == 0 ? gathering.maker.x_pt : cut->width_pt;
    return line;
}

/* --- setting -------------------------------------------------------------------------------- */

bool simple_set(struct layout *layout, const struct inline_text *text, const struct set_style *set,
                double width_pt, struct lines *ret) {
    struct chunks chunks;
    struct line kept = {0};
    if (kept_line_set(layout, text, set, width_pt, &kept)) {
        ret->n = 1;
        ret->lines = arena_memdup(layout->arena, &kept, sizeof kept);
        ret->width_pt = kept.width_pt;
        return true;
    }
    if (!chunks_init(&chunks, layout, text, set)) {
        return false;
    }
    GArray *cuts = set->is_balanced ? NULL : cut_paragraph(&chunks, width_pt);
    if (!cuts) {
        cuts = set->is_balanced && width_pt > 0 ? cut_balanced(&chunks, width_pt)
                                                : cut_lines(&chunks, width_pt);
    }
    ret->n = cuts->len;
    ret->lines = ARENA_NEW_N(layout->arena, struct line, ret->n);
    for (guint i = 0; i < cuts->len; i++) {
        ret->lines[i] =
            make_line(&chunks, &g_array_index(cuts, struct cut_line, i), i + 1 == cuts->len);
        ret->width_pt = fmax(ret->width_pt, ret->lines[i].width_pt);
    }
    if (ret->n == 1) {
        kept_line_add(&chunks, &ret->lines[0]);
    }
    g_array_unref(cuts);
    g_array_unref(chunks.items);
    return true;
}

bool simple_pieces(struct layout *layout, const struct inline_text *text,
                   const struct set_style *set, GArray *pieces) {
    struct chunks chunks;
    if (!chunks_init(&chunks, layout, text, set)) {
        return false;
    }
    struct inline_piece piece = {0};
    for (guint i = 0; i < chunks.items->len; i++) {
        const struct chunk *chunk = chunk_at(&chunks, i);
        piece.ends_line = chunk->forces_break;
        double chunk_pt = chunk->range->blank ? fmin(chunk->word->width_pt, FORM_BLANK_LEAST_PT)
                                              : chunk->word->width_pt;
        *(chunk->is_space ? &piece.space_pt : &piece.width_pt) += (float)chunk_pt;
        if (chunk->breaks_after || chunk->forces_break || i + 1 == chunks.items->len) {
            g_array_append_val(pieces, piece);
            piece = (struct inline_piece){0};
        }
    }
    g_array_unref(chunks.items);
    return true;
}
