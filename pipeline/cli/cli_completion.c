#include "cli_priv.h"

/* Partners and templates are asked for at completion; `list` is fast enough for a key press. */
static const char script_head[] =
    "_pdfgen() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=\n"
    "    case $before in\n"
    "    --workspace) COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n"
    "    --brand|--logo|--data|--output|-o|render|convert|figure|--partials) COMPREPLY=($(compgen "
    "-f -- "
    "\"$word\")); "
    "return ;;\n"
    "    --partner) words=$(pdfgen list partners 2>/dev/null | sed 's/ .*//') ;;\n"
    "    schema) words='partner workspace' ;;\n"
    "    theme|--theme) words=$(pdfgen list themes 2>/dev/null | sed 's/ .*//') ;;\n"
    "    batch) words='merge-manifests' ;;\n"
    "    list) words='partners templates themes' ;;\n"
    "    --format) words='pdf trace' ;;\n"
    "    --email) words='agreement follow-up monthly-report onboarding-welcome qbr-invitation "
    "renewal' ;;\n"
    "    --escape) words='markdown html none' ;;\n"
    "    email|demo|fill|vars) words=$(pdfgen list templates 2>/dev/null | sed 's/ .*//') ;;\n"
    "    *)\n";

static const char script_tail[] =
    "        [ \"$COMP_CWORD\" -gt 1 ] ||\n"
    "            words=\"$words $(pdfgen list templates 2>/dev/null | sed 's/ .*//')\" ;;\n"
    "    esac\n"
    "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
    "}\n"
    "complete -o filenames -F _pdfgen pdfgen\n";

static void append_script(GString *out) {
    g_string_append(out, script_head);
    g_string_append(out, "        words='");
    for (size_t i = 0; i < cli_n_options; i++) {
        g_string_append_printf(out, "%s--%s", i == 0 ? "" : " ", cli_option_table[i].name);
    }
    g_string_append(out, "'\n        [ \"$COMP_CWORD\" -gt 1 ] || words=\"$words");
    for (size_t i = 0; i < cli_n_commands; i++) {
        g_string_append_printf(out, " %s", cli_command_table[i].name);
    }
    g_string_append(out, "\"\n");
    g_string_append(out, script_tail);
}

bool cli_completion(struct cli *cli, const struct cli_options *options) {
    if (!g_str_equal(options->arguments[0], "bash")) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "there is no completion for \"%s\"", options->arguments[0]);
        diag_hint(&cli->diags, "Write pdfgen completion bash; zsh reads it after bashcompinit.");
        return false;
    }
    append_script(cli->out);
    return true;
}
