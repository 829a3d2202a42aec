#include "layout_hyphen_priv.h"
#include "layout_text_priv.h"
#include "module.h"

#include <string.h>

/*
 * Where words may be broken: at soft hyphens, which the author has set, and where the patterns of
 * the document's language allow. Patterns are files of the system, one a language; the module that
 * reads them is loaded by the first document that wants its words broken.
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
static void *open_patterns(struct layout *layout, const struct fonts_hyphens *hyphens) {
    const char *names[3];
    list_names(layout->arena, layout->input->meta.language, names);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        GBytes *file = fonts_read_patterns(layout->fonts, names[i]);
        gsize n;
        const char *bytes = file ? g_bytes_get_data(file, &n) : NULL;
        void *patterns = bytes ? hyphens->hyphenator->load(bytes, n) : NULL;
        if (patterns) {
            return patterns;
        }
    }
    return NULL;
}

static bool load_module(struct layout *layout, struct fonts_hyphens *hyphens) {
    g_autofree char *reason = NULL;
    if (!hyphens->hyphenator) {
        hyphens->hyphenator = module_symbol("layout_hyphen", "layout_hyphenator", &reason);
    }
    if (!hyphens->hyphenator) {
        diag_warning(layout->diags, (struct span){0}, DIAG_INSTALL_MISSING,
                     "could not load libhyphen, which breaks words: %s", reason);
        diag_hint(layout->diags, "Install the package libhyphen0 and pdfgen's own modules.");
    }
    return hyphens->hyphenator != NULL;
}

/* The language's patterns; NULL: reported once a document. */
static void *patterns(struct layout *layout) {
    struct fonts_hyphens *hyphens = fonts_hyphens(layout->fonts);
    const char *language = layout->input->meta.language;
    void *known = g_hash_table_lookup(hyphens->patterns, language);
    if (known) {
        fonts_note_patterns(layout->fonts);
    }
    if (known || layout->has_no_patterns || !load_module(layout, hyphens)) {
        return known;
    }
    known = open_patterns(layout, hyphens);
    if (known) {
        g_hash_table_insert(hyphens->patterns, g_strdup(language), known);
        return known;
    }
    layout->has_no_patterns = true;
    const struct value *asked = value_get(layout->input->doc->meta, "hyphenate");
    diag_warning(layout->diags, asked ? asked->at : (struct span){0}, DIAG_HYPHEN_PATTERNS,
                 "words are not broken: no patterns for \"%s\" are installed", language);
    diag_hint(layout->diags, "Install the language's package, such as hyphen-de.");
    return NULL;
}

void fonts_hyphens_clear(struct fonts_hyphens *hyphens) {
    GHashTableIter at;
    gpointer known;
    g_hash_table_iter_init(&at, hyphens->patterns);
    while (g_hash_table_iter_next(&at, NULL, &known)) {
        hyphens->hyphenator->drop(known);
    }
    g_hash_table_unref(hyphens->patterns);
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
    void *known = patterns(layout);
    struct str letters = known ? letters_of(word) : (struct str){0};
    if (letters.n == 0) {
        return false;
    }
    g_autofree char *lower = g_utf8_strdown(letters.p, (gssize)letters.n);
    bool is_found = strlen(lower) == letters.n &&
                    fonts_hyphens(layout->fonts)
                        ->hyphenator->find(known, lower, letters.n, before + (letters.p - word.p));
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
