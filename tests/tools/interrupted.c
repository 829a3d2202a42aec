/*
 * interrupted.c - interrupted SIGNAL MILLISECONDS PROGRAM ARGUMENT...
 *
 * Runs the program, sends it the signal after a while, and ends as it did: its exit code, or 128
 * and the signal's number. A signal that the shell has set to be ignored is not, here.
 */
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MILLISECONDS_MAX = 60000 };

static int signal_by_name(const char *name) {
    return g_str_equal(name, "INT")    ? SIGINT
           : g_str_equal(name, "HUP")  ? SIGHUP
           : g_str_equal(name, "KILL") ? SIGKILL
                                       : SIGTERM;
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
    if (child < 0 || waitpid(child, &status, 0) != child) {
        return 1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
