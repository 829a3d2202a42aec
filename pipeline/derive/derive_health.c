/*
 * derive_health.c - the health score and its dimensions, with the period before and status words.
 */
#include "derive_programme_priv.h"

static struct fact score_of(struct derive *d, const struct value *dimension, const char *why) {
    struct decimal score;
    return read_number(d, dimension, "score", &score)
               ? fact_known(score, explain_read(d, value_get(dimension, "score"), "%s", why))
               : fact_unknown("no score is recorded");
}

static const struct value *by_name(const struct value *list, struct str name) {
    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list.n; i++) {
        if (str_eq(value_string(value_get(list->list.items[i], "name")), name)) {
            return list->list.items[i];
        }
    }
    return NULL;
}

/* The dimension's own weight, else the workspace's, else one. */
static struct decimal weight_of(struct derive *d, const struct value *dimension) {
    struct decimal weight;
    const struct value *known = by_name(value_path(d->config, "health.dimensions"),
                                        value_string(value_get(dimension, "name")));
    if (read_number(d, dimension, "weight", &weight) || read_number(d, known, "weight", &weight)) {
        return weight;
    }
    return decimal_from_int(1);
}

static struct fact mean_score(struct derive *d, const struct value *dimensions) {
    struct decimal sum = decimal_from_int(0), weights = decimal_from_int(0), part, mean;
    for (size_t i = 0; i < dimensions->list.n; i++) {
        const struct value *dimension = dimensions->list.items[i];
        struct fact score = score_of(d, dimension, "");
        struct decimal weight = weight_of(d, dimension);
        if (!score.is_known) {
            continue;
        }
        if (!decimal_multiply(score.number, weight, &part) || !decimal_add(sum, part, &sum) ||
            !decimal_add(weights, weight, &weights)) {
            return fact_unknown("the scores are too large to add up");
        }
    }
    return decimal_divide(sum, weights, 0, &mean)
               ? fact_known(mean, "the mean of the dimensions by weight, rounded")
               : fact_unknown("no dimension has a score");
}

struct fact derive_health_score(struct derive *d, const struct period *period) {
    if (d->programme) {
        return derive_programme_health(d, period);
    }
    const struct value *entry = dated_latest(&d->health, period);
    struct decimal score;
    if (!entry) {
        return fact_unknown(explain(d, "no health is recorded for %s", period->id));
    }
    if (read_number(d, entry, "score", &score)) {
        return fact_known(score, explain_read(d, value_get(entry, "score"),
                                              "the score of health for %s", period->id));
    }
    return mean_score(d, read_maps(d, entry, "dimensions"));
}

/* --- status words --------------------------------------------------------------------------- */

struct level {
    const char *name, *tone;
    int from;
};

static const struct level usual_levels[] = {{"Strong", "good", 80},
                                            {"On track", "brand", 65},
                                            {"Watch", "watch", 50},
                                            {"At risk", "bad", 0}};

/* Four steps take the four tones; with others the best is good and the worst is bad. */
static const char *tone_of(size_t i, size_t n) {
    if (n == G_N_ELEMENTS(usual_levels)) {
        return usual_levels[i].tone;
    }
    return i == 0 ? "good" : i + 1 == n ? "bad" : "watch";
}

static void put_usual_status(struct derive *d, struct value *map, struct decimal score) {
    size_t i = 0, last = G_N_ELEMENTS(usual_levels) - 1;
    while (i < last && decimal_compare(score, decimal_from_int(usual_levels[i].from)) < 0) {
        i++;
    }
    put_text(d->arena, map, "status", usual_levels[i].name);
    put_text(d->arena, map, "tone", usual_levels[i].tone);
}

/* The level with the highest `from` that the score reaches, in whatever order they are listed. */
static const struct value *level_of(struct derive *d, const struct value *levels,
                                    struct decimal score, size_t *ret_index) {
    const struct value *found = NULL;
    struct decimal best = {0}, from;
    for (size_t i = 0; i < levels->list.n; i++) {
        if (read_number(d, levels->list.items[i], "from", &from) &&
            decimal_compare(score, from) >= 0 && (!found || decimal_compare(from, best) > 0)) {
            found = levels->list.items[i];
            best = from;
            *ret_index = i;
        }
    }
    return found;
}

void derive_put_health_status(struct derive *d, struct value *map, struct fact score) {
    const struct value *levels = read_maps(d, value_get(d->config, "health"), "statuses");
    size_t i = 0;
    const struct value *level = score.is_known ? level_of(d, levels, score.number, &i) : NULL;
    if (score.is_known && levels->list.n == 0) {
        put_usual_status(d, map, score.number);
        return;
    }
    put_text(d->arena, map, "status", value_text(d->arena, value_get(level, "name"), "Not known"));
    put_text(d->arena, map, "tone", level ? tone_of(i, levels->list.n) : "muted");
}

struct value *derive_health_levels(struct derive *d) {
    const struct value *levels = read_maps(d, value_get(d->config, "health"), "statuses");
    size_t n = levels->list.n > 0 ? levels->list.n : G_N_ELEMENTS(usual_levels);
    struct value *list = new_list(d->arena);
    for (size_t i = 0; i < n; i++) {
        struct value *level = new_map(d->arena);
        const struct value *name =
            levels->list.n > 0 ? value_get(levels->list.items[i], "name") : NULL;
        put_text(d->arena, level, "name",
                 levels->list.n > 0 ? value_text(d->arena, name, NULL) : usual_levels[i].name);
        put_text(d->arena, level, "tone", tone_of(i, n));
        value_append(d->arena, list, level);
    }
    return list;
}

/* --- the map -------------------------------------------------------------------------------- */

static void put_change(struct derive *d, struct value *map, struct fact now, struct fact before) {
    put_fact(d->arena, map, "score", now);
    put_fact(d->arena, map, "previous", before);
    put_difference(d->arena, map, "change", fact_subtract(d->arena, now, before, NULL), false);
    derive_put_health_status(d, map, now);
}

static struct value *dimension_row(struct derive *d, const struct value *dimension,
                                   const struct value *before) {
    static const char *const fields[] = {"name", "evidence", NULL};
    const struct value *same =
        by_name(value_get(before, "dimensions"), value_string(value_get(dimension, "name")));
    struct value *row = with_fields(d->arena, dimension, fields);
    put_change(d, row, score_of(d, dimension, "the dimension's score"),
               score_of(d, same, "the dimension's score in the period before"));
    return row;
}

/* The first of the lowest scores, or of the highest; NULL: none is known. */
static const struct value *extreme(const struct value *rows, int sign) {
    const struct value *found = NULL;
    for (size_t i = 0; i < rows->list.n; i++) {
        const struct value *score = value_get(rows->list.items[i], "score");
        const struct value *best = value_get(found, "score");
        if (score->kind == VALUE_NUMBER &&
            (!best || decimal_compare(score->number, best->number) * sign > 0)) {
            found = rows->list.items[i];
        }
    }
    return found;
}

static void put_extreme(struct derive *d, struct value *map, const char *key,
                        const struct value *rows, int sign) {
    const struct value *row = extreme(rows, sign);
    if (row) {
        value_put(d->arena, map, key, value_copy(d->arena, row));
    } else {
        put_null(d->arena, map, key, "no dimension has a score");
    }
}

/* "up four" reads better than "up 4". */
static void put_direction(struct derive *d, struct value *map) {
    const struct value *change = value_get(map, "change");
    int sign = change->kind == VALUE_NUMBER ? decimal_sign(change->number) : 0;
    put_bool(d->arena, map, "is_up", sign > 0);
    put_bool(d->arena, map, "is_down", sign < 0);
    put_bool(d->arena, map, "is_level", change->kind == VALUE_NUMBER && sign == 0);
    if (change->kind != VALUE_NUMBER) {
        put_null(d->arena, map, "change_word", "the change is not known");
        return;
    }
    struct decimal size =
        decimal_sign(change->number) < 0 ? decimal_negate(change->number) : change->number;
    put_text(d->arena, map, "change_word",
             decimal_is_integer(size) ? count_word(d->arena, (size_t)decimal_to_int(size), false)
                                      : decimal_format(d->arena, size));
}

static const char *levels_line(struct derive *d) {
    const struct value *levels = read_maps(d, value_get(d->config, "health"), "statuses");
    GString *line = g_string_new(NULL);
    for (size_t i = 0; i + 1 < levels->list.n; i++) {
        const struct value *level = levels->list.items[i], *from = value_get(level, "from");
        g_string_append_printf(line, "%s" STR_FMT " from " STR_FMT, i ? ", " : "",
                               STR_ARG(value_string(value_get(level, "name"))),
                               STR_ARG(from ? value_to_str(d->arena, from) : STR("0")));
    }
    char *text = arena_strdup(
        d->arena, line->len > 0 ? line->str : "Strong from 80, On track from 65, Watch from 50");
    g_string_free(line, TRUE);
    return text;
}

enum { HEALTH_PERIODS = 8 };

/* A row for each score of today's dimensions, period by period, oldest first. */
static struct value *dimensions_history(struct derive *d, const struct value *dimensions) {
    struct value *rows = new_list(d->arena);
    for (int back = HEALTH_PERIODS - 1; back >= 0; back--) {
        struct period period = derive_period_shift(d->arena, &d->period, -back);
        const struct value *then = value_get(dated_exact(&d->health, &period), "dimensions");
        const char *label = derive_period_words(d->arena, &period).label;
        for (size_t i = 0; then && i < dimensions->list.n; i++) {
            const struct value *name = value_get(dimensions->list.items[i], "name");
            struct fact score = score_of(d, by_name(then, value_string(name)), "its score then");
            if (name && score.is_known) {
                struct value *row = new_map(d->arena);
                value_put(d->arena, row, "name", value_copy(d->arena, name));
                put_text(d->arena, row, "label", label);
                put_fact(d->arena, row, "score", score);
                value_append(d->arena, rows, row);
            }
        }
    }
    return rows;
}

struct value *derive_health(struct derive *d) {
    const struct value *now = dated_latest(&d->health, &d->period);
    const struct value *before = dated_latest(&d->health, &d->previous);
    const struct value *dimensions = read_maps(d, now, "dimensions");
    struct value *map = new_map(d->arena), *rows = new_list(d->arena);
    for (size_t i = 0; i < dimensions->list.n; i++) {
        value_append(d->arena, rows, dimension_row(d, dimensions->list.items[i], before));
    }
    put_change(d, map, derive_health_score(d, &d->period), derive_health_score(d, &d->previous));
    put_bool(d->arena, map, "is_known", value_get(map, "score")->kind == VALUE_NUMBER);
    put_direction(d, map);
    value_put(d->arena, map, "dimensions", rows);
    value_put(d->arena, map, "history", dimensions_history(d, dimensions));
    put_extreme(d, map, "weakest", rows, -1);
    put_extreme(d, map, "strongest", rows, 1);
    put_text(d->arena, map, "levels", levels_line(d));
    return map;
}
