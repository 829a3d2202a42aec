/*
 * derive_programme_priv.h - what the files derive_programme*.c share.
 *
 * A programme is derived as if it were one partner: the deals and months of its partners, in one
 * currency, go into a struct derive, and all that makes a partner's figures makes the programme's.
 * What is no sum over deals (targets, funds, certified people, health) asks the partners.
 */
#pragma once

#include "derive_priv.h"

/* A partner in a programme. */
struct member {
    const struct programme_partner *given;
    struct derive *d;     /* its own figures, in the programme's currency; NULL: no such */
    const char *name;     /* as sentences call it */
    const char *excluded; /* why it is in no sum; NULL: it is in them */
    int64_t since, ended; /* the days that the partnership began and ended, or DAY_UNKNOWN */
    bool is_recruiting;   /* no partner yet */
    bool is_lost;
    struct figures now, previous, year_before;
    struct fact weighted, cycle, share;
    struct value *row; /* of the list of partners */
};

struct programme {
    struct member *members;
    size_t n;
};

/* Whether its partnership held on that day; what the file does not say is taken to be so. */
bool derive_is_partner(const struct member *member, struct date day);

/* --- sums over partners: for derive_figures.c and its like ------------------------------------ */

typedef struct fact (*member_figure)(struct derive *member, const struct period *period,
                                     const char *field);

/* Of those partners whose figure is known; unknown where none is. */
struct fact derive_programme_sum(struct derive *d, member_figure figure,
                                 const struct period *period, const char *field);
struct fact derive_programme_certified(struct derive *d, struct date day);
/* The mean, rounded, of those that were partners on the period's last day and have a score. */
struct fact derive_programme_health(struct derive *d, const struct period *period);

/* --- parts of the map ------------------------------------------------------------------------- */

/* NAME_count, NAME_word, NAME_word_start, is_any_NAME, is_one_NAME. */
void derive_put_number(struct derive *d, struct value *map, const char *name, size_t n);

/* Deals and months of all partners into @d. */
void derive_programme_merge(struct derive *d);

/* partners, top, growing, falling, without_plan, excluded. */
void derive_programme_rows(struct derive *d, struct value *map, struct fact booked);

/* count, tiers, regions, verticals, stages, health, new, lost, retention. */
void derive_programme_groups(struct derive *d, struct value *map, struct fact booked);
