/*
 * layout_text_priv.h - what the setters of text share.
 *
 * Two setters make lines of glyph runs from an inline text. layout_lines.c sets what has one
 * direction and no marks (nearly all there is in a report) from cached words; layout_pango.c sets
 * everything else. layout_text.c chooses; layout_run.c turns glyphs into operations for both.
 */
#pragma once

#include "layout_fonts_priv.h"

/* --- faces of a text ------------------------------------------------------------------------ */

/* The face, size, tracking and features of a range. */
struct range_style {
    struct face face;
    double size_pt, tracking_pt;
    const char *features; /* NULL: the font's defaults */
};

struct range_style range_style(const struct layout *layout, const struct set_style *set,
                               const struct inline_range *range);

/* Width and height of a range's image. */
struct picture_size {
    double width_pt, height_pt;
};

static const double IMAGE_ASCENT = 0.8; /* above the baseline, of the height */

struct picture_size range_picture_size(const struct layout *layout, const struct set_style *set,
                                       const struct inline_range *range);

/* --- words ---------------------------------------------------------------------------------- */

/* A word shaped by itself; its glyphs start at 0, clusters at its first byte. */
struct word {
    const struct glyph *glyphs;
    size_t n;
    double width_pt;
    bool is_whole; /* each character has a glyph */
};

/* A style's number for fonts_word(); stays valid for the run. Negative: the face is not installed.
 */
int fonts_word_style(Fonts *fonts, const struct range_style *style, struct diags *diags);
/* The run's id of its face. */
int fonts_word_face(Fonts *fonts, int style);
/* Kept until fonts_trim_words(). Without ligatures or kerning across the word's ends. */
const struct word *fonts_word(Fonts *fonts, int style, struct str text);
/* A line of words in one style that was kept; NULL: none was. Its glyphs live as long as words. */
const struct word *fonts_line(Fonts *fonts, int style, struct str text);
void fonts_keep_line(Fonts *fonts, int style, struct str text, const struct word *line);
/* Forget the words if there are many: between two documents. */
void fonts_trim_words(Fonts *fonts);

/* --- hyphens -------------------------------------------------------------------------------- */

/*
 * Where @word may be broken: @before has a place for each of its bytes. False: nowhere.
 * @uses_patterns: the language's too, not soft hyphens alone.
 */
bool hyphen_places(struct layout *layout, struct str word, bool uses_patterns, bool *before);

/* --- runs ----------------------------------------------------------------------------------- */

/* What a line's runs have in common while they are made. */
struct run_maker {
    struct layout *layout;
    const struct inline_text *text;
    const struct set_style *set;
    struct line *line;
    double x_pt; /* pen */
};

struct made_run {
    const struct inline_range *range;
    size_t begin, end;          /* bytes of the text */
    const struct glyph *glyphs; /* x from the run's start; live as long as the document */
    size_t n;
    double width_pt, size_pt, tracking_pt;
    int font; /* the document's id */
    bool is_rtl;
    struct str says; /* instead of the text's bytes; p NULL: those */
};

struct op *line_add_op(struct layout *layout, struct line *line, enum op_kind kind, int tag);
/* Adds the run with its ground, strike and link, and moves the pen. */
void run_maker_add(struct run_maker *maker, const struct made_run *run);
void run_maker_add_picture(struct run_maker *maker, const struct inline_range *range);

/* --- direction: layout_mirror.c --------------------------------------------------------------- */

/* Whether a text runs against the document. */
bool text_is_turned(const struct layout *layout, struct str text, bool is_running);

/* --- setters -------------------------------------------------------------------------------- */

/* False: the text is not simple, and layout_pango.c must set it. */
bool simple_set(struct layout *layout, const struct inline_text *text, const struct set_style *set,
                double width_pt, struct lines *ret);
bool simple_pieces(struct layout *layout, const struct inline_text *text,
                   const struct set_style *set, GArray *pieces);

/* What the module of Pango's gives: see layout_pango.c. */
struct pango_setter {
    void (*set)(struct layout *layout, const struct inline_text *text, const struct set_style *set,
                double width_pt, struct lines *ret);
    double (*min_width)(struct layout *layout, const struct inline_text *text,
                        const struct set_style *set);
    void (*forget_document)(struct layout *layout);
    void (*clear)(struct fonts_pango *pango);
};

extern const struct pango_setter layout_pango_setter;
