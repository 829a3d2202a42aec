#include "paint_sample.h"

/*
 * What is copied from a page is what was written, in every script: read in the order of the
 * structure, by a reader that knows replacement text, and by one that knows codes alone.
 */

#define NOTO "/usr/share/fonts/truetype/noto/"
#define CJK  "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"

static const struct row {
    const char *name;
    const char *font;
    unsigned face;
    const char *features; /* NULL: none */
    const char *text;
    bool is_read_by_place; /* a reader that sorts glyphs by their places gets it right */
} rows[] = {
    {"latin", SAMPLE_INTER, 0, NULL, "Plain office, AVATAR (1/2) \\ 3x4 -> 5", true},
    {"ligatures", NOTO "NotoSerif-Regular.ttf", 0, NULL, "office affluent fjord", true},
    {"capitals", NOTO "NotoSerif-Regular.ttf", 0, "smcp", "Small Capitals and CAPITALS", true},
    {"marks", SAMPLE_INTER, 0, NULL, "Cafe\xCC\x81 nai\xCC\x88ve", true},
    /* Newer versions of the reader put the second of two marks behind a space. */
    {"two marks", SAMPLE_INTER, 0, NULL, "q\xCC\xA3\xCC\x87", false},
    {"spaces", SAMPLE_INTER, 0, NULL, "5\xC2\xA0km and 6 km", true},
    {"code", SAMPLE_MONO, 0, NULL, "a -> b != c => d == e", true},
    {"hebrew", NOTO "NotoSansHebrew-Regular.ttf", 0, NULL, "שלום עולם טוב", true},
    /* The reader turns the two letters of lam-alef around. */
    {"arabic", NOTO "NotoSansArabic-Regular.ttf", 0, NULL, "السلام عليكم لا إله", false},
    {"devanagari", NOTO "NotoSansDevanagari-Regular.ttf", 0, NULL, "हिन्दी क्षेत्र में व्यापार", true},
    {"thai", NOTO "NotoSansThai-Regular.ttf", 0, NULL, "ภาษาไทยน้ำ กำลัง", true},
    {"cjk", CJK, 0, NULL, "四半期の売上高は増加した。", true},
};

/* Without the characters that are nothing to a reader of text. */
static char *bare(const char *text) {
    g_autoptr(GRegex) others =
        g_regex_new("[\\x{200B}\\x{202A}-\\x{202E}]|\\s+$|^\\s+", 0, 0, NULL);
    g_autofree char *first = g_regex_replace(others, text, -1, 0, "", 0, NULL);
    g_autoptr(GRegex) spaces = g_regex_new("[ \\x{A0}]+", 0, 0, NULL);
    return g_regex_replace(spaces, first, -1, 0, " ", 0, NULL);
}

/* The texts between quotes in what pdfinfo prints of a structure. */
static char *structure_text(const char *name) {
    g_autofree char *all = sample_output(SAMPLE_ARGV("pdfinfo", "-struct-text", name));
    g_autoptr(GRegex) quoted = g_regex_new("^ *\"(.*)\"\\n|.*\\n", G_REGEX_MULTILINE, 0, NULL);
    return g_regex_replace(quoted, all, -1, 0, "\\1", 0, NULL);
}

static void must_say(const struct row *row, const char *reader, const char *text) {
    g_autofree char *got = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    g_autofree char *wanted = g_utf8_normalize(row->text, -1, G_NORMALIZE_NFC);
    g_autofree char *bare_got = bare(got), *bare_wanted = bare(wanted);
    if (strcmp(bare_got, bare_wanted) != 0) {
        fail_msg("%s, %s: got \"%s\", wanted \"%s\"", row->name, reader, bare_got, bare_wanted);
    }
}

static void test_row(const struct row *row) {
    struct sample s;
    sample_init(&s);
    struct sample_style style = {sample_add_face(&s, row->font, row->face, row->name, 400), 14,
                                 SAMPLE_BLACK, row->features};
    int p = sample_tag(&s, TAG_P, sample_tag(&s, TAG_DOCUMENT, -1));
    sample_text(&s, sample_page(&s), p, &style, 60, 60, row->text);
    g_autofree char *name = g_strconcat(row->name, ".pdf", NULL);
    sample_paint_file(&s, name);
    sample_clear(&s);
    sample_must_accept(SAMPLE_ARGV("qpdf", "--check", name));
    g_autofree char *structure = structure_text(name);
    must_say(row, "by structure", structure);
    g_autofree char *codes =
        sample_output(SAMPLE_ARGV("mutool", "draw", "-N", "-q", "-F", "txt", name));
    must_say(row, "by codes", codes);
    if (row->is_read_by_place) {
        g_autofree char *places = sample_extract(name);
        must_say(row, "by places", places);
    }
}

static void test_scripts(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (g_file_test(rows[i].font, G_FILE_TEST_EXISTS)) {
            test_row(&rows[i]);
        } else {
            print_message("no font for %s\n", rows[i].name);
        }
    }
}

/* The glyph of "-" for a soft hyphen too: both are told apart, and hyphens stay in the first font.
 */
static void test_soft_hyphen(void **state) {
    (void)state;
    struct sample s;
    sample_init(&s);
    struct sample_style body = {sample_add_font(&s, SAMPLE_INTER, "Inter", 400), 10, SAMPLE_BLACK,
                                NULL};
    int p = sample_tag(&s, TAG_P, sample_tag(&s, TAG_DOCUMENT, -1));
    struct page *page = sample_page(&s);
    sample_text(&s, page, p, &body, 60, 60, "a-b c-d part-");
    struct glyph_run *run = &page->ops[0].glyphs;
    run->text = str_dup(s.arena, str_from("a-b c-d part\xC2\xAD"));
    sample_paint_file(&s, "soft.pdf");
    sample_clear(&s);
    g_autofree char *text =
        sample_output(SAMPLE_ARGV("mutool", "draw", "-N", "-q", "-F", "txt", "soft.pdf"));
    sample_must_contain(text, "a-b c-d part\xC2\xAD");
    g_autofree char *objects = sample_objects("soft.pdf");
    sample_must_contain(objects, "/F0 ");
    sample_must_contain(objects, "/F1 ");
    assert_null(strstr(objects, "/F2 "));
}

/* A glyph that stands for more texts than there are layers: the rest is spelled out. */
static void test_many_texts(void **state) {
    (void)state;
    struct sample s;
    sample_init(&s);
    struct sample_style body = {sample_add_font(&s, SAMPLE_INTER, "Inter", 400), 10, SAMPLE_BLACK,
                                NULL};
    int p = sample_tag(&s, TAG_P, sample_tag(&s, TAG_DOCUMENT, -1));
    struct page *page = sample_page(&s);
    sample_text(&s, page, p, &body, 60, 60, "xxxxxxxxxxxxxxxxxxxx");
    page->ops[0].glyphs.text = str_dup(s.arena, str_from("abcdefghijklmnopqrst"));
    sample_paint_file(&s, "many.pdf");
    sample_clear(&s);
    g_autofree char *text = sample_extract("many.pdf");
    sample_must_contain(text, "abcdefghijklmnopqrst");
}

/* A run whose glyphs are @tracking_pt farther apart than the font has them. */
static struct glyph_run *add_tracked(struct sample *s, const char *text, double size_pt,
                                     double tracking_pt) {
    struct sample_style body = {sample_add_font(s, SAMPLE_INTER, "Inter", 400), size_pt,
                                SAMPLE_BLACK, NULL};
    int p = sample_tag(s, TAG_P, sample_tag(s, TAG_DOCUMENT, -1));
    struct page *page = sample_page(s);
    sample_text(s, page, p, &body, 60.123, 60.456, text);
    struct glyph_run *run = &page->ops[0].glyphs;
    struct glyph *glyphs = (struct glyph *)(uintptr_t)run->glyphs;
    for (size_t i = 0; i < run->n_glyphs; i++) {
        glyphs[i].x_pt += (float)((double)i * tracking_pt);
    }
    return run;
}

static void must_stand(const struct glyph_run *run, const char *name) {
    g_autofree char *trace = sample_output(SAMPLE_ARGV("mutool", "trace", name));
    const char *at = trace;
    for (size_t i = 0; i < run->n_glyphs; i++) {
        at = strstr(at, "<g ");
        assert_non_null(at);
        const char *x = strstr(at, " x=\"");
        double got_pt = g_ascii_strtod(x + 4, NULL);
        double wanted_pt = run->origin.x + (double)run->glyphs[i].x_pt;
        if (got_pt < wanted_pt - 0.025 || got_pt > wanted_pt + 0.025) {
            fail_msg("glyph %zu is %d thousandths of a point off", i,
                     (int)((got_pt - wanted_pt) * 1000));
        }
        at++;
    }
}

/* Glyphs stand where the display has them, to a hundredth of a point, also far along a line. */
static void test_positions(void **state) {
    (void)state;
    static const char text[] =
        "To AVAIL, Yet Tomorrow WAVES fall away: Ty. To AVAIL, Yet Tomorrow WAVES fall.";
    /* Tracking that no width of the font has: not said, said, and said wrongly. */
    static const double said_pt[] = {0, 0.137, -0.3};
    for (size_t i = 0; i < G_N_ELEMENTS(said_pt); i++) {
        struct sample s;
        sample_init(&s);
        struct glyph_run *run = add_tracked(&s, text, 7.3, 0.137);
        run->tracking_pt = said_pt[i];
        sample_paint_file(&s, "positions.pdf");
        must_stand(run, "positions.pdf");
        sample_clear(&s);
    }
}

/* Tracking is said once for a run and not for each glyph. */
static void test_tracking(void **state) {
    (void)state;
    struct sample s;
    sample_init(&s);
    add_tracked(&s, "noon minimum noon", 10, -0.08)->tracking_pt = -0.08;
    sample_paint_file(&s, "tracking.pdf");
    sample_clear(&s);
    g_autofree char *content = sample_content("tracking.pdf");
    sample_must_contain(content, "\n-.08 Tc\n");
    assert_int_equal(sample_count(content, "("), 1);
}

/* Whatever a shaper says of clusters, a file is made, and no text is read that is not the run's. */
static void test_any_clusters(void **state) {
    (void)state;
    struct sample s;
    sample_init(&s);
    struct sample_style body = {sample_add_font(&s, SAMPLE_INTER, "Inter", 400), 10, SAMPLE_BLACK,
                                NULL};
    int p = sample_tag(&s, TAG_P, sample_tag(&s, TAG_DOCUMENT, -1));
    struct page *page = sample_page(&s);
    uint32_t seed = 7;
    for (int line = 0; line < 200; line++) {
        sample_text(&s, page, p, &body, 60, 60, "abcdefgh");
        struct glyph_run *run = &page->ops[line].glyphs;
        run->is_rtl = line % 2;
        struct glyph *glyphs = (struct glyph *)(uintptr_t)run->glyphs;
        for (size_t i = 0; i < run->n_glyphs; i++) {
            seed = seed * 1664525 + 1013904223;
            glyphs[i].cluster = (seed >> 16) % 11;
        }
    }
    sample_paint_file(&s, "clusters.pdf");
    sample_clear(&s);
    sample_must_accept(SAMPLE_ARGV("qpdf", "--check", "clusters.pdf"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/paint/text/every script is read back", test_scripts, NULL, NULL, NULL},
        {"/paint/text/a soft hyphen is no hyphen", test_soft_hyphen, NULL, NULL, NULL},
        {"/paint/text/one glyph for many texts", test_many_texts, NULL, NULL, NULL},
        {"/paint/text/clusters in any order", test_any_clusters, NULL, NULL, NULL},
        {"/paint/text/positions do not drift", test_positions, NULL, NULL, NULL},
        {"/paint/text/tracking is said once", test_tracking, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
