#include "layout_text_priv.h"

#include "layout_form_priv.h"

#include <math.h>

static const struct text_style *set_text_style(const struct run_maker *maker) {
    return &maker->layout->theme->styles[maker->set->role];
}

struct op *line_add_op(struct layout *layout, struct line *line, enum op_kind kind, int tag) {
    /* Nearly every line is one run: a cell, a line of a paragraph. */
    if (line->capacity == 0) {
        line->ops = ARENA_NEW(layout->arena, struct op);
        line->capacity = 1;
    }
    line->ops =
        arena_grow(layout->arena, line->ops, line->n_ops, &line->capacity, sizeof *line->ops);
    struct op *op = &line->ops[line->n_ops++];
    *op = (struct op){.kind = kind, .tag = tag};
    return op;
}

static struct op *run_add_op(struct run_maker *maker, enum op_kind kind, int tag) {
    return line_add_op(maker->layout, maker->line, kind, tag);
}

static struct rgb16 run_colour(const struct run_maker *maker, const struct inline_range *range) {
    int colour = range->colour >= 0 ? range->colour : maker->set->colour;
    return layout_colour(maker->layout,
                         colour >= 0 ? (enum theme_colour)colour : set_text_style(maker)->colour);
}

/* Words of another language in a link are of that link, and so is a picture. */
static int link_tag(const struct run_maker *maker, int tag) {
    const struct tag *tags = maker->layout->display->tags;
    while (tag > 0 && (tags[tag].kind == TAG_SPAN || tags[tag].kind == TAG_FIGURE)) {
        tag = tags[tag].parent;
    }
    return tag;
}

/* A link of words in several styles is one place to press. */
static bool widen_link(struct run_maker *maker, struct rect more, int tag) {
    for (size_t i = maker->line->n_ops; i-- > 0;) {
        struct op *op = &maker->line->ops[i];
        if (op->kind == OP_LINK) {
            struct rect *rect = &op->link.rect;
            bool touches =
                fabs(rect_right(*rect) - more.x) < 0.01 || fabs(rect_right(more) - rect->x) < 0.01;
            bool is_same = op->tag == tag && touches;
            *rect = is_same ? rect_union(*rect, more) : *rect;
            return is_same;
        }
    }
    return false;
}

static void add_link_at(struct run_maker *maker, const struct inline_range *range,
                        struct rect rect) {
    int tag = link_tag(maker, range->tag);
    if (widen_link(maker, rect, tag)) {
        return;
    }
    struct op *op = run_add_op(maker, OP_LINK, tag);
    op->link.rect = rect;
    op->link.uri = range->uri;
    op->link.id = range->id;
    op->link.contents = range->contents;
}

static void add_link(struct run_maker *maker, const struct made_run *run) {
    double size_pt = set_text_style(maker)->size_pt;
    add_link_at(maker, run->range,
                (struct rect){maker->x_pt, -size_pt, run->width_pt, size_pt * 1.3});
}

static const double STRIKE_RISE = 0.28, UNDERLINE_RISE = -0.12;

/* A line along the words; @rise: above their baseline, in shares of their size. */
static void add_stroke(struct run_maker *maker, const struct made_run *run, double rise,
                       struct rgb16 colour) {
    double size_pt = set_text_style(maker)->size_pt;
    struct op *op = run_add_op(maker, OP_RECT, ARTIFACT_LAYOUT);
    op->rect.rect = (struct rect){maker->x_pt, -size_pt * rise, run->width_pt, size_pt * 0.07};
    op->rect.fill = colour;
}

static void add_ground(struct run_maker *maker, const struct made_run *run, struct rgb16 colour) {
    double size_pt = set_text_style(maker)->size_pt;
    struct op *op = run_add_op(maker, OP_RECT, ARTIFACT_BACKGROUND);
    op->rect.rect = (struct rect){maker->x_pt, -size_pt * 0.92, run->width_pt, size_pt * 1.2};
    op->rect.fill = colour;
}

/* Inline code is told apart without colour too; in a callout its ground is the page's. */
static struct rgb16 code_ground(const struct layout *layout) {
    return layout_colour(layout, layout->is_on_card ? COLOUR_GROUND : COLOUR_CARD);
}

/* Pale enough for text in any of the theme's colours. */
static const double MARK_SHARE = 0.28;

/* A marker's ink is bright: the theme's colour to watch, as light as that hue can be. */
static struct rgb16 mark_ground(const struct layout *layout) {
    const struct rgb *colours = layout->theme->colours;
    struct rgb ink = colours[COLOUR_WATCH];
    double largest = fmax(fmax(ink.r, ink.g), fmax(ink.b, 0.01));
    ink = (struct rgb){ink.r / largest, ink.g / largest, ink.b / largest};
    return rgb16_from_rgb(rgb_mix(colours[COLOUR_GROUND], ink, MARK_SHARE));
}

/* A superscript's digits end at the height of capitals, a subscript's reach below the line. */
static double shift_pt(const struct run_maker *maker, const struct inline_range *range) {
    double size_pt = set_text_style(maker)->size_pt;
    return range->shift > 0 ? -0.27 * size_pt : range->shift < 0 ? 0.13 * size_pt : 0;
}

static void add_glyphs(struct run_maker *maker, const struct made_run *run, struct rgb16 colour) {
    struct op *op = run_add_op(maker, OP_GLYPHS, run->range->tag);
    struct str text = {maker->text->text->str + run->begin, run->end - run->begin};
    op->glyphs = (struct glyph_run){
        .font = run->font,
        .size_pt = run->size_pt,
        .tracking_pt = run->tracking_pt,
        .origin = {maker->x_pt, shift_pt(maker, run->range)},
        .width_pt = run->width_pt,
        .colour = colour,
        .is_rtl = run->is_rtl,
        .glyphs = run->glyphs,
        .n_glyphs = (unsigned)run->n,
        .text = run->says.p ? run->says : str_dup(maker->layout->arena, text),
    };
}

void run_maker_add(struct run_maker *maker, const struct made_run *run) {
    if (run->width_pt > 0) { /* a forced break has none */
        maker->line->n_blank_ops = 0;
    }
    struct rgb16 colour = run_colour(maker, run->range);
    /* A listing has a ground of its own. */
    if (run->range->is_code && maker->set->role != ROLE_CODE) {
        add_ground(maker, run, code_ground(maker->layout));
    } else if (run->range->is_marked) {
        add_ground(maker, run, mark_ground(maker->layout));
    }
    if (run->n > 0) {
        add_glyphs(maker, run, colour);
    }
    if (run->range->is_strike) {
        add_stroke(maker, run, STRIKE_RISE, colour);
    }
    if (run->range->is_underlined) {
        add_stroke(maker, run, UNDERLINE_RISE, colour);
    }
    if (run->range->uri || run->range->id) {
        add_link(maker, run);
    }
    maker->x_pt += run->width_pt;
}

/* --- images --------------------------------------------------------------------------------- */

static struct op *add_image(struct run_maker *maker, const struct inline_range *range, int tag,
                            struct picture_size size) {
    struct op *op = run_add_op(maker, OP_IMAGE, tag);
    op->image.image = range->image;
    op->image.rect =
        (struct rect){maker->x_pt, -size.height_pt * IMAGE_ASCENT, size.width_pt, size.height_pt};
    return op;
}

/*
 * A blank glyph. Emoji take turns with several: the same glyph can say only so many things before
 * what it says stands beside it (paint/pdf_font.c), where some readers do not look. Narrower ones
 * would need a size so large that readers see another line.
 */
static const struct word *blank(struct layout *layout, int style, int turn) {
    static const char *const blanks[] = {"\u2003", "\u2001"};
    struct str text = str_from(blanks[turn % (int)G_N_ELEMENTS(blanks)]);
    const struct word *word = fonts_word(layout->fonts, style, text);
    return word->is_whole ? word : fonts_word(layout->fonts, style, STR(" "));
}

static void add_emoji(struct run_maker *maker, const struct inline_range *range,
                      struct picture_size size) {
    struct layout *layout = maker->layout;
    struct range_style style = range_style(layout, maker->set, range);
    int word_style = fonts_word_style(layout->fonts, &style, layout->diags);
    struct made_run run = {.range = range, .width_pt = size.width_pt, .size_pt = style.size_pt};
    if (word_style >= 0 && range->emoji.n > 0) {
        const struct word *word = blank(layout, word_style, range->image);
        double blank_pt = word->width_pt - style.tracking_pt;
        /* As wide as the picture: where readers see a gap, they add a space. */
        run.size_pt *= blank_pt > 0 ? size.width_pt / blank_pt : 1;
        run.font = layout_font(layout, fonts_word_face(layout->fonts, word_style));
        run.glyphs = arena_memdup(layout->arena, word->glyphs, sizeof *run.glyphs);
        run.n = 1;
        run.says = str_dup(layout->arena, range->emoji);
    }
    run_maker_add(maker, &run);
}

static void add_blank(struct run_maker *maker, const struct inline_range *range, double width_pt) {
    struct blank_look look = {
        .x_pt = maker->x_pt,
        .width_pt = width_pt,
        .size_pt = range_style(maker->layout, maker->set, range).size_pt,
        .colour = run_colour(maker, range),
        .tag = range->tag,
    };
    form_add_blank(maker->layout, maker->line, range->blank, &look);
    maker->x_pt += width_pt;
}

void run_maker_add_picture(struct run_maker *maker, const struct inline_range *range) {
    struct picture_size size = range_picture_size(maker->layout, maker->set, range);
    maker->line->n_blank_ops = 0;
    if (range->blank) {
        add_blank(maker, range, size.width_pt);
        return;
    }
    if (range->emoji.p) {
        add_image(maker, range, ARTIFACT_LAYOUT, size);
        add_emoji(maker, range, size);
    } else {
        struct op *op = add_image(maker, range, range->tag, size);
        if (range->uri || range->id) {
            add_link_at(maker, range, op->image.rect);
        }
        maker->x_pt += size.width_pt;
    }
}
