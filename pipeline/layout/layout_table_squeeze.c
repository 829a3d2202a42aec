#include "layout_table_priv.h"

#include <math.h>
#include <string.h>

/*
 * Widths of columns where not all cells have room on one line each. Some cells must be broken, and
 * the aim is a table of few lines: width goes where it saves a line for the fewest points, not to
 * each column alike.
 *
 *      cost = lines of all rows + a little for each line of a cell
 *
 * A row's lines are those of its highest cell. The little is what leads the way where a row gets
 * lower only when two of its cells do. From a start, columns are made as narrow as they can be
 * without a further line, and widened step by step where cost falls most for a point. Two starts
 * are tried: all columns at their least, and wide columns cut to one width. In the end columns that
 * are alike get one width where that costs no line.
 *
 * Cost: a large table is judged by a sample of its rows; the longest word is looked for in all.
 */

enum { SAMPLE_ROWS_MAX = 40, SAMPLE_CELLS_MAX = 200, STEPS_MAX = 60 };

static const double CELL_COST = 0.02;  /* of a line of one cell, against 1 of a row */
static const double HEAD_WEIGHT = 0.5; /* a head of two lines is no fault */
static const double ROUNDING_PT = 0.01;

struct squeeze {
    struct layout *layout;
    const struct table *table;
    size_t n; /* columns */
    const size_t *columns;
    double width_pt, place_pt; /* without the gaps between them, and with */
    double *least_pt;
    size_t n_rows;
    struct cell_steps *steps; /* by sampled row */
    double *weights;          /* by sampled row */
};

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
    double limit_pt = widths_word_limit(squeeze->place_pt, squeeze->table->gap_pt, squeeze->n);
    double whole_pt = 0, least_pt = 0;
    for (size_t i = 0; i < squeeze->n; i++) {
        const struct column *column = &squeeze->table->columns[squeeze->columns[i]];
        squeeze->least_pt[i] = widths_least(squeeze->table, squeeze->columns[i], limit_pt);
        least_pt += squeeze->least_pt[i];
        whole_pt += column->natural_pt <= TABLE_SHORT_PT
                        ? fmax(column->natural_pt, squeeze->least_pt[i])
                        : squeeze->least_pt[i];
    }
    for (size_t i = 0; i < squeeze->n && whole_pt <= squeeze->width_pt; i++) {
        const struct column *column = &squeeze->table->columns[squeeze->columns[i]];
        if (column->natural_pt <= TABLE_SHORT_PT) {
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
        ARENA_NEW_N(squeeze->layout->arena, struct cell_steps, squeeze->n_rows * squeeze->n);
    squeeze->weights = ARENA_NEW_N(squeeze->layout->arena, double, squeeze->n_rows);
    for (size_t i = 0; i < squeeze->n_rows; i++) {
        bool is_head = i < n_head;
        size_t row = is_head ? i : table->n_head + (i - n_head) * n_body / n_sampled;
        squeeze->weights[i] = is_head ? HEAD_WEIGHT : 1;
        for (size_t k = 0; k < squeeze->n; k++) {
            struct cell_steps *steps = &squeeze->steps[i * squeeze->n + k];
            double natural_pt = (double)table_cell(table, row, squeeze->columns[k])->natural_pt;
            if (natural_pt > squeeze->least_pt[k] + ROUNDING_PT) {
                steps_find(squeeze->layout, table, row, squeeze->columns[k], steps);
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
        lines = fmax(lines, steps_lines(&squeeze->steps[row * squeeze->n + k], widths_pt[k]));
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
        double lines = steps_lines(&squeeze->steps[i], widths_pt[i % squeeze->n]);
        cells += squeeze->weights[i / squeeze->n] * lines;
    }
    return lines_of(squeeze, widths_pt) + CELL_COST * cells;
}

/* As narrow as each column can be without a further line. */
static void tighten(const struct squeeze *squeeze, double *widths_pt) {
    for (size_t k = 0; k < squeeze->n; k++) {
        double tight_pt = squeeze->least_pt[k];
        for (size_t row = 0; row < squeeze->n_rows; row++) {
            const struct cell_steps *steps = &squeeze->steps[row * squeeze->n + k];
            size_t lines = (size_t)steps_lines(steps, widths_pt[k]);
            double kept_pt =
                lines <= STEPS_LINES_MAX ? (double)steps->least_pt[lines - 1] : widths_pt[k];
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
            double lines = steps_lines(&squeeze->steps[row * squeeze->n + k], widths_pt[k]);
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
        double lines = steps_lines(&squeeze->steps[row * squeeze->n + k], width_pt);
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
        const struct cell_steps *steps = &squeeze->steps[row * squeeze->n + k];
        size_t lines = (size_t)steps_lines(steps, widths_pt[k]);
        if (lines < 2) {
            continue;
        }
        double width_pt = (double)steps->least_pt[MIN(lines - 2, STEPS_LINES_MAX - 1)];
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

/* Numbers and dates are not broken where there is room; their parts may stand on two lines. */
static double longest_word(struct layout *layout, const struct table *table, size_t column) {
    double longest_pt = 0;
    for (size_t row = 0; row < table->n_rows; row++) {
        longest_pt = fmax(longest_pt, steps_longest(layout, table, row, column));
    }
    return longest_pt;
}

void squeeze_columns(struct layout *layout, struct table *table, const size_t *columns, size_t n,
                     double width_pt) {
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
        if (widths_pt[i] < column->word_pt - ROUNDING_PT) {
            table->has_broken_words = true;
            table->has_torn_words |=
                widths_pt[i] < longest_word(layout, table, columns[i]) - ROUNDING_PT;
        }
    }
}
