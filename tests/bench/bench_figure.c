/*
 * bench_figure.c - bench_figure SOURCE [RUNS]: what a chart costs in one process, fonts open.
 *
 * Charts of 12 months and of 1,000 points, their words shaped by layout/ as in a document: the
 * median of RUNS of figure_draw() alone, without reading the fence's YAML.
 */
#include "bench_report.h"
#include "figure.h"

struct drawing {
    const struct value *spec;
    Locale *locale;
    double time_ms;
};

static bool draw(void *context, Arena *arena, const struct node *block, struct figure_place place,
                 struct diags *diags, bool *ret_known, struct figure *ret) {
    struct drawing *drawing = context;
    const struct figure_request request = {
        .kind = STR("chart"),
        .spec = drawing->spec,
        .at = block->at,
        .width_pt = place.width_pt,
        .height_pt = place.height_pt,
        .theme = place.theme,
        .shaper = place.shaper,
        .locale = drawing->locale,
        .currency = "USD",
    };
    *ret_known = true;
    double begin = now_ms();
    bool is_drawn = figure_draw(arena, &request, diags, ret);
    drawing->time_ms = now_ms() - begin;
    if (!is_drawn) {
        fprintf(stderr, "%s\n", diags->n > 0 ? diags->items[0].message : "not drawn");
        exit(1);
    }
    return true;
}

static double draw_once(const struct bench *bench, Locale *locale, const char *yaml) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct value *spec = NULL;
    struct doc *doc = NULL;
    struct display *display = NULL;
    const struct source *source = source_new(arena, "bench.md", STR("```chart\n```\n"));
    const struct value *meta = value_new(arena, VALUE_MAP, (struct span){0});
    if (!load_yaml(arena, source_new(arena, "chart.yaml", str_from(yaml)), &diags, &spec) ||
        !parse_markdown(arena, text_from_source(arena, source, 0), meta, &diags, &doc)) {
        exit(1);
    }
    struct drawing drawing = {.spec = spec, .locale = locale};
    const struct layout_input input = {
        .doc = doc,
        .theme = &bench->theme,
        .fonts = bench->fonts,
        .meta = {.title = "Chart", .language = "en-US", .date = {2026, 10, 9}},
        .context = &drawing,
        .draw_figure = draw,
    };
    if (!layout_document(arena, &input, &diags, &display)) {
        exit(1);
    }
    diags_clear(&diags);
    return drawing.time_ms;
}

static char *make_chart(const char *head, size_t n) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    GString *yaml = g_string_new(head);
    g_string_append(yaml, "title: Bookings rose in each quarter of the year\n"
                          "subtitle: Booked revenue, $ thousand\nsource: CRM\ndata:\n");
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(yaml, "- {x: %s %zu, y: %zu, p: %zu, z: %zu}\n", months[i % 12],
                               2020 + i / 12, 400 + i * 7919 % 600, 700 + i * 31 % 200,
                               100 + i * 101 % 300);
    }
    return g_string_free(yaml, FALSE);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name, *head;
        size_t n;
    } rows[] = {
        {"column, 12 months", "type: column\nx: x\ny: y\n", 12},
        {"column and plan, 12 months", "type: column\nx: x\ny: y\nplan: p\nvariance: plan\n", 12},
        {"stacked column, 12 months", "type: stacked-column\nx: x\nseries: {y: A, z: B}\n", 12},
        {"line, 12 months", "type: line\nx: x\ny: y\n", 12},
        {"area, 12 months", "type: area\nx: x\ny: y\n", 12},
        {"bar, 12 rows", "type: bar\nx: x\ny: y\n", 12},
        {"heat map, 12 rows", "type: heat-map\nx: x\nseries: {y: A, p: B, z: C}\n", 12},
        {"grouped bar, 12 rows", "type: grouped-bar\nx: x\ny: y\nprevious: p\n", 12},
        {"line, 1,000 points", "type: line\nx: x\ny: y\n", 1000},
        {"stacked area, 1,000 points", "type: stacked-area\nx: x\nseries: {y: A, z: B}\n", 1000},
        {"scatter, 1,000 points", "type: scatter\nx: p\ny: y\nname: x\n", 1000},
    };
    if (argc < 2) {
        fprintf(stderr, "bench_figure SOURCE [RUNS]\n");
        return 2;
    }
    int runs = MAX(argc > 2 ? (int)g_ascii_strtoll(argv[2], NULL, 10) : RUNS, 1);
    struct bench bench;
    open_bench(&bench, argv[1]);
    Locale *locale = locale_new("en-US");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *yaml = make_chart(rows[i].head, rows[i].n);
        double *all_ms = g_new(double, (size_t)runs), cold_ms = draw_once(&bench, locale, yaml);
        for (int k = 0; k < runs; k++) {
            all_ms[k] = draw_once(&bench, locale, yaml);
        }
        qsort(all_ms, (size_t)runs, sizeof *all_ms, compare_doubles);
        printf("%-28s first %.3f ms, then %.3f ms\n", rows[i].name, cold_ms, all_ms[runs / 2]);
        g_free(all_ms);
    }
    locale_free(locale);
    layout_fonts_free(bench.fonts);
    world_free(bench.world);
    return 0;
}
