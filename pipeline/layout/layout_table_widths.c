#include "layout_table_priv.h"

#include <math.h>
#include <string.h>

/*
 * Widths of columns. If all cells fit on one line each, what is left goes to the columns of words.
 * If not, some cells must be broken, and the aim is a table of few lines: width goes where it saves
 * a line for the fewest points, not to each column alike.
 *
 *      cost = lines of all rows + a little for each line of a cell
 *
 * A row's lines are those of its highest cell. The little is what leads the way where a row gets
 * lower only when two of its cells do. For each cell the least widths for 1, 2, 3 ... lines are
 * found first; then no text is looked at again. From a start, columns are made as narrow as they
 * can be without a further line, and widened step by step where cost falls most for a point. Two
 * starts are tried: all columns at their least, and wide columns cut to one width. In the end
 * columns that are alike get one width where that costs no line.
 *
 * The least width of a column is that of its longest word; of what is not broken (numbers, dates,
 * a column of short words) that of its widest cell. The head's words may be broken between words.
 *
 * Cost: a large table is judged by a sample of its rows; the longest word is looked for in all.
 */

enum { LINES_MAX = 8, SAMPLE_ROWS_MAX = 40, SAMPLE_CELLS_MAX = 200, STEPS_MAX = 60 };

static const double SHORT_PT = 72;     /* some 16 letters: a column of such words is not broken */
static const double CELL_COST = 0.02;  /* of a line of one cell, against 1 of a row */
static const double HEAD_WEIGHT = 0.5; /* a head of two lines is no fault */
static const double ROUNDING_PT = 0.01;

/* The least widths on which a cell has 1, 2 ... lines. */
struct steps {
    float least_pt[LINES_MAX];
};

struct squeeze {
    struct layout *layout;
    const struct table *table;
    size_t n; /* columns */
    const size_t *columns;
    double width_pt, place_pt; /* without the gaps between them, and with */
    double *least_pt;
    size_t n_rows;
    struct steps *steps; /* by sampled row */
    double *weights;     /* by sampled row */
};

/* --- pieces of a cell ----------------------------------------------------------------------- */

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
static void find_steps(const GArray *pieces, double natural_pt, struct steps *steps) {
    double longest_pt = longest_piece(pieces), used_pt;
    steps->least_pt[0] = (float)natural_pt;
    for (size_t lines = 2; lines <= LINES_MAX; lines++) {
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

static double lines_at(const struct steps *steps, double width_pt) {
    for (size_t i = 0; i < LINES_MAX; i++) {
        if ((double)steps->least_pt[i] <= width_pt + ROUNDING_PT) {
            return (double)(i + 1);
        }
    }
    return ceil(LINES_MAX * (double)steps->least_pt[LINES_MAX - 1] / width_pt);
}

/* --- the least ------------------------------------------------------------------------------ */

void widths_measure(struct layout *layout, struct table *table) {
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(struct inline_piece));
    for (size_t column = 0; column < table->n_columns; column++) {
        struct column *shape = &table->columns[column];
        /* Numbers and dates are not broken; a paragraph may be right-aligned too. */
        bool is_whole = shape->kind == COLUMN_NUMBERS ||
                        (shape->kind == COLUMN_RIGHT && shape->natural_pt <= 1.5 * SHORT_PT);
        shape->word_pt = is_whole ? shape->natural_pt : 0;
        for (size_t row = 0; row < table->n_rows; row++) {
            const struct cell *cell = table_cell(table, row, column);
            if ((double)cell->natural_pt > shape->word_pt) {
                collect_pieces(layout, table, row, column, pieces);
                shape->word_pt = fmax(shape->word_pt, longest_piece(pieces));
            }
        }
    }
}

/* A word of more than a quarter of the room, and of its share, is an address: it may be broken. */
static double word_limit(double width_pt, double gap_pt, size_t n_columns) {
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
           limit_pt = word_limit(width_pt, table->gap_pt, n);
    for (size_t column = 0; column < part->end; column = part_next(part, column)) {
        sum_pt += widths_least(table, column, limit_pt);
    }
    return sum_pt <= width_pt + ROUNDING_PT;
}

static double sum_of(const double *values, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    return sum;
}

/* Cut the largest values to one height, so that their sum is @limit. */
static void cut_to_sum(double *values, size_t n, double limit) {
    double low = 0, high = 0;
    for (size_t i = 0; i < n; i++) {
        high = fmax(high, values[i]);
    }
    for (int k = 0; k < 30 && sum_of(values, n) > limit; k++) {
        double middle = (low + high) / 2, sum = 0;
        for (size_t i = 0; i < n; i++) {
            sum += fmin(values[i], middle);
        }
        *(sum > limit ? &high : &low) = middle;
    }
    for (size_t i = 0; i < n && sum_of(values, n) > limit; i++) {
        values[i] = fmin(values[i], low);
    }
}

static void set_least(struct squeeze *squeeze) {
    double limit_pt = word_limit(squeeze->place_pt, squeeze->table->gap_pt, squeeze->n);
    double whole_pt = 0, least_pt = 0;
    for (size_t i = 0; i < squeeze->n; i++) {
        const struct column *column = &squeeze->table->columns[squeeze->columns[i]];
        squeeze->least_pt[i] = widths_least(squeeze->table, squeeze->columns[i], limit_pt);
        least_pt += squeeze->least_pt[i];
        whole_pt += column->natural_pt <= SHORT_PT ? fmax(column->natural_pt, squeeze->least_pt[i])
                                                   : squeeze->least_pt[i];
    }
    for (size_t i = 0; i < squeeze->n && whole_pt <= squeeze->width_pt; i++) {
        const struct column *column = &squeeze->table->columns[squeeze->columns[i]];
        if (column->natural_pt <= SHORT_PT) {
            squeeze->least_pt[i] = fmax(column->natural_pt, squeeze->least_pt[i]);
        }
    }
    if (least_pt > squeeze->width_pt) {
        cut_to_sum(squeeze->least_pt, squeeze->n, squeeze->width_pt);
    }
}

/* --- the sample ----------------------------------------------------------------------------- */

/* The head's rows, and body rows spread evenly. */
static void take_sample(struct squeeze *squeeze) {
    const struct table *table = squeeze->table;
    size_t n_body = table->n_rows - table->n_head;
    size_t most = CLAMP(SAMPLE_CELLS_MAX / squeeze->n, 2, SAMPLE_ROWS_MAX);
    size_t n_sampled = MIN(n_body, most), n_head = MIN(table->n_head, 2);
    squeeze->n_rows = n_head + n_sampled;
    squeeze->steps =
        ARENA_NEW_N(squeeze->layout->arena, struct steps, squeeze->n_rows * squeeze->n);
    squeeze->weights = ARENA_NEW_N(squeeze->layout->arena, double, squeeze->n_rows);
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(struct inline_piece));
    for (size_t i = 0; i < squeeze->n_rows; i++) {
        bool is_head = i < n_head;
        size_t row = is_head ? i : table->n_head + (i - n_head) * n_body / n_sampled;
        squeeze->weights[i] = is_head ? HEAD_WEIGHT : 1;
        for (size_t k = 0; k < squeeze->n; k++) {
            struct steps *steps = &squeeze->steps[i * squeeze->n + k];
            double natural_pt = (double)table_cell(table, row, squeeze->columns[k])->natural_pt;
            if (natural_pt > squeeze->least_pt[k] + ROUNDING_PT) {
                collect_pieces(squeeze->layout, table, row, squeeze->columns[k], pieces);
                find_steps(pieces, natural_pt, steps);
            } else {
                steps->least_pt[0] = (float)natural_pt;
            }
        }
    }
}

/* --- the search ----------------------------------------------------------------------------- */

static double row_lines(const struct squeeze *squeeze, size_t row, const double *widths_pt) {
    double lines = 1;
    for (size_t k = 0; k < squeeze->n; k++) {
        lines = fmax(lines, lines_at(&squeeze->steps[row * squeeze->n + k], widths_pt[k]));
    }
    return lines;
}

/* Lines of all rows by their weights. */
static double lines_of(const struct squeeze *squeeze, const double *widths_pt) {
    double lines = 0;
    for (size_t row = 0; row < squeeze->n_rows; row++) {
        lines += squeeze->weights[row] * row_lines(squeeze, row, widths_pt);
    }
    return lines;
}

static double cost_of(const struct squeeze *squeeze, const double *widths_pt) {
    double cells = 0;
    for (size_t i = 0; i < squeeze->n_rows * squeeze->n; i++) {
        double lines = lines_at(&squeeze->steps[i], widths_pt[i % squeeze->n]);
        cells += squeeze->weights[i / squeeze->n] * lines;
    }
    return lines_of(squeeze, widths_pt) + CELL_COST * cells;
}

/* As narrow as each column can be without a further line. */
static void tighten(const struct squeeze *squeeze, double *widths_pt) {
    for (size_t k = 0; k < squeeze->n; k++) {
        double tight_pt = squeeze->least_pt[k];
        for (size_t row = 0; row < squeeze->n_rows; row++) {
            const struct steps *steps = &squeeze->steps[row * squeeze->n + k];
            size_t lines = (size_t)lines_at(steps, widths_pt[k]);
            double kept_pt = lines <= LINES_MAX ? (double)steps->least_pt[lines - 1] : widths_pt[k];
            tight_pt = fmax(tight_pt, kept_pt);
        }
        widths_pt[k] = fmin(widths_pt[k], tight_pt);
    }
}

/* The two highest cells of a row: they tell its lines without any one of its columns. */
struct top {
    double first, second;
    size_t column; /* of the first */
};

static void find_tops(const struct squeeze *squeeze, const double *widths_pt, struct top *tops) {
    for (size_t row = 0; row < squeeze->n_rows; row++) {
        struct top top = {1, 1, 0};
        for (size_t k = 0; k < squeeze->n; k++) {
            double lines = lines_at(&squeeze->steps[row * squeeze->n + k], widths_pt[k]);
            if (lines > top.first) {
                top = (struct top){lines, top.first, k};
            } else {
                top.second = fmax(top.second, lines);
            }
        }
        tops[row] = top;
    }
}

/* What the rows cost if column @k has a width. */
static double column_cost(const struct squeeze *squeeze, size_t k, const struct top *tops,
                          double width_pt) {
    double cost = 0;
    for (size_t row = 0; row < squeeze->n_rows; row++) {
        double lines = lines_at(&squeeze->steps[row * squeeze->n + k], width_pt);
        double others = tops[row].column == k ? tops[row].second : tops[row].first;
        cost += squeeze->weights[row] * (fmax(others, lines) + CELL_COST * lines);
    }
    return cost;
}

struct widening {
    size_t column;
    double width_pt, worth; /* cost saved for a point */
};

/* The next widths of column @k at which one of its cells gets lower. */
static void try_column(const struct squeeze *squeeze, const double *widths_pt,
                       const struct top *tops, size_t k, struct widening *best) {
    double free_pt = squeeze->width_pt - sum_of(widths_pt, squeeze->n);
    double cost = column_cost(squeeze, k, tops, widths_pt[k]);
    for (size_t row = 0; row < squeeze->n_rows; row++) {
        const struct steps *steps = &squeeze->steps[row * squeeze->n + k];
        size_t lines = (size_t)lines_at(steps, widths_pt[k]);
        if (lines < 2) {
            continue;
        }
        double width_pt = (double)steps->least_pt[MIN(lines - 2, LINES_MAX - 1)];
        double more_pt = width_pt - widths_pt[k];
        if (more_pt > 0 && more_pt <= free_pt) {
            double saved = cost - column_cost(squeeze, k, tops, width_pt);
            if (saved / more_pt > best->worth) {
                *best = (struct widening){k, width_pt, saved / more_pt};
            }
        }
    }
}

static void improve(const struct squeeze *squeeze, double *widths_pt) {
    tighten(squeeze, widths_pt);
    for (int i = 0; i < STEPS_MAX; i++) {
        struct top tops[SAMPLE_ROWS_MAX + 2];
        struct widening best = {0};
        find_tops(squeeze, widths_pt, tops);
        for (size_t k = 0; k < squeeze->n; k++) {
            try_column(squeeze, widths_pt, tops, k, &best);
        }
        if (best.worth <= 0) {
            return;
        }
        widths_pt[best.column] = best.width_pt;
    }
}

/* Wide columns cut to one width. */
static void start_cut(const struct squeeze *squeeze, double *widths_pt) {
    double room_pt = squeeze->width_pt - sum_of(squeeze->least_pt, squeeze->n);
    double *more_pt = ARENA_NEW_N(squeeze->layout->arena, double, squeeze->n);
    for (size_t k = 0; k < squeeze->n; k++) {
        const struct column *column = &squeeze->table->columns[squeeze->columns[k]];
        double natural_pt = fmax(column->natural_pt, column->head_pt);
        more_pt[k] = fmax(natural_pt - squeeze->least_pt[k], 0);
    }
    cut_to_sum(more_pt, squeeze->n, fmax(room_pt, 0));
    for (size_t k = 0; k < squeeze->n; k++) {
        widths_pt[k] = squeeze->least_pt[k] + more_pt[k];
    }
}

static bool is_alike(const struct column *a, const struct column *b) {
    double x = fmax(a->natural_pt, a->head_pt), y = fmax(b->natural_pt, b->head_pt);
    return a->kind == b->kind && fabs(x - y) <= 0.2 * fmax(x, y);
}

/* Three and more columns of one make (months, attributes) get one width if it costs no line. */
static void even_out(const struct squeeze *squeeze, double *widths_pt, double *trial_pt) {
    const struct column *all = squeeze->table->columns;
    for (size_t i = 0; i < squeeze->n; i++) {
        const struct column *column = &all[squeeze->columns[i]];
        double sum_pt = 0, n = 0, least_pt = 0;
        for (size_t k = 0; k < squeeze->n; k++) {
            bool is_in = is_alike(column, &all[squeeze->columns[k]]);
            sum_pt += is_in ? widths_pt[k] : 0;
            least_pt = is_in ? fmax(least_pt, squeeze->least_pt[k]) : least_pt;
            n += is_in;
        }
        if (n < 3 || sum_pt / n < least_pt) {
            continue;
        }
        for (size_t k = 0; k < squeeze->n; k++) {
            bool is_in = is_alike(column, &all[squeeze->columns[k]]);
            trial_pt[k] = is_in ? sum_pt / n : widths_pt[k];
        }
        if (lines_of(squeeze, trial_pt) <= lines_of(squeeze, widths_pt)) {
            memcpy(widths_pt, trial_pt, squeeze->n * sizeof *widths_pt);
        }
    }
}

static double *choose_widths(struct squeeze *squeeze) {
    Arena *arena = squeeze->layout->arena;
    double *cut_pt = ARENA_NEW_N(arena, double, squeeze->n);
    double *least_pt =
        arena_memdup(arena, squeeze->least_pt, squeeze->n * sizeof *squeeze->least_pt);
    start_cut(squeeze, cut_pt);
    improve(squeeze, cut_pt);
    improve(squeeze, least_pt);
    bool is_cut = cost_of(squeeze, cut_pt) <= cost_of(squeeze, least_pt);
    double *best_pt = is_cut ? cut_pt : least_pt;
    even_out(squeeze, best_pt, is_cut ? least_pt : cut_pt);
    return best_pt;
}

/* --- what is left --------------------------------------------------------------------------- */

/* What is centred or at the right would leave its neighbours if its column were wide. */
static bool is_flush_left(const struct column *column) {
    return column->kind == COLUMN_TEXT && column->align != ALIGN_CENTER;
}

/* Numbers may take up to @breath_pt each; the rest goes to columns of words, by their widths. */
static void widen_columns(struct table *table, const size_t *columns, size_t n, double rest_pt,
                          double breath_pt) {
    double text_pt = 0, all_pt = 0, numbers = 0;
    for (size_t i = 0; i < n; i++) {
        const struct column *column = &table->columns[columns[i]];
        bool is_text = is_flush_left(column);
        all_pt += column->width_pt + 1;
        text_pt += is_text ? column->width_pt + 1 : 0;
        numbers += !is_text;
    }
    double each_pt = text_pt > 0 && numbers > 0 ? fmin(breath_pt, rest_pt / (numbers + 2)) : 0;
    double share_pt = rest_pt - each_pt * numbers;
    for (size_t i = 0; i < n; i++) {
        struct column *column = &table->columns[columns[i]];
        double part_pt = share_pt * (column->width_pt + 1);
        if (text_pt <= 0) {
            column->width_pt += part_pt / all_pt;
        } else {
            column->width_pt += is_flush_left(column) ? part_pt / text_pt : each_pt;
        }
    }
}

static void squeeze_columns(struct layout *layout, struct table *table, const size_t *columns,
                            size_t n, double width_pt) {
    struct squeeze squeeze = {
        .layout = layout,
        .table = table,
        .n = n,
        .columns = columns,
        .width_pt = width_pt,
        .place_pt = width_pt + table->gap_pt * (double)(n - 1),
        .least_pt = ARENA_NEW_N(layout->arena, double, n),
    };
    set_least(&squeeze);
    take_sample(&squeeze);
    const double *widths_pt = choose_widths(&squeeze);
    for (size_t i = 0; i < n; i++) {
        struct column *column = &table->columns[columns[i]];
        column->width_pt = widths_pt[i];
        table->has_broken_words |= widths_pt[i] < column->word_pt - ROUNDING_PT;
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
