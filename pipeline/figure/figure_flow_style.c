#include "figure_flow_priv.h"

#include <math.h>

/* The CSS of `style`, `classDef` and `linkStyle`, as much of it as a drawing in the theme can use.
 */

static bool read_colour(Arena *arena, struct str text, struct rgb *ret) {
    static const struct {
        const char *name, *value;
    } names[] = {{"white", "#FFFFFF"},       {"black", "#000000"},     {"red", "#D32F2F"},
                 {"green", "#2E7D32"},       {"blue", "#1565C0"},      {"yellow", "#FDD835"},
                 {"orange", "#EF6C00"},      {"purple", "#6A1B9A"},    {"grey", "#808080"},
                 {"gray", "#808080"},        {"pink", "#F8BBD0"},      {"lightblue", "#ADD8E6"},
                 {"lightgreen", "#90EE90"},  {"lightgrey", "#D3D3D3"}, {"lightgray", "#D3D3D3"},
                 {"lightyellow", "#FFFFE0"}, {"teal", "#00796B"},      {"navy", "#0D2A5E"},
                 {"gold", "#FFD700"},        {"silver", "#C0C0C0"},    {"coral", "#FF7F50"}};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (str_is(text, names[i].name)) {
            return rgb_parse(names[i].value, ret);
        }
    }
    return text.n > 0 && text.p[0] == '#' && rgb_parse(str_cstr(arena, text), ret);
}

static void read_property(Arena *arena, struct flow_style *style, struct str name,
                          struct str value) {
    struct rgb colour;
    bool is_none = str_is(value, "none") || str_is(value, "transparent");
    bool is_colour = read_colour(arena, value, &colour);
    if (str_is(name, "fill") || str_is(name, "background")) {
        style->has_fill = is_colour;
        style->has_no_fill = is_none;
        style->fill = is_colour ? colour : style->fill;
    } else if (str_is(name, "stroke") && is_colour) {
        style->has_stroke = true;
        style->stroke = colour;
    } else if (str_is(name, "color") && is_colour) {
        style->has_colour = true;
        style->colour = colour;
    } else if (str_is(name, "stroke-width")) {
        double width = g_ascii_strtod(str_cstr(arena, value), NULL);
        style->stroke_pt = width > 0 ? CLAMP(width * 0.75, 0.5, 4) : style->stroke_pt;
    } else if (str_is(name, "stroke-dasharray")) {
        style->is_dashed = !is_none && !str_is(value, "0");
    }
}

void flow_style_read(Arena *arena, struct flow_style *style, struct str text) {
    while (text.n > 0) {
        struct str property, name, value;
        str_cut(text, ',', &property, &text);
        if (str_cut(property, ':', &name, &value)) {
            value = str_trim(value);
            value = str_ends_with(value, ";") ? str_slice(value, 0, value.n - 1) : value;
            read_property(arena, style, str_trim(name), str_trim(value));
        }
    }
}

/* A tint is light because it was chosen for a white page; what it is made of, and how much of it.
 */
static struct rgb tint_hue(struct rgb tint, double *ret_share) {
    double least = fmin(tint.r, fmin(tint.g, tint.b)), share = fmax(1 - least, 0.001);
    *ret_share = share;
    return (struct rgb){fmax(1 - (1 - tint.r) / share, 0), fmax(1 - (1 - tint.g) / share, 0),
                        fmax(1 - (1 - tint.b) / share, 0)};
}

struct rgb flow_fill(struct rgb fill, struct rgb ground) {
    double share;
    struct rgb hue = tint_hue(fill, &share);
    bool is_dark_page = rgb_luminance(ground) < 0.18;
    bool is_tint = rgb_luminance(fill) > 0.6 && share < 0.4; /* a full yellow is light, too */
    if (!is_dark_page || !is_tint) {
        return fill;
    }
    /* On a dark ground the same share is hardly seen; the least of it is what a card has. */
    return rgb_mix(ground, hue, CLAMP(share * 2, 0.12, 0.45));
}

void flow_style_add(struct flow_style *style, const struct flow_style *more) {
    if (more->has_fill || more->has_no_fill) {
        style->has_fill = more->has_fill;
        style->has_no_fill = more->has_no_fill;
        style->fill = more->fill;
    }
    if (more->has_stroke) {
        style->has_stroke = true;
        style->stroke = more->stroke;
    }
    if (more->has_colour) {
        style->has_colour = true;
        style->colour = more->colour;
    }
    style->stroke_pt = more->stroke_pt > 0 ? more->stroke_pt : style->stroke_pt;
    style->is_dashed = style->is_dashed || more->is_dashed;
}
