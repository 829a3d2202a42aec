#include "fill_filter_priv.h"
#include "fill_record_priv.h"

/*
 * Null passes through filters that do not deal with it, so that `default` may stand at the end of a
 * chain. A missing name is an error before any filter runs, unless `default` is among them: the
 * author has then said that the name may be absent.
 */

static const struct value null_value = {.kind = VALUE_NULL};

static bool has_default(const struct expression *expression) {
    for (size_t i = 0; i < expression->n_calls; i++) {
        if (expression->calls[i].filter->apply == filter_default) {
            return true;
        }
    }
    return false;
}

static const struct value *lookup(struct filling *filling, const struct path *path,
                                  bool may_be_absent) {
    const struct value *value = scope_lookup(filling, path);
    bool has_default = may_be_absent && path->kind == PATH_NAME;
    if (filling->recording) {
        recording_lookup(filling, path, value, has_default || filling->options->is_lenient);
    }
    if (value) {
        return value;
    }
    if (filling->options->is_lenient) {
        return &null_value;
    }
    if (!filling->recording) {
        scope_report_missing(filling, path, has_default);
    }
    return has_default ? &null_value : NULL;
}

static bool resolve_arguments(struct filtering *filtering) {
    const struct filter_call *call = filtering->call;
    Arena *arena = filtering->filling->arena;
    filtering->n_arguments = call->n_arguments;
    filtering->arguments = ARENA_NEW_N(arena, const struct value *, call->n_arguments);
    for (size_t i = 0; i < call->n_arguments; i++) {
        const struct argument *argument = &call->arguments[i];
        const struct value *value =
            argument->value ? argument->value : lookup(filtering->filling, &argument->path, false);
        if (!value) {
            return false;
        }
        filtering->arguments[i] = value;
    }
    return true;
}

static const struct value *apply(struct filling *filling, const struct expression *expression,
                                 const struct filter_call *call, const struct value *input) {
    struct filtering filtering = {
        .filling = filling, .call = call, .path = &expression->path, .input = input};
    if (input->kind == VALUE_NULL && !call->filter->takes_null) {
        return input;
    }
    return resolve_arguments(&filtering) ? call->filter->apply(&filtering) : NULL;
}

const struct value *evaluate(struct filling *filling, const struct expression *expression,
                             const struct value **ret_origin) {
    const struct value *value = lookup(filling, &expression->path, has_default(expression));
    if (ret_origin) {
        *ret_origin = value;
    }
    for (size_t i = 0; value && i < expression->n_calls; i++) {
        value = apply(filling, expression, &expression->calls[i], value);
    }
    return value;
}
