#include "load_sample.h"
#include "load_state_priv.h"

static void names_become_plain(void **state) {
    (void)state;
    static const char *const names[][2] = {
        {"close_date", "close_date"},
        {"Close Date", "close_date"},
        {"closeDate", "close_date"},
        {"close-date", "close_date"},
        {"ID", "id"},
        {"dealID", "deal_id"},
        {"Amount (USD)", "amount_usd"},
        {" x ", "x"},
        {"\xC3\x84rger", "\xC3\xA4rger"},
        {"", ""},
        {"---", ""},
        {"q3Total", "q3_total"},
    };
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct str plain = load_plain_name(arena, str_from(names[i][0]));
        assert_string_equal(str_cstr(arena, plain), names[i][1]);
    }
}

static void escapes_are_undone_once(void **state) {
    (void)state;
    static const char *const texts[][2] = {
        {"A&amp;B", "A&B"},
        {"A&amp;amp;B", "A&amp;B"},
        {"&#39;x&#x27; &quot;y&quot; &lt;z&gt; &apos;", "'x' \"y\" <z> '"},
        {"&#8364;&#X20AC;&#128512;", "\xE2\x82\xAC\xE2\x82\xAC\xF0\x9F\x98\x80"},
        {"R&D, AT&T; &eacute; &", "R&D, AT&T; &eacute; &"},
        {"&#0; &#xD800; &#1114112; &#; &#x; &#12", "&#0; &#xD800; &#1114112; &#; &#x; &#12"},
        {"&#99999999999999999999;", "&#99999999999999999999;"},
        {"&#3A;", "&#3A;"},
        {"", ""},
    };
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct str plain = load_unescape(arena, str_from(texts[i][0]));
        assert_string_equal(str_cstr(arena, plain), texts[i][1]);
    }
}

struct name_case {
    enum foreign_place place;
    const char *yaml, *json;
};

static const struct name_case names[] = {
    {FOREIGN_DEAL, "{id: 1, amount: 2}", "{\"id\": 1, \"amount\": 2}"},
    {FOREIGN_DEAL, "{Deal ID: 1, dealValue: 2}",
     "{\"Deal ID\": 1, \"dealValue\": 2, \"id\": 1, \"amount\": 2}"},
    /* Ours counts where both are there; the first row counts where several are. */
    {FOREIGN_DEAL, "{value: 1, amount: 2}", "{\"value\": 1, \"amount\": 2}"},
    {FOREIGN_DEAL, "{value: 1, amount: null}", "{\"value\": 1, \"amount\": 1}"},
    {FOREIGN_MILESTONE, "{created_at: b, completed_at: a}",
     "{\"created_at\": \"b\", \"completed_at\": \"a\", \"date\": \"a\"}"},
    {FOREIGN_DEAL, "{status: Closed Won, close_date: x}",
     "{\"status\": \"Closed Won\", \"close_date\": \"x\", \"stage\": \"won\", \"closed\": \"x\"}"},
    {FOREIGN_DEAL, "{stage: quote, close_date: x}",
     "{\"stage\": \"proposal\", \"close_date\": \"x\", \"expected_close\": \"x\"}"},
    {FOREIGN_DEAL, "{stage: WON, source: Partner Sourced}",
     "{\"stage\": \"won\", \"source\": \"sourced\"}"},
    {FOREIGN_DEAL, "{stage: wonn, attribution: ads}",
     "{\"stage\": \"wonn\", \"attribution\": \"ads\"}"},
    {FOREIGN_PARTNER, "{status: Gold standard}", "{\"status\": \"Gold standard\"}"},
    {FOREIGN_PARTNER, "{status: On hold}", "{\"status\": \"On hold\", \"stage\": \"paused\"}"},
    {FOREIGN_PARTNER, "{revenue: 5, health: 7}", "{\"revenue_total\": 5, \"health_score\": 7}"},
    {FOREIGN_PARTNER, "{revenue: {2026-Q3: {sourced: 5}}}",
     "{\"revenue\": {\"2026-Q3\": {\"sourced\": 5}}}"},
    {FOREIGN_PARTNER, "{contact: Ann, email: a@b.example}",
     "{\"contact\": \"Ann\", \"email\": \"a@b.example\", \"contacts\": [{\"name\": \"Ann\", "
     "\"email\": \"a@b.example\"}]}"},
    {FOREIGN_PARTNER, "{email: x, contacts: []}", "{\"email\": \"x\", \"contacts\": []}"},
    {FOREIGN_PARTNER, "{company: {a: 1}}", "{\"company\": {\"a\": 1}}"},
    {FOREIGN_NOTE, "{}", "{}"},
};

static void foreign_names_are_read_beside_ours(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct value *map;
        print_message("%s\n", names[i].yaml);
        assert_true(
            load_yaml(arena, source_new(arena, "t", str_from(names[i].yaml)), &diags, &map));
        assert_string_equal(as_json(arena, load_foreign_map(arena, names[i].place, map)),
                            names[i].json);
        diags_clear(&diags);
    }
}

/* A line of a table that holds both words. */
static bool has_line(struct str page, const char *foreign, const char *ours) {
    struct str line;
    while (str_next_line(&page, &line)) {
        if (str_starts_with(line, "|") && str_find(line, str_from(foreign), 0) < line.n &&
            str_find(line, str_from(ours), 0) < line.n) {
            return true;
        }
    }
    return false;
}

static void the_tables_are_documented(void **state) {
    (void)state;
    struct sample sample;
    sample_open(&sample);
    const struct source *page = world_read_text(
        sample.world, PDFGEN_SOURCE_DIR "/docs/partner-state.md", (struct span){0}, &sample.diags);
    assert_non_null(page);
    for (const struct foreign_name *row = load_foreign_names; row->foreign; row++) {
        if (!has_line(page->text, arena_printf(sample.arena, "`%s`", row->foreign),
                      arena_printf(sample.arena, "| `%s` |", row->ours))) {
            fail_msg("docs/partner-state.md lacks %s -> %s", row->foreign, row->ours);
        }
    }
    for (const struct foreign_word *row = load_foreign_words; row->field; row++) {
        if (!has_line(page->text, arena_printf(sample.arena, "`%s`", row->foreign),
                      arena_printf(sample.arena, "| `%s` |", row->ours))) {
            fail_msg("docs/partner-state.md lacks the word %s", row->foreign);
        }
    }
    sample_close(&sample);
}

static const struct field_rule *find(const struct field_rule *rules, const char *name) {
    for (; rules && rules->name; rules++) {
        if (strcmp(rules->name, name) == 0) {
            return rules;
        }
    }
    return NULL;
}

/* Each word has a meaning that the check of the fields accepts, and all of these have a row. */
static void words_are_those_of_the_fields(void **state) {
    (void)state;
    static const char *const lists[N_FOREIGN_PLACES] = {
        [FOREIGN_DEAL] = "deals", [FOREIGN_ACTION] = "actions"};
    for (const struct foreign_word *row = load_foreign_words; row->field; row++) {
        const struct field_rule *list =
            lists[row->place] ? find(load_partner_rules, lists[row->place]) : NULL;
        const struct field_rule *rule = find(list ? list->fields : load_partner_rules, row->field);
        assert_non_null(rule);
        assert_true(g_strv_contains(rule->words, row->ours));
        assert_false(g_strv_contains(rule->words, row->foreign));
        for (size_t i = 0; rule->words[i]; i++) {
            bool has_row = false;
            for (const struct foreign_word *o = load_foreign_words; o->field; o++) {
                has_row = has_row || (o->place == row->place && strcmp(o->field, row->field) == 0 &&
                                      strcmp(o->ours, rule->words[i]) == 0);
            }
            if (!has_row) {
                fail_msg("no row leads to %s of %s", rule->words[i], row->field);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/foreign/names become plain", names_become_plain, NULL, NULL, NULL},
        {"/load/foreign/escapes are undone once", escapes_are_undone_once, NULL, NULL, NULL},
        {"/load/foreign/foreign names are read beside ours", foreign_names_are_read_beside_ours,
         NULL, NULL, NULL},
        {"/load/foreign/the tables are documented", the_tables_are_documented, NULL, NULL, NULL},
        {"/load/foreign/words are those of the fields", words_are_those_of_the_fields, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
