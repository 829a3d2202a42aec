#include "layout_fonts_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* A file of two tables: the words are tag, checksum, offset, length. */
static const guint8 SOUND[] = {
    0, 1, 0, 0,  0, 2, 0, 0, 0,   0,   0,   0,   'g', 'l', 'y', 'f', 1,    2,    3,    0,
    0, 0, 0, 44, 0, 0, 0, 3, 'h', 'e', 'a', 'd', 0,   0,   0,   7,   0,    0,    0,    48,
    0, 0, 0, 12, 1, 2, 3, 0, 0,   0,   0,   3,   0,   0,   0,   4,   0xB1, 0xB0, 0xAF, 0xBA,
};

static uint32_t judged(size_t at, guint8 byte, size_t n) {
    guint8 bytes[sizeof SOUND];
    memcpy(bytes, SOUND, sizeof bytes);
    if (at < sizeof bytes) {
        bytes[at] = byte;
    }
    g_autoptr(GBytes) file = g_bytes_new(bytes, n);
    return font_damaged_table(file, 0);
}

static void test_tables(void **state) {
    (void)state;
    static const struct {
        size_t at;
        guint8 byte;
        size_t n;
        const char *wanted; /* "": it is sound */
    } rows[] = {
        {sizeof SOUND, 0, sizeof SOUND, ""},
        {44, 9, sizeof SOUND, "glyf"},
        {46, 9, sizeof SOUND, "glyf"}, /* the last word, which is not whole */
        {51, 9, sizeof SOUND, "head"},
        {56, 9, sizeof SOUND, ""},        /* the adjustment of the whole file */
        {sizeof SOUND, 0, 59, "head"},    /* the end is missing */
        {25, 0xFF, sizeof SOUND, "glyf"}, /* a length beyond the end */
        {12, 'x', sizeof SOUND, ""},
        {sizeof SOUND, 0, 20, "ttcf"}, /* no directory */
        {sizeof SOUND, 0, 0, "ttcf"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint32_t got = judged(rows[i].at, rows[i].byte, rows[i].n);
        assert_int_equal(got, rows[i].wanted[0] ? hb_tag_from_string(rows[i].wanted, 4) : 0);
    }
}

static void test_no_checksums(void **state) {
    (void)state;
    guint8 bytes[sizeof SOUND];
    memcpy(bytes, SOUND, sizeof bytes);
    memset(bytes + 16, 0, 4);
    g_autoptr(GBytes) file = g_bytes_new(bytes, sizeof bytes);
    assert_int_equal(font_damaged_table(file, 0), 0);
}

static void test_collection(void **state) {
    (void)state;
    static const guint8 head[] = {'t', 't', 'c', 'f', 0, 1,  0, 0, 0, 0,
                                  0,   2,   0,   0,   0, 20, 0, 0, 1, 0};
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, head, sizeof head);
    g_byte_array_append(bytes, SOUND, sizeof SOUND);
    /* Offsets are from the beginning of the file. */
    bytes->data[sizeof head + 12 + 11] += (guint8)sizeof head;
    bytes->data[sizeof head + 28 + 11] += (guint8)sizeof head;
    g_autoptr(GBytes) file = g_byte_array_free_to_bytes(bytes);
    assert_int_equal(font_damaged_table(file, 0), 0);
    assert_int_equal(font_damaged_table(file, 1), HB_TAG('t', 't', 'c', 'f'));
    assert_int_equal(font_damaged_table(file, 2), HB_TAG('t', 't', 'c', 'f'));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/layout/font check/a table that is not as it was written is named", test_tables, NULL,
         NULL, NULL},
        {"/layout/font check/no checksum is no damage", test_no_checksums, NULL, NULL, NULL},
        {"/layout/font check/faces of a collection", test_collection, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
