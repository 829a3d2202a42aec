#include "layout_total_fit_priv.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/*
 * Line ends by the least cost of the whole paragraph (D. E. Knuth and M. F. Plass, "Breaking
 * Paragraphs into Lines", 1981). A line filled as far as it goes may leave a bad one behind it;
 * here each line end is judged together with all that follow.
 *
 * Cost of a line: (1 + badness + price)^2, where
 *   badness   100 |r|^3, r being how far its spaces are stretched (1: by all they may) or shrunk
 *             (-1: to the least they may be). In ragged text r is what the line lacks, in units of
 *             what it may well lack;
 *   price     of the break it ends at: 0 at a space, FIT_HYPHEN at a hyphen.
 * And on top:
 *   HYPHENS_COST    where two lines in a row end with a hyphen;
 *   LAST_COST       where the last line but one does;
 *   CONTRAST_COST   where a tight line meets a loose one.
 * The figures are those of plain TeX (The TeXbook, appendix B).
 *
 * The search keeps, for each place where a line may end, the best way there for each of four kinds
 * of line before it, and forgets places from which every line would be too long. What is kept is
 * therefore no more than one line holds, and time grows with the text.
 *
 * If no way keeps every line within the first tolerance, looser lines are allowed, up to any.
 */

static const double HOPELESS = 1e9; /* the ratio of a line that has nothing to stretch or shrink */
static const double TOLERANCES[] = {1.5, 4, 1e9};

enum { HYPHENS_COST = 10000, LAST_COST = 5000, CONTRAST_COST = 10000 };

enum { TIGHT, DECENT, LOOSE, VERY_LOOSE, N_FITNESS };

/* What stands before an item, summed up. */
struct sums {
    double width_pt, stretch_pt, shrink_pt;
};

/* A line end, and the best way there. */
struct node {
    size_t end;         /* item; the start of the text: SIZE_MAX */
    struct sums after;  /* before the first item of the next line */
    double cost, ratio; /* of all lines so far; of the last one */
    int fitness;
    bool is_hyphen;
    struct node *from;
    struct node *next; /* in the active list */
};

struct search {
    const struct fit_item *items;
    size_t n;
    struct fit_measure measure;
    double tolerance;
    struct node *active;
    GPtrArray *all; /* of struct node, to be freed */
};

static int fitness_of(double ratio) {
    return ratio < -0.5 ? TIGHT : ratio <= 0.5 ? DECENT : ratio <= 1 ? LOOSE : VERY_LOOSE;
}

static struct node *node_new(struct search *search, const struct node *node) {
    struct node *copy = g_new(struct node, 1);
    *copy = *node;
    g_ptr_array_add(search->all, copy);
    return copy;
}

/* Spaces and untaken breaks at a line's start vanish. */
static struct sums sums_after(const struct search *search, size_t end, struct sums sums) {
    for (size_t i = end; i < search->n && search->items[i].kind != FIT_BOX; i++) {
        const struct fit_item *item = &search->items[i];
        if (i > end && item->kind == FIT_BREAK && item->price == FIT_FORCED) {
            break;
        }
        if (item->kind == FIT_GLUE) {
            sums.width_pt += item->width_pt;
            sums.stretch_pt += item->stretch_pt;
            sums.shrink_pt += item->shrink_pt;
        }
    }
    return sums;
}

/* How far the line from @node to @end is stretched or shrunk; below -1: it does not fit. */
static double line_ratio(const struct search *search, const struct node *node, size_t end,
                         struct sums sums) {
    static const double ROUNDING_PT = 0.001;
    const struct fit_item *item = &search->items[end];
    double width_pt = sums.width_pt - node->after.width_pt;
    width_pt += item->kind == FIT_BREAK ? item->width_pt : 0;
    double rest_pt = search->measure.width_pt - width_pt;
    if (rest_pt < ROUNDING_PT) {
        double shrink_pt = sums.shrink_pt - node->after.shrink_pt;
        double ratio = shrink_pt > 0 ? rest_pt / shrink_pt : -HOPELESS;
        return rest_pt > -ROUNDING_PT ? 0 : ratio;
    }
    if (item->price == FIT_FORCED) {
        return 0; /* a last line may be short */
    }
    double stretch_pt = search->measure.ragged_pt > 0 ? search->measure.ragged_pt
                                                      : sums.stretch_pt - node->after.stretch_pt;
    return stretch_pt > 0 ? rest_pt / stretch_pt : HOPELESS;
}

static double line_cost(const struct search *search, const struct node *node, size_t end,
                        double ratio) {
    enum { BADNESS_MAX = 1000000 }; /* lines without a space, and far too loose ones */
    const struct fit_item *item = &search->items[end];
    double badness = fmin(100 * fabs(ratio) * ratio * ratio, BADNESS_MAX);
    int price = item->price == FIT_FORCED ? 0 : item->price;
    double cost = (1 + badness + price) * (1 + badness + price);
    if (node->is_hyphen && item->is_hyphen) {
        cost += HYPHENS_COST;
    }
    if (node->is_hyphen && end + 1 == search->n) {
        cost += LAST_COST;
    }
    if (node->from && abs(fitness_of(ratio) - node->fitness) > 1) {
        cost += CONTRAST_COST;
    }
    return node->cost + cost;
}

/* The best ways to @end from each active place, one for each kind of line. */
static void find_ways(struct search *search, size_t end, struct sums sums,
                      struct node best[N_FITNESS]) {
    struct node **link = &search->active;
    bool is_forced = search->items[end].price == FIT_FORCED;
    for (struct node *node = *link; node; node = *link) {
        double ratio = line_ratio(search, node, end, sums);
        if (ratio >= -1 && ratio <= search->tolerance) {
            double cost = line_cost(search, node, end, ratio);
            struct node *way = &best[fitness_of(ratio)];
            if (!way->from || cost < way->cost) {
                *way = (struct node){.cost = cost, .ratio = ratio, .from = node};
            }
        }
        /* Too long now means too long for all later ends: only boxes and spaces follow. */
        if (ratio < -1 || is_forced) {
            *link = node->next;
        } else {
            link = &node->next;
        }
    }
}

static void try_end(struct search *search, size_t end, struct sums sums) {
    struct node best[N_FITNESS] = {0};
    find_ways(search, end, sums, best);
    for (int i = 0; i < N_FITNESS; i++) {
        if (best[i].from) {
            best[i].end = end;
            best[i].fitness = i;
            best[i].is_hyphen = search->items[end].is_hyphen;
            best[i].after = sums_after(search, end, sums);
            best[i].next = search->active;
            search->active = node_new(search, &best[i]);
        }
    }
}

/* The cheapest way to the end; NULL: there is none within the tolerance. */
static const struct node *run_search(struct search *search) {
    struct sums sums = {0};
    const struct node start = {.end = SIZE_MAX, .fitness = DECENT};
    search->active = node_new(search, &start);
    for (size_t i = 0; i < search->n && search->active; i++) {
        const struct fit_item *item = &search->items[i];
        bool follows_box = i > 0 && search->items[i - 1].kind == FIT_BOX;
        if (item->kind == FIT_BREAK || (item->kind == FIT_GLUE && follows_box)) {
            try_end(search, i, sums);
        }
        if (item->kind != FIT_BREAK) {
            sums.width_pt += item->width_pt;
            sums.stretch_pt += item->stretch_pt;
            sums.shrink_pt += item->shrink_pt;
        }
    }
    const struct node *best = NULL;
    for (const struct node *node = search->active; node; node = node->next) {
        best = node->end + 1 == search->n && (!best || node->cost < best->cost) ? node : best;
    }
    return best;
}

static void append_ways(const struct node *node, GArray *lines) {
    guint first = lines->len;
    for (; node->from; node = node->from) {
        const struct fit_line line = {node->end, node->ratio};
        g_array_append_val(lines, line);
    }
    for (guint i = first, k = lines->len; i + 1 < k; i++) {
        struct fit_line swap = g_array_index(lines, struct fit_line, --k);
        g_array_index(lines, struct fit_line, k) = g_array_index(lines, struct fit_line, i);
        g_array_index(lines, struct fit_line, i) = swap;
    }
}

bool fit_lines(const struct fit_item *items, size_t n, struct fit_measure measure, GArray *lines) {
    for (size_t i = 0; i < G_N_ELEMENTS(TOLERANCES); i++) {
        struct search search = {.items = items,
                                .n = n,
                                .measure = measure,
                                .tolerance = TOLERANCES[i],
                                .all = g_ptr_array_new_with_free_func(g_free)};
        const struct node *best = run_search(&search);
        if (best) {
            append_ways(best, lines);
        }
        g_ptr_array_unref(search.all);
        if (best) {
            return true;
        }
    }
    return false;
}
