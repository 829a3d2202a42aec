#include "paint_cache_priv.h"
#include "pdf_font_priv.h"

#include <string.h>

/*
 * The documents of a run have much in common: a logo, a colour profile, often the very letters of a
 * face. What is made of them costs more than all else on two pages and depends on nothing but them,
 * so it is kept by their content. A document's bytes are the same with the cache, without it, and
 * in any order of documents.
 *
 * When it is full everything goes: what the next documents need comes back with them.
 */

struct paint_cache {
    GHashTable *entries; /* GBytes, the key -> GBytes */
    size_t n_bytes, n_bytes_max;
    GHashTable *held; /* GBytes whose address is part of a key: it must not become another's */
};

static guint hash_key(const void *key) {
    gsize n;
    const void *bytes = g_bytes_get_data((GBytes *)(uintptr_t)key, &n);
    return (guint)(pdf_hash_of(bytes, n).a >> 32);
}

PaintCache *paint_cache_new(size_t n_bytes_max) {
    PaintCache *cache = g_new0(PaintCache, 1);
    cache->entries = g_hash_table_new_full(hash_key, g_bytes_equal, (GDestroyNotify)g_bytes_unref,
                                           (GDestroyNotify)g_bytes_unref);
    cache->held = g_hash_table_new_full(NULL, NULL, (GDestroyNotify)g_bytes_unref, NULL);
    cache->n_bytes_max = n_bytes_max;
    return cache;
}

void paint_cache_free(PaintCache *cache) {
    if (cache) {
        g_hash_table_unref(cache->entries);
        g_hash_table_unref(cache->held);
        g_free(cache);
    }
}

GBytes *cache_lookup(const PaintCache *cache, struct str key) {
    if (!cache) {
        return NULL;
    }
    g_autoptr(GBytes) bytes = g_bytes_new_static(key.p, key.n);
    return g_hash_table_lookup(cache->entries, bytes);
}

void cache_insert(PaintCache *cache, struct str key, struct str value) {
    size_t size = key.n + value.n;
    if (!cache || size > cache->n_bytes_max / 2) {
        return;
    }
    if (cache->n_bytes + size > cache->n_bytes_max) {
        g_hash_table_remove_all(cache->entries);
        g_hash_table_remove_all(cache->held);
        cache->n_bytes = 0;
    }
    if (g_hash_table_insert(cache->entries, g_bytes_new(key.p, key.n),
                            g_bytes_new(value.p, value.n))) {
        cache->n_bytes += size;
    }
}

size_t paint_cache_bytes(const PaintCache *cache) {
    return cache->n_bytes;
}

/* --- subsets ---------------------------------------------------------------------------------- */

/* What a subset is made from: a file that stays in memory, its face, and the glyphs. */
static GString *subset_key(const struct font_face *face, const uint32_t *glyphs, size_t n) {
    GString *key = g_string_new("subset");
    g_string_append_len(key, (const char *)&face->data, sizeof face->data);
    g_string_append_len(key, (const char *)&face->index, sizeof face->index);
    int weight = face->is_variable ? face->weight : 0;
    g_string_append_len(key, (const char *)&weight, sizeof weight);
    g_string_append_len(key, (const char *)glyphs, (gssize)(n * sizeof *glyphs));
    return key;
}

static void keep_subset(PaintCache *cache, const struct font_face *face, struct str key,
                        const struct pdf_subset *subset) {
    g_autoptr(GString) value = g_string_new(NULL);
    uint32_t head[] = {subset->is_cff, subset->n_glyphs};
    g_string_append_len(value, (const char *)head, sizeof head);
    g_string_append_len(value, (const char *)subset->old_ids,
                        (gssize)(subset->n_glyphs * sizeof *subset->old_ids));
    g_string_append_len(value, (const char *)subset->codes,
                        (gssize)(subset->n_glyphs * sizeof *subset->codes));
    g_string_append_len(value, subset->program.p, (gssize)subset->program.n);
    cache_insert(cache, key, (struct str){value->str, value->len});
    g_hash_table_add(cache->held, g_bytes_ref(face->data));
}

static void read_subset(Arena *arena, GBytes *kept, struct pdf_subset *ret) {
    gsize n;
    const char *p = g_bytes_get_data(kept, &n);
    uint32_t head[2];
    memcpy(head, p, sizeof head);
    size_t ids = head[1] * sizeof *ret->old_ids, codes = head[1] * sizeof *ret->codes;
    size_t begin = sizeof head + ids + codes;
    *ret = (struct pdf_subset){
        .is_cff = head[0],
        .n_glyphs = head[1],
        .old_ids = arena_memdup(arena, p + sizeof head, ids),
        .codes = arena_memdup(arena, p + sizeof head + ids, codes),
        .program = str_dup(arena, (struct str){p + begin, n - begin}),
    };
}

bool cache_subset(Arena *arena, PaintCache *cache, const struct font_face *face,
                  const uint32_t *glyphs, size_t n, struct pdf_subset *ret) {
    if (!cache) {
        return pdf_subset_make(arena, face, glyphs, n, ret);
    }
    g_autoptr(GString) made_from = subset_key(face, glyphs, n);
    struct str key = {made_from->str, made_from->len};
    GBytes *kept = cache_lookup(cache, key);
    if (kept) {
        read_subset(arena, kept, ret);
        return true;
    }
    if (!pdf_subset_make(arena, face, glyphs, n, ret)) {
        return false;
    }
    keep_subset(cache, face, key, ret);
    return true;
}
