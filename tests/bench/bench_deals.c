/*
 * bench_deals.c - loads and derives one partner's file RUNS times; medians in milliseconds of the
 * processor.
 *
 *   bench_deals FILE [RUNS]
 *
 * Prints two numbers, load and derive: each run has a world and an arena of its own; the first,
 * which fills caches of the process, is not counted.
 */
#include "derive.h"
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *times, int n) {
    qsort(times, (size_t)n, sizeof *times, compare);
    return times[n / 2];
}

static const struct value *workspace(Arena *arena) {
    struct diags diags = {0};
    struct value *config = NULL;
    const struct source *source =
        source_new(arena, "pdfgen.yaml", STR("currency: USD\npipeline: {coverage: 3}\n"));
    return load_yaml(arena, source, &diags, &config) ? config : NULL;
}

/* Of the processor, not of the wall: what else the machine does counts less. */
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static bool run_once(const char *path, double *ret_load, double *ret_derive) {
    static const char *const environment[] = {NULL};
    World *world = world_new(environment, "/");
    Arena *arena = arena_new();
    struct diags diags = {0};
    struct value *partner = NULL, *root = NULL;
    struct partner_entry entry = {.slug = "bench", .name = "Bench", .path = path};
    world_allow_file(world, path);
    struct derive_input input = {.config = workspace(arena), .today = {2026, 10, 9}};
    derive_period_parse(arena, "2026-Q3", 1, &diags, &input.period);
    double start = now();
    bool is_good = load_partner(arena, world, &entry, &diags, &partner);
    double middle = now();
    input.partner = partner;
    is_good = is_good && derive_values(arena, &input, &diags, &root);
    double end = now();
    *ret_load = middle - start;
    *ret_derive = end - middle;
    diags_clear(&diags);
    arena_free(arena);
    world_free(world);
    return is_good;
}

int main(int argc, char **argv) {
    int runs = argc > 2 ? (int)g_ascii_strtoll(argv[2], NULL, 10) : 15;
    if (argc < 2 || runs < 1) {
        fprintf(stderr, "usage: bench_deals FILE [RUNS]\n");
        return 2;
    }
    g_autofree char *path = g_canonicalize_filename(argv[1], NULL);
    g_autofree double *load = g_new(double, (size_t)runs);
    g_autofree double *derive = g_new(double, (size_t)runs);
    double unused;
    if (!run_once(path, &unused, &unused)) {
        fprintf(stderr, "%s cannot be used\n", argv[1]);
        return 1;
    }
    for (int i = 0; i < runs; i++) {
        run_once(path, &load[i], &derive[i]);
    }
    printf("%.2f %.2f\n", median(load, runs), median(derive, runs));
    return 0;
}
