/*
 * layout_hyphen_priv.h - what the module of layout_hyphen.c, which holds libhyphen, gives.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct hyphenator {
    /* Patterns of a dictionary file; NULL: it cannot be read. */
    void *(*load)(const char *bytes, size_t n);
    void (*drop)(void *dictionary);
    /*
     * @word: letters in lower case. @before has a place for each byte: true where a line may end
     * before it, behind a hyphen. False: the word's letters are not in the dictionary's encoding.
     */
    bool (*find)(void *dictionary, const char *word, size_t n, bool *before);
};

extern const struct hyphenator layout_hyphenator;
