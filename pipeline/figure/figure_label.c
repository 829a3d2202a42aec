#include "figure_chart_priv.h"

#include <math.h>
#include <stdlib.h>

/*
 * Names of series beside their last points, instead of a legend.
 *
 * Labels that would overlap are pushed apart with the least movement (the sum of the squares of the
 * ways), in their order. With @i steps taken off the i-th wish, the places must only not decrease:
 * that is isotonic regression, solved by pooling adjacent violators (Ayer and others, 1955) in
 * linear time. One that moved by more than 2 is joined to its point by a thin line.
 */

static const double SAMPLE_PT = 7, VALUE_GAP_PT = 8, LEADER_PT = 9, MOVED_PT = 2;

static int compare_labels(const void *a, const void *b) {
    const struct edge_label *x = a, *y = b;
    return x->wanted_pt < y->wanted_pt ? -1 : x->wanted_pt > y->wanted_pt;
}

void labels_spread(struct edge_label *labels, size_t n, double step_pt, double top_pt,
                   double bottom_pt) {
    struct {
        double sum;
        size_t n;
    } pools[GROUPS_MAX];
    size_t n_pools = 0;
    g_assert(n <= G_N_ELEMENTS(pools));
    qsort(labels, n, sizeof *labels, compare_labels);
    for (size_t i = 0; i < n; i++) {
        pools[n_pools].sum = labels[i].wanted_pt - step_pt * (double)i;
        pools[n_pools].n = 1;
        n_pools++;
        while (n_pools > 1 && pools[n_pools - 2].sum / (double)pools[n_pools - 2].n >
                                  pools[n_pools - 1].sum / (double)pools[n_pools - 1].n) {
            pools[n_pools - 2].sum += pools[n_pools - 1].sum;
            pools[n_pools - 2].n += pools[n_pools - 1].n;
            n_pools--;
        }
    }
    double highest = bottom_pt - step_pt * (n > 0 ? (double)(n - 1) : 0);
    for (size_t pool = 0, i = 0; pool < n_pools; pool++) {
        /* A bound on the whole is a bound on each: the order of the pools stays. */
        double at = fmax(fmin(pools[pool].sum / (double)pools[pool].n, highest), top_pt);
        for (size_t k = 0; k < pools[pool].n; k++, i++) {
            labels[i].at_pt = at + step_pt * (double)i;
        }
    }
}

static struct text_look label_look(const struct edge_label *label) {
    return (struct text_look){.role = ROLE_SMALL, .weight = label->weight, .colour = label->colour};
}

static double sample_width(const struct edge_label *label) {
    return label->sample >= 0 ? SAMPLE_PT + 4 : 0;
}

static double values_width(const struct canvas *canvas, const struct edge_label *labels, size_t n) {
    double widest = 0;
    for (size_t i = 0; i < n; i++) {
        struct text_look look = label_look(&labels[i]);
        widest = fmax(widest, canvas_measure(canvas, &look, labels[i].value));
    }
    return widest > 0 ? widest + VALUE_GAP_PT : 0;
}

double labels_width(const struct canvas *canvas, const struct edge_label *labels, size_t n,
                    double most_pt) {
    double widest = 0;
    for (size_t i = 0; i < n; i++) {
        struct text_look look = label_look(&labels[i]);
        double width_pt = canvas_measure(canvas, &look, labels[i].words);
        widest = fmax(widest, width_pt + sample_width(&labels[i]));
    }
    double wanted_pt = widest + values_width(canvas, labels, n) + LEADER_PT;
    return n > 0 ? fmin(wanted_pt, most_pt) : 0;
}

static void draw_leader(struct canvas *canvas, const struct edge_label *label, double x_pt) {
    const struct line_look look = {.colour = COLOUR_RULE, .width_pt = 0.6};
    canvas_line(canvas, &look, (struct point){x_pt + 1, label->wanted_pt},
                (struct point){x_pt + LEADER_PT - 2, label->at_pt});
}

void labels_draw(struct canvas *canvas, const struct edge_label *labels, size_t n, double x_pt,
                 double width_pt) {
    double right_pt = x_pt + width_pt;
    double names_pt = width_pt - LEADER_PT - values_width(canvas, labels, n);
    for (size_t i = 0; i < n; i++) {
        const struct edge_label *label = &labels[i];
        struct text_look look = label_look(label);
        double at_x = x_pt + LEADER_PT, sample_pt = sample_width(label);
        if (fabs(label->at_pt - label->wanted_pt) > MOVED_PT) {
            draw_leader(canvas, label, x_pt);
        }
        if (label->sample >= 0) {
            canvas_rect(canvas,
                        (struct rect){at_x, label->at_pt - SAMPLE_PT / 2, SAMPLE_PT, SAMPLE_PT},
                        label->sample);
        }
        canvas_text_within(canvas, &look, (struct point){at_x + sample_pt, label->at_pt + 3},
                           names_pt - sample_pt, label->words);
        look.anchor = ANCHOR_END;
        canvas_text(canvas, &look, (struct point){right_pt, label->at_pt + 3}, label->value);
    }
}

/* --- samples -------------------------------------------------------------------------------- */

void draw_sample(struct canvas *canvas, enum scenario scenario, struct rect rect) {
    switch (scenario) {
    case SCENARIO_PREVIOUS: canvas_rect(canvas, rect, COLOUR_PREVIOUS); return;
    case SCENARIO_PLAN: canvas_outline(canvas, rect, COLOUR_INK, 0.75); return;
    case SCENARIO_FORECAST: canvas_hatch(canvas, rect, COLOUR_BRAND); return;
    case SCENARIO_ACTUAL: canvas_rect(canvas, rect, COLOUR_BRAND); return;
    case N_SCENARIOS: break;
    }
    g_assert_not_reached();
}

static void draw_key_sample(struct canvas *canvas, const struct key_entry *entry,
                            struct rect rect) {
    switch (entry->sample) {
    case KEY_SOLID: canvas_rect(canvas, rect, entry->colour); return;
    case KEY_OUTLINED: canvas_outline(canvas, rect, entry->colour, 0.75); return;
    case KEY_HATCHED: canvas_hatch(canvas, rect, entry->colour); return;
    case KEY_DOT:
        canvas_dot(canvas, (struct point){rect.x + rect.width / 2, rect.y + rect.height / 2},
                   rect.height / 2, entry->colour);
        return;
    }
    g_assert_not_reached();
}

double draw_key(struct canvas *canvas, const struct key_entry *entries, size_t n, double y_pt) {
    const double leading_pt = 13, width_pt = canvas->figure->width_pt;
    const struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_INK};
    double x_pt = 0, top_pt = y_pt;
    for (size_t i = 0; i < n; i++) {
        struct str words = canvas_cut(canvas, &look, width_pt - 13, entries[i].name);
        double wanted_pt = 13 + canvas_measure(canvas, &look, words);
        if (x_pt > 0 && x_pt + wanted_pt > width_pt) {
            x_pt = 0;
            y_pt += leading_pt;
        }
        draw_key_sample(canvas, &entries[i], (struct rect){x_pt, y_pt + 2.5, 9, 7});
        canvas_text(canvas, &look, (struct point){x_pt + 13, y_pt + 9}, words);
        x_pt += wanted_pt + 14;
    }
    return n > 0 ? y_pt - top_pt + leading_pt : 0;
}

void draw_point(struct canvas *canvas, struct point at, double radius_pt, int colour,
                bool is_open) {
    canvas_dot(canvas, at, radius_pt + 1.2, COLOUR_GROUND);
    if (is_open) {
        canvas_ring(canvas, at, radius_pt + 0.4, 1.3, colour);
    } else {
        canvas_dot(canvas, at, radius_pt, colour);
    }
}
