#include "layout_patterns_priv.h"
#include "layout_text_priv.h"

#include <hb.h>
#include <string.h>

/*
 * Fonts by the catalogue: a file is opened when a text asks for its face. HarfBuzz reads it
 * directly; Pango and fontconfig come in only for texts that are not simple (layout_fonts_pango.c),
 * because looking a face up through them costs two threads and more than shaping a page.
 *
 * A character that a style's own face lacks is given to the first fallback family, in the
 * catalogue's order, that has it. Pango could choose by itself, but its choice depends on what is
 * loaded, and so on the documents before: the same document must have the same bytes in any batch.
 */

/* A file of the catalogue. */
struct opened {
    bool is_tried;
    bool is_noted, is_said; /* as an input, as damaged, of the document at hand */
    GBytes *data;           /* the world's */
    hb_face_t *face;
    hb_font_t *font;        /* for coverage: its size does not matter */
    uint32_t damaged_table; /* 0: none. Of a user's own file: packages are not damaged */
};

/* A face that was asked for, and the number of the file that is nearest to it. */
struct known_face {
    struct face face; /* the family's name is interned */
    int file;         /* negative: none of the family is in the catalogue */
};

/* A file of hyphenation patterns that was looked for. */
struct pattern_file {
    const char *language, *path;
};

struct fonts {
    World *world;
    Arena *arena;
    const struct font_catalogue *catalogue;
    struct opened *opened;    /* by index into the catalogue's files */
    GArray *known_faces;      /* struct known_face */
    GHashTable *missing;      /* families that were reported */
    GArray *faces;            /* struct font_face, by the run's id */
    const char *language;     /* of the document at hand */
    GPtrArray *pattern_files; /* struct pattern_file *, of every language so far */
    GHashTable *patterns;
    bool has_noted_patterns;
    struct fonts_words words;
    struct fonts_pango pango;
};

Fonts *layout_fonts_new(World *world, const struct font_catalogue *catalogue) {
    Fonts *fonts = g_new0(Fonts, 1);
    fonts->world = world;
    fonts->arena = world_arena(world);
    fonts->catalogue = catalogue;
    fonts->opened = g_new0(struct opened, catalogue->n_files + 1);
    fonts->known_faces = g_array_new(FALSE, FALSE, sizeof(struct known_face));
    fonts->missing = g_hash_table_new(g_str_hash, g_str_equal);
    fonts->faces = g_array_new(FALSE, TRUE, sizeof(struct font_face));
    fonts->pattern_files = g_ptr_array_new();
    fonts_words_init(&fonts->words);
    fonts->patterns =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)patterns_free);
    return fonts;
}

void layout_fonts_free(Fonts *fonts) {
    if (!fonts) {
        return;
    }
    if (fonts->pango.setter) {
        fonts->pango.setter->clear(&fonts->pango);
    }
    fonts_words_clear(&fonts->words);
    for (size_t i = 0; i < fonts->catalogue->n_files; i++) {
        hb_font_destroy(fonts->opened[i].font);
        hb_face_destroy(fonts->opened[i].face);
    }
    g_ptr_array_unref(fonts->pattern_files);
    g_hash_table_unref(fonts->patterns);
    g_hash_table_unref(fonts->missing);
    g_array_unref(fonts->known_faces);
    g_array_unref(fonts->faces);
    g_free(fonts->opened);
    g_free(fonts);
}

struct fonts_words *fonts_words(Fonts *fonts) {
    return &fonts->words;
}

GHashTable *fonts_patterns(Fonts *fonts) {
    return fonts->patterns;
}

/* A file for the run, of which each document that uses it is told; NULL: it cannot be read. */
static GBytes *read_kept(World *world, const char *path) {
    struct diags ignored = {0};
    enum world_reading before = world_set_reading(world, WORLD_KEPT);
    GBytes *bytes = world_read_bytes(world, path, WORLD_FONT_BYTES_MAX, (struct span){0}, &ignored);
    world_set_reading(world, before);
    diags_clear(&ignored);
    return bytes;
}

GBytes *fonts_read_patterns(Fonts *fonts, const char *name) {
    const char *folder = fonts->catalogue->patterns;
    if (!folder) {
        return NULL;
    }
    struct pattern_file *wanted = ARENA_NEW(fonts->arena, struct pattern_file);
    wanted->language = arena_strdup(fonts->arena, fonts->language);
    wanted->path = arena_printf(fonts->arena, "%s/%s", folder, name);
    g_ptr_array_add(fonts->pattern_files, wanted);
    world_allow(fonts->world, folder);
    return read_kept(fonts->world, wanted->path);
}

void fonts_note_patterns(Fonts *fonts) {
    for (guint i = 0; i < fonts->pattern_files->len && !fonts->has_noted_patterns; i++) {
        const struct pattern_file *file = fonts->pattern_files->pdata[i];
        if (g_strcmp0(file->language, fonts->language) == 0) {
            world_note(fonts->world, file->path);
        }
    }
    fonts->has_noted_patterns = true;
}

struct fonts_pango *fonts_pango(Fonts *fonts) {
    return &fonts->pango;
}

/* --- files ---------------------------------------------------------------------------------- */

/* The nearest weight with the right slant; a wrong slant counts more than any weight. */
static int find_nearest(const Fonts *fonts, struct face face) {
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

static int nearest_file(Fonts *fonts, struct face face) {
    for (guint i = 0; i < fonts->known_faces->len; i++) {
        const struct known_face *known = &g_array_index(fonts->known_faces, struct known_face, i);
        if (known->face.weight == face.weight && known->face.is_italic == face.is_italic &&
            strcmp(known->face.family, face.family) == 0) {
            return known->file;
        }
    }
    struct known_face made = {face, find_nearest(fonts, face)};
    made.face.family = g_intern_string(face.family);
    g_array_append_val(fonts->known_faces, made);
    return made.file;
}

/* A variable font at the weight that its entry of the catalogue stands for. */
static hb_font_t *font_new(hb_face_t *face, const struct font_file *file) {
    hb_font_t *font = hb_font_create(face);
    if (file->is_variable) {
        const hb_variation_t weight = {HB_TAG('w', 'g', 'h', 't'), (float)file->weight};
        hb_font_set_variations(font, &weight, 1);
    }
    return font;
}

static void open_file(Fonts *fonts, struct opened *opened, const struct font_file *file) {
    const char *path = file->path;
    g_autofree char *folder = g_path_get_dirname(path);
    world_allow(fonts->world, folder);
    opened->is_tried = true;
    opened->data = read_kept(fonts->world, path); /* its family reports one that is not there */
    if (!opened->data) {
        return;
    }
    gsize n;
    const char *bytes = g_bytes_get_data(opened->data, &n);
    hb_blob_t *blob = hb_blob_create(bytes, (unsigned)n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, file->index);
    hb_blob_destroy(blob);
    if (hb_face_get_glyph_count(face) == 0) {
        hb_face_destroy(face);
        return;
    }
    opened->face = face;
    opened->font = font_new(face, file);
    opened->damaged_table = file->package ? 0 : font_damaged_table(opened->data, file->index);
}

const struct font_file *fonts_entry(const Fonts *fonts, int file) {
    return &fonts->catalogue->files[file];
}

/* As an input of the document at hand. */
static void note_file(Fonts *fonts, int file) {
    if (!fonts->opened[file].is_noted) {
        fonts->opened[file].is_noted = true;
        world_note(fonts->world, fonts_entry(fonts, file)->path);
    }
}

int fonts_file(Fonts *fonts, struct face face) {
    int index = nearest_file(fonts, face);
    if (index < 0) {
        return -1;
    }
    struct opened *opened = &fonts->opened[index];
    if (!opened->is_tried) {
        open_file(fonts, opened, &fonts->catalogue->files[index]);
    }
    note_file(fonts, index);
    return opened->face ? index : -1;
}

hb_font_t *fonts_sized(Fonts *fonts, int file, double size_pt) {
    hb_font_t *font = font_new(fonts->opened[file].face, fonts_entry(fonts, file));
    int scale = pu_from_pt(size_pt);
    hb_font_set_scale(font, scale, scale);
    return font;
}

hb_font_t *fonts_emoji(Fonts *fonts) {
    const char *family = fonts->catalogue->emoji;
    int file = family ? fonts_file(fonts, (struct face){family, 400, false}) : -1;
    return file >= 0 ? fonts->opened[file].font : NULL;
}

static void say_damaged(Fonts *fonts, int file, struct diags *diags) {
    const char *path = fonts_entry(fonts, file)->path;
    const char *shown = world_display_path(fonts->world, fonts->arena, path);
    char tag[4];
    hb_tag_to_string(fonts->opened[file].damaged_table, tag);
    fonts->opened[file].is_said = true;
    diag_warning(diags, span_of_file(source_new(fonts->arena, shown, STR(""))), DIAG_FONT_DAMAGED,
                 "the font file is damaged: the checksum of its table \"%.4s\" is wrong", tag);
    diag_hint(diags, "Get the file again where it comes from; letters may be wrong or missing.");
}

void fonts_use(Fonts *fonts, int file, struct diags *diags) {
    note_file(fonts, file);
    if (fonts->opened[file].damaged_table != 0 && !fonts->opened[file].is_said) {
        say_damaged(fonts, file, diags);
    }
}

int fonts_need(Fonts *fonts, struct face face, struct diags *diags) {
    int file = fonts_file(fonts, face);
    if (file >= 0) {
        fonts_use(fonts, file, diags);
        return file;
    }
    if (g_hash_table_add(fonts->missing, arena_strdup(fonts->arena, face.family))) {
        diag_error(diags, (struct span){0}, DIAG_FONT_MISSING,
                   "no file of the font \"%s\" is installed", face.family);
        diag_hint(diags,
                  "Run scripts/bootstrap, or install the package that fonts/fonts.yaml names.");
    }
    return -1;
}

static bool face_has(Fonts *fonts, struct face face, uint32_t character) {
    hb_codepoint_t glyph = 0;
    int file = fonts_file(fonts, face);
    return file >= 0 && hb_font_get_nominal_glyph(fonts->opened[file].font, character, &glyph) != 0;
}

/* The first fallback that has the character, of those for the document's language or of all. */
static const char *find_fallback(Fonts *fonts, struct face face, uint32_t character,
                                 bool is_by_language) {
    for (size_t i = 0; i < fonts->catalogue->n_fallback; i++) {
        const struct font_fallback *fallback = &fonts->catalogue->fallback[i];
        struct face other = {fallback->family, face.weight, false};
        bool is_tried = !is_by_language || (fallback->language && fonts->language &&
                                            g_str_has_prefix(fonts->language, fallback->language));
        if (is_tried && face_has(fonts, other, character)) {
            return other.family;
        }
    }
    return NULL;
}

const char *fonts_family_for(Fonts *fonts, struct face face, uint32_t character) {
    if (character < 0x80 || face_has(fonts, face, character)) {
        return face.family;
    }
    const char *family = find_fallback(fonts, face, character, true);
    family = family ? family : find_fallback(fonts, face, character, false);
    return family ? family : face.family;
}

void fonts_begin_document(Fonts *fonts, const char *language) {
    fonts->language = language;
    fonts->has_noted_patterns = false;
    for (size_t i = 0; i < fonts->catalogue->n_files; i++) {
        fonts->opened[i].is_noted = fonts->opened[i].is_said = false;
    }
}

/* --- faces ---------------------------------------------------------------------------------- */

static struct font_face make_face(const Fonts *fonts, size_t file) {
    const struct font_file *entry = &fonts->catalogue->files[file];
    return (struct font_face){
        .family = entry->family,
        .weight = entry->weight,
        .is_italic = entry->is_italic,
        .is_variable = entry->is_variable,
        .data = fonts->opened[file].data,
        .index = entry->index,
        .path = entry->path,
        .is_damaged = fonts->opened[file].damaged_table != 0,
    };
}

int fonts_face_id(Fonts *fonts, int file) {
    const struct font_file *entry = fonts_entry(fonts, file);
    for (guint i = 0; i < fonts->faces->len; i++) {
        const struct font_face *face = &g_array_index(fonts->faces, struct font_face, i);
        if (face->index == entry->index && strcmp(face->path, entry->path) == 0 &&
            (!face->is_variable || face->weight == entry->weight)) {
            return (int)i;
        }
    }
    struct font_face face = make_face(fonts, (size_t)file);
    g_array_append_val(fonts->faces, face);
    return (int)fonts->faces->len - 1;
}

int fonts_opened_file(Fonts *fonts, const char *path, unsigned index, int weight) {
    int nearest = -1, smallest = INT_MAX;
    for (size_t i = 0; i < fonts->catalogue->n_files; i++) {
        const struct font_file *file = &fonts->catalogue->files[i];
        int distance = file->is_variable ? ABS(file->weight - weight) : 0;
        if (fonts->opened[i].data && file->index == index && strcmp(file->path, path) == 0 &&
            distance < smallest) {
            nearest = (int)i;
            smallest = distance;
        }
    }
    g_assert(nearest >= 0); /* only files that were opened are shaped with */
    return nearest;
}

const struct font_face *fonts_faces(Fonts *fonts, size_t *ret_n) {
    *ret_n = fonts->faces->len;
    return (const struct font_face *)(void *)fonts->faces->data;
}

struct font_metrics fonts_metrics(Fonts *fonts, int file, double size_pt) {
    hb_font_extents_t extents = {0};
    hb_font_t *font = fonts_sized(fonts, file, size_pt);
    hb_font_get_h_extents(font, &extents);
    hb_font_destroy(font);
    return (struct font_metrics){.ascent_pt = pt_from_pu(extents.ascender),
                                 .descent_pt = pt_from_pu(-extents.descender)};
}
