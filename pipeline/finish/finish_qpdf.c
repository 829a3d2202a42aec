#include "finish_qpdf_priv.h"

qpdf_data qpdf_handle_new(void) {
    qpdf_data handle = qpdf_init();
    qpdf_silence_errors(handle);
    qpdf_set_suppress_warnings(handle, QPDF_TRUE);
    return handle;
}

void qpdf_handle_free(qpdf_data *handle) {
    if (*handle) {
        qpdf_cleanup(handle);
    }
}

const char *qpdf_handle_error(qpdf_data handle) {
    if (!qpdf_has_error(handle)) {
        return NULL;
    }
    qpdf_error error = qpdf_get_error(handle);
    const char *detail = error ? qpdf_get_error_message_detail(handle, error) : NULL;
    return detail && *detail ? detail : "unknown error";
}

/* --- reading -------------------------------------------------------------------------------- */

static bool report_read(qpdf_data handle, const struct finish_input *input, struct diags *diags) {
    qpdf_error error = qpdf_has_error(handle) ? qpdf_get_error(handle) : NULL;
    if (error && qpdf_get_error_code(handle, error) == qpdf_e_password) {
        diag_error(diags, (struct span){0}, DIAG_PDF_ENCRYPTED,
                   input->password ? "the password does not open \"%s\""
                                   : "\"%s\" is encrypted and needs its password",
                   input->shown);
        diag_hint(diags, "Give it with --password-file FILE or PDFGEN_PASSWORD.");
        return false;
    }
    const char *detail = error ? qpdf_get_error_message_detail(handle, error) : "unknown error";
    return diag_error(diags, (struct span){0}, DIAG_PDF_DAMAGED,
                      "\"%s\" cannot be read as a PDF: %s", input->shown, detail);
}

bool qpdf_handle_read(qpdf_data handle, const struct finish_input *input, struct diags *diags) {
    gsize n = 0;
    const char *bytes = g_bytes_get_data(input->pdf, &n);
    QPDF_ERROR_CODE code =
        qpdf_read_memory(handle, input->shown, bytes ? bytes : "", n, input->password);
    if ((code & QPDF_ERRORS) != 0 || qpdf_has_error(handle)) {
        return report_read(handle, input, diags);
    }
    /* The tree of pages is looked at with the rest: without pages there is nothing to go on with.
     */
    if (qpdf_get_num_pages(handle) <= 0 || qpdf_has_error(handle)) {
        return report_read(handle, input, diags);
    }
    if (qpdf_more_warnings(handle)) {
        qpdf_error warning = qpdf_next_warning(handle);
        diag_warning(diags, (struct span){0}, DIAG_PDF_DAMAGED, "\"%s\" is damaged: %s",
                     input->shown, qpdf_get_error_message_detail(handle, warning));
        diag_hint(diags, "It was repaired as far as that goes; compare its pages.");
    }
    return true;
}

/* --- writing -------------------------------------------------------------------------------- */

static bool is_done(qpdf_data handle, QPDF_ERROR_CODE code, char **ret_reason) {
    if ((code & QPDF_ERRORS) == 0 && !qpdf_has_error(handle)) {
        return true;
    }
    const char *error = qpdf_handle_error(handle);
    *ret_reason = g_strdup(error ? error : "unknown error");
    return false;
}

static void set_encryption(qpdf_data handle, const struct pdf_encryption *encryption) {
    /* Extraction for accessibility stays, as PDF/UA asks (ISO 14289-1 section 7.16). */
    qpdf_set_r6_encryption_parameters2(
        handle, encryption->user_password, encryption->owner_password, QPDF_TRUE,
        encryption->can_copy, QPDF_FALSE, encryption->can_annotate, encryption->can_fill,
        QPDF_FALSE, encryption->can_print ? qpdf_r3p_full : qpdf_r3p_none, QPDF_TRUE);
}

/*
 * Whether the hint table of a linearized file ends in front of a line's end, as ISO 19005-2 section
 * 6.1.7.1 asks. qpdf leaves that out where the last byte of the data is one by chance, and a reader
 * then takes the data to be a byte shorter than their dictionary says.
 */
static bool has_sound_hints(const char *bytes, size_t n) {
    static const char PLACE[] = "/H [ ", LENGTH[] = "/Length ", STREAM[] = "stream\n";
    const char *end = bytes + n;
    const char *place = memmem(bytes, MIN(n, 1024), PLACE, strlen(PLACE));
    size_t at = place ? strtoul(place + strlen(PLACE), NULL, 10) : n;
    const char *length = at < n ? memmem(bytes + at, n - at, LENGTH, strlen(LENGTH)) : NULL;
    const char *data =
        length ? memmem(length, (size_t)(end - length), STREAM, strlen(STREAM)) : NULL;
    if (!data) {
        return true;
    }
    data += strlen(STREAM);
    size_t n_data = strtoul(length + strlen(LENGTH), NULL, 10);
    return n_data < (size_t)(end - data) && data[n_data] == '\n';
}

static bool write_once(qpdf_data handle, const struct finish_options *options, char **ret_reason) {
    if (!is_done(handle, qpdf_init_write_memory(handle), ret_reason)) {
        return false;
    }
    /* ISO 19005-2 section 6.1.7.1 asks for it; without it the claim of PDF/A would be wrong. */
    qpdf_set_newline_before_endstream(handle, QPDF_TRUE);
    if (options->is_compact) {
        qpdf_set_minimum_pdf_version(handle, "1.7");
        qpdf_set_object_stream_mode(handle, qpdf_o_generate);
    }
    qpdf_set_linearization(handle, options->linearize ? QPDF_TRUE : QPDF_FALSE);
    if (options->encryption) {
        set_encryption(handle, options->encryption);
    } else {
        /* From the content, so that equal inputs give equal bytes. With encryption, whose keys need
           the identifier first, qpdf aborts the process. */
        qpdf_set_deterministic_ID(handle, QPDF_TRUE);
    }
    return is_done(handle, qpdf_write(handle), ret_reason);
}

/* What is written again has other hints: the offsets are others behind a longer catalogue. */
static void make_longer(qpdf_data handle, int by) {
    g_autofree char *blanks = g_strnfill((gsize)by, ' ');
    qpdf_oh root = qpdf_get_root(handle);
    qpdf_oh_replace_key(handle, root, "/PDFGEN_Room", qpdf_oh_new_string(handle, blanks));
    qpdf_oh_release(handle, root);
}

GBytes *qpdf_handle_write(qpdf_data handle, const struct finish_options *options,
                          char **ret_reason) {
    enum { TRIES_MAX = 8 };
    for (int i = 1; write_once(handle, options, ret_reason); i++) {
        const char *bytes = (const char *)qpdf_get_buffer(handle);
        size_t n = qpdf_get_buffer_length(handle);
        if (!options->linearize || i == TRIES_MAX || has_sound_hints(bytes, n)) {
            return g_bytes_new(bytes, n);
        }
        make_longer(handle, i);
    }
    return NULL;
}

GBytes *finish_qpdf(GBytes *pdf, const struct finish_options *options, char **ret_reason) {
    gsize n = 0;
    const char *bytes = g_bytes_get_data(pdf, &n);
    QPDF_AUTO handle = qpdf_handle_new();
    if (!is_done(handle, qpdf_read_memory(handle, "document", bytes, n, NULL), ret_reason)) {
        return NULL;
    }
    return qpdf_handle_write(handle, options, ret_reason);
}
