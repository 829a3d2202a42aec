#include "pipeline_partners.h"

/* A line of --partners FILE: a name as a person types it; "#" begins a remark. */
static bool find_named(Arena *arena, const struct partner_choice *choice, struct str line,
                       struct span at, struct diags *diags, struct partner_entry *ret) {
    const char *typed = str_cstr(arena, line);
    struct diags own = {0};
    bool is_found = load_partner_find(arena, choice->world, choice->workspace, typed, &own, ret);
    if (!is_found && own.n > 0) {
        diag_error(diags, at, own.items[0].code, "%s", own.items[0].message);
        if (own.items[0].hint) {
            diag_hint(diags, "%s", own.items[0].hint);
        }
    }
    diags_clear(&own);
    return is_found;
}

static bool list_named(Arena *arena, const struct partner_choice *choice, struct diags *diags,
                       struct partner_entry **ret, size_t *ret_n) {
    world_allow_file(choice->world, choice->file);
    const struct source *source =
        world_read_text(choice->world, choice->file, (struct span){0}, diags);
    if (!source) {
        return false;
    }
    size_t n = 0, capacity = 0;
    bool is_good = true;
    for (struct str rest = source->text, line; str_next_line(&rest, &line);) {
        struct str name = str_trim(str_slice(line, 0, str_find(line, STR("#"), 0)));
        size_t begin = (size_t)(name.p - source->text.p);
        struct partner_entry entry;
        if (name.n == 0) {
            continue;
        }
        if (!find_named(arena, choice, name, span_of(source, begin, begin + name.n), diags,
                        &entry)) {
            is_good = false;
            continue;
        }
        *ret = arena_grow(arena, *ret, n, &capacity, sizeof **ret);
        (*ret)[n++] = entry;
    }
    *ret_n = n;
    return is_good;
}

bool partners_choose(Arena *arena, const struct partner_choice *choice, struct diags *diags,
                     struct partner_entry **ret, size_t *ret_n) {
    World *world = choice->world;
    /* What is read of each partner here goes again: they may be more than the memory holds. */
    world_begin_job(world);
    enum world_reading passing = choice->is_compared ? WORLD_PASSING : WORLD_GLANCE;
    enum world_reading reading = world_set_reading(world, choice->file ? WORLD_JOB : passing);
    bool is_listed = choice->file
                         ? list_named(arena, choice, diags, ret, ret_n)
                         : load_partner_list(arena, world, choice->workspace, diags, ret, ret_n);
    world_set_reading(world, reading);
    world_keep_digests(world); /* partners' files need not be read again to compare them */
    world_end_job(world);
    if (is_listed && *ret_n == 0) {
        if (choice->file) {
            diag_error(diags, (struct span){0}, DIAG_BATCH_PARTNERS, "\"%s\" names no partner",
                       choice->file);
        } else {
            diag_error(diags, (struct span){0}, DIAG_BATCH_PARTNERS, "there is no partner");
        }
        diag_hint(diags, "`pdfgen list` shows the partners.");
        return false;
    }
    return is_listed &&
           (!choice->where || partners_where(world, choice->where, diags, *ret, ret_n));
}
