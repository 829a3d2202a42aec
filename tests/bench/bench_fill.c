/*
 * bench_fill.c - bench_fill [RUNS]: what filling costs, in one process.
 *
 * Cold: the first number, share, amount and date of a process, which open ICU's formatters. Warm: a
 * template of 300 lines and 200 values, once, twice and four times as long: the median of RUNS.
 */
#include "fill.h"

#include <stdio.h>
#include <stdlib.h>

enum { RUNS = 200, BLOCKS = 20 }; /* a block has 15 lines and 10 values */

static double now_ms(void) {
    return (double)g_get_monotonic_time() / 1000.0;
}

static struct value *text_value(Arena *arena, const char *text) {
    return value_new_string(arena, (struct span){0}, str_from(text));
}

static struct value *number_value(Arena *arena, const char *digits) {
    struct decimal number;
    decimal_parse(str_from(digits), &number);
    return value_new_number(arena, (struct span){0}, number);
}

static struct value *make_values(Arena *arena) {
    struct value *root = value_new(arena, VALUE_MAP, (struct span){0});
    struct value *partner = value_new(arena, VALUE_MAP, (struct span){0});
    struct value *deals = value_new(arena, VALUE_LIST, (struct span){0});
    value_put(arena, partner, "name", text_value(arena, "Acme & Sons | *Co*"));
    value_put(arena, partner, "since", text_value(arena, "2023-03-14"));
    value_put(arena, root, "partner", partner);
    value_put(arena, root, "booked", number_value(arena, "1284000"));
    value_put(arena, root, "average", number_value(arena, "75529.41"));
    value_put(arena, root, "share", number_value(arena, "1.078992"));
    for (int i = 0; i < 2; i++) {
        struct value *deal = value_new(arena, VALUE_MAP, (struct span){0});
        value_put(arena, deal, "customer", text_value(arena, "Meridian Freight"));
        value_put(arena, deal, "amount", number_value(arena, "248000"));
        value_append(arena, deals, deal);
    }
    value_put(arena, root, "deals", deals);
    return root;
}

static char *make_template(Arena *arena, int blocks) {
    g_autoptr(GString) out = g_string_new(NULL);
    for (int i = 0; i < blocks; i++) {
        g_string_append(out, "## {{partner.name}} booked {{booked | money \"compact\"}}\n\n"
                             "Some *words* with `code` and a [link](https://example.com/a).\n"
                             "That is {{share | percent}} of the plan since "
                             "{{partner.since | date \"d MMMM y\"}}.\n\n"
                             "| Customer | Amount |\n|---|--:|\n"
                             "{{#deals}}\n| {{customer}} | {{amount | money}} |\n{{/deals}}\n\n"
                             "```chart\ntitle: '{{average | money}}'\nvalue: {{booked}}\n```\n");
    }
    return arena_strdup(arena, out->str);
}

static double fill_ms(const struct source *source, const struct value *root,
                      const struct fill_options *options) {
    double begin = now_ms();
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct text *text = NULL;
    if (!fill_template(arena, source, 0, root, options, &diags, &text)) {
        exit(1);
    }
    diags_clear(&diags);
    return now_ms() - begin;
}

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void report_warm(Arena *arena, Locale *locale, int blocks, int runs) {
    const struct fill_options options = {
        .escape = FILL_MARKDOWN, .locale = locale, .currency = "USD"};
    const struct source *source =
        source_new(arena, "bench.md", str_from(make_template(arena, blocks)));
    const struct value *root = make_values(arena);
    double *times = ARENA_NEW_N(arena, double, (size_t)runs);
    for (int i = 0; i < runs; i++) {
        times[i] = fill_ms(source, root, &options);
    }
    qsort(times, (size_t)runs, sizeof *times, compare_doubles);
    printf("warm: %4d lines, %4d values: %.3f ms\n", blocks * 15, blocks * 10, times[runs / 2]);
}

static void report_cold(Arena *arena, Locale *locale) {
    struct decimal number = {.units = 107899, .scale = 2};
    const struct {
        const char *name;
        struct number_style style;
    } kinds[] = {{"number", {0}},
                 {"share", {.is_percent = true, .decimals = 1}},
                 {"money", {.currency = "USD"}},
                 {"compact money", {.currency = "USD", .is_compact = true}}};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        double begin = now_ms();
        locale_format_number(locale, arena, number, &kinds[i].style);
        printf("cold: first %s: %.3f ms\n", kinds[i].name, now_ms() - begin);
    }
    double begin = now_ms();
    locale_format_date(locale, arena, (struct date){2026, 9, 28}, "d MMMM y");
    printf("cold: first date: %.3f ms\n", now_ms() - begin);
}

int main(int argc, char **argv) {
    int runs = argc > 1 ? (int)g_ascii_strtoll(argv[1], NULL, 10) : RUNS;
    g_autoptr(Arena) arena = arena_new();
    double begin = now_ms();
    g_autoptr(Locale) locale = locale_new("en-US");
    printf("cold: locale: %.3f ms\n", now_ms() - begin);
    report_cold(arena, locale);
    for (int times = 1; times <= 4; times *= 2) {
        report_warm(arena, locale, BLOCKS * times, MAX(runs, 1));
    }
    return 0;
}
