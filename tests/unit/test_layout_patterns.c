#include "layout_patterns_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct patterns *make(const char *file) {
    g_autoptr(GBytes) bytes = g_bytes_new(file, strlen(file));
    return patterns_new(bytes);
}

/* The word with its hyphens. */
static char *broken(struct patterns *patterns, const char *word) {
    size_t n = strlen(word);
    g_autofree bool *before = g_new0(bool, n + 1);
    if (!patterns_find(patterns, word, n, before)) {
        return g_strdup("not found");
    }
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        g_string_append(out, before[i] ? "-" : "");
        g_string_append_c(out, word[i]);
    }
    return g_string_free(out, FALSE);
}

static void judge(struct patterns *patterns, const char *word, const char *wanted) {
    g_autofree char *got = broken(patterns, word);
    assert_string_equal(got, wanted);
}

static void test_rules(void **state) {
    (void)state;
    static const struct {
        const char *file, *word, *wanted;
    } rows[] = {
        {"UTF-8\na1b\n", "cccabccc", "ccca-bccc"},
        {"UTF-8\r\na1b\r\n", "cccabccc", "ccca-bccc"},
        {"UTF-8\n% b1c\n# b1c\n\na1b\n", "cccabccc", "ccca-bccc"},
        /* The largest digit counts, and even ones forbid. */
        {"UTF-8\na1b\nca2b\n", "cccabccc", "cccabccc"},
        {"UTF-8\na3b\n2bc\n", "cccabccc", "ccca-bccc"},
        /* Of those that end at a letter the longest counts; a longer one that began silences. */
        {"UTF-8\na1b\nca0b\n", "cccabccc", "cccabccc"},
        {"UTF-8\na1b\ncabx\n", "cccabccc", "cccabccc"},
        {"UTF-8\na1b\na2b\n", "cccabccc", "cccabccc"},
        /* Dots are the ends of a word. */
        {"UTF-8\n.abc1\n", "abcdef", "abc-def"},
        {"UTF-8\n.abc1\n", "xabcdef", "xabcdef"},
        {"UTF-8\n1def.\n", "abcdefx", "abcdefx"},
        /* Three letters are left on each side, or more. */
        {"UTF-8\n1a\n", "aaaaaaaa", "aaa-a-a-aaa"},
        {"UTF-8\nLEFTHYPHENMIN 5\nRIGHTHYPHENMIN 2\n1a\n", "aaaaaaaaa", "aaaaa-a-aaa"},
        {"UTF-8\n1é\n", "éééééééé", "ééé-é-é-ééé"},
        {"UTF-8\n1a\n", "aaaaa", "aaaaa"},
        /* A compound's parts are words. */
        {"UTF-8\nCOMPOUNDLEFTHYPHENMIN 2\nCOMPOUNDRIGHTHYPHENMIN 3\n.haus1\nNEXTLEVEL\n1b\n.b1c\n",
         "hausbcbbxxb", "haus-bc-b-bxxb"},
        {"UTF-8\n.haus1\nNEXTLEVEL\ns1b\n", "bausboot", "baus-boot"},
        /* Where the spelling would change no line ends; elsewhere in that pattern one may. */
        {"UTF-8\nomm1ent/mm=m,2,2\n", "xommentar", "xommentar"},
        {"UTF-8\nmm1en1tar/mm=m,1,2\n", "kommentar", "kommen-tar"},
        {"UTF-8\nm1m/m=mm\n", "kommentar", "kommentar"},
        /* Other encodings; letters that they lack. */
        {"ISO8859-1\nf\xFC"
         "1r\n",
         "abfürxxx", "abfü-rxxx"},
        {"KOI8-R\n\xC1"
         "1\xC2\n",
         "ккабкк", "кка-бкк"},
        {"microsoft-cp1251\n\xE0"
         "1\xE1\n",
         "ккабкк", "кка-бкк"},
        {"ISO8859-1\na1b\n", "кабккк", "not found"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct patterns *patterns = make(rows[i].file);
        assert_non_null(patterns);
        judge(patterns, rows[i].word, rows[i].wanted);
        patterns_free(patterns);
    }
}

static void test_what_is_no_file(void **state) {
    (void)state;
    static const char *const files[] = {
        "", "UTF-8", "klingon\na1b\n",
        "a first line that is far too long to be an encoding\na1b\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        assert_null(make(files[i]));
    }
}

/* What libhyphen 2.8 finds, with the patterns of the system's packages. */
static void test_languages(void **state) {
    (void)state;
    static const struct {
        const char *file, *words;
    } rows[] = {
        {"hyph_de_DE.dic",
         "ver-triebs-part-ner quar-tals-be-richt geschäfts-ent-wick-lung fort-schritt "
         "umsatz-steu-e-ri-den-ti-fi-ka-ti-ons-num-mer zer-ti-fi-zie-rung abbau-fort-schritt "
         "com-pu-ter-steu-e-rung größte jah-res-haupt-ver-samm-lung pro-vi-sion "
         "ver-bre-chens-op-fer"},
        {"hyph_en_US.dic",
         "part-ner-ship quar-terly cer-ti-fi-ca-tion reg-is-tra-tion inter-na-tion-al-i-sa-tion "
         "pipe-line fore-cast rev-enue oppor-tu-nity com-pli-ance table project"},
        {"hyph_fr.dic", "par-te-na-riat tri-mes-triel cer-ti-fi-ca-tion enre-gis-tre-ment "
                        "déve-lop-pe-ment com-mis-sion chiffre oppor-tu-nité inter-na-tio-nale"},
        {"hyph_es_ES.dic",
         "cola-bo-ra-ción tri-mes-tral cer-ti-fi-ca-ción regis-tro opor-tu-ni-dad "
         "cre-ci-miento inter-na-cio-nal"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_build_filename("/usr/share/hyphen", rows[i].file, NULL);
        g_autofree char *file = NULL;
        gsize n;
        if (!g_file_get_contents(path, &file, &n, NULL)) {
            continue;
        }
        g_autoptr(GBytes) bytes = g_bytes_new(file, n);
        struct patterns *patterns = patterns_new(bytes);
        assert_non_null(patterns);
        g_auto(GStrv) words = g_strsplit(rows[i].words, " ", -1);
        for (char **wanted = words; *wanted; wanted++) {
            g_auto(GStrv) parts = g_strsplit(*wanted, "-", -1);
            g_autofree char *word = g_strjoinv("", parts);
            judge(patterns, word, *wanted);
        }
        patterns_free(patterns);
    }
}

/* As many patterns as German has, in no order: a tenth of a second would be long. */
static void test_many(void **state) {
    (void)state;
    GString *file = g_string_new("UTF-8\n");
    for (unsigned i = 0; i < 80000; i++) {
        for (unsigned rest = i * 2654435761U; rest > 0; rest /= 26) {
            g_string_append_c(file, (char)('a' + rest % 26));
        }
        g_string_append(file, "1x\n");
    }
    clock_t begin = clock();
    struct patterns *patterns = make(file->str);
    assert_true(clock() - begin < CLOCKS_PER_SEC);
    patterns_free(patterns);
    g_string_free(file, TRUE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/layout/patterns/digits, dots, levels, changes, encodings", test_rules, NULL, NULL, NULL},
        {"/layout/patterns/what is no file of patterns", test_what_is_no_file, NULL, NULL, NULL},
        {"/layout/patterns/words of four languages", test_languages, NULL, NULL, NULL},
        {"/layout/patterns/a large file is read at once", test_many, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
