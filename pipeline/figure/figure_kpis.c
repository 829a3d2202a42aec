#include "figure_kpis_priv.h"

#include <math.h>

/*
 * KPI cards: one to six across, by the width, in rows of equal length as far as they go; equal
 * height, equal baselines. From the top: padding 9, label 12, value 24, status 12, gap 4, sparkline
 * 24, gap 4, then the references in two columns of three lines of 12, padding 8. Where no card has
 * a status, a trend or references, all are lower.
 */

enum { CARDS_MAX = 12, ROW_MOST = 6, ROW_USUAL = 4 };

static const double CARD_TALL_PT = 128; /* with all that a card can have */
static const double CARD_LEAST_PT = 72; /* narrower ones go to the next row */
static const double RADIUS_PT = 3, VALUE_PT = 24, FOOT_PT = 8;
static const double VALUE_BASELINE = 19.0 / 24;

const struct card_measures card_measures[] = {
    [CARDS_FILLED] = {12, 9, 9},
    [CARDS_RULED] = {20, 0, 8},
    [CARDS_ROW] = {16, 0, 8},
};

/* A label is one line: what it lacks room for is cut, and said. */
static void check_label(const struct canvas *canvas, const struct fields *fields,
                        const struct text_look *look, double width_pt) {
    struct str label = field_text(fields, "label");
    double needed_pt = canvas_measure(canvas, look, label);
    if (needed_pt <= width_pt + 0.01) {
        return;
    }
    const struct value *value = value_get(fields->map, "label");
    diag_warning(fields->diags, figure_place(fields->request, value), DIAG_LAYOUT_OVERFLOW,
                 "the label \"" STR_FMT "\" of a card is cut: it needs %d points and has %d",
                 STR_ARG(label), (int)ceil(needed_pt), (int)floor(width_pt));
    diag_hint(fields->diags, "Shorten it, or put fewer cards in the row.");
}

static double draw_head(struct canvas *canvas, const struct fields *fields,
                        const struct card_look *look) {
    const struct text_look label = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    const struct text_look value = {.role = ROLE_TITLE, .colour = COLOUR_INK};
    double x_pt = card_left(look), width_pt = card_width(look);
    double y_pt = look->y_pt + card_measures[look->form].top_pt;
    check_label(canvas, fields, &label, width_pt);
    canvas_text_within(canvas, &label, (struct point){x_pt, y_pt + CARD_BASELINE}, width_pt,
                       field_text(fields, "label"));
    y_pt += CARD_LINE_PT;
    canvas_text_within(canvas, &value, (struct point){x_pt, y_pt + look->value_pt * VALUE_BASELINE},
                       width_pt, field_text(fields, "value"));
    return y_pt + look->value_pt;
}

static void draw_status(struct canvas *canvas, const struct fields *fields,
                        const struct card_look *look, double y_pt) {
    struct str status = field_text(fields, "status");
    if (status.n == 0) {
        return;
    }
    struct str tone = field_text(fields, "tone");
    int colour = tone_colour(tone);
    const struct text_look word = {.role = ROLE_SMALL, .weight = 600, .colour = colour};
    double x_pt = card_left(look);
    draw_tone(canvas, tone, (struct point){x_pt + 3.25, y_pt + 6});
    canvas_text_within(canvas, &word, (struct point){x_pt + 9.5, y_pt + CARD_BASELINE},
                       card_width(look) - 9.5, status);
}

/* --- the row -------------------------------------------------------------------------------- */

static void draw_card(struct canvas *canvas, const struct fields *fields,
                      const struct card_look *look) {
    static const char *const known[] = {"label",  "value",       "status", "tone",
                                        "trend",  "trend_field", "target", "versus",
                                        "amount", "currency",    NULL};
    fields_check(fields, known, NULL);
    tone_check(fields, DIAG_FIGURE_FIELD, value_get(fields->map, "tone"),
               field_text(fields, "tone"));
    double y_pt = draw_head(canvas, fields, look);
    if (look->has_status) {
        draw_status(canvas, fields, look, y_pt);
        y_pt += CARD_LINE_PT;
    }
    if (look->has_trend) {
        card_draw_trend(canvas, fields, look, y_pt + CARD_TREND_GAP_PT);
        y_pt += CARD_TREND_PT + 2 * CARD_TREND_GAP_PT;
    }
    if (look->has_versus) {
        card_draw_references(canvas, fields, look, y_pt);
    }
}

static bool has_any(const struct value *cards, const char *key) {
    for (size_t i = 0; i < cards->list.n; i++) {
        const struct value *value = value_get(cards->list.items[i], key);
        if (value && value->kind != VALUE_NULL) {
            return true;
        }
    }
    return false;
}

/* "Booked revenue $1.28M, Above plan, vs plan +$94k (+7.9%)." */
static void describe_card(const struct fields *fields, GString *alt) {
    struct str status = field_text(fields, "status");
    figure_tell(alt, alt->len ? " " : "", field_text(fields, "label"));
    figure_tell(alt, ": ", field_text(fields, "value"));
    if (status.n) {
        figure_tell(alt, ", ", status);
    }
    const struct value *list = value_get(fields->map, "versus");
    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list.n; i++) {
        struct fields reference = *fields;
        reference.map = list->list.items[i];
        figure_tell(alt, ", ", field_text(&reference, "label"));
        figure_tell(alt, " ", field_text(&reference, "difference"));
    }
    g_string_append_c(alt, '.');
}

static const struct value *card_list(struct canvas *canvas, struct diags *diags) {
    const struct value *cards = canvas->request->spec;
    if (cards->kind != VALUE_LIST || cards->list.n < 1 || cards->list.n > CARDS_MAX) {
        diag_error(diags, canvas->request->at, DIAG_FIGURE_FIELD,
                   "\"kpis\" takes a list of one to %d cards", CARDS_MAX);
        diag_hint(diags, "Write each card as \"- label: ...\".");
        return NULL;
    }
    for (size_t i = 0; i < cards->list.n; i++) {
        if (cards->list.items[i]->kind != VALUE_MAP) {
            diag_error(diags, cards->list.items[i]->at, DIAG_FIGURE_FIELD,
                       "a card is %s, not a map with label and value",
                       value_kind_name(cards->list.items[i]->kind));
            return NULL;
        }
    }
    return cards_complete(canvas, cards, diags);
}

static const struct card_measures *measures_of(const struct canvas *canvas) {
    return &card_measures[canvas->request->theme->forms.cards];
}

/* What of a card must not be cut. */
enum card_needs { CARD_VALUES, CARD_NUMBERS, CARD_ALL };

/* The width in which nothing of a card is cut; without its references, what it cannot do without.
 */
static double whole_width(const struct canvas *canvas, const struct fields *card,
                          enum card_needs needs) {
    const struct text_look label = {.role = ROLE_SMALL};
    const struct text_look value = {.role = ROLE_TITLE};
    double width_pt = canvas_measure(canvas, &value, field_text(card, "value"));
    if (needs == CARD_NUMBERS) {
        width_pt = fmax(width_pt, card_differences_width(canvas, card));
    }
    if (needs == CARD_ALL) {
        double label_pt = canvas_measure(canvas, &label, field_text(card, "label"));
        width_pt = fmax(width_pt, fmax(card_references_width(canvas, card), label_pt));
    }
    return fmax(width_pt + 2 * measures_of(canvas)->side_pt, CARD_LEAST_PT);
}

static size_t fitting_cards(const struct canvas *canvas, struct diags *diags,
                            const struct value *cards, enum card_needs needs) {
    double widest = CARD_LEAST_PT;
    for (size_t i = 0; i < cards->list.n; i++) {
        struct fields fields = {canvas->request, canvas->arena, diags, cards->list.items[i]};
        widest = fmax(widest, whole_width(canvas, &fields, needs));
    }
    double gap_pt = measures_of(canvas)->gap_pt;
    double n = floor((canvas->figure->width_pt + gap_pt) / (widest + gap_pt));
    return (size_t)CLAMP(n, 1, ROW_MOST);
}

/* Up to four stand side by side where their values fit, more where all their words do. Rows are of
 * equal length, as far as the number of cards allows. */
static size_t cards_in_row(const struct canvas *canvas, struct diags *diags,
                           const struct value *cards) {
    size_t n = cards->list.n, most = fitting_cards(canvas, diags, cards, CARD_NUMBERS);
    /* A slide has no room for a second row. */
    size_t n_tall = (n + most - 1) / most;
    if (canvas->request->height_pt > 0 &&
        (double)n_tall * CARD_TALL_PT > canvas->request->height_pt * 0.8) {
        most = fitting_cards(canvas, diags, cards, CARD_VALUES);
    }
    if (n > ROW_USUAL && most > ROW_USUAL) {
        most = MAX(ROW_USUAL, fitting_cards(canvas, diags, cards, CARD_ALL));
    }
    size_t n_rows = (n + most - 1) / most;
    return (n + n_rows - 1) / n_rows;
}

static double card_height(const struct card_look *look) {
    double height_pt = card_measures[look->form].top_pt + CARD_LINE_PT + look->value_pt + FOOT_PT;
    height_pt += look->has_status ? CARD_LINE_PT : 0;
    height_pt += look->has_trend ? CARD_TREND_PT + 2 * CARD_TREND_GAP_PT : 0;
    return height_pt + (look->has_versus ? 3 * CARD_LINE_PT : 0);
}

static void draw_ground(struct canvas *canvas, enum card_form form, struct rect card) {
    static const double RULE_PT = 1.5;
    switch (form) {
    case CARDS_FILLED: canvas_round_rect(canvas, card, RADIUS_PT, COLOUR_CARD); return;
    case CARDS_RULED:
        canvas_rect(canvas, (struct rect){card.x, card.y, card.width, RULE_PT}, COLOUR_ACCENT);
        return;
    case CARDS_ROW: return; /* its rules are of the row */
    }
}

/* Above a row, and below the last one. */
static void draw_row_rules(struct canvas *canvas, double top_pt, double bottom_pt, bool is_last) {
    double width_pt = canvas->figure->width_pt;
    canvas_rect(canvas, (struct rect){0, top_pt, width_pt, 1}, COLOUR_INK);
    if (is_last) {
        canvas_rect(canvas, (struct rect){0, bottom_pt - 0.5, width_pt, 0.5}, COLOUR_RULE);
    }
}

bool draw_kpis(struct canvas *canvas, struct diags *diags) {
    const struct value *cards = card_list(canvas, diags);
    if (!cards) {
        return false;
    }
    size_t n = cards->list.n, n_row = cards_in_row(canvas, diags, cards), errors = diags->n_errors;
    struct card_look look = {
        .has_trend = has_any(cards, "trend"),
        .has_status = has_any(cards, "status"),
        .has_versus = has_any(cards, "versus"),
    };
    const struct theme *theme = canvas->request->theme;
    double gap_pt = measures_of(canvas)->gap_pt;
    look.form = theme->forms.cards;
    look.value_pt = fmax(VALUE_PT, theme->styles[ROLE_TITLE].leading_pt);
    look.width_pt = (canvas->figure->width_pt - gap_pt * (double)(n_row - 1)) / (double)n_row;
    double height_pt = card_height(&look);
    g_autoptr(GString) alt = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        struct fields fields = {canvas->request, canvas->arena, diags, cards->list.items[i]};
        look.x_pt = (look.width_pt + gap_pt) * (double)(i % n_row);
        size_t row = i / n_row;
        look.y_pt = (height_pt + gap_pt) * (double)row;
        draw_ground(canvas, look.form,
                    (struct rect){look.x_pt, look.y_pt, look.width_pt, height_pt});
        if (look.form == CARDS_ROW && i % n_row == 0) {
            draw_row_rules(canvas, look.y_pt, look.y_pt + height_pt, i + n_row >= n);
        }
        draw_card(canvas, &fields, &look);
        describe_card(&fields, alt);
    }
    canvas->figure->height_pt = look.y_pt + height_pt;
    canvas->figure->alt = arena_strdup(canvas->arena, alt->str);
    return diags->n_errors == errors;
}
