/*
 * interrupted.c - interrupted SIGNAL MILLISECONDS PROGRAM ARGUMENT...
 *
 * Runs the program, sends it the signal after a while, and is content (exit code 0) if it ended
 * with 130, or with 0 before the signal came. Signals that a shell has set to be ignored are not,
 * here.
 */
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WANTED_CODE = 130, MILLISECONDS_MAX = 60000 };

static int signal_by_name(const char *name) {
    return g_str_equal(name, "INT") ? SIGINT : g_str_equal(name, "HUP") ? SIGHUP : SIGTERM;
}

int main(int argc, char **argv) {
    guint64 milliseconds = 0;
    if (argc < 4 ||
        !g_ascii_string_to_unsigned(argv[2], 10, 0, MILLISECONDS_MAX, &milliseconds, NULL)) {
        fputs("interrupted SIGNAL MILLISECONDS PROGRAM ARGUMENT...\n", stderr);
        return 2;
    }
    int wanted_signal = signal_by_name(argv[1]);
    pid_t child = fork();
    if (child == 0) {
        signal(wanted_signal, SIG_DFL);
        execv(argv[3], argv + 3);
        _exit(127);
    }
    g_usleep(milliseconds * 1000);
    kill(child, wanted_signal);
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
        return 1;
    }
    int code = WEXITSTATUS(status);
    return code == WANTED_CODE || code == 0 ? 0 : code;
}
