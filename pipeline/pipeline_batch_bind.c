#include "pipeline_batch_priv.h"

#include "display_join.h"

/*
 * The documents are laid out once more, one after the other, and painted as one: faces, pictures
 * and structure are shared, which putting finished files together could not do. Each was made by a
 * worker before, so one that hangs or fails has been left out by then.
 */

struct binding {
    struct batch *batch;
    struct run *whole;
    GPtrArray *lenders; /* Arena *: of documents whose pictures are lent */
};

/* "Monthly partner report, 2026-10". */
static struct display_meta whole_meta(const struct binding *binding, const struct display *first) {
    struct display_meta meta = first->meta;
    const char *what = meta.subject ? meta.subject : binding->batch->options->job.document;
    meta.title = binding->batch->period
                     ? arena_printf(binding->whole->arena, "%s, %s", what, binding->batch->period)
                     : what;
    return meta;
}

static bool append(struct binding *binding, const struct planned *planned, struct run *run) {
    struct run *whole = binding->whole;
    if (!whole->display) {
        struct display_meta meta = whole_meta(binding, run->display);
        whole->display = display_join_new(whole->arena, &meta);
    }
    if (whole->display->n_pages + run->display->n_pages > LAYOUT_PAGES_MAX) {
        diag_error(run->diags, (struct span){0}, DIAG_BATCH_MERGE,
                   "the documents have more than %d pages together", LAYOUT_PAGES_MAX);
        diag_hint(run->diags, "Put fewer of them into one, by --where or --partners.");
        return false;
    }
    const struct display_part part = {planned->entry.slug, planned->entry.name};
    if (display_append(whole->arena, whole->display, run->display, &part)) {
        g_ptr_array_add(binding->lenders, run->arena);
        run->arena = NULL;
    }
    return true;
}

static bool bind_one(struct binding *binding, const struct planned *planned) {
    struct batch *batch = binding->batch;
    struct diags diags = {.is_strict = batch->options->is_strict};
    struct job job = batch->options->job;
    job.partner = planned->entry.slug;
    job.period = batch->period;
    job.attach_data = false;
    job.n_attach = 0;
    struct run run = {.arena = arena_new(),
                      .session = batch->session,
                      .job = &job,
                      .diags = &diags,
                      .has_entry = true,
                      .entry = planned->entry};
    world_begin_job(batch->world);
    bool is_bound = run_compose(&run) && append(binding, planned, &run);
    world_end_job(batch->world);
    if (!is_bound) { /* its warnings were told when it was made */
        diags_take(batch->diags, &diags, false);
    }
    diags_clear(&diags);
    arena_free(run.arena);
    return is_bound;
}

static bool goes_on(struct batch *batch) {
    batch->progress.is_interrupted = batch_interrupts() > 0;
    return !batch->progress.is_interrupted;
}

static bool bind_all(struct binding *binding) {
    struct batch *batch = binding->batch;
    for (size_t i = 0; i < batch->n_planned && goes_on(batch); i++) {
        const struct planned *planned = &batch->planned[i];
        bool is_there = planned->status == BATCH_MADE || planned->status == BATCH_UNCHANGED;
        if (is_there && !bind_one(binding, planned)) {
            return false;
        }
    }
    if (!binding->whole->display && goes_on(batch)) {
        return diag_error(batch->diags, (struct span){0}, DIAG_BATCH_MERGE,
                          "no document was made, so \"%s\" was not either", batch->options->merge);
    }
    return true;
}

static bool write_whole(struct binding *binding) {
    struct batch *batch = binding->batch;
    struct run *whole = binding->whole;
    bool is_written = goes_on(batch) && run_paint(whole) && goes_on(batch) && run_finish(whole) &&
                      goes_on(batch) && run_deliver(whole);
    if (is_written) {
        batch->progress.merged = arena_strdup(world_arena(batch->world), whole->shown);
    }
    goes_on(batch);
    return is_written || batch->progress.is_interrupted;
}

bool batch_bind(struct batch *batch) {
    g_autofree char *home = ledger_home(&batch->place);
    struct batch_signals signals;
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    g_autoptr(Arena) arena = arena_new();
    struct job job = batch->options->job;
    job.output = batch->options->merge;
    struct run whole = {.arena = arena,
                        .session = batch->session,
                        .job = &job,
                        .diags = batch->diags,
                        .workspace = batch->workspace,
                        .painter = paint_open(job.painter, batch->diags),
                        .half_written = home,
                        .paths = paths};
    struct binding binding = {.batch = batch,
                              .whole = &whole,
                              .lenders =
                                  g_ptr_array_new_with_free_func((GDestroyNotify)arena_free)};
    batch_count_interrupts(&signals);
    bool is_bound = whole.painter && bind_all(&binding) && write_whole(&binding);
    batch_release_interrupts(&signals);
    g_clear_pointer(&whole.bytes, g_bytes_unref);
    g_ptr_array_unref(binding.lenders);
    return is_bound;
}
