#include "finish_qpdf_merge_priv.h"

/* Several files in one; finish_qpdf_merge_priv.h says how. */

static bool report(const struct finish_input *input, const char *reason, struct diags *diags) {
    return diag_error(diags, (struct span){0}, DIAG_PDF_DAMAGED, "\"%s\" cannot be merged: %s",
                      input->shown, reason ? reason : "unknown error");
}

static bool has_failed(const struct incoming *file, struct diags *diags) {
    qpdf_data handle = file->merged->handle;
    if (!qpdf_has_error(handle) && !qpdf_has_error(file->source)) {
        return false;
    }
    const char *reason = qpdf_handle_error(handle);
    report(file->input, reason ? reason : qpdf_handle_error(file->source), diags);
    return true;
}

static bool add_pages(struct incoming *file, struct diags *diags) {
    qpdf_data handle = file->merged->handle;
    file->first_page = (size_t)MAX(qpdf_get_num_pages(handle), 0);
    file->n_pages = (size_t)qpdf_get_num_pages(file->source);
    for (size_t i = 0; i < file->n_pages; i++) {
        qpdf_oh page = qpdf_get_page_n(file->source, i);
        QPDF_ERROR_CODE code = qpdf_add_page(handle, file->source, page, QPDF_FALSE);
        if ((code & QPDF_ERRORS) != 0 || has_failed(file, diags)) {
            return false;
        }
        qpdf_oh_release(file->source, page);
    }
    return true;
}

/* The pages first: what leads to one that is not there would lead nowhere. */
static bool add_file(struct incoming *file, struct diags *diags) {
    if (!add_pages(file, diags)) {
        return false;
    }
    qpdf_oh bag = qpdf_make_indirect_object(file->source, qpdf_oh_new_dictionary(file->source));
    outline_pack(file, bag);
    catalogue_pack(file, bag);
    file->bag = qpdf_oh_copy_foreign_object(file->merged->handle, file->source, bag);
    if (has_failed(file, diags)) {
        return false;
    }
    merge_outline(file);
    merge_catalogue(file);
    merge_structure(file);
    return !has_failed(file, diags);
}

static bool read_and_add(struct merged *merged, qpdf_data source, const struct finish_input *input,
                         const struct pdf_facts *facts, size_t index, struct diags *diags) {
    /* It has been read before, and whatever is wrong with it been told. */
    struct diags told = {0};
    bool is_read = qpdf_handle_read(source, input, &told);
    diags_clear(&told);
    if (!is_read) {
        return report(input, NULL, diags);
    }
    struct incoming file = {
        .merged = merged,
        .source = source,
        .index = index,
        .input = input,
        .facts = facts,
        .names = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref,
                                       (GDestroyNotify)g_bytes_unref),
    };
    bool is_added = add_file(&file, diags);
    g_hash_table_unref(file.names);
    return is_added;
}

static bool write_merged(struct merged *merged, const struct pdf_facts *facts, struct diags *diags,
                         GBytes **ret) {
    static const struct finish_options options = {.is_compact = true};
    g_autofree char *reason = NULL;
    merge_outline_end(merged);
    merge_catalogue_end(merged, facts);
    GBytes *bytes = qpdf_handle_write(merged->handle, &options, &reason);
    if (!bytes) {
        return diag_error(diags, (struct span){0}, DIAG_FINISH_FAILED,
                          "qpdf could not write the merged document: %s", reason);
    }
    *ret = bytes;
    return true;
}

static void clear_named(void *named) {
    g_bytes_unref(((struct named *)named)->name);
}

static GArray *new_list(void) {
    GArray *list = g_array_new(FALSE, FALSE, sizeof(struct named));
    g_array_set_clear_func(list, clear_named);
    return list;
}

static GHashTable *new_set(void) {
    return g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
}

static void merged_init(struct merged *merged, qpdf_data handle) {
    merged->handle = handle;
    merged->outline = qpdf_make_indirect_object(handle, qpdf_oh_new_dictionary(handle));
    merged->associated = qpdf_oh_new_array(handle);
    merged->destinations = new_set();
    merged->files = new_set();
    merged->fields = new_set();
    merged->identifiers = new_set();
    merged->destination_list = new_list();
    merged->file_list = new_list();
    merged->identifier_list = new_list();
    merged->labels = g_array_new(FALSE, TRUE, sizeof(struct label));
}

static void merged_clear(struct merged *merged) {
    g_hash_table_unref(merged->destinations);
    g_hash_table_unref(merged->files);
    g_hash_table_unref(merged->fields);
    g_hash_table_unref(merged->identifiers);
    g_array_unref(merged->destination_list);
    g_array_unref(merged->file_list);
    g_array_unref(merged->identifier_list);
    g_array_unref(merged->labels);
    g_clear_pointer(&merged->profile, g_bytes_unref);
}

static void free_sources(qpdf_data *sources, size_t n) {
    for (size_t i = 0; i < n; i++) {
        qpdf_handle_free(&sources[i]);
    }
    g_free(sources);
}

bool finish_qpdf_merge(const struct finish_input *inputs, const struct pdf_facts *facts, size_t n,
                       const struct finish_merge *options, struct diags *diags, GBytes **ret) {
    QPDF_AUTO handle = qpdf_handle_new();
    struct merged merged = {.options = options, .n_inputs = n};
    if ((qpdf_empty_pdf(handle) & QPDF_ERRORS) != 0) {
        return diag_error(diags, (struct span){0}, DIAG_FINISH_FAILED,
                          "qpdf could not begin a document");
    }
    merged_init(&merged, handle);
    bool is_good = true;
    /* The streams of a file are copied when the result is written: until then it stays. */
    qpdf_data *sources = g_new0(qpdf_data, n);
    for (size_t i = 0; i < n && is_good; i++) {
        sources[i] = qpdf_handle_new();
        is_good = read_and_add(&merged, sources[i], &inputs[i], &facts[i], i, diags);
    }
    is_good = is_good && write_merged(&merged, facts, diags, ret);
    merged_clear(&merged);
    free_sources(sources, n);
    return is_good;
}
