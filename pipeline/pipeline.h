/*
 * pipeline.h - the stages in order, for one document ("job").
 *
 * Session: what lives for the run (world, fonts, locale, workspace). Job: one document, one arena.
 */
#pragma once

#include "diag.h"
#include "value.h"
#include "world.h"

typedef struct session Session;

struct session_options {
    const char *workspace; /* --workspace; NULL: $PDFGEN_WORKSPACE, then found by walking up */
    const char *theme;     /* --theme; NULL: the template's, the workspace's, "quiet" */
    bool is_lenient;
};

/* The world outlives the session. */
Session *session_new(World *world, const struct session_options *options);
void session_free(Session *session);

struct job {
    const char *document; /* a template's name ("qbr"), or NULL */
    const char *file;     /* a Markdown file, or NULL */
    const char *partner;  /* as typed; NULL: none */
    const char *period;   /* as typed; NULL: the last completed */
    const char *data;     /* --data FILE; NULL: none */
    const char *output;   /* -o; NULL: under out/; "-": standard output */
    const char *painter;  /* "pdf" or "trace" */
    bool linearize;
};

struct job_result {
    char *path;  /* where it went, as the user would type it; g_free() */
    size_t pages, bytes;
};

/* True: written, and *ret filled in. False: nothing was written and @diags says why. */
bool pipeline_run(Session *session, const struct job *job, struct diags *diags,
                  struct job_result *ret);

struct listed {
    const char *kind; /* "partner" or "template" */
    const char *name, *title, *path;
};

/* What `pdfgen list` shows, from the session's workspace and the installation; the arena's. */
bool pipeline_list(Session *session, Arena *arena, struct diags *diags, struct listed **ret,
                   size_t *ret_n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Session, session_free)
