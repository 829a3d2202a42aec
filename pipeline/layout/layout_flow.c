#include "layout_priv.h"

#include <math.h>

struct item *flow_add(struct layout *layout, struct flow *flow, const struct place *place) {
    flow->items =
        arena_grow(layout->arena, flow->items, flow->n, &flow->capacity, sizeof *flow->items);
    struct item *item = &flow->items[flow->n++];
    *item = (struct item){
        .frame = place->frame,
        .starts_page = flow->wants_page || flow->wants_body,
        .starts_body = flow->wants_body,
    };
    flow->wants_page = flow->wants_body = false;
    return item;
}

struct op *item_add_op(struct layout *layout, struct item *item, enum op_kind kind, int tag) {
    item->ops =
        arena_grow(layout->arena, item->ops, item->n_ops, &item->capacity, sizeof *item->ops);
    struct op *op = &item->ops[item->n_ops++];
    *op = (struct op){.kind = kind, .tag = tag};
    return op;
}

void item_add_rect(struct layout *layout, struct item *item, struct rect rect,
                   enum theme_colour colour, int tag) {
    struct op *op = item_add_op(layout, item, OP_RECT, tag);
    op->rect.rect = rect;
    op->rect.fill = layout_colour(layout, colour);
}

static void item_add_copy(struct layout *layout, struct item *item, const struct op *op,
                          double x_pt, double y_pt) {
    struct op *copy = item_add_op(layout, item, op->kind, op->tag);
    *copy = *op;
    op_translate(layout->arena, copy, x_pt, y_pt);
}

void item_add_anchor(struct layout *layout, struct item *item, struct anchor anchor) {
    item->anchors = arena_grow(layout->arena, item->anchors, item->n_anchors,
                               &item->anchors_capacity, sizeof *item->anchors);
    item->anchors[item->n_anchors++] = anchor;
}

void layout_add_destination(struct layout *layout, struct item *item, const char *id) {
    struct display *display = layout->display;
    display->destinations =
        arena_grow(layout->arena, display->destinations, display->n_destinations,
                   &display->destinations_capacity, sizeof *display->destinations);
    struct anchor anchor = {.destination = (int)display->n_destinations};
    display->destinations[display->n_destinations++] = (struct destination){.id = id};
    item_add_anchor(layout, item, anchor);
}

void item_add_item(struct layout *layout, struct item *item, const struct item *other,
                   double y_pt) {
    for (size_t i = 0; i < other->n_ops; i++) {
        item_add_copy(layout, item, &other->ops[i], 0, y_pt);
    }
    for (size_t i = 0; i < other->n_anchors; i++) {
        struct anchor anchor = other->anchors[i];
        anchor.y_pt += y_pt;
        item_add_anchor(layout, item, anchor);
    }
}

void item_add_line(struct layout *layout, struct item *item, const struct line *line, double x_pt,
                   double y_pt) {
    if (item->n_ops == 0 && item->capacity < line->n_ops) {
        item->ops = ARENA_NEW_N(layout->arena, struct op, line->n_ops);
        item->capacity = line->n_ops;
    }
    for (size_t i = 0; i < line->n_ops; i++) {
        item_add_copy(layout, item, &line->ops[i], x_pt, y_pt);
    }
}

/* Where a line starts inside @width_pt. */
static double aligned_x(enum node_align align, double width_pt, double line_width_pt) {
    switch (align) {
    case ALIGN_DEFAULT:
    case ALIGN_LEFT: return 0;
    case ALIGN_CENTER: return (width_pt - line_width_pt) / 2;
    case ALIGN_RIGHT: return width_pt - line_width_pt;
    }
    g_assert_not_reached();
}

/* No single line of a paragraph stands alone at a page's foot or head. */
static double line_penalty(size_t i, size_t n) {
    if (i == 0) {
        return 0;
    }
    return i == 1 || i == n - 1 ? BREAK_NEVER : 0;
}

/* A paragraph that runs against the document begins its lines where other running text ends; a
 * wider one, such as a heading, at the column's side. */
static double line_x(const struct place *place, const struct lines *lines, enum node_align align,
                     double line_width_pt) {
    bool is_turned = place->side != 0 ? place->side < 0 : lines->is_turned;
    if (!is_turned || align != ALIGN_DEFAULT) {
        return aligned_x(align, place->width_pt, line_width_pt);
    }
    bool is_wider = lines->width_pt > place->text_width_pt;
    return (is_wider ? place->width_pt : place->text_width_pt) - line_width_pt;
}

void flow_add_lines(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct lines *lines, const struct set_style *style, double above_pt,
                    double below_pt) {
    for (size_t i = 0; i < lines->n; i++) {
        const struct line *line = &lines->lines[i];
        struct item *item = flow_add(layout, flow, place);
        item->height_pt = lines->leading_pt + line->above_pt;
        item->lowered_pt = line->above_pt;
        item->penalty = line_penalty(i, lines->n);
        item->is_torn = i > 0 && lines->lines[i - 1].is_torn;
        item->above_pt = i == 0 ? above_pt : 0;
        item->below_pt = i + 1 == lines->n ? below_pt : 0;
        double x_pt = line_x(place, lines, style->align, line->width_pt);
        item_add_line(layout, item, line, place->x_pt + x_pt, lines->baseline_pt + line->above_pt);
    }
}

static bool is_inside(const struct frame *frame, const struct frame *outer) {
    while (frame && frame != outer) {
        frame = frame->parent;
    }
    return frame == outer;
}

const struct frame *frame_next(const struct frame_run *run, size_t *first, size_t *ret_last,
                               const struct frame *outer) {
    const struct item *items = run->flow->items;
    for (; *first < run->end; (*first)++) {
        const struct frame *frame = items[*first].frame;
        while (frame && frame->parent != outer) {
            frame = frame->parent;
        }
        if (frame) {
            size_t last = *first;
            while (last + 1 < run->end && is_inside(items[last + 1].frame, frame)) {
                last++;
            }
            *ret_last = last;
            return frame;
        }
    }
    return NULL;
}

static void stack_frame(struct layout *layout, struct item *stack, const struct frame *frame,
                        double top_pt, double bottom_pt) {
    struct rect rect = {frame->x_pt, top_pt, frame->width_pt, bottom_pt - top_pt};
    if (frame->has_ground) {
        item_add_rect(layout, stack, rect, frame->ground, ARTIFACT_BACKGROUND);
    }
    if (frame->rule_pt > 0) {
        struct rect rule = {rect.x, rect.y, rect.width, frame->rule_pt};
        item_add_rect(layout, stack, rule, COLOUR_INK, ARTIFACT_LAYOUT);
    }
    if (frame->edge_pt > 0) {
        rect.width = frame->edge_pt;
        item_add_rect(layout, stack, rect, frame->edge, ARTIFACT_LAYOUT);
    }
}

/* Outer frames before inner ones, as on pages. */
static void stack_frames(struct layout *layout, struct item *stack, const struct frame_run *run,
                         const struct frame *outer) {
    const struct frame *frame;
    size_t last;
    for (size_t i = run->first; (frame = frame_next(run, &i, &last, outer)); i = last + 1) {
        stack_frame(layout, stack, frame, run->tops[i],
                    run->tops[last] + run->flow->items[last].height_pt);
        struct frame_run inner = {run->flow, i, last + 1, run->tops};
        stack_frames(layout, stack, &inner, frame);
    }
}

struct item flow_stack(struct layout *layout, const struct flow *flow) {
    struct item stack = {0};
    double y_pt = 0, below_pt = 0;
    double *tops = ARENA_NEW_N(layout->arena, double, flow->n + 1);
    for (size_t i = 0; i < flow->n; i++) {
        const struct item *item = &flow->items[i];
        tops[i] = y_pt + (i > 0 ? fmax(below_pt, item->above_pt) : 0);
        y_pt = tops[i] + item->height_pt;
        below_pt = item->below_pt;
    }
    /* Grounds first: they lie behind the text. */
    struct frame_run run = {flow, 0, flow->n, tops};
    stack_frames(layout, &stack, &run, NULL);
    for (size_t i = 0; i < flow->n; i++) {
        item_add_item(layout, &stack, &flow->items[i], tops[i]);
    }
    stack.height_pt = y_pt;
    return stack;
}

void layout_reserve_tags(struct layout *layout, size_t n) {
    struct display *display = layout->display;
    display->tags = ARENA_NEW_N(layout->arena, struct tag, n);
    display->tags_capacity = n;
}

int layout_tag(struct layout *layout, enum tag_kind kind, int parent) {
    struct display *display = layout->display;
    display->tags = arena_grow(layout->arena, display->tags, display->n_tags,
                               &display->tags_capacity, sizeof *display->tags);
    display->tags[display->n_tags] = (struct tag){.kind = kind, .parent = parent};
    return (int)display->n_tags++;
}
