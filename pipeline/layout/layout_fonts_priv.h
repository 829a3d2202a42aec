/*
 * layout_fonts_priv.h - fonts by face, and the words that were shaped with them.
 *
 * Owner: Fonts, for the run.
 */
#pragma once

#include "layout_priv.h"

#include <hb.h>

/* --- faces ---------------------------------------------------------------------------------- */

/* A face that text asks for. */
struct face {
    const char *family;
    int weight;
    bool is_italic;
};

PangoContext *fonts_context(Fonts *fonts);

/* Make a face available; false where no file of the family is installed (reported once). */
bool fonts_need(Fonts *fonts, struct face face, struct diags *diags);

/* The face's own family, or the first fallback family that has the character. */
const char *fonts_family_for(Fonts *fonts, struct face face, uint32_t character);

/* The run's id of a Pango font; a document has ids of its own, see layout_font(). */
int fonts_id(Fonts *fonts, PangoFont *font);
const struct font_face *fonts_faces(Fonts *fonts, size_t *ret_n);

/* The font's glyph for a character, 0 where it has none. */
uint32_t fonts_glyph(PangoFont *font, uint32_t character);

struct font_metrics fonts_metrics(Fonts *fonts, const struct text_style *style);

/* A description of a style's face; @weight 0: the style's own. The caller frees it. */
PangoFontDescription *fonts_describe(const struct text_style *style, int weight, bool is_italic);

/* --- kept words: see layout_words.c -------------------------------------------------------- */

struct fonts_words {
    Arena *arena;      /* of the words */
    GPtrArray *styles; /* struct word_style * */
    GHashTable *kept;  /* struct word_key * -> struct kept_word * */
    hb_buffer_t *buffer;
};

void fonts_words_init(struct fonts_words *words);
void fonts_words_clear(struct fonts_words *words);
struct fonts_words *fonts_words(Fonts *fonts);
