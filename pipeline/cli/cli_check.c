#include "cli_priv.h"

#include "value.h"

bool cli_check(struct cli *cli, const struct cli_options *options) {
    g_autoptr(Session) session = cli_session(cli, options);
    if (!session) {
        return false;
    }
    struct check_counts counts = {0};
    bool is_good = pipeline_check(session, &cli->diags, &counts);
    if (options->is_json) {
        g_autoptr(Arena) arena = arena_new();
        struct value *map = cli_json_map(arena);
        cli_json_put_count(arena, map, "partners", counts.partners);
        cli_json_put_count(arena, map, "templates", counts.templates);
        diags_sort(&cli->diags);
        cli_json_put_diags(arena, map, &cli->diags);
        value_dump(map, false, cli->out);
    } else if (!options->is_quiet && counts.templates > 0) {
        g_string_append_printf(
            cli->log, "partners: %zu, templates: %zu, errors: %zu, warnings: %zu\n",
            counts.partners, counts.templates, cli->diags.n_errors, cli->diags.n_warnings);
    }
    return is_good;
}
