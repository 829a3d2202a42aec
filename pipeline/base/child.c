#include "child.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

bool child_write(int pipe, const void *bytes, size_t n) {
    const char *p = bytes;
    while (n > 0) {
        ssize_t written = write(pipe, p, n);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        p += MAX(written, 0);
        n -= (size_t)MAX(written, 0);
    }
    return true;
}

/* Never returns, and runs nothing that the parent has set up for its own end. */
G_GNUC_NORETURN static void work_and_exit(child_work *work, void *data, unsigned seconds,
                                          int pipe) {
    const struct rlimit limit = {seconds, seconds}, no_core = {0, 0};
    static const int signals[] = {SIGINT, SIGTERM, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
        signal(signals[i], SIG_DFL);
    }
    setrlimit(RLIMIT_CPU, &limit);
    setrlimit(RLIMIT_CORE, &no_core);
    /* What a library says when it crashes is not what the user is told. */
    close(STDERR_FILENO);
    _exit(work(data, pipe) ? 0 : 1);
}

static GByteArray *read_all(int pipe) {
    GByteArray *all = g_byte_array_new();
    guint8 buffer[65536];
    for (;;) {
        ssize_t n = read(pipe, buffer, sizeof buffer);
        if (n > 0) {
            g_byte_array_append(all, buffer, (guint)n);
        } else if (n == 0 || errno != EINTR) {
            return all;
        }
    }
}

GBytes *child_run(child_work *work, void *data, unsigned seconds) {
    int ends[2], status = 0;
    if (pipe(ends) != 0) {
        return NULL;
    }
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        work_and_exit(work, data, seconds, ends[1]);
    }
    close(ends[1]);
    GByteArray *all = read_all(ends[0]);
    close(ends[0]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return g_byte_array_free_to_bytes(all);
    }
    g_byte_array_unref(all);
    return NULL;
}
