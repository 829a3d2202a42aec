#include "cli_priv.h"

bool cli_fill(struct cli *cli, const struct cli_options *options) {
    if (!cli_check_ending(cli, options->output, "text")) {
        return false;
    }
    g_autoptr(Session) session = cli_session(cli, options);
    if (!session) {
        return false;
    }
    g_autoptr(Arena) arena = arena_new();
    struct job job = cli_values_job(options);
    job.output = options->output;
    struct str text;
    if (!pipeline_fill(session, arena, options->arguments[0], options->escape, job, &cli->diags,
                       &text)) {
        return false;
    }
    if (options->output && !g_str_equal(options->output, "-")) {
        g_string_append_printf(cli->out, "%s\n", options->output);
    } else {
        g_string_append_len(cli->out, text.p, (gssize)text.n);
    }
    return true;
}
