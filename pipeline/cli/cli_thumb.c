#include "cli_priv.h"

#include <string.h>

/* A word with a dot or a slash is a file's name; templates have neither in theirs. */
static bool is_file(const char *word) {
    return strchr(word, '.') || strchr(word, '/');
}

static struct job job_of(const char *word) {
    return is_file(word) ? (struct job){.file = word} : (struct job){.document = word};
}

/* A picture, of the kind that the options or the name of -o say. */
static const char *picture_format(const struct cli_options *options) {
    const char *named = cli_format_of(options->output);
    return options->painter ? options->painter : named ? named : "png";
}

bool cli_thumb(struct cli *cli, const struct cli_options *options) {
    struct cli_options small = *options;
    small.painter = picture_format(options);
    small.pages = options->pages ? options->pages : "1";
    small.width = options->width || options->dpi ? options->width : "400";
    return cli_make(cli, &small, job_of(options->arguments[0]));
}

/* The dots of an inch of the sheet: a page on it has some three tenths of its size. */
#define SHEET_DPI "144"

static bool check_format(struct cli *cli, const char *format) {
    static const char *const known[] = {"png", "svg", "trace"};
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (g_str_equal(format, known[i])) {
            return true;
        }
    }
    diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
               "a preview is a picture, and the format is \"%s\"", format);
    diag_hint(&cli->diags, "Write --format png or svg.");
    return false;
}

bool cli_preview(struct cli *cli, const struct cli_options *options) {
    enum { COLUMNS_MAX = 50 };
    struct cli_options sheet = *options;
    struct job job = job_of(options->arguments[0]);
    guint64 columns = 0;
    sheet.painter = picture_format(options);
    sheet.dpi = options->width || options->dpi ? options->dpi : SHEET_DPI;
    if (!check_format(cli, sheet.painter) ||
        !cli_read_number(cli, "columns", options->columns, COLUMNS_MAX, &columns)) {
        return false;
    }
    if (g_str_equal(sheet.painter, "trace")) {
        sheet.dpi = NULL;
    }
    job.is_sheet = true;
    job.columns = (size_t)columns;
    return cli_make(cli, &sheet, job);
}
