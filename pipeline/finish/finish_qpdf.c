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

GBytes *qpdf_handle_write(qpdf_data handle, const struct finish_options *options,
                          char **ret_reason) {
    if (!is_done(handle, qpdf_init_write_memory(handle), ret_reason)) {
        return NULL;
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
    if (!is_done(handle, qpdf_write(handle), ret_reason)) {
        return NULL;
    }
    return g_bytes_new(qpdf_get_buffer(handle), qpdf_get_buffer_length(handle));
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
