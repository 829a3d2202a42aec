#include "cli_priv.h"

#include "str.h"

#include <string.h>

/*
 * What the ending of -o promises. A PDF that is called report.docx opens in nothing, and whoever
 * receives it learns that before whoever sent it. Endings that promise nothing (.tmp, .part, .v2)
 * are left alone.
 */

struct ending {
    const char *word, *what;
    bool is_text; /* of what `fill` and `convert` write, too */
};

static const struct ending endings[] = {
    {"pdf", "a PDF", false},
    {"png", "a PNG picture", false},
    {"svg", "an SVG picture", false},
    {"eml", "a message", false},
    {"docx", "a Word document", false},
    {"doc", "a Word document", false},
    {"odt", "an OpenDocument text", false},
    {"rtf", "an RTF document", false},
    {"pages", "a Pages document", false},
    {"pptx", "a PowerPoint presentation", false},
    {"ppt", "a PowerPoint presentation", false},
    {"odp", "an OpenDocument presentation", false},
    {"key", "a Keynote presentation", false},
    {"xlsx", "an Excel workbook", false},
    {"xls", "an Excel workbook", false},
    {"ods", "an OpenDocument table", false},
    {"epub", "an EPUB book", false},
    {"jpg", "a JPEG picture", false},
    {"jpeg", "a JPEG picture", false},
    {"gif", "a GIF picture", false},
    {"webp", "a WebP picture", false},
    {"tiff", "a TIFF picture", false},
    {"tif", "a TIFF picture", false},
    {"ps", "a PostScript file", false},
    {"eps", "a PostScript file", false},
    {"zip", "an archive", false},
    {"html", "a web page", true},
    {"htm", "a web page", true},
    {"md", "a Markdown file", true},
    {"markdown", "a Markdown file", true},
    {"txt", "a text", true},
    {"tex", "a LaTeX file", true},
    {"csv", "a table of text", true},
    {"json", "a JSON file", true},
    {"yaml", "a YAML file", true},
    {"yml", "a YAML file", true},
};

/* NULL: the name has no ending that promises something. */
static const struct ending *ending_of(const char *output) {
    const char *name = output ? strrchr(output, '/') : NULL;
    const char *point = output ? strrchr(name ? name : output, '.') : NULL;
    for (size_t i = 0; point && i < G_N_ELEMENTS(endings); i++) {
        if (g_ascii_strcasecmp(point + 1, endings[i].word) == 0) {
            return &endings[i];
        }
    }
    return NULL;
}

const char *cli_format_of(const char *output) {
    enum { N_DRAWN = 3 };
    const struct ending *ending = ending_of(output);
    return ending && ending < endings + N_DRAWN ? ending->word : NULL;
}

bool cli_names_file(const char *output) {
    return ending_of(output) != NULL;
}

static bool is_kept(const struct ending *ending, const char *format) {
    if (!ending || g_str_equal(format, "trace")) {
        return true;
    }
    return g_str_equal(format, "text")   ? ending->is_text
           : g_str_equal(format, "flat") ? g_str_equal(ending->word, "pdf")
                                         : g_str_equal(ending->word, format);
}

static const char *written_as(const char *format) {
    return g_str_equal(format, "text") ? "md" : g_str_equal(format, "flat") ? "pdf" : format;
}

bool cli_check_ending(struct cli *cli, const char *output, const char *format) {
    const struct ending *ending = ending_of(output);
    if (is_kept(ending, format)) {
        return true;
    }
    const char *wanted = written_as(format);
    int n_stem = (int)(strlen(output) - strlen(ending->word));
    diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
               "\"%s\" is the name of %s, which is not what this command writes", output,
               ending->what);
    if (g_str_equal(format, "pdf") && !cli_format_of(output)) {
        diag_hint(&cli->diags, "Write -o %.*spdf; or .png or .svg for pictures of the pages.",
                  n_stem, output);
    } else {
        diag_hint(&cli->diags, "Write -o %.*s%s.", n_stem, output, wanted);
    }
    return false;
}
