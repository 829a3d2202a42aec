/*
 * What the sources say of one partner, put together.
 */
#include "load_state_priv.h"

static bool complain_of_kind(const struct value *value, struct diags *diags) {
    diag_error(diags, value->at, DIAG_DATA_TYPE, "a partner is %s, not a map",
               value_kind_name(value->kind));
    diag_hint(diags, "Begin it with \"name: ...\"; docs/partner-state.md lists the fields.");
    return false;
}

static bool read_part(Arena *arena, World *world, const struct state_part *part,
                      const struct value *tiers, struct diags *diags, struct value **ret) {
    const struct value *value = part->value;
    struct value *loaded;
    if (value && value->at.source) {
        world_note(world, world_absolute(world, arena, value->at.source->path));
    }
    if (!value) {
        if (!load_data_file(arena, world, part->path, (struct span){0}, diags, &loaded)) {
            return false;
        }
        value = load_is_metadata(part->path) ? load_unescape_value(arena, loaded) : loaded;
    }
    if (value->kind != VALUE_MAP) {
        return complain_of_kind(value, diags);
    }
    *ret = load_adapt(arena, value, tiers);
    return true;
}

bool load_partner_state(Arena *arena, World *world, const struct partner_entry *entry,
                        struct diags *diags, struct value **ret) {
    const struct value *tiers =
        entry->workspace ? value_get(entry->workspace->config, "tiers") : NULL;
    const struct state_part alone = {.path = entry->path};
    const struct state_part *parts = entry->record ? entry->record->parts : &alone;
    size_t n = entry->record ? entry->record->n_parts : 1;
    struct value *partner = NULL;
    bool is_fine = true;
    for (size_t i = 0; i < n; i++) {
        struct value *part;
        if (!read_part(arena, world, &parts[i], tiers, diags, &part)) {
            is_fine = false;
        } else {
            partner = partner ? load_merge(arena, partner, part, diags) : part;
        }
    }
    if (is_fine) {
        *ret = partner;
    }
    return is_fine;
}
