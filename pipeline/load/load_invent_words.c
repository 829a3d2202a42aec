#include "load_invent_priv.h"

/* Words of which names are put together; none of the results is known to be anybody's. */

static const char *const heads[] = {
    "Alderbrook", "Brightwater", "Calder Vale", "Dunmore",   "Estrela",     "Fairmile",
    "Glenhaven",  "Harrowgate",  "Isarblick",   "Juniper",   "Kestrelmoor", "Lindqvist",
    "Marlowe",    "Northgate",   "Oakhollow",   "Pinecrest", "Quayle",      "Ravensworth",
    "Silverlake", "Thornbury",   "Umbra",       "Valmont",   "Westering",   "Yarrow"};
static const char *const tails[] = {"Partners", "Systems", "Consulting", "Works",
                                    "Group",    "Digital", "Solutions",  "Advisors"};

static const char *const places[] = {
    "Amberley",    "Birchfield",  "Corven",    "Dalemoor",   "Eastmere",   "Fallow Hill",
    "Grayling",    "Hollin",      "Ivybridge", "Jarrow Bay", "Kelder",     "Larch Point",
    "Mistral",     "Nettleton",   "Osprey",    "Pendle",     "Quarry Row", "Rookhope",
    "Saltmarsh",   "Tarn",        "Upland",    "Verdant",    "Wharfside",  "Yew Tree",
    "Bellweather", "Copperfield", "Driftwood", "Elmstead",   "Foxglove",   "Greystone"};
static const char *const trades[] = {
    "Foods",  "Logistics", "Water",      "Energy",    "Hotels",  "Packaging",
    "Ports",  "Pharma",    "Facilities", "Textiles",  "Freight", "Networks",
    "Timber", "Bakeries",  "Glass",      "Rail",      "Homes",   "Ceramics",
    "Dairy",  "Elevators", "Recycling",  "Insurance", "Ferries", "Farms"};

static const char *const first_names[] = {
    "Ada",   "Bruno", "Chidi", "Dalia",  "Elias", "Farah", "Gunnar", "Hana",  "Imani", "Jonas",
    "Keiko", "Luca",  "Maren", "Nikhil", "Oona",  "Pavel", "Rosa",   "Samir", "Talia", "Viktor"};
static const char *const last_names[] = {
    "Abara",    "Brandt",  "Castell",  "Dumont",  "Eriksen", "Ferrante", "Galvin",   "Haddon",
    "Ibrahim",  "Jansson", "Kowalik",  "Lindahl", "Mbeki",   "Novotny",  "Okonjo",   "Petrov",
    "Quintero", "Rahman",  "Sorensen", "Takeda",  "Ulrich",  "Vasquez",  "Whitlock", "Zeller"};

static const char *const verticals[] = {
    "Manufacturing and logistics", "Energy and utilities",      "Retail and facilities",
    "Building services",           "Agriculture and food",      "Rail and transport",
    "Power and telecom networks",  "Local trades and services", "Health and care",
    "Ports and shipping"};

struct place {
    const char *region, *country, *city, *manager;
};

/* The three managers of the demo company, each with a part of the world. */
static const struct place where[] = {
    {"EMEA", "United Kingdom", "Bristol", "Dana Whitfield"},
    {"AMER", "United States", "Denver", "Noor Haddad"},
    {"APAC", "Australia", "Adelaide", "Wei Ling Tan"},
    {"EMEA", "Germany", "Dresden", "Dana Whitfield"},
    {"AMER", "Canada", "Halifax", "Noor Haddad"},
    {"APAC", "Singapore", "Singapore", "Wei Ling Tan"},
    {"EMEA", "Portugal", "Porto", "Dana Whitfield"},
    {"AMER", "Mexico", "Puebla", "Noor Haddad"},
    {"APAC", "New Zealand", "Hastings", "Wei Ling Tan"},
};

static void fill_order(struct chance *chance, unsigned *order, size_t n) {
    for (size_t i = 0; i < n; i++) {
        order[i] = (unsigned)i;
    }
    for (size_t i = n; i > 1; i--) {
        size_t other = (size_t)chance_from(chance, 0, (int64_t)i - 1);
        unsigned kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

void invent_shuffle(struct invent_names *names) {
    G_STATIC_ASSERT(G_N_ELEMENTS(heads) <= G_N_ELEMENTS(names->companies));
    G_STATIC_ASSERT(G_N_ELEMENTS(places) * G_N_ELEMENTS(trades) <= G_N_ELEMENTS(names->customers));
    G_STATIC_ASSERT(G_N_ELEMENTS(first_names) * G_N_ELEMENTS(last_names) <=
                    G_N_ELEMENTS(names->people));
    fill_order(&names->chance, names->companies, G_N_ELEMENTS(heads));
    fill_order(&names->chance, names->customers, G_N_ELEMENTS(places) * G_N_ELEMENTS(trades));
    fill_order(&names->chance, names->people, G_N_ELEMENTS(first_names) * G_N_ELEMENTS(last_names));
}

const char *invent_company(struct invent_names *names, Arena *arena) {
    unsigned at = names->companies[names->n_companies++ % G_N_ELEMENTS(heads)];
    size_t tail = (size_t)chance_from(&names->chance, 0, G_N_ELEMENTS(tails) - 1);
    return arena_printf(arena, "%s %s", heads[at], tails[tail]);
}

/* Two thirds of a program's customers are used up; after the last the first comes again. */
const char *invent_customer(struct invent_names *names, Arena *arena) {
    size_t n = G_N_ELEMENTS(places) * G_N_ELEMENTS(trades);
    unsigned at = names->customers[names->n_customers++ % n];
    return arena_printf(arena, "%s %s", places[at % G_N_ELEMENTS(places)],
                        trades[at / G_N_ELEMENTS(places)]);
}

const char *invent_person(struct invent_names *names, Arena *arena) {
    size_t n = G_N_ELEMENTS(first_names) * G_N_ELEMENTS(last_names);
    unsigned at = names->people[names->n_people++ % n];
    return arena_printf(arena, "%s %s", first_names[at % G_N_ELEMENTS(first_names)],
                        last_names[at / G_N_ELEMENTS(first_names)]);
}

void invent_place(struct invent_partner *partner, size_t n) {
    const struct place *place = &where[n % G_N_ELEMENTS(where)];
    partner->region = place->region;
    partner->country = place->country;
    partner->city = place->city;
    partner->manager = place->manager;
}

const char *invent_vertical(size_t n) {
    return verticals[n % G_N_ELEMENTS(verticals)];
}
