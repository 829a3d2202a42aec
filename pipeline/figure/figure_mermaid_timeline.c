#include "figure_mermaid_priv.h"

#include <math.h>

/*
 * Periods in their order along a line, what happened in each below it. Periods are words, not
 * dates, so that they stand at equal distances; those that do not fit beside each other go on in
 * another row. A section's name stands above its periods.
 */

enum { PERIODS_MAX = 60, EVENTS_MAX = 12 };

static const double COLUMN_LEAST_PT = 76, COLUMN_MOST_PT = 120, GAP_PT = 10, DOT_PT = 3.5;
static const double LINE_PT = 1.5, ROW_GAP_PT = 16, EVENT_GAP_PT = 4;

struct period {
    struct str words, section;
    struct str events[EVENTS_MAX];
    size_t n;
};

struct periods {
    struct canvas *canvas;
    struct diags *diags;
    struct str section;
    struct period *items;
    size_t n, capacity;
    bool has_sections;
};

/* --- reading -------------------------------------------------------------------------------- */

static bool report(const struct periods *periods, struct str part, const char *message) {
    return diag_error(periods->diags, mermaid_place(periods->canvas->request, part),
                      DIAG_FIGURE_DATA, "%s", message);
}

static bool add_events(struct periods *periods, struct str text) {
    struct period *period = &periods->items[periods->n - 1];
    while (text.n > 0) {
        struct str event;
        str_cut(text, ':', &event, &text);
        event = str_trim(event);
        if (event.n == 0) {
            continue;
        }
        if (period->n == EVENTS_MAX) {
            return report(periods, event, "a period of a timeline has at most 12 events");
        }
        period->events[period->n++] = flow_label(periods->canvas->arena, event);
    }
    return true;
}

/* "2026 : event : event"; without a period, more events of the last one. */
static bool read_line(struct periods *periods, struct str line) {
    struct str words, events, rest;
    Arena *arena = periods->canvas->arena;
    if (mermaid_begins(line, "section", &rest)) {
        periods->section = flow_label(arena, rest);
        periods->has_sections = true;
        return true;
    }
    str_cut(line, ':', &words, &events);
    words = str_trim(words);
    if (words.n == 0) {
        return periods->n > 0 ? add_events(periods, events)
                              : report(periods, line, "an event stands before the first period");
    }
    if (periods->n == PERIODS_MAX) {
        return report(periods, line, "a timeline has at most 60 periods");
    }
    periods->items =
        arena_grow(arena, periods->items, periods->n, &periods->capacity, sizeof *periods->items);
    periods->items[periods->n++] =
        (struct period){.words = flow_label(arena, words), .section = periods->section};
    return add_events(periods, events);
}

/* --- drawing -------------------------------------------------------------------------------- */

struct columns {
    size_t n; /* in a row */
    double width_pt;
};

static struct columns measure(const struct periods *periods) {
    double room_pt = periods->canvas->figure->width_pt;
    size_t most = (size_t)fmax(floor(room_pt / COLUMN_LEAST_PT), 1);
    size_t n_rows = (periods->n + most - 1) / most, n = (periods->n + n_rows - 1) / n_rows;
    return (struct columns){n, fmin(room_pt / (double)n, COLUMN_MOST_PT)};
}

/* A band of a section's colour above its periods. */
static void draw_section(struct canvas *canvas, const struct periods *periods, size_t first,
                         size_t end, const struct columns *columns, double y_pt) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_MUTED};
    for (size_t i = first; i < end;) {
        size_t next = i;
        while (next < end && str_eq(periods->items[next].section, periods->items[i].section)) {
            next++;
        }
        double x = (double)(i - first) * columns->width_pt;
        double width_pt = (double)(next - i) * columns->width_pt - GAP_PT;
        canvas_text_within(canvas, &look, (struct point){x, y_pt + 9}, width_pt,
                           periods->items[i].section);
        canvas_rect(canvas, (struct rect){x, y_pt + 13, width_pt, 0.75}, COLOUR_RULE);
        i = next;
    }
}

/* Returns where the lowest words end. */
static double draw_row(struct canvas *canvas, const struct periods *periods, size_t first,
                       size_t end, const struct columns *columns, double y_pt) {
    const struct text_look head = {.role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK};
    const struct text_look plain = {.role = ROLE_SMALL, .colour = COLOUR_INK};
    double leading_pt = flow_leading(canvas), lowest_pt = 0;
    double room_pt = columns->width_pt - GAP_PT;
    if (periods->has_sections) {
        draw_section(canvas, periods, first, end, columns, y_pt);
        y_pt += 20;
    }
    /* The heads of a row begin on one line and end on the line of the dots. */
    size_t most = 1;
    for (size_t i = first; i < end; i++) {
        struct str *unused;
        size_t n;
        flow_break(canvas, &head, periods->items[i].words, room_pt * 0.9, &unused, &n);
        most = MAX(most, MIN(n, 3));
    }
    double line_pt = y_pt + (double)most * leading_pt + 7;
    canvas_rect(canvas,
                (struct rect){0, line_pt - LINE_PT / 2,
                              (double)(end - first) * columns->width_pt - GAP_PT, LINE_PT},
                COLOUR_RULE);
    for (size_t i = first; i < end; i++) {
        const struct period *period = &periods->items[i];
        double x = (double)(i - first) * columns->width_pt;
        struct rect room = {x, y_pt, room_pt, leading_pt * (double)most};
        canvas_paragraph(canvas, &head, room, leading_pt, period->words);
        canvas_dot(canvas, (struct point){x + DOT_PT, line_pt}, DOT_PT, COLOUR_BRAND);
        double at_pt = line_pt + 9;
        for (size_t k = 0; k < period->n; k++) {
            struct rect below = {x, at_pt, room_pt, leading_pt * 6};
            size_t n = canvas_paragraph(canvas, &plain, below, leading_pt, period->events[k]);
            at_pt += (double)n * leading_pt + EVENT_GAP_PT;
        }
        lowest_pt = fmax(lowest_pt, at_pt - EVENT_GAP_PT);
    }
    return lowest_pt;
}

/* --- alternative text ----------------------------------------------------------------------- */

static const char *describe(const struct periods *periods, struct str title) {
    g_autoptr(GString) out = g_string_new(NULL);
    flow_begin_description(periods->canvas, WORD_TIMELINE, title, out);
    for (size_t i = 0; i < periods->n; i++) {
        const struct period *period = &periods->items[i];
        g_string_append_printf(out, " " STR_FMT, STR_ARG(period->words));
        for (size_t k = 0; k < period->n; k++) {
            g_string_append_printf(out, "%s" STR_FMT, k == 0 ? ": " : "; ",
                                   STR_ARG(period->events[k]));
        }
        g_string_append_c(out, '.');
    }
    return arena_strdup(periods->canvas->arena, g_strdelimit(out->str, "\n", ' '));
}

bool draw_mermaid_timeline(struct canvas *canvas, struct diags *diags) {
    struct mermaid_lines lines = mermaid_lines(canvas->request);
    struct str line, title = mermaid_title(canvas);
    struct periods periods = {.canvas = canvas, .diags = diags};
    while (mermaid_next_line(&lines, &line)) {
        if (!mermaid_take_title(canvas->arena, line, &title) && !read_line(&periods, line)) {
            return false;
        }
    }
    if (periods.n == 0) {
        return diag_error(diags, canvas->request->at, DIAG_FIGURE_DATA,
                          "a timeline has no periods");
    }
    struct columns columns = measure(&periods);
    double at_pt = mermaid_draw_title(canvas, title);
    for (size_t first = 0; first < periods.n; first += columns.n) {
        size_t end = MIN(first + columns.n, periods.n);
        at_pt += first > 0 ? ROW_GAP_PT : 0;
        at_pt = draw_row(canvas, &periods, first, end, &columns, at_pt);
    }
    canvas->figure->height_pt = at_pt;
    canvas->figure->alt = describe(&periods, title);
    return true;
}
