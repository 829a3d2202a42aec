#include "cli_priv.h"

#include "value.h"

#include <string.h>

/*
 * The demo: every document, or one, of a company that does not exist, for a partner manager who
 * looks at what there is and for a sales engineer who shows it.
 */

#define DEMO_FOLDER    "out/demo"
#define DEMO_WATERMARK "DEMO"

enum { EXIT_SOME_FAILED = 4, SEED_DIGITS_MAX = 18 };

struct demo {
    struct cli *cli;
    const struct cli_options *options;
    Session *session;
    Arena *arena;
    struct job job;     /* of each document, but for its name and partner */
    struct value *made; /* of --json */
    size_t n_made, n_failed;
    bool has_own_look; /* a brand, a logo or a name is given */
    const char *first; /* the path of what to look at first; NULL: nothing was made */
};

/* --- what is asked for ---------------------------------------------------------------------- */

static bool check_seed(struct cli *cli, const char *seed) {
    if (!seed || (strlen(seed) <= SEED_DIGITS_MAX && strspn(seed, "0123456789") == strlen(seed))) {
        return true;
    }
    return diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                      "\"--seed %s\" is not a whole number of at most %d digits", seed,
                      SEED_DIGITS_MAX);
}

static bool check_workspace(struct cli *cli, const struct cli_options *options) {
    if (!options->workspace) {
        return true;
    }
    diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
               "\"--workspace\" is not an option of \"demo\", which has a company of its own");
    diag_hint(&cli->diags, "For your own partners write pdfgen DOCUMENT --partner NAME.");
    return false;
}

/* One file cannot be all documents, and a folder is no file. */
static bool names_folder(const struct demo *demo, const char *output) {
    return demo->options->n_arguments == 0 || g_str_has_suffix(output, "/") ||
           world_is_directory(demo->cli->world, output);
}

/* "all.pdf" asks for one file with everything in it; a folder of that name would surprise. */
static bool check_folder(struct demo *demo, const char *output) {
    struct diags *diags = &demo->cli->diags;
    if (!cli_names_file(output) || world_is_directory(demo->cli->world, output)) {
        return true;
    }
    diag_error(diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
               "\"%s\" is the name of one file, and the demo has several", output);
    diag_hint(diags,
              "Name a folder, such as -o demo/; or one document: pdfgen demo qbr -o qbr.pdf.");
    return false;
}

static bool read_output(struct demo *demo) {
    const char *output = demo->options->output;
    struct diags *diags = &demo->cli->diags;
    bool is_stream = output && g_str_equal(output, "-");
    demo->job.folder = DEMO_FOLDER;
    if (!output) {
        return true;
    }
    if (is_stream && (demo->options->n_arguments == 0 || demo->options->is_json)) {
        diag_error(diags, (struct span){0}, DIAG_USAGE_OPTION,
                   "\"--output -\" is for one document without --json");
        diag_hint(diags, "Name the document: pdfgen demo qbr -o -.");
        return false;
    }
    if (is_stream || !names_folder(demo, output)) {
        return cli_check_ending(demo->cli, output, demo->job.painter);
    }
    demo->job.folder = output;
    demo->job.output = NULL;
    return check_folder(demo, output);
}

static bool read_demo(struct demo *demo) {
    struct cli *cli = demo->cli;
    const struct cli_options *options = demo->options;
    return check_workspace(cli, options) && check_seed(cli, options->seed) &&
           cli_read_job(cli, options, demo->arena, &demo->job) && read_output(demo);
}

/* --- documents ------------------------------------------------------------------------------ */

/* In which order they are made, which is the order to look at them in; then all others. */
static const char *const first_documents[] = {"qbr", "qbr-deck", "board-deck", "one-pager",
                                              "monthly"};

static void keep_result(struct demo *demo, const struct listed_template *document,
                        const char *partner, const struct job_result *result) {
    GString *out = demo->cli->out;
    if (!demo->first) {
        demo->first = arena_strdup(demo->arena, result->paths[0]);
    }
    if (demo->options->is_json) {
        struct value *map = cli_json_map(demo->arena);
        cli_json_put_text(demo->arena, map, "document", document->name);
        cli_json_put_text(demo->arena, map, "partner", partner);
        cli_json_put_text(demo->arena, map, "path", arena_strdup(demo->arena, result->path));
        cli_json_put_count(demo->arena, map, "pages", result->pages);
        cli_json_put_count(demo->arena, map, "bytes", result->bytes);
        value_append(demo->arena, demo->made, map);
    } else if (g_strcmp0(demo->job.output, "-") != 0) {
        for (char **path = result->paths; *path; path++) {
            g_string_append_printf(out, "%s\n", *path);
        }
    }
}

/* A partner that nobody has named is the one with most to tell; a document about all has none. */
static void make_document(struct demo *demo, const struct listed_template *document) {
    struct job job = demo->job;
    struct job_result result = {0};
    job.document = document->name;
    if (document->is_about_programme) {
        job.partner = NULL;
    } else if (!job.partner) {
        job.partner = pipeline_demo_partner(demo->session, &demo->cli->diags);
    }
    if (pipeline_run(demo->session, &job, &demo->cli->diags, &result)) {
        demo->n_made++;
        keep_result(demo, document, job.partner, &result);
    } else {
        demo->n_failed++;
    }
    g_free(result.path);
    g_strfreev(result.paths);
}

static size_t rank_of(const char *name) {
    size_t rank = 0;
    while (rank < G_N_ELEMENTS(first_documents) && !g_str_equal(first_documents[rank], name)) {
        rank++;
    }
    return rank;
}

static bool report_unknown(struct demo *demo, const char *word, struct listed_template *documents,
                           size_t n) {
    struct diags *diags = &demo->cli->diags;
    struct str *names = ARENA_NEW_N(demo->arena, struct str, n);
    for (size_t i = 0; i < n; i++) {
        names[i] = str_from(documents[i].name);
    }
    diag_error(diags, (struct span){0}, DIAG_USAGE_ARGUMENT, "no document is called \"%s\"", word);
    diag_hint_nearest(diags, str_from(word), names, n);
    diag_hint(diags, "`pdfgen demo --list` shows the documents.");
    return false;
}

static bool make_documents(struct demo *demo) {
    const char *word = demo->options->n_arguments > 0 ? demo->options->arguments[0] : NULL;
    struct listed_template *documents = NULL;
    size_t n = 0, n_wanted = 0;
    if (!pipeline_templates(demo->session, demo->arena, &demo->cli->diags, &documents, &n)) {
        return false;
    }
    for (size_t rank = 0; rank <= G_N_ELEMENTS(first_documents); rank++) {
        for (size_t i = 0; i < n; i++) {
            bool is_wanted = !word || g_str_equal(word, documents[i].name);
            if (!is_wanted || rank_of(documents[i].name) != rank) {
                continue;
            }
            make_document(demo, &documents[i]);
            if (n_wanted++ == 0 && demo->n_failed > 0) {
                return false; /* a brand or a partner that is wrong is so for all of them */
            }
        }
    }
    return n_wanted > 0 ? demo->n_failed == 0 : report_unknown(demo, word, documents, n);
}

/* --- telling -------------------------------------------------------------------------------- */

static void tell_json(struct demo *demo) {
    struct value *map = cli_json_map(demo->arena);
    value_put(demo->arena, map, "documents", demo->made);
    diags_sort(&demo->cli->diags);
    cli_json_put_diags(demo->arena, map, &demo->cli->diags);
    value_dump(map, false, demo->cli->out);
}

/* Where things are, what to open, and what a demonstration asks for next. */
static void tell_next(struct demo *demo) {
    GString *log = demo->cli->log;
    const struct cli_options *options = demo->options;
    bool is_all = options->n_arguments == 0;
    g_string_append_printf(log, "%zu %s of %s; %s are made up.\n", demo->n_made,
                           demo->n_made == 1 ? "document" : "documents",
                           pipeline_demo_company(demo->session, &demo->cli->diags),
                           pipeline_demo_is_renamed(demo->session)
                               ? "partners and figures"
                               : "company, partners and figures");
    if (is_all) {
        g_string_append_printf(log, "Open first: %s\n", demo->first);
    }
    if (!demo->has_own_look) {
        g_string_append(log, "In your own look: pdfgen demo --brand _brand.yml, or --brand "
                             "\"#7A1F5C\" --logo logo.png --company \"Your Company\"\n");
    }
    if (is_all && !options->partner) {
        g_string_append(log, "Of another partner: pdfgen demo qbr --partner NAME (pdfgen demo "
                             "--list shows them); other partners: --seed 7\n");
    }
}

static bool run_demo(struct demo *demo) {
    if (demo->options->wants_list) {
        bool is_json = demo->options->is_json; /* which is one value, with everything in it */
        return cli_list_session(demo->cli, demo->options, demo->session,
                                is_json ? NULL : "partners") &&
               (is_json || cli_list_session(demo->cli, demo->options, demo->session, "templates"));
    }
    if (!read_demo(demo)) {
        return false;
    }
    bool is_made = make_documents(demo);
    /* Each theme's grounds ask for a darker colour of their own: one is enough to act on. */
    diags_keep_first(&demo->cli->diags, DIAG_BRAND_CONTRAST);
    if (demo->n_made > 0 && demo->n_failed > 0) {
        demo->cli->exit_code = EXIT_SOME_FAILED;
    }
    if (demo->options->is_json) {
        tell_json(demo);
    } else if (demo->n_made > 0 && !demo->cli->is_quiet) {
        tell_next(demo);
    }
    return is_made;
}

bool cli_demo(struct cli *cli, const struct cli_options *options) {
    const struct demo_options demo_options = {.brand = options->brand,
                                              .logo = options->logo,
                                              .company = options->company,
                                              .seed = options->seed};
    if (!options->date) {
        world_set_today(cli->world, pipeline_demo_day());
    }
    g_autoptr(Session) session = cli_demo_session(cli, options, &demo_options);
    if (!session) {
        return false;
    }
    g_autoptr(Arena) arena = arena_new();
    struct demo demo = {.cli = cli,
                        .options = options,
                        .session = session,
                        .arena = arena,
                        .has_own_look = options->brand || options->logo || options->company,
                        .made = cli_json_list(arena)};
    demo.job.watermark = DEMO_WATERMARK;
    return run_demo(&demo);
}
