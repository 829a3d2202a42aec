#include "pipeline_priv.h"

#include <string.h>

#define CURRENT "current "

/* --- stage 2: values -------------------------------------------------------------------------- */

int run_fiscal_start(const struct workspace *workspace) {
    const struct value *value =
        workspace ? value_get(workspace->config, "fiscal_year_start") : NULL;
    return value && value->kind == VALUE_NUMBER ? CLAMP((int)decimal_to_int(value->number), 1, 12)
                                                : 1;
}

/*
 * The kind of period that the front matter's `period` says the document is about; @ret_is_current:
 * the one that today is in, not the last one that is over.
 */
static bool period_kind(struct run *run, enum period_kind *ret, bool *ret_is_current) {
    static const char *const words[] = {
        [PERIOD_MONTH] = "month",
        [PERIOD_QUARTER] = "quarter",
        [PERIOD_HALF] = "half",
        [PERIOD_YEAR] = "year",
    };
    *ret = PERIOD_QUARTER;
    *ret_is_current = false;
    const struct value *value = value_get(run->meta, "period");
    if (!value) {
        return true;
    }
    struct str word = value_string(value);
    *ret_is_current = str_starts_with(word, CURRENT);
    word = str_skip(word, *ret_is_current ? strlen(CURRENT) : 0);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (str_is(word, words[i])) {
            *ret = (enum period_kind)i;
            return true;
        }
    }
    diag_error(run->diags, value->at, DIAG_FRONT_MATTER,
               "\"period\" is the kind of period that the document is about");
    diag_hint(run->diags, "Write month, quarter, half or year; current year for the one that "
                          "has not ended.");
    return false;
}

bool run_choose_period(struct run *run, struct period *ret) {
    if (run->job->period) {
        return derive_period_parse(run->arena, run->job->period, run_fiscal_start(run->workspace),
                                   run->diags, ret);
    }
    enum period_kind kind;
    bool is_current;
    if (!period_kind(run, &kind, &is_current)) {
        return false;
    }
    struct period last = derive_period_completed(run->arena, kind, run_fiscal_start(run->workspace),
                                                 world_today(session_world(run->session)));
    *ret = derive_period_shift(run->arena, &last, is_current ? 1 : 0);
    return true;
}

static bool choose_period(struct run *run) {
    struct period period = {0};
    if (!run_choose_period(run, &period)) {
        return false;
    }
    if (run->job->period || run->partner || run->has_programme) {
        run->period = period;
    }
    return true;
}

/* The values of a document that is about no partner: what the workspace says of the company. */
static struct value *company_values(struct run *run) {
    struct value *root = value_new(run->arena, VALUE_MAP, (struct span){0});
    static const char *const keys[] = {"company", "contact", "currency"};
    for (size_t i = 0; run->workspace && i < G_N_ELEMENTS(keys); i++) {
        struct value *value = value_get(run->workspace->config, keys[i]);
        if (value) {
            value_put(run->arena, root, keys[i], value);
        }
    }
    return root;
}

/* `data`: what the files at "data:" of pdfgen.yaml say. */
static void add_company_data(struct run *run) {
    struct value *data = run->workspace ? value_get(run->workspace->config, "data") : NULL;
    if (data) {
        value_put(run->arena, run->root, "data", data);
    }
}

/* The names of --data stand above all others. */
static void add_data(struct run *run) {
    for (size_t i = 0; run->data && i < run->data->map.n; i++) {
        const struct value_entry *entry = &run->data->map.entries[i];
        value_set(run->arena, run->root, entry->key, entry->key_at, entry->value);
    }
}

/* The values of the PDF that is verified stand for all that could be derived. */
static void take_values(struct run *run, const struct rerun *rerun) {
    run->root = value_copy(run->arena, rerun->values);
    run->period.id = value_text(run->arena, value_get(rerun->record, "period"), NULL);
}

static bool is_asked_for(void *context, const char *name) {
    struct run *run = context;
    struct fill_options options = run_fill_options(run);
    return run->is_explaining || run->needs_all_values ||
           fill_mentions(run->arena, run->source, run->body, &options, str_from(name));
}

bool run_derive(struct run *run) {
    if (!run->is_template) {
        return true;
    }
    if (run->job->rerun) {
        take_values(run, run->job->rerun);
        return true;
    }
    if (!choose_period(run)) {
        return false;
    }
    if (run->partner) {
        struct derive_input input = {.config = run->workspace->config,
                                     .partner = run->partner,
                                     .slug = run->entry.slug,
                                     .period = run->period,
                                     .today = world_today(session_world(run->session)),
                                     .is_explaining = run->is_explaining,
                                     .is_asked_for = is_asked_for,
                                     .context = run};
        if (!derive_values(run->arena, &input, run->diags, &run->root)) {
            return false;
        }
    } else if (!run->has_programme) {
        run->root = company_values(run);
    }
    if (run->has_programme && !run_derive_programme(run)) {
        return false;
    }
    add_company_data(run);
    add_data(run);
    return true;
}

/* --- stage 3: text ---------------------------------------------------------------------------- */

/* In the folder of --partials, else in the workspace's or in the installation's. */
static const char *partial_path(struct run *run, struct str name) {
    World *world = session_world(run->session);
    const char *folder = run->job->partials;
    if (folder && run_is_template_name(name)) {
        const char *absolute = world_absolute(world, run->arena, folder);
        const char *path = arena_printf(run->arena, "%s/" STR_FMT ".md", absolute, STR_ARG(name));
        if (world_is_file(world, path)) {
            world_allow(world, absolute);
            return path;
        }
    }
    return run_find_template(run->arena, run->session, run->workspace, "templates/partials", name);
}

static void keep_partial(struct run *run, const struct source *source) {
    for (size_t i = 0; i < run->n_partials; i++) {
        if (run->partials[i] == source) {
            return;
        }
    }
    run->partials = arena_grow(run->arena, run->partials, run->n_partials, &run->partials_capacity,
                               sizeof(struct source *));
    run->partials[run->n_partials++] = source;
}

static const struct source *read_partial(struct run *run, struct str name) {
    World *world = session_world(run->session);
    enum world_reading before = world_set_reading(world, WORLD_KEPT);
    const char *path = partial_path(run, name);
    const struct source *source =
        path ? world_read_text(world, path, (struct span){0}, run->diags) : NULL;
    world_set_reading(world, before);
    return source;
}

/* Every place where a partial may be is an input, also the one where it is not. */
static void note_paths(struct run *run, struct str name, struct kept_partial *partial) {
    World *world = session_world(run->session);
    const char *homes[] = {run->workspace ? run->workspace->directory : NULL,
                           world_installation(world)};
    for (size_t i = 0, n = 0; i < G_N_ELEMENTS(homes); i++) {
        if (homes[i]) {
            partial->paths[n++] =
                arena_printf(session_arena(run->session), "%s/templates/partials/" STR_FMT ".md",
                             homes[i], STR_ARG(name));
        }
    }
}

/* Each document asks for each partial several times: the files are looked for once a session. */
static const struct source *find_kept_partial(struct run *run, struct str name) {
    World *world = session_world(run->session);
    struct kept_partial *partial = session_partial(run->session, name);
    if (!partial->source) {
        partial->source = read_partial(run, name);
        if (partial->source) {
            note_paths(run, name, partial);
        }
        return partial->source;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(partial->paths) && partial->paths[i]; i++) {
        world_note(world, partial->paths[i]);
    }
    return partial->source;
}

static const struct source *find_partial(void *context, struct str name) {
    struct run *run = context;
    bool is_usual = !run->job->partials && !run->job->rerun;
    const struct source *source = is_usual ? find_kept_partial(run, name) : read_partial(run, name);
    if (source && run->is_filling) {
        keep_partial(run, source);
    }
    return source;
}

/* The partner's currency, the workspace's, or the dollar. */
static const char *choose_currency(const struct run *run) {
    if (run->job->rerun) {
        return value_text(run->arena, value_get(run->job->rerun->record, "currency"), "USD");
    }
    const char *currency = value_text(run->arena, value_get(run->partner, "currency"), NULL);
    if (!currency && run->workspace) {
        currency = value_text(run->arena, value_get(run->workspace->config, "currency"), NULL);
    }
    return currency ? currency : "USD";
}

struct fill_options run_fill_options(struct run *run) {
    return (struct fill_options){
        .escape = FILL_MARKDOWN,
        .is_lenient = session_is_lenient(run->session),
        .locale = run->locale,
        .currency = choose_currency(run),
        .partial = find_partial,
        .context = run,
        .cache = run->is_kept ? session_fill_cache(run->session) : NULL,
    };
}

bool run_fill(struct run *run) {
    if (!run->is_template) {
        run->text = text_from_source(run->arena, run->source, run->body);
        return true;
    }
    struct fill_options options = run_fill_options(run);
    run->is_filling = true;
    bool is_filled =
        fill_strings(run->arena, run->meta, run->root, &options, run->diags, &run->meta);
    is_filled = fill_template(run->arena, run->source, run->body, run->root, &options, run->diags,
                              &run->text) &&
                is_filled;
    run->is_filling = false;
    return is_filled;
}
