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
#include "layout_smart_priv.h"

/* Pango's own name, so that its headers are needed only in layout_pango.c. */
typedef struct _PangoLayout PangoLayout;

/* Metrics of a style's first font, in points. */
struct font_metrics {
    double ascent_pt, descent_pt;
};

/* --- the state of one document -------------------------------------------------------------- */

struct layout {
    Arena *arena;
    const struct layout_input *input;
    const struct theme *theme;
    struct diags *diags;
    struct display *display;
    Fonts *fonts;
    bool is_rtl;                          /* the document's language: see layout_mirror.c */
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
    GHashTable *shaped;      /* words of figures -> struct line * */
    GHashTable *image_ids;   /* path -> index + 1, 0 for one that cannot be had */
};

/* The document's id of a font, in the order of first use: independent of earlier documents. */
int layout_font(struct layout *layout, int run_id);

/* An emoji is one picture, or several where the font does not know the whole of a sequence. */
enum { EMOJI_PARTS_MAX = 16 };

/* The number of its pictures; 0: there is no font of emoji, or it lacks this one. */
size_t layout_emoji(struct layout *layout, struct str emoji, int images[EMOJI_PARTS_MAX]);

/* --- text ----------------------------------------------------------------------------------- */

/* Bytes of an inline text that look alike and belong to the same element. */
struct inline_range {
    size_t begin, end;
    int weight; /* 0: the style's own */
    bool is_italic, is_code, is_strike;
    int8_t shift;         /* 1: superscript, -1: subscript; smaller */
    int colour;           /* enum theme_colour, or -1: the style's own */
    int tag;              /* what the glyphs belong to */
    const char *uri, *id; /* a link's target; both NULL: no link */
    const char *contents; /* what assistive technology says of the link */
    int image;            /* display image at this place (one U+FFFC), or -1 */
    double image_width_pt, image_height_pt;
    struct str emoji; /* what the image says, as large as the text; p NULL: a picture */
};

typedef struct inline_text {
    GString *text;
    GArray *ranges; /* struct inline_range, touching, in order */
    struct span at;
    struct layout *layout;       /* whose emoji are used; NULL: none are */
    const struct quotes *quotes; /* of what is appended now; NULL: as typed */
    struct smart_state smart;
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
    bool is_running;  /* text that is justified and hyphenated where the document wants that */
};

/* A line's operations; its baseline's left end is (0, 0). */
struct line {
    struct op *ops;
    size_t n_ops, capacity;
    double width_pt;
};

struct lines {
    struct line *lines;
    size_t n;
    double leading_pt;
    double baseline_pt; /* from a line's top */
    double width_pt;    /* of the widest */
    bool is_rtl;        /* the paragraph starts at the right */
};

void inline_text_init(struct inline_text *text);
void inline_text_clear(struct inline_text *text);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(InlineText, inline_text_clear)

/* All inlines below @node; glyphs belong to @tag, links to Link elements below it. */
void inline_collect(struct layout *layout, const struct node *node, int tag,
                    struct inline_text *text);
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

/* --- items ---------------------------------------------------------------------------------- */

/* A ground or an edge behind a run of items. */
struct frame {
    const struct frame *parent;
    double x_pt, width_pt;
    bool has_ground;
    enum theme_colour ground;
    double edge_pt; /* left edge; 0: none */
    enum theme_colour edge;
    double radius_pt;
};

/* A destination whose page is not known yet. */
struct anchor {
    int destination; /* index into display.destinations; -1: an entry of the contents */
    size_t entry;
    double y_pt; /* from the item's top */
};

/* What can stand on a page without being cut. */
struct item {
    double height_pt;
    double above_pt, below_pt; /* to its neighbours: the larger counts; none at a page's top */
    double penalty;            /* of a page break before it; see layout_break.c */
    bool starts_page;
    bool is_full_page; /* the cover: no header, no footer, ops are absolute */
    bool is_turned;    /* stands on a page laid across */
    struct op *ops;
    size_t n_ops, capacity;
    const struct frame *frame;
    const struct item *carried; /* a table's head, repeated where a page starts with this item */
    struct anchor *anchors;     /* destinations inside */
    size_t n_anchors, anchors_capacity;
    struct span at;
};

enum { BREAK_NEVER = 1000000 };

struct flow {
    struct item *items;
    size_t n, capacity;
    bool wants_page; /* the next item starts a page */
    double turned_pt; /* the height of a turned page's body */
};

/* The place that blocks are set in. */
struct place {
    double x_pt, width_pt;
    const struct frame *frame;
    int tag;              /* parent element */
    double text_width_pt; /* running text is no wider; <= width_pt */
    enum text_role role;  /* of paragraphs */
    bool is_muted;        /* paragraphs in the muted colour */
    bool is_on_brand;     /* on a ground of the brand's colour */
    bool is_facts;        /* tables are names and facts: no rules, names muted */
};

struct item *flow_add(struct layout *layout, struct flow *flow, const struct place *place);
struct op *item_add_op(struct layout *layout, struct item *item, enum op_kind kind, int tag);
void item_add_rect(struct layout *layout, struct item *item, struct rect rect,
                   enum theme_colour colour, int tag);
void item_add_anchor(struct layout *layout, struct item *item, struct anchor anchor);
/* Add all that @other holds, moved down by @y_pt. */
void item_add_item(struct layout *layout, struct item *item, const struct item *other, double y_pt);
/* Copy a line's operations with its baseline's left end at (x, y). */
void item_add_line(struct layout *layout, struct item *item, const struct line *line, double x_pt,
                   double y_pt);

/* All lines of a paragraph as items with widow and orphan penalties. @above, @below around it. */
void flow_add_lines(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct lines *lines, const struct set_style *style, double above_pt,
                    double below_pt);

/* One item that holds all of a flow, one under the other: cells, columns, the cover. */
struct item flow_stack(struct layout *layout, const struct flow *flow);

int layout_tag(struct layout *layout, enum tag_kind kind, int parent);
/* Make room for @n elements, before there is one. */
void layout_reserve_tags(struct layout *layout, size_t n);

/* The element of a heading of @level: no level of the structure is skipped. */
enum tag_kind layout_heading_tag(struct layout *layout, int level);
/* A heading's item is a destination, and an entry of the outline at the present level. */
void item_add_outline(struct layout *layout, struct item *item, const char *id, struct str words);

/* --- blocks --------------------------------------------------------------------------------- */

/* The document's title where its text does not begin with one. */
void block_title(struct layout *layout, struct flow *flow, const struct place *place,
                 struct str words);
void block_one(struct layout *layout, struct flow *flow, const struct place *place,
               const struct node *node);
void block_children(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct node *parent);
/* The same for @first and its siblings up to @end; NULL: to the last. */
void block_siblings(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct node *first, const struct node *end);
void block_steps(struct layout *layout, struct flow *flow, const struct place *place,
                 const struct node *node);
void block_playbook_flow(struct layout *layout, struct flow *flow, const struct place *place,
                         const struct node *node);
void block_list(struct layout *layout, struct flow *flow, const struct place *place,
                const struct node *list, int depth);
void block_table(struct layout *layout, struct flow *flow, const struct place *place,
                 const struct node *table);
void block_image(struct layout *layout, struct flow *flow, const struct place *place,
                 const struct node *image);
/* A code fence: a figure if one can be drawn, else its source in a frame. */
void block_figure(struct layout *layout, struct flow *flow, const struct place *place,
                  const struct node *fence);
void block_code(struct layout *layout, struct flow *flow, const struct place *place,
                const struct node *code);
void block_container(struct layout *layout, struct flow *flow, const struct place *place,
                     const struct node *container);
void block_cover(struct layout *layout, struct flow *flow, const struct node *cover);

/* Open an image once; -1 where it cannot be had (reported). */
int layout_image(struct layout *layout, const char *path, struct span at);

void shaper_init(struct layout *layout, struct shaper *shaper);

/* A place that links lead to: where the item will stand. */
void layout_add_destination(struct layout *layout, struct item *item, const char *id);

/* --- footnotes ------------------------------------------------------------------------------ */

/* What stands at the feet of the pages. */
struct foot {
    struct flow flow;     /* all notes */
    const double *top_pt; /* of its items, were all of them under each other; and the end */
    const size_t *until;  /* by item of the text: what it and all before call for of the flow */
    const size_t *begun;  /* the same: what must at least stand on the item's own page */
    double rule_pt;       /* from the text to the notes: a short rule stands between */
};

/* Of a part of the notes, under each other. */
double foot_height(const struct foot *foot, size_t from, size_t to);

void notes_init(struct layout *layout);
/* The id that a mark leads to, and the Link element for its number. */
const char *note_mark(struct layout *layout, const struct node *mark, int tag, int *ret_tag);
/* All notes that @text calls for; nothing where the document has none. */
void notes_set(struct layout *layout, struct flow *text, const struct place *place,
               struct foot *foot);

/* --- numbers and contents ------------------------------------------------------------------- */

/* Collects the headings, and numbers them where the theme wants it. */
void contents_init(struct layout *layout);
void contents_clear(struct layout *layout);
/* A heading's number, such as "2.1"; NULL: it has none. */
const char *contents_number(const struct layout *layout, const struct node *heading);
/* What stands where a heading's page is asked for; right in the last attempt. */
const char *contents_page_label(struct layout *layout, const char *id);
/* The heading that the text proper begins with, if the pages before it have other numbers. */
const char *contents_body_id(const struct layout *layout);
void block_contents(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct node *node);
/* The entry's row has come to its place on the last page. */
void contents_place_entry(struct layout *layout, size_t entry, struct point at);
/* Once all pages are there: the page numbers of the entries. */
void contents_fill(struct layout *layout);
/* False: a page number in the text is not the one that it should be; it will be next time. */
bool contents_is_settled(struct layout *layout);

/* --- decks ---------------------------------------------------------------------------------- */

/* All slides as items that fill their pages. */
struct deck;
const struct deck *deck_flow(struct layout *layout, struct flow *flow);
/* The same composed as notes pages: takes the display's pages and fills @flow with others. */
void deck_handout(struct layout *layout, const struct deck *deck, struct flow *flow);

/* --- the whole document --------------------------------------------------------------------- */

/* As layout_document(), in the sizes that the theme says; again where page numbers in it change. */
bool layout_settle(Arena *arena, const struct layout_input *input, struct diags *diags,
                   struct display **ret);
/* Set smaller until it is one page; an error where it never is. */
bool fit_one_page(Arena *arena, const struct layout_input *input, struct diags *diags,
                  struct display **ret);

/* --- right to left: layout_mirror.c ---------------------------------------------------------- */

/* Mirror the places of operations that stand side by side in @width_pt. */
void mirror_ops(Arena *arena, struct op *ops, size_t n, double width_pt);
/* Nothing happens in documents that run from left to right. */
void mirror_lines(struct layout *layout, struct lines *lines);
void mirror_pages(struct layout *layout);

/* --- pages ---------------------------------------------------------------------------------- */

/* Of the text's and the notes' items. */
struct page_range {
    size_t first, end;
    size_t first_note, end_note;
};

struct page_plan {
    struct page_range *pages; /* at least one */
    size_t n;
};

/* What belongs to a turned item (its heading, its source) is turned with it. */
void break_turn_neighbours(struct flow *flow);

/* @foot: without items where there are no notes. */
struct page_plan break_flow(Arena *arena, const struct flow *flow, const struct foot *foot,
                            double height_pt);

void pages_compose(struct layout *layout, const struct flow *flow, const struct foot *foot,
                   const struct page_plan *plan);

/* Says what of the item, laid on the page at @at, lies outside its frame, column or page. */
void check_item(struct layout *layout, const struct page *page, const struct item *item,
                struct point at);
/* The same of what was set between other columns. */
void check_column(struct layout *layout, const struct item *item, const struct place *place,
                  struct span at);

/* A page's number as it is printed. */
const char *layout_page_label(struct layout *layout, size_t page);
/* Numbers the pages before the text proper by themselves; how many there are. */
size_t pages_number(struct layout *layout);
/* Heads and feet of all pages but the full ones. */
void furniture_add(struct layout *layout, const struct flow *flow, const struct page_plan *plan);
/* Beneath all pages, where the document asks for one. */
void watermark_add(struct layout *layout);
