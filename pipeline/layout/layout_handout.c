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

/* What is said of a slide; a heading stands beside what it is said of. */
struct spoken {
    struct flow flow;
    struct lines *labels; /* by item of the flow; of 0 lines: none */
};

static const double LABEL_WIDTH_PT = 96, LABEL_GAP_PT = 16, LABEL_ABOVE_PT = 14;

static bool has_labels(const struct slide *slide) {
    for (size_t i = 0; i < slide->n_notes; i++) {
        for (const struct node *node = slide->notes[i]->first; node; node = node->next) {
            if (node->kind == NODE_HEADING) {
                return true;
            }
        }
    }
    return false;
}

static struct lines set_label(struct layout *layout, const struct node *label, int tag) {
    struct set_style style = {.role = ROLE_SUBHEADING, .colour = COLOUR_LINK};
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_collect(layout, label, layout_tag(layout, TAG_P, tag), &text);
    return inline_set(layout, &text, &style, LABEL_WIDTH_PT);
}

static void speak(struct handout *h, struct spoken *spoken, const struct place *place,
                  const struct node *notes) {
    struct lines label = {0};
    for (const struct node *node = notes->first; node; node = node->next) {
        size_t first = spoken->flow.n;
        if (node->kind == NODE_HEADING) {
            label = set_label(h->layout, node, place->tag);
            continue;
        }
        block_one(h->layout, &spoken->flow, place, node);
        struct lines *grown = ARENA_NEW_N(h->layout->arena, struct lines, spoken->flow.n + 1);
        for (size_t i = 0; i < first; i++) {
            grown[i] = spoken->labels[i];
        }
        spoken->labels = grown;
        if (label.n > 0 && first < spoken->flow.n) {
            grown[first] = label;
            spoken->flow.items[first].above_pt = LABEL_ABOVE_PT;
            label = (struct lines){0};
        }
    }
}

static struct spoken speak_of(struct handout *h, const struct slide *slide) {
    double left_pt = has_labels(slide) ? LABEL_WIDTH_PT + LABEL_GAP_PT : 0;
    struct place place = {.x_pt = h->left_pt + left_pt,
                          .width_pt = h->width_pt - left_pt,
                          .text_width_pt = h->width_pt - left_pt,
                          .tag = slide->tag,
                          .role = ROLE_BODY};
    struct spoken spoken = {0};
    for (size_t i = 0; i < slide->n_notes; i++) {
        speak(h, &spoken, &place, slide->notes[i]);
    }
    return spoken;
}

/* Items below each other; a page that is full is finished and another one begun. */
static void add_notes(struct handout *h, size_t slide, struct item *page, double y_pt) {
    struct spoken spoken = speak_of(h, &h->deck->slides[slide]);
    for (size_t i = 0; i < spoken.flow.n; i++) {
        const struct item *item = &spoken.flow.items[i];
        y_pt += i == 0 ? 0 : fmax(spoken.flow.items[i - 1].below_pt, item->above_pt);
        if (i > 0 && y_pt + item->height_pt > h->bottom_pt) {
            finish_page(h, page);
            *page = page_new(h, slide);
            y_pt = SLIDE_TOP_PT;
        }
        const struct lines *label = &spoken.labels[i];
        for (size_t k = 0; k < label->n; k++) {
            item_add_line(h->layout, page, &label->lines[k], h->left_pt,
                          y_pt + (double)k * label->leading_pt + label->baseline_pt);
        }
        item_add_item(h->layout, page, item, y_pt);
        y_pt += item->height_pt;
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
