#include "fill_sample.h"

/*
 * The property: whatever the values say, the parsed document has the structure that it has with
 * harmless words, and in running text it says the values' words.
 */

enum { ROUNDS = 400, SEED = 20260928 };

static const char *const snippets[] = {
    "*",
    "**",
    "_",
    "`",
    "``",
    "```",
    "~~~",
    "~~",
    "~",
    "#",
    "# h",
    "- ",
    "-",
    "---",
    "+ ",
    "1. ",
    "1",
    "2) ",
    ".",
    ")",
    "> ",
    ">",
    "|",
    "||",
    "[",
    "]",
    "(",
    ")",
    "[a](http://b.c)",
    "![i](p.png)",
    "![",
    "](",
    "[a]",
    "[a]: http://b.c",
    "<b>",
    "</b>",
    "<",
    "<!--",
    "-->",
    "<br>",
    "<a href=\"x\">",
    "&amp;",
    "&",
    "&#35;",
    ";",
    "\\",
    "\\\\",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "  ",
    " ",
    "==",
    "===",
    "=",
    "http://evil.example",
    "https://",
    "http",
    "www",
    "www.",
    "www.evil.example",
    "me@evil.example",
    "@",
    ":",
    "://",
    ":::",
    ":::tip",
    "!!! note",
    "[!NOTE]",
    "[[toc]]",
    "{#id}",
    "{{x}}",
    "{{#a}}",
    "}}",
    "[x] ",
    "[ ] ",
    "[^1]",
    "$",
    "%",
    "\"",
    "'",
    "Acme",
    "Café",
    "für",
    "中文",
    "R&D",
    "C#",
    "12,5",
    "1.5",
    "a_b",
    "2026-09-28",
    "Co.",
    "N\u00a0B",
    "“q”",
    "—",
    "…",
    "\u2028",
    "x",
};

/* {{a}} and {{b}} are filled with random values. */
static const char *const text_contexts[] = {
    "{{a}}\n",
    "Before {{a}} after.\n",
    "{{a}} {{b}}\n",
    "# {{a}}\n",
    "## Plan for {{a}}, {{b}}\n",
    "- {{a}}\n- {{b}}\n",
    "- one\n\n  {{a}}\n\n  - {{b}} two\n",
    "1. {{a}}\n2. {{b}}\n",
    "> {{a}}\n> {{b}}\n",
    "> - {{a}}\n",
    "- [ ] {{a}}\n- [x] {{b}}\n",
    "**{{a}}** and *{{b}}*\n",
    "**{{a}}**of _{{b}}_\n",
    "of**{{a}}** ~~{{b}}~~\n",
    "| a | b |\n|---|--:|\n| {{a}} | {{b}} |\n| x | y |\n",
    "| {{a}} | b |\n|---|---|\n| c | **{{b}}** |\n",
    "[{{a}}](https://example.com/)\n",
    "Text\n{{a}}\nmore {{b}}\n",
    "{{a}}. Text\n",
    "{{a}}) Text\n",
    "3{{a}} text\n",
    "-{{a}} text\n",
    "#{{a}} text\n",
    "text\n={{a}}\n",
    "{{a}}{{b}}\n",
    "**{{a}}{{b}}**\n",
    "a{{a}}b\n",
    "({{a}}) \"{{b}}\"\n",
    "see {{a}}.com and {{b}}://host.com\n",
    "www{{a}}\n",
    "\\{{a}} \\\\{{b}}\n",
    "<span class=\"good\">{{a}}</span>\n",
    "<div class=\"playbook-flow\">\n\n{{a}}\n\n</div>\n",
    "> [!NOTE]\n> {{a}}\n",
    ":::tip\n{{a}}\n:::\n",
    "!!! warning \"Title\"\n    {{a}}\n\nafter {{b}}\n",
    "{{a}}\n\n---\n\n{{b}}\n",
    "[x]{{a}}[y]\n\n[x]: http://example.com\n",
    "![{{a}}](picture.png)\n",
    "line one {{a}}\nline two {{b}}\n",
    "`code` {{a}} `code` {{b}}\n",
    "a ` b {{a}} c\n",
    "a <b {{a}} c\n",
    "a <b class=\"{{a}} c\n",
    "a <{{a}} c\n",
    "a [b {{a}} c\n",
    "a](b {{a}} c\n",
    "a **b {{a}} c\n",
    "![b {{a}}(c) d\n",
};

/* The same, where the words are written otherwise than as text: structure only. */
static const char *const other_contexts[] = {
    "`a | {{a}} | b`\n",
    "a `b\nc {{a}} d` e\n",
    "- item\n\n      deep {{a}}\n\n  {{b}}\n",
    "para\n\n    code {{a}}\n\n{{b}}\n",
    "`{{a}}` and ``{{b}}``\n",
    "| `{{a}}` | b |\n|---|---|\n| `{{b}}` | c |\n",
    "[text]({{a}}) [more]({{b}} \"title\")\n",
    "[text](https://example.com/{{a}}?q={{b}})\n",
    "[text](<{{a}}>)\n",
    "[te\nxt](https://example.com/{{a}})\n",
    "![picture]({{a}})\n",
    "[text](https://example.com \"{{a}}\")\n",
    "```\n{{a}}\n```\nafter {{b}}\n",
    "~~~\n{{a}}\n x {{b}}\n~~~\n",
    "````\n``{{a}}\n````\n",
    "```text\n`{{a}}\n``{{b}}\n```\n\nafter {{a}}\n",
    "- item\n\n  ```\n  {{a}}\n  ```\n\n  {{b}}\n",
    "> ```\n> {{a}}\n> ```\n> {{b}}\n",
    "```chart\ntitle: \"{{a}}\"\nlabel: '{{b}}'\n```\n",
    "```chart\nwhole: {{a}}\nflow: {a: {{a}}, b: [{{b}}, c]}\n```\n",
    "<span class=\"{{a}}\">text</span> {{b}}\n",
    "<div class=\"{{a}}\">\n\n{{b}}\n\n</div>\n",
    "text <!-- {{a}} --> more {{b}}\n",
    "<!-- notes: {{a}}\n{{b}} -->\n\nafter\n",
    "<https://example.com/{{a}}>\n",
    "[a]: https://example.com/{{a}}\n\n[a] {{b}}\n",
};

static const struct source *source_of(Arena *arena, const char *text) {
    return source_new(arena, "template.md", str_from(text));
}

static struct value *values_of(Arena *arena, const char *a, const char *b) {
    struct value *root = value_new(arena, VALUE_MAP, (struct span){0});
    value_put(arena, root, "a", value_new_string(arena, (struct span){0}, str_from(a)));
    value_put(arena, root, "b", value_new_string(arena, (struct span){0}, str_from(b)));
    return root;
}

static const struct text *fill(Arena *arena, Locale *locale, const char *template, const char *a,
                               const char *b) {
    const struct fill_options options = {.escape = FILL_MARKDOWN, .locale = locale};
    struct diags diags = {0};
    struct text *text = NULL;
    bool is_filled = fill_template(arena, source_of(arena, template), 0, values_of(arena, a, b),
                                   &options, &diags, &text);
    for (size_t i = 0; i < diags.n; i++) {
        g_autoptr(GString) message = g_string_new(NULL);
        diag_format(&diags.items[i], message);
        fprintf(stderr, "%s", message->str);
    }
    diags_clear(&diags);
    assert_true(is_filled);
    return text;
}

/* The words of a document: white space and invisible joiners aside. */
static char *words_of(Arena *arena, struct str text) {
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; i < text.n; i++) {
        struct str rest = str_skip(text, i);
        if (str_starts_with(rest, "\u2060") || str_starts_with(rest, "\u2028")) {
            i += 2;
        } else if ((unsigned char)text.p[i] > ' ') {
            g_string_append_c(out, text.p[i]);
        }
    }
    return arena_strdup(arena, out->str);
}

static char *random_value(Arena *arena, GRand *rand) {
    g_autoptr(GString) out = g_string_new(NULL);
    int n = g_rand_int_range(rand, 1, 6);
    for (int i = 0; i < n; i++) {
        g_string_append(out, snippets[g_rand_int_range(rand, 0, G_N_ELEMENTS(snippets))]);
    }
    /* An empty value is nothing, and nothing cannot stand for a word. */
    if (words_of(arena, str_from(out->str))[0] == '\0') {
        g_string_append(out, "end");
    }
    return arena_strdup(arena, out->str);
}

static char *replaced(Arena *arena, const char *text, const char *what, const char *by) {
    g_auto(GStrv) parts = g_strsplit(text, what, -1);
    g_autofree char *joined = g_strjoinv(by, parts);
    return arena_strdup(arena, joined);
}

static void check_value(Locale *locale, const char *template, const char *a, const char *b,
                        bool has_words) {
    g_autoptr(Arena) arena = arena_new();
    const struct text *filled = fill(arena, locale, template, a, b);
    const struct text *harmless = fill(arena, locale, template, "xax", "xbx");
    char *got = sample_structure(arena, filled), *wanted = sample_structure(arena, harmless);
    if (strcmp(got, wanted) != 0) {
        fprintf(stderr, "template <%s>\na <%s>\nb <%s>\nfilled <" STR_FMT ">\n", template, a, b,
                STR_ARG(filled->bytes));
    }
    assert_string_equal(got, wanted);
    if (has_words) {
        char *words = words_of(arena, doc_plain_text(arena, sample_parse(arena, harmless)->root));
        words = replaced(arena, words, "xax", words_of(arena, str_from(a)));
        words = replaced(arena, words, "xbx", words_of(arena, str_from(b)));
        char *said = words_of(arena, doc_plain_text(arena, sample_parse(arena, filled)->root));
        if (strcmp(said, words) != 0) {
            fprintf(stderr, "template <%s>\na <%s>\nb <%s>\nfilled <" STR_FMT ">\n", template, a, b,
                    STR_ARG(filled->bytes));
        }
        assert_string_equal(said, words);
    }
}

static void check_contexts(const char *const *contexts, size_t n, bool has_words) {
    g_autoptr(Locale) locale = locale_new("en-US");
    GRand *rand = g_rand_new_with_seed(SEED);
    for (size_t i = 0; i < n; i++) {
        /* Each snippet alone, then random chains of them. */
        for (size_t k = 0; k < G_N_ELEMENTS(snippets) + ROUNDS; k++) {
            g_autoptr(Arena) arena = arena_new();
            const char *a = k < G_N_ELEMENTS(snippets) ? snippets[k] : random_value(arena, rand);
            if (words_of(arena, str_from(a))[0] == '\0') {
                continue;
            }
            check_value(locale, contexts[i], a, random_value(arena, rand), has_words);
        }
    }
    g_rand_free(rand);
}

/* White space and controls become spaces; nothing else changes. */
static char *one_line(Arena *arena, const char *text) {
    g_autoptr(GString) out = g_string_new(text);
    g_string_replace(out, "\u2028", " ", 0);
    for (size_t i = 0; i < out->len; i++) {
        out->str[i] = (unsigned char)out->str[i] < ' ' ? ' ' : out->str[i];
    }
    return arena_strndup(arena, out->str, out->len);
}

static void check_yaml(Locale *locale, const char *a, const char *b) {
    static const char template[] = "```chart\nsingle: 'of {{a}} on'\ndouble: \"of {{a}} on\"\n"
                                   "whole: {{b}}\nflow: {x: {{a}}, y: [{{b}}, '{{b}}']}\n```\n";
    static const char *const paths[] = {"single", "double",   "whole",
                                        "flow.x", "flow.y.0", "flow.y.1"};
    g_autoptr(Arena) arena = arena_new();
    a = one_line(arena, a);
    b = one_line(arena, b);
    const char *framed = arena_printf(arena, "of %s on", a);
    const char *const wanted[] = {framed, framed, b, a, b, b};
    const struct doc *doc = sample_parse(arena, fill(arena, locale, template, a, b));
    struct diags diags = {0};
    struct value *value = NULL;
    const struct source *source = source_new(arena, "fence", doc->root->first->code.text);
    assert_true(load_yaml(arena, source, &diags, &value));
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        struct str got = value_string(value_path(value, paths[i]));
        assert_string_equal(str_cstr(arena, got), wanted[i]);
    }
    diags_clear(&diags);
}

static void test_yaml(void **state) {
    (void)state;
    g_autoptr(Locale) locale = locale_new("en-US");
    GRand *rand = g_rand_new_with_seed(SEED);
    for (int i = 0; i < ROUNDS * 10; i++) {
        g_autoptr(Arena) arena = arena_new();
        const char *a = random_value(arena, rand);
        check_yaml(locale, a, random_value(arena, rand));
    }
    g_rand_free(rand);
}

static void test_text(void **state) {
    (void)state;
    check_contexts(text_contexts, G_N_ELEMENTS(text_contexts), true);
}

static void test_other(void **state) {
    (void)state;
    check_contexts(other_contexts, G_N_ELEMENTS(other_contexts), false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/fill/markdown/no value changes the structure of text", test_text, NULL, NULL, NULL},
        {"/fill/markdown/a value in a figure's YAML is one text", test_yaml, NULL, NULL, NULL},
        {"/fill/markdown/no value leaves code, links, tags or comments", test_other, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
