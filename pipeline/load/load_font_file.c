#include "load_font_priv.h"

#include <hb-ot.h>
#include <math.h>

/*
 * Family, weight and slant as a font file states them (OpenType 1.9: tables name, OS/2, fvar). The
 * typographic family (name 16) is asked for first: the older name 1 has "Medium" and the like in
 * it, because programs of its time knew four faces a family.
 */

enum { FACES_MAX = 256, WEIGHT_STEP = 100 };

void font_list_add(Arena *arena, struct font_list *list, const struct font_file *file) {
    list->files = arena_grow(arena, list->files, list->n, &list->capacity, sizeof *list->files);
    list->files[list->n++] = *file;
}

bool load_is_font_name(const char *name) {
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".otc"};
    g_autofree char *lower = g_ascii_strdown(name, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (g_str_has_suffix(lower, endings[i])) {
            return name[0] != '.';
        }
    }
    return false;
}

static const char *name_of(Arena *arena, hb_face_t *face, hb_ot_name_id_t id) {
    char text[256];
    unsigned n = sizeof text;
    hb_ot_name_get_utf8(face, id, hb_language_from_string("en", -1), &n, text);
    return n > 0 ? arena_strdup(arena, text) : NULL;
}

static void add_face(Arena *arena, hb_face_t *face, struct font_file file, struct font_list *list) {
    hb_font_t *font = hb_font_create(face);
    hb_ot_var_axis_info_t axis;
    file.weight = (int)lroundf(hb_style_get_value(font, HB_STYLE_TAG_WEIGHT));
    file.is_italic = hb_style_get_value(font, HB_STYLE_TAG_ITALIC) > 0.5F ||
                     hb_style_get_value(font, HB_STYLE_TAG_SLANT_ANGLE) < -0.5F;
    hb_font_destroy(font);
    if (!hb_ot_var_find_axis_info(face, HB_TAG('w', 'g', 'h', 't'), &axis)) {
        font_list_add(arena, list, &file);
        return;
    }
    file.is_variable = true;
    int first = (int)ceilf(axis.min_value / WEIGHT_STEP),
        last = (int)(axis.max_value / WEIGHT_STEP);
    for (int i = MAX(first, 1); i <= MIN(last, 9); i++) {
        file.weight = i * WEIGHT_STEP;
        font_list_add(arena, list, &file);
    }
}

static bool add_faces(Arena *arena, const char *path, GBytes *data, struct font_list *list) {
    gsize n;
    const char *bytes = g_bytes_get_data(data, &n);
    hb_blob_t *blob = hb_blob_create(bytes, (unsigned)n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    unsigned n_faces = MIN(hb_face_count(blob), FACES_MAX);
    size_t n_before = list->n;
    for (unsigned i = 0; i < n_faces; i++) {
        hb_face_t *face = hb_face_create(blob, i);
        const char *family = name_of(arena, face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY);
        family = family ? family : name_of(arena, face, HB_OT_NAME_ID_FONT_FAMILY);
        if (family && hb_face_get_glyph_count(face) > 0) {
            add_face(arena, face, (struct font_file){.family = family, .path = path, .index = i},
                     list);
        }
        hb_face_destroy(face);
    }
    hb_blob_destroy(blob);
    return list->n > n_before;
}

bool load_font_file(Arena *arena, World *world, const char *path, struct span asked_at,
                    struct diags *diags, struct font_list *list) {
    GBytes *data = world_read_bytes(world, path, WORLD_FONT_BYTES_MAX, asked_at, diags);
    if (!data) {
        return false;
    }
    if (add_faces(arena, path, data, list)) {
        return true;
    }
    const char *shown = world_display_path(world, arena, path);
    struct span at = asked_at.source ? asked_at : span_of_file(source_new(arena, shown, STR("")));
    diag_error(diags, at, DIAG_FONT_DAMAGED, "\"%s\" is not a font with a family of its own",
               shown);
    diag_hint(diags, "Put an OpenType or TrueType file here, or take this one away.");
    return false;
}
