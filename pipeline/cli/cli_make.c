#include "cli_priv.h"

#include "value.h"

static void tell_json(struct cli *cli, const struct job_result *result) {
    g_autoptr(Arena) arena = arena_new();
    struct value *map = cli_json_map(arena);
    cli_json_put_text(arena, map, "path", result->path);
    cli_json_put_count(arena, map, "pages", result->pages);
    cli_json_put_count(arena, map, "bytes", result->bytes);
    diags_sort(&cli->diags);
    cli_json_put_diags(arena, map, &cli->diags);
    value_dump(map, false, cli->out);
}

static bool is_standard_output(const char *output) {
    return output && g_str_equal(output, "-");
}

bool cli_make(struct cli *cli, const struct cli_options *options, struct job job) {
    if (options->is_json && is_standard_output(options->output)) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                   "\"--json\" and \"--output -\" both need standard output");
        diag_hint(&cli->diags, "Leave out one of them.");
        return false;
    }
    g_autoptr(Session) session = cli_session(cli, options);
    if (!session) {
        return false;
    }
    job.partner = options->partner;
    job.period = options->period;
    job.data = options->data;
    job.output = options->output;
    job.painter = options->painter ? options->painter : "pdf";
    job.linearize = options->linearize;
    job.watermark = options->watermark;
    job.notes = options->notes;
    struct job_result result = {0};
    bool is_made = pipeline_run(session, &job, &cli->diags, &result);
    if (options->is_json) {
        tell_json(cli, &result);
    } else if (is_made && !is_standard_output(options->output)) {
        g_string_append_printf(cli->out, "%s\n", result.path);
    }
    g_free(result.path);
    return is_made;
}
