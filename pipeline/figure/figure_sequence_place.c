#include "figure_sequence_priv.h"

#include <math.h>

/*
 * Where parties and steps stand. Parties stand as near to each other as their boxes and the words
 * between them allow; steps follow each other downwards. A frame holds what stands in it, with a
 * little air, so that frames inside frames are seen as such.
 */

static const double BOX_PAD_X = 12, BOX_PAD_Y = 8, PARTY_GAP_PT = 24, PARTY_LEAST_PT = 72;
static const double WORDS_PAD_PT = 12, STEP_GAP_PT = 11;
static const double NOTE_AWAY_PT = 8, FRAME_PAD_PT = 10, FRAME_HEAD_PT = 17;

/* --- across --------------------------------------------------------------------------------- */

static void measure_parties(const struct canvas *canvas, struct sequence *sequence,
                            double wrap_pt) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    size_t most = 1;
    for (size_t i = 0; i < sequence->n_parties; i++) {
        struct sequence_party *party = &sequence->parties[i];
        double words_pt = flow_break(canvas, &look, party->label, fmin(wrap_pt, 110), &party->lines,
                                     &party->n_lines);
        party->width_pt = fmax(words_pt + 2 * BOX_PAD_X, PARTY_LEAST_PT);
        most = MAX(most, party->n_lines);
    }
    sequence->head_pt = (double)most * flow_leading(canvas) + 2 * BOX_PAD_Y;
}

static void number_messages(const struct canvas *canvas, struct sequence *sequence) {
    int number = 0;
    for (size_t i = 0; i < sequence->n_steps; i++) {
        struct sequence_step *step = &sequence->steps[i];
        if (step->kind == STEP_MESSAGE && sequence->is_numbered) {
            step->text = str_from(
                arena_printf(canvas->arena, "%d. " STR_FMT, ++number, STR_ARG(step->text)));
        }
    }
    sequence->is_numbered = false; /* they are now */
}

static void measure_steps(const struct canvas *canvas, struct sequence *sequence, double wrap_pt) {
    const struct text_look look = flow_edge_look();
    for (size_t i = 0; i < sequence->n_steps; i++) {
        struct sequence_step *step = &sequence->steps[i];
        int n_over = MAX(step->to - step->from, step->from - step->to);
        /* What spans several parties has more room. */
        step->width_pt = flow_break(canvas, &look, step->text, wrap_pt * fmax(1, 0.8 * n_over),
                                    &step->lines, &step->n_lines);
    }
}

/* From the line of party @a to that of @b, at least; what is missing is shared. */
static void spread(struct sequence *sequence, int a, int b, double least_pt) {
    double missing_pt = least_pt - (sequence->parties[b].x_pt - sequence->parties[a].x_pt);
    for (int i = a + 1; i < (int)sequence->n_parties && missing_pt > 0; i++) {
        sequence->parties[i].x_pt += missing_pt * MIN(i - a, b - a) / (b - a);
    }
}

/* What a step needs between two lines. */
static void spread_step(struct sequence *sequence, const struct sequence_step *step) {
    int last = (int)sequence->n_parties - 1;
    if (step->kind == STEP_MESSAGE && step->from != step->to) {
        spread(sequence, MIN(step->from, step->to), MAX(step->from, step->to),
               step->width_pt + 2 * WORDS_PAD_PT);
    } else if (step->kind == STEP_MESSAGE && step->from < last) {
        spread(sequence, step->from, step->from + 1,
               SEQUENCE_LOOP_PT + step->width_pt + 2 * WORDS_PAD_PT);
    } else if (step->kind == STEP_NOTE && step->side == NOTE_RIGHT && step->from < last) {
        spread(sequence, step->from, step->from + 1,
               step->width_pt + 2 * (SEQUENCE_NOTE_PAD_PT + NOTE_AWAY_PT) + 4);
    } else if (step->kind == STEP_NOTE && step->side == NOTE_LEFT && step->from > 0) {
        spread(sequence, step->from - 1, step->from,
               step->width_pt + 2 * (SEQUENCE_NOTE_PAD_PT + NOTE_AWAY_PT) + 4);
    }
}

static void place_parties(struct sequence *sequence) {
    for (size_t i = 0; i < sequence->n_parties; i++) {
        struct sequence_party *party = &sequence->parties[i];
        const struct sequence_party *before = i > 0 ? party - 1 : NULL;
        party->x_pt = before
                          ? before->x_pt + before->width_pt / 2 + PARTY_GAP_PT + party->width_pt / 2
                          : party->width_pt / 2;
    }
    /* Near neighbours first, so that those farther apart find most of their room. */
    for (int apart = 0; apart < (int)sequence->n_parties; apart++) {
        for (size_t i = 0; i < sequence->n_steps; i++) {
            const struct sequence_step *step = &sequence->steps[i];
            if (MAX(step->to - step->from, step->from - step->to) == apart) {
                spread_step(sequence, step);
            }
        }
    }
}

/* --- downwards ------------------------------------------------------------------------------ */

/* A frame that is open: what it holds so far, across. */
struct open_frame {
    size_t step;
    double left_pt, right_pt;
};

struct descent {
    struct sequence *sequence;
    double leading_pt, at_pt;
    struct open_frame frames[SEQUENCE_DEPTH_MAX];
    size_t n_frames;
    int n_tints;
    int active[SEQUENCE_PARTIES_MAX]; /* bars that are open */
};

static void hold(struct descent *descent, double left_pt, double right_pt) {
    if (descent->n_frames > 0) {
        struct open_frame *frame = &descent->frames[descent->n_frames - 1];
        frame->left_pt = fmin(frame->left_pt, left_pt);
        frame->right_pt = fmax(frame->right_pt, right_pt);
    }
}

static void place_message(struct descent *descent, struct sequence_step *step) {
    const struct sequence_party *parties = descent->sequence->parties;
    double words_pt = (double)step->n_lines * descent->leading_pt;
    double from_pt = parties[step->from].x_pt, to_pt = parties[step->to].x_pt;
    bool is_loop = step->from == step->to;
    if (is_loop) {
        words_pt = fmax(words_pt, SEQUENCE_LOOP_HIGH_PT);
        step->at =
            (struct rect){from_pt + SEQUENCE_LOOP_PT + 4, descent->at_pt, step->width_pt, words_pt};
        step->y_pt = descent->at_pt + (words_pt - SEQUENCE_LOOP_HIGH_PT) / 2;
        descent->at_pt += words_pt + STEP_GAP_PT;
        hold(descent, from_pt - FRAME_PAD_PT, rect_right(step->at));
        return;
    }
    step->at = (struct rect){(from_pt + to_pt - step->width_pt) / 2, descent->at_pt, step->width_pt,
                             words_pt};
    step->y_pt = descent->at_pt + words_pt + 3;
    descent->at_pt = step->y_pt + STEP_GAP_PT;
    hold(descent, fmin(from_pt, to_pt) - FRAME_PAD_PT, fmax(from_pt, to_pt) + FRAME_PAD_PT);
}

static void place_note(struct descent *descent, struct sequence_step *step) {
    const struct sequence_party *parties = descent->sequence->parties;
    double width_pt = step->width_pt + 2 * SEQUENCE_NOTE_PAD_PT;
    double from_pt = parties[step->from].x_pt, to_pt = parties[step->to].x_pt;
    double left_pt = from_pt - NOTE_AWAY_PT - width_pt;
    if (step->side == NOTE_RIGHT) {
        left_pt = from_pt + NOTE_AWAY_PT;
    } else if (step->side == NOTE_OVER) {
        width_pt = fmax(width_pt, to_pt - from_pt + 40);
        left_pt = (from_pt + to_pt - width_pt) / 2;
    }
    step->at =
        (struct rect){left_pt, descent->at_pt, width_pt,
                      (double)step->n_lines * descent->leading_pt + 2 * SEQUENCE_NOTE_PAD_PT};
    descent->at_pt = rect_bottom(step->at) + STEP_GAP_PT;
    hold(descent, step->at.x - 2, rect_right(step->at) + 2);
}

static void open_frame(struct descent *descent, size_t number) {
    struct sequence_step *step = &descent->sequence->steps[number];
    step->at.y = descent->at_pt;
    descent->n_tints += step->word ? 0 : 1;
    if (descent->n_frames < SEQUENCE_DEPTH_MAX) {
        descent->frames[descent->n_frames++] =
            (struct open_frame){number, (double)INFINITY, -(double)INFINITY};
    }
    double words_pt = (double)MAX(step->n_lines, 1) * descent->leading_pt;
    descent->at_pt += step->word ? fmax(words_pt + 6, FRAME_HEAD_PT) + 6 : FRAME_PAD_PT;
}

/* Words of a condition stand beside the frame's name, and make the frame at least as wide. */
static void close_frame(struct descent *descent) {
    struct open_frame frame = descent->frames[--descent->n_frames];
    struct sequence *sequence = descent->sequence;
    struct sequence_step *step = &sequence->steps[frame.step];
    double left_pt = isfinite(frame.left_pt) ? frame.left_pt : sequence->parties[0].x_pt;
    double right_pt = isfinite(frame.right_pt) ? frame.right_pt : left_pt + PARTY_LEAST_PT;
    double least_pt = step->width_pt + (step->word ? SEQUENCE_TAG_PT + 12 : 0);
    left_pt -= FRAME_PAD_PT / 2;
    right_pt = fmax(right_pt + FRAME_PAD_PT / 2, left_pt + least_pt);
    step->at = (struct rect){left_pt, step->at.y, right_pt - left_pt, descent->at_pt - step->at.y};
    descent->n_tints -= step->word ? 0 : 1;
    descent->at_pt += STEP_GAP_PT;
    hold(descent, left_pt, right_pt);
    for (int i = (int)frame.step; i < step->partner; i++) { /* divisions are as wide */
        struct sequence_step *part = &sequence->steps[i];
        if (part->kind == STEP_ELSE && part->partner == (int)frame.step) {
            part->at.x = left_pt;
            part->at.width = right_pt - left_pt;
        }
    }
}

static void divide_frame(struct descent *descent, struct sequence_step *step) {
    const struct open_frame *frame = &descent->frames[descent->n_frames - 1];
    step->partner = (int)frame->step;
    step->y_pt = descent->at_pt;
    step->at.y = descent->at_pt + 3;
    descent->at_pt += fmax((double)step->n_lines * descent->leading_pt, 4) + STEP_GAP_PT - 2;
    hold(descent, (double)INFINITY,
         descent->sequence->parties[0].x_pt + step->width_pt - FRAME_PAD_PT);
}

/* A bar may begin at the message itself. */
static bool is_active(const struct descent *descent, size_t message, int party) {
    const struct sequence *sequence = descent->sequence;
    const struct sequence_step *next =
        message + 1 < sequence->n_steps ? &sequence->steps[message + 1] : NULL;
    return descent->active[party] > 0 ||
           (next && next->kind == STEP_ACTIVATE && next->from == party);
}

static void place_steps(struct descent *descent) {
    struct sequence *sequence = descent->sequence;
    for (size_t i = 0; i < sequence->n_steps; i++) {
        struct sequence_step *step = &sequence->steps[i];
        switch (step->kind) {
        case STEP_MESSAGE:
            step->is_from_active = is_active(descent, i, step->from);
            step->is_to_active = is_active(descent, i, step->to);
            place_message(descent, step);
            break;
        case STEP_NOTE: place_note(descent, step); break;
        case STEP_OPEN: open_frame(descent, i); break;
        case STEP_ELSE: divide_frame(descent, step); break;
        case STEP_CLOSE: close_frame(descent); break;
        case STEP_ACTIVATE:
        case STEP_DEACTIVATE:
            step->y_pt = descent->at_pt - STEP_GAP_PT;
            descent->active[step->from] += step->kind == STEP_ACTIVATE ? 1 : -1;
            descent->active[step->from] = MAX(descent->active[step->from], 0);
            break;
        }
        step->is_on_tint = descent->n_tints > 0;
    }
}

/* --- the whole ------------------------------------------------------------------------------ */

/* Everything begins at 0. */
static void settle(struct sequence *sequence) {
    double left_pt = 0, right_pt = 0;
    for (size_t i = 0; i < sequence->n_parties; i++) {
        right_pt = fmax(right_pt, sequence->parties[i].x_pt + sequence->parties[i].width_pt / 2);
    }
    for (size_t i = 0; i < sequence->n_steps; i++) {
        const struct sequence_step *step = &sequence->steps[i];
        if (step->at.width > 0) {
            left_pt = fmin(left_pt, step->at.x);
            right_pt = fmax(right_pt, rect_right(step->at) + FLOW_SPACE_PT);
        }
    }
    for (size_t i = 0; i < sequence->n_parties; i++) {
        sequence->parties[i].x_pt -= left_pt;
    }
    for (size_t i = 0; i < sequence->n_steps; i++) {
        sequence->steps[i].at.x -= left_pt;
    }
    sequence->width_pt = right_pt - left_pt;
}

void sequence_place(const struct canvas *canvas, struct sequence *sequence, double wrap_pt) {
    struct descent descent = {.sequence = sequence, .leading_pt = flow_leading(canvas)};
    number_messages(canvas, sequence);
    measure_parties(canvas, sequence, wrap_pt);
    measure_steps(canvas, sequence, wrap_pt);
    place_parties(sequence);
    descent.at_pt = sequence->head_pt + STEP_GAP_PT + 2;
    place_steps(&descent);
    settle(sequence);
    sequence->height_pt = descent.at_pt;
}
