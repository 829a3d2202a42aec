#include "layout_text_priv.h"

struct rgb layout_colour(const struct layout *layout, enum theme_colour colour) {
    return layout->theme->colours[colour];
}

/*
 * Half of what the leading adds stands above, half below, as in CSS. The face must be there before
 * it is asked: the metrics of a stand-in would differ by what earlier documents loaded.
 */
double layout_baseline(struct layout *layout, enum text_role role) {
    const struct text_style *style = &layout->theme->styles[role];
    struct font_metrics *metrics = &layout->metrics[role];
    if (!layout->has_metrics[role]) {
        struct face face = {style->family, style->weight, style->is_italic};
        fonts_need(layout->fonts, face, layout->diags);
        *metrics = fonts_metrics(layout->fonts, style);
        layout->has_metrics[role] = true;
    }
    return (style->leading_pt - metrics->ascent_pt - metrics->descent_pt) / 2 + metrics->ascent_pt;
}

/* Code stands a little smaller than the text around it: monospaced faces look large. */
static const double CODE_SCALE = 0.92;

struct range_style range_style(const struct layout *layout, const struct set_style *set,
                               const struct inline_range *range) {
    const struct text_style *around = &layout->theme->styles[set->role];
    bool is_code = range->is_code && set->role != ROLE_CODE;
    const struct text_style *style = is_code ? &layout->theme->styles[ROLE_CODE] : around;
    int weight = set->weight && !is_code ? set->weight : style->weight;
    return (struct range_style){
        .face = {style->family, MAX(weight, range->weight), range->is_italic || style->is_italic},
        .size_pt = is_code ? around->size_pt * CODE_SCALE : style->size_pt,
        .tracking_pt = is_code ? 0 : style->tracking_pt,
        .features = style->features,
    };
}

struct lines inline_set(struct layout *layout, const struct inline_text *text,
                        const struct set_style *set, double width_pt) {
    struct lines lines = {.leading_pt = layout->theme->styles[set->role].leading_pt,
                          .baseline_pt = layout_baseline(layout, set->role)};
    if (!simple_set(layout, text, set, width_pt, &lines)) {
        pango_set(layout, text, set, width_pt, &lines);
    }
    return lines;
}

double inline_min_width(struct layout *layout, const struct inline_text *text,
                        const struct set_style *set) {
    double width_pt;
    return simple_min_width(layout, text, set, &width_pt) ? width_pt
                                                          : pango_min_width(layout, text, set);
}

struct line inline_words(struct layout *layout, const struct set_style *style, int tag,
                         struct str words) {
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_append(&text, words, tag);
    if (text.text->len == 0) {
        return (struct line){0};
    }
    return inline_set(layout, &text, style, -1).lines[0];
}
