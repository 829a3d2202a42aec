/*
 * layout_priv.h - what the files of layout/ share.
 *
 * The way of a document: blocks become *items* in one long list (layout_block.c and its sisters);
 * breaks are chosen over the whole list (layout_break.c); items are moved to their pages and framed
 * (layout_page.c). An item's operations are relative to its own top left corner until then.
 *
 * Units: points; x = 0 is the left margin.
 */
#pragma once

#include "layout.h"
#include "layout_inline_priv.h"
#include "layout_item_priv.h"

/* Pango's own name, so that its headers are needed only in layout_pango.c. */
typedef struct _PangoLayout PangoLayout;

/* Metrics of a style's first font, in points. */
struct font_metrics {
    double ascent_pt, descent_pt;
};

/* What the slide that is being tried has room for. */
struct slide_room {
    double less_pt; /* figures are lower than they would be by so much */
    /* 0: tables and figures are as they like; 1: as large as they can use; below 0: plots lower */
    double ease;
    double air;      /* the same of what is not type; of each column side by side its own */
    double air_most; /* of a column */
    size_t n_figures, n_tables, n_columns;
    double table_reach;      /* by how much the tables' type can be larger */
    bool has_broken_words;   /* in a table */
    double column_pt[2][12]; /* heights of the first columns, without ease and with all of it */
    struct diags said;       /* of figures: another try says other things */
};

/* A face and size that labels of figures are set in. */
struct label_style {
    enum text_role role;
    int weight; /* 0: the role's own */
    int word_style;
    double size_pt, tracking_pt;
};

/* Those of the theme in use. */
struct label_styles {
    struct label_style styles[12];
    size_t n;
};

/* What a container says of the texts in it. */
enum given_direction { DIRECTION_BY_WORDS, DIRECTION_LTR, DIRECTION_RTL };

/* --- the state of one document -------------------------------------------------------------- */

struct layout {
    Arena *arena;
    const struct layout_input *input;
    const struct theme *theme;
    struct diags *diags;
    struct display *display;
    Fonts *fonts;
    bool is_on_card;                      /* what is being set stands on COLOUR_CARD */
    bool is_rtl;                          /* the document's language: see layout_mirror.c */
    enum given_direction given_direction; /* of the containers around */
    struct theme_text settings;           /* the theme's, or what the front matter says instead */
    const struct quotes *quotes;          /* NULL: marks stay as typed */
    PangoLayout *pango;                   /* made at the first text that needs it */
    struct font_metrics metrics[N_ROLES]; /* see layout_baseline() */
    bool has_metrics[N_ROLES];
    int heading_level;       /* of the structure: no level is skipped */
    int heading_sources[7];  /* by that level: the level that the source gives it */
    bool has_no_patterns;    /* of its language, to break words by: reported */
    GHashTable *said;        /* characters without a glyph that were reported */
    GArray *font_ids;        /* int, by the run's font id: the document's id + 1 */
    GArray *faces;           /* struct font_face, by the document's id */
    GArray *images;          /* struct image */
    GHashTable *heading_ids; /* of the whole document: a link's targets -> number or NULL */
    struct note *notes;      /* by their numbers; see layout_note.c */
    size_t n_notes;
    struct contents *contents; /* see layout_contents.c */
    GHashTable *page_labels;   /* ids -> the labels of their pages in the attempt before */
    struct theme_headings headings;
    struct slide_room *slide_room; /* NULL: no slide is being tried */
    GHashTable *shaped;            /* words of figures -> struct line *; see layout_shaper.c */
    struct label_styles label_styles;
    GString *label;             /* of a figure: the one that is being looked up */
    struct inline_text scratch; /* see inline_scratch() */
    GHashTable *image_ids;      /* path -> index + 1, 0 for one that cannot be had */
    GHashTable *labels; /* of fields: struct node * -> char *; NULL: the document is no form */
};

/* For layout.shaped. */
GHashTable *layout_shaped_new(void);
struct shaper;
/* The words of figures: set here, where figures ask for them. */
void shaper_init(struct layout *layout, struct shaper *shaper);

/* Of a layout with arena, input, theme and diags; to be cleared in the end. */
void layout_init(struct layout *layout);
void layout_clear(struct layout *layout);

/* The document's id of a font, in the order of first use: independent of earlier documents. */
int layout_font(struct layout *layout, int run_id);

/* An emoji is one picture, or several where the font does not know the whole of a sequence. */
enum { EMOJI_PARTS_MAX = 16 };

/* The number of its pictures; 0: there is no font of emoji, or it lacks this one. */
size_t layout_emoji(struct layout *layout, struct str emoji, int images[EMOJI_PARTS_MAX]);

/* --- elements --------------------------------------------------------------------------------- */

int layout_tag(struct layout *layout, enum tag_kind kind, int parent);
/* Make room for @n elements, before there is one. */
void layout_reserve_tags(struct layout *layout, size_t n);

/* The element of a heading of @level: no level of the structure is skipped. */
enum tag_kind layout_heading_tag(struct layout *layout, int level);
/* A heading's item is a destination, and an entry of the outline at the present level. */
void item_add_outline(struct layout *layout, struct item *item, const char *id, struct str words);

/* Open an image once; -1 where it cannot be had (reported). */
int layout_image(struct layout *layout, const char *path, struct span at);

/* From here on another theme is used. */
void layout_use_theme(struct layout *layout, const struct theme *theme);

/* layout_opening.c: a title in a band at the head of a page. */
bool opening_is_at(const struct layout *layout, const struct flow *flow, const struct place *place,
                   const struct node *node);
/* What @fill adds of @node stands in a band. */
void opening_fill(struct layout *layout, struct flow *flow, const struct place *place,
                  void (*fill)(struct layout *, struct flow *, const struct place *,
                               const struct node *),
                  const struct node *node);
/* Returns the last block that the band holds. */
const struct node *block_opening(struct layout *layout, struct flow *flow,
                                 const struct place *place, const struct node *title);
/* Whether the page that begins with this item begins with a band. */
bool opening_is_on(const struct flow *flow, size_t item);

/* layout_logo.c: whose document it is, in a row of this height: the company's logo, or its name in
 * words where none can be seen on the ground, and the partner's at the right. */
void logo_add_row(struct layout *layout, struct item *item, int tag, struct rect room);

/* A place that links lead to: where the item will stand. */
void layout_add_destination(struct layout *layout, struct item *item, const char *id);

#include "layout_block_priv.h"
#include "layout_page_priv.h"
