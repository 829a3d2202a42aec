/*
 * A brand's typography over the theme's: families, weights, slant, colours, sizes, leading.
 *
 * Sizes of brand.yml are CSS's. Those in rem, em and per cent are shares of the theme's own size;
 * those in points, and in pixels of 1/96 in, are of reports: a deck is read from afar and keeps its
 * own. A size that no document is set in is passed over.
 */
#include "load_brand_priv.h"

#include <math.h>
#include <string.h>

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

/* --- families ------------------------------------------------------------------------------- */

static bool is_in_theme(const struct theme *theme, struct str family) {
    for (int i = 0; i < N_ROLES; i++) {
        if (str_is(family, theme->styles[i].family)) {
            return true;
        }
    }
    return false;
}

/* Whether the brand has a font of the network in mind, for the hint. */
static bool is_of_network(const struct brand *brand, struct str family) {
    const struct value *fonts = value_path(brand->root, "typography.fonts");
    for (size_t i = 0; fonts && fonts->kind == VALUE_LIST && i < fonts->list.n; i++) {
        const struct value *font = fonts->list.items[i];
        struct str source = value_string(value_get(font, "source"));
        if (str_eq(value_string(value_get(font, "family")), family)) {
            return str_is(source, "google") || str_is(source, "bunny");
        }
    }
    return false;
}

static size_t list_families(const struct font_catalogue *catalogue, struct str *names) {
    size_t n = 0;
    for (size_t i = 0; i < catalogue->n_files; i++) {
        struct str name = str_from(catalogue->files[i].family);
        bool is_known = false;
        for (size_t k = 0; k < n; k++) {
            is_known = is_known || str_eq(names[k], name);
        }
        if (!is_known) {
            names[n++] = name;
        }
    }
    return n;
}

static void hint_at_families(struct brand *brand, struct str family, const struct str *names,
                             size_t n) {
    enum { SHOWN_MAX = 6 };
    int nearest = str_nearest(family, names, n);
    g_autoptr(GString) hint = g_string_new(NULL);
    if (nearest >= 0) {
        g_string_append_printf(hint, "Did you mean \"" STR_FMT "\"? ", STR_ARG(names[nearest]));
    }
    g_string_append(
        hint, is_of_network(brand, family)
                  ? "Put its files into the workspace's fonts/ folder: pdfgen uses no network."
                  : "Put its files into the workspace's fonts/ folder.");
    g_string_append(hint, " Installed are: ");
    g_string_append(hint, str_list(brand->arena, names, MIN(n, SHOWN_MAX)));
    g_string_append(hint, n > SHOWN_MAX ? " ..." : ".");
    diag_hint(brand->diags, "%s", hint->str);
}

/* The catalogue is opened only for a family that the theme does not use itself. */
static bool is_installed(struct brand *brand, const struct value *family) {
    struct font_catalogue catalogue;
    if (is_in_theme(brand->theme, family->string)) {
        return true;
    }
    brand->has_failed = true;
    if (!load_fonts(brand->arena, brand->world, brand->workspace, brand->diags, &catalogue)) {
        return false;
    }
    struct str *names = ARENA_NEW_N(brand->arena, struct str, catalogue.n_files);
    size_t n = list_families(&catalogue, names);
    for (size_t i = 0; i < n; i++) {
        if (str_eq(names[i], family->string)) {
            brand->has_failed = false;
            return true;
        }
    }
    diag_error(brand->diags, family->at, DIAG_FONT_MISSING,
               "the brand's font \"" STR_FMT "\" is not installed", STR_ARG(family->string));
    hint_at_families(brand, family->string, names, n);
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

/* --- weights and slant ---------------------------------------------------------------------- */

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

static void set_slant(struct brand *brand, const struct type_rule *rule,
                      const struct value *value) {
    struct str word = value_string(value);
    bool is_italic = str_is(word, "italic") || str_is(word, "oblique");
    if (!is_italic && !str_is(word, "normal")) {
        brand_complain(brand, value->at, "Write normal, italic or oblique.",
                       "\"" STR_FMT "\" is not a style of letters",
                       STR_ARG(value_to_str(brand->arena, value)));
        return;
    }
    for (size_t i = 0; i < rule->n_roles; i++) {
        brand->theme->styles[rule->roles[i]].is_italic = is_italic;
    }
}

/* --- colours -------------------------------------------------------------------------------- */

/* The theme's colour that a role can have instead of one of its own; -1: none is the same. */
static int same_colour(const struct theme *theme, struct rgb colour) {
    static const enum theme_colour texts[] = {COLOUR_INK,  COLOUR_BRAND, COLOUR_MUTED, COLOUR_LINK,
                                              COLOUR_GOOD, COLOUR_BAD,   COLOUR_WATCH};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (brand_is_same_colour(theme->colours[texts[i]], colour)) {
            return (int)texts[i];
        }
    }
    return -1;
}

/* Primary stays primary when it is repaired. */
static int named_colour(const struct value *value) {
    static const struct {
        const char *name;
        enum theme_colour colour;
    } rows[] = {
        {"foreground", COLOUR_INK}, {"primary", COLOUR_BRAND}, {"link", COLOUR_LINK},
        {"success", COLOUR_GOOD},   {"danger", COLOUR_BAD},    {"warning", COLOUR_WATCH},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (str_is(value_string(value), rows[i].name)) {
            return (int)rows[i].colour;
        }
    }
    return -1;
}

static void set_role_colour(struct theme *theme, const struct type_rule *rule, int colour) {
    for (size_t i = 0; i < rule->n_roles; i++) {
        /* The lead line of a cover is told from the title by its colour. */
        if (rule->roles[i] != ROLE_LEAD) {
            theme->styles[rule->roles[i]].colour = (enum theme_colour)colour;
        }
    }
}

static void set_colour(struct brand *brand, const struct type_rule *rule,
                       const struct value *value) {
    struct rgb colour = {0, 0, 0};
    int role = named_colour(value);
    if (role < 0 && !brand_resolve(brand, value, &colour)) {
        return;
    }
    role = role >= 0 ? role : same_colour(brand->theme, colour);
    if (role >= 0) {
        set_role_colour(brand->theme, rule, role);
    } else if (rule->roles[0] == ROLE_DISPLAY) {
        brand->theme->colours[COLOUR_HEADING] = brand_repair_text(brand, "headings", value, colour);
        brand->theme->is_own[COLOUR_HEADING] = true;
        set_role_colour(brand->theme, rule, COLOUR_HEADING);
    } else {
        brand_pass_over(brand, value->at, "\"%s\" has no colour of its own in documents",
                        rule->field);
    }
}

static void check_background(struct brand *brand, const char *field, const struct value *value) {
    const struct rgb *colours = brand->theme->colours;
    struct rgb colour = {0, 0, 0};
    if (brand_resolve(brand, value, &colour) &&
        !brand_is_same_colour(colour, colours[COLOUR_CARD]) &&
        !brand_is_same_colour(colour, colours[COLOUR_GROUND])) {
        brand_pass_over(brand, value->at, "\"%s\" has no ground of its own in documents", field);
    }
}

/* --- sizes ---------------------------------------------------------------------------------- */

enum size_unit { SIZE_SHARE, SIZE_POINTS, SIZE_NONE };

/* "1.1rem", "0.9em", "110%", "10pt", "16px". */
static enum size_unit read_size(const struct value *value, double *ret) {
    static const struct {
        const char *suffix;
        enum size_unit unit;
        double by;
    } units[] = {{"rem", SIZE_SHARE, 1},         {"em", SIZE_SHARE, 1},
                 {"%", SIZE_SHARE, 0.01},        {"pt", SIZE_POINTS, 1},
                 {"px", SIZE_POINTS, 0.75},      {"in", SIZE_POINTS, 72},
                 {"mm", SIZE_POINTS, 72 / 25.4}, {"cm", SIZE_POINTS, 72 / 2.54}};
    struct str text = str_trim(value_string(value));
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        struct decimal number;
        if (str_ends_with(text, units[i].suffix)) {
            struct str digits = str_slice(text, 0, text.n - strlen(units[i].suffix));
            bool is_number = decimal_parse(str_trim(digits), &number);
            *ret = is_number ? decimal_to_double(number) * units[i].by : 0;
            return *ret > 0 ? units[i].unit : SIZE_NONE;
        }
    }
    return SIZE_NONE;
}

static void scale_style(struct text_style *style, double by) {
    style->size_pt *= by;
    style->leading_pt *= by;
    style->tracking_pt *= by;
}

/* @base_pt: what a share is of. */
static void set_size(struct brand *brand, const struct type_rule *rule, double base_pt,
                     const struct value *value) {
    const double smallest_pt = 6, largest_pt = brand->theme->is_deck ? 32 : 16;
    double number = 0;
    enum size_unit unit = read_size(value, &number);
    if (unit == SIZE_NONE) {
        brand_complain(brand, value->at, "Write it as 1rem, 0.9em or 10pt.",
                       "\"" STR_FMT "\" is not a size of letters",
                       STR_ARG(value_to_str(brand->arena, value)));
        return;
    }
    if (unit == SIZE_POINTS && brand->theme->is_deck) {
        return;
    }
    double size_pt = unit == SIZE_SHARE ? number * base_pt : number;
    if (size_pt < smallest_pt || size_pt > largest_pt) {
        brand_pass_over(brand, value->at, "\"" STR_FMT "\" is no size for the text of documents",
                        STR_ARG(value_string(value)));
        return;
    }
    double by = size_pt / brand->theme->styles[rule->roles[0]].size_pt;
    for (size_t i = 0; i < rule->n_roles; i++) {
        /* Tables, labels and axes have the room that the theme's measures give them. */
        if (rule->roles[i] != ROLE_SMALL) {
            scale_style(&brand->theme->styles[rule->roles[i]], by);
        }
    }
}

/* A number, "1.5", or per cent. */
static void set_leading(struct brand *brand, const struct type_rule *rule,
                        const struct value *value) {
    struct decimal number;
    double ratio = 0;
    if (value->kind == VALUE_NUMBER) {
        ratio = decimal_to_double(value->number);
    } else if (decimal_parse(str_trim(value_string(value)), &number)) {
        ratio = decimal_to_double(number);
    } else {
        read_size(value, &ratio);
    }
    if (ratio < 0.9 || ratio > 2.5) {
        brand_complain(brand, value->at, "Write a number such as 1.4.",
                       "\"" STR_FMT "\" is not the distance of lines",
                       STR_ARG(value_to_str(brand->arena, value)));
        return;
    }
    for (size_t i = 0; i < rule->n_roles; i++) {
        struct text_style *style = &brand->theme->styles[rule->roles[i]];
        /* What is large, or stands in rows of a table, has leading of its own. */
        if (rule->roles[i] != ROLE_DISPLAY && rule->roles[i] != ROLE_SMALL) {
            style->leading_pt = round(style->size_pt * ratio * 4) / 4;
        }
    }
}

/* --- fields --------------------------------------------------------------------------------- */

static const struct value *given(const struct value *map, const char *key) {
    const struct value *value = value_get(map, key);
    return value && value->kind != VALUE_NULL ? value : NULL;
}

static void apply_rule(struct brand *brand, const struct type_rule *rule, double base_pt,
                       const struct value *value) {
    static void (*const setters[])(struct brand *, const struct type_rule *,
                                   const struct value *) = {set_family, set_weight, set_slant,
                                                            set_colour};
    static const char *const names[] = {"family", "weight", "style", "color"};
    if (value->kind != VALUE_MAP) {
        set_family(brand, rule, value);
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(setters); i++) {
        const struct value *field = given(value, names[i]);
        if (field) {
            setters[i](brand, rule, field);
        }
    }
    if (given(value, "size")) {
        set_size(brand, rule, base_pt, given(value, "size"));
    }
    if (given(value, "line-height")) {
        set_leading(brand, rule, given(value, "line-height"));
    }
    if (given(value, "background-color")) {
        check_background(brand, rule->field, given(value, "background-color"));
    }
}

/* Code in a line looks as code in a block does: what is said of it alone is passed over. */
static void check_inline_code(struct brand *brand, const struct value *typography) {
    const struct value *code = given(typography, "monospace-inline");
    const struct value *all = given(typography, "monospace");
    static const char *const names[] = {"family", "size", "weight", "color", "background-color"};
    for (size_t i = 0; code && code->kind == VALUE_MAP && i < G_N_ELEMENTS(names); i++) {
        const struct value *own = given(code, names[i]);
        const struct value *shared = given(all, names[i]);
        if (own && !(shared &&
                     str_eq(value_to_str(brand->arena, own), value_to_str(brand->arena, shared)))) {
            brand_pass_over(brand, own->at,
                            "\"%s\" of \"monospace-inline\" is not used: \"monospace\" is for all "
                            "code",
                            names[i]);
        }
    }
}

static void apply_link(struct brand *brand, const struct value *link) {
    static const char *const unused[] = {"weight", "background-color", "decoration"};
    const struct value *value = link->kind == VALUE_STRING ? link : given(link, "color");
    struct rgb colour = {0, 0, 0};
    if (value && brand_resolve(brand, value, &colour)) {
        brand->theme->colours[COLOUR_LINK] = brand_repair_text(brand, "link", value, colour);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(unused); i++) {
        const struct value *own = given(link, unused[i]);
        if (own && !str_is(value_string(own), "none")) {
            brand_pass_over(brand, own->at, "\"%s\" of \"link\" is not used: links have a colour",
                            unused[i]);
        }
    }
}

void brand_apply_typography(struct brand *brand) {
    const struct value *typography = given(brand->root, "typography");
    if (typography && typography->kind != VALUE_MAP) {
        brand_complain(brand, typography->at, "Write \"base: ...\" and the like below it.",
                       "\"typography\" is %s, not a map", value_kind_name(typography->kind));
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        const struct value *value = given(typography, rules[i].field);
        double base_pt = brand->theme->styles[ROLE_BODY].size_pt;
        if (value) {
            apply_rule(brand, &rules[i], base_pt, value);
        }
    }
    check_inline_code(brand, typography);
    if (given(typography, "link")) {
        apply_link(brand, given(typography, "link"));
    }
}
