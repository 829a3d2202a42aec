/*
 * The tables of rules, the schema made of them and docs/partner-state.md name the same fields.
 */
#include "load_priv.h"
#include "load_sample.h"

struct walk {
    Arena *arena;
    size_t n_fields;
};

static bool is_map_of_periods(enum field_form form) {
    return form == FIELD_PERIOD_MAP || form == FIELD_PERIOD_MAPS;
}

/* Where the schema of a field holds the properties of its map or maps. */
static const struct value *inner_schema(const struct field_rule *rule, const struct value *schema) {
    const struct value *inner = schema;
    if (is_map_of_periods(rule->form)) {
        inner = value_get(inner, "additionalProperties");
    }
    const struct value *items = value_get(inner, "items");
    return items ? items : inner;
}

static void compare(struct walk *walk, const char *path, const struct field_rule *rules,
                    const struct value *schema) {
    const struct value *properties = value_get(schema, "properties");
    size_t n = 0;
    for (const struct field_rule *rule = rules; rule->name; rule++, n++) {
        const char *name = arena_printf(walk->arena, "%s.%s", path, rule->name);
        const struct value *field = value_get(properties, rule->name);
        print_message("%s\n", name);
        assert_non_null(field);
        /* One sentence, so that it can stand behind another as a hint. */
        assert_non_null(rule->about);
        assert_true(str_ends_with(str_from(rule->about), "."));
        assert_true(str_is(value_string(value_get(field, "description")), rule->about));
        if (rule->fields) {
            compare(walk, name, rule->fields, inner_schema(rule, field));
        }
    }
    assert_int_equal(properties->map.n, n);
    assert_true(n <= FIELD_RULES_MAX);
    walk->n_fields += n;
}

static void every_field_is_in_the_schema(void **state) {
    (void)state;
    const struct field_rule *const tables[] = {load_partner_rules, load_workspace_rules};
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        struct walk walk = {.arena = arena};
        assert_non_null(load_schema_names[i]);
        const struct value *schema = load_schema(arena, load_schema_names[i]);
        compare(&walk, load_schema_names[i], tables[i], schema);
        assert_true(walk.n_fields > 30);
    }
    assert_null(load_schema(arena, "deal"));
    assert_null(load_schema(arena, ""));
}

/* Every "$ref" leads to a definition. */
static void follow(const struct value *root, const struct value *schema) {
    bool is_map = schema->kind == VALUE_MAP;
    for (size_t i = 0; is_map && i < schema->map.n; i++) {
        const struct value_entry *entry = &schema->map.entries[i];
        if (str_is(entry->key, "$ref")) {
            struct str name = str_skip(entry->value->string, strlen("#/$defs/"));
            assert_true(str_starts_with(entry->value->string, "#/$defs/"));
            assert_non_null(value_get_str(value_get(root, "$defs"), name));
        }
        follow(root, entry->value);
    }
    for (size_t i = 0; schema->kind == VALUE_LIST && i < schema->list.n; i++) {
        follow(root, schema->list.items[i]);
    }
}

static void references_lead_to_definitions(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; load_schema_names[i]; i++) {
        const struct value *schema = load_schema(arena, load_schema_names[i]);
        follow(schema, schema);
    }
}

/* --- the document --------------------------------------------------------------------------- */

static const struct field_rule *find(const struct field_rule *rules, struct str name) {
    for (const struct field_rule *rule = rules; rule->name; rule++) {
        if (str_is(name, rule->name)) {
            return rule;
        }
    }
    return NULL;
}

/* The fields of @map and of what it holds, as "deals.amount", each a key of @met. */
static void collect(GHashTable *met, const char *path, const struct field_rule *rules,
                    const struct value *map) {
    if (map->kind == VALUE_LIST) {
        for (size_t i = 0; i < map->list.n; i++) {
            collect(met, path, rules, map->list.items[i]);
        }
    }
    for (size_t i = 0; map->kind == VALUE_MAP && i < map->map.n; i++) {
        const struct value_entry *entry = &map->map.entries[i];
        const struct field_rule *rule = find(rules, entry->key);
        char *name = g_strdup_printf("%s." STR_FMT, path, STR_ARG(entry->key));
        print_message("%s\n", name);
        assert_non_null(rule);
        g_hash_table_add(met, name);
        const struct value *inner = entry->value;
        for (size_t k = 0; rule->fields && is_map_of_periods(rule->form) && k < inner->map.n; k++) {
            collect(met, name, rule->fields, inner->map.entries[k].value);
        }
        if (rule->fields && !is_map_of_periods(rule->form)) {
            collect(met, name, rule->fields, inner);
        }
    }
}

static void require(GHashTable *met, const char *path, const struct field_rule *rules) {
    for (const struct field_rule *rule = rules; rule->name; rule++) {
        g_autofree char *name = g_strdup_printf("%s.%s", path, rule->name);
        print_message("%s\n", name);
        assert_true(g_hash_table_contains(met, name));
        if (rule->fields) {
            require(met, name, rule->fields);
        }
    }
}

/* The first fence of YAML: a partner with every field. */
static void the_document_names_every_field(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autofree char *text = NULL;
    gsize n = 0;
    struct diags diags = {0};
    struct value *sample = NULL;
    assert_true(g_file_get_contents(PDFGEN_SOURCE_DIR "/docs/partner-state.md", &text, &n, NULL));
    const struct source *source = source_new(arena, "t", (struct str){text, n});
    size_t begin = str_find(source->text, STR("```yaml\n"), 0) + strlen("```yaml\n");
    size_t end = str_find(source->text, STR("```\n"), begin);
    assert_true(end < n);
    assert_true(load_yaml_slice(arena, source, begin, end, &diags, &sample));
    struct field_check check = {.arena = arena, .diags = &diags};
    load_check_fields(&check, sample, load_partner_rules);
    assert_string_equal(said(arena, &diags), "");
    g_autoptr(GHashTable) met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    collect(met, "partner", load_partner_rules, sample);
    require(met, "partner", load_partner_rules);
    diags_clear(&diags);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/schema/every field is in the schema", every_field_is_in_the_schema, NULL, NULL,
         NULL},
        {"/load/schema/references lead to definitions", references_lead_to_definitions, NULL, NULL,
         NULL},
        {"/load/schema/the document names every field", the_document_names_every_field, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
