#include "layout_hyphen_priv.h"

#include <hyphen.h>

#include <glib.h>
#include <stdio.h>
#include <string.h>

/*
 * libhyphen: F. M. Liang's patterns, as office suites keep them. Its dictionaries have encodings of
 * their own; a word goes there and its places come back by characters.
 */

/* Three letters at the least on each side, whatever the dictionary allows. */
enum { LETTERS_MIN = 3, WORD_LETTERS_MAX = 100 };

static void *load_dictionary(const char *bytes, size_t n) {
    /* The library only reads files; its other function takes a path, and opens that itself. */
    FILE *file = fmemopen((void *)bytes, n, "r");
    HyphenDict *dictionary = file ? hnj_hyphen_load_file(file) : NULL;
    if (file) {
        fclose(file);
    }
    return dictionary;
}

static void drop_dictionary(void *dictionary) {
    hnj_hyphen_free(dictionary);
}

/* Places where the spelling changes ("ff" that becomes "fff") are not taken. */
static void take_places(const char *word, size_t n, const char *places, char *const *changes,
                        bool *before) {
    size_t letter = 0;
    memset(before, 0, n * sizeof *before);
    for (const char *p = word, *end = word + n; p < end; letter++) {
        const char *next = g_utf8_next_char(p);
        bool is_changed = changes && changes[letter];
        if (next < end && places[letter] & 1 && !is_changed) {
            before[next - word] = true;
        }
        p = next;
    }
}

static void free_changes(char **changes, size_t n) {
    for (size_t i = 0; changes && i < n; i++) {
        free(changes[i]);
    }
    free(changes);
}

static bool find_places(void *data, const char *word, size_t n, bool *before) {
    HyphenDict *dictionary = data;
    gsize n_bytes = n;
    g_autofree char *bytes = dictionary->utf8 ? g_strndup(word, n)
                                              : g_convert(word, (gssize)n, dictionary->cset,
                                                          "UTF-8", NULL, &n_bytes, NULL);
    if (!bytes || g_utf8_strlen(word, (gssize)n) > WORD_LETTERS_MAX) {
        return false;
    }
    g_autofree char *places = g_malloc0(n_bytes + 5); /* the library writes a little behind */
    char **changes = NULL;
    int *at = NULL, *cut = NULL;
    int failed = hnj_hyphen_hyphenate3(dictionary, bytes, (int)n_bytes, places, NULL, &changes, &at,
                                       &cut, LETTERS_MIN, LETTERS_MIN, 0, 0);
    if (!failed) {
        take_places(word, n, places, changes, before);
    }
    free_changes(changes, n_bytes);
    free(at);
    free(cut);
    return !failed;
}

const struct hyphenator layout_hyphenator = {
    .load = load_dictionary,
    .drop = drop_dictionary,
    .find = find_places,
};
