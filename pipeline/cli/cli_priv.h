/*
 * cli_priv.h - the tables of options and commands, and what commands share.
 */
#pragma once

#include "cli.h"

#include "pipeline.h"

/* --- options --------------------------------------------------------------------------------- */

enum { CLI_ARGUMENTS_MAX = 1000, CLI_REPEATS_MAX = 100 };

/* What the command line says; texts are borrowed from it, NULL and false where it is silent. */
struct cli_options {
    const char *workspace, *theme, *date, *period, *partner, *data, *output, *painter, *partials,
        *watermark, *escape, *pages, *dpi, *width, *password_file, *permit, *where, *partners,
        *shard, *merge, *jobs, *timeout, *memory, *size, *brand, *logo, *company, *seed, *columns,
        *to, *cc, *email, *rate;
    const char *attach[CLI_REPEATS_MAX]; /* may be given again and again */
    int n_attach;
    bool attach_data, encrypt, flatten, is_transparent;
    bool all, force, is_dry, is_sending, is_again, is_sent, is_internal;
    bool is_lenient, is_strict, is_json, is_quiet, is_verbose, linearize, notes, specimen, forms,
        wants_list, wants_help, wants_version;
    const char *command;                      /* the first word that is no option; NULL: none */
    const char *arguments[CLI_ARGUMENTS_MAX]; /* the words behind it */
    int n_arguments;
};

/* Which commands an option belongs to. */
enum cli_group {
    CLI_ALL = 1 << 0,
    CLI_MAKES = 1 << 1,     /* documents and render */
    CLI_LISTS = 1 << 2,     /* list */
    CLI_CHECKS = 1 << 3,    /* check */
    CLI_CONVERTS = 1 << 4,  /* convert */
    CLI_FILLS = 1 << 5,     /* fill */
    CLI_EXPLAINS = 1 << 6,  /* vars */
    CLI_INSPECTS = 1 << 7,  /* inspect */
    CLI_VERIFIES = 1 << 8,  /* verify */
    CLI_MERGES = 1 << 9,    /* merge */
    CLI_THEMES = 1 << 10,   /* theme */
    CLI_BATCHES = 1 << 11,  /* documents, not render */
    CLI_DEMOS = 1 << 12,    /* demo */
    CLI_DRAWS = 1 << 13,    /* figure */
    CLI_SHARDS = 1 << 14,   /* batch */
    CLI_PREVIEWS = 1 << 15, /* preview */
    CLI_MAILS = 1 << 16,    /* email */
};

struct cli_option {
    const char *name;     /* without "--" */
    const char *argument; /* what its value is called; NULL: a flag */
    size_t offset;        /* in struct cli_options: of a const char *, or of a bool */
    unsigned groups;      /* of enum cli_group */
    int letter;           /* 0: none */
    const char *help;     /* NULL: another name of the option before it */
};

extern const struct cli_option cli_option_table[];
extern const size_t cli_n_options;

/*
 * "--name value", "--name=value", "-n value", "-nvalue", "-ab" for flags, "--" before words that
 * start with a hyphen. Errors: usage-option, usage-argument; all of them are found.
 */
bool cli_parse(int n, char *const *arguments, struct diags *diags, struct cli_options *ret);

/* Whether each option that was given belongs to a command of @groups; else usage-option. */
bool cli_check_options(const struct cli_options *options, unsigned groups, struct diags *diags);

/* --- commands -------------------------------------------------------------------------------- */

struct cli_command {
    const char *name;
    const char *arguments; /* as the help shows them; "" for none */
    int n_min, n_max;      /* how many words it takes */
    unsigned groups;
    bool (*run)(struct cli *cli, const struct cli_options *options);
    const char *summary;
    const char *details; /* whole sentences */
};

extern const struct cli_command cli_command_table[];
extern const size_t cli_n_commands;

/* What every word is that is no command of the table: a document by its template's name. */
extern const struct cli_command cli_document_command;

/* A command by its name, also cli_document_command's; NULL: none. */
const struct cli_command *cli_command_lookup(const char *name);

/* One file each; true: done, false: the diagnostics say why. */
bool cli_document(struct cli *cli, const struct cli_options *options);
bool cli_render(struct cli *cli, const struct cli_options *options);
bool cli_convert(struct cli *cli, const struct cli_options *options);
bool cli_fill(struct cli *cli, const struct cli_options *options);
bool cli_vars(struct cli *cli, const struct cli_options *options);
bool cli_list(struct cli *cli, const struct cli_options *options);
bool cli_check(struct cli *cli, const struct cli_options *options);
bool cli_schema(struct cli *cli, const struct cli_options *options);
bool cli_theme(struct cli *cli, const struct cli_options *options);
bool cli_demo(struct cli *cli, const struct cli_options *options);
bool cli_figure(struct cli *cli, const struct cli_options *options);
bool cli_preview(struct cli *cli, const struct cli_options *options);
bool cli_thumb(struct cli *cli, const struct cli_options *options);
bool cli_email(struct cli *cli, const struct cli_options *options);
bool cli_inspect(struct cli *cli, const struct cli_options *options);
bool cli_verify(struct cli *cli, const struct cli_options *options);
bool cli_merge(struct cli *cli, const struct cli_options *options);
bool cli_shards(struct cli *cli, const struct cli_options *options);
bool cli_help(struct cli *cli, const struct cli_options *options);
bool cli_completion(struct cli *cli, const struct cli_options *options);
bool cli_version(struct cli *cli, const struct cli_options *options);

/* --- what commands share ---------------------------------------------------------------------- */

/* NULL: the installation was not found, and @cli says so. */
Session *cli_session(struct cli *cli, const struct cli_options *options);
/* Whose values a template takes, for the commands that only look at it. */
struct job cli_values_job(const struct cli_options *options);

/* The same with the demo company, @demo, in the place of a workspace. */
Session *cli_demo_session(struct cli *cli, const struct cli_options *options,
                          const struct demo_options *demo);

/* What `list` says; @word NULL: of everything. */
bool cli_list_session(struct cli *cli, const struct cli_options *options, Session *session,
                      const char *word);

/* What the options say of a job; what they do not say stays as it is. */
bool cli_read_job(struct cli *cli, const struct cli_options *options, Arena *arena,
                  struct job *job);

/* "pdf", "png" or "svg", where the name of -o ends so; NULL: it does not say. */
const char *cli_format_of(const char *output);

/* Whether @output ends as files of some kind do; a folder's name with a slash behind it does not.
 */
bool cli_names_file(const char *output);

/*
 * Whether @output may be the name of what is written in @format: a painter's, "eml", or "text". A
 * name that promises another kind of file is usage-argument; NULL and "-" are no names.
 */
bool cli_check_ending(struct cli *cli, const char *output, const char *format);

/* A whole number from 1 to @most; NULL leaves *ret as it is. Error: usage-argument. */
bool cli_read_number(struct cli *cli, const char *name, const char *text, guint64 most,
                     guint64 *ret);

/* One document for many partners. */
bool cli_batch(struct cli *cli, const struct cli_options *options);

/* Run one job and tell where the document went. @job says what; the options say how. */
bool cli_make(struct cli *cli, const struct cli_options *options, struct job job);

/*
 * What --encrypt, --password-file, --permit and the environment say; NULL in *ret: no encryption.
 * Asks on the terminal where nothing says the password. Error: password, usage-argument.
 */
bool cli_encryption(struct cli *cli, const struct cli_options *options, Arena *arena,
                    const struct pdf_encryption **ret);

/* The password of a PDF that is read: --password-file or PDFGEN_PASSWORD; NULL in *ret: none. */
bool cli_password(struct cli *cli, const struct cli_options *options, Arena *arena,
                  const char **ret);

/* The template called @name, its words in @arena; usage-command where there is none. */
bool cli_find_document(struct cli *cli, const struct cli_options *options, Arena *arena,
                       const char *name, struct listed_template *ret);

/* Pages of help. @command NULL: the whole program; @is_short: without options. */
void cli_help_text(const struct cli_command *command, bool is_short, GString *out);

/* Values that value_dump() writes as JSON. */
struct value *cli_json_map(Arena *arena);
struct value *cli_json_list(Arena *arena);
void cli_json_put_text(Arena *arena, struct value *map, const char *key, const char *text);
/* A NULL-terminated list. */
void cli_json_put_texts(Arena *arena, struct value *map, const char *key, char *const *texts);
void cli_json_put_count(Arena *arena, struct value *map, const char *key, size_t n);
/* "errors" and "warnings", as lists of {code, path, line, column, message, hint}. */
void cli_json_put_diags(Arena *arena, struct value *map, const struct diags *diags);
