#include "layout_running_priv.h"

#include <math.h>

/*
 * The cover: logos at the top, the line that names the document, the display title, then facts; the
 * lower part is a band of the brand's colour that holds the cover's figure, if any, and the
 * furniture; in other forms all of the cover has one ground. It is one item with absolute
 * positions.
 *
 * Blocks: the first paragraph is the lead line, the first heading the title, figures go into the
 * band, everything else is set between.
 */

static const double LOGO_TOP_PT = 48, LOGO_HEIGHT_PT = 24;
static const double LEAD_TOP_PT = 146, BAND_SHARE = 0.475;
/* The foot's baseline from the page's end; what stands between its two parts, and above it. */
static const double FOOT_PT = 24, FOOT_GAP_PT = 18;

struct cover {
    struct layout *layout;
    struct item item;
    struct place place;
    double y_pt;
    double band_pt; /* its top */
    struct rgb brand_colour;
};

static void add_stack(struct cover *cover, const struct flow *flow) {
    struct item stack = flow_stack(cover->layout, flow);
    item_add_item(cover->layout, &cover->item, &stack, cover->y_pt);
    cover->y_pt += stack.height_pt;
}

/* A heading or paragraph in a role of the cover's. */
static void add_words(struct cover *cover, const struct node *node, enum tag_kind kind,
                      enum text_role role) {
    struct layout *layout = cover->layout;
    struct set_style style = {.role = role, .colour = -1, .is_balanced = true};
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_collect(layout, node, layout_tag(layout, kind, cover->place.tag), &text);
    if (text.text->len == 0) {
        return;
    }
    struct lines lines = inline_set(layout, &text, &style, cover->place.width_pt);
    struct flow flow = {0};
    struct place place = cover->place;
    place.side = 1; /* a name in another script begins where all titles do */
    flow_add_lines(layout, &flow, &place, &lines, &style, 0, 0);
    add_stack(cover, &flow);
}

static bool is_figure(const struct node *node) {
    return node->kind == NODE_CODE_BLOCK;
}

/*
 * The figure of a full cover is drawn as on a band: the brand's colour, as light as the ground
 * asks, and what it is about in the colour of the text.
 */
static const struct theme *figure_theme(struct layout *layout, struct rgb brand_colour) {
    struct theme *made = arena_memdup(layout->arena, layout->theme, sizeof *made);
    struct rgb *colours = made->colours;
    colours[COLOUR_BRAND] = colours[COLOUR_GROUND];
    colours[COLOUR_ON_BRAND] = colours[COLOUR_INK];
    colours[COLOUR_BRAND_SOFT] = rgb_with_contrast(brand_colour, colours[COLOUR_GROUND], 3.5);
    return made;
}

static void add_band(struct cover *cover, const struct node *node) {
    struct layout *layout = cover->layout;
    const struct theme_page *page = &layout->theme->page;
    bool is_band = layout->theme->forms.cover == COVERS_BAND;
    if (is_band) {
        struct rect band = {0, cover->band_pt, page->width_pt, page->height_pt - cover->band_pt};
        item_add_rect(layout, &cover->item, band, COLOUR_BRAND, ARTIFACT_BACKGROUND);
    }
    const struct theme *theme = layout->theme;
    if (theme->forms.cover == COVERS_FULL) {
        layout_use_theme(layout, figure_theme(layout, cover->brand_colour));
    }
    cover->y_pt = cover->band_pt + 28;
    for (const struct node *child = node->first; child; child = child->next) {
        if (is_figure(child)) {
            struct flow flow = {0};
            struct place place = cover->place;
            place.is_on_brand = theme->forms.cover != COVERS_PLAIN;
            block_figure(layout, &flow, &place, child);
            add_stack(cover, &flow);
        }
    }
    layout_use_theme(layout, theme);
}

static void add_foot(struct cover *cover) {
    struct layout *layout = cover->layout;
    const struct theme_page *page = &layout->theme->page;
    bool is_band = layout->theme->forms.cover == COVERS_BAND;
    struct set_style style = {.role = ROLE_SMALL,
                              .colour = is_band ? COLOUR_ON_BRAND : COLOUR_MUTED};
    double y_pt = page->height_pt - FOOT_PT;
    struct running_facts facts = {"", "", "", {PAGES_FIRST}};
    struct str words[3];
    running_words(layout, &facts, FOOTER_LEFT, words);
    struct line right =
        inline_words(layout, &style, ARTIFACT_FOOTER, str_from(layout->input->cover_right));
    double room_pt = cover->place.width_pt - right.width_pt - FOOT_GAP_PT;
    struct line left = running_cut(layout, &style, words[0], ARTIFACT_FOOTER, room_pt);
    item_add_line(layout, &cover->item, &left, cover->place.x_pt, y_pt);
    item_add_line(layout, &cover->item, &right,
                  cover->place.x_pt + cover->place.width_pt - right.width_pt, y_pt);
}

/* What reaches into the foot lies on the page and would be seen by no other check. */
static void report_height(const struct cover *cover, const struct node *node) {
    const struct layout *layout = cover->layout;
    double over_pt = cover->y_pt - (layout->theme->page.height_pt - FOOT_PT - FOOT_GAP_PT);
    if (over_pt > 0.5) {
        diag_warning(layout->diags, node->at, DIAG_LAYOUT_OVERFLOW,
                     "what stands on the cover is %d pt too high for it", (int)ceil(over_pt));
        diag_hint(layout->diags, "Say less in its title, or give its figure a smaller height.");
    }
}

static void add_ground(struct cover *cover) {
    struct layout *layout = cover->layout;
    const struct theme *theme = layout->theme;
    struct rgb16 ground = layout_colour(layout, COLOUR_GROUND);
    if (ground.r < UINT16_MAX || ground.g < UINT16_MAX || ground.b < UINT16_MAX) {
        struct rect page = {0, 0, theme->page.width_pt, theme->page.height_pt};
        item_add_rect(layout, &cover->item, page, COLOUR_GROUND, ARTIFACT_BACKGROUND);
    }
    if (theme->forms.cover == COVERS_PLAIN) {
        struct rect rule = {cover->place.x_pt, LEAD_TOP_PT - 24, cover->place.width_pt, 1};
        item_add_rect(layout, &cover->item, rule, COLOUR_INK, ARTIFACT_LAYOUT);
    } else if (theme->forms.cover == COVERS_FULL) {
        struct rect mark = {cover->place.x_pt, LEAD_TOP_PT - 24, 48, 3};
        item_add_rect(layout, &cover->item, mark, COLOUR_ACCENT, ARTIFACT_LAYOUT);
    }
}

void block_cover(struct layout *layout, struct flow *flow, const struct node *node) {
    const struct theme *full = layout->theme;
    if (full->forms.cover == COVERS_FULL) {
        struct theme *made = arena_memdup(layout->arena, full, sizeof *full);
        theme_set_ground(made, full->colours[COLOUR_COVER]);
        layout_use_theme(layout, made);
    }
    const struct theme_page *page = &layout->theme->page;
    struct cover cover = {
        .layout = layout,
        .item = {.is_full_page = true, .starts_page = true, .height_pt = page->height_pt},
        .place = {.x_pt = page->left_pt,
                  .width_pt = page->width_pt - page->left_pt - page->right_pt,
                  .role = ROLE_BODY,
                  .is_facts = true},
        .y_pt = LEAD_TOP_PT,
        .brand_colour = full->colours[COLOUR_BRAND],
        .band_pt = floor(page->height_pt * (1 - BAND_SHARE)),
    };
    cover.place.text_width_pt = cover.place.width_pt;
    cover.place.tag = layout_tag(layout, TAG_SECT, 0);
    add_ground(&cover);
    logo_add_row(layout, &cover.item, cover.place.tag,
                 (struct rect){page->left_pt, LOGO_TOP_PT, cover.place.width_pt, LOGO_HEIGHT_PT});
    const struct node *lead = NULL, *title = NULL;
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind == NODE_HEADING && !title) {
            title = child;
            cover.y_pt += lead ? 10 : 28;
            add_words(&cover, child, TAG_H1, ROLE_DISPLAY);
            layout->heading_level = layout->heading_sources[1] = 1;
            cover.y_pt = fmax(cover.y_pt + 24, 322);
        } else if (child->kind == NODE_PARAGRAPH && !lead && !title) {
            lead = child;
            add_words(&cover, child, TAG_P, ROLE_LEAD);
        } else if (!is_figure(child)) {
            struct flow rest = {0};
            block_one(layout, &rest, &cover.place, child);
            add_stack(&cover, &rest);
            cover.y_pt += layout->theme->space.paragraph_pt;
        }
    }
    /* Long facts push the band down, as far as a third of its height. */
    cover.band_pt = fmax(cover.band_pt, cover.y_pt + 24);
    add_band(&cover, node);
    report_height(&cover, node);
    add_foot(&cover);
    layout_use_theme(layout, full);
    *flow_add(layout, flow, &cover.place) = cover.item;
}
