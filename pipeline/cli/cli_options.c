#include "cli_priv.h"

#include <string.h>

#define FIELD(name) offsetof(struct cli_options, name)

/* In the order of the help. */
const struct cli_option cli_option_table[] = {
    {"partner", "NAME", FIELD(partner),
     CLI_MAILS | CLI_DRAWS | CLI_MAKES | CLI_DEMOS | CLI_FILLS | CLI_EXPLAINS, 0,
     "the partner: slug, name or its beginning"},
    {"period", "PERIOD", FIELD(period),
     CLI_MAILS | CLI_DRAWS | CLI_MAKES | CLI_DEMOS | CLI_FILLS | CLI_EXPLAINS, 0,
     "2026-10, 2026-Q3, 2026-H1, 2026, FY26-Q2; default: the last completed"},
    {"all", NULL, FIELD(all), CLI_BATCHES | CLI_MAILS, 0,
     "a document for each partner: in parallel, only what has changed"},
    {"where", "EXPRESSION", FIELD(where), CLI_BATCHES | CLI_MAILS, 0,
     "of all partners those for which it holds: 'tier = \"Gold\" and region in [\"EMEA\"]'"},
    {"partners", "FILE", FIELD(partners), CLI_BATCHES | CLI_MAILS, 0,
     "of all partners those that a file names, one a line"},
    {"merge", "FILE", FIELD(merge), CLI_BATCHES, 0,
     "put all documents of a batch also into one PDF"},
    {"shard", "N/M", FIELD(shard), CLI_BATCHES, 0,
     "of M parts of a batch the Nth, such as 3/16; auto: as an array job says"},
    {"jobs", "N", FIELD(jobs), CLI_BATCHES, 'j',
     "how many processes make documents; default: one a core that may be used"},
    {"force", NULL, FIELD(force), CLI_BATCHES, 0, "make also what has not changed"},
    {"dry-run", NULL, FIELD(is_dry), CLI_BATCHES | CLI_MAILS, 0,
     "only say which documents would be made, and why; what would go to whom"},
    {"timeout", "SECONDS", FIELD(timeout), CLI_BATCHES, 0, "for one document of many; default: 60"},
    {"memory", "MIB", FIELD(memory), CLI_BATCHES, 0,
     "for the process of one document of many; default: 2048"},
    {"to", "ADDRESS", FIELD(to), CLI_MAILS, 0,
     "who gets the message, instead of the partner's contacts; several with commas"},
    {"cc", "ADDRESS", FIELD(cc), CLI_MAILS, 0, "who gets a copy"},
    {"email", "NAME", FIELD(email), CLI_MAILS, 0,
     "the text of templates/email/; default: the document's"},
    {"send", NULL, FIELD(is_sending), CLI_MAILS, 0,
     "hand the message to the mail server of pdfgen.yaml; each goes to an address once"},
    {"again", NULL, FIELD(is_again), CLI_MAILS, 0, "send also what was sent, or may have been"},
    {"sent", NULL, FIELD(is_sent), CLI_MAILS, 0,
     "send nothing: what may have been sent is written down as sent"},
    {"rate", "N", FIELD(rate), CLI_MAILS, 0, "at most so many messages a minute"},
    {"internal", NULL, FIELD(is_internal), CLI_MAILS, 0,
     "put also into a message what is marked internal"},
    {"data", "FILE", FIELD(data), CLI_MAILS | CLI_DRAWS | CLI_MAKES | CLI_FILLS | CLI_EXPLAINS, 0,
     "YAML or JSON whose names the template can use"},
    {"partials", "DIR", FIELD(partials), CLI_FILLS | CLI_EXPLAINS, 0,
     "a folder whose partials come before the workspace's"},
    {"escape", "KIND", FIELD(escape), CLI_FILLS, 0,
     "what values cannot become: markdown (default) or html; none: everything"},
    {"output", "FILE", FIELD(output),
     CLI_MAILS | CLI_DRAWS | CLI_MAKES | CLI_DEMOS | CLI_THEMES | CLI_CONVERTS | CLI_FILLS |
         CLI_MERGES | CLI_SHARDS,
     'o', "where the document goes, as its ending says: pdf, png, svg; - is standard output"},
    {"format", "NAME", FIELD(painter), CLI_DRAWS | CLI_MAKES | CLI_DEMOS | CLI_THEMES, 0,
     "pdf (default); png, svg: a picture a page; trace: one operation a line"},
    {"pages", "PAGES", FIELD(pages), CLI_MAKES | CLI_DEMOS | CLI_THEMES, 0,
     "of pictures: 1-3,5; default: all"},
    {"dpi", "DOTS", FIELD(dpi), CLI_DRAWS | CLI_MAKES | CLI_DEMOS | CLI_THEMES, 0,
     "of pictures and --flatten: dots an inch; default: 150"},
    {"width", "PIXELS", FIELD(width), CLI_DRAWS | CLI_MAKES | CLI_DEMOS | CLI_THEMES, 0,
     "of pictures, instead of --dpi"},
    {"columns", "N", FIELD(columns), CLI_PREVIEWS, 0,
     "pages side by side; default: so that the sheet is wider than high"},
    {"painter", "NAME", FIELD(painter), CLI_DRAWS | CLI_MAKES | CLI_DEMOS | CLI_THEMES, 0, NULL},
    {"theme", "NAME", FIELD(theme), CLI_MAILS | CLI_DRAWS | CLI_MAKES | CLI_DEMOS | CLI_CHECKS, 0,
     "the look; default: the document's"},
    {"watermark", "TEXT", FIELD(watermark), CLI_MAILS | CLI_MAKES | CLI_DEMOS, 0,
     "a word across each page: DRAFT, DEMO, CONFIDENTIAL"},
    {"date", "DATE", FIELD(date),
     CLI_MAILS | CLI_DRAWS | CLI_MAKES | CLI_DEMOS | CLI_THEMES | CLI_CHECKS | CLI_FILLS |
         CLI_EXPLAINS,
     0, "the day it is made on, 2026-09-28; default: SOURCE_DATE_EPOCH, today"},
    {"attach", "FILE", FIELD(attach), CLI_MAILS | CLI_MAKES, 0,
     "put a file into the PDF; FILE=TEXT describes it; may be repeated"},
    {"attach-data", NULL, FIELD(attach_data), CLI_MAILS | CLI_MAKES, 0,
     "put the values that it is made from into the PDF, for pdfgen verify"},
    {"forms", NULL, FIELD(forms), CLI_MAKES, 0,
     "task boxes and blanks such as [____] can be filled in on a screen"},
    {"flatten", NULL, FIELD(flatten), CLI_MAKES | CLI_DEMOS, 0,
     "pages as pictures in the PDF: nothing to copy or edit, not accessible"},
    {"encrypt", NULL, FIELD(encrypt), CLI_MAILS | CLI_MAKES | CLI_MERGES, 0,
     "lock the PDF (AES-256) with a password that a file, the environment or you give"},
    {"password-file", "FILE", FIELD(password_file),
     CLI_MAILS | CLI_MAKES | CLI_MERGES | CLI_INSPECTS, 0,
     "its first line opens the PDF, a second one lifts the limits of --permit"},
    {"permit", "WHAT", FIELD(permit), CLI_MAILS | CLI_MAKES | CLI_MERGES, 0,
     "of print, copy, annotate, none; default: print; reading aloud always"},
    {"linearize", NULL, FIELD(linearize),
     CLI_MAILS | CLI_DRAWS | CLI_MAKES | CLI_DEMOS | CLI_MERGES, 0,
     "arrange the PDF for reading from the web"},
    {"notes", NULL, FIELD(notes), CLI_MAKES | CLI_DEMOS, 0,
     "a deck's speaker notes: a page a slide"},
    {"size", "WIDTH[xHEIGHT]", FIELD(size), CLI_DRAWS, 0,
     "of a figure, in points; default: 504 wide, as high as it is"},
    {"transparent", NULL, FIELD(is_transparent), CLI_DRAWS, 0,
     "no ground behind a figure: for slides and pages of another colour"},
    {"specimen", NULL, FIELD(specimen), CLI_THEMES, 0,
     "a PDF that shows the theme instead of what it says"},
    {"brand", "FILE", FIELD(brand), CLI_DEMOS, 0,
     "the look of whoever is shown it: a brand file, a logo or a colour"},
    {"logo", "FILE", FIELD(logo), CLI_DEMOS, 0, "a picture beside the colour of --brand"},
    {"company", "NAME", FIELD(company), CLI_DEMOS, 0,
     "what the demo company is called; default: the brand's name"},
    {"seed", "NUMBER", FIELD(seed), CLI_DEMOS, 0,
     "other partners, made up from it; the same number gives the same bytes"},
    {"list", NULL, FIELD(wants_list), CLI_DEMOS, 0, "only show the demo's partners and documents"},
    {"lenient", NULL, FIELD(is_lenient), CLI_MAILS | CLI_DRAWS | CLI_MAKES | CLI_FILLS, 0,
     "a missing name is empty; a missing image or a figure that cannot be drawn is a warning"},
    {"strict", NULL, FIELD(is_strict), CLI_ALL, 0, "warnings are errors"},
    {"json", NULL, FIELD(is_json),
     CLI_MAILS | CLI_DRAWS | CLI_MAKES | CLI_DEMOS | CLI_LISTS | CLI_CHECKS | CLI_CONVERTS |
         CLI_EXPLAINS | CLI_INSPECTS | CLI_VERIFIES | CLI_MERGES | CLI_SHARDS,
     0, "results as JSON on standard output"},
    {"workspace", "DIR", FIELD(workspace), CLI_ALL, 0,
     "the folder with pdfgen.yaml; default: PDFGEN_WORKSPACE, here or above"},
    {"quiet", NULL, FIELD(is_quiet), CLI_ALL, 'q', "no warnings"},
    {"verbose", NULL, FIELD(is_verbose), CLI_ALL, 'v', "also say which files were read"},
    {"help", NULL, FIELD(wants_help), CLI_ALL, 'h', "help on the program or the command"},
    {"version", NULL, FIELD(wants_version), CLI_ALL, 0, "the version"},
};
const size_t cli_n_options = G_N_ELEMENTS(cli_option_table);

static bool *flag_of(struct cli_options *options, const struct cli_option *option) {
    return (bool *)((char *)options + option->offset);
}

static const char **value_of(struct cli_options *options, const struct cli_option *option) {
    return (const char **)((char *)options + option->offset);
}

static const struct cli_option *find_name(struct str name) {
    for (size_t i = 0; i < cli_n_options; i++) {
        if (str_is(name, cli_option_table[i].name)) {
            return &cli_option_table[i];
        }
    }
    return NULL;
}

static const struct cli_option *find_letter(char letter) {
    for (size_t i = 0; i < cli_n_options; i++) {
        if (cli_option_table[i].letter == letter) {
            return &cli_option_table[i];
        }
    }
    return NULL;
}

static bool report_unknown(struct diags *diags, struct str name) {
    struct str names[G_N_ELEMENTS(cli_option_table)];
    for (size_t i = 0; i < cli_n_options; i++) {
        names[i] = str_from(cli_option_table[i].name);
    }
    diag_error(diags, (struct span){0}, DIAG_USAGE_OPTION, "there is no option \"--" STR_FMT "\"",
               STR_ARG(name));
    int nearest = str_nearest(name, names, cli_n_options);
    if (nearest >= 0) {
        diag_hint(diags, "Did you mean \"--%s\"?", cli_option_table[nearest].name);
    } else {
        diag_hint(diags, "`pdfgen help` lists the options.");
    }
    return false;
}

static bool report_value(struct diags *diags, const struct cli_option *option) {
    diag_error(diags, (struct span){0}, DIAG_USAGE_OPTION, "option \"--%s\" lacks its value",
               option->name);
    diag_hint(diags, "Write --%s %s.", option->name, option->argument);
    return false;
}

/* Of an option that is given twice the last value counts, unless it collects them. */
static bool store_value(struct diags *diags, const struct cli_option *option, const char *value,
                        struct cli_options *options) {
    if (option->offset != FIELD(attach)) {
        *value_of(options, option) = value;
        return true;
    }
    if (options->n_attach == CLI_REPEATS_MAX) {
        return diag_error(diags, (struct span){0}, DIAG_USAGE_OPTION,
                          "option \"--%s\" is given more than %d times", option->name,
                          CLI_REPEATS_MAX);
    }
    options->attach[options->n_attach++] = value;
    return true;
}

/* Where parsing stands in the command line. */
struct cursor {
    char *const *arguments;
    int n, at;
    struct diags *diags;
};

/*
 * Take the option's value: @attached ("--name=value", "-nvalue"), or the next word. A next word
 * that is an option itself means that the value was forgotten; with "=" it can still be given.
 */
static bool take_value(struct cursor *cursor, const struct cli_option *option, const char *attached,
                       struct cli_options *options) {
    const char *value = attached;
    if (!value && cursor->at < cursor->n &&
        !g_str_has_prefix(cursor->arguments[cursor->at], "--")) {
        value = cursor->arguments[cursor->at++];
    }
    if (!value || *value == '\0') {
        return report_value(cursor->diags, option);
    }
    return store_value(cursor->diags, option, value, options);
}

static bool take_long(struct cursor *cursor, const char *word, struct cli_options *options) {
    struct str name, attached;
    bool has_value = str_cut(str_from(word), '=', &name, &attached);
    const struct cli_option *option = find_name(name);
    if (!option) {
        return report_unknown(cursor->diags, name);
    }
    if (option->argument) {
        return take_value(cursor, option, has_value ? attached.p : NULL, options);
    }
    if (has_value) {
        diag_error(cursor->diags, (struct span){0}, DIAG_USAGE_OPTION,
                   "option \"--%s\" takes no value", option->name);
        return false;
    }
    *flag_of(options, option) = true;
    return true;
}

/* Flags may share a hyphen; the first letter with a value takes the rest of the word. */
static bool take_letters(struct cursor *cursor, const char *letters, struct cli_options *options) {
    for (; *letters; letters++) {
        const struct cli_option *option = find_letter(*letters);
        if (!option) {
            diag_error(cursor->diags, (struct span){0}, DIAG_USAGE_OPTION,
                       "there is no option \"-%s\"", letters);
            diag_hint(cursor->diags, "`pdfgen help` lists the options.");
            return false;
        }
        if (option->argument) {
            return take_value(cursor, option, letters[1] ? letters + 1 : NULL, options);
        }
        *flag_of(options, option) = true;
    }
    return true;
}

static bool take_word(struct diags *diags, const char *word, struct cli_options *options) {
    if (!options->command) {
        options->command = word;
        return true;
    }
    if (options->n_arguments == CLI_ARGUMENTS_MAX) {
        return diag_error(diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                          "more than %d words behind the command", CLI_ARGUMENTS_MAX);
    }
    options->arguments[options->n_arguments++] = word;
    return true;
}

bool cli_parse(int n, char *const *arguments, struct diags *diags, struct cli_options *ret) {
    struct cursor cursor = {.arguments = arguments, .n = n, .diags = diags};
    struct cli_options options = {0};
    bool is_good = true, is_over = false;
    while (cursor.at < cursor.n) {
        const char *word = arguments[cursor.at++];
        if (is_over || word[0] != '-' || word[1] == '\0') {
            is_good = take_word(diags, word, &options) && is_good;
        } else if (g_str_equal(word, "--")) {
            is_over = true;
        } else if (word[1] == '-') {
            is_good = take_long(&cursor, word + 2, &options) && is_good;
        } else {
            is_good = take_letters(&cursor, word + 1, &options) && is_good;
        }
    }
    *ret = options;
    return is_good;
}

static bool is_given(const struct cli_options *options, const struct cli_option *option) {
    struct cli_options *readable = (struct cli_options *)options;
    return option->argument ? *value_of(readable, option) != NULL : *flag_of(readable, option);
}

bool cli_check_options(const struct cli_options *options, unsigned groups, struct diags *diags) {
    bool is_good = true;
    for (size_t i = 0; i < cli_n_options; i++) {
        const struct cli_option *option = &cli_option_table[i];
        if (option->help && is_given(options, option) && !(option->groups & (groups | CLI_ALL))) {
            is_good =
                diag_error(diags, (struct span){0}, DIAG_USAGE_OPTION,
                           "\"--%s\" is not an option of \"%s\"", option->name, options->command);
            diag_hint(diags, "`pdfgen help %s` lists its options.", options->command);
        }
    }
    return is_good;
}
