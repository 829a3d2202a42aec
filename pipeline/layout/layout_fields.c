#include "layout_priv.h"

#include "layout_form_priv.h"

#include <math.h>

/*
 * What is filled in: `:::fields`. Each table in it is a row of cards: the words of its head are the
 * cards' labels, those below them their values. A value that is nothing but a blank is a card that
 * is written on as a whole.
 *
 *     +-----------------------+ +----------+
 *     | Partner               | | Tier     |
 *     | Acme Corp, Bristol    | |          |
 *     +=======================+ +==========+
 */

static const double PAD_X_PT = 6, PAD_Y_PT = 3, GAP_X_PT = 9, GAP_Y_PT = 8, RULE_PT = 0.75;
static const double SIGNATURE_PT = 44;

struct card {
    const struct node *label, *value; /* cells; NULL: the row is too short */
    double x_pt, width_pt;
    struct lines label_lines, value_lines;
    const struct node *blank; /* all of the value; NULL: it has words */
    int value_tag;
};

struct cards {
    struct layout *layout;
    const struct place *place;
    struct card *cards;
    size_t n;
    double height_pt;
};

static const struct node *only_blank(const struct node *cell) {
    const struct node *child = cell ? cell->first : NULL;
    return child && child == cell->last && child->kind == NODE_BLANK ? child : NULL;
}

static struct lines set_cell(struct layout *layout, const struct node *cell, enum text_role role,
                             int colour, int tag, double width_pt) {
    struct set_style style = {.role = role, .colour = colour};
    g_auto(InlineText) text;
    inline_text_init(&text);
    if (cell) {
        inline_collect(layout, cell, tag, &text);
    }
    return text.text->len > 0
               ? inline_set(layout, &text, &style, width_pt)
               : (struct lines){.leading_pt = layout->theme->styles[role].leading_pt};
}

/* An element of a list: the label, and what it says. */
static void set_card(const struct cards *cards, struct card *card, int list_tag) {
    struct layout *layout = cards->layout;
    int tag = layout_tag(layout, TAG_LI, list_tag);
    int label_tag = layout_tag(layout, TAG_LBL, tag);
    card->value_tag = layout_tag(layout, TAG_LBODY, tag);
    double width_pt = fmax(card->width_pt - 2 * PAD_X_PT, 12);
    card->label_lines =
        set_cell(layout, card->label, ROLE_SMALL, COLOUR_MUTED, label_tag, width_pt);
    card->blank = only_blank(card->value);
    if (!card->blank) {
        card->value_lines =
            set_cell(layout, card->value, cards->place->role, -1, card->value_tag, width_pt);
    }
}

static double lines_height(const struct lines *lines) {
    return (double)lines->n * lines->leading_pt;
}

static double card_height(const struct cards *cards, const struct card *card) {
    double line_pt = cards->layout->theme->styles[cards->place->role].leading_pt;
    double value_pt = fmax(lines_height(&card->value_lines), line_pt);
    double height_pt = lines_height(&card->label_lines) + value_pt + 2 * PAD_Y_PT;
    return card->blank && card->blank->blank.is_signature ? fmax(height_pt, SIGNATURE_PT)
                                                          : height_pt;
}

static void add_lines(struct layout *layout, struct item *item, const struct lines *lines,
                      double x_pt, double top_pt) {
    for (size_t i = 0; i < lines->n; i++) {
        item_add_line(layout, item, &lines->lines[i], x_pt,
                      top_pt + (double)i * lines->leading_pt + lines->baseline_pt);
    }
}

static void draw_card(const struct cards *cards, struct item *item, const struct card *card) {
    struct layout *layout = cards->layout;
    double height_pt = cards->height_pt;
    if (layout->theme->forms.callouts != CALLOUTS_RULED) {
        item_add_rect(layout, item, (struct rect){card->x_pt, 0, card->width_pt, height_pt},
                      COLOUR_CARD, ARTIFACT_BACKGROUND);
    }
    double x_pt = card->x_pt + PAD_X_PT, top_pt = PAD_Y_PT + lines_height(&card->label_lines);
    add_lines(layout, item, &card->label_lines, x_pt, PAD_Y_PT);
    add_lines(layout, item, &card->value_lines, x_pt, top_pt);
    int rule_tag = ARTIFACT_LAYOUT;
    if (card->blank) {
        int tag = form_blank_tag(layout, card->value_tag);
        double size_pt = layout->theme->styles[cards->place->role].size_pt;
        struct rect room = {x_pt, top_pt, card->width_pt - 2 * PAD_X_PT,
                            height_pt - top_pt - PAD_Y_PT};
        bool is_field = form_add_room(layout, item, card->blank, room, size_pt, tag);
        rule_tag = is_field ? ARTIFACT_LAYOUT : tag; /* on paper the rule is the blank */
    }
    item_add_rect(layout, item,
                  (struct rect){card->x_pt, height_pt - RULE_PT, card->width_pt, RULE_PT},
                  COLOUR_INK, rule_tag);
}

/* The columns' widths by @shares ("2 1"), where they name as many; else alike. */
static void set_widths(struct cards *cards, struct str shares) {
    double sum = 0, *share = ARENA_NEW_N(cards->layout->arena, double, cards->n);
    columns_read(shares, share, cards->n);
    for (size_t i = 0; i < cards->n; i++) {
        sum += share[i];
    }
    double room_pt = cards->place->width_pt - GAP_X_PT * (double)(cards->n - 1);
    double x_pt = cards->place->x_pt;
    for (size_t i = 0; i < cards->n; i++) {
        cards->cards[i].x_pt = x_pt;
        cards->cards[i].width_pt = room_pt * share[i] / sum;
        x_pt += cards->cards[i].width_pt + GAP_X_PT;
    }
}

static void add_row(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct node *row, struct str shares, int list_tag) {
    const struct node *table = row->parent, *head = table->first;
    struct cards cards = {.layout = layout, .place = place, .n = table->table.n_columns};
    cards.cards = ARENA_NEW_N(layout->arena, struct card, cards.n);
    set_widths(&cards, shares);
    const struct node *value = row->first, *label = head->first;
    for (size_t i = 0; i < cards.n; i++) {
        struct card *card = &cards.cards[i];
        card->label = label;
        card->value = value;
        label = label ? label->next : NULL;
        value = value ? value->next : NULL;
        set_card(&cards, card, list_tag);
        cards.height_pt = fmax(cards.height_pt, card_height(&cards, card));
    }
    struct item *item = flow_add(layout, flow, place);
    item->height_pt = cards.height_pt;
    item->below_pt = GAP_Y_PT;
    item->at = row->at;
    for (size_t i = 0; i < cards.n; i++) {
        draw_card(&cards, item, &cards.cards[i]);
    }
}

/* A table with a head and rows, and with room for a few letters in each card. */
static bool is_row_of_fields(const struct node *node, const struct place *place) {
    static const double CARD_LEAST_PT = 48;
    return node->kind == NODE_TABLE && node->table.n_head_rows == 1 && node->first->next &&
           (double)node->table.n_columns * (CARD_LEAST_PT + GAP_X_PT) <= place->width_pt + GAP_X_PT;
}

void block_fields(struct layout *layout, struct flow *flow, const struct place *place,
                  const struct node *node) {
    size_t first = flow->n;
    bool was_on_card = layout->is_on_card;
    int list_tag = -1; /* tables that follow each other are one list */
    for (const struct node *child = node->first; child; child = child->next) {
        if (!is_row_of_fields(child, place)) {
            block_one(layout, flow, place, child);
            list_tag = -1;
            continue;
        }
        list_tag = list_tag < 0 ? layout_tag(layout, TAG_L, place->tag) : list_tag;
        layout->is_on_card = true;
        for (const struct node *row = child->first->next; row; row = row->next) {
            add_row(layout, flow, place, row, node->container.argument, list_tag);
        }
        layout->is_on_card = was_on_card;
    }
    const struct theme_space *space = &layout->theme->space;
    if (flow->n > first) {
        flow->items[first].above_pt = fmax(flow->items[first].above_pt, space->paragraph_pt);
        struct item *last = &flow->items[flow->n - 1];
        last->below_pt = fmax(last->below_pt, space->callout_below_pt);
    }
}
