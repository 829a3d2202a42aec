#include "theme.h"

#include <math.h>

const char *theme_role_name(enum text_role role) {
    static const char *const names[N_ROLES] = {
        [ROLE_DISPLAY] = "display",       [ROLE_TITLE] = "title", [ROLE_HEADING] = "heading",
        [ROLE_SUBHEADING] = "subheading", [ROLE_LEAD] = "lead",   [ROLE_BODY] = "body",
        [ROLE_SMALL] = "small",           [ROLE_CODE] = "code",   [ROLE_QUOTE] = "quote",
        [ROLE_NUMBER] = "number",
    };
    return names[role];
}

const char *theme_pages_name(enum page_master master) {
    static const char *const names[N_PAGE_MASTERS] = {
        [PAGES_ALL] = "all",   [PAGES_FIRST] = "first", [PAGES_SECTION] = "section",
        [PAGES_LEFT] = "left", [PAGES_RIGHT] = "right",
    };
    return names[master];
}

const char *theme_colour_name(enum theme_colour colour) {
    static const char *const names[N_COLOURS] = {
        [COLOUR_GROUND] = "ground",     [COLOUR_INK] = "ink",
        [COLOUR_MUTED] = "muted",       [COLOUR_BRAND] = "brand",
        [COLOUR_ON_BRAND] = "on-brand", [COLOUR_BRAND_SOFT] = "brand-soft",
        [COLOUR_LINK] = "link",         [COLOUR_PREVIOUS] = "previous",
        [COLOUR_ACCENT] = "accent",     [COLOUR_GOOD] = "good",
        [COLOUR_BAD] = "bad",           [COLOUR_WATCH] = "watch",
        [COLOUR_CARD] = "card",         [COLOUR_RULE] = "rule",
        [COLOUR_GRID] = "grid",         [COLOUR_HEADING] = "heading",
        [COLOUR_INFO] = "info",         [COLOUR_COVER] = "cover",
        [COLOUR_SECTION] = "section",
    };
    return names[colour];
}

enum { N_FORMS = 5 };

const char *theme_form_name(int form) {
    static const char *const names[N_FORMS + 1] = {"cards", "callouts", "cover", "opening",
                                                   "sections"};
    return names[form];
}

const char *theme_form_word(int form, int word) {
    static const char *const words[N_FORMS][4] = {
        {[CARDS_FILLED] = "filled", [CARDS_RULED] = "ruled", [CARDS_ROW] = "row"},
        {[CALLOUTS_FILLED] = "filled", [CALLOUTS_RULED] = "ruled"},
        {[COVERS_BAND] = "band", [COVERS_FULL] = "full", [COVERS_PLAIN] = "plain"},
        {[OPENINGS_PLAIN] = "plain", [OPENINGS_BAND] = "band"},
        {[SECTIONS_PLAIN] = "plain", [SECTIONS_RULED] = "ruled"},
    };
    return words[form][word];
}

/* WCAG's two limits, and a little for rounding to eight bits. */
static const double TEXT_RATIO = 4.53, GRAPHICS_RATIO = 3.03;
/* Coloured words on a dark ground look thinner than their contrast says. */
static const double DARK_WORDS_RATIO = 8;
static const double DARK_MARKS_RATIO = 5.5;

static const struct rgb white = {1, 1, 1}, black = {0, 0, 0};

static bool is_dark(struct rgb colour) {
    return rgb_contrast(white, colour) > rgb_contrast(black, colour);
}

bool theme_is_dark(const struct theme *theme) {
    return is_dark(theme->colours[COLOUR_GROUND]);
}

void theme_follow(struct theme *theme) {
    struct rgb *colours = theme->colours;
    struct rgb ink = colours[COLOUR_INK], ground = colours[COLOUR_GROUND];
    const struct {
        enum theme_colour colour;
        struct rgb leader;
    } rows[] = {
        {COLOUR_HEADING, ink},
        {COLOUR_INFO, colours[COLOUR_BRAND]},
        /* A cover is dark in a light document too; a dark one keeps its ground. */
        {COLOUR_COVER, rgb_luminance(ink) < rgb_luminance(ground) ? ink : ground},
        {COLOUR_SECTION, colours[COLOUR_BRAND]},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!theme->is_own[rows[i].colour]) {
            colours[rows[i].colour] = rows[i].leader;
        }
    }
}

/* The better to read of what the theme has for text; where neither can be read, white or black. */
static struct rgb text_on(const struct theme *theme, struct rgb ground) {
    struct rgb text = theme->colours[COLOUR_ON_BRAND];
    if (rgb_contrast(text, ground) < rgb_contrast(theme->colours[COLOUR_INK], ground)) {
        text = theme->colours[COLOUR_INK];
    }
    return rgb_with_contrast(text, ground, TEXT_RATIO);
}

/*
 * The colour, readable on @ground. On a dark one it is lit until it has @ratio: mixed with white
 * alone, green and red turn grey before they can be read. Where no light is enough: @least.
 */
static struct rgb lit(struct rgb colour, struct rgb ground, double ratio, double least) {
    static const double WHITE_SHARE = 0.6; /* of the light that it is mixed with */
    double most = fmax(fmax(colour.r, colour.g), fmax(colour.b, 0.01));
    struct rgb vivid = {colour.r / most, colour.g / most, colour.b / most};
    struct rgb light = rgb_mix(vivid, white, WHITE_SHARE);
    if (!is_dark(ground) || rgb_contrast(light, ground) < ratio) {
        return rgb_with_contrast(colour, ground, least);
    }
    if (rgb_contrast(colour, ground) >= ratio) {
        return colour;
    }
    double low = 0, high = 1;
    for (int i = 0; i < 20; i++) {
        double middle = (low + high) / 2;
        bool is_enough = rgb_contrast(rgb_mix(colour, light, middle), ground) >= ratio;
        *(is_enough ? &high : &low) = middle;
    }
    return rgb_mix(colour, light, high);
}

void theme_set_ground(struct theme *theme, struct rgb ground) {
    static const enum theme_colour words[] = {COLOUR_GOOD, COLOUR_BAD, COLOUR_WATCH};
    struct rgb *colours = theme->colours;
    struct rgb text = text_on(theme, ground);
    double words_ratio = is_dark(ground) ? DARK_WORDS_RATIO : TEXT_RATIO;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        colours[words[i]] = lit(colours[words[i]], ground, words_ratio, words_ratio);
    }
    colours[COLOUR_ACCENT] = lit(colours[COLOUR_ACCENT], ground, DARK_MARKS_RATIO, GRAPHICS_RATIO);
    colours[COLOUR_PREVIOUS] = rgb_with_contrast(colours[COLOUR_PREVIOUS], ground, GRAPHICS_RATIO);
    colours[COLOUR_GROUND] = ground;
    colours[COLOUR_INK] = colours[COLOUR_BRAND] = colours[COLOUR_LINK] = text;
    colours[COLOUR_HEADING] = colours[COLOUR_INFO] = text;
    colours[COLOUR_ON_BRAND] = ground;
    colours[COLOUR_BRAND_SOFT] = rgb_with_contrast(ground, text, GRAPHICS_RATIO);
    /* A card moves away from the text, so that what can be read on the ground can be read on it. */
    colours[COLOUR_CARD] = rgb_mix(ground, is_dark(ground) ? black : white, 0.2);
    colours[COLOUR_MUTED] = rgb_with_contrast(rgb_mix(text, ground, 0.25), ground, TEXT_RATIO);
    colours[COLOUR_RULE] = colours[COLOUR_GRID] = rgb_mix(text, ground, 0.6);
}

const struct theme_logo *theme_ground_logo(const struct theme *theme) {
    const struct theme_logo *fitting = theme_is_dark(theme) ? &theme->dark_logo : &theme->logo;
    return fitting->path ? fitting : NULL;
}
