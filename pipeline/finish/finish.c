#include "finish.h"

#include "finish_priv.h"
#include "module.h"

bool finish_is_needed(const struct finish_options *options) {
    return options->linearize;
}

static finish_qpdf_function *load_module(struct diags *diags) {
    g_autofree char *reason = NULL;
    /* ISO C has no conversion from an object pointer to a function; POSIX says the bits agree. */
    union {
        void *object;
        finish_qpdf_function *function;
    } symbol = {.object = module_symbol("finish_qpdf", "finish_qpdf", &reason)};
    if (!symbol.object) {
        diag_error(diags, (struct span){0}, DIAG_FINISH_FAILED, "could not load qpdf: %s", reason);
        diag_hint(diags, "Install the package libqpdf and pdfgen's own modules, or leave out "
                         "--linearize.");
    }
    return symbol.function;
}

bool finish_pdf(GBytes *pdf, const struct finish_options *options, struct diags *diags,
                GBytes **ret) {
    finish_qpdf_function *run = load_module(diags);
    if (!run) {
        return false;
    }
    g_autofree char *reason = NULL;
    GBytes *finished = run(pdf, options, &reason);
    if (!finished) {
        return diag_error(diags, (struct span){0}, DIAG_FINISH_FAILED,
                          "qpdf could not finish the document: %s", reason);
    }
    *ret = finished;
    return true;
}
