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

static void tell(struct cli *cli, const struct email_result *result) {
    g_autofree char *to = g_strjoinv(", ", result->to);
    g_autofree char *cc = g_strjoinv(", ", result->cc);
    if (!is_standard_output(result->path)) {
        g_string_append_printf(cli->out, "%s\n", result->path);
    }
    if (!cli->is_quiet) {
        g_string_append_printf(cli->log, "To: %s\n%s%s%sSubject: %s\nAttached: %s\n", to,
                               *cc ? "Cc: " : "", cc, *cc ? "\n" : "", result->subject,
                               result->attachment);
    }
}

/* --- sending ---------------------------------------------------------------------------------- */

enum { EXIT_MACHINE = 3, EXIT_SOME_FAILED = 4, RATE_MAX = 6000 };

struct telling {
    struct cli *cli;
    bool is_json, is_all, is_dry;
};

static const char *status_word(enum email_status status) {
    static const char *const words[N_EMAIL_STATUSES] = {
        [EMAIL_SENT] = "sent",         [EMAIL_ALREADY] = "already", [EMAIL_WANTED] = "wanted",
        [EMAIL_MARKED] = "marked",     [EMAIL_FAILED] = "failed",   [EMAIL_REFUSED] = "refused",
        [EMAIL_DEFERRED] = "deferred", [EMAIL_UNKNOWN] = "unknown", [EMAIL_LEFT] = "left",
    };
    return words[status];
}

/* Columns, so that a person with an address fits a terminal of 80 behind them. */
enum { STATUS_LETTERS = 8, PARTNER_LETTERS = 21 };

static void append_column(GString *out, const char *text, glong width) {
    glong n = g_utf8_strlen(text, -1);
    g_string_append_printf(out, "%s%*s", text, (int)MAX(width - n, 0) + 1, "");
}

static void append_people(GString *out, const char *before, char *const *people, bool *has_any) {
    for (; *people; people++) {
        if (*has_any) {
            append_column(out, "", STATUS_LETTERS);
            append_column(out, "", PARTNER_LETTERS);
        }
        g_string_append_printf(out, "%s%s\n", before, *people);
        *has_any = true;
    }
}

/* A person a line: what goes to whom must not be cut off or hidden in the middle of a line. */
static void tell_row(struct telling *telling, const struct email_told *told) {
    GString *out = telling->cli->out;
    bool has_any = false;
    append_column(out, status_word(told->status), STATUS_LETTERS);
    if (!told->message) {
        g_string_append_printf(out, "%s\n", told->partner);
        return;
    }
    append_column(out, told->partner, PARTNER_LETTERS);
    append_people(out, "", told->message->to, &has_any);
    append_people(out, "cc ", told->message->cc, &has_any);
    if (telling->is_dry) {
        append_column(out, "", STATUS_LETTERS);
        g_string_append_printf(out, "%s (%zu KB)\n", told->message->attachment,
                               (told->message->bytes + 999) / 1000);
    }
}

static void tell_object(struct telling *telling, const struct email_told *told) {
    g_autoptr(Arena) arena = arena_new();
    struct value *map = cli_json_map(arena);
    const struct email_result *message = told->message;
    cli_json_put_text(arena, map, "status", status_word(told->status));
    cli_json_put_text(arena, map, "partner", told->partner);
    if (message) {
        cli_json_put_text(arena, map, "message_id", message->message_id);
        cli_json_put_text(arena, map, "subject", message->subject);
        cli_json_put_texts(arena, map, "to", message->to);
        cli_json_put_texts(arena, map, "cc", message->cc);
        cli_json_put_text(arena, map, "attachment", message->attachment);
        cli_json_put_count(arena, map, "bytes", message->bytes);
        cli_json_put_text(arena, map, "said", told->said);
    }
    cli_json_put_diags(arena, map, told->diags);
    value_dump(map, false, telling->cli->out);
}

static void tell_diags(struct cli *cli, const struct email_told *told) {
    for (size_t i = 0; i < told->diags->n; i++) {
        const struct diag *diag = &told->diags->items[i];
        if (!cli->is_quiet || diag->severity == DIAG_SEVERITY_ERROR) {
            (cli->is_coloured ? diag_format_colour : diag_format)(diag, cli->log);
        }
    }
}

/* At once: a run that is ended has told of each message that it sent. */
static void tell_one(void *context, const struct email_told *told) {
    struct telling *telling = context;
    diags_sort(told->diags);
    if (telling->is_json) {
        tell_object(telling, told);
    } else {
        tell_row(telling, told);
    }
    if (telling->is_all) {
        tell_diags(telling->cli, told);
    } else {
        diags_take(&telling->cli->diags, told->diags, false);
    }
    if (telling->cli->flush) {
        telling->cli->flush(telling->cli);
    }
}

/* So that a run that waits is not taken for one that hangs; half a second is not told. */
static void tell_wait(void *context, size_t n, int64_t us) {
    struct cli *cli = ((struct telling *)context)->cli;
    int64_t seconds = (us + 500000) / 1000000;
    if (cli->is_quiet || seconds == 0) {
        return;
    }
    g_string_append_printf(cli->log,
                           "%zu %s put aside, as the server does not take %s now; the next try is "
                           "in %d %s\n",
                           n, n == 1 ? "message is" : "messages are", n == 1 ? "it" : "them",
                           (int)seconds, seconds == 1 ? "second" : "seconds");
    if (cli->flush) {
        cli->flush(cli);
    }
}

/* As of documents: who chooses among all means all of those. */
static bool is_for_all(const struct cli_options *options) {
    return options->all || options->where || options->partners;
}

static bool check_sending(struct cli *cli, const struct cli_options *options) {
    bool is_all = is_for_all(options);
    const struct {
        bool is_wrong;
        const char *reason, *hint;
    } rows[] = {
        {options->is_again && options->is_sent, "\"--again\" sends, and \"--sent\" does not",
         "Leave out one of them."},
        {!is_all && !options->partner && !options->to, "nobody is named whom it is for",
         "Add --partner NAME, or --all for each partner."},
        {is_all && options->partner, "\"--all\" and \"--partner\" contradict each other",
         "Leave out one of them."},
        {options->where && options->partners, "\"--partners\" already says which",
         "Leave out --where."},
        {is_all && (options->to || options->cc), "\"--all\" goes to each partner's own contacts",
         "Leave out --to and --cc."},
        {options->output != NULL, "a message that is sent is not written to a file",
         "Leave out --output, or --send."},
        {is_all && options->encrypt, "a password for all partners is one that all know",
         "Leave out --encrypt, or name one partner."},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].is_wrong) {
            diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION, "%s", rows[i].reason);
            diag_hint(&cli->diags, "%s", rows[i].hint);
            return false;
        }
    }
    return true;
}

static void tell_counts(struct cli *cli, const size_t *counts) {
    g_autoptr(GString) line = g_string_new(NULL);
    for (int i = 0; i < N_EMAIL_STATUSES; i++) {
        if (counts[i] > 0) {
            g_string_append_printf(line, "%s%zu %s", line->len > 0 ? ", " : "", counts[i],
                                   status_word((enum email_status)i));
        }
    }
    if (!cli->is_quiet && line->len > 0) {
        g_string_append_printf(cli->log, "%s\n", line->str);
    }
}

static bool send_messages(struct cli *cli, const struct cli_options *options, Session *session,
                          const struct email_options *email) {
    struct telling telling = {.cli = cli,
                              .is_json = options->is_json,
                              .is_all = is_for_all(options),
                              .is_dry = options->is_dry};
    size_t counts[N_EMAIL_STATUSES] = {0};
    guint64 per_minute = 0;
    if (!check_sending(cli, options) ||
        !cli_read_number(cli, "rate", options->rate, RATE_MAX, &per_minute)) {
        return false;
    }
    const struct sending_options sending = {.email = *email,
                                            .is_all = is_for_all(options),
                                            .where = options->where,
                                            .partners = options->partners,
                                            .is_dry = options->is_dry,
                                            .is_again = options->is_again,
                                            .is_marking = options->is_sent,
                                            .per_minute = (unsigned)per_minute,
                                            .context = &telling,
                                            .tell = tell_one,
                                            .wait = tell_wait};
    bool is_done = pipeline_email_send(session, &sending, &cli->diags, counts);
    bool has_failed = counts[EMAIL_FAILED] + counts[EMAIL_REFUSED] + counts[EMAIL_DEFERRED] +
                          counts[EMAIL_UNKNOWN] >
                      0;
    if (telling.is_all) {
        tell_counts(cli, counts);
        cli->exit_code = diags_exit_code(&cli->diags) ? 0
                         : !is_done                   ? EXIT_MACHINE
                         : has_failed                 ? EXIT_SOME_FAILED
                                                      : 0;
    }
    return is_done;
}

/* --- drafts ----------------------------------------------------------------------------------- */

static bool write_draft(struct cli *cli, const struct cli_options *options, Session *session,
                        const struct email_options *email) {
    g_autoptr(Arena) arena = arena_new();
    struct email_result result = {0};
    if (options->is_json && is_standard_output(options->output)) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                   "\"--json\" and \"--output -\" both need standard output");
        diag_hint(&cli->diags, "Leave out one of them.");
        return false;
    }
    if (!cli_check_ending(cli, options->output, "eml")) {
        return false;
    }
    if (options->rate || options->is_again) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                   "\"--rate\" and \"--again\" are of messages that are sent");
        diag_hint(&cli->diags, "Add --send.");
        return false;
    }
    bool is_done = pipeline_email(session, arena, email, &cli->diags, &result);
    if (options->is_json) {
        tell_json(cli, arena, &result);
    } else if (is_done) {
        tell(cli, &result);
    }
    return is_done;
}

/* Without --send nothing leaves the machine: --all alone is told what it would do. */
static bool is_sending(const struct cli_options *options) {
    return options->is_sending || options->is_sent || options->is_dry;
}

bool cli_email(struct cli *cli, const struct cli_options *options) {
    g_autoptr(Arena) arena = arena_new();
    struct email_options email = {.template = options->email,
                                  .to = options->to,
                                  .cc = options->cc,
                                  .is_internal = options->is_internal};
    g_autoptr(Session) session = cli_session(cli, options);
    if (!session || !cli_read_job(cli, options, arena, &email.job)) {
        return false;
    }
    email.job.document = options->arguments[0];
    if (is_sending(options)) {
        return send_messages(cli, options, session, &email);
    }
    if (is_for_all(options)) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                   "\"--all\" sends, and a draft is for one partner");
        diag_hint(&cli->diags, "Add --send, or --dry-run to see what would go to whom.");
        return false;
    }
    return write_draft(cli, options, session, &email);
}
