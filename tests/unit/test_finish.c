#include "finish_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const objects[] = {
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<>>>>",
};

/* A document of these objects, with a right cross-reference table; the first is its catalogue. */
static GBytes *pdf_of(const char *const *texts, size_t n) {
    GString *pdf = g_string_new("%PDF-1.7\n");
    g_autofree size_t *offsets = g_new0(size_t, n);
    for (size_t i = 0; i < n; i++) {
        offsets[i] = pdf->len;
        g_string_append_printf(pdf, "%zu 0 obj\n%s\nendobj\n", i + 1, texts[i]);
    }
    size_t table = pdf->len;
    g_string_append_printf(pdf, "xref\n0 %zu\n0000000000 65535 f \n", n + 1);
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(pdf, "%010zu 00000 n \n", offsets[i]);
    }
    g_string_append_printf(pdf, "trailer\n<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
                           n + 1, table);
    return g_string_free_to_bytes(pdf);
}

static GBytes *small_pdf(void) {
    return pdf_of(objects, G_N_ELEMENTS(objects));
}

/* Outline, names, labels, tags, layers, a form, a file: each leads back to itself or is no such. */
static const char *const tangled[] = {
    "<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R/Names<</Dests 5 0 R/EmbeddedFiles 5 0 R>>"
    "/Dests<</a[3 0 R/Fit]/b 7>>/PageLabels<</Nums[0 7 (x)<<>>-1<<>>]/Kids[5 0 R]>>"
    "/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>/AcroForm<</Fields[7 0 R 3 0 "
    "R(x)9]/DR<</Font<</F 7 0 R>>>>>>"
    "/OCProperties<</OCGs 3/D<</ON 7/OFF[3 0 R]>>>>/AF[6 0 R 9]/OutputIntents[6 0 R]>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<</XObject<</X 3 0 R/Y 7>>>>"
    "/StructParents 3/Annots[7 0 R 8 0 R 9(x)]>>",
    "<</Type/Outlines/First 7 0 R/Last 4 0 R/Count(x)>>",
    "<</Kids[5 0 R 5 0 R 7 0 R 9]/Names[(a)[3 0 R/Fit](b)7(a)7 9 9]/Limits 7>>",
    "<</Type/StructTreeRoot/K[6 0 R 7 0 R<</S/P/K<</S/Span/K[<</S/Q>>3]/ID(i)>>/ID(i)>>9(x)]"
    "/ParentTree<</Nums[3[7 0 R]1 7(x)7 -1 7 2147483647 7]/Kids[6 0 R]>>/RoleMap<</P/H/Q 7>>"
    "/ClassMap 7/IDTree 7/S/H1>>",
    "<</Type/Annot/Subtype/Link/S/TD/P 6 0 R/K[7 0 R 8 0 R]/Title 9/Next 7 0 R/First 7 0 R"
    "/Dest(a)/A<</S/GoTo/D(b)>>/StructParent 99/T(name)/ID(i)/C/P/Rect[0 0 1 1]/DA(/F 1 Tf /)"
    "/Kids[7 0 R 8 0 R 7 0 R 9 8 0 R]>>",
    "<</Subtype/Widget/S/TH/T(name)/K 7/A[<</O/Table/Headers[(i)9(j)]>>7]/P 8 0 R/ID 9"
    "/StructParent(x)/Kids[8 0 R]/Next 3>>",
};

static const struct finish_options linearize = {.linearize = true};

static void nothing_is_needed_for_a_plain_run(void **state) {
    (void)state;
    assert_false(finish_is_needed(&(struct finish_options){0}));
    assert_true(finish_is_needed(&linearize));
}

/* The data of the hint table end where its dictionary says, with a line's end before "endstream".
 */
static bool has_sound_hints(GBytes *pdf) {
    gsize n = 0;
    const char *bytes = g_bytes_get_data(pdf, &n);
    const char *places = memmem(bytes, n, "/H [ ", 5);
    size_t at = places ? strtoul(places + 5, NULL, 10) : n;
    const char *length = at < n ? memmem(bytes + at, n - at, "/Length ", 8) : NULL;
    const char *stream = length ? strstr(length, "stream\n") : NULL;
    if (!stream) {
        return false;
    }
    return strncmp(stream + 7 + strtoul(length + 8, NULL, 10), "\nendstream", 10) == 0;
}

static void linearized_hints_end_where_they_say(void **state) {
    (void)state;
    size_t n_bad = 0;
    for (int i = 0; i < 400; i++) {
        struct diags diags = {0};
        g_autofree char *page = g_strdup_printf(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<>>/X(%*s)>>", i + 1, "");
        const char *const texts[] = {objects[0], objects[1], page};
        g_autoptr(GBytes) pdf = pdf_of(texts, G_N_ELEMENTS(texts));
        g_autoptr(GBytes) finished = NULL;
        assert_true(finish_pdf(pdf, &linearize, &diags, &finished));
        n_bad += !has_sound_hints(finished);
    }
    assert_int_equal(n_bad, 0);
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

static const struct finish_merge merging = {.date = {2026, 11, 4}};

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
    assert_true(finish_merge(inputs, G_N_ELEMENTS(inputs), &merging, &diags, &first));
    assert_true(finish_merge(inputs, G_N_ELEMENTS(inputs), &merging, &diags, &second));
    assert_true(g_bytes_equal(first, second));
    struct finish_input merged = input_of(first, NULL);
    struct pdf_facts facts = {0};
    assert_true(finish_inspect(arena, &merged, false, &diags, &facts));
    assert_int_equal(facts.pages, 3);
    assert_int_equal(diags.n, 0);
}

/* Each byte in turn is another one; what cannot be merged is told, what can is read again. */
static void any_bytes_are_merged_or_told(void **state) {
    (void)state;
    g_autoptr(GBytes) pdf = pdf_of(tangled, G_N_ELEMENTS(tangled));
    g_autoptr(GBytes) small = small_pdf();
    gsize n = 0;
    const char *bytes = g_bytes_get_data(pdf, &n);
    for (size_t at = 0; at < n; at += at < 1 ? 1 : 5) {
        struct diags diags = {0};
        g_autoptr(Arena) arena = arena_new();
        char *changed = g_memdup2(bytes, n);
        changed[at] = (char)(changed[at] ^ (at == 0 ? 0 : 0x15));
        g_autoptr(GBytes) damaged = g_bytes_new_take(changed, n);
        g_autoptr(GBytes) merged = NULL;
        const struct finish_input inputs[] = {input_of(damaged, NULL), input_of(small, NULL),
                                              input_of(damaged, NULL)};
        bool is_done = finish_merge(inputs, G_N_ELEMENTS(inputs), &merging, &diags, &merged);
        assert_int_equal(is_done, diags.n_errors == 0);
        assert_true(is_done || at > 0);
        if (is_done) {
            struct pdf_facts facts = {0};
            struct finish_input again = input_of(merged, NULL);
            struct diags none = {0};
            assert_true(finish_inspect(arena, &again, true, &none, &facts));
            assert_int_equal(none.n_errors, 0);
            assert_true(facts.pages >= G_N_ELEMENTS(inputs));
            diags_clear(&none);
        }
        diags_clear(&diags);
    }
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
    assert_false(finish_merge(inputs, G_N_ELEMENTS(inputs), &merging, &diags, &merged));
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
        {"/finish/linearized hints end where they say", linearized_hints_end_where_they_say, NULL,
         NULL, NULL},
        {"/finish/linearized bytes are the same twice", linearized_bytes_are_the_same_twice, NULL,
         NULL, NULL},
        {"/finish/what is no PDF is an error", what_is_no_pdf_is_an_error, NULL, NULL, NULL},
        {"/finish/encrypted bytes open with either password",
         encrypted_bytes_open_with_either_password, NULL, NULL, NULL},
        {"/finish/inspect/any bytes are a diagnostic or facts", any_bytes_are_a_diagnostic_or_facts,
         NULL, NULL, NULL},
        {"/finish/merge/pages are those of all", merged_pages_are_those_of_all, NULL, NULL, NULL},
        {"/finish/merge/any bytes are merged or told", any_bytes_are_merged_or_told, NULL, NULL,
         NULL},
        {"/finish/merge/every damaged input is told", every_damaged_input_is_told, NULL, NULL,
         NULL},
        {"/finish/xmp/claims and origin", xmp_says_claims_and_origin, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
