#include "layout_priv.h"

#include <math.h>
#include <string.h>

/*
 * What is agreed: `:::clauses`. The number of a clause hangs in a column of its own, inside the
 * heading's element; those of an ordered list in a clause count on from it.
 *
 *     2   Registration
 *         2.1  The partner registers an opportunity by giving ...
 *         2.2  Halyard accepts or declines within one working day.
 *     3   Protection
 *         During the protection period ...
 */

static const double NUMBER_PT = 28, POINT_PT = 24, CLAUSE_GAP_PT = 9;
static const double LEGAL_TEXT_PT = 440; /* legal text is set wider than other text: 85 letters */

static struct place inset(const struct place *place, double indent_pt) {
    struct place inner = *place;
    inner.x_pt += indent_pt;
    inner.width_pt = fmax(inner.width_pt - indent_pt, 12);
    inner.text_width_pt = fmax(inner.text_width_pt - indent_pt, 12);
    return inner;
}

/* Before the words of the item's first line, which it is read with. */
static void hang(struct layout *layout, struct item *item, const struct set_style *style,
                 struct point at, int tag, const char *number) {
    /* With a space, so that number and words do not join when copied. */
    struct str words = str_from(arena_printf(layout->arena, "%s ", number));
    struct line line = inline_words(layout, style, tag, words);
    struct item whole = {0};
    item_add_line(layout, &whole, &line, at.x, at.y);
    for (size_t i = 0; i < item->n_ops; i++) {
        *item_add_op(layout, &whole, item->ops[i].kind, item->ops[i].tag) = item->ops[i];
    }
    item->ops = whole.ops;
    item->n_ops = whole.n_ops;
    item->capacity = whole.capacity;
}

static void clause_heading(struct layout *layout, struct flow *flow, const struct place *place,
                           const struct node *node, const char *number) {
    int tag = layout_tag(layout, layout_heading_tag(layout, node->heading.level), place->tag);
    struct set_style style = {.role = place->role, .weight = 600, .colour = -1};
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_collect(layout, node, tag, &text);
    if (text.text->len == 0) {
        return;
    }
    struct lines lines = inline_set(layout, &text, &style, place->width_pt);
    size_t first = flow->n;
    flow_add_lines(layout, flow, place, &lines, &style, CLAUSE_GAP_PT, 0);
    for (size_t i = first + 1; i < flow->n; i++) {
        flow->items[i].penalty = BREAK_NEVER;
    }
    struct point at = {place->x_pt - NUMBER_PT, lines.baseline_pt};
    style.is_tabular = true; /* never old-style figures */
    hang(layout, &flow->items[first], &style, at, tag, number);
    struct str words = inline_plain(layout, node);
    words = str_from(arena_printf(layout->arena, "%s " STR_FMT, number, STR_ARG(words)));
    item_add_outline(layout, &flow->items[first], node->heading.id, words);
}

static void clause_point(struct layout *layout, struct flow *flow, const struct place *place,
                         const struct node *node, int list_tag) {
    const struct set_style style = {
        .role = place->role, .colour = COLOUR_MUTED, .is_tabular = true};
    int tag = layout_tag(layout, TAG_LI, list_tag);
    int label_tag = layout_tag(layout, TAG_LBL, tag);
    struct place inner = inset(place, POINT_PT);
    inner.tag = layout_tag(layout, TAG_LBODY, tag);
    inner.clause = NULL;
    size_t first = flow->n;
    block_children(layout, flow, &inner, node);
    if (flow->n == first) {
        flow_add(layout, flow, &inner)->height_pt = layout->theme->styles[place->role].leading_pt;
    }
    const char *number =
        arena_printf(layout->arena, "%s.%" G_GINT64_FORMAT, *place->clause, node->item.number);
    struct point at = {place->x_pt,
                       layout_baseline(layout, place->role) + flow->items[first].lowered_pt};
    hang(layout, &flow->items[first], &style, at, label_tag, number);
    const struct theme_space *space = &layout->theme->space;
    flow->items[first].above_pt = 0;
    flow->items[flow->n - 1].below_pt = node->next ? space->item_pt : space->paragraph_pt;
}

bool clause_one(struct layout *layout, struct flow *flow, const struct place *place,
                const struct node *node) {
    const char *number = node->kind == NODE_HEADING ? contents_number(layout, node) : NULL;
    if (number) {
        *place->clause = number;
        clause_heading(layout, flow, place, node, number);
        return true;
    }
    if (node->kind != NODE_LIST || !node->list.is_ordered || !*place->clause) {
        return false;
    }
    int list_tag = layout_tag(layout, TAG_L, place->tag);
    layout->display->tags[list_tag].numbering = "Decimal";
    for (const struct node *item = node->first; item; item = item->next) {
        clause_point(layout, flow, place, item, list_tag);
    }
    return true;
}

void block_clauses(struct layout *layout, struct flow *flow, const struct place *place,
                   const struct node *node) {
    const char *number = NULL; /* of the clause that the blocks below belong to */
    struct place inner = inset(place, NUMBER_PT);
    inner.text_width_pt = fmax(inner.text_width_pt, fmin(inner.width_pt, LEGAL_TEXT_PT));
    inner.clause = &number;
    block_children(layout, flow, &inner, node);
}
