/*
 * locale_shape_priv.h - how a formatter of ICU writes numbers, learned from a few that it wrote.
 *
 * A report shows hundreds of numbers, and for each ICU goes the long way of all that a pattern can
 * say. What plain numbers, money and shares look like is little: a sign or a unit before and behind
 * them, marks between groups of digits, a point. Compact numbers have other words for each size and
 * stay with ICU, and so does what cannot be learned, such as digits of other scripts.
 */
#pragma once

#include "decimal.h"

enum { SHAPE_BYTES = 16 };

struct number_shape {
    struct {
        char before[SHAPE_BYTES], after[SHAPE_BYTES];
    } signs[3]; /* below zero, zero, above it */
    char mark[SHAPE_BYTES], point[SHAPE_BYTES];
    size_t last, others; /* digits behind the last mark and between others; 0: there are no marks */
    size_t least;        /* digits that a number with marks has */
    int decimals;
};

/* What a formatter is asked to write, as shape_learn() takes it. */
enum shape_sample { SAMPLE_BELOW, SAMPLE_ZERO, SAMPLE_ABOVE, SAMPLE_FOUR, SAMPLE_FIVE, N_SAMPLES };
extern const int64_t shape_samples[N_SAMPLES];

/* @texts: what it wrote, in UTF-8, with @decimals digits behind the point. False: nothing that
 * writes the samples in the same way was found. */
bool shape_learn(Arena *scratch, struct number_shape *shape, const char *const texts[N_SAMPLES],
                 int decimals);

/* Rounded half to even. */
char *shape_write(Arena *arena, const struct number_shape *shape, struct decimal number);
