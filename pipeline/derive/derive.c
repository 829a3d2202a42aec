/*
 * derive.c - the root of the names that a template can use.
 *
 * Deals are walked a fixed number of times (read, months, three cycles, two days' pipeline, won,
 * lost, open): linear in deals but for the sorting of those that are shown.
 */
#include "derive_priv.h"

struct date derive_as_of(const struct derive *d, const struct period *period) {
    return date_compare(period->last, d->today) < 0 ? period->last : d->today;
}

bool derive_is_asked_for(const struct derive *d, const char *name) {
    return !d->is_asked_for || d->is_asked_for(d->context, name);
}

static int fiscal_start(struct derive *d) {
    struct decimal month;
    const struct value *field = value_get(d->config, "fiscal_year_start");
    if (!read_number(d, d->config, "fiscal_year_start", &month)) {
        return 1;
    }
    int64_t number = decimal_to_int(month);
    if (number >= 1 && number <= 12 && decimal_is_integer(month)) {
        return (int)number;
    }
    diag_error(d->diags, field->at, DIAG_WORKSPACE_FIELD,
               "\"fiscal_year_start\" is not a month from 1 to 12");
    return 1;
}

static struct str currency_of(const struct derive *d) {
    struct str own = value_string(value_get(d->partner, "currency"));
    struct str shared = value_string(value_get(d->config, "currency"));
    return own.n > 0 ? own : shared.n > 0 ? shared : STR("USD");
}

void derive_read_partner(struct derive *d) {
    d->targets = read_dated(d, "targets");
    d->health = read_dated(d, "health");
    d->mdf = read_dated(d, "mdf");
    d->tickets = read_dated(d, "tickets");
    d->goals = read_dated(d, "goals");
    derive_read_stages(d);
    derive_read_deals(d);
    derive_read_months(d);
}

static struct value *period_map(struct derive *d, const struct period *period) {
    struct period_words words = derive_period_words(d->arena, period);
    struct value *map = new_map(d->arena);
    put_text(d->arena, map, "id", period->id);
    put_text(d->arena, map, "label", words.label);
    put_text(d->arena, map, "name", words.name);
    put_text(d->arena, map, "in_prose", words.in_prose);
    put_text(d->arena, map, "adjective", words.adjective);
    put_text(d->arena, map, "short", words.brief);
    put_text(d->arena, map, "kind", words.kind);
    put_count(d->arena, map, "year", (size_t)words.year);
    put_count(d->arena, map, "number", (size_t)words.number);
    put_date(d->arena, map, "first", period->first);
    put_date(d->arena, map, "last", period->last);
    return map;
}

void derive_put_periods(struct derive *d, struct value *root) {
    struct value *period = period_map(d, &d->period);
    value_put(d->arena, period, "previous", period_map(d, &d->previous));
    value_put(d->arena, period, "next", period_map(d, &d->next));
    value_put(d->arena, period, "year_before", period_map(d, &d->year_before));
    put_bool(d->arena, period, "is_over", date_compare(d->period.last, d->today) < 0);
    value_put(d->arena, root, "period", period);
    put_date(d->arena, root, "today", d->today);
    put_date(d->arena, root, "in_thirty_days", date_from_days(date_to_days(d->today) + 30));
    put_date(d->arena, root, "as_of", derive_as_of(d, &d->period));
}

void derive_put_shared(struct derive *d, struct value *root) {
    static const char *const company[] = {"name",    "legal_name", "address", "website",
                                          "product", "value_prop", NULL};
    static const char *const contact[] = {"name", "role", "email", "phone", NULL};
    struct value *own = with_fields(d->arena, value_get(d->config, "company"), company);
    if (!value_get(own, "short_name")) {
        struct value *name = value_get(own, "name");
        const char *whole = value_text(d->arena, name, NULL), *brief = title_name(d->arena, whole);
        value_put(d->arena, own, "short_name",
                  brief == whole ? name : value_new_string(d->arena, name->at, str_from(brief)));
    }
    value_put(d->arena, root, "company", own);
    value_put(d->arena, root, "contact",
              with_fields(d->arena, value_get(d->config, "contact"), contact));
    value_put(d->arena, root, "workspace",
              with_fields(d->arena, d->config, (const char *[]){NULL}));
    value_put(d->arena, root, "currency",
              value_new_string(d->arena, (struct span){0}, d->currency));
}

static void put_given(struct derive *d, struct value *root, const char *slug) {
    derive_put_shared(d, root);
    value_put(d->arena, root, "partner", derive_partner(d, slug));
    value_put(d->arena, root, "prepared_by", derive_people(d, true));
    value_put(d->arena, root, "prepared_for", derive_people(d, false));
}

/* --- the unit of columns -------------------------------------------------------------------- */

static const char *currency_symbol(const struct derive *d) {
    static const struct {
        const char *code, *symbol;
    } symbols[] = {{"USD", "$"}, {"EUR", "€"}, {"GBP", "£"}, {"JPY", "¥"}, {"INR", "₹"}};
    for (size_t i = 0; i < G_N_ELEMENTS(symbols); i++) {
        if (str_is(d->currency, symbols[i].code)) {
            return symbols[i].symbol;
        }
    }
    return str_cstr(d->arena, d->currency);
}

static struct decimal largest_amount(const struct value *root) {
    static const char *const paths[] = {"kpi.booked.value",    "kpi.booked.plan",
                                        "kpi.booked.previous", "kpi.booked.year_before",
                                        "kpi.pipeline.value",  "kpi.pipeline.plan"};
    struct decimal largest = decimal_from_int(0);
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        const struct value *value = value_path(root, paths[i]);
        if (value && value->kind == VALUE_NUMBER && decimal_compare(value->number, largest) > 0) {
            largest = value->number;
        }
    }
    return largest;
}

/*
 * The largest amount fixes one unit for all of a document's columns: from a hundred thousand on
 * thousands, so that a deal keeps three digits; from a thousand million on millions.
 */
void derive_put_unit(struct derive *d, struct value *root) {
    struct decimal largest = largest_amount(root);
    bool is_millions = decimal_compare(largest, decimal_from_int(1000000000)) >= 0;
    bool is_thousands = decimal_compare(largest, decimal_from_int(100000)) >= 0;
    const char *symbol = currency_symbol(d);
    struct value *unit = new_map(d->arena);
    put_count(d->arena, unit, "divisor", is_millions ? 1000000 : is_thousands ? 1000 : 1);
    put_count(d->arena, unit, "decimals", is_thousands ? 1 : 0);
    put_text(d->arena, unit, "symbol", symbol);
    put_text(d->arena, unit, "short",
             arena_printf(d->arena, "%s%s", symbol,
                          is_millions    ? "M"
                          : is_thousands ? "k"
                                         : ""));
    put_text(d->arena, unit, "words",
             arena_printf(d->arena, "%s%s", symbol,
                          is_millions    ? " million"
                          : is_thousands ? " thousand"
                                         : ""));
    value_put(d->arena, root, "unit", unit);
    /* Inside a measure of `kpi`, which has a unit of its own. */
    value_put(d->arena, root, "amounts", unit);
}

static void put_results(struct derive *d, struct value *root) {
    struct results results = {.now = derive_figures(d, &d->period),
                              .previous = derive_figures(d, &d->previous),
                              .year_before = derive_figures(d, &d->year_before)};
    struct value *pipeline = derive_pipeline(d, &results);
    struct value *kpi = derive_kpi(d, &results);
    value_put(d->arena, root, "kpi", kpi);
    derive_put_histories(d, root, pipeline);
    value_put(d->arena, root, "pipeline", pipeline);
    value_put(d->arena, root, "deals",
              derive_is_asked_for(d, "deals") ? derive_deals(d) : unasked(d->arena));
    value_put(d->arena, root, "tier", derive_tier(d, &results));
    value_put(d->arena, root, "tiers", derive_tiers(d, &results));
    value_put(d->arena, root, "commission", derive_commission(d, &results));
    value_put(d->arena, root, "goals", derive_goals(d, kpi));
    value_put(d->arena, root, "pricing", derive_pricing(d));
}

static void put_partnership(struct derive *d, struct value *root) {
    static const char *const milestones[] = {"date", "title", NULL};
    static const char *const notes[] = {"date", "author", "text", NULL};
    value_put(d->arena, root, "health", derive_health(d));
    value_put(d->arena, root, "reference", derive_reference(d));
    value_put(d->arena, root, "actions", derive_actions(d));
    value_put(d->arena, root, "decisions", derive_decisions(d));
    value_put(d->arena, root, "campaigns", derive_campaigns(d));
    value_put(d->arena, root, "mdf", derive_mdf(d));
    value_put(d->arena, root, "tickets", derive_tickets(d));
    value_put(d->arena, root, "escalations", derive_escalations(d));
    value_put(d->arena, root, "certifications", derive_certifications(d));
    value_put(d->arena, root, "milestones", derive_happened(d, "milestones", milestones));
    struct value *written = derive_happened(d, "notes", notes);
    value_put(d->arena, root, "notes", written);
    put_bool(d->arena, root, "has_notes", written->list.n > 0);
}

struct derive *derive_begin(Arena *arena, const struct derive_input *input, struct diags *diags) {
    struct derive *d = ARENA_NEW(arena, struct derive);
    *d = (struct derive){.arena = arena,
                         .diags = diags,
                         .config = input->config,
                         .partner = input->partner,
                         .today = input->today,
                         .is_explaining = input->is_explaining,
                         .is_asked_for = input->is_asked_for,
                         .context = input->context,
                         .rate_words = "",
                         .period = input->period,
                         .months = ARENA_NEW_N(arena, struct month, WINDOW_MONTHS)};
    d->fiscal_start = fiscal_start(d);
    d->currency = currency_of(d);
    d->previous = derive_period_shift(arena, &d->period, -1);
    d->next = derive_period_shift(arena, &d->period, 1);
    d->year_before = derive_period_shift(arena, &d->period, -12 / derive_period_months(&d->period));
    return d;
}

bool derive_values(Arena *arena, const struct derive_input *input, struct diags *diags,
                   struct value **ret_root) {
    size_t n_errors = diags->n_errors;
    struct derive *d = derive_begin(arena, input, diags);
    derive_read_partner(d);

    struct value *root = new_map(arena);
    put_given(d, root, input->slug);
    derive_put_periods(d, root);
    put_results(d, root);
    put_partnership(d, root);
    derive_put_unit(d, root);
    value_put(arena, root, "words",
              derive_is_asked_for(d, "words") ? derive_words(d, root) : unasked(arena));
    if (d->is_explaining) {
        derive_explain_words(arena, root);
    }
    if (diags->n_errors > n_errors) {
        return false;
    }
    *ret_root = root;
    return true;
}
