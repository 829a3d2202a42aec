#include "paint_priv.h"

#include <hb-ot.h>
#include <math.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_blob_t, hb_blob_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_face_t, hb_face_destroy)

/*
 * Glyphs first, content second: the whole display is read once for its glyphs and what they say,
 * then each font is subset and written, and only then are pages painted with the subset's codes.
 *
 * A code says one text in the whole document (ToUnicode), but a glyph may be used for several:
 * the glyph of "-" also ends a line broken at a soft hyphen. The text that a glyph has as the only
 * one of its cluster wins, the first one met; any other use is spelled out in the content
 * (pdf_text.c), as are clusters of several glyphs.
 */

static struct span face_place(Arena *arena, const struct font_face *face) {
    return span_of_file(source_new(arena, face->path ? face->path : face->family, STR("")));
}

/* --- collecting ----------------------------------------------------------------------------- */

static void destroy_hb_font(void *font) {
    hb_font_destroy(font);
}

static bool font_open(Arena *arena, struct pdf_font *font, struct pdf_file *file) {
    gsize size;
    const char *bytes = g_bytes_get_data(font->face->data, &size);
    g_autoptr(hb_blob_t) blob =
        hb_blob_create(bytes, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    g_autoptr(hb_face_t) face = hb_face_create(blob, font->face->index);
    font->n_ids = hb_face_get_glyph_count(face);
    if (font->n_ids == 0) {
        return false;
    }
    font->hb = hb_font_create(face);
    arena_defer(arena, destroy_hb_font, font->hb);
    font->slots = ARENA_NEW_N(arena, uint32_t, font->n_ids);
    font->number = pdf_file_reserve(file);
    return true;
}

/* An id that the font does not have is shown as the font shows what it lacks. */
static uint32_t known_id(const struct pdf_font *font, uint32_t id) {
    return id < font->n_ids ? id : 0;
}

const struct pdf_glyph *pdf_font_glyph(const struct pdf_font *font, uint32_t id) {
    return &font->glyphs[font->slots[known_id(font, id)] - 1];
}

/* Rounded as it will be written, because readers move their pen by what is written. */
static double width_of(const struct pdf_font *font, uint32_t id) {
    double units = (double)hb_font_get_glyph_h_advance(font->hb, id);
    double upem = (double)hb_face_get_upem(hb_font_get_face(font->hb));
    return round(units * 1000 / upem * 100) / 100;
}

static struct pdf_glyph *add_glyph(Arena *arena, struct pdf_font *font, uint32_t id) {
    id = known_id(font, id);
    if (font->slots[id] == 0) {
        font->glyphs = arena_grow(arena, font->glyphs, font->n_glyphs, &font->capacity,
                                  sizeof *font->glyphs);
        font->glyphs[font->n_glyphs++] = (struct pdf_glyph){.id = id, .width = width_of(font, id)};
        font->slots[id] = (uint32_t)font->n_glyphs;
        font->has_notdef |= id == 0;
    }
    return &font->glyphs[font->slots[id] - 1];
}

static bool is_stand_in(struct str text) {
    return text.n == 0 || str_is(text, "\xC2\xAD") || (pdf_text_is_space(text) && !str_is(text, " "));
}

static void note_text(struct pdf_glyph *glyph, struct str text, bool is_weak) {
    is_weak |= is_stand_in(text);
    if (text.n > 0 && (glyph->text.n == 0 || (glyph->is_weak && !is_weak))) {
        glyph->text = text;
        glyph->is_weak = is_weak;
    }
}

static bool is_nominal(const struct pdf_font *font, uint32_t id, struct str character) {
    hb_codepoint_t nominal;
    return character.n > 0 &&
           hb_font_get_nominal_glyph(font->hb, g_utf8_get_char(character.p), &nominal) &&
           nominal == id;
}

/* A letter and its marks that the font left as they are: each glyph says its own character. */
static void add_cluster(Arena *arena, struct pdf_font *font, const struct glyph_run *run,
                        const struct pdf_cluster *cluster) {
    size_t n = cluster->end - cluster->begin;
    if (n == 1) {
        note_text(add_glyph(arena, font, run->glyphs[cluster->begin].id), cluster->text, false);
        return;
    }
    size_t n_characters = pdf_text_length(cluster->text);
    for (size_t i = 0; i < n; i++) {
        uint32_t id = run->glyphs[run->is_rtl ? cluster->end - 1 - i : cluster->begin + i].id;
        size_t index = MIN(i, n_characters > 0 ? n_characters - 1 : 0);
        struct str character = pdf_text_character(cluster->text, index);
        bool is_own = n_characters == n && is_nominal(font, id, character);
        note_text(add_glyph(arena, font, id), character, !is_own);
    }
}

static bool collect_run(Arena *arena, const struct glyph_run *run, struct pdf_file *file,
                        struct pdf_fonts *fonts) {
    struct pdf_font *font = &fonts->items[run->font];
    if (font->number == 0 && !font_open(arena, font, file)) {
        return false;
    }
    struct pdf_cluster cluster = {0};
    while (pdf_cluster_next(run, &cluster)) {
        add_cluster(arena, font, run, &cluster);
    }
    return true;
}

static bool report(Arena *arena, const struct font_face *face, struct diags *diags) {
    diag_error(diags, face_place(arena, face), DIAG_FONT_DAMAGED,
               "the font \"%s\" cannot be read or subset", face->family);
    diag_hint(diags, "Install the font again, or name another one in the theme.");
    return false;
}

bool pdf_fonts_collect(Arena *arena, const struct display *display, struct pdf_file *file,
                       struct diags *diags, struct pdf_fonts *ret) {
    struct pdf_fonts fonts = {ARENA_NEW_N(arena, struct pdf_font, display->n_fonts),
                              display->n_fonts};
    for (size_t i = 0; i < fonts.n; i++) {
        fonts.items[i].face = &display->fonts[i];
    }
    for (size_t page = 0; page < display->n_pages; page++) {
        for (size_t i = 0; i < display->pages[page].n_ops; i++) {
            const struct op *op = &display->pages[page].ops[i];
            if (op->kind == OP_GLYPHS && !collect_run(arena, &op->glyphs, file, &fonts)) {
                return report(arena, &display->fonts[op->glyphs.font], diags);
            }
        }
    }
    *ret = fonts;
    return true;
}

/* --- descriptors, section 9.8 --------------------------------------------------------------- */

enum { FLAG_FIXED_PITCH = 1, FLAG_SYMBOLIC = 4, FLAG_ITALIC = 64 };

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
                           const struct pdf_subset *subset, unsigned program) {
    int flags = FLAG_SYMBOLIC | (font->face->is_italic ? FLAG_ITALIC : 0) |
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

/* --- ToUnicode, section 9.10.3 -------------------------------------------------------------- */

/* Glyphs by code; those that the subset holds only as parts of others have none. */
static const struct pdf_glyph **glyphs_by_code(Arena *arena, const struct pdf_font *font,
                                               size_t *ret_n) {
    const struct pdf_glyph **by_code = ARENA_NEW_N(arena, const struct pdf_glyph *, UINT16_MAX + 1);
    *ret_n = 0;
    for (size_t i = 0; i < font->n_glyphs; i++) {
        by_code[font->glyphs[i].code] = &font->glyphs[i];
        *ret_n = MAX(*ret_n, (size_t)font->glyphs[i].code + 1);
    }
    return by_code;
}

/* One character of the basic plane, or 0. */
static gunichar simple_character(const struct pdf_glyph *glyph) {
    if (!glyph || glyph->text.n == 0 || pdf_text_length(glyph->text) != 1) {
        return 0;
    }
    gunichar c = g_utf8_get_char(glyph->text.p);
    return c < 0x10000 ? c : 0;
}

/* Codes from @code that count up as their characters do; a range ends with the low byte. */
static size_t range_end(const struct pdf_glyph *const *by_code, size_t n, size_t code) {
    gunichar c = simple_character(by_code[code]);
    size_t end = code + 1;
    while (c > 0 && end < n && (end & 0xFF) != 0 && ((c + 1) & 0xFF) != 0 &&
           simple_character(by_code[end]) == c + 1) {
        c++;
        end++;
    }
    return end;
}

/* A section holds at most 100 lines. */
struct cmap_section {
    const char *kind; /* "bfchar" or "bfrange" */
    GString *lines;
    int n;
};

static void end_section(GString *out, struct cmap_section *section) {
    if (section->n > 0) {
        pdf_put_int(out, section->n);
        g_string_append_printf(out, " begin%s\n%send%s\n", section->kind, section->lines->str,
                               section->kind);
        g_string_truncate(section->lines, 0);
        section->n = 0;
    }
}

static void add_line(GString *out, struct cmap_section *section, size_t first, size_t last,
                     const struct pdf_glyph *glyph) {
    g_string_append_c(section->lines, '<');
    pdf_put_hex(section->lines, (uint32_t)first, 4);
    if (last > first) {
        g_string_append(section->lines, "><");
        pdf_put_hex(section->lines, (uint32_t)last, 4);
    }
    g_string_append(section->lines, "><");
    /* What a glyph without any text says is spelled out in the content; a code needs an entry. */
    pdf_put_utf16(section->lines, glyph->text.n > 0 ? glyph->text : STR("\xEF\xBF\xBD"));
    g_string_append(section->lines, ">\n");
    if (++section->n == 100) {
        end_section(out, section);
    }
}

static void put_cmap_lines(GString *out, const struct pdf_glyph *const *by_code, size_t n) {
    g_autoptr(GString) characters = g_string_new(NULL);
    g_autoptr(GString) ranges = g_string_new(NULL);
    struct cmap_section single = {"bfchar", characters, 0}, range = {"bfrange", ranges, 0};
    for (size_t code = 0; code < n;) {
        size_t end = range_end(by_code, n, code);
        if (by_code[code]) {
            add_line(out, end - code > 1 ? &range : &single, code, end - 1, by_code[code]);
        }
        code = end;
    }
    end_section(out, &single);
    end_section(out, &range);
}

static GString *unicode_map(const struct pdf_glyph *const *by_code, size_t n) {
    GString *out = g_string_new("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                                "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                                "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                                "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    put_cmap_lines(out, by_code, n);
    g_string_append(out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    return out;
}

/* --- writing -------------------------------------------------------------------------------- */

static void put_widths(GString *out, const struct pdf_glyph *const *by_code, size_t n) {
    bool is_open = false;
    g_string_append(out, "/W[");
    for (size_t code = 0; code < n; code++) {
        if (!by_code[code]) {
            g_string_append(out, is_open ? "]" : "");
            is_open = false;
            continue;
        }
        if (is_open) {
            g_string_append_c(out, ' ');
        } else {
            pdf_put_int(out, (int64_t)code);
            g_string_append_c(out, '[');
        }
        is_open = true;
        pdf_put_real(out, by_code[code]->width, PDF_WIDTH_DECIMALS);
    }
    g_string_append(out, is_open ? "]]" : "]");
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
    g_string_append(out, is_cff ? "<</Type/Font/Subtype/CIDFontType0/BaseFont"
                                : "<</Type/Font/Subtype/CIDFontType2/CIDToGIDMap/Identity/BaseFont");
    pdf_put_name(out, name);
    g_string_append(out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                         "/FontDescriptor");
    pdf_put_ref(out, descriptor);
}

static unsigned write_program(struct pdf_file *file, const struct pdf_subset *subset) {
    unsigned number = pdf_file_reserve(file);
    g_autoptr(GString) entries = g_string_new("/Subtype/CIDFontType0C");
    if (!subset->is_cff) {
        g_string_assign(entries, "/Length1 ");
        pdf_put_int(entries, (int64_t)subset->program.n);
    }
    pdf_stream_write(file, number, entries->str, subset->program, PDF_DEFLATED);
    return number;
}

static void write_objects(Arena *arena, const struct pdf_font *font,
                          const struct pdf_subset *subset, struct pdf_file *file) {
    char *name = subset_name(arena, font, subset);
    size_t n;
    const struct pdf_glyph **by_code = glyphs_by_code(arena, font, &n);
    unsigned program = write_program(file, subset);
    unsigned unicode = pdf_file_reserve(file), descriptor = pdf_file_reserve(file);
    unsigned descendant = pdf_file_reserve(file);
    g_autoptr(GString) map = unicode_map(by_code, n);
    pdf_stream_write(file, unicode, "", (struct str){map->str, map->len}, PDF_DEFLATED);
    put_type0(pdf_object_begin(file, font->number), name, descendant, unicode);
    pdf_object_end(file);
    GString *out = pdf_object_begin(file, descendant);
    put_cid_font(out, name, subset->is_cff, descriptor);
    put_widths(out, by_code, n);
    g_string_append(out, ">>");
    pdf_object_end(file);
    put_descriptor(pdf_object_begin(file, descriptor), font, name, subset, program);
    pdf_object_end(file);
}

static bool write_font(Arena *arena, struct pdf_font *font, struct pdf_file *file) {
    uint32_t *ids = ARENA_NEW_N(arena, uint32_t, font->n_glyphs);
    for (size_t i = 0; i < font->n_glyphs; i++) {
        ids[i] = font->glyphs[i].id;
    }
    struct pdf_subset subset;
    if (!pdf_subset_make(arena, font->face, ids, font->n_glyphs, &subset)) {
        return false;
    }
    for (uint32_t id = 0; id < subset.n_glyphs; id++) {
        uint32_t slot = font->slots[known_id(font, subset.old_ids[id])];
        if (slot > 0) {
            font->glyphs[slot - 1].code = subset.codes[id];
        }
    }
    write_objects(arena, font, &subset, file);
    return true;
}

bool pdf_fonts_write(Arena *arena, struct pdf_fonts *fonts, struct pdf_file *file,
                     struct diags *diags) {
    for (size_t i = 0; i < fonts->n; i++) {
        struct pdf_font *font = &fonts->items[i];
        if (font->number > 0 && !write_font(arena, font, file)) {
            return report(arena, font->face, diags);
        }
    }
    return true;
}
