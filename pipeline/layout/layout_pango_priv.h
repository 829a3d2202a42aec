/*
 * layout_pango_priv.h - inside the module of layout_pango.c and its sisters, which holds Pango.
 */
#pragma once

#include "layout_text_priv.h"

#include <pango/pango.h>

void fonts_pango_clear(struct fonts_pango *pango);

PangoContext *fonts_context(Fonts *fonts);
/* Make a face known to Pango. False: its file is there, and FreeType cannot read it. */
bool fonts_need_pango(Fonts *fonts, struct face face, struct diags *diags);
/* The run's id of a Pango font. */
int fonts_id(Fonts *fonts, PangoFont *font);
/* The font's glyph for a character, 0 where it has none. */
uint32_t fonts_glyph(PangoFont *font, uint32_t character);

/* --- words of Korean: layout_pango_words.c --------------------------------------------------- */

/*
 * Words with Hangul are kept whole, but for those that begin at the bytes @long_words (size_t);
 * NULL: none. False: there are no such words.
 */
bool pango_keep_words(PangoAttrList *list, const char *text, size_t n, const GArray *long_words);
/* Where words begin that are wider than their line; NULL: none is. The caller frees it. */
GArray *pango_long_words(PangoLayout *pango, const char *text, int width_pu);

/* The caller frees it. */
PangoFontDescription *fonts_describe(struct face face, double size_pt);
