#include "cli_priv.h"

#include "pipeline_batch.h"
#include "value.h"

enum { EXIT_SOME_FAILED = 4 };

static void tell(struct cli *cli, const struct cli_options *options,
                 const struct merged_manifests *merged) {
    if (options->is_json) {
        g_autoptr(Arena) arena = arena_new();
        struct value *map = cli_json_map(arena);
        cli_json_put_text(arena, map, "path", merged->path);
        cli_json_put_count(arena, map, "shards", merged->n_shards);
        cli_json_put_count(arena, map, "made", merged->n_made);
        cli_json_put_count(arena, map, "failed", merged->n_failed);
        cli_json_put_diags(arena, map, &cli->diags);
        value_dump(map, false, cli->out);
        return;
    }
    if (merged->path && merged->is_file) {
        g_string_append_printf(cli->out, "%s\n", merged->path);
    }
    if (merged->path && !cli->is_quiet) {
        g_string_append_printf(cli->log, "%zu made, %zu failed in %zu shards\n", merged->n_made,
                               merged->n_failed, merged->n_shards);
    }
}

bool cli_shards(struct cli *cli, const struct cli_options *options) {
    if (!g_str_equal(options->arguments[0], "merge-manifests")) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT, "\"batch\" cannot do \"%s\"",
                   options->arguments[0]);
        diag_hint(&cli->diags, "Write pdfgen batch merge-manifests.");
        return false;
    }
    g_autoptr(Session) session = cli_session(cli, options);
    if (!session) {
        return false;
    }
    g_autoptr(Arena) arena = arena_new();
    struct merged_manifests merged = {0};
    bool is_merged = pipeline_merge_manifests(session, arena, options->arguments + 1,
                                              (size_t)options->n_arguments - 1, options->output,
                                              &cli->diags, &merged);
    tell(cli, options, &merged);
    cli->exit_code = is_merged && merged.n_failed > 0 ? EXIT_SOME_FAILED : cli->exit_code;
    return is_merged;
}
