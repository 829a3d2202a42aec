/*
 * fill_record.c - the hooks of filling: what was looked up, what was missing.
 */
#include "fill_uses_priv.h"

void templates_add(Arena *arena, struct templates *templates, const struct template *template) {
    templates->items = arena_grow(arena, templates->items, templates->n, &templates->capacity,
                                  sizeof(struct template *));
    templates->items[templates->n++] = template;
}

void recording_bind(struct recording *recording, struct fill_use *use, const struct part *part,
                    const struct expression *expression) {
    recording->figures = arena_grow(recording->arena, recording->figures, recording->n_figures,
                                    &recording->figures_capacity, sizeof *recording->figures);
    recording->figures[recording->n_figures++] =
        (struct figure_use){.use = use, .part = part, .expression = expression};
}

void recording_lookup(struct filling *filling, const struct path *path, const struct value *value,
                      bool may_be_absent) {
    struct fill_use *use = g_hash_table_lookup(filling->recording->by_path, path);
    if (!use) {
        return;
    }
    if (value && !use->is_found) {
        use->value = value;
        use->is_found = true;
    }
    use->is_hidden = false;
    if (!value && !may_be_absent && !use->is_missing) {
        use->is_missing = true;
        scope_explain_missing(filling, path, &use->nearest, &use->looked_in);
    }
}

void recording_partial(struct filling *filling, const struct part *part, bool is_there) {
    struct fill_use *use = g_hash_table_lookup(filling->recording->by_path, part);
    if (use) {
        use->is_hidden = false;
        use->is_missing |= !is_there;
    }
}

void recording_null(struct filling *filling, const struct path *path) {
    struct fill_use *use = g_hash_table_lookup(filling->recording->by_path, path);
    if (use) {
        use->is_null = true;
    }
}

void recording_text(struct filling *filling, const struct part *part) {
    struct recording *recording = filling->recording;
    for (size_t i = 0; i < recording->n_figures; i++) {
        recording->figures[i].is_shown |= recording->figures[i].part == part;
    }
}

void recording_fill(struct filling *filling, const struct templates *templates) {
    struct recording *recording = filling->recording;
    for (size_t i = 0; i < templates->n; i++) {
        render_template(filling, templates->items[i]);
    }
    for (size_t i = 0; i < recording->n_figures; i++) {
        if (recording->figures[i].is_shown) {
            evaluate(filling, recording->figures[i].expression, NULL);
        }
    }
}
