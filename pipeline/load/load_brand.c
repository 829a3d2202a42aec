/*
 * A `_brand.yml` over a theme: colours (load_brand_colour.c), families, the logo, and a map of
 * theme fields of our own under defaults.pdfgen. What the format has for other media (sizes in rem,
 * the dark variants, code's ground) is passed over.
 */
#include "load_brand_priv.h"

#include <string.h>

bool brand_complain(struct brand *brand, struct span at, const char *hint, const char *format,
                    ...) {
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    brand->has_failed = true;
    diag_error(brand->diags, at, DIAG_BRAND_FIELD, "%s", message);
    diag_hint(brand->diags, "%s", hint);
    return false;
}

const struct value *brand_light(const struct value *value) {
    const struct value *light = value_get(value, "light");
    return light ? light : value;
}

/* --- logo ----------------------------------------------------------------------------------- */

struct logo {
    const struct value *at;
    const char *path; /* as written */
    const char *alt;  /* NULL: none */
};

/* A path, a map with path and alt, or the name of one of logo.images. */
static bool read_logo(struct brand *brand, const struct value *value, bool can_be_name,
                      struct logo *ret) {
    value = brand_light(value);
    const struct value *path = value->kind == VALUE_MAP ? value_get(value, "path") : value;
    if (!path || path->kind != VALUE_STRING) {
        brand_complain(brand, value->at, "Write the path of a PNG file.", "a logo has no path");
        return false;
    }
    const struct value *named =
        can_be_name ? value_get_str(value_path(brand->root, "logo.images"), path->string) : NULL;
    if (named) {
        return read_logo(brand, named, false, ret);
    }
    *ret = (struct logo){.at = path,
                         .path = str_cstr(brand->arena, path->string),
                         .alt = value_text(brand->arena, value_get(value, "alt"), NULL)};
    return true;
}

static bool is_picture(const char *path) {
    static const char *const endings[] = {".png", ".jpg", ".jpeg"};
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (g_str_has_suffix(lower, endings[i])) {
            return !strstr(lower, "://");
        }
    }
    return false;
}

static const char *brand_name(struct brand *brand) {
    static const char *const paths[] = {"meta.name.short", "meta.name.full", "meta.name"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        const struct value *name = value_path(brand->root, paths[i]);
        if (name && name->kind == VALUE_STRING) {
            return str_cstr(brand->arena, name->string);
        }
    }
    return NULL;
}

static void use_logo(struct brand *brand, const struct logo *logo) {
    g_autofree char *path = g_canonicalize_filename(logo->path, brand->folder);
    if (!world_is_file(brand->world, path)) {
        brand->has_failed = true;
        diag_error(brand->diags, logo->at->at, DIAG_IMAGE_MISSING, "the logo \"%s\" is not there",
                   logo->path);
        diag_hint(brand->diags, "Correct the path; it is relative to the brand file.");
        return;
    }
    brand->theme->logo.path = arena_strdup(brand->arena, path);
    brand->theme->logo.alt = logo->alt ? logo->alt : brand_name(brand);
}

/* The size that suits a page's header best and that can be drawn. */
static void apply_logo(struct brand *brand) {
    static const char *const sizes[] = {"medium", "large", "small"};
    const struct value *logos = value_get(brand->root, "logo");
    struct logo logo = {0};
    bool has_any = false;
    if (!logos || logos->kind == VALUE_NULL) {
        return;
    }
    bool is_single = logos->kind == VALUE_STRING || value_get(logos, "path");
    size_t n_sizes = is_single ? 1 : G_N_ELEMENTS(sizes);
    for (size_t i = 0; i < n_sizes; i++) {
        const struct value *value = is_single ? logos : value_get(logos, sizes[i]);
        if (value && value->kind != VALUE_NULL && read_logo(brand, value, true, &logo)) {
            if (is_picture(logo.path)) {
                use_logo(brand, &logo);
                return;
            }
            has_any = logo.at != NULL;
        }
    }
    if (has_any) {
        diag_warning(brand->diags, logo.at->at, DIAG_IMAGE_FORMAT,
                     "no logo is drawn: \"%s\" is neither PNG nor JPEG", logo.path);
        diag_hint(brand->diags, "Name a PNG file for one of the sizes.");
    }
}

/* --- the file ------------------------------------------------------------------------------- */

static void apply_defaults(struct brand *brand) {
    const struct value *own = value_path(brand->root, "defaults.pdfgen");
    if (own && own->kind != VALUE_NULL &&
        !load_theme_map(brand->arena, own, brand->diags, brand->theme)) {
        brand->has_failed = true;
    }
}

/* @brand->root and folder from the `brand:` of the workspace; false: reported. */
static bool open_brand(struct brand *brand, const struct workspace *workspace,
                       const struct value *field) {
    struct value *root;
    if (field->kind == VALUE_MAP) {
        brand->root = field;
        brand->folder = workspace->directory;
        return true;
    }
    if (field->kind != VALUE_STRING) {
        return brand_complain(brand, field->at, "Write the path of the brand file.",
                              "\"brand\" is %s, not a path", value_kind_name(field->kind));
    }
    g_autofree char *path =
        g_canonicalize_filename(str_cstr(brand->arena, field->string), workspace->directory);
    g_autofree char *folder = g_path_get_dirname(path);
    brand->folder = arena_strdup(brand->arena, folder);
    if (!load_data_file(brand->arena, brand->world, path, field->at, brand->diags, &root)) {
        return false;
    }
    if (root->kind != VALUE_MAP && root->kind != VALUE_NULL) {
        return brand_complain(brand, root->at, "Compare with the examples of brand.yml.",
                              "a brand file holds %s, not a map", value_kind_name(root->kind));
    }
    brand->root = root;
    return true;
}

bool load_brand(Arena *arena, World *world, const struct workspace *workspace, struct diags *diags,
                struct theme *theme) {
    const struct value *field = value_get(workspace->config, "brand");
    if (!field || field->kind == VALUE_NULL) {
        return true;
    }
    struct theme changed = *theme;
    struct brand brand = {.arena = arena, .world = world, .diags = diags, .theme = &changed};
    if (!open_brand(&brand, workspace, field)) {
        return false;
    }
    brand_apply_colours(&brand);
    brand_apply_typography(&brand);
    apply_logo(&brand);
    apply_defaults(&brand);
    if (brand.has_failed) {
        return false;
    }
    *theme = changed;
    return true;
}
