#include "layout_priv.h"

/*
 * What the front matter says of a document, above a text that does not say it itself: its title,
 * its subtitle, and who wrote it when. A title over others of level 1 is set a step larger.
 */

/* Words of a role as one block that no page tears apart, and that goes on @below_pt further down.
 */
static size_t add_words(struct layout *layout, struct flow *flow, const struct place *place,
                        const struct set_style *style, int tag, struct str words, double below_pt) {
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_append_smart(layout, &text, words, tag);
    size_t first = flow->n;
    if (text.text->len > 0) {
        struct lines lines = inline_set(layout, &text, style, place->width_pt);
        flow_add_lines(layout, flow, place, &lines, style, 0, below_pt);
    }
    for (size_t i = MAX(first, 1); i < flow->n; i++) {
        flow->items[i].penalty = BREAK_NEVER;
    }
    return first;
}

/* As plain words, quotes and dashes as they are set. */
static struct str set_words(struct layout *layout, struct str words) {
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_append_smart(layout, &text, words, 0);
    return str_from_gstring(layout->arena, text.text);
}

static void add_title(struct layout *layout, struct flow *flow, const struct place *place) {
    const struct theme_space *space = &layout->theme->space;
    struct str words = str_from(layout->input->title);
    bool has_more = layout->input->subtitle || layout->input->byline;
    struct set_style style = {.role = contents_has_titles(layout) ? ROLE_DISPLAY : ROLE_TITLE,
                              .colour = -1,
                              .align = place->align,
                              .is_balanced = true};
    int tag = layout_tag(layout, layout_heading_tag(layout, 1), place->tag);
    size_t first = add_words(layout, flow, place, &style, tag, words,
                             has_more ? 2 * space->step_pt : space->title_below_pt);
    if (first < flow->n) {
        item_add_outline(layout, &flow->items[first], "", set_words(layout, words));
    }
}

static void fill_title(struct layout *layout, struct flow *flow, const struct place *place,
                       const struct node *root) {
    (void)root;
    const struct layout_input *input = layout->input;
    double below_pt = layout->theme->space.title_below_pt;
    add_title(layout, flow, place);
    if (input->subtitle) {
        struct set_style style = {
            .role = ROLE_LEAD, .colour = -1, .align = place->align, .is_balanced = true};
        add_words(layout, flow, place, &style, layout_tag(layout, TAG_P, place->tag),
                  str_from(input->subtitle),
                  input->byline ? 2 * layout->theme->space.step_pt : below_pt);
    }
    if (input->byline) {
        struct set_style style = {
            .role = ROLE_SMALL, .colour = COLOUR_MUTED, .align = place->align};
        add_words(layout, flow, place, &style, layout_tag(layout, TAG_P, place->tag),
                  str_from(input->byline), below_pt);
    }
}

void block_title(struct layout *layout, struct flow *flow, const struct place *place) {
    if (layout->theme->forms.opening == OPENINGS_BAND) {
        opening_fill(layout, flow, place, fill_title, NULL);
    } else {
        fill_title(layout, flow, place, NULL);
    }
}
