#include "pdf_file_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

static void must_be(GString *out, const char *wanted) {
    if (strcmp(out->str, wanted) != 0) {
        fail_msg("got \"%s\", wanted \"%s\"", out->str, wanted);
    }
    g_string_free(out, TRUE);
}

static void test_numbers(void **state) {
    static const struct {
        double value;
        int decimals;
        const char *wanted;
    } rows[] = {
        {0, 2, "0"},
        {1, 2, "1"},
        {-1, 2, "-1"},
        {0.5, 2, ".5"},
        {-0.5, 2, "-.5"},
        {0.05, 2, ".05"},
        {0.004, 2, "0"},
        {-0.004, 2, "0"},
        {0.005, 2, ".01"},
        {595.28, 2, "595.28"},
        {595.2799, 2, "595.28"},
        {100, 0, "100"},
        {99.5, 0, "100"},
        {12.3456, 3, "12.346"},
        {1e300, 2, "2000000000"},
        {(double)NAN, 2, "0"},
        {-(double)INFINITY, 2, "0"},
        {0.10001, 5, ".10001"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GString *out = g_string_new(NULL);
        pdf_put_real(out, rows[i].value, rows[i].decimals);
        must_be(out, rows[i].wanted);
    }
    GString *out = g_string_new(NULL);
    pdf_put_int(out, INT64_MIN);
    must_be(out, "-9223372036854775808");
    out = g_string_new(NULL);
    pdf_put_scaled(out, INT64_MIN, 9);
    must_be(out, "-9223372036.854775808");
}

/* ISO 19005-2 section 6.1.13: at most 32767 bytes, whatever a text is written as. */
static void test_long_texts_are_cut(void **state) {
    (void)state;
    for (int is_plain = 0; is_plain < 2; is_plain++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GString) out = g_string_new(NULL);
        while (text->len < 50000) {
            g_string_append(text, is_plain ? "line" : "\xF0\x9F\x9A\x80\xC3\xA9x");
        }
        pdf_put_text(out, (struct str){text->str, text->len});
        size_t n = is_plain ? out->len - 2 : (out->len - 2) / 2;
        assert_true(n <= 32767 && n > 16000);
        assert_true(is_plain || n % 2 == 0);
    }
}

static void test_texts(void **state) {
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        {"", "()"},
        {"Plain (text) \\ here", "(Plain \\(text\\) \\\\ here)"},
        {"Caf\xC3\xA9", "(Caf\xE9)"},
        {"\xE2\x82\xAC 5 \xE2\x80\xA2 \xE2\x88\x92", "(\xA0 5 \x80 \x8A)"},
        {"\xC5\xBE \xC3\xBF", "(\x9E \xFF)"},
        {"5\xC2\xA0%", "<FEFF003500A00025>"},
        {"\xC2\xAD", "<FEFF00AD>"},
        {"\xC4\x8D", "<FEFF010D>"},
        {"\xF0\x9F\x98\x80", "<FEFFD83DDE00>"},
        {"a\nb", "<FEFF0061000A0062>"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GString *out = g_string_new(NULL);
        pdf_put_text(out, str_from(rows[i].text));
        must_be(out, rows[i].wanted);
    }
}

static void test_bytes(void **state) {
    (void)state;
    GString *out = g_string_new(NULL);
    pdf_put_bytes(out, "\r\n(\0)", 5);
    assert_int_equal(out->len, 10);
    assert_memory_equal(out->str, "(\\r\n\\(\0\\))", 10);
    g_string_free(out, TRUE);
}

static void test_names(void **state) {
    (void)state;
    GString *out = g_string_new(NULL);
    pdf_put_name(out, "A b#/\xC3");
    must_be(out, "/A#20b#23#2F#C3");
}

static void test_rect_and_date(void **state) {
    (void)state;
    GString *out = g_string_new(NULL);
    pdf_put_rect(out, (struct rect){10, 20, 30, 40}, 100);
    pdf_put_date(out, (struct date){2026, 9, 3});
    must_be(out, "[10 40 40 80](D:20260903000000Z)");
}

/* One changed bit anywhere changes both halves. */
static void test_hash(void **state) {
    char bytes[41];
    (void)state;
    memset(bytes, 'x', sizeof bytes);
    struct pdf_hash hash = pdf_hash_of(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes * 8; i++) {
        bytes[i / 8] = (char)(bytes[i / 8] ^ 1 << i % 8);
        struct pdf_hash other = pdf_hash_of(bytes, sizeof bytes);
        assert_true(other.a != hash.a && other.b != hash.b);
        bytes[i / 8] = (char)(bytes[i / 8] ^ 1 << i % 8);
    }
    assert_true(pdf_hash_of("", 0).a != pdf_hash_of("\0", 1).a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/pdf/syntax/numbers have no exponent and no needless digit", test_numbers, NULL, NULL,
         NULL},
        {"/pdf/syntax/text is ASCII or UTF-16", test_texts, NULL, NULL, NULL},
        {"/pdf/syntax/long texts are cut", test_long_texts_are_cut, NULL, NULL, NULL},
        {"/pdf/syntax/bytes are escaped", test_bytes, NULL, NULL, NULL},
        {"/pdf/syntax/names are escaped", test_names, NULL, NULL, NULL},
        {"/pdf/syntax/rectangles stand on their feet", test_rect_and_date, NULL, NULL, NULL},
        {"/pdf/syntax/the hash sees every bit", test_hash, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
