/*
 * fuzz_sent.c - any bytes as the ledger of what was sent: it is read or refused. What is read stays
 * when a line is added, and the line is found again.
 */
#include "../sent_sample.h"
#include "fuzz.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static char *folder;

static void remove_folder(void) {
    static const char *const names[] = {".pdfgen/sent", ".pdfgen", ""};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_remove(path);
    }
    g_free(folder);
}

static void make_folder(void) {
    if (!folder) {
        folder = g_dir_make_tmp("fuzz-sent-XXXXXX", NULL);
        g_autofree char *home = g_build_filename(folder, ".pdfgen", NULL);
        g_assert(folder && g_mkdir(home, 0700) == 0 && atexit(remove_folder) == 0);
    }
}

static Sent *open_sent(bool is_reading) {
    struct diags diags = {0};
    Sent *sent = sent_open(folder, "out", is_reading, &diags);
    g_assert(sent ? diags.n == 0 : diags.n == 1 && diags.items[0].code == DIAG_EMAIL_LEDGER);
    diags_clear(&diags);
    return sent;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    make_folder();
    g_autofree char *path = g_build_filename(folder, ".pdfgen", "sent", NULL), *after = NULL;
    FILE *file = g_fopen(path, "w");
    g_assert(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
    g_autoptr(Sent) reader = open_sent(true);
    g_autoptr(Sent) sent = open_sent(false);
    g_assert(!reader == !sent);
    if (!sent) {
        return 0;
    }
    struct diags diags = {0};
    g_assert(sent_write(sent, &sent_sample, 1, &diags));
    g_clear_pointer(&sent, sent_close);
    sent = open_sent(true);
    const struct sent_entry *found = sent_lookup(sent, &sent_sample);
    g_assert(found && found->state == SENT_REFUSED && g_str_equal(found->said, sent_sample.said));
    gsize n = 0;
    const uint8_t *end = size > 0 ? memrchr(data, '\n', size) : NULL;
    g_assert(g_file_get_contents(path, &after, &n, NULL));
    g_assert(!end || memcmp(after, data, (size_t)(end - data) + 1) == 0);
    return 0;
}
