/*
 * paint.h - display -> bytes (room 6): one table of functions a painter, MuPDF's device idea.
 *
 * Never: decides anything about the page; where a painter must decide, layout/ is wrong.
 */
#pragma once

#include "diag.h"
#include "display.h"
#include "theme.h"

enum { PAINT_DPI = 150 };

/*
 * What documents of one run have in common, compressed once: subsets of fonts, images. At most
 * @n_bytes_max bytes are kept; no document depends on what is in it.
 */
typedef struct paint_cache PaintCache;
enum { PAINT_CACHE_BYTES_MAX = 12 * 1024 * 1024 };
PaintCache *paint_cache_new(size_t n_bytes_max);
void paint_cache_free(PaintCache *cache);
size_t paint_cache_bytes(const PaintCache *cache);

struct paint_options {
    double dpi;          /* of pictures; 0: PAINT_DPI */
    bool is_transparent; /* pictures: nothing is painted where nothing is drawn */
    bool is_encrypted;   /* the PDF will be: it is then not archival (ISO 19005-2 section 6.1.3) */
    PaintCache *cache;   /* NULL: none */
};

/*
 * A painter's functions, called by paint_display() in this order: begin, then for each page
 * page_begin, its operations, page_end; then end. `begin` makes the painter's own state, or
 * reports and returns NULL.
 */
struct painter {
    const char *name;      /* "pdf", "trace", "png", "svg", "flat" */
    const char *extension; /* of file names: "pdf", "txt" */
    bool is_picture;       /* of one page: the display that it is given has one */
    void *(*begin)(Arena *arena, const struct display *display, const struct paint_options *options,
                   struct diags *diags);
    void (*page_begin)(void *self, const struct page *page);
    void (*glyphs)(void *self, const struct op *op);
    void (*rect)(void *self, const struct op *op);
    void (*path)(void *self, const struct op *op);
    void (*image)(void *self, const struct op *op);
    void (*link)(void *self, const struct op *op);
    void (*field)(void *self, const struct op *op); /* NULL: its face is drawn as paths */
    void (*page_end)(void *self);
    GBytes *(*end)(void *self, struct diags *diags); /* NULL: reported */
};

extern const struct painter paint_pdf;   /* PDF 1.7, tagged, fonts subset; our own writer */
extern const struct painter paint_trace; /* one operation a line, 0.01 pt: for golden tests */

/* By name; the painters of pictures are a module. Errors: usage-argument, module-missing. */
const struct painter *paint_open(const char *name, struct diags *diags);

/* The caller unrefs *ret. Errors: font-damaged, image-format. */
bool paint_display(const struct painter *painter, const struct display *display,
                   const struct paint_options *options, struct diags *diags, GBytes **ret);

/* What words in an SVG picture are set in; NULL: what its text asks for is then not shown. */
struct image_fonts {
    const struct font_catalogue *catalogue;
    const char *family; /* where the picture names none that is there */
    const char *code;   /* the same of "monospace" */
};

/*
 * Read the header of an image file: format and size; of SVG, all of it. What shapes alone cannot
 * show is drawn as pixels by a module, words in @fonts and in no font of the machine. Errors:
 * image-format, image-large, module-missing; warning: image-svg. @data is borrowed.
 */
bool paint_image_open(Arena *arena, GBytes *data, const char *path, const struct image_fonts *fonts,
                      struct span at, struct diags *diags, struct image *ret);

enum { PAINT_IMAGE_SIDE_MAX = 20000 };
