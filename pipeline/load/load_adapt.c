/*
 * load_adapt.c - a partner of any shape in our names and kinds.
 *
 * What is a text or a map where ours is a list of maps becomes that list, time stamps in seconds
 * become dates, a tier is spelled as the workspace spells it. Every value keeps its place. What
 * cannot be understood is left as it is: the check of the fields says what is wrong with it.
 */
#include "load_state_priv.h"

/* A list of maps. */
struct adapted_list {
    const char *field;
    enum foreign_place place;
    const char *main;     /* what a text alone means; NULL: nothing */
    const char *dates[4]; /* fields that hold one */
};

static const struct adapted_list lists[] = {
    {"deals", FOREIGN_DEAL, NULL, {"registered", "expected_close", "closed", NULL}},
    {"contacts", FOREIGN_CONTACT, "name", {NULL}},
    {"milestones", FOREIGN_MILESTONE, "title", {"date", NULL}},
    {"notes", FOREIGN_NOTE, "text", {"date", NULL}},
    {"actions", FOREIGN_ACTION, "what", {"due", NULL}},
    {"certifications", FOREIGN_CERTIFICATION, "name", {"earned", "expires", NULL}},
    {"documents", FOREIGN_DOCUMENT, "title", {"date", NULL}},
};

/* --- dates ---------------------------------------------------------------------------------- */

/* Seconds since 1970 are above the first up to the year 5138, milliseconds above the second. */
static const int64_t seconds_min = 100000000, milliseconds_min = 100000000000, day_seconds = 86400;

/* A number that is a time stamp as the date it falls on (UTC); NULL: it is none. */
static struct value *date_from_stamp(Arena *arena, const struct value *value) {
    int64_t seconds = decimal_to_int(value->number);
    if (seconds >= milliseconds_min) {
        seconds /= 1000;
    }
    if (seconds < seconds_min || seconds >= milliseconds_min) {
        return NULL;
    }
    const char *date = date_format_iso(arena, date_from_days(seconds / day_seconds));
    return value_new_string(arena, value->at, str_from(date));
}

static bool is_among(struct str key, const char *const *fields) {
    for (; *fields; fields++) {
        if (str_is(key, *fields)) {
            return true;
        }
    }
    return false;
}

static const struct value *with_dates(Arena *arena, const struct value *map,
                                      const char *const *fields) {
    struct value *copy = NULL;
    for (size_t i = 0; i < map->map.n; i++) {
        const struct value_entry *entry = &map->map.entries[i];
        bool may_be_stamp = entry->value->kind == VALUE_NUMBER && is_among(entry->key, fields);
        struct value *date = may_be_stamp ? date_from_stamp(arena, entry->value) : NULL;
        if (date) {
            copy = copy ? copy : value_copy(arena, map);
            copy->map.entries[i].key_at = date->at;
            copy->map.entries[i].value = date;
        }
    }
    return copy ? copy : map;
}

/* --- lists of maps -------------------------------------------------------------------------- */

/* {text: "..."} of a text alone. */
static const struct value *map_of_text(Arena *arena, const struct adapted_list *list,
                                       struct value *text) {
    struct value *map = value_new(arena, VALUE_MAP, text->at);
    value_set(arena, map, str_from(list->main), text->at, text);
    return map;
}

static void adapt_items(Arena *arena, const struct adapted_list *list, struct value *items) {
    struct foreign_reader reader = load_foreign_reader(arena, list->place);
    for (size_t i = 0; i < items->list.n; i++) {
        const struct value *item = items->list.items[i];
        if (item->kind == VALUE_STRING && list->main) {
            item = map_of_text(arena, list, items->list.items[i]);
        }
        if (item->kind == VALUE_MAP) {
            item = with_dates(arena, load_foreign_read(&reader, item), list->dates);
            items->list.items[i] = (struct value *)item;
        }
    }
}

/* "kickoff: 2026-03-01" or "kickoff: {completed_at: ...}" as items with the key as their title. */
static struct value *list_of_entries(Arena *arena, const struct adapted_list *list,
                                     const struct value *map) {
    struct value *items = value_new(arena, VALUE_LIST, map->at);
    for (size_t i = 0; i < map->map.n; i++) {
        const struct value_entry *entry = &map->map.entries[i];
        struct value *item = entry->value->kind == VALUE_MAP
                                 ? value_copy(arena, entry->value)
                                 : value_new(arena, VALUE_MAP, entry->value->at);
        if (entry->value->kind != VALUE_MAP && entry->value->kind != VALUE_NULL) {
            value_put(arena, item, list->dates[0], entry->value);
        }
        if (!value_get(item, list->main)) {
            value_set(arena, item, str_from(list->main), entry->key_at,
                      value_new_string(arena, entry->key_at, entry->key));
        }
        value_append(arena, items, item);
    }
    return items;
}

/* What stands where a list should, as a list; NULL: nothing that could be meant. */
static struct value *list_of(Arena *arena, const struct adapted_list *list, struct value *value) {
    if (value->kind == VALUE_LIST) {
        return value_copy(arena, value);
    }
    if (value->kind == VALUE_MAP && list->place == FOREIGN_MILESTONE) {
        return list_of_entries(arena, list, value);
    }
    bool is_item =
        value->kind == VALUE_STRING || (value->kind == VALUE_MAP && list->place == FOREIGN_CONTACT);
    if (!is_item || !list->main) {
        return NULL;
    }
    struct value *items = value_new(arena, VALUE_LIST, value->at);
    value_append(arena, items, value);
    return items;
}

static void adapt_lists(Arena *arena, struct value *partner) {
    for (size_t i = 0; i < partner->map.n; i++) {
        struct value_entry *entry = &partner->map.entries[i];
        for (size_t k = 0; k < G_N_ELEMENTS(lists); k++) {
            struct value *items =
                str_is(entry->key, lists[k].field) ? list_of(arena, &lists[k], entry->value) : NULL;
            if (items) {
                adapt_items(arena, &lists[k], items);
                entry->value = items;
            }
        }
    }
}

/* --- fields of their own kind --------------------------------------------------------------- */

/* PartnerOS keeps each playbook's progress; ours are their names. The progress stays usable. */
static void adapt_playbooks(Arena *arena, struct value *partner) {
    struct value *playbooks = value_get(partner, "playbooks");
    if (!playbooks || playbooks->kind != VALUE_MAP) {
        return;
    }
    struct value *names = value_new(arena, VALUE_LIST, playbooks->at);
    for (size_t i = 0; i < playbooks->map.n; i++) {
        const struct value_entry *entry = &playbooks->map.entries[i];
        value_append(arena, names, value_new_string(arena, entry->key_at, entry->key));
    }
    value_put(arena, partner, "playbooks", names);
    if (!value_get(partner, "playbook_progress")) {
        value_set(arena, partner, STR("playbook_progress"), playbooks->at, playbooks);
    }
}

static void adapt_tier(Arena *arena, struct value *partner, const struct value *tiers) {
    const struct value *tier = value_get(partner, "tier");
    if (!tier || tier->kind != VALUE_STRING || !tiers || tiers->kind != VALUE_LIST) {
        return;
    }
    const char *folded = load_fold(arena, str_cstr(arena, tier->string));
    for (size_t i = 0; i < tiers->list.n; i++) {
        struct str name = value_string(value_get(tiers->list.items[i], "name"));
        if (str_eq(name, tier->string)) {
            return;
        }
        if (g_str_equal(load_fold(arena, str_cstr(arena, name)), folded)) {
            value_put(arena, partner, "tier", value_new_string(arena, tier->at, name));
            return;
        }
    }
}

struct value *load_adapt(Arena *arena, const struct value *partner, const struct value *tiers) {
    static const char *const dates[] = {"since", NULL};
    const struct value *named = load_foreign_map(arena, FOREIGN_PARTNER, partner);
    struct value *adapted = value_copy(arena, with_dates(arena, named, dates));
    adapt_lists(arena, adapted);
    adapt_playbooks(arena, adapted);
    adapt_tier(arena, adapted, tiers);
    return adapted;
}
