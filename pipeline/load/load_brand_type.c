/*
 * A brand's families over the theme's. Sizes and leading stay the theme's: they are a scale, and a
 * brand's are for screens.
 */
#include "load_brand_priv.h"

struct type_rule {
    const char *field; /* below `typography` */
    enum text_role roles[4];
    size_t n_roles;
};

static const struct type_rule rules[] = {
    {"base", {ROLE_BODY, ROLE_SMALL, ROLE_SUBHEADING}, 3},
    {"headings", {ROLE_DISPLAY, ROLE_TITLE, ROLE_HEADING, ROLE_LEAD}, 4},
    {"monospace", {ROLE_CODE}, 1},
    {"monospace-block", {ROLE_CODE}, 1},
};

static bool is_in_theme(const struct theme *theme, struct str family) {
    for (int i = 0; i < N_ROLES; i++) {
        if (str_is(family, theme->styles[i].family)) {
            return true;
        }
    }
    return false;
}

/* The catalogue is opened only for a family that the theme does not use itself. */
static bool is_installed(struct brand *brand, const struct value *family) {
    struct font_catalogue catalogue;
    if (is_in_theme(brand->theme, family->string)) {
        return true;
    }
    if (!load_fonts(brand->arena, brand->world, brand->diags, &catalogue)) {
        brand->has_failed = true;
        return false;
    }
    struct str *names = ARENA_NEW_N(brand->arena, struct str, catalogue.n_files);
    for (size_t i = 0; i < catalogue.n_files; i++) {
        names[i] = str_from(catalogue.files[i].family);
        if (str_eq(names[i], family->string)) {
            return true;
        }
    }
    int nearest = str_nearest(family->string, names, catalogue.n_files);
    diag_warning(brand->diags, family->at, DIAG_FONT_MISSING,
                 "font \"" STR_FMT "\" is not installed, the theme's own is used",
                 STR_ARG(family->string));
    if (nearest >= 0) {
        diag_hint(brand->diags, "Did you mean \"" STR_FMT "\"?", STR_ARG(names[nearest]));
    } else {
        diag_hint(brand->diags, "Put its files into fonts/ and name them in fonts/fonts.yaml.");
    }
    return false;
}

static void set_family(struct brand *brand, const struct type_rule *rule,
                       const struct value *family) {
    if (family->kind != VALUE_STRING) {
        brand_complain(brand, family->at, "Write the name of a font family.",
                       "\"%s\" names no family", rule->field);
    } else if (is_installed(brand, family)) {
        for (size_t i = 0; i < rule->n_roles; i++) {
            brand->theme->styles[rule->roles[i]].family = str_cstr(brand->arena, family->string);
        }
    }
}

/* A number of CSS or one of its words; 0: neither. */
static int weight_of(const struct value *value) {
    static const struct {
        const char *word;
        int weight;
    } words[] = {
        {"thin", 100},      {"extra-light", 200}, {"ultra-light", 200}, {"light", 300},
        {"normal", 400},    {"regular", 400},     {"medium", 500},      {"semi-bold", 600},
        {"demi-bold", 600}, {"bold", 700},        {"extra-bold", 800},  {"ultra-bold", 800},
        {"black", 900},
    };
    if (value->kind == VALUE_NUMBER) {
        int64_t number = decimal_to_int(value->number);
        return number >= 100 && number <= 900 ? (int)number : 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (str_is(value_string(value), words[i].word)) {
            return words[i].weight;
        }
    }
    return 0;
}

static void set_weight(struct brand *brand, const struct type_rule *rule,
                       const struct value *value) {
    int weight = weight_of(value);
    if (weight == 0) {
        brand_complain(brand, value->at, "Write a number from 100 to 900, or a word such as bold.",
                       "\"" STR_FMT "\" is not a weight",
                       STR_ARG(value_to_str(brand->arena, value)));
        return;
    }
    for (size_t i = 0; i < rule->n_roles; i++) {
        struct text_style *style = &brand->theme->styles[rule->roles[i]];
        /* The theme's light and bold roles (lead, subheading) keep their own weight. */
        bool is_main = rule->roles[i] != ROLE_LEAD && rule->roles[i] != ROLE_SUBHEADING;
        style->weight = is_main ? weight : style->weight;
    }
}

/* Colours of text are the theme's roles: the brand's own and the ink's. */
static void set_colour(struct brand *brand, const struct type_rule *rule,
                       const struct value *value) {
    struct str name = value_string(value);
    bool is_brand = str_is(name, "primary");
    for (size_t i = 0; (is_brand || str_is(name, "foreground")) && i < rule->n_roles; i++) {
        if (rule->roles[i] != ROLE_LEAD) {
            brand->theme->styles[rule->roles[i]].colour = is_brand ? COLOUR_BRAND : COLOUR_INK;
        }
    }
}

static void apply_rule(struct brand *brand, const struct type_rule *rule,
                       const struct value *value) {
    if (value->kind != VALUE_MAP) {
        set_family(brand, rule, value);
        return;
    }
    const struct value *family = value_get(value, "family");
    const struct value *weight = value_get(value, "weight");
    const struct value *colour = value_get(value, "color");
    if (family) {
        set_family(brand, rule, family);
    }
    if (weight) {
        set_weight(brand, rule, weight);
    }
    if (colour) {
        set_colour(brand, rule, colour);
    }
}

void brand_apply_typography(struct brand *brand) {
    const struct value *typography = value_get(brand->root, "typography");
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        const struct value *value = value_get(typography, rules[i].field);
        if (value && value->kind != VALUE_NULL) {
            apply_rule(brand, &rules[i], value);
        }
    }
}
