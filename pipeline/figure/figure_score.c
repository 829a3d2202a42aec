#include "figure_chart_priv.h"

#include <math.h>

/*
 * Scores: measures on one scale from 0, a tick for the period before, the difference, the status in
 * words and what stands behind it. Bars are in the brand's colour; those of a status that calls for
 * something take its colour.
 *
 *   Dimension  0      50     100    Q3   vs Q2   Status    What stands behind it
 *   Revenue    ██████████████ |█    88   ^ +9    Strong    8% over plan
 */

static const double ROW_PT = 22, BAR_PT = 11, GAP_PT = 12, HEAD_PT = 18, LEADING_PT = 10.5;
static const double TICK_PT = 15, HALO_PT = 3, BARS_LEAST_PT = 48, SCALE_LEAST = 100;
static const double TEXT_MOST = 0.33;  /* of the width */
static const double SCALE_GAP_PT = 18; /* the scale ends in the middle of its last number */
enum { LINES_MOST = 4 };               /* of what stands behind a score */

struct scores {
    struct rows rows;
    double value_x, difference_x; /* right edges; difference_x of 0: nothing to compare with */
    double status_x, text_x;      /* left edges */
    double status_pt, text_pt;    /* widths; 0: none has one */
    struct scale across;
};

static const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
static const struct text_look muted = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};

static struct str row_words(const struct chart *chart, size_t i, const char *key) {
    return chart_field_text(chart, chart->groups[i].row, key);
}

static double widest_words(const struct canvas *canvas, const struct chart *chart, const char *key,
                           const char *head) {
    double widest_pt = 0;
    for (size_t i = 0; i < chart->n && chart_has_field(chart, key); i++) {
        widest_pt = fmax(widest_pt, canvas_measure(canvas, &strong, row_words(chart, i, key)));
    }
    double head_pt = canvas_measure(canvas, &muted, field_text(&chart->fields, head));
    return widest_pt > 0 ? fmax(widest_pt, head_pt) : 0;
}

static struct str value_words(const struct canvas *canvas, const struct chart *chart, size_t i) {
    const struct chart_number *number = &chart->groups[i].numbers[SCENARIO_ACTUAL];
    return chart_number_words(canvas, chart, number);
}

static double widest_value(const struct canvas *canvas, const struct chart *chart) {
    double widest_pt = canvas_measure(canvas, &muted, chart_scenario_name(chart, SCENARIO_ACTUAL));
    for (size_t i = 0; i < chart->n; i++) {
        widest_pt = fmax(widest_pt, canvas_measure(canvas, &strong, value_words(canvas, chart, i)));
    }
    return widest_pt;
}

static double widest_difference(const struct canvas *canvas, const struct chart *chart) {
    static const double ARROW_PT = 8.5;
    double widest_pt = 0;
    for (size_t i = 0; i < chart->n; i++) {
        struct difference difference = chart_difference(chart, i, SCENARIO_PREVIOUS);
        if (difference.is_there) {
            struct str words = chart_format_signed(canvas, chart, difference.exact);
            widest_pt = fmax(widest_pt, canvas_measure(canvas, &strong, words) + ARROW_PT);
        }
    }
    struct str head = field_text(&chart->fields, "difference_label");
    return widest_pt > 0 ? fmax(widest_pt, canvas_measure(canvas, &muted, head)) : 0;
}

/* How many lines the words behind a score take; a broken line may be a fifth short. */
static double text_lines(const struct canvas *canvas, const struct chart *chart, size_t i,
                         double width_pt) {
    double words_pt = canvas_measure(canvas, &muted, row_words(chart, i, "text"));
    return words_pt <= width_pt ? 1 : fmin(ceil(words_pt / (width_pt * 0.8)), LINES_MOST);
}

static double row_height(const struct canvas *canvas, const struct chart *chart,
                         const struct scores *scores, size_t i) {
    double lines = scores->text_pt > 0 ? text_lines(canvas, chart, i, scores->text_pt) : 1;
    return fmax(scores->rows.row_pt, lines * LEADING_PT + 8);
}

/* From the right; what is left between the names and the values belongs to the bars. */
static bool place_columns(const struct canvas *canvas, const struct chart *chart,
                          struct scores *scores) {
    double width_pt = canvas->figure->width_pt, right_pt = width_pt;
    double difference_pt = widest_difference(canvas, chart);
    scores->text_x = right_pt - scores->text_pt;
    right_pt -= scores->text_pt > 0 ? scores->text_pt + GAP_PT : 0;
    scores->status_x = right_pt - scores->status_pt;
    right_pt -= scores->status_pt > 0 ? scores->status_pt + GAP_PT : 0;
    scores->difference_x = difference_pt > 0 ? right_pt : 0;
    right_pt -= difference_pt > 0 ? difference_pt + GAP_PT : 0;
    scores->value_x = right_pt;
    right_pt -= widest_value(canvas, chart) + SCALE_GAP_PT;
    double left_pt = scores->rows.name_pt + GAP_PT;
    scores->across = (struct scale){0, fmax(chart->high, SCALE_LEAST), left_pt,
                                    fmax(right_pt, left_pt + BARS_LEAST_PT / 2)};
    return right_pt - left_pt >= BARS_LEAST_PT;
}

/* In a narrow figure what stands behind a score is left out, then its status. */
static struct scores measure_scores(const struct canvas *canvas, const struct chart *chart) {
    double width_pt = canvas->figure->width_pt;
    struct scores scores = {.rows = rows_measure(canvas, chart, ROW_PT, 600)};
    rows_make_room(canvas, &scores.rows, field_text(&chart->fields, "x_label"));
    scores.status_pt = fmin(widest_words(canvas, chart, "status", "status_label"), width_pt * 0.25);
    scores.text_pt = fmin(widest_words(canvas, chart, "text", "text_label"), width_pt * TEXT_MOST);
    if (!place_columns(canvas, chart, &scores)) {
        scores.text_pt = 0;
        if (!place_columns(canvas, chart, &scores)) {
            scores.status_pt = 0;
            place_columns(canvas, chart, &scores);
        }
    }
    return scores;
}

static void draw_heads(struct canvas *canvas, const struct chart *chart,
                       const struct scores *scores) {
    const struct fields *fields = &chart->fields;
    struct text_look look = muted;
    double y_pt = chart->top_pt + 9;
    canvas_text_within(canvas, &look, (struct point){0, y_pt}, scores->rows.name_pt,
                       field_text(fields, "x_label"));
    canvas_text(canvas, &look, (struct point){scores->status_x, y_pt},
                scores->status_pt > 0 ? field_text(fields, "status_label") : STR(""));
    canvas_text_within(canvas, &look, (struct point){scores->text_x, y_pt}, scores->text_pt,
                       scores->text_pt > 0 ? field_text(fields, "text_label") : STR(""));
    look.anchor = ANCHOR_END;
    canvas_text(canvas, &look, (struct point){scores->value_x, y_pt},
                chart_scenario_name(chart, SCENARIO_ACTUAL));
    if (scores->difference_x > 0) {
        canvas_text(canvas, &look, (struct point){scores->difference_x, y_pt},
                    field_text(fields, "difference_label"));
    }
    look.anchor = ANCHOR_MIDDLE;
    for (int i = 0; i <= 2; i++) {
        struct chart_number tick = {.exact = decimal_from_int(50 * i)};
        canvas_text_free(canvas, &look, (struct point){scale_at(&scores->across, 50.0 * i), y_pt},
                         chart_format(canvas, chart, &tick));
    }
}

/* What a status calls for is seen in its bar too. */
static int bar_colour(struct str tone) {
    int colour = tone_colour(tone);
    return colour == COLOUR_BAD || colour == COLOUR_WATCH ? colour : COLOUR_BRAND;
}

static void draw_bar(struct canvas *canvas, const struct chart *chart, const struct scores *scores,
                     size_t i, double middle_pt) {
    const struct chart_group *group = &chart->groups[i];
    const struct chart_number *now = &group->numbers[SCENARIO_ACTUAL];
    const struct chart_number *before = &group->numbers[SCENARIO_PREVIOUS];
    double zero_pt = scale_at(&scores->across, 0);
    if (now->is_there) {
        double end_pt = scale_at(&scores->across, fmax(now->value, 0));
        canvas_rect(canvas,
                    (struct rect){zero_pt, middle_pt - BAR_PT / 2, end_pt - zero_pt, BAR_PT},
                    bar_colour(row_words(chart, i, "tone")));
    } else {
        canvas_hatch_missing(canvas, (struct rect){zero_pt, middle_pt - BAR_PT / 2,
                                                   scores->across.high_pt - zero_pt, BAR_PT});
    }
    if (before->is_there) {
        double x_pt = scale_at(&scores->across, fmax(before->value, 0));
        canvas_rect(canvas,
                    (struct rect){x_pt - HALO_PT / 2, middle_pt - TICK_PT / 2, HALO_PT, TICK_PT},
                    COLOUR_GROUND);
        canvas_rect(canvas, (struct rect){x_pt - 0.5, middle_pt - TICK_PT / 2, 1, TICK_PT},
                    COLOUR_INK);
    }
}

static void draw_row(struct canvas *canvas, const struct chart *chart, const struct scores *scores,
                     size_t i, double middle_pt) {
    struct text_look end = strong, status = strong;
    double text_y = middle_pt + 3;
    rows_draw_name(canvas, &scores->rows, middle_pt, chart->groups[i].name);
    draw_bar(canvas, chart, scores, i, middle_pt);
    end.anchor = ANCHOR_END;
    canvas_text(canvas, &end, (struct point){scores->value_x, text_y},
                value_words(canvas, chart, i));
    struct difference difference = chart_difference(chart, i, SCENARIO_PREVIOUS);
    if (scores->difference_x > 0 && difference.is_there) {
        int sign = decimal_sign(difference.exact);
        draw_signed(canvas, (struct point){scores->difference_x, text_y}, sign,
                    sign == 0 ? COLOUR_MUTED : chart_difference_colour(&difference),
                    chart_format_signed(canvas, chart, difference.exact));
    }
    status.colour = tone_colour(row_words(chart, i, "tone"));
    canvas_text_within(canvas, &status, (struct point){scores->status_x, text_y}, scores->status_pt,
                       scores->status_pt > 0 ? row_words(chart, i, "status") : STR(""));
    struct str text = row_words(chart, i, "text");
    if (scores->text_pt > 0 && text.n > 0) {
        double lines = text_lines(canvas, chart, i, scores->text_pt);
        struct rect room = {scores->text_x, middle_pt - lines * LEADING_PT / 2, scores->text_pt,
                            lines * LEADING_PT};
        if (lines > 1) {
            canvas_paragraph(canvas, &muted, room, LEADING_PT, text);
        } else {
            canvas_text(canvas, &muted, (struct point){scores->text_x, text_y}, text);
        }
    }
}

/* Each is told: the words behind a score are nowhere else. */
static void describe(const struct canvas *canvas, const struct chart *chart) {
    static const char *const keys[] = {"status", "text"};
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_number *before = &chart->groups[i].numbers[SCENARIO_PREVIOUS];
        g_string_append_printf(chart->says, " " STR_FMT ": " STR_FMT,
                               STR_ARG(chart->groups[i].name),
                               STR_ARG(value_words(canvas, chart, i)));
        if (before->is_there) {
            g_string_append_printf(chart->says, " (" STR_FMT " " STR_FMT ")",
                                   STR_ARG(chart_scenario_name(chart, SCENARIO_PREVIOUS)),
                                   STR_ARG(chart_format(canvas, chart, before)));
        }
        for (size_t k = 0; k < G_N_ELEMENTS(keys); k++) {
            struct str words = row_words(chart, i, keys[k]);
            g_string_append_printf(chart->says, "%s" STR_FMT, words.n > 0 ? ", " : "",
                                   STR_ARG(words));
        }
        g_string_append_c(chart->says, i + 1 < chart->n ? ';' : '.');
    }
}

void draw_scores(struct canvas *canvas, struct chart *chart) {
    struct scores scores = measure_scores(canvas, chart);
    double top_pt = chart->top_pt + HEAD_PT, foot_pt = top_pt;
    for (size_t i = 0; i < chart->n; i++) {
        foot_pt += row_height(canvas, chart, &scores, i);
    }
    for (int i = 1; i <= 2; i++) {
        double x_pt = scale_at(&scores.across, 50.0 * i);
        canvas_rect(canvas, (struct rect){x_pt - 0.25, top_pt - 2, 0.5, foot_pt - top_pt + 2},
                    COLOUR_GRID);
    }
    draw_heads(canvas, chart, &scores);
    double y_pt = top_pt;
    for (size_t i = 0; i < chart->n; i++) {
        double row_pt = row_height(canvas, chart, &scores, i);
        draw_row(canvas, chart, &scores, i, y_pt + row_pt / 2);
        y_pt += row_pt;
    }
    canvas_rect(canvas,
                (struct rect){scores.across.low_pt - 0.375, top_pt - 2, 0.75, foot_pt - top_pt + 2},
                COLOUR_INK);
    describe(canvas, chart);
    canvas->figure->height_pt = foot_pt + 4;
}
