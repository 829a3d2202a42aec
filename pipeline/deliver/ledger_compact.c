#include "ledger_priv.h"

#include <unistd.h>

/* A year of nightly batches is longer than what it says: most lines were replaced by later ones. */
enum { COMPACT_LINES_MIN = 2000 };

/* Only inputs that a document still has; they are numbered anew. */
static void append_kept(const Ledger *ledger, GHashTable *numbers, struct ledger_document facts,
                        GString *out) {
    g_autofree uint32_t *inputs = g_new(uint32_t, facts.n_inputs + 1);
    for (size_t i = 0; i < facts.n_inputs; i++) {
        gpointer key = GUINT_TO_POINTER(facts.inputs[i] + 1);
        guint number = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, key));
        if (number == 0) {
            struct world_input input = ledger_input(ledger, facts.inputs[i]);
            number = g_hash_table_size(numbers) + 1;
            g_hash_table_insert(numbers, key, GUINT_TO_POINTER(number));
            ledger_append_input(out, number - 1, &input);
        }
        inputs[i] = number - 1;
    }
    facts.inputs = inputs;
    ledger_append_document(out, &facts);
}

static void append_all(const Ledger *ledger, GString *out) {
    GHashTable *numbers = g_hash_table_new(NULL, NULL);
    GHashTableIter iter;
    gpointer value;
    ledger_append_head(out);
    g_hash_table_iter_init(&iter, ledger->documents);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        append_kept(ledger, numbers, ((const struct kept_document *)value)->facts, out);
    }
    ledger_append_flush(out, g_hash_table_size(ledger->documents));
    if (ledger->manifest.n_lines == ledger->n_lines) {
        ledger_append_manifest(out, &ledger->manifest);
    }
    g_hash_table_unref(numbers);
}

int ledger_compact(Ledger *ledger) {
    size_t n_kept = g_hash_table_size(ledger->documents);
    bool is_flushed = ledger->n_flushed == ledger->n_lines;
    if (!is_flushed || ledger->n_lines < COMPACT_LINES_MIN || ledger->n_lines < 3 * n_kept) {
        return 0;
    }
    g_autofree char *path = g_build_filename(ledger->home, "ledger", NULL);
    g_autofree char *new_path = g_build_filename(ledger->home, "ledger-new", NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    append_all(ledger, text);
    /* Locked before it has the name: nobody can come in between. */
    int descriptor, error = ledger_open_locked(new_path, &descriptor);
    if (error == 0) {
        error = ledger_put(descriptor, text->str, text->len);
        error = ledger_settle(descriptor, error, new_path, path);
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
    return error;
}
