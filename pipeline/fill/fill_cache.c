#include "fill_cache_priv.h"

#include <string.h>

/*
 * Trees by the place and length of their text: a source lives as long as the cache, so no other
 * text comes to stand there. What had something to report is read again each time, so that each
 * document says it.
 */

enum { TEMPLATES_MAX = 1000, ANSWERS_MAX = 1000 };

struct answer {
    const struct source *source;
    size_t begin;
    struct str name;
    const struct fill_partial *partials; /* that were looked at */
    size_t n_partials;
    bool is_mentioned;
};

struct fill_cache {
    Arena *arena;
    GHashTable *templates; /* struct str * -> struct template *; NULL: it has something to report */
    GArray *answers;       /* struct answer */
};

static guint hash_place(gconstpointer key) {
    const struct str *text = key;
    return g_direct_hash(text->p) ^ (guint)text->n;
}

static gboolean is_same_place(gconstpointer a, gconstpointer b) {
    const struct str *one = a, *other = b;
    return one->p == other->p && one->n == other->n;
}

FillCache *fill_cache_new(void) {
    FillCache *cache = g_new0(FillCache, 1);
    cache->arena = arena_new();
    cache->templates = g_hash_table_new(hash_place, is_same_place);
    cache->answers = g_array_new(FALSE, FALSE, sizeof(struct answer));
    return cache;
}

void fill_cache_free(FillCache *cache) {
    if (!cache) {
        return;
    }
    g_hash_table_unref(cache->templates);
    g_array_unref(cache->answers);
    arena_free(cache->arena);
    g_free(cache);
}

/* --- trees ---------------------------------------------------------------------------------- */

static const struct origin *copy_origin(Arena *arena, const struct origin *origin) {
    if (origin->is_elsewhere) {
        return origin_of_string(arena, origin->source->text, origin->elsewhere);
    }
    return arena_memdup(arena, origin, sizeof *origin);
}

const struct template *cached_template(Arena *arena, FillCache *cache, const struct origin *origin,
                                       struct diags *diags) {
    if (!cache) {
        return parse_template(arena, origin, diags);
    }
    const struct str place = str_skip(origin->source->text, origin->begin);
    gpointer known;
    bool is_known = g_hash_table_lookup_extended(cache->templates, &place, NULL, &known);
    if (is_known && known) {
        return known;
    }
    if (is_known || g_hash_table_size(cache->templates) == TEMPLATES_MAX) {
        return parse_template(arena, origin, diags);
    }
    struct diags own = {.is_strict = diags->is_strict};
    const struct template *template =
        parse_template(cache->arena, copy_origin(cache->arena, origin), &own);
    g_hash_table_insert(cache->templates, arena_memdup(cache->arena, &place, sizeof place),
                        own.n == 0 ? (struct template *)template : NULL);
    diags_take(diags, &own, false);
    return template;
}

/* --- what a template mentions ----------------------------------------------------------------- */

/* The same partials under the same names: they are also asked for so that they are noted as read.
 */
static bool has_same_partials(const struct answer *answer, const struct fill_options *options) {
    bool is_same = true;
    for (size_t i = 0; i < answer->n_partials; i++) {
        const struct fill_partial *partial = &answer->partials[i];
        is_same = options->partial(options->context, partial->name) == partial->source && is_same;
    }
    return is_same;
}

bool cached_answer(const struct fill_question *question, bool *ret) {
    const FillCache *cache = question->options->cache;
    for (guint i = 0; cache && i < cache->answers->len; i++) {
        const struct answer *answer = &g_array_index(cache->answers, struct answer, i);
        if (answer->source == question->source && answer->begin == question->begin &&
            str_eq(answer->name, question->name)) {
            *ret = answer->is_mentioned;
            return has_same_partials(answer, question->options);
        }
    }
    return false;
}

void cache_answer(const struct fill_question *question, const struct fill_partial *partials,
                  size_t n, bool is_mentioned) {
    FillCache *cache = question->options->cache;
    if (!cache || cache->answers->len == ANSWERS_MAX) {
        return;
    }
    struct fill_partial *kept = arena_memdup(cache->arena, partials, n * sizeof *partials);
    for (size_t i = 0; i < n; i++) {
        kept[i].name = str_dup(cache->arena, partials[i].name);
    }
    struct answer answer = {.source = question->source,
                            .begin = question->begin,
                            .name = str_dup(cache->arena, question->name),
                            .partials = kept,
                            .n_partials = n,
                            .is_mentioned = is_mentioned};
    g_array_append_val(cache->answers, answer);
}
