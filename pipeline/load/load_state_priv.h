/*
 * load_state_priv.h - partner state of every shape, on its way to one value.
 *
 * A *source* is a file or a folder that pdfgen.yaml names. What one source says of a partner is a
 * *part*; the parts of a partner, in the order of the sources, are its *record*. Parts are brought
 * to our names and kinds (load_adapt.c) and laid over each other (load_merge.c) when that partner
 * is loaded, so that what is wrong with one partner is said of that partner only.
 */
#pragma once

#include "load_priv.h"

/* --- sources and records -------------------------------------------------------------------- */

/* A text of pdfgen.yaml or an item of a list of texts. */
struct state_source {
    const char *name; /* as written */
    struct span at;
};

struct state_part {
    size_t order;              /* of its source */
    const char *path;          /* a file that has not been read yet; NULL: value */
    const struct value *value; /* borrowed from what was read: never changed */
    bool is_joined;            /* deals that named the partner, all of this source */
};

struct state_record {
    struct partner_entry entry; /* its record is this one */
    size_t newest; /* the last source that spoke of it; two items of one source are two records */
    struct state_part *parts;
    size_t n_parts, capacity;
};

struct partner_list {
    struct partner_entry *entries;
    size_t n, capacity;
};

struct partner_store *load_store_new(Arena *arena);

/* A name that ends as data files do; other names are folders. */
bool load_names_file(const char *name);

/* The texts at @key of pdfgen.yaml: one or a list; none where the field is absent. */
bool load_state_sources(Arena *arena, const struct workspace *workspace, const char *key,
                        struct diags *diags, struct state_source **ret, size_t *ret_n);

/*
 * Every partner of every source, read once and kept with the workspace.
 * Errors: those of files and of their syntax, data-type, data-field; partner-unknown (warning).
 */
bool load_state_records(World *world, const struct workspace *workspace, struct diags *diags,
                        struct state_record ***ret, size_t *ret_n);

/* What all sources say of a partner, as a map whose fields have not been checked. */
bool load_partner_state(Arena *arena, World *world, const struct partner_entry *entry,
                        struct diags *diags, struct value **ret);

/* --- folders -------------------------------------------------------------------------------- */

/* A folder as a source, absolute; @source NULL: partners/, which nobody named. NULL: reported. */
const char *load_folder_path(Arena *arena, World *world, const struct workspace *workspace,
                             const struct state_source *source, struct diags *diags);

/* The partners of a folder: NAME.yaml, NAME.yml, NAME.json and NAME/metadata.json. */
void load_folder_list(Arena *arena, World *world, const char *folder, struct partner_list *list);

/* The partner of the one file whose stem is the slug of @typed; no other file is read. */
bool load_folder_find(Arena *arena, World *world, const char *folder, const char *typed,
                      struct partner_entry *ret);

/* PartnerOS's state/SLUG/metadata.json. */
bool load_is_metadata(const char *path);

/* --- names ---------------------------------------------------------------------------------- */

/* Case and composition folded, so that "CAFÉ" finds "Café" however either was typed. */
char *load_fold(Arena *arena, const char *text);

/* In quotes for a message, cut where it is long. */
const char *load_quoted(Arena *arena, struct str text);

/* --- other programs' names, kinds and words ------------------------------------------------- */

/* The kinds of maps that have a table of names. */
enum foreign_place {
    FOREIGN_PARTNER,
    FOREIGN_DEAL,
    FOREIGN_CONTACT,
    FOREIGN_MILESTONE,
    FOREIGN_NOTE,
    FOREIGN_ACTION,
    FOREIGN_CERTIFICATION,
    FOREIGN_DOCUMENT,
    N_FOREIGN_PLACES
};

enum { FOREIGN_FILTER_BITS = 1024 };

enum foreign_when {
    FOREIGN_ALWAYS,
    FOREIGN_SCALAR,  /* where the value is no list and no map */
    FOREIGN_PARTS,   /* where it is one of these */
    FOREIGN_WORD,    /* where the value is, or stands for, one of our words */
    FOREIGN_DECIDED, /* of a deal that is won or lost */
    FOREIGN_MOVED,   /* a scalar where ours is a list or a map: kept under the other name only */
};

/* A row of the table that docs/partner-state.md prints; the first row whose name is there counts.
 */
struct foreign_name {
    enum foreign_place place;
    const char
        *foreign;     /* lower case with underscores: "Close Date" and closeDate are close_date */
    const char *ours; /* "contacts.email": of a contact made of the partner's own fields */
    enum foreign_when when;
};

struct foreign_word {
    enum foreign_place place;
    const char *field, *foreign, *ours;
};

/* Both end with a row without a name. */
extern const struct foreign_name load_foreign_names[];
extern const struct foreign_word load_foreign_words[];

/* Lower case, words joined by underscores: "Close Date", "close-date", "closeDate": close_date. */
struct str load_plain_name(Arena *arena, struct str name);

/*
 * Add our names to a map that has others' (which stay), and replace others' words for our own.
 * Returns @map itself where there is nothing to add.
 */
const struct value *load_foreign_map(Arena *arena, enum foreign_place place,
                                     const struct value *map);

/* The same for many maps of one kind: most keys are found not to be foreign by one bit. */
struct foreign_reader {
    Arena *arena;
    enum foreign_place place;
    const struct foreign_name *first; /* rows of a place stand together */
    uint64_t filter[FOREIGN_FILTER_BITS / 64];
};

struct foreign_reader load_foreign_reader(Arena *arena, enum foreign_place place);
const struct value *load_foreign_read(const struct foreign_reader *reader, const struct value *map);

/* A partner's map of any shape in our names and kinds. @tiers of pdfgen.yaml: "gold" becomes their
 * "Gold"; NULL: none. */
struct value *load_adapt(Arena *arena, const struct value *partner, const struct value *tiers);

/* &amp; &lt; &gt; &quot; &apos; and numeric references of a text undone once; other text stays. */
struct str load_unescape(Arena *arena, struct str text);
/* The same for every text of a value; @value itself where none has an ampersand. */
const struct value *load_unescape_value(Arena *arena, const struct value *value);

/* --- the company ---------------------------------------------------------------------------- */

/* The files at `data:`: their map in the place of their names, and what they say of the company in
 * the gaps of the configuration, which is replaced by a copy. */
bool load_company_data(Arena *arena, World *world, struct workspace *workspace,
                       struct diags *diags);

/* --- merging -------------------------------------------------------------------------------- */

/*
 * @over laid over @base: maps by key, lists whose maps have an `id` by it, other lists one behind
 * the other without doubles. Where scalars disagree @over counts, with a data-conflict warning.
 * Neither is changed; linear.
 */
struct value *load_merge(Arena *arena, const struct value *base, const struct value *over,
                         struct diags *diags);

/* --- tables of text ------------------------------------------------------------------------- */

/*
 * RFC 4180, with "," ";" or tab between the cells, whichever the header has most of. Numbers in
 * JSON's grammar are numbers, empty cells are absent, other cells texts.
 *
 * @ret_header  a list of texts: the columns' names as load_plain_name() makes them
 * @ret_rows    a list of maps
 * Errors: csv-syntax.
 */
bool load_csv(Arena *arena, const struct source *source, struct diags *diags,
              struct value **ret_header, struct value **ret_rows);
