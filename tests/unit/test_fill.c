#include "fill.h"

#include "load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char DATA[] = "partner: {name: Acme Corp, region: null, since: 2023-03-14}\n"
                           "amount: 1284000\n"
                           "quoted: \"1200\"\n"
                           "flag: false\n"
                           "deals:\n"
                           "  - {customer: Meridian, amount: 10}\n"
                           "  - {customer: Norrland, amount: null, extra: 1}\n"
                           "empty: []\n"
                           "listed: Meridian, Norrland\n"
                           "marks: [{v: a, at: 2026-10-01}, {v: b, at: \"7\"}, {v: c}, "
                           "{v: d, at: 2026-09-30 10:00}, {v: e, at: 2026-09-30}, {v: f, at: 5}, "
                           "{v: g, at: 2026-09-30}, {v: h, at: 2026-9-30}]\n"
                           "tricky: \"A: B\"\n"
                           "quote: 'it''s \"q\\\"'\n";

struct fixture {
    Arena *arena;
    Locale *locale;
    struct value *root;
    struct fill_options options;
    struct diags diags;
};

static const struct source *find_partial(void *context, struct str name) {
    static const char *const partials[][2] = {
        {"loop", "x{{> loop}}"},
        {"double", "{{> double}}{{> double}}"},
        {"wrong", "one\n{{nmae}}\n"},
        {"lines", "a\n{{amount}}\n"},
    };
    static const struct source *sources[G_N_ELEMENTS(partials)];
    struct fixture *fixture = context;
    for (size_t i = 0; i < G_N_ELEMENTS(partials); i++) {
        if (str_is(name, partials[i][0])) {
            sources[i] = source_new(fixture->arena, partials[i][0], str_from(partials[i][1]));
            return sources[i];
        }
    }
    return NULL;
}

static void set_up(struct fixture *fixture) {
    *fixture = (struct fixture){.arena = arena_new(), .locale = locale_new("en-US")};
    const struct source *source = source_new(fixture->arena, "data.yaml", str_from(DATA));
    assert_true(load_yaml(fixture->arena, source, &fixture->diags, &fixture->root));
    fixture->options = (struct fill_options){.locale = fixture->locale,
                                             .escape = FILL_MARKDOWN,
                                             .currency = "USD",
                                             .partial = find_partial,
                                             .context = fixture};
}

static void tear_down(struct fixture *fixture) {
    diags_clear(&fixture->diags);
    locale_free(fixture->locale);
    arena_free(fixture->arena);
}

static struct text *fill(struct fixture *fixture, const char *template) {
    struct text *text = NULL;
    const struct source *source = source_new(fixture->arena, "t.md", str_from(template));
    bool is_filled = fill_template(fixture->arena, source, 0, fixture->root, &fixture->options,
                                   &fixture->diags, &text);
    assert_true(is_filled == !diags_has_errors(&fixture->diags));
    return is_filled ? text : NULL;
}

/* "code path:line:column" of each diagnostic, in order of place, with a line each. */
static char *diags_text(struct fixture *fixture) {
    g_autoptr(GString) out = g_string_new(NULL);
    diags_sort(&fixture->diags);
    for (size_t i = 0; i < fixture->diags.n; i++) {
        const struct diag *diag = &fixture->diags.items[i];
        g_string_append_printf(out, "%s %s:%u:%u\n", diag_code_word(diag->code), diag->at.path,
                               diag->at.line, diag->at.column);
    }
    return arena_strdup(fixture->arena, out->str);
}

struct error_case {
    const char *template;
    const char *wanted; /* see diags_text() */
    const char *hint;   /* a part of the first one's; NULL: not looked at */
};

static const struct error_case error_cases[] = {
    /* names */
    {"a {{nmae}}", "template-unknown-name t.md:1:5\n", NULL},
    {"\n {{amuont}}", "template-unknown-name t.md:2:4\n", "amount"},
    {"{{partner.nam}}", "template-unknown-name t.md:1:3\n", "partner.name"},
    {"{{partner.name.first}}", "template-unknown-name t.md:1:3\n", "a string"},
    {"{{deals.7.customer}}", "template-unknown-name t.md:1:3\n", NULL},
    {"{{#deals}}{{custmer}}{{/deals}}", "template-unknown-name t.md:1:13\n", "customer"},
    {"{{#nothing}}x{{/nothing}}", "template-unknown-name t.md:1:4\n", NULL},
    {"{{^nothing}}x{{/nothing}}", "template-unknown-name t.md:1:4\n", NULL},
    {"{{one}} {{two}}", "template-unknown-name t.md:1:3\ntemplate-unknown-name t.md:1:11\n", NULL},
    {"{{@index}}", "template-unknown-name t.md:1:3\n", NULL},
    {"{{amount | default other}}", "template-unknown-name t.md:1:20\n", NULL},
    {"{{> wrong}}", "template-unknown-name wrong:2:3\n", NULL},
    /* kinds */
    {"{{partner.region}}", "template-type t.md:1:1\n", "default"},
    {"{{partner}}", "template-type t.md:1:1\n", NULL},
    {"{{deals}}", "template-type t.md:1:1\n", "section"},
    {"{{partner.name | money}}", "template-type t.md:1:18\n", NULL},
    {"{{amount | join}}", "template-type t.md:1:12\n", NULL},
    {"{{partner.name | date}}", "template-type t.md:1:18\n", NULL},
    {"{{> *partner}}", "template-type t.md:1:1\n", NULL},
    /* sections */
    {"{{#deals}}\nx", "template-unclosed t.md:1:1\n", "{{/deals}}"},
    {"x {{/deals}}", "template-unclosed t.md:1:3\n", NULL},
    {"{{#deals}}{{#flag}}{{/deals}}{{/flag}}",
     "template-unclosed t.md:1:11\ntemplate-unclosed t.md:1:30\n", "{{/flag}}"},
    {"a {{name", "template-unclosed t.md:1:3\n", "}}"},
    {"a {{name} b {{amount}}", "template-unclosed t.md:1:3\n", NULL},
    {"{{{amount}} x", "template-unclosed t.md:1:1\n", NULL},
    /* tags */
    {"{{}}", "template-syntax t.md:1:3\n", NULL},
    {"{{a b}}", "template-syntax t.md:1:5\n", "filter"},
    {"{{a..b}}", "template-syntax t.md:1:3\n", NULL},
    {"{{f(x)}}", "template-syntax t.md:1:3\n", NULL},
    {"{{amount | default \"x}}", "template-syntax t.md:1:20\n", "quote"},
    {"{{=x=}}", "template-syntax t.md:1:1\n", NULL},
    {"{{> }}", "template-syntax t.md:1:1\n", NULL},
    /* filters */
    {"{{amount | mony}}", "template-filter t.md:1:12\n", "money"},
    {"{{amount | }}", "template-filter t.md:1:11\n", NULL},
    {"{{amount | default}}", "template-filter t.md:1:12\n", "default \"n/a\""},
    {"{{amount | percent 1 2}}", "template-filter t.md:1:12\n", NULL},
    {"{{amount | percent \"x\"}}", "template-filter t.md:1:20\n", NULL},
    {"{{amount | percent -1}}", "template-filter t.md:1:20\n", NULL},
    {"{{amount | percent 1.5}}", "template-filter t.md:1:20\n", NULL},
    {"{{amount | money \"euro\"}}", "template-filter t.md:1:18\n", NULL},
    {"{{amount | delta \"mony\"}}", "template-filter t.md:1:18\n", NULL},
    {"{{partner.since | date \"fff\"}}", "template-filter t.md:1:24\n", NULL},
    {"{{#deals | where \"amount\" \"~\" 1}}{{/deals}}", "template-filter t.md:1:27\n", NULL},
    {"{{#deals | limit -1}}{{/deals}}", "template-filter t.md:1:18\n", NULL},
    {"{{amount | plural \"a: x\" \"b: y\" \"c\"}}", "template-filter t.md:1:12\n", NULL},
    {"{{#deals | sort \"amuont\"}}{{/deals}}", "template-unknown-name t.md:1:17\n", "amount"},
    {"{{#flag | nope}}x{{/flag}}", "template-filter t.md:1:11\n", NULL},
    /* partials */
    {"{{> gone}}", "template-partial t.md:1:1\n", NULL},
    {"{{> loop}}", "template-depth loop:1:2\n", NULL},
    {"{{> double}}", "template-depth double:1:1\n", NULL},
    /* values in a figure's YAML */
    {"```chart\ntitle: Plan of {{tricky}}\n```\n", "template-type t.md:2:16\n", "quotes"},
    {"```chart\nx: {a: 1, b: of {{tricky}}}\n```\n", "template-type t.md:2:17\n", NULL},
};

static void test_errors(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(error_cases); i++) {
        const struct error_case *row = &error_cases[i];
        struct fixture fixture;
        set_up(&fixture);
        fill(&fixture, row->template);
        if (strcmp(diags_text(&fixture), row->wanted) != 0) {
            fprintf(stderr, "template <%s>\n", row->template);
        }
        assert_string_equal(diags_text(&fixture), row->wanted);
        if (row->hint) {
            assert_non_null(fixture.diags.items[0].hint);
            assert_non_null(strstr(fixture.diags.items[0].hint, row->hint));
        }
        tear_down(&fixture);
    }
}

static void test_origin_in_notes(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture);
    fill(&fixture, "{{partner.nam}}{{partner.region}}");
    assert_int_equal(fixture.diags.n, 2);
    assert_int_equal(fixture.diags.items[0].n_notes, 1);
    assert_string_equal(fixture.diags.items[0].notes[0].at.path, "data.yaml");
    assert_int_equal(fixture.diags.items[0].notes[0].at.line, 1);
    assert_string_equal(fixture.diags.items[1].notes[0].at.path, "data.yaml");
    assert_int_equal(fixture.diags.items[1].notes[0].at.column, 36);
    tear_down(&fixture);
}

static void test_misspelt_default(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture);
    assert_non_null(fill(&fixture, "{{partner.regoin | default \"n/a\"}} {{motto | default 1}}"));
    assert_string_equal(diags_text(&fixture), "template-unknown-name t.md:1:3\n");
    assert_int_equal(fixture.diags.n_warnings, 1);
    assert_non_null(strstr(fixture.diags.items[0].hint, "partner.region"));
    tear_down(&fixture);
}

static void test_include_notes(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture);
    fill(&fixture, "\n{{> wrong}}\n");
    assert_int_equal(fixture.diags.n, 1);
    const struct diag *diag = &fixture.diags.items[0];
    assert_string_equal(diag->notes[diag->n_notes - 1].at.path, "t.md");
    assert_int_equal(diag->notes[diag->n_notes - 1].at.line, 2);
    tear_down(&fixture);
}

struct fill_case {
    const char *template, *wanted;
};

static const struct fill_case fill_cases[] = {
    {"{{amount}}", "1284000"},
    {"{{quoted | money}}", "$1,200"},
    {"{{amount | default \"}}\"}}", "1284000"},
    {"{{partner.region | default \"a \\\"q\\\" }}\"}}", "a \"q\" }}"},
    {"{{partner.region | money | default \"n/a\"}}", "n/a"},
    {"{{partner.region | default partner.name}}", "Acme Corp"},
    {"{{partner.nothing | default \"n/a\"}}", "n/a"},
    {"{{#partner.region}}x{{/partner.region}}{{^partner.region}}y{{/partner.region}}", "y"},
    {"{{#flag}}x{{/flag}}{{^flag}}y{{/flag}}", "y"},
    {"{{#empty}}x{{/empty}}{{^empty}}y{{/empty}}", "y"},
    {"{{#partner}}{{name}} {{amount}}{{/partner}}", "Acme Corp 1284000"},
    {"{{#deals | where \"amount\"}}{{customer}}{{/deals}}", "Meridian"},
    {"{{#deals | where \"extra\" \"!=\" 1}}{{customer}}{{/deals | where \"extra\" \"!=\" 1}}",
     "Meridian"},
    {"{{#deals | sort \"amount\"}}{{customer}} {{/deals}}", "Meridian Norrland "},
    {"{{#deals | sort \"-amount\"}}{{customer}} {{/deals}}", "Meridian Norrland "},
    {"{{#marks | sort \"at\"}}{{v}}{{/marks}}|{{#marks | sort \"-at\"}}{{v}}{{/marks}}",
     "fegdahbc|bhadegfc"},
    {"{{deals | sum \"amount\"}}", "10"},
    {"{{empty | sum \"amount\"}}{{empty | count}}", "00"},
    {"{{#deals | limit 0}}x{{/deals}}{{#deals | skip 9}}x{{/deals}}", ""},
    {"{{partner.name | truncate 5}}|{{partner.name | truncate 0}}|{{partner.name | truncate 9}}",
     "Acme…|…|Acme Corp"},
    {"{{listed | truncate 12}}|{{listed | truncate 10}}", "Meridian…|Meridian…"},
    {"{{partner.name | json}}", "\"Acme Corp\""},
    {"{{#deals}}{{#amount}}{{.}}{{/amount}}{{/deals}}", "10"},
    {"{{{ partner.name }}}{{& partner.name}}", "Acme CorpAcme Corp"},
    {"x\n{{! a\n comment }}\ny\n", "x\ny\n"},
    {"\xEF\xBB\xBF{{amount}}\r\n{{#flag}}\r\nx\r\n{{/flag}}\r\nend", "\xEF\xBB\xBF"
                                                                     "1284000\r\nend"},
};

static void test_values(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(fill_cases); i++) {
        struct fixture fixture;
        set_up(&fixture);
        fixture.options.escape = FILL_NONE;
        const struct text *text = fill(&fixture, fill_cases[i].template);
        if (!text) {
            fprintf(stderr, "template <%s>: %s", fill_cases[i].template, diags_text(&fixture));
        }
        assert_non_null(text);
        assert_string_equal(str_cstr(fixture.arena, text->bytes), fill_cases[i].wanted);
        tear_down(&fixture);
    }
}

static void test_figures(void **state) {
    static const struct fill_case rows[] = {
        {"```chart\nx: {{tricky}}\n```\n", "```chart\nx: \"A: B\"\n```\n"},
        {"```chart\nx: {{partner.name}}\n```\n", "```chart\nx: Acme Corp\n```\n"},
        {"```chart\nx: {{amount}}\n```\n", "```chart\nx: 1284000\n```\n"},
        {"```chart\nx: {{empty | json}}\n```\n", "```chart\nx: []\n```\n"},
        {"```kpis\n- {a: {{amount | money}}, b: '{{quote}}'}\n```\n",
         "```kpis\n- {a: \"$1,284,000\", b: 'it''s \"q\\\"'}\n```\n"},
        {"```kpis\n- a: \"{{quote}}\"\n  b: |\n    {{quote}}\n  c: {{quote}} # why\n```\n",
         "```kpis\n- a: \"it's \\\"q\\\\\\\"\"\n  b: |\n    it's \"q\\\"\n"
         "  c: \"it's \\\"q\\\\\\\"\" # why\n```\n"},
        {"```text\nx: {{tricky}} *\n```\n", "```text\nx: A: B *\n```\n"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fixture fixture;
        set_up(&fixture);
        const struct text *text = fill(&fixture, rows[i].template);
        assert_non_null(text);
        assert_string_equal(str_cstr(fixture.arena, text->bytes), rows[i].wanted);
        tear_down(&fixture);
    }
}

static void test_lenient(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture);
    fixture.options.is_lenient = true;
    const struct text *text =
        fill(&fixture, "{{nmae}}{{partner.region}}{{#no}}x{{/no}}{{^no}}y{{/no}}{{> gone}}"
                       "{{nmae | money}}{{no | where \"a\"}}");
    assert_non_null(text);
    assert_string_equal(str_cstr(fixture.arena, text->bytes), "y");
    assert_int_equal(fixture.diags.n, 0);
    tear_down(&fixture);
}

static void test_span_map(void **state) {
    struct fixture fixture;
    g_autoptr(GString) dump = g_string_new(NULL);
    (void)state;
    set_up(&fixture);
    const struct text *text = fill(&fixture, "é {{partner.name}}:\n{{#deals}}\n- {{customer}}\n"
                                             "{{/deals}}\n- {{> lines}}\n");
    assert_non_null(text);
    text_dump(text, dump);
    assert_string_equal(dump->str, "0-3 t.md:1:1\n"
                                   "3-12 t.md:1:3 data.yaml:1:17\n"
                                   "12-14 t.md:1:19\n"
                                   "14-16 t.md:3:1\n"
                                   "16-24 t.md:3:3 data.yaml:6:16\n"
                                   "24-25 t.md:3:15\n"
                                   "25-27 t.md:3:1\n"
                                   "27-35 t.md:3:3 data.yaml:7:16\n"
                                   "35-36 t.md:3:15\n"
                                   "36-38 t.md:5:1\n"
                                   "38-40 lines:1:1\n"
                                   "40-47 lines:2:1 data.yaml:2:9\n"
                                   "47-48 lines:2:11\n"
                                   "48-49 t.md:5:14\n");
    tear_down(&fixture);
}

/* Touching, covering, and literal pieces byte for byte as in their template. */
static void test_map_invariant(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture);
    for (size_t i = 0; i < G_N_ELEMENTS(fill_cases); i++) {
        const struct text *text = fill(&fixture, fill_cases[i].template);
        size_t at = 0;
        for (size_t k = 0; k < text->n_pieces; k++) {
            const struct text_piece *piece = &text->pieces[k];
            assert_int_equal(piece->begin, at);
            at = piece->end;
            if (!piece->value) {
                struct str literal =
                    str_slice(piece->at.source->text, piece->at.begin, piece->at.end);
                assert_true(str_eq(literal, str_slice(text->bytes, piece->begin, piece->end)));
            }
        }
        assert_int_equal(at, text->bytes.n);
    }
    tear_down(&fixture);
}

static void test_begin(void **state) {
    struct fixture fixture;
    struct text *text = NULL;
    (void)state;
    set_up(&fixture);
    const struct source *source =
        source_new(fixture.arena, "t.md", STR("{{not this}}\n{{amount}}"));
    assert_true(fill_template(fixture.arena, source, 13, fixture.root, &fixture.options,
                              &fixture.diags, &text));
    assert_string_equal(str_cstr(fixture.arena, text->bytes), "1284000");
    assert_int_equal(text->pieces[0].at.begin, 13);
    tear_down(&fixture);
}

static void test_strings(void **state) {
    static const char meta[] = "title: 'Review: {{partner.name}}'\n"
                               "list: [\"{{amount | money}}\", plain, 7]\n"
                               "inner: {a: {b: '*{{partner.name}}*'}}\n";
    struct fixture fixture;
    struct value *value = NULL, *filled = NULL;
    (void)state;
    set_up(&fixture);
    const struct source *source = source_new(fixture.arena, "t.md", str_from(meta));
    assert_true(load_yaml(fixture.arena, source, &fixture.diags, &value));
    assert_true(fill_strings(fixture.arena, value, fixture.root, &fixture.options, &fixture.diags,
                             &filled));
    assert_true(str_is(value_string(value_get(filled, "title")), "Review: Acme Corp"));
    assert_true(str_is(value_string(value_path(filled, "list.0")), "$1,284,000"));
    assert_true(str_is(value_string(value_path(filled, "inner.a.b")), "*Acme Corp*"));
    assert_int_equal(value_path(filled, "list.2")->kind, VALUE_NUMBER);
    assert_true(str_is(value_string(value_get(value, "title")), "Review: {{partner.name}}"));
    tear_down(&fixture);
}

static void test_string_errors(void **state) {
    struct fixture fixture;
    struct value *value = NULL, *filled = NULL;
    (void)state;
    set_up(&fixture);
    const struct source *source =
        source_new(fixture.arena, "t.md", STR("a: ok\ntitle: '{{nmae}}'\nb: '{{#x}}'\n"));
    assert_true(load_yaml(fixture.arena, source, &fixture.diags, &value));
    assert_false(fill_strings(fixture.arena, value, fixture.root, &fixture.options, &fixture.diags,
                              &filled));
    assert_null(filled);
    assert_string_equal(diags_text(&fixture), "template-unknown-name t.md:2:8\n"
                                              "template-unclosed t.md:3:4\n"
                                              "template-unknown-name t.md:3:4\n");
    tear_down(&fixture);
}

static void test_expression(void **state) {
    struct fixture fixture;
    struct value *value = NULL;
    (void)state;
    set_up(&fixture);
    struct span at = span_of(source_new(fixture.arena, "t.md", STR("target: amount")), 8, 14);
    assert_true(fill_expression(fixture.arena, STR("amount"), at, fixture.root, &fixture.options,
                                &fixture.diags, &value));
    assert_int_equal(value->kind, VALUE_NUMBER);
    assert_true(fill_expression(fixture.arena, STR(" deals | where \"amount\" | first "), at,
                                fixture.root, &fixture.options, &fixture.diags, &value));
    assert_int_equal(value->kind, VALUE_MAP);
    assert_false(fill_expression(fixture.arena, STR("amuont | money"), at, fixture.root,
                                 &fixture.options, &fixture.diags, &value));
    assert_false(fill_expression(fixture.arena, STR("amount | "), at, fixture.root,
                                 &fixture.options, &fixture.diags, &value));
    assert_string_equal(diags_text(&fixture),
                        "template-unknown-name t.md:1:9\ntemplate-filter t.md:1:9\n");
    tear_down(&fixture);
}

static void test_deep_sections(void **state) {
    struct fixture fixture;
    g_autoptr(GString) template = g_string_new(NULL);
    (void)state;
    set_up(&fixture);
    for (int i = 0; i < 1000; i++) {
        g_string_append(template, "{{#partner}}");
    }
    assert_null(fill(&fixture, template->str));
    assert_string_equal(diags_text(&fixture), "template-depth t.md:1:1201\n");
    tear_down(&fixture);
}

/* 100,000 items, 100,000 times: stops at the limit instead of running for hours. */
static void test_endless_sections(void **state) {
    struct fixture fixture;
    (void)state;
    set_up(&fixture);
    struct value *list = value_new(fixture.arena, VALUE_LIST, (struct span){0});
    for (int i = 0; i < 100000; i++) {
        value_append(fixture.arena, list, fixture.root);
    }
    value_put(fixture.arena, fixture.root, "many", list);
    assert_null(fill(&fixture, "{{#many}}{{#many}}{{#flag}}{{/flag}}{{/many}}{{/many}}"));
    assert_int_equal(fixture.diags.items[0].code, DIAG_TEMPLATE_SIZE);
    tear_down(&fixture);
}

static void test_many_unclosed_tags(void **state) {
    struct fixture fixture;
    g_autoptr(GString) template = g_string_new(NULL);
    (void)state;
    set_up(&fixture);
    for (int i = 0; i < 200000; i++) {
        g_string_append(template, i % 2 ? "{{{a| \"" : "{{");
    }
    assert_null(fill(&fixture, template->str));
    tear_down(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/fill/every mistake has its code, place and hint", test_errors, NULL, NULL, NULL},
        {"/fill/notes lead to the data", test_origin_in_notes, NULL, NULL, NULL},
        {"/fill/a default does not hide a misspelling", test_misspelt_default, NULL, NULL, NULL},
        {"/fill/notes lead out of partials", test_include_notes, NULL, NULL, NULL},
        {"/fill/values, sections and filters", test_values, NULL, NULL, NULL},
        {"/fill/values in a figure's YAML stay one text", test_figures, NULL, NULL, NULL},
        {"/fill/a lenient run leaves missing names empty", test_lenient, NULL, NULL, NULL},
        {"/fill/each byte leads to the template and to its value", test_span_map, NULL, NULL, NULL},
        {"/fill/pieces cover the text", test_map_invariant, NULL, NULL, NULL},
        {"/fill/what stands before the template's begin is not read", test_begin, NULL, NULL, NULL},
        {"/fill/strings of a value are filled", test_strings, NULL, NULL, NULL},
        {"/fill/mistakes in strings have the string's place", test_string_errors, NULL, NULL, NULL},
        {"/fill/an expression gives a value", test_expression, NULL, NULL, NULL},
        {"/fill/deep sections are an error", test_deep_sections, NULL, NULL, NULL},
        {"/fill/endless sections end", test_endless_sections, NULL, NULL, NULL},
        {"/fill/many unclosed tags are read in linear time", test_many_unclosed_tags, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
