#include "arena_region.h"

#include <glib.h>
#include <stdint.h>
#include <sys/mman.h>

/*
 * A report touches some five megabytes of arenas. In pages of 4 KiB that is 1,300 times that the
 * kernel finds, clears and accounts for a page, a tenth of the whole run; in huge pages it is
 * three. Where the system has no huge pages to give, a piece's own pages are put in place at once,
 * which is still cheaper than a fault for each.
 *
 * Pieces are cut from the current region, one behind the other. A region whose pieces have all come
 * back is cut anew if it is the current one, else it goes. What lives for the run keeps a few of
 * them alive; the jobs of a batch use the same one again and again. A large piece is a region of
 * its own, in small pages: rounded to huge ones, a table's arrays would waste megabytes.
 */

enum {
    PAGE_BYTES = 4096,
    HUGE_BYTES = 2 * 1024 * 1024,
    REGION_BYTES = 2 * HUGE_BYTES,
    PIECE_BYTES_MAX = REGION_BYTES / 4,
};

struct region {
    unsigned char *bytes;
    size_t size, used;
    size_t dirty; /* so far pieces have been cut before: no longer zero */
    size_t n_pieces;
};

/*
 * One report fills the first region and needs a little of the second: a huge page of that would be
 * two megabytes cleared for a tenth of them. Who needs a third uses them all.
 */
enum { SMALL_REGION = 1 };

static struct region *current;
static unsigned n_mapped;

/* Address space from one multiple of a huge page to another. */
static unsigned char *map_aligned(void) {
    unsigned char *bytes = mmap(NULL, REGION_BYTES + HUGE_BYTES, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (bytes == MAP_FAILED) {
        return NULL;
    }
    size_t before = (HUGE_BYTES - (uintptr_t)bytes % HUGE_BYTES) % HUGE_BYTES;
    if (before > 0) {
        munmap(bytes, before);
    }
    if (before < HUGE_BYTES) {
        munmap(bytes + before + REGION_BYTES, HUGE_BYTES - before);
    }
    if (n_mapped++ != SMALL_REGION) {
        madvise(bytes + before, REGION_BYTES, MADV_HUGEPAGE);
    }
    return bytes + before;
}

static struct region *region_new(unsigned char *bytes, size_t size) {
    struct region *region = g_new0(struct region, 1);
    region->bytes = bytes;
    region->size = size;
    return region;
}

static void region_free(struct region *region) {
    munmap(region->bytes, region->size);
    g_free(region);
}

static struct region *region_of_one(size_t size) {
    unsigned char *bytes =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    return bytes != MAP_FAILED ? region_new(bytes, size) : NULL;
}

/* The region that the next piece comes from; a full one is found again through its pieces. */
static struct region *region_with_room(size_t size) {
    if (current && current->size - current->used >= size) {
        return current;
    }
    unsigned char *bytes = map_aligned();
    if (!bytes) {
        return NULL;
    }
    current = region_new(bytes, REGION_BYTES);
    return current;
}

static void populate(unsigned char *bytes, size_t size) {
#ifdef MADV_POPULATE_WRITE
    madvise(bytes, size, MADV_POPULATE_WRITE);
#else
    (void)bytes, (void)size;
#endif
}

void *region_take(size_t size, struct region **ret_region, bool *ret_is_zeroed) {
    size = (size + PAGE_BYTES - 1) & ~(size_t)(PAGE_BYTES - 1);
    struct region *region = size > PIECE_BYTES_MAX ? region_of_one(size) : region_with_room(size);
    if (!region) {
        return NULL;
    }
    unsigned char *piece = region->bytes + region->used;
    *ret_is_zeroed = region->used >= region->dirty;
    if (*ret_is_zeroed && region == current) {
        populate(piece, size);
    }
    region->used += size;
    region->n_pieces++;
    *ret_region = region;
    return piece;
}

void region_give_back(struct region *region) {
    region->n_pieces--;
    if (region->n_pieces > 0) {
        return;
    }
    if (region != current) {
        region_free(region);
        return;
    }
    region->dirty = MAX(region->dirty, region->used);
    region->used = 0;
}
