#include "pdf_font_priv.h"

/*
 * What the codes of a font say, as a small PostScript program. Lines are in the order of codes;
 * neighbours that count up together share a line.
 *
 * Source: ISO 32000-1 section 9.10.3; Adobe Technical Note 5014, section 7.
 */

/* One kind of lines; a section of the map holds at most 100. */
struct section {
    const char *kind; /* "bfchar", "bfrange" ... */
    int code_bytes;
    GString *lines;
    int n;
};

static void end_section(GString *out, struct section *section) {
    if (section->n > 0) {
        pdf_put_int(out, section->n);
        g_string_append_printf(out, " begin%s\n%send%s\n", section->kind, section->lines->str,
                               section->kind);
        g_string_truncate(section->lines, 0);
        section->n = 0;
    }
}

static void begin_line(struct section *section, uint32_t first, uint32_t last) {
    g_string_append_c(section->lines, '<');
    pdf_put_hex(section->lines, first, section->code_bytes * 2);
    if (last > first) {
        g_string_append(section->lines, "><");
        pdf_put_hex(section->lines, last, section->code_bytes * 2);
    }
    g_string_append_c(section->lines, '>');
}

static void end_line(GString *out, struct section *section) {
    g_string_append_c(section->lines, '\n');
    if (++section->n == 100) {
        end_section(out, section);
    }
}

static const char HEAD[] = "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                           "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                           "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n";
static const char *const SPACES[] = {
    [1] = "1 begincodespacerange\n<00><FF>\nendcodespacerange\n",
    [2] = "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
};
static const char TAIL[] = "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n";

/* One character of the basic plane, or 0. */
static gunichar simple_character(const struct pdf_glyph *glyph) {
    if (glyph->text.n == 0 || glyph->text.n > 3) {
        return 0;
    }
    gunichar c = g_utf8_get_char(glyph->text.p);
    return glyph->text.n == (size_t)g_unichar_to_utf8(c, NULL) ? c : 0;
}

/* Codes from @i that count up as their characters do; only the last byte may change. */
static size_t range_end(const struct pdf_glyph *const *glyphs, size_t n, size_t i) {
    gunichar c = simple_character(glyphs[i]);
    size_t end = i + 1;
    while (c > 0 && end < n && glyphs[end]->code == glyphs[end - 1]->code + 1 &&
           (glyphs[end]->code & 0xFF) != 0 && (++c & 0xFF) != 0 &&
           simple_character(glyphs[end]) == c) {
        end++;
    }
    return end;
}

unsigned pdf_unicode_write(struct pdf_file *file, const struct pdf_glyph *const *glyphs, size_t n,
                           int code_bytes) {
    g_autoptr(GString) out = g_string_new(HEAD);
    g_autoptr(GString) characters = g_string_new(NULL);
    g_autoptr(GString) ranges = g_string_new(NULL);
    struct section single = {"bfchar", code_bytes, characters, 0};
    struct section range = {"bfrange", code_bytes, ranges, 0};
    g_string_append(out, SPACES[code_bytes]);
    for (size_t i = 0; i < n;) {
        size_t end = range_end(glyphs, n, i);
        struct section *section = end - i > 1 ? &range : &single;
        begin_line(section, glyphs[i]->code, glyphs[end - 1]->code);
        g_string_append_c(section->lines, '<');
        /* A glyph that says nothing of its own: zero width space, for a code needs an entry. */
        pdf_put_utf16(section->lines,
                      glyphs[i]->text.n > 0 ? glyphs[i]->text : STR("\xE2\x80\x8B"));
        g_string_append_c(section->lines, '>');
        end_line(out, section);
        i = end;
    }
    end_section(out, &single);
    end_section(out, &range);
    g_string_append(out, TAIL);
    unsigned number = pdf_file_reserve(file);
    pdf_stream_write(file, number, "", (struct str){out->str, out->len}, PDF_QUICK);
    return number;
}
