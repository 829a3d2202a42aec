/*
 * The examples of docs/templates.md give what they say. A fence's first word tells what it is:
 * data, example (a line each: template, arrow, result), template and the result behind it, partial
 * NAME.
 */
#include "fill_filter_priv.h"
#include "load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct fence {
    struct str info, text;
};

struct examples {
    Arena *arena;
    Locale *locale;
    struct value *root;
    struct fence fences[100];
    size_t n_fences;
};

static size_t backticks(struct str line) {
    size_t n = 0;
    while (n < line.n && line.p[n] == '`') {
        n++;
    }
    return n;
}

static void read_fences(struct examples *examples, struct str document) {
    struct str line, rest = document;
    size_t open = 0;
    struct fence *fence = NULL;
    while (str_next_line(&rest, &line)) {
        size_t n = backticks(line);
        if (open == 0 && n >= 3) {
            assert_true(examples->n_fences < G_N_ELEMENTS(examples->fences));
            fence = &examples->fences[examples->n_fences++];
            *fence = (struct fence){.info = str_trim(str_skip(line, n)), .text = {rest.p, 0}};
            open = n;
        } else if (open > 0 && n == open && n == line.n) {
            fence->text.n = (size_t)(line.p - fence->text.p);
            open = 0;
        }
    }
    assert_int_equal(open, 0);
}

static const struct source *find_partial(void *context, struct str name) {
    struct examples *examples = context;
    for (size_t i = 0; i < examples->n_fences; i++) {
        struct str kind, partial;
        str_cut(examples->fences[i].info, ' ', &kind, &partial);
        if (str_is(kind, "partial") && str_eq(partial, name)) {
            return source_new(examples->arena, str_cstr(examples->arena, name),
                              examples->fences[i].text);
        }
    }
    return NULL;
}

static struct str fill(struct examples *examples, struct str template) {
    const struct fill_options options = {.escape = FILL_NONE,
                                         .locale = examples->locale,
                                         .currency = "USD",
                                         .partial = find_partial,
                                         .context = examples};
    struct diags diags = {0};
    struct text *text = NULL;
    const struct source *source = source_new(examples->arena, "template", template);
    if (!fill_template(examples->arena, source, 0, examples->root, &options, &diags, &text)) {
        g_autoptr(GString) message = g_string_new(NULL);
        for (size_t i = 0; i < diags.n; i++) {
            diag_format(&diags.items[i], message);
        }
        fail_msg("<" STR_FMT ">: %s", STR_ARG(template), message->str);
    }
    diags_clear(&diags);
    return text->bytes;
}

static void check(struct examples *examples, struct str template, struct str wanted) {
    assert_string_equal(str_cstr(examples->arena, fill(examples, template)),
                        str_cstr(examples->arena, wanted));
}

static size_t check_lines(struct examples *examples, struct str text) {
    size_t n = 0;
    struct str line;
    while (str_next_line(&text, &line)) {
        struct str arrow = STR(" → ");
        size_t at = str_find(line, arrow, 0);
        assert_true(at < line.n);
        check(examples, str_slice(line, 0, at), str_skip(line, at + arrow.n));
        n++;
    }
    return n;
}

static void set_up(struct examples *examples) {
    g_autofree char *bytes = NULL;
    struct diags diags = {0};
    assert_true(g_file_get_contents(PDFGEN_SOURCE_DIR "/docs/templates.md", &bytes, NULL, NULL));
    examples->arena = arena_new();
    examples->locale = locale_new("en-US");
    read_fences(examples, str_from(arena_strdup(examples->arena, bytes)));
    for (size_t i = 0; i < examples->n_fences; i++) {
        if (str_is(examples->fences[i].info, "data")) {
            const struct source *source =
                source_new(examples->arena, "data", examples->fences[i].text);
            assert_true(load_yaml(examples->arena, source, &diags, &examples->root));
        }
    }
    assert_non_null(examples->root);
    diags_clear(&diags);
}

static void tear_down(struct examples *examples) {
    locale_free(examples->locale);
    arena_free(examples->arena);
}

static void test_examples(void **state) {
    struct examples examples = {0};
    size_t n_lines = 0, n_templates = 0;
    (void)state;
    set_up(&examples);
    for (size_t i = 0; i < examples.n_fences; i++) {
        const struct fence *fence = &examples.fences[i];
        if (str_is(fence->info, "example")) {
            n_lines += check_lines(&examples, fence->text);
        } else if (str_is(fence->info, "template")) {
            assert_true(str_is(fence[1].info, "result"));
            check(&examples, fence->text, fence[1].text);
            n_templates++;
        }
    }
    assert_true(n_lines > 50);
    assert_true(n_templates > 3);
    tear_down(&examples);
}

/* A filter that no example shows is one that nobody will find. */
static void test_every_filter(void **state) {
    struct examples examples = {0};
    (void)state;
    set_up(&examples);
    g_autoptr(GString) all = g_string_new(NULL);
    for (size_t i = 0; i < examples.n_fences; i++) {
        g_string_append_len(all, examples.fences[i].text.p, (gssize)examples.fences[i].text.n);
    }
    for (size_t i = 0; i < n_filters; i++) {
        g_autofree char *use = g_strdup_printf("| %s", filters[i].name);
        if (!strstr(all->str, use)) {
            fail_msg("no example has \"%s\"", use);
        }
    }
    tear_down(&examples);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/fill/documentation/every example gives what it says", test_examples, NULL, NULL, NULL},
        {"/fill/documentation/every filter has an example", test_every_filter, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
