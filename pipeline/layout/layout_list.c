#include "layout_text_priv.h"

#include "layout_form_priv.h"

#include <math.h>

/* Bullets by depth: Inter has them all. */
static struct str bullet(int depth) {
    static const char *const bullets[] = {"•", "–", "◦"};
    return str_from(bullets[depth % 3]);
}

/* Wide enough for the list's longest number: it hangs at the right, so that 9 and 10 end alike. */
static double list_indent(struct layout *layout, const struct place *place,
                          const struct node *list) {
    double indent_pt = layout->theme->space.list_indent_pt;
    if (!list->list.is_ordered || !list->last) {
        return indent_pt;
    }
    int digits = 1;
    for (int64_t n = list->last->item.number; n >= 10; n /= 10) {
        digits++;
    }
    double size_pt = layout->theme->styles[place->role].size_pt;
    return MAX(indent_pt, (digits * 0.64 + 0.3 + 0.45) * size_pt);
}

/* A list whose words run against the document has its markers at their side, all of them: a name
 * in another script among others stays in line. */
static int list_side(struct layout *layout, const struct place *place, const struct node *list) {
    if (place->side != 0) {
        return place->side;
    }
    return text_is_turned(layout, doc_plain_text(layout->arena, list), true) ? -1 : 1;
}

/* Of the item's first line, whatever it is set in; what is raised or lowered in it is short. */
static double first_baseline(struct layout *layout, const struct item *item,
                             const struct place *place) {
    double baseline_pt = layout_baseline(layout, place->role) + item->lowered_pt, widest_pt = 0;
    const double shift_pt = layout->theme->styles[place->role].size_pt * 0.3;
    const struct glyph_run *first = NULL;
    for (size_t i = 0; i < item->n_ops; i++) {
        const struct glyph_run *run = &item->ops[i].glyphs;
        if (item->ops[i].kind != OP_GLYPHS) {
            continue;
        }
        first = first ? first : run;
        bool is_near = fabs(run->origin.y - first->origin.y) <= shift_pt;
        if (is_near && run->width_pt > widest_pt) {
            widest_pt = run->width_pt;
            baseline_pt = run->origin.y;
        }
    }
    return baseline_pt;
}

static void add_marker(struct layout *layout, struct item *item, const struct place *place,
                       const struct node *node, int depth, int tag) {
    const struct node *list = node->parent;
    double indent_pt = list_indent(layout, place, list);
    struct set_style style = {.role = place->role, .colour = COLOUR_MUTED};
    const struct text_style *text = &layout->theme->styles[place->role];
    double baseline_pt = first_baseline(layout, item, place);
    bool is_at_end = place->side < 0;
    if (node->item.task != TASK_NONE) {
        double x_pt =
            place->x_pt + (is_at_end ? place->text_width_pt - FORM_BOX_EM * text->size_pt : 0);
        form_add_box(layout, item, node, (struct point){x_pt, baseline_pt}, text->size_pt, tag);
        return;
    }
    struct str words = bullet(depth);
    if (list->list.is_ordered) {
        /* The mark U+200F puts the point on the other side of the number. */
        const char *turn = is_at_end != layout->is_rtl ? "\u200F" : "";
        words = str_from(
            arena_printf(layout->arena, "%s%" G_GINT64_FORMAT ".", turn, node->item.number));
        style.colour = -1;
    }
    struct line line = inline_words(layout, &style, tag, words);
    double gap_pt = text->size_pt * 0.45;
    double x_pt = list->list.is_ordered ? indent_pt - gap_pt - line.width_pt : 0;
    if (is_at_end) {
        x_pt = place->text_width_pt - x_pt - line.width_pt;
    }
    item_add_line(layout, item, &line, place->x_pt + x_pt, baseline_pt);
}

static void block_item(struct layout *layout, struct flow *flow, const struct place *place,
                       const struct node *node, int depth, int list_tag) {
    double indent_pt = list_indent(layout, place, node->parent);
    int tag = layout_tag(layout, TAG_LI, list_tag);
    int label_tag = layout_tag(layout, TAG_LBL, tag);
    if (node->item.task != TASK_NONE) {
        label_tag = form_box_tag(layout, label_tag);
    }
    struct place inner = *place;
    inner.x_pt += place->side < 0 ? 0 : indent_pt;
    inner.width_pt = MAX(inner.width_pt - indent_pt, 12);
    inner.text_width_pt = MAX(inner.text_width_pt - indent_pt, 12);
    inner.tag = layout_tag(layout, TAG_LBODY, tag);
    size_t first = flow->n;
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind == NODE_LIST) {
            block_list(layout, flow, &inner, child, depth + 1);
        } else {
            block_one(layout, flow, &inner, child);
        }
    }
    if (flow->n == first) {
        struct item *empty = flow_add(layout, flow, &inner);
        empty->height_pt = layout->theme->styles[place->role].leading_pt;
    }
    add_marker(layout, &flow->items[first], place, node, depth, label_tag);
}

/* Where words would have too little room, deeper lists are not indented any further. */
static struct place list_place(struct layout *layout, const struct place *place,
                               const struct node *list, int depth) {
    static const double ROOM_EMS = 10;
    double indent_pt = list_indent(layout, place, list);
    double room_pt = layout->theme->styles[place->role].size_pt * ROOM_EMS;
    double lack_pt = room_pt + indent_pt - place->text_width_pt;
    struct place own = *place;
    if (depth > 0 && lack_pt > 0) {
        lack_pt = MIN(lack_pt, indent_pt);
        own.x_pt -= lack_pt;
        own.width_pt += lack_pt;
        own.text_width_pt += lack_pt;
    }
    return own;
}

void block_list(struct layout *layout, struct flow *flow, const struct place *around,
                const struct node *list, int depth) {
    struct place own = list_place(layout, around, list, depth);
    own.side = list_side(layout, around, list);
    const struct place *place = &own;
    int tag = layout_tag(layout, TAG_L, place->tag);
    layout->display->tags[tag].numbering = list->list.is_ordered ? "Decimal" : "Disc";
    const struct theme_space *space = &layout->theme->space;
    for (const struct node *node = list->first; node; node = node->next) {
        size_t first = flow->n;
        block_item(layout, flow, place, node, depth, tag);
        flow->items[first].above_pt = depth > 0 && node == list->first ? space->item_pt : 0;
        struct item *last = &flow->items[flow->n - 1];
        last->below_pt = list->list.is_tight ? space->item_pt : space->paragraph_pt;
        for (size_t i = first; i < flow->n; i++) {
            if (!flow->items[i].at.source) {
                flow->items[i].at = node->at;
            }
        }
    }
    if (list->first) {
        flow->items[flow->n - 1].below_pt = depth > 0 ? space->item_pt : space->paragraph_pt;
    }
}
