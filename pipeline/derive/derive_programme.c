/*
 * derive_programme.c - the value of `programme`: all partners together.
 *
 * Currencies: a partner's amounts are multiplied by its rate, exactly, before anything is added up;
 * without a rate the partner counts, but is in no sum. A partner whose data are wrong is not in the
 * programme at all: both are named.
 */
#include "derive_programme_priv.h"

/* --- one partner ---------------------------------------------------------------------------- */

static void warn_of_exclusion(const struct member *member, struct diags *diags) {
    const struct value *partner = member->given->partner;
    diag_warning(diags, partner ? partner->at : (struct span){0}, DIAG_PARTNER_EXCLUDED,
                 "\"%s\" is left out of the programme: %s", member->given->name, member->excluded);
    diag_hint(diags, "Correct its file; `pdfgen check` shows all that is wrong.");
}

static struct str currency_at(const struct derive *d, struct span *ret_at) {
    const struct value *currency = value_get(d->partner, "currency");
    *ret_at = currency ? currency->at : d->partner->at;
    return d->currency;
}

/* The rate of a partner whose money is not the programme's; false: there is none. */
static bool find_rate(struct derive *d, struct derive *own) {
    const struct value *rates = value_get(d->config, "rates");
    char *name = str_cstr(d->arena, own->currency);
    struct decimal rate;
    if (!read_number(d, rates, name, &rate) || decimal_sign(rate) <= 0) {
        return false;
    }
    own->rate = arena_memdup(d->arena, &rate, sizeof rate);
    own->rate_words = d->is_explaining
                          ? arena_printf(d->arena, ", times %s, the rate of %s (%s)",
                                         decimal_format(d->arena, rate), name,
                                         value_origin(d->arena, value_get(rates, name)))
                          : "";
    return true;
}

static void exclude_currency(struct derive *d, struct member *member) {
    struct span at;
    struct str currency = currency_at(member->d, &at);
    member->excluded = arena_printf(d->arena, "no rate leads from " STR_FMT " to " STR_FMT,
                                    STR_ARG(currency), STR_ARG(d->currency));
    diag_warning(d->diags, at, DIAG_DATA_CURRENCY, "\"%s\" is left out of the programme's sums: %s",
                 member->given->name, member->excluded);
    diag_hint(d->diags, "Give the rate in pdfgen.yaml, such as rates: {" STR_FMT ": 1.08}.",
              STR_ARG(currency));
}

static void read_standing(struct member *member) {
    struct str stage = value_string(value_get(member->given->partner, "stage"));
    const struct value *brief = value_get(member->given->partner, "short_name");
    member->name = brief ? value_text(member->d->arena, brief, member->given->name)
                         : title_name(member->d->arena, member->given->name);
    member->since = read_day(member->d, member->given->partner, "since");
    member->ended = read_day(member->d, member->given->partner, "ended");
    member->is_recruiting = str_is(stage, "recruiting");
    member->is_lost = str_is(stage, "lost");
}

static void read_figures(struct derive *d, struct member *member) {
    struct derive *own = member->d;
    derive_read_partner(own);
    member->now = derive_figures(own, &d->period);
    member->previous = derive_figures(own, &d->previous);
    member->year_before = derive_figures(own, &d->year_before);
    member->weighted = derive_weighted(own, &member->now);
    member->cycle = derive_cycle(own, &d->period);
}

/* What is wrong with one partner does not stop the others. */
static void read_member(struct derive *d, struct member *member) {
    struct diags own = {0};
    struct derive_input input = {.config = d->config,
                                 .partner = member->given->partner,
                                 .slug = member->given->slug,
                                 .period = d->period,
                                 .today = d->today,
                                 .is_explaining = d->is_explaining};
    member->name = member->given->name;
    member->excluded = "its file cannot be read";
    if (member->given->partner) {
        member->d = derive_begin(d->arena, &input, &own);
        bool has_rate = str_eq(member->d->currency, d->currency) || find_rate(d, member->d);
        read_standing(member);
        read_figures(d, member);
        bool is_sound = own.n_errors == 0;
        member->excluded = is_sound ? NULL : "its data have errors";
        diags_take(d->diags, &own, !is_sound);
        member->d->diags = d->diags;
        if (is_sound && !has_rate) {
            exclude_currency(d, member);
        }
        member->d = is_sound ? member->d : NULL;
    }
    if (!member->d) {
        warn_of_exclusion(member, d->diags);
    }
}

/* --- all partners --------------------------------------------------------------------------- */

/* Two partners' amounts in two currencies: which ones were converted, for the reasons of sums. */
static const char *rate_words(struct derive *d) {
    const char *words = "";
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; d->is_explaining && i < d->programme->n; i++) {
        const struct member *member = &d->programme->members[i];
        if (!member->excluded && member->d->rate &&
            g_hash_table_add(seen, (void *)(uintptr_t)member->d->rate_words)) {
            words = arena_printf(d->arena, "%s; amounts in " STR_FMT "%s", words,
                                 STR_ARG(member->d->currency), member->d->rate_words);
        }
    }
    return words;
}

static bool read_members(struct derive *d, const struct programme_input *input) {
    struct programme *programme = ARENA_NEW(d->arena, struct programme);
    programme->members = ARENA_NEW_N(d->arena, struct member, input->n);
    programme->n = input->n;
    size_t n_left = 0;
    for (size_t i = 0; i < input->n; i++) {
        struct member *member = &programme->members[i];
        member->given = &input->partners[i];
        read_member(d, member);
        n_left += !member->excluded;
    }
    d->programme = programme;
    d->rate_words = rate_words(d);
    if (n_left > 0) {
        return true;
    }
    diag_error(d->diags, (struct span){0}, DIAG_PARTNER_EXCLUDED,
               input->n > 0 ? "no partner is left whose figures can be added up"
                            : "the workspace has no partners");
    diag_hint(d->diags, input->n > 0 ? "The warnings say why each was left out."
                                     : "Add a file for each partner under \"partners/\".");
    return false;
}

/* --- the map -------------------------------------------------------------------------------- */

static struct fact campaign_count(struct derive *member, const struct period *period,
                                  const char *field) {
    (void)period;
    return fact_count(value_path(derive_campaigns(member), field)->list.n, "");
}

static struct value *campaigns(struct derive *d) {
    struct value *map = new_map(d->arena);
    struct fact cost = derive_campaigned(d, &d->period, "cost");
    struct fact pipeline = derive_campaigned(d, &d->period, "pipeline");
    put_fact(d->arena, map, "count", derive_programme_sum(d, campaign_count, &d->period, "list"));
    put_fact(d->arena, map, "cost", cost);
    put_fact(d->arena, map, "leads", derive_campaigned(d, &d->period, "leads"));
    put_fact(d->arena, map, "opportunities", derive_campaigned(d, &d->period, "opportunities"));
    put_fact(d->arena, map, "pipeline", pipeline);
    put_fact(d->arena, map, "return",
             fact_divide(d->arena, pipeline, cost, 1,
                         explain(d, "pipeline of the campaigns by their cost")));
    return map;
}

static struct value *rates(struct derive *d) {
    struct value *list = new_list(d->arena);
    const struct value *given = value_get(d->config, "rates");
    for (size_t i = 0; given && given->kind == VALUE_MAP && i < given->map.n; i++) {
        const struct value_entry *entry = &given->map.entries[i];
        size_t n = 0;
        for (size_t k = 0; k < d->programme->n; k++) {
            const struct member *member = &d->programme->members[k];
            n += !member->excluded && member->d->rate && str_eq(member->d->currency, entry->key);
        }
        if (n > 0) {
            struct value *row = new_map(d->arena);
            put_text(d->arena, row, "currency", str_cstr(d->arena, entry->key));
            value_put(d->arena, row, "rate", entry->value);
            put_count(d->arena, row, "count", n);
            value_append(d->arena, list, row);
        }
    }
    return list;
}

/* Words are decided by the same names as a partner's. */
static void put_words(struct derive *d, struct value *map) {
    struct value *root = value_copy(d->arena, map);
    derive_put_periods(d, root);
    value_put(d->arena, map, "words", derive_words(d, root));
}

static void put_figures(struct derive *d, struct value *map) {
    struct results results = {.now = derive_figures(d, &d->period),
                              .previous = derive_figures(d, &d->previous),
                              .year_before = derive_figures(d, &d->year_before)};
    struct value *pipeline = derive_pipeline(d, &results);
    put_text(d->arena, map, "currency", str_cstr(d->arena, d->currency));
    value_put(d->arena, map, "kpi", derive_kpi(d, &results));
    derive_put_histories(d, map, pipeline);
    value_put(d->arena, map, "pipeline", pipeline);
    value_put(d->arena, map, "deals", derive_deals(d));
    value_put(d->arena, map, "mdf", derive_mdf(d));
    value_put(d->arena, map, "campaigns", campaigns(d));
    value_put(d->arena, map, "rates", rates(d));
    derive_programme_rows(d, map, results.now.booked);
    derive_programme_groups(d, map, results.now.booked);
    derive_put_unit(d, map);
    put_words(d, map);
}

/* The programme stands where a partner stands elsewhere; its targets are the workspace's. */
static struct derive *begin(Arena *arena, const struct programme_input *input,
                            struct diags *diags) {
    struct value *stand_in = new_map(arena);
    struct value *targets = value_get(input->config, "targets");
    if (targets) {
        value_put(arena, stand_in, "targets", targets);
    }
    struct derive_input own = {.config = input->config,
                               .partner = stand_in,
                               .period = input->period,
                               .today = input->today,
                               .is_explaining = input->is_explaining};
    struct derive *d = derive_begin(arena, &own, diags);
    derive_read_stages(d);
    d->targets = read_dated(d, "targets");
    return d;
}

static bool derive_both(struct derive *d, const struct programme_input *input, struct value **ret) {
    size_t n_errors = d->diags->n_errors;
    if (!read_members(d, input)) {
        return false;
    }
    derive_programme_merge(d);
    struct value *map = new_map(d->arena);
    put_figures(d, map);
    if (d->is_explaining) {
        derive_explain_rest(map, explain(d, "the programme's figures of %s", d->period.id));
    }
    *ret = map;
    return d->diags->n_errors == n_errors;
}

bool derive_programme(Arena *arena, const struct programme_input *input, struct diags *diags,
                      struct value **ret) {
    size_t n_errors = diags->n_errors;
    struct derive *d = begin(arena, input, diags);
    struct value *map = NULL;
    if (diags->n_errors > n_errors || !derive_both(d, input, &map)) {
        return false;
    }
    *ret = map;
    return true;
}

bool derive_programme_values(Arena *arena, const struct programme_input *input, struct diags *diags,
                             struct value **ret_root) {
    size_t n_errors = diags->n_errors;
    struct derive *d = begin(arena, input, diags);
    struct value *map = NULL;
    if (diags->n_errors > n_errors || !derive_both(d, input, &map)) {
        return false;
    }
    struct value *root = new_map(arena);
    derive_put_shared(d, root);
    derive_put_periods(d, root);
    value_put(arena, root, "programme", map);
    value_put(arena, root, "unit", value_get(map, "unit"));
    if (d->is_explaining) {
        derive_explain_rest(root, explain(d, "the workspace, and %s", d->period.id));
    }
    *ret_root = root;
    return true;
}
