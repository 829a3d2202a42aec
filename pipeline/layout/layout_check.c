#include "layout_priv.h"

#include <math.h>

/*
 * The proof that nothing is drawn outside its frame or its page. Every operation is looked at when
 * its item is laid on a page, so that what an earlier stage got wrong is said with its line instead
 * of being cut off in silence.
 *
 * Cost: some thirty instructions an operation; a path's steps are visited once more.
 */

/* Strokes reach half their width beyond their paths; positions are rounded. */
static const double TOLERANCE_PT = 1;

struct extent {
    double left_pt, right_pt, top_pt, bottom_pt;
};

static bool is_marker(const struct layout *layout, const struct op *op) {
    return op->tag >= 0 && layout->display->tags[op->tag].kind == TAG_LBL;
}

static struct extent item_extent(const struct layout *layout, const struct item *item,
                                 bool has_markers) {
    struct extent all = {(double)INFINITY, -(double)INFINITY, (double)INFINITY, -(double)INFINITY};
    for (size_t i = 0; i < item->n_ops; i++) {
        if (!has_markers && is_marker(layout, &item->ops[i])) {
            continue;
        }
        struct rect bounds = op_bounds(&item->ops[i]);
        all.left_pt = fmin(all.left_pt, bounds.x);
        all.right_pt = fmax(all.right_pt, bounds.x + bounds.width);
        all.top_pt = fmin(all.top_pt, bounds.y);
        all.bottom_pt = fmax(all.bottom_pt, bounds.y + bounds.height);
    }
    return all;
}

/* A frame without a ground is a line beside its items. */
static const struct frame *ground_of(const struct item *item) {
    const struct frame *frame = item->frame;
    while (frame && !frame->has_ground) {
        frame = frame->parent;
    }
    return frame;
}

static void report(struct layout *layout, struct span at, double over_pt, const char *place) {
    if (over_pt > TOLERANCE_PT) {
        diag_warning(layout->diags, at, DIAG_LAYOUT_OVERFLOW,
                     "something here reaches %d pt beyond its %s", (int)ceil(over_pt), place);
    }
}

void check_column(struct layout *layout, const struct item *item, const struct place *place,
                  struct span at) {
    if (item->n_ops > 0) {
        struct extent extent = item_extent(layout, item, true);
        double right_pt = place->x_pt + place->width_pt;
        report(layout, at, fmax(place->x_pt - extent.left_pt, extent.right_pt - right_pt),
               "column");
    }
}

void check_item(struct layout *layout, const struct page *page, const struct item *item,
                struct point at) {
    if (item->n_ops == 0 || item->is_reported) {
        return;
    }
    const struct theme_page *theme = &layout->theme->page;
    struct extent extent = item_extent(layout, item, true);
    double beside_pt = fmax(-extent.left_pt - at.x, extent.right_pt + at.x - page->width_pt);
    double above_pt = fmax(-extent.top_pt - at.y, extent.bottom_pt + at.y - page->height_pt);
    if (fmax(beside_pt, above_pt) > TOLERANCE_PT) {
        char *place = arena_printf(layout->arena, "page, number %zu", layout->display->n_pages);
        report(layout, item->at, fmax(beside_pt, above_pt), place);
        return;
    }
    if (item->is_full_page) {
        return;
    }
    const struct frame *frame = ground_of(item);
    if (frame) { /* the marker of an item of a list stands beside the frame in it */
        extent = item_extent(layout, item, false);
    }
    double left_pt = frame ? frame->x_pt : 0;
    double right_pt =
        frame ? frame->x_pt + frame->width_pt : page->width_pt - theme->left_pt - theme->right_pt;
    double over_pt = fmax(left_pt - extent.left_pt, extent.right_pt - right_pt);
    if (over_pt > TOLERANCE_PT) {
        char *place = arena_printf(layout->arena, "%s on page %zu", frame ? "frame" : "column",
                                   layout->display->n_pages);
        report(layout, item->at, over_pt, place);
    }
}
