#include "pipeline_priv.h"

#include <math.h>
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

/* "12.5", without the zeroes of "%g" under another locale. */
static const char *points(Arena *arena, double pt) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    return arena_strdup(arena, g_ascii_formatd(text, sizeof text, "%.4g", round(pt * 10) / 10));
}

/* What decks of the theme set their text in: a list of role, face and size. */
static bool put_slides(struct run *run, const char *name, struct value *values) {
    const struct theme *deck =
        session_theme(run->session, name, (struct span){0}, true, run->diags);
    if (!deck) {
        return false;
    }
    struct span none = {0};
    struct value *slides = value_new(run->arena, VALUE_LIST, none);
    for (int role = 0; role < N_ROLES; role++) {
        const struct text_style *style = &deck->styles[role];
        struct value *slide = value_new(run->arena, VALUE_MAP, none);
        value_put_text(run->arena, slide, "role", theme_role_name((enum text_role)role));
        value_put_text(run->arena, slide, "face",
                       arena_printf(run->arena, "%s %d%s", style->family, style->weight,
                                    style->is_italic ? " italic" : ""));
        value_put_text(run->arena, slide, "size",
                       arena_printf(run->arena, "%s/%s", points(run->arena, style->size_pt),
                                    points(run->arena, style->leading_pt)));
        value_append(run->arena, slides, slide);
    }
    value_put(run->arena, values, "slides", slides);
    value_put_text(run->arena, values, "smallest", points(run->arena, deck->smallest_pt));
    return true;
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
    value_put_text(run->arena, values, "theme", name);
    value_put_text(run->arena, values, "description", description);
    run->data = values;
    return put_slides(run, name, values);
}
