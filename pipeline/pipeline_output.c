#include "pipeline_priv.h"

#include "deliver.h"

#include <string.h>
#include <unistd.h>

/* out/<slug>/<document>-<period>.pdf; what the job does not have is left out. */
static char *workspace_path(const struct run *run) {
    const char *home =
        run->workspace ? run->workspace->directory : world_directory(session_world(run->session));
    const char *slug = run->partner ? run->entry.slug : run->has_programme ? "programme" : NULL;
    bool has_slug = slug && *slug;
    bool has_period = run->period.id != NULL;
    return arena_printf(run->arena, "%s/out/%s%s%s%s%s.%s", home, has_slug ? slug : "",
                        has_slug ? "/" : "", run->job->document, has_period ? "-" : "",
                        has_period ? run->period.id : "", run->painter->extension);
}

/* Beside the source: FILE.md becomes FILE.pdf, any other name gets .pdf behind it. */
static char *sibling_path(const struct run *run) {
    struct str path = str_from(run->path);
    static const char *const extensions[] = {".md", ".markdown"};
    for (size_t i = 0; i < G_N_ELEMENTS(extensions); i++) {
        if (str_ends_with(path, extensions[i])) {
            path.n -= strlen(extensions[i]);
            break;
        }
    }
    return arena_printf(run->arena, STR_FMT ".%s", STR_ARG(path), run->painter->extension);
}

/* A slip of -o must not cost the template, the data or the picture that the document is made of. */
static bool is_input(const World *world, const char *path) {
    const char *const *reads = NULL;
    size_t n = world_reads(world, &reads);
    for (size_t i = 0; i < n; i++) {
        if (g_str_equal(reads[i], path)) {
            return true;
        }
    }
    return false;
}

static bool deliver_output(struct run *run, const char *path) {
    if (is_input(session_world(run->session), path)) {
        diag_error(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "\"%s\" was read to make this document and is not overwritten", run->shown);
        diag_hint(run->diags, "Give -o another name.");
        return false;
    }
    return deliver_file(path, run->shown, run->bytes, run->diags);
}

bool run_deliver(struct run *run) {
    const World *world = session_world(run->session);
    const char *output = run->job->output;
    if (output && g_str_equal(output, "-")) {
        run->shown = arena_strdup(run->arena, output);
        return deliver_descriptor(STDOUT_FILENO, "standard output", run->bytes, run->diags);
    }
    if (output) {
        /* As typed: a slash at its end, which world_absolute() drops, says that a folder is meant.
         */
        run->shown = arena_strdup(run->arena, output);
        return deliver_output(run, world_absolute(world, run->arena, output));
    }
    const char *path = run->job->file ? sibling_path(run) : workspace_path(run);
    run->shown = world_display_path(world, run->arena, path);
    return deliver_output(run, path);
}
