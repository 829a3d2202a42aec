/*
 * load_reading_priv.h - what is needed while sources are read; shared by load_state.c and
 * load_deals.c.
 */
#pragma once

#include "load_state_priv.h"

struct partner_store {
    Arena *arena; /* the workspace's */
    bool is_read;
    struct state_record **records;
    size_t n, capacity;
};

/* What is needed while sources are read. */
struct reading {
    Arena *arena;
    World *world;
    const struct workspace *workspace;
    struct partner_store *store;
    struct diags *diags;
    struct foreign_reader names;   /* of partners */
    GHashTable *by_slug, *by_name; /* names folded -> struct state_record */
};

/* Absolute. */
const char *reading_source_path(struct reading *r, const struct state_source *source);

/* By slug, else by name; NULL: nobody. Empty texts are nobody's. */
struct state_record *reading_find_record(struct reading *r, struct str slug, struct str name);

/* Parts stand in the order of their sources, which the second walk goes through again. */
void reading_add_part(struct reading *r, struct state_record *record, struct state_part part);

/* A CSV file of deals. */
bool reading_join_table(struct reading *r, const struct state_source *source, size_t order);

/* Deals that a file lists beside its partners: PartnerOS's demo-config.yaml has both. */
void reading_join_file(struct reading *r, const struct value *root, size_t order);
