#include "layout_priv.h"

#include <math.h>

/*
 * Blocks that a page is read for: its point in a sentence, its number, what is to be decided.
 */

/* A paragraph that says the page's point: the brand's edge, no ground. */
void block_summary(struct layout *layout, struct flow *flow, const struct place *place,
                   const struct node *node) {
    struct frame *frame = ARENA_NEW(layout->arena, struct frame);
    *frame = (struct frame){.parent = place->frame,
                            .x_pt = place->x_pt,
                            .width_pt = place->width_pt,
                            .edge_pt = 2,
                            .edge = layout->theme->forms.callouts == CALLOUTS_RULED ? COLOUR_INK
                                                                                    : COLOUR_BRAND};
    struct place inner = *place;
    inner.frame = frame;
    inner.is_in_page = false;
    inner.x_pt += 14;
    inner.width_pt -= 14;
    inner.text_width_pt = inner.width_pt;
    size_t first = flow->n;
    block_children(layout, flow, &inner, node);
    if (first < flow->n) {
        flow->items[first].above_pt = layout->theme->space.callout_above_pt;
        flow->items[flow->n - 1].below_pt = layout->theme->space.callout_below_pt;
    }
}

/* A box with the accent's edge, its text set in by so much; or, where the theme has rules, a text
 * below one. */
static struct frame *accent_card(struct layout *layout, const struct place *place, double x_pt,
                                 double y_pt, struct place *ret_inner) {
    bool is_ruled = layout->theme->forms.callouts == CALLOUTS_RULED;
    struct frame *frame = frame_card(layout, place);
    frame->has_ground = !is_ruled;
    frame->rule_pt = is_ruled ? 1 : 0;
    frame->edge_pt = is_ruled ? 0 : 2;
    frame->edge = COLOUR_ACCENT;
    *ret_inner = frame_inset(place, frame, is_ruled ? 0 : x_pt, is_ruled ? 0 : y_pt);
    return frame;
}

/* What somebody has to decide, over the whole width. */
void block_decision(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct node *node) {
    struct place inner;
    struct frame *frame = accent_card(layout, place, 14, 12, &inner);
    inner.tag = layout_tag(layout, TAG_SECT, place->tag);
    block_framed(layout, flow, frame, &inner, block_children, node);
}

/* "— Ines Marlowe, Marlowe Systems" */
bool node_is_attribution(const struct node *node) {
    if (node->kind != NODE_PARAGRAPH || !node->first || node->first->kind != NODE_TEXT) {
        return false;
    }
    struct str text = node->first->text;
    return str_starts_with(text, "—") || str_starts_with(text, "–") || str_starts_with(text, "--");
}

static void fill_quote(struct layout *layout, struct flow *flow, const struct place *place,
                       const struct node *node) {
    for (const struct node *child = node->first; child; child = child->next) {
        struct place part = *place;
        part.role = node_is_attribution(child) ? ROLE_SMALL : ROLE_QUOTE;
        block_one(layout, flow, &part, child);
    }
}

/* What somebody said, in a voice of its own, and below it who. */
void block_testimony(struct layout *layout, struct flow *flow, const struct place *place,
                     const struct node *node) {
    struct place inner;
    struct frame *frame = accent_card(layout, place, 18, 18, &inner);
    inner.tag = layout_tag(layout, TAG_BLOCK_QUOTE, place->tag);
    block_framed(layout, flow, frame, &inner, fill_quote, node);
}

static void scale_style(struct text_style *style, double by) {
    style->size_pt *= by;
    style->leading_pt *= by;
    style->tracking_pt *= by;
}

/* A copy of the theme in which the first paragraph fits the column in the role's size. */
static const struct theme *fit_number(struct layout *layout, const struct place *place,
                                      const struct node *node) {
    struct theme *theme = arena_memdup(layout->arena, layout->theme, sizeof *theme);
    struct text_style *style = &theme->styles[place->role];
    /* Figures rise to 0.73 of the size: the rest of the line would be a gap above and below. */
    style->leading_pt = fmin(style->leading_pt, style->size_pt);
    if (node->first) {
        struct set_style set = {.role = place->role, .colour = -1};
        struct str words = inline_plain(layout, node->first);
        double width_pt = inline_words(layout, &set, ARTIFACT_LAYOUT, words).width_pt;
        /* A hair narrower than the column: what fills it exactly may break all the same. */
        double leading_pt = style->leading_pt;
        double least = fmin(1, theme->styles[ROLE_BODY].size_pt / style->size_pt);
        double fitting = fmin(1, (place->width_pt - 0.5) / fmax(width_pt, 1));
        scale_style(style, fmax(fitting, least)); /* words of many lines are no number: they wrap */
        bool is_scaled = place->role == ROLE_NUMBER || fitting < least;
        style->leading_pt = is_scaled ? style->leading_pt : leading_pt;
    }
    return theme;
}

/*
 * A number in its column, with what it counts before and behind it; "large": in the brand's colour,
 * as large as the column is wide. It stands close to both.
 */
void block_number(struct layout *layout, struct flow *flow, const struct place *place,
                  const struct node *node) {
    bool is_large = str_is(node->container.argument, "large");
    struct place number = *place;
    number.role = is_large ? ROLE_NUMBER : ROLE_DISPLAY;
    number.text_width_pt = place->width_pt;
    const struct theme *full = layout->theme;
    size_t first = flow->n;
    layout_use_theme(layout, fit_number(layout, &number, node));
    block_children(layout, flow, &number, node);
    layout_use_theme(layout, full);
    if (first == flow->n) {
        return;
    }
    flow->items[first].above_pt = 0;
    flow->items[flow->n - 1].below_pt = layout->theme->space.step_pt;
    if (first > 0) {
        flow->items[first - 1].below_pt = 0;
        flow->items[first].penalty = BREAK_NEVER;
    }
}
