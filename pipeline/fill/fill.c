#include "fill.h"

#include "fill_cache_priv.h"

struct filling filling_new(Arena *arena, const struct value *root,
                           const struct fill_options *options, struct diags *diags) {
    struct filling filling = {
        .arena = arena, .options = options, .diags = diags, .out = g_string_new(NULL)};
    filling_push(&filling, (struct scope){.value = root});
    return filling;
}

void filling_clear(struct filling *filling) {
    g_string_free(filling->out, TRUE);
    g_free(filling->pieces);
    g_clear_pointer(&filling->defaulted, g_hash_table_unref);
}

/* Who records what is used sees all that there is to report. */
const struct template *filling_parse(struct filling *filling, const struct origin *origin) {
    return cached_template(filling->arena, filling->recording ? NULL : filling->options->cache,
                           origin, filling->diags);
}

bool fill_template(Arena *arena, const struct source *source, size_t begin,
                   const struct value *root, const struct fill_options *options,
                   struct diags *diags, struct text **ret) {
    size_t n_errors = diags->n_errors;
    struct origin *origin = ARENA_NEW(arena, struct origin);
    *origin = (struct origin){.source = source, .begin = begin};
    struct filling filling = filling_new(arena, root, options, diags);
    render_template(&filling, filling_parse(&filling, origin));
    struct text *text = diags->n_errors == n_errors ? escape_pieces(&filling) : NULL;
    filling_clear(&filling);
    if (diags->n_errors > n_errors) {
        return false;
    }
    *ret = text;
    return true;
}

const struct origin *origin_of_string(Arena *arena, struct str s, struct span at) {
    struct origin *origin = ARENA_NEW(arena, struct origin);
    *origin = (struct origin){.source = source_new(arena, at.source ? at.source->path : "", s),
                              .is_elsewhere = true,
                              .elsewhere = at};
    return origin;
}

static struct str fill_string(struct filling *filling, const struct value *value) {
    const struct origin *origin = origin_of_string(filling->arena, value->string, value->at);
    g_string_truncate(filling->out, 0);
    filling->n_pieces = 0;
    render_template(filling, filling_parse(filling, origin));
    return str_from_gstring(filling->arena, filling->out);
}

static struct value *fill_copy(struct filling *filling, const struct value *value) {
    struct value *copy = value_copy(filling->arena, value);
    switch (value->kind) {
    case VALUE_STRING:
        if (str_find(value->string, STR("{{"), 0) < value->string.n) {
            copy->string = fill_string(filling, value);
        }
        break;
    case VALUE_LIST:
        for (size_t i = 0; i < copy->list.n; i++) {
            copy->list.items[i] = fill_copy(filling, copy->list.items[i]);
        }
        break;
    case VALUE_MAP:
        for (size_t i = 0; i < copy->map.n; i++) {
            copy->map.entries[i].value = fill_copy(filling, copy->map.entries[i].value);
        }
        break;
    case VALUE_NULL:
    case VALUE_BOOL:
    case VALUE_NUMBER: break;
    }
    return copy;
}

bool fill_strings(Arena *arena, const struct value *value, const struct value *root,
                  const struct fill_options *options, struct diags *diags, struct value **ret) {
    size_t n_errors = diags->n_errors;
    struct filling filling = filling_new(arena, root, options, diags);
    struct value *copy = fill_copy(&filling, value);
    filling_clear(&filling);
    if (diags->n_errors > n_errors) {
        return false;
    }
    *ret = copy;
    return true;
}

bool fill_expression(Arena *arena, struct str expression, struct span at, const struct value *root,
                     const struct fill_options *options, struct diags *diags, struct value **ret) {
    const struct origin *origin = origin_of_string(arena, expression, at);
    const struct expression *parsed = parse_expression(arena, origin, expression, diags);
    if (!parsed) {
        return false;
    }
    struct filling filling = filling_new(arena, root, options, diags);
    const struct value *value = evaluate(&filling, parsed, NULL);
    filling_clear(&filling);
    if (!value) {
        return false;
    }
    *ret = value_copy(arena, value);
    return true;
}
