/*
 * derive_actions.c - what was promised and what became of it; goals and how far they are.
 */
#include "derive_priv.h"

#include <stdlib.h>
#include <string.h>

/* Signs that text fonts have: one from a symbol font would put that font into each document. */
static const struct {
    const char *status, *word, *glyph, *tone;
} action_words[] = {
    {"done", "Done", "●", "good"},        {"partly", "Partly", "◇", "watch"},
    {"carried", "Carried", "▷", "watch"}, {"missed", "Missed", "○", "bad"},
    {"open", "Open", "○", "muted"},
};

enum { ACTION_DONE, ACTION_PARTLY, ACTION_CARRIED, ACTION_MISSED, ACTION_OPEN, N_ACTION_WORDS };

static size_t status_of(struct derive *d, const struct value *action) {
    const struct value *status = value_get(action, "status");
    struct str names[N_ACTION_WORDS];
    for (size_t i = 0; i < N_ACTION_WORDS; i++) {
        names[i] = str_from(action_words[i].status);
        if (str_eq(value_string(status), names[i])) {
            return i;
        }
    }
    if (value_is_true(status)) {
        diag_warning(d->diags, status->at, DIAG_DATA_TYPE,
                     "\"" STR_FMT "\" is not an action's status; it counts as open",
                     STR_ARG(value_to_str(d->arena, status)));
        diag_hint_nearest(d->diags, value_string(status), names, N_ACTION_WORDS);
        diag_hint(d->diags, "Write open, done, partly, carried or missed.");
    }
    return ACTION_OPEN;
}

/* "Marta Okafor" -> "M. Okafor", with a no-break space; one word stays. */
static const char *short_name(Arena *arena, const char *name) {
    if (!name) {
        return NULL;
    }
    const char *last = strrchr(name, ' ');
    if (!last || last == name || !last[1]) {
        return name;
    }
    return arena_printf(arena, "%.*s.\u00A0%s", (int)(g_utf8_next_char(name) - name), name,
                        last + 1);
}

static struct value *action_row(struct derive *d, const struct value *action, size_t status) {
    static const char *const fields[] = {"what",   "owner",  "company",   "due",
                                         "status", "result", "done_when", NULL};
    struct value *row = with_fields(d->arena, action, fields);
    int64_t due = read_day(d, action, "due");
    bool is_overdue = status == ACTION_OPEN && due != DAY_UNKNOWN && due < date_to_days(d->today);
    put_text(d->arena, row, "word", is_overdue ? "Overdue" : action_words[status].word);
    put_text(d->arena, row, "glyph", action_words[status].glyph);
    put_text(d->arena, row, "tone", is_overdue ? "bad" : action_words[status].tone);
    put_bool(d->arena, row, "is_overdue", is_overdue);
    put_text(d->arena, row, "owner_short",
             short_name(d->arena, value_text(d->arena, value_get(action, "owner"), NULL)));
    return row;
}

/* {count, word, word_start, every_start, is_any, is_one, is_many}: whole sentences choose by these.
 */
static struct value *count_map(struct derive *d, size_t n) {
    struct value *map = new_map(d->arena);
    put_count(d->arena, map, "count", n);
    put_text(d->arena, map, "word", count_word(d->arena, n, false));
    put_text(d->arena, map, "word_start", count_word(d->arena, n, true));
    put_text(d->arena, map, "every_start", every_word(d->arena, n, true));
    put_bool(d->arena, map, "is_any", n > 0);
    put_bool(d->arena, map, "is_one", n == 1);
    put_bool(d->arena, map, "is_many", n > 1);
    return map;
}

static bool belongs_to(struct derive *d, const struct value *action, const struct period *period) {
    struct period of;
    return derive_period_scan(d->arena, value_string(value_get(action, "period")), d->fiscal_start,
                              &of) &&
           date_compare(of.first, period->first) == 0 && date_compare(of.last, period->last) == 0;
}

static void put_actions_of(struct derive *d, struct value *map, const char *key,
                           const struct period *period) {
    const struct value *actions = read_maps(d, d->partner, "actions");
    struct value *rows = new_list(d->arena), *counts = new_map(d->arena);
    size_t n[N_ACTION_WORDS] = {0};
    for (size_t i = 0; i < actions->list.n; i++) {
        const struct value *action = actions->list.items[i];
        if (belongs_to(d, action, period)) {
            size_t status = status_of(d, action);
            n[status]++;
            value_append(d->arena, rows, action_row(d, action, status));
        }
    }
    for (size_t i = 0; i < N_ACTION_WORDS; i++) {
        value_put(d->arena, counts, action_words[i].status, count_map(d, n[i]));
    }
    value_put(d->arena, counts, "all", count_map(d, rows->list.n));
    put_bool(d->arena, counts, "are_all_done", rows->list.n > 0 && n[ACTION_DONE] == rows->list.n);
    value_put(d->arena, map, key, rows);
    value_put(d->arena, map, arena_printf(d->arena, "%s_counts", key), counts);
}

struct value *derive_actions(struct derive *d) {
    struct value *map = new_map(d->arena);
    put_actions_of(d, map, "previous", &d->previous);
    put_actions_of(d, map, "next", &d->period);
    return map;
}

/* --- decisions ------------------------------------------------------------------------------ */

/* Asked for by the end of the period, and not made by then. */
static bool is_undecided(struct derive *d, const struct value *decision) {
    int64_t asked = read_day(d, decision, "date"), decided = read_day(d, decision, "decided");
    int64_t last = date_to_days(d->period.last);
    return (asked == DAY_UNKNOWN || asked <= last) && (decided == DAY_UNKNOWN || decided > last);
}

/* By the day; what has none is not urgent. The words decide between equals: qsort is not stable. */
static int compare_due(const void *a, const void *b) {
    const struct value *x = *(struct value *const *)a, *y = *(struct value *const *)b;
    struct str due = value_string(value_get(x, "due")), other = value_string(value_get(y, "due"));
    int order =
        due.n == 0 || other.n == 0 ? (due.n == 0) - (other.n == 0) : str_compare(due, other);
    return order != 0 ? order
                      : str_compare(value_string(value_get(x, "what")),
                                    value_string(value_get(y, "what")));
}

struct value *derive_decisions(struct derive *d) {
    static const char *const fields[] = {"date", "what",      "owner",   "company",
                                         "due",  "otherwise", "decided", NULL};
    const struct value *all = read_maps(d, d->partner, "decisions");
    struct value *list = new_list(d->arena);
    for (size_t i = 0; i < all->list.n; i++) {
        if (is_undecided(d, all->list.items[i])) {
            value_append(d->arena, list, with_fields(d->arena, all->list.items[i], fields));
        }
    }
    if (list->list.n > 1) {
        qsort(list->list.items, list->list.n, sizeof *list->list.items, compare_due);
    }
    struct value *map = count_map(d, list->list.n);
    value_put(d->arena, map, "list", list);
    return map;
}

/* --- goals ---------------------------------------------------------------------------------- */

/* The measure's target in the unit of its figure: shares are written in per cent. */
static struct fact goal_target(struct derive *d, const struct value *goal,
                               const struct value *measure) {
    struct decimal number;
    bool is_share = str_is(value_string(value_get(measure, "unit")), "share");
    if (is_share ? read_percent(d, goal, "target", &number)
                 : read_number(d, goal, "target", &number)) {
        return fact_known(number, explain_read(d, value_get(goal, "target"), "the goal's target"));
    }
    return fact_unknown("the goal has no target");
}

static struct fact fact_of(const struct value *value) {
    return value && value->kind == VALUE_NUMBER
               ? fact_known(value->number, value->derivation)
               : fact_unknown(value && value->derivation ? value->derivation
                                                         : "no figure has this name");
}

static struct value *goal_row(struct derive *d, const struct value *goal, const struct value *kpi) {
    static const char *const fields[] = {"goal", "measure", "why", "owner", NULL};
    const struct value *name = value_get(goal, "measure");
    const struct value *measure = value_get_str(kpi, value_string(name));
    if (value_is_true(name) && !measure) {
        diag_warning(d->diags, name->at, DIAG_DATA_TYPE,
                     "\"" STR_FMT "\" is not a figure that can be measured",
                     STR_ARG(value_to_str(d->arena, name)));
        diag_hint(d->diags, "docs/template-values.md lists the names under kpi.");
    }
    struct value *row = with_fields(d->arena, goal, fields);
    struct fact now = fact_of(value_get(measure, "value")), target = goal_target(d, goal, measure);
    struct fact missing = fact_subtract(d->arena, target, now, NULL);
    bool is_met = missing.is_known && decimal_sign(missing.number) <= 0;
    struct value *unit = value_get(measure, "unit");
    put_text(d->arena, row, "unit", value_text(d->arena, unit, NULL));
    put_bool(d->arena, row, "is_money", str_is(value_string(unit), "money"));
    put_bool(d->arena, row, "is_share", str_is(value_string(unit), "share"));
    put_bool(d->arena, row, "is_plain",
             unit && !str_is(value_string(unit), "money") && !str_is(value_string(unit), "share"));
    put_fact(d->arena, row, "target", target);
    put_fact(d->arena, row, "now", now);
    put_fact(d->arena, row, "missing", missing);
    put_bool(d->arena, row, "is_met", is_met);
    bool is_over = date_compare(d->period.last, d->today) < 0;
    put_text(d->arena, row, "word",
             !missing.is_known ? "Not known"
             : is_met          ? "Met"
             : is_over         ? "Missed"
                               : "Open");
    put_text(d->arena, row, "glyph", !missing.is_known ? "○" : is_met ? "●" : "○");
    put_text(d->arena, row, "tone",
             is_met                        ? "good"
             : missing.is_known && is_over ? "bad"
                                           : "muted");
    return row;
}

static struct value *goal_rows(struct derive *d, const struct period *period,
                               const struct value *kpi) {
    const struct value *list = dated_exact(&d->goals, period);
    struct value *rows = new_list(d->arena);
    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list.n; i++) {
        if (list->list.items[i]->kind == VALUE_MAP) {
            value_append(d->arena, rows, goal_row(d, list->list.items[i], kpi));
        }
    }
    return rows;
}

struct value *derive_goals(struct derive *d, const struct value *kpi) {
    struct value *map = new_map(d->arena);
    struct value *now = goal_rows(d, &d->period, kpi);
    size_t n_met = 0;
    for (size_t i = 0; i < now->list.n; i++) {
        n_met += value_is_true(value_get(now->list.items[i], "is_met"));
    }
    value_put(d->arena, map, "period", now);
    value_put(d->arena, map, "met", count_map(d, n_met));
    put_bool(d->arena, map, "are_all_met", n_met > 0 && n_met == now->list.n);
    put_bool(d->arena, map, "are_some_met", n_met > 0 && n_met < now->list.n);
    value_put(d->arena, map, "all", count_map(d, now->list.n));
    struct value *next = goal_rows(d, &d->next, kpi);
    value_put(d->arena, map, "next", next);
    put_bool(d->arena, map, "has_next", next->list.n > 0);
    return map;
}
