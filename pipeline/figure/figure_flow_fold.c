#include "figure_flow_layout_priv.h"

#include <math.h>
#include <stdlib.h>

/*
 * A chart that is too long is folded: it is cut between layers where one line alone leads on, and
 * its parts stand in rows, each read in the chart's direction, as lines of a text are. The line
 * that was cut goes back between the rows. (Two or three could be led back around each other;
 * nobody follows them.)
 *
 *   [a]-->[b]-->[c]-+
 *   +---------------+
 *   +-->[d]-->[e]
 *
 * All is seen as if the chart ran to the right; others are turned for the time being. The number of
 * rows is the least that fits, and their lengths are as even as the cuts allow.
 */

static const double OUT_PT = 9, IN_PT = 14, ROW_GAP_PT = 16, LABEL_GAP_PT = 2;

/* Between two neighbours along the chart. */
struct cut {
    double before_pt, after_pt; /* where what stands before it ends, and what follows begins */
    size_t link;
};

struct folding {
    Arena *arena;
    struct flow_graph *graph;
    struct cut *cuts;
    size_t n_cuts;
    size_t *chosen; /* cuts, in their order */
    size_t n_chosen;
    double begin_pt, end_pt; /* of all */
};

/* --- turned and back ------------------------------------------------------------------------ */

static void map_rect(struct rect *rect, bool is_upright, bool is_back) {
    struct rect r = *rect;
    if (is_upright) {
        r = (struct rect){r.y, r.x, r.height, r.width};
    }
    if (is_back) {
        r.x = -r.x - r.width;
    }
    *rect = r;
}

static void map_back_rect(struct rect *rect, bool is_upright, bool is_back) {
    map_rect(rect, false, is_back);
    map_rect(rect, is_upright, false);
}

/* @map: one of the two above; a point is a rectangle without a size. */
static void map_all(struct flow_graph *graph, void (*map)(struct rect *, bool, bool)) {
    bool is_upright = graph->direction == FLOW_DOWN || graph->direction == FLOW_UP;
    bool is_back = graph->direction == FLOW_LEFT || graph->direction == FLOW_UP;
    for (size_t i = 0; i < graph->n_boxes; i++) {
        map(&graph->boxes[i].at, is_upright, is_back);
    }
    for (size_t i = 0; i < graph->n_frames; i++) {
        map(&graph->frames[i].at, is_upright, is_back);
    }
    for (size_t i = 0; i < graph->n_links; i++) {
        struct flow_link *link = &graph->links[i];
        map(&link->label_at, is_upright, is_back);
        for (size_t k = 0; k < link->n_points; k++) {
            struct rect at = {link->points[k].x, link->points[k].y, 0, 0};
            map(&at, is_upright, is_back);
            link->points[k] = (struct point){at.x, at.y};
        }
    }
}

/* --- cuts ----------------------------------------------------------------------------------- */

static int compare_begins(const void *a, const void *b) {
    const struct rect *x = a, *y = b;
    return (x->x > y->x) - (x->x < y->x);
}

/* Where a line is across, at @along_pt. */
static double line_at(const struct flow_link *link, double along_pt) {
    for (size_t k = 0; k + 1 < link->n_points; k++) {
        double a = link->points[k].x, b = link->points[k + 1].x;
        if (fmin(a, b) <= along_pt && fmax(a, b) >= along_pt) {
            return link->points[k].y;
        }
    }
    return link->points[0].y;
}

static bool is_link_over(const struct flow_link *link, double at_pt) {
    double low = (double)INFINITY, high = -(double)INFINITY;
    for (size_t k = 0; k < link->n_points; k++) {
        low = fmin(low, link->points[k].x);
        high = fmax(high, link->points[k].x);
    }
    return low < at_pt && at_pt < high;
}

/* One line alone is over the cut, and leads forwards. */
static bool find_link(const struct flow_graph *graph, struct cut *cut) {
    double middle_pt = (cut->before_pt + cut->after_pt) / 2;
    size_t n = 0;
    for (size_t i = 0; i < graph->n_links && n < 2; i++) {
        if (is_link_over(&graph->links[i], middle_pt)) {
            cut->link = i;
            n++;
        }
    }
    return n == 1 && graph->boxes[graph->links[cut->link].from].at.x < middle_pt;
}

static void find_cuts(struct folding *folding) {
    const struct flow_graph *graph = folding->graph;
    size_t n = graph->n_boxes + graph->n_frames;
    struct rect *all = ARENA_NEW_N(folding->arena, struct rect, n);
    for (size_t i = 0; i < n; i++) {
        all[i] = i < graph->n_boxes ? graph->boxes[i].at : graph->frames[i - graph->n_boxes].at;
    }
    qsort(all, n, sizeof *all, compare_begins);
    folding->cuts = ARENA_NEW_N(folding->arena, struct cut, n);
    folding->begin_pt = all[0].x;
    double end_pt = rect_right(all[0]);
    for (size_t i = 1; i < n; i++) {
        struct cut cut = {.before_pt = end_pt, .after_pt = all[i].x};
        if (cut.after_pt - end_pt > OUT_PT && find_link(graph, &cut)) {
            folding->cuts[folding->n_cuts++] = cut;
        }
        end_pt = fmax(end_pt, rect_right(all[i]));
    }
    folding->end_pt = end_pt;
}

/* Rows of at most @most_pt, each as long as can be; the cuts between them, or false: one is longer.
 */
static bool choose(struct folding *folding, double most_pt) {
    double begin_pt = folding->begin_pt;
    folding->n_chosen = 0;
    for (size_t i = 0; i <= folding->n_cuts; i++) {
        double end_pt = i < folding->n_cuts ? folding->cuts[i].before_pt : folding->end_pt;
        if (end_pt - begin_pt <= most_pt) {
            continue;
        }
        bool is_new = i > 0 && folding->cuts[i - 1].after_pt > begin_pt;
        if (!is_new || end_pt - folding->cuts[i - 1].after_pt > most_pt) {
            return false;
        }
        folding->chosen[folding->n_chosen++] = i - 1;
        begin_pt = folding->cuts[i - 1].after_pt;
    }
    return true;
}

/* The shortest rows of which there are no more than need be. */
static bool choose_evenly(struct folding *folding, double most_pt) {
    if (!choose(folding, most_pt) || folding->n_chosen == 0) {
        return false;
    }
    size_t n = folding->n_chosen;
    double low = most_pt / 2, high = most_pt;
    for (int i = 0; i < 10; i++) {
        double middle = (low + high) / 2;
        if (choose(folding, middle) && folding->n_chosen == n) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return choose(folding, high);
}

/* --- rows ----------------------------------------------------------------------------------- */

/* Across: what each row takes, and what it must be moved by. */
struct row {
    double top_pt, foot_pt;
    struct point by;
    const struct cut *cut; /* after it; NULL: it is the last one */
    double track_pt;       /* below its foot: the line that goes back */
};

static size_t row_at(const struct folding *folding, double at_pt) {
    size_t row = 0;
    while (row < folding->n_chosen &&
           at_pt > folding->cuts[folding->chosen[row]].before_pt + 0.01) {
        row++;
    }
    return row;
}

static struct rect moved(struct rect rect, struct point by) {
    rect.x += by.x;
    rect.y += by.y;
    return rect;
}

/* Words at a cut stand over the line that goes back. */
static bool is_at_cut(const struct cut *cut, struct rect label) {
    return cut && label.width > 0 && rect_right(label) > cut->before_pt && label.x < cut->after_pt;
}

/* The rows of a line's ends. */
static void find_rows(const struct folding *folding, const struct flow_link *link,
                      size_t *ret_first, size_t *ret_last) {
    size_t a = row_at(folding, rect_right(folding->graph->boxes[link->from].at));
    size_t b = row_at(folding, rect_right(folding->graph->boxes[link->to].at));
    *ret_first = MIN(a, b);
    *ret_last = MAX(a, b);
}

static void widen(struct row *row, double top_pt, double foot_pt) {
    row->top_pt = fmin(row->top_pt, top_pt);
    row->foot_pt = fmax(row->foot_pt, foot_pt);
}

static void measure_link(const struct folding *folding, const struct flow_link *link,
                         struct row *rows) {
    size_t first, last;
    find_rows(folding, link, &first, &last);
    for (size_t k = 0; k < link->n_points; k++) {
        size_t row = CLAMP(row_at(folding, link->points[k].x), first, last);
        widen(&rows[row], link->points[k].y, link->points[k].y);
    }
    size_t row = row_at(folding, link->label_at.x);
    if (link->label_width_pt > 0 && !is_at_cut(rows[row].cut, link->label_at) &&
        (row == 0 || !is_at_cut(rows[row - 1].cut, link->label_at))) {
        widen(&rows[row], link->label_at.y, rect_bottom(link->label_at));
    }
}

static void measure_rows(const struct folding *folding, struct row *rows) {
    const struct flow_graph *graph = folding->graph;
    for (size_t row = 0; row <= folding->n_chosen; row++) {
        bool is_last = row == folding->n_chosen;
        rows[row] = (struct row){.top_pt = (double)INFINITY,
                                 .foot_pt = -(double)INFINITY,
                                 .cut = is_last ? NULL : &folding->cuts[folding->chosen[row]]};
    }
    for (size_t i = 0; i < graph->n_boxes; i++) {
        struct rect at = graph->boxes[i].at;
        widen(&rows[row_at(folding, rect_right(at))], at.y, rect_bottom(at));
    }
    for (size_t i = 0; i < graph->n_frames; i++) {
        struct rect at = graph->frames[i].at;
        widen(&rows[row_at(folding, rect_right(at))], at.y, rect_bottom(at));
    }
    for (size_t i = 0; i < graph->n_links; i++) {
        if (graph->links[i].n_points > 0) {
            measure_link(folding, &graph->links[i], rows);
        }
    }
}

static void place_rows(const struct folding *folding, struct row *rows) {
    double at_pt = 0, begin_pt = folding->begin_pt;
    for (size_t i = 0; i <= folding->n_chosen; i++) {
        struct row *row = &rows[i];
        row->by = (struct point){-begin_pt, at_pt - row->top_pt};
        if (row->cut) {
            const struct flow_link *link = &folding->graph->links[row->cut->link];
            bool has_words = is_at_cut(row->cut, link->label_at);
            row->track_pt = row->foot_pt + ROW_GAP_PT + (has_words ? link->label_at.height : 0);
            at_pt = row->track_pt + row->by.y + ROW_GAP_PT;
            begin_pt = row->cut->after_pt;
        }
    }
}

/* --- lines over a cut ----------------------------------------------------------------------- */

struct trail {
    struct point *points;
    size_t n;
};

static void go(struct trail *trail, double x, double y, struct point by) {
    trail->points[trail->n++] = (struct point){x + by.x, y + by.y};
}

static double out_at(const struct cut *cut) {
    return fmin(cut->before_pt + OUT_PT, (cut->before_pt + cut->after_pt) / 2);
}

static double in_at(const struct cut *cut) {
    return cut->after_pt - IN_PT;
}

/* What of a line lies in a row stays in it; from its end to the next one's beginning it goes back.
 */
static void lead_through(const struct flow_link *link, const struct row *rows, size_t last,
                         struct trail *trail) {
    double from_pt = -(double)INFINITY;
    for (size_t i = 0; i <= last; i++) {
        const struct row *row = &rows[i];
        double until_pt = i < last ? out_at(row->cut) : (double)INFINITY;
        for (size_t k = 0; k < link->n_points; k++) {
            if (link->points[k].x >= from_pt && link->points[k].x <= until_pt) {
                go(trail, link->points[k].x, link->points[k].y, row->by);
            }
        }
        if (i < last) {
            struct point next = {row[1].by.x, row->by.y};
            double middle_pt = (row->cut->before_pt + row->cut->after_pt) / 2;
            from_pt = in_at(row->cut);
            go(trail, until_pt, line_at(link, until_pt), row->by);
            go(trail, until_pt, row->track_pt, row->by);
            go(trail, from_pt, row->track_pt, next);
            go(trail, from_pt, line_at(link, fmax(from_pt, middle_pt)), row[1].by);
        }
    }
}

static void move_label(const struct folding *folding, struct flow_link *link,
                       const struct row *rows) {
    for (size_t i = 0; i < folding->n_chosen; i++) {
        const struct cut *cut = rows[i].cut;
        if (is_at_cut(cut, link->label_at)) {
            double out_pt = out_at(cut) + rows[i].by.x, in_pt = in_at(cut) + rows[i + 1].by.x;
            link->label_at.x = (out_pt + in_pt - link->label_at.width) / 2;
            link->label_at.y =
                rows[i].track_pt + rows[i].by.y - LABEL_GAP_PT - link->label_at.height;
            return;
        }
    }
    link->label_at = moved(link->label_at, rows[row_at(folding, link->label_at.x)].by);
}

static void move_link(const struct folding *folding, struct flow_link *link,
                      const struct row *rows) {
    size_t first, last;
    find_rows(folding, link, &first, &last);
    if (first == last) {
        link->label_at = moved(link->label_at, rows[first].by);
        for (size_t k = 0; k < link->n_points; k++) {
            link->points[k].x += rows[first].by.x;
            link->points[k].y += rows[first].by.y;
        }
        return;
    }
    size_t most = link->n_points + 4 * (last - first);
    struct trail trail = {.points = ARENA_NEW_N(folding->arena, struct point, most)};
    lead_through(link, rows + first, last - first, &trail);
    move_label(folding, link, rows);
    link->points = trail.points;
    link->n_points = trail.n;
}

static void move_all(const struct folding *folding, const struct row *rows) {
    struct flow_graph *graph = folding->graph;
    for (size_t i = 0; i < graph->n_links; i++) {
        if (graph->links[i].n_points > 0) {
            move_link(folding, &graph->links[i], rows);
        }
    }
    for (size_t i = 0; i < graph->n_boxes; i++) {
        struct rect *at = &graph->boxes[i].at;
        *at = moved(*at, rows[row_at(folding, rect_right(*at))].by);
    }
    for (size_t i = 0; i < graph->n_frames; i++) {
        struct rect *at = &graph->frames[i].at;
        *at = moved(*at, rows[row_at(folding, rect_right(*at))].by);
    }
}

void flow_fold(Arena *arena, struct flow_graph *graph, double most_pt) {
    struct folding folding = {.arena = arena, .graph = graph};
    if (graph->n_boxes < 2) {
        return;
    }
    map_all(graph, map_rect);
    find_cuts(&folding);
    folding.chosen = ARENA_NEW_N(arena, size_t, folding.n_cuts + 1);
    if (choose_evenly(&folding, most_pt - OUT_PT - IN_PT - 2)) {
        struct row *rows = ARENA_NEW_N(arena, struct row, folding.n_chosen + 1);
        measure_rows(&folding, rows);
        place_rows(&folding, rows);
        move_all(&folding, rows);
    }
    map_all(graph, map_back_rect);
    flow_settle(graph);
}
