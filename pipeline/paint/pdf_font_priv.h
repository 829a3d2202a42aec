/*
 * pdf_font_priv.h - glyph runs as text, and the fonts that show them.
 *
 * Order: pdf_fonts_collect(), pdf_fonts_write(), then pages may look glyphs up.
 */
#pragma once

#include "pdf_file_priv.h"

/* --- pdf_subset.c, pdf_cff.c, pdf_cff_parts.c: font programs ---------------------------------- */

/* What all subsets of a CFF font have in common. */
struct pdf_cff_frame {
    struct str name, dict, private;
    const struct str *strings;
    size_t n_strings;
};

/* Of the predefined charset that a table without names has. */
enum { PDF_CFF_GLYPHS_MAX = 229 };

struct pdf_cff_parts {
    struct pdf_cff_frame frame;
    struct str *glyphs; /* programs by glyph id */
};

/* A subset's font program: a bare CFF table, or a TrueType font. */
struct pdf_subset {
    bool is_cff;
    struct str program;
    uint32_t n_glyphs;
    uint32_t *old_ids; /* by new glyph id */
    uint16_t *codes;   /* by new glyph id: what a content stream says to show it */
    bool has_parts;
    struct pdf_cff_parts parts; /* what the program was put together of */
};

/*
 * The subset of a face that draws exactly @glyphs (ids, rising). A function of
 * its arguments alone, so that a cache can stand in front of it.
 */
bool pdf_subset_make(Arena *arena, const struct font_face *face, const uint32_t *glyphs, size_t n,
                     struct pdf_subset *ret);

/*
 * The subset of a face for a simple font, which is asked for characters: a TrueType font keeps
 * which glyph each has, a CFF table its glyphs' names. False: it cannot be one.
 */
bool pdf_subset_make_simple(Arena *arena, const struct font_face *face, const uint32_t *characters,
                            size_t n, struct pdf_subset *ret);

/*
 * The character identifiers of a CFF font's @n_glyphs glyphs: its charset where it is keyed by
 * CID, else the glyph ids themselves. False: the table is damaged.
 */
bool pdf_cff_read_cids(struct str cff, uint32_t n_glyphs, uint16_t *ret);
/* Whether its glyphs are known by CIDs and not by names; or it is damaged. */
bool pdf_cff_has_cids(struct str cff);

/*
 * The parts of a CFF table, which they point into. False: they could not be put together again
 * without the others, or it is damaged.
 */
bool pdf_cff_take_apart(Arena *arena, struct str cff, uint32_t n_glyphs, struct pdf_cff_parts *ret);
/* A table of a frame and glyphs, .notdef the first. */
struct str pdf_cff_assemble(Arena *arena, const struct pdf_cff_frame *frame,
                            const struct str *glyphs, size_t n);
/* The glyphs of a subset that was put together: .notdef, then @glyphs, which rise. */
void pdf_subset_number(Arena *arena, const uint32_t *glyphs, size_t n, struct pdf_subset *ret);

/* --- pdf_cluster.c: a run's text, glyph by glyph ---------------------------------------------- */

/* Glyphs that stand for one text together, in reading order; zeroed: before the first. */
struct pdf_cluster {
    size_t begin, end; /* glyphs of the run, in visual order */
    struct str text;   /* in logical order */
};

bool pdf_cluster_next(const struct glyph_run *run, struct pdf_cluster *cluster);

/* How many glyphs a cluster has, and the k-th of them in reading order. */
static inline size_t pdf_cluster_size(const struct pdf_cluster *cluster) {
    return cluster->end - cluster->begin;
}
const struct glyph *pdf_cluster_glyph(const struct glyph_run *run,
                                      const struct pdf_cluster *cluster, size_t k);
/* Whether each glyph says one byte of the text, in its order: neither clusters nor shares differ.
 */
bool pdf_run_is_plain(const struct glyph_run *run);
/* The part of the text that the k-th glyph says; empty where there are more glyphs than text. */
struct str pdf_cluster_share(const struct pdf_cluster *cluster, size_t k);

/* --- pdf_font.c, pdf_font_write.c, pdf_unicode.c: the fonts of a document --------------------- */

/* A glyph of a font file, and one of the texts that it says in the document. */
struct pdf_glyph {
    uint32_t id;
    struct str text; /* what ToUnicode says; empty: nothing of its own */
    size_t n_uses;
    int layer;     /* see pdf_font.c; PDF_LAYERS_MAX and up: not written */
    uint16_t code; /* in content streams, which is the CID */
    uint8_t n_bytes;
    char bytes[4]; /* of the code in a string, escaped */
    double width;  /* in thousandths of the size, as /W says it */
};

/* A glyph with more texts than this has its rarer ones spelled out in the content. */
enum { PDF_LAYERS_MAX = 8 };

struct pdf_font {
    const struct font_face *face;
    uint32_t n_ids;           /* glyphs in the font file; 0: the font is not used */
    uint32_t *slots;          /* by glyph id: index of its first text in glyphs, plus one */
    GHashTable *further;      /* struct pdf_glyph keys -> index plus one: its other texts */
    struct pdf_glyph *glyphs; /* in the order of their first use */
    size_t n_glyphs, capacity;
    struct hb_font_t *hb;
    unsigned numbers[PDF_LAYERS_MAX]; /* objects; 0: no such layer */
    bool has_notdef;                  /* the document shows the font's .notdef */
};

struct pdf_fonts {
    struct pdf_font *items; /* by index in display.fonts */
    size_t n;
};

/* Digits after the point of a width in /W: 0.01 is a hundred-thousandth of the size. */
enum { PDF_WIDTH_DECIMALS = 2 };

/* Collect every glyph of the display. Errors: font-damaged. */
bool pdf_fonts_collect(Arena *arena, const struct display *display, struct diags *diags,
                       struct pdf_fonts *ret);
/* Subset and write. Errors: font-damaged. */
bool pdf_fonts_write(Arena *arena, struct pdf_fonts *fonts, struct pdf_file *file,
                     struct diags *diags);
/* A glyph that was collected; its text is another than @text where it had too many. */
const struct pdf_glyph *pdf_font_lookup(const struct pdf_font *font, uint32_t id, struct str text);
/* Whether each glyph of a cluster is what the font has for its own character. */
bool pdf_font_is_literal(const struct pdf_font *font, const struct glyph_run *run,
                         const struct pdf_cluster *cluster);

/* Read the file of font->face; false: it is damaged. */
bool pdf_font_open(Arena *arena, struct pdf_font *font);
/* Of a glyph, in thousandths of the size. */
double pdf_font_width(const struct pdf_font *font, uint32_t id);
/*
 * Write a subset's program and what describes it; the descriptor's number. @is_simple: its codes
 * are bytes. @ret_name: of the font.
 */
unsigned pdf_font_write_descriptor(Arena *arena, const struct pdf_font *font,
                                   const struct pdf_subset *subset, bool is_simple,
                                   struct pdf_file *file, const char **ret_name);
/* Write a font's objects; every glyph has its code. */
void pdf_font_write(Arena *arena, struct pdf_font *font, const struct pdf_subset *subset,
                    struct pdf_file *file);
/* From the codes of a layer to text: section 9.10.3. @glyphs in the order of their codes,
 * which have one byte or two. */
unsigned pdf_unicode_write(struct pdf_file *file, const struct pdf_glyph *const *glyphs, size_t n,
                           int code_bytes);
