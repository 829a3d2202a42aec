#include "finish.h"

#include "finish_priv.h"

#include <dlfcn.h>

bool finish_is_needed(const struct finish_options *options) {
    return options->linearize;
}

/*
 * Beside the program, in a build tree's or an installation's folder. Not by a run path of the
 * program: the loader would look there for every library, in a dozen sub-folders each, at every
 * start.
 */
static void *open_module(void) {
    static const char *const folders[] = {".", "../" FINISH_LIBDIR "/pdfgen", "../pipeline"};
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *home = g_path_get_dirname(program ? program : ".");
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = g_build_filename(home, folders[i], FINISH_QPDF_MODULE, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            return dlopen(path, RTLD_NOW | RTLD_LOCAL);
        }
    }
    return dlopen(FINISH_QPDF_MODULE, RTLD_NOW | RTLD_LOCAL);
}

/* The module stays loaded: a run that finishes one document often finishes more. */
static finish_qpdf_function *load_module(struct diags *diags) {
    void *module = open_module();
    /* ISO C has no conversion from an object pointer to a function; POSIX says the bits agree. */
    union {
        void *object;
        finish_qpdf_function *function;
    } symbol = {.object = module ? dlsym(module, "finish_qpdf") : NULL};
    if (!symbol.object) {
        const char *reason = dlerror();
        diag_error(diags, (struct span){0}, DIAG_FINISH_FAILED, "could not load qpdf: %s",
                   reason ? reason : FINISH_QPDF_MODULE " is damaged");
        diag_hint(diags, "Install the package libqpdf and pdfgen's own " FINISH_QPDF_MODULE
                         ", or leave out --linearize.");
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
