#include "figure_chart_priv.h"

#include <math.h>
#include <stdlib.h>

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

enum { EVENTS_MAX = 60, LEVELS_MAX = 12 };

static const double DATE_PT = 11.5, CONNECTOR_PT = 18, LEVEL_GAP_PT = 7, DOT_PT = 4.5;
static const double LINE_PT = 2.5, WORDS_MOST_PT = 200, BESIDE_PT = 10, INSET_PT = 8;

enum state { STATE_DONE, STATE_PLANNED, STATE_GATE };

struct event {
    struct date date;
    int64_t day;
    struct str when, name, text;
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
    double line_y, block_pt, connector_pt;
    int levels_above, levels_below;
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

static void measure_event(const struct canvas *canvas, struct event *event) {
    const struct text_look strong = {.role = ROLE_SMALL, .weight = 600};
    const struct text_look plain = {.role = ROLE_SMALL};
    double most_pt = fmin(WORDS_MOST_PT, canvas->figure->width_pt / 2);
    event->when = canvas_cut(canvas, &strong, most_pt, event->when);
    event->name = canvas_cut(canvas, &strong, most_pt, event->name);
    event->text = canvas_cut(canvas, &plain, most_pt, event->text);
    event->width_pt = fmax(canvas_measure(canvas, &strong, event->when),
                           fmax(canvas_measure(canvas, &strong, event->name),
                                canvas_measure(canvas, &plain, event->text)));
    event->left_pt = fmax(event->x_pt - 1.5, 0);
    event->is_right = event->left_pt + event->width_pt > canvas->figure->width_pt;
    if (event->is_right) {
        event->left_pt = fmin(event->x_pt + 1.5, canvas->figure->width_pt) - event->width_pt;
        /* Too wide for either side of its dot. */
        event->left_pt = fmax(event->left_pt, 0);
    }
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
            int *levels = is_above ? &timeline->levels_above : &timeline->levels_below;
            *levels = MAX(*levels, event->level + 1);
        }
    }
}

/* --- drawing -------------------------------------------------------------------------------- */

static int event_colour(const struct event *event) {
    return event->state == STATE_GATE ? COLOUR_ACCENT : COLOUR_BRAND;
}

static void draw_words(struct canvas *canvas, const struct timeline *timeline,
                       const struct event *event) {
    bool is_gate = event->state == STATE_GATE;
    double away_pt = timeline->connector_pt + DOT_PT +
                     (double)event->level * (timeline->block_pt + LEVEL_GAP_PT);
    double top = event->is_above ? timeline->line_y - away_pt - timeline->block_pt
                                 : timeline->line_y + away_pt;
    const struct line_look thin = {.colour = event_colour(event), .width_pt = 0.9};
    double end = event->is_above ? top + timeline->block_pt + 2 : top - 2;
    canvas_line(canvas, &thin, (struct point){event->x_pt, timeline->line_y},
                (struct point){event->x_pt, end});
    struct text_look look = {.role = ROLE_SMALL,
                             .weight = 600,
                             .colour = is_gate ? COLOUR_ACCENT_TEXT : COLOUR_SERIES_TEXT,
                             .anchor = event->is_right ? ANCHOR_END : ANCHOR_START};
    double x_pt = event->is_right ? event->left_pt + event->width_pt : event->left_pt;
    canvas_text(canvas, &look, (struct point){x_pt, top + 8.5}, event->when);
    look.colour = COLOUR_INK;
    canvas_text(canvas, &look, (struct point){x_pt, top + DATE_PT + 8.5}, event->name);
    look.weight = 0;
    look.colour = COLOUR_MUTED;
    canvas_text(canvas, &look, (struct point){x_pt, top + 2 * DATE_PT + 8.5}, event->text);
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

static void set_places(const struct canvas *canvas, const struct chart *chart,
                       struct timeline *timeline) {
    bool has_text = false;
    double first = (double)timeline->events[0].day;
    double last = (double)timeline->events[timeline->n - 1].day;
    timeline->across = (struct scale){first, last, INSET_PT, canvas->figure->width_pt - INSET_PT};
    for (size_t i = 0; i < timeline->n; i++) {
        struct event *event = &timeline->events[i];
        event->x_pt = scale_at(&timeline->across, (double)event->day);
        measure_event(canvas, event);
        has_text = has_text || event->text.n > 0;
    }
    /* From the right: words stand to the right of their dot, so that those before them find room.
     */
    for (size_t i = timeline->n; i-- > 0;) {
        place_event(timeline, i);
    }
    timeline->block_pt = DATE_PT * (has_text ? 3 : 2);
    /* Height that was asked for goes into the connectors. */
    int levels = timeline->levels_above + timeline->levels_below;
    double words_pt = (double)levels * (timeline->block_pt + LEVEL_GAP_PT);
    int sides = (timeline->levels_above > 0) + (timeline->levels_below > 0);
    double given_pt = chart_height(chart, words_pt + sides * (CONNECTOR_PT + DOT_PT));
    timeline->connector_pt =
        fmin(fmax((given_pt - words_pt) / MAX(sides, 1) - DOT_PT, 10), 4 * CONNECTOR_PT);
    double above_pt = timeline->levels_above > 0
                          ? timeline->connector_pt + DOT_PT +
                                (double)timeline->levels_above * (timeline->block_pt + LEVEL_GAP_PT)
                          : 2 * DOT_PT + 6;
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
    double below_pt = timeline.levels_below > 0
                          ? timeline.connector_pt + DOT_PT +
                                (double)timeline.levels_below * (timeline.block_pt + LEVEL_GAP_PT)
                          : 2 * DOT_PT;
    canvas->figure->height_pt = timeline.line_y + below_pt + 4;
}
