#include "pipeline_priv.h"

#include <stdlib.h>
#include <string.h>

/* --- partners --------------------------------------------------------------------------------- */

static bool find_workspace(Session *session, struct diags *diags, const struct workspace **ret) {
    if (!session_workspace(session, false, diags, ret)) {
        return false;
    }
    if (!*ret) {
        diag_warning(diags, (struct span){0}, DIAG_WORKSPACE_MISSING,
                     "no workspace, so no partners: there is no pdfgen.yaml here or above");
        diag_hint(diags, "Go to a folder that has one, or add --workspace DIR.");
    }
    return true;
}

/* What is listed of a partner; what else its file holds is kept no longer than it is read. */
static bool list_partner(const Session *session, Arena *arena, const struct partner_entry *entry,
                         struct diags *diags, struct listed_partner *ret) {
    g_autoptr(Arena) file = arena_new();
    struct value *partner = NULL;
    if (!load_partner(file, session_world(session), entry, diags, &partner)) {
        return false;
    }
    *ret = (struct listed_partner){
        .slug = entry->slug,
        .name = entry->name,
        .tier = arena_strdup(arena, value_text(file, value_get(partner, "tier"), "")),
        .path = world_display_path(session_world(session), arena, entry->path),
    };
    return true;
}

/* Partners may be more than the memory holds: what is read of each goes again, as a batch's job. */
static bool find_partners(Arena *arena, World *world, const struct workspace *workspace,
                          struct diags *diags, struct partner_entry **ret, size_t *ret_n) {
    world_begin_job(world);
    enum world_reading before = world_set_reading(world, WORLD_GLANCE);
    bool is_found = load_partner_list(arena, world, workspace, diags, ret, ret_n);
    world_set_reading(world, before);
    world_end_job(world);
    return is_found;
}

bool pipeline_partners(Session *session, Arena *arena, struct diags *diags,
                       struct listed_partner **ret, size_t *ret_n) {
    World *world = session_world(session);
    const struct workspace *workspace = NULL;
    struct partner_entry *entries = NULL;
    size_t n_entries = 0, n = 0;
    if (!find_workspace(session, diags, &workspace)) {
        return false;
    }
    world_record(world);
    bool is_complete =
        !workspace || find_partners(arena, world, workspace, diags, &entries, &n_entries);
    struct listed_partner *list = ARENA_NEW_N(arena, struct listed_partner, n_entries);
    for (size_t i = 0; i < n_entries; i++) {
        world_begin_job(world);
        bool is_read = list_partner(session, arena, &entries[i], diags, &list[n]);
        world_end_job(world);
        n += is_read;
        is_complete = is_complete && is_read;
    }
    *ret = list;
    *ret_n = n;
    return is_complete;
}

/* --- templates -------------------------------------------------------------------------------- */

struct template_list {
    struct listed_template *items;
    size_t n, capacity;
};

static bool is_listed(const struct template_list *list, struct str name) {
    for (size_t i = 0; i < list->n; i++) {
        if (str_is(name, list->items[i].name)) {
            return true;
        }
    }
    return false;
}

/* What the template says of itself; of a title, the words before the first name to be filled. */
static const char *template_title(Arena *arena, const struct value *meta, const char *name) {
    struct str text = str_trim(value_string(value_get(meta, "description")));
    if (text.n == 0) {
        struct str title = value_string(value_get(meta, "title"));
        text = str_trim(str_slice(title, 0, str_find(title, STR("{{"), 0)));
    }
    while (text.n > 0 && strchr(",:;-", text.p[text.n - 1])) {
        text = str_trim(str_slice(text, 0, text.n - 1));
    }
    return text.n > 0 ? str_cstr(arena, text) : name;
}

static bool list_template(Session *session, Arena *arena, const char *path, struct str name,
                          struct diags *diags, struct template_list *list) {
    const struct source *source =
        world_read_text(session_world(session), path, (struct span){0}, diags);
    if (!source) {
        return false;
    }
    struct value *meta = NULL;
    size_t body = 0;
    load_front_matter(arena, source, diags, &meta, &body);
    list->items = arena_grow(arena, list->items, list->n, &list->capacity, sizeof *list->items);
    const char *own_name = str_cstr(arena, name);
    list->items[list->n++] = (struct listed_template){
        .name = own_name,
        .title = template_title(arena, meta, own_name),
        .path = world_display_path(session_world(session), arena, path),
        .is_about_programme = str_is(value_string(value_get(meta, "about")), "programme"),
    };
    return true;
}

static bool list_folder(Session *session, Arena *arena, const char *home, struct diags *diags,
                        struct template_list *list) {
    const char *folder = arena_printf(arena, "%s/templates", home);
    char **files = NULL;
    size_t n = world_list(session_world(session), arena, folder, &files);
    bool is_complete = true;
    for (size_t i = 0; i < n; i++) {
        struct str name = str_from(files[i]);
        if (!str_ends_with(name, ".md") || name.p[0] == '.') {
            continue;
        }
        name.n -= strlen(".md");
        const char *path = arena_printf(arena, "%s/%s", folder, files[i]);
        if (!is_listed(list, name)) {
            is_complete = list_template(session, arena, path, name, diags, list) && is_complete;
        }
    }
    return is_complete;
}

static int compare_templates(const void *a, const void *b) {
    return strcmp(((const struct listed_template *)a)->name,
                  ((const struct listed_template *)b)->name);
}

bool pipeline_templates(Session *session, Arena *arena, struct diags *diags,
                        struct listed_template **ret, size_t *ret_n) {
    const struct workspace *workspace = NULL;
    struct template_list list = {0};
    bool is_complete = session_workspace(session, false, diags, &workspace);
    const char *homes[] = {workspace ? workspace->directory : NULL,
                           world_installation(session_world(session))};
    for (size_t i = 0; i < G_N_ELEMENTS(homes); i++) {
        is_complete =
            (!homes[i] || list_folder(session, arena, homes[i], diags, &list)) && is_complete;
    }
    if (list.n > 1) {
        qsort(list.items, list.n, sizeof *list.items, compare_templates);
    }
    *ret = list.items;
    *ret_n = list.n;
    return is_complete;
}

/* --- schemas ---------------------------------------------------------------------------------- */

const char *const *pipeline_schema_names(void) {
    return load_schema_names;
}

struct value *pipeline_schema(Arena *arena, const char *name) {
    return load_schema(arena, name);
}

/* --- check ------------------------------------------------------------------------------------ */

/*
 * Load one partner and derive its values, in memory that goes at once. While pdfgen.yaml is wrong
 * (@is_sound is not set), nothing can be said of a partner but what its fields are.
 */
static bool check_partner(Session *session, const struct workspace *workspace, bool is_sound,
                          const struct partner_entry *entry, struct diags *diags) {
    g_autoptr(Arena) arena = arena_new();
    struct value *partner = NULL, *root = NULL;
    if (!load_partner(arena, session_world(session), entry, diags, &partner) || !is_sound) {
        return false;
    }
    struct date today = world_today(session_world(session));
    struct derive_input input = {
        .config = workspace->config,
        .partner = partner,
        .slug = entry->slug,
        .period =
            derive_period_completed(arena, PERIOD_QUARTER, run_fiscal_start(workspace), today),
        .today = today,
    };
    return derive_values(arena, &input, diags, &root);
}

static bool check_partners(Session *session, Arena *arena, const struct workspace *workspace,
                           bool is_sound, struct diags *diags, size_t *ret_n) {
    World *world = session_world(session);
    struct partner_entry *entries = NULL;
    *ret_n = 0;
    world_record(world);
    bool is_good = find_partners(arena, world, workspace, diags, &entries, ret_n);
    for (size_t i = 0; i < *ret_n; i++) {
        world_begin_job(world);
        is_good = check_partner(session, workspace, is_sound, &entries[i], diags) && is_good;
        world_end_job(world);
    }
    return is_good;
}

bool pipeline_check(Session *session, struct diags *diags, struct check_counts *ret) {
    g_autoptr(Arena) arena = arena_new();
    const struct workspace *workspace = NULL;
    bool is_sound;
    if (!session_workspace_to_check(session, diags, &workspace, &is_sound)) {
        return false;
    }
    if (!is_sound) {
        check_partners(session, arena, workspace, false, diags, &ret->partners);
        return false;
    }
    struct listed_template *templates = NULL;
    struct check_counts counts = {0};
    bool is_good = session_theme(session, NULL, (struct span){0}, false, diags) != NULL;
    is_good = session_fonts(session, diags) && is_good;
    is_good = pipeline_templates(session, arena, diags, &templates, &counts.templates) && is_good;
    is_good = check_partners(session, arena, workspace, true, diags, &counts.partners) && is_good;
    *ret = counts;
    return is_good;
}
