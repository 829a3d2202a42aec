#include "cli_priv.h"

#include <string.h>

enum { SUMMARY_COLUMN = 26, LINE_WIDTH = 80 };

static const char exit_codes[] =
    "0 done (perhaps with warnings); 1 the document, template or data have errors, nothing is "
    "written; 2 the command line is wrong; 3 the surroundings failed: disk, installation; 4 of a "
    "batch "
    "some documents failed, the others are there; 130 "
    "interrupted.";

static const char environment[] =
    "PDFGEN_WORKSPACE and PDFGEN_THEME stand for --workspace and --theme. PDFGEN_HOME is the "
    "folder "
    "that holds templates/, themes/ and fonts/. PDFGEN_PASSWORD opens encrypted PDFs and "
    "PDFGEN_OWNER_PASSWORD lifts their limits. SOURCE_DATE_EPOCH sets the date, in seconds since "
    "1970. NO_COLOR turns colours off.";

/* Words filled into lines, each behind @indent blanks. */
static void append_filled(GString *out, const char *text, size_t indent) {
    size_t width = 0;
    for (struct str rest = str_from(text), word; rest.n > 0;) {
        str_cut(rest, ' ', &word, &rest);
        if (width == 0 || width + 1 + word.n > LINE_WIDTH) {
            g_string_append_printf(out, "%s%*s", width ? "\n" : "", (int)indent, "");
            width = indent;
        } else {
            g_string_append_c(out, ' ');
            width++;
        }
        g_string_append_len(out, word.p, (gssize)word.n);
        width += word.n;
    }
    g_string_append_c(out, '\n');
}

static void append_row(GString *out, const char *head, const char *summary) {
    g_string_append_printf(out, "  %-*s  %s\n", SUMMARY_COLUMN - 4, head, summary);
}

/* "-o, --output FILE" */
static char *option_head(const struct cli_option *option) {
    g_autofree char *letter = option->letter ? g_strdup_printf("-%c, ", option->letter) : NULL;
    return g_strdup_printf("%s--%s%s%s", letter ? letter : "", option->name,
                           option->argument ? " " : "", option->argument ? option->argument : "");
}

static void append_options(unsigned groups, GString *out) {
    g_string_append(out, "\nOptions\n");
    for (size_t i = 0; i < cli_n_options; i++) {
        const struct cli_option *option = &cli_option_table[i];
        if (option->help && (option->groups & groups)) {
            g_autofree char *head = option_head(option);
            append_row(out, head, option->help);
        }
    }
}

static void append_commands(GString *out) {
    g_string_append(out, "\nCommands\n");
    append_row(out, cli_document_command.name, cli_document_command.summary);
    for (size_t i = 0; i < cli_n_commands; i++) {
        append_row(out, cli_command_table[i].name, cli_command_table[i].summary);
    }
}

static void append_program(bool is_short, GString *out) {
    g_string_append(out,
                    "pdfgen makes branded PDFs from partner state and Markdown templates.\n\n"
                    "  pdfgen qbr --partner Acme     a quarterly business review\n"
                    "  pdfgen render FILE.md         any Markdown file\n"
                    "  pdfgen list                   which partners and documents there are\n");
    append_commands(out);
    if (is_short) {
        g_string_append(out, "\n`pdfgen help` shows the options, `pdfgen help COMMAND` more.\n");
        return;
    }
    append_options(~0U, out);
    g_string_append(out, "\nEnvironment\n");
    append_filled(out, environment, 2);
    g_string_append(out, "\nExit codes\n");
    append_filled(out, exit_codes, 2);
}

void cli_help_text(const struct cli_command *command, bool is_short, GString *out) {
    if (!command) {
        append_program(is_short, out);
        return;
    }
    g_string_append_printf(out, "pdfgen %s%s%s: %s\n\n", command->name,
                           *command->arguments ? " " : "", command->arguments, command->summary);
    append_filled(out, command->details, 0);
    append_options(command->groups | CLI_ALL, out);
}

/* --- codes ------------------------------------------------------------------------------------ */

static void append_codes(GString *out) {
    for (int i = 0; i < N_DIAG_CODES; i++) {
        g_string_append_printf(out, "%d  %-24s%s\n", (int)diag_code_class((enum diag_code)i),
                               diag_code_word((enum diag_code)i),
                               diag_code_meaning((enum diag_code)i));
    }
}

/* --- Markdown: docs/cli.md -------------------------------------------------------------------- */

static void append_markdown_command(const struct cli_command *command, GString *out) {
    g_string_append_printf(out, "\n## pdfgen %s%s%s\n\n", command->name,
                           *command->arguments ? " " : "", command->arguments);
    append_filled(out, command->details, 0);
}

/* A bar inside a cell would end it. */
static void append_markdown_cell(const char *text, GString *out) {
    for (; *text; text++) {
        g_string_append(out, *text == '|' ? "\\" : "");
        g_string_append_c(out, *text);
    }
}

static void append_group_names(unsigned groups, GString *out) {
    static const struct {
        unsigned group;
        const char *name;
    } rows[] = {
        {CLI_MAKES, "documents, render"},
        {CLI_CONVERTS, "convert"},
        {CLI_FILLS, "fill"},
        {CLI_BATCHES, "documents"},
        {CLI_EXPLAINS, "vars"},
        {CLI_LISTS, "list"},
        {CLI_CHECKS, "check"},
        {CLI_INSPECTS, "inspect"},
        {CLI_VERIFIES, "verify"},
        {CLI_MERGES, "merge"},
        {CLI_DEMOS, "demo"},
        {CLI_PREVIEWS, "preview"},
        {CLI_THEMES, "theme"},
    };
    if (groups & CLI_ALL) {
        g_string_append(out, "every command");
        return;
    }
    const char *joint = "";
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (groups & rows[i].group) {
            g_string_append_printf(out, "%s%s", joint, rows[i].name);
            joint = ", ";
        }
    }
}

static void append_markdown_options(GString *out) {
    g_string_append(out, "\n## Options\n\n| Option | Meaning | Of |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < cli_n_options; i++) {
        const struct cli_option *option = &cli_option_table[i];
        if (option->help) {
            g_autofree char *head = option_head(option);
            g_string_append_printf(out, "| `%s` | ", head);
            append_markdown_cell(option->help, out);
            g_string_append(out, " | ");
            append_group_names(option->groups, out);
            g_string_append(out, " |\n");
        }
    }
}

static void append_markdown(GString *out) {
    g_string_append(out, "# The command line of pdfgen\n\n"
                         "`pdfgen help markdown` prints this page.\n");
    append_markdown_command(&cli_document_command, out);
    for (size_t i = 0; i < cli_n_commands; i++) {
        append_markdown_command(&cli_command_table[i], out);
    }
    append_markdown_options(out);
    g_string_append(out, "\n## Environment\n\n");
    append_filled(out, environment, 0);
    g_string_append(out, "\n## Exit codes\n\n");
    append_filled(out, exit_codes, 0);
    g_string_append(out,
                    "\nEach message ends with a word in brackets; `pdfgen help codes` explains "
                    "them.\n");
}

/* A document by its template's name. */
static bool explain_document(struct cli *cli, const struct cli_options *options) {
    g_autoptr(Arena) arena = arena_new();
    struct listed_template found;
    if (!cli_find_document(cli, options, arena, options->arguments[0], &found)) {
        return false;
    }
    g_string_append_printf(cli->out, "%s: %s (%s)\n\n", found.name, found.title, found.path);
    cli_help_text(&cli_document_command, false, cli->out);
    return true;
}

bool cli_help(struct cli *cli, const struct cli_options *options) {
    const char *topic = options->n_arguments > 0 ? options->arguments[0] : NULL;
    const struct cli_command *command = topic ? cli_command_lookup(topic) : NULL;
    if (!topic || command) {
        cli_help_text(command, false, cli->out);
    } else if (g_str_equal(topic, "codes")) {
        append_codes(cli->out);
    } else if (g_str_equal(topic, "markdown")) {
        append_markdown(cli->out);
    } else {
        return explain_document(cli, options);
    }
    return true;
}
