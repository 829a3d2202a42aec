#include "parse_priv.h"

#include <stdlib.h>
#include <string.h>

/* The longest name has 31 letters; inline arrays need no relocation when the program starts. */
struct entity_row {
    char name[32];
    gunichar first, second;
};

static const struct entity_row entities[] = {
#define E(name, first, second)                                                                     \
    { #name, first, second }
#include "entity_table.h"
#undef E
};

static int compare_name(const void *key, const void *row) {
    const struct str *name = key;
    return str_compare(*name, str_from(((const struct entity_row *)row)->name));
}

/* CommonMark 0.31 §6.2: what is no character becomes U+FFFD. */
static gunichar numeric_character(struct str digits) {
    bool is_hex = digits.p[0] == 'x' || digits.p[0] == 'X';
    guint64 number = 0;
    for (size_t i = is_hex; i < digits.n; i++) {
        number = number * (is_hex ? 16 : 10) + (guint64)g_ascii_xdigit_value(digits.p[i]);
        if (number > 0x10FFFF) {
            return 0xFFFD;
        }
    }
    bool is_surrogate = number >= 0xD800 && number <= 0xDFFF;
    return number == 0 || is_surrogate ? 0xFFFD : (gunichar)number;
}

static bool is_number(struct str digits) {
    bool is_hex = digits.n > 0 && (digits.p[0] == 'x' || digits.p[0] == 'X');
    for (size_t i = is_hex; i < digits.n; i++) {
        if (is_hex ? !g_ascii_isxdigit(digits.p[i]) : !g_ascii_isdigit(digits.p[i])) {
            return false;
        }
    }
    return digits.n > (size_t)is_hex;
}

void entity_append(struct str entity, GString *out) {
    struct str name = str_slice(entity, 1, entity.n - 1);
    if (name.n > 1 && name.p[0] == '#' && is_number(str_skip(name, 1))) {
        g_string_append_unichar(out, numeric_character(str_skip(name, 1)));
        return;
    }
    const struct entity_row *row =
        bsearch(&name, entities, G_N_ELEMENTS(entities), sizeof entities[0], compare_name);
    if (!row) {
        g_string_append_len(out, entity.p, (gssize)entity.n);
        return;
    }
    g_string_append_unichar(out, row->first);
    if (row->second) {
        g_string_append_unichar(out, row->second);
    }
}

/* The length of "&...;" at the start of @s; 0 where there is none. */
static size_t entity_length(struct str s) {
    size_t n = 1;
    while (n < s.n && n < 40 && (g_ascii_isalnum(s.p[n]) || s.p[n] == '#')) {
        n++;
    }
    return n > 1 && n < s.n && s.p[n] == ';' ? n + 1 : 0;
}

struct str entity_decode(Arena *arena, struct str text) {
    if (text.n == 0 || !memchr(text.p, '&', text.n)) {
        return text;
    }
    g_autoptr(GString) out = g_string_sized_new(text.n);
    for (size_t i = 0; i < text.n;) {
        size_t n = text.p[i] == '&' ? entity_length(str_skip(text, i)) : 0;
        if (n > 0) {
            entity_append(str_slice(text, i, i + n), out);
        } else {
            g_string_append_c(out, text.p[i]);
        }
        i += MAX(n, 1);
    }
    return str_from_gstring(arena, out);
}
