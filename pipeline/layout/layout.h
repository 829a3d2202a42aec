/*
 * layout.h - a document into pages (room 5b), through HarfBuzz and Pango.
 *
 * In:     struct doc, struct theme, fonts.   Out: struct display.
 * Never:  reads files (images and fonts come through functions), asks the date, paints.
 * Units:  points; HarfBuzz's and Pango's 1/1024 pt stay inside layout/.
 * Source: CSS Fragmentation 3, sections 3.3 (orphans, widows) and 4.4 (unforced breaks).
 */
#pragma once

#include "doc.h"
#include "shaper.h"
#include "world.h"

/* Run lifetime: font map, faces, what text needs of them. */
typedef struct fonts Fonts;

/* @catalogue and @world outlive the fonts. Only files that a style asks for are opened. */
Fonts *layout_fonts_new(World *world, const struct font_catalogue *catalogue);
void layout_fonts_free(Fonts *fonts);

/* The room that a figure is given. */
struct figure_place {
    double width_pt;
    double height_pt;          /* of a page; charts are as high as they are */
    double taller;             /* times so much; 0: as they like */
    bool is_on_brand;          /* on a ground of the brand's colour */
    const struct theme *theme; /* of what stands around it */
    const struct shaper *shaper;
};

/* {name} in a header or footer. */
struct layout_word {
    const char *name, *text; /* NULL text: nothing */
};

/* What layout needs from outside, handed over by pipeline.c. */
struct layout_input {
    const struct doc *doc;
    const struct theme *theme;
    const struct theme *notes_theme; /* of a deck's notes pages; NULL: its slides are made */
    bool is_deck;                    /* slides: layout_deck.c */
    bool is_form;                    /* task boxes and blanks are fields */
    bool is_one_page;                /* set smaller until all of it is on one page */
    Fonts *fonts;
    struct display_meta meta;
    /* Set as a heading above the text; NULL: the text has its own. */
    const char *title;
    const char *subtitle, *byline;                     /* beneath @title alone; NULL: none */
    const char *company, *partner;                     /* names; NULL: none */
    struct theme_logo partner_logo, partner_dark_logo; /* for light and dark grounds */
    const char *watermark;   /* across each page, beneath the text; "" or NULL: none */
    const char *cover_right; /* at the foot of the cover: the date, as people write it */
    /* Running header and footer; "" or NULL: nothing. Names in braces are replaced: {page},
     * {pages}, {section} and these. */
    const struct layout_word *words;
    size_t n_words;
    const char *header_left, *header_center, *header_right;
    const char *footer_left, *footer_center, *footer_right;
    void *context;
    /* An image by the path the document gives; false: reported, a frame is drawn instead. */
    bool (*load_image)(void *context, Arena *arena, const char *path, struct span at,
                       struct diags *diags, struct image *ret);
    /* A code fence that is a figure (chart, mermaid ...); false: reported, or not a figure:
     * *ret_known. */
    bool (*draw_figure)(void *context, Arena *arena, const struct node *block,
                        struct figure_place place, struct diags *diags, bool *ret_known,
                        struct figure *ret);
};

enum { LAYOUT_PAGES_MAX = 20000 };

/*
 * @input is borrowed, and so is what it leads to: the pages' texts are slices of the document's.
 *
 * False: font-missing, theme-field (margins that leave no room), layout-limit (pages). Errors with
 * pages to look at: layout-overflow (of a slide, of a document on one page), layout-limit (of a
 * table), font-damaged, install-missing (of a module). Warnings: layout-overflow, layout-limit,
 * table-wide, font-glyph, image-alt, link-target, front-matter, markdown-block, hyphen-patterns.
 */
bool layout_document(Arena *arena, const struct layout_input *input, struct diags *diags,
                     struct display **ret);

/* Which pages a contact sheet shows, and how many side by side. */
struct layout_sheet {
    size_t columns;        /* 0: as many as make the sheet wider than high */
    const bool *is_wanted; /* by page, at least one; NULL: all */
};

/* The most that are small pages and not dots, on one picture. */
enum { LAYOUT_SHEET_PAGES_MAX = 200 };

/* In the place of @display's pages, which @input was laid out to: one with all of them, small. */
void layout_sheet(Arena *arena, const struct layout_input *input, const struct layout_sheet *asked,
                  struct diags *diags, struct display *display);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fonts, layout_fonts_free)
