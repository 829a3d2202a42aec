/*
 * load_invent_priv.h - partners that nobody has: what load_invent*.c share.
 *
 *   load_invent.c        what a partner is, written as the YAML of its file
 *   load_invent_deals.c  plans, and deals that make what was booked, quarter by quarter
 *   load_invent_words.c  names of people, companies, places
 */
#pragma once

#include "date.h"
#include "load.h"

/* From the fourth quarter of 2024 to the third of 2026, and the one that is planned. */
enum { INVENT_QUARTERS = 8, INVENT_MONTHS = 3 * INVENT_QUARTERS };

/* splitmix64: the same numbers from the same seed, on every machine. */
struct chance {
    uint64_t state;
};
uint64_t chance_next(struct chance *chance);
/* From @least to @most, both included. */
int64_t chance_from(struct chance *chance, int64_t least, int64_t most);

/* A story that a partner's figures tell. */
struct invent_kind {
    const char *tier;
    int64_t plan;                  /* of the first quarter, in dollars */
    int growth;                    /* of it by quarter, in percent */
    int attained[INVENT_QUARTERS]; /* of the plan, in percent */
    int n_won;                     /* deals a quarter */
    int win_rate, sourced;         /* in percent */
    int first;                     /* quarter of its history */
    int64_t unit;                  /* amounts are multiples of it */
    int certified;
    int since_year;
    bool is_lost;
    const char *story; /* a comment at the head of its file */
};
extern const struct invent_kind invent_kinds[];
extern const size_t invent_n_kinds;

struct invent_deal {
    const char *customer;
    const char *stage, *reason; /* NULL: none */
    int64_t amount;
    bool is_sourced;
    int64_t registered, expected, closed; /* days; closed 0: open */
};

struct invent_partner {
    struct chance chance;
    Arena *arena;
    const struct invent_kind *kind;
    const char *name, *slug, *vertical, *region, *country, *city, *manager, *prefix;
    const char *people[8];
    int64_t since;
    int64_t plan[INVENT_QUARTERS + 1], booked[INVENT_QUARTERS];
    int64_t sourced[INVENT_MONTHS], influenced[INVENT_MONTHS];
    struct invent_deal *deals; /* by date of registration */
    size_t n_deals, deals_capacity;
    const struct invent_deal *largest; /* won; NULL: none */
    int64_t open;                      /* amount */
};

/* Words that no other partner has: @numbers are indices in an order of the seed's. */
struct invent_names {
    struct chance chance;
    unsigned companies[64], customers[1024], people[1024];
    size_t n_companies, n_customers, n_people;
};
void invent_shuffle(struct invent_names *names);
const char *invent_company(struct invent_names *names, Arena *arena);
const char *invent_customer(struct invent_names *names, Arena *arena);
const char *invent_person(struct invent_names *names, Arena *arena);
/* Region, country, city and partner manager; @n chooses, one after the other. */
void invent_place(struct invent_partner *partner, size_t n);
const char *invent_vertical(size_t n);

/* Plans, deals, revenue by month. */
void invent_figures(struct invent_partner *partner, struct invent_names *names);

/* The first day of a quarter by its number; INVENT_QUARTERS is the next one. */
int64_t invent_quarter_begin(int quarter);
