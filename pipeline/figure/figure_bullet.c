#include "figure_chart_priv.h"

#include <math.h>

/*
 * Bullets: measures of different units on one scale, per cent of their targets. Bands end at 75,
 * 100 and 120 per cent; the bar is the actual, the tick the target.
 *
 *             Actual  Target  0        50      100%         Status
 *   Bookings  $5.42M  $5.00M  |███████████████ | ██          o Ahead
 */

static const double ROW_PT = 26, BAND_PT = 14, BAR_PT = 6, TICK_PT = 13, GAP_PT = 14, HEAD_PT = 18;
static const double SCALE_LEAST = 1.2, BARS_LEAST_PT = 60;

struct bullets {
    struct rows rows;
    double actual_x, target_x, status_x; /* right edges; target_x of 0: left out */
    double status_pt;                    /* of the words; 0: a mark alone */
    struct scale across;                 /* shares of the target */
};

static double widest_words(const struct canvas *canvas, const struct chart *chart,
                           enum scenario scenario, struct str head) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double widest = canvas_measure(canvas, &look, head);
    for (size_t i = 0; i < chart->n; i++) {
        struct str words = chart_scenario_words(canvas, chart, i, scenario);
        widest = fmax(widest, canvas_measure(canvas, &look, words));
    }
    return widest;
}

static double widest_status(const struct canvas *canvas, const struct chart *chart) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double widest = 0;
    for (size_t i = 0; i < chart->n; i++) {
        struct str words = chart_field_text(chart, chart->groups[i].row, "status");
        widest = fmax(widest, canvas_measure(canvas, &look, words));
    }
    return fmin(widest, canvas->figure->width_pt * 0.25);
}

static bool share_of(const struct chart_group *group, double *ret) {
    const struct chart_number *actual = &group->numbers[SCENARIO_ACTUAL];
    const struct chart_number *target = &group->numbers[SCENARIO_PLAN];
    if (!actual->is_there || !target->is_there || !(target->value > 0)) {
        return false;
    }
    *ret = actual->value / target->value;
    return true;
}

/* In a narrow figure the targets go first, then the words of the status. */
static struct bullets measure_bullets(const struct canvas *canvas, const struct chart *chart) {
    double width_pt = canvas->figure->width_pt, most = SCALE_LEAST, share;
    struct bullets bullets = {.rows = rows_measure(canvas, chart, ROW_PT, 500),
                              .status_x = width_pt,
                              .status_pt = widest_status(canvas, chart)};
    struct str actual = chart_scenario_name(chart, SCENARIO_ACTUAL);
    struct str target = chart_scenario_name(chart, SCENARIO_PLAN);
    double actual_pt = fmin(widest_words(canvas, chart, SCENARIO_ACTUAL, actual), width_pt * 0.2);
    double target_pt = fmin(widest_words(canvas, chart, SCENARIO_PLAN, target), width_pt * 0.2);
    double mark_pt = bullets.status_pt > 0 ? 10 + GAP_PT : 4;
    bullets.actual_x = bullets.rows.name_pt + GAP_PT + actual_pt;
    double room_pt =
        width_pt - bullets.actual_x - 2 * GAP_PT - target_pt - bullets.status_pt - mark_pt;
    bool has_target = room_pt >= BARS_LEAST_PT;
    room_pt += has_target ? 0 : target_pt + GAP_PT;
    bullets.status_pt = room_pt >= BARS_LEAST_PT ? bullets.status_pt : 0;
    bullets.target_x = has_target ? bullets.actual_x + GAP_PT + target_pt : 0;
    for (size_t i = 0; i < chart->n; i++) {
        most = share_of(&chart->groups[i], &share) ? fmax(most, share) : most;
    }
    double left_pt = fmax(bullets.actual_x, bullets.target_x) + GAP_PT;
    double right_pt = width_pt - bullets.status_pt - mark_pt;
    bullets.across = (struct scale){0, most, left_pt, fmax(right_pt, left_pt + 10)};
    return bullets;
}

static void draw_heads(struct canvas *canvas, const struct chart *chart,
                       const struct bullets *bullets) {
    struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_END};
    double y_pt = chart->top_pt + 9;
    double room_pt = canvas->figure->width_pt * 0.2;
    canvas_text_within(canvas, &look, (struct point){bullets->actual_x, y_pt}, room_pt,
                       chart_scenario_name(chart, SCENARIO_ACTUAL));
    if (bullets->target_x > 0) {
        canvas_text_within(canvas, &look, (struct point){bullets->target_x, y_pt}, room_pt,
                           chart_scenario_name(chart, SCENARIO_PLAN));
    }
    look.anchor = ANCHOR_MIDDLE;
    /* The target is the one that must be said. */
    look.weight = 600;
    look.colour = COLOUR_INK;
    canvas_text_free(canvas, &look, (struct point){scale_at(&bullets->across, 1), y_pt},
                     chart_format_share(canvas, 1, 0, false));
    look.weight = 0;
    look.colour = COLOUR_MUTED;
    canvas_text_free(canvas, &look, (struct point){scale_at(&bullets->across, 0), y_pt}, STR("0"));
    canvas_text_free(canvas, &look, (struct point){scale_at(&bullets->across, 0.5), y_pt},
                     chart_format_share(canvas, 0.5, 0, false));
}

static void draw_bands(struct canvas *canvas, const struct bullets *bullets, double middle_pt) {
    const double ends[BAND_COLOURS] = {0.75, 1, bullets->across.high};
    double from = 0;
    for (int i = 0; i < BAND_COLOURS; i++) {
        double x_pt = scale_at(&bullets->across, from);
        canvas_rect(canvas,
                    (struct rect){x_pt, middle_pt - BAND_PT / 2,
                                  scale_at(&bullets->across, ends[i]) - x_pt, BAND_PT},
                    COLOUR_BAND + i);
        from = ends[i];
    }
}

static void draw_bullet(struct canvas *canvas, const struct chart *chart,
                        const struct bullets *bullets, size_t i, double middle_pt) {
    const struct chart_group *group = &chart->groups[i];
    const struct text_look strong = {
        .role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK, .anchor = ANCHOR_END};
    const struct text_look plain = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_END};
    struct str tone = chart_field_text(chart, group->row, "tone");
    struct str status = chart_field_text(chart, group->row, "status");
    double text_y = middle_pt + 3, share;
    rows_draw_name(canvas, &bullets->rows, middle_pt, group->name);
    double room_pt = canvas->figure->width_pt * 0.2;
    canvas_text_within(canvas, &strong, (struct point){bullets->actual_x, text_y}, room_pt,
                       chart_scenario_words(canvas, chart, i, SCENARIO_ACTUAL));
    if (bullets->target_x > 0) {
        canvas_text_within(canvas, &plain, (struct point){bullets->target_x, text_y}, room_pt,
                           chart_scenario_words(canvas, chart, i, SCENARIO_PLAN));
    }
    if (share_of(group, &share)) {
        draw_bands(canvas, bullets, middle_pt);
        double x_pt = scale_at(&bullets->across, 0);
        double length_pt = scale_at(&bullets->across, fmax(share, 0)) - x_pt;
        canvas_rect(canvas, (struct rect){x_pt, middle_pt - BAR_PT / 2, length_pt, BAR_PT},
                    str_is(tone, "bad") ? COLOUR_BAD : COLOUR_BRAND);
        canvas_rect(
            canvas,
            (struct rect){scale_at(&bullets->across, 1) - 1, middle_pt - TICK_PT / 2, 2, TICK_PT},
            COLOUR_INK);
    } else {
        canvas_hatch_missing(canvas, (struct rect){bullets->across.low_pt, middle_pt - BAND_PT / 2,
                                                   bullets->across.high_pt - bullets->across.low_pt,
                                                   BAND_PT});
    }
    if (status.n > 0) {
        struct text_look word = strong;
        word.colour = tone_colour(tone);
        status = canvas_cut(canvas, &word, bullets->status_pt, status);
        double width_pt = canvas_measure(canvas, &word, status);
        canvas_text(canvas, &word, (struct point){bullets->status_x, text_y}, status);
        draw_tone(canvas, tone, (struct point){bullets->status_x - width_pt - 7, middle_pt});
    }
}

/* Measures of different units have no highest and lowest: each is told. */
static void describe(const struct canvas *canvas, const struct chart *chart) {
    for (size_t i = 0; i < chart->n; i++) {
        struct str status = chart_field_text(chart, chart->groups[i].row, "status");
        g_string_append_printf(chart->says, " " STR_FMT ": " STR_FMT " (" STR_FMT " " STR_FMT ")",
                               STR_ARG(chart->groups[i].name),
                               STR_ARG(chart_scenario_words(canvas, chart, i, SCENARIO_ACTUAL)),
                               STR_ARG(chart_scenario_name(chart, SCENARIO_PLAN)),
                               STR_ARG(chart_scenario_words(canvas, chart, i, SCENARIO_PLAN)));
        g_string_append_printf(chart->says, "%s" STR_FMT "%s", status.n ? ", " : "",
                               STR_ARG(status), i + 1 < chart->n ? ";" : ".");
    }
}

void draw_bullets(struct canvas *canvas, struct chart *chart) {
    struct bullets bullets = measure_bullets(canvas, chart);
    double row_pt = bullets.rows.row_pt, y_pt = chart->top_pt + HEAD_PT;
    draw_heads(canvas, chart, &bullets);
    for (size_t i = 0; i < chart->n; i++, y_pt += row_pt) {
        if (i > 0) {
            canvas_rect(canvas, (struct rect){0, y_pt - 0.3, canvas->figure->width_pt, 0.6},
                        COLOUR_GRID);
        }
        draw_bullet(canvas, chart, &bullets, i, y_pt + row_pt / 2);
    }
    double top_pt = chart->top_pt + HEAD_PT - 2;
    canvas_rect(canvas, (struct rect){bullets.across.low_pt - 0.375, top_pt, 0.75, y_pt - top_pt},
                COLOUR_INK);
    describe(canvas, chart);
    canvas->figure->height_pt = y_pt + 6;
}
