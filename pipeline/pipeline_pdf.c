#include "pipeline_priv.h"

#include <string.h>

/* --- finished PDFs: what they say, several in one --------------------------------------------- */

/* The file's name without its extension. */
static const char *stem_of(Arena *arena, const char *path) {
    g_autofree char *name = g_path_get_basename(path);
    size_t n = strlen(name);
    if (n > 4 && g_ascii_strcasecmp(name + n - 4, ".pdf") == 0) {
        name[n - 4] = '\0';
    }
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    return arena_strdup(arena, valid);
}

bool pdf_open(World *world, Arena *arena, const char *path, struct diags *diags,
              struct finish_input *ret) {
    const char *absolute = world_absolute(world, arena, path);
    world_allow_file(world, absolute);
    GBytes *pdf = world_read_bytes(world, absolute, PDF_BYTES_MAX, (struct span){0}, diags);
    if (!pdf) {
        return false;
    }
    g_autofree char *shown = g_utf8_make_valid(path, -1);
    *ret = (struct finish_input){
        .pdf = pdf, .shown = arena_strdup(arena, shown), .title = stem_of(arena, path)};
    return true;
}

bool pipeline_inspect(Session *session, Arena *arena, const char *path, const char *password,
                      struct diags *diags, struct pdf_facts *ret) {
    struct finish_input input;
    if (!pdf_open(session_world(session), arena, path, diags, &input)) {
        return false;
    }
    input.password = password;
    return finish_inspect(arena, &input, false, diags, ret);
}

static bool open_all(struct run *run, const char *const *paths, size_t n,
                     struct finish_input *ret) {
    bool is_open = true;
    for (size_t i = 0; i < n; i++) {
        is_open =
            pdf_open(session_world(run->session), run->arena, paths[i], run->diags, &ret[i]) &&
            is_open;
    }
    return is_open;
}

static bool merge(struct run *run, const char *const *paths, size_t n) {
    struct finish_input *inputs = ARENA_NEW_N(run->arena, struct finish_input, n);
    const struct finish_merge options = {.date = world_today(session_world(run->session))};
    return open_all(run, paths, n, inputs) &&
           finish_merge(inputs, n, &options, run->diags, &run->bytes) && run_finish(run) &&
           run_deliver(run);
}

bool pipeline_merge(Session *session, const char *const *paths, size_t n, const struct job *job,
                    struct diags *diags, struct job_result *ret) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GPtrArray) shown = g_ptr_array_new();
    struct run run = {
        .arena = arena, .session = session, .job = job, .diags = diags, .paths = shown};
    size_t errors_before = diags->n_errors;
    bool is_done = merge(&run, paths, n) && diags->n_errors == errors_before;
    if (is_done) {
        *ret =
            (struct job_result){.path = g_strdup(run.shown), .bytes = g_bytes_get_size(run.bytes)};
    }
    g_clear_pointer(&run.bytes, g_bytes_unref);
    return is_done;
}
