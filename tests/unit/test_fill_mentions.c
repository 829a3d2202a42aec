#include "fill.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const partials[][2] = {
    {"row", "{{name}}, {{programme.rank}}\n"},
    {"item", "- {{.}}\n"},
    {"quiet", "{{partner.name}}{{> loop}}\n"},
    {"loop", "{{#again}}{{> loop}}{{/again}}"},
    {"chart", "```chart\ndata: programme.partners\n```\n"},
};

/* A new source each time: nothing may depend on getting the same one again. */
static const struct source *find_partial(void *context, struct str name) {
    for (size_t i = 0; i < G_N_ELEMENTS(partials); i++) {
        if (str_is(name, partials[i][0])) {
            return source_new(context, partials[i][0], str_from(partials[i][1]));
        }
    }
    return NULL;
}

struct mention_case {
    const char *template; /* up to "\f": front matter */
    bool wanted;
};

static const struct mention_case cases[] = {
    {"", false},
    {"{{partner.name}}", false},
    {"{{programme.total | money}}", true},
    {"{{programmes.total}}", false},
    {"{{partner.programme}}", false},
    {"{{{programme.note}}}", true},
    {"{{#programme}}x{{/programme}}", true},
    {"{{^programme}}x{{/programme}}", true},
    {"{{#partner}}{{#deals}}{{programme.total}}{{/deals}}{{/partner}}", true},
    {"{{amount | default programme.total}}", true},
    {"{{#deals | where \"amount\" \">\" programme.average}}x{{/deals}}", true},
    {"{{#deals | where \"programme\" 1}}x{{/deals}}", false},
    {"{{=<% %>=}}<% programme.total %>", true},
    {"{{! programme.total }}", false},
    /* words */
    {"The partner programme. It pays.", false},
    {"Our programme is large, and {{partner.name}} is a part of it.", false},
    /* partials */
    {"{{> row}}", true},
    {"{{> quiet}}", false},
    {"{{> chart}}", true},
    {"{{> nowhere}}", false},
    {"{{>*which}}", true},
    {"{{<quiet}}{{$a}}{{programme.total}}{{/a}}{{/quiet}}", true},
    {"{{<*which}}{{/*which}}", true},
    {"{{$place}}{{programme.total}}{{/place}}", true},
    /* the root itself */
    {"{{. | json}}", true},
    {"{{^deals}}{{. | json}}{{/deals}}", true},
    {"{{#deals}}{{.}}{{/deals}}", false},
    {"{{#deals}}{{> item}}{{/deals}}", false},
    {"{{! {{#deals }}{{. | json}}", true},
    {"{{x | default \"{{#deals\"}}{{. | json}}", true},
    {"{{#a}}{{^b}}{{.}}{{/b}}{{/a}}{{. | json}}", true},
    {"{{#a}}{{#b}}{{/b}}{{^c}}{{.}}{{/c}}{{/a}}", false},
    {"{{#deals}}{{> item}}{{/deals}}{{> item}}", true},
    /* figures */
    {"```chart\ndata: programme.partners | limit 5\n```\n", true},
    {"```chart\ndata: programme\n```\n", true},
    {"```chart\ndata:\n  'programme'\n```\n", true},
    {"```kpis\n- {label: a, trend: quarters, value: '{{a}}'}\n```\n", false},
    {"```kpis\n- {label: a, 'trend' : '{{a}}'}\n```\n", true},
    {"```kpis\n- {amount: 5, versus: [{than: '{{a}}'}]}\n```\n", true},
    {"```chart\ndata: {{which}}\nx: a\n```\n", true},
    {"```chart\ndata: q{{which}}\nx: a\n```\n", true},
    {"{{{figure}}}\n", true},
    {"{{partner.name}} {{{note}}}\n", false},
    /* front matter */
    {"---\ntitle: \"{{programme.name}}\"\n---\n\f", true},
    {"---\ntitle: \"{{partner.name | default \\\"n/a\\\"}}\"\n---\n\fx", false},
    {"---\ntitle: \"{{x | default programme.name | default \\\"n/a\\\"}}\"\n---\n\fx", true},
    {"---\ntitle: \"{{\\u0070rogramme.name}}\"\n---\n\fx", true},
    {"---\ntitle: \"{{=<% %>=}}\"\n---\n\f{{#programme}}x{{/programme}}", true},
    {"---\ntitle: a\n---\n\f{{#programme}}x{{/programme}}", true},
};

static void mentions(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct str head, body;
        bool has_head = str_cut(str_from(cases[i].template), '\f', &head, &body);
        struct str text =
            has_head ? str_from(arena_printf(arena, STR_FMT STR_FMT, STR_ARG(head), STR_ARG(body)))
                     : str_from(cases[i].template);
        const struct source *source = source_new(arena, "t.md", text);
        struct fill_options options = {.partial = find_partial, .context = arena};
        bool got = fill_mentions(arena, source, has_head ? head.n : 0, &options, STR("programme"));
        if (got != cases[i].wanted) {
            fail_msg("%s: %s", cases[i].template, got ? "mentions it" : "does not mention it");
        }
    }
}

static void sections_deeper_than_the_limit(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 5000; i++) {
        g_string_append(text, "{{#a}}");
    }
    const struct source *source = source_new(arena, "t.md", str_from(text->str));
    struct fill_options options = {0};
    assert_true(fill_mentions(arena, source, 0, &options, STR("programme")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/fill/mentions/every way to name a thing", mentions, NULL, NULL, NULL},
        {"/fill/mentions/what cannot be read may mention it", sections_deeper_than_the_limit, NULL,
         NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
