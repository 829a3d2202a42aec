/*
 * fill_filter_priv.h - the filters: what a call gets, and the functions that do the work.
 *
 * A filter returns a value of the filling's arena, or NULL when it has reported an error.
 */
#pragma once

#include "fill_priv.h"

/* One call at work. */
struct filtering {
    struct filling *filling;
    const struct filter_call *call;
    const struct path *path; /* whose value it is, for messages */
    const struct value *input;
    const struct value **arguments;
    size_t n_arguments;
};

struct filter {
    const char *name;
    const char *usage; /* for hints: `truncate 40` */
    size_t n_min, n_max;
    bool takes_null; /* else null passes through untouched */
    const struct value *(*apply)(struct filtering *filtering);
};

extern const struct filter filters[];
extern const size_t n_filters;

const struct filter *filter_lookup(struct str name);
/* template-filter, with the nearest name. */
void filter_report_unknown(Arena *arena, struct str name, struct span at, struct diags *diags);

/* Both return NULL, after template-type and template-filter. */
const struct value *filter_wrong_input(struct filtering *filtering, const char *wanted);
const struct value *filter_wrong_argument(struct filtering *filtering, size_t i,
                                          const char *wanted);
const struct value *filter_text(struct filtering *filtering, struct str text);

const struct value *filter_money(struct filtering *filtering);
const struct value *filter_number(struct filtering *filtering);
const struct value *filter_compact(struct filtering *filtering);
const struct value *filter_percent(struct filtering *filtering);
const struct value *filter_points(struct filtering *filtering);
const struct value *filter_delta(struct filtering *filtering);
const struct value *filter_abs(struct filtering *filtering);
const struct value *filter_per(struct filtering *filtering);
const struct value *filter_date(struct filtering *filtering);
const struct value *filter_period(struct filtering *filtering);
const struct value *filter_plural(struct filtering *filtering);
const struct value *filter_default(struct filtering *filtering);
const struct value *filter_upper(struct filtering *filtering);
const struct value *filter_lower(struct filtering *filtering);
const struct value *filter_capitalize(struct filtering *filtering);
const struct value *filter_title(struct filtering *filtering);
const struct value *filter_truncate(struct filtering *filtering);
const struct value *filter_json(struct filtering *filtering);
const struct value *filter_is(struct filtering *filtering);

const struct value *filter_join(struct filtering *filtering);
const struct value *filter_where(struct filtering *filtering);
const struct value *filter_sort(struct filtering *filtering);
const struct value *filter_limit(struct filtering *filtering);
const struct value *filter_skip(struct filtering *filtering);
const struct value *filter_sum(struct filtering *filtering);
const struct value *filter_count(struct filtering *filtering);
const struct value *filter_group_by(struct filtering *filtering);
const struct value *filter_first(struct filtering *filtering);
const struct value *filter_last(struct filtering *filtering);

/* Of where and is: "=", "!=", "<", "<=", ">", ">=", "contains". */
bool compare_by(struct filtering *filtering, const struct value *a, struct str operator,
                const struct value * b);
bool is_operator(struct str operator);
