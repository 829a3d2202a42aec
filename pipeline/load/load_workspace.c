#include "load_state_priv.h"

#include <string.h>

#define WORKSPACE_FILE "pdfgen.yaml"
/* The least that a workspace must say. */
#define WORKSPACE_EXAMPLE "company: {name: ...}"

static bool has_workspace(World *world, const char *directory) {
    g_autofree char *path = g_build_filename(directory, WORKSPACE_FILE, NULL);
    return world_is_file(world, path);
}

static bool complain_of_missing(Arena *arena, World *world, const char *asked, const char *absolute,
                                struct diags *diags) {
    const char *shown = world_display_path(world, arena, absolute);
    diag_error(diags, (struct span){0}, DIAG_WORKSPACE_MISSING,
               "%s \"%s\" holds no " WORKSPACE_FILE, asked, shown);
    diag_hint(diags, "Name the folder that holds " WORKSPACE_FILE
                     ", or write one: " WORKSPACE_EXAMPLE ".");
    return false;
}

/* The nearest folder upwards; NULL: none. */
static const char *walk_up(Arena *arena, World *world) {
    char *directory = world_absolute(world, arena, ".");
    while (!has_workspace(world, directory)) {
        char *slash = strrchr(directory, '/');
        if (!slash || strcmp(directory, "/") == 0) {
            return NULL;
        }
        slash[slash == directory] = '\0';
    }
    return directory;
}

static const char *find_directory(Arena *arena, World *world, const char *directory,
                                  struct diags *diags) {
    const char *from_environment = world_env(world, "PDFGEN_WORKSPACE");
    const char *asked = directory ? directory : from_environment;
    if (asked) {
        const char *absolute = world_absolute(world, arena, asked);
        if (has_workspace(world, absolute)) {
            return absolute;
        }
        complain_of_missing(arena, world, directory ? "workspace" : "PDFGEN_WORKSPACE", absolute,
                            diags);
        return NULL;
    }
    const char *found = walk_up(arena, world);
    if (!found) {
        diag_error(diags, (struct span){0}, DIAG_WORKSPACE_MISSING,
                   "there is no " WORKSPACE_FILE " in this folder or above it");
        diag_hint(diags,
                  "Go to the folder that holds " WORKSPACE_FILE " or to one below it, name it with "
                  "--workspace DIR, or write one: " WORKSPACE_EXAMPLE ".");
    }
    return found;
}

static bool is_map(const struct value *config, struct diags *diags) {
    if (config->kind == VALUE_MAP) {
        return true;
    }
    diag_error(diags, config->at, DIAG_WORKSPACE_FIELD, WORKSPACE_FILE " holds %s, not a map",
               value_kind_name(config->kind));
    diag_hint(diags, "Begin it with \"company:\" and the company's name below.");
    return false;
}

static bool check_config(Arena *arena, const struct value *config, struct diags *diags) {
    struct field_check check = {.arena = arena, .diags = diags, .is_workspace = true};
    load_check_fields(&check, config, load_workspace_rules);
    return !check.has_failed;
}

bool load_workspace_to_check(Arena *arena, World *world, const char *directory, struct diags *diags,
                             struct workspace *ret, bool *ret_is_sound) {
    struct workspace workspace = {.directory = find_directory(arena, world, directory, diags)};
    if (!workspace.directory) {
        return false;
    }
    world_allow(world, workspace.directory);
    const char *path = load_join(arena, workspace.directory, WORKSPACE_FILE);
    workspace.source = world_read_text(world, path, (struct span){0}, diags);
    if (!workspace.source || !load_yaml(arena, workspace.source, diags, &workspace.config) ||
        !is_map(workspace.config, diags)) {
        return false;
    }
    bool is_sound = load_company_data(arena, world, &workspace, diags);
    is_sound = check_config(arena, workspace.config, diags) && is_sound;
    workspace.store = load_store_new(arena);
    *ret = workspace;
    *ret_is_sound = is_sound;
    return true;
}

bool load_workspace(Arena *arena, World *world, const char *directory, struct diags *diags,
                    struct workspace *ret) {
    struct workspace workspace;
    bool is_sound;
    if (!load_workspace_to_check(arena, world, directory, diags, &workspace, &is_sound) ||
        !is_sound) {
        return false;
    }
    *ret = workspace;
    return true;
}
