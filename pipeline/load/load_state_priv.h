/*
 * load_state_priv.h - partner state of every shape, on its way to one value.
 */
#pragma once

#include "load_priv.h"

/* What all sources say of a partner, as a map whose fields have not been checked. */
bool load_partner_state(Arena *arena, World *world, const struct partner_entry *entry,
                        struct diags *diags, struct value **ret);
