#include "pipeline_priv.h"

#include "deliver.h"

#include <string.h>
#include <unistd.h>

static const char *home_of(const struct run *run) {
    return run->workspace ? run->workspace->directory
                          : world_directory(session_world(run->session));
}

/* A sheet of a document's pages lies beside the pages themselves. */
static const char *sheet_suffix(const struct run *run) {
    return run->job->is_sheet ? "-preview" : "";
}

/* FOLDER/<document>-<slug>-<period>.pdf; what is NULL is left out. */
static char *flat_path(const struct run *run, const char *slug) {
    bool has_period = run->period.id != NULL;
    return arena_printf(run->arena, "%s/%s%s%s%s%s.%s",
                        world_absolute(session_world(run->session), run->arena, run->job->folder),
                        run->job->document, slug ? "-" : "", slug ? slug : "",
                        has_period ? "-" : "", has_period ? run->period.id : "",
                        run->painter->extension);
}

char *run_output_path(const struct run *run, const char *slug) {
    const char *home = home_of(run);
    bool has_slug = slug && *slug;
    bool has_period = run->period.id != NULL;
    return arena_printf(run->arena, "%s/out/%s%s%s%s%s%s.%s", home, has_slug ? slug : "",
                        has_slug ? "/" : "", run->job->document, has_period ? "-" : "",
                        has_period ? run->period.id : "", sheet_suffix(run),
                        run->painter->extension);
}

static char *workspace_path(const struct run *run) {
    if (run->job->specimen) {
        return arena_printf(run->arena, "%s/out/theme-%s.%s", home_of(run), run->job->specimen,
                            run->painter->extension);
    }
    if (run->job->folder) {
        return flat_path(run, run->partner ? run->entry.slug : NULL);
    }
    return run_output_path(run, run->partner         ? run->entry.slug
                                : run->has_programme ? "programme"
                                                     : NULL);
}

/* Beside the source: FILE.md becomes FILE.pdf, any other name gets .pdf behind it. */
static char *sibling_path(const struct run *run) {
    struct str path = str_from(run->path);
    static const char *const extensions[] = {".md",   ".markdown", ".yaml",   ".yml",
                                             ".json", ".mmd",      ".mermaid"};
    size_t n = run->job->is_figure ? G_N_ELEMENTS(extensions) : 2;
    for (size_t i = 0; i < n; i++) {
        if (str_ends_with(path, extensions[i])) {
            path.n -= strlen(extensions[i]);
            break;
        }
    }
    return arena_printf(run->arena, STR_FMT "%s.%s", STR_ARG(path), sheet_suffix(run),
                        run->painter->extension);
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

static bool deliver_output(struct run *run, const char *path, GBytes *bytes) {
    if (is_input(session_world(run->session), path)) {
        diag_error(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "\"%s\" was read to make this document and is not overwritten", run->shown);
        diag_hint(run->diags, "Give -o another name.");
        return false;
    }
    g_ptr_array_add(run->paths, run->shown);
    return deliver_file_through(run->half_written, path, run->shown, bytes, run->diags);
}

/* "deck.png" and page 3 of 12: "deck-03.png", so that names sort as pages do. */
char *run_page_path(const struct run *run, const char *path, size_t page) {
    const char *end = strrchr(path, '.');
    const char *slash = strrchr(path, '/');
    size_t stem = end && (!slash || end > slash) ? (size_t)(end - path) : strlen(path);
    g_autofree char *last = g_strdup_printf("%zu", run->display->n_pages);
    return arena_printf(run->arena, "%.*s-%0*zu%s", (int)stem, path, (int)strlen(last), page,
                        path + stem);
}

static bool deliver_pictures(struct run *run, const char *path, const char *shown) {
    bool is_only = run->n_pictures == 1;
    for (size_t i = 0; i < run->n_pictures; i++) {
        const struct picture *picture = &run->pictures[i];
        run->shown =
            is_only ? arena_strdup(run->arena, shown) : run_page_path(run, shown, picture->page);
        const char *to = is_only ? path : run_page_path(run, path, picture->page);
        if (!deliver_output(run, to, picture->bytes)) {
            return false;
        }
    }
    return true;
}

/* To standard output goes one stream: several pictures in it could not be told apart. */
static bool deliver_stream(struct run *run) {
    run->shown = arena_strdup(run->arena, run->job->output);
    g_ptr_array_add(run->paths, run->shown);
    if (run->n_pictures > 1) {
        diag_error(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "%zu pictures do not go into one stream", run->n_pictures);
        diag_hint(run->diags, "Choose one with --pages, or name a file with -o.");
        return false;
    }
    GBytes *bytes = run->n_pictures == 1 ? run->pictures[0].bytes : run->bytes;
    return deliver_descriptor(STDOUT_FILENO, "standard output", bytes, run->diags);
}

bool run_deliver(struct run *run) {
    const World *world = session_world(run->session);
    const char *output = run->job->output, *path;
    if (output && g_str_equal(output, "-")) {
        return deliver_stream(run);
    }
    if (output) {
        /* As typed: a slash at its end, which world_absolute() drops, says that a folder is meant.
         */
        path = world_absolute(world, run->arena, output);
        run->shown = arena_strdup(run->arena, output);
    } else {
        path = run->job->file ? sibling_path(run) : workspace_path(run);
        run->shown = world_display_path(world, run->arena, path);
    }
    return run->n_pictures > 0 ? deliver_pictures(run, path, run->shown)
                               : deliver_output(run, path, run->bytes);
}
