#include "load_sample.h"
#include "load_state_priv.h"

struct csv_case {
    const char *name, *text, *rows, *said;
};

static const struct csv_case cases[] = {
    {"cells become texts and numbers", "a,b\nx,12.50\n", "[{\"a\": \"x\", \"b\": 12.50}]", ""},
    {"a byte order mark and CR LF",
     "\xEF\xBB\xBF"
     "a,b\r\nx,1\r\n",
     "[{\"a\": \"x\", \"b\": 1}]", ""},
    {"CR alone ends lines", "a\rx\ry\r", "[{\"a\": \"x\"}, {\"a\": \"y\"}]", ""},
    {"semicolons separate where the header has more of them", "a;b,c;d\n1;2,5;3\n",
     "[{\"a\": 1, \"b_c\": \"2,5\", \"d\": 3}]", ""},
    {"tabs separate", "a\tb\n1\t2\n", "[{\"a\": 1, \"b\": 2}]", ""},
    {"separators in quotes do not count", "\"a;b;c\",d\n1,2\n", "[{\"a_b_c\": 1, \"d\": 2}]", ""},
    {"quotes hold separators, lines and quotes", "a,b\n\"x, \"\"y\"\"\nz\",2\n",
     "[{\"a\": \"x, \\\"y\\\"\\nz\", \"b\": 2}]", ""},
    {"a number in quotes is a text", "a\n\"0123\"\n\"12\"\n",
     "[{\"a\": \"0123\"}, {\"a\": \"12\"}]", ""},
    {"leading zeros and words are texts", "a\n0123\n12k\ntrue\n",
     "[{\"a\": \"0123\"}, {\"a\": \"12k\"}, {\"a\": \"true\"}]", ""},
    {"empty cells are absent", "a,b,c\n,2,\n", "[{\"b\": 2}]", ""},
    {"empty lines and rows are passed over", "\n \na,b\n\n,\n1,2\n\n", "[{\"a\": 1, \"b\": 2}]",
     ""},
    {"short rows lack their last cells", "a,b,c\n1\n", "[{\"a\": 1}]", ""},
    {"cells past the header may be empty", "a,b\n1,2,,\n", "[{\"a\": 1, \"b\": 2}]", ""},
    {"no line end at the end", "a,b\n1,2", "[{\"a\": 1, \"b\": 2}]", ""},
    {"a separator at the end", "a,b\n1,", "[{\"a\": 1}]", ""},
    {"spaces around cells go", "a , b\n x y , \"z \" \n", "[{\"a\": \"x y\", \"b\": \"z \"}]", ""},
    {"columns get plain names",
     "Close Date,dealId,Gr\xC3\xB6\xC3\x9F"
     "e (m)\n1,2,3\n",
     "[{\"close_date\": 1, \"deal_id\": 2, \"gr\xC3\xB6\xC3\x9F"
     "e_m\": 3}]",
     ""},
    {"only a header", "a,b\n", "[]", ""},
    {"nothing", "", NULL, "csv-syntax t.csv"},
    {"only empty lines", "\n\n", NULL, "csv-syntax t.csv"},
    {"an open quote", "a,b\n1,\"x\n2,3\n", NULL, "csv-syntax t.csv:2:3"},
    {"an open quote in the header", "a,\"b\n1,2\n", NULL, "csv-syntax t.csv:1:3"},
    {"text behind a quote", "a,b\n\"x\"y,2\n", NULL, "csv-syntax t.csv:2:4"},
    {"a cell too many", "a,b\n1,2,3\n", NULL, "csv-syntax t.csv:2:5"},
    {"a cell below no name", "a,,c\n1,2,3\n", NULL, "csv-syntax t.csv:2:3"},
    {"a column twice", "Deal ID,b,deal_id\n1,2,3\n", NULL, "csv-syntax t.csv:1:11"},
    {"a number out of range", "a\n12345678901234567890123456789012345678901\n",
     "[{\"a\": \"12345678901234567890123456789012345678901\"}]", "data-number t.csv:2:1"},
};

static void tables_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sample sample;
        struct value *header = NULL, *rows = NULL;
        sample_open(&sample);
        sample_write(&sample, "t.csv", cases[i].text);
        const char *path = load_join(sample.arena, sample.folder, "t.csv");
        const struct source *source =
            world_read_text(sample.world, path, (struct span){0}, &sample.diags);
        print_message("%s\n", cases[i].name);
        assert_non_null(source);
        assert_int_equal(load_csv(sample.arena, source, &sample.diags, &header, &rows),
                         cases[i].rows != NULL);
        assert_string_equal(said(sample.arena, &sample.diags), cases[i].said);
        if (cases[i].rows) {
            assert_string_equal(as_json(sample.arena, rows), cases[i].rows);
        }
        sample_close(&sample);
    }
}

static void cells_know_their_place(void **state) {
    (void)state;
    struct sample sample;
    struct value *header, *rows;
    sample_open(&sample);
    sample_write(&sample, "t.csv",
                 "\xEF\xBB\xBF"
                 "a,b\r\n\"\xC3\xA4\nx\", 12\r\n");
    const char *path = load_join(sample.arena, sample.folder, "t.csv");
    const struct source *source =
        world_read_text(sample.world, path, (struct span){0}, &sample.diags);
    assert_true(load_csv(sample.arena, source, &sample.diags, &header, &rows));
    assert_string_equal(value_origin(sample.arena, value_path(rows, "0.a")), "t.csv:2:1");
    assert_string_equal(value_origin(sample.arena, value_path(rows, "0.b")), "t.csv:3:5");
    assert_string_equal(value_origin(sample.arena, rows->list.items[0]), "t.csv:2:1");
    assert_string_equal(span_format(sample.arena, rows->list.items[0]->map.entries[1].key_at),
                        "t.csv:1:3");
    sample_close(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/csv/tables are read", tables_are_read, NULL, NULL, NULL},
        {"/load/csv/cells know their place", cells_know_their_place, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
