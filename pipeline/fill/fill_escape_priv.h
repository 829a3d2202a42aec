/*
 * fill_escape_priv.h - where in a Markdown document a value stands, and how it is written there.
 *
 * Skeleton: the output with the letter x for each value, so the document's harmless twin. Contexts
 *           are found in it alone: what a value says never decides how another one is escaped.
 * Promise:  the parsed document has the skeleton's structure. Where the tracker cannot be sure of a
 *           context it says SLOT_TEXT, whose escapes hold everywhere and at worst can be seen.
 * Empty:    a value of white space only is left out: a line of its own is then a blank line.
 */
#pragma once

#include "fill_priv.h"

enum slot_context {
    SLOT_TEXT,
    SLOT_TITLE,       /* of a link: "(url "...")": quotes too */
    SLOT_CODE,        /* between backticks on one line */
    SLOT_DESTINATION, /* of a link: ](...) */
    SLOT_ANGLE,       /* <...>: an address */
    SLOT_TAG,         /* inside an HTML tag */
    SLOT_COMMENT,
    SLOT_INFO,        /* behind the fence that opens a code block */
    SLOT_FENCE,       /* inside a fenced code block */
    SLOT_YAML_WHOLE,  /* inside a fence of ours: a plain scalar that is nothing but the value */
    SLOT_YAML_PART,   /* a part of a plain scalar */
    SLOT_YAML_SINGLE, /* between single quotes */
    SLOT_YAML_DOUBLE,
};

/* A value's place in the skeleton: the letter at @at. */
struct slot {
    size_t at;
    enum slot_context context;
    bool is_line_start; /* only white space, markers of lists and quotes before it */
    bool is_first_word; /* no white space before it since the line's content began */
    bool is_flow;       /* YAML: inside [...] or {...} */
    bool is_quoted;     /* tag: inside quotes */
    bool is_space;      /* white space only, between words: a space in the skeleton */
    bool is_indented;   /* text: four columns in behind a blank line, so perhaps indented code */
    char fence;         /* '`' or '~' */
    const struct piece *piece;
};

struct skeleton {
    struct str text;
    struct slot *slots; /* in order of place */
    size_t n_slots;
};

/* Sets each slot's context and flags. */
void find_contexts(struct skeleton *skeleton);

/* The part of find_contexts() for a line's inline text; @begin: where its content starts. */
struct inline_state {
    size_t n_brackets; /* "[" not closed yet in this paragraph */
    bool is_comment;   /* inside <!-- */
    size_t n_quotes;   /* that the line stands in */
    size_t done;       /* up to here a link or a tag of several lines has been read */
};
void find_inline_contexts(struct skeleton *skeleton, struct inline_state *state, size_t begin,
                          size_t end);

/* The part for a line of a YAML fence; @is_block: text of a block scalar. */
void find_yaml_contexts(struct skeleton *skeleton, size_t begin, size_t end, bool is_block);

/* The first slot at or behind @at. */
size_t slot_from(const struct skeleton *skeleton, size_t at);
void set_contexts(struct skeleton *skeleton, size_t begin, size_t end, enum slot_context context);

/* Append @value as its slot needs it. False: an error was reported. */
bool write_slot(struct filling *filling, const struct skeleton *skeleton, const struct slot *slot,
                struct str value, GString *out);
void write_text(const struct skeleton *skeleton, const struct slot *slot, struct str value,
                GString *out);
bool write_yaml(struct filling *filling, const struct slot *slot, struct str value, GString *out);

/* A value between such characters is never left out: "**" and "**" would become a rule. */
bool is_delimiter(char c);

/* Neither white space nor punctuation, as far as one byte can tell. */
bool is_word_byte(char c);

/* White space and control characters, which become a space in every context. */
bool is_markup_space(char c);

/* Bytes of such a character or of a line separator (YAML knows three more) at @i; 0: none. */
size_t space_length(struct str value, size_t i);
