/*
 * derive_tier.c - the partner's tier, the next one, and what is missing for it.
 *
 * Tiers are ordered by their threshold: bookings of the twelve months up to the period's last day.
 */
#include "derive_programme_priv.h"

/* --- certified people ----------------------------------------------------------------------- */

static bool holds_on(struct derive *d, const struct value *certification, int64_t day) {
    int64_t earned = read_day(d, certification, "earned");
    int64_t expires = read_day(d, certification, "expires");
    return (earned == DAY_UNKNOWN || earned <= day) && (expires == DAY_UNKNOWN || expires > day);
}

struct fact derive_certified(struct derive *d, struct date day) {
    if (d->programme) {
        return derive_programme_certified(d, day);
    }
    const struct value *field = value_get(d->partner, "certifications");
    if (!field || field->kind != VALUE_LIST) {
        return fact_unknown("no certifications are recorded");
    }
    const struct value *list = read_maps(d, d->partner, "certifications");
    g_autoptr(GHashTable) people = g_hash_table_new(g_str_hash, g_str_equal);
    size_t nameless = 0;
    for (size_t i = 0; i < list->list.n; i++) {
        const struct value *item = list->list.items[i];
        char *person = str_cstr(d->arena, value_string(value_get(item, "person")));
        if (!holds_on(d, item, date_to_days(day))) {
            continue;
        }
        if (*person) {
            g_hash_table_add(people, person);
        } else {
            nameless++;
        }
    }
    return fact_count(
        g_hash_table_size(people) + nameless,
        explain(d, "people with a certification that holds on %s", date_format_iso(d->arena, day)));
}

/* --- requirements --------------------------------------------------------------------------- */

/* A number as it stands; of a list the items that were there by the period's end. */
static struct fact field_count(struct derive *d, const char *field) {
    const struct value *value = value_get(d->partner, field);
    if (!value || value->kind != VALUE_LIST) {
        struct decimal number;
        return read_number(d, d->partner, field, &number)
                   ? fact_known(number, explain(d, "the partner's \"%s\"", field))
                   : fact_unknown(explain(d, "the partner has no \"%s\"", field));
    }
    size_t n = 0;
    for (size_t i = 0; i < value->list.n; i++) {
        int64_t day = read_day(d, value->list.items[i], "date");
        n += day == DAY_UNKNOWN || day <= date_to_days(d->period.last);
    }
    return fact_count(n, explain(d, "items of \"%s\" up to %s", field,
                                 date_format_iso(d->arena, d->period.last)));
}

static const char *requirement_name(Arena *arena, const char *field) {
    if (g_str_equal(field, "certifications")) {
        return "Certified consultants";
    }
    if (g_str_equal(field, "references")) {
        return "Customer references";
    }
    char *name = arena_strdup(arena, field);
    for (char *p = name; *p; p++) {
        *p = *p == '_' ? ' ' : *p;
    }
    *name = g_ascii_toupper(*name);
    return name;
}

static struct value *requirement_row(struct derive *d, const struct value *requirements,
                                     const char *field) {
    struct decimal number;
    struct fact need = read_number(d, requirements, field, &number)
                           ? fact_known(number, explain_read(d, value_get(requirements, field),
                                                             "the next tier's requirement"))
                           : fact_unknown("the next tier's requirement is not a number");
    struct fact have = g_str_equal(field, "certifications") ? derive_certified(d, d->period.last)
                                                            : field_count(d, field);
    struct fact missing = fact_subtract(d->arena, need, have, NULL);
    bool is_met = missing.is_known && decimal_sign(missing.number) <= 0;
    if (is_met) {
        missing.number = decimal_from_int(0);
    }
    struct value *row = new_map(d->arena);
    put_text(d->arena, row, "field", field);
    put_text(d->arena, row, "name", requirement_name(d->arena, field));
    put_fact(d->arena, row, "have", have);
    put_fact(d->arena, row, "need", need);
    put_fact(d->arena, row, "missing", missing);
    put_bool(d->arena, row, "is_met", is_met);
    put_text(d->arena, row, "tone", !missing.is_known ? "muted" : is_met ? "good" : "watch");
    return row;
}

static void put_requirements(struct derive *d, struct value *map, const struct value *next) {
    const struct value *requirements = value_get(next, "requirements");
    struct value *rows = new_list(d->arena);
    size_t n_met = 0;
    for (size_t i = 0; requirements && requirements->kind == VALUE_MAP && i < requirements->map.n;
         i++) {
        struct value *row =
            requirement_row(d, requirements, str_cstr(d->arena, requirements->map.entries[i].key));
        n_met += value_is_true(value_get(row, "is_met"));
        value_append(d->arena, rows, row);
    }
    value_put(d->arena, map, "requirements", rows);
    put_count(d->arena, map, "requirements_count", rows->list.n);
    put_count(d->arena, map, "requirements_met", n_met);
    put_bool(d->arena, map, "are_requirements_met", n_met == rows->list.n);
}

/* --- tiers ---------------------------------------------------------------------------------- */

static struct fact threshold_of(struct derive *d, const struct value *tier) {
    struct decimal number;
    if (!read_number(d, tier, "threshold", &number)) {
        return fact_unknown("no threshold is set");
    }
    return derive_convert(d, value_string(value_get(d->config, "currency")), &number)
               ? fact_known(number, explain_read(d, value_get(tier, "threshold"),
                                                 "the threshold of the tier"))
               : fact_unknown("no rate leads from the threshold's currency to the partner's");
}

static bool is_above(struct fact a, struct fact b) {
    return a.is_known && b.is_known && decimal_compare(a.number, b.number) > 0;
}

static void complain_of_tier(struct derive *d, const struct value *tiers,
                             const struct value *name) {
    struct str *names = ARENA_NEW_N(d->arena, struct str, tiers->list.n);
    for (size_t i = 0; i < tiers->list.n; i++) {
        names[i] = value_string(value_get(tiers->list.items[i], "name"));
    }
    diag_warning(d->diags, name->at, DIAG_DATA_FIELD,
                 "\"" STR_FMT "\" is not a tier of the workspace", STR_ARG(name->string));
    diag_hint_nearest(d->diags, name->string, names, tiers->list.n);
    diag_hint(d->diags, "Add it under \"tiers\" in pdfgen.yaml, or correct its name here.");
}

static const struct value *current_tier(struct derive *d, const struct value *tiers) {
    const struct value *name = value_get(d->partner, "tier");
    for (size_t i = 0; i < tiers->list.n; i++) {
        if (str_eq(value_string(value_get(tiers->list.items[i], "name")), value_string(name))) {
            return tiers->list.items[i];
        }
    }
    if (tiers->list.n > 0 && value_string(name).n > 0) {
        complain_of_tier(d, tiers, name);
    }
    return NULL;
}

/* The lowest of those above @tier; of a partner without a tier, the lowest above zero. */
static const struct value *next_tier(struct derive *d, const struct value *tiers,
                                     const struct value *tier) {
    struct fact from = tier ? threshold_of(d, tier) : fact_count(0, "");
    const struct value *next = NULL;
    for (size_t i = 0; i < tiers->list.n; i++) {
        struct fact threshold = threshold_of(d, tiers->list.items[i]);
        if (is_above(threshold, from) && (!next || is_above(threshold_of(d, next), threshold))) {
            next = tiers->list.items[i];
        }
    }
    return next;
}

static void put_progress(struct derive *d, struct value *map, const struct value *tier,
                         const struct value *next, struct fact booked) {
    struct fact own = tier ? threshold_of(d, tier) : fact_unknown("the partner has no tier");
    struct fact goal = next ? threshold_of(d, next) : fact_unknown("there is no higher tier");
    struct fact missing = fact_subtract(d->arena, goal, booked, NULL);
    bool is_reached = missing.is_known && decimal_sign(missing.number) <= 0;
    if (is_reached) {
        missing.number = decimal_from_int(0);
    }
    put_fact(d->arena, map, "threshold", own);
    put_fact(d->arena, map, "next_threshold", goal);
    put_fact(d->arena, map, "booked_12_months", booked);
    put_fact(d->arena, map, "missing", missing);
    put_fact(d->arena, map, "progress",
             fact_divide(d->arena, booked, goal, SHARE_SCALE,
                         "bookings of twelve months by the next tier's threshold"));
    put_bool(d->arena, map, "is_reached", is_reached);
    put_bool(d->arena, map, "is_missing", missing.is_known && !is_reached);
    put_fact(d->arena, map, "below_own", fact_subtract(d->arena, own, booked, NULL));
    put_bool(d->arena, map, "is_at_risk", is_above(own, booked));
}

struct value *derive_tier(struct derive *d, const struct results *results) {
    const struct value *tiers = read_maps(d, d->config, "tiers");
    const struct value *tier = current_tier(d, tiers), *next = next_tier(d, tiers, tier);
    struct value *map = new_map(d->arena);
    put_text(d->arena, map, "name", value_text(d->arena, value_get(d->partner, "tier"), NULL));
    put_text(d->arena, map, "next", value_text(d->arena, value_get(next, "name"), NULL));
    put_bool(d->arena, map, "has_next", next != NULL);
    put_bool(d->arena, map, "is_top", tier != NULL && next == NULL);
    put_bool(d->arena, map, "is_known", tier != NULL || next != NULL);
    put_progress(d, map, tier, next, results->now.booked_12_months);
    put_requirements(d, map, next);
    const struct value *benefits = value_get(tier, "benefits");
    const struct value *next_benefits = value_get(next, "benefits");
    value_put(d->arena, map, "benefits",
              benefits ? value_copy(d->arena, benefits) : new_list(d->arena));
    value_put(d->arena, map, "next_benefits",
              next_benefits ? value_copy(d->arena, next_benefits) : new_list(d->arena));
    return map;
}

struct value *derive_tiers(struct derive *d, const struct results *results) {
    static const char *const fields[] = {"name", "threshold", "qbr", "benefits", NULL};
    const struct value *tiers = read_maps(d, d->config, "tiers");
    struct str own = value_string(value_get(d->partner, "tier"));
    struct value *list = new_list(d->arena);
    for (size_t i = 0; i < tiers->list.n; i++) {
        const struct value *tier = tiers->list.items[i];
        struct fact threshold = threshold_of(d, tier);
        struct value *row = with_fields(d->arena, tier, fields);
        put_bool(d->arena, row, "is_current",
                 own.n > 0 && str_eq(own, value_string(value_get(tier, "name"))));
        put_bool(d->arena, row, "is_reached",
                 results->now.booked_12_months.is_known && threshold.is_known &&
                     !is_above(threshold, results->now.booked_12_months));
        value_append(d->arena, list, row);
    }
    return list;
}
