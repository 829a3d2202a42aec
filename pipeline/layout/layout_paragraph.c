#include "layout_lines_priv.h"
#include "layout_total_fit_priv.h"

#include <math.h>

/*
 * Paragraphs whose line ends are chosen over the whole text (layout_total_fit.c): justified ones,
 * those whose words may be broken, and any text with soft hyphens. Words stay shaped as a whole, so
 * that a place for a hyphen changes no kerning: a line may end between two of their glyphs.
 *
 * Where a word is wider than the line, the text is set line by line instead, which cuts it.
 */

/* Spaces of text faces are about a quarter of an em: they shrink to a sixth, grow by as much again
 * before lines count as loose. */
static const double STRETCH = 0.6, SHRINK = 0.33;
/* Lines shorter than this cannot be justified without holes: some 35 letters. */
static const double JUSTIFIED_EM_MIN = 17;
/* What a ragged line may well lack, in em. */
static const double RAGGED_EM = 4;

double space_growth(const struct chunk *space, double ratio) {
    return space->word->width_pt * ratio * (ratio > 0 ? STRETCH : SHRINK);
}

const struct word *chunk_hyphen(const struct chunks *chunks, const struct chunk *chunk) {
    return fonts_word(chunks->layout->fonts, chunk->style, STR("-"));
}

/* --- items ---------------------------------------------------------------------------------- */

struct paragraph {
    const struct chunks *chunks;
    bool breaks_words; /* by patterns */
    GArray *items;     /* struct fit_item */
    GArray *spots;     /* struct spot: where the next line starts, by item */
};

static void add_item(struct paragraph *paragraph, struct fit_item item, struct spot next) {
    g_array_append_val(paragraph->items, item);
    g_array_append_val(paragraph->spots, next);
}

/* The word's first glyph from @from on whose cluster begins at @byte or behind it. */
static size_t glyph_from(const struct word *word, size_t from, size_t byte) {
    while (from < word->n && word->glyphs[from].cluster < byte) {
        from++;
    }
    return from;
}

static struct fit_item box(double width_pt) {
    return (struct fit_item){.kind = FIT_BOX, .width_pt = width_pt};
}

/* The parts of a word, and what a hyphen between them would be. */
static void add_word(struct paragraph *paragraph, size_t i, const bool *before) {
    const struct chunk *chunk = chunk_at(paragraph->chunks, i);
    const struct word *word = chunk->word;
    double hyphen_pt = chunk_hyphen(paragraph->chunks, chunk)->width_pt;
    size_t first = 0, glyph = 0;
    for (size_t byte = 1; byte < chunk->end - chunk->begin; byte++) {
        if (!before[byte]) {
            continue;
        }
        glyph = glyph_from(word, glyph, byte);
        /* Not inside a ligature. */
        if (glyph > first && glyph < word->n && word->glyphs[glyph].cluster == byte) {
            double part_pt = word_glyph_x(word, glyph) - word_glyph_x(word, first);
            struct fit_item hyphen = {
                .kind = FIT_BREAK, .is_hyphen = true, .price = FIT_HYPHEN, .width_pt = hyphen_pt};
            add_item(paragraph, box(part_pt), (struct spot){i, glyph});
            add_item(paragraph, hyphen, (struct spot){i, glyph});
            first = glyph;
        }
    }
    add_item(paragraph, box(word->width_pt - word_glyph_x(word, first)), (struct spot){i + 1, 0});
}

static void add_text(struct paragraph *paragraph, size_t i) {
    const struct chunks *chunks = paragraph->chunks;
    const struct chunk *chunk = chunk_at(chunks, i);
    struct str text = {chunks->text->text->str + chunk->begin, chunk->end - chunk->begin};
    bool is_word = !range_is_object(chunk->range) && !chunk->range->is_code && text.n > 0;
    g_autofree bool *before = is_word ? g_new(bool, text.n) : NULL;
    if (is_word && hyphen_places(chunks->layout, text, paragraph->breaks_words, before)) {
        add_word(paragraph, i, before);
    } else {
        add_item(paragraph, box(chunk->word->width_pt), (struct spot){i + 1, 0});
    }
    if (chunk->breaks_after) {
        bool is_hyphen = text.n > 0 && text.p[text.n - 1] == '-';
        struct fit_item item = {
            .kind = FIT_BREAK, .is_hyphen = is_hyphen, .price = is_hyphen ? FIT_HYPHEN : 0};
        add_item(paragraph, item, (struct spot){i + 1, 0});
    }
}

static void add_space(struct paragraph *paragraph, size_t i) {
    const struct chunk *chunk = chunk_at(paragraph->chunks, i);
    struct fit_item item = {
        .kind = FIT_GLUE,
        .width_pt = chunk->word->width_pt,
        .stretch_pt = space_growth(chunk, 1),
        .shrink_pt = -space_growth(chunk, -1),
    };
    add_item(paragraph, item, (struct spot){i + 1, 0});
}

static void add_items(struct paragraph *paragraph) {
    static const struct fit_item forced = {.kind = FIT_BREAK, .price = FIT_FORCED};
    size_t n = paragraph->chunks->items->len;
    for (size_t i = 0; i < n; i++) {
        const struct chunk *chunk = chunk_at(paragraph->chunks, i);
        if (chunk->forces_break) {
            add_item(paragraph, forced, (struct spot){i + 1, 0});
        } else if (chunk->is_space) {
            add_space(paragraph, i);
        } else {
            add_text(paragraph, i);
        }
    }
    if (!chunk_at(paragraph->chunks, n - 1)->forces_break) {
        add_item(paragraph, forced, (struct spot){n, 0});
    }
}

/* --- lines ---------------------------------------------------------------------------------- */

/* A line without equal ones beside it does not shrink its spaces: it would be shorter for nothing.
 */
static void forbid_shrinking(struct paragraph *paragraph) {
    for (guint i = 0; i < paragraph->items->len; i++) {
        g_array_index(paragraph->items, struct fit_item, i).shrink_pt = 0;
    }
}

static GArray *cuts_of(const struct paragraph *paragraph, const GArray *lines, bool is_justified) {
    GArray *cuts = g_array_sized_new(FALSE, FALSE, sizeof(struct cut_line), lines->len);
    struct spot from = {0, 0};
    for (guint i = 0; i < lines->len; i++) {
        const struct fit_line *line = &g_array_index(lines, struct fit_line, i);
        const struct fit_item *end = &g_array_index(paragraph->items, struct fit_item, line->end);
        struct cut_line cut = {
            .from = from,
            .to = g_array_index(paragraph->spots, struct spot, line->end),
            .ratio = is_justified ? line->ratio : 0,
            .has_hyphen = end->kind == FIT_BREAK && end->width_pt > 0,
        };
        g_array_append_val(cuts, cut);
        from = cut.to;
    }
    return cuts;
}

/* Spaces that begin a line (behind a break that the text forces) stay; those of a wrapped line do
 * not, but go with the line before, as a reader copies them. */
static void move_spaces(const struct chunks *chunks, GArray *cuts) {
    for (guint i = 0; i + 1 < cuts->len; i++) {
        struct cut_line *cut = &g_array_index(cuts, struct cut_line, i);
        struct cut_line *next = &g_array_index(cuts, struct cut_line, i + 1);
        while (cut->to.glyph == 0 && cut->to.chunk < next->to.chunk &&
               chunk_at(chunks, cut->to.chunk)->is_space &&
               !chunk_at(chunks, cut->to.chunk - 1)->forces_break) {
            cut->to.chunk++;
        }
        next->from = cut->to;
    }
}

GArray *cut_paragraph(const struct chunks *chunks, double width_pt) {
    const struct theme_text *settings = &chunks->layout->settings;
    bool is_running = chunks->set->is_running;
    bool breaks_words = is_running && settings->is_hyphenated;
    double em_pt = chunks->layout->theme->styles[chunks->set->role].size_pt;
    bool is_justified =
        is_running && settings->is_justified && width_pt >= em_pt * JUSTIFIED_EM_MIN;
    if (width_pt < 0 || !(is_justified || breaks_words || chunks->has_soft_hyphens)) {
        return NULL;
    }
    struct paragraph paragraph = {.chunks = chunks, .breaks_words = breaks_words};
    paragraph.items = g_array_new(FALSE, FALSE, sizeof(struct fit_item));
    paragraph.spots = g_array_new(FALSE, FALSE, sizeof(struct spot));
    add_items(&paragraph);
    if (!is_justified) {
        forbid_shrinking(&paragraph);
    }
    struct fit_measure measure = {width_pt, is_justified ? 0 : fmin(em_pt * RAGGED_EM, width_pt)};
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct fit_line));
    const struct fit_item *items = (const struct fit_item *)(void *)paragraph.items->data;
    GArray *cuts = NULL;
    if (fit_lines(items, paragraph.items->len, measure, lines)) {
        cuts = cuts_of(&paragraph, lines, is_justified);
        move_spaces(chunks, cuts);
    }
    g_array_unref(paragraph.items);
    g_array_unref(paragraph.spots);
    return cuts;
}
