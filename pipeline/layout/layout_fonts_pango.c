#include "layout_pango_priv.h"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>

/*
 * Pango's view of the fonts: a private fontconfig configuration that holds only the files that
 * texts have asked for. Made at the first text that is not simple.
 */

static void substitute(FcPattern *pattern, gpointer unused) {
    (void)unused;
    /* Paper has no pixels: hinted advances would be up to half a point wrong, letter by letter. */
    FcPatternDel(pattern, FC_HINTING);
    FcPatternAddBool(pattern, FC_HINTING, FcFalse);
    FcPatternDel(pattern, FC_HINT_STYLE);
    FcPatternAddInteger(pattern, FC_HINT_STYLE, FC_HINT_NONE);
    FcPatternDel(pattern, FC_ANTIALIAS);
    FcPatternAddBool(pattern, FC_ANTIALIAS, FcTrue);
}

static void pango_init(struct fonts_pango *pango) {
    /* Before any font map exists, or Pango reads the system's configuration in a thread. */
    pango->config = FcConfigCreate();
    FcConfigSetCurrent(pango->config);
    pango->map = pango_ft2_font_map_new();
    /* Pango's defaults are for screens: at 96 dpi, 12 pt text would be a third too large. */
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(pango->map), 72, 72);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(pango->map), pango->config);
    pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(pango->map), substitute, NULL, NULL);
    pango->context = pango_font_map_create_context(pango->map);
    /* Advances rounded to whole units add up to a line that is too long or too short. */
    pango_context_set_round_glyph_positions(pango->context, FALSE);
    pango->added = g_hash_table_new(NULL, NULL);
    pango->ids = g_hash_table_new_full(NULL, NULL, g_object_unref, NULL);
}

void fonts_pango_clear(struct fonts_pango *pango) {
    if (!pango->map) {
        return;
    }
    g_hash_table_unref(pango->added);
    g_hash_table_unref(pango->ids);
    g_object_unref(pango->context);
    g_object_unref(pango->map);
    FcConfigDestroy(pango->config);
}

PangoContext *fonts_context(Fonts *fonts) {
    struct fonts_pango *pango = fonts_pango(fonts);
    if (!pango->map) {
        pango_init(pango);
    }
    return pango->context;
}

/*
 * Of the fonts that a file has put behind the first @n: the one at @index gets the family that the
 * catalogue or the brand calls it by, which need not be its own; its neighbours in a collection,
 * which nobody has opened, go. False: the file has no such font.
 */
static bool name_fonts(FcFontSet *set, int n, const struct font_file *file) {
    int kept = n;
    for (int i = n; i < set->nfont; i++) {
        FcPattern *pattern = set->fonts[i];
        int index = -1;
        FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
        if (((unsigned)index & 0xFFFF) != file->index) {
            FcPatternDestroy(pattern);
            continue;
        }
        FcPatternDel(pattern, FC_FAMILY);
        FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)file->family);
        set->fonts[kept++] = pattern;
    }
    set->nfont = kept;
    return kept > n;
}

static bool add_file(struct fonts_pango *pango, const struct font_file *file) {
    const FcFontSet *before = FcConfigGetFonts(pango->config, FcSetApplication);
    int n = before ? before->nfont : 0;
    if (!FcConfigAppFontAddFile(pango->config, (const FcChar8 *)file->path)) {
        return false;
    }
    return name_fonts(FcConfigGetFonts(pango->config, FcSetApplication), n, file);
}

bool fonts_need_pango(Fonts *fonts, struct face face, struct diags *diags) {
    struct fonts_pango *pango = fonts_pango(fonts);
    int file = fonts_need(fonts, face, diags);
    if (file < 0 || g_hash_table_contains(pango->added, GINT_TO_POINTER(file + 1))) {
        return true;
    }
    bool is_added = add_file(pango, fonts_entry(fonts, file));
    if (is_added) {
        g_hash_table_add(pango->added, GINT_TO_POINTER(file + 1));
    }
    pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(pango->map));
    return is_added;
}

int fonts_id(Fonts *fonts, PangoFont *font) {
    GHashTable *ids = fonts_pango(fonts)->ids;
    gpointer known = g_hash_table_lookup(ids, font);
    if (known) {
        return GPOINTER_TO_INT(known) - 1;
    }
    FcChar8 *path = NULL;
    int index = 0;
    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    FcPatternGetString(pattern, FC_FILE, 0, &path);
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    double weight = FC_WEIGHT_REGULAR;
    FcPatternGetDouble(pattern, FC_WEIGHT, 0, &weight);
    int file = fonts_opened_file(fonts, (const char *)path, (unsigned)index & 0xFFFF,
                                 (int)FcWeightToOpenTypeDouble(weight));
    int id = fonts_face_id(fonts, file);
    g_hash_table_insert(ids, g_object_ref(font), GINT_TO_POINTER(id + 1));
    return id;
}

uint32_t fonts_glyph(PangoFont *font, uint32_t character) {
    hb_codepoint_t glyph = 0;
    hb_font_get_nominal_glyph(pango_font_get_hb_font(font), character, &glyph);
    return glyph;
}

PangoFontDescription *fonts_describe(struct face face, double size_pt) {
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family_static(description, face.family);
    pango_font_description_set_weight(description, (PangoWeight)face.weight);
    pango_font_description_set_style(description,
                                     face.is_italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(description, pu_from_pt(size_pt));
    return description;
}
