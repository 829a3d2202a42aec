/*
 * figure_sequence_priv.h - sequence diagrams: who says what to whom, in order.
 *
 *   figure_sequence_parse.c   lines            -> struct sequence
 *   figure_sequence_place.c   struct sequence  -> places
 *   figure_sequence.c         places           -> operations, alternative text
 *
 * Units: points.
 */
#pragma once

#include "figure_flow_draw_priv.h"

/* The corner of a frame that holds its name; how far a message to its sender goes out, and how
 * high; what is between a note's words and its sides. */
enum {
    SEQUENCE_TAG_PT = 40,
    SEQUENCE_LOOP_PT = 26,
    SEQUENCE_LOOP_HIGH_PT = 12,
    SEQUENCE_NOTE_PAD_PT = 6
};

/* What a page can show. */
enum { SEQUENCE_PARTIES_MAX = 20, SEQUENCE_STEPS_MAX = 300, SEQUENCE_DEPTH_MAX = 8 };

struct sequence_party {
    struct str id, label;
    bool is_actor; /* a person */
    struct str *lines;
    size_t n_lines;
    double width_pt; /* of its box */
    double x_pt;     /* its line */
};

enum sequence_kind {
    STEP_MESSAGE,
    STEP_NOTE,
    STEP_OPEN,  /* a frame begins: loop, alt ... */
    STEP_ELSE,  /* its next part */
    STEP_CLOSE, /* it ends */
    STEP_ACTIVATE,
    STEP_DEACTIVATE
};

enum sequence_side { NOTE_OVER, NOTE_LEFT, NOTE_RIGHT };

struct sequence_step {
    enum sequence_kind kind;
    int from, to; /* parties; of a note, the first and the last; equal: to itself */
    enum flow_line line;
    enum flow_head head, tail;
    enum sequence_side side;
    const char *word; /* of a frame: "loop"; NULL: a ground without a name */
    int partner;      /* of a frame's first step: its last one */
    struct str text;
    struct str *lines;
    size_t n_lines;
    double width_pt;                   /* of its words */
    struct rect at;                    /* of words; of a note or frame the box */
    double y_pt;                       /* of a message's line, of a frame's division */
    bool is_from_active, is_to_active; /* of a message: its end is at a bar, not at a line */
    bool is_on_tint;                   /* stands on a frame without a name, which is filled */
};

struct sequence {
    struct str title;
    struct sequence_party *parties;
    size_t n_parties, parties_capacity;
    struct sequence_step *steps;
    size_t n_steps, steps_capacity;
    bool is_numbered;
    double head_pt; /* height of the boxes at the top */
    double width_pt, height_pt;
};

/* @text is a slice of @source; false: reported with a place. */
bool sequence_parse(Arena *arena, const struct source *source, struct str text, struct diags *diags,
                    struct sequence *ret);
/* Words of messages are broken at @wrap_pt. */
void sequence_place(const struct canvas *canvas, struct sequence *sequence, double wrap_pt);
