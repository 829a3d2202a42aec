/*
 * figure_line_priv.h - lines over time, for the files that draw and name them.
 */
#pragma once

#include "figure_chart_priv.h"

enum { LINE_DOTS_MOST = 12 }; /* of a line of few points each has a dot */

struct line {
    struct str name;
    int colour, text_colour;
    double width_pt;
    bool is_plan;
    struct chart_number *numbers; /* one a group */
    size_t forecast_from;         /* the first group that is one */
};

struct lines {
    struct line lines[SERIES_MAX];
    size_t n;
    struct plot plot;
    struct ticks ticks;
    double labels_pt;
    bool is_area;
};

struct point line_point(const struct lines *lines, const struct line *line, size_t i);
/* The last group that has a number; chart->n: none has. */
size_t line_last(const struct chart *chart, const struct line *line);

/* --- figure_line_values.c --------------------------------------------------------------------- */

/* Values where they stand: of the only line. */
void line_name_values(struct canvas *canvas, const struct chart *chart, const struct lines *lines,
                      const struct line *line);
/* "Highest 4.2M" and "Lowest 1.1M". */
void line_name_extremes(struct canvas *canvas, const struct chart *chart, const struct lines *lines,
                        const struct line *line);
