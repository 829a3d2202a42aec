#include "direction.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>

static void test_words(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t ltr, rtl;
    } rows[] = {
        {"", 0, 0},
        {"2026 – 12 %", 0, 0},
        {"two words", 2, 0},
        {"Ω مرحبا", 1, 1},
        {"日本 שלום", 1, 1},
        {"שלום, Acme", 1, 1},
        {"(מכירות) 3 deals", 1, 1},
        {"Acme-שלום a", 2, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct direction_words words = direction_count_words(str_from(rows[i].text));
        assert_int_equal(words.ltr, rows[i].ltr);
        assert_int_equal(words.rtl, rows[i].rtl);
    }
}

static void test_languages(void **state) {
    (void)state;
    static const char *const rtl[] = {"ar", "ar-EG", "he-IL", "fa", "ur-PK", "az-Arab"};
    static const char *const ltr[] = {"en-US", "de", "ja", "hi", "az", "zh-Hant-TW"};
    for (size_t i = 0; i < G_N_ELEMENTS(rtl); i++) {
        assert_true(direction_of_language_is_rtl(rtl[i]));
        assert_false(direction_of_language_is_rtl(ltr[i]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/direction/words are counted by their first letters", test_words, NULL, NULL, NULL},
        {"/direction/of languages", test_languages, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
