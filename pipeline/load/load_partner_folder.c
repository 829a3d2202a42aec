/*
 * A folder with one file a partner, or with a folder each that holds a metadata.json.
 */
#include "load_state_priv.h"

#include <string.h>

#define METADATA "metadata.json"

static const char *const endings[] = {".yaml", ".yml", ".json"};

bool load_is_metadata(const char *path) {
    return g_str_has_suffix(path, "/" METADATA);
}

/* --- the folder ----------------------------------------------------------------------------- */

/* Nothing is listed of a folder that may not be read. */
static bool is_outside(Arena *arena, World *world, const struct workspace *workspace,
                       const char *folder) {
    char **files;
    const char *inside = arena_printf(arena, "%s/", workspace->directory);
    return !g_str_has_prefix(arena_printf(arena, "%s/", folder), inside) &&
           world_list(world, arena, folder, &files) == 0;
}

const char *load_folder_path(Arena *arena, World *world, const struct workspace *workspace,
                             const struct state_source *source, struct diags *diags) {
    const char *name = source ? source->name : "partners";
    struct span at = source ? source->at : span_of_file(workspace->source);
    g_autofree char *path = g_canonicalize_filename(name, workspace->directory);
    if (!world_is_directory(world, path)) {
        diag_error(diags, at, DIAG_FILE_MISSING, "the partners' folder \"%s\" is not there", name);
        diag_hint(diags,
                  "Make the folder with one YAML or JSON file a partner, or correct "
                  "\"partners:\" in pdfgen.yaml; files end with .yaml, .yml, .json or .csv.");
        return NULL;
    }
    if (is_outside(arena, world, workspace, path)) {
        diag_error(diags, at, DIAG_FILE_OUTSIDE, "the folder \"%s\" is outside the workspace",
                   name);
        diag_hint(diags, "Move it below the folder of pdfgen.yaml.");
        return NULL;
    }
    return arena_strdup(arena, path);
}

/* --- its files ------------------------------------------------------------------------------ */

/* The file's name without its ending; NULL: not a partner's file. */
static char *stem_of(Arena *arena, const char *file) {
    struct str name = str_from(file);
    for (size_t i = 0; name.n > 0 && name.p[0] != '.' && i < G_N_ELEMENTS(endings); i++) {
        if (str_ends_with(name, endings[i])) {
            return str_cstr(arena, str_slice(name, 0, name.n - strlen(endings[i])));
        }
    }
    return NULL;
}

/* @ret_texts: name and slug; empty where the file does not tell. */
static void read_head(Arena *arena, World *world, const char *path, struct str ret_texts[2]) {
    static const char *const keys[] = {"name", "slug"};
    /* What is wrong with a file is said when that partner is loaded, not when it is passed by. */
    struct diags unsaid = {0};
    const struct source *source = world_read_text(world, path, (struct span){0}, &unsaid);
    bool is_yaml = !str_ends_with(str_from(path), ".json");
    struct value *root = NULL;
    if (source && is_yaml) {
        load_yaml_head(arena, source, keys, G_N_ELEMENTS(keys), ret_texts);
    }
    /* A name may stand under another key: then the file is read whole. */
    if (source && ret_texts[0].n == 0 &&
        (is_yaml ? load_yaml : load_json)(arena, source, &unsaid, &root) &&
        root->kind == VALUE_MAP) {
        const struct value *named = load_foreign_map(arena, FOREIGN_PARTNER, root);
        for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
            struct str text = value_string(value_get(named, keys[i]));
            ret_texts[i] = load_is_metadata(path) ? load_unescape(arena, text) : text;
        }
    }
    diags_clear(&unsaid);
}

static struct partner_entry read_entry(Arena *arena, World *world, const char *path,
                                       const char *stem) {
    struct str texts[2] = {0};
    read_head(arena, world, path, texts);
    const char *slug = str_slug(arena, texts[1].n > 0 ? texts[1] : str_from(stem));
    slug = *slug ? slug : stem;
    return (struct partner_entry){
        .slug = slug,
        .name = texts[0].n > 0 ? str_cstr(arena, texts[0]) : slug,
        .path = path,
    };
}

static void add_entry(Arena *arena, struct partner_list *list, const struct partner_entry *entry) {
    list->entries = arena_grow(arena, list->entries, list->n, &list->capacity, sizeof *entry);
    list->entries[list->n++] = *entry;
}

/* A link that leads nowhere is a partner, too: one whose file cannot be read. */
static bool is_other_than_folder(const World *world, const char *path) {
    return world_is_file(world, path) || !world_is_directory(world, path);
}

void load_folder_list(Arena *arena, World *world, const char *folder, struct partner_list *list) {
    char **files;
    size_t n = world_list(world, arena, folder, &files);
    for (size_t i = 0; i < n; i++) {
        const char *stem = stem_of(arena, files[i]);
        const char *path = load_join(arena, folder, files[i]);
        bool is_partner = stem && is_other_than_folder(world, path);
        if (!is_partner && files[i][0] != '.') {
            stem = files[i];
            path = load_join(arena, path, METADATA);
            is_partner = world_is_file(world, path);
        }
        if (is_partner) {
            struct partner_entry entry = read_entry(arena, world, path, stem);
            add_entry(arena, list, &entry);
        }
    }
}

static const char *metadata_path(Arena *arena, World *world, const char *folder, const char *slug) {
    const char *path = arena_printf(arena, "%s/%s/" METADATA, folder, slug);
    return world_is_file(world, path) ? path : NULL;
}

/*
 * "Acme" in acme.yaml: no other file needs to be read, which keeps a document's list of inputs
 * short. Two files of one stem are for the caller to complain about.
 */
bool load_folder_find(Arena *arena, World *world, const char *folder, const char *typed,
                      struct partner_entry *ret) {
    const char *slug = str_slug(arena, str_from(typed));
    const char *found = *slug ? metadata_path(arena, world, folder, slug) : NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(endings) && *slug; i++) {
        const char *path = load_join(arena, folder, arena_printf(arena, "%s%s", slug, endings[i]));
        if (world_is_file(world, path)) {
            if (found) {
                return false;
            }
            found = path;
        }
    }
    if (!found) {
        return false;
    }
    *ret = read_entry(arena, world, found, slug);
    const char *folded = load_fold(arena, typed);
    return strcmp(load_fold(arena, ret->name), folded) == 0 ||
           strcmp(load_fold(arena, ret->slug), folded) == 0;
}
