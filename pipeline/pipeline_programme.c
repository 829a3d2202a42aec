#include "pipeline_priv.h"

/*
 * All partners, for a document that asks what they come to together. They are read only where a
 * template mentions them: a review of one partner reads one partner's file.
 */

static bool mentions(struct run *run, struct str name) {
    struct fill_options options = run_fill_options(run);
    return fill_mentions(run->arena, run->source, run->body, &options, name);
}

bool run_is_about_programme(struct run *run) {
    const struct value *about = value_get(run->meta, "about");
    if (!about) {
        return !run->job->data && mentions(run, STR("programme")) && !mentions(run, STR("partner"));
    }
    if (str_is(value_string(about), "programme")) {
        return true;
    }
    if (!str_is(value_string(about), "partner")) {
        diag_warning(run->diags, about->at, DIAG_FRONT_MATTER,
                     "\"about\" is neither partner nor programme");
    }
    return false;
}

/* What is wrong with one partner's file is a warning here; derive/ says that it is left out. */
static const struct value *load_one(struct run *run, const struct partner_entry *entry) {
    struct value *partner = NULL;
    struct diags own = {0};
    if (run->partner && g_str_equal(entry->path, run->entry.path) &&
        g_str_equal(entry->slug, run->entry.slug)) {
        return run->partner;
    }
    bool is_loaded = session_partner(run->session, run->arena, entry, &own, &partner);
    diags_take(run->diags, &own, !is_loaded);
    return is_loaded ? partner : NULL;
}

static bool load_all(struct run *run) {
    World *world = session_world(run->session);
    struct partner_entry *entries = NULL;
    size_t n = 0;
    if (!session_workspace(run->session, true, run->diags, &run->workspace) ||
        !load_partner_list(run->arena, world, run->workspace, run->diags, &entries, &n)) {
        return false;
    }
    run->partners = ARENA_NEW_N(run->arena, struct programme_partner, n);
    run->n_partners = n;
    for (size_t i = 0; i < n; i++) {
        run->partners[i] = (struct programme_partner){.slug = entries[i].slug,
                                                      .name = entries[i].name,
                                                      .partner = load_one(run, &entries[i])};
    }
    return true;
}

bool run_load_programme(struct run *run) {
    /* A name of --data stands above all others: nobody would see what is derived. */
    bool is_given = run->data && value_get(run->data, "programme");
    if (is_given ||
        !(run->is_about_programme || (run->partner && mentions(run, STR("programme"))))) {
        return true;
    }
    run->has_programme = load_all(run);
    return run->has_programme;
}

bool run_derive_programme(struct run *run) {
    struct programme_input input = {.config = run->workspace->config,
                                    .partners = run->partners,
                                    .n = run->n_partners,
                                    .period = run->period,
                                    .today = world_today(session_world(run->session)),
                                    .is_explaining = run->is_explaining};
    if (!run->partner) {
        return derive_programme_values(run->arena, &input, run->diags, &run->root);
    }
    struct value *programme = NULL;
    if (!derive_programme(run->arena, &input, run->diags, &programme)) {
        return false;
    }
    value_put(run->arena, run->root, "programme", programme);
    return true;
}
