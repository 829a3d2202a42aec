/*
 * derive_programme_rows.c - a row for each partner of a programme: its main figures, its rank, and
 * who grew and who fell most.
 *
 * Rows are in the programme's currency and add up to its totals.
 */
#include "derive_programme_priv.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_TOP = 10, ROWS_MOVED = 5 };

/* --- one row -------------------------------------------------------------------------------- */

static void put_given(struct derive *d, struct value *row, const struct member *member) {
    static const char *const fields[] = {"tier",    "region", "stage", "vertical",
                                         "country", "since",  "ended"};
    const struct value *partner = member->given->partner;
    put_text(d->arena, row, "name", member->given->name);
    put_text(d->arena, row, "short_name", member->name);
    put_text(d->arena, row, "slug", member->given->slug);
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        struct value *value = value_get(partner, fields[i]);
        if (value) {
            value_put(d->arena, row, fields[i], value);
        } else {
            put_null(d->arena, row, fields[i], "not in the data");
        }
    }
    const struct value *manager = value_get(partner, "manager");
    const struct value *name =
        manager && manager->kind == VALUE_MAP ? value_get(manager, "name") : manager;
    put_text(d->arena, row, "manager", value_text(d->arena, name, NULL));
    put_text(d->arena, row, "currency", str_cstr(d->arena, member->d->currency));
}

static void put_standing(struct derive *d, struct value *row, const struct member *member) {
    struct str stage = value_string(value_get(member->given->partner, "stage"));
    bool is_partner = derive_is_partner(member, d->period.last);
    put_bool(d->arena, row, "is_partner", is_partner);
    put_bool(d->arena, row, "is_new",
             is_partner && !derive_is_partner(member, d->previous.last) &&
                 member->since != DAY_UNKNOWN);
    put_bool(d->arena, row, "is_lost", member->is_lost);
    put_bool(d->arena, row, "is_paused", str_is(stage, "paused"));
    put_bool(d->arena, row, "is_onboarding",
             str_is(stage, "onboarding") || str_is(stage, "recruiting"));
}

static void put_compared(struct derive *d, struct value *row, const char *name, struct fact value,
                         struct fact reference) {
    const char *key = arena_printf(d->arena, "vs_%s", name);
    put_fact(d->arena, row, name, reference);
    put_difference(d->arena, row, key, fact_subtract(d->arena, value, reference, NULL), false);
    put_fact(d->arena, row, arena_printf(d->arena, "%s_share", key),
             fact_growth(d->arena, value, reference));
}

static void put_bookings(struct derive *d, struct value *row, const struct member *member) {
    const struct figures *now = &member->now;
    put_fact(d->arena, row, "booked", now->booked);
    put_fact(d->arena, row, "sourced", now->sourced);
    put_fact(d->arena, row, "influenced", now->influenced);
    put_fact(d->arena, row, "share", member->share);
    put_compared(d, row, "plan", now->booked, now->plan);
    put_compared(d, row, "previous", now->booked, member->previous.booked);
    put_compared(d, row, "year_before", now->booked, member->year_before.booked);
    put_fact(d->arena, row, "attainment", now->attainment);
    put_fact(d->arena, row, "booked_12_months", now->booked_12_months);
}

static void put_selling(struct derive *d, struct value *row, const struct member *member) {
    const struct figures *now = &member->now;
    put_fact(d->arena, row, "deals_won", now->deals_won);
    put_fact(d->arena, row, "deals_lost", now->deals_lost);
    put_fact(d->arena, row, "win_rate", now->win_rate);
    put_fact(d->arena, row, "average_deal", now->average_deal);
    put_fact(d->arena, row, "cycle_days", member->cycle);
    put_fact(d->arena, row, "registrations", now->registrations);
    put_fact(d->arena, row, "pipeline", now->pipeline);
    put_fact(d->arena, row, "pipeline_count", now->pipeline_count);
    put_fact(d->arena, row, "weighted", member->weighted);
    put_fact(d->arena, row, "pipeline_previous", member->previous.pipeline);
}

static void put_partnership(struct derive *d, struct value *row, const struct member *member) {
    const struct figures *now = &member->now;
    put_fact(d->arena, row, "certifications", now->certifications);
    put_fact(d->arena, row, "mdf_used", now->mdf_used);
    put_fact(d->arena, row, "mdf_budget", derive_funds(member->d, &d->period, "budget"));
    put_fact(d->arena, row, "health", now->health);
    put_fact(d->arena, row, "health_previous", member->previous.health);
    put_difference(d->arena, row, "health_change",
                   fact_subtract(d->arena, now->health, member->previous.health, NULL), false);
    struct value *level = new_map(d->arena);
    derive_put_health_status(d, level, now->health);
    value_put(d->arena, row, "health_status", value_get(level, "status"));
    value_put(d->arena, row, "health_tone", value_get(level, "tone"));
}

/* --- why it changed ------------------------------------------------------------------------- */

static int change_of(struct fact now, struct fact before) {
    return decimal_compare(now.number, before.number);
}

/* By number and size of the deals; NULL: they do not tell. */
static const char *change_words(const struct member *member) {
    static const char *const words[3][3] = {
        {"won fewer and smaller deals", "won fewer deals", "won fewer, though larger deals"},
        {"won smaller deals", "won as much as before", "won larger deals"},
        {"won more, though smaller deals", "won more deals", "won more and larger deals"}};
    const struct figures *now = &member->now, *before = &member->previous;
    if (!now->deals_won.is_known || !before->deals_won.is_known) {
        return NULL;
    }
    if (decimal_sign(now->deals_won.number) == 0) {
        return decimal_sign(before->deals_won.number) > 0 ? "won nothing" : NULL;
    }
    if (!now->average_deal.is_known || !before->average_deal.is_known) {
        return NULL;
    }
    return words[change_of(now->deals_won, before->deals_won) + 1]
                [change_of(now->average_deal, before->average_deal) + 1];
}

static struct value *member_row(struct derive *d, const struct member *member) {
    struct value *row = new_map(d->arena);
    put_given(d, row, member);
    put_standing(d, row, member);
    put_bookings(d, row, member);
    put_selling(d, row, member);
    put_partnership(d, row, member);
    put_text(d->arena, row, "change_words", change_words(member));
    return row;
}

/* --- the largest first ---------------------------------------------------------------------- */

/* What is not known comes last; what is equal, by name. */
static int compare_by(struct fact a, struct fact b, const struct member *x,
                      const struct member *y) {
    if (a.is_known != b.is_known) {
        return a.is_known ? -1 : 1;
    }
    int order = a.is_known ? decimal_compare(b.number, a.number) : 0;
    order = order ? order : strcmp(x->given->name, y->given->name);
    return order ? order : strcmp(x->given->slug, y->given->slug);
}

static int compare_booked(const void *a, const void *b) {
    const struct member *x = *(const struct member *const *)a,
                        *y = *(const struct member *const *)b;
    return compare_by(x->now.booked, y->now.booked, x, y);
}

static struct fact growth_of(const struct member *member) {
    return fact_subtract(NULL, member->now.booked, member->previous.booked, "");
}

static int compare_growth(const void *a, const void *b) {
    const struct member *x = *(const struct member *const *)a,
                        *y = *(const struct member *const *)b;
    return compare_by(growth_of(x), growth_of(y), x, y);
}

static int compare_fall(const void *a, const void *b) {
    const struct member *x = *(const struct member *const *)a,
                        *y = *(const struct member *const *)b;
    struct fact fall_x = growth_of(x), fall_y = growth_of(y);
    fall_x.number = decimal_negate(fall_x.number);
    fall_y.number = decimal_negate(fall_y.number);
    return compare_by(fall_x, fall_y, x, y);
}

/* --- lists ---------------------------------------------------------------------------------- */

static struct value *rows_of(struct derive *d, const struct member **members, size_t n) {
    struct value *list = new_list(d->arena);
    for (size_t i = 0; i < n; i++) {
        value_append(d->arena, list, members[i]->row);
    }
    return list;
}

/* growing or falling: those whose bookings moved in that direction, most first. */
static void put_moved(struct derive *d, struct value *map, const char *name,
                      const struct member **members, size_t n, int sign) {
    qsort(members, n, sizeof *members, sign > 0 ? compare_growth : compare_fall);
    size_t moved = 0;
    while (moved < n && growth_of(members[moved]).is_known &&
           decimal_sign(growth_of(members[moved]).number) == sign) {
        moved++;
    }
    value_put(d->arena, map, name, rows_of(d, members, MIN(moved, (size_t)ROWS_MOVED)));
    derive_put_number(d, map, name, moved);
}

static struct fact sum_booked(const struct member **members, size_t n, const char *why) {
    struct decimal sum = decimal_from_int(0);
    for (size_t i = 0; i < n; i++) {
        const struct fact *booked = &members[i]->now.booked;
        if (booked->is_known && !decimal_add(sum, booked->number, &sum)) {
            return fact_unknown("the sum has more digits than a number can hold");
        }
    }
    return fact_known(sum, why);
}

/* @members: by what they booked. */
static void put_top(struct derive *d, struct value *map, const struct member **members, size_t n,
                    struct fact booked) {
    size_t n_top = MIN(n, (size_t)ROWS_TOP), n_known = 0;
    while (n_known < n && members[n_known]->now.booked.is_known) {
        n_known++;
    }
    n_top = MIN(n_top, n_known);
    struct fact top = sum_booked(members, n_top, "booked by the partners that booked most");
    struct fact rest = sum_booked(members + n_top, n - n_top, "booked by the other partners");
    value_put(d->arena, map, "top", rows_of(d, members, n_top));
    derive_put_number(d, map, "top", n_top);
    put_fact(d->arena, map, "top_booked", top);
    put_fact(d->arena, map, "top_share", fact_share(d->arena, top, booked));
    derive_put_number(d, map, "other", n - n_top);
    put_fact(d->arena, map, "other_booked", rest);
    put_fact(d->arena, map, "other_share", fact_share(d->arena, rest, booked));
    put_count(d->arena, map, "recorded_count", n_known);
}

static void put_without_plan(struct derive *d, struct value *map, const struct member **members,
                             size_t n) {
    const struct member **found = ARENA_NEW_N(d->arena, const struct member *, n);
    size_t n_found = 0;
    for (size_t i = 0; i < n; i++) {
        if (!members[i]->now.plan.is_known) {
            found[n_found++] = members[i];
        }
    }
    value_put(d->arena, map, "without_plan", rows_of(d, found, n_found));
    derive_put_number(d, map, "without_plan", n_found);
}

/* --- those left out ------------------------------------------------------------------------- */

static void put_excluded(struct derive *d, struct value *map) {
    struct value *list = new_list(d->arena);
    for (size_t i = 0; i < d->programme->n; i++) {
        const struct member *member = &d->programme->members[i];
        if (!member->excluded) {
            continue;
        }
        struct value *row = new_map(d->arena);
        put_text(d->arena, row, "name", member->given->name);
        put_text(d->arena, row, "slug", member->given->slug);
        put_text(d->arena, row, "reason", member->excluded);
        put_text(d->arena, row, "currency",
                 member->d ? str_cstr(d->arena, member->d->currency) : NULL);
        put_bool(d->arena, row, "is_counted", member->d != NULL);
        value_append(d->arena, list, row);
    }
    value_put(d->arena, map, "excluded", list);
    derive_put_number(d, map, "excluded", list->list.n);
}

void derive_programme_rows(struct derive *d, struct value *map, struct fact booked) {
    const struct member **members = ARENA_NEW_N(d->arena, const struct member *, d->programme->n);
    size_t n = 0;
    for (size_t i = 0; i < d->programme->n; i++) {
        struct member *member = &d->programme->members[i];
        if (!member->excluded) {
            member->share = fact_share(d->arena, member->now.booked, booked);
            member->row = member_row(d, member);
            members[n++] = member;
        }
    }
    qsort(members, n, sizeof *members, compare_booked);
    for (size_t i = 0; i < n; i++) {
        put_count(d->arena, members[i]->row, "rank", i + 1);
    }
    value_put(d->arena, map, "partners", rows_of(d, members, n));
    put_top(d, map, members, n, booked);
    put_without_plan(d, map, members, n);
    put_moved(d, map, "growing", members, n, 1);
    put_moved(d, map, "falling", members, n, -1);
    put_excluded(d, map);
}
