#include "figure_sequence_priv.h"

#include <math.h>

/*
 * A sequence diagram in the look of flowcharts: parties are nodes at the head of dashed lines,
 * messages are edges between the lines. All words are drawn in the order of the source.
 */

enum { STEPS_TOLD = 60 };

static const double ACTIVE_PT = 6;

struct drawing {
    struct canvas *canvas;
    const struct sequence *sequence;
    struct flow_colours colours;
};

static void draw_line(const struct drawing *drawing, const struct point *points, size_t n,
                      const struct flow_paint *with) {
    struct path_step steps[4];
    g_assert(n <= G_N_ELEMENTS(steps));
    for (size_t i = 0; i < n; i++) {
        steps[i] = (struct path_step){i == 0 ? PATH_MOVE : PATH_LINE, {points[i]}};
    }
    flow_fill_steps(drawing->canvas, steps, n, with);
}

/* --- what stands behind --------------------------------------------------------------------- */

static void draw_frames(const struct drawing *drawing) {
    for (size_t i = 0; i < drawing->sequence->n_steps; i++) {
        const struct sequence_step *step = &drawing->sequence->steps[i];
        const struct flow_paint tint = {.has_fill = true, .fill = drawing->colours.card};
        const struct flow_paint line = {.stroke = drawing->colours.rule, .stroke_pt = 0.8};
        if (step->kind == STEP_OPEN) {
            flow_fill_round(drawing->canvas, step->at, 4, step->word ? &line : &tint);
        } else if (step->kind == STEP_ELSE) {
            const struct flow_paint dashed = {
                .stroke = drawing->colours.rule, .stroke_pt = 0.8, .is_dashed = true};
            const struct point points[] = {{step->at.x, step->y_pt},
                                           {rect_right(step->at), step->y_pt}};
            draw_line(drawing, points, 2, &dashed);
        }
    }
}

static void draw_lifelines(const struct drawing *drawing) {
    const struct sequence *sequence = drawing->sequence;
    const struct flow_paint with = {
        .stroke = drawing->colours.rule, .stroke_pt = 0.9, .is_dashed = true};
    for (size_t i = 0; i < sequence->n_parties; i++) {
        double x = sequence->parties[i].x_pt;
        const struct point points[] = {{x, sequence->head_pt}, {x, sequence->height_pt}};
        draw_line(drawing, points, 2, &with);
    }
}

static void draw_activity(const struct drawing *drawing, int party, double from_pt, double to_pt,
                          int depth) {
    const struct flow_paint with = {.has_fill = true,
                                    .fill = drawing->colours.card,
                                    .stroke = drawing->colours.line,
                                    .stroke_pt = 0.75};
    double x = drawing->sequence->parties[party].x_pt - ACTIVE_PT / 2 + depth * ACTIVE_PT / 2;
    struct rect bar = {x, from_pt, ACTIVE_PT, fmax(to_pt - from_pt, ACTIVE_PT)};
    flow_fill_round(drawing->canvas, bar, 0, &with);
}

/* How often the step's party is active already. */
static int depth_before(const struct sequence *sequence, size_t i) {
    int depth = 0;
    for (size_t k = 0; k < i; k++) {
        const struct sequence_step *before = &sequence->steps[k];
        bool is_same = before->from == sequence->steps[i].from;
        if (is_same && before->kind == STEP_ACTIVATE) {
            depth++;
        } else if (is_same && before->kind == STEP_DEACTIVATE && depth > 0) {
            depth--;
        }
    }
    return depth;
}

/* Each end closes the latest beginning of its party; what is never closed is so at the foot. */
static double end_of_activity(const struct sequence *sequence, size_t i) {
    int open = 1;
    for (size_t k = i + 1; k < sequence->n_steps; k++) {
        const struct sequence_step *after = &sequence->steps[k];
        if (after->from == sequence->steps[i].from && after->kind >= STEP_ACTIVATE) {
            open += after->kind == STEP_ACTIVATE ? 1 : -1;
        }
        if (open == 0) {
            return after->y_pt;
        }
    }
    return sequence->height_pt - 4;
}

static void draw_activities(const struct drawing *drawing) {
    const struct sequence *sequence = drawing->sequence;
    for (size_t i = 0; i < sequence->n_steps; i++) {
        const struct sequence_step *step = &sequence->steps[i];
        if (step->kind == STEP_ACTIVATE) {
            draw_activity(drawing, step->from, step->y_pt, end_of_activity(sequence, i),
                          depth_before(sequence, i));
        }
    }
}

static void draw_loop(const struct drawing *drawing, const struct sequence_step *step,
                      const struct flow_paint *with) {
    double x =
        drawing->sequence->parties[step->from].x_pt + (step->is_from_active ? ACTIVE_PT / 2 : 0);
    double out = drawing->sequence->parties[step->from].x_pt + SEQUENCE_LOOP_PT;
    double y = step->y_pt, foot = y + SEQUENCE_LOOP_HIGH_PT;
    const struct point points[] = {{x, y}, {out, y}, {out, foot}, {x + 5, foot}};
    draw_line(drawing, points, 4, with);
    flow_draw_head(drawing->canvas, step->head, (struct point){x + 1, foot},
                   (struct point){out, foot}, with);
}

static void draw_message(const struct drawing *drawing, const struct sequence_step *step,
                         const struct flow_paint *with) {
    double from_x = drawing->sequence->parties[step->from].x_pt;
    double to_x = drawing->sequence->parties[step->to].x_pt, out = to_x < from_x ? -1 : 1;
    /* A line ends a little inside its head. */
    double tail_pt = step->tail == FLOW_NO_HEAD ? 0 : 4,
           head_pt = step->head == FLOW_NO_HEAD ? 0 : 4;
    from_x += out * (step->is_from_active ? ACTIVE_PT / 2 : 0.5);
    to_x -= out * (step->is_to_active ? ACTIVE_PT / 2 : 0.5);
    const struct point points[] = {{from_x + out * tail_pt, step->y_pt},
                                   {to_x - out * head_pt, step->y_pt}};
    struct point tip = {to_x, step->y_pt};
    struct point start = {from_x, step->y_pt};
    draw_line(drawing, points, 2, with);
    flow_draw_head(drawing->canvas, step->head, tip, start, with);
    flow_draw_head(drawing->canvas, step->tail, start, tip, with);
}

static void draw_messages(const struct drawing *drawing) {
    for (size_t i = 0; i < drawing->sequence->n_steps; i++) {
        const struct sequence_step *step = &drawing->sequence->steps[i];
        const struct flow_paint with = {.stroke = drawing->colours.line,
                                        .stroke_pt = 1,
                                        .is_dashed = step->line == FLOW_DOTTED};
        if (step->kind == STEP_MESSAGE) {
            (step->from == step->to ? draw_loop : draw_message)(drawing, step, &with);
        }
    }
}

/* --- words ---------------------------------------------------------------------------------- */

static void draw_parties(const struct drawing *drawing) {
    const struct flow_colours *colours = &drawing->colours;
    const struct sequence *sequence = drawing->sequence;
    for (size_t i = 0; i < sequence->n_parties; i++) {
        const struct sequence_party *party = &sequence->parties[i];
        const struct text_look look = {.role = ROLE_SMALL, .weight = 600, .anchor = ANCHOR_MIDDLE};
        const struct flow_paint with = {.has_fill = true,
                                        .fill = colours->ground,
                                        .stroke = party->is_actor ? colours->line : colours->node,
                                        .stroke_pt = 1};
        struct rect box = {party->x_pt - party->width_pt / 2, 0, party->width_pt,
                           sequence->head_pt};
        flow_fill_round(drawing->canvas, box, party->is_actor ? sequence->head_pt / 2 : 4, &with);
        flow_draw_lines(drawing->canvas, &look, colours->ink,
                        (struct point){party->x_pt, box.y + box.height / 2}, party->lines,
                        party->n_lines);
    }
}

/* Lines that words stand over are cut behind them. */
static void cut_lines(const struct drawing *drawing, struct rect words, bool is_on_tint) {
    const struct flow_paint ground = {
        .has_fill = true, .fill = is_on_tint ? drawing->colours.card : drawing->colours.ground};
    struct rect at = {words.x - 3, words.y, words.width + 6, words.height};
    flow_fill_round(drawing->canvas, at, 0, &ground);
}

/* The name of a frame in its corner, and its condition beside it. */
static void draw_frame_words(const struct drawing *drawing, const struct sequence_step *step) {
    const struct flow_colours *colours = &drawing->colours;
    double leading_pt = flow_leading(drawing->canvas), x = step->at.x + 6;
    const struct text_look condition = {.role = ROLE_SMALL, .weight = 500};
    if (step->kind == STEP_OPEN && step->word) {
        const struct text_look name = {.role = ROLE_SMALL, .weight = 600, .anchor = ANCHOR_MIDDLE};
        const struct flow_paint with = {
            .has_fill = true, .fill = colours->card, .stroke = colours->rule, .stroke_pt = 0.8};
        struct rect tag = {step->at.x, step->at.y, SEQUENCE_TAG_PT, 15};
        struct str word = str_from(g_str_equal(step->word, "par_over") ? "par" : step->word);
        flow_fill_round(drawing->canvas, tag, 3, &with);
        flow_draw_lines(drawing->canvas, &name,
                        rgb_with_contrast(colours->muted, colours->card, 4.5),
                        (struct point){tag.x + tag.width / 2, tag.y + tag.height / 2}, &word, 1);
        x += SEQUENCE_TAG_PT;
    }
    double high_pt = leading_pt * (double)step->n_lines;
    if (step->n_lines > 0) {
        cut_lines(drawing, (struct rect){x, step->at.y + 2, step->width_pt, high_pt},
                  step->is_on_tint);
    }
    flow_draw_lines(drawing->canvas, &condition, colours->muted,
                    (struct point){x, step->at.y + 2 + high_pt / 2}, step->lines, step->n_lines);
}

static void draw_message_words(const struct drawing *drawing, const struct sequence_step *step) {
    const struct flow_colours *colours = &drawing->colours;
    bool is_loop = step->from == step->to;
    struct text_look look = flow_edge_look();
    look.anchor = is_loop ? ANCHOR_START : ANCHOR_MIDDLE;
    struct rect at = step->at;
    if (MAX(step->from - step->to, step->to - step->from) > 1) {
        cut_lines(drawing, step->at, step->is_on_tint);
    }
    flow_draw_lines(drawing->canvas, &look, colours->ink,
                    (struct point){is_loop ? at.x : at.x + at.width / 2, at.y + at.height / 2},
                    step->lines, step->n_lines);
}

static void draw_note(const struct drawing *drawing, const struct sequence_step *step) {
    const struct flow_colours *colours = &drawing->colours;
    const struct flow_paint with = {.has_fill = true,
                                    .fill = colours->question_ground,
                                    .stroke = colours->question,
                                    .stroke_pt = 0.8};
    struct text_look look = flow_edge_look();
    struct rect at = step->at;
    look.anchor = step->side == NOTE_OVER ? ANCHOR_MIDDLE : ANCHOR_START;
    double x = step->side == NOTE_OVER ? at.x + at.width / 2 : at.x + SEQUENCE_NOTE_PAD_PT;
    flow_fill_round(drawing->canvas, at, 2, &with);
    flow_draw_lines(drawing->canvas, &look,
                    rgb_with_contrast(colours->ink, colours->question_ground, 4.5),
                    (struct point){x, at.y + at.height / 2}, step->lines, step->n_lines);
}

static void draw_words(const struct drawing *drawing) {
    for (size_t i = 0; i < drawing->sequence->n_steps; i++) {
        const struct sequence_step *step = &drawing->sequence->steps[i];
        switch (step->kind) {
        case STEP_MESSAGE: draw_message_words(drawing, step); break;
        case STEP_NOTE: draw_note(drawing, step); break;
        case STEP_OPEN:
        case STEP_ELSE: draw_frame_words(drawing, step); break;
        case STEP_CLOSE:
        case STEP_ACTIVATE:
        case STEP_DEACTIVATE: break;
        }
    }
}

/* --- alternative text ----------------------------------------------------------------------- */

static void tell_step(const struct canvas *canvas, const struct sequence *sequence,
                      const struct sequence_step *step, GString *out) {
    g_string_append_c(out, ' ');
    if (step->kind == STEP_MESSAGE) {
        struct str whom = figure_phrase(canvas->arena, canvas->request->locale, WORD_TELL_MESSAGE,
                                        sequence->parties[step->from].label,
                                        sequence->parties[step->to].label, STR(""));
        flow_append_words(out, whom);
        g_string_append(out, step->text.n > 0 ? ": " : "");
    } else if (step->kind == STEP_OPEN) {
        g_string_append_printf(out, "[%s%s", step->word, step->text.n > 0 ? ": " : "");
    }
    flow_append_words(out, step->text);
    g_string_append(out, step->kind == STEP_OPEN ? "]" : ".");
}

static const char *describe(const struct canvas *canvas, const struct sequence *sequence) {
    g_autoptr(GString) out = g_string_new(NULL);
    size_t told = 0;
    flow_begin_description(canvas, WORD_SEQUENCE_DIAGRAM, sequence->title, out);
    for (size_t i = 0; i < sequence->n_parties; i++) {
        g_string_append(out, i == 0 ? " " : ", ");
        flow_append_words(out, sequence->parties[i].label);
    }
    g_string_append_c(out, '.');
    for (size_t i = 0; i < sequence->n_steps && told < STEPS_TOLD; i++) {
        const struct sequence_step *step = &sequence->steps[i];
        bool is_told = step->kind == STEP_MESSAGE || step->kind == STEP_NOTE ||
                       (step->kind == STEP_OPEN && step->word) ||
                       (step->kind == STEP_ELSE && step->text.n > 0);
        if (is_told) {
            tell_step(canvas, sequence, step, out);
            told++;
        }
    }
    return arena_strdup(canvas->arena, out->str);
}

/* --- the whole ------------------------------------------------------------------------------ */

bool draw_sequence(struct canvas *canvas, struct diags *diags) {
    const struct figure_request *request = canvas->request;
    /* Words are set closer before everything becomes smaller. */
    static const double wraps_pt[] = {130, 90, 64};
    struct sequence sequence;
    if (!sequence_parse(canvas->arena, request->source, request->text, diags, &sequence)) {
        return false;
    }
    if (sequence.n_parties == 0) {
        return diag_error(diags, request->at, DIAG_FIGURE_DATA,
                          "a sequence diagram has no participants");
    }
    sequence.title = sequence.title.n > 0 ? sequence.title : request->title;
    double top_pt = mermaid_draw_title(canvas, sequence.title);
    for (size_t i = 0; i < G_N_ELEMENTS(wraps_pt); i++) {
        sequence_place(canvas, &sequence, wraps_pt[i]);
        if (sequence.width_pt <= canvas->figure->width_pt) {
            break;
        }
    }
    struct drawing drawing = {canvas, &sequence, flow_colours(canvas)};
    size_t first = canvas->figure->n_ops;
    draw_frames(&drawing);
    draw_lifelines(&drawing);
    draw_activities(&drawing);
    draw_messages(&drawing);
    draw_parties(&drawing);
    draw_words(&drawing);
    mermaid_fit(canvas, first, (struct rect){0, top_pt, sequence.width_pt, sequence.height_pt},
                "sequence diagram", diags);
    canvas->figure->alt = describe(canvas, &sequence);
    return true;
}
