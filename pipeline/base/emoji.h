/*
 * emoji.h - which characters are pictures (ICU's properties).
 *
 * Source: Unicode Technical Standard 51, sections 1.4.9 (sequences) and 4 (presentation).
 */
#pragma once

#include "str.h"

/*
 * Bytes of the emoji that starts at @at: a character that is a picture by default or by a
 * selector, with its modifier, tags, partner of a flag and what joiners add. 0: there is none.
 */
size_t emoji_length(struct str text, size_t at);

/* The first emoji at or after @from; text.n where there is none. @ret_length: its bytes. */
size_t emoji_find(struct str text, size_t from, size_t *ret_length);
