#include "figure_flow_draw_priv.h"

#include <math.h>
#include <stdlib.h>

/*
 * Frames, then lines, then nodes, then all words in the order of the source, which is the order in
 * which they are copied and read.
 */

static const double HEAD_PT = 6, ELBOW_PT = 4;

struct flow_colours flow_colours(const struct canvas *canvas) {
    struct rgb ground = canvas_rgb(canvas, COLOUR_GROUND), ink = canvas_rgb(canvas, COLOUR_INK);
    struct flow_colours colours = {
        .ground = ground,
        .ink = ink,
        .line = rgb_mix(ink, ground, 0.2),
        .muted = canvas->is_on_brand ? ink : canvas_rgb(canvas, COLOUR_MUTED),
        .node = canvas->is_on_brand ? canvas_rgb(canvas, COLOUR_BRAND_SOFT)
                                    : canvas_rgb(canvas, COLOUR_BRAND),
        .question = canvas->is_on_brand ? ink : canvas_rgb(canvas, COLOUR_ACCENT_TEXT),
        .card = canvas->is_on_brand ? rgb_mix(ground, ink, 0.08) : canvas_rgb(canvas, COLOUR_CARD),
        .rule = canvas->is_on_brand ? rgb_mix(ground, ink, 0.4) : canvas_rgb(canvas, COLOUR_RULE),
    };
    colours.question_ground =
        canvas->is_on_brand ? ground : rgb_mix(ground, canvas_rgb(canvas, COLOUR_ACCENT), 0.1);
    return colours;
}

/* --- paths ---------------------------------------------------------------------------------- */

static void paint(struct path *path, const struct flow_paint *with) {
    path->has_fill = with->has_fill;
    path->fill = rgb16_from_rgb(with->fill);
    path->has_stroke = with->stroke_pt > 0;
    path->stroke = rgb16_from_rgb(with->stroke);
    path->stroke_pt = with->stroke_pt;
    path->dash_pt[0] = path->dash_pt[1] = with->is_dashed ? 2.5 : 0;
}

void flow_fill_polygon(struct canvas *canvas, const struct point *points, size_t n,
                       const struct flow_paint *with) {
    struct path_step *steps = ARENA_NEW_N(canvas->arena, struct path_step, n + 1);
    for (size_t i = 0; i < n; i++) {
        steps[i] = (struct path_step){i == 0 ? PATH_MOVE : PATH_LINE, {points[i]}};
    }
    steps[n] = (struct path_step){.verb = PATH_CLOSE};
    paint(canvas_add_path(canvas, steps, n + 1), with);
}

void flow_fill_round(struct canvas *canvas, struct rect rect, double radius_pt,
                     const struct flow_paint *with) {
    size_t n;
    struct path_step *steps = path_round_rect(canvas->arena, rect, radius_pt, &n);
    paint(canvas_add_path(canvas, steps, n), with);
}

void flow_fill_steps(struct canvas *canvas, const struct path_step *steps, size_t n,
                     const struct flow_paint *with) {
    paint(canvas_add_path(canvas, arena_memdup(canvas->arena, steps, n * sizeof *steps), n), with);
}

/* --- words ---------------------------------------------------------------------------------- */

/* A space ends each line: who reads by the order of the structure alone sees where words end. */
static void draw_line(struct canvas *canvas, const struct text_look *look, struct rgb colour,
                      struct point at, struct str text) {
    const struct shaper *shaper = canvas->request->shaper;
    const struct shaper_look shaped = {look->role, look->weight, rgb16_from_rgb(colour)};
    if (look->anchor == ANCHOR_MIDDLE) {
        at.x -= canvas_measure(canvas, look, text) / 2;
    }
    struct str spaced = str_from(arena_printf(canvas->arena, STR_FMT " ", STR_ARG(text)));
    shaper->draw(shaper->context, canvas->arena, canvas->figure, &shaped, at, spaced);
}

void flow_draw_lines(struct canvas *canvas, const struct text_look *look, struct rgb colour,
                     struct point middle, const struct str *lines, size_t n) {
    double leading_pt = flow_leading(canvas);
    double size_pt = canvas->request->theme->styles[look->role].size_pt;
    double at_y = middle.y - leading_pt * ((double)n - 1) / 2 + size_pt * 0.36;
    for (size_t i = 0; i < n; i++) {
        draw_line(canvas, look, colour, (struct point){middle.x, at_y + (double)i * leading_pt},
                  lines[i]);
    }
}

/* --- edges ---------------------------------------------------------------------------------- */

static struct point towards(struct point from, struct point to, double by_pt) {
    double length = hypot(to.x - from.x, to.y - from.y);
    double share = length > 0 ? by_pt / length : 0;
    return (struct point){from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}

/* A cubic curve that takes a corner as a quarter circle does: 0.5523 of the way to it. */
static size_t add_elbow(struct path_step *steps, struct point before, struct point corner,
                        struct point after) {
    double room_pt = fmin(hypot(corner.x - before.x, corner.y - before.y),
                          hypot(after.x - corner.x, after.y - corner.y));
    double radius_pt = fmin(ELBOW_PT, room_pt / 2);
    struct point from = towards(corner, before, radius_pt), to = towards(corner, after, radius_pt);
    steps[0] = (struct path_step){PATH_LINE, {from}};
    steps[1] = (struct path_step){
        PATH_CURVE,
        {towards(from, corner, radius_pt * 0.5523), towards(to, corner, radius_pt * 0.5523), to}};
    return 2;
}

void flow_draw_head(struct canvas *canvas, enum flow_head head, struct point tip, struct point from,
                    const struct flow_paint *with) {
    struct point base = towards(tip, from, HEAD_PT);
    struct point across = {(base.y - tip.y) / 2, (tip.x - base.x) / 2};
    struct flow_paint solid = {.has_fill = true, .fill = with->stroke};
    switch (head) {
    case FLOW_NO_HEAD: return;
    case FLOW_ARROW: {
        struct point points[] = {
            tip, {base.x + across.x, base.y + across.y}, {base.x - across.x, base.y - across.y}};
        flow_fill_polygon(canvas, points, 3, &solid);
        return;
    }
    case FLOW_DOT: {
        struct point middle = towards(tip, from, 2.5);
        flow_fill_round(canvas, (struct rect){middle.x - 2.5, middle.y - 2.5, 5, 5}, 2.5, &solid);
        return;
    }
    case FLOW_CROSS: {
        struct point middle = towards(tip, from, 4);
        const struct path_step steps[] = {
            {PATH_MOVE, {{middle.x - 2.5, middle.y - 2.5}}},
            {PATH_LINE, {{middle.x + 2.5, middle.y + 2.5}}},
            {PATH_MOVE, {{middle.x - 2.5, middle.y + 2.5}}},
            {PATH_LINE, {{middle.x + 2.5, middle.y - 2.5}}},
        };
        struct flow_paint lines = {.stroke = with->stroke, .stroke_pt = 1.25};
        flow_fill_steps(canvas, steps, G_N_ELEMENTS(steps), &lines);
        return;
    }
    }
    g_assert_not_reached();
}

static struct flow_paint edge_paint(const struct flow_edge *edge,
                                    const struct flow_colours *colours) {
    struct flow_paint with = {.stroke = colours->line, .stroke_pt = 1};
    with.stroke_pt = edge->style.stroke_pt > 0  ? edge->style.stroke_pt
                     : edge->line == FLOW_THICK ? 2.25
                                                : 1;
    if (edge->style.has_stroke) {
        with.stroke = rgb_with_contrast(edge->style.stroke, colours->ground, 3);
    }
    with.is_dashed = edge->line == FLOW_DOTTED || edge->style.is_dashed;
    return with;
}

static void draw_edge(struct canvas *canvas, const struct flow_edge *edge, struct point by,
                      const struct flow_colours *colours) {
    size_t n = 0, n_points = 0;
    if (edge->n_points < 2) {
        return;
    }
    struct point *points = ARENA_NEW_N(canvas->arena, struct point, edge->n_points);
    struct path_step *steps = ARENA_NEW_N(canvas->arena, struct path_step, 2 * edge->n_points);
    for (size_t i = 0; i < edge->n_points; i++) {
        struct point at = {edge->points[i].x + by.x, edge->points[i].y + by.y};
        bool is_new = n_points == 0 || fabs(at.x - points[n_points - 1].x) > 0.01 ||
                      fabs(at.y - points[n_points - 1].y) > 0.01;
        n_points -= is_new ? 0 : 1;
        points[n_points++] = at;
    }
    if (n_points < 2) {
        return;
    }
    struct flow_paint with = edge_paint(edge, colours);
    struct point first = points[0], last = points[n_points - 1];
    struct point before_last = points[n_points - 2], second = points[1];
    /* Lines end a little inside their heads. */
    if (edge->head != FLOW_NO_HEAD) {
        points[n_points - 1] = towards(last, before_last, HEAD_PT - 1);
    }
    if (edge->tail != FLOW_NO_HEAD) {
        points[0] = towards(first, second, HEAD_PT - 1);
    }
    steps[n++] = (struct path_step){PATH_MOVE, {points[0]}};
    for (size_t i = 1; i + 1 < n_points; i++) {
        n += add_elbow(steps + n, points[i - 1], points[i], points[i + 1]);
    }
    steps[n++] = (struct path_step){PATH_LINE, {points[n_points - 1]}};
    paint(canvas_add_path(canvas, steps, n), &with);
    flow_draw_head(canvas, edge->head, last, before_last, &with);
    flow_draw_head(canvas, edge->tail, first, second, &with);
}

/* --- groups --------------------------------------------------------------------------------- */

static int depth_of(const struct flow *flow, int group) {
    int depth = 0;
    for (; group >= 0; group = flow->groups[group].parent) {
        depth++;
    }
    return depth;
}

static struct rgb group_fill(const struct flow_group *group, int depth,
                             const struct flow_colours *colours) {
    return group->style.has_fill ? flow_fill(group->style.fill, colours->ground)
           : depth % 2 == 1      ? colours->card
                                 : colours->ground;
}

static void draw_group(struct canvas *canvas, const struct flow *flow, size_t g, struct point by,
                       const struct flow_colours *colours) {
    const struct flow_group *group = &flow->groups[g];
    struct rect at = {group->at.x + by.x, group->at.y + by.y, group->at.width, group->at.height};
    struct flow_paint with = {
        .has_fill = !group->style.has_no_fill,
        .fill = group_fill(group, depth_of(flow, (int)g), colours),
        .stroke = group->style.has_stroke ? group->style.stroke : colours->rule,
        .stroke_pt = 0.8,
        .is_dashed = group->style.is_dashed,
    };
    flow_fill_round(canvas, at, 6, &with);
}

/* --- the whole ------------------------------------------------------------------------------ */

struct word_item {
    enum { WORDS_OF_NODE, WORDS_OF_EDGE, WORDS_OF_GROUP } kind;
    size_t index, order;
};

static int compare_items(const void *a, const void *b) {
    const struct word_item *x = a, *y = b;
    if (x->order != y->order) {
        return x->order < y->order ? -1 : 1;
    }
    return x->kind != y->kind ? (int)x->kind - (int)y->kind
                              : (x->index > y->index) - (x->index < y->index);
}

static void draw_words(struct canvas *canvas, const struct flow *flow, const struct word_item *item,
                       struct point by, const struct flow_colours *colours) {
    struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    if (item->kind == WORDS_OF_GROUP) {
        const struct flow_group *group = &flow->groups[item->index];
        struct rgb fill = group_fill(group, depth_of(flow, (int)item->index), colours);
        draw_line(canvas, &look, rgb_with_contrast(colours->muted, fill, 4.5),
                  (struct point){group->at.x + by.x + 12, group->at.y + by.y + 17}, group->title);
    } else if (item->kind == WORDS_OF_NODE) {
        const struct flow_node *node = &flow->nodes[item->index];
        look = flow_node_look(node);
        look.anchor = ANCHOR_MIDDLE;
        flow_draw_lines(canvas, &look, flow_node_ink(flow, node, colours),
                        (struct point){node->at.x + by.x + node->at.width / 2,
                                       node->at.y + by.y + node->at.height / 2},
                        node->lines, node->n_lines);
    } else {
        const struct flow_edge *edge = &flow->edges[item->index];
        if (edge->n_points < 2) {
            return;
        }
        look = flow_edge_look();
        look.anchor = ANCHOR_MIDDLE;
        flow_draw_lines(canvas, &look, colours->line,
                        (struct point){edge->label_at.x + by.x + edge->label_at.width / 2,
                                       edge->label_at.y + by.y + edge->label_at.height / 2},
                        edge->lines, edge->n_lines);
    }
}

static void draw_all_words(struct canvas *canvas, const struct flow *flow, struct point by,
                           const struct flow_colours *colours) {
    size_t n = 0;
    struct word_item *items = ARENA_NEW_N(canvas->arena, struct word_item,
                                          flow->n_nodes + flow->n_edges + flow->n_groups + 1);
    for (size_t i = 0; i < flow->n_nodes; i++) {
        items[n++] = (struct word_item){WORDS_OF_NODE, i, flow->nodes[i].order};
    }
    for (size_t i = 0; i < flow->n_edges; i++) {
        items[n++] = (struct word_item){WORDS_OF_EDGE, i, flow->edges[i].order};
    }
    for (size_t i = 0; i < flow->n_groups; i++) {
        items[n++] = (struct word_item){WORDS_OF_GROUP, i, flow->groups[i].order};
    }
    qsort(items, n, sizeof *items, compare_items);
    for (size_t i = 0; i < n; i++) {
        draw_words(canvas, flow, &items[i], by, colours);
    }
}

void flow_draw(struct canvas *canvas, const struct flow *flow, struct point at) {
    struct flow_colours colours = flow_colours(canvas);
    for (size_t g = 0; g < flow->n_groups; g++) {
        draw_group(canvas, flow, g, at, &colours);
    }
    for (size_t i = 0; i < flow->n_edges; i++) {
        draw_edge(canvas, &flow->edges[i], at, &colours);
    }
    for (size_t i = 0; i < flow->n_nodes; i++) {
        flow_draw_node(canvas, flow, &flow->nodes[i], at, &colours);
    }
    draw_all_words(canvas, flow, at, &colours);
}
