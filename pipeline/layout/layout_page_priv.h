/*
 * layout_page_priv.h - what is decided once all items are there: breaks, notes, pages and what
 *                      stands around the text. The second half of layout_priv.h.
 */
#pragma once

#include "layout_priv.h"

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
/* Those that a slide's operations call for, under each other; and what undoing a slide needs. */
void notes_of_slide(struct layout *layout, struct item *slide, const struct place *place,
                    struct flow *flow);
void *notes_save(const struct layout *layout);
void notes_restore(struct layout *layout, const void *saved);
/* All notes that @text calls for; nothing where the document has none. */
void notes_set(struct layout *layout, struct flow *text, const struct place *place,
               struct foot *foot);

/* --- numbers and contents ------------------------------------------------------------------- */

/* Collects the headings, and numbers them where the theme wants it. */
void contents_init(struct layout *layout);
void contents_clear(struct layout *layout);
/* Whether the text has headings of level 1. */
bool contents_has_titles(const struct layout *layout);
/* A heading's number, such as "2.1"; NULL: it has none. */
const char *contents_number(const struct layout *layout, const struct node *heading);
/* What stands where a heading's page is asked for; right in the last attempt. */
const char *contents_page_label(struct layout *layout, const char *id);
/* Whether the text proper begins with the heading, and the pages before it have other numbers. */
bool contents_is_body(const struct layout *layout, const struct node *heading);
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

/* What a container says of the texts in it: their language, or "dir=rtl" in its argument. */
struct turn {
    enum given_direction direction;
    const struct quotes *quotes;
};
struct turn turn_begin(struct layout *layout, const struct node *container);
void turn_end(struct layout *layout, const struct turn *before);

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

/* Where pages face each other, the text proper begins on a right-hand one: a blank page may stand
 * before it. */
void plan_add_blank(Arena *arena, const struct flow *flow, struct page_plan *plan);
bool plan_is_blank(const struct page_plan *plan, size_t page);

/* A page's left margin. */
double page_left(const struct layout *layout, size_t page);

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
/* Heads and feet of all pages but the full ones. */
void furniture_add(struct layout *layout, const struct flow *flow, const struct page_plan *plan);
/* Beneath all pages, where the document asks for one. */
void watermark_add(struct layout *layout);
