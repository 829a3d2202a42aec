/*
 * The font files that a brand names (brand.yml, typography.fonts, `source: file`). A family, weight
 * or style that the entry states counts; otherwise what the file says of itself. Other sources are
 * of networks or of the system: their families are looked for among what is installed.
 */
#include "load_font_priv.h"

#include <string.h>

struct named_font {
    const char *family; /* NULL: the file's own */
    const struct value *at;
};

static void rename_family(struct font_list *list, size_t first, const struct named_font *font) {
    for (size_t i = first; font->family && i < list->n; i++) {
        list->files[i].family = font->family;
    }
}

static void add_path(struct brand *brand, const struct named_font *font, const struct value *file,
                     struct font_list *list) {
    const struct value *path = file->kind == VALUE_MAP ? value_get(file, "path") : file;
    size_t first = list->n;
    if (!path || path->kind != VALUE_STRING) {
        brand_complain(brand, file->at,
                       "Write the path of a font file, relative to the brand file.",
                       "a font file has no path");
        return;
    }
    const char *written = str_cstr(brand->arena, path->string);
    if (strstr(written, "://")) {
        brand_pass_over(brand, path->at, "\"%s\" is not fetched: pdfgen uses no network", written);
        return;
    }
    g_autofree char *absolute = g_canonicalize_filename(written, brand->folder);
    if (!load_is_font_name(absolute)) {
        brand_pass_over(brand, path->at, "\"%s\" is for browsers: a PDF needs .ttf or .otf",
                        written);
    } else if (!load_font_file(brand->arena, brand->world, arena_strdup(brand->arena, absolute),
                               path->at, brand->diags, list)) {
        brand->has_failed = true;
    }
    rename_family(list, first, font);
}

static void add_font(struct brand *brand, const struct value *entry, struct font_list *list) {
    static const struct str sources[] = {{"file", 4}, {"system", 6}, {"google", 6}, {"bunny", 5}};
    const struct value *source = value_get(entry, "source"), *files = value_get(entry, "files");
    struct named_font font = {value_text(brand->arena, value_get(entry, "family"), NULL), entry};
    bool is_known = !source;
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
        is_known = is_known || str_eq(value_string(source), sources[i]);
    }
    if (!is_known) {
        int nearest = str_nearest(value_string(source), sources, G_N_ELEMENTS(sources));
        const char *hint =
            arena_printf(brand->arena, "Write %s.",
                         nearest >= 0 ? sources[nearest].p : "file, system, google or bunny");
        brand_complain(brand, source->at, hint, "\"" STR_FMT "\" is no source of fonts",
                       STR_ARG(value_to_str(brand->arena, source)));
        return;
    }
    for (size_t i = 0; files && files->kind == VALUE_LIST && i < files->list.n; i++) {
        add_path(brand, &font, files->list.items[i], list);
    }
}

bool brand_add_fonts(Arena *arena, World *world, const struct workspace *workspace,
                     struct diags *diags, struct font_list *list) {
    struct brand brand = {.arena = arena, .world = world, .workspace = workspace, .diags = diags};
    if (!workspace->config) {
        return true;
    }
    if (!brand_open(&brand)) {
        return false;
    }
    const struct value *fonts = value_path(brand.root, "typography.fonts");
    if (fonts && fonts->kind != VALUE_LIST && fonts->kind != VALUE_NULL) {
        return brand_complain(&brand, fonts->at, "Write each font as \"- family: ...\".",
                              "\"fonts\" is %s, not a list", value_kind_name(fonts->kind));
    }
    for (size_t i = 0; fonts && fonts->kind == VALUE_LIST && i < fonts->list.n; i++) {
        add_font(&brand, fonts->list.items[i], list);
    }
    return !brand.has_failed;
}
