#include "pipeline_batch_priv.h"

#include "child.h"
#include "digest.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A worker is a copy of the process that warmed up. It makes one document at a time, each in an
 * arena of its own and with reads of its own, and writes it under a name that nobody looks for; the
 * batch's process gives it the real one. What goes wrong with the worker itself is seen from
 * outside.
 */

/* --- surroundings --------------------------------------------------------------------------- */

/* malloc() said no: GLib reports that as an error and aborts. */
static void end_without_memory(const char *domain, GLogLevelFlags level, const char *message,
                               gpointer data) {
    if (level & G_LOG_LEVEL_ERROR) {
        _exit(BATCH_EXIT_MEMORY);
    }
    g_log_default_handler(domain, level, message, data);
}

/* The sanitizers map terabytes as they go along. */
#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif
#ifndef HAS_SANITIZER
#define HAS_SANITIZER 0
#endif

/* Beyond what the process has now: it shares that with the others. */
static void limit_memory(size_t bytes) {
    struct rlimit limit;
    if (HAS_SANITIZER || bytes == 0 || getrlimit(RLIMIT_AS, &limit) != 0) {
        return;
    }
    limit.rlim_cur = MIN(limit.rlim_max, (rlim_t)(world_address_space() + bytes));
    setrlimit(RLIMIT_AS, &limit);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    g_log_set_default_handler(end_without_memory, NULL);
}

/* --- a document ----------------------------------------------------------------------------- */

struct work {
    struct batch *batch;
    Arena *arena; /* of the document */
    const struct planned *planned;
    const char *temporary;
    struct made *made;
};

static void keep_inputs(struct work *work) {
    const struct world_input *read = NULL;
    size_t n = world_job_inputs(work->batch->world, &read);
    struct batch *batch = work->batch;
    struct world_input *inputs = ARENA_NEW_N(work->arena, struct world_input, n + N_BATCH_WORDS);
    for (size_t i = 0; i < n; i++) {
        inputs[i].path = batch_portable_path(batch, work->arena, read[i].path);
        inputs[i].digest = read[i].digest;
    }
    batch_words(batch, work->planned, inputs + n);
    work->made->inputs = inputs;
    work->made->n_inputs = n + N_BATCH_WORDS;
}

/* One of the document's files. */
static bool write_file(struct work *work, const char *temporary, const char *shown, GBytes *bytes,
                       struct digest *digest) {
    struct made *made = work->made;
    gsize n;
    const void *data = g_bytes_get_data(bytes, &n);
    digest_add(digest, data, n);
    made->bytes += n;
    return ledger_write(temporary, shown, bytes, made->diags, &made->mtime_ns);
}

/* A picture is named as when one document is made: by its page where there are several. */
static bool write_pictures(struct work *work, const struct run *run, const char *path,
                           struct digest *digest) {
    g_autoptr(GString) files = g_string_new(NULL);
    for (size_t i = 0; i < run->n_pictures; i++) {
        g_autofree char *temporary = ledger_temporary_file(work->temporary, i);
        const char *shown = run_page_path(run, path, run->pictures[i].page);
        g_autofree char *name = g_path_get_basename(shown);
        if (!write_file(work, temporary, shown, run->pictures[i].bytes, digest)) {
            return false;
        }
        g_string_append_printf(files, "%s%s", i > 0 ? "/" : "", name);
    }
    work->made->files = arena_strdup(work->arena, files->str);
    return true;
}

/* Where the document will get its name: made here, beside the other workers. Whether it can be made
 * is told by who gives the name. */
static void make_folder(const struct work *work) {
    g_autofree char *path = g_build_filename(work->batch->place.folder, work->planned->path, NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    (void)mkdir(folder, 0777);
}

static bool write_all(struct work *work, const struct run *run) {
    struct made *made = work->made;
    const char *shown = arena_printf(work->arena, "%s/%s", work->batch->shown, work->planned->path);
    struct digest digest;
    digest_init(&digest);
    GBytes *only = run->n_pictures == 1 ? run->pictures[0].bytes : run->bytes;
    bool is_written = run->n_pictures > 1 ? write_pictures(work, run, shown, &digest)
                                          : write_file(work, work->temporary, shown, only, &digest);
    if (!is_written) {
        return false;
    }
    make_folder(work);
    keep_inputs(work);
    struct digest_text text = digest_end(&digest);
    made->temporary = work->temporary;
    made->sha256 = arena_strdup(work->arena, text.text);
    made->key = batch_key(work->arena, made->inputs, made->n_inputs);
    return true;
}

static void make(struct work *work) {
    struct batch *batch = work->batch;
    struct made *made = work->made;
    const struct planned *planned = work->planned;
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    struct job job = batch->options->job;
    job.partner = planned->entry.slug;
    job.period = batch->period;
    struct run run = {.arena = work->arena,
                      .session = batch->session,
                      .job = &job,
                      .diags = made->diags,
                      .paths = paths,
                      .stage_us = made->stage_us,
                      .has_entry = true,
                      .entry = planned->entry};
    if (run_make(&run)) {
        made->pages = run.display->n_pages;
        made->is_made = write_all(work, &run);
    }
    for (size_t i = 0; i < run.n_pictures; i++) {
        g_bytes_unref(run.pictures[i].bytes);
    }
    g_clear_pointer(&run.bytes, g_bytes_unref);
}

/* --- the loop ------------------------------------------------------------------------------- */

static GByteArray *read_request(int requests) {
    uint32_t length;
    if (!batch_read(requests, &length, sizeof length)) {
        return NULL;
    }
    GByteArray *request = g_byte_array_new();
    g_byte_array_set_size(request, length);
    if (!batch_read(requests, request->data, length)) {
        g_clear_pointer(&request, g_byte_array_unref);
    }
    return request;
}

static bool answer(struct batch *batch, const GByteArray *request, unsigned n_made, int answers) {
    g_autoptr(Arena) arena = arena_new();
    /* The one before may not have got its name yet. */
    g_autofree char *temporary = ledger_temporary(&batch->place, n_made);
    struct diags diags = {.is_strict = batch->options->is_strict};
    struct planned planned;
    struct made made = {.diags = &diags};
    struct work work = {
        .batch = batch, .arena = arena, .planned = &planned, .temporary = temporary, .made = &made};
    if (!wire_take_planned(arena, request->data, request->len, &made.number, &planned)) {
        return false;
    }
    world_begin_job(batch->world);
    make(&work);
    GByteArray *bytes = g_byte_array_new();
    diags_sort(&diags);
    wire_put_made(bytes, &made);
    world_end_job(batch->world);
    diags_clear(&diags);
    bool is_sent = child_write(answers, bytes->data, bytes->len);
    g_byte_array_unref(bytes);
    return is_sent;
}

void batch_make_documents(struct batch *batch, int requests, int answers) {
    unsigned n_made = 0;
    bool is_heard = true;
    limit_memory(batch->options->memory_bytes);
    for (GByteArray *request; is_heard && (request = read_request(requests)) != NULL;) {
        is_heard = answer(batch, request, n_made++, answers);
        g_byte_array_unref(request);
    }
}
