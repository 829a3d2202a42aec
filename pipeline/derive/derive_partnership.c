/*
 * derive_partnership.c - who the partner is, and what happened in the period beside the deals:
 * marketing and its funds, support, escalations, milestones, notes, certifications.
 */
#include "derive_programme_priv.h"

/* --- people --------------------------------------------------------------------------------- */

static const char *const person_fields[] = {"name", "role", "email", "phone", NULL};

/* The contact marked `primary`, else the first; NULL: none. */
static const struct value *primary_contact(struct derive *d) {
    const struct value *contacts = read_maps(d, d->partner, "contacts");
    for (size_t i = 0; i < contacts->list.n; i++) {
        if (value_is_true(value_get(contacts->list.items[i], "primary"))) {
            return contacts->list.items[i];
        }
    }
    return contacts->list.n > 0 ? contacts->list.items[0] : NULL;
}

/* Who writes the document (the partner's manager, else the workspace's contact), or for whom. */
struct value *derive_people(struct derive *d, bool is_by_us) {
    const struct value *person = is_by_us ? value_get(d->partner, "manager") : primary_contact(d);
    if (is_by_us && (!person || person->kind != VALUE_MAP)) {
        person = value_get(d->config, "contact");
    }
    return person && person->kind == VALUE_MAP
               ? with_fields(d->arena, person, person_fields)
               : fact_value(d->arena, fact_unknown("nobody is named"));
}

static const char *partner_slug(struct derive *d, const char *slug) {
    struct str own = value_string(value_get(d->partner, "slug"));
    return slug        ? slug
           : own.n > 0 ? str_cstr(d->arena, own)
                       : str_slug(d->arena, value_string(value_get(d->partner, "name")));
}

struct value *derive_partner(struct derive *d, const char *slug) {
    static const char *const fields[] = {
        "name",  "legal_name", "address", "tier",    "stage",     "vertical",  "region", "country",
        "since", "website",    "logo",    "manager", "playbooks", "documents", NULL};
    struct value *partner = with_fields(d->arena, d->partner, fields);
    const struct value *brief = value_get(d->partner, "short_name");
    struct str stage = value_string(value_get(partner, "stage"));
    put_text(d->arena, partner, "slug", partner_slug(d, slug));
    put_text(d->arena, partner, "short_name",
             brief ? value_text(d->arena, brief, NULL)
                   : title_name(d->arena, value_text(d->arena, value_get(partner, "name"), NULL)));
    value_put(d->arena, partner, "currency",
              value_new_string(d->arena, (struct span){0}, d->currency));
    value_put(d->arena, partner, "primary", derive_people(d, false));
    put_bool(d->arena, partner, "is_lost", str_is(stage, "lost"));
    put_bool(d->arena, partner, "is_paused", str_is(stage, "paused"));
    put_bool(d->arena, partner, "is_onboarding",
             str_is(stage, "onboarding") || str_is(stage, "recruiting"));
    return partner;
}

/* --- what has a date ------------------------------------------------------------------------ */

static struct value *dated_in(struct derive *d, const struct period *period, const char *field) {
    const struct value *all = read_maps(d, d->partner, field);
    struct value *list = new_list(d->arena);
    for (size_t i = 0; i < all->list.n; i++) {
        struct date date;
        if (read_date(d, all->list.items[i], "date", &date) && derive_period_has(period, date)) {
            value_append(d->arena, list, all->list.items[i]);
        }
    }
    return list;
}

struct value *derive_happened(struct derive *d, const char *field, const char *const *fields) {
    struct value *list = dated_in(d, &d->period, field);
    for (size_t i = 0; i < list->list.n; i++) {
        list->list.items[i] = with_fields(d->arena, list->list.items[i], fields);
    }
    return list;
}

/* Those of the period, and older ones that are still open. */
struct value *derive_escalations(struct derive *d) {
    static const char *const fields[] = {"date", "title", "status", "detail", NULL};
    const struct value *all = read_maps(d, d->partner, "escalations");
    struct value *map = new_map(d->arena), *list = new_list(d->arena);
    size_t n_open = 0;
    for (size_t i = 0; i < all->list.n; i++) {
        const struct value *item = all->list.items[i];
        struct date date;
        bool is_open = !str_is(value_string(value_get(item, "status")), "resolved");
        bool has_date = read_date(d, item, "date", &date);
        if (!has_date || date_compare(date, d->period.last) > 0 ||
            (!is_open && date_compare(date, d->period.first) < 0)) {
            continue;
        }
        struct value *row = with_fields(d->arena, item, fields);
        put_bool(d->arena, row, "is_open", is_open);
        put_text(d->arena, row, "word", is_open ? "Open" : "Resolved");
        put_text(d->arena, row, "glyph", is_open ? "○" : "●");
        put_text(d->arena, row, "tone", is_open ? "bad" : "good");
        value_append(d->arena, list, row);
        n_open += is_open;
    }
    value_put(d->arena, map, "list", list);
    put_count(d->arena, map, "count", list->list.n);
    put_count(d->arena, map, "open_count", n_open);
    put_text(d->arena, map, "count_word_start", count_word(d->arena, list->list.n, true));
    put_text(d->arena, map, "open_word_start", count_word(d->arena, n_open, true));
    put_bool(d->arena, map, "is_any", list->list.n > 0);
    put_bool(d->arena, map, "is_one", list->list.n == 1);
    put_bool(d->arena, map, "is_any_open", n_open > 0);
    return map;
}

/* --- marketing ------------------------------------------------------------------------------ */

static const char *const campaign_fields[] = {"name",  "kind",          "date",     "cost",
                                              "leads", "opportunities", "pipeline", NULL};

/* The sum of what is known; unknown where none of the items has the field. */
static struct fact sum_field(struct derive *d, const struct value *list, const char *field) {
    struct decimal sum = decimal_from_int(0), number;
    size_t n = 0;
    for (size_t i = 0; i < list->list.n; i++) {
        if (!read_number(d, list->list.items[i], field, &number)) {
            continue;
        }
        if (!decimal_add(sum, number, &sum)) {
            return fact_unknown("the sum has more digits than a number can hold");
        }
        n++;
    }
    return n > 0 ? fact_known(sum, explain(d, "%s of %zu campaigns of the period", field, n))
                 : fact_unknown(explain(d, "no campaign of the period has %s", field));
}

struct fact derive_campaigned(struct derive *d, const struct period *period, const char *field) {
    if (d->programme) {
        return derive_programme_sum(d, derive_campaigned, period, field);
    }
    return derive_in_currency(d, sum_field(d, dated_in(d, period, "campaigns"), field), field);
}

struct value *derive_campaigns(struct derive *d) {
    struct value *map = new_map(d->arena);
    struct value *list = derive_happened(d, "campaigns", campaign_fields);
    struct fact cost = derive_campaigned(d, &d->period, "cost");
    struct fact pipeline = derive_campaigned(d, &d->period, "pipeline");
    value_put(d->arena, map, "list", list);
    put_count(d->arena, map, "count", list->list.n);
    put_text(d->arena, map, "count_word", count_word(d->arena, list->list.n, false));
    put_text(d->arena, map, "count_word_start", count_word(d->arena, list->list.n, true));
    put_bool(d->arena, map, "is_any", list->list.n > 0);
    put_bool(d->arena, map, "is_one", list->list.n == 1);
    put_bool(d->arena, map, "is_many", list->list.n > 1);
    put_fact(d->arena, map, "cost", cost);
    put_fact(d->arena, map, "pipeline", pipeline);
    put_fact(d->arena, map, "leads", derive_campaigned(d, &d->period, "leads"));
    put_fact(d->arena, map, "opportunities", derive_campaigned(d, &d->period, "opportunities"));
    put_fact(d->arena, map, "return",
             fact_divide(d->arena, pipeline, cost, 1, "pipeline of the campaigns by their cost"));
    return map;
}

struct value *derive_mdf(struct derive *d) {
    struct value *map = new_map(d->arena);
    struct fact budget = derive_funds(d, &d->period, "budget");
    struct fact used = derive_funds(d, &d->period, "used");
    struct fact before = derive_funds(d, &d->previous, "used");
    struct fact budget_before = derive_funds(d, &d->previous, "budget");
    put_fact(d->arena, map, "budget", budget);
    put_fact(d->arena, map, "used", used);
    put_fact(d->arena, map, "left", fact_subtract(d->arena, budget, used, NULL));
    put_fact(d->arena, map, "share", fact_divide(d->arena, used, budget, SHARE_SCALE, NULL));
    put_fact(d->arena, map, "previous_used", before);
    put_fact(d->arena, map, "previous_share",
             fact_divide(d->arena, before, budget_before, SHARE_SCALE, NULL));
    put_bool(d->arena, map, "is_known", used.is_known && budget.is_known);
    return map;
}

/* --- support and certifications ------------------------------------------------------------- */

static void put_ticket_field(struct derive *d, struct value *map, const char *field,
                             bool is_summed) {
    struct fact now = is_summed ? dated_sum(d, &d->tickets, &d->period, field)
                                : dated_field(d, &d->tickets, &d->period, field);
    struct fact before = is_summed ? dated_sum(d, &d->tickets, &d->previous, field)
                                   : dated_field(d, &d->tickets, &d->previous, field);
    put_fact(d->arena, map, field, now);
    put_fact(d->arena, map, arena_printf(d->arena, "previous_%s", field), before);
}

/* A median of medians is not a median: response times are told for exactly the period or not. */
struct value *derive_tickets(struct derive *d) {
    struct value *map = new_map(d->arena);
    put_ticket_field(d, map, "opened", true);
    put_ticket_field(d, map, "resolved", true);
    put_ticket_field(d, map, "escalated", true);
    put_ticket_field(d, map, "median_first_response_hours", false);
    put_bool(d->arena, map, "is_known", value_get(map, "opened")->kind == VALUE_NUMBER);
    return map;
}

struct value *derive_certifications(struct derive *d) {
    static const char *const fields[] = {"person", "name", "earned", "expires", NULL};
    const struct value *all = read_maps(d, d->partner, "certifications");
    struct value *map = new_map(d->arena), *earned = new_list(d->arena),
                 *ending = new_list(d->arena);
    struct fact now = derive_certified(d, d->period.last);
    for (size_t i = 0; i < all->list.n; i++) {
        const struct value *item = all->list.items[i];
        struct date date;
        if (read_date(d, item, "earned", &date) && derive_period_has(&d->period, date)) {
            value_append(d->arena, earned, with_fields(d->arena, item, fields));
        }
        if (read_date(d, item, "expires", &date) && derive_period_has(&d->next, date)) {
            value_append(d->arena, ending, with_fields(d->arena, item, fields));
        }
    }
    put_fact(d->arena, map, "people", now);
    value_put(d->arena, map, "earned", earned);
    put_count(d->arena, map, "earned_count", earned->list.n);
    put_text(d->arena, map, "earned_word", count_word(d->arena, earned->list.n, false));
    value_put(d->arena, map, "ending", ending);
    put_bool(d->arena, map, "is_any_earned", earned->list.n > 0);
    put_bool(d->arena, map, "is_any_ending", ending->list.n > 0);
    put_count(d->arena, map, "ending_count", ending->list.n);
    put_text(d->arena, map, "ending_word_start", count_word(d->arena, ending->list.n, true));
    return map;
}
