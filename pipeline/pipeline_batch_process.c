#include "pipeline_batch_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Ctrl-C goes to every process of the terminal, and what ends a job (timeout, systemd, a scheduler)
 * tells every process of it; what is in hand is finished all the same.
 */
static void set_signals(pid_t parent) {
    static const int ignored[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigset_t none;
    sigemptyset(&none);
    for (size_t i = 0; i < G_N_ELEMENTS(ignored); i++) {
        sigaction(ignored[i], &ignore, NULL);
    }
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) { /* it ended before that was said */
        _exit(1);
    }
}

static void close_pair(const int pair[2]) {
    close(pair[0]);
    close(pair[1]);
}

/* The error, or 0. */
static int open_pairs(int requests[2], int answers[2]) {
    if (pipe2(requests, O_CLOEXEC) != 0) {
        return errno;
    }
    if (pipe2(answers, O_CLOEXEC) != 0) {
        int error = errno;
        close_pair(requests);
        return error;
    }
    return 0;
}

/* Not to the last byte: a page of it may be left half full. */
static size_t room_of(int pipe) {
    int size = fcntl(pipe, F_GETPIPE_SZ);
    return (size_t)MAX(size, PIPE_BUF) / 2;
}

int batch_start(batch_work *work, void *context, struct batch_process *ret) {
    int requests[2], answers[2], error = open_pairs(requests, answers);
    if (error != 0) {
        return error;
    }
    pid_t parent = getpid(), pid = fork();
    if (pid < 0) {
        error = errno;
        close_pair(requests);
        close_pair(answers);
        return error;
    }
    if (pid == 0) {
        close(requests[1]);
        close(answers[0]);
        set_signals(parent);
        work(context, requests[0], answers[1]);
        _exit(0);
    }
    close(requests[0]);
    close(answers[1]);
    *ret = (struct batch_process){pid, requests[1], answers[0], room_of(requests[1])};
    return 0;
}

void batch_drop(const struct batch_process *process) {
    if (process->pid > 0) {
        close(process->requests);
        close(process->answers);
    }
}

int batch_reap(struct batch_process *process, struct rusage *ret_usage) {
    int status = 0;
    batch_drop(process);
    while (wait4(process->pid, &status, 0, ret_usage) < 0 && errno == EINTR) {
    }
    process->pid = 0;
    return status;
}

bool batch_read(int pipe, void *ret, size_t n) {
    for (char *p = ret; n > 0;) {
        ssize_t got = read(pipe, p, n);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        p += MAX(got, 0);
        n -= (size_t)MAX(got, 0);
    }
    return true;
}
