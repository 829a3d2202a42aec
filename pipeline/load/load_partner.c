/*
 * Finding partners: the folder's files by slug and name, and one of them by what a person typed.
 */
#include "load_state_priv.h"

#include <stdlib.h>
#include <string.h>

enum { NEAREST_SHOWN = 3, AMBIGUOUS_SHOWN = 12 };

struct partner_list {
    struct partner_entry *entries;
    size_t n, capacity;
};

/* The file's name without its ending; NULL: not a partner's file. */
static char *stem_of(Arena *arena, const char *file) {
    static const char *const endings[] = {".yaml", ".yml", ".json"};
    struct str name = str_from(file);
    for (size_t i = 0; name.n > 0 && name.p[0] != '.' && i < G_N_ELEMENTS(endings); i++) {
        if (str_ends_with(name, endings[i])) {
            return str_cstr(arena, str_slice(name, 0, name.n - strlen(endings[i])));
        }
    }
    return NULL;
}

/* @ret_texts: name and slug; empty where the file does not tell. */
static void read_head(Arena *arena, World *world, const char *path, struct str ret_texts[2]) {
    static const char *const keys[] = {"name", "slug"};
    /* What is wrong with a file is said when that partner is loaded, not when it is passed by. */
    struct diags unsaid = {0};
    const struct source *source = world_read_text(world, path, (struct span){0}, &unsaid);
    struct value *root = NULL;
    if (source && !str_ends_with(str_from(path), ".json")) {
        load_yaml_head(arena, source, keys, G_N_ELEMENTS(keys), ret_texts);
    } else if (source && load_json(arena, source, &unsaid, &root)) {
        for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
            ret_texts[i] = value_string(value_get(root, keys[i]));
        }
    }
    diags_clear(&unsaid);
}

static struct partner_entry read_entry(Arena *arena, World *world, const char *path,
                                       const char *stem) {
    struct str texts[2] = {0};
    read_head(arena, world, path, texts);
    const char *slug = str_slug(arena, texts[1].n > 0 ? texts[1] : str_from(stem));
    slug = *slug ? slug : stem;
    return (struct partner_entry){
        .slug = slug,
        .name = texts[0].n > 0 ? str_cstr(arena, texts[0]) : slug,
        .path = path,
    };
}

/* Absolute; NULL: reported. */
static const char *partner_folder(Arena *arena, World *world, const struct workspace *workspace,
                                  struct diags *diags) {
    const struct value *field = value_get(workspace->config, "partners");
    const char *name = value_text(arena, field, "partners");
    g_autofree char *path = g_canonicalize_filename(name, workspace->directory);
    const char *folder = arena_strdup(arena, path);
    if (world_is_directory(world, folder)) {
        return folder;
    }
    diag_error(diags, field ? field->at : span_of_file(workspace->source), DIAG_FILE_MISSING,
               "the partners' folder \"%s\" is not there", name);
    diag_hint(diags, "Make the folder with one YAML or JSON file a partner, or correct "
                     "\"partners:\" in pdfgen.yaml.");
    return NULL;
}

static int compare_entries(const void *a, const void *b) {
    const struct partner_entry *x = a, *y = b;
    int order = strcmp(x->slug, y->slug);
    return order != 0 ? order : strcmp(x->path, y->path);
}

static struct partner_list list_partners(Arena *arena, World *world, const char *folder) {
    struct partner_list list = {0};
    char **files;
    size_t n = world_list(world, arena, folder, &files);
    for (size_t i = 0; i < n; i++) {
        const char *stem = stem_of(arena, files[i]);
        const char *path = load_join(arena, folder, files[i]);
        if (stem && world_is_file(world, path)) {
            list.entries =
                arena_grow(arena, list.entries, list.n, &list.capacity, sizeof *list.entries);
            list.entries[list.n++] = read_entry(arena, world, path, stem);
        }
    }
    if (list.n > 1) {
        qsort(list.entries, list.n, sizeof *list.entries, compare_entries);
    }
    return list;
}

static void warn_of_same_slugs(Arena *arena, World *world, const struct partner_list *list,
                               struct diags *diags) {
    for (size_t i = 1; i < list->n; i++) {
        const struct partner_entry *first = &list->entries[i - 1], *second = &list->entries[i];
        if (strcmp(first->slug, second->slug) == 0) {
            const char *shown = world_display_path(world, arena, second->path);
            diag_warning(diags, span_of_file(source_new(arena, shown, (struct str){"", 0})),
                         DIAG_PARTNER_AMBIGUOUS, "slug \"%s\" is also that of \"%s\"", second->slug,
                         world_display_path(world, arena, first->path));
            diag_hint(diags,
                      "Give one of the two another \"slug:\": their outputs share a folder.");
        }
    }
}

bool load_partner_list(Arena *arena, World *world, const struct workspace *workspace,
                       struct diags *diags, struct partner_entry **ret, size_t *ret_n) {
    const char *folder = partner_folder(arena, world, workspace, diags);
    if (!folder) {
        return false;
    }
    struct partner_list list = list_partners(arena, world, folder);
    warn_of_same_slugs(arena, world, &list, diags);
    *ret = list.entries;
    *ret_n = list.n;
    return true;
}

/* --- by what was typed ---------------------------------------------------------------------- */

/* Case and composition folded, so that "CAFÉ" finds "Café" however either was typed. */
static char *fold(Arena *arena, const char *text) {
    g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
    g_autofree char *folded = g_utf8_casefold(normal ? normal : text, -1);
    return arena_strdup(arena, folded);
}

static bool is_exact(Arena *arena, const struct partner_entry *entry, const char *folded) {
    return strcmp(fold(arena, entry->name), folded) == 0 ||
           strcmp(fold(arena, entry->slug), folded) == 0;
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
    return has_word(fold(arena, entry->name), folded) || has_word(fold(arena, entry->slug), folded);
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
        const char *shown = world_display_path(world, arena, list->entries[i].path);
        diag_note(diags, span_of_file(source_new(arena, shown, (struct str){"", 0})), "\"%s\"",
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
    const char *folded = fold(arena, typed);
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

/*
 * "Acme" in acme.yaml: no other file needs to be read, which keeps a document's list of inputs
 * short. Two files of one stem are for choose() to complain about.
 */
static bool find_by_file(Arena *arena, World *world, const char *folder, const char *typed,
                         struct partner_entry *ret) {
    static const char *const extensions[] = {".yaml", ".yml", ".json"};
    const char *slug = str_slug(arena, str_from(typed)), *found = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(extensions) && *slug; i++) {
        const char *path =
            load_join(arena, folder, arena_printf(arena, "%s%s", slug, extensions[i]));
        if (world_is_file(world, path)) {
            if (found) {
                return false;
            }
            found = path;
        }
    }
    if (!found) {
        return false;
    }
    *ret = read_entry(arena, world, found, slug);
    return is_exact(arena, ret, fold(arena, typed));
}

bool load_partner_find(Arena *arena, World *world, const struct workspace *workspace,
                       const char *typed, struct diags *diags, struct partner_entry *ret) {
    const char *folder = partner_folder(arena, world, workspace, diags);
    if (!folder) {
        return false;
    }
    if (find_by_file(arena, world, folder, typed, ret)) {
        return true;
    }
    struct partner_list list = list_partners(arena, world, folder);
    return choose(arena, world, &list, typed, diags, ret);
}

bool load_partner_state(Arena *arena, World *world, const struct partner_entry *entry,
                        struct diags *diags, struct value **ret) {
    struct value *partner;
    if (!load_data_file(arena, world, entry->path, (struct span){0}, diags, &partner)) {
        return false;
    }
    if (partner->kind != VALUE_MAP) {
        diag_error(diags, partner->at, DIAG_DATA_TYPE, "a partner's file holds %s, not a map",
                   value_kind_name(partner->kind));
        diag_hint(diags, "Begin it with \"name: ...\"; docs/partner-state.md lists the fields.");
        return false;
    }
    *ret = partner;
    return true;
}
