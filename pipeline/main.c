#include "cli.h"
#include "pipeline.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/*
 * The world is filled here, and printing happens here. setlocale() is never called: a document's
 * locale is an input of the document, and the process stays in "C".
 */

extern char **environ;

enum { EXIT_INTERRUPTED = 130 };

/* The terminal as it was before it was told not to show what is typed. */
static struct termios terminal_before;
static volatile sig_atomic_t hidden_terminal = -1;

static void show_terminal(void) {
    if (hidden_terminal >= 0) {
        tcsetattr(hidden_terminal, TCSANOW, &terminal_before);
        hidden_terminal = -1;
    }
}

static void end_interrupted(int signal_number) {
    (void)signal_number;
    show_terminal();
    pipeline_abandon();
    _exit(EXIT_INTERRUPTED);
}

/* A signal that was ignored when the program started (nohup) stays ignored. */
static void catch_signals(void) {
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = end_interrupted}, before;
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < G_N_ELEMENTS(ending); i++) {
        if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
            sigaction(ending[i], &action, NULL);
        }
    }
    /* A reader of standard output that goes away is then an error of write(), which is told. */
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL); /* so is a file that grows beyond `ulimit -f` */
}

/*
 * Without this a document could be opened as descriptor 1 and be written to by accident. A closed
 * standard output is one that cannot be written: a document that goes there would be lost.
 */
static void fill_descriptors(void) {
    int descriptor = open("/dev/null", O_RDONLY);
    while (descriptor >= 0 && descriptor <= STDERR_FILENO) {
        bool is_error_next = descriptor + 1 == STDERR_FILENO;
        descriptor = open("/dev/null", is_error_next ? O_RDWR : O_RDONLY);
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
}

/* The local day, or what https://reproducible-builds.org/specs/source-date-epoch/ says (UTC). */
static bool set_today(World *world, struct diags *diags) {
    const char *epoch = world_env(world, "SOURCE_DATE_EPOCH");
    if (!epoch) {
        time_t now = time(NULL);
        struct tm local;
        localtime_r(&now, &local);
        world_set_today(world,
                        (struct date){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday});
        return true;
    }
    /* 253402300799 is the end of the year 9999. */
    guint64 seconds = 0;
    if (!g_ascii_string_to_unsigned(epoch, 10, 0, G_GUINT64_CONSTANT(253402300799), &seconds,
                                    NULL)) {
        diag_error(diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "SOURCE_DATE_EPOCH \"%s\" is not a number of seconds", epoch);
        diag_hint(diags, "Unset it, or write seconds since 1970-01-01.");
        return false;
    }
    world_set_today(world, date_from_days((int64_t)(seconds / 86400)));
    return true;
}

/* --- asking ----------------------------------------------------------------------------------- */

enum { SECRET_BYTES_MAX = 1024 };

static bool read_line(int terminal, GString *ret) {
    char c = '\0';
    ssize_t n = 0;
    while (ret->len < SECRET_BYTES_MAX && (n = read(terminal, &c, 1)) == 1 && c != '\n') {
        g_string_append_c(ret, c);
    }
    return n == 1;
}

/* On the terminal itself: standard input may be a file, standard output a document. */
static bool ask_secret(const char *prompt, GString *ret) {
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0) {
        return false;
    }
    bool is_read = false;
    if (tcgetattr(terminal, &terminal_before) == 0) {
        struct termios silent = terminal_before;
        silent.c_lflag &= ~(tcflag_t)ECHO;
        hidden_terminal = terminal;
        is_read = tcsetattr(terminal, TCSAFLUSH, &silent) == 0 &&
                  write(terminal, prompt, strlen(prompt)) >= 0 && read_line(terminal, ret) &&
                  write(terminal, "\n", 1) == 1;
        show_terminal();
    }
    close(terminal);
    return is_read;
}

static char *executable_path(const char *name) {
    char *path = g_file_read_link("/proc/self/exe", NULL);
    return path ? path : g_strdup(name);
}

static bool write_text(FILE *file, const GString *text) {
    return fwrite(text->str, 1, text->len, file) == text->len && fflush(file) == 0;
}

static bool is_coloured(const World *world) {
    return isatty(STDERR_FILENO) && !world_env(world, "NO_COLOR") &&
           g_strcmp0(world_env(world, "TERM"), "dumb") != 0;
}

static void print_diags(struct cli *cli) {
    void (*format)(const struct diag *, GString *) =
        cli->is_coloured ? diag_format_colour : diag_format;
    struct diags *diags = &cli->diags;
    g_autoptr(GString) text = g_string_new(NULL);
    diags_sort(diags);
    for (size_t i = 0; i < diags->n; i++) {
        if (!cli->is_quiet || diags->items[i].severity == DIAG_SEVERITY_ERROR) {
            format(&diags->items[i], text);
        }
    }
    if (diags->n_errors > DIAG_ERRORS_MAX) {
        g_string_append_printf(text, "%zu more errors are not shown\n",
                               diags->n_errors - DIAG_ERRORS_MAX);
    }
    g_string_append_len(text, cli->log->str, (gssize)cli->log->len);
    write_text(stderr, text);
}

/* 0: it is no terminal, and lines are as long as they are. */
static int terminal_width(int descriptor) {
    struct winsize size;
    return isatty(descriptor) && ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* What cannot be written now stays, and is reported with the rest at the end. */
static void flush(struct cli *cli) {
    if (write_text(stdout, cli->out)) {
        g_string_truncate(cli->out, 0);
    }
    write_text(stderr, cli->log);
    g_string_truncate(cli->log, 0);
}

static int run(struct cli *cli, int n, char *const *arguments) {
    int exit_code =
        set_today(cli->world, &cli->diags) ? cli_run(cli, n, arguments) : DIAG_CLASS_USAGE;
    if (!write_text(stdout, cli->out)) {
        diag_error(&cli->diags, (struct span){0}, DIAG_OUTPUT_FAILED,
                   "could not write standard output");
        exit_code = MAX(exit_code, DIAG_CLASS_MACHINE);
    }
    print_diags(cli);
    return exit_code;
}

int main(int argc, char **argv) {
    fill_descriptors();
    catch_signals();
    g_autofree char *directory = g_get_current_dir();
    g_autofree char *executable = executable_path(argc > 0 ? argv[0] : "pdfgen");
    g_autoptr(World) world = world_new((const char *const *)environ, directory);
    struct cli cli = {
        .world = world,
        .executable = executable,
        .out = g_string_new(NULL),
        .log = g_string_new(NULL),
        .ask_secret = ask_secret,
        .flush = flush,
        .is_coloured = is_coloured(world),
        .width = terminal_width(STDOUT_FILENO),
        .error_width = terminal_width(STDERR_FILENO),
    };
    int exit_code = run(&cli, MAX(argc - 1, 0), argv + MIN(argc, 1));
    g_string_free(cli.out, TRUE);
    g_string_free(cli.log, TRUE);
    diags_clear(&cli.diags);
    return exit_code;
}
