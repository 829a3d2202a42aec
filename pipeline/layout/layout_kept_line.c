#include "layout_lines_priv.h"

/*
 * Short lines that are kept for the run, next to the words that they are made of (layout_words.c).
 * The labels of figures, the heads of tables, names, months: most of what is set on one line was
 * set in the document before, and finding it costs a sixth of making it again.
 *
 * Kept is what depends on its style and bytes alone: one range in one face, no hyphen that may
 * appear, no line that is forced to end. A title is cut in other places (see layout_lines.c).
 */

/* Longer texts are sentences, which do not come again. */
enum { BYTES_MAX = 60 };

static bool can_be_kept(const struct inline_text *text, const struct set_style *set) {
    return text->ranges->len == 1 && text->text->len <= BYTES_MAX && !set->is_balanced &&
           !range_is_object(&g_array_index(text->ranges, struct inline_range, 0));
}

static struct str bytes_of(const struct inline_text *text) {
    return (struct str){text->text->str, text->text->len};
}

bool kept_line_set(struct layout *layout, const struct inline_text *text,
                   const struct set_style *set, double width_pt, struct line *ret) {
    if (!can_be_kept(text, set)) {
        return false;
    }
    const struct inline_range *range = &g_array_index(text->ranges, struct inline_range, 0);
    struct range_style style = range_style(layout, set, range);
    int word_style = fonts_word_style(layout->fonts, &style, layout->diags);
    const struct word *kept =
        word_style >= 0 ? fonts_line(layout->fonts, word_style, bytes_of(text)) : NULL;
    if (!kept || (width_pt >= 0 && kept->width_pt > width_pt)) {
        return false;
    }
    struct run_maker maker = {layout, text, set, ret, 0};
    struct made_run run = {
        .range = range,
        .end = text->text->len,
        .glyphs = arena_memdup(layout->arena, kept->glyphs, kept->n * sizeof *kept->glyphs),
        .n = kept->n,
        .width_pt = kept->width_pt,
        .size_pt = style.size_pt,
        .tracking_pt = style.tracking_pt,
        .font = layout_font(layout, fonts_word_face(layout->fonts, word_style)),
    };
    run_maker_add(&maker, &run);
    ret->width_pt = maker.x_pt;
    return true;
}

static bool is_in_one_style(const struct chunks *chunks) {
    for (guint i = 0; i < chunks->items->len; i++) {
        const struct chunk *chunk = chunk_at(chunks, i);
        if (chunk->style != chunk_at(chunks, 0)->style || chunk->forces_break) {
            return false;
        }
    }
    return true;
}

void kept_line_add(const struct chunks *chunks, const struct line *line) {
    if (!can_be_kept(chunks->text, chunks->set) || chunks->has_soft_hyphens ||
        !is_in_one_style(chunks)) {
        return;
    }
    const struct op *op = line->ops;
    while (op->kind != OP_GLYPHS) { /* its ground, its link */
        op++;
    }
    const struct word kept = {op->glyphs.glyphs, op->glyphs.n_glyphs, op->glyphs.width_pt, true};
    fonts_keep_line(chunks->layout->fonts, chunk_at(chunks, 0)->style, bytes_of(chunks->text),
                    &kept);
}
