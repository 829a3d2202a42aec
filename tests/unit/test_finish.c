#include "finish_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const objects[] = {
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<>>>>",
};

/* A whole document of one empty page, with a right cross-reference table. */
static GBytes *small_pdf(void) {
    GString *pdf = g_string_new("%PDF-1.7\n");
    size_t offsets[G_N_ELEMENTS(objects)];
    for (size_t i = 0; i < G_N_ELEMENTS(objects); i++) {
        offsets[i] = pdf->len;
        g_string_append_printf(pdf, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
    size_t table = pdf->len;
    g_string_append(pdf, "xref\n0 4\n0000000000 65535 f \n");
    for (size_t i = 0; i < G_N_ELEMENTS(objects); i++) {
        g_string_append_printf(pdf, "%010zu 00000 n \n", offsets[i]);
    }
    g_string_append_printf(pdf, "trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
                           table);
    return g_string_free_to_bytes(pdf);
}

static const struct finish_options linearize = {.linearize = true};

static void nothing_is_needed_for_a_plain_run(void **state) {
    (void)state;
    assert_false(finish_is_needed(&(struct finish_options){0}));
    assert_true(finish_is_needed(&linearize));
}

static void linearized_bytes_are_the_same_twice(void **state) {
    (void)state;
    struct diags diags = {0};
    g_autoptr(GBytes) pdf = small_pdf();
    g_autoptr(GBytes) first = NULL;
    g_autoptr(GBytes) second = NULL;
    assert_true(finish_pdf(pdf, &linearize, &diags, &first));
    assert_true(finish_pdf(pdf, &linearize, &diags, &second));
    assert_true(g_bytes_equal(first, second));
    gsize n = 0;
    const char *bytes = g_bytes_get_data(first, &n);
    assert_non_null(memmem(bytes, MIN(n, 1024), "/Linearized", strlen("/Linearized")));
    assert_int_equal(diags.n, 0);
}

static void what_is_no_pdf_is_an_error(void **state) {
    (void)state;
    static const char *const inputs[] = {"", "hello", "%PDF-1.7\n",
                                         "%PDF-1.7\ntrailer<</Root 9 0 R>>"};
    for (size_t i = 0; i < G_N_ELEMENTS(inputs); i++) {
        struct diags diags = {0};
        g_autoptr(GBytes) pdf = g_bytes_new_static(inputs[i], strlen(inputs[i]));
        GBytes *finished = NULL;
        assert_false(finish_pdf(pdf, &linearize, &diags, &finished));
        assert_null(finished);
        assert_int_equal(diags.n_errors, 1);
        assert_int_equal(diags.items[0].code, DIAG_FINISH_FAILED);
        assert_int_equal(diags_exit_code(&diags), 3);
        diags_clear(&diags);
    }
}

/* --- encryption ----------------------------------------------------------------------------- */

static const struct pdf_encryption locked = {
    .user_password = "open", .owner_password = "own", .can_print = true};

static struct finish_input input_of(GBytes *pdf, const char *password) {
    return (struct finish_input){
        .pdf = pdf, .shown = "small.pdf", .title = "small", .password = password};
}

static void encrypted_bytes_open_with_either_password(void **state) {
    (void)state;
    static const char *const passwords[] = {"open", "own", NULL, "", "Open"};
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(passwords); i++) {
        bool is_linearized = i % 2 == 1;
        struct diags diags = {0};
        const struct finish_options options = {.linearize = is_linearized, .encryption = &locked};
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(GBytes) pdf = small_pdf();
        g_autoptr(GBytes) finished = NULL;
        assert_true(finish_pdf(pdf, &options, &diags, &finished));
        struct finish_input input = input_of(finished, passwords[i / 2]);
        struct pdf_facts facts = {0};
        bool is_open = finish_inspect(arena, &input, false, &diags, &facts);
        assert_int_equal(is_open, i / 2 < 2);
        assert_int_equal(facts.is_encrypted, is_open);
        assert_int_equal(facts.is_linearized, is_open && is_linearized);
        assert_int_equal(diags.n, is_open ? 0 : 1);
        assert_true(is_open || diags.items[0].code == DIAG_PDF_ENCRYPTED);
        diags_clear(&diags);
    }
}

/* --- inspecting and merging ------------------------------------------------------------------ */

static void any_bytes_are_a_diagnostic_or_facts(void **state) {
    (void)state;
    g_autoptr(GBytes) pdf = small_pdf();
    gsize n = 0;
    const char *bytes = g_bytes_get_data(pdf, &n);
    for (size_t at = 0; at < n; at += 3) {
        struct diags diags = {0};
        g_autoptr(Arena) arena = arena_new();
        char *changed = g_memdup2(bytes, n);
        changed[at] = (char)(changed[at] ^ 0x15);
        g_autoptr(GBytes) damaged = g_bytes_new_take(changed, n);
        struct finish_input input = input_of(damaged, NULL);
        struct pdf_facts facts = {0};
        bool is_read = finish_inspect(arena, &input, true, &diags, &facts);
        assert_int_equal(is_read, diags.n_errors == 0);
        assert_true(!is_read || facts.pages > 0);
        diags_clear(&diags);
    }
}

static void merged_pages_are_those_of_all(void **state) {
    (void)state;
    struct diags diags = {0};
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GBytes) pdf = small_pdf();
    g_autoptr(GBytes) first = NULL;
    g_autoptr(GBytes) second = NULL;
    const struct finish_input inputs[] = {input_of(pdf, NULL), input_of(pdf, NULL),
                                          input_of(pdf, NULL)};
    assert_true(finish_merge(inputs, G_N_ELEMENTS(inputs), &diags, &first));
    assert_true(finish_merge(inputs, G_N_ELEMENTS(inputs), &diags, &second));
    assert_true(g_bytes_equal(first, second));
    struct finish_input merged = input_of(first, NULL);
    struct pdf_facts facts = {0};
    assert_true(finish_inspect(arena, &merged, false, &diags, &facts));
    assert_int_equal(facts.pages, 3);
    assert_int_equal(diags.n, 0);
}

static void every_damaged_input_is_told(void **state) {
    (void)state;
    struct diags diags = {0};
    g_autoptr(GBytes) good = small_pdf();
    g_autoptr(GBytes) bad = g_bytes_new_static("hello", 5);
    GBytes *merged = NULL;
    const struct finish_input inputs[] = {input_of(bad, NULL),
                                          input_of(good, NULL),
                                          {.pdf = bad, .shown = "other.pdf", .title = "other"}};
    assert_false(finish_merge(inputs, G_N_ELEMENTS(inputs), &diags, &merged));
    assert_null(merged);
    assert_int_equal(diags.n_errors, 2);
    assert_int_equal(diags.items[0].code, DIAG_PDF_DAMAGED);
    diags_clear(&diags);
}

/* --- XMP ------------------------------------------------------------------------------------ */

struct xmp_case {
    const char *xmp, *archival, *accessible, *document;
};

#define RDF(inside) "<x:xmpmeta xmlns:x='a'><rdf:RDF xmlns:rdf='b'>" inside "</rdf:RDF></x:xmpmeta>"

static const struct xmp_case xmp_cases[] = {
    {"", NULL, NULL, NULL},
    {"<", NULL, NULL, NULL},
    {"no xml", NULL, NULL, NULL},
    {RDF("<rdf:Description><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
         "<pdfuaid:part> 1 </pdfuaid:part></rdf:Description>"),
     "PDF/A-2a", "PDF/UA-1", NULL},
    {RDF("<rdf:Description pdfaid:part='1' pdfaid:conformance='B'/>"), "PDF/A-1b", NULL, NULL},
    {RDF("<rdf:Description><pdfaid:part>4</pdfaid:part></rdf:Description>"), "PDF/A-4", NULL, NULL},
    {RDF("<rdf:Description><pdfgen:document>q&amp;a</pdfgen:document></rdf:Description>"), NULL,
     NULL, "q&a"},
    {RDF("<rdf:Description><pdfgen:document><b>x</b></pdfgen:document></rdf:Description>"), NULL,
     NULL, NULL},
    {RDF("<rdf:Description><pdfgen:document>a</pdfgen:document><pdfgen:document>b"
         "</pdfgen:document></rdf:Description>"),
     NULL, NULL, "a"},
    {"<a><pdfaid:part>2</pdfaid:part>", "PDF/A-2", NULL, NULL},
    {"\xFF<a/>", NULL, NULL, NULL},
};

static void assert_text(const char *text, const char *wanted) {
    if (wanted) {
        assert_non_null(text);
        assert_string_equal(text, wanted);
    } else {
        assert_null(text);
    }
}

static void xmp_says_claims_and_origin(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(xmp_cases); i++) {
        const struct xmp_case *row = &xmp_cases[i];
        struct pdf_facts facts = {0};
        g_autoptr(Arena) arena = arena_new();
        finish_read_xmp(arena, str_from(row->xmp), &facts);
        assert_text(facts.archival, row->archival);
        assert_text(facts.accessible, row->accessible);
        assert_text(facts.from.document, row->document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/finish/nothing is needed for a plain run", nothing_is_needed_for_a_plain_run, NULL, NULL,
         NULL},
        {"/finish/linearized bytes are the same twice", linearized_bytes_are_the_same_twice, NULL,
         NULL, NULL},
        {"/finish/what is no PDF is an error", what_is_no_pdf_is_an_error, NULL, NULL, NULL},
        {"/finish/encrypted bytes open with either password",
         encrypted_bytes_open_with_either_password, NULL, NULL, NULL},
        {"/finish/inspect/any bytes are a diagnostic or facts", any_bytes_are_a_diagnostic_or_facts,
         NULL, NULL, NULL},
        {"/finish/merge/pages are those of all", merged_pages_are_those_of_all, NULL, NULL, NULL},
        {"/finish/merge/every damaged input is told", every_damaged_input_is_told, NULL, NULL,
         NULL},
        {"/finish/xmp/claims and origin", xmp_says_claims_and_origin, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
