#include "pipeline_priv.h"

/* What a template uses, with the values of a partner: where each came from, and what is missing. */

static const char *const kind_words[] = {
    [FILL_USE_VALUE] = "value",       [FILL_USE_SECTION] = "section",
    [FILL_USE_INVERTED] = "inverted", [FILL_USE_ARGUMENT] = "argument",
    [FILL_USE_FIGURE] = "figure",     [FILL_USE_PARTIAL] = "partial",
    [FILL_USE_PARENT] = "parent",     [FILL_USE_BLOCK] = "block",
};

static const char *origin_of(Arena *arena, const struct fill_use *use) {
    if (use->partial) {
        return use->partial->path;
    }
    const struct value *value = use->value;
    return value && value->at.source && !value->derivation ? span_format(arena, value->at) : NULL;
}

static const char *looked_in(const struct fill_use *use) {
    bool is_partial = use->kind == FILL_USE_PARTIAL || use->kind == FILL_USE_PARENT;
    return !use->looked_in && is_partial ? "templates/partials of the workspace and of pdfgen"
                                         : use->looked_in;
}

static struct used_name used_name(Arena *arena, const struct fill_use *use) {
    struct used_name name = {
        .kind = kind_words[use->kind],
        .name = str_cstr(arena, use->name),
        .filters = str_cstr(arena, use->filters),
        .template = use->at.source ? use->at.source->path : NULL,
        .section = use->section ? str_cstr(arena, use->section->name) : NULL,
        .list = use->list ? str_cstr(arena, use->list->name) : NULL,
        .n_items = use->n_items,
        .value = use->value,
        .origin = origin_of(arena, use),
        .derivation = use->value ? use->value->derivation : NULL,
        .is_missing = use->is_missing || use->is_null,
        .is_hidden = use->is_hidden,
        .nearest = use->nearest,
        .looked_in = use->is_missing ? looked_in(use) : NULL,
    };
    span_locate(use->at, &name.line, &name.column);
    return name;
}

static bool report_missing(struct diags *diags, const struct fill_uses *uses) {
    const struct fill_use *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < uses->n; i++) {
        if (uses->items[i]->is_missing || uses->items[i]->is_null) {
            first = first ? first : uses->items[i];
            n++;
        }
    }
    if (!first) {
        return true;
    }
    diag_error(diags, first->at, DIAG_TEMPLATE_UNKNOWN_NAME,
               "%zu name%s of the template ha%s no value", n, n == 1 ? "" : "s",
               n == 1 ? "s" : "ve");
    return false;
}

static bool read_values(struct run *run, const char *word, struct job *job) {
    size_t n_errors = run->diags->n_errors;
    return run_choose_template(run, word, job) && run_load_template(run) &&
           run->diags->n_errors == n_errors && run_derive(run) && run->diags->n_errors == n_errors;
}

bool pipeline_vars(Session *session, Arena *arena, const char *word, struct job job,
                   struct diags *diags, struct used_name **ret, size_t *ret_n) {
    struct run run = {
        .arena = arena, .session = session, .job = &job, .diags = diags, .is_explaining = true};
    struct fill_uses uses;
    if (!read_values(&run, word, &job)) {
        return false;
    }
    struct fill_subject subject = {
        .source = run.source, .begin = run.body, .meta = run.meta, .root = run.root};
    struct fill_options options = run_fill_options(&run);
    if (!fill_find_uses(arena, &subject, &options, diags, &uses)) {
        return false;
    }
    struct used_name *names = ARENA_NEW_N(arena, struct used_name, uses.n);
    for (size_t i = 0; i < uses.n; i++) {
        names[i] = used_name(arena, uses.items[i]);
    }
    *ret = names;
    *ret_n = uses.n;
    return report_missing(diags, &uses);
}
