/*
 * bench_layout.c - bench_layout SOURCE [RUNS]: what layout costs in one process, its words known.
 *
 * A report of two pages (headings, running text, three tables), once, twice and four times as long:
 * the median of RUNS, and the memory that one layout takes of its job's arena.
 */
#include "bench_report.h"

struct reading {
    double time_ms;
    size_t bytes, pages;
};

static struct reading lay_out(const struct bench *bench, const char *markdown) {
    g_autoptr(Arena) arena = arena_new();
    struct reading reading = {0};
    const struct display *display =
        bench_lay_out(arena, bench, markdown, &reading.time_ms, &reading.bytes);
    reading.pages = display->n_pages;
    return reading;
}

static void report(const struct bench *bench, int times, int runs) {
    g_autofree char *markdown = make_report(times);
    double *all_ms = g_new(double, (size_t)runs);
    struct reading reading = lay_out(bench, markdown);
    for (int i = 0; i < runs; i++) {
        all_ms[i] = lay_out(bench, markdown).time_ms;
    }
    qsort(all_ms, (size_t)runs, sizeof *all_ms, compare_doubles);
    printf("warm: %zu pages: %.3f ms, %zu KiB\n", reading.pages, all_ms[runs / 2],
           reading.bytes / 1024);
    g_free(all_ms);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "bench_layout SOURCE [RUNS]\n");
        return 2;
    }
    int runs = argc > 2 ? (int)g_ascii_strtoll(argv[2], NULL, 10) : RUNS;
    struct bench bench;
    open_bench(&bench, argv[1]);
    for (int times = 1; times <= 4; times *= 2) {
        report(&bench, times, MAX(runs, 1));
    }
    layout_fonts_free(bench.fonts);
    world_free(bench.world);
    return 0;
}
