#include "paint_cache_priv.h"
#include "pdf_font_priv.h"

#include <hb-ot.h>
#include <math.h>
#include <stdlib.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_blob_t, hb_blob_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_face_t, hb_face_destroy)

/*
 * Glyphs first, content second: the whole display is read once for its glyphs and what they say,
 * then each font is subset and written, and only then are pages painted with the subset's codes.
 *
 * A code of a PDF font says one text (ToUnicode), but a glyph may say several: that of "-" also
 * ends a line broken at a soft hyphen, a part of a letter stands for another letter elsewhere. So a
 * font is written in layers: fonts that share one program and differ in ToUnicode alone. The most
 * frequent text of each glyph is in layer 0, which in most documents is all there is. (Several
 * codes for one glyph in an encoding of the font's own would do as well, but readers that keep
 * texts by glyph then show one of the texts for all.)
 */

/* --- glyphs --------------------------------------------------------------------------------- */

static guint hash_glyph(const void *key) {
    const struct pdf_glyph *glyph = key;
    return (guint)(pdf_hash_of(glyph->text.p, glyph->text.n).a >> 32) ^ glyph->id;
}

static gboolean equal_glyph(const void *a, const void *b) {
    const struct pdf_glyph *x = a, *y = b;
    return x->id == y->id && str_eq(x->text, y->text);
}

/* An id that the font does not have is shown as the font shows what it lacks. */
static uint32_t known_id(const struct pdf_font *font, uint32_t id) {
    return id < font->n_ids ? id : 0;
}

/* The index of a collected glyph and text plus one, or 0. */
static size_t find_glyph(const struct pdf_font *font, uint32_t id, struct str text) {
    uint32_t slot = font->slots[id];
    const struct str *first = slot > 0 ? &font->glyphs[slot - 1].text : NULL;
    bool is_first = first && first->n == text.n &&
                    (text.n == 1 ? first->p[0] == text.p[0] : str_eq(*first, text));
    if (slot == 0 || is_first) {
        return slot;
    }
    struct pdf_glyph key = {.id = id, .text = text};
    return GPOINTER_TO_SIZE(g_hash_table_lookup(font->further, &key));
}

const struct pdf_glyph *pdf_font_lookup(const struct pdf_font *font, uint32_t id, struct str text) {
    id = known_id(font, id);
    const struct pdf_glyph *glyph = &font->glyphs[find_glyph(font, id, text) - 1];
    return glyph->layer < PDF_LAYERS_MAX ? glyph : &font->glyphs[font->slots[id] - 1];
}

static void remember_text(Arena *arena, struct pdf_font *font, uint32_t slot) {
    struct pdf_glyph *key = arena_memdup(arena, &font->glyphs[slot - 1], sizeof *key);
    g_hash_table_insert(font->further, key, GSIZE_TO_POINTER(slot));
}

static struct pdf_glyph *add_glyph(Arena *arena, struct pdf_font *font, uint32_t id,
                                   struct str text) {
    font->glyphs =
        arena_grow(arena, font->glyphs, font->n_glyphs, &font->capacity, sizeof *font->glyphs);
    struct pdf_glyph *glyph = &font->glyphs[font->n_glyphs++];
    *glyph = (struct pdf_glyph){.id = id, .text = text};
    if (font->slots[id] == 0) {
        font->slots[id] = (uint32_t)font->n_glyphs;
    } else {
        remember_text(arena, font, font->slots[id]);
        remember_text(arena, font, (uint32_t)font->n_glyphs);
    }
    return glyph;
}

static void use_glyph(Arena *arena, struct pdf_font *font, uint32_t id, struct str text) {
    id = known_id(font, id);
    size_t slot = find_glyph(font, id, text);
    struct pdf_glyph *glyph = slot > 0 ? &font->glyphs[slot - 1] : add_glyph(arena, font, id, text);
    glyph->n_uses++;
    font->has_notdef |= id == 0;
}

/* --- collecting ----------------------------------------------------------------------------- */

static void destroy_hb_font(void *font) {
    hb_font_destroy(font);
}

static void unref_table(void *table) {
    g_hash_table_unref(table);
}

bool pdf_font_open(Arena *arena, struct pdf_font *font) {
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
    if (font->face->is_variable) {
        const hb_variation_t weight = {HB_TAG('w', 'g', 'h', 't'), (float)font->face->weight};
        hb_font_set_variations(font->hb, &weight, 1);
    }
    arena_defer(arena, destroy_hb_font, font->hb);
    font->further = g_hash_table_new(hash_glyph, equal_glyph);
    arena_defer(arena, unref_table, font->further);
    font->slots = ARENA_NEW_N(arena, uint32_t, font->n_ids);
    return true;
}

static bool collect_run(Arena *arena, const struct glyph_run *run, struct pdf_fonts *fonts) {
    struct pdf_font *font = &fonts->items[run->font];
    if (font->n_ids == 0 && !pdf_font_open(arena, font)) {
        return false;
    }
    if (pdf_run_is_plain(run)) {
        for (unsigned i = 0; i < run->n_glyphs; i++) {
            use_glyph(arena, font, run->glyphs[i].id, (struct str){run->text.p + i, 1});
        }
        return true;
    }
    struct pdf_cluster cluster = {0};
    while (pdf_cluster_next(run, &cluster)) {
        for (size_t k = 0; k < pdf_cluster_size(&cluster); k++) {
            use_glyph(arena, font, pdf_cluster_glyph(run, &cluster, k)->id,
                      pdf_cluster_share(&cluster, k));
        }
    }
    return true;
}

static bool report(Arena *arena, const struct font_face *face, struct diags *diags) {
    const char *path = face->path ? face->path : face->family;
    diag_error(diags, span_of_file(source_new(arena, path, STR(""))), DIAG_FONT_DAMAGED,
               "the font \"%s\" cannot be read or subset", face->family);
    diag_hint(diags, "Install the font again, or name another one in the theme.");
    return false;
}

bool pdf_fonts_collect(Arena *arena, const struct display *display, struct diags *diags,
                       struct pdf_fonts *ret) {
    struct pdf_fonts fonts = {ARENA_NEW_N(arena, struct pdf_font, display->n_fonts),
                              display->n_fonts};
    for (size_t i = 0; i < fonts.n; i++) {
        fonts.items[i].face = &display->fonts[i];
    }
    for (size_t page = 0; page < display->n_pages; page++) {
        for (size_t i = 0; i < display->pages[page].n_ops; i++) {
            const struct op *op = &display->pages[page].ops[i];
            if (op->kind == OP_GLYPHS && !collect_run(arena, &op->glyphs, &fonts)) {
                return report(arena, &display->fonts[op->glyphs.font], diags);
            }
        }
    }
    *ret = fonts;
    return true;
}

bool pdf_font_is_literal(const struct pdf_font *font, const struct glyph_run *run,
                         const struct pdf_cluster *cluster) {
    size_t n = pdf_cluster_size(cluster);
    if ((size_t)g_utf8_strlen(cluster->text.p, (gssize)cluster->text.n) != n) {
        return false;
    }
    for (size_t k = 0; k < n; k++) {
        gunichar character = g_utf8_get_char(pdf_cluster_share(cluster, k).p);
        hb_codepoint_t nominal;
        if (!hb_font_get_nominal_glyph(font->hb, character, &nominal) ||
            nominal != pdf_cluster_glyph(run, cluster, k)->id) {
            return false;
        }
    }
    return true;
}

/* --- codes and layers ----------------------------------------------------------------------- */

/* By glyph, the most frequent text first, then the one met first. */
static int compare_uses(const void *a, const void *b) {
    const struct pdf_glyph *x = *(struct pdf_glyph *const *)a, *y = *(struct pdf_glyph *const *)b;
    if (x->id != y->id) {
        return x->id < y->id ? -1 : 1;
    }
    if (x->n_uses != y->n_uses) {
        return x->n_uses > y->n_uses ? -1 : 1;
    }
    return x < y ? -1 : 1;
}

static void assign_layers(Arena *arena, struct pdf_font *font, uint32_t *ret_ids, size_t *ret_n) {
    struct pdf_glyph **order = ARENA_NEW_N(arena, struct pdf_glyph *, font->n_glyphs);
    for (size_t i = 0; i < font->n_glyphs; i++) {
        order[i] = &font->glyphs[i];
    }
    qsort(order, font->n_glyphs, sizeof(struct pdf_glyph *), compare_uses);
    *ret_n = 0;
    for (size_t i = 0; i < font->n_glyphs; i++) {
        bool is_new = i == 0 || order[i]->id != order[i - 1]->id;
        order[i]->layer = is_new ? 0 : order[i - 1]->layer + 1;
        if (is_new) {
            ret_ids[(*ret_n)++] = order[i]->id;
            font->slots[order[i]->id] = (uint32_t)(order[i] - font->glyphs) + 1;
        }
    }
}

/* Rounded as it will be written, because readers move their pen by what is written. */
double pdf_font_width(const struct pdf_font *font, uint32_t id) {
    double units = (double)hb_font_get_glyph_h_advance(font->hb, id);
    double upem = (double)hb_face_get_upem(hb_font_get_face(font->hb));
    return round(units * 1000 / upem * 100) / 100;
}

/* Section 7.3.4.2: what has a meaning in a string, and what would be read as a line's end. */
static void escape_code(struct pdf_glyph *glyph) {
    const char code[] = {(char)(glyph->code >> 8), (char)glyph->code};
    glyph->n_bytes = 0;
    for (size_t i = 0; i < sizeof code; i++) {
        bool is_return = code[i] == '\r';
        if (is_return || code[i] == '(' || code[i] == ')' || code[i] == '\\') {
            glyph->bytes[glyph->n_bytes++] = '\\';
        }
        glyph->bytes[glyph->n_bytes++] = is_return ? 'r' : code[i];
    }
}

/* After layers: a glyph's slot holds its most frequent text, which all others can fall back on. */
static void assign_codes(Arena *arena, struct pdf_font *font, const struct pdf_subset *subset) {
    uint16_t *codes = ARENA_NEW_N(arena, uint16_t, font->n_ids);
    for (uint32_t id = 0; id < subset->n_glyphs; id++) {
        codes[known_id(font, subset->old_ids[id])] = subset->codes[id];
    }
    for (size_t i = 0; i < font->n_glyphs; i++) {
        struct pdf_glyph *glyph = &font->glyphs[i];
        glyph->code = codes[glyph->id];
        glyph->width = pdf_font_width(font, glyph->id);
        escape_code(glyph);
    }
}

static bool subset_and_write(Arena *arena, struct pdf_font *font, struct pdf_file *file) {
    uint32_t *ids = ARENA_NEW_N(arena, uint32_t, font->n_glyphs);
    size_t n;
    assign_layers(arena, font, ids, &n);
    struct pdf_subset subset;
    if (!cache_subset(arena, pdf_file_cache(file), font->face, ids, n, &subset)) {
        return false;
    }
    assign_codes(arena, font, &subset);
    pdf_font_write(arena, font, &subset, file);
    return true;
}

bool pdf_fonts_write(Arena *arena, struct pdf_fonts *fonts, struct pdf_file *file,
                     struct diags *diags) {
    for (size_t i = 0; i < fonts->n; i++) {
        struct pdf_font *font = &fonts->items[i];
        if (font->n_ids > 0 && !subset_and_write(arena, font, file)) {
            return report(arena, font->face, diags);
        }
    }
    return true;
}
