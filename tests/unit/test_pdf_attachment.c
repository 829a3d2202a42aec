#include "paint_sample.h"

/* The objects of attachments, as other programs see them. */

#define FILE_NAME "attached.pdf"

static GBytes *text_bytes(const char *text) {
    return g_bytes_new(text, strlen(text));
}

static void make_sample(struct sample *sample, struct attachment *files, size_t n) {
    sample_init(sample);
    int document = sample_tag(sample, TAG_DOCUMENT, -1);
    int paragraph = sample_tag(sample, TAG_P, document);
    const struct sample_style style = {.font = sample_add_font(sample, SAMPLE_INTER, "Inter", 400),
                                       .size_pt = 10,
                                       .colour = SAMPLE_BLACK};
    sample_text(sample, sample_page(sample), paragraph, &style, 40, 60, "Words");
    sample->display.attachments = files;
    sample->display.n_attachments = n;
}

static struct attachment file(const char *name, const char *text) {
    return (struct attachment){.name = name,
                               .description = "About it",
                               .mime = attachment_mime(name),
                               .relationship = ATTACHMENT_DATA,
                               .data = text_bytes(text)};
}

static void free_files(struct attachment *files, size_t n) {
    for (size_t i = 0; i < n; i++) {
        g_bytes_unref(files[i].data);
    }
}

static void test_objects(void **state) {
    (void)state;
    struct sample sample;
    struct attachment files[] = {file("b (1).csv", "a,b\r\n"), file("a.json", "{}\n")};
    make_sample(&sample, files, G_N_ELEMENTS(files));
    sample_paint_file(&sample, FILE_NAME);
    g_autofree char *objects = sample_objects(FILE_NAME);
    /* In the order they were attached, and in the tree in that of their names. */
    sample_must_contain(objects, "/AFRelationship/Data");
    sample_must_contain(objects, "/Subtype/text#2Fcsv");
    sample_must_contain(objects, "/Size 5");
    sample_must_contain(objects, "/ModDate(D:20260930000000Z)");
    sample_must_contain(objects, "/EmbeddedFiles");
    sample_must_contain(objects, "/Names[(a.json)");
    g_autofree char *digits = g_compute_checksum_for_string(G_CHECKSUM_MD5, "{}\n", -1);
    g_autofree char *upper = g_ascii_strup(digits, -1);
    g_autofree char *sum = g_strdup_printf("/CheckSum<%s>", upper);
    sample_must_contain(objects, sum);
    sample_must_accept(SAMPLE_ARGV("qpdf", "--check", "--warning-exit-0", FILE_NAME));
    free_files(files, G_N_ELEMENTS(files));
    sample_clear(&sample);
}

static void test_claim(void **state) {
    (void)state;
    struct sample sample;
    struct attachment files[] = {file("a.json", "{}\n")};
    for (size_t n = 0; n <= 1; n++) {
        make_sample(&sample, files, n);
        sample_paint_file(&sample, FILE_NAME);
        g_autofree char *xmp = sample_output(SAMPLE_ARGV("pdfinfo", "-meta", FILE_NAME));
        sample_must_contain(xmp, n > 0 ? "<pdfaid:part>3<" : "<pdfaid:part>2<");
        sample_must_contain(xmp, "<pdfaid:conformance>A<");
        sample_clear(&sample);
    }
    free_files(files, 1);
}

static void test_encrypted(void **state) {
    (void)state;
    struct sample sample;
    struct diags diags = {0};
    GBytes *bytes = NULL;
    make_sample(&sample, NULL, 0);
    const struct paint_options options = {.is_encrypted = true};
    assert_true(paint_display(&paint_pdf, &sample.display, &options, &diags, &bytes));
    sample_save(bytes, FILE_NAME);
    g_bytes_unref(bytes);
    g_autofree char *xmp = sample_output(SAMPLE_ARGV("pdfinfo", "-meta", FILE_NAME));
    assert_null(strstr(xmp, "pdfaid:part>"));
    sample_must_contain(xmp, "<pdfuaid:part>1<");
    sample_clear(&sample);
}

static void test_origin(void **state) {
    (void)state;
    struct sample sample;
    make_sample(&sample, NULL, 0);
    sample.display.meta.from =
        (struct made_from){.document = "q&a", .partner = "acme", .period = "2026-Q3"};
    sample_paint_file(&sample, FILE_NAME);
    g_autofree char *xmp = sample_output(SAMPLE_ARGV("pdfinfo", "-meta", FILE_NAME));
    sample_must_contain(xmp, "<pdfgen:document>q&amp;a</pdfgen:document>");
    sample_must_contain(xmp, "<pdfgen:partner>acme</pdfgen:partner>");
    sample_must_contain(xmp, "<pdfaProperty:name>templateKey</pdfaProperty:name>");
    assert_null(strstr(xmp, "<pdfgen:dataKey>"));
    sample_clear(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/paint/attachment/objects of each file", test_objects, NULL, NULL, NULL},
        {"/paint/attachment/files make it PDF-A-3", test_claim, NULL, NULL, NULL},
        {"/paint/attachment/encryption takes the archive's claim", test_encrypted, NULL, NULL,
         NULL},
        {"/paint/attachment/what it was made from", test_origin, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
