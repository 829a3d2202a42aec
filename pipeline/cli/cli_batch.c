#include "cli_priv.h"

#include "pipeline_batch.h"
#include "value.h"

#include <string.h>

enum {
    JOBS_MAX = 256,
    TIMEOUT_S = 60,
    TIMEOUT_S_MAX = 86400,
    MEMORY_MIB = 2048,
    MEMORY_MIB_MAX = 1024 * 1024,
    NAMES_SHOWN = 5,
    BAR_CELLS = 24,
    LINE_US = 5000000, /* how often a progress line comes where there is no terminal */
    EXIT_SOME_FAILED = 4,
    EXIT_INTERRUPTED = 130,
};

/* What the telling of a batch keeps in mind. */
struct telling {
    struct cli *cli;
    bool is_json, has_bar, is_merging;
    GString *bar;     /* as it was last shown */
    GHashTable *said; /* diagnostics, each once */
    size_t n_repeated;
    GPtrArray *failed; /* names */
    int64_t line_us;
};

/* --- documents ------------------------------------------------------------------------------ */

/* At once: paths go to standard output, which may be the same terminal. */
static void clear_bar(struct telling *telling) {
    if (telling->has_bar) {
        g_string_append(telling->cli->log, "\r\033[K");
        telling->has_bar = false;
        telling->cli->flush(telling->cli);
    }
}

static void show_bar(struct telling *telling) {
    if (telling->bar->len > 0) {
        g_string_append_len(telling->cli->log, telling->bar->str, (gssize)telling->bar->len);
        telling->has_bar = true;
    }
}

static const char *status_word(enum batch_status status) {
    static const char *const words[N_BATCH_STATUSES] = {
        [BATCH_MADE] = "made",     [BATCH_UNCHANGED] = "unchanged", [BATCH_WANTED] = "wanted",
        [BATCH_FAILED] = "failed", [BATCH_LEFT] = "left",
    };
    return words[status];
}

/* The same about the same place, by whichever partner it was seen. */
static char *what_is_said(const struct diag *diag) {
    struct diag bare = *diag;
    g_autoptr(GString) text = g_string_new(NULL);
    bare.n_notes = 0;
    diag_format(&bare, text);
    return g_strdup(text->str);
}

/* What five hundred documents have to say of one template is said once. */
static void tell_diags(struct telling *telling, const struct batch_document *document) {
    struct cli *cli = telling->cli;
    const struct diags *diags = document->diags;
    bool has_named = false;
    for (size_t i = 0; i < diags->n; i++) {
        bool is_error = diags->items[i].severity == DIAG_SEVERITY_ERROR;
        if (cli->is_quiet && !is_error) {
            continue;
        }
        if (!g_hash_table_add(telling->said, what_is_said(&diags->items[i]))) {
            telling->n_repeated++;
            continue;
        }
        if (document->status == BATCH_FAILED && !has_named) {
            str_append_visible(cli->log, document->name);
            g_string_append(cli->log, " was not made:\n");
            has_named = true;
        }
        (cli->is_coloured ? diag_format_colour : diag_format)(&diags->items[i], cli->log);
    }
}

static struct value *stage_times(Arena *arena, const struct batch_document *document) {
    struct value *map = cli_json_map(arena);
    for (size_t i = 0; i < N_BATCH_STAGES; i++) {
        struct decimal number = decimal_from_int(document->stage_us[i]);
        number.scale = 3;
        value_put(arena, map, batch_stage_names()[i],
                  value_new_number(arena, (struct span){0}, number));
    }
    return map;
}

static void tell_json(struct telling *telling, const struct batch_document *document) {
    g_autoptr(Arena) arena = arena_new();
    struct value *map = cli_json_map(arena);
    bool is_there = document->status == BATCH_MADE || document->status == BATCH_UNCHANGED;
    cli_json_put_text(arena, map, "document", document->document);
    cli_json_put_text(arena, map, "partner", document->partner);
    cli_json_put_text(arena, map, "period", document->period);
    cli_json_put_text(arena, map, "status", status_word(document->status));
    cli_json_put_text(arena, map, "why", document->why);
    cli_json_put_text(arena, map, "path", document->path);
    if (is_there && document->files && *document->files) {
        struct value *files = cli_json_list(arena);
        for (struct str rest = str_from(document->files), name; rest.n > 0;) {
            str_cut(rest, '/', &name, &rest);
            value_append(arena, files, value_new_string(arena, (struct span){0}, name));
        }
        value_put(arena, map, "files", files);
    }
    if (is_there) {
        cli_json_put_count(arena, map, "pages", document->pages);
        cli_json_put_count(arena, map, "bytes", document->bytes);
        cli_json_put_text(arena, map, "sha256", document->sha256);
        cli_json_put_text(arena, map, "key", document->key);
    }
    if (document->status == BATCH_MADE) {
        value_put(arena, map, "milliseconds", stage_times(arena, document));
    }
    cli_json_put_diags(arena, map, document->diags);
    struct str line = value_to_str(arena, map);
    g_string_append_printf(telling->cli->out, STR_FMT "\n", STR_ARG(line));
}

/* One by one, in the document's folder. */
static void tell_files(const struct batch_document *document, GString *out) {
    g_autofree char *folder = g_path_get_dirname(document->path);
    for (struct str rest = str_from(document->files), name; rest.n > 0;) {
        str_cut(rest, '/', &name, &rest);
        g_string_append_printf(out, "%s/" STR_FMT "\n", folder, STR_ARG(name));
    }
}

static void tell_path(struct telling *telling, const struct batch_document *document) {
    GString *out = telling->cli->out;
    if (document->status == BATCH_MADE && document->files && *document->files) {
        tell_files(document, out);
    } else if (document->status == BATCH_MADE) {
        g_string_append_printf(out, "%s\n", document->path);
    } else if (document->status == BATCH_WANTED) {
        g_string_append_printf(out, "%s: %s\n", document->path, document->why);
    }
}

static void tell(void *context, const struct batch_document *document) {
    struct telling *telling = context;
    clear_bar(telling);
    if (telling->is_json) {
        tell_json(telling, document);
    } else {
        tell_path(telling, document);
    }
    tell_diags(telling, document);
    if (document->status == BATCH_FAILED) {
        g_ptr_array_add(telling->failed, g_strdup(document->name));
    }
    show_bar(telling);
    telling->cli->flush(telling->cli);
}

/* --- progress ------------------------------------------------------------------------------- */

struct pace {
    size_t n_done, n_to_make;
    double rate; /* a second */
    double left_s;
};

static struct pace pace_of(const struct batch_progress *progress) {
    struct pace pace = {.n_done = progress->counts[BATCH_MADE] + progress->counts[BATCH_FAILED],
                        .n_to_make = progress->n_to_make};
    double elapsed_s = (double)progress->elapsed_us / 1e6;
    pace.rate = elapsed_s > 0 ? (double)pace.n_done / elapsed_s : 0;
    pace.left_s = pace.rate > 0 ? (double)(pace.n_to_make - pace.n_done) / pace.rate : 0;
    return pace;
}

static void append_pace(GString *out, const struct pace *pace) {
    g_string_append_printf(out, "%zu of %zu, %" G_GINT64_FORMAT " a second", pace->n_done,
                           pace->n_to_make, (int64_t)pace->rate);
    if (pace->rate > 0) {
        int64_t left_s = (int64_t)pace->left_s + 1;
        g_string_append_printf(out, ", %" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT " left",
                               left_s / 60, left_s % 60);
    }
}

/* What would not fit into the line is left out: a second line could not be taken back. */
static void append_bar(GString *out, const struct pace *pace, bool is_interrupted, size_t width) {
    static const char begin[] = "\r\033[K";
    size_t cells = pace->n_to_make > 0 ? pace->n_done * BAR_CELLS / pace->n_to_make : BAR_CELLS;
    g_string_append_printf(out, "%s[", begin);
    for (size_t i = 0; i < BAR_CELLS; i++) {
        g_string_append_c(out, i < cells ? '#' : ' ');
    }
    g_string_append(out, "] ");
    append_pace(out, pace);
    g_string_append(out, is_interrupted ? ", finishing what is in hand" : "");
    g_string_truncate(out, MIN(out->len, strlen(begin) + width - 1));
}

/* On a terminal only: whoever interrupts it sees that the documents themselves are there. */
static void show_merging(struct telling *telling, const struct batch_progress *progress) {
    if (!telling->cli->is_quiet && telling->cli->error_width > 0) {
        g_string_printf(telling->bar, "\r\033[Kmade; putting %zu documents into one ",
                        progress->counts[BATCH_MADE] + progress->counts[BATCH_UNCHANGED]);
        show_bar(telling);
        telling->cli->flush(telling->cli);
    }
}

static void show(void *context, const struct batch_progress *progress) {
    struct telling *telling = context;
    struct cli *cli = telling->cli;
    struct pace pace = pace_of(progress);
    if (progress->is_merging) {
        show_merging(telling, progress);
        return;
    }
    if (cli->is_quiet || pace.n_done == pace.n_to_make) {
        return;
    }
    if (cli->error_width >= BAR_CELLS + 40) {
        g_string_truncate(telling->bar, 0);
        append_bar(telling->bar, &pace, progress->is_interrupted, (size_t)cli->error_width);
        show_bar(telling);
    } else if (progress->elapsed_us - telling->line_us >= LINE_US) {
        telling->line_us = progress->elapsed_us;
        append_pace(cli->log, &pace);
        g_string_append_c(cli->log, '\n');
    }
    cli->flush(cli);
}

static void tell_merged(struct telling *telling, const struct batch_progress *progress) {
    if (!progress->merged) {
        return;
    }
    clear_bar(telling);
    if (telling->is_json) {
        g_autoptr(Arena) arena = arena_new();
        struct value *map = cli_json_map(arena);
        cli_json_put_text(arena, map, "status", "merged");
        cli_json_put_text(arena, map, "path", progress->merged);
        struct str line = value_to_str(arena, map);
        g_string_append_printf(telling->cli->out, STR_FMT "\n", STR_ARG(line));
    } else {
        g_string_append_printf(telling->cli->out, "%s\n", progress->merged);
    }
}

/* Why there is no line of a document, or not of all: it could not begin, or had to end. */
static void tell_errors(struct telling *telling) {
    struct cli *cli = telling->cli;
    if (!telling->is_json || cli->diags.n_errors == 0) {
        return;
    }
    g_autoptr(Arena) arena = arena_new();
    struct value *map = cli_json_map(arena);
    cli_json_put_text(arena, map, "status", "ended");
    cli_json_put_diags(arena, map, &cli->diags);
    struct str line = value_to_str(arena, map);
    g_string_append_printf(cli->out, STR_FMT "\n", STR_ARG(line));
}

/* --- summary -------------------------------------------------------------------------------- */

static void append_names(struct telling *telling, GString *out) {
    const GPtrArray *names = telling->failed;
    g_string_append(out, "not made: ");
    for (guint i = 0; i < MIN(names->len, (guint)NAMES_SHOWN); i++) {
        g_string_append(out, i ? ", " : "");
        str_append_visible(out, names->pdata[i]);
    }
    if (names->len > NAMES_SHOWN) {
        g_string_append_printf(out, " and %u more", names->len - NAMES_SHOWN);
    }
    g_string_append_c(out, '\n');
}

static void append_counts(const struct batch_progress *progress, GString *out) {
    const char *joint = "";
    for (int i = 0; i < N_BATCH_STATUSES; i++) {
        if (progress->counts[i] > 0) {
            g_string_append_printf(out, "%s%zu %s", joint, progress->counts[i],
                                   i == BATCH_WANTED ? "would be made"
                                                     : status_word((enum batch_status)i));
            joint = ", ";
        }
    }
}

static void tell_summary(struct telling *telling, const struct batch_progress *progress) {
    GString *out = telling->cli->log;
    struct pace pace = pace_of(progress);
    clear_bar(telling);
    if (telling->cli->is_quiet) {
        return;
    }
    if (progress->n == 0) {
        bool is_empty_shard = telling->cli->diags.n_errors == 0;
        g_string_append(out, is_empty_shard ? "no partner falls to this shard\n" : "");
        return;
    }
    if (telling->n_repeated > 0) {
        g_string_append_printf(out, "%zu messages that were the same are not shown\n",
                               telling->n_repeated);
    }
    if (telling->failed->len > 0) {
        append_names(telling, out);
    }
    append_counts(progress, out);
    if (progress->counts[BATCH_MADE] > 0) {
        int64_t tenths = progress->elapsed_us / 100000;
        g_string_append_printf(
            out, " in %" G_GINT64_FORMAT ".%" G_GINT64_FORMAT " s (%" G_GINT64_FORMAT " a second)",
            tenths / 10, tenths % 10, (int64_t)pace.rate);
    }
    bool is_whole = progress->counts[BATCH_LEFT] == 0 && (!telling->is_merging || progress->merged);
    g_string_append(out, !progress->is_interrupted ? "\n"
                         : is_whole                ? "; interrupted, and nothing is left\n"
                                                   : "; interrupted: the same command goes on\n");
}

/* --- command -------------------------------------------------------------------------------- */

static bool check(struct cli *cli, const struct cli_options *options) {
    const struct {
        bool is_given;
        const char *option, *what, *why, *hint;
    } rows[] = {
        {options->partner != NULL, "--partner", "a batch", "it names one partner",
         "Leave out --partner, or what makes it a batch."},
        {options->output != NULL, "--output", "a batch", "documents go to out/",
         "Leave out --output; --merge FILE puts all into one PDF."},
        {options->merge && options->shard, "--merge", "--shard",
         "a shard makes only its part of the documents",
         "Run the batch without --shard to put all of it into one PDF."},
        {options->merge && g_str_equal(options->merge, "-"), "--merge -", "a batch",
         "standard output tells the paths", "Name a file, such as --merge all.pdf."},
        {options->partners && options->where, "--where", "--partners", "both say which partners",
         "Leave out one of the two."},
    };
    bool is_good = true;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].is_given) {
            is_good = diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                                 "\"%s\" does not go with %s: %s", rows[i].option, rows[i].what,
                                 rows[i].why);
            diag_hint(&cli->diags, "%s", rows[i].hint);
        }
    }
    return cli_check_ending(cli, options->merge, "pdf") && is_good;
}

static bool read_limits(struct cli *cli, const struct cli_options *options,
                        struct batch_options *ret) {
    guint64 jobs = 0, timeout_s = TIMEOUT_S, memory = MEMORY_MIB;
    bool is_read = cli_read_number(cli, "jobs", options->jobs, JOBS_MAX, &jobs);
    is_read =
        cli_read_number(cli, "timeout", options->timeout, TIMEOUT_S_MAX, &timeout_s) && is_read;
    is_read = cli_read_number(cli, "memory", options->memory, MEMORY_MIB_MAX, &memory) && is_read;
    ret->n_workers = (unsigned)jobs;
    ret->timeout_s = (unsigned)timeout_s;
    ret->memory_bytes = (size_t)memory * 1024 * 1024;
    return is_read;
}

static int exit_code(const struct cli *cli, const struct batch_progress *progress) {
    int machine = diags_exit_code(&cli->diags);
    return machine                              ? machine
           : progress->is_interrupted           ? EXIT_INTERRUPTED
           : progress->counts[BATCH_FAILED] > 0 ? EXIT_SOME_FAILED
                                                : 0;
}

static bool run(struct cli *cli, const struct cli_options *options,
                const struct batch_options *batch, struct telling *telling) {
    const struct session_options session = {
        .workspace = options->workspace,
        .theme = options->theme,
        .is_lenient = options->is_lenient,
    };
    struct batch_progress progress = {0};
    bool is_done = world_find_installation(cli->world, cli->executable, &cli->diags) &&
                   pipeline_batch(cli->world, &session, batch, &cli->diags, &progress);
    tell_merged(telling, &progress);
    tell_errors(telling);
    tell_summary(telling, &progress);
    cli->exit_code = exit_code(cli, &progress);
    return is_done;
}

bool cli_batch(struct cli *cli, const struct cli_options *options) {
    g_autoptr(Arena) arena = arena_new();
    struct telling telling = {
        .cli = cli, .is_json = options->is_json, .is_merging = options->merge != NULL};
    struct batch_options batch = {.job = {.document = options->command},
                                  .where = options->where,
                                  .partners = options->partners,
                                  .shard = options->shard,
                                  .merge = options->merge,
                                  .force = options->force,
                                  .is_dry = options->is_dry,
                                  .is_strict = options->is_strict,
                                  .context = &telling,
                                  .tell = tell,
                                  .show = show};
    if (!check(cli, options) || !read_limits(cli, options, &batch) ||
        !cli_read_job(cli, options, arena, &batch.job)) {
        return false;
    }
    telling.said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    telling.bar = g_string_new(NULL);
    telling.failed = g_ptr_array_new_with_free_func(g_free);
    bool is_done = run(cli, options, &batch, &telling);
    g_hash_table_unref(telling.said);
    g_ptr_array_unref(telling.failed);
    g_string_free(telling.bar, TRUE);
    return is_done;
}
