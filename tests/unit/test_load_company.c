/*
 * The files at `data:` of pdfgen.yaml: what stands under `data`, and which gaps they fill.
 */
#include "load_sample.h"
#include "load_state_priv.h"

enum { FILES_MAX = 3, FIELDS_MAX = 8 };

struct company_case {
    const char *name;
    const char *files[FILES_MAX][2];
    const char *fields[FIELDS_MAX]; /* "path = value @ origin", or "path is absent" */
    const char *said;
    bool is_fine;
};

static const struct company_case cases[] = {
    {.name = "names stand under data, the company may be there alone",
     .files = {{"pdfgen.yaml", "data: board.json\n"},
               {"board.json", "{\"company\": {\"name\": \"Acme\", \"brand_color\": \"#6366F1\"},\n"
                              " \"summary\": {\"revenue\": 2300000}}"}},
     .fields = {"company.name = 'Acme' @ board.json#/company/name",
                "brand.color.primary = '#6366F1' @ board.json#/company/brand_color",
                "data.summary.revenue = 2300000 @ board.json#/summary/revenue",
                "data.company.name = 'Acme' @ board.json#/company/name"},
     .said = "",
     .is_fine = true},
    {.name = "pdfgen.yaml wins without a word",
     .files = {{"pdfgen.yaml", "company: {name: Own, website: null}\ncontact: {name: Dana}\n"
                               "brand: {color: {primary: red}}\ndata: [a.yaml]\n"},
               {"a.yaml", "company: {name: Theirs, website: w, product: P}\n"
                          "contact: {name: Other, email: e}\nbrand_color: blue\nlogo: l.png\n"}},
     .fields = {"company.name = 'Own' @ pdfgen.yaml:1:17", "company.website = 'w' @ a.yaml:1:34",
                "company.product = 'P' @ a.yaml:1:46", "contact.name = 'Dana' @ pdfgen.yaml:2:17",
                "contact.email = 'e' @ a.yaml:2:31",
                "brand.color.primary = 'red' @ pdfgen.yaml:3:26", "brand.logo is absent"},
     .said = "",
     .is_fine = true},
    {.name = "of several files the last fills a gap, whatever it calls it",
     .files = {{"pdfgen.yaml", "data: [a.yaml, b.yaml]\n"},
               {"a.yaml", "company: {name: First, brand_color: blue}\nx: {y: 1, z: 1}\n"},
               {"b.yaml", "company_name: Second\nprimary_color: green\nx: {y: 2}\n"
                          "branding: {logo_url: \"https://logo.example/l.png\"}\n"}},
     .fields = {"company.name = 'Second' @ b.yaml:1:15",
                "brand.color.primary = 'green' @ b.yaml:2:16", "brand.logo is absent",
                "data.x.y = 2 @ b.yaml:3:8", "data.x.z = 1 @ a.yaml:2:14",
                "data.branding.logo_url = 'https://logo.example/l.png' @ b.yaml:4:22"},
     .said = "data-conflict b.yaml:3:8",
     .is_fine = true},
    {.name = "a company that is a text is its name",
     .files = {{"pdfgen.yaml", "data: a.yaml\n"}, {"a.yaml", "company: Acme\ncontact: Ann\n"}},
     .fields = {"company.name = 'Acme' @ a.yaml:1:10", "contact.name = 'Ann' @ a.yaml:2:10"},
     .said = "",
     .is_fine = true},
    {.name = "no data, no name",
     .files = {{"pdfgen.yaml", "company: {name: A}\ndata:\n"}},
     .fields = {"company.name = 'A' @ pdfgen.yaml:1:17"},
     .said = "",
     .is_fine = true},
    {.name = "a file that is missing",
     .files = {{"pdfgen.yaml", "company: {name: A}\ndata: a.yaml\n"}},
     .said = "file-missing pdfgen.yaml:2:7"},
    {.name = "a file that is broken",
     .files = {{"pdfgen.yaml", "company: {name: A}\ndata: a.json\n"}, {"a.json", "{\"a\": }"}},
     .said = "json-syntax a.json:1:7"},
    {.name = "a file that is no map",
     .files = {{"pdfgen.yaml", "company: {name: A}\ndata: a.json\n"}, {"a.json", "[]"}},
     .said = "data-type a.json#"},
    {.name = "what is no name of a file",
     .files = {{"pdfgen.yaml", "company: {name: A}\ndata: {a: 1}\n"}},
     .said = "workspace-field pdfgen.yaml:2:7"},
};

static void check_field(Arena *arena, const struct value *config, const char *field) {
    g_autofree char *path = g_strndup(field, strcspn(field, " "));
    const struct value *value = value_path(config, path);
    const char *got = value ? arena_printf(arena, "%s = %s @ %s", path, as_json(arena, value),
                                           value_origin(arena, value))
                            : arena_printf(arena, "%s is absent", path);
    assert_string_equal(got, field);
}

static void gaps_are_filled_and_nothing_else(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct company_case *c = &cases[i];
        struct sample sample;
        struct workspace workspace;
        sample_open(&sample);
        for (size_t k = 0; k < FILES_MAX && c->files[k][0]; k++) {
            sample_write(&sample, c->files[k][0], c->files[k][1]);
        }
        print_message("%s\n", c->name);
        bool is_fine = load_workspace(sample.arena, sample.world, NULL, &sample.diags, &workspace);
        assert_string_equal(said(sample.arena, &sample.diags), c->said);
        assert_int_equal(is_fine, c->is_fine);
        for (size_t k = 0; k < FIELDS_MAX && c->fields[k]; k++) {
            check_field(sample.arena, workspace.config, c->fields[k]);
        }
        sample_close(&sample);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/company/gaps are filled and nothing else", gaps_are_filled_and_nothing_else, NULL,
         NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
