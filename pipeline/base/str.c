#include "str.h"

#include <stdint.h>
#include <string.h>

struct str str_dup(Arena *arena, struct str s) {
    return (struct str){arena_strndup(arena, s.p, s.n), s.n};
}

struct str str_from_gstring(Arena *arena, const GString *text) {
    return (struct str){arena_strndup(arena, text->str, text->len), text->len};
}

char *str_cstr(Arena *arena, struct str s) {
    return arena_strndup(arena, s.p, s.n);
}

int str_compare(struct str a, struct str b) {
    size_t n = MIN(a.n, b.n);
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order != 0) {
        return order;
    }
    return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts_with(struct str s, const char *prefix) {
    size_t n = strlen(prefix);
    return s.n >= n && memcmp(s.p, prefix, n) == 0;
}

bool str_ends_with(struct str s, const char *suffix) {
    size_t n = strlen(suffix);
    return s.n >= n && memcmp(s.p + s.n - n, suffix, n) == 0;
}

struct str str_slice(struct str s, size_t begin, size_t end) {
    end = MIN(end, s.n);
    begin = MIN(begin, end);
    return (struct str){s.p + begin, end - begin};
}

struct str str_skip(struct str s, size_t n) {
    return str_slice(s, n, s.n);
}

struct str str_head(struct str s, size_t n) {
    n = MIN(n, s.n);
    while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80) {
        n--;
    }
    return str_slice(s, 0, n);
}

struct str str_truncate(Arena *arena, struct str s, size_t n) {
    if (g_utf8_strlen(s.p, (gssize)s.n) <= (glong)n) {
        return s;
    }
    const char *end = g_utf8_offset_to_pointer(s.p, (glong)MAX(n, 1) - 1);
    size_t cut = (size_t)(end - s.p), whole = cut;
    while (whole > cut / 2 && s.p[whole] != ' ') {
        whole--;
    }
    cut = whole > cut / 2 ? whole : cut;
    while (cut > 0 && strchr(" ,;:.", s.p[cut - 1])) {
        cut--;
    }
    return str_from(arena_printf(arena, STR_FMT "…", (int)cut, s.p));
}

struct str str_trim(struct str s) {
    while (s.n > 0 && g_ascii_isspace(s.p[0])) {
        s = str_skip(s, 1);
    }
    while (s.n > 0 && g_ascii_isspace(s.p[s.n - 1])) {
        s.n--;
    }
    return s;
}

size_t str_find(struct str s, struct str needle, size_t from) {
    if (from > s.n) {
        return s.n;
    }
    const char *found = memmem(s.p + from, s.n - from, needle.p, needle.n);
    return found ? (size_t)(found - s.p) : s.n;
}

bool str_cut(struct str s, char separator, struct str *head, struct str *tail) {
    const char *at = s.n ? memchr(s.p, separator, s.n) : NULL;
    if (!at) {
        *head = s;
        *tail = str_skip(s, s.n);
        return false;
    }
    size_t n = (size_t)(at - s.p);
    *head = str_slice(s, 0, n);
    *tail = str_skip(s, n + 1);
    return true;
}

bool str_next_line(struct str *rest, struct str *line) {
    if (rest->n == 0) {
        return false;
    }
    str_cut(*rest, '\n', line, rest);
    if (line->n > 0 && line->p[line->n - 1] == '\r') {
        line->n--;
    }
    return true;
}

/* Whether the eight bytes at @p are ASCII, none of them 0. */
static bool is_ascii_word(const char *p) {
    static const uint64_t HIGH = 0x8080808080808080, LOW = 0x0101010101010101;
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return ((word | (word - LOW)) & HIGH) == 0;
}

/* Files are read through by this, and nearly all of what they hold is ASCII. */
size_t str_utf8_error(struct str s) {
    for (size_t i = 0; i < s.n;) {
        if (s.n - i >= sizeof(uint64_t) && is_ascii_word(s.p + i)) {
            i += sizeof(uint64_t);
        } else if (s.p[i] != 0 && (unsigned char)s.p[i] < 0x80) {
            i++;
        } else if (s.p[i] == 0 ||
                   (gint32)g_utf8_get_char_validated(s.p + i, (gssize)(s.n - i)) < 0) {
            return i;
        } else {
            i += (size_t)g_utf8_skip[(unsigned char)s.p[i]];
        }
    }
    return s.n;
}

char *str_slug(Arena *arena, struct str s) {
    g_autofree char *whole = g_strndup(s.p, s.n);
    g_autofree char *plain = g_utf8_normalize(whole, -1, G_NORMALIZE_NFKD);
    GString *slug = g_string_new(NULL);
    for (const char *c = plain ? plain : whole; *c; c++) {
        if (g_ascii_isalnum(*c)) {
            g_string_append_c(slug, g_ascii_tolower(*c));
        } else if ((unsigned char)*c < 0x80 && slug->len > 0 && slug->str[slug->len - 1] != '-') {
            g_string_append_c(slug, '-');
        }
    }
    if (slug->len > 0 && slug->str[slug->len - 1] == '-') {
        g_string_truncate(slug, slug->len - 1);
    }
    char *copy = arena_strndup(arena, slug->str, slug->len);
    g_string_free(slug, TRUE);
    return copy;
}

/* Longer words are cut: a name of 64 bytes is told apart by its beginning. */
enum { NEAREST_BYTES_MAX = 64 };

/* Optimal string alignment distance: insert, delete, replace, swap two neighbours. */
static size_t edit_distance(struct str a, struct str b) {
    size_t rows[3][NEAREST_BYTES_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    a = str_slice(a, 0, NEAREST_BYTES_MAX);
    b = str_slice(b, 0, NEAREST_BYTES_MAX);
    for (size_t j = 0; j <= b.n; j++) {
        last[j] = j;
        before[j] = 0;
    }
    for (size_t i = 1; i <= a.n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            char x = g_ascii_tolower(a.p[i - 1]), y = g_ascii_tolower(b.p[j - 1]);
            size_t best = MIN(MIN(last[j] + 1, row[j - 1] + 1), last[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == g_ascii_tolower(b.p[j - 2]) &&
                y == g_ascii_tolower(a.p[i - 2])) {
                best = MIN(best, before[j - 2] + 1);
            }
            row[j] = best;
        }
        size_t *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return last[b.n];
}

int str_nearest(struct str word, const struct str *candidates, size_t n) {
    int nearest = -1;
    size_t smallest = MAX(word.n / 3, 1) + 1;
    for (size_t i = 0; i < n; i++) {
        struct str candidate = candidates[i];
        size_t distance = edit_distance(word, candidate);
        if (word.n >= 3 && candidate.n > word.n &&
            g_ascii_strncasecmp(candidate.p, word.p, word.n) == 0) {
            distance = MIN(distance, 1);
        }
        if (distance < smallest) {
            smallest = distance;
            nearest = (int)i;
        }
    }
    return nearest;
}

char *str_list(Arena *arena, const struct str *names, size_t n) {
    g_autoptr(GString) list = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(list, "%s" STR_FMT, i ? ", " : "", STR_ARG(names[i]));
    }
    return arena_strdup(arena, list->str);
}

void str_append_visible(GString *out, const char *text) {
    for (const char *p = text; *p; p++) {
        /* ISO 6429: C0, DEL, and C1 as UTF-8 has it. */
        bool is_c1 = (unsigned char)p[0] == 0xC2 && (unsigned char)p[1] >= 0x80 &&
                     (unsigned char)p[1] < 0xA0;
        g_string_append_c(out, is_c1 || g_ascii_iscntrl(*p) ? ' ' : *p);
        p += is_c1;
    }
}

const char *str_printable(Arena *arena, const char *text) {
    if (!text) {
        return NULL;
    }
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool is_character = c >= ' ' && c != 0x7F && c != 0xFFFE && c != 0xFFFF;
        g_string_append_unichar(out, is_character ? c : ' ');
    }
    return arena_strdup(arena, out->str);
}
