#include "paint.h"

#include "module.h"

#include <string.h>

/* In the order of the hint. */
static const struct {
    const char *name;
    const struct painter *painter; /* NULL: in a module, as @symbol */
    const char *module, *symbol, *library;
} painters[] = {
    {"pdf", &paint_pdf, NULL, NULL, NULL},
    {"png", NULL, "paint_cairo", "paint_cairo_png", "libcairo2"},
    {"svg", NULL, "paint_cairo", "paint_cairo_svg", "libcairo2"},
    {"flat", NULL, "paint_flat", "paint_flat", "libhpdf"},
    {"trace", &paint_trace, NULL, NULL, NULL},
};

static const struct painter *load_painter(size_t i, struct diags *diags) {
    g_autofree char *reason = NULL;
    const struct painter *painter = module_symbol(painters[i].module, painters[i].symbol, &reason);
    if (!painter) {
        diag_error(diags, (struct span){0}, DIAG_MODULE_MISSING, "could not load %s: %s",
                   painters[i].library, reason);
        diag_hint(diags, "Install the package %s and pdfgen's own modules, or make a PDF.",
                  painters[i].library);
    }
    return painter;
}

const struct painter *paint_open(const char *name, struct diags *diags) {
    struct str names[G_N_ELEMENTS(painters)];
    for (size_t i = 0; i < G_N_ELEMENTS(painters); i++) {
        if (strcmp(painters[i].name, name) == 0) {
            return painters[i].painter ? painters[i].painter : load_painter(i, diags);
        }
        names[i] = str_from(painters[i].name);
    }
    diag_error(diags, (struct span){0}, DIAG_USAGE_ARGUMENT, "no format is called \"%s\"", name);
    diag_hint_nearest(diags, str_from(name), names, G_N_ELEMENTS(names));
    diag_hint(diags, "The formats are pdf, png, svg, flat and trace.");
    return NULL;
}

/* Who knows no fields draws what they look like. */
static void paint_field(Arena *arena, const struct painter *painter, void *self,
                        const struct op *op) {
    struct op face;
    if (painter->field) {
        painter->field(self, op);
        return;
    }
    for (size_t i = 0; op_field_face(arena, op, i, &face); i++) {
        painter->path(self, &face);
    }
}

static void paint_op(Arena *arena, const struct painter *painter, void *self, const struct op *op) {
    switch (op->kind) {
    case OP_GLYPHS: painter->glyphs(self, op); return;
    case OP_RECT: painter->rect(self, op); return;
    case OP_PATH: painter->path(self, op); return;
    case OP_IMAGE: painter->image(self, op); return;
    case OP_LINK: painter->link(self, op); return;
    case OP_FIELD: paint_field(arena, painter, self, op); return;
    }
    g_assert_not_reached();
}

bool paint_display(const struct painter *painter, const struct display *display,
                   const struct paint_options *options, struct diags *diags, GBytes **ret) {
    g_autoptr(Arena) arena = arena_new();
    g_assert(display->n_pages > 0);
    static const struct paint_options usual = {0};
    void *self = painter->begin(arena, display, options ? options : &usual, diags);
    if (!self) {
        return false;
    }
    for (size_t page = 0; page < display->n_pages; page++) {
        painter->page_begin(self, &display->pages[page]);
        for (size_t i = 0; i < display->pages[page].n_ops; i++) {
            paint_op(arena, painter, self, &display->pages[page].ops[i]);
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
