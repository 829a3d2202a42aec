#include "layout_text_priv.h"

#include "layout_form_priv.h"
#include "module.h"

#include <string.h>

struct rgb16 layout_colour(const struct layout *layout, enum theme_colour colour) {
    return rgb16_from_rgb(layout->theme->colours[colour]);
}

void layout_use_theme(struct layout *layout, const struct theme *theme) {
    layout->theme = theme;
    memset(layout->has_metrics, 0, sizeof layout->has_metrics);
    layout->label_styles.n = 0;
    g_hash_table_remove_all(layout->shaped);
}

/* Half of what the leading adds stands above, half below, as in CSS. */
double layout_baseline(struct layout *layout, enum text_role role) {
    const struct text_style *style = &layout->theme->styles[role];
    struct font_metrics *metrics = &layout->metrics[role];
    if (!layout->has_metrics[role]) {
        struct face face = {style->family, style->weight, style->is_italic};
        int file = fonts_need(layout->fonts, face, layout->diags);
        *metrics = file >= 0 ? fonts_metrics(layout->fonts, file, style->size_pt)
                             : (struct font_metrics){style->size_pt * 0.8, style->size_pt * 0.2};
        layout->has_metrics[role] = true;
    }
    return (style->leading_pt - metrics->ascent_pt - metrics->descent_pt) / 2 + metrics->ascent_pt;
}

/* Code stands a little smaller than the text around it: monospaced faces look large. */
static const double CODE_SCALE = 0.92;
/* About the size of the superior figures that faces bring themselves. */
static const double SHIFT_SCALE = 0.65;

static const char TABULAR_FIGURES[] = "tnum, lnum";

/* Whether figures are as a style says, though they are to be compared: old-style ones cannot be. */
static bool keeps_figures(const struct text_style *style) {
    return style->features && !strstr(style->features, "onum");
}

struct range_style range_style(const struct layout *layout, const struct set_style *set,
                               const struct inline_range *range) {
    const struct text_style *around = &layout->theme->styles[set->role];
    bool is_code = range->is_code && set->role != ROLE_CODE;
    const struct text_style *small = &layout->theme->styles[ROLE_SMALL];
    around = range->is_small && small->size_pt < around->size_pt ? small : around;
    const struct text_style *style = is_code ? &layout->theme->styles[ROLE_CODE] : around;
    int weight = set->weight && !is_code ? set->weight : style->weight;
    return (struct range_style){
        .face = {style->family, MAX(weight, range->weight), range->is_italic || style->is_italic},
        .size_pt = (is_code ? around->size_pt * CODE_SCALE : style->size_pt) *
                   (range->shift ? SHIFT_SCALE : 1),
        .tracking_pt = is_code ? 0 : style->tracking_pt,
        .features = set->is_tabular && !keeps_figures(style) ? TABULAR_FIGURES : style->features,
    };
}

/* Emoji are a little larger than the text's em, as their designers meant them. */
static const double EMOJI_EM = 1.1;

struct picture_size range_picture_size(const struct layout *layout, const struct set_style *set,
                                       const struct inline_range *range) {
    if (range->blank) {
        double size_pt = range_style(layout, set, range).size_pt;
        double width_pt = size_pt * FORM_LETTER_EM * range->blank->blank.n_letters;
        bool is_cut = range->blank_pt > 0 && width_pt > range->blank_pt;
        return (struct picture_size){is_cut ? range->blank_pt : width_pt, size_pt};
    }
    if (!range->emoji.p) {
        return (struct picture_size){range->image_width_pt, range->image_height_pt};
    }
    const struct image *image = &g_array_index(layout->images, struct image, range->image);
    double height_pt = range_style(layout, set, range).size_pt * EMOJI_EM;
    return (struct picture_size){height_pt * image->width_px / image->height_px, height_pt};
}

/* --- Pango, when it is needed --------------------------------------------------------------- */

/* NULL: reported. */
static const struct pango_setter *setter(struct layout *layout) {
    struct fonts_pango *pango = fonts_pango(layout->fonts);
    g_autofree char *reason = NULL;
    if (!pango->setter) {
        pango->setter = module_symbol("layout_pango", "layout_pango_setter", &reason);
    }
    if (!pango->setter) {
        diag_error(layout->diags, (struct span){0}, DIAG_INSTALL_MISSING,
                   "could not load Pango, which sets texts in this script: %s", reason);
        diag_hint(layout->diags, "Install the package libpangoft2 and pdfgen's own modules.");
    }
    return pango->setter;
}

static void pango_set(struct layout *layout, const struct inline_text *text,
                      const struct set_style *set, double width_pt, struct lines *ret) {
    const struct pango_setter *pango = setter(layout);
    if (pango) {
        pango->set(layout, text, set, width_pt, ret);
    }
}

static double pango_min_width(struct layout *layout, const struct inline_text *text,
                              const struct set_style *set) {
    const struct pango_setter *pango = setter(layout);
    return pango ? pango->min_width(layout, text, set) : 0;
}

/* --- long texts ----------------------------------------------------------------------------- */

/*
 * Pango's time grows with the square of a word's length: 200,000 letters without a space took 38 s.
 * A text of its setter's is therefore set in parts; a part ends at a space where there is one.
 */
enum { PART_BYTES_MAX = 4096 };

static size_t part_end(const struct inline_text *text, size_t begin) {
    size_t n = text->text->len, end = begin + PART_BYTES_MAX;
    if (end >= n) {
        return n;
    }
    const char *p = text->text->str;
    for (size_t i = end; i > begin + PART_BYTES_MAX / 2; i--) {
        if (p[i - 1] == ' ') {
            return i;
        }
    }
    while (((guchar)p[end] & 0xC0) == 0x80) {
        end--;
    }
    return end;
}

static void copy_part(const struct inline_text *text, size_t begin, size_t end, InlineText *part) {
    inline_text_init(part);
    part->at = text->at;
    g_string_append_len(part->text, text->text->str + begin, (gssize)(end - begin));
    for (guint i = 0; i < text->ranges->len; i++) {
        struct inline_range range = g_array_index(text->ranges, struct inline_range, i);
        range.begin = MAX(range.begin, begin) - begin;
        range.end = MAX(MIN(range.end, end), begin) - begin;
        if (range.begin < range.end) {
            g_array_append_val(part->ranges, range);
        }
    }
}

static void append_lines(struct layout *layout, struct lines *all, const struct lines *more) {
    struct line *lines = ARENA_NEW_N(layout->arena, struct line, all->n + more->n);
    for (size_t i = 0; i < all->n + more->n; i++) {
        lines[i] = i < all->n ? all->lines[i] : more->lines[i - all->n];
    }
    all->lines = lines;
    all->n += more->n;
    all->width_pt = MAX(all->width_pt, more->width_pt);
}

static void set_in_parts(struct layout *layout, const struct inline_text *text,
                         const struct set_style *set, double width_pt, struct lines *ret) {
    size_t end;
    for (size_t begin = 0; begin < text->text->len; begin = end) {
        g_auto(InlineText) part;
        struct lines lines = *ret;
        end = part_end(text, begin);
        copy_part(text, begin, end, &part);
        lines.n = 0;
        lines.width_pt = 0;
        pango_set(layout, &part, set, width_pt, &lines);
        append_lines(layout, ret, &lines);
    }
}

static double min_width_in_parts(struct layout *layout, const struct inline_text *text,
                                 const struct set_style *set) {
    double width_pt = 0;
    size_t end;
    for (size_t begin = 0; begin < text->text->len; begin = end) {
        g_auto(InlineText) part;
        end = part_end(text, begin);
        copy_part(text, begin, end, &part);
        width_pt = MAX(width_pt, pango_min_width(layout, &part, set));
    }
    return width_pt;
}

/* --- setting -------------------------------------------------------------------------------- */

static struct lines set_lines(struct layout *layout, const struct inline_text *text,
                              const struct set_style *set, double width_pt) {
    struct lines lines = {.leading_pt = layout->theme->styles[set->role].leading_pt,
                          .baseline_pt = layout_baseline(layout, set->role)};
    struct str words = {text->text->str, text->text->len};
    /* What is simple runs from the left: nothing needs to be counted where all else does. */
    bool is_left = !layout->is_rtl && layout->given_direction != DIRECTION_RTL;
    if (is_left && simple_set(layout, text, set, width_pt, &lines)) {
        return lines;
    }
    lines.is_turned = text_is_turned(layout, words, set->is_running);
    if (layout->is_rtl && layout->given_direction != DIRECTION_RTL &&
        simple_set(layout, text, set, width_pt, &lines)) {
        return lines;
    }
    if (text->text->len > PART_BYTES_MAX) {
        set_in_parts(layout, text, set, width_pt, &lines);
    } else {
        pango_set(layout, text, set, width_pt, &lines);
    }
    return lines;
}

/* No blank is longer than a line. */
static void cut_blanks(const struct inline_text *text, double width_pt) {
    for (guint i = 0; i < text->ranges->len; i++) {
        g_array_index(text->ranges, struct inline_range, i).blank_pt = MAX(width_pt, 0);
    }
}

struct lines inline_set(struct layout *layout, const struct inline_text *text,
                        const struct set_style *set, double width_pt) {
    cut_blanks(text, width_pt);
    struct lines lines = set_lines(layout, text, set, width_pt);
    mirror_lines(layout, &lines);
    return lines;
}

/*
 * What Pango sets is not taken apart: besides the longest word, pieces of a little more than half
 * its width stand for the others.
 */
static void guess_pieces(double longest_pt, double natural_pt, GArray *pieces) {
    enum { PIECES_MAX = 2000 };
    struct inline_piece piece = {.width_pt = (float)longest_pt};
    g_array_append_val(pieces, piece);
    double rest_pt = natural_pt - longest_pt;
    double n = CLAMP(rest_pt / MAX(longest_pt * 0.6, 1), 0, PIECES_MAX);
    piece.width_pt = (float)(rest_pt / MAX(n, 1));
    for (size_t i = 0; i < (size_t)n; i++) {
        g_array_append_val(pieces, piece);
    }
}

void inline_pieces(struct layout *layout, const struct inline_text *text,
                   const struct set_style *set, double natural_pt, GArray *pieces) {
    if (!simple_pieces(layout, text, set, pieces)) {
        g_array_set_size(pieces, 0);
        double longest_pt = text->text->len > PART_BYTES_MAX ? min_width_in_parts(layout, text, set)
                                                             : pango_min_width(layout, text, set);
        guess_pieces(longest_pt, natural_pt, pieces);
    }
}

static struct lines set_words(struct layout *layout, const struct set_style *style, int tag,
                              struct str words) {
    struct inline_text *text = inline_scratch(layout);
    inline_append_smart(layout, text, words, tag);
    return text->text->len > 0 ? set_lines(layout, text, style, -1) : (struct lines){0};
}

struct line inline_figure_words(struct layout *layout, const struct set_style *style,
                                struct str words) {
    struct lines lines = set_words(layout, style, 0, words);
    return lines.n > 0 ? lines.lines[0] : (struct line){0};
}

struct line inline_words(struct layout *layout, const struct set_style *style, int tag,
                         struct str words) {
    struct lines lines = set_words(layout, style, tag, words);
    mirror_lines(layout, &lines);
    return lines.n > 0 ? lines.lines[0] : (struct line){0};
}
