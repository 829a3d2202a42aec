#include "cli_priv.h"

/* To a usage-command error that has no hint yet: what @word was meant for, a command or a file. */
static void hint_at_command(struct cli *cli, const char *word) {
    if (g_str_has_suffix(word, ".md") || g_str_has_suffix(word, ".markdown")) {
        diag_hint(&cli->diags, "Write pdfgen render %s.", word);
        return;
    }
    g_autoptr(Arena) arena = arena_new();
    struct str *names = ARENA_NEW_N(arena, struct str, cli_n_commands);
    for (size_t i = 0; i < cli_n_commands; i++) {
        names[i] = str_from(cli_command_table[i].name);
    }
    diag_hint_nearest(&cli->diags, str_from(word), names, cli_n_commands);
    diag_hint(&cli->diags, "`pdfgen help` lists the commands, `pdfgen list` the documents.");
}

bool cli_find_document(struct cli *cli, const struct cli_options *options, Arena *arena,
                       const char *name, struct listed_template *ret) {
    g_autoptr(Session) session = cli_session(cli, options);
    struct listed_template *templates = NULL;
    size_t n = 0;
    if (!session) {
        return false;
    }
    pipeline_templates(session, arena, &cli->diags, &templates, &n);
    struct str *names = ARENA_NEW_N(arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        names[i] = str_from(templates[i].name);
        if (g_str_equal(templates[i].name, name)) {
            *ret = templates[i];
            return true;
        }
    }
    diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_COMMAND,
               "no command or template is called \"%s\"", name);
    diag_hint_nearest(&cli->diags, str_from(name), names, n);
    hint_at_command(cli, name);
    return false;
}

static bool is_unknown_document(const struct diags *diags) {
    return diags->newest > 0 && diags->items[diags->newest - 1].code == DIAG_USAGE_COMMAND;
}

static bool is_batch(const struct cli_options *options) {
    return options->all || options->where || options->partners || options->shard || options->merge;
}

/* What says how a batch is made would do nothing here, or worse: a dry run would make the document.
 */
static bool check_single(struct cli *cli, const struct cli_options *options) {
    const struct {
        bool is_given;
        const char *option;
    } rows[] = {
        {options->is_dry, "--dry-run"},        {options->force, "--force"},
        {options->jobs != NULL, "--jobs"},     {options->timeout != NULL, "--timeout"},
        {options->memory != NULL, "--memory"},
    };
    bool is_good = true;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].is_given) {
            is_good = diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                                 "\"%s\" is for a batch, and this is one document", rows[i].option);
            diag_hint(&cli->diags, "Leave out %s, or add --all, --where or --partners.",
                      rows[i].option);
        }
    }
    return is_good;
}

bool cli_document(struct cli *cli, const struct cli_options *options) {
    bool is_made = is_batch(options)
                       ? cli_batch(cli, options)
                       : check_single(cli, options) &&
                             cli_make(cli, options, (struct job){.document = options->command});
    if (!is_made && is_unknown_document(&cli->diags)) {
        hint_at_command(cli, options->command);
    }
    return is_made;
}
