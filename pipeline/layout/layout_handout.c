#include "layout_deck_priv.h"

#include <math.h>

/*
 * Notes pages: each slide as a picture of itself, small, and below it what its speaker says. Notes
 * that are too long for the page go on to another one without the slide. The slides are composed
 * already; their operations are scaled, so that their text stays text.
 */

static const double HEAD_PT = 40, SLIDE_TOP_PT = 56, GAP_PT = 24;

struct handout {
    struct layout *layout;
    const struct deck *deck;
    struct page *slides; /* as composed */
    size_t n_slides;
    struct flow *flow; /* of whole pages */
    double left_pt, width_pt, bottom_pt;
};

static void add_words(struct handout *h, struct item *item, const struct set_style *style,
                      struct point at, const char *words) {
    struct line line = inline_words(h->layout, style, ARTIFACT_HEADER, str_from(words));
    double x_pt = style->align == ALIGN_RIGHT ? at.x - line.width_pt : at.x;
    item_add_line(h->layout, item, &line, x_pt, at.y);
}

/* An empty page with its head: whose deck, and which slide it speaks to. */
static struct item page_new(struct handout *h, size_t slide) {
    struct layout *layout = h->layout;
    const struct theme_page *page = &layout->theme->page;
    struct item item = {.is_full_page = true, .starts_page = true, .height_pt = page->height_pt};
    item.at = h->deck->slides[slide].at;
    struct set_style style = {.role = ROLE_SMALL, .weight = 600, .colour = -1};
    add_words(h, &item, &style, (struct point){h->left_pt, HEAD_PT}, layout->input->meta.title);
    style.weight = 0;
    style.colour = COLOUR_MUTED;
    style.align = ALIGN_RIGHT;
    const char *which = arena_printf(layout->arena, "%zu / %zu", slide + 1, h->n_slides);
    add_words(h, &item, &style, (struct point){h->left_pt + h->width_pt, HEAD_PT}, which);
    return item;
}

static void add_border(struct handout *h, struct item *item, struct rect r) {
    static const double RULE_PT = 0.75;
    const struct rect sides[] = {
        {r.x, r.y, r.width, RULE_PT},
        {r.x, rect_bottom(r) - RULE_PT, r.width, RULE_PT},
        {r.x, r.y, RULE_PT, r.height},
        {rect_right(r) - RULE_PT, r.y, RULE_PT, r.height},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
        item_add_rect(h->layout, item, sides[i], COLOUR_RULE, ARTIFACT_LAYOUT);
    }
}

/* Links and the outline lead to where a slide's headings now stand. */
static void move_destinations(struct handout *h, struct item *item, size_t slide, double by,
                              double top_pt) {
    struct display *display = h->layout->display;
    for (size_t i = 0; i < display->n_destinations; i++) {
        if (display->destinations[i].page == (int)slide) {
            double y_pt = display->destinations[i].y_pt * by + top_pt;
            item_add_anchor(h->layout, item, (struct anchor){.destination = (int)i, .y_pt = y_pt});
        }
    }
}

/* Returns where the picture ends. */
static double add_slide(struct handout *h, struct item *item, size_t slide) {
    const struct page *page = &h->slides[slide];
    double by = h->width_pt / page->width_pt;
    for (size_t i = 0; i < page->n_ops; i++) {
        struct op *op = item_add_op(h->layout, item, page->ops[i].kind, page->ops[i].tag);
        *op = page->ops[i];
        op_scale(h->layout->arena, op, by);
        op_translate(h->layout->arena, op, h->left_pt, SLIDE_TOP_PT);
    }
    move_destinations(h, item, slide, by, SLIDE_TOP_PT);
    struct rect frame = {h->left_pt, SLIDE_TOP_PT, h->width_pt, page->height_pt * by};
    add_border(h, item, frame);
    return rect_bottom(frame);
}

static void finish_page(struct handout *h, const struct item *item) {
    struct place whole = {.tag = 0};
    *flow_add(h->layout, h->flow, &whole) = *item;
}

/* Items below each other; a page that is full is finished and another one begun. */
static void add_notes(struct handout *h, size_t slide, struct item *page, double y_pt) {
    struct layout *layout = h->layout;
    const struct slide *s = &h->deck->slides[slide];
    struct place place = {.x_pt = h->left_pt,
                          .width_pt = h->width_pt,
                          .text_width_pt = h->width_pt,
                          .tag = s->tag,
                          .role = ROLE_BODY};
    struct flow notes = {0};
    for (size_t i = 0; i < s->n_notes; i++) {
        block_children(layout, &notes, &place, s->notes[i]);
    }
    bool is_first = true;
    for (size_t i = 0; i < notes.n; i++) {
        const struct item *item = &notes.items[i];
        y_pt += is_first ? 0 : fmax(notes.items[i - 1].below_pt, item->above_pt);
        if (!is_first && y_pt + item->height_pt > h->bottom_pt) {
            finish_page(h, page);
            *page = page_new(h, slide);
            y_pt = SLIDE_TOP_PT;
        }
        item_add_item(layout, page, item, y_pt);
        y_pt += item->height_pt;
        is_first = false;
    }
}

void deck_handout(struct layout *layout, const struct deck *deck, struct flow *flow) {
    struct display *display = layout->display;
    layout_use_theme(layout, layout->input->notes_theme);
    const struct theme_page *page = &layout->theme->page;
    struct handout h = {
        .layout = layout,
        .deck = deck,
        .slides = display->pages,
        .n_slides = display->n_pages,
        .flow = flow,
        .left_pt = page->left_pt,
        .width_pt = page->width_pt - page->left_pt - page->right_pt,
        .bottom_pt = page->height_pt - page->bottom_pt,
    };
    display->pages = NULL;
    display->n_pages = display->pages_capacity = 0;
    for (size_t i = 0; i < h.n_slides && i < deck->n; i++) {
        struct item item = page_new(&h, i);
        double y_pt = add_slide(&h, &item, i) + GAP_PT;
        add_notes(&h, i, &item, y_pt);
        finish_page(&h, &item);
    }
}
