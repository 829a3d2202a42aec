/*
 * A `_brand.yml` over a theme: names of fields, colours, families and sizes, logos, and a map of
 * theme fields of our own under defaults.pdfgen. docs/brand.md says what each field of the format
 * does here; what would be seen in another medium and is not seen in a document is said.
 */
#include "load_brand_priv.h"

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

void brand_pass_over(struct brand *brand, struct span at, const char *format, ...) {
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    diag_warning(brand->diags, at, DIAG_BRAND_UNUSED, "%s", message);
    diag_hint(brand->diags, "docs/brand.md lists what documents use.");
}

const struct value *brand_variant(const struct brand *brand, const struct value *value) {
    const char *names[] = {"light", "dark"};
    bool is_dark = theme_is_dark(brand->theme);
    const struct value *fitting = value_get(value, names[is_dark]);
    const struct value *other = value_get(value, names[!is_dark]);
    return fitting ? fitting : other ? other : value;
}

bool brand_open(struct brand *brand) {
    const struct value *field = value_get(brand->workspace->config, "brand");
    struct value *root;
    brand->folder = brand->workspace->directory;
    if (!field || field->kind == VALUE_NULL) {
        return true;
    }
    if (field->kind == VALUE_MAP) {
        brand->root = field;
        return true;
    }
    if (field->kind != VALUE_STRING) {
        return brand_complain(brand, field->at, "Write the path of the brand file.",
                              "\"brand\" is %s, not a path", value_kind_name(field->kind));
    }
    g_autofree char *path =
        g_canonicalize_filename(str_cstr(brand->arena, field->string), brand->folder);
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

static void apply_defaults(struct brand *brand) {
    const struct value *own = value_path(brand->root, "defaults.pdfgen");
    if (own && own->kind != VALUE_NULL &&
        !load_theme_map(brand->arena, own, brand->diags, brand->theme)) {
        brand->has_failed = true;
    }
}

bool load_brand(Arena *arena, World *world, const struct workspace *workspace, struct diags *diags,
                struct theme *theme) {
    struct theme changed = *theme;
    struct brand brand = {
        .arena = arena, .world = world, .workspace = workspace, .diags = diags, .theme = &changed};
    if (!brand_open(&brand)) {
        return false;
    }
    if (!brand.root) {
        return true;
    }
    brand_check_fields(&brand);
    brand_apply_colours(&brand);
    brand_apply_typography(&brand);
    brand_apply_logo(&brand);
    apply_defaults(&brand);
    if (brand.has_failed) {
        return false;
    }
    theme_follow(&changed);
    *theme = changed;
    return true;
}
