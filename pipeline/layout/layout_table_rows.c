#include "layout_table_priv.h"

#include "layout_form_priv.h"

#include <math.h>

/*
 * Rows as items. A row is one item, so that no page break cuts it; only a row that is higher than a
 * page becomes an item for each of its lines. The head is carried to each further page as an
 * artifact: in the structure it is said once.
 *
 * Rules: one below the head, one above the total, faint ones between rows; stripes instead of the
 * faint ones where the theme has them. None vertical.
 */

static const double ROW_RULE_PT = 0.5, HEAD_RULE_PT = 0.75;

/* What the rows of a part have in common. */
struct setter {
    struct layout *layout;
    struct flow *flow;
    const struct place *place;
    const struct table *table;
    const struct table_part *part;
    double leading_pt, baseline_pt, pad_pt;
};

/* The lines from @first to @last of a row's cells, as one item. */
struct slice {
    size_t row, first, last;
    size_t n_lines; /* of the row */
    bool is_head, is_total;
};

static size_t row_lines(const struct setter *setter, size_t row) {
    size_t n = 1;
    for (size_t c = 0; c < setter->part->end; c = part_next(setter->part, c)) {
        n = MAX(n, table_cell(setter->table, row, c)->n_lines);
    }
    return n;
}

/* --- one item ------------------------------------------------------------------------------- */

/* Numbers hang on their column's decimal mark; a head and words between numbers at its end. */
static double line_x(const struct column *column, const struct cell *cell, const struct line *line,
                     bool is_head) {
    double free_pt = column->width_pt - line->width_pt;
    double after_pt = column->after_pt > 0 && !is_head ? numbers_after(line, column->mark) : -1;
    if (after_pt >= 0) {
        /* A number that had to be broken does not leave its column. */
        double shift_pt = fmax(column->after_pt - after_pt, 0);
        free_pt = fmax(free_pt - shift_pt, fmin(free_pt, 0));
    }
    switch ((enum node_align)cell->align) {
    case ALIGN_DEFAULT: return column->x_pt + (column->kind == COLUMN_TEXT ? 0 : free_pt);
    case ALIGN_LEFT: return column->x_pt;
    case ALIGN_CENTER: return column->x_pt + free_pt / 2;
    case ALIGN_RIGHT: return column->x_pt + free_pt;
    }
    g_assert_not_reached();
}

/*
 * Where the page will be mirrored (layout_mirror.c), columns change places with it, but numbers
 * still end at the right, and a stated side is that side.
 */
static double mirrored_x(const struct column *column, const struct cell *cell,
                         const struct line *line, double x_pt) {
    bool is_text = cell->align == ALIGN_DEFAULT && column->kind == COLUMN_TEXT;
    return is_text ? x_pt : 2 * column->x_pt + column->width_pt - line->width_pt - x_pt;
}

static void add_rule(const struct setter *setter, struct item *item, double y_pt, double height_pt,
                     enum theme_colour colour) {
    struct rect rect = {setter->place->x_pt, y_pt, setter->place->width_pt, height_pt};
    item_add_rect(setter->layout, item, rect, colour, ARTIFACT_LAYOUT);
}

static void add_rules(const struct setter *setter, struct item *item, const struct slice *slice) {
    const struct table *table = setter->table;
    bool is_end = slice->last == slice->n_lines, is_last = slice->row + 1 == table->n_rows;
    bool is_over_total = table->has_total && slice->row + 2 == table->n_rows;
    if (table->is_facts) {
        return;
    }
    bool is_striped = table->has_stripes && !slice->is_head && !slice->is_total &&
                      (slice->row - table->n_head) % 2 == 1;
    if (is_striped) {
        struct rect ground = {setter->place->x_pt, 0, setter->place->width_pt, item->height_pt};
        item_add_rect(setter->layout, item, ground, COLOUR_CARD, ARTIFACT_BACKGROUND);
    }
    if (slice->is_head && is_end && slice->row + 1 == table->n_head) {
        add_rule(setter, item, item->height_pt - HEAD_RULE_PT, HEAD_RULE_PT, COLOUR_INK);
    } else if (!slice->is_head && is_end && !is_last && !is_over_total && !table->has_stripes) {
        add_rule(setter, item, item->height_pt - ROW_RULE_PT, ROW_RULE_PT, COLOUR_GRID);
    }
    if (slice->is_total && slice->first == 0) {
        add_rule(setter, item, 0, HEAD_RULE_PT, COLOUR_INK);
    }
}

/* What was shown before: its words are on the page again, but not in the structure. */
static void make_artifact(struct item *item, size_t first_op, int artifact) {
    size_t n = first_op;
    for (size_t i = first_op; i < item->n_ops; i++) {
        struct op op = item->ops[i];
        /* A link outside the structure would be one that nobody can name. */
        if (op.kind != OP_LINK) {
            op.tag = op.tag >= 0 ? artifact : op.tag;
            item->ops[n++] = op;
        }
    }
    item->n_ops = n;
}

static size_t count_ops(const struct setter *setter, const struct slice *slice) {
    size_t n = 2; /* rules, a ground */
    for (size_t c = 0; c < setter->part->end; c = part_next(setter->part, c)) {
        const struct cell *cell = table_cell(setter->table, slice->row, c);
        for (size_t i = slice->first; i < MIN(slice->last, cell->n_lines); i++) {
            n += cell->lines[i].n_ops;
        }
    }
    return n;
}

/* Room to sign in above the lines from @first to @end of any of the row's cells. */
static double room_above(const struct setter *setter, size_t row, size_t first, size_t end) {
    double all_pt = 0;
    for (size_t i = first; i < end; i++) {
        double most_pt = 0;
        for (size_t c = 0; c < setter->part->end; c = part_next(setter->part, c)) {
            const struct cell *cell = table_cell(setter->table, row, c);
            most_pt = fmax(most_pt, i < cell->n_lines ? cell->lines[i].above_pt : 0);
        }
        all_pt += most_pt;
    }
    return all_pt;
}

/* A blank at the end of a cell's line reaches to the end of its column. */
static void fill_column(const struct setter *setter, struct item *item, const struct line *line,
                        const struct column *column, double x_pt) {
    if (line->n_blank_ops > 0 && !setter->layout->is_rtl && x_pt == column->x_pt) {
        form_stretch_blank(item, line, fmax(column->width_pt - line->width_pt, 0));
    }
}

static void add_cell(const struct setter *setter, struct item *item, const struct slice *slice,
                     size_t column) {
    const struct cell *cell = table_cell(setter->table, slice->row, column);
    double top_pt = slice->first == 0 ? setter->pad_pt : 0;
    size_t first_op = item->n_ops;
    /* A head is bottom aligned: its last line is next to the rule. */
    size_t skip =
        slice->is_head && cell->n_lines < slice->n_lines ? slice->n_lines - cell->n_lines : 0;
    for (size_t i = slice->first; i < slice->last; i++) {
        if (i < skip || i - skip >= cell->n_lines) {
            continue;
        }
        const struct line *line = &cell->lines[i - skip];
        double y_pt = top_pt + (double)(i - slice->first) * setter->leading_pt +
                      room_above(setter, slice->row, slice->first, i + 1);
        double x_pt = line_x(&setter->table->columns[column], cell, line, slice->is_head);
        if (setter->layout->is_rtl) {
            x_pt = mirrored_x(&setter->table->columns[column], cell, line, x_pt);
        }
        item_add_line(setter->layout, item, line, x_pt, y_pt + setter->baseline_pt);
        fill_column(setter, item, line, &setter->table->columns[column], x_pt);
    }
    if (column == 0 && setter->part->is_later) {
        make_artifact(item, first_op, ARTIFACT_LAYOUT);
    }
}

static void add_slice(const struct setter *setter, const struct slice *slice) {
    struct layout *layout = setter->layout;
    struct item *item = flow_add(layout, setter->flow, setter->place);
    size_t n = slice->last - slice->first;
    item->is_turned = setter->part->is_turned;
    item->capacity = count_ops(setter, slice);
    item->ops = ARENA_NEW_N(layout->arena, struct op, item->capacity);
    item->height_pt = (double)n * setter->leading_pt +
                      room_above(setter, slice->row, slice->first, slice->last) +
                      (slice->first == 0 ? setter->pad_pt : 0) +
                      (slice->last == slice->n_lines ? setter->pad_pt : 0);
    add_rules(setter, item, slice);
    for (size_t c = 0; c < setter->part->end; c = part_next(setter->part, c)) {
        add_cell(setter, item, slice, c);
    }
}

/* --- rows ----------------------------------------------------------------------------------- */

static double page_room(const struct setter *setter) {
    const struct theme_page *page = &setter->layout->theme->page;
    double height_pt = setter->part->is_turned ? page->width_pt : page->height_pt;
    return height_pt - page->top_pt - page->bottom_pt;
}

/* A row that is higher than a page, with a head above it, may be left after each of its lines. */
static void add_row(const struct setter *setter, size_t row) {
    const struct table *table = setter->table;
    size_t n = row_lines(setter, row), first_item = setter->flow->n;
    bool is_high = (double)n * setter->leading_pt > page_room(setter) * 0.8;
    struct slice slice = {
        .row = row,
        .n_lines = n,
        .is_head = row < table->n_head,
        .is_total = row + 1 == table->n_rows && table->has_total,
    };
    for (size_t i = 0; i < n; i = slice.last) {
        slice.first = i;
        slice.last = is_high ? i + 1 : n;
        add_slice(setter, &slice);
    }
    /* No line of it stands alone. */
    size_t end = setter->flow->n;
    if (end - first_item > 2) {
        setter->flow->items[first_item + 1].penalty = BREAK_NEVER;
        setter->flow->items[end - 1].penalty = BREAK_NEVER;
    }
}

/* The head's items as one, for further pages; NULL: there is none, or it leaves no room. */
static const struct item *carried_head(const struct setter *setter, size_t first_item) {
    struct layout *layout = setter->layout;
    struct flow *flow = setter->flow;
    struct item *head = ARENA_NEW(layout->arena, struct item);
    for (size_t i = first_item; i < flow->n; i++) {
        size_t first_op = head->n_ops;
        item_add_item(layout, head, &flow->items[i], head->height_pt);
        make_artifact(head, first_op, ARTIFACT_HEADER);
        head->height_pt += flow->items[i].height_pt;
    }
    head->n_anchors = 0;
    return head->height_pt > 0 && head->height_pt < page_room(setter) / 3 ? head : NULL;
}

/* A row that goes on below the carried head keeps the distance of one that begins there. */
static const struct item *lowered(const struct setter *setter, const struct item *head) {
    struct item *copy = head ? arena_memdup(setter->layout->arena, head, sizeof *head) : NULL;
    if (copy) {
        copy->height_pt += setter->pad_pt;
    }
    return copy;
}

static void carry_head(const struct setter *setter, size_t first_item, const struct item *head,
                       struct span at) {
    struct flow *flow = setter->flow;
    const struct item *lower = flow->n - first_item > 1 ? lowered(setter, head) : NULL;
    for (size_t i = first_item; i < flow->n; i++) {
        flow->items[i].carried = i == first_item ? head : lower;
        flow->items[i].at = at;
    }
}

/* The head stays with two rows, the total with the row before it, no row stands alone at the end.
 */
static bool is_kept(const struct table *table, size_t row) {
    return row > 0 && (row <= table->n_head + 1 || row + 1 == table->n_rows);
}

/* A table that is cut although it is low is as bad as a page with a fifth of its height to spare; a
 * high one is better cut than moved as a whole. */
static void keep_low_table(const struct setter *setter, size_t first) {
    static const double CUT_PENALTY = 2.4;
    const struct flow *flow = setter->flow;
    double height_pt = 0;
    for (size_t i = first; i < flow->n; i++) {
        height_pt += flow->items[i].height_pt;
    }
    if (height_pt > page_room(setter) / 2) {
        return;
    }
    for (size_t i = first + 1; i < flow->n; i++) {
        flow->items[i].penalty = fmax(flow->items[i].penalty, CUT_PENALTY);
    }
}

void table_add_rows(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct table *table, const struct table_part *part) {
    struct setter setter = {
        .layout = layout,
        .flow = flow,
        .place = place,
        .table = table,
        .part = part,
        .leading_pt = layout->theme->styles[table->role].leading_pt,
        .baseline_pt = layout_baseline(layout, table->role),
        .pad_pt = layout->theme->space.cell_pt,
    };
    size_t first = flow->n, row = 0;
    const struct item *carried = NULL;
    for (const struct node *node = table_first_row(table); node; node = node->next, row++) {
        size_t begin = flow->n;
        if (row == table->n_head && row > 0) {
            carried = carried_head(&setter, first);
        }
        add_row(&setter, row);
        flow->items[begin].penalty = is_kept(table, row) ? BREAK_NEVER : 0;
        carry_head(&setter, begin, carried, node->at);
    }
    keep_low_table(&setter, first);
    /* Without a head it goes on from the text before it. */
    const struct theme_space *space = &layout->theme->space;
    flow->items[first].above_pt = table->n_head > 0
                                      ? space->table_above_pt
                                      : fmin(space->table_above_pt, space->paragraph_pt);
    flow->items[flow->n - 1].below_pt = layout->theme->space.table_below_pt;
}
