/*
 * pipeline.h - the stages in order, for one document ("job").
 *
 * Session: what lives for the run (world, workspace, fonts, themes, locales), made when a job first
 *          asks for it. Job: one document, one arena.
 */
#pragma once

#include "diag.h"
#include "pdf_facts.h"
#include "value.h"
#include "world.h"

typedef struct session Session;

/* The demo company in the place of a workspace. */
struct demo_options {
    const char *brand;   /* a brand file, a picture or a colour; NULL: the demo company's */
    const char *logo;    /* a picture; NULL: the brand's */
    const char *company; /* NULL: as the brand calls itself, or as the demo company is called */
    const char *seed;    /* digits: other partners, made up from it; NULL: those of examples/demo */
};

struct session_options {
    const char *workspace; /* --workspace; NULL: $PDFGEN_WORKSPACE, then found by walking up */
    const char *theme; /* --theme; NULL: $PDFGEN_THEME, the document's, the workspace's, "quiet" */
    bool is_lenient;   /* a missing name is empty; a missing image or wrong figure a warning */
    const struct demo_options *demo; /* NULL: a workspace of the user's, or none */
};

/* The world and the options outlive the session. */
Session *session_new(World *world, const struct session_options *options);
void session_free(Session *session);

struct rerun;

struct job {
    const char *document;  /* a template's name ("qbr"), or NULL */
    const char *file;      /* a Markdown file, or NULL */
    const char *specimen;  /* the session's theme by its name: a sheet that shows it; or NULL */
    const char *partner;   /* as typed; NULL: none */
    const char *period;    /* as typed; NULL: the last completed */
    const char *data;      /* --data FILE; NULL: none */
    const char *output;    /* -o; NULL: under out/, for a file beside it; "-": standard output */
    const char *folder;    /* where documents lie side by side; NULL: out/ of the workspace */
    const char *painter;   /* "pdf", "png", "svg", "flat" or "trace" */
    const char *pages;     /* of pictures: "1-3,5"; NULL: all */
    bool is_sheet;         /* all pages, small, in one picture */
    size_t columns;        /* of that; 0: as look best */
    double dpi;            /* of pictures; 0: 150 */
    double width_px;       /* of pictures, instead of dpi; 0: by dpi */
    const char *partials;  /* --partials: a folder that is looked in first; NULL: none */
    const char *watermark; /* --watermark; NULL: the front matter's */
    bool forms;            /* --forms: whatever the front matter says */
    bool is_template;      /* the file is a template, whatever its front matter says */
    bool linearize;
    const struct pdf_encryption *encryption; /* NULL: none */
    const char *const *attach;               /* files to attach: "FILE" or "FILE=DESCRIPTION" */
    size_t n_attach;
    bool attach_data;          /* the values, as JSON, and each chart's data, as CSV */
    const struct rerun *rerun; /* pipeline_verify()'s; NULL: none */
    bool notes;                /* a deck's notes pages instead of its slides */
    bool is_figure;            /* the file is one figure's, no Markdown */
    bool is_transparent;       /* a figure without a ground */
    double figure_width_pt, figure_height_pt; /* with its margins; 0: as wide as usual, as high as
                                                 it is */
};

struct job_result {
    char *path;   /* where it went, as the user would type it; "-" for standard output; g_free() */
    char **paths; /* all files, where a page is a file of its own; NULL-terminated; g_strfreev() */
    size_t pages, bytes;
};

/*
 * True: written, and *ret filled in. False: nothing was written and @diags says why. A session can
 * run any number of jobs; @diags may hold what earlier ones said.
 */
bool pipeline_run(Session *session, const struct job *job, struct diags *diags,
                  struct job_result *ret);

/*
 * The template's text with its values filled in, without its front matter. @word: a template's name
 * or a file. @escape: "markdown", "html", "none"; NULL: "markdown". With job->output it is written
 * there, too. The text lives as long as @arena; nothing is set or written on errors.
 */
bool pipeline_fill(Session *session, Arena *arena, const char *word, const char *escape,
                   struct job job, struct diags *diags, struct str *ret);

/* A name that a template uses. */
struct used_name {
    const char *kind;      /* "value", "section", "inverted", "argument", "figure", "partial" ... */
    const char *name;      /* as written */
    const char *filters;   /* as written; "" */
    const char *template;  /* the file, as the user would type it */
    unsigned line, column; /* in it */
    const char *section;   /* the name of the section around it; NULL: none */
    const char *list;      /* the name of the section over a list whose items it is of; or NULL */
    size_t n_items;        /* of that list; 0: none */
    const struct value *value; /* of several items the first's; NULL: there is none */
    const char *origin;     /* where the value was read; NULL: it was derived, or there is none */
    const char *derivation; /* how the value was computed; NULL: it was read */
    bool is_missing;        /* the document needs it, and it does not exist or is null */
    bool is_hidden;         /* these values do not show it */
    const char *nearest;    /* missing: the nearest name; NULL: none is near */
    const char *looked_in;  /* missing: where it was looked for; NULL: its value is null */
};

/*
 * Every name that a template uses, in its order. Names that are missing are one error, told after
 * all others; with other errors in the template nothing is set. True: *ret is set, and no name is
 * missing.
 */
bool pipeline_vars(Session *session, Arena *arena, const char *word, struct job job,
                   struct diags *diags, struct used_name **ret, size_t *ret_n);

/* --- finished PDFs ---------------------------------------------------------------------------- */

enum { PDF_BYTES_MAX = 512 * 1024 * 1024 };

/* What a PDF says of itself; nothing in it is to be trusted. @password NULL: none. */
bool pipeline_inspect(Session *session, Arena *arena, const char *path, const char *password,
                      struct diags *diags, struct pdf_facts *ret);

struct verification {
    bool agrees;
    const char *const *reasons; /* why it does not; at least one then */
    size_t n_reasons;
    struct made_from from;
};

/*
 * Make a PDF again from the data that it carries, with the workspace's template, theme and fonts,
 * and compare the bytes. @options: the workspace; theme and leniency are the file's own. @source:
 * the Markdown file that it was rendered from; NULL: it is looked for. The world's date becomes the
 * document's. False: there is nothing to compare. Errors: verify-no-data, and what making it
 * reports.
 */
bool pipeline_verify(World *world, const struct session_options *options, Arena *arena,
                     const char *path, const char *source, struct diags *diags,
                     struct verification *ret);

/* The pages of @n files in one, which goes to job->output; linearized and encrypted as asked. */
bool pipeline_merge(Session *session, const char *const *paths, size_t n, const struct job *job,
                    struct diags *diags, struct job_result *ret);

/* Remove what a job has half written. For a signal handler that then exits. */
void pipeline_abandon(void);

/* --- what there is ---------------------------------------------------------------------------- */

struct listed_partner {
    const char *slug, *name;
    const char *tier; /* "" where the partner has none */
    const char *path; /* as the user would type it */
};

struct listed_template {
    const char *name, *title, *path;
    bool is_about_programme; /* its front matter says so */
};

/*
 * The workspace's partners, by slug. Without a workspace: none, and a workspace-missing warning.
 * A partner that cannot be read is reported and left out; the function is then false.
 */
bool pipeline_partners(Session *session, Arena *arena, struct diags *diags,
                       struct listed_partner **ret, size_t *ret_n);

/* Templates of the workspace and of the installation, by name; the workspace's hide the others. */
bool pipeline_templates(Session *session, Arena *arena, struct diags *diags,
                        struct listed_template **ret, size_t *ret_n);

struct listed_theme {
    const char *name, *description, *path;
};

/* Themes of the workspace and of the installation, by name; the workspace's hide the others. */
bool pipeline_themes(Session *session, Arena *arena, struct diags *diags, struct listed_theme **ret,
                     size_t *ret_n);

/* What a theme says, with all that it extends, as YAML; without the workspace's brand. */
bool pipeline_theme(Session *session, const char *name, struct diags *diags, GString *out);

/* The kinds of files that have a schema; NULL-terminated. */
const char *const *pipeline_schema_names(void);

/* The JSON Schema of such files; NULL: no such kind. */
struct value *pipeline_schema(Arena *arena, const char *name);

struct check_counts {
    size_t partners, templates;
};

/*
 * Load everything that the workspace names (configuration, brand, theme, fonts, templates' front
 * matter, each partner with its values for the last completed quarter) and report every mistake.
 */
bool pipeline_check(Session *session, struct diags *diags, struct check_counts *ret);

/* --- the demo company ------------------------------------------------------------------------- */

/* The day that the demo's documents are made on: its figures end with the month before. */
struct date pipeline_demo_day(void);

/* The partner of whom there is most to tell; NULL: the demo cannot be read. */
const char *pipeline_demo_partner(Session *session, struct diags *diags);

/* What the documents call the company. */
const char *pipeline_demo_company(Session *session, struct diags *diags);
/* Whether that is a name which the command line gave. */
bool pipeline_demo_is_renamed(const Session *session);

/* --- templates of older tools ---------------------------------------------------------------- */

struct converted_placeholder {
    unsigned line, column;
    const char *placeholder; /* as it was written */
    const char *outcome;     /* "known", "nearest", "own" or "left" */
    const char *tag;         /* "{{partner.name}}"; NULL: left */
    const char *name;        /* "partner.name"; NULL: left */
    const char *note;        /* NULL: nothing to add */
};

struct conversion {
    const char *path; /* as the user would type it */
    struct str text;
    const struct converted_placeholder *items;
    size_t n_items;
    const char *own_names;  /* the map that own names stand in: "custom" */
    const char *const *own; /* its keys, each once */
    size_t n_own;
    bool is_original; /* the output is the template itself */
};

/*
 * A template's placeholders become tags. @output NULL: the text is only handed back. The template
 * itself may be the output: it is replaced in one step.
 */
bool pipeline_convert(Session *session, Arena *arena, const char *file, const char *output,
                      struct diags *diags, struct conversion *ret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Session, session_free)
