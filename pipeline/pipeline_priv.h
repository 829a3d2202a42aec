/*
 * pipeline_priv.h - what the files pipeline*.c and session.c share: the session's parts and a run.
 */
#pragma once

#include "pipeline.h"

#include "derive.h"
#include "fill.h"
#include "finish.h"
#include "layout.h"
#include "load.h"
#include "paint.h"

/* --- session.c ------------------------------------------------------------------------------- */

/* Each part is made once, at the first call; it lives as long as the session. */

World *session_world(const Session *session);
bool session_is_demo(const Session *session);
Arena *session_arena(const Session *session); /* lives as long */
bool session_is_lenient(const Session *session);
const struct session_options *session_options_of(const Session *session);

/*
 * The workspace. Where none is asked for (--workspace, PDFGEN_WORKSPACE) and none is found above
 * the current folder: an error if @is_required, else true and *ret NULL.
 */
bool session_workspace(Session *session, bool is_required, struct diags *diags,
                       const struct workspace **ret);

/* The workspace for `check`; one that is not sound, see load.h, is not the session's. */
bool session_workspace_to_check(Session *session, struct diags *diags, const struct workspace **ret,
                                bool *ret_is_sound);

/* @wanted: a document's own theme, its place @asked_at; NULL: none. */
const struct theme *session_theme(Session *session, const char *wanted, struct span asked_at,
                                  bool is_deck, struct diags *diags);
Fonts *session_fonts(Session *session, struct diags *diags);
/* NULL before the fonts are asked for. */
const struct font_catalogue *session_catalogue(const Session *session);
PaintCache *session_paint_cache(Session *session);
FillCache *session_fill_cache(Session *session);

/*
 * A template's front matter. True: it is the session's, and so may be what is made of it. False: it
 * is the arena's, because there was something to report, as load_front_matter() says.
 */
bool session_front_matter(Session *session, Arena *arena, const struct source *source,
                          struct diags *diags, struct value **ret_meta, size_t *ret_body);

/* Where a partial was found; the caller fills it in. */
struct kept_partial {
    const struct source *source; /* NULL: not looked for yet, or not there */
    const char *paths[2];        /* where it was looked for; NULL: no more */
};
struct kept_partial *session_partial(Session *session, struct str name);

/* @tag NULL: the workspace's locale, or en-US. NULL: nobody knows the tag; nothing is reported. */
Locale *session_locale(Session *session, const char *tag);

/* load_partner(), and of the demo what the company's name is now. */
bool session_partner(Session *session, Arena *arena, const struct partner_entry *entry,
                     struct diags *diags, struct value **ret);

/* A page as a picture of its own. */
struct picture {
    size_t page;   /* from 1 */
    GBytes *bytes; /* owned */
};

/* The data of a chart, to be attached. */
struct chart_data {
    const struct node *block;
    struct attachment attachment;
};

/* What pipeline_verify() puts in the place of data: those that the PDF carries. */
struct rerun {
    const struct value *record;        /* of the attached data */
    const struct value *values;        /* null: of no template */
    const struct attachment *attached; /* the files that the user had named */
    size_t n_attached;
};

/* --- a run: one job on its way through the rooms ---------------------------------------------- */

struct run {
    Arena *arena;
    Session *session;
    const struct job *job;
    struct diags *diags;

    /* load */
    const struct painter *painter;
    const struct workspace *workspace; /* NULL: none */
    const char *path;                  /* of the template or the Markdown file, absolute */
    const struct source *source;
    size_t body;        /* where the Markdown starts in the source */
    struct value *meta; /* front matter: a map; filled by the fill stage */
    bool is_template;
    bool is_kept;              /* source and front matter are the session's */
    bool is_explaining;        /* values say how they were derived */
    bool needs_all_values;     /* another template is filled with them, too */
    bool is_deck, is_one_page; /* what the front matter's `format` and `fit` say */
    bool is_form;              /* `forms`, or --forms */
    bool has_entry;            /* the partner was found before: of a batch */
    struct partner_entry entry;
    struct value *partner;              /* NULL: none; so below */
    struct value *data;                 /* of --data */
    bool is_about_programme;            /* about all partners, no one of them */
    bool has_programme;                 /* the template asks for it */
    struct programme_partner *partners; /* where it does */
    size_t n_partners;
    const struct theme *theme;
    const struct theme *notes_theme; /* of notes pages; NULL: none */
    Fonts *fonts;
    Locale *locale;
    unsigned *stage_us;   /* what each of the stages took, N_RUN_STAGES; NULL: nobody asks */
    struct period period; /* derive; id NULL: none */
    struct value *root;   /* derive */
    struct text *text;    /* fill */
    bool is_filling;
    bool shows_errors;              /* a figure that cannot be drawn does not stop the document */
    const struct source **partials; /* that the text was filled with, each once */
    size_t n_partials, partials_capacity;
    struct doc *doc;          /* parse */
    struct display *display;  /* layout */
    const char *figure_title; /* of a figure alone; NULL: none */
    double figure_plot_pt;    /* the height that its plot is given; 0: its own */
    struct chart_data *charts;
    size_t n_charts, charts_capacity;
    const struct value *record; /* attach */
    GBytes *bytes;              /* paint, finish; owned; NULL where pictures are made */
    struct picture *pictures;
    size_t n_pictures;
    const char *half_written; /* deliver: where files stand until they are whole; NULL: beside */
    char *shown;              /* deliver: the result's path */
    GPtrArray *paths;         /* deliver: all results' paths; owned */
};

/* pipeline_load.c: stage 1. */
bool run_load(struct run *run);
/* Whether the front matter says true; a word that is neither true nor false is warned of. */
bool run_is_switched_on(struct run *run, const char *key);
/* The same without what only a page needs: painter, theme, fonts. */
bool run_load_template(struct run *run);

/* pipeline_theme.c: the sheet that shows a theme, and what it is filled with. */
const char *run_specimen_path(const struct run *run);
bool run_load_specimen(struct run *run);

/* What the documents of a batch have in common: all but partner and data. */
bool run_load_shared(struct run *run);

/* A word without a folder in it. */
bool run_is_template_name(struct str name);

/* A template's absolute path by its name, the workspace's first; NULL: there is none. */
const char *run_find_template(Arena *arena, Session *session, const struct workspace *workspace,
                              const char *folder, struct str name);

/* pipeline_programme.c: all partners, where the document is about them or mentions them. */
bool run_is_about_programme(struct run *run);
bool run_load_programme(struct run *run);
/* NULL: none is like it. */
const char *run_nearest_template(struct run *run, const char *word);
/* Into the root; of a document about the programme, the root itself. */
bool run_derive_programme(struct run *run);

/* pipeline_derive.c: stages 2 and 3. */
bool run_derive(struct run *run);
/* The period that --period says, else the last completed one of the template's kind. */
bool run_choose_period(struct run *run, struct period *ret);
bool run_fill(struct run *run);
struct fill_options run_fill_options(struct run *run);

/* The month that the workspace's year starts in; 1 where it does not say. */
int run_fiscal_start(const struct workspace *workspace);

/* pipeline_frame.c: stage 5, with what stands around the text: title, header, footer, metadata. */
bool run_layout(struct run *run);
/* A field of the front matter as text, a list with commas; NULL: it is not there, or empty. */
const char *run_meta_text(const struct run *run, const char *key);
struct display_meta run_make_meta(const struct run *run);
/* pipeline_title.c: what the front matter has set above the text; and the table of contents that
 * it asks for, into the tree. */
void run_set_title(const struct run *run, struct layout_input *input);
void run_add_contents(struct run *run);
/* pipeline_figure_file.c: stages 4 and 5 of a figure alone. */
bool run_parse_figure(struct run *run);
bool run_layout_figure(struct run *run);

/* pipeline_figure.c: what layout asks for. @context is the run. */
bool run_load_image(void *context, Arena *arena, const char *path, struct span at,
                    struct diags *diags, struct image *ret);
bool run_draw_figure(void *context, Arena *arena, const struct node *block,
                     struct figure_place place, struct diags *diags, bool *ret_known,
                     struct figure *ret);

/*
 * pipeline_fill.c: @word, a template's name or its file, into the job. @word that is both is a
 * name. Error: usage-argument, with the nearest name.
 */
bool run_choose_template(struct run *run, const char *word, struct job *job);

/* pipeline_chart.c: keep the data of a chart, once, however often it is drawn. */
void run_keep_chart(struct run *run, const struct node *block, const struct value *spec,
                    const struct value *rows);

/* pipeline_record.c: the attached data; RECORD_KEY leads to what the document was made from. */
#define RECORD_NAME   "data.json"
#define RECORD_KEY    "pdfgen"
#define RECORD_VALUES "values"

struct attachment run_data_attachment(struct run *run);
const char *record_data_key(Arena *arena, const struct value *values);

/* The part of it that every PDF of a template says, into the display's metadata. */
void run_say_origin(struct run *run);

bool run_attach(struct run *run); /* between stages 5 and 6 */

/* The run's arena takes the text. */
GBytes *run_own_bytes(struct run *run, GString *text);

/* pipeline_paint.c: stage 6. */
bool run_paint(struct run *run);
/* Which pages become pictures: all, or those of --pages. @wanted: false for each page. */
bool run_choose_pages(struct run *run, bool *wanted);

/* pipeline.c: stage 7, and stages 1 to 7 in order. */
enum { N_RUN_STAGES = 8, N_COMPOSE_STAGES = 6 };
extern const char *const run_stage_names[N_RUN_STAGES];
bool run_finish(struct run *run);
bool run_make(struct run *run);
bool run_compose(struct run *run); /* all but paint and finish */

/* pipeline_pdf.c: a PDF that the command line names. */
bool pdf_open(World *world, Arena *arena, const char *path, struct diags *diags,
              struct finish_input *ret);

/* pipeline_output.c: stage 8. out/<slug>/<document>-<period>.pdf; what is NULL is left out. */
char *run_output_path(const struct run *run, const char *slug);
/* Of a page's picture where there are several. */
char *run_page_path(const struct run *run, const char *path, size_t page);
bool run_deliver(struct run *run);
