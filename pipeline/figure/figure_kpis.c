#include "figure_chart_priv.h"

#include <math.h>

/*
 * KPI cards: two to six across, by the width, in rows of equal length as far as they go; equal
 * height, equal baselines. From the top: padding 9, label 12, value 24, status 12, gap 4, sparkline
 * 24, gap 4, then the references in two columns of three lines of 12, padding 8. A row without any
 * trend, or without references, is lower: what no card has takes no room.
 */

enum { CARDS_MAX = 12, ROW_MOST = 6, ROW_USUAL = 4, REFERENCES_MAX = 2, TREND_POINTS_MAX = 60 };

static const double CARD_TALL_PT = 128; /* with all that a card can have */
static const double CARD_LEAST_PT = 72; /* narrower ones go to the next row */
static const double RADIUS_PT = 3, LINE_PT = 12, VALUE_PT = 24;
static const double TREND_HEIGHT_PT = 24, TREND_GAP_PT = 4, FOOT_PT = 8;
static const double ARROW_PT = 7.5;  /* a triangle of 6 and its gap */
static const double OVERHANG_PT = 6; /* of the padding that two long differences may use */
static const double BASELINE = 9;    /* of a 12 pt line, from its top */
static const double VALUE_BASELINE = 19.0 / 24;

/* By the theme's form: a ground needs room inside itself, a rule only below it. */
static const struct card_measures {
    double gap_pt, side_pt, top_pt;
} measures[] = {
    [CARDS_FILLED] = {12, 9, 9},
    [CARDS_RULED] = {20, 0, 8},
    [CARDS_ROW] = {16, 0, 8},
};

struct card_look {
    enum card_form form;
    double x_pt, y_pt, width_pt;
    double value_pt; /* the height of the value's line */
    bool has_trend, has_status, has_versus;
};

static double inner_width(const struct card_look *look) {
    return look->width_pt - 2 * measures[look->form].side_pt;
}

static double inner_left(const struct card_look *look) {
    return look->x_pt + measures[look->form].side_pt;
}

static double draw_head(struct canvas *canvas, const struct fields *fields,
                        const struct card_look *look) {
    const struct text_look label = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    const struct text_look value = {.role = ROLE_TITLE, .colour = COLOUR_INK};
    double x_pt = inner_left(look), width_pt = inner_width(look);
    double y_pt = look->y_pt + measures[look->form].top_pt;
    canvas_text_within(canvas, &label, (struct point){x_pt, y_pt + BASELINE}, width_pt,
                       field_text(fields, "label"));
    y_pt += LINE_PT;
    canvas_text_within(canvas, &value, (struct point){x_pt, y_pt + look->value_pt * VALUE_BASELINE},
                       width_pt, field_text(fields, "value"));
    return y_pt + look->value_pt;
}

static void check_tone(const struct fields *fields, struct str tone) {
    static const char *const tones[] = {"good", "bad", "watch", "none"};
    struct str names[G_N_ELEMENTS(tones)];
    for (size_t i = 0; i < G_N_ELEMENTS(tones); i++) {
        names[i] = str_from(tones[i]);
        if (tone.n == 0 || str_is(tone, tones[i])) {
            return;
        }
    }
    const struct value *value = value_get(fields->map, "tone");
    diag_error(fields->diags, value->at.source ? value->at : fields->request->at, DIAG_FIGURE_FIELD,
               "a tone is good, bad, watch or none, not \"" STR_FMT "\"", STR_ARG(tone));
    int nearest = str_nearest(tone, names, G_N_ELEMENTS(tones));
    if (nearest >= 0) {
        diag_hint(fields->diags, "Did you mean \"%s\"?", tones[nearest]);
    }
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
    double x_pt = inner_left(look);
    draw_tone(canvas, tone, (struct point){x_pt + 3.25, y_pt + 6});
    canvas_text_within(canvas, &word, (struct point){x_pt + 9.5, y_pt + BASELINE},
                       inner_width(look) - 9.5, status);
}

/* --- the sparkline -------------------------------------------------------------------------- */

struct trend {
    double values[TREND_POINTS_MAX];
    bool is_there[TREND_POINTS_MAX];
    size_t n;
    double target;
    bool has_target;
    double low, high;
};

static void extend(struct trend *trend, double value) {
    trend->low = fmin(trend->low, value);
    trend->high = fmax(trend->high, value);
}

/* A word among the numbers would be a gap, without a word. */
static void check_trend(const struct fields *fields, const struct value *number) {
    if (!number || number->kind == VALUE_NUMBER || number->kind == VALUE_NULL) {
        return;
    }
    struct span at = number->at.source ? number->at : fields->request->at;
    if (number->kind == VALUE_STRING) {
        diag_error(fields->diags, at, DIAG_FIGURE_DATA,
                   "a trend needs a number here, not \"" STR_FMT "\"", STR_ARG(number->string));
    } else {
        diag_error(fields->diags, at, DIAG_FIGURE_DATA, "a trend needs a number here, not %s",
                   value_kind_name(number->kind));
        diag_hint(fields->diags, "Name the field of the list's maps with `trend_field`.");
    }
}

static bool read_trend(const struct fields *fields, struct trend *trend) {
    const struct value *list = field_value(fields, "trend");
    struct str field = field_text(fields, "trend_field");
    trend->low = (double)INFINITY;
    trend->high = -(double)INFINITY;
    if (!list || list->kind != VALUE_LIST) {
        return false;
    }
    size_t skip = list->list.n > TREND_POINTS_MAX ? list->list.n - TREND_POINTS_MAX : 0;
    for (size_t i = skip; i < list->list.n; i++) {
        const struct value *item = list->list.items[i];
        const struct value *number =
            field.n ? value_path(item, str_cstr(fields->arena, field)) : item;
        check_trend(fields, number);
        trend->is_there[trend->n] = value_number(number, &trend->values[trend->n]);
        if (trend->is_there[trend->n]) {
            extend(trend, trend->values[trend->n]);
        }
        trend->n++;
    }
    trend->has_target = value_number(field_value(fields, "target"), &trend->target);
    if (trend->has_target && isfinite(trend->low)) {
        extend(trend, trend->target);
    }
    return isfinite(trend->low);
}

/* Runs of points that are there; a gap breaks the line. */
static void draw_runs(struct canvas *canvas, const struct trend *trend, const struct scale *across,
                      const struct scale *up, int colour) {
    const struct line_look look = {.colour = colour, .width_pt = 1.25, .is_round = true};
    struct point points[TREND_POINTS_MAX];
    size_t n = 0, last = trend->n;
    for (size_t i = 0; i < trend->n; i++) {
        if (!trend->is_there[i]) {
            canvas_polyline(canvas, &look, points, n);
            n = 0;
            continue;
        }
        points[n++] = (struct point){scale_at(across, (double)i), scale_at(up, trend->values[i])};
        last = i;
    }
    canvas_polyline(canvas, &look, points, n);
    if (last < trend->n) {
        canvas_dot(
            canvas,
            (struct point){scale_at(across, (double)last), scale_at(up, trend->values[last])}, 2.2,
            colour);
    }
}

static void draw_trend(struct canvas *canvas, const struct fields *fields,
                       const struct card_look *look, double y_pt) {
    struct trend trend = {0};
    if (!read_trend(fields, &trend)) {
        return;
    }
    double x_pt = inner_left(look), width_pt = inner_width(look);
    /* Without padding a dot at the left edge must not reach beyond it. */
    double left_pt = x_pt + (measures[look->form].side_pt > 0 ? 1 : 2.5);
    struct scale across = {0, fmax((double)trend.n - 1, 1), left_pt, x_pt + width_pt - 2.5};
    struct scale up = {trend.low, trend.high, y_pt + TREND_HEIGHT_PT - 2.5, y_pt + 2.5};
    if (trend.has_target) {
        const struct line_look dashed = {
            .colour = COLOUR_MUTED, .width_pt = 0.75, .dash_pt = {1.5, 2}};
        double target_y = scale_at(&up, trend.target);
        canvas_line(canvas, &dashed, (struct point){x_pt, target_y},
                    (struct point){x_pt + width_pt, target_y});
    }
    draw_runs(canvas, &trend, &across, &up, look->form == CARDS_ROW ? COLOUR_INK : COLOUR_BRAND);
}

/* --- references ----------------------------------------------------------------------------- */

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
    static const char *const known[] = {"label", "difference", "share", "better", NULL};
    fields_check(fields, known, NULL);
    struct str difference = field_text(fields, "difference");
    int sign = words_sign(difference);
    enum theme_colour colour = reference_colour(sign, field_text(fields, "better"));
    const struct text_look label = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = colour};
    const struct text_look share = {.role = ROLE_SMALL, .colour = sign ? colour : COLOUR_MUTED};
    canvas_text_within(canvas, &label, (struct point){at.x, at.y + BASELINE}, width_pt,
                       field_text(fields, "label"));
    double x_pt = at.x;
    if (sign != 0) {
        canvas_triangle(canvas, (struct point){x_pt, at.y + LINE_PT + BASELINE - 0.6}, 6, sign > 0,
                        colour);
        x_pt += ARROW_PT;
    }
    canvas_text_within(canvas, &strong, (struct point){x_pt, at.y + LINE_PT + BASELINE},
                       width_pt - (x_pt - at.x), difference);
    canvas_text_within(canvas, &share, (struct point){at.x, at.y + 2 * LINE_PT + BASELINE},
                       width_pt, field_text(fields, "share"));
}

/* How wide a reference would like to be. */
static double reference_width(const struct canvas *canvas, const struct fields *fields) {
    const struct text_look label = {.role = ROLE_SMALL};
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600};
    struct str difference = field_text(fields, "difference");
    double width_pt = canvas_measure(canvas, &strong, difference);
    width_pt += words_sign(difference) ? ARROW_PT : 0;
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

static void draw_references(struct canvas *canvas, const struct fields *fields,
                            const struct card_look *look, double y_pt) {
    const struct value *list = value_get(fields->map, "versus");
    struct fields references[REFERENCES_MAX];
    double x_pt = inner_left(look), width_pt = inner_width(look);
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
    double overhang_pt = fmin(measures[look->form].side_pt, OVERHANG_PT);
    double second_pt = n > 1 ? second_column(canvas, references, width_pt, overhang_pt) : width_pt;
    draw_reference(canvas, &references[0], (struct point){x_pt, y_pt}, second_pt);
    if (n > 1) {
        draw_reference(canvas, &references[1], (struct point){x_pt + second_pt, y_pt},
                       width_pt - second_pt + overhang_pt);
    }
}

/* --- the row -------------------------------------------------------------------------------- */

static void draw_card(struct canvas *canvas, const struct fields *fields,
                      const struct card_look *look) {
    static const char *const known[] = {"label",       "value",  "status", "tone", "trend",
                                        "trend_field", "target", "versus", NULL};
    fields_check(fields, known, NULL);
    check_tone(fields, field_text(fields, "tone"));
    double y_pt = draw_head(canvas, fields, look);
    if (look->has_status) {
        draw_status(canvas, fields, look, y_pt);
        y_pt += LINE_PT;
    }
    if (look->has_trend) {
        draw_trend(canvas, fields, look, y_pt + TREND_GAP_PT);
        y_pt += TREND_HEIGHT_PT + 2 * TREND_GAP_PT;
    }
    if (look->has_versus) {
        draw_references(canvas, fields, look, y_pt);
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
    g_string_append_printf(alt, "%s" STR_FMT ": " STR_FMT, alt->len ? " " : "",
                           STR_ARG(field_text(fields, "label")),
                           STR_ARG(field_text(fields, "value")));
    if (status.n) {
        g_string_append_printf(alt, ", " STR_FMT, STR_ARG(status));
    }
    const struct value *list = value_get(fields->map, "versus");
    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list.n; i++) {
        struct fields reference = *fields;
        reference.map = list->list.items[i];
        g_string_append_printf(alt, ", " STR_FMT " " STR_FMT,
                               STR_ARG(field_text(&reference, "label")),
                               STR_ARG(field_text(&reference, "difference")));
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
    return cards;
}

static const struct card_measures *measures_of(const struct canvas *canvas) {
    return &measures[canvas->request->theme->forms.cards];
}

static double references_width(const struct canvas *canvas, const struct fields *card) {
    const struct value *list = value_get(card->map, "versus");
    double width_pt = -OVERHANG_PT;
    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list.n; i++) {
        struct fields reference = *card;
        reference.map = list->list.items[i];
        width_pt += reference_width(canvas, &reference) + 4;
    }
    return width_pt;
}

/* What of a card must not be cut. */
enum card_needs { CARD_VALUES, CARD_NUMBERS, CARD_ALL };

/* A number that is cut is another number. */
static double differences_width(const struct canvas *canvas, const struct fields *card) {
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600};
    const struct value *list = value_get(card->map, "versus");
    double width_pt = -OVERHANG_PT;
    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list.n; i++) {
        struct fields reference = *card;
        reference.map = list->list.items[i];
        struct str difference = field_text(&reference, "difference");
        width_pt += canvas_measure(canvas, &strong, difference) + 4;
        width_pt += words_sign(difference) ? ARROW_PT : 0;
    }
    return width_pt;
}

/* The width in which nothing of a card is cut; without its references, what it cannot do without.
 */
static double card_width(const struct canvas *canvas, const struct fields *card,
                         enum card_needs needs) {
    const struct text_look label = {.role = ROLE_SMALL};
    const struct text_look value = {.role = ROLE_TITLE};
    double width_pt = canvas_measure(canvas, &value, field_text(card, "value"));
    if (needs == CARD_NUMBERS) {
        width_pt = fmax(width_pt, differences_width(canvas, card));
    }
    if (needs == CARD_ALL) {
        double label_pt = canvas_measure(canvas, &label, field_text(card, "label"));
        width_pt = fmax(width_pt, fmax(references_width(canvas, card), label_pt));
    }
    return fmax(width_pt + 2 * measures_of(canvas)->side_pt, CARD_LEAST_PT);
}

static size_t fitting_cards(const struct canvas *canvas, struct diags *diags,
                            const struct value *cards, enum card_needs needs) {
    double widest = CARD_LEAST_PT;
    for (size_t i = 0; i < cards->list.n; i++) {
        struct fields fields = {canvas->request, canvas->arena, diags, cards->list.items[i]};
        widest = fmax(widest, card_width(canvas, &fields, needs));
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
    double height_pt = measures[look->form].top_pt + LINE_PT + look->value_pt + FOOT_PT;
    height_pt += look->has_status ? LINE_PT : 0;
    height_pt += look->has_trend ? TREND_HEIGHT_PT + 2 * TREND_GAP_PT : 0;
    return height_pt + (look->has_versus ? 3 * LINE_PT : 0);
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
