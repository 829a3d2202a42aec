/*
 * The examples of docs/figures.md are drawn, and each type's section names the fields that it has.
 */
#include "figure_sample.h"

/* What the names in the examples stand for. */
static const char *const data =
    "quarters:\n"
    "  - {label: Q2 2026, booked: 1068000, year_before: 805000, plan: 1100000}\n"
    "  - {label: Q3 2026, booked: 1284000, year_before: 958000, plan: 1190000}\n"
    "  - {label: Q4 2026, year_before: 1012000, plan: 1400000, forecast: 1327000}\n"
    "kpi: {booked: {plan: 1190000}}\n";

struct documentation {
    struct figures figures;
    char *text;
};

static void set_up(struct documentation *documentation) {
    figures_open(&documentation->figures);
    assert_true(g_file_get_contents(PDFGEN_SOURCE_DIR "/docs/figures.md", &documentation->text,
                                    NULL, NULL));
    documentation->figures.root =
        figures_read(&documentation->figures, documentation->figures.sample.arena, str_from(data));
}

static void tear_down(struct documentation *documentation) {
    g_free(documentation->text);
    figures_close(&documentation->figures);
}

/* The next figure from *rest on: the word behind its three backticks, and what stands inside. */
static bool next_example(struct str *rest, struct str *kind, struct str *yaml) {
    struct str line;
    while (str_next_line(rest, &line)) {
        if (!str_starts_with(line, "```") || str_starts_with(line, "````") || line.n == 3) {
            continue;
        }
        *kind = str_skip(line, 3);
        const char *begin = rest->p;
        while (str_next_line(rest, &line) && !str_is(line, "```")) {
        }
        *yaml = (struct str){begin, (size_t)(line.p - begin)};
        return true;
    }
    return false;
}

static void test_examples(void **state) {
    struct documentation documentation;
    struct str kind, yaml;
    size_t n = 0, n_diagrams = 0;
    (void)state;
    set_up(&documentation);
    struct figures *figures = &documentation.figures;
    for (struct str rest = str_from(documentation.text); next_example(&rest, &kind, &yaml); n++) {
        struct figure figure;
        n_diagrams += str_is(kind, "mermaid") ? 1 : 0;
        const struct op *a = NULL, *b = NULL;
        bool is_drawn = figures_draw(figures, figures->sample.arena,
                                     str_cstr(figures->sample.arena, kind), yaml, 480, &figure);
        g_autofree char *complaints = figures_complaints(figures);
        if (!is_drawn || *complaints) {
            fail_msg("%s\n" STR_FMT, complaints, STR_ARG(yaml));
        }
        if (words_outside(&figure) || words_overlap(&figure, &a, &b)) {
            fail_msg("words collide:\n" STR_FMT, STR_ARG(yaml));
        }
    }
    size_t n_types;
    chart_types(&n_types);
    assert_int_equal(n_diagrams, 2);
    assert_int_equal(n, n_types + 3 + n_diagrams); /* and kpis twice, and the fence timeline */
    tear_down(&documentation);
}

/* "Fields: `x`, `y`" of the section of a type. */
static void test_fields(void **state) {
    struct documentation documentation;
    size_t n_types;
    const struct chart_type *types = chart_types(&n_types);
    (void)state;
    set_up(&documentation);
    for (size_t i = 0; i < n_types; i++) {
        g_autofree char *head = g_strdup_printf("\n### %s\n", types[i].name);
        g_autofree char *example = g_strdup_printf("\ntype: %s\n", types[i].name);
        g_autoptr(GString) wanted = g_string_new("\nFields: ");
        for (size_t k = 0; types[i].fields[k]; k++) {
            g_string_append_printf(wanted, "%s`%s`", k ? ", " : "", types[i].fields[k]);
        }
        g_string_append(wanted, "\n");
        const char *section = strstr(documentation.text, head);
        if (!section || !strstr(section, example)) {
            fail_msg("docs/figures.md has no section with an example of \"%s\"", types[i].name);
        }
        const char *fields = strstr(section, "\nFields: ");
        if (!fields || !g_str_has_prefix(fields, wanted->str)) {
            fail_msg("the section \"%s\" lacks:%s", types[i].name, wanted->str);
        }
    }
    tear_down(&documentation);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/figure/documentation/every example is drawn", test_examples, NULL, NULL, NULL},
        {"/figure/documentation/every type names its fields", test_fields, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
