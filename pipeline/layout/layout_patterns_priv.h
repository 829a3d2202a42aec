/*
 * layout_patterns_priv.h - where words may be broken, by the patterns of a language.
 *
 * Source: F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", 1983; the files are those of libhyphen
 * (hyph_*.dic), levels and all. Places where a break would change the spelling are not taken.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct patterns;

/* A file of patterns, of which a reference is kept; NULL: it is none, or of an unknown encoding. */
struct patterns *patterns_new(GBytes *file);
void patterns_free(struct patterns *patterns);
/*
 * @word: letters in lower case. @before has a place for each byte: true where a line may end
 * before it, behind a hyphen. False: the word's letters are not in the file's encoding.
 */
bool patterns_find(struct patterns *patterns, const char *word, size_t n, bool *before);
