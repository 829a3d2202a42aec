#include "cli.h"

#include "cli_priv.h"

#include <string.h>

/* In the order of the help. */
const struct cli_command cli_command_table[] = {
    {"render", "FILE.md", 1, 1, CLI_MAKES, cli_render, "make a PDF of any Markdown file",
     "The PDF goes beside the file unless -o says otherwise. The file is plain Markdown: braces "
     "stay "
     "as they are. With --partner or --data, or with `document:` in its front matter, it is a "
     "template and is filled first. A workspace is not needed; where there is one, its brand is "
     "used."},
    {"convert", "TEMPLATE.md", 1, 1, CLI_CONVERTS, cli_convert,
     "make an older template's placeholders names that pdfgen fills",
     "[Partner Name], ${partner_name}, ___partner_name___ and $X become tags such as "
     "{{partner.name}}; links, boxes, code and tags that are there stay. The text goes to standard "
     "output, or to the file of -o, which may be the template itself. Each placeholder is reported "
     "with its line, what it became, and whether pdfgen knows the name or you supply it with "
     "--data. Converting again changes nothing."},
    {"fill", "TEMPLATE", 1, 1, CLI_FILLS, cli_fill,
     "print a template's text with its values filled in",
     "TEMPLATE is a template's name, such as qbr, or a Markdown file. The text goes to standard "
     "output and nothing else does, or to the file of -o. It is Markdown for any other tool: the "
     "front matter is checked but not printed, as it speaks to pdfgen."},
    {"vars", "TEMPLATE", 1, 1, CLI_EXPLAINS, cli_vars,
     "show each name that a template uses, its value and where that came from",
     "The names that are missing come first, with the nearest name and where they were looked for; "
     "the exit code is then 1. A value that was read has the place in its file, one that was "
     "computed says from what. Of a list the first item is shown. The names of partials, of the "
     "front matter and of figures are shown too."},
    {"thumb", "FILE.md|DOCUMENT", 1, 1, CLI_MAKES, cli_thumb,
     "make a small picture of a first page",
     "A PNG of 400 pixels' width, for a mail, a list or a web page; --width, --pages and --format "
     "svg say otherwise. It goes where the PDF would go, under its own extension."},
    {"preview", "FILE.md|DOCUMENT", 1, 1, CLI_MAKES | CLI_PREVIEWS, cli_preview,
     "make one picture of all pages, small, side by side",
     "A PNG in which each page can be told, with its number below it: to look over a document, for "
     "a list, a mail or a slide. --columns, --dpi and --width say how large, --pages which pages, "
     "--format svg another kind of picture. It goes where the PDF would go, with -preview behind "
     "its name."},
    {"email", "DOCUMENT", 1, 1, CLI_MAILS, cli_email,
     "put a partner's document into a message to the partner",
     "A message with a text of templates/email/, the document's first page as a picture and the "
     "PDF "
     "attached, to the partner's contacts. It goes to out/<partner>/<document>-<period>.eml, which "
     "a mail program opens as a draft. With --send it goes to the mail server of pdfgen.yaml, to "
     "each "
     "address once, with --all for each partner; docs/email.md."},
    {"demo", "[DOCUMENT]", 0, 1, CLI_DEMOS, cli_demo,
     "make the documents of a company that does not exist, to show them",
     "All documents, or the one named, of the demo company that comes with pdfgen. They go to "
     "out/demo/ of the current folder, or to the folder of -o, and carry the word DEMO on each "
     "page and in the file. No workspace is needed, and none is read or written. --brand shows "
     "them in another company's look and name, --partner of another partner, --seed with partners "
     "that are made up from a number."},
    {"figure", "FILE.yaml", 1, 1, CLI_DRAWS, cli_figure,
     "draw one chart, row of cards or diagram alone",
     "FILE.yaml holds what stands in a document's fence: a chart's map, a list of cards or of "
     "events; FILE.mmd a Mermaid diagram. It may have front matter (lang, theme) and names of the "
     "workspace, of --partner and of --data. The name of -o says the format: a PDF, a PNG or an "
     "SVG, for a slide, a mail or a web page. A workspace is not needed; where there is one, its "
     "brand is used."},
    {"inspect", "FILE.pdf", 1, 1, CLI_INSPECTS, cli_inspect, "show what a PDF says of itself",
     "Title, pages, what it claims to be, fonts, attachments with their sizes, and of a PDF of "
     "pdfgen's what it was made from: template, partner, period and keys of template and data."},
    {"verify", "FILE.pdf [FILE.md]", 1, 2, CLI_VERIFIES, cli_verify,
     "make a PDF again from the data in it, and compare",
     "The PDF was made with --attach-data. It is made again from these data with the template, the "
     "theme and the fonts of the workspace and of pdfgen, on the day it was made. Exit code 0: the "
     "same bytes; 1: others, and what has changed is said; 3: the PDF carries no data. FILE.md is "
     "what it was rendered from, where that is not in the workspace, beside the PDF, above its "
     "folder or here."},
    {"merge", "A.pdf B.pdf...", 1, CLI_ARGUMENTS_MAX, CLI_MERGES, cli_merge,
     "put the pages of several PDFs into one",
     "They may come from any program; -o names the result. Its outline has an entry for each file, "
     "and below it that of the file. Links, page labels, tags, fields and attachments come along; "
     "the result claims what each of its files claims. Encrypted or damaged files are told, and "
     "nothing is written."},
    {"batch", "merge-manifests [FILE...]", 1, CLI_ARGUMENTS_MAX, CLI_SHARDS, cli_shards,
     "put the manifests of a batch's shards into one",
     "Each shard of a batch (--shard) writes out/manifest-N-of-M.json. When all have ended, "
     "`pdfgen batch merge-manifests` makes out/manifest.json of them, or the file of -o; a shard "
     "that is missing is told, and then nothing is written. FILEs are manifests that lie "
     "elsewhere. The exit code is 4 where documents failed."},
    {"list", "[partners|templates|themes]", 0, 1, CLI_LISTS, cli_list,
     "show partners, documents and themes",
     "Each partner with slug, name and tier; each document with the title of its template; each "
     "theme with what it says of itself."},
    {"theme", "NAME", 1, 1, CLI_THEMES, cli_theme, "show what a theme says, or a sheet of it",
     "Prints the theme as YAML, with all that it extends: what a theme of your own can change. "
     "With "
     "--specimen it makes a PDF instead that shows its type, colours, tables and figures, in the "
     "workspace's brand where there is one; it goes to out/theme-NAME.pdf unless -o says "
     "otherwise."},
    {"check", "", 0, 0, CLI_CHECKS, cli_check, "look for mistakes in the workspace",
     "Loads pdfgen.yaml, the brand, the theme, every template's front matter and every partner, "
     "and "
     "reports all mistakes at once. Nothing is written."},
    {"schema", "partner|workspace", 1, 1, CLI_ALL, cli_schema, "print the JSON Schema of a file",
     "With it an editor completes the fields of a partner's file or of pdfgen.yaml, explains them "
     "and marks mistakes: `pdfgen schema partner > partner.schema.json`; docs/partner-state.md "
     "shows how it is named in a file. It is made of the rules that `check` uses."},
    {"completion", "bash", 1, 1, CLI_ALL, cli_completion, "print a completion script for a shell",
     "Add `eval \"$(pdfgen completion bash)\"` to ~/.bashrc."},
    {"help", "[COMMAND|codes|markdown]", 0, 1, CLI_ALL, cli_help, "explain a command",
     "`help codes` lists what the words in brackets behind a message mean. `help markdown` prints "
     "this reference as Markdown."},
    {"version", "", 0, 0, CLI_ALL, cli_version, "print the version", "The same as --version."},
};
const size_t cli_n_commands = G_N_ELEMENTS(cli_command_table);

const struct cli_command cli_document_command = {
    "DOCUMENT",
    "--partner NAME",
    0,
    0,
    CLI_MAKES | CLI_BATCHES,
    cli_document,
    "make a document of its template",
    "DOCUMENT is the name of a template, such as qbr: templates/qbr.md of the workspace, else of "
    "the "
    "installation. The PDF goes to out/<partner>/<document>-<period>.pdf in the workspace unless "
    "-o "
    "says otherwise; its path is printed. A document about all partners (`about: programme` in its "
    "front matter) takes no --partner and goes to out/programme/. With --all there is one for each "
    "partner: several at a time, and only those whose inputs have changed; docs/batch.md."};

const struct cli_command *cli_command_lookup(const char *name) {
    for (size_t i = 0; i < cli_n_commands; i++) {
        if (g_str_equal(name, cli_command_table[i].name)) {
            return &cli_command_table[i];
        }
    }
    return g_str_equal(name, cli_document_command.name) ? &cli_document_command : NULL;
}

Session *cli_demo_session(struct cli *cli, const struct cli_options *options,
                          const struct demo_options *demo) {
    if (!world_find_installation(cli->world, cli->executable, &cli->diags)) {
        return NULL;
    }
    const struct session_options session_options = {
        .workspace = options->workspace,
        .theme = options->theme,
        .is_lenient = options->is_lenient,
        .demo = demo,
    };
    return session_new(cli->world, &session_options);
}

struct job cli_values_job(const struct cli_options *options) {
    return (struct job){.partner = options->partner,
                        .period = options->period,
                        .data = options->data,
                        .partials = options->partials};
}

Session *cli_session(struct cli *cli, const struct cli_options *options) {
    return cli_demo_session(cli, options, NULL);
}

static bool set_date(struct cli *cli, const char *text) {
    struct date date;
    if (!date_parse(str_from(text), &date)) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT, "\"%s\" is not a date",
                   text);
        diag_hint(&cli->diags, "Write it as 2026-09-28.");
        return false;
    }
    world_set_today(cli->world, date);
    return true;
}

static bool check_words(struct cli *cli, const struct cli_command *command,
                        const struct cli_options *options) {
    const char *name = options->command;
    if (options->n_arguments < command->n_min) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT, "\"%s\" lacks its argument",
                   name);
        diag_hint(&cli->diags, "Write pdfgen %s %s.", name, command->arguments);
        return false;
    }
    if (options->n_arguments > command->n_max) {
        /* Of a word that is no document either, what stands behind it is not the mistake. */
        g_autoptr(Arena) arena = arena_new();
        struct listed_template found;
        if (command == &cli_document_command &&
            !cli_find_document(cli, options, arena, name, &found)) {
            return false;
        }
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "\"%s\" does not belong to \"%s\"", options->arguments[command->n_max], name);
        diag_hint(&cli->diags, "Write pdfgen %s %s.", name, command->arguments);
        return false;
    }
    return true;
}

static bool run_command(struct cli *cli, const struct cli_options *options) {
    const struct cli_command *command = cli_command_lookup(options->command);
    command = command ? command : &cli_document_command;
    if (options->wants_help) {
        cli_help_text(command, false, cli->out);
        return true;
    }
    bool is_good = cli_check_options(options, command->groups, &cli->diags);
    is_good = check_words(cli, command, options) && is_good;
    is_good = (!options->date || set_date(cli, options->date)) && is_good;
    return is_good && command->run(cli, options);
}

/* True where the run is done without a command. */
static bool run_bare(struct cli *cli, const struct cli_options *options) {
    if (options->wants_version) {
        cli_version(cli, options);
        return true;
    }
    if (!options->command && options->wants_help) {
        cli_help_text(NULL, false, cli->out);
        return true;
    }
    return false;
}

int cli_run(struct cli *cli, int n, char *const *arguments) {
    struct cli_options options;
    bool is_parsed = cli_parse(n, arguments, &cli->diags, &options);
    cli->is_quiet = options.is_quiet;
    cli->diags.is_strict = options.is_strict;
    if (!is_parsed) {
        return diags_exit_code(&cli->diags);
    }
    if (run_bare(cli, &options)) {
        return 0;
    }
    if (!options.command) {
        cli_help_text(NULL, true, cli->log);
        return DIAG_CLASS_USAGE;
    }
    run_command(cli, &options);
    if (options.is_verbose) {
        const char *const *paths = NULL;
        size_t n_paths = world_reads(cli->world, &paths);
        for (size_t i = 0; i < n_paths; i++) {
            g_string_append_printf(cli->log, "read %s\n", paths[i]);
        }
    }
    return cli->exit_code ? cli->exit_code : diags_exit_code(&cli->diags);
}
