#include "figure_flow_route_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Lines: upright through layers, level between them, in tracks (figure_flow_track.c). Lines that
 * leave a box downwards share their start and branch; each comes to a box on its own, so that one
 * can always see where it began. A line against the direction leaves and comes to the sides of its
 * boxes where nothing stands between.
 */

static const double PORT_PT = 11;

/* Where a link meets a box. */
struct port {
    size_t box, link;
    bool is_lower;     /* at the foot of the box */
    bool is_shared;    /* all that leave downwards */
    double towards_pt; /* where it comes from, across */
};

/* --- sides ---------------------------------------------------------------------------------- */

static void make_rows(struct flow_routing *routing) {
    const struct flow_work *work = routing->work;
    int *n = ARENA_NEW_N(work->arena, int, work->n_layers);
    for (size_t i = 0; i < work->n_blocks; i++) {
        const struct flow_block *block = &work->blocks[i];
        for (int layer = block->first; layer <= block->last && !block->is_wall; layer++) {
            n[layer]++;
        }
    }
    routing->rows = ARENA_NEW_N(work->arena, int *, work->n_layers);
    routing->row_at = ARENA_NEW_N(work->arena, int, work->n_blocks);
    for (int layer = 0; layer < work->n_layers; layer++) {
        routing->rows[layer] = ARENA_NEW_N(work->arena, int, n[layer] + 1);
        routing->rows[layer][n[layer]] = -1;
        n[layer] = 0;
    }
    for (size_t i = 0; i < work->n_blocks; i++) {
        const struct flow_block *block = &work->blocks[work->order[i]];
        for (int layer = block->first; layer <= block->last && !block->is_wall; layer++) {
            routing->row_at[work->order[i]] = n[layer]; /* asked of boxes only */
            routing->rows[layer][n[layer]++] = work->order[i];
        }
    }
}

struct side_line {
    size_t link;
    int end; /* 0: the box is the upper one */
};

/* The lines that can end at a side of @box, the nearest first; returns how many. */
static size_t find_side_lines(const struct flow_routing *routing, size_t box, int side,
                              struct side_line *ret) {
    const struct flow_work *work = routing->work;
    const int *row = routing->rows[work->blocks[box].first];
    size_t n = 0;
    for (int at = routing->row_at[box] + side; at >= 0 && row[at] >= 0; at += side) {
        const struct flow_block *block = &work->blocks[row[at]];
        size_t link = (size_t)MAX(block->link, 0);
        bool is_upper = block->is_back && flow_upper_box(work, link) == box;
        if (!block->is_back || (!is_upper && flow_lower_box(work, link) != box)) {
            break;
        }
        ret[n++] = (struct side_line){link, is_upper ? 0 : 1};
    }
    return n;
}

/*
 * From above to below: lines that go up, the nearest first, then those that go down, the nearest
 * last. So none of them crosses another.
 */
static void set_side_ports(struct flow_routing *routing, size_t box, int side,
                           const struct side_line *lines, size_t n) {
    double room_pt = flow_box_thick(routing->work, box) * 0.6;
    double step_pt = n > 1 ? fmin(9, room_pt / (double)(n - 1)) : 0;
    size_t n_up = 0, n_down = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_down = lines[i].end == 0;
        size_t slot = is_down ? n - 1 - n_down++ : n_up++;
        struct flow_course *course = &routing->courses[lines[i].link];
        course->side[lines[i].end] = side;
        course->port_pt[lines[i].end] = ((double)slot - (double)(n - 1) / 2) * step_pt;
    }
}

static void find_sides(struct flow_routing *routing) {
    const struct flow_work *work = routing->work;
    struct side_line *lines = ARENA_NEW_N(work->arena, struct side_line, work->graph->n_links + 1);
    bool *has_loop = ARENA_NEW_N(work->arena, bool, work->graph->n_boxes);
    for (size_t i = 0; i < work->graph->n_links; i++) {
        has_loop[work->graph->links[i].from] |= flow_is_loop(work, i) && flow_is_drawn(work, i);
    }
    for (size_t box = 0; box < work->graph->n_boxes; box++) {
        for (int side = -1; side <= 1; side += 2) {
            bool is_taken = side > 0 && has_loop[box]; /* a loop stands at the right */
            size_t n = is_taken ? 0 : find_side_lines(routing, box, side, lines);
            set_side_ports(routing, box, side, lines, n);
        }
    }
}

/* --- ports at heads and feet ---------------------------------------------------------------- */

static int compare_ports(const void *a, const void *b) {
    const struct port *x = a, *y = b;
    if (x->box != y->box) {
        return x->box < y->box ? -1 : 1;
    }
    if (x->is_lower != y->is_lower) {
        return x->is_lower ? 1 : -1;
    }
    if (x->towards_pt != y->towards_pt) {
        return x->towards_pt < y->towards_pt ? -1 : 1;
    }
    return x->link < y->link ? -1 : x->link > y->link;
}

static double towards(const struct flow_work *work, size_t link, size_t other) {
    int block = work->block_of[link];
    return work->blocks[block >= 0 ? block : (int)other].across_pt;
}

static void add_ports(struct flow_routing *routing, size_t link, GArray *ports) {
    const struct flow_work *work = routing->work;
    size_t upper = flow_upper_box(work, link), lower = flow_lower_box(work, link);
    const struct flow_course *course = &routing->courses[link];
    if (course->side[0] == 0) {
        bool is_shared = !work->is_back[link];
        struct port port = {upper, link, true, is_shared,
                            is_shared ? work->blocks[upper].across_pt : towards(work, link, lower)};
        g_array_append_val(ports, port);
    }
    if (course->side[1] == 0) {
        struct port port = {lower, link, false, false, towards(work, link, upper)};
        g_array_append_val(ports, port);
    }
}

/* The ports of one head or foot: the one that can be straight in the middle, the others beside it.
 */
static void spread_ports(struct flow_routing *routing, const struct port *ports, size_t n) {
    const struct flow_work *work = routing->work;
    size_t box = ports[0].box, n_places = 0, middle = 0;
    bool has_middle = false;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && ports[i].is_shared && ports[i - 1].is_shared) {
            continue;
        }
        if (fabs(ports[i].towards_pt - work->blocks[box].across_pt) < 1) {
            has_middle = true;
            middle = n_places;
        }
        n_places++;
    }
    double centre = has_middle ? (double)middle : (double)(n_places - 1) / 2;
    double most = fmax(centre, (double)(n_places - 1) - centre);
    enum flow_shape shape = work->graph->boxes[box].shape;
    bool is_square = shape == FLOW_RECT || shape == FLOW_ROUND || shape == FLOW_SUBROUTINE;
    double room_pt = flow_box_broad(work, box) * (is_square ? 0.4 : 0.25);
    double step_pt = most > 0 ? fmin(PORT_PT, room_pt / most) : 0;
    size_t place = 0;
    for (size_t i = 0; i < n; i++) {
        place += i > 0 && !(ports[i].is_shared && ports[i - 1].is_shared) ? 1 : 0;
        routing->courses[ports[i].link].port_pt[ports[i].is_lower ? 0 : 1] =
            ((double)place - centre) * step_pt;
    }
}

double flow_port_at(const struct flow_routing *routing, size_t box, size_t link, int end) {
    return routing->work->blocks[box].across_pt + routing->courses[link].port_pt[end];
}

/* Where a link is between its boxes, beside a port: in its own layers, or at the other port. */
double flow_next_at(const struct flow_routing *routing, size_t link, int end) {
    const struct flow_work *work = routing->work;
    int block = work->block_of[link];
    if (block >= 0) {
        return work->blocks[block].across_pt;
    }
    size_t other = end == 0 ? flow_lower_box(work, link) : flow_upper_box(work, link);
    return flow_port_at(routing, other, link, 1 - end);
}

/* A port that is alone moves a little where that makes its line straight. */
static void straighten(struct flow_routing *routing, const GArray *ports) {
    const struct flow_work *work = routing->work;
    const struct port *all = (const void *)ports->data;
    for (unsigned i = 0; i < ports->len; i++) {
        const struct port *port = &all[i];
        bool is_alone =
            (i == 0 || all[i - 1].box != port->box || all[i - 1].is_lower != port->is_lower) &&
            (i + 1 == ports->len || all[i + 1].box != port->box ||
             all[i + 1].is_lower != port->is_lower);
        int end = port->is_lower ? 0 : 1;
        double by_pt = flow_next_at(routing, port->link, end) -
                       flow_port_at(routing, port->box, port->link, end);
        double most_pt = fmin(PORT_PT + 3, flow_box_broad(work, port->box) * 0.25);
        if (is_alone && fabs(by_pt) <= most_pt) {
            routing->courses[port->link].port_pt[end] += by_pt;
        }
    }
}

static void set_ports(struct flow_routing *routing) {
    const struct flow_work *work = routing->work;
    g_autoptr(GArray) ports = g_array_new(FALSE, FALSE, sizeof(struct port));
    for (size_t link = 0; link < work->graph->n_links; link++) {
        if (flow_is_drawn(work, link) && !flow_is_loop(work, link)) {
            add_ports(routing, link, ports);
        }
    }
    const struct port *all = (const void *)ports->data;
    if (ports->len > 1) {
        qsort(ports->data, ports->len, sizeof(struct port), compare_ports);
    }
    for (size_t i = 0, end = 0; i < ports->len; i = end) {
        for (end = i; end < ports->len && all[end].box == all[i].box &&
                      all[end].is_lower == all[i].is_lower;) {
            end++;
        }
        spread_ports(routing, all + i, end - i);
    }
    straighten(routing, ports);
}

/* --- lines ---------------------------------------------------------------------------------- */

static double track_at(const struct flow_work *work, int layer, int track) {
    const struct flow_layer *l = &work->layers[layer];
    return l->tracks_pt + flow_track_room(work, layer) * (track + 1) / (double)(l->n_tracks + 1);
}

/* The page's side of a box: before it in the order of layers, after it, or beside it. */
static enum flow_side page_side(const struct flow_work *work, int along, int across) {
    static const enum flow_side sides[][4] = {
        /* before, after, left, right */
        [FLOW_DOWN] = {FLOW_TOP, FLOW_BOTTOM, FLOW_AT_LEFT, FLOW_AT_RIGHT},
        [FLOW_UP] = {FLOW_BOTTOM, FLOW_TOP, FLOW_AT_LEFT, FLOW_AT_RIGHT},
        [FLOW_RIGHT] = {FLOW_AT_LEFT, FLOW_AT_RIGHT, FLOW_TOP, FLOW_BOTTOM},
        [FLOW_LEFT] = {FLOW_AT_RIGHT, FLOW_AT_LEFT, FLOW_TOP, FLOW_BOTTOM},
    };
    return sides[work->graph->direction][along != 0 ? (along > 0) : 2 + (across > 0)];
}

static double inset(const struct flow_work *work, size_t box, int along, int across,
                    double offset_pt) {
    const struct flow_box *b = &work->graph->boxes[box];
    bool is_turned = work->graph->direction == FLOW_UP || work->graph->direction == FLOW_LEFT;
    return flow_shape_inset(b->shape, b->width_pt, b->height_pt, page_side(work, along, across),
                            across != 0 && is_turned ? -offset_pt : offset_pt);
}

/* A line as it is being made: x across, y along. */
struct trail {
    struct point *points;
    size_t n;
};

static void go(struct trail *trail, double across_pt, double along_pt) {
    trail->points[trail->n++] = (struct point){across_pt, along_pt};
}

/* Where a link touches one of its boxes. */
static struct point touch(const struct flow_routing *routing, size_t link, int end) {
    const struct flow_work *work = routing->work;
    const struct flow_course *course = &routing->courses[link];
    size_t box = end == 0 ? flow_upper_box(work, link) : flow_lower_box(work, link);
    double across_pt = work->blocks[box].across_pt, port_pt = course->port_pt[end];
    double along_pt = work->layers[work->blocks[box].first].at_pt;
    int side = course->side[end];
    if (side != 0) {
        double half_pt = flow_box_broad(work, box) / 2 - inset(work, box, 0, side, port_pt);
        return (struct point){across_pt + side * half_pt, along_pt + port_pt};
    }
    int along = end == 0 ? 1 : -1;
    double half_pt = flow_box_thick(work, box) / 2 - inset(work, box, along, 0, port_pt);
    return (struct point){across_pt + port_pt, along_pt + along * half_pt};
}

/* The layer after which a link changes its place at one of its ends. */
static int gap_of(const struct flow_work *work, size_t link, int end) {
    size_t box = end == 0 ? flow_upper_box(work, link) : flow_lower_box(work, link);
    int layer = work->blocks[box].first;
    return end == 0 ? layer : layer - 1;
}

/* From the upper box to the lower one. */
static void draw_trail(const struct flow_routing *routing, size_t link, struct trail *trail) {
    const struct flow_work *work = routing->work;
    const struct flow_course *course = &routing->courses[link];
    struct point start = touch(routing, link, 0), end = touch(routing, link, 1);
    int block = work->block_of[link];
    double middle_pt = block >= 0 ? work->blocks[block].across_pt : end.x;
    go(trail, start.x, start.y);
    if (course->side[0] != 0) {
        go(trail, middle_pt, start.y);
    } else if (course->track[0] >= 0) {
        double at_pt = track_at(work, gap_of(work, link, 0), course->track[0]);
        go(trail, start.x, at_pt);
        go(trail, middle_pt, at_pt);
    }
    if (course->side[1] != 0) {
        go(trail, middle_pt, end.y);
    } else if (block >= 0 && course->track[1] >= 0) {
        double at_pt = track_at(work, gap_of(work, link, 1), course->track[1]);
        go(trail, middle_pt, at_pt);
        go(trail, end.x, at_pt);
    }
    go(trail, end.x, end.y);
}

/* Out of the box's right side and back into it. */
static void draw_loop(const struct flow_routing *routing, size_t link, struct trail *trail) {
    const struct flow_work *work = routing->work;
    size_t box = work->graph->links[link].from;
    double along_pt = work->layers[work->blocks[box].first].at_pt;
    double across_pt = work->blocks[box].across_pt, half_pt = flow_box_broad(work, box) / 2;
    double step_pt = fmin(8, flow_box_thick(work, box) / 4);
    double out_pt = across_pt + half_pt + FLOW_LOOP_PT - 2;
    go(trail, across_pt + half_pt - inset(work, box, 0, 1, -step_pt), along_pt - step_pt);
    go(trail, out_pt, along_pt - step_pt);
    go(trail, out_pt, along_pt + step_pt);
    go(trail, across_pt + half_pt - inset(work, box, 0, 1, step_pt), along_pt + step_pt);
}

static void reverse(struct trail *trail) {
    for (size_t i = 0; i < trail->n / 2; i++) {
        struct point other = trail->points[trail->n - 1 - i];
        trail->points[trail->n - 1 - i] = trail->points[i];
        trail->points[i] = other;
    }
}

/* x across, y along, as for points. */
static struct rect label_rect(const struct flow_routing *routing, size_t link) {
    const struct flow_work *work = routing->work;
    const struct flow_link *l = &work->graph->links[link];
    int block = work->block_of[link];
    double across_pt, along_pt;
    if (block >= 0) {
        across_pt = work->blocks[block].across_pt;
        along_pt = work->layers[MAX(work->blocks[block].label_layer, 0)].at_pt;
    } else {
        const struct flow_block *box = &work->blocks[l->from];
        across_pt = box->across_pt + flow_box_broad(work, l->from) / 2 + FLOW_LOOP_PT;
        along_pt = work->layers[box->first].at_pt;
    }
    if (!work->is_sideways) {
        return (struct rect){across_pt + (block >= 0 ? 5 : 2), along_pt - l->label_height_pt / 2,
                             l->label_width_pt, l->label_height_pt};
    }
    double top_pt = block >= 0 ? across_pt - 2 - l->label_height_pt : across_pt + 2;
    return (struct rect){top_pt, along_pt - l->label_width_pt / 2, l->label_height_pt,
                         l->label_width_pt};
}

static void draw_links(struct flow_routing *routing) {
    struct flow_work *work = routing->work;
    for (size_t i = 0; i < work->graph->n_links; i++) {
        struct flow_link *link = &work->graph->links[i];
        if (!flow_is_drawn(work, i)) {
            continue;
        }
        struct trail trail = {.points = ARENA_NEW_N(work->arena, struct point, 8)};
        if (flow_is_loop(work, i)) {
            draw_loop(routing, i, &trail);
        } else {
            draw_trail(routing, i, &trail);
        }
        if (work->is_back[i] && !flow_is_loop(work, i)) {
            reverse(&trail);
        }
        link->points = trail.points;
        link->n_points = trail.n;
        if (link->label_width_pt > 0) {
            link->label_at = label_rect(routing, i);
        }
    }
}

void flow_route(struct flow_work *work) {
    struct flow_routing routing = {
        .work = work,
        .courses = ARENA_NEW_N(work->arena, struct flow_course, work->graph->n_links + 1),
    };
    make_rows(&routing);
    find_sides(&routing);
    set_ports(&routing);
    flow_make_nets(&routing);
    for (int layer = 0; layer < work->n_layers; layer++) {
        flow_set_tracks(&routing, layer);
    }
    flow_place_layers(work);
    draw_links(&routing);
}
