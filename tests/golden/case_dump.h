/*
 * case_dump.h - what a small case shows of its pages: as little as tells whether its name is true.
 *
 *   page 1 240 x 200                     the size where it is not that of the page before
 *   40.6: 20..98.2 H1 "Title"            a line of words: baseline, from .. to, its block
 *   40.6: 20..98.2 P rtl "..."           set from right to left
 *   40.6: 20..98.2 H1 Inter Display 600 13 #14202E "Title"         fonts, colours
 *   40.6: 20..98.2 header "Acme"         furniture
 *   box 20,140 200 x 0.75 layout         boxes: rectangles, the bounds of paths, images
 *   link 20,140 30 x 14 to "x"           links
 *   Table                                tree: the structure, indented
 *   outline 1 "Title" to "title"         outline
 *   destination "title" page 1 at 20     destinations, and their place from the top
 *
 * Lines are in the order of their places, from the top, from the left. Words of one block that join
 * on a baseline are one line, unless they are set from right to left or fonts are shown.
 */
#pragma once

#include "display.h"

#include <glib.h>

struct case_facets {
    bool lines; /* always, unless words are */
    bool words; /* without their places; lines of one block stand behind each other */
    bool fonts, colours, furniture, boxes, links, tree, outline, destinations;
};

/* "fonts boxes"; false: @ret_unknown is a word that is no facet. */
bool case_facets_parse(const char *words, struct case_facets *ret, char **ret_unknown);

void case_dump(const struct display *display, const struct case_facets *facets, GString *out);
