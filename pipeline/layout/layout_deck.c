#include "layout_deck_priv.h"
#include "layout_running_priv.h"

#include <math.h>
#include <string.h>

/*
 * Slides. A rule `---` starts one; a document without rules starts one at each heading of level 1
 * and 2. What a slide holds says which master it is set by, so that a deck reads like any document.
 *
 * A slide that does not fit is set again, smaller, down to the theme's `smallest`; what then still
 * does not fit is an error, because a slide is never clipped and never runs on.
 */

/* --- splitting ------------------------------------------------------------------------------ */

static bool has_rules(const struct node *root) {
    for (const struct node *child = root->first; child; child = child->next) {
        if (child->kind == NODE_RULE) {
            return true;
        }
    }
    return false;
}

struct splitter {
    Arena *arena;
    struct deck *deck;
    struct slide *slide; /* NULL: the next block starts one */
    size_t n_blocks;     /* of the document: room enough for any slide's lists */
};

static struct slide *slide_new(struct splitter *s, const struct node *node) {
    struct deck *deck = s->deck;
    deck->slides =
        arena_grow(s->arena, deck->slides, deck->n, &deck->capacity, sizeof *deck->slides);
    struct slide *slide = &deck->slides[deck->n++];
    *slide = (struct slide){.at = node->at};
    return slide;
}

static void list_add(Arena *arena, const struct node ***list, size_t *n, const struct node *node) {
    const struct node **grown = ARENA_NEW_N(arena, const struct node *, *n + 1);
    for (size_t i = 0; i < *n; i++) {
        grown[i] = (*list)[i];
    }
    grown[(*n)++] = node;
    *list = grown;
}

static void add_block(struct splitter *s, const struct node *node) {
    s->slide = s->slide ? s->slide : slide_new(s, node);
    struct slide *slide = s->slide;
    if (doc_is_container(node, "notes")) {
        list_add(s->arena, &slide->notes, &slide->n_notes, node);
    } else if (doc_is_container(node, "source")) {
        list_add(s->arena, &slide->sources, &slide->n_sources, node);
    } else if (doc_is_container(node, "cover")) {
        slide->master = MASTER_TITLE;
        for (const struct node *child = node->first; child; child = child->next) {
            add_block(s, child);
        }
    } else {
        slide->master = doc_is_container(node, "number") ? MASTER_NUMBER : slide->master;
        slide->title = !slide->title && node->kind == NODE_HEADING ? node : slide->title;
        list_add(s->arena, &slide->nodes, &slide->n, node);
    }
}

/* --- masters -------------------------------------------------------------------------------- */

static bool holds_only_words(const struct slide *slide) {
    for (size_t i = 0; i < slide->n; i++) {
        const struct node *node = slide->nodes[i];
        if (node != slide->title && node->kind != NODE_PARAGRAPH) {
            return false;
        }
    }
    return true;
}

static enum master choose_master(const struct slide *slide, size_t index) {
    if (slide->master != MASTER_CONTENT) {
        return slide->master;
    }
    if (slide->n == 1 && slide->nodes[0]->kind == NODE_QUOTE) {
        return MASTER_QUOTE;
    }
    if (!slide->title || slide->title->heading.level != 1 || !holds_only_words(slide)) {
        return MASTER_CONTENT;
    }
    return index == 0 ? MASTER_TITLE : slide->n <= 2 ? MASTER_SECTION : MASTER_CONTENT;
}

static struct deck split_deck(Arena *arena, const struct node *root) {
    struct deck deck = {0};
    struct splitter s = {.arena = arena, .deck = &deck};
    bool is_by_rules = has_rules(root);
    for (const struct node *child = root->first; child; child = child->next) {
        bool is_start = !is_by_rules && child->kind == NODE_HEADING && child->heading.level <= 2;
        if (child->kind == NODE_RULE || (is_start && s.slide && s.slide->n > 0)) {
            s.slide = NULL;
        }
        if (child->kind != NODE_RULE) {
            add_block(&s, child);
        }
    }
    for (size_t i = 0; i < deck.n; i++) {
        deck.slides[i].master = choose_master(&deck.slides[i], i);
        deck.n_sections += deck.slides[i].master == MASTER_SECTION;
        deck.slides[i].section = deck.n_sections;
    }
    return deck;
}

/* --- themes --------------------------------------------------------------------------------- */

void theme_scale_style(struct text_style *style, double by, double smallest_pt) {
    double size_pt = fmax(style->size_pt * by, fmin(style->size_pt, smallest_pt));
    style->leading_pt *= size_pt / style->size_pt;
    style->tracking_pt *= size_pt / style->size_pt;
    style->size_pt = size_pt;
}

struct theme *theme_shrunk(Arena *arena, const struct theme *theme, double space, double size,
                           double smallest_pt) {
    struct theme *made = arena_memdup(arena, theme, sizeof *theme);
    double *spaces = (double *)(void *)&made->space;
    for (size_t i = 1; i < sizeof made->space / sizeof *spaces; i++) { /* [0] is the grid */
        spaces[i] *= space;
    }
    for (int role = 0; role < N_ROLES; role++) {
        theme_scale_style(&made->styles[role], size, smallest_pt);
    }
    return made;
}

/* Light on a dark ground. */
struct theme *theme_on_ground(Arena *arena, const struct theme *theme, struct rgb ground) {
    struct theme *made = arena_memdup(arena, theme, sizeof *theme);
    theme_set_ground(made, ground);
    return made;
}

/* --- setting -------------------------------------------------------------------------------- */

struct place canvas_place(const struct canvas *canvas, double x_pt, double width_pt) {
    return (struct place){
        .x_pt = x_pt,
        .width_pt = width_pt,
        .text_width_pt = width_pt,
        .tag = canvas->tag,
        .role = ROLE_BODY,
    };
}

double canvas_add_flow(struct canvas *canvas, const struct flow *flow, double top_pt) {
    struct item stack = flow_stack(canvas->layout, flow);
    item_add_item(canvas->layout, &canvas->item, &stack, top_pt);
    return stack.height_pt;
}

double canvas_add_words(struct canvas *canvas, const struct words *words) {
    struct layout *layout = canvas->layout;
    bool is_heading = words->node->kind == NODE_HEADING;
    enum tag_kind kind =
        is_heading ? layout_heading_tag(layout, words->node->heading.level) : words->kind;
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_collect(layout, words->node, layout_tag(layout, kind, canvas->tag), &text);
    if (text.text->len == 0) {
        return 0;
    }
    struct lines lines = inline_set(layout, &text, &words->style, words->width_pt);
    struct flow flow = {0};
    struct place place = canvas_place(canvas, words->x_pt, words->width_pt);
    place.side = words->style.is_balanced ? 1 : 0; /* titles hang from the grid in any script */
    flow_add_lines(layout, &flow, &place, &lines, &words->style, 0, 0);
    if (is_heading && flow.n > 0) {
        item_add_outline(layout, &flow.items[0], words->node->heading.id,
                         inline_plain(layout, words->node));
    }
    return canvas_add_flow(canvas, &flow, words->top_pt);
}

void canvas_add_line(struct canvas *canvas, const struct set_style *style, int tag, struct point at,
                     struct str words) {
    struct line line = inline_words(canvas->layout, style, tag, words);
    double x_pt = style->align == ALIGN_RIGHT    ? at.x - line.width_pt
                  : style->align == ALIGN_CENTER ? at.x - line.width_pt / 2
                                                 : at.x;
    item_add_line(canvas->layout, &canvas->item, &line, x_pt, at.y);
}

static void add_ground(struct canvas *canvas) {
    const struct theme *theme = canvas->layout->theme;
    struct rgb16 ground = rgb16_from_rgb(theme->colours[COLOUR_GROUND]);
    struct rgb16 paper = rgb16_from_rgb((struct rgb){1, 1, 1});
    if (memcmp(&ground, &paper, sizeof ground) != 0) {
        struct rect page = {0, 0, theme->page.width_pt, theme->page.height_pt};
        item_add_rect(canvas->layout, &canvas->item, page, COLOUR_GROUND, ARTIFACT_BACKGROUND);
    }
}

/* The slide's section is the last one that was opened. */
static const char *section_of(const struct canvas *canvas) {
    for (size_t i = canvas->index + 1; i-- > 0;) {
        const struct slide *slide = &canvas->deck->slides[i];
        if (slide->master == MASTER_SECTION) {
            return str_cstr(canvas->layout->arena, inline_plain(canvas->layout, slide->title));
        }
    }
    return "";
}

void canvas_running_words(const struct canvas *canvas, struct str words[3]) {
    Arena *arena = canvas->layout->arena;
    bool is_section = canvas->slide->master == MASTER_SECTION;
    struct running_facts facts = {
        .page = arena_printf(arena, "%zu", canvas->index + 1),
        .pages = arena_printf(arena, "%zu", canvas->deck->n),
        .section = running_mentions(canvas->layout, "{section}") ? section_of(canvas) : "",
        .masters = {canvas->index == 0 ? PAGES_FIRST : PAGES_ALL,
                    is_section ? PAGES_SECTION : PAGES_ALL},
    };
    running_words(canvas->layout, &facts, FOOTER_LEFT, words);
}

void canvas_add_footer(struct canvas *canvas, const struct str words[3], double baseline_pt) {
    struct running_line line = {0};
    running_set(canvas->layout, words, ARTIFACT_FOOTER, canvas->width_pt, &line);
    for (size_t i = 0; i < G_N_ELEMENTS(line.parts); i++) {
        item_add_line(canvas->layout, &canvas->item, &line.parts[i].line,
                      canvas->left_pt + line.parts[i].x_pt, baseline_pt);
    }
}

void canvas_add_slide_footer(struct canvas *canvas) {
    const struct theme_page *page = &canvas->layout->theme->page;
    struct str words[3];
    canvas_running_words(canvas, words);
    canvas_add_footer(canvas, words,
                      page->height_pt - page->footer_rule_pt + page->footer_pt +
                          layout_baseline(canvas->layout, ROLE_SMALL));
}

struct canvas canvas_new(struct layout *layout, const struct deck *deck, size_t index) {
    const struct theme_page *page = &layout->theme->page;
    struct canvas canvas = {
        .layout = layout,
        .deck = deck,
        .slide = &deck->slides[index],
        .index = index,
        .item = {.is_full_page = true, .starts_page = true, .height_pt = page->height_pt},
        .left_pt = page->left_pt,
        .width_pt = page->width_pt - page->left_pt - page->right_pt,
        .top_pt = page->top_pt,
        .bottom_pt = page->height_pt - page->bottom_pt,
    };
    canvas.item.at = canvas.slide->at;
    canvas.tag = layout_tag(layout, TAG_SECT, 0);
    add_ground(&canvas);
    return canvas;
}

const struct deck *deck_flow(struct layout *layout, struct flow *flow) {
    struct deck *deck = ARENA_NEW(layout->arena, struct deck);
    *deck = split_deck(layout->arena, layout->input->doc->root);
    struct place page = {.tag = 0};
    for (size_t i = 0; i < deck->n; i++) {
        struct canvas canvas = slide_set(layout, deck, i);
        deck->slides[i].tag = canvas.tag;
        *flow_add(layout, flow, &page) = canvas.item;
    }
    return deck;
}
