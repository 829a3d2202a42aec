/*
 * figure_kpis_priv.h - what the files of KPI cards share: a card's place and measures.
 *
 * Units: points.
 */
#pragma once

#include "figure_chart_priv.h"

static const double CARD_LINE_PT = 12; /* of small words */
static const double CARD_BASELINE = 9; /* of such a line, from its top */
static const double CARD_TREND_PT = 24, CARD_TREND_GAP_PT = 4;

/* By the theme's form: a ground needs room inside itself, a rule only below it. */
struct card_measures {
    double gap_pt, side_pt, top_pt;
};
extern const struct card_measures card_measures[];

struct card_look {
    enum card_form form;
    double x_pt, y_pt, width_pt;
    double value_pt; /* the height of the value's line */
    bool has_trend, has_status, has_versus;
};

/* Inside its padding. */
static inline double card_width(const struct card_look *look) {
    return look->width_pt - 2 * card_measures[look->form].side_pt;
}

static inline double card_left(const struct card_look *look) {
    return look->x_pt + card_measures[look->form].side_pt;
}

/*
 * The cards with what is computed of their amounts; NULL: figure-field where a number is none.
 */
const struct value *cards_complete(struct canvas *canvas, const struct value *cards,
                                   struct diags *diags);

/* figure-data where a point is neither a number nor null; draws nothing without any number. */
void card_draw_trend(struct canvas *canvas, const struct fields *fields,
                     const struct card_look *look, double y_pt);

/* figure-field where "versus" is not one or two maps. */
void card_draw_references(struct canvas *canvas, const struct fields *fields,
                          const struct card_look *look, double y_pt);
/* How wide a card must be inside for its references; for the numbers among them alone, as a number
 * that is cut is another number. */
double card_references_width(const struct canvas *canvas, const struct fields *card);
double card_differences_width(const struct canvas *canvas, const struct fields *card);
