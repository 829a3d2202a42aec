#include "figure_chart_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * A timeline: events on one line, true to time. Words stand above and below it in turns. Where they
 * would overlap they move to the other side, then to a level farther away; no connector crosses
 * words.
 *
 *     22 Oct 2026        1 Feb 2027
 *     Board decision     Engineers in place
 *     |                  |
 *     o-------o----------o-----
 *             |
 *             1 Dec
 *             Six Silver named
 */

enum { EVENTS_MAX = 60, LEVELS_MAX = 12, LINES_MAX = 6 };

static const double LEADING_PT = 11.5, BASELINE_PT = 8.5, CONNECTOR_PT = 18, LEVEL_GAP_PT = 7,
                    DOT_PT = 4.5;
static const double LINE_PT = 2.5, BESIDE_PT = 10, INSET_PT = 8;

enum state { STATE_DONE, STATE_PLANNED, STATE_GATE };

struct words {
    struct str lines[LINES_MAX];
    size_t n;
    double width_pt;
};

struct event {
    struct date date;
    int64_t day;
    struct str when, name, text;
    struct words name_set, text_set;
    enum state state;
    double x_pt;
    double left_pt, width_pt; /* of its words */
    bool is_right;            /* they end at the dot */
    bool is_above, has_place;
    int level;
};

struct timeline {
    struct event *events;
    size_t n;
    struct scale across; /* days */
    double line_y, connector_pt;
    /* Of the highest words of each level, from the line away; 0 where there are no more. */
    double above_pt[LEVELS_MAX], below_pt[LEVELS_MAX];
};

/* --- reading -------------------------------------------------------------------------------- */

static enum state state_of(const struct chart *chart, const struct value *row, struct date date) {
    struct str state = chart_own_text(chart, row, "state");
    struct date as_of;
    if (state.n == 0) {
        bool is_past = date_parse(str_trim(field_text(&chart->fields, "as_of")), &as_of) &&
                       date_compare(date, as_of) <= 0;
        return is_past ? STATE_DONE : STATE_PLANNED;
    }
    static const char *const names[] = {"done", "planned", "gate"};
    for (int i = 0; i < (int)G_N_ELEMENTS(names); i++) {
        if (str_is(state, names[i])) {
            return (enum state)i;
        }
    }
    diag_error(chart->fields.diags, figure_place(chart->fields.request, row), DIAG_FIGURE_DATA,
               "an event is done, planned or a gate, not \"" STR_FMT "\"", STR_ARG(state));
    return STATE_PLANNED;
}

static int compare_events(const void *a, const void *b) {
    const struct event *x = a, *y = b;
    return x->day < y->day ? -1 : x->day > y->day;
}

static void read_events(struct chart *chart, struct timeline *timeline) {
    size_t n = MIN(chart->rows->list.n, EVENTS_MAX);
    timeline->events = ARENA_NEW_N(chart->fields.arena, struct event, n);
    if (n < chart->rows->list.n) {
        diag_warning(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                     "a timeline shows the first %d of %zu events", EVENTS_MAX,
                     chart->rows->list.n);
    }
    for (size_t i = 0; i < n; i++) {
        const struct value *row = chart->rows->list.items[i];
        struct event event = {.name = chart_own_text(chart, row, "name"),
                              .text = chart_own_text(chart, row, "text")};
        if (chart_read_date(chart, row, "date", &event.date)) {
            event.day = date_to_days(event.date);
            event.state = state_of(chart, row, event.date);
            timeline->events[timeline->n++] = event;
        }
    }
    qsort(timeline->events, timeline->n, sizeof *timeline->events, compare_events);
}

/* The year where it is new. */
static void write_dates(const struct canvas *canvas, struct timeline *timeline) {
    for (size_t i = 0; i < timeline->n; i++) {
        struct event *event = &timeline->events[i];
        bool is_new = i == 0 || timeline->events[i - 1].date.year != event->date.year;
        event->when = str_from(locale_format_date(canvas->request->locale, canvas->arena,
                                                  event->date, is_new ? "@yMMMd" : "@MMMd"));
    }
}

/* --- places --------------------------------------------------------------------------------- */

static struct words set_words(const struct canvas *canvas, const struct text_look *look,
                              double most_pt, struct str text) {
    struct words words = {0};
    struct str rest = str_trim(text);
    while (rest.n > 0) {
        struct str line = canvas_take_line(canvas, look, most_pt, words.n + 1 == LINES_MAX, &rest);
        words.lines[words.n++] = line;
        words.width_pt = fmax(words.width_pt, canvas_measure(canvas, look, line));
    }
    return words;
}

static void measure_event(const struct canvas *canvas, double most_pt, struct event *event) {
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600};
    const struct text_look plain = {.role = ROLE_SMALL};
    event->name_set = set_words(canvas, &strong, most_pt, event->name);
    event->text_set = set_words(canvas, &plain, most_pt, event->text);
    event->width_pt = fmax(canvas_measure(canvas, &strong, event->when),
                           fmax(event->name_set.width_pt, event->text_set.width_pt));
    event->left_pt = fmax(event->x_pt - 1.5, 0);
    event->is_right = event->left_pt + event->width_pt > canvas->figure->width_pt;
    if (event->is_right) {
        event->left_pt = fmin(event->x_pt + 1.5, canvas->figure->width_pt) - event->width_pt;
        /* Too wide for either side of its dot. */
        event->left_pt = fmax(event->left_pt, 0);
    }
}

static double event_height(const struct event *event) {
    return LEADING_PT * (double)(1 + event->name_set.n + event->text_set.n);
}

/* Of so many levels, each with the gap behind it. */
static double levels_height(const double level_pt[LEVELS_MAX], int n) {
    double sum_pt = 0;
    for (int i = 0; i < n; i++) {
        sum_pt += level_pt[i] > 0 ? level_pt[i] + LEVEL_GAP_PT : 0;
    }
    return sum_pt;
}

static bool is_beside(const struct event *a, const struct event *b) {
    return a->left_pt + a->width_pt + BESIDE_PT <= b->left_pt ||
           b->left_pt + b->width_pt + BESIDE_PT <= a->left_pt;
}

static bool crosses(const struct event *words, double x_pt) {
    return x_pt > words->left_pt - 2 && x_pt < words->left_pt + words->width_pt + 2;
}

static bool has_room(const struct timeline *timeline, const struct event *event, bool is_above,
                     int level) {
    for (size_t i = 0; i < timeline->n; i++) {
        const struct event *other = &timeline->events[i];
        if (!other->has_place || other->is_above != is_above) {
            continue;
        }
        bool is_blocked = other->level == level  ? !is_beside(event, other)
                          : other->level < level ? crosses(other, event->x_pt)
                                                 : crosses(event, other->x_pt);
        if (is_blocked) {
            return false;
        }
    }
    return true;
}

static void place_event(struct timeline *timeline, size_t i) {
    struct event *event = &timeline->events[i];
    for (int k = 0; k < 2 * LEVELS_MAX && !event->has_place; k++) {
        bool is_above = (i % 2 == 0) == (k % 2 == 0);
        if (has_room(timeline, event, is_above, k / 2)) {
            event->has_place = true;
            event->is_above = is_above;
            event->level = k / 2;
            double *level_pt = is_above ? timeline->above_pt : timeline->below_pt;
            level_pt[event->level] = fmax(level_pt[event->level], event_height(event));
        }
    }
}

/* --- drawing -------------------------------------------------------------------------------- */

static int event_colour(const struct event *event) {
    return event->state == STATE_GATE ? COLOUR_ACCENT : COLOUR_BRAND;
}

static void draw_words_set(struct canvas *canvas, const struct text_look *look, struct point *at,
                           const struct words *words) {
    for (size_t i = 0; i < words->n; i++) {
        at->y += LEADING_PT;
        canvas_text(canvas, look, *at, words->lines[i]);
    }
}

static void draw_words(struct canvas *canvas, const struct timeline *timeline,
                       const struct event *event) {
    bool is_gate = event->state == STATE_GATE;
    double away_pt =
        timeline->connector_pt + DOT_PT +
        levels_height(event->is_above ? timeline->above_pt : timeline->below_pt, event->level);
    double height_pt = event_height(event);
    double top =
        event->is_above ? timeline->line_y - away_pt - height_pt : timeline->line_y + away_pt;
    const struct line_look thin = {.colour = event_colour(event), .width_pt = 0.9};
    double end = event->is_above ? top + height_pt + 2 : top - 2;
    canvas_line(canvas, &thin, (struct point){event->x_pt, timeline->line_y},
                (struct point){event->x_pt, end});
    struct text_look look = {.role = ROLE_SMALL,
                             .weight = 600,
                             .colour = is_gate ? COLOUR_ACCENT_TEXT : COLOUR_SERIES_TEXT,
                             .anchor = event->is_right ? ANCHOR_END : ANCHOR_START};
    double x_pt = event->is_right ? event->left_pt + event->width_pt : event->left_pt;
    struct point at = {x_pt, top + BASELINE_PT};
    canvas_text(canvas, &look, at, event->when);
    look.colour = COLOUR_INK;
    draw_words_set(canvas, &look, &at, &event->name_set);
    look.weight = 0;
    look.colour = COLOUR_MUTED;
    draw_words_set(canvas, &look, &at, &event->text_set);
}

static void draw_mark(struct canvas *canvas, const struct timeline *timeline,
                      const struct event *event) {
    struct point at = {event->x_pt, timeline->line_y};
    canvas_dot(canvas, at, DOT_PT + 1.5, COLOUR_GROUND);
    switch (event->state) {
    case STATE_DONE: canvas_dot(canvas, at, DOT_PT, COLOUR_BRAND); return;
    case STATE_PLANNED: canvas_ring(canvas, at, DOT_PT, 1.6, COLOUR_BRAND); return;
    case STATE_GATE: canvas_diamond(canvas, at, DOT_PT + 0.8, COLOUR_ACCENT); return;
    }
    g_assert_not_reached();
}

/* A cut in the line where a year begins, named where there is room. */
static void draw_years(struct canvas *canvas, const struct timeline *timeline) {
    const struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    int first = timeline->events[0].date.year, last = timeline->events[timeline->n - 1].date.year;
    for (int year = first + 1; year <= last && last - first <= 20; year++) {
        double x_pt = scale_at(&timeline->across, (double)date_to_days((struct date){year, 1, 1}));
        canvas_rect(canvas,
                    (struct rect){x_pt - 0.75, timeline->line_y - LINE_PT, 1.5, 2 * LINE_PT},
                    COLOUR_GROUND);
        struct rect words = {x_pt + 2, 0, 24, 0};
        bool is_free = true;
        for (size_t i = 0; i < timeline->n; i++) {
            double away = fmax(words.x - timeline->events[i].x_pt,
                               timeline->events[i].x_pt - rect_right(words));
            is_free = is_free && away > DOT_PT;
        }
        if (is_free) {
            canvas_text_free(canvas, &look, (struct point){x_pt + 2, timeline->line_y - 5},
                             str_from(locale_format_date(canvas->request->locale, canvas->arena,
                                                         (struct date){year, 1, 1}, "@y")));
        }
    }
}

/* False where words of @most_pt do not all find room. */
static bool place_events(const struct canvas *canvas, struct timeline *timeline, double most_pt) {
    memset(timeline->above_pt, 0, sizeof timeline->above_pt);
    memset(timeline->below_pt, 0, sizeof timeline->below_pt);
    for (size_t i = 0; i < timeline->n; i++) {
        struct event *event = &timeline->events[i];
        event->has_place = false;
        measure_event(canvas, fmin(most_pt, canvas->figure->width_pt / 2), event);
    }
    bool is_whole = true;
    /* From the right: words stand to the right of their dot, so that those before them find room.
     */
    for (size_t i = timeline->n; i-- > 0;) {
        place_event(timeline, i);
        is_whole = is_whole && timeline->events[i].has_place;
    }
    return is_whole;
}

static bool is_cut(const struct words *words, struct str text) {
    return words->n > 0 && str_ends_with(words->lines[words->n - 1], "…") &&
           !str_ends_with(text, "…");
}

static void report_loss(const struct chart *chart, const struct timeline *timeline) {
    size_t n_without = 0;
    for (size_t i = 0; i < timeline->n; i++) {
        const struct event *event = &timeline->events[i];
        n_without += !event->has_place;
        bool is_name = is_cut(&event->name_set, event->name);
        if (event->has_place && (is_name || is_cut(&event->text_set, event->text))) {
            diag_warning(chart->fields.diags, chart->fields.request->at, DIAG_LAYOUT_OVERFLOW,
                         "the words \"" STR_FMT "\" of a timeline are cut",
                         STR_ARG(str_head(is_name ? event->name : event->text, 100)));
            diag_hint(chart->fields.diags, "They have %d lines; shorten them.", LINES_MAX);
        }
    }
    if (n_without > 0) {
        diag_warning(chart->fields.diags, chart->fields.request->at, DIAG_LAYOUT_OVERFLOW,
                     "the words of %zu of %zu events of a timeline find no room", n_without,
                     timeline->n);
        diag_hint(chart->fields.diags, "Show fewer of them: data: NAME | limit 20.");
    }
}

static void set_places(const struct canvas *canvas, const struct chart *chart,
                       struct timeline *timeline) {
    double first = (double)timeline->events[0].day;
    double last = (double)timeline->events[timeline->n - 1].day;
    timeline->across = (struct scale){first, last, INSET_PT, canvas->figure->width_pt - INSET_PT};
    for (size_t i = 0; i < timeline->n; i++) {
        timeline->events[i].x_pt = scale_at(&timeline->across, (double)timeline->events[i].day);
    }
    /* Narrower words find room where wide ones stand in each other's way. */
    static const double most_pt[] = {200, 130, 90};
    for (size_t i = 0; i < G_N_ELEMENTS(most_pt); i++) {
        if (place_events(canvas, timeline, most_pt[i])) {
            break;
        }
    }
    report_loss(chart, timeline);
    /* Height that was asked for goes into the connectors. */
    double above_pt = levels_height(timeline->above_pt, LEVELS_MAX);
    double below_pt = levels_height(timeline->below_pt, LEVELS_MAX);
    double words_pt = above_pt + below_pt;
    int sides = (above_pt > 0) + (below_pt > 0);
    double given_pt = chart_height(chart, words_pt + sides * (CONNECTOR_PT + DOT_PT));
    timeline->connector_pt =
        fmin(fmax((given_pt - words_pt) / MAX(sides, 1) - DOT_PT, 10), 4 * CONNECTOR_PT);
    above_pt = above_pt > 0 ? timeline->connector_pt + DOT_PT + above_pt : 2 * DOT_PT + 6;
    timeline->line_y = chart->top_pt + above_pt - LEVEL_GAP_PT + 2;
}

static void describe(const struct canvas *canvas, const struct chart *chart,
                     const struct timeline *timeline) {
    chart_tell_count(canvas, WORD_TELL_EVENTS, timeline->n, chart->says);
    for (size_t i = 0; i < timeline->n; i++) {
        const struct event *event = &timeline->events[i];
        g_string_append_printf(chart->says, " " STR_FMT ", " STR_FMT "%s", STR_ARG(event->when),
                               STR_ARG(event->name), i + 1 < timeline->n ? ";" : ".");
    }
}

void draw_timeline(struct canvas *canvas, struct chart *chart) {
    struct timeline timeline = {0};
    read_events(chart, &timeline);
    if (timeline.n == 0) {
        diag_error(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                   "none of the timeline's %zu events has a date", chart->rows->list.n);
        return;
    }
    write_dates(canvas, &timeline);
    describe(canvas, chart, &timeline);
    set_places(canvas, chart, &timeline);
    for (size_t i = 0; i < timeline.n; i++) {
        if (timeline.events[i].has_place) {
            draw_words(canvas, &timeline, &timeline.events[i]);
        }
    }
    double from_x = timeline.events[0].x_pt, to_x = timeline.events[timeline.n - 1].x_pt;
    to_x = to_x > from_x ? to_x : canvas->figure->width_pt; /* one event has all time behind it */
    canvas_rect(canvas,
                (struct rect){from_x, timeline.line_y - LINE_PT / 2, to_x - from_x, LINE_PT},
                COLOUR_RULE);
    draw_years(canvas, &timeline);
    for (size_t i = 0; i < timeline.n; i++) {
        draw_mark(canvas, &timeline, &timeline.events[i]);
    }
    double below_pt = levels_height(timeline.below_pt, LEVELS_MAX);
    below_pt = below_pt > 0 ? timeline.connector_pt + DOT_PT + below_pt : 2 * DOT_PT;
    canvas->figure->height_pt = timeline.line_y + below_pt + 4;
}
