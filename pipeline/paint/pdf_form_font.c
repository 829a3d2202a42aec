#include "pdf_form_priv.h"

#include <hb-ot.h>

/*
 * The font of what is typed into a form. Readers that draw it know bytes and Unicode, not the codes
 * of a subset with glyphs alone, so that this is a simple font, section 9.6: TrueType with its own
 * table of characters, or Type 1 whose glyphs are found by their names.
 */

enum { FIRST = 32, LAST = 255, N_CODES = LAST - FIRST + 1 };

/* Annex D.2, WinAnsiEncoding, of the codes 128 to 159; 0: none. The others are Latin-1. */
static const uint16_t HIGH[] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static uint32_t character_of(int code) {
    if (code == 127) {
        return 0;
    }
    return code >= 128 && code < 160 ? HIGH[code - 128] : (uint32_t)code;
}

/* The glyph that a code shows; 0: none. */
static hb_codepoint_t glyph_of(const struct pdf_font *font, int code) {
    hb_codepoint_t glyph = 0;
    uint32_t character = character_of(code);
    bool has = character && hb_font_get_nominal_glyph(font->hb, character, &glyph);
    return has ? glyph : 0;
}

/* From 32 to 255. */
static void put_widths(GString *out, const struct pdf_font *font) {
    g_string_append(out, "/Widths[");
    for (int code = FIRST; code <= LAST; code++) {
        pdf_put_real(out, pdf_font_width(font, glyph_of(font, code)), PDF_WIDTH_DECIMALS);
        g_string_append_c(out, code < LAST ? ' ' : ']');
    }
}

/* The names that the font itself has for its glyphs. */
static void put_names(GString *out, const struct pdf_font *font) {
    bool is_next = false;
    g_string_append(out, "<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[");
    for (int code = FIRST; code <= LAST; code++) {
        char name[64];
        hb_codepoint_t glyph = glyph_of(font, code);
        if (!glyph || !hb_font_get_glyph_name(font->hb, glyph, name, sizeof name)) {
            is_next = false;
            continue;
        }
        if (!is_next) {
            g_string_append_c(out, ' ');
            pdf_put_int(out, code);
        }
        pdf_put_name(out, name);
        is_next = true;
    }
    g_string_append(out, "]>>");
}

/* A font's names need not be those of the standard, nor need a reader know that. */
static unsigned write_unicode(Arena *arena, const struct pdf_font *font, struct pdf_file *file) {
    const struct pdf_glyph *glyphs[N_CODES];
    size_t n = 0;
    for (int code = FIRST; code <= LAST; code++) {
        if (glyph_of(font, code)) {
            char text[6];
            size_t length = (size_t)g_unichar_to_utf8(character_of(code), text);
            struct pdf_glyph *glyph = ARENA_NEW(arena, struct pdf_glyph);
            glyph->code = (uint16_t)code;
            glyph->text = str_dup(arena, (struct str){text, length});
            glyphs[n++] = glyph;
        }
    }
    return pdf_unicode_write(file, glyphs, n, 1);
}

struct parts {
    const char *name;
    unsigned descriptor, unicode;
    bool is_cff;
};

static void write_font(struct pdf_file *file, unsigned number, const struct pdf_font *font,
                       const struct parts *parts) {
    GString *out = pdf_object_begin(file, number);
    g_string_append(out, parts->is_cff ? "<</Type/Font/Subtype/Type1/BaseFont"
                                       : "<</Type/Font/Subtype/TrueType/BaseFont");
    pdf_put_name(out, parts->name);
    g_string_append(out, "/FirstChar 32/LastChar 255");
    put_widths(out, font);
    g_string_append(out, "/Encoding");
    if (parts->is_cff) {
        put_names(out, font);
    } else {
        g_string_append(out, "/WinAnsiEncoding");
    }
    g_string_append(out, "/FontDescriptor");
    pdf_put_ref(out, parts->descriptor);
    g_string_append(out, "/ToUnicode");
    pdf_put_ref(out, parts->unicode);
    g_string_append(out, ">>");
    pdf_object_end(file);
}

unsigned pdf_form_font_write(Arena *arena, const struct font_face *face, struct pdf_file *file) {
    struct pdf_font font = {.face = face};
    struct pdf_subset subset;
    uint32_t characters[N_CODES];
    size_t n = 0;
    if (!pdf_font_open(arena, &font) || !glyph_of(&font, 'A')) {
        return 0;
    }
    for (int code = FIRST; code <= LAST; code++) {
        if (glyph_of(&font, code)) {
            characters[n++] = character_of(code);
        }
    }
    if (!pdf_subset_make_simple(arena, face, characters, n, &subset)) {
        return 0;
    }
    struct parts parts = {.is_cff = subset.is_cff};
    parts.descriptor = pdf_font_write_descriptor(arena, &font, &subset, true, file, &parts.name);
    parts.unicode = write_unicode(arena, &font, file);
    unsigned number = pdf_file_reserve(file);
    write_font(file, number, &font, &parts);
    return number;
}
