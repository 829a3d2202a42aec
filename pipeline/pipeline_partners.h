/*
 * pipeline_partners.h - which of the workspace's partners a command is about.
 */
#pragma once

#include "load.h"

struct partner_choice {
    World *world; /* records (world_record()): what is read of each partner goes again */
    const struct workspace *workspace;
    const char *where; /* --where; NULL: all */
    const char *file;  /* --partners; NULL: all of the workspace */
    bool is_compared;  /* world_digest() is asked of their files later */
};

/* At least one. Errors: batch-partners, batch-expression, and what finding them reports. */
bool partners_choose(Arena *arena, const struct partner_choice *choice, struct diags *diags,
                     struct partner_entry **ret, size_t *ret_n);

/*
 * pipeline_where.c: keeps those of @entries for which the expression holds, or which cannot be
 * read; at least one.
 */
bool partners_where(World *world, const char *expression, struct diags *diags,
                    struct partner_entry *entries, size_t *n);
