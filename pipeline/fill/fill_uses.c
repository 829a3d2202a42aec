#include "fill_uses_priv.h"

/*
 * What a template uses is found twice. A walk over the tree takes every tag, also those that these
 * values do not show; inside a section it looks names up in the section's value, of a list in the
 * first item. Then the template is filled with the hooks of recording_*() in place, which see what
 * really happens: all items of a list, and which names are missing where the text is shown.
 */

static void walk_parts(struct filling *filling, const struct template *template,
                       const struct part *first);

/* --- uses ----------------------------------------------------------------------------------- */

static struct fill_use *add_use(struct recording *recording, struct fill_use use) {
    use.section = recording->section;
    use.is_hidden = recording->has_root && use.kind != FILL_USE_BLOCK; /* until it is shown */
    struct fill_use *kept = arena_memdup(recording->arena, &use, sizeof use);
    recording->uses = arena_grow(recording->arena, recording->uses, recording->n_uses,
                                 &recording->capacity, sizeof(struct fill_use *));
    recording->uses[recording->n_uses++] = kept;
    return kept;
}

/* A name that is looked up. */
static struct fill_use *add_path(struct filling *filling, enum fill_use_kind kind,
                                 const struct path *path, struct str filters) {
    struct fill_use *use = add_use(
        filling->recording,
        (struct fill_use){.kind = kind, .name = path->text, .filters = filters, .at = path->at});
    use->value = scope_lookup(filling, path);
    if (filling->recording->list && (!use->value || scope_is_of_item(filling, path))) {
        use->list = filling->recording->list;
        use->n_items = filling->recording->n_items;
    }
    g_hash_table_insert(filling->recording->by_path, (void *)path, use);
    return use;
}

static struct fill_use *add_expression(struct filling *filling, enum fill_use_kind kind,
                                       const struct expression *expression, struct str content) {
    struct str name, filters;
    str_cut(content, '|', &name, &filters);
    struct fill_use *use = add_path(filling, kind, &expression->path, str_trim(filters));
    for (size_t i = 0; i < expression->n_calls; i++) {
        const struct filter_call *call = &expression->calls[i];
        for (size_t k = 0; k < call->n_arguments; k++) {
            if (!call->arguments[k].value) {
                add_path(filling, FILL_USE_ARGUMENT, &call->arguments[k].path, STR(""));
            }
        }
    }
    return use;
}

/* The walk only looks: what is wrong with a value is said when the template is filled. */
static const struct value *evaluate_quietly(struct filling *filling,
                                            const struct expression *expression) {
    struct recording *recording = filling->recording;
    struct diags quiet = {0}, *diags = filling->diags;
    filling->diags = &quiet;
    filling->recording = NULL;
    const struct value *value = evaluate(filling, expression, NULL);
    filling->diags = diags;
    filling->recording = recording;
    diags_clear(&quiet);
    return value;
}

/* --- the walk ------------------------------------------------------------------------------- */

static bool is_within(struct str s, struct str text) {
    return s.p >= text.p && s.p + s.n <= text.p + text.n;
}

/* Fields of figures that are names, in the fences of this text. */
static void walk_text(struct filling *filling, const struct template *template,
                      const struct part *part) {
    struct recording *recording = filling->recording;
    for (size_t i = 0; i < recording->n_figure_names; i++) {
        struct str name = recording->figure_names[i];
        if (!is_within(name, part->source)) {
            continue;
        }
        struct diags quiet = {0}; /* drawing the figure says it */
        const struct expression *expression =
            parse_expression(filling->arena, template->origin, name, &quiet);
        diags_clear(&quiet);
        if (expression) {
            struct fill_use *use = add_expression(filling, FILL_USE_FIGURE, expression, name);
            recording_bind(recording, use, part, expression);
        }
    }
}

static void enter_section(struct filling *filling, const struct part *part,
                          const struct value *value, struct scope *ret) {
    struct recording *recording = filling->recording;
    if (part->kind != PART_SECTION || !value || !value_is_true(value)) {
        return;
    }
    *ret = (struct scope){.value = value};
    if (value->kind == VALUE_LIST) {
        *ret = (struct scope){.value = value->list.items[0], .is_loop = true, .n = value->list.n};
        recording->list = recording->section;
        recording->n_items = value->list.n;
    }
}

static void walk_section(struct filling *filling, const struct template *template,
                         const struct part *part) {
    struct recording *recording = filling->recording;
    const struct recording before = *recording;
    struct scope scope = {0};
    if (part->expression) {
        bool is_section = part->kind == PART_SECTION;
        recording->section =
            add_expression(filling, is_section ? FILL_USE_SECTION : FILL_USE_INVERTED,
                           part->expression, part->name);
        const struct value *value =
            recording->has_root ? evaluate_quietly(filling, part->expression) : NULL;
        enter_section(filling, part, value, &scope);
    }
    if (scope.value) {
        filling_push(filling, scope);
    }
    walk_parts(filling, template, part->first);
    if (scope.value) {
        filling_pop(filling);
    }
    recording->section = before.section;
    recording->list = before.list;
    recording->n_items = before.n_items;
}

static bool is_walked(struct recording *recording, const struct template *template) {
    for (size_t i = 0; i < recording->n_walked; i++) {
        if (recording->walked[i] == template) {
            return true;
        }
    }
    recording->walked = arena_grow(recording->arena, recording->walked, recording->n_walked,
                                   &recording->walked_capacity, sizeof(struct template *));
    recording->walked[recording->n_walked++] = template;
    return false;
}

void recording_walk(struct filling *filling, const struct template *template) {
    struct recording *recording = filling->recording;
    if (is_walked(recording, template)) {
        return;
    }
    const struct str *names = recording->figure_names;
    size_t n_names = recording->n_figure_names;
    recording->n_figure_names =
        find_figure_names(filling->arena, template->origin->source->text, &recording->figure_names);
    walk_parts(filling, template, template->first);
    recording->figure_names = names;
    recording->n_figure_names = n_names;
}

static void walk_partial(struct filling *filling, const struct template *template,
                         const struct part *part) {
    const struct fill_options *options = filling->options;
    enum fill_use_kind kind = part->kind == PART_PARENT ? FILL_USE_PARENT : FILL_USE_PARTIAL;
    struct str name = part->name;
    struct fill_use *use;
    if (part->expression) {
        use = add_expression(filling, kind, part->expression, part->name);
        name = value_string(use->value);
    } else {
        use = add_use(filling->recording,
                      (struct fill_use){.kind = kind, .name = name, .at = part->at});
    }
    use->partial = name.n > 0 && options->partial ? options->partial(options->context, name) : NULL;
    g_hash_table_insert(filling->recording->by_path, (void *)part, use);
    walk_parts(filling, template, part->first);
    if (use->partial) {
        recording_walk(filling, template_of(filling, use->partial));
    }
}

static void walk_part(struct filling *filling, const struct template *template,
                      const struct part *part) {
    switch (part->kind) {
    case PART_TEXT: walk_text(filling, template, part); return;
    case PART_VALUE:
        if (part->expression) {
            add_expression(filling, FILL_USE_VALUE, part->expression, part->name);
        }
        return;
    case PART_SECTION:
    case PART_INVERTED: walk_section(filling, template, part); return;
    case PART_PARTIAL:
    case PART_PARENT: walk_partial(filling, template, part); return;
    case PART_BLOCK:
        add_use(filling->recording,
                (struct fill_use){.kind = FILL_USE_BLOCK, .name = part->name, .at = part->at});
        walk_parts(filling, template, part->first);
        return;
    }
    g_assert_not_reached();
}

static void walk_parts(struct filling *filling, const struct template *template,
                       const struct part *first) {
    if (filling->depth == FILL_DEPTH_MAX) { /* filling says so */
        return;
    }
    filling->depth++;
    for (const struct part *part = first; part; part = part->next) {
        walk_part(filling, template, part);
    }
    filling->depth--;
}

/* --- the whole ------------------------------------------------------------------------------ */

/* The front matter's strings, each a template. */
static void parse_strings(struct filling *filling, const struct value *value,
                          struct templates *templates) {
    if (!value) {
        return;
    }
    if (value->kind == VALUE_STRING && str_find(value->string, STR("{{"), 0) < value->string.n) {
        const struct origin *origin = origin_of_string(filling->arena, value->string, value->at);
        templates_add(filling->arena, templates,
                      parse_template(filling->arena, origin, filling->diags));
    }
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->list.n; i++) {
        parse_strings(filling, value->list.items[i], templates);
    }
    for (size_t i = 0; value->kind == VALUE_MAP && i < value->map.n; i++) {
        parse_strings(filling, value->map.entries[i].value, templates);
    }
}

static struct templates parse_all(struct filling *filling, const struct fill_subject *subject) {
    struct templates templates = {0};
    struct origin *origin = ARENA_NEW(filling->arena, struct origin);
    *origin = (struct origin){.source = subject->source, .begin = subject->begin};
    parse_strings(filling, subject->meta, &templates);
    templates_add(filling->arena, &templates,
                  parse_template(filling->arena, origin, filling->diags));
    return templates;
}

bool fill_find_uses(Arena *arena, const struct fill_subject *subject,
                    const struct fill_options *options, struct diags *diags,
                    struct fill_uses *ret) {
    static const struct value nothing = {.kind = VALUE_MAP};
    const struct value *root = subject->root ? subject->root : &nothing;
    size_t n_errors = diags->n_errors;
    struct recording recording = {.arena = arena, .has_root = subject->root != NULL};
    struct filling filling = filling_new(arena, root, options, diags);
    filling.recording = &recording;
    recording.by_path = g_hash_table_new(NULL, NULL);
    struct templates templates = parse_all(&filling, subject);
    for (size_t i = 0; i < templates.n; i++) {
        recording_walk(&filling, templates.items[i]);
    }
    bool is_read = diags->n_errors == n_errors;
    if (is_read && subject->root) {
        recording_fill(&filling, &templates);
    }
    g_hash_table_unref(recording.by_path);
    filling_clear(&filling);
    if (is_read) {
        *ret = (struct fill_uses){.items = recording.uses, .n = recording.n_uses};
    }
    return is_read;
}
