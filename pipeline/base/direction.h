/*
 * direction.h - which way words run (ICU's properties).
 *
 * Source: Unicode Standard Annex 9, rules P2 and P3.
 */
#pragma once

#include "str.h"

/* Whether the first letter that has a direction runs from right to left. */
bool direction_is_rtl(struct str text);

/* How many words begin with a letter of each direction. */
struct direction_words {
    size_t ltr, rtl;
};

struct direction_words direction_count_words(struct str text);

/* Whether a language is written from right to left. @tag: BCP 47. */
bool direction_of_language_is_rtl(const char *tag);
