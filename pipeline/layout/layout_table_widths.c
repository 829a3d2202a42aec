#include "layout_table_priv.h"

#include <math.h>

/*
 * Widths of columns. If all cells fit on one line each, what is left goes to the columns of words;
 * if not, layout_table_squeeze.c says where to break.
 *
 * The least width of a column is that of its longest word; of what is not broken (numbers, dates,
 * a column of short words) that of its widest cell. The head's words may be broken between words.
 */

static const double ROUNDING_PT = 0.01;

/* --- the least ------------------------------------------------------------------------------ */

void widths_measure(struct layout *layout, struct table *table) {
    for (size_t column = 0; column < table->n_columns; column++) {
        struct column *shape = &table->columns[column];
        /* Numbers and dates are not broken; a paragraph may be right-aligned too. */
        bool is_whole = shape->kind == COLUMN_NUMBERS ||
                        (shape->kind == COLUMN_RIGHT && shape->natural_pt <= 1.5 * TABLE_SHORT_PT);
        shape->word_pt = is_whole ? shape->natural_pt : 0;
        for (size_t row = 0; row < table->n_rows; row++) {
            const struct cell *cell = table_cell(table, row, column);
            if ((double)cell->natural_pt > shape->word_pt) {
                double longest_pt = steps_longest(layout, table, row, column);
                shape->word_pt = fmax(shape->word_pt, longest_pt);
            }
        }
    }
}

/* A word of more than a quarter of the room, and of its share, is an address: it may be broken. */
double widths_word_limit(double width_pt, double gap_pt, size_t n_columns) {
    double share_pt = (width_pt - gap_pt * (double)(n_columns - 1)) / (double)n_columns;
    return fmax(fmax(width_pt / 4, share_pt), 24);
}

double widths_least(const struct table *table, size_t column, double limit_pt) {
    return fmin(table->columns[column].word_pt, limit_pt);
}

static size_t count_columns(const struct table_part *part) {
    return part->end - MAX(part->first, 1) + 1;
}

bool widths_fit(const struct table *table, const struct table_part *part, double width_pt) {
    size_t n = count_columns(part);
    double sum_pt = table->gap_pt * (double)(n - 1),
           limit_pt = widths_word_limit(width_pt, table->gap_pt, n);
    for (size_t column = 0; column < part->end; column = part_next(part, column)) {
        sum_pt += widths_least(table, column, limit_pt);
    }
    return sum_pt <= width_pt + ROUNDING_PT;
}

/* --- what is left --------------------------------------------------------------------------- */

/* What is centred or at the right would leave its neighbours if its column were wide. */
static bool is_flush_left(const struct column *column) {
    return column->kind == COLUMN_TEXT && column->align != ALIGN_CENTER;
}

/* Numbers may take up to @breath_pt each; the rest goes to columns of words, by their widths. A
   first column of numbers takes none: it stands at the table's left edge. */
static void widen_columns(struct table *table, const size_t *columns, size_t n, double rest_pt,
                          double breath_pt) {
    double text_pt = 0, all_pt = 0, numbers = 0;
    for (size_t i = 0; i < n; i++) {
        const struct column *column = &table->columns[columns[i]];
        bool is_text = is_flush_left(column);
        all_pt += column->width_pt + 1;
        text_pt += is_text ? column->width_pt + 1 : 0;
        numbers += !is_text && i > 0;
    }
    double each_pt = text_pt > 0 && numbers > 0 ? fmin(breath_pt, rest_pt / (numbers + 2)) : 0;
    double share_pt = rest_pt - each_pt * numbers;
    for (size_t i = 0; i < n; i++) {
        struct column *column = &table->columns[columns[i]];
        double part_pt = share_pt * (column->width_pt + 1);
        if (text_pt <= 0) {
            column->width_pt += part_pt / all_pt;
        } else {
            column->width_pt += is_flush_left(column) ? part_pt / text_pt : i > 0 ? each_pt : 0;
        }
    }
}

/* Set what does not fit on one line, and column 0 again where another part gave it other lines. */
static void break_cells(struct layout *layout, struct table *table, const struct table_part *part) {
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t column = 0; column < part->end; column = part_next(part, column)) {
            struct cell *cell = table_cell(table, row, column);
            double width_pt = table->columns[column].width_pt;
            bool is_wide = (double)cell->natural_pt > width_pt + ROUNDING_PT;
            bool is_again = column == 0 && part->is_later && cell->n_lines > 1;
            if (!is_wide && !is_again) {
                continue;
            }
            InlineText scratch;
            InlineText *text = table_text(layout, table, row, column, &scratch);
            struct set_style style = table_cell_style(table, row, column);
            struct lines lines = inline_set(layout, text, &style, is_wide ? fmax(width_pt, 4) : -1);
            cell->lines = lines.lines;
            cell->n_lines = (unsigned)lines.n;
            table_text_end(text, &scratch);
        }
    }
}

void widths_choose(struct layout *layout, struct table *table, const struct table_part *part,
                   const struct place *place) {
    size_t n = 0;
    size_t *columns = ARENA_NEW_N(layout->arena, size_t, count_columns(part));
    double pad_pt = table_pad(table), natural_pt = 0;
    for (size_t column = 0; column < part->end; column = part_next(part, column)) {
        struct column *shape = &table->columns[column];
        columns[n++] = column;
        shape->width_pt = fmax(shape->natural_pt, shape->head_pt);
        natural_pt += shape->width_pt;
    }
    double room_pt = place->width_pt - 2 * pad_pt - table->gap_pt * (double)(n - 1);
    room_pt = fmax(room_pt, 4.0 * (double)n);
    double breath_pt = 2 * table->gap_pt;
    if (natural_pt > room_pt) {
        breath_pt = 0;
        squeeze_columns(layout, table, columns, n, room_pt);
        natural_pt = 0;
        for (size_t i = 0; i < n; i++) {
            natural_pt += table->columns[columns[i]].width_pt;
        }
    }
    widen_columns(table, columns, n, fmax(room_pt - natural_pt, 0), breath_pt);
    break_cells(layout, table, part);
    double x_pt = place->x_pt + pad_pt;
    for (size_t i = 0; i < n; i++) {
        table->columns[columns[i]].x_pt = x_pt;
        x_pt += table->columns[columns[i]].width_pt + table->gap_pt;
    }
}
