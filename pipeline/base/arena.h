/*
 * arena.h - memory that goes all at once.
 *
 * Lifetimes: run (fonts, themes, templates), job (one document), scratch (one function, by mark).
 * Owner:     whoever called arena_new(); nothing inside an arena is freed piecemeal.
 * Errors:    none: out of memory ends the program (GLib does), limits come first.
 * Source:    PostgreSQL memory contexts, MuPDF pools.
 */
#pragma once

#include <glib.h>
#include <stdarg.h>
#include <stddef.h>

typedef struct arena Arena;

/* A point to go back to; see arena_reset(). */
struct arena_mark {
    void *block;
    void *floor;
    void *defers;
};

Arena *arena_new(void);
/* One that no region is cut for: it grows while jobs come and go, or comes and goes among what
 * stays. */
Arena *arena_new_lasting(void);

/* Runs the deferred functions in reverse order, then frees everything. Accepts NULL. */
void arena_free(Arena *arena);

/* Zeroed memory, aligned for any type. */
void *arena_alloc(Arena *arena, size_t size);

/* As arena_alloc() for @n items of @size bytes; the product is checked. */
void *arena_alloc_n(Arena *arena, size_t n, size_t size);

#define ARENA_NEW(arena, type)      ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_NEW_N(arena, type, n) ((type *)arena_alloc_n((arena), (n), sizeof(type)))

/* Copies that end with a NUL byte. arena_strdup(NULL) is NULL. */
char *arena_strdup(Arena *arena, const char *text);
char *arena_strndup(Arena *arena, const char *text, size_t n);
void *arena_memdup(Arena *arena, const void *bytes, size_t n);
char *arena_concat(Arena *arena, const char *begin, const char *end);
char *arena_printf(Arena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);
char *arena_vprintf(Arena *arena, const char *format, va_list args) G_GNUC_PRINTF(2, 0);

/*
 * Grow an array held by an arena: returns @items, or a copy twice as large when @n has reached
 * *@capacity. The old copy stays until the arena goes, so the total is at most twice the largest.
 */
void *arena_enlarge(Arena *arena, const void *items, size_t n, size_t *capacity, size_t item_size);
static inline void *arena_grow(Arena *arena, void *items, size_t n, size_t *capacity,
                               size_t item_size) {
    return n < *capacity ? items : arena_enlarge(arena, items, n, capacity, item_size);
}

/* Call @function(@data) when the arena goes, the last one first. */
void arena_defer(Arena *arena, void (*function)(void *), void *data);

/* Everything allocated (and deferred) after the mark goes. */
struct arena_mark arena_mark(Arena *arena);
void arena_reset(Arena *arena, struct arena_mark mark);

/* Bytes handed out since the arena was made, for tests/bench. */
size_t arena_bytes(const Arena *arena);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Arena, arena_free)
