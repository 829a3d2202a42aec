#include "cli_priv.h"

#include "value.h"

static void tell_json(struct cli *cli, const struct job_result *result) {
    g_autoptr(Arena) arena = arena_new();
    struct value *map = cli_json_map(arena);
    cli_json_put_text(arena, map, "path", result->path);
    if (result->paths && result->paths[0] && result->paths[1]) {
        cli_json_put_texts(arena, map, "paths", result->paths);
    }
    cli_json_put_count(arena, map, "pages", result->pages);
    cli_json_put_count(arena, map, "bytes", result->bytes);
    diags_sort(&cli->diags);
    cli_json_put_diags(arena, map, &cli->diags);
    value_dump(map, false, cli->out);
}

static bool is_standard_output(const char *output) {
    return output && g_str_equal(output, "-");
}

bool cli_read_number(struct cli *cli, const char *name, const char *text, guint64 most,
                     guint64 *ret) {
    guint64 number = 0;
    if (!text) {
        return true;
    }
    if (!g_ascii_string_to_unsigned(text, 10, 1, most, &number, NULL)) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "\"--%s %s\" is not a whole number from 1 to %d", name, text, (int)most);
        return false;
    }
    *ret = number;
    return true;
}

static bool read_measures(struct cli *cli, const struct cli_options *options, struct job *job) {
    enum { DPI_MAX = 1200, WIDTH_PX_MAX = 20000 };
    guint64 dpi = (guint64)job->dpi, width_px = (guint64)job->width_px;
    bool is_read = cli_read_number(cli, "dpi", options->dpi, DPI_MAX, &dpi) &&
                   cli_read_number(cli, "width", options->width, WIDTH_PX_MAX, &width_px);
    job->dpi = (double)dpi;
    job->width_px = (double)width_px;
    return is_read;
}

static bool choose_format(struct cli *cli, const struct cli_options *options, struct job *job) {
    const char *usual = job->painter ? job->painter : "pdf";
    const char *named = cli_format_of(options->output);
    const char *format = options->painter ? options->painter : named ? named : usual;
    if (options->flatten && !g_str_equal(format, "pdf") && !g_str_equal(format, "flat")) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                   "\"--flatten\" makes a PDF, and the format is \"%s\"", format);
        diag_hint(&cli->diags, "Leave out one of them.");
        return false;
    }
    job->painter = options->flatten ? "flat" : format;
    return true;
}

bool cli_read_job(struct cli *cli, const struct cli_options *options, Arena *arena,
                  struct job *job) {
    job->partner = options->partner;
    job->period = options->period;
    job->data = options->data;
    job->output = options->output;
    job->linearize = options->linearize;
    job->watermark = options->watermark ? options->watermark : job->watermark;
    job->attach = options->attach;
    job->n_attach = (size_t)options->n_attach;
    job->attach_data = options->attach_data;
    job->forms = options->forms;
    job->notes = options->notes;
    job->pages = options->pages;
    return choose_format(cli, options, job) &&
           cli_encryption(cli, options, arena, &job->encryption) &&
           read_measures(cli, options, job);
}

bool cli_make(struct cli *cli, const struct cli_options *options, struct job job) {
    if (options->is_json && is_standard_output(options->output)) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                   "\"--json\" and \"--output -\" both need standard output");
        diag_hint(&cli->diags, "Leave out one of them.");
        return false;
    }
    g_autoptr(Session) session = cli_session(cli, options);
    if (!session) {
        return false;
    }
    g_autoptr(Arena) arena = arena_new();
    if (!cli_read_job(cli, options, arena, &job) ||
        !cli_check_ending(cli, options->output, job.painter)) {
        return false;
    }
    struct job_result result = {0};
    bool is_made = pipeline_run(session, &job, &cli->diags, &result);
    if (options->is_json) {
        tell_json(cli, &result);
    } else if (is_made && !is_standard_output(options->output)) {
        for (char **path = result.paths; *path; path++) {
            g_string_append_printf(cli->out, "%s\n", *path);
        }
    }
    g_free(result.path);
    g_strfreev(result.paths);
    return is_made;
}
