/*
 * figure_table.h - what a figure shows in words, made by figure/ and set below it by layout/.
 *
 * Owner: the job arena, as the figure.
 */
#pragma once

#include "str.h"

/* A head and rows below it. */
struct figure_table {
    size_t n_columns, n_rows;
    const struct str *cells; /* row by row, the head's first: n_columns * (n_rows + 1) */
    const bool *is_number;   /* one a column: aligned at the right */
};
