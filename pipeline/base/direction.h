/*
 * direction.h - which way words run (ICU's properties).
 *
 * Source: Unicode Standard Annex 9, bidirectional classes L, R and AL.
 */
#pragma once

#include "str.h"

/* How many words begin with a letter of each direction. */
struct direction_words {
    size_t ltr, rtl;
};

struct direction_words direction_count_words(struct str text);

/* Whether a language is written from right to left. @tag: BCP 47. */
bool direction_of_language_is_rtl(const char *tag);
