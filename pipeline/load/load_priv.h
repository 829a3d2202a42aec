/*
 * load_priv.h - what the files of load/ share: YAML with options, keys, fields, places.
 */
#pragma once

#include "load.h"

/* --- YAML ----------------------------------------------------------------------------------- */

/* The bytes from @begin to @end of a source; places are those of the whole source. */
struct yaml_slice {
    const struct source *source;
    size_t begin, end;
    bool is_front_matter; /* every mistake is a front-matter warning */
};

bool load_yaml_read(Arena *arena, const struct yaml_slice *slice, struct diags *diags,
                    struct value **ret);

/*
 * The top-level text of @keys ("name", "slug") of a map, read no further than needed: a file is
 * left as soon as every key has been met or does not occur in the rest of it. Texts that are
 * absent, or behind a syntax error, are empty. Silent.
 */
void load_yaml_head(Arena *arena, const struct source *source, const char *const *keys,
                    size_t n_keys, struct str *ret_texts);

/* What libyaml calls a problem, in the project's words. Text that does not need to be kept. */
struct yaml_problem {
    const char *problem; /* as libyaml words it */
    const char *message;
    const char *hint; /* NULL: none */
};

const struct yaml_problem *load_yaml_problem(const char *problem);

/* --- keys and numbers ----------------------------------------------------------------------- */

struct duplicate_key {
    size_t first, again; /* indexes of the map's entries */
};

/* Pairs of entries that have the same key, ordered by @again; time n log n at worst. */
size_t load_find_duplicates(Arena *arena, const struct value *map, struct duplicate_key **ret);

/* Append the entries of @others whose keys @map does not have; the first to have a key wins. */
void load_merge_entries(Arena *arena, struct value *map, struct value *const *others, size_t n);

/* Append without looking for the key: the caller looks for duplicates when the map is complete. */
void load_append_entry(Arena *arena, struct value *map, const struct value_entry *entry);

/* RFC 8259 section 6: the length of the number that @s begins with; 0 where there is none. */
size_t load_number_length(struct str s);

/* A number of more digits than a decimal holds has become a string: a data-number warning. */
void load_warn_of_range(struct diags *diags, struct span at, struct str text);

/* --- fields --------------------------------------------------------------------------------- */

enum field_form {
    FIELD_ANY,
    FIELD_TEXT, /* numbers too: their plain form is the text */
    FIELD_NUMBER,
    FIELD_BOOLEAN,
    FIELD_DATE,
    FIELD_PERIOD,
    FIELD_WORD,     /* one of words */
    FIELD_CURRENCY, /* ISO 4217 */
    FIELD_LOCALE,   /* BCP 47 */
    FIELD_MONTH,    /* 1 to 12 */
    FIELD_MAP,
    FIELD_MAPS,        /* a list of maps */
    FIELD_TEXTS,       /* a list of texts */
    FIELD_NUMBERS,     /* numbers by names of the user's own */
    FIELD_PERIOD_MAP,  /* by period: a map */
    FIELD_PERIOD_MAPS, /* by period: a list of maps */
    FIELD_TEXT_OR_MAP,
    FIELD_NUMBER_OR_MAPS,
    FIELD_SOURCES, /* a text or a list of texts: checked where they are read */
};

/* Numbers outside are a warning: what they lead to can be seen on the page. */
enum field_range { RANGE_ANY, RANGE_NOT_NEGATIVE, RANGE_PERCENT };

/* No table of rules is longer. */
enum { FIELD_RULES_MAX = 48 };

/* What a field of a map must be. Tables of rules end with a zeroed one. */
struct field_rule {
    const char *name;
    const char *about;               /* one sentence, for hints and the schema */
    const struct field_rule *fields; /* of the map or maps; NULL: any */
    const char *const *words;        /* of FIELD_WORD; of FIELD_TEXT examples; NULL-terminated */
    enum field_form form;
    enum field_range range; /* of numbers */
    bool is_required;
    bool is_soft;   /* a mistake is a warning: the text can be shown as it stands */
    bool is_unique; /* of a list's maps: no two have the same; else a warning */
};

/* The tables of the files that load_schema() describes. */
extern const struct field_rule load_partner_rules[];
extern const struct field_rule load_workspace_rules[];

struct field_check {
    Arena *arena; /* for what the messages need */
    struct diags *diags;
    bool is_workspace; /* mistakes are workspace-field, not data-... */
    bool has_failed;
};

/* Check @map against @rules; every mistake is reported. Unknown fields near a known one: a warning.
 */
void load_check_fields(struct field_check *check, const struct value *map,
                       const struct field_rule *rules);

/* "2026-09", "2026-Q3", "2026-H1", "2026", "FY26", "FY26-Q2", "FY26-H1". */
bool load_is_period(struct str s);

/* The number that a person may have meant by "12,OOO", "$4.2M" or "40 %"; false: no guess. */
bool load_guess_number(struct str s, struct decimal *ret);

/* A folder of the workspace or NULL where there is none. */
char *load_join(Arena *arena, const char *directory, const char *name);

/* --- themes --------------------------------------------------------------------------------- */

/* Read the map of a theme file, or of a brand's defaults.pdfgen, over @theme. */
bool load_theme_map(Arena *arena, const struct value *map, struct diags *diags,
                    struct theme *theme);

/* A colour of CSS by name ("rebeccapurple"), without regard to case. */
bool load_css_colour(struct str name, struct rgb *ret);
