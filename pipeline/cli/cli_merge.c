#include "cli_priv.h"

#include "value.h"

static void tell_json(struct cli *cli, const struct job_result *result) {
    g_autoptr(Arena) arena = arena_new();
    struct value *map = cli_json_map(arena);
    cli_json_put_text(arena, map, "path", result->path);
    cli_json_put_count(arena, map, "bytes", result->bytes);
    diags_sort(&cli->diags);
    cli_json_put_diags(arena, map, &cli->diags);
    value_dump(map, false, cli->out);
}

static bool check_output(struct cli *cli, const struct cli_options *options) {
    const char *output = options->output;
    if (!output) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                   "\"merge\" needs to know where the result goes");
        diag_hint(&cli->diags, "Add -o FILE.");
        return false;
    }
    if (options->is_json && g_str_equal(output, "-")) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                   "\"--json\" and \"--output -\" both need standard output");
        diag_hint(&cli->diags, "Leave out one of them.");
        return false;
    }
    return cli_check_ending(cli, output, "pdf");
}

bool cli_merge(struct cli *cli, const struct cli_options *options) {
    g_autoptr(Arena) arena = arena_new();
    struct job job = {.output = options->output, .linearize = options->linearize};
    if (!check_output(cli, options) || !cli_encryption(cli, options, arena, &job.encryption)) {
        return false;
    }
    g_autoptr(Session) session = cli_session(cli, options);
    if (!session) {
        return false;
    }
    struct job_result result = {0};
    bool is_done = pipeline_merge(session, options->arguments, (size_t)options->n_arguments, &job,
                                  &cli->diags, &result);
    if (options->is_json) {
        tell_json(cli, &result);
    } else if (is_done && !g_str_equal(options->output, "-")) {
        g_string_append_printf(cli->out, "%s\n", result.path);
    }
    g_free(result.path);
    return is_done;
}
