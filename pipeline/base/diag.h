/*
 * diag.h - diagnostics as data: collected by every room, sorted by place, printed once by main.
 *
 * Owner:  struct diags copies every string, so it outlives the arenas.
 * Codes:  stable words (tests match them, not prose); each has a class, which is the exit code.
 * Prose:  message lower case, one line, no full stop, the user's words in double quotes;
 *         hint a full sentence that says what to do.
 */
#pragma once

#include "diag_code.h"
#include "span.h"

enum diag_severity { DIAG_SEVERITY_WARNING, DIAG_SEVERITY_ERROR };

/* A place, made text when the diagnostic was added. */
struct diag_place {
    char *path;    /* NULL: nowhere */
    char *pointer; /* NULL: line and column */
    unsigned line; /* 0: the file as a whole */
    unsigned column;
};

struct diag_note {
    struct diag_place at;
    char *message;
};

struct diag {
    enum diag_severity severity;
    enum diag_code code;
    struct diag_place at;
    char *message;
    char *hint; /* NULL: none */
    struct diag_note *notes;
    size_t n_notes;
    bool is_shown;    /* the page itself says it: diags_show() */
    unsigned repeats; /* how often the same code, place and message came again */
};

enum { DIAG_ERRORS_MAX = 50 };

struct diags {
    struct diag *items;
    size_t n;
    size_t n_errors; /* all of them, also those past DIAG_ERRORS_MAX, which are not kept */
    size_t n_warnings;
    size_t newest;  /* index + 1 of what hints and notes go to; 0 where the newest was dropped */
    bool is_strict; /* warnings are added as errors */
};

/* Both return false, so that a caller can end with `return diag_error(...)`. */
bool diag_error(struct diags *diags, struct span at, enum diag_code code, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
bool diag_warning(struct diags *diags, struct span at, enum diag_code code, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Added to the newest diagnostic; a hint is kept once. Nothing happens where it was dropped. */
void diag_hint(struct diags *diags, const char *format, ...) G_GNUC_PRINTF(2, 3);
void diag_note(struct diags *diags, struct span at, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* "Did you mean ...?" with the name nearest to @word; where none is near, the next hint counts. */
void diag_hint_nearest(struct diags *diags, struct str word, const struct str *names, size_t n);

/*
 * Move to @diags what @from holds, which is then empty; @are_warnings: its errors become warnings,
 * because the run can go on without what they spoil.
 */
void diags_take(struct diags *diags, struct diags *from, bool are_warnings);

/* Of the warnings of @code the first at each place stays: the others say it for another use. */
void diags_keep_first(struct diags *diags, enum diag_code code);

bool diags_has_errors(const struct diags *diags);

/* What is there now stands on the page, in the place of what it is about. */
void diags_show(struct diags *diags);
/* Errors that no page says. */
size_t diags_hidden_errors(const struct diags *diags);

/* By path, line, column, then order of arrival. */
void diags_sort(struct diags *diags);

/* The largest class among the errors: 0, 1, 2 or 3. */
int diags_exit_code(const struct diags *diags);

/* "file:line:column: error: message [code]", then hint and notes, one line each; no colour. */
void diag_format(const struct diag *diag, GString *out);
/* The same for a terminal, with ECMA-48 colours. */
void diag_format_colour(const struct diag *diag, GString *out);

void diags_clear(struct diags *diags);
