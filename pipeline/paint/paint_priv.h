/*
 * paint_priv.h - what the files of paint/ share: the PDF painter's parts, bottom up.
 *
 * Owner:  everything lives in the arena that paint_display() makes for one document.
 * Source: ISO 32000-1 (PDF 1.7), ISO 19005-2 (PDF/A-2), ISO 14289-1 (PDF/UA-1).
 */
#pragma once

#include "paint.h"

/* --- pdf_syntax.c: the smallest parts of a PDF file, ISO 32000-1 section 7.3 ------------------- */

void pdf_put_int(GString *out, int64_t value);
/* At most @decimals (0 to 5) digits after the point, trailing zeros dropped; half away from zero. */
void pdf_put_real(GString *out, double value, int decimals);
void pdf_put_ref(GString *out, unsigned number); /* " 12 0 R" */
void pdf_put_name(GString *out, const char *name);
void pdf_put_bytes(GString *out, const void *bytes, size_t n); /* a literal string */
void pdf_put_hex(GString *out, uint32_t value, int digits);
/* A text string: ASCII as it is, anything else as UTF-16. */
void pdf_put_text(GString *out, struct str text);
/* UTF-16BE as hexadecimal digits, without brackets and byte order mark. */
void pdf_put_utf16(GString *out, struct str text);
/* "[left bottom right top]" of a rectangle whose y grows downwards. */
void pdf_put_rect(GString *out, struct rect rect, double page_height_pt);
void pdf_put_date(GString *out, struct date date);

/* Not for secrets: two lanes of multiply and mix, the same on every machine. */
struct pdf_hash {
    uint64_t a, b;
};
struct pdf_hash pdf_hash_of(const void *bytes, size_t n);

/* --- pdf_object.c: objects, streams and the cross-reference stream, section 7.5 --------------- */

struct pdf_file;

/* How a stream's bytes are stored. PDF_STORED: as they are; the entries may name a filter. */
enum pdf_storage { PDF_STORED, PDF_DEFLATED };

struct pdf_file *pdf_file_new(Arena *arena);
unsigned pdf_file_reserve(struct pdf_file *file); /* a number for an object written later */

/* Append one object's text to the result, then end it; never two at once, no streams between. */
GString *pdf_object_begin(struct pdf_file *file, unsigned number);
void pdf_object_end(struct pdf_file *file);

/* @entries: of the stream's dictionary, without /Length. */
void pdf_stream_write(struct pdf_file *file, unsigned number, const char *entries,
                      struct str bytes, enum pdf_storage storage);

/* The finished file; @root and @info are object numbers. */
GBytes *pdf_file_end(struct pdf_file *file, unsigned root, unsigned info);

/* --- pdf_subset.c, pdf_cff.c: font programs ---------------------------------------------------- */

/* A subset's font program: a bare CFF table, or a TrueType font. */
struct pdf_subset {
    bool is_cff;
    struct str program;
    uint32_t n_glyphs;
    uint32_t *old_ids;    /* by new glyph id */
    uint16_t *codes;      /* by new glyph id: what a content stream says to show it */
};

/*
 * The subset of a face that draws exactly @glyphs (ids, any order, no duplicates). A function of
 * its arguments alone, so that a cache can stand in front of it.
 */
bool pdf_subset_make(Arena *arena, const struct font_face *face, const uint32_t *glyphs, size_t n,
                     struct pdf_subset *ret);

/*
 * The character identifiers of a CFF font's @n_glyphs glyphs: its charset where it is keyed by
 * CID, else the glyph ids themselves. False: the table is damaged.
 */
bool pdf_cff_read_cids(struct str cff, uint32_t n_glyphs, uint16_t *ret);

/* --- pdf_cluster.c: a run's text, glyph by glyph ------------------------------------------------ */

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
/* The part of the text that the k-th glyph says; empty where there are more glyphs than text. */
struct str pdf_cluster_share(const struct pdf_cluster *cluster, size_t k);

/* --- pdf_font.c, pdf_font_write.c, pdf_unicode.c: the fonts of a document ------------------------ */

/* A glyph of a font file, and one of the texts that it says in the document. */
struct pdf_glyph {
    uint32_t id;
    struct str text; /* what ToUnicode says; empty: nothing of its own */
    size_t n_uses;
    int layer;       /* see pdf_font.c; below PDF_LAYERS_MAX */
    uint16_t code;   /* in content streams, which is the CID */
    double width;    /* in thousandths of the size, as /W says it */
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
    bool has_notdef;          /* the document shows the font's .notdef */
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

/* Write a font's objects; every glyph has its code. */
void pdf_font_write(Arena *arena, struct pdf_font *font, const struct pdf_subset *subset,
                    struct pdf_file *file);
/* From the codes of a layer to text: section 9.10.3. @glyphs in the order of their codes. */
unsigned pdf_unicode_write(struct pdf_file *file, const struct pdf_glyph *const *glyphs, size_t n);

/* --- pdf_structure.c: the structure tree, section 14.7 ------------------------------------------ */

/* Something that a structure element holds: marked content, or an annotation. */
struct pdf_item {
    int tag;
    int next;            /* of the same tag, or -1 */
    size_t page;
    int mcid;            /* -1: an annotation */
    unsigned annotation; /* its object number */
};

struct pdf_structure {
    Arena *arena;
    const struct tag *tags; /* of the display */
    size_t n_tags;
    const struct page *pages;
    size_t n_pages;
    struct pdf_item *items; /* in painting order */
    size_t n_items, capacity;
    int *first, *last;      /* by tag: into items, or -1 */
    size_t page;            /* being painted */
    int next_mcid;          /* on that page */
    int n_annotations;      /* that belong to a tag; they come after the pages in the parent tree */
};

void pdf_structure_init(Arena *arena, const struct display *display, struct pdf_structure *ret);
void pdf_structure_begin_page(struct pdf_structure *structure, size_t page);
/* The marked-content identifier on the page. */
int pdf_structure_add_content(struct pdf_structure *structure, int tag);
/* The annotation's key in the parent tree. */
int pdf_structure_add_annotation(struct pdf_structure *structure, int tag, unsigned number);
/* The object number of the structure tree's root; @page_numbers by page. */
unsigned pdf_structure_write(struct pdf_structure *structure, struct pdf_file *file,
                             const unsigned *page_numbers);

/* --- pdf_content.c, pdf_text.c: a page's content stream ------------------------------------------ */

struct pdf_colour {
    int r, g, b; /* thousandths */
};

/* The part of the graphics state that operations set. */
struct pdf_state {
    struct pdf_colour fill, stroke;
    int font, layer; /* font -1: none yet */
    double size_pt, stroke_pt;
    double dash_pt[2];
    enum line_cap cap;
};

struct pdf_content {
    GString *out;
    struct pdf_structure *structure;
    double height_pt;
    struct pdf_state state;
    int mark; /* a tag or an artifact, where is_marked */
    bool is_marked, is_text;
    int64_t line_x, line_y; /* start of the text line, hundredths of a point */
};

void pdf_content_begin(struct pdf_content *content, const struct page *page, size_t index);
void pdf_content_end(struct pdf_content *content);
/* What follows belongs to @tag; @box is what a background covers. */
void pdf_content_mark(struct pdf_content *content, int tag, const struct rect *box);
void pdf_content_begin_actual(struct pdf_content *content, int tag, struct str text);
void pdf_content_end_actual(struct pdf_content *content);
void pdf_content_begin_text(struct pdf_content *content);
void pdf_content_set_fill(struct pdf_content *content, struct rgb rgb);
void pdf_content_rect(struct pdf_content *content, const struct op *op);
void pdf_content_path(struct pdf_content *content, const struct op *op);
void pdf_content_image(struct pdf_content *content, const struct op *op, size_t name);
void pdf_text_show(struct pdf_content *content, const struct op *op, const struct pdf_font *font);

/* --- image_header.c, image_png.c: image files --------------------------------------------------- */

enum png_colour {
    PNG_COLOUR_GREY = 0,
    PNG_COLOUR_RGB = 2,
    PNG_COLOUR_PALETTE = 3,
    PNG_COLOUR_GREY_ALPHA = 4,
    PNG_COLOUR_RGB_ALPHA = 6,
};

/* What the front of a file tells, and that its parts fit into it. */
struct image_header {
    enum image_format format;
    uint32_t width_px, height_px;
    int bits;                /* of a channel */
    int n_channels;          /* JPEG: 1, 3 or 4 */
    bool has_adobe_marker;   /* JPEG: CMYK is stored inverted then */
    enum png_colour colour;  /* PNG; so below */
    bool is_interlaced, has_transparency;
};

/* NULL, or why the file cannot be read: half a sentence that follows its name. */
const char *image_header_read(struct str file, struct image_header *ret);

/* An unpacked PNG: 8 bits a channel, rows without padding. */
struct png_pixels {
    uint32_t width_px, height_px;
    int n_channels;          /* 1 grey or palette, 2 grey and alpha, 3 RGB, 4 RGB and alpha */
    size_t n_palette;        /* 0: the channel is grey */
    uint8_t palette[256 * 3];
    uint8_t palette_alpha[256];
    bool has_palette_alpha;
    uint8_t *bytes;          /* g_free() */
};
bool image_png_read(struct str file, struct png_pixels *ret);

/*
 * The compressed pixels of a PNG as they stand in the file, checked; false: they cannot be used
 * so and the file must be unpacked. Palette: 3 bytes a colour.
 */
bool image_png_borrow(Arena *arena, struct str file, const struct image_header *header,
                      struct str *ret_pixels, struct str *ret_palette);

/* --- pdf_image.c: image XObjects, section 8.9 ----------------------------------------------------- */

struct pdf_images {
    unsigned *numbers; /* by index in display.images; 0: not used */
    size_t n;
    bool has_cmyk;     /* whose colours the output intent does not explain */
};

/* Write every image that the display uses, each file once. Errors: image-format. */
bool pdf_images_write(Arena *arena, const struct display *display, struct pdf_file *file,
                      struct diags *diags, struct pdf_images *ret);

/* --- pdf_outline.c: ways into the document, section 12.3 ------------------------------------------ */

/* Append the entries that the catalogue needs: /Outlines, /Names, /PageLabels. */
void pdf_navigation_write(Arena *arena, const struct display *display, struct pdf_file *file,
                          const unsigned *page_numbers, GString *catalogue);

/* --- pdf_metadata.c, pdf_icc.c: section 14.3, ISO 19005-2 section 6.6 --------------------------- */

/* What the file may say of itself. */
struct pdf_claims {
    bool is_archival;   /* PDF/A-2a */
    bool is_accessible; /* PDF/UA-1 */
};

unsigned pdf_info_write(const struct display_meta *meta, struct pdf_file *file);
unsigned pdf_metadata_write(const struct display_meta *meta, const struct pdf_claims *claims,
                            struct pdf_file *file);
/* An output intent with an sRGB profile. */
unsigned pdf_output_intent_write(struct pdf_file *file);
