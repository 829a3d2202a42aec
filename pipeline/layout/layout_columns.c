#include "layout_priv.h"

#include <math.h>

/*
 * Side by side, equal widths unless the argument gives shares ("8 4"); with "ruled" in it a rule
 * opens each. Each column is set as a flow of its own and stacked: the row is one item and is not
 * cut. Columns are the containers inside.
 *
 * A column that is a box as a whole reaches to the foot of the row, and its words stand at the
 * height of its neighbours': theirs are lowered by its padding.
 */
enum { COLUMNS_MAX = 6 };

struct column {
    struct place place;
    struct item stack;
    double top_pt; /* of the stack, in the row */
    double pad_pt; /* from the stack's top to its words */
    bool is_box;
};

struct columns {
    struct layout *layout;
    struct column items[COLUMNS_MAX];
    size_t n;
    bool is_ruled;
};

static size_t count_columns(const struct node *node) {
    size_t n = 0;
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind != NODE_CONTAINER) {
            return 0;
        }
        n++;
    }
    return n;
}

bool columns_read(struct str argument, double *shares, size_t n) {
    struct str word;
    size_t given = 0;
    bool is_ruled = false;
    while (argument.n > 0) {
        str_cut(argument, ' ', &word, &argument);
        struct decimal share;
        is_ruled = is_ruled || str_is(word, "ruled");
        if (given < n && decimal_parse(word, &share) && decimal_sign(share) > 0) {
            shares[given++] = decimal_to_double(share);
        }
    }
    for (size_t i = 0; i < n && given < n; i++) {
        shares[i] = 1;
    }
    return is_ruled;
}

static void place_columns(struct columns *columns, const struct place *place,
                          const double *shares) {
    double gutter_pt = columns->layout->theme->space.gutter_pt, total = 0, x_pt = place->x_pt;
    for (size_t i = 0; i < columns->n; i++) {
        total += shares[i];
    }
    double room_pt = place->width_pt - gutter_pt * (double)(columns->n - 1);
    for (size_t i = 0; i < columns->n; i++) {
        struct place *column = &columns->items[i].place;
        *column = *place;
        column->frame = NULL;
        column->is_in_page = false;
        column->clause = NULL;
        column->x_pt = x_pt;
        column->width_pt = column->text_width_pt = room_pt * shares[i] / total;
        x_pt += column->width_pt + gutter_pt;
    }
}

static void set_column(struct layout *layout, struct column *column, const struct node *node) {
    struct flow flow = {0};
    block_children(layout, &flow, &column->place, node);
    const struct frame *frame = flow.n > 0 ? flow.items[0].frame : NULL;
    if (frame && frame->has_ground) {
        column->pad_pt = layout->theme->space.callout_pad_pt;
        column->is_box = flow.items[flow.n - 1].frame == frame;
    }
    column->stack = flow_stack(layout, &flow);
    check_column(layout, &column->stack, &column->place, node->at);
}

/* Columns of numbers look like the theme's cards. */
static enum theme_colour rule_colour(enum card_form cards) {
    static const enum theme_colour colours[] = {
        [CARDS_FILLED] = COLOUR_BRAND, [CARDS_RULED] = COLOUR_ACCENT, [CARDS_ROW] = COLOUR_INK};
    return colours[cards];
}

/* Returns where the blocks of the column start. */
static double add_rule(const struct columns *columns, struct item *row, const struct place *place) {
    const struct theme *theme = columns->layout->theme;
    double rule_pt = theme->space.column_rule_pt;
    bool is_accent = theme->forms.cards == CARDS_RULED;
    enum theme_colour colour = is_accent ? COLOUR_ACCENT : COLOUR_INK;
    if (columns->is_ruled && rule_pt <= 0) {
        rule_pt = 1.5;
        colour = rule_colour(theme->forms.cards);
    }
    if (rule_pt <= 0) {
        return 0;
    }
    item_add_rect(columns->layout, row, (struct rect){place->x_pt, 0, place->width_pt, rule_pt},
                  colour, ARTIFACT_LAYOUT);
    return rule_pt + 2 * theme->space.step_pt;
}

/* The ground and the edge of a box are the first operations of its stack, before those of boxes in
 * it. */
static void stretch_box(struct item *stack, double height_pt) {
    for (size_t i = 0; i < stack->n_ops && stack->ops[i].kind == OP_RECT; i++) {
        struct rect *rect = &stack->ops[i].rect.rect;
        bool is_whole = rect->y < 0.01 && rect->height > stack->height_pt - 0.01;
        rect->height = is_whole ? height_pt : rect->height;
    }
}

/*
 * On a slide with room each column takes as much of it as brings it to the height of the highest:
 * what it takes is found between its heights without any and with all of it. Its type is the
 * slide's.
 */
static double column_air(const struct slide_room *room, size_t first, size_t n, size_t i) {
    const double *low = room->column_pt[0], *high = room->column_pt[1];
    double highest_pt = 0;
    for (size_t k = first; k < first + n; k++) {
        highest_pt = fmax(highest_pt, low[k] + (high[k] - low[k]) * room->ease);
    }
    double gain_pt = high[first + i] - low[first + i];
    double air = gain_pt > 0 ? (highest_pt - low[first + i]) / gain_pt : room->ease;
    return fmin(fmax(air, 0), room->air_most);
}

static void set_columns(struct columns *columns, const struct node *node) {
    struct layout *layout = columns->layout;
    struct slide_room *room = layout->slide_room;
    bool is_eased = room && room->n_columns + columns->n <= G_N_ELEMENTS(room->column_pt[0]);
    size_t i = 0, first = room ? room->n_columns : 0;
    if (is_eased) {
        room->n_columns += columns->n;
    }
    for (const struct node *child = node->first; child; child = child->next, i++) {
        if (is_eased && room->ease > 0 && room->ease < 1) {
            room->air = column_air(room, first, columns->n, i);
        }
        set_column(layout, &columns->items[i], child);
        if (is_eased && (room->ease <= 0 || room->ease >= 1)) {
            room->column_pt[room->ease > 0][first + i] = columns->items[i].stack.height_pt;
        }
    }
    if (room) {
        room->air = room->ease;
    }
}

static struct item stack_columns(struct columns *columns, const struct place *place) {
    struct item row = {.frame = place->frame};
    double pad_pt = 0;
    for (size_t i = 0; i < columns->n; i++) {
        pad_pt = fmax(pad_pt, columns->items[i].pad_pt);
    }
    for (size_t i = 0; i < columns->n; i++) {
        struct column *column = &columns->items[i];
        column->top_pt = add_rule(columns, &row, &column->place) + pad_pt - column->pad_pt;
        row.height_pt = fmax(row.height_pt, column->top_pt + column->stack.height_pt);
    }
    for (size_t i = 0; i < columns->n; i++) {
        struct column *column = &columns->items[i];
        if (column->is_box) {
            stretch_box(&column->stack, row.height_pt - column->top_pt);
        }
        item_add_item(columns->layout, &row, &column->stack, column->top_pt);
    }
    return row;
}

void block_columns(struct layout *layout, struct flow *flow, const struct place *place,
                   const struct node *node) {
    struct columns columns = {.layout = layout, .n = count_columns(node)};
    if (columns.n < 2 || columns.n > COLUMNS_MAX) {
        block_children(layout, flow, place, node);
        return;
    }
    double shares[COLUMNS_MAX];
    columns.is_ruled = columns_read(node->container.argument, shares, columns.n);
    place_columns(&columns, place, shares);
    set_columns(&columns, node);
    struct item row = stack_columns(&columns, place);
    row.above_pt = layout->theme->space.figure_above_pt;
    row.below_pt = layout->theme->space.figure_below_pt;
    struct item *item = flow_add(layout, flow, place);
    row.starts_page = item->starts_page;
    row.starts_body = item->starts_body;
    *item = row;
}
