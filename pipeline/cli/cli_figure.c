#include "cli_priv.h"

#include <string.h>

/* PDF's pages end at 14,400; a figure of less than these has no room for its words. */
enum { WIDTH_LEAST = 120, HEIGHT_LEAST = 60, SIDE_MOST = 14000 };

static bool read_side(const char *text, size_t n, guint64 least, double *ret) {
    g_autofree char *digits = g_strndup(text, n);
    guint64 side = 0;
    bool is_read = g_ascii_string_to_unsigned(digits, 10, least, SIDE_MOST, &side, NULL);
    *ret = (double)side;
    return is_read;
}

/* "480" or "480x270", in points. */
static bool read_size(struct cli *cli, const char *text, struct job *job) {
    const char *by = text ? strchr(text, 'x') : NULL;
    size_t n = by ? (size_t)(by - text) : text ? strlen(text) : 0;
    if (!text) {
        return true;
    }
    if (!read_side(text, n, WIDTH_LEAST, &job->figure_width_pt) ||
        (by && !read_side(by + 1, strlen(by + 1), HEIGHT_LEAST, &job->figure_height_pt))) {
        diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "\"--size %s\" is no size of a figure", text);
        diag_hint(&cli->diags,
                  "Write its width and height in points, such as 480x270, or its width alone; "
                  "from %dx%d on.",
                  WIDTH_LEAST, HEIGHT_LEAST);
        return false;
    }
    return true;
}

bool cli_figure(struct cli *cli, const struct cli_options *options) {
    struct job job = {.file = options->arguments[0],
                      .is_figure = true,
                      .is_transparent = options->is_transparent};
    return read_size(cli, options->size, &job) && cli_make(cli, options, job);
}
