#include "cli_priv.h"

static bool print_theme(struct cli *cli, const struct cli_options *options, const char *name) {
    g_autoptr(Session) session = cli_session(cli, options);
    return session && pipeline_theme(session, name, &cli->diags, cli->out);
}

bool cli_theme(struct cli *cli, const struct cli_options *options) {
    const char *name = options->arguments[0];
    if (!options->specimen) {
        return print_theme(cli, options, name);
    }
    struct cli_options shown = *options;
    shown.theme = name;
    return cli_make(cli, &shown, (struct job){.specimen = name});
}
