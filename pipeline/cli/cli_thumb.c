#include "cli_priv.h"

#include <string.h>

/* A word with a dot or a slash is a file's name; templates have neither in theirs. */
static bool is_file(const char *word) {
    return strchr(word, '.') || strchr(word, '/');
}

bool cli_thumb(struct cli *cli, const struct cli_options *options) {
    const char *word = options->arguments[0];
    struct cli_options small = *options;
    small.painter = options->painter ? options->painter : "png";
    small.pages = options->pages ? options->pages : "1";
    small.width = options->width || options->dpi ? options->width : "400";
    struct job job = {0};
    if (is_file(word)) {
        job.file = word;
    } else {
        job.document = word;
    }
    return cli_make(cli, &small, job);
}
