#include "load_sample.h"

struct config_case {
    const char *yaml, *said, *hint;
    bool is_fine;
};

static const struct config_case cases[] = {
    {"company: {name: A}\n", "", NULL, true},
    {"company: {name: A}\ncontact: {name: B}\nbrand: _brand.yml\nlocale: en-US\ncurrency: USD\n"
     "fiscal_year_start: 4\npartners: partners/\ntiers: [{name: Gold, threshold: 500000}]\nown: "
     "1\n",
     "", NULL, true},
    {"company: {name: A}\nbrand: {color: {primary: blue}}\n", "", NULL, true},
    {"locale: en-US\n", "workspace-field pdfgen.yaml", "company: ...", false},
    {"company: A\n", "workspace-field pdfgen.yaml:1:10", NULL, false},
    {"company: {website: x}\n", "workspace-field pdfgen.yaml:1:10", NULL, false},
    {"company: {name: A}\ncurrency: Dollar\nfiscal_year_start: 0\nlocale: English!\ntiers: Gold\n",
     "workspace-field pdfgen.yaml:2:11; workspace-field pdfgen.yaml:3:20; "
     "workspace-field pdfgen.yaml:4:9; workspace-field pdfgen.yaml:5:8",
     NULL, false},
    {"company: {name: A}\ntiers: [{threshold: 5}, {name: G, threshold: 5OO}]\n",
     "workspace-field pdfgen.yaml:2:9; workspace-field pdfgen.yaml:2:46", "Write 500;", false},
    {"compony: {name: A}\n", "workspace-field pdfgen.yaml; workspace-field pdfgen.yaml:1:1",
     "Did you mean \"company\"?", false},
    {"company: {name: A}\ncurrncy: USD\n", "workspace-field pdfgen.yaml:2:1",
     "Did you mean \"currency\"?", true},
    {"- a\n", "workspace-field pdfgen.yaml", NULL, false},
    {"a: b: c\n", "yaml-syntax pdfgen.yaml:1:5", NULL, false},
};

static void the_configuration_is_checked(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sample sample;
        sample_open(&sample);
        sample_write(&sample, "pdfgen.yaml", cases[i].yaml);
        struct workspace workspace;
        print_message("%s", cases[i].yaml);
        bool is_fine = load_workspace(sample.arena, sample.world, NULL, &sample.diags, &workspace);
        assert_string_equal(said(sample.arena, &sample.diags), cases[i].said);
        assert_int_equal(is_fine, cases[i].is_fine);
        assert_true(!cases[i].hint || has_hint(&sample.diags, cases[i].hint));
        sample_close(&sample);
    }
}

static const char *find(const char *folder, const char *below, const char *const *environment,
                        const char *asked, struct diags *diags) {
    g_autofree char *current = g_build_filename(folder, below, NULL);
    g_autoptr(World) world = world_new(environment, current);
    struct workspace workspace;
    if (!load_workspace(world_arena(world), world, asked, diags, &workspace)) {
        return NULL;
    }
    assert_true(g_str_has_prefix(workspace.directory, folder));
    /* A file beside it may be read from now on. */
    const char *neighbour = arena_printf(world_arena(world), "%s/notes.md", workspace.directory);
    assert_non_null(world_read_text(world, neighbour, (struct span){0}, diags));
    return g_intern_string(workspace.directory + strlen(folder));
}

static void the_folder_is_found(void **state) {
    (void)state;
    struct sample sample;
    sample_open(&sample);
    sample_write(&sample, "w/pdfgen.yaml", "company: {name: A}");
    sample_write(&sample, "w/notes.md", "x");
    sample_write(&sample, "w/a/b/x", "");
    sample_write(&sample, "v/pdfgen.yaml", "company: {name: A}");
    sample_write(&sample, "v/notes.md", "x");
    sample_write(&sample, "elsewhere/x", "");
    g_autofree char *variable = g_strdup_printf("PDFGEN_WORKSPACE=%s/v", sample.folder);
    const char *const nothing[] = {NULL}, *const set[] = {variable, NULL};
    struct diags diags = {0};
    assert_string_equal(find(sample.folder, "w", nothing, NULL, &diags), "/w");
    assert_string_equal(find(sample.folder, "w/a/b", nothing, NULL, &diags), "/w");
    assert_string_equal(find(sample.folder, "w/a", set, NULL, &diags), "/v");
    assert_string_equal(find(sample.folder, "v", set, "../w", &diags), "/w");
    assert_int_equal(diags.n, 0);
    assert_null(find(sample.folder, "elsewhere", nothing, NULL, &diags));
    assert_null(find(sample.folder, "w", nothing, "a", &diags));
    assert_string_equal(said(sample.arena, &diags), "workspace-missing; workspace-missing");
    assert_true(has_hint(&diags, "--workspace DIR"));
    diags_clear(&diags);
    sample_close(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/workspace/the configuration is checked", the_configuration_is_checked, NULL, NULL,
         NULL},
        {"/load/workspace/the folder is found", the_folder_is_found, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
