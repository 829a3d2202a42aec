#include "finish_qpdf_merge_priv.h"

#include <string.h>

/* Asked for a key of an array, qpdf_oh_get_key_if_dict() notes an error. */
qpdf_oh qpdf_child(qpdf_data handle, qpdf_oh dictionary, const char *key) {
    return qpdf_oh_is_dictionary(handle, dictionary) ? qpdf_oh_get_key(handle, dictionary, key)
                                                     : qpdf_oh_new_null(handle);
}

int qpdf_items(qpdf_data handle, qpdf_oh array) {
    return qpdf_oh_is_array(handle, array) ? qpdf_oh_get_array_n_items(handle, array) : 0;
}

GPtrArray *qpdf_keys(qpdf_data handle, qpdf_oh dictionary) {
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    if (qpdf_oh_is_dictionary(handle, dictionary)) {
        for (qpdf_oh_begin_dict_key_iter(handle, dictionary); qpdf_oh_dict_more_keys(handle);) {
            g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(handle)));
        }
    }
    return keys;
}

GBytes *qpdf_bytes(qpdf_data handle, qpdf_oh string) {
    if (qpdf_oh_is_name(handle, string)) {
        const char *name = qpdf_oh_get_name(handle, string);
        return g_bytes_new(name + 1, strlen(name) - 1); /* without its slash */
    }
    if (!qpdf_oh_is_string(handle, string)) {
        return NULL;
    }
    size_t n = 0;
    const char *bytes = qpdf_oh_get_binary_string_value(handle, string, &n);
    return g_bytes_new(bytes, n);
}

qpdf_oh qpdf_new_string(qpdf_data handle, GBytes *bytes) {
    gsize n;
    const char *p = g_bytes_get_data(bytes, &n); /* NULL where there are none */
    return qpdf_oh_new_binary_string(handle, p ? p : "", n);
}

void qpdf_append_all(qpdf_data handle, qpdf_oh array, qpdf_oh more) {
    int n = qpdf_items(handle, more);
    for (int i = 0; i < n; i++) {
        qpdf_oh_append_item(handle, array, qpdf_oh_get_array_item(handle, more, i));
    }
}

/* --- trees, ISO 32000-1 sections 7.9.6 and 7.9.7 ---------------------------------------------- */

/* Kids are laid on the stack from the last to the first, so that the first is next. */
static void push_kids(qpdf_data handle, qpdf_oh node, GArray *stack, GHashTable *seen) {
    qpdf_oh kids = qpdf_child(handle, node, "/Kids");
    for (int i = qpdf_items(handle, kids); i-- > 0;) {
        qpdf_oh kid = qpdf_oh_get_array_item(handle, kids, i);
        int id = qpdf_oh_get_object_id(handle, kid);
        /* A kid that stands in its parent has no way back to it. */
        if (id == 0 || g_hash_table_add(seen, GINT_TO_POINTER(id))) {
            g_array_append_val(stack, kid);
        }
    }
}

void qpdf_read_tree(qpdf_data handle, qpdf_oh root, const char *leaf, qpdf_oh array) {
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(qpdf_oh));
    int n_items = 0;
    g_array_append_val(stack, root);
    while (stack->len > 0 && n_items < QPDF_ITEMS_MAX) {
        qpdf_oh node = g_array_index(stack, qpdf_oh, stack->len - 1);
        g_array_set_size(stack, stack->len - 1);
        qpdf_oh items = qpdf_child(handle, node, leaf);
        int n = qpdf_items(handle, items) / 2 * 2;
        for (int i = 0; i < n; i++) {
            qpdf_oh_append_item(handle, array, qpdf_oh_get_array_item(handle, items, i));
        }
        n_items += n;
        push_kids(handle, node, stack, seen);
    }
}

static int compare_named(const void *a, const void *b) {
    return g_bytes_compare(((const struct named *)a)->name, ((const struct named *)b)->name);
}

qpdf_oh qpdf_write_names(qpdf_data handle, GArray *list) {
    qpdf_oh names = qpdf_oh_new_array(handle);
    g_array_sort(list, compare_named);
    for (unsigned i = 0; i < list->len; i++) {
        const struct named *named = &g_array_index(list, struct named, i);
        qpdf_oh_append_item(handle, names, qpdf_new_string(handle, named->name));
        qpdf_oh_append_item(handle, names, named->value);
    }
    qpdf_oh tree = qpdf_oh_new_dictionary(handle);
    qpdf_oh_replace_key(handle, tree, "/Names", names);
    return qpdf_make_indirect_object(handle, tree);
}

GBytes *qpdf_free_name(GHashTable *taken, GBytes *name, size_t index) {
    gsize n;
    const char *bytes = g_bytes_get_data(name, &n);
    GBytes *result = g_bytes_ref(name);
    while (!g_hash_table_add(taken, g_bytes_ref(result))) {
        /* Numbered by their file, so that the names of one belong together. */
        g_autofree char *number = g_strdup_printf("-%zu", ++index);
        GByteArray *longer = g_byte_array_new();
        g_byte_array_append(longer, (const guint8 *)(bytes ? bytes : ""), (guint)n);
        g_byte_array_append(longer, (const guint8 *)number, (guint)strlen(number));
        g_bytes_unref(result);
        result = g_byte_array_free_to_bytes(longer);
    }
    return result;
}
