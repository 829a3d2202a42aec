/*
 * field.h - what can be filled in on a screen: boxes to tick, lines to write and to sign on.
 *
 * Units: points; faces are drawn from the top left corner of the operation's rectangle.
 * Source: ISO 32000-1 section 12.7.
 */
#pragma once

#include "arena.h"
#include "geom.h"

struct op;
struct path;

enum field_kind {
    FIELD_CHECK,
    FIELD_TEXT,
    FIELD_SIGNATURE,
};

/* The line that a blank is on paper is an operation of its own; a box is drawn by its field. */
struct field {
    enum field_kind kind;
    const char *name;  /* unique in the document; NULL: only its face is shown */
    const char *label; /* said by assistive technology; never NULL or empty */
    bool is_checked, is_required, is_rtl;
    const struct path *off, *on; /* faces of a check box */
    size_t n_off, n_on;
    int font; /* what is typed: index into display.fonts */
    double size_pt;
    struct rgb16 colour;
};

/* Where it stands on the page. */
struct field_place {
    struct rect rect;
    const struct field *field;
};

/* The path @i of what a field shows, as an operation on the page; false: there are no more. */
bool op_field_face(Arena *arena, const struct op *op, size_t i, struct op *ret);
