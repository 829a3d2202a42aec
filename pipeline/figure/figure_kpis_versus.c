#include "figure_kpis_priv.h"

#include <math.h>

/*
 * What a card's value is compared with: one or two references side by side, each with a label, the
 * difference with an arrow, and the share.
 */

enum { REFERENCES_MAX = 2 };

static const double ARROW_PT = 7.5;  /* a triangle of 6 and its gap */
static const double OVERHANG_PT = 6; /* of the padding that two long differences may use */
static const double BETWEEN_PT = 4;  /* two differences that just fit */

/* +1, -1 or 0 by the sign that the words start with; U+2212 is the minus of formatted numbers. */
static int words_sign(struct str words) {
    if (str_starts_with(words, "+")) {
        return 1;
    }
    return str_starts_with(words, "-") || str_starts_with(words, "\xE2\x88\x92") ? -1 : 0;
}

static enum theme_colour reference_colour(int sign, struct str better) {
    if (sign == 0 || str_is(better, "none")) {
        return COLOUR_INK;
    }
    bool is_good = str_is(better, "lower") ? sign < 0 : sign > 0;
    return is_good ? COLOUR_GOOD : COLOUR_BAD;
}

static void draw_reference(struct canvas *canvas, const struct fields *fields, struct point at,
                           double width_pt) {
    static const char *const known[] = {"label", "difference", "share", "better", "than", NULL};
    fields_check(fields, known, NULL);
    struct str difference = field_text(fields, "difference");
    int sign = words_sign(difference);
    enum theme_colour colour = reference_colour(sign, field_text(fields, "better"));
    const struct text_look label = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = colour};
    const struct text_look share = {.role = ROLE_SMALL, .colour = sign ? colour : COLOUR_MUTED};
    canvas_text_within(canvas, &label, (struct point){at.x, at.y + CARD_BASELINE}, width_pt,
                       field_text(fields, "label"));
    double x_pt = at.x;
    if (sign != 0) {
        canvas_triangle(canvas, (struct point){x_pt, at.y + CARD_LINE_PT + CARD_BASELINE - 0.6}, 6,
                        sign > 0, colour);
        x_pt += ARROW_PT;
    }
    canvas_text_within(canvas, &strong, (struct point){x_pt, at.y + CARD_LINE_PT + CARD_BASELINE},
                       width_pt - (x_pt - at.x), difference);
    canvas_text_within(canvas, &share,
                       (struct point){at.x, at.y + 2 * CARD_LINE_PT + CARD_BASELINE}, width_pt,
                       field_text(fields, "share"));
}

static double difference_width(const struct canvas *canvas, const struct fields *fields) {
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600};
    struct str difference = field_text(fields, "difference");
    return canvas_measure(canvas, &strong, difference) + (words_sign(difference) ? ARROW_PT : 0);
}

/* How wide a reference would like to be. */
static double reference_width(const struct canvas *canvas, const struct fields *fields) {
    const struct text_look label = {.role = ROLE_SMALL};
    double width_pt = difference_width(canvas, fields);
    width_pt = fmax(width_pt, canvas_measure(canvas, &label, field_text(fields, "label")));
    return fmax(width_pt, canvas_measure(canvas, &label, field_text(fields, "share")));
}

/* Two columns at 51.5 %, unless the second needs more and the first can spare it. */
static double second_column(const struct canvas *canvas, const struct fields references[2],
                            double width_pt, double overhang_pt) {
    double from_left = reference_width(canvas, &references[0]) + 2;
    double from_right = width_pt + overhang_pt - reference_width(canvas, &references[1]);
    return fmax(fmin(width_pt * 0.515, from_right), fmin(from_left, width_pt * 0.6));
}

void card_draw_references(struct canvas *canvas, const struct fields *fields,
                          const struct card_look *look, double y_pt) {
    const struct value *list = value_get(fields->map, "versus");
    struct fields references[REFERENCES_MAX];
    double x_pt = card_left(look), width_pt = card_width(look);
    if (!list || list->kind == VALUE_NULL) {
        return;
    }
    size_t n = list->kind == VALUE_LIST ? list->list.n : 0;
    for (size_t i = 0; i < n && i < REFERENCES_MAX; i++) {
        references[i] = *fields;
        references[i].map = list->list.items[i];
        n = references[i].map->kind == VALUE_MAP ? n : 0;
    }
    if (n == 0 || n > REFERENCES_MAX) {
        diag_error(fields->diags, fields->request->at, DIAG_FIGURE_FIELD,
                   "\"versus\" of a card takes one to %d maps", REFERENCES_MAX);
        return;
    }
    double overhang_pt = fmin(card_measures[look->form].side_pt, OVERHANG_PT);
    double second_pt = n > 1 ? second_column(canvas, references, width_pt, overhang_pt) : width_pt;
    draw_reference(canvas, &references[0], (struct point){x_pt, y_pt}, second_pt);
    if (n > 1) {
        draw_reference(canvas, &references[1], (struct point){x_pt + second_pt, y_pt},
                       width_pt - second_pt + overhang_pt);
    }
}

static double sum_widths(const struct canvas *canvas, const struct fields *card,
                         double (*width_of)(const struct canvas *, const struct fields *)) {
    const struct value *list = value_get(card->map, "versus");
    double width_pt = -OVERHANG_PT - BETWEEN_PT;
    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list.n; i++) {
        struct fields reference = *card;
        reference.map = list->list.items[i];
        width_pt += width_of(canvas, &reference) + BETWEEN_PT;
    }
    return width_pt;
}

double card_references_width(const struct canvas *canvas, const struct fields *card) {
    return sum_widths(canvas, card, reference_width);
}

double card_differences_width(const struct canvas *canvas, const struct fields *card) {
    return sum_widths(canvas, card, difference_width);
}
