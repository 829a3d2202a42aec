/*
 * layout_fonts_priv.h - the kept words inside Fonts; shared by layout_fonts.c and layout_words.c.
 */
#pragma once

#include "layout_priv.h"

#include <hb.h>

struct fonts_words {
    Arena *arena;      /* of the words */
    GPtrArray *styles; /* struct word_style * */
    GHashTable *kept;  /* struct word_key * -> struct kept_word * */
    hb_buffer_t *buffer;
};

void fonts_words_init(struct fonts_words *words);
void fonts_words_clear(struct fonts_words *words);
struct fonts_words *fonts_words(Fonts *fonts);
