/*
 * pipeline_where_priv.h - an expression of --where: read by pipeline_where_parse.c, asked of
 * partners by pipeline_where.c.
 */
#pragma once

#include "pipeline_partners.h"

enum word_kind { WORD_END, WORD_NAME, WORD_TEXT, WORD_NUMBER, WORD_SIGN };

struct word {
    enum word_kind kind;
    struct str text; /* of a text without its quotes */
    struct span at;
};

struct where {
    World *world;
    struct diags *diags;
    Arena *arena;
    const struct source *source;
    struct str text;
    size_t at;
    struct word word; /* the one at hand */
    bool is_bad;
    int depth;
    const struct value *slug; /* of the partner at hand, whose file need not say it */
    const char *near_miss;    /* a hint for the case that nobody is chosen; NULL: none */
};

enum test_kind {
    TEST_OR,
    TEST_AND,
    TEST_NOT,
    TEST_HOLDS,
    TEST_EQUAL,
    TEST_UNEQUAL,
    TEST_LESS,
    TEST_LESS_EQUAL,
    TEST_MORE,
    TEST_MORE_EQUAL,
    TEST_IN
};

struct test {
    enum test_kind kind;
    const struct test *left, *right; /* of or, and, not */
    struct word field;
    const char *name; /* of the field */
    struct word *values;
    size_t n_values;
};

/* Of one expression the first mistake is told. Error: batch-expression. */
bool where_complain(struct where *where, struct span at, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* The expression that is @where's text; NULL: it is none, which was told. Its arena holds it. */
const struct test *where_parse(struct where *where);
