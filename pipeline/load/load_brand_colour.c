/*
 * A brand's colours over the theme's.
 *
 * Named colours are looked up in the palette, then among the semantic names, then in CSS. Text
 * colours are held against the card, whose contrast is the lower one where text stands on both.
 * What the brand does not name but depends on what it names is derived as the theme's own colours
 * were made (shares measured on "quiet": muted 30 % from ink to ground, card 4 % from ground to
 * ink, rule 20 %, grid 10 %). Where the brand names the colour that the theme has already, nothing
 * is derived.
 *
 * A dark theme stays dark: of a brand that has one light background, and no variant of it for the
 * dark, ground and ink are passed over, and its other colours are made light enough.
 */
#include "load_brand_priv.h"

#include <math.h>

/* WCAG 2.2 SC 1.4.3 and 1.4.11. */
static const double text_ratio = 4.5, graphics_ratio = 3.0;
/* Above the limit by what rounding to eight bits can take away. */
static const double ratio_margin = 0.03;

enum { REFERENCES_MAX = 16 };

static const char *hex_of(struct brand *brand, struct rgb colour) {
    return arena_printf(brand->arena, "#%02X%02X%02X", (unsigned)lround(colour.r * 255),
                        (unsigned)lround(colour.g * 255), (unsigned)lround(colour.b * 255));
}

static const char *ratio_of(struct brand *brand, struct rgb a, struct rgb b) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    /* Rounded down: 4.496 is not 4.5. */
    double ratio = floor(rgb_contrast(a, b) * 100) / 100;
    return arena_strdup(brand->arena, g_ascii_formatd(text, sizeof text, "%.2f", ratio));
}

bool brand_is_same_colour(struct rgb a, struct rgb b) {
    return fabs(a.r - b.r) + fabs(a.g - b.g) + fabs(a.b - b.b) < 0.5 / 255;
}

/* --- names ---------------------------------------------------------------------------------- */

static const struct value *colour_map(const struct brand *brand) {
    return value_get(brand->root, "color");
}

static bool complain_of_name(struct brand *brand, const struct value *value, struct str name) {
    const struct value *palette = value_get(colour_map(brand), "palette");
    size_t n = palette && palette->kind == VALUE_MAP ? palette->map.n : 0;
    struct str *names = ARENA_NEW_N(brand->arena, struct str, n);
    for (size_t i = 0; i < n; i++) {
        names[i] = palette->map.entries[i].key;
    }
    int nearest = str_nearest(name, names, n);
    const char *hint =
        nearest >= 0
            ? arena_printf(brand->arena, "Did you mean \"" STR_FMT "\"?", STR_ARG(names[nearest]))
            : "Write six hexadecimal digits in quotes, a name of the palette or one of CSS.";
    return brand_complain(brand, value->at, hint, "\"" STR_FMT "\" is not a colour", STR_ARG(name));
}

/* What @value means: digits, or the end of a chain of names. */
bool brand_resolve(struct brand *brand, const struct value *value, struct rgb *ret) {
    const struct value *first = value;
    for (int i = 0; i < REFERENCES_MAX; i++) {
        value = brand_variant(brand, value);
        if (value->kind != VALUE_STRING) {
            return brand_complain(brand, value->at, "Put the colour in quotes: \"#0B5FA5\".",
                                  "a colour is %s, not a text", value_kind_name(value->kind));
        }
        struct str name = value->string;
        if (str_starts_with(name, "#") && rgb_parse(str_cstr(brand->arena, name), ret)) {
            return true;
        }
        const struct value *next = value_get_str(value_get(colour_map(brand), "palette"), name);
        if (!next || next == value) {
            next = value_get_str(colour_map(brand), name);
        }
        if (!next || next == value || str_is(name, "palette")) {
            return load_css_colour(name, ret) || complain_of_name(brand, value, name);
        }
        value = next;
    }
    return brand_complain(brand, first->at, "Give one of the names a colour of its own.",
                          "colour \"" STR_FMT "\" refers to itself",
                          STR_ARG(value_string(brand_variant(brand, first))));
}

/* A semantic colour by its name in the brand file; false: absent or reported. */
static bool get_colour(struct brand *brand, const char *name, const struct value **ret_value,
                       struct rgb *ret) {
    *ret_value = value_get(colour_map(brand), name);
    return *ret_value && (*ret_value)->kind != VALUE_NULL && brand_resolve(brand, *ret_value, ret);
}

/* --- contrast ------------------------------------------------------------------------------- */

static struct rgb repair(struct brand *brand, const char *name, const struct value *value,
                         struct rgb colour, double ratio) {
    struct rgb ground = brand->theme->colours[COLOUR_CARD];
    if (rgb_contrast(colour, ground) >= ratio) {
        return colour;
    }
    struct rgb repaired = rgb_with_contrast(colour, ground, ratio + ratio_margin);
    const char *new_hex = hex_of(brand, repaired);
    diag_warning(brand->diags, value->at, DIAG_BRAND_CONTRAST,
                 "\"%s\" %s has a contrast of %s:1 on %s, %s; %s (%s:1) is used", name,
                 hex_of(brand, colour), ratio_of(brand, colour, ground), hex_of(brand, ground),
                 ratio > graphics_ratio ? "text needs 4.5:1" : "graphics need 3:1", new_hex,
                 ratio_of(brand, repaired, ground));
    if (theme_is_dark(brand->theme)) {
        diag_hint(brand->diags,
                  "Write {light: \"%s\", dark: \"%s\"}, or another colour for dark grounds.",
                  hex_of(brand, colour), new_hex);
    } else {
        diag_hint(brand->diags,
                  "Write \"%s\", or choose a colour that differs more from the ground.", new_hex);
    }
    return repaired;
}

static bool set_colour(struct brand *brand, const char *name, enum theme_colour target,
                       double ratio) {
    const struct value *value;
    struct rgb colour = {0, 0, 0};
    if (!get_colour(brand, name, &value, &colour)) {
        return false;
    }
    brand->theme->colours[target] = repair(brand, name, value, colour, ratio);
    return true;
}

/* --- what follows from others --------------------------------------------------------------- */

static void derive_from_ink(struct theme *theme) {
    struct rgb *colours = theme->colours;
    struct rgb ink = colours[COLOUR_INK], ground = colours[COLOUR_GROUND];
    colours[COLOUR_CARD] = rgb_mix(ground, ink, 0.04);
    colours[COLOUR_RULE] = rgb_mix(ground, ink, 0.20);
    colours[COLOUR_GRID] = rgb_mix(ground, ink, 0.10);
    colours[COLOUR_MUTED] = rgb_with_contrast(rgb_mix(ink, ground, 0.30), colours[COLOUR_CARD],
                                              text_ratio + ratio_margin);
}

/* Not for the theme's ground: light paper, and the words on it, in a dark theme. */
static bool is_for_other_ground(struct brand *brand) {
    const struct value *value;
    struct rgb ground;
    bool was_bad = brand->has_failed;
    struct diags *diags = brand->diags, ignored = {0};
    brand->diags = &ignored;
    bool has_ground = get_colour(brand, "background", &value, &ground);
    brand->diags = diags;
    brand->has_failed = was_bad;
    diags_clear(&ignored);
    /* Without a background of its own a brand is for white paper. */
    return theme_is_dark(brand->theme) && !(has_ground && rgb_luminance(ground) < 0.18);
}

static void set_ground(struct theme *theme, struct rgb ground, struct rgb ink) {
    theme->colours[COLOUR_GROUND] = ground;
    theme->colours[COLOUR_INK] = ink;
    theme->is_own[COLOUR_HEADING] = theme->is_own[COLOUR_COVER] = false;
    /* The card depends on the ink; until that is settled, the worst that it can be. */
    struct rgb extreme =
        rgb_luminance(ground) > 0.18 ? (struct rgb){0, 0, 0} : (struct rgb){1, 1, 1};
    theme->colours[COLOUR_CARD] = rgb_mix(ground, extreme, 0.04);
}

/* Ground and ink come first: all other contrasts depend on them. */
static void apply_ground(struct brand *brand) {
    struct theme *theme = brand->theme;
    const struct value *value;
    struct rgb ground = theme->colours[COLOUR_GROUND], ink = theme->colours[COLOUR_INK];
    bool is_other = is_for_other_ground(brand);
    bool has_ground = get_colour(brand, "background", &value, &ground);
    bool has_ink = get_colour(brand, "foreground", &value, &ink);
    bool is_new = !brand_is_same_colour(ground, theme->colours[COLOUR_GROUND]) ||
                  !brand_is_same_colour(ink, theme->colours[COLOUR_INK]);
    if (is_other || (!has_ground && !has_ink) || !is_new) {
        return;
    }
    if (!has_ink) {
        /* The theme's ink may vanish on the brand's ground; then it is the theme's choice that
         * bends. */
        ink = rgb_with_contrast(ink, ground, 7);
    }
    set_ground(theme, ground, ink);
    if (has_ink) {
        theme->colours[COLOUR_INK] = repair(brand, "foreground", value, ink, text_ratio);
    }
    derive_from_ink(theme);
}

/* Half grey, then towards the ground until it is just above 3:1. */
static struct rgb previous_of(struct rgb brand_colour, struct rgb ground) {
    const double ratio = graphics_ratio + ratio_margin;
    struct rgb mixed = rgb_mix(brand_colour, (struct rgb){0.5, 0.5, 0.5}, 0.5);
    mixed = rgb_with_contrast(mixed, ground, ratio);
    double low = 0, high = 1;
    for (int i = 0; i < 20; i++) {
        double middle = (low + high) / 2;
        bool is_enough = rgb_contrast(rgb_mix(mixed, ground, middle), ground) >= ratio;
        *(is_enough ? &low : &high) = middle;
    }
    return rgb_mix(mixed, ground, low);
}

static void derive_from_brand(struct theme *theme) {
    struct rgb *colours = theme->colours;
    struct rgb colour = colours[COLOUR_BRAND];
    const struct rgb white = {1, 1, 1}, black = {0.08, 0.08, 0.08};
    bool is_dark = rgb_contrast(white, colour) >= rgb_contrast(black, colour);
    colours[COLOUR_ON_BRAND] =
        rgb_with_contrast(is_dark ? white : black, colour, text_ratio + ratio_margin);
    colours[COLOUR_BRAND_SOFT] = rgb_with_contrast(colour, colour, graphics_ratio + ratio_margin);
    colours[COLOUR_PREVIOUS] = previous_of(colour, colours[COLOUR_GROUND]);
}

/* Dark bands and covers of a theme keep its tone, in the brand's hue. */
static struct rgb cover_of(struct rgb brand_colour, struct rgb cover) {
    double target = rgb_luminance(cover), low = 0, high = 1;
    const struct rgb black = {0, 0, 0};
    for (int i = 0; i < 20; i++) {
        double middle = (low + high) / 2;
        bool is_light = rgb_luminance(rgb_mix(brand_colour, black, middle)) > target;
        *(is_light ? &low : &high) = middle;
    }
    return rgb_mix(brand_colour, black, high);
}

/* As a ground it may be what it is, and what it is on paper: its text is chosen for it. A theme
 * whose sections open on paper of another shade keeps that. */
static void apply_section(struct brand *brand, const struct value *primary, struct rgb written) {
    static const double TINT_MOST = 1.5;
    struct theme *theme = brand->theme;
    struct rgb *colours = theme->colours;
    bool is_tint = theme->is_own[COLOUR_SECTION] &&
                   rgb_contrast(colours[COLOUR_SECTION], colours[COLOUR_GROUND]) < TINT_MOST;
    if (is_tint) {
        return;
    }
    const struct value *on_paper = value_get(primary, "light");
    colours[COLOUR_SECTION] = written;
    if (on_paper) {
        brand_resolve(brand, on_paper, &colours[COLOUR_SECTION]);
    }
    theme->is_own[COLOUR_SECTION] = true;
}

static void apply_primary(struct brand *brand) {
    struct rgb *colours = brand->theme->colours;
    struct rgb before = colours[COLOUR_BRAND], link = colours[COLOUR_LINK], written;
    const struct value *value;
    if (!get_colour(brand, "primary", &value, &written)) {
        return;
    }
    colours[COLOUR_BRAND] = repair(brand, "primary", value, written, text_ratio);
    if (!brand_is_same_colour(written, before)) {
        if (!brand_is_same_colour(colours[COLOUR_BRAND], before)) {
            derive_from_brand(brand->theme);
        }
        apply_section(brand, value, written);
        if (brand->theme->is_own[COLOUR_COVER] && !theme_is_dark(brand->theme)) {
            colours[COLOUR_COVER] = cover_of(written, colours[COLOUR_COVER]);
        }
    }
    colours[COLOUR_LINK] = brand_is_same_colour(link, before) ? colours[COLOUR_BRAND] : link;
}

/* --- the rest ------------------------------------------------------------------------------- */

/* A grey accent would read as context; the spread of channels tells greys from colours. */
static bool is_grey(struct rgb colour) {
    double most = fmax(colour.r, fmax(colour.g, colour.b));
    double least = fmin(colour.r, fmin(colour.g, colour.b));
    return most - least < 0.15;
}

static void apply_accent(struct brand *brand) {
    static const char *const names[] = {"accent", "tertiary", "secondary"};
    const struct value *palette = value_get(colour_map(brand), "palette");
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const struct value *value =
            value_get(i == 0 && palette ? palette : colour_map(brand), names[i]);
        struct rgb colour = {0, 0, 0};
        if (value && value->kind != VALUE_NULL && brand_resolve(brand, value, &colour) &&
            !is_grey(colour)) {
            brand->theme->colours[COLOUR_ACCENT] =
                repair(brand, names[i], value, colour, graphics_ratio);
            return;
        }
    }
}

/* Notes have edges of it: graphics. */
static void apply_info(struct brand *brand) {
    brand->theme->is_own[COLOUR_INFO] =
        set_colour(brand, "info", COLOUR_INFO, graphics_ratio) || brand->theme->is_own[COLOUR_INFO];
}

/* A tint is the ground of cards; what is darker would make a page of boxes. */
static void apply_light(struct brand *brand) {
    const double tint_ratio = 1.3;
    struct rgb *colours = brand->theme->colours;
    const struct value *value;
    struct rgb light;
    if (!get_colour(brand, "light", &value, &light) || theme_is_dark(brand->theme)) {
        return;
    }
    double ratio = rgb_contrast(light, colours[COLOUR_GROUND]);
    if (ratio > tint_ratio) {
        brand_pass_over(brand, value->at, "\"light\" %s is too dark for the ground of cards",
                        hex_of(brand, light));
    } else if (ratio > 1.01 && rgb_contrast(colours[COLOUR_MUTED], light) >= text_ratio) {
        colours[COLOUR_CARD] = light;
    }
}

/* The ground of covers, where text can be read on it. */
static void apply_dark(struct brand *brand) {
    const double cover_ratio = 7;
    const struct rgb white = {1, 1, 1};
    const struct value *value;
    struct rgb dark;
    if (!get_colour(brand, "dark", &value, &dark)) {
        return;
    }
    if (rgb_contrast(white, dark) < cover_ratio) {
        brand_pass_over(brand, value->at, "\"dark\" %s is too light for the ground of covers",
                        hex_of(brand, dark));
        return;
    }
    brand->theme->colours[COLOUR_COVER] = dark;
    brand->theme->is_own[COLOUR_COVER] = true;
}

struct rgb brand_repair_text(struct brand *brand, const char *name, const struct value *value,
                             struct rgb colour) {
    return repair(brand, name, value, colour, text_ratio);
}

void brand_apply_colours(struct brand *brand) {
    const struct value *colours = colour_map(brand);
    if (colours && colours->kind != VALUE_MAP && colours->kind != VALUE_NULL) {
        brand_complain(brand, colours->at, "Write \"primary: ...\" and the like below it.",
                       "\"color\" is %s, not a map", value_kind_name(colours->kind));
        return;
    }
    apply_ground(brand);
    apply_light(brand);
    apply_primary(brand);
    apply_dark(brand);
    set_colour(brand, "link", COLOUR_LINK, text_ratio);
    set_colour(brand, "success", COLOUR_GOOD, text_ratio);
    set_colour(brand, "danger", COLOUR_BAD, text_ratio);
    set_colour(brand, "warning", COLOUR_WATCH, text_ratio);
    apply_info(brand);
    apply_accent(brand);
}
