#include "digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* FIPS 180-4's examples, of NIST. */
static void the_standards_examples(void **state) {
    (void)state;
    static const struct {
        const char *text, *digest;
    } rows[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct digest_text text = digest_of(rows[i].text, strlen(rows[i].text));
        assert_string_equal(text.text, rows[i].digest);
    }
}

static struct digest_text by_pieces(const char *bytes, size_t n, size_t piece, bool is_portable) {
    struct digest digest;
    (is_portable ? digest_init_portable : digest_init)(&digest);
    for (size_t at = 0; at < n; at += piece) {
        digest_add(&digest, bytes + at, MIN(piece, n - at));
    }
    return digest_end(&digest);
}

/* Around the ends of blocks, whatever the pieces, with the processor's instructions and without. */
static void any_length_in_any_pieces(void **state) {
    (void)state;
    enum { N = 520 };
    char bytes[N];
    for (int i = 0; i < N; i++) {
        bytes[i] = (char)(i * 131 + 7);
    }
    static const size_t pieces[] = {1, 3, 63, 64, 65, 200, N};
    for (size_t n = 0; n <= N; n++) {
        g_autofree char *expected =
            g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, n);
        for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
            struct digest_text native = by_pieces(bytes, n, pieces[i], false);
            struct digest_text portable = by_pieces(bytes, n, pieces[i], true);
            assert_string_equal(native.text, expected);
            assert_string_equal(portable.text, expected);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/digest/the standard's examples", the_standards_examples, NULL, NULL, NULL},
        {"/digest/any length in any pieces", any_length_in_any_pieces, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
