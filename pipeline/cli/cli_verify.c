#include "cli_priv.h"

#include "value.h"

static void tell_json(struct cli *cli, Arena *arena, const char *path,
                      const struct verification *result) {
    struct value *map = cli_json_map(arena), *reasons = cli_json_list(arena);
    cli_json_put_text(arena, map, "path", path);
    value_put(arena, map, "agrees", value_new_bool(arena, (struct span){0}, result->agrees));
    for (size_t i = 0; i < result->n_reasons; i++) {
        value_append(arena, reasons,
                     value_new_string(arena, (struct span){0}, str_from(result->reasons[i])));
    }
    value_put(arena, map, "reasons", reasons);
    diags_sort(&cli->diags);
    cli_json_put_diags(arena, map, &cli->diags);
    value_dump(map, false, cli->out);
}

static bool report(struct cli *cli, const char *path, const struct verification *result) {
    if (result->agrees) {
        return true;
    }
    diag_error(&cli->diags, (struct span){0}, DIAG_VERIFY_DIFFERS,
               "\"%s\" is not what its data give", path);
    for (size_t i = 0; i < result->n_reasons; i++) {
        diag_note(&cli->diags, (struct span){0}, "%s", result->reasons[i]);
    }
    return false;
}

bool cli_verify(struct cli *cli, const struct cli_options *options) {
    g_autoptr(Arena) arena = arena_new();
    const char *path = options->arguments[0], *source = options->arguments[1];
    const struct session_options session = {.workspace = options->workspace};
    struct verification result = {0};
    if (!world_find_installation(cli->world, cli->executable, &cli->diags)) {
        return false;
    }
    bool is_made = pipeline_verify(cli->world, &session, arena, path, source, &cli->diags, &result);
    bool agrees = is_made && report(cli, path, &result);
    if (options->is_json) {
        tell_json(cli, arena, path, &result);
    } else if (agrees) {
        g_string_append_printf(cli->out, "%s: the same bytes\n", path);
    }
    return agrees;
}
