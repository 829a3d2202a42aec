#include "layout_patterns_priv.h"
#include "layout_text_priv.h"

#include <string.h>

/*
 * Where words may be broken: at soft hyphens, which the author has set, and where the patterns of
 * the document's language allow. Patterns are files of the system, one a language, read for the
 * first document that wants its words broken.
 */

/* Shorter words are not worth a hyphen; longer ones are no words. */
enum { LETTERS_MIN = 6, WORD_BYTES_MAX = 160 };

static const char SOFT_HYPHEN[] = "\xC2\xAD";

/* --- patterns ------------------------------------------------------------------------------- */

/* "de-DE" is in hyph_de_DE.dic, or hyph_de.dic; "es" in hyph_es_ES.dic. */
static void list_names(Arena *arena, const char *language, const char *names[3]) {
    g_auto(GStrv) parts = g_strsplit_set(language, "-_", -1);
    g_autofree char *lower = g_ascii_strdown(parts[0] ? parts[0] : "", -1);
    g_autofree char *upper = g_ascii_strup(lower, -1);
    guint n = g_strv_length(parts);
    const char *region = n > 1 ? parts[n - 1] : upper;
    names[0] = arena_printf(arena, "hyph_%s_%s.dic", lower, region);
    names[1] = arena_printf(arena, "hyph_%s.dic", lower);
    names[2] = arena_printf(arena, "hyph_%s_%s.dic", lower, upper);
}

/* NULL: nothing is installed, or it cannot be read. */
static struct patterns *open_patterns(struct layout *layout) {
    const char *names[3];
    list_names(layout->arena, layout->input->meta.language, names);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        GBytes *file = fonts_read_patterns(layout->fonts, names[i]);
        struct patterns *patterns = file ? patterns_new(file) : NULL;
        if (patterns) {
            return patterns;
        }
    }
    return NULL;
}

/* The language's patterns; NULL: reported once a document. */
static struct patterns *find_patterns(struct layout *layout) {
    GHashTable *all = fonts_patterns(layout->fonts);
    const char *language = layout->input->meta.language;
    struct patterns *known = g_hash_table_lookup(all, language);
    if (known) {
        fonts_note_patterns(layout->fonts);
    }
    if (known || layout->has_no_patterns) {
        return known;
    }
    known = open_patterns(layout);
    if (known) {
        g_hash_table_insert(all, g_strdup(language), known);
        return known;
    }
    layout->has_no_patterns = true;
    const struct value *asked = value_get(layout->input->doc->meta, "hyphenate");
    diag_warning(layout->diags, asked ? asked->at : (struct span){0}, DIAG_HYPHEN_PATTERNS,
                 "words are not broken: no patterns for \"%s\" are installed", language);
    diag_hint(layout->diags, "Install the language's package, such as hyphen-de.");
    return NULL;
}

/* --- words ---------------------------------------------------------------------------------- */

/* The letters of a word without what stands around them, if they are worth it. */
static struct str letters_of(struct str word) {
    const char *begin = word.p, *end = word.p + word.n;
    while (begin < end && !g_unichar_isalpha(g_utf8_get_char(begin))) {
        begin = g_utf8_next_char(begin);
    }
    while (end > begin && !g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(end)))) {
        end = g_utf8_prev_char(end);
    }
    size_t letters = 0, capitals = 0;
    for (const char *p = begin; p < end; p = g_utf8_next_char(p), letters++) {
        gunichar character = g_utf8_get_char(p);
        if (!g_unichar_isalpha(character)) {
            return (struct str){0};
        }
        capitals += p > begin && g_unichar_isupper(character);
    }
    bool is_worth = letters >= LETTERS_MIN && capitals == 0 && end - begin <= WORD_BYTES_MAX;
    return is_worth ? (struct str){begin, (size_t)(end - begin)} : (struct str){0};
}

static bool find_by_patterns(struct layout *layout, struct str word, bool *before) {
    struct str letters = letters_of(word);
    struct patterns *patterns = letters.n > 0 ? find_patterns(layout) : NULL;
    if (!patterns) {
        return false;
    }
    g_autofree char *lower = g_utf8_strdown(letters.p, (gssize)letters.n);
    bool is_found = strlen(lower) == letters.n &&
                    patterns_find(patterns, lower, letters.n, before + (letters.p - word.p));
    return is_found && memchr(before, true, word.n * sizeof *before);
}

bool hyphen_places(struct layout *layout, struct str word, bool uses_patterns, bool *before) {
    bool has_soft = false;
    memset(before, 0, word.n * sizeof *before);
    for (size_t at = str_find(word, STR("\xC2\xAD"), 0); at < word.n;
         at = str_find(word, STR("\xC2\xAD"), at + strlen(SOFT_HYPHEN))) {
        has_soft = true;
        if (at > 0 && at + strlen(SOFT_HYPHEN) < word.n) {
            before[at + strlen(SOFT_HYPHEN)] = true;
        }
    }
    return has_soft || (uses_patterns && find_by_patterns(layout, word, before));
}
