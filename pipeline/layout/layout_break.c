#include "layout_priv.h"

#include <math.h>
#include <string.h>

/*
 * Page breaks over the whole document, as TeX breaks lines over a whole paragraph (Knuth and Plass,
 * "Breaking Paragraphs into Lines", 1981), instead of filling page after page.
 *
 * A page is a run of items, and of the footnotes that they call for. Its cost is
 *     PAGE + SLACK * (unused / height)^2 + the penalty of the break after it
 *          + TORN where the page ends in a hyphen; twice that where it has to be turned over
 *          + NOTE_SPLIT * (1 + left over / height) where a note goes on on the next page
 *          + NOTE_LATE * (1 + up to its beginning / height) where a note does not even begin on
 *            the page of its mark
 * where the last page and pages before a forced break have no slack. PAGE makes a document with
 * fewer pages cheaper than one that is spread out evenly; penalties keep headings with what follows
 * and lines of a paragraph from standing alone. BREAK_NEVER is finite: where a chain of items that
 * belong together is higher than a page, the break that does least harm is taken.
 *
 * cheapest[i] is the least cost of all items before i ending in a break before i. An item higher
 * than a page gets a page of its own. Each end looks back over one page of items: the time is
 * linear in the items, with the number of items on a page as the factor. Turned items stand on
 * pages of their own height; between them and upright ones a break is forced.
 *
 * Notes are laid in their order, without a gap: how many items of them are done is known for each
 * break, from the cheapest way to it. A page takes what was left over and what it calls for, as far
 * as there is room. NOTE_LATE is finite, too: a mark may stand behind that of a note that is longer
 * than a page.
 */

static const double PAGE_COST = 100, SLACK_COST = 60;
/* A note that goes on is as bad as a page with two fifths of its height to spare. */
static const double NOTE_SPLIT_COST = 10, NOTE_LATE_COST = 1000;
/* As bad as a page with a third of its height to spare: a line earlier is nearly always better, a
 * page more never is. */
static const double TORN_COST = 8;
static const double ROUNDING_PT = 0.01;

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
           (i > 0 && (flow->items[i - 1].is_full_page ||
                      flow->items[i - 1].is_turned != flow->items[i].is_turned));
}

struct breaker {
    const struct flow *flow;
    const struct foot *foot;
    double height_pt; /* of the pages that are tried */
};

/* A way to a break. */
struct best {
    double cost;
    size_t from;  /* where the last page starts */
    size_t notes; /* items of the notes that stand on the pages before the break */
    size_t pages;
};

/* --- notes ---------------------------------------------------------------------------------- */

static double notes_height(const struct foot *foot, size_t from, size_t to) {
    return to > from ? foot->rule_pt + foot_height(foot, from, to) : 0;
}

/* The end of the notes that fit; a break that tears lines apart is taken only if there is none. */
static size_t fitting_notes(const struct foot *foot, size_t from, size_t until, double room_pt) {
    size_t to = from, over = until + 1;
    while (over - to > 1) {
        size_t middle = to + (over - to) / 2;
        bool fits = notes_height(foot, from, middle) <= room_pt + ROUNDING_PT;
        *(fits ? &to : &over) = middle;
    }
    size_t good = to;
    while (good > from && good < until && foot->flow.items[good].penalty >= BREAK_NEVER) {
        good--;
    }
    return good > from ? good : to;
}

/* Pages of nothing but the rest of long notes, behind the last item. */
static size_t count_note_pages(const struct breaker *breaker, size_t notes) {
    size_t n = 0, end = breaker->foot->flow.n;
    for (; notes < end; n++) {
        notes = MAX(fitting_notes(breaker->foot, notes, end, breaker->height_pt), notes + 1);
    }
    return n;
}

/* --- pages ---------------------------------------------------------------------------------- */

struct trial {
    size_t first, end;
    double used_pt;
    size_t notes; /* done before the page */
    size_t page;  /* of those before it */
};

/* The cost of a page up to the break before its end. */
static double page_cost(const struct breaker *breaker, struct trial *trial) {
    const struct flow *flow = breaker->flow;
    const struct foot *foot = breaker->foot;
    double cost = PAGE_COST;
    if (foot->flow.n > 0) {
        size_t until = MAX(foot->until[trial->end - 1], trial->notes);
        double room_pt = breaker->height_pt - trial->used_pt;
        size_t to = fitting_notes(foot, trial->notes, until, room_pt);
        bool is_begun = to >= MIN(foot->begun[trial->end - 1], until);
        if (to < until) {
            double over_pt = foot_height(foot, to, until);
            cost += NOTE_SPLIT_COST * (1 + over_pt / breaker->height_pt);
        }
        if (trial->end == flow->n) {
            cost += PAGE_COST * (double)count_note_pages(breaker, to);
        }
        if (!is_begun && !flow->items[trial->first].is_full_page) {
            double late_pt = foot_height(foot, to, foot->begun[trial->end - 1]);
            cost += NOTE_LATE_COST * (1 + late_pt / breaker->height_pt);
        }
        trial->used_pt += notes_height(foot, trial->notes, to);
        trial->notes = to;
    }
    bool is_free = trial->end == flow->n || forces_break(flow, trial->end);
    if (!is_free) {
        double slack = fmax(breaker->height_pt - trial->used_pt, 0) / breaker->height_pt;
        cost += SLACK_COST * slack * slack + flow->items[trial->end].penalty;
        bool is_turned_over = flow->has_facing_pages && trial->page % 2 == 0;
        cost += !flow->items[trial->end].is_torn ? 0 : is_turned_over ? 2 * TORN_COST : TORN_COST;
    }
    return cost;
}

/* Try the page that starts at @first with every end that fits. */
static void try_pages(const struct breaker *breaker, size_t first, struct best *best) {
    const struct flow *flow = breaker->flow;
    double used_pt = first_height(&flow->items[first]);
    for (size_t end = first + 1;; end++) {
        struct trial trial = {first, end, used_pt, best[first].notes, best[first].pages};
        double cost = best[first].cost + page_cost(breaker, &trial);
        if (cost < best[end].cost) {
            best[end] = (struct best){cost, first, trial.notes, trial.page + 1};
        }
        if (end == flow->n || forces_break(flow, end)) {
            return;
        }
        used_pt += added_height(flow, end);
        if (used_pt > breaker->height_pt + ROUNDING_PT) {
            return;
        }
    }
}

/* --- the plan ------------------------------------------------------------------------------- */

static void add_note_pages(const struct breaker *breaker, struct page_plan *plan, size_t notes) {
    const struct foot *foot = breaker->foot;
    size_t n_items = breaker->flow->n;
    for (; notes < foot->flow.n; plan->n++) {
        size_t to = fitting_notes(foot, notes, foot->flow.n, breaker->height_pt);
        plan->pages[plan->n] = (struct page_range){n_items, n_items, notes, MAX(to, notes + 1)};
        notes = plan->pages[plan->n].end_note;
    }
}

static bool is_bound(const struct item *item) {
    return item->penalty >= BREAK_NEVER && !item->starts_page;
}

void break_turn_neighbours(struct flow *flow) {
    for (size_t i = flow->n; i-- > 1;) {
        bool is_turned = flow->items[i].is_turned && is_bound(&flow->items[i]);
        flow->items[i - 1].is_turned |= is_turned;
    }
    for (size_t i = 1; i < flow->n; i++) {
        flow->items[i].is_turned |= flow->items[i - 1].is_turned && is_bound(&flow->items[i]);
    }
}

struct page_plan break_flow(Arena *arena, const struct flow *flow, const struct foot *foot,
                            double height_pt) {
    struct breaker breaker = {flow, foot, height_pt};
    if (flow->n == 0) {
        return (struct page_plan){ARENA_NEW(arena, struct page_range), 1};
    }
    struct best *best = ARENA_NEW_N(arena, struct best, flow->n + 1);
    for (size_t i = 1; i <= flow->n; i++) {
        best[i].cost = (double)INFINITY;
    }
    for (size_t first = 0; first < flow->n; first++) {
        breaker.height_pt = flow->items[first].is_turned ? flow->turned_pt : height_pt;
        try_pages(&breaker, first, best);
    }
    breaker.height_pt = height_pt;
    size_t n = 0;
    for (size_t end = flow->n; end > 0; end = best[end].from) {
        n++;
    }
    size_t n_notes = count_note_pages(&breaker, best[flow->n].notes);
    struct page_plan plan = {ARENA_NEW_N(arena, struct page_range, n + n_notes), n};
    for (size_t end = flow->n; end > 0; end = best[end].from) {
        size_t from = best[end].from;
        plan.pages[--n] = (struct page_range){from, end, best[from].notes, best[end].notes};
    }
    add_note_pages(&breaker, &plan, best[flow->n].notes);
    return plan;
}

bool plan_is_blank(const struct page_plan *plan, size_t page) {
    const struct page_range *range = &plan->pages[page];
    return plan->n > 1 && range->first == range->end && range->first_note == range->end_note;
}

void plan_add_blank(Arena *arena, const struct flow *flow, struct page_plan *plan) {
    size_t at = 1;
    while (at < plan->n && !(plan->pages[at].first < plan->pages[at].end &&
                             flow->items[plan->pages[at].first].starts_body)) {
        at++;
    }
    if (at >= plan->n || at % 2 == 0) {
        return;
    }
    struct page_range *pages = ARENA_NEW_N(arena, struct page_range, plan->n + 1);
    const struct page_range *next = &plan->pages[at];
    memcpy(pages, plan->pages, at * sizeof *pages);
    pages[at] = (struct page_range){next->first, next->first, next->first_note, next->first_note};
    memcpy(pages + at + 1, next, (plan->n - at) * sizeof *pages);
    *plan = (struct page_plan){pages, plan->n + 1};
}
