/*
 * load_company.c - the files that `data:` of pdfgen.yaml names: figures and names of the company.
 *
 * The files are laid over each other in their order and stand in the configuration, where the
 * field stood, whole. What they say of the company, of its contact and of its looks fills gaps:
 * pdfgen.yaml wins without a word, for it is where the workspace is configured.
 */
#include "load_state_priv.h"

#include <string.h>

/* The first path that leads to a value fills the gap. */
static const struct company_name {
    const char *foreign, *ours;
} names[] = {
    {"company", "company.name"}, /* a text */
    {"company_name", "company.name"},
    {"branding.company_name", "company.name"},
    {"company_website", "company.website"},
    {"website", "company.website"},
    {"product", "company.product"},
    {"product_name", "company.product"},
    {"value_prop", "company.value_prop"},
    {"value_proposition", "company.value_prop"},
    {"contact", "contact.name"}, /* a text */
    {"contact_name", "contact.name"},
    {"contact_email", "contact.email"},
    {"contact_role", "contact.role"},
    {"contact_phone", "contact.phone"},
    {"currency", "currency"},
    {"locale", "locale"},
    {"branding.brand_color", "brand.color.primary"},
    {"branding.primary_color", "brand.color.primary"},
    {"company.brand_color", "brand.color.primary"},
    {"brand_color", "brand.color.primary"},
    {"primary_color", "brand.color.primary"},
    {"branding.secondary_color", "brand.color.secondary"},
    {"secondary_color", "brand.color.secondary"},
    {"branding.logo_url", "brand.logo"},
    {"branding.logo", "brand.logo"},
    {"company.logo_url", "brand.logo"},
    {"company.logo", "brand.logo"},
    {"logo_url", "brand.logo"},
    {"logo", "brand.logo"},
};

struct company {
    Arena *arena;
    struct value *config;      /* a copy: maps below it are copied before they are changed */
    const struct value *given; /* what a file says */
    bool has_brand;            /* pdfgen.yaml has: then no other has a say in the looks */
};

/* --- the files ------------------------------------------------------------------------------ */

/* @ret: the map of each file, in their order. */
static bool read_files(Arena *arena, World *world, const struct workspace *workspace,
                       struct diags *diags, struct value **ret) {
    struct state_source *sources;
    size_t n;
    struct value *files = value_new(arena, VALUE_LIST, (struct span){0});
    bool is_fine = load_state_sources(arena, workspace, "data", diags, &sources, &n);
    for (size_t i = 0; is_fine && i < n; i++) {
        const char *path = load_join(arena, workspace->directory, sources[i].name);
        struct value *file;
        if (!load_data_file(arena, world, path, sources[i].at, diags, &file)) {
            return false;
        }
        if (file->kind != VALUE_MAP) {
            diag_error(diags, file->at, DIAG_DATA_TYPE, "a file of the company's data holds %s",
                       value_kind_name(file->kind));
            diag_hint(diags, "Write a map of names; files with partners belong to \"partners\".");
            return false;
        }
        value_append(arena, files, file);
    }
    *ret = files;
    return is_fine;
}

/* --- gaps ----------------------------------------------------------------------------------- */

static bool is_absent(const struct value *map, struct str key) {
    const struct value *value = value_get_str(map, key);
    return !value || value->kind == VALUE_NULL;
}

/* The map at @key of @map, made or copied so that it can be changed; NULL: it is no map. */
static struct value *own_map(Arena *arena, struct value *map, struct str key, struct span at) {
    const struct value *value = value_get_str(map, key);
    if (!is_absent(map, key) && value->kind != VALUE_MAP) {
        return NULL;
    }
    struct value *copy =
        is_absent(map, key) ? value_new(arena, VALUE_MAP, at) : value_copy(arena, value);
    value_set(arena, map, key, at, copy);
    return copy;
}

static void fill_path(Arena *arena, struct value *map, const char *path, struct value *value) {
    struct str step, rest = str_from(path);
    while (map && str_cut(rest, '.', &step, &rest)) {
        map = own_map(arena, map, step, value->at);
    }
    if (map && is_absent(map, step)) {
        value_set(arena, map, step, value->at, value);
    }
}

/* Fields of the same name: `company:` and `contact:` of the files. */
static void fill_fields(struct company *c, const char *key) {
    const struct value *given = value_get(c->given, key);
    for (size_t i = 0; given && given->kind == VALUE_MAP && i < given->map.n; i++) {
        const struct value_entry *entry = &given->map.entries[i];
        struct value *map = own_map(c->arena, c->config, str_from(key), given->at);
        if (map && is_absent(map, entry->key)) {
            value_set(c->arena, map, entry->key, entry->key_at, entry->value);
        }
    }
}

/* Pictures on the web are not fetched: such an address is a value like others. */
static bool is_usable(const struct company_name *name, const struct value *value) {
    bool is_text = value && value->kind == VALUE_STRING && value->string.n > 0;
    bool is_address = is_text && str_find(value->string, STR("://"), 0) < value->string.n;
    return is_text && !(is_address && strcmp(name->ours, "brand.logo") == 0);
}

static void fill_gaps(struct company *c) {
    fill_fields(c, "company");
    fill_fields(c, "contact");
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct value *value = value_path(c->given, names[i].foreign);
        bool is_brand = g_str_has_prefix(names[i].ours, "brand.");
        if (is_usable(&names[i], value) && !(is_brand && c->has_brand)) {
            fill_path(c->arena, c->config, names[i].ours, value);
        }
    }
}

bool load_company_data(Arena *arena, World *world, struct workspace *workspace,
                       struct diags *diags) {
    struct value *files, *merged = NULL;
    if (!read_files(arena, world, workspace, diags, &files)) {
        return false;
    }
    if (files->list.n == 0) {
        return true;
    }
    for (size_t i = 0; i < files->list.n; i++) {
        struct value *file = files->list.items[i];
        merged = merged ? load_merge(arena, merged, file, diags) : file;
    }
    struct company c = {.arena = arena,
                        .config = value_copy(arena, workspace->config),
                        .has_brand = !is_absent(workspace->config, STR("brand"))};
    value_put(arena, c.config, "data", merged);
    /* The last first: what has filled a gap stays. */
    for (size_t i = files->list.n; i > 0; i--) {
        c.given = files->list.items[i - 1];
        fill_gaps(&c);
    }
    workspace->config = c.config;
    return true;
}
