#include "figure_mermaid_priv.h"

#include <math.h>
#include <string.h>

/*
 * A gantt chart as a road map. Tasks begin at a date, after others, or where the one before ended;
 * they end at a date or last for a while. Ends are not part of a task there, and the last day of it
 * here. Times of day are passed over: a road map shows days.
 */

enum { TASKS_MAX = 500 };

struct task {
    struct str id;
    int64_t start, end; /* days; the end is the day after the last */
};

struct plan {
    struct canvas *canvas;
    struct diags *diags;
    struct str date_format, section;
    bool skips_weekends;
    struct task *tasks;
    size_t n, capacity;
    struct value *rows;
};

/* --- dates and lengths ---------------------------------------------------------------------- */

static bool take_number(struct str *text, size_t most, int *ret) {
    size_t n = 0;
    for (*ret = 0; n < text->n && n < most && g_ascii_isdigit(text->p[n]); n++) {
        *ret = *ret * 10 + (text->p[n] - '0');
    }
    *text = str_skip(*text, n);
    return n > 0;
}

/* By the letters of @format: Y, M, D; others stand for a number that does not matter. */
static bool parse_date(struct str format, struct str text, int64_t *ret) {
    struct date date = {1, 1, 1};
    for (size_t i = 0; i < format.n;) {
        char c = format.p[i];
        size_t run = i;
        while (run < format.n && format.p[run] == c) {
            run++;
        }
        int number = 0;
        if (!g_ascii_isalpha(c)) {
            run = i + 1;
            if (text.n == 0 || text.p[0] != c) {
                return false;
            }
            text = str_skip(text, 1);
        } else if (!take_number(&text, c == 'Y' ? MIN(run - i, 4) : 2, &number)) {
            return false;
        } else if (c == 'Y') {
            date.year = run - i == 2 ? 2000 + number : number;
        } else if (c == 'M') {
            date.month = number;
        } else if (c == 'D') {
            date.day = number;
        }
        i = run;
    }
    bool is_date = date.year >= 1 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
                   date.day <= date_days_in_month(date.year, date.month);
    *ret = is_date ? date_to_days(date) : 0;
    return is_date && text.n == 0;
}

static bool is_weekend(int64_t day) {
    return (day + 3) % 7 >= 5; /* 1970-01-01 was a Thursday */
}

/* "3d", "2w", "1.5M" from @start on. */
static bool add_length(const struct plan *plan, int64_t start, struct str text, int64_t *ret) {
    static const struct {
        const char *unit;
        double days;
    } units[] = {{"ms", 1 / 86400000.0}, {"s", 1 / 86400.0}, {"m", 1 / 1440.0},
                 {"h", 1 / 24.0},        {"d", 1},           {"w", 7},
                 {"M", 30.4375},         {"y", 365.25}};
    size_t n = 0;
    while (n < text.n && (g_ascii_isdigit(text.p[n]) || text.p[n] == '.')) {
        n++;
    }
    struct decimal number;
    if (!decimal_parse(str_slice(text, 0, n), &number)) {
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (str_is(str_skip(text, n), units[i].unit)) {
            double days = ceil(fmin(decimal_to_double(number) * units[i].days, 40000) - 1e-6);
            int64_t day = start;
            for (int64_t left = MAX((int64_t)days, 1); left > 0; day++) {
                left -= plan->skips_weekends && is_weekend(day) ? 0 : 1;
            }
            *ret = day;
            return true;
        }
    }
    return false;
}

static const struct task *find_task(const struct plan *plan, struct str id) {
    for (size_t i = 0; i < plan->n; i++) {
        if (id.n > 0 && str_eq(plan->tasks[i].id, id)) {
            return &plan->tasks[i];
        }
    }
    return NULL;
}

/* "after a b": the latest of their ends; "until a": the earliest beginning. */
static bool resolve_others(const struct plan *plan, struct str ids, bool is_after, int64_t *ret) {
    bool is_found = false;
    while (ids.n > 0) {
        struct str id;
        str_cut(str_trim(ids), ' ', &id, &ids);
        const struct task *task = find_task(plan, id);
        if (task) {
            int64_t day = is_after ? task->end : task->start;
            *ret = !is_found ? day : is_after ? MAX(*ret, day) : MIN(*ret, day);
            is_found = true;
        }
    }
    return is_found;
}

static bool report_when(const struct plan *plan, struct str text) {
    diag_error(plan->diags, mermaid_place(plan->canvas->request, text), DIAG_FIGURE_DATA,
               "\"" STR_FMT "\" is no date, length or task",
               STR_ARG(str_slice(text, 0, MIN(text.n, 40))));
    diag_hint(plan->diags, "Dates are written " STR_FMT ", lengths 3d or 2w, tasks after an id.",
              STR_ARG(plan->date_format));
    return false;
}

static bool read_start(const struct plan *plan, struct str text, int64_t *ret) {
    struct str ids;
    if (!(mermaid_begins(text, "after", &ids) ? resolve_others(plan, ids, true, ret)
                                              : parse_date(plan->date_format, text, ret))) {
        return report_when(plan, text);
    }
    while (plan->skips_weekends && is_weekend(*ret)) {
        ++*ret;
    }
    return true;
}

static bool read_end(const struct plan *plan, int64_t start, struct str text, int64_t *ret) {
    struct str ids;
    if (mermaid_begins(text, "until", &ids)
            ? resolve_others(plan, ids, false, ret)
            : parse_date(plan->date_format, text, ret) || add_length(plan, start, text, ret)) {
        return true;
    }
    return report_when(plan, text);
}

/* --- tasks ---------------------------------------------------------------------------------- */

struct words {
    struct str items[3]; /* id, start, end: the last ones that are there */
    size_t n;
    bool is_done, is_milestone;
};

/* "done, id, 2026-01-05, 3d": marks first. */
static void split_words(struct str text, struct words *ret) {
    static const char *const marks[] = {"done", "active", "crit", "vert", "milestone"};
    *ret = (struct words){0};
    while (text.n > 0) {
        struct str item;
        bool is_mark = false;
        str_cut(text, ',', &item, &text);
        item = str_trim(item);
        for (size_t i = 0; i < G_N_ELEMENTS(marks) && ret->n == 0; i++) {
            is_mark = is_mark || str_is(item, marks[i]);
        }
        ret->is_done |= is_mark && str_is(item, "done");
        ret->is_milestone |= is_mark && str_is(item, "milestone");
        if (!is_mark && item.n > 0 && ret->n < G_N_ELEMENTS(ret->items)) {
            ret->items[ret->n++] = item;
        }
    }
}

static void add_row(struct plan *plan, struct str name, const struct task *task,
                    const struct words *words, struct span at) {
    Arena *arena = plan->canvas->arena;
    struct value *row = value_new(arena, VALUE_MAP, at);
    int64_t last = MAX(task->end - 1, task->start);
    const char *start = date_format_iso(arena, date_from_days(task->start));
    const char *end = date_format_iso(arena, date_from_days(last));
    mermaid_put_text(arena, row, "name", at, flow_label(arena, name));
    mermaid_put_text(arena, row, "group", at, plan->section);
    mermaid_put_text(arena, row, "start", at, str_from(start));
    mermaid_put_text(arena, row, "end", at, words->is_milestone ? STR("") : str_from(end));
    mermaid_put_text(arena, row, "state", at, words->is_done ? STR("done") : STR("planned"));
    value_append(arena, plan->rows, row);
}

static bool read_task(struct plan *plan, struct str line) {
    struct str name, text;
    struct words words;
    if (!str_cut(line, ':', &name, &text) || str_trim(text).n == 0) {
        diag_error(plan->diags, mermaid_place(plan->canvas->request, line), DIAG_FIGURE_DATA,
                   "a task of a gantt chart was expected, not \"" STR_FMT "\"",
                   STR_ARG(str_slice(line, 0, MIN(line.n, 40))));
        diag_hint(plan->diags, "Write \"Words :2026-01-05, 3d\".");
        return false;
    }
    if (plan->n == TASKS_MAX) {
        return diag_error(plan->diags, mermaid_place(plan->canvas->request, line), DIAG_FIGURE_DATA,
                          "a gantt chart has at most 500 tasks");
    }
    split_words(text, &words);
    struct task task = {.id = words.n == 3 ? words.items[0] : STR("")};
    task.start = plan->n > 0 ? plan->tasks[plan->n - 1].end : 0;
    if (words.n == 0) {
        return report_when(plan, str_trim(text));
    }
    if (words.n > 1 ? !read_start(plan, words.items[words.n - 2], &task.start) : plan->n == 0) {
        return words.n > 1 ? false : report_when(plan, words.items[0]);
    }
    if (!read_end(plan, task.start, words.items[words.n - 1], &task.end)) {
        return false;
    }
    plan->tasks =
        arena_grow(plan->canvas->arena, plan->tasks, plan->n, &plan->capacity, sizeof *plan->tasks);
    plan->tasks[plan->n++] = task;
    add_row(plan, str_trim(name), &task, &words, mermaid_place(plan->canvas->request, line));
    return true;
}

/* How axes are written, and what days look like: the road map's own. */
static bool is_passed_over(struct str line) {
    static const char *const words[] = {
        "axisFormat", "tickInterval", "todayMarker", "weekday", "inclusiveEndDates",
        "topAxis",    "displayMode",  "includes",    "click",   "weekend"};
    struct str rest;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (mermaid_begins(line, words[i], &rest)) {
            return true;
        }
    }
    return false;
}

static bool read_line(struct plan *plan, struct str line, struct str *title) {
    struct str rest;
    if (is_passed_over(line) || mermaid_take_title(plan->canvas->arena, line, title)) {
        return true;
    }
    if (mermaid_begins(line, "dateFormat", &rest)) {
        plan->date_format = rest;
        return true;
    }
    if (mermaid_begins(line, "excludes", &rest)) {
        plan->skips_weekends = str_find(rest, STR("weekends"), 0) < rest.n;
        return true;
    }
    if (mermaid_begins(line, "section", &rest)) {
        plan->section = flow_label(plan->canvas->arena, rest);
        return true;
    }
    return read_task(plan, line);
}

bool draw_mermaid_gantt(struct canvas *canvas, struct diags *diags) {
    const struct figure_request *request = canvas->request;
    Arena *arena = canvas->arena;
    struct mermaid_lines lines = mermaid_lines(request);
    struct value *spec = value_new(arena, VALUE_MAP, request->at);
    struct str line, title = mermaid_title(canvas);
    struct plan plan = {.canvas = canvas,
                        .diags = diags,
                        .date_format = STR("YYYY-MM-DD"),
                        .rows = value_new(arena, VALUE_LIST, request->at)};
    while (mermaid_next_line(&lines, &line)) {
        if (!read_line(&plan, line, &title)) {
            return false;
        }
    }
    mermaid_put_text(arena, spec, "type", request->at, STR("gantt"));
    mermaid_put_text(arena, spec, "title", request->at, title);
    value_put(arena, spec, "data", plan.rows);
    return mermaid_draw_chart(canvas, spec, diags);
}
