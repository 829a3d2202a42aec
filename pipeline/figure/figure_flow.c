#include "figure_mermaid_priv.h"

#include <math.h>

/*
 * A mermaid fence, by its kind; of kinds that are not drawn the source is shown.
 *
 * A chart that is too wide or too high is set closer, then a little smaller; where its words would
 * be too small to read, it is folded into rows; else it runs in the other direction (downwards
 * instead of to the right, or the other way round), whichever leaves them larger.
 */

struct attempt {
    struct flow_metrics metrics;
    enum flow_direction direction;
};

static const struct flow_metrics roomy_down = {120, 24, 22, 0}, roomy_right = {88, 26, 20, 0};
static const struct flow_metrics close_down = {84, 20, 14, 0}, close_right = {64, 16, 14, 0};

static bool is_upright(enum flow_direction direction) {
    return direction == FLOW_DOWN || direction == FLOW_UP;
}

static struct flow_metrics metrics_for(enum flow_direction direction, bool is_close) {
    if (is_upright(direction)) {
        return is_close ? close_down : roomy_down;
    }
    return is_close ? close_right : roomy_right;
}

/* Never against the reader's eye: a chart that ran to the left or upwards runs with it, turned. */
static enum flow_direction turned(enum flow_direction direction) {
    return is_upright(direction) ? FLOW_RIGHT : FLOW_DOWN;
}

/* Words are no smaller than the theme allows; it says so for figures as large as they are shown. */
static double least_scale(const struct canvas *canvas) {
    const struct theme *theme = canvas->request->theme;
    double shown = theme->figure_scale > 0 ? theme->figure_scale : 1;
    double least_pt = theme->smallest_pt > 0 ? theme->smallest_pt / shown : 6.5;
    return fmin(1, least_pt / theme->styles[ROLE_SMALL].size_pt);
}

static double scale_to_fit(double width_pt, double height_pt, struct rect room) {
    double by = fmin(1, room.width / fmax(width_pt, 1));
    return room.height > 0 ? fmin(by, room.height / fmax(height_pt, 1)) : by;
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
    return scale_to_fit(flow->width_pt, flow->height_pt, room);
}

/* Along its direction, which is where folding helps, unless there is not room enough at all. */
static bool can_be_folded(const struct flow *flow, struct rect room) {
    bool is_too_long = is_upright(flow->direction)
                           ? room.height > 0 && flow->height_pt > room.height
                           : flow->width_pt > room.width;
    double most_pt = room.height > 0 ? room.height : (double)INFINITY;
    return is_too_long && flow->width_pt * flow->height_pt < room.width * most_pt;
}

static struct attempt fold(const struct attempt *attempt, struct rect room) {
    struct attempt folded = *attempt;
    folded.metrics.fold_pt = is_upright(attempt->direction) ? room.height : room.width;
    return folded;
}

/*
 * A chart that runs down most of a page leaves the rest of it empty, and often that of the page
 * before. Where its parts fit beside each other it is folded into columns.
 */
static void fold_high(struct canvas *canvas, Arena *scratch, const struct flow *flow,
                      struct rect room, struct flow *made) {
    static const double HIGH_SHARE = 0.65;
    double most_pt = room.height * HIGH_SHARE;
    bool is_high = is_upright(made->direction) && room.height > 0 && made->height_pt > most_pt;
    bool has_room = made->width_pt * made->height_pt < room.width * most_pt;
    for (int i = 0; i < 2 && is_high && has_room; i++) {
        struct attempt attempt = {metrics_for(made->direction, i == 1), made->direction};
        struct flow tried = *flow;
        attempt.metrics.fold_pt = most_pt;
        if (try_layout(canvas, scratch, &tried, &attempt, room) >= 1 &&
            tried.height_pt <= most_pt) {
            *made = tried;
            return;
        }
    }
}

/*
 * The first of the attempts at which words can be read, else the one that leaves them largest.
 * Closer measures save a quarter: where more is missing they are not tried.
 */
static void lay_out(struct canvas *canvas, Arena *scratch, struct flow *flow, struct rect room) {
    enum flow_direction direction = flow->direction, other = turned(direction);
    double best = 0, least = least_scale(canvas);
    struct flow made = *flow;
    for (int i = 0; i < 2 && best < least; i++) {
        struct attempt roomy = {metrics_for(i == 0 ? direction : other, false),
                                i == 0 ? direction : other};
        struct attempt close = {metrics_for(roomy.direction, true), roomy.direction};
        const struct attempt attempts[] = {roomy, close, fold(&roomy, room)};
        double last = 1;
        bool is_foldable = false;
        for (size_t k = 0; k < G_N_ELEMENTS(attempts) && best < 1; k++) {
            if ((k == 1 && last < least * 0.7) || (k == 2 && (best >= least || !is_foldable))) {
                continue;
            }
            struct flow tried = *flow;
            last = try_layout(canvas, scratch, &tried, &attempts[k], room);
            is_foldable = is_foldable || can_be_folded(&tried, room);
            if (last > best + 0.001) {
                best = last;
                made = tried;
            }
        }
    }
    fold_high(canvas, scratch, flow, room, &made);
    *flow = made;
}

static void report_small(const struct canvas *canvas, double by, const char *what,
                         struct diags *diags) {
    double size_pt = canvas->request->theme->styles[ROLE_SMALL].size_pt * by;
    if (by < least_scale(canvas) - 0.001) {
        int tenths = (int)lround(size_pt * 10);
        diag_warning(diags, canvas->request->at, DIAG_LAYOUT_OVERFLOW,
                     "a %s fits only with words of %d.%d points", what, tenths / 10, tenths % 10);
        diag_hint(diags, "Divide it, or shorten its words.");
    }
}

double mermaid_draw_title(struct canvas *canvas, struct str title) {
    const struct text_look look = {.role = ROLE_SUBHEADING, .colour = COLOUR_INK};
    struct rect room = {0, 0, canvas->figure->width_pt, 42};
    return title.n == 0 ? 0 : 14 * (double)canvas_paragraph(canvas, &look, room, 14, title) + 8;
}

static struct rect room_below(const struct canvas *canvas, double top_pt) {
    return (struct rect){0, top_pt, canvas->figure->width_pt,
                         fmax(canvas->request->height_pt - top_pt, 0)};
}

void mermaid_fit(struct canvas *canvas, size_t first_op, struct rect drawn, const char *what,
                 struct diags *diags) {
    struct figure *figure = canvas->figure;
    double by = scale_to_fit(drawn.width, drawn.height, room_below(canvas, drawn.y));
    report_small(canvas, by, what, diags);
    for (size_t i = first_op; i < figure->n_ops; i++) {
        if (by < 1) {
            op_scale(canvas->arena, &figure->ops[i], by);
        }
        op_translate(canvas->arena, &figure->ops[i], 0, drawn.y);
    }
    figure->height_pt = drawn.y + drawn.height * by;
}

static bool draw_flow(struct canvas *canvas, struct diags *diags) {
    const struct figure_request *request = canvas->request;
    struct flow flow;
    if (!flow_parse(canvas->arena, request->source, request->text, diags, &flow)) {
        return false;
    }
    if (flow.n_nodes == 0 && flow.n_groups == 0) {
        return diag_error(diags, request->at, DIAG_FIGURE_DATA, "a flowchart has no nodes");
    }
    flow.title = flow.title.n > 0 ? flow.title : request->title;
    g_autoptr(Arena) scratch = arena_new();
    double top_pt = mermaid_draw_title(canvas, flow.title);
    size_t first = canvas->figure->n_ops;
    lay_out(canvas, scratch, &flow, room_below(canvas, top_pt));
    flow_draw(canvas, &flow, (struct point){0, 0});
    mermaid_fit(canvas, first, (struct rect){0, top_pt, flow.width_pt, flow.height_pt}, "flowchart",
                diags);
    canvas->figure->alt = flow_describe(canvas, &flow);
    return true;
}

/* --- kinds ---------------------------------------------------------------------------------- */

static const struct {
    const char *kind;
    bool (*draw)(struct canvas *canvas, struct diags *diags);
} kinds[] = {
    {"graph", draw_flow},
    {"flowchart", draw_flow},
    {"flowchart-elk", draw_flow},
    {"sequenceDiagram", draw_sequence},
    {"pie", draw_mermaid_pie},
    {"gantt", draw_mermaid_gantt},
    {"timeline", draw_mermaid_timeline},
};

/* The source is shown instead: nothing is lost, but it is no picture. */
static bool refuse(const struct canvas *canvas, struct diags *diags, struct str kind) {
    diag_warning(diags, canvas->request->at, DIAG_MARKDOWN_BLOCK,
                 "a mermaid diagram of the kind \"" STR_FMT "\" is shown as its source",
                 STR_ARG(kind));
    diag_hint(diags, "Kinds that are drawn: flowchart, sequenceDiagram, pie, gantt, timeline.");
    return false;
}

bool draw_mermaid(struct canvas *canvas, struct diags *diags) {
    struct str kind = flow_kind(canvas->request->text);
    if (kind.n == 0) {
        return diag_error(diags, canvas->request->at, DIAG_FIGURE_DATA,
                          "a mermaid diagram is empty");
    }
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (str_is(kind, kinds[i].kind)) {
            return kinds[i].draw(canvas, diags);
        }
    }
    return refuse(canvas, diags, kind);
}
