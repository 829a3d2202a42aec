/*
 * Templates that are broken or much too large: what is said, where, and that it is said soon.
 */
#include "fill.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    Arena *arena;
    Locale *locale;
    struct value *root;
    struct diags diags;
};

static void set_up(struct fixture *fixture) {
    *fixture = (struct fixture){.arena = arena_new(), .locale = locale_new("en-US")};
    fixture->root = value_new(fixture->arena, VALUE_MAP, (struct span){0});
    value_put(fixture->arena, fixture->root, "name",
              value_new_string(fixture->arena, (struct span){0}, STR("Acme *Corp*")));
    value_put(fixture->arena, fixture->root, "flag",
              value_new_bool(fixture->arena, (struct span){0}, false));
}

static void tear_down(struct fixture *fixture) {
    diags_clear(&fixture->diags);
    locale_free(fixture->locale);
    arena_free(fixture->arena);
}

static struct text *fill_str(struct fixture *fixture, struct str template) {
    const struct fill_options options = {.locale = fixture->locale, .currency = "USD"};
    struct text *text = NULL;
    const struct source *source = source_new(fixture->arena, "t.md", template);
    fill_template(fixture->arena, source, 0, fixture->root, &options, &fixture->diags, &text);
    return text;
}

static char *diags_text(struct fixture *fixture) {
    g_autoptr(GString) out = g_string_new(NULL);
    diags_sort(&fixture->diags);
    for (size_t i = 0; i < fixture->diags.n; i++) {
        const struct diag *diag = &fixture->diags.items[i];
        assert_non_null(diag->hint);
        g_string_append_printf(out, "%s %u:%u\n", diag_code_word(diag->code), diag->at.line,
                               diag->at.column);
    }
    return arena_strdup(fixture->arena, out->str);
}

/* --- broken ----------------------------------------------------------------------------------- */

static void test_broken(void **state) {
    static const struct {
        const char *template, *wanted; /* "code line:column" */
    } rows[] = {
        /* sections that are open, crossed, closed twice */
        {"{{#flag}}\n{{^name}}\n", "template-unclosed 1:1\ntemplate-unclosed 2:1\n"},
        {"{{#name}}{{^flag}}{{/name}}{{/flag}}",
         "template-unclosed 1:10\ntemplate-unclosed 1:28\n"},
        {"{{#name}}{{/name}}{{/name}}", "template-unclosed 1:19\n"},
        {"{{<parent}}{{$block}}{{/parent}}", "template-partial 1:1\ntemplate-unclosed 1:12\n"},
        {"a\n{{#flag | is true}}b", "template-unclosed 2:1\n"},
        /* delimiters that are not closed, or are none */
        {"{{=<% %>=}}\n<% name", "template-unclosed 2:1\n"},
        {"{{=<% %>=}}<% name }} {{name}}", "template-unclosed 1:12\n"},
        {"{{=<% %>", "template-unclosed 1:1\n"},
        {"{{=<% %>}} {{name}}", "template-syntax 1:1\n"},
        {"{{= =}}", "template-syntax 1:1\n"},
        {"{{==}}", "template-syntax 1:1\n"},
        {"{{=}}", "template-syntax 1:1\n"},
        {"{{=<%=}}", "template-syntax 1:1\n"},
        {"{{=a b c=}}", "template-syntax 1:1\n"},
        {"{{=== ===}}", "template-syntax 1:1\n"},
        {"x\n  {{=<% =%>=}}", "template-syntax 2:3\n"},
        {"{{! never closed\n{{name}", "template-unclosed 1:1\n"},
        {"{{{name}}", "template-unclosed 1:1\n"},
        {"é {{", "template-unclosed 1:3\n"},
        /* filters */
        {"{{name | uper}}", "template-filter 1:10\n"},
        {"{{name | limit \"x\"}}", "template-type 1:10\n"},
        {"{{name | truncate \"x\"}}", "template-filter 1:19\n"},
        {"{{name | truncate 99999999999999999999}}", "template-filter 1:19\n"},
        {"{{name | number}}", "template-type 1:10\n"},
        {"{{flag | date}}", "template-type 1:10\n"},
        {"{{name | where \"a\"}}", "template-type 1:10\n"},
        {"{{name || upper}}", "template-filter 1:9\n"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fixture fixture;
        set_up(&fixture);
        assert_null(fill_str(&fixture, str_from(rows[i].template)));
        if (strcmp(diags_text(&fixture), rows[i].wanted) != 0) {
            fprintf(stderr, "template <%s>\n", rows[i].template);
        }
        assert_string_equal(diags_text(&fixture), rows[i].wanted);
        tear_down(&fixture);
    }
}

static void test_line_ends(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture);
    struct text *text = fill_str(&fixture, STR("a\r\n{{#name}}\r\nb {{.}}\r\n{{/name}}\r\nc\r\n"));
    assert_non_null(text);
    assert_string_equal(str_cstr(fixture.arena, text->bytes), "a\r\nb Acme \\*Corp\\*\r\nc\r\n");
    assert_null(fill_str(&fixture, STR("a\r\n\r\n  {{nmae}}\r\n")));
    assert_string_equal(diags_text(&fixture), "template-unknown-name 3:5\n");
    tear_down(&fixture);
}

/* --- large ------------------------------------------------------------------------------------ */

/* Quadratic time would take hours for these. */
enum { LARGE_BYTES = 10 * 1024 * 1024, MEDIUM_BYTES = 1024 * 1024 };

/* Ten megabytes of a template, and one of each that is awkward: filled, or refused. */
static void test_large(void **state) {
    static const struct {
        const char *unit;
        bool is_good;
    } rows[] = {
        {"A line of a template for {{name}}, and | a bar.\n", true},
        {"{{name}}", true},
        {"words without an end ", true},
        {"| {{name}} | `{{name}}` | [a]({{name}}) |\n", true},
        {"> - {{name}}\n", true},
        {"{{#name}}x{{/name}}\n", true},
        {"```chart\na: {{name}}\n```\n", true},
        {"{{! note }}", true},
        {"[<{`*_", true},
        {"{{nmae}}", false},
        {"{{#name}}", false},
        {"{{", false},
        {"{{{name}} ", false},
        {"{{name | \"", false},
        {"{{=<% %>=}}", false},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fixture fixture;
        g_autoptr(GString) template = g_string_new(NULL);
        while (template->len < (i == 0 ? LARGE_BYTES : MEDIUM_BYTES)) {
            g_string_append(template, rows[i].unit);
        }
        set_up(&fixture);
        struct text *text = fill_str(&fixture, (struct str){template->str, template->len});
        assert_true((text != NULL) == rows[i].is_good);
        assert_true(rows[i].is_good == (fixture.diags.n == 0));
        tear_down(&fixture);
    }
}

static void put_list(struct fixture *fixture, size_t n) {
    struct value *list = value_new(fixture->arena, VALUE_LIST, (struct span){0});
    for (size_t i = 0; i < n; i++) {
        value_append(fixture->arena, list, fixture->root);
    }
    value_put(fixture->arena, fixture->root, "items", list);
}

/* A million items whose lines are longer than the limit allows, and as many that fit. */
static void test_many_items(void **state) {
    enum { ITEMS = 1000000 };
    struct fixture fixture;
    (void)state;
    set_up(&fixture);
    put_list(&fixture, ITEMS);
    g_autofree char *line = g_strnfill(FILL_BYTES_MAX / ITEMS + 1, 'w');
    const char *template = arena_printf(fixture.arena, "a\n{{#items}}%s{{/items}}\n", line);
    assert_null(fill_str(&fixture, str_from(template)));
    assert_string_equal(diags_text(&fixture), "template-size 2:1\n");
    tear_down(&fixture);
    set_up(&fixture);
    put_list(&fixture, ITEMS);
    struct text *text = fill_str(&fixture, STR("{{#items}}- {{name}}\n{{/items}}"));
    assert_non_null(text);
    assert_int_equal(text->bytes.n, ITEMS * strlen("- Acme \\*Corp\\*\n"));
    tear_down(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/fill/limits/each broken tag has its code, place and hint", test_broken, NULL, NULL,
         NULL},
        {"/fill/limits/line ends stay as they are", test_line_ends, NULL, NULL, NULL},
        {"/fill/limits/large templates take time that grows with them", test_large, NULL, NULL,
         NULL},
        {"/fill/limits/a million items", test_many_items, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
