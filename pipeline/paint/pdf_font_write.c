#include "pdf_font_priv.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_blob_t, hb_blob_destroy)

/* --- descriptors, section 9.8 --------------------------------------------------------------- */

enum { FLAG_FIXED_PITCH = 1, FLAG_SYMBOLIC = 4, FLAG_NONSYMBOLIC = 32, FLAG_ITALIC = 64 };

static double thousandths(const struct pdf_font *font, double units) {
    return units * 1000 / (double)hb_face_get_upem(hb_font_get_face(font->hb));
}

static double metric(const struct pdf_font *font, hb_ot_metrics_tag_t tag, double otherwise) {
    hb_position_t units;
    bool has = hb_ot_metrics_get_position(font->hb, tag, &units);
    return has ? thousandths(font, (double)units) : otherwise;
}

static int16_t read_int16(const char *p) {
    return (int16_t)((unsigned char)p[0] << 8 | (unsigned char)p[1]);
}

/* xMin, yMin, xMax, yMax of "head". */
static void put_font_box(GString *out, const struct pdf_font *font) {
    enum { AT = 36 };
    g_autoptr(hb_blob_t) head =
        hb_face_reference_table(hb_font_get_face(font->hb), HB_TAG('h', 'e', 'a', 'd'));
    unsigned n;
    const char *bytes = hb_blob_get_data(head, &n);
    g_string_append(out, "/FontBBox[");
    for (unsigned i = 0; i < 4; i++) {
        int16_t units = n >= AT + 8 ? read_int16(bytes + AT + i * 2) : 0;
        pdf_put_real(out, thousandths(font, units), 0);
        g_string_append_c(out, i < 3 ? ' ' : ']');
    }
}

static bool is_fixed_pitch(const struct pdf_font *font) {
    enum { AT = 12 }; /* of "post" */
    g_autoptr(hb_blob_t) post =
        hb_face_reference_table(hb_font_get_face(font->hb), HB_TAG('p', 'o', 's', 't'));
    unsigned n;
    const char *bytes = hb_blob_get_data(post, &n);
    return n >= AT + 4 && (read_int16(bytes + AT) != 0 || read_int16(bytes + AT + 2) != 0);
}

/* Six letters of the program's hash (section 9.6.4), then the font's own name. */
static char *subset_name(Arena *arena, const struct pdf_font *font,
                         const struct pdf_subset *subset) {
    uint64_t hash = pdf_hash_of(subset->program.p, subset->program.n).a;
    char tag[8] = "AAAAAA+";
    for (int i = 0; i < 6; i++, hash /= 26) {
        tag[i] = (char)('A' + hash % 26);
    }
    char name[64] = "";
    unsigned n = sizeof name;
    hb_ot_name_get_utf8(hb_font_get_face(font->hb), HB_OT_NAME_ID_POSTSCRIPT_NAME,
                        HB_LANGUAGE_INVALID, &n, name);
    for (char *p = name; *p; p++) {
        *p = g_ascii_isalnum(*p) || strchr("-_.", *p) ? *p : '-';
    }
    return arena_printf(arena, "%s%s", tag, name[0] ? name : "Font");
}

/* No table tells stems; the weight does, well enough for a reader that must replace the font. */
static double stem_from_weight(int weight) {
    return 10 + weight * 0.2;
}

static void put_descriptor(GString *out, const struct pdf_font *font, const char *name,
                           const struct pdf_subset *subset, bool is_simple, unsigned program) {
    int flags = (is_simple ? FLAG_NONSYMBOLIC : FLAG_SYMBOLIC) |
                (font->face->is_italic ? FLAG_ITALIC : 0) |
                (is_fixed_pitch(font) ? FLAG_FIXED_PITCH : 0);
    g_string_append(out, "<</Type/FontDescriptor/FontName");
    pdf_put_name(out, name);
    g_string_append(out, "/Flags ");
    pdf_put_int(out, flags);
    put_font_box(out, font);
    g_string_append(out, "/ItalicAngle ");
    pdf_put_real(out, (double)hb_style_get_value(font->hb, HB_STYLE_TAG_SLANT_ANGLE), 1);
    g_string_append(out, "/Ascent ");
    double ascent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 800);
    pdf_put_real(out, ascent, 0);
    g_string_append(out, "/Descent ");
    pdf_put_real(out, metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -200), 0);
    g_string_append(out, "/CapHeight ");
    pdf_put_real(out, metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT, ascent), 0);
    g_string_append(out, "/StemV ");
    pdf_put_real(out, stem_from_weight(font->face->weight), 0);
    g_string_append(out, subset->is_cff ? "/FontFile3" : "/FontFile2");
    pdf_put_ref(out, program);
    g_string_append(out, ">>");
}

/* --- fonts, sections 9.6 and 9.7 -------------------------------------------------------------- */

/* Section 9.7.4.3: widths by CID, neighbours in one array. */
static void put_widths(GString *out, const struct pdf_glyph *const *glyphs, size_t n) {
    g_string_append(out, "/W[");
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && glyphs[i]->code == glyphs[i - 1]->code + 1) {
            g_string_append_c(out, ' ');
        } else {
            g_string_append(out, i > 0 ? "]" : "");
            pdf_put_int(out, glyphs[i]->code);
            g_string_append_c(out, '[');
        }
        pdf_put_real(out, glyphs[i]->width, PDF_WIDTH_DECIMALS);
    }
    g_string_append(out, "]]");
}

static void put_type0(GString *out, const char *name, unsigned descendant, unsigned unicode) {
    g_string_append(out, "<</Type/Font/Subtype/Type0/BaseFont");
    pdf_put_name(out, name);
    g_string_append(out, "/Encoding/Identity-H/DescendantFonts[");
    pdf_put_ref(out, descendant);
    g_string_append(out, "]/ToUnicode");
    pdf_put_ref(out, unicode);
    g_string_append(out, ">>");
}

static void put_cid_font(GString *out, const char *name, bool is_cff, unsigned descriptor) {
    g_string_append(out, is_cff
                             ? "<</Type/Font/Subtype/CIDFontType0/BaseFont"
                             : "<</Type/Font/Subtype/CIDFontType2/CIDToGIDMap/Identity/BaseFont");
    pdf_put_name(out, name);
    g_string_append(out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                         "/FontDescriptor");
    pdf_put_ref(out, descriptor);
}

static unsigned write_program(struct pdf_file *file, const struct pdf_subset *subset,
                              bool is_simple) {
    unsigned number = pdf_file_reserve(file);
    g_autoptr(GString) entries =
        g_string_new(is_simple ? "/Subtype/Type1C" : "/Subtype/CIDFontType0C");
    if (!subset->is_cff) {
        g_string_assign(entries, "/Length1 ");
        pdf_put_int(entries, (int64_t)subset->program.n);
    }
    pdf_stream_write(file, number, entries->str, subset->program, PDF_QUICK);
    return number;
}

unsigned pdf_font_write_descriptor(Arena *arena, const struct pdf_font *font,
                                   const struct pdf_subset *subset, bool is_simple,
                                   struct pdf_file *file, const char **ret_name) {
    char *name = subset_name(arena, font, subset);
    unsigned program = write_program(file, subset, is_simple);
    unsigned number = pdf_file_reserve(file);
    put_descriptor(pdf_object_begin(file, number), font, name, subset, is_simple, program);
    pdf_object_end(file);
    *ret_name = name;
    return number;
}

static int compare_codes(const void *a, const void *b) {
    const struct pdf_glyph *x = *(const struct pdf_glyph *const *)a;
    const struct pdf_glyph *y = *(const struct pdf_glyph *const *)b;
    return x->code - y->code;
}

/* The glyphs of a layer in the order of their codes; the result is how many. */
static size_t glyphs_of_layer(const struct pdf_font *font, int layer,
                              const struct pdf_glyph **glyphs) {
    size_t n = 0;
    for (size_t i = 0; i < font->n_glyphs; i++) {
        if (font->glyphs[i].layer == layer) {
            glyphs[n++] = &font->glyphs[i];
        }
    }
    qsort(glyphs, n, sizeof(const struct pdf_glyph *), compare_codes);
    return n;
}

void pdf_font_write(Arena *arena, struct pdf_font *font, const struct pdf_subset *subset,
                    struct pdf_file *file) {
    const char *name;
    const struct pdf_glyph **glyphs = ARENA_NEW_N(arena, const struct pdf_glyph *, font->n_glyphs);
    unsigned descriptor = pdf_font_write_descriptor(arena, font, subset, false, file, &name);
    unsigned descendant = pdf_file_reserve(file);
    size_t n = glyphs_of_layer(font, 0, glyphs);
    GString *out = pdf_object_begin(file, descendant);
    put_cid_font(out, name, subset->is_cff, descriptor);
    put_widths(out, glyphs, n);
    g_string_append(out, ">>");
    pdf_object_end(file);
    for (int layer = 0; layer < PDF_LAYERS_MAX && n > 0; layer++) {
        unsigned unicode = pdf_unicode_write(file, glyphs, n, 2);
        font->numbers[layer] = pdf_file_reserve(file);
        put_type0(pdf_object_begin(file, font->numbers[layer]), name, descendant, unicode);
        pdf_object_end(file);
        n = glyphs_of_layer(font, layer + 1, glyphs);
    }
}
