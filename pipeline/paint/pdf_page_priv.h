/*
 * pdf_page_priv.h - a page's content, and the structure that it belongs to.
 */
#pragma once

#include "pdf_font_priv.h"

/* --- pdf_structure.c: the structure tree, section 14.7 ---------------------------------------- */

/* Something that a structure element holds: marked content, or an annotation. */
struct pdf_item {
    int tag;
    int next; /* of the same tag, or -1 */
    size_t page;
    int mcid;            /* -1: an annotation */
    unsigned annotation; /* its object number */
};

struct pdf_structure {
    Arena *arena;
    const struct tag *tags; /* of the display */
    size_t n_tags;
    const struct page *pages;
    size_t n_pages;
    struct pdf_item *items; /* in painting order */
    size_t n_items, capacity;
    int *first, *last; /* by tag: into items, or -1 */
    size_t page;       /* being painted */
    int next_mcid;     /* on that page */
    int n_annotations; /* that belong to a tag; they come after the pages in the parent tree */
};

void pdf_structure_init(Arena *arena, const struct display *display, struct pdf_structure *ret);
void pdf_structure_begin_page(struct pdf_structure *structure, size_t page);
/* The marked-content identifier on the page. */
int pdf_structure_add_content(struct pdf_structure *structure, int tag);
/* The annotation's key in the parent tree. */
int pdf_structure_add_annotation(struct pdf_structure *structure, int tag, unsigned number);
/* The object number of the structure tree's root; @page_numbers by page. */
unsigned pdf_structure_write(struct pdf_structure *structure, struct pdf_file *file,
                             const unsigned *page_numbers);

/* --- pdf_content.c, pdf_text.c: a page's content stream --------------------------------------- */

struct pdf_colour {
    int r, g, b; /* thousandths */
};

/* The part of the graphics state that operations set. */
struct pdf_state {
    struct pdf_colour fill, stroke;
    int font, layer; /* font -1: none yet */
    double size_pt, tracking_pt, stroke_pt;
    double dash_pt[2];
    enum line_cap cap;
};

struct pdf_content {
    GString *out;
    struct pdf_structure *structure;
    double height_pt;
    struct pdf_state state;
    int mark; /* a tag or an artifact, where is_marked */
    bool is_marked, is_text;
    int64_t line_x, line_y;         /* start of the text line, hundredths of a point */
    const struct pdf_glyph **shown; /* of the run at hand, in reading order */
    size_t shown_capacity;
};

void pdf_content_begin(struct pdf_content *content, const struct page *page, size_t index);
void pdf_content_end(struct pdf_content *content);
/* What follows belongs to @tag; @box is what a background covers. */
void pdf_content_mark(struct pdf_content *content, int tag, const struct rect *box);
void pdf_content_begin_actual(struct pdf_content *content, int tag, struct str text);
void pdf_content_end_actual(struct pdf_content *content);
void pdf_content_begin_text(struct pdf_content *content);
void pdf_content_set_fill(struct pdf_content *content, struct rgb16 rgb);
void pdf_content_rect(struct pdf_content *content, const struct op *op);
void pdf_content_path(struct pdf_content *content, const struct op *op);
void pdf_content_image(struct pdf_content *content, const struct op *op, size_t name);
void pdf_text_show(struct pdf_content *content, const struct op *op, const struct pdf_font *font);
