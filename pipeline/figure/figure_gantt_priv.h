/*
 * figure_gantt_priv.h - a road map's tasks and rows (figure_gantt.c), and what is drawn in a row
 * (figure_gantt_row.c).
 */
#pragma once

#include "figure_chart_priv.h"

enum { GANTT_ROWS_MAX = 60 };

static const double GANTT_BAR_PT = 11, GANTT_GAP_PT = 12;

enum state { STATE_BY_DATE, STATE_DONE, STATE_PLANNED, STATE_CONDITIONAL, N_STATES };

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

/* Whether the milestones of a row have room beside each other. */
bool gantt_can_share(const struct canvas *canvas, const struct gantt *gantt,
                     const struct line *line);
/* A row's names and bars, its middle at @middle_pt; notes the states that it uses. */
void gantt_draw_line(struct canvas *canvas, struct gantt *gantt, const struct line *line,
                     double middle_pt);
