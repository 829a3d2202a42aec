#include "figure_chart_priv.h"

#include <math.h>

/*
 * Actual against plan, row by row: the value inside the outline of its plan, the absolute
 * difference as a bar, the difference in per cent as a pin. Each panel has its own scale, and its
 * head says what it is.
 *
 *   Marlowe   |███████]██ 0.74      |████ +0.19     |----> +35%
 */

static const double ROW_PT = 17, VALUE_BAR_PT = 7, PLAN_PT = 11, BAR_PT = 9, HEAD_PT = 18;
static const double GAP_PT = 12, LABEL_GAP_PT = 4, STEM_PT = 1.2, TIP_PT = 6;
static const double PANEL_LEAST_PT = 24; /* of the longest bar */

/* One of the three: a scale around its zero, with room for the words at its bars' ends. */
struct panel {
    struct scale across;
    double zero_pt;
};

struct variance {
    struct rows rows;
    enum scenario reference;
    struct panel value, absolute, share;
    bool has_absolute, has_share;
};

static struct difference difference_at(const struct chart *chart, const struct variance *variance,
                                       size_t i) {
    return chart_difference(chart, i, variance->reference);
}

/* --- panels --------------------------------------------------------------------------------- */

struct reach {
    double low, high;           /* values */
    double before_pt, after_pt; /* words at the ends */
};

static void extend(const struct canvas *canvas, struct reach *reach, double value,
                   struct str words) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double *room_pt = value < 0 ? &reach->before_pt : &reach->after_pt;
    reach->low = fmin(reach->low, value);
    reach->high = fmax(reach->high, value);
    *room_pt = fmax(*room_pt, canvas_measure(canvas, &look, words) + LABEL_GAP_PT);
}

static struct panel make_panel(const struct reach *reach, double x_pt, double width_pt) {
    double left = x_pt + reach->before_pt, right = x_pt + width_pt - reach->after_pt;
    struct panel panel = {.across = {reach->low, reach->high, left, fmax(right, left + 10)}};
    panel.zero_pt = scale_at(&panel.across, 0);
    return panel;
}

static struct str share_words(const struct canvas *canvas, const struct difference *difference) {
    return chart_format_share(canvas, difference->share, 0, true);
}

static double least_width(const struct reach *reach) {
    return reach->before_pt + reach->after_pt + PANEL_LEAST_PT;
}

/* Each has room for its words; what is left is shared. In a narrow figure the per cent go first,
 * then the absolute differences. */
static void place_panels(const struct canvas *canvas, struct variance *variance,
                         const struct reach *value, const struct reach *absolute,
                         const struct reach *share) {
    double x_pt = variance->rows.name_pt + GAP_PT;
    double rest_pt = canvas->figure->width_pt - x_pt - least_width(value);
    double absolute_pt = least_width(absolute) + GAP_PT, share_pt = least_width(share) + GAP_PT;
    variance->has_absolute = rest_pt >= absolute_pt;
    rest_pt -= variance->has_absolute ? absolute_pt : 0;
    variance->has_share = variance->has_absolute && rest_pt >= share_pt;
    rest_pt = fmax(rest_pt - (variance->has_share ? share_pt : 0), 0);
    double parts = 0.42 + (variance->has_absolute ? 0.31 : 0) + (variance->has_share ? 0.27 : 0);
    double width_pt = least_width(value) + rest_pt * 0.42 / parts;
    variance->value = make_panel(value, x_pt, width_pt);
    x_pt += width_pt + GAP_PT;
    if (variance->has_absolute) {
        width_pt = least_width(absolute) + rest_pt * 0.31 / parts;
        variance->absolute = make_panel(absolute, x_pt, width_pt);
        x_pt += width_pt + GAP_PT;
    }
    if (variance->has_share) {
        variance->share = make_panel(share, x_pt, least_width(share) + rest_pt * 0.27 / parts);
    }
}

static struct variance measure(const struct canvas *canvas, const struct chart *chart) {
    struct variance variance = {.rows = rows_measure(canvas, chart, ROW_PT, 0),
                                .reference = chart_reference(chart)};
    rows_make_room(canvas, &variance.rows, field_text(&chart->fields, "total"));
    struct reach value = {0}, absolute = {0}, share = {0};
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_number *number = chart_main_number(&chart->groups[i]);
        const struct chart_number *other = &chart->groups[i].numbers[variance.reference];
        struct difference difference = difference_at(chart, &variance, i);
        extend(canvas, &value, number->is_there ? number->value : 0,
               chart_number_words(canvas, chart, number));
        extend(canvas, &value, other->is_there ? other->value : 0, STR(""));
        if (difference.is_there) {
            extend(canvas, &absolute, difference.value,
                   chart_format_signed(canvas, chart, difference.exact));
            struct str words = share_words(canvas, &difference);
            extend(canvas, &share, words.n > 0 ? difference.share : 0,
                   words.n > 0 ? words : canvas_word(canvas, WORD_MISSING));
        } else {
            extend(canvas, &absolute, 0, canvas_word(canvas, WORD_MISSING));
        }
    }
    place_panels(canvas, &variance, &value, &absolute, &share);
    return variance;
}

/* --- rows ----------------------------------------------------------------------------------- */

static struct rect bar_of(const struct panel *panel, double value, double middle_pt,
                          double height_pt) {
    double end = scale_at(&panel->across, value);
    return (struct rect){fmin(panel->zero_pt, end), middle_pt - height_pt / 2,
                         fabs(end - panel->zero_pt), height_pt};
}

static void draw_end(struct canvas *canvas, const struct panel *panel, double value,
                     double middle_pt, int colour, struct str words) {
    bool is_left = value < 0;
    const struct text_look look = {.role = ROLE_SMALL,
                                   .weight = colour == COLOUR_INK ? 0 : 600,
                                   .colour = colour,
                                   .anchor = is_left ? ANCHOR_END : ANCHOR_START};
    double x_pt = scale_at(&panel->across, value) + (is_left ? -LABEL_GAP_PT : LABEL_GAP_PT);
    canvas_text(canvas, &look, (struct point){x_pt, middle_pt + 3}, words);
}

static void draw_value(struct canvas *canvas, const struct chart *chart,
                       const struct variance *variance, size_t i, double middle_pt) {
    const struct chart_group *group = &chart->groups[i];
    const struct chart_number *number = chart_main_number(group);
    const struct chart_number *other = &group->numbers[variance->reference];
    const struct panel *panel = &variance->value;
    if (other->is_there) {
        draw_sample(canvas, variance->reference, bar_of(panel, other->value, middle_pt, PLAN_PT));
    }
    if (number->is_there) {
        bool is_actual = group->numbers[SCENARIO_ACTUAL].is_there;
        draw_sample(canvas, is_actual ? SCENARIO_ACTUAL : SCENARIO_FORECAST,
                    bar_of(panel, number->value, middle_pt, VALUE_BAR_PT));
    }
    bool is_left = number->is_there && number->value < 0;
    double far = number->is_there ? number->value : 0;
    far = other->is_there ? (is_left ? fmin(far, other->value) : fmax(far, other->value)) : far;
    draw_end(canvas, panel, far, middle_pt, number->is_there ? COLOUR_INK : COLOUR_MUTED,
             chart_number_words(canvas, chart, number));
}

/* A stem and a head that points away from zero. */
static void draw_pin(struct canvas *canvas, const struct panel *panel, double share,
                     double middle_pt, int colour) {
    double end = scale_at(&panel->across, share), way = end - panel->zero_pt;
    double tip_pt = fmin(TIP_PT, fabs(way)), back = way < 0 ? end + tip_pt : end - tip_pt;
    struct rect stem = {fmin(panel->zero_pt, back), middle_pt - STEM_PT / 2,
                        fabs(back - panel->zero_pt), STEM_PT};
    const struct point head[] = {
        {end, middle_pt}, {back, middle_pt - tip_pt / 2}, {back, middle_pt + tip_pt / 2}};
    canvas_rect(canvas, stem, colour);
    if (tip_pt > 0) {
        canvas_polygon(canvas, head, G_N_ELEMENTS(head), colour);
    }
}

static void draw_differences(struct canvas *canvas, const struct chart *chart,
                             const struct variance *variance, size_t i, double middle_pt) {
    struct difference difference = difference_at(chart, variance, i);
    int colour = chart_difference_colour(&difference);
    if (!variance->has_absolute) {
        return;
    }
    if (!difference.is_there) {
        draw_end(canvas, &variance->absolute, 0, middle_pt, COLOUR_MUTED,
                 canvas_word(canvas, WORD_MISSING));
        return;
    }
    struct rect bar = bar_of(&variance->absolute, difference.value, middle_pt, BAR_PT);
    if (difference.is_forecast) {
        canvas_hatch(canvas, bar, colour);
    } else {
        canvas_rect(canvas, bar, colour);
    }
    draw_end(canvas, &variance->absolute, difference.value, middle_pt, colour,
             chart_format_signed(canvas, chart, difference.exact));
    struct str share = share_words(canvas, &difference);
    if (!variance->has_share) {
        return;
    }
    if (share.n > 0) {
        draw_pin(canvas, &variance->share, difference.share, middle_pt, colour);
        draw_end(canvas, &variance->share, difference.share, middle_pt, colour, share);
    } else {
        draw_end(canvas, &variance->share, 0, middle_pt, COLOUR_MUTED,
                 canvas_word(canvas, WORD_MISSING));
    }
}

/* --- heads, axes, total --------------------------------------------------------------------- */

static void draw_heads(struct canvas *canvas, const struct chart *chart,
                       const struct variance *variance, double y_pt) {
    const struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    struct str reference = chart_scenario_inside(chart, variance->reference);
    bool is_plan = variance->reference == SCENARIO_PLAN;
    canvas_text_free(canvas, &look, (struct point){variance->value.zero_pt, y_pt},
                     canvas_phrase(canvas, is_plan ? WORD_OUTLINED : WORD_BEHIND,
                                   chart_scenario_name(chart, SCENARIO_ACTUAL), reference));
    struct text_look middle = look;
    middle.anchor = ANCHOR_MIDDLE;
    if (variance->has_absolute) {
        canvas_text_free(canvas, &middle, (struct point){variance->absolute.zero_pt, y_pt},
                         str_from(arena_printf(canvas->arena, "Δ " STR_FMT, STR_ARG(reference))));
    }
    if (variance->has_share) {
        canvas_text_free(
            canvas, &middle, (struct point){variance->share.zero_pt, y_pt},
            str_from(arena_printf(canvas->arena, "Δ " STR_FMT ", %%", STR_ARG(reference))));
    }
}

static void draw_axes(struct canvas *canvas, const struct variance *variance, double top_pt,
                      double foot_pt) {
    const struct panel *panels[] = {&variance->value, &variance->absolute, &variance->share};
    size_t n = 1 + variance->has_absolute + variance->has_share;
    for (size_t i = 0; i < n; i++) {
        canvas_rect(canvas,
                    (struct rect){panels[i]->zero_pt - 0.375, top_pt, 0.75, foot_pt - top_pt},
                    COLOUR_INK);
    }
}

/* Rows that lack either number are in neither sum. */
static bool sum_up(const struct chart *chart, const struct variance *variance,
                   struct chart_number *actual, struct chart_number *other) {
    *actual = *other = (struct chart_number){.exact = decimal_from_int(0)};
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_number *here = chart_main_number(&chart->groups[i]);
        const struct chart_number *there = &chart->groups[i].numbers[variance->reference];
        if (!here->is_there || !there->is_there) {
            continue;
        }
        if (!decimal_add(actual->exact, here->exact, &actual->exact) ||
            !decimal_add(other->exact, there->exact, &other->exact)) {
            return false;
        }
        actual->value += here->value;
        other->value += there->value;
        actual->is_there = true;
    }
    return actual->is_there;
}

static void draw_total(struct canvas *canvas, const struct chart *chart,
                       const struct variance *variance, double y_pt) {
    struct chart_number actual, other;
    struct decimal exact;
    if (!sum_up(chart, variance, &actual, &other) ||
        !decimal_subtract(actual.exact, other.exact, &exact)) {
        return;
    }
    struct difference difference = {
        .is_there = true,
        .value = actual.value - other.value,
        .share = other.value != 0 ? (actual.value - other.value) / fabs(other.value) : (double)NAN,
        .exact = exact};
    int colour = chart_difference_colour(&difference);
    struct text_look look = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    double text_y = y_pt + ROW_PT / 2 + 4;
    canvas_rect(canvas, (struct rect){0, y_pt, canvas->figure->width_pt, 0.75}, COLOUR_INK);
    canvas_text_within(canvas, &look, (struct point){0, text_y}, variance->rows.name_pt,
                       field_text(&chart->fields, "total"));
    canvas_text_free(canvas, &look, (struct point){variance->value.zero_pt + LABEL_GAP_PT, text_y},
                     canvas_phrase(canvas, WORD_PART_OF, chart_format(canvas, chart, &actual),
                                   chart_format(canvas, chart, &other)));
    look.colour = colour;
    if (variance->has_absolute) {
        canvas_text_free(canvas, &look,
                         (struct point){variance->absolute.zero_pt + LABEL_GAP_PT, text_y},
                         chart_format_signed(canvas, chart, exact));
    }
    if (variance->has_share) {
        canvas_text_free(canvas, &look,
                         (struct point){variance->share.zero_pt + LABEL_GAP_PT, text_y},
                         share_words(canvas, &difference));
    }
}

void draw_variance(struct canvas *canvas, struct chart *chart) {
    struct variance variance = measure(canvas, chart);
    double top_pt = chart->top_pt + HEAD_PT, y_pt = top_pt;
    draw_heads(canvas, chart, &variance, chart->top_pt + 9);
    for (size_t i = 0; i < chart->n; i++, y_pt += variance.rows.row_pt) {
        double middle_pt = y_pt + variance.rows.row_pt / 2;
        rows_draw_name(canvas, &variance.rows, middle_pt, chart->groups[i].name);
        draw_value(canvas, chart, &variance, i, middle_pt);
        draw_differences(canvas, chart, &variance, i, middle_pt);
    }
    draw_axes(canvas, &variance, top_pt - 2, y_pt + 1);
    if (chart_has_field(chart, "total")) {
        draw_total(canvas, chart, &variance, y_pt + 3);
        y_pt += ROW_PT + 3;
    }
    canvas->figure->height_pt = y_pt + 6;
}
