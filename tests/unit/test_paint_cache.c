#include "paint_cache_priv.h"
#include "paint_sample.h"

/* Documents painted with a cache, without one, and after others: the same bytes. */

static GBytes *paint_with(const char *words, PaintCache *cache) {
    struct sample s;
    struct diags diags = {0};
    GBytes *bytes = NULL;
    sample_init(&s);
    struct sample_style style = {.font = sample_add_font(&s, SAMPLE_INTER, "Inter", 400),
                                 .size_pt = 11,
                                 .colour = SAMPLE_BLACK};
    int paragraph = sample_tag(&s, TAG_P, sample_tag(&s, TAG_DOCUMENT, -1));
    sample_text(&s, sample_page(&s), paragraph, &style, 40, 80, words);
    const struct paint_options options = {.cache = cache};
    assert_true(paint_display(&paint_pdf, &s.display, &options, &diags, &bytes));
    diags_clear(&diags);
    sample_clear(&s);
    return bytes;
}

static void must_be_equal(const char *words, PaintCache *cache) {
    g_autoptr(GBytes) alone = paint_with(words, NULL), kept = paint_with(words, cache);
    assert_true(g_bytes_equal(alone, kept));
}

static void test_same_bytes(void **state) {
    static const char *const texts[] = {"Acme", "Blue Harbor", "Acme", "emcA", "A", "Blue Harbor"};
    (void)state;
    PaintCache *cache = paint_cache_new(PAINT_CACHE_BYTES_MAX);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
            must_be_equal(texts[i], cache);
        }
    }
    assert_true(paint_cache_bytes(cache) > 1000);
    paint_cache_free(cache);
}

static void test_bound(void **state) {
    enum { BYTES_MAX = 20 * 1000 };
    (void)state;
    PaintCache *cache = paint_cache_new(BYTES_MAX);
    for (char letter = 'a'; letter <= 'z'; letter++) {
        const char words[] = {letter, 'x', '\0'};
        must_be_equal(words, cache);
        assert_in_range(paint_cache_bytes(cache), 0, BYTES_MAX);
    }
    paint_cache_free(cache);
}

static void test_content(void **state) {
    (void)state;
    PaintCache *cache = paint_cache_new(100);
    assert_null(cache_lookup(cache, STR("a")));
    cache_insert(cache, STR("a"), STR("one"));
    cache_insert(cache, STR("b"), STR("two"));
    assert_memory_equal(g_bytes_get_data(cache_lookup(cache, STR("a")), NULL), "one", 3);
    assert_int_equal(paint_cache_bytes(cache), 8);
    g_autofree char *large = g_strnfill(60, 'x');
    cache_insert(cache, str_from(large), STR("y")); /* more than half: not worth all else */
    assert_null(cache_lookup(cache, str_from(large)));
    for (int i = 0; i < 100; i++) {
        g_autofree char *key = g_strdup_printf("key %d", i);
        cache_insert(cache, str_from(key), STR("0123456789"));
        assert_non_null(cache_lookup(cache, str_from(key)));
        assert_in_range(paint_cache_bytes(cache), 10, 100);
    }
    assert_null(cache_lookup(cache, STR("a")));
    paint_cache_free(cache);
    paint_cache_free(NULL);
    assert_null(cache_lookup(NULL, STR("a")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/paint/cache/bytes do not depend on it", test_same_bytes, NULL, NULL, NULL},
        {"/paint/cache/it stays within its bound", test_bound, NULL, NULL, NULL},
        {"/paint/cache/kept by content", test_content, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
