/*
 * load_deals.c - deals that name their partner: the second walk over the sources.
 *
 * Each source's deals of a partner are one part of that partner's record. A name is looked up once
 * for each way it is written: linear in rows.
 */
#include "load_reading_priv.h"

/* Rows that name a partner that is not there, told once for each name. */
struct stranger {
    struct str name;
    struct span at; /* of the first */
    size_t n;
};

struct joining {
    struct reading *r;
    size_t order;
    struct foreign_reader names;
    GHashTable *known;    /* name as written -> struct owner */
    GPtrArray *strangers; /* struct stranger */
};

static void tell_of_strangers(struct joining *j) {
    struct reading *r = j->r;
    struct str *names = ARENA_NEW_N(r->arena, struct str, 2 * r->store->n);
    for (size_t i = 0; i < r->store->n; i++) {
        names[2 * i] = str_from(r->store->records[i]->entry.name);
        names[2 * i + 1] = str_from(r->store->records[i]->entry.slug);
    }
    for (guint i = 0; i < j->strangers->len; i++) {
        const struct stranger *stranger = j->strangers->pdata[i];
        diag_warning(r->diags, stranger->at, DIAG_PARTNER_UNKNOWN,
                     "no partner is called %s; %s left out", load_quoted(r->arena, stranger->name),
                     stranger->n == 1 ? "its deal is"
                                      : arena_printf(r->arena, "its %zu deals are", stranger->n));
        /* Past the limit nothing is kept, and looking for names takes long. */
        int nearest =
            i < DIAG_ERRORS_MAX ? str_nearest(stranger->name, names, 2 * r->store->n) : -1;
        if (nearest >= 0) {
            diag_hint(r->diags, "Did you mean \"" STR_FMT "\"?", STR_ARG(names[nearest & ~1]));
        } else {
            diag_hint(r->diags, "Write the partner's slug or name; `pdfgen list` shows them.");
        }
    }
}

/* The deals of the partner that a row names, a part of this source; NULL: nobody has the name. */
static struct value *deals_of(struct joining *j, struct str name, struct span at) {
    struct reading *r = j->r;
    const char *slug = str_slug(r->arena, name);
    struct state_record *record = reading_find_record(r, str_from(slug), name);
    if (!record) {
        return NULL;
    }
    const struct state_part *last = NULL;
    for (size_t i = 0; i < record->n_parts; i++) {
        if (record->parts[i].order == j->order && record->parts[i].is_joined) {
            last = &record->parts[i];
        }
    }
    if (last) {
        return value_get(last->value, "deals");
    }
    struct value *part = value_new(r->arena, VALUE_MAP, at);
    struct value *deals = value_new(r->arena, VALUE_LIST, at);
    value_set(r->arena, part, STR("deals"), at, deals);
    reading_add_part(r, record,
                     (struct state_part){.order = j->order, .value = part, .is_joined = true});
    return deals;
}

/* What a name as written leads to: a list of deals, or a stranger. */
struct owner {
    struct value *deals;
    struct stranger *stranger;
};

static struct owner *owner_of(struct joining *j, struct str name, struct span at) {
    Arena *arena = j->r->arena;
    char *key = str_cstr(arena, name);
    struct owner *owner = g_hash_table_lookup(j->known, key);
    if (!owner) {
        owner = ARENA_NEW(arena, struct owner);
        owner->deals = deals_of(j, name, at);
        if (!owner->deals) {
            owner->stranger = ARENA_NEW(arena, struct stranger);
            *owner->stranger = (struct stranger){.name = name, .at = at};
            g_ptr_array_add(j->strangers, owner->stranger);
        }
        g_hash_table_insert(j->known, key, owner);
    }
    return owner;
}

/* A deal without the field that named its partner. */
static struct value *deal_alone(Arena *arena, const struct value *row,
                                const struct value *partner) {
    struct value *deal = value_new(arena, VALUE_MAP, row->at);
    for (size_t i = 0; i < row->map.n; i++) {
        if (row->map.entries[i].value != partner) {
            load_append_entry(arena, deal, &row->map.entries[i]);
        }
    }
    return deal;
}

static void join_row(struct joining *j, struct value *row) {
    struct reading *r = j->r;
    const struct value *named = row->kind == VALUE_MAP ? load_foreign_read(&j->names, row) : NULL;
    const struct value *partner = value_get(named, "partner");
    if (!partner || partner->kind == VALUE_NULL) {
        diag_warning(r->diags, row->at, DIAG_DATA_FIELD, "a deal names no partner; it is left out");
        diag_hint(r->diags, "Write the partner's slug or name in \"partner\".");
        return;
    }
    struct owner *owner = owner_of(j, value_to_str(r->arena, partner), partner->at);
    if (owner->deals) {
        value_append(r->arena, owner->deals, deal_alone(r->arena, row, partner));
    } else {
        owner->stranger->n++;
    }
}

static void join_rows(struct reading *r, const struct value *rows, size_t order) {
    struct joining j = {.r = r,
                        .order = order,
                        .names = load_foreign_reader(r->arena, FOREIGN_DEAL),
                        .known = g_hash_table_new(g_str_hash, g_str_equal),
                        .strangers = g_ptr_array_new()};
    for (size_t i = 0; i < rows->list.n; i++) {
        join_row(&j, rows->list.items[i]);
    }
    tell_of_strangers(&j);
    g_hash_table_destroy(j.known);
    g_ptr_array_free(j.strangers, TRUE);
}

static bool has_partner_column(struct reading *r, const struct value *header) {
    /* A row of the header's names: the table of names says which of them is the partner. */
    struct value *row = value_new(r->arena, VALUE_MAP, header->at);
    for (size_t i = 0; i < header->list.n; i++) {
        struct value *name = header->list.items[i];
        load_append_entry(
            r->arena, row,
            &(struct value_entry){.key = name->string, .key_at = name->at, .value = name});
    }
    return value_get(load_foreign_map(r->arena, FOREIGN_DEAL, row), "partner") != NULL;
}

bool reading_join_table(struct reading *r, const struct state_source *source, size_t order) {
    struct value *header, *rows;
    const struct source *text =
        world_read_text(r->world, reading_source_path(r, source), source->at, r->diags);
    if (!text || !load_csv(r->arena, text, r->diags, &header, &rows)) {
        return false;
    }
    if (!has_partner_column(r, header)) {
        diag_error(r->diags, header->at, DIAG_DATA_FIELD, "the deals have no column \"partner\"");
        diag_hint(r->diags, "Add a column \"partner\" with each partner's slug or name.");
        return false;
    }
    join_rows(r, rows, order);
    return true;
}

/* Beside its partners a file may list deals of theirs: PartnerOS's demo-config.yaml has both. */
void reading_join_file(struct reading *r, const struct value *root, size_t order) {
    static const char *const keys[] = {"deals", "pipeline"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys) && value_get(root, "partners"); i++) {
        const struct value *rows = value_get(root, keys[i]);
        if (rows && rows->kind == VALUE_LIST) {
            join_rows(r, rows, order);
        }
    }
}
