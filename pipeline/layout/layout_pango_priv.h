/*
 * layout_pango_priv.h - inside the module of layout_pango.c and layout_fonts_pango.c, which holds
 * Pango.
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
/* The caller frees it. */
PangoFontDescription *fonts_describe(struct face face, double size_pt);
