/*
 * load_foreign.c - names and words of other programs, read for ours.
 *
 * A foreign name is read only where ours is absent, and it stays: a template that uses it goes on
 * working.
 */
#include "load_state_priv.h"

#include <string.h>

enum { MATCHES_MAX = 32 }; /* rows that one map meets; what comes after stays under its name */

struct match {
    const struct foreign_name *name;
    size_t entry;
};

/* --- names ---------------------------------------------------------------------------------- */

static bool is_plain(struct str name) {
    for (size_t i = 0; i < name.n; i++) {
        if (!g_ascii_islower(name.p[i]) && !g_ascii_isdigit(name.p[i]) && name.p[i] != '_') {
            return false;
        }
    }
    return true;
}

struct str load_plain_name(Arena *arena, struct str name) {
    if (is_plain(name)) {
        return name;
    }
    g_autoptr(GString) out = g_string_sized_new(name.n + 8);
    g_autofree char *text = g_strndup(name.p, name.n);
    bool was_lower = false;
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool is_gap = !g_unichar_isalnum(c) || (was_lower && g_unichar_isupper(c));
        if (is_gap && out->len > 0 && out->str[out->len - 1] != '_') {
            g_string_append_c(out, '_');
        }
        if (g_unichar_isalnum(c)) {
            g_string_append_unichar(out, g_unichar_tolower(c));
        }
        was_lower = g_unichar_islower(c) || g_unichar_isdigit(c);
    }
    while (out->len > 0 && out->str[out->len - 1] == '_') {
        g_string_truncate(out, out->len - 1);
    }
    return str_from_gstring(arena, out);
}

/* --- words ---------------------------------------------------------------------------------- */

/* Our word for @word in a field; NULL: nobody's. */
static const char *our_word(Arena *arena, enum foreign_place place, const char *field,
                            struct str word) {
    struct str plain = load_plain_name(arena, word);
    for (const struct foreign_word *row = load_foreign_words; row->field; row++) {
        if (row->place == place && (str_is(plain, row->foreign) || str_is(plain, row->ours)) &&
            strcmp(row->field, field) == 0) {
            return row->ours;
        }
    }
    return NULL;
}

/* So that only what nobody knows is left to be complained of. */
static const struct value *replace_words(Arena *arena, enum foreign_place place,
                                         const struct value *map) {
    static const struct {
        enum foreign_place place;
        const char *field;
    } fields[] = {{FOREIGN_PARTNER, "stage"},
                  {FOREIGN_DEAL, "stage"},
                  {FOREIGN_DEAL, "source"},
                  {FOREIGN_ACTION, "status"}};
    struct value *copy = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        const struct value *value =
            fields[i].place == place ? value_get(map, fields[i].field) : NULL;
        const char *ours = value && value->kind == VALUE_STRING
                               ? our_word(arena, place, fields[i].field, value->string)
                               : NULL;
        if (ours && !str_is(value->string, ours)) {
            copy = copy ? copy : value_copy(arena, map);
            value_set(arena, copy, str_from(fields[i].field), value->at,
                      value_new_string(arena, value->at, str_from(ours)));
        }
    }
    return copy ? copy : map;
}

/* --- a map ---------------------------------------------------------------------------------- */

/*
 * Which bit of a filter a name sets: by its first letter, its last two and its length. These are
 * the same for "Close Date" and close_date; closeDate lacks the gap. No foreign name ends with a
 * word of one letter.
 */
static unsigned filter_bit(struct str name, size_t n_gaps) {
    unsigned first = (unsigned char)name.p[0] | 0x20,
             before = (unsigned char)name.p[MAX(name.n, 2) - 2] | 0x20,
             last = (unsigned char)name.p[name.n - 1] | 0x20;
    return (first * 37 + before * 83 + last * 11 + (unsigned)(name.n - n_gaps)) %
           FOREIGN_FILTER_BITS;
}

static void set_bit(struct foreign_reader *reader, struct str name, size_t n_gaps) {
    unsigned bit = filter_bit(name, n_gaps);
    reader->filter[bit / 64] |= UINT64_C(1) << bit % 64;
}

struct foreign_reader load_foreign_reader(Arena *arena, enum foreign_place place) {
    struct foreign_reader reader = {.arena = arena, .place = place};
    for (const struct foreign_name *row = load_foreign_names; row->foreign; row++) {
        if (row->place == place) {
            struct str name = str_from(row->foreign);
            size_t n_gaps = 0;
            for (size_t i = 0; i < name.n; i++) {
                n_gaps += name.p[i] == '_';
            }
            reader.first = reader.first ? reader.first : row;
            set_bit(&reader, name, 0);
            set_bit(&reader, name, n_gaps);
        }
    }
    return reader;
}

static bool may_be_foreign(const struct foreign_reader *reader, struct str key) {
    unsigned bit = key.n > 0 ? filter_bit(key, 0) : 0;
    return key.n > 0 && (reader->filter[bit / 64] >> bit % 64 & 1) != 0;
}

static size_t find_matches(const struct foreign_reader *reader, const struct value *map,
                           struct match matches[MATCHES_MAX]) {
    size_t n = 0;
    for (size_t i = 0; i < map->map.n; i++) {
        struct str key = map->map.entries[i].key;
        if (!may_be_foreign(reader, key)) {
            continue;
        }
        key = load_plain_name(reader->arena, key);
        for (const struct foreign_name *row = reader->first; row->place == reader->place; row++) {
            if (!str_is(key, row->foreign) || n == MATCHES_MAX) {
                continue;
            }
            size_t at = n++;
            for (; at > 0 && matches[at - 1].name > row; at--) {
                matches[at] = matches[at - 1];
            }
            matches[at] = (struct match){.name = row, .entry = i};
        }
    }
    return n;
}

static bool is_decided(Arena *arena, const struct value *deal) {
    const char *word =
        our_word(arena, FOREIGN_DEAL, "stage", value_string(value_get(deal, "stage")));
    return word && (strcmp(word, "won") == 0 || strcmp(word, "lost") == 0);
}

static bool holds(Arena *arena, const struct foreign_name *name, const struct value *map,
                  const struct value *value) {
    bool is_scalar = value->kind != VALUE_LIST && value->kind != VALUE_MAP;
    switch (name->when) {
    case FOREIGN_ALWAYS: return true;
    case FOREIGN_SCALAR:
    case FOREIGN_MOVED: return is_scalar;
    case FOREIGN_PARTS: return !is_scalar;
    case FOREIGN_WORD:
        return value->kind == VALUE_STRING &&
               our_word(arena, name->place, name->ours, value->string);
    case FOREIGN_DECIDED: return is_decided(arena, map);
    }
    g_assert_not_reached();
}

static bool has_field(const struct value *map, const char *name) {
    const struct value *value = value_get(map, name);
    return value && value->kind != VALUE_NULL;
}

static void set_absent(Arena *arena, struct value *map, const char *key,
                       const struct value_entry *entry) {
    if (!has_field(map, key)) {
        value_set(arena, map, str_from(key), entry->key_at, entry->value);
    }
}

/* Add what a match says to @copy, or to the contact that the partner's own fields make. */
static bool apply(Arena *arena, const struct match *match, const struct value *map,
                  struct value *copy, struct value *contact) {
    static const char contacts[] = "contacts.";
    const struct value_entry *entry = &map->map.entries[match->entry];
    const struct foreign_name *name = match->name;
    if (entry->value->kind == VALUE_NULL || !holds(arena, name, copy, entry->value)) {
        return false;
    }
    if (g_str_has_prefix(name->ours, contacts)) {
        contact->at = contact->map.n == 0 ? entry->value->at : contact->at;
        set_absent(arena, contact, name->ours + strlen(contacts), entry);
    } else if (name->when == FOREIGN_MOVED) {
        copy->map.entries[match->entry].key = str_from(name->ours);
    } else {
        set_absent(arena, copy, name->ours, entry);
    }
    return true;
}

/* A value is read as one field only: of several rows of its name the first that fits. */
static void apply_all(Arena *arena, const struct match *matches, size_t n, const struct value *map,
                      struct value *copy) {
    struct value *contact = value_new(arena, VALUE_MAP, (struct span){0});
    bool is_done[MATCHES_MAX] = {false};
    for (size_t i = 0; i < n; i++) {
        bool is_read = false;
        for (size_t k = 0; k < i; k++) {
            is_read = is_read || (is_done[k] && matches[k].entry == matches[i].entry);
        }
        is_done[i] = !is_read && apply(arena, &matches[i], map, copy, contact);
    }
    if (contact->map.n > 0 && !has_field(copy, "contacts")) {
        struct value *list = value_new(arena, VALUE_LIST, contact->at);
        value_append(arena, list, contact);
        value_put(arena, copy, "contacts", list);
    }
}

const struct value *load_foreign_read(const struct foreign_reader *reader,
                                      const struct value *map) {
    Arena *arena = reader->arena;
    struct match matches[MATCHES_MAX];
    size_t n = find_matches(reader, map, matches);
    if (n == 0) {
        return replace_words(arena, reader->place, map);
    }
    struct value *copy = value_copy(arena, map);
    apply_all(arena, matches, n, map, copy);
    return replace_words(arena, reader->place, copy);
}

const struct value *load_foreign_map(Arena *arena, enum foreign_place place,
                                     const struct value *map) {
    struct foreign_reader reader = load_foreign_reader(arena, place);
    return load_foreign_read(&reader, map);
}
