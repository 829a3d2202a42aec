#include "layout_table_priv.h"

#include <math.h>

/*
 * How many lines a cell has on a width. Its text is taken into pieces once, and the least widths on
 * which it has 1, 2, 3 ... lines are found; then no text is looked at again.
 */

static const double ROUNDING_PT = 0.01;

/* Lines that pieces take on a width; the widest of them. */
static size_t count_lines(const GArray *pieces, double width_pt, double *ret_used_pt) {
    size_t n = 1;
    double pen_pt = 0, inked_pt = 0, used_pt = 0;
    for (guint i = 0; i < pieces->len; i++) {
        const struct inline_piece *piece = &g_array_index(pieces, struct inline_piece, i);
        double piece_pt = (double)piece->width_pt;
        if (pen_pt > 0 && pen_pt + piece_pt > width_pt + ROUNDING_PT) {
            n++;
            pen_pt = 0;
        }
        inked_pt = pen_pt + piece_pt;
        used_pt = fmax(used_pt, inked_pt);
        pen_pt = inked_pt + (double)piece->space_pt;
        if (piece->ends_line && i + 1 < pieces->len) {
            n++;
            pen_pt = 0;
        }
    }
    *ret_used_pt = used_pt;
    return n;
}

static double longest_piece(const GArray *pieces) {
    double longest_pt = 0;
    for (guint i = 0; i < pieces->len; i++) {
        double width_pt = (double)g_array_index(pieces, struct inline_piece, i).width_pt;
        longest_pt = fmax(longest_pt, width_pt);
    }
    return longest_pt;
}

static void collect_pieces(struct layout *layout, const struct table *table, size_t row,
                           size_t column, GArray *pieces) {
    InlineText scratch;
    InlineText *text = table_text(layout, table, row, column, &scratch);
    struct set_style style = table_cell_style(table, row, column);
    g_array_set_size(pieces, 0);
    inline_pieces(layout, text, &style, (double)table_cell(table, row, column)->natural_pt, pieces);
    table_text_end(text, &scratch);
}

/* Seven halvings find a width to within a point; what the lines then use is exact. */
static void find_steps(const GArray *pieces, double natural_pt, struct cell_steps *steps) {
    double longest_pt = longest_piece(pieces), used_pt;
    steps->least_pt[0] = (float)natural_pt;
    for (size_t lines = 2; lines <= STEPS_LINES_MAX; lines++) {
        double high_pt = (double)steps->least_pt[lines - 2];
        double low_pt = fmax(longest_pt, natural_pt / (double)lines);
        for (int i = 0; i < 7 && high_pt - low_pt > 1; i++) {
            double middle_pt = (low_pt + high_pt) / 2;
            bool is_enough = count_lines(pieces, middle_pt, &used_pt) <= lines;
            *(is_enough ? &high_pt : &low_pt) = middle_pt;
        }
        size_t n = count_lines(pieces, low_pt, &used_pt);
        if (n > lines) {
            n = count_lines(pieces, high_pt, &used_pt);
        }
        steps->least_pt[lines - 1] =
            (float)(n <= lines ? used_pt : (double)steps->least_pt[lines - 2]);
    }
}

double steps_lines(const struct cell_steps *steps, double width_pt) {
    for (size_t i = 0; i < STEPS_LINES_MAX; i++) {
        if ((double)steps->least_pt[i] <= width_pt + ROUNDING_PT) {
            return (double)(i + 1);
        }
    }
    return ceil(STEPS_LINES_MAX * (double)steps->least_pt[STEPS_LINES_MAX - 1] / width_pt);
}

double steps_longest(struct layout *layout, const struct table *table, size_t row, size_t column) {
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(struct inline_piece));
    collect_pieces(layout, table, row, column, pieces);
    return longest_piece(pieces);
}

void steps_find(struct layout *layout, const struct table *table, size_t row, size_t column,
                struct cell_steps *ret) {
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(struct inline_piece));
    collect_pieces(layout, table, row, column, pieces);
    find_steps(pieces, (double)table_cell(table, row, column)->natural_pt, ret);
}
