/*
 * figure_priv.h - what the files of figure/ share: a canvas, scales, and the fields of a fence.
 *
 * Units: points, a figure's own coordinates, origin top left.
 */
#pragma once

#include "figure.h"

/* --- canvas --------------------------------------------------------------------------------- */

struct canvas {
    Arena *arena;
    const struct figure_request *request;
    struct figure *figure;
    bool is_on_brand; /* colours for a ground of the brand's colour */
};

enum text_anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct text_look {
    enum text_role role;
    int weight; /* 0: the role's own */
    enum theme_colour colour;
    enum text_anchor anchor;
};

struct rgb16 canvas_colour(const struct canvas *canvas, enum theme_colour colour);
double canvas_measure(const struct canvas *canvas, const struct text_look *look, struct str text);
/* @at is on the baseline. */
void canvas_text(struct canvas *canvas, const struct text_look *look, struct point at,
                 struct str text);
/* Cut with an ellipsis where it is wider than @width_pt. */
void canvas_text_within(struct canvas *canvas, const struct text_look *look, struct point at,
                        double width_pt, struct str text);
/* Words broken into lines inside @room, the last line cut; returns the number of lines. */
size_t canvas_paragraph(struct canvas *canvas, const struct text_look *look, struct rect room,
                        double leading_pt, struct str text);
void canvas_rect(struct canvas *canvas, struct rect rect, enum theme_colour colour);
void canvas_round_rect(struct canvas *canvas, struct rect rect, double radius_pt,
                       enum theme_colour colour);
/* A ground-coloured box whose outline stands inside the edge: the plan. */
void canvas_outline(struct canvas *canvas, struct rect rect, enum theme_colour stroke,
                    double stroke_pt);
/* Diagonal lines inside an outline: the forecast. */
void canvas_hatch(struct canvas *canvas, struct rect rect, enum theme_colour colour);

struct line_look {
    enum theme_colour colour;
    double width_pt;
    double dash_pt[2];
    bool is_round;
};

void canvas_line(struct canvas *canvas, const struct line_look *look, struct point from,
                 struct point to);
void canvas_polyline(struct canvas *canvas, const struct line_look *look,
                     const struct point *points, size_t n);
void canvas_dot(struct canvas *canvas, struct point centre, double radius_pt,
                enum theme_colour colour);
/* A triangle that fits a square of @size_pt whose lower left corner is @at: up or down. */
void canvas_triangle(struct canvas *canvas, struct point at, double size_pt, bool is_up,
                     enum theme_colour colour);

/* --- scales --------------------------------------------------------------------------------- */

/* Values to points, linear. */
struct scale {
    double low, high;       /* of the data */
    double low_pt, high_pt; /* where they stand */
};

double scale_at(const struct scale *scale, double value);

/* Round ticks: a step of 1, 2, 2.5 or 5 times a power of ten that gives three to five lines. */
struct ticks {
    double first, step;
    size_t n;
};

struct ticks ticks_for(double low, double high);

/* --- the fields of a specification ---------------------------------------------------------- */

struct fields {
    const struct figure_request *request;
    Arena *arena;
    struct diags *diags;
    const struct value *map;
};

/* Each key must be one of @known (NULL-terminated); else figure-field with the nearest. */
bool fields_check(const struct fields *fields, const char *const *known);
/* A string or number as text; empty where it is absent. */
struct str field_text(const struct fields *fields, const char *key);
/* A name with filters, evaluated; a number stands for itself. NULL where it is absent or null. */
const struct value *field_value(const struct fields *fields, const char *key);

/* The number of a value; false where it is none. */
bool value_number(const struct value *value, double *ret);

/* --- charts --------------------------------------------------------------------------------- */

enum scenario { SCENARIO_PREVIOUS, SCENARIO_PLAN, SCENARIO_FORECAST, SCENARIO_ACTUAL, N_SCENARIOS };

struct chart_number {
    bool is_there;
    struct decimal exact; /* divided by the unit, rounded to the labels' digits */
    double value;         /* divided by the unit */
};

/* A category: a column of time, or a row. */
struct chart_group {
    struct str name;
    struct chart_number numbers[N_SCENARIOS];
    struct str count, second; /* bars' further columns; empty: none */
    bool is_emphasised;
    double centre_pt; /* where its column stands */
};

struct chart {
    struct fields fields;
    struct chart_group *groups;
    size_t n;
    bool has[N_SCENARIOS]; /* some group has it */
    double low, high;      /* of all numbers, with zero */
    int decimals;
    double top_pt; /* where the picture starts, below title and subtitle */
};

struct str chart_format(const struct canvas *canvas, const struct chart *chart,
                        const struct chart_number *number);
/* The name of a scenario, from `labels` or our own. */
struct str chart_scenario_name(const struct chart *chart, enum scenario scenario);

/* Both add the picture below chart->top_pt and set the figure's height. */
void draw_columns(struct canvas *canvas, const struct chart *chart);
void draw_bars(struct canvas *canvas, const struct chart *chart);

/* --- kinds ---------------------------------------------------------------------------------- */

bool draw_kpis(struct canvas *canvas, struct diags *diags);
bool draw_chart(struct canvas *canvas, struct diags *diags);
