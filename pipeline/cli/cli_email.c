#include "cli_priv.h"

#include "pipeline_email.h"
#include "value.h"

static bool is_standard_output(const char *output) {
    return output && g_str_equal(output, "-");
}

static void tell_json(struct cli *cli, Arena *arena, const struct email_result *result) {
    struct value *map = cli_json_map(arena);
    cli_json_put_text(arena, map, "path", result->path);
    if (result->path) {
        cli_json_put_text(arena, map, "message_id", result->message_id);
        cli_json_put_text(arena, map, "subject", result->subject);
        cli_json_put_text(arena, map, "email", result->template);
        cli_json_put_texts(arena, map, "to", result->to);
        cli_json_put_texts(arena, map, "cc", result->cc);
        cli_json_put_text(arena, map, "attachment", result->attachment);
        cli_json_put_count(arena, map, "pages", result->pages);
        cli_json_put_count(arena, map, "bytes", result->bytes);
    }
    diags_sort(&cli->diags);
    cli_json_put_diags(arena, map, &cli->diags);
    value_dump(map, false, cli->out);
}

static void tell(struct cli *cli, Arena *arena, const struct email_result *result) {
    g_autofree char *to = g_strjoinv(", ", result->to);
    g_autofree char *cc = g_strjoinv(", ", result->cc);
    (void)arena;
    if (!is_standard_output(result->path)) {
        g_string_append_printf(cli->out, "%s\n", result->path);
    }
    if (!cli->is_quiet) {
        g_string_append_printf(cli->log, "To: %s\n%s%s%sSubject: %s\nAttached: %s\n", to,
                               *cc ? "Cc: " : "", cc, *cc ? "\n" : "", result->subject,
                               result->attachment);
    }
}

bool cli_email(struct cli *cli, const struct cli_options *options) {
    g_autoptr(Arena) arena = arena_new();
    struct email_options email = {.template = options->email, .to = options->to, .cc = options->cc};
    struct email_result result = {0};
    if (options->is_json && is_standard_output(options->output)) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                   "\"--json\" and \"--output -\" both need standard output");
        diag_hint(&cli->diags, "Leave out one of them.");
        return false;
    }
    g_autoptr(Session) session = cli_session(cli, options);
    if (!session || !cli_read_job(cli, options, arena, &email.job)) {
        return false;
    }
    email.job.document = options->arguments[0];
    bool is_done = pipeline_email(session, arena, &email, &cli->diags, &result);
    if (options->is_json) {
        tell_json(cli, arena, &result);
    } else if (is_done) {
        tell(cli, arena, &result);
    }
    return is_done;
}
