#include "layout_deck_priv.h"
#include "layout_table_priv.h"

#include <math.h>

/*
 * Tables: from the document's rows to cells on one line each, and what is known of their columns.
 * See layout_table_priv.h for the way from here.
 */

enum { TABLE_COLUMNS_MAX = 1000 };

static const double GAP_PT = 12, NARROW_GAP_PT = 8;
enum { NARROW_GAP_COLUMNS = 9 }; /* from here on room is dearer than air */

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

const struct node *table_first_row(const struct table *table) {
    bool is_skipped = table->n_head < table->node->table.n_head_rows;
    return is_skipped ? table->node->first->next : table->node->first;
}

static bool starts_strong(const struct node *row) {
    const struct node *first = row->first ? row->first->first : NULL;
    return first && !first->next && first->kind == NODE_STRONG;
}

/* The last row, if its first cell is wholly strong and no other's is: the total of the others. */
static bool has_total_row(const struct node *table) {
    for (const struct node *row = table->first; row; row = row->next) {
        if (starts_strong(row)) {
            return !row->next;
        }
    }
    return false;
}

double table_pad(const struct table *table) {
    return table->has_stripes ? 5 : 0;
}

/* A table without a head on a slide is a list of sentences with their names: it is read aloud. */
static bool reads_as_text(const struct layout *layout, const struct table *table) {
    return layout->input->is_deck && table->n_head == 0 && !table->is_facts;
}

/* --- the text of a cell --------------------------------------------------------------------- */

static enum node_align cell_align(const struct table *table, const struct node *node,
                                  size_t column) {
    const enum node_align *columns = table->node->table.columns;
    return node && node->cell.align != ALIGN_DEFAULT ? node->cell.align
           : columns                                 ? columns[column]
                                                     : ALIGN_DEFAULT;
}

struct set_style table_cell_style(const struct table *table, size_t row, size_t column) {
    bool is_head = row < table->n_head;
    bool is_name = table->is_facts && column % 2 == 0;
    return (struct set_style){
        .role = table->role,
        .colour =
            is_head || is_name || table_cell(table, row, column)->is_missing ? COLOUR_MUTED : -1,
        .is_tabular = table->columns[column].align == ALIGN_RIGHT,
    };
}

/* Whether collecting the words below @node leaves nothing behind but the words. */
static bool is_plain(const struct node *node) {
    for (const struct node *child = node->first; child; child = child->next) {
        switch (child->kind) {
        case NODE_TEXT:
        case NODE_CODE:
        case NODE_SOFT_BREAK:
        case NODE_LINE_BREAK: break;
        case NODE_EMPHASIS:
        case NODE_STRONG:
        case NODE_STRIKE:
        case NODE_SPAN:
            if (!is_plain(child)) {
                return false;
            }
            break;
        default: return false;
        }
    }
    return true;
}

InlineText *table_text(struct layout *layout, const struct table *table, size_t row, size_t column,
                       InlineText *scratch) {
    const struct cell *cell = table_cell(table, row, column);
    if (cell->kept) {
        return cell->kept;
    }
    inline_text_init(scratch);
    if (cell->node) {
        inline_collect(layout, cell->node, cell->tag, scratch);
    }
    return scratch;
}

void table_text_end(InlineText *text, InlineText *scratch) {
    if (text == scratch) {
        inline_text_clear(scratch);
    }
}

/* --- making cells --------------------------------------------------------------------------- */

/* On one line; what cannot be collected again is kept. */
static void set_cell(struct layout *layout, struct table *table, size_t row, size_t column) {
    struct cell *cell = table_cell(table, row, column);
    struct column *shape = &table->columns[column];
    if (!is_plain(cell->node)) {
        cell->kept = ARENA_NEW(layout->arena, InlineText);
        inline_text_init(cell->kept);
    }
    struct inline_text *text = cell->kept ? cell->kept : inline_scratch(layout);
    inline_collect(layout, cell->node, cell->tag, text);
    struct str words = {text->text->str, text->text->len};
    cell->is_missing = numbers_is_missing(words);
    if (words.n > 0) {
        struct set_style style = table_cell_style(table, row, column);
        struct lines lines = inline_set(layout, text, &style, -1);
        cell->lines = lines.lines;
        cell->n_lines = (unsigned)lines.n;
        cell->natural_pt = (float)lines.width_pt;
    }
    if (row < table->n_head) {
        shape->head_pt = fmax(shape->head_pt, (double)cell->natural_pt);
    } else {
        shape->natural_pt = fmax(shape->natural_pt, (double)cell->natural_pt);
        numbers_add(&shape->numbers, words);
    }
}

static bool is_strong(const struct node *cell) {
    return cell && cell->first && cell->first->kind == NODE_STRONG && !cell->first->next;
}

/* A column of names, each strong as a whole, heads the rows. */
static bool has_row_heads(const struct table *table) {
    const struct node *row = table_first_row(table);
    size_t i = 0;
    for (; row; row = row->next, i++) {
        if (i >= table->n_head && !is_strong(row->first)) {
            return false;
        }
    }
    return table->n_columns > 1 && i > table->n_head;
}

static void tag_cell(struct layout *layout, struct cell *cell, int row_tag, enum tag_scope scope) {
    cell->tag = layout_tag(layout, scope == SCOPE_NONE ? TAG_TD : TAG_TH, row_tag);
    layout->display->tags[cell->tag].scope = scope;
}

/*
 * A cell that two heads belong to names both: which of them a reader says first, or whether at all,
 * is left open where only scopes tell (ISO 32000-1 section 14.8.4.3.4).
 */
static void name_heads(struct layout *layout, const struct table *table, size_t row,
                       size_t column) {
    struct tag *tag = &layout->display->tags[table_cell(table, row, column)->tag];
    if (tag->kind == TAG_TD && table->has_row_heads) {
        tag->column_head = table->n_head > 0 ? table_cell(table, 0, column)->tag : 0;
        tag->row_head = table_cell(table, row, 0)->tag;
    }
}

static void make_row(struct layout *layout, struct table *table, size_t row,
                     const struct node *row_node, int row_tag) {
    bool is_head = row < table->n_head;
    const struct node *node = row_node->first;
    for (size_t column = 0; column < table->n_columns; column++) {
        struct cell *cell = table_cell(table, row, column);
        cell->node = node;
        tag_cell(layout, cell, row_tag,
                 is_head                               ? SCOPE_COLUMN
                 : column == 0 && table->has_row_heads ? SCOPE_ROW
                                                       : SCOPE_NONE);
        name_heads(layout, table, row, column);
        if (node) {
            cell->align = (unsigned char)cell_align(table, node, column);
            table->columns[column].align = (enum node_align)cell->align;
            set_cell(layout, table, row, column);
            node = node->next;
        }
    }
}

static void make_cells(struct layout *layout, struct table *table, int table_tag) {
    size_t row = 0;
    int group_tag = -1;
    table->has_row_heads = has_row_heads(table);
    for (const struct node *at = table_first_row(table); at; at = at->next, row++) {
        if (row == 0 || row == table->n_head) {
            /* ISO 32000-1 table 337: a THead has a TBody beside it. */
            bool is_head = row < table->n_head && table->n_head < table->n_rows;
            group_tag = layout_tag(layout, is_head ? TAG_THEAD : TAG_TBODY, table_tag);
        }
        make_row(layout, table, row, at, layout_tag(layout, TAG_TR, group_tag));
    }
}

static void table_clear(struct table *table) {
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        if (table->cells[i].kept) {
            inline_text_clear(table->cells[i].kept);
        }
    }
}

/* --- kinds of columns ----------------------------------------------------------------------- */

/* Numbers that differ behind the decimal mark hang on it; others just end alike. */
static void find_mark(struct layout *layout, const struct table *table, size_t column) {
    struct column *shape = &table->columns[column];
    double before_pt = 0, most_pt = 0, least_pt = (double)INFINITY;
    shape->mark = numbers_mark(&shape->numbers, layout->input->meta.language);
    for (size_t row = table->n_head; row < table->n_rows; row++) {
        const struct cell *cell = table_cell(table, row, column);
        double after_pt = cell->n_lines == 1 ? numbers_after(cell->lines, shape->mark) : -1;
        if (after_pt >= 0) {
            before_pt = fmax(before_pt, (double)cell->natural_pt - after_pt);
            most_pt = fmax(most_pt, after_pt);
            least_pt = fmin(least_pt, after_pt);
        }
    }
    /* A bold total is a little wider behind its mark: that is no other number of digits. */
    if (most_pt - least_pt > layout->theme->styles[ROLE_SMALL].size_pt / 8) {
        shape->after_pt = most_pt;
        shape->natural_pt = fmax(shape->natural_pt, before_pt + most_pt);
    }
}

static void judge_columns(struct layout *layout, struct table *table) {
    for (size_t i = 0; i < table->n_columns; i++) {
        struct column *shape = &table->columns[i];
        bool is_name = table->is_facts && shape->align != ALIGN_RIGHT;
        shape->kind = is_name ? COLUMN_TEXT : numbers_kind(&shape->numbers, shape->align, i);
        if (shape->kind == COLUMN_NUMBERS) {
            find_mark(layout, table, i);
        }
    }
}

/* --- parts ---------------------------------------------------------------------------------- */

/* On a card's ground stripes could not be seen. */
static bool has_stripes(const struct layout *layout, const struct place *place,
                        const struct table *table) {
    double from = layout->theme->stripes_from;
    for (const struct frame *frame = place->frame; frame; frame = frame->parent) {
        from = frame->has_ground ? 0 : from;
    }
    return from > 0 && (double)table->n_columns >= from && !table->is_facts;
}

static void set_parts(struct layout *layout, struct flow *flow, const struct place *place,
                      struct table *table) {
    struct table_parts parts = table_divide(layout, table, place);
    for (size_t i = 0; i < parts.n; i++) {
        struct place own = table_part_place(layout, place, &parts.parts[i]);
        widths_choose(layout, table, &parts.parts[i], &own);
        table_add_rows(layout, flow, &own, table, &parts.parts[i]);
    }
    if (table->has_torn_words) {
        table_report_wide(layout, table, place, "words in it are broken");
    }
}

/* --- on a slide with room ------------------------------------------------------------------- */

/* Its rows are higher by so much, above and below; its type comes as near to the text's, in steps
 * of a size that is seen. */
static const double EASED_CELL_PT = 8, EASED_TYPE_STEP_PT = 2;

/* By how much a table's type could be larger before a word of it would have to go to another line.
 */
static double table_reach(const struct table *table, double width_pt) {
    double natural_pt = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        natural_pt += fmax(table->columns[i].natural_pt, table->columns[i].head_pt);
    }
    double room_pt = width_pt - table->gap_pt * (double)(table->n_columns - 1);
    static const double SPARE = 0.98; /* for what does not grow as the type does */
    return natural_pt > 0 ? SPARE * room_pt / natural_pt : 1;
}

static const struct theme *eased_theme(struct layout *layout, const struct slide_room *room) {
    struct theme *made = arena_memdup(layout->arena, layout->theme, sizeof *made);
    struct text_style *small = &made->styles[ROLE_SMALL];
    double most_pt = fmin(made->styles[ROLE_BODY].size_pt, small->size_pt * room->table_reach);
    double more_pt = fmax(most_pt - small->size_pt, 0) * room->ease;
    double by = 1 + floor(more_pt / EASED_TYPE_STEP_PT) * EASED_TYPE_STEP_PT / small->size_pt;
    theme_scale_style(small, by, 0);
    made->space.cell_pt += EASED_CELL_PT * room->air;
    return made;
}

static void set_table(struct layout *layout, struct flow *flow, const struct place *place,
                      struct table *table) {
    const struct theme *full = layout->theme;
    struct slide_room *room = layout->slide_room;
    bool is_eased = room && room->ease > 0;
    if (is_eased) {
        layout_use_theme(layout, eased_theme(layout, room));
    }
    make_cells(layout, table, layout_tag(layout, TAG_TABLE, place->tag));
    judge_columns(layout, table);
    set_parts(layout, flow, place, table);
    table_clear(table);
    if (is_eased) {
        layout_use_theme(layout, full);
    }
    if (room) {
        double reach =
            table->role == ROLE_SMALL ? table_reach(table, place->width_pt) : room->table_reach;
        room->table_reach = is_eased ? room->table_reach : fmin(room->table_reach, reach);
        room->has_broken_words = room->has_broken_words || table->has_broken_words;
        room->n_tables++;
    }
}

/* --- the table ------------------------------------------------------------------------------ */

static bool is_too_wide(struct layout *layout, const struct table *table) {
    if (table->n_columns <= TABLE_COLUMNS_MAX) {
        return false;
    }
    diag_error(layout->diags, table->node->at, DIAG_LAYOUT_LIMIT,
               "the table has %zu columns, the limit is %d", table->n_columns, TABLE_COLUMNS_MAX);
    diag_hint(layout->diags, "Split the table, or turn rows and columns round.");
    return true;
}

void block_table(struct layout *layout, struct flow *flow, const struct place *place,
                 const struct node *node) {
    struct table table = {
        .node = node, .n_columns = node->table.n_columns, .is_facts = place->is_facts};
    table.has_total = has_total_row(node);
    table.n_head = has_empty_head(node) ? 0 : node->table.n_head_rows;
    table.role = reads_as_text(layout, &table) ? ROLE_BODY : ROLE_SMALL;
    for (const struct node *row = table_first_row(&table); row; row = row->next) {
        table.n_rows++;
    }
    if (table.n_columns == 0 || table.n_rows == 0 || is_too_wide(layout, &table)) {
        return;
    }
    table.has_stripes = has_stripes(layout, place, &table);
    table.gap_pt = table.n_columns < NARROW_GAP_COLUMNS ? GAP_PT : NARROW_GAP_PT;
    table.cells = ARENA_NEW_N(layout->arena, struct cell, table.n_rows * table.n_columns);
    table.columns = ARENA_NEW_N(layout->arena, struct column, table.n_columns);
    set_table(layout, flow, place, &table);
}
