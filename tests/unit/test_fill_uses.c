#include "fill.h"

#include "load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char DATA[] = "partner: {name: Acme Corp, region: null}\n"
                           "amount: 1284000\n"
                           "limit: 100\n"
                           "flag: false\n"
                           "which: row\n"
                           "deals:\n"
                           "  - {customer: Meridian, amount: 10}\n"
                           "  - {customer: Norrland, reason: price}\n"
                           "empty: []\n"
                           "quarters: [{booked: 1}, {booked: 2}]\n";

static const char *const partials[][2] = {
    {"row", "{{customer}}\n"},
    {"loop", "{{amount}}{{#empty}}{{> loop}}{{/empty}}{{#flag}}{{> twice}}{{/flag}}"},
    {"twice", "{{> twice}}{{> twice}}"},
    {"page", "# {{$title}}{{amount}}{{/title}}\n"},
};

struct fixture {
    Arena *arena;
    Locale *locale;
    struct value *root, *meta;
    const struct source *partials[G_N_ELEMENTS(partials)];
    struct diags diags;
};

static const struct source *find_partial(void *context, struct str name) {
    struct fixture *fixture = context;
    for (size_t i = 0; i < G_N_ELEMENTS(partials); i++) {
        if (str_is(name, partials[i][0])) {
            return fixture->partials[i];
        }
    }
    return NULL;
}

static struct value *read_yaml(struct fixture *fixture, const char *path, const char *text) {
    struct value *value = NULL;
    const struct source *source = source_new(fixture->arena, path, str_from(text));
    assert_true(load_yaml(fixture->arena, source, &fixture->diags, &value));
    return value;
}

static void set_up(struct fixture *fixture) {
    *fixture = (struct fixture){.arena = arena_new(), .locale = locale_new("en-US")};
    fixture->root = read_yaml(fixture, "data.yaml", DATA);
    for (size_t i = 0; i < G_N_ELEMENTS(partials); i++) {
        fixture->partials[i] = source_new(fixture->arena, partials[i][0], str_from(partials[i][1]));
    }
}

static void tear_down(struct fixture *fixture) {
    diags_clear(&fixture->diags);
    locale_free(fixture->locale);
    arena_free(fixture->arena);
}

static bool find_uses(struct fixture *fixture, const char *template, bool has_root,
                      struct fill_uses *ret) {
    struct fill_options options = {
        .locale = fixture->locale, .currency = "USD", .partial = find_partial, .context = fixture};
    struct fill_subject subject = {
        .source = source_new(fixture->arena, "t.md", str_from(template)),
        .meta = fixture->meta,
        .root = has_root ? fixture->root : NULL,
    };
    return fill_find_uses(fixture->arena, &subject, &options, &fixture->diags, ret);
}

static void append_state(GString *out, const struct fill_use *use) {
    if (use->is_missing) {
        g_string_append_printf(out, " missing(%s)", use->nearest ? use->nearest : "");
    }
    if (use->n_items > 0) {
        g_string_append_printf(out, " of %zu", use->n_items);
    }
    g_string_append(out, use->is_hidden ? " hidden" : "");
    g_string_append(out, use->is_null ? " null" : "");
}

/* "line:column kind name | filters @section = value state" of each use, with a line each. */
static char *uses_text(struct fixture *fixture, const struct fill_uses *uses, bool has_root) {
    static const char *const kinds[] = {
        [FILL_USE_VALUE] = "value",       [FILL_USE_SECTION] = "section",
        [FILL_USE_INVERTED] = "inverted", [FILL_USE_ARGUMENT] = "argument",
        [FILL_USE_FIGURE] = "figure",     [FILL_USE_PARTIAL] = "partial",
        [FILL_USE_PARENT] = "parent",     [FILL_USE_BLOCK] = "block",
    };
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; i < uses->n; i++) {
        const struct fill_use *use = uses->items[i];
        unsigned line, column;
        span_locate(use->at, &line, &column);
        const char *path = use->at.source->path;
        g_string_append_printf(out, "%s%s%u:%u %s " STR_FMT, g_str_equal(path, "t.md") ? "" : path,
                               g_str_equal(path, "t.md") ? "" : ":", line, column, kinds[use->kind],
                               STR_ARG(use->name));
        if (use->filters.n > 0) {
            g_string_append_printf(out, " | " STR_FMT, STR_ARG(use->filters));
        }
        if (use->section) {
            g_string_append_printf(out, " @" STR_FMT, STR_ARG(use->section->name));
        }
        if (use->value && has_root) {
            struct str text = value_to_str(fixture->arena, use->value);
            g_string_append_printf(out, " = " STR_FMT,
                                   STR_ARG(use->value->kind == VALUE_NULL ? STR("null") : text));
        }
        append_state(out, use);
        g_string_append_c(out, '\n');
    }
    return arena_strdup(fixture->arena, out->str);
}

struct use_case {
    const char *template, *wanted;
};

static void check(const struct use_case *cases, size_t n, bool has_root) {
    for (size_t i = 0; i < n; i++) {
        struct fixture fixture;
        struct fill_uses uses = {0};
        set_up(&fixture);
        assert_true(find_uses(&fixture, cases[i].template, has_root, &uses));
        char *got = uses_text(&fixture, &uses, has_root);
        if (!g_str_equal(got, cases[i].wanted)) {
            fail_msg("%s\ngot:\n%swanted:\n%s", cases[i].template, got, cases[i].wanted);
        }
        tear_down(&fixture);
    }
}

static void names_are_found(void **state) {
    (void)state;
    static const struct use_case cases[] = {
        {"", ""},
        {"a {{partner.name}}\n {{{ amount | money 0 | default \"|\" }}}",
         "1:5 value partner.name\n2:6 value amount | money 0 | default \"|\"\n"},
        {"{{#deals | where \"amount\" \">\" "
         "limit}}{{customer}}{{^reason}}{{.}}{{/reason}}{{/deals}}",
         "1:4 section deals | where \"amount\" \">\" limit\n1:31 argument limit\n"
         "1:40 value customer @deals\n1:53 inverted reason @deals\n1:63 value . @reason\n"},
        {"{{> loop}}", "1:1 partial loop\nloop:1:3 value amount\nloop:1:14 section empty\n"
                       "loop:1:21 partial loop @empty\nloop:1:44 section flag\n"
                       "loop:1:50 partial twice @flag\ntwice:1:1 partial twice @flag\n"
                       "twice:1:12 partial twice @flag\n"},
        {"{{<page}}{{$title}}{{which}}{{/title}}{{/page}}",
         "1:1 parent page\n1:10 block title\n1:22 value which\npage:1:3 block title\n"
         "page:1:15 value amount\n"},
        {"{{>*which}}", "1:5 partial which\n"},
        {"{{=<% %>=}}{{no}} <% amount %>", "1:22 value amount\n"},
        {"{{! amount }}", ""},
    };
    check(cases, G_N_ELEMENTS(cases), false);
}

static void figures_hold_names(void **state) {
    (void)state;
    static const struct use_case cases[] = {
        {"```chart\ntype: column\ndata: quarters | limit 5 # five\nx: label\n```\n",
         "3:7 figure quarters | limit 5\n"},
        {"> ~~~~ kpis\n> - label: 'a, trend: b'\n>   trend: \"quarters\"\n>   target: amount\n> "
         "~~~~\n",
         "3:13 figure quarters\n4:13 figure amount\n"},
        {"```kpis\n- {label: '{{which}}', 'trend': quarters, target: 12}\n```\n",
         "2:14 value which\n2:33 figure quarters\n"},
        {"```kpis\n- {amount: amount, versus: [{than: quarters}]}\n```\n",
         "2:12 figure amount\n2:36 figure quarters\n"},
        {"```kpis\n- {label: a,\n   trend: quarters}\n- data: amount\n```\n",
         "3:11 figure quarters\n"},
        {"```chart\n# data: amount\ndata: {{which}}\n```\n", "3:9 value which\n"},
        {"```yaml\ndata: amount\n```\ndata: amount\n", ""},
        {"```chart\ndata: [1, 2]\n```\n```chart\ndata: |\n  x\n```\n", ""},
    };
    check(cases, G_N_ELEMENTS(cases), false);
}

static void names_have_values(void **state) {
    (void)state;
    static const struct use_case cases[] = {
        {"{{partner.name}}", "1:3 value partner.name = Acme Corp\n"},
        {"{{partner.nam}}", "1:3 value partner.nam missing(partner.name)\n"},
        {"{{zzzzz}}", "1:3 value zzzzz missing()\n"},
        {"{{@index}}", "1:3 value @index missing()\n"},
        {"{{zzzzz | default \"n/a\"}}", "1:3 value zzzzz | default \"n/a\"\n"},
        {"{{amount | default zzzzz}}",
         "1:3 value amount | default zzzzz = 1284000\n1:20 argument zzzzz missing()\n"},
        {"{{partner.region}}", "1:3 value partner.region = null null\n"},
        {"{{partner.region | default \"n/a\"}}",
         "1:3 value partner.region | default \"n/a\" = null\n"},
        {"{{#partner.region}}{{zzzzz}}{{/partner.region}}",
         "1:4 section partner.region = null\n1:22 value zzzzz @partner.region hidden\n"},
        {"{{#flag}}{{amount}}{{/flag}}",
         "1:4 section flag = false\n1:12 value amount @flag = 1284000 hidden\n"},
        {"{{#nothing}}{{amount}}{{/nothing}}",
         "1:4 section nothing missing()\n1:15 value amount @nothing = 1284000 hidden\n"},
        /* the first item's value, whatever item has the text shown or lacks the name */
        {"{{#deals}}{{customer}}{{#reason}}{{.}}{{/reason}}{{/deals}}",
         "1:4 section deals = [{\"customer\": \"Meridian\", \"amount\": 10}, {\"customer\": "
         "\"Norrland\", \"reason\": \"price\"}]\n"
         "1:13 value customer @deals = Meridian of 2\n"
         "1:26 section reason @deals = price missing() of 2\n"
         "1:36 value . @reason = price of 2\n"},
        {"{{#deals | limit 1}}{{amount}}{{partner.name}}{{/deals}}",
         "1:4 section deals | limit 1 = [{\"customer\": \"Meridian\", \"amount\": 10}, "
         "{\"customer\": \"Norrland\", \"reason\": \"price\"}]\n"
         "1:23 value amount @deals = 10 of 1\n"
         "1:33 value partner.name @deals = Acme Corp\n"},
        {"{{#empty}}{{customer}}{{/empty}}",
         "1:4 section empty = []\n1:13 value customer @empty hidden\n"},
        {"{{>*which}}", "1:5 partial which = row\nrow:1:3 value customer missing()\n"},
        {"{{> nowhere}}", "1:1 partial nowhere missing()\n"},
        {"```chart\ndata: quarter\n```\n", "2:7 figure quarter missing(quarters)\n"},
        {"{{#flag}}\n```chart\ndata: zzzzz\n```\n{{/flag}}",
         "1:4 section flag = false\n3:7 figure zzzzz @flag hidden\n"},
    };
    check(cases, G_N_ELEMENTS(cases), true);
}

static void where_a_name_was_looked_for(void **state) {
    (void)state;
    static const struct use_case cases[] = {
        {"{{partner.nam}}", "\"partner\" has: name, region"},
        {"{{amount.nam}}", "\"amount\" is a number"},
        {"{{#deals | limit 1}}{{x}}{{/deals}}",
         "this part has: customer, amount; the names known everywhere are: partner, amount, "
         "limit, flag, which, deals, empty, quarters"},
        {"{{@first}}", "no section over a list is around it"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct fixture fixture;
        struct fill_uses uses = {0};
        set_up(&fixture);
        assert_true(find_uses(&fixture, cases[i].template, true, &uses));
        assert_string_equal(uses.items[uses.n - 1]->looked_in, cases[i].wanted);
        assert_int_equal(fixture.diags.n, 0);
        tear_down(&fixture);
    }
}

static void front_matter_is_a_template_too(void **state) {
    (void)state;
    struct fixture fixture;
    struct fill_uses uses = {0};
    set_up(&fixture);
    fixture.meta =
        read_yaml(&fixture, "t.md", "title: \"Of {{partner.name}}\"\nleft: [\"{{x}}\"]\n");
    assert_true(find_uses(&fixture, "{{amount}}", true, &uses));
    assert_string_equal(uses_text(&fixture, &uses, true),
                        "1:8 value partner.name = Acme Corp\n2:8 value x missing()\n"
                        "1:3 value amount = 1284000\n");
    tear_down(&fixture);
}

struct error_case {
    const char *template;
    bool is_read;
    const char *code;
};

static void mistakes_are_reported(void **state) {
    (void)state;
    static const struct error_case cases[] = {
        {"{{#deals}}", false, "template-unclosed"},
        {"{{amount | mony}}", false, "template-filter"},
        {"{{> page", false, "template-unclosed"},
        {"{{partner.name | money}}", true, "template-type"},
        {"{{deals}}", true, "template-type"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct fixture fixture;
        struct fill_uses uses = {0};
        set_up(&fixture);
        assert_true(find_uses(&fixture, cases[i].template, true, &uses) == cases[i].is_read);
        assert_int_equal(fixture.diags.n, 1);
        assert_string_equal(diag_code_word(fixture.diags.items[0].code), cases[i].code);
        tear_down(&fixture);
    }
}

/* What docs/figures.md calls "data" is found in a fence: a field that is new there is new here. */
static void the_fields_of_the_documentation(void **state) {
    (void)state;
    struct fixture fixture;
    g_autofree char *text = NULL;
    set_up(&fixture);
    assert_true(g_file_get_contents(PDFGEN_SOURCE_DIR "/docs/figures.md", &text, NULL, NULL));
    struct str rest = str_from(text), line, kind = STR("");
    size_t n = 0;
    while (str_next_line(&rest, &line)) {
        if (str_starts_with(line, "## ")) {
            kind = str_trim(str_skip(line, 3));
        }
        struct str cells[4], cell, tail = line;
        for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
            str_cut(tail, '|', &cell, &tail);
            cells[i] = str_trim(cell);
        }
        if (!str_starts_with(line, "|") || !str_is(cells[2], "data")) {
            continue;
        }
        char *template = arena_printf(fixture.arena, "```" STR_FMT "\n- " STR_FMT ": amount\n```\n",
                                      STR_ARG(kind), STR_ARG(cells[1]));
        struct fill_uses uses = {0};
        assert_true(find_uses(&fixture, template, true, &uses));
        if (uses.n != 1) {
            fail_msg("field \"" STR_FMT "\" of " STR_FMT " is not found", STR_ARG(cells[1]),
                     STR_ARG(kind));
        }
        n++;
    }
    assert_true(n >= 3);
    tear_down(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/fill/uses/every kind of name", names_are_found, NULL, NULL, NULL},
        {"/fill/uses/names in figures", figures_hold_names, NULL, NULL, NULL},
        {"/fill/uses/values, and what is missing", names_have_values, NULL, NULL, NULL},
        {"/fill/uses/where it was looked for", where_a_name_was_looked_for, NULL, NULL, NULL},
        {"/fill/uses/front matter", front_matter_is_a_template_too, NULL, NULL, NULL},
        {"/fill/uses/mistakes", mistakes_are_reported, NULL, NULL, NULL},
        {"/fill/uses/fields that docs name", the_fields_of_the_documentation, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
