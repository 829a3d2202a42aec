/*
 * layout_block_priv.h - one function for each kind of block: it adds the block's items to a flow.
 */
#pragma once

#include "layout_priv.h"

/* layout_title.c: the title, the subtitle and the byline that the input has. */
void block_title(struct layout *layout, struct flow *flow, const struct place *place);
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
/* About the least width that a table needs, before any of it is set. */
double table_guess_pt(const struct layout *layout, const struct node *table);
void block_image(struct layout *layout, struct flow *flow, const struct place *place,
                 const struct node *image);
/* A code fence: a figure if one can be drawn, else its source in a frame. */
void block_figure(struct layout *layout, struct flow *flow, const struct place *place,
                  const struct node *fence);
void block_code(struct layout *layout, struct flow *flow, const struct place *place,
                const struct node *code);
/* "Warning", or "Warning: Mind the dates", in the document's language. */
struct str callout_title(const struct layout *layout, const struct node *callout);
void block_container(struct layout *layout, struct flow *flow, const struct place *place,
                     const struct node *container);
void block_columns(struct layout *layout, struct flow *flow, const struct place *place,
                   const struct node *node);
/* "7 5 ruled": @n shares of the width, all alike where it does not give as many; whether it says
 * "ruled". */
bool columns_read(struct str argument, double *shares, size_t n);
void block_fields(struct layout *layout, struct flow *flow, const struct place *place,
                  const struct node *node);
void block_clauses(struct layout *layout, struct flow *flow, const struct place *place,
                   const struct node *node);
/* A heading or an ordered list of a clause; false: the node is neither, and is left. */
bool clause_one(struct layout *layout, struct flow *flow, const struct place *place,
                const struct node *node);
void block_summary(struct layout *layout, struct flow *flow, const struct place *place,
                   const struct node *node);
void block_testimony(struct layout *layout, struct flow *flow, const struct place *place,
                     const struct node *node);
/* A paragraph that begins with a dash: who said what stands above it. */
bool node_is_attribution(const struct node *node);
void block_decision(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct node *node);
void block_number(struct layout *layout, struct flow *flow, const struct place *place,
                  const struct node *node);
void block_cover(struct layout *layout, struct flow *flow, const struct node *cover);

/*
 * Blocks inside a frame: its padding is given to the first and last item's height, so that the
 * ground, drawn behind the items of a page, reaches around them.
 */
void block_framed(struct layout *layout, struct flow *flow, const struct frame *frame,
                  const struct place *inner,
                  void (*fill)(struct layout *, struct flow *, const struct place *,
                               const struct node *),
                  const struct node *node);
/* As wide as the place, on a card's ground. */
struct frame *frame_card(struct layout *layout, const struct place *place);
struct place frame_inset(const struct place *place, const struct frame *frame, double left_pt,
                         double right_pt);
