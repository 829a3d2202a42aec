#include "cli_priv.h"

bool cli_version(struct cli *cli, const struct cli_options *options) {
    (void)options;
    g_string_append(cli->out, "pdfgen " PDFGEN_VERSION "\n");
    return true;
}
