#include "figure_sample.h"

/*
 * Whatever a specification says wrong, the first error names its place and the reason; nothing is
 * drawn.
 */

static const struct {
    const char *kind, *yaml;
    const char *place; /* "line:column" */
    const char *said;  /* a part of the message or hint */
} rows[] = {
    {"chart", "type: lin\ndata: [{x: a, y: 1}]\n", "1:7", "Did you mean \"line\"?"},
    {"chart", "data: [{x: a, y: 1}]\n", "", "a chart needs a type"},
    {"chart", "type: line\ntitel: T\ndata: [{x: a, y: 1}]\nx: x\ny: y\n", "2:1",
     "Did you mean \"title\"?"},
    {"chart", "type: line\ndata: [{x: a, y: 1}]\nx: x\ny: yy\n", "4:4", "Did you mean \"y\"?"},
    {"chart", "type: line\ndata: [{x: a, y: 1}]\nx: nothing\ny: y\n", "3:4", "The rows have x, y."},
    {"chart", "type: line\ndata: [{x: a, y: 1}]\nx: x\n", "", "needs \"y\""},
    {"chart", "type: line\ndata: [{x: a, y: 1}]\nx: [x]\ny: y\n", "3:4", "not a list"},
    {"chart", "type: line\ndata: [1, 2]\nx: x\ny: y\n", "3:4", "Write each row as a map"},
    {"chart", "type: line\ndata: []\nx: x\ny: y\n", "", "a list that is not empty"},
    {"chart", "type: line\ndata: [{x: a, y: twelve}]\nx: x\ny: y\n", "2:18", "not \"twelve\""},
    {"chart", "type: line\ndata: [{x: a, y: .nan}]\nx: x\ny: y\n", "2:18", "not \".nan\""},
    {"chart", "type: line\ndata: [{x: a, y: .inf}]\nx: x\ny: y\n", "2:18", "not \".inf\""},
    {"chart", "type: line\ndata: [{x: a, y: 1e308}]\nx: x\ny: y\n", "2:18", "not \"1e308\""},
    {"chart", "type: line\ndata: [{x: a, y: 1e17}]\nx: x\ny: y\n", "2:18", "too large"},
    {"chart", "type: line\ndata: [{x: a, y: {z: 1}}]\nx: x\ny: y\n", "2:18", "not a map"},
    {"chart", "type: line\ndata: [{x: a, y: null}]\nx: x\ny: y\n", "", "is a number"},
    {"chart", "type: line\ndata: [{x: 2026-03-01, y: 4}, {x: 2026-01-01, y: 5}]\nx: x\ny: y\n",
     "2:35", "\"2026-01-01\" stands behind the later \"2026-03-01\""},
    {"chart", "type: column\ndata: [{x: 2026-03, y: 4}, {x: 2026-01, y: 5}]\nx: x\ny: y\n", "2:32",
     "sort \"x\""},
    {"chart", "type: line\ndata: [{x: a, y: 1}]\nx: x\ny: y\nforecast_from: b\n", "",
     "none of the chart's values"},
    {"chart", "type: line\ndata: [{x: a, y: 1}]\nx: x\ny: y\ntable: yes please\n", "5:8",
     "true or false"},
    {"chart", "type: line\ndata: [{x: a, y: 1}]\nx: x\ny: y\nunit: thousand\n", "5:7",
     "is a number"},
    {"chart", "type: line\ndata: [{x: a, y: 1}]\nx: x\ny: y\nunit: 0\n", "5:7",
     "cannot be divided"},
    {"chart", "type: heat-map\ndata: [{x: a, y: 1}]\nx: x\ny: y\n", "", "needs \"series\""},
    {"chart", "type: stacked-area\ndata: [{x: a, y: -1, z: 2}]\nx: x\nseries: [y, z]\n", "2:8",
     "cannot be negative"},
    {"chart", "type: share\ndata: [{x: a, y: -1}]\nx: x\ny: y\n", "", "cannot be negative"},
    {"chart", "type: timeline\ndata: [{date: soon, name: A}]\n", "2:15", "is not a date"},
    {"chart", "type: timeline\ndata: [{date: 2026-07-01, label: A}]\n", "2:8",
     "has a field \"name\""},
    {"chart", "type: gantt\ndata: [{start: 2026-07-01, label: A}]\n", "2:8",
     "has a field \"name\""},
    {"chart", "type: gantt\ndata: [{start: 2026-01-01, name: A, state: don}]\n", "2:8",
     "not \"don\""},
    {"chart", "type: bullet\ndata: [{x: a, y: 1, t: god}]\nx: x\ny: y\ntone: t\n", "2:24",
     "Did you mean \"good\"?"},
    {"chart", "type: score\ndata: [{x: a, y: 1}, {x: b, y: 2, t: x}]\nx: x\ny: y\ntone: t\n",
     "2:38", "muted or none, not \"x\""},
    {"chart", "type: scatter\ndata: [{x: 1, y: high}]\nx: x\ny: y\n", "2:18", "not \"high\""},
    {"mermaid", "gantt\ndateFormat YYYYYYYYYY-MM-DD\nA :4294969322-01-05, 3d\n", "",
     "\"4294969322-01-05\" is no date"},
    {"kpis", "label: A\n", "", "takes a list"},
    {"kpis", "- {label: A, valeu: 1}\n", "1:14", "Did you mean \"value\"?"},
    {"kpis", "- {label: A, value: 1, tone: goood}\n", "1:30", "Did you mean \"good\"?"},
    {"kpis", "- {label: A, value: 1, trend: [1, two]}\n", "1:35", "not \"two\""},
    {"kpis", "- {label: A, value: x, versus: [{label: y, than: 1}]}\n", "1:50", "needs an amount"},
    {"kpis", "- {label: A, amount: 5, versus: [{label: y, than: [1]}]}\n", "1:51", "not a number"},
    {"kpis", "- {label: A, amount: [1]}\n", "1:22", "not a number"},
    {"kpis", "- {label: A, value: 1, versus: [{label: x, diference: +1}]}\n", "1:44",
     "Did you mean \"difference\"?"},
};

static void test_mistakes(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct figures figures;
        struct figure figure;
        figures_open(&figures);
        bool is_drawn = figures_draw(&figures, figures.sample.arena, rows[i].kind,
                                     str_from(rows[i].yaml), 480, &figure);
        g_autofree char *why = figures_complaints(&figures);
        g_autofree char *place = g_strdup_printf("figure.yaml:%s: error", rows[i].place);
        bool is_placed = !*rows[i].place || strstr(why, place);
        if (is_drawn || !is_placed || !strstr(why, rows[i].said)) {
            fail_msg("%s wants %s and \"%s\", not:\n%s", rows[i].yaml, rows[i].place, rows[i].said,
                     why);
        }
        figures_close(&figures);
    }
}

/* A number that cannot be obeyed is told with the one that is used; the chart is drawn. */
static void test_ranges(void **state) {
    static const struct {
        const char *field, *said;
    } fields[] = {
        {"height: 1e9", "\"height\" of a chart is 24 to 600, not 1000000000; 600 is used"},
        {"height: -3", "\"height\" of a chart is 24 to 600, not -3; 24 is used"},
        {"decimals: 99", "\"decimals\" of a chart is 0 to 6, not 99; 6 is used"},
        {"height: 600", ""},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        struct figures figures;
        struct figure figure;
        g_autofree char *yaml = g_strdup_printf(
            "type: column\ndata: [{x: a, y: 1}]\nx: x\ny: y\n%s\n", fields[i].field);
        figures_open(&figures);
        assert_true(
            figures_draw(&figures, figures.sample.arena, "chart", str_from(yaml), 480, &figure));
        g_autofree char *why = figures_complaints(&figures);
        if (*fields[i].said ? !strstr(why, fields[i].said) : *why) {
            fail_msg("%s: %s", fields[i].field, why);
        }
        assert_true(figure.height_pt < 700);
        figures_close(&figures);
    }
}

static char *make_rows(const char *head, size_t n) {
    GString *yaml = g_string_new(head);
    g_string_append(yaml, "x: x\ny: y\ndata:\n");
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(yaml, "- {x: %zu, y: %zu}\n", i, i * 7919 % 997);
    }
    return g_string_free(yaml, FALSE);
}

/* More than can be shown is thinned or cut, and said. */
static void test_too_many(void **state) {
    enum { N = 100000, OPS_MOST = 10000 };
    static const struct {
        const char *yaml, *said;
    } many[] = {
        {"type: line\n", "1000 of 100000 values, one of each 100"},
        {"type: area\n", "1000 of 100000 values, one of each 100"},
        {"type: scatter\n", "2000 of 100000 points, one of each 50"},
        {"type: column\n", "the last 60 of 100000"},
        {"type: bar\n", "the first 60 of 100000"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(many); i++) {
        struct figures figures;
        struct figure figure;
        g_autofree char *yaml = make_rows(many[i].yaml, N);
        figures_open(&figures);
        assert_true(
            figures_draw(&figures, figures.sample.arena, "chart", str_from(yaml), 480, &figure));
        g_autofree char *why = figures_complaints(&figures);
        if (!strstr(why, many[i].said) || figure.n_ops > OPS_MOST) {
            fail_msg("%s: %zu operations, %s", many[i].yaml, figure.n_ops, why);
        }
        figures_close(&figures);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/figure/mistakes/each has its place and reason", test_mistakes, NULL, NULL, NULL},
        {"/figure/mistakes/a number out of its range is told", test_ranges, NULL, NULL, NULL},
        {"/figure/mistakes/too many values are thinned, and said", test_too_many, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
