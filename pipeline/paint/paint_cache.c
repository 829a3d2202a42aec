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

/* A face whose glyphs' programs are known, and from which subsets were put together. */
struct kept_face {
    GBytes *data; /* held */
    unsigned index;
    int weight;
    Arena *arena;
    struct pdf_cff_frame frame;
    GArray *glyphs; /* struct str by glyph id; empty: not known */
};

struct paint_cache {
    GHashTable *entries; /* GBytes, the key -> GBytes */
    size_t n_bytes, n_bytes_max;
    GHashTable *held; /* GBytes whose address is part of a key: it must not become another's */
    GPtrArray *faces; /* struct kept_face */
};

static guint hash_key(const void *key) {
    gsize n;
    const void *bytes = g_bytes_get_data((GBytes *)(uintptr_t)key, &n);
    return (guint)(pdf_hash_of(bytes, n).a >> 32);
}

static void free_face(void *data) {
    struct kept_face *kept = data;
    arena_free(kept->arena);
    g_array_unref(kept->glyphs);
    g_free(kept);
}

PaintCache *paint_cache_new(size_t n_bytes_max) {
    PaintCache *cache = g_new0(PaintCache, 1);
    cache->entries = g_hash_table_new_full(hash_key, g_bytes_equal, (GDestroyNotify)g_bytes_unref,
                                           (GDestroyNotify)g_bytes_unref);
    cache->held = g_hash_table_new_full(NULL, NULL, (GDestroyNotify)g_bytes_unref, NULL);
    cache->faces = g_ptr_array_new_with_free_func(free_face);
    cache->n_bytes_max = n_bytes_max;
    return cache;
}

void paint_cache_free(PaintCache *cache) {
    if (cache) {
        g_hash_table_unref(cache->entries);
        g_hash_table_unref(cache->held);
        g_ptr_array_unref(cache->faces);
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

static void make_room(PaintCache *cache, size_t size) {
    if (cache->n_bytes + size > cache->n_bytes_max) {
        g_hash_table_remove_all(cache->entries);
        g_hash_table_remove_all(cache->held);
        g_ptr_array_set_size(cache->faces, 0);
        cache->n_bytes = 0;
    }
}

void cache_insert(PaintCache *cache, struct str key, struct str value) {
    size_t size = key.n + value.n;
    if (!cache || size > cache->n_bytes_max / 2) {
        return;
    }
    make_room(cache, size);
    if (g_hash_table_insert(cache->entries, g_bytes_new(key.p, key.n),
                            g_bytes_new(value.p, value.n))) {
        cache->n_bytes += size;
    }
}

size_t paint_cache_bytes(const PaintCache *cache) {
    return cache->n_bytes;
}

/* --- subsets ---------------------------------------------------------------------------------- */

/* Of a font that has only one it does not matter. */
static int weight_of(const struct font_face *face) {
    return face->is_variable ? face->weight : 0;
}

/* What a subset is made from: a file that stays in memory, its face, and the glyphs. */
static GString *subset_key(const struct font_face *face, const uint32_t *glyphs, size_t n) {
    GString *key = g_string_new("subset");
    g_string_append_len(key, (const char *)&face->data, sizeof face->data);
    g_string_append_len(key, (const char *)&face->index, sizeof face->index);
    int weight = weight_of(face);
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

/* --- subsets put together --------------------------------------------------------------------- */

static struct kept_face *find_face(const PaintCache *cache, const struct font_face *face) {
    for (guint i = 0; i < cache->faces->len; i++) {
        struct kept_face *kept = cache->faces->pdata[i];
        if (kept->data == face->data && kept->index == face->index &&
            kept->weight == weight_of(face)) {
            return kept;
        }
    }
    return NULL;
}

static struct str known_glyph(const struct kept_face *kept, uint32_t id) {
    return id < kept->glyphs->len ? g_array_index(kept->glyphs, struct str, id) : STR("");
}

/* False: a glyph is not known. */
static bool assemble(Arena *arena, const struct kept_face *kept, const uint32_t *glyphs, size_t n,
                     struct pdf_subset *ret) {
    struct pdf_subset subset = {.is_cff = true};
    pdf_subset_number(arena, glyphs, n, &subset);
    if (subset.n_glyphs > PDF_CFF_GLYPHS_MAX) {
        return false;
    }
    struct str *programs = ARENA_NEW_N(arena, struct str, subset.n_glyphs);
    for (uint32_t i = 0; i < subset.n_glyphs; i++) {
        programs[i] = known_glyph(kept, subset.old_ids[i]);
        if (programs[i].n == 0) {
            return false;
        }
    }
    subset.program = pdf_cff_assemble(arena, &kept->frame, programs, subset.n_glyphs);
    *ret = subset;
    return true;
}

static struct kept_face *add_face(PaintCache *cache, const struct font_face *face,
                                  const struct pdf_cff_frame *frame) {
    struct kept_face *kept = g_new0(struct kept_face, 1);
    kept->data = face->data;
    kept->index = face->index;
    kept->weight = weight_of(face);
    kept->arena = arena_new_lasting();
    kept->glyphs = g_array_new(FALSE, TRUE, sizeof(struct str));
    struct str *strings = ARENA_NEW_N(kept->arena, struct str, frame->n_strings);
    for (size_t i = 0; i < frame->n_strings; i++) {
        strings[i] = str_dup(kept->arena, frame->strings[i]);
    }
    kept->frame = (struct pdf_cff_frame){
        .name = str_dup(kept->arena, frame->name),
        .dict = str_dup(kept->arena, frame->dict),
        .private = str_dup(kept->arena, frame->private),
        .strings = strings,
        .n_strings = frame->n_strings,
    };
    g_ptr_array_add(cache->faces, kept);
    g_hash_table_add(cache->held, g_bytes_ref(face->data));
    return kept;
}

static void keep_glyphs(PaintCache *cache, const struct font_face *face,
                        const struct pdf_subset *subset) {
    make_room(cache, subset->program.n);
    struct kept_face *kept = find_face(cache, face);
    kept = kept ? kept : add_face(cache, face, &subset->parts.frame);
    for (uint32_t i = 0; i < subset->n_glyphs; i++) {
        uint32_t id = subset->old_ids[i];
        if (id >= kept->glyphs->len) {
            cache->n_bytes += (id + 1 - kept->glyphs->len) * sizeof(struct str);
            g_array_set_size(kept->glyphs, id + 1);
        }
        struct str *glyph = &g_array_index(kept->glyphs, struct str, id);
        if (glyph->n == 0) {
            *glyph = str_dup(kept->arena, subset->parts.glyphs[i]);
            cache->n_bytes += glyph->n;
        }
    }
}

bool cache_subset(Arena *arena, PaintCache *cache, const struct font_face *face,
                  const uint32_t *glyphs, size_t n, struct pdf_subset *ret) {
    if (!cache) {
        return pdf_subset_make(arena, face, glyphs, n, ret);
    }
    const struct kept_face *known = find_face(cache, face);
    if (known && assemble(arena, known, glyphs, n, ret)) {
        return true;
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
    if (ret->has_parts) {
        keep_glyphs(cache, face, ret);
    } else {
        keep_subset(cache, face, key, ret);
    }
    return true;
}
