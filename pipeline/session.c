#include "pipeline_demo_priv.h"

struct session {
    World *world;
    struct session_options options;
    Arena *arena;
    bool has_workspace;
    struct workspace workspace;
    struct demo demo;    /* of a demo; else zeroed */
    GHashTable *themes;  /* name -> struct theme *, of the arena */
    GHashTable *locales; /* tag -> Locale * */
    Fonts *fonts;
    const struct font_catalogue *catalogue; /* of the fonts */
    PaintCache *paint_cache;
    FillCache *fill_cache;
    GHashTable *fronts;   /* const struct source * -> struct front * */
    GHashTable *partials; /* name -> struct kept_partial * */
};

/* A template's front matter; meta NULL: there is something to report, each time anew. */
struct front {
    struct value *meta;
    size_t body;
};

Session *session_new(World *world, const struct session_options *options) {
    Session *session = g_new0(Session, 1);
    session->world = world;
    session->options = *options;
    session->arena = arena_new();
    session->themes = g_hash_table_new(g_str_hash, g_str_equal);
    session->fill_cache = fill_cache_new();
    session->fronts = g_hash_table_new(NULL, NULL);
    session->partials = g_hash_table_new(g_str_hash, g_str_equal);
    session->locales =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)locale_free);
    return session;
}

void session_free(Session *session) {
    if (!session) {
        return;
    }
    layout_fonts_free(session->fonts);
    paint_cache_free(session->paint_cache);
    fill_cache_free(session->fill_cache);
    g_hash_table_unref(session->fronts);
    g_hash_table_unref(session->partials);
    g_hash_table_unref(session->themes);
    g_hash_table_unref(session->locales);
    arena_free(session->arena);
    g_free(session);
}

World *session_world(const Session *session) {
    return session->world;
}

bool session_is_demo(const Session *session) {
    return session->options.demo != NULL;
}

Arena *session_arena(const Session *session) {
    return session->arena;
}

bool session_is_lenient(const Session *session) {
    return session->options.is_lenient;
}

const struct session_options *session_options_of(const Session *session) {
    return &session->options;
}

static bool is_workspace_above(const World *world) {
    g_autofree char *folder = g_strdup(world_directory(world));
    for (;;) {
        g_autofree char *path = g_build_filename(folder, "pdfgen.yaml", NULL);
        if (world_is_file(world, path)) {
            return true;
        }
        char *up = g_path_get_dirname(folder);
        bool is_top = g_str_equal(up, folder);
        g_free(folder);
        folder = up;
        if (is_top) {
            return false;
        }
    }
}

/* Nothing of the user's is looked for: no workspace here or above, none in the environment. */
static bool open_demo(Session *session, struct diags *diags) {
    session->has_workspace = demo_load(session->arena, session->world, session->options.demo, diags,
                                       &session->workspace, &session->demo);
    return session->has_workspace;
}

bool session_workspace(Session *session, bool is_required, struct diags *diags,
                       const struct workspace **ret) {
    *ret = NULL;
    if (session_is_demo(session)) {
        if (!session->has_workspace && !open_demo(session, diags)) {
            return false;
        }
    } else if (!session->has_workspace) {
        bool is_named = session->options.workspace || world_env(session->world, "PDFGEN_WORKSPACE");
        if (!is_required && !is_named && !is_workspace_above(session->world)) {
            return true;
        }
        if (!load_workspace(session->arena, session->world, session->options.workspace, diags,
                            &session->workspace)) {
            return false;
        }
        session->has_workspace = true;
    }
    *ret = &session->workspace;
    return true;
}

bool session_partner(Session *session, Arena *arena, const struct partner_entry *entry,
                     struct diags *diags, struct value **ret) {
    if (!load_partner(arena, session->world, entry, diags, ret)) {
        return false;
    }
    *ret = demo_renamed(arena, &session->demo, *ret);
    return true;
}

const char *pipeline_demo_partner(Session *session, struct diags *diags) {
    const struct workspace *workspace;
    return session_workspace(session, true, diags, &workspace) ? session->demo.partner : NULL;
}

const char *pipeline_demo_company(Session *session, struct diags *diags) {
    const struct workspace *workspace;
    return session_workspace(session, true, diags, &workspace)
               ? value_text(session->arena, value_path(workspace->config, "company.name"), "")
               : NULL;
}

bool pipeline_demo_is_renamed(const Session *session) {
    return session->demo.n_renamings > 0;
}

bool session_workspace_to_check(Session *session, struct diags *diags, const struct workspace **ret,
                                bool *ret_is_sound) {
    *ret_is_sound = true;
    if (session->has_workspace) {
        *ret = &session->workspace;
        return true;
    }
    struct workspace *workspace = &session->workspace;
    if (!load_workspace_to_check(session->arena, session->world, session->options.workspace, diags,
                                 workspace, ret_is_sound)) {
        return false;
    }
    session->has_workspace = *ret_is_sound;
    *ret = workspace;
    return true;
}

/* What the workspace says at @key, and where. */
static const char *workspace_text(Session *session, const char *key, struct span *ret_at) {
    if (!session->has_workspace) {
        return NULL;
    }
    const struct value *value = value_get(session->workspace.config, key);
    *ret_at = value ? value->at : (struct span){0};
    return value_text(session->arena, value, NULL);
}

/* The built-in theme of a document that asks for none; themes/quiet.yaml is part of pdfgen. */
#define DEFAULT_THEME "quiet"

/* Flag, environment, document, workspace, built in. */
static const char *choose_theme(Session *session, const char *wanted, struct span *at) {
    const char *flag = session->options.theme;
    const char *name = flag ? flag : world_env(session->world, "PDFGEN_THEME");
    if (name) {
        *at = (struct span){0};
        return name;
    }
    name = wanted ? wanted : workspace_text(session, "theme", at);
    return name ? name : DEFAULT_THEME;
}

const struct theme *session_theme(Session *session, const char *wanted, struct span asked_at,
                                  bool is_deck, struct diags *diags) {
    struct theme_choice choice = {.asked_at = asked_at, .is_deck = is_deck};
    choice.name = choose_theme(session, wanted, &choice.asked_at);
    const char *key = is_deck ? arena_printf(session->arena, "%s deck", choice.name) : choice.name;
    struct theme *theme = g_hash_table_lookup(session->themes, key);
    if (theme) {
        return theme;
    }
    const struct workspace *workspace = session->has_workspace ? &session->workspace : NULL;
    theme = ARENA_NEW(session->arena, struct theme);
    enum world_reading before = world_set_reading(session->world, WORLD_SHARED);
    bool is_loaded =
        load_theme(session->arena, session->world, workspace, &choice, diags, theme) &&
        (!workspace || load_brand(session->arena, session->world, workspace, diags, theme));
    world_set_reading(session->world, before);
    if (!is_loaded) {
        return NULL;
    }
    g_hash_table_insert(session->themes, arena_strdup(session->arena, key), theme);
    return theme;
}

Fonts *session_fonts(Session *session, struct diags *diags) {
    if (!session->fonts) {
        struct font_catalogue *catalogue = ARENA_NEW(session->arena, struct font_catalogue);
        const struct workspace *workspace = session->has_workspace ? &session->workspace : NULL;
        enum world_reading before = world_set_reading(session->world, WORLD_SHARED);
        bool is_loaded = load_fonts(session->arena, session->world, workspace, diags, catalogue);
        world_set_reading(session->world, before);
        if (!is_loaded) {
            return NULL;
        }
        session->fonts = layout_fonts_new(session->world, catalogue);
        session->catalogue = catalogue;
    }
    return session->fonts;
}

const struct font_catalogue *session_catalogue(const Session *session) {
    return session->catalogue;
}

PaintCache *session_paint_cache(Session *session) {
    if (!session->paint_cache) {
        session->paint_cache = paint_cache_new(PAINT_CACHE_BYTES_MAX);
    }
    return session->paint_cache;
}

FillCache *session_fill_cache(Session *session) {
    return session->fill_cache;
}

bool session_front_matter(Session *session, Arena *arena, const struct source *source,
                          struct diags *diags, struct value **ret_meta, size_t *ret_body) {
    struct front *front = g_hash_table_lookup(session->fronts, source);
    if (front && front->meta) {
        *ret_meta = front->meta;
        *ret_body = front->body;
        return true;
    }
    struct diags own = {.is_strict = diags->is_strict};
    load_front_matter(front ? arena : session->arena, source, &own, ret_meta, ret_body);
    bool is_kept = !front && own.n == 0;
    if (!front) {
        front = ARENA_NEW(session->arena, struct front);
        *front = (struct front){.meta = is_kept ? *ret_meta : NULL, .body = *ret_body};
        g_hash_table_insert(session->fronts, (struct source *)source, front);
    }
    diags_take(diags, &own, false);
    return is_kept;
}

struct kept_partial *session_partial(Session *session, struct str name) {
    g_autofree char *key = g_strndup(name.p, name.n);
    struct kept_partial *partial = g_hash_table_lookup(session->partials, key);
    if (!partial) {
        partial = ARENA_NEW(session->arena, struct kept_partial);
        g_hash_table_insert(session->partials, arena_strdup(session->arena, key), partial);
    }
    return partial;
}

Locale *session_locale(Session *session, const char *tag) {
    struct span unused;
    tag = tag ? tag : workspace_text(session, "locale", &unused);
    tag = tag ? tag : "en-US";
    Locale *locale = g_hash_table_lookup(session->locales, tag);
    if (!locale) {
        locale = locale_new(tag);
        if (locale) {
            g_hash_table_insert(session->locales, arena_strdup(session->arena, tag), locale);
        }
    }
    return locale;
}
