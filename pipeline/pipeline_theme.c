#include "pipeline_priv.h"

#include <string.h>

bool pipeline_themes(Session *session, Arena *arena, struct diags *diags, struct listed_theme **ret,
                     size_t *ret_n) {
    const struct workspace *workspace = NULL;
    struct theme_entry *entries = NULL;
    size_t n = 0;
    bool is_complete = session_workspace(session, false, diags, &workspace);
    is_complete = load_theme_list(arena, session_world(session), workspace, diags, &entries, &n) &&
                  is_complete;
    struct listed_theme *list = ARENA_NEW_N(arena, struct listed_theme, n);
    for (size_t i = 0; i < n; i++) {
        list[i] = (struct listed_theme){
            .name = entries[i].name,
            .description = entries[i].description,
            .path = world_display_path(session_world(session), arena, entries[i].path),
        };
    }
    *ret = list;
    *ret_n = n;
    return is_complete;
}

bool pipeline_theme(Session *session, const char *name, struct diags *diags, GString *out) {
    g_autoptr(Arena) arena = arena_new();
    World *world = session_world(session);
    const struct workspace *workspace = NULL;
    struct theme_choice choice = {.name = name};
    struct theme theme, deck;
    if (!session_workspace(session, false, diags, &workspace) ||
        !load_theme(arena, world, workspace, &choice, diags, &theme)) {
        return false;
    }
    choice.is_deck = true;
    if (!load_theme(arena, world, workspace, &choice, diags, &deck)) {
        return false;
    }
    load_theme_write(&theme, &deck, out);
    return true;
}

/* --- specimen ------------------------------------------------------------------------------- */

static const char *specimen_file(const struct run *run, const char *name) {
    return arena_printf(run->arena, "%s/templates/specimen/%s",
                        world_installation(session_world(run->session)), name);
}

const char *run_specimen_path(const struct run *run) {
    return specimen_file(run, "specimen.md");
}

/* The numbers that the sheet's table and charts show, and what the theme says of itself. */
bool run_load_specimen(struct run *run) {
    const char *name = run->job->specimen;
    struct listed_theme *themes = NULL;
    size_t n = 0;
    struct value *values;
    if (!load_data_file(run->arena, session_world(run->session), specimen_file(run, "data.yaml"),
                        (struct span){0}, run->diags, &values) ||
        !pipeline_themes(run->session, run->arena, run->diags, &themes, &n)) {
        return false;
    }
    const char *description = "";
    for (size_t i = 0; i < n; i++) {
        description = strcmp(themes[i].name, name) == 0 ? themes[i].description : description;
    }
    struct span none = {0};
    value_put(run->arena, values, "theme", value_new_string(run->arena, none, str_from(name)));
    value_put(run->arena, values, "description",
              value_new_string(run->arena, none, str_from(description)));
    run->data = values;
    return true;
}
