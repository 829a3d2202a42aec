#include "fill_convert_priv.h"

#include <string.h>

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
    for (size_t i = 0; i < n_word_rows; i++) {
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
    for (size_t i = 0; i < n_word_rows; i++) {
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
    for (size_t i = 0; i < n_word_rows; i++) {
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
