/*
 * Finding partners: all of them by slug and name, and one of them by what a person typed.
 */
#include "load_state_priv.h"

#include <stdlib.h>
#include <string.h>

enum { NEAREST_SHOWN = 3, AMBIGUOUS_SHOWN = 12 };

static int compare_entries(const void *a, const void *b) {
    const struct partner_entry *x = a, *y = b;
    int order = strcmp(x->slug, y->slug);
    return order != 0 ? order : strcmp(x->path, y->path);
}

/* --- all of them ---------------------------------------------------------------------------- */

/*
 * Where the partners are: the one folder that is all there is (*ret_folder), whose files need not
 * be put together with others; or the records of several sources (*ret_folder NULL).
 */
static bool find_folder(Arena *arena, World *world, const struct workspace *workspace,
                        struct diags *diags, const char **ret_folder) {
    struct state_source *sources, *deals;
    size_t n, n_deals;
    *ret_folder = NULL;
    if (!load_state_sources(arena, workspace, "partners", diags, &sources, &n) ||
        !load_state_sources(arena, workspace, "deals", diags, &deals, &n_deals)) {
        return false;
    }
    if (n > 1 || n_deals > 0 || (n == 1 && load_names_file(sources[0].name))) {
        return true;
    }
    *ret_folder = load_folder_path(arena, world, workspace, n == 1 ? &sources[0] : NULL, diags);
    return *ret_folder != NULL;
}

static bool list_all(Arena *arena, World *world, const struct workspace *workspace,
                     const char *folder, struct diags *diags, struct partner_list *ret) {
    struct partner_list list = {0};
    if (folder) {
        load_folder_list(arena, world, folder, &list);
        for (size_t i = 0; i < list.n; i++) {
            list.entries[i].workspace = workspace;
        }
    } else {
        struct state_record **records;
        if (!load_state_records(world, workspace, diags, &records, &list.n)) {
            return false;
        }
        list.entries = ARENA_NEW_N(arena, struct partner_entry, list.n);
        for (size_t i = 0; i < list.n; i++) {
            list.entries[i] = records[i]->entry;
        }
    }
    if (list.n > 1) {
        qsort(list.entries, list.n, sizeof *list.entries, compare_entries);
    }
    *ret = list;
    return true;
}

/* Where a partner is described: its item of a file, or its file. */
static struct span entry_place(Arena *arena, World *world, const struct partner_entry *entry) {
    const char *shown = world_display_path(world, arena, entry->path);
    return entry->at.source ? entry->at
                            : span_of_file(source_new(arena, shown, (struct str){"", 0}));
}

static void warn_of_same_slugs(Arena *arena, World *world, const struct partner_list *list,
                               struct diags *diags) {
    for (size_t i = 1; i < list->n; i++) {
        const struct partner_entry *first = &list->entries[i - 1], *second = &list->entries[i];
        if (strcmp(first->slug, second->slug) == 0) {
            diag_warning(diags, entry_place(arena, world, second), DIAG_PARTNER_AMBIGUOUS,
                         "slug \"%s\" is also that of \"%s\"", second->slug,
                         span_format(arena, entry_place(arena, world, first)));
            diag_hint(diags,
                      "Give one of the two another \"slug:\": their outputs share a folder.");
        }
    }
}

bool load_partner_list(Arena *arena, World *world, const struct workspace *workspace,
                       struct diags *diags, struct partner_entry **ret, size_t *ret_n) {
    const char *folder;
    struct partner_list list;
    if (!find_folder(arena, world, workspace, diags, &folder) ||
        !list_all(arena, world, workspace, folder, diags, &list)) {
        return false;
    }
    warn_of_same_slugs(arena, world, &list, diags);
    *ret = list.entries;
    *ret_n = list.n;
    return true;
}

/* --- by what was typed ---------------------------------------------------------------------- */

char *load_fold(Arena *arena, const char *text) {
    g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
    g_autofree char *folded = g_utf8_casefold(normal ? normal : text, -1);
    return arena_strdup(arena, folded);
}

static bool is_exact(Arena *arena, const struct partner_entry *entry, const char *folded) {
    return strcmp(load_fold(arena, entry->name), folded) == 0 ||
           strcmp(load_fold(arena, entry->slug), folded) == 0;
}

static bool has_word(const char *text, const char *beginning) {
    size_t n = strlen(beginning);
    bool is_start = true;
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        if (is_start && strncmp(at, beginning, n) == 0) {
            return true;
        }
        is_start = !g_unichar_isalnum(g_utf8_get_char(at));
    }
    return false;
}

static bool has_beginning(Arena *arena, const struct partner_entry *entry, const char *folded) {
    return has_word(load_fold(arena, entry->name), folded) ||
           has_word(load_fold(arena, entry->slug), folded);
}

typedef bool (*entry_test)(Arena *arena, const struct partner_entry *entry, const char *folded);

static struct partner_list filter(Arena *arena, const struct partner_list *list, entry_test test,
                                  const char *folded) {
    struct partner_list kept = {0};
    for (size_t i = 0; i < list->n; i++) {
        if (test(arena, &list->entries[i], folded)) {
            kept.entries =
                arena_grow(arena, kept.entries, kept.n, &kept.capacity, sizeof *kept.entries);
            kept.entries[kept.n++] = list->entries[i];
        }
    }
    return kept;
}

static bool complain_of_many(Arena *arena, World *world, const char *typed,
                             const struct partner_list *list, struct diags *diags) {
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < MIN(list->n, AMBIGUOUS_SHOWN); i++) {
        const struct partner_entry *entry = &list->entries[i];
        g_string_append_printf(all, "%s%s (%s)", i ? ", " : "", entry->name, entry->slug);
    }
    if (list->n > AMBIGUOUS_SHOWN) {
        g_string_append_printf(all, " and %zu more", list->n - AMBIGUOUS_SHOWN);
    }
    diag_error(diags, (struct span){0}, DIAG_PARTNER_AMBIGUOUS, "%zu partners match \"%s\": %s",
               list->n, typed, all->str);
    diag_hint(diags, "Write the name or the slug in full.");
    for (size_t i = 0; i < MIN(list->n, AMBIGUOUS_SHOWN); i++) {
        diag_note(diags, entry_place(arena, world, &list->entries[i]), "\"%s\"",
                  list->entries[i].name);
    }
    g_string_free(all, TRUE);
    return false;
}

/* Up to three names by distance, the nearest first: str_nearest() over what is left. */
static void hint_nearest(Arena *arena, const char *typed, const struct partner_list *list,
                         struct diags *diags) {
    struct str *names = ARENA_NEW_N(arena, struct str, 2 * list->n);
    size_t n = 2 * list->n;
    for (size_t i = 0; i < list->n; i++) {
        names[2 * i] = str_from(list->entries[i].name);
        names[2 * i + 1] = str_from(list->entries[i].slug);
    }
    GString *all = g_string_new(NULL);
    for (int shown = 0; shown < NEAREST_SHOWN; shown++) {
        int nearest = str_nearest(str_from(typed), names, n);
        if (nearest < 0) {
            break;
        }
        size_t entry = (size_t)nearest / 2;
        g_string_append_printf(all, "%s\"%s\"", shown ? ", " : "", list->entries[entry].name);
        names[2 * entry] = names[2 * entry + 1] = (struct str){"", 0};
    }
    if (all->len > 0) {
        diag_hint(diags, "Did you mean %s? `pdfgen list` shows all partners.", all->str);
    } else {
        diag_hint(diags, "`pdfgen list` shows all partners.");
    }
    g_string_free(all, TRUE);
}

static bool choose(Arena *arena, World *world, const struct partner_list *list, const char *typed,
                   struct diags *diags, struct partner_entry *ret) {
    const char *folded = load_fold(arena, typed);
    struct partner_list found = filter(arena, list, is_exact, folded);
    if (found.n == 0 && *folded) {
        found = filter(arena, list, has_beginning, folded);
    }
    if (found.n == 1) {
        *ret = found.entries[0];
        return true;
    }
    if (found.n > 1) {
        return complain_of_many(arena, world, typed, &found, diags);
    }
    diag_error(diags, (struct span){0}, DIAG_PARTNER_UNKNOWN, "no partner is called \"%s\"", typed);
    hint_nearest(arena, typed, list, diags);
    return false;
}

bool load_partner_find(Arena *arena, World *world, const struct workspace *workspace,
                       const char *typed, struct diags *diags, struct partner_entry *ret) {
    const char *folder;
    struct partner_list list;
    if (!find_folder(arena, world, workspace, diags, &folder)) {
        return false;
    }
    if (folder && load_folder_find(arena, world, folder, typed, ret)) {
        ret->workspace = workspace;
        return true;
    }
    return list_all(arena, world, workspace, folder, diags, &list) &&
           choose(arena, world, &list, typed, diags, ret);
}
