/*
 * The names of a brand's fields, by brand.yml's published schema. A name that is not in it is a
 * slip of the pen or of a later version: a warning with the nearest. Maps whose names are the
 * brand's own (palette, images, meta.link) are not looked into.
 */
#include "load_brand_priv.h"

struct brand_map {
    const char *path;          /* from the root; "": the root itself */
    const char *const *fields; /* NULL-terminated */
    bool is_list;              /* of maps */
};

static const struct brand_map *brand_maps(size_t *ret_n) {
    static const char *const root[] = {"meta", "logo", "color", "typography", "defaults", NULL};
    static const char *const meta[] = {"name", "link", NULL};
    static const char *const name[] = {"full", "short", NULL};
    static const char *const logo[] = {"images", "small", "medium", "large", "path",
                                       "alt",    "light", "dark",   NULL};
    static const char *const size[] = {"light", "dark", "path", "alt", NULL};
    static const char *const color[] = {
        "palette", "foreground", "background", "primary", "secondary", "tertiary", "success",
        "info",    "warning",    "danger",     "light",   "dark",      "link",     NULL};
    static const char *const typography[] = {
        "fonts",           "base", "headings", "monospace", "monospace-inline",
        "monospace-block", "link", NULL};
    static const char *const font[] = {"family",  "source", "weight", "style",
                                       "display", "files",  NULL};
    static const char *const base[] = {"family", "size", "weight", "line-height", "color", NULL};
    static const char *const headings[] = {"family", "weight",      "style",
                                           "color",  "line-height", NULL};
    static const char *const monospace[] = {"family",           "size",        "weight", "color",
                                            "background-color", "line-height", NULL};
    static const char *const link[] = {"weight", "color", "background-color", "decoration", NULL};
    static const struct brand_map maps[] = {
        {"", root, false},
        {"meta", meta, false},
        {"meta.name", name, false},
        {"logo", logo, false},
        {"logo.small", size, false},
        {"logo.medium", size, false},
        {"logo.large", size, false},
        {"color", color, false},
        {"typography", typography, false},
        {"typography.fonts", font, true},
        {"typography.base", base, false},
        {"typography.headings", headings, false},
        {"typography.monospace", monospace, false},
        {"typography.monospace-inline", monospace, false},
        {"typography.monospace-block", monospace, false},
        {"typography.link", link, false},
    };
    *ret_n = G_N_ELEMENTS(maps);
    return maps;
}

static void complain_of_field(struct brand *brand, const struct brand_map *rules,
                              const struct value_entry *entry, const struct str *names, size_t n) {
    diag_warning(brand->diags, entry->key_at, DIAG_BRAND_FIELD,
                 "%s%s%s has no field \"" STR_FMT "\"", *rules->path ? "\"" : "",
                 *rules->path ? rules->path : "a brand file", *rules->path ? "\"" : "",
                 STR_ARG(entry->key));
    diag_hint_nearest(brand->diags, entry->key, names, n);
    diag_hint(brand->diags, "Write one of: %s.", str_list(brand->arena, names, n));
}

static void check_map(struct brand *brand, const struct brand_map *rules, const struct value *map) {
    enum { FIELDS_MAX = 16 };
    struct str names[FIELDS_MAX];
    size_t n = 0;
    for (; rules->fields[n]; n++) {
        names[n] = str_from(rules->fields[n]);
    }
    for (size_t i = 0; map && map->kind == VALUE_MAP && i < map->map.n; i++) {
        bool is_known = false;
        for (size_t k = 0; k < n; k++) {
            is_known = is_known || str_eq(map->map.entries[i].key, names[k]);
        }
        if (!is_known) {
            complain_of_field(brand, rules, &map->map.entries[i], names, n);
        }
    }
}

void brand_check_fields(struct brand *brand) {
    size_t n;
    const struct brand_map *maps = brand_maps(&n);
    for (size_t i = 0; i < n; i++) {
        const struct value *map =
            *maps[i].path ? value_path(brand->root, maps[i].path) : brand->root;
        if (!maps[i].is_list) {
            check_map(brand, &maps[i], map);
            continue;
        }
        for (size_t k = 0; map && map->kind == VALUE_LIST && k < map->list.n; k++) {
            check_map(brand, &maps[i], map->list.items[k]);
        }
    }
}
