#include "pdf_cff_priv.h"

/*
 * The little of a CFF table that decides what a character code means: in a font keyed by CID the
 * charset names each glyph's CID, and a PDF reader goes through it; in any other font a CID is a
 * glyph id (ISO 32000-1 section 9.7.4.2).
 *
 * Source: Adobe Technical Note 5176, sections 4 (DICT), 5 (INDEX), 9 (Top DICT), 13 (charsets).
 */

uint32_t cff_read_uint(struct cff_reader *r, int n) {
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

bool cff_read_index(struct cff_reader *r, struct cff_index *ret) {
    *ret = (struct cff_index){.table = r->bytes, .n = cff_read_uint(r, 2)};
    if (ret->n == 0) {
        return !r->is_short;
    }
    ret->offset_size = (int)cff_read_uint(r, 1);
    if (ret->offset_size < 1 || ret->offset_size > 4) {
        r->is_short = true;
        return false;
    }
    ret->offsets = r->at;
    ret->data = r->at + (size_t)(ret->n + 1) * (size_t)ret->offset_size - 1;
    r->at += (size_t)ret->n * (size_t)ret->offset_size;
    uint32_t end = cff_read_uint(r, ret->offset_size);
    r->at = ret->data + end;
    r->is_short |= r->at > r->bytes.n;
    return !r->is_short;
}

struct str cff_index_item(const struct cff_index *index, uint32_t i) {
    if (i >= index->n) {
        return STR("");
    }
    size_t at = index->offsets + (size_t)i * (size_t)index->offset_size;
    struct cff_reader r = {.bytes = index->table, .at = at};
    uint32_t begin = cff_read_uint(&r, index->offset_size);
    uint32_t end = cff_read_uint(&r, index->offset_size);
    return begin <= end ? str_slice(index->table, index->data + begin, index->data + end) : STR("");
}

int32_t cff_read_operand(struct cff_reader *r, uint32_t b0) {
    if (b0 == 28) {
        return (int16_t)cff_read_uint(r, 2);
    }
    if (b0 == 29) {
        return (int32_t)cff_read_uint(r, 4);
    }
    if (b0 == 30) {
        uint32_t byte;
        do {
            byte = cff_read_uint(r, 1);
        } while ((byte & 15) != 15 && byte >> 4 != 15 && !r->is_short);
        return 0;
    }
    if (b0 <= 246) {
        return (int32_t)b0 - 139;
    }
    if (b0 <= 250) {
        return (int32_t)((b0 - 247) * 256 + cff_read_uint(r, 1) + 108);
    }
    return -(int32_t)((b0 - 251) * 256 + cff_read_uint(r, 1)) - 108;
}

/* What matters of a Top DICT. */
struct top_dict {
    bool has_cids;
    int32_t charset; /* offset in the table */
};

static bool read_top_dict(struct str cff, struct top_dict *ret) {
    struct cff_reader r = {.bytes = cff, .at = 2};
    r.at = cff_read_uint(&r, 1); /* size of the header */
    struct cff_index names, dicts;
    if (!cff_read_index(&r, &names) || !cff_read_index(&r, &dicts)) {
        return false;
    }
    struct cff_reader dict = {.bytes = cff_index_item(&dicts, 0)};
    int32_t operand = 0;
    *ret = (struct top_dict){0};
    while (dict.at < dict.bytes.n && !dict.is_short) {
        uint32_t b0 = cff_read_uint(&dict, 1);
        if (b0 >= CFF_OPERATORS_END) {
            operand = cff_read_operand(&dict, b0);
        } else if (b0 == CFF_CHARSET) {
            ret->charset = operand;
        } else if (b0 == CFF_ESCAPE) {
            ret->has_cids |= cff_read_uint(&dict, 1) == CFF_ROS;
        }
    }
    return !r.is_short && !dict.is_short;
}

static bool read_charset(struct cff_reader *r, uint32_t n_glyphs, uint16_t *ret) {
    uint32_t format = cff_read_uint(r, 1), glyph = 1;
    ret[0] = 0;
    while (glyph < n_glyphs && !r->is_short) {
        uint32_t cid = cff_read_uint(r, 2);
        uint32_t more = format == 0 ? 0 : cff_read_uint(r, format == 1 ? 1 : 2);
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
    struct cff_reader r = {.bytes = cff, .at = (size_t)dict.charset};
    return read_charset(&r, n_glyphs, ret);
}

bool pdf_cff_has_cids(struct str cff) {
    struct top_dict dict;
    return !read_top_dict(cff, &dict) || dict.has_cids;
}
