#include "pipeline_priv.h"

#include <string.h>

/*
 * A report that proves itself: the attached data stand for what partners' files said on the day it
 * was made; template, theme and fonts are those of today. Where all of them are what they were, the
 * same bytes come out, the attached data among them.
 */

struct check {
    Arena *arena;
    struct diags *diags;
    const char *path;
    const char *workspace; /* as typed; NULL: none */
    const char *source;    /* the Markdown file, as typed; NULL: it is looked for */
    struct finish_input input;
    struct pdf_facts facts;
    struct value *record;
    struct rerun rerun;
    GPtrArray *reasons;
};

/* --- reading the record --------------------------------------------------------------------- */

static const char *record_text(const struct check *check, const char *path) {
    return value_text(check->arena, value_path(check->record, path), NULL);
}

static bool report_no_data(struct check *check, const char *why) {
    diag_error(check->diags, (struct span){0}, DIAG_VERIFY_NO_DATA, "\"%s\" %s", check->path, why);
    diag_hint(check->diags, "A document that is made with --attach-data can be verified.");
    return false;
}

static const struct pdf_attached *find_data(const struct pdf_facts *facts) {
    for (size_t i = 0; i < facts->n_attached; i++) {
        const struct pdf_attached *file = &facts->attached[i];
        if (g_str_equal(file->name, RECORD_NAME) && g_strcmp0(file->relationship, "Source") == 0) {
            return file;
        }
    }
    return NULL;
}

static bool parse_data(struct check *check, const struct pdf_attached *file) {
    gsize n;
    const char *text = g_bytes_get_data(file->data, &n);
    const char *name = arena_printf(check->arena, "%s/%s", check->path, RECORD_NAME);
    struct value *all = NULL;
    struct str json = {text, n};
    if (str_utf8_error(json) < n) {
        return report_no_data(check, "carries data that are not UTF-8");
    }
    if (!load_json(check->arena, source_new(check->arena, name, json), check->diags, &all)) {
        return false;
    }
    check->record = value_get(all, RECORD_KEY);
    check->rerun.record = check->record;
    check->rerun.values = value_get(all, RECORD_VALUES);
    bool has_values = check->rerun.values && (check->rerun.values->kind == VALUE_MAP ||
                                              check->rerun.values->kind == VALUE_NULL);
    bool has_name = record_text(check, "document") || record_text(check, "file");
    return (has_values && has_name) || report_no_data(check, "carries data of another kind");
}

static bool is_of_record(const struct pdf_attached *file) {
    return g_strcmp0(file->relationship, "Source") == 0 ||
           g_strcmp0(file->relationship, "Data") == 0;
}

/* The order of the command line is theirs, as finish_inspect() gives them. */
static void keep_files(struct check *check) {
    const struct pdf_facts *facts = &check->facts;
    struct attachment *files = ARENA_NEW_N(check->arena, struct attachment, facts->n_attached);
    size_t n = 0;
    for (size_t i = 0; i < facts->n_attached; i++) {
        const struct pdf_attached *file = &facts->attached[i];
        if (is_of_record(file) || !file->data) {
            continue;
        }
        files[n++] = (struct attachment){
            .name = file->name,
            .description = file->description ? file->description : file->name,
            .mime = file->mime ? file->mime : attachment_mime(file->name),
            .relationship = ATTACHMENT_SUPPLEMENT,
            .data = file->data,
        };
    }
    check->rerun.attached = files;
    check->rerun.n_attached = n;
}

static bool read_pdf(struct check *check, World *world) {
    if (!pdf_open(world, check->arena, check->path, check->diags, &check->input) ||
        !finish_inspect(check->arena, &check->input, true, check->diags, &check->facts)) {
        return false;
    }
    const struct pdf_attached *data = find_data(&check->facts);
    if (!data) {
        return report_no_data(check, "does not carry the data that it was made from");
    }
    if (!data->data) {
        return report_no_data(check, "carries data that cannot be read");
    }
    keep_files(check);
    return parse_data(check, data);
}

/* --- making it again ------------------------------------------------------------------------ */

/* Where it was named; in the workspace, beside the PDF, above its folder, or here. */
static const char *find_file(const struct check *check, World *world, const char *home,
                             const char *name) {
    if (check->source) {
        return check->source;
    }
    const char *absolute = world_absolute(world, check->arena, check->path);
    g_autofree char *beside = g_path_get_dirname(absolute);
    g_autofree char *above = g_path_get_dirname(beside);
    const char *folders[] = {home, beside, above, world_directory(world)};
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        const char *path =
            folders[i] ? arena_printf(check->arena, "%s/%s", folders[i], name) : NULL;
        if (path && world_is_file(world, path)) {
            return path;
        }
    }
    diag_error(
        check->diags, (struct span){0}, DIAG_FILE_MISSING,
        "the file \"%s\", of which \"%s\" was made, is not in the workspace, beside the PDF, "
        "above its folder or here",
        name, check->path);
    diag_hint(check->diags, "Name it: pdfgen verify %s FOLDER/%s", check->path, name);
    return NULL;
}

/* A name that leads out of those folders is not followed. */
static bool is_below(const char *name) {
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);
    bool is_good = name[0] != '/';
    for (char **part = parts; *part; part++) {
        is_good = is_good && strcmp(*part, "..") != 0;
    }
    return is_good;
}

/* The folder to look for files in; a document without a workspace must not be given one. */
static bool find_home(struct check *check, Session *session, const char **ret) {
    const struct workspace *workspace = NULL;
    World *world = session_world(session);
    if (value_is_true(value_get(check->record, "alone"))) {
        *ret = check->workspace ? world_absolute(world, check->arena, check->workspace) : NULL;
        return true;
    }
    bool is_found = session_workspace(session, false, check->diags, &workspace);
    *ret = workspace ? workspace->directory : NULL;
    return is_found;
}

static bool fill_job(struct check *check, Session *session, struct job *job) {
    const char *file = record_text(check, "file"), *home = NULL;
    if (!find_home(check, session, &home)) {
        return false;
    }
    if (file && !is_below(file)) {
        return report_no_data(check, "names a file outside the workspace");
    }
    const char *found = file ? find_file(check, session_world(session), home, file) : NULL;
    if (file && !found) {
        return false;
    }
    *job = (struct job){
        .document = file ? NULL : record_text(check, "document"),
        .file = found,
        .painter = "pdf",
        .watermark = record_text(check, "watermark"),
        .is_template = check->rerun.values->kind == VALUE_MAP,
        .linearize = value_is_true(value_get(check->record, "linearize")),
        .forms = value_is_true(value_get(check->record, "forms")),
        .notes = value_is_true(value_get(check->record, "notes")),
        .attach_data = true,
        .rerun = &check->rerun,
    };
    return true;
}

/* --- saying what differs -------------------------------------------------------------------- */

static void add_reason(struct check *check, const char *reason) {
    g_ptr_array_add(check->reasons, arena_strdup(check->arena, reason));
}

static void compare_keys(struct check *check, const struct value *record) {
    static const struct {
        const char *path, *reason;
    } rows[] = {
        {"keys.template", "the template or one of its partials has changed"},
        {"keys.theme", "the theme or the workspace's brand has changed"},
        {"keys.images", "an image has changed"},
        {"keys.fonts", "a font has changed"},
        {"currency", "the currency has changed"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const char *now = value_text(check->arena, value_path(record, rows[i].path), NULL);
        if (g_strcmp0(now, record_text(check, rows[i].path)) != 0) {
            add_reason(check, rows[i].reason);
        }
    }
}

static void compare_data(struct check *check) {
    const char *key = record_data_key(check->arena, check->rerun.values);
    if (g_strcmp0(key, record_text(check, "keys.data")) != 0 ||
        g_strcmp0(key, check->facts.from.data_key) != 0) {
        add_reason(check, "the data in the file are not those that it was made from");
    }
    for (size_t i = 0; i < check->facts.n_attached; i++) {
        if (check->facts.attached[i].is_damaged) {
            add_reason(check, arena_printf(check->arena, "the attachment \"%s\" has changed",
                                           check->facts.attached[i].name));
        }
    }
}

static void explain(struct check *check, const struct run *run) {
    const char *version = record_text(check, "version");
    if (g_strcmp0(version, PDFGEN_VERSION) != 0) {
        add_reason(check, arena_printf(check->arena, "it was made by pdfgen %s, and this is %s",
                                       version ? version : "of no version", PDFGEN_VERSION));
    }
    compare_data(check);
    compare_keys(check, run->record);
    if (check->reasons->len == 0) {
        add_reason(check, "the file was changed after it was made, or the workspace's own words or "
                          "a library of pdfgen's have changed");
    }
}

static struct verification result_of(struct check *check, bool agrees) {
    size_t n = check->reasons->len;
    return (struct verification){
        .agrees = agrees,
        .reasons = arena_memdup(check->arena, check->reasons->pdata, n * sizeof(char *)),
        .n_reasons = n,
        .from = check->facts.from,
    };
}

static bool make_again(struct check *check, Session *session, struct verification *ret) {
    struct job job;
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    if (!fill_job(check, session, &job)) {
        return false;
    }
    struct run run = {.arena = check->arena,
                      .session = session,
                      .job = &job,
                      .diags = check->diags,
                      .paths = paths};
    bool is_made = run_make(&run);
    if (is_made) {
        bool agrees = g_bytes_equal(run.bytes, check->input.pdf);
        if (!agrees) {
            explain(check, &run);
        }
        *ret = result_of(check, agrees);
    }
    g_clear_pointer(&run.bytes, g_bytes_unref);
    return is_made;
}

bool pipeline_verify(World *world, const struct session_options *options, Arena *arena,
                     const char *path, const char *source, struct diags *diags,
                     struct verification *ret) {
    g_autoptr(GPtrArray) reasons = g_ptr_array_new();
    struct check check = {.arena = arena,
                          .diags = diags,
                          .path = path,
                          .workspace = options->workspace,
                          .source = source,
                          .reasons = reasons};
    struct date date;
    if (!read_pdf(&check, world)) {
        return false;
    }
    if (!date_parse(value_string(value_get(check.record, "date")), &date)) {
        return report_no_data(&check, "does not say on which day it was made");
    }
    world_set_today(world, date);
    struct session_options own = *options;
    own.theme = record_text(&check, "theme");
    own.is_lenient = value_is_true(value_get(check.record, "lenient"));
    g_autoptr(Session) session = session_new(world, &own);
    return make_again(&check, session, ret);
}
