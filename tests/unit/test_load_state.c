/*
 * Partners of every shape through load_partner_list(), load_partner_find() and load_partner():
 * values, places, and what was said.
 */
#include "load_sample.h"
#include "load_state_priv.h"

enum { FILES_MAX = 6, FIELDS_MAX = 14 };

struct file {
    const char *name, *text;
};

struct state_case {
    const char *name;
    struct file files[FILES_MAX];
    const char *slugs;              /* of all partners; NULL: the list fails */
    const char *typed;              /* the partner that is loaded; NULL: none */
    const char *fields[FIELDS_MAX]; /* "path = value @ origin", or "path is absent" */
    const char *said, *hint;
};

#define COMPANY "company: {name: A}\ncurrency: USD\n"

static const struct state_case cases[] = {
    {.name = "a folder of folders with metadata.json",
     .files =
         {{"pdfgen.yaml", COMPANY "partners: state\n"
                                  "tiers: [{name: Gold, threshold: 1}]\n"},
          {"state/acme/metadata.json",
           "{\"partner_name\": \"Smith &amp; Co\", \"tier\": \"gold\", \"status\": \"Active\",\n"
           " \"created_at\": \"2024-01-15T10:00:00\", \"contact\": \"Ann\", \"email\": "
           "\"a@b.example\",\n"
           " \"milestones\": [{\"name\": \"Kickoff\", \"ts\": 1719824461.5},\n"
           "  {\"title\": \"First deal\", \"completed_at\": \"2026-09-01T00:00:00Z\",\n"
           "   \"created_at\": \"2026-01-01\"}],\n"
           " \"notes\": [{\"note\": \"Said &quot;yes&quot;\", \"created_at\": \"2026-02-01\"},\n"
           "  \"hello\"], \"playbooks\": {\"onboard\": {\"step\": 3}}, \"nps\": 42}"},
          {"state/acme/log.json", "[]"},
          {"state/.old/metadata.json", "{\"name\": \"Old\"}"}},
     .slugs = "acme=Smith & Co",
     .typed = "smith",
     .fields = {"name = 'Smith & Co' @ state/acme/metadata.json#/partner_name",
                "tier = 'Gold' @ state/acme/metadata.json#/tier",
                "stage = 'active' @ state/acme/metadata.json#/status",
                "status = 'Active' @ state/acme/metadata.json#/status",
                "since = '2024-01-15T10:00:00' @ state/acme/metadata.json#/created_at",
                "contacts.0.name = 'Ann' @ state/acme/metadata.json#/contact",
                "contacts.0.email = 'a@b.example' @ state/acme/metadata.json#/email",
                "milestones.0.title = 'Kickoff' @ state/acme/metadata.json#/milestones/0/name",
                "milestones.0.date = '2024-07-01' @ state/acme/metadata.json#/milestones/0/ts",
                "milestones.1.date = '2026-09-01T00:00:00Z' @ "
                "state/acme/metadata.json#/milestones/1/completed_at",
                "notes.0.text = 'Said \"yes\"' @ state/acme/metadata.json#/notes/0/note",
                "notes.1.text = 'hello' @ state/acme/metadata.json#/notes/1",
                "playbooks.0 = 'onboard' @ state/acme/metadata.json#/playbooks/onboard",
                "playbook_progress.onboard.step = 3 @ "
                "state/acme/metadata.json#/playbooks/onboard/step"},
     .said = ""},
    {.name = "a metadata.json without anything",
     .files = {{"pdfgen.yaml", COMPANY "partners: state\n"}, {"state/acme/metadata.json", "{}"}},
     .slugs = "acme=acme",
     .typed = "acme",
     .said = "data-field state/acme/metadata.json#",
     .hint = "name: ..."},
    {.name = "a broken metadata.json is that partner's",
     .files = {{"pdfgen.yaml", COMPANY "partners: state\n"},
               {"state/acme/metadata.json", "{\"name\": "},
               {"state/blue/metadata.json", "{\"name\": \"Blue\"}"}},
     .slugs = "acme=acme blue=Blue",
     .typed = "acme",
     .said = "json-syntax state/acme/metadata.json:1:10"},
    {.name = "one stem in two shapes is ambiguous",
     .files = {{"pdfgen.yaml", COMPANY},
               {"partners/acme.yaml", "name: A\n"},
               {"partners/acme/metadata.json", "{\"name\": \"B\"}"}},
     .slugs = "acme=A acme=B",
     .typed = "acme",
     .said = "partner-ambiguous; partner-ambiguous partners/acme/metadata.json"},
    {.name = "a list of partners in JSON",
     .files = {{"pdfgen.yaml", COMPANY "partners: partners.json\n"},
               {"partners.json",
                "[{\"name\": \"A&amp;B &amp;amp; C\", \"revenue\": 5, \"deals\": [\n"
                "  {\"account\": \"Q &lt;R&gt;\", \"value\": 5000, \"status\": \"Closed Won\",\n"
                "   \"close_date\": \"2026-09-03\"}]},\n"
                " {\"name\": \"Blue\", \"slug\": \"b\"}]"}},
     .slugs = "a-b-amp-c=A&B &amp; C b=Blue",
     .typed = "A&B",
     .fields = {"name = 'A&B &amp; C' @ partners.json#/0/name",
                "revenue_total = 5 @ partners.json#/0/revenue",
                "deals.0.customer = 'Q <R>' @ partners.json#/0/deals/0/account",
                "deals.0.amount = 5000 @ partners.json#/0/deals/0/value",
                "deals.0.stage = 'won' @ partners.json#/0/deals/0/status",
                "deals.0.closed = '2026-09-03' @ partners.json#/0/deals/0/close_date",
                "deals.0.expected_close is absent"},
     .said = ""},
    {.name = "partners of a map by name",
     .files = {{"pdfgen.yaml", COMPANY "partners: [all.json]\n"},
               {"all.json", "{\"partners\": {\"Acme Corp\": {\"tier\": \"x\"},\n"
                            " \"b\": {\"name\": \"Blue\"}}}"}},
     .slugs = "acme-corp=Acme Corp blue=Blue",
     .typed = "acme",
     .fields = {"name = 'Acme Corp' @ all.json#/partners/Acme Corp",
                "tier = 'x' @ all.json#/partners/Acme Corp/tier"},
     .said = ""},
    {.name = "items that are no partners",
     .files = {{"pdfgen.yaml", COMPANY "partners: p.json\n"},
               {"p.json", "[5, {\"tier\": \"x\"}, {\"name\": \"Acme\"}, null]"}},
     .slugs = "acme=Acme partner-1=partner-1 partner-2=partner-2 partner-4=partner-4",
     .typed = "partner-1",
     .said = "data-type p.json#/0",
     .hint = "name: ..."},
    {.name = "an item without a name",
     .files = {{"pdfgen.yaml", COMPANY "partners: p.yaml\n"},
               {"p.yaml", "- {name: Acme}\n- {tier: x}\n"}},
     .slugs = "acme=Acme partner-2=partner-2",
     .typed = "partner-2",
     .said = "data-field p.yaml:2:3"},
    {.name = "two items of one slug",
     .files = {{"pdfgen.yaml", COMPANY "partners: p.json\n"},
               {"p.json", "[{\"name\": \"Acme\"}, {\"name\": \"ACME\", \"tier\": \"x\"}]"}},
     .slugs = "acme=Acme acme=ACME",
     .typed = "acme",
     .said = "partner-ambiguous; partner-ambiguous p.json#/1"},
    {.name = "a broken list stops every document",
     .files = {{"pdfgen.yaml", COMPANY "partners: [partners, p.json]\n"},
               {"partners/acme.yaml", "name: Acme\n"},
               {"p.json", "[{\"name\": \"Blue\"}"}},
     .said = "json-syntax p.json:1:18"},
    {.name = "a list that is none",
     .files = {{"pdfgen.yaml", COMPANY "partners: p.yaml\n"}, {"p.yaml", "partners: 5\n"}},
     .said = "data-type p.yaml:1:11",
     .hint = "a list of maps"},
    {.name = "a file that is not there",
     .files = {{"pdfgen.yaml", COMPANY "partners: [p.yaml, there]\n"}},
     .said = "file-missing pdfgen.yaml:3:12; file-missing pdfgen.yaml:3:20"},
    {.name = "sources are texts",
     .files = {{"pdfgen.yaml", COMPANY "partners: [a.yaml, 5, {}]\n"}},
     .said = "workspace-field pdfgen.yaml:3:20; workspace-field pdfgen.yaml:3:23",
     .hint = "list of paths"},
    {.name = "a name that is a number",
     .files = {{"pdfgen.yaml", COMPANY "partners: p.yaml\n"}, {"p.yaml", "- {name: 365}\n"}},
     .slugs = "365=365",
     .typed = "365",
     .fields = {"name = 365 @ p.yaml:1:10"},
     .said = ""},
    {.name = "a file with one partner",
     .files = {{"pdfgen.yaml", COMPANY "partners: north.yaml\n"},
               {"north.yaml", "company_name: Northwind\n"}},
     .slugs = "north=Northwind",
     .typed = "Northwind",
     .fields = {"name = 'Northwind' @ north.yaml:1:15"},
     .said = ""},
    {.name = "partners and a pipeline in one file",
     .files = {{"pdfgen.yaml", COMPANY "partners: demo.yaml\n"},
               {"demo.yaml", "company: {name: Ignored}\n"
                             "partners:\n"
                             "  - {name: Acme Corp, tier: gold, status: onboarding}\n"
                             "pipeline:\n"
                             "  - {partner: Acme Corp, stage: qualification, value: 75000}\n"
                             "  - {partner: Nobody Inc, stage: proposal, value: 1}\n"
                             "  - {stage: proposal}\n"}},
     .slugs = "acme-corp=Acme Corp",
     .typed = "acme",
     .fields = {"stage = 'onboarding' @ demo.yaml:3:43",
                "deals.0.stage = 'qualified' @ demo.yaml:5:33",
                "deals.0.amount = 75000 @ demo.yaml:5:55", "deals.0.partner is absent",
                "deals.1 is absent"},
     .said = "partner-unknown demo.yaml:6:15; data-field demo.yaml:7:5"},
    {.name = "deals of a table",
     .files = {{"pdfgen.yaml", COMPANY "deals: deals.csv\n"},
               {"partners/acme.yaml", "name: Acme Corp\ndeals: [{id: D-1, customer: X}]\n"},
               {"partners/blue.yaml", "name: Blue\n"},
               {"deals.csv", "\xEF\xBB\xBFPartner;Deal ID;Account;Amount;Own Note\r\n"
                             "Acme Corp;D-2;\"Y; \"\"Z\"\"\";12.50;a\r\n"
                             "acme;D-1;X;7;\r\nBLUE;D-3;V;1;\r\nAcme Crop;D-4;;;\r\n"
                             "Acme Crop;D-5;;;\r\n;D-6;;;\r\n"}},
     .slugs = "acme=Acme Corp blue=Blue",
     .typed = "acme",
     .fields = {"deals.0.amount = 7 @ deals.csv:3:12", "deals.0.id = 'D-1' @ deals.csv:3:6",
                "deals.1.id = 'D-2' @ deals.csv:2:11",
                "deals.1.customer = 'Y; \"Z\"' @ deals.csv:2:15",
                "deals.1.amount = 12.50 @ deals.csv:2:26",
                "deals.1.own_note = 'a' @ deals.csv:2:32", "deals.1.partner is absent",
                "deals.2 is absent"},
     .said = "partner-unknown deals.csv:5:1; data-field deals.csv:7:1",
     .hint = "\"Acme Corp\""},
    {.name = "cells that are wrong",
     .files = {{"pdfgen.yaml", COMPANY "partners: [deals.csv, partners]\n"},
               {"partners/acme.yaml", "name: Acme\n"},
               {"deals.csv", "partner,amount,closed,stage\n\nacme,\"12,000\",3.4.2026,wonn\n"}},
     .slugs = "acme=Acme",
     .typed = "acme",
     .said = "data-number deals.csv:3:6; data-date deals.csv:3:15; data-type deals.csv:3:24",
     .hint = "Write 12000;"},
    {.name = "a table without the partner's column",
     .files = {{"pdfgen.yaml", COMPANY "deals: deals.csv\n"},
               {"partners/acme.yaml", "name: Acme\n"},
               {"deals.csv", "id,amount\n1,2\n"}},
     .said = "data-field deals.csv:1:1",
     .hint = "\"partner\""},
    {.name = "an empty table",
     .files = {{"pdfgen.yaml", COMPANY "deals: deals.csv\n"},
               {"partners/acme.yaml", "name: Acme\n"},
               {"deals.csv", ""}},
     .said = "csv-syntax deals.csv"},
    {.name = "deals that are no table",
     .files = {{"pdfgen.yaml", COMPANY "deals: deals.json\n"},
               {"partners/acme.yaml", "name: Acme\n"},
               {"deals.json", "[]"}},
     .said = "workspace-field pdfgen.yaml:3:8"},
    {.name = "the later source wins and a warning names both",
     .files = {{"pdfgen.yaml", COMPANY "partners: [partners, p.json]\ndeals: d.csv\n"},
               {"partners/acme.yaml",
                "name: Acme Corp\ntier: Silver\nmanager: Dana\ncountry: null\nsince: 2024-01-15\n"
                "targets: {2026-Q3: {booked: 10, pipeline: 20}}\nplaybooks: [a, b]\n"
                "deals:\n  - {id: 7, customer: X, amount: 5}\n"},
               {"p.json",
                "[{\"name\": \"ACME CORP\", \"tier\": \"Gold\", \"country\": \"UK\",\n"
                "  \"since\": \"2024-01-15T08:00:00Z\", \"region\": null,\n"
                "  \"manager\": {\"name\": \"Dana\", \"role\": \"PM\"},\n"
                "  \"targets\": {\"2026-Q3\": {\"booked\": \"10\", \"win_rate\": 4}},\n"
                "  \"playbooks\": [\"b\", \"c\"],\n"
                "  \"deals\": [{\"id\": \"7\", \"amount\": \"5.0\", \"stage\": \"won\"}]}]"},
               {"d.csv", "partner,id,amount,closed\nacme,7,6,2026-09-01\n"}},
     .slugs = "acme=Acme Corp",
     .typed = "acme",
     .fields = {"name = 'ACME CORP' @ p.json#/0/name", "tier = 'Gold' @ p.json#/0/tier",
                "country = 'UK' @ p.json#/0/country",
                "manager.role = 'PM' @ p.json#/0/manager/role",
                "targets.2026-Q3.booked = '10' @ p.json#/0/targets/2026-Q3/booked",
                "targets.2026-Q3.pipeline = 20 @ partners/acme.yaml:6:43",
                "targets.2026-Q3.win_rate = 4 @ p.json#/0/targets/2026-Q3/win_rate",
                "playbooks.2 = 'c' @ p.json#/0/playbooks/1", "playbooks.3 is absent",
                "deals.0.customer = 'X' @ partners/acme.yaml:9:23",
                "deals.0.amount = 6 @ d.csv:2:8", "deals.0.closed = '2026-09-01' @ d.csv:2:10",
                "deals.1 is absent"},
     .said = "data-conflict d.csv:2:8; data-conflict p.json#/0/name; data-conflict p.json#/0/tier",
     .hint = "later sources win"},
    {.name = "a slug joins what names do not",
     .files = {{"pdfgen.yaml", COMPANY "partners: [p.json, partners]\n"},
               {"partners/acme.yaml", "name: Acme Corporation\nregion: EMEA\n"},
               {"p.json", "[{\"name\": \"Acme\", \"country\": \"UK\"}]"}},
     .slugs = "acme=Acme",
     .typed = "acme",
     .fields = {"name = 'Acme Corporation' @ partners/acme.yaml:1:7",
                "country = 'UK' @ p.json#/0/country", "region = 'EMEA' @ partners/acme.yaml:2:9"},
     .said = "data-conflict partners/acme.yaml:1:7"},
    {.name = "a value with two names is told of once",
     .files = {{"pdfgen.yaml", COMPANY "partners: [a.json, b.json]\n"},
               {"a.json", "[{\"name\": \"Acme\", \"status\": \"Active\"}]"},
               {"b.json", "[{\"name\": \"Acme\", \"status\": \"Churned\"}]"}},
     .slugs = "acme=Acme",
     .typed = "acme",
     .fields = {"stage = 'lost' @ b.json#/0/status"},
     .said = "data-conflict b.json#/0/status"},
};

static void write_files(const struct sample *sample, const struct file *files) {
    for (size_t i = 0; i < FILES_MAX && files[i].name; i++) {
        sample_write(sample, files[i].name, files[i].text);
    }
}

static const char *list_slugs(const struct sample *sample, const struct partner_entry *entries,
                              size_t n) {
    const char *all = "";
    for (size_t i = 0; i < n; i++) {
        all = arena_printf(sample->arena, "%s%s%s=%s", all, i ? " " : "", entries[i].slug,
                           entries[i].name);
        assert_true(g_path_is_absolute(entries[i].path));
    }
    return all;
}

static void check_field(Arena *arena, const struct value *partner, const char *field) {
    g_autofree char *path = g_strndup(field, strcspn(field, " "));
    const struct value *value = value_path(partner, path);
    const char *got = value ? arena_printf(arena, "%s = %s @ %s", path, as_json(arena, value),
                                           value_origin(arena, value))
                            : arena_printf(arena, "%s is absent", path);
    assert_string_equal(got, field);
}

static void check_case(const struct state_case *c) {
    struct sample sample;
    struct workspace workspace;
    struct partner_entry *entries, entry;
    struct value *partner;
    size_t n;
    sample_open(&sample);
    write_files(&sample, c->files);
    assert_true(load_workspace(sample.arena, sample.world, NULL, &sample.diags, &workspace));
    bool is_listed =
        load_partner_list(sample.arena, sample.world, &workspace, &sample.diags, &entries, &n);
    assert_int_equal(is_listed, c->slugs != NULL);
    if (is_listed) {
        assert_string_equal(list_slugs(&sample, entries, n), c->slugs);
    }
    bool is_loaded = c->typed &&
                     load_partner_find(sample.arena, sample.world, &workspace, c->typed,
                                       &sample.diags, &entry) &&
                     load_partner(sample.arena, sample.world, &entry, &sample.diags, &partner);
    assert_string_equal(said(sample.arena, &sample.diags), c->said);
    assert_true(!c->hint || has_hint(&sample.diags, c->hint));
    assert_int_equal(is_loaded, c->fields[0] != NULL);
    for (size_t i = 0; i < FIELDS_MAX && c->fields[i]; i++) {
        check_field(sample.arena, partner, c->fields[i]);
    }
    sample_close(&sample);
}

static void every_shape_becomes_one_partner(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        print_message("%s\n", cases[i].name);
        check_case(&cases[i]);
    }
}

/* A document about one partner of a folder has no other partner among its inputs. */
static void a_folder_alone_is_read_by_need(void **state) {
    (void)state;
    struct sample sample;
    struct workspace workspace;
    struct partner_entry entry;
    const char *const *paths;
    sample_open(&sample);
    sample_write(&sample, "pdfgen.yaml", COMPANY "partners: [partners/]\n");
    sample_write(&sample, "partners/acme.yaml", "name: Acme Corp\n");
    sample_write(&sample, "partners/blue.yaml", "name: Blue\n");
    sample_write(&sample, "partners/cyan/metadata.json", "{\"name\": \"Cyan\"}");
    assert_true(load_workspace(sample.arena, sample.world, NULL, &sample.diags, &workspace));
    size_t before = world_reads(sample.world, &paths);
    static const char *const typed[] = {"acme", "cyan"};
    for (size_t i = 0; i < G_N_ELEMENTS(typed); i++) {
        assert_true(load_partner_find(sample.arena, sample.world, &workspace, typed[i],
                                      &sample.diags, &entry));
        assert_int_equal(world_reads(sample.world, &paths), before + i + 1);
    }
    sample_close(&sample);
}

/* Input of the field, where it is at hand: no error, and the places are those of the files. */
static void files_of_the_field_are_read(void **state) {
    (void)state;
    static const char *const names[] = {"demo-config.yaml", "board-deck-data.json"};
    struct sample sample;
    struct workspace workspace;
    struct partner_entry entry;
    struct value *partner;
    sample_open(&sample);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path =
            g_build_filename(PDFGEN_SHARED, "corpus/partneros/data", names[i], NULL);
        g_autofree char *text = NULL;
        if (!*PDFGEN_SHARED || !g_file_get_contents(path, &text, NULL, NULL)) {
            sample_close(&sample);
            skip();
        }
        sample_write(&sample, names[i], text);
    }
    sample_write(&sample, "pdfgen.yaml",
                 "partners: demo-config.yaml\n"
                 "data: [demo-config.yaml, board-deck-data.json]\n");
    assert_true(load_workspace(sample.arena, sample.world, NULL, &sample.diags, &workspace));
    assert_true(load_partner_find(sample.arena, sample.world, &workspace, "techstart",
                                  &sample.diags, &entry));
    assert_true(load_partner(sample.arena, sample.world, &entry, &sample.diags, &partner));
    check_field(sample.arena, partner, "stage = 'active' @ demo-config.yaml:33:13");
    check_field(sample.arena, partner, "revenue_total = 250000 @ demo-config.yaml:34:14");
    check_field(sample.arena, workspace.config,
                "company.name = 'Acme Partners' @ "
                "board-deck-data.json#/company/name");
    check_field(sample.arena, workspace.config,
                "data.summary.revenue = 2300000 @ board-deck-data.json#/summary/revenue");
    assert_int_equal(sample.diags.n_errors, 0);
    sample_close(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/state/every shape becomes one partner", every_shape_becomes_one_partner, NULL, NULL,
         NULL},
        {"/load/state/a folder alone is read by need", a_folder_alone_is_read_by_need, NULL, NULL,
         NULL},
        {"/load/state/files of the field are read", files_of_the_field_are_read, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
