/*
 * bench_report.h - what benchmarks of rooms share: a report of some 700 words, laid out.
 */
#pragma once

#include "layout.h"
#include "load.h"
#include "parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 200 };

struct bench {
    World *world;
    struct theme theme;
    struct font_catalogue catalogue;
    Fonts *fonts;
};

/* Of the processor: what else the machine does is no part of it. */
static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1000.0 + (double)time.tv_nsec / 1e6;
}

static void open_bench(struct bench *bench, const char *source) {
    g_autofree char *home = g_strdup_printf("PDFGEN_HOME=%s", source);
    const char *const environment[] = {home, NULL};
    struct diags diags = {0};
    bench->world = world_new(environment, source);
    Arena *arena = world_arena(bench->world);
    const struct theme_choice quiet = {.name = "quiet"};
    if (!world_find_installation(bench->world, "/", &diags) ||
        !load_theme(arena, bench->world, NULL, &quiet, &diags, &bench->theme) ||
        !load_fonts(arena, bench->world, NULL, &diags, &bench->catalogue)) {
        fprintf(stderr, "no theme or no fonts in %s\n", source);
        exit(1);
    }
    bench->fonts = layout_fonts_new(bench->world, &bench->catalogue);
    diags_clear(&diags);
}

static inline void append_text(GString *out) {
    for (int i = 0; i < 5; i++) {
        g_string_append(out,
                        "The quarter closed with deals in *three* regions, and the pipeline for "
                        "the next one covers its plan **twice**; two of the five goals are met. ");
    }
    g_string_append(out, "\n\n");
}

/* Some 700 words. */
static char *make_report(int times) {
    GString *out = g_string_new("# The third quarter beat its plan\n\n");
    for (int part = 0; part < 3 * times; part++) {
        g_string_append_printf(out, "## Part %d: what was booked, and by whom\n\n", part % 3 + 1);
        append_text(out);
        g_string_append(
            out, "| Customer | Owner | Booked, $k | What happens next |\n|---|---|--:|---|\n");
        for (int row = 0; row < 4; row++) {
            g_string_append_printf(out,
                                   "| Meridian Freight %d | Marta Okafor | %d.%d | The offer for "
                                   "phase two is signed before the end of the quarter |\n",
                                   row, 96 + row * 37, row);
        }
        g_string_append(out, "\n");
        append_text(out);
    }
    return g_string_free(out, FALSE);
}

/* In @arena; of layout alone, its time and what it took of the arena. */
static struct display *bench_lay_out(Arena *arena, const struct bench *bench, const char *markdown,
                                     double *ret_ms, size_t *ret_bytes) {
    struct diags diags = {0};
    const struct source *source = source_new(arena, "bench.md", str_from(markdown));
    const struct value *meta = value_new(arena, VALUE_MAP, (struct span){0});
    struct layout_input input = {
        .theme = &bench->theme,
        .fonts = bench->fonts,
        .meta = {.title = "Report", .language = "en-US", .date = {2026, 10, 9}},
        .header_left = "Halyard Systems for Acme Corp",
        .footer_right = "Page {page} of {pages}",
    };
    struct doc *doc = NULL;
    struct display *display = NULL;
    if (!parse_markdown(arena, text_from_source(arena, source, 0), meta, &diags, &doc)) {
        exit(1);
    }
    input.doc = doc;
    size_t before = arena_bytes(arena);
    double begin = now_ms();
    if (!layout_document(arena, &input, &diags, &display)) {
        exit(1);
    }
    *ret_ms = now_ms() - begin;
    *ret_bytes = arena_bytes(arena) - before;
    diags_clear(&diags);
    return display;
}

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}
