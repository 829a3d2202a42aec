/*
 * figure_priv.h - what the files of figure/ share: a canvas, scales, and the fields of a fence.
 *
 * Units: points, a figure's own coordinates, origin top left.
 */
#pragma once

#include "figure.h"
#include "figure_words_priv.h"

/* --- colours -------------------------------------------------------------------------------- */

enum {
    SERIES_COLOURS = 6,
    RAMP_COLOURS = 4,
    HEAT_COLOURS = 6,
    DIVERGING_COLOURS = 6,
    BAND_COLOURS = 3
};

/* Colours that figures derive from the theme's (figure_palette.c); they follow enum theme_colour.
 */
enum figure_colour {
    COLOUR_SERIES = N_COLOURS,                           /* of series that matter equally */
    COLOUR_SERIES_TEXT = COLOUR_SERIES + SERIES_COLOURS, /* the same as words */
    COLOUR_RAMP = COLOUR_SERIES_TEXT + SERIES_COLOURS,   /* ordered categories, strongest first */
    COLOUR_RAMP_TEXT = COLOUR_RAMP + RAMP_COLOURS,
    COLOUR_HEAT = COLOUR_RAMP_TEXT + RAMP_COLOURS, /* cells, palest first */
    COLOUR_DIVERGING = COLOUR_HEAT + HEAT_COLOURS, /* cells below a middle, farthest first; above */
    COLOUR_BAND =
        COLOUR_DIVERGING + DIVERGING_COLOURS, /* grounds of a bullet's bar, strongest first */
    COLOUR_AREA = COLOUR_BAND + BAND_COLOURS, /* under a line */
    COLOUR_TINT,                              /* what joins two bars */
    COLOUR_ACCENT_TEXT,
    N_FIGURE_COLOURS
};

struct palette {
    bool is_made;
    struct rgb colours[N_FIGURE_COLOURS - N_COLOURS];
};

/* @base stands for the brand's colour; @accent is the first choice for a second series. */
void palette_init(struct palette *palette, struct rgb ground, struct rgb ink, struct rgb base,
                  struct rgb accent);
/* The difference of two colours as the eye that tells them apart worst sees it (CIE76). */
double palette_difference(struct rgb a, struct rgb b);
/* CIE L*, 0 to 100: what grey print keeps of a colour. */
double palette_lightness(struct rgb colour);
/* Of @n ordered categories the colour of number @i: an index into the ramp. */
int palette_step(size_t i, size_t n);

/* --- canvas --------------------------------------------------------------------------------- */

struct canvas {
    Arena *arena;
    const struct figure_request *request;
    struct figure *figure;
    struct palette *palette; /* made at the first need */
    bool is_on_brand;        /* colours for a ground of the brand's colour */
};

enum text_anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct text_look {
    enum text_role role;
    int weight; /* 0: the role's own */
    int colour; /* a theme's or a figure's */
    enum text_anchor anchor;
};

struct rgb canvas_rgb(const struct canvas *canvas, int colour);
/* The colour of words on a filled ground: the page's where it is read well, else ink. */
int canvas_text_on(const struct canvas *canvas, int fill);

/* Our own words in the document's language; {1} and {2} of a phrase replaced. */
struct str canvas_word(const struct canvas *canvas, enum figure_word word);
struct str canvas_phrase(const struct canvas *canvas, enum figure_word word, struct str a,
                         struct str b);

double canvas_measure(const struct canvas *canvas, const struct text_look *look, struct str text);
/* @at is on the baseline. */
void canvas_text(struct canvas *canvas, const struct text_look *look, struct point at,
                 struct str text);
/* Cut with an ellipsis where it is wider than @width_pt. */
struct str canvas_cut(const struct canvas *canvas, const struct text_look *look, double width_pt,
                      struct str text);
void canvas_text_within(struct canvas *canvas, const struct text_look *look, struct point at,
                        double width_pt, struct str text);
/* Drawn only where no other words of the figure stand and its sides are not crossed. */
bool canvas_text_free(struct canvas *canvas, const struct text_look *look, struct point at,
                      struct str text);
/* The same, moved inside the figure where it would cross a side. */
bool canvas_text_inside(struct canvas *canvas, const struct text_look *look, struct point at,
                        struct str text);
/* The next line of @text, which is left with the words behind it; the last line takes all, cut. */
struct str canvas_take_line(const struct canvas *canvas, const struct text_look *look,
                            double width_pt, bool is_last, struct str *text);
/* Words broken into lines inside @room, the last line cut; returns the number of lines. With
 * another anchor the lines are centred in the room or end at its right side. */
size_t canvas_paragraph(struct canvas *canvas, const struct text_look *look, struct rect room,
                        double leading_pt, struct str text);

void canvas_rect(struct canvas *canvas, struct rect rect, int colour);
void canvas_round_rect(struct canvas *canvas, struct rect rect, double radius_pt, int colour);
/* An operation that draws @steps, which are borrowed; neither filled nor stroked. */
struct path *canvas_add_path(struct canvas *canvas, const struct path_step *steps, size_t n);
/* A ground-coloured box whose outline stands inside the edge: the plan. */
void canvas_outline(struct canvas *canvas, struct rect rect, int stroke, double stroke_pt);
/* Diagonal lines inside an outline: the forecast. */
void canvas_hatch(struct canvas *canvas, struct rect rect, int colour);
/* Faint diagonal lines without an outline: not known. */
void canvas_hatch_missing(struct canvas *canvas, struct rect rect);

struct line_look {
    int colour;
    double width_pt;
    double dash_pt[2];
    bool is_round;
};

void canvas_line(struct canvas *canvas, const struct line_look *look, struct point from,
                 struct point to);
void canvas_polyline(struct canvas *canvas, const struct line_look *look,
                     const struct point *points, size_t n);
void canvas_polygon(struct canvas *canvas, const struct point *points, size_t n, int colour);
void canvas_dot(struct canvas *canvas, struct point centre, double radius_pt, int colour);
/* A dot whose inside is the ground. */
void canvas_ring(struct canvas *canvas, struct point centre, double radius_pt, double stroke_pt,
                 int colour);
/* A square on its tip. */
void canvas_diamond(struct canvas *canvas, struct point centre, double radius_pt, int colour);
/* A triangle that fits a square of @size_pt whose lower left corner is @at: up or down. */
void canvas_triangle(struct canvas *canvas, struct point at, double size_pt, bool is_up,
                     int colour);

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

/* Each key must be one of @known or @more (NULL-terminated; @more may be NULL); else figure-field
 * with the nearest. */
bool fields_check(const struct fields *fields, const char *const *known, const char *const *more);
/* A string or number as text; empty where it is absent. */
struct str field_text(const struct fields *fields, const char *key);
/* A name with filters, evaluated; a number stands for itself. NULL where it is absent or null. */
const struct value *field_value(const struct fields *fields, const char *key);

/* Where a value stands; the fence where it is NULL or was computed. */
struct span figure_place(const struct figure_request *request, const struct value *value);

/* The number of a value; false where it is none. */
bool value_number(const struct value *value, double *ret);

/* --- kinds ---------------------------------------------------------------------------------- */

bool draw_kpis(struct canvas *canvas, struct diags *diags);
bool draw_chart(struct canvas *canvas, struct diags *diags);
bool draw_mermaid(struct canvas *canvas, struct diags *diags);
/* figure_specimen.c: what the theme is made of. */
bool draw_type(struct canvas *canvas, struct diags *diags);
bool draw_colours(struct canvas *canvas, struct diags *diags);
bool draw_timeline_fence(struct canvas *canvas, struct diags *diags);
