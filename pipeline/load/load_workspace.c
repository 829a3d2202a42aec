#include "load_priv.h"

#include <string.h>

#define WORKSPACE_FILE "pdfgen.yaml"
/* The least that a workspace must say. */
#define WORKSPACE_EXAMPLE "company: {name: ...}"

static const struct field_rule company_rules[] = {
    {.name = "name", .form = FIELD_TEXT, .is_required = true},
    {.name = "website", .form = FIELD_TEXT},
    {.name = "product", .form = FIELD_TEXT},
    {.name = "value_prop", .form = FIELD_TEXT},
    {.name = "legal_name", .form = FIELD_TEXT},
    {.name = "address", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule contact_rules[] = {
    {.name = "name", .form = FIELD_TEXT},
    {.name = "email", .form = FIELD_TEXT},
    {.name = "role", .form = FIELD_TEXT},
    {.name = "phone", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule tier_rules[] = {
    {.name = "name", .form = FIELD_TEXT, .is_required = true},
    {.name = "threshold", .form = FIELD_NUMBER},
    {.name = "qbr", .form = FIELD_TEXT},
    {.name = "requirements", .form = FIELD_MAP},
    {.name = "benefits", .form = FIELD_TEXTS},
    {0},
};

static const struct field_rule stage_rules[] = {
    {.name = "name", .form = FIELD_TEXT, .is_required = true},
    {.name = "weight", .form = FIELD_NUMBER},
    {0},
};

static const struct field_rule workspace_rules[] = {
    {.name = "company", .form = FIELD_MAP, .fields = company_rules, .is_required = true},
    {.name = "contact", .form = FIELD_MAP, .fields = contact_rules},
    {.name = "brand", .form = FIELD_TEXT_OR_MAP},
    {.name = "theme", .form = FIELD_TEXT},
    {.name = "locale", .form = FIELD_TEXT},
    {.name = "currency", .form = FIELD_CURRENCY},
    {.name = "fiscal_year_start", .form = FIELD_MONTH},
    {.name = "partners", .form = FIELD_TEXT},
    {.name = "tiers", .form = FIELD_MAPS, .fields = tier_rules},
    {.name = "stages", .form = FIELD_MAPS, .fields = stage_rules},
    {.name = "coverage_target", .form = FIELD_NUMBER},
    {.name = "health_levels", .form = FIELD_MAP},
    {.name = "rates", .form = FIELD_MAP},
    {.name = "pipeline", .form = FIELD_MAP},
    {.name = "health", .form = FIELD_MAP},
    {.name = "commission", .form = FIELD_MAP},
    {0},
};

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

/* BCP 47 as far as its form goes; whether ICU knows it is seen when it is opened. */
static bool is_locale(struct str tag) {
    bool is_language = tag.n >= 2 && g_ascii_isalpha(tag.p[0]) && g_ascii_isalpha(tag.p[1]);
    for (size_t i = 0; i < tag.n; i++) {
        is_language = is_language && (g_ascii_isalnum(tag.p[i]) || tag.p[i] == '-');
    }
    return is_language;
}

static void check_locale(struct field_check *check, const struct value *config) {
    const struct value *locale = value_get(config, "locale");
    if (locale && locale->kind == VALUE_STRING && !is_locale(locale->string)) {
        diag_error(check->diags, locale->at, DIAG_WORKSPACE_FIELD,
                   "\"locale\" is not a language: \"" STR_FMT "\"", STR_ARG(locale->string));
        diag_hint(check->diags, "Write a language and a country with a hyphen, such as en-GB.");
        check->has_failed = true;
    }
}

static bool check_config(Arena *arena, const struct value *config, struct diags *diags) {
    if (config->kind != VALUE_MAP) {
        diag_error(diags, config->at, DIAG_WORKSPACE_FIELD, WORKSPACE_FILE " holds %s, not a map",
                   value_kind_name(config->kind));
        diag_hint(diags, "Begin it with \"company:\" and the company's name below.");
        return false;
    }
    struct field_check check = {.arena = arena, .diags = diags, .is_workspace = true};
    load_check_fields(&check, config, workspace_rules);
    check_locale(&check, config);
    return !check.has_failed;
}

bool load_workspace(Arena *arena, World *world, const char *directory, struct diags *diags,
                    struct workspace *ret) {
    struct workspace workspace = {.directory = find_directory(arena, world, directory, diags)};
    if (!workspace.directory) {
        return false;
    }
    world_allow(world, workspace.directory);
    const char *path = load_join(arena, workspace.directory, WORKSPACE_FILE);
    workspace.source = world_read_text(world, path, (struct span){0}, diags);
    if (!workspace.source || !load_yaml(arena, workspace.source, diags, &workspace.config) ||
        !check_config(arena, workspace.config, diags)) {
        return false;
    }
    *ret = workspace;
    return true;
}
