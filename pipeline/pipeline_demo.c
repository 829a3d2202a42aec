#include "pipeline_demo_priv.h"

#include <string.h>

/*
 * The demo company, which is part of the installation (examples/demo), in the place of a workspace.
 *
 * Only what the command line names is read besides: a brand, a logo. The company takes the brand's
 * name, and its own name changes wherever a text of the demo has it, so that whoever is shown the
 * documents sees a program of their own.
 */

#define DEMO_FOLDER "examples/demo"
/* The partner of the demo that has something of everything; a made-up program has its own. */
#define DEMO_PARTNER "acme"

struct date pipeline_demo_day(void) {
    return (struct date){2026, 10, 9};
}

/* --- names ---------------------------------------------------------------------------------- */

static void append_renamed(const struct demo *demo, struct str text, GString *out) {
    while (text.n > 0) {
        size_t i = 0;
        while (i < demo->n_renamings && !str_starts_with(text, demo->renamings[i].from)) {
            i++;
        }
        if (i < demo->n_renamings) {
            g_string_append(out, demo->renamings[i].to);
            text = str_skip(text, strlen(demo->renamings[i].from));
        } else {
            g_string_append_c(out, text.p[0]);
            text = str_skip(text, 1);
        }
    }
}

static void rename_in(Arena *arena, const struct demo *demo, struct value *value) {
    switch (value->kind) {
    case VALUE_NULL:
    case VALUE_BOOL:
    case VALUE_NUMBER: return;
    case VALUE_STRING: {
        g_autoptr(GString) text = g_string_new(NULL);
        append_renamed(demo, value->string, text);
        value->string = str_from_gstring(arena, text);
        return;
    }
    case VALUE_LIST:
        for (size_t i = 0; i < value->list.n; i++) {
            rename_in(arena, demo, value->list.items[i]);
        }
        return;
    case VALUE_MAP:
        for (size_t i = 0; i < value->map.n; i++) {
            rename_in(arena, demo, value->map.entries[i].value);
        }
        return;
    }
    g_assert_not_reached();
}

struct value *demo_renamed(Arena *arena, const struct demo *demo, struct value *value) {
    if (demo->n_renamings == 0) {
        return value;
    }
    struct value *copy = value_copy(arena, value);
    rename_in(arena, demo, copy);
    return copy;
}

static void add_renaming(struct demo *demo, const char *from, const char *to) {
    g_assert(demo->n_renamings < DEMO_RENAMINGS_MAX);
    if (to) {
        demo->renamings[demo->n_renamings++] = (struct demo_renaming){from, to};
    }
}

/* Addresses of a company that has named none end as examples do (RFC 2606). */
static void choose_renamings(Arena *arena, const char *full, const char *brief, const char *home,
                             struct demo *ret) {
    if (!full && !brief) {
        return;
    }
    full = full ? full : brief;
    brief = brief ? brief : full;
    ret->short_name = g_str_equal(brief, full) ? NULL : brief;
    const char *domain = arena_printf(arena, "%s.example", str_slug(arena, str_from(brief)));
    add_renaming(ret, "https://halyard.example",
                 home ? home : arena_printf(arena, "https://%s", domain));
    add_renaming(ret, "halyard.example", domain);
    add_renaming(ret, "Halyard Systems Inc.", full);
    add_renaming(ret, "Halyard Systems", full);
    add_renaming(ret, "Halyard", brief);
}

/* --- brand ---------------------------------------------------------------------------------- */

static struct value *new_text(Arena *arena, const char *text) {
    return value_new_string(arena, (struct span){0}, str_from(text));
}

/* A map with one field, which may be the value of another's. */
static struct value *map_of(Arena *arena, const char *key, struct value *value) {
    struct value *map = value_new(arena, VALUE_MAP, (struct span){0});
    value_put(arena, map, key, value);
    return map;
}

static bool is_colour(const World *world, const char *word) {
    return word[0] == '#' || (!strpbrk(word, "./") && !world_is_file(world, word));
}

static const char *text_at(Arena *arena, const struct value *root, const char *path) {
    const struct value *value = value_path(root, path);
    return value && value->kind == VALUE_STRING ? str_cstr(arena, value->string) : NULL;
}

static const char *either(const char *first, const char *second) {
    return first ? first : second;
}

/* What the brand says of the company's name; its looks are read with the theme. */
static bool read_names(Arena *arena, World *world, const char *path,
                       const struct demo_options *options, struct diags *diags, struct demo *ret) {
    struct value *brand = NULL;
    if (!load_data_file(arena, world, path, (struct span){0}, diags, &brand)) {
        return false;
    }
    const char *full =
        either(text_at(arena, brand, "meta.name.full"), text_at(arena, brand, "meta.name"));
    const char *brief = text_at(arena, brand, "meta.name.short");
    const char *home =
        either(text_at(arena, brand, "meta.link.home"), text_at(arena, brand, "meta.link"));
    if (options->company) {
        full = brief = options->company;
    }
    choose_renamings(arena, full, brief, home, ret);
    return true;
}

/* The picture that the command line names, for light grounds; on dark ones stand words. */
static struct value *logo_value(Arena *arena, World *world, const char *path) {
    world_allow_file(world, path);
    return map_of(arena, "path", new_text(arena, world_absolute(world, arena, path)));
}

static bool use_brand_file(Arena *arena, World *world, const struct demo_options *options,
                           struct diags *diags, struct value **ret_brand, struct demo *ret) {
    const char *path = world_absolute(world, arena, options->brand);
    if (options->logo) {
        diag_error(diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "a brand file and a logo beside it cannot both be used");
        diag_hint(diags, "Name the logo in \"%s\", or give a colour with --brand.", options->brand);
        return false;
    }
    world_allow_file(world, path);
    *ret_brand = new_text(arena, path);
    return read_names(arena, world, path, options, diags, ret);
}

/* A brand that the command line says in words: a colour, a logo, both. */
static void use_brand_words(Arena *arena, World *world, const struct demo_options *options,
                            struct value **ret_brand, struct demo *ret) {
    const char *brand = options->brand;
    bool has_colour = brand && is_colour(world, brand);
    const char *logo = options->logo ? options->logo : has_colour ? NULL : brand;
    *ret_brand = value_new(arena, VALUE_MAP, (struct span){0});
    if (has_colour) {
        value_put(arena, *ret_brand, "color", map_of(arena, "primary", new_text(arena, brand)));
    }
    if (logo) {
        value_put(arena, *ret_brand, "logo", logo_value(arena, world, logo));
    }
    choose_renamings(arena, options->company, NULL, NULL, ret);
}

/* *ret_brand NULL: the demo company's own. */
static bool use_brand(Arena *arena, World *world, const struct demo_options *options,
                      struct diags *diags, struct value **ret_brand, struct demo *ret) {
    const char *brand = options->brand;
    *ret_brand = NULL;
    if (brand && !is_colour(world, brand) && !load_is_picture(brand)) {
        return use_brand_file(arena, world, options, diags, ret_brand, ret);
    }
    if (brand || options->logo || options->company) {
        use_brand_words(arena, world, options, ret_brand, ret);
    }
    return true;
}

/* Road map and ask name the partners of examples/demo: without them figures speak. */
static struct value *data_without_partners(Arena *arena, const struct value *data) {
    struct value *kept = value_new(arena, VALUE_MAP, (struct span){0});
    struct value *pricing = value_get(data, "pricing");
    if (pricing) {
        value_put(arena, kept, "pricing", pricing);
    }
    return kept;
}

/* The partners stand in files that are in memory only. */
static void use_seed(Arena *arena, World *world, const char *seed, struct workspace *workspace,
                     struct demo *ret) {
    struct value *files = value_new(arena, VALUE_LIST, (struct span){0});
    struct invented *partners = NULL;
    size_t n = 0;
    load_invent(arena, g_ascii_strtoull(seed, NULL, 10), &partners, &n);
    for (size_t i = 0; i < n; i++) {
        const char *name = arena_printf(arena, "seed-%s/%s.yaml", seed, partners[i].slug);
        world_put_text(world, arena_printf(arena, "%s/%s", workspace->directory, name),
                       partners[i].yaml);
        value_append(arena, files, new_text(arena, name));
    }
    value_put(arena, workspace->config, "partners", files);
    value_put(arena, workspace->config, "data",
              data_without_partners(arena, value_get(workspace->config, "data")));
    ret->partner = partners[0].slug;
}

bool demo_load(Arena *arena, World *world, const struct demo_options *options, struct diags *diags,
               struct workspace *ret_workspace, struct demo *ret) {
    struct workspace workspace;
    struct demo demo = {.partner = DEMO_PARTNER};
    struct value *brand;
    const char *folder = arena_printf(arena, "%s/" DEMO_FOLDER, world_installation(world));
    if (!load_workspace(arena, world, folder, diags, &workspace) ||
        !use_brand(arena, world, options, diags, &brand, &demo)) {
        return false;
    }
    if (options->seed) {
        use_seed(arena, world, options->seed, &workspace, &demo);
    }
    workspace.config = demo_renamed(arena, &demo, workspace.config);
    struct value *company = value_get(workspace.config, "company");
    if (company && demo.short_name) {
        value_put_text(arena, company, "short_name", demo.short_name);
    }
    if (brand) {
        value_put(arena, workspace.config, "brand", brand);
    }
    *ret_workspace = workspace;
    *ret = demo;
    return true;
}
