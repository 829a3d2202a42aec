#include "load_invent_priv.h"

#include <stdlib.h>
#include <string.h>

/*
 * What was booked in a quarter is a share of its plan; it is cut into deals, and everything else
 * (revenue by month, largest deal, open pipeline) is counted from these. So all of it agrees.
 */

enum { SHARES_MAX = 64, CYCLE_DAYS_MIN = 35, CYCLE_DAYS_MAX = 150 };

static const char *const reasons[] = {"Price",     "No decision",    "Kept its own tool",
                                      "No budget", "Other supplier", "Project stopped"};

uint64_t chance_next(struct chance *chance) {
    uint64_t z = chance->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

int64_t chance_from(struct chance *chance, int64_t least, int64_t most) {
    return least + (int64_t)(chance_next(chance) % (uint64_t)(most - least + 1));
}

int64_t invent_quarter_begin(int quarter) {
    int month = 9 + 3 * quarter; /* from January 2024 */
    return date_to_days((struct date){2024 + month / 12, month % 12 + 1, 1});
}

static int64_t round_to(int64_t amount, int64_t unit) {
    return (amount + unit / 2) / unit * unit;
}

/* Plans grow by nearly the same share; they are round numbers. */
static void make_plans(struct invent_partner *partner) {
    const struct invent_kind *kind = partner->kind;
    int64_t plan = kind->plan * chance_from(&partner->chance, 90, 115) / 100;
    int growth = kind->growth + (int)chance_from(&partner->chance, -1, 1);
    for (int q = 0; q <= INVENT_QUARTERS; q++) {
        partner->plan[q] = q < kind->first ? 0 : MAX(round_to(plan, 10 * kind->unit), kind->unit);
        plan = q < kind->first ? plan : plan * (100 + growth) / 100;
    }
}

/* @total in @n parts, each a multiple of @unit and at least one; the first is @first times others.
 */
static void cut(struct invent_partner *partner, int64_t total, size_t n, int64_t first,
                int64_t *ret) {
    int64_t unit = partner->kind->unit, weights[SHARES_MAX], sum = 0, left = total;
    for (size_t i = 0; i < n; i++) {
        weights[i] = chance_from(&partner->chance, 50, 150) * (i == 0 ? first : 1);
        sum += weights[i];
    }
    for (size_t i = n - 1; i > 0; i--) {
        ret[i] = MAX(round_to(total * weights[i] / sum, unit), unit);
        left -= ret[i];
    }
    for (size_t i = 1; i < n && left < unit; i++) {
        int64_t spare = MIN(ret[i] - unit, unit - left);
        ret[i] -= spare;
        left += spare;
    }
    ret[0] = left;
}

static struct invent_deal *add_deal(struct invent_partner *partner, struct invent_names *names,
                                    int64_t amount, int64_t end) {
    partner->deals = arena_grow(partner->arena, partner->deals, partner->n_deals,
                                &partner->deals_capacity, sizeof *partner->deals);
    struct invent_deal *deal = &partner->deals[partner->n_deals++];
    int64_t cycle = chance_from(&partner->chance, CYCLE_DAYS_MIN, CYCLE_DAYS_MAX);
    *deal = (struct invent_deal){
        .customer = invent_customer(names, partner->arena),
        .amount = amount,
        .is_sourced = chance_from(&partner->chance, 1, 100) <= partner->kind->sourced,
        .registered = MAX(end - cycle, partner->since + 1),
        .expected = end,
    };
    return deal;
}

/* A day of the quarter, far enough behind the beginning of a partner that is new. */
static int64_t closing_day(struct invent_partner *partner, int quarter) {
    int64_t begin = MAX(invent_quarter_begin(quarter), partner->since + 14);
    return chance_from(&partner->chance, begin, invent_quarter_begin(quarter + 1) - 1);
}

static void close_deal(struct invent_partner *partner, struct invent_names *names, int quarter,
                       int64_t amount, bool is_won) {
    int64_t day = closing_day(partner, quarter);
    struct invent_deal *deal = add_deal(partner, names, amount, day);
    deal->closed = day;
    deal->expected = day + chance_from(&partner->chance, -12, 12);
    deal->expected = MAX(deal->expected, deal->registered + 1);
    deal->stage = is_won ? "won" : "lost";
    deal->reason =
        is_won ? NULL : reasons[chance_from(&partner->chance, 0, G_N_ELEMENTS(reasons) - 1)];
    if (is_won) {
        struct date date = date_from_days(day);
        size_t month = (size_t)((date.year - 2024) * 12 + date.month - 10);
        *(deal->is_sourced ? &partner->sourced[month] : &partner->influenced[month]) += amount;
    }
}

static void make_quarter(struct invent_partner *partner, struct invent_names *names, int q) {
    const struct invent_kind *kind = partner->kind;
    int64_t amounts[SHARES_MAX];
    int attained =
        kind->attained[q] > 0 ? kind->attained[q] + (int)chance_from(&partner->chance, -1, 1) : 0;
    partner->booked[q] = round_to(partner->plan[q] * attained / 100, kind->unit);
    size_t n_won = (size_t)(kind->n_won + chance_from(&partner->chance, 0, kind->n_won / 3));
    n_won = MIN(n_won, (size_t)(partner->booked[q] / kind->unit));
    if (n_won > 0) {
        cut(partner, partner->booked[q], n_won, 2, amounts);
        for (size_t i = 0; i < n_won; i++) {
            close_deal(partner, names, q, amounts[i], true);
        }
    }
    size_t n_lost =
        ((size_t)kind->n_won * (size_t)(100 - kind->win_rate) + (size_t)kind->win_rate / 2) /
        (size_t)kind->win_rate;
    cut(partner, MAX(partner->plan[q], kind->unit * 10), MAX(n_lost, 1), 1, amounts);
    for (size_t i = 0; i < n_lost; i++) {
        close_deal(partner, names, q, MAX(amounts[i], kind->unit), false);
    }
}

static void make_open(struct invent_partner *partner, struct invent_names *names) {
    static const char *const stages[] = {"contract", "negotiation", "proposal", "qualified",
                                         "registered"};
    int64_t amounts[SHARES_MAX], end = invent_quarter_begin(INVENT_QUARTERS);
    size_t n = (size_t)partner->kind->n_won * 2 + 2;
    partner->open =
        round_to(partner->plan[INVENT_QUARTERS] * chance_from(&partner->chance, 20, 32) / 10,
                 partner->kind->unit);
    partner->open = MAX(partner->open, (int64_t)n * partner->kind->unit);
    cut(partner, partner->open, n, 1, amounts);
    for (size_t i = 0; i < n; i++) {
        int64_t expected = end + chance_from(&partner->chance, 6, 84);
        struct invent_deal *deal = add_deal(partner, names, amounts[i], expected);
        deal->stage = stages[i * G_N_ELEMENTS(stages) / n];
        deal->registered = MIN(deal->registered, end - chance_from(&partner->chance, 3, 60));
        deal->registered = MAX(deal->registered, partner->since + 1);
    }
}

static int compare_deals(const void *a, const void *b) {
    const struct invent_deal *first = a, *second = b;
    int order = (first->registered > second->registered) - (first->registered < second->registered);
    return order ? order : strcmp(first->customer, second->customer);
}

void invent_figures(struct invent_partner *partner, struct invent_names *names) {
    make_plans(partner);
    for (int q = partner->kind->first; q < INVENT_QUARTERS; q++) {
        make_quarter(partner, names, q);
    }
    if (!partner->kind->is_lost) {
        make_open(partner, names);
    }
    qsort(partner->deals, partner->n_deals, sizeof *partner->deals, compare_deals);
    for (size_t i = 0; i < partner->n_deals; i++) {
        const struct invent_deal *deal = &partner->deals[i];
        bool is_won = g_str_equal(deal->stage, "won");
        if (is_won && (!partner->largest || deal->amount > partner->largest->amount)) {
            partner->largest = deal;
        }
    }
}
