#include "arena.h"

#include "arena_region.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/*
 * Blocks in a list, the newest first; an allocation is a bump of the newest block. A request larger
 * than a quarter of a block gets a block of its own behind the newest one, so that the rest of the
 * newest is not lost. With PDFGEN_ARENA_MALLOC every allocation is such a block: then address
 * sanitizer and valgrind see each overrun.
 *
 * Larger blocks come from regions (arena_region.c): page faults were a tenth of a report's time,
 * and what the kernel hands out is zero already.
 */

enum {
    ARENA_ALIGN = 16,
    ARENA_BLOCK_MIN = 16 * 1024,
    ARENA_BLOCK_MAX = 256 * 1024,
    ARENA_REGION_MIN = 32 * 1024,
};

/*
 * Most requests are small, half of all are a struct value, and a constant size is cleared without a
 * call: so many bytes at once, which may lie behind the end of what is taken. Blocks are that much
 * longer.
 */
#ifdef PDFGEN_ARENA_MALLOC
enum { ARENA_TAIL = 0 };
#else
enum { ARENA_TAIL = 80 };
#endif

struct block {
    struct block *older;
    size_t size;
    size_t used;
    struct region *region; /* NULL: from malloc() */
    bool is_zeroed;
    _Alignas(ARENA_ALIGN) unsigned char bytes[];
};

struct defer {
    struct defer *older;
    void (*function)(void *);
    void *data;
};

struct arena {
    struct block *newest;
    struct block *floor; /* of the innermost mark: nothing may be put behind it */
    struct defer *defers;
    size_t bytes;
    size_t next_size;
    bool is_lasting;
};

static bool is_for_region(size_t size) {
#ifdef PDFGEN_ARENA_MALLOC
    (void)size;
    return false;
#else
    return size >= ARENA_REGION_MIN;
#endif
}

static struct block *block_new(const Arena *arena, struct block *older, size_t size) {
    struct block *block = NULL;
    struct region *region = NULL;
    bool is_zeroed = false;
    size_t n_bytes = sizeof *block + size + ARENA_TAIL;
    if (!arena->is_lasting && is_for_region(n_bytes)) {
        block = region_take(n_bytes, &region, &is_zeroed);
    }
    if (!block) {
        block = g_malloc(n_bytes);
    }
    block->older = older;
    block->size = size;
    block->used = 0;
    block->region = region;
    block->is_zeroed = is_zeroed;
    return block;
}

static void block_free(struct block *block) {
    if (block->region) {
        region_give_back(block->region);
    } else {
        g_free(block);
    }
}

Arena *arena_new(void) {
    Arena *arena = g_new0(Arena, 1);
    arena->next_size = ARENA_BLOCK_MIN;
    return arena;
}

Arena *arena_new_lasting(void) {
    Arena *arena = arena_new();
    arena->is_lasting = true;
    return arena;
}

static void run_defers(Arena *arena, struct defer *until) {
    while (arena->defers != until) {
        struct defer *defer = arena->defers;
        arena->defers = defer->older;
        defer->function(defer->data);
        g_free(defer);
    }
}

static void free_blocks(Arena *arena, struct block *until) {
    while (arena->newest != until) {
        struct block *older = arena->newest->older;
        block_free(arena->newest);
        arena->newest = older;
    }
}

void arena_free(Arena *arena) {
    if (!arena) {
        return;
    }
    run_defers(arena, NULL);
    free_blocks(arena, NULL);
    g_free(arena);
}

/* Apart from its callers, which mostly find room: so they have few registers to save. */
static G_NO_INLINE struct block *add_block(Arena *arena, size_t size) {
#ifdef PDFGEN_ARENA_MALLOC
    bool is_own = false;
    size_t block_size = size;
#else
    bool is_own = size > arena->next_size / 4;
    size_t block_size = is_own ? size : arena->next_size;
#endif
    bool is_behind = is_own && arena->newest != arena->floor;
    struct block **place = is_behind ? &arena->newest->older : &arena->newest;
    *place = block_new(arena, *place, block_size);
    if (!is_own) {
        arena->next_size = MIN(arena->next_size * 2, ARENA_BLOCK_MAX);
    }
    return *place;
}

static inline bool has_room(const struct block *block, size_t size) {
#ifdef PDFGEN_ARENA_MALLOC
    (void)block, (void)size;
    return false;
#else
    return block && block->size - block->used >= size;
#endif
}

/* Memory as it comes, for what is copied over it. */
static inline void *take(Arena *arena, size_t size, bool *ret_is_zeroed) {
    g_assert(size < SIZE_MAX - ARENA_ALIGN);
    arena->bytes += size;
#ifndef PDFGEN_ARENA_MALLOC
    size = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
#endif
    struct block *block = has_room(arena->newest, size) ? arena->newest : add_block(arena, size);
    void *memory = block->bytes + block->used;
    block->used += size;
    *ret_is_zeroed = block->is_zeroed;
    return memory;
}

void *arena_alloc(Arena *arena, size_t size) {
    bool is_zeroed;
    void *memory = take(arena, size, &is_zeroed);
    if (!is_zeroed) {
        memset(memory, 0, ARENA_TAIL);
        if (size > ARENA_TAIL) {
            memset((char *)memory + ARENA_TAIL, 0, size - ARENA_TAIL);
        }
    }
    return memory;
}

void *arena_alloc_n(Arena *arena, size_t n, size_t size) {
    g_assert(size == 0 || n <= (SIZE_MAX / 2) / size);
    return arena_alloc(arena, n * size);
}

void *arena_memdup(Arena *arena, const void *bytes, size_t n) {
    bool is_zeroed;
    void *copy = take(arena, n, &is_zeroed);
    if (n > 0) {
        memcpy(copy, bytes, n);
    }
    return copy;
}

char *arena_strndup(Arena *arena, const char *text, size_t n) {
    bool is_zeroed;
    char *copy = take(arena, n + 1, &is_zeroed);
    if (n > 0) {
        memcpy(copy, text, n);
    }
    copy[n] = '\0';
    return copy;
}

char *arena_strdup(Arena *arena, const char *text) {
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_concat(Arena *arena, const char *begin, const char *end) {
    size_t n_begin = strlen(begin), n_end = strlen(end);
    char *whole = arena_alloc(arena, n_begin + n_end + 1);
    memcpy(whole, begin, n_begin);
    memcpy(whole + n_begin, end, n_end);
    return whole;
}

char *arena_vprintf(Arena *arena, const char *format, va_list args) {
    /* Most texts are short: they need one pass and no other memory. */
    char text[256];
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(text, sizeof text, format, args);
    g_assert(n >= 0);
    char *copy;
    if ((size_t)n < sizeof text) {
        copy = arena_strndup(arena, text, (size_t)n);
    } else {
        copy = arena_alloc(arena, (size_t)n + 1);
        vsnprintf(copy, (size_t)n + 1, format, again);
    }
    va_end(again);
    return copy;
}

char *arena_printf(Arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

void *arena_enlarge(Arena *arena, const void *items, size_t n, size_t *capacity, size_t item_size) {
    /* Most lists of large things are short: a line of text has one or two operations. */
    size_t larger = *capacity ? *capacity * 2 : item_size >= 64 ? 2 : 8;
    void *copy = arena_alloc_n(arena, larger, item_size);
    if (n > 0) {
        memcpy(copy, items, n * item_size);
    }
    *capacity = larger;
    return copy;
}

void arena_defer(Arena *arena, void (*function)(void *), void *data) {
    struct defer *defer = g_new(struct defer, 1);
    *defer = (struct defer){.older = arena->defers, .function = function, .data = data};
    arena->defers = defer;
}

struct arena_mark arena_mark(Arena *arena) {
    struct arena_mark mark = {.floor = arena->floor, .defers = arena->defers};
    arena->newest = block_new(arena, arena->newest, ARENA_BLOCK_MIN);
    arena->floor = arena->newest;
    mark.block = arena->newest;
    return mark;
}

void arena_reset(Arena *arena, struct arena_mark mark) {
    run_defers(arena, mark.defers);
    free_blocks(arena, ((struct block *)mark.block)->older);
    arena->floor = mark.floor;
}

size_t arena_bytes(const Arena *arena) {
    return arena->bytes;
}
