#include "pipeline_priv.h"

#include "deliver.h"
#include "finish.h"
#include "parse.h"

/*
 * The rooms in order. A stage leaves what it made in the run; the first one that fails, or that
 * leaves an error behind although it could go on, is the last: what a later room would say of the
 * ruins helps nobody.
 */

static bool run_parse(struct run *run) {
    if (run->job->is_figure) {
        return run_parse_figure(run);
    }
    if (!parse_markdown(run->arena, run->text, run->meta, run->diags, &run->doc)) {
        return false;
    }
    run_add_contents(run);
    return true;
}

bool run_finish(struct run *run) {
    struct finish_options options = {.linearize = run->job->linearize,
                                     .encryption = run->job->encryption};
    if (!run->bytes || !finish_is_needed(&options)) {
        return true;
    }
    GBytes *finished = NULL;
    if (!finish_pdf(run->bytes, &options, run->diags, &finished)) {
        return false;
    }
    g_bytes_unref(run->bytes);
    run->bytes = finished;
    return true;
}

const char *const run_stage_names[N_RUN_STAGES] = {
    "load", "derive", "fill", "parse", "layout", "attach", "paint", "finish",
};

static bool run_stages(struct run *run, size_t n) {
    static bool (*const stages[N_RUN_STAGES])(struct run *) = {
        run_load, run_derive, run_fill, run_parse, run_layout, run_attach, run_paint, run_finish,
    };
    size_t errors_before = diags_hidden_errors(run->diags);
    for (size_t i = 0; i < n; i++) {
        int64_t begin_us = run->stage_us ? world_clock_us() : 0;
        bool is_done = stages[i](run) && diags_hidden_errors(run->diags) == errors_before;
        if (run->stage_us) {
            run->stage_us[i] = (unsigned)(world_clock_us() - begin_us);
        }
        if (!is_done) {
            return false;
        }
    }
    return true;
}

bool run_make(struct run *run) {
    return run_stages(run, N_RUN_STAGES);
}

bool run_compose(struct run *run) {
    return run_stages(run, N_COMPOSE_STAGES);
}

static size_t count_bytes(const struct run *run) {
    size_t n = run->bytes ? g_bytes_get_size(run->bytes) : 0;
    for (size_t i = 0; i < run->n_pictures; i++) {
        n += g_bytes_get_size(run->pictures[i].bytes);
    }
    return n;
}

static struct job_result make_result(struct run *run) {
    g_ptr_array_add(run->paths, NULL);
    return (struct job_result){.path = g_strdup(run->shown),
                               .paths = g_strdupv((char **)run->paths->pdata),
                               .pages = run->display->n_pages,
                               .bytes = count_bytes(run)};
}

bool pipeline_run(Session *session, const struct job *job, struct diags *diags,
                  struct job_result *ret) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    struct run run = {
        .arena = arena, .session = session, .job = job, .diags = diags, .paths = paths};
    run.shows_errors = !diags->is_strict && !job->is_figure;
    bool is_done = run_make(&run) && run_deliver(&run);
    if (is_done) {
        *ret = make_result(&run);
    }
    for (size_t i = 0; i < run.n_pictures; i++) {
        g_bytes_unref(run.pictures[i].bytes);
    }
    g_clear_pointer(&run.bytes, g_bytes_unref);
    return is_done;
}

void pipeline_abandon(void) {
    deliver_abandon();
}
