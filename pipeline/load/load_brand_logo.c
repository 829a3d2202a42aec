/*
 * A brand's logos (brand.yml, "logo"): sizes, variants for light and dark grounds, and images by
 * name. A logo that is one picture for both grounds is taken for light ones only: on a dark cover
 * the company's name in words can be read, a dark picture cannot.
 */
#include "load_brand_priv.h"

#include <string.h>

struct logo {
    const struct value *at;
    const char *path; /* as written */
    const char *alt;  /* NULL: none */
};

/* The path of a resource: a text, or a map with `path`. */
static const struct value *path_of(const struct value *value) {
    return value->kind == VALUE_MAP ? value_get(value, "path") : value;
}

static bool complain_of_name(struct brand *brand, const struct value *path) {
    const struct value *images = value_path(brand->root, "logo.images");
    size_t n = images && images->kind == VALUE_MAP ? images->map.n : 0;
    struct str *names = ARENA_NEW_N(brand->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        names[i] = images->map.entries[i].key;
    }
    int nearest = str_nearest(path->string, names, n);
    const char *hint = nearest >= 0 ? arena_printf(brand->arena, "Did you mean \"" STR_FMT "\"?",
                                                   STR_ARG(names[nearest]))
                                    : "Write the path of a picture, or a name of logo.images.";
    return brand_complain(brand, path->at, hint,
                          "\"" STR_FMT "\" is neither a picture nor the name of one",
                          STR_ARG(path->string));
}

/* A path has an ending or a folder; names of images rarely do. */
static bool looks_like_path(struct str text) {
    return text.n > 0 && (memchr(text.p, '.', text.n) || memchr(text.p, '/', text.n));
}

/* A path, a map with path and alt, or the name of one of logo.images. */
static bool read_logo(struct brand *brand, const struct value *value, struct logo *ret) {
    const struct value *path = path_of(value);
    if (!path || path->kind != VALUE_STRING) {
        return brand_complain(brand, value->at, "Write the path of a PNG file.",
                              "a logo has no path");
    }
    const struct value *named = value_get_str(value_path(brand->root, "logo.images"), path->string);
    if (named) {
        value = brand_variant(brand, named);
        path = path_of(value);
        if (!path || path->kind != VALUE_STRING) {
            return brand_complain(brand, named->at, "Write the path of a PNG file.",
                                  "a logo has no path");
        }
    } else if (!looks_like_path(path->string)) {
        return complain_of_name(brand, path);
    }
    *ret = (struct logo){.at = path,
                         .path = str_cstr(brand->arena, path->string),
                         .alt = value_text(brand->arena, value_get(value, "alt"), NULL)};
    return true;
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

static void use_logo(struct brand *brand, const struct logo *logo, struct theme_logo *ret) {
    g_autofree char *path = g_canonicalize_filename(logo->path, brand->folder);
    if (!world_is_file(brand->world, path)) {
        brand->has_failed = true;
        diag_error(brand->diags, logo->at->at, DIAG_IMAGE_MISSING, "the logo \"%s\" is not there",
                   logo->path);
        diag_hint(brand->diags, "Correct the path; it is relative to the brand file.");
        return;
    }
    *ret = (struct theme_logo){.path = arena_strdup(brand->arena, path),
                               .alt = logo->alt ? logo->alt : brand_name(brand)};
}

/* What a size says for grounds of a kind; NULL: nothing. */
static const struct value *variant(const struct value *size, bool for_dark) {
    const struct value *light = value_get(size, "light"), *dark = value_get(size, "dark");
    if (!light && !dark) {
        return for_dark ? NULL : size;
    }
    return for_dark ? dark : light;
}

/* The first size, of those that suit a page best, that can be drawn. */
static void choose_logo(struct brand *brand, const struct value *logos, bool for_dark,
                        struct theme_logo *ret) {
    static const char *const sizes[] = {"medium", "large", "small"};
    bool is_single = logos->kind == VALUE_STRING || value_get(logos, "path");
    size_t n_sizes = is_single ? 1 : G_N_ELEMENTS(sizes);
    struct logo logo = {0};
    bool has_any = false;
    for (size_t i = 0; i < n_sizes; i++) {
        const struct value *size = is_single ? logos : value_get(logos, sizes[i]);
        const struct value *value = size ? variant(size, for_dark) : NULL;
        if (!value || value->kind == VALUE_NULL || !read_logo(brand, value, &logo)) {
            continue;
        }
        has_any = true;
        if (load_is_picture(logo.path)) {
            use_logo(brand, &logo, ret);
            return;
        }
    }
    if (has_any) {
        diag_warning(brand->diags, logo.at->at, DIAG_IMAGE_FORMAT, "no logo is drawn: \"%s\" is %s",
                     logo.path,
                     strstr(logo.path, "://") ? "not fetched: pdfgen uses no network"
                                              : "none of PNG, JPEG and SVG");
        diag_hint(brand->diags, "Name a PNG file for one of the sizes.");
    }
}

void brand_apply_logo(struct brand *brand) {
    const struct value *logos = value_get(brand->root, "logo");
    if (!logos || logos->kind == VALUE_NULL) {
        return;
    }
    if (logos->kind != VALUE_STRING && logos->kind != VALUE_MAP) {
        brand_complain(brand, logos->at, "Write the path of a picture, or sizes with a path each.",
                       "\"logo\" is %s, not a path", value_kind_name(logos->kind));
        return;
    }
    choose_logo(brand, logos, false, &brand->theme->logo);
    choose_logo(brand, logos, true, &brand->theme->dark_logo);
}
