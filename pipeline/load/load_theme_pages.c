/*
 * What a theme says of headings' numbers, tables of contents, and the heads and feet of pages.
 */
#include "load_theme_priv.h"

/* --- numbers and words ------------------------------------------------------------------------ */

static void read_int(struct theme_reader *r, const struct value_entry *field, int64_t min,
                     int64_t max, int *ret) {
    const struct value *value = field->value;
    bool is_integer = value->kind == VALUE_NUMBER && decimal_is_integer(value->number);
    int64_t number = is_integer ? decimal_to_int(value->number) : min - 1;
    if (number >= min && number <= max) {
        *ret = (int)number;
        return;
    }
    const char *message =
        arena_printf(r->arena, "\"" STR_FMT "\" is not a level of headings", STR_ARG(field->key));
    g_autofree char *hint =
        g_strdup_printf("Write a whole number from %d to %d.", (int)min, (int)max);
    theme_complain(r, value->at, message, hint);
}

/* The index of the word among @words; -1, with a complaint: none of them. */
static int read_word(struct theme_reader *r, const struct value_entry *field,
                     const struct str *words, size_t n) {
    struct value_entry named = *field;
    named.key = value_string(field->value);
    named.key_at = field->value->at;
    int found = theme_find_name(named.key, words, n);
    if (found < 0) {
        g_autofree char *where = g_strdup_printf("\"" STR_FMT "\"", STR_ARG(field->key));
        theme_complain_of_name(r, &named, where, words, n);
    }
    return found;
}

void theme_read_headings(struct theme_reader *r, const struct value_entry *entry,
                         struct theme_headings *headings) {
    static const struct str names[] = {{"numbered_from", 13}, {"numbered_to", 11}};
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        switch (theme_find_name(field->key, names, G_N_ELEMENTS(names))) {
        case 0: read_int(r, field, 0, 6, &headings->numbered_from); break;
        case 1: read_int(r, field, 0, 6, &headings->numbered_to); break;
        default:
            theme_complain_of_name(r, field, "\"headings\"", names, G_N_ELEMENTS(names));
            break;
        }
    }
}

void theme_read_contents(struct theme_reader *r, const struct value_entry *entry,
                         struct theme_contents *contents) {
    static const struct str names[] = {{"levels", 6}, {"leader", 6}};
    static const struct str leaders[] = {
        [LEADER_DOTS] = {"dots", 4}, [LEADER_RULE] = {"rule", 4}, [LEADER_NONE] = {"none", 4}};
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        int leader;
        switch (theme_find_name(field->key, names, G_N_ELEMENTS(names))) {
        case 0: read_int(r, field, 1, 6, &contents->levels); break;
        case 1:
            leader = read_word(r, field, leaders, G_N_ELEMENTS(leaders));
            contents->leader = leader < 0 ? contents->leader : (enum theme_leader)leader;
            break;
        default:
            theme_complain_of_name(r, field, "\"contents\"", names, G_N_ELEMENTS(names));
            break;
        }
    }
}

void theme_read_numbers(struct theme_reader *r, const struct value_entry *entry,
                        struct theme *theme) {
    static const struct str names[] = {{"front", 5}};
    static const struct str kinds[] = {{"arabic", 6}, {"roman", 5}};
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        if (theme_find_name(field->key, names, G_N_ELEMENTS(names)) < 0) {
            theme_complain_of_name(r, field, "\"numbers\"", names, G_N_ELEMENTS(names));
            continue;
        }
        int kind = read_word(r, field, kinds, G_N_ELEMENTS(kinds));
        theme->has_roman_front = kind < 0 ? theme->has_roman_front : kind == 1;
    }
}

/* --- forms ------------------------------------------------------------------------------------ */

void theme_read_forms(struct theme_reader *r, const struct value_entry *entry,
                      struct theme_forms *forms) {
    enum { CARDS, CALLOUTS, COVER, OPENING, SECTIONS, N_FORMS, WORDS_MAX = 4 };
    struct str names[N_FORMS];
    for (int i = 0; i < N_FORMS; i++) {
        names[i] = str_from(theme_form_name(i));
    }
    int found[N_FORMS] = {(int)forms->cards, (int)forms->callouts, (int)forms->cover,
                          (int)forms->opening, (int)forms->sections};
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        struct str words[WORDS_MAX];
        int form = theme_find_name(field->key, names, N_FORMS), n = 0;
        if (form < 0) {
            theme_complain_of_name(r, field, "\"forms\"", names, N_FORMS);
            continue;
        }
        while (theme_form_word(form, n)) {
            words[n] = str_from(theme_form_word(form, n));
            n++;
        }
        int word = read_word(r, field, words, (size_t)n);
        found[form] = word < 0 ? found[form] : word;
    }
    *forms = (struct theme_forms){(enum card_form)found[CARDS], (enum callout_form)found[CALLOUTS],
                                  (enum cover_form)found[COVER], (enum opening_form)found[OPENING],
                                  (enum section_form)found[SECTIONS]};
}

/* --- furniture -------------------------------------------------------------------------------- */

/* What one master says of one line: a map of its parts, or "" for nothing at all. */
static void read_line(struct theme_reader *r, const struct value_entry *entry,
                      const char *parts[3]) {
    static const struct str names[] = {{"left", 4}, {"center", 6}, {"right", 5}};
    if (entry->value->kind == VALUE_STRING && entry->value->string.n == 0) {
        parts[0] = parts[1] = parts[2] = "";
        return;
    }
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        int part = theme_find_name(field->key, names, G_N_ELEMENTS(names));
        if (part < 0) {
            theme_complain_of_name(r, field, "a header or footer", names, G_N_ELEMENTS(names));
        } else {
            parts[part] = str_cstr(r->arena, value_to_str(r->arena, field->value));
        }
    }
}

static void read_master(struct theme_reader *r, const struct value_entry *entry,
                        const char **furniture) {
    static const struct str names[] = {{"header", 6}, {"footer", 6}};
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        int line = theme_find_name(field->key, names, G_N_ELEMENTS(names));
        if (line < 0) {
            theme_complain_of_name(r, field, "a page", names, G_N_ELEMENTS(names));
        } else {
            read_line(r, field, furniture + (line == 0 ? HEADER_LEFT : FOOTER_LEFT));
        }
    }
}

void theme_read_furniture(struct theme_reader *r, const struct value_entry *entry,
                          struct theme *theme) {
    struct str names[N_PAGE_MASTERS];
    for (int i = 0; i < N_PAGE_MASTERS; i++) {
        names[i] = str_from(theme_pages_name((enum page_master)i));
    }
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        int master = theme_find_name(field->key, names, N_PAGE_MASTERS);
        if (master < 0) {
            theme_complain_of_name(r, field, "\"furniture\"", names, N_PAGE_MASTERS);
        } else {
            read_master(r, field, theme->furniture[master]);
        }
    }
}
