#include "figure_chart_priv.h"

#include <math.h>

/*
 * What charts of rows share: names at the left, in one line or two, and marks for a state.
 */

static const double NAME_SHARE_MOST = 0.38, TWO_LINES_PT = 24, NAME_LEADING_PT = 10.5;

struct rows rows_measure_names(const struct canvas *canvas, const struct chart *chart,
                               const struct str *names, size_t n, double wanted_pt, int weight) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = weight};
    double most_pt = canvas->figure->width_pt * NAME_SHARE_MOST, widest = 0;
    for (size_t i = 0; i < n; i++) {
        widest = fmax(widest, canvas_measure(canvas, &look, names[i]));
    }
    struct rows rows = {.name_pt = fmin(widest, most_pt), .weight = weight};
    /* A name that is too long for its column takes two lines, and so each row has room for them. */
    bool has_two_lines = widest > most_pt;
    rows.row_pt = chart_row_height(chart, (double)n,
                                   has_two_lines ? fmax(wanted_pt, TWO_LINES_PT) : wanted_pt);
    return rows;
}

void rows_make_room(const struct canvas *canvas, struct rows *rows, struct str words) {
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600};
    double most_pt = canvas->figure->width_pt * NAME_SHARE_MOST;
    rows->name_pt = fmax(rows->name_pt, fmin(canvas_measure(canvas, &strong, words), most_pt));
}

struct rows rows_measure(const struct canvas *canvas, const struct chart *chart, double wanted_pt,
                         int weight) {
    struct str *names = ARENA_NEW_N(canvas->arena, struct str, chart->n);
    for (size_t i = 0; i < chart->n; i++) {
        names[i] = chart->groups[i].name;
    }
    return rows_measure_names(canvas, chart, names, chart->n, wanted_pt, weight);
}

void rows_draw_name(struct canvas *canvas, const struct rows *rows, double middle_pt,
                    struct str name) {
    const struct text_look look = {
        .role = ROLE_SMALL, .weight = rows->weight, .colour = COLOUR_INK};
    bool has_room = rows->row_pt >= 2 * NAME_LEADING_PT;
    struct str cut = canvas_cut(canvas, &look, rows->name_pt, name);
    if (cut.p == name.p || !has_room) {
        canvas_text(canvas, &look, (struct point){rows->left_pt, middle_pt + 3}, cut);
        return;
    }
    struct rect room = {rows->left_pt, middle_pt - NAME_LEADING_PT, rows->name_pt,
                        2 * NAME_LEADING_PT};
    canvas_paragraph(canvas, &look, room, NAME_LEADING_PT, name);
}

/* "brand" is between good and to be watched; "muted" and "none" say nothing. */
static const struct {
    const char *name;
    int colour;
} tones[] = {
    {"good", COLOUR_GOOD},  {"bad", COLOUR_BAD},     {"watch", COLOUR_WATCH},
    {"brand", COLOUR_LINK}, {"muted", COLOUR_MUTED}, {"none", COLOUR_MUTED},
};

static size_t find_tone(struct str tone) {
    size_t i = 0;
    while (i < G_N_ELEMENTS(tones) && !str_is(tone, tones[i].name)) {
        i++;
    }
    return i;
}

int tone_colour(struct str tone) {
    size_t i = find_tone(tone);
    return i < G_N_ELEMENTS(tones) ? tones[i].colour : COLOUR_MUTED;
}

void tone_check(const struct fields *fields, enum diag_code code, const struct value *value,
                struct str tone) {
    struct str names[G_N_ELEMENTS(tones)];
    if (tone.n == 0 || find_tone(tone) < G_N_ELEMENTS(tones)) {
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(tones); i++) {
        names[i] = str_from(tones[i].name);
    }
    diag_error(fields->diags, figure_place(fields->request, value), code,
               "a tone is good, bad, watch, brand, muted or none, not \"" STR_FMT "\"",
               STR_ARG(tone));
    diag_hint_nearest(fields->diags, tone, names, G_N_ELEMENTS(names));
}

void draw_tone(struct canvas *canvas, struct str tone, struct point centre) {
    int colour = tone_colour(tone);
    switch (colour) {
    case COLOUR_BAD: canvas_diamond(canvas, centre, 4, colour); return;
    case COLOUR_WATCH:
        canvas_triangle(canvas, (struct point){centre.x - 3.5, centre.y + 3}, 7, true, colour);
        return;
    default: canvas_dot(canvas, centre, 3.25, colour); return;
    }
}

double draw_signed(struct canvas *canvas, struct point at, int sign, int colour, struct str words) {
    const struct text_look look = {
        .role = ROLE_SMALL, .weight = 600, .colour = colour, .anchor = ANCHOR_END};
    double width_pt = canvas_measure(canvas, &look, words);
    canvas_text(canvas, &look, at, words);
    if (sign != 0) {
        canvas_triangle(canvas, (struct point){at.x - width_pt - 8.5, at.y - 0.6}, 5, sign > 0,
                        colour);
    }
    return width_pt + 8.5;
}
