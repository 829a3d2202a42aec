/*
 * pdf_cff_priv.h - the structures of a CFF table: Adobe Technical Note 5176.
 */
#pragma once

#include "pdf_font_priv.h"

/* Bytes that are read from the front; reading past the end fails for good. */
struct cff_reader {
    struct str bytes;
    size_t at;
    bool is_short;
};

uint32_t cff_read_uint(struct cff_reader *r, int n);
/* An operand of a DICT whose first byte is @b0: integers only; a real number counts as 0. */
int32_t cff_read_operand(struct cff_reader *r, uint32_t b0);

/* Section 5: items one behind the other, found by their offsets. */
struct cff_index {
    struct str table;
    uint32_t n;
    int offset_size;
    size_t offsets, data;
};

/* The INDEX at the reader, which then stands behind it. */
bool cff_read_index(struct cff_reader *r, struct cff_index *ret);
/* Empty where there is none. */
struct str cff_index_item(const struct cff_index *index, uint32_t i);

/* Of a DICT; an operator is any byte below CFF_OPERATORS_END, two of them after CFF_ESCAPE. */
enum {
    CFF_ESCAPE = 12,
    CFF_CHARSET = 15,
    CFF_ENCODING = 16,
    CFF_CHAR_STRINGS = 17,
    CFF_PRIVATE = 18,
    CFF_SUBRS = 19, /* of a Private DICT */
    CFF_OPERATORS_END = 22,
    /* After CFF_ESCAPE. */
    CFF_ROS = 30,
};
