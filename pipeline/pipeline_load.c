#include "pipeline_priv.h"

#include <string.h>

bool run_is_template_name(struct str name) {
    return name.n > 0 && name.p[0] != '.' && !memchr(name.p, '/', name.n);
}

const char *run_find_template(Arena *arena, Session *session, const struct workspace *workspace,
                              const char *folder, struct str name) {
    const World *world = session_world(session);
    const char *homes[] = {workspace ? workspace->directory : NULL, world_installation(world)};
    for (size_t i = 0; i < G_N_ELEMENTS(homes) && run_is_template_name(name); i++) {
        if (!homes[i]) {
            continue;
        }
        const char *path =
            arena_printf(arena, "%s/%s/" STR_FMT ".md", homes[i], folder, STR_ARG(name));
        if (world_is_file(world, path)) {
            return path;
        }
    }
    return NULL;
}

const char *run_nearest_template(struct run *run, const char *word) {
    struct listed_template *templates = NULL;
    size_t n = 0;
    struct diags ignored = {0};
    pipeline_templates(run->session, run->arena, &ignored, &templates, &n);
    diags_clear(&ignored);
    struct str *names = ARENA_NEW_N(run->arena, struct str, n);
    for (size_t i = 0; i < n; i++) {
        names[i] = str_from(templates[i].name);
    }
    int nearest = str_nearest(str_from(word), names, n);
    return nearest >= 0 ? templates[nearest].name : NULL;
}

static bool report_unknown(struct run *run) {
    const char *nearest = run_nearest_template(run, run->job->document);
    diag_error(run->diags, (struct span){0}, DIAG_USAGE_COMMAND,
               "no command or template is called \"%s\"", run->job->document);
    if (nearest) {
        diag_hint(run->diags, "Did you mean \"%s\"?", nearest);
    }
    return false;
}

/* It was made without a workspace and is made again without the one that there is now. */
static bool is_alone(const struct run *run) {
    const struct rerun *rerun = run->job->rerun;
    return rerun && value_is_true(value_get(rerun->record, "alone"));
}

static bool find_document(struct run *run) {
    World *world = session_world(run->session);
    if (!is_alone(run) && !session_workspace(run->session, false, run->diags, &run->workspace)) {
        return false;
    }
    if (run->job->file) {
        run->path = world_absolute(world, run->arena, run->job->file);
        world_allow_file(world, run->path);
        return true;
    }
    if (run->job->specimen) {
        run->path = run_specimen_path(run);
        return true;
    }
    run->path = run_find_template(run->arena, run->session, run->workspace, "templates",
                                  str_from(run->job->document));
    return run->path || report_unknown(run);
}

static void hint_at_path(struct run *run) {
    const struct diags *diags = run->diags;
    if (diags->newest == 0 || diags->items[diags->newest - 1].code != DIAG_FILE_MISSING) {
        return;
    }
    if (g_strcmp0(run->job->file, "-") == 0) {
        diag_hint(run->diags, "Standard input is not read: write the text to a file first.");
    } else {
        diag_hint(run->diags, "Paths start at the current folder, \"%s\".",
                  world_directory(session_world(run->session)));
    }
}

static bool read_document(struct run *run) {
    World *world = session_world(run->session);
    enum world_reading before = world_set_reading(world, WORLD_KEPT);
    run->source = world_read_text(world, run->path, (struct span){0}, run->diags);
    world_set_reading(world, before);
    if (!run->source) {
        hint_at_path(run);
        return false;
    }
    run->is_kept = session_front_matter(run->session, run->arena, run->source, run->diags,
                                        &run->meta, &run->body);
    run->is_template = run->job->is_template || run->job->document || run->job->specimen ||
                       run->job->partner || run->job->data || value_get(run->meta, "document");
    return true;
}

/* A document that is made again has its partner's data, but not the pictures beside the file. */
static void find_partner_file(struct run *run) {
    struct diags ignored = {0};
    struct partner_entry found;
    if (run->workspace && run->entry.slug &&
        load_partner_find(run->arena, session_world(run->session), run->workspace, run->entry.slug,
                          &ignored, &found)) {
        run->entry.path = found.path;
    }
    diags_clear(&ignored);
}

static bool load_job_partner(struct run *run) {
    const struct job *job = run->job;
    if (job->rerun) {
        run->partner = value_get(job->rerun->record, "partner");
        run->entry.slug = value_text(run->arena, value_get(run->partner, "slug"), NULL);
        find_partner_file(run);
        return true;
    }
    if (!job->partner) {
        run->is_about_programme = run->is_template && run_is_about_programme(run);
        if (!job->document || job->data || run->is_about_programme) {
            return true;
        }
        diag_error(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "\"%s\" is about one partner, and none is named", job->document);
        diag_hint(run->diags, "Add --partner NAME; `pdfgen list` shows the names.");
        return false;
    }
    World *world = session_world(run->session);
    return session_workspace(run->session, true, run->diags, &run->workspace) &&
           (run->has_entry || load_partner_find(run->arena, world, run->workspace, job->partner,
                                                run->diags, &run->entry)) &&
           session_partner(run->session, run->arena, &run->entry, run->diags, &run->partner);
}

static bool load_job_data(struct run *run) {
    if (!run->job->data) {
        return !run->job->specimen || run_load_specimen(run);
    }
    World *world = session_world(run->session);
    world_allow_file(world, run->job->data);
    if (!load_data_file(run->arena, world, run->job->data, (struct span){0}, run->diags,
                        &run->data)) {
        return false;
    }
    if (run->data->kind != VALUE_MAP) {
        diag_error(run->diags, run->data->at, DIAG_DATA_TYPE,
                   "the data of a document are a map of names, this is %s",
                   value_kind_name(run->data->kind));
        diag_hint(run->diags, "Put it under a name, such as \"items: [...]\".");
        return false;
    }
    return true;
}

/* Whether the front matter's @key is @word; any other word but @otherwise is warned of. */
static bool has_word(struct run *run, const char *key, const char *word, const char *otherwise) {
    const struct value *value = value_get(run->meta, key);
    if (!value || str_is(value_string(value), otherwise)) {
        return false;
    }
    if (str_is(value_string(value), word)) {
        return true;
    }
    diag_warning(run->diags, value->at, DIAG_FRONT_MATTER, "\"%s\" is neither %s nor %s", key, word,
                 otherwise);
    return false;
}

static bool is_one_page(struct run *run) {
    const struct value *value = value_get(run->meta, "fit");
    if (value && str_is(value_string(value), "one-page-or-more")) {
        return true;
    }
    return has_word(run, "fit", "one-page", "pages");
}

bool run_is_switched_on(struct run *run, const char *key) {
    const struct value *value = value_get(run->meta, key);
    if (!value || value->kind == VALUE_NULL) {
        return false;
    }
    if (value->kind != VALUE_BOOL) {
        diag_warning(run->diags, value->at, DIAG_FRONT_MATTER, "\"%s\" is neither true nor false",
                     key);
        return false;
    }
    return value_is_true(value);
}

static bool load_looks(struct run *run) {
    const struct value *theme = value_get(run->meta, "theme");
    const char *wanted = value_text(run->arena, theme, NULL);
    struct span at = theme ? theme->at : (struct span){0};
    run->is_deck = has_word(run, "format", "deck", "report");
    run->is_one_page = is_one_page(run);
    run->is_form = run->job->forms || run_is_switched_on(run, "forms");
    run->theme = session_theme(run->session, wanted, at, run->is_deck, run->diags);
    if (run->is_deck && run->job->notes) {
        run->notes_theme = session_theme(run->session, wanted, at, false, run->diags);
    }
    run->fonts = session_fonts(run->session, run->diags);
    return run->theme && run->fonts;
}

/* The document's language, which is also how its numbers are written. */
static bool load_locale(struct run *run) {
    const struct value *lang = value_get(run->meta, "lang");
    const char *tag = value_text(run->arena, lang, NULL);
    run->locale = tag ? session_locale(run->session, tag) : NULL;
    if (tag && !run->locale) {
        diag_warning(run->diags, lang->at, DIAG_FRONT_MATTER, "\"%s\" is not a known language",
                     tag);
        diag_hint(run->diags, "Write a tag such as en-US, de-DE or ja-JP.");
    }
    run->locale = run->locale ? run->locale : session_locale(run->session, NULL);
    if (run->locale) {
        return true;
    }
    const struct value *value = value_get(run->workspace->config, "locale");
    diag_error(run->diags, value->at, DIAG_WORKSPACE_FIELD, "\"" STR_FMT "\" is not a known locale",
               STR_ARG(value_string(value)));
    diag_hint(run->diags, "Write a tag such as en-US, de-DE or ja-JP.");
    return false;
}

/* A PDF of pictures: it claims nothing. */
static bool is_flat(const struct run *run) {
    return g_str_equal(run->painter->name, "flat");
}

/* What only a PDF can have; one of pictures can carry nothing. */
static bool check_not_pdf(struct run *run) {
    const struct job *job = run->job;
    const struct {
        bool is_asked_for;
        const char *option, *done;
    } rows[] = {
        {job->linearize && !is_flat(run), "--linearize", "be linearized"},
        {job->encryption && !is_flat(run), "--encrypt", "be encrypted"},
        {job->n_attach > 0, "--attach", "carry attachments"},
        {job->attach_data, "--attach-data", "carry attachments"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].is_asked_for) {
            diag_error(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                       "only an ordinary PDF can %s, and the format is \"%s\"", rows[i].done,
                       job->painter);
            diag_hint(run->diags, "Leave out %s or --format.", rows[i].option);
            return false;
        }
    }
    return true;
}

static bool choose_painter(struct run *run) {
    run->painter = paint_open(run->job->painter, run->diags);
    if (!run->painter) {
        return false;
    }
    bool is_picture = run->painter->is_picture;
    if (!is_picture &&
        ((run->job->pages && !run->job->is_sheet) || (run->job->dpi > 0 && !is_flat(run)))) {
        diag_error(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "--pages and --dpi are of pictures, and the format is \"%s\"",
                   run->job->painter);
        diag_hint(run->diags, "Add --format png or svg.");
        return false;
    }
    if (is_flat(run)) {
        diag_warning(run->diags, (struct span){0}, DIAG_PDF_CLAIM,
                     "the pages are pictures: nobody can search them or have them read aloud");
        diag_hint(run->diags, "Keep the PDF without --flatten for whoever needs that.");
    }
    return run->painter == &paint_pdf || check_not_pdf(run);
}

/* What does not depend on each other is all looked at, so that one run shows all mistakes. */
static bool load_values(struct run *run) {
    bool is_loaded = load_job_partner(run);
    is_loaded = load_job_data(run) && is_loaded;
    is_loaded = is_loaded && (run->job->rerun || run_load_programme(run));
    return load_locale(run) && is_loaded;
}

bool run_load_template(struct run *run) {
    return find_document(run) && read_document(run) && load_values(run);
}

bool run_load_shared(struct run *run) {
    return choose_painter(run) && find_document(run) && read_document(run) && load_locale(run) &&
           load_looks(run);
}

bool run_load(struct run *run) {
    if (!choose_painter(run) || !find_document(run) || !read_document(run)) {
        return false;
    }
    bool is_loaded = load_values(run);
    return load_looks(run) && is_loaded;
}
