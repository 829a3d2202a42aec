#include "fill_filter_priv.h"

/* In alphabetical order; docs/templates.md shows each with an example. */
const struct filter filters[] = {
    {"abs", "abs", 0, 0, false, filter_abs},
    {"capitalize", "capitalize", 0, 0, false, filter_capitalize},
    {"compact", "compact", 0, 0, false, filter_compact},
    {"count", "count", 0, 0, false, filter_count},
    {"date", "date \"d MMMM y\"", 0, 1, false, filter_date},
    {"default", "default \"n/a\"", 1, 1, true, filter_default},
    {"delta", "delta \"money\"", 0, 2, false, filter_delta},
    {"first", "first", 0, 0, false, filter_first},
    {"group_by", "group_by \"stage\"", 1, 1, false, filter_group_by},
    {"is", "is \"won\", or is \">\" 0", 1, 2, true, filter_is},
    {"join", "join \", \", or join \", \" \"name\"", 0, 2, false, filter_join},
    {"json", "json", 0, 0, true, filter_json},
    {"last", "last", 0, 0, false, filter_last},
    {"limit", "limit 5", 1, 1, false, filter_limit},
    {"lower", "lower", 0, 0, false, filter_lower},
    {"money", "money, money 2, money \"compact\" or money \"EUR\"", 0, 3, false, filter_money},
    {"number", "number, number 1 or number \"compact\"", 0, 1, false, filter_number},
    {"per", "per 1000", 1, 1, false, filter_per},
    {"percent", "percent, or percent 0", 0, 1, false, filter_percent},
    {"period", "period", 0, 0, false, filter_period},
    {"plural", "plural \"deal\" \"deals\"", 2, 6, false, filter_plural},
    {"points", "points, or points 0", 0, 1, false, filter_points},
    {"skip", "skip 5", 1, 1, false, filter_skip},
    {"sort", "sort \"name\", or sort \"-amount\"", 0, 1, false, filter_sort},
    {"sum", "sum \"amount\"", 0, 1, false, filter_sum},
    {"title", "title", 0, 0, false, filter_title},
    {"truncate", "truncate 40", 1, 1, false, filter_truncate},
    {"upper", "upper", 0, 0, false, filter_upper},
    {"where", "where \"stage\" \"won\", or where \"amount\" \">\" 1000", 1, 3, false, filter_where},
};

const size_t n_filters = G_N_ELEMENTS(filters);

const struct filter *filter_lookup(struct str name) {
    for (size_t i = 0; i < n_filters; i++) {
        if (str_is(name, filters[i].name)) {
            return &filters[i];
        }
    }
    return NULL;
}

void filter_report_unknown(Arena *arena, struct str name, struct span at, struct diags *diags) {
    struct str *names = ARENA_NEW_N(arena, struct str, n_filters);
    for (size_t i = 0; i < n_filters; i++) {
        names[i] = str_from(filters[i].name);
    }
    if (name.n == 0) {
        diag_error(diags, at, DIAG_TEMPLATE_FILTER, "\"|\" is not followed by a filter");
    } else {
        diag_error(diags, at, DIAG_TEMPLATE_FILTER, "no filter is called \"" STR_FMT "\"",
                   STR_ARG(str_head(name, 60)));
    }
    int nearest = str_nearest(name, names, n_filters);
    if (nearest >= 0) {
        diag_hint(diags, "Did you mean \"%s\"? It is written so: %s", filters[nearest].name,
                  filters[nearest].usage);
    } else {
        diag_hint(diags, "The filters are %s.", str_list(arena, names, n_filters));
    }
}

const struct value *filter_wrong_input(struct filtering *filtering, const char *wanted) {
    struct filling *filling = filtering->filling;
    const struct value *input = filtering->input;
    struct str shown = value_to_str(filling->arena, input);
    bool is_long = input->kind == VALUE_LIST || input->kind == VALUE_MAP;
    diag_error(filling->diags, filtering->call->at, DIAG_TEMPLATE_TYPE,
               "filter \"%s\" needs %s, but \"" STR_FMT "\" is %s%s" STR_FMT "%s",
               filtering->call->filter->name, wanted, STR_ARG(filtering->path->text),
               value_kind_name(input->kind), is_long ? "" : ": \"",
               STR_ARG(str_head(shown, is_long ? 0 : 60)), is_long ? "" : "\"");
    if (is_long) {
        diag_hint(filling->diags, "Name one of its fields, or use a section over it.");
    } else {
        diag_hint(filling->diags, "Give the filter %s, or leave it out.", wanted);
    }
    if (input->at.source) {
        diag_note(filling->diags, input->at, "the value comes from here");
    }
    return NULL;
}

const struct value *filter_wrong_argument(struct filtering *filtering, size_t i,
                                          const char *wanted) {
    const struct filter_call *call = filtering->call;
    const struct value *argument = filtering->arguments[i];
    struct str shown = value_to_str(filtering->filling->arena, argument);
    diag_error(filtering->filling->diags, call->arguments[i].at, DIAG_TEMPLATE_FILTER,
               "filter \"%s\" needs %s here, not \"" STR_FMT "\"", call->filter->name, wanted,
               STR_ARG(str_head(shown, 60)));
    diag_hint(filtering->filling->diags, "Write it so: %s", call->filter->usage);
    return NULL;
}

const struct value *filter_text(struct filtering *filtering, struct str text) {
    return value_new_string(filtering->filling->arena, filtering->input->at, text);
}
