#include "layout_priv.h"

/*
 * Documents in languages that run from right to left are laid out as all others are, from the left,
 * and the finished pages are mirrored: columns, bullets, edges, header and footer change sides
 * together. Mirrored is where an operation stands, not what it draws.
 *
 * What must keep its order, the runs of a line and the parts of a figure, is mirrored within its
 * own width beforehand: turned round twice, it stands as it was.
 */

void mirror_ops(Arena *arena, struct op *ops, size_t n, double width_pt) {
    for (size_t i = 0; i < n; i++) {
        struct rect bounds = op_bounds(&ops[i]);
        op_translate(arena, &ops[i], width_pt - 2 * bounds.x - bounds.width, 0);
    }
}

void mirror_lines(struct layout *layout, struct lines *lines) {
    for (size_t i = 0; layout->is_rtl && i < lines->n; i++) {
        struct line *line = &lines->lines[i];
        mirror_ops(layout->arena, line->ops, line->n_ops, line->width_pt);
    }
}

void mirror_pages(struct layout *layout) {
    for (size_t i = 0; layout->is_rtl && i < layout->display->n_pages; i++) {
        struct page *page = &layout->display->pages[i];
        mirror_ops(layout->arena, page->ops, page->n_ops, page->width_pt);
    }
}
