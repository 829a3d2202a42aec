#include "display.h"

#include <string.h>

const char *tag_kind_name(enum tag_kind kind) {
    static const char *const names[N_TAG_KINDS] = {
        [TAG_DOCUMENT] = "Document",
        [TAG_SECT] = "Sect",
        [TAG_H1] = "H1",
        [TAG_H2] = "H2",
        [TAG_H3] = "H3",
        [TAG_H4] = "H4",
        [TAG_H5] = "H5",
        [TAG_H6] = "H6",
        [TAG_P] = "P",
        [TAG_L] = "L",
        [TAG_LI] = "LI",
        [TAG_LBL] = "Lbl",
        [TAG_LBODY] = "LBody",
        [TAG_TABLE] = "Table",
        [TAG_THEAD] = "THead",
        [TAG_TBODY] = "TBody",
        [TAG_TR] = "TR",
        [TAG_TH] = "TH",
        [TAG_TD] = "TD",
        [TAG_BLOCK_QUOTE] = "BlockQuote",
        [TAG_CODE] = "Code",
        [TAG_FIGURE] = "Figure",
        [TAG_CAPTION] = "Caption",
        [TAG_NOTE] = "Note",
        [TAG_REFERENCE] = "Reference",
        [TAG_TOC] = "TOC",
        [TAG_TOCI] = "TOCI",
        [TAG_LINK] = "Link",
        [TAG_SPAN] = "Span",
        [TAG_FORM] = "Form",
    };
    return names[kind];
}

void page_reserve(Arena *arena, struct page *page, size_t n) {
    struct op *ops = ARENA_NEW_N(arena, struct op, page->n_ops + n);
    if (page->n_ops > 0) {
        memcpy(ops, page->ops, page->n_ops * sizeof *ops);
    }
    page->ops = ops;
    page->capacity = page->n_ops + n;
}

struct op *page_add_op(Arena *arena, struct page *page, enum op_kind kind, int tag) {
    page->ops = arena_grow(arena, page->ops, page->n_ops, &page->capacity, sizeof *page->ops);
    struct op *op = &page->ops[page->n_ops++];
    *op = (struct op){.kind = kind, .tag = tag};
    return op;
}

struct op *figure_add_op(Arena *arena, struct figure *figure, enum op_kind kind) {
    figure->ops =
        arena_grow(arena, figure->ops, figure->n_ops, &figure->capacity, sizeof *figure->ops);
    struct op *op = &figure->ops[figure->n_ops++];
    *op = (struct op){.kind = kind};
    return op;
}

static void rect_translate(struct rect *rect, double dx_pt, double dy_pt) {
    rect->x += dx_pt;
    rect->y += dy_pt;
}

static void path_translate(Arena *arena, struct path *path, double dx_pt, double dy_pt) {
    struct path_step *steps = arena_memdup(arena, path->steps, path->n_steps * sizeof *steps);
    for (size_t i = 0; i < path->n_steps; i++) {
        for (size_t k = 0; k < 3; k++) {
            steps[i].p[k].x += dx_pt;
            steps[i].p[k].y += dy_pt;
        }
    }
    path->steps = steps;
}

void op_translate(Arena *arena, struct op *op, double dx_pt, double dy_pt) {
    switch (op->kind) {
    case OP_GLYPHS:
        op->glyphs.origin.x += dx_pt;
        op->glyphs.origin.y += dy_pt;
        return;
    case OP_RECT: rect_translate(&op->rect.rect, dx_pt, dy_pt); return;
    case OP_PATH: path_translate(arena, &op->path, dx_pt, dy_pt); return;
    case OP_IMAGE: rect_translate(&op->image.rect, dx_pt, dy_pt); return;
    case OP_LINK: rect_translate(&op->link.rect, dx_pt, dy_pt); return;
    case OP_FIELD: rect_translate(&op->field.rect, dx_pt, dy_pt); return;
    }
    g_assert_not_reached();
}

static void rect_scale(struct rect *rect, double by) {
    *rect = (struct rect){rect->x * by, rect->y * by, rect->width * by, rect->height * by};
}

static void path_scale(Arena *arena, struct path *path, double by) {
    struct path_step *steps = arena_memdup(arena, path->steps, path->n_steps * sizeof *steps);
    for (size_t i = 0; i < path->n_steps; i++) {
        for (size_t k = 0; k < 3; k++) {
            steps[i].p[k].x *= by;
            steps[i].p[k].y *= by;
        }
    }
    path->steps = steps;
    path->stroke_pt *= by;
    path->dash_pt[0] *= by;
    path->dash_pt[1] *= by;
}

static void glyphs_scale(Arena *arena, struct glyph_run *run, double by) {
    struct glyph *glyphs = arena_memdup(arena, run->glyphs, run->n_glyphs * sizeof *glyphs);
    for (size_t i = 0; i < run->n_glyphs; i++) {
        glyphs[i].x_pt *= (float)by;
        glyphs[i].y_pt *= (float)by;
    }
    run->glyphs = glyphs;
    run->size_pt *= by;
    run->tracking_pt *= by;
    run->width_pt *= by;
    run->origin.x *= by;
    run->origin.y *= by;
}

static const struct path *face_scaled(Arena *arena, const struct path *face, size_t n, double by) {
    struct path *paths = arena_memdup(arena, face, n * sizeof *paths);
    for (size_t i = 0; i < n; i++) {
        path_scale(arena, &paths[i], by);
    }
    return paths;
}

static const struct field *field_scaled(Arena *arena, const struct field *field, double by) {
    struct field *scaled = arena_memdup(arena, field, sizeof *field);
    scaled->size_pt *= by;
    scaled->off = face_scaled(arena, field->off, field->n_off, by);
    scaled->on = face_scaled(arena, field->on, field->n_on, by);
    return scaled;
}

void op_scale(Arena *arena, struct op *op, double by) {
    switch (op->kind) {
    case OP_GLYPHS: glyphs_scale(arena, &op->glyphs, by); return;
    case OP_RECT: rect_scale(&op->rect.rect, by); return;
    case OP_PATH: path_scale(arena, &op->path, by); return;
    case OP_IMAGE: rect_scale(&op->image.rect, by); return;
    case OP_LINK: rect_scale(&op->link.rect, by); return;
    case OP_FIELD:
        rect_scale(&op->field.rect, by);
        op->field.field = field_scaled(arena, op->field.field, by);
        return;
    }
    g_assert_not_reached();
}

static struct rect path_bounds(const struct path *path) {
    struct rect bounds = {0};
    bool is_first = true;
    for (size_t i = 0; i < path->n_steps; i++) {
        const struct path_step *step = &path->steps[i];
        size_t n = step->verb == PATH_CLOSE ? 0 : step->verb == PATH_CURVE ? 3 : 1;
        for (size_t k = 0; k < n; k++) {
            struct rect dot = {step->p[k].x, step->p[k].y, 0, 0};
            bounds = is_first ? dot : rect_union(bounds, dot);
            is_first = false;
        }
    }
    return bounds;
}

struct rect op_bounds(const struct op *op) {
    switch (op->kind) {
    case OP_GLYPHS:
        return (struct rect){op->glyphs.origin.x, op->glyphs.origin.y - op->glyphs.size_pt * 0.8,
                             op->glyphs.width_pt, op->glyphs.size_pt};
    case OP_RECT: return op->rect.rect;
    case OP_PATH: return path_bounds(&op->path);
    case OP_IMAGE: return op->image.rect;
    case OP_LINK: return op->link.rect;
    case OP_FIELD: return op->field.rect;
    }
    g_assert_not_reached();
}

bool op_field_face(Arena *arena, const struct op *op, size_t i, struct op *ret) {
    const struct field *field = op->field.field;
    if (i >= (field->is_checked ? field->n_on : field->n_off)) {
        return false;
    }
    *ret = (struct op){
        .kind = OP_PATH, .tag = op->tag, .path = field->is_checked ? field->on[i] : field->off[i]};
    op_translate(arena, ret, op->field.rect.x, op->field.rect.y);
    return true;
}

struct path_step *path_round_rect(Arena *arena, struct rect rect, double radius_pt, size_t *ret_n) {
    /* A quarter circle as one cubic: control points at 0.5523 of the radius. */
    double r = radius_pt, k = r * (1 - 0.5523);
    double x0 = rect.x, y0 = rect.y, x1 = rect_right(rect), y1 = rect_bottom(rect);
    const struct path_step steps[] = {
        {PATH_MOVE, {{x0 + r, y0}}},
        {PATH_LINE, {{x1 - r, y0}}},
        {PATH_CURVE, {{x1 - k, y0}, {x1, y0 + k}, {x1, y0 + r}}},
        {PATH_LINE, {{x1, y1 - r}}},
        {PATH_CURVE, {{x1, y1 - k}, {x1 - k, y1}, {x1 - r, y1}}},
        {PATH_LINE, {{x0 + r, y1}}},
        {PATH_CURVE, {{x0 + k, y1}, {x0, y1 - k}, {x0, y1 - r}}},
        {PATH_LINE, {{x0, y0 + r}}},
        {PATH_CURVE, {{x0, y0 + k}, {x0 + k, y0}, {x0 + r, y0}}},
        {PATH_CLOSE, {{0, 0}}},
    };
    *ret_n = G_N_ELEMENTS(steps);
    return arena_memdup(arena, steps, sizeof steps);
}
