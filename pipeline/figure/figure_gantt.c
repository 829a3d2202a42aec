#include "figure_chart_priv.h"

#include <math.h>

/*
 * A road map of bars: done is solid, planned is light, what depends on a decision is hatched. A bar
 * that has begun by the chart's date is solid up to it. Rows of one group stand below its name; a
 * row without an end is a milestone.
 */

enum { ROWS_MAX = 60 };

static const double ROW_PT = 17, GROUP_PT = 19, BAR_PT = 11, RADIUS_PT = 1.5, GAP_PT = 12;
static const double HEAD_PT = 28, KEY_PT = 26, LABEL_GAP_PT = 4, DIAMOND_PT = 5.5;
static const double ASIDE_SHARE_MOST = 0.2;

enum state { STATE_BY_DATE, STATE_DONE, STATE_PLANNED, STATE_CONDITIONAL, N_STATES };

static const char *const state_names[N_STATES] = {"", "done", "planned", "conditional"};

struct task {
    struct str name, group, owner;
    struct date from, to;
    double start, end; /* days; the end is the day after the last */
    enum state state;
    bool is_milestone, is_there;
};

/* A row: one task, or the milestones of a group that has nothing else. */
struct line {
    size_t first, n;
    bool opens_group, has_head; /* the group's name stands above it */
    bool is_shared;
};

struct gantt {
    struct task *tasks;
    size_t n;
    struct line *lines;
    size_t n_lines, n_heads;
    struct rows rows;
    double group_pt;         /* height of a group's name */
    double aside_pt;         /* width of a column for names of groups; 0: they stand above */
    struct scale across;     /* days */
    struct date first, last; /* first of the first month, first of the month after the last */
    double today;            /* NAN: not known */
    bool uses[N_STATES];
};

/* --- reading -------------------------------------------------------------------------------- */

static enum state state_of(const struct chart *chart, const struct value *row) {
    struct str state = chart_own_text(chart, row, "state");
    for (int i = 0; i < N_STATES; i++) {
        if (str_is(state, state_names[i])) {
            return (enum state)i;
        }
    }
    diag_error(chart->fields.diags, figure_place(chart->fields.request, row), DIAG_FIGURE_DATA,
               "a row of a road map is done, planned or conditional, not \"" STR_FMT "\"",
               STR_ARG(state));
    return STATE_BY_DATE;
}

static struct task read_task(const struct chart *chart, const struct value *row) {
    struct task task = {.name = chart_own_text(chart, row, "name"),
                        .group = chart_own_text(chart, row, "group"),
                        .owner = chart_own_text(chart, row, "owner"),
                        .state = state_of(chart, row)};
    task.is_there = chart_read_date(chart, row, "start", &task.from);
    if (!chart_read_date(chart, row, "end", &task.to)) {
        task.is_milestone = true;
        task.to = task.from;
    }
    if (!task.is_there) {
        return task;
    }
    if (date_compare(task.to, task.from) < 0) {
        diag_error(chart->fields.diags, figure_place(chart->fields.request, row), DIAG_FIGURE_DATA,
                   "\"" STR_FMT "\" ends before it starts", STR_ARG(task.name));
        task.to = task.from;
    }
    task.start = (double)date_to_days(task.from);
    task.end = (double)date_to_days(task.to) + (task.is_milestone ? 0 : 1);
    return task;
}

static void read_tasks(struct chart *chart, struct gantt *gantt) {
    size_t n = MIN(chart->rows->list.n, ROWS_MAX);
    gantt->tasks = ARENA_NEW_N(chart->fields.arena, struct task, n);
    if (n < chart->rows->list.n) {
        diag_warning(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                     "a road map shows the first %d of %zu rows", ROWS_MAX, chart->rows->list.n);
    }
    for (size_t i = 0; i < n; i++) {
        gantt->tasks[gantt->n++] = read_task(chart, chart->rows->list.items[i]);
    }
}

/* Whole months around all rows. */
static bool find_span(struct gantt *gantt) {
    bool is_any = false;
    for (size_t i = 0; i < gantt->n; i++) {
        const struct task *task = &gantt->tasks[i];
        if (!task->is_there) {
            continue;
        }
        gantt->first =
            !is_any || date_compare(task->from, gantt->first) < 0 ? task->from : gantt->first;
        gantt->last = !is_any || date_compare(task->to, gantt->last) > 0 ? task->to : gantt->last;
        is_any = true;
    }
    if (is_any) {
        gantt->first.day = gantt->last.day = 1;
        gantt->last = date_add_months(gantt->last, 1);
    }
    return is_any;
}

/* --- the head ------------------------------------------------------------------------------- */

static int months_between(struct date from, struct date to) {
    return (to.year - from.year) * 12 + to.month - from.month;
}

static double month_x(const struct gantt *gantt, int month) {
    return scale_at(&gantt->across, (double)date_to_days(date_add_months(gantt->first, month)));
}

/* Months by name, by letter, or quarters; years where even those are too narrow. */
static struct str period_words(const struct canvas *canvas, const struct gantt *gantt, int month,
                               int step, double width_pt) {
    const struct text_look look = {.role = ROLE_SMALL};
    struct date date = date_add_months(gantt->first, month);
    static const char *const patterns[2][2] = {{"LLL", "LLLLL"}, {"QQQ", "Q"}};
    for (size_t i = 0; i < 2 && step < 12; i++) {
        char *words = locale_format_date(canvas->request->locale, canvas->arena, date,
                                         patterns[step == 3][i]);
        if (words && canvas_measure(canvas, &look, str_from(words)) <= width_pt - 2) {
            return str_from(words);
        }
    }
    return STR("");
}

static struct str year_words(const struct canvas *canvas, struct date date) {
    return str_from(locale_format_date(canvas->request->locale, canvas->arena, date, "@y"));
}

static void draw_months(struct canvas *canvas, const struct gantt *gantt, double y_pt,
                        double foot_pt) {
    const struct text_look look = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_MIDDLE};
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    int n = months_between(gantt->first, gantt->last);
    double month_pt = (gantt->across.high_pt - gantt->across.low_pt) / n;
    int step = month_pt >= 10 ? 1 : month_pt >= 4 ? 3 : 12;
    for (int month = 0; month < n; month++) {
        struct date date = date_add_months(gantt->first, month);
        double x_pt = month_x(gantt, month);
        if (month == 0 || date.month == 1) {
            canvas_text_free(canvas, &strong, (struct point){x_pt + 2, y_pt + 9},
                             year_words(canvas, date));
        }
        bool is_line = (date.month - 1) % MAX(step, 3) == 0;
        if (is_line) {
            canvas_rect(
                canvas,
                (struct rect){x_pt - 0.25, y_pt + HEAD_PT - 4, 0.5, foot_pt - y_pt - HEAD_PT + 4},
                COLOUR_GRID);
        }
        if ((date.month - 1) % step == 0 || month == 0) {
            int ahead = step - (date.month - 1) % step;
            double end = month_x(gantt, MIN(month + ahead, n));
            canvas_text_free(canvas, &look, (struct point){(x_pt + end) / 2, y_pt + 21},
                             period_words(canvas, gantt, month, step, end - x_pt));
        }
    }
}

/* --- rows ----------------------------------------------------------------------------------- */

static void draw_span(struct canvas *canvas, const struct gantt *gantt, double from, double to,
                      double y_pt, enum state state) {
    double x_pt = scale_at(&gantt->across, from), end = scale_at(&gantt->across, to);
    struct rect bar = {x_pt, y_pt - BAR_PT / 2, fmax(end - x_pt, 1), BAR_PT};
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
                (struct rect){mark->is_left ? x_pt - width_pt - 1 : x_pt - 1, y_pt - BAR_PT / 2,
                              width_pt + 2, BAR_PT},
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
        double end_pt = is_last ? canvas->figure->width_pt
                                : scale_at(&gantt->across, task[1].start) - DIAMOND_PT - GAP_PT;
        marks[i] = mark_of(canvas, gantt, task, true, end_pt);
        double begin_pt = marks[i].x_pt - (marks[i].is_left ? marks[i].width_pt : DIAMOND_PT);
        if (!task->is_there || begin_pt < free_pt) {
            return false;
        }
        free_pt = marks[i].x_pt + (marks[i].is_left ? DIAMOND_PT : marks[i].width_pt) + GAP_PT;
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

/* --- the key -------------------------------------------------------------------------------- */

static struct str state_name(const struct chart *chart, enum state state) {
    static const enum figure_word words[N_STATES] = {WORD_MISSING, WORD_DONE, WORD_PLANNED,
                                                     WORD_CONDITIONAL};
    struct str own =
        value_string(value_get(value_get(chart->fields.map, "labels"), state_names[state]));
    return own.n ? own : str_from(figure_word(chart->fields.request->locale, words[state]));
}

/* Only where there are kinds to tell apart. */
static double draw_states(struct canvas *canvas, const struct chart *chart,
                          const struct gantt *gantt, double y_pt) {
    struct key_entry entries[N_STATES];
    size_t n = 0;
    for (int state = STATE_DONE; state < N_STATES; state++) {
        if (gantt->uses[state]) {
            entries[n++] = (struct key_entry){
                .name = state_name(chart, (enum state)state),
                .colour = state == STATE_PLANNED ? COLOUR_RAMP + 3 : COLOUR_BRAND,
                .sample = state == STATE_CONDITIONAL ? KEY_HATCHED : KEY_SOLID};
        }
    }
    return n > 1 ? draw_key(canvas, entries, n, y_pt) : 0;
}

/* --- which rows there are ------------------------------------------------------------------- */

static size_t group_end(const struct gantt *gantt, size_t first, bool *ret_are_milestones) {
    size_t end = first;
    *ret_are_milestones = true;
    while (end < gantt->n && str_eq(gantt->tasks[end].group, gantt->tasks[first].group)) {
        *ret_are_milestones = *ret_are_milestones && gantt->tasks[end].is_milestone;
        end++;
    }
    return end;
}

static void plan_lines(const struct canvas *canvas, struct gantt *gantt) {
    struct mark marks[ROWS_MAX];
    gantt->lines = ARENA_NEW_N(canvas->arena, struct line, gantt->n);
    gantt->n_lines = gantt->n_heads = 0;
    for (size_t first = 0, end; first < gantt->n; first = end) {
        bool are_milestones, is_named = gantt->tasks[first].group.n > 0;
        end = group_end(gantt, first, &are_milestones);
        struct line shared = {first, end - first, true, false, true};
        if (is_named && are_milestones && place_marks(canvas, gantt, &shared, marks)) {
            gantt->lines[gantt->n_lines++] = shared;
            continue;
        }
        for (size_t i = first; i < end; i++) {
            bool is_first = i == first;
            gantt->lines[gantt->n_lines++] =
                (struct line){i, 1, is_first, is_first && is_named && gantt->aside_pt <= 0, false};
        }
        gantt->n_heads += is_named && gantt->aside_pt <= 0;
    }
}

static double widest_group(const struct canvas *canvas, const struct gantt *gantt) {
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600};
    double widest_pt = 0;
    for (size_t i = 0; i < gantt->n; i++) {
        widest_pt = fmax(widest_pt, canvas_measure(canvas, &strong, gantt->tasks[i].group));
    }
    return widest_pt;
}

static void measure_rows(const struct canvas *canvas, const struct chart *chart,
                         struct gantt *gantt) {
    struct str *names = ARENA_NEW_N(canvas->arena, struct str, gantt->n);
    for (size_t i = 0; i < gantt->n; i++) {
        names[i] = gantt->tasks[i].name;
    }
    gantt->rows = rows_measure_names(canvas, chart, names, gantt->n, ROW_PT, 0);
    for (size_t i = 0; i < gantt->n && gantt->aside_pt <= 0; i++) {
        rows_make_room(canvas, &gantt->rows, gantt->tasks[i].group);
    }
    gantt->rows.left_pt = gantt->aside_pt;
    gantt->across =
        (struct scale){(double)date_to_days(gantt->first), (double)date_to_days(gantt->last),
                       gantt->aside_pt + gantt->rows.name_pt + GAP_PT, canvas->figure->width_pt};
    plan_lines(canvas, gantt);
    double n = (double)gantt->n_lines + (double)gantt->n_heads, taller = chart_rows_taller(chart);
    gantt->rows.row_pt = chart_row_height(chart, n, gantt->rows.row_pt / taller);
    if (taller > 1) {
        gantt->rows.row_pt = fmin(gantt->rows.row_pt, (chart->room_pt - HEAD_PT - KEY_PT) / n);
    }
    gantt->rows.row_pt = fmax(gantt->rows.row_pt, BAR_PT + 2);
    gantt->group_pt = fmax(gantt->rows.row_pt * GROUP_PT / ROW_PT, BAR_PT + 2);
}

static double rows_height(const struct gantt *gantt) {
    return gantt->rows.row_pt * (double)gantt->n_lines + gantt->group_pt * (double)gantt->n_heads;
}

/* Names of groups stand above their rows; where the height that is asked for has no room for that,
   in a column of their own. */
static void set_measures(const struct canvas *canvas, const struct chart *chart,
                         struct gantt *gantt) {
    double wanted_pt = 0;
    measure_rows(canvas, chart, gantt);
    bool is_given = value_number(value_get(chart->fields.map, "height"), &wanted_pt);
    if (is_given && gantt->n_heads > 0 && rows_height(gantt) > wanted_pt) {
        gantt->aside_pt =
            fmin(widest_group(canvas, gantt) + GAP_PT, canvas->figure->width_pt * ASIDE_SHARE_MOST);
        measure_rows(canvas, chart, gantt);
    }
    struct date today;
    struct str said = str_trim(field_text(&chart->fields, "today"));
    said = said.n > 0 ? said : str_trim(field_text(&chart->fields, "as_of"));
    bool is_known = date_parse(said, &today);
    gantt->today = is_known ? (double)date_to_days(today) : (double)NAN;
}

/* --- the whole ------------------------------------------------------------------------------ */

static void draw_line(struct canvas *canvas, struct gantt *gantt, const struct line *line,
                      double middle_pt) {
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    const struct task *task = &gantt->tasks[line->first];
    struct mark marks[ROWS_MAX];
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

static double draw_rows(struct canvas *canvas, struct gantt *gantt, double y_pt) {
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    for (size_t i = 0; i < gantt->n_lines; i++) {
        const struct line *line = &gantt->lines[i];
        if (line->opens_group) {
            canvas_rect(canvas, (struct rect){0, y_pt, canvas->figure->width_pt, 0.5}, COLOUR_RULE);
        }
        if (line->has_head) {
            canvas_text_within(canvas, &strong, (struct point){0, y_pt + gantt->group_pt / 2 + 3},
                               gantt->rows.name_pt, gantt->tasks[line->first].group);
            y_pt += gantt->group_pt;
        }
        draw_line(canvas, gantt, line, y_pt + gantt->rows.row_pt / 2);
        y_pt += gantt->rows.row_pt;
    }
    canvas_rect(canvas, (struct rect){0, y_pt, canvas->figure->width_pt, 0.5}, COLOUR_RULE);
    return y_pt;
}

static void describe(const struct canvas *canvas, const struct chart *chart,
                     const struct gantt *gantt) {
    for (size_t i = 0; i < gantt->n; i++) {
        const struct task *task = &gantt->tasks[i];
        Locale *locale = canvas->request->locale;
        g_string_append_printf(chart->says, " " STR_FMT ": ", STR_ARG(task->name));
        struct str when = canvas_word(canvas, WORD_MISSING);
        if (task->is_there) {
            when = str_from(locale_format_date(locale, canvas->arena, task->from, "medium"));
        }
        if (!task->is_milestone && task->is_there) {
            char *to = locale_format_date(locale, canvas->arena, task->to, "medium");
            when = canvas_phrase(canvas, WORD_RANGE, when, str_from(to));
        }
        g_string_append_printf(chart->says, STR_FMT, STR_ARG(when));
        g_string_append(chart->says, i + 1 < gantt->n ? ";" : ".");
    }
}

void draw_gantt(struct canvas *canvas, struct chart *chart) {
    struct gantt gantt = {0};
    read_tasks(chart, &gantt);
    if (!find_span(&gantt)) {
        diag_error(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                   "none of the road map's %zu rows has a start", chart->rows->list.n);
        return;
    }
    set_measures(canvas, chart, &gantt);
    double top_pt = chart->top_pt + HEAD_PT, foot_pt = top_pt + rows_height(&gantt);
    draw_months(canvas, &gantt, chart->top_pt, foot_pt);
    if (gantt.today > gantt.across.low && gantt.today < gantt.across.high) {
        const struct line_look dashed = {.colour = COLOUR_INK, .width_pt = 0.9, .dash_pt = {2, 2}};
        double x_pt = scale_at(&gantt.across, gantt.today);
        canvas_line(canvas, &dashed, (struct point){x_pt, top_pt - 4},
                    (struct point){x_pt, foot_pt});
    }
    double y_pt = draw_rows(canvas, &gantt, top_pt) + 6;
    y_pt += draw_states(canvas, chart, &gantt, y_pt);
    describe(canvas, chart, &gantt);
    canvas->figure->height_pt = y_pt + 2;
}
