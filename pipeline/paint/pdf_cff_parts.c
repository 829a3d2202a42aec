#include "pdf_cff_priv.h"

#include <string.h>

/*
 * A CFF table taken apart, and put together again with other glyphs.
 *
 * Subsetting a font costs as much as all else that is painted of a page, and in a batch most
 * documents need letters of their own: names differ. But the program of a glyph is the same in
 * every subset that has it. So the tables that the subsetter makes are taken apart into glyphs'
 * programs and a frame, which is what all subsets of a face share, and a subset whose glyphs are
 * all known is put together of them. Every subset goes this way, so that its bytes do not tell
 * whether its glyphs were known.
 *
 *     header | name | Top DICT | its strings | no subroutines | glyphs' programs | Private DICT
 *
 * Glyphs' names stay behind: in a PDF a glyph of such a font is known by its place (ISO 32000-1
 * section 9.7.4.2). They would be a twentieth of the table. Without a charset of its own a table
 * has the first of the predefined ones, which has 229 glyphs; larger subsets stay as they are.
 */

enum { STANDARD_STRINGS = 391 };

/* --- taking apart: the Top DICT --------------------------------------------------------------- */

/* A Top DICT being copied without what depends on the glyphs. */
struct copying {
    GString *dict;
    const struct cff_index *strings;
    struct str kept[8]; /* strings that it names, by their new numbers */
    size_t n_kept;
};

static bool names_string(uint32_t b0, uint32_t b1) {
    enum { COPYRIGHT = 0, POST_SCRIPT = 21, BASE_FONT_NAME = 22 };
    bool is_plain = b0 <= 4; /* version, notice, full name, family, weight */
    return is_plain ||
           (b0 == CFF_ESCAPE && (b1 == COPYRIGHT || b1 == POST_SCRIPT || b1 == BASE_FONT_NAME));
}

static void put_uint(GString *out, size_t value, int n) {
    while (n > 0) {
        g_string_append_c(out, (char)(value >> (8 * --n)));
    }
}

/* An integer of two bytes. */
static void put_short(GString *out, size_t value) {
    g_string_append_c(out, 28);
    put_uint(out, value, 2);
}

static void copy_string_number(struct copying *copying, uint32_t number) {
    if (number >= STANDARD_STRINGS) {
        copying->kept[copying->n_kept] =
            cff_index_item(copying->strings, number - STANDARD_STRINGS);
        number = STANDARD_STRINGS + (uint32_t)copying->n_kept++;
    }
    put_short(copying->dict, number);
}

/* An operator and its operands, @entry whole. False: what cannot be taken apart. */
static bool copy_entry(struct copying *copying, struct str entry, uint32_t b0, uint32_t b1,
                       int32_t operand) {
    enum { SYNTHETIC_BASE = 20 }; /* a font made of another; from CFF_ROS on, one keyed by CID */
    if (b0 >= CFF_CHARSET && b0 <= CFF_PRIVATE) {
        return true;
    }
    if (b0 == CFF_ESCAPE && (b1 == SYNTHETIC_BASE || b1 >= CFF_ROS)) {
        return false;
    }
    if (!names_string(b0, b1)) {
        pdf_put_raw(copying->dict, entry.p, entry.n);
        return true;
    }
    if (operand < 0 || copying->n_kept == G_N_ELEMENTS(copying->kept)) {
        return false;
    }
    copy_string_number(copying, (uint32_t)operand);
    pdf_put_raw(copying->dict, entry.p + entry.n - (b0 == CFF_ESCAPE ? 2 : 1),
                b0 == CFF_ESCAPE ? 2 : 1);
    return true;
}

/* Where in the table things are. */
struct places {
    int32_t char_strings, private_size, private_at;
};

static bool copy_top_dict(struct copying *copying, struct str dict, struct places *ret) {
    struct cff_reader r = {.bytes = dict};
    int32_t operand = 0, before = 0;
    size_t begin = 0;
    while (r.at < dict.n && !r.is_short) {
        uint32_t b0 = cff_read_uint(&r, 1);
        if (b0 >= CFF_OPERATORS_END) {
            before = operand;
            operand = cff_read_operand(&r, b0);
            continue;
        }
        uint32_t b1 = b0 == CFF_ESCAPE ? cff_read_uint(&r, 1) : 0;
        if (b0 == CFF_CHAR_STRINGS) {
            ret->char_strings = operand;
        } else if (b0 == CFF_PRIVATE) {
            ret->private_size = before;
            ret->private_at = operand;
        }
        if (!copy_entry(copying, str_slice(dict, begin, r.at), b0, b1, operand)) {
            return false;
        }
        begin = r.at;
    }
    return !r.is_short && ret->char_strings > 0 && ret->private_size >= 0 && ret->private_at >= 0;
}

/* --- taking apart: glyphs --------------------------------------------------------------------- */

/* The number of bytes of a number in a Type 2 program (Technical Note 5177, section 3.2). */
static size_t number_size(unsigned char b0) {
    return b0 == 28 ? 3 : b0 == 255 ? 5 : b0 >= 247 ? 2 : 1;
}

/*
 * Whether a program depends on nothing but itself: it has neither subroutines nor hints, whose
 * masks would have to be counted, and it is not made of two glyphs that it names, "endchar" with
 * four numbers.
 */
static bool stands_alone(struct str program) {
    enum { ENDCHAR = 14, SHORT_INT = 28, NUMBERS = 32 };
    static const unsigned char others[] = {1, 3, 10, 18, 19, 20, 23, 29};
    size_t n_numbers = 0;
    for (size_t i = 0; i < program.n;) {
        unsigned char b0 = (unsigned char)program.p[i];
        if (b0 >= NUMBERS || b0 == SHORT_INT) {
            n_numbers++;
            i += number_size(b0);
            continue;
        }
        if ((b0 == ENDCHAR && n_numbers >= 4) || memchr(others, b0, sizeof others)) {
            return false;
        }
        n_numbers = 0;
        i += b0 == CFF_ESCAPE ? 2 : 1;
    }
    return true;
}

static bool has_subroutines(struct str private) {
    struct cff_reader r = {.bytes = private};
    while (r.at < private.n && !r.is_short) {
        uint32_t b0 = cff_read_uint(&r, 1);
        if (b0 == CFF_SUBRS) {
            return true;
        }
        if (b0 >= CFF_OPERATORS_END) {
            cff_read_operand(&r, b0);
        }
    }
    return false;
}

static bool take_glyphs(Arena *arena, struct str cff, size_t at, uint32_t n, struct str **ret) {
    struct cff_reader r = {.bytes = cff, .at = at};
    struct cff_index index;
    if (!cff_read_index(&r, &index) || index.n != n) {
        return false;
    }
    *ret = ARENA_NEW_N(arena, struct str, n);
    for (uint32_t i = 0; i < n; i++) {
        (*ret)[i] = cff_index_item(&index, i);
        if ((*ret)[i].n == 0 || !stands_alone((*ret)[i])) {
            return false;
        }
    }
    return true;
}

/* --- putting together ------------------------------------------------------------------------- */

static size_t items_size(const struct str *items, size_t n) {
    size_t size = 0;
    for (size_t i = 0; i < n; i++) {
        size += items[i].n;
    }
    return size;
}

static int offset_size(size_t size) {
    return size < 0xFF ? 1 : size < 0xFFFF ? 2 : size < 0xFFFFFF ? 3 : 4;
}

static size_t index_size(const struct str *items, size_t n) {
    size_t size = items_size(items, n);
    return n == 0 ? 2 : 3 + (n + 1) * (size_t)offset_size(size) + size;
}

static void put_index(GString *out, const struct str *items, size_t n) {
    put_uint(out, n, 2);
    if (n == 0) {
        return;
    }
    int width = offset_size(items_size(items, n));
    size_t offset = 1;
    g_string_append_c(out, (char)width);
    put_uint(out, offset, width);
    for (size_t i = 0; i < n; i++) {
        offset += items[i].n;
        put_uint(out, offset, width);
    }
    for (size_t i = 0; i < n; i++) {
        pdf_put_raw(out, items[i].p, items[i].n);
    }
}

/* An integer of four bytes: its size does not depend on where things are. */
static void put_place(GString *out, size_t value) {
    g_string_append_c(out, 29);
    put_uint(out, value, 4);
}

struct str pdf_cff_assemble(Arena *arena, const struct pdf_cff_frame *frame,
                            const struct str *glyphs, size_t n) {
    enum { HEADER = 4, PLACES = 3 * 5 + 2 };
    g_autoptr(GString) dict = g_string_sized_new(frame->dict.n + PLACES + 1);
    g_autoptr(GString) out = g_string_sized_new(8 * 1024);
    struct str top = {NULL, frame->dict.n + PLACES};
    size_t glyphs_at = HEADER + index_size(&frame->name, 1) + index_size(&top, 1) +
                       index_size(frame->strings, frame->n_strings) + 2;
    pdf_put_raw(dict, frame->dict.p, frame->dict.n);
    put_place(dict, glyphs_at);
    g_string_append_c(dict, CFF_CHAR_STRINGS);
    put_place(dict, frame->private.n);
    put_place(dict, glyphs_at + index_size(glyphs, n));
    g_string_append_c(dict, CFF_PRIVATE);
    top.p = dict->str;
    g_string_append_len(out, "\1\0\4\4", HEADER);
    put_index(out, &frame->name, 1);
    put_index(out, &top, 1);
    put_index(out, frame->strings, frame->n_strings);
    put_index(out, NULL, 0);
    put_index(out, glyphs, n);
    pdf_put_raw(out, frame->private.p, frame->private.n);
    return str_dup(arena, (struct str){out->str, out->len});
}

/* --- both ------------------------------------------------------------------------------------- */

static bool take_frame(Arena *arena, struct copying *copying, struct str cff,
                       struct pdf_cff_frame *ret, struct places *ret_places) {
    struct cff_reader r = {.bytes = cff, .at = 2};
    struct cff_index names, dicts, strings, subroutines;
    r.at = cff_read_uint(&r, 1); /* size of the header */
    if (!cff_read_index(&r, &names) || !cff_read_index(&r, &dicts) ||
        !cff_read_index(&r, &strings) || !cff_read_index(&r, &subroutines) || subroutines.n > 0) {
        return false;
    }
    copying->strings = &strings;
    if (!copy_top_dict(copying, cff_index_item(&dicts, 0), ret_places)) {
        return false;
    }
    size_t private_at = (size_t)ret_places->private_at;
    *ret = (struct pdf_cff_frame){
        .name = cff_index_item(&names, 0),
        .dict = str_dup(arena, (struct str){copying->dict->str, copying->dict->len}),
        .strings = arena_memdup(arena, copying->kept, sizeof copying->kept),
        .n_strings = copying->n_kept,
        .private = str_slice(cff, private_at, private_at + (size_t)ret_places->private_size),
    };
    return ret->private.n == (size_t)ret_places->private_size && !has_subroutines(ret->private);
}

bool pdf_cff_take_apart(Arena *arena, struct str cff, uint32_t n_glyphs,
                        struct pdf_cff_parts *ret) {
    g_autoptr(GString) dict = g_string_new(NULL);
    struct copying copying = {.dict = dict};
    struct places places = {0};
    struct pdf_cff_parts parts;
    if (n_glyphs > PDF_CFF_GLYPHS_MAX || !take_frame(arena, &copying, cff, &parts.frame, &places) ||
        !take_glyphs(arena, cff, (size_t)places.char_strings, n_glyphs, &parts.glyphs)) {
        return false;
    }
    *ret = parts;
    return true;
}
