#include "pdf_font_priv.h"

/*
 * The little of a CFF table that decides what a character code means: in a font keyed by CID the
 * charset names each glyph's CID, and a PDF reader goes through it; in any other font a CID is a
 * glyph id (ISO 32000-1 section 9.7.4.2).
 *
 * Source: Adobe Technical Note 5176, sections 4 (DICT), 5 (INDEX), 9 (Top DICT), 13 (charsets).
 */

/* Bytes that are read from the front; reading past the end fails for good. */
struct reader {
    struct str bytes;
    size_t at;
    bool is_short;
};

static uint32_t read_uint(struct reader *r, int n) {
    uint32_t value = 0;
    for (int i = 0; i < n; i++) {
        if (r->at >= r->bytes.n) {
            r->is_short = true;
            return 0;
        }
        value = value << 8 | (unsigned char)r->bytes.p[r->at++];
    }
    return value;
}

/* The first item of the INDEX at the reader, which then stands behind the whole INDEX. */
static struct str read_index(struct reader *r) {
    uint32_t n = read_uint(r, 2);
    if (n == 0) {
        return (struct str){"", 0};
    }
    int offset_size = (int)read_uint(r, 1);
    if (offset_size < 1 || offset_size > 4) {
        r->is_short = true;
        return (struct str){"", 0};
    }
    size_t offsets = r->at, data = offsets + (size_t)(n + 1) * (size_t)offset_size - 1;
    uint32_t first = read_uint(r, offset_size), second = read_uint(r, offset_size);
    r->at = offsets + (size_t)n * (size_t)offset_size;
    uint32_t end = read_uint(r, offset_size);
    r->at = data + end;
    r->is_short |= r->at > r->bytes.n;
    return str_slice(r->bytes, data + first, data + second);
}

/* An operand of a DICT: integers only; a real number counts as 0. */
static int32_t read_operand(struct reader *r, uint32_t b0) {
    if (b0 == 28) {
        return (int16_t)read_uint(r, 2);
    }
    if (b0 == 29) {
        return (int32_t)read_uint(r, 4);
    }
    if (b0 == 30) {
        uint32_t byte;
        do {
            byte = read_uint(r, 1);
        } while ((byte & 15) != 15 && byte >> 4 != 15 && !r->is_short);
        return 0;
    }
    if (b0 <= 246) {
        return (int32_t)b0 - 139;
    }
    if (b0 <= 250) {
        return (int32_t)((b0 - 247) * 256 + read_uint(r, 1) + 108);
    }
    return -(int32_t)((b0 - 251) * 256 + read_uint(r, 1)) - 108;
}

enum { OPERATOR_CHARSET = 15, OPERATOR_ESCAPE = 12, OPERATOR_ROS = 30, OPERATORS_END = 22 };

/* What matters of a Top DICT. */
struct top_dict {
    bool has_cids;
    int32_t charset; /* offset in the table */
};

static bool read_top_dict(struct str cff, struct top_dict *ret) {
    struct reader r = {.bytes = cff, .at = 2};
    r.at = read_uint(&r, 1); /* size of the header */
    read_index(&r);          /* names */
    struct reader dict = {.bytes = read_index(&r)};
    int32_t operand = 0;
    *ret = (struct top_dict){0};
    while (dict.at < dict.bytes.n && !dict.is_short) {
        uint32_t b0 = read_uint(&dict, 1);
        if (b0 >= OPERATORS_END) {
            operand = read_operand(&dict, b0);
        } else if (b0 == OPERATOR_CHARSET) {
            ret->charset = operand;
        } else if (b0 == OPERATOR_ESCAPE) {
            ret->has_cids |= read_uint(&dict, 1) == OPERATOR_ROS;
        }
    }
    return !r.is_short && !dict.is_short;
}

static bool read_charset(struct reader *r, uint32_t n_glyphs, uint16_t *ret) {
    uint32_t format = read_uint(r, 1), glyph = 1;
    ret[0] = 0;
    while (glyph < n_glyphs && !r->is_short) {
        uint32_t cid = read_uint(r, 2);
        uint32_t more = format == 0 ? 0 : read_uint(r, format == 1 ? 1 : 2);
        for (uint32_t i = 0; i <= more && glyph < n_glyphs; i++) {
            ret[glyph++] = (uint16_t)(cid + i);
        }
    }
    return format <= 2 && !r->is_short;
}

bool pdf_cff_read_cids(struct str cff, uint32_t n_glyphs, uint16_t *ret) {
    struct top_dict dict;
    if (!read_top_dict(cff, &dict)) {
        return false;
    }
    for (uint32_t i = 0; i < n_glyphs; i++) {
        ret[i] = (uint16_t)i;
    }
    /* Offsets 0 to 2 are predefined charsets, which fonts keyed by CID do not have. */
    if (!dict.has_cids || dict.charset <= 2) {
        return true;
    }
    struct reader r = {.bytes = cff, .at = (size_t)dict.charset};
    return read_charset(&r, n_glyphs, ret);
}

bool pdf_cff_has_cids(struct str cff) {
    struct top_dict dict;
    return !read_top_dict(cff, &dict) || dict.has_cids;
}
