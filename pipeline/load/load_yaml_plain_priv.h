/*
 * load_yaml_plain_priv.h - what the two files of the plain reader share: load_yaml_plain.c has its
 * lines and containers, load_yaml_plain_scalar.c its characters and scalars.
 */
#pragma once

#include "load_yaml_priv.h"

struct plain {
    Arena *arena;
    const struct source *source;
    struct str text; /* of the slice */
    size_t begin;    /* of the slice in the source */
    size_t at;       /* the first byte of the line at hand that is no space */
    int column;      /* its column; -1: there is no more line */
    int depth;
    struct value_entry *children; /* of the containers that are open */
    size_t n_children, capacity;
    struct diags diags;
};

static inline char char_at(const struct plain *p, size_t at) {
    return at < p->text.n ? p->text.p[at] : '\n';
}

static inline bool is_blank_at(const struct plain *p, size_t at) {
    char c = char_at(p, at);
    return c == ' ' || c == '\n';
}

static inline size_t skip_spaces(const struct plain *p, size_t at) {
    while (char_at(p, at) == ' ') {
        at++;
    }
    return at;
}

static inline struct span span_from(const struct plain *p, size_t begin, size_t end) {
    return span_of(p->source, p->begin + begin, p->begin + end);
}

struct scalar {
    size_t begin, end; /* with its quotes */
    struct str text;
    bool is_quoted;
};

/* Whether no character of the text is one that libyaml has rules for: controls, marks, separators.
 */
bool has_plain_characters(struct str text);

/* A map or a list in braces begins at @at. */
bool plain_is_flow(const struct plain *p, size_t at);

/* The scalar at @at; @is_flow: between braces. */
bool plain_scan_scalar(const struct plain *p, size_t at, bool is_flow, struct scalar *ret);
struct value *plain_scalar_value(struct plain *p, const struct scalar *scalar);

/* A key and its place; sets @ret_end behind the colon. */
bool plain_scan_key(const struct plain *p, size_t at, bool is_flow, struct value_entry *ret,
                    size_t *ret_end);
