#include "derive.h"
#include "fill_convert_priv.h"
#include "fill_sample.h"

struct row {
    const char *from, *to;
};

static struct fill_converted convert(Arena *arena, struct str text, size_t body) {
    struct fill_converted converted;
    fill_convert(arena, source_new(arena, "t.md", text), body, &converted);
    return converted;
}

static struct str converted_text(Arena *arena, const char *from, size_t body) {
    return convert(arena, str_from(from), body).text;
}

static void check_rows(const struct row *rows, size_t n, size_t (*body_of)(const char *)) {
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < n; i++) {
        struct str got = converted_text(arena, rows[i].from, body_of(rows[i].from));
        assert_string_equal(str_cstr(arena, got), rows[i].to);
        const char *first = str_cstr(arena, got);
        struct str again = converted_text(arena, first, body_of(first));
        assert_string_equal(str_cstr(arena, again), rows[i].to);
    }
}

static size_t no_front_matter(const char *text) {
    (void)text;
    return 0;
}

/* --- dialects --------------------------------------------------------------------------------- */

static const struct row dialect_rows[] = {
    {"[Partner Name]", "{{partner.name}}"},
    {"[PARTNER_NAME] [partner name] [PartnerName] [Partner's Name]",
     "{{partner.name}} {{partner.name}} {{partner.name}} {{partner.name}}"},
    {"[Partner\nName], hi", "{{partner.name}}, hi"},
    {"${partner_name} ${partner.name} ${partnerName}",
     "{{partner.name}} {{partner.name}} {{partner.name}}"},
    {"___partner_name___ and ___Partner Name___", "{{partner.name}} and {{partner.name}}"},
    {"{partner_name}, {partner}", "{{partner.name}}, {{partner.name}}"},
    {"[Your Company] by [Date]", "{{company.name}} by {{today | date \"long\"}}"},
    {"[Insert Partner Name here]", "{{custom.insert_partner_name_here}}"},
    {"[Insert Partner Name]", "{{partner.name}}"},
    {"[Date, e.g. 1 May 26]", "{{today | date \"long\"}}"},
    {"[Quarter], [Next Quarter], Q[X] [YEAR]",
     "{{period.label}}, {{period.next.label}}, Q{{period.number}} {{period.year}}"},
    {"[Parnter Name] [Compnay Name]", "{{partner.name}} {{company.name}}"},
    {"[Partner City] in [Größe]", "{{custom.partner_city}} in {{custom.größe}}"},
    {"${deal_size_2} ___own_field___ {own_field}",
     "{{custom.deal_size_2}} {{custom.own_field}} {{custom.own_field}}"},
    {"**[Partner Name]** and [see [Partner Name]](x.md)",
     "**{{partner.name}}** and [see {{partner.name}}](x.md)"},
    {"- [ ] Ask [Partner Name]\n- [x] Pull Q[X] data\n",
     "- [ ] Ask {{partner.name}}\n- [x] Pull Q{{period.number}} data\n"},
    {"Name: [____], signature: [x______] [x___*]", "Name: [____], signature: [x______] [x___*]"},
    {"[Link]([Website])", "[Link]({{company.website}})"},
    {"[Date]: as agreed by both", "{{today | date \"long\"}}: as agreed by both"},
    {"[Region][Country]", "{{partner.region}}{{partner.country}}"},
    {"<div>[Partner Name]</div>", "<div>{{partner.name}}</div>"},
    {"!!! note \"For [Partner Name]\"\n    [Partner Name]\n",
     "!!! note \"For {{partner.name}}\"\n    {{partner.name}}\n"},
    {"[Partner Name]\r\n[Date]\r\n", "{{partner.name}}\r\n{{today | date \"long\"}}\r\n"},
};

static void test_dialects(void **state) {
    (void)state;
    check_rows(dialect_rows, G_N_ELEMENTS(dialect_rows), no_front_matter);
}

/* Each of them stays as it is. */
static const char *const kept[] = {
    "- [ ] open\n- [x] done\n- [X] done\n1. [X] done\n> - [X] done\n",
    "[X] yes [ ] no",
    "[Partner Name](https://example.com) ![Partner Name](a.png)",
    "[Partner Name][ref] [Quarter]\n\n[ref]: https://a.b\n[QUARTER]: <c d> \"Title\"\n",
    "[Date][] and [Date]\n\n[date]: e\n",
    "a[^1] [^note]\n\n[^1]: words\n[^note]: words\n",
    "> [!NOTE]\n> words\n\n> [!Partner Name]\n",
    "[toc] [[toc]] [TOC] [[Partner Name]]",
    "a [1] b [2, 3] c [12-14] d [a] [@smith] [Smith 2020] [RFC 2119]",
    "sign [____] or [      ] or [...]",
    "`[Partner Name]` ``${partner_name}``",
    "```\n[Partner Name]\n${partner_name} {partner_name}\n```\n~~~ text [Partner Name]\n$X\n~~~\n",
    "text\n\n    [Partner Name] in code\n\n    [Date]\n",
    "- item\n\n      [Partner Name] in code\n",
    "<a title=\"[Partner Name]\">x</a> <!-- [Partner Name] -->",
    ":::tip[Partner Name]\nwords\n:::\n:badge[Partner]",
    ":::note{partner_name}\n:::",
    "# Title {#partner}\n\n## Other {.partner_name}\n",
    "\\[Partner Name\\] \\${partner_name} \\{partner_name}",
    "{{partner.name}} {{#deals | where \"a[Partner]\"}}${{x}}{{/deals}} {{{[Date]}}}",
    "[DRAFT] [Confidential] [TBD] [like this]",
    "{name} {note} x{partner_name} \\frac{partner}",
    "___really important words___ ____ _________ a___b___c",
    "a X b, UX, X-ray, 10 X 20, Series X",
    "{[Partner Name]} {${partner_name}}",
    "$500 [$500] 42% [42%]",
    "",
};

static void test_kept(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
        assert_string_equal(str_cstr(arena, converted_text(arena, kept[i], 0)), kept[i]);
    }
}

/* --- numbers ---------------------------------------------------------------------------------- */

#define HEAD      "| Metric | Target | Actual | vs. Target |\n|---|---|---|---|\n"
#define N_A       " | default \"n/a\"}}"
#define OWN_TABLE "| Deal | Fee | Share |\n|---|--:|--:|\n"

static const struct row number_rows[] = {
    {"$X and $XX and $XX,X.X", "{{custom.amount_1 | money}} and {{custom.amount_2 | money}} and "
                               "{{custom.amount_3 | money}}"},
    {"$XM, €[X], £[Amount]", "{{custom.amount_1 | money \"compact\"}}, {{custom.amount_2 | money "
                             "\"EUR\"}}, {{custom.amount | money \"GBP\"}}"},
    {"[X]% and +X% and [X]", "{{custom.share_1 | percent}} and {{custom.share_2 | delta "
                             "\"percent\"}} and {{custom.number_1}}"},
    {"$[Amount], [$ Amount], [Growth Rate]%",
     "{{custom.amount | money}}, {{custom.amount | money}}, {{custom.growth_rate | percent}}"},
    {"$[Revenue], [Win Rate]%, $[Partner Name], [Deals Won]%",
     "{{kpi.booked.value | money" N_A ", {{kpi.win_rate.value | percent" N_A
     ", ${{partner.name}}, {{kpi.deals_won.value" N_A "%"},
    {"[Revenue Target] and [Last Quarter Revenue] and [Target Revenue]",
     "{{kpi.booked.plan | money" N_A " and {{kpi.booked.previous | money" N_A
     " and {{kpi.booked.plan | money" N_A},
    {HEAD "| Revenue | $X | $X | +X% |\n",
     HEAD "| Revenue | {{kpi.booked.plan | money" N_A " | {{kpi.booked.value | money" N_A
          " | {{kpi.booked.vs_plan_share | delta \"percent\"" N_A " |\n"},
    {HEAD "| **Win Rate** | X% | X% | +X% |\n", HEAD
     "| **Win Rate** | {{kpi.win_rate.plan | percent" N_A " | {{kpi.win_rate.value | percent" N_A
     " | {{kpi.win_rate.vs_plan | delta \"points\"" N_A " |\n"},
    {HEAD "| Deal Reg | X deals | X | +$X |\n",
     HEAD "| Deal Reg | {{kpi.registrations.plan" N_A " deals | {{kpi.registrations.value" N_A
          " | {{custom.deal_reg_vs_target | delta \"money\"}} |\n"},
    {OWN_TABLE "| Fit | $X | X% |\n| Fit | $X | X |\n",
     OWN_TABLE "| Fit | {{custom.fit_fee | money}} | {{custom.fit_share | percent}} |\n"
               "| Fit | {{custom.fit_fee_2 | money}} | X |\n"},
    {"{{custom.amount_1}} $X", "{{custom.amount_1}} {{custom.amount_2 | money}}"},
};

static void test_numbers(void **state) {
    (void)state;
    check_rows(number_rows, G_N_ELEMENTS(number_rows), no_front_matter);
}

/* --- front matter ----------------------------------------------------------------------------- */

static size_t behind_front_matter(const char *text) {
    const char *end = strstr(text + 4, "---\n");
    return (size_t)(end + 4 - text);
}

static const struct row front_matter_rows[] = {
    {"---\ntitle: [Partner Name] review\n---\n", "---\ntitle: '{{partner.name}} review'\n---\n"},
    {"---\ntitle: Review of [Partner Name], [Date]'s\nx: y\n---\n[Date]",
     "---\ntitle: 'Review of {{partner.name}}, {{today | date \"long\"}}''s'\nx: y\n---\n"
     "{{today | date \"long\"}}"},
    {"---\ntitle: \"On [Date]\"\nother: 'By [Your Name]' # [Date]\n---\n",
     "---\ntitle: \"On {{today | date \\\"long\\\"}}\"\nother: 'By {{contact.name}}' # [Date]\n"
     "---\n"},
    {"---\nkeywords: [Partner Name, Date]\nlist:\n  - [Partner Name]\n  - For "
     "${partner_name}\n---\n",
     "---\nkeywords: [Partner Name, Date]\nlist:\n  - [Partner Name]\n"
     "  - 'For {{partner.name}}'\n---\n"},
    {"---\nabout: >\n  For [Partner Name]\n  and others\nmore: {partner_name: 1}\n---\n",
     "---\nabout: >\n  For {{partner.name}}\n  and others\nmore: {partner_name: 1}\n---\n"},
};

static void test_front_matter(void **state) {
    (void)state;
    check_rows(front_matter_rows, G_N_ELEMENTS(front_matter_rows), behind_front_matter);
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(front_matter_rows); i++) {
        struct diags diags = {0};
        struct value *meta = NULL;
        size_t body = 0;
        const struct source *source = source_new(arena, "t.md", str_from(front_matter_rows[i].to));
        load_front_matter(arena, source, &diags, &meta, &body);
        assert_int_equal(diags.n, 0);
        diags_clear(&diags);
    }
}

/* --- the report ------------------------------------------------------------------------------- */

static void test_report(void **state) {
    static const char text[] =
        "Hi [Partner Name],\n\nfor [Partner City] by [Parnter Name]: `[Date]` "
        "[like this] [Company] [X]%\n";
    static const char wanted[] =
        "1:4 known [Partner Name] partner.name -\n"
        "3:5 own [Partner City] custom.partner_city -\n"
        "3:23 nearest [Parnter Name] partner.name read as \"partner name\"\n"
        "3:40 left [Date] - it stands in code\n"
        "3:48 left [like this] - small letters, and no name that pdfgen knows\n"
        "3:60 known [Company] company.name or partner.name, where theirs is meant\n"
        "3:70 own [X]% custom.share_1 a share, 0.42 for 42%\n";
    static const char *const kinds[] = {[FILL_KNOWN] = "known",
                                        [FILL_NEAREST] = "nearest",
                                        [FILL_OWN] = "own",
                                        [FILL_LEFT] = "left"};
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) out = g_string_new(NULL);
    struct fill_converted converted = convert(arena, str_from(text), 0);
    for (size_t i = 0; i < converted.n; i++) {
        const struct fill_conversion *item = &converted.items[i];
        unsigned line, column;
        span_locate(item->at, &line, &column);
        g_string_append_printf(out, "%u:%u %s " STR_FMT " %s %s\n", line, column, kinds[item->kind],
                               STR_ARG(item->placeholder), item->path ? item->path : "-",
                               item->note ? item->note : "-");
    }
    assert_string_equal(out->str, wanted);
}

/* --- the table -------------------------------------------------------------------------------- */

#define DEMO PDFGEN_SOURCE_DIR "/examples/demo/"

static struct value *read_demo(Arena *arena, World *world, const char *path) {
    struct diags diags = {0};
    struct value *value = NULL;
    assert_true(load_data_file(arena, world, path, (struct span){0}, &diags, &value));
    diags_clear(&diags);
    return value;
}

static struct value *demo_values(Arena *arena, World *world) {
    struct diags diags = {0};
    struct derive_input input = {.config = read_demo(arena, world, DEMO "pdfgen.yaml"),
                                 .partner = read_demo(arena, world, DEMO "partners/acme.yaml"),
                                 .today = {2026, 10, 9}};
    struct value *root = NULL;
    assert_true(derive_period_parse(arena, "2026-Q3", 1, &diags, &input.period));
    assert_true(derive_values(arena, &input, &diags, &root));
    diags_clear(&diags);
    return root;
}

static void expect_filled(Arena *arena, const struct value *root, Locale *locale,
                          const char *expression) {
    const struct fill_options options = {.locale = locale, .currency = "USD"};
    struct diags diags = {0};
    struct value *value = NULL;
    struct span at = span_of_file(source_new(arena, "t.md", STR("")));
    if (!fill_expression(arena, str_from(expression), at, root, &options, &diags, &value)) {
        fail_msg("%s: %s", expression, diags.items[0].message);
    }
    diags_clear(&diags);
}

/* Each name of the table exists, and its filters take it. */
static void test_table(void **state) {
    static const char *const environment[] = {NULL};
    static const struct shape shapes[] = {{0}, {.currency = ""}, {.is_percent = true}};
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(World) world = world_new(environment, PDFGEN_SOURCE_DIR);
    g_autoptr(Locale) locale = locale_new("en-US");
    world_allow(world, PDFGEN_SOURCE_DIR);
    const struct value *root = demo_values(arena, world);
    for (size_t i = 0; i < n_word_rows; i++) {
        struct known_name known;
        const struct word_row *row = &word_rows[i];
        bool is_figure = lookup_cell(arena, row->words, "actual", &shapes[0], &known);
        assert_string_equal(plain_words(arena, str_from(row->words)), row->words);
        if (row->kind == WORD_NAME) {
            assert_true(lookup_words(arena, row->words, &shapes[0], &known));
            assert_string_equal(known.path, row->path);
            expect_filled(arena, root, locale, known.expression);
        }
        for (size_t k = 0; is_figure && k < n_word_rows; k++) {
            for (size_t shape = 0; shape < G_N_ELEMENTS(shapes); shape++) {
                if (lookup_cell(arena, row->words, word_rows[k].words, &shapes[shape], &known)) {
                    expect_filled(arena, root, locale, known.expression);
                }
            }
        }
    }
}

/* --- real documents --------------------------------------------------------------------------- */

/* A value that the tag's filters take. */
static struct value *value_for(Arena *arena, const char *tag) {
    if (strstr(tag, "| date")) {
        return value_new_string(arena, (struct span){0}, STR("2026-09-30"));
    }
    if (strstr(tag, "| money") || strstr(tag, "| percent") || strstr(tag, "| delta")) {
        return value_new_number(arena, (struct span){0}, decimal_from_int(1));
    }
    return value_new_string(arena, (struct span){0}, STR("word"));
}

static void put_path(Arena *arena, struct value *root, const char *path, struct value *value) {
    struct str rest = str_from(path), step;
    while (str_cut(rest, '.', &step, &rest)) {
        struct value *map = value_get_str(root, step);
        if (!map) {
            map = value_new(arena, VALUE_MAP, (struct span){0});
            value_set(arena, root, step, (struct span){0}, map);
        }
        root = map;
    }
    value_set(arena, root, step, (struct span){0}, value);
}

static void check_file(Locale *locale, const char *path, struct str text) {
    g_autoptr(Arena) arena = arena_new();
    const struct fill_options options = {.locale = locale, .currency = "USD"};
    struct diags diags = {0}, ignored = {0};
    struct value *meta = NULL, *root = value_new(arena, VALUE_MAP, (struct span){0});
    struct text *filled = NULL;
    size_t body = 0, body_after = 0;
    const struct source *source = source_new(arena, path, text);
    load_front_matter(arena, source, &ignored, &meta, &body);
    struct fill_converted converted = convert(arena, text, body);
    const struct source *after = source_new(arena, path, converted.text);
    load_front_matter(arena, after, &ignored, &meta, &body_after);
    for (size_t i = 0; i < converted.n; i++) {
        if (converted.items[i].tag) {
            put_path(arena, root, converted.items[i].path,
                     value_for(arena, converted.items[i].tag));
        }
    }
    assert_true(fill_template(arena, after, body_after, root, &options, &diags, &filled));
    char *wanted = sample_structure(arena, text_from_source(arena, source, body));
    if (strcmp(sample_structure(arena, filled), wanted) != 0) {
        fprintf(stderr, "%s\n", path);
    }
    assert_string_equal(sample_structure(arena, filled), wanted);
    assert_true(str_eq(convert(arena, converted.text, body_after).text, converted.text));
    diags_clear(&diags);
    diags_clear(&ignored);
}

static size_t check_folder(Locale *locale, const char *folder) {
    size_t n = 0;
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autofree char *text = NULL;
        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            n += check_folder(locale, path);
        } else if (g_str_has_suffix(name, ".md") && g_file_get_contents(path, &text, NULL, NULL)) {
            check_file(locale, path, str_from(text));
            n++;
        }
    }
    g_clear_pointer(&dir, g_dir_close);
    return n;
}

static void test_corpus(void **state) {
    (void)state;
    g_autoptr(Locale) locale = locale_new("en-US");
    size_t n = PDFGEN_SHARED[0] ? check_folder(locale, PDFGEN_SHARED "/corpus") : 0;
    if (n == 0) {
        skip();
    }
    assert_true(n > 20);
}

/* The documents of the house hold no placeholders but the ones they speak of. */
static void test_own_templates(void **state) {
    static const char *const paths[] = {"templates/qbr.md"};
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *path = g_build_filename(PDFGEN_SOURCE_DIR, paths[i], NULL);
        g_autofree char *text = NULL;
        assert_true(g_file_get_contents(path, &text, NULL, NULL));
        struct fill_converted converted = convert(arena, str_from(text), 0);
        assert_int_equal(converted.n, 0);
        assert_true(str_is(converted.text, text));
    }
}

/* Long runs of a dialect's signs are read in linear time. */
static void test_long(void **state) {
    static const char *const signs[] = {"[",  "${",   "___",  "{",  "$",      "+$[",
                                        "{{", "[A](", "[A][", "|X", "[X][ ]", "|X|\n"};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(GString) text = g_string_new(NULL);
        while (text->len < 200000) {
            g_string_append(text, signs[i]);
        }
        convert(arena, (struct str){text->str, text->len}, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/fill/convert/each dialect becomes a tag", test_dialects, NULL, NULL, NULL},
        {"/fill/convert/what is no placeholder stays", test_kept, NULL, NULL, NULL},
        {"/fill/convert/a number takes its name from row and column", test_numbers, NULL, NULL,
         NULL},
        {"/fill/convert/front matter stays YAML", test_front_matter, NULL, NULL, NULL},
        {"/fill/convert/each placeholder is reported", test_report, NULL, NULL, NULL},
        {"/fill/convert/the table's names can be filled", test_table, NULL, NULL, NULL},
        {"/fill/convert/real documents keep their structure", test_corpus, NULL, NULL, NULL},
        {"/fill/convert/a template of today stays", test_own_templates, NULL, NULL, NULL},
        {"/fill/convert/long runs of signs end", test_long, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
