#include "module.h"

#include <dlfcn.h>
#include <glib.h>

/*
 * Beside the program, in a build tree's or an installation's folder. Not by a run path of the
 * program: the loader would look there for every library, in a dozen sub-folders each, at every
 * start.
 */
static void *open_module(const char *file) {
    static const char *const folders[] = {".", "../" MODULE_LIBDIR "/pdfgen", "../pipeline",
                                          "../../pipeline"};
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *home = g_path_get_dirname(program ? program : ".");
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = g_build_filename(home, folders[i], file, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            return dlopen(path, RTLD_NOW | RTLD_LOCAL);
        }
    }
    return dlopen(file, RTLD_NOW | RTLD_LOCAL);
}

void *module_symbol(const char *name, const char *symbol, char **ret_reason) {
    g_autofree char *file = g_strdup_printf("pdfgen_%s.so", name);
    void *module = open_module(file);
    void *found = module ? dlsym(module, symbol) : NULL;
    if (!found) {
        const char *reason = dlerror();
        *ret_reason = g_strdup(reason ? reason : "it is damaged");
    }
    return found;
}
