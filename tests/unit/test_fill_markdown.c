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
    /* blocks of ours and of others */
    ":::cards",
    "::: tip [T]",
    "::::",
    "!!! ",
    "??? note \"T\"",
    "[TOC]",
    "{.class}",
    "{",
    "``` chart",
    "```\n# h",
    "[^1]: note",
    "[^",
    "[[page:x]]",
    "{width=50%}",
    "---\ntitle: x\n---\n",
    "***",
    "___",
    "* * *",
    "|---|---|",
    "| a | b |",
    "$x$",
    "$$",
    "{{=<% %>=}}",
    "{{{x}}}",
    /* addresses */
    "HTTP://EVIL.EXAMPLE",
    "WWW.EVIL.EXAMPLE",
    "ftp://evil.example",
    "mailto:me@evil.example",
    "a.b+c@evil.example",
    "<https://evil.example>",
    "evil.example/a_b_c",
    "javascript:alert(1)",
    /* HTML */
    "<!-- notes: x -->",
    "<?x?>",
    "<!X>",
    "<![CDATA[x]]>",
    "<div>",
    "</div>",
    "<script>x",
    "\" onclick=\"x",
    "'>",
    "/>",
    "&copy;",
    "&#x41;",
    "&lt;b&gt;",
    /* ends of lines, indentation, headings under a line */
    "  \n",
    "\\\n",
    "\n===\n",
    "\n---\n",
    "\n\n# h\n\n",
    "\n\n    code",
    "\n> q",
    "\n- i",
    "\n1. i",
    "\t- ",
    "10)",
    "123456789.",
    "*a*",
    "_a_",
    "**a**",
    "a*b*c",
    "~~a~~",
    /* characters that are not seen */
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\u2069",
    "\ufeff",
    "\u00ad",
    "\xC2\x85",
    "\x01",
    "\x7f",
    "\x1b",
    "\u3000",
    "\u2003",
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
    "{{a}}\n===\n\n{{b}}\n---\n",
    "# {{a}} {#fixed}\n\n## {{b}} ##\n",
    "| {{a}} | b |\n|---|---|\n| c | {{b}} |\n",
    "p | {{a}}\n--|--\nq | {{b}}\n",
    "| a {{a}} {{b}} |\n|---|\n| {{a}}{{b}} |\n",
    ":::note\n{{a}}\n\n- {{b}}\n:::\n",
    ":::columns\n{{a}}\n\n{{b}}\n:::\n",
    "::::steps\n:::tip\n{{a}}\n:::\n{{b}}\n::::\n",
    "> [!TIP]\n> {{a}}\n>\n> {{b}}\n",
    "text[^n]\n\n[^n]: {{a}}\n",
    "text[^n] {{b}}\n\n[^n]: note {{a}}\n",
    "text[^n]\n\n[^n]: note\n    {{a}}\n\n    {{b}}\n",
    "***{{a}}*** __{{b}}__\n",
    "_{{a}}_ *{{b}}*\n",
    "- [ ] **{{a}}**: {{b}}\n",
    "1. {{a}}\n\n   {{b}}\n",
    "* {{a}}\n    * {{b}}\n",
    "> > {{a}}\n> > {{b}}\n",
    "{{a}}: {{b}}\n",
    "{{a}}/{{b}}\n",
    "{{a}}@{{b}}\n",
    "{{a}}&{{b}};\n",
    "~{{a}}~\n",
    "={{a}}=\n",
    "{{a}}|{{b}}\n",
    "[[{{a}}]]\n",
    "[{{a}}] [{{b}}]\n",
    "!{{a}}!\n",
    "${{a}}$\n",
    "<br>{{a}}<br>{{b}}\n",
    "<strong>{{a}}</strong> {{b}}\n",
    "line  \n{{a}}\\\n{{b}}\n",
    "   {{a}}\n",
    "text\n    {{a}}\n",
    "\n{{a}}\n{{b}}\n",
    "{{a}}\n\n{{b}}\n\n[x]: y\n",
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
    "[a]: <https://example.com/{{a}}> \"{{b}}\"\n\n[a]\n",
    "[text]( https://example.com/{{a}} 'title {{b}}' )\n",
    "[text](\nhttps://example.com/{{a}})\n",
    "[text](/{{a}} (title {{b}}))\n",
    "![{{a}}]({{b}})\n",
    "![x](y.png){{a}}\n",
    "[text](https://example.com/{{a}}\n\"title {{b}}\")\n",
    "[a]: https://example.com/{{a}}\n  'title {{b}}'\n\n[a]\n",
    "<span class=\"a\n{{a}}\">x</span>\n",
    "> <div\n> class=\"{{a}}\">\n>\n> {{b}}\n>\n> </div>\n",
    "a <b\n{{a}} > c `d {{b}}`\n",
    "[^{{a}}]\n",
    "&{{a}};\n",
    "&#{{a}};\n",
    "``` {{a}}\ncode\n```\n\nafter {{b}}\n",
    "```text {{a}}\n{{b}}\n```\n",
    "~~~{{a}}\n{{b}}\n~~~\n",
    "```mermaid\ngraph LR\nA[{{a}}] --> B\n```\n\n{{b}}\n",
    "    {{a}}\n\n{{b}}\n",
    "\t{{a}}\n",
    "!!! warning \"{{a}}\"\n    {{b}}\n",
    "??? note \"{{a}}\"\n    {{b}}\n\nafter\n",
    ":::tip[{{a}}]\n{{b}}\n:::\n",
    "> [!NOTE] {{a}}\n> {{b}}\n",
    "<img src=\"x.png\" alt=\"{{a}}\">\n",
    "<a href=\"{{a}}\" title='{{b}}'>x</a>\n",
    "<span class={{a}}>text</span> {{b}}\n",
    "<div\n  class=\"{{a}}\">\n\n{{b}}\n\n</div>\n",
    "text <span\nclass=\"{{a}}\">x</span> {{b}}\n",
    "<div>\n{{a}}\n</div>\n\n{{b}}\n",
    "<div>{{a}}</div>\n\n{{b}}\n",
    "text <!-- {{a}}\n{{b}}\n--> more\n",
    "<{{a}}@example.com> {{b}}\n",
    "a ``b {{a}} ` c`` {{b}}\n",
    "`` {{a}}`` `{{b}} `\n",
    "- item\n\n  ```chart\n  title: \"{{a}}\"\n  ```\n\n  {{b}}\n",
    "```timeline\n- {when: \"{{a}}\", what: '{{b}}'}\n```\n",
    "```kpis\n- label: {{a}}\n  value: \"{{b}}\"\n```\n",
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
        } else if (str_starts_with(rest, "\xC2\x85")) {
            i++;
        } else if ((unsigned char)text.p[i] > ' ' && text.p[i] != '\x7f') {
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

/* False, and the counterexample is shown. */
static bool agree(const char *template, const char *a, const char *b, struct str filled,
                  const char *wanted, const char *got) {
    if (strcmp(wanted, got) == 0) {
        return true;
    }
    g_autofree char *shown_a = g_strescape(a, NULL), *shown_b = g_strescape(b, NULL);
    fprintf(stderr, "template <%s>\na <%s>\nb <%s>\nfilled <" STR_FMT ">\nwanted %s\ngot    %s\n\n",
            template, shown_a, shown_b, STR_ARG(filled), wanted, got);
    return false;
}

static bool holds(Locale *locale, const char *template, const char *a, const char *b,
                  bool has_words) {
    g_autoptr(Arena) arena = arena_new();
    const struct text *filled = fill(arena, locale, template, a, b);
    const struct text *harmless = fill(arena, locale, template, "xax", "xbx");
    if (!agree(template, a, b, filled->bytes, sample_structure(arena, harmless),
               sample_structure(arena, filled))) {
        return false;
    }
    if (!has_words) {
        return true;
    }
    char *words = words_of(arena, doc_plain_text(arena, sample_parse(arena, harmless)->root));
    words = replaced(arena, words, "xax", words_of(arena, str_from(a)));
    words = replaced(arena, words, "xbx", words_of(arena, str_from(b)));
    return agree(template, a, b, filled->bytes, words,
                 words_of(arena, doc_plain_text(arena, sample_parse(arena, filled)->root)));
}

/* Each snippet alone, then random chains of them; false at the first that fails. */
static bool check_context(Locale *locale, const char *context, GRand *rand, bool has_words) {
    for (size_t k = 0; k < G_N_ELEMENTS(snippets) + ROUNDS; k++) {
        g_autoptr(Arena) arena = arena_new();
        const char *a = k < G_N_ELEMENTS(snippets) ? snippets[k] : random_value(arena, rand);
        if (words_of(arena, str_from(a))[0] != '\0' &&
            !holds(locale, context, a, random_value(arena, rand), has_words)) {
            return false;
        }
    }
    return true;
}

/* Other seeds than the one of every day: PDFGEN_SEEDS=100. */
static guint32 n_seeds(void) {
    const char *text = g_getenv("PDFGEN_SEEDS");
    return text ? (guint32)g_ascii_strtoull(text, NULL, 10) : 1;
}

static void check_contexts(const char *const *contexts, size_t n, bool has_words) {
    g_autoptr(Locale) locale = locale_new("en-US");
    size_t n_failed = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_good = true;
        for (guint32 seed = 0; is_good && seed < n_seeds(); seed++) {
            GRand *rand = g_rand_new_with_seed(SEED + seed);
            is_good = check_context(locale, contexts[i], rand, has_words);
            g_rand_free(rand);
        }
        n_failed += !is_good;
    }
    assert_int_equal(n_failed, 0);
}

/* White space and controls become spaces; nothing else changes. */
static char *one_line(Arena *arena, const char *text) {
    g_autoptr(GString) out = g_string_new(text);
    g_string_replace(out, "\xC2\x85", " ", 0);
    g_string_replace(out, "\x7f", " ", 0);
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

/* As a part of a plain scalar a value is whole, or it is an error that asks for quotes. */
static void check_plain(Locale *locale, const char *a) {
    static const char template[] = "```chart\nplain: of {{a}} on\nflow: [of {{a}} on, x]\n```\n";
    const struct fill_options options = {.escape = FILL_MARKDOWN, .locale = locale};
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct text *text = NULL;
    struct value *value = NULL;
    a = one_line(arena, a);
    bool is_filled = fill_template(arena, source_of(arena, template), 0, values_of(arena, a, a),
                                   &options, &diags, &text);
    if (is_filled) {
        const struct doc *doc = sample_parse(arena, text);
        const struct source *source = source_new(arena, "fence", doc->root->first->code.text);
        assert_true(load_yaml(arena, source, &diags, &value));
        const char *wanted = arena_printf(arena, "of %s on", a);
        assert_string_equal(str_cstr(arena, value_string(value_get(value, "plain"))), wanted);
        assert_string_equal(str_cstr(arena, value_string(value_path(value, "flow.0"))), wanted);
    } else {
        assert_int_equal(diags.items[0].code, DIAG_TEMPLATE_TYPE);
    }
    diags_clear(&diags);
}

static void test_plain_yaml(void **state) {
    (void)state;
    g_autoptr(Locale) locale = locale_new("en-US");
    GRand *rand = g_rand_new_with_seed(SEED);
    for (size_t i = 0; i < G_N_ELEMENTS(snippets) + ROUNDS; i++) {
        g_autoptr(Arena) arena = arena_new();
        const char *a = i < G_N_ELEMENTS(snippets) ? snippets[i] : random_value(arena, rand);
        if (words_of(arena, str_from(a))[0] != '\0') {
            check_plain(locale, a);
        }
    }
    g_rand_free(rand);
}

/* Front matter is filled after it was read: a value is one text whatever it holds. */
static void test_front_matter(void **state) {
    static const char meta[] = "title: 'Review of {{a}}'\nlist: [\"{{a}}\", x]\n";
    (void)state;
    g_autoptr(Locale) locale = locale_new("en-US");
    const struct fill_options options = {.escape = FILL_MARKDOWN, .locale = locale};
    for (size_t i = 0; i < G_N_ELEMENTS(snippets); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct value *value = NULL, *filled = NULL;
        assert_true(load_yaml(arena, source_of(arena, meta), &diags, &value));
        assert_true(fill_strings(arena, value, values_of(arena, snippets[i], ""), &options, &diags,
                                 &filled));
        assert_int_equal(filled->map.n, 2);
        assert_int_equal(value_get(filled, "list")->list.n, 2);
        assert_true(str_is(value_string(value_path(filled, "list.0")), snippets[i]));
        assert_true(str_is(value_string(value_get(filled, "title")),
                           arena_printf(arena, "Review of %s", snippets[i])));
    }
}

/* What random values have found, each once. */
static void test_found(void **state) {
    static const struct {
        const char *template, *value, *wanted;
    } rows[] = {
        /* a folded admonition */
        {"{{a}}", "??? note \"T\"", "\\??? note \"T\""},
        /* an address in angle brackets */
        {"<{{a}}@example.com>", "a *b", "<a%20%2Ab@example.com>"},
        /* titles in parentheses and of definitions */
        {"[t](/u (of {{a}}))", "2) x", "[t](/u (of 2\\) x))"},
        {"[t]: /u \"{{a}}\"", "q\"", "[t]: /u \"q\\\"\""},
        {"[t]: /u\n'{{a}}'", "q'", "[t]: /u\n'q\\''"},
        /* links and tags of several lines */
        {"[t](\n/u/{{a}})", "# h", "[t](\n/u/#%20h)"},
        {"[t](\n{{a}})", "# h", "[t](\n%23%20h)"},
        {"<div\nclass=\"{{a}}\">", "x\">", "<div\nclass=\"x&#34;&#62;\">"},
        {"> <div\n> class=\"{{a}}\">", "x\">", "> <div\n> class=\"x&#34;&#62;\">"},
        /* white space that is no ASCII beside a delimiter */
        {"**{{a}}**", "\u3000", "**\u2060\u3000\u2060**"},
        {"*{{a}}*", "a\u3000", "*a\u3000\u2060*"},
        /* a list in a footnote */
        {"[^n]: {{a}}", "1. ", "[^n]: 1\\."},
        /* a tag that the template does not close */
        {"a <b {{a}} c", "www=>", "a <b www=&#62; c"},
        /* names of attributes */
        {"<b {{a}}>x</b>", "1 \"*", "<b __>x</b>"},
        {"<b class={{a}}>x</b>", "1 \"*", "<b class=1&#32;&#34;&#42;>x</b>"},
    };
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Locale) locale = locale_new("en-US");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct text *text = fill(arena, locale, rows[i].template, rows[i].value, "");
        assert_string_equal(str_cstr(arena, text->bytes), rows[i].wanted);
    }
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
        {"/fill/markdown/a value in a longer plain scalar is whole or an error", test_plain_yaml,
         NULL, NULL, NULL},
        {"/fill/markdown/a value in front matter is one text", test_front_matter, NULL, NULL, NULL},
        {"/fill/markdown/what random values have found", test_found, NULL, NULL, NULL},
        {"/fill/markdown/no value leaves code, links, tags or comments", test_other, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
