/*
 * arena_region.h - where arenas take their larger blocks from: stretches of address space that ask
 * for huge pages.
 *
 * Owner:  the process; not for several threads.
 * Source: madvise(2), MADV_HUGEPAGE and MADV_POPULATE_WRITE.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct region;

/*
 * @size bytes, aligned to a page; *ret_region is what region_give_back() needs. *ret_is_zeroed:
 * nobody has used them before. NULL: the system has no address space left.
 */
void *region_take(size_t size, struct region **ret_region, bool *ret_is_zeroed);
void region_give_back(struct region *region);
