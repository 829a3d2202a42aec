/*
 * fill_cache_priv.h - trees and answers of earlier documents.
 */
#pragma once

#include "fill_priv.h"

/* The tree of @origin, which may be one that was parsed before. @cache: NULL: none. */
const struct template *cached_template(Arena *arena, FillCache *cache, const struct origin *origin,
                                       struct diags *diags);

/* What fill_mentions() is asked. */
struct fill_question {
    const struct source *source;
    size_t begin;
    const struct fill_options *options;
    struct str name;
};

/* A partial that was looked for; @source NULL: it was not there. */
struct fill_partial {
    struct str name;
    const struct source *source;
};

/* False: the question was not asked before, or partials are others now. */
bool cached_answer(const struct fill_question *question, bool *ret);
void cache_answer(const struct fill_question *question, const struct fill_partial *partials,
                  size_t n, bool is_mentioned);
