/*
 * cli.h - the command line: words into jobs, results into text (room of main.c).
 *
 * Never prints: what belongs on standard output and standard error is handed back; only a document
 * asked for with `-o -` goes out by itself, through deliver/.
 */
#pragma once

#include "diag.h"
#include "world.h"

struct cli {
    World *world;           /* its date is set; --date replaces it */
    const char *executable; /* absolute; the installation is found from it */
    struct diags diags;
    GString *out; /* for standard output */
    GString *log; /* for standard error, behind the diagnostics */
    /* Ask on the terminal for what must not be seen; false: there is no terminal. May be NULL. */
    bool (*ask_secret)(const char *prompt, GString *ret);
    void (*flush)(struct cli *cli); /* write now what @out and @log hold, and empty them */
    bool is_coloured;               /* standard error is a terminal that shows colours */
    int error_width; /* columns of the terminal that standard error is; 0: it is none */
    int exit_code;   /* of a command that knows better than its diagnostics; 0: they say it */
    int width;       /* columns of the terminal that standard output is; 0: it is none */
    bool is_quiet;   /* set by --quiet: warnings are not to be shown */
};

/*
 * @arguments without the program's name. Returns the exit code: 0 done, 1 input, 2 command line, 3
 * machine, 4 a part of a batch, 130 interrupted.
 */
int cli_run(struct cli *cli, int n, char *const *arguments);
