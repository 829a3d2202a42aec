#include "figure_gantt_priv.h"

#include <math.h>

/*
 * A road map of bars: done is solid, planned is light, what depends on a decision is hatched. A bar
 * that has begun by the chart's date is solid up to it. Rows of one group stand below its name; a
 * row without an end is a milestone.
 */

static const double ROW_PT = 17, GROUP_PT = 19, HEAD_PT = 28, KEY_PT = 26;
static const double ASIDE_SHARE_MOST = 0.2;

static const char *const state_names[N_STATES] = {"", "done", "planned", "conditional"};

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
    size_t n = MIN(chart->rows->list.n, GANTT_ROWS_MAX);
    gantt->tasks = ARENA_NEW_N(chart->fields.arena, struct task, n);
    if (n < chart->rows->list.n) {
        diag_warning(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                     "a road map shows the first %d of %zu rows", GANTT_ROWS_MAX,
                     chart->rows->list.n);
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
    gantt->lines = ARENA_NEW_N(canvas->arena, struct line, gantt->n);
    gantt->n_lines = gantt->n_heads = 0;
    for (size_t first = 0, end; first < gantt->n; first = end) {
        bool are_milestones, is_named = gantt->tasks[first].group.n > 0;
        end = group_end(gantt, first, &are_milestones);
        struct line shared = {first, end - first, true, false, true};
        if (is_named && are_milestones && gantt_can_share(canvas, gantt, &shared)) {
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
    gantt->across = (struct scale){
        (double)date_to_days(gantt->first), (double)date_to_days(gantt->last),
        gantt->aside_pt + gantt->rows.name_pt + GANTT_GAP_PT, canvas->figure->width_pt};
    plan_lines(canvas, gantt);
    double n = (double)gantt->n_lines + (double)gantt->n_heads, taller = chart_rows_taller(chart);
    gantt->rows.row_pt = chart_row_height(chart, n, gantt->rows.row_pt / taller);
    if (taller > 1) {
        gantt->rows.row_pt = fmin(gantt->rows.row_pt, (chart->room_pt - HEAD_PT - KEY_PT) / n);
    }
    gantt->rows.row_pt = fmax(gantt->rows.row_pt, GANTT_BAR_PT + 2);
    gantt->group_pt = fmax(gantt->rows.row_pt * GROUP_PT / ROW_PT, GANTT_BAR_PT + 2);
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
        gantt->aside_pt = fmin(widest_group(canvas, gantt) + GANTT_GAP_PT,
                               canvas->figure->width_pt * ASIDE_SHARE_MOST);
        measure_rows(canvas, chart, gantt);
    }
    struct date today;
    struct str said = str_trim(field_text(&chart->fields, "today"));
    said = said.n > 0 ? said : str_trim(field_text(&chart->fields, "as_of"));
    bool is_known = date_parse(said, &today);
    gantt->today = is_known ? (double)date_to_days(today) : (double)NAN;
}

/* --- the whole ------------------------------------------------------------------------------ */

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
        gantt_draw_line(canvas, gantt, line, y_pt + gantt->rows.row_pt / 2);
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
