#include "layout_priv.h"

#include <math.h>
#include <string.h>

/*
 * Tables. Each cell is first set on one line: the widest of a column is its maximal width. If the
 * maximal widths fit, what is left goes to the text columns, so that numbers end at the right edge.
 * If not, the longest words are measured, the columns share the width between minimum and maximum
 * in proportion to what they would like to grow, and the cells that are too wide are set again.
 *
 * Invariant: a row is one item; only a row that is higher than a page is cut, between lines.
 */

enum { TABLE_COLUMNS_MAX = 200 };

static const double COLUMN_GAP_PT = 12;
static const double ROW_RULE_PT = 0.5, HEAD_RULE_PT = 0.75;

struct cell {
    const struct node *node;
    InlineText text;
    struct set_style style;
    struct lines lines;
    int tag;
};

struct column {
    double min_pt, max_pt, width_pt, x_pt;
    bool is_text; /* left-aligned */
};

struct table {
    const struct node *node;
    size_t n_columns, n_rows;
    struct cell *cells; /* by row */
    struct column *columns;
    size_t n_head; /* 0 where the head's cells are all empty: it is left out */
    bool is_facts, has_total;
};

static struct cell *table_cell(const struct table *table, size_t row, size_t column) {
    return &table->cells[row * table->n_columns + column];
}

/* GFM has no table without a head; an empty one is the author's way to have none. */
static bool has_empty_head(const struct node *table) {
    const struct node *head = table->first;
    for (const struct node *cell = head ? head->first : NULL; cell; cell = cell->next) {
        if (cell->first) {
            return false;
        }
    }
    return table->table.n_head_rows == 1;
}

static const struct node *first_row(const struct table *table) {
    bool is_skipped = table->n_head < table->node->table.n_head_rows;
    return is_skipped ? table->node->first->next : table->node->first;
}

static bool starts_strong(const struct node *row) {
    const struct node *first = row->first ? row->first->first : NULL;
    return first && !first->next && first->kind == NODE_STRONG;
}

/* The last row, if its first cell is wholly strong and no other's is: the total under the others.
 */
static bool has_total_row(const struct node *table) {
    for (const struct node *row = table->first; row; row = row->next) {
        if (starts_strong(row)) {
            return !row->next;
        }
    }
    return false;
}

/* --- making cells --------------------------------------------------------------------------- */

static void make_cell(struct layout *layout, struct table *table, size_t row, size_t column,
                      const struct node *node, int row_tag) {
    struct cell *cell = table_cell(table, row, column);
    bool is_head = row < table->n_head;
    bool is_name = table->is_facts && column % 2 == 0;
    inline_text_init(&cell->text);
    cell->node = node;
    cell->tag = layout_tag(layout, is_head ? TAG_TH : TAG_TD, row_tag);
    layout->display->tags[cell->tag].scope = is_head ? SCOPE_COLUMN : SCOPE_NONE;
    cell->style = (struct set_style){
        .role = ROLE_SMALL,
        .colour = is_head || is_name ? COLOUR_MUTED : -1,
        .align = node && node->cell.align != ALIGN_DEFAULT ? node->cell.align
                 : table->node->table.columns              ? table->node->table.columns[column]
                                                           : ALIGN_DEFAULT,
    };
    if (node) {
        inline_collect(layout, node, cell->tag, &cell->text);
    }
    if (cell->text.text->len > 0) {
        cell->lines = inline_set(layout, &cell->text, &cell->style, -1);
    }
    struct column *shape = &table->columns[column];
    shape->max_pt = fmax(shape->max_pt, cell->lines.width_pt);
    shape->is_text = cell->style.align == ALIGN_DEFAULT || cell->style.align == ALIGN_LEFT;
}

static void make_cells(struct layout *layout, struct table *table, int table_tag) {
    size_t row = 0;
    int group_tag = -1;
    for (const struct node *at = first_row(table); at; at = at->next, row++) {
        if (row == 0 || row == table->n_head) {
            bool is_head = row < table->n_head;
            group_tag = layout_tag(layout, is_head ? TAG_THEAD : TAG_TBODY, table_tag);
        }
        int row_tag = layout_tag(layout, TAG_TR, group_tag);
        const struct node *node = at->first;
        for (size_t column = 0; column < table->n_columns; column++) {
            make_cell(layout, table, row, column, node, row_tag);
            node = node ? node->next : NULL;
        }
    }
}

static void table_clear(struct table *table) {
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        inline_text_clear(&table->cells[i].text);
    }
}

/* --- widths --------------------------------------------------------------------------------- */

static void measure_min(struct layout *layout, struct table *table, double width_pt) {
    for (size_t column = 0; column < table->n_columns; column++) {
        struct column *shape = &table->columns[column];
        for (size_t row = 0; row < table->n_rows; row++) {
            struct cell *cell = table_cell(table, row, column);
            if (cell->text.text->len > 0 && cell->lines.width_pt > shape->min_pt) {
                double word_pt = inline_min_width(layout, &cell->text, &cell->style);
                shape->min_pt = fmax(shape->min_pt, word_pt);
            }
        }
        /* Numbers and dates stay on one line as long as a column of words can give way. */
        shape->min_pt = shape->is_text ? shape->min_pt : shape->max_pt;
        /* No word may take more than its share twice over: it is cut then. */
        shape->min_pt = fmin(shape->min_pt, fmax(2 * width_pt / (double)table->n_columns, 24));
    }
}

/* Room left over goes to text columns, in proportion to their widths; without any, to all. */
static void widen_columns(struct table *table, double rest_pt) {
    double text_pt = 0, all_pt = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        table->columns[i].width_pt = table->columns[i].max_pt;
        all_pt += table->columns[i].max_pt + 1;
        text_pt += table->columns[i].is_text ? table->columns[i].max_pt + 1 : 0;
    }
    double numbers = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        numbers += !table->columns[i].is_text;
    }
    /* Numbers breathe too, up to two gaps each. */
    double each_pt =
        text_pt > 0 && numbers > 0 ? fmin(2 * COLUMN_GAP_PT, rest_pt / (numbers + 2)) : 0;
    double share_pt = rest_pt - each_pt * numbers;
    for (size_t i = 0; i < table->n_columns; i++) {
        struct column *column = &table->columns[i];
        if (text_pt <= 0) {
            column->width_pt += share_pt * (column->max_pt + 1) / all_pt;
        } else if (column->is_text) {
            column->width_pt += share_pt * (column->max_pt + 1) / text_pt;
        } else {
            column->width_pt += each_pt;
        }
    }
}

static void squeeze_columns(struct table *table, double width_pt) {
    double min_pt = 0, wish_pt = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        min_pt += table->columns[i].min_pt;
        wish_pt += table->columns[i].max_pt - table->columns[i].min_pt;
    }
    double rest_pt = width_pt - min_pt;
    for (size_t i = 0; i < table->n_columns; i++) {
        struct column *column = &table->columns[i];
        if (rest_pt < 0) {
            column->width_pt = column->min_pt * width_pt / min_pt;
        } else {
            double wish = wish_pt > 0 ? (column->max_pt - column->min_pt) / wish_pt : 0;
            column->width_pt = column->min_pt + rest_pt * wish;
        }
    }
}

static void wrap_cells(struct layout *layout, struct table *table) {
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        struct cell *cell = &table->cells[i];
        double width_pt = table->columns[i % table->n_columns].width_pt;
        if (cell->lines.width_pt > width_pt + 0.01) {
            cell->lines = inline_set(layout, &cell->text, &cell->style, fmax(width_pt, 4));
        }
    }
}

static void place_columns(struct layout *layout, struct table *table, const struct place *place) {
    double gaps_pt = COLUMN_GAP_PT * (double)(table->n_columns - 1);
    double width_pt = fmax(place->width_pt - gaps_pt, 4.0 * (double)table->n_columns);
    double max_pt = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        max_pt += table->columns[i].max_pt;
    }
    if (max_pt <= width_pt) {
        widen_columns(table, width_pt - max_pt);
    } else {
        measure_min(layout, table, width_pt);
        squeeze_columns(table, width_pt);
        wrap_cells(layout, table);
    }
    double x_pt = place->x_pt;
    for (size_t i = 0; i < table->n_columns; i++) {
        table->columns[i].x_pt = x_pt;
        x_pt += table->columns[i].width_pt + COLUMN_GAP_PT;
    }
}

/* --- rows ----------------------------------------------------------------------------------- */

static double cell_x(const struct column *column, const struct cell *cell, double line_width_pt) {
    double free_pt = column->width_pt - line_width_pt;
    switch (cell->style.align) {
    case ALIGN_DEFAULT:
    case ALIGN_LEFT: return column->x_pt;
    case ALIGN_CENTER: return column->x_pt + free_pt / 2;
    case ALIGN_RIGHT: return column->x_pt + free_pt;
    }
    g_assert_not_reached();
}

/* The lines from @first to @last of a row's cells, as one item. */
struct row_part {
    size_t row, first, last;
    bool is_head, is_total, is_cut;
};

static size_t row_lines(const struct table *table, size_t row) {
    size_t n = 1;
    for (size_t column = 0; column < table->n_columns; column++) {
        n = MAX(n, table_cell(table, row, column)->lines.n);
    }
    return n;
}

static void add_row_rules(struct layout *layout, struct item *item, const struct place *place,
                          const struct table *table, const struct row_part *part) {
    bool is_last = part->row + 1 == table->n_rows;
    if (table->is_facts) {
        return;
    }
    struct rect rect = {place->x_pt, item->height_pt - ROW_RULE_PT, place->width_pt, ROW_RULE_PT};
    if (part->is_head && part->row + 1 == table->n_head) {
        rect.y = item->height_pt - HEAD_RULE_PT;
        rect.height = HEAD_RULE_PT;
        item_add_rect(layout, item, rect, COLOUR_INK, ARTIFACT_LAYOUT);
    } else if (!part->is_head && !is_last && !part->is_cut) {
        item_add_rect(layout, item, rect, COLOUR_GRID, ARTIFACT_LAYOUT);
    }
    if (part->is_total) {
        rect.y = 0;
        rect.height = HEAD_RULE_PT;
        item_add_rect(layout, item, rect, COLOUR_INK, ARTIFACT_LAYOUT);
    }
}

static void add_row(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct table *table, const struct row_part *part) {
    double leading_pt = layout->theme->styles[ROLE_SMALL].leading_pt;
    double pad_pt = layout->theme->space.cell_pt;
    struct item *item = flow_add(layout, flow, place);
    size_t n = part->last - part->first;
    item->height_pt = (double)n * leading_pt + 2 * pad_pt;
    add_row_rules(layout, item, place, table, part);
    for (size_t column = 0; column < table->n_columns; column++) {
        const struct cell *cell = table_cell(table, part->row, column);
        /* A head is bottom aligned: its last line is next to the rule. */
        size_t skip = part->is_head ? n - MIN(n, cell->lines.n) : 0;
        for (size_t i = part->first; i < MIN(part->last, cell->lines.n); i++) {
            const struct line *line = &cell->lines.lines[i];
            double y_pt = pad_pt + (double)(i - part->first + skip) * leading_pt;
            item_add_line(layout, item, line, cell_x(&table->columns[column], cell, line->width_pt),
                          y_pt + cell->lines.baseline_pt);
        }
    }
}

/* A row higher than a page is cut between its lines. */
static void add_row_parts(struct layout *layout, struct flow *flow, const struct place *place,
                          const struct table *table, size_t row) {
    const struct theme_page *page = &layout->theme->page;
    double room_pt = page->height_pt - page->top_pt - page->bottom_pt;
    double leading_pt = layout->theme->styles[ROLE_SMALL].leading_pt;
    size_t lines = row_lines(table, row);
    size_t most = MAX((size_t)((room_pt * 0.6) / leading_pt), 1);
    size_t whole = (size_t)(room_pt * 0.8 / leading_pt);
    if (lines <= whole) {
        most = lines;
    }
    for (size_t first = 0; first < lines; first += most) {
        struct row_part part = {
            .row = row,
            .first = first,
            .last = MIN(first + most, lines),
            .is_head = row < table->n_head,
            .is_total = first == 0 && row + 1 == table->n_rows && table->has_total,
            .is_cut = first + most < lines,
        };
        add_row(layout, flow, place, table, &part);
    }
}

/* The head of a table, repeated on further pages: the same picture, but an artifact. */
static const struct item *repeated_head(struct layout *layout, const struct item *head) {
    struct item *copy = arena_memdup(layout->arena, head, sizeof *head);
    copy->ops = arena_memdup(layout->arena, head->ops, head->n_ops * sizeof *head->ops);
    for (size_t i = 0; i < copy->n_ops; i++) {
        copy->ops[i].tag = ARTIFACT_HEADER;
    }
    return copy;
}

static void add_rows(struct layout *layout, struct flow *flow, const struct place *place,
                     const struct table *table) {
    size_t row = 0, first = flow->n, n_head = table->n_head;
    const struct item *carried = NULL;
    for (const struct node *node = first_row(table); node; node = node->next, row++) {
        size_t begin = flow->n;
        add_row_parts(layout, flow, place, table, row);
        bool is_total = table->has_total && row + 1 == table->n_rows;
        bool is_kept = row > 0 && (row <= n_head || is_total || row == n_head + 1);
        flow->items[begin].penalty = is_kept && row + 1 <= table->n_rows ? BREAK_NEVER : 0;
        for (size_t i = begin; i < flow->n && row >= n_head; i++) {
            flow->items[i].carried = carried;
            flow->items[i].at = node->at;
        }
        if (row + 1 == n_head && n_head == 1) {
            carried = repeated_head(layout, &flow->items[first]);
        }
    }
    flow->items[first].above_pt = layout->theme->space.table_above_pt;
    flow->items[flow->n - 1].below_pt = layout->theme->space.table_below_pt;
}

void block_table(struct layout *layout, struct flow *flow, const struct place *place,
                 const struct node *node) {
    struct table table = {
        .node = node, .n_columns = node->table.n_columns, .is_facts = place->is_facts};
    table.has_total = has_total_row(node);
    table.n_head = has_empty_head(node) ? 0 : node->table.n_head_rows;
    for (const struct node *row = first_row(&table); row; row = row->next) {
        table.n_rows++;
    }
    if (table.n_columns == 0 || table.n_rows == 0) {
        return;
    }
    if (table.n_columns > TABLE_COLUMNS_MAX) {
        diag_error(layout->diags, node->at, DIAG_LAYOUT_LIMIT,
                   "the table has %zu columns, the limit is %d", table.n_columns,
                   TABLE_COLUMNS_MAX);
        diag_hint(layout->diags, "Split the table, or turn rows and columns round.");
        return;
    }
    table.cells = ARENA_NEW_N(layout->arena, struct cell, table.n_rows * table.n_columns);
    table.columns = ARENA_NEW_N(layout->arena, struct column, table.n_columns);
    make_cells(layout, &table, layout_tag(layout, TAG_TABLE, place->tag));
    place_columns(layout, &table, place);
    add_rows(layout, flow, place, &table);
    table_clear(&table);
}
