/*
 * derive_programme_groups.c - the partners of a programme by tier, region, vertical, stage and
 * health; who came and who left.
 *
 * Counted are those whose partnership held on the period's last day; added up is what all booked,
 * so that the groups' amounts add up to the programme's. A partner without a rate counts all the
 * same: only its amounts are left out.
 */
#include "derive_programme_priv.h"

#include <stdlib.h>
#include <string.h>

/* --- groups --------------------------------------------------------------------------------- */

struct group {
    struct str name;           /* empty: the file does not say */
    const struct value *given; /* the workspace's tier; NULL: none */
    size_t count, count_before;
    struct decimal booked, previous, pipeline;
    size_t n_booked, n_previous, n_pipeline; /* partners of whom it is known */
};

struct grouping {
    struct group *items;
    size_t n, capacity;
    const char *field;
    bool is_every_partner; /* count those that are none any more or not yet, too */
};

static struct group *find_group(struct derive *d, struct grouping *groups, struct str name) {
    for (size_t i = 0; i < groups->n; i++) {
        if (str_eq(groups->items[i].name, name)) {
            return &groups->items[i];
        }
    }
    groups->items =
        arena_grow(d->arena, groups->items, groups->n, &groups->capacity, sizeof *groups->items);
    groups->items[groups->n] = (struct group){.name = name};
    return &groups->items[groups->n++];
}

/* A part of a sum that was within the limits. */
static void add_known(struct decimal *sum, size_t *n, struct fact part) {
    if (part.is_known) {
        decimal_add(*sum, part.number, sum);
        ++*n;
    }
}

static void sort_in(struct derive *d, struct grouping *groups) {
    for (size_t i = 0; i < d->programme->n; i++) {
        const struct member *member = &d->programme->members[i];
        if (!member->d) {
            continue;
        }
        struct group *group =
            find_group(d, groups, value_string(value_get(member->given->partner, groups->field)));
        group->count += groups->is_every_partner || derive_is_partner(member, d->period.last);
        group->count_before +=
            groups->is_every_partner || derive_is_partner(member, d->previous.last);
        if (!member->excluded) {
            add_known(&group->booked, &group->n_booked, member->now.booked);
            add_known(&group->previous, &group->n_previous, member->previous.booked);
            add_known(&group->pipeline, &group->n_pipeline, member->now.pipeline);
        }
    }
}

static struct fact group_fact(struct derive *d, struct decimal sum, size_t n) {
    return n > 0 ? fact_known(sum, explain(d, "of %zu partner%s added up", n, n == 1 ? "" : "s"))
                 : fact_unknown("no partner of the group has such");
}

static struct value *group_row(struct derive *d, const struct group *group, size_t count,
                               struct fact total) {
    struct value *row = with_fields(d->arena, group->given, (const char *const[]){NULL});
    struct fact booked = group_fact(d, group->booked, group->n_booked);
    struct fact before = group_fact(d, group->previous, group->n_previous);
    put_text(d->arena, row, "name",
             group->name.n > 0 ? str_cstr(d->arena, group->name) : "Not set");
    put_bool(d->arena, row, "is_set", group->name.n > 0);
    put_count(d->arena, row, "count", group->count);
    put_count(d->arena, row, "previous_count", group->count_before);
    put_fact(d->arena, row, "count_share",
             fact_share(d->arena, fact_count(group->count, "its partners"),
                        fact_count(count, "all partners")));
    put_fact(d->arena, row, "booked", booked);
    put_fact(d->arena, row, "share", fact_share(d->arena, booked, total));
    put_fact(d->arena, row, "previous", before);
    put_difference(d->arena, row, "vs_previous", fact_subtract(d->arena, booked, before, NULL),
                   false);
    put_fact(d->arena, row, "vs_previous_share", fact_growth(d->arena, booked, before));
    put_fact(d->arena, row, "pipeline", group_fact(d, group->pipeline, group->n_pipeline));
    return row;
}

static void put_groups(struct derive *d, struct value *map, const char *key,
                       const struct grouping *groups, struct fact total) {
    struct value *list = new_list(d->arena);
    size_t count = 0;
    for (size_t i = 0; i < groups->n; i++) {
        count += groups->items[i].count;
    }
    for (size_t i = 0; i < groups->n; i++) {
        value_append(d->arena, list, group_row(d, &groups->items[i], count, total));
    }
    value_put(d->arena, map, key, list);
}

/* The most booked first; what is not said comes last. */
static int compare_groups(const void *a, const void *b) {
    const struct group *x = a, *y = b;
    if ((x->name.n > 0) != (y->name.n > 0)) {
        return x->name.n > 0 ? -1 : 1;
    }
    int order = decimal_compare(y->booked, x->booked);
    return order ? order : str_compare(x->name, y->name);
}

static void put_by_amount(struct derive *d, struct value *map, const char *key, const char *field,
                          struct fact total) {
    struct grouping groups = {.field = field};
    sort_in(d, &groups);
    if (groups.n > 1) {
        qsort(groups.items, groups.n, sizeof *groups.items, compare_groups);
    }
    put_groups(d, map, key, &groups, total);
}

/* The workspace's tiers in its order, also those that nobody has; then what partners say. */
static void put_tiers(struct derive *d, struct value *map, struct fact total) {
    struct grouping groups = {.field = "tier"};
    const struct value *tiers = read_maps(d, d->config, "tiers");
    for (size_t i = 0; i < tiers->list.n; i++) {
        const struct value *tier = tiers->list.items[i];
        find_group(d, &groups, value_string(value_get(tier, "name")))->given = tier;
    }
    sort_in(d, &groups);
    put_groups(d, map, "tiers", &groups, total);
}

static void put_stages(struct derive *d, struct value *map, struct fact total) {
    static const char *const stages[] = {"recruiting", "onboarding", "active", "paused", "lost"};
    struct grouping groups = {.field = "stage", .is_every_partner = true};
    for (size_t i = 0; i < G_N_ELEMENTS(stages); i++) {
        find_group(d, &groups, str_from(stages[i]));
    }
    sort_in(d, &groups);
    put_groups(d, map, "stages", &groups, total);
}

/* --- health --------------------------------------------------------------------------------- */

static void put_level(struct derive *d, struct value *level, struct value *names, size_t n_known) {
    size_t n = names->list.n;
    put_count(d->arena, level, "count", n);
    put_text(d->arena, level, "count_word", count_word(d->arena, n, false));
    put_text(d->arena, level, "count_word_start", count_word(d->arena, n, true));
    put_bool(d->arena, level, "is_any", n > 0);
    put_bool(d->arena, level, "is_one", n == 1);
    put_fact(d->arena, level, "share",
             fact_share(d->arena, fact_count(n, "its partners"),
                        fact_count(n_known, "all with a score")));
    value_put(d->arena, level, "names", names);
}

/* How many partners stand on each level. */
static void put_health(struct derive *d, struct value *map) {
    struct value *health = new_map(d->arena), *levels = derive_health_levels(d);
    struct value **names = ARENA_NEW_N(d->arena, struct value *, levels->list.n);
    size_t n_known = 0, n_unknown = 0;
    for (size_t i = 0; i < levels->list.n; i++) {
        names[i] = new_list(d->arena);
    }
    for (size_t i = 0; i < d->programme->n; i++) {
        const struct member *member = &d->programme->members[i];
        if (!member->d || !derive_is_partner(member, d->period.last)) {
            continue;
        }
        struct value *own = new_map(d->arena);
        derive_put_health_status(d, own, member->now.health);
        size_t k = 0;
        while (k < levels->list.n && !str_eq(value_string(value_get(levels->list.items[k], "name")),
                                             value_string(value_get(own, "status")))) {
            k++;
        }
        if (k == levels->list.n) {
            n_unknown++;
            continue;
        }
        n_known++;
        value_append(d->arena, names[k],
                     value_new_string(d->arena, (struct span){0}, str_from(member->name)));
    }
    for (size_t i = 0; i < levels->list.n; i++) {
        put_level(d, levels->list.items[i], names[i], n_known);
    }
    value_put(d->arena, health, "levels", levels);
    put_count(d->arena, health, "known_count", n_known);
    put_count(d->arena, health, "unknown_count", n_unknown);
    value_put(d->arena, map, "health", health);
}

/* --- who came and who left ------------------------------------------------------------------ */

static size_t count_partners(const struct derive *d, struct date day) {
    size_t n = 0;
    for (size_t i = 0; i < d->programme->n; i++) {
        const struct member *member = &d->programme->members[i];
        n += member->d && derive_is_partner(member, day);
    }
    return n;
}

static struct value *brief_row(struct derive *d, const struct member *member, int64_t day) {
    struct value *row = new_map(d->arena);
    put_text(d->arena, row, "name", member->given->name);
    put_text(d->arena, row, "short_name", member->name);
    put_text(d->arena, row, "slug", member->given->slug);
    put_text(d->arena, row, "tier",
             value_text(d->arena, value_get(member->given->partner, "tier"), NULL));
    put_date(d->arena, row, "date", date_from_days(day));
    return row;
}

void derive_put_number(struct derive *d, struct value *map, const char *name, size_t n) {
    put_count(d->arena, map, arena_printf(d->arena, "%s_count", name), n);
    put_text(d->arena, map, arena_printf(d->arena, "%s_word", name),
             count_word(d->arena, n, false));
    put_text(d->arena, map, arena_printf(d->arena, "%s_word_start", name),
             count_word(d->arena, n, true));
    put_bool(d->arena, map, arena_printf(d->arena, "is_any_%s", name), n > 0);
    put_bool(d->arena, map, arena_printf(d->arena, "is_one_%s", name), n == 1);
}

static void put_retention(struct derive *d, struct value *map) {
    struct value *new_ones = new_list(d->arena), *lost = new_list(d->arena);
    size_t n_kept = 0, n_undated = 0;
    for (size_t i = 0; i < d->programme->n; i++) {
        const struct member *member = &d->programme->members[i];
        if (!member->d) {
            continue;
        }
        bool was = derive_is_partner(member, d->previous.last);
        bool is = derive_is_partner(member, d->period.last);
        n_kept += was && is;
        n_undated += member->is_lost && member->ended == DAY_UNKNOWN;
        if (member->since != DAY_UNKNOWN && !member->is_recruiting &&
            derive_period_has(&d->period, date_from_days(member->since))) {
            value_append(d->arena, new_ones, brief_row(d, member, member->since));
        }
        if (member->ended != DAY_UNKNOWN &&
            derive_period_has(&d->period, date_from_days(member->ended))) {
            value_append(d->arena, lost, brief_row(d, member, member->ended));
        }
    }
    size_t n_before = count_partners(d, d->previous.last);
    value_put(d->arena, map, "new", new_ones);
    value_put(d->arena, map, "lost", lost);
    derive_put_number(d, map, "new", new_ones->list.n);
    derive_put_number(d, map, "lost", lost->list.n);
    put_count(d->arena, map, "lost_undated_count", n_undated);
    put_count(d->arena, map, "kept_count", n_kept);
    put_fact(d->arena, map, "retention",
             fact_divide(d->arena, fact_count(n_kept, ""), fact_count(n_before, ""), SHARE_SCALE,
                         explain(d, "%zu of the %zu partners at the start are still there", n_kept,
                                 n_before)));
}

static struct fact partner_count(struct derive *d, const struct period *period) {
    return fact_count(count_partners(d, period->last),
                      d->is_explaining
                          ? explain(d, "partners on %s", date_format_iso(d->arena, period->last))
                          : NULL);
}

static void put_count_kpi(struct derive *d, struct value *map) {
    struct measure partners = {.label = "Partners",
                               .unit = UNIT_COUNT,
                               .is_target = true,
                               .plan = derive_target(d, &d->period, "partners"),
                               .value = partner_count(d, &d->period),
                               .previous = partner_count(d, &d->previous),
                               .year_before = partner_count(d, &d->year_before)};
    value_put(d->arena, value_get(map, "kpi"), "partners", derive_measure(d->arena, &partners));
}

void derive_programme_groups(struct derive *d, struct value *map, struct fact booked) {
    size_t n = count_partners(d, d->period.last);
    put_count(d->arena, map, "count", n);
    put_text(d->arena, map, "count_word", count_word(d->arena, n, false));
    put_text(d->arena, map, "count_word_start", count_word(d->arena, n, true));
    put_count_kpi(d, map);
    put_tiers(d, map, booked);
    put_by_amount(d, map, "regions", "region", booked);
    put_by_amount(d, map, "verticals", "vertical", booked);
    put_stages(d, map, booked);
    put_health(d, map);
    put_retention(d, map);
}
