#include "load_priv.h"

enum { FACES_MAX = 256 }; /* collections of the world have a dozen */

struct font_list {
    struct font_file *files;
    size_t n, capacity;
};

static void complain(struct diags *diags, const struct value *at, const char *message) {
    diag_error(diags, at->at, DIAG_INSTALL_MISSING, "fonts.yaml: %s", message);
    diag_hint(diags, "Compare the entry with its neighbours, or install pdfgen again.");
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

/* @shared: what the files of a package have in common. */
static void add_file(Arena *arena, World *world, const char *folder, const struct font_file *shared,
                     const struct value *entry, struct diags *diags, struct font_list *list) {
    const char *family = value_text(arena, value_get(entry, "family"), NULL);
    const char *name = value_text(arena, value_get(entry, "file"), NULL);
    struct font_file file = *shared;
    if (!family || !name || !read_weight(entry, &file.weight) || !read_index(entry, &file.index)) {
        complain(diags, entry, "a file needs \"family\", \"file\" and a \"weight\" from 1 to 1000");
        return;
    }
    const char *path = load_join(arena, folder, name);
    if (!world_is_file(world, path)) {
        return;
    }
    list->files = arena_grow(arena, list->files, list->n, &list->capacity, sizeof *list->files);
    file.family = family;
    file.is_italic = value_is_true(value_get(entry, "italic"));
    file.path = path;
    file.sha256 = value_text(arena, value_get(entry, "sha256"), NULL);
    list->files[list->n++] = file;
}

static void add_package(Arena *arena, World *world, const char *own_folder,
                        const struct value *package, struct diags *diags, struct font_list *list) {
    const struct value *files = value_get(package, "files");
    if (!files || files->kind != VALUE_LIST) {
        complain(diags, package, "an entry has no list \"files\"");
        return;
    }
    const char *folder = value_text(arena, value_get(package, "folder"), own_folder);
    const struct font_file shared = {
        .package = value_text(arena, value_get(package, "package"), NULL),
        .is_optional = value_is_true(value_get(package, "optional")),
    };
    world_allow(world, folder);
    for (size_t i = 0; i < files->list.n; i++) {
        add_file(arena, world, folder, &shared, files->list.items[i], diags, list);
    }
}

/* "Noto Sans", or {family: Noto Sans CJK JP, language: ja}. */
static void read_fallback(Arena *arena, const struct value *names, struct diags *diags,
                          struct font_catalogue *catalogue) {
    size_t n = names && names->kind == VALUE_LIST ? names->list.n : 0;
    struct font_fallback *fallback = ARENA_NEW_N(arena, struct font_fallback, n);
    for (size_t i = 0; i < n; i++) {
        const struct value *item = names->list.items[i];
        bool is_map = item->kind == VALUE_MAP;
        const char *family = value_text(arena, is_map ? value_get(item, "family") : item, NULL);
        if (family) {
            const char *language = value_text(arena, value_get(item, "language"), NULL);
            fallback[catalogue->n_fallback++] = (struct font_fallback){family, language};
        } else {
            complain(diags, item, "a fallback is not the name of a family");
        }
    }
    catalogue->fallback = fallback;
}

bool load_fonts(Arena *arena, World *world, struct diags *diags, struct font_catalogue *ret) {
    const char *installation = world_installation(world);
    if (!installation) {
        return diag_error(diags, (struct span){0}, DIAG_INSTALL_MISSING,
                          "the folder of fonts was not found");
    }
    const char *own_folder = load_join(arena, installation, "fonts");
    const char *path = load_join(arena, own_folder, "fonts.yaml");
    size_t n_errors = diags->n_errors;
    struct value *root;
    if (!load_data_file(arena, world, path, (struct span){0}, diags, &root)) {
        return false;
    }
    const struct value *packages = value_get(root, "fonts");
    if (!packages || packages->kind != VALUE_LIST) {
        complain(diags, root, "the list \"fonts\" is missing");
        return false;
    }
    struct font_list list = {0};
    for (size_t i = 0; i < packages->list.n; i++) {
        add_package(arena, world, own_folder, packages->list.items[i], diags, &list);
    }
    struct font_catalogue catalogue = {.files = list.files, .n_files = list.n};
    read_fallback(arena, value_get(root, "fallback"), diags, &catalogue);
    catalogue.patterns = value_text(arena, value_get(root, "patterns"), NULL);
    catalogue.emoji = value_text(arena, value_get(root, "emoji"), NULL);
    if (diags->n_errors > n_errors) {
        return false;
    }
    *ret = catalogue;
    return true;
}
