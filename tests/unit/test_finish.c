#include "finish.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/finish/nothing is needed for a plain run", nothing_is_needed_for_a_plain_run, NULL, NULL,
         NULL},
        {"/finish/linearized bytes are the same twice", linearized_bytes_are_the_same_twice, NULL,
         NULL, NULL},
        {"/finish/what is no PDF is an error", what_is_no_pdf_is_an_error, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
