/*
 * bench_process.c - bench_process RUNS PROGRAM ARGUMENT...
 *
 * Runs a program as a whole process, again and again, and prints wall clock (median, least, most),
 * processor time and peak memory. One run before the others warms the caches and is not counted.
 * Standard output of the program goes nowhere; a run that fails ends the benchmark.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 10000 };

struct run {
    double wall_ms, processor_ms;
    long peak_kib;
};

static double milliseconds(struct timeval time) {
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static void start(char **arguments) {
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    close(nowhere);
    execvp(arguments[0], arguments);
    perror(arguments[0]);
    _exit(127);
}

static int measure(char **arguments, struct run *ret) {
    struct timespec before, after;
    struct rusage usage;
    int status = 0;
    clock_gettime(CLOCK_MONOTONIC, &before);
    pid_t child = fork();
    if (child == 0) {
        start(arguments);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror("bench_process");
        return 1;
    }
    clock_gettime(CLOCK_MONOTONIC, &after);
    ret->wall_ms = (double)(after.tv_sec - before.tv_sec) * 1e3 +
                   (double)(after.tv_nsec - before.tv_nsec) / 1e6;
    ret->processor_ms = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
    ret->peak_kib = usage.ru_maxrss;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double middle(const double *sorted, int n) {
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

static void report(const struct run *runs, int n) {
    double *wall = calloc((size_t)n, sizeof *wall),
           *processor = calloc((size_t)n, sizeof *processor);
    long peak_kib = 0;
    for (int i = 0; i < n; i++) {
        wall[i] = runs[i].wall_ms;
        processor[i] = runs[i].processor_ms;
        peak_kib = runs[i].peak_kib > peak_kib ? runs[i].peak_kib : peak_kib;
    }
    qsort(wall, (size_t)n, sizeof *wall, compare);
    qsort(processor, (size_t)n, sizeof *processor, compare);
    printf("%d runs: median %.1f ms, least %.1f, most %.1f; processor %.1f ms; peak %.1f MB\n", n,
           middle(wall, n), wall[0], wall[n - 1], middle(processor, n), (double)peak_kib / 1024.0);
    free(wall);
    free(processor);
}

int main(int argc, char **argv) {
    long n = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    if (n < 1 || n > RUNS_MAX) {
        fputs("bench_process RUNS PROGRAM ARGUMENT...\n", stderr);
        return 2;
    }
    struct run *runs = calloc((size_t)n, sizeof *runs);
    int code = measure(argv + 2, &runs[0]);
    for (long i = 0; i < n && code == 0; i++) {
        code = measure(argv + 2, &runs[i]);
    }
    if (code == 0) {
        report(runs, (int)n);
    } else {
        fprintf(stderr, "bench_process: the program ended with %d\n", code);
    }
    free(runs);
    return code;
}
