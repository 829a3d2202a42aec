#include "finish.h"

#include "finish_priv.h"
#include "module.h"

bool finish_is_needed(const struct finish_options *options) {
    return options->linearize || options->encryption;
}

/* ISO C has no conversion from an object pointer to a function; POSIX says the bits agree. */
union symbol {
    void *object;
    finish_qpdf_function *finish;
    finish_qpdf_inspect_function *inspect;
    finish_qpdf_merge_function *merge;
};

static union symbol load_symbol(const char *name, struct diags *diags) {
    g_autofree char *reason = NULL;
    union symbol symbol = {.object = module_symbol("finish_qpdf", name, &reason)};
    if (!symbol.object) {
        diag_error(diags, (struct span){0}, DIAG_MODULE_MISSING, "could not load qpdf: %s", reason);
        diag_hint(diags, "Install the package libqpdf and pdfgen's own modules.");
    }
    return symbol;
}

bool finish_pdf(GBytes *pdf, const struct finish_options *options, struct diags *diags,
                GBytes **ret) {
    union symbol symbol = load_symbol("finish_qpdf", diags);
    if (!symbol.object) {
        return false;
    }
    g_autofree char *reason = NULL;
    GBytes *finished = symbol.finish(pdf, options, &reason);
    if (!finished) {
        return diag_error(diags, (struct span){0}, DIAG_FINISH_FAILED,
                          "qpdf could not finish the document: %s", reason);
    }
    *ret = finished;
    return true;
}

bool finish_inspect(Arena *arena, const struct finish_input *input, bool wants_data,
                    struct diags *diags, struct pdf_facts *ret) {
    union symbol symbol = load_symbol("finish_qpdf_inspect", diags);
    struct finish_seen seen = {0};
    if (!symbol.object || !symbol.inspect(arena, input, wants_data, diags, &seen)) {
        return false;
    }
    finish_read_xmp(arena, seen.xmp, &seen.facts);
    *ret = seen.facts;
    return true;
}

bool finish_merge(const struct finish_input *inputs, size_t n, struct diags *diags, GBytes **ret) {
    union symbol symbol = load_symbol("finish_qpdf_merge", diags);
    return symbol.object && symbol.merge(inputs, n, diags, ret);
}
