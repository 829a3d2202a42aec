#include "figure_words_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* {1}, {2} and {3} that a pattern has, as bits. */
static unsigned places(const char *pattern) {
    unsigned found = 0;
    for (unsigned i = 1; i <= 3; i++) {
        char place[] = {'{', (char)('0' + i), '}', '\0'};
        found |= strstr(pattern, place) ? 1U << i : 0;
    }
    return found;
}

static void test_complete(void **state) {
    g_autoptr(Locale) english = locale_new("en-US");
    (void)state;
    assert_null(figure_language(FIGURE_LANGUAGES));
    for (size_t i = 0; i < FIGURE_LANGUAGES; i++) {
        g_autoptr(Locale) locale = locale_new(figure_language(i));
        assert_non_null(locale);
        for (int word = 0; word < N_FIGURE_WORDS; word++) {
            const char *here = figure_word(locale, (enum figure_word)word);
            if (!here || !*here || !g_utf8_validate(here, -1, NULL)) {
                fail_msg("%s: word %d is not there", figure_language(i), word);
            } else if (places(here) != places(figure_word(english, (enum figure_word)word))) {
                fail_msg("%s: \"%s\" has other places", figure_language(i), here);
            }
        }
    }
}

static void test_language(void **state) {
    static const struct {
        const char *tag, *plan, *inside;
    } rows[] = {
        {"en-GB", "Plan", "plan"},
        {"de-AT", "Plan", "Plan"},
        {"fr-CA", "Objectif", "objectif"},
        {"pt-BR", "Plano", "plano"},
        {"ja", "計画", "計画"},
        {"ko-KR", "Plan", "plan"},
        {"zh-Hant-TW", "Plan", "plan"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(Locale) locale = locale_new(rows[i].tag);
        struct str inside = figure_word_inside(arena, locale, WORD_PLAN);
        assert_string_equal(figure_word(locale, WORD_PLAN), rows[i].plan);
        assert_true(str_is(inside, rows[i].inside));
    }
    assert_string_equal(figure_word(NULL, WORD_MISSING), "n/a");
}

/* The values' own braces are no places. */
static void test_phrase(void **state) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Locale) locale = locale_new("de-DE");
    (void)state;
    struct str phrase =
        figure_phrase(arena, locale, WORD_SOURCE_AS_OF, STR("{2}"), STR("30.09.2026"), STR(""));
    assert_true(str_is(phrase, "Quelle: {2}, Stand 30.09.2026"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/figure/words/each language has all of them", test_complete, NULL, NULL, NULL},
        {"/figure/words/the locale's language, else English", test_language, NULL, NULL, NULL},
        {"/figure/words/values in a phrase", test_phrase, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
