/*
 * load.h - files into values: YAML, JSON, workspace, partners, theme, brand, fonts (room 1).
 *
 * Never: decides what a field means for a document (derive/), reads outside the world's folders.
 * Errors: every function has reported when it returns false; several mistakes of one file at once.
 */
#pragma once

#include "theme.h"
#include "value.h"
#include "world.h"

/* --- values --------------------------------------------------------------------------------- */

enum { LOAD_DEPTH_MAX = 64, LOAD_VALUES_MAX = 5000000, LOAD_ALIASES_MAX = 1000 };

/*
 * YAML 1.1 as libyaml reads it, with the core schema of YAML 1.2 for plain scalars: only true,
 * false, null, ~, empty and JSON's numbers are special; `no`, `12:30` and `0123` are strings. Dates
 * stay strings. A plain "<<" merges maps. Duplicate keys, constructing tags and deep or many
 * aliases are errors, a number of more digits than a decimal holds stays a string, with a
 * data-number warning.
 */
bool load_yaml(Arena *arena, const struct source *source, struct diags *diags, struct value **ret);

/* The YAML of a slice of a source (a chart's fence): places are those of the whole source. */
bool load_yaml_slice(Arena *arena, const struct source *source, size_t begin, size_t end,
                     struct diags *diags, struct value **ret);

/*
 * RFC 8259; values know their JSON pointer, and their bytes too. Of a key that stands twice the
 * last value counts, with a json-duplicate warning. Numbers as in YAML.
 */
bool load_json(Arena *arena, const struct source *source, struct diags *diags, struct value **ret);

/* By the file's name: .yaml, .yml, .json. */
bool load_data_file(Arena *arena, World *world, const char *path, struct span asked_at,
                    struct diags *diags, struct value **ret);

/*
 * A Markdown file's front matter between a first line "---" and a line "---" or "...". Sets a map
 * (empty where there is none, or where it is not valid YAML: then a front-matter *warning* has been
 * given) and where the body starts. Without a closing line, with a blank line or other text than
 * fields behind the first, it is a rule, and the body starts at 0; without a closing line and with
 * a field behind the first that too is a warning.
 */
void load_front_matter(Arena *arena, const struct source *source, struct diags *diags,
                       struct value **ret_meta, size_t *ret_body);

/* --- workspace and partners ----------------------------------------------------------------- */

struct partner_store;

struct workspace {
    const char *directory;       /* absolute; also allowed in the world */
    const struct source *source; /* pdfgen.yaml */
    struct value *config;        /* its map; required fields checked, defaults not filled in */
    struct partner_store *store; /* what was read of sources with several partners; one thread */
};

/* @directory: from --workspace or NULL: $PDFGEN_WORKSPACE, then walk up from the current folder. */
bool load_workspace(Arena *arena, World *world, const char *directory, struct diags *diags,
                    struct workspace *ret);

/*
 * The same for `pdfgen check`: mistakes in fields are reported, but only make *ret_is_sound false,
 * so that the partners can be read in the same run.
 */
bool load_workspace_to_check(Arena *arena, World *world, const char *directory, struct diags *diags,
                             struct workspace *ret, bool *ret_is_sound);

struct partner_entry {
    const char *slug; /* the file's `slug`, or made from its file name */
    const char *name;
    const char *path; /* absolute: of the file that described it first */
    struct span at;   /* the item of a file with several partners; zeroed: the file */
    const struct workspace *workspace; /* NULL: a file without one */
    const struct state_record *record; /* several sources; NULL: the file alone */
};

/*
 * Partners come from the sources that pdfgen.yaml names: folders, files with one partner or with a
 * list, tables of deals (docs/partner-state.md, "Other shapes"). An ordinary folder is read file by
 * file as partners are asked for; other sources are read once, at the first call, and kept with the
 * workspace, whose arena they live in: what is wrong with them is said at that call.
 */

/* Every partner of the workspace, by slug; each file of a folder is read only up to its name. */
bool load_partner_list(Arena *arena, World *world, const struct workspace *workspace,
                       struct diags *diags, struct partner_entry **ret, size_t *ret_n);

/*
 * One partner by what a person typed: slug, name, or the unambiguous beginning of a word of either,
 * without regard to case ("Acme" finds "Acme Corp"). The file that bears the slug wins at once.
 * Errors: partner-unknown with the nearest names, partner-ambiguous with all that match.
 */
bool load_partner_find(Arena *arena, World *world, const struct workspace *workspace,
                       const char *typed, struct diags *diags, struct partner_entry *ret);

/*
 * The whole partner: a map whose fields docs/partner-state.md lists; unknown fields are kept. Where
 * its sources disagree the later one counts, with a data-conflict warning.
 */
bool load_partner(Arena *arena, World *world, const struct partner_entry *entry,
                  struct diags *diags, struct value **ret);

/* Whether a file's name is that of a picture that can be drawn; addresses are not. */
bool load_is_picture(const char *path);

/* --- partners that nobody has ----------------------------------------------------------------- */

struct invented {
    const char *slug;
    struct str yaml; /* of a partner's file */
};

/*
 * Partners of the demo company with two years of figures up to September 2026 that agree with each
 * other; the same from the same number. The first is the one with most to tell.
 */
void load_invent(Arena *arena, uint64_t seed, struct invented **ret, size_t *ret_n);

/* --- schemas -------------------------------------------------------------------------------- */

/* The kinds of files that load_schema() describes; NULL-terminated. */
extern const char *const load_schema_names[];

/* The JSON Schema (draft 2020-12) of the rules for such files; NULL: no such kind. */
struct value *load_schema(Arena *arena, const char *name);

/* --- looks ---------------------------------------------------------------------------------- */

struct theme_choice {
    const char *name;
    struct span asked_at;
    bool is_deck; /* with what the theme's `deck` changes */
};

/* themes/NAME.yaml of the workspace (NULL: none), then of the installation. */
bool load_theme(Arena *arena, World *world, const struct workspace *workspace,
                const struct theme_choice *choice, struct diags *diags, struct theme *ret);

struct theme_entry {
    const char *name;
    const char *description; /* what the theme's file says of itself; "" */
    const char *path;        /* absolute */
};

/* The themes that there are, by name; the workspace's hide those of the installation. */
bool load_theme_list(Arena *arena, World *world, const struct workspace *workspace,
                     struct diags *diags, struct theme_entry **ret, size_t *ret_n);

/*
 * What a theme says, as a theme file that extends nothing; of @deck (NULL: none), the theme for
 * decks, what it says otherwise.
 */
void load_theme_write(const struct theme *theme, const struct theme *deck, GString *out);

/*
 * The workspace's brand (a path or a map at `brand:`): colours, families, logo. A colour that fails
 * WCAG contrast is darkened, with a brand-contrast warning; a family that is not installed stays
 * the theme's, with a font-missing warning. No brand: nothing happens.
 */
bool load_brand(Arena *arena, World *world, const struct workspace *workspace, struct diags *diags,
                struct theme *theme);

/*
 * The workspace's own fonts (NULL: none), which come first, then fonts/fonts.yaml of the
 * installation; a file that is not there is left out (layout asks again), the folders of the others
 * are allowed in the world.
 *
 * A workspace has a fonts/fonts.yaml of the same form, or font files alone: family, weight and
 * slant are then what the files say of themselves. Errors of its own: font-damaged.
 */
bool load_fonts(Arena *arena, World *world, const struct workspace *workspace, struct diags *diags,
                struct font_catalogue *ret);
