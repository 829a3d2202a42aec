#include "pipeline_priv.h"

#include "deliver.h"

#include <string.h>
#include <unistd.h>

/* out/<slug>/<document>-<period>.pdf; what the job does not have is left out. */
static char *workspace_path(const struct run *run) {
    const char *home =
        run->workspace ? run->workspace->directory : world_directory(session_world(run->session));
    bool has_slug = run->partner && run->entry.slug && *run->entry.slug;
    bool has_period = run->period.id != NULL;
    return arena_printf(run->arena, "%s/out/%s%s%s%s%s.%s", home, has_slug ? run->entry.slug : "",
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

bool run_deliver(struct run *run) {
    const World *world = session_world(run->session);
    const char *output = run->job->output;
    if (output && g_str_equal(output, "-")) {
        run->shown = arena_strdup(run->arena, output);
        return deliver_descriptor(STDOUT_FILENO, "standard output", run->bytes, run->diags);
    }
    if (output) {
        /* A slash at the end says that a folder is meant; world_absolute() would drop it. */
        run->shown = arena_strdup(run->arena, output);
        return deliver_file(world_absolute(world, run->arena, output), output, run->bytes,
                            run->diags);
    }
    const char *path = run->job->file ? sibling_path(run) : workspace_path(run);
    run->shown = world_display_path(world, run->arena, path);
    return deliver_file(path, run->shown, run->bytes, run->diags);
}
