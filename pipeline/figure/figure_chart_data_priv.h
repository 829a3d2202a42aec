/*
 * figure_chart_data_priv.h - what a chart is drawn from: rows read into categories and series.
 */
#pragma once

#include "figure_priv.h"

enum scenario { SCENARIO_PREVIOUS, SCENARIO_PLAN, SCENARIO_FORECAST, SCENARIO_ACTUAL, N_SCENARIOS };

enum { GROUPS_MAX = 60, LINE_GROUPS_MAX = 1000, SERIES_MAX = 24 };

struct chart_number {
    bool is_there;
    struct decimal exact; /* divided by the unit, rounded to the labels' digits */
    double value;         /* divided by the unit */
};

/* A category: a column of time, or a row. */
struct chart_group {
    struct str name;
    struct chart_number numbers[N_SCENARIOS];
    struct chart_number *cells; /* one a series */
    struct str count, second;   /* bars' further columns; empty: none */
    bool is_emphasised;
    double centre_pt;        /* where its column stands */
    const struct value *row; /* the data's; of several series in rows of their own: the first */
};

struct chart_series {
    struct str name;
    const char *field; /* of the rows; NULL: its rows say its name */
    int colour, text_colour;
    bool is_highlighted;
};

/* Beside their rows charts have heads, a key and a total. */
static const double ROWS_BESIDE_PT = 34;

struct chart_type;

/* How the names of the categories are shown. */
enum categories { CATEGORY_WORDS, CATEGORY_MONTHS, CATEGORY_DAYS, CATEGORY_DAYS_OF_YEARS };

struct chart {
    struct fields fields;
    const struct chart_type *type;
    const struct value *rows;   /* `data`, a list that is not empty */
    struct chart_group *groups; /* of the types that show numbers by category */
    size_t n;
    enum categories names;
    struct chart_series *series; /* none: one measure in its scenarios */
    size_t n_series;
    bool has[N_SCENARIOS]; /* some group has it */
    double low, high;      /* of all numbers, with zero */
    double least;          /* of all numbers */
    int decimals;
    double top_pt;  /* where the picture starts, below title and subtitle */
    double room_pt; /* what it can take of the page's height */
    GString *says;  /* alternative text of types that are no numbers by category */
};

/* Rows into groups and series; false: diagnostics say why. */
bool chart_read_groups(const struct canvas *canvas, struct chart *chart);
/* `series` alone, of types that do not show numbers by category. */
void chart_read_series(struct chart *chart);
/* The number of a series; n_series: there is none of that name. */
size_t chart_find_series(const struct chart *chart, struct str name);
/* figure_chart_dates.c: names that are dates, written as the locale does; false: out of order. */
bool chart_read_dates(struct chart *chart);
/* A name as it is shown. */
struct str chart_category(const struct chart *chart, struct str words);
/* The value of the field that the specification calls @key. */
const struct value *chart_field(const struct chart *chart, const struct value *row,
                                const char *key);
struct str chart_field_text(const struct chart *chart, const struct value *row, const char *key);
/* The same for road maps, whose rows have fields called @key unless the specification says others.
 */
const struct value *chart_own_field(const struct chart *chart, const struct value *row,
                                    const char *key);
struct str chart_own_text(const struct chart *chart, const struct value *row, const char *key);
/* A number in the chart's unit; a word where a number belongs is reported. */
struct chart_number chart_read_number(const struct chart *chart, const struct value *value);
/* What is not there adds nothing, and a sum of nothing is not there. */
void chart_number_add(struct chart_number *sum, const struct chart_number *number);
/* The date of such a field; false: none, reported where there is something else. */
bool chart_read_date(const struct chart *chart, const struct value *row, const char *key,
                     struct date *ret);
bool chart_has_field(const struct chart *chart, const char *key);
/* A note, a source or its date stands below the picture. */
bool chart_has_foot(const struct chart *chart);
/* By how much the place wants it higher than it likes to be; 1: not at all. */
double chart_taller(const struct chart *chart);
/* The same of rows: they fall apart sooner than plots do. */
double chart_rows_taller(const struct chart *chart);
/* `height`, or what the type would like. */
double chart_height(const struct chart *chart, double wanted_pt);
/* The height of each of @n rows, so that they fill `height` together. */
double chart_row_height(const struct chart *chart, double n, double wanted_pt);
/* Colours by rank of importance (one in the brand's), by order, or of equal rights. */
void chart_colour_series(struct chart *chart, bool is_ordered);
