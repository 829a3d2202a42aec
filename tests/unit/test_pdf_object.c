#include "paint_sample.h"
#include "pdf_file_priv.h"

/* More objects than an object stream holds, and streams of both kinds among them. */
enum { N_OBJECTS = 450 };

static GBytes *make_file(Arena *arena, const char *text) {
    struct pdf_file *file = pdf_file_new(arena, true, NULL);
    unsigned root = pdf_file_reserve(file), info = pdf_file_reserve(file);
    unsigned pages = pdf_file_reserve(file), unused = pdf_file_reserve(file);
    (void)unused;
    for (int i = 0; i < N_OBJECTS; i++) {
        unsigned number = pdf_file_reserve(file);
        pdf_put_int(pdf_object_begin(file, number), i * 7);
        pdf_object_end(file);
    }
    pdf_stream_write(file, pdf_file_reserve(file), "/A 1", str_from(text), PDF_STORED);
    pdf_stream_write(file, pdf_file_reserve(file), "/B 2", str_from(text), PDF_DEFLATED);
    pdf_stream_write(file, pdf_file_reserve(file), "", STR(""), PDF_DEFLATED);
    g_string_append_printf(pdf_object_begin(file, root), "<</Type/Catalog/Pages %u 0 R>>", pages);
    pdf_object_end(file);
    g_string_append(pdf_object_begin(file, info), "<</Title(x)>>");
    pdf_object_end(file);
    g_string_append(pdf_object_begin(file, pages), "<</Type/Pages/Count 0/Kids[]>>");
    pdf_object_end(file);
    return pdf_file_end(file, root, info);
}

static void test_read_back(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GBytes) bytes = make_file(arena, "stream text\n");
    sample_save(bytes, "objects.pdf");
    sample_must_accept(SAMPLE_ARGV("qpdf", "--check", "objects.pdf"));
    g_autofree char *first = sample_output(SAMPLE_ARGV("qpdf", "--show-object=5", "objects.pdf"));
    assert_string_equal(first, "0\n");
    g_autofree char *last = sample_output(SAMPLE_ARGV("qpdf", "--show-object=454", "objects.pdf"));
    (void)last;
    g_autofree char *objects = sample_output(SAMPLE_ARGV("qpdf", "--json", "objects.pdf"));
    sample_must_contain(objects, "\"/B\": 2");
    g_autofree char *trailer =
        sample_output(SAMPLE_ARGV("qpdf", "--show-object=trailer", "objects.pdf"));
    sample_must_contain(trailer, "/Root 1 0 R");
}

static void test_identifier(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GBytes) a = make_file(arena, "one");
    g_autoptr(GBytes) b = make_file(arena, "one");
    g_autoptr(GBytes) c = make_file(arena, "two");
    assert_true(g_bytes_equal(a, b));
    sample_save(a, "one.pdf");
    sample_save(c, "two.pdf");
    g_autofree char *one = sample_output(SAMPLE_ARGV("qpdf", "--show-object=trailer", "one.pdf"));
    g_autofree char *two = sample_output(SAMPLE_ARGV("qpdf", "--show-object=trailer", "two.pdf"));
    const char *one_id = strstr(one, "/ID"), *two_id = strstr(two, "/ID");
    assert_non_null(one_id);
    assert_non_null(two_id);
    assert_true(strncmp(one_id, two_id, strlen("/ID [ <") + 32) != 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/pdf/object/what was written is read back", test_read_back, NULL, NULL, NULL},
        {"/pdf/object/the identifier is of the content", test_identifier, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
