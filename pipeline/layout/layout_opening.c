#include "layout_priv.h"

/*
 * Openings (theme, `forms: {opening: band}`): a title at the head of a page, and the cards right
 * behind it, stand in a band of the covers' colour that reaches from side to side and includes the
 * running header. A title further down the page is set as in any theme: a band there would cut the
 * page in two.
 *
 * The band is a frame like those of callouts; what stands in it is set with the theme's colours for
 * that ground.
 */

static const double BAND_PAD_PT = 16, BAND_BELOW_PT = 22;

static bool is_cards(const struct node *node) {
    return node && node->kind == NODE_CODE_BLOCK && str_starts_with(node->code.info, "kpis");
}

bool opening_is_at(const struct layout *layout, const struct flow *flow, const struct place *place,
                   const struct node *node) {
    bool is_title = node->kind == NODE_HEADING && node->heading.level == 1;
    bool is_head = flow->wants_page || flow->n == 0 || flow->items[flow->n - 1].is_full_page;
    return layout->theme->forms.opening == OPENINGS_BAND && is_title && is_head &&
           !layout->input->is_deck && !place->frame && place->x_pt == 0;
}

bool opening_is_on(const struct flow *flow, size_t item) {
    const struct frame *frame = item < flow->n ? flow->items[item].frame : NULL;
    return frame && frame->is_band;
}

void opening_fill(struct layout *layout, struct flow *flow, const struct place *place,
                  void (*fill)(struct layout *, struct flow *, const struct place *,
                               const struct node *),
                  const struct node *node) {
    const struct theme *full = layout->theme;
    struct theme *on_band = arena_memdup(layout->arena, full, sizeof *full);
    theme_set_ground(on_band, full->colours[COLOUR_COVER]);
    struct frame *frame = ARENA_NEW(layout->arena, struct frame);
    *frame = (struct frame){.x_pt = place->x_pt,
                            .width_pt = place->width_pt,
                            .has_ground = true,
                            .ground = COLOUR_COVER,
                            .is_band = true};
    struct place inside = *place;
    inside.frame = frame;
    size_t first = flow->n;
    layout_use_theme(layout, on_band);
    fill(layout, flow, &inside, node);
    layout_use_theme(layout, full);
    if (flow->n > first) {
        struct item *bottom = &flow->items[flow->n - 1];
        for (size_t i = first + 1; i < flow->n; i++) {
            flow->items[i].penalty = BREAK_NEVER;
        }
        bottom->height_pt += BAND_PAD_PT;
        bottom->below_pt = BAND_BELOW_PT;
    }
}

static void fill_opening(struct layout *layout, struct flow *flow, const struct place *place,
                         const struct node *title) {
    block_one(layout, flow, place, title);
    if (is_cards(title->next)) {
        block_one(layout, flow, place, title->next);
    }
}

/* The title, then the cards where they come next; returns the last block that the band holds. */
const struct node *block_opening(struct layout *layout, struct flow *flow,
                                 const struct place *place, const struct node *title) {
    opening_fill(layout, flow, place, fill_opening, title);
    return is_cards(title->next) ? title->next : title;
}
