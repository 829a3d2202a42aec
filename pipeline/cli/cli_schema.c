#include "cli_priv.h"

#include "value.h"

/* More kinds of files than there will ever be. */
enum { NAMES_MAX = 16 };

static bool complain_of_name(struct cli *cli, const char *typed) {
    const char *const *names = pipeline_schema_names();
    struct str known[NAMES_MAX];
    size_t n = 0;
    g_autoptr(GString) all = g_string_new(NULL);
    for (; names[n] && n < NAMES_MAX; n++) {
        known[n] = str_from(names[n]);
        g_string_append_printf(all, "%s%s", n ? " or " : "", names[n]);
    }
    int nearest = str_nearest(str_from(typed), known, n);
    diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT, "there is no schema of \"%s\"",
               typed);
    diag_hint(&cli->diags, "Write pdfgen schema %s.", nearest >= 0 ? names[nearest] : all->str);
    return false;
}

bool cli_schema(struct cli *cli, const struct cli_options *options) {
    g_autoptr(Arena) arena = arena_new();
    const struct value *schema = pipeline_schema(arena, options->arguments[0]);
    if (!schema) {
        return complain_of_name(cli, options->arguments[0]);
    }
    value_dump(schema, false, cli->out);
    return true;
}
