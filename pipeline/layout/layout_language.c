#include "layout_priv.h"

#include <string.h>

/*
 * Words of another language say so in the structure, or a screen reader would spell them with the
 * sounds of the document's own (ISO 14289-1 section 7.2). Where nothing is marked, some scripts
 * tell: Hebrew is not English, whatever it says. Latin and Cyrillic letters tell nothing.
 */

struct script {
    GUnicodeScript script;
    const char *language; /* most of what is written in it */
    const char *own;      /* languages of documents that it is no other language in */
};

static const struct script scripts[] = {
    {G_UNICODE_SCRIPT_ARABIC, "ar", "ar fa ur ps sd ug ku ckb"},
    {G_UNICODE_SCRIPT_HEBREW, "he", "he iw yi"},
    {G_UNICODE_SCRIPT_DEVANAGARI, "hi", "hi mr ne sa kok mai bho"},
    {G_UNICODE_SCRIPT_BENGALI, "bn", "bn as"},
    {G_UNICODE_SCRIPT_TAMIL, "ta", "ta"},
    {G_UNICODE_SCRIPT_TELUGU, "te", "te"},
    {G_UNICODE_SCRIPT_THAI, "th", "th"},
    {G_UNICODE_SCRIPT_GEORGIAN, "ka", "ka"},
    {G_UNICODE_SCRIPT_HIRAGANA, "ja", "ja"},
    {G_UNICODE_SCRIPT_KATAKANA, "ja", "ja"},
    {G_UNICODE_SCRIPT_HANGUL, "ko", "ko"},
    {G_UNICODE_SCRIPT_HAN, "zh", "zh ja ko"},
};

/* The first of the scripts begins at U+0590, which is the bytes D6 90. */
static bool can_have_another(struct str words) {
    for (size_t i = 0; i < words.n; i++) {
        if ((unsigned char)words.p[i] >= 0xD6) {
            return true;
        }
    }
    return false;
}

static bool is_own(const struct script *script, const char *language) {
    size_t n = language ? strcspn(language, "-_") : 0;
    for (const char *at = script->own; n > 0 && at; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (g_ascii_strncasecmp(at, language, n) == 0 && (at[n] == ' ' || at[n] == '\0')) {
            return true;
        }
    }
    return false;
}

/* Han characters stand in three languages; what is between them tells which. */
static const char *language_of_han(struct str words) {
    const char *language = "zh";
    for (const char *p = words.p; p < words.p + words.n; p = g_utf8_next_char(p)) {
        GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(p));
        if (script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA) {
            return "ja";
        }
        language = script == G_UNICODE_SCRIPT_HANGUL ? "ko" : language;
    }
    return language;
}

void language_parts_init(const struct layout *layout, struct str words,
                         struct language_parts *ret) {
    bool can_differ = can_have_another(words);
    *ret = (struct language_parts){
        .own = layout->input->meta.language,
        .han = can_differ ? language_of_han(words) : NULL,
        .rest = words,
        .can_differ = can_differ,
    };
}

/* NULL: the document's. *ret_is_neutral: a sign that any language has. */
static const char *language_of(const struct language_parts *parts, gunichar character,
                               bool *ret_is_neutral) {
    GUnicodeScript script = g_unichar_get_script(character);
    *ret_is_neutral = script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED;
    for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
        if (scripts[i].script == script && !is_own(&scripts[i], parts->own)) {
            return script == G_UNICODE_SCRIPT_HAN ? parts->han : scripts[i].language;
        }
    }
    return NULL;
}

bool language_parts_next(struct language_parts *parts, struct str *ret, const char **ret_language) {
    struct str words = parts->rest;
    size_t end = parts->can_differ ? 0 : words.n;
    bool has_language = false;
    *ret_language = NULL;
    for (size_t at = 0; at < words.n && end < words.n;) {
        size_t after = (size_t)(g_utf8_next_char(words.p + at) - words.p);
        bool is_neutral;
        const char *here = language_of(parts, g_utf8_get_char(words.p + at), &is_neutral);
        if (!is_neutral && has_language && g_strcmp0(here, *ret_language) != 0) {
            break;
        }
        if (!is_neutral) {
            /* Signs before words of another language are the document's. */
            if (here && at > 0 && !has_language) {
                break;
            }
            *ret_language = here;
            has_language = true;
        }
        /* Signs behind them too, unless such words follow. */
        end = is_neutral && *ret_language ? end : after;
        at = after;
    }
    *ret = str_slice(words, 0, end);
    parts->rest = str_skip(words, end);
    return words.n > 0;
}

int language_tag(struct layout *layout, const char *language, int parent) {
    int tag = layout_tag(layout, TAG_SPAN, parent);
    layout->display->tags[tag].language = language;
    return tag;
}
