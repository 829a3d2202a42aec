/*
 * paint_cache_priv.h - what painters keep from one document to the next; see paint_cache.c.
 */
#pragma once

#include "paint.h"

struct pdf_subset;

/* Lent until the next insertion; NULL: not there, or no cache at all. */
GBytes *cache_lookup(const PaintCache *cache, struct str key);
/* Both are copied. */
void cache_insert(PaintCache *cache, struct str key, struct str value);

/* pdf_subset_make(), or the same of what it made before. */
bool cache_subset(Arena *arena, PaintCache *cache, const struct font_face *face,
                  const uint32_t *glyphs, size_t n, struct pdf_subset *ret);
