#include "figure_sample.h"

static const struct rgb white = {1, 1, 1}, ink = {0.08, 0.13, 0.18}, night = {0.07, 0.09, 0.13},
                        chalk = {0.93, 0.95, 0.97};

/* Brands of all hues, pale and dark ones among them, and accents that may be close to them. */
static const struct {
    const char *brand, *accent;
} rows[] = {
    {"#0B5FA5", "#D46A1A"}, {"#C8102E", "#D46A1A"}, {"#D46A1A", "#D46A1A"},
    {"#00857C", "#0B5FA5"}, {"#6B2D8C", "#D46A1A"}, {"#FFD100", "#0B5FA5"},
    {"#111111", "#888888"}, {"#7FB2E5", "#7FB2E5"}, {"#2E7D32", "#C8102E"},
};

static struct rgb colour_at(const struct palette *palette, int colour) {
    return palette->colours[colour - N_COLOURS];
}

static struct palette make(size_t row, struct rgb ground, struct rgb text) {
    struct palette palette = {0};
    struct rgb brand = {0}, accent = {0};
    assert_true(rgb_parse(rows[row].brand, &brand));
    assert_true(rgb_parse(rows[row].accent, &accent));
    palette_init(&palette, ground, text, brand, accent);
    return palette;
}

static const double TOLERANCE = 0.001; /* of searches that end near the ratio */

/* Graphics 3:1, words 4.5:1. */
static void check_contrast(const char *name, const struct palette *palette, struct rgb ground) {
    static const struct {
        int first, n;
        double least;
    } wanted[] = {{COLOUR_SERIES, SERIES_COLOURS, 3},
                  {COLOUR_SERIES_TEXT, SERIES_COLOURS, 4.5},
                  {COLOUR_RAMP, RAMP_COLOURS, 3},
                  {COLOUR_RAMP_TEXT, RAMP_COLOURS, 4.5}};
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        for (int k = 0; k < wanted[i].n; k++) {
            double ratio = rgb_contrast(colour_at(palette, wanted[i].first + k), ground);
            if (ratio < wanted[i].least - TOLERANCE) {
                fail_msg("%s: colour %d of row %zu has a contrast of %g", name, k, i, ratio);
            }
        }
    }
}

/* Series are told apart with every kind of colour vision, and from their neighbours in grey print.
 */
static void check_apart(const char *name, const struct palette *palette) {
    for (int a = 1; a < SERIES_COLOURS; a++) {
        struct rgb here = colour_at(palette, COLOUR_SERIES + a);
        struct rgb before = colour_at(palette, COLOUR_SERIES + a - 1);
        double grey = fabs(palette_lightness(here) - palette_lightness(before));
        if (grey < 8) {
            fail_msg("%s: in grey colours %d and %d differ by %g", name, a - 1, a, grey);
        }
        for (int b = 0; b < a; b++) {
            double difference = palette_difference(here, colour_at(palette, COLOUR_SERIES + b));
            if (difference < 16) {
                fail_msg("%s: colours %d and %d differ by %g", name, b, a, difference);
            }
        }
    }
}

static void test_contrast(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct palette light = make(i, white, ink), dark = make(i, night, chalk);
        check_contrast(rows[i].brand, &light, white);
        check_contrast(rows[i].brand, &dark, night);
    }
}

static void test_apart(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct palette palette = make(i, white, ink);
        check_apart(rows[i].brand, &palette);
    }
}

/* Steps of one hue go one way. */
static void test_ramps(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct palette palette = make(i, white, ink);
        for (int k = 1; k < RAMP_COLOURS; k++) {
            double step = palette_lightness(colour_at(&palette, COLOUR_RAMP + k)) -
                          palette_lightness(colour_at(&palette, COLOUR_RAMP + k - 1));
            if (step < 3) {
                fail_msg("%s: step %d of the ramp is %g", rows[i].brand, k, step);
            }
        }
        for (int k = 1; k < HEAT_COLOURS; k++) {
            assert_true(palette_lightness(colour_at(&palette, COLOUR_HEAT + k)) <
                        palette_lightness(colour_at(&palette, COLOUR_HEAT + k - 1)));
        }
    }
}

/* --- the themes ----------------------------------------------------------------------------- */

static const char *const themes[] = {"quiet", "boardroom", "editorial", "midnight"};

typedef void theme_check(const char *name, const struct theme *theme,
                         const struct palette *palette);

static void check_themes(theme_check *check) {
    for (size_t t = 0; t < G_N_ELEMENTS(themes); t++) {
        const struct theme_choice choice = {.name = themes[t]};
        struct figures figures;
        struct palette palette = {0};
        figures_open(&figures);
        struct sample *sample = &figures.sample;
        assert_true(load_theme(sample->arena, sample->world, NULL, &choice, &sample->diags,
                               &figures.theme));
        const struct rgb *colours = figures.theme.colours;
        palette_init(&palette, colours[COLOUR_GROUND], colours[COLOUR_INK], colours[COLOUR_BRAND],
                     colours[COLOUR_ACCENT]);
        check(themes[t], &figures.theme, &palette);
        figures_close(&figures);
    }
}

/* What is drawn reaches 3:1 against the ground (WCAG 2.2, 1.4.11), words 4.5:1 (1.4.3). */
static void check_theme_contrast(const char *name, const struct theme *theme,
                                 const struct palette *palette) {
    static const struct {
        enum theme_colour colour;
        double ratio;
    } wanted[] = {{COLOUR_BRAND, 3}, {COLOUR_PREVIOUS, 3}, {COLOUR_ACCENT, 3},
                  {COLOUR_INK, 4.5}, {COLOUR_MUTED, 4.5},  {COLOUR_GOOD, 4.5},
                  {COLOUR_BAD, 4.5}, {COLOUR_WATCH, 4.5}};
    struct rgb ground = theme->colours[COLOUR_GROUND];
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        double ratio = rgb_contrast(theme->colours[wanted[i].colour], ground);
        if (ratio < wanted[i].ratio - TOLERANCE) {
            fail_msg("%s: colour %d has a contrast of %g", name, wanted[i].colour, ratio);
        }
    }
    check_contrast(name, palette, ground);
}

static void test_themes_contrast(void **state) {
    (void)state;
    check_themes(check_theme_contrast);
}

static void check_theme_apart(const char *name, const struct theme *theme,
                              const struct palette *palette) {
    (void)theme;
    check_apart(name, palette);
}

static void test_themes_apart(void **state) {
    (void)state;
    check_themes(check_theme_apart);
}

/* The sides of a middle: equally light at each step, each step further from the ground, and the
 * ends told apart by every eye. */
static void check_theme_diverging(const char *name, const struct theme *theme,
                                  const struct palette *palette) {
    enum { STEPS = DIVERGING_COLOURS / 2 };
    struct rgb ground = theme->colours[COLOUR_GROUND];
    double nearer = 0;
    for (int k = 0; k < STEPS; k++) {
        struct rgb above = colour_at(palette, COLOUR_DIVERGING + STEPS + k);
        struct rgb below = colour_at(palette, COLOUR_DIVERGING + STEPS - 1 - k);
        double apart = palette_lightness(above) - palette_lightness(below);
        double depth = fabs(palette_lightness(above) - palette_lightness(ground));
        if (fabs(apart) > 2) {
            fail_msg("%s: step %d is lighter by %g above", name, k, apart);
        }
        assert_true(depth > nearer + 5);
        nearer = depth;
    }
    double ends = palette_difference(colour_at(palette, COLOUR_DIVERGING),
                                     colour_at(palette, COLOUR_DIVERGING + 2 * STEPS - 1));
    if (ends < 30) {
        fail_msg("%s: the ends differ by %g", name, ends);
    }
}

static void test_themes_diverging(void **state) {
    (void)state;
    check_themes(check_theme_diverging);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/figure/palette/contrast on the ground", test_contrast, NULL, NULL, NULL},
        {"/figure/palette/series are told apart", test_apart, NULL, NULL, NULL},
        {"/figure/palette/ramps go one way", test_ramps, NULL, NULL, NULL},
        {"/figure/palette/contrast in all themes", test_themes_contrast, NULL, NULL, NULL},
        {"/figure/palette/series are told apart in all themes", test_themes_apart, NULL, NULL,
         NULL},
        {"/figure/palette/both sides of a middle weigh the same", test_themes_diverging, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
