/*
 * The tables of rules as JSON Schema, so that an editor completes and checks what
 * load_check_fields() accepts.
 *
 * What the schema refuses is what `pdfgen check --strict` reports of one field, but for the names
 * and shapes of other programs, which load_adapt.c brings to ours before the check. Null counts as
 * absent, numbers may be quoted, a field without a rule may be anything. What needs more than
 * one field (ids that stand twice, names that are nearly known) is said by check alone.
 *
 * Patterns are those that ECMA-262, Python and PCRE read alike.
 *
 * Source: JSON Schema draft 2020-12, core section 8 ($defs, $ref), validation sections 6 and 9.
 */
#include "load_priv.h"

#include <string.h>

#define SPACE     "[ \\t\\r\\n]*"
#define DIGITS    "(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?"
#define DAYS_31   "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
#define DAYS_30   "(0[469]|11)-(0[1-9]|[12][0-9]|30)"
#define DAYS_28   "02-(0[1-9]|1[0-9]|2[0-8])"
#define LEAP_YEAR "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"

static const char number_pattern[] = "^" SPACE "[+-]?" DIGITS SPACE "$";
static const char amount_pattern[] = "^" SPACE "\\+?" DIGITS SPACE "$";
static const char percent_pattern[] =
    "^" SPACE "\\+?(100(\\.0+)?|[1-9]?[0-9](\\.[0-9]+)?)" SPACE "$";
/* A time may follow: exports have them, and the day is what counts. */
static const char date_pattern[] =
    "^(?!0000)([0-9]{4}-(" DAYS_31 "|" DAYS_30 "|" DAYS_28 ")|" LEAP_YEAR "-02-29)([Tt ].*)?$";
static const char period_pattern[] =
    "^([0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?|FY[0-9]{2}(-(Q[1-4]|H[12]))?)$";

const char *const load_schema_names[] = {"partner", "workspace", NULL};

static const struct {
    const char *title, *description;
    const struct field_rule *rules;
} schemas[] = {
    {"Partner", "One partner of a pdfgen workspace: a YAML or JSON file in its folder partners/.",
     load_partner_rules},
    {"Workspace", "pdfgen.yaml: the company, its brand and its partner programme.",
     load_workspace_rules},
};
G_STATIC_ASSERT(G_N_ELEMENTS(schemas) == G_N_ELEMENTS(load_schema_names) - 1);

/* --- values --------------------------------------------------------------------------------- */

static struct value *new_map(Arena *arena) {
    return value_new(arena, VALUE_MAP, (struct span){0});
}

static struct value *new_text(Arena *arena, struct str text) {
    return value_new_string(arena, (struct span){0}, text);
}

static void put_number(Arena *arena, struct value *map, const char *key, int number) {
    value_put(arena, map, key, value_new_number(arena, (struct span){0}, decimal_from_int(number)));
}

static struct value *words_list(Arena *arena, const char *const *words) {
    struct value *list = value_new(arena, VALUE_LIST, (struct span){0});
    for (size_t i = 0; words[i]; i++) {
        value_append(arena, list, new_text(arena, str_from(words[i])));
    }
    return list;
}

/* @types: words with blanks between them. */
static void put_type(Arena *arena, struct value *schema, const char *types, bool can_be_null) {
    struct value *list = value_new(arena, VALUE_LIST, (struct span){0});
    for (struct str rest = str_from(types), type; rest.n > 0;) {
        str_cut(rest, ' ', &type, &rest);
        value_append(arena, list, new_text(arena, type));
    }
    if (can_be_null) {
        value_append(arena, list, new_text(arena, STR("null")));
    }
    value_put(arena, schema, "type", list->list.n == 1 ? list->list.items[0] : list);
}

/* --- definitions ---------------------------------------------------------------------------- */

static const char *number_definition(enum field_range range) {
    switch (range) {
    case RANGE_ANY: return "number";
    case RANGE_NOT_NEGATIVE: return "amount";
    case RANGE_PERCENT: return "percent";
    }
    g_assert_not_reached();
}

static const char *number_text_pattern(enum field_range range) {
    switch (range) {
    case RANGE_ANY: return number_pattern;
    case RANGE_NOT_NEGATIVE: return amount_pattern;
    case RANGE_PERCENT: return percent_pattern;
    }
    g_assert_not_reached();
}

/* "minimum" and "maximum" are of numbers, "pattern" is of strings: one schema for both. */
static void put_number_limits(Arena *arena, struct value *schema, enum field_range range) {
    value_put_text(arena, schema, "pattern", number_text_pattern(range));
    if (range != RANGE_ANY) {
        put_number(arena, schema, "minimum", 0);
    }
    if (range == RANGE_PERCENT) {
        put_number(arena, schema, "maximum", 100);
    }
}

static void define_number(Arena *arena, struct value *definitions, enum field_range range) {
    struct value *schema = new_map(arena);
    put_type(arena, schema, "number string", true);
    put_number_limits(arena, schema, range);
    value_put(arena, definitions, number_definition(range), schema);
}

static void define_text(Arena *arena, struct value *definitions, const char *name,
                        const char *pattern) {
    struct value *schema = new_map(arena);
    put_type(arena, schema, "string", true);
    value_put_text(arena, schema, "pattern", pattern);
    value_put(arena, definitions, name, schema);
}

static struct value *definitions_of_all(Arena *arena) {
    struct value *definitions = new_map(arena);
    define_number(arena, definitions, RANGE_ANY);
    define_number(arena, definitions, RANGE_NOT_NEGATIVE);
    define_number(arena, definitions, RANGE_PERCENT);
    struct value *text = new_map(arena);
    put_type(arena, text, "string number", true);
    value_put(arena, definitions, "text", text);
    define_text(arena, definitions, "date", date_pattern);
    define_text(arena, definitions, "period", period_pattern);
    return definitions;
}

static void put_reference(Arena *arena, struct value *schema, const char *name) {
    value_put_text(arena, schema, "$ref", arena_printf(arena, "#/$defs/%s", name));
}

static struct value *reference(Arena *arena, const char *name) {
    struct value *schema = new_map(arena);
    put_reference(arena, schema, name);
    return schema;
}

/* --- fields --------------------------------------------------------------------------------- */

static struct value *field_schema(Arena *arena, const struct field_rule *rule);

/* @others: what fields without a rule may be; NULL: anything. */
static void put_fields(Arena *arena, struct value *schema, const struct field_rule *rules,
                       struct value *others) {
    struct value *properties = new_map(arena);
    struct value *required = value_new(arena, VALUE_LIST, (struct span){0});
    for (const struct field_rule *rule = rules; rule && rule->name; rule++) {
        value_put(arena, properties, rule->name, field_schema(arena, rule));
        if (rule->is_required) {
            value_append(arena, required, new_text(arena, str_from(rule->name)));
        }
    }
    if (properties->map.n > 0) {
        value_put(arena, schema, "properties", properties);
    }
    if (required->list.n > 0) {
        value_put(arena, schema, "required", required);
    }
    value_put(arena, schema, "additionalProperties",
              others ? others : value_new_bool(arena, (struct span){0}, true));
}

static struct value *map_schema(Arena *arena, const struct field_rule *rules, bool can_be_null) {
    struct value *schema = new_map(arena);
    put_type(arena, schema, "object", can_be_null);
    put_fields(arena, schema, rules, NULL);
    return schema;
}

static struct value *item_schema(Arena *arena, const char *types) {
    struct value *schema = new_map(arena);
    put_type(arena, schema, types, false);
    return schema;
}

static struct value *maps_schema(Arena *arena, const struct field_rule *rules) {
    struct value *schema = new_map(arena);
    put_type(arena, schema, "array", true);
    value_put(arena, schema, "items", map_schema(arena, rules, false));
    return schema;
}

static void put_periods(Arena *arena, struct value *schema, struct value *of_one) {
    value_put(arena, schema, "propertyNames", reference(arena, "period"));
    value_put(arena, schema, "additionalProperties", of_one);
}

static void put_enum(Arena *arena, struct value *schema, const struct field_rule *rule) {
    struct value *words = words_list(arena, rule->words);
    if (!rule->is_required) {
        value_append(arena, words, value_new(arena, VALUE_NULL, (struct span){0}));
    }
    value_put(arena, schema, "enum", words);
}

/* What JSON calls the kinds that a field may have; a definition that is referred to says it too. */
static const char *types_of(enum field_form form) {
    switch (form) {
    case FIELD_ANY:
    case FIELD_WORD: return NULL;
    case FIELD_TEXT:
    case FIELD_NUMBER: return "string number";
    case FIELD_BOOLEAN: return "boolean";
    case FIELD_DATE:
    case FIELD_PERIOD:
    case FIELD_CURRENCY:
    case FIELD_LOCALE: return "string";
    case FIELD_MONTH: return "integer";
    case FIELD_MAP:
    case FIELD_NUMBERS:
    case FIELD_PERIOD_MAP:
    case FIELD_PERIOD_MAPS: return "object";
    case FIELD_MAPS:
    case FIELD_TEXTS: return "array";
    case FIELD_TEXT_OR_MAP: return "string number object";
    case FIELD_NUMBER_OR_MAPS: return "number string array";
    case FIELD_SOURCES: return "string array";
    }
    g_assert_not_reached();
}

/* What a value of its type must be. */
static void put_form(Arena *arena, struct value *schema, const struct field_rule *rule) {
    switch (rule->form) {
    case FIELD_ANY:
    case FIELD_BOOLEAN: return;
    case FIELD_TEXT: put_reference(arena, schema, "text"); return;
    case FIELD_NUMBER: put_reference(arena, schema, number_definition(rule->range)); return;
    case FIELD_DATE: put_reference(arena, schema, "date"); return;
    case FIELD_PERIOD: put_reference(arena, schema, "period"); return;
    case FIELD_WORD: put_enum(arena, schema, rule); return;
    case FIELD_CURRENCY: value_put_text(arena, schema, "pattern", "^[A-Z]{3}$"); return;
    case FIELD_LOCALE:
        value_put_text(arena, schema, "pattern", "^[A-Za-z]{2}[A-Za-z0-9-]*$");
        return;
    case FIELD_MONTH:
        put_number(arena, schema, "minimum", 1);
        put_number(arena, schema, "maximum", 12);
        return;
    case FIELD_MAP:
    case FIELD_TEXT_OR_MAP: put_fields(arena, schema, rule->fields, NULL); return;
    case FIELD_MAPS:
        value_put(arena, schema, "items", map_schema(arena, rule->fields, false));
        return;
    case FIELD_TEXTS:
        value_put(arena, schema, "items", item_schema(arena, "string number"));
        return;
    case FIELD_SOURCES: value_put(arena, schema, "items", item_schema(arena, "string")); return;
    case FIELD_NUMBERS:
        put_fields(arena, schema, rule->fields, reference(arena, number_definition(rule->range)));
        return;
    case FIELD_PERIOD_MAP:
        put_periods(arena, schema, map_schema(arena, rule->fields, true));
        return;
    case FIELD_PERIOD_MAPS: put_periods(arena, schema, maps_schema(arena, rule->fields)); return;
    case FIELD_NUMBER_OR_MAPS:
        put_number_limits(arena, schema, rule->range);
        value_put(arena, schema, "items", map_schema(arena, rule->fields, false));
        return;
    }
    g_assert_not_reached();
}

static bool is_reference(enum field_form form) {
    return form == FIELD_TEXT || form == FIELD_NUMBER || form == FIELD_DATE || form == FIELD_PERIOD;
}

static struct value *field_schema(Arena *arena, const struct field_rule *rule) {
    struct value *schema = new_map(arena);
    const char *types = types_of(rule->form);
    if (rule->about) {
        value_put_text(arena, schema, "description", rule->about);
    }
    if (types && (rule->is_required || !is_reference(rule->form))) {
        put_type(arena, schema, types, !rule->is_required);
    }
    put_form(arena, schema, rule);
    if (rule->words && rule->form != FIELD_WORD) {
        value_put(arena, schema, "examples", words_list(arena, rule->words));
    }
    return schema;
}

struct value *load_schema(Arena *arena, const char *name) {
    size_t i = 0;
    while (load_schema_names[i] && strcmp(load_schema_names[i], name) != 0) {
        i++;
    }
    if (!load_schema_names[i]) {
        return NULL;
    }
    struct value *schema = new_map(arena);
    value_put_text(arena, schema, "$schema", "https://json-schema.org/draft/2020-12/schema");
    value_put_text(arena, schema, "title", schemas[i].title);
    value_put_text(arena, schema, "description", schemas[i].description);
    put_type(arena, schema, "object", false);
    put_fields(arena, schema, schemas[i].rules, NULL);
    value_put(arena, schema, "$defs", definitions_of_all(arena));
    return schema;
}
