/*
 * layout_smart_priv.h - typed marks as a typographer sets them: quotes, dashes, ellipses.
 *
 * Source: the delimiters of Unicode CLDR; Bringhurst, The Elements of Typographic Style, 5.
 */
#pragma once

#include "str.h"

/* The marks of a language. */
struct quotes {
    const char *language; /* BCP 47: "fr" for all of French, "de-CH" for a region */
    const char *open, *close, *inner_open, *inner_close;
    bool is_spaced; /* a narrow space inside quotes and before ; : ! ? */
};

/* NULL where the marks of the language are not known: everything stays as it is typed. */
const struct quotes *smart_quotes(const char *language);

/* The quotes that are open in one paragraph. */
struct smart_state {
    bool is_open, is_inner_open;
};

/*
 * Append @words to @out, whose end is what stands before them. Control characters are left out;
 * tabs and line ends become spaces. @quotes NULL: nothing else changes.
 */
void smart_append(const struct quotes *quotes, struct smart_state *state, GString *out,
                  struct str words);
