#include "layout_priv.h"

#include <math.h>

/*
 * Page breaks over the whole document, as TeX breaks lines over a whole paragraph (Knuth and Plass,
 * "Breaking Paragraphs into Lines", 1981), instead of filling page after page.
 *
 * A page is a run of items. Its cost is
 *     PAGE + SLACK * (unused / height)^2 + the penalty of the break after it
 * where the last page and pages before a forced break have no slack. PAGE makes a document with
 * fewer pages cheaper than one that is spread out evenly; penalties keep headings with what follows
 * and lines of a paragraph from standing alone. BREAK_NEVER is finite: where a chain of items that
 * belong together is higher than a page, the break that does least harm is taken.
 *
 * cheapest[i] is the least cost of all items before i ending in a break before i. An item higher
 * than a page gets a page of its own. Each end looks back over one page of items: the time is
 * linear in the items, with the number of items on a page as the factor.
 */

static const double PAGE_COST = 100, SLACK_COST = 60;

/* What the item adds to a page on which it is not the first. */
static double added_height(const struct flow *flow, size_t i) {
    const struct item *item = &flow->items[i];
    return fmax(flow->items[i - 1].below_pt, item->above_pt) + item->height_pt;
}

static double first_height(const struct item *item) {
    return item->height_pt + (item->carried ? item->carried->height_pt : 0);
}

static bool forces_break(const struct flow *flow, size_t i) {
    return flow->items[i].starts_page || flow->items[i].is_full_page ||
           (i > 0 && flow->items[i - 1].is_full_page);
}

/* The cost of a page from @first up to the break before @end. */
static double page_cost(const struct flow *flow, size_t end, double used_pt, double height_pt) {
    double cost = PAGE_COST;
    bool is_free = end == flow->n || forces_break(flow, end);
    if (!is_free) {
        double slack = fmax(height_pt - used_pt, 0) / height_pt;
        cost += SLACK_COST * slack * slack + flow->items[end].penalty;
    }
    return cost;
}

struct best {
    double cost;
    size_t from; /* where the last page starts */
};

/* Try the page that starts at @first with every end that fits. */
static void try_pages(const struct flow *flow, size_t first, double height_pt, struct best *best) {
    double used_pt = first_height(&flow->items[first]);
    for (size_t end = first + 1;; end++) {
        double cost = best[first].cost + page_cost(flow, end, used_pt, height_pt);
        if (cost < best[end].cost) {
            best[end] = (struct best){.cost = cost, .from = first};
        }
        if (end == flow->n || forces_break(flow, end)) {
            return;
        }
        used_pt += added_height(flow, end);
        if (used_pt > height_pt + 0.01) {
            return;
        }
    }
}

struct page_starts break_flow(Arena *arena, const struct flow *flow, double height_pt) {
    struct page_starts starts = {.first = ARENA_NEW_N(arena, size_t, flow->n + 1), .n = 1};
    if (flow->n == 0) {
        return starts;
    }
    struct best *best = ARENA_NEW_N(arena, struct best, flow->n + 1);
    for (size_t i = 1; i <= flow->n; i++) {
        best[i].cost = (double)INFINITY;
    }
    for (size_t first = 0; first < flow->n; first++) {
        try_pages(flow, first, height_pt, best);
    }
    size_t n = 0;
    for (size_t end = flow->n; end > 0; end = best[end].from) {
        starts.first[n++] = best[end].from;
    }
    for (size_t i = 0; i < n / 2; i++) {
        size_t swap = starts.first[i];
        starts.first[i] = starts.first[n - 1 - i];
        starts.first[n - 1 - i] = swap;
    }
    starts.n = n;
    return starts;
}
