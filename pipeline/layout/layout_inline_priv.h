/*
 * layout_inline_priv.h - inline texts: collected from the document, set as lines.
 *
 * Units: points; a line's baseline begins at (0, 0).
 */
#pragma once

#include "layout.h"
#include "layout_smart_priv.h"

struct layout;

/* Bytes of an inline text that look alike and belong to the same element. */
struct inline_range {
    size_t begin, end;
    int weight; /* 0: the style's own */
    bool is_italic, is_code, is_strike, is_underlined, is_marked;
    bool is_small;        /* as what is said beside the text: sources, remarks */
    bool is_control;      /* a sign of direction: neither painted nor copied */
    int8_t shift;         /* 1: superscript, -1: subscript; smaller */
    int colour;           /* enum theme_colour, or -1: the style's own */
    int tag;              /* what the glyphs belong to */
    bool has_language;    /* the tag says which */
    const char *uri, *id; /* a link's target; both NULL: no link */
    const char *contents; /* what assistive technology says of the link */
    int image;            /* display image at this place (one U+FFFC), or -1 */
    double image_width_pt, image_height_pt;
    struct str emoji;         /* what the image says, as large as the text; p NULL: a picture */
    const struct node *blank; /* a line to write on at this place (one U+FFFC), or NULL */
    double blank_pt;          /* no wider; 0: as wide as it asks for */
};

/* Whether something else than glyphs stands there. */
static inline bool range_is_object(const struct inline_range *range) {
    return range->image >= 0 || range->blank;
}

typedef struct inline_text {
    GString *text;
    GArray *ranges; /* struct inline_range, touching, in order */
    struct span at;
    struct layout *layout;       /* whose emoji are used; NULL: none are */
    const struct quotes *quotes; /* of what is appended now; NULL: as typed */
    struct smart_state smart;
    bool is_prose; /* spaces in a row are one */
    bool has_mark_end;
    size_t mark_end; /* behind the last footnote's mark */
} InlineText;

/* Where and how a text is set. */
struct set_style {
    enum text_role role;
    int weight; /* 0: the role's own */
    int colour; /* enum theme_colour, or -1: the role's own */
    enum node_align align;
    bool is_balanced; /* titles: lines of about one length */
    bool is_tabular;  /* figures of one width, also where the role's own are proportional */
    bool is_running;  /* text that is justified and hyphenated where the document wants that */
};

/* A line's operations; its baseline's left end is (0, 0). */
struct line {
    struct op *ops;
    size_t n_ops, capacity;
    double width_pt;
    bool is_torn;                 /* a word of it goes on in the next line */
    double above_pt;              /* room that it needs above: to sign in */
    size_t blank_op, n_blank_ops; /* of a blank that ends it: from the first on; 0: none does */
};

struct lines {
    struct line *lines;
    size_t n;
    double leading_pt;
    double baseline_pt; /* from a line's top */
    double width_pt;    /* of the widest */
    bool is_turned;     /* the paragraph runs against the document, from its other side */
};

/* --- layout_language.c ------------------------------------------------------------------------ */

/* Words, cut where another language begins. */
struct language_parts {
    const char *own; /* the document's */
    const char *han; /* what Han characters are in these words */
    struct str rest;
    bool can_differ;
};

void language_parts_init(const struct layout *layout, struct str words, struct language_parts *ret);
/* *ret_language: NULL: the document's; false: there is no further part. */
bool language_parts_next(struct language_parts *parts, struct str *ret, const char **ret_language);
/* A new element for words of that language; its number. */
int language_tag(struct layout *layout, const char *language, int parent);

void inline_text_init(struct inline_text *text);
void inline_text_clear(struct inline_text *text);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(InlineText, inline_text_clear)

/* The layout's one text for what is set at once, empty: making one costs more than its words. */
struct inline_text *inline_scratch(struct layout *layout);

/* All inlines below @node; glyphs belong to @tag, links to Link elements below it. */
void inline_collect(struct layout *layout, const struct node *node, int tag,
                    struct inline_text *text);
/* The range becomes a part of the link @node, whose element is made; a target that does not exist
 * is reported, and nothing changes. */
void inline_apply_link(struct layout *layout, struct inline_range *range, const struct node *node);
/* Plain words as they are typed; and with the marks of the document's language. */
void inline_append(struct inline_text *text, struct str words, int tag);
/* Words that look as @range says; its places are set. */
void inline_append_range(struct inline_text *text, struct inline_range range, struct str words);
void inline_append_smart(struct layout *layout, struct inline_text *text, struct str words,
                         int tag);
/* The words of all text below @node as one line shows them, for the outline. */
struct str inline_plain(const struct layout *layout, const struct node *node);

/* @width_pt < 0: one line, however long. */
struct lines inline_set(struct layout *layout, const struct inline_text *text,
                        const struct set_style *style, double width_pt);

/* A part of a text that no line end cuts, and the room to the next one on the same line. */
struct inline_piece {
    float width_pt, space_pt;
    bool ends_line; /* a forced break follows */
};

/* Append a text's pieces (struct inline_piece); @natural_pt: its width on one line. */
void inline_pieces(struct layout *layout, const struct inline_text *text,
                   const struct set_style *style, double natural_pt, GArray *pieces);

/* One line of plain words at (0, 0), for furniture and markers. */
struct line inline_words(struct layout *layout, const struct set_style *style, int tag,
                         struct str words);

/* The same for figures, which are not mirrored. */
struct line inline_figure_words(struct layout *layout, const struct set_style *style,
                                struct str words);

/* Where the baseline stands in a line of the role, from the line's top. */
double layout_baseline(struct layout *layout, enum text_role role);

struct rgb16 layout_colour(const struct layout *layout, enum theme_colour colour);
