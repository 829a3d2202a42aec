/*
 * A brand's colours over the theme's.
 *
 * Named colours are looked up in the palette, then among the semantic names, then in CSS. Text
 * colours are held against the card, whose contrast is the lower one where text stands on both.
 * What the brand does not name but depends on what it names is derived as the theme's own colours
 * were made (shares measured on "quiet": muted 30 % from ink to ground, card 4 % from ground to
 * ink, rule 20 %, grid 10 %). Where the brand names the colour that the theme has already, nothing
 * is derived.
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

static bool is_same(struct rgb a, struct rgb b) {
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
static bool resolve(struct brand *brand, const struct value *value, struct rgb *ret) {
    const struct value *first = value;
    for (int i = 0; i < REFERENCES_MAX; i++) {
        value = brand_light(value);
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
                          STR_ARG(value_string(brand_light(first))));
}

/* A semantic colour by its name in the brand file; false: absent or reported. */
static bool get_colour(struct brand *brand, const char *name, const struct value **ret_value,
                       struct rgb *ret) {
    *ret_value = value_get(colour_map(brand), name);
    return *ret_value && (*ret_value)->kind != VALUE_NULL && resolve(brand, *ret_value, ret);
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
    diag_hint(brand->diags, "Write \"%s\", or choose a colour that differs more from the ground.",
              new_hex);
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

/* Ground and ink come first: all other contrasts depend on them. */
static void apply_ground(struct brand *brand) {
    struct theme *theme = brand->theme;
    const struct value *value;
    struct rgb ground = theme->colours[COLOUR_GROUND], ink = theme->colours[COLOUR_INK];
    bool has_ground = get_colour(brand, "background", &value, &ground);
    bool has_ink = get_colour(brand, "foreground", &value, &ink);
    bool is_new = !is_same(ground, theme->colours[COLOUR_GROUND]) ||
                  !is_same(ink, theme->colours[COLOUR_INK]);
    if ((!has_ground && !has_ink) || !is_new) {
        return;
    }
    if (!has_ink) {
        /* The theme's ink may vanish on the brand's ground; then it is the theme's choice that
         * bends. */
        ink = rgb_with_contrast(ink, ground, 7);
    }
    theme->colours[COLOUR_GROUND] = ground;
    theme->colours[COLOUR_INK] = ink;
    /* The card depends on the ink; until that is settled, the worst that it can be. */
    struct rgb extreme =
        rgb_luminance(ground) > 0.18 ? (struct rgb){0, 0, 0} : (struct rgb){1, 1, 1};
    theme->colours[COLOUR_CARD] = rgb_mix(ground, extreme, 0.04);
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

static void apply_primary(struct brand *brand) {
    struct rgb before = brand->theme->colours[COLOUR_BRAND];
    struct rgb link = brand->theme->colours[COLOUR_LINK];
    if (set_colour(brand, "primary", COLOUR_BRAND, text_ratio)) {
        struct rgb colour = brand->theme->colours[COLOUR_BRAND];
        if (!is_same(colour, before)) {
            derive_from_brand(brand->theme);
        }
        brand->theme->colours[COLOUR_LINK] = is_same(link, before) ? colour : link;
    }
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
        if (value && value->kind != VALUE_NULL && resolve(brand, value, &colour) &&
            !is_grey(colour)) {
            brand->theme->colours[COLOUR_ACCENT] =
                repair(brand, names[i], value, colour, graphics_ratio);
            return;
        }
    }
}

/* Names that no colour of the theme takes are still checked: a typing error should not wait. */
static void check_others(struct brand *brand) {
    static const char *const names[] = {"info", "light", "dark"};
    const struct value *value;
    struct rgb colour = {0, 0, 0};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        get_colour(brand, names[i], &value, &colour);
    }
}

static void apply_link_of_typography(struct brand *brand) {
    const struct value *link = value_get(value_get(brand->root, "typography"), "link");
    const struct value *value =
        link && link->kind == VALUE_STRING ? link : value_get(link, "color");
    struct rgb colour = {0, 0, 0};
    if (value && resolve(brand, value, &colour)) {
        brand->theme->colours[COLOUR_LINK] = repair(brand, "link", value, colour, text_ratio);
    }
}

void brand_apply_colours(struct brand *brand) {
    const struct value *colours = colour_map(brand);
    if (colours && colours->kind != VALUE_MAP && colours->kind != VALUE_NULL) {
        brand_complain(brand, colours->at, "Write \"primary: ...\" and the like below it.",
                       "\"color\" is %s, not a map", value_kind_name(colours->kind));
        return;
    }
    apply_ground(brand);
    apply_primary(brand);
    set_colour(brand, "link", COLOUR_LINK, text_ratio);
    apply_link_of_typography(brand);
    set_colour(brand, "success", COLOUR_GOOD, text_ratio);
    set_colour(brand, "danger", COLOUR_BAD, text_ratio);
    set_colour(brand, "warning", COLOUR_WATCH, text_ratio);
    apply_accent(brand);
    check_others(brand);
}
