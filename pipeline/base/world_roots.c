#include "world_roots_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A folder that may be read from. */
struct root {
    const char *path; /* absolute */
    const char *real; /* NULL: not asked for yet, or not there */
};

/*
 * Files are many and the folders they are in are few, and to resolve one costs the kernel a call
 * for each of its steps. Where each partner has a folder, the first ones are remembered.
 */
enum { FOLDERS_KEPT_MAX = 64 };

struct roots {
    Arena *arena;
    GPtrArray *all;      /* struct root * */
    GHashTable *folders; /* absolute path -> real path */
};

struct roots *roots_new(Arena *arena) {
    struct roots *roots = g_new0(struct roots, 1);
    roots->arena = arena;
    roots->all = g_ptr_array_new();
    roots->folders = g_hash_table_new(g_str_hash, g_str_equal);
    return roots;
}

void roots_free(struct roots *roots) {
    if (!roots) {
        return;
    }
    g_ptr_array_unref(roots->all);
    g_hash_table_unref(roots->folders);
    g_free(roots);
}

void roots_allow(struct roots *roots, const char *folder) {
    for (guint i = 0; i < roots->all->len; i++) {
        const struct root *known = roots->all->pdata[i];
        if (strcmp(known->path, folder) == 0) {
            return;
        }
    }
    struct root *root = ARENA_NEW(roots->arena, struct root);
    root->path = arena_strdup(roots->arena, folder);
    g_ptr_array_add(roots->all, root);
}

bool path_is_below(const char *path, const char *folder) {
    size_t n = strlen(folder);
    while (n > 0 && folder[n - 1] == '/') {
        n--;
    }
    return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* --- where paths lead ----------------------------------------------------------------------- */

/* g_free() it; NULL: it is not there. */
static char *real_path(const char *path) {
    char *real = realpath(path, NULL);
    char *copy = g_strdup(real);
    free(real);
    return copy;
}

static char *real_folder(struct roots *roots, const char *folder) {
    const char *known = g_hash_table_lookup(roots->folders, folder);
    if (known) {
        return g_strdup(known);
    }
    char *real = real_path(folder);
    if (real && g_hash_table_size(roots->folders) < FOLDERS_KEPT_MAX) {
        g_hash_table_insert(roots->folders, arena_strdup(roots->arena, folder),
                            arena_strdup(roots->arena, real));
    }
    return real;
}

/* Of a file that is no link itself only the folder has to be resolved. */
static char *resolve(struct roots *roots, const char *path) {
    char target[1];
    if (readlink(path, target, sizeof target) >= 0) {
        return real_path(path);
    }
    if (errno != EINVAL) {
        return NULL;
    }
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *real = real_folder(roots, folder);
    return real ? g_build_filename(real, strrchr(path, '/') + 1, NULL) : NULL;
}

static bool is_in_root(const struct roots *roots, struct root *root, const char *real) {
    if (!root->real) {
        g_autofree char *resolved = real_path(root->path);
        root->real = arena_strdup(roots->arena, resolved);
    }
    return root->real && path_is_below(real, root->real);
}

/* Roots that are spelled as the path's beginning come first: most of the others are never needed.
 */
bool roots_hold(struct roots *roots, const char *path) {
    g_autofree char *real = resolve(roots, path);
    bool is_inside = false;
    for (guint i = 0; real && i < 2 * roots->all->len && !is_inside; i++) {
        struct root *root = roots->all->pdata[i % roots->all->len];
        bool is_first_round = i < roots->all->len;
        is_inside =
            path_is_below(path, root->path) == is_first_round && is_in_root(roots, root, real);
    }
    return is_inside;
}
