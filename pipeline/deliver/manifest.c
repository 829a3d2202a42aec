#include "ledger_priv.h"

#include "value.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE_BYTES = 64 * 1024 };

/* --- manifest.json: what the ledger says, for people and programs ----------------------------- */

static void put_number(Arena *arena, struct value *map, const char *key, struct decimal number) {
    value_put(arena, map, key, value_new_number(arena, (struct span){0}, number));
}

static void put_count(Arena *arena, struct value *map, const char *key, size_t n) {
    put_number(arena, map, key, decimal_from_int((int64_t)n));
}

static struct value *milliseconds(Arena *arena, const struct ledger_document *document,
                                  const char *const *stages) {
    struct value *map = value_new(arena, VALUE_MAP, (struct span){0});
    for (size_t i = 0; i < LEDGER_STAGES; i++) {
        struct decimal number = decimal_from_int(document->stage_us[i]);
        number.scale = 3;
        put_number(arena, map, stages[i], number);
    }
    return map;
}

static struct value *lines(Arena *arena, const char *text) {
    struct value *list = value_new(arena, VALUE_LIST, (struct span){0});
    for (struct str rest = str_from(text), line; str_next_line(&rest, &line);) {
        value_append(arena, list, value_new_string(arena, (struct span){0}, line));
    }
    return list;
}

static struct value *file_names(Arena *arena, const char *files) {
    struct value *list = value_new(arena, VALUE_LIST, (struct span){0});
    for (struct str rest = str_from(files), name; rest.n > 0;) {
        str_cut(rest, '/', &name, &rest);
        value_append(arena, list, value_new_string(arena, (struct span){0}, name));
    }
    return list;
}

static struct value *document_map(Arena *arena, const struct ledger_document *document,
                                  const char *const *stages) {
    struct value *map = value_new(arena, VALUE_MAP, (struct span){0});
    value_put_text(arena, map, "document", document->document);
    value_put_text(arena, map, "partner", document->partner);
    value_put_text(arena, map, "period", document->period);
    value_put_text(arena, map, "status", document->is_made ? "made" : "failed");
    value_put_text(arena, map, "path", document->path);
    if (*document->files) {
        value_put(arena, map, "files", file_names(arena, document->files));
    }
    if (document->is_made) {
        put_count(arena, map, "pages", document->pages);
        put_count(arena, map, "bytes", document->bytes);
        value_put_text(arena, map, "sha256", document->sha256);
        value_put_text(arena, map, "key", document->key);
        value_put(arena, map, "milliseconds", milliseconds(arena, document, stages));
    }
    put_count(arena, map, "warnings", document->n_warnings);
    value_put(arena, map, "said", lines(arena, document->said));
    return map;
}

static int compare_paths(const void *a, const void *b) {
    return strcmp((*(const struct kept_document *const *)a)->facts.path,
                  (*(const struct kept_document *const *)b)->facts.path);
}

static struct kept_document **sorted(const Ledger *ledger, Arena *arena, size_t *ret_n) {
    size_t n = 0;
    struct kept_document **all =
        ARENA_NEW_N(arena, struct kept_document *, g_hash_table_size(ledger->documents));
    GHashTableIter iter;
    gpointer document;
    g_hash_table_iter_init(&iter, ledger->documents);
    while (g_hash_table_iter_next(&iter, NULL, &document)) {
        all[n++] = document;
    }
    if (n > 1) {
        qsort(all, n, sizeof(struct kept_document *), compare_paths);
    }
    *ret_n = n;
    return all;
}

/* The error, or 0. */
static int look(int descriptor, struct ledger_manifest *ret) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) {
        return errno;
    }
    ret->bytes = status.st_size;
    ret->mtime_ns = ledger_mtime_ns(&status);
    return 0;
}

static bool is_same_batch(const struct ledger_batch *one, const struct ledger_batch *other) {
    return g_strcmp0(one->document, other->document) == 0 &&
           g_strcmp0(one->period, other->period) == 0 && one->n_left == other->n_left;
}

/* Whether it is there, holds every line, and nobody else has written it. */
static bool is_up_to_date(const Ledger *ledger, const struct ledger_batch *batch,
                          const char *path) {
    const struct ledger_manifest *manifest = &ledger->manifest;
    struct stat status;
    return is_same_batch(&manifest->batch, batch) && manifest->n_lines == ledger->n_lines &&
           stat(path, &status) == 0 && status.st_size == manifest->bytes &&
           ledger_mtime_ns(&status) == manifest->mtime_ns;
}

/* The error, or 0. */
static int flush_text(int descriptor, GString *text) {
    int error = ledger_put(descriptor, text->str, text->len);
    g_string_truncate(text, 0);
    return error;
}

/* A map as an item of a list of the outermost map. */
static void append_item(GString *out, const struct value *map) {
    g_autoptr(GString) text = g_string_new(NULL);
    value_dump(map, false, text);
    for (struct str rest = {text->str, text->len}, line; str_next_line(&rest, &line);) {
        g_string_append_printf(out, "\n    " STR_FMT, STR_ARG(line));
    }
}

/* One document after the other: all of them as values would take more memory than the batch. */
static int write_documents(const Ledger *ledger, const char *const *stages, int descriptor,
                           GString *text) {
    g_autoptr(Arena) all = arena_new();
    size_t n;
    int error = 0;
    struct kept_document **documents = sorted(ledger, all, &n);
    for (size_t i = 0; i < n && error == 0; i++) {
        g_autoptr(Arena) arena = arena_new();
        g_string_append(text, i > 0 ? "," : "");
        append_item(text, document_map(arena, &documents[i]->facts, stages));
        error = text->len >= PIECE_BYTES ? flush_text(descriptor, text) : 0;
    }
    g_string_append(text, n > 0 ? "\n  " : "");
    return error;
}

/* What stands around the documents is written as a map whose list of them is empty. */
static int write_all(const Ledger *ledger, const struct value *around, const char *const *stages,
                     int descriptor) {
    static const char empty[] = "[]\n}";
    g_autoptr(GString) text = g_string_new(NULL);
    value_dump(around, false, text);
    char *end = g_strrstr(text->str, empty);
    g_assert(end);
    g_autofree char *behind = g_strdup(end + 1);
    g_string_truncate(text, (gsize)(end - text->str) + 1);
    int error = write_documents(ledger, stages, descriptor, text);
    g_string_append(text, behind);
    return error == 0 ? flush_text(descriptor, text) : error;
}

/* In .pdfgen/ first, where the next batch finds what this one leaves. The error, or 0. */
static int write_file(Ledger *ledger, const struct value *around, const char *const *stages,
                      const char *path) {
    g_autofree char *temporary = g_build_filename(ledger->home, "manifest-new", NULL);
    int descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return errno;
    }
    int error = write_all(ledger, around, stages, descriptor);
    error = ledger_settle(descriptor, error, temporary, path);
    if (error == 0) {
        error = look(descriptor, &ledger->manifest);
    }
    close(descriptor);
    return error;
}

static bool mark_manifest(Ledger *ledger, const struct ledger_batch *batch, struct diags *diags) {
    g_autoptr(GString) mark = g_string_new(NULL);
    ledger->manifest.n_lines = ledger->n_lines;
    ledger->manifest.batch =
        (struct ledger_batch){.document = arena_strdup(ledger->arena, batch->document),
                              .period = arena_strdup(ledger->arena, batch->period),
                              .n_left = batch->n_left};
    ledger_append_manifest(mark, &ledger->manifest);
    int error = ledger_append(ledger, mark);
    return error == 0 || ledger_report(ledger, error, diags);
}

static char *manifest_path(const Ledger *ledger) {
    g_autofree char *name = ledger->n_shards > 0 ? g_strdup_printf("manifest-%u-of-%u.json",
                                                                   ledger->shard, ledger->n_shards)
                                                 : g_strdup("manifest.json");
    return g_build_filename(ledger->folder, name, NULL);
}

void ledger_remove_shards_manifest(const Ledger *ledger) {
    g_autofree char *path = manifest_path(ledger);
    if (ledger->n_shards > 0) {
        unlink(path);
    }
}

static struct value *batch_map(Arena *arena, const struct ledger_batch *batch) {
    struct value *map = value_new(arena, VALUE_MAP, (struct span){0});
    value_put_text(arena, map, "document", batch->document);
    value_put_text(arena, map, "period", batch->period);
    put_count(arena, map, "left", batch->n_left);
    return map;
}

bool ledger_write_manifest(Ledger *ledger, const struct ledger_batch *batch,
                           const char *const *stages, struct diags *diags) {
    g_autofree char *path = manifest_path(ledger);
    if (is_up_to_date(ledger, batch, path)) {
        return true;
    }
    g_autoptr(Arena) arena = arena_new();
    struct value *map = value_new(arena, VALUE_MAP, (struct span){0});
    value_put_text(arena, map, "pdfgen", PDFGEN_VERSION);
    if (ledger->n_shards > 0) {
        put_count(arena, map, "shard", ledger->shard);
        put_count(arena, map, "shards", ledger->n_shards);
    }
    value_put(arena, map, "batch", batch_map(arena, batch));
    value_put(arena, map, "documents", value_new(arena, VALUE_LIST, (struct span){0}));
    int error = write_file(ledger, map, stages, path);
    if (error != 0) {
        return ledger_report(ledger, error, diags);
    }
    return mark_manifest(ledger, batch, diags);
}
