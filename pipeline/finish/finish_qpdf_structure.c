#include "finish_qpdf_merge_priv.h"

/*
 * Structure trees side by side (ISO 32000-1 section 14.7): one Document, below it a Part for each
 * file, which holds what its file's tree held. What names an element by a number or a word that
 * another file may use too is renumbered or renamed: keys of the parent tree, identifiers, roles,
 * classes.
 *
 * The elements of a file are found first, by their object numbers; then each is visited once, and
 * the handles that this took are given back, or a hundred thousand of them would be held.
 */

/* Elements of one file and what they are called now. */
struct tree {
    struct incoming *file;
    qpdf_data handle;
    qpdf_oh root;          /* /StructTreeRoot, in the bag */
    GArray *elements;      /* int: object numbers */
    GHashTable *seen;      /* of elements, annotations, forms */
    GHashTable *renamed;   /* GBytes -> GBytes: identifiers */
    GHashTable *roles;     /* char * -> char *: with slashes */
    GHashTable *classes;   /* the same */
    GArray *held;          /* qpdf_oh: to give back */
    int offset, n_numbers; /* of keys in the parent tree */
};

/* --- handles that are given back -------------------------------------------------------------- */

static qpdf_oh hold(struct tree *tree, qpdf_oh object) {
    g_array_append_val(tree->held, object);
    return object;
}

static qpdf_oh child(struct tree *tree, qpdf_oh dictionary, const char *key) {
    return hold(tree, qpdf_child(tree->handle, dictionary, key));
}

static qpdf_oh item(struct tree *tree, qpdf_oh array, int i) {
    return hold(tree, qpdf_oh_get_array_item(tree->handle, array, i));
}

static void release(struct tree *tree) {
    for (unsigned i = 0; i < tree->held->len; i++) {
        qpdf_oh_release(tree->handle, g_array_index(tree->held, qpdf_oh, i));
    }
    g_array_set_size(tree->held, 0);
}

/* --- finding the elements --------------------------------------------------------------------- */

/* A marked content or an annotation is none. */
static bool is_element(struct tree *tree, qpdf_oh kid) {
    return qpdf_oh_is_dictionary(tree->handle, kid) &&
           qpdf_oh_is_name(tree->handle, child(tree, kid, "/S"));
}

/* One that stands in its parent becomes an object, so that it has a number. */
static qpdf_oh as_object(struct tree *tree, qpdf_oh kid) {
    return qpdf_oh_is_indirect(tree->handle, kid)
               ? kid
               : hold(tree, qpdf_make_indirect_object(tree->handle, kid));
}

static void add_element(struct tree *tree, qpdf_oh kid) {
    int id = qpdf_oh_get_object_id(tree->handle, kid);
    if (g_hash_table_add(tree->seen, GINT_TO_POINTER(id))) {
        g_array_append_val(tree->elements, id);
    }
}

static void add_kids(struct tree *tree, qpdf_oh parent) {
    qpdf_data handle = tree->handle;
    qpdf_oh kids = child(tree, parent, "/K");
    if (is_element(tree, kids)) {
        qpdf_oh kid = as_object(tree, kids);
        qpdf_oh_replace_key(handle, parent, "/K", kid);
        add_element(tree, kid);
        return;
    }
    int n = qpdf_items(handle, kids);
    for (int i = 0; i < n; i++) {
        qpdf_oh kid = item(tree, kids, i);
        if (is_element(tree, kid)) {
            bool is_direct = !qpdf_oh_is_indirect(handle, kid);
            kid = as_object(tree, kid);
            if (is_direct) {
                qpdf_oh_set_array_item(handle, kids, i, kid);
            }
            add_element(tree, kid);
        }
    }
}

static qpdf_oh element_at(struct tree *tree, unsigned i) {
    return hold(tree,
                qpdf_get_object_by_id(tree->handle, g_array_index(tree->elements, int, i), 0));
}

static void find_elements(struct tree *tree) {
    add_kids(tree, tree->root);
    for (unsigned i = 0; i < tree->elements->len && i < QPDF_ITEMS_MAX; i++) {
        add_kids(tree, element_at(tree, i));
        release(tree);
    }
}

/* --- roles and classes, sections 14.7.3 and 14.7.5.2 ------------------------------------------ */

static bool is_same(qpdf_data handle, qpdf_oh a, qpdf_oh b) {
    g_autofree char *first = g_strdup(qpdf_oh_unparse(handle, a));
    return g_strcmp0(first, qpdf_oh_unparse(handle, b)) == 0;
}

/*
 * Join a dictionary of this file to that of the files before. A word that means something else
 * there gets another name, which is noted in @renamed.
 */
static void join_words(struct tree *tree, const char *key, qpdf_oh all, GHashTable *renamed) {
    qpdf_data handle = tree->handle;
    qpdf_oh words = qpdf_child(handle, tree->root, key);
    g_autoptr(GPtrArray) keys = qpdf_keys(handle, words);
    for (unsigned i = 0; i < keys->len; i++) {
        const char *word = keys->pdata[i];
        qpdf_oh meaning = qpdf_child(handle, words, word);
        g_autofree char *name = g_strdup(word);
        for (size_t n = tree->file->index + 1; qpdf_oh_has_key(handle, all, name); n++) {
            if (is_same(handle, qpdf_child(handle, all, name), meaning)) {
                break;
            }
            g_free(name);
            name = g_strdup_printf("%s-%zu", word, n);
        }
        qpdf_oh_replace_key(handle, all, name, meaning);
        if (strcmp(name, word) != 0) {
            g_hash_table_insert(renamed, g_strdup(word), g_steal_pointer(&name));
        }
    }
}

/* --- an element ------------------------------------------------------------------------------- */

static void rename_word(struct tree *tree, qpdf_oh element, const char *key, GHashTable *renamed) {
    qpdf_oh word = child(tree, element, key);
    const char *now = qpdf_oh_is_name(tree->handle, word)
                          ? g_hash_table_lookup(renamed, qpdf_oh_get_name(tree->handle, word))
                          : NULL;
    if (now) {
        qpdf_oh_replace_key(tree->handle, element, key,
                            hold(tree, qpdf_oh_new_name(tree->handle, now)));
    }
}

static qpdf_oh new_string(struct tree *tree, GBytes *bytes) {
    return hold(tree, qpdf_new_string(tree->handle, bytes));
}

/* Section 14.8.5.7: /Headers names cells by their identifiers. */
static void rename_headers(struct tree *tree, qpdf_oh attributes) {
    qpdf_oh headers = child(tree, attributes, "/Headers");
    int n = qpdf_items(tree->handle, headers);
    for (int i = 0; i < n; i++) {
        g_autoptr(GBytes) name = qpdf_bytes(tree->handle, item(tree, headers, i));
        GBytes *now = name ? g_hash_table_lookup(tree->renamed, name) : NULL;
        if (now) {
            qpdf_oh_set_array_item(tree->handle, headers, i, new_string(tree, now));
        }
    }
}

static void rename_attributes(struct tree *tree, qpdf_oh element) {
    qpdf_oh attributes = child(tree, element, "/A");
    int n = qpdf_items(tree->handle, attributes);
    rename_headers(tree, attributes);
    for (int i = 0; i < n; i++) {
        rename_headers(tree, item(tree, attributes, i));
    }
}

static void note_heading(struct tree *tree, qpdf_oh element) {
    qpdf_oh kind = child(tree, element, "/S");
    const char *name =
        qpdf_oh_is_name(tree->handle, kind) ? qpdf_oh_get_name(tree->handle, kind) : "";
    struct merged *merged = tree->file->merged;
    merged->has_plain_headings |= strcmp(name, "/H") == 0;
    merged->has_numbered_headings |= strncmp(name, "/H", 2) == 0 && g_ascii_isdigit(name[2]);
}

static void take_identifier(struct tree *tree, qpdf_oh element) {
    struct merged *merged = tree->file->merged;
    GBytes *name = qpdf_bytes(tree->handle, child(tree, element, "/ID"));
    if (!name || g_hash_table_contains(tree->renamed, name)) {
        g_clear_pointer(&name, g_bytes_unref);
        return;
    }
    GBytes *now = qpdf_free_name(merged->identifiers, name, tree->file->index);
    /* The handle is kept: it goes into the tree of identifiers. */
    int id = qpdf_oh_get_object_id(tree->handle, element);
    struct named named = {g_bytes_ref(now), qpdf_get_object_by_id(tree->handle, id, 0)};
    g_array_append_val(merged->identifier_list, named);
    qpdf_oh_replace_key(tree->handle, element, "/ID", new_string(tree, now));
    g_hash_table_insert(tree->renamed, name, now);
}

static void rename_elements(struct tree *tree) {
    for (unsigned i = 0; i < tree->elements->len; i++) {
        take_identifier(tree, element_at(tree, i));
        release(tree);
    }
    for (unsigned i = 0; i < tree->elements->len; i++) {
        qpdf_oh element = element_at(tree, i);
        note_heading(tree, element);
        rename_word(tree, element, "/S", tree->roles);
        rename_word(tree, element, "/C", tree->classes);
        rename_attributes(tree, element);
        release(tree);
    }
}

/* --- the parent tree, section 14.7.4.4 -------------------------------------------------------- */

static void join_numbers(struct tree *tree) {
    struct merged *merged = tree->file->merged;
    qpdf_data handle = tree->handle;
    qpdf_oh list = qpdf_oh_new_array(handle);
    qpdf_read_tree(handle, qpdf_child(handle, tree->root, "/ParentTree"), "/Nums", list);
    int n = qpdf_items(handle, list) / 2 * 2;
    tree->offset = merged->next_key;
    for (int i = 0; i < n; i += 2) {
        qpdf_oh key = item(tree, list, i), value = item(tree, list, i + 1);
        int number =
            qpdf_oh_is_integer(handle, key) ? qpdf_oh_get_int_value_as_int(handle, key) : -1;
        /* Ascending, as readers halve their way through it. */
        if (number >= tree->n_numbers && number < QPDF_ITEMS_MAX) {
            qpdf_oh now = hold(tree, qpdf_oh_new_integer(handle, tree->offset + number));
            qpdf_oh_append_item(handle, merged->numbers, now);
            qpdf_oh_append_item(handle, merged->numbers, value);
            tree->n_numbers = number + 1;
        }
        release(tree);
    }
    qpdf_oh_release(handle, list);
    merged->next_key += tree->n_numbers;
}

/* A key that leads nowhere would lead into another file's tree. */
static void renumber_key(struct tree *tree, qpdf_oh dictionary, const char *name) {
    qpdf_data handle = tree->handle;
    qpdf_oh key = child(tree, dictionary, name);
    int number = qpdf_oh_is_integer(handle, key) ? qpdf_oh_get_int_value_as_int(handle, key) : -1;
    if (number >= 0 && number < tree->n_numbers) {
        qpdf_oh_replace_key(handle, dictionary, name,
                            hold(tree, qpdf_oh_new_integer(handle, tree->offset + number)));
    } else if (!qpdf_oh_is_null(handle, key)) {
        qpdf_oh_remove_key(handle, dictionary, name);
    }
}

/* True: not been there; what is no object of its own belongs to one place alone. */
static bool is_first_visit(struct tree *tree, qpdf_oh object) {
    int id = qpdf_oh_get_object_id(tree->handle, object);
    return id == 0 || g_hash_table_add(tree->seen, GINT_TO_POINTER(id));
}

enum { FORM_DEPTH_MAX = 32 };

static void renumber_resources(struct tree *tree, qpdf_oh resources, int depth) {
    qpdf_data handle = tree->handle;
    qpdf_oh objects = child(tree, resources, "/XObject");
    if (!qpdf_oh_is_dictionary(handle, objects) || depth == FORM_DEPTH_MAX ||
        !is_first_visit(tree, objects)) {
        return;
    }
    g_autoptr(GPtrArray) keys = qpdf_keys(handle, objects);
    for (unsigned i = 0; i < keys->len; i++) {
        qpdf_oh object = child(tree, objects, keys->pdata[i]);
        if (qpdf_oh_is_stream(handle, object) && is_first_visit(tree, object)) {
            qpdf_oh dictionary = hold(tree, qpdf_oh_get_dict(handle, object));
            renumber_key(tree, dictionary, "/StructParents");
            renumber_key(tree, dictionary, "/StructParent");
            renumber_resources(tree, child(tree, dictionary, "/Resources"), depth + 1);
        }
    }
}

static void renumber_pages(struct tree *tree) {
    qpdf_data handle = tree->handle;
    const struct incoming *file = tree->file;
    for (size_t i = 0; i < file->n_pages; i++) {
        qpdf_oh page = hold(tree, qpdf_get_page_n(handle, file->first_page + i));
        renumber_key(tree, page, "/StructParents");
        qpdf_oh annotations = child(tree, page, "/Annots");
        int n = qpdf_items(handle, annotations);
        for (int k = 0; k < n; k++) {
            qpdf_oh annotation = item(tree, annotations, k);
            if (qpdf_oh_is_dictionary(handle, annotation) && is_first_visit(tree, annotation)) {
                renumber_key(tree, annotation, "/StructParent");
                merge_target(file, annotation);
            }
        }
        qpdf_oh resources = child(tree, page, "/Resources");
        renumber_resources(tree, resources, 0);
        release(tree);
    }
}

/* --- the file's part of the document ---------------------------------------------------------- */

static qpdf_oh new_element(qpdf_data handle, const char *kind, qpdf_oh parent) {
    qpdf_oh element = qpdf_make_indirect_object(handle, qpdf_oh_new_dictionary(handle));
    qpdf_oh_replace_key(handle, element, "/Type", qpdf_oh_new_name(handle, "/StructElem"));
    qpdf_oh_replace_key(handle, element, "/S", qpdf_oh_new_name(handle, kind));
    qpdf_oh_replace_key(handle, element, "/P", parent);
    return element;
}

static void set_parent(struct tree *tree, qpdf_oh kid, qpdf_oh parent) {
    if (is_element(tree, kid)) {
        qpdf_oh_replace_key(tree->handle, kid, "/P", parent);
    }
}

/* The Document of a file becomes the Part; without one the part is new. */
static qpdf_oh part_of(struct tree *tree) {
    qpdf_data handle = tree->handle;
    struct merged *merged = tree->file->merged;
    qpdf_oh kids = qpdf_child(handle, tree->root, "/K");
    qpdf_oh only = qpdf_items(handle, kids) == 1 ? qpdf_oh_get_array_item(handle, kids, 0) : kids;
    if (qpdf_oh_is_name_and_equals(handle, qpdf_child(handle, only, "/S"), "/Document")) {
        qpdf_oh_replace_key(handle, only, "/S", qpdf_oh_new_name(handle, "/Part"));
        qpdf_oh_replace_key(handle, only, "/P", merged->document);
        return only;
    }
    qpdf_oh part = new_element(handle, "/Part", merged->document);
    qpdf_oh_replace_key(handle, part, "/K", kids);
    int n = qpdf_items(handle, kids);
    for (int i = 0; i < n; i++) {
        set_parent(tree, qpdf_oh_get_array_item(handle, kids, i), part);
    }
    set_parent(tree, kids, part);
    return part;
}

static void add_part(struct tree *tree) {
    qpdf_data handle = tree->handle;
    const char *language = tree->file->facts->language;
    qpdf_oh part = part_of(tree);
    qpdf_oh_replace_key(handle, part, "/T",
                        qpdf_oh_new_unicode_string(handle, tree->file->input->title));
    if (language && !qpdf_oh_has_key(handle, part, "/Lang")) {
        qpdf_oh_replace_key(handle, part, "/Lang", qpdf_oh_new_unicode_string(handle, language));
    }
    qpdf_oh_append_item(handle, tree->file->merged->parts, part);
}

static void begin_structure(struct merged *merged) {
    qpdf_data handle = merged->handle;
    qpdf_oh root = qpdf_make_indirect_object(handle, qpdf_oh_new_dictionary(handle));
    merged->document = new_element(handle, "/Document", root);
    merged->parts = qpdf_oh_new_array(handle);
    merged->numbers = qpdf_oh_new_array(handle);
    merged->roles = qpdf_oh_new_dictionary(handle);
    merged->classes = qpdf_oh_new_dictionary(handle);
    merged->namespaces = qpdf_oh_new_array(handle);
    qpdf_oh_replace_key(handle, root, "/Type", qpdf_oh_new_name(handle, "/StructTreeRoot"));
    qpdf_oh_replace_key(handle, root, "/K", merged->document);
}

void merge_structure(struct incoming *file) {
    struct merged *merged = file->merged;
    struct tree tree = {
        .file = file,
        .handle = merged->handle,
        .root = qpdf_child(merged->handle, file->bag, "/Structure"),
        .elements = g_array_new(FALSE, FALSE, sizeof(int)),
        .seen = g_hash_table_new(NULL, NULL),
        .renamed = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref,
                                         (GDestroyNotify)g_bytes_unref),
        .roles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .classes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .held = g_array_new(FALSE, FALSE, sizeof(qpdf_oh)),
    };
    bool is_tagged = qpdf_oh_is_dictionary(tree.handle, tree.root);
    if (is_tagged && merged->document == 0) {
        begin_structure(merged);
    }
    if (is_tagged) {
        find_elements(&tree);
        join_words(&tree, "/RoleMap", merged->roles, tree.roles);
        join_words(&tree, "/ClassMap", merged->classes, tree.classes);
        qpdf_append_all(tree.handle, merged->namespaces,
                        qpdf_child(tree.handle, tree.root, "/Namespaces"));
        rename_elements(&tree);
        join_numbers(&tree);
        add_part(&tree);
        merged->n_tagged++;
    }
    renumber_pages(&tree);
    g_array_unref(tree.elements);
    g_array_unref(tree.held);
    g_hash_table_unref(tree.seen);
    g_hash_table_unref(tree.renamed);
    g_hash_table_unref(tree.roles);
    g_hash_table_unref(tree.classes);
}

/* --- the end ---------------------------------------------------------------------------------- */

static void set_words(qpdf_data handle, qpdf_oh root, const char *key, qpdf_oh words) {
    if (g_strcmp0(qpdf_oh_unparse(handle, words), "<< >>") != 0) {
        qpdf_oh_replace_key(handle, root, key, words);
    }
}

bool merge_structure_end(struct merged *merged) {
    qpdf_data handle = merged->handle;
    if (merged->document == 0) {
        return false;
    }
    qpdf_oh root = qpdf_child(handle, merged->document, "/P");
    qpdf_oh tree = qpdf_oh_new_dictionary(handle);
    qpdf_oh_replace_key(handle, tree, "/Nums", merged->numbers);
    qpdf_oh_replace_key(handle, merged->document, "/K", merged->parts);
    qpdf_oh_replace_key(handle, root, "/ParentTree", qpdf_make_indirect_object(handle, tree));
    qpdf_oh_replace_key(handle, root, "/ParentTreeNextKey",
                        qpdf_oh_new_integer(handle, merged->next_key));
    set_words(handle, root, "/RoleMap", merged->roles);
    set_words(handle, root, "/ClassMap", merged->classes);
    if (qpdf_items(handle, merged->namespaces) > 0) {
        qpdf_oh_replace_key(handle, root, "/Namespaces", merged->namespaces);
    }
    if (merged->identifier_list->len > 0) {
        qpdf_oh_replace_key(handle, root, "/IDTree",
                            qpdf_write_names(handle, merged->identifier_list));
    }
    qpdf_oh_replace_key(handle, qpdf_get_root(handle), "/StructTreeRoot", root);
    return true;
}
