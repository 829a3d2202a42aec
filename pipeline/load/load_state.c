/*
 * load_state.c - the sources that pdfgen.yaml names, read into records.
 *
 * Two walks over the sources: the first makes the records and an index of slugs and names, the
 * second joins deals that name their partner. A partner of a later source is the one of an earlier
 * source that has its slug, else its name. Both walks look names up in hash tables: linear.
 */
#include "load_reading_priv.h"

#include <string.h>

/* --- what pdfgen.yaml says ------------------------------------------------------------------ */

enum { QUOTED_BYTES_MAX = 60 };

const char *load_quoted(Arena *arena, struct str text) {
    struct str head = str_head(text, QUOTED_BYTES_MAX);
    return arena_printf(arena, "\"" STR_FMT "%s\"", STR_ARG(head), head.n < text.n ? "..." : "");
}

struct partner_store *load_store_new(Arena *arena) {
    struct partner_store *store = ARENA_NEW(arena, struct partner_store);
    store->arena = arena;
    return store;
}

bool load_names_file(const char *name) {
    return g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml") ||
           g_str_has_suffix(name, ".json") || g_str_has_suffix(name, ".csv");
}

static bool add_source(Arena *arena, const struct value *value, const char *key,
                       struct diags *diags, struct state_source *ret) {
    if (value->kind != VALUE_STRING || value->string.n == 0) {
        diag_error(diags, value->at, DIAG_WORKSPACE_FIELD, "\"%s\" names files; this is %s", key,
                   value->kind == VALUE_STRING ? "empty" : value_kind_name(value->kind));
        diag_hint(diags, "Write a path below the workspace, or a list of paths.");
        return false;
    }
    *ret = (struct state_source){.name = str_cstr(arena, value->string), .at = value->at};
    return true;
}

bool load_state_sources(Arena *arena, const struct workspace *workspace, const char *key,
                        struct diags *diags, struct state_source **ret, size_t *ret_n) {
    const struct value *field = value_get(workspace->config, key);
    *ret = NULL;
    *ret_n = 0;
    if (!field || field->kind == VALUE_NULL) {
        return true;
    }
    size_t n = field->kind == VALUE_LIST ? field->list.n : 1;
    struct state_source *sources = ARENA_NEW_N(arena, struct state_source, n);
    bool is_fine = true;
    for (size_t i = 0; i < n; i++) {
        const struct value *item = field->kind == VALUE_LIST ? field->list.items[i] : field;
        is_fine = add_source(arena, item, key, diags, &sources[i]) && is_fine;
    }
    *ret = sources;
    *ret_n = n;
    return is_fine;
}

/* --- records -------------------------------------------------------------------------------- */

struct state_record *reading_find_record(struct reading *r, struct str slug, struct str name) {
    struct state_record *record = NULL;
    if (slug.n > 0) {
        record = g_hash_table_lookup(r->by_slug, str_cstr(r->arena, slug));
    }
    if (!record && name.n > 0) {
        const char *folded = load_fold(r->arena, str_cstr(r->arena, name));
        record = g_hash_table_lookup(r->by_name, folded);
    }
    return record;
}

static struct state_record *new_record(struct reading *r, const struct partner_entry *entry,
                                       size_t order) {
    struct partner_store *store = r->store;
    struct state_record *record = ARENA_NEW(r->arena, struct state_record);
    record->entry = *entry;
    record->entry.workspace = r->workspace;
    record->entry.record = record;
    record->newest = order;
    store->records = arena_grow(r->arena, store->records, store->n, &store->capacity,
                                sizeof(struct state_record *));
    store->records[store->n++] = record;
    return record;
}

/* The first that has a slug or a name keeps it. */
static void add_to_index(struct reading *r, struct state_record *record,
                         const struct partner_entry *entry) {
    char *slug = (char *)entry->slug, *folded = load_fold(r->arena, entry->name);
    if (!g_hash_table_contains(r->by_slug, slug)) {
        g_hash_table_insert(r->by_slug, slug, record);
    }
    if (!g_hash_table_contains(r->by_name, folded)) {
        g_hash_table_insert(r->by_name, folded, record);
    }
}

/* Parts stand in the order of their sources, which the second walk goes through again. */
void reading_add_part(struct reading *r, struct state_record *record, struct state_part part) {
    record->parts =
        arena_grow(r->arena, record->parts, record->n_parts, &record->capacity, sizeof part);
    size_t at = record->n_parts++;
    for (; at > 0 && record->parts[at - 1].order > part.order; at--) {
        record->parts[at] = record->parts[at - 1];
    }
    record->parts[at] = part;
}

static void add_partner(struct reading *r, const struct partner_entry *entry,
                        struct state_part part) {
    struct state_record *record =
        reading_find_record(r, str_from(entry->slug), str_from(entry->name));
    if (!record || record->newest == part.order) {
        record = new_record(r, entry, part.order);
    }
    record->newest = part.order;
    add_to_index(r, record, entry);
    reading_add_part(r, record, part);
}

/* --- the first walk: partners --------------------------------------------------------------- */

const char *reading_source_path(struct reading *r, const struct state_source *source) {
    g_autofree char *path = g_canonicalize_filename(source->name, r->workspace->directory);
    return arena_strdup(r->arena, path);
}

static bool read_folder(struct reading *r, const struct state_source *source, size_t order) {
    struct partner_list list = {0};
    const char *folder = load_folder_path(r->arena, r->world, r->workspace, source, r->diags);
    if (!folder) {
        return false;
    }
    load_folder_list(r->arena, r->world, folder, &list);
    for (size_t i = 0; i < list.n; i++) {
        add_partner(r, &list.entries[i],
                    (struct state_part){.order = order, .path = list.entries[i].path});
    }
    return true;
}

/* A text or a number; empty where it is neither. */
static struct str text_of(struct reading *r, const struct value *value) {
    bool is_text = value && (value->kind == VALUE_STRING || value->kind == VALUE_NUMBER);
    return is_text ? value_to_str(r->arena, value) : (struct str){"", 0};
}

/* @stem: what the slug is made of where the partner has none; NULL: of its name. */
static struct partner_entry entry_of(struct reading *r, const struct value *partner,
                                     const char *stem) {
    const struct value *named =
        partner->kind == VALUE_MAP ? load_foreign_read(&r->names, partner) : NULL;
    struct str name = text_of(r, value_get(named, "name"));
    struct str slug = text_of(r, value_get(named, "slug"));
    struct partner_entry entry = {.slug = str_slug(r->arena, slug.n > 0 ? slug
                                                             : stem     ? str_from(stem)
                                                                        : name)};
    entry.name = name.n > 0 ? str_cstr(r->arena, name) : NULL;
    return entry;
}

/*
 * An item of a list of partners. What has no name is listed too, by its number: it is loading it
 * that says what is wrong.
 */
static void read_item(struct reading *r, const char *path, const struct value *item, size_t number,
                      size_t order) {
    struct partner_entry entry = entry_of(r, item, NULL);
    if (!*entry.slug) {
        entry.slug = arena_printf(r->arena, "partner-%zu", number);
    }
    entry.name = entry.name ? entry.name : entry.slug;
    entry.path = path;
    entry.at = item->at;
    add_partner(r, &entry, (struct state_part){.order = order, .value = item});
}

/* NAME: {tier: ...} as an item that has its name. */
static const struct value *item_of_entry(struct reading *r, const struct value_entry *entry) {
    if (entry->value->kind != VALUE_MAP ||
        value_get(load_foreign_read(&r->names, entry->value), "name")) {
        return entry->value;
    }
    struct value *item = value_copy(r->arena, entry->value);
    value_set(r->arena, item, STR("name"), entry->key_at,
              value_new_string(r->arena, entry->key_at, entry->key));
    return item;
}

static void read_single(struct reading *r, const char *path, const struct value *root,
                        size_t order) {
    g_autofree char *stem = g_path_get_basename(path);
    *strrchr(stem, '.') = '\0';
    struct partner_entry entry = entry_of(r, root, stem);
    entry.slug = *entry.slug ? entry.slug : arena_strdup(r->arena, stem);
    entry.name = entry.name ? entry.name : entry.slug;
    entry.path = path;
    add_partner(r, &entry, (struct state_part){.order = order, .value = root});
}

/* A source that is a data file, as read the first time. */
struct state_file {
    const char *path;
    const struct value *root; /* NULL: a folder */
};

static bool read_file(struct reading *r, const struct state_source *source, size_t order,
                      struct state_file *ret) {
    struct value *loaded;
    *ret = (struct state_file){.path = reading_source_path(r, source)};
    if (!load_data_file(r->arena, r->world, ret->path, source->at, r->diags, &loaded)) {
        return false;
    }
    bool is_json = g_str_has_suffix(ret->path, ".json");
    ret->root = is_json ? load_unescape_value(r->arena, loaded) : loaded;
    const struct value *partners =
        ret->root->kind == VALUE_MAP ? value_get(ret->root, "partners") : ret->root;
    if (ret->root->kind == VALUE_MAP && !partners) {
        read_single(r, ret->path, ret->root, order);
        return true;
    }
    if (partners->kind == VALUE_MAP) {
        for (size_t i = 0; i < partners->map.n; i++) {
            read_item(r, ret->path, item_of_entry(r, &partners->map.entries[i]), i + 1, order);
        }
        return true;
    }
    if (partners->kind != VALUE_LIST) {
        diag_error(r->diags, partners->at, DIAG_DATA_TYPE, "a list of partners is %s",
                   value_kind_name(partners->kind));
        diag_hint(r->diags, "Write a list of maps, one a partner, each with a \"name\".");
        return false;
    }
    for (size_t i = 0; i < partners->list.n; i++) {
        read_item(r, ret->path, partners->list.items[i], i + 1, order);
    }
    return true;
}

/* --- all sources ---------------------------------------------------------------------------- */

static bool is_table(const struct state_source *source) {
    return g_str_has_suffix(source->name, ".csv");
}

static bool read_partners(struct reading *r, const struct state_source *sources, size_t n,
                          struct state_file *files) {
    bool is_fine = true;
    for (size_t i = 0; i < n; i++) {
        if (is_table(&sources[i])) {
            continue;
        }
        is_fine = (load_names_file(sources[i].name) ? read_file(r, &sources[i], i, &files[i])
                                                    : read_folder(r, &sources[i], i)) &&
                  is_fine;
    }
    return is_fine;
}

static bool read_deals(struct reading *r, const struct state_source *sources, size_t n,
                       const struct state_file *files) {
    bool is_fine = true;
    for (size_t i = 0; i < n; i++) {
        if (is_table(&sources[i])) {
            is_fine = reading_join_table(r, &sources[i], i) && is_fine;
        } else if (files[i].root) {
            reading_join_file(r, files[i].root, i);
        }
    }
    return is_fine;
}

/* The sources of `partners:` (the folder partners/ where it is absent), then those of `deals:`. */
static bool all_sources(struct reading *r, struct state_source **ret, size_t *ret_n) {
    struct state_source *partners, *deals;
    size_t n, n_deals;
    if (!load_state_sources(r->arena, r->workspace, "partners", r->diags, &partners, &n) ||
        !load_state_sources(r->arena, r->workspace, "deals", r->diags, &deals, &n_deals)) {
        return false;
    }
    struct state_source *all = ARENA_NEW_N(r->arena, struct state_source, n + n_deals + 1);
    size_t n_all = 0;
    if (n == 0) {
        all[n_all++] = (struct state_source){"partners", span_of_file(r->workspace->source)};
    }
    for (size_t i = 0; i < n + n_deals; i++) {
        all[n_all++] = i < n ? partners[i] : deals[i - n];
        if (i >= n && !is_table(&all[n_all - 1])) {
            diag_error(r->diags, all[n_all - 1].at, DIAG_WORKSPACE_FIELD,
                       "\"deals\" names a file that is no table: \"%s\"", all[n_all - 1].name);
            diag_hint(r->diags,
                      "Write the path of a .csv file; data files belong to \"partners\".");
            return false;
        }
    }
    *ret = all;
    *ret_n = n_all;
    return true;
}

static bool read_sources(struct reading *r) {
    struct state_source *sources;
    size_t n;
    if (!all_sources(r, &sources, &n)) {
        return false;
    }
    struct state_file *files = ARENA_NEW_N(r->arena, struct state_file, n);
    return read_partners(r, sources, n, files) && read_deals(r, sources, n, files);
}

bool load_state_records(World *world, const struct workspace *workspace, struct diags *diags,
                        struct state_record ***ret, size_t *ret_n) {
    struct partner_store *store = workspace->store;
    if (!store->is_read) {
        struct reading r = {.arena = store->arena,
                            .world = world,
                            .workspace = workspace,
                            .store = store,
                            .diags = diags,
                            .names = load_foreign_reader(store->arena, FOREIGN_PARTNER),
                            .by_slug = g_hash_table_new(g_str_hash, g_str_equal),
                            .by_name = g_hash_table_new(g_str_hash, g_str_equal)};
        store->n = 0;
        enum world_reading before = world_set_reading(world, WORLD_KEPT);
        store->is_read = read_sources(&r);
        world_set_reading(world, before);
        g_hash_table_destroy(r.by_slug);
        g_hash_table_destroy(r.by_name);
    }
    *ret = store->records;
    *ret_n = store->n;
    return store->is_read;
}
