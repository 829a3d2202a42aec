/*
 * emoji.h - which characters are pictures (ICU's properties).
 *
 * Source: Unicode Technical Standard 51, sections 1.4.9 (sequences) and 4 (presentation).
 */
#pragma once

#include "str.h"

/* The first emoji at or after @from; text.n where there is none. @ret_length: its bytes. */
size_t emoji_find(struct str text, size_t from, size_t *ret_length);
