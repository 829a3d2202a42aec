#include "figure_flow_layout_priv.h"

#include <math.h>

/*
 * Places across the layers: lines as straight as they can be, by network simplex (section 4.2 of
 * the paper named in figure_flow_simplex.c). Variables are the blocks' places and the two sides of
 * each frame; neighbours in a layer keep their distance. A line's bend |a - b| costs through a
 * variable of its own that is less than both.
 */

/* Quarters of a point. */
static const double UNITS = 4;
/*
 * What a bend costs: of a line from box to box; of one that passes a label, more behind it than
 * before, because it branches before it; of one through layers; of one from the side of a box. What
 * a frame's width costs.
 */
enum {
    WEIGHT_DIRECT = 6,
    WEIGHT_TO_LABEL = 4,
    WEIGHT_FROM_LABEL = 6,
    WEIGHT_LONG = 2,
    WEIGHT_BESIDE = 1,
    WEIGHT_FRAME = 1
};

enum kind { KIND_NONE, KIND_BOX, KIND_LINE, KIND_OPEN, KIND_CLOSE, N_KINDS };

/* What stands in layers, with the variable of its place. */
struct mark {
    enum kind kind;
    int variable;
    int first, last;
    const struct flow_block *block; /* NULL: a frame's side */
    double inside_pt;               /* an open side: to what it holds */
};

struct placing {
    struct flow_work *work;
    GArray *constraints;
    struct mark *last; /* layer: the mark before */
};

static int frame_variable(const struct flow_work *work, size_t frame, bool is_right) {
    return (int)(work->n_blocks + 2 * frame + (is_right ? 1 : 0));
}

static void add(struct placing *placing, int tail, int head, double length_pt, int weight) {
    struct flow_constraint constraint = {tail, head, (int)ceil(length_pt * UNITS), weight};
    g_array_append_val(placing->constraints, constraint);
}

static double gap_pt(const struct placing *placing, const struct mark *a, const struct mark *b) {
    /* Lines keep 16 from boxes, because heads and labels stand beside them. */
    static const double gaps[N_KINDS][N_KINDS] = {
        [KIND_BOX] = {0, 0, 16, 18, FLOW_PAD_PT},
        [KIND_LINE] = {0, 16, 11, 10, 8},
        [KIND_OPEN] = {0, FLOW_PAD_PT, 8, FLOW_PAD_PT, FLOW_PAD_PT},
        [KIND_CLOSE] = {0, 18, 10, 18, FLOW_PAD_PT},
    };
    bool are_boxes = a->kind == KIND_BOX && b->kind == KIND_BOX;
    return (are_boxes ? placing->work->graph->metrics.beside_pt : gaps[a->kind][b->kind]) +
           (a->kind == KIND_OPEN ? a->inside_pt : 0);
}

static double after_pt(const struct mark *mark, int layer) {
    const struct flow_block *block = mark->block;
    return !block ? 0 : layer == block->label_layer ? block->label_after_pt : block->after_pt;
}

static double before_pt(const struct mark *mark, int layer) {
    const struct flow_block *block = mark->block;
    return !block ? 0 : layer == block->label_layer ? block->label_before_pt : block->before_pt;
}

/* What stands before it in each of its layers keeps its distance; the same in a row is said once.
 */
static void put(struct placing *placing, struct mark mark) {
    double most_pt = 0;
    int before = -1;
    for (int layer = mark.first; layer <= mark.last; layer++) {
        const struct mark *last = &placing->last[layer];
        if (last->variable != before && before >= 0) {
            add(placing, before, mark.variable, most_pt, 0);
            most_pt = 0;
        }
        before = last->kind == KIND_NONE ? -1 : last->variable;
        if (before >= 0) {
            most_pt = fmax(most_pt, after_pt(last, layer) + gap_pt(placing, last, &mark) +
                                        before_pt(&mark, layer));
        } else {
            most_pt = 0;
        }
        placing->last[layer] = mark;
    }
    if (before >= 0) {
        add(placing, before, mark.variable, most_pt, 0);
    }
}

static void put_frame(struct placing *placing, size_t frame, bool is_right) {
    const struct flow_work *work = placing->work;
    bool has_title = work->graph->frames[frame].title_pt > 0;
    put(placing, (struct mark){
                     .kind = is_right ? KIND_CLOSE : KIND_OPEN,
                     .variable = frame_variable(work, frame, is_right),
                     .first = work->spans[frame].first,
                     .last = work->spans[frame].last,
                     .inside_pt = work->is_sideways && has_title ? FLOW_TITLE_PT : 0,
                 });
}

/* In the order of all blocks; a frame is open until a block comes that it does not hold. */
static void keep_distances(struct placing *placing) {
    const struct flow_work *work = placing->work;
    const struct flow_graph *graph = work->graph;
    placing->last = ARENA_NEW_N(work->arena, struct mark, work->n_layers);
    int open = -1;
    for (size_t i = 0; i < work->n_blocks; i++) {
        const struct flow_block *block = &work->blocks[work->order[i]];
        int holder = block->is_wall ? graph->frames[block->frame].parent : block->frame;
        while (open != holder && open >= 0) {
            put_frame(placing, (size_t)open, true);
            open = graph->frames[open].parent;
        }
        if (block->is_wall) {
            open = block->frame;
            put_frame(placing, (size_t)open, false);
            continue;
        }
        put(placing, (struct mark){
                         .kind = block->link < 0 ? KIND_BOX : KIND_LINE,
                         .variable = work->order[i],
                         .first = block->first,
                         .last = block->last,
                         .block = block,
                     });
    }
    for (; open >= 0; open = graph->frames[open].parent) {
        put_frame(placing, (size_t)open, true);
    }
}

/* A title stands at the upper left; lines that come in from above pass to the right of it. */
static void keep_titles_free(struct placing *placing) {
    const struct flow_work *work = placing->work;
    const struct flow_graph *graph = work->graph;
    bool is_down = graph->direction == FLOW_DOWN;
    for (size_t f = 0; f < graph->n_frames && !work->is_sideways; f++) {
        if (graph->frames[f].title_pt > 0) {
            add(placing, frame_variable(work, f, false), frame_variable(work, f, true),
                graph->frames[f].title_pt + 2 * FLOW_PAD_PT, 0);
        }
    }
    for (size_t i = 0; i < graph->n_boxes && !work->is_sideways; i++) {
        const struct flow_block *block = &work->blocks[i];
        size_t n = is_down ? block->n_up : block->n_down;
        for (int f = block->frame; f >= 0 && n > 0; f = graph->frames[f].parent) {
            bool is_at_edge =
                block->first == (is_down ? work->spans[f].first : work->spans[f].last);
            if (is_at_edge && graph->frames[f].title_pt > 0) {
                add(placing, frame_variable(work, (size_t)f, false), (int)i,
                    graph->frames[f].title_pt + FLOW_PAD_PT + 10, 0);
            }
        }
    }
}

/* |a - b| costs @weight; @helper is a variable for it. */
static void pull(struct placing *placing, int a, int b, int helper, int weight) {
    add(placing, helper, a, 0, weight);
    add(placing, helper, b, 0, weight);
}

/* Returns how many variables there are. */
static int pull_lines(struct placing *placing) {
    const struct flow_work *work = placing->work;
    const struct flow_graph *graph = work->graph;
    int n = frame_variable(work, graph->n_frames, false);
    for (size_t i = 0; i < graph->n_links; i++) {
        int from = (int)graph->links[i].from, to = (int)graph->links[i].to;
        int block = work->block_of[i];
        if (from == to) {
            continue;
        }
        if (block < 0) {
            pull(placing, from, to, n++, graph->links[i].is_hidden ? 1 : WEIGHT_DIRECT);
            continue;
        }
        const struct flow_block *line = &work->blocks[block];
        bool is_long = line->first < line->last;
        int weight = line->is_back ? WEIGHT_BESIDE : is_long ? WEIGHT_LONG : WEIGHT_TO_LABEL;
        bool is_label = weight == WEIGHT_TO_LABEL;
        pull(placing, from, block, n++, weight);
        pull(placing, block, to, n++, is_label ? WEIGHT_FROM_LABEL : weight);
    }
    for (size_t f = 0; f < graph->n_frames; f++) {
        add(placing, frame_variable(work, f, false), frame_variable(work, f, true), 0,
            WEIGHT_FRAME);
    }
    for (int i = 0; i < n; i++) {
        add(placing, n, i, 0, 0); /* all is joined */
    }
    return n + 1;
}

void flow_place_across(struct flow_work *work) {
    g_autoptr(GArray) constraints = g_array_new(FALSE, FALSE, sizeof(struct flow_constraint));
    struct placing placing = {.work = work, .constraints = constraints};
    keep_distances(&placing);
    keep_titles_free(&placing);
    int n = pull_lines(&placing);
    int *values = ARENA_NEW_N(work->arena, int, n);
    flow_simplex(work->arena, (size_t)n, (const void *)constraints->data, constraints->len,
                 FLOW_BALANCED, values);
    flow_tidy(work, (const void *)constraints->data, constraints->len, values);
    for (size_t i = 0; i < work->n_blocks; i++) {
        work->blocks[i].across_pt = values[i] / UNITS;
    }
    for (size_t f = 0; f < work->graph->n_frames; f++) {
        work->spans[f].left_pt = values[frame_variable(work, f, false)] / UNITS;
        work->spans[f].right_pt = values[frame_variable(work, f, true)] / UNITS;
    }
}
