/*
 * figure_chart_priv.h - what the types of charts share: the numbers, the frame, the plot, labels.
 *
 * A type is a row of the table in figure_chart.c. Its file draws the picture below chart->top_pt
 * and says where it ends in the figure's height; title, subtitle and source are the frame's.
 */
#pragma once

#include "figure_chart_data_priv.h"
#include "figure_table.h"

/* --- words ----------------------------------------------------------------------------------- */

struct str chart_format(const struct canvas *canvas, const struct chart *chart,
                        const struct chart_number *number);
/* The same, and of what is not there that it is not. */
struct str chart_number_words(const struct canvas *canvas, const struct chart *chart,
                              const struct chart_number *number);
/* The words that stand for a number of group @i, where the data have some: `y_words`. */
struct str chart_scenario_words(const struct canvas *canvas, const struct chart *chart, size_t i,
                                enum scenario scenario);
struct str chart_format_signed(const struct canvas *canvas, const struct chart *chart,
                               struct decimal exact);
/* "12.5%", with @is_signed "+12.5%"; empty where the share says nothing. */
struct str chart_format_share(const struct canvas *canvas, double share, int decimals,
                              bool is_signed);
/* The name of a scenario, from `labels` or our own. */
struct str chart_scenario_name(const struct chart *chart, enum scenario scenario);
/* The same inside of a sentence. */
struct str chart_scenario_inside(const struct chart *chart, enum scenario scenario);
/* The actual number, else the forecast. */
const struct chart_number *chart_main_number(const struct chart_group *group);
bool chart_is_highlighted(const struct chart *chart, struct str name);

/* The exact sum of all series of a group; false: none of them is there. */
bool chart_group_total(const struct chart *chart, const struct chart_group *group,
                       struct chart_number *ret);
/* The width of the longest number of all series. */
double chart_widest_cell(const struct canvas *canvas, const struct chart *chart);

/* What the differences are shown against: `reference`, else the plan where there is one. */
enum scenario chart_reference(const struct chart *chart);

struct difference {
    bool is_there, is_forecast;
    double value, share; /* NAN: no share */
    struct decimal exact;
};

struct difference chart_difference(const struct chart *chart, size_t i, enum scenario reference);
int chart_difference_colour(const struct difference *difference);

/* A picture lower than this has no room for its labels, a higher one none on its page. */
enum { CHART_HEIGHT_LEAST = 24, CHART_HEIGHT_MOST = 600, CHART_DECIMALS_MOST = 6 };

/* figure_chart_check.c: what the fields say; then, that the rows have the fields that they name. */
void chart_check_fields(const struct chart *chart);
bool chart_check_names(const struct chart *chart);
/* figure_chart_table.c: what the picture shows, as a table of words. */
const struct figure_table *chart_table(const struct canvas *canvas, const struct chart *chart);
/* " 12 values:" */
void chart_tell_count(const struct canvas *canvas, enum figure_word word, size_t n, GString *alt);
/* What the picture shows, made from its data. */
const char *chart_describe(const struct canvas *canvas, const struct chart *chart);

/* --- the plot: an axis at the left, names at the foot ---------------------------------------- */

enum name_mode {
    NAMES_WHOLE,   /* on one line */
    NAMES_SPLIT,   /* "Oct" and once, below the first of its months, "2025" */
    NAMES_WRAPPED, /* in up to three lines */
    NAMES_SPARSE,  /* each so many */
};

struct plot {
    struct rect box;
    double first_pt, step_pt; /* centre of the first category; to the next */
    double bar_pt, offset_pt;
    struct scale up;
    enum name_mode names;
    bool has_names_at_zero; /* on the side of zero where no bar is */
    size_t every;
};

double plot_centre(const struct plot *plot, size_t i);
/* From zero to @value. */
struct rect plot_bar(const struct plot *plot, double centre_pt, double value);
/* Width of the words of the axis and their gap. */
double plot_ticks_width(const struct canvas *canvas, const struct ticks *ticks);
void plot_draw_ticks(struct canvas *canvas, const struct plot *plot, const struct ticks *ticks);
struct str tick_words(const struct canvas *canvas, double value, double step);
/* Groups in equal steps over the box. */
void plot_divide(struct plot *plot, size_t n);
/* Points from side to side, @inset_pt from the box's. The box gives up what the words of the axis
 * need at its left. */
void plot_set_points(const struct canvas *canvas, const struct chart *chart, struct plot *plot,
                     const struct ticks *ticks, double inset_pt);
void plot_choose_names(const struct canvas *canvas, const struct chart *chart, struct plot *plot);
void plot_draw_names(struct canvas *canvas, const struct chart *chart, const struct plot *plot);
void plot_draw_zero(struct canvas *canvas, const struct plot *plot);
/* Where the names end. */
double plot_foot(const struct chart *chart, const struct plot *plot);

/* --- labels at an edge ----------------------------------------------------------------------- */

/* The name of a series beside its last point. */
struct edge_label {
    double wanted_pt, at_pt; /* middle of the words */
    struct str words, value; /* the value stands in a column of its own; empty: none */
    int colour;
    int sample; /* the colour of a square before the words; -1: none */
    int weight;
    enum scenario scenario; /* of columns: what their sample shows */
};

static const double LABEL_STEP_PT = 10.5; /* a leading of words of 8.5 */

/* Apart by @step_pt with the least movement, in their order, between @top_pt and @bottom_pt. The
 * labels are sorted by where they want to be. */
void labels_spread(struct edge_label *labels, size_t n, double step_pt, double top_pt,
                   double bottom_pt);
/* The width that labels and what stands before them take; at most @most_pt. */
double labels_width(const struct canvas *canvas, const struct edge_label *labels, size_t n,
                    double most_pt);
/* Words at @x_pt within @width_pt, values at its right end, a thin line to where one was moved
 * from. */
void labels_draw(struct canvas *canvas, const struct edge_label *labels, size_t n, double x_pt,
                 double width_pt);

/* --- rows ------------------------------------------------------------------------------------ */

/* Names at the left. */
struct rows {
    double name_pt, row_pt; /* width of the names, height of a row */
    int weight;             /* of the names */
    double left_pt;         /* where the names begin */
};

/* Rows of @wanted_pt, unless `height` or a name of two lines needs other ones. */
struct rows rows_measure(const struct canvas *canvas, const struct chart *chart, double wanted_pt,
                         int weight);
struct rows rows_measure_names(const struct canvas *canvas, const struct chart *chart,
                               const struct str *names, size_t n, double wanted_pt, int weight);
/* Heads, totals and groups stand in the names' column too, in strong words. */
void rows_make_room(const struct canvas *canvas, struct rows *rows, struct str words);
void rows_draw_name(struct canvas *canvas, const struct rows *rows, double middle_pt,
                    struct str name);
/* "good", "bad", "watch" ...: a colour, and for these a mark that is told without it. */
int tone_colour(struct str tone);
/* Nothing is a tone, too; any other word is an error of the kind @code at @value. */
void tone_check(const struct fields *fields, enum diag_code code, const struct value *value,
                struct str tone);
void draw_tone(struct canvas *canvas, struct str tone, struct point centre);
/* Words that end at @at, with a triangle before them; returns the width of both. */
double draw_signed(struct canvas *canvas, struct point at, int sign, int colour, struct str words);

/* --- samples ---------------------------------------------------------------------------------- */

void draw_sample(struct canvas *canvas, enum scenario scenario, struct rect rect);

struct key_entry {
    struct str name;
    int colour;
    enum { KEY_SOLID, KEY_OUTLINED, KEY_HATCHED, KEY_DOT } sample;
};

/* A row of samples and names; wraps where it is too long. Returns its height. */
double draw_key(struct canvas *canvas, const struct key_entry *entries, size_t n, double y_pt);

/* A dot with a ring of the ground's colour, so that it stands out of its line. */
void draw_point(struct canvas *canvas, struct point at, double radius_pt, int colour, bool is_open);

/* --- types ------------------------------------------------------------------------------------ */

struct chart_type {
    const char *name;
    enum figure_word kind;       /* "Bar chart" */
    const char *const *fields;   /* besides those of every chart */
    size_t groups_most;          /* numbers by category, read before draw(); 0: none are */
    bool is_ordered, is_stacked; /* the series' colours; the series add up */
    bool is_of_rows;             /* one below the other: the first matter, not the last */
    void (*draw)(struct canvas *canvas, struct chart *chart);
};

const struct chart_type *chart_types(size_t *ret_n);

void draw_columns(struct canvas *canvas, struct chart *chart);
void draw_series_columns(struct canvas *canvas, struct chart *chart);
void draw_bars(struct canvas *canvas, struct chart *chart);
void draw_series_bars(struct canvas *canvas, struct chart *chart);
void draw_lines(struct canvas *canvas, struct chart *chart);
void draw_area(struct canvas *canvas, struct chart *chart);
void draw_stacked_area(struct canvas *canvas, struct chart *chart);
void draw_sparklines(struct canvas *canvas, struct chart *chart);
void draw_bullets(struct canvas *canvas, struct chart *chart);
void draw_scores(struct canvas *canvas, struct chart *chart);
void draw_waterfall(struct canvas *canvas, struct chart *chart);
void draw_funnel(struct canvas *canvas, struct chart *chart);
void draw_variance(struct canvas *canvas, struct chart *chart);
void draw_slope(struct canvas *canvas, struct chart *chart);
void draw_scatter(struct canvas *canvas, struct chart *chart);
void draw_heat_map(struct canvas *canvas, struct chart *chart);
void draw_shares(struct canvas *canvas, struct chart *chart);
void draw_timeline(struct canvas *canvas, struct chart *chart);
void draw_gantt(struct canvas *canvas, struct chart *chart);
