#include "finish_qpdf_merge_priv.h"

/*
 * The ways into a document: its outline goes below an entry of its file, its named destinations
 * keep their names unless a file before has the same (then what leads to them is renamed with
 * them), its page labels stay with its pages.
 */

enum { OUTLINE_ITEMS_MAX = 100 * 1000, OUTLINE_LEVELS_MAX = 64 };

/* --- the outline, section 12.3.3: into the bag ------------------------------------------------ */

/* Actions that lead somewhere; a script or a program to start is left behind. */
static bool is_harmless(qpdf_data handle, qpdf_oh action) {
    static const char *const kinds[] = {"/GoTo", "/GoToR", "/URI", "/Named"};
    qpdf_oh kind = qpdf_child(handle, action, "/S");
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (qpdf_oh_is_name_and_equals(handle, kind, kinds[i])) {
            return true;
        }
    }
    return false;
}

/* What an entry says and where it leads, without its neighbours. */
static void pack_entry(qpdf_data handle, qpdf_oh entry, int level, qpdf_oh list) {
    static const char *const keys[] = {"/Title", "/Dest", "/A", "/C", "/F", "/SE", "/Count"};
    qpdf_oh packed = qpdf_oh_new_dictionary(handle);
    qpdf_oh_replace_key(handle, packed, "/Level", qpdf_oh_new_integer(handle, level));
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        qpdf_oh value = qpdf_child(handle, entry, keys[i]);
        bool is_kept = !qpdf_oh_is_null(handle, value) &&
                       (strcmp(keys[i], "/A") != 0 || is_harmless(handle, value));
        if (is_kept) {
            qpdf_oh_replace_key(handle, packed, keys[i], value);
        }
    }
    qpdf_oh_append_item(handle, list, packed);
}

static void pack_outline(qpdf_data handle, qpdf_oh outline, qpdf_oh list) {
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    qpdf_oh stack[OUTLINE_LEVELS_MAX]; /* the entry that follows, by level */
    int level = 0;
    int n = 0;
    stack[0] = qpdf_child(handle, outline, "/First");
    while (level >= 0 && n < OUTLINE_ITEMS_MAX) {
        qpdf_oh entry = stack[level];
        int id = qpdf_oh_get_object_id(handle, entry);
        bool is_new = qpdf_oh_is_dictionary(handle, entry) &&
                      (id == 0 || g_hash_table_add(seen, GINT_TO_POINTER(id)));
        if (!is_new) {
            level--;
            continue;
        }
        pack_entry(handle, entry, level, list);
        n++;
        stack[level] = qpdf_child(handle, entry, "/Next");
        qpdf_oh first = qpdf_child(handle, entry, "/First");
        if (level + 1 < OUTLINE_LEVELS_MAX && qpdf_oh_is_dictionary(handle, first)) {
            stack[++level] = first;
        }
    }
}

/* --- destinations, section 12.3.2.3, and labels: into the bag --------------------------------- */

/* Before PDF 1.2 destinations had names, not strings, in a dictionary of the catalogue. */
static void pack_old_destinations(qpdf_data handle, qpdf_oh dictionary, qpdf_oh list) {
    g_autoptr(GPtrArray) keys = qpdf_keys(handle, dictionary);
    for (unsigned i = 0; i < keys->len; i++) {
        qpdf_oh_append_item(handle, list, qpdf_oh_new_name(handle, keys->pdata[i]));
        qpdf_oh_append_item(handle, list, qpdf_child(handle, dictionary, keys->pdata[i]));
    }
}

void outline_pack(struct incoming *file, qpdf_oh bag) {
    qpdf_data handle = file->source;
    qpdf_oh root = qpdf_get_root(handle);
    qpdf_oh entries = qpdf_oh_new_array(handle), destinations = qpdf_oh_new_array(handle);
    qpdf_oh labels = qpdf_oh_new_array(handle);
    pack_outline(handle, qpdf_child(handle, root, "/Outlines"), entries);
    pack_old_destinations(handle, qpdf_child(handle, root, "/Dests"), destinations);
    qpdf_read_tree(handle, qpdf_child(handle, qpdf_child(handle, root, "/Names"), "/Dests"),
                   "/Names", destinations);
    qpdf_read_tree(handle, qpdf_child(handle, root, "/PageLabels"), "/Nums", labels);
    qpdf_oh_replace_key(handle, bag, "/Outline", entries);
    qpdf_oh_replace_key(handle, bag, "/Destinations", destinations);
    qpdf_oh_replace_key(handle, bag, "/Labels", labels);
}

/* --- destinations: into the result ------------------------------------------------------------ */

static void merge_destinations(struct incoming *file) {
    struct merged *merged = file->merged;
    qpdf_data handle = merged->handle;
    qpdf_oh list = qpdf_child(handle, file->bag, "/Destinations");
    int n = qpdf_items(handle, list) / 2 * 2;
    for (int i = 0; i < n; i += 2) {
        GBytes *name = qpdf_bytes(handle, qpdf_oh_get_array_item(handle, list, i));
        if (!name || g_hash_table_contains(file->names, name)) {
            g_clear_pointer(&name, g_bytes_unref);
            continue;
        }
        GBytes *now = qpdf_free_name(merged->destinations, name, file->index);
        struct named named = {g_bytes_ref(now), qpdf_oh_get_array_item(handle, list, i + 1)};
        g_array_append_val(merged->destination_list, named);
        g_hash_table_insert(file->names, name, now);
    }
}

static void rename_destination(const struct incoming *file, qpdf_oh dictionary, const char *key) {
    qpdf_data handle = file->merged->handle;
    g_autoptr(GBytes) name = qpdf_bytes(handle, qpdf_child(handle, dictionary, key));
    GBytes *now = name ? g_hash_table_lookup(file->names, name) : NULL;
    if (now) {
        qpdf_oh_replace_key(handle, dictionary, key, qpdf_new_string(handle, now));
    }
}

void merge_target(const struct incoming *file, qpdf_oh dictionary) {
    qpdf_data handle = file->merged->handle;
    qpdf_oh action = qpdf_child(handle, dictionary, "/A");
    rename_destination(file, dictionary, "/Dest");
    if (qpdf_oh_is_name_and_equals(handle, qpdf_child(handle, action, "/S"), "/GoTo")) {
        rename_destination(file, action, "/D");
    }
}

/* --- the outline: into the result ------------------------------------------------------------- */

static void set(qpdf_data handle, qpdf_oh dictionary, const char *key, qpdf_oh value) {
    qpdf_oh_replace_key(handle, dictionary, key, value);
}

/* /Dest [page /Fit]: the whole page in the window. */
static qpdf_oh whole_page(qpdf_data handle, qpdf_oh page) {
    qpdf_oh array = qpdf_oh_new_array(handle);
    qpdf_oh_append_item(handle, array, page);
    qpdf_oh_append_item(handle, array, qpdf_oh_new_name(handle, "/Fit"));
    return array;
}

static qpdf_oh add_file_entry(struct incoming *file) {
    struct merged *merged = file->merged;
    qpdf_data handle = merged->handle;
    qpdf_oh entry = qpdf_make_indirect_object(handle, qpdf_oh_new_dictionary(handle));
    set(handle, entry, "/Title", qpdf_oh_new_unicode_string(handle, file->input->title));
    set(handle, entry, "/Parent", merged->outline);
    set(handle, entry, "/Dest", whole_page(handle, qpdf_get_page_n(handle, file->first_page)));
    if (merged->n_entries > 0) {
        set(handle, entry, "/Prev", merged->last_entry);
        set(handle, merged->last_entry, "/Next", entry);
    } else {
        set(handle, merged->outline, "/First", entry);
    }
    set(handle, merged->outline, "/Last", entry);
    merged->last_entry = entry;
    merged->n_entries++;
    return entry;
}

/* Open entries stay open, but the file's own is closed: with many files each is one line. */
static void close_entry(qpdf_data handle, qpdf_oh entry, int n_children, bool is_open) {
    if (n_children > 0) {
        set(handle, entry, "/Count",
            qpdf_oh_new_integer(handle, is_open ? n_children : -n_children));
    }
}

struct level {
    qpdf_oh entry, last; /* its last child; 0: none yet */
    int n_shown;         /* of its children, and theirs where they are open */
    bool is_open;
};

static void end_level(qpdf_data handle, struct level *levels, int level) {
    struct level *ended = &levels[level];
    close_entry(handle, ended->entry, ended->n_shown, ended->is_open);
    if (level > 0 && ended->is_open) {
        levels[level - 1].n_shown += ended->n_shown;
    }
}

static bool is_open(qpdf_data handle, qpdf_oh packed) {
    qpdf_oh count = qpdf_child(handle, packed, "/Count");
    return qpdf_oh_is_integer(handle, count) && qpdf_oh_get_int_value(handle, count) > 0;
}

static void add_entry(qpdf_data handle, struct level *parent, qpdf_oh entry) {
    set(handle, entry, "/Parent", parent->entry);
    if (parent->n_shown > 0) {
        set(handle, entry, "/Prev", parent->last);
        set(handle, parent->last, "/Next", entry);
    } else {
        set(handle, parent->entry, "/First", entry);
    }
    set(handle, parent->entry, "/Last", entry);
    parent->last = entry;
    parent->n_shown++;
}

static void merge_entries(struct incoming *file, qpdf_oh top) {
    qpdf_data handle = file->merged->handle;
    struct level levels[OUTLINE_LEVELS_MAX + 1] = {{.entry = top}};
    qpdf_oh list = qpdf_child(handle, file->bag, "/Outline");
    int depth = 0;
    int n = qpdf_items(handle, list);
    for (int i = 0; i < n; i++) {
        qpdf_oh entry = qpdf_make_indirect_object(handle, qpdf_oh_get_array_item(handle, list, i));
        int level = qpdf_oh_get_int_value_as_int(handle, qpdf_child(handle, entry, "/Level"));
        for (; depth > level; depth--) {
            end_level(handle, levels, depth);
        }
        add_entry(handle, &levels[level], entry);
        levels[++depth] = (struct level){.entry = entry, .is_open = is_open(handle, entry)};
        qpdf_oh_remove_key(handle, entry, "/Level");
        qpdf_oh_remove_key(handle, entry, "/Count");
        merge_target(file, entry);
    }
    for (; depth >= 0; depth--) {
        end_level(handle, levels, depth);
    }
}

/* --- labels, section 12.4.2 ------------------------------------------------------------------- */

/* -1: it is none. */
static long long page_number(qpdf_data handle, qpdf_oh number) {
    return qpdf_oh_is_integer(handle, number) ? qpdf_oh_get_int_value(handle, number) : -1;
}

static void merge_labels(struct incoming *file) {
    struct merged *merged = file->merged;
    qpdf_data handle = merged->handle;
    qpdf_oh list = qpdf_child(handle, file->bag, "/Labels");
    int n = qpdf_items(handle, list) / 2 * 2;
    struct label label = {.page = (int)file->first_page};
    bool has_first = false;
    for (int i = 0; i < n; i += 2) {
        has_first |= page_number(handle, qpdf_oh_get_array_item(handle, list, i)) == 0;
    }
    if (!has_first) {
        g_array_append_val(merged->labels, label);
    }
    for (int i = 0; i < n; i += 2) {
        long long page = page_number(handle, qpdf_oh_get_array_item(handle, list, i));
        if (page >= 0 && page < (long long)file->n_pages) {
            label.page = (int)file->first_page + (int)page;
            label.style = qpdf_oh_get_array_item(handle, list, i + 1);
            g_array_append_val(merged->labels, label);
            merged->has_labels = true;
        }
    }
}

static void write_labels(struct merged *merged) {
    qpdf_data handle = merged->handle;
    qpdf_oh numbers = qpdf_oh_new_array(handle), tree = qpdf_oh_new_dictionary(handle);
    int last = -1;
    for (unsigned i = 0; i < merged->labels->len; i++) {
        const struct label *label = &g_array_index(merged->labels, struct label, i);
        if (label->page <= last) { /* not in order: a damaged tree */
            continue;
        }
        last = label->page;
        qpdf_oh style = label->style;
        if (style == 0 || !qpdf_oh_is_dictionary(handle, style)) {
            style = qpdf_oh_new_dictionary(handle);
            set(handle, style, "/S", qpdf_oh_new_name(handle, "/D"));
        }
        qpdf_oh_append_item(handle, numbers, qpdf_oh_new_integer(handle, label->page));
        qpdf_oh_append_item(handle, numbers, style);
    }
    set(handle, tree, "/Nums", numbers);
    set(handle, qpdf_get_root(handle), "/PageLabels", tree);
}

/* --- one file, and the end -------------------------------------------------------------------- */

void merge_outline(struct incoming *file) {
    merge_destinations(file);
    merge_entries(file, add_file_entry(file));
    merge_labels(file);
}

void merge_outline_end(struct merged *merged) {
    qpdf_data handle = merged->handle;
    qpdf_oh root = qpdf_get_root(handle);
    set(handle, merged->outline, "/Type", qpdf_oh_new_name(handle, "/Outlines"));
    set(handle, merged->outline, "/Count", qpdf_oh_new_integer(handle, merged->n_entries));
    set(handle, root, "/Outlines", merged->outline);
    set(handle, root, "/PageMode", qpdf_oh_new_name(handle, "/UseOutlines"));
    if (merged->has_labels) {
        write_labels(merged);
    }
}
