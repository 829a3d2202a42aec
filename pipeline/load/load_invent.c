#include "load_invent_priv.h"

#include <string.h>

/*
 * A demo's partners, made up from a number: each is the YAML of a partner's file, so that it goes
 * the way of all others. Every sentence in it is made of the partner's own figures.
 */

static const char as_of[] = "2026-09-30";

/* The first is the one with most to tell: documents are about it where nobody names another. */
const struct invent_kind invent_kinds[] = {
    {.tier = "Gold",
     .plan = 720000,
     .growth = 6,
     .attained = {98, 100, 101, 103, 105, 95, 97, 108},
     .n_won = 9,
     .win_rate = 40,
     .sourced = 63,
     .unit = 500,
     .certified = 9,
     .since_year = 2023,
     .story = "beat the third quarter's plan after two that it missed"},
    {.tier = "Platinum",
     .plan = 1150000,
     .growth = 5,
     .attained = {104, 103, 105, 102, 104, 103, 106, 105},
     .n_won = 7,
     .win_rate = 50,
     .sourced = 80,
     .unit = 500,
     .certified = 13,
     .since_year = 2021,
     .story = "above plan in every quarter"},
    {.tier = "Silver",
     .plan = 320000,
     .growth = 5,
     .attained = {101, 99, 103, 98, 104, 100, 97, 62},
     .n_won = 4,
     .win_rate = 52,
     .sourced = 55,
     .unit = 500,
     .certified = 4,
     .since_year = 2022,
     .story = "missed the third quarter, because deals moved"},
    {.tier = "Gold",
     .plan = 500000,
     .growth = 6,
     .attained = {100, 101, 99, 102, 101, 103, 102, 104},
     .n_won = 5,
     .win_rate = 48,
     .sourced = 35,
     .unit = 500,
     .certified = 7,
     .since_year = 2022,
     .story = "grows through deals that it influences"},
    {.tier = "Silver",
     .plan = 480000,
     .growth = -7,
     .attained = {98, 92, 88, 84, 80, 74, 66, 53},
     .n_won = 4,
     .win_rate = 33,
     .sourced = 60,
     .unit = 500,
     .certified = 3,
     .since_year = 2020,
     .story = "lower in every quarter, and at risk of Bronze"},
    {.tier = "Bronze",
     .plan = 60000,
     .growth = 55,
     .attained = {0, 0, 0, 0, 0, 80, 95, 107},
     .n_won = 3,
     .win_rate = 45,
     .sourced = 75,
     .first = 5,
     .unit = 500,
     .certified = 2,
     .since_year = 2026,
     .story = "a partner since January 2026: there is no year before"},
    {.tier = "Bronze",
     .plan = 11000,
     .growth = 18,
     .attained = {96, 104, 0, 110, 102, 98, 109, 127},
     .n_won = 2,
     .win_rate = 50,
     .sourced = 70,
     .unit = 100,
     .certified = 2,
     .since_year = 2024,
     .story = "small, with a quarter without a deal"},
    {.tier = "Bronze",
     .plan = 45000,
     .growth = -8,
     .attained = {101, 84, 67, 55, 30, 27, 0, 0},
     .n_won = 2,
     .win_rate = 40,
     .sourced = 60,
     .unit = 500,
     .certified = 1,
     .since_year = 2023,
     .is_lost = true,
     .story = "lost in August 2026"},
};
const size_t invent_n_kinds = G_N_ELEMENTS(invent_kinds);

/* --- words ---------------------------------------------------------------------------------- */

static const char *iso(const struct invent_partner *partner, int64_t day) {
    return date_format_iso(partner->arena, date_from_days(day));
}

static const char *quarter_id(const struct invent_partner *partner, int quarter) {
    struct date date = date_from_days(invent_quarter_begin(quarter));
    return arena_printf(partner->arena, "%d-Q%d", date.year, (date.month + 2) / 3);
}

static const char *month_id(const struct invent_partner *partner, int month) {
    return arena_printf(partner->arena, "%d-%02d", 2024 + (9 + month) / 12, (9 + month) % 12 + 1);
}

/* "$1.28M", "$248.5k", "$940": three digits or four, as people say amounts. */
static const char *dollars(const struct invent_partner *partner, int64_t amount) {
    if (amount >= 1000000) {
        int64_t cents = (amount + 5000) / 10000;
        return arena_printf(partner->arena, "$%d.%02dM", (int)(cents / 100), (int)(cents % 100));
    }
    if (amount < 1000) {
        return arena_printf(partner->arena, "$%d", (int)amount);
    }
    int64_t tenths = (amount + 50) / 100;
    return tenths % 10
               ? arena_printf(partner->arena, "$%d.%dk", (int)(tenths / 10), (int)(tenths % 10))
               : arena_printf(partner->arena, "$%dk", (int)(tenths / 10));
}

/* In percent, half up. */
static int64_t percent(int64_t part, int64_t of) {
    int64_t twice = of > 0 ? 200 * part / of : 0;
    return (twice + (twice < 0 ? -1 : 1)) / 2;
}

static const char *against_plan(const struct invent_partner *partner, int quarter) {
    int64_t share =
        percent(partner->booked[quarter] - partner->plan[quarter], partner->plan[quarter]);
    return share == 0
               ? "on plan"
               : arena_printf(partner->arena, "%d%% %s plan", (int)(share < 0 ? -share : share),
                              share < 0 ? "under" : "over");
}

/* --- parts of the file ---------------------------------------------------------------------- */

static void write_head(const struct invent_partner *p, GString *out) {
    const struct invent_kind *kind = p->kind;
    g_string_append_printf(out, "# %s: %s. Made up.\nname: %s\nlegal_name: %s Ltd\n", p->name,
                           kind->story, p->name, p->name);
    g_string_append_printf(out, "address: \"12 Mill Street, %s\"\ntier: %s\nstage: %s\n", p->city,
                           kind->tier, kind->is_lost ? "lost" : "active");
    g_string_append_printf(out, "vertical: %s\nregion: %s\ncountry: %s\nsince: %s\n", p->vertical,
                           p->region, p->country, iso(p, p->since));
    if (kind->is_lost) {
        g_string_append(out, "ended: 2026-08-14\n");
    }
    g_string_append_printf(out, "currency: USD\nmanager: {name: %s, role: Partner Manager}\n",
                           p->manager);
    g_string_append_printf(out,
                           "contacts:\n  - {name: %s, role: Alliance Director, email: "
                           "alliances@%s.example, primary: true}\n",
                           p->people[0], p->slug);
    g_string_append_printf(out, "  - {name: %s, role: Head of Delivery}\n", p->people[1]);
}

/* The three months of a quarter make its plan. */
static void write_targets(struct invent_partner *p, GString *out) {
    int last = p->kind->is_lost ? INVENT_QUARTERS - 2 : INVENT_QUARTERS;
    g_string_append(out, "\ntargets:\n");
    for (int q = p->kind->first; q <= last; q++) {
        int64_t plan = p->plan[q], next = p->plan[MIN(q + 1, INVENT_QUARTERS)];
        int64_t first = plan * 30 / 100 / p->kind->unit * p->kind->unit;
        int64_t second = plan * 33 / 100 / p->kind->unit * p->kind->unit;
        const int64_t months[] = {first, second, plan - first - second};
        g_string_append_printf(out,
                               "  %s: {booked: %" G_GINT64_FORMAT ", pipeline: %" G_GINT64_FORMAT
                               ", win_rate: %d, certifications: %d}\n",
                               quarter_id(p, q), plan, 3 * next, p->kind->win_rate,
                               p->kind->certified + (q >= INVENT_QUARTERS - 1));
        for (int m = 0; m < 3; m++) {
            g_string_append_printf(out, "  %s: {booked: %" G_GINT64_FORMAT "}\n",
                                   month_id(p, 3 * q + m), months[m]);
        }
    }
}

static void write_deals(const struct invent_partner *p, GString *out) {
    g_string_append(out, "\ndeals:\n");
    for (size_t i = 0; i < p->n_deals; i++) {
        const struct invent_deal *deal = &p->deals[i];
        g_string_append_printf(out,
                               "  - {id: %s-%zu, customer: %s, country: %s, stage: %s, amount: "
                               "%" G_GINT64_FORMAT ", source: %s, kind: new, registered: %s, "
                               "expected_close: %s",
                               p->prefix, 101 + i, deal->customer, p->country, deal->stage,
                               deal->amount, deal->is_sourced ? "sourced" : "influenced",
                               iso(p, deal->registered), iso(p, deal->expected));
        if (deal->closed) {
            g_string_append_printf(out, ", closed: %s", iso(p, deal->closed));
        }
        if (deal->reason) {
            g_string_append_printf(out, ", reason: %s", deal->reason);
        }
        g_string_append(out, "}\n");
    }
}

static void write_revenue(const struct invent_partner *p, GString *out) {
    g_string_append(out, "\nrevenue:\n");
    for (int m = 3 * p->kind->first; m < INVENT_MONTHS; m++) {
        g_string_append_printf(
            out, "  %s: {sourced: %" G_GINT64_FORMAT ", influenced: %" G_GINT64_FORMAT "}\n",
            month_id(p, m), p->sourced[m], p->influenced[m]);
    }
}

static const char *coverage(const struct invent_partner *p) {
    int64_t tenths = (p->open * 20 / p->plan[INVENT_QUARTERS] + 1) / 2;
    return arena_printf(p->arena, "%d.%d times the next plan", (int)(tenths / 10),
                        (int)(tenths % 10));
}

static void write_health(struct invent_partner *p, GString *out) {
    static const char *const names[] = {"Revenue", "Engagement", "Enablement",
                                        "Support", "Pipeline",   "Marketing"};
    enum { N = G_N_ELEMENTS(names) };
    int64_t others = p->kind->attained[INVENT_QUARTERS - 1] / 2 + 14;
    g_string_append(out, "\nhealth:\n");
    for (int q = p->kind->first; q < INVENT_QUARTERS - p->kind->is_lost; q++) {
        bool is_last = q == INVENT_QUARTERS - 1;
        const char *evidence[N] = {
            arena_printf(p->arena, "Booked %s", against_plan(p, q)),
            NULL,
            arena_printf(p->arena, "%d people are certified", p->kind->certified),
            NULL,
            p->kind->is_lost ? NULL : coverage(p),
            NULL};
        int64_t scores[N], sum = 0;
        for (int i = 0; i < N; i++) {
            int64_t base = i == 0 ? 74 + (p->kind->attained[q] - 100) * 3 / 2 : others;
            scores[i] = CLAMP(base + chance_from(&p->chance, -6, 6), 12, 95);
            sum += scores[i];
        }
        g_string_append_printf(out, "  %s:\n    score: %d\n    dimensions:\n", quarter_id(p, q),
                               (int)((2 * sum + N) / (2 * N)));
        for (int i = 0; i < N; i++) {
            g_string_append_printf(out, "      - {name: %s, score: %d%s%s%s}\n", names[i],
                                   (int)scores[i], is_last && evidence[i] ? ", evidence: \"" : "",
                                   is_last && evidence[i] ? evidence[i] : "",
                                   is_last && evidence[i] ? "\"" : "");
        }
    }
}

static void write_people(struct invent_partner *p, GString *out) {
    int64_t from = MAX(p->since + 20, invent_quarter_begin(0)), to = invent_quarter_begin(8) - 1;
    to = p->kind->is_lost ? from + 200 : to;
    g_string_append(out, "\ncertifications:\n");
    for (int i = 0; i < p->kind->certified; i++) {
        int64_t earned = from + (to - from) * (i + 1) / (p->kind->certified + 1);
        g_string_append_printf(
            out, "  - {person: %s, name: Solution Architect, earned: %s, expires: %s}\n",
            p->people[i % (int)G_N_ELEMENTS(p->people)], iso(p, earned), iso(p, earned + 3 * 365));
    }
}

/* What was spent in a quarter is what its campaign cost. */
static void write_marketing(struct invent_partner *p, GString *out) {
    g_autoptr(GString) campaigns = g_string_new("campaigns:\n");
    static const char *const names[] = {"Round table for operations", "Webinars for dispatchers",
                                        "Customer breakfast", "Guide for planners"};
    g_string_append(out, "\nmdf:\n");
    for (int i = 0; i < 4 - 2 * p->kind->is_lost; i++) {
        int q = INVENT_QUARTERS - 4 + i;
        int64_t budget = MAX(p->plan[q] / 20 / 1000, 1) * 1000;
        int64_t used = budget * chance_from(&p->chance, 3, 9) / 10;
        int64_t leads = chance_from(&p->chance, 8, 60);
        g_string_append_printf(out,
                               "  %s: {budget: %" G_GINT64_FORMAT ", used: %" G_GINT64_FORMAT "}\n",
                               quarter_id(p, q), budget, used);
        g_string_append_printf(campaigns,
                               "  - {name: %s, kind: event, date: %s, cost: %" G_GINT64_FORMAT
                               ", leads: %d, opportunities: %d, pipeline: %" G_GINT64_FORMAT "}\n",
                               names[i], iso(p, invent_quarter_begin(q) + 40), used, (int)leads,
                               (int)(leads / 9 + 1), used * chance_from(&p->chance, 4, 14));
    }
    g_string_append(out, campaigns->str);
}

static void write_support(struct invent_partner *p, GString *out) {
    g_string_append(out, "\ntickets:\n");
    for (int q = p->kind->first; q < INVENT_QUARTERS; q++) {
        int64_t opened = chance_from(&p->chance, 2, 5) + p->kind->n_won * 2;
        g_string_append_printf(
            out,
            "  %s: {opened: %d, resolved: %d, escalated: 0, median_first_response_hours: %d.%d}\n",
            quarter_id(p, q), (int)opened, (int)(opened - chance_from(&p->chance, 0, 2)),
            (int)chance_from(&p->chance, 2, 4), (int)chance_from(&p->chance, 0, 9));
    }
    g_string_append(out, "escalations: []\n");
}

/* Crews are as many as the deal pays for a year of the demo's edition at 38 a month. */
static void write_reference(const struct invent_partner *p, const struct invent_deal *deal,
                            GString *out) {
    enum { YEAR_OF_A_CREW = 38 * 12 };
    g_string_append_printf(
        out,
        "references:\n  - customer: %s\n    date: %s\n    headline: %s plans "
        "every crew the evening before\n    summary: Crews of several depots, one "
        "day to plan, and until last year as many plans as depots.\n",
        deal->customer, iso(p, deal->closed), deal->customer);
    g_string_append_printf(
        out,
        "    challenge: >-\n      Crews of several depots served one valley and knew nothing of "
        "each "
        "other. On a bad day two vans\n      stood in the same street, and the third customer "
        "waited.\n"
        "    solution: >-\n      %s put the crews of all depots on one plan, moved the order of "
        "the "
        "day to the evening\n      before, and rode along for the first two weeks.\n"
        "    result: >-\n      Within two months the vans drove a fifth fewer empty kilometers, "
        "and "
        "nine of ten customers are\n      visited in the hour that they were promised.\n"
        "    results:\n      - {value: −20%%, what: empty kilometers within two months}\n"
        "      - {value: 9 of 10, what: customers are visited in the hour they were promised}\n"
        "      - {value: 1 plan, what: for the crews of all depots}\n"
        "    facts:\n      - {name: Crews, value: \"%d\"}\n      - {name: Edition, value: Run}\n"
        "    quote: I know at six in the evening what we do at six in the morning.\n"
        "    speaker: %s\n    role: Head of Operations\n",
        p->name, MAX((int)(deal->amount / YEAR_OF_A_CREW), 4), p->people[7]);
}

static void write_history(const struct invent_partner *p, GString *out) {
    const struct invent_deal *largest = p->largest;
    g_string_append_printf(out, "\nmilestones:\n  - {date: %s, title: Partner agreement signed}\n",
                           iso(p, p->since));
    if (largest) {
        g_string_append_printf(out, "  - {date: %s, title: \"Largest deal so far, %s at %s\"}\n",
                               iso(p, largest->closed), largest->customer,
                               dollars(p, largest->amount));
        write_reference(p, largest, out);
    }
    if (p->kind->is_lost) {
        g_string_append(out, "notes:\n  - {date: 2026-08-14, author: ");
        g_string_append_printf(out, "%s, text: The agreement has ended; its customers stay.}\n",
                               p->manager);
        return;
    }
    g_string_append_printf(out,
                           "notes:\n  - date: %s\n    author: %s\n    text: %s was booked in "
                           "the third quarter, %s. %s is open.\n",
                           as_of, p->manager, dollars(p, p->booked[INVENT_QUARTERS - 1]),
                           against_plan(p, INVENT_QUARTERS - 1), dollars(p, p->open));
}

static void write_plan(const struct invent_partner *p, GString *out) {
    int64_t plan = p->plan[INVENT_QUARTERS], before = p->plan[INVENT_QUARTERS - 1];
    int64_t booked = p->booked[INVENT_QUARTERS - 1];
    g_string_append_printf(out,
                           "\nactions:\n  - {period: 2026-Q2, what: Agree the plan of the third "
                           "quarter, owner: %s, due: 2026-07-15, status: done, result: Signed off "
                           "at %s}\n",
                           p->people[0], dollars(p, before));
    g_string_append_printf(out,
                           "  - {period: 2026-Q2, what: Book the plan of the third quarter, owner: "
                           "%s, due: 2026-09-30, status: %s, result: %s of %s}\n",
                           p->people[1], booked >= before ? "done" : "missed", dollars(p, booked),
                           dollars(p, before));
    int64_t missing = MAX(3 * plan - p->open, 0);
    g_string_append_printf(out,
                           "  - {period: 2026-Q3, what: %s%s, owner: %s, due: 2026-10-23, "
                           "status: open, done_when: Pipeline covers the plan three times}\n",
                           missing > 0 ? "Qualify new opportunities worth " : "Keep the pipeline",
                           missing > 0 ? dollars(p, missing) : "", p->people[0]);
    g_string_append_printf(out,
                           "  - {period: 2026-Q3, what: Certify one more consultant, owner: "
                           "%s, due: 2026-12-04, status: open, done_when: The examination is "
                           "passed}\n",
                           p->people[1]);
    g_string_append_printf(out,
                           "goals:\n  2026-Q3:\n    - {goal: Book %s, measure: booked, "
                           "target: %" G_GINT64_FORMAT ", why: The plan of the quarter}\n",
                           dollars(p, before), before);
    g_string_append_printf(out,
                           "  2026-Q4:\n    - {goal: Book %s, measure: booked, target: "
                           "%" G_GINT64_FORMAT ", why: The plan of the quarter}\n    - {goal: Open "
                           "pipeline of %s, measure: pipeline, target: %" G_GINT64_FORMAT
                           ", why: Three times the plan}\n",
                           dollars(p, plan), plan, dollars(p, 3 * plan), 3 * plan);
}

/* --- partners ------------------------------------------------------------------------------- */

static int64_t day_of_agreement(struct invent_partner *p) {
    bool is_new = p->kind->first > 0;
    struct date date = {p->kind->since_year, is_new ? 1 : (int)chance_from(&p->chance, 2, 8),
                        is_new ? 12 : (int)chance_from(&p->chance, 1, 28)};
    return date_to_days(date);
}

static void invent_one(struct invent_partner *p, struct invent_names *names, size_t n,
                       GString *out) {
    p->name = invent_company(names, p->arena);
    p->slug = str_slug(p->arena, str_from(p->name));
    p->vertical = invent_vertical(n + (size_t)names->companies[1]);
    p->prefix = arena_printf(p->arena, "%c%c%zu", p->name[0], p->name[1] - 'a' + 'A', n + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(p->people); i++) {
        p->people[i] = invent_person(names, p->arena);
    }
    invent_place(p, n + (size_t)names->companies[0]);
    p->since = day_of_agreement(p);
    invent_figures(p, names);
    write_head(p, out);
    write_targets(p, out);
    write_deals(p, out);
    write_revenue(p, out);
    write_health(p, out);
    write_people(p, out);
    write_marketing(p, out);
    write_support(p, out);
    write_history(p, out);
    if (!p->kind->is_lost) {
        write_plan(p, out);
    }
}

void load_invent(Arena *arena, uint64_t seed, struct invented **ret, size_t *ret_n) {
    struct invented *list = ARENA_NEW_N(arena, struct invented, invent_n_kinds);
    struct invent_names *names = ARENA_NEW(arena, struct invent_names);
    names->chance.state = seed;
    invent_shuffle(names);
    for (size_t i = 0; i < invent_n_kinds; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        struct invent_partner *partner = ARENA_NEW(arena, struct invent_partner);
        partner->arena = arena;
        partner->kind = &invent_kinds[i];
        partner->chance.state = chance_next(&names->chance);
        invent_one(partner, names, i, text);
        list[i] = (struct invented){partner->slug, str_from_gstring(arena, text)};
    }
    *ret = list;
    *ret_n = invent_n_kinds;
}
