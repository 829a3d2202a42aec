/*
 * derive_words.c - what decides a sentence: booleans and sizes without sign, so that templates
 * choose whole sentences and never compute.
 */
#include "derive_priv.h"

/* Under half a per cent a difference prints as 0%: "beat its plan by 0%" is no sentence. */
static const struct decimal met_share = {.units = 5, .scale = 3};

static const struct value *at(const struct value *root, const char *path) {
    const struct value *value = value_path(root, path);
    return value && value->kind == VALUE_NUMBER ? value : NULL;
}

static struct decimal size_of(struct decimal number) {
    return decimal_sign(number) < 0 ? decimal_negate(number) : number;
}

/* The figure without its sign; null where it is unknown. */
static void put_size(struct derive *d, struct value *words, const char *key,
                     const struct value *root, const char *path) {
    const struct value *value = at(root, path);
    put_fact(d->arena, words, key,
             value ? fact_known(size_of(value->number), explain(d, "%s without its sign", path))
                   : fact_unknown(explain(d, "%s is not known", path)));
}

/* -1, 0, 1 with the tolerance of a share; 2: not known. */
static int judge(const struct value *difference, const struct value *share) {
    if (!difference) {
        return 2;
    }
    if (share && decimal_compare(size_of(share->number), met_share) < 0) {
        return 0;
    }
    return decimal_sign(difference->number);
}

/* What misses its plan while the period goes on has not missed it yet. */
static const char *verdict_word(int verdict, bool is_booked, bool is_over) {
    static const char *const words[] = {"missed", "met", "beat"};
    if (verdict == 2) {
        return is_booked ? "no_plan" : "not_known";
    }
    return verdict == -1 && !is_over ? "so_far" : words[verdict + 1];
}

/* A plan of zero or less is none: nothing can be a share of it. */
static int verdict_of(const struct value *difference, const struct value *share) {
    return share ? judge(difference, share) : 2;
}

static void put_verdict(struct derive *d, struct value *words, const struct value *root) {
    static const char *const verdicts[] = {"beat",    "met",       "missed",
                                           "no_plan", "not_known", "so_far"};
    bool is_booked = at(root, "kpi.booked.value") != NULL;
    bool is_over = value_is_true(value_path(root, "period.is_over"));
    int verdict = verdict_of(at(root, "kpi.booked.vs_plan"), at(root, "kpi.booked.vs_plan_share"));
    const char *word = verdict_word(verdict, is_booked, is_over);
    put_text(d->arena, words, "verdict", word);
    for (size_t i = 0; i < G_N_ELEMENTS(verdicts); i++) {
        put_bool(d->arena, words, verdicts[i], g_str_equal(word, verdicts[i]));
    }
    put_bool(d->arena, words, "is_judged", verdict != 2);
    put_bool(d->arena, words, "is_good", verdict == 0 || verdict == 1);
    put_size(d, words, "gap", root, "kpi.booked.vs_plan");
    put_size(d, words, "gap_share", root, "kpi.booked.vs_plan_share");
}

/* NAME_up, NAME_down, NAME_level, NAME_size, NAME_share: a change against a reference. */
static void put_change(struct derive *d, struct value *words, const char *name,
                       const struct value *root, const char *path) {
    const char *share_path = arena_concat(d->arena, path, "_share");
    int change = judge(at(root, path), at(root, share_path));
    put_bool(d->arena, words, arena_concat(d->arena, name, "_up"), change == 1);
    put_bool(d->arena, words, arena_concat(d->arena, name, "_level"), change == 0);
    put_bool(d->arena, words, arena_concat(d->arena, name, "_down"), change == -1);
    put_bool(d->arena, words, arena_concat(d->arena, name, "_known"), change != 2);
    put_bool(d->arena, words, arena_concat(d->arena, name, "_has_share"),
             at(root, share_path) != NULL);
    put_size(d, words, arena_concat(d->arena, name, "_size"), root, path);
    put_size(d, words, arena_concat(d->arena, name, "_share"), root, share_path);
}

static int row_verdict(const struct value *row) {
    return verdict_of(at(row, "vs_plan"), at(row, "vs_plan_share"));
}

/*
 * How many periods in a row, the last one included, ended as it did; and how many before it did
 * not. "Bookings beat plan for the first time in three quarters": two misses before.
 */
static void put_streak(struct derive *d, struct value *words, const struct value *history) {
    size_t n = history->list.n, same = 1, others = 0;
    int verdict = row_verdict(history->list.items[n - 1]);
    size_t i = n - 1;
    while (i > 0 && row_verdict(history->list.items[i - 1]) == verdict) {
        i--;
        same++;
    }
    for (i = n - 1; i > 0; i--, others++) {
        int earlier = row_verdict(history->list.items[i - 1]);
        if (earlier == verdict || earlier == 2) {
            break;
        }
    }
    bool is_judged = verdict == 1 || verdict == -1;
    put_count(d->arena, words, "streak", is_judged ? same : 0);
    put_text(d->arena, words, "streak_word", count_word(d->arena, same, false));
    put_bool(d->arena, words, "is_streak", is_judged && same > 1);
    put_count(d->arena, words, "first_in", is_judged ? others + 1 : 0);
    put_text(d->arena, words, "first_in_word", count_word(d->arena, others + 1, false));
    put_bool(d->arena, words, "is_first_in", is_judged && others > 1);
    put_bool(d->arena, words, "is_single", is_judged && same == 1 && others <= 1);
}

/* What the period after needs most: one thing, the first that holds. Of a lost partner nothing. */
static void put_need(struct derive *d, struct value *words, const struct value *root) {
    const struct value *forecast = at(root, "pipeline.forecast_vs_plan");
    const struct value *count = at(root, "kpi.pipeline_count.value");
    bool is_lost = value_is_true(value_path(root, "partner.is_lost"));
    bool is_empty = count && decimal_sign(count->number) == 0 && !is_lost;
    bool is_short = value_is_true(value_path(root, "pipeline.is_short")) && !is_empty && !is_lost;
    bool is_judged = count && !is_lost && !is_empty && !is_short && forecast;
    int outlook = judge(forecast, at(root, "pipeline.forecast_vs_plan_share"));
    bool is_below = is_judged && outlook == -1;
    put_bool(d->arena, words, "needs_first_deals", is_empty);
    put_bool(d->arena, words, "needs_pipeline", is_short);
    put_bool(d->arena, words, "needs_closing", is_below);
    put_bool(d->arena, words, "is_on_course", is_judged && !is_below);
    put_bool(d->arena, words, "has_no_outlook", !is_empty && !is_short && !is_judged);
    put_size(d, words, "forecast_gap", root, "pipeline.forecast_vs_plan");
    put_bool(d->arena, words, "is_forecast_short", outlook == -1);
    /* Two clauses of one sentence: both good news or both bad are joined by "and". */
    const struct value *booked = at(root, "kpi.booked.value");
    bool is_good =
        value_is_true(value_get(words, "is_good")) ||
        (value_is_true(value_get(words, "no_plan")) && booked && decimal_sign(booked->number) > 0);
    bool is_outlook_good = is_judged && !is_below;
    put_text(d->arena, words, "joint", is_good == is_outlook_good ? "and" : "but");
}

static void put_origin(struct derive *d, struct value *words, const struct value *root) {
    const struct value *booked = at(root, "kpi.booked.value");
    const struct value *sourced = at(root, "kpi.sourced.value");
    struct fact share = fact_unknown("booked revenue is not known or not positive");
    if (booked && sourced && decimal_sign(booked->number) > 0) {
        share =
            fact_divide(d->arena, fact_known(sourced->number, ""), fact_known(booked->number, ""),
                        SHARE_SCALE, "sourced revenue by booked revenue");
    }
    put_fact(d->arena, words, "sourced_share", share);
}

struct value *derive_words(struct derive *d, const struct value *root) {
    struct value *words = new_map(d->arena);
    const struct value *won = at(root, "kpi.deals_won.value");
    put_verdict(d, words, root);
    put_bool(d->arena, words, "is_first",
             !value_is_true(value_path(root, "kpi.booked.has_previous")));
    put_bool(d->arena, words, "has_year_before",
             value_is_true(value_path(root, "kpi.booked.has_year_before")));
    put_change(d, words, "booked", root, "kpi.booked.vs_previous");
    put_change(d, words, "year", root, "kpi.booked.vs_year_before");
    put_change(d, words, "pipeline", root, "kpi.pipeline.vs_previous");
    put_change(d, words, "win_rate", root, "kpi.win_rate.vs_previous");
    put_bool(d->arena, words, "none_won", won && decimal_sign(won->number) == 0);
    put_streak(d, words, value_get(root, "history"));
    put_need(d, words, root);
    put_origin(d, words, root);
    return words;
}
