/*
 * measure.c - run a command many times and print one line: the median and the 90th percentile of
 * its wall time, the median of its processor time, and the most memory it held.
 *
 * Call:   measure RUNS COMMAND [ARGUMENT...]     the command's own output goes nowhere
 * Why:    a whole process is what a person waits for, so its start is part of the time.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct run {
    double wall_ms, cpu_ms;
    long peak_kib;
};

enum { RUNS_MAX = 10000 };

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000.0 + (double)t.tv_nsec / 1e6;
}

static double milliseconds(struct timeval t) {
    return (double)t.tv_sec * 1000.0 + (double)t.tv_usec / 1000.0;
}

static int run_once(char **command, struct run *ret) {
    double start = now_ms();
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, STDIN_FILENO);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        execvp(command[0], command);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        return -1;
    }
    ret->wall_ms = now_ms() - start;
    ret->cpu_ms = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
    ret->peak_kib = usage.ru_maxrss;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    long n = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    if (n < 1 || n > RUNS_MAX) {
        fprintf(stderr, "usage: measure RUNS COMMAND [ARGUMENT...]\n");
        return 2;
    }
    static double wall_ms[RUNS_MAX], cpu_ms[RUNS_MAX];
    long peak_kib = 0;
    for (long i = 0; i < n; i++) {
        struct run run = {0};
        int code = run_once(argv + 2, &run);
        if (code != 0) {
            printf("%s ended with %d\n", argv[2], code);
            return 1;
        }
        wall_ms[i] = run.wall_ms;
        cpu_ms[i] = run.cpu_ms;
        peak_kib = run.peak_kib > peak_kib ? run.peak_kib : peak_kib;
    }
    qsort(wall_ms, (size_t)n, sizeof *wall_ms, compare);
    qsort(cpu_ms, (size_t)n, sizeof *cpu_ms, compare);
    printf("median %7.1f ms   p90 %7.1f ms   processor %7.1f ms   peak %6.1f MB   (%ld runs)\n",
           wall_ms[n / 2], wall_ms[n * 9 / 10], cpu_ms[n / 2], (double)peak_kib / 1024.0, n);
    return 0;
}
