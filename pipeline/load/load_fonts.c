#include "load_font_priv.h"

enum { FACES_MAX = 256 }; /* collections of the world have a dozen */

/* A catalogue that is being read. */
struct reading {
    Arena *arena;
    World *world;
    struct diags *diags;
    const char *folder; /* of the catalogue, for entries without one */
    bool is_own;        /* of a workspace: mistakes are the user's, not the installation's */
    struct font_list list;
};

static void complain(const struct reading *r, const struct value *at, const char *message) {
    diag_error(r->diags, at->at, r->is_own ? DIAG_WORKSPACE_FIELD : DIAG_INSTALL_MISSING,
               "fonts.yaml: %s", message);
    diag_hint(r->diags, r->is_own
                            ? "Compare with fonts/fonts.yaml of the installation."
                            : "Compare the entry with its neighbours, or install pdfgen again.");
}

/* Weights are those of OpenType's usWeightClass. */
static bool read_weight(const struct value *entry, int *ret) {
    const struct value *weight = value_get(entry, "weight");
    int64_t number = weight && weight->kind == VALUE_NUMBER ? decimal_to_int(weight->number) : 400;
    *ret = (int)CLAMP(number, 0, 1001);
    return *ret >= 1 && *ret <= 1000 && (!weight || weight->kind == VALUE_NUMBER);
}

/* A face of a collection; fontconfig and OpenType number them from 0. */
static bool read_index(const struct value *entry, unsigned *ret) {
    const struct value *index = value_get(entry, "index");
    int64_t number = index && index->kind == VALUE_NUMBER ? decimal_to_int(index->number) : 0;
    *ret = (unsigned)CLAMP(number, 0, FACES_MAX);
    return *ret < FACES_MAX && (!index || index->kind == VALUE_NUMBER);
}

/* A file without a family is asked for its own. */
static void add_named(struct reading *r, const char *path, const struct value *entry) {
    load_font_file(r->arena, r->world, path, entry->at, r->diags, &r->list);
}

/* @shared: what the files of a package have in common. */
static void add_file(struct reading *r, const char *folder, const struct font_file *shared,
                     const struct value *entry) {
    const char *family = value_text(r->arena, value_get(entry, "family"), NULL);
    const char *name = value_text(r->arena, value_get(entry, "file"), NULL);
    struct font_file file = *shared;
    bool is_good = name && (family || r->is_own) && read_weight(entry, &file.weight) &&
                   read_index(entry, &file.index);
    if (!is_good) {
        complain(r, entry, "a file needs \"family\", \"file\" and a \"weight\" from 1 to 1000");
        return;
    }
    const char *path = load_join(r->arena, folder, name);
    if (!world_is_file(r->world, path)) {
        if (r->is_own) {
            complain(r, entry, "the file is not there");
        }
        return;
    }
    if (!family) {
        add_named(r, path, entry);
        return;
    }
    file.family = family;
    file.is_italic = value_is_true(value_get(entry, "italic"));
    file.path = path;
    font_list_add(r->arena, &r->list, &file);
}

static void add_package(struct reading *r, const struct value *package) {
    const struct value *files = value_get(package, "files");
    if (!files || files->kind != VALUE_LIST) {
        complain(r, package, "an entry has no list \"files\"");
        return;
    }
    const char *folder = value_text(r->arena, value_get(package, "folder"), r->folder);
    const struct font_file shared = {
        .package = value_text(r->arena, value_get(package, "package"), NULL),
        .is_optional = value_is_true(value_get(package, "optional")),
    };
    world_allow(r->world, folder);
    for (size_t i = 0; i < files->list.n; i++) {
        add_file(r, folder, &shared, files->list.items[i]);
    }
}

/* "Noto Sans", or {family: Noto Sans CJK JP, language: ja}. */
static void read_fallback(const struct reading *r, const struct value *names,
                          struct font_catalogue *catalogue) {
    size_t n = names && names->kind == VALUE_LIST ? names->list.n : 0;
    struct font_fallback *fallback = ARENA_NEW_N(r->arena, struct font_fallback, n);
    for (size_t i = 0; i < n; i++) {
        const struct value *item = names->list.items[i];
        bool is_map = item->kind == VALUE_MAP;
        const char *family = value_text(r->arena, is_map ? value_get(item, "family") : item, NULL);
        if (family) {
            const char *language = value_text(r->arena, value_get(item, "language"), NULL);
            fallback[catalogue->n_fallback++] = (struct font_fallback){family, language};
        } else {
            complain(r, item, "a fallback is not the name of a family");
        }
    }
    catalogue->fallback = fallback;
}

/* The list `fonts` of a catalogue; *ret_root for what else it says. */
static bool read_catalogue(struct reading *r, const char *path, const struct value **ret_root) {
    struct value *root;
    if (!load_data_file(r->arena, r->world, path, (struct span){0}, r->diags, &root)) {
        return false;
    }
    const struct value *packages = value_get(root, "fonts");
    if (!packages || packages->kind != VALUE_LIST) {
        complain(r, root, "the list \"fonts\" is missing");
        return false;
    }
    for (size_t i = 0; i < packages->list.n; i++) {
        add_package(r, packages->list.items[i]);
    }
    *ret_root = root;
    return true;
}

/* The brand's files, then the workspace's catalogue, or where it has none each file of its fonts/
 * that is a font. */
static bool read_own(struct reading *r, const struct workspace *workspace) {
    bool is_read = brand_add_fonts(r->arena, r->world, workspace, r->diags, &r->list);
    r->folder = load_join(r->arena, workspace->directory, "fonts");
    r->is_own = true;
    const char *path = load_join(r->arena, r->folder, "fonts.yaml");
    const struct value *unused;
    if (world_is_file(r->world, path)) {
        return read_catalogue(r, path, &unused) && is_read;
    }
    char **names;
    size_t n = world_list(r->world, r->arena, r->folder, &names);
    for (size_t i = 0; i < n; i++) {
        if (load_is_font_name(names[i])) {
            path = load_join(r->arena, r->folder, names[i]);
            is_read =
                load_font_file(r->arena, r->world, path, (struct span){0}, r->diags, &r->list) &&
                is_read;
        }
    }
    return is_read;
}

bool load_fonts(Arena *arena, World *world, const struct workspace *workspace, struct diags *diags,
                struct font_catalogue *ret) {
    const char *installation = world_installation(world);
    if (!installation) {
        return diag_error(diags, (struct span){0}, DIAG_INSTALL_MISSING,
                          "the folder of fonts was not found");
    }
    size_t n_errors = diags->n_errors;
    struct reading r = {.arena = arena, .world = world, .diags = diags};
    if (workspace && !read_own(&r, workspace)) {
        return false;
    }
    r.folder = load_join(arena, installation, "fonts");
    r.is_own = false;
    const struct value *root;
    if (!read_catalogue(&r, load_join(arena, r.folder, "fonts.yaml"), &root)) {
        return false;
    }
    struct font_catalogue catalogue = {.files = r.list.files, .n_files = r.list.n};
    read_fallback(&r, value_get(root, "fallback"), &catalogue);
    catalogue.patterns = value_text(arena, value_get(root, "patterns"), NULL);
    catalogue.emoji = value_text(arena, value_get(root, "emoji"), NULL);
    if (diags->n_errors > n_errors) {
        return false;
    }
    *ret = catalogue;
    return true;
}
