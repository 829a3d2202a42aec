/*
 * bench_paint.c - bench_paint SOURCE [RUNS]: what a tagged PDF costs in one process.
 *
 * A report of two pages with three faces, and the same five hundred times over: the median of RUNS,
 * and the bytes of the file.
 */
#include "bench_report.h"
#include "paint.h"

static void report(const struct bench *bench, int times, int runs, PaintCache *cache) {
    const struct paint_options options = {.cache = cache};
    g_autofree char *markdown = make_report(times);
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    double ignored_ms;
    double *all_ms = g_new(double, (size_t)runs);
    size_t size = 0;
    const struct display *display = bench_lay_out(arena, bench, markdown, &ignored_ms, &size);
    for (int i = 0; i <= runs; i++) {
        GBytes *bytes = NULL;
        double begin = now_ms();
        if (!paint_display(&paint_pdf, display, &options, &diags, &bytes)) {
            exit(1);
        }
        all_ms[MAX(i - 1, 0)] = now_ms() - begin; /* the first one warms up */
        size = g_bytes_get_size(bytes);
        g_bytes_unref(bytes);
    }
    qsort(all_ms, (size_t)runs, sizeof *all_ms, compare_doubles);
    printf("%s: %zu pages, %zu faces: %.3f ms, %.1f KB\n", cache ? "kept" : "warm",
           display->n_pages, display->n_fonts, all_ms[runs / 2], (double)size / 1000);
    g_free(all_ms);
    diags_clear(&diags);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "bench_paint SOURCE [RUNS]\n");
        return 2;
    }
    int runs = argc > 2 ? (int)g_ascii_strtoll(argv[2], NULL, 10) : RUNS;
    struct bench bench;
    open_bench(&bench, argv[1]);
    PaintCache *cache = paint_cache_new(PAINT_CACHE_BYTES_MAX);
    report(&bench, 1, MAX(runs, 1), NULL);
    report(&bench, 1, MAX(runs, 1), cache); /* as the second and later ones of a batch */
    report(&bench, 500, MAX(runs / 50, 1), NULL);
    paint_cache_free(cache);
    layout_fonts_free(bench.fonts);
    world_free(bench.world);
    return 0;
}
