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

/* Limits that its maker set must not be lost on the way. */
static bool is_open(const struct finish_input *input, const struct pdf_facts *facts,
                    struct diags *diags) {
    if (!facts->is_encrypted) {
        return true;
    }
    diag_error(diags, (struct span){0}, DIAG_PDF_ENCRYPTED, "\"%s\" is encrypted and is not merged",
               input->shown);
    diag_hint(diags, "Ask its maker for a file without encryption.");
    return false;
}

static bool inspect_all(Arena *arena, const struct finish_input *inputs, size_t n,
                        struct diags *diags, struct pdf_facts *ret) {
    bool is_good = true;
    for (size_t i = 0; i < n; i++) {
        is_good = finish_inspect(arena, &inputs[i], false, diags, &ret[i]) &&
                  is_open(&inputs[i], &ret[i], diags) && is_good;
    }
    return is_good;
}

static void tell_untagged(const struct finish_input *inputs, const struct pdf_facts *facts,
                          size_t n, struct diags *diags) {
    size_t n_tagged = 0;
    for (size_t i = 0; i < n; i++) {
        n_tagged += facts[i].is_tagged;
    }
    for (size_t i = 0; i < n && n_tagged > 0; i++) {
        if (!facts[i].is_tagged) {
            diag_warning(diags, (struct span){0}, DIAG_PDF_CLAIM,
                         "\"%s\" has no tags, so that the whole is not accessible",
                         inputs[i].shown);
        }
    }
}

bool finish_merge(const struct finish_input *inputs, size_t n, const struct finish_merge *options,
                  struct diags *diags, GBytes **ret) {
    union symbol symbol = load_symbol("finish_qpdf_merge", diags);
    g_autoptr(Arena) arena = arena_new();
    struct pdf_facts *facts = ARENA_NEW_N(arena, struct pdf_facts, n);
    if (!symbol.object || !inspect_all(arena, inputs, n, diags, facts)) {
        return false;
    }
    tell_untagged(inputs, facts, n, diags);
    struct finish_merge named = *options;
    for (size_t i = 0; i < n && !named.title; i++) {
        named.title = facts[i].title;
    }
    named.title = str_printable(arena, named.title ? named.title : inputs[0].title);
    return symbol.merge(inputs, facts, n, &named, diags, ret);
}
