#include "layout_priv.h"

#include <math.h>
#include <string.h>

/* --- items to pages ------------------------------------------------------------------------- */

static struct page *add_page(struct layout *layout) {
    struct display *display = layout->display;
    display->pages = arena_grow(layout->arena, display->pages, display->n_pages,
                                &display->pages_capacity, sizeof *display->pages);
    struct page *page = &display->pages[display->n_pages++];
    *page = (struct page){.width_pt = layout->theme->page.width_pt,
                          .height_pt = layout->theme->page.height_pt};
    return page;
}

/* Pages of even number are left-hand ones. A page laid across has no inner side. */
double page_left(const struct layout *layout, size_t page) {
    const struct theme_page *theme = &layout->theme->page;
    bool is_facing = theme->inner_pt > 0 || theme->outer_pt > 0;
    bool is_upright = layout->display->pages[page].width_pt == theme->width_pt;
    return is_facing && is_upright && page % 2 == 1 ? theme->right_pt : theme->left_pt;
}

/* Of the page that is being composed. */
static double last_left(const struct layout *layout) {
    return page_left(layout, layout->display->n_pages - 1);
}

static void page_add_copy(struct layout *layout, struct page *page, const struct op *op,
                          struct point by) {
    struct op *copy = page_add_op(layout->arena, page, op->kind, op->tag);
    *copy = *op;
    op_translate(layout->arena, copy, by.x, by.y);
}

static void page_add_item(struct layout *layout, struct page *page, const struct item *item,
                          struct point at) {
    struct display *display = layout->display;
    check_item(layout, page, item, at);
    for (size_t i = 0; i < item->n_ops; i++) {
        page_add_copy(layout, page, &item->ops[i], at);
    }
    for (size_t i = 0; i < item->n_anchors; i++) {
        const struct anchor *anchor = &item->anchors[i];
        if (anchor->destination < 0) {
            contents_place_entry(layout, anchor->entry, (struct point){at.x, at.y + anchor->y_pt});
            continue;
        }
        struct destination *destination = &display->destinations[anchor->destination];
        destination->page = (int)display->n_pages - 1;
        destination->x_pt = 0;
        /* A little above the heading's line, so that it is not cut at the window's edge. */
        destination->y_pt = fmax(at.y + anchor->y_pt - 8, 0);
    }
}

static void page_add_rect(struct layout *layout, struct page *page, struct rect rect,
                          enum theme_colour colour, int tag) {
    struct op *op = page_add_op(layout->arena, page, OP_RECT, tag);
    op->rect.rect = rect;
    op->rect.fill = layout_colour(layout, colour);
}

/* One frame's part of a page: from its first item's top to its last item's foot. */
static void add_frame(struct layout *layout, struct page *page, const struct frame *frame,
                      double top_pt, double bottom_pt) {
    double left_pt = last_left(layout);
    struct rect rect = {left_pt + frame->x_pt, top_pt, frame->width_pt, bottom_pt - top_pt};
    if (frame->is_band) {
        rect = (struct rect){0, 0, page->width_pt, bottom_pt};
    }
    if (frame->has_ground) {
        page_add_rect(layout, page, rect, frame->ground, ARTIFACT_BACKGROUND);
    }
    if (frame->rule_pt > 0) {
        struct rect rule = {rect.x, rect.y, rect.width, frame->rule_pt};
        page_add_rect(layout, page, rule, COLOUR_INK, ARTIFACT_LAYOUT);
    }
    if (frame->edge_pt > 0) {
        rect.width = frame->edge_pt;
        page_add_rect(layout, page, rect, frame->edge, ARTIFACT_LAYOUT);
    }
}

/* The items of one page. */
struct page_run {
    const struct flow *flow;
    size_t first, end;
};

/* Outer frames before inner ones: a ground must not hide another. */
static void add_frames(struct layout *layout, struct page *page, const struct frame_run *run,
                       const struct frame *outer) {
    const struct frame *frame;
    size_t last;
    for (size_t i = run->first; (frame = frame_next(run, &i, &last, outer)); i = last + 1) {
        add_frame(layout, page, frame, run->tops[i],
                  run->tops[last] + run->flow->items[last].height_pt);
        struct frame_run inner = {run->flow, i, last + 1, run->tops};
        add_frames(layout, page, &inner, frame);
    }
}

static double compose_carried(struct layout *layout, struct page *page, const struct item *item,
                              double y_pt) {
    if (!item->carried) {
        return y_pt;
    }
    page_add_item(layout, page, item->carried, (struct point){last_left(layout), y_pt});
    return y_pt + item->carried->height_pt;
}

static void report_overflow(struct layout *layout, const struct item *item, double over_pt) {
    diag_warning(layout->diags, item->at, DIAG_LAYOUT_OVERFLOW,
                 "something here is %d pt higher than page %zu has room for", (int)ceil(over_pt),
                 layout->display->n_pages);
}

/* Items under each other with their frames behind them; the foot of the last one. */
static double compose_run(struct layout *layout, struct page *page, struct page_run run,
                          double y_pt) {
    const struct item *items = run.flow->items;
    size_t n = run.end - run.first;
    double *tops = ARENA_NEW_N(layout->arena, double, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct item *item = &items[run.first + i];
        y_pt += i > 0 ? fmax(item[-1].below_pt, item->above_pt) : 0;
        tops[i] = y_pt;
        y_pt += item->height_pt;
    }
    struct frame_run frames = {run.flow, run.first, run.end, tops - run.first};
    add_frames(layout, page, &frames, NULL);
    for (size_t i = 0; i < n; i++) {
        page_add_item(layout, page, &items[run.first + i],
                      (struct point){last_left(layout), tops[i]});
    }
    return y_pt;
}

/* The notes end where the page's body does; a short rule tells them from the text. */
static void compose_notes(struct layout *layout, struct page *page, const struct foot *foot,
                          const struct page_range *range) {
    static const double RULE_SHARE = 0.25, RULE_PT = 0.5;
    const struct theme_page *theme = &layout->theme->page;
    double height_pt = foot_height(foot, range->first_note, range->end_note);
    double top_pt = page->height_pt - theme->bottom_pt - height_pt;
    struct rect rule = {last_left(layout), top_pt - foot->rule_pt / 2,
                        (page->width_pt - theme->left_pt - theme->right_pt) * RULE_SHARE, RULE_PT};
    page_add_rect(layout, page, rule, COLOUR_RULE, ARTIFACT_LAYOUT);
    compose_run(layout, page, (struct page_run){&foot->flow, range->first_note, range->end_note},
                top_pt);
}

static size_t count_ops(const struct flow *flow, size_t first, size_t end) {
    size_t n = 0;
    for (size_t i = first; i < end; i++) {
        n += flow->items[i].n_ops;
    }
    return n;
}

/* Paper is white by itself. */
static void add_ground(struct layout *layout, struct page *page) {
    struct rgb16 ground = layout_colour(layout, COLOUR_GROUND);
    if (ground.r < UINT16_MAX || ground.g < UINT16_MAX || ground.b < UINT16_MAX) {
        struct rect whole = {0, 0, page->width_pt, page->height_pt};
        page_add_rect(layout, page, whole, COLOUR_GROUND, ARTIFACT_BACKGROUND);
    }
}

static void compose_page(struct layout *layout, const struct flow *flow, const struct foot *foot,
                         const struct page_range *range) {
    struct page *page = add_page(layout);
    const struct item *items = flow->items;
    size_t first = range->first, end = range->end;
    if (first < end && items[first].is_full_page) {
        page_add_item(layout, page, &items[first], (struct point){0, 0});
        return;
    }
    enum { FURNITURE_OPS = 16 }; /* header, footer, frames */
    page_reserve(layout->arena, page,
                 count_ops(flow, first, end) + FURNITURE_OPS +
                     count_ops(&foot->flow, range->first_note, range->end_note));
    const struct theme_page *theme = &layout->theme->page;
    double y_pt = theme->top_pt, notes_pt = 0;
    if (first < end && items[first].is_turned) {
        page->width_pt = theme->height_pt;
        page->height_pt = theme->width_pt;
    }
    add_ground(layout, page);
    if (first < end) {
        y_pt = compose_carried(layout, page, &items[first], y_pt);
    }
    y_pt = compose_run(layout, page, (struct page_run){flow, first, end}, y_pt);
    if (range->first_note < range->end_note) {
        compose_notes(layout, page, foot, range);
        notes_pt = foot->rule_pt + foot_height(foot, range->first_note, range->end_note);
    }
    double limit_pt = page->height_pt - theme->bottom_pt - notes_pt;
    if (y_pt > limit_pt + 0.5 && first < end) {
        report_overflow(layout, &items[end - 1], y_pt - limit_pt);
    }
}

void pages_compose(struct layout *layout, const struct flow *flow, const struct foot *foot,
                   const struct page_plan *plan) {
    for (size_t i = 0; i < plan->n; i++) {
        compose_page(layout, flow, foot, &plan->pages[i]);
    }
}
