#include "layout_text_priv.h"

static const struct text_style *set_text_style(const struct run_maker *maker) {
    return &maker->layout->theme->styles[maker->set->role];
}

static struct op *line_add_op(struct run_maker *maker, enum op_kind kind, int tag) {
    struct line *line = maker->line;
    line->ops = arena_grow(maker->layout->arena, line->ops, line->n_ops, &line->capacity,
                           sizeof *line->ops);
    struct op *op = &line->ops[line->n_ops++];
    *op = (struct op){.kind = kind, .tag = tag};
    return op;
}

static struct rgb16 run_colour(const struct run_maker *maker, const struct inline_range *range) {
    int colour = range->colour >= 0 ? range->colour : maker->set->colour;
    return layout_colour(maker->layout,
                         colour >= 0 ? (enum theme_colour)colour : set_text_style(maker)->colour);
}

static void add_link(struct run_maker *maker, const struct made_run *run) {
    double size_pt = set_text_style(maker)->size_pt;
    struct op *op = line_add_op(maker, OP_LINK, run->range->tag);
    op->link.rect = (struct rect){maker->x_pt, -size_pt, run->width_pt, size_pt * 1.3};
    op->link.uri = run->range->uri;
    op->link.id = run->range->id;
    op->link.contents = run->range->contents;
}

static void add_strike(struct run_maker *maker, const struct made_run *run, struct rgb16 colour) {
    double size_pt = set_text_style(maker)->size_pt;
    struct op *op = line_add_op(maker, OP_RECT, ARTIFACT_LAYOUT);
    op->rect.rect = (struct rect){maker->x_pt, -size_pt * 0.28, run->width_pt, size_pt * 0.07};
    op->rect.fill = colour;
}

/* A ground behind inline code, so that it is told apart without colour too. */
static void add_code_ground(struct run_maker *maker, const struct made_run *run) {
    double size_pt = set_text_style(maker)->size_pt;
    struct op *op = line_add_op(maker, OP_RECT, ARTIFACT_BACKGROUND);
    op->rect.rect = (struct rect){maker->x_pt, -size_pt * 0.92, run->width_pt, size_pt * 1.2};
    op->rect.fill = layout_colour(maker->layout, COLOUR_CARD);
}

void run_maker_add_picture(struct run_maker *maker, const struct inline_range *range) {
    struct op *op = line_add_op(maker, OP_IMAGE, range->tag);
    op->image.image = range->image;
    op->image.rect = (struct rect){maker->x_pt, -range->image_height_pt * 0.8,
                                   range->image_width_pt, range->image_height_pt};
    maker->x_pt += range->image_width_pt;
}

static void add_glyphs(struct run_maker *maker, const struct made_run *run, struct rgb16 colour) {
    struct op *op = line_add_op(maker, OP_GLYPHS, run->range->tag);
    size_t n = run->end - run->begin;
    op->glyphs = (struct glyph_run){
        .font = run->font,
        .size_pt = run->size_pt,
        .origin = {maker->x_pt, 0},
        .width_pt = run->width_pt,
        .colour = colour,
        .is_rtl = run->is_rtl,
        .glyphs = run->glyphs,
        .n_glyphs = (unsigned)run->n,
        .text = {arena_strndup(maker->layout->arena, maker->text->text->str + run->begin, n), n},
    };
}

void run_maker_add(struct run_maker *maker, const struct made_run *run) {
    struct rgb16 colour = run_colour(maker, run->range);
    /* A listing has a ground of its own. */
    if (run->range->is_code && maker->set->role != ROLE_CODE) {
        add_code_ground(maker, run);
    }
    if (run->n > 0) {
        add_glyphs(maker, run, colour);
    }
    if (run->range->is_strike) {
        add_strike(maker, run, colour);
    }
    if (run->range->uri || run->range->id) {
        add_link(maker, run);
    }
    maker->x_pt += run->width_pt;
}
