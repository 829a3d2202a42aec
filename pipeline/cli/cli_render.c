#include "cli_priv.h"

bool cli_render(struct cli *cli, const struct cli_options *options) {
    return cli_make(cli, options, (struct job){.file = options->arguments[0]});
}
