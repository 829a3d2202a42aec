#include "load_priv.h"
#include "load_sample.h"

static void open_with_partners(struct sample *sample, struct workspace *workspace) {
    static const char *const files[][2] = {
        {"pdfgen.yaml", "company: {name: A}"},
        {"partners/acme.yaml", "tier: Gold\nname: Acme Corp\ndeals: [{id: 1}]\n"},
        {"partners/techstart.yml", "name: TechStart Inc\nslug: tech-start\n"},
        {"partners/north.json", "{\"name\": \"Northwind Tech\", \"deals\": []}"},
        {"partners/cafe.yaml", "name: \"Caf\\u00e9 Ol\\u00e9\"\n"},
        {"partners/nameless.yaml", "tier: Silver\n"},
        {"partners/broken.yaml", "tier: [\n"},
        {"partners/latin.yaml", "name: Gar\xE7on\n"},
        {"partners/acme-labs.yaml", "name: Acme Labs\n"},
        {"partners/README.md", "# x\n"},
        {"partners/.hidden.yaml", "name: Hidden\n"},
    };
    sample_open(sample);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        sample_write(sample, files[i][0], files[i][1]);
    }
    assert_true(load_workspace(sample->arena, sample->world, NULL, &sample->diags, workspace));
}

static void every_partner_is_listed(void **state) {
    (void)state;
    struct sample sample;
    struct workspace workspace;
    open_with_partners(&sample, &workspace);
    struct partner_entry *entries;
    size_t n;
    assert_true(
        load_partner_list(sample.arena, sample.world, &workspace, &sample.diags, &entries, &n));
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(all, "%s=%s\n", entries[i].slug, entries[i].name);
        assert_true(g_path_is_absolute(entries[i].path));
    }
    assert_string_equal(all->str, "acme=Acme Corp\nacme-labs=Acme Labs\nbroken=broken\n"
                                  "cafe=Caf\303\251 Ol\303\251\nlatin=latin\nnameless=nameless\n"
                                  "north=Northwind Tech\ntech-start=TechStart Inc\n");
    /* What is wrong with a file is said when it is loaded. */
    assert_int_equal(sample.diags.n, 0);
    g_string_free(all, TRUE);
    sample_close(&sample);
}

struct find_case {
    const char *typed, *slug, *said, *hint;
};

static const struct find_case finds[] = {
    {"acme", "acme", "", NULL},
    {"Acme Corp", "acme", "", NULL},
    {"ACME CORP", "acme", "", NULL},
    {"acme-labs", "acme-labs", "", NULL},
    {"Acme L", "acme-labs", "", NULL},
    {"corp", "acme", "", NULL},
    {"start", "tech-start", "", NULL}, /* a word of the slug */
    {"CAF\303\211", "cafe", "", NULL},
    {"Cafe\314\201", "cafe", "", NULL},
    {"Acm", NULL, "partner-ambiguous", "in full"},
    {"tech", NULL, "partner-ambiguous", NULL},
    {"cme", NULL, "partner-unknown", "\"Acme Corp\""},
    {"Acme Copr", NULL, "partner-unknown", "\"Acme Corp\""},
    {"zzz", NULL, "partner-unknown", "pdfgen list"},
    {"", NULL, "partner-unknown", NULL},
};

static void one_is_found_by_what_was_typed(void **state) {
    (void)state;
    struct sample sample;
    struct workspace workspace;
    open_with_partners(&sample, &workspace);
    for (size_t i = 0; i < G_N_ELEMENTS(finds); i++) {
        struct partner_entry entry = {0};
        struct diags diags = {0};
        print_message("%s\n", finds[i].typed);
        bool is_found = load_partner_find(sample.arena, sample.world, &workspace, finds[i].typed,
                                          &diags, &entry);
        assert_string_equal(said(sample.arena, &diags), finds[i].said);
        assert_int_equal(is_found, finds[i].slug != NULL);
        if (is_found) {
            assert_string_equal(entry.slug, finds[i].slug);
        }
        assert_true(!finds[i].hint || has_hint(&diags, finds[i].hint));
        diags_clear(&diags);
    }
    sample_close(&sample);
}

static void two_files_of_one_slug_are_ambiguous(void **state) {
    (void)state;
    struct sample sample;
    struct workspace workspace;
    open_with_partners(&sample, &workspace);
    sample_write(&sample, "partners/acme.json", "{\"name\": \"Acme Too\"}");
    struct partner_entry *entries, entry;
    size_t n;
    assert_true(
        load_partner_list(sample.arena, sample.world, &workspace, &sample.diags, &entries, &n));
    assert_int_equal(sample.diags.n_warnings, 1);
    assert_false(
        load_partner_find(sample.arena, sample.world, &workspace, "acme", &sample.diags, &entry));
    assert_int_equal(sample.diags.n_errors, 1);
    sample_close(&sample);
}

static void a_missing_folder_is_said(void **state) {
    (void)state;
    struct sample sample;
    struct workspace workspace;
    struct partner_entry entry;
    sample_open(&sample);
    sample_write(&sample, "pdfgen.yaml", "company: {name: A}\npartners: people\n");
    assert_true(load_workspace(sample.arena, sample.world, NULL, &sample.diags, &workspace));
    assert_false(
        load_partner_find(sample.arena, sample.world, &workspace, "a", &sample.diags, &entry));
    assert_string_equal(said(sample.arena, &sample.diags), "file-missing pdfgen.yaml:2:11");
    sample_close(&sample);
}

struct partner_case {
    const char *file, *text, *said, *hint;
    bool is_fine;
};

static const struct partner_case partners[] = {
    {"a.yaml", "name: A\nown_field: 1\n", "", NULL, true},
    {"a.yaml", "tier: Gold\n", "data-field a.yaml", "name", false},
    {"a.yaml", "- x\n", "data-type a.yaml", NULL, false},
    {"a.yaml", "name: A\ndeals:\n  - {id: 1, amount: \"12,OOO\"}\n", "data-number a.yaml:3:21",
     "Write 12000; separators belong to the locale.", false},
    {"a.yaml",
     "name: A\nsince: 2023-13-01\nstage: activ\ndeals:\n  - {stage: wonn, source: direct}\n"
     "revenue: {2026-9: {sourced: 1}}\nactions:\n  - {due: soon, status: finished}\n",
     "data-date a.yaml:2:8; data-type a.yaml:3:8; data-type a.yaml:5:13; data-type a.yaml:5:27; "
     "data-date a.yaml:6:11; data-date a.yaml:8:11; data-type a.yaml:8:25",
     "Did you mean \"active\"?", false},
    {"a.yaml", "name: A\nstage: activ\n", "data-type a.yaml:2:8", NULL, true},
    {"a.json", "{\"name\": \"A\", \"deals\": [{\"amount\": \"12k\"}]}",
     "data-number a.json#/deals/0/amount", "Write 12000;", false},
    {"a.json", "{\"name\": \"A\"", "json-syntax a.json:1:13", NULL, false},
    {"a.yaml", "name: A\nname: B\n", "yaml-duplicate a.yaml:2:1", NULL, false},
};

static void all_mistakes_of_a_file_come_in_one_run(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(partners); i++) {
        struct sample sample;
        sample_open(&sample);
        sample_write(&sample, partners[i].file, partners[i].text);
        struct partner_entry entry = {.slug = "a",
                                      .name = "A",
                                      .path =
                                          load_join(sample.arena, sample.folder, partners[i].file)};
        struct value *partner;
        print_message("%s\n", partners[i].text);
        bool is_fine = load_partner(sample.arena, sample.world, &entry, &sample.diags, &partner);
        assert_string_equal(said(sample.arena, &sample.diags), partners[i].said);
        assert_int_equal(is_fine, partners[i].is_fine);
        assert_true(!partners[i].hint || has_hint(&sample.diags, partners[i].hint));
        sample_close(&sample);
    }
}

/* The example of docs/partner-state.md is the longest text that promises to be right. */
static void the_documented_partner_is_right(void **state) {
    (void)state;
    struct sample sample;
    sample_open(&sample);
    const struct source *page = world_read_text(
        sample.world, PDFGEN_SOURCE_DIR "/docs/partner-state.md", (struct span){0}, &sample.diags);
    assert_non_null(page);
    size_t begin = str_find(page->text, STR("```yaml\n"), 0) + strlen("```yaml\n");
    size_t end = str_find(page->text, STR("```"), begin);
    sample_write(&sample, "a.yaml", str_cstr(sample.arena, str_slice(page->text, begin, end)));
    struct partner_entry entry = {.path = load_join(sample.arena, sample.folder, "a.yaml")};
    struct value *partner = NULL;
    assert_true(load_partner(sample.arena, sample.world, &entry, &sample.diags, &partner));
    assert_string_equal(said(sample.arena, &sample.diags), "");
    assert_true(partner->map.n > 20);
    sample_close(&sample);
}

static void heads_are_read_no_further_than_needed(void **state) {
    (void)state;
    static const char *const keys[] = {"name", "slug"};
    static const struct {
        const char *yaml, *name, *slug;
    } heads[] = {
        {"name: A\nslug: b\n", "A", "b"},
        {"name: A\n: : [", "A", ""},           /* the rest is not read */
        {"name: A\nx: [\nslug: b\n", "A", ""}, /* the rest was read for a slug, and is broken */
        {"deals: [{name: X, slug: y}]\nname: A\n", "A", ""},
        {"deals: [name, slug]\nmore: {a: {name: X}}\nslug: s\nname: A\n", "A", "s"},
        {"a: &n name\nb: *n\nname: A\n", "A", ""},
        {"name: {x: y}\nslug: b\n", "", "b"},
        {"- name\n- A\n", "", ""},
        {"", "", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct str texts[2];
        print_message("%s\n", heads[i].yaml);
        load_yaml_head(arena, source_new(arena, "t", str_from(heads[i].yaml)), keys, 2, texts);
        assert_true(str_is(texts[0], heads[i].name));
        assert_true(str_is(texts[1], heads[i].slug));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/partner/every partner is listed", every_partner_is_listed, NULL, NULL, NULL},
        {"/load/partner/one is found by what was typed", one_is_found_by_what_was_typed, NULL, NULL,
         NULL},
        {"/load/partner/two files of one slug are ambiguous", two_files_of_one_slug_are_ambiguous,
         NULL, NULL, NULL},
        {"/load/partner/a missing folder is said", a_missing_folder_is_said, NULL, NULL, NULL},
        {"/load/partner/all mistakes of a file come in one run",
         all_mistakes_of_a_file_come_in_one_run, NULL, NULL, NULL},
        {"/load/partner/the documented partner is right", the_documented_partner_is_right, NULL,
         NULL, NULL},
        {"/load/partner/heads are read no further than needed",
         heads_are_read_no_further_than_needed, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
