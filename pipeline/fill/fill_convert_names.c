#include "fill_convert_priv.h"

#include <string.h>

/*
 * One table from the words that partner teams use to the names of docs/template-values.md. A
 * figure's words may stand before or behind those of a reference: "revenue target", "target
 * revenue", a row "Revenue" under a column "Target".
 */

enum word_kind {
    WORD_NAME,      /* a name with its filters */
    WORD_MONEY,     /* a figure: kpi.NAME, in money ... */
    WORD_COUNT,     /* ... a plain number ... */
    WORD_SHARE,     /* ... or a share */
    WORD_REFERENCE, /* a field of a figure */
    WORD_CHANGE,    /* a field that is a difference */
    WORD_LABEL,     /* a mark of the author's, no placeholder */
};

struct word_row {
    const char *words;
    enum word_kind kind;
    const char *path;
    const char *filters; /* of WORD_NAME */
    const char *note;    /* where the words are ambiguous */
};

#define LONG_DATE " | date \"long\""

static const struct word_row word_rows[] = {
    /* partner */
    {"partner name", WORD_NAME, "partner.name", "", NULL},
    {"partner", WORD_NAME, "partner.name", "", NULL},
    {"partner company", WORD_NAME, "partner.name", "", NULL},
    {"partner company name", WORD_NAME, "partner.name", "", NULL},
    {"partner organization", WORD_NAME, "partner.name", "", NULL},
    {"partner organisation", WORD_NAME, "partner.name", "", NULL},
    {"partner legal name", WORD_NAME, "partner.legal_name", "", NULL},
    {"partner short name", WORD_NAME, "partner.short_name", "", NULL},
    {"partner tier", WORD_NAME, "partner.tier", "", NULL},
    {"tier", WORD_NAME, "partner.tier", "", NULL},
    {"current tier", WORD_NAME, "partner.tier", "", NULL},
    {"tier name", WORD_NAME, "partner.tier", "", NULL},
    {"next tier", WORD_NAME, "tier.next", " | default \"n/a\"", NULL},
    {"partner stage", WORD_NAME, "partner.stage", "", NULL},
    {"industry", WORD_NAME, "partner.vertical", "", NULL},
    {"partner industry", WORD_NAME, "partner.vertical", "", NULL},
    {"vertical", WORD_NAME, "partner.vertical", "", NULL},
    {"partner vertical", WORD_NAME, "partner.vertical", "", NULL},
    {"region", WORD_NAME, "partner.region", "", NULL},
    {"partner region", WORD_NAME, "partner.region", "", NULL},
    {"country", WORD_NAME, "partner.country", "", NULL},
    {"partner country", WORD_NAME, "partner.country", "", NULL},
    {"partner address", WORD_NAME, "partner.address", "", NULL},
    {"partner website", WORD_NAME, "partner.website", "", NULL},
    {"partner url", WORD_NAME, "partner.website", "", NULL},
    {"partner since", WORD_NAME, "partner.since", LONG_DATE, NULL},
    {"partner contact", WORD_NAME, "partner.primary.name", "", NULL},
    {"partner contact name", WORD_NAME, "partner.primary.name", "", NULL},
    {"contact name", WORD_NAME, "partner.primary.name", "", NULL},
    {"primary contact", WORD_NAME, "partner.primary.name", "", NULL},
    {"partner contact role", WORD_NAME, "partner.primary.role", "", NULL},
    {"partner contact title", WORD_NAME, "partner.primary.role", "", NULL},
    {"partner email", WORD_NAME, "partner.primary.email", "", NULL},
    {"partner contact email", WORD_NAME, "partner.primary.email", "", NULL},
    {"contact email", WORD_NAME, "partner.primary.email", "", NULL},
    /* the company */
    {"your company", WORD_NAME, "company.name", "", NULL},
    {"your company name", WORD_NAME, "company.name", "", NULL},
    {"our company", WORD_NAME, "company.name", "", NULL},
    {"company name", WORD_NAME, "company.name", "", "or partner.name, where theirs is meant"},
    {"company", WORD_NAME, "company.name", "", "or partner.name, where theirs is meant"},
    {"vendor", WORD_NAME, "company.name", "", NULL},
    {"vendor name", WORD_NAME, "company.name", "", NULL},
    {"company legal name", WORD_NAME, "company.legal_name", "", NULL},
    {"company address", WORD_NAME, "company.address", "", NULL},
    {"your address", WORD_NAME, "company.address", "", NULL},
    {"company website", WORD_NAME, "company.website", "", NULL},
    {"your website", WORD_NAME, "company.website", "", NULL},
    {"website", WORD_NAME, "company.website", "", NULL},
    {"product", WORD_NAME, "company.product", "", NULL},
    {"product name", WORD_NAME, "company.product", "", NULL},
    {"your product", WORD_NAME, "company.product", "", NULL},
    {"value proposition", WORD_NAME, "company.value_prop", "", NULL},
    {"value prop", WORD_NAME, "company.value_prop", "", NULL},
    {"your name", WORD_NAME, "contact.name", "", NULL},
    {"sender name", WORD_NAME, "contact.name", "", NULL},
    {"your title", WORD_NAME, "contact.role", "", NULL},
    {"your role", WORD_NAME, "contact.role", "", NULL},
    {"your email", WORD_NAME, "contact.email", "", NULL},
    {"your phone", WORD_NAME, "contact.phone", "", NULL},
    {"partner manager", WORD_NAME, "prepared_by.name", "", NULL},
    {"channel manager", WORD_NAME, "prepared_by.name", "", NULL},
    {"prepared by", WORD_NAME, "prepared_by.name", "", NULL},
    {"prepared for", WORD_NAME, "prepared_for.name", "", NULL},
    /* when */
    {"date", WORD_NAME, "today", LONG_DATE, "the day of the run"},
    {"today", WORD_NAME, "today", LONG_DATE, NULL},
    {"today date", WORD_NAME, "today", LONG_DATE, NULL},
    {"current date", WORD_NAME, "today", LONG_DATE, NULL},
    {"report date", WORD_NAME, "today", LONG_DATE, NULL},
    {"as of", WORD_NAME, "as_of", LONG_DATE, NULL},
    {"as of date", WORD_NAME, "as_of", LONG_DATE, NULL},
    {"quarter", WORD_NAME, "period.label", "", NULL},
    {"quarter year", WORD_NAME, "period.label", "", NULL},
    {"current quarter", WORD_NAME, "period.label", "", NULL},
    {"this quarter", WORD_NAME, "period.label", "", NULL},
    {"qx yyyy", WORD_NAME, "period.label", "", NULL},
    {"q yyyy", WORD_NAME, "period.label", "", NULL},
    {"qx", WORD_NAME, "period.short", "", NULL},
    {"period", WORD_NAME, "period.label", "", NULL},
    {"reporting period", WORD_NAME, "period.label", "", NULL},
    {"month", WORD_NAME, "period.label", "", NULL},
    {"month year", WORD_NAME, "period.label", "", NULL},
    {"year", WORD_NAME, "period.year", "", NULL},
    {"yyyy", WORD_NAME, "period.year", "", NULL},
    {"current year", WORD_NAME, "period.year", "", NULL},
    {"quarter number", WORD_NAME, "period.number", "", NULL},
    {"period start", WORD_NAME, "period.first", LONG_DATE, NULL},
    {"period end", WORD_NAME, "period.last", LONG_DATE, NULL},
    {"next quarter", WORD_NAME, "period.next.label", "", NULL},
    {"next period", WORD_NAME, "period.next.label", "", NULL},
    {"next month", WORD_NAME, "period.next.label", "", NULL},
    {"previous quarter", WORD_NAME, "period.previous.label", "", NULL},
    {"last quarter", WORD_NAME, "period.previous.label", "", NULL},
    {"prior quarter", WORD_NAME, "period.previous.label", "", NULL},
    {"previous month", WORD_NAME, "period.previous.label", "", NULL},
    {"last month", WORD_NAME, "period.previous.label", "", NULL},
    /* programme */
    {"currency", WORD_NAME, "currency", "", NULL},
    {"commission", WORD_NAME, "commission.total", " | money | default \"n/a\"", NULL},
    {"commission owed", WORD_NAME, "commission.total", " | money | default \"n/a\"", NULL},
    {"mdf budget", WORD_NAME, "mdf.budget", " | money | default \"n/a\"", NULL},
    {"mdf left", WORD_NAME, "mdf.left", " | money | default \"n/a\"", NULL},
    {"mdf remaining", WORD_NAME, "mdf.left", " | money | default \"n/a\"", NULL},
    {"health status", WORD_NAME, "health.status", " | default \"n/a\"", NULL},
    /* figures */
    {"revenue", WORD_MONEY, "booked", NULL, NULL},
    {"total revenue", WORD_MONEY, "booked", NULL, NULL},
    {"partner revenue", WORD_MONEY, "booked", NULL, NULL},
    {"booked revenue", WORD_MONEY, "booked", NULL, NULL},
    {"bookings", WORD_MONEY, "booked", NULL, NULL},
    {"sourced revenue", WORD_MONEY, "sourced", NULL, NULL},
    {"partner sourced revenue", WORD_MONEY, "sourced", NULL, NULL},
    {"influenced revenue", WORD_MONEY, "influenced", NULL, NULL},
    {"partner influenced revenue", WORD_MONEY, "influenced", NULL, NULL},
    {"pipeline", WORD_MONEY, "pipeline", NULL, NULL},
    {"open pipeline", WORD_MONEY, "pipeline", NULL, NULL},
    {"pipeline value", WORD_MONEY, "pipeline", NULL, NULL},
    {"weighted pipeline", WORD_MONEY, "weighted", NULL, NULL},
    {"average deal", WORD_MONEY, "average_deal", NULL, NULL},
    {"average deal size", WORD_MONEY, "average_deal", NULL, NULL},
    {"avg deal size", WORD_MONEY, "average_deal", NULL, NULL},
    {"deal size", WORD_MONEY, "average_deal", NULL, NULL},
    {"mdf used", WORD_MONEY, "mdf_used", NULL, NULL},
    {"mdf spent", WORD_MONEY, "mdf_used", NULL, NULL},
    {"attainment", WORD_SHARE, "attainment", NULL, NULL},
    {"target attainment", WORD_SHARE, "attainment", NULL, NULL},
    {"win rate", WORD_SHARE, "win_rate", NULL, NULL},
    {"close rate", WORD_SHARE, "win_rate", NULL, NULL},
    {"deals", WORD_COUNT, "deals_won", NULL, NULL},
    {"deals won", WORD_COUNT, "deals_won", NULL, NULL},
    {"deals closed", WORD_COUNT, "deals_won", NULL, NULL},
    {"closed deals", WORD_COUNT, "deals_won", NULL, NULL},
    {"deals lost", WORD_COUNT, "deals_lost", NULL, NULL},
    {"deal reg", WORD_COUNT, "registrations", NULL, NULL},
    {"deal registrations", WORD_COUNT, "registrations", NULL, NULL},
    {"deals registered", WORD_COUNT, "registrations", NULL, NULL},
    {"registrations", WORD_COUNT, "registrations", NULL, NULL},
    {"pipeline count", WORD_COUNT, "pipeline_count", NULL, NULL},
    {"open deals", WORD_COUNT, "pipeline_count", NULL, NULL},
    {"certified", WORD_COUNT, "certifications", NULL, NULL},
    {"certifications", WORD_COUNT, "certifications", NULL, NULL},
    {"sales cycle", WORD_COUNT, "cycle_days", NULL, NULL},
    {"health score", WORD_COUNT, "health", NULL, NULL},
    /* their references */
    {"value", WORD_REFERENCE, "value", NULL, NULL},
    {"actual", WORD_REFERENCE, "value", NULL, NULL},
    {"actuals", WORD_REFERENCE, "value", NULL, NULL},
    {"result", WORD_REFERENCE, "value", NULL, NULL},
    {"current", WORD_REFERENCE, "value", NULL, NULL},
    {"this month", WORD_REFERENCE, "value", NULL, NULL},
    {"this quarter", WORD_REFERENCE, "value", NULL, NULL},
    {"this period", WORD_REFERENCE, "value", NULL, NULL},
    {"target", WORD_REFERENCE, "plan", NULL, NULL},
    {"plan", WORD_REFERENCE, "plan", NULL, NULL},
    {"goal", WORD_REFERENCE, "plan", NULL, NULL},
    {"quota", WORD_REFERENCE, "plan", NULL, NULL},
    {"previous", WORD_REFERENCE, "previous", NULL, NULL},
    {"last month", WORD_REFERENCE, "previous", NULL, NULL},
    {"last quarter", WORD_REFERENCE, "previous", NULL, NULL},
    {"last period", WORD_REFERENCE, "previous", NULL, NULL},
    {"previous quarter", WORD_REFERENCE, "previous", NULL, NULL},
    {"prior quarter", WORD_REFERENCE, "previous", NULL, NULL},
    {"last year", WORD_REFERENCE, "year_before", NULL, NULL},
    {"year before", WORD_REFERENCE, "year_before", NULL, NULL},
    {"vs target", WORD_CHANGE, "vs_plan", NULL, NULL},
    {"vs plan", WORD_CHANGE, "vs_plan", NULL, NULL},
    {"variance", WORD_CHANGE, "vs_plan", NULL, NULL},
    {"vs previous", WORD_CHANGE, "vs_previous", NULL, NULL},
    {"vs last month", WORD_CHANGE, "vs_previous", NULL, NULL},
    {"vs last quarter", WORD_CHANGE, "vs_previous", NULL, NULL},
    {"change", WORD_CHANGE, "vs_previous", NULL, NULL},
    {"growth", WORD_CHANGE, "vs_previous", NULL, NULL},
    {"qoq", WORD_CHANGE, "vs_previous", NULL, NULL},
    {"mom", WORD_CHANGE, "vs_previous", NULL, NULL},
    {"yoy", WORD_CHANGE, "vs_year_before", NULL, NULL},
    {"vs last year", WORD_CHANGE, "vs_year_before", NULL, NULL},
    /* marks */
    {"draft", WORD_LABEL, NULL, NULL, NULL},
    {"confidential", WORD_LABEL, NULL, NULL, NULL},
    {"internal", WORD_LABEL, NULL, NULL, NULL},
    {"external", WORD_LABEL, NULL, NULL, NULL},
    {"optional", WORD_LABEL, NULL, NULL, NULL},
    {"required", WORD_LABEL, NULL, NULL, NULL},
    {"redacted", WORD_LABEL, NULL, NULL, NULL},
    {"tbd", WORD_LABEL, NULL, NULL, NULL},
    {"tba", WORD_LABEL, NULL, NULL, NULL},
    {"todo", WORD_LABEL, NULL, NULL, NULL},
    {"sic", WORD_LABEL, NULL, NULL, NULL},
    {"toc", WORD_LABEL, NULL, NULL, NULL},
};

/* --- plain words ---------------------------------------------------------------------------- */

/* "'s" and "’s" add nothing. */
static size_t possessive_length(struct str rest) {
    static const char *const forms[] = {"'s", "\u2019s", "'", "\u2019"};
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (str_starts_with(rest, forms[i])) {
            return strlen(forms[i]);
        }
    }
    return 0;
}

/* "partnerName" has two words, "QBR" and "MDFs" have one. */
static bool is_camel(struct str text, size_t i) {
    return i > 0 && g_ascii_isupper(text.p[i]) && g_ascii_islower(text.p[i - 1]);
}

const char *plain_words(Arena *arena, struct str text) {
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; i < text.n; i++) {
        size_t possessive = out->len > 0 ? possessive_length(str_skip(text, i)) : 0;
        if (possessive > 0) {
            i += possessive - 1;
            continue;
        }
        bool is_word = is_word_byte(text.p[i]);
        if (out->len > 0 && out->str[out->len - 1] != ' ' && (!is_word || is_camel(text, i))) {
            g_string_append_c(out, ' ');
        }
        if (is_word) {
            g_string_append_c(out, text.p[i]);
        }
    }
    while (out->len > 0 && out->str[out->len - 1] == ' ') {
        g_string_truncate(out, out->len - 1);
    }
    g_autofree char *lower = g_utf8_strdown(out->str, (gssize)out->len);
    return arena_strdup(arena, lower);
}

/* "insert partner name" says no more than "partner name"; NULL: no such word. */
static const char *without_filler(const char *words) {
    static const char *const fillers[] = {"insert ", "enter ", "add ", "the ",
                                          "a ",      "an ",    "e g ", "fill in "};
    for (size_t i = 0; i < G_N_ELEMENTS(fillers); i++) {
        if (g_str_has_prefix(words, fillers[i])) {
            return words + strlen(fillers[i]);
        }
    }
    return NULL;
}

/* Whether one letter more, less, other or swapped makes @a into @b. */
static bool is_one_slip(const char *a, const char *b) {
    enum { WORDS_MIN = 6 }; /* shorter words lie too close to each other */
    size_t n_a = strlen(a), n_b = strlen(b), i = 0;
    if (n_a < WORDS_MIN || n_b < WORDS_MIN) {
        return false;
    }
    while (a[i] && a[i] == b[i]) {
        i++;
    }
    if (n_a == n_b) {
        bool is_swap = n_a > i + 1 && a[i] == b[i + 1] && a[i + 1] == b[i] &&
                       strcmp(a + i + 2, b + i + 2) == 0;
        return is_swap || (i < n_a && strcmp(a + i + 1, b + i + 1) == 0);
    }
    return n_a == n_b + 1   ? strcmp(a + i + 1, b + i) == 0
           : n_b == n_a + 1 ? strcmp(a + i, b + i + 1) == 0
                            : false;
}

/* --- expressions ---------------------------------------------------------------------------- */

const char *shape_filters(Arena *arena, const struct shape *shape) {
    if (shape->is_percent) {
        return shape->is_signed ? " | delta \"percent\"" : " | percent";
    }
    if (!shape->currency) {
        return shape->is_signed ? " | delta" : "";
    }
    g_autoptr(GString) out = g_string_new(" | ");
    g_string_append(out, shape->is_signed ? "delta \"money\"" : "money");
    if (shape->is_compact && !shape->is_signed) {
        g_string_append(out, " \"compact\"");
    }
    if (*shape->currency) {
        g_string_append_printf(out, " \"%s\"", shape->currency);
    }
    return arena_strdup(arena, out->str);
}

static struct known_name known_from_row(Arena *arena, const struct word_row *row) {
    return (struct known_name){
        .path = row->path,
        .expression = row->path ? arena_printf(arena, "%s%s", row->path, row->filters) : NULL,
        .note = row->note,
        .has_money = row->filters && strstr(row->filters, "money"),
        .is_label = row->kind == WORD_LABEL,
    };
}

static struct known_name known_figure(Arena *arena, const struct word_row *figure,
                                      const struct word_row *field, const struct shape *shape) {
    bool is_change = field->kind == WORD_CHANGE, is_share = figure->kind == WORD_SHARE;
    bool has_percent = is_share || (is_change && shape->is_percent);
    bool has_money = figure->kind == WORD_MONEY && !has_percent;
    struct shape written = *shape;
    written.is_percent = has_percent;
    written.is_signed = is_change;
    written.currency = !has_money ? NULL : shape->currency ? shape->currency : "";
    const char *filters =
        is_change && is_share ? " | delta \"points\"" : shape_filters(arena, &written);
    const char *path = arena_printf(arena, "kpi.%s.%s%s", figure->path, field->path,
                                    is_change && has_percent && !is_share ? "_share" : "");
    return (struct known_name){
        .path = path,
        .expression = arena_printf(arena, "%s%s | default \"n/a\"", path, filters),
        .has_money = has_money,
        .has_percent = has_percent,
        .has_sign = is_change,
    };
}

static bool is_figure(const struct word_row *row) {
    return row->kind == WORD_MONEY || row->kind == WORD_COUNT || row->kind == WORD_SHARE;
}

static bool is_field(const struct word_row *row) {
    return row->kind == WORD_REFERENCE || row->kind == WORD_CHANGE;
}

static const struct word_row *find_row(const char *words,
                                       bool (*is_wanted)(const struct word_row *)) {
    for (size_t i = 0; i < G_N_ELEMENTS(word_rows); i++) {
        if (is_wanted(&word_rows[i]) && strcmp(words, word_rows[i].words) == 0) {
            return &word_rows[i];
        }
    }
    return NULL;
}

bool lookup_cell(Arena *arena, const char *row, const char *column, const struct shape *shape,
                 struct known_name *ret) {
    const struct word_row *figure = find_row(row, is_figure), *field = find_row(column, is_field);
    if (!figure || !field) {
        return false;
    }
    *ret = known_figure(arena, figure, field, shape);
    return true;
}

/* "target revenue", "revenue target": split at each space. */
static bool lookup_figure(Arena *arena, const char *words, const struct shape *shape,
                          struct known_name *ret) {
    static const struct word_row value = {NULL, WORD_REFERENCE, "value", NULL, NULL};
    const struct word_row *whole = find_row(words, is_figure);
    if (whole) {
        *ret = known_figure(arena, whole, &value, shape);
        return true;
    }
    for (const char *space = strchr(words, ' '); space; space = strchr(space + 1, ' ')) {
        const char *head = arena_strndup(arena, words, (size_t)(space - words));
        if (lookup_cell(arena, head, space + 1, shape, ret) ||
            lookup_cell(arena, space + 1, head, shape, ret)) {
            return true;
        }
    }
    return false;
}

static bool is_whole(const struct word_row *row) {
    return row->kind == WORD_NAME || row->kind == WORD_LABEL;
}

/* The words of a path itself: "partner.short_name". */
static const struct word_row *find_path(Arena *arena, const char *words) {
    for (size_t i = 0; i < G_N_ELEMENTS(word_rows); i++) {
        const struct word_row *row = &word_rows[i];
        if (row->kind == WORD_NAME && strcmp(plain_words(arena, str_from(row->path)), words) == 0) {
            return row;
        }
    }
    return NULL;
}

static bool lookup_exact(Arena *arena, const char *words, const struct shape *shape,
                         struct known_name *ret) {
    const struct word_row *row = find_row(words, is_whole);
    row = row ? row : find_path(arena, words);
    if (row) {
        *ret = known_from_row(arena, row);
        return true;
    }
    return lookup_figure(arena, words, shape, ret);
}

static bool lookup_nearest(Arena *arena, const char *words, const struct shape *shape,
                           struct known_name *ret) {
    for (size_t i = 0; i < G_N_ELEMENTS(word_rows); i++) {
        const struct word_row *row = &word_rows[i];
        if (row->kind != WORD_LABEL && !is_field(row) && is_one_slip(words, row->words) &&
            lookup_exact(arena, row->words, shape, ret)) {
            ret->is_nearest = true;
            ret->note = arena_printf(arena, "read as \"%s\"", row->words);
            return true;
        }
    }
    return false;
}

bool lookup_words(Arena *arena, const char *words, const struct shape *shape,
                  struct known_name *ret) {
    for (const char *rest = words; rest; rest = without_filler(rest)) {
        if (lookup_exact(arena, rest, shape, ret)) {
            return true;
        }
    }
    return lookup_nearest(arena, words, shape, ret);
}
