#include "layout_smart_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>

static char *set(const char *language, const char *words) {
    GString *out = g_string_new(NULL);
    struct smart_state state = {0};
    smart_append(smart_quotes(language), &state, out, str_from(words));
    return g_string_free(out, FALSE);
}

struct row {
    const char *language, *typed, *wanted;
};

static void judge(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        g_autofree char *got = set(rows[i].language, rows[i].typed);
        assert_string_equal(got, rows[i].wanted);
    }
}

static void test_english(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"en-US", "He said \"no\".", "He said “no”."},
        {"en-US", "(\"no\", she said)", "(“no”, she said)"},
        {"en-US", "\"He said 'no'.\"", "“He said ‘no’.”"},
        {"en-US", "\"'No' first\"", "“‘No’ first”"},
        {"en-US", "partner's, partners', don't, rock 'n' roll",
         "partner’s, partners’, don’t, rock ’n’ roll"},
        {"en-US", "in the '90s, 'tis 1990's", "in the ’90s, ’tis 1990’s"},
        {"en-US", "2020--2026, yes -- no, yes---no", "2020–2026, yes – no, yes—no"},
        {"en-US", "and so on...", "and so on…"},
        {"en-GB", "\"a\"-\"b\"", "“a”-“b”"},
    };
    judge(rows, G_N_ELEMENTS(rows));
}

static void test_what_stays(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"en-US", "5'10\" and 3\"", "5'10\" and 3\""},
        {"en-US", "use --json or --x", "use --json or --x"},
        {"en-US", "a --> b <-- c ---- d", "a --> b <-- c ---- d"},
        {"en-US", "https://x.org/a--b...c'd", "https://x.org/a--b...c'd"},
        {"en-US", "www.x.org/a--b and o'neil--x@y.org", "www.x.org/a--b and o'neil--x@y.org"},
        {"en-US", ".../dir and ../up and v1.2.3", ".../dir and ../up and v1.2.3"},
        {"en-US", "Really? Yes: now; go!", "Really? Yes: now; go!"},
        {"xx", "\"no\" -- it's...", "\"no\" -- it's..."},
    };
    judge(rows, G_N_ELEMENTS(rows));
}

static void test_languages(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"de-DE", "\"Ja\", 'nein' und geht's", "„Ja“, ‚nein‘ und geht’s"},
        {"de-CH", "\"Ja\"", "«Ja»"},
        {"fr-FR", "\"Oui\" ! L'an ?", "«\u202FOui\u202F»\u202F! L’an\u202F?"},
        {"fr-CH", "\"Oui\"", "«\u202FOui\u202F»"},
        {"es", "\"Sí\"", "«Sí»"},
        {"sv", "\"Ja\"", "”Ja”"},
        {"ja", "\"OK\"", "「OK」"},
        {"zh-Hans", "\"OK\"", "“OK”"},
        {"zh-TW", "\"OK\"", "「OK」"},
    };
    judge(rows, G_N_ELEMENTS(rows));
}

static void test_control_characters(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"en",
         "a\tb\nc\x01\x7F"
         "d\xC2\x85"
         "e\xEF\xBB\xBF"
         "f",
         "a b cdef"},
        {"en", "caf\xC3\xA9 \xC2\xA9 \xEF\xBC\xA1", "caf\xC3\xA9 \xC2\xA9 \xEF\xBC\xA1"},
    };
    judge(rows, G_N_ELEMENTS(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/layout/smart/English quotes, apostrophes, dashes", test_english, NULL, NULL, NULL},
        {"/layout/smart/marks that say something else stay", test_what_stays, NULL, NULL, NULL},
        {"/layout/smart/each language has its own quotes", test_languages, NULL, NULL, NULL},
        {"/layout/smart/control characters go", test_control_characters, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
