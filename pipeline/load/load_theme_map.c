/*
 * A theme's map over a struct theme: tables of fields, so that adding one is adding a row.
 */
#include "load_theme_priv.h"

#include <stddef.h>

/* A page is at most 200 in wide and high, PDF's own limit (ISO 32000-1 annex C). */
enum { MEASURE_PT_MAX = 14400 };

const struct theme_measure theme_page_measures[] = {
    {"width", offsetof(struct theme_page, width_pt), 72},
    {"height", offsetof(struct theme_page, height_pt), 72},
    {"left", offsetof(struct theme_page, left_pt), 0},
    {"right", offsetof(struct theme_page, right_pt), 0},
    {"inner", offsetof(struct theme_page, inner_pt), 0},
    {"outer", offsetof(struct theme_page, outer_pt), 0},
    {"top", offsetof(struct theme_page, top_pt), 0},
    {"bottom", offsetof(struct theme_page, bottom_pt), 0},
    {"header", offsetof(struct theme_page, header_pt), 0},
    {"footer_rule", offsetof(struct theme_page, footer_rule_pt), 0},
    {"footer", offsetof(struct theme_page, footer_pt), 0},
    {"rule_width", offsetof(struct theme_page, rule_width_pt), 0},
};

const struct theme_measure theme_space_measures[] = {
    {"step", offsetof(struct theme_space, step_pt), 0.5},
    {"paragraph", offsetof(struct theme_space, paragraph_pt), 0},
    {"item", offsetof(struct theme_space, item_pt), 0},
    {"title_below", offsetof(struct theme_space, title_below_pt), 0},
    {"heading_above", offsetof(struct theme_space, heading_above_pt), 0},
    {"heading_below", offsetof(struct theme_space, heading_below_pt), 0},
    {"subheading_above", offsetof(struct theme_space, subheading_above_pt), 0},
    {"subheading_below", offsetof(struct theme_space, subheading_below_pt), 0},
    {"table_above", offsetof(struct theme_space, table_above_pt), 0},
    {"table_below", offsetof(struct theme_space, table_below_pt), 0},
    {"cell", offsetof(struct theme_space, cell_pt), 0},
    {"callout_above", offsetof(struct theme_space, callout_above_pt), 0},
    {"callout_below", offsetof(struct theme_space, callout_below_pt), 0},
    {"callout_pad", offsetof(struct theme_space, callout_pad_pt), 0},
    {"figure_above", offsetof(struct theme_space, figure_above_pt), 0},
    {"figure_below", offsetof(struct theme_space, figure_below_pt), 0},
    {"list_indent", offsetof(struct theme_space, list_indent_pt), 0},
    {"gutter", offsetof(struct theme_space, gutter_pt), 0},
    {"column_rule", offsetof(struct theme_space, column_rule_pt), 0},
    {"note_above", offsetof(struct theme_space, note_above_pt), 0},
};

const size_t theme_n_page_measures = G_N_ELEMENTS(theme_page_measures);
const size_t theme_n_space_measures = G_N_ELEMENTS(theme_space_measures);

/* Type under 1 pt or over 1,000 pt is a slip of the pen. */
static const struct theme_measure style_fields[] = {
    {"size", offsetof(struct text_style, size_pt), 1},
    {"leading", offsetof(struct text_style, leading_pt), 1},
    {"tracking", offsetof(struct text_style, tracking_pt), -1000},
};

static const char *const style_words[] = {"family", "weight", "italic", "features", "colour"};

void theme_complain(struct theme_reader *r, struct span at, const char *message, const char *hint) {
    diag_error(r->diags, at, DIAG_THEME_FIELD, "%s", message);
    diag_hint(r->diags, "%s", hint);
    r->has_failed = true;
}

void theme_complain_of_name(struct theme_reader *r, const struct value_entry *entry,
                            const char *where, const struct str *names, size_t n_names) {
    diag_error(r->diags, entry->key_at, DIAG_THEME_FIELD, "%s has no \"" STR_FMT "\"", where,
               STR_ARG(entry->key));
    diag_hint_nearest(r->diags, entry->key, names, n_names);
    diag_hint(r->diags, "Write one of: %s.", str_list(r->arena, names, n_names));
    r->has_failed = true;
}

/* --- measures ------------------------------------------------------------------------------- */

static void read_measure(struct theme_reader *r, const struct value_entry *entry, double min_pt,
                         double *ret_pt) {
    const struct value *value = entry->value;
    double pt = value->kind == VALUE_NUMBER ? decimal_to_double(value->number) : -1e9;
    if (pt >= min_pt && pt <= MEASURE_PT_MAX) {
        *ret_pt = pt;
        return;
    }
    const char *message =
        arena_printf(r->arena, "\"" STR_FMT "\" is not a measure: \"" STR_FMT "\"",
                     STR_ARG(entry->key), STR_ARG(value_to_str(r->arena, value)));
    g_autofree char *hint = g_strdup_printf("Write points as a plain number from %d to %d.",
                                            (int)min_pt, MEASURE_PT_MAX);
    theme_complain(r, value->at, message, hint);
}

static const struct theme_measure *find_measure(const struct theme_measure *fields, size_t n,
                                                struct str key) {
    for (size_t i = 0; i < n; i++) {
        if (str_is(key, fields[i].name)) {
            return &fields[i];
        }
    }
    return NULL;
}

bool theme_is_map(struct theme_reader *r, const struct value_entry *entry) {
    if (entry->value->kind == VALUE_MAP) {
        return true;
    }
    theme_complain(r, entry->value->at,
                   arena_printf(r->arena, "\"" STR_FMT "\" is %s, not a map", STR_ARG(entry->key),
                                value_kind_name(entry->value->kind)),
                   "Write its fields below it, indented, as in themes/quiet.yaml.");
    return false;
}

static void read_measures(struct theme_reader *r, const struct value_entry *entry,
                          const struct theme_measure *fields, size_t n, void *target) {
    struct str names[32];
    g_assert(n <= G_N_ELEMENTS(names));
    for (size_t i = 0; i < n; i++) {
        names[i] = str_from(fields[i].name);
    }
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        const struct theme_measure *measure = find_measure(fields, n, field->key);
        if (measure) {
            read_measure(r, field, measure->min_pt,
                         (double *)(void *)((char *)target + measure->offset));
        } else {
            g_autofree char *where = g_strdup_printf("\"" STR_FMT "\"", STR_ARG(entry->key));
            theme_complain_of_name(r, field, where, names, n);
        }
    }
}

/* --- colours -------------------------------------------------------------------------------- */

static void colour_names(struct str names[N_COLOURS]) {
    for (int i = 0; i < N_COLOURS; i++) {
        names[i] = str_from(theme_colour_name((enum theme_colour)i));
    }
}

int theme_find_name(struct str key, const struct str *names, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (str_eq(key, names[i])) {
            return (int)i;
        }
    }
    return -1;
}

static bool read_colour(struct theme_reader *r, const struct value_entry *field, struct rgb *ret) {
    if (rgb_parse(value_text(r->arena, field->value, ""), ret)) {
        return true;
    }
    theme_complain(r, field->value->at,
                   arena_printf(r->arena, "\"" STR_FMT "\" is not a colour: \"" STR_FMT "\"",
                                STR_ARG(field->key), STR_ARG(value_to_str(r->arena, field->value))),
                   "Write six hexadecimal digits in quotes, such as \"#0B5FA5\".");
    return false;
}

static void read_colours(struct theme_reader *r, const struct value_entry *entry,
                         struct theme *theme) {
    struct str names[N_COLOURS];
    colour_names(names);
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        int colour = theme_find_name(field->key, names, N_COLOURS);
        if (colour < 0) {
            theme_complain_of_name(r, field, "\"colours\"", names, N_COLOURS);
        } else if (read_colour(r, field, &theme->colours[colour])) {
            theme->is_own[colour] = true;
        }
    }
}

/* --- styles --------------------------------------------------------------------------------- */

static void read_weight(struct theme_reader *r, const struct value *value,
                        struct text_style *style) {
    int64_t weight = value->kind == VALUE_NUMBER && decimal_is_integer(value->number)
                         ? decimal_to_int(value->number)
                         : 0;
    if (weight >= 100 && weight <= 900) {
        style->weight = (int)weight;
        return;
    }
    theme_complain(r, value->at, "a weight is not a whole number from 100 to 900",
                   "Write 400 for regular, 600 for semibold, 700 for bold.");
}

static void read_style_colour(struct theme_reader *r, const struct value_entry *field,
                              struct text_style *style) {
    struct str names[N_COLOURS];
    colour_names(names);
    struct value_entry named = *field;
    named.key = value_string(field->value);
    named.key_at = field->value->at;
    int colour = theme_find_name(named.key, names, N_COLOURS);
    if (colour < 0) {
        theme_complain_of_name(r, &named, "the palette", names, N_COLOURS);
    } else {
        style->colour = (enum theme_colour)colour;
    }
}

static void read_style_word(struct theme_reader *r, const struct value_entry *field, size_t word,
                            struct text_style *style) {
    const struct value *value = field->value;
    enum value_kind wanted[] = {VALUE_STRING, VALUE_NUMBER, VALUE_BOOL, VALUE_STRING, VALUE_STRING};
    if (value->kind != wanted[word]) {
        theme_complain(r, value->at,
                       arena_printf(r->arena, "\"%s\" is %s, not %s", style_words[word],
                                    value_kind_name(value->kind), value_kind_name(wanted[word])),
                       "Compare with themes/quiet.yaml.");
        return;
    }
    switch (word) {
    case 0: style->family = str_cstr(r->arena, value->string); break;
    case 1: read_weight(r, value, style); break;
    case 2: style->is_italic = value->boolean; break;
    case 3: style->features = value->string.n > 0 ? str_cstr(r->arena, value->string) : NULL; break;
    default: read_style_colour(r, field, style); break;
    }
}

static void read_style(struct theme_reader *r, const struct value_entry *entry,
                       struct text_style *style) {
    struct str names[G_N_ELEMENTS(style_fields) + G_N_ELEMENTS(style_words)];
    size_t n = 0, n_measures = G_N_ELEMENTS(style_fields);
    for (size_t i = 0; i < n_measures; i++) {
        names[n++] = str_from(style_fields[i].name);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(style_words); i++) {
        names[n++] = str_from(style_words[i]);
    }
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        int found = theme_find_name(field->key, names, n);
        if (found < 0) {
            theme_complain_of_name(r, field, "a style", names, n);
        } else if ((size_t)found < n_measures) {
            const struct theme_measure *measure = &style_fields[found];
            read_measure(r, field, measure->min_pt,
                         (double *)(void *)((char *)style + measure->offset));
        } else {
            read_style_word(r, field, (size_t)found - n_measures, style);
        }
    }
}

static void read_styles(struct theme_reader *r, const struct value_entry *entry,
                        struct theme *theme) {
    struct str names[N_ROLES];
    for (int i = 0; i < N_ROLES; i++) {
        names[i] = str_from(theme_role_name((enum text_role)i));
    }
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        int role = theme_find_name(field->key, names, N_ROLES);
        if (role < 0) {
            theme_complain_of_name(r, field, "\"styles\"", names, N_ROLES);
        } else {
            read_style(r, field, &theme->styles[role]);
        }
    }
}

/* --- text ----------------------------------------------------------------------------------- */

static void read_text(struct theme_reader *r, const struct value_entry *entry,
                      struct theme_text *text) {
    static const struct str names[] = {{"smart", 5}, {"justify", 7}, {"hyphenate", 9}};
    for (size_t i = 0; theme_is_map(r, entry) && i < entry->value->map.n; i++) {
        const struct value_entry *field = &entry->value->map.entries[i];
        int found = theme_find_name(field->key, names, G_N_ELEMENTS(names));
        if (found < 0) {
            theme_complain_of_name(r, field, "\"text\"", names, G_N_ELEMENTS(names));
        } else if (field->value->kind != VALUE_BOOL) {
            const char *message =
                arena_printf(r->arena, "\"" STR_FMT "\" is %s, not a boolean", STR_ARG(field->key),
                             value_kind_name(field->value->kind));
            theme_complain(r, field->value->at, message, "Write true or false.");
        } else if (found == 0) {
            text->keeps_marks = !field->value->boolean;
        } else {
            *(found == 1 ? &text->is_justified : &text->is_hyphenated) = field->value->boolean;
        }
    }
}

/* --- the theme ------------------------------------------------------------------------------ */

static void read_description(struct theme_reader *r, const struct value_entry *entry,
                             struct theme *theme) {
    theme->description = value_text(r->arena, entry->value, NULL);
    if (!theme->description) {
        theme_complain(r, entry->value->at, "a theme's \"description\" is no text",
                       "Write one line that says how documents look in it.");
    }
}

static void read_entry(struct theme_reader *r, const struct value_entry *entry,
                       struct theme *theme) {
    static const struct str names[] = {
        {"page", 4},         {"space", 5},         {"styles", 6},        {"colours", 7},
        {"body_width", 10},  {"extends", 7},       {"text", 4},          {"deck", 4},
        {"smallest", 8},     {"stripes_from", 12}, {"headings", 8},      {"contents", 8},
        {"furniture", 9},    {"numbers", 7},       {"figure_scale", 12}, {"forms", 5},
        {"description", 11}, {"value_scale", 11}};
    switch (theme_find_name(entry->key, names, G_N_ELEMENTS(names))) {
    case 0:
        read_measures(r, entry, theme_page_measures, theme_n_page_measures, &theme->page);
        break;
    case 1:
        read_measures(r, entry, theme_space_measures, theme_n_space_measures, &theme->space);
        break;
    case 2: read_styles(r, entry, theme); break;
    case 3: read_colours(r, entry, theme); break;
    case 4: read_measure(r, entry, 0, &theme->body_width_pt); break;
    case 5: break; /* load_theme.c has followed it */
    case 6: read_text(r, entry, &theme->text); break;
    case 7: break; /* load_theme.c reads it behind all that reports share */
    case 8: read_measure(r, entry, 1, &theme->smallest_pt); break;
    case 9: read_measure(r, entry, 0, &theme->stripes_from); break;
    case 10: theme_read_headings(r, entry, &theme->headings); break;
    case 11: theme_read_contents(r, entry, &theme->contents); break;
    case 12: theme_read_furniture(r, entry, theme); break;
    case 13: theme_read_numbers(r, entry, theme); break;
    case 14: read_measure(r, entry, 0, &theme->figure_scale); break;
    case 15: theme_read_forms(r, entry, &theme->forms); break;
    case 16: read_description(r, entry, theme); break;
    case 17: read_measure(r, entry, 0, &theme->value_scale); break;
    default: theme_complain_of_name(r, entry, "a theme", names, G_N_ELEMENTS(names)); break;
    }
}

bool load_theme_map(Arena *arena, const struct value *map, struct diags *diags,
                    struct theme *theme) {
    struct theme_reader r = {.arena = arena, .diags = diags};
    if (map->kind != VALUE_MAP) {
        theme_complain(&r, map->at, "a theme is a map", "Compare with themes/quiet.yaml.");
        return false;
    }
    for (size_t i = 0; i < map->map.n; i++) {
        read_entry(&r, &map->map.entries[i], theme);
    }
    return !r.has_failed;
}
