/*
 * layout_deck_priv.h - what the files of decks share: slides, masters, the place of things.
 *
 * A slide becomes one item that fills its page, as a cover does; positions are absolute.
 */
#pragma once

#include "layout_priv.h"

enum master {
    MASTER_CONTENT, /* a title that says the message, and what shows it */
    MASTER_TITLE,
    MASTER_SECTION,
    MASTER_QUOTE,
    MASTER_NUMBER, /* :::number: one number is the picture */
    N_MASTERS
};

struct slide {
    enum master master;
    const struct node **nodes; /* without notes and sources */
    size_t n;
    const struct node **sources;
    size_t n_sources;
    const struct node **notes;
    size_t n_notes;
    const struct node *title; /* the first heading; NULL: none */
    struct span at;
    int section; /* the number of its section, from 1; 0: before the first */
    int tag;     /* its element, once it is set */
};

struct deck {
    struct slide *slides;
    size_t n, capacity;
    int n_sections;
};

/* What a master is given to fill. */
struct canvas {
    struct layout *layout;
    const struct deck *deck;
    const struct slide *slide;
    size_t index;
    struct item item;
    int tag;
    double left_pt, width_pt; /* of the grid */
    double top_pt, bottom_pt; /* of the content's zone */
    size_t source_tags[2];    /* begin and end of what the sources made; see layout_slide.c */
};

/* layout_deck.c */

/* An empty slide on its ground. */
struct canvas canvas_new(struct layout *layout, const struct deck *deck, size_t index);
/* A place for blocks on the slide: @x_pt from the page's left edge. */
struct place canvas_place(const struct canvas *canvas, double x_pt, double width_pt);
/* Put a flow under @top_pt; returns its height. */
double canvas_add_flow(struct canvas *canvas, const struct flow *flow, double top_pt);
/* A heading's or paragraph's inlines in a role; returns their height. */
struct words {
    const struct node *node;
    enum tag_kind kind;
    struct set_style style;
    double x_pt, top_pt, width_pt;
};
double canvas_add_words(struct canvas *canvas, const struct words *words);
/* Plain words, one line, its baseline at @at. */
void canvas_add_line(struct canvas *canvas, const struct set_style *style, int tag, struct point at,
                     struct str words);

/* What the footer's three parts say on the slide; and put such parts at its foot. */
void canvas_running_words(const struct canvas *canvas, struct str words[3]);
void canvas_add_footer(struct canvas *canvas, const struct str words[3], double baseline_pt);
/* Whose deck it is, how confidential, and "n / N". A cover has a footer of its own. */
void canvas_add_slide_footer(struct canvas *canvas);

/* layout_slide.c: the masters. False: the slide does not fit at this size; *ret_over_pt: by how
 * much. */
bool slide_fill(struct canvas *canvas, double *ret_over_pt);

/* layout_slide_room.c: a slide in the size that its page has room for. */
struct canvas slide_set(struct layout *layout, const struct deck *deck, size_t index);

/* A style in another size, down to @smallest_pt; one that is smaller already stays as it is. */
void theme_scale_style(struct text_style *style, double by, double smallest_pt);
/* Copies of a theme: set smaller, and light on a dark ground. */
struct theme *theme_shrunk(Arena *arena, const struct theme *theme, double space, double size,
                           double smallest_pt);
struct theme *theme_on_ground(Arena *arena, const struct theme *theme, struct rgb ground);
