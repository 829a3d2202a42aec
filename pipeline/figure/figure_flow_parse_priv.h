/*
 * figure_flow_parse_priv.h - a cursor over a flowchart's source, and what its statements say.
 */
#pragma once

#include "figure_flow_priv.h"

/* A style or class for a node or group, used once all have been read. */
struct flow_rule {
    struct str target; /* an id; of a link, its number or "default" */
    struct str words;  /* CSS, or the name of a class */
};

struct flow_reading {
    Arena *arena;
    const struct source *source;
    struct str text;
    size_t at;
    struct diags *diags;
    struct flow *flow;
    GHashTable *nodes; /* id -> index + 1 */
    int group;         /* open; -1: none */
    bool is_beyond;    /* a limit, which was reported */
    struct flow_rule *styles, *classes, *uses, *link_styles;
    size_t n_styles, n_classes, n_uses, n_link_styles;
    size_t styles_capacity, classes_capacity, uses_capacity, link_styles_capacity;
};

/* --- the cursor (figure_flow_lex.c) --------------------------------------------------------- */

char flow_peek(const struct flow_reading *reading, size_t ahead); /* NUL at the end */
bool flow_is_at(const struct flow_reading *reading, const char *word);
void flow_skip_spaces(struct flow_reading *reading); /* not line ends */
/* The rest of the line, trimmed, without a semicolon at its end. */
struct str flow_take_line(struct flow_reading *reading);
struct str flow_take_id(struct flow_reading *reading);
struct span flow_place(const struct flow_reading *reading, size_t begin, size_t end);

/* As people read them (flow_label); false: they are longer than FLOW_WORDS_MAX, which is reported.
 */
bool flow_take_words(struct flow_reading *reading, struct str words, struct str *ret);

/* "[words]", "((words))" ...: true, and the words, or none where there is no bracket. False: it is
 * never closed, which is reported. */
bool flow_take_shape(struct flow_reading *reading, enum flow_shape *ret_shape,
                     struct str *ret_words, bool *ret_is_there);
/* "@{shape: diamond, label: "words"}", after the "@". */
bool flow_take_attributes(struct flow_reading *reading, enum flow_shape *shape,
                          struct str *ret_words);

/* "-->", "-- words -->", "-->|words|" ...; *ret_is_there is false where there is none. */
bool flow_take_edge(struct flow_reading *reading, struct flow_edge *ret, bool *ret_is_there);

/* --- once all is read (figure_flow_finish.c) ------------------------------------------------ */

/* Ids of groups become ends, styles are given out. */
void flow_finish(struct flow_reading *reading);
