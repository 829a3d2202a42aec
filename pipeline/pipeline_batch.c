#include "pipeline_batch_priv.h"

#include <string.h>

/*
 * What a worker hands over is written down and gets its name at once; the disk is waited for in
 * groups, because one wait costs as much as several documents.
 */

enum { FLUSH_DOCUMENTS = 256, FLUSH_US = 2000000, SHOW_US = 100000, SAID_MAX = 20 };

G_STATIC_ASSERT((int)N_BATCH_STAGES == (int)N_RUN_STAGES);
G_STATIC_ASSERT((int)LEDGER_STAGES == (int)N_RUN_STAGES);

const char *const *batch_stage_names(void) {
    return run_stage_names;
}

/* --- telling -------------------------------------------------------------------------------- */

static void tell(struct batch *batch, struct planned *planned, enum batch_status status,
                 struct batch_document *document) {
    planned->status = status;
    planned->is_known = true;
    batch->progress.counts[status]++;
    g_autoptr(Arena) arena = arena_new();
    document->status = status;
    document->document = batch->options->job.document;
    document->partner = planned->entry.slug;
    document->name = planned->entry.name;
    document->period = batch->period;
    document->path = arena_printf(arena, "%s/%s", batch->shown, planned->path);
    document->why = planned->why;
    batch->options->tell(batch->options->context, document);
}

static void tell_known(struct batch *batch, struct planned *planned) {
    const struct ledger_document *made = ledger_lookup(batch->ledger, planned->path);
    struct diags none = {0};
    struct batch_document document = {.files = made->files,
                                      .pages = made->pages,
                                      .bytes = made->bytes,
                                      .sha256 = made->sha256,
                                      .key = made->key,
                                      .diags = &none};
    tell(batch, planned, BATCH_UNCHANGED, &document);
}

static void tell_only(struct batch *batch, struct planned *planned, enum batch_status status) {
    struct diags none = {0};
    struct batch_document document = {.diags = &none};
    tell(batch, planned, status, &document);
}

static void show(struct batch *batch) {
    int64_t now_us = world_clock_us();
    batch->shown_us = now_us;
    batch->progress.elapsed_us = now_us - batch->begin_us;
    batch->options->show(batch->options->context, &batch->progress);
}

void batch_end(struct batch *batch, struct diags *diags) {
    diags_take(batch->diags, diags, false);
    batch->is_ending = true;
}

void batch_tick(struct batch *batch) {
    int64_t now_us = world_clock_us();
    if (now_us - batch->shown_us >= SHOW_US) {
        show(batch);
    }
    if (batch->n_unflushed >= FLUSH_DOCUMENTS ||
        (batch->n_unflushed > 0 && now_us - batch->flushed_us >= FLUSH_US)) {
        batch->n_unflushed = 0;
        batch->flushed_us = now_us;
        batch_flush(batch);
    }
}

/* --- what comes back ------------------------------------------------------------------------ */

static char *said_lines(Arena *arena, const struct diags *diags) {
    g_autoptr(GString) all = g_string_new(NULL);
    for (size_t i = 0; i < MIN(diags->n, (size_t)SAID_MAX); i++) {
        g_autoptr(GString) one = g_string_new(NULL);
        diag_format(&diags->items[i], one);
        *strchrnul(one->str, '\n') = '\0';
        g_string_append_printf(all, "%s\n", one->str);
    }
    return arena_strdup(arena, all->str);
}

static bool is_of_disk(const struct diags *diags) {
    for (size_t i = 0; i < diags->n; i++) {
        if (diags->items[i].code == DIAG_OUTPUT_FAILED) {
            return true;
        }
    }
    return false;
}

static struct ledger_document entry_of(struct batch *batch, Arena *arena,
                                       const struct planned *planned, const struct made *made) {
    struct ledger_document entry = {
        .path = planned->path,
        .files = made->files ? made->files : "",
        .document = batch->options->job.document,
        .partner = planned->entry.slug,
        .period = batch->period,
        .is_made = made->is_made,
        .pages = made->pages,
        .bytes = made->bytes,
        .mtime_ns = made->mtime_ns,
        .sha256 = made->sha256,
        .key = made->key,
        .n_warnings = made->diags->n_warnings,
        .said = said_lines(arena, made->diags),
        .n_inputs = made->n_inputs,
    };
    uint32_t *inputs = ARENA_NEW_N(arena, uint32_t, made->n_inputs);
    for (size_t i = 0; i < made->n_inputs; i++) {
        inputs[i] = ledger_add_input(batch->ledger, made->inputs[i].path, made->inputs[i].digest);
    }
    entry.inputs = inputs;
    memcpy(entry.stage_us, made->stage_us, sizeof entry.stage_us);
    return entry;
}

static void tell_made(struct batch *batch, struct planned *planned, const struct made *made) {
    struct batch_document document = {.files = made->files,
                                      .pages = made->pages,
                                      .bytes = made->bytes,
                                      .sha256 = made->sha256,
                                      .key = made->key,
                                      .diags = made->diags};
    memcpy(document.stage_us, made->stage_us, sizeof document.stage_us);
    tell(batch, planned, made->is_made ? BATCH_MADE : BATCH_FAILED, &document);
}

void batch_take(struct batch *batch, struct made *made) {
    g_autoptr(Arena) arena = arena_new();
    struct planned *planned = &batch->planned[made->number];
    struct diags diags = {0};
    if (!made->is_made && is_of_disk(made->diags)) {
        if (!batch->is_ending) { /* what is in hand fails of the same */
            batch_end(batch, made->diags);
        }
        return;
    }
    struct ledger_document entry = entry_of(batch, arena, planned, made);
    enum ledger_outcome outcome = ledger_commit(batch->ledger, &entry, made->temporary, &diags);
    if (outcome == LEDGER_REFUSED) {
        diags_take(made->diags, &diags, false);
        struct made failure = {.number = made->number, .diags = made->diags};
        *made = failure;
        entry = entry_of(batch, arena, planned, made);
        outcome = ledger_commit(batch->ledger, &entry, NULL, &diags);
    }
    if (outcome != LEDGER_KEPT) {
        batch_end(batch, &diags);
        return;
    }
    batch->n_unflushed++;
    tell_made(batch, planned, made);
}

void batch_take_failure(struct batch *batch, uint32_t number, struct diags *diags) {
    struct made made = {.number = number, .diags = diags};
    batch_take(batch, &made);
}

/* --- the batch ------------------------------------------------------------------------------ */

/* Both would be made into one file: the second is left out, and that is a failure. */
static void tell_double(struct batch *batch, struct planned *planned) {
    struct diags diags = {0};
    struct batch_document document = {.diags = &diags};
    diag_error(&diags, planned->entry.at, DIAG_PARTNER_AMBIGUOUS,
               "\"%s\" has the slug of \"%s\", whose document stands there", planned->entry.name,
               planned->double_of);
    diag_hint(&diags, "Give one of the two another \"slug:\".");
    tell(batch, planned, BATCH_FAILED, &document);
    diags_clear(&diags);
}

static void tell_before(struct batch *batch) {
    for (size_t i = 0; i < batch->n_planned; i++) {
        struct planned *planned = &batch->planned[i];
        if (planned->double_of) {
            tell_double(batch, planned);
        } else if (planned->status == BATCH_UNCHANGED) {
            tell_known(batch, planned);
        } else if (batch->options->is_dry) {
            tell_only(batch, planned, BATCH_WANTED);
        }
    }
}

static void write_manifest(struct batch *batch) {
    struct diags diags = {0};
    struct ledger_batch now = {.document = batch->options->job.document, .period = batch->period};
    for (size_t i = 0; i < batch->n_planned; i++) {
        now.n_left += !batch->planned[i].is_known;
    }
    if (!ledger_write_manifest(batch->ledger, &now, run_stage_names, &diags)) {
        batch_end(batch, &diags);
    }
}

static void make_all(struct batch *batch) {
    uint32_t *numbers = ARENA_NEW_N(batch->arena, uint32_t, batch->n_planned);
    size_t n = 0;
    for (size_t i = 0; i < batch->n_planned; i++) {
        if (!batch->planned[i].is_known) {
            numbers[n++] = (uint32_t)i;
        }
    }
    batch->flushed_us = world_clock_us();
    if (n > 0) {
        ledger_remove_shards_manifest(batch->ledger);
        batch_open_flusher(batch);
        batch_run_pool(batch, numbers, n);
    }
    batch_close_pool(batch);
    batch_close_flusher(batch);
    write_manifest(batch);
    for (size_t i = 0; i < batch->n_planned; i++) {
        if (!batch->planned[i].is_known) {
            tell_only(batch, &batch->planned[i], BATCH_LEFT);
        }
    }
}

/* A dry run begins no ledger. */
static bool open_ledger(struct batch *batch) {
    if (batch->options->is_dry && !ledger_is_there(&batch->place)) {
        return true;
    }
    batch->ledger = ledger_open(&batch->place, batch->diags);
    return batch->ledger != NULL;
}

static bool run_batch(struct batch *batch) {
    struct run shared;
    if (!batch_prepare(batch, &shared)) {
        return false;
    }
    if (!batch->options->is_dry) {
        batch_open_pool(batch);
    }
    if (!batch_plan(batch, &shared) || !open_ledger(batch)) {
        return false;
    }
    batch_decide(batch);
    batch->begin_us = world_clock_us();
    tell_before(batch);
    if (!batch->options->is_dry) {
        make_all(batch);
    }
    batch->progress.is_merging = batch->options->merge && !batch->options->is_dry &&
                                 !batch->is_ending && !batch->progress.is_interrupted;
    show(batch);
    bool is_bound = !batch->progress.is_merging || batch_bind(batch);
    return is_bound && !batch->is_ending;
}

bool pipeline_batch(World *world, const struct session_options *session_options,
                    const struct batch_options *options, struct diags *diags,
                    struct batch_progress *ret) {
    world_record(world);
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Session) session = session_new(world, session_options);
    struct batch batch = {
        .world = world, .session = session, .options = options, .arena = arena, .diags = diags};
    bool is_done = run_batch(&batch);
    batch_close_pool(&batch);
    ledger_close(batch.ledger);
    *ret = batch.progress;
    return is_done;
}
