#include "figure_gantt_priv.h"

#include <math.h>

/* What stands in a row of a road map: a bar and its owner, or milestones and their words. */

static const double RADIUS_PT = 1.5, DIAMOND_PT = 5.5, LABEL_GAP_PT = 4;

static void draw_span(struct canvas *canvas, const struct gantt *gantt, double from, double to,
                      double y_pt, enum state state) {
    double x_pt = scale_at(&gantt->across, from), end = scale_at(&gantt->across, to);
    struct rect bar = {x_pt, y_pt - GANTT_BAR_PT / 2, fmax(end - x_pt, 1), GANTT_BAR_PT};
    if (state == STATE_CONDITIONAL) {
        canvas_hatch(canvas, bar, COLOUR_BRAND);
    } else {
        canvas_round_rect(canvas, bar, fmin(RADIUS_PT, bar.width / 2),
                          state == STATE_DONE ? COLOUR_BRAND : COLOUR_RAMP + 3);
    }
}

/* What is behind the chart's date is done, unless the row says what it is. */
static void draw_bar(struct canvas *canvas, struct gantt *gantt, const struct task *task,
                     double y_pt) {
    double from = task->start;
    enum state state = task->state;
    if (state == STATE_BY_DATE) {
        double done = isnan(gantt->today) ? from : fmin(fmax(gantt->today, from), task->end);
        if (done > from) {
            draw_span(canvas, gantt, from, done, y_pt, STATE_DONE);
            gantt->uses[STATE_DONE] = true;
        }
        from = done;
        state = STATE_PLANNED;
    }
    if (from < task->end) {
        draw_span(canvas, gantt, from, task->end, y_pt, state);
        gantt->uses[state] = true;
    }
}

/* Inside the bar where there is room, else behind it, else before it. */
static void draw_owner(struct canvas *canvas, const struct gantt *gantt, const struct task *task,
                       double y_pt) {
    struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_INK};
    double x_pt = scale_at(&gantt->across, task->start), end = scale_at(&gantt->across, task->end);
    double width_pt = canvas_measure(canvas, &look, task->owner);
    bool is_split =
        task->state == STATE_BY_DATE && gantt->today > task->start && gantt->today < task->end;
    bool is_solid =
        task->state == STATE_DONE || (task->state == STATE_BY_DATE && gantt->today >= task->end);
    double room_pt = end - (is_split ? scale_at(&gantt->across, gantt->today) : x_pt);
    if (task->state != STATE_CONDITIONAL && width_pt + 8 <= room_pt) {
        look.anchor = ANCHOR_END;
        look.colour = canvas_text_on(canvas, is_solid ? COLOUR_BRAND : COLOUR_RAMP + 3);
        canvas_text(canvas, &look, (struct point){end - 4, y_pt + 3}, task->owner);
    } else if (end + LABEL_GAP_PT + width_pt <= canvas->figure->width_pt) {
        canvas_text(canvas, &look, (struct point){end + LABEL_GAP_PT, y_pt + 3}, task->owner);
    } else if (x_pt - LABEL_GAP_PT - width_pt >= gantt->across.low_pt) {
        look.anchor = ANCHOR_END;
        canvas_text(canvas, &look, (struct point){x_pt - LABEL_GAP_PT, y_pt + 3}, task->owner);
    }
}

/* A milestone's words and where they stand: at its right, or where there is no room at its left. */
struct mark {
    double x_pt, width_pt;
    struct str words;
    bool is_left;
};

static const struct text_look mark_look = {
    .role = ROLE_SMALL, .weight = 600, .colour = COLOUR_SERIES_TEXT};

/* @end_pt: where its room ends. */
static struct mark mark_of(const struct canvas *canvas, const struct gantt *gantt,
                           const struct task *task, bool is_named, double end_pt) {
    const char *when =
        locale_format_date(canvas->request->locale, canvas->arena, task->from, "@MMMd");
    struct mark mark = {.x_pt = scale_at(&gantt->across, task->start)};
    mark.words = str_from(
        is_named ? arena_printf(canvas->arena, STR_FMT ", %s", STR_ARG(task->name), when) : when);
    mark.width_pt = DIAMOND_PT + LABEL_GAP_PT + canvas_measure(canvas, &mark_look, mark.words);
    mark.is_left = mark.x_pt + mark.width_pt > end_pt;
    return mark;
}

static void draw_mark(struct canvas *canvas, const struct mark *mark, double y_pt) {
    struct text_look look = mark_look;
    double away_pt = DIAMOND_PT + LABEL_GAP_PT;
    canvas_diamond(canvas, (struct point){mark->x_pt, y_pt}, DIAMOND_PT, COLOUR_BRAND);
    look.anchor = mark->is_left ? ANCHOR_END : ANCHOR_START;
    double x_pt = mark->is_left ? mark->x_pt - away_pt : mark->x_pt + away_pt;
    /* Lines of the day and of quarters do not run through the words. */
    double width_pt = mark->width_pt - away_pt;
    canvas_rect(canvas,
                (struct rect){mark->is_left ? x_pt - width_pt - 1 : x_pt - 1,
                              y_pt - GANTT_BAR_PT / 2, width_pt + 2, GANTT_BAR_PT},
                COLOUR_GROUND);
    canvas_text(canvas, &look, (struct point){x_pt, y_pt + 3}, mark->words);
}

static void draw_milestone(struct canvas *canvas, const struct gantt *gantt,
                           const struct task *task, double y_pt) {
    struct mark mark = mark_of(canvas, gantt, task, false, canvas->figure->width_pt);
    draw_mark(canvas, &mark, y_pt);
}

/* The marks of a row that several milestones share, if they have room beside each other. */
static bool place_marks(const struct canvas *canvas, const struct gantt *gantt,
                        const struct line *line, struct mark *marks) {
    double free_pt = gantt->across.low_pt;
    for (size_t i = 0; i < line->n; i++) {
        const struct task *task = &gantt->tasks[line->first + i];
        bool is_last = i + 1 == line->n;
        double end_pt = is_last
                            ? canvas->figure->width_pt
                            : scale_at(&gantt->across, task[1].start) - DIAMOND_PT - GANTT_GAP_PT;
        marks[i] = mark_of(canvas, gantt, task, true, end_pt);
        double begin_pt = marks[i].x_pt - (marks[i].is_left ? marks[i].width_pt : DIAMOND_PT);
        if (!task->is_there || begin_pt < free_pt) {
            return false;
        }
        free_pt =
            marks[i].x_pt + (marks[i].is_left ? DIAMOND_PT : marks[i].width_pt) + GANTT_GAP_PT;
    }
    return true;
}

static void draw_task(struct canvas *canvas, struct gantt *gantt, const struct task *task,
                      double y_pt) {
    rows_draw_name(canvas, &gantt->rows, y_pt, task->name);
    if (!task->is_there) {
        const struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
        canvas_text(canvas, &look, (struct point){gantt->across.low_pt + 4, y_pt + 3},
                    canvas_word(canvas, WORD_MISSING));
    } else if (task->is_milestone) {
        draw_milestone(canvas, gantt, task, y_pt);
    } else {
        draw_bar(canvas, gantt, task, y_pt);
        draw_owner(canvas, gantt, task, y_pt);
    }
}

/* --- the row -------------------------------------------------------------------------------- */

bool gantt_can_share(const struct canvas *canvas, const struct gantt *gantt,
                     const struct line *line) {
    struct mark marks[GANTT_ROWS_MAX];
    return place_marks(canvas, gantt, line, marks);
}

void gantt_draw_line(struct canvas *canvas, struct gantt *gantt, const struct line *line,
                     double middle_pt) {
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    const struct task *task = &gantt->tasks[line->first];
    struct mark marks[GANTT_ROWS_MAX];
    if (line->opens_group && !line->has_head) {
        double room_pt = gantt->aside_pt > 0 ? gantt->aside_pt - LABEL_GAP_PT : gantt->rows.name_pt;
        canvas_text_within(canvas, &strong, (struct point){0, middle_pt + 3}, room_pt, task->group);
    }
    if (!line->is_shared) {
        draw_task(canvas, gantt, task, middle_pt);
        return;
    }
    place_marks(canvas, gantt, line, marks);
    for (size_t i = 0; i < line->n; i++) {
        draw_mark(canvas, &marks[i], middle_pt);
    }
}
