#include "layout_fonts_priv.h"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <string.h>

/*
 * A private fontconfig configuration that holds only the files that text asks for: each costs a
 * fraction of a millisecond to look into, so a report opens five or six and not a folder of them.
 *
 * A character that a style's own face lacks is given to the first fallback family, in the
 * catalogue's order, that has it. Pango could choose by itself, but its choice depends on what is
 * loaded, and so on the documents before: the same document must have the same bytes in any batch.
 */

struct fonts {
    World *world;
    Arena *arena;
    const struct font_catalogue *catalogue;
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    bool *is_added;         /* by index into the catalogue's files */
    FcCharSet **characters; /* the same; NULL until the file is added */
    GHashTable *missing;    /* families that were reported */
    GHashTable *ids;        /* PangoFont * -> id + 1 */
    GArray *faces;          /* struct font_face */
    struct fonts_words words;
};

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

Fonts *layout_fonts_new(World *world, const struct font_catalogue *catalogue) {
    Fonts *fonts = g_new0(Fonts, 1);
    fonts->world = world;
    fonts->arena = world_arena(world);
    fonts->catalogue = catalogue;
    fonts->is_added = g_new0(bool, catalogue->n_files + 1);
    fonts->characters = g_new0(FcCharSet *, catalogue->n_files + 1);
    fonts->missing = g_hash_table_new(g_str_hash, g_str_equal);
    fonts->ids = g_hash_table_new_full(NULL, NULL, g_object_unref, NULL);
    fonts->faces = g_array_new(FALSE, TRUE, sizeof(struct font_face));
    /* Before any font map exists, or Pango reads the system's configuration in a thread. */
    fonts->config = FcConfigCreate();
    FcConfigSetCurrent(fonts->config);
    fonts->map = pango_ft2_font_map_new();
    /* Pango's defaults are for screens: at 96 dpi, 12 pt text would be a third too large. */
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(fonts->map), 72, 72);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), fonts->config);
    pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(fonts->map), substitute, NULL, NULL);
    fonts->context = pango_font_map_create_context(fonts->map);
    /* Advances rounded to whole units add up to a line that is too long or too short. */
    pango_context_set_round_glyph_positions(fonts->context, FALSE);
    fonts_words_init(&fonts->words);
    return fonts;
}

void layout_fonts_free(Fonts *fonts) {
    if (!fonts) {
        return;
    }
    fonts_words_clear(&fonts->words);
    g_hash_table_unref(fonts->ids);
    g_hash_table_unref(fonts->missing);
    g_array_unref(fonts->faces);
    g_object_unref(fonts->context);
    g_object_unref(fonts->map);
    FcConfigDestroy(fonts->config);
    g_free(fonts->characters); /* the sets are the configuration's */
    g_free(fonts->is_added);
    g_free(fonts);
}

PangoContext *fonts_context(Fonts *fonts) {
    return fonts->context;
}

struct fonts_words *fonts_words(Fonts *fonts) {
    return &fonts->words;
}

/* --- adding files --------------------------------------------------------------------------- */

static void allow_folder(Fonts *fonts, const char *path) {
    g_autofree char *folder = g_path_get_dirname(path);
    world_allow(fonts->world, folder);
}

static FcCharSet *file_characters(const Fonts *fonts, const char *path) {
    FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);
    for (int i = set ? set->nfont - 1 : -1; i >= 0; i--) {
        FcChar8 *file = NULL;
        FcCharSet *characters = NULL;
        if (FcPatternGetString(set->fonts[i], FC_FILE, 0, &file) == FcResultMatch &&
            strcmp((const char *)file, path) == 0 &&
            FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &characters) == FcResultMatch) {
            return characters;
        }
    }
    return NULL;
}

static bool add_file(Fonts *fonts, size_t index) {
    const struct font_file *file = &fonts->catalogue->files[index];
    if (fonts->is_added[index]) {
        return true;
    }
    fonts->is_added[index] = true;
    if (!FcConfigAppFontAddFile(fonts->config, (const FcChar8 *)file->path)) {
        return false;
    }
    allow_folder(fonts, file->path);
    fonts->characters[index] = file_characters(fonts, file->path);
    pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(fonts->map));
    return true;
}

/* The nearest weight with the right slant; a wrong slant counts more than any weight. */
static int nearest_file(const Fonts *fonts, struct face face) {
    int nearest = -1, smallest = INT_MAX;
    for (size_t i = 0; i < fonts->catalogue->n_files; i++) {
        const struct font_file *file = &fonts->catalogue->files[i];
        if (strcmp(file->family, face.family) != 0) {
            continue;
        }
        int distance = ABS(file->weight - face.weight) + (file->is_italic != face.is_italic) * 2000;
        if (distance < smallest) {
            smallest = distance;
            nearest = (int)i;
        }
    }
    return nearest;
}

static bool report_missing(Fonts *fonts, const char *family, struct diags *diags) {
    if (!g_hash_table_add(fonts->missing, arena_strdup(fonts->arena, family))) {
        return false;
    }
    diag_error(diags, (struct span){0}, DIAG_FONT_MISSING,
               "no file of the font \"%s\" is installed", family);
    diag_hint(diags, "Run scripts/bootstrap, or install the package that fonts/fonts.yaml names.");
    return false;
}

bool fonts_need(Fonts *fonts, struct face face, struct diags *diags) {
    int index = nearest_file(fonts, face);
    if (index < 0 || !add_file(fonts, (size_t)index)) {
        return report_missing(fonts, face.family, diags);
    }
    return true;
}

static bool face_has(Fonts *fonts, struct face face, gunichar character) {
    int index = nearest_file(fonts, face);
    if (index < 0 || !add_file(fonts, (size_t)index) || !fonts->characters[index]) {
        return false;
    }
    return FcCharSetHasChar(fonts->characters[index], character);
}

const char *fonts_family_for(Fonts *fonts, struct face face, uint32_t character) {
    if (character < 0x80 || face_has(fonts, face, character)) {
        return face.family;
    }
    for (size_t i = 0; i < fonts->catalogue->n_fallback; i++) {
        struct face other = {fonts->catalogue->fallback[i], face.weight, false};
        if (face_has(fonts, other, character)) {
            return other.family;
        }
    }
    return face.family;
}

/* --- faces ---------------------------------------------------------------------------------- */

static int face_id(Fonts *fonts, const char *path, unsigned index) {
    for (guint i = 0; i < fonts->faces->len; i++) {
        const struct font_face *face = &g_array_index(fonts->faces, struct font_face, i);
        if (face->index == index && strcmp(face->path, path) == 0) {
            return (int)i;
        }
    }
    struct font_face face = {
        .path = arena_strdup(fonts->arena, path), .index = index, .family = ""};
    for (size_t i = 0; i < fonts->catalogue->n_files; i++) {
        const struct font_file *file = &fonts->catalogue->files[i];
        if (strcmp(file->path, path) == 0) {
            face.family = file->family;
            face.weight = file->weight;
            face.is_italic = file->is_italic;
        }
    }
    struct diags ignored = {0}; /* fontconfig has just read the file */
    face.data =
        world_read_bytes(fonts->world, path, WORLD_FONT_BYTES_MAX, (struct span){0}, &ignored);
    diags_clear(&ignored);
    g_array_append_val(fonts->faces, face);
    return (int)fonts->faces->len - 1;
}

int fonts_id(Fonts *fonts, PangoFont *font) {
    gpointer known = g_hash_table_lookup(fonts->ids, font);
    if (known) {
        return GPOINTER_TO_INT(known) - 1;
    }
    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    FcChar8 *path = NULL;
    int index = 0;
    FcPatternGetString(pattern, FC_FILE, 0, &path);
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    int id = face_id(fonts, (const char *)path, (unsigned)index & 0xFFFF);
    g_hash_table_insert(fonts->ids, g_object_ref(font), GINT_TO_POINTER(id + 1));
    return id;
}

const struct font_face *fonts_faces(Fonts *fonts, size_t *ret_n) {
    *ret_n = fonts->faces->len;
    return (const struct font_face *)(void *)fonts->faces->data;
}

uint32_t fonts_glyph(PangoFont *font, uint32_t character) {
    hb_codepoint_t glyph = 0;
    hb_font_get_nominal_glyph(pango_font_get_hb_font(font), character, &glyph);
    return glyph;
}

PangoFontDescription *fonts_describe(const struct text_style *style, int weight, bool is_italic) {
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family_static(description, style->family);
    pango_font_description_set_weight(description, (PangoWeight)(weight ? weight : style->weight));
    pango_font_description_set_style(
        description, is_italic || style->is_italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(description, pu_from_pt(style->size_pt));
    return description;
}

/* Not pango_context_get_metrics(): it shapes a sample text in every language it knows. */
struct font_metrics fonts_metrics(Fonts *fonts, const struct text_style *style) {
    PangoFontDescription *description = fonts_describe(style, 0, false);
    PangoFont *font = pango_context_load_font(fonts->context, description);
    pango_font_description_free(description);
    hb_font_extents_t extents = {0};
    if (font) {
        hb_font_get_h_extents(pango_font_get_hb_font(font), &extents);
        g_object_unref(font);
    }
    return (struct font_metrics){.ascent_pt = pt_from_pu(extents.ascender),
                                 .descent_pt = pt_from_pu(-extents.descender)};
}
