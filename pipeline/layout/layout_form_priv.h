/*
 * layout_form_priv.h - task boxes and lines to write on; fields, where the document is a form.
 *
 * A field's name is known last: names are unique, and only what stands on a page counts.
 */
#pragma once

#include "layout_text_priv.h"

/* The room of a letter that is written by hand, and what a blank does with at least. */
static const double FORM_LETTER_EM = 0.75, FORM_BLANK_LEAST_PT = 48;
static const double FORM_BOX_EM = 0.8; /* the side of a task's box */

void form_init(struct layout *layout);
void form_clear(struct layout *layout);
/* Name the fields on the pages; those that stand outside the structure become mere faces. */
void form_finish(struct layout *layout);

/* The element of a blank below @parent. */
int form_blank_tag(struct layout *layout, int parent);

struct blank_look {
    double x_pt, width_pt, size_pt;
    struct rgb16 colour;
    int tag;
};

void form_add_blank(struct layout *layout, struct line *line, const struct node *blank,
                    const struct blank_look *look);
/* A blank without a rule of its own: a field of all of @room; false: the document is no form. */
bool form_add_room(struct layout *layout, struct item *item, const struct node *blank,
                   struct rect room, double size_pt, int tag);
/* The blank that ends a line becomes longer; @item ends with the line. */
void form_stretch_blank(struct item *item, const struct line *line, double by_pt);
/* The element of a task's box in the item's label. */
int form_box_tag(struct layout *layout, int label);
/* The box of a task among words of @size_pt, ticked where it is done. */
void form_add_box(struct layout *layout, struct item *item, const struct node *task,
                  struct point baseline, double size_pt, int tag);

/* --- layout_form_label.c ---------------------------------------------------------------------- */

/* The label of each blank and each task: of the words beside it (node -> char *). */
GHashTable *form_labels(Arena *arena, const struct doc *doc);
/* A name of a label's words: its first ones, or its last ones, which stand before a blank. */
char *form_name(Arena *arena, struct str label, bool is_before);
