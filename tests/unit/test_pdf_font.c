#include "paint_sample.h"

/*
 * Fonts that are not what they should be: whatever their bytes, painting ends, with a file or with
 * the one diagnostic that names the font.
 */

/* Small steps of a linear congruential generator: the same damage on every machine. */
static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

enum { SEEDS = 250 }; /* of each of two fonts, changed and cut off: a thousand files */

static bool paint_damaged(struct sample *s, size_t n_bytes, uint32_t seed, int n_changes) {
    gsize n;
    const uint8_t *bytes = g_bytes_get_data(s->fonts[0].data, &n);
    GBytes *whole = s->fonts[0].data;
    uint8_t *changed = g_memdup2(bytes, MAX(n_bytes, 1));
    for (int i = 0; i < n_changes; i++) {
        /* Half of the damage to the directory and the first tables, where it matters. */
        size_t range = i % 2 ? n_bytes : MIN(n_bytes, 2000);
        changed[next_random(&seed) % range] ^= (uint8_t)(1 + next_random(&seed) % 255);
    }
    s->fonts[0].data = g_bytes_new_take(changed, n_bytes);
    struct diags diags = {0};
    GBytes *pdf = NULL;
    bool is_painted = paint_display(&paint_pdf, &s->display, NULL, &diags, &pdf);
    assert_int_equal(is_painted, pdf != NULL);
    assert_int_equal(diags.n, is_painted ? 0 : 1);
    if (!is_painted) {
        assert_int_equal(diags.items[0].code, DIAG_FONT_DAMAGED);
        assert_string_equal(diags.items[0].at.path, s->fonts[0].path);
    } else if (n_changes % 10 == 1) { /* what was painted is a file that others can read */
        sample_save(pdf, "damaged.pdf");
        sample_must_accept(SAMPLE_ARGV("qpdf", "--check", "damaged.pdf"));
    }
    g_clear_pointer(&pdf, g_bytes_unref);
    diags_clear(&diags);
    g_bytes_unref(s->fonts[0].data);
    s->fonts[0].data = whole;
    return is_painted;
}

static void make_sample(struct sample *s, const char *path) {
    sample_init(s);
    struct sample_style body = {sample_add_font(s, path, "Damaged", 400), 10, SAMPLE_BLACK, NULL};
    int p = sample_tag(s, TAG_P, sample_tag(s, TAG_DOCUMENT, -1));
    sample_text(s, sample_page(s), p, &body, 60, 60, "The quick brown fox: 0123456789 \xC3\xA4");
}

static void test_damaged(void **state) {
    static const char *const paths[] = {SAMPLE_INTER, SAMPLE_MONO};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        struct sample s;
        make_sample(&s, paths[i]);
        gsize n = g_bytes_get_size(s.fonts[0].data);
        size_t n_refused = 0;
        for (uint32_t seed = 1; seed <= SEEDS; seed++) {
            n_refused += !paint_damaged(&s, n, seed, 1 + (int)seed % 30);
            n_refused += !paint_damaged(&s, n * seed / (SEEDS + 1), seed, 0);
        }
        assert_true(n_refused > 20);
        assert_true(paint_damaged(&s, n, 0, 0));
        sample_clear(&s);
    }
}

static void test_not_a_font(void **state) {
    (void)state;
    struct sample s;
    make_sample(&s, SAMPLE_INTER);
    assert_false(paint_damaged(&s, 0, 0, 0));
    assert_false(paint_damaged(&s, 4, 0, 0));
    sample_clear(&s);
}

/* Glyph ids that the font does not have: drawn as missing, and then nothing is claimed. */
static void test_unknown_glyphs(void **state) {
    (void)state;
    struct sample s;
    make_sample(&s, SAMPLE_INTER);
    struct glyph *glyphs = (struct glyph *)(uintptr_t)s.display.pages[0].ops[0].glyphs.glyphs;
    glyphs[0].id = 65535;
    glyphs[1].id = UINT32_MAX;
    sample_paint_file(&s, "unknown.pdf");
    sample_clear(&s);
    sample_must_accept(SAMPLE_ARGV("qpdf", "--check", "unknown.pdf"));
    g_autofree char *text = sample_extract("unknown.pdf");
    sample_must_contain(text, "The quick brown fox: 0123456789 \xC3\xA4");
    g_autofree char *xmp = sample_output(SAMPLE_ARGV("pdfinfo", "-meta", "unknown.pdf"));
    assert_null(strstr(xmp, "<pdfaid:part>"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/pdf/font/damage is survived and told", test_damaged, NULL, NULL, NULL},
        {"/pdf/font/what is no font is refused", test_not_a_font, NULL, NULL, NULL},
        {"/pdf/font/unknown glyphs", test_unknown_glyphs, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
