#include "finish_priv.h"

#include <qpdf/qpdf-c.h>

/*
 * qpdf's C API: a call that fails returns a code with QPDF_ERRORS set and keeps an error that must
 * be asked for, else it is printed to standard error when the handle goes. A write after a failed
 * init crashes, so every return is looked at.
 */

static void free_handle(qpdf_data *handle) {
    if (*handle) {
        qpdf_cleanup(handle);
    }
}

/* True: the call went well, perhaps with warnings, which say nothing that a reader would notice. */
static bool is_done(qpdf_data handle, QPDF_ERROR_CODE code, char **ret_reason) {
    if ((code & QPDF_ERRORS) == 0 && !qpdf_has_error(handle)) {
        return true;
    }
    qpdf_error error = qpdf_has_error(handle) ? qpdf_get_error(handle) : NULL;
    *ret_reason = g_strdup(error ? qpdf_get_error_message_detail(handle, error) : "unknown error");
    return false;
}

GBytes *finish_qpdf(GBytes *pdf, const struct finish_options *options, char **ret_reason) {
    gsize n = 0;
    const char *bytes = g_bytes_get_data(pdf, &n);
    __attribute__((cleanup(free_handle))) qpdf_data handle = qpdf_init();
    qpdf_silence_errors(handle);
    qpdf_set_suppress_warnings(handle, QPDF_TRUE);
    if (!is_done(handle, qpdf_read_memory(handle, "document", bytes, n, NULL), ret_reason) ||
        !is_done(handle, qpdf_init_write_memory(handle), ret_reason)) {
        return NULL;
    }
    qpdf_set_linearization(handle, options->linearize ? QPDF_TRUE : QPDF_FALSE);
    /* From the content, so that equal inputs give equal bytes; without encryption it never aborts.
     */
    qpdf_set_deterministic_ID(handle, QPDF_TRUE);
    if (!is_done(handle, qpdf_write(handle), ret_reason)) {
        return NULL;
    }
    return g_bytes_new(qpdf_get_buffer(handle), qpdf_get_buffer_length(handle));
}
