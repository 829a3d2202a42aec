#include "layout_deck_priv.h"

#include <math.h>
#include <string.h>

#include "figure_table.h"

/* --- images --------------------------------------------------------------------------------- */

int layout_image(struct layout *layout, const char *path, struct span at) {
    gpointer known = NULL;
    if (g_hash_table_lookup_extended(layout->image_ids, path, NULL, &known)) {
        return GPOINTER_TO_INT(known) - 1;
    }
    struct image image;
    int id = -1;
    if (layout->input->load_image &&
        layout->input->load_image(layout->input->context, layout->arena, path, at, layout->diags,
                                  &image)) {
        id = (int)layout->images->len;
        g_array_append_val(layout->images, image);
    }
    g_hash_table_insert(layout->image_ids, arena_strdup(layout->arena, path),
                        GINT_TO_POINTER(id + 1));
    return id;
}

/* A frame with the alternative text where an image should stand. */
static void add_missing(struct layout *layout, struct flow *flow, const struct place *place,
                        const struct node *node) {
    struct str words = doc_plain_text(layout->arena, node);
    if (words.n == 0) {
        words = str_from(node->link.target);
    }
    struct set_style style = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_append_smart(layout, &text, words, layout_tag(layout, TAG_P, place->tag));
    struct lines lines = inline_set(layout, &text, &style, place->width_pt - 24);
    struct item *item = flow_add(layout, flow, place);
    item->height_pt = (double)lines.n * lines.leading_pt + 24;
    item->below_pt = layout->theme->space.paragraph_pt;
    item_add_rect(layout, item, (struct rect){place->x_pt, 0, place->width_pt, item->height_pt},
                  COLOUR_CARD, ARTIFACT_BACKGROUND);
    for (size_t i = 0; i < lines.n; i++) {
        item_add_line(layout, item, &lines.lines[i], place->x_pt + 12,
                      12 + (double)i * lines.leading_pt + lines.baseline_pt);
    }
}

/*
 * As the text says; else a pixel is 1/96 in. Never wider than the column or higher than most of a
 * page, less @caption_pt.
 */
static struct rect image_rect(const struct layout *layout, const struct place *place,
                              const struct image *image, const struct image_size *size,
                              double caption_pt) {
    const struct theme_page *page = &layout->theme->page;
    double room_pt = (page->height_pt - page->top_pt - page->bottom_pt) * 0.9 - caption_pt;
    double width_pt = image->width_px * 0.75, height_pt = image->height_px * 0.75;
    double wanted_pt = size && size->width_share > 0 ? size->width_share * place->width_pt
                       : size                        ? size->width_pt
                                                     : 0;
    double scale = wanted_pt > 0                 ? wanted_pt / width_pt
                   : size && size->height_pt > 0 ? size->height_pt / height_pt
                                                 : 1;
    if (wanted_pt > 0 && size->height_pt > 0) { /* both: as large as fits in them */
        scale = fmin(scale, size->height_pt / height_pt);
    }
    scale = fmin(scale, fmin(place->width_pt / width_pt, room_pt / height_pt));
    double left_pt = place->align == ALIGN_CENTER ? (place->width_pt - width_pt * scale) / 2 : 0;
    return (struct rect){place->x_pt + left_pt, 0, width_pt * scale, height_pt * scale};
}

static const double CAPTION_GAP_PT = 6;

/* The image's title below it; in the same item, so that they stay together. */
static struct lines set_caption(struct layout *layout, const struct place *place,
                                const struct node *node, int figure_tag) {
    struct set_style style = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    if (!node->link.title || !*node->link.title) {
        return (struct lines){0};
    }
    g_auto(InlineText) text;
    inline_text_init(&text);
    int tag = layout_tag(layout, TAG_CAPTION, figure_tag);
    inline_append_smart(layout, &text, str_from(node->link.title), tag);
    return inline_set(layout, &text, &style, place->text_width_pt);
}

void block_image(struct layout *layout, struct flow *flow, const struct place *place,
                 const struct node *node) {
    int id = layout_image(layout, node->link.target, node->at);
    if (id < 0) {
        add_missing(layout, flow, place, node);
        return;
    }
    const struct image *image = &g_array_index(layout->images, struct image, id);
    struct str alt = doc_plain_text(layout->arena, node);
    if (alt.n == 0) {
        diag_warning(layout->diags, node->at, DIAG_IMAGE_ALT,
                     "the image \"%s\" has no alternative text", node->link.target);
        diag_hint(layout->diags, "Write what it shows between the square brackets.");
    }
    struct inline_range link = {.tag = place->tag};
    if (node->parent->kind == NODE_LINK) {
        inline_apply_link(layout, &link, node->parent);
    }
    int tag = layout_tag(layout, TAG_FIGURE, link.tag);
    layout->display->tags[tag].alt = alt.n ? str_cstr(layout->arena, alt) : node->link.target;
    struct lines caption = set_caption(layout, place, node, tag);
    double caption_pt = caption.n > 0 ? CAPTION_GAP_PT + (double)caption.n * caption.leading_pt : 0;
    struct rect rect = image_rect(layout, place, image, node->link.size, caption_pt);
    struct item *item = flow_add(layout, flow, place);
    item->height_pt = rect.height + caption_pt;
    item->above_pt = layout->theme->space.paragraph_pt;
    item->below_pt =
        caption.n > 0 ? layout->theme->space.figure_above_pt : layout->theme->space.paragraph_pt;
    struct op *op = item_add_op(layout, item, OP_IMAGE, tag);
    op->image.image = id;
    op->image.rect = rect;
    if (link.uri || link.id) {
        op = item_add_op(layout, item, OP_LINK, link.tag);
        op->link.rect = rect;
        op->link.uri = link.uri;
        op->link.id = link.id;
        op->link.contents = link.contents;
    }
    for (size_t i = 0; i < caption.n; i++) {
        double y_pt = rect.height + CAPTION_GAP_PT + (double)i * caption.leading_pt;
        const struct line *line = &caption.lines[i];
        double left_pt = place->align == ALIGN_CENTER ? (place->width_pt - line->width_pt) / 2 : 0;
        item_add_line(layout, item, line, place->x_pt + left_pt, y_pt + caption.baseline_pt);
    }
}

/* --- figures -------------------------------------------------------------------------------- */

static void add_figure(struct layout *layout, struct flow *flow, const struct place *place,
                       const struct figure *figure) {
    int tag = layout_tag(layout, TAG_FIGURE, place->tag);
    layout->display->tags[tag].alt = figure->alt;
    struct item *item = flow_add(layout, flow, place);
    item->height_pt = figure->height_pt;
    item->above_pt = layout->theme->space.figure_above_pt;
    item->below_pt = layout->theme->space.figure_below_pt;
    item->ops = ARENA_NEW_N(layout->arena, struct op, figure->n_ops);
    item->capacity = figure->n_ops;
    for (size_t i = 0; i < figure->n_ops; i++) {
        struct op *op = item_add_op(layout, item, figure->ops[i].kind, tag);
        *op = figure->ops[i];
        if (layout->is_rtl) {
            mirror_ops(layout->arena, op, 1, figure->width_pt);
        }
        op->tag = figure->ops[i].tag < 0 ? figure->ops[i].tag : tag;
        op_translate(layout->arena, op, place->x_pt, 0);
    }
}

/* Of the page, as of images: a figure is seldom alone. */
static const double FIGURE_SHARE_MOST = 0.9;

/* Words on its slide leave a figure no less of its room. */
static const double FIGURE_SHARE_MIN = 0.3;

/* On a slide with room for it, plots are so much higher than they like to be. */
static const double EASED_TALLER = 1.5, EASED_SHARE_MOST = 0.94;

/* In cards the title's style is that of their values, in the size that the theme gives these. */
static void use_value_style(struct layout *layout, const struct node *fence) {
    double by = layout->theme->value_scale;
    if (by > 0 && by != 1 && str_starts_with(fence->code.info, "kpis")) {
        struct theme *made = arena_memdup(layout->arena, layout->theme, sizeof *made);
        struct text_style *value = &made->styles[ROLE_TITLE];
        value->size_pt *= by;
        value->leading_pt *= by;
        value->tracking_pt *= by;
        layout_use_theme(layout, made);
    }
}

/* A deck's figures are drawn in a report's sizes and enlarged: they know no other proportions. */
static bool draw_figure(struct layout *layout, const struct place *place, const struct node *fence,
                        bool *ret_known, struct figure *ret) {
    const struct layout_input *input = layout->input;
    const struct theme *full = layout->theme;
    double by = full->figure_scale > 0 ? full->figure_scale : 1;
    struct shaper shaper;
    shaper_init(layout, &shaper);
    if (by != 1) {
        struct theme *small = theme_shrunk(layout->arena, full, 1 / by, 1 / by, 0);
        layout_use_theme(layout, small);
    }
    use_value_style(layout, fence);
    struct slide_room *slide = layout->slide_room;
    struct diags *diags = slide ? &slide->said : layout->diags;
    const struct theme_page *page = &full->page;
    double height_pt = (page->height_pt - page->top_pt - page->bottom_pt) * FIGURE_SHARE_MOST;
    if (slide) {
        height_pt *= slide->ease > 0 ? EASED_SHARE_MOST / FIGURE_SHARE_MOST : 1;
        height_pt = fmax(height_pt - slide->less_pt, height_pt * FIGURE_SHARE_MIN);
    }
    struct figure_place room = {
        place->width_pt / by, height_pt / by, slide ? 1 + slide->air * EASED_TALLER : 0,
        place->is_on_brand,   layout->theme,  &shaper};
    bool is_drawn = input->draw_figure && input->draw_figure(input->context, layout->arena, fence,
                                                             room, diags, ret_known, ret);
    if (slide && *ret_known) { /* else it is code */
        slide->n_figures++;
    }
    layout_use_theme(layout, full);
    if (by != 1) {
        ret->width_pt *= by;
        ret->height_pt *= by;
        for (size_t i = 0; i < ret->n_ops; i++) {
            op_scale(layout->arena, &ret->ops[i], by);
        }
    }
    return is_drawn;
}

static void add_cell(struct layout *layout, struct node *row, struct str words, bool is_number) {
    struct node *cell = doc_node_new(layout->arena, NODE_CELL, row->at);
    cell->cell.align = is_number ? ALIGN_RIGHT : ALIGN_LEFT;
    struct node *text = doc_node_new(layout->arena, NODE_TEXT, row->at);
    text->text = words;
    doc_append_child(cell, text);
    doc_append_child(row, cell);
}

/* The figure's data: a table as if the document had one here. */
static void add_table(struct layout *layout, struct flow *flow, const struct place *place,
                      const struct node *fence, const struct figure_table *table) {
    struct node *node = doc_node_new(layout->arena, NODE_TABLE, fence->at);
    enum node_align *columns = ARENA_NEW_N(layout->arena, enum node_align, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++) {
        columns[i] = table->is_number[i] ? ALIGN_RIGHT : ALIGN_LEFT;
    }
    node->table.n_columns = table->n_columns;
    node->table.n_head_rows = 1;
    node->table.columns = columns;
    for (size_t i = 0; i < table->n_rows + 1; i++) {
        struct node *row = doc_node_new(layout->arena, NODE_ROW, fence->at);
        for (size_t k = 0; k < table->n_columns; k++) {
            add_cell(layout, row, table->cells[i * table->n_columns + k], table->is_number[k]);
        }
        doc_append_child(node, row);
    }
    block_table(layout, flow, place, node);
}

void block_figure(struct layout *layout, struct flow *flow, const struct place *place,
                  const struct node *fence) {
    bool is_known = false;
    struct figure figure = {0};
    if (draw_figure(layout, place, fence, &is_known, &figure)) {
        add_figure(layout, flow, place, &figure);
        if (figure.table && figure.table->n_columns > 0) {
            add_table(layout, flow, place, fence, figure.table);
        }
        return;
    }
    block_code(layout, flow, place, fence);
}
