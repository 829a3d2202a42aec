#include "load_priv.h"

#include <stdlib.h>
#include <string.h>

/* A chain of `extends` longer than this is a mistake even without a cycle. */
enum { EXTENDS_MAX = 8 };

/* Half an inch: narrower, and no word fits. */
enum { TEXT_PT_MIN = 36 };

struct search {
    Arena *arena;
    World *world;
    struct diags *diags;
    const char *folders[2]; /* the workspace's themes/, then the installation's */
    size_t n_folders;
    const char *seen[EXTENDS_MAX]; /* paths that are being read */
    size_t n_seen;
    const struct value *decks[EXTENDS_MAX]; /* the files' `deck`, the base's first */
    size_t n_decks;
};

static bool is_seen(const struct search *search, const char *path) {
    for (size_t i = 0; i < search->n_seen; i++) {
        if (strcmp(search->seen[i], path) == 0) {
            return true;
        }
    }
    return false;
}

/* A workspace's quiet.yaml may extend the installation's: files that are being read are passed
 * over. */
static const char *find_theme(const struct search *search, const char *name, bool *ret_is_cycle) {
    *ret_is_cycle = false;
    bool is_plain = name[0] != '\0' && name[0] != '.' && !strchr(name, '/');
    for (size_t i = 0; is_plain && i < search->n_folders; i++) {
        const char *file = arena_printf(search->arena, "%s.yaml", name);
        const char *path = load_join(search->arena, search->folders[i], file);
        if (world_is_file(search->world, path)) {
            if (!is_seen(search, path)) {
                *ret_is_cycle = false;
                return path;
            }
            *ret_is_cycle = true;
        }
    }
    return NULL;
}

static bool has_name(const struct str *names, size_t n, struct str name) {
    for (size_t i = 0; i < n; i++) {
        if (str_eq(names[i], name)) {
            return true;
        }
    }
    return false;
}

static size_t list_themes(const struct search *search, struct str **ret) {
    struct str *names = NULL;
    size_t n = 0, capacity = 0;
    for (size_t i = 0; i < search->n_folders; i++) {
        char **files;
        size_t n_files = world_list(search->world, search->arena, search->folders[i], &files);
        for (size_t k = 0; k < n_files; k++) {
            struct str name = str_from(files[k]);
            struct str stem = str_slice(name, 0, name.n - MIN(name.n, strlen(".yaml")));
            if (str_ends_with(name, ".yaml") && !has_name(names, n, stem)) {
                names = arena_grow(search->arena, names, n, &capacity, sizeof *names);
                names[n++] = stem;
            }
        }
    }
    *ret = names;
    return n;
}

static bool complain_of_missing(const struct search *search, const char *name,
                                struct span asked_at) {
    struct str *names;
    size_t n = list_themes(search, &names);
    int nearest = str_nearest(str_from(name), names, n);
    diag_error(search->diags, asked_at, DIAG_THEME_MISSING, "no theme is called \"%s\"", name);
    const char *all = n > 0 ? str_list(search->arena, names, n) : "none";
    if (nearest >= 0) {
        diag_hint(search->diags, "Did you mean \"" STR_FMT "\"? There are: %s.",
                  STR_ARG(names[nearest]), all);
    } else {
        diag_hint(search->diags, "There are: %s.", all);
    }
    return false;
}

static bool read_theme(struct search *search, const char *name, struct span asked_at,
                       struct theme *theme);

/* Fills @theme with what the file extends; a theme that extends nothing has to say everything. */
static bool read_base(struct search *search, const struct value *map, struct theme *theme) {
    const struct value *base = value_get(map, "extends");
    if (!base) {
        return true;
    }
    if (base->kind != VALUE_STRING) {
        diag_error(search->diags, base->at, DIAG_THEME_FIELD, "\"extends\" is %s, not a string",
                   value_kind_name(base->kind));
        diag_hint(search->diags, "Write the name of a theme, such as quiet.");
        return false;
    }
    return read_theme(search, str_cstr(search->arena, base->string), base->at, theme);
}

static bool read_theme(struct search *search, const char *name, struct span asked_at,
                       struct theme *theme) {
    bool is_cycle;
    const char *path = find_theme(search, name, &is_cycle);
    if (!path && !is_cycle) {
        return complain_of_missing(search, name, asked_at);
    }
    if (is_cycle || search->n_seen == EXTENDS_MAX) {
        diag_error(search->diags, asked_at, DIAG_THEME_FIELD, "theme \"%s\" extends itself", name);
        diag_hint(search->diags, "Remove \"extends\" from one of the themes in the chain.");
        return false;
    }
    search->seen[search->n_seen++] = path;
    struct value *map;
    if (!load_data_file(search->arena, search->world, path, asked_at, search->diags, &map) ||
        !read_base(search, map, theme)) {
        return false;
    }
    theme->description = NULL; /* a base's is not this theme's */
    if (!load_theme_map(search->arena, map, search->diags, theme)) {
        return false;
    }
    const struct value *deck = value_get(map, "deck");
    if (deck) {
        search->decks[search->n_decks++] = deck;
    }
    return true;
}

/* What a deck changes stands above what any file of the chain says of reports. */
static bool read_decks(const struct search *search, struct theme *theme) {
    bool is_read = true;
    for (size_t i = 0; i < search->n_decks; i++) {
        is_read = load_theme_map(search->arena, search->decks[i], search->diags, theme) && is_read;
    }
    return is_read;
}

/* Roles that few documents have look like a cover's title unless the theme says otherwise. */
static void fill_styles(struct theme *theme) {
    static const enum text_role rare[] = {ROLE_QUOTE, ROLE_NUMBER};
    for (size_t i = 0; i < G_N_ELEMENTS(rare); i++) {
        if (!theme->styles[rare[i]].family) {
            theme->styles[rare[i]] = theme->styles[ROLE_DISPLAY];
        }
    }
}

/* Slides do not face each other. */
static void resolve_margins(struct theme *theme) {
    struct theme_page *page = &theme->page;
    if (theme->is_deck) {
        page->inner_pt = page->outer_pt = 0;
    }
    page->left_pt = page->inner_pt > 0 ? page->inner_pt : page->left_pt;
    page->right_pt = page->outer_pt > 0 ? page->outer_pt : page->right_pt;
}

static const char *missing_field(const struct theme *theme) {
    for (int i = 0; i < N_ROLES; i++) {
        const struct text_style *style = &theme->styles[i];
        if (!style->family || style->size_pt <= 0 || style->leading_pt <= 0 || style->weight == 0) {
            return theme_role_name((enum text_role)i);
        }
    }
    return theme->page.width_pt <= 0 || theme->page.height_pt <= 0 ? "page"
           : theme->space.step_pt <= 0                             ? "space"
                                                                   : NULL;
}

static bool complain_of_theme(const struct search *search, struct span at, const char *message,
                              const char *hint) {
    diag_error(search->diags, at, DIAG_THEME_FIELD, "%s", message);
    diag_hint(search->diags, "%s", hint);
    return false;
}

/* What no document could be set on. */
static bool check_theme(const struct search *search, struct span at, const struct theme *theme) {
    const struct theme_page *page = &theme->page;
    const char *missing = missing_field(theme);
    if (missing) {
        const char *message = arena_printf(
            search->arena, "theme \"%s\" lacks \"%s\" or a part of it", theme->name, missing);
        return complain_of_theme(search, at, message,
                                 "Begin the theme with \"extends: quiet\" and name what differs.");
    }
    if (page->left_pt + page->right_pt > page->width_pt - TEXT_PT_MIN ||
        page->top_pt + page->bottom_pt > page->height_pt - TEXT_PT_MIN) {
        const char *message = arena_printf(
            search->arena, "theme \"%s\" has margins that leave less than %d pt for text",
            theme->name, TEXT_PT_MIN);
        return complain_of_theme(search, at, message,
                                 "Make the margins smaller or the page larger.");
    }
    /* Also a theme of its own that names no colours: they are all black then. */
    if (rgb_contrast(theme->colours[COLOUR_INK], theme->colours[COLOUR_GROUND]) < 3) {
        const char *message = arena_printf(
            search->arena, "in theme \"%s\" ink can hardly be told from ground", theme->name);
        return complain_of_theme(search, at, message,
                                 "Name two colours that differ by 4.5:1, or extend another theme.");
    }
    return true;
}

static void set_folders(struct search *search, const struct workspace *workspace) {
    const char *installation = world_installation(search->world);
    if (workspace) {
        search->folders[search->n_folders++] =
            load_join(search->arena, workspace->directory, "themes");
    }
    if (installation) {
        search->folders[search->n_folders++] = load_join(search->arena, installation, "themes");
    }
}

bool load_theme(Arena *arena, World *world, const struct workspace *workspace,
                const struct theme_choice *choice, struct diags *diags, struct theme *ret) {
    struct search search = {.arena = arena, .world = world, .diags = diags};
    set_folders(&search, workspace);
    struct theme theme = {.name = arena_strdup(arena, choice->name), .is_deck = choice->is_deck};
    if (!read_theme(&search, choice->name, choice->asked_at, &theme) ||
        (choice->is_deck && !read_decks(&search, &theme))) {
        return false;
    }
    fill_styles(&theme);
    resolve_margins(&theme);
    theme_follow(&theme);
    const char *shown = world_display_path(world, arena, search.seen[0]);
    struct span at = span_of_file(source_new(arena, shown, (struct str){"", 0}));
    if (!check_theme(&search, at, &theme)) {
        return false;
    }
    *ret = theme;
    return true;
}

static int compare_entries(const void *a, const void *b) {
    return strcmp(((const struct theme_entry *)a)->name, ((const struct theme_entry *)b)->name);
}

bool load_theme_list(Arena *arena, World *world, const struct workspace *workspace,
                     struct diags *diags, struct theme_entry **ret, size_t *ret_n) {
    static const char *const keys[] = {"description"};
    struct search search = {.arena = arena, .world = world, .diags = diags};
    struct str *names;
    bool is_complete = true;
    set_folders(&search, workspace);
    size_t n = list_themes(&search, &names);
    struct theme_entry *entries = ARENA_NEW_N(arena, struct theme_entry, n);
    for (size_t i = 0; i < n; i++) {
        bool unused;
        struct theme_entry *entry = &entries[i];
        struct str description = STR("");
        entry->name = str_cstr(arena, names[i]);
        entry->path = find_theme(&search, entry->name, &unused);
        const struct source *source = world_read_text(world, entry->path, (struct span){0}, diags);
        if (source) {
            load_yaml_head(arena, source, keys, G_N_ELEMENTS(keys), &description);
        }
        is_complete = is_complete && source;
        entry->description = str_cstr(arena, description);
    }
    if (n > 1) {
        qsort(entries, n, sizeof *entries, compare_entries);
    }
    *ret = entries;
    *ret_n = n;
    return is_complete;
}
