#include "figure_priv.h"

#include <math.h>

/*
 * Colours that figures derive from a theme's, whatever its brand is.
 *
 * Series that matter equally: the brand's colour, then candidates in the order of the table. A
 * candidate is taken if it reaches 3:1 against the ground, differs from its neighbour in lightness
 * (so that grey print separates them) and from every colour that is taken, seen with normal eyes
 * and with each of the three deficiencies. Where none passes, the one that differs most is taken.
 *
 * Ordered categories and cells are steps of one hue: the brand's, towards ink and towards the
 * ground.
 *
 * Source: WCAG 2.2 (contrast), CIE 1976 L*a*b* under D65, and the matrices at full severity of
 *         Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
 *         Vision Deficiency" (2009).
 */

enum { VISIONS = 4 };

static const double GRAPHICS_RATIO = 3, TEXT_RATIO = 4.5;
/* Chosen by eye, on screens and in grey print; test_figure_palette.c holds every theme to them. */
static const double DIFFERENCE_LEAST = 16, LIGHTNESS_LEAST = 8;

struct lab {
    double l, a, b;
};

static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

static double lab_curve(double share) {
    return share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116;
}

static struct lab lab_of(const double light[3]) {
    double r = CLAMP(light[0], 0, 1), g = CLAMP(light[1], 0, 1), b = CLAMP(light[2], 0, 1);
    double x = lab_curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    double y = lab_curve(0.2126 * r + 0.7152 * g + 0.0722 * b);
    double z = lab_curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    return (struct lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/* A colour as normal eyes, then without red, green and blue receptors, see it. */
struct seen {
    struct lab by[VISIONS];
};

static struct seen see(struct rgb colour) {
    static const double deficiencies[VISIONS - 1][3][3] = {
        {{0.152286, 1.052583, -0.204868},
         {0.114503, 0.786281, 0.099216},
         {-0.003882, -0.048116, 1.051998}},
        {{0.367322, 0.860646, -0.227968},
         {0.280085, 0.672501, 0.047413},
         {-0.011820, 0.042940, 0.968881}},
        {{1.255528, -0.076749, -0.178779},
         {-0.078411, 0.930809, 0.147602},
         {0.004733, 0.691367, 0.303900}},
    };
    double light[3] = {linear(colour.r), linear(colour.g), linear(colour.b)};
    struct seen seen = {.by = {lab_of(light)}};
    for (size_t v = 1; v < VISIONS; v++) {
        double less[3];
        for (size_t i = 0; i < 3; i++) {
            const double *row = deficiencies[v - 1][i];
            less[i] = row[0] * light[0] + row[1] * light[1] + row[2] * light[2];
        }
        seen.by[v] = lab_of(less);
    }
    return seen;
}

static double seen_difference(const struct seen *a, const struct seen *b) {
    double least = (double)INFINITY;
    for (size_t v = 0; v < VISIONS; v++) {
        double l = a->by[v].l - b->by[v].l;
        double x = a->by[v].a - b->by[v].a, y = a->by[v].b - b->by[v].b;
        least = fmin(least, sqrt(l * l + x * x + y * y));
    }
    return least;
}

double palette_difference(struct rgb a, struct rgb b) {
    struct seen x = see(a), y = see(b);
    return seen_difference(&x, &y);
}

double palette_lightness(struct rgb colour) {
    double light[3] = {linear(colour.r), linear(colour.g), linear(colour.b)};
    return lab_of(light).l;
}

/* --- series --------------------------------------------------------------------------------- */

struct chosen {
    struct rgb colours[SERIES_COLOURS];
    struct seen seen[SERIES_COLOURS];
    size_t n;
};

static void take(struct chosen *chosen, struct rgb colour) {
    chosen->colours[chosen->n] = colour;
    chosen->seen[chosen->n] = see(colour);
    chosen->n++;
}

static double least_difference(const struct chosen *chosen, struct rgb colour) {
    struct seen seen = see(colour);
    double least = (double)INFINITY;
    for (size_t i = 0; i < chosen->n; i++) {
        least = fmin(least, seen_difference(&seen, &chosen->seen[i]));
    }
    return least;
}

/* Grey print keeps it from its neighbour, every eye from all that are taken. */
static bool is_apart(const struct chosen *chosen, struct rgb colour) {
    double before = chosen->seen[chosen->n - 1].by[0].l;
    return fabs(palette_lightness(colour) - before) >= LIGHTNESS_LEAST &&
           least_difference(chosen, colour) >= DIFFERENCE_LEAST;
}

static struct rgb next_series(const struct chosen *chosen, const struct rgb *candidates, size_t n) {
    struct rgb best = candidates[0];
    double most = -1, before = chosen->seen[chosen->n - 1].by[0].l;
    for (size_t i = 0; i < n; i++) {
        if (is_apart(chosen, candidates[i])) {
            return candidates[i];
        }
        /* One that grey print merges with its neighbour is a last resort. */
        double difference = least_difference(chosen, candidates[i]);
        bool is_grey_apart = fabs(palette_lightness(candidates[i]) - before) >= LIGHTNESS_LEAST;
        double worth = is_grey_apart ? difference : difference / 2;
        if (worth > most) {
            most = worth;
            best = candidates[i];
        }
    }
    return best;
}

/* The accent; where it is as light as the brand, nearer to the ground or to the words. */
static void take_accent(struct chosen *chosen, struct rgb accent, struct rgb ground,
                        struct rgb ink) {
    const struct rgb shades[] = {accent, rgb_mix(accent, ground, 0.35), rgb_mix(accent, ink, 0.35)};
    for (size_t i = 0; i < G_N_ELEMENTS(shades); i++) {
        struct rgb shade = rgb_with_contrast(shades[i], ground, GRAPHICS_RATIO);
        if (is_apart(chosen, shade)) {
            take(chosen, shade);
            return;
        }
    }
}

/* Behind the accent: ink's navy, green, plum, umber, then others for brands that take their place;
 * between them all lightnesses. */
static const struct rgb hues[] = {
    {0.851, 0.455, 0.157}, {0.039, 0.106, 0.180}, {0.392, 0.510, 0.310}, {0.506, 0.145, 0.329},
    {0.227, 0.184, 0.043}, {0.043, 0.373, 0.647}, {0.110, 0.560, 0.600}, {0.420, 0.310, 0.627},
    {0.780, 0.380, 0.560}, {0.560, 0.540, 0.120}, {0.350, 0.400, 0.450}, {0.060, 0.290, 0.240},
};

static void make_series(struct palette *palette, struct rgb ground, struct rgb ink, struct rgb base,
                        struct rgb accent) {
    enum { HUES = G_N_ELEMENTS(hues) };
    struct rgb candidates[2 * HUES];
    /* On a dark ground dark hues end at one lightness; nearer to the words there is another. */
    for (size_t i = 0; i < HUES; i++) {
        candidates[i] = rgb_with_contrast(hues[i], ground, GRAPHICS_RATIO);
        candidates[HUES + i] = rgb_mix(candidates[i], ink, 0.5);
    }
    struct chosen chosen = {0};
    take(&chosen, rgb_with_contrast(base, ground, GRAPHICS_RATIO));
    take_accent(&chosen, accent, ground, ink);
    while (chosen.n < SERIES_COLOURS) {
        take(&chosen, next_series(&chosen, candidates, G_N_ELEMENTS(candidates)));
    }
    for (size_t i = 0; i < SERIES_COLOURS; i++) {
        palette->colours[COLOUR_SERIES - N_COLOURS + i] = chosen.colours[i];
        palette->colours[COLOUR_SERIES_TEXT - N_COLOURS + i] =
            rgb_with_contrast(chosen.colours[i], ground, TEXT_RATIO);
    }
}

/* --- steps of one hue ----------------------------------------------------------------------- */

/* The palest share of the ground in @base that still reaches 3:1. */
static struct rgb palest(struct rgb base, struct rgb ground) {
    double low = 0, high = 1;
    for (int i = 0; i < 12; i++) {
        double middle = (low + high) / 2;
        bool is_enough = rgb_contrast(rgb_mix(base, ground, middle), ground) >= GRAPHICS_RATIO;
        *(is_enough ? &low : &high) = middle;
    }
    return rgb_mix(base, ground, low);
}

static void make_ramp(struct palette *palette, struct rgb ground, struct rgb ink, struct rgb base) {
    struct rgb strong = rgb_with_contrast(base, ground, GRAPHICS_RATIO);
    struct rgb mixed = rgb_mix(strong, ink, 0.6), pale = palest(strong, ground);
    double ratio = rgb_contrast(strong, ground);
    bool is_darkest = ratio > rgb_contrast(mixed, ground);
    struct rgb dark = is_darkest ? strong : mixed;
    /* A brand that is very pale or very dark is an end of the ramp; else it is its second step. */
    struct rgb middle = is_darkest || ratio < 4 ? rgb_mix(dark, pale, 0.4) : strong;
    const struct rgb ramp[RAMP_COLOURS] = {dark, middle, rgb_mix(middle, pale, 0.5), pale};
    for (size_t i = 0; i < RAMP_COLOURS; i++) {
        palette->colours[COLOUR_RAMP - N_COLOURS + i] = ramp[i];
        palette->colours[COLOUR_RAMP_TEXT - N_COLOURS + i] =
            rgb_with_contrast(ramp[i], ground, TEXT_RATIO);
    }
    /* Of 0B5FA5 on white: EAF1F8, C6DAEC, 93B9DB, 4F8CC1 and itself. */
    static const double shares[HEAT_COLOURS - 1] = {0.91, 0.77, 0.56, 0.28, 0};
    for (size_t i = 0; i + 1 < HEAT_COLOURS; i++) {
        palette->colours[COLOUR_HEAT - N_COLOURS + i] = rgb_mix(middle, ground, shares[i]);
    }
    palette->colours[COLOUR_HEAT - N_COLOURS + HEAT_COLOURS - 1] = dark;
}

/* Of the accent and the others the first that every eye tells from the brand's by far. */
static struct rgb opposite_of(struct rgb base, struct rgb accent, struct rgb ground) {
    enum { OPPOSITE = 40 };
    struct rgb strong = rgb_with_contrast(accent, ground, TEXT_RATIO);
    for (size_t i = 0; i < G_N_ELEMENTS(hues) && palette_difference(base, strong) < OPPOSITE; i++) {
        strong = rgb_with_contrast(hues[i], ground, TEXT_RATIO);
    }
    return strong;
}

/* @colour with the lightness of @other, or as near as shades and tints of it come. */
static struct rgb with_lightness_of(struct rgb colour, struct rgb other) {
    static const struct rgb black = {0, 0, 0}, white = {1, 1, 1};
    double wanted = palette_lightness(other), low = 0, high = 1;
    struct rgb towards = palette_lightness(colour) > wanted ? black : white;
    bool is_darker = palette_lightness(colour) > wanted;
    for (int i = 0; i < 12; i++) {
        double middle = (low + high) / 2;
        bool is_beyond =
            (palette_lightness(rgb_mix(colour, towards, middle)) < wanted) == is_darker;
        *(is_beyond ? &high : &low) = middle;
    }
    return rgb_mix(colour, towards, low);
}

/* Two hues away from a middle, each step as light on both sides. */
static void make_diverging(struct palette *palette, struct rgb ground, struct rgb base,
                           struct rgb accent) {
    enum { STEPS = DIVERGING_COLOURS / 2 };
    static const double shares[STEPS] = {0.78, 0.45, 0};
    struct rgb *colours = &palette->colours[COLOUR_DIVERGING - N_COLOURS];
    struct rgb above = rgb_with_contrast(base, ground, TEXT_RATIO);
    struct rgb below = opposite_of(above, accent, ground);
    for (int k = 0; k < STEPS; k++) {
        colours[STEPS + k] = rgb_mix(above, ground, shares[k]);
        colours[STEPS - 1 - k] =
            with_lightness_of(rgb_mix(below, ground, shares[k]), colours[STEPS + k]);
    }
}

int palette_step(size_t i, size_t n) {
    static const int steps[RAMP_COLOURS][RAMP_COLOURS] = {{1}, {1, 3}, {0, 2, 3}, {0, 1, 2, 3}};
    size_t row = CLAMP(n, 1, RAMP_COLOURS) - 1;
    return steps[row][MIN(i, row)];
}

void palette_init(struct palette *palette, struct rgb ground, struct rgb ink, struct rgb base,
                  struct rgb accent) {
    struct rgb *colours = palette->colours;
    /* On white some D0D9E2, E1E7ED, EEF1F5: a bar of the brand stands out from each. */
    static const double bands[BAND_COLOURS] = {0.2, 0.13, 0.07};
    make_series(palette, ground, ink, base, accent);
    make_ramp(palette, ground, ink, base);
    make_diverging(palette, ground, base, accent);
    for (size_t i = 0; i < BAND_COLOURS; i++) {
        colours[COLOUR_BAND - N_COLOURS + i] = rgb_mix(ground, ink, bands[i]);
    }
    colours[COLOUR_AREA - N_COLOURS] = rgb_mix(ground, base, 0.14);
    colours[COLOUR_TINT - N_COLOURS] = rgb_mix(ground, base, 0.1);
    colours[COLOUR_ACCENT_TEXT - N_COLOURS] = rgb_with_contrast(accent, ground, TEXT_RATIO);
    palette->is_made = true;
}
