#include "pdf_font_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

/* Clusters as "text=share|share ..." in reading order. */
static char *describe(const struct glyph_run *run) {
    GString *out = g_string_new(NULL);
    struct pdf_cluster cluster = {0};
    while (pdf_cluster_next(run, &cluster)) {
        g_string_append(out, out->len > 0 ? " " : "");
        g_string_append_len(out, cluster.text.p, (gssize)cluster.text.n);
        for (size_t k = 0; k < pdf_cluster_size(&cluster); k++) {
            struct str share = pdf_cluster_share(&cluster, k);
            g_string_append_c(out, k == 0 ? '=' : '|');
            g_string_append_len(out, share.p, (gssize)share.n);
        }
    }
    return g_string_free(out, FALSE);
}

static void test_clusters(void **state) {
    static const struct {
        const char *text;
        uint32_t clusters[6];
        size_t n;
        bool is_rtl;
        const char *wanted;
    } rows[] = {
        {"abc", {0, 1, 2}, 3, false, "a=a b=b c=c"},
        {"office", {0, 1, 4, 5}, 4, false, "o=o ffi=ffi c=c e=e"},
        {"abcd", {0, 0, 3}, 3, false, "abc=a|bc d=d"},
        {"ab", {0, 0, 0, 1}, 4, false, "a=a|| b=b"},
        {"abc", {2, 1, 0}, 3, true, "a=a b=b c=c"},
        {"abcd", {2, 2, 0}, 3, true, "ab=ab cd=c|d"},
        /* A soft hyphen says itself only where it is shown. */
        {"so\xC2\xAD"
         "ft",
         {0, 1, 4, 5},
         4,
         false,
         "s=s o=o f=f t=t"},
        {"so\xC2\xAD", {0, 1, 2}, 3, false, "s=s o=o \xC2\xAD=\xC2\xAD"},
        /* Clusters that are not in order, or past the end: no text is lost. */
        {"ab", {1, 0}, 2, false, "= ab=ab"},
        {"ab", {9, 12}, 2, false, "ab=ab ="},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct glyph glyphs[6] = {0};
        for (size_t k = 0; k < rows[i].n; k++) {
            glyphs[k].cluster = rows[i].clusters[k];
        }
        struct glyph_run run = {.glyphs = glyphs,
                                .n_glyphs = rows[i].n,
                                .is_rtl = rows[i].is_rtl,
                                .text = str_from(rows[i].text)};
        g_autofree char *got = describe(&run);
        if (strcmp(got, rows[i].wanted) != 0) {
            fail_msg("row %zu: got \"%s\", wanted \"%s\"", i, got, rows[i].wanted);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/pdf/cluster/what glyphs say, in reading order", test_clusters, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
