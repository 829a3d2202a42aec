#include "cli_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { WORDS_MAX = 16 };

static int count_words(char *const *words) {
    int n = 0;
    while (n < WORDS_MAX && words[n]) {
        n++;
    }
    return n;
}

static char *show(const char *text) {
    return g_strdup(text ? text : "-");
}

/* "command arguments... | partner output painter | flags" of what was parsed. */
static char *describe(const struct cli_options *options) {
    g_autoptr(GString) out = g_string_new(options->command ? options->command : "-");
    for (int i = 0; i < options->n_arguments; i++) {
        g_string_append_printf(out, " %s", options->arguments[i]);
    }
    const char *const values[] = {options->partner, options->output, options->painter};
    g_string_append(out, " |");
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        g_autofree char *value = show(values[i]);
        g_string_append_printf(out, " %s", value);
    }
    g_string_append_printf(out, " |%s%s%s%s", options->is_quiet ? " quiet" : "",
                           options->is_verbose ? " verbose" : "", options->is_json ? " json" : "",
                           options->wants_help ? " help" : "");
    return g_strdup(out->str);
}

struct good_case {
    const char *words[WORDS_MAX];
    const char *wanted;
};

static const struct good_case good_cases[] = {
    {{NULL}, "- | - - - |"},
    {{"qbr", "--partner", "Acme"}, "qbr | Acme - - |"},
    {{"--partner=Acme", "qbr"}, "qbr | Acme - - |"},
    {{"qbr", "--partner=a=b"}, "qbr | a=b - - |"},
    {{"qbr", "--partner", "A", "--partner", "B"}, "qbr | B - - |"},
    {{"render", "a.md", "-o", "b.pdf"}, "render a.md | - b.pdf - |"},
    {{"render", "a.md", "-ob.pdf"}, "render a.md | - b.pdf - |"},
    {{"render", "a.md", "-o", "-"}, "render a.md | - - - |"},
    {{"render", "--output=x", "a.md"}, "render a.md | - x - |"},
    {{"render", "-qvo", "x", "a.md"}, "render a.md | - x - | quiet verbose"},
    {{"render", "--", "-a.md"}, "render -a.md | - - - |"},
    {{"render", "-"}, "render - | - - - |"},
    {{"list", "--json", "-h"}, "list | - - - | json help"},
    {{"qbr", "--format", "trace"}, "qbr | - - trace |"},
    {{"qbr", "--painter", "trace"}, "qbr | - - trace |"},
    {{"qbr", "--partner", "-x"}, "qbr | -x - - |"},
};

static void words_are_parsed(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(good_cases); i++) {
        struct diags diags = {0};
        struct cli_options options;
        char *const *words = (char *const *)good_cases[i].words;
        assert_true(cli_parse(count_words(words), words, &diags, &options));
        g_autofree char *got = describe(&options);
        assert_string_equal(got, good_cases[i].wanted);
        assert_int_equal(diags.n, 0);
    }
}

struct bad_case {
    const char *words[WORDS_MAX];
    const char *code;
    const char *hint_part; /* what the hint names */
    size_t n_errors;
};

static const struct bad_case bad_cases[] = {
    {{"qbr", "--partnr", "Acme"}, "usage-option", "--partner", 1},
    {{"qbr", "--perod=2026"}, "usage-option", "--period", 1},
    {{"qbr", "--xyzzy"}, "usage-option", "pdfgen help", 1},
    {{"qbr", "-z"}, "usage-option", "pdfgen help", 1},
    {{"qbr", "--partner"}, "usage-option", "--partner NAME", 1},
    {{"qbr", "--partner="}, "usage-option", "--partner NAME", 1},
    {{"qbr", "--partner", "--json"}, "usage-option", "--partner NAME", 1},
    {{"render", "a.md", "-o"}, "usage-option", "--output FILE", 1},
    {{"list", "--json=yes"}, "usage-option", NULL, 1},
    {{"qbr", "--partnr", "A", "--perod", "B"}, "usage-option", "--partner", 2},
};

static void words_have_a_limit(void **state) {
    (void)state;
    char *words[CLI_ARGUMENTS_MAX + 2];
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        words[i] = (char *)"word";
    }
    struct diags diags = {0};
    struct cli_options options;
    assert_true(cli_parse(CLI_ARGUMENTS_MAX + 1, words, &diags, &options));
    assert_false(cli_parse(CLI_ARGUMENTS_MAX + 2, words, &diags, &options));
    assert_string_equal(diag_code_word(diags.items[0].code), "usage-argument");
    diags_clear(&diags);
}

static void mistakes_are_named(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(bad_cases); i++) {
        const struct bad_case *bad = &bad_cases[i];
        struct diags diags = {0};
        struct cli_options options;
        char *const *words = (char *const *)bad->words;
        assert_false(cli_parse(count_words(words), words, &diags, &options));
        assert_int_equal(diags.n_errors, bad->n_errors);
        assert_string_equal(diag_code_word(diags.items[0].code), bad->code);
        assert_int_equal(diags_exit_code(&diags), 2);
        if (bad->hint_part) {
            assert_non_null(diags.items[0].hint);
            assert_non_null(strstr(diags.items[0].hint, bad->hint_part));
        }
        diags_clear(&diags);
    }
}

static void repeated_options_are_collected(void **state) {
    (void)state;
    char word[] = "--attach=x", command[] = "render", other[] = "--partner=y";
    char *words[CLI_REPEATS_MAX + 3] = {command, other};
    for (int i = 2; i < CLI_REPEATS_MAX + 3; i++) {
        words[i] = word;
    }
    struct diags diags = {0};
    struct cli_options options;
    assert_true(cli_parse(CLI_REPEATS_MAX + 2, words, &diags, &options));
    assert_int_equal(options.n_attach, CLI_REPEATS_MAX);
    assert_string_equal(options.attach[CLI_REPEATS_MAX - 1], "x");
    assert_string_equal(options.partner, "y");
    assert_false(cli_parse(CLI_REPEATS_MAX + 3, words, &diags, &options));
    assert_int_equal(diags.items[0].code, DIAG_USAGE_OPTION);
    diags_clear(&diags);
}

struct group_case {
    const char *words[WORDS_MAX];
    unsigned groups;
    size_t n_errors;
};

static const struct group_case group_cases[] = {
    {{"list", "--json", "--workspace", "w", "-q"}, CLI_LISTS, 0},
    {{"list", "--partner", "Acme"}, CLI_LISTS, 1},
    {{"list", "--painter", "pdf"}, CLI_LISTS, 1},
    {{"check", "--date", "2026-01-01"}, CLI_CHECKS, 0},
    {{"check", "-o", "x", "--linearize"}, CLI_CHECKS, 2},
    {{"version", "--json"}, CLI_ALL, 1},
    {{"qbr", "--partner", "A", "--lenient", "--linearize"}, CLI_MAKES, 0},
};

static void options_belong_to_commands(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(group_cases); i++) {
        struct diags diags = {0};
        struct cli_options options;
        char *const *words = (char *const *)group_cases[i].words;
        assert_true(cli_parse(count_words(words), words, &diags, &options));
        cli_check_options(&options, group_cases[i].groups, &diags);
        assert_int_equal(diags.n_errors, group_cases[i].n_errors);
        diags_clear(&diags);
    }
}

static void names_and_letters_are_unique(void **state) {
    (void)state;
    for (size_t i = 0; i < cli_n_options; i++) {
        for (size_t j = i + 1; j < cli_n_options; j++) {
            assert_string_not_equal(cli_option_table[i].name, cli_option_table[j].name);
            assert_false(cli_option_table[i].letter &&
                         cli_option_table[i].letter == cli_option_table[j].letter);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/cli/options/words are parsed", words_are_parsed, NULL, NULL, NULL},
        {"/cli/options/words have a limit", words_have_a_limit, NULL, NULL, NULL},
        {"/cli/options/mistakes are named", mistakes_are_named, NULL, NULL, NULL},
        {"/cli/options/repeated options are collected", repeated_options_are_collected, NULL, NULL,
         NULL},
        {"/cli/options/options belong to commands", options_belong_to_commands, NULL, NULL, NULL},
        {"/cli/options/names and letters are unique", names_and_letters_are_unique, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
