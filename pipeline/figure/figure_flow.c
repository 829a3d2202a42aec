#include "figure_flow_priv.h"

#include <math.h>

/*
 * A mermaid fence. Flowcharts are drawn; of other kinds the source is shown.
 *
 * A chart that is too wide or too high is set closer, then smaller; where its words would be too
 * small to read, it runs in the other direction (downwards instead of to the right, or the other
 * way round), whichever leaves them larger.
 */

/* Smaller words are not read on paper. */
static const double LABEL_LEAST_PT = 6.5;

struct attempt {
    struct flow_metrics metrics;
    enum flow_direction direction;
};

/* figures/spec.md: 21 to 27 between layers, 34 between rows. */
static const struct flow_metrics roomy_down = {120, 24, 22}, roomy_right = {88, 26, 20};
static const struct flow_metrics close_down = {84, 20, 14}, close_right = {64, 19, 14};

static bool is_upright(enum flow_direction direction) {
    return direction == FLOW_DOWN || direction == FLOW_UP;
}

static struct flow_metrics metrics_for(enum flow_direction direction, bool is_close) {
    if (is_upright(direction)) {
        return is_close ? close_down : roomy_down;
    }
    return is_close ? close_right : roomy_right;
}

static enum flow_direction turned(enum flow_direction direction) {
    switch (direction) {
    case FLOW_DOWN: return FLOW_RIGHT;
    case FLOW_UP: return FLOW_LEFT;
    case FLOW_RIGHT: return FLOW_DOWN;
    case FLOW_LEFT: return FLOW_UP;
    }
    g_assert_not_reached();
}

static double least_scale(const struct canvas *canvas) {
    return LABEL_LEAST_PT / canvas->request->theme->styles[ROLE_SMALL].size_pt;
}

/* Lays it out, and returns by how much it must shrink to fit: 1 or less. */
static double try_layout(struct canvas *canvas, Arena *scratch, struct flow *flow,
                         const struct attempt *attempt, struct rect room) {
    flow->direction = attempt->direction;
    flow->nodes = arena_memdup(scratch, flow->nodes, flow->n_nodes * sizeof *flow->nodes);
    flow->edges = arena_memdup(scratch, flow->edges, flow->n_edges * sizeof *flow->edges);
    flow->groups = arena_memdup(scratch, flow->groups, flow->n_groups * sizeof *flow->groups);
    flow_size(canvas, flow, &attempt->metrics);
    flow_plan(scratch, flow, &attempt->metrics, flow_leading(canvas));
    double by = fmin(1, room.width / fmax(flow->width_pt, 1));
    return room.height > 0 ? fmin(by, room.height / fmax(flow->height_pt, 1)) : by;
}

/*
 * The first of the attempts at which words can be read, else the one that leaves them largest.
 * Closer measures save a quarter: where more is missing they are not tried.
 */
static double lay_out(struct canvas *canvas, Arena *scratch, struct flow *flow, struct rect room) {
    enum flow_direction direction = flow->direction, other = turned(direction);
    const struct attempt attempts[] = {
        {metrics_for(direction, false), direction},
        {metrics_for(direction, true), direction},
        {metrics_for(other, false), other},
        {metrics_for(other, true), other},
    };
    double best = 0, least = least_scale(canvas), last = 0;
    struct flow made = *flow;
    for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
        bool is_close = i % 2 == 1;
        if (best >= 1 || (i > 1 && best >= least) || (is_close && last < least * 0.7)) {
            continue;
        }
        struct flow tried = *flow;
        last = try_layout(canvas, scratch, &tried, &attempts[i], room);
        if (last > best + 0.001) {
            best = last;
            made = tried;
        }
    }
    *flow = made;
    return best;
}

static void report_small(const struct canvas *canvas, double by, struct diags *diags) {
    double size_pt = canvas->request->theme->styles[ROLE_SMALL].size_pt * by;
    if (by < least_scale(canvas) - 0.001 && by < 1) {
        int tenths = (int)lround(size_pt * 10);
        diag_warning(diags, canvas->request->at, DIAG_LAYOUT_OVERFLOW,
                     "a flowchart fits only with words of %d.%d points", tenths / 10, tenths % 10);
        diag_hint(diags, "Divide it, or shorten its words.");
    }
}

static double draw_title(struct canvas *canvas, struct str title) {
    const struct text_look look = {.role = ROLE_SUBHEADING, .colour = COLOUR_INK};
    struct rect room = {0, 0, canvas->figure->width_pt, 42};
    return title.n == 0 ? 0 : 14 * (double)canvas_paragraph(canvas, &look, room, 14, title) + 8;
}

static void draw_flow(struct canvas *canvas, struct flow *flow, struct diags *diags) {
    g_autoptr(Arena) scratch = arena_new();
    struct figure *figure = canvas->figure;
    double top_pt = draw_title(canvas, flow->title);
    struct rect room = {0, 0, figure->width_pt, fmax(canvas->request->height_pt - top_pt, 0)};
    double by = lay_out(canvas, scratch, flow, room);
    report_small(canvas, by, diags);
    size_t first = figure->n_ops;
    flow_draw(canvas, flow, (struct point){0, 0});
    for (size_t i = first; i < figure->n_ops; i++) {
        if (by < 1) {
            op_scale(canvas->arena, &figure->ops[i], by);
        }
        op_translate(canvas->arena, &figure->ops[i], 0, top_pt);
    }
    figure->height_pt = top_pt + flow->height_pt * by;
    figure->alt = flow_describe(canvas, flow);
}

/* The source is shown instead: nothing is lost, but it is no picture. */
static bool refuse(const struct canvas *canvas, struct diags *diags, const char *what) {
    diag_warning(diags, canvas->request->at, DIAG_MARKDOWN_BLOCK, "%s is shown as its source",
                 what);
    return false;
}

bool draw_mermaid(struct canvas *canvas, struct diags *diags) {
    const struct figure_request *request = canvas->request;
    struct str kind = flow_kind(request->text);
    struct flow flow;
    if (kind.n == 0) {
        return refuse(canvas, diags, "an empty mermaid diagram");
    }
    if (!flow_kind_is_flowchart(kind)) {
        refuse(canvas, diags,
               arena_printf(canvas->arena, "a mermaid diagram of the kind \"" STR_FMT "\"",
                            STR_ARG(kind)));
        diag_hint(diags, "Flowcharts (`flowchart LR`) are drawn.");
        return false;
    }
    if (!flow_parse(canvas->arena, request->source, request->text, diags, &flow)) {
        return false;
    }
    if (flow.n_nodes == 0 && flow.n_groups == 0) {
        return refuse(canvas, diags, "a flowchart without nodes");
    }
    draw_flow(canvas, &flow, diags);
    return true;
}
