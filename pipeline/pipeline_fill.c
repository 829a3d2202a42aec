#include "pipeline_priv.h"

/*
 * A template's text for looking at, for pipes and for tests: the first three stages, without what
 * only pages need.
 */

static bool report_unknown(struct run *run, const char *word) {
    const char *nearest = run_nearest_template(run, word);
    diag_error(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
               "no template and no file is called \"%s\"", word);
    if (nearest) {
        diag_hint(run->diags, "Did you mean \"%s\"?", nearest);
    } else {
        diag_hint(run->diags, "`pdfgen list templates` shows the names.");
    }
    return false;
}

static bool looks_like_file(struct str word) {
    return str_find(word, STR("/"), 0) < word.n || str_ends_with(word, ".md") ||
           str_ends_with(word, ".markdown");
}

bool run_choose_template(struct run *run, const char *word, struct job *job) {
    World *world = session_world(run->session);
    if (!session_workspace(run->session, false, run->diags, &run->workspace)) {
        return false;
    }
    job->is_template = true;
    if (run_find_template(run->arena, run->session, run->workspace, "templates", str_from(word))) {
        job->document = word;
        return true;
    }
    if (looks_like_file(str_from(word)) ||
        world_is_file(world, world_absolute(world, run->arena, word))) {
        job->file = word;
        return true;
    }
    return report_unknown(run, word);
}

static bool choose_escape(struct run *run, const char *word, enum fill_escape *ret) {
    const struct str words[] = {
        [FILL_MARKDOWN] = STR("markdown"), [FILL_HTML] = STR("html"), [FILL_NONE] = STR("none")};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (!word || str_eq(words[i], str_from(word))) {
            *ret = (enum fill_escape)i;
            return true;
        }
    }
    int nearest = str_nearest(str_from(word), words, G_N_ELEMENTS(words));
    diag_error(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
               "values cannot be escaped for \"%s\"", word);
    diag_hint(run->diags, "Write --escape %s.",
              nearest >= 0 ? words[nearest].p : "markdown, html or none");
    return false;
}

/* The front matter is filled for its mistakes only: it speaks to pdfgen. */
static bool fill_body(struct run *run, enum fill_escape escape) {
    struct fill_options options = run_fill_options(run);
    bool is_filled =
        fill_strings(run->arena, run->meta, run->root, &options, run->diags, &run->meta);
    options.escape = escape;
    return fill_template(run->arena, run->source, run->body, run->root, &options, run->diags,
                         &run->text) &&
           is_filled;
}

static bool write_text(struct run *run) {
    const char *output = run->job->output;
    if (!output || g_str_equal(output, "-")) {
        return true;
    }
    run->bytes = g_bytes_new(run->text->bytes.p, run->text->bytes.n);
    bool is_written = run_deliver(run);
    g_clear_pointer(&run->bytes, g_bytes_unref);
    return is_written;
}

bool pipeline_fill(Session *session, Arena *arena, const char *word, const char *escape,
                   struct job job, struct diags *diags, struct str *ret) {
    struct run run = {.arena = arena, .session = session, .job = &job, .diags = diags};
    enum fill_escape kind;
    size_t n_errors = diags->n_errors;
    if (!choose_escape(&run, escape, &kind) || !run_choose_template(&run, word, &job) ||
        !run_load_template(&run) || diags->n_errors > n_errors || !run_derive(&run) ||
        diags->n_errors > n_errors || !fill_body(&run, kind) || diags->n_errors > n_errors ||
        !write_text(&run)) {
        return false;
    }
    *ret = run.text->bytes;
    return true;
}
