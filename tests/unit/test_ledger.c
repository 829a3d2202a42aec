#include "folder.h"
#include "ledger_priv.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static Ledger *open_ledger(void) {
    struct diags diags = {0};
    Ledger *ledger = ledger_open(&(struct ledger_place){.folder = folder, .shown = "out"}, &diags);
    assert_non_null(ledger);
    assert_int_equal(diags.n, 0);
    return ledger;
}

/* Make a document with @text in it, as a worker and the batch do it. */
static void make(Ledger *ledger, const char *path, const char *text) {
    struct diags diags = {0};
    GBytes *bytes = g_bytes_new(text, strlen(text));
    g_autofree char *temporary = ledger_temporary(&(struct ledger_place){.folder = folder}, 0);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    uint32_t inputs[] = {ledger_add_input(ledger, "@/a\tb.yaml", "-"),
                         ledger_add_input(ledger, path, sha256)};
    struct ledger_document document = {.path = path,
                                       .files = "",
                                       .document = "note",
                                       .partner = "acme",
                                       .period = "2026-Q3",
                                       .is_made = true,
                                       .pages = 2,
                                       .bytes = strlen(text),
                                       .sha256 = sha256,
                                       .key = "key",
                                       .said = "one\ntwo\twords\n",
                                       .inputs = inputs,
                                       .n_inputs = G_N_ELEMENTS(inputs)};
    assert_true(ledger_write(temporary, path, bytes, &diags, &document.mtime_ns));
    assert_int_equal(ledger_commit(ledger, &document, temporary, &diags), LEDGER_KEPT);
    g_bytes_unref(bytes);
}

static char *ledger_path(void) {
    return g_build_filename(folder, ".pdfgen", "ledger", NULL);
}

static void append_to_ledger(const char *text) {
    g_autofree char *path = ledger_path();
    FILE *file = fopen(path, "a");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void overwrite(const char *name, const char *text) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static bool is_intact(Ledger *ledger, const char *path) {
    const struct ledger_document *document = ledger_lookup(ledger, path);
    return document && ledger_is_intact(ledger, document);
}

/* --- tests ---------------------------------------------------------------------------------- */

static void what_is_committed_is_known_again(void **state) {
    (void)state;
    Ledger *ledger = open_ledger();
    make(ledger, "acme/a.pdf", "first");
    make(ledger, "acme/b.pdf", "second");
    ledger_close(ledger);
    ledger = open_ledger();
    const struct ledger_document *document = ledger_lookup(ledger, "acme/b.pdf");
    assert_non_null(document);
    assert_int_equal(document->pages, 2);
    assert_string_equal(document->said, "one\ntwo\twords\n");
    assert_int_equal(document->n_inputs, 2);
    assert_string_equal(ledger_input(ledger, document->inputs[0]).path, "@/a\tb.yaml");
    assert_string_equal(ledger_input(ledger, document->inputs[0]).digest, "-");
    assert_true(is_intact(ledger, "acme/a.pdf"));
    assert_true(is_intact(ledger, "acme/b.pdf"));
    assert_null(ledger_lookup(ledger, "acme/c.pdf"));
    ledger_close(ledger);
}

static void torn_lines_are_cut_off(void **state) {
    (void)state;
    static const char *const torn[] = {"d\tacme/x.pdf\tno",
                                       "d\tacme/x.pdf\tnote\n",
                                       "i\t7\t-\tpath\n",
                                       "?\n",
                                       "f",
                                       "x\n\n",
                                       "i\t2\t-\tpath\nd\t\n",
                                       "f\t99\n"};
    Ledger *ledger = open_ledger();
    make(ledger, "acme/a.pdf", "first");
    ledger_close(ledger);
    for (size_t i = 0; i < G_N_ELEMENTS(torn); i++) {
        append_to_ledger(torn[i]);
        ledger = open_ledger();
        assert_true(is_intact(ledger, "acme/a.pdf"));
        g_autofree char *path = g_strdup_printf("acme/%zu.pdf", i);
        make(ledger, path, "another");
        ledger_close(ledger);
        ledger = open_ledger();
        assert_true(is_intact(ledger, path));
        ledger_close(ledger);
    }
}

static void another_file_is_not_the_document(void **state) {
    (void)state;
    Ledger *ledger = open_ledger();
    struct diags diags = {0};
    make(ledger, "a.pdf", "first");
    make(ledger, "b.pdf", "first");
    make(ledger, "c.pdf", "first");
    assert_true(ledger_flush(ledger, &diags));
    overwrite("a.pdf", "fir");
    overwrite("b.pdf", "other"); /* as long, at another time */
    overwrite("c.pdf", "first");
    assert_false(is_intact(ledger, "a.pdf"));
    assert_false(is_intact(ledger, "b.pdf"));
    assert_true(is_intact(ledger, "c.pdf"));
    ledger_close(ledger);
}

/* As after a power failure: size and time are right, the bytes are not. */
static void overwrite_unnoticed(const char *name, const char *text) {
    struct stat status;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    assert_int_equal(g_stat(path, &status), 0);
    overwrite(name, text);
    struct timespec times[2] = {status.st_atim, status.st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void what_was_not_flushed_is_compared(void **state) {
    (void)state;
    for (int is_flushed = 0; is_flushed < 2; is_flushed++) {
        struct diags diags = {0};
        Ledger *ledger = open_ledger();
        make(ledger, "a.pdf", "first");
        assert_true(!is_flushed || ledger_flush(ledger, &diags));
        ledger_close(ledger);
        overwrite_unnoticed("a.pdf", "zeros");
        ledger = open_ledger();
        assert_int_equal(ledger_lookup(ledger, "a.pdf") != NULL, is_flushed);
        /* A later flush says nothing of what was lost before. */
        make(ledger, "b.pdf", "second");
        assert_true(ledger_flush(ledger, &diags));
        ledger_close(ledger);
        ledger = open_ledger();
        assert_int_equal(ledger_lookup(ledger, "a.pdf") != NULL, is_flushed);
        ledger_close(ledger);
    }
}

/* What is made while another process waits for the disk is not what it waits for. */
static void a_mark_is_about_the_lines_before(void **state) {
    (void)state;
    struct diags diags = {0};
    Ledger *ledger = open_ledger();
    make(ledger, "a.pdf", "first");
    size_t n = ledger_count(ledger);
    make(ledger, "b.pdf", "second");
    assert_true(ledger_mark_flushed(ledger, n, ledger_sync(ledger), &diags));
    ledger_close(ledger);
    overwrite_unnoticed("a.pdf", "zeros");
    overwrite_unnoticed("b.pdf", "zeroes");
    ledger = open_ledger();
    assert_non_null(ledger_lookup(ledger, "a.pdf"));
    assert_null(ledger_lookup(ledger, "b.pdf"));
    ledger_close(ledger);
}

static void remains_are_removed(void **state) {
    (void)state;
    ledger_close(open_ledger());
    overwrite(".pdfgen/new-1-2", "half");
    overwrite(".pdfgen/manifest-new", "{");
    ledger_close(open_ledger());
    g_autofree char *home = g_build_filename(folder, ".pdfgen", NULL);
    GDir *dir = g_dir_open(home, 0, NULL);
    assert_string_equal(g_dir_read_name(dir), "ledger");
    assert_null(g_dir_read_name(dir));
    g_dir_close(dir);
}

/* A lock is between processes. */
static void a_second_process_is_refused(void **state) {
    (void)state;
    Ledger *ledger = open_ledger();
    pid_t child = fork();
    if (child == 0) {
        struct diags diags = {0};
        Ledger *second =
            ledger_open(&(struct ledger_place){.folder = folder, .shown = "out"}, &diags);
        _exit(!second && diags.n == 1 && diags.items[0].code == DIAG_BATCH_LOCKED ? 0 : 1);
    }
    int status = 1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    ledger_close(ledger);
    ledger_close(open_ledger());
}

static void a_long_ledger_is_written_anew(void **state) {
    (void)state;
    struct diags diags = {0};
    struct stat status;
    g_autofree char *path = ledger_path();
    Ledger *ledger = open_ledger();
    make(ledger, "kept.pdf", "kept");
    for (int i = 0; i < 2500; i++) {
        g_autofree char *text = g_strdup_printf("text %d", i);
        make(ledger, "a.pdf", text);
    }
    assert_true(ledger_flush(ledger, &diags));
    ledger_close(ledger);
    assert_int_equal(g_stat(path, &status), 0);
    assert_true(status.st_size < 2000);
    ledger = open_ledger();
    assert_true(is_intact(ledger, "a.pdf"));
    assert_true(is_intact(ledger, "kept.pdf"));
    const struct ledger_document *document = ledger_lookup(ledger, "kept.pdf");
    assert_string_equal(ledger_input(ledger, document->inputs[1]).path, "kept.pdf");
    make(ledger, "b.pdf", "more");
    ledger_close(ledger);
    ledger = open_ledger();
    assert_true(is_intact(ledger, "b.pdf"));
    ledger_close(ledger);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/ledger/what is committed is known again", what_is_committed_is_known_again, set_up,
         tear_down, NULL},
        {"/ledger/torn lines are cut off", torn_lines_are_cut_off, set_up, tear_down, NULL},
        {"/ledger/another file is not the document", another_file_is_not_the_document, set_up,
         tear_down, NULL},
        {"/ledger/a mark is about the lines before", a_mark_is_about_the_lines_before, set_up,
         tear_down, NULL},
        {"/ledger/what was not flushed is compared", what_was_not_flushed_is_compared, set_up,
         tear_down, NULL},
        {"/ledger/remains are removed", remains_are_removed, set_up, tear_down, NULL},
        {"/ledger/a second process is refused", a_second_process_is_refused, set_up, tear_down,
         NULL},
        {"/ledger/a long ledger is written anew", a_long_ledger_is_written_anew, set_up, tear_down,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
