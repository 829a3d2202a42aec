/*
 * Whatever the data: no words outside a figure, no words on words, bars as long as their values.
 */
#include "figure_sample.h"

enum { ROUNDS = 120 };

struct made {
    GRand *rand;
    GString *yaml;
};

static const char *const words[] = {"Q1",        "of",      "Marlowe", "Systems", "renewals",
                                    "Certified", "partner", "2026",    "EMEA",    "engineers"};

static void put_name(struct made *made, size_t i) {
    bool is_long = g_rand_int_range(made->rand, 0, 4) == 0;
    int n = is_long ? g_rand_int_range(made->rand, 5, 9) : g_rand_int_range(made->rand, 1, 3);
    g_string_append_printf(made->yaml, "\"%zu", i);
    for (int k = 0; k < n; k++) {
        g_string_append_printf(made->yaml, " %s",
                               words[g_rand_int_range(made->rand, 0, G_N_ELEMENTS(words))]);
    }
    g_string_append_c(made->yaml, '"');
}

/* Mostly of one magnitude; now and then nothing, zero, a loss or a giant. */
static void put_number(struct made *made, bool may_be_negative) {
    switch (g_rand_int_range(made->rand, 0, 12)) {
    case 0: g_string_append(made->yaml, "null"); return;
    case 1: g_string_append(made->yaml, "0"); return;
    case 2:
        g_string_append_printf(made->yaml, "%d",
                               g_rand_int_range(made->rand, 0, 900) * (may_be_negative ? -1 : 1));
        return;
    case 3:
        g_string_append_printf(made->yaml, "%d00", g_rand_int_range(made->rand, 1, 900));
        return;
    default: g_string_append_printf(made->yaml, "%d", g_rand_int_range(made->rand, 1, 900));
    }
}

static void put_date(struct made *made) {
    g_string_append_printf(made->yaml, "20%02d-%02d-%02d", g_rand_int_range(made->rand, 25, 29),
                           g_rand_int_range(made->rand, 1, 13),
                           g_rand_int_range(made->rand, 1, 29));
}

struct kind {
    const char *type, *fields;
    bool has_negatives;
};

/* Fields of the rows: n (name), a to e (numbers), d and f (dates), t (words). */
static const struct kind kinds[] = {
    {"column", "x: n\ny: a\n", true},
    {"column", "x: n\ny: a\nplan: b\nprevious: c\nforecast: e\nvariance: plan\n", true},
    {"grouped-column", "x: n\nseries: {a: Sourced, b: Influenced, c: A third one}\n", true},
    {"stacked-column", "x: n\nseries: {a: Gold, b: Silver, c: Bronze, e: Others}\n", true},
    {"bar", "x: n\ny: a\nsecond: b\nsecond_label: Second\ntotal: All\nx_label: Name\n", true},
    {"grouped-bar", "x: n\ny: a\nprevious: b\nplan: c\n", true},
    {"grouped-bar", "x: n\nseries: {a: Sourced, b: Influenced}\n", true},
    {"stacked-bar", "x: n\nseries: {a: Gold, b: Silver, c: Bronze}\n", true},
    {"line", "x: n\ny: a\nforecast: e\n", true},
    {"line", "x: n\nseries: {a: Americas, b: EMEA, c: APAC, e: LATAM}\n", true},
    {"line", "x: n\ny: a\nprevious: b\nplan: c\n", true},
    {"area", "x: n\ny: a\n", true},
    {"stacked-area", "x: n\nseries: {a: Gold, b: Silver, c: Bronze}\n", false},
    {"area", "x: n\nseries: {a: Gold, b: Silver}\n", false},
    {"heat-map", "x: n\nseries: {a: Jan, b: Feb, c: Mar}\naround: 0\ntotal: Total\n", true},
    {"heat-map", "x: n\nseries: {a: Jan, b: Feb, c: Mar, e: Apr}\naround: 450\n", true},
    {"sparkline", "x: n\nseries: {a: Americas, b: EMEA}\n", true},
    {"sparkline", "x: n\ny: a\n", true},
    {"bullet", "x: n\ny: a\nplan: b\nstatus: t\n", true},
    {"waterfall", "x: n\ny: a\n", true},
    {"funnel", "x: n\ny: a\nloss: t\n", false},
    {"variance", "x: n\ny: a\nplan: b\ntotal: Programme\n", true},
    {"slope", "x: n\ny: a\nprevious: b\n", true},
    {"scatter", "x: b\ny: a\nname: n\nx_label: People\ny_label: Money\n", true},
    {"heat-map", "x: n\nseries: {a: Jan, b: Feb, c: Mar, e: Apr}\ntotal: Total\n", true},
    {"share", "x: n\nseries: {a: Partners, b: Bookings}\n", false},
    {"timeline", "date: d\nname: n\ntext: t\n", false},
    {"gantt", "name: n\nstart: d\nend: f\nowner: t\n", false},
};

static void put_rows(struct made *made, const struct kind *kind, size_t n) {
    g_string_append(made->yaml, "data:\n");
    for (size_t i = 0; i < n; i++) {
        g_string_append(made->yaml, "  - {n: ");
        put_name(made, i);
        for (const char *field = "abce"; *field; field++) {
            g_string_append_printf(made->yaml, ", %c: ", *field);
            put_number(made, kind->has_negatives);
        }
        g_string_append(made->yaml, ", d: ");
        put_date(made);
        g_string_append(made->yaml, ", f: 2029-01-31, t: ");
        put_name(made, i);
        g_string_append(made->yaml, "}\n");
    }
}

static void make(struct made *made, const struct kind *kind, size_t n) {
    g_string_printf(made->yaml,
                    "type: %s\ntitle: What the data say\nsubtitle: Measure, unit\n"
                    "source: A register\nas_of: 2026-09-30\n%s",
                    kind->type, kind->fields);
    if (g_rand_boolean(made->rand)) {
        g_string_append_printf(made->yaml, "height: %d\n", g_rand_int_range(made->rand, 24, 260));
    }
    put_rows(made, kind, n);
}

/* NULL: the figure is well drawn. */
static char *judge(const struct figure *figure, double width_pt) {
    const struct op *a = words_outside(figure), *b = NULL;
    if (a) {
        struct rect box = op_bounds(a);
        return g_strdup_printf("\"" STR_FMT "\" at %g,%g, %g wide, is outside of %g x %g",
                               STR_ARG(a->glyphs.text), box.x, box.y, box.width, width_pt,
                               figure->height_pt);
    }
    if (words_overlap(figure, &a, &b)) {
        return g_strdup_printf(
            "\"" STR_FMT "\" at %g,%g and \"" STR_FMT "\" at %g,%g overlap, width %g",
            STR_ARG(a->glyphs.text), a->glyphs.origin.x, a->glyphs.origin.y,
            STR_ARG(b->glyphs.text), b->glyphs.origin.x, b->glyphs.origin.y, width_pt);
    }
    a = drawing_outside(figure);
    if (a) {
        struct rect box = op_bounds(a);
        return g_strdup_printf("%g x %g at %g,%g is drawn outside of %g x %g", box.width,
                               box.height, box.x, box.y, width_pt, figure->height_pt);
    }
    bool has_alt = figure->alt && *figure->alt && g_utf8_validate(figure->alt, -1, NULL);
    return has_alt ? NULL : g_strdup("no alternative text");
}

/* One chart of random data; NULL: all is well. Nothing but gaps is no chart. */
static char *try_kind(struct figures *figures, struct made *made, const struct kind *kind,
                      double width_pt) {
    static const size_t sizes[] = {1, 2, 3, 5, 8, 12, 24, 60};
    size_t n = sizes[(size_t)g_rand_int_range(made->rand, 0, G_N_ELEMENTS(sizes))];
    g_autoptr(Arena) arena = arena_new();
    struct figure figure;
    char *complaint = NULL;
    make(made, kind, n);
    if (figures_draw(figures, arena, "chart", str_from(made->yaml->str), width_pt, &figure)) {
        complaint = judge(&figure, width_pt);
    } else {
        g_autofree char *why = figures_complaints(figures);
        bool is_expected = strstr(why, "is a number") || strstr(why, "two numbers");
        complaint = is_expected ? NULL : g_strdup(why);
    }
    diags_clear(&figures->sample.diags);
    return complaint;
}

static void test_words_apart(void **state) {
    static const double widths[] = {232, 320, 499.28};
    static const char *const locales[] = {"en-US", "de-DE", "fr-FR", "ja-JP", "pl-PL"};
    struct figures figures;
    struct made made = {g_rand_new_with_seed(20260930), g_string_new(NULL)};
    size_t n_failed = 0;
    (void)state;
    figures_open(&figures);
    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
        for (size_t round = 0; round < ROUNDS; round++) {
            locale_free(figures.locale);
            figures.locale = locale_new(locales[round / 3 % G_N_ELEMENTS(locales)]);
            figures.height_pt = round % 4 == 3 ? 160 + (double)round * 4 : 0;
            g_autofree char *complaint =
                try_kind(&figures, &made, &kinds[k], widths[round % G_N_ELEMENTS(widths)]);
            if (complaint) {
                print_error("%s\n%s\n", complaint, made.yaml->str);
                n_failed++;
                break;
            }
        }
    }
    g_rand_free(made.rand);
    g_string_free(made.yaml, TRUE);
    figures_close(&figures);
    assert_int_equal(n_failed, 0);
}

/* The lengths of the brand's bars, in their order; a square names its series. */
static size_t bar_lengths(const struct figures *figures, const struct figure *figure,
                          bool is_upright, double *ret) {
    struct rgb16 brand = rgb16_from_rgb(figures->theme.colours[COLOUR_BRAND]);
    size_t n = 0;
    for (size_t i = 0; i < figure->n_ops; i++) {
        const struct op *op = &figure->ops[i];
        const struct rect *box = &op->rect.rect;
        bool is_sample =
            op->kind == OP_RECT && box->height == 7 && (box->width == 7 || box->width == 9);
        if (op->kind == OP_RECT && !is_sample &&
            memcmp(&op->rect.fill, &brand, sizeof brand) == 0) {
            ret[n++] = is_upright ? op->rect.rect.height : op->rect.rect.width;
        }
    }
    return n;
}

static void test_bars_are_proportional(void **state) {
    static const struct {
        const char *yaml;
        bool is_upright;
    } rows[] = {
        {"type: column\nx: n\ny: v\n", true},
        {"type: column\nx: n\ny: v\nplan: p\n", true},
        {"type: bar\nx: n\ny: v\n", false},
        {"type: grouped-bar\nx: n\ny: v\nplan: p\n", false},
        {"type: variance\nx: n\ny: v\nplan: p\n", false},
        {"type: funnel\nx: n\ny: v\n", false},
    };
    static const double values[] = {120, 60, 30, 7, 119};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct figures figures;
        struct figure figure;
        g_autoptr(GString) yaml = g_string_new(rows[i].yaml);
        double lengths[G_N_ELEMENTS(values)];
        figures_open(&figures);
        g_string_append(yaml, "data:\n");
        for (size_t k = 0; k < G_N_ELEMENTS(values); k++) {
            g_string_append_printf(yaml, "  - {n: N%zu, v: %d, p: 90}\n", k, (int)values[k]);
        }
        assert_true(figures_draw(&figures, figures.sample.arena, "chart", str_from(yaml->str), 480,
                                 &figure));
        assert_int_equal(bar_lengths(&figures, &figure, rows[i].is_upright, lengths),
                         G_N_ELEMENTS(values));
        for (size_t k = 1; k < G_N_ELEMENTS(values); k++) {
            double wanted = lengths[0] * values[k] / values[0];
            if (fabs(lengths[k] - wanted) > 0.01) {
                fail_msg("%s%g is %g long, not %g", rows[i].yaml, values[k], lengths[k], wanted);
            }
        }
        figures_close(&figures);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/figure/property/words stay inside and apart", test_words_apart, NULL, NULL, NULL},
        {"/figure/property/bars are as long as their values", test_bars_are_proportional, NULL,
         NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
