#include "layout_priv.h"

#include <math.h>

/*
 * What is done in an order: `:::steps`, numbered down the page, and `:::playbook-flow`, the same in
 * a row of words with arrows between them.
 *
 *     (1)  Agree on the profile          [Profile] -> [Qualification] -> [Discovery]
 *      |   Words of the step.
 *     (2)  Qualify
 */

/* --- steps ---------------------------------------------------------------------------------- */

static const double BADGE_PT = 18, STEP_INDENT_PT = 30, STEP_GAP_PT = 12;

/* A circle that a number stands in. */
static void add_badge(struct layout *layout, struct item *item, const struct place *place,
                      int64_t number, int tag) {
    struct set_style style = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_ON_BRAND};
    struct str words = str_from(arena_printf(layout->arena, "%" G_GINT64_FORMAT, number));
    struct line line = inline_words(layout, &style, tag, words);
    /* The number stands on the line of the step's first words. */
    double baseline_pt = layout_baseline(layout, place->role);
    double size_pt = layout->theme->styles[ROLE_SMALL].size_pt;
    double width_pt = fmax(BADGE_PT, line.width_pt + 8);
    /* Digits are about 0.73 em high: their middle is the circle's. */
    double top_pt = baseline_pt - size_pt * 0.365 - BADGE_PT / 2;
    struct rect rect = {place->x_pt, top_pt, width_pt, BADGE_PT};
    size_t n;
    struct path_step *steps = path_round_rect(layout->arena, rect, BADGE_PT / 2, &n);
    struct op *op = item_add_op(layout, item, OP_PATH, ARTIFACT_BACKGROUND);
    op->path = (struct path){.steps = steps,
                             .n_steps = n,
                             .has_fill = true,
                             .fill = layout_colour(layout, COLOUR_BRAND)};
    item_add_line(layout, item, &line, place->x_pt + (width_pt - line.width_pt) / 2, baseline_pt);
}

/* What a step is made of: an item's children, or a heading and what follows it. */
struct step {
    const struct node *first, *end;
    int64_t number;
    int tag; /* parent of its blocks */
    int badge_tag;
    bool is_last;
};

static void add_step(struct layout *layout, struct flow *flow, const struct place *place,
                     const struct step *step) {
    struct frame *line = ARENA_NEW(layout->arena, struct frame);
    *line = (struct frame){.parent = place->frame,
                           .x_pt = place->x_pt + BADGE_PT / 2 - 0.5,
                           .width_pt = 1,
                           .edge_pt = step->is_last ? 0 : 1,
                           .edge = COLOUR_RULE};
    struct place inner = *place;
    inner.frame = line;
    inner.tag = step->tag;
    inner.is_in_page = false; /* beside the line that joins the numbers */
    inner.x_pt += STEP_INDENT_PT;
    inner.width_pt = fmax(inner.width_pt - STEP_INDENT_PT, 12);
    inner.text_width_pt = fmax(inner.text_width_pt - STEP_INDENT_PT, 12);
    /* The badge first: assistive technology reads a number before its words. */
    struct item badge = {0};
    add_badge(layout, &badge, place, step->number, step->badge_tag);
    size_t first = flow->n;
    block_siblings(layout, flow, &inner, step->first, step->end);
    if (flow->n == first) {
        flow_add(layout, flow, &inner)->height_pt = layout->theme->styles[place->role].leading_pt;
    }
    item_add_item(layout, &flow->items[first], &badge, 0);
    flow->items[first].above_pt = 0;
    struct item *last = &flow->items[flow->n - 1];
    /* The line goes on to the next badge: the gap is the step's own. */
    last->height_pt += step->is_last ? 0 : fmax(last->below_pt, STEP_GAP_PT);
    last->below_pt = step->is_last ? STEP_GAP_PT : 0;
}

static void steps_of_list(struct layout *layout, struct flow *flow, const struct place *place,
                          const struct node *list) {
    int list_tag = layout_tag(layout, TAG_L, place->tag);
    layout->display->tags[list_tag].numbering = "Decimal";
    int64_t number = list->list.is_ordered ? list->list.start : 1;
    for (const struct node *node = list->first; node; node = node->next, number++) {
        int tag = layout_tag(layout, TAG_LI, list_tag);
        struct step step = {.first = node->first, .number = number, .is_last = !node->next};
        step.badge_tag = layout_tag(layout, TAG_LBL, tag);
        step.tag = layout_tag(layout, TAG_LBODY, tag);
        add_step(layout, flow, place, &step);
    }
}

static const struct node *next_heading(const struct node *node, int level) {
    while (node && !(node->kind == NODE_HEADING && node->heading.level <= level)) {
        node = node->next;
    }
    return node;
}

/* Each heading of the first one's level begins a step. */
static void steps_of_headings(struct layout *layout, struct flow *flow, const struct place *place,
                              const struct node *heading) {
    int level = heading->heading.level;
    for (int64_t number = 1; heading; number++) {
        const struct node *end = next_heading(heading->next, level);
        struct step step = {
            .first = heading,
            .end = end,
            .number = number,
            .tag = place->tag,
            .badge_tag = layout_tag(layout, TAG_P, place->tag),
            .is_last = !end,
        };
        add_step(layout, flow, place, &step);
        heading = end;
    }
}

void block_steps(struct layout *layout, struct flow *flow, const struct place *place,
                 const struct node *node) {
    const struct node *child = node->first;
    size_t first = flow->n;
    while (child && child->kind != NODE_LIST && child->kind != NODE_HEADING) {
        block_one(layout, flow, place, child);
        child = child->next;
    }
    if (child && child->kind == NODE_HEADING) {
        steps_of_headings(layout, flow, place, child);
    } else if (child) {
        steps_of_list(layout, flow, place, child);
        block_siblings(layout, flow, place, child->next, NULL);
    }
    if (flow->n > first) {
        flow->items[first].above_pt = fmax(flow->items[first].above_pt, STEP_GAP_PT);
    }
}

/* --- a row of steps ------------------------------------------------------------------------- */

static const double CHIP_PAD_X_PT = 10, CHIP_PAD_Y_PT = 5, CHIP_RADIUS_PT = 4;
static const double ARROW_PT = 26, ROW_GAP_PT = 8;

struct chips {
    struct layout *layout;
    const struct place *place;
    struct item item;
    int list_tag;
    double x_pt, y_pt;
    size_t n;
};

static void add_arrow(struct chips *chips, double height_pt) {
    double x_pt = chips->x_pt - ARROW_PT, y_pt = chips->y_pt + height_pt / 2;
    const struct path_step steps[] = {
        {PATH_MOVE, {{x_pt + 7, y_pt}}},          {PATH_LINE, {{x_pt + 19, y_pt}}},
        {PATH_MOVE, {{x_pt + 15.5, y_pt - 3.5}}}, {PATH_LINE, {{x_pt + 19, y_pt}}},
        {PATH_LINE, {{x_pt + 15.5, y_pt + 3.5}}},
    };
    Arena *arena = chips->layout->arena;
    struct op *op = item_add_op(chips->layout, &chips->item, OP_PATH, ARTIFACT_LAYOUT);
    op->path = (struct path){.steps = arena_memdup(arena, steps, sizeof steps),
                             .n_steps = G_N_ELEMENTS(steps),
                             .has_stroke = true,
                             .stroke_pt = 1,
                             .cap = CAP_ROUND,
                             .stroke = layout_colour(chips->layout, COLOUR_MUTED)};
}

/* One step of the row; one that does not fit behind the others begins a new line. */
static void add_chip(struct chips *chips, const struct node *words) {
    struct layout *layout = chips->layout;
    const struct place *place = chips->place;
    struct set_style style = {.role = ROLE_SMALL, .weight = 600, .colour = -1};
    int tag = layout_tag(layout, TAG_LBODY, layout_tag(layout, TAG_LI, chips->list_tag));
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_collect(layout, words, tag, &text);
    if (text.text->len == 0) {
        return;
    }
    struct lines lines =
        inline_set(layout, &text, &style, fmax(place->width_pt - ARROW_PT - 2 * CHIP_PAD_X_PT, 12));
    double width_pt = lines.width_pt + 2 * CHIP_PAD_X_PT;
    double height_pt = (double)lines.n * lines.leading_pt + 2 * CHIP_PAD_Y_PT;
    if (chips->n > 0 && chips->x_pt + width_pt > place->x_pt + place->width_pt + 0.01) {
        chips->x_pt = place->x_pt + ARROW_PT; /* the arrow leads into the new line */
        chips->y_pt = chips->item.height_pt + ROW_GAP_PT;
    }
    if (chips->n > 0) {
        add_arrow(chips, height_pt);
    }
    struct rect rect = {chips->x_pt, chips->y_pt, width_pt, height_pt};
    size_t n;
    struct path_step *steps = path_round_rect(layout->arena, rect, CHIP_RADIUS_PT, &n);
    struct op *op = item_add_op(layout, &chips->item, OP_PATH, ARTIFACT_BACKGROUND);
    op->path = (struct path){
        .steps = steps, .n_steps = n, .has_fill = true, .fill = layout_colour(layout, COLOUR_CARD)};
    for (size_t i = 0; i < lines.n; i++) {
        item_add_line(layout, &chips->item, &lines.lines[i], rect.x + CHIP_PAD_X_PT,
                      rect.y + CHIP_PAD_Y_PT + (double)i * lines.leading_pt + lines.baseline_pt);
    }
    chips->item.height_pt = fmax(chips->item.height_pt, rect.y + height_pt);
    chips->x_pt += width_pt + ARROW_PT;
    chips->n++;
}

static bool is_step(const struct node *node) {
    return (node->kind == NODE_SPAN && str_is(node->span.class, "playbook-step")) ||
           (node->kind == NODE_PARAGRAPH && node->parent->kind == NODE_ITEM);
}

static bool is_arrow(const struct node *node) {
    return node->kind == NODE_SPAN && str_is(node->span.class, "playbook-arrow");
}

/* Nothing but steps, arrows and the space between them: other words would get lost. */
static bool is_only_steps(const struct node *root) {
    for (const struct node *at = root; at;) {
        bool is_known = is_step(at) || is_arrow(at);
        bool is_words = at->kind == NODE_CODE || at->kind == NODE_IMAGE ||
                        at->kind == NODE_CODE_BLOCK || at->kind == NODE_TABLE ||
                        (at->kind == NODE_TEXT && str_trim(at->text).n > 0);
        if (is_words) {
            return false;
        }
        at = is_known ? doc_next_skipping(root, at) : doc_next(root, at);
    }
    return true;
}

void block_playbook_flow(struct layout *layout, struct flow *flow, const struct place *place,
                         const struct node *node) {
    if (!is_only_steps(node)) {
        block_children(layout, flow, place, node);
        return;
    }
    struct chips chips = {.layout = layout, .place = place, .x_pt = place->x_pt};
    chips.list_tag = layout_tag(layout, TAG_L, place->tag);
    layout->display->tags[chips.list_tag].numbering = "Decimal";
    for (const struct node *at = node; at;) {
        if (is_step(at)) {
            add_chip(&chips, at);
            at = doc_next_skipping(node, at);
        } else {
            at = doc_next(node, at);
        }
    }
    if (chips.n == 0) {
        return;
    }
    struct item *item = flow_add(layout, flow, place);
    chips.item.frame = item->frame;
    chips.item.starts_page = item->starts_page;
    chips.item.starts_body = item->starts_body;
    *item = chips.item;
    item->above_pt = layout->theme->space.paragraph_pt;
    item->below_pt = layout->theme->space.figure_above_pt;
}
