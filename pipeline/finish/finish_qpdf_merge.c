#include "finish_qpdf_priv.h"

/*
 * Pages of several files in one, with an outline whose entries lead to the first page of each.
 *
 * qpdf copies a page with all that it draws and its annotations. What belongs to a document as a
 * whole stays behind: its outline, names, structure, forms, metadata and attachments.
 */

struct merged {
    qpdf_data handle;
    qpdf_oh first, last, outline; /* of the outline; first and last where there is an entry */
    int n_entries;
};

static void put_ref(qpdf_data handle, qpdf_oh dictionary, const char *key, qpdf_oh object) {
    qpdf_oh_replace_key(handle, dictionary, key, object);
}

/* /Dest [page /Fit]: the whole page in the window. */
static qpdf_oh destination(qpdf_data handle, qpdf_oh page) {
    qpdf_oh array = qpdf_oh_new_array(handle);
    qpdf_oh_append_item(handle, array, page);
    qpdf_oh_append_item(handle, array, qpdf_oh_new_name(handle, "/Fit"));
    return array;
}

static void add_entry(struct merged *merged, const char *title, qpdf_oh page) {
    qpdf_data handle = merged->handle;
    qpdf_oh entry = qpdf_make_indirect_object(handle, qpdf_oh_new_dictionary(handle));
    put_ref(handle, entry, "/Title", qpdf_oh_new_unicode_string(handle, title));
    put_ref(handle, entry, "/Parent", merged->outline);
    put_ref(handle, entry, "/Dest", destination(handle, page));
    if (merged->n_entries > 0) {
        put_ref(handle, entry, "/Prev", merged->last);
        put_ref(handle, merged->last, "/Next", entry);
    } else {
        merged->first = entry;
    }
    merged->last = entry;
    merged->n_entries++;
}

static void end_outline(struct merged *merged) {
    qpdf_data handle = merged->handle;
    qpdf_oh root = qpdf_get_root(handle);
    put_ref(handle, merged->outline, "/Type", qpdf_oh_new_name(handle, "/Outlines"));
    put_ref(handle, merged->outline, "/First", merged->first);
    put_ref(handle, merged->outline, "/Last", merged->last);
    put_ref(handle, merged->outline, "/Count", qpdf_oh_new_integer(handle, merged->n_entries));
    put_ref(handle, root, "/Outlines", merged->outline);
    put_ref(handle, root, "/PageMode", qpdf_oh_new_name(handle, "/UseOutlines"));
}

static bool report(const struct finish_input *input, const char *reason, struct diags *diags) {
    return diag_error(diags, (struct span){0}, DIAG_PDF_DAMAGED,
                      "the pages of \"%s\" cannot be merged: %s", input->shown,
                      reason ? reason : "unknown error");
}

static bool add_pages(struct merged *merged, qpdf_data source, const struct finish_input *input,
                      struct diags *diags) {
    size_t n_before = (size_t)MAX(qpdf_get_num_pages(merged->handle), 0);
    size_t n = (size_t)qpdf_get_num_pages(source);
    for (size_t i = 0; i < n; i++) {
        qpdf_oh page = qpdf_get_page_n(source, i);
        QPDF_ERROR_CODE code = qpdf_add_page(merged->handle, source, page, QPDF_FALSE);
        if ((code & QPDF_ERRORS) != 0 || qpdf_has_error(merged->handle) || qpdf_has_error(source)) {
            const char *reason = qpdf_handle_error(merged->handle);
            return report(input, reason ? reason : qpdf_handle_error(source), diags);
        }
    }
    add_entry(merged, input->title, qpdf_get_page_n(merged->handle, n_before));
    return true;
}

/* Limits that its maker set must not be lost on the way. */
static bool is_open(qpdf_data source, const struct finish_input *input, struct diags *diags) {
    if (!qpdf_is_encrypted(source)) {
        return true;
    }
    diag_error(diags, (struct span){0}, DIAG_PDF_ENCRYPTED, "\"%s\" is encrypted and is not merged",
               input->shown);
    diag_hint(diags, "Ask its maker for a file without encryption.");
    return false;
}

static bool write_merged(struct merged *merged, struct diags *diags, GBytes **ret) {
    static const struct finish_options plain = {0};
    g_autofree char *reason = NULL;
    end_outline(merged);
    GBytes *bytes = qpdf_handle_write(merged->handle, &plain, &reason);
    if (!bytes) {
        return diag_error(diags, (struct span){0}, DIAG_FINISH_FAILED,
                          "qpdf could not write the merged document: %s", reason);
    }
    *ret = bytes;
    return true;
}

static void free_sources(qpdf_data *sources, size_t n) {
    for (size_t i = 0; i < n; i++) {
        qpdf_handle_free(&sources[i]);
    }
    g_free(sources);
}

bool finish_qpdf_merge(const struct finish_input *inputs, size_t n, struct diags *diags,
                       GBytes **ret) {
    QPDF_AUTO handle = qpdf_handle_new();
    bool is_good = (qpdf_empty_pdf(handle) & QPDF_ERRORS) == 0;
    struct merged merged = {.handle = handle};
    merged.outline = qpdf_make_indirect_object(handle, qpdf_oh_new_dictionary(handle));
    /* The streams of a page are copied when the result is written: until then its file stays. */
    qpdf_data *sources = g_new0(qpdf_data, n);
    for (size_t i = 0; i < n; i++) {
        sources[i] = qpdf_handle_new();
        bool is_read = qpdf_handle_read(sources[i], &inputs[i], diags) &&
                       is_open(sources[i], &inputs[i], diags);
        is_good = is_read && is_good && add_pages(&merged, sources[i], &inputs[i], diags);
    }
    is_good = is_good && write_merged(&merged, diags, ret);
    free_sources(sources, n);
    return is_good;
}
