#include "paint.h"

#include <string.h>

static const struct painter *const painters[] = {&paint_pdf, &paint_trace};

const struct painter *paint_lookup(const char *name) {
    for (size_t i = 0; i < G_N_ELEMENTS(painters); i++) {
        if (strcmp(painters[i]->name, name) == 0) {
            return painters[i];
        }
    }
    return NULL;
}

static void paint_op(const struct painter *painter, void *self, const struct op *op) {
    switch (op->kind) {
    case OP_GLYPHS: painter->glyphs(self, op); return;
    case OP_RECT: painter->rect(self, op); return;
    case OP_PATH: painter->path(self, op); return;
    case OP_IMAGE: painter->image(self, op); return;
    case OP_LINK: painter->link(self, op); return;
    }
    g_assert_not_reached();
}

bool paint_display(const struct painter *painter, const struct display *display,
                   struct diags *diags, GBytes **ret) {
    g_autoptr(Arena) arena = arena_new();
    g_assert(display->n_pages > 0);
    void *self = painter->begin(arena, display, diags);
    if (!self) {
        return false;
    }
    for (size_t page = 0; page < display->n_pages; page++) {
        painter->page_begin(self, &display->pages[page]);
        for (size_t i = 0; i < display->pages[page].n_ops; i++) {
            paint_op(painter, self, &display->pages[page].ops[i]);
        }
        painter->page_end(self);
    }
    GBytes *bytes = painter->end(self, diags);
    if (!bytes) {
        return false;
    }
    *ret = bytes;
    return true;
}
